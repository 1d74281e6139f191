"""
The threads that send batches, in order, until VictoriaLogs has taken them.

They do nothing but HTTP, so that a slow store never keeps a shipper's thread from making Nautilus
flush. Several deliveries may share them: an actor's, and those of handlers in its process.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

#: Requests under way at a time: while the store works on one, the next one is on its way.
_MAX_UNDER_WAY = 2

_FIRST_BACKOFF_SECS = 0.2
_MAX_BACKOFF_SECS = 5.0
_DENIED_BACKOFF_SECS = 10.0
_MAX_RETRY_AFTER_SECS = 60.0

_TROUBLE = {
    Outcome.BUSY: "does not take rows",
    Outcome.DENIED: "refuses the credentials (VICTORIALOGS_USERNAME, _PASSWORD, _TOKEN)",
    Outcome.REFUSED: "refuses every row",
    Outcome.UNCLEAR: "does not answer",
    Outcome.UNREACHABLE: "can't be reached",
}


class Consignor(Protocol):
    """Whose batches they are."""

    @property
    def can_look(self) -> bool:
        """Whether a look-up can tell what became of a batch."""

    def attempt(self, batch: Batch) -> InsertResult:
        """Send what the store does not hold of a batch."""

    def note_retry(self) -> None:
        """Count an attempt that will be made again."""

    def note_accepted(self, batch: Batch) -> None:
        """Count a batch that is accepted."""

    def connected(self) -> None:
        """VictoriaLogs takes rows, and did not before."""

    def delivered(self, batch: Batch) -> None:
        """Go on with a batch that is accepted."""


class Sender:
    """
    Send batches of one or several consignors.

    Parameters
    ----------
    client : StoreClient
        Where they go.
    tell : callable
        Called with a level (``info``, ``warning``) and a text, once per change of state.

    Attributes
    ----------
    client : StoreClient
        The same.
    state : State
        Whether the store takes rows, or what the trouble is.
    last_error : str
        The last trouble, in one line.
    changed : threading.Condition
        Notified whenever something here has changed.
    threads : list[threading.Thread]
        Those that send.

    """

    def __init__(self, client: StoreClient, tell: Callable[[str, str], None]) -> None:
        self.client = client
        self.state = State.STARTING
        self.last_error = ""
        self.changed = threading.Condition()
        self._tell = tell
        self._waiting: deque[tuple[Consignor, Batch]] = deque()
        self._under_way: list[tuple[Consignor, Batch]] = []
        self._consignors = 0
        self._connected: set[Consignor] = set()
        self._recovery = threading.Lock()
        self._stop = threading.Event()
        self._pause_secs = 0.0
        self._down_since = 0.0
        self._late = 0
        self.threads = [
            threading.Thread(target=self._run, name=f"vlogs-delivery-{i}", daemon=True)
            for i in range(_MAX_UNDER_WAY)
        ]

    @property
    def is_up(self) -> bool:
        """Whether the last attempt succeeded, or none was made yet."""
        return self.state in (State.STARTING, State.UP)

    @property
    def is_stopped(self) -> bool:
        """Whether no consignor is left."""
        return self._stop.is_set()

    def join(self) -> None:
        """Begin to send for a consignor; the first one starts the threads."""
        with self.changed:
            if self.is_stopped:
                raise RuntimeError("the sender was stopped")
            self._consignors += 1
            if self._consignors == 1:
                for thread in self.threads:
                    thread.start()
                if (warning := self.client.warning) is not None:
                    self._tell("warning", warning)

    def leave(self, consignor: Consignor, timeout_secs: float) -> None:
        """Drop what still waits of a consignor; the last one stops the threads."""
        with self.changed:
            self._consignors -= 1
            self._waiting = deque(one for one in self._waiting if one[0] is not consignor)
            self._connected.discard(consignor)
            if self._consignors <= 0:
                self._stop.set()
            self.changed.notify_all()
        deadline = time.monotonic() + timeout_secs
        for thread in self.threads:
            if self.is_stopped and thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))

    def submit(self, consignor: Consignor, batch: Batch) -> None:
        """Take a batch over."""
        with self.changed:
            self._waiting.append((consignor, batch))
            self.changed.notify_all()

    def batches_of(self, consignor: Consignor) -> list[Batch]:
        """Return a consignor's batches that are not delivered, the oldest first."""
        return [batch for one, batch in [*self._under_way, *self._waiting] if one is consignor]

    def pause(self, secs: float) -> bool:
        """Wait on a sender's thread; return whether it is to stop."""
        return self._stop.wait(secs)

    def _run(self) -> None:
        while (entry := self._next()) is not None:
            consignor, batch = entry
            if self._deliver(consignor, batch):
                with self.changed:
                    self._under_way.remove(entry)
                    self.changed.notify_all()
                consignor.delivered(batch)

    def _next(self) -> tuple[Consignor, Batch] | None:
        """Return the next batch and whose it is, ``None`` if the thread is to stop."""
        with self.changed:
            while not self._stop.is_set():
                if self._waiting and (not self._under_way or self._may_overlap()):
                    self._under_way.append(self._waiting.popleft())
                    return self._under_way[-1]
                self.changed.wait()
        return None

    def _may_overlap(self) -> bool:
        """Where no look-up can tell what became of a batch, one at a time is in doubt."""
        return self.is_up and self._waiting[0][0].can_look

    def _deliver(self, consignor: Consignor, batch: Batch) -> bool:
        """Return true once the batch is accepted, false if the thread is to stop."""
        if self.is_up and self._attempt(consignor, batch, 0):
            return True
        with self._recovery:  # one thread finds out whether the store is back
            attempt = 1
            while not self._stop.is_set():
                if not self.is_up:
                    self._stop.wait(self._pause_secs)
                if self._stop.is_set() or self._attempt(consignor, batch, attempt):
                    break
                attempt += 1
        return not self._stop.is_set() or batch.sent_at > 0

    def _attempt(self, consignor: Consignor, batch: Batch, attempt: int) -> bool:
        result = consignor.attempt(batch)
        if result.outcome is Outcome.ACCEPTED:
            batch.sent_at = time.monotonic()
            self._note_success(consignor, batch)
            return True
        if not result.outcome.is_nothing_stored:
            batch.is_unclear, batch.unclear_at = True, time.monotonic()
            batch.is_silent = batch.is_silent or result.is_timeout
        self._pause_secs = backoff_secs(attempt, result)
        self._note_trouble(consignor, result)
        return False

    def _note_success(self, consignor: Consignor, batch: Batch) -> None:
        told = []
        with self.changed:
            consignor.note_accepted(batch)
            state, self.state = self.state, State.UP
            if self._down_since:
                self._late += batch.records
                if state is not State.UP:
                    secs = time.monotonic() - self._down_since
                    told.append(f"VictoriaLogs takes rows again after {secs:.1f} s")
                if not self._waiting and len(self._under_way) == 1:
                    told.append(f"{self._late} records that waited are delivered")
                    self._down_since, self._late = 0.0, 0
            is_connected = consignor in self._connected
            self._connected.add(consignor)
            self.changed.notify_all()
        if not is_connected:
            consignor.connected()
        for text in told:
            self._tell("info", text)

    def _note_trouble(self, consignor: Consignor, result: InsertResult) -> None:
        with self.changed:
            consignor.note_retry()
            self.last_error = result.reason
            before, self.state = self.state, State(result.outcome.value)
            self._down_since = self._down_since or time.monotonic()
            self._connected.clear()
            self.changed.notify_all()
        if self.state != before:
            self._tell("warning", _describe(result, self.client.url))


def _describe(result: InsertResult, url: str) -> str:
    if result.outcome is Outcome.FOREIGN:
        return f"{url} is not VictoriaLogs ({result.reason}): records wait"
    return f"VictoriaLogs {_TROUBLE[result.outcome]}, records wait: {result.reason}"


def backoff_secs(attempt: int, result: InsertResult) -> float:
    """Return how long to wait before the next attempt, jittered so that nodes don't line up."""
    if result.outcome is Outcome.DENIED:
        secs = _DENIED_BACKOFF_SECS
    else:
        secs = min(_FIRST_BACKOFF_SECS * 2 ** min(attempt, 10), _MAX_BACKOFF_SECS)
    secs *= random.uniform(0.5, 1.0)  # noqa: S311  # jitter, no secret
    # Not at once, even where the server asks for that.
    return max(secs, min(result.retry_after_secs or 0.0, _MAX_RETRY_AFTER_SECS))
