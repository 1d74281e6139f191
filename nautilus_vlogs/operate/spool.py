"""Contents of a spool directory: sessions live, stopped or abandoned, and dead letters."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

import msgspec

from nautilus_vlogs.leases import has_writer
from nautilus_vlogs.locks import is_locked
from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.places import state_directory
from nautilus_vlogs.private_files import is_own
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.regular_files import real_path

_DEAD_LETTER = ".dead-letter."
_DEAD_LETTERS = "dead-letters"

#: A session's files beside its logs.
_LOCK = "lock"
_OTHERS = {_LOCK, "companion.lock", "companion.notices"}
_JOURNAL = ".journal"

#: The record of a journal whose node was stopped in order, and where it is looked for.
_END = b'"record":"end"'
_TAIL_BYTES = 64 * 1024


class SessionState(StrEnum):
    """Whether a process has a session, and how the one that had it ended."""

    IN_USE = "in use"
    STOPPED = "stopped"  # in order; what was still to be verified is, at the next start
    LEFT = "left"  # the process ended by a crash or a kill


class Spool(msgspec.Struct, frozen=True):
    """
    The contents of a spool directory.

    Parameters
    ----------
    files : int
        How many log files there are.
    size : int
        Their size in bytes.
    sessions : dict of str to SessionState
        The sessions that have a log or a journal, by the name of their directory.
    loose : list of Path
        Log files outside of a session's directory of which no process has any of the node's open.
    dead_letters : list of Path
        Files with records that VictoriaLogs would not store.
    foreign : list of str
        The names of sessions that are another user's, or links: nobody ships them from here.

    """

    files: int
    size: int
    sessions: dict[str, SessionState]
    loose: list[Path]
    dead_letters: list[Path]
    foreign: list[str]

    def named(self, state: SessionState) -> list[str]:
        """Return the sessions in a state."""
        return sorted(name for name, one in self.sessions.items() if one is state)


def look_into(directory: Path) -> Spool:
    """
    Return what is in a spool directory; nothing is changed.

    Raises
    ------
    OSError
        If it is not there, or can't be read.

    """
    entries = list(directory.iterdir())
    named = [path for path in entries if path.name.startswith(SESSION_PREFIX)]
    directories = [path for path in named if is_own(path, stat.S_IFDIR)]
    flat = [path for path in entries if path.is_file() and _DEAD_LETTER not in path.name]
    sessions: dict[str, SessionState] = {}
    logs = list(flat)
    for path in directories:
        inside = [file for file in _entries(path) if file.is_file() and file.name not in _OTHERS]
        logs += [file for file in inside if _JOURNAL not in file.name]
        if inside:
            sessions[path.name] = _state(path)
    return Spool(
        files=len(logs),
        size=sum(map(_size, logs)),
        sessions=sessions,
        loose=_left_behind(flat),
        dead_letters=sorted(_dead_letters(directory)),
        foreign=sorted(path.name for path in named if path not in directories),
    )


def _dead_letters(directory: Path) -> Iterator[Path]:
    for place in (directory, directory / _DEAD_LETTERS, state_directory() / _DEAD_LETTERS):
        found = (path for path in _entries(place) if _DEAD_LETTER in path.name)
        yield from (path for path in found if is_own(path))


def _state(session: Path) -> SessionState:
    is_taken = _is_taken(session / _LOCK)
    if is_taken is None:  # no actor has registered: the process that writes there has it
        is_taken = any(_is_written(path) for path in _entries(session) if path.is_file())
    if is_taken:
        return SessionState.IN_USE
    journals = [path for path in _entries(session) if path.name.endswith(_JOURNAL)]
    has_ended = bool(journals) and all(_END in _tail(path) for path in journals)
    return SessionState.STOPPED if has_ended else SessionState.LEFT


def _is_taken(lock: Path) -> bool | None:
    """Return whether a process holds a session's lock, ``None`` if there is no such lock."""
    try:
        return is_locked(lock)
    except OSError:
        return True  # another user's: not to be shipped from here, either


def _tail(path: Path) -> bytes:
    try:
        with os.fdopen(open_private(path, os.O_RDONLY, mend=False), "rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL_BYTES))
            return file.read(_TAIL_BYTES)
    except OSError:  # no file of this user's, or gone meanwhile
        return b""


def _left_behind(paths: list[Path]) -> list[Path]:
    """Return the files of which no process that can be looked into has any of their node's open."""
    if not paths or not Path("/proc/self/fd").exists():  # a system that does not say
        return []
    directories = {real_path(path).parent for path in paths}
    busy = {_instance(path.name) for path in _open_files() if path.parent in directories}
    # A node has the newest of its files open: the older ones of its instance are its, too.
    return [path for path in paths if _instance(path.name) not in busy]


def _is_written(path: Path) -> bool:
    """Return whether a process writes a file, one that can be seen if the kernel does not tell."""
    is_written = has_writer(path)
    return real_path(path) in _open_files(for_writing=True) if is_written is None else is_written


def _open_files(*, for_writing: bool = False) -> Iterator[Path]:
    for process in _entries(Path("/proc")):
        if process.name.isdigit():
            for link in _entries(process / "fd"):
                with suppress(OSError, ValueError, IndexError):  # closed meanwhile
                    if not for_writing or _is_for_writing(process / "fdinfo" / link.name):
                        yield link.readlink()


def _is_for_writing(information: Path) -> bool:
    """Return whether a file is open for writing, according to /proc."""
    flags = information.read_text().split("flags:")[1].split()[0]
    return bool(int(flags, base=8) & (os.O_WRONLY | os.O_RDWR))


def _entries(directory: Path) -> list[Path]:
    try:
        return list(directory.iterdir())
    except OSError:  # missing, ended meanwhile, or another user's
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone meanwhile
        return 0


def _instance(name: str) -> str:
    """Return the part of a spool's name that its files share."""
    return name.rpartition(".")[0].rpartition("_")[2]
