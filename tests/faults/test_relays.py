"""What relays and clusters say of themselves, for the verdicts that rest on it."""

import json
import time
from contextlib import ExitStack
from contextlib import closing
from contextlib import suppress

import pytest
from conftest import Store
from conftest import eventually

from faults.vlagent import Relay
from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Range
from nautilus_vlogs.times import rfc3339


@pytest.fixture
def relayed_by(tmp_path):
    """Return a store of this test's own, and a vlagent before it."""
    with (
        LocalServer(obtain_binary(), tmp_path / "data") as server,
        Relay(server.url, tmp_path) as relay,
    ):
        yield server, relay


@pytest.fixture
def relayed(relayed_by):
    """Return a store of this test's own, and the URL of a vlagent before it."""
    server, relay = relayed_by
    return server, relay.url


def rows(test_id, count):
    made = {"_time": rfc3339(time.time_ns()), "test": test_id, "level": "INFO"}
    return [json.dumps({**made, "_msg": f"m{i}"}).encode() + b"\n" for i in range(count)]


def test_while_a_relay_says_that_it_holds_nothing_all_is_in_the_store(relayed):
    """Its queue is told, and the blocks that it holds until their next attempt as well."""
    server, url = relayed
    with closing(StoreClient(url)) as client, Store(server.url) as store:

        def pending():
            return client.metrics().relay_pending_bytes

        assert client.metrics().is_relay
        assert not client.metrics().is_cluster
        assert client.takes_rows_only()
        assert pending() == 0
        server.kill()
        sent = 0
        for _ in range(20):  # more blocks than it has workers: some wait in its queue
            assert client.insert(rows(store.id, 50)).outcome is Outcome.ACCEPTED
            sent += 50
            time.sleep(0.1)  # its queue takes what came within a second as one block
        eventually(lambda: pending() > 0)
        for _ in range(15):
            assert pending() > 0
            time.sleep(0.1)
        server.start()
        eventually(lambda: pending() == 0, timeout=90)
        store.flush()
        assert len(store.query(f"test:={store.id}")) == sent


def test_a_relay_that_is_killed_passes_on_once_more_what_it_had_on_its_disk(relayed_by):
    """Its place in its buffer is written down once a second at most: these copies are its own."""
    server, relay = relayed_by
    with closing(StoreClient(relay.url)) as client, Store(server.url) as store:

        def stored():
            store.flush()
            return len(store.query(f"test:={store.id}"))

        sent = 0
        for _ in range(5):  # it may just have written it down
            server.stop()  # which forgets nothing
            for _ in range(80):  # some seconds without a reader: what is in memory goes to the disk
                assert client.insert(rows(store.id, 50)).outcome is Outcome.ACCEPTED
                sent += 50
                time.sleep(0.1)
            server.start()
            eventually(lambda: client.metrics().relay_pending_bytes == 0, 90)
            eventually(lambda sent=sent: stored() == sent)
            relay.kill()
            relay.start()
            eventually(lambda: client.metrics().relay_pending_bytes == 0)
            with suppress(AssertionError):
                return eventually(lambda sent=sent: stored() > sent, 15)
        pytest.fail("it has passed nothing on once more")


def cluster(stack, directory, versions, *flags):
    """Start storages of some versions and a node before them; return all, the node last."""
    nodes = [
        stack.enter_context(LocalServer(install(version), directory / f"storage-{i}"))
        for i, version in enumerate(versions)
    ]
    addresses = ",".join(f"127.0.0.1:{node.port}" for node in nodes)
    flags = (f"-storageNode={addresses}", *flags)
    node = LocalServer(install(versions[0]), directory / "node", flags=flags)
    return [*nodes, stack.enter_context(node)]


def test_a_cluster_is_recognised(tmp_path):
    """By its insert node's metrics, which tell no retention: it keeps no rows."""
    with ExitStack() as stack:
        *_, node = cluster(stack, tmp_path, [VICTORIALOGS_VERSION] * 2)
        client = stack.enter_context(closing(StoreClient(node.url)))
        assert client.metrics().is_cluster
        assert not client.metrics().is_relay
        assert client.storage_metrics() is None


@pytest.mark.parametrize("trouble", ["another version", "is down"])
@pytest.mark.parametrize("flag", [(), ("-search.allowPartialResponse",)])
def test_a_clusters_trouble_is_no_answer_and_names_the_node(tmp_path, trouble, flag):
    """Neither side takes a part for the whole, whatever the cluster's flags allow."""
    other = OLDEST_VERSION if trouble == "another version" else VICTORIALOGS_VERSION
    with ExitStack() as stack:
        versions = [VICTORIALOGS_VERSION, other]
        _, bad, node = cluster(stack, tmp_path, versions, *flag)
        if trouble == "is down":
            bad.kill()
        named = f"storage node 127.0.0.1:{bad.port} failed"
        writer = stack.enter_context(closing(StoreClient(node.url)))
        lookup = writer.lookup("an-instance")
        now = rfc3339(time.time_ns())
        assert lookup.count(Range(0, 9, now, now)) is None
        assert named in lookup.failure.reason
        reader = stack.enter_context(VictoriaLogsClient(node.url))
        with pytest.raises(StoreError, match=named):
            reader.search()
        assert named in reader.health().trouble


def test_the_longest_range_that_a_store_allows_is_respected(tmp_path):
    """Look-ups over more than that are made in parts."""
    flags = ["-search.maxQueryTimeRange=1h"]
    with (
        LocalServer(obtain_binary(), tmp_path, flags=flags) as server,
        closing(StoreClient(server.url)) as client,
        Store(server.url) as store,
    ):
        assert client.metrics().max_query_range_secs == 3_600
        now = time.time_ns()
        times = [rfc3339(now - hours * 1_800 * 10**9) for hours in range(10)]
        made = [
            {"_time": at, "_msg": "m", "instance_id": store.id, "seq": str(9 - i)}
            for i, at in enumerate(times)
        ]
        client.insert([json.dumps(row).encode() + b"\n" for row in made])
        store.flush()
        lookup = client.lookup(store.id)
        asked = Range(0, 9, times[-1], times[0])
        assert lookup.present(asked) == set(range(10))
        assert (lookup.count(asked).rows, lookup.count(asked).distinct) == (10, 10)
        assert lookup.next_seq() == 10
