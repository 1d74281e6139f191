"""Outbox, sender and verifier together, whatever the store answers and in whatever order."""

import json
import random

import pytest
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from unit.delivery_kit import WINDOW_SECS
from unit.delivery_kit import Clock
from unit.delivery_kit import ModelStore
from unit.delivery_kit import row
from unit.delivery_kit import seq_of

from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.outbox import MAX_BATCHES
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.verification import Actions
from nautilus_vlogs.deliver.verifier import Verifier
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

ACCEPTED = InsertResult(Outcome.ACCEPTED)
REFUSED = InsertResult(Outcome.REFUSED, "HTTP 400 no good")
UNREACHABLE = InsertResult(Outcome.UNREACHABLE, "refused")
DENIED = InsertResult(Outcome.DENIED, "HTTP 401")
BUSY = InsertResult(Outcome.BUSY, "HTTP 503")
RESET = InsertResult(Outcome.UNCLEAR, "reset")


class Client:
    """A store that keeps what it is told to keep, and answers what it is told to answer."""

    url = "http://model"
    warning = None

    def __init__(self, store: ModelStore) -> None:
        self.store = store
        self.result = ACCEPTED
        self.share = 1.0  # of each body that is kept
        self.bad: set[int] = set()
        self.refuses_all = False
        self.posts = 0

    def insert(self, rows, _extra_fields=""):
        """Take a body."""
        self.posts += 1
        if isinstance(self.result, Exception):
            raise self.result
        lines = b"".join(rows).splitlines(keepends=True)
        is_bad = {seq_of(line) in self.bad and b"HTTP" not in line for line in lines}
        if self.refuses_all or (self.result is ACCEPTED and True in is_bad):
            return REFUSED
        if self.result in (ACCEPTED, RESET, BUSY):
            self.store.rows += lines[: round(len(lines) * self.share)]
        return self.result


class Delivery:
    """Outbox, sender and verifier, driven by hand."""

    def __init__(self, *, looks=True) -> None:
        self.clock = Clock()
        self.store = ModelStore()
        self.client = Client(self.store)
        self.letters: list[int] = []
        self.concluded: list[Batch] = []
        self.told: list[tuple[str, str]] = []
        self.next_seq = 0
        self.sender = Sender(self.client, self.tell, clock=self.clock)
        self.outbox = Outbox(
            self.sender,
            can_verify=lambda: self.verifier.can_verify,
            acknowledged=lambda batch: self.verifier.note_acknowledged(batch),  # noqa: PLW0108  # made later
            unclear=lambda batch, result: self.verifier.note_unclear(batch, result),  # noqa: PLW0108
            stub=lambda reason, line: row(seq_of(line), reason),
            put_aside=self.put_aside,
        )
        self.verifier = Verifier(
            self.store if looks else None,
            policy=Policy(window_secs=WINDOW_SECS, defer_secs=WINDOW_SECS),
            box=self.outbox,
            actions=Actions(
                is_up=lambda: self.outbox.is_up,
                reread=lambda batch: {n: row(n) for n in range(batch.first, batch.last + 1)},
                stub=lambda reason, line: row(seq_of(line), reason),
                put_aside=self.put_aside,
                concluded=self.concluded.append,
                report=self.tell,
            ),
            clock=self.clock,
        )

    def tell(self, level, text):
        """Keep what is told."""
        self.told.append((level, text))

    def put_aside(self, _batch, _reason, line):
        """Keep a dead letter."""
        self.letters.append(seq_of(line))

    def submit(self, records: int) -> Batch:
        """Submit a new batch."""
        batch = Batch(first=self.next_seq, since=self.clock())
        numbers = range(self.next_seq, self.next_seq + records)
        batch.add(Converted(b"".join(map(row, numbers)), records, 0, "a", "a"), batch.end)
        self.next_seq += records
        self.verifier.expect(batch)
        self.outbox.submit(batch)
        return batch

    def work(self) -> None:
        """Do all that can be done now."""
        for _ in range(200):
            if not self.sender.step() and self.verifier.step() != 0.0:
                return

    def pass_secs(self, secs: float) -> None:
        """Let time pass."""
        end = self.clock.now + secs
        self.work()
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + 0.5)
            self.work()


def test_batches_go_out_in_order_and_are_verified():
    """All is well: a request a batch, and one look-up for all of them."""
    delivery = Delivery()
    batches = [delivery.submit(10) for _ in range(5)]
    delivery.work()
    assert list(map(seq_of, delivery.store.rows)) == list(range(50))
    assert delivery.outbox.progress.sent == 50
    delivery.pass_secs(WINDOW_SECS + 1)
    assert delivery.concluded == batches
    assert (delivery.client.posts, delivery.store.asked, delivery.told) == (5, 1, [])


@pytest.mark.parametrize("result", [UNREACHABLE, DENIED])
def test_what_was_never_sent_is_sent_again_without_a_look_up(result):
    """The batch at the head is tried again, ever more rarely, and no other one."""
    delivery = Delivery()
    batches = [delivery.submit(2) for _ in range(MAX_BATCHES)]
    delivery.client.result = result
    delivery.pass_secs(60)
    assert 3 <= delivery.client.posts <= 30
    assert [batch.state for batch in batches] == [BatchState.WAITING] * MAX_BATCHES
    assert not delivery.outbox.has_room()
    delivery.client.result = ACCEPTED
    delivery.pass_secs(11)
    assert delivery.store.asked == 0
    assert list(map(seq_of, delivery.store.rows)) == list(range(2 * MAX_BATCHES))
    assert [level for level, _ in delivery.told] == ["warning", "info", "info"]


def test_sent_counts_no_further_than_an_unclear_batch():
    """Where one batch is in doubt, what came after it does not count as sent yet."""
    delivery = Delivery()
    delivery.client.result, delivery.client.share = RESET, 0.0
    delivery.submit(3)
    delivery.work()
    delivery.client.result, delivery.client.share = ACCEPTED, 1.0
    delivery.submit(4)
    delivery.pass_secs(1)
    assert (delivery.store.numbers(), delivery.outbox.progress.sent) == ([3, 4, 5, 6], 0)
    assert delivery.outbox.waiting_records() == 3
    delivery.pass_secs(5)
    assert (delivery.store.numbers(), delivery.outbox.progress.sent) == (list(range(7)), 7)


def test_without_look_ups_an_unclear_batch_is_sent_again_and_counted():
    """At least once comes first; what may be there twice is counted."""
    delivery = Delivery(looks=False)
    delivery.client.result, delivery.client.share = RESET, 1.0
    delivery.submit(3)
    delivery.work()
    delivery.client.result = ACCEPTED
    delivery.pass_secs(1)
    assert delivery.store.numbers() == [0, 0, 1, 1, 2, 2]
    assert delivery.outbox.progress.possibly_duplicated == 3


@pytest.mark.parametrize("records", [1, 2, 9, 64])
def test_bad_rows_are_put_aside_and_hold_nothing_up(records):
    """Halving finds them, if one is alone in its batch as well; a stub has the number."""
    delivery = Delivery()
    delivery.client.bad = {0, records - 1}
    delivery.submit(records)
    delivery.submit(1)
    delivery.pass_secs(WINDOW_SECS + 5)
    assert sorted(delivery.letters) == sorted(delivery.client.bad)
    assert delivery.store.numbers() == list(range(records + 1))
    assert delivery.verifier.is_done()
    assert delivery.outbox.progress.put_aside == len(delivery.client.bad)


def test_a_server_that_refuses_everything_is_no_matter_of_the_rows():
    """A stub shows it: then nothing is put aside, and few requests are made."""
    delivery = Delivery()
    delivery.client.refuses_all = True
    delivery.submit(1_000)
    delivery.pass_secs(60)
    assert delivery.letters == []
    assert delivery.outbox.state == "refused"
    delivery.client.refuses_all = False
    delivery.pass_secs(6)
    assert delivery.store.numbers() == list(range(1_000))


def test_an_error_of_our_own_loses_no_batch():
    """Whatever a client raises, the batch is looked up and sent."""
    delivery = Delivery()
    delivery.client.result = RuntimeError("ours")
    delivery.submit(3)
    delivery.work()
    assert "RuntimeError: ours" in delivery.outbox.last_error
    delivery.client.result = ACCEPTED
    delivery.pass_secs(30)
    assert delivery.store.numbers() == [0, 1, 2]


def test_records_that_are_lost_are_not_counted_as_sent():
    """A batch that was never acknowledged, part of which is gone, counts with what was stored."""
    delivery = Delivery()
    batch = delivery.submit(10)
    batch.gone = 4
    delivery.outbox.count(batch)
    assert delivery.outbox.progress.sent == 6


class AnyAnswer(RuleBasedStateMachine):
    """Whatever the store answers, each number is there once in the end."""

    def __init__(self):
        super().__init__()
        self.delivery = Delivery()
        random.seed(0)  # of the jitter

    @rule(records=st.integers(1, 8))
    def lines_come(self, records):
        """Submit a batch if there is room."""
        if self.delivery.outbox.has_room():
            self.delivery.submit(records)

    @rule(
        result=st.sampled_from([ACCEPTED, UNREACHABLE, DENIED, BUSY, RESET]),
        share=st.sampled_from([0.0, 0.5, 1.0]),
    )
    def the_store_changes(self, result, share):
        """Answer otherwise from now on; it may keep a part only, whatever it answers."""
        self.delivery.client.result, self.delivery.client.share = result, share

    @rule(number=st.integers(0, 20))
    def a_row_is_bad(self, number):
        """Refuse a row to come."""
        self.delivery.client.bad.add(self.delivery.next_seq + number)

    @rule(is_answering=st.booleans())
    def queries_change(self, is_answering):
        """Answer queries or not."""
        if is_answering:
            self.delivery.store.heal()
        else:
            self.delivery.store.fail(Outcome.UNCLEAR)

    @rule(secs=st.sampled_from([0.5, 3, 16, 40]))
    def time_passes(self, secs):
        """Let the threads work."""
        self.delivery.pass_secs(secs)

    @invariant()
    def nothing_is_there_twice(self):
        """Check that no row has a copy, but for stubs beside what was taken for refused."""
        whole = [
            json.loads(line)["seq"]
            for line in self.delivery.store.rows
            if b"HTTP" not in line and b"VictoriaLogs" not in line
        ]
        assert len(whole) == len(set(whole))

    def teardown(self):
        """Let all be well, and check that every number is there."""
        self.delivery.store.heal()
        self.delivery.client.result, self.delivery.client.share = ACCEPTED, 1.0
        self.delivery.pass_secs(60 * WINDOW_SECS)
        # A stub may have been swallowed too; then the record is among the dead letters.
        missing = set(range(self.delivery.next_seq)) - set(self.delivery.store.numbers())
        assert missing <= set(self.delivery.letters)
        assert self.delivery.verifier.is_done()
        assert self.delivery.outbox.progress.sent == self.delivery.next_seq
        total, progress = self.delivery.verifier.total, self.delivery.outbox.progress
        put_aside = total.put_aside + progress.put_aside
        assert total.verified + put_aside == self.delivery.next_seq
        assert len(self.delivery.letters) == put_aside


AnyAnswer.TestCase.settings = settings(
    stateful_step_count=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
test_any_answer = AnyAnswer.TestCase
