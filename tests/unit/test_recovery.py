"""What an attempt to ship a log leaves behind, whatever ends it, and what the next one does."""

import threading
import types
import uuid

import pytest
from msgspec.structs import replace

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver import recovery
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.sessions import LOCK_NAME
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.settings import ShippingSettings

INSTANCE = "e14c1582-71ee-44cb-bee7-c6cf3a543017"


class Claim:
    """A claim on a file that another process may have."""

    def __init__(self, is_taken):
        self.is_taken = is_taken
        self.calls = []

    def __call__(self, *_):
        """Return itself, as the one that is made."""
        return self

    def take(self):
        """Return whether it could be taken."""
        self.calls.append("take")
        return self.is_taken

    def release(self):
        """Note that it was released."""
        self.calls.append("release")


class Pipeline:
    """A pipeline that ships nothing; it has the thread of the test itself."""

    def __init__(self):
        self.calls = []
        self.shipper = types.SimpleNamespace(
            thread=threading.current_thread(),
            journal=None,
            start=lambda: self.calls.append("start"),
            stats=lambda: None,
            is_complete=False,
            is_held=False,
            is_loss_unknown=False,
        )

    def close(self, *_, **__):
        """Note that it was closed."""
        self.calls.append("close")


class NoDescriptors:
    """A log whose node can't be looked at, for there are no descriptors."""

    is_new = False
    last = None

    def is_running(self):
        """Fail."""
        raise OSError(24, "Too many open files")


class Running:
    """A log whose node runs on for as long as anybody waits, which is cut short here."""

    is_new = False

    def __init__(self, stop):
        self._stop = stop

    def is_running(self):
        """Return that it runs, and end the wait."""
        self._stop.set()
        return True


@pytest.fixture
def ship(tmp_path, monkeypatch):
    """Return a function that ships a live log with a claim, and returns the outcome."""
    pipeline = Pipeline()
    stop = threading.Event()
    monkeypatch.setattr(Recovery, "_pipeline", lambda *_: pipeline)
    monkeypatch.setattr(recovery, "Patience", lambda *_: None)
    state = JournalState(
        Session(instance_id=INSTANCE, destination=Destination(url="http://localhost:9"))
    )

    def ship(claim, live):
        log = recovery._Log(
            SessionDirectory(tmp_path),
            tmp_path / f"{INSTANCE}.journal",
            state,
            is_known=True,
            report=print,
            is_alone=True,
            live=live,
        )
        monkeypatch.setattr(recovery, "LogClaim", claim)
        monkeypatch.setattr(recovery._Log, "open_journal", lambda *_: journal)
        return Recovery(ShippingSettings(), print, stop)._ship_log(log)

    journal = types.SimpleNamespace(close=lambda: pipeline.calls.append("journal closed"))
    ship.pipeline, ship.stop = pipeline, stop
    return ship


def test_a_claim_that_cannot_be_taken_is_released(ship):
    """It may have marked files by then, a descriptor each, and is tried again and again."""
    claim = Claim(is_taken=False)
    assert ship(claim, NoDescriptors()).result is Result.LEFT
    assert claim.calls == ["take", "release"]


def test_an_error_while_a_log_is_shipped_ends_its_threads(ship):
    """They would go on beside those of the next attempt, and send each row a second time."""
    claim = Claim(is_taken=True)
    outcome = ship(claim, NoDescriptors())
    assert outcome.result is Result.LEFT
    assert "Too many open files" in outcome.reason
    assert ship.pipeline.calls == ["start", "close", "journal closed"]
    assert claim.calls == ["take", "release"]


@pytest.mark.parametrize(
    ("thread", "reason"),
    [
        (threading.Thread(), "the machine has no threads left to ship it with"),
        (types.SimpleNamespace(ident=1, is_alive=lambda: False), "its files can't be read"),
    ],
    ids=["never-started", "ended"],
)
def test_a_live_log_that_nobody_reads_is_tried_again(ship, monkeypatch, thread, reason):
    """Waiting for its node to end would be in vain, with its lock and its marks held."""
    ship.pipeline.shipper.thread = thread
    monkeypatch.setattr(recovery, "_THREADLESS_SECS", 0.0)
    claim = Claim(is_taken=True)
    outcome = ship(claim, Running(ship.stop))
    assert (outcome.result, outcome.reason) == (Result.LEFT, reason)
    assert claim.calls == ["take", "release"]


HERE, THERE = Destination(url="http://here:9428"), Destination(url="http://there:9428")


class Notes:
    """A journal that is given up, and what it comes to."""

    def __init__(self, state):
        self.state = state
        self.is_removed = False

    def record(self, *records):
        """Take in records."""
        for record in records:
            self.state.apply(record)

    def record_end(self, position, seq):
        """Take in the end."""
        self.record(VerifiedRecord(seq, position), EndRecord(position))

    def close(self):
        """Do nothing."""

    def remove(self):
        """Note that it was removed."""
        self.is_removed = True


@pytest.fixture
def attempt(tmp_path, monkeypatch):
    """Return a function that ships a left log with a pipeline, and is stopped meanwhile."""

    def attempt(*, is_complete=False, has_reached=False, verified=0, goes=HERE):
        pipeline = Pipeline()
        vars(pipeline.shipper).update(is_complete=is_complete, position=Position(0, 50))
        pipeline.shipper.start = lambda: journal.record(replace(state.session, destination=goes))
        figures = dict.fromkeys(Stats.__struct_fields__, 0)
        pipeline.shipper.stats = lambda: Stats(**figures | {"verified": verified})
        pipeline.converter = types.SimpleNamespace(next_seq=5)
        pipeline.outbox = types.SimpleNamespace(
            progress=types.SimpleNamespace(has_reached=has_reached)
        )
        monkeypatch.setattr(Recovery, "_pipeline", lambda *_: pipeline)
        monkeypatch.setattr(recovery, "Patience", lambda *_: None)
        monkeypatch.setattr(recovery, "LogClaim", Claim(is_taken=True))
        monkeypatch.setattr(Claim, "end", lambda *_: None, raising=False)
        state = JournalState(Session(instance_id=INSTANCE, destination=HERE))
        journal = Notes(state)
        monkeypatch.setattr(recovery._Log, "open_journal", lambda *_: journal)
        stop = threading.Event()
        stop.set()
        shipped = Recovery(ShippingSettings(url=goes.url), print, stop, overrides_url=True)
        path = tmp_path / f"{INSTANCE}.journal"
        shipped._unread = {INSTANCE: {path}}
        log = recovery._Log(
            SessionDirectory(tmp_path), path, state, is_known=True, is_alone=True, report=print
        )
        return shipped._ship_log(log), shipped, journal

    return attempt


def test_what_is_stored_is_said_to_be_though_a_stop_came_between(attempt):
    """Its files are deleted by then: whoever went on with its journal would miss them."""
    outcome, shipped, journal = attempt(is_complete=True)
    assert (outcome.result, outcome.reason) == (Result.STORED, "")
    assert shipped.next_seq(INSTANCE) == 5
    assert journal.state.is_done
    assert not journal.is_removed  # it goes with the session


@pytest.mark.parametrize(("has_reached", "verified"), [(False, 0), (True, 0), (False, 3)])
def test_a_log_is_tied_to_another_store_by_what_that_one_took(attempt, has_reached, verified):
    """The rest goes there, too; a store that took nothing ties no log."""
    outcome, _, journal = attempt(has_reached=has_reached, verified=verified, goes=THERE)
    is_tied = has_reached or bool(verified)
    assert journal.state.session.destination == (THERE if is_tied else HERE)
    assert (outcome.url, outcome.instead_of) == (THERE.url, HERE.url)


# -- Nodes of one process --------------------------------------------------------------------


class Process:
    """What a process has left in which two nodes ran: the first one's log is stored."""

    def __init__(self, root):
        self.directory = root / f"session-{uuid.uuid4()}"
        self.directory.mkdir(mode=0o700)
        (self.directory / LOCK_NAME).touch(mode=0o600)
        names = [f"T-001_2026-11-30_10000{number}:000_{INSTANCE}.json" for number in range(2)]
        self.paths = [self.directory / name for name in names]
        for path in self.paths:
            path.write_bytes(b"{}\n" * 2)
        first = self._leave(INSTANCE, self.paths)
        first.record(NumberedRecord(3, Position(1, 3)), EndRecord(Position(1, 3)))
        first.record_verified(Position(1, 3), 3)
        first.close()
        self.second = str(uuid.uuid4())
        self._leave(self.second, self.paths[1:]).close()

    def _leave(self, instance_id, paths):
        state = JournalState(Session(instance_id=instance_id, destination=HERE))
        for index, path in enumerate(paths):
            status = path.stat()
            state.apply(FileRecord(LogFile(index, str(path), status.st_dev, status.st_ino)))
        return Journal(self.directory / f"{instance_id}{SUFFIX}", state)


@pytest.fixture
def outcomes(monkeypatch):
    """Return a function that ships a session with a result; returns outcomes and what it saw."""

    def ship(process, result):
        seen = []

        def ship_log(_, log):
            seen.append(log)
            return Outcome(result=result, directory="", instance_id=log.state.session.instance_id)

        monkeypatch.setattr(Recovery, "_ship_log", ship_log)
        shipped = Recovery(ShippingSettings(), print, threading.Event())
        found = shipped.ship(SessionDirectory(process.directory), [])
        return [(one.instance_id, one.result) for one in found], seen

    return ship


def test_a_log_that_is_stored_is_not_shipped_again_as_the_next_node_s(tmp_path, outcomes):
    """Its files stay for the other one, are no rotations of that one's, and go with it."""
    process = Process(tmp_path)
    for _ in range(2):
        found, (log,) = outcomes(process, Result.LEFT)
        assert found == [(process.second, Result.LEFT)]
        assert [file.path for file in log.state.files] == [str(process.paths[1])]
        assert log.is_alone
        assert all(path.exists() for path in process.paths)
    found, _ = outcomes(process, Result.STORED)
    assert found == [(process.second, Result.STORED)]
    assert not process.directory.exists()


def test_what_a_kill_has_left_of_a_stored_session_is_cleaned_up(tmp_path, outcomes):
    """Its files are gone, or some of them: nothing is missing, and no store is asked."""
    process = Process(tmp_path)
    (process.directory / f"{process.second}{SUFFIX}").unlink()
    process.paths[0].unlink()
    assert outcomes(process, Result.FAILED) == ([], [])
    assert not process.directory.exists()


def test_a_planted_end_deletes_nothing_elsewhere(tmp_path, outcomes):
    """The files of a journal are looked at before they are deleted."""
    process = Process(tmp_path)
    other = tmp_path / "other" / f"session-{uuid.uuid4()}"
    other.mkdir(parents=True)
    path = other / "log.json"
    path.touch()
    journal = process.directory / f"{INSTANCE}{SUFFIX}"
    state = load(journal)
    state.files = [LogFile(0, str(path))]
    Journal(journal, state).close()
    (process.directory / f"{process.second}{SUFFIX}").unlink()
    ((_, result),) = outcomes(process, Result.STORED)[0]
    assert result is Result.FAILED
    assert path.exists()
