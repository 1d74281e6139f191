"""
The journal of a session: which bytes became which numbers, and what became of the rows.

Each fact is appended before it is acted upon: a batch before it is sent, a proof before the files
are deleted. A process that goes on where another one ended replays the journal: so no number is
given twice, nothing that was verified is sent again, and what is in doubt is known.

The file holds one JSON object a line. A line that was not written to its end is ignored, and from
time to time the whole is replaced by what it comes to.
"""

import os
import re
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from typing import Protocol
from typing import Self

import msgspec

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.settings import ShippingSettings

#: Raised whenever an older release could misread what a newer one has written.
VERSION = 1

SUFFIX = ".journal"

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_UUID_PATTERN = re.compile(UUID)

_DRAFT_SUFFIX = ".new"

#: A journal of more bytes is none; with compaction it stays far below that.
MAX_BYTES = 64 * 1024 * 1024

#: The journal is compacted when it has grown by so many bytes since it was last.
_COMPACT_AFTER_BYTES = 256 * 1024

#: Neighbouring batches that were acknowledged are joined while these are fewer records.
_MAX_JOINED_RECORDS = 2_000

#: While the journal can't be written, seconds between two attempts.
_RETRY_SECS = 1.0


class JournalError(Exception):
    """A journal can't be used; the text says why."""


class Destination(msgspec.Struct, frozen=True, kw_only=True):
    """Where rows go to; see `VictoriaLogsActorConfig`."""

    url: str
    query_url: str | None = None
    account_id: int = 0
    project_id: int = 0
    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None

    @classmethod
    def of(cls, settings: ShippingSettings) -> Self:
        """Return the destination among all settings."""
        return cls(**{name: getattr(settings, name) for name in cls.__struct_fields__})

    def applied_to(self, settings: ShippingSettings) -> ShippingSettings:
        """Return settings with this destination in place of theirs."""
        return msgspec.structs.replace(settings, **msgspec.structs.asdict(self))


class Shaping(msgspec.Struct, frozen=True, kw_only=True):
    """The settings that decide how a row looks; see `VictoriaLogsActorConfig`."""

    stream_fields: tuple[str, ...] = ("strategy_id", "source", "level")
    extract_fields: bool = True
    redact: tuple[str, ...] = ()
    redact_defaults: bool = True

    @classmethod
    def of(cls, settings: ShippingSettings) -> Self:
        """Return the shaping among all settings."""
        return cls(**{name: getattr(settings, name) for name in cls.__struct_fields__})

    def applied_to(self, settings: ShippingSettings) -> ShippingSettings:
        """Return settings with this shaping, and with the redaction of both."""
        redact = tuple(dict.fromkeys((*self.redact, *settings.redact)))
        return msgspec.structs.replace(
            settings,
            extra_fields={},  # a session's constants are its own
            stream_fields=self.stream_fields,
            extract_fields=self.extract_fields,
            redact=redact,
            redact_defaults=self.redact_defaults or settings.redact_defaults,
        )


class Session(msgspec.Struct, frozen=True, kw_only=True, tag="session", tag_field="record"):
    """
    The first record: one node's log.

    Parameters
    ----------
    version : int
        Of the journal's format.
    instance_id, trader_id, host, environment : str
        As the rows carry them.
    created : str
        When the node was created (RFC 3339): its files may hold earlier lines of other instances.
    owned : bool
        The files are a spool, and are deleted once all of it is stored.
    is_shared : bool
        The files hold lines of other instances too.
    destination : Destination
        Where its rows go to.
    shaping : Shaping
        How its rows are made.
    constants : dict[str, str]
        Fields that are the same on every row.
    continues : str, default ""
        The journal that this one took the place of.

    """

    version: int = VERSION
    instance_id: str
    trader_id: str = ""
    host: str = ""
    environment: str = "live"
    created: str = ""
    owned: bool = True
    is_shared: bool = False
    destination: Destination
    shaping: Shaping = Shaping()
    constants: dict[str, str] = {}
    continues: str = ""


class FileRecord(msgspec.Struct, frozen=True, tag="file", tag_field="record"):
    """A file was seen for the first time."""

    file: LogFile


class IdentitiesRecord(msgspec.Struct, frozen=True, tag="identities", tag_field="record"):
    """
    Which names belong to which strategies and actors, from now on.

    Parameters
    ----------
    table : dict
        See `IdentityTable.dump`.
    actors : list[str], default []
        The actors' logger names.
    run_id : str, default ""
        A backtest's run.

    """

    table: dict[str, Any]
    actors: list[str] = []
    run_id: str = ""


class BatchRecord(msgspec.Struct, frozen=True, kw_only=True, tag="batch", tag_field="record"):
    """
    Lines became rows, which are about to be sent.

    Parameters
    ----------
    first, records : int
        The number of the first row, and how many there are.
    start, end : Position
        Where the lines are.
    earliest, latest : str
        Between which times the rows are (RFC 3339).
    put_aside : int, default 0
        How many of the rows stand for records that could not be stored.
    rows : str, default ""
        The rows themselves, where they can't be made of the lines again.
    lost : int, default 0
        How many lost records these rows report.
    is_loss_unknown : bool, default False
        They report the loss of an unknown number.
    is_acknowledged : bool, default False
        The store answered 200 to them.

    """

    first: int
    records: int
    start: Position = Position()
    end: Position = Position()
    earliest: str = ""
    latest: str = ""
    put_aside: int = 0
    rows: str = ""
    lost: int = 0
    is_loss_unknown: bool = False
    is_acknowledged: bool = False

    @property
    def next_seq(self) -> int:
        """The number behind the last row."""
        return self.first + self.records


class AcknowledgedRecord(msgspec.Struct, frozen=True, tag="acknowledged", tag_field="record"):
    """The store answered 200 to the batch that begins with a number."""

    first: int


class VerifiedRecord(msgspec.Struct, frozen=True, tag="verified", tag_field="record"):
    """The store was seen to hold all before a number; the next line stands at the position."""

    seq: int
    position: Position = Position()


class NumberedRecord(msgspec.Struct, frozen=True, tag="numbered", tag_field="record"):
    """All numbers below one were given; the first line without one stands at the position."""

    seq: int
    position: Position = Position()


class SettledRecord(msgspec.Struct, frozen=True, tag="settled", tag_field="record"):
    """The batch that begins with a number can't be made again; what is missing was counted."""

    first: int


class LossRecord(msgspec.Struct, frozen=True, tag="loss", tag_field="record"):
    """Records were lost; ``None`` stands for an unknown number of them."""

    records: int | None


class PutAsideRecord(msgspec.Struct, frozen=True, tag="put_aside", tag_field="record"):
    """Rows were replaced by such that say why the store does not keep them."""

    records: int


class EndRecord(msgspec.Struct, frozen=True, tag="end", tag_field="record"):
    """The session's lines end at a position; later ones in that file are another instance's."""

    position: Position


RowsRecord = BatchRecord | AcknowledgedRecord | VerifiedRecord | NumberedRecord | SettledRecord

Record = (
    Session | FileRecord | IdentitiesRecord | RowsRecord | LossRecord | PutAsideRecord | EndRecord
)

_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()


class JournalState:
    """
    What a journal comes to: a pure replay of its records.

    Attributes
    ----------
    session : Session
        Whose it is.
    files : list[LogFile]
        The file table, by index.
    identities : IdentitiesRecord
        The names, as they were last.
    batches : list[BatchRecord]
        What was numbered and is not verified, in order.
    verified : Position
        Where the first line stands that is not verified.
    verified_seq : int
        The number of its row.
    next_seq : int
        The lowest number that was never given.
    position : Position
        Where the first line stands that was never numbered.
    put_aside : int
        How many rows were replaced.
    lost : int
        How many records were lost, and are not reported in a row yet.
    is_loss_unknown : bool
        An unknown number of records was lost as well.
    end : Position or None
        Where the session's lines end, if that is known.

    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.files: list[LogFile] = []
        self.identities = IdentitiesRecord({})
        self.batches: list[BatchRecord] = []
        self.verified = Position()
        self.verified_seq = 0
        self.next_seq = 0
        self.position = Position()
        self.put_aside = 0
        self.lost = 0
        self.is_loss_unknown = False
        self.end: Position | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all that was numbered is verified and every loss is reported."""
        return not self.batches and not self.lost and not self.is_loss_unknown

    def apply(self, record: Record) -> None:
        """Take in one more record."""
        match record:
            case LossRecord(records):
                self.lost += records or 0
                self.is_loss_unknown = self.is_loss_unknown or records is None
            case PutAsideRecord(records):
                self.put_aside += records
            case FileRecord(file):
                if file.index == len(self.files):
                    self.files.append(file)
            case IdentitiesRecord():
                self.identities = record
            case EndRecord(position):
                self.end = position
            case Session():
                self.session = record
            case _:
                self._apply_to_rows(record)

    def records(self) -> Iterator[Record]:
        """Yield the records of the shortest journal that comes to the same."""
        yield self.session
        yield from map(FileRecord, self.files)
        yield self.identities
        yield VerifiedRecord(self.verified_seq, self.verified)
        yield from _joined(self.batches)
        yield NumberedRecord(self.next_seq, self.position)
        if self.lost:
            yield LossRecord(self.lost)
        if self.is_loss_unknown:
            yield LossRecord(None)
        if self.put_aside:
            yield PutAsideRecord(self.put_aside)
        if self.end is not None:
            yield EndRecord(self.end)

    def _apply_to_rows(self, record: "RowsRecord") -> None:
        match record:
            case BatchRecord():
                self._add(record)
            case AcknowledgedRecord(first):
                self._acknowledge(first)
            case VerifiedRecord(seq, position):
                self._verify(seq, position)
            case NumberedRecord(seq, position):
                self.next_seq, self.position = max(self.next_seq, seq), position
            case SettledRecord(first):
                self.batches = [batch for batch in self.batches if batch.first != first]

    def _add(self, batch: BatchRecord) -> None:
        if batch.records <= 0 or batch.first < self.next_seq:
            return  # a number is never given twice, whatever a journal says
        self.batches.append(batch)
        self.next_seq, self.position = batch.next_seq, batch.end
        self.lost = max(0, self.lost - batch.lost)
        self.is_loss_unknown = self.is_loss_unknown and not batch.is_loss_unknown

    def _acknowledge(self, first: int) -> None:
        for index in range(len(self.batches) - 1, -1, -1):
            batch = self.batches[index]
            if batch.first == first:
                self.batches[index] = msgspec.structs.replace(batch, is_acknowledged=True)
            if batch.first <= first:
                return

    def _verify(self, seq: int, position: Position) -> None:
        if seq < self.verified_seq:
            return
        self.verified, self.verified_seq = position, seq
        if seq >= self.next_seq:
            self.next_seq, self.position = seq, position
        self.batches = [batch for batch in self.batches if batch.next_seq > seq]


def _joined(batches: list[BatchRecord]) -> Iterator[BatchRecord]:
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


def is_uuid(text: str) -> bool:
    """Return whether a text is a UUID, so that it can stand in a file's name."""
    return _UUID_PATTERN.fullmatch(text) is not None


def replay(lines: bytes) -> JournalState:
    """
    Return what the lines of a journal come to.

    Raises
    ------
    JournalError
        If they don't begin with a session of a version that is known here.

    """
    state: JournalState | None = None
    for line in lines.split(b"\n"):
        try:
            record = _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue  # torn by a crash or a full disk: what it would say was not acted upon
        if state is None:
            if not isinstance(record, Session):
                continue
            if record.version > VERSION:
                raise JournalError(f"it is of a later release (version {record.version})")
            state = JournalState(record)
        state.apply(record)
    if state is None:
        raise JournalError("it has no beginning")
    if not is_uuid(state.session.instance_id):
        raise JournalError("its instance id is no UUID")
    try:
        IdentityTable.restored("", state.identities.table)
    except msgspec.ValidationError as e:
        raise JournalError(f"its identities can't be understood: {e}") from None
    return state


def load(path: Path) -> JournalState:
    """
    Return what a journal comes to.

    Raises
    ------
    JournalError
        If it can't be read, or is none.

    """
    try:
        with os.fdopen(open_private(path, os.O_RDONLY, max_bytes=MAX_BYTES), "rb") as file:
            return replay(file.read(MAX_BYTES))
    except (OSError, JournalError) as e:
        raise JournalError(f"{path} can't be used: {e}") from None


class JournaledBatch(Protocol):
    """What is recorded of a batch; see `Batch`."""

    rows: list[bytes]
    records: int
    first: int
    start: Position
    end: Position
    earliest: str
    latest: str
    put_aside: int
    lost: int
    is_loss_unknown: bool
    is_kept: bool


class DeliveryJournal(Protocol):
    """What delivery writes down; each method may be called from any of its threads."""

    def record(self, *records: Record) -> None:
        """Append records."""

    def record_file(self, file: LogFile) -> None:
        """Record a file that was seen for the first time."""

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch that is about to be sent."""

    def record_acknowledged(self, batch: JournaledBatch) -> None:
        """Record that the store answered 200 to a batch."""

    def record_verified(self, position: Position, seq: int) -> None:
        """Record that the store holds all before a number, which stands at the position."""

    def record_loss(self, records: int | None) -> None:
        """Record that so many records more were lost, ``None`` if that is not known."""


class NullJournal:
    """A journal of what can't be read again, so that there is nothing to go on with."""

    def record(self, *records: Record) -> None:
        """Do nothing."""

    def record_file(self, file: LogFile) -> None:
        """Do nothing."""

    def record_batch(self, batch: JournaledBatch) -> None:
        """Do nothing."""

    def record_acknowledged(self, batch: JournaledBatch) -> None:
        """Do nothing."""

    def record_verified(self, position: Position, seq: int) -> None:
        """Do nothing."""

    def record_loss(self, records: int | None) -> None:
        """Do nothing."""


class Journal:
    """
    Append to a session's journal.

    What can't be written is known in memory nevertheless, and the whole is written again as soon
    as that succeeds.

    Parameters
    ----------
    path : Path
        The file, in a private directory.
    state : JournalState
        What it comes to so far; it is written at once.
    report : callable
        Called with a level and a text, when the journal can't be written.

    Attributes
    ----------
    state : JournalState
        What the journal comes to.

    """

    def __init__(
        self,
        path: Path,
        state: JournalState,
        report: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self.path = path
        self.state = state
        self._report = report
        self._lock = threading.Lock()
        self._fd = -1
        self._size = 0
        self._compact_at = 0
        self._is_failing = False
        self._retry_at = 0.0
        with self._lock:
            self._rewrite()

    def record(self, *records: Record) -> None:
        """Append records."""
        with self._lock:
            for record in records:
                self.state.apply(record)
            if self._fd < 0 or self._size >= self._compact_at:
                self._rewrite()
            else:
                self._append(b"".join(_encoder.encode(record) + b"\n" for record in records))

    def record_file(self, file: LogFile) -> None:
        """Record a file that was seen for the first time."""
        if file.index >= len(self.state.files):
            self.record(FileRecord(file))

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch that is about to be sent."""
        self.record(batch_record(batch))

    def record_acknowledged(self, batch: JournaledBatch) -> None:
        """Record that the store answered 200 to a batch."""
        self.record(AcknowledgedRecord(batch.first))

    def record_verified(self, position: Position, seq: int) -> None:
        """Record that the store holds all before a number, which stands at the position."""
        if (position, seq) != (self.state.verified, self.state.verified_seq):
            self.record(VerifiedRecord(seq, position))

    def record_loss(self, records: int | None) -> None:
        """Record that so many records more were lost, ``None`` if that is not known."""
        if records is None or records > 0:
            self.record(LossRecord(records))

    def record_end(self, position: Position) -> None:
        """Record where the session's lines end."""
        self.record(EndRecord(position))

    def close(self) -> None:
        """Close the file; what it holds is for the process that goes on."""
        with self._lock:
            self._close()

    def remove(self) -> None:
        """Delete the journal, all of the session being stored."""
        with self._lock:
            self._close()
            self._retry_at = float("inf")
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _append(self, data: bytes) -> None:
        try:
            _write(self._fd, data)
        except OSError as e:
            self._note_failure(e)
        else:
            self._size += len(data)

    def _rewrite(self) -> None:
        """Replace the file by the shortest journal that comes to the same."""
        if self._is_failing and time.monotonic() < self._retry_at:
            return
        self._close()
        draft = self.path.with_name(self.path.name + _DRAFT_SUFFIX)
        self.state.batches = list(_joined(self.state.batches))
        data = b"".join(_encoder.encode(record) + b"\n" for record in self.state.records())
        try:
            with suppress(FileNotFoundError):
                draft.unlink()
            fd = open_private(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND)
        except OSError as e:
            self._note_failure(e)
            return
        try:
            _write(fd, data)
            os.fsync(fd)
            draft.replace(self.path)
        except OSError as e:
            os.close(fd)
            with suppress(OSError):
                draft.unlink()
            self._note_failure(e)
            return
        self._fd, self._size, self._is_failing = fd, len(data), False
        self._compact_at = len(data) + _COMPACT_AFTER_BYTES

    def _close(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _note_failure(self, error: OSError) -> None:
        self._close()
        self._retry_at = time.monotonic() + _RETRY_SECS
        if not self._is_failing:
            self._is_failing = True
            self._report(
                "warning",
                f"The journal {self.path} can't be written, so a restart has to ask the store "
                f"what it holds; shipping goes on, make room or mend the directory: {error}",
            )


def batch_record(batch: JournaledBatch) -> BatchRecord:
    """Return the record of a batch; rows that can't be made again are part of it."""
    rows = b"".join(batch.rows).decode(errors="replace") if batch.is_kept else ""
    return BatchRecord(
        first=batch.first,
        records=batch.records,
        start=batch.start,
        end=batch.end,
        earliest=batch.earliest,
        latest=batch.latest,
        put_aside=batch.put_aside,
        rows=rows,
        lost=batch.lost,
        is_loss_unknown=batch.is_loss_unknown,
    )


def _write(fd: int, data: bytes) -> None:
    written = os.write(fd, data)
    if written < len(data):
        raise OSError(f"only {written} of {len(data)} bytes could be written")
