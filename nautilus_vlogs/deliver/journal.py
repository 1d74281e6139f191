"""
The journal of a session: which bytes became which numbers, and what became of the rows.

Each fact is appended before it is acted upon: a batch before it is sent, a verdict before the files
are deleted. A process that goes on where another one ended replays the journal: so no number is
given twice, nothing that was verified is sent again, and what is in doubt is known.

The file holds one JSON object a line. A line that was not written to its end is ignored, and from
time to time the whole is replaced by what it comes to.
"""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import msgspec

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.file_table import digest_in
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal_records import AcknowledgedRecord
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import HeadRecord
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import Record
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_records import VolatileRecord
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import PassingJournalError
from nautilus_vlogs.deliver.journal_state import joined
from nautilus_vlogs.deliver.journal_state import replay
from nautilus_vlogs.deliver.moved_files import take_along
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.regular_files import is_passing

SUFFIX = ".journal"

_DRAFT_SUFFIX = ".new"

#: A journal of more bytes is none. It may hold the rows of a spool's file that was deleted unread.
MAX_BYTES = 512 * 1024 * 1024

#: The journal is compacted when it has doubled since it was last, and grown by so many bytes.
_COMPACT_AFTER_BYTES = 256 * 1024

#: While the journal can't be written, seconds between two attempts.
_RETRY_SECS = 1.0

_encoder = msgspec.json.Encoder()


def load(path: Path) -> JournalState:
    """
    Return what a journal comes to; the files of a spool that was moved are where they are now.

    Raises
    ------
    JournalError
        If it can't be read, or is none; a `PassingJournalError` if that says nothing of it, a
        `NewerJournalError` if a later release has written it.

    """
    try:
        with os.fdopen(open_private(path, os.O_RDONLY, max_bytes=MAX_BYTES), "rb") as file:
            state = replay(file.read(MAX_BYTES))
    except JournalError as e:
        raise type(e)(f"{path} can't be used: {e}") from None
    except OSError as e:
        error = PassingJournalError if is_passing(e) else JournalError
        raise error(f"{path} can't be used: {e}") from None
    take_along(state, path.parent)
    return state


class JournaledBatch(Protocol):
    """The recorded part of a `Batch`."""

    rows: list[bytes]
    records: int
    first: int
    start: Position
    end: Position
    earliest: str
    latest: str
    stamped_ns: int
    put_aside: int
    lost: int
    is_loss_unknown: bool
    is_kept: bool
    captured: Captured | None

    @property
    def run_id(self) -> str:
        """The backtest's run that the first row belongs to."""


class DeliveryJournal(Protocol):
    """Records of delivery; each method may be called from any of its threads."""

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

    def record_end(self, position: Position, seq: int) -> None:
        """Record that the store holds all there is, up to a position and a number."""


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

    def record_end(self, position: Position, seq: int) -> None:
        """Do nothing."""


class Journal:
    """
    Append to a session's journal.

    Records that can't be written are kept in memory nevertheless, and the whole journal is written
    again as soon as that succeeds.

    Parameters
    ----------
    path : Path
        The file, in a private directory.
    state : JournalState
        The state that it begins with, which is written at once.
    report : callable
        Called with a level and a text, when the journal can't be written.

    Attributes
    ----------
    state : JournalState
        The state of the journal.

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
        self._is_closed = False
        with self._lock:
            self._rewrite()

    def record(self, *records: Record) -> None:
        """Append records."""
        with self._lock:
            for record in records:
                self.state.apply(record)
            if self._is_closed:
                return
            is_due = self._fd < 0 or self._size >= self._compact_at
            if is_due and self._rewrite():
                return
            if self._fd >= 0:
                self._append(b"".join(_encoder.encode(record) + b"\n" for record in records))

    def record_file(self, file: LogFile) -> None:
        """Record a file that was seen for the first time."""
        if file.index >= len(self.state.files):
            self.record(FileRecord(file))
            self._record_head(file.index)

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch that is about to be sent."""
        for index in {batch.start.file, batch.end.file}:
            self._record_head(index)
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

    def record_end(self, position: Position, seq: int) -> None:
        """Record that the store holds all there is, up to a position and a number."""
        verified = VerifiedRecord(seq, position)
        self.record(verified, VolatileRecord(is_volatile=False), EndRecord(position))

    def close(self) -> None:
        """Close the file for good; what it holds is for whoever goes on, who writes it from now."""
        with self._lock:
            self._is_closed = True
            self._close()

    def remove(self) -> None:
        """Delete the journal, all of the session being stored."""
        with self._lock:
            self._is_closed = True
            self._close()
            with suppress(OSError):
                self.path.unlink(missing_ok=True)

    def _record_head(self, index: int) -> None:
        """Record how a file begins, by which it is found again under other numbers."""
        head = self._head_of(index)
        if head and head != self.state.heads.get(index):
            self.record(HeadRecord(index, head))

    def _head_of(self, index: int) -> str:
        """Return how a file begins, "" if that is recorded, or it is empty or gone."""
        files = self.state.files
        if index in self.state.heads or not 0 <= index < len(files):
            return ""
        return digest_in(Path(files[index].path), files[index].id)

    def _append(self, data: bytes) -> None:
        try:
            _write(self._fd, data)
        except OSError as e:
            self._note_failure(e)
        else:
            self._size += len(data)

    def _rewrite(self) -> bool:
        """
        Replace the file by the shortest journal that comes to the same.

        Where there is no room for a second file, the present one goes on to be appended to.
        """
        if self._is_failing and time.monotonic() < self._retry_at:
            return False
        draft = self.path.with_name(self.path.name + _DRAFT_SUFFIX)
        self.state.batches = list(joined(self.state.batches))
        data = b"".join(_encoder.encode(record) + b"\n" for record in self.state.records())
        try:
            with suppress(FileNotFoundError):
                draft.unlink()
            fd = open_private(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND)
        except OSError as e:
            self._note_no_draft(e)
            return False
        try:
            _write(fd, data)
            os.fsync(fd)
            draft.replace(self.path)
        except OSError as e:
            os.close(fd)
            with suppress(OSError):
                draft.unlink()
            self._note_no_draft(e)
            return False
        self._close()
        self._fd, self._size, self._is_failing = fd, len(data), False
        self._compact_at = len(data) + max(_COMPACT_AFTER_BYTES, len(data))
        return True

    def _note_no_draft(self, error: OSError) -> None:
        if self._fd >= 0 and os.fstat(self._fd).st_nlink:  # not deleted together with its place
            self._compact_at = self._size + _COMPACT_AFTER_BYTES
        else:
            self._note_failure(error)

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
        stamped_ns=batch.stamped_ns,
        put_aside=batch.put_aside,
        rows=rows,
        lost=batch.lost,
        is_loss_unknown=batch.is_loss_unknown,
        run_id=batch.run_id,
        captured=batch.captured,
    )


def _write(fd: int, data: bytes) -> None:
    written = os.write(fd, data)
    if written < len(data):
        raise OSError(f"only {written} of {len(data)} bytes could be written")
