"""A node's place below the spool directory: its session's directory, lock and journal."""

import os
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from msgspec.structs import replace

from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.open_files import is_written_by_others
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.adoption import Adopter
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory
from nautilus_vlogs.deliver.earlier_runs import EarlierRuns
from nautilus_vlogs.deliver.file_claims import claims_below
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import JournaledBatch
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.moved_files import find_again
from nautilus_vlogs.deliver.numbers import Floor
from nautilus_vlogs.deliver.numbers import first_number
from nautilus_vlogs.deliver.numbers import remember
from nautilus_vlogs.deliver.session_files import own_spool
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import relocation_of
from nautilus_vlogs.deliver.sessions import root_for
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.deliver.sessions import session_directory
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.places import make_root
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.regular_files import is_passing
from nautilus_vlogs.regular_files import real_path
from nautilus_vlogs.settings import ShippingSettings

#: Between two looks at the log's files while the first number is not known.
_WATCH_SECS = 0.05

#: The adopter's own threads are stopped within so much; the process does not wait for more.
_ADOPTER_STOP_SECS = 0.5

Report = Callable[[str, str], None]


class LiveJournal(Journal):
    """
    The journal of a running node.

    Parameters
    ----------
    path, state, report
        See `Journal`.
    identities : callable
        Returns the names as they are now.
    version : callable
        Returns what changes with them.

    """

    def __init__(
        self,
        path: Path,
        state: JournalState,
        report: Report,
        *,
        identities: Callable[[], IdentitiesRecord],
        version: Callable[[], object],
    ) -> None:
        self._identities = identities
        self._version = version
        self._recorded_version: object = None
        super().__init__(path, state, report)

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch before it is sent, preceded by the identities that its lines need."""
        version = self._version()
        if version != self._recorded_version:
            self.record(self._identities())
            self._recorded_version = version  # a failure before it is tried again
        super().record_batch(batch)


class SessionJournal:
    """
    Hold a session's directory and journal, and ship the backlog of earlier sessions beside it.

    Parameters
    ----------
    settings : ShippingSettings
        How to ship.
    spool_dir : str, optional
        Where sessions of other log files than spools are, and dead letters.
    report : callable
        Called with a level and a text.
    is_ending : callable, optional
        Returns whether there is no time left.

    Attributes
    ----------
    session_id : str
        The session's id.
    journal : LiveJournal or None
        The journal, once it is open.

    """

    #: The directories that this process has the locks of: until it ends, for its logging thread
    #: goes on writing there.
    _held: ClassVar[dict[Path, SessionDirectory]] = {}

    #: The files that journals named which were there already, those of processes that are dead, by
    #: the directory of the log files.
    _found: ClassVar[dict[Path, list[LogFile]]] = {}

    def __init__(
        self,
        settings: ShippingSettings,
        spool_dir: str | None,
        report: Report,
        is_ending: Callable[[], bool] = lambda: False,
    ) -> None:
        self._settings = settings
        self._is_ending = is_ending
        self._spool_dir = spool_dir
        self._report = report
        self._directory: SessionDirectory | None = None
        self._adopter: Adopter | None = None
        self._root: Path | None = None
        self._log_directory: Path | None = None
        self._beside: Path | None = None
        self.session_id = str(uuid.uuid4())
        self.journal: LiveJournal | None = None

    @classmethod
    def forget(cls) -> None:
        """Forget the directories of the process that this one was forked from."""
        cls._held.clear()
        cls._found.clear()

    @property
    def directory(self) -> SessionDirectory | None:
        """The session's directory, once it was taken."""
        return self._directory

    def dead_letters(self, log_directory: Path | None = None) -> Path:
        """Return the directory of dead letters."""
        root = None
        if log_directory is not None and is_session(log_directory):
            root = root_of(log_directory)
        return dead_letters_directory(self._spool_dir, root)

    def take(self, log_directory: Path) -> bool:
        """
        Take the lock of the session's directory.

        Parameters
        ----------
        log_directory : Path
            Where the log files are.

        Returns
        -------
        bool
            Whether this session has the directory of the log files for itself.

        Raises
        ------
        OSError
            If it can't be taken for a reason that passes, such as no descriptors.

        """
        self._log_directory = log_directory
        if relocation := relocation_of(log_directory):
            self._report(
                "warning",
                f"{relocation}: name a directory of this user's to which nobody else can write",
            )
        try:
            self._directory = self._take(log_directory)
        except OSError as e:
            if is_passing(e):
                raise
            self._report("warning", f"What a crash leaves can't be shipped later: {e}")
            return False
        self._root = root_of(self._directory.path)
        return self._directory.path == log_directory

    def is_handed_over(self, log: Path) -> bool:
        """Return whether another process writes a file, too, and has handed it to a companion."""
        directory = SessionDirectory(log.parent)
        is_own = self._directory is not None and self._directory.path == log.parent
        return not is_own and bool(directory.node_journals()) and is_written_by_others(log)

    def found_files(self) -> list[LogFile]:
        """Return the files of dead processes that had the log's directory before this one."""
        return [] if self._log_directory is None else self._found.get(self._log_directory, [])

    def claims(self, trader_id: str, instance_id: str) -> Claims | None:
        """Return the claims on files that other processes may write to; after `take`."""
        if self._directory is None or self._root is None:
            return None
        journal = self._directory.path / f"{instance_id}{SUFFIX}"
        return claims_below(self._root, trader_id, session=self.session_id, journal=journal)

    def open(
        self,
        session: Session,
        files: list[LogFile],
        start: Position | None,
        *,
        identities: Callable[[], IdentitiesRecord],
        version: Callable[[], object],
        store_next_seq: Callable[[], int | None] | None = None,
        watch: Callable[[], None] | None = None,
    ) -> int | None:
        """
        Begin the session's journal.

        Parameters
        ----------
        session : Session
            The first record.
        files : list[LogFile]
            The files that are known of.
        start : Position, optional
            Where the session's lines begin.
        identities, version : callable
            See `LiveJournal`.
        store_next_seq : callable, optional
            For an instance id that may have been used before: returns the number behind the last
            one in the store, 0 if it answers no queries, ``None`` if there is no time left.
        watch : callable, optional
            Called again and again while that is not known: files come and go meanwhile. Without it
            no thread of its own asks.

        Returns
        -------
        int or None
            The number of the first row; ``None`` if it is not known, so that the log is left to
            another process.

        """
        directory = self._directory
        if directory is None:
            return 0 if store_next_seq is None else self._first(session, Floor(), store_next_seq())
        path = directory.path / f"{session.instance_id}{SUFFIX}"
        self._make_way(path, has_earlier=store_next_seq is not None)
        # Written before the wait for earlier runs: what is killed meanwhile is not forgotten.
        state = JournalState(replace(session, is_unnumbered=store_next_seq is not None))
        for file in files:
            state.apply(FileRecord(file))
        state.apply(identities())
        state.apply(VerifiedRecord(0, start or Position()))
        state.apply(NumberedRecord(0, start or Position()))
        self.journal = journal = LiveJournal(
            path, state, self._report, identities=identities, version=version
        )
        if store_next_seq is None:
            return 0

        def look() -> None:
            if watch is not None:
                watch()
            for file in files[len(state.files) :]:
                journal.record_file(file)

        earlier = EarlierRuns(
            directory,
            state,
            self._settings,
            sessions=self._sessions,
            beside=list(SessionJournal._held.values()),
            is_over=self._is_ending,
        )

        def ask() -> int | None:
            floor = earlier.floor()
            return None if floor is None else self._first(session, floor, store_next_seq())

        first = ask() if watch is None else _watching(look, ask)
        if first is not None:
            self.journal.record(
                replace(session, first_seq=first),
                VerifiedRecord(first, start or Position()),
                NumberedRecord(first, start or Position()),
            )
        return first

    def _make_way(self, path: Path, *, has_earlier: bool) -> None:
        """Remove the journal of an attempt that failed; keep that of an earlier run."""
        if self.journal is not None:
            self.journal.remove()
        if has_earlier:
            with suppress(OSError):  # there is none: of another node of this process that had it
                path.rename(path.with_name(f"{uuid.uuid4()}{SUFFIX}"))

    def open_apart(
        self,
        session: Session,
        log_directory: Path,
        *,
        identities: Callable[[], IdentitiesRecord],
        store_next_seq: Callable[[], int | None],
    ) -> int | None:
        """
        Begin the journal of lines that are in no file; it says which numbers they have, no more.

        Parameters
        ----------
        session : Session
            The first record.
        log_directory : Path
            Where the log files would be.
        identities, store_next_seq
            See `open`.

        Returns
        -------
        int or None
            The number of the first row, ``None`` if it is not known.

        """
        self._root = root_of(root_for(log_directory, self._spool_dir)[0])
        with suppress(OSError):  # the store is asked, and what is remembered
            self._directory = self._lock(Path(session_directory(str(self._root))))
        return self.open(
            session,
            [],
            None,
            identities=identities,
            version=lambda: None,
            store_next_seq=store_next_seq,
            watch=None,
        )

    def start_adopter(self) -> None:
        """Start shipping the backlog of earlier sessions below the same spool directory."""
        if self._root is not None:
            self._adopter = Adopter(
                self._root,
                self._settings,
                self._report,
                dead_letters_directory(self._spool_dir, self._root),
            )
            self._adopter.start()

    def stop_adopter(self) -> None:
        """Stop to ship for others."""
        if self._adopter is not None:
            self._adopter.stop(_ADOPTER_STOP_SECS)

    def end(
        self,
        *,
        is_complete: bool,
        is_last: bool,
        position: Position | None = None,
        until: str = "",
    ) -> None:
        """
        Give the session up.

        Parameters
        ----------
        is_complete : bool
            All of it is stored, and was seen to be; otherwise another process goes on.
        is_last : bool
            The process ends; otherwise another node of it goes on writing to the files.
        position : Position, optional
            Where the session's lines end.
        until : str, default ""
            Lines of this time (RFC 3339) and later are the next node's.

        """
        journal, directory = self.journal, self._directory
        if journal is None or directory is None:
            return
        remember(root_of(directory.path), journal.state, self._report)
        if is_complete:
            journal.remove()
        else:
            if not is_last and position is not None:
                journal.record(EndRecord(position, until))
            journal.close()
        if not is_last:
            return
        SessionJournal._held.pop(directory.path, None)
        if is_complete and not _has_journals(directory):
            directory.remove(own_spool(journal.state))
        else:
            directory.lock.release(remove=False)

    def unfinished_files(self) -> set[tuple[int, int]]:
        """
        Return device and inode of the files that hold lines of earlier nodes of this process.

        Those that are not stored yet: the files are read again by whoever goes on. To be asked
        before `open`.
        """
        found: set[tuple[int, int]] = set()
        if self._directory is not None:
            for journal in self._directory.journals():
                if self.journal is not None and journal == self.journal.path:
                    continue  # of an attempt that failed: `open` removes it
                try:
                    found |= {file.id for file in load(journal).files}
                except JournalError:  # it may be any of them
                    for path in self._directory.log_files():
                        with suppress(OSError):
                            found.add(file_id(path.lstat()))
        return found

    def has_unfinished(self) -> bool:
        """Return whether an earlier node of this process has left a journal with its files."""
        journal, directory = self.journal, self._directory
        if journal is None or directory is None:
            return False
        own = {file.path for file in journal.state.files}
        try:
            journals = directory.journals()
        except OSError:
            return True
        for path in journals:
            try:
                is_shared = not own.isdisjoint(file.path for file in load(path).files)
            except JournalError:
                is_shared = True
            if is_shared and path != journal.path:
                return True
        return False

    def _take(self, log_directory: Path) -> SessionDirectory:
        """Return the session's directory, private and locked."""
        preferred = self._spool_dir
        root, reason = root_for(log_directory, self._spool_dir)
        if is_session(log_directory):
            try:
                if (directory := self._lock(log_directory)).path not in self._found:
                    return directory
                # What a dead process has left there is adopted beside this one.
                SessionJournal._held.pop(log_directory).lock.release(remove=False)
            except BlockingIOError:
                pass  # another process has the same configuration
            except OSError as e:
                if is_passing(e):
                    raise
                preferred, (root, _), reason = str(root), root_for(None, None), str(e)
        if reason:
            self._report(
                "warning",
                f"{preferred} can't be used for journals ({reason}), so {root} is: make it a "
                "directory of this user's to which nobody else can write",
            )
        # The same one in each attempt, of which many may fail.
        self._beside = self._beside or Path(session_directory(str(root)))
        return self._lock(self._beside)

    def _lock(self, path: Path) -> SessionDirectory:
        held = SessionJournal._held.get(path)
        if held is not None:
            return held
        make_root(root_of(path))
        make_private(path)
        directory = SessionDirectory(path)
        if not directory.lock.acquire():
            raise BlockingIOError(f"{path} is locked by another process")
        try:
            if left := [*directory.journals(), *directory.node_journals()]:
                SessionJournal._found[path] = _files_in(left)
        except OSError:
            directory.lock.release(remove=False)
            raise
        SessionJournal._held[path] = directory
        return directory

    def _sessions(self) -> list[SessionDirectory]:
        if self._root is None:
            return []
        with suppress(OSError):
            sessions, _ = sessions_in(self._root)
            held = {real_path(path) for path in SessionJournal._held}
            return [one for one in sessions if one.path not in held]
        return []

    def _first(self, session: Session, floor: Floor, stored: int | None) -> int | None:
        """Return the first number, ``None`` if the store did not say which ones it holds."""
        if stored is None or self._root is None:
            return stored
        return first_number(self._root, session.instance_id, floor, stored)


os.register_at_fork(after_in_child=SessionJournal.forget)


def _files_in(journals: list[Path]) -> list[LogFile]:
    """Return the files that journals name, as far as those can be read."""
    found: list[LogFile] = []
    for journal in journals:
        with suppress(JournalError):
            state = load(journal)
            find_again(state)
            found += state.files
    return found


def _has_journals(directory: SessionDirectory) -> bool:
    """Return whether something in a session is left to ship, or may be."""
    try:
        return bool(directory.journals())
    except OSError:
        return True


def _watching(watch: Callable[[], None], ask: Callable[[], int | None]) -> int | None:
    """Return what is asked for on another thread, or on this one where there is no other."""
    found: list[int | None] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            found.append(ask())
        except Exception as e:  # noqa: BLE001  # for whoever waits here
            failures.append(e)

    thread = threading.Thread(target=run, name="vlogs-earlier-runs", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # the system has no more threads, or the interpreter ends
        run()
    while thread.is_alive():
        thread.join(_WATCH_SECS)
        with suppress(OSError):  # another look comes in a moment
            watch()
    if failures:
        raise failures[0]
    return found[0]
