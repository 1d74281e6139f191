"""
How long backtests take with the actor, beside the same backtests without it.

Run as ``python bench/backtests.py [--quick]``, with standard output anywhere but a terminal.
Where the actor is inert both engines live in one process and take turns, run for run, so that what
else the machine does hits both; the ratios are those of neighbouring runs, in CPU time of the
thread that runs them, for nothing else is at work. Beside it stands what the same measurement says
of two engines without the actor: its own error. Where the actor ships, each backtest has a process
of its own, and its time is the wall clock's and includes the wait for the store at its end.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nautilus_trader.backtest.engine import BacktestEngine
from nautilus_trader.backtest.engine import BacktestEngineConfig
from nautilus_trader.config import ImportableActorConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.config import StrategyConfig
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import QuoteTick
from nautilus_trader.model.enums import AccountType
from nautilus_trader.model.enums import OmsType
from nautilus_trader.model.identifiers import Venue
from nautilus_trader.model.objects import Money
from nautilus_trader.test_kit.providers import TestInstrumentProvider
from nautilus_trader.trading.strategy import Strategy

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

_INSTRUMENT = TestInstrumentProvider.default_fx_ccy("AUD/USD")
_START_NS = 1_577_836_800_000_000_000
_GOAL = 1.01


class Talker(Strategy):
    """Log a line with each tick."""

    def on_start(self) -> None:
        """Ask for ticks."""
        self.subscribe_quote_ticks(_INSTRUMENT.id)

    def on_quote_tick(self, tick: QuoteTick) -> None:
        """Log one."""
        self.log.info(f"tick={tick.ts_event} bid={tick.bid_price} ask={tick.ask_price}")


def main() -> None:
    """Measure all variants over several rounds and print how they compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--quick", action="store_true", help="one short round: does it work?")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(_measure(**json.loads(options.child))), file=sys.stderr)
        return
    rounds, pairs, ticks = (1, 4, 5_000) if options.quick else (5, 12, 20_000)
    inert: dict[str, list[float]] = {}
    shipped: dict[str, list[float]] = {}
    results: set[str] = set()
    with (
        tempfile.TemporaryDirectory(prefix="vlogs-bench-") as data_dir,
        LocalServer(obtain_binary(), Path(data_dir)) as server,
    ):
        for number in range(rounds):
            for bypass in (True, False):
                for actor in (False, True) if number % 2 else (True, False):
                    plan = {"bypass": bypass, "actor": actor, "pairs": pairs, "ticks": ticks}
                    found = _in_a_process(plan)
                    name = "bypass_logging=True" if bypass else "without ship_backtests"
                    inert.setdefault(f"{name}{'' if actor else ', no actor'}", []).extend(
                        found["ratios"]
                    )
                    results.update(found["results"])
            alone = _in_a_process({"url": "", "ticks": ticks})
            sent = _in_a_process({"url": server.url, "ticks": ticks})
            shipped.setdefault("ratio", []).append(sent["secs"] / alone["secs"])
            shipped.setdefault("rate", []).append(ticks / sent["secs"])
            results.update(alone["results"], sent["results"])
            if sent["stored"] < ticks:
                sys.exit(f"of {ticks} lines only {sent['stored']} were delivered")
    _report(inert, shipped, results)


def _in_a_process(plan: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, "--child", json.dumps(plan)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stderr.splitlines()[-1])


def _measure(url: str | None = None, **plan: Any) -> dict[str, Any]:
    return _inert(**plan) if url is None else _shipped(url, **plan)


def _inert(*, bypass: bool, actor: bool, pairs: int, ticks: int) -> dict[str, Any]:
    """Time neighbouring runs without and, if `actor`, with it."""
    logging = LoggingConfig(bypass_logging=bypass, log_level="ERROR")
    data = _data(ticks)
    actors = [_actor(ship_backtests=bypass)] if actor else []
    engines = [_engine(logging, [], data), _engine(logging, actors, data)]
    ratios, results = [], set()
    for number in range(pairs + 1):
        secs = [0.0, 0.0]
        for which in (0, 1) if number % 2 else (1, 0):
            began = time.thread_time()
            engines[which].run()
            secs[which] = time.thread_time() - began
            results.add(_result(engines[which]))
            engines[which].reset()
        if number:  # the first pair warms up
            ratios.append(secs[1] / secs[0])
    return {"ratios": ratios, "results": sorted(results)}


def _shipped(url: str, ticks: int) -> dict[str, Any]:
    """Time a run to the end of its disposal, with the actor if there is a URL."""
    actors = [_actor(ship_backtests=True, url=url)] if url else []
    engine = _engine(LoggingConfig(log_level="ERROR"), actors, _data(ticks))
    (actor,) = engine.trader.actors() or [None]
    began = time.perf_counter()
    engine.run()
    result = _result(engine)
    engine.dispose()
    secs = time.perf_counter() - began
    stored = actor.stats().sent if actor else 0
    return {"secs": secs, "stored": stored, "results": [result]}


def _engine(logging: LoggingConfig, actors: list[Any], data: list[QuoteTick]) -> BacktestEngine:
    engine = BacktestEngine(
        BacktestEngineConfig(trader_id="BENCH-001", logging=logging, actors=actors)
    )
    engine.add_venue(
        Venue("SIM"),
        oms_type=OmsType.HEDGING,
        account_type=AccountType.MARGIN,
        base_currency=USD,
        starting_balances=[Money(1_000_000, USD)],
    )
    engine.add_instrument(_INSTRUMENT)
    engine.add_data(data)
    engine.add_strategy(Talker(StrategyConfig(order_id_tag="001")))
    return engine


def _actor(**config: Any) -> ImportableActorConfig:
    return ImportableActorConfig(
        actor_path="nautilus_vlogs:VictoriaLogsActor",
        config_path="nautilus_vlogs:VictoriaLogsActorConfig",
        config=config,
    )


def _data(ticks: int) -> list[QuoteTick]:
    price, size = _INSTRUMENT.make_price, _INSTRUMENT.make_qty(100_000)
    quotes = []
    for i in range(ticks):
        at = _START_NS + i * 1_000_000_000
        bid, ask = price(0.7 + i % 9 / 1e4), price(0.7001 + i % 9 / 1e4)
        quotes.append(QuoteTick(_INSTRUMENT.id, bid, ask, size, size, at, at))
    return quotes


def _result(engine: BacktestEngine) -> str:
    result = engine.get_result()
    return str((result.iterations, result.total_events, result.total_orders, result.stats_pnls))


def _report(
    inert: dict[str, list[float]], shipped: dict[str, list[float]], results: set[str]
) -> None:
    print(
        f"{datetime.now(UTC).date()}, CPython {platform.python_version()}, nautilus_trader "
        f"{version('nautilus_trader')}, {os.cpu_count()} CPUs\n"
        "Run time of a backtest that logs a line a tick, to the same one without the actor: "
        "median [quartiles] of the pairs",
        file=sys.stderr,
    )
    for name, ratios in inert.items():
        low, middle, high = statistics.quantiles(ratios, n=4)
        verdict = "" if "no actor" in name else "  met" if middle <= _GOAL else "  MISSED (1 %)"
        print(
            f"  {name:36}{middle:8.4f}  [{low:.4f} to {high:.4f}]  of {len(ratios)}{verdict}",
            file=sys.stderr,
        )
    ratios, rates = shipped["ratio"], shipped["rate"]
    print(
        f"  {'ship_backtests=True, with the wait':36}{statistics.median(ratios):8.2f}  "
        f"[{min(ratios):.2f} to {max(ratios):.2f}]  of {len(ratios)}; "
        f"{statistics.median(rates):,.0f} lines/s\n"
        f"  results that differ: {len(results) - 1}",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
