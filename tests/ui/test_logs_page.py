import re
import time

from playwright.sync_api import expect

from nautilus_vlogs.times import rfc3339
from ui.ui_kit import lines

SECOND_NS = 1_000_000_000
DAY_NS = 86_400 * SECOND_NS


def test_page_shows_the_nodes_rows_and_leads_there_from_the_root(open_page, api, node):
    """The address of the server leads to the page, which shows what the API finds."""
    page = open_page()
    page.goto(api.url)
    expect(page).to_have_url(re.compile(r"/ui/$"))
    expect(page.get_by_role("grid")).to_contain_text("TradingNode")


def test_filters_show_the_rows_that_the_api_finds(open_page, api, rows):
    """A level, a search and a filter of the page are those of the API."""
    rows.add("one apple", "two pears", "three apples")
    rows.add("four apples", level="ERROR")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(4)
    page.get_by_label("Search messages").fill("apple")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("button", name=re.compile("^ERROR")).click()
    expect(page.get_by_role("row")).to_have_count(1)
    found = api.get("", instance_id=rows.instance, text="apple", levels="ERROR")
    assert lines(page) == [row["message"] for row in found["rows"]]
    assert page.locator("mark").all_inner_texts() == ["apple"]


def test_histogram_sums_to_the_level_counts_and_zooms_by_keys_and_by_mouse(open_page, rows):
    """Bars hold every row once; a zoom is undone by the back button."""
    rows.add(*[f"row {number}" for number in range(40)], age_secs=600)
    rows.add("late", level="WARNING", age_secs=5)
    page = open_page(rows.query)
    chart = page.get_by_role("application")
    expect(chart).to_have_accessible_name("41 rows over time")
    before = page.url
    chart.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "until=" in url)
    page.go_back()
    expect(page).to_have_url(before)
    box = chart.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 5, box["y"] + 20, steps=5)
    page.mouse.up()
    page.wait_for_url(lambda url: "until=" in url)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "41")


def test_facets_include_and_exclude_values(open_page, rows):
    """A click shows only a value's rows, Alt-click the others, and both stand in the address."""
    rows.add("a", "b", component="Left")
    rows.add("c", component="Right")
    page = open_page(rows.query)
    page.get_by_role("button", name=re.compile("^Right")).click()
    expect(page.get_by_role("row")).to_have_count(1)
    assert "is=component%3DRight" in page.url
    page.get_by_role("button", name="Exclude Component Right").click()
    expect(page.get_by_role("row")).to_have_count(2)
    assert "not=component%3DRight" in page.url


def test_link_to_a_row_shows_the_same_row_in_a_clean_profile(open_page, rows):
    """The address holds the view and the open row."""
    rows.add("first", "second", "third", price="1.25")
    page = open_page(rows.query)
    page.get_by_role("row").filter(has_text="second").click()
    expect(page.get_by_role("complementary", name="Row")).to_contain_text("second")
    other = open_page(page.url.removeprefix(page.url.split("?")[0]))
    expect(other.get_by_role("complementary", name="Row")).to_contain_text("second")
    expect(other.get_by_role("complementary", name="Row")).to_contain_text("1.25")
    expect(other.locator("[role=row]")).to_have_count(3)
    assert lines(other) == ["first", "second", "third"]


def test_address_that_makes_no_sense_says_so_and_shows_the_rest(open_page, rows):
    """What can't be read is named, the other filters hold."""
    rows.add("still here")
    page = open_page(f"{rows.query}&levels=LOUD&row=nonsense")
    expect(page.get_by_role("status").first).to_contain_text("LOUD")
    expect(page.get_by_role("row")).to_have_count(1)


def test_query_that_the_api_refuses_is_told_beside_its_field(open_page, rows):
    """LogsQL that can't be read has the API's words beside it, and mending it recovers."""
    rows.add("here", spx_price="5901")
    page = open_page(rows.query, allow=("Failed to load resource",))
    field = page.get_by_label("LogsQL filter")
    field.fill("spx_price:>5900 | delete")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#search-complaint")).not_to_be_empty()
    field.fill("spx_price:>5900")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(1)


def test_keys_walk_through_rows_and_errors_but_not_inside_inputs(open_page, rows):
    """J and k move, e finds the next error, c shows its context, Escape leads back."""
    rows.add("one", "two")
    rows.add("broken", level="ERROR")
    rows.add("three", age_secs=20)
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(4)
    page.keyboard.press("e")
    detail = page.get_by_role("complementary", name="Row")
    expect(detail).to_contain_text("broken")
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Context")).to_contain_text("one")
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Context")).to_have_count(0)
    page.keyboard.press("k")
    expect(detail).to_contain_text("two")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    expect(page.get_by_label("Search messages")).to_have_value("jk?")


def test_saved_view_comes_back_by_its_name(open_page, rows):
    """A named view is kept in the browser and leads to the same filters."""
    rows.add("kept")
    page = open_page(f"{rows.query}&levels=INFO")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of this view").fill("Mine")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Errors").click()
    page.wait_for_url(lambda url: "CRITICAL" in url)
    page.get_by_role("button", name="Views").click()
    page.get_by_role("button", name="Mine", exact=True).click()
    page.wait_for_url(lambda url: rows.instance in url)
    expect(page.get_by_role("row")).to_have_count(1)


def test_saved_views_move_to_another_browser_as_a_file(open_page, rows, tmp_path):
    """What one browser exports, another imports; a file without views is refused in words."""
    rows.add("kept")
    page = open_page(f"{rows.query}&levels=INFO")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of this view").fill("Mine")
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export").click()
    path = tmp_path / "views.json"
    download.value.save_as(path)
    other = open_page()
    other.get_by_role("button", name="Views").click()
    field = other.locator("input[type=file]")
    bad = tmp_path / "other.json"
    bad.write_text('{"no": "views"}')
    field.set_input_files(bad)
    expect(other.get_by_text("This file holds no saved views")).to_be_visible()
    field.set_input_files(path)
    other.get_by_role("button", name="Mine", exact=True).click()
    other.wait_for_url(lambda url: rows.instance in url)
    expect(other.get_by_role("row")).to_have_count(1)


def test_context_leads_back_to_the_same_place_in_the_list(open_page, rows):
    """Escape, and the back button, find the list where it was scrolled to."""
    rows.add(*[f"row {number}" for number in range(300)])
    page = open_page(rows.query)
    grid = page.get_by_role("grid")
    expect(grid).to_have_attribute("aria-rowcount", "300")
    grid.evaluate("element => { element.scrollTop = 2200; }")
    page.get_by_role("row").filter(has_text=re.compile(r"row 110$")).click()
    before = grid.evaluate("element => element.scrollTop")
    page.keyboard.press("c")
    pane = page.get_by_role("region", name="Context")
    expect(pane.locator("[aria-current]")).to_contain_text("row 110")
    assert "context=" in page.url
    page.keyboard.press("Escape")
    expect(pane).to_have_count(0)
    assert grid.evaluate("element => element.scrollTop") == before


def test_around_shows_other_components_silences_and_orders(open_page, rows):
    """Thirty seconds before and after, with what was silent drawn and orders listed."""
    # At a time of this test's own: the view is of everything that was logged then.
    rows.add("before", age_secs=1_240, component="Venue", client_order_id=f"O-{rows.instance[:6]}")
    rows.add("broken", level="ERROR", age_secs=1_235)
    page = open_page(f"{rows.query}&levels=ERROR")
    page.get_by_role("row").click()
    page.keyboard.press("a")
    pane = page.get_by_role("region", name="Around")
    expect(pane).to_contain_text("before")
    expect(pane.get_by_text("of silence").first).to_be_visible()
    expect(pane.get_by_role("link", name=f"O-{rows.instance[:6]}")).to_be_visible()


def test_two_values_of_one_field_are_either(open_page, rows):
    """Two events that are clicked show the rows of both."""
    rows.add("a", event="OrderFilled")
    rows.add("b", event="OrderSubmitted")
    rows.add("c", event="OrderDenied")
    query = f"{rows.query}&is=event%3DOrderFilled&is=event%3DOrderSubmitted"
    page = open_page(query)
    expect(page.get_by_role("row")).to_have_count(2)


def test_second_value_of_a_field_is_clicked_beside_the_first(open_page, rows):
    """A value that is chosen does not hide the others."""
    rows.add("a", component="Left")
    rows.add("b", component="Right")
    rows.add("c", component="Neither")
    page = open_page(rows.query)
    page.get_by_role("button", name=re.compile("^Left")).click()
    expect(page.get_by_role("row")).to_have_count(1)
    page.get_by_role("button", name=re.compile("^Right")).click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_run_is_chosen_from_those_of_the_last_day(open_page, rows):
    """The selector shows one run's rows alone, and its badge."""
    rows.add("only here", trader_id=f"T-{rows.instance[:8]}")
    page = open_page()
    select = page.get_by_label("Run", exact=True)
    expect(select).to_contain_text(f"T-{rows.instance[:8]}")
    select.select_option(rows.instance)
    expect(page.get_by_role("row")).to_have_count(1)


def test_preset_changes_the_filters_and_keeps_the_range(open_page, rows):
    """Six views that everybody has, over the time that is looked at."""
    rows.add("here", level="ERROR")
    page = open_page(f"{rows.query}&since=6h&zone=UTC")
    page.get_by_role("button", name="Views").click()
    presets = ("Errors", "Warnings by strategy", "Orders", "Rejects", "Lost and put aside")
    for name in (*presets, "Containers"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    page.get_by_role("button", name="Rejects", exact=True).click()
    page.wait_for_url(lambda url: "OrderRejected" in url)
    assert "since=6h" in page.url
    assert "zone=UTC" in page.url
    assert "is=instance_id" not in page.url
    expect(page.get_by_role("alert")).to_have_count(0)


def test_muted_messages_are_counted_and_come_back(open_page, rows):
    """A kind of message is hidden, whatever its numbers, and the page says how many rows are."""
    rows.add("took 3 ms", "took 41 ms", "kept")
    page = open_page(rows.query)
    page.get_by_role("row").filter(has_text="took 3 ms").click()
    page.get_by_role("button", name="Mute such messages").click()
    expect(page.get_by_role("row").filter(has_text="took")).to_have_count(0)
    expect(page.get_by_text("2 rows are muted")).to_be_visible()
    rows.add("took 7 ms", age_secs=0)
    expect(page.get_by_text("3 rows are muted")).to_be_visible()
    page.reload()
    page.get_by_text("3 rows are muted").click()
    page.get_by_role("button", name="Unmute").click()
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "4")


def test_rows_before_muted_ones_are_reached(open_page, rows):
    """Where nearly all rows are muted, older ones are loaded though there is nothing to scroll."""
    rows.add("kept", age_secs=100)
    rows.add(*[f"took {number} ms" for number in range(1_100)], age_secs=50)
    page = open_page(rows.query)
    page.get_by_role("row").last.click()
    page.get_by_role("button", name="Mute such messages").click()
    expect(page.get_by_role("row").filter(has_text="kept")).to_be_visible()


def test_list_tells_the_day_where_it_changes(open_page, rows):
    """A row of yesterday is told from one of today, by the days of the zone that is shown."""
    midnight = time.time_ns() // DAY_NS * DAY_NS
    days = []
    for name, time_ns in (("before", midnight - SECOND_NS), ("after", midnight + SECOND_NS)):
        rows.add(name, _time=rfc3339(time_ns))
        days.append(rfc3339(time_ns)[:10])
    page = open_page(f"{rows.query}&since=24h&zone=UTC")
    told = f"{days[0]}.*before.*{days[1]}.*after"
    expect(page.get_by_role("grid")).to_contain_text(re.compile(told, re.DOTALL))


def test_selected_rows_are_copied_as_lines(open_page, rows):
    """A selection over several rows is copied as time, level, component and message."""
    rows.add("first", "second", "third")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(3)
    text = page.evaluate(
        """() => {
            const rows = document.querySelectorAll('[role=row]');
            const cell = (row) => row.querySelectorAll('[role=gridcell]')[3].firstChild;
            getSelection().setBaseAndExtent(cell(rows[0]), 0, cell(rows[1]), 1);
            const data = new DataTransfer();
            const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true});
            rows[0].dispatchEvent(event);
            return data.getData('text/plain');
        }"""
    )
    assert [line.split(" ", 1)[1] for line in text.splitlines()] == [
        "INFO Probe-001: first",
        "INFO Probe-001: second",
    ]


def test_rows_of_more_than_a_screen_are_copied_as_lines(open_page, rows):
    """The row where a selection began is part of it, though it has scrolled out of the document."""
    rows.add(*[f"row {number}" for number in range(300)])
    page = open_page(rows.query)
    row = page.get_by_role("row")
    expect(row.filter(has_text="row 299")).to_have_count(1)
    page.evaluate(
        """() => {
            const last = [...document.querySelectorAll('[role=row]')].at(-1);
            const text = last.querySelectorAll('[role=gridcell]')[3].firstChild;
            getSelection().setBaseAndExtent(text, 0, text, 1);
        }"""
    )
    page.get_by_role("grid").evaluate("list => { list.scrollTop = 0 }")
    expect(row.filter(has_text="row 299")).to_have_count(0)
    expect(row.filter(has_text=re.compile("row 0$"))).to_have_count(1)
    text = page.evaluate(
        """() => {
            const first = document.querySelector('[role=row]');
            const text = first.querySelectorAll('[role=gridcell]')[3].firstChild;
            getSelection().extend(text, 0);
            const data = new DataTransfer();
            first.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, bubbles: true}));
            return data.getData('text/plain');
        }"""
    )
    assert [line.split(": ")[1] for line in text.splitlines()] == [f"row {n}" for n in range(300)]
