"""The files in sessions' directories: which are whose, and which are in use."""

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.open_files import SUFFIXES
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import files_in_use
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.private_files import check_private

#: A directory without a file may be one whose process is about to open one, for so long.
_EMPTY_SECS = 60.0

_TRADER = re.compile(rb'"trader_id":"([^"\\]{1,200})"')


def check_files(session: Path, state: JournalState) -> None:
    """
    Refuse a journal that names files that are no logs, or, of a spool, are elsewhere.

    They would be sent, and those of a spool deleted.

    Parameters
    ----------
    session : Path
        The session's directory.
    state : JournalState
        What its journal comes to.

    Raises
    ------
    UnsafePathError
        If it does, or names a directory of another user.

    """
    root = root_of(session).resolve()
    for file in state.files:
        if not file.path.endswith(SUFFIXES):
            raise UnsafePathError(f"its journal names {file.path}, which is no JSON log")
        if not state.session.owned:
            continue
        parent = Path(file.path).parent
        if not is_session(parent) or parent.parent.resolve() != root:
            raise UnsafePathError(
                f"its journal names {file.path}, which is in no spool below {root}"
            )
        if os.path.lexists(parent):
            check_private(parent)


def handed_over(
    session: SessionDirectory, report: Callable[[str, str], None]
) -> dict[str, JournalState]:
    """Return what the nodes of a session have handed over to a companion, by instance."""
    found = {}
    for path in session.node_journals():
        try:
            found[path.name.removesuffix(NODE_SUFFIX)] = load(path)
        except JournalError as e:
            report("warning", f"{e}: the names of strategies in it are not known")
    return found


def foreign_files(
    session: SessionDirectory,
    others: list[SessionDirectory],
) -> set[tuple[int, int]]:
    """Return the files in a session's directory that other sessions or live processes write."""
    foreign = files_in_use()
    for other in others:
        if other.path == session.path:
            continue
        for path in other.journals():
            try:
                foreign |= {(file.device, file.inode) for file in load(path).files}
            except JournalError:
                continue
    return foreign


def claimed_files(root: Path) -> set[tuple[int, int]]:
    """Return device and inode of the files that actors ship whose journals are below a root."""
    found: set[tuple[int, int]] = set()
    for path in root.glob(f"{SESSION_PREFIX}*/*{SUFFIX}*"):
        with suppress(JournalError):
            found |= {(file.device, file.inode) for file in load(path).files}
    return found


def unlisted(
    session: SessionDirectory,
    listed: list[LogFile],
    foreign: set[tuple[int, int]],
) -> list[Path]:
    """Return the log files of a session that no file table has, the oldest first."""
    known = {(file.device, file.inode) for file in listed} | foreign
    found = []
    for path in session.log_files():
        status = path.stat()
        if (status.st_dev, status.st_ino) not in known:
            found.append(path)
    return found


def may_be_in_use(session: SessionDirectory) -> bool:
    """Return whether a process without an actor writes to a session, or is about to."""
    if not session.log_files():
        return time.time() - changed_ns(session.path) / 1e9 < _EMPTY_SECS
    files = {(status.st_dev, status.st_ino) for status in map(Path.stat, session.log_files())}
    return bool(files & files_in_use())


def trader_in(path: Path) -> str:
    """Return the trader that the first lines of a file name, "" if they name none."""
    try:
        with path.open("rb") as file:
            match = _TRADER.search(file.read(4_096))
    except OSError:
        return ""
    return match[1].decode(errors="replace") if match is not None else ""


def changed_ns(path: Path) -> int:
    """Return when a file was last changed, in UNIX nanoseconds; 0 if it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def has_earlier(session: SessionDirectory, own: Session, others: list[SessionDirectory]) -> bool:
    """Return whether an earlier run of an instance is left, whose numbers come first."""
    for other in others:
        if other.path == session.path:
            continue
        with suppress(JournalError):
            if load(other.path / f"{own.instance_id}{SUFFIX}").session.created < own.created:
                return True
    return False
