"""
The node of the demo, run by the command in a process of its own.

It reports on a pipe, as JSON lines: its identity, its progress every quarter of a second, and at
the very end of the process the accounting of the actor.
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

import msgspec
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
    parser.add_argument("--spool", required=True, help="the directory of the spool")
    parser.add_argument("--report-fd", type=int, required=True, help="the pipe to report on")
    args = parser.parse_args()

    report = _Report(args.report_fd)
    # Functions at exit run in reverse: registered before the actor is made, this one runs after
    # the actor has shipped its last lines, and sends its final counts.
    atexit.register(report.send_stats)
    node = make_node(args.url, args.spool)
    report.follow(node)
    node.kernel.loop.create_task(_stop_after(node, args.seconds, report))
    try:
        node.run()
    finally:
        node.dispose()


def make_node(url: str, spool: str, bars_per_second: float = BARS_PER_SECOND) -> TradingNode:
    """Return a sandbox node with the four strategies and the actor, built and ready to run."""
    config = TradingNodeConfig(
        environment=Environment.SANDBOX,
        trader_id="DEMO-001",
        # The two lines that a node needs: a log that the actor can follow, and the actor.
        logging=SpoolLoggingConfig(log_level="WARNING", log_directory=spool),
        actors=[
            ImportableActorConfig(
                actor_path="nautilus_vlogs:VictoriaLogsActor",
                config_path="nautilus_vlogs:VictoriaLogsActorConfig",
                config={
                    "url": url,
                    # The demo's server flushes every second, and the report waits for it.
                    "durability_window_secs": 4,
                    "shutdown_timeout_secs": 10,
                },
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
        for tag, fast, slow in (("001", 10, 20), ("002", 12, 26))
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
    """The reports to the parent process."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._actor: Any = None
        self.first_bar = asyncio.Event()
        self.bars = 0
        self.fills = 0

    def follow(self, node: TradingNode) -> None:
        """Report the identity of the node, and count its bars and fills from now on."""
        self._actor = next(
            actor for actor in node.trader.actors() if isinstance(actor, VictoriaLogsActor)
        )
        node.kernel.msgbus.subscribe("data.bars.*", self.count_bar)
        node.kernel.msgbus.subscribe("events.order.*", self.count_fill)
        self._send(
            kind="node",
            instance_id=node.kernel.instance_id.value,
            strategy_ids=[strategy.id.value for strategy in node.trader.strategies()],
        )

    def count_bar(self, _: Any) -> None:
        """Count a bar that was published."""
        self.bars += 1
        self.first_bar.set()

    def count_fill(self, event: Any) -> None:
        """Count an order event that is a fill."""
        self.fills += isinstance(event, OrderFilled)

    def send_progress(self, secs: float) -> None:
        """Say how far the node is."""
        self._send(kind="progress", secs=secs, bars=self.bars, fills=self.fills)

    def send_stats(self) -> None:
        """Say what the actor has counted."""
        stats = self._actor.stats() if self._actor is not None else None
        if stats is not None:
            self._send(kind="stats", stats=msgspec.to_builtins(stats))

    def _send(self, **message: Any) -> None:
        # A parent that has gone is no reason to stop in disorder.
        with suppress(BrokenPipeError):
            os.write(self._fd, json.dumps(message).encode() + b"\n")


async def _stop_after(node: TradingNode, seconds: float, report: _Report) -> None:
    """Stop the node so many seconds after its first bar."""
    with suppress(TimeoutError):
        await asyncio.wait_for(report.first_bar.wait(), _START_TIMEOUT_SECS)
    loop = asyncio.get_running_loop()
    started = loop.time()
    while report.bars and (secs := loop.time() - started) < seconds:
        report.send_progress(secs)
        await asyncio.sleep(min(_TICK_SECS, seconds - secs))
    node.kernel.msgbus.unsubscribe("data.bars.*", report.count_bar)
    await node.stop_async()
    report.send_progress(seconds)


if __name__ == "__main__":
    main()
