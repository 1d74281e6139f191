"""`vlogs-nt follow`: logs of other processes, while they are written and whatever ends it."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import ClassVar

import pytest
from conftest import eventually

from faults.harness import TESTS
from faults.harness import Account
from faults.harness import noted
from faults.leftovers import TRADER
from faults.leftovers import line
from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.times import rfc3339

COMMAND = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"


def follow(store, directory, *arguments, **environment):
    """Start `vlogs-nt follow` on a directory, with its state beside it."""
    places = ["--spool-dir", directory.parent / "spool", "--state", directory.parent / "state"]
    command = [COMMAND, "follow", directory, "--url", store.url, "--window", 2, *places]
    with (directory.parent / f"output-{uuid.uuid4()}").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", *map(str, command), *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(TESTS.parent), **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    process.output = Path(output.name)
    return noted(process)


@pytest.fixture
def directory(tmp_path):
    """Return the directory of the logs."""
    path = tmp_path / "logs"
    path.mkdir()
    return path


@pytest.fixture(autouse=True)
def _writers():
    """Close what tests leave open."""
    yield
    for writer in Writer.made:
        writer.close()
    Writer.made.clear()


class Writer:
    """Write numbered lines as NautilusTrader does, in files that are rotated."""

    made: ClassVar[list["Writer"]] = []

    def __init__(self, directory, *, lines_a_file=1_000, name=None):
        self.instance_id = str(uuid.uuid4())
        self.logged = 0
        self.paths = []
        self._directory = directory
        self._lines_a_file = lines_a_file
        self._name = name
        self._file = None
        Writer.made.append(self)

    def write(self, count):
        """Write so many lines."""
        for _ in range(count):
            if self._file is None or self.logged % self._lines_a_file == 0:
                self._rotate()
            self._file.write(line(self.logged, time.time_ns()))
            self.logged += 1
        self._file.flush()

    def say(self, message, component):
        """Write a line of another kind."""
        if self._file is None:
            self._rotate()
        text = line(0, time.time_ns()).decode()
        text = text.replace("tick number=0", message).replace("Left-001", component)
        self._file.write(text.encode())
        self._file.flush()

    def close(self):
        """End: no process writes the log any more."""
        if self._file is not None:
            self._file.close()

    def _rotate(self):
        if self._file is not None:
            self._file.close()
        stamp = time.strftime("%Y-%m-%d_%H%M%S", time.gmtime())
        number = len(self.paths)
        name = self._name or f"{TRADER}_{stamp}-{number:03}_{self.instance_id}.jsonl"
        self.paths.append(self._directory / name)
        self._file = self.paths[-1].open("ab")


def holds(store, instance_id, count):
    """Return whether the store holds so many numbers of an instance."""
    return lambda: Account(store.url, instance_id).numbers["n"] >= count


def finish(process):
    """Stop a follower in order; return what it printed."""
    eventually(lambda: "Shipping to" in process.output.read_text(), timeout=60)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=60)
    assert process.returncode == 0, process.output.read_text()
    return process.output.read_text()


def follow_until(store, directory, instance_id, count):
    """Follow a directory until the store holds so many numbers; return what was printed."""
    process = follow(store, directory)
    eventually(holds(store, instance_id, count), timeout=60)
    return finish(process)


def test_files_that_come_and_go_while_a_follower_stands_still(store, directory):
    """A row tells of lines in files that it never saw, and none of an ordinary rotation."""
    writer = Writer(directory, lines_a_file=100)

    def write(files):
        for _ in range(files):
            writer.write(100)
            for path in writer.paths[:-3]:
                path.unlink(missing_ok=True)

    def losses():
        return [row["lost"] for row in store.query(f'instance_id:="{writer.instance_id}" lost:*')]

    write(1)
    process = follow(store, directory)
    eventually(holds(store, writer.instance_id, 100), timeout=60)
    process.send_signal(signal.SIGSTOP)
    write(2)
    process.send_signal(signal.SIGCONT)
    eventually(holds(store, writer.instance_id, 300), timeout=60)
    assert losses() == []
    process.send_signal(signal.SIGSTOP)
    write(5)  # of which rotation leaves three
    process.send_signal(signal.SIGCONT)
    eventually(losses, timeout=60)
    eventually(holds(store, writer.instance_id, 600), timeout=60)
    assert "An unknown number of records lost" in finish(process)
    assert losses() == ["unknown"]
    numbers = Account(store.url, writer.instance_id).numbers
    assert numbers == {"n": 600, "u": 600, "low": 0, "high": 799}


def test_kills_at_any_moment_lose_and_double_nothing(store, directory):
    """Whoever goes on does so from the journal of progress, over rotations and restarts."""
    writer = Writer(directory)
    chance = random.Random(7)
    is_over = threading.Event()

    def write():
        while not is_over.is_set():
            writer.write(chance.randrange(1, 200))
            time.sleep(0.02)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for _ in range(5):
            process = follow(store, directory)
            reached = writer.logged + 500
            eventually(lambda reached=reached: writer.logged >= reached, timeout=60)
            is_over.wait(chance.uniform(0.0, 3.0))
            process.kill()
            process.wait()
    finally:
        is_over.set()
        thread.join()
    before = {path: path.read_bytes() for path in writer.paths}
    process = follow(store, directory)
    eventually(holds(store, writer.instance_id, writer.logged), timeout=90)
    writer.close()
    finish(process)
    Account(store.url, writer.instance_id).check_whole(writer.logged)
    assert {path: path.read_bytes() for path in writer.paths} == before  # nothing is changed


def test_lines_can_be_found_within_seconds_and_a_stopped_follower_resumes(store, directory):
    """A log that another run continues under its configured name goes on where it stood."""
    writer = Writer(directory, lines_a_file=10**9, name="bot.json")
    writer.write(100)
    process = follow(store, directory)
    (log,) = other_logs_in(directory)
    instance_id = log.instance_id
    eventually(holds(store, instance_id, 100), timeout=60)
    finish(process)
    writer.write(50)
    follow_until(store, directory, instance_id, 150)
    Account(store.url, instance_id).check_whole(150)


def test_without_its_state_the_store_is_asked(store, directory, tmp_path):
    """A log whose progress is gone is compared with the store, and nothing goes twice."""
    writer = Writer(directory)
    writer.write(1_500)
    follow_until(store, directory, writer.instance_id, 1_500)
    (tmp_path / "state").rename(tmp_path / "lost")
    writer.write(300)
    follow_until(store, directory, writer.instance_id, 1_800)
    Account(store.url, writer.instance_id).check_whole(1_800)


def test_strategies_are_told_by_the_lines_that_register_them(store, directory):
    """NautilusTrader 2.0 names loggers by strategies, 1.x by classes."""
    newer, older = Writer(directory), Writer(directory)
    newer.say("constructed", "Momentum-007")
    newer.say(f"Registered Python strategy Momentum-007 with trader {TRADER}", "nautilus_system")
    newer.say("Registered Python actor Watcher", "nautilus_live")
    newer.say("watching", "Watcher")
    older.say("READY", "EMACross")
    older.say("Registered Strategy EMACross-001", TRADER)
    older.say("crossed", "EMACross")
    process = follow(store, directory)

    def found(writer, text):
        of_line = f'instance_id:="{writer.instance_id}" _msg:="{text}"'
        (row,) = store.wait_for(of_line, lambda rows: len(rows) == 1, timeout=60)
        return row["source"], row.get("strategy_id")

    assert found(newer, "constructed") == ("strategy", "Momentum-007")
    assert found(newer, "watching") == ("actor", None)
    assert found(older, "READY") == ("strategy", "EMACross-001")
    assert found(older, "crossed") == ("strategy", "EMACross-001")
    finish(process)


def test_files_that_are_no_logs_are_left_alone(store, directory):
    """Other JSON files in the directory, links and pipes are not sent anywhere."""
    (directory / "package.json").write_text('{"name": "secret"}\n')
    os.mkfifo(directory / "pipe.json")
    (directory / "link.json").symlink_to("/etc/passwd")
    writer = Writer(directory)
    writer.write(10)
    output = follow_until(store, directory, writer.instance_id, 10)
    assert output.count("Following the log") == 1, output


def test_a_service_manager_hears_of_each_step(store, tmp_path):
    """Systemd is told when it is ready, alive and stopping."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(tmp_path / "notify"))
        channel.settimeout(60)
        directory = tmp_path / "logs"
        notify = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "400000"}
        process = follow(store, directory, **notify)
        heard = [channel.recv(100) for _ in range(3)]
        finish(process)
        while heard[-1] != b"STOPPING=1":
            heard.append(channel.recv(100))
    assert heard[0] == b"READY=1"
    assert heard.count(b"WATCHDOG=1") >= 2


def test_it_is_small(store, directory):
    """It loads no NautilusTrader, and takes less than 45 MB while it ships."""
    writer = Writer(directory)
    process = follow(store, directory)
    writer.write(20_000)
    eventually(holds(store, writer.instance_id, 20_000), timeout=90)
    with Path(f"/proc/{process.pid}/status").open() as status:
        size = next(text for text in status if text.startswith("VmRSS"))
    with Path(f"/proc/{process.pid}/maps").open() as maps:
        assert "nautilus_trader" not in maps.read()
    finish(process)
    assert int(size.split()[1]) < 45_000, size


def test_the_times_of_rows_are_those_of_lines(store, directory):
    """Nothing of a line is lost on the way."""
    writer = Writer(directory)
    before = rfc3339(time.time_ns())
    writer.write(1)
    process = follow(store, directory)
    of_log = f'instance_id:="{writer.instance_id}"'
    (row,) = store.wait_for(of_log, 1, timeout=60)
    finish(process)
    assert row["_time"].rstrip("Z") >= before.rstrip("Z")[:26]
    assert (row["trader_id"], row["component"], row["seq"]) == (TRADER, "Left-001", "0")


def test_a_log_that_an_actor_ships_is_left_to_it(store, directory, tmp_path):
    """The journal of an actor says which files are its own, wherever they are."""
    theirs, ours = Writer(directory), Writer(directory)
    theirs.write(10)
    ours.write(10)
    session = tmp_path / "spool" / f"session-{uuid.uuid4()}"
    session.mkdir(parents=True, mode=0o700)
    state = JournalState(
        Session(instance_id=theirs.instance_id, owned=False, destination=Destination(url=store.url))
    )
    status = theirs.paths[0].stat()
    file = LogFile(0, str(theirs.paths[0]), status.st_dev, status.st_ino)
    state.apply(FileRecord(file))
    Journal(session / f"{theirs.instance_id}.journal", state).close()
    output = follow_until(store, directory, ours.instance_id, 10)
    assert f"Following the log {TRADER}_{ours.instance_id}" in output
    assert f"Following the log {TRADER}_{theirs.instance_id}" not in output


def test_a_log_is_followed_by_one_process_whatever_places_each_has(store, directory, tmp_path):
    """Neither finds the other's state nor spool directory, and the log is rotated meanwhile."""
    writer = Writer(directory)
    writer.write(500)
    places = ["--state", tmp_path / "other", "--spool-dir", tmp_path / "other-spool"]
    processes = [follow(store, directory), follow(store, directory, *places)]
    eventually(holds(store, writer.instance_id, 500), timeout=60)
    for _ in range(5):
        writer.write(700)
        eventually(holds(store, writer.instance_id, writer.logged), timeout=60)
    outputs = [finish(process) for process in processes]
    account = Account(store.url, writer.instance_id)
    account.check_whole(4_000)
    assert account.rows["n"] == 4_000, outputs
    assert sum("Another process ships the log" in output for output in outputs) == 1


def test_whatever_a_directory_holds_the_logs_in_it_are_followed(store, tmp_path):
    """It appears late; files can't be read, are packed, and turn into pipes and links."""
    directory = tmp_path / "logs"
    process = follow(store, directory)
    eventually(lambda: "Shipping to" in process.output.read_text(), timeout=60)
    directory.mkdir()
    gone, other = Writer(directory, name="gone.json"), Writer(directory)
    gone.write(5)
    other.write(5)
    (directory / "old.json.gz").write_bytes(b"\x1f\x8b\x08")
    (directory / "torn.json").write_bytes(b"\xff\xfe{")
    (directory / "empty.json").touch()
    (directory / "locked.json").write_bytes(line(0, time.time_ns()))
    (directory / "locked.json").chmod(0)
    gone_id = next(log for log in other_logs_in(directory) if log.name == "gone").instance_id
    eventually(holds(store, gone_id, 5), timeout=60)
    gone.close()
    gone.paths[0].unlink()
    os.mkfifo(gone.paths[0])
    other.paths[0].with_name("link.json").symlink_to("/proc/self/mem")
    other.write(5)
    eventually(holds(store, other.instance_id, 10), timeout=60)
    finish(process)
    Account(store.url, gone_id).check_whole(5)
    Account(store.url, other.instance_id).check_whole(10)


def test_a_file_that_was_truncated_while_nobody_looked_is_read_from_its_beginning(store, directory):
    """As logrotate's copytruncate does, whatever size the file has by then."""
    writer = Writer(directory, lines_a_file=10**9, name="bot.json")
    writer.write(100)
    (log,) = other_logs_in(directory)
    follow_until(store, directory, log.instance_id, 100)
    os.truncate(writer.paths[0], 0)
    writer.write(30)
    follow_until(store, directory, log.instance_id, 130)
    os.truncate(writer.paths[0], 0)
    writer.write(200)
    follow_until(store, directory, log.instance_id, 330)
    Account(store.url, log.instance_id).check_whole(330)


def test_a_volume_that_was_mounted_anew_is_the_same(store, directory):
    """Its files have other numbers: nothing is sent twice, and nothing is called lost."""
    writer = Writer(directory)
    writer.write(1_500)
    follow_until(store, directory, writer.instance_id, 1_500)
    for number in (1_500, 1_501, 1_502):
        for path in writer.paths:
            copy = path.with_suffix(".copy")
            shutil.copy2(path, copy)
            copy.replace(path)
        with writer.paths[-1].open("ab") as file:
            file.write(line(number, time.time_ns()))
        output = follow_until(store, directory, writer.instance_id, number + 1)
    account = Account(store.url, writer.instance_id)
    account.check_whole(1_503)
    assert account.rows["n"] == 1_503, output
