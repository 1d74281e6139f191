"""
Credentials, TLS and tenants, against a real server; and no secret anywhere it could be read.

The open-source VictoriaLogs checks a user's name and password and speaks TLS; it has no flags for
bearer tokens and clients' certificates, which a gate before it checks here.
"""

import json
import logging

import httpx
import pytest
from conftest import eventually
from gate import Certificates
from gate import Gate
from test_node import run_script  # noqa: F401  # a fixture

from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs.deliver import breaker
from nautilus_vlogs.operate import local_store
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

USER, PASSWORD, TOKEN = "user-8d1f", "word-77ac", "toke-51be"
WRONG = "wrong-e0c3"
SECRETS = (USER, PASSWORD, TOKEN, WRONG)
VARIABLES = ("VICTORIALOGS_USERNAME", "VICTORIALOGS_PASSWORD", "VICTORIALOGS_TOKEN")


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Return certificates for the run."""
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def guarded(tmp_path_factory, certificates):
    """Return a VictoriaLogs that wants a password, and its address with TLS."""
    port = local_store._free_port()
    cert, key = certificates.server
    flags = [f"-httpAuth.username={USER}", f"-httpAuth.password={PASSWORD}"]
    flags += [f"-httpListenAddr=127.0.0.1:{port}", "-tls=false,true"]
    flags += [f"-tlsCertFile=,{cert}", f"-tlsKeyFile=,{key}"]
    directory = tmp_path_factory.mktemp("guarded")
    with LocalServer(obtain_binary(), directory, flags=flags) as server:
        yield server.url, f"https://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Try again soon after a refusal, and begin without credentials."""
    monkeypatch.setattr(breaker, "DENIED_BACKOFF_SECS", 0.3)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def log_in(monkeypatch, **credentials):
    """Set the environment's credentials."""
    for name, value in credentials.items():
        monkeypatch.setenv(f"VICTORIALOGS_{name.upper()}", value)


def rows_at(url, test, **headers):
    """Return the rows of a test in a store that wants the password, by number."""
    answer = httpx.post(
        f"{url}/select/logsql/query",
        data={"query": f"test:={test}"},
        auth=(USER, PASSWORD),
        headers=headers,
        trust_env=False,
    )
    answer.raise_for_status()
    rows = [json.loads(line) for line in answer.content.split(b"\n") if line]
    return sorted(rows, key=lambda row: int(row["seq"]))


@pytest.fixture
def ship(store, capfd, caplog, tmp_path):
    """Return a function that makes a logger with a handler; afterwards no secret is anywhere."""
    caplog.set_level(logging.DEBUG)
    handlers = []

    def ship(url, **settings):
        handler = VictoriaLogsHandler(
            url=url, extra_fields={"test": store.id}, shutdown_timeout_secs=1, **settings
        )
        handlers.append(handler)
        logger = logging.Logger("app")  # noqa: LOG001  # unknown to pytest and its handlers
        logger.addHandler(handler)
        # To the dead letters, also when no batch gets through: the first one holds it.
        logger.info("x" * 300_000)
        for i in range(50):
            logger.info(f"number={i}")
        return handler

    yield ship
    for handler in handlers:
        handler.close()
        letters = handler._pipeline.dead_letters.path
        parts = (handler, handler._settings, handler._pipeline, handler._pipeline._client)
        shown = repr(parts) + repr([vars(part) for part in parts if hasattr(part, "__dict__")])
        shown += repr(handler.stats()) + caplog.text + letters.read_text()
        letters.unlink()
        assert not [secret for secret in SECRETS if secret in shown]
    printed = "".join(capfd.readouterr())
    assert not [secret for secret in SECRETS if secret in printed]


def state(handler):
    """Return what the trouble is."""
    return handler.stats().state


def assert_complete(rows):
    """Check that each record is there once."""
    assert [int(row["seq"]) for row in rows] == list(range(51))
    assert rows[0]["put_aside"].startswith("too long")
    assert [row.get("number") for row in rows[1:]] == [str(i) for i in range(50)]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"username": USER, "password": WRONG},
        {"username": WRONG, "password": PASSWORD},
        {"token": WRONG},
        {"token": "wrong-e0c3\x7f\n\u20ac"},
    ],
)
def test_password(guarded, store, ship, *, monkeypatch, capfd, wrong):
    """Wrong credentials keep the rows waiting, right ones are taken up without a restart."""
    log_in(monkeypatch, **wrong)
    handler = ship(guarded[0])
    eventually(lambda: state(handler) == "denied")
    assert rows_at(guarded[0], store.id) == []
    monkeypatch.delenv("VICTORIALOGS_TOKEN", raising=False)
    log_in(monkeypatch, username=USER, password=f"{PASSWORD}\n")
    eventually(lambda: len(rows_at(guarded[0], store.id)) >= 51)
    assert_complete(rows_at(guarded[0], store.id))
    told = capfd.readouterr().err
    assert told.count("refuses the credentials") == 1
    assert not [secret for secret in SECRETS if secret in told]


def test_token(store, ship, monkeypatch):
    """A bearer token is sent, wins over a password, and is read anew when it is refused."""
    log_in(monkeypatch, token=WRONG, username=USER, password=PASSWORD)
    with Gate(store.url, token=TOKEN) as gate:
        handler = ship(gate.url)
        eventually(lambda: state(handler) == "denied")
        assert gate.passed == 0
        log_in(monkeypatch, token=f" {TOKEN}\n")
        rows = store.wait_for(f"test:={store.id}", 51)
        assert gate.denied >= 1
        handler.close()
    assert_complete(sorted(rows, key=lambda row: int(row["seq"])))


def test_private_authority(guarded, store, ship, *, monkeypatch, certificates):
    """Over TLS with the authority's file rows arrive, at the real server's own listener."""
    log_in(monkeypatch, username=USER, password=PASSWORD)
    ship(guarded[1], ca_file=certificates.ca[0])
    eventually(lambda: len(rows_at(guarded[0], store.id)) >= 51)
    assert_complete(rows_at(guarded[0], store.id))


@pytest.mark.parametrize("authority", [None, "other_ca"])
def test_unknown_authority(guarded, store, ship, *, monkeypatch, certificates, authority):
    """Nothing is sent to a server whose certificate nobody known has signed."""
    log_in(monkeypatch, username=USER, password=PASSWORD)
    ca_file = authority and getattr(certificates, authority)[0]
    handler = ship(guarded[1], ca_file=ca_file)
    eventually(lambda: "CERTIFICATE_VERIFY_FAILED" in handler.stats().last_error)
    assert handler.stats().sent == 0
    assert rows_at(guarded[0], store.id) == []


def test_wrong_host_name(store, ship, *, monkeypatch, certificates):
    """A certificate of the right authority for another host is refused."""
    log_in(monkeypatch, username=USER, password=PASSWORD)
    with Gate(store.url, cert=certificates.elsewhere) as gate:
        handler = ship(gate.url, ca_file=certificates.ca[0])
        eventually(lambda: "CERTIFICATE_VERIFY_FAILED" in handler.stats().last_error)
        assert "127.0.0.1" in handler.stats().last_error
        assert gate.passed == 0
        handler.close()
    assert store.query(f"test:={store.id}") == []


@pytest.mark.parametrize("has_certificate", [True, False])
def test_client_certificate(store, ship, *, monkeypatch, certificates, has_certificate):
    """A server that asks for a client's certificate gets the configured one."""
    log_in(monkeypatch, token=TOKEN)
    ca_file = certificates.ca[0]
    settings = {}
    if has_certificate:
        cert, key = certificates.client
        settings = {"client_cert_file": cert, "client_key_file": key}
    with Gate(store.url, token=TOKEN, cert=certificates.server, client_ca=ca_file) as gate:
        handler = ship(gate.url, ca_file=ca_file, **settings)
        if has_certificate:
            rows = store.wait_for(f"test:={store.id}", 51)
            assert_complete(sorted(rows, key=lambda row: int(row["seq"])))
        else:
            eventually(lambda: handler.stats().retries >= 2)
            assert (gate.passed, handler.stats().sent) == (0, 0)
        handler.close()


def test_no_tls_where_it_is_expected(guarded, ship, monkeypatch, certificates):
    """A plain server behind an https address, or the other way round, gets no rows."""
    log_in(monkeypatch, username=USER, password=PASSWORD)
    plain_url, tls_url = guarded
    for url in (plain_url.replace("http:", "https:"), tls_url.replace("https:", "http:")):
        handler = ship(url, ca_file=certificates.ca[0])
        eventually(lambda handler=handler: handler.stats().retries >= 2)
        assert handler.stats().sent == 0


def test_tenants(guarded, store, ship, monkeypatch):
    """Rows of two tenants are in theirs each, and in no other."""
    log_in(monkeypatch, username=USER, password=PASSWORD)
    ship(guarded[0], account_id=7, project_id=3)
    ship(guarded[0], account_id=7, project_id=4)
    tenants = [{"AccountID": "7", "ProjectID": project} for project in ("3", "4")]
    for tenant in tenants:
        eventually(lambda tenant=tenant: len(rows_at(guarded[0], store.id, **tenant)) >= 51)
    runs = set()
    for tenant in tenants:
        rows = rows_at(guarded[0], store.id, **tenant)
        assert_complete(rows)
        runs.add(rows[0]["instance_id"])
    assert len(runs) == 2
    for tenant in ({}, {"AccountID": "7"}, {"ProjectID": "3"}):
        assert rows_at(guarded[0], store.id, **tenant) == []


def test_a_node_s_secrets_stay_with_it(run_script, guarded, tmp_path):  # noqa: F811  # the fixture
    """A real node with wrong credentials, then right ones, shows them nowhere and loses nothing."""
    outcome = run_script(
        f"""
        import os
        import nautilus_vlogs.deliver.breaker
        nautilus_vlogs.deliver.breaker.DENIED_BACKOFF_SECS = 0.3

        node = make_node(strategies=[StrategyConfig(order_id_tag="001")])
        (actor,) = node.trader.actors()

        def correct():
            while actor.stats().state != "denied":
                time.sleep(0.01)
            Path(DIRECTORY, "spooled").write_bytes(
                b"".join(p.read_bytes() for p in Path(DIRECTORY).glob("*.json*"))
            )
            Path(DIRECTORY, "config").write_text(repr(actor.config) + str(actor.config.json()))
            os.environ["VICTORIALOGS_PASSWORD"] = "{PASSWORD}"
            while actor.stats().state != "up":
                time.sleep(0.01)

        run(node, correct)
        """,
        url=guarded[0],
        VICTORIALOGS_USERNAME=USER,
        VICTORIALOGS_PASSWORD=WRONG,
    )
    read = outcome.stats["read"]

    def rows():
        answer = httpx.post(
            f"{guarded[0]}/select/logsql/query",
            data={"query": f'instance_id:="{outcome.instance_id}"'},
            auth=(USER, PASSWORD),
        )
        return [json.loads(line) for line in answer.content.split(b"\n") if line]

    eventually(lambda: len(rows()) >= read)
    seqs = sorted(int(row["seq"]) for row in rows())
    assert seqs == list(range(len(seqs)))
    shown = outcome.output + json.dumps(rows())
    shown += "".join(path.read_text() for path in tmp_path.rglob("*") if path.is_file())
    assert "refuses the credentials" in shown
    assert not [secret for secret in (USER, PASSWORD, WRONG) if secret in shown]
