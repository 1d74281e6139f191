"""How many different field names may be sent at a time."""

import json

from unit.delivery_kit import Clock

from nautilus_vlogs.deliver.field_names import MAX_FIELD_NAMES
from nautilus_vlogs.deliver.field_names import NamesPace
from nautilus_vlogs.deliver.field_names import parts_by_names


def names(first, count):
    return {f"field_{number}" for number in range(first, first + count)}


def test_usual_names_wait_for_nothing():
    """The same fields again and again are no more names than they are."""
    pace = NamesPace(Clock())
    assert [pace.wait_secs(names(0, 1_000)) for _ in range(100)] == [0.0] * 100


def test_many_names_wait_until_the_store_has_written_the_others():
    """Over any span in which rows may come into one block, names stay below the limit."""
    clock = Clock()
    pace = NamesPace(clock)
    assert pace.wait_secs(names(0, 1_000)) == 0.0
    clock.now += 1.0
    assert pace.wait_secs(names(1_000, MAX_FIELD_NAMES - 1_000)) == 0.0
    assert pace.wait_secs(names(5_000, 500)) == 2.0
    clock.now += 2.0
    assert pace.wait_secs(names(5_000, 500)) == 0.0
    assert pace.wait_secs(names(9_000, 1_000)) > 0.0


def test_names_beyond_the_limit_wait_for_others_only():
    """A single set, however large, is sent once nothing else is in the way."""
    clock = Clock()
    pace = NamesPace(clock)
    assert pace.wait_secs(names(0, 2 * MAX_FIELD_NAMES)) == 0.0
    assert pace.wait_secs(names(0, 1)) > 0.0


def test_rows_are_parted_by_their_names():
    """Each part has few enough of them, and all rows are in one part, in order."""
    rows = {seq: json.dumps(dict.fromkeys(names(40 * seq, 40), "1")).encode() for seq in range(200)}
    parts = parts_by_names(rows)
    assert [seq for numbers, _ in parts for seq in numbers] == list(range(200))
    assert all(len(found) <= MAX_FIELD_NAMES for _, found in parts)
    assert len(parts) == 5
