"""Files that vanish, shrink, fill their disk or rotate away, and clocks that jump."""

import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from datetime import datetime
from functools import partial

import pytest
from conftest import eventually

from faults.harness import Account
from faults.harness import check_lost
from faults.harness import flushed_numbers
from faults.harness import ship
from faults.harness import spool_files
from faults.harness import told
from faults.leftovers import line
from nautilus_vlogs.commands.main import main
from nautilus_vlogs.deliver.dead_letters import dead_letter_files
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory
from nautilus_vlogs.deliver.dead_letters import read_letters
from nautilus_vlogs.deliver.judge import MAX_RESENDS


@pytest.fixture
def small_disk(tmp_path):
    """Mount a file system of 2 MB."""
    directory = tmp_path / "disk"
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(directory)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("mounting a small tmpfs needs root")
    yield directory
    subprocess.run(["umount", "-l", str(directory)], check=True)


def test_rotation_faster_than_shipping(make_node, proxy, store, tmp_path):
    """In an outage longer than the spool the oldest go, counted, and the rest arrives."""
    small = {"log_file_max_size": 50_000, "log_file_max_backup_count": 3}
    # A batch is at most what one file holds, so the reader does not hold on to all of them.
    node = make_node(proxy.url, tmp_path, rate=2_000, spool=small, batch_max_bytes=20_000)
    node.wait_for(lambda stats: stats["sent"])
    node.phase("calm")
    time.sleep(0.7)
    node.phase("fault")
    proxy.set("refuse")
    node.wait_for(lambda stats: stats["lost"] > 1_000)
    assert sum(path.stat().st_size for path in spool_files(tmp_path)) < 5 * 50_000
    proxy.heal()
    node.phase("healed")
    node.wait_for(lambda stats: stats["state"] == "up" and stats["backlog_bytes"] < 20_000)
    report = node.stop()
    stats = check_lost(store, node, report)
    assert stats["lost"] > 1_000


def test_the_spool_is_deleted_under_our_feet(make_node, store, tmp_path):
    """The files that are open are read to their end; only what nobody can see is lost."""
    node = make_node(store.url, tmp_path, shutdown_timeout_secs=5)
    node.wait_for(lambda stats: stats["verified"] > 100)
    node.phase("fault")
    for path in spool_files(tmp_path):
        path.unlink()
    sent = node.stats()["sent"]
    node.wait_for(lambda stats: stats["sent"] > sent + 500)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])


def test_a_cleaner_deletes_files_that_wait_and_the_node_is_killed(
    make_node, proxy, store, tmp_path
):
    """No process has read them, nor will one: a row says that lines are lost."""
    proxy.set("refuse")
    small = {"log_file_max_size": 40_000, "log_file_max_backup_count": 50}
    node = make_node(proxy.url, tmp_path, rate=1_000, spool=small)
    node.wait_for(lambda stats: stats["backlog_records"] > 1_500)  # some six files
    files = sorted(spool_files(tmp_path), key=lambda path: path.stat().st_mtime)
    for path in files[-3:-1]:
        path.unlink()
    node.kill()
    left = set(flushed_numbers(tmp_path))
    proxy.heal()
    ship(proxy.url, tmp_path)
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"] == len(left)
    (row,) = store.query(f'instance_id:="{node.instance_id}" lost:*')
    assert row["lost"] == "unknown"


def test_a_log_file_that_cannot_be_made_is_told(make_node, store, tmp_path):
    """The log calls are shipped in its place, and a row says that those before are missing."""
    node = make_node(store.url, tmp_path, trader_id=f"{'T' * 250}-001")
    node.wait_for(lambda stats: stats["verified"] > 1_000)
    report = node.stop()
    assert report["stats"]["state"] != "spool full"
    (row,) = store.query(f'instance_id:="{node.instance_id}" lost:*')
    assert row["lost"] == "unknown"
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    assert account.numbers["high"] == report["logged"] - 1
    assert len(told(store, node, "can be part of a file's name")) == 1


def is_deleted(directory):
    """Delete a directory in which somebody may just be writing; return whether it is gone."""
    shutil.rmtree(directory, ignore_errors=True)
    return not directory.exists()


def test_the_spool_directory_is_deleted_under_our_feet(make_node, store, tmp_path):
    """The node goes on, and so does the shipping; a warning says what can't be done any more."""
    node = make_node(store.url, tmp_path / "spool")
    node.wait_for(lambda stats: stats["verified"] > 100)
    node.phase("fault")
    eventually(lambda: is_deleted(tmp_path / "spool"))
    sent = node.stats()["sent"]
    node.wait_for(lambda stats: stats["sent"] > sent + 500)
    node.wait_for(lambda stats: stats["verified"] > sent)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert len(told(store, node, "The journal")) == 1
    assert len(told(store, node, "")) < 20


def test_a_file_is_truncated(make_node, store, tmp_path):
    """What is written after that is read from the new beginning; nothing comes twice."""
    node = make_node(store.url, tmp_path)
    node.wait_for(lambda stats: stats["sent"] > 500)
    node.phase("fault")
    (path,) = spool_files(tmp_path)
    os.truncate(path, 0)
    logged = node.logged
    eventually(lambda: node.logged > logged + 2_000)
    node.phase("healed")
    report = node.stop()
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    assert account.numbers["high"] == report["logged"] - 1
    # What had not been read yet is gone: at most a moment's lines.
    assert report["logged"] - account.numbers["n"] < 1_000
    assert len(told(store, node, "was truncated")) == 1


def test_a_node_crashes_after_its_file_was_truncated(make_node, store, tmp_path):
    """Its journal is of the file as it is now."""
    node = make_node(store.url, tmp_path)
    node.wait_for(lambda stats: stats["verified"] > 500)
    (path,) = spool_files(tmp_path)
    os.truncate(path, 0)
    logged = node.logged
    eventually(lambda: node.logged > logged + 1_500)
    node.kill()
    flushed = flushed_numbers(tmp_path)
    ship(store.url, tmp_path)
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    assert account.numbers["high"] == max(flushed)
    assert max(flushed) + 1 - account.numbers["n"] < 1_000


def test_a_full_disk(make_node, proxy, store, small_disk):
    """What Nautilus could write arrives, once; the node and the shipping go on."""
    small = {"log_file_max_size": 200_000, "log_file_max_backup_count": 3}
    node = make_node(proxy.url, small_disk, rate=1_000, spool=small)
    node.wait_for(lambda stats: stats["sent"])
    node.phase("calm")
    time.sleep(0.7)
    node.phase("fault")
    proxy.set("refuse")
    fill = small_disk / "ballast"
    with fill.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4_096)):
            pass
    time.sleep(1.5)
    on_full_disk = set(flushed_numbers(small_disk))
    fill.unlink()
    node.phase("healed")
    proxy.heal()
    node.wait_for(lambda stats: stats["state"] == "up")
    logged = node.logged
    eventually(lambda: node.logged > logged + 300)
    report = node.stop()
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    assert account.numbers["high"] == report["logged"] - 1
    assert account.numbers["n"] >= len(on_full_disk)


def test_a_disk_that_fills_up(make_node, store, small_disk):
    """While there is no room for the spool the bridge captures; each line comes once."""
    small = {"log_file_max_size": 100_000, "log_file_max_backup_count": 3}
    node = make_node(store.url, small_disk, rate=500, spool=small)
    node.wait_for(lambda stats: stats["sent"] > 500)
    fill = small_disk / "ballast"
    for _ in range(2):
        node.phase("fault")
        status = os.statvfs(small_disk)
        room = status.f_bavail * status.f_frsize
        fill.write_bytes(bytes(max(0, room - 300_000)))
        stats = node.wait_for(lambda stats: stats["state"] == "spool full")
        sent = stats["sent"]
        node.wait_for(lambda stats, sent=sent: stats["sent"] > sent + 700)
        fill.unlink()
        node.phase("healed")
        stats = node.wait_for(lambda stats: stats["state"] == "up")
        sent = stats["sent"]
        node.wait_for(lambda stats, sent=sent: stats["sent"] > sent + 700)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert report["stats"]["lost"] == 0
    assert len(told(store, node, "The spool's file system is full")) == 2


def test_a_disk_that_is_full_at_once(make_node, store, small_disk):
    """Where a write failed before the bridge was there, a row says that lines may be missing."""
    node = make_node(store.url, small_disk, rate=500, spool={"log_file_max_size": 100_000})
    node.wait_for(lambda stats: stats["sent"] > 500)
    node.phase("fault")
    fill = small_disk / "ballast"
    with fill.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4_096)):
            pass
    stats = node.wait_for(lambda stats: stats["state"] == "spool full")
    sent = stats["sent"]
    node.wait_for(lambda stats: stats["sent"] > sent + 700)
    fill.unlink()
    node.phase("healed")
    node.wait_for(lambda stats: stats["state"] == "up")
    report = node.stop()
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    assert account.numbers["high"] == report["logged"] - 1
    assert told(store, node, "An unknown number of records lost")


@pytest.mark.parametrize(
    "actor", [{"capture": "spool"}, {"shipper": "companion"}], ids=["threads", "a companion"]
)
def test_a_full_disk_where_nothing_captures(make_node, store, small_disk, actor):
    """A row says that lines may be missing, so that no audit calls the log complete."""
    node = make_node(store.url, small_disk, rate=500, spool={"log_file_max_size": 100_000}, **actor)
    of_node = partial(Account, store.url, node.instance_id)
    eventually(lambda: of_node().numbers["n"] > 500, timeout=60)
    fill = small_disk / "ballast"
    with fill.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4_096)):
            pass
    loss = "An unknown number of records lost"
    eventually(lambda: told(store, node, loss), timeout=60)
    fill.unlink()
    logged = node.logged
    eventually(lambda: of_node().numbers["high"] > logged + 500, timeout=60)
    node.stop()
    if "shipper" in actor:
        eventually(lambda: not list(small_disk.glob("session-*")), timeout=60)
    ship(store.url, small_disk)
    account = of_node()
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    losses = store.query(f'instance_id:="{node.instance_id}" lost:*')
    assert [row["lost"] for row in losses] == ["unknown"]
    assert main(["audit", "--url", store.url, "--instance", node.instance_id]) == 1


def kill_while_disk_is_full(make_node, proxy, small_disk, *, is_up=False, room=300_000):
    """Have a node's disk full, kill it and ship the rest; return it and the flushed numbers."""
    small = {"log_file_max_size": 100_000, "log_file_max_backup_count": 3}
    node = make_node(proxy.url, small_disk, rate=500, spool=small)
    node.wait_for(lambda stats: stats["sent"] > 500)
    if not is_up:
        proxy.set("refuse")
    status = os.statvfs(small_disk)
    fill = small_disk / "ballast"
    with suppress(OSError):  # the node writes meanwhile
        fill.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - room)))
    node.wait_for(lambda stats: stats["state"] == "spool full")
    logged = node.logged
    # With a store there is time for the journal to fill the rest.
    eventually(lambda: node.logged > logged + (1_500 if is_up else 500))
    node.kill()
    flushed = set(flushed_numbers(small_disk))
    fill.unlink()
    proxy.heal()
    ship(proxy.url, small_disk)
    return node, flushed


def test_a_node_is_killed_while_its_disk_is_full(make_node, proxy, store, small_disk):
    """Each flushed line is stored at least once, and a row says that others are lost."""
    node, flushed = kill_while_disk_is_full(make_node, proxy, small_disk)
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    of_instance = f'instance_id:="{node.instance_id}"'
    ticks = store.query(
        f'{of_instance} _msg:"tick number=" '
        '| extract "tick number=<tick>" from _msg | uniq by (tick)'
    )
    stored = {int(row["tick"]) for row in ticks}
    assert flushed
    assert flushed <= stored
    assert len(stored) > 500
    rows = store.query(f"{of_instance} lost:*")
    assert [row["lost"] for row in rows if row["lost"] == "unknown"]
    assert spool_files(small_disk) == []


@pytest.mark.parametrize(
    ("is_up", "room"),
    [(False, 300_000), (True, 300_000), (True, 0)],
    ids=["store away", "store up", "store up, no room at all"],
)
def test_a_node_killed_while_its_disk_is_full_doubles_no_line(
    make_node, proxy, store, small_disk, is_up, room
):
    """No line is stored under two numbers, though the journal could not be written either."""
    node, _ = kill_while_disk_is_full(make_node, proxy, small_disk, is_up=is_up, room=room)
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]


def test_the_clock_jumps(make_node, clock_library, store, tmp_path):
    """An hour ahead, two hours back: lines keep their order and their numbers."""
    clock = tmp_path / "clock"
    clock.write_bytes(bytes(8))
    environment = {"LD_PRELOAD": str(clock_library), "CLOCK_OFFSET_FILE": str(clock)}
    node = make_node(store.url, tmp_path / "spool", environment=environment)
    node.wait_for(lambda stats: stats["sent"])
    node.phase("calm")
    time.sleep(0.7)
    node.phase("fault")
    with clock.open("r+b", buffering=0) as file:
        for jump in (3_600, -3_600, 86_400, 0):
            file.seek(0)
            file.write(jump.to_bytes(8, "little", signed=True))
            time.sleep(0.7)
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["sent"] > read)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert report["stats"]["unverified"] == 0
    query = f'instance_id:="{node.instance_id}" _msg:"tick number="'
    (found,) = store.query(f"{query} | stats min(_time) low, max(_time) high")
    low, high = (datetime.fromisoformat(found[key][:19]) for key in ("low", "high"))
    # It did jump. (Back it goes for Python alone: Nautilus's own times never decrease.)
    assert 86_400 <= (high - low).total_seconds() < 90_100


@pytest.mark.parametrize("jump_secs", [-3_600, -30])
def test_the_clock_is_set_back_and_files_rotate(
    make_node, clock_library, proxy, store, tmp_path, jump_secs
):
    """Files whose names sort before those that were read are read, too, and the end is prompt."""
    clock = tmp_path / "clock"
    clock.write_bytes(bytes(8))
    environment = {"LD_PRELOAD": str(clock_library), "CLOCK_OFFSET_FILE": str(clock)}
    small = {"log_file_max_size": 30_000, "log_file_max_backup_count": 50}
    node = make_node(
        proxy.url, tmp_path / "spool", rate=1_000, environment=environment, spool=small
    )
    node.wait_for(lambda stats: stats["sent"] > 1_000)
    node.phase("fault")
    with clock.open("r+b", buffering=0) as file:
        for jump in (jump_secs, 0, 2 * jump_secs):
            proxy.set("refuse")
            file.seek(0)
            file.write(jump.to_bytes(8, "little", signed=True))
            files = len(spool_files(tmp_path / "spool"))
            eventually(lambda files=files: len(spool_files(tmp_path / "spool")) > files + 2)
            proxy.heal()
            read = node.stats()["read"]
            node.wait_for(lambda stats, read=read: stats["sent"] > read + 1_000)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert report["stats"]["lost"] == 0


@pytest.mark.parametrize(
    ("days", "reason"), [(4, "further ahead than"), (-16, "before the store's retention")]
)
def test_the_clock_is_wrong_by_days(make_node, clock_library, store, tmp_path, days, reason):
    """
    Each record that the store would drop for its time is put aside once, with the reason.

    Those that were sent before the store had told its limits are sent again first, as long as the
    node runs, no more than three times.
    """
    clock = tmp_path / "clock"
    clock.write_bytes((days * 86_400).to_bytes(8, "little", signed=True))
    environment = {"LD_PRELOAD": str(clock_library), "CLOCK_OFFSET_FILE": str(clock)}
    node = make_node(store.url, tmp_path / "spool", environment=environment)
    node.wait_for(lambda stats: stats["put_aside"] > 1_000)
    report = node.stop()
    spool = tmp_path / "spool"
    (shipped,), _ = ship(store.url, spool)
    assert shipped["complete"]
    store.flush()
    rows = store.query(f'instance_id:="{node.instance_id}"')
    assert sorted(int(row["seq"]) for row in rows) == list(range(len(rows)))
    assert all(reason in row["put_aside"] for row in rows)
    early = [int(row["seq"]) for row in rows if "acknowledges it" in row["put_aside"]]
    assert sorted(early) == list(range(len(early)))
    assert report["stats"]["resent"] <= MAX_RESENDS * len(rows)
    files = dead_letter_files(dead_letters_directory(None, spool))
    kept = [one.original for path in files for one in read_letters(path)]
    numbers = [int(found[1]) for text in kept if (found := re.search(r"tick number=(\d+)", text))]
    assert sorted(numbers) == list(range(report["logged"]))


def test_a_line_that_is_completed_later(make_node, store, tmp_path):
    """Half a line is no line: it waits for its end, and what was there before is sent."""
    node = make_node(store.url, tmp_path, rate=0)
    node.wait_for(lambda stats: stats["sent"])
    (path,) = spool_files(tmp_path)
    whole = line(7, time.time_ns()).replace(b"Left-001", b"Probe-001")
    with path.open("ab", buffering=0) as file:
        file.write(whole[:60])
        time.sleep(0.5)
        node.phase("fault")
        stats = node.stats()
        assert stats["put_aside"] == 0
        file.write(whole[60:])
    (row,) = store.wait_for(f'instance_id:="{node.instance_id}" number:=7')
    assert row["strategy_id"] == "Probe-001"
    stats = node.stop()["stats"]
    assert stats["put_aside"] == 0
