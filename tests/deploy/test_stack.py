"""
deploy/compose.yaml brought up by Docker Compose, over Podman, with a real node.

`stack.sh` runs this in namespaces of its own. The tests are steps, in the order of this file.
"""

import fcntl
import json
import os
import re
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import yaml
from conftest import Store
from conftest import eventually

from deploy import images
from deploy import tools

pytestmark = pytest.mark.stack

DEPLOY = Path(__file__).parents[2] / "deploy"
#: Print which targets answer that VictoriaMetrics scrapes.
SCRAPED = """\
import urllib.request
url = "http://victoriametrics:8428/api/v1/query?query=up%3D%3D1"
print(urllib.request.urlopen(url, timeout=10).read().decode())
"""
#: Rows of the strategy of the node that stays.
OURS = "trader_id:=TRADER-001 component:=Heartbeat-001"
TOKEN = "a-token-of-these-tests"
STORE = "http://127.0.0.1:9428"
ALERT_RECEIVER = """\
import http.server
class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        print(self.rfile.read(int(self.headers["Content-Length"])).decode(), flush=True)
        self.send_response(200)
        self.end_headers()
http.server.ThreadingHTTPServer(("", 9093), Receiver).serve_forever()
"""
STACK = ("victorialogs", "api", "follow", "vlagent", "vmalert", "alertmanager", "vmauth")
STACK += ("victoriametrics", "vmalert-metrics")
SECS = 90.0
#: For several durability windows, on a machine under load.
LOOK_UP_SECS = 240.0


class Stack:
    """Docker Compose with the project's file, and what this machine needs beside it."""

    def __init__(self, folder: Path) -> None:
        self.containers = folder / "containers"
        self.containers.mkdir()
        (folder / "token").write_text(TOKEN)
        (folder / "receiver.py").write_text(ALERT_RECEIVER)
        services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
        # A process without CAP_SYS_RESOURCE can't raise the limits that Podman sets by default.
        limits = {"nproc": 4_096, "nofile": {"soft": 4_096, "hard": 4_096}}
        # Podman has no writer of Docker's files with a tag: test_containers.py has such files.
        logging = {"driver": "k8s-file"}
        override = {name: {"ulimits": limits, "logging": logging} for name in services}
        override["alertmanager"] |= {
            "image": "vlogs-nt:local",
            "entrypoint": ["python", "/receiver.py"],
            "command": [],
            "volumes": [f"{folder}/receiver.py:/receiver.py:ro"],
        }
        secrets = {name: {"file": str(folder / "token")} for name in ("api_token", "store_key")}
        (folder / "override.yaml").write_text(
            json.dumps({"services": override, "secrets": secrets}),
        )
        files = (DEPLOY / "compose.yaml", folder / "override.yaml")
        self._command = [tools.COMPOSE.path, *(f"--file={one}" for one in files)]
        self._environment = {
            **os.environ,
            "DOCKER_HOST": f"unix://{folder}/podman.sock",
            "DOCKER_CONTAINERS": str(self.containers),
            "COMPOSE_PROFILES": "node,containers,alerts,auth",
            "NODES_PASSWORD": "of-nodes",
            "VERIFIED_PASSWORD": "of-verified",
            "READERS_PASSWORD": "of-readers",
        }

    def __call__(self, *arguments: str, **environment: str) -> str:
        """Run a command of Docker Compose and return what it printed."""
        done = subprocess.run(
            [*self._command, *arguments],
            env={**self._environment, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
        return done.stdout

    def python(self, service: str, code: str) -> str:
        """Run Python in a container and return what it printed."""
        return self("exec", "-T", service, "python", "-c", code)


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """Give an engine and Docker Compose; take down what they started."""
    folder = tmp_path_factory.mktemp("stack")
    with socket.socket() as probe:  # the loopback of a new network namespace is down
        request = struct.pack("16sh", b"lo", 0x1 | 0x40)
        fcntl.ioctl(probe, 0x8914, request)
    images.forget_what_ran()
    engine = [*images.podman(), "system", "service", "--time=0", f"unix://{folder}/podman.sock"]
    with (folder / "engine.log").open("wb") as log:
        process = subprocess.Popen(engine, stdout=log, stderr=log)
    stack = Stack(folder)
    down = ("--profile", "*", "down", "--volumes", "--timeout", "5")
    try:
        eventually((folder / "podman.sock").exists, SECS)
        stack(*down)  # what a run that was killed has left
        yield stack
        stack(*down)
    finally:
        process.terminate()
        process.wait(60)


@pytest.fixture(scope="module")
def up(stack):
    """Bring the stack up, with a node."""
    stack("up", "--detach", "--no-build", *STACK, "node")
    return stack


@pytest.fixture
def rows(up):
    """Return a view of the stack's store, which may just have been started."""
    with Store(STORE) as store:
        eventually(store.is_up, SECS)
        yield store


def numbers(store, text="number:*"):
    """Return the numbers that the example's strategy logged and the store holds."""
    found = store.query(f"{OURS} {text} | fields number")
    return sorted(int(row["number"]) for row in found)


def beats(stack):
    """Return the last number that the node printed, which no store is asked for."""
    printed = re.findall(r"beat number=(\d+)", stack("logs", "--tail", "20", "node"))
    return int(printed[-1]) if printed else -1


def test_rows_of_a_real_node_arrive(up, rows):
    """A node in a container, its spool on a volume and its user not root, has its rows stored."""
    rows.wait_for(f"{OURS} number:*", 5, SECS)
    (row, *_) = rows.query(f"{OURS} number:*")
    assert row["host"] == "node-1"
    assert (row["strategy_id"], row["trader_id"]) == ("Heartbeat-001", "TRADER-001")
    owner = up("exec", "-T", "node", "sh", "-c", "id -u; ls -ldn /var/lib/nautilus/spool")
    assert owner.split()[:2] == ["10001", "drwx------"]
    said = up("logs", "node")
    assert "can't be used" not in said


def test_the_containers_can_write_nowhere_else(up):
    """Root file systems are read-only, and no capability is left."""
    with pytest.raises(AssertionError, match="ead-only file system"):
        up("exec", "-T", "node", "sh", "-c", "touch /opt/x")
    status = up("exec", "-T", "node", "cat", "/proc/self/status")
    assert set(re.findall(r"^Cap(?:Eff|Bnd):\s+(\w+)", status, re.MULTILINE)) == {"0" * 16}
    assert "NoNewPrivs:\t1" in status


def test_the_api_answers_with_the_token_only(up, http):
    """The API is on the loopback with the token of the secret; its health covers the store."""
    url = "http://127.0.0.1:8650/api/logs/health"
    headers = {"Authorization": f"Bearer {TOKEN}"}

    def answers():
        try:
            return http.get(url, headers=headers).status_code == 200
        except httpx.TransportError:
            return False

    eventually(answers, SECS)
    assert http.get(url).status_code == 401
    assert http.get(url.replace("/api/logs/health", "/ui/")).status_code == 200
    up("exec", "-T", "api", "python", "/opt/vlogs-nt/api_health.py")
    up("stop", "victorialogs")
    # Where nothing answers for a stopped container, the API itself is still waiting for it.
    with pytest.raises(AssertionError, match=r"answered 50|timed out"):
        up("exec", "-T", "api", "python", "/opt/vlogs-nt/api_health.py")
    up("start", "victorialogs")


def test_a_node_trades_on_a_volume_that_is_roots(up, rows, tmp_path):
    """Where its user may write to nothing, the node starts, and its rows arrive all the same."""
    tmp_path.chmod(0o755)
    volume = f"{tmp_path}:/var/lib/nautilus"
    wanted = ("--detach", "--volume", volume, "--env", "TRADER_ID=TRADER-ROOT", "node")
    container = up("run", *wanted).split()[-1]
    try:
        rows.wait_for("trader_id:=TRADER-ROOT component:=Heartbeat-001 number:*", 3, SECS)
    finally:
        subprocess.run([*images.podman(), "rm", "--force", container], check=False)


def test_pages_can_take_no_rows_away(up, rows, http):
    """The store's internal paths ask for the key, and its answers allow no page to read them."""
    for path in ("internal/partition/detach?name=20260101", "internal/force_flush", "flags"):
        answer = http.get(f"{STORE}/{path}", headers={"Origin": "http://evil.example"})
        assert answer.status_code == 401, path
        assert "access-control-allow-origin" not in answer.headers
    assert http.get(f"{STORE}/internal/force_flush?authKey={TOKEN}").status_code == 200


def test_the_node_trades_on_while_the_stack_is_gone(up, rows):
    """While nothing runs but the node it logs on; afterwards every number is there, once."""
    up("stop", *STACK)
    last = beats(up)
    eventually(lambda: beats(up) >= last + 5, SECS)
    up("start", *STACK)
    reached = beats(up)
    eventually(lambda: max(_try(lambda: numbers(rows)) or [-1]) > reached, SECS)

    # What the store may hold of the moment when it stopped is looked up before it is sent again.
    def is_whole():
        found = _try(lambda: numbers(rows)) or [-1]
        return found == list(range(found[-1] + 1))

    eventually(is_whole, LOOK_UP_SECS)


def test_what_a_killed_node_left_is_shipped(up, rows):
    """The service `follow`, in another container, ships the rest without another node."""
    reached = beats(up)
    # What NautilusTrader printed last may not be in its file yet, and is lost with the process.
    eventually(lambda: beats(up) >= reached + 5, SECS)
    up("kill", "node")
    (instance,) = {row["instance_id"] for row in rows.query(f"{OURS} | limit 1")}
    query = f"instance_id:={instance} | stats count() n, count_uniq(seq) u, max(seq) last"

    def is_whole():
        (row,) = rows.query(query)
        is_reached = max(numbers(rows), default=-1) >= reached
        return is_reached and int(row["n"]) == int(row["u"]) == int(row["last"]) + 1

    eventually(lambda: _try(is_whole), LOOK_UP_SECS)
    said = re.compile(rf"{instance}: \d+ records, all of them are in VictoriaLogs")
    eventually(lambda: said.search(up("logs", "follow")), SECS)


def are_scraped(stack, asking, targets):
    """Return whether VictoriaMetrics has the metrics of targets, asked from one of the services."""
    said = _try(lambda: stack.python(asking, SCRAPED)) or ""
    return all(f'"{one}"' in said for one in targets)


def test_metrics_are_scraped(up):
    """VictoriaMetrics reads the metrics of the store and of delivery by their services' names."""
    eventually(lambda: are_scraped(up, "api", ["victorialogs:9428", "follow:9464"]), SECS)


def test_an_error_reaches_the_receiver_of_alerts(up, rows):
    """A row at ERROR becomes an alert at Alertmanager's address."""
    tags = {"level": "ERROR", "strategy_id": "S-007", "trader_id": "T-1", "source": "strategy"}
    rows.insert({"_time": "0", "_msg": "no price", **tags})
    eventually(lambda: "S-007" in up("logs", "alertmanager"), SECS)
    assert "StrategyErrors" in up("logs", "alertmanager")


def test_container_logs_are_found_beside_the_strategies(up, rows):
    """A file as Docker writes it becomes rows with `source=container`, found by one query."""
    folder = up.containers / "0123abcd"
    folder.mkdir()
    now = time.strftime("%Y-%m-%dT%H:%M:%S.123456789Z", time.gmtime())
    line = {"log": "GET / 200\n", "stream": "stdout", "attrs": {"tag": "nginx"}, "time": now}
    (folder / "0123abcd-json.log").write_text(json.dumps(line) + "\n")
    found = rows.wait_for("source:in(container,strategy) (200 or beat)", _has_both, SECS)
    (row,) = [one for one in found if one["source"] == "container"]
    assert row["attrs.tag"] == "nginx"


def test_users_do_what_they_may(up, http):
    """A node's user can't read, a reader can't write, and without a password nobody does."""
    url = "http://127.0.0.1:8427"
    query = f"{url}/select/logsql/query?query=*&limit=1"
    eventually(lambda: _try(lambda: http.get(query).status_code == 401), SECS)
    assert http.get(query, auth=("nodes", "of-nodes")).status_code >= 400
    assert http.get(query, auth=("readers", "of-readers")).status_code == 200
    insert = f"{url}/insert/jsonline"
    assert http.post(insert, auth=("readers", "of-readers")).status_code >= 400


def test_rows_survive_down_and_up(up, rows):
    """`down` and `up` leave every row; the next node goes on beside them."""
    before = numbers(rows)
    up("down", "--timeout", "20")
    up("up", "--detach", "--no-build", *STACK, "node")
    query = f"{OURS} | stats by (instance_id) count() n"
    eventually(lambda: len(_try(lambda: rows.query(query)) or ()) == 2, SECS)
    assert numbers(rows)[: len(before)] != []
    counts = sorted(int(row["n"]) for row in rows.query(query))
    assert counts[-1] >= len(before)


def test_a_cluster_keeps_the_rows(up, rows):
    """With cluster.env the store becomes a storage node: old rows are found, new ones arrive."""
    before = len(numbers(rows))
    cluster = ("--env-file", str(DEPLOY / "cluster.env"))
    up("--profile", "*", "down", "--timeout", "20")
    wanted = ("victorialogs", "victorialogs-2", "vlinsert", "vlselect", "node", "victoriametrics")
    profiles = ("--profile", "cluster", "--profile", "node", "--profile", "alerts")
    up(*cluster, *profiles, "up", "--detach", "--no-build", *wanted)
    with Store("http://127.0.0.1:9471") as select:
        eventually(lambda: len(_try(lambda: numbers(select)) or ()) >= before + 5, SECS)
        query = f"{OURS} | stats by (instance_id) count() n"
        eventually(lambda: len(_try(lambda: select.query(query)) or ()) == 3, SECS)
    stores = [f"{one}:9428" for one in wanted[:4]]
    eventually(lambda: are_scraped(up, "node", stores), SECS)
    up(*cluster, "--profile", "*", "down", "--timeout", "20")
    assert up(*cluster, "--profile", "*", "ps", "--all", "--quiet") == ""


def _has_both(found):
    return {row["source"] for row in found} == {"container", "strategy"}


def _try(function):
    """Return what a function returns, nothing while what it asks is not there yet."""
    try:
        return function()
    except (httpx.HTTPError, AssertionError):
        return None


if __name__ == "__main__":
    sys.exit("run by stack.sh")
