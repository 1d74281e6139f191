"""The shipper's commands: each is carried out, whatever comes at the same time."""

import json
import threading
import time

import pytest
from unit.delivery_kit import ModelStore
from unit.test_delivery_machine import ACCEPTED
from unit.test_delivery_machine import UNREACHABLE
from unit.test_delivery_machine import Client

from nautilus_vlogs.capture.memory_queue import MemoryQueue
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.journal import NullJournal
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.pending import MAX_BATCHES
from nautilus_vlogs.deliver.pending import PendingBatches
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.shipper import Shipper
from nautilus_vlogs.deliver.verification import Actions
from nautilus_vlogs.deliver.verifier import Verifier
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.times import rfc3339


class Pipe:
    """A shipper of a queue in memory to a model of a store; a 200 has to do."""

    def __init__(self) -> None:
        self.store = ModelStore()
        self.client = Client(self.store)
        self.reported: list[str] = []
        self.queue = MemoryQueue(10_000, _line)
        self.fails = 0
        converter = RowConverter(
            OneIdentity(Identity("python")),
            {"instance_id": "i"},
            lambda _: Identity("python"),
            extract_fields=False,
            put_aside=lambda *_: None,
        )
        self.outbox = Outbox(
            Sender(self.client, self.report),
            acknowledged=self.acknowledge,
            stub=lambda _, row: row,
            put_aside=lambda *_: None,
        )
        self.verifier = Verifier(
            None,
            policy=Policy(window_secs=1, defer_secs=1),
            box=self.outbox,
            actions=Actions(
                is_up=lambda: True,
                reread=lambda _: None,
                stub=lambda _, row: row,
                put_aside=lambda *_: None,
                concluded=lambda batch: self.shipper.release(batch),  # noqa: PLW0108  # made later
            ),
        )
        self.shipper = Shipper(
            converter,
            self.outbox,
            self.open,
            self.report,
            verifier=self.verifier,
            settings=ShippingSettings(batch_interval_ms=60_000, flush_interval_ms=1),
        )

    def open(self):
        """Return the source, or fail."""
        if self.fails:
            raise OSError("no source")
        return self.queue

    def acknowledge(self, batch):
        """Hand on what was acknowledged."""
        self.verifier.note_acknowledged(batch)
        self.shipper.note_room()

    def report(self, _level, text):
        """Keep what is reported."""
        self.reported.append(text)

    def log(self, count):
        """Log some records."""
        for _ in range(count):
            self.queue.items.append(f"m{time.monotonic_ns()}")
            self.queue.count()


def _line(text):
    return {
        "timestamp": rfc3339(time.time_ns()),
        "trader_id": "",
        "level": "INFO",
        "color": "",
        "component": "X",
        "message": text,
    }


@pytest.fixture
def pipe():
    """Return a pipe, which is closed in the end."""
    pipe = Pipe()
    yield pipe
    pipe.shipper.close(1, is_last=True)


def test_drains_at_the_same_time_are_all_answered(pipe):
    """Each waits for what was logged before it, and gets an answer of its own."""
    pipe.shipper.start()
    answers = []

    def log_and_drain():
        pipe.log(20)
        answers.append(pipe.shipper.drain(20))

    threads = [threading.Thread(target=log_and_drain) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [True] * 8
    assert pipe.store.numbers() == list(range(160))


def test_a_drain_that_can_t_end_does_not_keep_the_next_one(pipe):
    """One that runs out of time says so; a later one succeeds."""
    pipe.client.result = ACCEPTED
    blocked = threading.Event()
    insert = pipe.client.insert

    def wait_first(rows, extra_fields=""):
        assert blocked.wait(20)
        return insert(rows, extra_fields)

    pipe.client.insert = wait_first
    pipe.shipper.start()
    pipe.log(5)
    assert not pipe.shipper.drain(0.3)
    blocked.set()
    assert pipe.shipper.drain(20)
    assert pipe.store.numbers() == list(range(5))


def test_a_source_that_can_t_be_opened_is_reported_and_answers_drains(pipe):
    """Whatever the opening raises, nobody waits for a thread that is gone."""
    pipe.fails = 1
    pipe.shipper.start()
    assert not pipe.shipper.drain(20)
    assert any("no source" in text for text in pipe.reported)


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        ("can't create new thread at interpreter shutdown", False),
        ("can't start new thread", True),
    ],
)
def test_where_no_thread_starts_the_closing_does_the_work(error, is_told, pipe, monkeypatch):
    """CPython starts none while the interpreter ends; a limit of the system is said."""

    def refuse(_):
        raise RuntimeError(error)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    pipe.shipper.start()
    assert [("pids.max" in text) for text in pipe.reported] == [True] * is_told
    pipe.log(300)
    pipe.shipper.close(20, is_last=True)
    assert pipe.store.numbers() == list(range(300))


def test_records_lost_after_they_were_read_are_reported_in_a_row(pipe):
    """What the verifier finds gone for good is said where a reader of the log looks."""
    pipe.shipper.start()
    pipe.log(3)
    assert pipe.shipper.drain(20)
    pipe.shipper.note_loss(7)
    assert pipe.shipper.drain(20)
    rows = [json.loads(line) for line in pipe.store.rows]
    assert [row.get("lost") for row in rows] == [None, None, None, "7"]


def test_a_loss_that_the_last_look_finds_is_told_before_the_end(pipe):
    """All counts as delivered only once a row says what is missing."""
    pipe.shipper.start()
    pipe.log(3)
    found = [7]
    finish = pipe.verifier.finish

    def look(deadline):
        if found:
            pipe.shipper.note_loss(found.pop())
        return finish(deadline)

    pipe.verifier.finish = look
    pipe.shipper.close(20, is_last=True)
    assert pipe.shipper.is_complete
    assert [json.loads(line).get("lost") for line in pipe.store.rows] == [None, None, None, "7"]


def test_a_loss_that_no_row_tells_at_the_end_leaves_the_log(pipe):
    """Whoever comes next tells it: what was lost is not given up before."""
    pipe.shipper.start()
    pipe.log(3)
    finish = pipe.verifier.finish

    def look(deadline):
        pipe.client.result = UNREACHABLE
        pipe.shipper.note_loss(7)
        return finish(deadline)

    pipe.verifier.finish = look
    journal = pipe.shipper.journal = KeepingJournal()
    pipe.shipper.close(1, is_last=True)
    assert not pipe.shipper.is_complete
    assert [(batch.lost, len(batch.rows)) for batch in journal.batches] == [(0, 1), (7, 1)]
    assert journal.losses == [7]


def test_a_loss_whose_report_is_lost_is_told_again(tmp_path):
    """With the row that told it, which no merged batch hides."""
    told = []
    pipeline = Pipeline(
        ShippingSettings(url="http://127.0.0.1:9"),
        constants={"instance_id": "i"},
        identities=OneIdentity(Identity("python")),
        introduce=lambda _: Identity("python"),
        open_source=lambda: None,
        dead_letters=tmp_path / "letters",
        report=lambda *_: None,
    )
    pipeline.shipper.note_loss = lambda count, is_unknown: told.append((count, is_unknown))
    report, batches = Batch(first=9), PendingBatches()
    report.lost = 5
    for batch in (report, *(Batch(first=10 + i) for i in range(2 * MAX_BATCHES))):
        batch.records = 1
        batch.state = BatchState.ACKNOWLEDGED
        batches.add(batch)
    batches.merge()
    assert batches.all()[0] is report
    assert (report.records, len(batches)) == (1, 2)
    pipeline._on_lost(report, 1)
    report.is_loss_unknown = True
    pipeline._on_lost(report, 1)
    assert told == [(6, False), (6, True)]


class KeepingJournal(NullJournal):
    """A journal that keeps what is recorded."""

    def __init__(self):
        self.batches = []
        self.losses = []

    def record(self, *records):
        """Keep losses."""
        self.losses += [one.records for one in records if isinstance(one, LossRecord)]

    def record_batch(self, batch):
        """Keep a batch."""
        self.batches.append(batch)


class FailingJournal(NullJournal):
    """A journal that fails a few times, for whatever reason."""

    def __init__(self, failures):
        self.failures = failures
        self.sizes = []

    def record_batch(self, batch):
        """Fail while there are failures left."""
        self.sizes.append(batch.size)
        if self.failures:
            self.failures -= 1
            raise RuntimeError("dictionary changed size during iteration")


def test_a_batch_that_can_t_be_recorded_is_handed_over_later(pipe):
    """It is neither lost nor forgotten, and is said to be delivered only when it is."""
    pipe.shipper.journal = FailingJournal(2)
    pipe.shipper.start()
    pipe.log(50)
    answers = [pipe.shipper.drain(20) for _ in range(3)]
    assert pipe.store.numbers() == list(range(50))
    assert answers == [False, False, True]


def test_a_loss_that_was_noted_is_told_once_the_batch_before_it_is_recorded(pipe):
    """A failure before it takes nothing of what is to be told."""
    pipe.shipper.journal = FailingJournal(1)
    pipe.shipper.open()
    pipe.log(3)
    pipe.shipper._read(pipe.queue)
    pipe.shipper.note_loss(7)
    for _ in range(3):
        pipe.shipper.carry_out(pipe.shipper.next_command(0.01))
    batches = pipe.outbox._sender.batches_of(pipe.outbox)
    assert [(batch.records, batch.lost) for batch in batches] == [(3, 0), (1, 7)]


def test_a_loss_behind_a_batch_that_can_t_be_recorded_is_reported(pipe):
    """The row that reports it comes once the batch before it was handed over."""
    pipe.shipper.journal = FailingJournal(1)
    pipe.shipper.open()
    pipe.log(3)
    pipe.shipper._read(pipe.queue)
    pipe.queue.lost = 7
    for _ in range(2):
        pipe.shipper.carry_out(None)
    batches = pipe.outbox._sender.batches_of(pipe.outbox)
    assert [batch.records for batch in batches] == [3, 1]
    assert batches[1].lost == 7


def test_a_full_batch_that_can_t_be_recorded_does_not_grow(pipe):
    """However long that fails, no more than one slice is added to it."""
    pipe.shipper.journal = journal = FailingJournal(100)
    pipe.shipper._batch_max_bytes = 1_000
    pipe.shipper.open()
    pipe.log(2_000)
    for _ in range(20):
        pipe.shipper.carry_out(None)
    assert len(set(journal.sizes)) == 1


def test_figures_can_be_asked_for_while_they_are_asked_for(pipe):
    """A signal handler may ask for them in the middle of that: neither call waits for the other."""
    answered = threading.Event()

    def ask():
        with pipe.outbox._lock:  # as if a signal had come now
            pipe.shipper.stats()
        answered.set()

    threading.Thread(target=ask, daemon=True).start()
    assert answered.wait(20)
