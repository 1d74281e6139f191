"""Where a node's session is, and what is said if that is another place than the one named."""

import os
import uuid

import pytest

from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import root_for
from nautilus_vlogs.node.nautilus import LoggingConfig
from nautilus_vlogs.node.nautilus import is_spool
from nautilus_vlogs.node.session_journal import SessionJournal
from nautilus_vlogs.settings import ShippingSettings


@pytest.fixture(autouse=True)
def default(tmp_path, monkeypatch):
    """Return the default spool directory."""
    monkeypatch.setattr("nautilus_vlogs.places._memory", lambda: tmp_path / "memory")
    return tmp_path / "memory" / "nautilus-vlogs"


@pytest.fixture
def spool(tmp_path):
    """Return a directory that a user names."""
    return tmp_path / "spool"


@pytest.fixture
def take():
    """Return a function that takes a session's directory; it returns that and what was said."""
    taken = []

    def take(log_directory, spool_dir):
        said = []
        journal = SessionJournal(
            ShippingSettings(url="http://127.0.0.1:9"), spool_dir, lambda *one: said.append(one)
        )
        journal.take(log_directory)
        taken.append(journal.directory)
        return journal.directory.path, said

    yield take
    for directory in taken:
        directory.remove()


def test_the_spool_directory_of_a_node(tmp_path, spool, default):
    """It is above the spool's session, else the one that is named, else the default."""
    session = spool / f"session-{uuid.uuid4()}"
    assert root_for(session, str(tmp_path / "other")) == (spool, "")
    assert root_for(tmp_path / "logs", str(spool)) == (spool, "")
    assert root_for(None, str(spool)) == (spool, "")
    assert root_for(tmp_path / "logs", None) == (default, "")
    spool.write_text("no directory")
    assert root_for(None, str(spool)) == (default, f"{spool} is no directory")


@pytest.mark.parametrize("suffix", [SUFFIX, NODE_SUFFIX])
def test_a_directory_in_which_a_dead_run_left_its_log_is_left_to_the_adopter(spool, take, suffix):
    """A plain configuration, which was dumped and read again, names it: the session is beside."""
    left = spool / f"session-{uuid.uuid4()}"
    spool.mkdir(mode=0o700)
    left.mkdir(mode=0o700)
    (left / f"{uuid.uuid4()}{suffix}").touch(mode=0o600)
    session, said = take(left, None)
    assert session != left
    assert is_session(session)
    assert session.parent == spool
    assert not said
    adopted = SessionDirectory(left)
    assert adopted.lock.acquire(is_adoption=True)
    adopted.lock.release(remove=False)
    assert is_spool(LoggingConfig(log_directory=str(left)))
    assert not is_spool(LoggingConfig(log_directory=str(spool)))
    assert not is_spool(LoggingConfig())


def test_a_spool_s_session_has_its_own_directory(spool, take):
    """What the log files are in is the session's, and nothing is said."""
    session = spool / f"session-{uuid.uuid4()}"
    assert take(session, None) == (session, [])


@pytest.mark.parametrize("is_spool", [False, True])
def test_journals_elsewhere_are_reported(tmp_path, spool, default, take, is_spool):
    """A named directory that can't be used is replaced by the default, with a warning."""
    spool.write_text("no directory")
    if is_spool:
        path, said = take(spool / f"session-{uuid.uuid4()}", None)
    else:
        path, said = take(tmp_path / "logs", str(spool))
    assert is_session(path)
    assert path.parent == default
    ((level, text),) = said
    assert level == "warning"
    assert text.startswith(f"{spool} can't be used for journals (")
    assert f"), so {default} is: " in text


def test_a_second_process_of_one_configuration_has_a_session_beside_the_first(
    spool, take, monkeypatch
):
    """Its journal is below the same spool directory, and nothing is said."""
    session = spool / f"session-{uuid.uuid4()}"
    assert take(session, None)[0] == session
    monkeypatch.setattr(SessionJournal, "_held", {})  # as in another process
    path, said = take(session, None)
    assert (path.parent, path != session, said) == (spool, True, [])


def test_a_forked_child_has_not_its_parents_session(spool, take):
    """Nor the lock of it: its own journal is in a directory of its own."""
    session = spool / f"session-{uuid.uuid4()}"
    take(session, None)
    child = os.fork()
    if child == 0:
        journal = SessionJournal(ShippingSettings(url="http://127.0.0.1:9"), None, lambda *_: None)
        is_exclusive = journal.take(session)
        journal.directory.remove()
        os._exit(is_exclusive)
    _, status = os.waitpid(child, 0)
    assert status == 0
