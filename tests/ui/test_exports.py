"""What the page hands out as files."""

import csv
import json
import re

from playwright.sync_api import expect

TEXTS = (
    "plain",
    'with "quotes", commas',
    "two\nlines",
    '=HYPERLINK("http://elsewhere")',
    "größer ✓",
)


def _saved(page: object, form: str, path: object) -> str:
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(form)).click()
    download.value.save_as(path)
    assert download.value.suggested_filename == f"vlogs-nt.{path.suffix[1:]}"
    return path.read_text(encoding="utf-8")


def test_rows_are_saved_as_json_lines(open_page, rows, tmp_path):
    """The file has each row of the view once, as it was logged, and nothing of others."""
    rows.add(*TEXTS)
    rows.add("another level", level="ERROR")
    page = open_page(f"{rows.query}&levels=INFO")
    expect(page.get_by_role("row")).to_have_count(len(TEXTS))
    text = _saved(page, "JSON lines", tmp_path / "rows.jsonl")
    found = [json.loads(line) for line in text.splitlines()]
    assert [row["message"] for row in found] == list(TEXTS)
    assert [row["seq"] for row in found] == list(range(len(TEXTS)))
    assert {row["instance_id"] for row in found} == {rows.instance}
    assert {row["level"] for row in found} == {"INFO"}
    expect(page.get_by_text(f"{len(TEXTS)} rows saved")).to_be_visible()


def test_rows_are_saved_as_csv_that_no_spreadsheet_runs(open_page, rows, tmp_path):
    """Quotes, commas and line breaks come back; a formula is a text."""
    rows.add(*TEXTS)
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(len(TEXTS))
    text = _saved(page, "CSV", tmp_path / "rows.csv")
    found = list(csv.DictReader(text.splitlines(keepends=True)))
    messages = [row["message"] for row in found]
    assert [one for one in messages if "HYPERLINK" not in one] == [
        one for one in TEXTS if "HYPERLINK" not in one
    ]
    assert messages[3].endswith(TEXTS[3])
    assert not messages[3].startswith("=")
    assert {row["time"][-1] for row in found} == {"Z"}


def test_export_that_breaks_off_saves_nothing_and_says_so(open_page, rows):
    """Half a file would be taken for a whole one."""
    rows.add("here")
    page = open_page(rows.query, allow=("Failed to load resource",))
    page.route("**/api/logs/export?*", lambda route: route.abort())
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name=re.compile("CSV")).click()
    expect(page.get_by_text("The API does not answer")).to_be_visible()
    page.unroute_all()
    with page.expect_download():
        page.get_by_role("button", name=re.compile("CSV")).click()
