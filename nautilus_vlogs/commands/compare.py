"""`vlogs-nt compare`: an old log file beside the rows of the store, level by level."""

import argparse
import json
import re
import time
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.tables import table
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.printable import escaped
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.logsql import levels_from
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.schema import SOURCES
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.operate.comparison import Comparison
    from nautilus_vlogs.operate.comparison import Difference
    from nautilus_vlogs.operate.old_logs import OldLog

_EPILOG = f"""\
LOG is a log file as it was before: NautilusTrader's, text or JSON, or one of Python's logging; also
several of them, rotated ones and .gz. Each line is looked for among the rows by its level, logger,
text and time. A line without a text makes no row. What was masked in a row (***) may be anything in
the line. Of rows those of the log's trader, and of its instance where the file is named after it,
are compared, at the levels that the log has. Times without a zone are local in the log, too.

{selection.TIMES}
examples:
  vlogs-nt compare /var/log/nautilus/TRADER-001_*.log
  vlogs-nt compare node.log --since yesterday --until today
  vlogs-nt compare app.log --format '%(asctime)s %(levelname)s %(name)s: %(message)s'
  vlogs-nt compare node.log --json

exit status: 0 equal, 1 they differ, there is no line to compare, or the store did not answer,
2 bad usage
"""

#: Rows of the last seconds may be on their way.
_SETTLE_SECS = 30

_MAX_TOLERANCE_SECS = 60.0
_MAX_SHOWN = 10_000
_MAX_MESSAGE_CHARS = 200

#: The name of a log file that NautilusTrader chose: trader, date, instance.
_INSTANCE = re.compile(
    r"._\d{4}-\d\d-\d\d[\w:-]{0,64}?"
    r"_([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument("logs", nargs="+", type=Path, metavar="LOG", help="a log file")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        help="nautilus, json, or the format of Python's logging (default: recognised)",
    )
    parser.add_argument("--since", metavar="TIME", help="default: the log's first line")
    parser.add_argument("--until", metavar="TIME", help="not included; default: half a minute ago")
    selection.add_zone_arguments(parser)
    parser.add_argument("--level", metavar="LEVEL", help="lines and rows of this level and above")
    parser.add_argument(
        "--tolerance",
        type=float,
        default=2.0,
        metavar="SECS",
        help="by which the times of a line and its row may differ (default: %(default)g)",
    )
    parser.add_argument(
        "--show",
        type=int,
        default=20,
        metavar="N",
        help="differences of each kind to show (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    rows = parser.add_argument_group("which rows", "By default those of the log's trader.")
    for name, text in (
        ("trader", "of this trader"),
        ("instance", "of the run of a node with this instance_id"),
        ("host", "of this host"),
        ("source", f"of this source: {', '.join(SOURCES)}"),
    ):
        metavar = "SOURCE" if name == "source" else "ID"
        rows.add_argument(f"--{name}", action="append", metavar=metavar, help=text)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from nautilus_vlogs.operate.comparison import Comparison  # noqa: PLC0415  # --help is quick
    from nautilus_vlogs.operate.old_logs import OldLog  # noqa: PLC0415  # as above

    if not 0 <= options.tolerance <= _MAX_TOLERANCE_SECS:
        raise InvalidQueryError(
            f"`--tolerance` must be from 0 to {_MAX_TOLERANCE_SECS:g}, was {options.tolerance}",
        )
    if not 0 <= options.show <= _MAX_SHOWN:
        raise InvalidQueryError(f"`--show` must be from 0 to {_MAX_SHOWN:,}, was {options.show}")
    zone = selection.zone_of(options)
    log = OldLog(options.logs, options.format, zone)
    window = _window_of(options, log, zone)
    tolerance_ns = int(options.tolerance * NANOSECONDS)
    comparison = Comparison(window, tolerance_ns=tolerance_ns, max_shown=options.show)
    filters = _filters_of(options, log)
    levels = set(levels_from(options.level)) if options.level else None
    lines = (line for line in log.lines() if levels is None or line.level in levels)
    with common.client_of(options) as client:
        start, end = window.start_ns - tolerance_ns, window.end_ns + tolerance_ns
        around = TimeRange(max(0, start), end)
        rows = client.rows(start=around.start, end=around.end, **filters)
        comparison.run(lines, rows)
    if options.json:
        common.write(json.dumps(_as_dict(comparison, window)))
    else:
        _print(comparison, window, zone)
    if not comparison.lines:
        first = "" if log.first_ns is None else selection.moment(log.first_ns, zone)
        hint = f": its first one is of {first}" if first else ", it is empty"
        common.say(f"the log has no line {selection.span(window, zone)}{hint}")
        return common.FAILED  # which shows nothing of what the store has
    return common.OK if comparison.is_equal else common.FAILED


def _window_of(options: argparse.Namespace, log: "OldLog", zone: tzinfo | None) -> TimeRange:
    """Return the range to compare: by default from the log's first line until half a minute ago."""
    now_ns = time.time_ns()
    start_ns = log.first_ns or 0
    if options.since is not None:
        start_ns = parse_time(options.since, now_ns=now_ns, zone=zone)
    end_ns = now_ns - _SETTLE_SECS * NANOSECONDS
    if options.until is not None:
        end_ns = parse_time(options.until, now_ns=now_ns, zone=zone)
    elif options.since is None and start_ns >= end_ns:
        raise InvalidQueryError(
            f"`LOG` begins within the last {_SETTLE_SECS} s, and its rows may be on their way: "
            "wait, or say `--until now`",
        )
    if start_ns >= end_ns:
        raise InvalidQueryError(
            f"`--since` must be before `--until`, was {selection.moment(start_ns, zone)} and "
            f"{selection.moment(end_ns, zone)}",
        )
    return TimeRange(start_ns, end_ns)


def _filters_of(options: argparse.Namespace, log: "OldLog") -> FilterArguments:
    """Return the filters of the rows: those given, and those that follow from the log."""
    given = {name: selection.values_of(options, name) for name in ("trader", "host", "source")}
    filters = FilterArguments(
        level=options.level,
        trader_id=given["trader"] or sorted(log.trader_ids) or None,
        instance_id=selection.values_of(options, "instance") or None,
        host=given["host"] or None,
        source=given["source"] or sorted(log.sources) or None,
        not_component=selection.PROBE_COMPONENT,
    )
    matches = [_INSTANCE.search(path.name) for path in options.logs]
    if "python" not in log.sources and not options.instance and all(matches):
        filters["instance_id"] = sorted({match[1] for match in matches if match is not None})
    return filters


def _print(comparison: "Comparison", window: TimeRange, zone: tzinfo | None) -> None:
    common.write(f"lines and rows {selection.span(window, zone)}")
    common.write("")
    counts = {level: _counts(comparison, level) for level in comparison.levels()}
    total = [sum(numbers) for numbers in zip(*counts.values(), strict=True)] or [0] * 4
    cells = [
        (name, *(f"{number:,}" for number in numbers))
        for name, numbers in [*counts.items(), ("all", total)]
    ]
    heads = ("level", "in the log", "in the store", "not in the store", "only in the store")
    for line in table(heads, cells):
        common.write(line)
    if comparison.blank:
        common.write(f"{comparison.blank:,} lines without a text, which make no row")
    _print_differences("not in the store", comparison.missing_shown, total[2], zone)
    _print_differences("only in the store", comparison.added_shown, total[3], zone)


def _counts(comparison: "Comparison", level: str) -> tuple[int, int, int, int]:
    lines, missing = comparison.lines[level], comparison.missing[level]
    added = comparison.added[level]
    return lines, lines - missing + added, missing, added


def _print_differences(
    title: str,
    shown: "list[Difference]",
    total: int,
    zone: tzinfo | None,
) -> None:
    if not total:
        return
    common.write("")
    common.write(f"{title}:")
    for one in shown:
        place = f"  ({escaped(one.place)})" if one.place else ""
        reason = f"  [put aside: {escaped(one.reason)}]" if one.reason else ""
        common.write(
            f"  {_stamp(one.time_ns, zone)}  {escaped(one.level):<8}  {escaped(one.component)}  "
            f"{escaped(one.message, _MAX_MESSAGE_CHARS)}{place}{reason}",
        )
    if total > len(shown):
        common.write(f"  and {total - len(shown):,} more (--show)")


def _stamp(time_ns: int, zone: tzinfo | None) -> str:
    text = selection.moment(time_ns, zone)
    return f"{text[:19]}.{time_ns // 1_000 % 1_000_000:06}{text[19:]}"


def _as_dict(comparison: "Comparison", window: TimeRange) -> dict[str, object]:
    names = ("log", "store", "missing", "added")
    return {
        "equal": comparison.is_equal,
        "start": window.start,
        "end": window.end,
        "levels": {
            level: dict(zip(names, _counts(comparison, level), strict=True))
            for level in comparison.levels()
        },
        "blank": comparison.blank,
        "missing": [_difference(one) for one in comparison.missing_shown],
        "added": [_difference(one) for one in comparison.added_shown],
    }


def _difference(one: "Difference") -> dict[str, object]:
    return {
        "time": rfc3339(one.time_ns),
        "level": one.level,
        "component": one.component,
        "message": one.message,
        "place": one.place,
        "reason": one.reason,
    }
