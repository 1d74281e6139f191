"""
The files of a session's log, in the order of reading, and their descriptors.

A file is identified by its device and inode, never by its name or a time. Its descriptor is opened
when the file is first seen and closed when everything in it is stored, so that a file that is
deleted meanwhile (by NautilusTrader's rotation, by a cleaner) can still be read.
"""

import hashlib
import os
import threading
import weakref
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.open_files import is_written_by_others
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.regular_files import is_passing
from nautilus_vlogs.regular_files import open_regular

#: Descriptors that a log may take up; files beyond it are opened when it is their turn.
_MAX_DESCRIPTORS = 128

#: Bytes at the beginning of a file that are compared, to notice that it was truncated and has grown
#: again: the first line's time is in them.
_HEAD_BYTES = 64

#: In the place of a digest of a file's beginning: what the file held is not there any more.
GONE = "gone"

#: Only this user may read a spool.
_PRIVATE_MODE = 0o600


class FileTable:
    """
    The file table of a session.

    One thread adds and releases files; any thread may duplicate a descriptor or list the files.

    Parameters
    ----------
    files : sequence of LogFile, default ()
        The table so far, as another reader of the session left it.
    first : int, default 0
        The index of the first file that is still to be read.
    owned : bool, default False
        The files are a spool: they are made private, and deleted when they are released.
    heads : mapping of int to str, optional
        How files began, by index, when another reader read them; see `head`.

    Attributes
    ----------
    files : list[LogFile]
        The table; it only grows.
    spared : set of tuple
        Device and inode of files that are never deleted: others have still to read them.
    spares_written : bool
        Nor are those that another process writes: it may have files of the same names. Where names
        say whose they are, a child that was forked has them open at most.
    vanished : int
        How often files were deleted unread, or may have been: while their descriptor was closed,
        or before they had one.

    """

    def __init__(
        self,
        files: Sequence[LogFile] = (),
        *,
        first: int = 0,
        owned: bool = False,
        heads: Mapping[int, str] | None = None,
    ) -> None:
        self.files: list[LogFile] = []
        self._by_id: dict[FileId, list[LogFile]] = {}
        self.owned = owned
        self.spared: set[tuple[int, int]] = set()
        self.spares_written = False
        self._descriptors: dict[int, int] = {}
        self._missing: set[int] = set()
        self._closed: set[int] = set()  # beyond the limit of descriptors
        self.vanished = 0
        self._left: dict[int, int] = {}
        self._heads: dict[int, bytes] = {}
        self._heads_before = dict(heads or {})
        self._released = first
        # Re-entrant, for a signal handler may ask for sizes while a thread that it interrupts does.
        self._lock = threading.RLock()
        for file in files:
            self._append(file)
        for file in self.files[first:]:
            self._open(file)
        _tables.add(self)

    def add(self, path: Path, start: int = 0) -> LogFile | None:
        """
        Add a file behind all others.

        Parameters
        ----------
        path : Path
            Where it is.
        start : int, default 0
            The offset of the session's first line in it, in bytes.

        Returns
        -------
        LogFile or None
            ``None`` if there is no regular file.

        """
        fd = open_log(path)
        if fd is None:
            return None
        with self._lock:
            status = os.fstat(fd)
            file = LogFile(len(self.files), str(path), status.st_dev, status.st_ino, start)
            if self.owned:
                with suppress(OSError):
                    os.fchmod(fd, _PRIVATE_MODE)
            self._append(file)
            self._heads[file.index] = os.pread(fd, _HEAD_BYTES, 0)
            self._keep(file.index, fd)
        return file

    def restart(self, file: LogFile, start: int = 0) -> LogFile:
        """
        Add a file once more: it was truncated, or others are read before the rest of it.

        Parameters
        ----------
        file : LogFile
            The file.
        start : int, default 0
            Where its new part begins, in bytes. From 0 what stood there before is gone.

        """
        with self._lock:
            again = LogFile(len(self.files), file.path, file.device, file.inode, start)
            self._append(again)
            fd = self._descriptors.get(file.index)
            if fd is not None:
                self._keep(again.index, os.dup(fd))
            if not start:
                self._missing.add(file.index)
                self._close(file.index)
        return again

    def is_same(self, file: LogFile, fd: int) -> bool:
        """Return whether a file begins as it did when it was looked at before."""
        known = self._heads.get(file.index, b"")
        head = os.pread(fd, _HEAD_BYTES, 0)
        if not known and not begins_as(head, self._heads_before.get(file.index, "")):
            return False
        if len(head) > len(known):
            self._heads[file.index] = head
        return head.startswith(known)

    def head(self, file: LogFile) -> str:
        """Return a digest of a file's beginning, "" where that was not seen."""
        return digest_of(self._heads.get(file.index, b""))

    def leave(self, file: LogFile, offset: int) -> None:
        """Note how far a file was read when reading went on with another one, in bytes."""
        self._left[file.index] = offset

    def resume(self, identity: FileId) -> None:
        """Add the rest of a file that was left and is being written again."""
        for file in reversed(self._by_id.get(identity, ())):
            if file.index not in self._missing:
                start = self._left.get(file.index)
                if start is not None and self.size(file) > start:
                    self.restart(file, start=start)
                return

    def end(self, file: LogFile) -> int | None:
        """Return where the part of a file ends, in bytes; ``None`` for its own end."""
        later = (other for other in self._by_id.get(file.id, ()) if other.index > file.index)
        return next((other.start for other in later), None)

    def knows(self, identity: FileId, path: Path) -> bool:
        """
        Return whether the table has a file.

        The system gives a deleted file's inode to a new one, but not while it is kept open here.
        """
        return any(
            file.index in self._descriptors or file.path == str(path)
            for file in self._by_id.get(identity, ())
        )

    def is_last_of(self, file: LogFile) -> bool:
        """Return whether no later entry of the table stands for the same file."""
        return self._by_id[file.id][-1] == file

    def following(self, index: int) -> LogFile | None:
        """Return the next file that can be read, if there is one."""
        for file in self.files[max(index + 1, self._released) :]:
            if self.descriptor(file) is not None:
                return file
            if file.index not in self._missing:
                return None  # it can't be opened for the moment
        return None

    def descriptor(self, file: LogFile) -> int | None:
        """Return a file's descriptor, ``None`` if it can't be read any more."""
        found = self._descriptors.get(file.index)
        if found is None and file.index not in self._missing:
            self._open(file)
            found = self._descriptors.get(file.index)
        return found

    def duplicate(self, file: LogFile) -> int | None:
        """Return a descriptor of a file for another thread, which has to close it."""
        with self._lock:
            if file.index in self._missing:
                return None
            found = self._descriptors.get(file.index)
            try:
                fd = open_same(file) if found is None else os.dup(found)
            except OSError:
                return None
        if fd is None or self.is_same(file, fd):
            return fd
        os.close(fd)
        return None

    def is_deleted(self, file: LogFile) -> bool:
        """Return whether an open file has no name any more."""
        fd = self._descriptors.get(file.index)
        return fd is not None and os.fstat(fd).st_nlink == 0

    def size(self, file: LogFile) -> int:
        """Return a file's size in bytes; 0 if it can't be read any more."""
        with self._lock, suppress(OSError, KeyError):
            return os.fstat(self._descriptors[file.index]).st_size
        with suppress(OSError):
            status = Path(file.path).lstat()
            if file_id(status) == file.id and file.index not in self._missing:
                return status.st_size
        return 0

    def kept(self) -> list[LogFile]:
        """Return the files that were not released and can still be read."""
        return [file for file in self.files[self._released :] if file.index not in self._missing]

    def missing(self) -> list[LogFile]:
        """Return the files that were not released and can't be read any more."""
        return [file for file in self.files[self._released :] if file.index in self._missing]

    def give_up(self, file: LogFile) -> None:
        """Close a file for good."""
        with self._lock:
            self._missing.add(file.index)
            self._close(file.index)

    def release(self, before: int) -> None:
        """Close the files before an index, everything in them being stored; delete a spool's."""
        for file in self.files[self._released : before]:
            if self.owned and self.is_last_of(file) and not self._is_spared(file):
                unlink_same(file)
            self.give_up(file)
        self._released = max(self._released, before)

    def remove(self) -> None:
        """Delete a spool's files, everything in them being stored."""
        self.release(len(self.files))

    def close(self) -> None:
        """Close all files; none is deleted."""
        with self._lock:
            for index in list(self._descriptors):
                self._close(index)

    def forget(self) -> None:
        """Close all files in a forked child, where no other thread holds the lock any more."""
        self._lock = threading.RLock()
        self.close()

    def _is_spared(self, file: LogFile) -> bool:
        """Return whether a file of the spool is to stay: others read it still, or write to it."""
        return file.id in self.spared or (
            self.spares_written and is_written_by_others(Path(file.path))
        )

    def _append(self, file: LogFile) -> None:
        self.files.append(file)
        self._by_id.setdefault(file.id, []).append(file)

    def _open(self, file: LogFile) -> None:
        try:
            fd = open_same(file)
        except OSError:
            return  # another time
        with self._lock:
            if fd is None:
                self._missing.add(file.index)
                self.vanished += file.index in self._closed
            else:
                self._keep(file.index, fd)

    def _keep(self, index: int, fd: int) -> None:
        """Keep a descriptor; close the newest ones beyond the limit, whose turn comes last."""
        self._descriptors[index] = fd
        if len(self._descriptors) > _MAX_DESCRIPTORS:
            # The newest is being written, so its name stays longest; the one at hand is read now.
            last = max(self._descriptors.keys() - {max(self._descriptors), index})
            self._closed.add(last)
            self._close(last)

    def _close(self, index: int) -> None:
        fd = self._descriptors.pop(index, None)
        if fd is not None:
            os.close(fd)


def open_log(path: Path) -> int | None:
    """Open a log file for reading, following no link; ``None`` if there is no regular file."""
    try:
        return open_regular(path, follows_link=False)
    except OSError:
        return None


def is_unreadable_now(path: Path) -> bool:
    """Return whether a file can't be opened for a reason that passes, such as no descriptors."""
    failure = _failure_to_open(path)
    return failure is not None and is_passing(failure)


def may_be_opened(path: Path) -> bool:
    """Return whether a file can be opened, now or once the reason passes that it can't."""
    failure = _failure_to_open(path)
    return failure is None or is_passing(failure)


def _failure_to_open(path: Path) -> OSError | None:
    try:
        os.close(open_regular(path, follows_link=False))
    except OSError as e:
        return e
    return None


def open_same(file: LogFile) -> int | None:
    """
    Open a file where it was; ``None`` if another file or none stands there now.

    Raises
    ------
    OSError
        If it can't be opened for a reason that passes.

    """
    try:
        fd = open_regular(Path(file.path), follows_link=False)
    except OSError as e:
        if is_passing(e):
            raise
        return None
    if not file.inode or file_id(os.fstat(fd)) == file.id:
        return fd
    os.close(fd)
    return None


def head_of(path: Path) -> tuple[FileId, bytes] | None:
    """Return a file's identity and its beginning, ``None`` if there is no file."""
    fd = open_log(path)
    if fd is None:
        return None
    try:
        return file_id(os.fstat(fd)), os.pread(fd, _HEAD_BYTES, 0)
    finally:
        os.close(fd)


def digest_of(head: bytes) -> str:
    """Return the size of a file's beginning and a digest of it, "" if it is empty."""
    return f"{len(head)}-{hashlib.blake2b(head, digest_size=8).hexdigest()}" if head else ""


def digest_in(path: Path, identity: FileId) -> str:
    """Return a digest of a file's beginning, "" if it is empty, or not the one in that place."""
    found = head_of(path)
    return digest_of(found[1]) if found is not None and found[0] == identity else ""


def begins_as(head: bytes, digest: str) -> bool:
    """Return whether a file's beginning is that of a digest; it may have grown since."""
    size, _, _ = digest.partition("-")
    return not digest or (size.isdigit() and digest_of(head[: int(size)]) == digest)


def begins_as_before(path: Path, digest: str) -> bool:
    """Return whether a file's beginning is that of a digest, as far as it can be read."""
    found = head_of(path)
    return found is None or begins_as(found[1], digest)


def unlink_same(file: LogFile) -> None:
    """Delete a file unless another one has its name now."""
    path = Path(file.path)
    with suppress(OSError):
        if file_id(path.lstat()) == file.id:
            path.unlink()


_tables: "weakref.WeakSet[FileTable]" = weakref.WeakSet()


def _forget_all() -> None:
    for table in list(_tables):
        table.forget()


os.register_at_fork(after_in_child=_forget_all)
