"""`vlogs-nt orders`: the life of an order over strategy, engines and venue; or which there are."""

import argparse
import json
from collections.abc import Iterator
from itertools import islice
from itertools import pairwise
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.lines import LineFormat
from nautilus_vlogs.commands.paging import parts
from nautilus_vlogs.commands.tables import table
from nautilus_vlogs.commands.terminal import add_colour_arguments
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

_EPILOG = f"""\
{selection.TIMES}
An ID is a client_order_id or a venue_order_id; lines that name it in their text belong to its life
as well. Without an ID the orders of the range are listed, the newest last.

examples:
  vlogs-nt orders --since today
  vlogs-nt orders O-20261125-093000-001-000-1
  vlogs-nt orders O-20261125-093000-001-000-1 --since 30d --json

exit status: 0 answered, 1 nothing names that order or the store did not answer, 2 bad usage
"""

_MAX_ROWS = 10_000
_MAX_LISTED = 500
_HEADS = ("client_order_id", "strategy", "instrument", "first line", "last line", "lines", "fills")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument("order", nargs="?", metavar="ID", help="the order; without it, which")
    selection.add_range_arguments(parser, since=None)
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")
    parser.add_argument("--cut", action="store_true", help="cut lines at the terminal's edge")
    add_colour_arguments(parser)
    common.add_store_arguments(parser)
    parser.set_defaults(fields=None, highlight=None, grep=None, regex=False)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if options.since is None:
        options.since = "24h" if options.order is None else "7d"
    window = selection.window_of(options)
    with common.client_of(options) as client:
        if options.order is None:
            return _list(client, options, window)
        # By its fields, which are indexed by value, and by its name in any text.
        names = f"{exact('client_order_id', options.order)} or " + exact(
            "venue_order_id", options.order
        )
        filters = FilterArguments(query=names)
        rows = list(_rows(client, window, filters))
        if rows:
            # What else names it can't be far: from a minute before to a minute after.
            around = TimeRange(
                max(0, rows[0].time_ns - 60_000_000_000), rows[-1].time_ns + 60_000_000_000
            )
            rows += _rows(client, around, FilterArguments(text=options.order))
        else:
            rows += _rows(client, window, FilterArguments(text=options.order))
    rows = sorted({row.identity: row for row in rows}.values(), key=lambda row: row.order)
    return _show(rows, options, window)


def _rows(
    client: "VictoriaLogsClient",
    window: TimeRange,
    filters: FilterArguments,
) -> Iterator[LogRow]:
    found = client.rows(start=window.start, end=window.end, **filters)
    yield from islice(found, _MAX_ROWS)


def _show(rows: list[LogRow], options: argparse.Namespace, window: TimeRange) -> int:
    zone = selection.zone_of(options)
    if not rows:
        common.say(
            f"no line {selection.span(window, zone)} names the order {options.order}: try an "
            "earlier --since; `vlogs-nt orders` lists those of a range",
        )
        return common.FAILED
    form = LineFormat(options, zone)
    form.adapt(rows)
    before = rows[0].time_ns
    for row in rows:
        after_ms = (row.time_ns - before) / 1_000_000
        before = row.time_ns
        if options.json:
            common.write(json.dumps({**row.fields, "after_ms": round(after_ms, 3)}))
        else:
            common.write_styled(form.row(row, f"{_interval(after_ms):>10}  "))
    if not options.json:
        common.write("")
        common.write(lane(rows))
    return common.OK


def lane(rows: list[LogRow]) -> str:
    """Return the events of an order in order of time, with the times between them."""
    steps: list[tuple[str, int]] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        event = row.fields.get("event", "")
        # Each event is logged by the strategy and by engines; fills differ by their trade.
        key = event, row.fields.get("trade_id", "")
        if event.startswith("Order") and key not in seen:
            seen.add(key)
            steps.append((event.removeprefix("Order"), row.time_ns))
    if not steps:
        return "no event of an order is among these lines"
    text = steps[0][0]
    for (_, earlier), (name, at) in pairwise(steps):
        text += f"  → {_interval((at - earlier) / 1_000_000)} →  {name}"
    return text


def _list(client: "VictoriaLogsClient", options: argparse.Namespace, window: TimeRange) -> int:
    zone = selection.zone_of(options)
    pipe = (
        "stats by (client_order_id) count() n, min(_time) t0, max(_time) t1, "
        "max(strategy_id) strategy, max(instrument_id) instrument, "
        'count_uniq(trade_id) if (event:="OrderFilled") fills '
        f"| sort by (t1 desc) limit {_MAX_LISTED}"
    )
    where = Condition("client_order_id", "=", ("*",), has_wildcards=True)
    found: dict[str, dict[str, str]] = {}
    for part in parts(client, window, newest_first=True):
        answer = client.query(f"* | {pipe}", start=part.start, end=part.end, where=[where])
        for one in answer:
            found.setdefault(one["client_order_id"], one)
        if len(found) >= _MAX_LISTED:
            break
    rows = sorted(found.values(), key=lambda one: one["t1"])[-_MAX_LISTED:]
    if options.json:
        for one in rows:
            common.write(json.dumps(one))
    elif rows:
        cells = [
            (
                one["client_order_id"],
                one.get("strategy", ""),
                one.get("instrument", ""),
                selection.moment(parse_time(one["t0"]), zone),
                selection.moment(parse_time(one["t1"]), zone),
                one["n"],
                one.get("fills", "0"),
            )
            for one in rows
        ]
        for line in table(_HEADS, cells):
            common.write(line)
    if not rows:
        common.say(
            f"no line {selection.span(window, zone)} has a client_order_id: try an earlier --since",
        )
    return common.OK


def _interval(milliseconds: float) -> str:
    if milliseconds < 1_000:
        return f"{milliseconds:.3f} ms"
    if milliseconds < 120_000:
        return f"{milliseconds / 1_000:.3f} s"
    return f"{milliseconds / 60_000:.1f} min"
