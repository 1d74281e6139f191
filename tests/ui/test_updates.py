import re
import time

import pytest
from playwright.sync_api import expect

from nautilus_vlogs.times import rfc3339
from ui.ui_kit import lines

#: A page that tests hide and show: a headless browser has no tabs behind others.
HIDEABLE = """
    let hidden = false;
    Object.defineProperty(document, "hidden", {get: () => hidden});
    const state = () => (hidden ? "hidden" : "visible");
    Object.defineProperty(document, "visibilityState", {get: state});
    window.setHidden = (value) => {
        hidden = value;
        document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
    };
"""


def test_polling_shows_new_rows_and_follows_them(open_page, rows):
    """Rows that come appear at the bottom without anybody's doing."""
    rows.add("old")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(1)
    rows.add("new", age_secs=0)
    expect(page.get_by_role("row").last).to_contain_text("new")


def test_polling_is_at_the_newest_row_however_many_come(open_page, rows):
    """More rows in a moment than a page holds leave it neither behind nor with a hole."""
    rows.add("old")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(1)
    began, tags = time.time_ns(), {"level": "INFO", "instance_id": rows.instance}
    flood = (
        {"_time": rfc3339(began + seq * 1_000), "_msg": f"flood {seq}", "seq": str(seq), **tags}
        for seq in range(1, 12_001)
    )
    rows.store.insert(*flood)
    rows.store.flush()
    expect(page.get_by_role("row").last).to_contain_text("flood 12000")
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "10000")
    page.get_by_role("grid").evaluate("element => { element.scrollTop = 0; }")
    expect(page.get_by_role("row").first).to_contain_text("flood 2001")


@pytest.mark.parametrize("path", ["", "strategy/Probe-001"])
def test_range_whose_end_is_to_come_is_followed(open_page, rows, path):
    """Rows and counts go on, and the page can be paused."""
    rows.add("old")
    until = rfc3339(time.time_ns() + 3_600_000_000_000)
    page = open_page(f"{path}{rows.query}&until={until}")
    expect(page.get_by_role("row")).to_have_count(1)
    rows.add("new", age_secs=0, level="WARNING")
    expect(page.get_by_role("row").last).to_contain_text("new")
    expect(page.get_by_role("button", name="WARNING")).to_contain_text("1")
    if not path:
        expect(page.get_by_role("button", name="Paused")).to_be_enabled()


def test_rows_that_come_late_appear_where_they_belong(open_page, rows):
    """A node whose rows reach the store minutes after those of others is shown all the same."""
    rows.add("old", age_secs=600)
    rows.add(*[f"row {number}" for number in range(450)], age_secs=60)
    page = open_page(rows.query)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "451")
    rows.add(*[f"late {number}" for number in range(100)], age_secs=300)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "551", timeout=40_000)
    page.get_by_role("grid").evaluate("element => { element.scrollTop = 0; }")
    expect(page.get_by_role("row").nth(1)).to_contain_text("late 0")


def test_pausing_and_going_live_keep_the_rows_and_the_place(open_page, rows):
    """Another mode neither drops the older rows that were loaded nor scrolls."""
    rows.add(*[f"row {number}" for number in range(700)], age_secs=60)
    page = open_page(rows.query)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "500")
    grid.evaluate("element => { element.scrollTop = 0; }")
    expect(grid).to_have_attribute("aria-rowcount", "700")
    grid.evaluate("element => { element.scrollTop = 2200; }")
    page.get_by_role("button", name="Paused").click()
    page.get_by_role("button", name="Live", exact=True).click()
    rows.add("fresh", age_secs=0)
    expect(page.get_by_role("button", name="1 new row")).to_be_visible()
    expect(grid).to_have_attribute("aria-rowcount", "701")
    assert grid.evaluate("element => element.scrollTop") == 2200


def test_stream_shows_each_row_once_and_in_order(open_page, rows):
    """Live rows of a burst are all there, as they were logged."""
    rows.add("old")
    page = open_page(f"{rows.query}&mode=live")
    expect(page.get_by_role("row")).to_have_count(1)
    messages = [f"burst {number:02}" for number in range(20)]
    rows.add(*messages, age_secs=0)
    expect(page.get_by_role("row").last).to_contain_text("burst 19")
    assert lines(page) == ["old", *messages]


def test_scrolling_up_ends_following_and_the_row_under_the_pointer_stays(open_page, rows):
    """While 1,000 rows arrive, what the user reads moves by no pixel; a pill counts them."""
    rows.add(*[f"row {number}" for number in range(300)], age_secs=60)
    page = open_page(rows.query)
    grid = page.get_by_role("grid")
    expect(page.get_by_role("row").last).to_contain_text("row 299")
    grid.evaluate("element => { element.scrollTop = 2200; }")
    watched = page.get_by_role("row").filter(has_text=re.compile(r"row 110$"))
    expect(watched).to_be_visible()
    before = watched.bounding_box()
    rows.add(*[f"fresh {number}" for number in range(1_000)], age_secs=1)
    pill = page.get_by_role("button", name=re.compile("new rows"))
    expect(pill).to_contain_text("1,000")
    assert watched.bounding_box() == before
    pill.click()
    expect(page.get_by_role("row").last).to_contain_text("fresh 999")


def test_hidden_page_asks_nothing(open_page, rows):
    """A tab that nobody sees makes no request, and catches up when it is seen again."""
    rows.add("old")
    page = open_page(
        rows.query,
        init=HIDEABLE,
    )
    expect(page.get_by_role("row")).to_have_count(1)
    page.evaluate("setHidden(true)")
    page.wait_for_load_state("networkidle")
    asked = len(page.watched.asked)
    rows.add("new", age_secs=0)
    page.wait_for_function(
        "began => performance.now() > began + 11_000", arg=page.evaluate("performance.now()")
    )
    assert page.watched.asked[asked:] == []
    page.evaluate("setHidden(false)")
    expect(page.get_by_role("row")).to_have_count(2)


def test_tab_that_is_opened_in_the_background_asks_nothing_until_it_is_seen(open_page, rows):
    """Many links that are opened at once cost the store nothing but the one that is looked at."""
    rows.add("here")
    page = open_page(rows.query, init=f"{HIDEABLE} hidden = true;")
    page.wait_for_function("() => performance.now() > 6_000")
    assert [url for url in page.watched.asked if "/api/" in url] == []
    page.evaluate("setHidden(false)")
    expect(page.get_by_role("row")).to_have_count(1)


def test_older_rows_are_loaded_by_scrolling_up_each_once(open_page, rows):
    """Paging over rows of one time loses none and repeats none."""
    now = time.time_ns() - 60_000_000_000
    second = now // 1_000_000_000
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S.5Z", time.gmtime(second))
    for number in range(0, 1_200, 300):
        rows.add(*[f"same {one}" for one in range(number, number + 300)], _time=stamp)
    page = open_page(rows.query)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "500")
    for expected in ("1000", "1200"):
        grid.evaluate("element => { element.scrollTop = 0; }")
        expect(grid).to_have_attribute("aria-rowcount", expected)
    grid.evaluate("element => { element.scrollTop = 0; }")
    expect(page.get_by_role("row").first).to_contain_text("same 0")
