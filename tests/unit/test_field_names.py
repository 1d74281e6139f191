"""The different names of fields are bounded, and what is turned away stays in the row."""

import json

import pytest
from converter_kit import Converter
from converter_kit import checked
from converter_kit import line

from nautilus_vlogs.convert.field_names import FieldNames
from nautilus_vlogs.schema import EVENT_FIELDS
from nautilus_vlogs.schema import MAX_FIELD_NAMES
from nautilus_vlogs.schema import TAGS


def lifted(rows):
    return {name for row in rows for name in row} - TAGS - EVENT_FIELDS - {"app"}


def test_names_are_admitted_up_to_the_limit():
    """A name that was admitted once stays so; all of several are admitted, or none."""
    names = FieldNames(limit=3)
    assert names.admit_all(("a", "b"))
    assert not names.admit_all(("b", "c", "d"))
    assert names.admit("c")
    assert not names.admit("d")
    assert names.admit_all(("a", "b", "c"))
    assert names.admit("client_order_id")


def test_that_names_are_turned_away_is_said_once():
    """By the original, not by a copy, which goes on by itself."""
    said = []
    names = FieldNames(limit=1, on_full=lambda: said.append("full"))
    copy = names.copy()
    assert copy.admit("a")
    assert not copy.admit("b")
    assert names.admit("b")
    assert said == []
    assert not names.admit("c")
    assert not names.admit("d")
    assert said == ["full"]


@pytest.mark.parametrize("at_once", [1, 50, 1_000])
def test_the_names_of_a_process_s_rows_are_bounded(at_once):
    """However many lines are converted at a time; each text is whole, and known names go on."""
    converter = Converter()
    lines = [
        line(" ".join(f"field_{number}_{i}={number}" for i in range(40))) for number in range(50)
    ]
    rows = []
    for start in range(0, len(lines), at_once):
        rows += converter.rows(*lines[start : start + at_once])
    assert len(lifted(rows)) == MAX_FIELD_NAMES
    assert [row["_msg"] for row in rows] == [json.loads(one)["message"] for one in lines]
    known = converter.row("field_0_0=7 client_order_id=O-1 field_49_0=8")
    assert (known["field_0_0"], known["client_order_id"]) == ("7", "O-1")
    assert "field_49_0" not in known


def test_fields_that_stand_beside_the_text_are_kept_in_one():
    """They are nowhere else: one field holds those that are turned away, as JSON."""
    converter = Converter()
    rows = [converter.row("text", **{f"x_{n}_{i}": str(i) for i in range(50)}) for n in range(10)]
    assert len(lifted(rows)) == MAX_FIELD_NAMES
    *_, last = rows
    assert json.loads(last["more_fields"]) == {f"x_9_{i}": str(i) for i in range(50)}


def test_a_snapshot_lifts_what_its_original_will():
    """What is read again has the same fields as the first time."""
    converter = Converter()
    converter.rows(*(line(f"a_{number}=1 b_{number}=2") for number in range(150)))
    again = converter.snapshot()
    more = b"".join(line(f"c_{number}=1 d_{number}=2") for number in range(100))
    assert checked(again.convert(more).rows) == checked(converter.convert(more).rows)
