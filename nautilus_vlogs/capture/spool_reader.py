"""
Read the JSON log files of a session as one sequence of lines.

NautilusTrader's rotation opens a new file and never renames one, so the files are read one after
the other, each to its end. A file is at its end once the process writes another one.
"""

import os
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from typing import Protocol

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.file_table import unlink_same
from nautilus_vlogs.capture.lines import count_records
from nautilus_vlogs.capture.lines import split_lines
from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.space import LookAtSpace
from nautilus_vlogs.capture.space import SpaceWatch

#: Every so many slices lines are counted, for an estimate of how long they are.
_COUNT_EVERY = 16

#: A line longer than this is given up in pieces, each put aside.
_MAX_LINE_BYTES = 8 * 1024 * 1024

#: Bytes before the offset that are compared on every read, to notice that a file was truncated and
#: has grown again.
_FINGERPRINT_BYTES = 64

#: Bytes at the end of a file that are searched for the mark and for the end of the last line.
_TAIL_BYTES = 64 * 1024

#: Files of a spool that were deleted unread are kept open up to this size, together with those
#: that were not deleted.
_MAX_BYTES = 512 * 1024 * 1024


class Writer(Protocol):
    """The thread that writes this process's log file."""

    def request_flush(self) -> None:
        """Ask for a flush of the lines in the writer's buffer; return at once."""

    def write_mark(self) -> bytes:
        """Log a blank line; return how it reads in the file."""


class Segment(NamedTuple):
    """Bytes of a file, and where they stand."""

    file: LogFile
    offset: int
    data: bytes


class SegmentReader:
    """
    Iterate over the content of a session's files, in the order of reading.

    Parameters
    ----------
    files : LogFiles
        The files.
    start : Position
        Where to begin.

    Attributes
    ----------
    restarts : int
        How often a file was truncated while it was being read.

    """

    def __init__(self, files: LogFiles, start: Position) -> None:
        self._files = files
        self._start = start
        self._file: LogFile | None = None
        self._offset = 0
        self._fingerprint = b""
        self._is_final = False
        self.restarts = 0

    def read(self, size: int, *, unended: int = 0) -> Segment | None:
        """
        Return the next segment; ``None`` if there is nothing to read for the moment.

        Each file begins with an empty one.

        Parameters
        ----------
        size : int
            How many bytes to read at most.
        unended : int, default 0
            How many of the last bytes are the start of a line whose end was not read yet: they are
            read again where other files are read before the rest of this one.

        """
        while True:
            segment = self._read(size)
            if segment is not None:
                self._is_final = False
                return segment
            self._files.look()
            following = self._files.following(self._index)
            if following is None or not self._may_leave(following):
                return None
            if self._file is not None and not self._is_final:
                # The process writes another file, so this one is complete now; maybe it was not
                # when it was read.
                self._is_final = True
                continue
            self._go_on_with(following, unended)
            return Segment(following, self._offset, b"")

    @property
    def _index(self) -> int:
        """The index of the last file that was read from."""
        return self._start.file - 1 if self._file is None else self._file.index

    def _read(self, size: int) -> Segment | None:
        file = self._file
        if file is None:
            return None
        fd = self._files.descriptor(file)
        if fd is None:
            return None
        known = len(self._fingerprint)
        end = self._files.end(file)
        if end is not None:
            size = max(0, min(size, end - self._offset))
        data = os.pread(fd, known + size, self._offset - known)
        if data[:known] != self._fingerprint or not self._files.is_same(file, fd):
            self._files.restart(file)
            self.restarts += 1
            return None
        if len(data) == known:
            return None
        segment = Segment(file, self._offset, data[known:])
        self._offset += len(segment.data)
        self._fingerprint = data[-_FINGERPRINT_BYTES:]
        return segment

    def _may_leave(self, following: LogFile) -> bool:
        """Return whether to go on: while a rotation goes on, both files are being written."""
        file = self._file
        if file is None or not self._files.is_written(file):
            return True
        is_same = file.id == following.id
        return is_same or not self._files.is_written(following)

    def _go_on_with(self, following: LogFile, unended: int) -> None:
        file = self._file
        if file is not None and self._files.end(file) is None:
            if self._files.is_written(file):
                # A complete file was found late: the rest of this one comes after it.
                self._files.restart(file, start=self._offset - unended)
            else:
                self._files.leave(file, self._offset)
        self._file, self._is_final = following, False
        self._offset, self._fingerprint = following.start, b""
        if following.index == self._start.file:
            # After a power cut a file may be shorter than it was.
            self._offset = max(min(self._start.offset, self._files.size(following)), self._offset)
        fd = self._files.descriptor(following)
        if fd is not None and self._offset:
            known = min(self._offset, _FINGERPRINT_BYTES)
            self._fingerprint = os.pread(fd, known, self._offset - known)


class SpoolReader:
    """
    Read a session's lines in the order in which they were written.

    Parameters
    ----------
    files : LogFiles
        The files.
    start : Position, optional
        Where to begin; by default at the beginning of the first file.
    writer : Writer, optional
        The thread that writes the files; none where no process writes them any more.
    max_bytes : int, optional
        Files that were deleted unread are kept open as long as all files together take up no more.
    report : callable, optional
        Called with a level and a text.
    look_at_space : callable, optional
        Returns the space of the files' file system, where nothing captures lines while it is full.

    Attributes
    ----------
    lost : int
        How many records were in files that were deleted, to keep the spool bounded, before they
        were read.

    """

    def __init__(
        self,
        files: LogFiles,
        *,
        start: Position | None = None,
        writer: Writer | None = None,
        max_bytes: int | None = None,
        report: Callable[[str, str], None] = lambda *_: None,
        look_at_space: LookAtSpace = lambda: None,
    ) -> None:
        self._table = files
        self._space = SpaceWatch(look_at_space, report)
        self._first = start or Position()
        self._segments = SegmentReader(files, self._first)
        self._writer = writer
        self._max_bytes = _MAX_BYTES if max_bytes is None else max_bytes
        self._report = report
        self._file: LogFile | None = None
        self._held = b""  # read and not consumed
        self._start = 0  # where it stands in the file
        self._ahead: Segment | None = None  # of the next file, while a line of this one is held
        self._is_ended = False  # the held line has no end: the file is over
        self._mark = b""
        self._slices = 0
        self._counted = (0, 0)  # lines and bytes, in one: other threads read it
        self._reported_restarts = 0
        self.lost = 0

    @property
    def files(self) -> list[LogFile]:
        """The file table, to which a position refers; it only grows."""
        return self._table.files

    @property
    def is_full(self) -> bool:
        """Whether lines can't be written, and nothing captures them."""
        return self._space.is_full

    @property
    def unknown_losses(self) -> int:
        """How often a file was truncated or deleted unread, or there was no room for one."""
        return self._segments.restarts + self._table.vanished + self._space.losses

    @property
    def is_rereadable(self) -> bool:
        """Whether what is read now can be read again."""
        return self._file is not None and not self._is_gone(self._file)

    @property
    def position(self) -> Position:
        """Where the next line begins that was not consumed."""
        return self._first if self._file is None else Position(self._file.index, self._start)

    @property
    def captured(self) -> Captured | None:
        """Nothing: all lines come from the files."""
        return None

    @property
    def written(self) -> Position:
        """Where the last whole line ends that is written, as far as the files can be seen."""
        with suppress(OSError):  # which `watch` raises
            self._table.look()
        for file in reversed(self._table.kept()):
            tail = self._tail(file)
            if tail:
                rest = len(tail) - (tail.rfind(b"\n") + 1)
                return max(self.position, Position(file.index, self._table.size(file) - rest))
        return self.position

    def request_flush(self) -> None:
        """Ask the writer to flush its buffer."""
        if self._writer is not None:
            self._writer.request_flush()

    def mark(self) -> None:
        """Have a mark written behind what was logged so far."""
        if self._writer is not None:
            self._mark = self._writer.write_mark()

    def has_reached_mark(self) -> bool:
        """Return whether the mark was read; never where a level filter swallows it."""
        return not self._mark

    def has_written_mark(self) -> bool:
        """Return whether the mark stands in a file; never where a level filter swallows it."""
        self._table.look()
        return not self._mark or any(
            self._mark in self._tail(file) for file in self._table.kept()[-2:]
        )

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """
        Return the next whole lines, about so many bytes of them; nothing when there are none.

        The same lines come again until `take` consumes them.
        """
        while True:
            end = self._whole(size)
            if not end:
                return b""
            lines = self._held[:end]
            if self._table.is_shared:
                lines = lines[: self._part_of(lines, is_own=True)]
            if lines:
                return lines if lines.endswith(b"\n") else lines + b"\n"
            self._consume(self._part_of(self._held[:end], is_own=False))

    def take(self, size: int) -> None:
        """Consume `size` bytes of the lines that `peek` returned."""
        if self._slices % _COUNT_EVERY == 0:
            lines, total = self._counted
            self._counted = (lines + self._held.count(b"\n", 0, size), total + size)
        self._slices += 1
        self._consume(size)

    def watch(self) -> None:
        """
        Look for new files, and let go of what there is no room for.

        While the store takes nothing, NautilusTrader deletes the oldest files. They can still be
        read, but keep their space as long: beyond the bound on all files the oldest are counted
        and given up.
        """
        self._table.look()
        self._space.look(is_live=self._table.is_live)
        kept = self._table.kept()
        deleted = [file for file in kept if self._may_give_up(file)]
        if not deleted:
            return
        total = sum(map(self._table.size, kept))
        for file in deleted:
            if total <= self._max_bytes:
                return
            total -= self._table.size(file)
            self._give_up(file)

    def give_up_oldest(self) -> bool:
        """
        Delete the oldest file of a spool that waits, to make room; its records are counted.

        Returns
        -------
        bool
            Whether there was one: the file being read and the one being written stay.

        """
        if not self._table.owned:
            return False
        for file in self._table.kept():
            is_in_use = file is self._file or self._table.is_written(file)
            if file.index > self.position.file and not is_in_use:
                unlink_same(file)
                self._give_up(file)
                return True
        return False

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the lines between two positions, some at a time, as far as they are still there."""
        for file in self.files[max(start.file, 0) : end.file + 1]:
            fd = self._table.duplicate(file)
            if fd is None:
                continue
            try:
                offset = start.offset if file.index == start.file else file.start
                stop = end.offset if file.index == end.file else self._table.end(file)
                for lines in _lines_between(fd, offset, stop):
                    own = b"".join(line for line in split_lines(lines) if self._table.is_ours(line))
                    if own:
                        yield own
            finally:
                os.close(fd)

    def release(self, position: Position) -> None:
        """Let go of everything before a position: it is stored."""
        if position.file > 0:
            self._table.release(min(position.file, self.position.file))

    def remove(self) -> None:
        """Delete the spool: all of it is stored."""
        self._table.remove()

    def close(self) -> None:
        """Close the files."""
        self._table.close()

    def backlog(self) -> Backlog:
        """Return what is written and not yet consumed, in records by the mean length so far."""
        waiting = 0
        position = self.position
        for file in self._table.kept():
            if file.index < position.file:
                continue
            begin = position.offset if file.index == position.file else file.start
            end = self._table.end(file)
            waiting += max(0, (self._table.size(file) if end is None else end) - begin)
        lines, size = self._counted
        return Backlog(waiting, waiting * lines // size if size else 0)

    def _tail(self, file: LogFile) -> bytes:
        """Return the last bytes of a file's part in the session."""
        fd = self._table.descriptor(file)
        start = max(file.start, self._table.size(file) - _TAIL_BYTES)
        return b"" if fd is None else os.pread(fd, _TAIL_BYTES, start)

    def _whole(self, size: int) -> int:
        """Read until there is a whole line; return where the last one ends, 0 if there is none."""
        end = self._held.rfind(b"\n") + 1
        while not end:
            if self._is_ended or len(self._held) > _MAX_LINE_BYTES:
                return len(self._held)
            if not self._read(max(size, len(self._held))):
                return 0
            end = self._held.rfind(b"\n") + 1
        return end

    def _read(self, size: int) -> bool:
        """Read on; return false if there is nothing more for the moment."""
        segment, self._ahead = self._ahead, None
        if segment is None:
            segment = self._segments.read(size, unended=len(self._held))
        if self._segments.restarts > self._reported_restarts:
            self._report_restart()
        if segment is None:
            # The line that was being written when its process ended is put aside.
            self._is_ended = self._writer is None and bool(self._held) and not self._may_go_on()
            return self._is_ended
        if self._file is None or segment.file is not self._file:
            if self._held and not self._is_read_again(segment):
                self._ahead, self._is_ended = segment, True
                return True
            self._file, self._start, self._held = segment.file, segment.offset, b""
        self._held += segment.data
        if self._mark and self._mark in self._held:
            self._mark = b""
        return True

    def _may_go_on(self) -> bool:
        """Return whether the line that is held may still be written to its end."""
        return self._file is not None and self._table.may_grow(self._file)

    def _is_read_again(self, segment: Segment) -> bool:
        """Return whether the line that is held comes again, in a later part of its file."""
        if self._file is None:
            return False
        return self._table.end(self._file) == self._start and segment.file is not self._file

    def _consume(self, size: int) -> None:
        # The end of a line that had none is not in the file.
        self._start += min(size, len(self._held))
        self._held = self._held[size:]
        if not self._held:
            self._is_ended = False

    def _part_of(self, lines: bytes, *, is_own: bool) -> int:
        """Return the size of the lines before the first one of another kind: own or foreign."""
        size = 0
        for line in split_lines(lines):
            if self._table.is_ours(line) != is_own:
                break
            size += len(line)
        return size

    def _may_give_up(self, file: LogFile) -> bool:
        """Return whether closing a file frees its space: it was deleted, and is not in use."""
        is_in_use = file is self._file or self._table.is_written(file)
        return not is_in_use and self._is_gone(file)

    def _is_gone(self, file: LogFile) -> bool:
        """Return whether what is read of a file now may be gone a moment later."""
        with suppress(OSError):
            return self._table.is_deleted(file) or self._table.end(file) == 0
        return True

    def _give_up(self, file: LogFile) -> None:
        fd = self._table.descriptor(file)
        if fd is not None and file.index > self.position.file:
            self.lost += count_records(fd, file.start, self._table.end(file))
        self._table.give_up(file)

    def _report_restart(self) -> None:
        self._reported_restarts = self._segments.restarts
        name = self.files[-1].path if self._file is None else self._file.path
        self._report(
            "warning",
            f"{name} was truncated: records in it that were not read yet are lost, and their "
            "number is not known; leave log files to the node that writes them",
        )


def _lines_between(fd: int, offset: int, stop: int | None) -> Iterator[bytes]:
    """Yield the whole lines of a part of a file."""
    held = b""
    while stop is None or offset < stop:
        size = SLICE_BYTES if stop is None else min(SLICE_BYTES, stop - offset)
        data = os.pread(fd, size, offset)
        if not data:
            break
        offset += len(data)
        held += data
        end = held.rfind(b"\n") + 1
        if end:
            yield held[:end]
            held = held[end:]
    if held:  # given up in pieces, or never ended: see `SpoolReader.peek`
        yield held + b"\n"
