"""Answers that leave it open what the store holds: nothing of it is sent again too early."""

import os
import signal
import subprocess
import time
from contextlib import suppress

import httpx
import pytest
from conftest import eventually

from faults.harness import Account
from faults.test_cluster import Cluster  # noqa: F401  # for its fixture
from faults.test_cluster import cluster  # noqa: F401  # the same
from faults.vlagent import obtain_vlagent
from nautilus_vlogs.operate import local_store

#: Longer than an insert node shuns a storage node that failed.
OUTAGE_SECS = 12


def check_whole(url, node, logged):
    """Check that every number is there once, as soon as all is."""
    eventually(lambda: Account(url, node.instance_id).numbers["n"] >= logged, 60)
    Account(url, node.instance_id).check_whole(logged)


def test_a_frozen_store_takes_what_it_was_sent_when_it_goes_on(make_node, server, tmp_path):
    """Requests that timed out wait in its sockets: they are not sent again beside that."""
    node = make_node(
        server.url,
        tmp_path / "spool",
        request_timeout_secs=1,
        durability_window_secs=4,
        shutdown_timeout_secs=10,
    )
    node.wait_for(lambda stats: stats["sent"] > 300)
    node.phase("fault")
    os.kill(server.pid, signal.SIGSTOP)
    try:
        node.wait_for(lambda stats: stats["state"] == "unclear")
        time.sleep(OUTAGE_SECS)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    node.phase("healed")
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["state"] == "up" and stats["sent"] > read, 60)
    report = node.stop()
    check_whole(server.url, node, report["logged"])
    assert report["stats"]["duplicates"] == 0


def test_all_storage_nodes_of_a_cluster_are_away(make_node, cluster, tmp_path):  # noqa: F811
    """What the insert node buffers meanwhile is stored later, once, however short the window."""
    node = make_node(
        cluster.insert.url,
        tmp_path / "spool",
        query_url=cluster.select.url,
        request_timeout_secs=3,
        durability_window_secs=6,
        shutdown_timeout_secs=15,
    )
    node.wait_for(lambda stats: stats["sent"] > 300)
    node.phase("fault")
    for storage in cluster.storages:
        storage.stop()
    time.sleep(OUTAGE_SECS)
    for storage in cluster.storages:
        storage.start()
    node.phase("healed")
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["state"] == "up" and stats["verified"] > read, 90)
    report = node.stop()
    cluster.flush()
    check_whole(cluster.select.url, node, report["logged"])


@pytest.fixture
def relay(server, tmp_path):
    """Return the URL of a vlagent before the test's own server."""
    port = local_store._free_port()
    command = [
        obtain_vlagent(),
        f"-httpListenAddr=127.0.0.1:{port}",
        f"-remoteWrite.url={server.url}/internal/insert",
        f"-tmpDataPath={tmp_path / 'queue'}",
    ]
    url = f"http://127.0.0.1:{port}"
    with (tmp_path / "relay.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)

    def is_ready():
        with suppress(httpx.HTTPError):
            return httpx.get(f"{url}/health", trust_env=False).is_success
        return False

    try:
        eventually(is_ready)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def test_what_a_relay_holds_is_not_sent_again(make_node, relay, server, tmp_path):
    """While the store behind it is away for many windows, a relay is not filled with copies."""
    node = make_node(
        relay,
        tmp_path / "spool",
        query_url=server.url,
        durability_window_secs=2,
        shutdown_timeout_secs=10,
    )
    node.wait_for(lambda stats: stats["verified"] > 300)
    node.phase("fault")
    server.stop()
    time.sleep(OUTAGE_SECS)
    server.start()
    node.phase("healed")
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["verified"] > read, 90)
    report = node.stop()
    check_whole(server.url, node, report["logged"])
    assert report["stats"]["duplicates"] == 0
