"""Patterns for pairs that come again."""

import msgspec

from nautilus_vlogs.convert import pairs
from nautilus_vlogs.convert.pairs import PlainPairs


class Row(msgspec.Struct):
    """A row without fields."""


def counted(monkeypatch):
    """Count the patterns that are made."""
    made, make = [], pairs._pattern
    monkeypatch.setattr(pairs, "_pattern", lambda keys: made.append(list(keys)) or make(keys))
    return made


def test_what_was_learned_is_found_with_other_values():
    """Texts with the same keys have their values found, in the keys' order."""
    known = PlainPairs(Row)
    known.learn("in a=1 b.c=x", {"a": "1", "b.c": "x"})
    shape, values = known.find("out a=2, b.c=y_z;")
    assert msgspec.to_builtins(shape.row(*values)) == {"a": "2", "b.c": "y_z"}
    assert known.find("a=2 b.c=None") is None


def test_texts_that_no_pattern_fits_are_tried_a_few_times_only(monkeypatch):
    """A strategy that says `px=None and so on` for ever costs some patterns, and not one a line."""
    made, known = counted(monkeypatch), PlainPairs(Row)
    for number in range(100):
        known.learn(f"a={number} and so on", {"a": str(number)})
    assert len(made) == pairs._MAX_TRIES


def test_keys_that_are_always_new_are_tried_a_few_times_only(monkeypatch):
    """Keys with a number in them do not have a pattern made for each."""
    made, known = counted(monkeypatch), PlainPairs(Row)
    for number in range(2 * pairs._MAX_FIRST_KEYS):
        known.learn(f"a{number}=1", {f"a{number}": "1"})
    assert len(made) == pairs._MAX_FIRST_KEYS
