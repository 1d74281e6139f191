"""Logs of the user's own that nodes hand to companions: whatever dies, each line is stored once."""

import json
import os
import signal
import subprocess
import sys
import uuid
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import eventually

from faults.harness import TESTS
from faults.harness import Account
from faults.harness import flushed_numbers
from faults.harness import noted
from faults.harness import ship
from faults.test_companion import companions
from faults.test_shared_files import NAMED
from faults.test_shared_files import ROTATING
from faults.test_shared_files import check_once
from faults.test_shared_files import log_on
from nautilus_vlogs.capture.other_logs import other_logs_in

#: A file of one name for all runs; a rotated log of such a name, and of an instance's that is set.
NAMES = [("bot", 0), ("bot", 100), ("", 100), ("", 0)]


class Run:
    """A process that writes a log and hands it over: see `handing_node.py`."""

    def __init__(self, url, place, name, lines_a_file, *, first=0, instance_id=None):
        (place / "logs").mkdir(exist_ok=True)
        options = {
            "url": url,
            "directory": str(place / "logs"),
            "spool": str(place / "spool"),
            "name": name,
            "lines_a_file": lines_a_file,
            "first": first,
            "instance_id": instance_id,
        }
        self.process = noted(
            subprocess.Popen(
                [sys.executable, Path(__file__).with_name("handing_node.py"), json.dumps(options)],
                env={**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        self.number = int(self.process.stdout.readline())

    def write(self, count):
        """Have it write so many numbered lines."""
        self.number = int(self.tell("write", count))

    def hand_over(self, to="hand over"):
        """Have it hand over; return the instance's id."""
        return self.tell(to)

    def tell(self, *command):
        """Have it do something; return the answer."""
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def end(self):
        """End in order."""
        self.process.communicate(timeout=60)

    def kill(self):
        """Kill it."""
        self.process.kill()
        self.process.wait()


@pytest.fixture(params=NAMES, ids=["custom", "custom-rotated", "rotated", "default"])
def start(request, store, tmp_path):
    """Return a function that starts a run of one log."""
    name, lines_a_file = request.param
    instance_id = str(uuid.uuid4())

    def start(first=0):
        return Run(store.url, tmp_path, name, lines_a_file, first=first, instance_id=instance_id)

    yield start
    kill_companions(tmp_path)


def kill_companions(tmp_path):
    """Kill those that are at work."""
    for pid in companions(tmp_path):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def wait_until_stored(tmp_path):
    """Wait until no session is left, nor a companion."""
    eventually(lambda: not list((tmp_path / "spool").glob("session-*")), timeout=180)
    eventually(lambda: not companions(tmp_path), timeout=60)


def check(store, tmp_path, logged, runs=1):
    """Check that each number is stored once, and rows of the strategy and the actor have tags."""
    (log,) = other_logs_in(tmp_path / "logs")
    Account(store.url, log.instance_id).check_whole(logged)
    rows = store.query(
        f'instance_id:="{log.instance_id}" component:in("Left-001", Watcher) '
        "| fields component, source, strategy_id, _msg"
    )
    tags = {"Left-001": ("strategy", "Left-001"), "Watcher": ("actor", None)}
    wrong = [
        row for row in rows if (row["source"], row.get("strategy_id")) != tags[row["component"]]
    ]
    assert (len(rows), wrong) == (logged + 2 * runs, [])


def test_a_run_ships_its_own_lines_only(start, store, tmp_path):
    """The ones before it have stored theirs, and their sessions are gone."""
    first = 0
    for _ in range(3):
        run = start(first)
        run.write(250)
        run.hand_over()
        run.write(250)
        run.end()
        wait_until_stored(tmp_path)
        first = run.number
    check(store, tmp_path, 1_500, runs=3)


def test_a_run_begins_while_the_companion_of_the_one_before_is_at_work(start, store, tmp_path):
    """What that one had not shipped is its, and no line of the next run."""
    run = start()
    run.write(250)
    run.hand_over()
    eventually(lambda: companions(tmp_path), timeout=60)
    run.write(750)
    run.kill()
    later = start(run.number)
    later.write(150)
    later.hand_over()
    later.write(350)
    later.end()
    wait_until_stored(tmp_path)
    check(store, tmp_path, 1_500, runs=2)


def test_a_run_begins_after_all_processes_of_the_one_before_were_killed(start, store, tmp_path):
    """Its companion ships what was left, in files that nobody saw, and no line of its own twice."""
    run = start()
    run.write(250)
    instance_id = run.hand_over()
    eventually(lambda: Account(store.url, instance_id).numbers["n"] >= 250, timeout=60)
    kill_companions(tmp_path)
    run.write(350)
    run.kill()
    kill_companions(tmp_path)  # it was started again
    later = start(run.number)
    later.write(250)
    later.hand_over()
    later.write(150)
    later.end()
    wait_until_stored(tmp_path)
    check(store, tmp_path, 1_000, runs=2)


def test_without_a_companion_all_files_are_shipped_later(start, store, tmp_path):
    """The node is killed before one began, and what it has rotated to is named nowhere."""
    run = start()
    run.hand_over("hand over to none")
    run.write(550)
    run.kill()
    outcomes, _ = ship(store.url, tmp_path / "spool")
    assert [one["complete"] for one in outcomes] == [True]
    check(store, tmp_path, 550)
    assert not list((tmp_path / "spool").glob("session-*"))


@pytest.mark.parametrize("is_fixed", [False, True], ids=["", "one instance"])
@pytest.mark.parametrize(
    "own",
    [NAMED, {}, {**NAMED, **ROTATING}, ROTATING],
    ids=["named", "default", "named-rotating", "rotating"],
)
def test_killed_nodes_write_one_log_in_turn(make_node, store, tmp_path, own, is_fixed):
    """Be the companion killed with its node, or at work while the next node writes."""
    spool = tmp_path / "spool"
    instance_id = str(uuid.uuid4()) if is_fixed else None
    nodes = {}
    try:
        for name in ("one", "two", "three"):
            node = make_node(
                store.url,
                spool,
                own=own,
                progress=name,
                shipper="companion",
                instance_id=instance_id,
            )
            nodes[node.instance_id] = node
            log_on(node, 500)
            if name == "one":
                node.process.send_signal(signal.SIGSTOP)
                kill_companions(tmp_path)
                node.process.send_signal(signal.SIGCONT)
                log_on(node, 500)
                node.process.send_signal(signal.SIGSTOP)
                kill_companions(tmp_path)
            if name != "three":
                node.kill()
        node.stop()
        wait_until_stored(tmp_path)
    finally:
        kill_companions(tmp_path)
    # A number is left for what might have to be told of a run of the same instance.
    check_once(store, flushed_numbers(spool), *nodes.values(), is_gapless=not is_fixed)
