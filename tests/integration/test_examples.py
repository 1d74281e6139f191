"""The example strategy on real market data; run as a script, the file is one backtest of it."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from nautilus_trader.backtest.engine import BacktestEngine
from nautilus_trader.backtest.engine import BacktestEngineConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.enums import AccountType
from nautilus_trader.model.enums import OmsType
from nautilus_trader.model.identifiers import Venue
from nautilus_trader.model.objects import Money

from nautilus_vlogs.demo import replay
from nautilus_vlogs.demo.node import load_example

SIDES = ("call", "put")


def backtest(log_directory):
    """Trade both variants over all of the market data, logging to JSON; print what came of it."""
    engine = BacktestEngine(
        BacktestEngineConfig(
            logging=LoggingConfig(
                log_level="ERROR",
                log_level_file="DEBUG",
                log_file_format="json",
                log_directory=log_directory,
            ),
        ),
    )
    engine.add_venue(
        Venue(replay.VENUE),
        oms_type=OmsType.NETTING,
        account_type=AccountType.MARGIN,
        base_currency=USD,
        starting_balances=[Money(1_000_000, USD)],
    )
    engine.add_instrument(replay.make_instrument())
    engine.add_data(replay.load_bars())
    strategies = [make_strategy(side) for side in SIDES]
    engine.add_strategies(strategies)
    engine.run()
    outcome = {
        strategy.id.value: {
            "trades": strategy.trades,
            "wins": strategy.wins,
            "open": len(engine.cache.positions_open(strategy_id=strategy.id)),
            "entries": sorted(
                {
                    position.entry.name
                    for position in engine.cache.positions(strategy_id=strategy.id)
                },
            ),
        }
        for strategy in strategies
    }
    print(json.dumps(outcome))
    engine.dispose()


def make_strategy(side, **settings):
    example = load_example()
    return example.OpeningRangeBreakout(
        example.OpeningRangeBreakoutConfig(
            **{
                "strategy_id": f"orb_60min_{side}_1",
                "order_id_tag": side[0],
                "instrument_id": replay.INSTRUMENT_ID,
                "bar_type": replay.BAR_TYPE,
                "trade_size": Decimal(10_000),
                "side": side,
                "session_open": "07:00",
                "opening_range_minutes": 60,
                "session_minutes": 540,
                "min_range": 0.0008,
                "implied_volatility": "n/a",
            }
            | settings,
        ),
    )


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """Run the backtest in a process of its own: Nautilus sets up logging once a process."""
    directory = tmp_path_factory.mktemp("logs")
    # NautilusTrader calls what the newest pandas deprecates; everything else is an error.
    warnings = ["-W", "error", "-W", "ignore:Timestamp.utcnow is deprecated"]
    result = subprocess.run(
        [sys.executable, *warnings, __file__, str(directory)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2_000:]
    lines = [
        json.loads(line)
        for path in sorted(directory.glob("*.json*"))
        for line in path.read_text().splitlines()
    ]
    return json.loads(result.stdout.splitlines()[-1]), lines


def messages_of(lines, side, level=None):
    return [
        line["message"]
        for line in lines
        if line["component"] == f"orb_60min_{side}_1" and level in {None, line["level"]}
    ]


def test_example_trades_its_side_and_ends_flat(finished):
    """Over ten months each variant trades often, only in its own direction, and ends flat."""
    outcome, _ = finished
    assert set(outcome) == {"orb_60min_call_1-c", "orb_60min_put_1-p"}
    for strategy_id, direction in (("orb_60min_call_1-c", "BUY"), ("orb_60min_put_1-p", "SELL")):
        result = outcome[strategy_id]
        assert result["trades"] > 50
        assert 0 < result["wins"] < result["trades"]
        assert result["entries"] == [direction]
        assert result["open"] == 0


@pytest.mark.parametrize("side", SIDES)
def test_example_logs_what_it_does(finished, side):
    """Each trade leaves an entry, an exit and a result, with their context as key=value."""
    outcome, lines = finished
    trades = outcome[f"orb_60min_{side}_1-{side[0]}"]["trades"]
    said = messages_of(lines, side, "INFO")
    entries = [text for text in said if text.startswith("entry trigger action=entry ")]
    assert len(entries) == trades
    assert all(f"side={side} price=1." in text and " target=1." in text for text in entries)
    assert sum(text.startswith("trade closed action=closed pnl=") for text in said) == trades
    reasons = {
        text.split("reason=")[1].split()[0]
        for text in said
        if text.startswith("exit trigger action=exit ")
    }
    assert {"target", "stop", "session_end"} <= reasons
    assert any(text.startswith(f"stopped action=stop trades={trades} ") for text in said)


@pytest.mark.parametrize("side", SIDES)
def test_example_uses_every_level(finished, side):
    """Bars are DEBUG, narrow ranges WARNING, and the one ERROR is an exception with traceback."""
    _, lines = finished
    assert any("bar close=" in text for text in messages_of(lines, side, "DEBUG"))
    assert any("action=skip" in text for text in messages_of(lines, side, "WARN"))
    (error,) = messages_of(lines, side, "ERROR")
    first, _, traceback = error.partition("\n")
    assert first == "volatility unusable, using reward_ratio value=n/a"
    assert "ValueError(could not convert string to float: 'n/a')" in traceback


def test_example_refuses_a_time_that_is_none():
    """A session that opens at no time of day is an error at construction."""
    with pytest.raises(ValueError, match=r"session_open .* '25:00'"):
        make_strategy("call", session_open="25:00")


def test_example_knows_nothing_of_the_log_store():
    """The strategy logs through self.log alone: it neither imports nor names this package."""
    source = Path(load_example().__file__).read_text()
    assert "nautilus_vlogs" not in source
    assert "import logging" not in source


if __name__ == "__main__":
    backtest(sys.argv[1])
