"""Locks on files, and the children of a process that has some."""

import os

import pytest

from nautilus_vlogs import locks
from nautilus_vlogs.locks import LockDescriptor


@pytest.fixture(autouse=True)
def close_all():
    """Leave no lock to another test."""
    yield
    locks.close_all()


def test_a_child_closes_its_parent_s_once(tmp_path):
    """What it opens under the same number is its own, and stays open."""
    held = LockDescriptor(os.open(tmp_path / "held", os.O_RDWR | os.O_CREAT))
    number = held.fd
    locks.close_all()  # what a child does at first
    assert not held.is_open
    own = os.open(tmp_path / "own", os.O_RDWR | os.O_CREAT)
    if own != number:  # the parent's number is used again, whichever is free
        os.dup2(own, number)
        os.close(own)
    another = LockDescriptor(number)
    held.close()
    assert os.fstat(number).st_ino == (tmp_path / "own").stat().st_ino
    another.close()


def test_one_at_a_time_has_a_lock(tmp_path):
    """Its file stays, and the next one takes it once it is released."""
    path = tmp_path / "lock"
    assert locks.is_locked(path) is None
    first = locks.take_lock(path)
    assert locks.take_lock(path) is None
    assert locks.is_locked(path) is True
    first.close()
    assert locks.is_locked(path) is False
    assert locks.take_lock(path).is_open


def test_a_lock_on_a_file_that_was_removed_is_none(tmp_path, monkeypatch):
    """Its last holder removes it between the opening of the next one and its lock."""
    path = tmp_path / "lock"
    opened = []

    def remove_and_lock(fd, flags, flock=locks.fcntl.flock):
        opened.append(fd)
        path.unlink()
        flock(fd, flags)

    monkeypatch.setattr(locks.fcntl, "flock", remove_and_lock)
    assert locks.take_lock(path) is None
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened[0])


def test_a_look_at_a_lock_keeps_nobody_from_taking_it(tmp_path, monkeypatch):
    """It locks the file for an instant."""
    path = tmp_path / "lock"
    looking = os.open(path, os.O_RDWR | os.O_CREAT)
    locks.fcntl.flock(looking, locks.fcntl.LOCK_SH)
    monkeypatch.setattr(locks.time, "sleep", lambda _: os.close(looking))
    assert locks.take_lock(path).is_open


def test_held_locks_stay_young(tmp_path, monkeypatch):
    """Or a cleaner deletes them by their age; a log file that bears a mark is left as it is."""
    monkeypatch.setattr(locks, "_touched_at", float("-inf"))
    lock, log = tmp_path / "lock", tmp_path / "log.json"
    log.touch()
    locks.take_lock(lock)
    LockDescriptor(os.open(log, os.O_RDONLY))
    for path in (lock, log):
        os.utime(path, (1, 1))
    locks.keep_young()
    assert lock.stat().st_mtime > 1
    assert log.stat().st_mtime == 1
