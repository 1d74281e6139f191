"""A real browser before the real API, the real store, and rows of a real sandbox node."""

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from conftest import Store
from conftest import ended
from conftest import eventually
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright

from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339
from ui.ui_kit import free_port

expect.set_options(timeout=60_000)  # a page polls every 5 s, on machines under load

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
_COMMAND = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

#: Messages of the browser about a request that failed, where a test makes requests fail.
EXPECTED_FAILURES = ("Failed to load resource",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, so that it runs only where it is asked for."""
    for item in items:
        if "ui" in item.path.parts[-2:-1]:
            item.add_marker("browser")


class Api:
    """The address of a running ``vlogs-nt api``."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.ui = f"{url}/ui/"

    def get(self, path: str, **params: object) -> dict[str, object]:
        """Return what the API answers."""
        answer = httpx.get(f"{self.url}/api/logs{path}", params=params, trust_env=False, timeout=60)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def running_api(
    store_url: str,
    *arguments: str,
    port: int | None = None,
    **environment: str,
) -> Iterator[Api]:
    """Run ``vlogs-nt api`` as a user would, on a port of its own unless one is named."""
    port = port or free_port()
    options = ["--port", str(port), "--url", store_url, *arguments]
    process = subprocess.Popen(
        [sys.executable, "-c", _COMMAND, "api", *options],
        env={**os.environ, **environment},
    )
    with ended(process):
        api = Api(f"http://127.0.0.1:{port}")
        eventually(lambda: _answers(api.ui))
        yield api


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False, timeout=60).status_code == 200
    except httpx.TransportError:
        return False


@pytest.fixture(scope="session")
def api(victoria_logs: LocalServer) -> Iterator[Api]:
    """Serve the run's store."""
    with running_api(victoria_logs.url) as found:
        yield found


@pytest.fixture(scope="session")
def node(victoria_logs: LocalServer) -> dict[str, object]:
    """Run a real sandbox node that trades for some seconds; return what its demo reported."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            _COMMAND,
            *["demo", "--seconds", "6", "--json", "--url"],
            victoria_logs.url,
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """One browser for the whole run."""
    if not CHROMIUM:
        pytest.fail("Chromium is missing: `make test-ui` installs it where it can")
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page whose errors, and requests to elsewhere, fail the test."""

    def __init__(self, page: object, origin: str) -> None:
        self.page = page
        self.problems: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", self._on_console)
        page.on("request", lambda request: self._on_request(request.url, origin))

    def check(self, *, allow: tuple[str, ...] = ()) -> None:
        """Fail on what went wrong in the page."""
        left = [text for text in self.problems if not any(word in text for word in allow)]
        assert not left, left

    def _on_console(self, message: object) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text}")

    def _on_request(self, url: str, origin: str) -> None:
        self.asked.append(url)
        if not url.startswith((origin, "data:", "blob:")):
            self.problems.append(f"a request to elsewhere: {url}")


@pytest.fixture
def open_page(chromium: object, api: Api) -> Iterator[Callable[..., object]]:
    """Return a function that opens an address of the UI in a profile of its own."""
    contexts = []
    watched: list[tuple[Watched, tuple[str, ...]]] = []

    def open_it(
        path: str = "",
        *,
        of: Api = api,
        allow: tuple[str, ...] = (),
        init: str = "",
        **options: object,
    ) -> object:
        context = chromium.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "timezone_id": "UTC", **options},
        )
        contexts.append(context)
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.set_default_timeout(60_000)
        watched.append((Watched(page, of.url), allow))
        page.watched = watched[-1][0]
        page.goto(of.ui + path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    for one, allow in watched:
        one.check(allow=allow)


class Rows:
    """Rows of one made-up node in the store, by whose instance a page is filtered."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.instance = str(uuid.uuid4())
        self.next_seq = 0

    @property
    def query(self) -> str:
        """The address' query that shows these rows alone."""
        return f"?is=instance_id%3D{self.instance}"

    def add(
        self, *messages: str, age_secs: float = 30.0, is_flushed: bool = True, **fields: str
    ) -> None:
        """Insert a row for each message, a millisecond apart; a flush has them found at once."""
        began = time.time_ns() - int(age_secs * 1e9)
        rows = []
        for index, message in enumerate(messages):
            row = {
                "_time": rfc3339(began + index * 1_000_000),
                "_msg": message,
                "level": "INFO",
                "source": "strategy",
                "component": "Probe-001",
                "strategy_id": "Probe-001",
                "trader_id": "TESTER-001",
                "host": "h",
                "environment": "sandbox",
                "instance_id": self.instance,
                "seq": str(self.next_seq),
                **fields,
            }
            self.next_seq += 1
            rows.append(row)
        self.store.insert(*rows)
        if is_flushed:
            self.store.flush()


@pytest.fixture
def rows(store: Store) -> Rows:
    """Rows of this test's own."""
    return Rows(store)
