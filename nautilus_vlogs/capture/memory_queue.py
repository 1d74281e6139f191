"""A bounded queue in memory, which can be written to from any thread at next to no cost."""

import threading
import time
from collections import deque
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any
from typing import ClassVar

import msgspec

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Unbuffered
from nautilus_vlogs.times import rfc3339

#: A record of more characters than this is a large one; large ones are bounded in sum, too.
LARGE_CHARS = 2_000
_MAX_LARGE_CHARS = 64 * 1024 * 1024

#: Records, and their characters, that are encoded in one go; this holds the GIL for some 0.05 ms.
_RECORDS_A_PEEK = 32
_CHARS_A_PEEK = 64 * 1024

#: A loss is a row and a warning, so it is looked for no more often than this.
_WATCH_INTERVAL_SECS = 5.0

_encoder = msgspec.json.Encoder()


class MemoryQueue(Unbuffered):
    """
    Keep records until the shipper takes them; when it is full the oldest are dropped and counted.

    A writer calls ``items.append(record)`` and then `count`: one append, no lock, no wait. In that
    order, so that a record on its way is never taken for a dropped one. Before a record of more
    than `LARGE_CHARS` the writer calls `make_room`. Writers may interrupt each other, also on one
    thread: a signal handler or a finalizer may log while a log call runs.

    Parameters
    ----------
    max_records : int
        The number of records to keep at most.
    to_line : callable
        Returns what a line of Nautilus's log file would hold for a record; called by the reader.

    Attributes
    ----------
    items : deque
        The records.
    count : callable
        Counts a record.
    lost : int
        The number of dropped records.

    """

    is_rereadable = False
    unknown_losses = 0
    is_full = False
    captured: Captured | None = None
    files: ClassVar[list[LogFile]] = []

    def __init__(self, max_records: int, to_line: Callable[[Any], dict[str, str]]) -> None:
        self.items: deque[Any] = deque(maxlen=max_records)
        self.count: Callable[[], int] = count().__next__
        self.lost = 0
        self._to_line = to_line
        self._taken = 0
        self._held = b""
        self._watch_due = 0.0
        self._looks: Callable[[], int] = count().__next__
        self._large: deque[tuple[int, int]] = deque()
        self._large_chars = 0
        self._announced: deque[int] = deque()
        self._look = threading.Lock()

    @property
    def position(self) -> Position:
        """The one position there is: records that were read are gone from the queue."""
        return Position()

    @property
    def written(self) -> Position:
        """See `position`."""
        return Position()

    def make_room(self, chars: int) -> None:
        """
        Announce a large record; drop the oldest records while the large ones take up too much.

        A call never waits: where another thread, or the log call that a signal handler or a
        finalizer interrupted, is at work here already, the next large record makes the room.

        Parameters
        ----------
        chars : int
            The record's length in characters.

        """
        self._announced.append(chars)
        if self._look.acquire(blocking=False):
            try:
                self._drop_large()
            finally:
                self._look.release()

    def drop_newest(self, is_dropped: Callable[[Any], bool]) -> None:
        """Take the newest records out, as far back as they are to be dropped; none is lost."""
        with suppress(IndexError):
            while is_dropped(self.items[-1]):
                self.items.pop()
                self._taken += 1

    def peek(self, size: int = SLICE_BYTES) -> bytes:  # noqa: ARG002  # see `_fill`
        """Return the next lines; the same ones until `take` consumes them."""
        if not self._held:
            self._held = self._fill()
        return self._held

    @property
    def is_holding(self) -> bool:
        """Whether lines were returned and are not consumed yet."""
        return bool(self._held)

    def take(self, size: int) -> None:
        """Consume `size` bytes of the lines that `peek` returned."""
        self._held = self._held[size:]

    def watch(self) -> None:
        """Count the dropped records, at most every 5 s; the queue bounds itself."""
        now = time.monotonic()
        if now >= self._watch_due:
            self._watch_due = now + _WATCH_INTERVAL_SECS
            self.count_lost()

    def count_lost(self) -> None:
        """Count the dropped records; called by the reader, or after it has ended."""
        # First the total: records that are appended in between make the difference smaller, and
        # the next look corrects it. So no record is counted as lost that is not.
        if self._look.acquire(blocking=False):
            try:
                total = self._total()
            finally:
                self._look.release()
            self.lost = max(self.lost, total - self._taken - len(self.items))

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:  # noqa: ARG002  # see Source
        """Yield nothing: records that were read are gone from the queue."""
        return iter(())

    def release(self, position: Position) -> None:
        """Do nothing: records that were read are gone from the queue."""

    def backlog(self) -> Backlog:
        """Return how many records wait; nothing waits in files."""
        return Backlog(0, len(self.items))

    def close(self) -> None:
        """Do nothing."""

    def remove(self) -> None:
        """Do nothing."""

    def _drop_large(self) -> None:
        """Drop the oldest records until the large ones fit; called with the lock held."""
        large, items = self._large, self.items
        while self._announced:
            chars = self._announced.popleft()
            large.append((self._total(), chars))
            self._large_chars += chars
        while True:
            oldest = self._total() - len(items)
            while large and large[0][0] < oldest:
                self._large_chars -= large.popleft()[1]
            if self._large_chars <= _MAX_LARGE_CHARS or not large or not items:
                return
            try:
                for _ in range(large[0][0] + 1 - oldest):
                    items.popleft()
            except IndexError:  # the reader was faster
                return

    def _total(self) -> int:
        """Return the number of counted records; looking counts too, so one looks at a time."""
        return self.count() - self._looks()

    def _fill(self) -> bytes:
        lines: list[dict[str, str]] = []
        room = _CHARS_A_PEEK
        try:
            while len(lines) < _RECORDS_A_PEEK and room > 0:
                line = self._line(self.items.popleft())
                self._taken += 1
                room -= sum(map(len, line.values()))
                lines.append(line)
        except IndexError:
            pass
        if not lines:
            self.count_lost()
            return b""
        try:
            return _encoder.encode_lines(lines)
        except UnicodeEncodeError:  # lone surrogates, which Python's strings may hold
            return _encoder.encode_lines([_encodable(line) for line in lines])

    def _line(self, record: Any) -> dict[str, str]:
        try:
            return self._to_line(record)
        except Exception as e:  # noqa: BLE001  # a record's own code may raise anything
            return {
                "timestamp": rfc3339(time.time_ns()),
                "trader_id": "",
                "level": "WARNING",
                "color": "",
                "component": "VictoriaLogsActor",
                "message": f"A record can't be shipped: {type(e).__name__}",
            }


def _encodable(line: dict[str, str]) -> dict[str, str]:
    return {
        key.encode(errors="replace").decode(): value.encode(errors="replace").decode()
        for key, value in line.items()
    }
