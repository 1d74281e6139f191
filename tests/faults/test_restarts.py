"""A node whose instance id its user has set: it may be killed and started again at any moment."""

import os
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

import pytest
from conftest import eventually
from fake_store import takes_rows_only
from msgspec.structs import replace

from faults.harness import Account
from faults.harness import Node
from faults.harness import noted
from faults.harness import ship
from faults.leftovers import Leftover
from nautilus_vlogs.deliver.earlier_runs import EarlierRuns
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.numbers import Floor
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.times import rfc3339

NODE = """
import os
from node_kit import *
from nautilus_trader.common import Environment
from nautilus_trader.config import LiveExecEngineConfig
from nautilus_trader.config import TradingNodeConfig
from nautilus_trader.core.uuid import UUID4
from nautilus_trader.live.node import TradingNode

node = TradingNode(
    TradingNodeConfig(
        environment=Environment.SANDBOX,
        trader_id="TESTER-001",
        instance_id=UUID4.from_str(os.environ["INSTANCE"]),
        logging=spool(),
        actors=[ImportableActorConfig(
            actor_path="nautilus_vlogs:VictoriaLogsActor",
            config_path="nautilus_vlogs:VictoriaLogsActorConfig",
            config={"url": URL, "durability_window_secs": 2},
        )],
        exec_engine=LiveExecEngineConfig(reconciliation=False),
        timeout_connection=1.0,
        timeout_portfolio=1.0,
        timeout_disconnection=0.5,
        timeout_post_stop=0.1,
    ),
)
node.build()

def talk():
    log = Logger("Talker")
    n = 0
    while not Path(DIRECTORY, "stop").exists():
        log.info(f"tick run={os.environ['RUN']} number={n}")
        n += 1
        Path(DIRECTORY, "count" + os.environ["RUN"]).write_text(str(n))
        time.sleep(0.002)

run(node, talk)
"""


#: Of the first 1,000 lines of a node that is killed then, at least so many had reached its file.
FLUSHED = 500


def start(url, directory, instance_id, run):
    """Start a node with an instance id of the user's."""
    kit = str(Path(__file__).parents[1])
    return noted(
        subprocess.Popen(
            [sys.executable, "-c", NODE],
            env={
                **os.environ,
                "PYTHONPATH": kit,
                "TEST_URL": url,
                "TEST_DIRECTORY": str(directory),
                "INSTANCE": instance_id,
                "RUN": str(run),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    )


def kill_in_the_middle(url, directory, instance_id, run):
    """Start a node and kill it once it has logged 1,000 lines."""
    process = start(url, directory, instance_id, run)
    try:
        eventually(lambda: counted(directory, run) > 1_000, timeout=120)
    finally:
        process.kill()
        process.wait()


def counted(directory, run):
    """Return how many lines the node of a run has logged."""
    path = directory / f"count{run}"
    return int(path.read_text() or 0) if path.exists() else 0


def test_an_instance_that_is_killed_and_started_again(store, tmp_path):
    """No number is given twice, and no line is there twice, whatever the runs have left."""
    instance_id = str(uuid.uuid4())
    for run in range(2):
        kill_in_the_middle(store.url, tmp_path, instance_id, run)
    process = start(store.url, tmp_path, instance_id, 2)
    try:
        eventually(lambda: counted(tmp_path, 2) > 1_000, timeout=120)
        # Its numbers are known by then, so that its end has the time for what it logged last.
        eventually(lambda: store.query(f'instance_id:="{instance_id}" "tick run=2"'), timeout=120)
        eventually(lambda: len([*tmp_path.glob("session-*")]) == 1, timeout=120)
    finally:
        (tmp_path / "stop").touch()
        assert process.wait(timeout=120) == 0
    ship(store.url, tmp_path)  # what a slow machine had no time for
    assert not [*tmp_path.glob("session-*")]
    check_numbers(store, instance_id, at_least=2 * FLUSHED + counted(tmp_path, 2))


def test_runs_of_an_instance_while_the_store_is_away(proxy, store, tmp_path):
    """The one that lives begins behind all that the killed ones need, however long that takes."""
    instance_id = str(uuid.uuid4())
    for run in range(3):
        kill_in_the_middle(proxy.url, tmp_path, instance_id, run)
        proxy.set("refuse")
    process = start(proxy.url, tmp_path, instance_id, 3)
    try:
        eventually(lambda: counted(tmp_path, 3) > 5_000, timeout=120)
        proxy.heal()
        eventually(lambda: store.query(f'instance_id:="{instance_id}" "tick run=3"'), timeout=120)
    finally:
        (tmp_path / "stop").touch()
        assert process.wait(timeout=120) == 0
    ship(store.url, tmp_path)
    check_numbers(store, instance_id, at_least=3 * FLUSHED + counted(tmp_path, 3))


def test_a_run_that_ends_before_its_first_number_is_known(proxy, store, tmp_path):
    """It has none: the next process gives it those behind what the store turns out to hold."""
    instance_id = str(uuid.uuid4())
    kill_in_the_middle(proxy.url, tmp_path, instance_id, 0)
    ship(proxy.url, tmp_path)
    (tmp_path / "numbers" / instance_id).unlink()  # nothing on this machine remembers them
    proxy.set("refuse")
    process = start(proxy.url, tmp_path, instance_id, 1)
    try:
        eventually(lambda: counted(tmp_path, 1) > 1_000, timeout=120)
    finally:
        (tmp_path / "stop").touch()
        assert process.wait(timeout=120) == 0
    proxy.heal()
    ship(proxy.url, tmp_path)
    check_numbers(store, instance_id, at_least=FLUSHED + counted(tmp_path, 1))


def test_a_spool_that_overflows_before_the_first_number_is_known(make_node, proxy, store, tmp_path):
    """Its files come and go while the store is away: what goes unread is counted all the same."""
    instance_id = str(uuid.uuid4())
    first = make_node(proxy.url, tmp_path, instance_id=instance_id)
    first.wait_for(lambda stats: stats["verified"] > 200)
    logged = first.stop()["logged"]
    proxy.set("refuse")
    spool = {"log_file_max_size": 200_000, "log_file_max_backup_count": 2}
    node = make_node(proxy.url, tmp_path, instance_id=instance_id, spool=spool, rate=2_000)
    eventually(lambda: node.logged > 12_000, timeout=120)
    proxy.heal()
    node.wait_for(lambda stats: stats["verified"] > 1_000, timeout=120)
    report = node.stop()
    ship(proxy.url, tmp_path)
    lost, others = report["stats"]["lost"], 500  # Nautilus's own lines may be among the lost
    account = Account(store.url, instance_id)
    account.check_gapless()
    assert account.lost == lost > 5_000
    missing = logged + report["logged"] - len(_ticks(store, instance_id))
    assert missing <= lost <= missing + others


def check_numbers(store, instance_id, *, at_least):
    """Check that each line is there once, and each number up to the last one."""
    Account(store.url, instance_id).check_gapless()
    ticks = _ticks(store, instance_id)
    assert len(ticks) == len(set(ticks)) >= at_least


def _ticks(store, instance_id):
    rows = store.query(f'instance_id:="{instance_id}"')
    return [row["_msg"] for row in rows if row["_msg"].startswith("tick ")]


def test_two_processes_have_one_instance_id_at_a_time(store, tmp_path):
    """The later one's rows have an id of their own, so that neither takes the other's for its."""
    instance_id = str(uuid.uuid4())
    processes: list[subprocess.Popen[bytes]] = []
    began = rfc3339(time.time_ns())
    try:
        for run in range(2):
            processes.append(start(store.url, tmp_path, instance_id, run))
            eventually(lambda run=run: counted(tmp_path, run) > 100, timeout=120)
        eventually(lambda: min(counted(tmp_path, run) for run in range(2)) > 1_000, timeout=120)
    finally:
        (tmp_path / "stop").touch()
        assert [process.wait(timeout=120) for process in processes] == [0, 0]
    ship(store.url, tmp_path)  # what a slow machine had no time for
    assert not [*tmp_path.glob("session-*")]
    rows = store.query(f'trader_id:="TESTER-001" _time:>{began}')
    for run in range(2):
        own = [row for row in rows if row["_msg"].startswith(f"tick run={run} ")]
        numbers = sorted(int(row["_msg"].rpartition("=")[2]) for row in own)
        assert numbers == list(range(counted(tmp_path, run)))
        assert len({row["instance_id"] for row in own}) == 1
    ids = {row["instance_id"] for row in rows}
    assert len(ids) == 2
    assert instance_id in ids


#: Settings of a node without a log file that could be followed.
BRIDGED = {"own": {"log_level_file": None, "log_file_format": None}, "capture": "bridge"}


def recover(url, directory):
    """Ship what is left to a store that can't be asked for it; return the outcomes."""
    settings = ShippingSettings(url=url, verify_delivery=False)
    recovery = Recovery(settings, lambda *_: None, threading.Event())
    sessions, _ = sessions_in(directory)
    return [outcome for session in sessions for outcome in recovery.ship(session, sessions)]


def test_runs_of_an_instance_that_the_bridge_captures(make_node, store, tmp_path):
    """They have no journal of their lines, but no number is given twice."""
    instance_id = str(uuid.uuid4())
    for run, end in enumerate((Node.stop, Node.kill, Node.stop)):
        own = {"instance_id": instance_id, "progress": f"progress{run}"}
        node = make_node(store.url, tmp_path, **own, **BRIDGED)
        node.wait_for(lambda stats: stats["sent"] > 300, timeout=60)
        end(node)
    assert not [*tmp_path.glob("session-*")]
    rows = Account(store.url, instance_id).rows
    assert rows["n"] == rows["u"] > 900
    assert rows["low"] == 0


@pytest.mark.parametrize("kind", [{}, BRIDGED], ids=["spool", "bridge"])
def test_runs_of_an_instance_whose_store_answers_no_queries(make_node, fake, tmp_path, kind):
    """What this machine remembers is all there is: no number is given twice, nor left out."""
    fake.otherwise = takes_rows_only
    instance_id = str(uuid.uuid4())
    for run, end in enumerate((Node.stop, Node.kill, Node.stop)):
        own = {"instance_id": instance_id, "progress": f"progress{run}"}
        node = make_node(fake.url, tmp_path, verify_delivery=False, **own, **kind)
        node.wait_for(lambda stats: stats["sent"] > 300, timeout=60)
        end(node)
        assert {outcome.result for outcome in recover(fake.url, tmp_path)} <= {Result.STORED}
    assert not [*tmp_path.glob("session-*")]
    numbers = fake.numbers()
    assert len(numbers) == len(set(numbers)) > 900
    if not kind:
        assert numbers == list(range(len(numbers)))


def test_a_run_without_a_number_whose_store_answers_no_queries(fake, tmp_path):
    """Whoever adopts it gives it the numbers behind those of the run before."""
    fake.otherwise = takes_rows_only
    instance_id = str(uuid.uuid4())
    for run in range(2):
        left = Leftover(tmp_path, 500, url=fake.url, instance_id=instance_id, first=500 * run)
        state = left.state()
        state.session = replace(
            state.session, is_unnumbered=run == 1, is_instance_fixed=True, first_seq=0
        )
        Journal(left.path, state).close()
        (outcome,) = recover(fake.url, tmp_path)
        assert outcome.result is Result.STORED
    assert fake.numbers() == list(range(1_000))


def test_logs_of_several_instances_in_one_session(store, tmp_path):
    """A run begins behind those of its own instance, not behind whichever was read first."""
    tmp_path.chmod(0o700)
    left = Leftover(tmp_path, 500, url=store.url).save()
    other = Leftover(tmp_path, 10, url=store.url)
    beside = left.directory / other.path.name
    Journal(beside, other.state()).close()
    os.utime(beside, ns=(other.began_ns, other.began_ns))  # it comes first
    destination = Destination(url=store.url)
    session = SessionDirectory(tmp_path / f"session-{uuid.uuid4()}")
    own = JournalState(
        Session(instance_id=left.instance_id, destination=destination, is_unnumbered=True)
    )
    runs = EarlierRuns(
        session,
        own,
        ShippingSettings(url=store.url, durability_window_secs=2),
        sessions=lambda: [SessionDirectory(left.directory)],
        is_over=lambda: False,
    )
    assert runs.floor() == Floor(500)
    eventually(lambda: not left.directory.exists(), timeout=60)


TWO_NODES = """
import asyncio
import os
from node_kit import *

logging = spool(log_file_max_size=1_000_000, log_file_max_backup_count=20)

def talk(run, count):
    for number in range(count):
        Logger("Talker").info(f"tick {os.environ['TAG']} run={run} number={number} " + 100 * "x")

def first():
    talk(0, 2_000)

def second():
    talk(1, 100)
    Path(DIRECTORY, "second").touch()
    while not Path(DIRECTORY, "healed").exists():
        time.sleep(0.02)
    for actor in node.trader.actors():
        talk(2, 9_000)
        while actor.stats().verified < 9_000:
            time.sleep(0.05)

for act in (first, second):
    asyncio.set_event_loop(asyncio.new_event_loop())  # disposal closed the last one
    node = make_node(
        logging,
        instance_id=os.environ["INSTANCE"] or None,
        durability_window_secs=2,
        shutdown_timeout_secs=1.0,
    )
    run(node, act)
"""


@pytest.mark.parametrize("is_fixed", [True, False], ids=["one id", "an id each"])
def test_a_second_node_of_a_process_while_the_first_one_is_not_stored(
    proxy, store, tmp_path, is_fixed
):
    """What the first has left stays for the next process, and so do its numbers."""
    tag, instance_id = uuid.uuid4().hex, str(uuid.uuid4())
    proxy.set("refuse")
    process = subprocess.Popen(
        [sys.executable, "-c", TWO_NODES],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "TEST_URL": proxy.url,
            "TEST_DIRECTORY": str(tmp_path),
            "INSTANCE": instance_id if is_fixed else "",
            "TAG": tag,
        },
    )
    try:
        eventually((tmp_path / "second").exists, timeout=90)
        proxy.heal()
        (tmp_path / "healed").touch()
        assert process.wait(timeout=120) == 0
    finally:
        process.kill()
        process.wait()
    ship(store.url, tmp_path)
    rows = store.wait_for(f'"tick {tag}"', 11_100)
    assert len({row["_msg"] for row in rows}) == len(rows) == 11_100
    ids = {row["instance_id"] for row in rows}
    assert ids == {instance_id} if is_fixed else len(ids) == 2
    for one in ids:
        found = store.query(f'instance_id:="{one}" | fields seq, lost')
        assert len({row["seq"] for row in found}) == len(found)
        assert not any("lost" in row for row in found)
