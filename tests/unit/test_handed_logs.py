"""Logs that nodes hand to companions: which lines are whose, and what a dead node's are called."""

import errno
import json
import os
import threading
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest
from converter_kit import line as nautilus_line

from nautilus_vlogs.capture import file_table
from nautilus_vlogs.capture.followed_files import FollowedLogFiles
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.left_files import LeftLogFiles
from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.left_logs import left_logs
from nautilus_vlogs.deliver.live_logs import FollowedLog
from nautilus_vlogs.deliver.live_logs import handed_log
from nautilus_vlogs.deliver.live_logs import settings_of_node
from nautilus_vlogs.deliver.logged_names import LoggedNames
from nautilus_vlogs.deliver.outcomes import OTHER_WRITES
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.resumption import Resumer
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.node import own_log
from nautilus_vlogs.node.own_log import handed_state
from nautilus_vlogs.node.own_log import own_part_of
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.times import rfc3339

#: Seconds of the day at which things happen.
DAY_NS = 1_795_456_800_000_000_000

INSTANCE = str(uuid.uuid4())


def at(secs):
    """Return a time of the day in UNIX nanoseconds."""
    return DAY_NS + int(secs * 1e9)


def line(secs, text, component="Ticker-001"):
    """Return a line of some time."""
    return nautilus_line(text, at=rfc3339(at(secs)), trader_id="TESTER-001", component=component)


class Place:
    """A directory of logs and a spool directory."""

    def __init__(self, place, monkeypatch):
        self.logs, self.spool = place / "logs", place / "spool"
        self.logs.mkdir()
        self.spool.mkdir(mode=0o700)
        self._patch = monkeypatch

    def write(self, name, *lines, secs):
        """Append lines to a file, the last one at some time."""
        path = self.logs / name
        with path.open("ab") as file:
            file.writelines(lines)
        os.utime(path, ns=(at(secs), at(secs)))
        return path

    def hand_over(self, began, now, **settings):
        """Hand the log over as a process that began at some time does; return its session."""
        self._patch.setattr(own_log, "process_start_ns", lambda: at(began) - own_log._TICK_NS)
        self._patch.setattr(own_log.time, "time_ns", lambda: at(now))
        (log,) = other_logs_in(self.logs)
        own = own_part_of(log)
        session = SessionDirectory(self.spool / f"session-{uuid.uuid4()}")
        session.path.mkdir(mode=0o700)
        assert session.lock.acquire()
        session.lock.release(remove=False)  # it is dead by now
        state = handed_state(own, ShippingSettings(**settings), str(self.spool))
        Journal(session.path / f"{own.instance_id}{NODE_SUFFIX}", state).close()
        return session

    def left(self, session):
        """Return the only log that is left in a session."""
        (found,) = left_logs(session, set(), ShippingSettings(), lambda *_: None)
        return found


def messages_of(source):
    """Return the messages of a log, as they are read."""
    found = []
    while lines := source.peek():
        found += [json.loads(one)["message"] for one in lines.splitlines()]
        source.take(len(lines))
    source.close()
    return found


def read_left(left):
    """Return the messages of a log that was left."""
    files = LeftLogFiles(left.state.files, first=0, owned=False, last=left.state.end)
    return messages_of(LeftFiles(files, start=Position(0, 0)))


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return a directory of logs and a spool directory."""
    return Place(tmp_path, monkeypatch)


def rotated(number, name="bot"):
    """Return the name of a rotated log's file; `name` may be an instance's id."""
    base = f"TESTER-001_2026-11-24_18000{number}-000_{name}" if "-" in name else None
    return f"{base or f'{name}_2026-11-24_18000{number}-000'}.jsonl"


@pytest.mark.parametrize("name", ["bot", INSTANCE], ids=["bot", "instance"])
@pytest.mark.parametrize("journal", ["none", "no files", "the first"])
def test_files_that_neither_node_nor_companion_saw_are_shipped(place, name, journal):
    """Both died before: the log is outside the session's directory, and rotated meanwhile."""
    for number in range(3):
        place.write(rotated(number, name), line(10 + number, f"m{number}"), secs=10 + number)
        if not number:
            session = place.hand_over(10, 10)
    (node_journal,) = session.node_journals()
    node = load(node_journal)
    if journal != "none":
        state = JournalState(node.session)
        for file in node.files if journal == "the first" else ():
            state.apply(FileRecord(file))
        Journal(session.path / f"{node.session.instance_id}{SUFFIX}", state).close()
    assert read_left(place.left(session)) == ["m0", "m1", "m2"]


@pytest.mark.parametrize("name", ["bot", INSTANCE], ids=["bot", "instance"])
@pytest.mark.parametrize("is_rotated", [True, False])
def test_of_runs_that_share_a_name_each_has_its_lines(place, name, is_rotated):
    """Whether they are read while the node lives, or left by all that were at work on them."""
    sessions, wanted = [], []
    for run in (0, 1, 2):
        wanted.append([f"r{run}m{number}" for number in range(3)])
        for number, text in enumerate(wanted[-1]):
            secs = 100 * run + 10 * number + 1
            file = rotated(3 * run + number if is_rotated else 0, name)
            place.write(file, line(secs, text), secs=secs)
            if not number:
                sessions.append(place.hand_over(100 * run, secs))
        (node_journal,) = sessions[-1].node_journals()
        node = load(node_journal)
        live = handed_log(
            sessions[-1],
            node_journal,
            JournalState(node.session),
            is_new=False,
            report=lambda *_: None,
        )
        assert not live.is_running()
        assert messages_of(live.open_source([], Position(0, 0), lambda _: None)) == wanted[-1]
        live.release()
        sessions[-1].lock.release(remove=True)
    assert [read_left(place.left(session)) for session in sessions] == wanted
    runs_again = [load(one.node_journals()[0]).session.is_instance_fixed for one in sessions]
    assert runs_again == [name == "bot", True, True]


@pytest.mark.parametrize("is_rotated", [True, False])
def test_a_left_log_waits_until_the_next_run_has_said_where_it_begins(place, is_rotated):
    """That has written lines before its actor could say anything."""
    place.write(rotated(0), line(1, "m0"), secs=1)
    session = place.hand_over(0, 1)
    name = rotated(1) if is_rotated else rotated(0)
    place.write(name, line(100, "later"), secs=100)
    with (place.logs / name).open("ab"):
        left = place.left(session)
        assert not left.is_bounded
        recovery = Recovery(ShippingSettings(), lambda *_: None, threading.Event())
        (outcome,) = recovery.ship(session, [])
        assert (outcome.result, outcome.reason) == (Result.LEFT, OTHER_WRITES)
        place.hand_over(100, 101)
        left = place.left(session)
        assert left.is_bounded
        assert read_left(left) == ["m0"]


def test_a_log_ends_with_its_node(tmp_path):
    """Another run appends to its files and opens more, before its companion has read it all."""
    files = {}
    for number in range(2):
        path = tmp_path / rotated(number)
        path.write_bytes(line(number, f"m{number}") + b"{" * number)
        files[number] = path
    table = FollowedLogFiles(tmp_path, r"bot.*\.jsonl")
    assert table.last is None
    table.end_here()
    with files[1].open("ab") as file:
        file.write(line(5, "another run's"))
        (tmp_path / rotated(2)).write_bytes(line(6, "another run's"))
        table.look()
        assert table.last == Position(1, len(line(1, "m1")) + 1)
        source = LeftFiles(table, start=Position(0, 0))
        assert source.peek().endswith(b'"m0"}\n')
        source.take(len(source.peek()))
        assert source.peek().endswith(b'"m1"}\n')
        source.take(len(source.peek()))
        assert source.peek() == b"{\n"  # it will never have an end
        source.take(2)
        assert not source.peek()
    source.close()


@pytest.mark.parametrize("is_handed", [True, False])
def test_a_log_is_not_over_before_all_of_its_files_could_be_opened(place, monkeypatch, is_handed):
    """The machine has no descriptor left when the log ends: what the file holds is not missed."""
    first, last = (place.write(rotated(number), line(number, "m"), secs=9) for number in range(2))
    session = place.hand_over(0, 9)
    (node_journal,) = session.node_journals()
    state = load(node_journal)
    tables = []

    def open_source(files, **_):
        tables.append(files)
        return LeftFiles(files, start=Position(0, 0))

    if is_handed:
        log = handed_log(session, node_journal, state, is_new=True, report=print)
    else:
        (other,) = other_logs_in(place.logs)
        log = FollowedLog(other, state, ShippedMarks("store"), print)
    monkeypatch.setattr(log._names, "open_files", open_source)
    open_regular = file_table.open_regular

    def open_but_one(path, **options):
        if Path(path) == last:
            raise OSError(errno.EMFILE, "no descriptors")
        return open_regular(path, **options)

    monkeypatch.setattr(file_table, "open_regular", open_but_one)
    source = log.open_source([], Position(), lambda _: None)
    assert [file.path for file in source.files] == [str(first)]
    assert log.is_running()
    monkeypatch.setattr(file_table, "open_regular", open_regular)
    assert log.is_running()
    tables[0]._looked_at = float("-inf")
    tables[0].look()
    assert [file.path for file in source.files] == [str(first), str(last)]
    assert not log.is_running()
    monkeypatch.setattr(file_table, "open_regular", open_but_one)
    assert not log.is_running()
    source.close()
    session.lock.release(remove=True)


def test_what_comes_later_is_the_logs_though_the_clock_be_set_back(tmp_path):
    """Only what is there at the first look can be an earlier run's by its time."""
    for number, secs in ((0, 10), (1, 100)):
        path = tmp_path / rotated(number)
        path.write_bytes(line(secs, f"m{number}"))
        os.utime(path, ns=(at(secs), at(secs)))
    table = FollowedLogFiles(tmp_path, r"bot.*\.jsonl", since_ns=at(50))
    path = tmp_path / rotated(2)
    path.write_bytes(line(20, "m2"))
    os.utime(path, ns=(at(20), at(20)))
    table._looked_at = float("-inf")
    table.look()
    assert [Path(file.path).name for file in table.files] == [rotated(1), rotated(2)]
    table.close()


def test_a_file_of_another_runs_lines_alone_is_waited_on(place, monkeypatch):
    """The process has opened it, and its own lines are not there yet."""
    monkeypatch.setattr(own_log, "process_start_ns", lambda: at(100))
    monkeypatch.setattr(own_log.time, "time_ns", lambda: at(101))
    path = place.write("bot.jsonl", line(10, "old"), secs=10)
    (log,) = other_logs_in(place.logs)
    assert own_part_of(log) is None
    os.utime(path, ns=(at(100.5), at(100.5)))
    assert own_part_of(log) is None
    place.write("bot.jsonl", line(100.6, "own"), secs=101)
    assert own_part_of(log).first.start == len(line(10, "old"))


def test_files_that_come_before_the_store_has_answered_are_recorded(tmp_path):
    """A companion that goes on for a killed one has to miss those that are deleted meanwhile."""
    where = Destination(url="http://localhost:9")
    state = JournalState(Session(instance_id=INSTANCE, destination=where))
    journal = Journal(tmp_path / f"{INSTANCE}{SUFFIX}", state)
    answers = iter([None, 7])
    pipeline = SimpleNamespace(
        shipper=SimpleNamespace(journal=journal),
        lookup=SimpleNamespace(next_seq=lambda: next(answers), is_denied=lambda: False),
    )
    files = []
    source = SimpleNamespace(files=files, watch=lambda: files.append(LogFile(0, "bot.jsonl")))
    stop = SimpleNamespace(wait=lambda _: False)
    resumer = Resumer(pipeline, state, stop, is_known=True, is_alone=True, is_background=False)
    assert resumer._first_free(source) == 7
    journal.close()
    assert load(journal.path).files == files != []


def test_a_line_of_the_run_before_is_not_the_next_ones_however_soon_that_begins(place):
    """The system says when a process began by a clock that ticks a hundred times a second."""
    place.write("bot.jsonl", line(99.999, "last"), secs=99.999)
    place.write("bot.jsonl", line(100.1, "own"), secs=100.1)
    session = place.hand_over(100, 101)
    place.write("bot.jsonl", secs=102)
    (node_journal,) = session.node_journals()
    (first,) = load(node_journal).files
    assert first.start == len(line(99.999, "last"))


REGISTRATIONS = [
    line(2, "Registered Python strategy Ticker-001 with trader TESTER-001", "Trader"),
    line(2, "Registered Python actor Watcher", "Trader"),
]


def test_names_that_a_left_log_tells_are_learned_from_it(place):
    """The node was killed before a companion had read any of it; lines come before the names."""
    path = place.write("bot.jsonl", line(1, "built"), *REGISTRATIONS, secs=3)
    session = place.hand_over(0, 3)
    left = place.left(session)
    names = LoggedNames("TESTER-001", left.state.identities)
    files = LeftLogFiles([LogFile(0, str(path))], first=0, owned=False)
    source = names.open_files(files, start=Position(0, 0), at_end=lambda _: None)
    identity, _ = names.identities.find("Ticker-001", rfc3339(at(1)))
    assert identity == Identity("strategy", "Ticker-001")
    assert names.introduce("Watcher").source == "actor"
    assert names.introduce("Cache").source == "system"
    source.close()


def test_names_that_a_companion_has_learned_stay(place):
    """The node's journal says none, where the log tells them."""
    place.write("bot.jsonl", line(1, "built"), *REGISTRATIONS, secs=3)
    session = place.hand_over(0, 3)
    (node_journal,) = session.node_journals()
    node = load(node_journal)
    names = LoggedNames("TESTER-001", node.identities)
    names.learn(b"".join(REGISTRATIONS))
    state = JournalState(node.session)
    state.apply(names.record())
    path = session.path / f"{node.session.instance_id}{SUFFIX}"
    Journal(path, state).close()
    left = place.left(session)
    assert left.state.identities == load(path).identities
    assert left.state.identities.actors == ["Watcher"]


def test_a_companion_has_the_settings_of_its_node(place):
    """What a session without a journal holds goes where the node's lines go, masked likewise."""
    place.write("bot.jsonl", line(1, "built"), secs=3)
    own = {
        "url": "http://logs:9428",
        "account_id": 7,
        "redact": ("hush-[0-9]+",),
        "extra_fields": {"desk": "fx"},
        "durability_window_secs": 3.0,
    }
    session = place.hand_over(0, 3, **own)
    otherwise = ShippingSettings(url="http://localhost:9428", project_id=9)
    found = settings_of_node(session, otherwise, keeps_url=False)
    assert {name: getattr(found, name) for name in own} == own
    assert found.project_id == 0
    kept = settings_of_node(session, otherwise, keeps_url=True)
    assert (kept.url, kept.project_id, kept.redact) == (otherwise.url, 9, own["redact"])
    for path in session.node_journals():
        path.unlink()
    assert settings_of_node(session, otherwise, keeps_url=False) is otherwise
