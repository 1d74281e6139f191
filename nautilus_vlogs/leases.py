"""
Whether any process of the machine writes a file, by a lease.

``/proc`` shows the processes of one's own container. The kernel knows them all: it gives nobody a
lease on a file for reading while any process has it open for writing.
"""

import fcntl
import os
import signal
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.regular_files import open_regular

_LEASE: int | None = getattr(fcntl, "F_SETLEASE", None)
_SIGNAL: int | None = getattr(fcntl, "F_SETSIG", None)

#: Devices whose file systems have been seen to give leases.
_leasing: set[int] = set()


def has_writer(path: Path) -> bool | None:
    """
    Return whether any process has a file open for writing, this one too; ``None`` if unknown.

    It is unknown for another user's file, for one that is gone, and on a file system without
    leases.
    """
    if _LEASE is None or _SIGNAL is None:
        return None
    try:
        fd = open_regular(path, follows_link=False)
    except OSError:
        return None
    try:
        is_given = _is_given(fd, _LEASE, _SIGNAL)
    finally:
        os.close(fd)
    if is_given is False and not _gives_leases(path.parent, _LEASE, _SIGNAL):
        return None
    return None if is_given is None else not is_given


def _is_given(fd: int, lease: int, at_break: int) -> bool | None:
    """Return whether a lease on a file is given, which is given back; ``None`` if there is none."""
    try:
        # A process that opens the file in that instant has a signal sent here: one that is ignored
        # by default, for SIGIO would end this process.
        fcntl.fcntl(fd, at_break, signal.SIGURG)
        fcntl.fcntl(fd, lease, fcntl.F_RDLCK)
        fcntl.fcntl(fd, lease, fcntl.F_UNLCK)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _gives_leases(directory: Path, lease: int, at_break: int) -> bool:
    """
    Return whether a file system gives leases on files that nobody writes.

    Those of a network refuse them in the same way as where there is a writer.
    """
    with suppress(OSError):
        device = directory.stat().st_dev
        if device not in _leasing:
            # A file without a name, which changes nothing in the directory.
            fd = os.open(directory, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                probe = os.open(f"/proc/self/fd/{fd}", os.O_RDONLY | os.O_CLOEXEC)
            finally:
                os.close(fd)
            try:
                if _is_given(probe, lease, at_break):
                    _leasing.add(device)
            finally:
                os.close(probe)
        return device in _leasing
    return False
