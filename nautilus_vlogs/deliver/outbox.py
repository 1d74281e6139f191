"""One pipeline's batches on their way: the rows to send of each, and the outcome."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from collections.abc import Sequence
from heapq import heappop
from heapq import heappush

import msgspec

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

#: Batches waiting or in flight; later rows wait in the spool.
MAX_BATCHES = 5

#: So many rows refused one by one, and none accepted, may be no matter of the rows.
_MAX_REFUSED = 8


class Progress(msgspec.Struct):
    """
    The outcome of the batches so far.

    Parameters
    ----------
    sent : int
        Records that were acknowledged, as were all before them.
    possibly_duplicated : int
        Records that were sent again without a look-up.
    put_aside : int
        Records that the store refused.
    requests, retries : int
        Requests made; attempts that failed and were made again.
    has_reached : bool
        A store may have taken rows.

    """

    sent: int = 0
    possibly_duplicated: int = 0
    put_aside: int = 0
    requests: int = 0
    retries: int = 0
    has_reached: bool = False


class Outbox:
    """
    Have batches sent, and hand on their outcomes.

    Parameters
    ----------
    sender : Sender
        Sends them, perhaps among others.
    can_verify : callable
        Returns whether a look-up can show the outcome of a batch; if not, a batch is sent again
        after an unclear answer.
    clear_at : callable
        Called with an unclear batch; returns when its outcome can be clear, on the monotonic clock.
    connected : callable
        Called on a sender's thread whenever VictoriaLogs takes rows after it did not.
    acknowledged : callable
        Called on a sender's thread with each batch that VictoriaLogs has answered 200 to.
    unclear : callable
        Called on a sender's thread with each batch that the store may hold, and the answer.
    stub : callable
        Called with a reason and a row that VictoriaLogs will not take; returns the row that takes
        its place.
    put_aside : callable
        Called with a batch, a reason, and such a row; keeps it as a dead letter.
    extra_fields : str, default ""
        Fields of all rows, as a request states them.

    Attributes
    ----------
    progress : Progress
        The outcome of the batches so far.
    is_pumped : bool
        No threads run: waiting for batches sends them.

    """

    def __init__(
        self,
        sender: Sender,
        *,
        can_verify: Callable[[], bool] = lambda: False,
        clear_at: Callable[[Batch], float] = lambda _: 0.0,
        connected: Callable[[], None] = lambda: None,
        acknowledged: Callable[[Batch], None],
        unclear: Callable[[Batch, InsertResult], None] = lambda *_: None,
        stub: Callable[[str, bytes], bytes],
        put_aside: Callable[[Batch, str, bytes], None],
        extra_fields: str = "",
    ) -> None:
        self._sender = sender
        self._can_verify = can_verify
        self._batch_clear_at = clear_at
        self._connected = connected
        self._acknowledged = acknowledged
        self._unclear = unclear
        self._stub = stub
        self._put_aside = put_aside
        self._extra_fields = extra_fields
        # Several threads count; re-entrant, for a signal handler may ask for figures meanwhile.
        self._lock = threading.RLock()
        #: Batches that were submitted and not acknowledged yet, by the number of their first row.
        self._open: dict[int, Batch] = {}
        #: Batches that were acknowledged before an older one was: their first numbers and records.
        self._ahead: list[tuple[int, int]] = []
        self.progress = Progress()
        self.is_pumped = False

    def start(self) -> None:
        """Begin to send."""
        self._sender.join()

    def stop(self, timeout_secs: float) -> None:
        """Stop sending, whatever still waits."""
        self._sender.leave(self, timeout_secs)
        with self._lock:
            self._open.clear()

    def has_room(self) -> bool:
        """Return whether another batch may be submitted."""
        if len(self._sender.batches_of(self)) >= MAX_BATCHES:
            return False
        with self._lock:
            # Those that can't be read again are in memory until it is clear what became of them.
            return sum(batch.is_kept for batch in self._open.values()) < MAX_BATCHES

    def submit(self, batch: Batch) -> None:
        """Take over a new batch, or one of which rows are to be sent again."""
        self.expect(batch)
        self._sender.submit(self, batch)

    def expect(self, batch: Batch) -> None:
        """Take note of a batch that is not acknowledged."""
        with self._lock:
            self._open[batch.first] = batch

    @property
    def can_verify(self) -> bool:
        """Whether a look-up can show the outcome of a batch."""
        return self._can_verify()

    @property
    def is_up(self) -> bool:
        """Whether the last attempt succeeded, or none was made yet."""
        return self._sender.is_up

    @property
    def state(self) -> State:
        """The store's state: it takes rows, or the trouble with it."""
        return self._sender.state

    @property
    def last_error(self) -> str:
        """The last trouble, in one line."""
        return self._sender.last_error

    def waiting_since(self) -> float | None:
        """Return when the oldest unacknowledged record was read, on the monotonic clock."""
        with self._lock:
            return min((batch.since for batch in self._open.values()), default=None)

    def waiting_records(self) -> int:
        """Return how many records were read and are not acknowledged."""
        with self._lock:
            return sum(batch.records for batch in self._open.values())

    def wait_until_idle(self, deadline: float) -> bool:
        """
        Wait until all is acknowledged.

        Give up at the deadline, while the store is down, and where it takes longer than that until
        it is clear what became of a batch.

        Parameters
        ----------
        deadline : float
            On the monotonic clock.

        """
        sender = self._sender
        while self.is_pumped and time.monotonic() < deadline and sender.step():
            pass
        with sender.changed:
            while not (is_idle := self.is_idle()) and not sender.is_stopped:
                secs = deadline - time.monotonic()
                if secs <= 0 or not sender.is_up or self._clear_at() > deadline or self.is_pumped:
                    break
                sender.changed.wait(min(secs, 0.1))
            return is_idle

    def is_idle(self) -> bool:
        """Return whether all is acknowledged."""
        with self._lock:
            return not self._open

    def note_retry(self) -> None:
        """Count an attempt that will be made again."""
        with self._lock:
            self.progress.retries += 1

    def note_connected(self) -> None:
        """Take note that the store takes rows, and did not before."""
        self._connected()

    def note_acknowledged(self, batch: Batch) -> None:
        """Count a batch that the store has taken, and hand it on."""
        batch.missing = {}
        self.count(batch)
        self._acknowledged(batch)

    def count(self, batch: Batch) -> None:
        """Count a batch that is concluded or acknowledged, once, without its lost records."""
        with self._lock:
            self._open.pop(batch.first, None)
            if not batch.is_counted:
                batch.is_counted = True
                heappush(self._ahead, (batch.first, batch.records - batch.gone))
            oldest = min(self._open, default=sys.maxsize)
            while self._ahead and self._ahead[0][0] < oldest:
                self.progress.sent += heappop(self._ahead)[1]

    def note_stored(self, batch: Batch) -> None:
        """Count a batch that was never acknowledged, and that the store was seen to hold."""
        self.count(batch)
        self._sender.note_stored()

    def note_unclear(self, batch: Batch, result: InsertResult) -> None:
        """Hand on a batch that the store may hold."""
        self._unclear(batch, result)

    def note_possible_copies(self, batch: Batch) -> None:
        """Count a batch that will be sent again though the store may hold it."""
        with self._lock:
            self.progress.possibly_duplicated += len(batch.missing) or batch.records

    def attempt(self, batch: Batch) -> InsertResult:
        """Send a batch's rows, or its missing ones; put aside those that the store never takes."""
        result = self.post(batch.body())
        if result.outcome is Outcome.REFUSED:
            return self._send_halves(batch, result)
        return result

    def post(self, rows: Sequence[bytes]) -> InsertResult:
        """Make one request; may be called from any thread."""
        with self._lock:
            self.progress.requests += 1
        try:
            result = self._sender.client.insert(rows, self._extra_fields)
        except Exception as e:  # noqa: BLE001  # whatever it is, the batch is still to be sent
            result = InsertResult(Outcome.UNCLEAR, f"{type(e).__name__}: {e}")
        if not (result.outcome.is_nothing_stored or result.outcome is Outcome.FOREIGN):
            self.progress.has_reached = True
        return result

    def _send_halves(self, batch: Batch, refused: InsertResult) -> InsertResult:
        """Find the rows that are refused by halving, and put them aside if others are accepted."""
        left = batch.numbered()
        numbers = sorted(left)
        pending = deque(_halves(numbers))
        bad = {} if pending else dict.fromkeys(numbers, refused.reason)
        is_working = False  # the server takes rows, if not these
        while pending or (bad and not is_working):
            if bad and not is_working and (len(bad) >= _MAX_REFUSED or not pending):
                if not self._takes_stub(batch, left, bad):
                    return refused
                is_working = True
                continue
            numbers = pending.popleft()
            result = self.post([left[seq] for seq in numbers])
            if result.outcome is Outcome.ACCEPTED:
                is_working = True
                for seq in numbers:
                    del left[seq]
            elif result.outcome is not Outcome.REFUSED:
                batch.missing = left
                return result
            elif len(numbers) > 1:
                pending.extendleft(reversed(_halves(numbers)))
            else:
                bad[numbers[0]] = result.reason
        return self._send_stubs(batch, left, bad)

    def _takes_stub(self, batch: Batch, left: dict[int, bytes], bad: dict[int, str]) -> bool:
        """
        Return whether the store takes a stub in the place of a row that it refuses.

        If it does, the row was the trouble; if not, it is the server, which refuses everything.
        """
        seq = min(bad)
        stub = self._stub(bad[seq], left[seq])
        if self.post([stub]).outcome is not Outcome.ACCEPTED:
            return False
        self._replace(batch, left, {seq: (bad.pop(seq), stub)})
        del left[seq]
        return True

    def _send_stubs(
        self, batch: Batch, left: dict[int, bytes], bad: dict[int, str]
    ) -> InsertResult:
        """Send a stub in the place of each row that is refused."""
        if not bad:
            return InsertResult(Outcome.ACCEPTED)
        stubs = {seq: (reason, self._stub(reason, left[seq])) for seq, reason in bad.items()}
        self._replace(batch, left, stubs)
        batch.missing = {seq: stub for seq, (_, stub) in stubs.items()}
        return self.post(list(batch.missing.values()))

    def _replace(
        self, batch: Batch, rows: dict[int, bytes], stubs: dict[int, tuple[str, bytes]]
    ) -> None:
        for seq, (reason, _) in stubs.items():
            self._put_aside(batch, reason, rows[seq])
        batch.replace({seq: stub for seq, (_, stub) in stubs.items()})
        with self._lock:
            self.progress.put_aside += len(stubs)

    def _clear_at(self) -> float:
        """Return when the outcome of every batch can be clear, on the monotonic clock."""
        with self._lock:
            unclear = [one for one in self._open.values() if one.state is BatchState.UNCLEAR]
        return max(map(self._batch_clear_at, unclear), default=0.0)


def _halves(numbers: list[int]) -> list[list[int]]:
    """Return numbers in two halves; nothing if there is only one."""
    middle = len(numbers) // 2
    return [numbers[:middle], numbers[middle:]] if middle else []
