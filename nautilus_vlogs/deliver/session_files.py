"""The files in sessions' directories: which are whose, and which are in use."""

import os
import re
import sys
import time
from collections.abc import Callable
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.listing import named_entries
from nautilus_vlogs.capture.open_files import SUFFIXES
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.open_files import is_written_by_others
from nautilus_vlogs.capture.open_files import written_among
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import NewerJournalError
from nautilus_vlogs.deliver.journal_state import PassingJournalError
from nautilus_vlogs.deliver.moved_files import find_again
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.leases import has_writer
from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.private_files import check_private
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.regular_files import real_path
from nautilus_vlogs.times import ns_of

#: A directory without a file may be one whose process is about to open one, for so long.
_EMPTY_SECS = 60.0

#: The first record of a journal is no longer.
_MAX_RECORD_BYTES = 64 * 1024

#: Likewise, after a line, where nobody can tell whether a process of another container writes.
_QUIET_SECS = 30.0

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
    root = real_path(root_of(session))
    for file in state.files:
        if not file.path.endswith(SUFFIXES):
            raise UnsafePathError(f"its journal names {file.path}, which is no JSON log")
        if not state.session.owned:
            continue
        parent = Path(file.path).parent
        if not is_session(parent) or real_path(parent.parent) != root:
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
        except NewerJournalError:
            raise
        except JournalError as e:
            report("warning", f"{e}: the names of strategies in it are not known")
    return found


def has_shared_names(session: Session, files: Iterable[LogFile]) -> bool:
    """Return whether files of other processes of one configuration may have the same names."""
    names = {instance_in(Path(file.path).name) for file in files}
    return session.is_instance_fixed or names != {session.instance_id}


def own_spool(state: JournalState) -> list[LogFile]:
    """Return the files of a spool that are deleted with it: not those that others write as well."""
    if not state.session.owned:
        return []
    if not has_shared_names(state.session, state.files):
        return state.files
    return [file for file in state.files if not is_written_by_others(Path(file.path))]


def begin_ns(session: Session, first: LogFile) -> int:
    """
    Return since when files of a log's name are the log's, in UNIX nanoseconds; 0 for all of them.

    Parameters
    ----------
    session : Session
        The log's session.
    first : LogFile
        The file in which it begins.

    """
    path = Path(first.path)
    runs_again = session.is_instance_fixed or not instance_in(path.name)
    may_be_others = bool(first.start) or (runs_again and not is_session(path.parent))
    return ns_of(session.created) if may_be_others and session.created else 0


def complete(session: SessionDirectory, state: JournalState, handed: JournalState | None) -> bool:
    """
    Complete what the journal says of a log's files that a node had handed to a companion.

    Neither may have seen the last of them. In a directory of the user's own they are known by their
    name and time, and there the next run of the node may write to the same file by now.

    Parameters
    ----------
    session : SessionDirectory
        The session, whose node has ended.
    state : JournalState
        What its journal comes to, to which files and the log's end are added.
    handed : JournalState or None
        What the node's journal comes to, if that can be read.

    Returns
    -------
    bool
        False while a process writes to files of the name that has not said where its lines begin.

    """
    if not state.files and handed is not None:
        state.files += handed.files
        state.moved_from |= handed.moved_from
    own = state.session
    if not own.pattern or not state.files or state.end is not None:
        return True
    directory = Path(state.files[0].path).parent
    if is_session(directory):
        return True
    others = _logs_beside(session)
    later = [
        ns_of(one.session.created)
        for one in others
        if (one.session.pattern, _directory_of(one)) == (own.pattern, directory)
        and one.session.created > own.created
    ]
    since, until = begin_ns(own, state.files[0]), min(later, default=sys.maxsize)
    # With their paths: an inode may be that of a file which is deleted.
    known = {(file.id, file.path) for one in (state, *others) for file in one.files}
    try:
        named = sorted(named_entries(directory, own.pattern))
    except FileNotFoundError:
        return True
    for found in named:
        is_regular = found.path.is_file() and not found.path.is_symlink()
        is_new = (found.id, str(found.path)) not in known
        if is_regular and is_new and since <= found.changed_ns < until:
            state.files.append(LogFile(len(state.files), str(found.path), *found.id))
    last = state.files[-1]
    parts = [file for one in others for file in one.files if file.path == last.path]
    begins = [one.start for one in parts if one.id == last.id and one.start > last.start]
    if not later and not begins and written_among(found.path for found in named):
        return False
    with suppress(FileNotFoundError):
        status = Path(last.path).lstat()
        if file_id(status) == last.id:
            state.end = Position(last.index, min([status.st_size, *begins]))
    return True


def _logs_beside(session: SessionDirectory) -> list[JournalState]:
    """Return what the journals of the other sessions below the same spool directory come to."""
    found = []
    for path in root_of(session.path).glob(f"{SESSION_PREFIX}*/*{SUFFIX}*"):
        if path.parent.name != session.path.name:
            with suppress(JournalError):
                found.append(load(path))
    return found


def _directory_of(state: JournalState) -> Path | None:
    return Path(state.files[0].path).parent if state.files else None


def foreign_files(
    session: SessionDirectory,
    others: list[SessionDirectory],
) -> set[tuple[int, int]]:
    """Return the files in a session's directory that other sessions have or processes write."""
    entries = [(path, _id_of(path)) for path in session.log_files()]
    written = written_among(path for path, _ in entries)
    names = {path.name for path, identity in entries if identity in written}
    newer: set[str] = set()
    for other in others:
        if other.path == session.path:
            continue
        for journal in [*other.journals(), *other.node_journals()]:
            try:
                listed = [Path(file.path) for file in load(journal).files]
                names |= {path.name for path in listed if path.parent.name == session.path.name}
            except NewerJournalError:  # at least those that are named after it are not this one's
                newer.add(journal.name.partition(".")[0])
            except JournalError:
                continue
    # With rotations of theirs that nobody saw.
    instances = newer | set(map(instance_in, names)) - {""}
    # Of a name that says no instance they are left alone while there is another that writes such.
    named = {path.name for path, _ in entries if not instance_in(path.name)}
    is_written = any(path.name in named for path, identity in entries if identity in written)
    return {
        identity
        for path, identity in entries
        if path.name in names
        or instance_in(path.name) in instances
        or (is_written and path.name in named)
    }


def claimed_files(root: Path) -> set[tuple[int, int]]:
    """Return device and inode of the files that actors ship whose journals are below a root."""
    found: set[tuple[int, int]] = set()
    for path in root.glob(f"{SESSION_PREFIX}*/*{SUFFIX}*"):
        with suppress(JournalError):
            state = load(path)
            find_again(state)
            found |= {file.id for file in state.files}
    return found


def unlisted(
    session: SessionDirectory,
    listed: list[LogFile],
    foreign: set[tuple[int, int]],
) -> list[Path]:
    """
    Return the log files of a session that no file table has, the oldest first.

    Those beside files of its that are in another session's directory are its by their instance.
    """
    known = {file.id for file in listed} | foreign
    beside = {(Path(file.path).parent, instance_in(Path(file.path).name)) for file in listed}
    paths = session.log_files()
    for directory, instance in beside:
        if instance and is_session(directory) and directory.name != session.path.name:
            inside = SessionDirectory(directory).log_files()
            paths += [path for path in inside if instance_in(path.name) == instance]
    found = []
    for path in paths:
        status = path.stat()
        if (status.st_dev, status.st_ino) not in known:
            found.append(path)
    return found


def may_be_in_use(session: SessionDirectory) -> bool:
    """
    Return whether a process writes to a session without a lock, or is about to.

    It has no actor yet, or a cleaner has deleted the lock.
    """
    files = [*session.log_files(), *_named_files(session)]
    if not files:
        return time.time() - changed_ns(session.path) / 1e9 < _EMPTY_SECS
    if written_among(files) or set(session.log_files()) - set(files):  # one that was begun just now
        return True
    untold = [changed_ns(path) for path in files if has_writer(path) is None]
    return time.time() - max(untold, default=0) / 1e9 < _QUIET_SECS


def _named_files(session: SessionDirectory) -> list[Path]:
    """Return the files that a session's journals name, which may be in any directory."""
    found: list[Path] = []
    for journal in [*session.journals(), *session.node_journals()]:
        with suppress(JournalError):
            found += [Path(file.path) for file in load(journal).files]
    return found


def trader_in(path: Path) -> str:
    """Return the trader that the first lines of a file name, "" if they name none."""
    try:
        with path.open("rb") as file:
            match = _TRADER.search(file.read(4_096))
    except OSError:
        return ""
    return match[1].decode(errors="replace") if match is not None else ""


def _id_of(path: Path) -> tuple[int, int]:
    """Return a file's device and inode, which are 0 if it is not there."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def changed_ns(path: Path) -> int:
    """Return when a file was last changed, in UNIX nanoseconds; 0 if it is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def journals_of(session: SessionDirectory, instance_id: str) -> list[Path]:
    """
    Return an instance's journals, that of its node where none was begun; none if all is stored.

    Nodes of one process that have one id have a journal each.
    """
    names = f"{instance_id}{SUFFIX}", f"{instance_id}{NODE_SUFFIX}"
    named = next(filter(Path.exists, (session.path / name for name in names)), None)
    moved = [
        path
        for path in session.journals()
        if path.stem != instance_id and _begins_with(path, instance_id)
    ]
    return moved if named is None else [*moved, named]


def is_same_run(one: Session, other: Session) -> bool:
    """Return whether two records of an instance's sessions are of one run."""
    return (one.id, one.created) == (other.id, other.created)


def other_runs(
    session: SessionDirectory, own: Session
) -> list[tuple[SessionDirectory, JournalState]]:
    """Return the other sessions of an instance that are not stored yet, and their states."""
    found = []
    for path in root_of(session.path).glob(f"{SESSION_PREFIX}*"):
        other = SessionDirectory(path)
        for journal in journals_of(other, own.instance_id):
            try:
                state = load(journal)
            except PassingJournalError:
                raise
            except JournalError:
                continue
            if path.name != session.path.name or not is_same_run(state.session, own):
                found.append((other, state))
    return found


def _begins_with(journal: Path, instance_id: str) -> bool:
    """Return whether the first record of a journal names an instance."""
    with suppress(OSError), os.fdopen(open_private(journal, os.O_RDONLY), "rb") as file:
        return f'"instance_id":"{instance_id}"'.encode() in file.readline(_MAX_RECORD_BYTES)
    return False


def is_before(
    other: SessionDirectory, state: JournalState, session: SessionDirectory, own: JournalState
) -> bool:
    """
    Return whether another run of an instance gets its numbers before one that has none yet.

    Runs that have begun go first, for nobody knows how many numbers they need; then those that were
    left, as they were created. A live one comes last, whatever the clock said.
    """
    return state.has_begun or _turn(other, state) < _turn(session, own)


def _turn(session: SessionDirectory, state: JournalState) -> tuple[bool, str]:
    return session.is_live(), state.session.created


def is_behind(
    session: SessionDirectory, own: JournalState, *, is_one_store: bool, is_made_up: bool = False
) -> bool:
    """
    Return whether other runs of an instance get their numbers before one that was left.

    Parameters
    ----------
    session : SessionDirectory
        The session's directory.
    own : JournalState
        What its journal comes to.
    is_one_store : bool
        All runs are shipped to one store, whatever their journals say.
    is_made_up : bool, default False
        Its journal can't be read. Left runs that have begun go first; a live one knows its numbers
        to be behind those of this one.

    """
    if own.has_begun and not is_made_up:
        return False
    return any(
        # The others in its own files are shipped before it anyway.
        state.has_begun and not other.is_live() and other.path.name != session.path.name
        if is_made_up
        else is_before(other, state, session, own)
        for other, state in other_runs(session, own.session)
        if not state.is_done
        and (is_one_store or state.session.destination == own.session.destination)
    )


def next_first(session: SessionDirectory, own: JournalState) -> int | None:
    """Return the lowest first number of an instance's later runs; ``None`` if there is none."""
    firsts = [state.session.first_seq for _, state in other_runs(session, own.session)]
    return min((first for first in firsts if first > own.next_seq), default=None)
