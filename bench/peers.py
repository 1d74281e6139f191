"""
Our way to the store beside those that people would use instead, on the same records.

Run as ``make bench-peers``, or ``.venv-peers/bin/python bench/peers.py [--quick]
[--only SCENARIO ...]`` where `peers_env.py` has installed the peers. The ways take turns, another
one first in each round; each measurement has a node's process of its own, and all of them the same
real VictoriaLogs. Results are added to the file as they come, so that a run which is cut short
leaves what it has; `peers_report.py` makes the tables, the plots and the docs' section of it.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from feeder import fed
from node import JSON_FILE
from node import STOCK
from peers_env import installed
from peers_faults import FAULTS
from peers_freshness import freshness
from peers_freshness import freshness_floor
from peers_limits import limits
from peers_measure import WORD
from peers_measure import Way
from peers_measure import raw_limit
from peers_measure import startup_cpu_secs
from peers_results import FED
from peers_results import OURS
from peers_results import PLAIN
from peers_results import RAW
from peers_results import Results
from peers_results import Run
from records import log_lines
from records import rows
from report import conditions
from stores import DeadEnd

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

RESULTS = Path(__file__).parent.parent / "docs" / "bench" / "results.json"

_RATES = (2_000, 20_000)
_STRATEGIES = (1, 10, 50, 200)
_MESSAGE_BYTES = (100, 1_000, 10_000, 100_000)
#: Where the cost grows is looked at for the best of each kind.
_SCALED = (STOCK, OURS, "victorialogs-handler", "opentelemetry", "syslog-ng")
#: They wait for an answer record by record: nobody could wait for a million.
_ONE_BY_ONE = ("logvictorialogs", "python-logging-loki")


class Size(msgspec.Struct):
    """How much is measured: rounds, seconds of load, records, samples."""

    rounds: int
    paced_secs: float
    flood: int
    backlog: int
    samples: int
    scaled_secs: float
    volume_mb: float


_FULL = Size(3, 3.0, 1_000_000, 2_000_000, 60, 3.0, 40.0)
_QUICK = Size(1, 1.0, 100_000, 400_000, 5, 1.0, 4.0)


class Comparison:
    """
    Measure all ways in turn.

    Parameters
    ----------
    server : LocalServer
        The store.
    size : Size
        How much.
    names : list[str]
        The ways there are.
    save : callable
        Called with each run.

    """

    def __init__(
        self, server: LocalServer, size: Size, names: list[str], save: Callable[[Run], None]
    ) -> None:
        self._server = server
        self._size = size
        self._ways = {name: Way(name, server) for name in names}
        self._save = save
        self.mistakes: list[str] = []
        self.has_ours_failed = False

    def paced(self, number: int) -> None:
        """Measure what a call costs and how late the event loop is, store up, down and mute."""
        with DeadEnd(accepts=False) as down, DeadEnd(accepts=True) as mute:
            for rate in _RATES:
                for store, url in (("up", ""), ("down", down.url), ("mute", mute.url)):
                    for way in self._turns(number):
                        if not way.delivers and store != "up":
                            continue
                        records = int(rate * self._size.paced_secs)
                        self._run(
                            Run(number, "paced", way.name, {}, store=store, rate=rate),
                            lambda way=way, url=url, records=records, rate=rate: way.run(
                                url=url, records=records, rate=rate, limit_secs=10.0
                            ),
                        )
        self._fed(number, _RATES[-1])

    def _fed(self, number: int, rate: int) -> None:
        """Measure how late a stock node is for the store's work alone, on the same CPUs."""
        records = int(rate * self._size.paced_secs)
        body = rows(5 * rate, WORD)
        with fed(self._server.url, body, rate):
            self._run(
                Run(number, "paced", FED, {}, rate=rate),
                lambda: self._ways[STOCK].run(records=records, rate=rate),
            )

    def flood(self, number: int) -> None:
        """Measure how many rows a second get to the store, and what that takes."""
        for way in self._turns(number):
            records = self._size.flood // (40 if way.name in _ONE_BY_ONE else 1)
            self._run(
                Run(number, "flood", way.name, {}),
                lambda way=way, records=records: way.run(records=records, limit_secs=90.0),
            )

    def backlog(self, number: int) -> None:
        """Measure the same for a log that is there, beside the store's own limit."""
        records = self._size.backlog
        lines = log_lines(records, WORD)
        # A command's start is no part of what shipping costs a node: it is measured and taken off.
        start = {"cpu_secs": startup_cpu_secs(self._server.url)}
        self._run(Run(number, "start-up", OURS, {}), lambda: start)
        ways = [way for way in self._turns(number) if way.is_agent or way.name == OURS]
        for way in (*ways, Way(PLAIN, self._server)):
            self._run(
                Run(number, "backlog", way.name, {}),
                lambda way=way: way.backlog(
                    lines, records, start_cpu_secs=0.0 if way.is_agent else start["cpu_secs"]
                ),
            )
        body = rows(records, WORD)
        self._run(
            Run(number, "backlog", RAW, {}), lambda: raw_limit(self._server.url, body, records)
        )

    def freshness(self, number: int) -> None:
        """Measure how soon a record can be found."""
        samples = self._size.samples
        for way in self._turns(number):
            if way.delivers and way.name not in _ONE_BY_ONE:
                self._run(
                    Run(number, "freshness", way.name, {}, rate=_RATES[0]),
                    lambda way=way: freshness(way, self._server.url, samples, _RATES[0]),
                )
        self._run(
            Run(number, "freshness", "floor", {}, rate=_RATES[0]),
            lambda: freshness_floor(self._server.url, samples),
        )

    def faults(self, number: int) -> None:
        """Measure what is lost and doubled."""
        for scenario, fault in FAULTS.items():
            for way in self._turns(number):
                if way.delivers:
                    self._run(
                        Run(number, scenario, way.name, {}),
                        lambda way=way, fault=fault: fault(way, self._server),
                    )
                    self._server.start()

    def strategies(self, number: int) -> None:
        """Measure how the cost grows with the number of strategies."""
        rate = 5_000
        for strategies in _STRATEGIES:
            for way in self._scaled(number):
                records = int(rate * self._size.scaled_secs)
                self._run(
                    Run(number, "strategies", way.name, {}, rate=rate, strategies=strategies),
                    lambda way=way, records=records, strategies=strategies: way.run(
                        records=records, rate=rate, strategies=strategies, limit_secs=15.0
                    ),
                )

    def sizes(self, number: int) -> None:
        """Measure how the cost grows with the length of messages."""
        for length in _MESSAGE_BYTES:
            for way in self._scaled(number):
                records = min(100_000, int(self._size.volume_mb * 1e6 / length))
                self._run(
                    Run(number, "message size", way.name, {}, message_bytes=length),
                    lambda way=way, records=records, length=length: way.run(
                        records=records, message_bytes=length, limit_secs=60.0
                    ),
                )

    def _scaled(self, number: int) -> Iterator[Way]:
        return (way for way in self._turns(number) if way.name in _SCALED)

    def _turns(self, number: int) -> list[Way]:
        """Return the ways, another one first each round: what runs first may have it better."""
        ways = list(self._ways.values())
        first = number * 3 % len(ways)
        return ways[first:] + ways[:first]

    def _run(self, run: Run, measure: Callable[[], dict[str, float]]) -> None:
        began = time.monotonic()
        try:
            run.values = measure()
        except Exception as e:  # noqa: BLE001  # the others are measured nevertheless
            traceback.print_exc()
            reason = str(e).splitlines()[0][:200] if str(e) else repr(e)
            self.mistakes.append(f"{_title(run)}: {reason}")
            self.has_ours_failed |= run.variant in (OURS, PLAIN)
            return
        _say(f"{_title(run)}: {time.monotonic() - began:.1f} s")
        self._save(run)


def main() -> int:
    """Run the comparison; return 1 if ours failed, for a peer's failure is a result."""
    options = _options()
    size = _QUICK if options.quick else _FULL
    versions, missing = installed(Path(sys.prefix))
    names = [STOCK, JSON_FILE, OURS, *(name for name in versions if name != OURS)]
    results = _begin(options.results, options.only or [], versions, missing, size)

    def save(run: Run) -> None:
        results.runs.append(run)
        results.limits = limits(results.runs)
        results.at = datetime.now(UTC).isoformat(timespec="seconds")
        _write(options.results, results)

    with (
        tempfile.TemporaryDirectory(prefix="vlogs-bench-") as data_dir,
        LocalServer(obtain_binary(), Path(data_dir)) as server,
    ):
        comparison = Comparison(server, size, names, save)
        for number in range(options.rounds or size.rounds):
            for scenario in options.only or _SCENARIOS:
                if number and scenario in _ONCE and not options.rounds:
                    continue
                _say(f"round {number + 1}, {scenario}")
                getattr(comparison, scenario)(number)
    results.mistakes = comparison.mistakes
    _write(options.results, results)
    return int(comparison.has_ours_failed)


#: They count, or show how a cost grows: once is enough, unless `--rounds` says otherwise.
_ONCE = ("faults", "strategies", "sizes")
#: What a scenario's runs are called, where that differs.
_NAMES = {
    "faults": tuple(FAULTS),
    "sizes": ("message size",),
    "backlog": ("backlog", "start-up"),
}
_SCENARIOS = ("paced", "flood", "backlog", "freshness", "faults", "strategies", "sizes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench-peers", description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="one short round: does it work?")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often to measure everything")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=_SCENARIOS,
        metavar="SCENARIO",
        help="some of " + ", ".join(_SCENARIOS),
    )
    parser.add_argument(
        "--results",
        type=Path,
        metavar="FILE",
        default=RESULTS,
        help="where they go; runs that are there of the same scenarios are replaced",
    )
    return parser.parse_args()


def _begin(
    path: Path, only: list[str], versions: dict[str, str], missing: dict[str, str], size: Size
) -> Results:
    """Return new results, with what is there of scenarios that are not measured now."""
    measured = {name for scenario in only for name in _NAMES.get(scenario, (scenario,))}
    kept = []
    if only and path.exists():
        kept = msgspec.json.decode(path.read_bytes(), type=Results).runs
    return Results(
        at="",
        machine=conditions() | {"cpus": str(os.cpu_count())},
        versions=versions,
        missing=missing,
        rounds=size.rounds,
        size=msgspec.to_builtins(size),
        runs=[run for run in kept if run.scenario not in measured],
    )


def _write(path: Path, results: Results) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    draft.replace(path)


def _title(run: Run) -> str:
    details: list[Any] = [run.store if run.scenario == "paced" else "", run.rate or ""]
    details += [run.strategies if run.strategies > 1 else "", run.message_bytes or ""]
    return " ".join(map(str, [run.scenario, run.variant, *(d for d in details if d)]))


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
