import asyncio
import re
import shutil
from pathlib import Path

import httpx
import pytest

pytest.importorskip("fastapi")

from fastapi import FastAPI

from nautilus_vlogs.api.pages import create_pages
from nautilus_vlogs.ui import STATIC_DIRECTORY

UI_TESTS = Path(__file__).parents[1] / "ui"


@pytest.mark.parametrize(
    ("path", "assets"),
    [
        ("/ui/", "./assets/"),
        ("/ui/runs", "./assets/"),
        ("/ui/order/O-1", "../assets/"),
        ("/ui/strategy/A%2FB", "../assets/"),
    ],
)
def test_assets_are_found_from_any_page_under_any_prefix(path, assets):
    """Their addresses are relative to the page's, so that a proxy may put a prefix before both."""
    app = FastAPI()
    app.include_router(create_pages())

    async def ask() -> tuple[str, str]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ui") as client:
            page, lead = await client.get(path), await client.get("/")
            return page.text, lead.headers["Location"]

    page, lead = asyncio.run(ask())
    assert f'src="{assets}' in page
    assert not re.search(r'(src|href)="/', page)
    assert lead == "ui/"


def test_running_server_keeps_its_page_whole_while_the_package_is_upgraded(tmp_path):
    """The page that it hands out and the script that this names are of one build."""
    directory = tmp_path / "static"
    shutil.copytree(STATIC_DIRECTORY, directory)
    app = FastAPI()
    app.include_router(create_pages(directory))
    shutil.rmtree(directory)

    async def ask() -> tuple[str, httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://ui") as client:
            page = await client.get("/ui/")
            (script,) = re.findall(r'src="([^"]+)"', page.text)
            return script, await client.get(f"/ui/{script}")

    script, answer = asyncio.run(ask())
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.content == (STATIC_DIRECTORY / script).read_bytes()


def test_table_of_features_names_tests_that_exist():
    """Each feature of the UI has a test in the browser."""
    found = {
        name
        for path in UI_TESTS.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    named = re.findall(r"`(test_\w+)`", (UI_TESTS / "features.md").read_text())
    assert named
    assert set(named) <= found
