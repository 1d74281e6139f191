"""All that runs between a source of log lines and VictoriaLogs, put together."""

import threading
import time
from collections.abc import Callable
from collections.abc import Collection
from pathlib import Path

from nautilus_vlogs.capture.source import Source
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.lookup import Lookup
from nautilus_vlogs.deliver.outbox import Delivery
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.shipper import Shipper
from nautilus_vlogs.deliver.verifier import Proof
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import as_extra_fields

#: Between two slices that are read again: others want the GIL.
_REST_SECS = 0.0005


class Pipeline:
    """
    The way from a source to the store, for a node's log as for Python's own logging.

    Parameters
    ----------
    settings : ShippingSettings
        What the user set.
    constants : dict[str, str]
        Fields that are the same on every row.
    identities : Identities
        Who logs under which name.
    introduce : callable
        Called with a name that is still unknown after its grace; returns whose it is.
    open_source : callable
        Called on the shipper's thread; returns what to read, ``None`` if there is nothing.
    dead_letters : Path
        The file for records that VictoriaLogs would not store.
    tell : callable
        Called with a level (``info``, ``warning``) and a text.
    extra_tags : collection of str, default ()
        Tags that lines may bring along as fields of their own.
    converter_type : type, default RowConverter
        What makes rows of lines.
    sender : Sender, optional
        Another pipeline's, to be shared.

    Attributes
    ----------
    sender, shipper, converter, delivery, proof, lookup
        The parts, with threads to be started by `shipper.start`.
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
        tell: Callable[[str, str], None],
        extra_tags: Collection[str] = (),
        converter_type: type[RowConverter] = RowConverter,
        sender: Sender | None = None,
    ) -> None:
        self._tell = tell
        self._warned: set[str] = set()
        self.dead_letters = DeadLetterFile(dead_letters)
        self.sender = sender or Sender(_client(settings), tell)
        self._client = self.sender.client
        constants = {**constants, **settings.extra_fields}
        extra_fields, by_request = as_extra_fields(constants)
        self.converter = converter_type(
            identities,
            constants,
            introduce,
            extract_fields=settings.extract_fields,
            put_aside=self._put_aside,
            by_request=by_request,
            extra_tags=extra_tags,
            redactor=Redactor(settings.redact, defaults=settings.redact_defaults),
        )
        self.lookup = lookup = Lookup(self._client, constants["instance_id"])
        self.delivery = Delivery(
            self.sender,
            lookup=lookup if settings.verify_delivery else None,
            connected=self._on_connected,
            delivered=self._on_delivered,
            refused=self._refused,
            extra_fields=extra_fields,
        )
        self.proof = Proof(
            lookup if settings.verify_delivery else None,
            window_secs=settings.durability_window_secs,
            is_up=lambda: self.delivery.is_up,
            post=self.delivery.post,
            reread=self._reread,
            refused=self._refused,
            proven=self._on_proven,
            tell=tell,
        )
        self.shipper = Shipper(
            self.converter,
            self.delivery,
            open_source,
            tell,
            proof=self.proof,
            settings=settings,
        )

    @property
    def threads(self) -> set[threading.Thread]:
        """The threads that work here."""
        return {self.shipper.thread, *self.sender.threads, self.proof.thread}

    def close(self, timeout_secs: float, *, is_last: bool) -> None:
        """Ship what is left and stop; see `Shipper.close`."""
        self.shipper.close(timeout_secs, is_last=is_last)
        if self.sender.is_stopped:
            self._client.close()

    def _put_aside(self, reason: str, original: bytes) -> None:
        try:
            self.dead_letters.write(reason, original)
        except OSError as e:
            self._warn_once(f"Records that can't be stored can't be kept either: {e}")
        else:
            self._warn_once(f"Records that can't be stored are kept in {self.dead_letters.path}")

    def _refused(self, reason: str, row: bytes) -> bytes:
        self._put_aside(reason, row)
        return self.converter.refusal(reason, row)

    def _warn_once(self, text: str) -> None:
        if text not in self._warned:
            self._warned.add(text)
            self._tell("warning", text)

    def _on_connected(self) -> None:
        retention_secs = self._client.retention_secs()
        if retention_secs is not None:
            self.converter.retention_secs = retention_secs

    def _on_delivered(self, batch: Batch) -> None:
        self.proof.add(batch)
        self.shipper.note_room()

    def _on_proven(self, batch: Batch) -> None:
        self.shipper.release(batch)

    def _reread(self, batch: Batch) -> dict[int, bytes] | None:
        """Return a batch's rows by number, made once more, if the source has the lines still."""
        if batch.again is None:
            return None
        converter = batch.again.snapshot()  # there may be another time
        again = Batch(first=batch.first)
        for lines in self.shipper.read_again(batch):
            converted = converter.convert(lines)
            again.add(converted.rows, converted.records, batch.end)
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
    )
