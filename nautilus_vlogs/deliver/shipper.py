"""
The shipper: what Nautilus writes becomes rows, and the rows become batches.

Its thread reads a few kilobytes at a time, and each read releases the GIL: so the event loop
waits for it a fraction of a millisecond at most.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from queue import Empty
from queue import SimpleQueue
from typing import TYPE_CHECKING

from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Source
from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.flushing import can_look
from nautilus_vlogs.deliver.flushing import wait_until_written
from nautilus_vlogs.deliver.journal import DeliveryJournal
from nautilus_vlogs.deliver.journal import NullJournal
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import VolatileRecord
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.passages import Passages
from nautilus_vlogs.deliver.shipper_commands import Command
from nautilus_vlogs.deliver.shipper_commands import Drain
from nautilus_vlogs.deliver.shipper_commands import PassOver
from nautilus_vlogs.deliver.shipper_commands import Stop
from nautilus_vlogs.deliver.shipper_commands import Wake
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.deliver.verifier import Verifier
from nautilus_vlogs.gil import REST_SECS
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.threads import start_threads

if TYPE_CHECKING:
    from nautilus_vlogs.deliver.resume_facts import ResumeFacts

#: Seconds without a line after which the thread wakes less often.
_IDLE_AFTER_SECS = 1.0

#: Seconds between two looks at an idle log while the store is down.
_MAX_IDLE_SECS = 1.0

#: Seconds after a flush request until the logging thread has written what it had buffered.
_FLUSH_TAKES_SECS = 0.001

#: After 100 ms of continuous backlog, read larger slices: 0.4 ms of work each.
_BEHIND_SECS = 0.1
_BEHIND_SLICE_BYTES = 4 * SLICE_BYTES

#: A batch takes no line that was logged so much later than its first; see `BacktestConverter`.
_MAX_AGE_SECS = 30.0

_NEVER = float("inf")

#: Seconds between two slices of what an earlier process has left, in favour of the host process.
_BACKGROUND_REST_SECS = 0.002

#: While draining: seconds between two looks, and how many looks in vain mean that all is written.
_DRAIN_INTERVAL_SECS = 0.01
_DRAIN_QUIET_LOOKS = 3
_UNMARKED_QUIET_LOOKS = 50

#: Seconds for the threads to stop in.
_STOP_SECS = 0.1
_JOIN_SECS = 0.5


class Shipper:
    """
    Read, convert and batch on a thread of its own.

    Parameters
    ----------
    converter : RowConverter
        Makes rows of lines.
    outbox : Outbox
        Takes the batches.
    open_source : callable
        Called on the thread; returns the source, or ``None`` if there is nothing to read.
    report : callable
        Called with a level and a text.
    verifier : Verifier
        Looks up what became of the batches.
    settings : ShippingSettings
        How often Nautilus is made to flush, how long a record waits for others, how large a batch
        grows.
    clock : callable, default time.monotonic
        Returns the time in seconds.

    Attributes
    ----------
    resume_facts : ResumeFacts, optional
        The source is what an earlier process has left; to be set before the start.
    journal : DeliveryJournal
        Records each step before it is acted upon; to be set before there is anything to record.
    is_held : bool
        The source has to stay for records that no dead letter could be made of.
    is_complete : bool
        After `close`: all that was logged is stored, and was seen to be.
    end : Position or None
        After `close`: where what was logged until then ends.
    passages : Passages
        Which lines are not to be shipped; to be set before the start.

    """

    def __init__(
        self,
        converter: RowConverter,
        outbox: Outbox,
        open_source: Callable[[], Source | None],
        report: Callable[[str, str], None],
        *,
        verifier: Verifier,
        settings: ShippingSettings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._converter = converter
        self._outbox = outbox
        self._verifier = verifier
        self.journal: DeliveryJournal = NullJournal()
        self.is_complete = False
        self.end: Position | None = None
        self.passages = Passages()
        self._is_behind_passage = False
        self.resume_facts: ResumeFacts | None = None
        self._open_source = open_source
        self._report = report
        self._clock = clock
        self._flush_interval = settings.flush_interval_ms / 1_000
        self._batch_interval = settings.batch_interval_ms / 1_000
        self._batch_max_bytes = settings.batch_max_bytes
        self._commands: SimpleQueue[Command] = SimpleQueue()
        self._source: Source | None = None
        self._batch = Batch()
        self._first_seq = 0
        # What the store holds, set by the verifier; up to where the source was released.
        self._verified = (Position(), 0)
        self._released = (Position(), 0)
        self.is_held = False
        self._is_holding = False
        self._recorded_files = 0
        self._flush_due = self._submitted_at = self._active_until = 0.0
        self._idle_secs = self._batch_interval
        self._busy_since = _NEVER
        self._is_recorded_volatile = False
        self._recorded_losses = (0, 0)  # records, and losses of an unknown number
        self._reported_losses = (0, 0)
        # Losses that no row reports yet, and whether the journal has them.
        self._untold: deque[tuple[int | None, bool]] = deque()
        self._is_blocked = False
        self._is_abandoned = False
        self._is_threadless = False
        self._last_failure = ""
        self.thread = threading.Thread(target=self._run, name="vlogs-shipper", daemon=True)

    # -- For other threads ---------------------------------------------------------------------

    def start(self) -> None:
        """Start the threads; where there are none to be had, `close` does the work."""
        starts = (self._outbox.start, self._verifier.start, self.thread.start)
        self._is_threadless = not start_threads(self._report, *starts)

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
        command = Drain(self._clock() + timeout_secs)
        if self.thread.is_alive():
            self._commands.put(command)
            while not command.done.wait(min(0.1, max(0.0, command.deadline - self._clock()))):
                if self._clock() >= command.deadline or not self.thread.is_alive():
                    break
        return command.is_complete

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
        deadline = self._clock() + timeout_secs
        if self._is_threadless:
            is_read = is_complete = self._work_here(deadline)
        else:
            is_read = self.drain(timeout_secs)
            is_complete = is_read and self._verifier.finish(deadline)
            if is_complete and self._untold:  # the last look has found records missing
                is_complete = self.drain(deadline - self._clock())
                is_complete = is_complete and self._verifier.finish(deadline) and not self._untold
        self._outbox.stop(timeout_secs=_STOP_SECS)
        self._verifier.stop(timeout_secs=_STOP_SECS)
        self._commands.put(Stop())
        if self.thread.is_alive():
            self.thread.join(timeout=_JOIN_SECS)
        self._is_abandoned = self.thread.is_alive()
        if self._source is None or self._is_abandoned:
            return
        is_complete = is_complete and self._is_all_done(self._source, is_last=is_last)
        if is_complete and is_last and not self.is_held:
            self.journal.record_end(self._source.position, self._converter.next_seq)
            self._source.remove()
        else:
            self._release(self._source)
        self._record_losses(self._source)
        if self._batch.rows:  # else whoever goes on would put aside once more what it puts aside
            with suppress(Exception):
                self.journal.record_batch(self._batch)
        self.end = self._source.position if is_read else self._source.written
        self._record_files(self._source)  # those that were seen last are for whoever goes on
        self.is_complete = is_complete and not self.is_held
        self._source.close()

    def _is_all_done(self, source: Source, *, is_last: bool) -> bool:
        """Return whether nothing came after the last drain that is not stored."""
        is_stored = not self._batch.rows and self._verifier.is_done() and can_look(source)
        written, position = source.written, source.position
        # A next node's lines are behind it in the same file.
        is_read = written <= position if is_last else written.file <= position.file
        return is_stored and (is_read or self.resume_facts is not None)  # the rest is others'

    def pass_over(self, timeout_secs: float, *, is_on: bool) -> None:
        """Pass over what is logged from now on, or no more of it; wait until that is so."""
        command = PassOver(is_on=is_on)
        if self.thread.is_alive():
            self._commands.put(command)
            command.done.wait(timeout_secs)

    def release(self, batch: Batch) -> None:
        """Mark the source releasable up to this batch, all before it being concluded."""
        self.is_held = self.is_held or batch.is_held
        if batch.last >= self._verified[1] and not self.is_held:  # unless its source is gone
            self._verified = (batch.end, batch.last + 1)

    def attach(self, source: Source) -> None:
        """Take a source that is being opened, so that resumed batches can be read again from it."""
        self._source = source

    def hold(self) -> None:
        """Keep the source of the lines being converted; called on the shipper's thread."""
        self._is_holding = True

    def note_room(self) -> None:
        """Go on, if there was no room for another batch."""
        if self._is_blocked:
            self._commands.put(Wake())

    def note_loss(self, records: int, *, is_unknown: bool = False) -> None:
        """Have rows report that records were lost after they had been read, maybe more of them."""
        for loss in [records, None] if is_unknown else [records]:
            self._untold.append((loss, False))
        self._commands.put(Wake())

    def read_again(self, batch: Batch) -> Iterator[bytes]:
        """Yield the lines that a batch was made of, as far as the source has them still."""
        if self._source is not None:
            yield from self._source.read_again(batch.start, batch.end)

    @property
    def position(self) -> Position | None:
        """Where the reading stands."""
        return None if self._source is None else self._source.position

    @property
    def is_loss_unknown(self) -> bool:
        """Whether more records were lost than could be counted."""
        return self._recorded_losses[1] > 0

    @property
    def _is_full(self) -> bool:
        return self._source is not None and self._source.is_full

    def stats(self) -> Stats:
        """Return the accounting; may be called from any thread."""
        progress, total = self._outbox.progress, self._verifier.total
        since = self._outbox.waiting_since()
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
            state=State.SPOOL_FULL if self._is_full else self._outbox.state,
            last_error=self._outbox.last_error,
            backlog_bytes=backlog.size,
            backlog_records=backlog.records,
            lag_records=backlog.records + self._outbox.waiting_records(),
            lag_secs=0.0 if since is None else self._clock() - since,
        )

    # -- The thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        self.open()
        command: Command | None = None
        while self._source is not None and not isinstance(command, Stop):
            self.carry_out(command)
            command = self.next_command(self._wait_secs())
        if self._is_abandoned and self._source is not None:
            self._source.close()

    def open(self) -> None:
        """Open the source; called on the thread, and never raises."""
        try:
            self._source = self._open_source()
        except Exception as e:  # noqa: BLE001  # whatever it is, it is not the node's trouble
            self._note_failure(e)
        self._first_seq = self._converter.next_seq
        if self.resume_facts is not None and self.resume_facts.first_seq is not None:
            self._first_seq = self.resume_facts.first_seq

    def next_command(self, timeout_secs: float) -> Command | None:
        """Return the next command; ``None`` when it is time to look at the log."""
        try:
            return self._commands.get(timeout=timeout_secs)
        except Empty:
            return None

    def _wait_secs(self) -> float:
        """Return for how long there is nothing to do but to wait for a command."""
        if self._clock() < self._active_until:
            self._idle_secs = self._batch_interval
            return self._flush_interval
        if self._outbox.is_up or self._is_blocked:
            # Lines wait to be read: files that come and go unseen meanwhile can't be counted.
            self._idle_secs = self._batch_interval
        else:  # what is logged now is in no hurry
            self._idle_secs = max(self._idle_secs, min(2 * self._idle_secs, _MAX_IDLE_SECS))
        return self._idle_secs

    def carry_out(self, command: Command | None) -> None:
        """Carry out a command, or look at the log; never raise."""
        source = self._source
        try:
            if source is not None:
                self._release(source)
                match command:
                    case Drain():
                        command.is_complete = self._catch_up(source, command.deadline)
                    case PassOver():
                        source.mark()
                        wait_until_written(source, self._watch)
                        new = self.passages.change(source.written, is_on=command.is_on)
                        self.journal.record(*new)
                    case _:
                        self._ship(source)
        except Exception as e:  # noqa: BLE001  # whatever it is, the thread goes on
            self._note_failure(e)
        if isinstance(command, Drain | PassOver):
            command.done.set()

    def _work_here(self, deadline: float) -> bool:
        """Do on the calling thread what the threads would have done; return whether all is sent."""
        self.open()
        self._outbox.is_pumped = True
        command = Drain(deadline)
        self.carry_out(command)
        return command.is_complete and self._verifier.is_done()

    def _ship(self, source: Source) -> None:
        """Read what there is, and hand over the batch when it is due."""
        self._flush_when_due(source)
        is_background = self.resume_facts is not None and self.resume_facts.is_background
        rest_secs = _BACKGROUND_REST_SECS if is_background else REST_SECS
        while self._outbox.has_room() and self._commands.empty():
            now = self._clock()
            is_behind = now - self._busy_since >= _BEHIND_SECS and not is_background
            if not self._read(source, _BEHIND_SLICE_BYTES if is_behind else SLICE_BYTES):
                self._busy_since = _NEVER
                break
            self._busy_since = min(self._busy_since, now)
            self._flush_when_due(source)
            time.sleep(rest_secs)
        self._is_blocked = True  # before the look: room that comes after it wakes the thread
        self._is_blocked = not self._outbox.has_room()
        if self._is_blocked:
            self._watch(source)
        self._record_losses(source)
        is_due = self._clock() - self._submitted_at >= self._batch_interval
        if self._batch.rows and is_due and not self._is_blocked:
            self._submit()

    def _release(self, source: Source) -> None:
        """Have the source give up what is verified, once the journal says so."""
        position, seq = self._verified
        self._tell_losses(source)  # before the records in question are given up
        if (position, seq) != self._released:
            self.journal.record_verified(position, seq)
            self._released = (position, seq)
            source.release(position)

    def _watch(self, source: Source) -> None:
        """Look for new files, which a successor has to miss if they are deleted unread."""
        source.watch()
        self._record_files(source)

    def _record_files(self, source: Source) -> None:
        for file in source.files[self._recorded_files :]:
            self.journal.record_file(file)
            self._recorded_files += 1

    def _record_losses(self, source: Source) -> None:
        """Record what the source has lost since the last look, before a row can report it."""
        lost, unknown = source.lost, source.unknown_losses
        self.journal.record_loss(lost - self._recorded_losses[0])
        if unknown > self._recorded_losses[1]:
            self.journal.record_loss(None)
        self._recorded_losses = (lost, unknown)
        is_volatile = source.is_full and not source.is_rereadable
        if is_volatile != self._is_recorded_volatile:
            self._is_recorded_volatile = is_volatile
            self.journal.record(VolatileRecord(is_volatile=is_volatile))

    def _read(self, source: Source, size: int = SLICE_BYTES) -> bool:
        """Convert a slice; return false if there is nothing to convert yet."""
        lines = source.peek(size)
        self._record_files(source)  # what was claimed just now is nobody else's to ship
        if (source.lost, source.unknown_losses) > self._reported_losses:
            self._report_losses(source)
        if not lines:
            return False
        lines, is_passed_over = self.passages.split(source.position, lines)
        if self._batch.rows and (is_passed_over or self._is_to_go_alone(source)):
            self._submit()
        if is_passed_over:
            self._is_behind_passage = True
            source.take(len(lines))
            return True
        batch = self._batch if self._batch.rows else self._new_batch(source)
        converted = self._converter.convert(lines)
        source.take(converted.consumed)
        self._active_until = self._clock() + _IDLE_AFTER_SECS
        if converted.records:
            self._batch = batch
            batch.is_kept = batch.is_kept or not source.is_rereadable
            batch.is_held = batch.is_held or self._is_holding
            self._is_holding = False
            self._add(converted, source)
        return converted.consumed > 0

    def _is_to_go_alone(self, source: Source) -> bool:
        """Return whether the batch is to go as it is, before the next lines are converted."""
        is_full = self._batch.size >= self._batch_max_bytes  # it could not be handed over before
        is_old = self._clock() > self._batch.since + _MAX_AGE_SECS
        # Of one file each: what becomes of one is not the others' trouble.
        return is_full or is_old or source.position.file != self._batch.end.file

    def _new_batch(self, source: Source) -> Batch:
        """Return a batch for the lines to be converted next."""
        stamped_ns = self._converter.bounds.now_ns()
        self._converter.stamp(stamped_ns)
        batch = Batch(
            first=self._converter.next_seq,
            start=source.position,
            again=self._converter.snapshot(),
            stamped_ns=stamped_ns,
            since=self._clock(),
        )
        batch.is_behind_passage, self._is_behind_passage = self._is_behind_passage, False
        if self.resume_facts is not None:
            batch.earliest = self.resume_facts.oldest
        return batch

    def _add(self, converted: Converted, source: Source) -> None:
        self._batch.add(converted, source.position)
        self._batch.captured = source.captured
        if self._batch.size >= self._batch_max_bytes:
            self._submit()

    def _report_losses(self, source: Source) -> None:
        """Report what the source has lost since the last report, counted losses by themselves."""
        self._record_losses(source)
        (lost, unknown), self._reported_losses = self._reported_losses, self._recorded_losses
        if count := self._recorded_losses[0] - lost:
            self._untold.append((count, True))
        if self._recorded_losses[1] > unknown:
            self._untold.append((None, True))
        self._tell_losses(source)

    def _tell_losses(self, source: Source) -> None:
        """Report in rows, between the others, how many records are missing; ``None``: unknown."""
        while self._untold:
            if self._batch.rows:  # before a loss counts as told, for this may fail
                self._submit()
            count, is_recorded = self._untold[0]
            number = "An unknown number of" if count is None else str(count)
            text = f"{number} records lost: they were gone before they could be stored"
            # In a batch of its own, for it can't be read again.
            batch = self._batch = self._new_batch(source)
            notice = self._converter.notice(text, lost="unknown" if count is None else str(count))
            batch.again, batch.is_kept = None, True
            batch.lost, batch.is_loss_unknown = count or 0, count is None
            if not is_recorded:
                self.journal.record(LossRecord(count))
            self._untold.popleft()  # from here on the batch is tried again
            self._add(notice, source)
            self._submit()
            self._report("warning", text)

    def _submit(self) -> None:
        """Hand over the batch; what a successor needs to know of it is recorded before."""
        self._submitted_at = self._clock()
        batch = self._batch
        if not batch.records:  # handed over already
            return
        if self._source is not None:
            self._record_files(self._source)
        self.journal.record_batch(batch)
        # Only now: where the lines above failed, the batch is still there to be tried again.
        self._batch = Batch()
        self._verifier.expect(batch)
        if self.resume_facts is not None and batch.first < self.resume_facts.first_free:
            batch.to(BatchState.UNCLEAR)
            self._outbox.expect(batch)
            self._verifier.note_resumed(batch)
        else:
            self._outbox.submit(batch)

    def _catch_up(self, source: Source, deadline: float) -> bool:
        """Deliver all that was logged so far, as long as the deadline and the store allow."""
        quiet = looks = 0
        source.mark()
        while quiet < (_DRAIN_QUIET_LOOKS if source.has_reached_mark() else _UNMARKED_QUIET_LOOKS):
            if self._clock() >= deadline or not self._outbox.is_up:
                wait_until_written(source, self._watch)
                return False
            source.request_flush()
            time.sleep(_DRAIN_INTERVAL_SECS)
            self._watch(source)  # what is lost until now is told now or never
            if not self._outbox.has_room():
                self._outbox.wait_until_idle(deadline)
            quiet, looks = quiet + 1, looks + 1
            is_at_end = False
            while self._clock() < deadline and self._outbox.has_room():
                is_at_end = not self._read(source)
                if is_at_end:
                    break
                self._flush_when_due(source)
                quiet = 0
            if source.peek():  # lines that are held back until their owner is known
                quiet, is_at_end = 0, False
            if is_at_end and looks >= _UNMARKED_QUIET_LOOKS:
                break  # others go on logging: what was logged before the command is read
        if self._batch.rows:
            self._submit()
        return self._outbox.wait_until_idle(deadline)

    def _flush_when_due(self, source: Source) -> None:
        now = self._clock()
        if now >= self._flush_due:
            self._flush_due = now + self._flush_interval
            source.request_flush()
            time.sleep(_FLUSH_TAKES_SECS)
            # Often enough that no file comes and goes unseen: what is deleted has to be counted.
            self._watch(source)

    def _note_failure(self, error: Exception) -> None:
        if (failure := repr(error)) != self._last_failure:
            self._last_failure = failure
            self._report("warning", f"Reading the log failed, it is tried again: {failure}")
