"""
The shipper: what Nautilus writes becomes rows, and the rows become batches.

Its thread reads a few kilobytes at a time, and each read releases the GIL: so the event loop
waits for it a fraction of a millisecond at most.
"""

import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Source
from nautilus_vlogs.convert.converter import Converted
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.outbox import Delivery
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.deliver.verifier import Proof
from nautilus_vlogs.gil import REST_SECS
from nautilus_vlogs.settings import ShippingSettings

if TYPE_CHECKING:
    from nautilus_vlogs.deliver.custody import Custody

#: After so long without a line the thread wakes less often.
_IDLE_AFTER_SECS = 1.0

#: The flush happens on the logging thread; what it writes is there about so much later.
_FLUSH_TAKES_SECS = 0.001

#: Who finds more to read for so long is behind, and takes larger slices: 0.4 ms of work each.
_BEHIND_SECS = 0.1
_BEHIND_SLICE_BYTES = 4 * SLICE_BYTES

_NEVER = float("inf")

#: What an earlier process has left is in no hurry.
_BACKGROUND_REST_SECS = 0.002

#: While draining: how often to look, and how many looks in vain mean that all is written.
_DRAIN_INTERVAL_SECS = 0.01
_DRAIN_QUIET_LOOKS = 3
_UNMARKED_QUIET_LOOKS = 50


class Resumption(msgspec.Struct, frozen=True):
    """
    What is known of a log that an earlier process has left.

    Parameters
    ----------
    first_free : float
        Rows of lower numbers may be in the store, so it is asked before any of those is sent.
    oldest : str, default ""
        Rows may be stored with times from here on; "" if they have the same time again.
    is_background : bool, default True
        This process has something better to do.

    """

    first_free: float
    oldest: str = ""
    is_background: bool = True


class Shipper:
    """
    Read, convert and batch on a thread of its own.

    Parameters
    ----------
    converter : RowConverter
        Makes rows of lines.
    delivery : Delivery
        Takes the batches.
    open_source : callable
        Called on the thread; returns the source, or ``None`` if there is nothing to read.
    tell : callable
        Called with a level and a text.
    proof : Proof
        Looks up what became of the batches.
    settings : ShippingSettings
        How often Nautilus is made to flush, how long a record waits for others, how large a batch
        grows.
    look_after : callable
        Called now and then.

    Attributes
    ----------
    resumption : Resumption, optional
        The source is what an earlier process has left; to be set before the start.
    custody : Custody, optional
        Writes down how far it got; to be set before there is anything to write.

    """

    def __init__(
        self,
        converter: RowConverter,
        delivery: Delivery,
        open_source: Callable[[], Source | None],
        tell: Callable[[str, str], None],
        *,
        proof: Proof,
        settings: ShippingSettings,
        look_after: Callable[[], None] = lambda: None,
    ) -> None:
        self._converter = converter
        self._delivery = delivery
        self._proof = proof
        self.custody: Custody | None = None
        self._proven = (Position(), 0)
        self._given_up = Position()
        self._look_after = look_after
        self._open_source = open_source
        self._tell = tell
        self._flush_interval = settings.flush_interval_ms / 1_000
        self._batch_interval = settings.batch_interval_ms / 1_000
        self._batch_max_bytes = settings.batch_max_bytes
        self.resumption: Resumption | None = None
        self._batch = Batch()
        self._source: Source | None = None
        self._flush_due = 0.0
        self._submitted_at = 0.0
        self._active_until = 0.0
        self._busy_since = _NEVER
        self._wake = threading.Event()
        self._drain = threading.Event()
        self._drained = threading.Event()
        self._deadline = 0.0
        self._is_closing = False
        self._is_complete = False
        self._last_failure = ""
        self._told_lost = 0
        self._restarts = 0
        self._is_blocked = False
        self._first_seq = 0
        self.thread = threading.Thread(target=self._run, name="vlogs-shipper", daemon=True)

    def start(self) -> None:
        """Start the threads."""
        self._delivery.start()
        self._proof.start()
        self.thread.start()

    def drain(self, timeout_secs: float) -> bool:
        """
        Wait until what was logged so far is delivered.

        Parameters
        ----------
        timeout_secs : float
            For how long to wait at most.

        Returns
        -------
        bool
            False if the time ran out, or VictoriaLogs can't be reached.

        """
        if not self.thread.is_alive():
            return False
        self._is_complete = False
        self._deadline = time.monotonic() + timeout_secs
        self._drained.clear()
        self._drain.set()
        self._wake.set()
        self._drained.wait(timeout_secs)
        return self._is_complete

    def close(self, timeout_secs: float, *, is_last: bool) -> None:
        """
        Drain and stop the threads.

        Parameters
        ----------
        timeout_secs : float
            For how long to drain.
        is_last : bool
            The process ends, so that the spool is deleted if all of it was delivered; otherwise
            the next node goes on writing to it.

        """
        self._is_closing = True
        deadline = time.monotonic() + timeout_secs
        is_complete = self.drain(timeout_secs) and self._proof.finish(deadline)
        self._delivery.stop(timeout_secs=0.1)
        self._proof.stop(timeout_secs=0.1)
        self.thread.join(timeout=0.5)
        if self._source is None or self.thread.is_alive():
            return
        if is_complete and is_last:
            self._source.remove()
        else:
            self._give_up(self._source, now=True)
        self._source.close()
        if self.custody is not None:
            self.custody.end(is_complete=is_complete)

    def release(self, batch: Batch) -> None:
        """Have the part of the spool given up that a proven batch came from."""
        if batch.last >= self._proven[1]:  # unless what it came from is gone
            self._proven = (batch.end, batch.last + 1)

    def note_room(self) -> None:
        """Go on, if there was no room for another batch."""
        if self._is_blocked:
            self._wake.set()

    def read_again(self, batch: Batch) -> Iterator[bytes]:
        """Yield the lines that a batch was made of, as far as the source has them still."""
        if self._source is not None:
            yield from self._source.read_again(batch.start, batch.end)

    @property
    def position(self) -> Position | None:
        """Where the reading stands."""
        return None if self._source is None else self._source.position

    def stats(self) -> Stats:
        """Return the accounting; may be called from any thread."""
        progress, total = self._delivery.progress, self._proof.total
        since = self._delivery.waiting_since()
        numbered = self._converter.next_seq - self._first_seq
        put_aside = self._converter.put_aside + progress.put_aside + total.put_aside
        unread = self._source.lost if self._source else 0
        backlog = self._source.backlog() if self._source else Backlog(0, 0)
        return Stats(
            read=numbered + unread,
            verified=total.verified,
            unverified=numbered - total.verified - put_aside - total.lost,
            put_aside=put_aside,
            lost=unread + total.lost,
            sent=progress.sent,
            resent=total.resent,
            possibly_duplicated=progress.possibly_duplicated,
            duplicates=total.duplicates,
            requests=progress.requests,
            retries=progress.retries,
            state=self._delivery.state,
            last_error=self._delivery.last_error,
            backlog_bytes=backlog.size,
            backlog_records=backlog.records,
            lag_records=backlog.records + self._delivery.waiting_records(),
            lag_secs=0.0 if since is None else time.monotonic() - since,
        )

    def _run(self) -> None:
        self._source = self._open_source()
        self._first_seq = self._converter.next_seq
        while self._source is not None:
            is_last, is_drain = self._is_closing, self._drain.is_set()
            self._wake.clear()
            try:
                self._look_after()
                self._give_up(self._source)
                if is_drain:
                    self._drain.clear()
                    self._catch_up(self._source)
                else:
                    self._ship(self._source)
            except Exception as e:  # noqa: BLE001  # whatever it is, the thread goes on
                self._note_failure(e)
            if is_drain:
                self._drained.set()
                if is_last:
                    return
            is_active = time.monotonic() < self._active_until
            self._wake.wait(self._flush_interval if is_active else self._batch_interval)
        self._drained.set()

    def _ship(self, source: Source) -> None:
        """Read what there is, and hand over the batch when it is due."""
        self._flush_when_due(source)
        is_background = self.resumption is not None and self.resumption.is_background
        rest_secs = _BACKGROUND_REST_SECS if is_background else REST_SECS
        while self._delivery.has_room() and not self._drain.is_set():
            now = time.monotonic()
            is_behind = now - self._busy_since >= _BEHIND_SECS and not is_background
            if not self._read(source, _BEHIND_SLICE_BYTES if is_behind else SLICE_BYTES):
                self._busy_since = _NEVER
                break
            self._busy_since = min(self._busy_since, now)
            self._flush_when_due(source)
            time.sleep(rest_secs)
        self._is_blocked = not self._delivery.has_room()
        if self._is_blocked:
            source.watch()
        is_due = time.monotonic() - self._submitted_at >= self._batch_interval
        if self._batch.rows and is_due and self._delivery.has_room():
            self._submit()

    def _give_up(self, source: Source, *, now: bool = False) -> None:
        """Give up what is proven, once it is written down where a successor would go on."""
        position, seq = self._proven
        if self.custody is None:
            is_safe = position != self._given_up
        else:
            is_safe = self.custody.note(position, seq, now=now)
        if is_safe:
            self._given_up = position
            source.release(position)

    def _read(self, source: Source, size: int = SLICE_BYTES) -> bool:
        """Convert a slice; return false if there is nothing to convert yet."""
        lines = source.peek(size)
        if source.restarts > self._restarts:
            self._begin_again(source)
        if source.lost > self._told_lost:
            self._add_loss(source)
        if not lines:
            return False
        start = source.position
        again = None if self._batch.rows else self._converter.snapshot()
        converted = self._converter.convert(lines)
        source.take(converted.consumed)
        self._active_until = time.monotonic() + _IDLE_AFTER_SECS
        if converted.records:
            batch = self._batch_from(start, converted.records, again)
            batch.put_aside += converted.put_aside
            batch.is_kept = batch.is_kept or not source.is_rereadable
            self._add(converted, source)
        return converted.consumed > 0

    def _batch_from(
        self, start: Position, records: int, again: RowConverter | None = None
    ) -> Batch:
        """Return the batch for records just converted from a position on."""
        if not self._batch.rows:
            first = self._converter.next_seq - records
            self._batch = Batch(first=first, start=start, again=again)
            if self.resumption is not None:
                self._batch.is_unclear = first < self.resumption.first_free
                self._batch.settle_secs = 0.0  # the one who sent it ended long enough ago
                self._batch.earliest = self.resumption.oldest
        return self._batch

    def _add(self, converted: Converted, source: Source) -> None:
        self._batch.add(
            converted.rows,
            converted.records,
            source.position,
            earliest=converted.earliest,
            latest=converted.latest,
        )
        if self._batch.size >= self._batch_max_bytes:
            self._submit()

    def _begin_again(self, source: Source) -> None:
        """Have a successor begin here: what was read before was cut out of the file."""
        self._restarts = source.restarts
        if self._batch.rows:
            self._submit()
        self._proven = (source.position, self._converter.next_seq)
        self._give_up(source, now=True)

    def _add_loss(self, source: Source) -> None:
        """Say between the rows how many records are missing there."""
        count, self._told_lost = source.lost - self._told_lost, source.lost
        text = f"{count} records lost: VictoriaLogs took none for longer than they could be kept"
        if self._batch.rows:
            self._submit()
        # In a batch of its own, for it can't be read again.
        notice = self._converter.notice(text, lost=str(count))
        self._batch_from(source.position, notice.records).is_kept = True
        self._add(notice, source)
        self._submit()
        self._tell("warning", text)

    def _submit(self) -> None:
        self._submitted_at = time.monotonic()
        batch, self._batch = self._batch, Batch()
        self._proof.expect(batch)
        self._delivery.submit(batch)

    def _catch_up(self, source: Source) -> None:
        """Deliver all that was logged so far, as long as the deadline and the store allow."""
        quiet = 0
        source.mark()
        while quiet < (_DRAIN_QUIET_LOOKS if source.has_reached_mark() else _UNMARKED_QUIET_LOOKS):
            if time.monotonic() >= self._deadline or not self._delivery.is_up:
                return
            source.request_flush()
            time.sleep(_DRAIN_INTERVAL_SECS)
            if not self._delivery.has_room():
                self._delivery.wait_until_idle(self._deadline)
            quiet += 1
            while time.monotonic() < self._deadline and self._delivery.has_room():
                if not self._read(source):
                    break
                self._flush_when_due(source)
                quiet = 0
            if source.peek():  # lines that are held back until their owner is known
                quiet = 0
        if self._batch.rows:
            self._submit()
        self._is_complete = self._delivery.wait_until_idle(self._deadline)

    def _flush_when_due(self, source: Source) -> None:
        now = time.monotonic()
        if now >= self._flush_due:
            self._flush_due = now + self._flush_interval
            source.request_flush()
            time.sleep(_FLUSH_TAKES_SECS)
            # Often enough that no file comes and goes unseen: what is deleted has to be counted.
            source.watch()

    def _note_failure(self, error: Exception) -> None:
        failure = repr(error)
        if failure != self._last_failure:
            self._last_failure = failure
            self._tell("warning", f"Reading the log failed, it is tried again: {failure}")
