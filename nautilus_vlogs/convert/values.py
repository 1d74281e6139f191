r"""
Where a value ends that stands in a text, and what it is without what wraps it.

A value ends where its own syntax ends: a quoted one at the quote that closes it, what prints itself
like ``IBContract(secType='STK')`` at its last bracket, a bare one at white space or before the next
key. Where the end is ambiguous, there is no value.
"""

import re

_BRACKET = re.compile(r"[()\[\]{}]")
_STRUCTURE = re.compile(r"[()\[\]{}'\"]")
#: In front of a quote that opens; any other is an apostrophe or closes.
_BEFORE_OPENING = frozenset(" \t\n([{,:=;|")
#: Behind a quote or a bracket that ends a value.
_BEHIND_VALUE = frozenset(" \t\n)]},:;|.")
#: Quotes after a quoted value that are checked, to be sure that it ended where it seemed to.
_MAX_QUOTES = 32

#: NautilusTrader's identifiers, prices, quantities and amounts, as `repr` shows them.
_WRAPPED = re.compile(
    r"(?:\w*Id|Symbol|Venue|UUID4|Price|Quantity|Money|BarType)"
    r"\((?:'([^'()]*+)'|\"([^\"()]*+)\"|([^'\"(),]++)(?:, ([A-Z0-9]++))?+)\)",
    re.ASCII,
)
_ENUM_MEMBER = re.compile(r"<[A-Za-z_]\w*+\.(\w++): [^<>]*+>")

# A comma between groups of three digits may as well stand between the items of a list: only what
# no list would have (a group that begins with a zero, a fraction at the end) decides.
_BY_UNDERSCORE = re.compile(r"[+-]?\d{1,3}+(?:_\d{3})++(?:\.\d*+)?+")
_BY_COMMA = re.compile(
    r"[+-]?\d{1,3}+(?=(?:,\d{3})*+\.\d|(?:,[1-9]\d\d)*+,0)(?:,\d{3})++(?:\.\d*+)?+"
)


def plain(value: str) -> str:
    """Return a bare value without a sentence's full stop, grouping of digits and wrapping."""
    value = value.strip().rstrip(".")
    if value[-1:] in (")", ">"):
        return unwrapped(value)
    return ungrouped(value) if "_" in value or "," in value else value


def unwrapped(value: str) -> str:
    """Return ``1.10`` for ``Price(1.10)`` and ``BUY`` for an enum's member, others as they are."""
    if (wrapped := _WRAPPED.fullmatch(value)) is not None:
        text, quoted, number, currency = wrapped.groups()
        if number is None:
            return text or quoted or ""
        return f"{ungrouped(number)} {currency}" if currency else ungrouped(number)
    if (member := _ENUM_MEMBER.fullmatch(value)) is not None:
        return member[1]
    return value


def ungrouped(value: str) -> str:
    """Return a number without its digit grouping; anything else as it is."""
    if _BY_UNDERSCORE.fullmatch(value) or _BY_COMMA.fullmatch(value):
        return value.replace("_", "").replace(",", "")
    return value


def end_of_brackets(text: str, start: int, limit: int | None = None) -> int | None:
    """
    Return the place behind the bracket that closes the one at `start`, ``None`` if there is none.

    Brackets of any kind close each other, as in the interval ``[0, 5)``.
    """
    depth = 0
    found = _STRUCTURE.search(text, start)
    while found is not None and (limit is None or found.start() < limit):
        at, sign = found.start(), found[0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
            if not depth:
                return at + 1
        elif text[at - 1] in _BEFORE_OPENING:
            end = end_of_string(text, at)
            if end is None:
                return None
            at = end - 1
        found = _STRUCTURE.search(text, at + 1)
    return None


def end_of_string(text: str, start: int) -> int | None:
    """Return the place behind the quote that closes the one at `start`, ``None`` if there is none.

    A quote inside of a word, as in ``Can't``, and one behind a backslash close nothing.
    """
    quote = text[start]
    at = text.find(quote, start + 1)
    while at >= 0:
        if _is_behind_value(text, at + 1) and (text[at - 1] != "\\" or at - 1 == start):
            return at + 1
        at = text.find(quote, at + 1)
    return None


def end_of_quoted(text: str, start: int, limit: int) -> int | None:
    """
    Return the index after a quoted value in free text, ``None`` if it is ambiguous.

    Parameters
    ----------
    text : str
        The text.
    start : int
        The place of the opening quote.
    limit : int
        How many characters of brackets within the quotes are looked through.

    """
    quote = text[start]
    if text[start + 1 : start + 2] in ("{", "[", "("):
        end = end_of_brackets(text, start + 1, start + limit)
        if end is not None and text[end : end + 1] == quote and _is_behind_value(text, end + 1):
            return end + 1
    end = end_of_string(text, start)
    if end is None or _closes_later(text, quote, end) or _is_cut(text[start + 1 : end - 1]):
        return None
    return end


def _closes_later(text: str, quote: str, start: int) -> bool:
    """Return whether a quote closes that none opens: an earlier one was no end."""
    at = text.find(quote, start)
    for _ in range(_MAX_QUOTES):
        if at < 0:
            return False
        if text[at - 1] in _BEFORE_OPENING:
            end = end_of_string(text, at)
            if end is None:
                return False
            at = end - 1
        elif _is_behind_value(text, at + 1):
            return True
        at = text.find(quote, at + 1)
    return at >= 0


def _is_cut(value: str) -> bool:
    """Return whether a value seems to end inside of what prints itself, where brackets are open."""
    depth = 0
    for sign in _BRACKET.findall(value):
        depth += 1 if sign in "([{" else -1
        if depth < 0:
            return True
    return depth > 0


def _is_behind_value(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in _BEHIND_VALUE
