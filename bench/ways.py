"""
What a log call costs its caller by each way in, beside stock NautilusTrader and `logging`'s queue.

Run as ``python bench/ways.py``, with standard output anywhere but a terminal. The spool is
not among them: with it a call is stock NautilusTrader's own, and the other benchmark measures it.
"""

import logging
import logging.handlers
import platform
import queue
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from importlib.metadata import version

from nautilus_trader.common.component import Logger
from nautilus_trader.common.component import init_logging

from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs.capture.bridge import Bridge
from nautilus_vlogs.node.nautilus import divert_log_calls

_CALLS = 20_000
_ROUNDS = 7


def main() -> None:
    """Measure the ways in turn, over several rounds, and print the medians."""
    guard = init_logging()  # keeps the logging thread alive
    nautilus = Logger("bench")
    bridge = Bridge(50_000, "INFO", divert_log_calls)
    standard, ours = logging.Logger("standard"), logging.Logger("ours")  # noqa: LOG001  # no root
    standard.addHandler(logging.handlers.QueueHandler(queue.SimpleQueue()))
    handler = VictoriaLogsHandler(
        "http://127.0.0.1:9"
    )  # nobody there: what is measured is the call
    ours.addHandler(handler)
    costs: dict[str, list[float]] = {}

    def measure(name: str, log: Callable[[str], None]) -> None:
        costs.setdefault(name, []).append(_cost_ns(log))

    for _ in range(_ROUNDS):
        measure("stock, INFO", nautilus.info)
        measure("stock, DEBUG that nobody shows", nautilus.debug)
        bridge.install()
        measure("bridge, INFO", nautilus.info)
        measure("bridge, DEBUG that nobody shows", nautilus.debug)
        bridge.close()
        bridge.items.clear()
        measure("logging with a QueueHandler", standard.info)
        measure("logging with VictoriaLogsHandler", ours.info)
    handler.close()
    del guard
    _report(costs)


def _cost_ns(log: Callable[[str], None]) -> float:
    costs = []
    now = time.perf_counter_ns
    for _ in range(_CALLS):
        before = now()
        log("entry trigger action=entry spx_price=5890.50")
        costs.append(now() - before)
    return statistics.median(costs)


def _report(costs: dict[str, list[float]]) -> None:
    conditions = (
        f"{datetime.now(UTC).date()}, CPython {platform.python_version()}, "
        f"nautilus_trader {version('nautilus_trader')}; ns a call, median [lowest, highest round]"
    )
    lines = [
        conditions,
        *(
            f"  {name:34}{statistics.median(ns):7,.0f}  [{min(ns):,.0f} to {max(ns):,.0f}]"
            for name, ns in costs.items()
        ),
    ]
    sys.stderr.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
