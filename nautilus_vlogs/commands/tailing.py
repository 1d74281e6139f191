"""Show rows as they come: `vlogs-nt tail` and `vlogs-nt logs --follow`."""

import argparse
import time
from collections import Counter
from typing import TYPE_CHECKING
from typing import Unpack

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import formats
from nautilus_vlogs.commands import selection
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import parse_named_time
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

#: Number of rows that `--tail` may show.
MAX_ROWS = 100_000

#: Rows by their identity, and how often each is there.
_Known = Counter[tuple[object, ...]]

_DEFAULT_SINCE = "1m"
#: Rows this old may still be looked for with `--tail`.
_TAIL_SINCE = "1h"


def add_interval_argument(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how often to ask for new rows."""
    parser.add_argument(
        "--interval",
        type=float,
        default=1.0,
        metavar="SECS",
        help="seconds between two queries for new rows (default: %(default)g)",
    )


def follow(client: "VictoriaLogsClient", options: argparse.Namespace) -> int:
    """Print rows as they come, until Ctrl-C; return the exit code."""
    if getattr(options, "until", None) is not None or getattr(options, "reverse", False):
        raise InvalidQueryError("`--until` and `--reverse` end somewhere: leave them or -f out")
    if options.limit is not None and not 0 <= options.limit <= MAX_ROWS:
        raise GuardRailError(f"`limit` must be from 0 to {MAX_ROWS:,}, was {options.limit}")
    zone = selection.zone_of(options)
    filters = selection.filters_of(options)
    form = formats.make_format(options, zone)
    now_ns = time.time_ns()
    # By default a minute; of more rows than --tail the newest.
    default = _DEFAULT_SINCE if options.limit is None else _TAIL_SINCE
    start_ns = parse_named_time("start", options.since or default, now_ns=now_ns, zone=zone)
    if start_ns >= now_ns:
        raise InvalidQueryError(f"`start` must lie in the past, was {options.since}")
    if head := form.head():
        common.write_styled(head)
    known: _Known = Counter()
    if options.limit == 0:
        start_ns = now_ns
    elif options.limit is not None:
        start_ns, known = _print_newest(client, form, start_ns, limit=options.limit, **filters)
    found = client.tail(
        after=Position(max(0, start_ns - 1)),  # however long ago, which `backfill` may not be
        interval_secs=options.interval,
        on_trouble=_report_trouble,
        **filters,
    )
    try:
        for row in found:
            if known[row.identity]:
                known[row.identity] -= 1
                continue
            _print_rows([row], form)
    except KeyboardInterrupt:
        pass
    return common.OK


def _print_newest(
    client: "VictoriaLogsClient",
    form: formats.RowFormat,
    start_ns: int,
    *,
    limit: int,
    **filters: Unpack[FilterArguments],
) -> tuple[int, _Known]:
    """Print the newest rows; return where to go on, and what is known of what is there."""
    rows: list[LogRow] = []
    known: _Known = Counter()
    for row in client.rows(start=rfc3339(start_ns), newest_first=True, **filters):
        if len(rows) < limit:
            rows.append(row)
        elif row.time_ns < rows[-1].time_ns:
            start_ns = rows[-1].time_ns
            break
        known[row.identity] += 1  # of the oldest time also rows beyond the limit
    _print_rows(rows[::-1], form)
    return start_ns, known


def _print_rows(rows: list[LogRow], form: formats.RowFormat) -> None:
    form.adapt(rows)
    for row in rows:
        common.write_styled(form.row(row))
    common.flush()


def _report_trouble(error: StoreError | None) -> None:
    common.say("the store answers again" if error is None else f"waiting: {error}")
