import re
import time
import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx
import pytest
from conftest import Store
from playwright.sync_api import expect

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339
from ui.conftest import Rows
from ui.conftest import running_api


def test_order_page_shows_a_real_orders_life(open_page, api, node, store):
    """The states of an order that the sandbox filled are in order, and every row names it."""
    of_node = f'instance_id:="{node["instance_id"]}"'
    filled = store.wait_for(f'{of_node} event:="OrderFilled" | fields client_order_id | limit 1')
    order = filled[0]["client_order_id"]
    page = open_page(f"order/{order}")
    lane = page.get_by_role("list", name="States")
    expect(lane.get_by_role("listitem").first).to_contain_text("initialized")
    expect(lane).to_contain_text("submitted")
    expect(lane.get_by_role("listitem").last).to_contain_text("filled")
    rows = api.get(f"/orders/{order}")["rows"]
    expect(page.get_by_role("heading", level=2)).to_contain_text(f"{len(rows)} rows")


def test_unknown_order_says_so(open_page):
    """An order that no row names is told to be unknown, with the page staying usable."""
    page = open_page("order/O-nobody", allow=("Failed to load resource",))
    expect(page.get_by_role("alert")).not_to_be_empty()


def test_strategy_cards_count_and_open_the_panel(open_page, rows):
    """A card tells errors and the newest of them, and leads to the strategy's log."""
    name = f"Card-{rows.instance[:8]}"
    rows.add("fine", strategy_id=name, component=name)
    rows.add("order was refused", strategy_id=name, component=name, level="ERROR")
    page = open_page("strategies")
    card = page.get_by_role("link").filter(has_text=name)
    expect(card).to_contain_text("1 error")
    expect(card).to_contain_text("order was refused")
    card.click()
    expect(page).to_have_url(re.compile(f"strategy/{name}"))
    panel = page.get_by_role("region", name=f"Log of {name}")
    expect(panel.get_by_role("row")).to_have_count(2)


def test_card_of_a_silent_node_is_not_its_backtests(open_page, store):
    """Each trader's node has a card with its name; a backtest's is shown where it is chosen."""
    silent, other, backtest = Rows(store), Rows(store), Rows(store)
    name = f"Twin-{silent.instance[:8]}"
    strategy = {"strategy_id": name, "component": name}
    silent.add("the last line", age_secs=600, trader_id="SILENT-001", **strategy)
    other.add("fine", age_secs=60, trader_id="OTHER-001", **strategy)
    run = {"environment": "backtest", "run_id": f"run-{backtest.instance[:8]}"}
    backtest.add("bar", age_secs=1, trader_id="SILENT-001", **strategy, **run)
    page = open_page("strategies")
    cards = page.get_by_role("link").filter(has_text=name)
    expect(cards).to_have_count(2)
    expect(cards.filter(has_text="OTHER-001, sandbox")).to_have_count(1)
    expect(cards.filter(has_text="SILENT-001, sandbox")).to_contain_text("10 min ago")
    page.get_by_label("Run", exact=True).select_option(run["run_id"])
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("SILENT-001, backtest")
    page.go_back()
    cards.filter(has_text="SILENT-001").click()
    expect(page.get_by_role("row")).to_have_count(1)
    expect(page.get_by_role("row")).to_contain_text("the last line")


def test_strategy_page_keeps_its_view_in_the_address(open_page, rows):
    """Levels, search and the open row survive a reload and go along into the log."""
    name = f"Kept-{rows.instance[:8]}"
    strategy = {"strategy_id": name, "component": name}
    rows.add("first trouble", "second trouble", "third", level="ERROR", **strategy)
    rows.add("no trouble", **strategy)
    page = open_page(f"strategy/{name}")
    found = page.get_by_role("grid").get_by_role("row")
    expect(found).to_have_count(4)
    page.get_by_role("button", name="ERROR").click()
    page.get_by_role("searchbox", name="Search messages").fill("trouble")
    expect(found).to_have_count(2)
    found.filter(has_text="first").click()
    details = page.get_by_role("complementary", name="Row")
    expect(details).to_contain_text("first trouble")
    page.reload()
    expect(details).to_contain_text("first trouble")
    expect(found).to_have_count(2)
    expect(page.get_by_role("searchbox", name="Search messages")).to_have_value("trouble")
    page.get_by_role("link", name="Open in the log").click()
    expect(page.get_by_role("heading", name="Logs")).to_be_attached()
    expect(found).to_have_count(2)
    expect(details).to_contain_text("first trouble")
    page.go_back()
    expect(found).to_have_count(2)
    page.get_by_role("button", name="Live").click()
    expect(page).to_have_url(re.compile("mode=live"))


def test_strategy_page_tells_how_many_rows_came(open_page, rows):
    """Following ends where a row is opened; a pill counts what comes, and leads to it."""
    name = f"Pill-{rows.instance[:8]}"
    strategy = {"strategy_id": name, "component": name}
    rows.add("first", **strategy)
    page = open_page(f"strategy/{name}")
    page.get_by_role("row").click()
    expect(page.get_by_role("button", name="Follow")).to_be_visible()
    rows.add("second", "third", age_secs=0, **strategy)
    page.get_by_role("button", name="2 new rows").click()
    expect(page.get_by_role("button", name="Follow")).to_have_count(0)


def test_strategy_page_ends_where_its_address_says(open_page, rows):
    """A range that is over shows its rows, and none of after it."""
    name = f"Until-{rows.instance[:8]}"
    strategy = {"strategy_id": name, "component": name}
    rows.add("within", age_secs=900, **strategy)
    rows.add("after", age_secs=60, **strategy)
    page = open_page(f"strategy/{name}?until=5m")
    expect(page.get_by_role("row")).to_have_count(1)
    expect(page.get_by_role("row")).to_contain_text("within")
    page.get_by_role("button", name="until").click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_deleted_row_is_named_by_the_badge(open_page, rows):
    """A run with one number missing is a gap that names it; with all of them it is complete."""
    rows.add(*[f"row {number}" for number in range(6)], age_secs=120)
    page = open_page(rows.query)
    expect(page.get_by_text(re.compile("^✓ complete"))).to_be_visible()
    rows.next_seq += 1  # number 6 never arrives
    rows.add("row 7", age_secs=100)
    page.reload()
    badge = page.get_by_text(re.compile("^✗ gap"))
    expect(badge).to_contain_text("missing: 6")


def test_row_that_the_stores_own_api_deletes_is_named_by_the_badge(open_page, tmp_path):
    """A run that was complete has a gap with that number, on the log, the runs and health."""
    flags = ("-delete.enable",)
    with LocalServer(obtain_binary(), tmp_path / "data", flags=flags) as server:
        if (
            httpx.get(f"{server.url}/delete/active_tasks", trust_env=False, timeout=60).status_code
            != 200
        ):
            pytest.skip("this VictoriaLogs deletes nothing")
        with Store(server.url) as store, running_api(server.url) as api:
            rows = Rows(store)
            rows.add(*[f"row {number}" for number in range(6)], age_secs=120)
            page = open_page(rows.query, of=api)
            expect(page.get_by_text(re.compile("^✓ complete"))).to_be_visible()
            delete = {"filter": f'instance_id:="{rows.instance}" seq:=3'}
            httpx.post(f"{server.url}/delete/run_task", params=delete, trust_env=False, timeout=60)
            badge = page.get_by_text(re.compile("^✗ gap"))
            expect(badge).to_contain_text("missing: 3")
            for name in ("Runs", "Health"):
                page.get_by_role("link", name=name, exact=True).click()
                expect(badge).to_contain_text("missing: 3")


def test_backtests_stand_by_the_time_that_they_simulate(open_page, store):
    """The later one was run first: it is named, listed and chosen by its simulated days."""
    later, earlier = Rows(store), Rows(store)
    days = ("2024-03-05", "2024-01-02")
    for rows, day in zip((later, earlier), days, strict=True):
        tags = {"environment": "backtest", "run_id": f"run-{rows.instance[:8]}"}
        rows.add("bar", age_secs=90, sim_time=f"{day}T09:30:00.000000000Z", **tags)
    page = open_page("?zone=UTC")
    group = page.get_by_label("Run", exact=True).locator("optgroup[label=backtest]")
    expect(group).to_contain_text("2024-03-05")
    # Other tests have backtests, too, at times that are none.
    names = [text[:10] for text in group.locator("option").all_inner_texts()]
    assert [name for name in names if name in days] == sorted(days)
    page.get_by_label("Run", exact=True).select_option(f"run-{later.instance[:8]}")
    expect(page.get_by_role("row")).to_have_count(1)
    expect(page.get_by_role("row")).to_contain_text("03-05 09:30:00")
    expect(page.get_by_text(re.compile("^✓ complete"))).to_be_visible()
    page.get_by_role("link", name="Runs", exact=True).click()
    expect(page.get_by_text("simulated").first).to_be_visible()
    shown = page.get_by_role("row").filter(has_text="simulated").all_inner_texts()
    mine = [day for text in shown for day in sorted(days) if f"{day} 09:30:00" in text]
    assert mine == sorted(days)


def test_each_backtest_of_an_engine_is_listed_and_chosen(open_page, rows):
    """Two of one engine are two lines, each with its own rows behind its link and its choice."""
    runs = [f"{rows.instance[:7]}{end}" for end in "ab"]
    for run, count in zip(runs, (2, 3), strict=True):
        tags = {"trader_id": f"T-{run}", "environment": "backtest", "run_id": run}
        rows.add(*["bar"] * count, age_secs=90, sim_time="2024-01-02T09:30:00Z", **tags)
    page = open_page("runs")
    for run, count in zip(runs, (2, 3), strict=True):
        line = page.get_by_role("row").filter(has_text=f"T-{run}")
        expect(line).to_contain_text("no gap in its engine's 5 rows")
        line.get_by_role("link").click()
        expect(page.get_by_role("grid").get_by_role("row")).to_have_count(count)
        expect(page.get_by_label("Run", exact=True)).to_have_value(run)
        page.go_back()


def test_runs_page_lists_the_node_and_leads_to_its_rows(open_page, node):
    """The demo's node is a run whose log is whole."""
    page = open_page("runs")
    row = page.get_by_role("row").filter(has_text="sandbox").filter(has_text="DEMO-001").first
    # Its newest rows settle for half a minute, where no other test has run since.
    expect(row).to_contain_text("complete")
    row.get_by_role("link").click()
    expect(page.get_by_role("grid")).to_contain_text("TradingNode")


def test_health_page_never_calls_a_silent_node_healthy(open_page, store):
    """A silent node stands first, with what to check, however many runs there were since."""
    silent, looping = Rows(store), Rows(store)
    name = f"SILENT-{silent.instance[:6]}"
    silent.add("long ago", age_secs=600, trader_id=name)
    for age in range(560, 350, -1):
        again = {"trader_id": f"LOOP-{name}", "instance_id": str(uuid.uuid4())}
        looping.add("up", age_secs=age, seq="0", is_flushed=False, **again)
    store.flush()
    page = open_page("health")
    entry = page.get_by_role("listitem").filter(has_text=name)
    expect(entry.filter(has_not_text="LOOP")).to_contain_text(re.compile(r"Last line 1\d min ago"))
    expect(entry.filter(has_not_text="LOOP")).to_contain_text("Is the node running?")
    # The restarts are one node.
    expect(entry.filter(has_text="LOOP")).to_contain_text("Is the node running?")
    expect(entry).to_have_count(2)
    expect(page.get_by_text("answers", exact=True)).to_be_visible()


@pytest.mark.parametrize("hours", [-3, 3])
def test_ages_are_by_the_apis_clock_where_the_browsers_is_wrong(open_page, rows, hours):
    """Hours behind, it would call a silent node healthy; hours ahead, every node silent."""
    name = f"CLOCK-{rows.instance[:6]}"
    rows.add("old", age_secs=300, trader_id=f"{name}-OLD")
    rows.add("young", age_secs=1, trader_id=f"{name}-NEW", instance_id=str(uuid.uuid4()))
    wrong = f"const now = Date.now; Date.now = () => now() + {hours} * 3_600_000;"
    page = open_page("health", init=wrong)
    entries = page.get_by_role("listitem").filter(has_text=name)
    expect(entries.filter(has_text="OLD")).to_contain_text("min ago. Is the node running?")
    young = entries.filter(has_text="NEW")
    expect(young).to_contain_text(re.compile(r"Last line [\d.]+ s ago"))
    expect(young).not_to_contain_text("Is the node running?")
    side = "ahead of" if hours > 0 else "behind"
    told = re.compile(rf"This browser's clock is [23](\.\d)? h {side} the API's")
    expect(page.get_by_text(told)).to_be_visible()


def test_a_range_of_one_hour_can_be_chosen_of_runs(open_page, rows):
    """The usual range of another page is a choice here; the runs of an earlier time go."""
    rows.add("long ago", age_secs=7_200)
    page = open_page("runs")
    last = page.get_by_label("Last")
    expect(last).to_have_value("24h")
    with page.expect_response(re.compile(r"/runs\?.*since=1h")) as answered:
        last.select_option("1h")
    assert rows.instance not in {run["instance_id"] for run in answered.value.json()["runs"]}
    expect(last).to_have_value("1h")
    page.go_back()
    expect(last).to_have_value("24h")


def test_a_zone_that_is_chosen_goes_along_from_page_to_page(open_page, node):
    """One page in UTC and the next one in local time would be two hours apart in silence."""
    page = open_page("?zone=UTC")
    for name in ("Strategies", "Runs", "Health", "Logs"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(r"zone=UTC"))
    page.goto(page.url.replace("/ui/", "/ui/strategies"))
    page.get_by_role("main").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"strategy/.*zone=UTC"))


def test_other_orders_of_an_id_are_named_and_lead_to_their_lives(open_page, store):
    """A backtest that is run again has the ids of the one before."""
    order = f"O-{store.id}"
    runs = {}
    for index, state in enumerate(("OrderSubmitted", "OrderAccepted", "OrderFilled")):
        one = Rows(store)
        run = {"run_id": f"run-{one.instance[:8]}"} if index < 2 else {}
        runs[state] = run
        one.add(
            f"{state} of run {index}",
            age_secs=90 - index,
            event=state,
            client_order_id=order,
            trader_id="SWEEP-001",
            environment="backtest" if run else "live",
            **run,
        )
    page = open_page(f"order/{order}?zone=UTC")
    expect(page.get_by_text("2 other runs have an order of this id")).to_be_visible()
    expect(page.get_by_text("OrderFilled of run 2")).to_be_visible()
    expect(page.get_by_text("OrderSubmitted of run 0")).to_have_count(0)
    page.get_by_role("link", name=runs["OrderSubmitted"]["run_id"]).click()
    expect(page.get_by_text("OrderSubmitted of run 0")).to_be_visible()
    expect(page.get_by_text("OrderFilled of run 2")).to_have_count(0)
    others = page.get_by_role("group").get_by_role("link")
    expect(others).to_have_text(
        ["SWEEP-001", f"SWEEP-001, backtest {runs['OrderAccepted']['run_id']}"]
    )
    page.go_back()
    expect(page.get_by_text("OrderFilled of run 2")).to_be_visible()
    # A row of the log leads to the order of its own run.
    page.goto(page.url.split("order/")[0] + f"?is=client_order_id%3D{order}")
    page.get_by_role("row").filter(has_text="OrderSubmitted of run 0").click()
    page.get_by_role("complementary", name="Row").get_by_role("link", name="Order").click()
    expect(page.get_by_text("1 row names this order")).to_be_visible()
    expect(page.get_by_text("OrderSubmitted of run 0")).to_be_visible()


def test_amended_order_shows_what_is_open_of_it(open_page, rows):
    """Each amendment is a state; a small fill is told in full, and measured by the newest."""
    order = f"O-{rows.instance[:8]}"
    lane = [
        ("OrderInitialized", {"quantity": "0.0001", "type": "LIMIT"}, "09:30:00"),
        ("OrderSubmitted", {}, "09:30:00"),
        ("OrderAccepted", {}, "09:30:01"),
        ("OrderUpdated", {"quantity": "0.0002", "price": "1.1", "ts_event": "1"}, "09:31:00"),
        ("OrderUpdated", {"quantity": "0.0005", "price": "1.2", "ts_event": "2"}, "09:32:00"),
        ("OrderFilled", {"last_qty": "0.00012", "last_px": "1.2", "trade_id": "1"}, "09:47:00"),
    ]
    run = {"environment": "backtest", "run_id": f"run-{rows.instance[:8]}"}
    for event, fields, at in lane:
        sim_time = f"2024-01-02T{at}.000000000Z"
        rows.add(event, event=event, client_order_id=order, sim_time=sim_time, **fields, **run)
    page = open_page(f"order/{order}?zone=UTC")
    stages = page.get_by_role("list", name="States").get_by_role("listitem")
    expect(stages).to_have_count(len(lane))
    expect(stages.nth(3)).to_contain_text("0.0002 @ 1.1")
    expect(stages.nth(4)).to_contain_text("0.0005 @ 1.2")
    expect(stages.nth(5)).to_contain_text("0.00012 of 0.0005")
    expect(stages.nth(5)).to_contain_text("+15 min")
    expect(page.get_by_role("main").locator("p").first).to_contain_text("0.0005")


def test_times_are_shown_in_the_zone_of_choice(open_page, rows):
    """The same row reads as the exchange's wall clock has it."""
    at = int(time.time()) - 60
    rows.add("tick", _time=rfc3339(at * 10**9))
    page = open_page(f"{rows.query}&zone=America%2FNew_York")
    wall = datetime.fromtimestamp(at, ZoneInfo("America/New_York"))
    expect(page.get_by_role("row").locator("time")).to_contain_text(f"{wall:%H:%M:%S}")
