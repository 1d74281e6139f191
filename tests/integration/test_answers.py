import time
from contextlib import suppress

import httpx
import pytest
from conftest import Store
from conftest import eventually

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import MissingExtraError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.query import frames
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000
ORDER = "O-20261125-090000-001-000-7"


class StrategyId:
    """Has what an identifier of NautilusTrader has."""

    def __init__(self, value):
        self.value = value


@pytest.fixture(scope="module")
def own_store(tmp_path_factory):
    """Return a store in which there is nothing but this module's rows."""
    with LocalServer(obtain_binary(), tmp_path_factory.mktemp("store")) as server:
        yield server


@pytest.fixture(scope="module")
def rows(own_store):
    """Insert the log of two instances: an order's life, and a number that is missing."""
    with Store(own_store.url) as store:
        base = time.time_ns() // SECOND * SECOND - 600 * SECOND
        tags = {
            "test": store.id,
            "instance_id": f"i-{store.id}",
            "trader_id": "T-1",
            "host": "h",
            "environment": "sandbox",
            "strategy_id": "S-1",
            "source": "strategy",
            "component": "S-1",
        }
        events = [
            ("OrderInitialized", {}),
            ("OrderSubmitted", {}),
            ("OrderSubmitted", {"component": "ExecEngine", "source": "system"}),
            ("OrderAccepted", {"venue_order_id": "V-1"}),
            ("OrderFilled", {"venue_order_id": "V-1", "trade_id": "1"}),
            ("OrderFilled", {"venue_order_id": "V-1", "trade_id": "1", "source": "system"}),
            ("OrderFilled", {"venue_order_id": "V-1", "trade_id": "2"}),
        ]
        found = [
            {**tags, "_msg": f"{event} x", "event": event, "client_order_id": ORDER, **more}
            for event, more in events
        ]
        found += [
            {**tags, "_msg": f"note about ({ORDER}) price=1.5", "price": "1.5", "level": "ERROR"},
            {**tags, "_msg": "venue says V-1.", "price": "2", "level": "WARNING"},
            {**tags, "_msg": f"another is {ORDER}1 and V-12", "price": "3"},
        ]
        lines = []
        for seq, row in enumerate(found):
            at = {"_time": rfc3339(base + seq * SECOND), "seq": str(seq)}
            lines.append({"level": "INFO", **row, **at})
        gap = [
            {**lines[0], "instance_id": f"gap-{store.id}", "seq": str(i), "client_order_id": "x"}
            for i in (*range(5), 7, *range(10, 300))
        ]
        store.insert(*lines, *gap)
        store.wait_for(f"test:={store.id} | fields seq", len(lines) + len(gap))
        yield lines


@pytest.fixture(scope="module")
def client(own_store, rows):
    with VictoriaLogsClient(own_store.url, scope={"test": rows[0]["test"]}) as client:
        yield client


def test_the_life_of_an_order(client, rows):
    """Each state once, each fill of its own; every line that names it or its venue's id."""
    life = client.order(ORDER)
    assert [one.state for one in life.states] == [
        "initialized",
        "submitted",
        "accepted",
        "filled",
        "filled",
    ]
    assert life.venue_order_ids == ("V-1",)
    assert [row.seq for row in life.rows] == list(range(9))
    assert not client.order("O-2").rows
    assert client.order("V-1").client_order_id == ORDER


@pytest.mark.parametrize(("most", "left"), [(20, 7), (5, 7), (3, 6)])
def test_an_order_with_more_rows_than_are_read_has_its_states(victoria_logs, store, most, left):
    """Its first ones and its last ones; that some between are left out is told."""
    now, order = time.time_ns(), f"O-{store.id}"
    lines = [
        "OrderInitialized",
        "OrderSubmitted",
        "OrderAccepted",
        "OrderFilled",
        *["a note"] * 4,
        *["OrderFilled"] * 3,
    ]
    rows = [
        {
            "_time": rfc3339(now - (60 - i) * SECOND),
            "_msg": f"{line} {i}",
            "client_order_id": order,
            **({"event": line, "trade_id": str(i)} if line.startswith("Order") else {}),
        }
        for i, line in enumerate(lines)
    ]
    store.insert(*rows)
    store.wait_for(f'_time:1h client_order_id:="{order}" | fields _msg', len(rows))
    with VictoriaLogsClient(victoria_logs.url, max_entries=most) as client:
        life = client.order(order)
    assert life.rows.has_more == (most < len(rows))
    assert [row.message for row in life.rows] == [row["_msg"] for row in rows[-most:]]
    states = ["initialized", "submitted", "accepted", *["filled"] * 4]
    assert [one.state for one in life.states] == states[:left]
    assert life.is_partial == (left < len(states))
    assert life.states[-1].row.message == rows[-1]["_msg"]


def test_each_amendment_of_an_order_is_a_state(victoria_logs, store):
    """Strategy and engine report the same one; the quantity that counts is the newest's."""
    now, order = time.time_ns(), f"O-{store.id}"
    events = [
        ("OrderInitialized", {"quantity": "10"}),
        ("OrderPendingUpdate", {"ts_event": "1"}),
        ("OrderUpdated", {"ts_event": "2", "quantity": "20"}),
        ("OrderPendingUpdate", {"ts_event": "3"}),
        ("OrderUpdated", {"ts_event": "4", "quantity": "30"}),
        ("OrderUpdated", {"ts_event": "4", "quantity": "30", "price": "1.1"}),
    ]
    rows = [
        {
            "_time": rfc3339(now - (60 - i) * SECOND + engine),
            "_msg": f"{event} x",
            "event": event,
            "client_order_id": order,
            "component": "ExecEngine" if engine else "S-1",
            **more,
        }
        for i, (event, more) in enumerate(events)
        for engine in (0, 1)
    ]
    store.insert(*rows)
    store.wait_for(f'_time:1h client_order_id:="{order}" | fields _msg', len(rows))
    with VictoriaLogsClient(victoria_logs.url) as client:
        states = client.order(order).states
    assert [(one.state, one.row.get("quantity")) for one in states] == [
        ("initialized", "10"),
        ("pending_update", None),
        ("updated", "20"),
        ("pending_update", None),
        ("updated", "30"),
        ("updated", "30"),
    ]
    assert {one.row.component for one in states} == {"S-1"}


def test_runs_say_whether_they_are_complete(client, rows):
    """The numbers that are missing are named; a range that cuts a run leaves it unknown."""
    by_name = {run.instance_id.partition("-")[0]: run for run in client.runs()}
    whole, gap = by_name["i"], by_name["gap"]
    assert (whole.verdict, whole.rows, whole.distinct, whole.missing) == ("complete", 10, 10, ())
    assert (whole.trader_id, whole.host, whole.environment) == ("T-1", "h", "sandbox")
    assert (gap.verdict, gap.missing) == ("gap", ((5, 6), (8, 9)))
    (cut,) = client.runs(start=rows[3]["_time"], instance_id=whole.instance_id)
    assert (cut.verdict, cut.first_seq) == ("unknown", 3)


def test_a_run_whose_rows_are_young_is_settling(victoria_logs, store):
    """What is missing may still be on its way."""
    store.insert(
        *({"_time": "0", "_msg": "x", "instance_id": store.id, "seq": str(i)} for i in (0, 2))
    )
    store.wait_for(f"instance_id:={store.id}", 2)
    with VictoriaLogsClient(victoria_logs.url) as client:
        (run,) = client.runs(instance_id=store.id)
    assert (run.verdict, run.missing) == ("settling", ((1, 1),))


def test_a_row_that_a_run_lacks_for_long_is_a_gap_while_the_run_goes_on(victoria_logs, store):
    """A node that logs every second always has rows that settle: its gaps are told all the same."""
    old, young = rfc3339(time.time_ns() - 90 * 10**9), "0"
    numbered = ((0, old), (2, old), (3, young), (5, young))
    store.insert(
        *(
            {"_time": at, "_msg": "x", "instance_id": store.id, "seq": str(seq)}
            for seq, at in numbered
        )
    )
    store.wait_for(f"instance_id:={store.id}", 4)
    with VictoriaLogsClient(victoria_logs.url) as client:
        (run,) = client.runs(instance_id=store.id)
    assert (run.verdict, run.missing) == ("gap", ((1, 1), (4, 4)))


def test_silent_nodes_are_the_last_that_a_limit_leaves_out(victoria_logs, store):
    """Sixty restarts and sixty backtests since do not hide the node that fell silent."""
    now = time.time_ns()

    def line(name: str, age_secs: float, **tags: str) -> dict[str, str]:
        at = rfc3339(now - int(age_secs * 10**9))
        tags = {"environment": "live", "host": store.id, "trader_id": "LOOP-1", **tags}
        return {"_time": at, "_msg": "x", "instance_id": f"{name}-{store.id}", "seq": "0", **tags}

    store.insert(
        line("silent", 900, trader_id="SILENT-1"),
        *(line(f"loop{i}", 600 - i) for i in range(60)),
        *(line(f"test{i}", 300 - i, run_id=f"r{i}", environment="backtest") for i in range(60)),
        line("alive", 40, trader_id="ALIVE-1"),
    )
    store.wait_for(f"_time:1h host:={store.id} | fields seq", 122)
    with VictoriaLogsClient(victoria_logs.url) as client:
        found = client.runs(host=store.id, limit=50, current_first=True)
        names = [run.instance_id.partition("-")[0] for run in found]
        (one,) = client.runs(host=store.id, run_id="r7")
        every = client.runs(host=store.id, limit=None)
    assert names[:3] == ["silent", "loop59", "alive"]
    assert found.has_more
    assert len(found) == 50
    assert one.instance_id == f"test7-{store.id}"
    replaced = {run.instance_id: run.replaced_by for run in every if run.replaced_by}
    assert replaced == {f"loop{i}-{store.id}": f"loop{i + 1}-{store.id}" for i in range(59)}
    assert len(every) == 122


def test_a_backtest_begins_with_its_first_simulated_time(victoria_logs, store):
    """The lines before its clock was set, and those of the engine after it, do not hide it."""
    now = time.time_ns()
    engine, run = f"engine-{store.id}", f"run-{store.id}"
    days = ["", "2020-01-02T00:00:00Z", "2020-01-01T00:00:00Z", "2020-01-03T00:00:00Z", ""]
    store.insert(
        *(
            {
                "_time": rfc3339(now - (60 - i) * SECOND),
                "_msg": "x",
                "instance_id": engine,
                "host": store.id,
                "environment": "backtest",
                "run_id": run,
                "seq": str(i),
                **({"sim_time": day} if day else {}),
            }
            for i, day in enumerate(days)
        )
    )
    store.wait_for(f"_time:1h host:={store.id} | fields seq", len(days))
    with VictoriaLogsClient(victoria_logs.url) as client:
        found = [client.runs(host=store.id, by=by) for by in ("instance", "run", "backtest")]
    spans = [(one.first_sim_time, one.last_sim_time) for runs in found for one in runs]
    assert spans == [("2020-01-01T00:00:00Z", "2020-01-03T00:00:00Z")] * 3


def test_backtests_of_one_engine_are_runs_of_their_own(victoria_logs, store):
    """Each with its rows and times, beside nodes; what is missing may be the newest one's."""
    now = time.time_ns()
    engine, node = f"engine-{store.id}", f"node-{store.id}"

    def line(seq: int, age_secs: float, **tags: str) -> dict[str, str]:
        at = rfc3339(now - int(age_secs * SECOND))
        row = {"_time": at, "_msg": "x", "instance_id": engine, "host": store.id, "seq": str(seq)}
        return {**row, "environment": "backtest", **tags}

    # By name the last is the first that ran.
    runs = [line(i, 300 - i, run_id=run) for i, run in enumerate(["zz", "zz", "aa", "aa", "aa"])]
    report = line(5, 290)  # of the engine, in no run
    live = line(0, 200, instance_id=node, environment="live")
    store.insert(*runs, report, live)
    store.wait_for(f"_time:1h host:={store.id} | fields seq", 7)
    with VictoriaLogsClient(victoria_logs.url) as client:
        each = client.runs(host=store.id, by="run")
        found = [(one.instance_id, one.run_id, one.rows, one.distinct, one.verdict) for one in each]
        assert found == [
            (node, "", 1, 1, "complete"),
            (engine, "aa", 3, 6, "complete"),
            (engine, "zz", 2, 6, "complete"),
        ]
        with pytest.raises(InvalidQueryError, match="`by` must be one of instance, run, backtest"):
            client.runs(host=store.id, by="engine")
        whole = client.runs(host=store.id)
        assert [(one.instance_id, one.run_id, one.rows) for one in whole] == [
            (node, "", 1),
            (engine, "aa", 6),
        ]
        store.insert(line(8, 1, run_id="bb"))
        store.wait_for(f"_time:1h host:={store.id} | fields seq", 8)
        verdicts = {
            one.run_id: one.verdict for one in client.runs(host=store.id, run_id=["zz", "bb"])
        }
    assert verdicts == {"zz": "settling", "bb": "settling"}


def test_each_owner_of_an_order_id_can_be_asked_for(victoria_logs, store):
    """Two backtests and a node with an order of one id: the newest is shown, the others named."""
    now, order = time.time_ns(), f"O-{store.id}"
    owners = [("T-1", "r1"), ("T-1", "r2"), ("T-1", "")]
    rows = [
        {
            "_time": rfc3339(now - (60 - 10 * i) * 10**9),
            "_msg": "OrderSubmitted x",
            "event": "OrderSubmitted",
            "client_order_id": order,
            "trader_id": trader,
            "instance_id": f"i{i}-{store.id}",
            "seq": "0",
            **({"run_id": run} if run else {}),
        }
        for i, (trader, run) in enumerate(owners)
    ]
    # What a script says of the order belongs to each, and makes no other owner.
    script = {"_time": rfc3339(now), "_msg": f"looked at {order}", "client_order_id": order}
    store.insert(*rows, script)
    store.wait_for(f'_time:1h client_order_id:="{order}" | fields _msg', 4)
    with VictoriaLogsClient(victoria_logs.url) as client:
        newest = client.order(order)
        assert [(one.trader_id, one.run_id) for one in newest.others] == [owners[1], owners[0]]
        assert newest.other_runs == 2
        for i, (trader, run) in enumerate(owners):
            life = client.order(order, trader_id=trader, run_id=run)
            instances = {row.instance_id for row in life.rows if row.instance_id}
            assert instances == {f"i{i}-{store.id}"}
            assert [row.message for row in life.rows] == ["OrderSubmitted x", f"looked at {order}"]
            assert life.other_runs == 2
        assert not client.order(order, trader_id="T-9").rows
        assert client.order(order, trader_id="T-9").other_runs == 3


def test_strategies_of_one_id_are_told_apart_by_trader_and_environment(victoria_logs, store):
    """A node that is silent, a sandbox of another trader, and a backtest that is running."""
    now = time.time_ns()
    owners = [("T-1", "live", 600), ("T-2", "sandbox", 60), ("T-1", "backtest", 1)]
    rows = [
        {
            "_time": rfc3339(now - age * SECOND),
            "_msg": f"{environment} failed",
            "level": "ERROR",
            "strategy_id": f"S-{store.id}",
            "trader_id": trader,
            "environment": environment,
            "instance_id": f"{environment}-{store.id}",
            "seq": "0",
        }
        for trader, environment, age in owners
    ]
    store.insert(*rows)
    store.wait_for(f"strategy_id:=S-{store.id} | fields _msg", 3)
    with VictoriaLogsClient(victoria_logs.url, scope={"strategy_id": f"S-{store.id}"}) as client:
        (merged,) = client.strategies()
        found = client.strategies(by_trader=True, steps=60)
        nodes = client.strategies(by_trader=True, not_fields={"environment": "backtest"})
    assert (merged.rows, merged.trader_id, merged.environment) == (3, "", "")
    assert [(one.trader_id, one.environment, one.rows) for one in found] == [
        ("T-1", "backtest", 1),
        ("T-1", "live", 1),
        ("T-2", "sandbox", 1),
    ]
    assert [sum(step.errors for step in one.steps) for one in found] == [1, 1, 1]
    assert [one.environment for one in nodes] == ["live", "sandbox"]
    assert parse_time(rows[0]["_time"]) == found[1].last_ns


def test_facets_and_steps_agree_with_the_counts(client):
    """One query each; the bars sum to the counts."""
    facets = client.facets(["level", "source", "nope"])
    assert facets["level"] == client.count_by("level")
    assert facets["nope"] == {}
    assert client.facets(["seq"], limit=3)["seq"].has_more
    bars = client.histogram("1m", by="level")
    total = {}
    for bar in bars:
        assert bar.count == sum(bar.counts.values())
        for level, count in bar.counts.items():
            total[level] = total.get(level, 0) + count
    assert total == client.count_by("level")
    (strategy,) = client.strategies(steps=30)
    assert len(strategy.steps) == 30
    assert sum(step.errors for step in strategy.steps) == strategy.errors == 1
    assert sum(step.warnings for step in strategy.steps) == strategy.warnings == 1
    assert client.newest_errors()["S-1"].level == "ERROR"


def test_a_facet_that_the_store_leaves_out_is_not_whole(store):
    """It returns nothing of a field with one very long value, or with more than 20,000."""
    base = {"_time": "0", "_msg": "m", "test": store.id}
    values = ["a", "a", "b", "c" * 1_025]
    store.insert(*({**base, "long": value, "short": "s"} for value in values))
    store.insert(*({**base, "many": str(i)} for i in range(20_001)))
    count = 20_001 + len(values)
    store.wait_for(f"test:={store.id} | stats count() n", lambda found: int(found[0]["n"]) == count)
    with VictoriaLogsClient(store.url, scope={"test": store.id}) as client:
        facets = client.facets(["long", "short", "many", "none", 'q"uote'])
        counts = client.count_by("long", fields={"short": "s"})
    assert {name: dict(found) for name, found in facets.items()} == {
        "long": {},
        "short": {"s": 4},
        "many": {},
        "none": {},
        'q"uote': {},
    }
    assert [name for name, found in facets.items() if not found.is_whole] == ["long", "many"]
    assert counts == {"a": 2, "b": 1, values[-1]: 1}


def test_times_of_a_query_are_utc_whatever_the_zone_of_the_store(tmp_path, monkeypatch):
    """A range that names no zone is the same to the request and to the store."""
    monkeypatch.setenv("TZ", "America/New_York")
    now_ns = time.time_ns() // SECOND * SECOND - 600 * SECOND
    with LocalServer(obtain_binary(), tmp_path) as server, Store(server.url) as store:
        rows = [{"_time": str(now_ns + i), "_msg": str(i), "test": store.id} for i in range(3)]
        store.insert(*rows)
        store.wait_for(f"test:={store.id}", 3)
        span = f"[{rfc3339(now_ns)[:19]},{rfc3339(now_ns + SECOND)[:19]})"
        with VictoriaLogsClient(server.url, scope={"test": store.id}) as client:
            assert [row["_msg"] for row in client.query(f"_time:{span}")] == ["0", "1", "2"]
            assert [row.message for row in client.search(query=f"_time:{span}")] == ["0", "1", "2"]


def test_filters_by_sets_and_their_negations(client, rows):
    """Exact levels, several values, identifiers, and values that are left out."""
    only = {"instance_id": rows[0]["instance_id"]}

    def found(**filters):
        return [row.seq for row in client.search(**{**only, **filters})]

    assert found(levels=["warn", "ERROR"]) == [7, 8]
    assert found(not_levels=["INFO"]) == [7, 8]
    assert found(strategy_id=["S-0", StrategyId("S-1")], where=["price>1.5"]) == [8, 9]
    assert found(not_source="strategy") == [2, 5]
    assert found(not_fields={"event": ["OrderFilled", "OrderSubmitted"]}) == [0, 3, 7, 8, 9]
    for wrong in ({"levels": []}, {"levels": ["LOUD"]}, {"source": []}, {"host": True}):
        with pytest.raises(InvalidQueryError):
            found(**wrong)


def test_every_answer_says_whether_it_is_whole(client):
    """Also one of a raw query that the limit cuts."""
    assert client.query("*", limit=5).has_more
    assert client.query("* | stats count() n").is_whole
    assert client.query("* | sort by (seq)", limit=5).has_more
    assert not client.search(limit=5).is_whole


def test_answers_become_frames(client, rows):
    """Times have their zone and nanoseconds, numbers are numbers where all values are."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    answer = client.search(instance_id=rows[0]["instance_id"])
    frame = answer.to_pandas()
    assert list(frame.columns[:2]) == ["time", "level"]
    assert str(frame["time"].dtype) == "datetime64[ns, UTC]"
    assert frame["time"].iloc[1].value == answer[1].time_ns
    assert frame["seq"].tolist() == list(range(10))
    assert frame["price"].dropna().tolist() == [1.5, 2.0, 3.0]
    assert frame["trade_id"].dropna().tolist() == ["1", "1", "2"]
    assert isinstance(frame, pandas.DataFrame)
    table = answer.to_arrow()
    assert str(table.schema.field("time").type) == "timestamp[ns, tz=UTC]"
    assert str(table.schema.field("price").type) == "double"
    assert len(client.count_by("level").to_pandas()) == 3
    assert str(client.strategies().to_pandas()["last"].dtype) == "datetime64[ns, UTC]"
    assert client.query("* | stats by (level) count() n").to_pandas()["n"].sum() == 306
    assert len(client.histogram("5m", by="level").to_pandas()) > 10


def test_a_frame_of_polars_is_typed_as_the_others(client, rows):
    """Each column has the type and the values of the table of Arrow."""
    polars = pytest.importorskip("polars")
    answer = client.search(instance_id=rows[0]["instance_id"])
    frame = answer.to_polars()
    assert frame.columns[:2] == ["time", "level"]
    assert frame["time"].dtype == polars.Datetime("ns", "UTC")
    assert frame["time"].dt.epoch("ns").to_list() == [row.time_ns for row in answer]
    assert frame["price"].dtype == polars.Float64
    assert frame["price"].drop_nulls().to_list() == [1.5, 2.0, 3.0]
    assert frame["seq"].dtype == polars.Int64
    assert frame["trade_id"].drop_nulls().to_list() == ["1", "1", "2"]
    assert frame.filter(polars.col("level") == "ERROR").height == 1
    assert client.strategies().to_polars()["last"].dtype == polars.Datetime("ns", "UTC")
    counts = client.query("* | stats by (level) count() n").to_polars()
    assert counts["n"].sum() == 306
    assert client.count_by("level").to_polars().height == 3
    assert client.histogram("5m", by="level").to_polars().height > 10


def test_frames_of_nothing_are_empty(client):
    """A notebook does not fail where a quiet day has no rows."""
    nothing = client.search(strategy_id="nope")
    for frame in ("to_pandas", "to_polars", "to_arrow"):
        assert len(getattr(nothing, frame)()) == 0


def test_a_frame_whose_package_is_missing_says_what_to_install(client, monkeypatch):
    """It is an optional feature."""
    monkeypatch.setattr(frames.importlib, "import_module", _missing)
    with pytest.raises(MissingExtraError, match=r"pip install 'vlogs-nt\[polars\]'"):
        client.search().to_polars()


def _missing(name):
    raise ImportError(name)


def test_a_notebook_shows_a_table_without_markup_of_rows(victoria_logs, store):
    """Nothing in a row is read as HTML, or turns the text around."""
    message = "<script>\u202e\ufeff\u00ad\U000e0041"
    store.insert({"_time": "0", "_msg": message, "test": store.id})
    store.wait_for(f"test:={store.id}")
    with VictoriaLogsClient(victoria_logs.url, scope={"test": store.id}) as client:
        shown = client.search()._repr_html_()
    assert "&lt;script&gt;\\u202e\\ufeff\\xad\\U000e0041" in shown
    assert "<script" not in shown


def test_the_store_outlives_every_pattern_that_may_pass(client, own_store):
    """The largest ones that the guard rails let through, on the store under test."""

    def ask(query, *arguments, **filters):
        # A store that dies cuts the connection; one that is slow is none of this test's.
        with suppress(QueryTimeoutError):
            query(*arguments, **filters)

    # The first two take the store seconds to compile, so each goes one way only.
    ask(client.search, text="\\S{100}|\\S{100}|\\S{100}|\\S{90}", is_regex=True)
    ask(client.query, "* | stats count() if (_msg:~`(?i)[[:alpha:]]{1,100}[^a-z]{1,100}`) n")
    for pattern in (
        "x{1,100}",
        "(x{1,20}){1,20}",
        "((x{1,7}){1,7}){1,7}",
        "(" * 100 + "x" + ")" * 100,
        "(a|b|c|(d|e{1,50}){1,5}){1,1}",
    ):
        ask(client.search, text=pattern, is_regex=True)
        ask(client.query, f"* | stats count() if (_msg:~`{pattern}`) n")
    ask(client.search, text="é" * 4_096)
    for query in (
        "* | sort by (x) offset 9999999 limit 9999999",
        "* | first 9999999 by (_time) | offset 9999999",
        "* | stats by (price:0.000000001, _time:0.000000001s) count() n",
        "* | math round(seq, 0) as x, seq / 0 as y, 0 / 0 as z | stats by (x:0.1) max(y) m",
        "_msg:len_range(0,5) seq:lt_field(_time) | copy _time as t | where t:>5 | where t:i(a)",
        "* | copy * as a* | pack_json as x | sort by (x)",
    ):
        ask(client.query, query)
    assert httpx.get(f"{own_store.url}/health", trust_env=False, timeout=60).status_code == 200


def test_new_rows_are_seen_at_once(client, victoria_logs, store):
    """A condition for the tests above: a search sees what the store has made searchable."""
    store.insert({"_time": "0", "_msg": "x", "test": store.id})
    with VictoriaLogsClient(victoria_logs.url, scope={"test": store.id}) as other:
        eventually(lambda: len(other.search()) == 1)
