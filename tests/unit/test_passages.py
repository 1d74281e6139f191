"""Parts of a log that are passed over, wherever the lines are cut that are read at a time."""

import uuid
from itertools import chain

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import PassageRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import replay
from nautilus_vlogs.deliver.passages import Passages

LINE = b"a line\n"


@given(
    begin=st.integers(0, 20), size=st.integers(0, 20), is_open=st.booleans(), cut=st.integers(1, 9)
)
def test_lines_are_of_one_kind_wherever_they_are_cut(begin, size, is_open, cut):
    """Each line is passed over if and only if it stands in a part that is."""
    passages = Passages()
    passages.change(Position(0, begin * len(LINE)), is_on=True)
    if not is_open:
        passages.change(Position(0, (begin + size) * len(LINE)), is_on=False)
    number, found = 0, []
    while number < 40:
        lines, is_passed_over = passages.split(Position(0, number * len(LINE)), LINE * cut)
        assert lines
        count = lines.count(b"\n")
        found += [is_passed_over] * count
        number += count
    wanted = [begin <= one and (is_open or one < begin + size) for one in range(len(found))]
    assert found == wanted


@pytest.mark.parametrize("is_journaled", [True, False])
def test_parts_reach_over_files(is_journaled):
    """A file in the middle of a part is passed over as a whole; a journal tells it of them."""
    passages = Passages()
    changes = [((1, 7), True), ((2, 0), True), ((3, 7), False), ((5, 0), False), ((6, 0), True)]
    told = [passages.change(Position(*at), is_on=is_on) for at, is_on in changes]
    assert told == [
        [PassageRecord(Position(1, 7))],
        [],
        [PassageRecord(Position(1, 7), Position(3, 7))],
        [],
        [PassageRecord(Position(6, 0))],
    ]
    if is_journaled:
        session = Session(instance_id=str(uuid.uuid4()), destination=Destination(url="http://s"))
        state = JournalState(session)
        for record in chain(*told):
            state.apply(record)
        lines = b"".join(msgspec.json.encode(record) + b"\n" for record in state.records())
        passages = Passages(replay(lines).passages)
    at = [(0, 0), (1, 0), (1, 7), (2, 0), (3, 0), (3, 7), (4, 0), (6, 0), (7, 0)]
    found = [passages.split(Position(*one), 2 * LINE) for one in at]
    assert [is_passed_over for _, is_passed_over in found] == [0, 0, 1, 1, 1, 0, 0, 1, 1]
    assert [lines.count(b"\n") for lines, _ in found] == [2, 1, 2, 2, 1, 2, 2, 2, 2]
