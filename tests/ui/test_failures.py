import re

import httpx
import pytest
from playwright.sync_api import expect

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from ui.conftest import running_api
from ui.ui_kit import free_port

BROKEN = ("Failed to load resource",)


@pytest.fixture
def own_store(tmp_path):
    """Return what a store of the test's own is started with, and again."""
    return obtain_binary(), tmp_path / "data"


@pytest.fixture
def port():
    """Return a port that stays the store's when it starts again."""
    return free_port()


def test_store_that_is_killed_leaves_the_rows_and_is_back_without_a_reload(
    open_page, own_store, port
):
    """A banner says since when; once the store is back the page shows what came meanwhile."""
    program, data = own_store
    with LocalServer(program, data, port=port) as server, running_api(server.url) as api:
        _insert(server.url, "before", 0)
        page = open_page(of=api, allow=BROKEN)
        expect(page.get_by_role("row")).to_have_count(1)
        server.kill()
        banner = page.get_by_role("alert").first
        expect(banner).to_contain_text("since")
        expect(page.get_by_role("row")).to_have_count(1)
        with LocalServer(program, data, port=port) as again:
            _insert(again.url, "after", 1)
            expect(page.get_by_role("row").last).to_contain_text("after")
            expect(banner).to_have_count(0)


def test_token_is_asked_for_and_a_wrong_one_told(open_page, victoria_logs):
    """The token goes into no address; remembered, it outlives a reload of the tab."""
    secret = "a-long-and-secret-token-of-the-tests"
    with running_api(victoria_logs.url, VLOGS_NT_API_TOKEN=secret) as api:
        page = open_page(of=api, allow=BROKEN)
        field = page.get_by_label(re.compile("wants a token"))
        field.fill("wrong")
        page.get_by_role("button", name="Use it").click()
        expect(page.get_by_label(re.compile("does not take this token"))).to_be_visible()
        page.get_by_label(re.compile("does not take")).fill(secret)
        page.get_by_label("Remember until this tab is closed").check()
        page.get_by_role("button", name="Use it").click()
        expect(page.get_by_role("button", name="Forget token")).to_be_visible()
        expect(page.get_by_role("application")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name="Forget token")).to_be_visible()
        assert not [url for url in page.watched.asked if secret in url]


def test_token_that_changes_while_the_page_is_open_is_asked_for_and_the_rows_stay(
    open_page, victoria_logs, port, rows
):
    """The page says that its token is not taken any more, and goes on with the right one."""
    rows.add("before")
    old, new = "the-token-of-yesterday-0123456789", "the-token-of-today-0123456789abcdef"
    with running_api(victoria_logs.url, port=port, VLOGS_NT_API_TOKEN=old) as api:
        page = open_page(rows.query, of=api, allow=BROKEN)
        page.get_by_label(re.compile("wants a token")).fill(old)
        page.get_by_role("button", name="Use it").click()
        expect(page.get_by_role("row")).to_have_count(1)
        page.evaluate("window.isSamePage = true")
    with running_api(victoria_logs.url, port=port, VLOGS_NT_API_TOKEN=new):
        field = page.get_by_label(re.compile("does not take this token"))
        expect(field).to_be_visible(timeout=30_000)
        expect(page.get_by_role("row")).to_have_count(1)
        expect(page.get_by_role("alert").first).to_contain_text("since")
        rows.add("meanwhile", age_secs=0)
        field.fill(new)
        page.get_by_role("button", name="Use it").click()
        expect(page.get_by_role("row")).to_have_count(2)
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(field).to_have_count(0)
        assert page.evaluate("window.isSamePage")
        assert not [url for url in page.watched.asked if old in url or new in url]


def _insert(url: str, message: str, seq: int) -> None:
    body = f'{{"_msg":"{message}","level":"INFO","instance_id":"i","seq":"{seq}"}}\n'
    headers = {"Content-Type": "application/stream+json"}
    httpx.post(f"{url}/insert/jsonline", content=body, headers=headers, trust_env=False, timeout=60)
    httpx.get(f"{url}/internal/force_flush", trust_env=False, timeout=60)
