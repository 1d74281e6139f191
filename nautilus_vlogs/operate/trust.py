"""Whether another user can change a file, or put another in its place."""

import grp
import os
import pwd
import stat
from pathlib import Path
from typing import NamedTuple


class Writer(NamedTuple):
    """
    A user or group that can write to a path.

    Parameters
    ----------
    name : str
        The user or group, in words.
    path : Path
        What it can write to.

    """

    name: str
    path: Path


def other_writer(path: Path) -> Writer | None:
    """
    Return another than root and this user that can change a file or replace it.

    The file itself is looked at, what it links to, and every directory above: a directory that
    others can write to is as good as the file, unless it is sticky as ``/tmp`` is.
    """
    real = path.resolve()
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
    is_sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
    if status.st_mode & stat.S_IWOTH and not is_sticky:
        return "everybody"
    if status.st_mode & stat.S_IWGRP and not is_sticky and _has_others(status.st_gid):
        return f"group {status.st_gid}"
    return None


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
