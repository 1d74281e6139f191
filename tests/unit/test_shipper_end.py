"""The end of a node's shipper: what comes in its last moments is shipped, or left to be shipped."""

import errno

import pytest
from spool_kit import INSTANCE
from spool_kit import TRADER
from spool_kit import Log
from spool_kit import blank
from spool_kit import line
from unit.delivery_kit import Clock
from unit.follow_kit import URL
from unit.follow_kit import Store

from nautilus_vlogs.capture import log_files
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import NullJournal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.settings import ShippingSettings


class Notes(NullJournal):
    """Remember the files and the batches that are recorded."""

    def __init__(self):
        self.files = []
        self.batches = []

    def record_batch(self, batch):
        """Record a batch."""
        self.batches.append((batch.first, batch.records, batch.put_aside))

    def record_file(self, file):
        """Record a file."""
        self.files.append(file.path)


def pipeline_of(log, tmp_path):
    """Return the pipeline of a log, without threads."""
    return Pipeline(
        ShippingSettings(url=URL, verify_delivery=False),
        constants={"trader_id": TRADER, "instance_id": INSTANCE},
        identities=IdentityTable(TRADER),
        introduce=lambda _: SYSTEM,
        open_source=lambda: SpoolReader(log.find(owned=True)),
        dead_letters=tmp_path / "letters",
        report=lambda *_: None,
        sender=Sender(Store(Clock()), lambda *_: None),
    )


def test_what_was_converted_and_not_sent_is_in_the_journal(tmp_path):
    """Its dead letters are written: whoever goes on is not to write them a second time."""
    log = Log(tmp_path)
    log.write(line(0) + b"no line\n")
    shipper = pipeline_of(log, tmp_path).shipper
    shipper.journal = journal = Notes()
    shipper.open()
    assert shipper._read(shipper._source)
    shipper.close(0.0, is_last=True)
    assert len((tmp_path / "letters").read_text().splitlines()) == 1
    assert journal.batches == [(0, 2, 1)]
    log.close()


def in_the_last_moment(pipeline, act):
    """Have something happen behind the last drain, as the threads are about to be ended."""
    stop = pipeline.outbox.stop

    def end(timeout_secs):
        act()
        stop(timeout_secs=timeout_secs)

    pipeline.outbox.stop = end


@pytest.mark.parametrize("is_rotated", [False, True])
def test_a_file_that_is_found_in_the_last_moment_is_left_to_be_shipped(tmp_path, is_rotated):
    """It is in the journal, and that one stays, with the spool."""
    log = Log(tmp_path)
    log.write(line(0))
    pipeline = pipeline_of(log, tmp_path)
    shipper = pipeline.shipper
    shipper.journal = journal = Notes()
    shipper._is_threadless = True

    def rotate():
        log.rotate()
        log.write(line(1))

    if is_rotated:
        in_the_last_moment(pipeline, rotate)
    shipper.close(5.0, is_last=True)
    assert shipper.stats().sent == 1
    assert shipper.is_complete is not is_rotated
    assert [path.exists() for path in log.paths] == ([True] * 2 if is_rotated else [False])
    assert journal.files == [str(path) for path in log.paths]
    log.close()


@pytest.mark.parametrize("is_last", [False, True])
def test_a_line_of_the_last_moment_is_not_deleted_with_its_file(tmp_path, is_last):
    """Other threads log until the process ends; behind a node's lines are those of the next one."""
    log = Log(tmp_path)
    log.write(line(0))
    pipeline = pipeline_of(log, tmp_path)
    shipper = pipeline.shipper
    shipper._is_threadless = True
    in_the_last_moment(pipeline, lambda: log.write(line(1)))
    shipper.close(5.0, is_last=is_last)
    assert shipper.stats().sent == 1
    assert shipper.end == Position(0, len(line(0)))
    assert log.paths[0].read_bytes() == line(0) + line(1)
    assert shipper.is_complete is not is_last
    log.close()


@pytest.mark.parametrize("is_before", [True, False])
def test_a_node_ends_in_order_without_descriptors(tmp_path, monkeypatch, is_before):
    """The log was rotated, which can not be seen: what may have come is left to be shipped."""
    log = Log(tmp_path)
    log.write(line(0))
    pipeline = pipeline_of(log, tmp_path)
    shipper = pipeline.shipper
    shipper.journal = journal = Notes()
    shipper._is_threadless = True
    shipper.open()
    shipper._open_source = lambda: shipper._source

    def rotate():
        log.rotate()
        log.write(line(1))
        monkeypatch.setattr(log_files, "appended_by_this_process", no_descriptor)

    if is_before:
        rotate()
    else:
        in_the_last_moment(pipeline, rotate)
    shipper.close(0.0 if is_before else 5.0, is_last=True)
    assert not shipper.is_complete
    assert shipper.end == Position(0, len(line(0)))
    assert [path.exists() for path in log.paths] == [True, True]
    assert journal.files == [str(log.paths[0])]
    monkeypatch.undo()
    log.close()


def no_descriptor():
    """Fail as where the process has as many files open as it may."""
    raise OSError(errno.EMFILE, "Too many open files")


def test_the_end_is_in_the_journal_before_the_files_are_deleted(tmp_path):
    """Who finds no files after a kill between the two knows that nothing of them is missing."""
    log = Log(tmp_path / "spool")
    log.write(line(0), blank(1))
    shipper = pipeline_of(log, tmp_path).shipper
    where = Destination(url=URL)
    path = tmp_path / f"{INSTANCE}.journal"
    shipper.journal = Journal(path, JournalState(Session(instance_id=INSTANCE, destination=where)))
    shipper._is_threadless = True
    shipper.open()
    shipper._open_source = lambda: shipper._source
    removed = []
    shipper._source.remove = lambda: removed.append(load(path))
    shipper.close(5.0, is_last=True)
    (state,) = removed
    assert state.is_done
    assert (state.verified_seq, state.end) == (1, Position(0, len(line(0) + blank(1))))
    log.close()
