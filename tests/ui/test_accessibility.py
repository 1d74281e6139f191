from pathlib import Path

import pytest
from playwright.sync_api import expect

AXE = Path(__file__).parents[2] / "ui" / "node_modules" / "axe-core" / "axe.min.js"

PATHS = ("{rows}", "strategies", "strategy/Probe-001", "runs", "health", "order/O-1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(open_page, rows, scheme):
    """WCAG 2.2 A and AA hold on every page, in both themes."""
    rows.add("an info", client_order_id="O-1", event="OrderFilled")
    rows.add("a warning", level="WARNING")
    rows.add("an error", level="ERROR", error_traceback='Traceback\n  File "x", line 1\nE: x')
    found = {}
    for path in PATHS:
        page = open_page(
            path.format(rows=rows.query), color_scheme=scheme, bypass_csp=True, allow=("Failed",)
        )
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        if path == "{rows}":
            page.keyboard.press("e")
        page.add_script_tag(path=str(AXE))
        result = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        )
        for violation in result["violations"]:
            targets = [node["target"] for node in violation["nodes"][:3]]
            found.setdefault(path, []).append((violation["id"], targets))
    assert found == {}


@pytest.mark.parametrize("width", [360, 640])
def test_pages_fit_narrow_screens_without_scrolling_sideways(open_page, rows, width):
    """At 360 px, and at 1280 px with 200 % zoom, nothing sticks out."""
    rows.add("a message that is much longer than any narrow screen is wide " * 4)
    for path in PATHS:
        page = open_page(
            path.format(rows=rows.query),
            viewport={"width": width, "height": 740},
            allow=("Failed",),
        )
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
