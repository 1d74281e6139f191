"""
Locks on files: the system releases them when a process ends.

A child that outlives the process must not keep them, so it closes its parent's descriptors first.
"""

import fcntl
import os
import time
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.private_files import open_private

#: Seconds before a lock is tried again.
_RETRY_SECS = (0.001, 0.01)


class LockDescriptor:
    """
    The descriptor of an open file that holds a lock of this process; a child has it closed.

    Parameters
    ----------
    fd : int
        The descriptor, which is closed by this object alone.

    Attributes
    ----------
    fd : int
        The same; -1 once it is closed, for its number may stand for another file by then.

    """

    def __init__(self, fd: int) -> None:
        self.fd = fd
        _open.add(self)

    @property
    def is_open(self) -> bool:
        """Whether the lock is held."""
        return self.fd >= 0

    def close(self) -> None:
        """Close it, and so release the lock."""
        _open.discard(self)
        if self.is_open:
            os.close(self.fd)
            self.fd = -1


def take_lock(path: Path) -> LockDescriptor | None:
    """
    Lock a private file, which is made if it is missing; return ``None`` if another process has it.

    Raises
    ------
    OSError
        If the file can't be made or locked.

    """
    for secs in _RETRY_SECS:
        if (held := _take_lock(path)) is not None:
            return held
        time.sleep(secs)  # another process may merely be looking, see `is_locked`
    return _take_lock(path)


def _take_lock(path: Path) -> LockDescriptor | None:
    held = LockDescriptor(open_private(path, os.O_RDWR | os.O_CREAT))
    is_locked_here = False
    try:
        with suppress(BlockingIOError, FileNotFoundError):
            fcntl.flock(held.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A lock on a file that was removed meanwhile locks nothing.
            is_locked_here = os.path.samestat(os.fstat(held.fd), path.stat())
    finally:
        if not is_locked_here:
            held.close()
    return held if is_locked_here else None


def is_locked(path: Path) -> bool | None:
    """
    Return whether a process holds the lock on a file, ``None`` if there is no such file.

    Raises
    ------
    OSError
        If the file can't be opened: it is another user's, or a link.

    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        # Shared, and for an instant: a process that takes it is not to be kept from that.
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def close_all() -> None:
    """Close the descriptors of this process, or in a child those of its parent."""
    for descriptor in list(_open):
        descriptor.close()


_open: set[LockDescriptor] = set()

os.register_at_fork(after_in_child=close_all)
