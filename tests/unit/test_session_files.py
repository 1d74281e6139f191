"""The files that a journal names are those of a session, whatever it says."""

import os
import threading
import uuid
from pathlib import Path

import pytest
from msgspec.structs import replace

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.backtest import RUN_BEGINS
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import UnjournaledRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.left_logs import left_logs
from nautilus_vlogs.deliver.live_logs import handed_log
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.session_files import check_files
from nautilus_vlogs.deliver.session_files import foreign_files
from nautilus_vlogs.deliver.session_files import is_behind
from nautilus_vlogs.deliver.session_files import journals_of
from nautilus_vlogs.deliver.session_files import next_first
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.settings import ShippingSettings


@pytest.fixture
def session(tmp_path):
    """Return the directory of a session below a spool directory."""
    path = tmp_path / "spool" / f"session-{uuid.uuid4()}"
    path.mkdir(parents=True, mode=0o700)
    return path


def state_of(*paths, owned=True):
    """Return the state of a journal that names some files."""
    where = Destination(url="http://127.0.0.1:9")
    state = JournalState(
        Session(instance_id=str(uuid.uuid4()), owned=owned, destination=where),
    )
    for index, path in enumerate(paths):
        state.apply(FileRecord(LogFile(index, str(path))))
    return state


def test_files_of_sessions_of_the_same_spool_are_admitted(session):
    """Also where the session that had them is gone, and by a link to the spool directory."""
    other = session.parent / f"session-{uuid.uuid4()}"
    check_files(session, state_of(session / "a.json", other / "b.json"))
    link = session.parent.parent / "link"
    link.symlink_to(session.parent)
    check_files(link / session.name, state_of(session / "a.json"))
    check_files(session, state_of(link / session.name / "a.json"))


@pytest.mark.parametrize(
    "place",
    [
        "{root}/a.json",
        "{root}/../a.json",
        "{session}/../a.json",
        "{session}/../../a.json",
        "{session}/below/a.json",
        "{root}/session-x/a.json",
        "{root}/other/session-00000000-0000-4000-8000-000000000001/a.json",
        "/etc/shadow.json",
        "a.json",
        ".json",
    ],
)
def test_a_spools_journal_that_names_files_elsewhere_is_refused(session, place):
    """They would be read, sent and deleted; a log of the user's own may be anywhere."""
    path = place.format(root=session.parent, session=session)
    with pytest.raises(UnsafePathError, match="in no spool below"):
        check_files(session, state_of(session / "a.json", path))
    check_files(session, state_of(path, owned=False))


def test_a_link_that_looks_like_a_session_is_refused(session):
    """Its files are elsewhere."""
    elsewhere = session.parent.parent / "elsewhere"
    elsewhere.mkdir()
    link = session.parent / f"session-{uuid.uuid4()}"
    link.symlink_to(elsewhere)
    with pytest.raises(UnsafePathError, match="is no directory"):
        check_files(session, state_of(link / "a.json"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can act as another user")
def test_a_session_of_another_user_is_refused(session):
    """A journal could name what that user has put there."""
    other = session.parent / f"session-{uuid.uuid4()}"
    other.mkdir()
    os.chown(other, 65_534, 65_534)
    with pytest.raises(UnsafePathError, match="belongs to another user"):
        check_files(session, state_of(other / "a.json"))


@pytest.mark.parametrize("path", ["/root/.ssh/id_ed25519", "/etc/passwd", "a.json/", "", "json"])
@pytest.mark.parametrize("owned", [True, False])
def test_a_journal_that_names_what_is_no_log_is_refused(session, path, owned):
    """No process writes a log of another name, so another hand has written the journal."""
    with pytest.raises(UnsafePathError, match="which is no JSON log"):
        check_files(session, state_of(session / "a.json", path, owned=owned))


INSTANCE = str(uuid.uuid4())


def run_of(root, hour, *, next_seq=0, store="a", beside=None, **session):
    """Leave a run of an instance that was created in some hour; return its session and state."""
    directory = beside or SessionDirectory(root / f"session-{uuid.uuid4()}")
    directory.path.mkdir(parents=True, mode=0o700, exist_ok=True)
    state = JournalState(
        Session(
            instance_id=INSTANCE,
            created=f"2026-11-30T{hour:02}:00:00Z",
            destination=Destination(url=f"http://{store}:9428"),
            **session,
        )
    )
    if next_seq:
        state.apply(NumberedRecord(next_seq, Position()))
    path = directory.path / f"{INSTANCE}{SUFFIX}"
    if beside is not None:  # as the next node of a process does
        path.rename(path.with_name(f"{uuid.uuid4()}{SUFFIX}"))
    Journal(path, state).close()
    return directory, state


def test_runs_without_a_number_go_in_the_order_of_their_creation(tmp_path):
    """Once an earlier one has begun it is waited for all the same: it may need more numbers."""
    first = run_of(tmp_path, 1, is_unnumbered=True)
    second = run_of(tmp_path, 2, is_unnumbered=True)
    assert not is_behind(*first, is_one_store=False)
    assert is_behind(*second, is_one_store=False)


@pytest.mark.parametrize("begun", [{}, {"is_unnumbered": True, "next_seq": 7}])
def test_a_run_that_has_begun_goes_before_those_that_have_not(tmp_path, begun):
    """Whenever it was created, for clocks go back; one that has begun waits for none."""
    left = run_of(tmp_path, 1, is_unnumbered=True)
    later = run_of(tmp_path, 2, **begun)
    assert is_behind(*left, is_one_store=False)
    assert not is_behind(*later, is_one_store=False)


def test_a_live_run_waits_for_those_that_were_left(tmp_path):
    """Though the clock went back, and it was created earlier by it."""
    left = run_of(tmp_path, 2, is_unnumbered=True)
    live, _ = run_of(tmp_path, 1, is_unnumbered=True)
    assert live.lock.acquire()
    assert not is_behind(*left, is_one_store=False)
    live.lock.release(remove=False)
    assert is_behind(*left, is_one_store=False)


def test_runs_that_go_to_different_stores_do_not_wait_for_each_other(tmp_path):
    """Unless they are all shipped to one store."""
    run_of(tmp_path, 1, store="b")
    left = run_of(tmp_path, 2, is_unnumbered=True)
    assert not is_behind(*left, is_one_store=False)
    assert is_behind(*left, is_one_store=True)


def test_the_numbers_of_a_run_end_where_those_of_the_next_one_begin(tmp_path):
    """Of several later ones that is the first."""
    first = run_of(tmp_path, 1, next_seq=100)
    run_of(tmp_path, 2, first_seq=500)
    last = run_of(tmp_path, 3, first_seq=900, next_seq=1_000)
    assert next_first(*first) == 500
    assert next_first(*last) is None


def test_a_run_whose_journal_cannot_be_read_waits_for_left_ones_that_have_begun(tmp_path):
    """Those get no more numbers than a live one has left to it."""
    own = run_of(tmp_path, 1)
    other, _ = run_of(tmp_path, 2, next_seq=7)
    assert is_behind(*own, is_one_store=False, is_made_up=True)
    assert other.lock.acquire()
    assert not is_behind(*own, is_one_store=False, is_made_up=True)
    other.lock.release(remove=False)
    assert not is_behind(*own, is_one_store=False)


def test_a_run_does_not_wait_for_one_that_is_stored(tmp_path):
    """The journal of that one stays as long as others' lines are in its files."""
    directory, done = run_of(tmp_path, 1, next_seq=7)
    left = run_of(tmp_path, 2, is_unnumbered=True)
    assert is_behind(*left, is_one_store=False)
    done.apply(EndRecord(done.position))
    Journal(directory.path / f"{INSTANCE}{SUFFIX}", done).close()
    assert not is_behind(*left, is_one_store=False)


def test_runs_in_one_directory_are_told_apart(tmp_path):
    """Nodes of one process have the same id: the numbers of one end where the other's begin."""
    first = run_of(tmp_path, 1, next_seq=100)
    second = run_of(tmp_path, 2, beside=first[0], first_seq=500, next_seq=600)
    third = run_of(tmp_path, 3, beside=first[0], is_unnumbered=True)
    elsewhere = run_of(tmp_path, 4, is_unnumbered=True)
    assert len(journals_of(first[0], INSTANCE)) == 3
    assert journals_of(first[0], str(uuid.uuid4())) == []
    assert next_first(*first) == 500
    assert next_first(*second) is None
    for run in (third, elsewhere):
        assert is_behind(*run, is_one_store=False)
    assert not is_behind(*second, is_one_store=False)


# -- Processes of one configuration ----------------------------------------------------------


def name_of(instance_id, number=0):
    """Return the name of an instance's log file."""
    return f"T-001_2026-11-30_10000{number}:000_{instance_id}.json"


def log_of(directory, *names, journal_in=None):
    """Write a line to log files, and a journal that has the first one; return the instance."""
    instance_id = str(uuid.uuid4())
    paths = [directory / name_of(instance_id, number) for number in names]
    for path in paths:
        path.write_bytes(b"{}\n")
    where = Destination(url="http://127.0.0.1:9")
    state = JournalState(Session(instance_id=instance_id, destination=where))
    status = paths[0].stat()
    state.apply(FileRecord(LogFile(0, str(paths[0]), status.st_dev, status.st_ino)))
    if journal_in is not None:
        Journal(journal_in / f"{instance_id}{SUFFIX}", state).close()
    return instance_id, state


def logs_in(session, others):
    """Return the instances whose logs a session has, with the names of their files."""
    settings = ShippingSettings(url="http://127.0.0.1:9")
    logs = left_logs(session, foreign_files(session, others), settings, lambda *_: None)
    return {
        log.state.session.instance_id: {Path(file.path).name for file in log.state.files}
        for log in logs
    }


def test_each_process_has_the_files_of_its_instance(session):
    """Those in another one's directory, with a rotation that it died too early to record."""
    other = session.parent / f"session-{uuid.uuid4()}"
    other.mkdir(mode=0o700)
    first, _ = log_of(session, 0, 1, journal_in=session)
    second, _ = log_of(session, 0, 1, journal_in=other)
    unknown, _ = log_of(session, 0)
    live, _ = log_of(session, 0, 1)
    both = [SessionDirectory(session), SessionDirectory(other)]
    with (session / name_of(live, 1)).open("ab"):  # its actor is just being started
        assert logs_in(both[0], both) == {
            first: {name_of(first), name_of(first, 1)},
            unknown: {name_of(unknown)},
        }
    assert logs_in(both[1], both) == {second: {name_of(second), name_of(second, 1)}}


def test_files_whose_names_say_no_instance_are_left_while_another_process_writes_such(session):
    """They may be rotations of its that it has not seen yet; those of the journal are shipped."""
    paths = [session / f"bot_2026-11-23_18000{number}-000.json" for number in range(3)]
    for path in paths:
        path.write_bytes(b"{}\n")
    state = state_of(paths[0])
    own = state.session.instance_id
    Journal(session / f"{own}{SUFFIX}", state, lambda *_: None).close()
    both = [SessionDirectory(session)]
    with paths[2].open("ab"):
        assert logs_in(both[0], both) == {own: {paths[0].name}}
    assert logs_in(both[0], both) == {own: {path.name for path in paths}}


def test_processes_that_began_no_journal_have_a_log_each(session):
    """Their lines are not one process's."""
    instances = {log_of(session, 0, 1)[0] for _ in range(2)}
    found = logs_in(SessionDirectory(session), [])
    assert found == {one: {name_of(one), name_of(one, 1)} for one in instances}


def test_a_rotation_that_nobody_saw_is_the_last_nodes(session):
    """Whichever journal was written last: an adopter writes to that of an earlier node, too."""
    process, state = log_of(session, 0, 1)
    journals = [session / f"{uuid.uuid4()}{SUFFIX}" for _ in range(2)]
    for path, is_over in zip(journals, (False, True), strict=True):
        own = JournalState(replace(state.session, instance_id=path.stem))
        own.files = list(state.files)
        if is_over:
            own.apply(EndRecord(Position(0, 3)))
        Journal(path, own).close()
    os.utime(journals[0], (1, 1))
    assert logs_in(SessionDirectory(session), []) == {
        journals[0].stem: {name_of(process), name_of(process, 1)},
        journals[1].stem: {name_of(process)},
    }


def test_the_journals_of_what_is_stored_go_last(session, monkeypatch):
    """Whoever finds the rest after a kill learns from them that nothing is missing."""
    _, state = log_of(session, 0, journal_in=session)
    (journal,) = session.glob(f"*{SUFFIX}")
    for more in (f"{journal.name}.node", "stray"):
        (session / more).touch()
    gone, unlink = [], Path.unlink

    def remove(path, **options):
        gone.append(path.name)
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", remove)
    SessionDirectory(session).remove(state.files)
    assert gone.index(journal.name) > max(map(gone.index, (f"{journal.name}.node", "stray")))
    assert gone.index(journal.name) > gone.index(Path(state.files[0].path).name)
    assert not session.exists()


def test_a_log_whose_lines_were_looked_for_by_one_that_was_killed_is_looked_through(session):
    """Its journal says nothing of the lines that the store holds, nor of a backtest's runs."""
    run_id = str(uuid.uuid4())
    instance_id, state = log_of(session, 0)
    line = f'{{"component":"BacktestEngine","message":"{RUN_BEGINS}{run_id}"}}\n'
    (session / name_of(instance_id)).write_text(line)
    state.session = replace(state.session, environment="backtest")
    state.apply(UnjournaledRecord(Position(1, 0)))
    Journal(session / f"{instance_id}{SUFFIX}", state).close()
    settings = ShippingSettings(url="http://127.0.0.1:9")
    (log,) = left_logs(SessionDirectory(session), set(), settings, lambda *_: None)
    assert not log.is_known
    assert log.backtest.run_ids == [run_id]


def test_a_session_that_is_removed_leaves_the_files_of_others(session):
    """They go with the session that has them, and so does the directory."""
    other = session.parent / f"session-{uuid.uuid4()}"
    other.mkdir(mode=0o700)
    _, state = log_of(session, 0, journal_in=session)
    second, others_state = log_of(session, 0)
    SessionDirectory(session).remove(state.files)
    assert [path.name for path in session.iterdir()] == [name_of(second)]
    (session / name_of(second)).unlink()
    SessionDirectory(other).remove(others_state.files)
    assert list(session.parent.iterdir()) == []


@pytest.mark.parametrize("is_spool", [True, False])
@pytest.mark.parametrize("is_named_in_log", [True, False])
def test_a_session_whose_lock_was_deleted_lives_as_long_as_its_log_is_written(
    session, tmp_path, is_spool, is_named_in_log
):
    """A cleaner goes by age, and nothing ever writes to a lock; the log may be anywhere."""
    log = (session if is_spool else tmp_path) / "node.json"
    node, companion = SessionDirectory(session), SessionDirectory(session)
    assert node.lock.acquire()
    state = state_of(log, owned=is_spool)
    state.session = replace(state.session, pattern="node.json", is_named_in_log=is_named_in_log)
    path = session / f"{state.session.instance_id}{NODE_SUFFIX}"
    with log.open("ab"):
        Journal(path, state).close()
        (session / "lock").unlink()
        os.utime(session, (1, 1))
        live = handed_log(companion, path, state, is_new=True, report=lambda *_: None)
        assert live.is_running()
        recovery = Recovery(ShippingSettings(), lambda *_: None, threading.Event())
        (outcome,) = recovery.ship(companion, [])
        assert outcome.result is Result.IN_USE
    os.utime(log, (1, 1))
    assert not live.is_running()
    assert companion.lock.is_held
    companion.lock.release(remove=True)
    node.lock.release(remove=True)
