"""
Deliver batches to VictoriaLogs, in order, until it has taken them.

The threads here do nothing but HTTP, so that a slow store never keeps the shipper's thread from
making Nautilus flush.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from collections.abc import Sequence

import msgspec

from nautilus_vlogs.batch import Batch
from nautilus_vlogs.client import InsertResult
from nautilus_vlogs.client import Outcome
from nautilus_vlogs.client import VictoriaLogsClient
from nautilus_vlogs.lookup import Lookup
from nautilus_vlogs.lookup import Range

#: Batches waiting or under way; what comes after them waits in the spool.
MAX_BATCHES = 3

#: Requests under way at a time: while the store works on one, the next one is on its way.
_MAX_UNDER_WAY = 2

_FIRST_BACKOFF_SECS = 0.2
_MAX_BACKOFF_SECS = 5.0
_DENIED_BACKOFF_SECS = 10.0
_MAX_RETRY_AFTER_SECS = 60.0

#: So many rows refused one by one, and none accepted, is no matter of the rows.
_REFUSED_IN_A_ROW = 8

_TROUBLE = {
    Outcome.BUSY: "does not take rows",
    Outcome.DENIED: "refuses the credentials (VICTORIALOGS_USERNAME, _PASSWORD, _TOKEN)",
    Outcome.REFUSED: "refuses every row",
    Outcome.UNCLEAR: "does not answer",
    Outcome.UNREACHABLE: "can't be reached",
}


class Progress(msgspec.Struct):
    """What has become of the batches so far."""

    sent: int = 0
    doubtful: int = 0
    requests: int = 0
    retries: int = 0
    state: str = "starting"
    last_error: str = ""


class Delivery:
    """
    Send batches from threads of its own.

    Parameters
    ----------
    client : VictoriaLogsClient
        Where they go.
    lookup : Lookup, optional
        Tells what the store holds after an unclear answer; without it rows are sent again.
    connected : callable
        Called on the thread whenever VictoriaLogs takes rows after it did not.
    delivered : callable
        Called on the thread with each batch that VictoriaLogs has accepted.
    refused : callable
        Called with a reason and a row that VictoriaLogs will not take; returns the row that says
        so in its place.
    tell : callable
        Called with a level (``info``, ``warning``) and a text, once per change of state.

    """

    def __init__(
        self,
        client: VictoriaLogsClient,
        *,
        lookup: Lookup | None = None,
        connected: Callable[[], None],
        delivered: Callable[[Batch], None],
        refused: Callable[[str, bytes], bytes],
        tell: Callable[[str, str], None],
    ) -> None:
        self._client = client
        self._lookup = lookup
        self._connected = connected
        self._delivered = delivered
        self._refused = refused
        self._tell = tell
        self._batches: deque[Batch] = deque()  # waiting
        self._under_way: list[Batch] = []
        self._changed = threading.Condition()
        self._recovery = threading.Lock()
        self._stop = threading.Event()
        self._pause_secs = 0.0
        self._down_since = 0.0
        self._late = 0
        self.progress = Progress()
        self.threads = [
            threading.Thread(target=self._run, name=f"vlogs-delivery-{i}", daemon=True)
            for i in range(_MAX_UNDER_WAY)
        ]

    def start(self) -> None:
        """Start the threads."""
        for thread in self.threads:
            thread.start()

    def stop(self, timeout_secs: float) -> None:
        """Stop the threads, whatever still waits."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        deadline = time.monotonic() + timeout_secs
        for thread in self.threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def has_room(self) -> bool:
        """Return whether another batch may be submitted."""
        return len(self._batches) + len(self._under_way) < MAX_BATCHES

    def submit(self, batch: Batch) -> None:
        """Hand a batch over."""
        with self._changed:
            self._batches.append(batch)
            self._changed.notify_all()

    @property
    def is_up(self) -> bool:
        """Whether the last attempt succeeded, or none was made yet."""
        return self.progress.state in ("starting", "up")

    def waiting_since(self) -> float | None:
        """Return when the oldest undelivered record was read, on the monotonic clock."""
        batches = [*self._under_way, *self._batches]
        return min((batch.since for batch in batches), default=None)

    def _is_idle(self) -> bool:
        return not self._batches and not self._under_way

    def wait_until_idle(self, deadline: float) -> bool:
        """Wait until all is delivered; give up at the deadline or when the store is down."""
        with self._changed:
            while not self._is_idle() and self.is_up and not self._stop.is_set():
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    break
                self._changed.wait(min(remaining, 0.1))
            return self._is_idle()

    def _run(self) -> None:
        while (batch := self._next()) is not None:
            if self._deliver(batch):
                with self._changed:
                    self._under_way.remove(batch)
                    self._changed.notify_all()
                self._delivered(batch)

    def _next(self) -> Batch | None:
        """Return the next batch, ``None`` if the thread is to stop."""
        with self._changed:
            while not self._stop.is_set():
                if self._batches and (not self._under_way or self._may_overlap()):
                    self._under_way.append(self._batches.popleft())
                    return self._under_way[-1]
                self._changed.wait()
        return None

    def _may_overlap(self) -> bool:
        """Where no look-up can tell what became of a batch, one at a time is in doubt."""
        return self.is_up and self._lookup is not None and not self._lookup.is_denied

    def _deliver(self, batch: Batch) -> bool:
        """Return true once the batch is accepted, false if the thread is to stop."""
        if self.is_up and self._attempt(batch, 0):
            return True
        with self._recovery:  # one thread finds out whether the store is back
            attempt = 1
            while not self._stop.is_set():
                if not self.is_up:
                    self._stop.wait(self._pause_secs)
                if self._stop.is_set() or self._attempt(batch, attempt):
                    break
                attempt += 1
        return not self._stop.is_set() or batch.sent_at > 0

    def _attempt(self, batch: Batch, attempt: int) -> bool:
        result = self._send_missing(batch) if batch.is_unclear else self._send(batch)
        if result.outcome is Outcome.ACCEPTED:
            batch.sent_at = time.monotonic()
            self._note_success(batch)
            return True
        if not result.outcome.is_nothing_stored:
            batch.is_unclear, batch.unclear_at = True, time.monotonic()
            batch.is_silent = batch.is_silent or result.is_timeout
        self._pause_secs = _backoff_secs(attempt, result)
        self._note_trouble(result)
        return False

    def _send(self, batch: Batch) -> InsertResult:
        result = self.post(batch.rows)
        if result.outcome is Outcome.REFUSED:
            rows = list(batch.numbered().values())
            result = self._send_singly(batch, rows, result)
        return result

    def _send_missing(self, batch: Batch) -> InsertResult:
        """Send what the store does not hold of a batch that it may have taken before."""
        if self._lookup is None or self._lookup.is_denied:
            self.progress.doubtful += batch.records
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
        if self._stop.wait(batch.unclear_at + batch.settle_secs - time.monotonic()):
            return None
        return lookup.present(rows)

    def post(self, rows: Sequence[bytes]) -> InsertResult:
        """Make one attempt; may be called from any thread."""
        self.progress.requests += 1
        try:
            return self._client.insert(rows)
        except Exception as e:  # noqa: BLE001  # whatever it is, the thread goes on
            return InsertResult(Outcome.UNCLEAR, f"{type(e).__name__}: {e}")

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
        return self.post(list(notices.values())) if notices else InsertResult(Outcome.ACCEPTED)

    def _note_success(self, batch: Batch) -> None:
        told = []
        with self._changed:
            self.progress.sent += batch.records
            state, self.progress.state = self.progress.state, "up"
            if self._down_since:
                self._late += batch.records
                if state != "up":
                    secs = time.monotonic() - self._down_since
                    told.append(f"VictoriaLogs takes rows again after {secs:.1f} s")
                if not self._batches and len(self._under_way) == 1:
                    told.append(f"{self._late} records that waited are delivered")
                    self._down_since, self._late = 0.0, 0
            self._changed.notify_all()
        if state != "up":
            self._connected()
        for text in told:
            self._tell("info", text)

    def _note_trouble(self, result: InsertResult) -> None:
        with self._changed:
            self.progress.retries += 1
            self.progress.last_error = result.reason
            before, self.progress.state = self.progress.state, result.outcome.value
            self._down_since = self._down_since or time.monotonic()
            self._changed.notify_all()
        if self.progress.state != before:
            self._tell(
                "warning",
                f"VictoriaLogs {_TROUBLE[result.outcome]}, records wait: {result.reason}",
            )


def _backoff_secs(attempt: int, result: InsertResult) -> float:
    """Return how long to wait before the next attempt, jittered so that nodes don't line up."""
    if result.outcome is Outcome.DENIED:
        secs = _DENIED_BACKOFF_SECS
    else:
        secs = min(_FIRST_BACKOFF_SECS * 2 ** min(attempt, 10), _MAX_BACKOFF_SECS)
    secs *= random.uniform(0.5, 1.0)  # noqa: S311  # jitter, no secret
    # Not at once, even where the server asks for that.
    return max(secs, min(result.retry_after_secs or 0.0, _MAX_RETRY_AFTER_SECS))
