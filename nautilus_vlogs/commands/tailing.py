"""Show rows as they come: `vlogs-nt tail` and `vlogs-nt logs --follow`."""

import argparse
import time
from itertools import islice
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import formats
from nautilus_vlogs.commands import selection
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import parse_named_time
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

#: Number of rows that `--tail` may show.
MAX_ROWS = 100_000

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
    shown: set[tuple[object, ...]] = set()
    if head := form.head():
        common.write_styled(head)
    if options.limit == 0:
        start_ns = now_ns
    elif options.limit is not None:
        newest = client.rows(start=rfc3339(start_ns), newest_first=True, **filters)
        rows = list(islice(newest, options.limit))[::-1]
        shown = {row.identity for row in rows}
        start_ns = rows[0].time_ns if len(rows) == options.limit else start_ns
        _print_rows(rows, form)
    found = client.tail(
        backfill=max(0.001, (time.time_ns() - start_ns) / NANOSECONDS),
        interval_secs=options.interval,
        on_trouble=_report_trouble,
        **filters,
    )
    try:
        for row in found:
            if row.identity in shown:
                shown.discard(row.identity)
                continue
            _print_rows([row], form)
    except KeyboardInterrupt:
        pass
    return common.OK


def _print_rows(rows: list[LogRow], form: formats.RowFormat) -> None:
    form.adapt(rows)
    for row in rows:
        common.write_styled(form.row(row))
    common.flush()


def _report_trouble(error: StoreError | None) -> None:
    common.say("the store answers again" if error is None else f"waiting: {error}")
