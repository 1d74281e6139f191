"""`shipper="companion"`: a process beside the node ships its log."""

import json
import os
import signal
import uuid
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import eventually
from fake_store import takes_rows_only

from faults.harness import Account
from faults.harness import Node
from faults.harness import flushed_numbers
from faults.harness import ship
from faults.harness import spool_files
from faults.harness import start_ship
from faults.harness import told
from nautilus_vlogs.deliver.sessions import SessionDirectory


@pytest.fixture
def node(tmp_path):
    """Make a node that is gone after the test, and so are the companions that it started."""
    one = Node()
    yield one
    one.close()
    for pid in companions(tmp_path):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def companions(directory):
    """Return the processes that follow a spool directory on behalf of one of its nodes."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            arguments = (process / "cmdline").read_bytes().split(b"\0")
            if b"--until" in arguments and str(directory / "spool").encode() in arguments:
                found.append(int(process.name))
    return found


def holds(store, node, count):
    """Return whether the store holds so many numbers of a node."""
    return lambda: Account(store.url, node.instance_id).numbers["n"] >= count


def start(store, node, tmp_path, **actor):
    """Start a node whose actor has a companion ship."""
    return node.start(store.url, tmp_path / "spool", shipper="companion", **actor)


def sessions(tmp_path):
    """Return the sessions that are left."""
    return list((tmp_path / "spool").glob("session-*"))


def test_after_a_crash_the_companion_finishes_and_ends(store, node, tmp_path):
    """All that was flushed is found, with the tags it would have had, and nothing is left."""
    start(store, node, tmp_path)
    eventually(holds(store, node, 500), timeout=60)
    node.kill()
    eventually(lambda: not sessions(tmp_path), timeout=60)
    eventually(lambda: not companions(tmp_path), timeout=60)
    account = Account(store.url, node.instance_id)
    account.check_whole()
    assert account.numbers["n"] >= 500
    rows = store.query(f'instance_id:="{node.instance_id}" "tick number=1" | limit 10')
    assert {row["strategy_id"] for row in rows} <= {"Probe-001", "Probe-002"}
    assert {row["source"] for row in rows} == {"strategy"}
    of_actor = f'instance_id:="{node.instance_id}" component:=VictoriaLogsActor | limit 1'
    assert store.query(of_actor)[0]["source"] == "actor"


def test_a_node_that_ends_in_order_loses_nothing(store, node, tmp_path):
    """Disposal flushes, and the companion ships the rest by itself."""
    start(store, node, tmp_path)
    eventually(holds(store, node, 200), timeout=60)
    node.stop()
    eventually(lambda: not sessions(tmp_path), timeout=60)
    eventually(lambda: not companions(tmp_path), timeout=60)
    Account(store.url, node.instance_id).check_whole(node.logged)


def test_a_companion_that_is_killed_is_started_again(store, node, tmp_path):
    """The next one goes on from the journal of progress."""
    start(store, node, tmp_path)
    for count in (300, 1_500, 3_000):
        eventually(holds(store, node, count), timeout=60)
        for pid in companions(tmp_path):
            os.kill(pid, signal.SIGKILL)
    eventually(holds(store, node, 4_000), timeout=60)
    node.stop()
    eventually(lambda: not sessions(tmp_path), timeout=60)
    Account(store.url, node.instance_id).check_whole(node.logged)


@pytest.mark.parametrize("lacks", ["a program", "descriptors"])
def test_a_node_that_can_start_none_for_a_while(store, node, tmp_path, lacks):
    """The log waits for the next companion: threads would give the same numbers again."""
    lack, heal = {
        "a program": (
            "import sys; program = sys.executable; sys.executable = '/nonexistent'",
            "sys.executable = program",
        ),
        "descriptors": (
            """import resource as it
_, most = limits = it.getrlimit(it.RLIMIT_NOFILE)
it.setrlimit(it.RLIMIT_NOFILE, (3, most))""",
            "it.setrlimit(it.RLIMIT_NOFILE, limits)",
        ),
    }[lacks]
    start(store, node, tmp_path)
    eventually(holds(store, node, 500), timeout=60)
    node.exec(lack)
    for pid in companions(tmp_path):
        os.kill(pid, signal.SIGKILL)
    logged = node.logged
    eventually(lambda: node.logged > logged + 2_000, timeout=60)
    node.exec(heal)
    eventually(holds(store, node, logged + 1_000), timeout=120)
    node.stop()
    eventually(lambda: not sessions(tmp_path), timeout=60)
    Account(store.url, node.instance_id).check_whole(node.logged)
    assert not told(store, node, "No companion can ship")


def test_a_cleaner_deletes_the_locks(store, node, tmp_path):
    """The node lives as long as its log is written, for its companion and for the next one."""
    start(store, node, tmp_path)
    for count in (500, 2_000):
        eventually(holds(store, node, count), timeout=60)
        (session,) = sessions(tmp_path)
        (session / "lock").unlink(missing_ok=True)
        logged = node.logged
        eventually(holds(store, node, logged + 500), timeout=60)
        for pid in companions(tmp_path):
            os.kill(pid, signal.SIGKILL)
    eventually(holds(store, node, node.logged), timeout=60)
    node.stop()
    eventually(lambda: not sessions(tmp_path), timeout=90)
    Account(store.url, node.instance_id).check_whole(node.logged)


def test_one_that_runs_as_a_service_is_found(store, node, tmp_path):
    """No process is started where `vlogs-nt ship --watch` is at work."""
    spool = tmp_path / "spool"
    spool.mkdir()
    with (tmp_path / "output").open("w+") as out:
        service = start_ship(store.url, spool, watches=True, out=out, is_json=False)
        try:
            eventually(lambda: "Shipping to" in (tmp_path / "output").read_text())
            # Or a slow machine has one started before the service has taken the log.
            patience = "from nautilus_vlogs.node import supervisor; supervisor._SERVICE_SECS = 15.0"
            start(store, node, tmp_path, before=patience)
            eventually(lambda: told(store, node, "A companion that runs already"), timeout=120)
            assert not companions(tmp_path)
            node.kill()
            eventually(lambda: not sessions(tmp_path), timeout=60)
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(60)
    Account(store.url, node.instance_id).check_whole()


def test_its_trouble_stands_in_the_nodes_log(store, node, make_proxy, tmp_path):
    """Once as the trouble begins and once as it ends, as with threads, though both are shipped."""
    proxy = make_proxy(urlsplit(store.url).port)
    proxy.set("refuse")
    node.start(proxy.url, tmp_path / "spool", shipper="companion")

    def written(text):
        paths = spool_files(tmp_path / "spool")
        return [line for path in paths for line in path.read_text().splitlines() if text in line]

    eventually(lambda: written("records wait"), timeout=120)
    logged = node.logged
    eventually(lambda: node.logged > logged + 1_000, timeout=60)
    (line,) = written("records wait")
    assert json.loads(line)["level"] == "WARN"
    assert json.loads(line)["component"] == "VictoriaLogsActor"
    proxy.heal()
    eventually(lambda: told(store, node, "takes rows again"), timeout=120)
    node.stop()
    eventually(lambda: not sessions(tmp_path), timeout=60)
    Account(store.url, node.instance_id).check_whole(node.logged)
    assert len(told(store, node, "records wait: ")) == 1
    assert len(told(store, node, "takes rows again")) == 1


def test_both_may_die(store, node, tmp_path):
    """Node and companion killed at once: the next `ship` goes on where the companion stood."""
    start(store, node, tmp_path)
    eventually(holds(store, node, 500), timeout=60)
    node.process.send_signal(signal.SIGSTOP)
    for pid in companions(tmp_path):
        os.kill(pid, signal.SIGKILL)
    node.kill()
    numbers = flushed_numbers(tmp_path / "spool", node.instance_id)
    ship(store.url, tmp_path / "spool")
    account = Account(store.url, node.instance_id)
    account.check_whole()
    assert account.numbers["high"] >= max(numbers)
    assert not sessions(tmp_path)


def test_where_no_process_can_be_started_threads_ship(store, tmp_path):
    """A warning says so, and no line is missing."""
    node = Node(TEST_EXECUTABLE=str(tmp_path / "none"))
    try:
        start(store, node, tmp_path)
        eventually(holds(store, node, 500), timeout=60)
        node.stop()
    finally:
        node.close()
    Account(store.url, node.instance_id).check_whole(node.logged)
    told = store.query(f'instance_id:="{node.instance_id}" component:=VictoriaLogsActor')
    assert any("No companion can ship" in row["_msg"] for row in told), told


def test_companions_do_not_pile_up_while_the_store_is_away(store, make_proxy, tmp_path):
    """One is there for what all the dead nodes have left, and ships it when the store is back."""
    proxy = make_proxy(urlsplit(store.url).port)
    proxy.set("refuse")
    nodes = []
    try:
        for _ in range(3):
            node = Node(VICTORIALOGS_PASSWORD="a-secret", VICTORIALOGS_USERNAME="somebody")
            nodes.append(node)
            node.start(proxy.url, tmp_path / "spool", shipper="companion", progress=f"p{node}")
            eventually(lambda: companion_of_the_last(tmp_path), timeout=60)
            command = Path(f"/proc/{companion_of_the_last(tmp_path)}/cmdline").read_bytes()
            assert b"a-secret" not in command
            if len(nodes) < 3:
                node.kill()
        eventually(lambda: len(companions(tmp_path)) == 1, timeout=60)
        nodes[-1].stop()
        proxy.heal()
        eventually(lambda: not sessions(tmp_path), timeout=90)
        eventually(lambda: not companions(tmp_path), timeout=60)
    finally:
        for node in nodes:
            node.close()
        for pid in companions(tmp_path):
            os.kill(pid, signal.SIGKILL)
    for node in nodes:
        account = Account(store.url, node.instance_id)
        account.check_whole(node.logged if node is nodes[-1] else None)
        assert account.numbers["n"]


def companion_of_the_last(tmp_path):
    """Return the companion of the node that lives, once it has taken the node's log."""
    for path in sessions(tmp_path):
        session = SessionDirectory(path)
        if session.has_companion():
            for pid in companions(tmp_path):
                with suppress(OSError):
                    if path.name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                        return pid
    return None


def test_runs_of_one_instance_give_no_number_twice(store, node, tmp_path):
    """Be the earlier one stopped or killed, and its companion still at work on what it has left."""
    instance_id = str(uuid.uuid4())
    logged = 0
    for run, end in enumerate((Node.stop, Node.kill, Node.stop)):
        one = node if run == 0 else Node()
        try:
            start(store, one, tmp_path, instance_id=instance_id, progress=f"progress{run}")
            eventually(lambda one=one: one.logged > 500)
            end(one)
        finally:
            one.close()
        logged += one.logged if end is Node.stop else 0
    eventually(lambda: not sessions(tmp_path), timeout=60)
    account = Account(store.url, instance_id)
    account.check_gapless()
    assert account.rows["n"] >= logged


def test_runs_of_one_instance_whose_store_answers_no_queries(fake, tmp_path):
    """The companion goes on behind the numbers that this machine remembers, and remembers its."""
    fake.otherwise = takes_rows_only
    instance_id = str(uuid.uuid4())
    for run, end in enumerate((Node.stop, Node.kill, Node.stop)):
        own = {"instance_id": instance_id, "progress": f"progress{run}"}
        wanted = len(fake.numbers()) + 500
        node = Node()
        try:
            start(fake, node, tmp_path, verify_delivery=False, **own)
            eventually(lambda wanted=wanted: len(fake.numbers()) > wanted, timeout=90)
            end(node)
            eventually(lambda: not sessions(tmp_path), timeout=60)
        finally:
            node.close()
            for pid in companions(tmp_path):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    numbers = fake.numbers()
    assert numbers == list(range(len(numbers)))
