"""What the scripts are made of that run backtests in processes of their own."""

SETUP = """
    import pandas as pd
    from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
    from nautilus_trader.model.currencies import USD
    from nautilus_trader.model.enums import AccountType, OmsType
    from nautilus_trader.model.identifiers import Venue
    from nautilus_trader.model.objects import Money
    from nautilus_trader.test_kit.providers import TestInstrumentProvider
    from nautilus_trader.model.data import QuoteTick

    class Talker(Strategy):
        lines = 3

        def on_start(self):
            self.subscribe_quote_ticks(INSTRUMENT.id)

        def on_quote_tick(self, tick):
            for i in range(self.lines):
                self.log.info(f"tick={tick.ts_event} line={i}")

    INSTRUMENT = TestInstrumentProvider.default_fx_ccy("AUD/USD")

    def engine_of(actors, logging, ticks=10, tags=("001",), year=2020):
        engine = BacktestEngine(BacktestEngineConfig(
            trader_id="TESTER-001", logging=logging, actors=actors,
        ))
        engine.add_venue(
            Venue("SIM"), oms_type=OmsType.HEDGING, account_type=AccountType.MARGIN,
            base_currency=USD, starting_balances=[Money(1_000_000, USD)],
        )
        engine.add_instrument(INSTRUMENT)
        start = pd.Timestamp(year=year, month=1, day=1, tz="UTC").value
        price, size = INSTRUMENT.make_price, INSTRUMENT.make_qty
        engine.add_data([
            QuoteTick(
                INSTRUMENT.id, price(0.7 + i % 9 / 1e4), price(0.7001 + i % 9 / 1e4),
                size(100_000), size(100_000), start + i * 1_000_000_000, start + i * 1_000_000_000,
            )
            for i in range(ticks)
        ])
        for tag in tags:
            engine.add_strategy(Talker(StrategyConfig(order_id_tag=tag)))
        return engine

    def actor(**config):
        return [ImportableActorConfig(
            actor_path="nautilus_vlogs:VictoriaLogsActor",
            config_path="nautilus_vlogs:VictoriaLogsActorConfig",
            config={"url": URL, **config},
        )]

    def note(engine, actors=(), **more):
        from types import SimpleNamespace
        report(SimpleNamespace(kernel=engine.kernel), actors, **more)
"""
