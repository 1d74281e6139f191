"""Hints where no rows were found: near misses, and the rows that there are."""

import argparse
from datetime import tzinfo
from difflib import get_close_matches
from typing import TYPE_CHECKING

from nautilus_vlogs.commands.selection import VALUE_OPTIONS
from nautilus_vlogs.commands.selection import filters_of
from nautilus_vlogs.commands.selection import given_filters
from nautilus_vlogs.commands.selection import is_filtered
from nautilus_vlogs.commands.selection import moment
from nautilus_vlogs.commands.selection import span
from nautilus_vlogs.commands.selection import values_of
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.printable import escaped
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

_MAX_VALUES = 500
_MAX_LISTED = 6


def no_rows(
    client: "VictoriaLogsClient",
    options: argparse.Namespace,
    window: TimeRange,
    zone: tzinfo | None,
) -> str:
    """Return why there may be no rows in a range, and what to try."""
    text = f"no rows {span(window, zone)}"
    try:
        found = [*_near_misses(client, options, window), *_without(client, options, window)]
        if not found:
            found = [_newest(client, options, zone)]
    except VictoriaLogsError:  # the answer was given; this was beside it
        found = ["try an earlier --since, or fewer filters"]
    return "\n  ".join([f"{text}:", *found])


def _near_misses(
    client: "VictoriaLogsClient",
    options: argparse.Namespace,
    window: TimeRange,
) -> list[str]:
    """Return what to read for values that no row of the range has."""
    found = []
    for name, field in VALUE_OPTIONS.items():
        wanted = [value for value in values_of(options, name) if not set(value) & set("*?")]
        if not wanted:
            continue
        start, end = _bounded(client, window)
        known = [
            one for one in client.count_by(field, start=start, end=end, limit=_MAX_VALUES) if one
        ]
        for value in wanted:
            if value in known:
                continue
            if value in (getattr(options, "names", None) or []) and " " in value:
                found.append(f"a STRATEGY is an id: --grep {escaped(value)!r} looks for a text")
                continue
            lowered = {one.lower(): one for one in known}
            close = get_close_matches(value.lower(), lowered, 1, cutoff=0.6)
            if close:
                found.append(f"did you mean --{name} {escaped(lowered[close[0]])}?")
            elif known:
                listed = ", ".join(known[:_MAX_LISTED])
                more = " …" if len(known) > _MAX_LISTED else ""
                found.append(f"no --{name} {escaped(value)} there, but {escaped(listed)}{more}")
    return found


def _without(
    client: "VictoriaLogsClient",
    options: argparse.Namespace,
    window: TimeRange,
) -> list[str]:
    """Return which one filter keeps all rows away."""
    given = given_filters(options)
    found = []
    start, end = _bounded(client, window)
    for name in given if len(given) > 1 else ():
        filters = filters_of(options, without=name)
        answer = client.query("* | stats count() n", start=start, end=end, **filters)
        if answer and (count := int(answer[0]["n"])):
            found.append(f"without --{name} there are {count:,}")
    return found


def _newest(
    client: "VictoriaLogsClient",
    options: argparse.Namespace,
    zone: tzinfo | None,
) -> str:
    hours = client.max_range.total_seconds() / 3_600
    rows = client.search(start=client.max_range, limit=1, **filters_of(options))
    if rows:
        return f"the newest row that fits is of {moment(rows[0].time_ns, zone)}: try --since"
    rows = client.search(start=client.max_range, limit=1) if is_filtered(options) else rows
    if rows:
        return (
            f"none fits in the last {hours:g} h, in which other rows are stored (the newest of "
            f"{moment(rows[0].time_ns, zone)}): try fewer filters, or an earlier --since"
        )
    return (
        f"nothing at all was stored in the last {hours:g} h: is a node running that ships here? "
        "`vlogs-nt doctor` checks the way to this store"
    )


def _bounded(client: "VictoriaLogsClient", window: TimeRange) -> tuple[str, str]:
    """Return the newest part of a range that one query may cover."""
    length = int(client.max_range.total_seconds()) * NANOSECONDS
    part = TimeRange(max(window.start_ns, window.end_ns - length), window.end_ns)
    return part.start, part.end
