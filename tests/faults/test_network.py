"""A node behind a misbehaving network: nothing is lost, doubled, or late on the event loop."""

import time

import pytest
from conftest import eventually

from faults.harness import Account
from faults.harness import ship
from faults.harness import told

#: How long each fault lasts; longer than a request may take, so that some fail.
FAULT_SECS = 2.0

#: A request fails after so long without an answer, an exchange by drops after three times that.
REQUEST_TIMEOUT_SECS = 0.7

#: What a store or what is before it says when it can't, and when to come again.
STATUSES = ((429, ""), (500, "0.3"), (502, ""), (503, "0.3"))


def live_through(node, begin, end, *, fault_secs=FAULT_SECS):
    """Have a node log before, during and after a fault."""
    node.wait_for(lambda stats: stats["sent"])
    node.phase("calm")
    time.sleep(0.7)
    node.phase("fault")
    begin()
    time.sleep(fault_secs)
    end()
    node.phase("healed")
    sent = node.stats()["read"]
    node.wait_for(lambda stats: stats["state"] == "up" and stats["sent"] >= sent)


def check_delivered(store, node):
    """Stop a node and check that everything it logged is stored once, and verified."""
    report = node.stop()
    stats = report["stats"]
    account = Account(store.url, node.instance_id)
    account.check_whole(report["logged"])
    assert account.rows["n"] == stats["read"]
    assert (stats["unverified"], stats["lost"], stats["put_aside"]) == (0, 0, 0)
    assert (stats["duplicates"], stats["possibly_duplicated"]) == (0, 0)
    return stats


def test_without_a_fault(make_node, proxy, store, tmp_path):
    """The rhythm that the others are compared to; nothing is sent twice."""
    node = make_node(proxy.url, tmp_path)
    live_through(node, lambda: None, lambda: None)
    stats = check_delivered(store, node)
    assert (stats["retries"], stats["resent"], stats["unverified"]) == (0, 0, 0)
    assert told(store, node, "VictoriaLogs takes rows again") == []


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("refuse", "unreachable"),
        ("black hole", "unclear"),
        ("stop reading", "unclear"),
        ("reset in the body", "unclear"),
        ("reset before the answer", "unclear"),
        ("garbage", "unclear"),
        ("drip", "unclear"),
    ],
)
def test_fault(make_node, proxy, store, tmp_path, fault, state):
    """What was sent during the fault is looked up afterwards, and what is missing sent."""
    node = make_node(proxy.url, tmp_path, request_timeout_secs=REQUEST_TIMEOUT_SECS, rate=1_000)

    def in_trouble():
        proxy.set(fault)
        assert node.wait_for(lambda stats: stats["state"] == state)["last_error"]

    live_through(node, in_trouble, proxy.heal)
    assert fault == "refuse" or proxy.hits[fault] > 0
    check_delivered(store, node)
    # Once a change of state, not once an attempt.
    assert len(told(store, node, "records wait: ")) <= 2
    assert len(told(store, node, "records that waited are delivered")) >= 1


def test_a_slow_store_is_waited_for(make_node, proxy, store, tmp_path):
    """Answers that take long make rows late, not twice."""
    node = make_node(proxy.url, tmp_path)
    live_through(node, lambda: proxy.set("slow", delay_secs=0.6), proxy.heal)
    stats = check_delivered(store, node)
    assert proxy.hits["slow"] > 1
    assert stats["retries"] == 0


def test_statuses_in_turn(make_node, proxy, store, tmp_path):
    """429, 500, 502 and 503, with and without Retry-After: rows wait, and arrive once."""
    node = make_node(proxy.url, tmp_path)

    def in_turn():
        for status, retry_after in STATUSES:
            proxy.set("status", status=status, retry_after=retry_after)
            answer = f"HTTP {status}"
            node.wait_for(
                lambda stats, answer=answer: (
                    stats["state"] == "busy" and stats["last_error"].startswith(answer)
                )
            )
            proxy.heal()
            node.wait_for(lambda stats: stats["state"] == "up")

    live_through(node, in_turn, proxy.heal, fault_secs=0)
    check_delivered(store, node)


def test_a_retry_is_not_earlier_than_the_server_asks(make_node, proxy, store, tmp_path):
    """With Retry-After, there is no request for so long."""
    node = make_node(proxy.url, tmp_path)
    node.wait_for(lambda stats: stats["sent"])
    proxy.set("status", status=503, retry_after="2", inserts_only=True)
    node.phase("fault")
    node.wait_for(lambda stats: stats["state"] == "busy")
    eventually(lambda: proxy.hits["status"] > 3, timeout=60)
    # Two requests may be under way when the first answer comes; from then on it is one at a time.
    first, _, third, fourth, *_ = proxy.times["status"]
    assert third - first >= 2
    assert fourth - third >= 2
    proxy.heal()
    node.wait_for(lambda stats: stats["state"] == "up")
    check_delivered(store, node)


def test_credentials_that_are_denied_and_then_fixed(make_node, proxy, store, tmp_path):
    """A 401 keeps the rows, is logged once, and does not end verification."""
    node = make_node(proxy.url, tmp_path)
    node.wait_for(lambda stats: stats["sent"])
    node.phase("fault")
    proxy.set("status", status=401)
    node.wait_for(lambda stats: stats["state"] == "denied")
    time.sleep(1.0)
    proxy.heal()
    node.wait_for(lambda stats: stats["state"] == "up")
    node.phase("healed")
    stats = check_delivered(store, node)
    assert stats["unverified"] == 0


def test_a_200_with_nothing_stored(make_node, proxy, store, tmp_path):
    """What an overloaded store only claims to have taken is sent again after the window."""
    node = make_node(proxy.url, tmp_path)
    live_through(node, lambda: proxy.set("swallow"), proxy.heal)
    swallowed = proxy.hits["swallow"]
    assert swallowed > 2
    node.wait_for(lambda stats: stats["resent"] > 500)
    stats = check_delivered(store, node)
    assert stats["resent"] > 500


def test_queries_alone_fail(make_node, make_proxy, proxy, store, tmp_path):
    """While nothing can be looked up, rows go on to be sent and wait to be verified."""
    select = make_proxy(proxy.upstream_port)
    node = make_node(proxy.url, tmp_path, query_url=select.url, request_timeout_secs=0.5)
    live_through(node, lambda: select.set("black hole"), lambda: None, fault_secs=3.0)
    stats = node.wait_for(lambda stats: stats["verified"] < stats["sent"] - 500)
    assert stats["state"] == "up"
    eventually(lambda: select.hits.get("black hole"))
    select.heal()
    # Failed look-ups are made again every 5 s.
    node.wait_for(lambda now: now["verified"] > stats["sent"])
    check_delivered(store, node)


def test_no_store_at_the_start_and_for_long(make_node, proxy, store, tmp_path):
    """What was logged before the store was ever there arrives when it is."""
    proxy.set("refuse")
    node = make_node(proxy.url, tmp_path, rate=2_000)
    node.phase("fault")
    node.wait_for(lambda stats: stats["backlog_bytes"] > 1_000_000)
    stats = node.stats()
    assert (stats["sent"], stats["state"]) == (0, "unreachable")
    # Of files the records are estimated by their mean length: the first lines are longer.
    assert 0.5 < stats["lag_records"] / node.logged < 2
    assert stats["lag_secs"] > 1
    proxy.heal()
    node.phase("healed")
    node.wait_for(lambda stats: stats["state"] == "up" and stats["backlog_bytes"] < 100_000)
    check_delivered(store, node)


def test_a_name_that_resolves_later(make_node, proxy, store, tmp_path):
    """While DNS fails the store is unreachable; nothing is lost, and nothing blocks."""
    node = make_node("http://no-such-host.invalid:9428", tmp_path, rate=200)
    node.phase("fault")
    stats = node.wait_for(lambda stats: stats["state"] != "starting")
    assert stats["state"] == "unreachable"
    node.exec(
        "import socket\n"
        "real = socket.getaddrinfo\n"
        f"socket.getaddrinfo = lambda host, port, *a, **k: real('127.0.0.1', {proxy.port}, *a, **k)"
    )
    node.phase("healed")
    node.wait_for(lambda stats: stats["state"] == "up")
    check_delivered(store, node)


@pytest.mark.parametrize("fault", ["refuse", "black hole", "stop reading", "drip"])
def test_stopping_under_a_fault(make_node, proxy, store, tmp_path, fault):
    """A node stops in time whatever the store does, and `vlogs-nt ship` sends the rest."""
    node = make_node(
        proxy.url, tmp_path, request_timeout_secs=REQUEST_TIMEOUT_SECS, shutdown_timeout_secs=1
    )
    node.wait_for(lambda stats: stats["sent"])
    proxy.set(fault)
    node.phase("fault")
    time.sleep(0.5)
    report = node.stop()
    assert report["disposed_in"] < 10
    proxy.heal()
    (shipped,), _ = ship(proxy.url, tmp_path)
    assert shipped["complete"]
    Account(store.url, node.instance_id).check_whole(report["logged"])
    assert list(tmp_path.iterdir()) == [tmp_path / "progress"]
