"""All that runs between a source of log lines and VictoriaLogs, put together."""

import threading
import time
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Mapping
from pathlib import Path

import msgspec

from nautilus_vlogs.capture.source import Source
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.journal_records import HeldRecord
from nautilus_vlogs.deliver.journal_records import SentAgainRecord
from nautilus_vlogs.deliver.journal_records import StubRecord
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.shipper import Shipper
from nautilus_vlogs.deliver.store_facts import UNKNOWN_SECS
from nautilus_vlogs.deliver.store_facts import StoreFacts
from nautilus_vlogs.deliver.verification import Actions
from nautilus_vlogs.deliver.verifier import Verifier
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import as_extra_fields
from nautilus_vlogs.times import rfc3339

#: Between two slices that are read again: others want the GIL.
_REST_SECS = 0.0005


class _Numbered(msgspec.Struct):
    seq: int


class Pipeline:
    """
    The way from a source to the store, for a node's log as for Python's own logging.

    Parameters
    ----------
    settings : ShippingSettings
        The user's settings.
    constants : dict[str, str]
        Fields that are the same on every row.
    identities : Identities
        Which strategy or component each logger name belongs to.
    introduce : callable
        Called with a name that is still unknown after its grace; returns its identity.
    open_source : callable
        Called on the shipper's thread; returns what to read, ``None`` if there is nothing.
    dead_letters : Path
        The file for records that VictoriaLogs would not store.
    report : callable
        Called with a level (``info``, ``warning``) and a text.
    extra_tags : collection of str, default ()
        Tags that lines may bring along as fields of their own.
    converter_type : type, default RowConverter
        Makes rows of lines.
    sender : Sender, optional
        Another pipeline's, to be shared.
    clock : callable, default time.monotonic
        Returns the time in seconds.

    Attributes
    ----------
    sender, shipper, converter, outbox, verifier, lookup
        The parts, with threads to be started by `shipper.start`.
    lookups : tuple
        The look-ups of the one who resumes a log, which is `lookup`, and of the verifier.
    dead_letters : DeadLetterFile
        The file for records that VictoriaLogs would not store; may be replaced.

    """

    def __init__(  # noqa: PLR0913  # the parts differ in so much
        self,
        settings: ShippingSettings,
        *,
        constants: dict[str, str],
        identities: Identities,
        introduce: Callable[[str], Identity],
        open_source: Callable[[], Source | None],
        dead_letters: Path,
        report: Callable[[str, str], None],
        extra_tags: Collection[str] = (),
        converter_type: type[RowConverter] = RowConverter,
        sender: Sender | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._report = report
        self._warned: set[str] = set()
        self.dead_letters = DeadLetterFile(dead_letters)
        self.sender = sender or Sender(_client(settings), report, clock=clock)
        self._client = self.sender.client
        if sender is None and (warning := self._client.warning) is not None:
            report("warning", warning)
        constants = {**constants, **settings.extra_fields}
        extra_fields, by_request = as_extra_fields(constants)
        self.converter = converter_type(
            identities,
            constants,
            introduce,
            extract_fields=settings.extract_fields,
            put_aside=self._put_aside_line,
            by_request=by_request,
            extra_tags=extra_tags,
            redactor=Redactor(settings.redact, defaults=settings.redact_defaults),
            report=report,
        )
        self.lookup = self._client.lookup(constants["instance_id"])
        verifying = self._client.lookup(constants["instance_id"])
        self.lookups = (self.lookup, verifying)
        self._store = StoreFacts(self._client, settings, report)
        self.outbox = Outbox(
            self.sender,
            can_verify=lambda: self.verifier.can_verify,
            clear_at=lambda batch: self.verifier.clear_at(batch),  # noqa: PLW0108  # made later
            connected=self._on_connected,
            acknowledged=self._on_acknowledged,
            unclear=self._on_unclear,
            stub=self.converter.refusal,
            put_aside=self._put_aside_row,
            extra_fields=extra_fields,
        )
        self.verifier = Verifier(
            verifying if settings.verify_delivery else None,
            policy=self._store.policy(),
            box=self.outbox,
            actions=Actions(
                is_up=lambda: self.outbox.is_up,
                reread=self._reread,
                stub=self._belated_stub,
                put_aside=self._put_aside_row,
                sent_again=self._record_sent_again,
                replaced=self.record_stubs,
                concluded=self._on_concluded,
                explain=self._explain,
                lost=self._on_lost,
                is_in_doubt=self.is_in_doubt,
                is_write_only=self._client.answers_no_queries,
                report=report,
            ),
            clock=clock,
        )
        self.shipper = Shipper(
            self.converter,
            self.outbox,
            open_source,
            report,
            verifier=self.verifier,
            settings=settings,
            clock=clock,
        )

    @property
    def threads(self) -> set[threading.Thread]:
        """The threads that work here."""
        return {self.shipper.thread, *self.sender.threads, self.verifier.thread}

    def close(self, timeout_secs: float, *, is_last: bool) -> None:
        """Ship what is left and stop; see `Shipper.close`."""
        self.shipper.close(timeout_secs, is_last=is_last)
        if self.sender.is_stopped:
            self._client.close()

    def put_aside(self, reason: str, original: bytes) -> bool:
        """Keep a record as a dead letter; return whether that succeeded."""
        try:
            self.dead_letters.write(reason, original)
        except OSError as e:
            self._warn_once(f"Records that can't be stored can't be kept either: {e}")
            return False
        self._warn_once(f"Records that can't be stored are kept in {self.dead_letters.path}")
        return True

    def _put_aside_line(self, reason: str, original: bytes) -> None:
        """Keep a line that can't be converted; called on the shipper's thread."""
        if not self.put_aside(reason, original):
            self.shipper.hold()
            self.shipper.journal.record(HeldRecord(self.converter.next_seq, reason))

    def _put_aside_row(self, batch: Batch, reason: str, row: bytes) -> None:
        """Keep a row that the store won't keep; what can't be kept elsewhere stays in the spool."""
        seq = msgspec.json.decode(row, type=_Numbered).seq
        self.put_aside_of(batch, seq, reason, row)

    def put_aside_of(self, batch: Batch, seq: int, reason: str, original: bytes) -> None:
        """Keep the record of a number in a batch as a dead letter, or else have it stay."""
        if not self.put_aside(reason, original):
            batch.is_held = True
            self.shipper.journal.record(HeldRecord(seq, reason))

    def record_stubs(self, stubs: Mapping[int, bytes]) -> None:
        """Record rows that a successor finds at other times than those of their lines."""
        records = (StubRecord(seq, row.decode()) for seq, row in stubs.items())
        self.shipper.journal.record(*records)

    def _record_sent_again(self, batch: Batch) -> None:
        """Record that a successor is not to go by the 200 that the batch had."""
        self.shipper.journal.record(SentAgainRecord(batch.first, batch.last))

    def _belated_stub(self, reason: str, row: bytes) -> bytes:
        """Return a stub of now: the store may not keep rows of the time that the row has."""
        return self.belated(self.converter.refusal(reason, row))

    def belated(self, row: bytes) -> bytes:
        """Return a row with the time of now."""
        at = rfc3339(self._store.bounds.now_ns())
        return msgspec.json.encode({**msgspec.json.decode(row), "_time": at}) + b"\n"

    def _warn_once(self, text: str) -> None:
        if text not in self._warned:
            self._warned.add(text)
            self._report("warning", text)

    def learn(self) -> None:
        """Ask the store what it is, and go by that from now on; never raise."""
        self._store.refresh()
        self.verifier.policy = self._store.policy()
        self.converter.bounds.follow(self._store.bounds)

    def is_in_doubt(self) -> bool:
        """Return whether rows may be held back; to be asked before each look for missing ones."""
        if self._store.is_stale:
            self.learn()
        return self._store.is_in_doubt()

    def _explain(self, batch: Batch) -> str:
        if self._store.is_older_than(UNKNOWN_SECS):
            self.learn()  # a clock may have been set meanwhile
        return self._store.explain(batch)

    def _on_connected(self) -> None:
        self.learn()
        self.verifier.note_up()

    def _on_acknowledged(self, batch: Batch) -> None:
        try:
            self.shipper.journal.record_acknowledged(batch)
        finally:
            self.verifier.note_acknowledged(batch)
            self.shipper.note_room()

    def _on_unclear(self, batch: Batch, result: InsertResult) -> None:
        self.verifier.note_unclear(batch, result)
        self.shipper.note_room()

    def _on_lost(self, batch: Batch, count: int) -> None:
        # Where the row that reports a loss is missing, what it says is to be told again.
        self.shipper.note_loss(count + batch.lost, is_unknown=batch.is_loss_unknown)

    def _on_concluded(self, batch: Batch) -> None:
        self.shipper.release(batch)

    def _reread(self, batch: Batch) -> dict[int, bytes] | None:
        """Return a batch's rows by number, made once more, if the source has the lines still."""
        if batch.again is None:
            return None
        converter = batch.again.snapshot()  # there may be another time
        again = Batch(first=batch.first)
        for lines in self.shipper.read_again(batch):
            converted = converter.convert(lines)
            again.add(converted, batch.end)
            time.sleep(_REST_SECS)
        return again.numbered() if again.records == batch.records else None


def _client(settings: ShippingSettings) -> StoreClient:
    return StoreClient(
        settings.url,
        query_url=settings.query_url,
        stream_fields=settings.stream_fields,
        account_id=settings.account_id,
        project_id=settings.project_id,
        timeout_secs=settings.request_timeout_secs,
        compression=settings.compression,
        ca_file=settings.ca_file,
        client_cert_file=settings.client_cert_file,
        client_key_file=settings.client_key_file,
        is_verifying=settings.verify_delivery,
    )
