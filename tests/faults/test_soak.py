"""A live node under random faults for minutes: see the README beside it."""

import os
import random
import time

import pytest

from faults.harness import Account
from faults.harness import flushed_numbers
from faults.harness import ship
from faults.proxy import FAULTS
from nautilus_vlogs.binary import obtain_binary
from nautilus_vlogs.server import LocalServer

#: LocalServer has -inmemoryDataFlushInterval=1s: what it took is on disk within 3.5 s.
DURABLE_SECS = 4

STATUSES = (401, 403, 429, 500, 502, 503)

#: Half of the faults are the network's.
ENDS = ("kill the store", "stop the store", "kill the node")


@pytest.mark.soak
def test_random_faults(make_node, make_proxy, tmp_path):
    """Whatever happened, in whatever order: each number that was flushed is stored once."""
    seconds = float(os.environ.get("VLOGS_NT_SOAK_SECS", "600"))
    seed = int(os.environ.get("VLOGS_NT_SOAK_SEED", str(time.time_ns() % 2**32)))
    print(f"VLOGS_NT_SOAK_SEED={seed}")
    chosen = random.Random(seed)
    directory = tmp_path / "spool"
    killed: dict[str, int] = {}  # by instance, how many numbers had been flushed at the least
    happened = []

    with LocalServer(obtain_binary(), tmp_path / "data") as server:
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
