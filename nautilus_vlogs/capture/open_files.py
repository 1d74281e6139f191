"""Which files processes have open, as far as the system shows it."""

import os
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nautilus_vlogs.leases import has_writer
from nautilus_vlogs.regular_files import is_passing

#: How the names of JSON log files end: up to NautilusTrader 1.226, and from 1.227 on.
SUFFIXES = (".json", ".jsonl")

#: The system appends this to the path of an open file that was deleted.
_DELETED = " (deleted)"


class FileId(NamedTuple):
    """The identity of a file, whatever its name: its device and its inode."""

    device: int
    inode: int


class OpenFile(NamedTuple):
    """An open file: its descriptor, its identity, and its path (a deleted file's last one)."""

    fd: int
    id: FileId
    path: Path


def file_id(status: os.stat_result) -> FileId:
    """Return the identity of a file."""
    return FileId(status.st_dev, status.st_ino)


def appended_by_this_process() -> list[OpenFile] | None:
    """
    Return the JSON files that this process has open for appending; ``None`` without /proc.

    Raises
    ------
    OSError
        If they can't be seen for a reason that passes, such as no descriptors.

    """
    try:
        found = list(_appended(list(Path("/proc/self/fd").iterdir())))
    except OSError as e:
        if is_passing(e):
            raise
        return None
    return [file for file in found if (file.fd, file.id) not in _inherited]


def written_among(paths: Iterable[Path]) -> set[FileId]:
    """
    Return those of some files that processes of this machine have open for writing.

    Where the kernel does not tell, they are those of the processes that can be seen.
    """
    written: set[FileId] = set()
    untold: set[FileId] = set()
    for path in paths:
        is_written = has_writer(path)
        with suppress(OSError):
            if is_written is not False:
                (written if is_written else untold).add(file_id(path.stat()))
    if untold:
        seen = _written_by(Path("/proc").glob("[0-9]*"), suffixes=("",))
        written |= untold & {identity for _, identity in seen}
    return written


def is_written_by_others(path: Path) -> bool:
    """Return whether another process than this one has a JSON file open for writing."""
    if has_writer(path) is False:  # which is cheaper to ask for than the processes
        return False
    with suppress(OSError):
        identity = file_id(path.stat())
        if writers_of({identity}) - {os.getpid()}:
            return True
        # A process of another container is not seen. This one may open the file meanwhile.
        is_written = has_writer(path) and identity not in written_by({os.getpid()})
        return bool(is_written and has_writer(path))
    return False


def writers_of(files: set[FileId]) -> set[int]:
    """Return the processes that have any of some files open for writing, as far as is visible."""
    return {pid for pid, identity in _written_by(Path("/proc").glob("[0-9]*")) if identity in files}


def holders_of(lock: Path) -> set[int]:
    """Return the processes that hold a lock, as far as is visible: they have its file open."""
    with suppress(OSError):
        identity = file_id(lock.stat())
        found = _written_by(Path("/proc").glob("[0-9]*"), suffixes=(lock.name,))
        return {pid for pid, other in found if other == identity}
    return set()


def written_by(pids: set[int]) -> set[FileId]:
    """Return the JSON files that some processes have open for writing."""
    return {identity for _, identity in _written_by(Path(f"/proc/{pid}") for pid in pids)}


def _appended(links: list[Path]) -> Iterator[OpenFile]:
    for link in links:
        try:
            target = link.readlink()
            path = str(target).removesuffix(_DELETED)
            info = Path("/proc/self/fdinfo", link.name)
            if path.endswith(SUFFIXES) and _flags(info) & os.O_APPEND:
                fd = int(link.name)
                identity = file_id(os.fstat(fd))
                # After a rotation the next file may have the descriptor of the one before.
                if link.readlink() == target:
                    yield OpenFile(fd, identity, Path(path))
        except (OSError, ValueError) as e:
            if isinstance(e, OSError) and is_passing(e):
                raise


def _written_by(
    processes: Iterable[Path], suffixes: tuple[str, ...] = SUFFIXES
) -> Iterator[tuple[int, FileId]]:
    for process in processes:
        for link in process.glob("fd/*"):
            with suppress(OSError, ValueError):
                path = str(link.readlink()).removesuffix(_DELETED)
                if path.endswith(suffixes):
                    info = process / "fdinfo" / link.name
                    if _flags(info) & (os.O_WRONLY | os.O_RDWR):
                        yield int(process.name), file_id(link.stat())


def _flags(info: Path) -> int:
    return int(info.read_text().split("flags:")[1].split()[0], base=8)


#: Files, by descriptor, that this process has from the one it was forked from, whose they are: a
#: logging thread does not outlive a fork.
_inherited: set[tuple[int, FileId]] = set()


def _note_inherited() -> None:
    with suppress(OSError):
        _inherited.update((file.fd, file.id) for file in appended_by_this_process() or ())


os.register_at_fork(after_in_child=_note_inherited)
