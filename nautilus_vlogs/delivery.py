"""
Deliver batches to VictoriaLogs, in order, until it has taken them.

The thread here does nothing but HTTP, so that a slow store never keeps the shipper's thread from
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
    Send batches from a thread of its own.

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
        self._batches: deque[Batch] = deque()
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._down_since = 0.0
        self._late = 0
        self.progress = Progress()
        self.thread = threading.Thread(target=self._run, name="vlogs-delivery", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self.thread.start()

    def stop(self, timeout_secs: float) -> None:
        """Stop the thread, whatever still waits."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        self.thread.join(timeout_secs)

    def has_room(self) -> bool:
        """Return whether another batch may be submitted."""
        return len(self._batches) < MAX_BATCHES

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
        batches = list(self._batches)
        return batches[0].since if batches else None

    def wait_until_idle(self, deadline: float) -> bool:
        """Wait until all is delivered; give up at the deadline or when the store is down."""
        with self._changed:
            while self._batches and self.is_up and not self._stop.is_set():
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    break
                self._changed.wait(min(remaining, 0.1))
            return not self._batches

    def _run(self) -> None:
        while not self._stop.is_set():
            with self._changed:
                while not self._batches and not self._stop.is_set():
                    self._changed.wait()
            if self._batches and self._deliver(self._batches[0]):
                with self._changed:
                    batch = self._batches.popleft()
                    self._changed.notify_all()
                self._delivered(batch)

    def _deliver(self, batch: Batch) -> bool:
        """Return true once the batch is accepted, false if the thread is to stop."""
        attempt = 0
        while not self._stop.is_set():
            result = self._send_missing(batch) if batch.is_unclear else self._send(batch)
            if result.outcome is Outcome.ACCEPTED:
                batch.sent_at = time.monotonic()
                self.progress.sent += batch.records
                self._note_success(batch)
                return True
            batch.is_unclear = batch.is_unclear or not result.outcome.is_nothing_stored
            self._note_trouble(result)
            self.progress.retries += 1
            self._stop.wait(_backoff_secs(attempt, result))
            attempt += 1
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
            return InsertResult(Outcome.UNCLEAR, f"a look-up failed: {self._lookup.last_error}")
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

        The first answer only shows that the store works again. What it was sent before may then
        be on its way through it still, so only a second one, a moment later, shows what it lacks.
        """
        rows = Range(batch.first, batch.last, batch.earliest, batch.latest)
        present = lookup.present(rows)
        if present is None or len(present) == batch.records or not batch.settle_secs:
            return present
        if self._stop.wait(batch.settle_secs):
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
        notices = [self._refused(reason, row) for reason, row in bad]
        batch.put_aside += len(bad)
        return self.post(notices) if notices else InsertResult(Outcome.ACCEPTED)

    def _note_success(self, batch: Batch) -> None:
        state, self.progress.state = self.progress.state, "up"
        if state != "up":
            self._connected()
        if self._down_since:
            self._late += batch.records
            if state != "up":
                secs = time.monotonic() - self._down_since
                self._tell("info", f"VictoriaLogs takes rows again after {secs:.1f} s")
            if len(self._batches) == 1:
                self._tell("info", f"{self._late} records that waited are delivered")
                self._down_since, self._late = 0.0, 0

    def _note_trouble(self, result: InsertResult) -> None:
        self.progress.last_error = result.reason
        state = result.outcome.value
        if self.progress.state != state:
            self._down_since = self._down_since or time.monotonic()
            self._tell(
                "warning",
                f"VictoriaLogs {_TROUBLE[result.outcome]}, records wait: {result.reason}",
            )
            self.progress.state = state


def _backoff_secs(attempt: int, result: InsertResult) -> float:
    """Return how long to wait before the next attempt, jittered so that nodes don't line up."""
    if result.outcome is Outcome.DENIED:
        secs = _DENIED_BACKOFF_SECS
    else:
        secs = min(_FIRST_BACKOFF_SECS * 2 ** min(attempt, 10), _MAX_BACKOFF_SECS)
    secs *= random.uniform(0.5, 1.0)  # noqa: S311  # jitter, no secret
    # Not at once, even where the server asks for that.
    return max(secs, min(result.retry_after_secs or 0.0, _MAX_RETRY_AFTER_SECS))
