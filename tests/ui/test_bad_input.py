"""Each bad input says what it is and what to do, keeps what is shown, and recovers by itself."""

import json
import re

import pytest
from playwright.sync_api import expect

from nautilus_vlogs.times import rfc3339

BROKEN = ("Failed to load resource",)
GONE_NS = 1_500_000_000_000_000_000


def test_row_that_is_gone_says_so_and_keeps_the_rows(open_page, rows):
    """A link to a row that the store does not hold names the reason, above the rows of its view."""
    rows.add("still here")
    page = open_page(f"{rows.query}&row={rows.instance}~99~{rfc3339(GONE_NS)}", allow=BROKEN)
    expect(page.get_by_text("is not in the log")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(1)


def test_row_that_the_api_does_not_look_for_is_told(open_page, rows):
    """A time before all times is the API's to refuse, in words above the rows of the view."""
    rows.add("here")
    page = open_page(f"{rows.query}&row={rows.instance}~9~1960-01-01T00:00:00Z", allow=BROKEN)
    expect(page.get_by_text("can't be looked for")).to_contain_text("1970")
    expect(page.get_by_role("row")).to_have_count(1)


def test_row_outside_of_the_range_is_shown_all_the_same(open_page, rows):
    """A link to a row that the range no longer holds opens it, and says where it is."""
    rows.add("two hours old", age_secs=7_200)
    rows.add("fresh")
    found = rows.store.wait_for(f'instance_id:="{rows.instance}" seq:=0 | fields _time')
    page = open_page(f"{rows.query}&row={rows.instance}~0~{found[0]['_time']}")
    expect(page.get_by_role("complementary", name="Row")).to_contain_text("two hours old")
    expect(page.get_by_text("is not among the rows")).to_be_visible()
    page.get_by_role("button", name="Show what is around it").click()
    expect(page.get_by_role("region", name="Around")).to_contain_text("two hours old")


def test_link_to_a_row_without_a_number_finds_it_by_its_time(open_page, rows):
    """A container's row, which no node numbered, is not gone for being out of the range."""
    rows.add("of a container", age_secs=7_200, seq="", source="container")
    found = rows.store.wait_for(f'instance_id:="{rows.instance}" | fields _time')
    page = open_page(f"{rows.query}&row={rows.instance}~~{found[0]['_time']}")
    expect(page.get_by_role("complementary", name="Row")).to_contain_text("of a container")
    expect(page.get_by_text("is not among the rows")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Around")).to_contain_text("of a container")


@pytest.mark.parametrize("field", ["constructor", "__proto__"])
def test_field_that_is_called_like_a_part_of_the_language_is_a_field(open_page, rows, field):
    """A filter by it shows its rows, and is taken away like any other."""
    rows.add("with it", **{field: "x"})
    rows.add("without it")
    page = open_page(f"{rows.query}&is={field}%3Dx")
    expect(page.get_by_role("row")).to_have_count(1)
    expect(page.get_by_role("row")).to_contain_text("with it")
    page.get_by_role("row").click()
    expect(page.get_by_role("complementary", name="Row")).to_contain_text(field)
    page.get_by_role("button", name="Clear filters").click()
    expect(page).not_to_have_url(re.compile(field))
    expect(page.get_by_role("application")).to_be_visible()


@pytest.mark.parametrize("page_name", ["strategies", "strategy/X-1", "order/O-1", "runs", "health"])
def test_senseless_address_is_told_on_every_page_and_mended_by_a_choice(open_page, page_name):
    """What can't be read is named; the rest of the page works."""
    bad = "?since=soonish&zone=Mars&levels=LOUD&row=nonsense&is=&mode=fast&context=x~y"
    page = open_page(page_name + bad, allow=BROKEN)
    notice = page.get_by_role("status").filter(has_text="makes no sense")
    for word in ("Mars", "LOUD", "nonsense", "fast", "x~y"):
        expect(notice).to_contain_text(word)
    if page_name in ("strategies", "runs"):
        expect(page.get_by_role("alert")).to_contain_text("soonish")
        page.get_by_label("Last").select_option("6h")
        expect(page.get_by_role("alert")).to_have_count(0)
    if page_name.startswith("strategy/"):
        expect(page.get_by_role("region", name="Log of X-1")).to_contain_text("soonish")


def test_range_out_of_retention_says_that_rows_may_be_gone(open_page, rows):
    """An empty range of long ago names the retention."""
    page = open_page(f"{rows.query}&since=2020-01-01T00:00:00Z&until=2020-01-01T01:00:00Z")
    expect(page.get_by_text("its retention")).to_be_visible()


def test_range_that_is_too_long_is_cut_and_told(open_page, rows):
    """The API shows a day; the page says which rows are left out."""
    rows.add("here")
    page = open_page(f"{rows.query}&since=7d")
    expect(page.get_by_role("status").first).to_contain_text("are left out")
    expect(page.get_by_role("row")).to_have_count(1)


def test_time_that_cannot_be_read_keeps_the_rows_that_are_shown(open_page, rows):
    """The API's words stand above the former rows, and another range recovers."""
    rows.add("here")
    page = open_page(rows.query, allow=BROKEN)
    expect(page.get_by_role("row")).to_have_count(1)
    page.get_by_role("button", name=re.compile("Last 1 hour")).click()
    page.get_by_label("From", exact=True).fill("soonish")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("soonish")
    expect(page.get_by_role("row")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_api_of_another_version_is_told(open_page, rows, api):
    """Another version's health is a notice, another version's rows an error; neither is a crash."""
    rows.add("here")
    page = open_page(allow=BROKEN)

    def other_health(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=json.dumps({**answer.json(), "api": 2}))

    def other_rows(route):
        route.fulfill(json={"lines": []})

    page.route("**/api/logs/health", other_health)
    page.goto(api.ui + rows.query)
    expect(page.get_by_text("this page is made for version 1")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(1)
    page.route("**/api/logs?*", other_rows)
    expect(page.get_by_role("alert")).to_contain_text("no API of this version")
    expect(page.get_by_role("row")).to_have_count(1)
    page.unroute("**/api/logs?*")
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.unroute_all()


def test_order_that_is_logged_later_appears_without_a_reload(open_page, rows):
    """An unknown order is told to be unknown, and shown once a row names it."""
    order = f"O-{rows.instance[:8]}"
    page = open_page(f"order/{order}", allow=BROKEN)
    expect(page.get_by_role("alert")).to_contain_text("no row names this order")
    rows.add("made", client_order_id=order, event="OrderInitialized", type="MARKET")
    rows.add("sent", client_order_id=order, event="OrderSubmitted", age_secs=29)
    rows.add("done", client_order_id=order, event="OrderFilled", age_secs=28)
    lane = page.get_by_role("list", name="States").get_by_role("listitem")
    expect(lane).to_have_count(3)
    expect(page.get_by_text("not in the log")).to_have_count(0)
