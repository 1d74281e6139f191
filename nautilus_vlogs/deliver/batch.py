"""Rows that go out in one request, and what is known of them."""

import time

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.converter import RowConverter


class Batch:
    """
    Rows that go out in one request; their numbers follow each other.

    Attributes
    ----------
    rows : list[bytes]
        JSON lines, in pieces; dropped once they are sent if the source can be read again.
    records, size : int
        How many rows, how many bytes.
    first : int
        The number of the first row.
    again : RowConverter, optional
        Makes the same rows of the same lines once more.
    start, end : Position
        Where in the source the first line begins, and the one behind the last.
    earliest, latest : str
        Between which times the rows are.
    put_aside : int
        How many of the rows stand for records that could not be stored.
    lost : int
        How many lost records the rows report.
    is_loss_unknown : bool
        They report the loss of an unknown number of records.
    is_kept : bool
        The rows can't be read again, so they are to be kept until they are proven.
    since : float
        When the first row was added, on the monotonic clock.
    is_unclear : bool
        Some of the rows may be in the store, or all: look before sending.
    unclear_at : float
        Since when that is so, on the monotonic clock.
    is_silent : bool
        The store did not answer in time, so it may be at work on the batch still.
    settle_secs : float
        How long a store that works takes to show what it was sent.
    sent_at : float
        When the store answered 200, on the monotonic clock.
    is_proven : bool
        The store was seen to hold the rows after the durability window.
    resends : int
        How often rows of it were sent again because the store did not hold them.

    """

    def __init__(
        self,
        *,
        first: int = 0,
        start: Position | None = None,
        again: RowConverter | None = None,
    ) -> None:
        self.rows: list[bytes] = []
        self.records = 0
        self.size = 0
        self.first = first
        self.again = again
        self.start = start or Position()
        self.end = self.start
        self.earliest = ""
        self.latest = ""
        self.put_aside = 0
        self.lost = 0
        self.is_loss_unknown = False
        self.is_kept = False
        self.since = time.monotonic()
        self.is_unclear = False
        self.unclear_at = 0.0
        self.is_silent = False
        self.settle_secs = 2.0
        self.sent_at = 0.0
        self.is_proven = False
        self.resends = 0

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + self.records - 1

    def add(
        self,
        rows: bytes,
        records: int,
        end: Position,
        *,
        earliest: str = "",
        latest: str = "",
    ) -> None:
        """Append rows, which came from the source up to a position."""
        self.end = end
        self.rows.append(rows)
        self.size += len(rows)
        self.records += records
        self.earliest = min(self.earliest or earliest, earliest)
        self.latest = max(self.latest, latest)

    def numbered(self) -> dict[int, bytes]:
        """Return the rows by their numbers."""
        # On newlines only: `bytes.splitlines` would split at a carriage return, too.
        lines = b"".join(self.rows).split(b"\n")[:-1]
        return {self.first + index: line + b"\n" for index, line in enumerate(lines)}
