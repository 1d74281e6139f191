import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.rows import LogRow

TIMES = st.integers(0, 2 * 10**18)
TEXTS = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())


@given(
    st.one_of(
        st.builds(Position, TIMES),
        st.builds(Position, TIMES, st.integers(0, 10**18), st.lists(TEXTS).map(tuple)),
        st.builds(Position, TIMES, skip=st.integers(0, 10**8)),
    )
)
def test_a_position_is_read_as_it_is_written(position):
    """Whatever the instances are called: it is made of plain characters."""
    text = str(position)
    assert text.isascii()
    assert Position.parse(text) == position


@pytest.mark.parametrize(
    "text", ["", ",", "5", "now,", "now,-1", "now,~", "now,~x", "x,1", "now,1,", "9" * 9_000]
)
def test_what_is_no_position_is_refused(text):
    """One error, which names the parameter."""
    with pytest.raises(InvalidQueryError, match="`after`"):
        Position.parse(text, name="after")


def test_rows_of_one_time_are_told_apart():
    """By number and instance, or by how many of them were passed."""
    position = Position(-1)
    for seq, instance in ((7, "a"), (7, "b"), (7, "b")):
        position = position.passed(LogRow(5, "", instance_id=instance, seq=seq))
    assert position == Position(5, 7, ("a", "b"))
    position = position.passed(LogRow(5, "")).passed(LogRow(5, ""))
    assert position == Position(5, skip=2)
    assert position.passed(LogRow(6, "")) == Position(6, skip=1)
