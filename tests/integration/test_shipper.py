"""The shipper's thread between a source and the delivery."""

import json
import time

import pytest
from conftest import ends
from fake_store import FakeStore

from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.deliver.shipper import Shipper
from nautilus_vlogs.deliver.verification import Actions
from nautilus_vlogs.deliver.verifier import Verifier
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.times import rfc3339

LINES = 40_000


@pytest.fixture
def fake():
    """Return a store that takes everything."""
    fake = FakeStore()
    yield fake
    fake.close()


@pytest.fixture
def shipper(fake, tmp_path):
    """Return a shipper of a large backlog, not started."""
    entry = {"timestamp": rfc3339(time.time_ns()), "level": "INFO", "component": "X"}
    texts = (f"m{i} {'x' * 200}" for i in range(LINES))
    lines = [json.dumps({**entry, "message": text}, separators=(",", ":")) for text in texts]
    (tmp_path / "mine.json").write_text("\n".join(lines) + "\n")
    client = StoreClient(fake.url)
    converter = RowConverter(
        OneIdentity(Identity("system")),
        {"instance_id": "i"},
        lambda _: SYSTEM,
        extract_fields=True,
        put_aside=lambda *_: pytest.fail("nothing is put aside"),
    )
    outbox = Outbox(
        Sender(client, lambda *_: None),
        acknowledged=lambda batch: verifier.note_acknowledged(batch),  # noqa: PLW0108  # made later
        stub=lambda _, row: row,
        put_aside=lambda *_: None,
    )
    files = LogFiles(owned=True)
    files.add(tmp_path / "mine.json")
    reader = SpoolReader(files)
    verifier = Verifier(
        None,
        policy=Policy(window_secs=1, defer_secs=1),
        box=outbox,
        actions=Actions(
            is_up=lambda: True,
            reread=lambda _: None,
            stub=lambda _, row: row,
            put_aside=lambda *_: None,
            concluded=lambda _: None,
        ),
    )
    yield Shipper(
        converter,
        outbox,
        lambda: reader,
        lambda *_: None,
        verifier=verifier,
        settings=ShippingSettings(flush_interval_ms=60_000, batch_interval_ms=50),
    )
    client.close()


def test_a_large_backlog_is_drained_at_full_speed(shipper, fake):
    """All that waits at the end is delivered by one drain, each row once."""
    shipper.start()
    assert shipper.drain(60)
    shipper.close(5, is_last=True)
    assert [json.loads(row)["seq"] for row in fake.rows()] == list(range(LINES))
    assert shipper.stats().sent == LINES


def test_draining_keeps_to_its_time(shipper, fake):
    """Where the store does not answer, draining ends when the time is up."""
    fake.otherwise = fake.hang
    shipper.start()
    assert not ends(lambda: shipper.drain(0.5))
    fake.disconnect()
    shipper.close(0.1, is_last=True)
    assert not shipper.thread.is_alive()  # it stops in the middle of a backlog, too
