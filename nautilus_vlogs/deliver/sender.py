"""
The threads that send batches, in order, until VictoriaLogs has taken them.

They do nothing but HTTP, so that a slow store never keeps a shipper's thread from making Nautilus
flush. Several outboxes may share them: an actor's, and those of handlers in its process.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.breaker import Breaker
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

#: Requests in flight at a time: while the store works on one, the next one is on its way.
_MAX_IN_FLIGHT = 2


class Box(Protocol):
    """The origin of batches, which their outcomes go to."""

    @property
    def can_verify(self) -> bool:
        """Whether a look-up can show the outcome of a batch."""

    def attempt(self, batch: Batch) -> InsertResult:
        """Send a batch's rows, or its missing ones."""

    def note_retry(self) -> None:
        """Count an attempt that will be made again."""

    def note_connected(self) -> None:
        """Take note that the store takes rows, and did not before."""

    def note_acknowledged(self, batch: Batch) -> None:
        """Go on with a batch that was answered 200."""

    def note_unclear(self, batch: Batch, result: InsertResult) -> None:
        """Go on with a batch that the store may hold."""

    def note_possible_copies(self, batch: Batch) -> None:
        """Count a batch that will be sent again though the store may hold it."""


class Sender:
    """
    Send the batches of one or several boxes.

    Parameters
    ----------
    client : StoreClient
        The store.
    report : callable
        Called with a level (``info``, ``warning``) and a text, once per change of state.
    clock : callable, default time.monotonic
        Returns the time in seconds.

    Attributes
    ----------
    client : StoreClient
        The same.
    breaker : Breaker
        Whether the store takes rows.
    changed : threading.Condition
        Notified whenever something here has changed.
    threads : list[threading.Thread]
        The threads that send.

    """

    def __init__(
        self,
        client: StoreClient,
        report: Callable[[str, str], None],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.client = client
        self.breaker = Breaker(client.url, clock=clock)
        self.changed = threading.Condition()
        self._clock = clock
        self._report = report
        self._waiting: deque[tuple[Box, Batch]] = deque()
        self._in_flight: list[tuple[Box, Batch]] = []
        self._boxes = 0
        self._connected: set[Box] = set()
        self._is_stopped = False
        self._late = 0
        self.threads = [
            threading.Thread(target=self._run, name=f"vlogs-delivery-{i}", daemon=True)
            for i in range(_MAX_IN_FLIGHT)
        ]

    @property
    def state(self) -> State:
        """The store's state: it takes rows, or the trouble with it."""
        return self.breaker.state

    @property
    def last_error(self) -> str:
        """The last trouble, in one line."""
        return self.breaker.last_error

    @property
    def is_up(self) -> bool:
        """Whether the last attempt succeeded, or none was made yet."""
        return self.breaker.is_closed

    @property
    def is_stopped(self) -> bool:
        """Whether no box is left."""
        return self._is_stopped

    def join(self) -> None:
        """
        Begin to send for a box; the first one starts the threads.

        Raises
        ------
        RuntimeError
            If the sender was stopped, or the interpreter ends and starts no threads any more.

        """
        with self.changed:
            if self._is_stopped:
                raise RuntimeError("the sender was stopped")
            self._boxes += 1
            if self._boxes == 1:
                for thread in self.threads:
                    thread.start()

    def leave(self, box: Box, timeout_secs: float) -> None:
        """Drop a box's batches that still wait; the last box stops the threads."""
        with self.changed:
            self._boxes -= 1
            self._waiting = deque(entry for entry in self._waiting if entry[0] is not box)
            self._connected.discard(box)
            if self._boxes <= 0:
                self._is_stopped = True
            self.changed.notify_all()
        deadline = time.monotonic() + timeout_secs
        for thread in self.threads:
            if self._is_stopped and thread.is_alive():
                thread.join(max(0.0, deadline - time.monotonic()))

    def submit(self, box: Box, batch: Batch) -> None:
        """Take a batch over; before those of the same box that have higher numbers."""
        with self.changed:
            batch.to(BatchState.WAITING)
            self._enqueue(box, batch)
            self.changed.notify_all()

    def batches_of(self, box: Box) -> list[Batch]:
        """Return a box's batches that wait or are in flight, the oldest first."""
        with self.changed:
            return [batch for one, batch in [*self._in_flight, *self._waiting] if one is box]

    def note_stored(self) -> None:
        """Take note that the store holds rows that it had not acknowledged: it takes rows."""
        with self.changed:
            if not self._in_flight and not self._waiting:  # otherwise those will show it
                text = self.breaker.note_success()
                self.changed.notify_all()
            else:
                text = None
        if text is not None:
            self._report("info", text)

    def step(self) -> bool:
        """Send a batch on the calling thread if one may be sent now; return whether one was."""
        with self.changed:
            entry = self._take() if self._wait_secs() == 0 else None
        if entry is None:
            return False
        self._send(*entry)
        return True

    def _run(self) -> None:
        while (entry := self._next()) is not None:
            self._send(*entry)

    def _next(self) -> tuple[Box, Batch] | None:
        """Return the next batch and its box, ``None`` if the thread is to stop."""
        with self.changed:
            while not self._is_stopped:
                secs = self._wait_secs()
                if secs == 0:
                    return self._take()
                self.changed.wait(secs)
        return None

    def _take(self) -> tuple[Box, Batch]:
        entry = self._waiting.popleft()
        self._in_flight.append(entry)
        entry[1].to(BatchState.IN_FLIGHT)
        return entry

    def _wait_secs(self) -> float | None:
        """Return in how many seconds the next batch may be sent, ``None`` if that depends."""
        if not self._waiting:
            return None
        # One attempt shows whether the store is back. And where no look-up can show what became of
        # a batch, no more than one is in doubt.
        may_overlap = self.is_up and self._waiting[0][0].can_verify
        if self._in_flight and not may_overlap:
            return None
        return max(0.0, self.breaker.retry_at - self._clock())

    def _send(self, box: Box, batch: Batch) -> None:
        try:
            result = box.attempt(batch)
        except Exception as e:  # noqa: BLE001  # a failure of ours must not lose the batch
            result = InsertResult(Outcome.UNCLEAR, f"{type(e).__name__}: {e}")
        with suppress(Exception):  # a report that fails ends no thread
            self._conclude(box, batch, result)

    def _conclude(self, box: Box, batch: Batch, result: InsertResult) -> None:
        is_accepted = result.outcome is Outcome.ACCEPTED
        is_unclear = not (
            is_accepted or result.outcome.is_nothing_stored or result.outcome is Outcome.REFUSED
        )
        reports: list[str | None] = []
        is_connected = True
        goes_on = is_accepted or (is_unclear and box.can_verify)
        with self.changed:
            self._in_flight.remove((box, batch))
            if is_accepted:
                batch.acknowledged_at = self._clock()
                batch.to(BatchState.ACKNOWLEDGED)
                reports += self._note_success(batch)
                is_connected = box in self._connected
                self._connected.add(box)
            else:
                box.note_retry()
                reports = [self.breaker.note_failure(result)]
                self._connected.clear()
                if goes_on:
                    batch.to(BatchState.UNCLEAR)
                else:
                    self._put_back(box, batch, is_unclear=is_unclear)
            self.changed.notify_all()
        if not is_connected:
            with suppress(Exception):  # the store's facts are not needed to go on
                box.note_connected()
        if is_accepted:
            box.note_acknowledged(batch)
        elif goes_on:
            box.note_unclear(batch, result)
        for text in reports:
            if text is not None:
                self._report("info" if is_accepted else "warning", text)

    def _note_success(self, batch: Batch) -> list[str | None]:
        was_down = self.breaker.down_since
        reports: list[str | None] = [self.breaker.note_success()]
        if was_down or self._late:
            self._late += batch.records
            if not self._waiting and not self._in_flight:
                reports.append(f"{self._late} records that waited are delivered")
                self._late = 0
        return reports

    def _put_back(self, box: Box, batch: Batch, *, is_unclear: bool) -> None:
        batch.to(BatchState.WAITING)
        if is_unclear:
            box.note_possible_copies(batch)
        if not self._is_stopped:
            self._enqueue(box, batch)

    def _enqueue(self, box: Box, batch: Batch) -> None:
        at = len(self._waiting)
        for index, (one, other) in enumerate(self._waiting):
            if one is box and other.first > batch.first:
                at = index
                break
        self._waiting.insert(at, (box, batch))
