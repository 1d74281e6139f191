"""What a machine remembers of the numbers of an instance whose id its user has set."""

import errno
import threading
import uuid

import pytest

from nautilus_vlogs.capture.file_table import FileTable
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver import numbers
from nautilus_vlogs.deliver.earlier_runs import EarlierRuns
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.numbers import Floor
from nautilus_vlogs.deliver.numbers import first_number
from nautilus_vlogs.deliver.numbers import remember
from nautilus_vlogs.deliver.numbers import remembered
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.locks import take_lock
from nautilus_vlogs.node.session_journal import SessionJournal
from nautilus_vlogs.settings import ShippingSettings

INSTANCE = str(uuid.uuid4())


def test_a_node_deletes_no_file_that_an_earlier_one_of_its_process_has_not_shipped(root):
    """Though all of its own lines in it are stored, and its journal is the one of the instance."""
    journal = SessionJournal(ShippingSettings(url="http://127.0.0.1:9"), None, silent)
    directory = root / f"session-{uuid.uuid4()}"
    assert journal.take(directory)
    paths = [directory / f"{name}.json" for name in ("first", "shared", "second")]
    for path in paths:
        path.write_bytes(b"x\n")
    stats = [path.stat() for path in paths]
    files = [LogFile(i, str(paths[i]), stats[i].st_dev, stats[i].st_ino) for i in range(3)]
    assert journal.unfinished_files() == set()
    earlier = state_of(0)
    earlier.apply(FileRecord(files[0]))
    earlier.apply(FileRecord(files[1]))
    Journal(directory / f"{INSTANCE}{SUFFIX}", earlier).close()
    table = FileTable(files, owned=True)
    table.spared = journal.unfinished_files()
    table.remove()
    assert [path.exists() for path in paths] == [True, True, False]
    (directory / f"{INSTANCE}{SUFFIX}").write_bytes(b"what it was is not known")
    assert journal.unfinished_files() == {(one.st_dev, one.st_ino) for one in stats[:2]}
    SessionJournal._held.pop(directory).lock.release(remove=True)


def test_an_attempt_to_number_that_fails_leaves_nothing_to_the_next_one(root, monkeypatch):
    """Nor is it taken for an earlier run of the instance; no thread beside this one is needed."""
    journal = SessionJournal(ShippingSettings(url="http://127.0.0.1:9"), None, silent)
    directory = root / f"session-{uuid.uuid4()}"
    assert journal.take(directory)
    path = directory / "log.json"
    path.write_bytes(b"x\n")
    file = LogFile(0, str(path), path.stat().st_dev, path.stat().st_ino)
    answers = [OSError(errno.EMFILE, "Too many open files"), 7, 7]

    def ask_store():
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    def begin():
        return journal.open(
            state_of(0).session,
            [file],
            None,
            identities=lambda: IdentitiesRecord({}, []),
            version=lambda: 0,
            store_next_seq=ask_store,
            watch=lambda: None,
        )

    def refuse(_):
        raise RuntimeError("can't start new thread")

    with pytest.raises(OSError, match="Too many open files"):
        begin()
    assert journal.unfinished_files() == set()  # it is this one's to delete
    assert begin() == 7
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        assert begin() == 7
    assert [path.name for path in directory.glob(f"*{SUFFIX}")] == [f"{INSTANCE}{SUFFIX}"]
    SessionJournal._held.pop(directory).lock.release(remove=True)


@pytest.fixture
def root(tmp_path):
    """Return a spool directory."""
    path = tmp_path / "spool"
    path.mkdir(mode=0o700)
    return path


def state_of(next_seq, **session):
    """Return what the journal of a run comes to that has given so many numbers."""
    state = JournalState(
        Session(
            instance_id=INSTANCE,
            destination=Destination(url="http://127.0.0.1:9"),
            **{"is_instance_fixed": True, **session},
        )
    )
    state.apply(VerifiedRecord(next_seq, Position(0, 0)))
    return state


def silent(*_):
    """Take no report, for there must be none."""
    raise AssertionError


def test_the_highest_number_is_remembered(root):
    """Whichever run is stored last: an earlier one may be adopted while a later one ends."""
    assert remembered(root, INSTANCE) == 0
    for next_seq in (100, 900, 600):
        remember(root, state_of(next_seq), silent)
    assert remembered(root, INSTANCE) == 900
    assert [path.name for path in (root / "numbers").iterdir()] == [INSTANCE]
    assert first_number(root, INSTANCE, Floor(), 0) == 900
    assert first_number(root, INSTANCE, Floor(1_000, 7), 950) == 1_007
    assert first_number(root, INSTANCE, Floor(0, 7), 950) == 957


def test_an_instance_that_runs_once_leaves_nothing_behind(root):
    """Unless it is known to run again, its journal being one that does not say so."""
    remember(root, state_of(100, is_instance_fixed=False), silent)
    assert not (root / "numbers").exists()
    remember(root, state_of(100), silent)
    remember(root, state_of(200, is_instance_fixed=False), silent)
    assert remembered(root, INSTANCE) == 200


def test_on_a_full_disk_the_number_before_stays(root, monkeypatch):
    """And a warning says that the new one could not be written."""
    remember(root, state_of(100), silent)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(numbers.os, "write", full)
    said = []
    remember(root, state_of(200), lambda *text: said.append(text))
    assert remembered(root, INSTANCE) == 100
    ((level, text),) = said
    assert level == "warning"
    assert "No space left" in text
    monkeypatch.undo()
    remember(root, state_of(200), silent)
    assert remembered(root, INSTANCE) == 200


def test_of_two_processes_that_remember_one_waits(root, monkeypatch):
    """It would lower the number of the other, which it has read before; it waits no longer."""
    remember(root, state_of(100), silent)
    draft = root / "numbers" / f"{INSTANCE}.new"
    held = take_lock(draft)
    monkeypatch.setattr(numbers, "_TURN_SECS", 0.05)
    said = []
    remember(root, state_of(200), lambda *text: said.append(text))
    assert (len(said), remembered(root, INSTANCE)) == (1, 100)
    held.close()
    remember(root, state_of(200), silent)
    assert remembered(root, INSTANCE) == 200


@pytest.mark.parametrize(
    ("unread", "lost", "needed"),
    [(30, 0, 32), (0, 5, 2), (0, 0, 0)],
    ids=["unread", "loss", "none"],
)
def test_an_earlier_node_of_the_process_needs_numbers_for_what_it_has_not_read(
    root, unread, lost, needed
):
    """Its backlog is shipped when the process has ended, and by nobody before."""
    session = SessionDirectory(root / f"session-{uuid.uuid4()}")
    session.path.mkdir(mode=0o700)
    log = session.path / "log.json"
    log.write_bytes(b"x\n" * (100 + unread) + b"of the next node\n" * 50)
    earlier = state_of(0, id="first")
    earlier.apply(FileRecord(LogFile(0, str(log))))
    earlier.apply(NumberedRecord(100, Position(0, 200)))
    earlier.apply(EndRecord(Position(0, 2 * (100 + unread))))
    if lost:
        earlier.apply(LossRecord(lost))
    Journal(session.path / f"{uuid.uuid4()}{SUFFIX}", earlier).close()
    own = state_of(0, id="second", is_unnumbered=True)
    Journal(session.path / f"{INSTANCE}{SUFFIX}", own).close()
    runs = EarlierRuns(
        session,
        own,
        ShippingSettings(url="http://127.0.0.1:9"),
        sessions=list,
        beside=[session],
        is_over=lambda: False,
    )
    assert runs.floor() == Floor(100, needed)
