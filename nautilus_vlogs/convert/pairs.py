"""
Plain ``key=value`` pairs at the end of a text, found by patterns for the keys that come again.

A strategy says the same few things over and over, with other values. What `fields.lift` finds in
the first of them is remembered as a pattern and a type of row, which finds it in the next ones in
half the time; where no pattern fits, `fields.lift` has to look.
"""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

import msgspec

from nautilus_vlogs.convert.fields import MAX_VALUE_CHARS

#: What is a value whatever comes with it: no word for nothing (they begin with an N), no digits in
#: groups (which would lose their underscores), no full stop of a sentence at its end.
_VALUE = r"([A-MO-Za-mo-z_./:%][\w.+\-:/%]*+|[0-9+\-][0-9A-Za-z.+\-:/%]*+)(?<!\.)"
_BETWEEN = r"[,;]?+ "
_END = r"[,;]?+\Z"

#: Making a pattern takes as long as lifting from a hundred texts: so it is tried for so many first
#: keys, and so often for each. After that what is known has to do.
_MAX_FIRST_KEYS = 256
_MAX_TRIES = 8


class Shape:
    """
    A sequence of keys.

    Parameters
    ----------
    keys : sequence of str
        The keys.
    pattern : re.Pattern
        Matches a text from the first key on; the groups are the values.
    base : type
        The type of rows without fields.

    Attributes
    ----------
    find : callable
        The pattern's `match`.
    row : type
        The base with a field more for each key, in their order.
    keys : tuple[str, ...]
        The keys.

    """

    def __init__(
        self, keys: Sequence[str], pattern: re.Pattern[str], base: type[msgspec.Struct]
    ) -> None:
        self.find = pattern.match
        self.keys = tuple(keys)
        names = {f"field_{number}": key for number, key in enumerate(keys)}  # a key may have dots
        self.row: Any = msgspec.defstruct(
            "Row",
            [(name, str, "") for name in names],
            bases=(base,),
            rename=names,
            omit_defaults=True,
            gc=False,
        )


class PlainPairs:
    """
    Find what was seen before.

    Parameters
    ----------
    base : type
        The type of rows without fields.

    """

    def __init__(self, base: type[msgspec.Struct]) -> None:
        self._base = base
        self._shapes: dict[str, list[Shape]] = {}  # by the first key
        self._tries: dict[str, int] = {}

    def find(self, text: str) -> tuple[Shape, tuple[str, ...]] | None:
        """Return the shape of a text's pairs and their values, ``None`` if it is not known."""
        key, start = _first_key(text)
        for shape in self._shapes.get(key, ()):
            match = shape.find(text, start)
            if match is not None and len(text) <= MAX_VALUE_CHARS:
                return shape, match.groups()
        return None

    def learn(self, text: str, fields: Mapping[str, str]) -> None:
        """Remember what was lifted from a text, if a pattern finds all of it."""
        key, start = _first_key(text)
        tries = self._tries.get(key, 0)
        is_full = tries >= _MAX_TRIES or (not tries and len(self._tries) >= _MAX_FIRST_KEYS)
        if is_full or not fields or len(text) > MAX_VALUE_CHARS:
            return
        self._tries[key] = tries + 1
        pattern = _pattern(fields)
        match = pattern.match(text, start)
        if match is not None and match.groups() == tuple(fields.values()):
            self._shapes.setdefault(key, []).append(Shape(list(fields), pattern, self._base))


def _first_key(text: str) -> tuple[str, int]:
    """Return what stands before the first equals sign, and where that begins."""
    equals = text.find("=")
    start = text.rfind(" ", 0, equals) + 1
    return text[start:equals], start


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    pairs = (f"{re.escape(key)}={_VALUE}" for key in keys)
    return re.compile(_BETWEEN.join(pairs) + _END, re.ASCII)
