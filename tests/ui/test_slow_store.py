"""Four tabs on a slow store take no other client's turn."""

import http.server
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from ui.conftest import running_api

QUERY_SECS = 1.0

#: Of each request of the tests' own.
_PATIENT = {"trust_env": False, "timeout": 60}


class _Slow(http.server.BaseHTTPRequestHandler):
    """Hand requests on to the store, queries a while later."""

    store = ""

    def do_POST(self) -> None:
        """Answer a query as the store does, but late."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "/select/" in self.path:
            time.sleep(QUERY_SECS)  # what the store is slow by
        headers = {"Content-Type": self.headers.get("Content-Type", "")}
        self._answer(httpx.post(self.store + self.path, content=body, headers=headers, **_PATIENT))

    def do_GET(self) -> None:
        """Answer as the store does."""
        self._answer(httpx.get(self.store + self.path, **_PATIENT))

    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""

    def _answer(self, found: httpx.Response) -> None:
        self.send_response(found.status_code)
        self.send_header("Content-Length", str(len(found.content)))
        self.send_header("Content-Type", found.headers.get("Content-Type", "text/plain"))
        self.end_headers()
        self.wfile.write(found.content)


@pytest.fixture
def slow_store(victoria_logs) -> Iterator[str]:
    """Serve the run's store with a second added to each query."""
    handler = type("Handler", (_Slow,), {"store": victoria_logs.url})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_four_tabs_on_a_slow_store_leave_other_clients_their_turn(open_page, slow_store, rows):
    """Another client of the API gets no 503 while four visible tabs poll."""
    rows.add("slow", "store")
    with running_api(slow_store) as api:
        first = open_page(rows.query, of=api, allow=("Failed to load resource",))
        tabs = [first, *(first.context.new_page() for _ in range(3))]
        for tab in tabs[1:]:
            tab.goto(api.ui + rows.query)
        for tab in tabs:
            expect(tab.get_by_role("row")).to_have_count(2, timeout=90_000)
        for _ in range(5):
            asked = {"instance_id": rows.instance}
            answer = httpx.get(f"{api.url}/api/logs", params=asked, **_PATIENT)
            assert answer.status_code == 200
            assert len(answer.json()["rows"]) == 2
        for tab in tabs:
            expect(tab.get_by_role("alert")).to_have_count(0)
