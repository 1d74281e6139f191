"""The threads of `vlogs-nt ship` and `follow`: whatever becomes of them, the exit code says it."""

import argparse
import threading
import uuid

import pytest

from nautilus_vlogs.commands import shipping
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.errors import VictoriaLogsError


def refuse(_):
    """Have no more threads."""
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize("has_threads", [True, False])
def test_each_item_is_worked_on_once(has_threads, monkeypatch):
    """In parallel, or by the one who asks where there are no threads; answers keep the order."""
    seen = []

    def work(item):
        seen.append(item)
        return item * 2

    if not has_threads:
        monkeypatch.setattr(threading.Thread, "start", refuse)
    assert shipping._in_parallel(work, list(range(50))) == [item * 2 for item in range(50)]
    assert sorted(seen) == list(range(50))
    assert shipping._in_parallel(work, []) == []


def test_an_error_of_one_item_reaches_the_one_who_asked():
    """It is no answer, and nothing that is printed and forgotten on a thread."""

    def work(item):
        if item == 3:
            raise ValueError("no")
        return item

    with pytest.raises(ValueError, match="no"):
        shipping._in_parallel(work, list(range(10)))


class Task:
    """Work that ends in an error."""

    def run(self):
        """Fail."""
        raise MemoryError("no room")

    def exit_code(self, *, has_ended):
        """Return the code of work that was done."""
        return int(not has_ended)


@pytest.fixture
def options():
    """Return the options of `vlogs-nt follow` without any given."""
    return argparse.Namespace(
        url="http://localhost:9",
        query_url=None,
        account_id=0,
        project_id=0,
        window=15.0,
        ca_file=None,
        client_cert_file=None,
        client_key_file=None,
        metrics=None,
        metrics_host=[],
        json=False,
        given=set(),
    )


@pytest.fixture
def session(tmp_path):
    """Return a session in which a node hands its log over, to be shipped to another store."""
    session = SessionDirectory(tmp_path / f"session-{uuid.uuid4()}")
    session.path.mkdir(mode=0o700)
    instance_id = str(uuid.uuid4())
    node = Session(
        instance_id=instance_id,
        destination=Destination(url="http://logs:9428", account_id=7),
        shaping=Shaping(redact=("hush",)),
    )
    Journal(session.path / f"{instance_id}{NODE_SUFFIX}", JournalState(node)).close()
    return session


@pytest.mark.parametrize("given", [set(), {"url"}])
def test_a_companion_ships_as_its_node_is_configured(options, session, given):
    """Also what says nothing of itself; an option that says where to wins."""
    options.given = given
    made = []

    def make_task(tools):
        made.append(tools.settings)
        return Task()

    shipping._run(options, make_task, timeout_secs=None, nodes=[session.path])
    (settings,) = made
    assert settings.redact == ("hush",)
    assert (settings.url, settings.account_id) == (
        ("http://localhost:9", 0) if given else ("http://logs:9428", 7)
    )


def test_a_companion_that_does_not_know_where_to_ships_nothing(options, session):
    """The environment's store is another one, perhaps, and its node starts it again."""
    (path,) = session.node_journals()
    path.write_bytes(b"")
    with pytest.raises(VictoriaLogsError, match="can't be used"):
        shipping._run(options, lambda _: Task(), timeout_secs=None, nodes=[session.path])


def test_work_that_ends_in_an_error_is_a_failure(options, capsys):
    """Though nothing was found to be left by then."""
    assert shipping._run(options, lambda _: Task(), timeout_secs=60.0) == 1
    assert "shipping has ended: no room" in capsys.readouterr().err
