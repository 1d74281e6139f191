"""
Follow the JSON log files that Nautilus writes.

Rotation opens a new file and never renames one, and the names sort in order of time: so the files
of a run are read one after the other, each to its end, and a file is at its end once the next one
exists.
"""

import os
import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position

#: Every so many slices lines are counted, for an estimate of how long they are.
_COUNT_EVERY = 16

#: A line longer than this is given up in pieces, each put aside.
_MAX_LINE_BYTES = 8 * 1024 * 1024

_SUFFIX = r"\.jsonl?"
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_STAMP = r"_\d{4}-\d{2}-\d{2}(?:_\d{6}[:-]\d{3})?"
_DEFAULT_NAME = re.compile(rf"(?P<base>.+)(?P<stamp>{_STAMP})(?P<rest>_{_UUID}{_SUFFIX})")
_CUSTOM_NAME = re.compile(rf"(?P<base>.+?)(?P<stamp>{_STAMP})?(?P<rest>{_SUFFIX})")
#: Sorts behind every file name.
_AFTER_ALL = "\U0010ffff"

_TIMESTAMP = re.compile(rb'\{"timestamp":"([^"]{30})"')


class Sink(msgspec.Struct, frozen=True):
    """
    The files that one process's logging thread writes.

    Parameters
    ----------
    directory : Path
        Where they are.
    base, rest : str
        What their names begin and end with.
    stamped : bool
        Between the two stands the time; otherwise there is one file only.

    """

    directory: Path
    base: str
    rest: str
    stamped: bool

    def files(self) -> list[str]:
        """Return the names of the files there are, oldest first."""
        stamp = _STAMP if self.stamped else ""
        pattern = re.compile(re.escape(self.base) + stamp + re.escape(self.rest))
        names = (path.name for path in self.directory.iterdir())
        return sorted(filter(pattern.fullmatch, names))


class LogTarget(msgspec.Struct, frozen=True):
    """
    Where the logging configuration of a node writes its log file.

    Parameters
    ----------
    instance_id : str
        The node's instance.
    directory, file_name : str, optional
        As configured.
    is_json : bool
        The file is one of JSON lines.

    """

    instance_id: str
    directory: str | None = None
    file_name: str | None = None
    is_json: bool = True


class Writer(Protocol):
    """The thread that writes this process's log file."""

    def request_flush(self) -> None:
        """Ask for a flush of the lines in the writer's buffer; return at once."""

    def write_mark(self) -> bytes:
        """Log a blank line; return how it reads in the file."""


def find_sink(target: LogTarget) -> Sink | None:
    """
    Return the JSON log files that this process has open, if there are any.

    Where the system does not tell a process's open files, the node's logging configuration has to
    do; a second node of the same process still logs where the first one's said.
    """
    paths = _open_files()
    if paths is None:
        paths = _configured_files(target)
    for path in paths:
        match = _DEFAULT_NAME.fullmatch(path.name)
        if match is None and _is_configured(path, target):
            match = _CUSTOM_NAME.fullmatch(path.name)
        if match is not None:
            stamped = match["stamp"] is not None
            return Sink(path.parent, match["base"], match["rest"], stamped)
    return None


def sink_of(path: Path) -> Sink | None:
    """Return the files that one belongs to, if it has the name that Nautilus gives by default."""
    match = _DEFAULT_NAME.fullmatch(path.name)
    return Sink(path.parent, match["base"], match["rest"], stamped=True) if match else None


class SpoolReader:
    """
    Read a sink's lines in the order in which they were written.

    Parameters
    ----------
    sink : Sink
        The files.
    since : str
        Lines before this time (RFC 3339, nanoseconds, ``Z``) are of an earlier run that wrote to
        the same file; they are passed over.
    owned : bool
        The files are a spool of ours: each is deleted once it was released.
    start : Position, optional
        Where to begin; in a backtest's log a time would not tell.
    files : sequence of LogFile, default ()
        The file table so far.
    writer : Writer, optional
        The thread that writes the files; none where no process writes them any more.
    tell : callable, optional
        Called with a level and a text.

    Attributes
    ----------
    lost : int
        How many records Nautilus deleted, to keep the files bounded, before they were read.
    restarts : int
        How often somebody has truncated the file that was being read.

    """

    def __init__(
        self,
        sink: Sink,
        *,
        since: str,
        owned: bool,
        start: Position | None = None,
        files: Sequence[LogFile] = (),
        writer: Writer | None = None,
        tell: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self.files = list(files)
        self._start = start
        self._writer = writer
        self._tell = tell
        self._truncated: set[str] = set()  # files in which a position may stand for two places
        self._sink = sink
        self._since = since.encode()
        self._owned = owned
        self._fd = -1
        self._name = ""
        self._offset = 0  # of what was read, in the file
        self._held = b""  # read but not taken yet
        self._first = ""  # the file in which this run's lines begin
        self._may_switch = False
        self._waiting: dict[str, int] = {}  # the descriptors of the files to be read next
        self._mark = b""
        self._slices = 0
        self._counted = (0, 0)  # lines and bytes, in one: other threads read it
        self.lost = 0
        self.restarts = 0

    @property
    def is_rereadable(self) -> bool:
        """Whether what is read now can be read again."""
        return self._name not in self._truncated

    @property
    def position(self) -> Position:
        """Where the next line begins that `take` was not told of."""
        if not self._name:
            return Position()
        return Position(self._index_of(self._name), max(0, self._offset - len(self._held)))

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

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """
        Return the next whole lines, about so many bytes of them; nothing when there are none.

        The same lines come again until `take` says how many bytes of them are dealt with.
        """
        end = self._held.rfind(b"\n") + 1
        while not end:
            more = self._read(max(size, len(self._held)))
            if not more:
                return b""
            self._held += more
            if self._mark and self._mark in self._held:
                self._mark = b""
            end = self._held.rfind(b"\n") + 1
            if not end and len(self._held) > _MAX_LINE_BYTES:
                break
        return self._held[:end] if end else self._held + b"\n"

    def take(self, size: int) -> None:
        """Pass over lines that `peek` returned."""
        if self._slices % _COUNT_EVERY == 0:
            lines, total = self._counted
            self._counted = (lines + self._held.count(b"\n", 0, size), total + size)
        self._slices += 1
        self._held = self._held[size:]

    def watch(self) -> None:
        """
        Take hold of the files that wait to be read.

        While VictoriaLogs takes nothing, Nautilus may delete them; what it deletes is counted
        then and given up, or the space would not be free.
        """
        try:
            names = self._sink.files()
        except OSError:
            return
        for name in names:
            is_passed = self._start is not None and name < self._name_of(self._start)
            if name > self._name and name not in self._waiting and not is_passed:
                with suppress(FileNotFoundError):
                    self._waiting[name] = _open(self._sink.directory / name)
        for name in sorted(self._waiting.keys() - set(names)):
            fd = self._waiting.pop(name)
            self.lost += _count_records(fd)
            os.close(fd)

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the lines between two positions, some at a time, as far as they are still there."""
        first, last = self._name_of(start), self._name_of(end)
        for name in self._sink.files():
            if not first <= name <= last or name in self._truncated:
                continue
            offset = start.offset if name == first else 0
            stop = end.offset if name == last else None
            yield from _lines_between(self._sink.directory / name, offset, stop)

    def release(self, position: Position) -> None:
        """Give up everything before a position: what stands there is in the store."""
        self._delete(self._name_of(position))

    def remove(self) -> None:
        """Delete the spool, all of it being in the store."""
        self._delete(_AFTER_ALL)

    def close(self) -> None:
        """Close the files."""
        for fd in (self._fd, *self._waiting.values()):
            if fd >= 0:
                os.close(fd)
        self._fd = -1
        self._waiting.clear()

    def backlog(self) -> Backlog:
        """Return what is written and not yet taken, in records by the mean length so far."""
        waiting = len(self._held) - self._offset
        with suppress(OSError):
            for name in self._sink.files():
                if name >= self._name:
                    waiting += (self._sink.directory / name).stat().st_size
        waiting = max(0, waiting)
        lines, size = self._counted
        return Backlog(waiting, waiting * lines // size if size else 0)

    def _read(self, size: int) -> bytes:
        """Read on, in the next file if this one is at its end; nothing if there is no more."""
        while True:
            if self._fd >= 0:
                data = os.pread(self._fd, size, self._offset)
                if data:
                    self._offset += len(data)
                    self._may_switch = False
                    self._first = self._first or self._name
                    self._index_of(self._name)
                    return data
                if os.fstat(self._fd).st_size < self._offset:
                    self._begin_again()
                    continue
            self.watch()
            if not self._waiting:
                return self._at_end()
            if self._fd >= 0 and not self._may_switch:
                # The next file exists, so this one is complete now; it was not when it was read.
                self._may_switch = True
                continue
            if self._held:
                # A line that was never ended: the converter puts it aside.
                return b"\n"
            self._switch(min(self._waiting))

    def _begin_again(self) -> None:
        """Read a file that somebody has truncated from its beginning."""
        self._offset, self._held, self._may_switch = 0, b"", False
        self._truncated.add(self._name)
        self.restarts += 1
        self._tell(
            "warning",
            f"Somebody has truncated {self._name}: records that were not read yet are lost, and "
            "nobody can tell how many; leave the spool to the node that writes it",
        )

    def _at_end(self) -> bytes:
        """Return what stands for the end of the last file: nothing, for it grows."""
        return b""

    def _switch(self, name: str) -> None:
        """Go on with another file."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = self._waiting.pop(name)
        self._name, self._may_switch, self._offset = name, False, 0
        if not self._first:
            if self._start is None:
                self._offset = _offset_of(self._fd, self._since)
            elif name == self._name_of(self._start):
                self._offset = self._start.offset

    def _index_of(self, name: str) -> int:
        """Return a file's index in the table, to which it is added if need be."""
        for file in reversed(self.files):
            if Path(file.path).name == name:
                return file.index
        path = self._sink.directory / name
        status = os.fstat(self._fd)
        found = LogFile(len(self.files), str(path), status.st_dev, status.st_ino)
        self.files.append(found)
        return found.index

    def _name_of(self, position: Position) -> str:
        return Path(self.files[position.file].path).name if position.file >= 0 else ""

    def _delete(self, before: str) -> None:
        """Delete this run's files up to one; earlier runs' are not ours to judge."""
        if not self._owned or not self._first or before <= self._first:
            return
        with suppress(OSError):
            for name in self._sink.files():
                if self._first <= name < before:
                    (self._sink.directory / name).unlink(missing_ok=True)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)


def _lines_between(path: Path, offset: int, stop: int | None) -> Iterator[bytes]:
    """Yield the whole lines of a part of a file."""
    held = b""
    with suppress(FileNotFoundError), open(_open(path), "rb", buffering=0) as file:
        file.seek(offset)
        while stop is None or offset < stop:
            data = file.read(SLICE_BYTES if stop is None else min(SLICE_BYTES, stop - offset))
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


def _count_records(fd: int) -> int:
    """Return how many records a file holds; lines with an empty message are none."""
    count = offset = 0
    while data := os.pread(fd, 64 * 1024, offset):
        offset += len(data)
        count += data.count(b"\n") - data.count(b'"message":""')
    return count


def _offset_of(fd: int, since: bytes) -> int:
    """Return the offset of the first line that is not older than a time, by bisection."""
    low, high = 0, os.fstat(fd).st_size
    while low < high:
        middle = (low + high) // 2
        start, at = _line_from(fd, middle)
        if at is None or at >= since:
            high = middle
        else:
            low = max(start, middle) + 1
    return _line_from(fd, low)[0] if low else 0


def _line_from(fd: int, offset: int) -> tuple[int, bytes | None]:
    """Return the offset and the time of the first log line that begins at an offset or later."""
    start = offset
    if offset > 0:
        start = _after_newline(fd, offset - 1)
    while True:
        head = os.pread(fd, 48, start)
        match = _TIMESTAMP.match(head)
        if match is not None:
            return start, match[1]
        if not head:
            return start, None
        start = _after_newline(fd, start)


def _after_newline(fd: int, offset: int) -> int:
    while True:
        data = os.pread(fd, SLICE_BYTES, offset)
        found = data.find(b"\n")
        if found >= 0:
            return offset + found + 1
        if not data:
            return offset
        offset += len(data)


def _open_files() -> list[Path] | None:
    """Return what this process has open for appending, or ``None`` where that can't be told."""
    try:
        links = list(Path("/proc/self/fd").iterdir())
    except OSError:
        return None
    return list(_appended(links))


def _appended(links: list[Path]) -> Iterator[Path]:
    for link in links:
        with suppress(OSError, ValueError):
            info = Path("/proc/self/fdinfo", link.name).read_text()
            flags = int(info.split("flags:")[1].split()[0], base=8)
            path = link.readlink()
            if flags & os.O_APPEND and re.search(rf"{_SUFFIX}$", path.name):
                yield path


def _configured_files(target: LogTarget) -> list[Path]:
    directory = Path(target.directory or ".").absolute()
    try:
        paths = [path for path in directory.iterdir() if re.search(rf"{_SUFFIX}$", path.name)]
    except OSError:
        return []
    own = [p for p in paths if target.instance_id in p.name or _is_configured(p, target)]
    return sorted(own, reverse=True)


def _is_configured(path: Path, target: LogTarget) -> bool:
    return (
        target.file_name is not None
        and target.is_json
        and path.name.startswith(Path(target.file_name).stem)
        and path.parent == Path(target.directory or ".").resolve()
    )
