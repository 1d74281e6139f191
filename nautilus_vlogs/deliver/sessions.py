"""
The directory of a session: its spool files, its journals, and the lock that says who has it.

Each process has a directory of its own below the spool directory, so every file in it is the
session's, whatever its name; but where a plain ``LoggingConfig`` names one, processes of it write
to one directory. Then the first one has it, and the others, whose journals are elsewhere, have the
files that carry their instances. A session is dead once its lock can be taken: open descriptors of
a ``tail -f`` or of a forked child say nothing. Where there is no lock, for no actor has registered,
a process that has a file open for writing has the session.
"""

import os
import re
import uuid
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.file_names import UUID
from nautilus_vlogs.capture.open_files import SUFFIXES
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal_records import is_uuid
from nautilus_vlogs.locks import LockDescriptor
from nautilus_vlogs.locks import is_locked
from nautilus_vlogs.locks import take_lock
from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.places import default_spool_directory
from nautilus_vlogs.places import runtime_directories
from nautilus_vlogs.places import usable_directory
from nautilus_vlogs.private_files import check_ancestors
from nautilus_vlogs.private_files import check_private
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.private_files import unusable
from nautilus_vlogs.regular_files import is_passing
from nautilus_vlogs.regular_files import real_path

LOCK_NAME = "lock"

#: The lock of the companion that ships a session whose node lives, beside the node's own.
COMPANION_LOCK_NAME = "companion.lock"

#: What the companion tells the node; see `notices`.
NOTICES_NAME = "companion.notices"

#: The names of the journals in which nodes hand their identities to a companion.
NODE_SUFFIX = f"{SUFFIX}.node"

#: Files of a session that are neither logs nor journals.
_OTHERS = {LOCK_NAME, COMPANION_LOCK_NAME, NOTICES_NAME}

_SESSION = re.compile(rf"{SESSION_PREFIX}{UUID}")

#: What the lock file of a session says that is being shipped by another process than its own.
_ADOPTED = b"adopted"


def session_directory(root: str) -> str:
    """
    Return a directory for a new session below a spool directory; nothing is made.

    A directory that is a session's already is returned as it is, so that a configuration that was
    dumped and read again names the same one.
    """
    path = Path(root)
    return root if is_session(path) else str(path / f"{SESSION_PREFIX}{uuid.uuid4()}")


def session_directory_for(root: Path, key: str) -> Path:
    """Return the directory of the session that a UUID stands for; nothing is made."""
    return root / f"{SESSION_PREFIX}{key}"


#: Why sessions of this process are not where they were meant to be, by directory.
_relocated: dict[str, str] = {}

#: The directories of this process's sessions, by those that configurations name.
_own: dict[str, str] = {}


def new_session_directory(preferred: str) -> str:
    """
    Return a directory for a new session below a spool directory, or below another that is private.

    Nothing is made. A session's directory is returned as it is: see `own_session_directory`.
    """
    if is_session(Path(preferred)):
        return preferred
    meant = Path(preferred)
    root, reason = usable_directory(meant)
    _, own, *further = runtime_directories()
    if not reason and root in further:  # the default, where the usual places are taken
        meant, reason = own, unusable(own)
    directory = session_directory(str(root))
    if reason:
        _relocated[directory] = f"{meant} can't be used ({reason}), so the spool is in {root}"
    return _own.setdefault(directory, directory)


def own_session_directory(named: str) -> str:
    """
    Return this process's directory for the session's one that a configuration names.

    It is another one where the configuration is of another process: dumped and read again, or
    there before a fork. That process may be alive and write there, or have left its log.
    """
    own = _own.get(named)
    if own is None:
        own = _own.setdefault(named, new_session_directory(str(root_of(Path(named)))))
    return own


def relocation_of(directory: Path) -> str:
    """Return why a session of this process is not where it was meant to be, "" if it is."""
    return _relocated.get(str(directory), "")


def is_session(path: Path) -> bool:
    """Return whether a directory has the name of a session."""
    return _SESSION.fullmatch(path.name) is not None


def root_of(directory: Path) -> Path:
    """Return the spool directory that a session's directory is below."""
    return directory.parent if is_session(directory) else directory


def root_for(log_directory: Path | None, spool_dir: str | None) -> tuple[Path, str]:
    """
    Return the spool directory of a node, and why it is not the one that was named ("" if it is).

    Parameters
    ----------
    log_directory : Path, optional
        Where the node's log files are; the spool directory is above it if it is a session's.
    spool_dir : str, optional
        The spool directory that the user named.

    """
    if log_directory is not None and is_session(log_directory):
        return root_of(log_directory), ""
    if spool_dir is None:
        return Path(default_spool_directory()), ""
    return usable_directory(Path(spool_dir))


class SessionLock:
    """
    The lock of a session; the system releases it when the process ends.

    Parameters
    ----------
    directory : Path
        The session's directory, which is private.
    name : str, default "lock"
        The name of the lock's file.

    """

    def __init__(self, directory: Path, name: str = LOCK_NAME) -> None:
        self._path = directory / name
        self._held: LockDescriptor | None = None

    def acquire(self, *, is_adoption: bool = False) -> bool:
        """
        Take the lock; return false if another process has it.

        Parameters
        ----------
        is_adoption : bool, default False
            The session is another process's, which is dead.

        Raises
        ------
        OSError
            If the lock file can't be made.

        """
        held = take_lock(self._path)
        if held is None:
            return False
        self._held = held
        with suppress(OSError):  # on a full disk: it only says what the lock is held for
            os.truncate(held.fd, 0)
            os.write(held.fd, _ADOPTED if is_adoption else b"")
        return True

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._held is not None and self._held.is_open

    def is_taken(self) -> bool:
        """
        Return whether a process holds the lock, or may hold it; it is not taken for that.

        As long as the machine has no descriptor to look with, nobody is to act as if it were free.
        """
        try:
            return bool(is_locked(self._path))
        except OSError as e:
            return is_passing(e)

    def is_adopted(self) -> bool:
        """Return whether the lock's holder is adopting a dead process's session."""
        try:
            fd = open_private(self._path, os.O_RDONLY, max_bytes=1_000)
        except OSError:
            return False
        with os.fdopen(fd, "rb") as file:
            return file.read() == _ADOPTED

    def release(self, *, remove: bool) -> None:
        """Give the lock up, and remove its file where the session is gone."""
        if self._held is not None and self._held.is_open:
            if remove:
                with suppress(OSError):
                    self._path.unlink(missing_ok=True)
            self._held.close()


class SessionDirectory:
    """
    A session's directory.

    Parameters
    ----------
    path : Path
        The directory.

    Attributes
    ----------
    path : Path
        The same.
    lock : SessionLock
        The lock of the node, or of the process that adopts the session of a dead one.
    companion_lock : SessionLock
        The lock of the companion that ships it while the node lives.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = SessionLock(path)
        self.companion_lock = SessionLock(path, COMPANION_LOCK_NAME)

    def journals(self) -> list[Path]:
        """Return its journals, the oldest first: one for each node of its process."""
        return sorted(self._named(SUFFIX), key=lambda path: (_changed_at(path), path.name))

    def node_journals(self) -> list[Path]:
        """Return the journals in which nodes hand their identities to a companion."""
        return self._named(NODE_SUFFIX)

    def _named(self, suffix: str) -> list[Path]:
        """Return the files that are named after an instance; raise where that passes."""
        try:
            paths = list(self.path.iterdir())
        except OSError as e:
            if is_passing(e):  # that there is none would be acted upon
                raise
            return []
        return [
            path
            for path in paths
            if path.name.endswith(suffix) and is_uuid(path.name.removesuffix(suffix))
        ]

    def log_files(self) -> list[Path]:
        """Return its log files, the one that was written to last at the end."""
        kept = (SUFFIX, f"{SUFFIX}.new", NODE_SUFFIX, f"{NODE_SUFFIX}.new")
        try:
            entries = list(self.path.iterdir())
        except FileNotFoundError:
            return []  # another process has finished with it just now
        found = [
            path
            for path in entries
            if path.name not in _OTHERS and not path.name.endswith(kept) and not path.is_symlink()
        ]
        regular = [path for path in found if path.is_file()]
        return sorted(regular, key=lambda path: (_changed_at(path), path.name))

    def has_lock(self) -> bool:
        """Return whether an actor has ever registered for it."""
        return (self.path / LOCK_NAME).exists()

    def is_live(self) -> bool:
        """Return whether its own process has it, and no adopter of a dead one's."""
        return self.lock.is_taken() and not self.lock.is_adopted()

    def had_companion(self) -> bool:
        """Return whether a companion has ever been at work on it."""
        return (self.path / COMPANION_LOCK_NAME).exists()

    def has_companion(self) -> bool:
        """Return whether a companion ships it while its node lives."""
        return self.is_live() and self.companion_lock.is_taken()

    def remove(self, files: Sequence[LogFile] = ()) -> None:
        """
        Remove a session whose rows are all stored, and its directory unless others' logs are there.

        Parameters
        ----------
        files : sequence of LogFile, default ()
            The spool's files, some of which may be in another session's directory.

        """
        paths = [Path(file.path) for file in files]
        paths = [path for path in paths if is_session(path.parent)]
        others = [path for path in self.log_files() if not path.name.endswith(SUFFIXES)]
        # Last those that say that all is stored: whoever finds the rest of it goes by them.
        journals = sorted(self.path.glob(f"*{SUFFIX}*"), key=lambda path: path.suffix == SUFFIX)
        for path in [*paths, *others, self.path / NOTICES_NAME, *journals]:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        self.lock.release(remove=True)
        with suppress(OSError):
            (self.path / COMPANION_LOCK_NAME).unlink(missing_ok=True)
        self.companion_lock.release(remove=False)
        for directory in {self.path, *(path.parent for path in paths)}:
            with suppress(OSError):
                directory.rmdir()


def sessions_in(root: Path) -> tuple[list[SessionDirectory], list[str]]:
    """
    Return the sessions below a spool directory, the oldest first, and why others can't be used.

    Links on the way to it are resolved, after a look at whose they are.

    Parameters
    ----------
    root : Path
        A spool directory, or a session's.

    Raises
    ------
    UnsafePathError
        If others can write to the spool directory, or to one above it.

    """
    if is_session(root):
        candidates = [root]
    else:
        candidates = sorted(path for path in root.iterdir() if is_session(path))
    check_ancestors(root / LOCK_NAME)
    candidates = [real_path(path.parent) / path.name for path in candidates]
    sessions, troubles = [], []
    for path in candidates:
        try:
            check_private(path)
            sessions.append(SessionDirectory(path))
        except FileNotFoundError:
            continue  # another process has finished with it just now
        except OSError as e:
            troubles.append(f"{path} is not shipped: {e}")
    return sorted(sessions, key=_began_at), troubles


def _began_at(session: SessionDirectory) -> tuple[int, str]:
    times = [_changed_at(path) for path in session.log_files()]
    return min(times, default=_changed_at(session.path)), session.path.name


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


os.register_at_fork(after_in_child=_own.clear)
