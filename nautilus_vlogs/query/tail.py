"""
Tail: new rows, late rows, and those of the time in which the store did not answer.

The store's own live tail leaves out rows that come late and ends with a restart. So each poll
counts the rows of every second; the seconds whose count has changed are read, and of their rows
those not yet seen are new.
"""

import random
import time
from collections import Counter
from collections import deque
from collections.abc import Callable
from collections.abc import Iterator

from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.paging import row_position
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

#: Longest delay of a row on its way to the store.
_LATE_NS = 600 * NANOSECONDS

#: Longest time by which a node's clock may be ahead of ours.
_AHEAD_NS = 10 * NANOSECONDS

#: Number of rows remembered as seen; beyond, rows that come very late are left out.
_MAX_SEEN = 200_000

#: Number of rows by which a tail can be rewound.
_MAX_REWOUND = 10_000

#: Longest range whose rows are counted second by second: the answer has a line for each.
_PART_NS = 1_800 * NANOSECONDS

#: Number of parts that are counted without a look at which of them have rows.
_FEW_PARTS = 2

_MAX_PAUSE_SECS = 5.0

#: The order that positions count in.
_SORT = "sort by (_time, seq, instance_id, _stream_id, _msg)"


class Tail:
    """
    Read new rows, poll by poll.

    Parameters
    ----------
    reader : Reader
        Sends the queries.
    where : str
        The filter, in LogsQL.
    backfill_ns : int
        Age of the oldest row, in nanoseconds.
    after : Position, optional
        Where an earlier tail ended: its rows up to there are left out.
    interval_secs : float
        Seconds between two polls.

    Attributes
    ----------
    position : Position or None
        Behind the newest row in order of time that was returned: another tail resumes there.
    passed_on : int
        Number of rows for which `advance` was called: this tail can be rewound to it.

    """

    def __init__(
        self,
        reader: Reader,
        where: str,
        *,
        backfill_ns: int,
        after: Position | None,
        interval_secs: float,
    ) -> None:
        self.interval_secs = interval_secs
        self.position = after
        self._reader = reader
        self._where = where
        self._begin_ns = time.time_ns() - backfill_ns if after is None else after.time_ns
        self._low_ns = self._begin_ns  # older rows are no longer looked for
        self._resume = after  # until its rows were read
        self._counts: dict[int, int] = {}  # by second: number of rows it was seen to hold
        self._seen: dict[int, set[int]] = {}  # by second: hashes of the rows that were returned
        self._seen_size = 0
        self.passed_on = 0
        # The newest rows that were returned, by second and hash, and the number of older ones.
        self._returned: deque[tuple[int, int]] = deque()
        self._returned_before = 0

    def run(
        self,
        *,
        on_trouble: Callable[[StoreError | None], None] | None,
        wait: Callable[[float], object],
    ) -> Iterator[LogRow]:
        """Yield rows without end; see `VictoriaLogsClient.tail`."""
        pause, is_in_trouble = self.interval_secs, False
        while True:
            try:
                for rows in self.poll():
                    if is_in_trouble and on_trouble is not None:
                        on_trouble(None)
                    pause, is_in_trouble = self.interval_secs, False
                    yield from rows
            except AccessDeniedError:
                raise  # it does not pass by itself
            except StoreError as e:
                if not is_in_trouble and on_trouble is not None:
                    on_trouble(e)
                is_in_trouble = True
                # Not all tails at the same moment.
                pause = min(_MAX_PAUSE_SECS, pause * 2) * random.uniform(0.75, 1.0)  # noqa: S311 - no secret
            wait(pause)

    def poll(self) -> Iterator[list[LogRow]]:
        """
        Yield the rows that have come since the last poll, in portions in order of time.

        An error changes nothing: the next poll yields what this one did not. There is at least one
        portion, which may be empty. However far behind the tail is, it catches up by queries whose
        ranges are no longer than a client's may be.
        """
        now_ns = time.time_ns()
        for stretch in _parts(self._low_ns, now_ns + _AHEAD_NS, self._reader.max_range_ns):
            parts = list(_parts(stretch.start_ns, stretch.end_ns, _PART_NS))
            if len(parts) > _FEW_PARTS:
                parts = self._with_rows(stretch, parts)
                yield []
            for window in parts:
                changed = self._changed(window)
                yield []
                for start, end, counts in _spans(changed, self._reader.max_entries):
                    yield from self._read(TimeRange(max(start, self._begin_ns), end), counts)
                    self._forget(now_ns, end)
                self._forget(now_ns, window.end_ns)
            self._forget(now_ns, stretch.end_ns)

    def _with_rows(self, stretch: TimeRange, parts: list[TimeRange]) -> list[TimeRange]:
        """Return those parts of a stretch that have rows: one query in place of one for each."""
        pipe = f"stats by (_time:{_PART_NS // NANOSECONDS}s) count() vlogs_nt_rows"
        try:
            found = self._reader.ask(self._where, stretch, pipe)
        except QueryTimeoutError:
            return parts  # each on its own takes less time
        begins = [parse_time(one["_time"]) for one in found]
        return [
            part
            for part in parts
            if any(at < part.end_ns and part.start_ns < at + _PART_NS for at in begins)
        ]

    def _changed(self, window: TimeRange) -> dict[int, int]:
        """Return the number of rows of each second in which it has changed."""
        pipe = "stats by (_time:1s) count() vlogs_nt_rows"
        found = self._reader.ask(self._where, window, pipe)
        counts = {parse_time(one["_time"]): int(one["vlogs_nt_rows"]) for one in found}
        return {
            second: count
            for second, count in sorted(counts.items())
            if self._counts.get(second) != count
        }

    def _read(self, window: TimeRange, counts: dict[int, int]) -> Iterator[list[LogRow]]:
        """Yield the new rows of neighbouring seconds, page by page."""
        total, offset, size = sum(counts.values()), 0, self._reader.max_entries
        read: Counter[int] = Counter()
        copies: Counter[int] = Counter()
        before = _Before(self._resume)
        while True:
            page = f"{_SORT} offset {offset} limit {size}"
            rows = self._reader.rows(self._where, window, page)
            # Stable: rows without `seq` stay in the order that their positions count in.
            rows.sort(key=lambda row: row.order)
            fresh = []
            for row in rows:
                second = row.time_ns // NANOSECONDS
                read[second * NANOSECONDS] += 1
                is_passed, mark = before.holds(row), _mark(row, copies)
                seen = self._seen.setdefault(second, set())
                if mark not in seen:
                    seen.add(mark)
                    self._seen_size += 1
                    if not is_passed:
                        fresh.append(row)
                        self._returned.append((second, mark))
            yield fresh
            offset += len(rows)
            if len(rows) < size or offset >= total:
                break
        if before.is_reached:
            self._resume = None
        # A second of which fewer rows were read than counted is read again by the next poll.
        self._counts.update({second: min(n, read[second]) for second, n in counts.items()})

    def advance(self, row: LogRow) -> Position:
        """Return the position behind a row that was returned; a late row does not move it."""
        self.passed_on += 1
        if self.position is None or row.time_ns >= self.position.time_ns:
            moved = row_position(self.position, row)
            if self.position is None or not _is_passed(row, self.position):
                self.position = moved
        return self.position or row_position(None, row)

    def rewind(self, passed_on: int, position: Position) -> bool:
        """
        Return rows once more that were returned and did not arrive; late rows are among them.

        Call it between two polls.

        Parameters
        ----------
        passed_on : int
            The value of the attribute behind the last row that arrived.
        position : Position
            The position behind it.

        Returns
        -------
        bool
            Whether this tail goes that far back; if not, it is of no more use.

        """
        kept = passed_on - self._returned_before
        again = list(self._returned)[kept:] if kept >= 0 else []
        is_known = 0 <= kept <= len(self._returned)
        if not is_known or any(second not in self._seen for second, _ in again):
            return False
        for second, mark in again:
            self._seen[second].discard(mark)
            self._counts.pop(second * NANOSECONDS, None)
            self._returned.pop()
            self._low_ns = min(self._low_ns, second * NANOSECONDS)
        self._seen_size -= len(again)
        self.passed_on, self.position = passed_on, position
        return True

    def _forget(self, now_ns: int, read_ns: int) -> None:
        """Forget what is too old, and too much of what is read: all before a time."""
        # Whole seconds: the rest of one would look like a change.
        oldest_ns = min(now_ns - _LATE_NS, read_ns) // NANOSECONDS * NANOSECONDS
        self._low_ns = max(self._low_ns, oldest_ns)
        for second in sorted(self._seen):
            is_too_much = self._seen_size > _MAX_SEEN and second * NANOSECONDS < read_ns
            if second * NANOSECONDS >= self._low_ns - NANOSECONDS and not is_too_much:
                break
            self._seen_size -= len(self._seen.pop(second))
            self._low_ns = max(self._low_ns, (second + 1) * NANOSECONDS)
        while len(self._returned) > _MAX_REWOUND:
            self._returned.popleft()
            self._returned_before += 1
        for second in [s for s in self._counts if s < self._low_ns - NANOSECONDS]:
            del self._counts[second]


class _Before:
    """
    The rows of a reading that lie before the position at which a tail resumes.

    Parameters
    ----------
    position : Position, optional
        The position; without one there are none.

    Attributes
    ----------
    is_reached : bool
        Whether there was a row of the position's time.

    """

    def __init__(self, position: Position | None) -> None:
        self.is_reached = False
        self._position = position
        self._numberless = 0

    def holds(self, row: LogRow) -> bool:
        """Return whether the next row is one of them."""
        position = self._position
        if position is None or row.time_ns != position.time_ns:
            return False
        self.is_reached = True
        if row.seq is None and position.seq is None and position.skip is not None:
            self._numberless += 1
            return self._numberless <= position.skip
        return _is_passed(row, position)


def _mark(row: LogRow, copies: Counter[int]) -> int:
    """Return the mark of a row; those without `seq` may be equal and yet be different ones."""
    identity = hash(row.identity)
    if row.seq is not None:
        return hash((identity, 0))
    copies[identity] += 1
    return hash((identity, copies[identity]))


def _is_passed(row: LogRow, position: Position) -> bool:
    """Whether a row of the position's time lies before it, as far as its number says."""
    if row.time_ns != position.time_ns:
        return row.time_ns < position.time_ns
    if position.seq is None:
        return position.skip is None
    if row.seq is None or row.seq < position.seq:
        return True
    return row.seq == position.seq and row.instance_id in position.instances


def _parts(start_ns: int, end_ns: int, longest_ns: int) -> Iterator[TimeRange]:
    """Yield a range in parts of a length at most."""
    step = max(1, longest_ns // NANOSECONDS) * NANOSECONDS
    while start_ns < end_ns:
        # On whole seconds, so that none is counted in two parts.
        stop = min(end_ns, (start_ns // NANOSECONDS) * NANOSECONDS + step)
        yield TimeRange(start_ns, stop)
        start_ns = stop


def _spans(counts: dict[int, int], max_rows: int) -> Iterator[tuple[int, int, dict[int, int]]]:
    """Yield neighbouring seconds together, up to the rows of one answer."""
    span: dict[int, int] = {}
    for second, count in counts.items():
        is_next = span and second - max(span) <= NANOSECONDS
        if span and (not is_next or sum(span.values()) + count > max_rows):
            yield min(span), max(span) + NANOSECONDS, span
            span = {}
        span[second] = count
    if span:
        yield min(span), max(span) + NANOSECONDS, span
