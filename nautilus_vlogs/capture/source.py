"""What the shipper reads from: log files, or a queue in memory."""

from collections.abc import Iterator
from typing import NamedTuple
from typing import Protocol

import msgspec

#: How much is converted in one go: some 60 lines, for which the GIL is held for about 0.1 ms.
SLICE_BYTES = 16 * 1024


class LogFile(msgspec.Struct, frozen=True):
    """
    A log file, told by what it is and never by its name.

    Parameters
    ----------
    index : int
        Its place in the session's file table, which is the order of reading.
    path : str
        Where it was when it was first seen.
    device, inode : int
        What it is; 0 where that is not known.
    start : int, default 0
        The offset of the session's first line in it, in bytes.

    """

    index: int
    path: str
    device: int = 0
    inode: int = 0
    start: int = 0


class Position(msgspec.Struct, frozen=True, order=True):
    """
    A place in a source.

    Parameters
    ----------
    file : int, default -1
        An index into the session's file table (see `LogFile`), -1 before the first file.
    offset : int, default 0
        The offset in that file, in bytes.

    """

    file: int = -1
    offset: int = 0


class Backlog(NamedTuple):
    """What waits to be read: bytes in files, and records, in files about so many."""

    size: int
    records: int


class Source(Protocol):
    """Lines to ship, in the form in which Nautilus writes them to a JSON log file."""

    @property
    def lost(self) -> int:
        """How many records were dropped before they could be read."""

    @property
    def unknown_losses(self) -> int:
        """How often records were lost whose number can't be known."""

    @property
    def restarts(self) -> int:
        """How often what was read can't be read again, a file having been truncated."""

    @property
    def is_rereadable(self) -> bool:
        """Whether what is read now can be read again."""

    @property
    def files(self) -> list[LogFile]:
        """The file table, to which a position refers; it only grows."""

    @property
    def position(self) -> Position:
        """Where the next line begins that `take` was not told of."""

    def request_flush(self) -> None:
        """Have what was logged so far written to where it can be read."""

    def mark(self) -> None:
        """Remember what was logged so far."""

    def has_reached_mark(self) -> bool:
        """Return whether all that was logged before the mark can be seen to be read."""

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """
        Return the next whole lines, about so many bytes of them.

        The same ones come until `take` says that they are dealt with.
        """

    def take(self, size: int) -> None:
        """Pass over so many bytes that `peek` returned."""

    def watch(self) -> None:
        """Look after what can't be read yet."""

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the lines between two positions, some at a time, as far as they are still there."""

    def release(self, position: Position) -> None:
        """Give up everything before a position: it is in the store."""

    def backlog(self) -> Backlog:
        """Return what waits to be read."""

    def close(self) -> None:
        """Stop reading."""

    def remove(self) -> None:
        """Clean up, all of it being in the store."""
