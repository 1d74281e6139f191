import re

from playwright.sync_api import expect

from ui.ui_kit import lines


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
