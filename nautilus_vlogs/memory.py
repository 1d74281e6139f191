"""A bounded queue in memory, which can be written to from any thread at next to no cost."""

from collections import deque
from collections.abc import Callable
from collections.abc import Iterator
from itertools import count
from typing import Any

import msgspec

from nautilus_vlogs.source import Position

#: How many records are turned into lines in one go; that holds the GIL for some 0.05 ms.
_RECORDS_A_PEEK = 32

_encoder = msgspec.json.Encoder()


class MemoryQueue:
    """
    Keep records until the shipper takes them; when it is full the oldest are dropped and counted.

    A writer appends ``(number(), record)`` to `items`: one append, no lock, no wait.

    Parameters
    ----------
    max_records : int
        How many records are kept at most.
    to_line : callable
        Makes of a record what a line of Nautilus's log file would hold; called by the reader.

    Attributes
    ----------
    items : deque
        The records, numbered.
    number : callable
        Returns the next record's number.
    lost : int
        How many records were dropped.

    """

    is_rereadable = False
    restarts = 0

    def __init__(self, max_records: int, to_line: Callable[[Any], dict[str, str]]) -> None:
        self.items: deque[tuple[int, Any]] = deque(maxlen=max_records)
        self.number: Callable[[], int] = count().__next__
        self.lost = 0
        self._to_line = to_line
        self._taken = 0
        self._highest = -1
        self._missing = 0
        self._held = b""

    @property
    def position(self) -> Position:
        """No place to come back to: what was read is gone from the queue."""
        return Position()

    def request_flush(self) -> None:
        """Do nothing: what was logged is here."""

    def mark(self) -> None:
        """Do nothing: what was logged is here."""

    def has_reached_mark(self) -> bool:
        """Return true: what was logged is here."""
        return True

    def peek(self) -> bytes:
        """Return the next lines, the same ones until `take` says that they are dealt with."""
        if not self._held:
            self._held = self._fill()
        return self._held

    def take(self, size: int) -> None:
        """Pass over lines that `peek` returned."""
        self._held = self._held[size:]

    def watch(self) -> None:
        """Do nothing: the queue bounds itself."""

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:  # noqa: ARG002  # see Source
        """Yield nothing: what was read is gone from the queue."""
        return iter(())

    def release(self, position: Position) -> None:
        """Do nothing: what was read is gone from the queue."""

    def backlog_bytes(self) -> int:
        """Return 0: nothing waits in files."""
        return 0

    def backlog_records(self) -> int:
        """Return how many records wait."""
        return len(self.items)

    def close(self) -> None:
        """Do nothing."""

    def remove(self) -> None:
        """Do nothing."""

    def _fill(self) -> bytes:
        items: list[tuple[int, Any]] = []
        while self.items and len(items) < _RECORDS_A_PEEK:
            items.append(self.items.popleft())
        if not items:
            self._count_lost()
            return b""
        self._taken += len(items)
        self._highest = max(self._highest, *(number for number, _ in items))
        lines = [self._to_line(record) for _, record in items]
        try:
            return _encoder.encode_lines(lines)
        except UnicodeEncodeError:  # lone surrogates, which Python's strings may hold
            return _encoder.encode_lines([_encodable(line) for line in lines])

    def _count_lost(self) -> None:
        # A number may be missing for a moment, while its writer is on the way to the append. What
        # is still missing at the next look was dropped.
        missing = self._highest + 1 - self._taken
        if missing == self._missing:
            self.lost = missing
        self._missing = missing


def _encodable(line: dict[str, str]) -> dict[str, str]:
    return {
        key.encode(errors="replace").decode(): value.encode(errors="replace").decode()
        for key, value in line.items()
    }
