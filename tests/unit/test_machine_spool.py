"""The guard of the machine's default spool directory itself."""

from machine_spool import MachineSpool


def test_a_session_that_was_made_or_removed_is_noticed(tmp_path):
    """Also one of which nothing is left, in a place that was there before or not."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    spool = MachineSpool([old, new])
    assert spool.touched() == []
    for place in (old, new):
        session = place / "session-1"
        session.mkdir(parents=True)
        session.rmdir()
    assert spool.touched() == [old, new]


def test_a_node_that_is_there_already_is_let_alone(tmp_path):
    """What it does to its spool is no test's doing."""
    session = tmp_path / "session-1"
    session.mkdir()
    spool = MachineSpool([tmp_path])
    session.rmdir()
    assert spool.touched() == []
