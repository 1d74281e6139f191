"""
Directories and files that only this user can have put there, and only this user can read.

What is found in a spool is read, sent to a store and deleted, so nobody else may be able to plant
or replace it: each directory on the way belongs to root or to this user and can be written to by
nobody else (unless it is sticky, as ``/tmp`` is), and the last one is this user's with mode 0700.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.regular_files import real_path

#: Of a directory that is private.
PRIVATE_MODE = 0o700

#: A session needs a directory, log files and its journal. Without, NautilusTrader ends the process.
_MIN_INODES = 8


class UnsafePathError(OSError):
    """A directory or file that can't be trusted, or has the wrong type; the text says why."""


def make_private(directory: Path) -> None:
    """
    Make a directory that is private, and mend the mode of one that is there.

    Parameters
    ----------
    directory : Path
        An absolute path; missing parents are made, with mode 0700.

    Raises
    ------
    UnsafePathError
        If it, or a directory above it, could be replaced or written to by another user.
    OSError
        If it can't be made.

    """
    missing = []
    path = directory
    while not os.path.lexists(path):
        missing.append(path)
        path = path.parent
    check_ancestors(path)
    for each in reversed(missing):
        with suppress(FileExistsError):
            each.mkdir(mode=PRIVATE_MODE)
    if missing:
        check_ancestors(directory)
    make_own(directory, follows_link=False)


def make_own(directory: Path, *, follows_link: bool = True) -> None:
    """
    Mend the mode of a directory of this user's, whatever is above it.

    Parameters
    ----------
    directory : Path
        A directory that is there.
    follows_link : bool, default True
        A link to one will do.

    Raises
    ------
    UnsafePathError
        If it belongs to another user.
    OSError
        If there is none.

    """
    # By what was opened: the path may change in between.
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    fd = os.open(directory, flags if follows_link else flags | os.O_NOFOLLOW)
    try:
        status = os.fstat(fd)
        if status.st_uid != os.getuid():
            raise UnsafePathError(f"{directory} belongs to another user (uid {status.st_uid})")
        if stat.S_IMODE(status.st_mode) != PRIVATE_MODE:
            os.fchmod(fd, PRIVATE_MODE)
    finally:
        os.close(fd)


def is_own(path: Path, kind: int = stat.S_IFREG) -> bool:
    """Return whether a path is a file of this user's and of a kind, and no link to one."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_IFMT(status.st_mode) == kind and status.st_uid == os.getuid()


def check_private(directory: Path) -> None:
    """
    Raise `UnsafePathError` unless a directory is private; mend the mode of one of this user's.

    Raises
    ------
    UnsafePathError
        If it is missing, no directory, another user's, or below one that others can write to.

    """
    if not directory.is_dir() or directory.is_symlink():
        raise UnsafePathError(f"{directory} is no directory")
    make_private(directory)


def check_ancestors(directory: Path) -> None:
    """
    Raise `UnsafePathError` if another user could replace a directory.

    The directories above it are checked, and links on the way; itself it may belong to anybody.
    """
    for each in _ways_to(directory):
        try:
            status = each.lstat()
        except OSError as e:
            raise UnsafePathError(f"{each} can't be looked at: {e.strerror}") from None
        if status.st_uid not in (0, os.getuid()):
            raise UnsafePathError(f"{each} belongs to another user (uid {status.st_uid})")
        if stat.S_ISLNK(status.st_mode):
            continue
        is_open = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if is_open and not status.st_mode & stat.S_ISVTX:
            raise UnsafePathError(
                f"{each} can be written to by others (mode {stat.S_IMODE(status.st_mode):04o})"
            )


def _ways_to(directory: Path) -> list[Path]:
    """Return the ancestors of a directory, with and without links resolved."""
    lexical = Path(os.path.normpath(directory.absolute()))
    parents = list(lexical.parents)
    if lexical.is_symlink():
        parents.append(lexical)
    links = [each for each in parents if each.is_symlink()]
    real = real_path(lexical)
    if any(each.is_symlink() for each in (real, *real.parents)):
        raise UnsafePathError(f"{directory} has links on its way that go round in a circle")
    return [*links, *real.parents]


def open_private(
    path: Path,
    flags: int,
    *,
    max_bytes: int | None = None,
    mend: bool = True,
) -> int:
    """
    Open a regular file of this user's, without following a link and without waiting.

    Parameters
    ----------
    path : Path
        The file; one that is made has mode 0600.
    flags : int
        As of `os.open`.
    max_bytes : int, optional
        The largest size that is accepted.
    mend : bool, default True
        Take the right to read it from others.

    Returns
    -------
    int
        The file descriptor.

    Raises
    ------
    UnsafePathError
        If it is a link, no regular file, another user's, has a second name, or is too large.
    OSError
        If it can't be opened.

    """
    # A pipe without a writer would keep the opener waiting.
    safe = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    try:
        fd = os.open(path, flags | safe, 0o600)
    except OSError as e:
        if path.is_symlink():
            raise UnsafePathError(f"{path} is a link") from None
        raise e from None
    try:
        _check_file(path, os.fstat(fd), max_bytes)
        if mend and stat.S_IMODE(os.fstat(fd).st_mode) & 0o077:
            os.fchmod(fd, 0o600)
    except BaseException:
        os.close(fd)
        raise
    return fd


def _check_file(path: Path, status: os.stat_result, max_bytes: int | None) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnsafePathError(f"{path} is no regular file")
    if status.st_uid != os.getuid():
        raise UnsafePathError(f"{path} belongs to another user (uid {status.st_uid})")
    if status.st_nlink > 1:
        raise UnsafePathError(f"{path} has a second name")
    if max_bytes is not None and status.st_size > max_bytes:
        raise UnsafePathError(f"{path} has {status.st_size:,} bytes, more than {max_bytes:,}")


def unusable(directory: Path) -> str:
    """
    Return why a directory can't be used, "" if it can; nothing is made or changed.

    Parameters
    ----------
    directory : Path
        It need not exist.

    """
    existing, reason = _unsafe(directory)
    if reason:
        return reason
    if not os.access(existing, os.W_OK | os.X_OK):
        return f"{existing} can't be written to"
    return _lack_of_room(existing)


def unsafe(directory: Path) -> str:
    """
    Return why other users could have been at a directory, "" if they could not.

    Parameters
    ----------
    directory : Path
        It need not exist.

    """
    return _unsafe(directory)[1]


def _unsafe(directory: Path) -> tuple[Path, str]:
    """Return the nearest directory that exists, and why it is not safe."""
    path = existing = directory
    try:
        path = existing = directory.absolute()  # fails where the working directory is gone
        while not os.path.lexists(existing):
            existing = existing.parent
        check_ancestors(existing)
        status = existing.stat()
    except OSError as e:
        return existing, str(e)
    if not stat.S_ISDIR(status.st_mode):
        return existing, f"{existing} is no directory"
    is_mendable = existing == path and status.st_uid == os.getuid()
    if not is_mendable and not _is_trusted(status):
        return existing, f"{existing} belongs to another user or can be written to by others"
    return existing, ""


def _lack_of_room(directory: Path) -> str:
    """Return the resource that a directory's file system lacks for a new file, "" if none."""
    try:
        status = os.statvfs(directory)
    except OSError:
        return ""
    if status.f_bavail <= 0 or (status.f_files and status.f_favail <= _MIN_INODES):
        return f"the file system of {directory} is full"
    return ""


def _is_trusted(status: os.stat_result) -> bool:
    is_open = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid in (0, os.getuid()) and (
        not is_open or bool(status.st_mode & stat.S_ISVTX)
    )
