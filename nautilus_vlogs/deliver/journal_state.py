"""What a journal comes to: a pure replay of its records."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.journal_records import VERSION
from nautilus_vlogs.deliver.journal_records import AcknowledgedRecord
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import HeadRecord
from nautilus_vlogs.deliver.journal_records import HeldRecord
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import PassageRecord
from nautilus_vlogs.deliver.journal_records import PutAsideRecord
from nautilus_vlogs.deliver.journal_records import Record
from nautilus_vlogs.deliver.journal_records import RowsRecord
from nautilus_vlogs.deliver.journal_records import SentAgainRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import SettledRecord
from nautilus_vlogs.deliver.journal_records import StubRecord
from nautilus_vlogs.deliver.journal_records import UnjournaledRecord
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_records import VolatileRecord
from nautilus_vlogs.deliver.journal_records import is_uuid

if TYPE_CHECKING:
    from nautilus_vlogs.capture.captured import Captured

#: Neighbouring batches that were acknowledged are joined while these are fewer records.
_MAX_JOINED_RECORDS = 2_000


class JournalError(Exception):
    """A journal can't be used; the text says why."""


class PassingJournalError(JournalError):
    """A journal can't be read for the moment: nothing is to be concluded from that."""


class NewerJournalError(JournalError):
    """A journal is of a later release: where its rows go, and which they are, is not known here."""


class _Head(msgspec.Struct):
    """What a session's record has in each release."""

    record: str = ""
    version: int = 0


_head_decoder = msgspec.json.Decoder(_Head)
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


class JournalState:
    """
    The state that a journal's records add up to: a pure replay of them.

    Attributes
    ----------
    session : Session
        The session that it belongs to.
    files : list[LogFile]
        The file table, by index.
    heads : dict of int to str
        How files begin, by index, as far as that was recorded.
    identities : IdentitiesRecord
        The names, as they were last.
    batches : list[BatchRecord]
        Batches with numbers that are not verified yet, in order.
    verified : Position
        Where the first line stands that is not verified.
    verified_seq : int
        The number of its row.
    next_seq : int
        The lowest number that was never given.
    position : Position
        Where the first line stands that was never numbered.
    captured : Captured or None
        Numbered lines that may stand behind that position as well.
    put_aside : int
        How many rows were replaced.
    held : dict of int to str
        Why the records of some numbers can't be stored, which are no dead letters yet.
    stubs : dict of int to str
        The rows in the places of those that were never kept, by number.
    lost : int
        How many records were lost, and are not reported in a row yet.
    is_loss_unknown : bool
        An unknown number of records was lost as well.
    is_volatile : bool
        Lines were last captured in memory, which a crash loses: the spool had no room.
    passages : list[PassageRecord]
        Lines that are not to be shipped, in their order.
    unjournaled : UnjournaledRecord or None
        Which lines may be in the store though no journal says so.
    end : Position or None
        Where the session's lines end, if that is known.
    moved_from : dict of int to str
        The paths in the journal of files that are taken from where it is now, by index.

    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.files: list[LogFile] = []
        self.heads: dict[int, str] = {}
        self.identities = IdentitiesRecord({})
        self.batches: list[BatchRecord] = []
        self.verified = Position()
        self.verified_seq = 0
        self.next_seq = 0
        self.position = Position()
        self.captured: Captured | None = None
        self.put_aside = 0
        self.held: dict[int, str] = {}
        self.stubs: dict[int, str] = {}
        self.lost = 0
        self.is_loss_unknown = False
        self.is_volatile = False
        self.passages: list[PassageRecord] = []
        self.unjournaled: UnjournaledRecord | None = None
        self.end: Position | None = None
        self.until = ""
        self.moved_from: dict[int, str] = {}

    @property
    def is_complete(self) -> bool:
        """Whether all that was numbered is verified and every loss is reported."""
        return not self.batches and not self.lost and not self.is_loss_unknown

    @property
    def is_read(self) -> bool:
        """Whether the log has ended, and every line of it was numbered."""
        return self.end is not None and self.position >= self.end

    @property
    def is_done(self) -> bool:
        """Whether the log has ended and all of it is stored, so that its files may be gone."""
        return self.is_read and self.is_complete and not self.is_volatile

    @property
    def has_begun(self) -> bool:
        """Whether it is known which number its first row has, or had."""
        return not self.session.is_unnumbered or self.next_seq > 0

    @property
    def is_whole(self) -> bool:
        """Whether it says of all lines to come that they were not sent."""
        # Not by the position: the rest of an older file may be read behind a newer one.
        return self.unjournaled is None or self.unjournaled.until == Position()

    def apply(self, record: Record) -> None:
        """Take in one more record."""
        match record:
            case LossRecord(records):
                self.lost += records or 0
                self.is_loss_unknown = self.is_loss_unknown or records is None
            case PutAsideRecord(records):
                self.put_aside += records
            case HeldRecord(seq, reason):
                self.held[seq] = reason
            case StubRecord(seq, row):
                self.stubs[seq] = row
            case VolatileRecord(is_volatile):
                self.is_volatile = is_volatile
            case FileRecord() | HeadRecord() | PassageRecord() | UnjournaledRecord():
                self._apply_to_files(record)
            case IdentitiesRecord():
                self.identities = record
            case EndRecord(position, until):
                self.end, self.until = position, until
            case Session():
                self.session = record
            case _:
                self._apply_to_rows(record)

    def records(self) -> Iterator[Record]:
        """Yield the records of the shortest journal that comes to the same."""
        yield self.session
        yield from map(FileRecord, self.files)
        yield from (HeadRecord(index, head) for index, head in self.heads.items())
        yield self.identities
        if self.unjournaled is not None and not self.is_whole:
            yield self.unjournaled
        next_seq = 0
        for batch in joined(self.batches):
            if batch.first > next_seq:  # nothing between the two is missing in this journal
                yield NumberedRecord(batch.first, batch.start)
            yield batch
            next_seq = batch.next_seq
        # Behind the batches: it may stand in the middle of joined ones, which are kept whole.
        yield VerifiedRecord(self.verified_seq, self.verified)
        yield NumberedRecord(self.next_seq, self.position, self.captured)
        if self.lost:
            yield LossRecord(self.lost)
        if self.is_loss_unknown:
            yield LossRecord(None)
        if self.put_aside:
            yield PutAsideRecord(self.put_aside)
        yield from (HeldRecord(seq, reason) for seq, reason in self.held.items())
        yield from (StubRecord(seq, row) for seq, row in self.stubs.items())
        if self.is_volatile:
            yield VolatileRecord(is_volatile=True)
        yield from self.passages
        if self.end is not None:
            yield EndRecord(self.end, self.until)

    def _apply_to_files(
        self, record: FileRecord | HeadRecord | PassageRecord | UnjournaledRecord
    ) -> None:
        match record:
            case FileRecord(file):
                if file.index == len(self.files):
                    self.files.append(file)
            case HeadRecord(index, head) if 0 <= index < len(self.files):
                self.heads[index] = head
            case PassageRecord(begin):
                known = [one for one in self.passages if one.begin != begin]
                self.passages = [*known, record]
            case UnjournaledRecord():
                self.unjournaled = record

    def _apply_to_rows(self, record: "RowsRecord") -> None:
        match record:
            case BatchRecord():
                self._add(record)
            case AcknowledgedRecord(first):
                self._acknowledge(first)
            case SentAgainRecord(first, last):
                self._send_again(first, last)
            case VerifiedRecord(seq, position):
                self._verify(seq, position)
            case NumberedRecord(seq, position, captured):
                self.next_seq, self.position = max(self.next_seq, seq), position
                self.captured = captured
            case SettledRecord(first, kept):
                self._settle(first, kept)

    def _add(self, batch: BatchRecord) -> None:
        if batch.records <= 0 or batch.first < self.next_seq:
            return  # a number is never given twice, whatever a journal says
        if batch.first > self.next_seq:  # a crash of the system took a part of the journal
            self.batches.append(self._gap_before(batch))
        self.batches.append(batch)
        self.next_seq, self.position = batch.next_seq, batch.end
        self.captured = batch.captured
        self.lost = max(0, self.lost - batch.lost)
        self.is_loss_unknown = self.is_loss_unknown and not batch.is_loss_unknown

    def _gap_before(self, batch: BatchRecord) -> BatchRecord:
        """Return the record of the numbers before a batch of which nothing is known."""
        return BatchRecord(
            first=self.next_seq,
            records=batch.first - self.next_seq,
            start=self.position,
            end=batch.start,
            earliest=min(self.session.created or batch.earliest, batch.earliest),
            latest=batch.latest,
        )

    def _acknowledge(self, first: int) -> None:
        for index in range(len(self.batches) - 1, -1, -1):
            batch = self.batches[index]
            if batch.first == first and not batch.is_sent_again:
                self.batches[index] = msgspec.structs.replace(batch, is_acknowledged=True)
            if batch.first <= first:
                return

    def _send_again(self, first: int, last: int) -> None:
        # For good: a batch here may be more than the one that is acknowledged next.
        self.batches = [
            msgspec.structs.replace(batch, is_acknowledged=False, is_sent_again=True)
            if batch.first <= last and first < batch.next_seq
            else batch
            for batch in self.batches
        ]

    def _settle(self, first: int, kept: int) -> None:
        settled = [
            msgspec.structs.replace(batch, records=kept) if batch.first == first else batch
            for batch in self.batches
        ]
        self.batches = [batch for batch in settled if batch.records]

    def _verify(self, seq: int, position: Position) -> None:
        if seq < self.verified_seq:
            return
        self.verified, self.verified_seq = position, seq
        if seq >= self.next_seq:
            self.next_seq, self.position = seq, position
        self.batches = [batch for batch in self.batches if batch.next_seq > seq]
        self.held = {held: reason for held, reason in self.held.items() if held >= seq}
        self.stubs = {stub: row for stub, row in self.stubs.items() if stub >= seq}


def joined(batches: list[BatchRecord]) -> Iterator[BatchRecord]:
    """Yield batches, neighbours that are acknowledged and can be read again as one."""
    last: BatchRecord | None = None
    for batch in batches:
        if last is not None and _can_join(last, batch):
            last = msgspec.structs.replace(
                last,
                records=last.records + batch.records,
                end=batch.end,
                earliest=min(last.earliest or batch.earliest, batch.earliest or last.earliest),
                latest=max(last.latest, batch.latest),
                put_aside=last.put_aside + batch.put_aside,
                captured=batch.captured,
            )
            continue
        if last is not None:
            yield last
        last = batch
    if last is not None:
        yield last


def _can_join(one: BatchRecord, other: BatchRecord) -> bool:
    return (
        one.is_acknowledged
        and other.is_acknowledged
        and not (one.rows or other.rows or one.lost or other.lost)
        and one.next_seq == other.first
        and one.end == other.start
        and one.records + other.records <= _MAX_JOINED_RECORDS
    )


def replay(lines: bytes) -> JournalState:
    """
    Return what the lines of a journal come to.

    Raises
    ------
    JournalError
        If they don't begin with a session of a version that is known here; a `NewerJournalError`
        if that is a later one.

    """
    state: JournalState | None = None
    for line in lines.split(b"\n"):
        try:
            if state is None:
                _check_version(line)
            record = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue  # torn by a crash or a full disk: what it would say was not acted upon
        if state is None:
            if not isinstance(record, Session):
                continue
            state = JournalState(record)
        state.apply(record)
    if state is None:
        raise JournalError("it has no beginning")
    if not is_uuid(state.session.instance_id):
        raise JournalError("its instance id is no UUID")
    try:
        IdentityTable.restored("", state.identities.table)
    except (msgspec.ValidationError, RecursionError) as e:
        raise JournalError(f"its identities can't be understood: {e}") from None
    return state


def _check_version(line: bytes) -> None:
    head = _head_decoder.decode(line)
    if head.record == "session" and head.version > VERSION:
        raise NewerJournalError(
            f"a newer vlogs-nt has written it (version {head.version}, {VERSION} is known here): "
            "upgrade, so that what it says is shipped to where it belongs"
        )
