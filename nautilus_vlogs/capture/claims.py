"""
Which process ships a log file of the user's own that several processes write to.

Lines of processes of one trader can't be distinguished in a file, so one process ships all of them:
the one that has the claim. A claim is a locked file; the system releases the lock when the process
ends. It says where the lines of each holder begin, so that the next one goes on exactly where the
one before ended, and what a killed one has left is shipped up to there.
"""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import dropwhile
from pathlib import Path
from typing import ClassVar

import msgspec
from msgspec.structs import replace

from nautilus_vlogs.capture.file_table import begins_as_before
from nautilus_vlogs.capture.file_table import digest_in
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.locks import LockDescriptor
from nautilus_vlogs.locks import is_locked
from nautilus_vlogs.locks import take_lock
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.regular_files import is_passing

_MAX_BYTES = 16 * 1024 * 1024

#: What another process is changing is tried again so often, after so many seconds.
_ATTEMPTS = 3
_RETRY_SECS = 0.002

#: Holders that are remembered of a file, whether there is something left of them or not.
_MIN_HOLDERS = 100

#: Claims that are held at a time; beyond it those on the files that are written no more are left.
_MAX_HELD = 128


class Holder(msgspec.Struct, frozen=True):
    """
    A session that has shipped lines of a file, or still does.

    Parameters
    ----------
    session : str
        Its id.
    journal : str
        The path of its journal.
    start : int
        The offset of its first line, in bytes.
    end : int or None, default None
        Where it ended in order; ``None`` if it did not, or not yet.
    is_gone : bool, default False
        The file was truncated since, or made anew: none of its lines is there any more.

    """

    session: str
    journal: str
    start: int
    end: int | None = None
    is_gone: bool = False


class _Content(msgspec.Struct):
    """The content of a claim: the file's path and head, and the holders, the present one last."""

    path: str
    holders: list[Holder] = []
    head: str = ""


#: Return the offset up to which a holder, which did not end in order, has numbered a file's lines;
#: ``None`` if those are not in the file any more.
Numbered = Callable[[Holder, FileId], int | None]


class Claims:
    """
    A session's claims on log files.

    Parameters
    ----------
    directory : Path
        Where the claims of all sessions are, private.
    trader_id : str
        Lines of other traders can be distinguished, so those have claims of their own.
    session : str
        The session's id.
    journal : Path
        The path of its journal.
    numbered : callable
        See `Numbered`.
    is_adoption : bool, default False
        The session is that of a process that has ended. The nodes of this process share its
        claims, for they follow each other; an adopter beside them has its own.

    """

    #: The locks of the claims that this process's nodes hold, by path.
    _of_nodes: ClassVar[dict[Path, LockDescriptor]] = {}

    def __init__(
        self,
        directory: Path,
        trader_id: str,
        *,
        session: str,
        journal: Path,
        numbered: Numbered,
        is_adoption: bool = False,
    ) -> None:
        self._directory = directory
        self._trader = hashlib.sha256(trader_id.encode()).hexdigest()[:16]
        self._session = session
        self._journal = journal
        self._numbered = numbered
        self._held = {} if is_adoption else self._of_nodes

    @classmethod
    def forget(cls) -> None:
        """Forget the claims of the process that this one was forked from."""
        cls._of_nodes.clear()

    def take(self, identity: FileId, path: Path, begin: int) -> int | None:
        """
        Claim a file; return where the session's lines in it begin, in bytes.

        Parameters
        ----------
        identity, path
            The file.
        begin : int
            Where they begin if no other session has shipped any of them.

        Returns
        -------
        int or None
            ``None`` as long as another process ships the file.

        """
        claim = self._path_of(identity)
        is_held = self.is_held(identity)
        try:
            if not self._lock(claim):
                return None
        except OSError as e:  # on a full disk: as if no other process wrote to the file
            return None if is_passing(e) else begin
        holders, end = self._holders_of(identity, path)
        # An earlier node of this process has read on, and left out what is this one's.
        start = begin if is_held else max(begin, end)
        new = Holder(self._session, str(self._journal), start)
        # Old ones before the first that has left lines to ship bound nothing any more.
        old = dropwhile(lambda one: not Path(one.journal).exists(), holders[:-_MIN_HOLDERS])
        known = [*old, *holders[-_MIN_HOLDERS:]]
        if known[-1:] != [new]:  # the opening of the log failed behind this, and is tried again
            known.append(new)
        self._write(claim, _Content(str(path), known, digest_in(path, identity)))
        return start

    def reopen(self, identity: FileId) -> bool:
        """
        Claim a file again, in which what an ended session has left is to be shipped.

        Returns
        -------
        bool
            False while another process ships the file.

        """
        claim = self._path_of(identity)
        try:
            if not self._lock(claim):
                return False
        except OSError as e:
            return not is_passing(e)
        self._set_end(identity, None)
        return True

    def begin_again(self, identity: FileId) -> None:
        """Note that a file was truncated: the session's lines begin at its beginning now."""
        claim = self._path_of(identity)
        content = _read(claim)
        if content is not None and claim in self._held:
            holders = [
                replace(one, start=0) if one.session == self._session else _gone(one)
                for one in content.holders
            ]
            head = digest_in(Path(content.path), identity)
            self._write(claim, replace(content, holders=holders, head=head))

    def is_holder(self, identity: FileId) -> bool:
        """Return whether the session has claimed a file."""
        content = _read(self._path_of(identity))
        holders = [] if content is None else content.holders
        return any(one.session == self._session for one in holders)

    def is_gone(self, identity: FileId) -> bool:
        """Return whether the session's lines in a file are not there any more."""
        content = _read(self._path_of(identity))
        if content is None:
            return False
        is_same = begins_as_before(Path(content.path), content.head)
        own = [one for one in content.holders if one.session == self._session]
        return any(one.is_gone or not is_same for one in own)

    def limit(self, identity: FileId) -> int | None:
        """Return where the lines of the next holder begin, in bytes; ``None`` if there is none."""
        content = _read(self._path_of(identity))
        holders = [] if content is None else content.holders
        sessions = [one.session for one in holders]
        if self._session not in sessions[:-1]:
            return None
        return holders[sessions.index(self._session) + 1].start

    def is_known(self, identity: FileId, path: Path) -> bool:
        """Return whether a session has claimed a file, now or before."""
        holders, _ = self._holders_of(identity, path)
        return not all(one.is_gone for one in holders)

    def end(self, identity: FileId, offset: int) -> None:
        """Note where the session's lines in a file end, in bytes; the claim stays held."""
        self._set_end(identity, offset)

    def release(self, identity: FileId) -> None:
        """Leave a file to other processes."""
        self._release(self._path_of(identity))

    def remove(self, identity: FileId) -> None:
        """Forget a file that is deleted, if this session has the claim on it."""
        claim = self._path_of(identity)
        if claim in self._held:
            with suppress(OSError):
                claim.unlink(missing_ok=True)
            self._release(claim)
            self._remove_directory()

    def tidy_up(self) -> None:
        """Remove the claims on files that are gone, and their place if there are no others."""
        with suppress(OSError):
            self._remove_old()
        self._remove_directory()

    def is_held(self, identity: FileId) -> bool:
        """Return whether this session, or another node's of this process, has the claim."""
        return self._path_of(identity) in self._held

    def is_taken(self, identity: FileId) -> bool:
        """Return whether another process ships a file just now."""
        try:
            return bool(is_locked(self._path_of(identity)))
        except OSError as e:
            return is_passing(e)

    def _holders_of(self, identity: FileId, path: Path) -> tuple[list[Holder], int]:
        """Return the holders of a file, and the offset where the last one's lines end, in bytes."""
        content = _read(self._path_of(identity))
        if content is None or content.path != str(path) or not content.holders:
            return [], 0
        last = content.holders[-1]
        if last.is_gone:
            return content.holders, 0
        end = self._numbered(last, identity) if last.end is None else last.end
        size, is_same = _size_of(path), begins_as_before(path, content.head)
        # After a power cut a file may be shorter than it was; if it begins differently, or one does
        # not know, it was truncated, or made anew with the same inode.
        if end is not None and is_same and (content.head or end <= size):
            return content.holders, min(end, size)
        return list(map(_gone, content.holders)), 0

    def _release(self, claim: Path) -> None:
        held = self._held.pop(claim, None)
        if held is not None:
            held.close()

    def _set_end(self, identity: FileId, offset: int | None) -> None:
        claim = self._path_of(identity)
        content = _read(claim)
        if content is not None and claim in self._held:
            holders = [
                replace(one, end=offset) if one.session == self._session else one
                for one in content.holders
            ]
            head = content.head or digest_in(Path(content.path), identity)
            self._write(claim, replace(content, holders=holders, head=head))

    def _path_of(self, identity: FileId) -> Path:
        return self._directory / f"{identity.device:x}-{identity.inode:x}-{self._trader}"

    def _lock(self, claim: Path) -> bool:
        """
        Lock a claim's file; return false if another process has locked it.

        Raises
        ------
        OSError
            If it can't be made.

        """
        if claim in self._held:
            return True
        held = self._take_lock(claim)
        if held is None:
            return False
        self._held[claim] = held
        for oldest in list(self._held)[:-_MAX_HELD]:
            self._release(oldest)
        return True

    def _take_lock(self, claim: Path) -> LockDescriptor | None:
        for _ in range(_ATTEMPTS):
            with suppress(FileNotFoundError):  # it went with the last claim of another process
                make_private(self._directory)
                if not claim.exists():
                    self._remove_old()
                return take_lock(claim)
        return None

    def _write(self, claim: Path, content: _Content) -> None:
        data = msgspec.json.encode(content)
        with suppress(OSError):  # on a full disk the next holder begins where its own lines do
            os.pwrite(self._held[claim].fd, data, 0)
            os.ftruncate(self._held[claim].fd, len(data))

    def _remove_directory(self) -> None:
        with suppress(OSError):  # there are others
            self._directory.rmdir()

    def _remove_old(self) -> None:
        """Remove the claims on files that are gone; those that have other numbers keep theirs."""
        for claim in self._directory.iterdir():
            content = _read(claim)
            if content is None or claim in self._held:
                continue
            with suppress(OSError):
                try:
                    status = Path(content.path).lstat()
                except FileNotFoundError:
                    claim.unlink()
                    continue
                name = f"{status.st_dev:x}-{status.st_ino:x}-{claim.name.rpartition('-')[2]}"
                if claim.name == name:
                    continue
                present = self._directory / name
                is_same = content.head and begins_as_before(Path(content.path), content.head)
                if is_same and not present.exists():
                    claim.rename(present)  # its volume was mounted anew, or copied
                else:
                    claim.unlink()


def _gone(holder: Holder) -> Holder:
    return replace(holder, is_gone=True)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read(claim: Path) -> _Content | None:
    """Return the content of a claim; ``None`` if there is none."""
    for _ in range(_ATTEMPTS):
        try:
            with os.fdopen(open_private(claim, os.O_RDONLY, max_bytes=_MAX_BYTES), "rb") as file:
                data = file.read()
                return _decoder.decode(data) if data else None
        except OSError:
            return None
        except msgspec.DecodeError:
            time.sleep(_RETRY_SECS)  # it is just being written
    return None


_decoder = msgspec.json.Decoder(_Content)

os.register_at_fork(after_in_child=Claims.forget)
