"""
Verify that acknowledged rows are stored; have the missing ones sent again.

A 200 is no receipt: an overloaded VictoriaLogs answers so and stores nothing, and a killed one
loses what it took in the last seconds. So after the durability window the rows are counted in the
store, and only then is the source allowed to give them up. What became of a request without an
answer shows in the same way.
"""

import threading
import time
from collections.abc import Callable
from collections.abc import Iterable

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.batch import by_number
from nautilus_vlogs.deliver.batch import is_stub
from nautilus_vlogs.deliver.judge import DENIED_GRACE_SECS
from nautilus_vlogs.deliver.judge import SETTLE_SECS
from nautilus_vlogs.deliver.judge import Observation
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.judge import Verdict
from nautilus_vlogs.deliver.judge import judge
from nautilus_vlogs.deliver.pending import PendingBatches
from nautilus_vlogs.deliver.pending import halves
from nautilus_vlogs.deliver.pending import range_of
from nautilus_vlogs.deliver.pending import ranges
from nautilus_vlogs.deliver.verification import Actions
from nautilus_vlogs.deliver.verification import Box
from nautilus_vlogs.deliver.verification import Lookup
from nautilus_vlogs.deliver.verification import Totals
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Count
from nautilus_vlogs.store.select import Found

#: Seconds between two look-ups; while they fail; while the server answers none; at shutdown.
INTERVAL_SECS = 2.0
FAILED_INTERVAL_SECS = 5.0
DENIED_INTERVAL_SECS = 60.0
HURRY_INTERVAL_SECS = 0.1

#: Batches of missing rows that are under way to the store at once, in memory.
MAX_RESENDING = 2

#: Seconds for a query: a look-up that is due just now fits into the time to shut down.
_LOOKUP_TAKES_SECS = 0.5

_NEVER = float("-inf")


class Verifier:
    """
    Look up the rows that were sent, on a thread of its own.

    Parameters
    ----------
    lookup : Lookup, optional
        The store; ``None`` if nothing is to be looked up, so that a 200 has to do.
    policy : Policy
        The waits of a verdict; may be replaced.
    box : Box
        Sends rows again.
    actions : Actions
        Carries out verdicts.
    clock : callable, default time.monotonic
        Returns the time in seconds.

    Attributes
    ----------
    total : Totals
        Results of the look-ups so far.

    """

    def __init__(
        self,
        lookup: Lookup | None,
        *,
        policy: Policy,
        box: Box,
        actions: Actions,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lookup = lookup
        self.policy = policy
        self._box = box
        self._do = actions
        self._clock = clock
        self._batches = PendingBatches()
        self._changed = threading.Condition()
        self._is_stopped = False
        self._is_hurried = False
        self._is_failing = False
        self._look_at = _NEVER
        self._retry_at = _NEVER
        self._is_probe_due = False
        self._is_next_due = False  # of those that can't be verified, and are sent again
        self._doubtful_at = _NEVER
        self._answered_at = _NEVER
        self._kept_at = _NEVER
        self._denied_since: float | None = None
        self.total = Totals()
        self.thread = threading.Thread(target=self._run, name="vlogs-verifier", daemon=True)

    # -- For other threads ---------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread, if there is anything for it to do."""
        if self._lookup is not None:
            self.thread.start()

    def stop(self, timeout_secs: float) -> None:
        """Stop the thread."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        if self.thread.is_alive():
            self.thread.join(timeout_secs)

    @property
    def can_verify(self) -> bool:
        """Whether a look-up can show the outcome of a batch."""
        return self._lookup is not None and not self._is_unverifiable()

    def expect(self, batch: Batch) -> None:
        """Take note of a batch that is about to be sent, in the order of their numbers."""
        with self._changed:
            self._batches.add(batch)

    def note_acknowledged(self, batch: Batch) -> None:
        """Take note of a batch that was answered 200."""
        with self._changed:
            self._batches.forget_rows(batch)
        # Now and then one is looked up all the same: maybe queries are answered again.
        is_probe = self._lookup is not None and self._clock() >= self._retry_at
        if not self.can_verify and not is_probe:
            self._conclude([batch], BatchState.UNVERIFIABLE)
            self._is_next_due = True
        self._wake()

    def note_unclear(self, batch: Batch, result: InsertResult) -> None:
        """Take note of a batch that the store may hold: it is asked before anything is resent."""
        batch.is_late = batch.is_late or result.is_timeout
        batch.may_be_held = not result.is_turned_away
        batch.missing = {}
        batch.seen = -1
        batch.unclear_at = self._clock()
        with self._changed:
            # Kept where they can be read again, too: the trouble that leaves an answer unclear may
            # outlast the log file, and nothing says that the store has them.
            self._batches.bound_rows()
        self._wake()

    def note_up(self) -> None:
        """Take note that the store takes rows again: it may answer queries again as well."""
        with self._changed:
            self._look_at = self._retry_at = _NEVER
            self._is_probe_due = self._answered_at == _NEVER and self._denied_since is None
            self._changed.notify_all()

    def note_resumed(self, batch: Batch, *, is_on_its_way: bool = False) -> None:
        """
        Take note of a batch that an earlier process may have sent.

        Parameters
        ----------
        batch : Batch
            The batch.
        is_on_its_way : bool, default False
            Its request had no answer yet when the process ended: it may be in the socket of a store
            that has stopped, which takes it when it goes on.

        """
        if self._lookup is None:  # nobody is asked, now or later
            if batch.was_acknowledged:
                self._take_for_stored([batch])
                return
            self._box.note_possible_copies(batch)
            self._box.submit(batch)
            return
        batch.is_late = is_on_its_way
        batch.may_be_held = True
        batch.unclear_at = self._clock()  # for all that is known, it was sent just now
        with self._changed:
            self._batches.forget_rows(batch)
        self._wake()

    def clear_at(self, batch: Batch) -> float:
        """Return when the outcome of an unclear batch can be clear, on the monotonic clock."""
        return batch.unclear_at + self.policy.settle_secs

    def finish(self, deadline: float) -> bool:
        """
        Wait until all is verified, unless the time does not suffice for it.

        Parameters
        ----------
        deadline : float
            Until when, on the monotonic clock.

        """
        with self._changed:
            if not self._batches:
                return True
            latest = max(map(self._due_at, self._batches.all()))
            if latest + _LOOKUP_TAKES_SECS > deadline:
                return False
            self._is_hurried = True
            self._changed.notify_all()
            while self._batches and not self._is_stopped:
                secs = deadline - self._clock()
                if secs <= 0:
                    break
                self._changed.wait(secs)
            self._is_hurried = False
            return not self._batches

    def is_done(self) -> bool:
        """Return whether everything that was sent is in a final state."""
        return not self._batches

    # -- The thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._is_stopped:
            try:
                secs = self.step()
            except Exception as e:  # noqa: BLE001  # whatever it is, the thread goes on
                self._note_failure(repr(e))
                secs = FAILED_INTERVAL_SECS
            with self._changed:
                if not self._is_stopped and (secs is None or secs > 0):
                    self._changed.wait(secs)

    def step(self) -> float | None:
        """
        Look up the batches that are due.

        Returns
        -------
        float or None
            In how many seconds to do so again; ``None`` if that depends on what is sent.

        """
        now = self._clock()
        with self._changed:
            self._batches.merge()
            judgeable = self._batches.judgeable()
        if self._lookup is None or not judgeable:
            return None
        if self._is_next_due and self._is_unverifiable():
            self._is_next_due = False
            self._send_unclear()
            return 0.0
        due = [batch for batch in judgeable if self._due_at(batch) <= now]
        if self._is_probe_due:  # whether queries are answered at all is good to know early
            due = due or judgeable[:1]
        if not due:
            return min(map(self._due_at, judgeable)) - now
        interval = self._interval_secs
        is_urgent = self._is_hurried or any(one.state is BatchState.UNCLEAR for one in due)
        wait_until = self._retry_at if is_urgent else max(self._retry_at, self._look_at)
        if now < wait_until:
            return min(wait_until - now, interval) if self._is_hurried else wait_until - now
        if not self._do.is_up() and all(one.state is BatchState.ACKNOWLEDGED for one in due):
            return interval
        self._is_probe_due = False
        if self._look(self._lookup, due):
            self._look_at = self._clock() + interval
        else:
            is_denied = self._is_unverifiable()
            secs = DENIED_INTERVAL_SECS if is_denied else FAILED_INTERVAL_SECS
            self._retry_at = self._clock() + (interval if self._is_hurried else secs)
        return 0.0

    def _look(self, lookup: Lookup, due: list[Batch]) -> bool:
        """Look up the batches that are due; return false if that failed."""
        if self._do.is_in_doubt():
            self._doubtful_at = self._clock()
        for batches in ranges(due):
            if self._is_stopped:
                return True
            if not self._look_up(lookup, batches):
                self._note_failed(lookup.failure)
                return False
        self._note_answered()
        return True

    def _look_up(self, lookup: Lookup, batches: list[Batch]) -> bool:
        asked_at = self._clock()
        count = lookup.count(range_of(batches))
        if count is None:
            return False
        wanted = batches[-1].last - batches[0].first + 1
        if count.distinct >= wanted:
            for batch in batches:
                self._apply(batch, set(), asked_at)
            self.total.duplicates += self._new_copies(batches, count)
            return True
        if len(batches) > 1:
            return all(self._look_up(lookup, half) for half in halves(batches))
        (batch,) = batches
        present = lookup.present(range_of(batches))
        if present is None:
            return False
        self._apply(batch, set(range(batch.first, batch.last + 1)) - present, asked_at)
        return True

    def _new_copies(self, batches: list[Batch], count: Count) -> int:
        """Return how many rows there are more than once, when they are looked at for good."""
        return count.rows - count.distinct if batches[0].state is BatchState.VERIFIED else 0

    def _apply(self, batch: Batch, missing: set[int], asked_at: float) -> None:
        """Judge a batch by the rows that were not found, and carry the verdict out."""
        if self._is_stopped:  # the answer came too late: the batch is another's by now
            return
        present = batch.records - len(missing)
        is_acknowledged = batch.state is BatchState.ACKNOWLEDGED
        verdict = judge(
            Observation(
                records=batch.records,
                present=present,
                asked_at=asked_at,
                acknowledged_at=batch.acknowledged_at if is_acknowledged else None,
                unclear_at=batch.unclear_at,
                doubtful_at=self._doubtful_at,
                is_late=batch.is_late,
                seen=batch.seen,
                seen_at=batch.seen_at,
                resends=batch.resends,
                is_given_up=batch.is_given_up and missing <= batch.stubs.keys(),
            ),
            self.policy,
        )
        batch.look_at = self._next_look_at(batch, asked_at)
        if present:
            self._kept_at = max(self._kept_at, asked_at)
        if batch.seen != present:
            batch.seen, batch.seen_at = present, asked_at
        match verdict:
            case Verdict.STORED if not is_acknowledged:
                batch.acknowledged_at = asked_at
                batch.to(BatchState.ACKNOWLEDGED)
                with self._changed:
                    self._batches.forget_rows(batch)
                self._box.note_stored(batch)
            case Verdict.VERIFIED:
                self._conclude([batch], BatchState.VERIFIED)
            case Verdict.RESEND:
                self._resend(batch, missing)
            case Verdict.PUT_ASIDE:
                self._put_aside(batch, missing)

    def _resend(self, batch: Batch, missing: set[int]) -> bool:
        """Send missing rows again; return false if that is not now."""
        rows = self._rows(batch, missing)
        if rows is None:
            return False
        if batch.state is BatchState.ACKNOWLEDGED:
            self.total.resent += len(rows)
        # A relay may hold more than it has acknowledged, and is not to be filled with copies.
        is_held = batch.may_be_held and self.policy.max_resends == 1
        if batch.state is BatchState.ACKNOWLEDGED or is_held:
            batch.resends = min(batch.resends + 1, self.policy.max_resends)
        self._send(batch, rows)
        return True

    def _put_aside(self, batch: Batch, missing: set[int]) -> None:
        """Keep missing rows as dead letters; send stubs in their place, once."""
        rows = self._rows(batch, missing)
        if rows is None:
            return
        reason = self._do.explain(batch)
        stubs, put_aside = {}, 0
        for seq, row in rows.items():
            if seq in batch.stubs:
                continue
            stubs[seq] = self._do.stub(reason, row)
            if not is_stub(row):  # else it was put aside, and counted, as a line
                self._do.put_aside(batch, reason, row)
                put_aside += 1
        self._do.replaced(stubs)
        batch.give_up(stubs, put_aside)
        self.total.put_aside += put_aside
        self._send(batch, {seq: batch.stubs[seq] for seq in rows})

    def _rows(self, batch: Batch, missing: set[int]) -> dict[int, bytes] | None:
        """Return rows to be sent, ``None`` if that is not now, or if they are lost."""
        with self._changed:
            resending = sum(bool(one.missing) for one in self._batches.all())
        if resending >= MAX_RESENDING:
            return None
        found = by_number(batch.rows, batch.first) if batch.rows else self._do.reread(batch)
        found = {**(found or {}), **batch.stubs}
        gone = missing - found.keys()
        if not gone:
            return {seq: found[seq] for seq in sorted(missing)}
        # Of those that were put aside the dead letters are there.
        count = min(len(gone), batch.records - batch.put_aside)
        batch.gone += count
        self.total.lost += count
        if count:
            self._do.report(
                "warning",
                f"{count} records lost: VictoriaLogs acknowledged them and does not hold them, "
                "and they can't be read again",
            )
            self._do.lost(batch, count)
        self._conclude([batch], BatchState.LOST)
        return None

    def _send(self, batch: Batch, rows: dict[int, bytes]) -> None:
        if batch.state is BatchState.ACKNOWLEDGED or batch.was_acknowledged:
            self._do.sent_again(batch)
        batch.missing = rows
        batch.seen, batch.is_late, batch.was_acknowledged = -1, False, False
        self._box.submit(batch)

    # -- Conclusions ---------------------------------------------------------------------------

    def _conclude(self, batches: Iterable[Batch], state: BatchState) -> None:
        with self._changed:
            for batch in batches:
                batch.to(state)
                if state is not BatchState.UNVERIFIABLE:
                    self.total.verified += batch.records - batch.put_aside - batch.gone
            done = self._batches.pop_final()
            for batch in done:
                self._box.count(batch)
        for batch in done:
            self._do.concluded(batch)
        self._wake()

    @property
    def _interval_secs(self) -> float:
        """Seconds between two look-ups."""
        return HURRY_INTERVAL_SECS if self._is_hurried else INTERVAL_SECS

    # -- Trouble -------------------------------------------------------------------------------

    def _is_unverifiable(self) -> bool:
        """Return whether the server answers no queries, as far as can be seen."""
        since = self._denied_since
        if since is None:
            return False
        has_answered = self._answered_at > _NEVER
        secs = DENIED_GRACE_SECS if has_answered else self.policy.denied_secs
        return self._clock() >= since + secs

    def _note_answered(self) -> None:
        self._answered_at = self._clock()
        was_denied, self._denied_since = self._is_unverifiable(), None
        self._is_failing = False
        if was_denied:
            self._do.report("info", "VictoriaLogs answers queries again: delivery is verified")

    def _note_failed(self, failure: Found) -> None:
        self._doubtful_at = self._clock()
        if failure.outcome is not Outcome.DENIED or not self._do.is_write_only():
            self._note_failure(failure.reason)
            return
        was_unverifiable = self._is_unverifiable()
        self._denied_since = self._denied_since or self._clock()
        if not self._is_unverifiable():
            self._note_failure(failure.reason)
            return
        if not was_unverifiable:
            self._do.report(
                "warning",
                "VictoriaLogs answers no queries here, so that delivery can't be verified; until "
                "it does a 200 is taken for stored (`query_url` can name another server): "
                f"{failure.reason}",
            )
        self._give_up()

    def _give_up(self) -> None:
        """Conclude batches that can't be verified."""
        with self._changed:
            judgeable = self._batches.judgeable()
        acknowledged = [one for one in judgeable if one.state is BatchState.ACKNOWLEDGED]
        unclear = [one for one in judgeable if one.state is BatchState.UNCLEAR]
        self._conclude(acknowledged, BatchState.UNVERIFIABLE)
        self._take_for_stored([one for one in unclear if one.was_acknowledged])
        self._send_unclear()

    def _send_unclear(self) -> None:
        """Send batches again that can't be verified, a few at a time."""
        with self._changed:
            judgeable = self._batches.judgeable()
        for batch in judgeable:
            is_unclear = batch.state is BatchState.UNCLEAR
            if is_unclear and self._resend(batch, set(range(batch.first, batch.last + 1))):
                self._box.note_possible_copies(batch)

    def _take_for_stored(self, batches: list[Batch]) -> None:
        """Conclude batches that an earlier process had a 200 for, where that has to do."""
        for batch in batches:
            batch.to(BatchState.ACKNOWLEDGED)
        self._conclude(batches, BatchState.UNVERIFIABLE)

    def _note_failure(self, reason: str) -> None:
        if not self._is_failing:
            self._is_failing = True
            self._do.report(
                "warning", f"Delivery can't be verified at the moment, it is tried again: {reason}"
            )

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _next_look_at(self, batch: Batch, asked_at: float) -> float:
        """Return when to look next, should it be needed: ever less often until it must be clear."""
        soonest = asked_at + self._interval_secs
        if batch.state is not BatchState.UNCLEAR:
            return soonest
        later = asked_at + (asked_at - batch.unclear_at) / 2
        return max(soonest, min(later, self.clear_at(batch)))

    def _due_at(self, batch: Batch) -> float:
        """Return when a batch is to be looked up; acknowledged rows once they are durable."""
        if batch.state is BatchState.UNCLEAR:
            # That they are stored may show long before it could show that they are not.
            return max(batch.unclear_at + min(SETTLE_SECS, self.policy.settle_secs), batch.look_at)
        if batch.is_seen:  # and not for long enough
            return max(batch.seen_at + self.policy.window_secs, batch.look_at)
        # A store that keeps nothing at all may do so for a while: ask ever less often.
        is_keeping = self._kept_at >= batch.acknowledged_at - self.policy.window_secs
        windows = 1 if is_keeping else 2**batch.resends
        return max(batch.acknowledged_at + windows * self.policy.window_secs, batch.look_at)
