r"""
Fields lifted out of message texts.

Two kinds of text hold them. Nautilus's events and commands print themselves as
``OrderFilled(client_order_id=…, last_px=1.10 USD)``, where a value ends at a comma or a bracket;
people write ``entry trigger action=entry spx_price=5890.50``, where it ends at white space.
"""

import re
from collections.abc import Set as AbstractSet
from itertools import islice

#: A message is scanned up to here; what a person or Nautilus writes is far shorter.
MAX_SCANNED_CHARS = 16_384
MAX_FIELDS = 64
MAX_KEY_BYTES = 64
MAX_VALUE_CHARS = 1_024

# The possessive quantifiers (`++`, `*+`) and the look-behinds keep both patterns linear.
_QUOTED = r"""\"[^\"]*+\"|'[^']*+'"""
_PAIR = re.compile(
    r"(?<![^\s,;(\[{|])([A-Za-z_][\w.]*+)=(?!=)"  # a key stands after white space or a separator
    rf"({_QUOTED}|(?:[^\s,;|()\[\]{{}}\"']|,(?=\d{{3}}(?!\d)))++)",  # 1,234.50 is one value
)
# Most pairs are plain. Where each `=` of a text is part of one, this finds what `_PAIR` does, and
# what the rules for keys and values allow, in a third of the time.
_PLAIN_PAIR = re.compile(
    r" ([A-Za-z][\w.]{0,63}+)=([\w.+\-:/%]{1,1024}+)(?<!\.)[,;]?+(?![^ ])",
    re.ASCII,
)
_EVENT_FIELD = re.compile(rf"(?<![\w.])([A-Za-z_]\w*+)=({_QUOTED}|[^,()\[\]{{}}\"'=]++)")
# What prints itself stands at the start, behind arrows and brackets (`<--[EVT] OrderFilled(…)`),
# or, if it is one of Nautilus's, behind some words (`Applying OrderFilled(…)`).
_NAUTILUS_NAME = (
    r"(?:Order|Position|Account|Trading|Component|Submit|Modify|Cancel|BatchCancel|Query|Request"
    r"|Subscribe|Unsubscribe|Generate|Shutdown|Fill|Execution)[A-Z]\w*+"
)
_EVENT = re.compile(
    rf"(?:(?:[<\[\-]\S* ){{0,3}}([A-Z]\w*+)|[^(=]{{0,48}}?\b({_NAUTILUS_NAME}))\((?=[a-z_]\w*+=)",
)
_KEY = re.compile(r"[A-Za-z][\w.]*+")
_GROUPED_DIGITS = re.compile(r"[+-]?\d{1,3}+(?:(?:_\d{3})++|(?:,\d{3})++)(?:\.\d*+)?+")
#: Names of fields that were checked; people and Nautilus use the same few again and again.
_good_keys: set[str] = set()
_MAX_GOOD_KEYS = 4_096
_MEANS_NOTHING = frozenset({"", "None", "null", "nan", "NaN"})


def lift(message: str, *, pairs: bool, reserved: AbstractSet[str]) -> dict[str, str]:
    """
    Return the fields that a message's text holds.

    Parameters
    ----------
    message : str
        The text.
    pairs : bool
        Lift ``key=value`` pairs from texts that are no event or command too.
    reserved : Set[str]
        Names that are not to be lifted, for they are tags.

    Returns
    -------
    dict[str, str]
        At most `MAX_FIELDS`; the first of several values of one key; digits without grouping
        (``100_000`` gives ``100000``), so that the store can compare them as numbers. An event's
        or a command's name is the field ``event``.

    """
    text = message if len(message) <= MAX_SCANNED_CHARS else message[:MAX_SCANNED_CHARS]
    is_whole = message.endswith((")", ").")) and len(text) == len(message)
    event = _EVENT.match(text) if is_whole else None
    fields: dict[str, str] = {}
    if event is not None:
        found = _parts(text, event.end()) or _matches(_EVENT_FIELD, text, event.end())
        if "event" not in reserved:
            fields["event"] = event[1] or event[2]
    elif pairs:
        plain = _plain_pairs(text)
        if plain is not None and reserved.isdisjoint(plain):
            return plain
        found = _matches(_PAIR, text, 0)
    else:
        return {}
    if len(text) <= MAX_VALUE_CHARS:
        # What most texts hold can be taken as it is: looked at all in one, in a third of the time.
        whole = dict(found)
        if (
            len(found) == len(whole) < MAX_FIELDS
            and _good_keys.issuperset(whole)
            and _MEANS_NOTHING.isdisjoint(whole.values())
            and reserved.isdisjoint(whole)
            and "event" not in whole
        ):
            return fields | whole if fields else whole
    for key, value in found[: 4 * MAX_FIELDS]:
        if (
            (key in _good_keys or _is_key(key))
            and key not in fields
            and key not in reserved
            and value not in _MEANS_NOTHING
            and len(value) <= MAX_VALUE_CHARS
        ):
            fields[key] = value
            if len(fields) == MAX_FIELDS:
                break
    return fields


def _matches(pattern: re.Pattern[str], text: str, start: int) -> list[tuple[str, str]]:
    matches = islice(pattern.finditer(text, start), 4 * MAX_FIELDS)
    return [(match[1], _plain(match[2])) for match in matches]


def _plain_pairs(text: str) -> dict[str, str] | None:
    """Return a text's fields if all are plain."""
    fields = dict(_PLAIN_PAIR.findall(f" {text}"))
    values = fields.values()
    if text.count("=") != len(fields) or len(fields) > MAX_FIELDS:
        return None
    if not _MEANS_NOTHING.isdisjoint(values):
        return None
    if "_" in "".join(values):
        return {key: _ungrouped(value) for key, value in fields.items()}
    return fields


# Most events are simple: without quotes and brackets to look into, splitting them finds what the
# pattern finds, in a third of the time.


def _is_simple(text: str) -> bool:
    # One after the other is faster than `any`, a pattern, or a set.
    return not (
        "'" in text
        or '"' in text
        or "(" in text
        or ")" in text
        or "[" in text
        or "]" in text
        or "{" in text
        or "}" in text
    )


def _parts(text: str, start: int) -> list[tuple[str, str]] | None:
    """Return what `_EVENT_FIELD` finds in a simple event, ``None`` for another."""
    inner = text[start:].rstrip(".")[:-1]
    if not _is_simple(inner):
        return None
    found = []
    for part in inner.split(", "):
        key, _, value = part.partition("=")
        if "=" in value or "," in value or not key.isidentifier():
            return None
        value = value.strip().rstrip(".")
        found.append((key, _ungrouped(value) if "_" in value else value))
    return found


def _is_key(key: str) -> bool:
    """Return whether a field may have this name, and remember it if so."""
    if _KEY.fullmatch(key) is None or len(key.encode()) > MAX_KEY_BYTES:
        return False
    if len(_good_keys) >= _MAX_GOOD_KEYS:
        _good_keys.clear()
    _good_keys.add(key)
    return True


def _plain(value: str) -> str:
    """Return a value without quotes, surrounding space, a sentence's full stop and grouping."""
    if value[:1] in ("'", '"'):
        return value[1:-1]
    return _ungrouped(value.strip().rstrip("."))


def _ungrouped(value: str) -> str:
    """Return a number's digits without what groups them; anything else as it is."""
    if _GROUPED_DIGITS.fullmatch(value):
        return value.replace("_", "").replace(",", "")
    return value
