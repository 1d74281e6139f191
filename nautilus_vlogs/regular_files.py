"""Files of any user, opened for reading without waiting for a pipe or reading a device."""

import errno
import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


#: Errors of a machine that has no room for one more open file, or of its disk.
_PASSING = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.EINTR}


def is_passing(error: OSError) -> bool:
    """Return whether an error may pass, so that it says nothing of the file."""
    return error.errno in _PASSING


def real_path(path: Path) -> Path:
    """
    Return a path with its links resolved, as far as they can be.

    `Path.resolve` raises `RuntimeError` for links that go round in a circle, before Python 3.13.
    """
    return Path(os.path.realpath(path))


def open_regular(path: Path | str, *, follows_link: bool = True) -> int:
    """
    Return the descriptor of a regular file, open for reading.

    Parameters
    ----------
    path : Path or str
        The file.
    follows_link : bool, default True
        A link to one will do.

    Raises
    ------
    OSError
        If it can't be opened, or is a pipe, a device, a directory: reading those could wait for
        ever, or have no end.

    """
    fd = os.open(path, _FLAGS if follows_link else _FLAGS | os.O_NOFOLLOW)
    mode = os.fstat(fd).st_mode
    if stat.S_ISREG(mode):
        return fd
    os.close(fd)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "no regular file", str(path))
