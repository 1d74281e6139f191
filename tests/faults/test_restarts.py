"""A node whose instance id its user has set: it may be killed and started again at any moment."""

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path

from conftest import eventually

from faults.harness import Account
from faults.harness import noted
from faults.harness import ship
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
    ship(proxy.url, tmp_path)  # so that nothing on this machine remembers the numbers
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
