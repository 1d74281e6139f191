"""Pages on narrow screens, and zoomed: nothing sticks out, nothing lies on something else."""

import re

import pytest
from playwright.sync_api import expect

#: Controls and texts that overlap each other, or reach out of the page.
_MISPLACED = """() => {
    const controls = "button, input, select, a, summary";
    const texts = "h1, h2, dt, dd, time, main p, main li strong, main ol li > span";
    const wanted = `${controls}, ${texts}`;
    const unseen = "[popover]:not(:popover-open), .visually-hidden, [inert]";
    const width = document.documentElement.clientWidth;
    const within = (a, b) => a.contains(b) || b.contains(a);
    const isSeen = (element) => {
        const box = element.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) return false;
        if (element.closest(unseen)) return false;
        const style = getComputedStyle(element);
        return style.visibility === "visible" && style.opacity !== "0";
    };
    const scrollers = "[role=grid], aside, [aria-label=Context]";
    const clipped = (element) => element.closest(scrollers) !== null;
    const all = [...document.querySelectorAll(wanted)].filter(isSeen).filter((e) => !clipped(e));
    const name = (e) => `${e.tagName} ${(e.ariaLabel ?? e.textContent).trim().slice(0, 40)}`;
    const found = [];
    const boxes = all.map((element) => element.getBoundingClientRect());
    for (let i = 0; i < all.length; i++) {
        if (boxes[i].left < -1 || boxes[i].right > width + 1) {
            if (!all[i].closest("table")) found.push(`${name(all[i])} sticks out`);
        }
        for (let j = i + 1; j < all.length; j++) {
            if (within(all[i], all[j])) continue;
            const [a, b] = [boxes[i], boxes[j]];
            const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (x > 2 && y > 2) found.push(`${name(all[i])} on ${name(all[j])}`);
        }
    }
    return found;
}"""


@pytest.fixture
def filled(rows):
    """Fill all pages: a strategy with errors, an order's life, a run with a gap."""
    order = f"O-20261123-093000-{rows.instance[:8]}"
    name = f"a_strategy_with_a_name_without_any_end_{'x' * 90}-{rows.instance[:8]}"
    whose = {"strategy_id": name, "trader_id": f"TRADER{'Y' * 120}", "host": f"host{'z' * 60}"}
    tags = {**whose, "component": name, "client_order_id": order}
    for index, event in enumerate(("OrderInitialized", "OrderSubmitted", "OrderAccepted")):
        rows.add("made", event=event, quantity="3", type="LIMIT", age_secs=90 - index, **tags)
    for _ in range(3):
        rows.add("a part", event="OrderFilled", last_qty="1", last_px="101.25", **tags)
    rows.next_seq += 1
    rows.add("a message that is much longer than any narrow screen is wide " * 4, age_secs=60)
    rows.add(
        "refused: " + "not_enough_margin_" * 8,
        level="ERROR",
        **whose,
        error_traceback='Traceback\n  File "x", line 1\nE: x',
    )
    return rows, name, order


@pytest.mark.parametrize("width", [360, 640], ids=["360px", "200%"])
@pytest.mark.parametrize("page_name", ["logs", "strategies", "strategy", "order", "runs", "health"])
def test_nothing_sticks_out_or_lies_on_something_else(open_page, filled, page_name, width):
    """At 360 px, and at 1280 px with 200 % zoom, each page keeps its parts side by side."""
    rows, name, order = filled
    path = {
        "logs": f"{rows.query}&levels=ERROR",
        "strategy": f"strategy/{name}",
        "order": f"order/{order}",
    }.get(page_name, page_name)
    # Zoom is fewer pixels of the page for the same pixels of the screen.
    page = open_page(path, viewport={"width": width, "height": 400 if width == 640 else 740})
    expect(page.get_by_role("main")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Loading …")).to_have_count(0)
    if page_name == "logs":
        page.get_by_role("row").first.click()
        page.get_by_role("button", name=re.compile("^Context")).click()
        expect(page.get_by_role("region", name="Context")).to_contain_text("refused")
    main = page.get_by_role("main")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # The page's parts scroll; the document itself leads to nothing below them.
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    assert page.evaluate(_MISPLACED) == []


def test_one_long_name_leaves_the_others_their_columns(open_page, rows):
    """Whether a run is whole is seen at a usual width, however a trader is named."""
    rows.add("x", trader_id="T-" + "W" * 200, host="h" * 150)
    page = open_page("runs")
    badge = page.get_by_role("row").filter(has_text="WWWW").last.locator("[data-verdict]")
    expect(badge).to_be_in_viewport()
    scroller = page.get_by_role("table").locator("..")
    assert scroller.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
