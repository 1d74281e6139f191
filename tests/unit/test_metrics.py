"""The metrics of delivery: what Prometheus reads, and from whom the server takes requests."""

import contextlib
import errno
import http.client
import os
import re
import socket
import threading
import time
from pathlib import Path
from socketserver import TCPServer
from types import SimpleNamespace

import msgspec
import pytest
from conftest import eventually
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from nautilus_vlogs import VictoriaLogsActorConfig
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.metrics import server as server_module
from nautilus_vlogs.metrics.address import parse_address
from nautilus_vlogs.metrics.exposition import METRICS
from nautilus_vlogs.metrics.exposition import exposition
from nautilus_vlogs.metrics.registry import MAX_ENDED
from nautilus_vlogs.metrics.registry import MetricsRegistry
from nautilus_vlogs.metrics.server import MAX_CONNECTIONS
from nautilus_vlogs.metrics.server import MetricsServer

STATS = Stats(
    read=10,
    verified=4,
    unverified=3,
    put_aside=2,
    lost=1,
    sent=7,
    resent=5,
    possibly_duplicated=6,
    duplicates=8,
    requests=9,
    retries=11,
    state=State.SPOOL_FULL,
    last_error="http://user:secret@store refused",
    backlog_bytes=12,
    backlog_records=13,
    lag_records=14,
    lag_secs=1.5,
)
#: Figures that no metric repeats: a text that may hold anything, and the state, which has its own.
NOT_A_METRIC = {"state", "last_error"}


def samples(text):
    """Return the value of each sample by its name and its labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_every_figure_of_the_accounting_is_a_metric():
    """Each field of `Stats` is in exactly one metric, under a name of its own."""
    fields = [name for name in Stats.__struct_fields__ if name not in NOT_A_METRIC]
    numbers = {name: 100 + at for at, name in enumerate(fields)}
    stats = msgspec.structs.replace(STATS, **numbers)
    assert sorted(metric.value(stats) for metric in METRICS) == sorted(numbers.values())
    assert len({metric.name for metric in METRICS}) == len(METRICS)


def test_prometheus_reads_the_figures():
    """The values arrive under their names, with both labels."""
    found = samples(exposition([({"trader_id": "T-1", "instance_id": "i"}, STATS)]))
    labels = frozenset({("trader_id", "T-1"), ("instance_id", "i")})
    assert found["vlogs_nt_records_read_total", labels] == 10
    assert found["vlogs_nt_records_lost_total", labels] == 1
    assert found["vlogs_nt_records_put_aside_total", labels] == 2
    assert found["vlogs_nt_backlog_bytes", labels] == 12
    assert found["vlogs_nt_lag_seconds", labels] == 1.5


def test_one_state_at_a_time_holds():
    """Of all states that there are, exactly the present one is 1."""
    found = samples(exposition([({"trader_id": "T-1", "instance_id": "i"}, STATS)]))
    states = {dict(key)["state"]: value for (name, key), value in found.items() if "state" in name}
    assert len(states) == len(State)
    assert [name for name, value in states.items() if value] == ["spool_full"]


def test_a_metric_is_declared_once_for_all_instances():
    """Each name has one HELP and one TYPE line, and all of its samples follow them."""
    text = exposition([({"trader_id": "T", "instance_id": one}, STATS) for one in "abc"])
    families = list(text_string_to_metric_families(text))
    assert len({family.name for family in families}) == len(families)
    assert {family.type for family in families} <= {"counter", "gauge"}
    assert all(family.documentation for family in families)
    kinds = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")]
    assert len(kinds) == len(set(kinds)) == len(families)
    assert text.endswith("\n")
    assert "\n\n" not in text


@given(st.text(), st.text())
def test_any_id_is_read_back(trader_id, instance_id):
    """Quotes, backslashes and line feeds of an id break no line."""
    labels = {"trader_id": trader_id, "instance_id": instance_id}
    found = samples(exposition([(labels, STATS)]))
    assert found["vlogs_nt_records_read_total", frozenset(labels.items())] == 10


def test_no_error_text_is_served():
    """What a store answered, which may hold anything, is no label."""
    assert "secret" not in exposition([({"trader_id": "T", "instance_id": "i"}, STATS)])


def test_a_process_without_an_instance_serves_its_versions():
    """An alert for a silent process asks for what is always there."""
    (name,) = {name for name, _ in samples(MetricsRegistry().render())}
    assert name == "vlogs_nt_build_info"


def test_the_last_figures_of_an_instance_stay():
    """An instance that ended between two scrapes is seen by the next one."""
    registry = MetricsRegistry()
    registry.begin("log", "T", "i", lambda: None)
    assert "records_read" not in registry.render()
    registry.end("log", STATS)
    assert 'vlogs_nt_records_read_total{trader_id="T",instance_id="i"} 10\n' in registry.render()


def test_instances_that_ended_are_bounded():
    """A process that ships for years holds the newest only, and all that are at work."""
    registry = MetricsRegistry()
    registry.begin("live", "T", "live", lambda: STATS)
    for number in range(3 * MAX_ENDED):
        registry.begin(str(number), "T", str(number), lambda: STATS)
        registry.end(str(number), STATS)
    found = samples(registry.render())
    ids = {dict(key)["instance_id"] for name, key in found if name.endswith("read_total")}
    assert ids == {"live", *map(str, range(2 * MAX_ENDED, 3 * MAX_ENDED))}


def test_an_accounting_that_fails_hides_no_other():
    """One instance's trouble is not the others'."""

    def fail():
        raise RuntimeError

    registry = MetricsRegistry()
    registry.begin("first", "T", "bad", fail)
    registry.begin("second", "T", "good", lambda: STATS)
    assert 'instance_id="good"' in registry.render()


def figures(registry):
    """Return some figures of the only instance, and the states that it is said to be in."""
    text = registry.render()
    found = {name: value for (name, key), value in samples(text).items() if "state" not in name}
    names = ("records_read_total", "records_lost_total", "backlog_bytes", "lag_seconds")
    states = re.findall(r'state="(\w+)"} 1', text)
    return *(found[f"vlogs_nt_{name}"] for name in names), states


def test_a_live_log_is_seen_beside_what_an_earlier_run_of_its_instance_left():
    """A backlog of the node that trades is no matter of when the other one ends."""
    left = msgspec.structs.replace(STATS, lost=3, lag_secs=9.0, state=State.DENIED)
    live = msgspec.structs.replace(STATS, state=State.UP)
    registry = MetricsRegistry()
    registry.begin("of the earlier run", "T", "i", lambda: left)
    registry.begin("of the live one", "T", "i", lambda: live)
    assert figures(registry) == (20, 4, 24, 9.0, ["denied"])
    for _ in range(2):
        registry.end("of the earlier run", left)
        assert figures(registry) == (20, 4, 12, 1.5, ["up"])
        registry.begin("of the earlier run", "T", "i", lambda: left)
    registry.end("of the earlier run", left)
    registry.end("of the live one", live)
    assert figures(registry) == (20, 4, 12, 1.5, ["up"])


ROOT = Path(__file__).parents[2]
NAME = re.compile(r"\bvlogs_nt_[a-z_]+[a-z]\b")


def names():
    """Return the names of all metrics."""
    text = exposition([({"trader_id": "T", "instance_id": "i"}, STATS)])
    return {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}


def test_the_table_of_the_docs_has_each_metric():
    """The page of the configuration names every metric, and no other."""
    page = (ROOT / "docs" / "configuration.md").read_text()
    table = "\n".join(line for line in page.splitlines() if line.startswith("| `vlogs_nt_"))
    assert set(NAME.findall(table)) == names()


def test_rules_and_dashboards_ask_for_metrics_that_there_are():
    """A misspelt name in an alert is an alert that never comes."""
    files = [path for path in (ROOT / "deploy").rglob("*") if path.suffix in (".yml", ".yaml")]
    files += (ROOT / "deploy").rglob("*.json")
    asked = {name for path in files for name in NAME.findall(path.read_text())}
    assert asked <= names()


# -- The server ----------------------------------------------------------------------------------


@pytest.fixture
def serve():
    """Return a function that starts a server and returns it with what it reported."""
    servers = []

    def start(address=("127.0.0.1", 0), hosts=(), render=lambda: "a 1\n"):
        reports = []
        server = MetricsServer(address, render, lambda *report: reports.append(report), hosts)
        servers.append(server)
        server.start()
        return server, reports

    yield start
    for server in servers:
        server.close()


def ask(server, path="/metrics", method="GET", **headers):
    """Return the status, the content type and the text of an answer."""
    eventually(lambda: server.port)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    try:
        return answer.status, answer.headers.get("Content-Type"), answer.read().decode()
    finally:
        connection.close()


def is_served(server):
    """Return whether a scrape is answered, and not cut off."""
    try:
        return ask(server)[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def test_the_metrics_are_served(serve):
    """A scrape gets the text under the content type of its format."""
    server, reports = serve()
    assert ask(server) == (200, "text/plain; version=0.0.4; charset=utf-8", "a 1\n")
    assert ask(server, "/metrics?x=1")[0] == 200
    assert ask(server, method="HEAD")[::2] == (200, "")
    assert reports == [("info", f"Serving metrics at http://127.0.0.1:{server.port}/metrics")]


def test_other_paths_and_methods_are_refused(serve):
    """There is nothing else, and nothing to change."""
    server, _ = serve()
    assert ask(server, "/")[0] == 200
    assert ask(server, "/logs")[0] == 404
    assert ask(server, method="POST")[0] in (405, 501)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "10.0.0.1", "node", ""])
def test_a_page_that_was_rebound_reads_nothing(serve, host):
    """On the loopback a request by any other name is refused."""
    server, _ = serve()
    assert ask(server, Host=host)[0] == 403
    assert ask(server, Host="localhost:1")[0] == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("node:9464", 200), ("10.0.0.1:9464", 200), ("node.example", 200), ("evil.example", 403)],
)
def test_beyond_the_loopback_names_that_no_page_can_have_are_admitted(serve, host, status):
    """A container's name, an address and the names that were given are scraped."""
    server, _ = serve(("0.0.0.0", 0), ["node.example"])
    assert ask(server, Host=host)[0] == status


def test_a_port_that_is_taken_is_one_warning(serve):
    """The process goes on, and says so once."""
    first, _ = serve()
    eventually(lambda: first.port)
    second, reports = serve(("127.0.0.1", first.port))
    eventually(lambda: reports)
    (report,) = reports
    assert report[0] == "warning"
    assert str(first.port) in report[1]
    assert second.port is None
    second.close()
    assert len(reports) == 1


def test_a_closed_server_leaves_the_port_to_the_next_one(serve):
    """Two nodes of a process, one after the other, have the same address."""
    first, _ = serve()
    assert ask(first)[0] == 200
    port = first.port
    first.close()
    second, _ = serve(("127.0.0.1", port))
    assert ask(second)[0] == 200


def test_connections_that_say_nothing_are_bounded(serve):
    """Beyond the bound a connection is closed at once."""
    server, _ = serve()
    eventually(lambda: server.port)
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(MAX_CONNECTIONS)]
    extra = socket.create_connection(("127.0.0.1", server.port))
    extra.settimeout(30)
    try:
        with contextlib.suppress(ConnectionError):  # a reset is an end, too
            assert extra.recv(1) == b""
    finally:
        for connection in (*idle, extra):
            connection.close()
    eventually(lambda: is_served(server))


def test_a_scrape_without_a_descriptor_for_it_waits(serve, monkeypatch):
    """It is not tried again and again, with the GIL that the node's event loop needs."""
    rests, has_descriptors = [], threading.Event()
    accept = TCPServer.get_request

    def accept_if_possible(listener):
        if not has_descriptors.is_set():
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return accept(listener)

    def rest(secs):
        rests.append(secs)
        has_descriptors.set()

    monkeypatch.setattr(TCPServer, "get_request", accept_if_possible)
    monkeypatch.setattr(
        server_module, "time", SimpleNamespace(sleep=rest, monotonic=time.monotonic)
    )
    server, _ = serve()
    eventually(lambda: server.port)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n")
        eventually(lambda: rests)
        assert b"200 OK" in connection.recv(1_000)
    assert rests == [0.5]


def test_garbage_is_answered_or_cut_off(serve):
    """Nothing that a client sends ends the server."""
    server, _ = serve()
    eventually(lambda: server.port)
    for data in (b"\0" * 100, b"GET\r\n\r\n", b"GET /metrics HTTP/9.9\r\n\r\n", b"A" * 70_000):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
    assert ask(server)[0] == 200


# -- The settings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("127.0.0.1:9464", ("127.0.0.1", 9464)),
        ("localhost:0", ("localhost", 0)),
        ("[::1]:9464", ("::1", 9464)),
        ("0.0.0.0:1", ("0.0.0.0", 1)),
    ],
)
def test_an_address_is_a_host_and_a_port(text, address):
    """Both are named, so that nothing is served to others by omission."""
    assert parse_address("metrics_address", text) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", "9464", ":9464", "host", "host:", "host:65536", "host:-1", "host:٣", 9464),
        *("::1:9464", "[::1:1", "a b:1", "u@h:1", "http://localhost:9464", "localhost:1/metrics"),
    ],
)
def test_another_text_is_refused_at_construction(text):
    """The error names the setting, the form and the value."""
    with pytest.raises(ValueError, match=r"`metrics_address` takes HOST:PORT.* was "):
        VictoriaLogsActorConfig(metrics_address=text)


@pytest.mark.parametrize("names", ["node", ("http://node",), ("node:80",), (1,), ("",)])
def test_names_that_are_none_are_refused_at_construction(names):
    """The error names the setting."""
    with pytest.raises(ValueError, match="`metrics_hosts` takes host names"):
        VictoriaLogsActorConfig(metrics_hosts=names)
