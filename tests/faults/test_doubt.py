"""Answers that leave it open what the store holds: nothing of it is sent again too early."""

import os
import signal
import subprocess
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from conftest import eventually

from faults.harness import Account
from faults.harness import ship
from faults.harness import start_ship
from faults.oracle import judge_instance
from faults.proxy import Proxy
from faults.test_cluster import Cluster  # noqa: F401  # for its fixture
from faults.test_cluster import cluster  # noqa: F401  # the same
from faults.vlagent import Relay
from nautilus_vlogs.commands.main import main
from nautilus_vlogs.deliver.store_facts import MIN_CLUSTER_SECS

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


@pytest.fixture
def clustered(make_node, cluster, tmp_path):  # noqa: F811
    """Return a node that writes to a cluster, at the beginning of a fault."""
    node = make_node(
        cluster.insert.url,
        tmp_path / "spool",
        query_url=cluster.select.url,
        request_timeout_secs=2,
        durability_window_secs=6,
        shutdown_timeout_secs=15,
    )
    node.wait_for(lambda stats: stats["sent"] > 300)
    node.phase("fault")
    return node


def check_clustered(node, cluster):  # noqa: F811
    """Check that all that was logged before and after the fault is stored once."""
    node.phase("healed")
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["state"] == "up" and stats["verified"] > read, 90)
    report = node.stop()
    cluster.flush()
    check_whole(cluster.select.url, node, report["logged"])


def test_all_storage_nodes_of_a_cluster_are_away(clustered, cluster):  # noqa: F811
    """What the insert node buffers meanwhile is stored later, once, however short the window."""
    for storage in cluster.storages:
        storage.stop()
    time.sleep(OUTAGE_SECS)
    for storage in cluster.storages:
        storage.start()
    check_clustered(clustered, cluster)


def test_an_insert_node_that_is_stopped_in_its_tracks(clustered, cluster):  # noqa: F811
    """While it is silent nothing is missing, though the other nodes answer queries."""
    os.kill(cluster.insert.pid, signal.SIGSTOP)
    try:
        time.sleep(4 * OUTAGE_SECS)
        assert clustered.stats()["resent"] == 0
    finally:
        os.kill(cluster.insert.pid, signal.SIGCONT)
    check_clustered(clustered, cluster)


@pytest.fixture
def relay(server, tmp_path):
    """Return a vlagent before the test's own server."""
    with Relay(server.url, tmp_path, f"-remoteWrite.sendTimeout={2 * OUTAGE_SECS}s") as relay:
        yield relay


@pytest.fixture
def relayed(make_node, relay, server, tmp_path):
    """Return a node that writes to the relay and looks up in the store."""
    node = make_node(
        relay.url,
        tmp_path / "spool",
        query_url=server.url,
        durability_window_secs=2,
        shutdown_timeout_secs=10,
    )
    node.wait_for(lambda stats: stats["verified"] > 300, 60)
    node.phase("fault")
    return node


def check_relayed(node, url, timeout=150):
    """Check that all that was logged before and after the fault is stored once."""
    node.phase("healed")
    read = node.stats()["read"]
    stats = node.wait_for(lambda stats: stats["verified"] > read, timeout)
    report = node.stop()
    check_whole(url, node, report["logged"])
    assert report["stats"]["duplicates"] == 0
    return stats


@pytest.mark.parametrize("secs", [OUTAGE_SECS, 30])
def test_what_a_relay_holds_is_not_sent_again(relayed, server, secs):
    """While the store behind it is away for many windows, a relay is not filled with copies."""
    server.stop()
    time.sleep(secs)
    server.start()
    assert check_relayed(relayed, server.url)["resent"] == 0


def test_what_a_relay_is_still_passing_on_is_not_sent_again(relayed, server):
    """A store that is stopped in its tracks holds an attempt that no figure shows."""
    os.kill(server.pid, signal.SIGSTOP)
    try:
        time.sleep(OUTAGE_SECS)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    assert check_relayed(relayed, server.url)["resent"] == 0


def test_what_a_relay_kept_over_its_restart_is_not_sent_again(relayed, relay, server):
    """It has it on its disk, and passes it on once the store is back."""
    server.stop()
    sent = relayed.stats()["sent"]
    relayed.wait_for(lambda stats: stats["sent"] > sent + 1_000, 60)
    relay.stop()
    relay.start()
    server.start()
    assert check_relayed(relayed, server.url)["resent"] == 0


def test_what_a_relay_that_is_away_has_on_its_disk_is_not_shipped_again(
    relayed, relay, server, tmp_path
):
    """A process that finds the relay away knows nothing of it, and decides nothing."""
    server.stop()
    sent = relayed.stats()["sent"]
    relayed.wait_for(lambda stats: stats["sent"] > sent + 1_000, 60)
    relay.stop()
    relayed.kill()
    server.start()
    shipping = start_ship(relay.url, tmp_path / "spool", query_url=server.url)
    try:
        # Until an unknown store's rows would be missing.
        with pytest.raises(subprocess.TimeoutExpired):
            shipping.wait(2 * MIN_CLUSTER_SECS)
        relay.start()
        out, errors = shipping.communicate(timeout=200)
    finally:
        shipping.kill()
    assert shipping.returncode == 0, out + errors
    flushed = Account(server.url, relayed.instance_id)
    flushed.check_whole()
    assert flushed.numbers["n"] > 1_000


def test_what_a_relay_holds_is_not_shipped_again_without_a_journal(
    relayed, relay, server, tmp_path
):
    """Lines that are looked for by their text are on their way, too."""
    server.stop()
    sent = relayed.stats()["sent"]
    relayed.wait_for(lambda stats: stats["sent"] > sent + 3_000, 60)  # the relay tries ever less
    relayed.kill()
    (journal,) = (tmp_path / "spool").rglob("*.journal")
    journal.unlink()
    server.start()
    ship(relay.url, tmp_path / "spool", query_url=server.url, ends_within=250)
    Account(server.url, relayed.instance_id).check_whole()


def test_what_a_relay_lost_is_sent_again(relayed, relay, server):
    """It is killed while the store is away, and its buffer is gone."""
    server.stop()
    sent = relayed.stats()["sent"]
    relayed.wait_for(lambda stats: stats["sent"] > sent + 1_000, 60)
    relay.kill()
    relay.drop_buffer()
    server.start()
    relay.start()
    relayed.wait_for(lambda stats: stats["resent"] > 500 and stats["unverified"] < 3_000, 200)
    check_relayed(relayed, server.url)


def test_what_a_relay_turns_away_is_not_put_aside(make_node, relay, server, tmp_path):
    """It never took the rows, for however many verdicts it answers so."""
    with closing(Proxy(urlsplit(relay.url).port)) as way:
        node = make_node(way.url, tmp_path / "spool", query_url=server.url, rate=50)
        node.wait_for(lambda stats: stats["verified"] > 100, 60)
        node.phase("fault")
        way.set("status", status=503, inserts_only=True)
        # For longer than two verdicts need, after the second of which they were put aside.
        time.sleep(3 * (MIN_CLUSTER_SECS + 2 * OUTAGE_SECS))
        assert node.stats()["put_aside"] == 0
        way.heal()
        node.wait_for(lambda stats: stats["unverified"] < 1_000, 200)
        logged = node.stop()["logged"]
        ship(way.url, tmp_path / "spool", query_url=server.url, ends_within=200)
        Account(server.url, node.instance_id).check_whole(logged)


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_what_is_unclear_at_the_end_and_rotated_away_is_told(
    make_node, proxy, store, tmp_path, end
):
    """Its request had no answer, and its file is gone: the next process tells what is missing."""
    small = {"log_file_max_size": 300_000, "log_file_max_backup_count": 2}
    node = make_node(
        proxy.url,
        tmp_path,
        rate=2_000,
        spool=small,
        request_timeout_secs=1,
        shutdown_timeout_secs=5,
    )
    node.wait_for(lambda stats: stats["verified"] > 300, 60)
    proxy.set("black hole")
    node.wait_for(lambda stats: stats["lost"] > 5_000, 60)
    node.stop() if end == "stop" else node.kill()
    logged = node.logged
    proxy.heal()
    ship(proxy.url, tmp_path)
    store.flush()
    found = judge_instance(store.url, node.instance_id, logged)
    assert found.doubled == 0
    assert found.missing > 5_000
    # Files that were never read: nothing knows how many lines they had.
    assert found.told == -1 or found.told >= found.missing - 1_000, found
    assert main(["audit", "--url", store.url, "--instance", node.instance_id]) == 1
