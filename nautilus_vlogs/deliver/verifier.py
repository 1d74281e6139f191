"""
Prove that what VictoriaLogs answered 200 to is stored, and send again what is not.

A 200 is no receipt: an overloaded VictoriaLogs answers so and stores nothing, and a killed one
loses what it took in the last seconds. So after the durability window the rows are counted in the
store, and only then is the source told to give them up.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

import msgspec

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.lookup import Lookup
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Range

#: Between two look-ups, and while they fail.
_INTERVAL_SECS = 2.0
_FAILED_INTERVAL_SECS = 5.0

#: As many rows are counted by one query.
_MAX_RANGE_RECORDS = 500_000

#: Rows that can't be read again wait for their proof in memory, up to so many bytes.
_MAX_KEPT_BYTES = 16 * 1024 * 1024

#: A row that the store has not kept so often, while it kept others, is put aside.
_MAX_RESENDS = 3

#: What a query takes; a proof that is due just now fits into the time to shut down.
_LOOKUP_TAKES_SECS = 0.5


class Proven(msgspec.Struct):
    """
    What the look-ups have shown so far.

    Parameters
    ----------
    verified : int
        Records that the store was seen to hold.
    resent : int
        Records that the store did not hold after the window, and that were sent again.
    lost : int
        Records that it did not hold and that could not be read again.
    put_aside : int
        Records that it never kept.
    duplicates : int
        Rows that it holds twice.

    """

    verified: int = 0
    resent: int = 0
    lost: int = 0
    put_aside: int = 0
    duplicates: int = 0


class Proof:
    """
    Look up what was sent, on a thread of its own.

    Parameters
    ----------
    lookup : Lookup, optional
        The store; without it a 200 is taken for the proof.
    window_secs : float
        After so long what was sent is on the store's disk.
    is_up : callable
        Returns whether the store takes rows; one that does not is not asked either.
    post : callable
        Makes one attempt to insert rows.
    reread : callable
        Called with a batch; returns its rows by number, ``None`` if the source has them no more.
    refused : callable
        Called with a reason and a row that the store won't keep; returns the row that says so.
    proven : callable
        Called with each batch that is proven, in order.
    tell : callable
        Called with a level and a text.

    Attributes
    ----------
    total : Proven
        What has been shown so far.

    """

    def __init__(
        self,
        lookup: Lookup | None,
        *,
        window_secs: float,
        is_up: Callable[[], bool],
        post: Callable[[list[bytes]], InsertResult],
        reread: Callable[[Batch], dict[int, bytes] | None],
        refused: Callable[[str, bytes], bytes],
        proven: Callable[[Batch], None],
        tell: Callable[[str, str], None],
    ) -> None:
        self._lookup = lookup
        self._window_secs = window_secs
        self._is_up = is_up
        self._post = post
        self._reread = reread
        self._refused = refused
        self._proven = proven
        self._tell = tell
        self._batches: deque[Batch] = deque()
        self._kept_bytes = 0
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._is_failing = False
        self.total = Proven()
        self.thread = threading.Thread(target=self._run, name="vlogs-proof", daemon=True)

    def start(self) -> None:
        """Start the thread, if there is anything for it to do."""
        if self._lookup is not None:
            self.thread.start()

    def stop(self, timeout_secs: float) -> None:
        """Stop the thread."""
        self._stop.set()
        self._hurry.set()
        with self._changed:
            self._changed.notify_all()
        if self.thread.is_alive():
            self.thread.join(timeout_secs)

    def expect(self, batch: Batch) -> None:
        """Take down a batch that is about to be sent: called in the order of their numbers."""
        with self._changed:
            self._batches.append(batch)

    def add(self, batch: Batch) -> None:
        """Take a batch that was answered 200."""
        with self._changed:
            if batch.is_kept:
                self._keep(batch)
            else:
                batch.rows = []
            self._changed.notify_all()
        if self._lookup is None:
            self._conclude([batch], assumed=True)

    def finish(self, deadline: float) -> bool:
        """
        Wait until all is proven, unless the time does not suffice for it.

        Parameters
        ----------
        deadline : float
            Until when, on the monotonic clock.

        """
        with self._changed:
            if not self._batches:
                return True
            latest = max(batch.sent_at for batch in self._batches)
            if latest + self._window_secs + _LOOKUP_TAKES_SECS > deadline:
                return False
            self._hurry.set()
            self._changed.notify_all()
            while self._batches and not self._stop.is_set():
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    break
                self._changed.wait(remaining)
            self._hurry.clear()
            return not self._batches

    def is_done(self) -> bool:
        """Return whether everything that was sent is proven."""
        return not self._batches

    def _run(self) -> None:
        while not self._stop.is_set():
            with self._changed:
                while not self._sent() and not self._stop.is_set():
                    self._changed.wait()
            try:
                self._wait_until_due()
                is_fine = self._look()
                if self._lookup is None:
                    return
            except Exception as e:  # noqa: BLE001  # whatever it is, the thread goes on
                is_fine = False
                self._note_failure(repr(e))
            if self._hurry.is_set():
                self._stop.wait(0.1)
            else:
                self._hurry.wait(_INTERVAL_SECS if is_fine else _FAILED_INTERVAL_SECS)

    def _sent(self) -> list[Batch]:
        """Return what was answered 200 and is not proven yet."""
        return [batch for batch in list(self._batches) if batch.sent_at and not batch.is_proven]

    def _wait_until_due(self) -> None:
        while not self._stop.is_set():
            due = min(batch.sent_at for batch in self._sent()) + self._window_secs
            remaining = due - time.monotonic()
            if remaining <= 0 and self._is_up():
                return
            self._stop.wait(min(max(remaining, 0.1), 0.5))

    def _look(self) -> bool:
        """Look up what is due; return false if that failed."""
        lookup = self._lookup
        if lookup is None or self._stop.is_set():
            return True
        is_fine = True
        for batches in _ranges(self._due()):
            is_fine = self._prove(lookup, batches) and is_fine
            if lookup.is_denied:
                self._note_denied(lookup)
                return True
            if not is_fine:
                self._note_failure(lookup.failure.reason)
                break
        if is_fine:
            self._is_failing = False
        return is_fine

    def _due(self) -> list[Batch]:
        before = time.monotonic() - self._window_secs
        return [batch for batch in self._sent() if batch.sent_at <= before]

    def _prove(self, lookup: Lookup, batches: list[Batch]) -> bool:
        count = lookup.count(_range(batches))
        if count is None:
            return False
        wanted = batches[-1].last - batches[0].first + 1
        if count.distinct == wanted:
            self.total.duplicates += count.rows - count.distinct
            self._conclude(batches)
            return True
        if len(batches) > 1:
            return all(self._prove(lookup, half) for half in _halves(batches))
        batch = batches[0]
        present = lookup.present(_range(batches))
        if present is None:
            return False
        return self._mend(batch, set(range(batch.first, batch.last + 1)) - present)

    def _mend(self, batch: Batch, missing: set[int]) -> bool:
        """Send again what the store does not hold."""
        if not missing:
            self._conclude([batch])
            return True
        numbered = batch.numbered() if batch.rows else self._reread(batch)
        if numbered is None or not missing <= numbered.keys():
            self.total.lost += len(missing)
            self._tell(
                "warning",
                f"{len(missing)} records lost: VictoriaLogs answered 200 to them and holds them "
                "no more, and they can't be read again",
            )
            self._conclude([batch], lost=len(missing))
            return True
        rows = [numbered[seq] for seq in sorted(missing)]
        is_hopeless = batch.resends >= _MAX_RESENDS and len(missing) < batch.records
        if is_hopeless:
            reason = "VictoriaLogs answers 200 to it and does not store it"
            rows = [self._refused(reason, row) for row in rows]
        if self._post(rows).outcome is not Outcome.ACCEPTED:
            return True  # the delivery's thread tells of that; what was stored is seen next time
        self.total.resent += len(rows)
        batch.resends += 1
        batch.sent_at = time.monotonic()
        if is_hopeless:
            batch.put_aside += len(rows)
            self.total.put_aside += len(rows)
            self._conclude([batch])
        return True

    def _conclude(self, batches: list[Batch], *, assumed: bool = False, lost: int = 0) -> None:
        with self._changed:
            for batch in batches:
                if not batch.is_proven:
                    batch.is_proven = True
                    records = batch.records - batch.put_aside - lost
                    self.total.verified += 0 if assumed else records
            done = []
            while self._batches and self._batches[0].is_proven:
                batch = self._batches.popleft()
                self._kept_bytes -= sum(map(len, batch.rows))
                done.append(batch)
        for batch in done:
            self._proven(batch)
        with self._changed:
            self._changed.notify_all()

    def _keep(self, batch: Batch) -> None:
        """Keep the rows of a batch in memory, instead of the oldest ones if need be."""
        self._kept_bytes += batch.size
        for older in self._batches:
            if self._kept_bytes <= _MAX_KEPT_BYTES:
                return
            self._kept_bytes -= sum(map(len, older.rows))
            older.rows = []

    def _note_denied(self, lookup: Lookup) -> None:
        self._lookup = None
        self._tell(
            "warning",
            "VictoriaLogs answers no queries here, so that delivery can't be proved; from now on "
            f"a 200 is taken for it (`query_url` can name another server): {lookup.failure.reason}",
        )
        self._conclude(self._sent(), assumed=True)

    def _note_failure(self, reason: str) -> None:
        if not self._is_failing:
            self._is_failing = True
            self._tell(
                "warning", f"Delivery can't be proved at the moment, it is tried again: {reason}"
            )


def _range(batches: list[Batch]) -> Range:
    return Range(
        batches[0].first,
        batches[-1].last,
        min(batch.earliest for batch in batches),
        max(batch.latest for batch in batches),
    )


def _ranges(batches: list[Batch]) -> list[list[Batch]]:
    """Group batches whose numbers follow each other."""
    groups: list[list[Batch]] = []
    for batch in batches:
        group = groups[-1] if groups else []
        follows = group and batch.first == group[-1].last + 1
        if follows and batch.last - group[0].first < _MAX_RANGE_RECORDS:
            group.append(batch)
        else:
            groups.append([batch])
    return groups


def _halves(batches: list[Batch]) -> tuple[list[Batch], list[Batch]]:
    middle = len(batches) // 2
    return batches[:middle], batches[middle:]
