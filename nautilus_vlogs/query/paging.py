"""Pages of rows: each row once, however often the store holds it and how many share its time."""

from collections import Counter
from collections.abc import Iterator

from nautilus_vlogs.query.positions import Direction
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.time_range import TimeRange

#: Queries of one page: more are needed only where the store holds rows many times over.
_MAX_ROUNDS = 8

_SORT = {
    "older": (
        "sort by (_time desc, seq desc, instance_id desc, _stream_id desc, _msg desc)"
        " offset {} limit {}"
    ),
    "newer": "sort by (_time, seq, instance_id, _stream_id, _msg) offset {} limit {}",
}


def read_page(
    reader: Reader,
    where: str,
    window: TimeRange,
    count: int,
    *,
    direction: Direction = "older",
    position: Position | None = None,
) -> Rows:
    """
    Return the rows of a page in the direction of reading.

    Parameters
    ----------
    reader : Reader
        Sends the queries.
    where : str
        The filter, in LogsQL.
    window : TimeRange
        The range.
    count : int
        Highest number of rows.
    direction : "older" or "newer"
        The direction of reading: from the newest row on, or from the oldest.
    position : Position, optional
        Where to resume.

    Raises
    ------
    StoreError
        If there is no complete answer.

    """
    unique: dict[object, LogRow] = {}
    at = position
    has_more = True
    for _ in range(_MAX_ROUNDS):
        size = count - len(unique) + 1
        rows = _read(reader, where, window, size=size, direction=direction, position=at)
        for row in rows:
            is_new = row.seq is None or row.identity not in unique
            if is_new and len(unique) == count:
                break
            at = row_position(at, row)
            if is_new:
                unique[row.identity if row.seq is not None else len(unique)] = row
        else:
            if len(rows) == size:
                continue  # rows that are held twice took the place of others
            has_more = False
        break
    return Rows(
        unique.values(),
        window=window,
        has_more=has_more,
        position=at if has_more or direction == "newer" else None,
    )


def row_position(position: Position | None, row: LogRow) -> Position:
    """Return the position behind a row that comes next after a position."""
    return (Position(-1) if position is None else position).passed(row)


def turned_position(
    reader: Reader,
    where: str,
    page: Rows,
    position: Position | None,
) -> Position | None:
    """
    Return where the other direction begins: there the page and all that lies behind it is passed.

    Parameters
    ----------
    reader : Reader
        Sends a query, if one is needed.
    where : str
        The filter, in LogsQL.
    page : Rows
        A page as `read_page` returned it.
    position : Position, optional
        Where the page began.

    """
    if not page:
        return None
    first = page[0]
    place = Position(first.time_ns, first.seq)
    passed = Counter(
        row.instance_id for row in page if (row.time_ns, row.seq) == (place.time_ns, place.seq)
    )
    skipped = 0
    if passed.total() == len(page) and page.has_more:
        # Of the rows that share the place some lie behind the page.
        window = TimeRange(place.time_ns, place.time_ns + 1)
        counting = "stats by (instance_id) count() vlogs_nt_rows"
        found = reader.ask(f"({where}) {place.peers}", window, counting)
        passed = Counter({one.get("instance_id", ""): int(one["vlogs_nt_rows"]) for one in found})
        if position is not None and (position.time_ns, position.seq) == (place.time_ns, place.seq):
            skipped = position.offset
            for name in position.instances:
                del passed[name]
    if place.seq is None:
        return Position(place.time_ns, skip=passed.total() - skipped)
    return Position(place.time_ns, place.seq, tuple(passed))


def read_pages(
    reader: Reader,
    where: str,
    window: TimeRange,
    size: int,
    *,
    direction: Direction,
    position: Position | None = None,
) -> Iterator[Rows]:
    """
    Yield pages until the range is read, in slices that one query may look in.

    Parameters are those of `read_page`; `window` may be of any length.
    """
    for part in slices(window, reader.max_range_ns, direction):
        at = position
        while True:
            rows = read_page(reader, where, part, size, direction=direction, position=at)
            if rows:
                yield rows
            if not rows.has_more:
                break
            at = rows.position


def _read(
    reader: Reader,
    where: str,
    window: TimeRange,
    *,
    size: int,
    direction: Direction,
    position: Position | None,
) -> list[LogRow]:
    offset = 0
    if position is not None:
        where = f"({where}) {position.remaining(direction)}"
        window = _beyond(window, position, direction)
        if window.start_ns >= window.end_ns:
            return []
        offset = position.offset
    return reader.rows(where, window, _SORT[direction].format(offset, size))


def _beyond(window: TimeRange, position: Position, direction: Direction) -> TimeRange:
    if direction == "older":
        return TimeRange(window.start_ns, min(window.end_ns, position.time_ns + 1))
    return TimeRange(max(window.start_ns, position.time_ns), window.end_ns)


def slices(window: TimeRange, length_ns: int, direction: Direction) -> Iterator[TimeRange]:
    """Yield a range in parts of a length, in the direction of reading."""
    start, end = window.start_ns, window.end_ns
    while start < end:
        if direction == "newer":
            yield TimeRange(start, min(end, start + length_ns))
            start += length_ns
        else:
            yield TimeRange(max(start, end - length_ns), end)
            end -= length_ns
