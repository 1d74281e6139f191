"""Descriptors that hold locks, and the children of a process that has some."""

import os

from nautilus_vlogs.capture import lock_descriptors


def test_a_child_closes_its_parent_s_once(tmp_path):
    """What it opens under the same number is its own, and stays open."""
    held = os.open(tmp_path / "held", os.O_RDWR | os.O_CREAT)
    lock_descriptors.keep(held)
    lock_descriptors.close_all()  # what a child does at first
    own = os.open(tmp_path / "own", os.O_RDWR | os.O_CREAT)
    assert own == held
    lock_descriptors.close(held)
    os.fstat(own)
    os.close(own)
