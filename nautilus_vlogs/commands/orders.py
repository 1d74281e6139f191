"""`vlogs-nt orders`: the life of an order over strategy, engines and venue; or which there are."""

import argparse
import json
from contextlib import suppress
from datetime import tzinfo
from itertools import pairwise
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.lines import LineFormat
from nautilus_vlogs.commands.paging import parts
from nautilus_vlogs.commands.tables import fitting_table
from nautilus_vlogs.commands.terminal import add_colour_arguments
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nautilus_vlogs.query.answers import Records
    from nautilus_vlogs.query.client import VictoriaLogsClient
    from nautilus_vlogs.query.orders import OrderLife
    from nautilus_vlogs.query.orders import OrderState
    from nautilus_vlogs.query.rows import LogRow

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

_HEADS = ("client_order_id", "strategy", "instrument", "first line", "last line", "lines", "fills")


_STATS = (
    "stats by (client_order_id) count() n, min(_time) t0, max(_time) t1, "
    "max(strategy_id) strategy, max(instrument_id) instrument, "
    'count_uniq(trade_id) if (event:="OrderFilled") fills '
    "| sort by (t1 desc)"
)


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
        life = client.order(options.order, start=window.start, end=window.end)
    return _show(life, options, window)


def _show(life: "OrderLife", options: argparse.Namespace, window: TimeRange) -> int:
    zone, rows = selection.zone_of(options), life.rows
    if not rows:
        common.say(
            f"no line {selection.span(window, zone)} names the order {options.order}: try an "
            "earlier --since; `vlogs-nt orders` lists those of a range",
        )
        return common.FAILED
    form = LineFormat(options, zone)
    form.adapt(rows)
    before = rows[0]
    for row in rows:
        after_ms = _millis_between(before, row)
        before = row
        if options.json:
            common.write(json.dumps({**row.fields, "after_ms": round(after_ms, 3)}))
        else:
            common.write_styled(form.row(row, f"{_interval(after_ms):>10}  "))
    if not options.json:
        common.write("")
        common.write(lane(life.states))
    if rows.has_more:
        common.say("there are earlier lines: give an earlier --until")
    if life.is_partial:
        common.say("states between the first and the last are left out: there are too many events")
    if life.other_runs:
        common.say(
            f"{life.other_runs:,} other traders or backtests have an order of that id: this is the "
            "newest one; --since and --until choose another",
        )
    return common.OK


def lane(states: "Sequence[OrderState]") -> str:
    """Return the states of an order in order of time, with the times between them."""
    if not states:
        return "no event of an order is among these lines"
    text = _title(states[0])
    for one, other in pairwise(states):
        after_ms = _millis_between(one.row, other.row)
        text += f"  → {_interval(after_ms)} →  {_title(other)}"
    return text


def _millis_between(before: "LogRow", row: "LogRow") -> float:
    """Return the time between two rows: of one backtest by its own clock, not of its shipping."""
    if before.fields.get("run_id") == row.fields.get("run_id"):
        with suppress(KeyError, InvalidTimeError):
            simulated = [parse_time(one.fields["sim_time"]) for one in (before, row)]
            return (simulated[1] - simulated[0]) / 1_000_000
    return (row.time_ns - before.time_ns) / 1_000_000


def _title(state: "OrderState") -> str:
    return state.state.title().replace("_", "")


def _list(client: "VictoriaLogsClient", options: argparse.Namespace, window: TimeRange) -> int:
    zone = selection.zone_of(options)
    try:
        # In one query, whatever the range: an order may live for days, and a fill be told on each.
        answer = _ask(client, window)
        found, has_more = list(answer), answer.has_more
    except QueryTimeoutError:
        if window.end_ns - window.start_ns <= client.max_range.total_seconds() * NANOSECONDS:
            raise
        found, has_more = _day_by_day(client, window, zone)
    rows = sorted(found, key=lambda one: parse_time(one["t1"]))[-client.max_entries :]
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
        for line in fitting_table(_HEADS, cells):
            common.write(line)
    if has_more:
        common.say(f"the newest {len(rows)} orders are listed, of more: give an earlier --until")
    if not rows:
        common.say(
            f"no line {selection.span(window, zone)} has a client_order_id: try an earlier --since",
        )
    return common.OK


def _ask(client: "VictoriaLogsClient", window: TimeRange) -> "Records":
    where = Condition("client_order_id", "=", ("*",), has_wildcards=True)
    return client.query(
        f"* | {_STATS}", start=window.start, end=window.end, any_range=True, where=[where]
    )


def _day_by_day(
    client: "VictoriaLogsClient",
    window: TimeRange,
    zone: tzinfo | None,
) -> tuple[list[dict[str, str]], bool]:
    """Return the orders of the newest days that have as many as are listed; are there more."""
    common.say(
        "the store has no time for the whole range at once, so it is asked day by day: a fill that "
        "is told on two days counts twice",
    )
    found: dict[str, dict[str, str]] = {}
    for part in parts(client, window, newest_first=True):
        answer = _ask(client, part)
        for one in answer:
            name = one["client_order_id"]
            found[name] = _sum(one, found[name]) if name in found else one
        is_cut = answer.has_more or len(found) > client.max_entries
        if is_cut or len(found) == client.max_entries:
            if part.start_ns > window.start_ns:
                common.say(f"lines before {selection.moment(part.start_ns, zone)} are not counted")
                is_cut = True
            return list(found.values()), is_cut
    return list(found.values()), False


def _sum(one: dict[str, str], later: dict[str, str]) -> dict[str, str]:
    """Return what two days have of an order."""
    counts = {name: str(int(one[name]) + int(later[name])) for name in ("n", "fills")}
    return {**one, **counts, "t1": later["t1"]}


def _interval(milliseconds: float) -> str:
    if milliseconds < 1_000:
        return f"{milliseconds:.3f} ms"
    if milliseconds < 120_000:
        return f"{milliseconds / 1_000:.3f} s"
    return f"{milliseconds / 60_000:.1f} min"
