import re
import time

import httpx
import pytest
from conftest import Store
from playwright.sync_api import expect

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from ui.conftest import Rows
from ui.conftest import running_api


def test_order_page_shows_a_real_orders_life(open_page, api, node, store):
    """The states of an order that the sandbox filled are in order, and every row names it."""
    filled = store.wait_for('event:="OrderFilled" | fields client_order_id | limit 1')
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
        if httpx.get(f"{server.url}/delete/active_tasks", trust_env=False).status_code != 200:
            pytest.skip("this VictoriaLogs deletes nothing")
        with Store(server.url) as store, running_api(server.url) as api:
            rows = Rows(store)
            rows.add(*[f"row {number}" for number in range(6)], age_secs=120)
            page = open_page(rows.query, of=api)
            expect(page.get_by_text(re.compile("^✓ complete"))).to_be_visible()
            delete = {"filter": f'instance_id:="{rows.instance}" seq:=3'}
            httpx.post(f"{server.url}/delete/run_task", params=delete, trust_env=False)
            badge = page.get_by_text(re.compile("^✗ gap"))
            expect(badge).to_contain_text("missing: 3", timeout=60_000)
            for name in ("Runs", "Health"):
                page.get_by_role("link", name=name, exact=True).click()
                expect(badge).to_contain_text("missing: 3")


def test_backtests_stand_by_the_time_that_they_simulate(open_page, store):
    """The later one was run first: it is named, listed and chosen by its simulated days."""
    later, earlier = Rows(store), Rows(store)
    for rows, day in ((later, "2024-03-05"), (earlier, "2024-01-02")):
        tags = {"environment": "backtest", "run_id": f"run-{rows.instance[:8]}"}
        rows.add("bar", age_secs=90, sim_time=f"{day}T09:30:00.000000000Z", **tags)
    page = open_page("?zone=UTC")
    group = page.get_by_label("Run", exact=True).locator("optgroup[label=backtest]")
    expect(group).to_contain_text("2024-03-05")
    names = [text[:10] for text in group.locator("option").all_inner_texts()]
    assert names == sorted(names)
    page.get_by_label("Run", exact=True).select_option(f"run-{later.instance[:8]}")
    expect(page.get_by_role("row")).to_have_count(1)
    expect(page.get_by_role("row")).to_contain_text("03-05 09:30:00")
    expect(page.get_by_text(re.compile("^✓ complete"))).to_be_visible()
    page.get_by_role("link", name="Runs", exact=True).click()
    expect(page.get_by_text("simulated").first).to_be_visible()
    shown = page.get_by_role("row").filter(has_text="simulated").all_inner_texts()
    assert shown == sorted(shown, key=lambda text: re.search(r"\d{4}-\d\d-\d\d", text)[0])


def test_runs_page_lists_the_node_and_leads_to_its_rows(open_page, node):
    """The demo's node is a run whose log is whole."""
    page = open_page("runs")
    row = page.get_by_role("row").filter(has_text="sandbox").filter(has_text="DEMO-001").first
    # Its newest rows settle for half a minute, where no other test has run since.
    expect(row).to_contain_text("complete", timeout=60_000)
    row.get_by_role("link").click()
    expect(page.get_by_role("grid")).to_contain_text("TradingNode")


def test_health_page_never_calls_a_silent_node_healthy(open_page, rows):
    """A node whose last row is old is told by its age, with what to check."""
    rows.add("long ago", age_secs=600, trader_id=f"SILENT-{rows.instance[:6]}")
    page = open_page("health")
    entry = page.get_by_role("listitem").filter(has_text=f"SILENT-{rows.instance[:6]}")
    expect(entry).to_contain_text("Last line 10 min ago")
    expect(entry).to_contain_text("Is the node running?")
    expect(page.get_by_text("answers", exact=True)).to_be_visible()


def test_times_are_shown_in_the_zone_of_choice(open_page, rows):
    """The same row reads as the exchange's wall clock has it."""
    rows.add("tick", age_secs=5)
    page = open_page(f"{rows.query}&zone=America%2FNew_York")
    shown = page.get_by_role("row").locator("time")
    expect(shown).to_have_count(1)
    utc = time.strftime("%M:%S", time.gmtime(time.time() - 5))
    assert shown.get_attribute("datetime")[14:16] == utc[:2] or utc.endswith(("00", "59"))
