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


def test_page_is_confined_by_its_headers(api):
    """The policy allows the page's own script and nothing else."""
    answer = httpx.get(api.ui, trust_env=False)
    policy = answer.headers["Content-Security-Policy"]
    for wanted in (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ):
        assert wanted in policy
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
