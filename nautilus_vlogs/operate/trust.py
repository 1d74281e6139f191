"""Whether another user can change a file, or put another in its place."""

import grp
import os
import pwd
import stat
from pathlib import Path
from typing import NamedTuple

from nautilus_vlogs.regular_files import real_path

_ACCESS_LIST = "system.posix_acl_access"


class Writer(NamedTuple):
    """
    A user or group that can write to a path.

    Parameters
    ----------
    name : str
        The user or group, in words.
    path : Path
        The path that it can write to.

    """

    name: str
    path: Path


def other_writer(path: Path) -> Writer | None:
    """
    Return another than root and this user that can change a file or replace it.

    The file itself is looked at, what it links to, and every directory above: a directory that
    others can write to is as good as the file, unless it is sticky as ``/tmp`` is.
    """
    real = real_path(path)
    for one in dict.fromkeys((path, real, *path.parents, *real.parents)):
        if (name := _writer_of(one)) is not None:
            return Writer(name, one)
    return None


def _writer_of(path: Path) -> str | None:
    try:
        status = path.lstat()
    except OSError as e:
        return f"an unknown user ({e.strerror})"
    if stat.S_ISLNK(status.st_mode):
        return None  # its mode says nothing; its directory and its target are looked at
    if status.st_uid not in (0, os.getuid()):
        return f"its owner, user {status.st_uid},"
    if stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX:
        return None
    return "everybody" if status.st_mode & stat.S_IWOTH else _group_writer_of(path, status)


def _group_writer_of(path: Path, status: os.stat_result) -> str | None:
    if not status.st_mode & stat.S_IWGRP:
        return None
    # With an access list these bits are the most that any of its entries grants.
    if _has_access_list(path):
        return "a user or group of its access list"
    return f"group {status.st_gid}" if _has_others(status.st_gid) else None


def _has_access_list(path: Path) -> bool:
    try:
        return _ACCESS_LIST in os.listxattr(path, follow_symlinks=False)
    except (AttributeError, OSError):  # of Linux only, and not of every file system
        return False


def _has_others(group_id: int) -> bool:
    """Return whether a group has members beside root and this user, as a private group has not."""
    if group_id == 0:
        return False
    try:
        names = set(grp.getgrgid(group_id).gr_mem)
    except KeyError:
        names = set()
    names |= {one.pw_name for one in pwd.getpwall() if one.pw_gid == group_id}
    ours = {one.pw_name for one in pwd.getpwall() if one.pw_uid in (0, os.getuid())}
    return bool(names - ours)
