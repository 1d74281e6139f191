"""Files of a volume that was mounted anew, or copied, are the ones that a journal knows."""

import shutil
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
from nautilus_vlogs.deliver.session_files import claimed_files
from nautilus_vlogs.deliver.sessions import SessionDirectory
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
