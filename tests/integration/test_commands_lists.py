"""Nodes, strategies, orders, backtests: what is there, as tables and as JSON."""

import csv
import functools
import json
import signal
import time
import uuid

import pytest
from command_kit import run
from command_kit import vlogs_nt
from conftest import Store

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.query.runs import Verdict
from nautilus_vlogs.query.runs import judge
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000
NOW = time.time_ns()
HOUR = 3_600


@pytest.fixture(scope="module")
def filled(victoria_logs, tmp_path_factory):
    """Return a store of its own with three nodes, two backtests and an order."""
    directory = tmp_path_factory.mktemp("filled")
    with LocalServer(victoria_logs.binary, directory) as server, Store(server.url) as store:
        rows = []
        for name, numbers, secs_ago in (
            ("whole", range(50), 5 * HOUR),
            ("gap", [*range(10), *range(12, 50)], 30 * HOUR),
            ("lossy", range(5), 3 * HOUR),
        ):
            rows += (
                {
                    "_time": rfc3339(NOW - secs_ago * SECOND + i * SECOND // 10),
                    "_msg": f"{name} {i}\x1b[2J",
                    "level": "ERROR" if i == 3 else "INFO",
                    "source": "strategy",
                    "strategy_id": f"S-{name}",
                    "trader_id": "TRADER-001",
                    "host": "box",
                    "environment": "live",
                    "instance_id": name,
                    "seq": str(i),
                }
                for i in numbers
            )
        rows[-1]["lost"] = "7"
        # A third run is the first one again, but for when the shipper said that it ships.
        runs = (("aaa-1", (1, 2, 3)), ("bbb-2", (1, 5, 3, 4)), ("ccc-3", (1, 2, 3)))
        for place, (run_id, prices) in enumerate(runs):
            rows.append(
                {
                    "_time": rfc3339(NOW - HOUR * SECOND + place),
                    "_msg": "Shipping logs",
                    "component": "VictoriaLogsActor",
                    "instance_id": f"backtest-{run_id}",
                    "run_id": run_id,
                    "sim_time": f"2024-01-0{place + 1}T00:00:00Z",
                    "seq": "7",
                }
            )
            for i, price in enumerate(prices):
                rows.append(
                    {
                        "_time": rfc3339(NOW - HOUR * SECOND + i),
                        "_msg": f"bought price={price} id={uuid.uuid4()}",
                        "level": "INFO",
                        "event": "OrderFilled",
                        "instance_id": f"backtest-{run_id}",
                        "run_id": run_id,
                        "sim_time": f"2024-01-0{i + 1}T00:00:00Z",
                        "seq": str(i),
                    }
                )
        for i, event in enumerate(["Initialized", "Submitted", "Accepted", "Filled"]):
            rows += (
                {
                    "_time": rfc3339(NOW - 2 * HOUR * SECOND + i * 1_500_000),
                    "_msg": f"Order{event}",
                    "event": f"Order{event}",
                    "component": component,
                    "client_order_id": "O-1",
                    "instrument_id": "EUR/USD",
                    "strategy_id": "S-1",
                }
                for component in ("S-1", "ExecEngine")
            )
        rows.append({"_time": rfc3339(NOW - 2 * HOUR * SECOND), "_msg": "sizing of O-1: 5 lots"})
        store.insert(*rows)
        store.wait_for("* | stats count() n", lambda found: int(found[0]["n"]) == len(rows))
        yield store


def listed(capsys, store, command, *arguments):
    code, out, err = run(capsys, command, "--url", store.url, "--json", *arguments)
    return code, [json.loads(line) for line in out.splitlines()], err


def test_nodes_say_whether_they_are_alive_and_complete(filled, capsys):
    """Each instance with its verdict, in order of its first row, over days."""
    filled.insert(
        {"_time": rfc3339(time.time_ns()), "_msg": "x", "instance_id": "young", "seq": "0"}
    )
    filled.wait_for("instance_id:=young")
    code, found, _ = listed(capsys, filled, "nodes")
    assert code == 0
    verdicts = {one["instance_id"]: (one["verdict"], one["missing"], one["lost"]) for one in found}
    assert list(verdicts)[:2] == ["gap", "whole"]
    assert verdicts["whole"] == ("complete", 0, 0)
    assert verdicts["gap"] == ("gap", 2, 0)
    assert verdicts["lossy"] == ("lost", 0, 7)
    assert verdicts["young"][0] == "settling"
    assert {one["state"] for one in found if one["instance_id"] == "young"} == {"logging"}
    _, out, _ = run(capsys, "nodes", "--url", filled.url)
    assert "silent for 5 h" in out
    assert "gap (2 missing, 0 lost)" in out
    code, found, _ = listed(capsys, filled, "nodes", "--since", "4h", "--until", "2h")
    assert [one["instance_id"] for one in found] == ["lossy"]


def test_a_run_that_the_range_cuts_is_not_called_complete():
    """Nor one whose newest rows may be on their way; a gap outweighs a loss that was told."""
    assert judge(missing=0, lost=0, is_whole=False, is_recent=False) is Verdict.UNKNOWN
    assert judge(missing=0, lost=0, is_whole=True, is_recent=True) is Verdict.SETTLING
    assert judge(missing=1, lost=1, is_whole=True, is_recent=False) is Verdict.GAP
    assert judge(missing=1, lost=0, is_whole=True, is_recent=True) is Verdict.SETTLING
    assert judge(missing=1, lost=0, is_whole=True, is_recent=True, is_overdue=True) is Verdict.GAP
    assert judge(missing=0, lost=0, is_whole=True, is_recent=False) is Verdict.COMPLETE
    unseen = judge(missing=1, lost=0, is_whole=True, is_recent=True, is_overdue=None)
    assert unseen is Verdict.UNKNOWN


def test_strategies_are_summed_over_days(filled, capsys):
    """Rows, errors, first and last line."""
    _, found, _ = listed(capsys, filled, "strategies", "--since", "3d")
    rows = {one["strategy_id"]: (one["rows"], one["errors"]) for one in found}
    assert rows["S-gap"] == (48, 1)
    assert rows["S-whole"] == (50, 1)
    _, out, _ = run(capsys, "strategies", "--url", filled.url, "--since", "3d")
    assert out.splitlines()[0].split()[:4] == ["strategy", "rows", "warnings", "errors"]


def test_strategies_of_one_id_are_told_apart_by_trader_and_environment(store, capsys):
    """In columns of their own, which a table has where it needs them."""
    owners = [("T-1", "backtest"), ("T-1", "live"), ("T-2", "live")]
    name = f"S-{store.id}"
    moments = [time.time_ns() - secs_ago * SECOND for secs_ago in (60, 30 * HOUR)]
    store.insert(
        *(
            {
                "_time": rfc3339(moment),
                "_msg": "x",
                "strategy_id": name,
                "trader_id": trader,
                "environment": environment,
            }
            for moment in moments
            for trader, environment in owners
        )
    )
    store.wait_for(f"strategy_id:={name}", 6)
    _, found, _ = listed(capsys, store, "strategies", "--since", "3d")
    own = [one for one in found if one["strategy_id"] == name]
    assert [(one["trader_id"], one["environment"]) for one in own] == owners
    assert {one["rows"] for one in own} == {2}
    _, out, _ = run(capsys, "strategies", "--url", store.url, "--since", "3d")
    assert out.splitlines()[0].split()[:3] == ["strategy", "trader", "environment"]
    lines = [line.split()[1:4] for line in out.splitlines() if line.startswith(name)]
    assert lines == [[*owner, "2"] for owner in owners]


def test_whoever_sees_a_list_that_is_cut_is_told(store, capsys, monkeypatch):
    """By `strategies`, `orders`, `watch` and a query with pipes: in words, and in JSON."""
    few = functools.partialmethod(VictoriaLogsClient.__init__, max_entries=2)
    monkeypatch.setattr(VictoriaLogsClient, "__init__", few)
    store.insert(
        *(
            {
                "_time": rfc3339(time.time_ns()),
                "_msg": "x",
                "strategy_id": f"S-{number}-{store.id}",
                "client_order_id": f"O-{number}-{store.id}",
                "box": store.id,
            }
            for number in range(3)
        )
    )
    store.wait_for(f"box:={store.id}", 3)
    for command in ("strategies", "orders"):
        code, found, err = listed(capsys, store, command)
        assert (code, len(found)) == (0, 2)
        assert "more" in err
    chosen = ["--url", store.url, "--field", f"box={store.id}"]
    _, out, _ = run(capsys, "watch", "--count", 1, *chosen)
    assert "at least 2 rows" in out
    assert "are shown, of more" in out.splitlines()[1]
    _, out, _ = run(capsys, "watch", "--count", 1, "--json", *chosen)
    assert json.loads(out)["has_more"]
    query = ["logs", "--query", "* | stats by (strategy_id) count() n", *chosen]
    assert "there is more than is shown" in run(capsys, *query, "--limit", 1)[2]
    assert "2 rows at most" in run(capsys, *query)[2]
    assert not run(capsys, *query, "--grep", "nothing")[2].count("there is more")


def test_an_order_of_several_days_is_listed_with_all_of_its_lines(store, capsys):
    """Each fill counts once, also one that is told again on the next day."""
    order = f"O-{store.id}"
    now = time.time_ns()
    lines = [(50, "OrderSubmitted", ""), (26, "OrderFilled", "t-1"), (1, "OrderFilled", "t-1")]
    store.insert(
        *(
            {
                "_time": rfc3339(now - hours_ago * HOUR * SECOND),
                "_msg": event,
                "event": event,
                "client_order_id": order,
                "trade_id": trade,
            }
            for hours_ago, event, trade in lines
        )
    )
    store.wait_for(f"client_order_id:={order}", 3)
    _, found, _ = listed(capsys, store, "orders", "--since", "7d")
    (own,) = [one for one in found if one["client_order_id"] == order]
    assert (own["n"], own["fills"]) == ("3", "1")
    assert own["t0"].startswith(rfc3339(now - 50 * HOUR * SECOND)[:19])


def test_orders_of_a_range_that_takes_too_long_are_read_day_by_day(store, capsys, monkeypatch):
    """The newest first, each with its lines of all days, until as many are found as are listed."""
    now = time.time_ns()
    asked = VictoriaLogsClient.query

    def query(self, logsql, *, start, end, **arguments):
        if parse_time(end) - parse_time(start) > 24 * HOUR * SECOND:
            raise QueryTimeoutError("no complete answer in time")
        return asked(self, logsql, start=start, end=end, **arguments)

    def insert(name, hours_ago):
        return {
            "_time": rfc3339(now - hours_ago * HOUR * SECOND),
            "_msg": "OrderFilled",
            "event": "OrderFilled",
            "client_order_id": f"{name}-{store.id}",
            "trade_id": f"t-{hours_ago}",
        }

    store.insert(insert("O-1", 50), insert("O-1", 1), insert("O-2", 100))
    store.wait_for(f'client_order_id:~"{store.id}"', 3)
    monkeypatch.setattr(VictoriaLogsClient, "query", query)
    code, found, err = listed(capsys, store, "orders", "--since", "7d")
    own = {one["client_order_id"]: one for one in found if store.id in one["client_order_id"]}
    assert (code, list(own)) == (0, [f"O-2-{store.id}", f"O-1-{store.id}"])
    one = own[f"O-1-{store.id}"]
    assert (one["n"], one["fills"]) == ("2", "2")
    assert one["t0"].startswith(rfc3339(now - 50 * HOUR * SECOND)[:19])
    assert one["t1"].startswith(rfc3339(now - HOUR * SECOND)[:19])
    assert "day by day" in err
    few = functools.partialmethod(VictoriaLogsClient.__init__, max_entries=1)
    monkeypatch.setattr(VictoriaLogsClient, "__init__", few)
    code, found, err = listed(capsys, store, "orders", "--since", "7d")
    assert (code, len(found)) == (0, 1)
    assert "are not counted" in err
    assert "of more" in err


def test_an_order_is_followed_through_its_life(filled, capsys):
    """Every line that names it, once, with the times between; which states it was in."""
    code, found, _ = listed(capsys, filled, "orders", "O-1")
    assert code == 0
    assert len(found) == 9
    assert {one["after_ms"] for one in found} == {0.0, 1.5}
    _, out, _ = run(capsys, "orders", "O-1", "--url", filled.url)
    assert "sizing of O-1" in out
    assert out.splitlines()[-1] == (
        "Initialized  → 1.500 ms →  Submitted  → 1.500 ms →  Accepted  → 1.500 ms →  Filled"
    )
    code, out, err = run(capsys, "orders", "O-2", "--url", filled.url)
    assert (code, out) == (1, "")
    assert "names the order O-2" in err
    _, found, _ = listed(capsys, filled, "orders")
    assert [(one["client_order_id"], one["instrument"]) for one in found] == [("O-1", "EUR/USD")]


def test_an_order_is_that_of_one_trader_and_one_backtest(store, capsys):
    """What other orders have in common with it, ids of the venue among them, is not its own."""
    ids = {"client_order_id": f"O-{store.id}", "venue_order_id": "SIM-1-001"}
    base = time.time_ns() - 60 * SECOND

    def row(number, text, **fields):
        return {"_time": rfc3339(base + number), "_msg": text, "trader_id": "T-1", **fields}

    store.insert(
        row(0, "an earlier run", run_id=f"r1-{store.id}", event="OrderFilled", **ids),
        row(1, "of another trader", **{**ids, "trader_id": "T-2"}),
        row(2, "submitted", run_id=f"r2-{store.id}", event="OrderSubmitted", **ids),
        row(3, "accepted as SIM-1-001", run_id=f"r2-{store.id}"),
        row(4, "accepted as SIM-1-001", run_id=f"r1-{store.id}"),
        row(5, "the next order", run_id=f"r2-{store.id}", **{**ids, "client_order_id": "O-next"}),
        row(6, f"a script names O-{store.id}", trader_id=""),
    )
    store.wait_for(f'client_order_id:="O-{store.id}"', 3)
    code, out, err = run(capsys, "orders", f"O-{store.id}", "--url", store.url, "--json")
    found = [json.loads(line)["_msg"] for line in out.splitlines()]
    assert found == ["submitted", "accepted as SIM-1-001", f"a script names O-{store.id}"]
    assert code == 0
    assert "2 other traders or backtests have an order of that id" in err


def test_an_order_of_a_backtest_is_timed_by_its_simulated_clock(store, capsys):
    """Its rows were shipped within milliseconds; between submission and fill are 15 minutes."""
    order, base = f"O-{store.id}", time.time_ns() - 60 * SECOND
    states = [("OrderSubmitted", "09:30:00"), ("OrderFilled", "09:45:00")]
    store.insert(
        *(
            {
                "_time": rfc3339(base + i),
                "_msg": event,
                "event": event,
                "client_order_id": order,
                "trader_id": "T-1",
                "run_id": f"r-{store.id}",
                "sim_time": f"2024-01-02T{at}.000000000Z",
                "seq": str(i),
            }
            for i, (event, at) in enumerate(states)
        )
    )
    store.wait_for(f'client_order_id:="{order}"', 2)
    _, out, _ = run(capsys, "orders", order, "--url", store.url, "--json")
    assert [json.loads(line)["after_ms"] for line in out.splitlines()] == [0, 900_000]
    _, out, _ = run(capsys, "orders", order, "--url", store.url)
    assert out.splitlines()[-1] == "Submitted  → 15.0 min →  Filled"


def test_backtests_are_listed_and_compared(filled, capsys):
    """By simulated time; ids that are new in each run are no difference."""
    _, found, _ = listed(capsys, filled, "runs")
    assert [one["run_id"] for one in found] == ["aaa-1", "bbb-2", "ccc-3"]
    assert found[0]["last_sim_time"].startswith("2024-01-03")
    code, out, _ = run(capsys, "diff", "aaa", "bbb", "--url", filled.url)
    assert code == 1
    lines = out.splitlines()
    assert lines[0] == "the first 1 lines are the same"
    assert lines[2].startswith("- 2024-01-02T00:00:00Z  INFO")
    assert "price=2" in lines[2]
    assert "price=5" in lines[3]
    assert ["OrderFilled", "3", "4", "+1"] in [line.split() for line in lines]
    for same in ("aaa", "ccc"):
        assert run(capsys, "diff", "aaa-1", same, "--url", filled.url)[0] == 0
    code, _, err = run(capsys, "diff", "aaa", "zzz", "--url", filled.url)
    assert code == 2
    assert "vlogs-nt runs" in err


def test_watch_shows_rates_of_the_last_minute(filled, capsys):
    """Once for --count 1, else until Ctrl-C."""
    code, out, _ = run(capsys, "watch", "--count", 1, "--url", filled.url, "--window", "20h")
    assert code == 0
    assert "S-whole" in out
    assert "\x1b" not in out
    code, out, _ = run(capsys, "watch", "--count", 1, "--json", "--url", filled.url)
    assert json.loads(out)["window_secs"] == 60
    tags = {"strategy_id": "S-both", "instance_id": "both", "level": "ERROR"}
    for source, text in (("strategy", "own"), ("system", "of the engine")):
        filled.insert({"_time": rfc3339(time.time_ns()), "_msg": text, "source": source, **tags})
    filled.wait_for("strategy_id:=S-both", 2)
    _, out, _ = run(capsys, "watch", "--count", 1, "--json", "--url", filled.url)
    (both,) = [one for one in json.loads(out)["strategies"] if one.get("strategy_id") == "S-both"]
    assert (both["n"], both["errors"], both["newest_error"]) == ("2", "2", "of the engine")
    with vlogs_nt("watch", "--url", filled.url, "--interval", 0.5) as process:
        assert "rows in" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert run(capsys, "watch", "--interval", "0", "--url", filled.url)[0] == 2


def test_export_writes_all_rows_in_each_form(filled, tmp_path, capsys):
    """JSON lines as stored, CSV, Parquet with typed columns; nothing replaces a file unasked."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - takes a while

    options = ["--url", filled.url, "--since", "3d", "--strategy", "S-gap"]
    paths = [tmp_path / f"rows.{ending}" for ending in ("jsonl", "csv", "parquet")]
    for path in paths:
        code, out, err = run(capsys, "export", *options, path)
        assert (code, out) == (0, "")
        assert "48 rows" in err
    wanted = [str(i) for i in range(50) if i not in (10, 11)]
    assert [json.loads(line)["seq"] for line in paths[0].read_text().splitlines()] == wanted
    with paths[1].open(newline="") as file:
        assert [row["seq"] for row in csv.DictReader(file)] == wanted
    table = pq.read_table(paths[2])
    assert table["seq"].to_pylist() == list(map(int, wanted))
    assert str(table.schema.field("_time").type) == "timestamp[ns, tz=UTC]"
    assert dict(table["fields"].to_pylist()[0])["environment"] == "live"
    code, _, err = run(capsys, "export", *options, paths[0])
    assert code == 2
    assert "--force" in err
    assert run(capsys, "export", *options, paths[0], "--force")[0] == 0
    assert run(capsys, "export", *options, tmp_path / "none" / "x.csv")[0] == 1
    assert run(capsys, "export", *options, "x.xlsx")[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in paths)


def test_export_to_a_pipe(filled):
    """As JSON lines."""
    with vlogs_nt("export", "--url", filled.url, "--since", "3d") as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert len({line for line in out.splitlines() if json.loads(line)}) > 100


@pytest.mark.parametrize("command", ["nodes", "strategies", "orders", "runs"])
def test_lists_of_nothing_say_where_to_look(filled, command, capsys):
    """Exit 0 without output, and a next step."""
    span = ["--since", "2020-01-01", "--until", "2020-01-02"]
    code, out, err = run(capsys, command, "--url", filled.url, *span)
    assert (code, out) == (0, "")
    assert "from 2020-01-01" in err


@pytest.mark.parametrize("command", ["nodes", "strategies", "orders", "runs", "watch", "export"])
def test_lists_without_a_store_exit_1(command, capsys):
    """One line that names the URL."""
    more = ["--count", "1"] if command == "watch" else []
    code, out, err = run(capsys, command, "--url", "http://127.0.0.1:1", *more)
    assert (code, out) == (1, "")
    assert "http://127.0.0.1:1 can't be reached" in err


def test_a_table_can_be_read_by_a_terminal(filled, capsys):
    """No control character of a row reaches it."""
    for command in (["watch", "--count", "1", "--window", "20h"], ["nodes"], ["logs", "--all"]):
        _, out, _ = run(capsys, *command, "--url", filled.url)
        assert "\x1b" not in out
