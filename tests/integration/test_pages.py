import asyncio
import json
import socket
import time
import weakref
from collections import Counter
from contextlib import suppress
from types import SimpleNamespace
from urllib.parse import quote

import httpx
import pytest
from api_kit import served
from conftest import eventually

from nautilus_vlogs import AsyncVictoriaLogsClient
from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.times import rfc3339

fastapi = pytest.importorskip("fastapi")
uvicorn = pytest.importorskip("uvicorn")
create_app = pytest.importorskip("nautilus_vlogs.api").create_app
server_module = pytest.importorskip("nautilus_vlogs.api.server")

SECOND = 1_000_000_000
TOKEN = "a token of this test"


@pytest.fixture(scope="module")
def burst(victoria_logs):
    """Insert rows that share their time: of two nodes, held twice, and without a number."""
    from conftest import Store  # noqa: PLC0415 - beside the fixture that needs it

    with Store(victoria_logs.url) as store:
        at = rfc3339(time.time_ns() // SECOND * SECOND - 60 * SECOND)
        common = {"_time": at, "level": "INFO", "test": store.id}
        rows = [
            {
                **common,
                "_msg": f"{name} {seq}",
                "instance_id": f"{name}-{store.id}",
                "seq": str(seq),
            }
            for name in ("a", "b")
            for seq in range(1_200)
        ]
        plain = [{**common, "_msg": f"plain {i}", "source": "container"} for i in range(700)]
        store.insert(*rows, *plain)
        store.insert(*rows[:900])
        store.wait_for(f"test:={store.id} | fields _msg", 4_000, timeout=60)
        yield store.id, [row["_msg"] for row in (*rows, *plain)]


@pytest.fixture(scope="module")
def client(victoria_logs, burst):
    with VictoriaLogsClient(victoria_logs.url, scope={"test": burst[0]}) as client:
        yield client


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("size", [500, 333])
def test_paging_yields_each_row_of_one_time_once(client, burst, newest_first, size):
    """Whether rows have a number, and however often the store holds them."""
    pages = list(client.pages(start="2h", page_size=size, newest_first=newest_first))
    found = Counter(row.message for page in pages for row in page)
    assert found == Counter(burst[1])
    assert all(len(page) <= size for page in pages)


def test_the_api_pages_by_its_cursors(client, burst):
    """Towards older rows, back to the newer ones, and by TIME,SEQ of a row."""
    with served(create_app(client)) as url, httpx.Client(base_url=url, trust_env=False) as http:
        found, before = [], None
        while True:
            query = {"limit": 500, **({"before": before} if before else {})}
            answer = http.get("/api/logs", params=query, timeout=30).json()
            found += [row["message"] for row in answer["rows"]]
            before = answer["older"]
            if not answer["has_more"]:
                break
        assert Counter(found) == Counter(burst[1])
        assert before is None
        first = http.get("/api/logs", params={"after": "2020-01-01", "limit": 5}).json()
        assert [row["seq"] for row in first["rows"]] == [None] * 5
        then = http.get("/api/logs", params={"after": first["newer"], "limit": 500}).json()
        shown = [row["message"] for row in first["rows"] + then["rows"]]
        assert len(set(shown)) == 505
        at = answer["rows"][0]["time"]
        query = {"before": f"{at},1000", "instance_id": f"a-{burst[0]}", "limit": 2}
        rows = http.get("/api/logs", params=query).json()["rows"]
        assert [row["seq"] for row in rows] == [998, 999]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 50])
def test_the_api_pages_there_and_back(victoria_logs, store, size):
    """From any page, by its cursors, come the rows beyond it on either side, each once."""
    at = time.time_ns() // SECOND * SECOND - 60 * SECOND
    plain = {"test": store.id, "source": "container"}
    numbered = [
        {"_time": rfc3339(at), "_msg": f"{name} {seq}", "instance_id": name, "seq": str(seq)}
        for name in ("a", "b", "c")
        for seq in range(3)
    ]
    store.insert(
        *({**plain, "_time": rfc3339(at), "_msg": f"plain {i}"} for i in range(10)),
        *({**plain, **row} for row in numbered),
        *({**plain, "_time": rfc3339(at + beside), "_msg": f"{beside}"} for beside in (-1, 1)),
    )
    store.wait_for(f"test:={store.id} | fields _msg", 21)
    with (
        VictoriaLogsClient(victoria_logs.url, scope={"test": store.id}) as client,
        served(create_app(client)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as http,
    ):

        def page(**parameters):
            answer = http.get("/api/logs", params=parameters).json()
            return [row["message"] for row in answer["rows"]], answer

        every, _ = page(limit=500)
        assert len(set(every)) == 21
        for back in ({}, {"after": "2020-01-01"}):
            onward, cursor = ("newer", "after") if back else ("older", "before")
            at_page = back
            while True:
                shown, answer = page(limit=size, **at_page)
                first, last = every.index(shown[0]), every.index(shown[-1])
                assert shown == every[first : last + 1]
                assert page(limit=500, after=answer["newer"])[0] == every[last + 1 :]
                if answer["older"] is not None:
                    assert page(limit=500, before=answer["older"])[0] == every[:first]
                if not answer["has_more"]:
                    break
                at_page = {cursor: answer[onward]}
        # A row that comes when its time was shown.
        _, answer = page(limit=size)
        store.insert({**plain, "_time": rfc3339(at + 1), "_msg": "1, late"})
        store.wait_for(f'test:={store.id} _msg:="1, late"')
        assert page(after=answer["newer"])[0] == ["1, late"]


def test_a_row_that_is_held_twice_is_shown_once(client, burst):
    """In a search, a context, a tail and an export."""
    rows = client.search(instance_id=f"a-{burst[0]}", limit=400, fields={"level": "INFO"})
    assert len({row.seq for row in rows}) == len(rows) == 400
    around = client.context(rows[0], 5, 5)
    assert [row.seq for row in around] == list(range(rows[0].seq - 5, rows[0].seq + 6))
    tail = client.open_tail(backfill="2h")
    found = Counter(row.message for portion in tail.poll() for row in portion)
    assert found == Counter(burst[1])
    with served(create_app(client)) as url:
        answer = httpx.get(
            f"{url}/api/logs/export", params={"format": "jsonl"}, trust_env=False, timeout=60
        )
        lines = [json.loads(line)["message"] for line in answer.content.split(b"\n") if line]
        assert Counter(lines) == Counter(burst[1])
        assert int(answer.headers["x-rows"]) == len(lines)
        some = httpx.get(f"{url}/api/logs/export", params={"limit": 300}, trust_env=False)
        assert len(some.content.splitlines()) == int(some.headers["x-rows"]) == 300
        assert int(some.headers["x-rows-left-out"]) == len(lines) - 300


def test_an_export_reads_no_more_than_it_delivers(victoria_logs, store, monkeypatch):
    """The newest rows of many, some of them held twice, are not looked for from the oldest on."""
    began = time.time_ns() - 120 * SECOND
    rows = [
        {
            "_time": rfc3339(began + seq * 1_000_000),
            "_msg": f"row {seq}",
            "instance_id": store.id,
            "seq": str(seq),
        }
        for seq in range(3_000)
    ]
    store.insert(*rows)
    store.insert(*rows[-100:])
    store.wait_for(f"instance_id:={store.id} | fields seq", 3_100)
    read: list[int] = []
    whole = Reader.rows

    def counting(self: Reader, *arguments: object) -> list[object]:
        found = whole(self, *arguments)
        read.append(len(found))
        return found

    monkeypatch.setattr(Reader, "rows", counting)
    with (
        VictoriaLogsClient(victoria_logs.url, scope={"instance_id": store.id}) as client,
        served(create_app(client)) as url,
    ):
        answer = httpx.get(f"{url}/api/logs/export", params={"limit": 120}, trust_env=False)
    assert [json.loads(line)["seq"] for line in answer.text.splitlines()] == [*range(2_880, 3_000)]
    assert answer.headers["X-Rows"] == "120"
    assert answer.headers["X-Rows-Left-Out"] == "2880"
    assert sum(read) < 500


def test_a_tail_resumes_within_a_burst(client, burst):
    """From each position that it has given, no row twice and none left out."""
    tail = client.open_tail(backfill="2h")
    rows = [row for portion in tail.poll() for row in portion]
    places = [str(tail.advance(row)) for row in rows]
    for at in (0, 350, 699, 700, 1_500, len(rows) - 1):
        again = client.open_tail(after=places[at])
        rest = [row.message for portion in again.poll() for row in portion]
        assert rest == [row.message for row in rows[at + 1 :]]


def test_an_event_stream_resumes_behind_the_last_event(victoria_logs, store):
    """Also one that was cut in the middle of rows of one time; by header and by parameter."""
    at = rfc3339(time.time_ns() // SECOND * SECOND - 5 * SECOND)
    common = {"_time": at, "test": store.id, "instance_id": store.id}
    store.insert(*({**common, "_msg": str(i), "seq": str(i)} for i in range(50)))
    store.wait_for(f"test:={store.id} | fields seq", 50)

    def read(url, count, headers=(), **query):
        found, event = [], {}
        with httpx.stream(
            "GET",
            f"{url}/api/logs/stream",
            params={"interval": 1, **query},
            headers=dict(headers),
            trust_env=False,
            timeout=30,
        ) as response:
            assert response.headers["cache-control"] == "no-store"
            for line in response.iter_lines():
                if line.startswith(("id: ", "data: ")):
                    name, _, value = line.partition(": ")
                    event[name] = value
                if not line and "id" in event:
                    found.append((event["id"], json.loads(event["data"])["seq"]))
                    event = {}
                if len(found) == count:
                    return found
        return found

    with (
        VictoriaLogsClient(victoria_logs.url, scope={"test": store.id}) as client,
        served(create_app(client)) as url,
    ):
        first = read(url, 20, backfill="5m")
        assert [seq for _, seq in first] == list(range(20))
        rest = read(url, 30, {"Last-Event-ID": first[-1][0]})
        assert [seq for _, seq in rest] == list(range(20, 50))
        rest = read(url, 30, last_event_id=first[-1][0])
        assert [seq for _, seq in rest] == list(range(20, 50))
        # Late rows: older than all that was sent, and stored while nobody listened.
        late = rfc3339(time.time_ns() // SECOND * SECOND - 40 * SECOND)
        store.insert({**common, "_time": late, "_msg": "late", "seq": "50"})
        store.wait_for(f"test:={store.id} seq:=50")
        found = read(url, 11, {"Last-Event-ID": rest[19][0]})
        assert sorted(seq for _, seq in found) == list(range(40, 51))


def test_an_event_stream_resumes_after_days(victoria_logs, store):
    """Each row of them comes, the oldest first."""
    now = time.time_ns() // SECOND * SECOND
    common = {"test": store.id, "instance_id": store.id}
    hours = [80, 79, 73, 30, 25, 23, 1, 0]
    rows = [
        {**common, "_time": rfc3339(now - ago * 3_600 * SECOND), "_msg": str(ago), "seq": str(i)}
        for i, ago in enumerate(hours)
    ]
    store.insert(*rows)
    store.wait_for(f"test:={store.id}", len(rows))
    found = []
    with (
        VictoriaLogsClient(victoria_logs.url, scope={"test": store.id}) as client,
        served(create_app(client)) as url,
        httpx.stream(
            "GET",
            f"{url}/api/logs/stream",
            headers={"Last-Event-ID": f"{rows[0]['_time']},0,{store.id}"},
            trust_env=False,
            timeout=60,
        ) as response,
    ):
        for line in response.iter_lines():
            if line.startswith("data: "):
                found.append(json.loads(line.removeprefix("data: "))["message"])
            if found[-1:] == ["0"]:
                break
    assert found == [str(ago) for ago in hours[1:]]


def test_a_stream_that_catches_up_goes_on_beating_and_ends_with_its_server(monkeypatch):
    """Also where there is nothing to send for minutes."""
    stream_module = pytest.importorskip("nautilus_vlogs.api.stream")
    gate = pytest.importorskip("nautilus_vlogs.api.gate").Gate(2, 10.0)
    now, polled = 0.0, []

    def poll():
        nonlocal now
        for part in range(1_000):
            now += 1.0
            polled.append(part)
            yield []

    monkeypatch.setattr(stream_module, "time", SimpleNamespace(monotonic=lambda: now))
    tail = SimpleNamespace(poll=poll, interval_secs=60.0)

    async def read():
        return [
            event async for event in stream_module.events(tail, gate, lambda: now >= 100, "name")
        ]

    begin, *beats = asyncio.run(read())
    assert begin.startswith(b"retry: ")
    assert len(polled) == 100
    assert len(beats) == 6
    assert all(beat.startswith(b":") for beat in beats)


def test_a_ticket_opens_the_stream_and_nothing_else(client):
    """It is had with the token, and a page passes it to EventSource."""
    with (
        served(create_app(client, token=TOKEN)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as http,
    ):
        assert http.post("/api/logs/stream/ticket").status_code == 401
        headers = {"Authorization": f"Bearer {TOKEN}"}
        ticket = http.post("/api/logs/stream/ticket", headers=headers).json()["ticket"]
        with http.stream("GET", "/api/logs/stream", params={"ticket": ticket}) as stream:
            assert stream.status_code == 200
        assert http.get("/api/logs", params={"ticket": ticket}).status_code == 401
        for name in ("strategies", "orders"):  # which may have slashes
            path = f"/api/logs/{name}/x/api/logs/stream"
            assert http.get(path, params={"ticket": ticket}).status_code == 401
            assert http.get(path, headers=headers).status_code == 404
        assert http.get("/api/logs/stream", params={"ticket": f"{ticket}0"}).status_code == 401


def test_places_of_streams_are_reserved(client):
    """Of many that open at once, so many are open as may be; a place that is left is free."""
    stream_module = pytest.importorskip("nautilus_vlogs.api.stream")

    async def open_many(url):
        async with httpx.AsyncClient(trust_env=False, timeout=60) as http:

            async def opened():
                request = http.build_request("GET", f"{url}/api/logs/stream?interval=60")
                return await http.send(request, stream=True)

            answers = await asyncio.gather(*(opened() for _ in range(100)))
            statuses = Counter(answer.status_code for answer in answers)
            for answer in answers:
                await answer.aclose()
            return statuses

    with served(create_app(client)) as url:
        assert asyncio.run(open_many(url)) == {200: stream_module.MAX_STREAMS, 503: 36}
        statuses = []

        def is_free():
            with httpx.stream("GET", f"{url}/api/logs/stream", trust_env=False) as stream:
                statuses.append(stream.status_code)
            return statuses[-1] == 200

        eventually(is_free)


def test_tails_of_streams_that_ended_are_let_go(monkeypatch):
    """Once nobody can resume one any more, the next that ends takes it along."""
    stream_module = pytest.importorskip("nautilus_vlogs.api.stream")
    now = 0.0
    monkeypatch.setattr(stream_module, "time", SimpleNamespace(monotonic=lambda: now))
    kept, tail = stream_module.EndedStreams(), set()
    held = weakref.ref(tail)
    kept.keep("a", {}, tail)
    del tail
    kept.keep("b", {}, set())
    assert held() is not None
    now = 121.0
    kept.keep("c", {}, set())
    assert held() is None


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Content-Length": "10000000"}, 413),
        ({"Transfer-Encoding": "chunked"}, 413),
    ],
)
def test_pages_of_other_sites_and_bodies_are_refused(client, headers, status):
    """By every path, with the one shape of errors, and never to be cached."""
    with (
        served(create_app(client, hosts=["logs.example"])) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as http,
    ):
        for path in ("/api/logs", "/api/logs/stats", "/openapi.json", "/docs", "/nope"):
            content = b"x" * 10_000_000 if "Content-Length" in headers else None
            answer = http.request("GET", path, headers=headers, content=content)
            expected = 404 if (path, status) == ("/nope", 200) else status
            assert answer.status_code == expected, path
            assert answer.headers["cache-control"] == "no-store"
            if status != 200:
                assert set(answer.json()) == {"code", "detail", "parameter"}
        assert http.get("/api/logs", headers={"Host": "logs.example"}).status_code == 200


def test_the_description_is_behind_the_token_and_loads_nothing(client):
    """A program brings it as a bearer, a browser as a password."""
    with (
        served(create_app(client, token=TOKEN)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as http,
    ):
        for path in ("/docs", "/openapi.json"):
            refused = http.get(path)
            assert (refused.status_code, refused.headers["www-authenticate"][:5]) == (401, "Basic")
            assert http.get(path, auth=("anyone", TOKEN)).status_code == 200
            assert http.get(path, auth=("anyone", "wrong")).status_code == 401
            assert http.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        page = http.get("/docs", auth=("", TOKEN)).text
        assert "<script" not in page
        assert "http" not in page.replace("HTTP", "").replace("https://", "", 0).split("<body>")[0]
        assert http.get("/api/logs", auth=("anyone", TOKEN)).status_code == 401


def test_half_sent_requests_and_stalled_readers_are_cut_off(client):
    """Head, body or answer: each has its time, and others are served meanwhile."""

    class Quick(server_module.BoundedProtocol):
        request_secs = 1.0
        stall_secs = 1.0

    with served(create_app(client), http=Quick) as url:
        address = ("127.0.0.1", int(url.rpartition(":")[2]))
        half = b"GET /api/logs?limit=500 HTTP/1.1\r\nHost: localhost\r\n"
        for sent in (b"", half, half + b"Content-Length: 100\r\n\r\nabc"):
            with socket.create_connection(address) as connection:
                connection.settimeout(20)
                connection.sendall(sent)
                with suppress(ConnectionError):
                    while connection.recv(65_536):
                        pass
        stalled = socket.socket()
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        stalled.connect(address)
        # More answers than the buffers of both sides hold.
        stalled.sendall((half + b"\r\n") * 60)
        assert httpx.get(f"{url}/api/logs", trust_env=False, timeout=60).status_code == 200
        eventually(lambda: _is_reset(stalled), 30)
        stalled.close()


@pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="of Linux only")
def test_a_machine_that_is_gone_without_a_word_keeps_no_place(client):
    """The kernel gives its connection up within a minute, not after a quarter of an hour."""
    options = []

    class Watched(server_module.BoundedProtocol):
        def connection_made(self, transport):
            super().connection_made(transport)
            taken = transport.get_extra_info("socket")
            options.append(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT))

    with served(create_app(client), http=Watched) as url:
        assert httpx.get(f"{url}/api/logs", trust_env=False, timeout=60).status_code == 200
    assert options == [server_module.GONE_SECS * 1_000]


def _is_reset(connection):
    """Return whether the other side has given the connection up, without reading from it."""
    return connection.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) != 0


def test_a_strategy_with_a_slash_is_found_by_its_path(victoria_logs, store):
    """Encoded or not."""
    name = f"FX/EUR-{store.id}"
    store.insert({"_time": "0", "_msg": "x", "level": "ERROR", "strategy_id": name})
    store.wait_for(f'strategy_id:="{name}"')
    with VictoriaLogsClient(victoria_logs.url) as client, served(create_app(client)) as url:
        for path in (name, quote(name, safe="")):
            answer = httpx.get(f"{url}/api/logs/strategies/{path}", trust_env=False).json()
            assert answer["strategy"]["strategy_id"] == name


def test_the_async_client_has_the_same_names(victoria_logs, burst):
    """Each answer is the other client's."""
    assert not {
        name
        for name in vars(VictoriaLogsClient)
        if not name.startswith("_") and name != "open_tail"
    } - set(vars(AsyncVictoriaLogsClient))

    async def ask():
        async with AsyncVictoriaLogsClient(victoria_logs.url, scope={"test": burst[0]}) as client:
            counts = await client.count_by("level")
            found = [row.message async for row in client.rows(start="2h")]
            tail = client.tail(backfill="2h")
            row = await anext(tail)
            await tail.aclose()
            return counts, found, row

    with asyncio.Runner() as runner:
        counts, found, row = runner.run(ask())
    assert counts == {"INFO": 4_000}
    assert Counter(found) == Counter(burst[1])
    assert row.message == "plain 0"
