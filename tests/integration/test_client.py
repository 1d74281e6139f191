"""What the client sends, and what it makes of every kind of answer."""

import base64
import json
import logging
import socket
import time
import zlib
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import httpx
import pytest
from conftest import ends
from conftest import eventually
from fake_store import FakeStore
from fake_store import answer

from nautilus_vlogs.operate import local_store
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.durations import duration_secs
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.insert import as_extra_fields
from nautilus_vlogs.times import rfc3339

ROWS = [b'{"_msg":"a"}\n{"_msg":"b"}\n', b'{"_msg":"c"}\n']
SECRETS = ("VICTORIALOGS_TOKEN", "VICTORIALOGS_USERNAME", "VICTORIALOGS_PASSWORD")


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch):
    """Keep the environment's own credentials out."""
    for name in SECRETS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def make_client():
    """Return a function that makes clients, which are closed in the end."""
    clients = []

    def make_client(url, **settings):
        clients.append(StoreClient(url, **settings))
        return clients[-1]

    yield make_client
    for client in clients:
        client.close()


def rows_of(store, count, **more):
    row = {"_time": rfc3339(time.time_ns()), "test": store.id, "level": "INFO", **more}
    return [json.dumps({**row, "_msg": f"m{i}", "seq": i}).encode() + b"\n" for i in range(count)]


# -- The real store --------------------------------------------------------------------------


@pytest.mark.parametrize("compression", ["none", "gzip", "auto"])
def test_rows_are_stored(store, make_client, compression):
    """What was accepted is there, each row once, plain and compressed."""
    client = make_client(store.url, compression=compression)
    rows = rows_of(store, 2_000, filler="x" * 100)
    pieces = [b"".join(rows[:3]), *rows[3:1_000], b"".join(rows[1_000:])]
    assert client.insert(pieces) == InsertResult(Outcome.ACCEPTED)
    found = store.wait_for(f"test:={store.id}", 2_000)
    assert sorted(int(row["seq"]) for row in found) == list(range(2_000))
    assert all(row["_msg"] == f"m{row['seq']}" for row in found)


def test_others_get_the_gil_within_a_request(store, make_client, monkeypatch):
    """The event loop has its turn before the rows go out and before the answer is read."""
    rests = []
    monkeypatch.setattr("nautilus_vlogs.store.connection.rest", lambda: rests.append("rest"))
    assert make_client(store.url).insert(rows_of(store, 1)).outcome is Outcome.ACCEPTED
    assert len(rests) == 2


def test_stream_fields(store, make_client):
    """The configured fields make up the stream, and no others do."""
    client = make_client(store.url, stream_fields=("strategy_id", "level"))
    client.insert(rows_of(store, 1, strategy_id="ORB-001", component="X"))
    (row,) = store.wait_for(f"test:={store.id}")
    assert row["_stream"] == '{level="INFO",strategy_id="ORB-001"}'


def test_time_to_the_nanosecond(store, make_client):
    """A row's own time is kept, it is not the server's."""
    at = rfc3339(time.time_ns() - 3_600 * 10**9)[:-4] + "789Z"
    make_client(store.url).insert(rows_of(store, 1, _time=at))
    (row,) = store.wait_for(f"test:={store.id}")
    assert row["_time"] == at


def test_tenants(store, make_client):
    """Rows go to the tenant that was configured, and to no other."""
    client = make_client(store.url, account_id=12, project_id=34)
    assert client.insert(rows_of(store, 3)).outcome is Outcome.ACCEPTED

    def count(account_id, project_id):
        tenant = {"AccountID": str(account_id), "ProjectID": str(project_id)}
        with httpx.Client(base_url=store.url, headers=tenant, trust_env=False) as http:
            found = http.post("/select/logsql/query", data={"query": f"test:={store.id}"})
        return found.content.count(b"\n")

    store.flush()
    assert (count(12, 34), count(12, 0), count(0, 0)) == (3, 0, 0)


def test_bad_rows_are_refused(store, make_client):
    """The store answers 400 where no row is any good."""
    result = make_client(store.url).insert([b"not JSON\n", b"nor this\n"])
    assert result.outcome is Outcome.REFUSED
    assert result.reason.startswith("HTTP 400 ")
    assert "\n" not in result.reason


def test_retention_of_the_store(store, make_client):
    """The store tells for how long it keeps rows."""
    assert make_client(store.url).storage_metrics().retention_secs == 14 * 86_400


def test_credentials(tmp_path, make_client, monkeypatch):
    """Without the right ones the rows are denied, with them they are taken, without a restart."""
    flags = ["-httpAuth.username=me", "-httpAuth.password=pa:ss wörd"]
    with LocalServer(obtain_binary(), tmp_path, flags=flags) as server:
        client = make_client(server.url)
        row = [json.dumps({"_time": rfc3339(time.time_ns()), "_msg": "m"}).encode() + b"\n"]
        assert client.insert(row).outcome is Outcome.DENIED
        assert client.storage_metrics() is None
        monkeypatch.setenv("VICTORIALOGS_USERNAME", "me")
        monkeypatch.setenv("VICTORIALOGS_PASSWORD", "wrong")
        assert client.insert(row).outcome is Outcome.DENIED
        monkeypatch.setenv("VICTORIALOGS_PASSWORD", "pa:ss wörd\n")
        assert client.insert(row).outcome is Outcome.ACCEPTED
        assert client.storage_metrics().retention_secs == 14 * 86_400


# -- What is sent ----------------------------------------------------------------------------


def test_the_request(fake, make_client):
    """Content type, arguments, tenant and length are what the store needs; the body is the rows."""
    client = make_client(
        f"{fake.url}/prefix/",
        stream_fields=("a", "b"),
        account_id=1,
        project_id=2,
    )
    assert client.insert(ROWS).outcome is Outcome.ACCEPTED
    (request,) = fake.requests
    assert request.method == "POST"
    assert urlsplit(request.target).path == "/prefix/insert/jsonline"
    assert parse_qs(urlsplit(request.target).query) == {
        "_stream_fields": ["a,b"],
        "_time_field": ["_time"],
        "_msg_field": ["_msg"],
    }
    assert request.body == b"".join(ROWS)
    assert request.headers == {
        "Host": f"127.0.0.1:{fake.port}",
        "Content-Type": "application/stream+json",
        "AccountID": "1",
        "ProjectID": "2",
        "User-Agent": "vlogs-nt",
        "Content-Length": str(len(request.body)),
    }
    client.storage_metrics()
    assert (fake.requests[1].method, fake.requests[1].target) == ("GET", "/prefix/metrics")


@pytest.mark.parametrize(
    ("compression", "host", "is_compressed"),
    [
        ("auto", "127.0.0.1", False),
        ("auto", "127.0.0.2", True),
        ("none", "127.0.0.2", False),
        ("gzip", "127.0.0.1", True),
    ],
)
def test_compression(make_client, compression, host, is_compressed):
    """`auto` compresses for other machines; what is compressed is whole, and smaller."""
    fake = FakeStore(host)
    rows = [json.dumps({"_msg": f"row {i}"}).encode() + b"\n" for i in range(20_000)]
    try:
        assert make_client(fake.url, compression=compression).insert(rows).reason == ""
    finally:
        fake.close()
    (request,) = fake.requests
    assert request.headers.get("Content-Encoding") == ("gzip" if is_compressed else None)
    if is_compressed:
        assert len(request.body) < len(b"".join(rows)) / 2
        request.body = zlib.decompress(request.body, wbits=31)
    assert request.body == b"".join(rows)


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b""],
        [b"x" * 1_000_000 + b"\n"],
        [b"x\n"] * 100_000,
        [b"x" * 65_536, b"", b"y" * 65_535, b"z"],
    ],
)
@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_pieces_of_any_size(fake, make_client, pieces, compression):
    """The pieces of a body arrive as one, however small or large they are."""
    make_client(fake.url, compression=compression).insert(pieces)
    (request,) = fake.requests
    body = zlib.decompress(request.body, wbits=31) if compression == "gzip" else request.body
    assert body == b"".join(pieces)


def test_connections_are_kept(fake, make_client):
    """Requests share a connection, whatever was answered."""
    fake.script.extend([answer(200), answer(503, b"busy"), answer(400, b"bad"), answer(401)])
    client = make_client(fake.url)
    for _ in range(5):
        client.insert(ROWS)
    client.storage_metrics()
    assert (fake.connections, len(fake.requests)) == (1, 6)


def test_a_connection_that_the_store_closed_while_idle(fake, make_client):
    """The next request takes a new one, and nothing is unclear."""
    client = make_client(fake.url)
    assert client.insert(ROWS).outcome is Outcome.ACCEPTED
    fake.disconnect()
    assert client.insert(ROWS).outcome is Outcome.ACCEPTED
    assert fake.connections == 2


def test_the_store_asks_to_close(fake, make_client):
    """`Connection: close`, which the real store sends now and then, is honoured."""
    fake.otherwise = answer(200, Connection="close")
    client = make_client(fake.url)
    for _ in range(3):
        assert client.insert(ROWS).outcome is Outcome.ACCEPTED
    assert fake.connections == 3


def test_proxies_of_the_environment_are_not_used(fake, make_client, monkeypatch):
    """What the environment says of proxies is for other programs."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert make_client(fake.url).insert(ROWS).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "case",
    [
        ({}, None),
        ({"TOKEN": ""}, None),
        ({"TOKEN": "abc"}, "Bearer abc"),
        ({"TOKEN": " abc\r\n"}, "Bearer abc"),
        ({"TOKEN": "abc", "USERNAME": "me", "PASSWORD": "x"}, "Bearer abc"),
        ({"USERNAME": "me", "PASSWORD": "pässword"}, "me:pässword"),
        ({"USERNAME": "me\n", "PASSWORD": " p\n"}, "me: p"),
        ({"USERNAME": "me"}, "me:"),
        ({"PASSWORD": "x"}, None),
    ],
)
def test_credentials_of_the_environment(fake, make_client, monkeypatch, case):
    """A token goes before a user; what a file's last line end adds is not part of a secret."""
    environment, header = case
    for name, value in environment.items():
        monkeypatch.setenv(f"VICTORIALOGS_{name}", value)
    client = make_client(fake.url)
    client.insert(ROWS)
    client.storage_metrics()
    if header is not None and not header.startswith("Bearer"):
        header = f"Basic {base64.b64encode(header.encode()).decode()}"
    for request in fake.requests:
        assert request.headers.get("Authorization") == header


def test_new_credentials_are_used_at_once(fake, make_client, monkeypatch):
    """The environment is asked for each request."""
    client = make_client(fake.url)
    for token in ("first", "second"):
        monkeypatch.setenv("VICTORIALOGS_TOKEN", token)
        client.insert(ROWS)
    assert [r.headers["Authorization"] for r in fake.requests] == ["Bearer first", "Bearer second"]


@pytest.mark.parametrize("token", ["hunter2\nX-Evil: 1", "hunter2\r\nX-Evil: 1", "hünter2"])
def test_a_token_that_no_header_can_hold(fake, make_client, monkeypatch, token):
    """It is said, without showing it, and nothing is smuggled into the request."""
    monkeypatch.setenv("VICTORIALOGS_TOKEN", token)
    result = make_client(fake.url).insert(ROWS)
    assert result.outcome is Outcome.DENIED
    assert "VICTORIALOGS_TOKEN" in result.reason
    assert "nter2" not in result.reason
    assert fake.requests == []


# -- What comes back -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ACCEPTED),
        (204, Outcome.ACCEPTED),
        (400, Outcome.REFUSED),
        (413, Outcome.REFUSED),
        (401, Outcome.DENIED),
        (403, Outcome.DENIED),
        (302, Outcome.BUSY),
        (404, Outcome.BUSY),
        (408, Outcome.BUSY),
        (429, Outcome.BUSY),
        (500, Outcome.BUSY),
        (502, Outcome.BUSY),
        (503, Outcome.BUSY),
        (599, Outcome.BUSY),
    ],
)
def test_statuses(fake, make_client, status, outcome):
    """Each status means one thing; what is not accepted has a reason of one line."""
    fake.script.append(answer(status, b"" if status == 204 else b"cannot add\nrows \x1b\xff" * 100))
    result = make_client(fake.url).insert(ROWS)
    assert result.outcome is outcome
    assert result.retry_after_secs is None
    if outcome is Outcome.ACCEPTED:
        assert result.reason == ""
    else:
        assert result.reason.startswith(f"HTTP {status} cannot add rows")
        assert len(result.reason) < 300


@pytest.mark.parametrize(
    ("value", "secs"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("1.5", 1.5),
        ("-3", None),
        ("1e9", None),
        ("Wed, 21 Oct 2020 07:28:00 GMT", 0.0),
        ("Wed, 99 Oct 2020 07:28:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(fake, make_client, value, secs):
    """Seconds and dates are passed on; what is neither is no wish."""
    client = make_client(fake.url)
    for status in (429, 503):
        fake.script.append(answer(status, Retry_After=value))
        result = client.insert(ROWS)
        assert (result.outcome, result.retry_after_secs) == (Outcome.BUSY, secs)


def test_retry_after_a_date_by_the_servers_own_clock(fake, make_client):
    """How long to wait is told from the answer's own date, not from the clock of this machine."""
    fake.script.append(
        answer(
            503,
            Retry_After="Wed, 21 Oct 2020 07:28:30 GMT",
            Date="Wed, 21 Oct 2020 07:28:00 GMT",
        )
    )
    assert make_client(fake.url).insert(ROWS).retry_after_secs == 30.0


def test_nobody_listens(make_client):
    """A refused connection and an unknown host are known to have got nothing."""
    for url in (f"http://127.0.0.1:{local_store._free_port()}", "http://nowhere.invalid:9428"):
        client = make_client(url)
        result = client.insert(ROWS)
        assert result.outcome is Outcome.UNREACHABLE
        assert result.reason.startswith("ConnectError")
        assert client.storage_metrics() is None


def test_a_black_hole(fake, make_client):
    """A store that never answers is given up after the timeout; it may have got the rows."""
    fake.otherwise = fake.hang
    client = make_client(fake.url, timeout_secs=0.2)
    unclear = InsertResult(Outcome.UNCLEAR, "ReadTimeout: timed out", is_timeout=True)
    assert ends(lambda: client.insert(ROWS)) == unclear
    assert ends(client.storage_metrics) is None
    eventually(lambda: fake.requests)  # which it may read later than it is given up
    assert fake.requests[0].body == b"".join(ROWS)


def test_a_store_that_accepts_no_connection(make_client):
    """Where connections hang before they are made, nothing was sent."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        fillers = [socket.socket() for _ in range(8)]
        for filler in fillers:  # fill the queue, so that the client's attempt gets no answer
            filler.settimeout(0)
            filler.connect_ex(address)
        result = make_client(f"http://127.0.0.1:{address[1]}", timeout_secs=0.2).insert(ROWS)
        for filler in fillers:
            filler.close()
    assert result.outcome is Outcome.UNREACHABLE
    assert result.reason.startswith("ConnectTimeout")


def test_a_store_that_reads_nothing(make_client):
    """A body that gets stuck on its way is given up after the timeout."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        client = make_client(url, timeout_secs=0.3, compression="none")
        result = client.insert([b"x" * 1_000_000] * 32)
    assert result.outcome is Outcome.UNCLEAR
    assert "Timeout" in result.reason


def test_a_connection_cut_while_the_body_is_sent(fake, make_client):
    """Part of the rows may be stored."""
    fake.script.append(fake.reset)
    client = make_client(fake.url)
    assert client.insert([b"x" * 1_000_000] * 16).outcome is Outcome.UNCLEAR
    assert client.insert(ROWS).outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\r\n\r\n",
        b"\x00\xff\xfe garbage \r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        b"<html>no</html>",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500_000,
        b"HTTP/1.1 99999 OK\r\n\r\n",
    ],
    ids=lambda data: repr(data[:40]),
)
def test_garbage_for_an_answer(fake, make_client, data):
    """Whatever comes back, nothing is raised, and it is not taken for a success."""
    fake.script.extend([fake.cut(data), fake.cut(data)])
    client = make_client(fake.url, timeout_secs=2)
    result = client.insert(ROWS)
    assert result.outcome is Outcome.UNCLEAR
    assert result.reason
    assert client.storage_metrics() is None
    assert client.insert(ROWS).outcome is Outcome.ACCEPTED


def test_an_answer_before_the_body_was_read(fake, make_client):
    """A server or proxy that turns a large body down at once is understood."""
    fake.script.append(fake.early(answer(413, b"too large", Connection="close")))
    result = make_client(fake.url, compression="none").insert([b"x" * 1_000_000] * 16)
    assert result == InsertResult(Outcome.REFUSED, "HTTP 413 too large")


def test_an_endless_answer_is_not_read_to_its_end(fake, make_client):
    """Of an error text as much is read as is shown, so that it can't fill the memory."""
    fake.script.append(answer(503, b"long " * 20_000_000))
    client = make_client(fake.url)
    result = ends(lambda: client.insert(ROWS))
    assert result.outcome is Outcome.BUSY
    assert len(result.reason) < 300


@pytest.mark.parametrize(
    ("text", "secs"),
    [
        ("14d", 14 * 86_400),
        ("36h", 36 * 3_600),
        ("2w", 14 * 86_400),
        ("1y", 365 * 86_400),
        ("1.5d", 1.5 * 86_400),
        ("3", 93 * 86_400),
        ("", None),
        ("d", None),
        ("1x", None),
        ("1d12h", 36 * 3_600),
        ("forever", None),
        ("nan", None),
    ],
)
def test_durations(text, secs):
    """Durations as VictoriaMetrics writes them; a number alone is months."""
    assert duration_secs(text) == secs


@pytest.mark.parametrize(
    "what",
    [
        answer(404),
        answer(500, b'flag{name="retentionPeriod", value="14d", is_set="true"} 1'),
        answer(200),
        answer(200, b"\xff\x00\n" * 1_000),
        answer(200, b'flag{name="retentionPeriod"'),
        answer(200, b'flag{name="retentionPeriod", value=""} 1'),
        answer(200, b'flag{name="retentionPeriod", value="long"} 1'),
        answer(200, b'flag{name="other", value="14d"} 1'),
    ],
)
def test_retention_that_is_not_told(fake, make_client, what):
    """A relay, or another version, may not say: that is no error."""
    fake.script.append(what)
    assert make_client(fake.url).storage_metrics() is None


def test_retention_among_other_metrics(fake, make_client):
    """It is found wherever it stands."""
    flag = b'flag{name="retentionPeriod", value="7d", is_set="false"} 1\n'
    fake.script.append(answer(200, b"vl_rows 1\n" * 20_000 + flag + b"go_x 1\n" * 20_000))
    assert make_client(fake.url).storage_metrics().retention_secs == 7 * 86_400


# -- Python's own logging --------------------------------------------------------------------


def test_our_requests_leave_no_record_in_pythons_logging(fake, make_client, caplog):
    """A handler that ships Python's records would ship one for each request, without end."""
    caplog.set_level(logging.INFO)
    with httpx.Client(trust_env=False) as http:
        http.get(fake.url)
    assert caplog.records, "httpx does log requests of its own"
    caplog.clear()
    fake.script.extend([answer(200), answer(503), answer(401), answer(400), fake.hang_up])
    client = make_client(fake.url)
    for _ in range(6):
        client.insert(ROWS)
    client.storage_metrics()
    make_client(f"http://127.0.0.1:{local_store._free_port()}").insert(ROWS)
    assert caplog.records == []


# -- Fields that a request brings along --------------------------------------------------------


def test_fields_told_once_a_request_are_on_every_row(store, make_client):
    """What is fit for the address gets onto rows that don't have it; the rest is left to them."""
    constants = {"host": "a.b-c", "app": "x/y:z@1+2", "desk": "fx, rates", "": "x", "é": "y"}
    told, names = as_extra_fields({"test": store.id, **constants})
    assert names == {"test", "host", "app"}
    rows = [json.dumps({"_time": "0", "_msg": f"m{i}", "seq": i}).encode() + b"\n" for i in (0, 1)]
    assert make_client(store.url).insert(rows, told).outcome is Outcome.ACCEPTED
    found = store.wait_for(f'test:="{store.id}"', 2)
    assert sorted(row["_msg"] for row in found) == ["m0", "m1"]
    assert {(row["host"], row["app"]) for row in found} == {("a.b-c", "x/y:z@1+2")}


def test_fields_that_would_make_a_long_address_stay_on_the_rows():
    """As many are told as an address may hold."""
    told, names = as_extra_fields({f"key{i}": "v" * 400 for i in range(20)})
    assert len(told) <= 2_048
    assert names == {f"key{i}" for i in range(5)}
