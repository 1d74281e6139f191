"""Which logs in a directory `vlogs-nt follow` ships, told without a store and without waiting."""

import errno
import json
import os
import shutil
import threading
import time
import types
import uuid

import pytest
from conftest import eventually

from nautilus_vlogs.capture import other_logs
from nautilus_vlogs.capture.other_logs import LogDirectory
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver import watch
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.settings import ShippingSettings

LINE = {
    "timestamp": "2026-11-25T10:00:00.000000000Z",
    "trader_id": "TRADER-001",
    "level": "INFO",
    "color": "NORMAL",
    "component": "TradingNode",
    "message": "starting",
}


def watch_of(directories, spool, state, **options):
    """Return what watches some directories, and ships nothing."""
    return watch.Watch(
        directories,
        spool=spool,
        state=state,
        conclude=lambda _: None,
        stop=threading.Event(),
        **{
            "settings": ShippingSettings(),
            "recovery": None,
            "report": lambda *_: None,
            **options,
        },
    )


@pytest.fixture
def now(monkeypatch):
    """Return the time, in a list, which the test sets."""
    now = [1_000.0]
    monkeypatch.setattr(watch.time, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("is_in_spool", [True, False])
def test_a_log_without_a_session_is_left_to_an_actor_that_is_late(tmp_path, now, is_in_spool):
    """In the spool directory a log that grows is its node's; elsewhere it is shipped soon."""
    spool = tmp_path if is_in_spool else tmp_path / "spool"
    watched = watch_of([tmp_path], spool, tmp_path / "state")
    path = tmp_path / "TRADER-001_2026-11-25_6a8b1c1e-8f7e-4b6a-9d3c-0123456789ab.json"
    for _ in range(20):  # a start that takes a minute
        with path.open("a") as file:
            file.write(json.dumps(LINE, separators=(",", ":")) + "\n")
        (found,) = LogDirectory(tmp_path).look()
        is_due = watched._is_due(found)
        now[0] += 3.0
    assert is_due != is_in_spool
    assert not watched._is_due(found) or not is_in_spool
    now[0] += 60.0
    assert watched._is_due(found)


def test_a_session_in_a_shared_directory_keeps_no_log_from_being_followed(
    tmp_path, now, monkeypatch
):
    """Whoever may write to it could make one: logs there are only read."""
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "node.json").write_text(json.dumps(LINE, separators=(",", ":")) + "\n")
    (logs / f"session-{uuid.uuid4()}").mkdir(mode=0o700)
    logs.chmod(0o2775)
    said, begun = [], []
    watched = watch_of(
        [logs], tmp_path / "spool", tmp_path / "state", report=lambda _, text: said.append(text)
    )
    monkeypatch.setattr(watched, "_begin", lambda _, __, log, *___: begun.append(log))
    for _ in range(2):
        watched.look()
        now[0] += 60.0
    assert [log.name for log in begun] == ["node"]
    (text,) = said
    assert text.startswith(f"no session in {logs} is shipped: {logs} can be written to by others")


def write_log(directory, name, at=None):
    """Write a log of one line; `at` is the time of its last change."""
    path = directory / name
    path.write_text(json.dumps(LINE, separators=(",", ":")) + "\n")
    if at is not None:
        os.utime(path, (at, at))
    return path


class NoRecovery:
    """Ship nothing, and never come to an end."""

    def __init__(self):
        self.followed = []
        self.is_over = threading.Event()

    def follow(self, _session, _path, state, live, **_):
        """Note which destination a log goes to, and read no line."""
        self.followed.append(state.session.destination.url)
        live.open_source([], Position(), lambda _: None).close()
        self.is_over.wait(60)
        return Outcome(result=Result.LEFT, directory="")


def test_of_two_processes_with_a_state_each_one_follows(tmp_path, now):
    """The other one says so, and goes on when the first ends; another store is another matter."""
    instance_id = str(uuid.uuid4())
    logs = tmp_path / "logs"
    logs.mkdir()
    path = write_log(logs, f"TRADER-001_2026-11-25_{instance_id}.json")
    said, watches = [], {}

    def follower(name, url):
        recovery = NoRecovery()
        watches[name] = (
            recovery,
            watch_of(
                [logs],
                tmp_path / f"{name}-spool",
                tmp_path / f"{name}-state",
                report=lambda level, text: said.append((level, text)),
                settings=ShippingSettings(url=url),
                recovery=recovery,
            ),
        )
        watches[name][1].look()  # and leaves the log to an actor for a while

    def look():
        now[0] += 60.0
        for recovery, watched in watches.values():
            before = len(recovery.followed)
            watched.look()
            for job in watched._jobs.values():
                while job.is_alive() and len(recovery.followed) == before == 0:
                    job.join(0.01)

    for name, url in (("first", "http://127.0.0.1:1"), ("second", "http://localhost:1/")):
        follower(name, url)
    follower("third", "http://127.0.0.1:2")
    look()
    path.rename(logs / f"TRADER-001_2026-11-24_{instance_id}.json")  # and it is rotated
    look()
    followed = {name: len(recovery.followed) for name, (recovery, _) in watches.items()}
    assert followed == {"first": 1, "second": 0, "third": 1}
    name = f"TRADER-001_{instance_id}"
    left = f"Another process ships the log {name} in {logs}: it is left to that one"
    assert said.count(("warning", left)) == 1
    first, watched = watches["first"]
    first.is_over.set()
    for job in watched._jobs.values():
        job.join(60)
    del watches["first"]
    look()
    assert len(watches["second"][0].followed) == 1
    for recovery, watched in watches.values():
        recovery.is_over.set()
        for job in watched._jobs.values():
            job.join(60)


@pytest.mark.parametrize("has_state", [False, True])
def test_it_is_said_what_is_waited_for_before_the_first_row(tmp_path, now, has_state):
    """And which file is passed over since another program wrote it; nothing is silent for long."""
    logs = tmp_path / "logs"
    logs.mkdir()
    write_log(logs, "bot.json")
    (logs / "spaces.json").write_text(json.dumps(LINE) + "\n")
    state = tmp_path / "state"
    if has_state:
        (found,) = LogDirectory(logs).look()
        place = state / f"session-{found.log.key}"
        place.mkdir(parents=True, mode=0o700)
        session = Session(
            instance_id=found.log.instance_id, owned=False, destination=Destination(url="http://h")
        )
        Journal(place / f"{found.log.instance_id}.journal", JournalState(session)).close()
    said = []
    recovery = NoRecovery()
    recovery.is_over.set()
    options = {"recovery": recovery, "report": lambda _, text: said.append(text)}
    watched = watch_of([logs], tmp_path / "spool", state, **options)
    for _ in range(3):
        watched.look()
        for job in watched._jobs.values():
            job.join(60)
        now[0] += 60.0
    following = [text for text in said if text.startswith(f"Following the log bot in {logs}")]
    assert following
    assert all(("waited for" in text) != has_state for text in following[:1])
    assert sum(text.startswith(f"{logs / 'spaces.json'} is passed over") for text in said) == 1


def test_a_log_whose_progress_another_process_has_is_left_to_that_one(tmp_path, now):
    """Two with one state, the default: the second one says so, and does not wait in silence."""
    logs = tmp_path / "logs"
    logs.mkdir()
    write_log(logs, f"TRADER-001_2026-11-25_{uuid.uuid4()}.json")
    (found,) = LogDirectory(logs).look()
    place = tmp_path / "state" / f"session-{found.log.key}"
    place.mkdir(parents=True, mode=0o700)
    other = SessionDirectory(place)
    assert other.lock.acquire()
    said = []
    watched = watch_of(
        [logs], tmp_path / "spool", tmp_path / "state", report=lambda *it: said.append(it)
    )
    for _ in range(3):
        watched.look()
        for job in watched._jobs.values():
            job.join(60)
        now[0] += 60.0
    other.lock.release(remove=True)
    name = found.log.name
    left = f"Another process ships the log {name} in {logs}: it is left to that one"
    assert said == [("warning", left)]


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_log_that_an_actor_has_shipped_stays_the_actors(tmp_path, now, is_marked):
    """What it had masked would be sent in clear once it has ended, by any later follower, too."""
    logs, spool = tmp_path / "logs", tmp_path / "spool"
    logs.mkdir()
    path = write_log(logs, "bot.json")
    session = spool / f"session-{uuid.uuid4()}"
    session.mkdir(parents=True, mode=0o700)
    marks = ShippedMarks("http://localhost:9 0:0", is_actor=True)
    if is_marked:  # by an actor in another container
        assert marks.take([path])
    else:
        instance_id = str(uuid.uuid4())
        destination = Destination(url="http://localhost:9")
        state = JournalState(Session(instance_id=instance_id, destination=destination))
        status = path.stat()
        state.apply(FileRecord(LogFile(0, str(path), status.st_dev, status.st_ino)))
        Journal(session / f"{instance_id}.journal", state).close()
    recovery = NoRecovery()
    recovery.is_over.set()

    def look_with(watched, times):
        for _ in range(times):
            watched.look()
            for job in list(watched._jobs.values()):
                job.join()
            now[0] += 3.0

    said = []
    options = {"recovery": recovery, "report": lambda _, text: said.append(text)}
    first, second = (watch_of([logs], spool, tmp_path / "state", **options) for _ in range(2))
    look_with(first, 3 if is_marked else 1)
    marks.release()
    shutil.rmtree(session)  # all of it is stored
    with path.open("a") as file:  # by a run without an actor
        file.write(json.dumps(LINE, separators=(",", ":")) + "\n")
    look_with(first, 3)
    look_with(second, 3)
    assert recovery.followed == []
    assert sum("it is left to actors" in text for text in said) == 2


def test_a_file_of_an_actor_s_on_another_volume_says_nothing(tmp_path, now, monkeypatch):
    """Volumes in memory number their files alike."""
    path = write_log(tmp_path, "bot.json")
    status = path.stat()
    other = {(status.st_dev + 7, status.st_ino)}
    monkeypatch.setattr(watch, "claimed_files", lambda _: other)
    watched = watch_of([tmp_path], tmp_path / "spool", tmp_path / "state")
    begun = []
    monkeypatch.setattr(watched, "_begin", lambda _, __, log, *___: begun.append(log.name))
    for _ in range(2):
        watched.look()
        now[0] += 3.0
    assert begun == ["bot"]


def test_an_actor_that_begins_at_the_same_moment_may_leave_the_log(tmp_path, now):
    """Each finds the other's mark: one look later the follower has it."""
    path = write_log(tmp_path, "bot.json")
    marks = ShippedMarks("http://localhost:9 0:0", is_actor=True)
    assert marks.take([path])
    recovery = NoRecovery()
    recovery.is_over.set()
    watched = watch_of([tmp_path], tmp_path / "spool", tmp_path / "state", recovery=recovery)
    for _ in range(3):
        watched.look()
        for job in list(watched._jobs.values()):
            job.join()
            marks.release()
        now[0] += 3.0
    assert len(recovery.followed) == 1


@pytest.mark.parametrize(
    ("age_secs", "is_known", "is_open"),
    [(1e9, True, True), (0.0, True, True), (1e9, False, False)],
)
def test_of_thousands_of_old_logs_few_are_shipped_at_a_time(
    tmp_path, now, monkeypatch, age_secs, is_known, is_open
):
    """
    Those that are being written never wait for them, and a look reads no file twice.

    Old ones may have been copied a moment ago, and nodes that live be quiet for long.
    """
    begin = time.time() - age_secs - 1.0
    old = [write_log(tmp_path, f"node-{count}.json", begin + count / 1e3) for count in range(300)]
    live = [write_log(tmp_path, f"live-{count}.json") for count in range(20)]
    writers = [path.open("ab") for path in live if is_open]
    if is_open:
        for path in live:
            os.utime(path, (begin - 100.0, begin - 100.0))
    if not is_known:  # of another user's files the system does not tell
        monkeypatch.setattr(watch, "has_writer", lambda _: None)
    (tmp_path / "package.json").write_text('{"name": "none of ours"}\n')
    watched = watch_of([tmp_path], tmp_path / "spool", tmp_path / "state")
    is_over = threading.Event()
    begun = []

    def follow(log):
        begun.append(log.name)
        return is_over.wait(60)

    monkeypatch.setattr(watched, "_follow", follow)
    opened = []
    real = other_logs.open_regular
    monkeypatch.setattr(
        other_logs, "open_regular", lambda path, **how: opened.append(path) or real(path, **how)
    )
    for _ in range(3):
        watched.look()
        now[0] += 3.0
    jobs = list(watched._jobs.values())
    is_over.set()
    for job in jobs:
        job.join()
    for writer in writers:
        writer.close()
    assert set(begun) == {path.stem for path in (*live, *old[-watch._OLD_AT_A_TIME :])}
    assert len(opened) == len(set(opened)) == 321


@pytest.mark.parametrize("is_alive", [True, False])
def test_a_companion_leaves_what_is_left_to_that_of_a_live_node(tmp_path, is_alive):
    """While the store is away, each start of a node would leave one more behind."""
    own, other = (SessionDirectory(tmp_path / f"session-{uuid.uuid4()}") for _ in range(2))
    for session in (own, other):
        session.path.mkdir(mode=0o700)
    watched = watch_of([tmp_path], tmp_path, tmp_path / "state", until=own.path.name)
    assert own.lock.acquire()  # the node lives, or its log is being shipped
    assert other.lock.acquire(is_adoption=not is_alive)
    assert other.companion_lock.acquire()
    assert not watched._is_finished()
    own.lock.release(remove=True)
    assert not watched._is_finished()
    watched._left.add(own.path)  # the store did not take it
    assert watched._is_finished() == is_alive
    other.companion_lock.release(remove=False)
    assert not watched._is_finished()
    own.path.rmdir()
    assert watched._is_finished()
    other.lock.release(remove=True)


def test_a_companion_ships_no_other_live_nodes_log(tmp_path, monkeypatch):
    """It has the credentials of the node that started it; a service ships them all."""
    other = SessionDirectory(tmp_path / f"session-{uuid.uuid4()}")
    other.path.mkdir(mode=0o700)
    (other.path / f"{uuid.uuid4()}.journal.node").write_text("")
    assert other.lock.acquire()
    followed = []
    for until in (f"session-{uuid.uuid4()}", other.path.name, ""):
        watched = watch_of([tmp_path], tmp_path, tmp_path / "state", until=until)
        monkeypatch.setattr(watched, "_follow_node", lambda _, it=until: followed.append(it))
        watched._ship_live(other)
    assert followed == [other.path.name, ""]
    other.lock.release(remove=True)


@pytest.mark.parametrize("is_written", [True, False])
def test_a_live_nodes_log_whose_lock_was_deleted_is_followed(
    tmp_path, now, monkeypatch, is_written
):
    """By the next companion, too: as long as the log is written its node lives."""
    session = SessionDirectory(tmp_path / f"session-{uuid.uuid4()}")
    session.path.mkdir(mode=0o700)
    (session.path / f"{uuid.uuid4()}.journal.node").write_text("")
    log = write_log(session.path, "node.json", at=1e9)
    watched = watch_of([tmp_path], tmp_path, tmp_path / "state")
    begun = []
    monkeypatch.setattr(watched, "_begin", lambda _, work, *__: begun.append(work))
    with log.open("ab" if is_written else "rb"):
        watched._look_for_sessions(tmp_path)
    assert begun == [watched._ship_live if is_written else watched._ship_left]


def test_a_companion_follows_no_logs_that_no_actor_took(tmp_path, now, monkeypatch):
    """It ships for actors; a service is told which store is the others'."""
    write_log(tmp_path, "node.json")
    begun = {}
    for until in (f"session-{uuid.uuid4()}", ""):
        watched = watch_of([tmp_path], tmp_path, tmp_path / "state", until=until)
        found = begun[until] = []
        monkeypatch.setattr(watched, "_begin", lambda *args, it=found: it.append(args[2].name))
        for _ in range(2):
            watched.look()
            now[0] += 60.0
    assert list(begun.values()) == [[], ["node"]]


class Held:
    """Ship sessions until the test ends, and note which."""

    def __init__(self):
        self.shipped = []
        self.is_over = threading.Event()

    def ship(self, session, _others):
        """Note the session, and leave it."""
        self.shipped.append(session.path)
        self.is_over.wait(60)
        return [Outcome(result=Result.LEFT, directory=str(session.path))]


def test_of_thousands_of_left_sessions_few_are_shipped_at_a_time(tmp_path, now):
    """Each has its turn, however many live nodes there are, and none has a thread before that."""
    sessions = [SessionDirectory(tmp_path / f"session-{uuid.uuid4()}") for _ in range(30)]
    for session in sessions:
        session.path.mkdir(mode=0o700)
    live = sessions[:10]
    assert all(session.lock.acquire() for session in live)
    recovery = Held()
    watched = watch_of([tmp_path], tmp_path, tmp_path / "state", recovery=recovery)
    watched.look()
    eventually(lambda: len(recovery.shipped) == watch._AT_A_TIME)
    watched.look()
    assert len(watched._jobs) == watch._AT_A_TIME
    recovery.is_over.set()
    for _ in range(5):
        for job in list(watched._jobs.values()):
            job.join()
        watched.look()
    for job in list(watched._jobs.values()):
        job.join()
    assert sorted(recovery.shipped) == sorted(one.path for one in sessions[10:])
    for session in live:
        session.lock.release(remove=True)


def test_a_machine_without_threads_keeps_nobody_from_watching(tmp_path, now, monkeypatch):
    """What had to wait is begun as soon as there are some."""
    session = SessionDirectory(tmp_path / f"session-{uuid.uuid4()}")
    session.path.mkdir(mode=0o700)
    recovery, said = Held(), []
    recovery.is_over.set()
    watched = watch_of(
        [tmp_path],
        tmp_path,
        tmp_path / "state",
        recovery=recovery,
        report=lambda _, text: said.append(text),
    )
    with monkeypatch.context() as patch:

        def refuse(_):
            raise RuntimeError("can't start new thread")

        patch.setattr(threading.Thread, "start", refuse)
        watched.look()
    assert said == ["Some logs have to wait: can't start new thread"]
    now[0] += 60.0
    watched.look()
    eventually(lambda: recovery.shipped == [session.path])


def test_a_name_that_is_no_text_keeps_no_log_from_being_followed(tmp_path, now, monkeypatch):
    """Whoever may write to a directory could make such a file."""
    write_log(tmp_path, "node.json")
    bad = os.path.join(os.fsencode(tmp_path), b"\xff.json")  # noqa: PTH118  # bytes
    with open(bad, "wb") as file:  # noqa: PTH123  # bytes
        file.write((tmp_path / "node.json").read_bytes())
    watched = watch_of([tmp_path], tmp_path / "spool", tmp_path / "state")
    begun = []
    monkeypatch.setattr(watched, "_begin", lambda _, __, log, *___: begun.append(log.name))
    for _ in range(2):
        watched.look()
        now[0] += 60.0
    assert begun == ["node"]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EMFILE])
def test_a_log_that_cannot_be_read_is_followed_once_it_can(tmp_path, now, monkeypatch, number):
    """Though it ended before, and has not changed since; until then it is named once."""
    path = write_log(tmp_path, "node.json", at=1e9)
    said, begun = [], []
    watched = watch_of(
        [tmp_path],
        tmp_path / "spool",
        tmp_path / "state",
        report=lambda level, text: said.append((level, text)),
    )
    monkeypatch.setattr(watched, "_begin", lambda _, __, log, *___: begun.append(log.name))

    def refuse(path, **_):
        raise OSError(number, os.strerror(number), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(other_logs, "open_regular", refuse)
        for _ in range(3):
            watched.look()
            now[0] += 60.0
    assert begun == []
    ((level, text),) = said
    assert level == "warning"
    assert os.strerror(number) in text
    assert str(path) in text
    for _ in range(2):
        watched.look()
        now[0] += 60.0
    assert begun == ["node"]


def test_a_directory_that_makes_trouble_keeps_no_other_from_being_followed(
    tmp_path, now, monkeypatch
):
    """Whatever the trouble is: it is said once."""
    first, second = tmp_path / "first", tmp_path / "second"
    for directory in (first, second):
        directory.mkdir()
        write_log(directory, "node.json")
    said, begun = [], []
    watched = watch_of(
        [first, second],
        tmp_path / "spool",
        tmp_path / "state",
        report=lambda _, text: said.append(text),
    )
    monkeypatch.setattr(watched, "_begin", lambda _, __, log, *___: begun.append(log.directory))

    def look_into(directory, real=watched._look_into):
        if directory == first:
            raise ValueError("whatever")
        real(directory)

    monkeypatch.setattr(watched, "_look_into", look_into)
    for _ in range(2):
        watched.look()
        now[0] += 60.0
    assert begun == [second]
    assert said == [f"{first} can't be looked into: ValueError('whatever')"]


def test_a_log_on_a_host_of_another_name_goes_on_with_its_journal(tmp_path, now, monkeypatch):
    """A container that is made again has another name, and its logs are the same."""
    logs = tmp_path / "logs"
    logs.mkdir()
    write_log(logs, "node.json")
    followed = []

    class Recovery:
        def follow(self, _session, path, state, _live, *, is_known, **_):
            """Note the journal, and leave one."""
            followed.append((path, state.session.instance_id, is_known))
            Journal(path, state).close()
            return Outcome(result=Result.LEFT, directory="")

    for name in ("one", "two"):
        monkeypatch.setattr(
            other_logs.os, "uname", lambda it=name: types.SimpleNamespace(nodename=it)
        )
        watched = watch_of([logs], tmp_path / "spool", tmp_path / "state", recovery=Recovery())
        for _ in range(2):
            watched.look()
            now[0] += 60.0
        for job in list(watched._jobs.values()):
            job.join()
    (first, one, was_known), (second, two, is_known) = followed
    assert (first, one) == (second, two)
    assert (was_known, is_known) == (False, True)
