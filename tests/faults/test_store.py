"""A store that dies, comes back, and forgets: what it acknowledged and lost is sent again."""

import shutil
import time

import pytest

from faults.harness import DURABLE_SECS
from faults.harness import Account
from faults.harness import flushed_numbers
from faults.harness import ship

ROUNDS = 5


def die(server, how):
    """End a server under load."""
    if how == "kill":
        server.kill()
    else:
        server.stop()


def start(make_node, server, tmp_path, **settings):
    """Start a node that sends to a server and has the time to verify all of it in the end."""
    settings = {"durability_window_secs": DURABLE_SECS, "shutdown_timeout_secs": 16, **settings}
    node = make_node(server.url, tmp_path / "spool", **settings)
    node.wait_for(lambda stats: stats["sent"])
    node.phase("calm")
    time.sleep(0.7)
    return node


@pytest.mark.parametrize("how", ["kill", "terminate"])
def test_the_store_dies_under_load_again_and_again(make_node, server, tmp_path, how):
    """Five times in a row, each time taking with it what it had acknowledged last."""
    node = start(make_node, server, tmp_path, rate=1_000)
    node.phase("fault")
    for _ in range(ROUNDS):
        sent = node.stats()["sent"]
        node.wait_for(lambda stats: stats["sent"] > sent + 300)  # noqa: B023  # at once
        die(server, how)
        server.start()
    node.phase("healed")
    node.wait_for(lambda stats: stats["state"] == "up" and stats["backlog_bytes"] < 50_000)
    read = node.stats()["read"]
    node.wait_for(lambda stats: stats["verified"] > read, 120)
    report = node.stop()
    stats = report["stats"]
    account = Account(server.url, node.instance_id)
    account.check_whole(report["logged"])
    assert account.rows["n"] == stats["read"]
    assert (stats["unverified"], stats["lost"], stats["duplicates"]) == (0, 0, 0)
    if how == "kill":
        assert stats["resent"] > 0  # or it lost nothing, and nothing was shown


def test_the_store_s_data_is_wiped(make_node, server, tmp_path):
    """What was not verified yet is sent to the empty store, once."""
    node = start(make_node, server, tmp_path)
    node.wait_for(lambda stats: stats["verified"] > 100)
    node.phase("fault")
    server.kill()
    verified = node.stats()["verified"]
    shutil.rmtree(tmp_path / "data")
    server.start()
    node.wait_for(lambda stats: stats["state"] == "up")
    report = node.stop()
    found = Account(server.url, node.instance_id)
    for each in (found.rows, found.numbers):
        assert each["n"] == each["u"] == each["high"] - each["low"] + 1, each
    assert found.rows["low"] <= verified
    assert found.rows["high"] == report["stats"]["read"] - 1
    assert found.numbers["high"] == report["logged"] - 1
    assert report["stats"]["lost"] == 0


def test_a_node_dies_with_its_store(make_node, server, tmp_path):
    """Both are killed at once: what the store forgot is in the spool still."""
    node = start(make_node, server, tmp_path)
    node.wait_for(lambda stats: stats["verified"] > 100)
    server.kill()
    node.kill()
    numbers = flushed_numbers(tmp_path / "spool")
    server.start()
    (shipped,), _ = ship(server.url, tmp_path / "spool", window=DURABLE_SECS)
    assert shipped["complete"]
    account = Account(server.url, node.instance_id)
    account.check_whole(max(numbers) + 1)
