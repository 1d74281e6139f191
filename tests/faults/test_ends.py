"""A node's end, in order or not: what was flushed arrives, by `vlogs-nt ship` or the next node."""

import os
import signal
import time
from pathlib import Path

import pytest
from conftest import eventually

from faults.harness import Account
from faults.harness import flushed_numbers
from faults.harness import ship
from faults.harness import spool_files

#: What a crash may cost: the flush is asked for every 50 ms, and this machine has other work.
MAX_LOST_SECS = 2.0

RATE = 1_000


def start(make_node, store, directory):
    """Start a node and let it run for a moment."""
    node = make_node(store.url, directory, rate=RATE)
    node.wait_for(lambda stats: stats["sent"] > 500)
    return node


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_the_node_in_order(make_node, store, tmp_path, number):
    """The last line is stored and verified before the process ends, and the spool is gone."""
    node = start(make_node, store, tmp_path)
    report = node.signal(number)
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert report["stats"]["unverified"] == 0
    assert list(tmp_path.iterdir()) == [tmp_path / "progress"]


def crash(node, how):
    """End a node's process in the middle of its work."""
    if how == "kill -9":
        node.kill()
    else:
        node._tell(do="exec", code="os._exit(3)")
        assert node.process.wait(60) == 3


def check_crashed(store, node, flushed, logged):
    """Check that all that had been flushed is stored once, and that this is nearly all."""
    account = Account(store.url, node.instance_id)
    account.check_whole(max(flushed) + 1)
    lost = logged - (max(flushed) + 1)
    assert 0 <= lost <= MAX_LOST_SECS * RATE, f"{lost} of {logged} were never flushed"


@pytest.mark.parametrize("how", ["kill -9", "os._exit"])
def test_a_crashed_node_s_spool_is_shipped(make_node, store, tmp_path, how):
    """`vlogs-nt ship` sends what was flushed, with the numbers it would have had, and cleans up."""
    node = start(make_node, store, tmp_path)
    crash(node, how)
    flushed, logged = flushed_numbers(tmp_path), node.logged
    (shipped,), _ = ship(store.url, tmp_path)
    assert shipped["instance_id"] == node.instance_id
    assert shipped["complete"]
    check_crashed(store, node, flushed, logged)
    assert list(tmp_path.iterdir()) == [tmp_path / "progress"]
    strategies = store.query(
        f'instance_id:="{node.instance_id}" number:* | stats by (strategy_id) count() n'
    )
    assert {row["strategy_id"] for row in strategies} == {"Probe-001", "Probe-002"}


def test_the_next_node_adopts_a_crashed_one_s_spool(make_node, store, tmp_path):
    """A second node sends the first one's rest, and its own lines meanwhile."""
    first = start(make_node, store, tmp_path)
    crash(first, "kill -9")
    flushed, logged = flushed_numbers(tmp_path), first.logged
    second = start(make_node, store, tmp_path)
    eventually(lambda: not any(first.instance_id in path.name for path in tmp_path.rglob("*")), 60)
    report = second.stop()
    check_crashed(store, first, flushed, logged)
    Account(store.url, second.instance_id).check_whole(report["logged"])
    assert list(tmp_path.iterdir()) == [tmp_path / "progress"]


def test_a_node_that_crashed_without_a_store(make_node, proxy, store, tmp_path):
    """Nothing was ever sent: all of it comes from the spool."""
    proxy.set("refuse")
    node = make_node(proxy.url, tmp_path, rate=RATE)
    eventually(lambda: node.logged > 1_000)
    crash(node, "kill -9")
    flushed, logged = flushed_numbers(tmp_path), node.logged
    ((shipped,), _) = ship(store.url, tmp_path)
    assert shipped["read"] == shipped["stored"] > 1_000
    check_crashed(store, node, flushed, logged)


def test_a_live_node_s_spool_is_never_adopted(make_node, store, tmp_path):
    """Not by `vlogs-nt ship`, and not while the node is stopped in its tracks either."""
    node = start(make_node, store, tmp_path)
    files = spool_files(tmp_path)
    assert ship(store.url, tmp_path) == ([], "")
    node.process.send_signal(signal.SIGSTOP)
    assert ship(store.url, tmp_path) == ([], "")
    node.process.send_signal(signal.SIGCONT)
    assert spool_files(tmp_path) == files
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])


def test_a_forked_child_changes_nothing(make_node, store, tmp_path):
    """A child made by fork neither ships nor locks, and its end ends nothing."""
    node = start(make_node, store, tmp_path)
    node.exec(
        "import warnings, sys, atexit\n"
        "warnings.simplefilter('ignore')\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    time.sleep(0.5)\n"
        "    atexit._run_exitfuncs()\n"
        "    os._exit(0)\n"
        "assert os.waitpid(pid, 0)[1] == 0"
    )
    node.phase("healed")
    time.sleep(0.5)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert report["stats"]["retries"] == 0
    assert not spool_files(tmp_path)


def test_a_node_killed_beside_a_child_that_lives_on(make_node, store, tmp_path):
    """The child has the parent's files open, and holds neither its lock nor its log for ever."""
    node = start(make_node, store, tmp_path)
    node.exec(
        "import warnings\n"
        "warnings.simplefilter('ignore')\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os.closerange(1, 3)\n"
        "    time.sleep(60)\n"
        "    os._exit(0)\n"
        f"open({str(tmp_path / 'child')!r}, 'w').write(str(child))"
    )
    node.process.kill()
    node.process.wait()
    child = int((tmp_path / "child").read_text())
    (tmp_path / "child").unlink()
    flushed, logged = flushed_numbers(tmp_path), node.logged
    try:
        shipped, _ = ship(store.url, tmp_path)
    finally:
        os.kill(child, signal.SIGKILL)
    if not shipped:  # the child might write to them, as far as anybody can tell
        eventually(lambda: not Path(f"/proc/{child}/fd/0").exists())
        shipped, _ = ship(store.url, tmp_path)
    assert shipped[0]["complete"]
    check_crashed(store, node, flushed, logged)
