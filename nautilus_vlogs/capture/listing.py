"""The log files in a directory."""

import os
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nautilus_vlogs.capture.open_files import SUFFIXES
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.gil import rest

#: Listing many files holds the GIL: it is left to others after every so many.
_FILES_A_REST = 128


class LogEntry(NamedTuple):
    """A log file in a directory: when it was last changed (in nanoseconds), and what it is."""

    changed_ns: int
    path: Path
    size: int
    id: FileId


#: What changes whenever a log is written: the name, the inode and the size of each of its files.
Signature = frozenset[tuple[str, int, int]]


def entry_of(path: Path, status: os.stat_result) -> LogEntry:
    """Return the entry of a file."""
    return LogEntry(status.st_mtime_ns, path, status.st_size, file_id(status))


def id_of(path: Path) -> FileId | None:
    """Return which file stands in a place, ``None`` if there is none."""
    try:
        return file_id(path.lstat())
    except OSError:
        return None


def signature_of(entries: Iterable[LogEntry]) -> Signature:
    """Return what changes whenever a log is written, of which these are the files."""
    return frozenset((one.path.name, one.id.inode, one.size) for one in entries)


def named_entries(directory: Path, pattern: str) -> Iterator[LogEntry]:
    """Yield the log files in a directory whose whole names a regular expression matches."""
    name = re.compile(pattern)
    return log_entries(directory, lambda one: name.fullmatch(one) is not None)


def log_entries(directory: Path, is_wanted: Callable[[str], bool]) -> Iterator[LogEntry]:
    """Yield the log files in a directory."""
    with os.scandir(directory) as entries:
        for count, entry in enumerate(entries, 1):
            if entry.name.endswith(SUFFIXES) and is_wanted(entry.name):
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    yield entry_of(Path(entry.path), status)
            if count % _FILES_A_REST == 0:
                rest()
