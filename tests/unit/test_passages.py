"""Parts of a log that are passed over, wherever the lines are cut that are read at a time."""

from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.passages import Passages

LINE = b"a line\n"


@given(
    begin=st.integers(0, 20), size=st.integers(0, 20), is_open=st.booleans(), cut=st.integers(1, 9)
)
def test_lines_are_of_one_kind_wherever_they_are_cut(begin, size, is_open, cut):
    """Each line is passed over if and only if it stands in a part that is."""
    passages = Passages()
    passages.begin(Position(0, begin * len(LINE)))
    if not is_open:
        passages.end(Position(0, (begin + size) * len(LINE)))
    number, found = 0, []
    while number < 40:
        lines, is_passed_over = passages.split(Position(0, number * len(LINE)), LINE * cut)
        assert lines
        count = lines.count(b"\n")
        found += [is_passed_over] * count
        number += count
    wanted = [begin <= one and (is_open or one < begin + size) for one in range(len(found))]
    assert found == wanted


def test_parts_reach_over_files():
    """A file in the middle of a part is passed over as a whole, those around it to their ends."""
    passages = Passages()
    passages.begin(Position(1, 7))
    assert passages.open_from == Position(1, 7)
    passages.begin(Position(2, 0))
    passages.end(Position(3, 7))
    passages.end(Position(5, 0))
    assert passages.open_from is None
    at = [(0, 0), (1, 0), (1, 7), (2, 0), (3, 0), (3, 7), (4, 0)]
    found = [passages.split(Position(*one), 2 * LINE) for one in at]
    assert [is_passed_over for _, is_passed_over in found] == [0, 0, 1, 1, 1, 0, 0]
    assert [lines.count(b"\n") for lines, _ in found] == [2, 1, 2, 2, 1, 2, 2]
