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

#: Number of seconds whose counts one answer may hold: half an hour's.
_MAX_SECONDS = 1_800

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
        portion, which may be empty.
        """
        now_ns = time.time_ns()
        self._low_ns = max(self._low_ns, now_ns + _AHEAD_NS - self._reader.max_range_ns)
        for window in _parts(self._low_ns, now_ns + _AHEAD_NS):
            changed = self._changed(window)
            yield []
            for start, end, counts in _spans(changed, self._reader.max_entries):
                yield self._read(TimeRange(max(start, self._begin_ns), end), counts)
        self._forget(now_ns)

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

    def _read(self, window: TimeRange, counts: dict[int, int]) -> list[LogRow]:
        rows: list[LogRow] = []
        total, offset, size = sum(counts.values()), 0, self._reader.max_entries
        while True:
            page = f"{_SORT} offset {offset} limit {size}"
            found = self._reader.rows(self._where, window, page)
            rows += found
            offset += len(found)
            if len(found) < size or offset >= total:
                break
        # Stable: rows without `seq` stay in the order that their positions count in.
        rows.sort(key=lambda row: row.order)
        passed = self._passed(rows)
        copies: Counter[object] = Counter()
        fresh = []
        for i, row in enumerate(rows):
            # Rows without `seq` may be equal and yet be different ones.
            number = 0 if row.seq is not None else copies[row.identity]
            copies[row.identity] += 1
            seen = self._seen.setdefault(row.time_ns // NANOSECONDS, set())
            mark = hash((row.identity, number))
            if mark not in seen:
                seen.add(mark)
                self._seen_size += 1
                if i not in passed:
                    fresh.append(row)
                    self._returned.append((row.time_ns // NANOSECONDS, mark))
        # A second of which fewer rows were read than counted is read again by the next poll.
        read = Counter(row.time_ns // NANOSECONDS * NANOSECONDS for row in rows)
        self._counts.update({second: min(n, read[second]) for second, n in counts.items()})
        return fresh

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
        self._seen_size -= len(again)
        self.passed_on, self.position = passed_on, position
        return True

    def _passed(self, rows: list[LogRow]) -> set[int]:
        """Return the places of rows that lie before the position to resume at."""
        if self._resume is None:
            return set()
        resume = self._resume
        at = [i for i, row in enumerate(rows) if row.time_ns == resume.time_ns]
        if not at:
            return set()
        self._resume = None
        passed = {i for i in at if _is_passed(rows[i], resume)}
        numberless = [i for i in at if rows[i].seq is None]
        if resume.seq is None and resume.skip is not None:
            passed.update(numberless[: resume.skip])
        return passed

    def _forget(self, now_ns: int) -> None:
        # Whole seconds: the rest of one would look like a change.
        self._low_ns = max(self._low_ns, (now_ns - _LATE_NS) // NANOSECONDS * NANOSECONDS)
        for second in sorted(self._seen):
            if second * NANOSECONDS >= self._low_ns - NANOSECONDS and self._seen_size <= _MAX_SEEN:
                break
            self._seen_size -= len(self._seen.pop(second))
            self._low_ns = max(self._low_ns, (second + 1) * NANOSECONDS)
        while len(self._returned) > _MAX_REWOUND:
            self._returned.popleft()
            self._returned_before += 1
        for second in [s for s in self._counts if s < self._low_ns - NANOSECONDS]:
            del self._counts[second]


def _is_passed(row: LogRow, position: Position) -> bool:
    """Whether a row of the position's time lies before it, as far as its number says."""
    if row.time_ns != position.time_ns:
        return row.time_ns < position.time_ns
    if position.seq is None:
        return position.skip is None
    if row.seq is None or row.seq < position.seq:
        return True
    return row.seq == position.seq and row.instance_id in position.instances


def _parts(start_ns: int, end_ns: int) -> Iterator[TimeRange]:
    """Yield a range in parts of no more seconds than an answer may hold."""
    step = _MAX_SECONDS * NANOSECONDS
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
