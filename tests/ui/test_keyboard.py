"""The page without a pointer: what has the focus, and where it goes."""

from playwright.sync_api import expect

_FOCUS = "document.activeElement.getAttribute('role') ?? document.activeElement.tagName"


def test_arrow_keys_walk_through_the_list_and_enter_opens_a_row(open_page, rows):
    """The list is a grid that holds the focus and names its active row."""
    rows.add("one", "two", "three")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(3)
    grid = page.get_by_role("grid")
    grid.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    active = page.locator("[role=row][aria-selected=true]")
    expect(active).to_contain_text("two")
    assert grid.get_attribute("aria-activedescendant") == active.get_attribute("id")
    expect(page.get_by_role("complementary", name="Row")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Row")).to_contain_text("two")
    page.keyboard.press("j")
    expect(page.get_by_role("complementary", name="Row")).to_contain_text("three")


def test_focus_goes_to_what_opens_and_back_when_that_closes(open_page, rows):
    """A row, its context and the help take the focus, and give it back."""
    rows.add("one", "two")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("grid").focus()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Row").get_by_role("heading")).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Context").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="Row").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("grid")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(_FOCUS) == "grid"


def test_error_keys_say_where_there_is_no_error(open_page, rows):
    """Nothing happens in silence."""
    rows.add("one")
    rows.add("broken", level="ERROR", age_secs=20)
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(2)
    page.keyboard.press("e")
    expect(page.get_by_role("complementary", name="Row")).to_contain_text("broken")
    page.keyboard.press("e")
    expect(page.get_by_text("No error after this")).to_be_visible()
    page.keyboard.press("E")
    expect(page.get_by_text("No error before this")).to_be_visible()


def test_escape_closes_a_menu_and_nothing_below_it(open_page, rows):
    """Keys of the page rest while a menu is open."""
    rows.add("one", "two")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(2)
    page.keyboard.press("Enter")
    detail = page.get_by_role("complementary", name="Row")
    expect(detail).to_contain_text("two")
    for name in ("Views", "Export", "Last 1 hour"):
        page.get_by_role("button", name=name).click()
        expect(page.locator(":popover-open")).to_have_count(1)
        page.keyboard.press("k")
        page.keyboard.press("Escape")
        expect(page.locator(":popover-open")).to_have_count(0)
        expect(detail).to_contain_text("two")


def test_held_key_walks_on_however_long_it_is_held(open_page, rows):
    """The address follows a row that moves thirty times a second, and ends at the right one."""
    rows.add(*[f"row {number}" for number in range(450)], age_secs=900)
    page = open_page(rows.query)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "450")
    page.keyboard.press("Enter")
    page.evaluate("""async () => {
        for (let turn = 0; turn < 400; turn++) {
            dispatchEvent(new KeyboardEvent("keydown", {key: "k", bubbles: true}));
            await new Promise((drawn) => setTimeout(drawn));
        }
    }""")
    detail = page.get_by_role("complementary", name="Row")
    expect(detail).to_contain_text("row 49")
    page.wait_for_url(
        lambda url: f"{rows.instance}%7E49%7E" in url or f"{rows.instance}~49~" in url
    )


def test_new_rows_are_announced_as_a_count(open_page, rows):
    """A screen reader hears how many came, now and then, and not each of them."""
    rows.add("old")
    page = open_page(rows.query)
    expect(page.get_by_role("row")).to_have_count(1)
    told = page.locator("footer output").last
    page.wait_for_function("began => performance.now() > began + 10_500", arg=0)
    rows.add("a", "b", "c", age_secs=0)
    expect(told).to_have_text("3 new rows")
