import json
import socket
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import quote

import httpx
import pytest
from api_kit import served
from conftest import Store
from conftest import eventually
from fake_store import FakeStore
from fake_store import answer
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.operate.build import version_of
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339

# The extra that not everybody has.
fastapi = pytest.importorskip("fastapi")
uvicorn = pytest.importorskip("uvicorn")
schemathesis = pytest.importorskip("schemathesis")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")
create_app = pytest.importorskip("nautilus_vlogs.api").create_app
create_router = pytest.importorskip("nautilus_vlogs.api").create_router

SECOND = 1_000_000_000
NASTY = ['"', "|", "\n", "\x00", "\x1b[31m", "' or *", '") or (*', "\\", "`", "é😀", "# x", "\r\n*"]


@pytest.fixture(scope="module")
def rows(victoria_logs):
    """Insert thirty rows of one node."""
    store = Store(victoria_logs.url)
    name = uuid.uuid4().hex
    base = time.time_ns() // SECOND * SECOND - 300 * SECOND
    rows = [
        {
            "_time": rfc3339(base + i * SECOND),
            "_msg": f"entry number={i}",
            "level": ["INFO", "WARNING", "ERROR"][i % 3],
            "source": "strategy",
            "component": "X",
            "strategy_id": f"S-{i % 2}",
            "instance_id": name,
            "seq": str(i),
        }
        for i in range(30)
    ]
    store.insert(*rows, {**rows[0], "instance_id": "foreign", "seq": "99"})
    store.wait_for(f"instance_id:={name}", 30)
    store.close()
    return rows


@pytest.fixture(scope="module")
def client(victoria_logs, rows):
    scope = {"instance_id": rows[0]["instance_id"]}
    with VictoriaLogsClient(victoria_logs.url, scope=scope) as client:
        yield client


@pytest.fixture(scope="module")
def api(client):
    with (
        served(create_app(client)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as http,
    ):
        yield http


def seqs(found):
    return [row["seq"] for row in found["rows"]]


def test_rows_that_fit(api, rows):
    """In order of time, with all their fields; of more than the limit the newest."""
    found = api.get("/api/logs").json()
    assert seqs(found) == list(range(30))
    assert found["rows"][3]["fields"]["_msg"] == found["rows"][3]["message"] == "entry number=3"
    assert found["rows"][3]["time"] == rows[3]["_time"]
    assert (found["has_more"], found["clamped"]) == (False, [])
    found = api.get("/api/logs", params={"limit": 2}).json()
    assert (seqs(found), found["has_more"]) == ([28, 29], True)
    found = api.get("/api/logs", params={"limit": 2, "newest_first": True}).json()
    assert seqs(found) == [29, 28]


@pytest.mark.parametrize(
    ("parameters", "wanted"),
    [
        ({"level": "ERROR"}, [i for i in range(30) if i % 3 == 2]),
        ({"strategy_id": "S-1", "level": "ERROR"}, [5, 11, 17, 23, 29]),
        ({"text": ["NUMBER=1", "=11"]}, [11]),
        ({"text": "number=2.", "regex": "true", "exclude": "9"}, list(range(20, 29))),
        ({"field": ["seq=7", "component=X"]}, [7]),
        ({"query": "seq:3 or seq:4"}, [3, 4]),
        ({"source": "nope"}, []),
    ],
)
def test_filters(api, parameters, wanted):
    """Each finds what it says."""
    assert seqs(api.get("/api/logs", params=parameters).json()) == wanted


def test_what_goes_beyond_the_guard_rails_is_clamped_and_told(api):
    """Limit and range; what was asked for and what was used."""
    found = api.get("/api/logs", params={"limit": 10**9, "start": "1970-01-01"}).json()
    assert len(found["rows"]) == 30
    told = {one["parameter"]: one for one in found["clamped"]}
    assert set(told) == {"limit", "start"}
    assert (told["limit"]["asked"], told["limit"]["used"]) == ("1000000000", "500")
    assert told["start"]["used"] == found["start"]
    steps = api.get("/api/logs/histogram", params={"step": "1ms"}).json()
    assert len(steps["steps"]) <= 500
    assert steps["clamped"][0]["parameter"] == "step"
    assert sum(step["count"] for step in steps["steps"]) == 30


def test_counts(api):
    """By field, and by time."""
    found = api.get("/api/logs/stats").json()
    assert {one["value"]: one["count"] for one in found["counts"]} == {
        "INFO": 10,
        "WARNING": 10,
        "ERROR": 10,
    }
    found = api.get("/api/logs/stats", params={"by": "seq", "limit": 3}).json()
    assert (len(found["counts"]), found["has_more"]) == (3, True)
    found = api.get("/api/logs/histogram", params={"step": "5m", "level": "ERROR"}).json()
    assert sum(step["count"] for step in found["steps"]) == 10
    assert found["step_secs"] == 300


def test_strategies(api):
    """All of them, and one with its levels and newest rows."""
    found = api.get("/api/logs/strategies").json()
    assert [one["strategy_id"] for one in found["strategies"]] == ["S-0", "S-1"]
    one = api.get("/api/logs/strategies/S-1").json()
    assert one["strategy"]["rows"] == 15
    assert one["strategy"]["errors"] == 5
    assert len(one["newest"]) == 15
    assert sum(level["count"] for level in one["levels"]) == 15
    assert api.get("/api/logs/strategies/S-9").status_code == 404


def test_strategies_of_each_trader_have_their_own_newest_error(victoria_logs, store):
    """With `by_trader`; filters leave backtests out."""
    tags = {"level": "ERROR", "strategy_id": f"S-{store.id}"}
    owners = [("T-1", "live"), ("T-2", "live"), ("T-1", "backtest")]
    store.insert(
        *(
            {
                "_time": rfc3339(time.time_ns() - (60 - i) * SECOND),
                "_msg": f"{trader} {environment}",
                "trader_id": trader,
                "environment": environment,
                **tags,
            }
            for i, (trader, environment) in enumerate(owners)
        )
    )
    store.wait_for(f"strategy_id:=S-{store.id} | fields _msg", 3)

    def cards(**parameters):
        url = f"{base}/api/logs/strategies"
        found = httpx.get(url, params=parameters, trust_env=False).json()["strategies"]
        return [(one["trader_id"], one["newest_error"]["message"]) for one in found]

    scope = {"strategy_id": f"S-{store.id}"}
    with (
        VictoriaLogsClient(victoria_logs.url, scope=scope) as client,
        served(create_app(client)) as base,
    ):
        assert cards() == [("", "T-1 backtest")]
        own = [("T-1", "T-1 live"), ("T-2", "T-2 live")]
        assert cards(by_trader=True) == [("T-1", "T-1 backtest"), *own]
        assert cards(by_trader=True, not_field="environment=backtest") == own


@pytest.mark.parametrize("by_trader", [False, True])
def test_each_strategy_that_is_listed_has_its_newest_error(victoria_logs, store, by_trader):
    """However many more there are than a list holds, and however long their names are."""
    # Partitions of a query come by the length of their names.
    names = [f"S{i:02}-{'x' * (40 - i)}{store.id}" for i in range(40)]
    began = time.time_ns() - 60 * SECOND
    store.insert(
        *(
            {
                "_time": rfc3339(began + i * SECOND),
                "_msg": f"{name} failed",
                "level": "ERROR",
                "strategy_id": name,
                "trader_id": "T-1",
                "host": store.id,
            }
            for i, name in enumerate(names)
        )
    )
    store.wait_for(f"host:={store.id} | fields strategy_id", len(names))
    with (
        VictoriaLogsClient(victoria_logs.url, scope={"host": store.id}, max_entries=5) as client,
        served(create_app(client)) as base,
    ):
        url = f"{base}/api/logs/strategies"
        found = httpx.get(url, params={"by_trader": by_trader}, trust_env=False).json()
    errors = [(one["newest_error"] or {}).get("message") for one in found["strategies"]]
    assert errors == [f"{name} failed" for name in names[:5]]


def test_one_strategy_names_each_owner_of_its_id(victoria_logs, store):
    """All are summed up, and a trader or an environment can be chosen."""
    owners = [("T-1", "backtest"), ("T-1", "live"), ("T-2", "live")]
    strategy = f"S-{store.id}"
    store.insert(
        *(
            {
                "_time": rfc3339(time.time_ns() - 60 * SECOND),
                "_msg": f"{trader} {environment}",
                "trader_id": trader,
                "environment": environment,
                "level": "ERROR",
                "strategy_id": strategy,
            }
            for trader, environment in owners
        )
    )
    store.wait_for(f"strategy_id:={strategy}", 3)
    with VictoriaLogsClient(victoria_logs.url) as client, served(create_app(client)) as base:

        def ask(**parameters):
            url = f"{base}/api/logs/strategies/{strategy}"
            return httpx.get(url, params=parameters, trust_env=False).json()

        found = ask()
        assert (found["strategy"]["rows"], found["strategy"]["trader_id"]) == (3, "")
        assert [(one["trader_id"], one["environment"]) for one in found["owners"]] == owners
        assert [one["errors"] for one in found["owners"]] == [1, 1, 1]
        found = ask(trader_id="T-1", environment="live")
        assert (found["strategy"]["rows"], found["strategy"]["trader_id"]) == (1, "T-1")
        assert [row["message"] for row in found["newest"]] == ["T-1 live"]
        assert [level["count"] for level in found["levels"]] == [1]
    with (
        VictoriaLogsClient(victoria_logs.url, max_entries=2) as client,
        served(create_app(client)) as base,
    ):
        found = ask()
        assert (found["strategy"]["rows"], len(found["owners"])) == (3, 2)


def test_context(api, rows):
    """By the row's identity; its time is needed only for one that is old."""
    row = {"instance_id": rows[0]["instance_id"], "seq": 10}
    found = api.get("/api/logs/context", params={**row, "before": 2, "after": 1}).json()
    assert seqs(found) == [8, 9, 10, 11]
    found = api.get("/api/logs/context", params={**row, "time": rows[10]["_time"]}).json()
    assert seqs(found) == list(range(21))
    found = api.get("/api/logs/context", params={**row, "before": 10_000}).json()
    assert found["clamped"] == [{"parameter": "before", "asked": "10000", "used": "100"}]
    assert api.get("/api/logs/context", params={**row, "seq": 77}).status_code == 404


def test_health(api, victoria_logs):
    """The store answers, and which version it is."""
    answered = api.get("/api/logs/health")
    assert answered.status_code == 200
    assert answered.json()["ok"]
    assert answered.json()["version"] == version_of(victoria_logs.binary)


def test_rows_outside_of_the_scope_are_not_seen(api, rows):
    """Whatever is asked, and whatever tenant a request claims to be."""
    headers = {"AccountID": "5", "ProjectID": "7"}
    for query in ("*", "instance_id:foreign", "* or *", "seq:99"):
        found = api.get("/api/logs", params={"query": query, "limit": 500}, headers=headers).json()
        assert {row["instance_id"] for row in found["rows"]} <= {rows[0]["instance_id"]}
    params = {"instance_id": "foreign", "seq": 99}
    assert api.get("/api/logs/context", params=params).status_code == 404


@pytest.mark.parametrize(
    ("path", "parameters", "told"),
    [
        ("", {"limit": 0}, "limit"),
        ("", {"limit": -5}, "limit"),
        ("", {"limit": "9" * 5_000}, "limit"),
        ("", {"limit": "x"}, "limit"),
        ("", {"nope": "1"}, "nope"),
        ("", {"level": "LOUD"}, "`level` must be one of"),
        ("", {"start": "soon"}, "can't be read"),
        ("", {"start": "1h", "end": "2h"}, "exchange"),
        ("", {"start": "2200-01-01"}, "future"),
        ("", {"end": "1960-01-01"}, "1970"),
        ("", {"strategy_id": ""}, "strategy_id"),
        ("", {"text": "x" * 5_000}, "text"),
        ("", {"field": "nope"}, "NAME=VALUE"),
        ("", {"field": ["a=1", "a=2"]}, "once"),
        ("", {"query": "* | stream_context before 5"}, "`stream_context` is not allowed"),
        ("", {"query": "* | fields a"}, "pipe"),
        ("", {"query": "options(x) *"}, "options"),
        ("", {"query": '"open'}, "quotes"),
        ("", {"query": "a) or (b"}, "brackets"),
        ("", {"query": "a:b:c:("}, "brackets"),
        ("", {"text": "(", "regex": "1"}, "can't read the query"),
        ("/stats", {"by": ""}, "by"),
        ("/stats", {"by": "x" * 200}, "by"),
        ("/histogram", {"step": "0s"}, "`step`"),
        ("/histogram", {"step": "-1m"}, "`step`"),
        ("/context", {}, "instance_id"),
        ("/context", {"instance_id": "x", "seq": -1}, "seq"),
        ("/context", {"instance_id": "x", "seq": 1, "time": "x"}, "can't be read"),
        ("/runs", {"level": "ERROR"}, "level"),
        ("/strategies/x", {"start": "x"}, "can't be read"),
        ("/stream", {"start": "1h"}, "start"),
        ("/stream", {"interval": "0"}, "interval"),
        ("/stream", {"backfill": "25h"}, "backfill"),
        ("/stream", {"query": "* | limit 5"}, "pipe"),
        ("/stream", {"level": "x"}, "level"),
    ],
)
def test_bad_input_is_a_4xx_with_its_reason(api, path, parameters, told):
    """And never more than the reason."""
    answered = api.get(f"/api/logs{path}", params=parameters)
    assert answered.status_code in (400, 422)
    assert told in json.dumps(answered.json()["detail"])
    assert "Traceback" not in answered.text


@pytest.mark.parametrize("value", NASTY)
def test_nasty_values_are_only_values(api, rows, value):
    """In every parameter: refused, or nothing is found that should not be."""
    for path, name in (
        ("", "strategy_id"),
        ("", "source"),
        ("", "component"),
        ("", "level"),
        ("", "text"),
        ("", "query"),
        ("", "start"),
        ("", "end"),
        ("", "field"),
        ("/stats", "by"),
        ("/histogram", "step"),
        ("/context", "instance_id"),
    ):
        parameters = {name: value} | ({"seq": 1} if path == "/context" else {})
        answered = api.get(f"/api/logs{path}", params=parameters)
        assert answered.status_code in (200, 400, 404, 422)
        if path == "" and answered.status_code == 200:
            found = answered.json()["rows"]
            assert {row["instance_id"] for row in found} <= {rows[0]["instance_id"]}
            assert name in ("query", "exclude") or not found
    answered = api.get(f"/api/logs/strategies/{quote(value, safe='')}")
    assert answered.status_code in (400, 404, 422)


def test_a_megabyte_does_no_harm(api):
    """In any parameter: refused with a reason, and the next request is answered."""
    for name in ("strategy_id", "text", "query", "start", "level", "field", "nope"):
        answered = api.get("/api/logs", params={name: "x" * 50_000})
        assert answered.status_code in (400, 422)
        address = (api.base_url.host, api.base_url.port)
        # It need not take all of it.
        with suppress(OSError), socket.create_connection(address) as connection:
            connection.sendall(f"GET /api/logs?{name}={'x' * 1_000_000}".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 400")
    assert api.get("/api/logs").status_code == 200


def test_a_token_is_asked_for_where_there_is_one(client):
    """Every path needs it; a wrong one is told apart from none by nothing."""
    with served(create_app(client, token="correct horse")) as url:
        for path in ("", "/health", "/stream", "/strategies", "/stats"):
            for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}):
                answered = httpx.get(f"{url}/api/logs{path}", headers=headers, trust_env=False)
                assert answered.status_code == 401
                assert answered.headers["WWW-Authenticate"] == "Bearer"
        headers = {"Authorization": "Bearer correct horse"}
        assert httpx.get(f"{url}/api/logs", headers=headers, trust_env=False).status_code == 200
    with pytest.raises(InvalidQueryError):
        create_router(client, token=" ")


def test_cors_is_off_unless_an_origin_is_named(client, api):
    """And then on for that one."""
    origin = {"Origin": "http://dashboard"}
    assert "access-control-allow-origin" not in api.get("/api/logs/health", headers=origin).headers
    with served(create_app(client, cors_origins=["http://dashboard"])) as url:
        answered = httpx.get(f"{url}/api/logs/health", headers=origin, trust_env=False)
        assert answered.headers["access-control-allow-origin"] == "http://dashboard"
        other = {"Origin": "http://evil"}
        answered = httpx.get(f"{url}/api/logs/health", headers=other, trust_env=False)
        assert "access-control-allow-origin" not in answered.headers


def test_the_router_is_for_any_app(client):
    """Mounted where its owner likes."""
    app = fastapi.FastAPI()
    app.include_router(create_router(client, prefix="/x"))
    with served(app) as url:
        assert httpx.get(f"{url}/x", params={"limit": 1}, trust_env=False).status_code == 200


def test_the_description_has_every_path_with_examples(api):
    """As OpenAPI."""
    described = api.get("/openapi.json").json()
    assert sorted(described["paths"]) == [
        f"/api/logs{path}"
        for path in (
            "",
            "/context",
            "/export",
            "/facets",
            "/health",
            "/histogram",
            "/orders/{client_order_id}",
            "/runs",
            "/stats",
            "/strategies",
            "/strategies/{strategy_id}",
            "/stream",
            "/stream/ticket",
        )
    ]
    parameters = described["paths"]["/api/logs"]["get"]["parameters"]
    assert any("examples" in json.dumps(parameter) for parameter in parameters)


# -- The stream ------------------------------------------------------------------------------------


def read_events(response, found):
    """Collect the events of a stream."""
    event = {}
    for line in response.iter_lines():
        if not line and event:
            found.append(event)
            event = {}
        elif line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = value


def test_the_stream_brings_rows_as_they_come(victoria_logs, store):
    """Those of the backfill, new ones and late ones; a browser that comes back misses none."""
    scope = {"test": store.id}
    at = lambda ago: rfc3339(time.time_ns() - int(ago * SECOND))  # noqa: E731 - a name for a sum
    store.insert({"_time": at(20), "_msg": "first\nline", "test": store.id})
    store.wait_for(f"test:={store.id}")
    with (
        VictoriaLogsClient(victoria_logs.url, scope=scope) as client,
        served(create_app(client)) as url,
    ):
        found, again = [], []

        def follow(found, headers, parameters, wanted):
            with httpx.stream(
                "GET",
                f"{url}/api/logs/stream",
                params={"interval": 1, **parameters},
                headers=headers,
                trust_env=False,
                timeout=60,
            ) as response:
                assert response.headers["content-type"].startswith("text/event-stream")
                thread = threading.Thread(target=ignore, args=(read_events, response, found))
                thread.start()
                yield
                eventually(lambda: [e for e in found if e.get("event") == "row"][wanted - 1 :])

        steps = follow(found, {}, {"backfill": "1m"}, 3)
        next(steps)
        eventually(lambda: any("first" in event.get("data", "") for event in found))
        store.insert({"_time": at(0), "_msg": "new", "test": store.id})
        store.insert({"_time": at(40), "_msg": "late", "test": store.id})
        next(steps, None)
        events = [event for event in found if event.get("event") == "row"]
        messages = [json.loads(event["data"])["message"] for event in events]
        assert sorted(messages) == ["first\nline", "late", "new"]
        (first,) = [event for event in events if "first" in event["data"]]
        steps = follow(again, {"Last-Event-ID": first["id"]}, {}, 1)
        next(steps)
        next(steps, None)
        messages = {json.loads(e["data"])["message"] for e in again if e.get("event") == "row"}
        assert messages == {"new"}


def test_a_stream_that_the_store_refuses_does_not_begin(api):
    """It is a 400 that says why, as a search is, and takes no place."""
    for _ in range(70):
        refused = api.get("/api/logs/stream", params={"regex": True, "text": "("})
        assert refused.status_code == 400
    assert refused.json()["code"] == "invalid_parameter"
    assert "missing closing )" in refused.json()["detail"]
    with api.stream("GET", "/api/logs/stream") as response:
        assert response.status_code == 200


def test_a_stream_that_the_store_refuses_later_ends(caplog):
    """With an event that says why, and nothing in the log of the server."""
    store = FakeStore()
    store.otherwise = answer(200)
    with VictoriaLogsClient(store.url) as client, served(create_app(client)) as url:
        found = []
        with httpx.stream(
            "GET", f"{url}/api/logs/stream?interval=1", trust_env=False, timeout=20
        ) as response:
            lines = response.iter_lines()
            assert next(lines) == "retry: 5000"
            store.otherwise = answer(400, b"cannot parse this")
            found.extend(lines)
    store.close()
    assert "event: trouble" in found
    assert any("cannot parse this" in line for line in found if line.startswith("data: "))
    assert not caplog.records


def ignore(function, *arguments):
    """Run a function to its end, whatever that is."""
    with suppress(httpx.HTTPError, httpx.StreamError, OSError, ValueError, RuntimeError):
        function(*arguments)


# -- The store in trouble --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "status"),
    [
        (answer(200, b'{"_msg":"cut'), 502),
        (answer(200, b"<html>\n"), 502),
        (answer(401), 502),
        (answer(500, b"goroutine 1 [running]"), 502),
        (answer(503, b"couldn't start executing the request in 2 seconds"), 504),
    ],
)
def test_a_store_that_fails_is_a_502_or_504(script, status):
    """With a reason that tells nothing of the store."""
    store = FakeStore()
    store.otherwise = script
    with VictoriaLogsClient(store.url) as client, served(create_app(client)) as url:
        for path in ("", "/stats", "/histogram", "/strategies", "/strategies/x"):
            answered = httpx.get(f"{url}/api/logs{path}", trust_env=False)
            assert answered.status_code == status
            assert str(store.port) not in answered.text
            assert "goroutine" not in answered.text
        assert httpx.get(f"{url}/api/logs/health", trust_env=False).status_code == 502
    store.close()


def ask_often(url, clients, requests):
    """Ask from many clients at once; return the statuses and the longest time."""

    def ask(_):
        found = []
        with httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
            for _ in range(requests):
                started = time.monotonic()
                status = http.get("/api/logs", params={"limit": 5}).status_code
                found.append((status, time.monotonic() - started))
        return found

    with ThreadPoolExecutor(clients) as pool:
        found = [one for answers in pool.map(ask, range(clients)) for one in answers]
    return Counter(status for status, _ in found), max(secs for _, secs in found)


def test_fifty_clients(client, api):
    """All are served, though only two queries run at once."""
    statuses, _ = ask_often(str(api.base_url), 50, 4)
    assert statuses == {200: 200}


def test_fifty_clients_of_a_store_that_is_slow_or_gone():
    """Each has an answer in time: 504 or 503 while it hangs, 502 once it is gone."""
    store = FakeStore()
    store.otherwise = store.hang
    with (
        VictoriaLogsClient(store.url, timeout_secs=0.5) as client,
        served(create_app(client, queue_secs=1.0)) as url,
    ):
        statuses, longest = ask_often(url, 50, 1)
        assert set(statuses) == {503, 504}
        assert longest < 25
        assert store.connections < 20
        store.close()
    with (
        VictoriaLogsClient(store.url, timeout_secs=0.5) as client,
        served(create_app(client, queue_secs=20.0)) as url,
    ):
        statuses, _ = ask_often(url, 50, 2)
        assert statuses == {502: 100}


def test_a_store_that_is_restarted(victoria_logs, tmp_path):
    """502 while it is down, 200 afterwards, with nobody doing anything."""
    with (
        LocalServer(victoria_logs.binary, tmp_path) as server,
        VictoriaLogsClient(server.url) as client,
        served(create_app(client)) as url,
        httpx.Client(base_url=url, trust_env=False, timeout=60) as http,
    ):
        assert http.get("/api/logs").status_code == 200
        server.stop()
        assert http.get("/api/logs").status_code == 502
        assert http.get("/api/logs/health").json()["ok"] is False
        server.start()
        assert http.get("/api/logs").status_code == 200


def test_a_client_that_does_not_read_holds_up_nobody(victoria_logs, store):
    """Its answer is complete before the first byte is sent, so no query waits for it."""
    long = "x" * 50_000
    store.insert(*({"_time": "0", "_msg": long, "test": store.id, "n": str(i)} for i in range(200)))
    store.wait_for(f"test:={store.id} | fields n", 200)
    with (
        VictoriaLogsClient(victoria_logs.url, scope={"test": store.id}) as client,
        served(create_app(client)) as url,
    ):
        port = int(url.rpartition(":")[2])
        stalled = []
        for _ in range(8):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            connection.connect(("127.0.0.1", port))
            connection.sendall(b"GET /api/logs?limit=500 HTTP/1.1\r\nHost: x\r\n\r\n")
            stalled.append(connection)
        answered = httpx.get(f"{url}/api/logs", params={"limit": 1}, trust_env=False, timeout=30)
        assert answered.status_code == 200
        for connection in stalled:
            connection.close()


# -- Fuzzed ----------------------------------------------------------------------------------------


FUZZED = (
    "context",
    "export",
    "facets",
    "health",
    "histogram",
    "orders/{client_order_id}",
    "runs",
    "stats",
    "strategies",
    "strategies/{strategy_id}",
)


@pytest.mark.parametrize(
    ("query", "status", "parameter", "told"),
    [
        ("level=LOUD", 400, "level", "was 'LOUD'"),
        ("since=soon", 400, "since", "`since`: a time can't be read"),
        ("until=soon", 400, "until", "`until`: a time can't be read"),
        ("start=soon", 400, "start", "`start`: a time can't be read"),
        ("since=1h&until=2h", 400, "since", "`since` must be before `until`"),
        ("limit=x", 422, "limit", "was 'x'"),
        ("limit=1&limit=2", 422, "limit", "give it once"),
        ("since=1h&since=2h", 422, "since", "give it once"),
        ("tokn=secret", 422, "tokn", "`tokn`"),
    ],
)
def test_a_problem_names_the_parameter_and_its_value(api, query, status, parameter, told):
    """By the name that the request has for it; a value under an unknown name may be a secret."""
    answered = api.get(f"/api/logs?{query}")
    assert answered.status_code == status
    assert answered.json()["parameter"] == parameter
    assert told in answered.json()["detail"]
    assert "secret" not in answered.text


def test_only_a_parameter_of_several_values_is_repeated(api):
    """The same name may have one value at another path; a token is asked for before."""
    query = "strategy_id=S-0&strategy_id=S-1&instance_id=a&instance_id=b"
    assert api.get(f"/api/logs?{query}").status_code == 200
    answered = api.get("/api/logs/context?instance_id=a&instance_id=b&seq=1")
    assert (answered.status_code, answered.json()["parameter"]) == (422, "instance_id")


@pytest.fixture(scope="module")
def schema(client):
    return schemathesis.openapi.from_asgi("/openapi.json", create_app(client))


@pytest.mark.parametrize("path", ["", *(f"/{name}" for name in FUZZED)])
def test_the_api_does_as_it_says_whatever_comes(path, schema):
    """No error of ours, no answer that the description does not know."""
    # By hand: the plugin of schemathesis does not know the newest pytest.
    operation = schema[f"/api/logs{path}"]["GET"]

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def fuzz(case):
        answered = case.call()
        assert answered.status_code in (200, 400, 404, 405, 422)
        # What makes no sense though it has the right form, such as a range that ends before it
        # starts, is a 400, which this check takes for a mistake.
        case.validate_response(answered, excluded_checks=[checks.positive_data_acceptance])

    fuzz()
