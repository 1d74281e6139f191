"""Plain pairs: the fast ways find what lifting finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.convert import plain_pairs as module
from nautilus_vlogs.convert.fields import lift
from nautilus_vlogs.convert.plain_pairs import KeySequences
from nautilus_vlogs.convert.plain_pairs import plain_pairs

RESERVED = frozenset({"level"})

keys = st.sampled_from(["a", "b", "x.y", "order", "level", "event", "_a", "1", "k" * 65, "é"])
values = st.one_of(
    st.sampled_from(
        [
            "2026-01-02",
            "03:04",
            "1 day, 0:05:00",
            "1 days",
            "1",
            "-2.5",
            "x_y",
            "1_000",
            "1,234",
            "None",
            "N",
            "now",
            "1.",
            "(c)",
            "a=b",
        ]
    ),
    st.text("aN1_.,;+-:/%()[]'\" \n=é", max_size=4),
)
pairs = st.lists(
    st.builds(
        "{}={}{}".format, keys, values, st.sampled_from(["", "", ",", ";", ".", " and", " 03:04"])
    ),
    max_size=4,
).map(" ".join)
texts = st.one_of(
    pairs,
    pairs.map("OrderX({})".format),
    pairs.map("said {}".format),
    pairs.map("said\t{}".format),
    pairs.map("(a {}".format),
)


def found(sequences, text):
    """Return what remembered keys find in a text, ``None`` if they leave it to others."""
    known = sequences.find(text)
    return None if known is None else dict(zip(known[0].keys, known[1], strict=True))


@given(st.lists(texts, min_size=1, max_size=12))
def test_plain_pairs_are_what_lifting_finds(some):
    """Whatever was learned from other texts, what is found in one is what `lift` finds."""
    sequences = KeySequences()
    for text in some:
        plain = plain_pairs(text, RESERVED)
        if plain is not None:
            sequences.learn(tuple(plain))
    for text in some:
        lifted = lift(text, pairs=True, reserved=RESERVED)
        assert plain_pairs(text, RESERVED) in (None, lifted)
        assert found(sequences, text) in (None, lifted)


@given(st.text(" ab=,;.N1_+(é\n", max_size=24))
def test_known_keys_find_in_any_text_what_lifting_finds(text):
    """Known keys leave alone what is not theirs to find."""
    sequences = KeySequences()
    for known in (("a",), ("b",), ("a", "b"), ("b", "a"), ("aa", "b")):
        sequences.learn(known)
    assert found(sequences, text) in (None, lift(text, pairs=True, reserved=RESERVED))


def test_keys_that_come_again_are_known():
    """The next text of the same keys is searched by their pattern."""
    sequences = KeySequences()
    text = "entry order={} price={}, side={}"
    assert found(sequences, text.format("O-1", "5.25", "BUY")) is None
    sequences.learn(("order", "price", "side"))
    assert found(sequences, text.format("O-2", "6.50", "SELL")) == {
        "order": "O-2",
        "price": "6.50",
        "side": "SELL",
    }


def test_patterns_are_bounded(monkeypatch):
    """Keys that never come again do not make patterns for ever."""
    made = []
    compile_pattern = re.compile

    def counted(*args):
        made.append(args)
        return compile_pattern(*args)

    monkeypatch.setattr(module.re, "compile", counted)
    sequences = KeySequences()
    for number in range(3_000):
        sequences.learn((f"a{number}", "b"))
        sequences.learn(("a0", f"b{number}"))
        sequences.learn(tuple(f"c{key}" for key in range(number)))
    assert len(made) <= 300
