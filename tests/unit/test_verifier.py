"""What was acknowledged is looked up, and sent again where the store does not hold it."""

import json
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from unit.delivery_kit import TIMEOUT
from unit.delivery_kit import TURNED_AWAY
from unit.delivery_kit import UNCLEAR
from unit.delivery_kit import WINDOW_SECS
from unit.delivery_kit import Bench
from unit.delivery_kit import row

from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.deliver import pending
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.pending import MAX_BATCHES
from nautilus_vlogs.store.insert import Outcome


def test_rows_are_verified_once_they_are_durable():
    """Nothing is asked before the window is over, and nothing given up before the answer."""
    bench = Bench()
    batches = [bench.make(10), bench.make(1), bench.make(30)]
    for batch in batches:
        bench.send(batch)
    bench.pass_secs(WINDOW_SECS - 1)
    assert (bench.store.asked, bench.concluded) == (0, [])
    bench.pass_secs(2)
    assert bench.store.asked == 1  # neighbours are counted together
    assert bench.concluded == batches
    assert bench.verifier.total.verified == 41
    assert bench.store.numbers() == list(range(41))


def test_nothing_is_asked_while_idle():
    """Without anything to verify the thread sleeps until there is."""
    bench = Bench()
    bench.send(bench.make(1))
    bench.pass_secs(WINDOW_SECS + 1)
    assert bench.verifier.step() is None
    asked = bench.store.asked
    bench.pass_secs(3_600)
    assert bench.store.asked == asked


@pytest.mark.parametrize("is_rereadable", [True, False], ids=["spool", "memory"])
def test_only_what_is_missing_is_sent_again(is_rereadable):
    """A false 200 costs time, nothing else: each row is there once in the end."""
    bench = Bench(is_rereadable=is_rereadable)
    keeps = [None, (), (21, 22, 23, 25), None]
    for kept in keeps:
        bench.send(bench.make(10), keeps=kept)
    bench.pass_secs(3 * WINDOW_SECS)
    assert bench.verifier.is_done()
    assert bench.store.numbers() == list(range(40))
    assert bench.verifier.total.resent == 16
    assert bench.verifier.total.verified == 40


def test_batches_are_given_up_in_order():
    """A batch that is verified waits for the one before it."""
    bench = Bench()
    first, second = bench.make(5), bench.make(5)
    bench.send(second)
    bench.pass_secs(WINDOW_SECS + 1)
    assert second.state is BatchState.VERIFIED
    assert bench.concluded == []
    bench.send(first)
    bench.pass_secs(WINDOW_SECS + 1)
    assert bench.concluded == [first, second]


def test_a_row_that_is_never_kept_is_put_aside():
    """What the store swallows again and again, while it keeps others, is given up with a reason."""
    bench = Bench()
    bench.swallowed = {3}
    bench.send(bench.make(10))
    bench.pass_secs(20 * WINDOW_SECS)
    assert bench.verifier.is_done()
    assert bench.letters == [3]
    assert (bench.verifier.total.verified, bench.verifier.total.put_aside) == (9, 1)
    assert bench.verifier.total.resent == 3
    assert bench.store.numbers() == list(range(10))  # a stub has its number


def put_aside_of(bench):
    """Return a batch of one record, which was put aside as a line."""
    batch = Batch(first=bench.next_seq, since=bench.clock())
    bench.next_seq += 1
    stub = json.dumps({**json.loads(row(batch.first)), "put_aside": "too long"}).encode() + b"\n"
    batch.add(Converted(stub, 1, 0, "a", "a", put_aside=1), batch.end)
    bench.verifier.expect(batch)
    batch.to(BatchState.WAITING)
    return batch


def test_a_record_is_put_aside_once():
    """A stub that is never kept either is one of another time, and no second dead letter."""
    bench = Bench()
    bench.swallowed = {0}
    batch = put_aside_of(bench)
    batch.is_kept = True
    bench.send(batch)
    bench.pass_secs(60 * WINDOW_SECS)
    assert bench.verifier.is_done()
    assert bench.letters == []
    assert (bench.verifier.total.verified, bench.verifier.total.put_aside) == (0, 0)
    assert (batch.put_aside, bench.store.numbers()) == (1, [0])


def test_what_was_put_aside_is_not_lost():
    """Its dead letter is there, though neither the store nor the source has it any more."""
    bench = Bench()
    bench.send(put_aside_of(bench), keeps=set())
    bench.is_rereadable = False
    bench.pass_secs(WINDOW_SECS + 3)
    assert bench.verifier.is_done()
    assert (bench.verifier.total.lost, bench.verifier.total.verified) == (0, 0)
    assert bench.told == []


@pytest.mark.parametrize("keeps_stubs", [True, False])
def test_a_batch_that_is_never_kept_is_put_aside(keeps_stubs):
    """Where all of it is missing, resends are as few; stubs that vanish too change nothing."""
    bench = Bench()
    bench.swallowed = set(range(28))
    bench.send(bench.make(28))
    bench.pass_secs(40 * WINDOW_SECS, pumps=True)
    if not keeps_stubs:
        bench.store.rows.clear()
    bench.pass_secs(20 * WINDOW_SECS)
    assert bench.verifier.is_done()
    assert sorted(bench.letters) == list(range(28))
    assert bench.verifier.total.resent == 3 * 28
    assert bench.verifier.total.verified == 0


def test_a_store_that_keeps_nothing_for_minutes_loses_nothing():
    """Resends get rarer while nothing is verified at all, so that dead letters stay few."""
    bench = Bench()
    bench.swallowed = set(range(10))
    bench.send(bench.make(10))
    bench.pass_secs(6 * WINDOW_SECS)
    bench.swallowed = set()
    bench.pass_secs(20 * WINDOW_SECS)
    assert bench.letters == []
    assert bench.store.numbers() == list(range(10))


def test_what_can_t_be_read_again_is_counted_as_lost():
    """Where neither the store nor the source has it any more, that is said and counted."""
    bench = Bench()
    bench.send(bench.make(10), keeps=set(range(10)) - {4, 5})
    bench.is_rereadable = False
    bench.pass_secs(WINDOW_SECS + 3)
    assert bench.verifier.is_done()
    assert (bench.verifier.total.lost, bench.verifier.total.verified) == (2, 8)
    assert [level for level, _ in bench.told] == ["warning"]
    assert "2 records lost" in bench.told[0][1]


@pytest.mark.parametrize("shares", [(0,), (0, 5), (9, 0, 4)])
def test_one_wrong_answer_has_nothing_sent_again(shares):
    """A store that leaves rows out of an answer now and then is asked once more."""
    bench = Bench()
    rows = bench.make(10)
    bench.send(rows)
    whole, wrong = bench.store.rows, list(shares)
    for share in wrong:
        bench.store.rows = whole[:share]
        bench.pass_secs(WINDOW_SECS if share == wrong[0] else 2.0)
    bench.store.rows = whole
    bench.pass_secs(WINDOW_SECS)
    assert bench.verifier.total.verified == 10
    assert bench.verifier.total.resent == 0


def test_copies_are_counted_once():
    """A row that is there twice is counted, and no reason to send anything."""
    bench = Bench()
    batch = bench.make(10)
    bench.send(batch)
    bench.store.rows.append(bench.store.rows[7])
    bench.pass_secs(2 * WINDOW_SECS)
    assert (bench.verifier.total.duplicates, bench.verifier.total.verified) == (1, 10)
    assert bench.store.numbers().count(7) == 2


# -- Unclear answers -------------------------------------------------------------------------


def test_after_a_cut_connection_the_store_is_asked_before_anything_is_sent():
    """What it has taken of a request is not sent again."""
    bench = Bench(defer_secs=3)
    bench.send(bench.make(10), UNCLEAR, keeps=range(6))
    bench.pass_secs(2.0)
    assert bench.queue == []
    bench.pass_secs(3.0)
    assert bench.store.numbers() == list(range(10))
    assert (bench.sent, bench.verifier.total.resent) == (10, 0)
    bench.pass_secs(WINDOW_SECS + 1)
    assert bench.verifier.total.verified == 10


def test_unclear_rows_outlive_their_log_file():
    """A log rotated away in an outage takes none with it whose request was cut as it began."""
    bench = Bench()
    batch = bench.make(10)
    bench.send(batch, UNCLEAR, keeps=range(6))
    bench.is_rereadable = False
    bench.store.fail(Outcome.UNREACHABLE)
    bench.pass_secs(60)
    bench.store.heal()
    bench.pass_secs(3 * WINDOW_SECS)
    assert bench.store.numbers() == list(range(10))
    assert (bench.verifier.total.verified, bench.verifier.total.lost) == (10, 0)
    assert batch.rows == []


def test_a_request_that_arrives_late_is_not_sent_again():
    """A body that trickles in after its request timed out is waited for."""
    bench = Bench()
    batch = bench.make(40)
    rows = batch.body()[0].splitlines(keepends=True)
    bench.send(batch, TIMEOUT, keeps=())
    for line in rows:
        bench.store.rows.append(line)
        bench.pass_secs(4)
    bench.pass_secs(3 * WINDOW_SECS)
    assert bench.store.numbers() == list(range(40))
    assert bench.verifier.total.verified == 40


def test_a_frozen_store_takes_the_request_when_it_goes_on():
    """The first answer after a silence shows that the store lives, not that it lacks anything."""
    bench = Bench()
    batch = bench.make(10)
    rows = batch.body()[0].splitlines(keepends=True)
    bench.send(batch, TIMEOUT, keeps=())
    bench.store.fail(Outcome.UNCLEAR)
    bench.pass_secs(60)
    bench.store.heal()
    bench.pass_secs(5.5)
    bench.store.rows += rows
    bench.pass_secs(3 * WINDOW_SECS)
    assert bench.store.numbers() == list(range(10))


def test_a_request_that_never_arrived_is_sent_once_more():
    """After the silence, and a window in which nothing came."""
    bench = Bench()
    bench.send(bench.make(10), TIMEOUT, keeps=())
    bench.pass_secs(WINDOW_SECS)
    assert bench.store.numbers() == []
    bench.pass_secs(4)
    assert bench.store.numbers() == list(range(10))


@pytest.mark.parametrize("is_resumed", [True, False])
def test_what_is_unclear_and_stored_shows_before_it_could_be_missed(is_resumed):
    """A relay may hold rows for long; those that it has passed on are known at once."""
    bench = Bench(window_secs=6, defer_secs=75, missing_secs=75, settle_secs=75, is_buffered=True)
    batch, lost = bench.make(10), bench.make(10)
    if is_resumed:
        bench.store.rows += batch.body()[0].splitlines(keepends=True)
        for one in (batch, lost):
            one.to(BatchState.IN_FLIGHT)
            one.to(BatchState.UNCLEAR)
            bench.verifier.note_resumed(one, is_on_its_way=True)
    else:
        bench.send(batch, UNCLEAR)
        bench.send(lost, UNCLEAR, keeps=())
    bench.pass_secs(4)
    assert batch.state is BatchState.ACKNOWLEDGED
    bench.pass_secs(70)
    assert (batch.state, bench.queue) == (BatchState.VERIFIED, [])
    assert bench.store.asked < 30
    bench.pass_secs(10)
    assert bench.store.numbers() == list(range(20))


# -- Answers in doubt ------------------------------------------------------------------------


def test_an_answer_that_failed_defers_every_verdict():
    """What a cluster buffers for a node that was away arrives before anything is missed."""
    bench = Bench()
    batch = bench.make(10)
    rows = batch.body()[0].splitlines(keepends=True)
    bench.send(batch, keeps=())
    bench.pass_secs(WINDOW_SECS - 2)
    bench.store.fail(Outcome.UNCLEAR)
    bench.pass_secs(10)
    bench.store.heal()
    bench.pass_secs(10)
    assert bench.queue == []
    bench.store.rows += rows  # the insert node's buffer
    bench.pass_secs(2 * WINDOW_SECS)
    assert bench.store.numbers() == list(range(10))
    assert bench.verifier.total.resent == 0


def test_in_a_cluster_rows_are_missing_only_after_its_insert_node_gave_up():
    """However short the window: what is there is verified after it, what is not is waited for."""
    bench = Bench(window_secs=6, defer_secs=15, missing_secs=15)
    whole, late = bench.make(10), bench.make(10)
    rows = late.body()[0].splitlines(keepends=True)
    bench.send(whole)
    bench.send(late, keeps=())
    bench.pass_secs(8)
    assert bench.concluded == [whole]
    bench.pass_secs(6)
    bench.store.rows += rows
    bench.pass_secs(30)
    assert bench.store.numbers() == list(range(20))
    assert bench.verifier.total.resent == 0


def test_what_an_earlier_process_sent_is_sent_again_where_nobody_is_asked():
    """Delivery is not verified, so no look-up will ever show what became of it."""
    bench = Bench(looks=False)
    batch = bench.make(10)
    batch.to(BatchState.IN_FLIGHT)
    batch.to(BatchState.UNCLEAR)
    bench.verifier.note_resumed(batch)
    bench.pass_secs(1)
    assert bench.concluded == [batch]
    assert bench.store.numbers() == list(range(10))
    assert bench.copies == 10


@pytest.mark.parametrize("looks", [True, False])
def test_what_an_earlier_process_had_a_200_for_is_sent_once_where_no_query_is_answered(looks):
    """A 200 has to do there, whoever had it; of the rest a batch follows the other."""
    bench = Bench(looks=looks)
    bench.store.fail(Outcome.DENIED)
    batches = [bench.make(10) for _ in range(20)]
    for n, batch in enumerate(batches):
        batch.to(BatchState.IN_FLIGHT)
        batch.to(BatchState.UNCLEAR)
        batch.was_acknowledged = n < 4
        bench.verifier.note_resumed(batch, is_on_its_way=n >= 4)
    bench.pass_secs(2 * WINDOW_SECS + 1)
    assert bench.concluded == batches
    assert {batch.state for batch in batches} == {BatchState.UNVERIFIABLE}
    assert bench.store.numbers() == list(range(40, 200))
    assert bench.copies == 160


@pytest.mark.parametrize("is_on_its_way", [True, False])
def test_what_an_earlier_process_sent_may_still_be_held_back(is_on_its_way):
    """A relay or a cluster has it: a successor waits as long as that process would have."""
    bench = Bench(window_secs=6, defer_secs=75, missing_secs=75, settle_secs=75, is_buffered=True)
    batch = bench.make(10)
    rows = batch.body()[0].splitlines(keepends=True)
    batch.to(BatchState.IN_FLIGHT)
    batch.to(BatchState.UNCLEAR)
    bench.verifier.note_resumed(batch, is_on_its_way=is_on_its_way)
    bench.pass_secs(70)
    assert bench.store.numbers() == []
    bench.store.rows += rows
    bench.pass_secs(30)
    assert bench.concluded == [batch]
    assert bench.store.numbers() == list(range(10))


def test_what_a_node_holds_back_is_verified_a_window_after_it_arrived():
    """A store that is killed meanwhile loses it: it was in the store's memory for a moment."""
    bench = Bench(window_secs=6, defer_secs=15, missing_secs=15, is_buffered=True)
    batch = bench.make(10)
    rows = batch.body()[0].splitlines(keepends=True)
    bench.send(batch, keeps=())
    bench.pass_secs(9)
    bench.store.rows += rows
    bench.pass_secs(5)
    assert bench.concluded == []
    bench.store.rows.clear()
    bench.pass_secs(60)
    assert bench.concluded == [batch]
    assert bench.store.numbers() == list(range(10))


@pytest.mark.parametrize("is_buffered", [True, False])
def test_however_many_batches_wait_all_are_verified(is_buffered):
    """They are merged meanwhile, over and over, and none for so long that it is never verified."""
    bench = Bench(window_secs=6, is_buffered=is_buffered)
    for _ in range(2 * MAX_BATCHES):
        bench.send(bench.make(3))
        bench.pass_secs(0.02)
    bench.pass_secs(12)
    assert bench.verifier.total.verified == bench.next_seq == 6 * MAX_BATCHES


def test_nothing_is_missing_while_a_relay_holds_rows():
    """However long the store behind it is away; one resend follows at most."""
    bench = Bench(max_resends=1)
    batch = bench.make(10)
    rows = batch.body()[0].splitlines(keepends=True)
    bench.is_in_doubt = True
    bench.send(batch, keeps=())
    bench.pass_secs(20 * WINDOW_SECS)
    bench.is_in_doubt = False
    bench.store.rows += rows[:4]
    bench.pass_secs(WINDOW_SECS - 5)
    assert bench.verifier.total.resent == 0
    bench.swallowed = {9}
    bench.pass_secs(20 * WINDOW_SECS)
    assert bench.store.numbers() == list(range(10))
    assert (bench.verifier.total.resent, bench.letters) == (6, [9])


@pytest.mark.parametrize("answer", [TURNED_AWAY, UNCLEAR, TIMEOUT], ids=["503", "cut", "timeout"])
@pytest.mark.parametrize("max_resends", [1, 3], ids=["relay", "store"])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_nothing_has_acknowledged_is_never_put_aside(answer, max_resends, is_first):
    """However long a server turns rows away, also those that it once took and did not keep."""
    bench = Bench(max_resends=max_resends, settle_secs=WINDOW_SECS)
    batch = bench.make(10)
    if not is_first:
        bench.send(batch, keeps=())
        bench.pass_secs(2 * WINDOW_SECS, pumps=False)
        assert bench.queue == [batch]
        bench.queue.clear()
    for _ in range(10):
        bench.send(batch, answer, keeps=())
        bench.pass_secs(4 * WINDOW_SECS, pumps=False)
        assert bench.queue == [batch]
        bench.queue.clear()
    bench.send(batch)
    bench.pass_secs(8 * WINDOW_SECS)
    assert bench.concluded == [batch]
    assert (bench.letters, bench.verifier.total.put_aside) == ([], 0)
    assert bench.store.numbers() == list(range(10))


@pytest.mark.parametrize(
    ("answer", "resends"),
    [(TURNED_AWAY, 1), (UNCLEAR, 0), (TIMEOUT, 0)],
    ids=["503", "cut", "late"],
)
def test_a_relay_gets_once_more_what_it_may_hold(answer, resends):
    """What it turned away it does not hold; what it may have taken before its 200 counts."""
    bench = Bench(max_resends=1, settle_secs=WINDOW_SECS)
    bench.swallowed = set(range(10))
    batch = bench.make(10)
    bench.send(batch, answer)
    bench.pass_secs(40 * WINDOW_SECS)
    assert bench.concluded == [batch]
    assert bench.verifier.total.resent == 10 * resends
    assert sorted(bench.letters) == list(range(10))


def test_failing_look_ups_verify_nothing_and_lose_nothing():
    """While the store answers no queries all waits, which is said once."""
    bench = Bench()
    bench.send(bench.make(10))
    bench.store.fail(Outcome.UNCLEAR)
    bench.pass_secs(200)
    assert len(bench.told) == 1
    assert bench.verifier.total.verified == 0
    bench.store.heal()
    bench.pass_secs(WINDOW_SECS)
    assert bench.verifier.total.verified == 10


def test_a_store_that_denies_queries_is_believed_until_it_answers_some():
    """A write-only server is found out, said once, and asked again all the same."""
    bench = Bench()
    bench.store.fail(Outcome.DENIED)
    bench.send(bench.make(10))
    bench.pass_secs(WINDOW_SECS + 1)
    assert [batch.state for batch in bench.concluded] == [BatchState.UNVERIFIABLE]
    assert not bench.verifier.can_verify
    bench.send(bench.make(10))
    assert bench.verifier.is_done()
    assert [level for level, _ in bench.told] == ["warning"]
    assert "query_url" in bench.told[0][1]
    assert bench.verifier.total.verified == 0
    bench.store.heal()
    bench.pass_secs(61)
    bench.send(bench.make(10))
    bench.pass_secs(WINDOW_SECS + 1)
    assert bench.verifier.can_verify
    assert bench.verifier.total.verified == 10
    assert [level for level, _ in bench.told] == ["warning", "info"]


def test_a_server_for_queries_that_denies_them_at_first_is_waited_for():
    """Its way may not be ready yet; what was sent meanwhile is verified all the same."""
    bench = Bench(denied_secs=30)
    bench.store.fail(Outcome.DENIED)
    bench.send(bench.make(10))
    bench.send(bench.make(10), UNCLEAR)
    bench.pass_secs(WINDOW_SECS + 10)
    assert bench.concluded == []
    bench.store.heal()
    bench.pass_secs(2 * WINDOW_SECS)
    assert (bench.verifier.total.verified, bench.copies) == (20, 0)
    assert bench.store.numbers() == list(range(20))
    again = Bench(denied_secs=30)
    again.store.fail(Outcome.DENIED)
    again.send(again.make(10))
    again.pass_secs(WINDOW_SECS + 40)
    assert [batch.state for batch in again.concluded] == [BatchState.UNVERIFIABLE]


def test_one_denial_does_not_end_verification():
    """A 404 from a proxy that restarts says nothing of a store that answered before."""
    bench = Bench()
    bench.send(bench.make(10))
    bench.pass_secs(WINDOW_SECS + 1)
    bench.send(bench.make(10))
    bench.store.fail(Outcome.DENIED)
    bench.pass_secs(WINDOW_SECS + 10)
    bench.store.heal()
    bench.pass_secs(10)
    assert bench.verifier.total.verified == 20
    assert all(batch.state is BatchState.VERIFIED for batch in bench.concluded)


def test_without_look_ups_a_200_has_to_do():
    """Where the user wants no look-ups, acknowledged rows are given up, and not called verified."""
    bench = Bench(looks=False)
    bench.send(bench.make(10))
    assert bench.verifier.is_done()
    assert bench.verifier.total.verified == 0
    assert bench.concluded[0].state is BatchState.UNVERIFIABLE


# -- Bounds ----------------------------------------------------------------------------------


def test_batches_that_can_t_be_looked_up_stay_few():
    """While only queries fail for a day, neighbours are merged, and verified in the end."""
    bench = Bench()
    bench.store.fail(Outcome.UNCLEAR)
    for _ in range(4 * MAX_BATCHES):
        bench.send(bench.make(3))
        bench.clock.now += 1
        bench.verifier.step()
    assert len(bench.verifier._batches) <= MAX_BATCHES + 1
    bench.store.heal()
    bench.pass_secs(2 * WINDOW_SECS)
    assert bench.verifier.is_done()
    assert bench.verifier.total.verified == bench.next_seq == 12 * MAX_BATCHES


def test_rows_kept_in_memory_are_bounded(monkeypatch):
    """What can't be read again is kept up to a bound; what is beyond can't be sent again."""
    monkeypatch.setattr(pending, "MAX_KEPT_BYTES", 5_000)
    bench = Bench(is_rereadable=False)
    batches = [bench.make(20) for _ in range(5)]
    for batch in batches:
        bench.send(batch)
    assert sum(len(piece) for batch in batches for piece in batch.rows) <= 5_000
    assert batches[-1].rows
    bench.pass_secs(WINDOW_SECS + 1)
    assert bench.verifier.total.verified == 100


def test_finishing_waits_only_where_the_time_suffices():
    """At the end a look-up that is due in time is waited for, another one is not."""
    bench = Bench()
    bench.send(bench.make(10))
    assert not bench.verifier.finish(bench.clock.now + WINDOW_SECS - 1)
    bench.pass_secs(WINDOW_SECS + 1)
    assert bench.verifier.finish(bench.clock.now)


# -- Any order of events ---------------------------------------------------------------------


class AnyOrder(RuleBasedStateMachine):
    """
    Whatever order events come in, each number is in the store once in the end.

    Bodies arrive whole, in part, or after their request was given up; answers fail; the store
    forgets what it took less than the window ago.
    """

    policy: ClassVar[dict[str, int]] = {}

    def __init__(self):
        super().__init__()
        self.bench = Bench(**self.policy)
        self.waiting = []
        self.late = []
        self.acknowledged = set()

    @rule(records=st.integers(1, 5))
    def a_batch_is_made(self, records):
        """Make a batch."""
        self.waiting.append(self.bench.make(records))

    @rule(result=st.sampled_from([None, UNCLEAR, TIMEOUT, TURNED_AWAY]), share=st.integers(0, 5))
    def a_batch_is_sent(self, result, share):
        """Send the oldest batch, or one that is to be sent again; a share of it arrives."""
        waiting = self.waiting or self.bench.queue
        if waiting:
            batch = waiting.pop(0)
            if result is None:
                self.acknowledged |= batch.numbered().keys()
            self.bench.send(batch, result, keeps=range(batch.first, batch.first + share))
            if result is TIMEOUT:
                until = self.bench.clock.now + WINDOW_SECS - 1
                self.late.append((until, range(batch.first + share, batch.last + 1)))

    @rule()
    def late_rows_arrive(self):
        """Let the rest of a request arrive that was given up less than a window ago."""
        if self.late:
            until, numbers = self.late.pop(0)
            if self.bench.clock.now <= until:
                self.bench.store.rows += map(row, numbers)

    @rule(kept=st.integers(0, 3))
    def what_is_missing_is_sent(self, kept):
        """Send what the verifier wants to have sent."""
        for batch in self.bench.queue:
            self.acknowledged |= batch.numbered().keys()
        self.bench.pump(keeps=None if kept else ())

    @rule(outcome=st.sampled_from([Outcome.UNCLEAR, Outcome.UNREACHABLE]))
    def queries_fail(self, outcome):
        """Let queries fail from now on."""
        self.bench.store.fail(outcome)

    @rule()
    def queries_succeed(self):
        """Let queries succeed from now on."""
        self.bench.store.heal()

    @rule(secs=st.sampled_from([0.5, 2, 5, 14, 40]))
    def time_passes(self, secs):
        """Let the verifier work for a while."""
        self.bench.pass_secs(secs, pumps=False)

    @invariant()
    def nothing_is_there_twice_or_unaccounted(self):
        """Check that no row has a copy, and that the accounts add up."""
        numbers = self.bench.store.numbers()
        assert len(numbers) == len(set(numbers))
        self.bench.check_accounts()

    @invariant()
    def nothing_is_put_aside_that_was_never_acknowledged(self):
        """Check that the store has taken what it is said not to keep."""
        assert self.acknowledged >= set(self.bench.letters)

    def teardown(self):
        """Let all be well, and check that every number is there."""
        self.bench.store.heal()
        for batch in self.waiting:
            self.bench.send(batch)
        self.bench.pass_secs(40 * WINDOW_SECS)
        assert self.bench.verifier.is_done()
        assert self.bench.store.numbers() == list(range(self.bench.next_seq))
        total = self.bench.verifier.total
        assert total.verified + total.put_aside == self.bench.next_seq


class AnyOrderBehindARelay(AnyOrder):
    """Where rows that were acknowledged go out once more at most."""

    policy: ClassVar[dict[str, int]] = {"max_resends": 1}


AnyOrder.TestCase.settings = settings(stateful_step_count=30)
AnyOrderBehindARelay.TestCase.settings = settings(stateful_step_count=30)
test_any_order_of_events = AnyOrder.TestCase
test_any_order_of_events_behind_a_relay = AnyOrderBehindARelay.TestCase
