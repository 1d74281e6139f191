"""`vlogs-nt watch`: rates and errors of each strategy, until Ctrl-C."""

import argparse
import json
import sys
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.nodes import duration
from nautilus_vlogs.commands.tables import fitting_table
from nautilus_vlogs.commands.terminal import page_top
from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import parse_duration
from nautilus_vlogs.query.time_range import parse_time

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

_EPILOG = """\
Rates are those of the last --window. Lines of no strategy are counted by their source, in brackets.

examples:
  vlogs-nt watch
  vlogs-nt watch --window 15m --interval 10 --level WARNING
  vlogs-nt watch --count 1 --json

exit status: 0 ended by Ctrl-C or after --count, 1 the store refuses to answer, 2 bad usage
"""

_HEADS = ("strategy", "rows", "rows/s", "warnings", "errors", "last line", "newest error")
_MAX_ROWS = 200
_ERROR_CHARS = 60
_STATS = (
    "stats by (strategy_id, source) count() n, max(_time) last, "
    "count() if (level:in(ERROR,CRITICAL)) errors, count() if (level:=WARNING) warnings "
    "| sort by (errors desc, n desc)"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--window", default="1m", metavar="DURATION", help="how far back (default: %(default)s)"
    )
    parser.add_argument(
        "--interval",
        type=float,
        default=2.0,
        metavar="SECS",
        help="seconds between two tables (default: %(default)g)",
    )
    parser.add_argument("--count", type=int, metavar="N", help="end after N tables")
    parser.add_argument("--json", action="store_true", help="print one JSON object a table")
    selection.add_zone_arguments(parser)
    selection.add_filter_arguments(parser)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if not 0.5 <= options.interval <= 3_600:
        raise GuardRailError(f"`--interval` must be from 0.5 to 3600, was {options.interval}")
    if options.count is not None and options.count < 1:
        raise GuardRailError(f"`--count` must be 1 at least, was {options.count}")
    window_ns = parse_duration(options.window, name="--window")
    left = options.count
    with common.client_of(options) as client:
        try:
            while True:
                try:
                    found, is_cut = _ask(client, options, window_ns)
                    _show(options, found, window_ns, is_cut=is_cut)
                except AccessDeniedError:
                    raise
                except StoreError as e:
                    if left is not None:
                        raise
                    common.say(f"waiting: {e}")
                if left is not None:
                    left -= 1
                    if not left:
                        return common.OK
                time.sleep(options.interval)
        except KeyboardInterrupt:
            return common.OK


def _ask(
    client: "VictoriaLogsClient",
    options: argparse.Namespace,
    window_ns: int,
) -> tuple[list[dict[str, str]], bool]:
    """Return the counts of each strategy, and whether an answer's limit left any out."""
    start = f"{window_ns // 1_000_000}ms"
    filters = selection.filters_of(options)
    counted = client.query(f"* | {_STATS}", start=start, **filters)
    found = _each_once(counted)
    if any(int(one["errors"]) for one in found):
        filters["level"] = "ERROR"
        errors = client.search(start=start, limit=_MAX_ROWS, newest_first=True, **filters)
        newest = {_name_of(row.fields): row.message for row in reversed(errors)}
        for one in found:
            one["newest_error"] = newest.get(_name_of(one), "").partition("\n")[0]
    return found, counted.has_more


def _name_of(one: dict[str, str]) -> str:
    return one.get("strategy_id") or f"({one.get('source') or 'no source'})"


def _each_once(counted: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return the counts of each strategy, what the engines log of it included, worst first."""
    found: dict[str, dict[str, str]] = {}
    for one in counted:
        before = found.get(_name_of(one))
        if before is None:
            found[_name_of(one)] = dict(one)
            continue
        before.pop("source", None)
        before["last"] = max(before["last"], one["last"], key=parse_time)
        for name in ("n", "errors", "warnings"):
            before[name] = str(int(before[name]) + int(one[name]))
    return sorted(found.values(), key=lambda one: (-int(one["errors"]), -int(one["n"])))


def _show(
    options: argparse.Namespace,
    found: list[dict[str, str]],
    window_ns: int,
    *,
    is_cut: bool,
) -> None:
    now_ns = time.time_ns()
    secs = window_ns / NANOSECONDS
    if options.json:
        answer = {
            "time_ns": now_ns,
            "window_secs": secs,
            "strategies": found,
            "has_more": is_cut,
        }
        common.write(json.dumps(answer))
        common.flush()
        return
    cells = [
        (
            _name_of(one),
            f"{int(one['n']):,}",
            f"{int(one['n']) / secs:,.1f}",
            f"{int(one['warnings']):,}",
            f"{int(one['errors']):,}",
            f"{duration((now_ns - parse_time(one['last'])) / NANOSECONDS)} ago",
            one.get("newest_error", "")[:_ERROR_CHARS],
        )
        for one in found[:_MAX_ROWS]
    ]
    zone = selection.zone_of(options)
    total = sum(int(one["n"]) for one in found)
    least = "at least " if is_cut else ""
    head = f"{selection.moment(now_ns, zone)}  {least}{total:,} rows in {duration(secs)}"
    is_more = is_cut or len(found) > len(cells)
    cut = f"the {len(cells)} with the most errors and rows are shown, of more"
    lines = [
        head,
        *([cut] if is_more else []),  # a terminal shows the first lines only
        "",
        *(fitting_table(_HEADS, cells) if cells else ["no rows: is a node running?"]),
    ]
    if sys.stdout.isatty():
        page_top(lines)
    else:
        for line in [*lines, ""]:
            common.write(line)
    common.flush()
