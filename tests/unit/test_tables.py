"""Tables: aligned, and cut to the terminal without cutting what is copied from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.commands.tables import table

HEADS = ("id", "host", "last line", "rows")
ROWS = [
    ("8a6c2f0e-6c3b", "a-very-long-name-of-a-host.example", "2026-11-25 14:00:00Z", "1,234"),
    ("93fe0000-6c3b", "h", "2026-11-25 15:00:00Z", "7"),
]


def test_numbers_are_aligned_to_the_right():
    """Columns are padded, and no line ends in spaces."""
    assert table(HEADS, ROWS) == [
        "id             host                                last line              rows",
        "8a6c2f0e-6c3b  a-very-long-name-of-a-host.example  2026-11-25 14:00:00Z  1,234",
        "93fe0000-6c3b  h                                   2026-11-25 15:00:00Z      7",
    ]


def test_free_texts_are_cut_first():
    """Ids, times and numbers stay whole for as long as that is enough."""
    assert table(HEADS, ROWS, 56)[1:] == [
        "8a6c2f0e-6c3b  a-very-long…  2026-11-25 14:00:00Z  1,234",
        "93fe0000-6c3b  h             2026-11-25 15:00:00Z      7",
    ]


@pytest.mark.parametrize("max_width", [1, 20, 40])
def test_the_first_column_and_numbers_are_never_cut(max_width):
    """What is copied into the next command is whole on the narrowest terminal."""
    for line, row in zip(table(HEADS, ROWS, max_width)[1:], ROWS, strict=True):
        assert line.startswith(row[0])
        assert line.endswith(row[-1])


@given(st.lists(st.tuples(*[st.text(max_size=40)] * 3), max_size=5))
def test_each_row_is_a_line(rows):
    """Whatever is in the cells, nothing breaks a line or moves the cursor."""
    lines = table(("a", "b", "c"), rows)
    assert len(lines) == len(rows) + 1
    assert not any(set(line) & set("\n\r\x1b\u2028") for line in lines)


WORDS = st.text("abc xyz-", max_size=40)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=5), st.integers(60, 130))
def test_each_line_fits(rows, max_width):
    """Texts are cut until the terminal's width is enough."""
    assert all(len(line) <= max_width for line in table(("a", "b", "c"), rows, max_width))
