"""What a process has left is shipped by the next one, or by the command: each row once."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from conftest import eventually

from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.sessions import LOCK_NAME
from nautilus_vlogs.deliver.sessions import SessionLock

# Two strategies of one class, which are told apart by nothing in the file, log until the end.
NODE = """
from node_kit import *
tags = [StrategyConfig(order_id_tag="001"), StrategyConfig(order_id_tag="002")]
node = make_node(strategies=tags)

def talk():
    n = 0
    logs = [strategy.log for strategy in node.trader.strategies()]
    report(node)
    while True:
        logs[n % 2].info(f"line number={n}")
        n += 1
        time.sleep(0.001)

run(node, talk)
"""


def start(script, url, directory):
    """Start a script made of the kit's parts."""
    env = {"PYTHONPATH": str(Path(__file__).parents[1]), "TEST_URL": url}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        env={**os.environ, **env, "TEST_DIRECTORY": str(directory)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def has_reported(directory):
    """Return whether a script has said who it is."""
    path = directory / "reports"
    return path.exists() and path.read_text().endswith("\n")


def instance_of(directory):
    """Return the instance id that a script reported last."""
    return json.loads((directory / "reports").read_text().splitlines()[-1])["instance_id"]


def flushed(directory, instance_id):
    """Return the whole lines of an instance's spool that say something."""
    found = []
    for path in sorted(directory.rglob(f"*{instance_id}.json*")):
        whole = [line for line in path.read_bytes().split(b"\n")[:-1] if line.endswith(b"}")]
        found += [json.loads(line) for line in whole]
    return [line for line in found if line["message"].strip()]


def kill_after(lines, url, directory):
    """Run a node, kill it when it has written some lines, and return what it left."""
    process = start(NODE, url, directory)
    try:
        eventually(lambda: has_reported(directory), timeout=60)
        instance_id = instance_of(directory)
        eventually(lambda: len(flushed(directory, instance_id)) > lines, timeout=60)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    return instance_id, flushed(directory, instance_id)


def ship(url, directory):
    """Ship what is left and return what the command said of each log."""
    command = [Path(sys.executable).with_name("vlogs-nt"), "ship", "--json", "--url", url]
    options = ["--spool-dir", str(directory), "--window", "3"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_lines_after_the_actors_disposal_are_kept_without_a_store(store, tmp_path):
    """The process's last lines are in the spool and reach the store later, as with a store."""
    script = """
        from node_kit import *

        class Last(Probe):
            def on_dispose(self):
                self.log.info("the last words of a strategy")

        node = make_node()
        node.trader.add_strategy(Last(StrategyConfig(order_id_tag="001")))
        run(node)
    """
    assert start(script, "http://127.0.0.1:9", tmp_path).wait(timeout=60) == 0
    instance_id = instance_of(tmp_path)
    written = [line["message"] for line in flushed(tmp_path, instance_id)]
    assert "the last words of a strategy" in written
    (outcome,) = ship(store.url, tmp_path)
    assert outcome["result"] == "stored"
    query = f'instance_id:="{instance_id}" "last words" strategy_id:="Last-001"'
    store.wait_for(query, lambda rows: len(rows) == 1)


def test_a_spool_directory_that_is_not_there_is_a_mistake(store, tmp_path):
    """A misspelt directory is not taken for one that holds nothing."""
    command = [Path(sys.executable).with_name("vlogs-nt"), "ship", "--url", store.url]
    options = ["--spool-dir", tmp_path / "misspelt"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no directory" in done.stderr


def test_losses_before_the_adoption_are_told(store, tmp_path):
    """Neither the command nor the audit calls a log complete whose files were rotated away."""
    script = """
        from node_kit import *
        node = make_node(logging=spool(log_file_max_size=100_000, log_file_max_backup_count=2))

        def talk():
            report(node)
            log = node.trader.actors()[0].log
            for n in range(4_000):
                log.info(f"line number={n}")
                time.sleep(0 if n % 100 else 0.05)

        run(node, talk)
    """
    assert start(script, "http://127.0.0.1:9", tmp_path).wait(timeout=60) == 0
    instance_id = instance_of(tmp_path)
    command = [Path(sys.executable).with_name("vlogs-nt"), "ship", "--url", store.url]
    options = ["--spool-dir", tmp_path, "--window", "3"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "lost before they could be stored" in done.stdout
    assert "all of them" not in done.stdout
    query = (
        f'instance_id:="{instance_id}" | stats sum(lost) lost, count_uniq(number) kept, '
        'count() if ("lost":="unknown") unknown'
    )
    store.wait_for(query, lambda rows: int(rows[0]["kept"]) > 0)
    (found,) = store.query(query)
    assert int(found["lost"]) > 1_000
    # A file that came and went between two looks can't be counted, which a row says.
    assert int(found["unknown"]) or int(found["lost"]) + int(found["kept"]) >= 4_000
    assert ("and more were lost" in done.stdout) == bool(int(found["unknown"]))


def check_rows(store, instance_id, lines):
    """Check that every line is there once, with its number and its strategy."""
    rows = store.query(f'instance_id:="{instance_id}"')
    rows.sort(key=lambda row: int(row["seq"]))
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    whole = [row["_msg"] for row in rows if "put_aside" not in row]
    assert whole == [line["message"].replace("\x1b", "") for line in lines]
    numbers = [row for row in rows if "number" in row]
    assert [int(row["number"]) for row in numbers] == list(range(len(numbers)))
    ids = ("Probe-001", "Probe-002")
    assert all(row["strategy_id"] == ids[int(row["number"]) % 2] for row in numbers)
    assert {row["environment"] for row in rows} == {"sandbox"}


def left_in(directory):
    """Return the names of the files that belong to logs."""
    return [p.name for p in directory.iterdir() if p.name not in ("reports", "reports2")]


def test_a_killed_node_s_log_is_shipped_by_the_command(store, tmp_path):
    """Each line that was flushed is stored once, as it would have been, and the spool is gone."""
    instance_id, lines = kill_after(2_000, store.url, tmp_path)
    (outcome,) = ship(store.url, tmp_path)
    assert (outcome["instance_id"], outcome["complete"]) == (instance_id, True)
    check_rows(store, instance_id, lines)
    assert left_in(tmp_path) == []
    assert ship(store.url, tmp_path) == []


def test_a_spool_that_was_moved_is_shipped_from_where_it_is(store, tmp_path):
    """Each line is there once, of a copy, and of an original that is restored later, too."""
    old, new, kept = (tmp_path / name for name in ("old", "new", "kept"))
    old.mkdir(mode=0o700)
    instance_id, lines = kill_after(2_000, store.url, old)
    shutil.copytree(old, kept)
    shutil.copytree(old, new)  # other inodes, as on another volume
    command = [Path(sys.executable).with_name("vlogs-nt"), "ship", "--json", "--url", store.url]
    options = ["--spool-dir", new, "--window", "3"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    (outcome,) = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, outcome["result"]) == (1, "failed")
    assert f"still in {next(old.glob('session-*'))}" in outcome["reason"]
    shutil.rmtree(old)
    (outcome,) = ship(store.url, new)
    assert (outcome["instance_id"], outcome["complete"]) == (instance_id, True)
    check_rows(store, instance_id, lines)
    assert left_in(new) == []
    kept.rename(old)  # the old one is there again
    (outcome,) = ship(store.url, old)
    assert (outcome["instance_id"], outcome["complete"]) == (instance_id, True)
    check_rows(store, instance_id, lines)
    assert left_in(old) == []


def test_a_killed_node_s_log_is_shipped_by_the_next_node(store, tmp_path):
    """A node that starts ships what an earlier one has left, beside its own."""
    instance_id, lines = kill_after(1_000, store.url, tmp_path)
    process = start(
        """
        from node_kit import *
        node = make_node(durability_window_secs=2)

        def wait():
            while not Path(DIRECTORY, "stop").exists():
                time.sleep(0.02)

        run(node, wait)
        """,
        store.url,
        tmp_path,
    )
    try:
        eventually(lambda: not list(tmp_path.rglob(f"*{instance_id}*")), timeout=60)
    finally:
        (tmp_path / "stop").touch()
        assert process.wait(timeout=60) == 0
    check_rows(store, instance_id, lines)
    assert instance_of(tmp_path) != instance_id


@pytest.mark.parametrize(
    "content",
    [b"", b'{"version":1,"instance_', b"[]", b"\x00" * 100, b'{"version":99}', None],
    ids=["empty", "torn", "another kind", "zeros", "later version", "missing"],
)
def test_without_a_journal_each_line_is_there_once(store, tmp_path, content):
    """Where no journal can be read, the store is asked which lines it holds."""
    instance_id, lines = kill_after(300, store.url, tmp_path)
    (path,) = tmp_path.rglob(f"{instance_id}{SUFFIX}")
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    (outcome,) = ship(store.url, tmp_path)
    assert outcome["complete"]
    rows = store.query(f'instance_id:="{instance_id}"')
    seqs = [int(row["seq"]) for row in rows]
    assert sorted(seqs) == list(range(len(seqs)))
    assert len(rows) == len(lines)
    assert left_in(tmp_path) == []


def test_files_that_are_gone_don_t_shift_the_numbers(store, tmp_path):
    """Where the file is gone that comes next, what is left is sent under numbers of its own."""
    script = NODE.replace("make_node(", "make_node(spool(log_file_max_size=20_000), ")
    process = start(script, store.url, tmp_path)
    try:
        eventually(lambda: has_reported(tmp_path), timeout=60)
        instance_id = instance_of(tmp_path)
        eventually(lambda: len(list(tmp_path.rglob(f"*{instance_id}.json*"))) > 6, timeout=60)
    finally:
        process.kill()
        process.wait()
    for path in sorted(tmp_path.rglob(f"*{instance_id}.json*"))[:3]:
        path.unlink()
    lines = flushed(tmp_path, instance_id)
    assert [outcome["complete"] for outcome in ship(store.url, tmp_path)] == [True]
    rows = store.query(f'instance_id:="{instance_id}"')
    seqs = [int(row["seq"]) for row in rows]
    assert len(set(seqs)) == len(seqs)
    assert {line["message"] for line in lines} <= {row["_msg"] for row in rows}


def test_a_live_process_s_log_is_never_touched(store, tmp_path):
    """Neither the lock of a live process nor an open file is passed over."""
    process = start(NODE, store.url, tmp_path)
    try:
        eventually(lambda: has_reported(tmp_path), timeout=60)
        instance_id = instance_of(tmp_path)
        eventually(lambda: list(tmp_path.rglob(f"{instance_id}{SUFFIX}")))
        assert ship(store.url, tmp_path) == []
        (lock,) = tmp_path.rglob(LOCK_NAME)
        lock.unlink()
        assert ship(store.url, tmp_path) == []
    finally:
        process.kill()
        process.wait()


def test_a_lock_is_held_by_one(tmp_path):
    """Whoever comes second does not get it, until the first one lets go or is gone."""
    first, second = SessionLock(tmp_path), SessionLock(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    first.release(remove=True)
    assert second.acquire()
    assert not first.acquire()
    second.release(remove=True)
    assert list(tmp_path.iterdir()) == []


def test_a_child_does_not_hold_its_parent_s_lock(tmp_path):
    """A fork that outlives its parent keeps nobody from the parent's log."""
    lock = SessionLock(tmp_path)
    assert lock.acquire()
    end, other_end = os.pipe()
    child = os.fork()
    if child == 0:  # it lives until the pipe is closed
        os.close(other_end)
        os.read(end, 1)
        os._exit(0)
    try:
        lock.release(remove=False)
        eventually(SessionLock(tmp_path).acquire)  # the child may not have begun yet
    finally:
        os.close(other_end)
        os.close(end)
        os.waitpid(child, 0)
