"""
The node of the demo, run by the command in a process of its own.

It reports on a pipe, as JSON lines: who it is, every quarter of a second how far it is, and at the
very end of the process what the actor counted.
"""

import argparse
import asyncio
import atexit
import importlib.util
import json
import os
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

from nautilus_trader.adapters.sandbox.config import SandboxExecutionClientConfig
from nautilus_trader.adapters.sandbox.factory import SandboxLiveExecClientFactory
from nautilus_trader.common import Environment
from nautilus_trader.config import ImportableActorConfig
from nautilus_trader.config import LiveExecEngineConfig
from nautilus_trader.config import TradingNodeConfig
from nautilus_trader.examples.strategies.ema_cross import EMACross
from nautilus_trader.examples.strategies.ema_cross import EMACrossConfig
from nautilus_trader.live.node import TradingNode
from nautilus_trader.model.events import OrderFilled

from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import VictoriaLogsActor
from nautilus_vlogs.demo.replay import BAR_TYPE
from nautilus_vlogs.demo.replay import INSTRUMENT_ID
from nautilus_vlogs.demo.replay import VENUE
from nautilus_vlogs.demo.replay import ReplayDataClientConfig
from nautilus_vlogs.demo.replay import ReplayDataClientFactory

BARS_PER_SECOND = 50.0  # two days of the market a second

_EXAMPLE = "opening_range_breakout"
_TRADE_SIZE = Decimal(10_000)
_TICK_SECS = 0.25
_START_TIMEOUT_SECS = 30.0


def main() -> None:
    """Run the node for some seconds and report on the pipe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", required=True, help="base URL of the store")
    parser.add_argument("--seconds", type=float, required=True, help="how long to replay")
    parser.add_argument("--report-fd", type=int, required=True, help="the pipe to report on")
    args = parser.parse_args()

    report = _Report(args.report_fd)
    # Functions at exit run in reverse: registered before the actor is made, this one runs after
    # the actor has shipped its last lines, and sends its final counts.
    atexit.register(report.send_stats)
    node = make_node(args.url)
    report.follow(node)
    node.kernel.loop.create_task(_stop_after(node, args.seconds, report))
    try:
        node.run()
    finally:
        node.dispose()


def make_node(url: str, bars_per_second: float = BARS_PER_SECOND) -> TradingNode:
    """Return a sandbox node with the four strategies and the actor, built and ready to run."""
    config = TradingNodeConfig(
        environment=Environment.SANDBOX,
        trader_id="DEMO-001",
        # The two lines that a node needs: a log that the actor can follow, and the actor.
        logging=SpoolLoggingConfig(log_level="WARNING"),
        actors=[
            ImportableActorConfig(
                actor_path="nautilus_vlogs:VictoriaLogsActor",
                config_path="nautilus_vlogs:VictoriaLogsActorConfig",
                config={"url": url},
            ),
        ],
        data_clients={VENUE: ReplayDataClientConfig(bars_per_second=bars_per_second)},
        exec_clients={
            VENUE: SandboxExecutionClientConfig(
                venue=VENUE,
                starting_balances=["1_000_000 USD"],
                base_currency="USD",
                default_leverage=Decimal(20),
            ),
        },
        # A simulated venue has no orders of an earlier run to reconcile with.
        exec_engine=LiveExecEngineConfig(reconciliation=False),
        timeout_post_stop=1.0,  # its fills are immediate: nothing more comes after a second
    )
    node = TradingNode(config=config)
    node.add_data_client_factory(VENUE, ReplayDataClientFactory)
    node.add_exec_client_factory(VENUE, SandboxLiveExecClientFactory)
    for strategy in make_strategies():
        node.trader.add_strategy(strategy)
    node.build()
    return node


def make_strategies() -> list[Any]:
    """Return two instances of a stock strategy and the example in two variants."""
    example = load_example()
    crosses = [
        EMACross(
            EMACrossConfig(
                order_id_tag=tag,
                instrument_id=INSTRUMENT_ID,
                bar_type=BAR_TYPE,
                trade_size=_TRADE_SIZE,
                fast_ema_period=fast,
                slow_ema_period=slow,
                subscribe_trade_ticks=False,  # the data hold none
            ),
        )
        for tag, fast, slow in (("001", 10, 20), ("002", 20, 60))
    ]
    # The bars are hourly, so the opening range is an hour: London's first, 07:00 to 08:00 UTC.
    breakouts = [
        example.OpeningRangeBreakout(
            example.OpeningRangeBreakoutConfig(
                strategy_id=f"orb_60min_{side}_1",
                order_id_tag=tag,
                instrument_id=INSTRUMENT_ID,
                bar_type=BAR_TYPE,
                trade_size=_TRADE_SIZE,
                side=side,
                session_open="07:00",
                opening_range_minutes=60,
                session_minutes=9 * 60,
                min_range=0.0008,
                # Not a number, as feeds have it at times: the store shall hold a traceback.
                implied_volatility="n/a",
            ),
        )
        for side, tag in (("call", "003"), ("put", "004"))
    ]
    return crosses + breakouts


def load_example() -> ModuleType:
    """Import the example strategy: from the wheel, which carries a copy, or from the checkout."""
    here = Path(__file__).resolve()
    folders = (here.parent / "strategies", here.parents[2] / "examples" / "strategies")
    for folder in folders:
        path = folder / f"{_EXAMPLE}.py"
        spec = importlib.util.spec_from_file_location(_EXAMPLE, path) if path.is_file() else None
        if spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            # Registered, as an import does: msgspec looks annotations up in the module.
            sys.modules[_EXAMPLE] = module
            spec.loader.exec_module(module)
            return module
    raise FileNotFoundError(f"the example strategy {_EXAMPLE}.py is in none of {folders}")


class _Report:
    """What the parent process is told."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._actor: Any = None
        self.bars = 0
        self.fills = 0

    def follow(self, node: TradingNode) -> None:
        """Say who the node is, and count its bars and fills from now on."""
        self._actor = next(
            actor for actor in node.trader.actors() if isinstance(actor, VictoriaLogsActor)
        )
        node.kernel.msgbus.subscribe("data.bars.*", self._count_bar)
        node.kernel.msgbus.subscribe("events.order.*", self._count_fill)
        self._send(
            kind="node",
            instance_id=node.kernel.instance_id.value,
            strategy_ids=[str(strategy_id) for strategy_id in node.trader.strategy_ids()],
        )

    def send_progress(self) -> None:
        """Say how far the node is."""
        self._send(kind="progress", bars=self.bars, fills=self.fills)

    def send_stats(self) -> None:
        """Say what the actor has counted."""
        if self._actor is not None:
            self.send_progress()
            self._send(kind="stats", **self._actor.stats())

    def _count_bar(self, _: Any) -> None:
        self.bars += 1

    def _count_fill(self, event: Any) -> None:
        self.fills += isinstance(event, OrderFilled)

    def _send(self, **message: Any) -> None:
        # A parent that has gone is no reason to stop in disorder.
        with suppress(BrokenPipeError):
            os.write(self._fd, json.dumps(message).encode() + b"\n")


async def _stop_after(node: TradingNode, seconds: float, report: _Report) -> None:
    loop = asyncio.get_running_loop()
    give_up_at = loop.time() + _START_TIMEOUT_SECS
    while report.bars == 0 and loop.time() < give_up_at:
        await asyncio.sleep(0.01)
    stop_at = loop.time() + seconds
    while report.bars and (left := stop_at - loop.time()) > 0:
        report.send_progress()
        await asyncio.sleep(min(_TICK_SECS, left))
    node.stop()


if __name__ == "__main__":
    main()
