"""The one transport: a whole answer before the deadline, whatever the other end does."""

import socket
import ssl
import subprocess
import threading
import time
from contextlib import closing
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from conftest import eventually
from fake_store import FakeStore
from fake_store import answer

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.errors import NotVictoriaLogsError
from nautilus_vlogs.store import network
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.connection import Trouble
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.turns import Turns

ROWS = [b'{"_msg":"a"}\n']


@pytest.fixture
def connect():
    """Return a function that makes connections, which are closed in the end."""
    made = []

    def connect(url, **settings):
        made.append(Connection(url, **{"timeout_secs": 20, **settings}))
        return made[-1]

    yield connect
    for one in made:
        one.close()


def get(connection, path="/health", **settings):
    return connection.exchange("GET", path, max_bytes=100_000, **settings)


def dripping(fake, first, secs=0.05):
    """Return an answer of which a byte comes now and then, without end."""

    def drip(connection, request):
        fake._read(connection, request)
        connection.sendall(first)
        while not fake._closing.wait(secs):
            connection.sendall(b"x")

    return drip


@pytest.mark.parametrize(
    "first",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nX: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
    ],
    ids=["status", "header", "body", "body to the end of the connection"],
)
@pytest.mark.parametrize("opened_by", ["itself", "another thread"])
def test_an_answer_by_drops_is_cut_at_the_deadline(fake, connect, first, opened_by):
    """One deadline holds for the whole of it, also where another thread opened the connection."""
    connection = connect(fake.url, timeout_secs=3, deadline_secs=3)
    if opened_by == "another thread":
        thread = threading.Thread(target=get, args=(connection,))
        thread.start()
        thread.join()
    fake.otherwise = dripping(fake, first)
    with pytest.raises(ExchangeError) as caught:
        get(connection)
    assert caught.value.trouble is Trouble.TIMEOUT
    assert fake.connections == 1


def test_a_body_that_is_taken_by_drops_is_cut_at_the_deadline(fake, connect):
    """A server that reads a few bytes now and then does not hold a thread."""

    def slow(connection, _):
        while not fake._closing.wait(0.02):
            connection.recv(10)

    fake.otherwise = slow
    connection = connect(fake.url, timeout_secs=3, deadline_secs=3)
    with pytest.raises(ExchangeError) as caught:
        connection.exchange("POST", "/", body=[b"x" * 1_000_000] * 64, max_bytes=1_000)
    assert caught.value.trouble is Trouble.TIMEOUT


def test_a_name_that_is_looked_up_without_end_is_given_up(connect, monkeypatch):
    """The system's look-up can't be cut, so it is left behind; no second one is begun beside it."""
    asked, go_on = [], threading.Event()

    def hang(host, *_, **__):
        asked.append(host)
        go_on.wait(60)
        raise socket.gaierror("no such name")

    monkeypatch.setattr(network.socket, "getaddrinfo", hang)
    connection = connect("http://slow.example:9428", timeout_secs=0.2)
    for _ in range(3):
        with pytest.raises(ExchangeError, match=r"look-up of the name slow\.example") as caught:
            get(connection)
        assert caught.value.trouble is Trouble.NOT_CONNECTED
    assert len(asked) == 1
    go_on.set()


def test_a_name_without_an_address_is_named(connect):
    """Nothing was sent, and the system's words say why."""
    with pytest.raises(ExchangeError, match="ConnectError") as caught:
        get(connect("http://nowhere.invalid:9428", timeout_secs=5))
    assert caught.value.trouble is Trouble.NOT_CONNECTED


def test_the_next_address_is_tried(fake, connect, monkeypatch):
    """A name with an address where nobody listens is reached by the other one."""
    dead = socket.create_server(("127.0.0.1", 0))
    gone = dead.getsockname()
    dead.close()
    kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    addresses = [(*kind, gone), (*kind, ("127.0.0.1", fake.port))]
    monkeypatch.setattr(network.socket, "getaddrinfo", lambda *_, **__: addresses)
    assert get(connect("http://two.example:9428")).status == 200


def test_no_thread_for_a_look_up_is_no_trouble(fake, connect, monkeypatch):
    """At the end of the interpreter no thread can be started: the look-up is made by the caller."""

    class NoThread(threading.Thread):
        def start(self):
            raise RuntimeError("can't create new thread at interpreter shutdown")

    connection = connect(fake.url.replace("127.0.0.1", "localhost"))
    monkeypatch.setattr(
        network, "threading", SimpleNamespace(Thread=NoThread, Event=threading.Event)
    )
    assert get(connection).status == 200


def test_what_was_looked_up_without_a_thread_is_not_kept(fake, connect, monkeypatch):
    """A name that failed while the system had no thread left is looked up anew, as it moves on."""

    def refuse(_):
        raise RuntimeError("can't start new thread")

    def fail(*_, **__):
        raise socket.gaierror("Temporary failure in name resolution")

    connection = connect(fake.url.replace("127.0.0.1", "localhost"))
    with monkeypatch.context() as patch:
        patch.setattr(network.threading.Thread, "start", refuse)
        patch.setattr(network.socket, "getaddrinfo", fail)
        with pytest.raises(ExchangeError, match="Temporary failure"):
            get(connection)
    assert get(connection).status == 200  # threads and names are there again


@pytest.mark.parametrize("is_repeatable", [True, False])
def test_a_kept_connection_that_is_closed_at_the_next_request(fake, connect, is_repeatable):
    """What may be repeated is, on a new connection and once; a query that kills is made once."""
    connection = connect(fake.url)
    get(connection)
    fake.script.append(fake.hang_up)
    if is_repeatable:
        assert get(connection, is_repeatable=True).status == 200
    else:
        with pytest.raises(ExchangeError) as caught:
            get(connection)
        assert caught.value.trouble is Trouble.CUT
    assert len(fake.requests) == 2 + is_repeatable


def test_a_new_connection_that_is_closed_is_not_tried_again(fake, connect):
    """A server that ends each connection gets each request once."""
    fake.otherwise = fake.hang_up
    with pytest.raises(ExchangeError):
        get(connect(fake.url), is_repeatable=True)
    assert len(fake.requests) == 1


def test_a_turn_may_be_kept():
    """The store works on an abandoned query until its own deadline: no other takes its place."""
    turns = Turns(1)
    now = time.monotonic()
    assert turns.take(now)
    turns.give_back(now + 3)
    assert not turns.take(now + 0.1)
    assert turns.take(now + 60)
    assert time.monotonic() >= now + 3


def test_a_restart_of_the_store_keeps_no_turn(fake, connect):
    """A connection that the store cut has no query behind it any more."""
    connection = connect(fake.url, timeout_secs=60, max_connections=1, keeps_turns=True)
    fake.script.append(fake.hang_up)
    with pytest.raises(ExchangeError) as caught:
        get(connection)
    assert caught.value.trouble is Trouble.CUT
    assert get(connection).secs < 30


def test_exchanges_that_are_aborted_end_at_once(fake, connect):
    """A shutdown need not wait for a store that hangs."""
    fake.otherwise = fake.hang
    connection = connect(fake.url, timeout_secs=60, deadline_secs=60)
    ends = []

    def ask():
        with pytest.raises(ExchangeError) as caught:
            get(connection)
        ends.append(caught.value.trouble)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    eventually(lambda: len(fake.requests) == 3)
    connection.abort()
    for thread in threads:
        thread.join(20)
    assert ends == [Trouble.CUT] * 3


def test_no_redirect_is_followed(fake, connect, monkeypatch):
    """Credentials go nowhere but where they were meant to."""
    monkeypatch.setenv("VICTORIALOGS_TOKEN", "secret")
    other = FakeStore()
    fake.otherwise = answer(302, Location=other.url)
    assert get(connect(fake.url)).status == 302
    other.close()
    assert other.requests == []


def test_a_stale_certificate_file_does_not_concern_plain_http(fake, connect, monkeypatch):
    """SSL_CERT_FILE that names a file which is gone keeps nothing from plain http."""
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file.pem")
    assert get(connect(fake.url)).status == 200


@contextmanager
def speaking_tls(directory):
    """Run a server that speaks TLS, and answers each request with a 200; yield its port."""
    key, certificate = directory / "key.pem", directory / "certificate.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -days 1 "
        "-subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1",
        shell=True,
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                raw, _ = listener.accept()
            except OSError:
                return
            try:
                with closing(context.wrap_socket(raw, server_side=True)) as connection:
                    connection.recv(65_536)
                    connection.sendall(answer(200))
            except OSError:
                raw.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1], certificate
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def test_tls_with_a_private_authority(tmp_path, connect):
    """The certificate is checked, by the authority that is named."""
    with speaking_tls(tmp_path) as (port, certificate):
        trusting = connect(f"https://localhost:{port}", ca_file=str(certificate), timeout_secs=10)
        assert get(trusting).status == 200
        with pytest.raises(ExchangeError, match="CERTIFICATE_VERIFY_FAILED"):
            get(connect(f"https://localhost:{port}", timeout_secs=10))


def test_the_wrong_scheme_is_named(tmp_path, victoria_logs):
    """Both ways; where plain http is spoken, with what to write instead."""
    with closing(StoreClient(victoria_logs.url.replace("http:", "https:"))) as client:
        result = client.insert(ROWS)
    assert result.outcome is Outcome.UNREACHABLE
    assert "speaks plain http: write http://" in result.reason
    with speaking_tls(tmp_path) as (port, _):
        url = f"http://localhost:{port}"
        with closing(StoreClient(url)) as client:
            result = client.insert(ROWS)
        assert result.outcome in (Outcome.FOREIGN, Outcome.UNCLEAR)


@pytest.mark.parametrize(
    "said",
    [
        b"Client sent an HTTP request to an HTTPS server.\n",
        b"<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head>",
    ],
)
def test_a_server_that_wants_https_is_understood(fake, said):
    """Go's servers and nginx say it in a 400: no rows are refused for that."""
    head = f"HTTP/1.1 400 Bad Request\r\nContent-Length: {len(said)}\r\n\r\n".encode()
    fake.otherwise = fake.early(head + said)
    with closing(StoreClient(fake.url)) as client:
        result = client.insert(ROWS)
    assert (result.outcome, result.reason) == (
        Outcome.UNREACHABLE,
        "the server speaks https: write https:// in the URL",
    )
    with VictoriaLogsClient(fake.url) as client, pytest.raises(NotVictoriaLogsError) as caught:
        client.search()
    assert "speaks https" in str(caught.value)
