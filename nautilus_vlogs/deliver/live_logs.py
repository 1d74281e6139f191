"""What is known of a log while another process writes it: a node with our actor, or any other."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nautilus_vlogs.capture.followed_files import FollowedLogFiles
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.listing import named_entries
from nautilus_vlogs.capture.other_logs import OtherLog
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.space import space_of
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.file_claims import claims_below
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.logged_names import LoggedNames
from nautilus_vlogs.deliver.session_files import begin_ns
from nautilus_vlogs.deliver.session_files import check_files
from nautilus_vlogs.deliver.session_files import has_shared_names
from nautilus_vlogs.deliver.session_files import may_be_in_use
from nautilus_vlogs.deliver.sessions import LOCK_NAME
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.schema import TAGS
from nautilus_vlogs.settings import ShippingSettings

if TYPE_CHECKING:
    from nautilus_vlogs.capture.listing import Signature

AtEnd = Callable[[LeftFiles], None]
Report = Callable[[str, str], None]


class HandedIdentities:
    """
    The identities that a node hands over in its journal, read again whenever that has changed.

    Parameters
    ----------
    trader_id : str
        The trader.
    path : Path
        The node's journal.
    state : JournalState
        Its first state.

    """

    def __init__(self, trader_id: str, path: Path, state: JournalState) -> None:
        self._trader = trader_id
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._version = 0
        self._lock = Lock()
        self._take(state.identities)

    @property
    def version(self) -> int:
        """Changes when what was looked up before may be stale."""
        with self._lock:
            self._refresh()
            return self._version

    @version.setter
    def version(self, value: int) -> None:
        self._version = value

    def find(self, name: str, at: str) -> tuple[Identity | None, bool]:
        """See `IdentityTable`."""
        return self._table.find(name, at)

    def is_class(self, name: str) -> bool:
        """See `IdentityTable`."""
        return self._table.is_class(name)

    def named_in(self, text: str) -> str | None:
        """See `IdentityTable`."""
        return self._table.named_in(text)

    def _refresh(self) -> None:
        try:
            status = self._path.stat()
        except OSError:
            return
        seen = (status.st_ino, status.st_size, status.st_mtime_ns)
        if seen != self._seen:
            with suppress(JournalError):
                self._take(load(self._path).identities)
                self._seen = seen
                self._version += 1

    def _take(self, record: IdentitiesRecord) -> None:
        self.record = record
        self._table = IdentityTable.restored(self._trader, record.table)


class HandedLog:
    """
    The log of a node whose actor leaves shipping to a companion.

    Parameters
    ----------
    session : SessionDirectory
        The node's session.
    node_journal : Path
        Its journal.
    state : JournalState
        The state of the companion's journal.
    is_new : bool
        The companion's journal is new.
    report : callable
        Called with a level and a text.

    """

    def __init__(
        self,
        session: SessionDirectory,
        node_journal: Path,
        state: JournalState,
        *,
        is_new: bool,
        report: Report,
    ) -> None:
        self._report = report
        node = load(node_journal)
        self._session = session
        self._state = state
        self._handed = HandedIdentities(state.session.trader_id, node_journal, node)
        self._first = next(iter(node.files), LogFile(0, str(session.path / "none.json")))
        self._pattern = node.session.pattern
        self._files: FollowedLogFiles | None = None
        self.identities: Identities = self._handed
        self.is_new = is_new

    def version(self) -> object:
        """Return what changes with the names."""
        return self._handed.version

    def record(self) -> IdentitiesRecord:
        """Return the names for the journal."""
        return self._handed.record

    def head_of(self, index: int) -> str:
        """Return how a file of the table begins, "" while that is not known."""
        return _head_in(self._files, index)

    def introduce(self, name: str) -> Identity:
        """Return whose a name is that no strategy has."""
        return ACTOR if name in self._handed.record.actors else SYSTEM

    def open_source(self, files: list[LogFile], start: Position, at_end: AtEnd) -> LeftFiles:
        """Return what to read; see `Resumer`."""
        session = self._state.session
        directory = Path(self._first.path).parent
        self._files = table = FollowedLogFiles(
            directory,
            self._pattern,
            files,
            first=max(start.file, 0),
            owned=session.owned,
            trader_id=session.trader_id if session.is_shared else "",
            begins=None if files else self._first,
            since_ns=begin_ns(session, self._first),
            lock=self._session.path / LOCK_NAME if session.owned else None,
            claims=claims_below(
                root_of(self._session.path),
                session.trader_id,
                session=session.id,
                journal=self._session.path,
                is_adoption=True,
            ),
        )
        table.spares_written = has_shared_names(session, table.files)
        _end_with_node(self._session, table)
        look = partial(space_of, directory)
        return LeftFiles(table, start=start, at_end=at_end, report=self._report, look_at_space=look)

    def take(self) -> bool:
        """Return true: the lock of the session's directory is all there is to take."""
        return True

    def release(self) -> None:
        """Do nothing."""

    def is_running(self) -> bool:
        """Return whether the node lives or left a file unread; see `_has_node`."""
        return _has_node(self._session, self._files)

    @property
    def last(self) -> Position | None:
        """Where the log ends, once its node has."""
        return None if self._files is None else self._files.last


class FollowedLog:
    """
    A log of a node without our actor, whose files are never changed; it names its loggers itself.

    Parameters
    ----------
    log : OtherLog
        The log.
    state : JournalState
        The state of the journal of its progress.
    marks : ShippedMarks
        Those of its files.
    report : callable
        Called with a level and a text.

    Attributes
    ----------
    signature : frozenset
        The files as they were when the log was last seen to be written.

    """

    is_new: bool = False

    #: Where the log begins, and since when files of its name are its; by default all of them are.
    _first: LogFile | None = None
    _since_ns: int = 0

    def __init__(
        self, log: OtherLog, state: JournalState, marks: ShippedMarks, report: Report
    ) -> None:
        self._log = log
        self._report = report
        self._marks = marks
        self._heads = state.heads
        self._names = LoggedNames(log.trader_id, state.identities)
        self._files: FollowedLogFiles | None = None
        self.identities: Identities = self._names.identities
        self.signature: Signature = frozenset()

    def take(self) -> bool:
        """Mark the log's files; return false if another process ships any of them."""
        with suppress(OSError):
            found = named_entries(self._log.directory, self._log.pattern)
            return self._marks.take([entry.path for entry in sorted(found)])
        return True  # it is gone, with its directory

    def release(self) -> None:
        """Leave the log to other processes."""
        self._marks.release()

    def version(self) -> object:
        """Return what changes with the names."""
        return self._names.version()

    def record(self) -> IdentitiesRecord:
        """Return the names for the journal."""
        return self._names.record()

    def head_of(self, index: int) -> str:
        """Return how a file of the table begins, "" while that is not known."""
        return _head_in(self._files, index)

    def introduce(self, name: str) -> Identity:
        """Return whose a name is that no strategy has."""
        return self._names.introduce(name)

    def open_source(self, files: list[LogFile], start: Position, at_end: AtEnd) -> LeftFiles:
        """Return what to read; see `Resumer`."""
        self._files = table = FollowedLogFiles(
            self._log.directory,
            self._log.pattern,
            files,
            first=max(start.file, 0),
            heads=self._heads,
            begins=None if files else self._first,
            since_ns=self._since_ns,
            marks=self._marks,
        )
        return self._names.open_files(
            table,
            start=start,
            at_end=at_end,
            report=self._report,
            look_at_space=partial(space_of, self._log.directory),
        )

    @property
    def last(self) -> Position | None:
        """Where the log ends, once it is known that no process writes to it any more."""
        return None if self._files is None else self._files.last

    def is_running(self) -> bool:
        """Return whether a process writes the log, or has until some seconds ago."""
        if self._files is None:
            return True
        is_running = self._files.is_live
        if is_running or not self.signature:
            self.signature = self._files.signature
        return is_running or self._files.is_waiting


class HandedFollowedLog(FollowedLog):
    """
    The log of a node whose actor leaves shipping to a companion, and names too.

    Parameters
    ----------
    session : SessionDirectory
        The node's session.
    node : JournalState
        What the node's journal comes to.
    state, report
        See `FollowedLog`.
    is_new : bool
        The companion's journal is new.

    """

    def __init__(
        self,
        session: SessionDirectory,
        node: JournalState,
        state: JournalState,
        *,
        is_new: bool,
        report: Report,
    ) -> None:
        first = self._first = node.files[0]
        path, ids = Path(first.path), (node.session.instance_id, node.session.trader_id)
        log = OtherLog(path.parent, path.stem, *ids, node.session.pattern)
        marks = ShippedMarks(state.session.destination.place, is_actor=True)
        super().__init__(log, state, marks, report)
        self._session = session
        self._since_ns = begin_ns(node.session, first)
        self.is_new = is_new

    def open_source(self, files: list[LogFile], start: Position, at_end: AtEnd) -> LeftFiles:
        """Return what to read; see `Resumer`."""
        source = super().open_source(files, start, at_end)
        _end_with_node(self._session, self._files)
        return source

    def is_running(self) -> bool:
        """Return whether the node lives or left a file unread; see `_has_node`."""
        return _has_node(self._session, self._files)


def handed_log(
    session: SessionDirectory,
    node_journal: Path,
    state: JournalState,
    *,
    is_new: bool,
    report: Report,
) -> HandedLog | HandedFollowedLog:
    """
    Return what is known of the log of a node whose actor leaves shipping to a companion.

    Raises
    ------
    JournalError
        If the node's journal can't be used.
    UnsafePathError
        If it names files of a spool that are elsewhere.

    """
    node = load(node_journal)
    check_files(session.path, node)
    if not node.session.is_named_in_log or not node.files:
        return HandedLog(session, node_journal, state, is_new=is_new, report=report)
    return HandedFollowedLog(session, node, state, is_new=is_new, report=report)


def settings_of_node(
    session: SessionDirectory, otherwise: ShippingSettings, *, keeps_url: bool
) -> ShippingSettings:
    """
    Return the settings of the node that hands its log over in a session.

    Parameters
    ----------
    session : SessionDirectory
        The session.
    otherwise : ShippingSettings
        Those that its journal does not say, or all of them where there is none.
    keeps_url : bool
        Rows go to where these say.

    Raises
    ------
    JournalError
        If the node's journal can't be read.

    """
    for path in session.node_journals():
        node = load(path).session
        settings = node.shaping.applied_to(otherwise)
        if node.delivery is not None:
            settings = node.delivery.applied_to(settings)
        if not keeps_url:
            settings = node.destination.applied_to(settings)
        own = {name: value for name, value in node.constants.items() if name not in TAGS}
        return replace(settings, extra_fields=own)
    return otherwise


def _is_running(session: SessionDirectory, files: FollowedLogFiles | None) -> bool:
    """Return whether a session's node lives; once it has ended the session's lock is held here."""
    if session.lock.is_held:
        return False
    if not session.has_lock():  # a cleaner has deleted it: nothing ever writes to it
        is_written = files is not None and files.is_live
        if is_written or may_be_in_use(session):
            return True
    return not session.lock.acquire(is_adoption=True)


def _has_node(session: SessionDirectory, table: FollowedLogFiles | None) -> bool:
    """
    Return whether the node of a session lives, or a file of its log has still to be opened.

    The log ends with the node, and then the session's lock is held.
    """
    has_node = _is_running(session, table)
    _end_with_node(session, table)
    return has_node or (table is not None and table.is_waiting)


def _end_with_node(session: SessionDirectory, table: FollowedLogFiles | None) -> None:
    if session.lock.is_held and table is not None:
        table.end_here()


def _head_in(table: FollowedLogFiles | None, index: int) -> str:
    return "" if table is None or index < 0 else table.head(table.files[index])
