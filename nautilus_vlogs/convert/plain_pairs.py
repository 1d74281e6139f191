"""
The fast way for plain ``key=value`` pairs, which most pairs in people's texts are.

A strategy says the same few things over and over, with other values. The keys of a text become a
pattern that finds the values in the next text of these keys, where they end it. What is found is
what `fields.lift` would find.
"""

import re
from collections.abc import Set as AbstractSet

from nautilus_vlogs.convert.fields import MAX_FIELDS
from nautilus_vlogs.convert.fields import MAX_VALUE_CHARS
from nautilus_vlogs.convert.values import ungrouped

# Where each `=` of a text is part of such a pair, this finds what `lift` does.
_PLAIN_PAIR = re.compile(
    r" ([A-Za-z][\w.]{0,63}+)=([\w.+\-:/%]{1,1024}+)(?<!\.)(?:;|,(?! [0-9+\-]))?+(?![^ ])"
    r"(?! [+-]?[0-9]{1,2}:| days?)",  # which go on behind the white space
    re.ASCII,
)
_MEANS_NOTHING = frozenset({"None", "null", "nan", "NaN"})

#: What is a value whatever its text: no word for nothing (they begin with an N), no digits in
#: groups (which would lose their underscores), no full stop of a sentence at its end.
_VALUE = r"([A-MO-Za-mo-z_./:%][\w.+\-:/%]*+|[0-9+\-][0-9A-Za-z.+\-:/%]*+)(?<!\.)"
_BETWEEN = r"[,;]?+ "
_END = r"[,;]?+\Z"

# Compiling a pattern takes as long as lifting from a hundred texts, so its use is bounded.
_MAX_FIRST_KEYS = 256
_MAX_PATTERNS_OF_A_KEY = 8
_MAX_KEYS = 16


def plain_pairs(text: str, reserved: AbstractSet[str]) -> dict[str, str] | None:
    """Return what `fields.lift` finds in a strategy's text, ``None`` unless all pairs are plain."""
    fields = dict(_PLAIN_PAIR.findall(f" {text}"))
    values = fields.values()
    if (
        text.count("=") != len(fields)
        or len(fields) > MAX_FIELDS
        or text.endswith(")")
        or not _MEANS_NOTHING.isdisjoint(values)
        or not reserved.isdisjoint(fields)
    ):
        return None
    if "_" in "".join(values):
        return {key: ungrouped(value) for key, value in fields.items()}
    return fields


class KeySequence:
    """
    Keys that come in one order.

    Parameters
    ----------
    keys : tuple of str
        The keys, as `plain_pairs` found them.

    Attributes
    ----------
    keys : tuple of str
        The keys.
    match : callable
        Matches a text from the first key on; the groups are the values.
    members : str
        Members of a JSON object, each behind a comma, to be formatted with the values: no
        character of a plain pair is escaped in JSON.

    """

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        pairs = (f"{re.escape(key)}={_VALUE}" for key in keys)
        self.match = re.compile(_BETWEEN.join(pairs) + _END, re.ASCII).match
        self.members = "".join(f',"{key}":"%s"' for key in keys)


class KeySequences:
    """Remember sequences of keys by the first of them."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[KeySequence]] = {}

    def learn(self, keys: tuple[str, ...]) -> None:
        """Remember the keys that `plain_pairs` found in a text, as far as there is room."""
        first = keys[0] if keys else ""
        known = self._by_first.get(first, [])
        if (
            0 < len(keys) <= _MAX_KEYS
            and len(known) < _MAX_PATTERNS_OF_A_KEY
            and (known or len(self._by_first) < _MAX_FIRST_KEYS)
            and all(sequence.keys != keys for sequence in known)
        ):
            self._by_first[first] = [*known, KeySequence(keys)]

    def find(self, text: str) -> tuple[KeySequence, tuple[str, ...]] | None:
        """Return the sequence that ends a text, and its values; ``None`` if none is known."""
        equals = text.find("=")
        start = text.rfind(" ", 0, equals) + 1
        if len(text) <= MAX_VALUE_CHARS:
            for sequence in self._by_first.get(text[start:equals], ()):
                found = sequence.match(text, start)
                if found is not None:
                    return sequence, found.groups()
        return None
