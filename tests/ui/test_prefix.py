"""The page behind a proxy that puts a prefix before its paths."""

import http.server
import threading
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from ui.conftest import Api

PREFIX = "/desk/logs"


class _Proxy(http.server.BaseHTTPRequestHandler):
    """Hand requests below the prefix on, without it."""

    upstream = ""

    def do_GET(self) -> None:
        """Answer as the API does."""
        if not self.path.startswith(f"{PREFIX}/"):
            self.send_error(404)
            return
        path = self.path.removeprefix(PREFIX)
        found = httpx.get(self.upstream + path, trust_env=False, timeout=60)
        self.send_response(found.status_code)
        for name in ("Content-Type", "Content-Security-Policy", "Location", "Cache-Control"):
            if name in found.headers:
                self.send_header(name, found.headers[name])
        self.send_header("Content-Length", str(len(found.content)))
        self.end_headers()
        self.wfile.write(found.content)

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64  # a page opens several connections at once


@pytest.fixture
def prefixed(api: Api) -> Iterator[Api]:
    """Serve the API below a prefix."""
    handler = type("Handler", (_Proxy,), {"upstream": api.url})
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Api(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}")
        server.shutdown()


def test_every_page_works_below_a_prefix(open_page, prefixed, rows):
    """Links, requests and assets stay below it, and a page deep down can be opened at once."""
    order = f"O-{rows.instance[:8]}"
    rows.add("here", client_order_id=order, event="OrderFilled")
    page = open_page(rows.query, of=prefixed)
    expect(page.get_by_role("row")).to_have_count(1)
    for name in ("Strategies", "Runs", "Health", "Logs"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_be_attached()
        assert f"{PREFIX}/ui/" in page.url
    page.goto(f"{prefixed.ui}order/{order}")
    expect(page.get_by_role("list", name="States")).to_contain_text("filled")
    assert all(f"{PREFIX}/" in url for url in page.watched.asked)
