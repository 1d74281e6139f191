"""
Measure the budgets of the web UI in a real browser: run as ``python bench/ui.py [--minutes N]``.

The store and the API run beside the browser on this machine. The figures go to
``docs/bench/ui.md``; a budget that is missed is said so there, and is no error.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright
from ui_sizes import SIZE_BUDGETS
from ui_sizes import sizes

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "bench" / "ui.md"
PORT = 18_391
ROWS = 10_000
RATE = 200
_FILL_SECS = 120.0
_COMMAND = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
_FLAGS += ["--enable-precise-memory-info", "--js-flags=--expose-gc"]

#: The time from frame to frame, as the browser stamps them: when a callback runs within its frame
#: says nothing of what the user sees.
_SCROLL = """async () => {
  const grid = document.querySelector('[role=grid]');
  const frames = [];
  let last = await new Promise(requestAnimationFrame);
  for (let index = 0; index < 300; index++) {
    grid.scrollTop -= 600;
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}"""

#: From a key to the frame that shows what it did, with a row open beside the list.
_KEY = """() => new Promise((done) => {
  const began = performance.now();
  dispatchEvent(new KeyboardEvent('keydown', {key: 'k', bubbles: true}));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0, help="how long rows stream")
    options = parser.parse_args()
    with _stack() as (store, base), sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        figures = {
            **sizes(),
            **_first_paint(browser, base),
            **_list(browser, base, store),
            **_stream(browser, base, store, options.minutes),
        }
        version = browser.version
        browser.close()
    REPORT.write_text(_table(figures, version, options.minutes))
    sys.stdout.write(REPORT.read_text())


@contextmanager
def _stack() -> Any:
    with (
        tempfile.TemporaryDirectory() as scratch,
        LocalServer(obtain_binary(), Path(scratch)) as store,
        subprocess.Popen(
            [sys.executable, "-c", _COMMAND, "api", "--port", str(PORT), "--url", store.url]
        ) as api,
    ):
        base = f"http://127.0.0.1:{PORT}/ui/"
        try:
            for _ in range(200):
                try:
                    httpx.get(base, trust_env=False)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield store, base
        finally:
            api.terminate()


def _first_paint(browser: Any, base: str) -> dict[str, float]:
    times = []
    for _ in range(5):
        context = browser.new_context()
        page = context.new_page()
        page.goto(base)
        page.wait_for_selector("[role=grid]")
        paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
        page.wait_for_function(f"() => {paint} !== null")
        times.append(page.evaluate(paint) / 1_000)
        context.close()
    return {"first contentful paint": statistics.median(times)}


def _list(browser: Any, base: str, store: LocalServer) -> dict[str, float]:
    instance = _insert(store.url, ROWS)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{base}?is=instance_id%3D{instance}&mode=off")
    page.wait_for_selector("[role=row]")
    held = 0
    until = time.monotonic() + _FILL_SECS
    while held < ROWS:
        # The page keeps as many rows as there are; it loads older ones as it is scrolled up.
        page.locator("[role=grid]").evaluate("element => { element.scrollTop = 0; }")
        time.sleep(0.05)
        held = int(page.locator("[role=grid]").get_attribute("aria-rowcount"))
        if time.monotonic() > until:
            raise SystemExit(f"the page holds {held:,} of {ROWS:,} rows after {_FILL_SECS:g} s")
    page.locator("[role=grid]").evaluate("element => { element.scrollTop = element.scrollHeight; }")
    frames = sorted(page.evaluate(_SCROLL))
    page.keyboard.press("Enter")
    page.wait_for_selector("aside")
    keys = sorted(page.evaluate(_KEY) for _ in range(40))
    page.evaluate("gc()")
    figures = {
        "scrolling 10,000 rows, frame p95": frames[int(0.95 * len(frames))],
        "scrolling 10,000 rows, frame max": frames[-1],
        "DOM nodes": page.evaluate("document.querySelectorAll('*').length"),
        "heap at 10,000 rows": page.evaluate("performance.memory.usedJSHeapSize") / 2**20,
        "key to paint, p95": keys[int(0.95 * len(keys))],
    }
    page.close()
    return figures


def _stream(browser: Any, base: str, store: LocalServer, minutes: float) -> dict[str, float]:
    instance = _insert(store.url, ROWS)
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{base}?is=instance_id%3D{instance}&mode=live")
    page.wait_for_selector("[role=row]")
    heaps = []
    until = time.monotonic() + minutes * 60
    seq = ROWS
    while time.monotonic() < until:
        _insert(store.url, RATE, instance, seq)
        seq += RATE
        time.sleep(1.0)
        page.evaluate("gc()")
        heaps.append(page.evaluate("performance.memory.usedJSHeapSize") / 2**20)
    page.close()
    # From when the page holds as many rows as it ever does.
    full = heaps[min(len(heaps) - 1, ROWS // RATE) :]
    return {f"heap growth at {RATE} rows/s": full[-1] - full[0]}


def _insert(url: str, count: int, instance: str = "", first: int = 0) -> str:
    instance = instance or str(uuid.uuid4())
    began = time.time_ns() - count * 1_000_000
    rows = [
        {
            "_time": rfc3339(began + index * 1_000_000),
            "_msg": f"bar close={1.1 + index * 1e-5:.5f} volume={index} {uuid.uuid4()}",
            "level": "WARNING" if index % 50 == 0 else "INFO",
            "source": "strategy",
            "component": f"Strategy-{index % 5:03}",
            "strategy_id": f"Strategy-{index % 5:03}",
            "instance_id": instance,
            "seq": str(first + index),
        }
        for index in range(count)
    ]
    body = "\n".join(json.dumps(row) for row in rows)
    headers = {"Content-Type": "application/stream+json"}
    httpx.post(f"{url}/insert/jsonline", content=body, headers=headers, trust_env=False)
    if count >= ROWS:
        _await_rows(url, instance, count)  # a page that is opened now shall find them all
    return instance


def _await_rows(url: str, instance: str, count: int) -> None:
    query = f'instance_id:="{instance}" | stats count() rows'
    until = time.monotonic() + _FILL_SECS
    while time.monotonic() < until:
        answer = httpx.get(f"{url}/select/logsql/query", params={"query": query}, trust_env=False)
        if int(json.loads(answer.raise_for_status().text)["rows"]) >= count:
            return
        time.sleep(0.1)
    raise SystemExit(f"the store does not show {count:,} rows after {_FILL_SECS:g} s")


_BUDGETS = {
    "first contentful paint": (1.0, "s"),
    **{name: (kilobytes, "KB") for name, kilobytes in SIZE_BUDGETS.items()},
    "scrolling 10,000 rows, frame p95": (18, "ms"),
    "scrolling 10,000 rows, frame max": (50, "ms"),
    "DOM nodes": (1_500, ""),
    "heap at 10,000 rows": (60, "MB"),
    f"heap growth at {RATE} rows/s": (10, "MB"),
    "key to paint, p95": (100, "ms"),
}


def _table(figures: dict[str, float], version: str, minutes: float) -> str:
    lines = [
        "<!-- made by bench/ui.py -->",
        (
            f"Chromium {version}, headless, beside store and API; {minutes:g} minutes of new rows. "
            f"The machine has {os.cpu_count()} CPUs and had a load of {os.getloadavg()[2]:.0f} "
            "meanwhile."
        ),
        "",
        "| | budget | measured | |",
        "|---|---|---|---|",
    ]
    for name, (budget, unit) in _BUDGETS.items():
        found = figures[name]
        shown = (
            f"{found:.2f}" if budget <= 1 else f"{found:.0f}" if found >= 100 else f"{found:.1f}"
        )
        verdict = "met" if found <= budget else "**missed**"
        lines.append(f"| {name} | {budget:g} {unit} | {shown} {unit} | {verdict} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
