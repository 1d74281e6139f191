"""
Read any number of rows by queries that each stay within the client's bounds.

A range is divided into parts that one query may cover, and those by a histogram into slices of a
few thousand rows. A slice is read in pages, in an order that is total, so that each row comes once,
however many rows have one time.
"""

from collections.abc import Callable
from collections.abc import Iterator
from typing import TYPE_CHECKING
from typing import Unpack

import msgspec

from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

#: Beyond it sorting a slice again for each page costs more than another histogram.
_MAX_SLICE_ROWS = 5_000
_MAX_BUCKETS = 400
_MIN_STEP_NS = 1_000_000


class Slice(msgspec.Struct, frozen=True):
    """A range of times, and the number of rows that it was seen to hold."""

    window: TimeRange
    rows: int


def pages(
    client: "VictoriaLogsClient",
    window: TimeRange,
    *,
    newest_first: bool = False,
    on_slice: Callable[[Slice], object] | None = None,
    **filters: Unpack[FilterArguments],
) -> Iterator[list[LogRow]]:
    """
    Yield all rows of a range that fit all filters, page by page; a row that is there twice, once.

    Parameters
    ----------
    client : VictoriaLogsClient
        Asks the store.
    window : TimeRange
        The range, of any length.
    newest_first : bool, default False
        The order of the rows.
    on_slice : callable, optional
        Is called with each slice once it was read.
    **filters
        As for `VictoriaLogsClient.search`.

    """
    for part in parts(client, window, newest_first=newest_first):
        for found in _slices(client, part, newest_first, filters):
            seen: set[tuple[object, ...]] = set()
            for page in _read(client, found.window, newest_first, filters):
                # A row that was stored twice has one time, so its copy is in this slice.
                fresh = [row for row in page if row.identity not in seen]
                seen.update(row.identity for row in fresh)
                yield list({row.identity: row for row in fresh}.values())
            if on_slice is not None:
                on_slice(found)


def count(
    client: "VictoriaLogsClient",
    window: TimeRange,
    **filters: Unpack[FilterArguments],
) -> int:
    """Return how many rows of a range fit all filters, whatever the length of the range."""
    total = 0
    for part in parts(client, window):
        answer = client.query("* | stats count() n", start=part.start, end=part.end, **filters)
        total += int(answer[0]["n"]) if answer else 0
    return total


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


def _slices(
    client: "VictoriaLogsClient",
    part: TimeRange,
    newest_first: bool,  # noqa: FBT001 - private, named by its callers' parameter
    filters: FilterArguments,
) -> Iterator[Slice]:
    """Yield ranges with rows, in order: neighbouring steps together, full ones divided further."""
    length = part.end_ns - part.start_ns
    step = max(_MIN_STEP_NS, -(-length // _MAX_BUCKETS))
    buckets = client.histogram(
        f"{-(-step // 1_000_000)}ms", start=part.start, end=part.end, **filters
    )
    step = -(-step // 1_000_000) * 1_000_000
    start = end = total = 0
    for bucket in reversed(buckets) if newest_first else buckets:
        if not bucket.count:
            continue
        low = max(part.start_ns, bucket.time_ns)
        high = min(part.end_ns, bucket.time_ns + step)
        if total and total + bucket.count > _MAX_SLICE_ROWS:
            yield Slice(TimeRange(start, end), total)
            total = 0
        if bucket.count > _MAX_SLICE_ROWS and high - low > _MIN_STEP_NS:
            yield from _slices(client, TimeRange(low, high), newest_first, filters)
            continue
        if not total:
            start, end = low, high
        start, end, total = min(start, low), max(end, high), total + bucket.count
    if total:
        yield Slice(TimeRange(start, end), total)


def _read(
    client: "VictoriaLogsClient",
    window: TimeRange,
    newest_first: bool,  # noqa: FBT001 - as above
    filters: FilterArguments,
) -> Iterator[list[LogRow]]:
    way = " desc" if newest_first else ""
    order = f"sort by (_time{way}, instance_id{way}, seq{way}, _stream_id{way}, _msg{way})"
    offset, size = 0, client.max_entries
    while True:
        found = client.query(
            f"* | {order} offset {offset} limit {size}",
            start=window.start,
            end=window.end,
            limit=size,
            **filters,
        )
        yield [parse_row(fields) for fields in found]
        offset += len(found)
        if len(found) < size:
            return
