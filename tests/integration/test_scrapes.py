"""The metrics of a real node and of the command, as Prometheus reads them."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import httpx
import pytest
from conftest import eventually
from prometheus_client.parser import text_string_to_metric_families

from nautilus_vlogs.operate import local_store

PROGRAM = Path(sys.executable).with_name("vlogs-nt")

NODE = """
from node_kit import *
node = make_node(metrics_address=os.environ["TEST_METRICS"], shipper=os.environ["TEST_SHIPPER"])
run(node, lambda: (report(node), time.sleep(600)))
"""


@pytest.fixture
def address():
    """Return an address that is free."""
    return f"127.0.0.1:{local_store._free_port()}"


@pytest.fixture
def start():
    """Return a function that starts a process, which is stopped in the end."""
    processes = []

    def begin(command, **env):
        path = {"PYTHONPATH": str(Path(__file__).parents[1])}
        process = subprocess.Popen(
            command,
            env={**os.environ, **path, **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def start_node(start, store, directory, address, shipper="thread"):
    """Start a node that serves metrics."""
    env = {"TEST_URL": store.url, "TEST_DIRECTORY": str(directory), "TEST_METRICS": address}
    env["TEST_SHIPPER"] = shipper
    code = "import os" + textwrap.dedent(NODE)
    return start([sys.executable, "-c", code], **env)


def scrape(address):
    """Return each sample by its name and state, with the labels that are there; {} before."""
    try:
        answer = httpx.get(f"http://{address}/metrics", trust_env=False, timeout=60)
    except httpx.TransportError:
        return {}
    assert answer.status_code == 200
    return {
        (sample.name, sample.labels.get("state", "")): (sample.value, sample.labels)
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(address, name, state=""):
    """Return a figure, ``None`` while it is not there."""
    return scrape(address).get((f"vlogs_nt_{name}", state), (None,))[0]


def test_a_node_serves_what_becomes_of_its_records(store, start, address, tmp_path):
    """The figures name the node, grow with its lines, and account for each of them."""
    start_node(start, store, tmp_path, address)
    eventually(lambda: (value(address, "records_verified_total") or 0) > 10, timeout=90)
    found = scrape(address)
    (_, labels) = found["vlogs_nt_records_read_total", ""]
    rows = store.query(f'instance_id:="{labels["instance_id"]}" | fields trader_id')
    assert {row["trader_id"] for row in rows} == {labels["trader_id"]}
    assert found["vlogs_nt_state", "up"][0] == 1
    names = ("verified_total", "put_aside_total", "lost_total", "unverified")
    parts = [found[f"vlogs_nt_records_{name}", ""][0] for name in names]
    assert found["vlogs_nt_records_read_total", ""][0] == sum(parts)
    assert found["vlogs_nt_records_lost_total", ""][0] == 0


def test_the_companion_of_a_node_serves_what_it_ships(store, start, address, tmp_path):
    """The same figures of the same node, from the process beside it, which ends with the node."""
    node = start_node(start, store, tmp_path, address, shipper="companion")
    eventually(lambda: (value(address, "records_verified_total") or 0) > 10, timeout=120)
    (_, labels) = scrape(address)["vlogs_nt_records_read_total", ""]
    assert labels["trader_id"] == "TESTER-001"
    node.send_signal(signal.SIGKILL)
    node.wait()
    eventually(lambda: scrape(address) == {}, timeout=120)


def test_a_node_runs_on_where_its_port_is_taken(store, start, address, tmp_path):
    """One warning says so, and the node's lines are shipped as ever."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(address.rpartition(":")[2])))
        other.listen()
        start_node(start, store, tmp_path, address)
        eventually((tmp_path / "reports").exists, timeout=90)
        found = store.wait_for('level:WARN* "Metrics can\'t be served"', timeout=60)
    assert len([row for row in found if address in row["_msg"]]) == 1


def test_the_command_serves_what_becomes_of_a_left_log(store, start, address, tmp_path):
    """The log of a killed node is accounted for under its own ids, also once it is stored."""
    node = start_node(start, store, tmp_path, "127.0.0.1:0")
    eventually(lambda: list(tmp_path.rglob("*.journal")), timeout=90)
    node.send_signal(signal.SIGKILL)
    node.wait()
    command = [PROGRAM, "ship", "--watch", "--url", store.url, "--window", "3"]
    shipper = start([*command, "--spool-dir", str(tmp_path), "--metrics", address])
    eventually(lambda: not list(tmp_path.glob("session-*")), timeout=90)
    assert value(address, "records_read_total") == value(address, "records_verified_total")
    assert value(address, "records_unverified") == 0
    shipper.send_signal(signal.SIGTERM)
    shipper.wait()
    assert scrape(address) == {}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--metrics", "127.0.0.1:1"], "`--metrics` needs `--watch`"),
        (["--watch", "--metrics", "9464"], "`--metrics` takes HOST:PORT"),
        (["--watch", "--metrics", "[::1]:1", "--metrics-host", "a/b"], "`--metrics-host` takes"),
    ],
)
def test_the_command_refuses_what_it_can_t_serve(start, options, message):
    """The error names the option and the remedy."""
    process = start([PROGRAM, "ship", *options])
    assert message in process.communicate()[0]
    assert process.returncode == 2
