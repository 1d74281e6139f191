"""
Marks on log files that say to all processes of a machine that one of them ships the file.

A mark is an advisory lock on the file itself, far behind any byte that it will ever have. So it is
found wherever processes keep their state, whoever they run as, and in all containers that have the
file's volume, a read-only one too; it disturbs no writer, and the system takes it away with the
process. Shared locks are all that a file takes that is opened for reading, so a mark is set first,
and taken back if there is another.
"""

import fcntl
import hashlib
import os
import struct
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from nautilus_vlogs.capture.file_table import open_log
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.locks import LockDescriptor

#: Where the marks are: one for all actors, which share a file by claims, and behind it those of
#: followers, one for each destination.
_ACTORS = 1 << 62
_DESTINATION_BYTES = 4

#: The newest files of a log have marks; those before them are written no more.
_MAX_FILES = 64

#: `struct flock` of 64-bit Linux; the last number, a process id, has to be 0.
_LOCK = "hhqqi4x"

_SET = getattr(fcntl, "F_OFD_SETLK", None)
_GET = getattr(fcntl, "F_OFD_GETLK", None)


class ShippedMarks:
    """
    The marks of one reader on the files of a log.

    Where a file system knows no locks, or the system no locks of open files, nothing is marked.

    Parameters
    ----------
    destination : str
        Where the lines go to.
    is_actor : bool, default False
        The reader is a node's actor, or ships for one: others of those may have the file as well,
        and no follower, whatever its destination.

    Attributes
    ----------
    has_met_actor : bool
        A file was not marked, for it had the mark of an actor.

    """

    _of_process: ClassVar[dict[str, "ShippedMarks"]] = {}

    def __init__(self, destination: str, *, is_actor: bool = False) -> None:
        digest = hashlib.blake2b(destination.encode(), digest_size=_DESTINATION_BYTES).digest()
        follower = _ACTORS + 1 + int.from_bytes(digest)
        self._own = _ACTORS if is_actor else follower
        self._others = [follower] if is_actor else [_ACTORS, follower]
        self._held: OrderedDict[FileId, LockDescriptor] = OrderedDict()
        self.has_met_actor = False

    @classmethod
    def of_process(cls, destination: str) -> "ShippedMarks":
        """Return those of this process's actors, which stay until it ends."""
        if destination not in cls._of_process:
            cls._of_process[destination] = cls(destination, is_actor=True)
        return cls._of_process[destination]

    @classmethod
    def forget(cls) -> None:
        """Forget the marks of the process that this one was forked from."""
        cls._of_process.clear()

    def take(self, paths: Iterable[Path]) -> bool:
        """
        Mark files, the newest one last.

        Returns
        -------
        bool
            False if another process ships one of them: then none of these is marked.

        """
        taken: list[FileId] = []
        for path in list(paths)[-_MAX_FILES:]:
            fd = open_log(path)
            if fd is None:
                continue
            identity = file_id(os.fstat(fd))
            if identity in self._held:
                os.close(fd)
                continue
            self._held[identity] = LockDescriptor(fd)
            taken.append(identity)
            if not self._mark(fd):
                for one in taken:
                    self._release(one)
                return False
        while len(self._held) > _MAX_FILES:
            self._release(next(iter(self._held)))
        return True

    def release(self) -> None:
        """Take all marks away."""
        for identity in list(self._held):
            self._release(identity)

    def _mark(self, fd: int) -> bool:
        if _SET is None or _GET is None:
            return True
        with suppress(OSError):
            fcntl.fcntl(fd, _SET, struct.pack(_LOCK, fcntl.F_RDLCK, os.SEEK_SET, self._own, 1, 0))
            for place in self._others:
                wanted = struct.pack(_LOCK, fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
                (kind, *_) = struct.unpack(_LOCK, fcntl.fcntl(fd, _GET, wanted))
                if kind != fcntl.F_UNLCK:
                    self.has_met_actor = place == _ACTORS
                    return False
        return True

    def _release(self, identity: FileId) -> None:
        self._held.pop(identity).close()


os.register_at_fork(after_in_child=ShippedMarks.forget)
