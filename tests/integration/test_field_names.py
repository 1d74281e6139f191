"""Rows of very many different fields are all stored, whatever the store does with large blocks."""

import json
import time
import uuid

import pytest
from conftest import Store

from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.times import rfc3339


@pytest.fixture
def store(tmp_path):
    """Return a store that gathers no rows of other tests into the same blocks."""
    with LocalServer(obtain_binary(), tmp_path) as server, Store(server.url) as view:
        yield view


def test_every_row_of_a_batch_with_thousands_of_field_names_is_stored(store):
    """It goes out in several requests, some time apart: else rows are dropped with a 200."""
    instance_id = str(uuid.uuid4())
    entry = {"timestamp": rfc3339(time.time_ns()), "trader_id": "T", "level": "INFO", "color": ""}
    lines = []
    for line in range(200):
        pairs = " ".join(f"field_{line}_{number}={number}" for number in range(40))
        lines.append(json.dumps({**entry, "component": "S-001", "message": f"many {pairs}"}))
    converter = RowConverter(
        OneIdentity(Identity("strategy", "S-001")),
        {"instance_id": instance_id},
        lambda _: Identity("strategy", "S-001"),
        extract_fields=True,
        put_aside=lambda *_: None,
    )
    batch = Batch()
    waiting = "".join(line + "\n" for line in lines).encode()
    while waiting:
        converted = converter.convert(waiting)
        batch.add(converted, batch.end)
        waiting = waiting[converted.consumed :]
    assert len(batch.names) == 8_000
    client = StoreClient(store.url)
    acknowledged = []
    sender = Sender(client, lambda *_: None)
    outbox = Outbox(
        sender, acknowledged=acknowledged.append, stub=lambda _, row: row, put_aside=lambda *_: None
    )
    outbox.submit(batch)
    assert sender.step()
    client.close()
    assert batch.state is BatchState.ACKNOWLEDGED
    assert outbox.progress.requests > 4
    found = store.wait_for(f'instance_id:="{instance_id}"', 200, timeout=90)
    assert sorted(int(row["seq"]) for row in found) == list(range(200))
