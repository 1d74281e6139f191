"""LogsQL made of values, quoted so that a value can't be more than a value."""

import re
from collections.abc import Iterable

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.schema import LEVEL_ALIASES
from nautilus_vlogs.schema import LEVELS

#: Longest value and longest name of a field, in characters.
MAX_VALUE_CHARS = 4_096
MAX_NAME_CHARS = 128
_SHOWN_CHARS = 64

_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_TO_ESCAPE_IN_REGEX = re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]")

#: Names of levels as people type them, by the level of the row.
_LEVEL_NAMES = LEVEL_ALIASES | {"ERR": "ERROR", "CRIT": "CRITICAL"}


def quote(text: str) -> str:
    """
    Return a value or a field's name in quotes that nothing in it can end.

    Raises
    ------
    InvalidQueryError
        If it is no Unicode text.

    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidQueryError(
            f"a text must be Unicode without lone surrogates, was {show(text)}",
        ) from None
    # Also every control character: a raw newline would end the quotes.
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def escape_regex(text: str) -> str:
    """Return a regular expression (RE2) that matches just this text."""
    return _TO_ESCAPE_IN_REGEX.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def exact(name: str, value: str | float) -> str:
    """Return the filter for rows in which a field has this value."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidQueryError(f"`{show_name(name)}` takes a text or a number, was {show(value)}")
    text = str(value)
    check_value(name, text)
    return f"{field_name(name)}:={quote(text)}"


def field_name(name: str) -> str:
    """
    Return a field's name in quotes.

    Raises
    ------
    InvalidQueryError
        If no field can be called so.

    """
    if not isinstance(name, str) or not 0 < len(name) <= MAX_NAME_CHARS:
        raise InvalidQueryError(
            f"a field's name has 1 to {MAX_NAME_CHARS} characters, was {show(name)}",
        )
    return quote(name)


def check_value(name: str, value: str) -> None:
    """Raise `InvalidQueryError` unless a value is one that a row can hold."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_VALUE_CHARS:
        # An empty value would match the rows that lack the field.
        raise InvalidQueryError(
            f"`{show_name(name)}` must be a text of 1 to {MAX_VALUE_CHARS:,} characters: leave it "
            f"out to match any, was {show(value)}",
        )


def one_of(name: str, values: Iterable[str]) -> str:
    """Return the filter for rows in which a field has one of several values."""
    return f"{field_name(name)}:in({','.join(quote(value) for value in values)})"


def level_name(name: str, level: str) -> str:
    """Return a level as rows have it; raise `InvalidQueryError` if there is none of that name."""
    known: str = level.strip().upper() if isinstance(level, str) else ""
    known = _LEVEL_NAMES.get(known, known)
    if known not in LEVELS:
        raise InvalidQueryError(f"`{name}` must be one of {', '.join(LEVELS)}, was {show(level)}")
    return known


def levels_from(level: str) -> tuple[str, ...]:
    """Return a level and those above it."""
    return LEVELS[LEVELS.index(level_name("level", level)) :]


def in_range(window: TimeRange) -> str:
    """Return the filter for a range of times."""
    return f"_time:[{window.start},{window.end})"


def show(value: object) -> str:
    """Return a value as an error text can hold it: short, in ASCII, on one line."""
    text = ascii(value[: 2 * _SHOWN_CHARS]) if isinstance(value, str) else ascii(value)
    if len(text) <= _SHOWN_CHARS:
        return text
    size = f" ({len(value):,} characters)" if isinstance(value, str) else ""
    return f"{text[:_SHOWN_CHARS]}…{size}"


def show_name(name: object) -> str:
    """Return a field's name as an error text can hold it."""
    return show(name).strip("'\"")


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return f"\\{char}" if char in '"\\' else f"\\x{ord(char):02x}"
