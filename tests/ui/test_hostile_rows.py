import re
from urllib.parse import quote
from urllib.parse import urljoin

import httpx
from playwright.sync_api import expect

SCRIPTS = (
    "<script>window.hit = 1</script>",
    "<img src=x onerror='window.hit = 1'>",
    "<svg onload=window.hit=1>",
    "javascript:window.hit=1 https://elsewhere.example/x",
    "</style><style>*{display:none}</style>",
    "{{constructor.constructor('window.hit=1')()}}",
    "'\"><iframe srcdoc='<script>parent.hit=1</script>'>",
)


def test_hostile_texts_in_every_field_run_nothing_and_link_nowhere(open_page, rows):
    """No text of the log becomes markup, a script or a link, wherever it is shown."""
    for script in SCRIPTS:
        rows.add(
            script,
            component=script,
            strategy_id=script,
            host=script,
            trader_id=script,
            event=script,
            client_order_id=script,
            error_traceback=f'Traceback:\n  File "{script}", line 1\n{script}',
            extra=script,
        )
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(len(SCRIPTS))
    for row in page.get_by_role("row").all():
        row.click()
        expect(page.get_by_role("complementary", name="Row")).to_be_visible()
    for path in ("strategies", "runs", "health"):
        page.goto(page.url.split("/ui/")[0] + f"/ui/{path}")
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert page.evaluate("window.hit") is None
    assert page.locator("main a[href*=elsewhere], main iframe, main script").count() == 0


def test_bidirectional_and_control_characters_are_shown_as_escapes(open_page, rows):
    """A text can't read as another one than it is."""
    rows.add("BUY \u202e001 LLES\u202c \x07\u200b end")
    page = open_page(rows.query)
    row = page.get_by_role("row")
    expect(row).to_contain_text("\\u{202e}001 LLES\\u{202c}")
    expect(row).to_contain_text("\\x07\\u{200b}")


#: Where the first place of each text lies in the page, from the left.
_LEFT = """(cell, texts) => texts.map(text => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect().left;
    }
    return -1;
})"""


def test_line_that_begins_from_the_right_keeps_its_order_on_each_page(open_page, rows):
    """Figures and escapes stand where they stand in the log, and the begin is not what is cut."""
    order = f"O-{rows.instance[:8]}"
    rows.add("\u05e9\u05dc\u05d5\u05dd BUY \u202e SELL", client_order_id=order, strategy_id=order)
    for path in (rows.query, f"order/{order}", f"strategy/{order}"):
        page = open_page(path)
        message = page.locator("[role=gridcell], li span").filter(has_text="SELL").last
        expect(message).to_be_visible()
        lefts = message.evaluate(_LEFT, ["\u05e9", "BUY", "\\u{", "u{", "202e", "}", "SELL"])
        assert min(lefts) >= 0
        assert lefts == sorted(lefts), path


UNSEEN = "\u202e\u200b\u2066\u0007\u009b\u2028"

#: Everything on a page that a person can read, or has read out.
_SHOWN = """() => {
    const names = ["title", "aria-label", "alt", "placeholder", "label"];
    const texts = [document.title, document.body.textContent];
    for (const element of document.querySelectorAll("*")) {
        for (const name of names) texts.push(element.getAttribute(name) ?? "");
    }
    return texts.join(" ");
}"""


def test_no_field_shows_an_unseen_character_on_any_page(open_page, rows):
    """Whichever field holds it, wherever that is shown or read out, it is an escape."""
    hostile = f"a{UNSEEN}b"
    order = f"O-{rows.instance[:8]}"
    fields = dict.fromkeys(
        (
            *("level", "component", "strategy_id", "trader_id", "host", "environment", "event"),
            *("error_type", "error_traceback", "instrument_id", "sim_time", "run_id", "source"),
            *("last_px", "last_qty", "reason", "side", "quantity", "type", "order_type", "price"),
        ),
        hostile,
    )
    rows.add(hostile, client_order_id=order, **fields)
    rows.add(hostile, client_order_id=order, **{**fields, "event": "OrderFilled"})
    rows.add(hostile, client_order_id=order, **{**fields, "event": "OrderInitialized"})
    found = {}
    strategy = "strategy/" + quote(hostile)
    address = f"{rows.query}&zone={quote(hostile)}&levels={quote(hostile)}&row={quote(hostile)}"
    for path in (rows.query, address, "strategies", strategy, f"order/{order}", "runs", "health"):
        page = open_page(path, allow=("Failed to load resource",))
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_load_state("networkidle")
        if path == rows.query:
            page.get_by_role("row").first.click()
            page.get_by_role("button", name=re.compile("^Context")).click()
            expect(
                page.get_by_role("region", name="Context").get_by_role("listitem")
            ).to_have_count(3)
        found[path] = sorted(set(page.evaluate(_SHOWN)) & set(UNSEEN))
    assert {path: chars for path, chars in found.items() if chars} == {}


def test_page_is_confined_by_its_headers(api):
    """The policy allows the page's own script and nothing else."""
    answer = httpx.get(api.ui, trust_env=False)
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_assets_are_immutable_and_no_path_leads_out(api):
    """Hashed names are kept for good; a name that climbs is no file."""
    page = httpx.get(api.ui, trust_env=False).text
    script = page.split('src="')[1].split('"')[0]
    answer = httpx.get(urljoin(api.ui, script), trust_env=False)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    for path in ("/ui/assets/..%2findex.html", "/ui/assets/%2e%2e/%2e%2e/__init__.py"):
        assert "from pathlib" not in httpx.get(api.url + path, trust_env=False).text
