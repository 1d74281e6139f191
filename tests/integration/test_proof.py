"""What was answered 200 is looked up, and sent again where the store does not hold it."""

import json
import threading
import time
import uuid

import pytest
from conftest import eventually

from nautilus_vlogs.deliver import verifier as proof_module
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.lookup import Lookup
from nautilus_vlogs.deliver.verifier import Proof
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.times import rfc3339


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Make the pauses between look-ups short."""
    monkeypatch.setattr(proof_module, "_INTERVAL_SECS", 0.05)
    monkeypatch.setattr(proof_module, "_FAILED_INTERVAL_SECS", 0.05)


class Sender:
    """Rows of one instance, and a store that can be told to lose some of them."""

    def __init__(self, store, *, window_secs=1.5, lookup=True, is_rereadable=True):
        self.instance_id = uuid.uuid4().hex
        self.store = store
        self.client = StoreClient(store.url)
        self.lookup = Lookup(self.client, self.instance_id)
        self.is_rereadable = is_rereadable
        self.rows = {}
        self.kept = []
        self.proven = []
        self.told = []
        self.refused = []
        self.swallowed = set()
        self.posts = []
        self.proof = Proof(
            self.lookup if lookup else None,
            window_secs=window_secs,
            is_up=lambda: True,
            post=self.post,
            reread=self.reread,
            refused=self.refuse,
            proven=self.proven.append,
            tell=lambda level, text: self.told.append((level, text)),
        )
        self.proof.start()

    def batch(self, first, last):
        """Return a batch of new rows."""
        at = rfc3339(time.time_ns())
        made = Batch(first=first)
        made.is_kept = not self.is_rereadable
        for seq in range(first, last + 1):
            row = {"_time": at, "_msg": f"m{seq}", "seq": seq, "instance_id": self.instance_id}
            self.rows[seq] = json.dumps(row).encode() + b"\n"
            made.add(self.rows[seq], 1, made.end, earliest=at, latest=at)
        return made

    def send(self, batch, *, without=()):
        """Have a batch answered 200, some rows of which the store does not keep."""
        rows = [row for seq, row in batch.numbered().items() if seq not in without]
        assert not rows or self.client.insert(rows).outcome is Outcome.ACCEPTED
        self.proof.expect(batch)
        batch.sent_at = time.monotonic()
        self.proof.add(batch)

    def post(self, rows):
        """Send rows again, but for those that the store swallows."""
        self.posts.append([json.loads(row)["seq"] for row in rows])
        rows = [row for row in rows if json.loads(row)["seq"] not in self.swallowed]
        return self.client.insert(rows) if rows else InsertResult(Outcome.ACCEPTED)

    def reread(self, batch):
        """Make a batch's rows once more."""
        if not self.is_rereadable:
            return None
        return {seq: self.rows[seq] for seq in range(batch.first, batch.last + 1)}

    def refuse(self, reason, row):
        """Return the row that says why another one is not stored."""
        self.refused.append((reason, json.loads(row)["seq"]))
        self.swallowed.discard(json.loads(row)["seq"])
        return row

    def stored(self):
        """Return the numbers in the store, doubled ones twice."""
        rows = self.store.query(f'instance_id:="{self.instance_id}" | fields seq')
        return sorted(int(row["seq"]) for row in rows)

    def close(self):
        """Stop."""
        self.proof.stop(5)
        self.client.close()


@pytest.fixture
def make_sender(store):
    """Return a function that makes senders, which are stopped in the end."""
    made = []

    def make_sender(**settings):
        made.append(Sender(store, **settings))
        return made[-1]

    yield make_sender
    for sender in made:
        sender.close()


def test_what_is_stored_is_proven_in_order_and_not_sent_again(make_sender):
    """Batches are proven together once the window is over, in the order of their numbers."""
    sender = make_sender()
    batches = [sender.batch(0, 9), sender.batch(10, 10), sender.batch(11, 40)]
    started = time.monotonic()
    for batch in batches:
        sender.send(batch)
    eventually(sender.proof.is_done)
    assert time.monotonic() - started >= 1.5
    assert sender.proven == batches
    assert sender.proof.total.verified == 41
    assert sender.posts == []
    assert sender.stored() == list(range(41))


@pytest.mark.parametrize("is_rereadable", [True, False], ids=["spool", "memory"])
def test_only_what_is_missing_is_sent_again(make_sender, is_rereadable):
    """A false 200 costs time, nothing else: each row is there once in the end."""
    sender = make_sender(is_rereadable=is_rereadable)
    sender.send(sender.batch(0, 9))
    sender.send(sender.batch(10, 19), without=range(10, 20))
    sender.send(sender.batch(20, 29), without=(20, 24, 29))
    sender.send(sender.batch(30, 39))
    eventually(sender.proof.is_done)
    assert sender.stored() == list(range(40))
    assert sorted(seq for rows in sender.posts for seq in rows) == [*range(10, 20), 20, 24, 29]
    assert sender.proof.total.resent == 13
    assert sender.proof.total.verified == 40


def test_a_row_that_is_never_kept_is_put_aside_and_holds_nobody_up(make_sender):
    """What the store swallows again and again, while it keeps others, is given up with a reason."""
    sender = make_sender(window_secs=1.2)
    sender.swallowed = {3}
    sender.send(sender.batch(0, 9), without=(3,))
    eventually(sender.proof.is_done, timeout=30)
    assert [seq for _, seq in sender.refused] == [3]
    assert sender.proof.total.verified == 9
    sender.store.flush()
    assert sender.stored() == list(range(10))  # its place is taken by the row that says why


def test_what_can_t_be_read_again_is_counted_as_lost(make_sender):
    """Where neither the store nor the source has it any more, that is said and counted."""
    sender = make_sender()
    batch = sender.batch(0, 9)
    sender.is_rereadable = False
    sender.send(batch, without=(4, 5))
    eventually(sender.proof.is_done)
    assert (sender.proof.total.lost, sender.proof.total.verified) == (2, 8)
    assert [level for level, _ in sender.told] == ["warning"]
    assert "2 records lost" in sender.told[0][1]


def test_doubled_rows_are_seen(make_sender):
    """A row that is there twice is counted, and no reason to send anything."""
    sender = make_sender()
    batch = sender.batch(0, 9)
    assert sender.client.insert([sender.rows[7]]).outcome is Outcome.ACCEPTED
    sender.send(batch)
    eventually(sender.proof.is_done)
    assert (sender.proof.total.duplicates, sender.proof.total.verified) == (1, 10)
    assert sender.posts == []


def test_nothing_is_asked_while_idle(make_sender):
    """The thread sleeps while there is nothing to prove."""
    sender = make_sender()
    sender.send(sender.batch(0, 0))
    eventually(sender.proof.is_done)
    asked = threading.Event()
    sender.lookup.count = lambda _: asked.set()
    assert not asked.wait(0.5)


def test_without_look_ups_a_200_is_the_proof(make_sender):
    """Where the user wants no look-ups, what was answered 200 is given up at once, and counted."""
    sender = make_sender(lookup=False)
    sender.send(sender.batch(0, 9))
    assert sender.proof.is_done()
    assert sender.proof.total.verified == 0


def test_where_queries_are_refused_that_is_said_once(make_sender, monkeypatch):
    """A relay that only takes rows is found out, and a 200 is taken for the proof from then on."""
    sender = make_sender(window_secs=0.2)
    monkeypatch.setattr("nautilus_vlogs.store.select.PATH", "/insert/no/such/path")
    sender.send(sender.batch(0, 9))
    eventually(sender.proof.is_done)
    sender.send(sender.batch(10, 19))
    assert sender.proof.is_done()
    assert sender.proof.total.verified == 0
    assert [level for level, _ in sender.told] == ["warning"]
    assert "query_url" in sender.told[0][1]


def test_failing_look_ups_prove_nothing_and_lose_nothing(make_sender):
    """While the store does not answer queries all waits, which is said once."""
    sender = make_sender(window_secs=1.2)
    count, sender.lookup.count = sender.lookup.count, lambda _: None
    sender.send(sender.batch(0, 9))
    eventually(lambda: sender.told)
    failures = []
    sender.lookup.count = failures.append
    eventually(lambda: len(failures) >= 3)
    assert len(sender.told) == 1
    assert sender.proof.total.verified == 0
    sender.lookup.count = count
    eventually(sender.proof.is_done)
    assert sender.proof.total.verified == 10


def test_finishing_waits_only_where_the_time_suffices(make_sender):
    """At the end a proof that is due in time is waited for, another one is not."""
    sender = make_sender(window_secs=1.5)
    sender.send(sender.batch(0, 9))
    started = time.monotonic()
    assert not sender.proof.finish(started + 1.0)
    assert time.monotonic() - started < 0.5
    assert sender.proof.finish(started + 15)
    assert sender.proof.total.verified == 10


def test_rows_kept_in_memory_are_bounded(make_sender, monkeypatch):
    """What can't be read again is kept up to a bound; what is beyond can't be sent again."""
    monkeypatch.setattr(proof_module, "_MAX_KEPT_BYTES", 5_000)
    sender = make_sender(is_rereadable=False)
    batches = [sender.batch(100 * i, 100 * i + 19) for i in range(5)]
    for batch in batches:
        sender.send(batch)
    assert sum(len(row) for batch in batches for row in batch.rows) <= 5_000
    assert batches[-1].rows
    eventually(sender.proof.is_done)
    assert sender.proof.total.verified == 100
