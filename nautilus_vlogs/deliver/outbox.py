"""A pipeline's batches on their way: what is sent of each, and what is told of it."""

import time
from collections import deque
from collections.abc import Callable
from collections.abc import Sequence

import msgspec

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.lookup import Lookup
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Range

#: Batches waiting or under way; what comes after them waits in the spool.
MAX_BATCHES = 5

#: So many rows refused one by one, and none accepted, is no matter of the rows.
_REFUSED_IN_A_ROW = 8


class Progress(msgspec.Struct):
    """What has become of the batches so far."""

    sent: int = 0
    possibly_duplicated: int = 0
    requests: int = 0
    retries: int = 0
    put_aside: int = 0


class Delivery:
    """
    Have batches sent, whole or as far as the store lacks them.

    Parameters
    ----------
    sender : Sender
        Sends them, perhaps among others.
    lookup : Lookup, optional
        Tells what the store holds after an unclear answer; without it rows are sent again.
    connected : callable
        Called on a sender's thread whenever VictoriaLogs takes rows after it did not.
    delivered : callable
        Called on a sender's thread with each batch that VictoriaLogs has accepted.
    refused : callable
        Called with a reason and a row that VictoriaLogs will not take; returns the row that says
        so in its place.
    extra_fields : str, default ""
        Fields of all rows, as a request tells them.

    """

    def __init__(
        self,
        sender: Sender,
        *,
        lookup: Lookup | None = None,
        connected: Callable[[], None],
        delivered: Callable[[Batch], None],
        refused: Callable[[str, bytes], bytes],
        extra_fields: str = "",
    ) -> None:
        self._sender = sender
        self._lookup = lookup
        self.connected = connected
        self.delivered = delivered
        self._refused = refused
        self._extra_fields = extra_fields
        self.progress = Progress()

    def start(self) -> None:
        """Begin."""
        self._sender.join()

    def stop(self, timeout_secs: float) -> None:
        """End, whatever still waits."""
        self._sender.leave(self, timeout_secs)

    def has_room(self) -> bool:
        """Return whether another batch may be submitted."""
        return len(self._sender.batches_of(self)) < MAX_BATCHES

    def submit(self, batch: Batch) -> None:
        """Hand a batch over."""
        self._sender.submit(self, batch)

    @property
    def is_up(self) -> bool:
        """Whether the last attempt succeeded, or none was made yet."""
        return self._sender.is_up

    @property
    def state(self) -> State:
        """``starting``, ``up``, or what the trouble is."""
        return self._sender.state

    @property
    def last_error(self) -> str:
        """The last trouble, in one line."""
        return self._sender.last_error

    @property
    def can_look(self) -> bool:
        """Whether a look-up can tell what became of a batch."""
        return self._lookup is not None and not self._lookup.is_denied

    def waiting_since(self) -> float | None:
        """Return when the oldest undelivered record was read, on the monotonic clock."""
        return min((batch.since for batch in self._sender.batches_of(self)), default=None)

    def waiting_records(self) -> int:
        """Return how many records were read and are not delivered."""
        return sum(batch.records for batch in self._sender.batches_of(self))

    def wait_until_idle(self, deadline: float) -> bool:
        """Wait until all is delivered; give up at the deadline or when the store is down."""
        sender = self._sender
        with sender.changed:
            while sender.batches_of(self) and sender.is_up and not sender.is_stopped:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    break
                sender.changed.wait(min(remaining, 0.1))
            return not sender.batches_of(self)

    def note_accepted(self, batch: Batch) -> None:
        """Count a batch that is accepted."""
        self.progress.sent += batch.records

    def note_retry(self) -> None:
        """Count an attempt that will be made again."""
        self.progress.retries += 1

    def attempt(self, batch: Batch) -> InsertResult:
        """Send what the store does not hold of a batch."""
        return self._send_missing(batch) if batch.is_unclear else self._send(batch)

    def post(self, rows: Sequence[bytes]) -> InsertResult:
        """Make one attempt; may be called from any thread."""
        self.progress.requests += 1
        try:
            return self._sender.client.insert(rows, self._extra_fields)
        except Exception as e:  # noqa: BLE001  # whatever it is, the thread goes on
            return InsertResult(Outcome.UNCLEAR, f"{type(e).__name__}: {e}")

    def _send(self, batch: Batch) -> InsertResult:
        result = self.post(batch.rows)
        if result.outcome is Outcome.REFUSED:
            rows = list(batch.numbered().values())
            result = self._send_singly(batch, rows, result)
        return result

    def _send_missing(self, batch: Batch) -> InsertResult:
        """Send what the store does not hold of a batch that it may have taken before."""
        if self._lookup is None or self._lookup.is_denied:
            self.progress.possibly_duplicated += batch.records
            batch.is_unclear = False  # what a second unclear answer adds is counted then
            return self._send(batch)
        present = self._look(batch, self._lookup)
        if present is None:
            failure = self._lookup.failure
            reason = f"a look-up failed: {failure.reason}"
            return InsertResult(failure.outcome, reason, is_timeout=failure.is_timeout)
        rows = [row for seq, row in batch.numbered().items() if seq not in present]
        if not rows:
            return InsertResult(Outcome.ACCEPTED)
        result = self.post(rows)
        if result.outcome is Outcome.REFUSED:
            result = self._send_singly(batch, rows, result)
        return result

    def _look(self, batch: Batch, lookup: Lookup) -> set[int] | None:
        """
        Return which rows of a batch the store holds.

        What it was sent takes a moment to show. A store that had stopped answering may have it
        still before it when it goes on: then the first answer only shows that it does, and only a
        second one, a moment later, what it lacks.
        """
        rows = Range(batch.first, batch.last, batch.earliest, batch.latest)
        if batch.is_silent:
            present = lookup.present(rows)
            if present is None or len(present) == batch.records:
                return present
            batch.unclear_at, batch.is_silent = time.monotonic(), False
        if self._sender.pause(batch.unclear_at + batch.settle_secs - time.monotonic()):
            return None
        return lookup.present(rows)

    def _send_singly(
        self,
        batch: Batch,
        all_rows: list[bytes],
        first: InsertResult,
    ) -> InsertResult:
        """Find the rows that are refused by halving; put them aside if others are accepted."""
        pending = deque([all_rows])
        accepted = False
        bad: list[tuple[str, bytes]] = []
        while pending:
            rows = pending.popleft()
            result = first if rows is all_rows else self.post(rows)
            if result.outcome is Outcome.ACCEPTED:
                accepted = True
            elif result.outcome is not Outcome.REFUSED:
                batch.is_unclear = batch.is_unclear or accepted
                return result
            elif len(rows) > 1:
                middle = len(rows) // 2
                pending.extendleft((rows[middle:], rows[:middle]))
            else:
                bad.append((result.reason, rows[0]))
            if len(bad) >= _REFUSED_IN_A_ROW and not accepted:
                return result
        if not accepted:
            return first
        batch.is_unclear = True  # should the rows that say so not get through
        notices = {row: self._refused(reason, row) for reason, row in bad}
        batch.rows = [notices.get(row, row) for row in batch.numbered().values()]
        batch.put_aside += len(bad)
        self.progress.put_aside += len(bad)
        return self.post(list(notices.values())) if notices else InsertResult(Outcome.ACCEPTED)
