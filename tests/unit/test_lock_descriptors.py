"""Descriptors that hold locks, and the children of a process that has some."""

import os

from nautilus_vlogs.capture import lock_descriptors


def test_a_child_closes_its_parent_s_once(tmp_path):
    """What it opens under the same number is its own, and stays open."""
    held = os.open(tmp_path / "held", os.O_RDWR | os.O_CREAT)
    lock_descriptors.keep(held)
    lock_descriptors.close_all()  # what a child does at first
    own = os.open(tmp_path / "own", os.O_RDWR | os.O_CREAT)
    if own != held:  # the parent's number is used again, whichever is free
        os.dup2(own, held)
        os.close(own)
    lock_descriptors.close(held)
    assert os.fstat(held).st_ino == (tmp_path / "own").stat().st_ino
    os.close(held)
