"""The strategy panel in applications that are not ours: what docs/ui.md tells, done."""

import http.server
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nautilus_vlogs.ui.export import export_panel
from ui.conftest import running_api
from ui.ui_kit import free_port

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ui.md").read_text()


_HEAD = '<!doctype html><title>Any</title><link rel="icon" href="data:,">'


def block(kind: str) -> str:
    """Return the page's only block of a kind."""
    (found,) = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return found


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@contextmanager
def served(directory: Path, port: int) -> Iterator[str]:
    """Serve a directory as any web server would."""
    handler = partial(_Quiet, directory=directory)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{port}"
        server.shutdown()


def adapted(text: str, strategy: str, api_url: str) -> str:
    """Return a snippet for this test's rows and API."""
    text = text.replace("EMACross-001", strategy)
    return text.replace("http://127.0.0.1:8650", api_url)


@pytest.fixture
def app(tmp_path):
    """Return a directory into which npm has installed the exported panel, beside a React."""

    def make(react: str = "") -> Path:
        package = export_panel(tmp_path)
        (tmp_path / "package.json").write_text('{"name": "app", "private": true, "type": "module"}')
        wanted = [f"react@{react}", f"react-dom@{react}"] if react else []
        npm = shutil.which("npm")
        assert npm is not None, "npm is needed"
        command = [npm, "install", "--no-audit", "--no-fund", f"./{package.name}", *wanted]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
        return tmp_path

    return make


@pytest.fixture
def strategy(rows):
    """Return a strategy with two rows of this test's own."""
    name = f"Panel-{rows.instance[:8]}"
    rows.add("first of the panel", "second of the panel", strategy_id=name, component=name)
    return name


@pytest.mark.parametrize("react", ["18", "19"])
def test_panel_mounts_in_an_application_of_either_react(
    chromium, victoria_logs, app, strategy, react
):
    """The snippet of the docs shows the rows, several on a page, and unmounts without an error."""
    directory, port = app(react), free_port()
    with running_api(victoria_logs.url, "--cors-origin", f"http://127.0.0.1:{port}") as api:
        (directory / "card.tsx").write_text(adapted(block("tsx"), strategy, api.url))
        (directory / "main.tsx").write_text(
            'import { createElement as h } from "react";\n'
            'import { createRoot } from "react-dom/client";\n'
            'import { Card } from "./card";\n'
            'const root = createRoot(document.getElementById("root")!);\n'
            'root.render(h("div", null, h(Card, {key: 1}), h(Card, {key: 2})));\n'
            "Object.assign(window, { unmount: () => root.unmount() });\n"
        )
        (directory / "index.html").write_text(
            f'{_HEAD}<div id="root"></div><script type="module" src="./main.tsx"></script>'
        )
        vite = ROOT / "ui" / "node_modules" / "vite" / "bin" / "vite.js"
        node = shutil.which("node")
        subprocess.run([node, vite, "build"], cwd=directory, check=True, capture_output=True)
        with served(directory / "dist", port) as url:
            page, problems = _watched(chromium)
            page.goto(url)
            panels = page.get_by_role("region", name=f"Log of {strategy}")
            expect(panels).to_have_count(2)
            expect(page.get_by_role("row")).to_have_count(4)
            page.evaluate("unmount()")
            expect(panels).to_have_count(0)
            assert problems == []
            page.context.close()


def test_panel_is_a_web_component_for_any_page(chromium, victoria_logs, app, strategy):
    """The snippet of the docs shows the rows in a shadow root, without React on the page."""
    directory, port = app(), free_port()
    with running_api(victoria_logs.url, "--cors-origin", f"http://127.0.0.1:{port}") as api:
        body = adapted(block("html"), strategy, api.url)
        (directory / "index.html").write_text(f"{_HEAD}{body}")
        with served(directory, port) as url:
            page, problems = _watched(chromium)
            page.goto(url)
            expect(page.get_by_role("row")).to_have_count(2)
            assert page.locator("vlogs-strategy-panel").evaluate("e => e.shadowRoot !== null")
            page.locator("vlogs-strategy-panel").evaluate("element => element.remove()")
            assert problems == []
            page.context.close()


def test_web_component_follows_its_attribute_and_selections(
    chromium, victoria_logs, app, strategy, rows
):
    """`live` is a stream as long as it is set; text that is selected in it ends following."""
    directory, port = app(), free_port()
    with running_api(victoria_logs.url, "--cors-origin", f"http://127.0.0.1:{port}") as api:
        body = adapted(block("html"), strategy, api.url)
        (directory / "index.html").write_text(f"{_HEAD}{body}")
        with served(directory, port) as url:
            page, problems = _watched(chromium)
            page.context.grant_permissions(["clipboard-read"])
            page.goto(url)
            expect(page.get_by_role("row")).to_have_count(2)
            live = page.get_by_role("button", name="Live")
            element = page.locator("vlogs-strategy-panel")
            with page.expect_request(re.compile("/stream")):
                element.evaluate("element => element.setAttribute('live', '')")
            expect(live).to_have_attribute("aria-pressed", "true")
            element.evaluate("element => element.removeAttribute('live')")
            expect(live).to_have_attribute("aria-pressed", "false")
            first, second = (page.get_by_role("row").nth(index).bounding_box() for index in (0, 1))
            page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 5)
            page.mouse.down()
            page.mouse.move(second["x"] + second["width"] / 2 + 20, second["y"] + 5, steps=5)
            page.mouse.up()
            expect(page.get_by_role("button", name="Follow")).to_be_visible()
            page.keyboard.press("Control+C")
            copied = page.evaluate("navigator.clipboard.readText()")
            assert [line.partition(": ")[2] for line in copied.splitlines()] == [
                "first of the panel",
                "second of the panel",
            ]
            rows.add("third of the panel", strategy_id=strategy, component=strategy, age_secs=0)
            expect(page.get_by_role("button", name="1 new row")).to_be_visible()
            assert problems == []
            page.context.close()


def _watched(chromium: object) -> tuple[object, list[str]]:
    page = chromium.new_context().new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    return page, problems
