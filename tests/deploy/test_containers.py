"""Container logs with `source=container`: by Vector's transform, and by vlagent."""

import gzip
import json
import re
import subprocess
import sys
import time
import uuid
from pathlib import Path

import httpx
import pytest
import yaml
from conftest import Store
from conftest import eventually
from ui.ui_kit import free_port

from deploy.conftest import DEPLOY
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.local_store import LocalServer

HERE = Path(__file__).parent
#: Events of Vector's source `docker_logs` as recorded, and what parse.vrl makes of them.
EVENTS = HERE / "events.jsonl"
ROWS = HERE / "rows.jsonl"
CONTAINERS = {"nginx", "redis", "ib-gateway"}
#: What Vector knows of a container beyond the files that Docker writes.
OF_VECTOR = {"container_name", "image", "level"}


def events():
    """Return the recorded events, but the blank one."""
    found = [json.loads(line) for line in EVENTS.read_text().splitlines()]
    return [one for one in found if one["message"].strip()]


def now(nanoseconds=0):
    """Return a time of this second, as Docker writes it."""
    return time.strftime(f"%Y-%m-%dT%H:%M:%S.{nanoseconds:09d}Z", time.gmtime())


@pytest.fixture(scope="module", params=[OLDEST_VERSION, VICTORIALOGS_VERSION])
def either(request, tmp_path_factory):
    """Return a store of either end."""
    with LocalServer(install(request.param), tmp_path_factory.mktemp("store")) as server:
        yield server


def insert_as_vector(http, url, rows):
    """Send rows as the sink of vector.yaml does; return the answer."""
    sink = yaml.safe_load((DEPLOY / "vector" / "vector.yaml").read_text())["sinks"]["victorialogs"]
    body = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    headers = {**sink["request"]["headers"], "Content-Type": "application/x-ndjson"}
    headers["Content-Encoding"] = "gzip"
    return http.post(f"{url}/insert/jsonline", content=gzip.compress(body), headers=headers)


def test_the_transform_makes_these_rows(vrl):
    """parse.vrl compiles without a warning and makes of recorded events what is recorded here."""
    command = [vrl, "--print-object", "--print-warnings"]
    command += ["--program", DEPLOY / "vector" / "parse.vrl", "--input", EVENTS]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = (done.stdout + done.stderr).splitlines()
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    assert rows == [json.loads(line) for line in ROWS.read_text().splitlines()]
    assert [line for line in lines if line and not line.startswith("{")] == ["aborted"]


@pytest.mark.parametrize(
    "message", ["", " \t", "{", "[]", "\x00", "a\tb \x07", "é" * 40_000, '{"level": 7}', "1:M"]
)
def test_the_transform_takes_any_message(vrl, tmp_path, message):
    """No message makes it fail, and none but a blank one is dropped."""
    event = json.dumps({"message": message, "timestamp": now(), "container_name": "/x"})
    (tmp_path / "event").write_text(event)
    command = [vrl, "--print-object", "--program", DEPLOY / "vector" / "parse.vrl"]
    command += ["--input", tmp_path / "event"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = (done.stdout + done.stderr).strip()
    if message.strip():
        row = json.loads(said, strict=False)  # the command escapes no control characters
        assert (row["message"], row["container_name"]) == (message, "x")
    else:
        assert said == "aborted"


def test_what_vector_sends_is_found_beside_a_strategy(http, either):
    """With its headers the rows are stored, and one query finds containers and strategies."""
    with Store(either.url) as store:
        mark = {"run": uuid.uuid4().hex}
        rows = [json.loads(line) for line in ROWS.read_text().splitlines()]
        rows = [{**row, **mark, "timestamp": now(i)} for i, row in enumerate(rows)]
        assert insert_as_vector(http, either.url, rows).status_code == 200
        strategy = {"source": "strategy", "strategy_id": "S-1", "level": "ERROR"}
        store.insert({"_time": "0", "_msg": "no price", **strategy, **mark})
        query = f"run:={mark['run']} source:in(strategy,container)"
        found = store.wait_for(query, len(rows) + 1)
        assert {row["attrs.tag"] for row in found if "attrs.tag" in row} == CONTAINERS
        assert {row["source"] for row in found} == {"strategy", "container"}
        errors = store.query(f"{query} level:=ERROR")
        assert len(errors) == 3  # nginx, ib-gateway, the strategy
        (stream,) = {row["_stream"] for row in found if row.get("container_name") == "redis"}
        assert stream == '{container_name="redis",source="container"}'


def test_an_array_would_be_refused(http, either):
    """Without `framing` Vector sends an array: that is a 400, and nothing stored."""
    headers = {"Content-Type": "application/json"}
    body = json.dumps([{"message": "x", "timestamp": now()}])
    answer = http.post(f"{either.url}/insert/jsonline", content=body, headers=headers)
    assert answer.status_code == 400


# -- vlagent -----------------------------------------------------------------------------------


class Agent:
    """vlagent with the arguments of compose.yaml, on a folder in place of Docker's."""

    def __init__(self, compose_file, folder, url):
        service = compose_file["services"]["vlagent"]
        places = {
            "http://logs-insert:9428": url,
            "=/vlagent": f"={folder}/data",
            "/containers/": f"{folder}/containers/",
        }
        self.port = free_port()
        self.containers = folder / "containers"
        self.arguments = []
        for argument in service["command"]:
            for old, new in places.items():
                argument = argument.replace(old, new)  # noqa: PLW2901
            self.arguments.append(argument)

    def __enter__(self):
        program = install(VICTORIALOGS_VERSION, "vlagent")
        self.process = subprocess.Popen(
            [program, *self.arguments, f"-httpListenAddr=127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)

    def read(self):
        """Return how many lines were read from files."""
        try:
            answer = httpx.get(f"http://127.0.0.1:{self.port}/metrics", trust_env=False, timeout=60)
        except httpx.TransportError:
            return 0
        found = re.search(r'vl_rows_ingested_total\{type="file_logs"\} (\d+)', answer.text)
        return int(found[1]) if found else 0

    def write(self, name, *lines):
        """Write lines of a container's output as Docker's json-file does."""
        folder = self.containers / f"id-of-{name}"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"id-of-{name}-json.log").open("a") as file:
            for stream, text in lines:
                line = {"log": f"{text}\n", "stream": stream, "attrs": {"tag": name}}
                file.write(json.dumps({**line, "time": now()}) + "\n")


@pytest.fixture
def agent_store(tmp_path):
    """Return an own store of the newest version."""
    with (
        LocalServer(install(VICTORIALOGS_VERSION), tmp_path / "store") as server,
        Store(server.url) as store,
    ):
        yield store


def test_vlagent_ships_dockers_files(compose_file, tmp_path, agent_store):
    """Each line becomes a row, once, over a rotation and a restart, with the fields of Vector's."""
    store = agent_store
    agent = Agent(compose_file, tmp_path, store.url)
    for event in events():
        agent.write(event["container_name"], (event["stream"], event["message"]))
    with agent:
        found = store.wait_for("source:=container", len(events()), 60)
        assert {row["attrs.tag"] for row in found} == CONTAINERS
        log = agent.containers / "id-of-redis" / "id-of-redis-json.log"
        log.rename(log.with_name(f"{log.name}.1"))
        agent.write("redis", ("stdout", "after the rotation"))
        store.wait_for('"after the rotation"', 1, 60)
    agent.write("redis", ("stdout", "while it was down"))
    with agent:
        store.wait_for('"while it was down"', 1, 60)
        store.wait_for("source:=container", lambda rows: len(rows) == len(events()) + 2)
    rows = [json.loads(line) for line in ROWS.read_text().splitlines()]
    by_vector = {row["message"]: row for row in rows}
    for row in store.query("source:=container"):
        text = row["_msg"].rstrip("\n")  # vlagent keeps the newline
        if text in by_vector:
            other = by_vector.pop(text)
            fields = {"attrs.tag" if name == "attrs" else name for name in other} - OF_VECTOR
            fields = fields - {"message", "timestamp"} | {"_msg", "_time"}
            assert set(row) - {"_stream", "_stream_id"} == fields
            assert (row["attrs.tag"], row["stream"]) == (other["attrs"]["tag"], other["stream"])
    assert by_vector == {}


def test_vlagent_waits_for_the_store(compose_file, tmp_path):
    """What is read while the store is away waits on disk, and arrives when it is back."""
    with LocalServer(install(VICTORIALOGS_VERSION), tmp_path / "store") as server:
        server.stop()
        agent = Agent(compose_file, tmp_path, server.url)
        with agent:
            agent.write("redis", *(("stdout", f"line {i}") for i in range(100)))
            eventually(lambda: agent.read() == 100, 60)
            server.start()
            with Store(server.url) as store:
                store.wait_for("source:=container line", lambda rows: len(rows) == 100, 90)


def test_the_health_check_reports_what_is_wrong(tmp_path):
    """Without a token, or an API, the container's health check fails with a reason."""
    command = [sys.executable, DEPLOY / "api_health.py"]
    environment = {"API_TOKEN_FILE": str(tmp_path / "none"), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "can't be read" in done.stdout) == (1, True)
    (tmp_path / "none").write_text("token")
    environment["API_URL"] = "http://127.0.0.1:1"
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, "does not answer" in done.stdout) == (1, True)
