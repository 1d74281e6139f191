"""Rows of very many different fields stay in the store, whatever it merges them with."""

import json
import time
import uuid

import httpx
import pytest
from conftest import INTERNAL_KEY
from conftest import Store
from conftest import eventually

from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.times import rfc3339


@pytest.fixture
def store(tmp_path):
    """Return a store that merges no rows of other tests into the same blocks."""
    with LocalServer(obtain_binary(), tmp_path) as server, Store(server.url) as view:
        yield view


def bodies(instance_id):
    """Yield what a process of this instance sends, whose texts name 4,000 different fields."""
    entry = {"timestamp": rfc3339(time.time_ns()), "trader_id": "T", "level": "INFO", "color": ""}
    converter = RowConverter(
        OneIdentity(Identity("strategy", "S-001")),
        {"instance_id": instance_id},
        lambda _: Identity("strategy", "S-001"),
        extract_fields=True,
        put_aside=lambda *_: None,
    )
    for number in range(100):
        pairs = " ".join(f"f{instance_id[:8]}_{number}_{i}={i}" for i in range(40))
        line = {**entry, "component": "S-001", "message": f"many {pairs}"}
        yield converter.convert(json.dumps(line).encode() + b"\n").rows


def test_rows_with_thousands_of_field_names_stay(store):
    """Several runs of one strategy write into one stream, whose rows are merged in the end."""
    client = StoreClient(store.url, stream_fields=["strategy_id", "level"])
    runs = [str(uuid.uuid4()) for _ in range(3)]
    for instance_id in runs:
        for body in bodies(instance_id):
            assert client.insert([body]).outcome is Outcome.ACCEPTED
    client.close()
    store.flush()
    httpx.get(
        f"{store.url}/internal/force_merge", params=INTERNAL_KEY, trust_env=False
    ).raise_for_status()

    def is_merged():
        metrics = httpx.get(f"{store.url}/metrics", trust_env=False).text
        return all(
            line.endswith(" 0")
            for line in metrics.splitlines()
            if line.startswith("vl_active_merges")
        )

    eventually(is_merged)
    for instance_id in runs:
        found = store.wait_for(f'instance_id:="{instance_id}"', 100)
        assert sorted(int(row["seq"]) for row in found) == list(range(100))
