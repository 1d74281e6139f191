"""A cluster of storage, insert and select nodes, and a relay: verified at another address."""

import time
from contextlib import ExitStack

import httpx
import pytest
from conftest import INTERNAL_KEY
from conftest import eventually

from faults.harness import Account
from faults.harness import told
from faults.vlagent import Relay
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

#: As of a single node; the insert node adds about a second.
DURABLE_SECS = 6


class Cluster:
    """Two storage nodes, an insert node and a select node."""

    def __init__(self, stack: ExitStack, directory) -> None:
        binary = obtain_binary()

        def start(name, *flags):
            return stack.enter_context(LocalServer(binary, directory / name, flags=flags))

        self.storages = [start("storage-1"), start("storage-2")]
        nodes = ",".join(f"127.0.0.1:{storage.port}" for storage in self.storages)
        self.insert = start("insert", f"-storageNode={nodes}")
        self.select = start("select", f"-storageNode={nodes}")

    def flush(self):
        """Make what is on its way searchable."""
        for node in (self.insert, *self.storages):
            httpx.get(
                f"{node.url}/internal/force_flush",
                params=INTERNAL_KEY,
                trust_env=False,
                timeout=60,
            ).raise_for_status()


@pytest.fixture
def cluster(tmp_path):
    """Return a running cluster."""
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path)


def check_delivered(cluster, node):
    """Stop a node and check that everything it logged is stored once, and verified."""
    report = node.stop()
    stats = report["stats"]
    cluster.flush()
    account = Account(cluster.select.url, node.instance_id)
    account.check_whole(report["logged"])
    assert account.rows["n"] == stats["read"]
    assert (stats["unverified"], stats["lost"]) == (0, 0)
    return stats


@pytest.fixture
def node(make_node, cluster, tmp_path):
    """Return a node that writes to the insert node and looks up by the select node."""
    node = make_node(
        cluster.insert.url,
        tmp_path / "spool",
        query_url=cluster.select.url,
        durability_window_secs=DURABLE_SECS,
        request_timeout_secs=3,
        shutdown_timeout_secs=15,
    )
    node.wait_for(lambda stats: stats["sent"])
    node.phase("calm")
    time.sleep(0.7)
    node.phase("fault")
    return node


def test_a_storage_node_is_killed_and_comes_back(cluster, node):
    """What it took and had not written is sent again; while it is away nothing is verified."""
    node.wait_for(lambda stats: stats["sent"] > 500)
    cluster.storages[0].kill()
    time.sleep(1.5)
    cluster.storages[0].start()
    node.phase("healed")
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["state"] == "up" and stats["sent"] > read)
    node.wait_for(lambda stats: stats["verified"] > read, timeout=40)
    check_delivered(cluster, node)


def test_the_insert_node_is_killed(cluster, node):
    """What it had taken and not passed on is sent again."""
    for _ in range(2):
        sent = node.stats()["sent"]
        node.wait_for(lambda stats: stats["sent"] > sent + 300)  # noqa: B023  # at once
        cluster.insert.kill()
        time.sleep(0.3)
        cluster.insert.start()
    node.phase("healed")
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["state"] == "up" and stats["sent"] > read)
    node.wait_for(lambda stats: stats["verified"] > read, timeout=40)
    check_delivered(cluster, node)


@pytest.fixture
def relay(store, tmp_path):
    """Return the URL of a vlagent that passes everything on to the run's VictoriaLogs."""
    with Relay(store.url, tmp_path) as relay:
        yield relay.url


def test_a_relay_answers_no_queries(make_node, relay, store, tmp_path):
    """Behind vlagent a 200 is taken for stored, said once; every row arrives all the same."""
    node = make_node(relay, tmp_path / "spool")
    node.wait_for(lambda stats: stats["sent"] > 500)
    report = node.stop()
    stats = report["stats"]
    assert (stats["verified"], stats["unverified"]) == (0, stats["read"])

    def is_there():
        return Account(store.url, node.instance_id).rows["n"] == stats["read"]

    eventually(is_there)
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert len(told(store, node, "answers no queries here")) == 1


def test_behind_a_relay_the_store_itself_is_asked(make_node, relay, store, tmp_path):
    """With `query_url` delivery is verified through a relay as well."""
    node = make_node(relay, tmp_path / "spool", query_url=store.url, durability_window_secs=4)
    node.wait_for(lambda stats: stats["verified"] > 500)
    stats = node.stop()["stats"]
    assert stats["unverified"] == 0
    eventually(lambda: Account(store.url, node.instance_id).rows["n"] == stats["read"])
