"""The bounds on all queries of one request of the API together."""

import json
import time
import uuid

import httpx
import pytest
from api_kit import served
from fake_store import FakeStore
from fake_store import answer

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.query.numbers import Numbers
from nautilus_vlogs.times import rfc3339

pytest.importorskip("fastapi")
create_app = pytest.importorskip("nautilus_vlogs.api").create_app
problems = pytest.importorskip("nautilus_vlogs.api.problems")

SECOND = 1_000_000_000
RUNS = 12


@pytest.fixture
def runs_with_gaps(victoria_logs, store):
    """Insert runs that each lack a number, and return a client of these alone."""
    host = f"host-{uuid.uuid4().hex}"
    began = time.time_ns() - 300 * SECOND
    store.insert(
        *(
            {
                "_time": rfc3339(began + seq * SECOND),
                "_msg": "here",
                "instance_id": f"{host}-{run}",
                "host": host,
                "seq": str(seq),
            }
            for run in range(RUNS)
            for seq in (0, 1, 3)
        )
    )
    store.wait_for(f"host:={host}", 3 * RUNS)
    with VictoriaLogsClient(victoria_logs.url, scope={"host": host}) as client:
        yield client


def test_runs_are_told_without_their_gaps_once_the_queries_are_used_up(runs_with_gaps, monkeypatch):
    """Each run has its verdict and how much is missing, and says that not all was looked for."""
    with served(create_app(runs_with_gaps)) as url:
        whole = httpx.get(f"{url}/api/logs/runs", trust_env=False).json()
        monkeypatch.setattr(problems, "REQUEST_QUERIES", 12)
        part = httpx.get(f"{url}/api/logs/runs", trust_env=False).json()
    assert not whole["partial"]
    assert [(run["missing"], run["partial"]) for run in whole["runs"]] == [([[2, 2]], False)] * RUNS
    assert part["partial"]
    told = [(run["verdict"], run["missing_records"]) for run in part["runs"]]
    assert told == [("gap", 1)] * RUNS
    listed = [bool(run["missing"]) for run in part["runs"]]
    assert 0 < sum(listed) < RUNS
    assert [run["partial"] for run in part["runs"]] == [not has_gaps for has_gaps in listed]


def test_a_run_that_goes_on_is_not_settling_where_nobody_saw_how_old_its_gap_is(
    runs_with_gaps, store, monkeypatch
):
    """It is unknown, or a gap; and no query of that kind takes what others need."""
    (one, *_) = runs_with_gaps.runs(start="1h")
    store.insert(
        *(
            {
                "_time": rfc3339(time.time_ns()),
                "_msg": "here",
                "instance_id": f"{one.host}-{run}",
                "host": one.host,
                "seq": "4",
            }
            for run in range(RUNS)
        )
    )
    store.wait_for(f"host:={one.host} seq:=4", RUNS)
    monkeypatch.setattr(problems, "REQUEST_QUERIES", 12)
    with served(create_app(runs_with_gaps)) as url:
        found = httpx.get(f"{url}/api/logs/runs", trust_env=False).json()["runs"]
    assert {run["verdict"] for run in found} <= {"unknown", "gap"}
    assert [run["missing_records"] for run in found] == [1] * RUNS
    assert any(run["partial"] for run in found)


def test_no_query_of_a_list_of_runs_is_for_what_no_run_shows(runs_with_gaps, store, monkeypatch):
    """Which numbers came twice is looked for by an audit alone."""
    (one, *_) = runs_with_gaps.runs(start="1h")
    row = {"_msg": "here", "instance_id": one.instance_id, "host": one.host, "seq": "3"}
    store.insert({**row, "_time": rfc3339(one.last_ns + SECOND)})
    store.wait_for(f"host:={one.host}", 3 * RUNS + 1)
    looked = []
    monkeypatch.setattr(Numbers, "doubled", lambda *_: looked.append(1) or [])
    found = runs_with_gaps.runs(start="1h")
    assert [run.duplicates for run in found if run.instance_id == one.instance_id] == [1]
    assert not looked
    runs_with_gaps.audit(start="1h")
    assert looked


def test_a_request_of_too_many_queries_is_a_504(runs_with_gaps, monkeypatch):
    """With the shape of every error, and what to do."""
    monkeypatch.setattr(problems, "REQUEST_QUERIES", 1)
    with served(create_app(runs_with_gaps)) as url:
        answered = httpx.get(f"{url}/api/logs/runs", trust_env=False)
    assert answered.status_code == 504
    assert answered.json()["code"] == "store_timeout"
    assert "shorter range" in answered.json()["detail"]


def test_a_request_has_one_deadline_for_all_of_its_queries(monkeypatch):
    """A store that is slow with the last one has no more time for it than is left."""
    store = FakeStore()
    moment = "2026-01-01T00:00:00Z"
    counts = {"n": "1", "errors": "0", "warnings": "0", "first": moment, "last": moment}
    found = json.dumps({"strategy_id": "S", **counts}).encode() + b"\n"
    store.script.append(answer(200, found))
    store.otherwise = store.hang
    monkeypatch.setattr(problems, "REQUEST_SECS", 1.0)
    with (
        VictoriaLogsClient(store.url, timeout_secs=10) as client,
        served(create_app(client)) as url,
    ):
        answered = httpx.get(f"{url}/api/logs/strategies/S", trust_env=False, timeout=8)
    store.close()
    assert answered.status_code == 504
    assert len(store.requests) > 1


def test_a_stream_has_no_budget(victoria_logs, store, monkeypatch):
    """What follows the begin of an answer goes on for as long as it is read."""
    monkeypatch.setattr(problems, "REQUEST_QUERIES", 1)

    def insert(message):
        store.insert({"_time": rfc3339(time.time_ns()), "_msg": message, "box": store.id})
        store.wait_for(f"box:={store.id} _msg:={message}")

    insert("first")
    found = []
    with (
        VictoriaLogsClient(victoria_logs.url, scope={"box": store.id}) as client,
        served(create_app(client)) as url,
        httpx.stream(
            "GET",
            f"{url}/api/logs/stream?interval=1&backfill=5m",
            trust_env=False,
            timeout=60,
        ) as response,
    ):
        for line in response.iter_lines():
            assert "trouble" not in line
            if line.startswith("data: {"):
                found.append(json.loads(line.removeprefix("data: "))["message"])
                if len(found) == 2:
                    break
                insert("second")
    assert found == ["first", "second"]
