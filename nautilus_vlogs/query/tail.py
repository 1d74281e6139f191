"""
Follow a log: new rows, late rows, and those of the time in which the store did not answer.

The store's own live tail leaves out rows that come late and ends with a restart. So the store is
asked, again and again, how many rows each second holds; where that has changed, the rows of that
second are read, and those not yet seen are new.
"""

import random
import time
from collections.abc import Callable
from collections.abc import Iterator

from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.logsql import in_range
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

#: How late a row may come.
_LATE_NS = 600 * NANOSECONDS

#: How far ahead of ours a node's clock may be.
_AHEAD_NS = 10 * NANOSECONDS

#: How many rows are remembered as seen; beyond, rows that come very late are left out.
_MAX_SEEN = 200_000

#: How many seconds' counts one answer may hold: half an hour's.
_MAX_SECONDS = 1_800

_MAX_PAUSE_SECS = 5.0


class Follower:
    """
    Ask for new rows.

    Parameters
    ----------
    where : str
        The filter, in LogsQL.
    ask : callable
        Sends a query for a range and returns the answer's objects.
    backfill_ns : int
        How far back to begin.
    max_range_ns, max_entries : int
        What one query may ask for.
    interval_secs : float
        How long to wait between two questions.

    """

    def __init__(
        self,
        where: str,
        ask: Callable[[str, TimeRange], list[dict[str, str]]],
        *,
        backfill_ns: int,
        max_range_ns: int,
        max_entries: int,
        interval_secs: float,
    ) -> None:
        self.interval_secs = interval_secs
        self._where = where
        self._ask = ask
        self._max_range_ns = max_range_ns
        self._max_entries = max_entries
        self._begin_ns = time.time_ns() - backfill_ns
        self._low_ns = self._begin_ns  # rows before it are no longer looked for
        self._counts: dict[int, int] = {}  # by second: how many rows it was seen to hold
        self._seen: dict[int, set[int]] = {}  # by second: hashes of the rows that were returned
        self._seen_size = 0

    def run(
        self,
        *,
        on_trouble: Callable[[StoreError | None], None] | None,
        wait: Callable[[float], object],
    ) -> Iterator[LogRow]:
        """Yield rows for ever; see `VictoriaLogsClient.tail`."""
        pause, is_in_trouble = self.interval_secs, False
        while True:
            try:
                for rows in self.poll():
                    if is_in_trouble and on_trouble is not None:
                        on_trouble(None)
                    pause, is_in_trouble = self.interval_secs, False
                    yield from rows
            except AccessDeniedError:
                raise  # that does not pass by itself
            except StoreError as e:
                if not is_in_trouble and on_trouble is not None:
                    on_trouble(e)
                is_in_trouble = True
                # Not all who follow at the same moment.
                pause = min(_MAX_PAUSE_SECS, pause * 2) * random.uniform(0.75, 1.0)  # noqa: S311 - no secret
            wait(pause)

    def poll(self) -> Iterator[list[LogRow]]:
        """
        Yield the rows that have come since the last time, in portions in order of time.

        An error leaves it as it was: what was not yielded comes the next time. There is at least
        one portion, which may be empty.
        """
        now_ns = time.time_ns()
        self._low_ns = max(self._low_ns, now_ns + _AHEAD_NS - self._max_range_ns)
        for window in _parts(self._low_ns, now_ns + _AHEAD_NS):
            changed = self._changed(window)
            yield []
            for start, end, counts in _spans(changed, self._max_entries):
                yield self._read(TimeRange(max(start, self._begin_ns), end), counts)
        self._forget(now_ns)

    def _changed(self, window: TimeRange) -> dict[int, int]:
        """Return the seconds in which there are rows that were not there, and how many."""
        pipe = "stats by (_time:1s) count() vlogs_nt_rows"
        found = self._ask(f"{in_range(window)} {self._where} | {pipe}", window)
        counts = {parse_time(one["_time"]): int(one["vlogs_nt_rows"]) for one in found}
        return {
            second: count
            for second, count in sorted(counts.items())
            if self._counts.get(second) != count
        }

    def _read(self, window: TimeRange, counts: dict[int, int]) -> list[LogRow]:
        rows: list[LogRow] = []
        total, offset = sum(counts.values()), 0
        while True:
            page = f"sort by (_time, instance_id, seq) offset {offset} limit {self._max_entries}"
            found = self._ask(f"{in_range(window)} {self._where} | {page}", window)
            rows += map(parse_row, found)
            offset += len(found)
            if len(found) < self._max_entries or offset >= total:
                break
        fresh = []
        for row in sorted(rows, key=lambda one: one.order):
            seen = self._seen.setdefault(row.time_ns // NANOSECONDS, set())
            mark = hash(row.identity)
            if mark not in seen:
                seen.add(mark)
                self._seen_size += 1
                fresh.append(row)
        self._counts.update(counts)
        return fresh

    def _forget(self, now_ns: int) -> None:
        # Whole seconds: the rest of one would look like a change.
        self._low_ns = max(self._low_ns, (now_ns - _LATE_NS) // NANOSECONDS * NANOSECONDS)
        for second in sorted(self._seen):
            if second * NANOSECONDS >= self._low_ns - NANOSECONDS and self._seen_size <= _MAX_SEEN:
                break
            self._seen_size -= len(self._seen.pop(second))
            self._low_ns = max(self._low_ns, (second + 1) * NANOSECONDS)
        for second in [s for s in self._counts if s < self._low_ns - NANOSECONDS]:
            del self._counts[second]


def _parts(start_ns: int, end_ns: int) -> Iterator[TimeRange]:
    """Yield a range in parts of which each holds no more seconds than an answer may."""
    step = _MAX_SECONDS * NANOSECONDS
    while start_ns < end_ns:
        # On whole seconds, so that none is counted in two parts.
        stop = min(end_ns, (start_ns // NANOSECONDS) * NANOSECONDS + step)
        yield TimeRange(start_ns, stop)
        start_ns = stop


def _spans(counts: dict[int, int], max_rows: int) -> Iterator[tuple[int, int, dict[int, int]]]:
    """Yield neighbouring seconds together, as many as one answer holds the rows of."""
    span: dict[int, int] = {}
    for second, count in counts.items():
        is_next = span and second - max(span) <= NANOSECONDS
        if span and (not is_next or sum(span.values()) + count > max_rows):
            yield min(span), max(span) + NANOSECONDS, span
            span = {}
        span[second] = count
    if span:
        yield min(span), max(span) + NANOSECONDS, span
