"""Which log files are a session's: those that this process writes, or those that one has left."""

import os
import re
import time
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import msgspec

from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.file_names import UUID
from nautilus_vlogs.capture.file_names import custom_name
from nautilus_vlogs.capture.file_names import default_name
from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.file_names import instance_name
from nautilus_vlogs.capture.file_names import stem_of
from nautilus_vlogs.capture.file_table import FileTable
from nautilus_vlogs.capture.file_table import is_unreadable_now
from nautilus_vlogs.capture.file_table import open_log
from nautilus_vlogs.capture.lines import first_of_run
from nautilus_vlogs.capture.lines import start_of_run
from nautilus_vlogs.capture.lines import trader_of
from nautilus_vlogs.capture.listing import LogEntry
from nautilus_vlogs.capture.listing import id_of
from nautilus_vlogs.capture.listing import log_entries
from nautilus_vlogs.capture.missed_files import MissedFiles
from nautilus_vlogs.capture.open_files import SUFFIXES
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import OpenFile
from nautilus_vlogs.capture.open_files import appended_by_this_process
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.open_files import is_written_by_others
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.regular_files import is_passing
from nautilus_vlogs.regular_files import open_regular
from nautilus_vlogs.regular_files import real_path
from nautilus_vlogs.times import rfc3339

_SESSION_NAME = re.compile(rf"session-{UUID}")

#: A directory's time has the grain of the kernel's clock: for so long after a change was seen the
#: directory is listed again.
_LIST_AGAIN_SECS = 0.1

#: Between two questions whether another process still ships a file.
_ASK_SECS = 0.5

#: How often the directory is listed in a look, for two listings that are the same.
_MAX_LISTINGS = 4


class LogTarget(msgspec.Struct, frozen=True):
    """
    Where the logging configuration of a node writes its log file.

    Parameters
    ----------
    instance_id, trader_id : str
        The node's.
    directory, file_name : str, optional
        As configured.
    is_json : bool, default True
        The file is one of JSON lines.

    """

    instance_id: str
    trader_id: str = ""
    directory: str | None = None
    file_name: str | None = None
    is_json: bool = True

    @property
    def path(self) -> Path:
        """The directory."""
        return real_path(Path(self.directory or "."))

    def has_configured(self, path: Path) -> bool:
        """Return whether a file has the name that was configured."""
        if self.file_name is None or not self.is_json or path.parent != self.path:
            return False
        # NautilusTrader puts its suffix in the place of what stands behind the last dot.
        stem = self.file_name.rpartition(".")[0] or self.file_name
        return custom_name(stem).fullmatch(path.name) is not None


def is_session_directory(path: Path) -> bool:
    """Return whether a directory is one that a session of ours has for itself."""
    return _SESSION_NAME.fullmatch(path.name) is not None


def log_files_in(directory: Path) -> list[Path]:
    """Return the JSON log files in a directory, in the order in which they were last written."""
    with suppress(OSError):
        return [one.path for one in sorted(log_entries(directory, lambda _: True))]
    return []


class LogFiles(FileTable):
    """
    The files that a session which has ended has left: none is written any more.

    Parameters
    ----------
    files, first, owned, heads
        See `FileTable`.
    trader_id : str, default ""
        Other traders write to the files as well; lines of theirs are passed over.

    """

    def __init__(
        self,
        files: Sequence[LogFile] = (),
        *,
        first: int = 0,
        owned: bool = False,
        heads: Mapping[int, str] | None = None,
        trader_id: str = "",
    ) -> None:
        super().__init__(files, first=first, owned=owned, heads=heads)
        self._trader = trader_id
        self._missed = MissedFiles()

    def look(self) -> None:
        """Do nothing: no file is added any more."""

    def is_written(self, file: LogFile) -> bool:  # noqa: ARG002  # see LiveLogFiles
        """Return false: nothing writes to a file any more."""
        return False

    def may_grow(self, file: LogFile) -> bool:  # noqa: ARG002  # see FollowedLogFiles
        """Return false: a line without an end will never have one."""
        return False

    @property
    def is_live(self) -> bool:
        """Whether a process writes the log: never that of one that has ended."""
        return False

    @property
    def is_shared(self) -> bool:
        """Whether lines of other traders may be in the files."""
        return bool(self._trader)

    def is_ours(self, line: bytes) -> bool:
        """Return whether a line is this trader's, or of no trader at all."""
        return not self._trader or trader_of(line) in (None, self._trader)


class LiveLogFiles(LogFiles):
    """
    The files that this process writes, as they are opened.

    A file that this process has open for appending is the session's. So are the others that carry
    the same instance in their name: rotations that came and went between two looks. Files without
    one, or with one that other processes may have, are the session's in a directory that it has for
    itself, unless another process of the same configuration writes them. Elsewhere they are only
    taken if they are new, their lines are this trader's, and no other process writes them.

    Parameters
    ----------
    target : LogTarget
        The configuration of the log.
    first_seen : OpenFile
        A file that this process writes.
    since : str, default ""
        Lines before this time (RFC 3339, nanoseconds, ``Z``) are of an earlier run that wrote to
        the same file.
    is_exclusive : bool, default False
        No other session uses the directory.
    is_simulated : bool, default False
        The log is a backtest's: behind its first lines times are simulated.
    claims : Claims, optional
        The claims on files that other processes may write to as well.
    marks : ShippedMarks, optional
        What says to followers of the log that this process ships it.
    others : sequence of LogFile, default ()
        Files in the directory that are a dead process's, which had it before.
    configured : set of str, default ()
        Instance ids that users have set, so that other processes may have them, too.
    now : callable, default time.time_ns
        Returns the time that a line would get now, in UNIX nanoseconds.
    files, first, owned
        See `FileTable`.

    """

    def __init__(  # noqa: PLR0913  # keyword-only, each with a default
        self,
        target: LogTarget,
        first_seen: OpenFile,
        *,
        since: str = "",
        is_exclusive: bool = False,
        is_simulated: bool = False,
        claims: Claims | None = None,
        marks: ShippedMarks | None = None,
        others: Sequence[LogFile] = (),
        configured: Collection[str] = (),
        now: Callable[[], int] = time.time_ns,
        files: Sequence[LogFile] = (),
        first: int = 0,
        owned: bool = False,
    ) -> None:
        super().__init__(files, first=first, owned=owned)
        self.directory = first_seen.path.parent
        self._target = target
        self._configured = configured
        # The times in a log need not grow: the clock is set back, a backtest's are simulated.
        is_named = self._instance_in(first_seen.path) == target.instance_id
        self._since = b"" if is_named else since.encode()
        self._now = now
        self._is_exclusive = is_exclusive
        self._claims = claims
        self.spares_written = claims is not None
        self._marks = marks
        #: A process follows the log, which is left to that one: lines of it are stored already.
        self.is_followed = False
        # What others ship: where it is, and where this session's lines begin if those ship none.
        self._awaited: dict[FileId, tuple[Path, int]] = {}
        self._ask_at = float("-inf")
        self._start_of_run = first_of_run if is_simulated else start_of_run
        name = default_name(first_seen.path.name)
        # The instance is that of the process's first kernel, which started the logging thread.
        self._has_instance = name is not None
        self._sibling = instance_name(name) if name else custom_name(stem_of(first_seen.path))
        self._trader = target.trader_id if not (is_exclusive or self._has_instance) else ""
        self._open_now: dict[FileId, OpenFile] = {}
        self._foreign = {(file.inode, Path(file.path).name) for file in others}
        # In the names of the files that this process had open.
        self._instances = {instance_in(first_seen.path.name)}
        self._directory_time = -1
        self._changed_at = float("-inf")
        try:
            self._begin(first_seen)
        except OSError:  # which is tried again with another table
            self.close()
            raise

    def look(self) -> None:
        """Add the files that are new: first those that were written already, then the open one."""
        if not self._has_changed():
            return
        try:
            siblings, opened = self._listing()
            self._open_now = opened
        except OSError:
            self._directory_time = -1  # looked into again
            raise
        for path in self._unseen(siblings, opened):
            self._admit(path)
        for file in opened.values():
            if self.knows(file.id, file.path):
                self.resume(file.id)  # its name came again: the clock was set back
            elif is_unreadable_now(file.path):
                self._directory_time = -1  # looked into again
            elif file.id not in self._awaited:
                self._add_claimed(file.path, 0)
        self._note_look(siblings, opened)
        self._ask_again()

    @property
    def is_live(self) -> bool:
        """Whether a process writes the log: this one does."""
        return True

    @property
    def is_waiting(self) -> bool:
        """Whether another process ships a file that this one writes."""
        return not self._open_now.keys().isdisjoint(self._awaited)

    def release(self, before: int) -> None:
        """Close the files before an index, and leave them to other processes."""
        left = self.files[self._released : before]
        for file in self.kept():
            if file in left and self._is_left(file):
                self.end_claim(file, self._left.get(file.index, self.size(file)))
        super().release(before)
        for file in left:  # with those that were given up
            self._leave_claim(file)

    def restart(self, file: LogFile, start: int = 0) -> LogFile:
        """Add a file once more, see `FileTable`."""
        if self._claims is not None and not start:
            self._claims.begin_again(file.id)
        return super().restart(file, start)

    def end_claim(self, file: LogFile, offset: int) -> None:
        """Note for other processes where the session's lines in a file end, in bytes."""
        if self._claims is not None:
            self._claims.end(file.id, offset)

    def _is_left(self, file: LogFile) -> bool:
        """Return whether nothing of a file is this session's to ship any more."""
        return file.id not in self._open_now and self.is_last_of(file)

    def _leave_claim(self, file: LogFile) -> None:
        if self._claims is None:
            return
        if self.owned and id_of(Path(file.path)) != file.id:
            self._claims.remove(file.id)
        elif self._is_left(file):
            self._claims.release(file.id)

    def is_written(self, file: LogFile) -> bool:
        """Return whether this process still writes a file."""
        return file.id in self._open_now

    def _begin(self, first_seen: OpenFile) -> None:
        """Take the files that hold this run's lines already; pass over all others."""
        self._has_changed()
        # Whatever was open at a moment since, for the log may be rotated meanwhile.
        opened = {first_seen.id: first_seen} | self._opened()
        siblings, self._open_now = self._listing()
        opened |= self._open_now
        before = list(self._unseen(siblings, opened))
        oldest_first = []
        oldest_first += [path for path in before if self._may_be_own(path)]
        # One that was rotated away already says nothing of those that are left.
        oldest_first += [one.path for one in opened.values() if id_of(one.path) == one.id]
        places = {one.path: place for place, one in enumerate(siblings)}
        oldest_first.sort(key=lambda path: places.get(path, len(places)))
        found: list[tuple[Path, int]] = []
        for path in reversed(oldest_first):
            part = self._part_in(path)
            if part and path in before and self._may_be_others(path):
                continue  # another process began it before this run, and ships it once it looks
            if part is not None:
                found.append((path, part))
            if part != 0:
                break
        taken = {path for path, _ in found}
        for path in before:
            if path not in taken:
                self._pass_over(path)
        for path, start in reversed(found):
            self._add_claimed(path, start)
        self._note_look(siblings, opened)

    def _note_look(self, siblings: list[LogEntry], opened: dict[FileId, OpenFile]) -> None:
        """Note what was missed since the look before, or in the middle of this one."""
        if self.is_followed:
            return
        listing = [(one.id, one.path) for one in siblings]
        own = [one for one in listing if one[0] in opened or self.knows(*one)]
        written = [place for place in own if place[0] in opened]
        if not written and all(id_of(file.path) == file.id for file in opened.values()):
            written = own[-1:]  # it was closed since, and the open one came since
        # Of a file that is gone, name and directory have to tell whose it was.
        named = [one for one in listing if self._is_exclusive or self._instance_in(one[1])]
        found = {(file.id, file.path) for file in opened.values()}.union(named)
        unread = [place for place in found if not self._is_met(*place)]
        self.vanished += self._missed.note(self, own, written, unread)

    def _is_met(self, identity: FileId, path: Path) -> bool:
        """Return whether a file is in the table, or is another process's to ship."""
        is_foreign = (identity.inode, path.name) in self._foreign or identity in self._awaited
        return is_foreign or self.knows(identity, path)

    def _may_be_own(self, path: Path) -> bool:
        """Return whether a file from before the first look may hold lines of this run."""
        return self._is_own(path, is_new=False) and not self._is_claimed(path)

    def _is_own(self, path: Path, *, is_new: bool) -> bool:
        """Return whether a closed file is this process's, or, if it is not new, may be."""
        if instance := self._instance_in(path):
            return instance in self._instances
        if self._is_exclusive:
            return not is_written_by_others(path)
        # Of a name that others may have, their files have to be distinguished by what they hold.
        return (is_new or bool(self._since)) and self._is_trusted(path)

    def _instance_in(self, path: Path) -> str:
        """Return the instance in a file's name, "" where that does not say whose it is."""
        instance = instance_in(path.name)
        return "" if instance in self._configured else instance

    def _may_be_others(self, path: Path) -> bool:
        """Return whether a file may be another process's, as far as its name and place tell."""
        if self._claims is None or self._instance_in(path):
            return False
        identity = id_of(path)  # this process's own if an earlier node of it has the claim
        return identity is None or not self._claims.is_held(identity)

    def _part_in(self, path: Path) -> int | None:
        """Return where this run's lines begin in a file; ``None`` if there are none to add."""
        try:
            fd = open_regular(path, follows_link=False)
        except OSError as e:
            if is_passing(e):
                raise
            return None
        try:
            identity = file_id(os.fstat(fd))
            if self.knows(identity, path):
                return None
            if not self._since:
                return 0
            start = self._start_of_run(fd, self._since, self._soon())
            is_there = identity in self._open_now or start < os.fstat(fd).st_size
            return start if is_there else None
        finally:
            os.close(fd)

    def _soon(self) -> bytes:
        """Return a time that no line which is written by now has passed."""
        return rfc3339(self._now() + 1_000_000_000).encode()

    def _add_claimed(self, path: Path, begin: int) -> bool:
        """
        Add a file, unless it is another process's to ship; return whether it was added.

        While another one has the claim the file is awaited: that one may end before it has read the
        file, or be killed before its journal names it.
        """
        if self.is_followed or (self._marks is not None and not self._marks.take([path])):
            self.is_followed = True
            return False
        start: int | None = begin
        if self._claims is not None:
            try:
                status = path.lstat()
            except OSError:
                return False
            identity = file_id(status)
            start = self._claims.take(identity, path, begin)
            if start is None:
                self._awaited[identity] = path, begin
            elif start >= status.st_size > 0 and identity not in self._open_now:
                self._claims.end(identity, start)  # others have shipped all of it
                self._claims.release(identity)
                self._pass_over(path)
                return False
        return start is not None and self.add(path, start) is not None

    def _ask_again(self) -> None:
        """Add what is awaited and was left by those that shipped it, from where they ended."""
        now = time.monotonic()
        is_due = now >= self._ask_at
        if is_due:
            self._ask_at = now + _ASK_SECS
        for identity, (path, begin) in list(self._awaited.items()):
            is_asked = is_due or identity in self._open_now
            if not is_asked or self._claims is None or self._claims.is_taken(identity):
                continue
            del self._awaited[identity]
            if id_of(path) == identity:
                self._add_claimed(path, begin)

    def _pass_over(self, path: Path) -> None:
        with suppress(OSError):
            self._foreign.add((path.lstat().st_ino, path.name))

    def _admit(self, path: Path) -> None:
        if is_unreadable_now(path):
            self._directory_time = -1  # looked into again
            return
        is_own = self._is_own(path, is_new=True)
        if not is_own or (not self._add_claimed(path, 0) and self.is_followed):
            self._pass_over(path)

    def _is_claimed(self, path: Path) -> bool:
        """Return whether a session of another process ships a file, or has done so."""
        identity = id_of(path)
        if self._claims is None or identity is None or self._claims.is_held(identity):
            return False
        return self._claims.is_known(identity, path)

    def _is_trusted(self, path: Path) -> bool:
        fd = open_log(path)
        if fd is None:
            return False
        try:
            # This process may have opened it again: two rotations in a millisecond have one name.
            is_this_traders = trader_of(os.pread(fd, 1_024, 0)) == self._target.trader_id
            return is_this_traders and not is_written_by_others(path)
        finally:
            os.close(fd)

    def _has_changed(self) -> bool:
        """Return whether there may be a new file: three system calls where there is none."""
        now = time.monotonic()
        try:
            directory_time = self.directory.stat().st_mtime_ns
        except OSError:
            directory_time = -1
        if directory_time != self._directory_time:
            self._directory_time, self._changed_at = directory_time, now
        is_recent = now < self._changed_at + _LIST_AGAIN_SECS
        is_awaiting = self.is_waiting or (self._awaited and now >= self._ask_at)
        if is_recent or is_awaiting or not self._open_now:
            return True
        for identity, file in self._open_now.items():
            try:
                if file_id(os.fstat(file.fd)) != identity:
                    return True
            except OSError:
                return True
        return False

    def _opened(self) -> dict[FileId, OpenFile]:
        """Return the log's files that this process has open for appending, oldest writing first."""
        opened = appended_by_this_process()
        if opened is None:  # the system does not show them: the newest one is being written
            newest = [one.path for one in self._siblings()[-1:]]
            opened = [OpenFile(-1, file_id(path.stat()), path) for path in newest]
        found = {
            file.id: file
            for file in sorted(opened, key=_modified)
            if file.path.parent == self.directory and self._is_sibling(file.path.name)
        }
        self._instances |= {instance_in(file.path.name) for file in found.values()}
        return found

    def _listing(self) -> tuple[list[LogEntry], dict[FileId, OpenFile]]:
        """
        Return the files of the log's kind, oldest writing first, and those that are open.

        A file that is listed and not open was closed before, and is written no more. While rotation
        goes on, the files are those before the first open one that is new: others may be older.
        """
        again = self._siblings()
        for _ in range(_MAX_LISTINGS):
            siblings, opened = again, self._opened()
            found = [(one.id, one.path) for one in siblings]
            found += [(one.id, one.path) for one in opened.values()]
            if all(self._is_met(*place) for place in found):
                return siblings, opened
            again = self._siblings()
            if {one.path for one in again} == {one.path for one in siblings}:
                return siblings, opened
        self._directory_time = -1  # looked into again
        met = {one.id: one for one in opened.values() if self._is_met(one.id, one.path)}
        new = opened.keys() - met.keys()
        return [*takewhile(lambda one: one.id not in new, siblings)], met

    def _unseen(self, siblings: list[LogEntry], opened: dict[FileId, OpenFile]) -> Iterator[Path]:
        """Yield the files of the log's kind that are new and closed, in their order."""
        for path in (one.path for one in siblings):
            identity = id_of(path)
            if identity is not None and identity not in opened and not self._is_met(identity, path):
                yield path

    def _siblings(self) -> list[LogEntry]:
        """Return the files of the log's kind, oldest writing first; raise where that passes."""
        try:
            return sorted(log_entries(self.directory, self._is_sibling))
        except OSError as e:
            if is_passing(e):  # files that come and go unseen can't be counted
                raise
        return []

    def _is_sibling(self, name: str) -> bool:
        if self._is_exclusive:
            return name.endswith(SUFFIXES)
        return self._sibling.fullmatch(name) is not None


def find_written(target: LogTarget) -> OpenFile | None:
    """
    Return a JSON log file that this process writes, if there is one.

    Where the system does not show a process's open files, the node's logging configuration has to
    do; a second node of the same process logs where the first one's configuration says.
    """
    opened = appended_by_this_process()
    if opened is None:
        opened = list(_configured(target))
    for file in opened:
        in_session = file.path.parent == target.path and is_session_directory(target.path)
        if in_session or target.has_configured(file.path):
            return file
    for file in opened:
        if default_name(file.path.name):
            return file
    return None


def _configured(target: LogTarget) -> Iterator[OpenFile]:
    for path in reversed(log_files_in(target.path)):
        if target.instance_id in path.name or target.has_configured(path):
            with suppress(OSError):
                yield OpenFile(-1, file_id(path.stat()), path)


def _modified(file: OpenFile) -> int:
    try:
        return os.fstat(file.fd).st_mtime_ns
    except OSError:
        return 0
