"""The files in which records are kept that VictoriaLogs would not store."""

import base64
import errno
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.places import default_progress_directory
from nautilus_vlogs.places import runtime_directories
from nautilus_vlogs.places import state_directory
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.private_files import open_private

#: All dead letters of a directory take up no more than this; then records keep their spool.
MAX_BYTES = 64 * 1024 * 1024

#: Dead letters to which nothing was added for so long are deleted when others are written.
MAX_AGE_SECS = 30 * 86_400.0

SUFFIX = ".dead-letter.jsonl"
_DIRECTORY = "dead-letters"

#: The directory is looked through again after so many letters of a process.
_CHECK_EVERY = 100


class DeadLetter(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    A record that VictoriaLogs would not store.

    Parameters
    ----------
    reason : str
        Why.
    original : str
        The record, as it would have been stored or as it was in the log.
    original_base64 : str, default ""
        The record, where it is no UTF-8.

    """

    reason: str
    original: str = ""
    original_base64: str = ""


def dead_letters_directory(spool_dir: str | Path | None = None, root: Path | None = None) -> Path:
    """
    Return the directory of dead letters: on disk, unless a directory was named that is not.

    Parameters
    ----------
    spool_dir : str or Path, optional
        The spool directory that the user named.
    root : Path, optional
        The spool directory, if there is one, or that of progress in other processes' logs.

    """
    if spool_dir is not None:
        return Path(spool_dir) / _DIRECTORY
    is_default = root is None or root in [*runtime_directories(), default_progress_directory()]
    if root is not None and not is_default:
        return root / _DIRECTORY
    return state_directory() / _DIRECTORY


def letters_of(session: Session, root: Path, preferred: Path | None) -> Path:
    """
    Return the directory of a left or followed session's dead letters.

    It is that of the session's actor, unless that is another container's.

    Parameters
    ----------
    session : Session
        The session.
    root : Path
        The directory below which it is kept.
    preferred : Path, optional
        A directory that goes before the one of the root.

    """
    if session.spool_dir is not None and Path(session.spool_dir).is_dir():
        return dead_letters_directory(session.spool_dir)
    return preferred or dead_letters_directory(root=root)


class DeadLetterFile:
    """
    Keep originals that could not be stored, one JSON object a line: ``reason`` and ``original``.

    Parameters
    ----------
    path : Path
        The file, in a directory that holds nothing else; both are made, for their owner only, when
        the first record comes.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._room = 0
        self._letters = 0

    def write(self, reason: str, original: bytes) -> None:
        """
        Append a record; one that is not UTF-8 is kept as ``original_base64``.

        Raises
        ------
        OSError
            If it can't be written, the file is another user's, or the dead letters are full.

        """
        try:
            letter = DeadLetter(reason, original.decode())
        except UnicodeDecodeError:
            letter = DeadLetter(reason, original_base64=base64.b64encode(original).decode())
        line = msgspec.json.encode(letter) + b"\n"
        if self._letters % _CHECK_EVERY == 0 or self._room < len(line):
            make_private(self.path.parent)
            self._room = _make_room(self.path.parent, len(line))
        if self._room < len(line):
            raise OSError(
                errno.ENOSPC,
                f"the dead letters have reached {MAX_BYTES >> 20} MiB: look through them and clear "
                "them with `vlogs-nt dead-letters`",
                str(self.path.parent),
            )
        fd = open_private(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            written = os.write(fd, line)
            if written < len(line):
                os.ftruncate(fd, os.fstat(fd).st_size - written)
                raise OSError(errno.ENOSPC, "no space left", str(self.path))
        finally:
            os.close(fd)
        self._room -= len(line)
        self._letters += 1


def dead_letter_files(directory: Path) -> list[Path]:
    """Return the files of dead letters in a directory, the oldest first."""
    with suppress(OSError):
        found = [path for path in directory.iterdir() if path.name.endswith(SUFFIX)]
        return sorted(found, key=lambda path: (path.lstat().st_mtime, path.name))
    return []


def read_letters(path: Path) -> Iterator[DeadLetter]:
    """
    Yield the letters of a file; other lines are left out.

    Raises
    ------
    OSError
        If the file can't be read, or is not this user's.

    """
    with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
        for line in file:
            with suppress(msgspec.DecodeError):
                yield msgspec.json.decode(line, type=DeadLetter)


def _make_room(directory: Path, wanted: int) -> int:
    """
    Return how many bytes are left, after old letters have made room for what is wanted.

    While there is room they stay: the clock that makes them old may be what put records aside.
    """
    oldest = time.time() - MAX_AGE_SECS
    found = []
    for path in dead_letter_files(directory):
        with suppress(OSError):
            found.append((path, path.lstat()))
    room = MAX_BYTES - sum(status.st_size for _, status in found)
    for path, status in found:
        if room >= wanted or status.st_mtime >= oldest:
            break
        with suppress(OSError):
            path.unlink()
            room += status.st_size
    return room
