"""Resume a session from its journal: recorded batches first, then lines not yet numbered."""

import os
import threading
import time
from collections.abc import Callable
from collections.abc import Collection
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.file_table import begins_as_before
from nautilus_vlogs.capture.file_table import open_same
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.left_files import LeftLogFiles
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import SettledRecord
from nautilus_vlogs.deliver.journal_records import UnjournaledRecord
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_records import VolatileRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.judge import SETTLE_SECS
from nautilus_vlogs.deliver.matching import Unjournaled
from nautilus_vlogs.deliver.matching import UnstoredLines
from nautilus_vlogs.deliver.matching import are_numbered
from nautilus_vlogs.deliver.passages import Passages
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.remade_batches import RemadeBatches
from nautilus_vlogs.deliver.resume_facts import ResumeFacts
from nautilus_vlogs.deliver.session_files import has_shared_names
from nautilus_vlogs.store.select import Range

if TYPE_CHECKING:
    from nautilus_vlogs.deliver.left_backtests import LeftBacktest
    from nautilus_vlogs.deliver.logged_names import LoggedNames

#: Between two questions to a store that does not answer.
_RETRY_SECS = 2.0
_ROOM_SECS = 0.02

#: A private key that is logged line by line takes up less in a log.
_BEFORE_BYTES = 256 * 1024

#: Between two batches whose rows are made again: others want the GIL.
_REST_SECS = 0.002

OpenSource = Callable[[list[LogFile], Position, Callable[[LeftFiles], None]], LeftFiles]


class Resumer:
    """
    Hand over what a journal says was sent, and return the source of what it never numbered.

    Parameters
    ----------
    pipeline : Pipeline
        The pipeline that ships it; its shipper's journal is set.
    state : JournalState
        The state of the journal.
    stop : threading.Event
        Ends it at any moment.
    is_known : bool
        The journal could be read. Otherwise the store is asked which lines it holds.
    is_alone : bool
        No other log is in the same files, so that each is deleted as soon as it is stored.
    is_background : bool
        Leave the GIL to the threads of a node in this process.
    oldest : str, default ""
        Rows may be stored with times from here on; "" if they have the same time again.
    open_source : callable, optional
        Called with the file table so far, the position to begin at, and what the source has to
        call once it has caught up; returns the source. By default what is read ends where it ends
        now.
    is_new : bool, default False
        Nothing of the session was ever sent, so the store need not be asked for its numbers.

    Attributes
    ----------
    ceiling : callable
        Returns the number from which on rows are those of later runs of the same instance, ``None``
        if there are none, as by default.
    floor : callable or None
        Returns the number that a run of an instance begins with that ran before, given the one
        behind those in the store.
    remembered : callable
        Returns the number behind those that this machine remembers, 0 by default.
    backtest : LeftBacktest or None
        The log is that of a backtest whose journal could not be read.
    destination : Destination or None
        Where its rows go, if that may be another place than the journal says.
    names : LoggedNames or None
        The names in the log are learned from its lines.

    """

    def __init__(
        self,
        pipeline: Pipeline,
        state: JournalState,
        stop: threading.Event,
        *,
        is_known: bool,
        is_alone: bool,
        is_background: bool,
        oldest: str = "",
        open_source: OpenSource | None = None,
        is_new: bool = False,
    ) -> None:
        self._pipeline = pipeline
        self._state = state
        self._stop = stop
        self._is_known = is_known and state.is_whole
        self._is_alone = is_alone
        self._is_background = is_background
        self._oldest = oldest
        self._is_live = open_source is not None
        self._open_source = open_source or self._open_left
        self._is_new = is_new
        self.ceiling: Callable[[], int | None] = lambda: None
        self.floor: Callable[[int], int] | None = None
        self.remembered: Callable[[], int] = lambda: 0
        self.backtest: LeftBacktest | None = None
        self.destination: Destination | None = None
        self.names: LoggedNames | None = None
        self._source: LeftFiles | None = None
        self._skipped = 0
        self._is_denied = False

    def open(self) -> LeftFiles | UnstoredLines | None:
        """Return what is to be read, ``None`` if there is no time left; on the shipper's thread."""
        opened = self._open()
        if opened is None and self._source is not None:
            self._source.close()
        return opened

    def _open(self) -> LeftFiles | UnstoredLines | None:
        state = self._state
        start, is_intact = self._start()
        # Opened before the store answers: what is deleted meanwhile can still be read, or counted.
        source = self._open_source(
            state.files, start, lambda it: self._report_losses(it, first_free or 0)
        )
        self._source = source
        self._pipeline.shipper.attach(source)
        self._pipeline.shipper.passages = Passages(state.passages)
        if not self._is_known and state.is_whole:
            self._note_unjournaled(source)
        first_free = 0.0 if self._is_new else self._first_free_of_all(source)
        if first_free is None or not self._learn():
            return None
        self._record_destination()
        self._is_denied = first_free == inf
        if self.floor is not None:
            first_free = self._begin_behind(self.floor, first_free, source)
        if source.has_missing_files and not state.is_read:  # deleted before they were read
            is_intact = False
        self._note_unknown_loss(is_intact=is_intact)
        self._find_open_keys(source)
        remade = RemadeBatches(self._pipeline, state, source, self._present)
        for record in list(state.batches):
            if not self._resume(record, remade):
                return None
        return self._go_on(source, first_free, is_intact=is_intact)

    def _go_on(
        self, source: LeftFiles, first_free: float, *, is_intact: bool
    ) -> LeftFiles | UnstoredLines | None:
        """Return how the lines without a number are read, ``None`` if there is no time left."""
        converter, state = self._pipeline.converter, self._state
        firsts = [record.first for record in state.batches]
        first_seq = min([state.verified_seq, *firsts]) + self._skipped
        converter.next_seq = state.next_seq
        knows_numbers = self._knows_numbers(source, first_free, is_intact=is_intact)
        if knows_numbers is None:
            return None
        is_matching = not knows_numbers and not self._is_denied
        if self._is_denied and self._is_known:  # what has no number yet was never sent
            first_free = state.next_seq
        if is_matching:
            self._note_unjournaled(source, int(first_free))
        elif not state.is_whole:
            self._pipeline.shipper.journal.record(UnjournaledRecord(Position()))
        first_seq += self._skip_used(int(first_free) if is_matching else 0, source)
        if is_matching and self._is_known and not self._wait_until_arrived(source):
            return None
        self._pipeline.shipper.resume_facts = ResumeFacts(
            first_free=0 if is_matching else first_free,
            oldest=self._oldest,
            is_background=self._is_background,
            first_seq=first_seq,
        )
        if state.unjournaled is None or not is_matching:
            return source
        until, first, end = msgspec.structs.astuple(state.unjournaled)
        return UnstoredLines(
            source,
            converter,
            self._pipeline.lookup,
            trader_id=state.session.trader_id,
            backtest=self.backtest,
            unjournaled=Unjournaled(
                state.session.instance_id, first, end, next_seq=converter.next_seq
            ),
            until=until if self._is_live else None,
        )

    def _record_destination(self) -> None:
        """Record where the rows go: what is sent from now on is there, and the rest has to go."""
        session = self._state.session
        if self.destination not in (None, session.destination):
            session = replace(session, destination=self.destination)
            self._pipeline.shipper.journal.record(session)

    def _note_unjournaled(self, source: LeftFiles, first_free: int = 0) -> None:
        """
        Record that the lines up to here may be in the store, with numbers before a free one.

        Whoever goes on after a crash has to look for them, too: they get other numbers now.
        """
        state, journal = self._state, self._pipeline.shipper.journal
        known = state.unjournaled
        if known is not None and not state.is_whole:
            until = known.until
            if known.end or not first_free:
                return
        elif self._is_live:
            until = source.written
        else:
            until = Position(len(source.files), 0)
        # Nothing captures the calls of a live log, and without a journal none is known.
        first = state.next_seq if self._is_known and not self._is_live else first_free
        for file in source.files:  # a position is one in this table
            journal.record_file(file)
        journal.record(UnjournaledRecord(until, first, first_free))

    def _note_unknown_loss(self, *, is_intact: bool) -> None:
        if not is_intact or self._state.is_volatile:
            self._pipeline.shipper.journal.record_loss(None)
            self._pipeline.shipper.journal.record(VolatileRecord(is_volatile=False))

    def _begin_behind(
        self, floor: Callable[[int], int], first_free: float, source: LeftFiles
    ) -> float:
        """Give a run of an instance its first number, which is behind all that are used."""
        first = floor(0 if first_free == inf else int(first_free))
        session = replace(self._state.session, is_unnumbered=False, first_seq=first)
        self._pipeline.shipper.journal.record(session, VerifiedRecord(first, source.position))
        return first

    def _skip_used(self, first: int, source: LeftFiles) -> int:
        """Give numbers behind all that are used; return how many that leaves out."""
        if not self._is_known:
            first = max(first, self.remembered())
        return self._begin_at(first, source) if first > self._state.next_seq else 0

    def _begin_at(self, first: int, source: LeftFiles) -> int:
        """
        Have what comes numbered from here on; return how many numbers that leaves out.

        A run that has begun keeps its numbers: later runs of its instance have those behind them.
        """
        state, journal = self._state, self._pipeline.shipper.journal
        left_out = first - state.next_seq
        if state.session.is_unnumbered and state.has_begun:
            return 0
        if not state.has_begun:
            journal.record(VerifiedRecord(first, source.position))
        # Said before anything is sent: the numbers left out are no rows of this run.
        journal.record(NumberedRecord(first, source.position, state.captured))
        self._pipeline.converter.next_seq = first
        return left_out

    def _learn(self) -> bool:
        """Ask the store what it is: old rows may be older than it keeps any; false to stop."""
        self._pipeline.learn()
        # An answer may come too late: the log is another's by then.
        return not self._stop.is_set()

    def _knows_numbers(
        self, source: LeftFiles, first_free: float, *, is_intact: bool
    ) -> bool | None:
        """
        Return whether the numbers of the lines to come are known; ``None`` to stop.

        Lines that were sent after the last record of the journal have numbers in the store that
        the lines to come would get again. Where those are the same lines, that is as it should be;
        where the files are not the same any more, each line is looked for by its text. A store
        that holds no row of the instance needs no matching, unless the lines may be there as those
        of another: an id that the files' names do not say depends on the place that they are read
        from.
        """
        instance_id = self._state.session.instance_id
        is_unsent = not first_free and all(
            instance_in(Path(file.path).name) == instance_id for file in source.files
        )
        knows_numbers = is_intact and (self._is_known or is_unsent)
        if not knows_numbers or not self._state.next_seq < first_free < inf:
            return knows_numbers
        since = self._state.session.created
        converter, lookup = self._pipeline.converter, self._pipeline.lookup
        while not self._stop.is_set():
            pieces = source.read_again(source.position, source.written)
            agrees = are_numbered(pieces, converter, lookup, until=int(first_free), since=since)
            if agrees is not None:
                return agrees
            self._stop.wait(_RETRY_SECS)
        return None

    def _open_left(
        self,
        files: list[LogFile],
        start: Position,
        at_end: Callable[[LeftFiles], None],
    ) -> LeftFiles:
        session = self._state.session
        left = LeftLogFiles(
            files,
            first=max(start.file, 0),
            owned=session.owned and self._is_alone,
            heads=self._state.heads,
            trader_id=session.trader_id if session.is_shared else "",
            last=self._state.end,
        )
        left.spares_written = has_shared_names(session, files)
        if self.names is not None:
            return self.names.open_files(left, start=start, at_end=at_end)
        captured = self._state.captured
        return LeftFiles(left, start=start, at_end=at_end, captured=captured)

    def _first_free_of_all(self, source: LeftFiles) -> float | None:
        """Return the same, behind rows that another process has sent and no journal knows, too."""
        found = self._first_free(source)
        if self._is_known or found in (None, inf):
            return found
        return self._first_free(source) if self._wait_until_arrived(source) else None

    def _first_free(self, source: LeftFiles) -> float | None:
        """Return the number behind those that the store holds, inf if it answers no queries."""
        lookup = self._pipeline.lookup
        while (found := lookup.next_seq()) is None:
            if lookup.is_denied():
                return inf
            self._watch(source)
            if self._stop.wait(_RETRY_SECS):
                return None
        # Asked for afterwards: a later run says where it begins before it sends anything.
        ceiling = self.ceiling()
        if ceiling is None or found <= ceiling:
            return found
        while (below := lookup.next_seq(below=ceiling)) is None:
            if self._stop.wait(_RETRY_SECS):
                return None
        return below

    def _watch(self, source: LeftFiles) -> None:
        """Look for new files, which a successor has to miss if they are deleted unread."""
        source.watch()
        for file in source.files:
            self._pipeline.shipper.journal.record_file(file)

    def _wait_until_arrived(self, source: LeftFiles) -> bool:
        """Wait until what was sent before can be found in the store; return false to stop."""
        verifier = self._pipeline.verifier
        since = time.monotonic()
        while True:
            now = time.monotonic()
            if self._pipeline.is_in_doubt():
                since = now
            secs = since + max(verifier.policy.missing_secs, SETTLE_SECS) - now
            if secs <= 0:
                return True
            self._watch(source)
            if self._stop.wait(min(secs, _RETRY_SECS)):
                return False

    def _start(self) -> tuple[Position, bool]:
        """Return where to go on reading, and whether nothing before that is gone unread."""
        position, files = self._state.position, self._state.files
        if position.file < 0 or not files:
            return Position(0, files[0].start if files else 0), True
        if position.file >= len(files):  # nothing of it was read, or the journal is not whole
            return position, not position.offset or self._state.is_read
        size = self._size_of(position.file)
        if size is None:
            following = position.file + 1
            start = files[following].start if following < len(files) else 0
            return Position(following, start), self._state.is_read
        # After a power cut a file may be shorter than it was: what was cut off was numbered.
        return Position(position.file, min(position.offset, size)), True

    def _find_open_keys(self, source: LeftFiles) -> None:
        """Learn which private keys go on where the first line stands that is not stored."""
        batches, files = self._state.batches, source.files
        end = batches[0].start if batches else source.position
        if not 0 <= end.file < len(files):
            return
        begin = Position(end.file, max(files[end.file].start, end.offset - _BEFORE_BYTES))
        if begin.offset == files[end.file].start and end.file:
            before = files[end.file - 1]
            size = self._size_of(before.index) or 0
            begin = Position(before.index, max(before.start, size - _BEFORE_BYTES))
        again = self._pipeline.converter.snapshot()
        for lines in source.read_again(begin, end):
            again.convert(lines)
        self._pipeline.converter.go_on_behind(again)

    def _resume(self, record: BatchRecord, remade: RemadeBatches) -> bool:
        """Have a batch looked up and, as far as the store lacks it, sent; false to stop."""
        batch, originals = remade.batch_of(record)
        if batch.records != record.records and not self._settle(record, batch):
            return False
        if not batch.records:
            return True
        if not remade.put_aside(record, batch, originals):
            return False
        outbox, verifier = self._pipeline.outbox, self._pipeline.verifier
        while not outbox.has_room():
            if self._stop.wait(_ROOM_SECS):
                return False
        batch.to(BatchState.UNCLEAR)
        verifier.expect(batch)
        outbox.expect(batch)
        batch.was_acknowledged = record.is_acknowledged
        verifier.note_resumed(batch, is_on_its_way=not record.is_acknowledged)
        return not self._stop.wait(_REST_SECS)

    def _settle(self, record: BatchRecord, batch: Batch) -> bool:
        """
        Count as lost what the store lacks of a batch that can't be made again; false to stop.

        Where its file was cut off, the first rows are what they were: those stay in the batch.
        """
        if not self._is_cut_off(record) or batch.records > record.records:
            batch.rows, batch.records = [], 0
        kept = batch.records
        rest = replace(record, first=record.first + kept, records=record.records - kept)
        missing = self._missing_of(rest)
        if missing is None:
            return False
        journal = self._pipeline.shipper.journal
        journal.record(LossRecord(missing), SettledRecord(record.first, kept))
        self._skipped += rest.records
        return True

    def _is_cut_off(self, record: BatchRecord) -> bool:
        """Return whether the file of a batch is shorter than it was, as after a power cut."""
        if record.rows or record.start.file != record.end.file or record.end.file < 0:
            return False
        size = self._size_of(record.end.file)
        return size is not None and size < record.end.offset

    def _size_of(self, index: int) -> int | None:
        """Return the size in bytes of a file of the table; ``None`` if what was in it is gone."""
        files, head = self._state.files, self._state.heads.get(index, "")
        file = files[index]
        for later in files[index + 1 :]:
            if later.id == file.id and not later.start:
                return None  # it was truncated, and its new part is another entry
        if not self._is_live and not begins_as_before(Path(file.path), head):
            return None  # another session's lines are there now
        fd = open_same(file)
        if fd is None:
            return None
        try:
            return os.fstat(fd).st_size
        finally:
            os.close(fd)

    def _missing_of(self, record: BatchRecord) -> int | None:
        rows = Range(record.first, record.next_seq - 1, record.earliest, record.latest)
        present = self._present(rows, otherwise=record.records if record.is_acknowledged else 0)
        return None if present is None else record.records - len(present)

    def _present(self, rows: Range, *, otherwise: int = 0) -> Collection[int] | None:
        """Return the numbers in the store, so many if it answers no queries; ``None`` to stop."""
        lookup = self._pipeline.lookup
        while (present := lookup.present(rows)) is None:
            if lookup.is_denied():
                return range(rows.first, rows.first + otherwise)
            if self._stop.wait(_RETRY_SECS):
                return None
        return None if self._stop.is_set() else present

    def _report_losses(self, source: LeftFiles, first_free: float) -> None:
        """Let the shipper report the losses, behind all that was read."""
        converter = self._pipeline.converter
        is_unnumbered = self._state.session.is_unnumbered
        if first_free != inf and first_free > converter.next_seq and not is_unnumbered:
            converter.next_seq = int(first_free)
        source.add_losses(self._state.lost, is_unknown=self._state.is_loss_unknown)
