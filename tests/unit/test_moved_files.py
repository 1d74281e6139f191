"""Files of a volume that was mounted anew, or copied, are the ones that a journal knows."""

import shutil
import threading
import types
import uuid
from pathlib import Path

import pytest

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.file_claims import claims_below
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import HeadRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.left_logs import left_logs
from nautilus_vlogs.deliver.moved_files import find_again
from nautilus_vlogs.deliver.moved_files import original_of
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.session_files import check_files
from nautilus_vlogs.deliver.session_files import claimed_files
from nautilus_vlogs.deliver.sessions import LOCK_NAME
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.settings import ShippingSettings

#: What a device number may change by when a volume is mounted anew.
OTHER_DEVICE = 7


def file_at(path, index=0, device=0):
    """Return the entry of a file in a table, made when its device had another number."""
    status = path.stat()
    return LogFile(index, str(path), status.st_dev + device, status.st_ino)


def ids_of(state):
    """Return what the files of a state are identified by."""
    return [tuple(file.id) for file in state.files]


def ids_at(*paths):
    """Return what files are identified by now."""
    return [(path.stat().st_dev, path.stat().st_ino) for path in paths]


@pytest.fixture
def session(tmp_path):
    """Return the directory of a session below a spool directory."""
    path = tmp_path / "spool" / f"session-{uuid.uuid4()}"
    path.mkdir(parents=True, mode=0o700)
    return path


def state_with(*files, owned=True, instance_id=None):
    """Return the state of a journal that knows some files."""
    state = JournalState(
        Session(
            instance_id=instance_id or str(uuid.uuid4()),
            owned=owned,
            destination=Destination(url="http://127.0.0.1:9"),
            id=str(uuid.uuid4()),
        )
    )
    for file in files:
        state.apply(FileRecord(file))
    return state


def test_a_left_spool_has_its_files_though_their_device_has_another_number(session):
    """None of them is taken for one that is new, nor for one that is gone."""
    instance_id = str(uuid.uuid4())
    paths = [session / f"T-001_2026-11-30_10000{n}:000_{instance_id}.json" for n in range(3)]
    for path in paths:
        path.write_bytes(b"{}\n")
    files = [file_at(path, index, OTHER_DEVICE) for index, path in enumerate(paths)]
    state = state_with(*files, instance_id=instance_id)
    Journal(session / f"{instance_id}{SUFFIX}", state).close()
    settings = ShippingSettings(url="http://127.0.0.1:9")
    (log,) = left_logs(SessionDirectory(session), set(), settings, lambda *_: None)
    assert ids_of(log.state) == ids_at(*paths)
    assert claimed_files(session.parent) == set(ids_at(*paths))


def copy(path):
    """Put a copy in the place of a file: it has another inode."""
    other = path.with_name("copy")
    shutil.copy2(path, other)
    other.replace(path)


def test_a_journal_knows_how_each_file_begins_after_any_number_of_starts(tmp_path):
    """Also those that it will never read again: on a copy of the volume they would look new."""
    paths = [tmp_path / f"bot_{number}.json" for number in range(2)]
    for path in paths:
        path.write_text(f"{path} begins\n")
    at = tmp_path / f"{uuid.uuid4()}{SUFFIX}"
    journal = Journal(at, state_with(owned=False))
    for index, path in enumerate(paths):
        journal.record_file(file_at(path, index))
    journal.record(VerifiedRecord(9, Position(1, 0)))
    journal.close()
    for _ in range(2):
        for path in paths:
            copy(path)
        state = load(at)
        find_again(state)
        assert ids_of(state) == ids_at(*paths)
        Journal(at, state).close()


def test_a_file_that_begins_otherwise_is_another_one(tmp_path):
    """Whatever its numbers are: a fresh volume in memory gives the same ones again."""
    path = tmp_path / "bot.json"
    path.write_text("begins otherwise\n")
    for head in ("", "6-0123456789abcdef"):
        known = file_at(path, device=OTHER_DEVICE)
        state = state_with(known, owned=False)
        if head:
            state.apply(HeadRecord(0, head))
        find_again(state)
        assert state.files == [known]


def test_a_file_that_was_empty_is_found_beside_one_that_was_not(tmp_path):
    """A log is rotated just before its volume is copied."""
    paths = [tmp_path / f"bot_{number}.json" for number in range(2)]
    paths[0].write_text("begins\n")
    paths[1].touch()
    at = tmp_path / f"{uuid.uuid4()}{SUFFIX}"
    journal = Journal(at, state_with(owned=False))
    for index, path in enumerate(paths):
        journal.record_file(file_at(path, index))
    journal.close()
    for path in paths:
        copy(path)
    state = load(at)
    find_again(state)
    assert ids_of(state) == ids_at(*paths)


def test_a_batch_says_how_the_file_begins_that_was_empty_at_first(tmp_path):
    """Nothing else of the file is known of a node that was killed soon."""
    path = tmp_path / "bot.json"
    path.touch()
    journal = Journal(tmp_path / f"{uuid.uuid4()}{SUFFIX}", state_with(owned=False))
    journal.record_file(file_at(path))
    assert journal.state.heads == {}
    path.write_text("begins\n")
    where = Position(0, 0)
    batch = types.SimpleNamespace(
        first=0,
        records=1,
        start=where,
        end=Position(0, 7),
        earliest="",
        latest="",
        stamped_ns=0,
        put_aside=0,
        lost=0,
        is_loss_unknown=False,
        is_kept=False,
        captured=None,
        run_id="",
    )
    journal.record_batch(batch)
    copy(path)
    find_again(journal.state)
    assert ids_of(journal.state) == ids_at(path)
    journal.close()


@pytest.mark.parametrize("is_same", [True, False])
def test_a_claim_is_that_on_the_file_which_begins_so(tmp_path, is_same):
    """The next run goes on behind the last one on a new mount, but not in another file."""
    path = tmp_path / "bot.json"
    path.write_text("begins\n" * 100)

    def claims_of(name, *files):
        state = state_with(*files, owned=False)
        at = tmp_path / f"{name}{SUFFIX}"
        Journal(at, state).close()
        return claims_below(tmp_path, "T-001", session=state.session.id, journal=at)

    first = claims_of("first", file_at(path))
    identity = file_at(path).id
    first.take(identity, path, 0)
    first.end(identity, 70)
    first.release(identity)
    if is_same:
        copy(path)
    else:
        Path(tmp_path / "new.json").write_text("another\n" * 100)
        (tmp_path / "new.json").replace(path)
    second = claims_of("second", file_at(path))
    assert second.take(file_at(path).id, path, 0) == (70 if is_same else 0)
    second.release(file_at(path).id)


def spool_of(session, *paths, instance_id=None):
    """Have a journal in a session's directory that names files; return its path."""
    state = state_with(owned=True, instance_id=instance_id)
    at = session / f"{state.session.instance_id}{SUFFIX}"
    journal = Journal(at, state)
    for index, path in enumerate(paths):
        journal.record_file(file_at(path, index) if path.is_file() else LogFile(index, str(path)))
    journal.close()
    return at


@pytest.mark.parametrize("is_copied", [False, True])
def test_a_spool_that_was_moved_as_a_whole_has_its_files_where_it_is(session, is_copied):
    """One that was empty, and one in another session's directory, too; also when moved again."""
    instance_id = str(uuid.uuid4())
    other = session.parent / f"session-{uuid.uuid4()}"
    other.mkdir(mode=0o700)
    names = [f"T-001_2026-11-30_10000{n}:000_{instance_id}.json" for n in range(3)]
    paths = [other / names[0], session / names[1], session / names[2]]
    for path in paths[:2]:
        path.write_text(f"{path.name}\n")
    paths[2].touch()
    at = spool_of(session, *paths, instance_id=instance_id)
    old = session.parent
    for new in (old.with_name("new"), old.with_name("newer"), old):
        shutil.copytree(old, new) if is_copied else old.rename(new)
        if is_copied:
            shutil.rmtree(old)
        old, moved = new, SessionDirectory(new / session.name)
        expected = [new / path.parent.name / path.name for path in paths]
        settings = ShippingSettings(url="http://127.0.0.1:9")
        (log,) = left_logs(moved, set(), settings, lambda *_: None)
        assert [file.path for file in log.state.files] == list(map(str, expected))
        assert ids_of(log.state) == ids_at(*expected)
        check_files(moved.path, log.state)
        assert claimed_files(new) == set(ids_at(*expected))
        Journal(moved.path / at.name, log.state).close()


@pytest.mark.parametrize("name", ["..", ".", "x/../../../../etc/a.json", "below/a.json", "a.txt"])
def test_a_journal_from_elsewhere_leads_to_files_of_its_session_alone(session, name):
    """Whatever it names: what is not beside it is neither read nor deleted."""
    place = f"/nowhere/{session.name}/{name}"
    state = load(spool_of(session, session / "a.json", Path(place)))
    with pytest.raises(UnsafePathError, match=r"in no spool below|which is no JSON log"):
        check_files(session, state)


def test_files_of_a_link_in_place_of_a_moved_session_are_refused(session):
    """It looks like another session that was moved along; its files are elsewhere."""
    elsewhere = session.parent.parent / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    link = session.parent / f"session-{uuid.uuid4()}"
    link.symlink_to(elsewhere)
    state = load(spool_of(session, Path(f"/nowhere/{link.name}/a.json")))
    assert state.moved_from == {}  # nor is it looked at
    with pytest.raises(UnsafePathError, match="in no spool below"):
        check_files(session, state)


def test_a_log_in_a_session_that_did_not_move_along_is_refused(session):
    """Its lines are where they were: they are not to be taken for lost."""
    there = session.parent.parent / "old" / f"session-{uuid.uuid4()}"
    there.mkdir(parents=True, mode=0o700)
    (there / "a.json").write_text("{}\n")
    state = load(spool_of(session, there / "a.json"))
    with pytest.raises(UnsafePathError, match="in no spool below"):
        check_files(session, state)


def test_a_log_of_the_users_own_stays_where_it_is(session, tmp_path):
    """Its directory may have the name of the session that ships it."""
    path = tmp_path / "logs" / session.name / "a.json"
    state = state_with(LogFile(0, str(path)), owned=False)
    at = session / f"{state.session.instance_id}{SUFFIX}"
    Journal(at, state).close()
    (session / "a.json").write_text("{}\n")
    assert [file.path for file in load(at).files] == [str(path)]


def test_a_copy_is_not_shipped_as_long_as_its_original_is_there(session):
    """A process may write the original, or ship it at the same moment: nothing is sent twice."""
    path = session / "a.json"
    path.write_text("{}\n")
    (session / LOCK_NAME).touch()
    spool_of(session, path)
    copied = session.parent.with_name("copied")
    shutil.copytree(session.parent, copied)
    recovery = Recovery(
        ShippingSettings(url="http://127.0.0.1:9"), lambda *_: None, threading.Event()
    )
    (outcome,) = recovery.ship(SessionDirectory(copied / session.name), [])
    assert outcome.result is Result.FAILED
    assert f"still in {session}" in outcome.reason
    assert (copied / session.name / "a.json").exists()
    path.unlink()
    state = load(next((copied / session.name).glob(f"*{SUFFIX}")))
    assert original_of(state) is None
