"""Users in front of the store, by the real vmauth before the real store."""

import json
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from conftest import Store
from conftest import ended
from conftest import eventually
from ui.ui_kit import free_port

from deploy.conftest import DEPLOY
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.local_store import LocalServer

AUTH = DEPLOY / "vmauth" / "auth.yaml"
PASSWORDS = {
    "NODES_PASSWORD": "of-nodes",
    "VERIFIED_PASSWORD": "of-verified",
    "READERS_PASSWORD": "of-readers",
}
NODES, VERIFIED, READERS = (
    ("nodes", "of-nodes"),
    ("nodes-verified", "of-verified"),
    ("readers", "of-readers"),
)
SHIP = """\
import json, logging, sys
from nautilus_vlogs import VictoriaLogsHandler
settings = json.loads(sys.argv[1])
handler = VictoriaLogsHandler(durability_window_secs=3, **settings)
log = logging.getLogger("research")
log.addHandler(handler)
for number in range(20):
    log.warning("number=%s", number)
import time
deadline = time.monotonic() + 60
while handler.stats().verified < 20 and time.monotonic() < deadline:
    time.sleep(0.05)
print(handler.stats().verified)
"""


@pytest.fixture(scope="module", params=[OLDEST_VERSION, VICTORIALOGS_VERSION])
def server(request, tmp_path_factory):
    """Return a store of either end."""
    directory = tmp_path_factory.mktemp("store")
    flags = ["-inmemoryDataFlushInterval=1s"]
    with LocalServer(install(request.param), directory, flags=flags) as server:
        yield server


@pytest.fixture(scope="module")
def proxy(vmauth, server, tmp_path_factory):
    """Return the URL of vmauth with the project's users, before the store."""
    path = tmp_path_factory.mktemp("vmauth") / "auth.yaml"
    text = AUTH.read_text()
    for name in ("logs-insert", "logs-select"):
        text = text.replace(f"http://{name}:9428", server.url)
    path.write_text(text)
    port = free_port()
    internal = f"127.0.0.1:{free_port()}"
    command = [vmauth, f"-auth.config={path}", f"-httpListenAddr=127.0.0.1:{port}"]
    command += [f"-httpInternalListenAddr={internal}"]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        command,
        env={**os.environ, **PASSWORDS},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with ended(process):
        eventually(lambda: answers(f"http://{internal}"))
        yield url


def answers(url):
    """Return whether a server answers."""
    try:
        return httpx.get(f"{url}/health", trust_env=False, timeout=60).status_code == 200
    except httpx.TransportError:
        return False


def insert(http, url, auth, **row):
    """Insert a row, and return the status of the answer."""
    body = json.dumps({"_time": "0", "_msg": "a row", **row})
    headers = {"Content-Type": "application/stream+json"}
    return http.post(f"{url}/insert/jsonline", content=body, headers=headers, auth=auth).status_code


def query(http, url, auth, logsql, **arguments):
    """Query, and return the answer."""
    return http.post(f"{url}/select/logsql/query", data={"query": logsql, **arguments}, auth=auth)


@pytest.mark.parametrize("value", [None, "%"])
@pytest.mark.parametrize("missing", PASSWORDS)
def test_no_user_is_without_a_password(vmauth, missing, value):
    """With a password that is not set, or with compose.yaml's word for one, it does not start."""
    environment = {name: word for name, word in PASSWORDS.items() if name != missing}
    command = [vmauth, "-dryRun", f"-auth.config={AUTH}"]
    subprocess.run(command, env=PASSWORDS, capture_output=True, check=True)
    environment |= {} if value is None else {missing: value}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode != 0
    assert b"auth config" in done.stderr


def test_nobody_without_a_password(http, proxy):
    """Without one of the users' passwords neither an insert nor a query is let through."""
    users = (None, ("nodes", ""), ("nodes", "wrong"), ("", "of-nodes"))
    with ThreadPoolExecutor() as pool:  # vmauth lets each refusal wait
        asked = [pool.submit(insert, http, proxy, user) for user in users]
        asked += [
            pool.submit(lambda user: query(http, proxy, user, "*").status_code, user)
            for user in users
        ]
        assert {one.result() for one in asked} == {401}


def test_a_nodes_user_inserts_only(http, proxy, server):
    """Its rows are stored; what is in the store it can't see, nor change."""
    mark = uuid.uuid4().hex
    assert insert(http, proxy, NODES, mark=mark) == 200
    with Store(server.url) as store:
        store.wait_for(f"mark:={mark}")
    for path in ("/select/logsql/query?query=*", "/internal/force_flush", "/metrics", "/flags"):
        answer = http.get(f"{proxy}{path}", auth=NODES)
        assert answer.status_code >= 400, path
        assert mark not in answer.text


def test_a_reader_sees_one_application_only(http, proxy, server):
    """No argument of a request gets a reader beyond the filter, and none lets it insert."""
    mark = uuid.uuid4().hex
    with Store(server.url) as store:
        store.insert({"_time": "0", "_msg": "ours", "app": "nautilus-trader", "mark": mark})
        store.insert({"_time": "0", "_msg": "theirs", "app": "other", "mark": mark})
        store.wait_for(f"mark:={mark}", 2)
    for logsql, arguments in [
        (f"mark:={mark}", {}),
        (f"mark:={mark}", {"extra_filters": '{"app":"other"}'}),
        (f"mark:={mark}", {"extra_filters": "*"}),
        (f"mark:={mark} or app:other", {}),
    ]:
        found = query(http, proxy, READERS, logsql, **arguments)
        assert found.status_code == 200
        assert "theirs" not in found.text
    assert "ours" in query(http, proxy, READERS, f"mark:={mark}").text
    escape = f"{proxy}/select/logsql/query?query=mark:{mark}&extra_filters=*"
    assert "theirs" not in http.get(escape, auth=READERS).text
    assert insert(http, proxy, READERS) >= 400
    for path in ("/insert/loki/api/v1/push", "/internal/partition/detach", "/flags", "/delete/x"):
        assert http.post(f"{proxy}{path}", auth=READERS).status_code >= 400, path


@pytest.mark.parametrize("user", [NODES, VERIFIED], ids=lambda user: user[0])
def test_delivery_through_vmauth_is_verified(proxy, server, user):
    """With `query_url` beside it, or as the user that may count, rows are seen to be stored."""
    settings = {"url": proxy}
    if user is NODES:
        settings["query_url"] = server.url
    name, password = user
    environment = {"VICTORIALOGS_USERNAME": name, "VICTORIALOGS_PASSWORD": password}
    done = subprocess.run(
        [sys.executable, "-c", SHIP, json.dumps(settings)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "20", done.stdout + done.stderr
    assert password not in done.stdout + done.stderr
