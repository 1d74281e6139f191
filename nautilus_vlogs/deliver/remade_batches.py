"""Batches that a journal has, made again of their lines, with what can't be stored of those."""

from collections.abc import Callable
from collections.abc import Collection

from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import is_stub
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.store.select import Range

#: Lines that can't be stored: reasons and originals, by number.
Originals = dict[int, tuple[str, bytes]]


class RemadeBatches:
    """
    Make the batches of a journal again.

    Parameters
    ----------
    pipeline : Pipeline
        Its converter makes the rows.
    state : JournalState
        What the journal comes to.
    source : LeftFiles
        The lines.
    present : callable
        Returns which numbers of a range the store holds, ``None`` to stop.

    """

    def __init__(
        self,
        pipeline: Pipeline,
        state: JournalState,
        source: LeftFiles,
        present: Callable[[Range], Collection[int] | None],
    ) -> None:
        self._pipeline = pipeline
        self._state = state
        self._source = source
        self._present = present

    def batch_of(self, record: BatchRecord) -> tuple[Batch, Originals]:
        """
        Return a batch as it was, or of other rows if its lines are not what they were.

        With it, by number, the lines in it that can't be stored.
        """
        until = self._state.until
        batch, originals, again = self._made_again(record, until)
        if until and batch.records != record.records:  # it was over before the next node came
            batch, originals, again = self._made_again(record, "")
        self._pipeline.converter.go_on_behind(again)
        batch.earliest = min(filter(None, (record.earliest, batch.earliest)), default="")
        batch.latest = max(record.latest, batch.latest)
        batch.lost, batch.is_loss_unknown = record.lost, record.is_loss_unknown
        return batch, originals

    def _made_again(self, record: BatchRecord, until: str) -> tuple[Batch, Originals, RowConverter]:
        """
        Make a batch's rows again, of its lines before a time ("": of all of them).

        Returns
        -------
        tuple
            The batch, the lines among them that can't be stored, and the converter behind them.

        """
        originals: Originals = {}
        again = self._pipeline.converter.snapshot(
            lambda reason, original: originals.update({again.next_seq: (reason, original)})
        )
        again.end(until)
        again.next_seq, again.run_id = record.first, record.run_id
        again.stamp(record.stamped_ns)
        batch = Batch(
            first=record.first,
            start=record.start,
            again=again.snapshot(),
            stamped_ns=record.stamped_ns,
        )
        if record.rows:
            rows = self._pipeline.converter.masked(record.rows.encode())
            converted = Converted(rows, rows.count(b"\n"), 0, record.earliest, record.latest)
            batch.add(converted, record.end)
            batch.is_kept = True
        else:
            for lines in self._source.read_again(record.start, record.end):
                converted = again.convert(lines)
                if converted.records:
                    batch.add(converted, record.end)
                if batch.records > record.records:
                    break
        return batch, originals, again

    def put_aside(self, record: BatchRecord, batch: Batch, originals: Originals) -> bool:
        """Put aside what an earlier process did, and what can't be stored since; false to stop."""
        rows = batch.numbered()
        batch.put_aside = record.put_aside
        if len(rows) < record.records:  # of a file that was cut off
            batch.put_aside = min(record.put_aside, len(originals))
        if stubs := {seq: stub for seq, stub in self._stubs_of(record).items() if seq in rows}:
            counted = min(record.put_aside, len(stubs.keys() & originals.keys()))
            batch.give_up(stubs, len(stubs) - counted)
        if len(rows) == record.records:
            self._keep_held(batch, record)
        originals = {seq: one for seq, one in originals.items() if seq in rows.keys() - stubs}
        # Where some of more were put aside it is not known which: these are kept twice.
        if len(originals) > record.put_aside and not self._keep_lacking(batch, originals):
            return False
        self._pipeline.converter.put_aside += batch.put_aside
        return True

    def _keep_lacking(self, batch: Batch, originals: Originals) -> bool:
        """
        Keep lines as dead letters that the store took and lacks; false to stop.

        It does not take them any more: they are older than it keeps any, by now.
        """
        present = self._present(Range(batch.first, batch.last, batch.earliest, batch.latest))
        if present is None:
            return False
        rows, stubs = batch.numbered(), {}
        for seq in sorted(originals.keys() - self._state.held.keys() - set(present)):
            self._pipeline.put_aside_of(batch, seq, *originals[seq])
            stubs[seq] = self._pipeline.belated(rows[seq])
        self._pipeline.record_stubs(stubs)
        if stubs:
            batch.give_up(stubs, len(stubs))
        return True

    def _stubs_of(self, record: BatchRecord) -> dict[int, bytes]:
        """Return what an earlier process had sent in the places of rows that were never kept."""
        masked = self._pipeline.converter.masked
        return {
            seq: masked(row.encode())
            for seq, row in self._state.stubs.items()
            if record.first <= seq < record.next_seq
        }

    def _keep_held(self, batch: Batch, record: BatchRecord) -> None:
        """Keep as dead letters what an earlier process could not, or else the batch's lines."""
        numbers = range(record.first, record.next_seq)
        held = {seq: reason for seq, reason in self._state.held.items() if seq in numbers}
        if not held:
            return

        def keep(reason: str, original: bytes) -> None:
            # Rows that are not those of all lines in order do not tell which lines they are of.
            if (record.rows or again.next_seq in held) and not put_aside(reason, original):
                batch.is_held = True

        put_aside = self._pipeline.put_aside
        before = batch.again or self._pipeline.converter
        again = before.snapshot(put_aside=keep)
        again.next_seq = record.first
        for lines in self._source.read_again(record.start, record.end):
            again.convert(lines)
        rows = batch.numbered()
        for seq, reason in held.items():
            if not is_stub(rows[seq]) and not put_aside(reason, rows[seq]):
                batch.is_held = True
