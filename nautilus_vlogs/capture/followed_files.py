"""The files of a log that another process writes, as they are opened and rotated."""

import time
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.file_table import may_be_opened
from nautilus_vlogs.capture.listing import LogEntry
from nautilus_vlogs.capture.listing import Signature
from nautilus_vlogs.capture.listing import entry_of
from nautilus_vlogs.capture.listing import named_entries
from nautilus_vlogs.capture.listing import signature_of
from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.missed_files import Place
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import holders_of
from nautilus_vlogs.capture.open_files import writers_of
from nautilus_vlogs.capture.open_files import written_by
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.leases import has_writer

#: Seconds between two looks at what the known writer has open, and at which process writes at all.
_LOOK_SECS = 0.1
_SEARCH_SECS = 1.0

#: The directory is listed for so long after a change, and once in so long without one.
_LIST_AGAIN_SECS = 0.2
_LIST_EVERY_SECS = 5.0

#: Where the writer can't be seen (another user's, another container's): a file that was not written
#: for so long is taken for complete once there is a newer one.
_QUIET_SECS = 1.0


#: Likewise, a line that has no end by then will never have one, and the log is taken for ended.
_SILENT_SECS = 10.0


class FollowedLogFiles(LogFiles):
    """
    The files of a log that another process writes, or has written.

    A file belongs to the log if its name matches. Which of them are being written is read from
    ``/proc``; where the writer can't be seen there, the newest file is taken for the one.

    Parameters
    ----------
    directory : Path
        Where the files are.
    pattern : str
        A regular expression for their names.
    files, first, owned, heads, trader_id
        See `LogFiles`.
    begins : LogFile, optional
        The file in which the log begins, if the table has none yet.
    since_ns : int, default 0
        Files that were last changed before that, in UNIX nanoseconds, are an earlier run's, and
        left out. By default all files of the name are the log's.
    marks : ShippedMarks, optional
        New files get them.
    lock : Path, optional
        The lock that the log's process holds: others may write files of the same names.
    claims : Claims, optional
        The claims of such processes.

    """

    def __init__(  # noqa: PLR0913  # keyword-only, each with a default
        self,
        directory: Path,
        pattern: str,
        files: Sequence[LogFile] = (),
        *,
        first: int = 0,
        owned: bool = False,
        heads: Mapping[int, str] | None = None,
        trader_id: str = "",
        begins: LogFile | None = None,
        since_ns: int = 0,
        marks: ShippedMarks | None = None,
        lock: Path | None = None,
        claims: Claims | None = None,
    ) -> None:
        self._directory = directory
        self._pattern = pattern
        # Only those of now: what comes later is the log's, though the clock be set back.
        before = [one for one in self._listed() if one.changed_ns < since_ns] if since_ns else []
        super().__init__(files, first=first, owned=owned, heads=heads, trader_id=trader_id)
        self._marks = marks
        self._lock_of_writer = lock
        self._claims = claims
        self._written: set[FileId] = set()
        self._writers: set[int] = set()
        self._newest: FileId | None = None
        #: Files of the spool that other processes write than its own.
        self._foreign: set[tuple[FileId, Path]] = set()
        self._entries: dict[FileId, LogEntry] = {}
        self._directory_time = -1
        self._list_until = self._list_at = float("-inf")
        #: Time and size of each file, and when they were seen to change, on the monotonic clock.
        self._changes: dict[FileId, tuple[tuple[int, int], float]] = {}
        self._looked_at = self._searched_at = float("-inf")
        self._ends: dict[FileId, int] | None = None
        if begins is not None:
            self.add(Path(begins.path), begins.start)
        unknown = [one for one in before if not self.knows(one.id, one.path)]
        self._earlier = {(one.id, one.path) for one in unknown}
        self.look()

    def end_here(self) -> None:
        """
        Take what the files hold now for the whole log: its writer has ended, others may come.

        Raises
        ------
        OSError
            If the directory can't be read for the moment.

        """
        if self._ends is None:
            self._ends = {one.id: one.size for one in self._listed() if self._is_own(one)}
            self._looked_at = self._list_at = float("-inf")

    @property
    def last(self) -> Position | None:
        """Where the log ends, once that is known and all of its files are in the table."""
        if self._ends is None or not self.files:
            return None
        last, known = self.files[-1], {file.id for file in self.files}
        end = self._ends.get(last.id)
        return None if end is None or self._ends.keys() - known else Position(last.index, end)

    def end(self, file: LogFile) -> int | None:
        """Return where the part of a file ends, in bytes; ``None`` for its own end."""
        end = super().end(file)
        own = None if self._ends is None else self._ends.get(file.id)
        return own if end is None else end if own is None else min(end, own)

    @property
    def is_waiting(self) -> bool:
        """Whether a file of the log can't be opened yet, for a reason that passes."""
        known = {file.id for file in self.files}
        unread = [one for one in self._entries.values() if one.id not in known]
        return any(self._is_own(one) and may_be_opened(one.path) for one in unread)

    @property
    def is_live(self) -> bool:
        """Whether a process writes the log, or has until some seconds ago."""
        return bool(self._written) or self.quiet_secs() < _SILENT_SECS

    def look(self) -> None:
        """Add the files that are new, the one that was written to last at the end."""
        now = time.monotonic()
        if now < self._looked_at + _LOOK_SECS:
            return
        before, self._looked_at = self._looked_at, now
        found = self._entries = {one.id: one for one in self._list(now) if self._is_own(one)}
        self._note_changes(found, before, now)
        # What was deleted is still read, and its process may go on to write to it.
        self._find_written(now, set(found).union(file.id for file in self.kept()))

        def place(identity: FileId) -> tuple[bool, float, LogEntry]:
            # What is written now comes last: its time may be of before a rotation that is going on.
            return identity in self._written, self._changes[identity][1], found[identity]

        order = sorted(found, key=place)
        for identity in order:
            if self.knows(identity, found[identity].path):
                self.resume(identity)
            elif not self._is_written_by_others(found[identity]):
                if self._marks is not None:
                    self._marks.take([found[identity].path])
                self.add(found[identity].path)
        if order:
            self._newest = order[-1]
        self._note_look([(identity, found[identity].path) for identity in order])

    def _note_look(self, listing: list[Place]) -> None:
        """Note what was missed since the look before."""
        own = [place for place in listing if self.knows(*place)]
        written = [place for place in own if place[0] in self._written]
        if not self._written:
            written = own[-1:]
        unread = set(listing).difference(own, self._foreign)
        self.vanished += self._missed.note(self, own, written, unread)

    @property
    def signature(self) -> Signature:
        """What changes whenever the log is written."""
        return signature_of(self._entries.values())

    def is_written(self, file: LogFile) -> bool:
        """Return whether a process writes a file, as far as that can be known."""
        if self._ends is not None:
            return False
        if self._written:
            return file.id in self._written
        return file.id == self._newest or self._quiet_secs(file.id) < _QUIET_SECS

    def may_grow(self, file: LogFile) -> bool:
        """Return whether a line without an end may be one that is being written."""
        if self._ends is not None:
            return False
        # A writer that was seen is missed as soon as it is gone.
        secs = _QUIET_SECS if self._writers else _SILENT_SECS
        is_quiet = self._quiet_secs(file.id) >= secs and not self._has_just_changed(file)
        return file.id in self._written or not is_quiet

    def quiet_secs(self) -> float:
        """Return the seconds since any of the files was written to."""
        return min(map(self._quiet_secs, self._changes), default=float("inf"))

    def _quiet_secs(self, identity: FileId) -> float:
        _, changed_at = self._changes.get(identity, (None, float("-inf")))
        return time.monotonic() - changed_at

    def _has_just_changed(self, file: LogFile) -> bool:
        """Return whether a file was written to since the last look."""
        known, _ = self._changes.get(file.id, (None, 0.0))
        with suppress(OSError):
            return _state(entry_of(Path(file.path), Path(file.path).lstat())) != known
        return False

    def _list(self, now: float) -> list[LogEntry]:
        """Return the files as they are; the directory is listed if files may have come or gone."""
        with suppress(OSError):
            directory_time = self._directory.stat().st_mtime_ns
            if directory_time != self._directory_time:
                # Its time has the grain of the kernel's clock, and there may be no other change.
                self._directory_time, self._list_until = directory_time, now + _LIST_AGAIN_SECS
            if self._list_until < now < self._list_at:
                return [entry_of(one.path, one.path.lstat()) for one in self._entries.values()]
        self._list_at = now + _LIST_EVERY_SECS
        with suppress(OSError):
            return self._listed()
        return list(self._entries.values())  # as they were: for the moment it can't be read

    def _listed(self) -> list[LogEntry]:
        """Return the files of the name."""
        with suppress(FileNotFoundError):
            return list(named_entries(self._directory, self._pattern))
        return []

    def _is_own(self, entry: LogEntry) -> bool:
        """Return whether a file of the name is the log's, and no other run's or process's."""
        if self._ends is not None and entry.id not in self._ends:
            return False
        place = (entry.id, entry.path)
        return place not in self._earlier and place not in self._foreign

    def _note_changes(self, found: dict[FileId, LogEntry], before: float, now: float) -> None:
        """Note which files have changed between two looks, whatever the clock of the day does."""
        wall = time.time()
        known, self._changes = self._changes, {}
        for identity, entry in found.items():
            state = _state(entry)
            changed = known.get(identity)
            if changed is None or changed[0] != state:
                changed_at = now - (wall - entry.changed_ns / 1e9)
                changed = state, min(now, max(before, changed_at))
            self._changes[identity] = changed

    def _is_written_by_others(self, entry: LogEntry) -> bool:
        """
        Return whether another process writes a new file than the log's.

        Processes of one configuration write to one spool, and each ships what it writes.
        """
        is_told = self._lock_of_writer is not None and bool(self._writers)
        if is_told and entry.id not in self._written:
            is_claimed = self._claims is not None and self._claims.is_known(entry.id, entry.path)
            if is_claimed or has_writer(entry.path):
                self._foreign.add((entry.id, entry.path))
        return (entry.id, entry.path) in self._foreign

    def _find_written(self, now: float, files: set[FileId]) -> None:
        """Find out which of the files are open for writing, and by whom."""
        if self._ends is not None:
            self._written = set()
            return
        if self._writers:
            self._written = written_by(self._writers) & files
        if not self._written and now >= self._searched_at + _SEARCH_SECS:
            lock = self._lock_of_writer
            holders = set() if lock is None else holders_of(lock)
            if writers := holders or (writers_of(files) if self._may_be_written() else set()):
                self._writers = writers
                self._written = written_by(writers) & files
            self._searched_at = time.monotonic()  # it may take seconds

    def _may_be_written(self) -> bool:
        """Return whether there may be a writer to search for among all processes, which is dear."""
        paths = {entry.path for entry in self._entries.values()}
        paths.update(Path(file.path) for file in self.kept())
        return any(has_writer(path) is not False for path in paths)


def _state(entry: LogEntry) -> tuple[int, int]:
    """Return what changes with each line that is written to a file."""
    return entry.changed_ns, entry.size
