"""Descriptors of files that hold locks: a child that outlives this process must not keep them."""

import os

_kept: set[int] = set()


def keep(fd: int) -> None:
    """Note that a descriptor holds a lock of this process."""
    _kept.add(fd)


def close(fd: int) -> None:
    """Close a descriptor, unless it is a parent's: its number may stand for another file by now."""
    if fd in _kept:
        _kept.discard(fd)
        os.close(fd)


def close_all() -> None:
    """Close those of this process, or in a child those of its parent."""
    for fd in _kept:
        os.close(fd)
    _kept.clear()


os.register_at_fork(after_in_child=close_all)
