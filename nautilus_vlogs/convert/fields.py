r"""
Fields lifted out of message texts.

Two kinds of text hold them. Nautilus's events and commands print themselves as
``OrderFilled(client_order_id=…, last_px=1.10 USD)``, where a value ends before the next key or at
the last bracket; people write ``entry trigger action=entry spx_price=5890.50``, where it ends at
white space. Values are lifted whole (see `values`); after an ambiguous end, nothing more is.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice

from nautilus_vlogs.convert.values import end_of_brackets
from nautilus_vlogs.convert.values import end_of_quoted
from nautilus_vlogs.convert.values import plain
from nautilus_vlogs.convert.values import unwrapped

#: A message is scanned up to here; what a person or Nautilus writes is far shorter.
MAX_SCANNED_CHARS = 16_384
MAX_FIELDS = 64
MAX_KEY_BYTES = 64
MAX_VALUE_CHARS = 1_024

# The possessive quantifiers (`++`, `*+`) and the look-behinds keep all patterns linear.
# A key stands after white space or a separator.
_PAIR_KEY = re.compile(r"(?<![^\s,;(\[{|])([A-Za-z_][\w.]*+)=(?!=)")
# A separator belongs to a bare value unless white space, the end or another key follows it.
_BARE = re.compile(
    r"(?:[^\s,;|()\[\]{}\"']|(?<=\w)'(?=\w)"
    r"|[,;|](?![\s,;|()\[\]{}\"']|\Z|[A-Za-z_][\w.]*+=))*+"
)
_ANGLED = re.compile(r"<[^<>\n]*+>(?=[\s,;|)\]}.]|\Z)")
# What a moment or a span of time is as text holds white space.
_MOMENT = re.compile(
    r"(?:\d{4}-\d\d-\d\d|[+-]?\d++ days?,?) [+-]?\d{1,2}:\d\d(?::\d\d(?:\.\d++)?)?"
    r"(?:[+-]\d\d:?\d\d|Z)?(?=[\s,;|)\]}.]|\Z)",
    re.ASCII,
)
_CALL = re.compile(r"[A-Za-z_][\w.]*+")
_OPENING = re.compile(r"[bBrRuUfF]{0,2}+(?=['\"])")
_NUMBER = re.compile(r"[+-]?\d[\d.]*+")
_NEXT_ITEM = re.compile(r", [+-]?\d[\d.]*+(?=[,;)\]}|]|\Z|\s++[A-Za-z_][\w.]*+=)")

_EVENT_KEY = re.compile(r"([A-Za-z_]\w*+)=")
_EVENT_BARE = re.compile(r"[^,()\[\]{}\"']*+")
_EVENT_NEXT = re.compile(r", (?=[A-Za-z_]\w*+=)")
_EVENT_STOP = re.compile(r"[()\[\]{}\"']|, (?=[A-Za-z_]\w*+=)")
#: What closes a quoted value of an event.
_EVENT_CLOSING = {quote: re.compile(rf"{quote}(?=, [A-Za-z_]\w*+=|\Z)") for quote in ("'", '"')}
_ORDER = re.compile(r"[A-Z]\w*Order\([^=,]*+, (?=[a-z_]\w*+=)")
#: All that follows the reason in Nautilus's events: a venue's own words, which are not escaped.
_BEHIND_REASON = re.compile(
    r"(?<=['\"])(?:, (?:due_post_only|reconciliation|event_id|ts_event|ts_init)=[\w\-]*+)*+\Z"
)
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
_BEHIND_BRACKETS = ("", *" \t\n,;|)]}.")
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
    is_whole = len(text) == len(message) and message.endswith((")", ")."))
    event = _EVENT.match(text) if is_whole else None
    fields: dict[str, str] = {}
    inner = None if event is None else _parts(text[event.end() :].rstrip(".")[:-1])
    if event is not None and inner is not None:
        found = iter(inner)
        if "event" not in reserved:
            fields["event"] = event[1] or event[2]
    elif pairs:
        found = _pairs(text)
    else:
        return {}
    for key, value in islice(found, 4 * MAX_FIELDS):
        if (
            key not in fields
            and key not in reserved
            and value not in _MEANS_NOTHING
            and len(value) <= MAX_VALUE_CHARS
            and _is_key(key)
        ):
            fields[key] = value
            if len(fields) == MAX_FIELDS:
                break
    return fields


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs in free text, up to a value whose end is ambiguous."""
    key = _PAIR_KEY.search(text)
    while key is not None:
        start = key.end()
        if (opening := _OPENING.match(text, start)) is not None:
            closed = end_of_quoted(text, opening.end(), MAX_VALUE_CHARS)
            if closed is None:
                return
            yield key[1], text[opening.end() + 1 : closed - 1]
            end = closed
        elif (angled := _ANGLED.match(text, start)) is not None:
            end = angled.end()
            yield key[1], unwrapped(angled[0])
        else:
            bare = _MOMENT.match(text, start) or _BARE.match(text, start)
            end = bare.end()  # type: ignore[union-attr]  # it matches anything
            value, behind = text[start:end], text[end : end + 1]
            if behind in ("'", '"'):
                return
            if behind in ("(", "[", "{") and (not value or _CALL.fullmatch(value)):
                closed = end_of_brackets(text, end)
                if closed is None:
                    return
                end = closed
                if text[end : end + 1] in _BEHIND_BRACKETS:
                    yield key[1], unwrapped(text[start:end])
            elif not (_NUMBER.fullmatch(value) and _NEXT_ITEM.match(text, end)):
                yield key[1], plain(value)
        key = _PAIR_KEY.search(text, end)


def _parts(text: str, *, is_order: bool = False) -> list[tuple[str, str]] | None:
    """
    Return the parts of an event, up to one whose end is ambiguous.

    Parameters
    ----------
    text : str
        The text between the event's brackets.
    is_order : bool, default False
        This is the order in a command; there is no other in it.

    Returns
    -------
    list[tuple[str, str]] or None
        ``None`` if the brackets are not those of one event.

    """
    found: list[tuple[str, str]] = []
    start = 0
    while (key := _EVENT_KEY.match(text, start)) is not None:
        start = key.end()
        if text[start : start + 1] in ("'", '"'):
            end = _end_of_event_text(text, start, key[1])
            if end is None:
                return found
            value = text[start + 1 : end - 1]
        elif key[1] == "reason":
            return found  # free text without quotes
        else:
            end = _EVENT_BARE.match(text, start).end()  # type: ignore[union-attr]  # as above
            if end < len(text) and _EVENT_NEXT.match(text, end) is None:
                end = _end_of_event_value(text, end)
                if end < 0:
                    return None if end == _CLOSES_EARLY else found
            value = plain(text[start:end])
        found.append((key[1], value))
        if key[1] == "order" and not is_order and (order := _ORDER.match(value)) is not None:
            # A command shows the order that it is about, whose ids are the command's.
            found += _parts(value[order.end() : -1], is_order=True) or []
        if len(found) >= 4 * MAX_FIELDS:
            break
        start = end + 2
    return found


_CLOSES_EARLY, _UNTOLD = -1, -2


def _end_of_event_value(text: str, start: int) -> int:
    """Return the end of a value of an event that is more than a word, or why there is none."""
    while (stop := _EVENT_STOP.search(text, start)) is not None:
        at, sign = stop.start(), stop[0]
        if sign == ", ":
            return at
        if sign in ")]}":
            return _CLOSES_EARLY
        if sign in "([{":
            end = end_of_brackets(text, at)
            if end is None or text[at - 2 : at] == ", ":  # it is the next item, without a key
                return _UNTOLD
            start = end
        elif not (text[at - 1].isalnum() and text[at + 1 : at + 2].isalnum()):
            return _UNTOLD
        else:
            start = at + 1
    return len(text)


def _end_of_event_text(text: str, start: int, key: str) -> int | None:
    """Return the index after a quoted value of an event, ``None`` if it is ambiguous."""
    quote = text[start]
    if key == "reason" and (rest := _BEHIND_REASON.search(text, start + 1)) is not None:
        return rest.start() if text[rest.start() - 1] == quote else None
    ends = _EVENT_CLOSING[quote].finditer(text, start + 1)
    first = next(ends, None)
    if first is None:
        return None
    is_plain = key != "reason" and quote not in text[start + 1 : first.start()]
    return first.end() if is_plain or next(ends, None) is None else None


@lru_cache(maxsize=4_096)
def _is_key(key: str) -> bool:
    """Return whether a field may have this name."""
    return _KEY.fullmatch(key) is not None and len(key.encode()) <= MAX_KEY_BYTES
