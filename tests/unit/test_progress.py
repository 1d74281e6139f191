"""What `vlogs-nt follow` remembers of other nodes' logs goes with them."""

import os
import time
import uuid

import pytest
from unit.test_watch import watch_of
from unit.test_watch import write_log

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver import watch
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import SessionLock


@pytest.fixture
def now(monkeypatch):
    """Return the time, in a list, which the test sets."""
    now = [1_000.0]
    monkeypatch.setattr(watch.time, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def places(tmp_path):
    """Return a directory with a log, and one for the progress."""
    logs, state = tmp_path / "logs", tmp_path / "state"
    logs.mkdir()
    state.mkdir(mode=0o700)
    write_log(logs, "live.json")
    return logs, state


def progress_in(state, *paths, days=2.0):
    """Write down progress in a log's files, which were last read so many days ago."""
    place = state / f"session-{uuid.uuid4()}"
    place.mkdir(mode=0o700)
    if paths:
        instance_id = str(uuid.uuid4())
        destination = Destination(url="http://localhost:9")
        session = JournalState(Session(instance_id=instance_id, destination=destination))
        for index, path in enumerate(paths):
            session.apply(FileRecord(LogFile(index, str(path), 1, index)))
        Journal(place / f"{instance_id}{SUFFIX}", session).close()
    at = time.time() - days * 86_400
    for path in (*place.iterdir(), place):
        os.utime(path, (at, at))
    return SessionDirectory(place)


def left_in(state, name):
    """Leave a file of a node that was given the same directory for its spool."""
    one = progress_in(state)
    (one.path / name).touch()
    at = time.time() - 2 * 86_400
    os.utime(one.path, (at, at))
    return one


def test_progress_goes_a_day_after_its_log(places, now):
    """Not that of files that are there, or may be again, or of a log that a process follows."""
    logs, state = places
    gone = [progress_in(state, logs / "a.json", logs / "b.json"), progress_in(state)]
    held = progress_in(state, logs / "a.json")
    lock = SessionLock(held.path)
    assert lock.acquire()
    at = time.time() - 2 * 86_400
    os.utime(held.path, (at, at))
    kept = [
        held,
        left_in(state, "TRADER.json"),
        left_in(state, f"{uuid.uuid4()}{NODE_SUFFIX}"),
        progress_in(state, logs / "a.json", logs / "live.json"),
        progress_in(state, logs / "a.json", days=0.5),
        progress_in(state, state.parent / "unmounted" / "a.json"),
    ]
    watched = watch_of([logs], state.parent / "spool", state)
    watched.look()
    assert [one.path.exists() for one in gone] == [False, False]
    assert all(one.path.exists() for one in kept)
    lock.release(remove=False)
    os.utime(held.path, (at, at))
    watched.look()
    assert held.path.exists()
    now[0] += 3_600.0
    watched.look()
    assert not held.path.exists()


def test_progress_stays_while_a_directory_has_no_log_at_all(places, now):
    """What is mounted there may be away."""
    logs, state = places
    one = progress_in(state, logs / "a.json")
    (logs / "live.json").unlink()
    watch_of([logs], state.parent / "spool", state).look()
    assert one.path.exists()


def test_logs_that_come_and_go_leave_nothing_in_memory(places, now, monkeypatch):
    """A node that crashes in a loop has a log each, which somebody clears away."""
    logs, state = places
    watched = watch_of([logs], state.parent / "spool", state)
    followed = []

    def follow(log):
        followed.append(log.key)
        watched._done[log.key] = frozenset()
        for keys in (watched._of_actors, watched._met_actors):
            keys.add(log.key)
        return False

    monkeypatch.setattr(watched, "_follow", follow)
    for number in range(10):
        path = write_log(logs, f"node-{number}.json")
        for _ in range(2):
            watched.look()
            now[0] += 60.0
        for job in list(watched._jobs.values()):
            job.join()
        path.unlink()
    (logs / "live.json").unlink()
    watched.look()
    assert len(set(followed)) == 11
    known = (watched._done, watched._seen_at, watched._retry_at, watched._old, watched._jobs)
    known += (watched._of_actors, watched._met_actors)
    assert [len(one) for one in known] == [0] * len(known)
