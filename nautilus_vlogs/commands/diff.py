"""`vlogs-nt diff`: two backtests side by side, by simulated time."""

import argparse
import json
import re
from collections import Counter
from collections import deque
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.tables import table
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.printable import escaped
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.schema import OWN_COMPONENT

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient
    from nautilus_vlogs.query.time_range import TimeRange

_EPILOG = f"""\
{selection.TIMES}
Lines with a simulated time are compared in the order in which they were logged: simulated time,
level, component and text. Ids that are new in each run (UUIDs, addresses) are taken as the same;
lines of the shipper itself, which come when its threads are ready, are left out.
RUN is a run_id, or its beginning.

examples:
  vlogs-nt diff 8a61 93fe
  vlogs-nt diff 8a61 93fe --since 30d --json

exit status: 0 the runs are the same, 1 they differ or the store did not answer, 2 bad usage
"""

_CONTEXT = 3
_NEW_IN_EACH_RUN = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
    r"|\b0x[0-9a-fA-F]{6,16}\b",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument("run_a", metavar="RUN", help="a backtest, as `vlogs-nt runs` lists them")
    parser.add_argument("run_b", metavar="RUN", help="another one")
    selection.add_range_arguments(parser, since="7d")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    window = selection.window_of(options)
    with common.client_of(options) as client:
        runs = client.runs(start=window.start, end=window.end, limit=None, by="backtest")
        known = [found.run_id for found in runs]
        names = [_whole_id(text, known) for text in (options.run_a, options.run_b)]
        comparison = Comparison()
        for one, other in zip_longest(*(_rows(client, window, name) for name in names)):
            comparison.add(one, other)
    if options.json:
        common.write(json.dumps(comparison.as_dict()))
    else:
        for line in comparison.as_text(names):
            common.write(line)
    return common.FAILED if comparison.first is not None else common.OK


class Comparison:
    """Count the lines of two runs, and keep the first pair that differs."""

    def __init__(self) -> None:
        self.first: tuple[LogRow | None, LogRow | None] | None = None
        self.same = 0
        self.levels: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.events: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._before: deque[LogRow] = deque(maxlen=_CONTEXT)

    def add(self, *pair: LogRow | None) -> None:
        """Compare the next line of both; `None` stands for a run that has ended."""
        for row, levels, events in zip(pair, self.levels, self.events, strict=True):
            if row is not None:
                levels[row.level] += 1
                if event := row.fields.get("event"):
                    events[event] += 1
        one, other = pair
        if self.first is not None:
            return
        if one is not None and other is not None and _essence(one) == _essence(other):
            self.same += 1
            self._before.append(one)
        else:
            self.first = one, other

    def as_dict(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "same": self.first is None,
            "lines_before": self.same,
            "first_difference": [row.fields if row else None for row in self.first or ()] or None,
            "levels": [dict(counter) for counter in self.levels],
            "events": [dict(counter) for counter in self.events],
        }

    def as_text(self, names: list[str]) -> Iterator[str]:
        """Yield the lines of the comparison as text."""
        if self.first is None:
            yield f"the runs are the same: {self.same:,} lines"
        else:
            yield f"the first {self.same:,} lines are the same"
            yield from (f"  {_line(row)}" for row in self._before)
            for sign, row in zip("-+", self.first, strict=True):
                yield f"{sign} {_line(row)}"
        for title, (one, other) in (("level", self.levels), ("event", self.events)):
            rows = [
                (name or "-", f"{one[name]:,}", f"{other[name]:,}", f"{other[name] - one[name]:+,}")
                for name in sorted(one | other)
            ]
            if rows:
                yield ""
                yield from table((title, *(name[:8] for name in names), "change"), rows)


def _essence(row: LogRow) -> tuple[str, ...]:
    texts = (row.message, row.error_traceback or "")
    return (
        row.fields.get("sim_time", ""),
        row.level,
        row.component,
        *(_NEW_IN_EACH_RUN.sub("<id>", text) for text in texts),
    )


def _line(row: LogRow | None) -> str:
    if row is None:
        return "(the run has ended)"
    at = row.fields.get("sim_time", "")
    return (
        f"{escaped(at)}  {escaped(row.level):<8}  {escaped(row.component)}  {escaped(row.message)}"
    )


def _rows(client: "VictoriaLogsClient", window: "TimeRange", run_id: str) -> Iterator[LogRow]:
    where = [
        Condition("run_id", "=", (run_id,)),
        Condition("sim_time", "=", ("*",), has_wildcards=True),
        Condition("component", "!=", (OWN_COMPONENT,)),  # its lines come when its threads are ready
    ]
    for page in client.pages(start=window.start, end=window.end, where=where):
        yield from page


def _whole_id(text: str, known: list[str]) -> str:
    found = [run_id for run_id in known if run_id == text] or [
        run_id for run_id in known if text and run_id.startswith(text)
    ]
    if len(found) == 1:
        return found[0]
    reason = "names several runs: give more of it" if found else "is no backtest of that range"
    raise InvalidQueryError(
        f"`RUN` {reason} (`vlogs-nt runs` lists them), was {escaped(text, 64)!r}"
    )
