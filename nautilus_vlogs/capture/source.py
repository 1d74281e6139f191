"""The source of lines that the shipper reads: log files, or a queue in memory."""

from collections.abc import Iterator
from typing import NamedTuple
from typing import Protocol

import msgspec

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.open_files import FileId

#: Bytes that are converted in one go: some 60 lines; the GIL is held for about 0.1 ms.
SLICE_BYTES = 16 * 1024


class LogFile(msgspec.Struct, frozen=True):
    """
    A log file, identified by device and inode, never by its name.

    Parameters
    ----------
    index : int
        Its place in the session's file table, which is the order of reading.
    path : str
        Its path when it was first seen.
    device, inode : int
        Its identity on the file system; 0 where that is not known.
    start : int, default 0
        The offset of the session's first line in it, in bytes.

    """

    index: int
    path: str
    device: int = 0
    inode: int = 0
    start: int = 0

    @property
    def id(self) -> FileId:
        """Its identity, whatever its name."""
        return FileId(self.device, self.inode)


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
    """Bytes in files and records that wait to be read; in files an estimate of the records."""

    size: int
    records: int


class Unbuffered:
    """The part of a source whose lines are all there at once: no flush brings more."""

    def request_flush(self) -> None:
        """Do nothing."""

    def mark(self) -> None:
        """Do nothing."""

    def has_reached_mark(self) -> bool:
        """Return true."""
        return True

    def has_written_mark(self) -> bool:
        """Return true."""
        return True


class Source(Protocol):
    """Lines to ship, in the form in which NautilusTrader writes them to a JSON log file."""

    @property
    def lost(self) -> int:
        """How many records were dropped before they could be read."""

    @property
    def unknown_losses(self) -> int:
        """How often an unknown number of records was lost before they could be read."""

    @property
    def is_full(self) -> bool:
        """Whether there is no room for the spool."""

    @property
    def is_rereadable(self) -> bool:
        """Whether the lines that were returned last can be read again until they are released."""

    @property
    def files(self) -> list[LogFile]:
        """The file table, to which a position refers; it only grows."""

    @property
    def position(self) -> Position:
        """Where the next line begins that was not consumed."""

    @property
    def captured(self) -> Captured | None:
        """The consumed lines that may stand behind the position as well, if there are any."""

    @property
    def written(self) -> Position:
        """Where the last whole line ends that is written, consumed or not."""

    def request_flush(self) -> None:
        """Ask for a flush of everything logged so far."""

    def mark(self) -> None:
        """Remember what was logged so far."""

    def has_reached_mark(self) -> bool:
        """Return whether all that was logged before the mark can be seen to be read."""

    def has_written_mark(self) -> bool:
        """Return whether all that was logged before the mark can be seen to be written."""

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """
        Return the next whole lines, about `size` bytes of them.

        The same lines come again until `take` consumes them.
        """

    def take(self, size: int) -> None:
        """Consume `size` bytes of the lines that `peek` returned."""

    def watch(self) -> None:
        """Look for new files and lost records; called often, also while nothing is read."""

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the lines between two positions, some at a time, as far as they are still there."""

    def release(self, position: Position) -> None:
        """Release everything before a position: it is stored."""

    def backlog(self) -> Backlog:
        """Return the backlog."""

    def close(self) -> None:
        """Stop reading."""

    def remove(self) -> None:
        """Delete the files: everything in them is stored."""
