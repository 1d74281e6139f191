"""Files that a user names, of whomever: opened without waiting for a pipe or reading a device."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


def open_regular(path: Path | str) -> int:
    """
    Return the descriptor of a regular file, open for reading; links to one are followed.

    Raises
    ------
    OSError
        If it can't be opened, or is a pipe, a device, a directory: reading those could wait for
        ever, or have no end.

    """
    fd = os.open(path, _FLAGS)
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "no regular file", str(path))
