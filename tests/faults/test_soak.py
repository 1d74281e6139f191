"""A live node under random faults for minutes: see the README beside it."""

import os
import random
import time
from pathlib import Path

import pytest
from conftest import eventually

from faults.harness import DURABLE_SECS
from faults.harness import Account
from faults.harness import check_lost
from faults.harness import flushed_numbers
from faults.harness import ship
from faults.harness import spool_files
from faults.proxy import FAULTS

STATUSES = (401, 403, 429, 500, 502, 503)

#: What an hour at 1,000 a second logs; here they come faster, at a spool that is as much smaller.
HOUR_RECORDS = 3_600_000

#: The node keeps how late its event loop was each millisecond, 32 bytes a time: 6 MB in 3 minutes.
MAX_GROWTH_MB = 16

#: Half of the faults are the network's.
ENDS = ("kill the store", "stop the store", "kill the node")


@pytest.mark.soak
def test_random_faults(make_node, make_proxy, server, tmp_path):
    """Whatever happened, in whatever order: each number that was flushed is stored once."""
    seconds = float(os.environ.get("VLOGS_NT_SOAK_SECS", "600"))
    seed = int(os.environ.get("VLOGS_NT_SOAK_SEED", str(time.time_ns() % 2**32)))
    print(f"VLOGS_NT_SOAK_SEED={seed}")
    chosen = random.Random(seed)
    directory = tmp_path / "spool"
    killed: dict[str, int] = {}  # by instance, how many numbers had been flushed at the least
    happened = []

    proxy = make_proxy(server.port)

    def start():
        node = make_node(
            proxy.url,
            directory,
            rate=chosen.choice([200, 1_000, 2_000]),
            durability_window_secs=DURABLE_SECS,
            request_timeout_secs=0.7,
            shutdown_timeout_secs=20,
        )
        node.wait_for(lambda stats: stats["sent"], timeout=60)
        return node

    node = start()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        fault = chosen.choice(ENDS if chosen.random() < 0.5 else FAULTS)
        lasts = chosen.uniform(0.1, 5.0)
        happened.append((fault, round(lasts, 1)))
        if fault == "kill the node":
            node.kill()
            flushed = flushed_numbers(directory, node.instance_id)
            killed[node.instance_id] = max(flushed, default=-1) + 1
            node = start()
        elif fault in ENDS:
            (server.kill if fault == "kill the store" else server.stop)()
            time.sleep(lasts)
            server.start()
        else:
            inserts_only = chosen.random() < 0.5
            proxy.set(fault, status=chosen.choice(STATUSES), inserts_only=inserts_only)
            time.sleep(lasts)
            proxy.heal()
        node.stats()  # whose identity is checked
        time.sleep(chosen.uniform(0.0, 4.0))
    node.wait_for(
        lambda stats: stats["state"] == "up" and stats["backlog_bytes"] < 100_000, timeout=120
    )
    report = node.stop()
    ship(server.url, directory, window=DURABLE_SECS)

    print(f"{len(happened)} faults, {len(killed)} nodes killed: {happened}")
    assert report["stats"]["lost"] == 0
    Account(server.url, node.instance_id).check_whole(report["logged"])
    for instance_id, flushed in killed.items():
        account = Account(server.url, instance_id)
        account.check_whole()
        assert account.numbers["n"] >= flushed, (instance_id, flushed, account.numbers)


def rss_mb(node):
    """Return how much memory a node's process has."""
    status = Path(f"/proc/{node.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1_024


@pytest.mark.soak
def test_memory_is_flat_in_an_outage_of_an_hour(make_node, proxy, store, tmp_path):
    """However long nobody takes records, memory and spool stay, and each lost one counts."""
    small = {"log_file_max_size": 1_000_000, "log_file_max_backup_count": 3}
    # A batch is at most what one file holds, so the reader does not hold on to all of them.
    settings = {"spool": small, "batch_max_bytes": 200_000, "shutdown_timeout_secs": 20}
    node = make_node(proxy.url, tmp_path, rate=20_000, **settings)
    node.wait_for(lambda stats: stats["sent"])
    proxy.set("refuse")
    node.wait_for(lambda stats: stats["lost"] > 100_000, timeout=60)
    before = rss_mb(node)
    eventually(lambda: node.logged > HOUR_RECORDS, timeout=600)
    growth = rss_mb(node) - before
    print(f"{before:.0f} MB after 100,000 lost records, {growth:+.1f} MB after {node.logged:,}")
    assert growth < MAX_GROWTH_MB
    assert sum(path.stat().st_size for path in spool_files(tmp_path)) < 5 * 1_000_000
    proxy.heal()
    node.wait_for(lambda stats: stats["state"] == "up", timeout=60)
    # NautilusTrader itself logs two lines a rotation, of which there were some 700.
    stats = check_lost(store, node, node.stop(), others=3_000)
    assert stats["lost"] > HOUR_RECORDS / 2
