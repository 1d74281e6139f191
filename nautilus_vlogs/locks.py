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

#: Seconds between two changes of the times of locks; cleaners count in hours and days.
_TOUCH_SECS = 60.0


class LockDescriptor:
    """
    The descriptor of an open file that holds a lock of this process; a child has it closed.

    Parameters
    ----------
    fd : int
        The descriptor, which is closed by this object alone.
    is_for_lock : bool, default False
        The file is there for the lock only.

    Attributes
    ----------
    fd : int
        The same; -1 once it is closed, for its number may stand for another file by then.

    """

    def __init__(self, fd: int, *, is_for_lock: bool = False) -> None:
        self.fd = fd
        self.is_for_lock = is_for_lock
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
    held = LockDescriptor(open_private(path, os.O_RDWR | os.O_CREAT), is_for_lock=True)
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


def keep_young() -> None:
    """
    See to it that no cleaner that goes by age deletes the locks of this process.

    To be called again and again: nothing else ever changes the files.
    """
    global _touched_at  # noqa: PLW0603  # there is one process
    now = time.monotonic()
    if now < _touched_at + _TOUCH_SECS:
        return
    _touched_at = now
    for held in list(_open):
        if held.is_for_lock:
            with suppress(OSError):
                os.utime(held.fd)


def close_all() -> None:
    """Close the descriptors of this process, or in a child those of its parent."""
    for descriptor in list(_open):
        descriptor.close()


_open: set[LockDescriptor] = set()

_touched_at = float("-inf")

os.register_at_fork(after_in_child=close_all)
