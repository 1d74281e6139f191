"""Ranges of any length, by queries that each stay within the client's bounds."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from typing import Unpack

from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient


def parts(
    client: "VictoriaLogsClient",
    window: TimeRange,
    *,
    newest_first: bool = False,
) -> Iterator[TimeRange]:
    """Yield a range in parts that one query may cover."""
    step = int(client.max_range.total_seconds()) * NANOSECONDS
    number = -(-(window.end_ns - window.start_ns) // step)
    for i in range(number - 1, -1, -1) if newest_first else range(number):
        start = window.start_ns + i * step
        yield TimeRange(start, min(window.end_ns, start + step))


def count(
    client: "VictoriaLogsClient",
    window: TimeRange,
    **filters: Unpack[FilterArguments],
) -> int:
    """Return how many rows of a range fit all filters."""
    total = 0
    for part in parts(client, window):
        answer = client.query("* | stats count() n", start=part.start, end=part.end, **filters)
        total += int(answer[0]["n"]) if answer else 0
    return total
