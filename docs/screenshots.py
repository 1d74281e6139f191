"""
Take the pictures of the docs: run as ``python docs/screenshots.py``.

A store of its own gets the rows of the demo's node, the API serves it, and Chromium looks at it.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

IMAGES = Path(__file__).parent / "images"
PORT = 18_392
SIZE = {"width": 1280, "height": 720}
_COMMAND = [sys.executable, "-c", "from nautilus_vlogs.commands.main import main; main()"]
#: A traceback has the paths of the machine that the pictures are taken on.
_WITHOUT_PATHS = """(path) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    walker.currentNode.data = walker.currentNode.data.replaceAll(path, "/home/trader/bot");
  }
}"""
_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Take them all, light and dark."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        LocalServer(obtain_binary(), Path(scratch)) as store,
        subprocess.Popen([*_COMMAND, "api", "--port", str(PORT), "--url", store.url]) as api,
    ):
        try:
            subprocess.run(
                [*_COMMAND, "demo", "--seconds", "12", "--url", store.url],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            order = _filled_order(store.url)
            with sync_playwright() as engine:
                browser = engine.chromium.launch(
                    executable_path=shutil.which("chromium"), args=_FLAGS
                )
                for scheme in ("light", "dark"):
                    _take(browser, scheme, order)
                browser.close()
        finally:
            api.terminate()


def _take(browser: Any, scheme: str, order: str) -> None:
    context = browser.new_context(viewport=SIZE, color_scheme=scheme, timezone_id="UTC")
    page = context.new_page()
    base = f"http://127.0.0.1:{PORT}/ui/"
    page.goto(f"{base}?since=5m&is=source%3Dstrategy")
    page.wait_for_selector("[role=row]")
    time.sleep(2.0)  # the counts beside the rows
    page.screenshot(path=IMAGES / f"logs-{scheme}.png")
    page.goto(f"{base}?since=5m&levels=ERROR%2CWARNING")
    page.wait_for_selector("[role=row]")
    page.keyboard.press("e")
    page.wait_for_selector("aside")
    page.evaluate(_WITHOUT_PATHS, str(IMAGES.parents[1]))
    page.screenshot(path=IMAGES / f"row-{scheme}.png")
    for name, path in (("strategies", "strategies"), ("order", f"order/{order}")):
        page.goto(f"{base}{path}")
        page.wait_for_selector("main li")
        page.screenshot(path=IMAGES / f"{name}-{scheme}.png")
    context.close()


def _filled_order(url: str) -> str:
    query = 'event:="OrderFilled" strategy_id:="orb_60min_put_1-004" | limit 1'
    answer = httpx.post(f"{url}/select/logsql/query", data={"query": query}, trust_env=False)
    return str(answer.json()["client_order_id"])


if __name__ == "__main__":
    main()
