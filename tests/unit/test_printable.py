import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.printable import escaped
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.printable import spreadsheet_cell

UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_no_unsafe_character_of_unicode_passes(step):
    """Each of its code points is tried; what is left as it is belongs to no unsafe category."""
    common, last = 0x3000, sys.maxunicode
    everything = "".join(map(chr, [*range(common), *range(common, last + 1, step)]))
    unsafe = {char for char in everything if unicodedata.category(char) in UNSAFE}
    shown = set(escaped(everything))
    assert not shown & unsafe
    assert shown >= set(everything) - unsafe


@given(st.text(st.characters()))
def test_several_lines_stay_several_lines(text):
    """Line feeds and tabs are left, everything else is as on one line."""
    shown = escaped_lines(text)
    assert shown.count("\n") == text.count("\n")
    assert escaped(shown.replace("\n", "").replace("\t", "")) == shown.replace("\n", "").replace(
        "\t", ""
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain é 漢字 🚀", "plain é 漢字 🚀"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("a\rb\nc\td", "a\\rb\\nc\\td"),
        ("evil\u202etxt\u2066\u200b", "evil\\u202etxt\\u2066\\u200b"),
        ("\u2028\u2029\x85\udcff", "\\u2028\\u2029\\x85\\udcff"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_escapes_are_those_of_python(text, wanted):
    """A reader can tell which character it was."""
    assert escaped(text) == wanted


def test_a_limit_marks_what_it_cuts():
    """The text is cut before it is escaped, so that no escape is cut in half."""
    assert escaped("abcdef", 4) == "abc…"
    assert escaped("abcd", 4) == "abcd"
    assert escaped("\x1b" * 9, 3) == "\\x1b\\x1b…"


@pytest.mark.parametrize("sign", "=+-@\uff1d\uff0b\uff0d\uff20")
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\t", "\n", " \r\n"])
def test_no_cell_is_a_formula(sign, before):
    """What a spreadsheet could run stands behind an apostrophe; numbers stay numbers."""
    value = f"{before}{sign}cmd|' /C calc'!A0"
    assert spreadsheet_cell(value) == f"'{value}"
    for number in ("-1", "+1.5e-3", "1", "a=1", "", "5890.50", "-0.25"):
        assert spreadsheet_cell(number) == number
