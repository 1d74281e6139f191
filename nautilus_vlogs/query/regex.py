"""
Bounds of regular expressions (RE2), which the store parses before any timeout of its own.

VictoriaLogs v1.43.1 panics on an expression that nests 1,000 levels once its counted repetitions
are expanded, and both v1.43.1 and v1.52.1 spend a minute of CPU on some 40,000 expanded parts.
"""

import re

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.logsql import show

MAX_REGEX_CHARS = 256

#: A 50th of what makes v1.43.1 panic by depth.
MAX_REPETITIONS = 100

#: Parts of an expression with its counted repetitions expanded.
MAX_PARTS = 500

#: Parts of all expressions of a query together. The store tries each on a whole block of rows, of
#: two megabytes, before it looks whether the query's time is over: a hundred took it minutes.
MAX_ALL_PARTS = 2_000

_COUNTED = re.compile(r"\{(\d+)(?:,(\d*))?\}", re.ASCII)
_BRACED_ESCAPE = re.compile(r"\\[pPx]\{[^}]*\}")


def check_regex(text: str, name: str = "text") -> int:
    r"""
    Check that a regular expression is cheap to parse, and return the number of its parts.

    Parameters
    ----------
    text : str
        The expression.
    name : str, default "text"
        The argument's name, for the error.

    Raises
    ------
    GuardRailError
        If it is too long, or too large once its counted repetitions are expanded.
    InvalidQueryError
        If it uses ``\Q``, or its groups or classes do not close.

    """
    if len(text) > MAX_REGEX_CHARS:
        raise GuardRailError(
            f"`{name}` may be a regular expression of {MAX_REGEX_CHARS} characters at most: "
            f"shorten it, or search for a part of it, was {show(text)}",
        )
    check_repetitions(text, name)
    # One without counted repetitions is as the store will have it, be it closed or not.
    return _parts(text, name) if _COUNTED.search(text) else len(text)


def check_all_parts(parts: int) -> None:
    """Raise `GuardRailError` if the expressions of a query have too many parts together."""
    if parts > MAX_ALL_PARTS:
        raise GuardRailError(
            f"the regular expressions of a query may have {MAX_ALL_PARTS:,} parts together, such "
            f"as characters and classes, of which i(…) counts for some: leave some out or shorten "
            f"them, was {parts:,}",
        )


def check_repetitions(text: str, name: str = "text") -> None:
    """Check the counted repetitions of a possible regular expression of any length."""
    if not _COUNTED.search(text):
        return
    highest = max(_highest(match) for match in _COUNTED.finditer(text))
    if highest > MAX_REPETITIONS or _parts(text, name) > MAX_PARTS:
        raise GuardRailError(
            f"`{name}` repeats too much: a counted repetition may go to {MAX_REPETITIONS}, and "
            f"nested or repeated ones to {MAX_PARTS} together; use `*` or `+`, was {show(text)}",
        )


def _highest(match: re.Match[str]) -> int:
    # A number of thousands of digits is not worth an int.
    return max(int(number[:9]) for number in match.groups(default="0") if number) if match else 0


def _parts(text: str, name: str) -> int:
    """Return how many parts an expression has with its counted repetitions expanded."""
    if "\\Q" in text:
        raise InvalidQueryError(f"`{name}` can't use \\Q: escape each character, was {show(text)}")
    sizes, last = [0], 0  # the parts of each open group so far, and those of the last atom
    position = 0
    while position < len(text):
        char = text[position]
        counted = _COUNTED.match(text, position)
        if counted:
            # A repetition of a repetition multiplies, as Go expands it.
            grown = last * max(1, _highest(counted))
            sizes[-1] += grown - last
            last = grown
            position = counted.end()
            continue
        step = 1
        if char == "\\":
            braced = _BRACED_ESCAPE.match(text, position)
            step = braced.end() - position if braced else 2
        elif char == "[":
            step = _class_end(text, position, name) - position
        elif char == "(":
            sizes.append(1)
            position += 1
            last = 0
            continue
        elif char == ")":
            if len(sizes) == 1:
                raise InvalidQueryError(f"`{name}` closes no group: escape `)`, was {show(text)}")
            last = sizes.pop()
            sizes[-1] += last
            position += 1
            continue
        elif char in "*+?":
            position += 1
            continue
        sizes[-1] += 1
        last = 1
        position += step
    return sum(sizes)


def _class_end(text: str, start: int, name: str) -> int:
    """Return the position behind a class of characters that begins at `start`."""
    position = start + 1
    if text.startswith("^", position):
        position += 1
    if text.startswith("]", position):
        position += 1
    while position < len(text):
        if text[position] == "\\":
            position += 2
        elif text.startswith("[:", position) and ":]" in text[position:]:
            position = text.index(":]", position) + 2
        elif text[position] == "]":
            return position + 1
        else:
            position += 1
    raise InvalidQueryError(
        f"`{name}` holds a class that does not close: add `]`, was {show(text)}"
    )
