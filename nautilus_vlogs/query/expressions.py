"""
Where a query has regular expressions: each stands in quotes and has the bounds of `regex`.

Without quotes VictoriaLogs takes a text such as ``.+.+.+`` together from its parts, of any length.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.regex import check_regex
from nautilus_vlogs.query.regex import check_repetitions

_REGEX_PIPES = frozenset(["extract_regexp", "replace_regexp"])

#: The end of a word that makes a call of the filter `re`.
_CALL = re.compile(r"(?:^|[^A-Za-z0-9_])re$", re.IGNORECASE | re.ASCII)

#: The end of a word that makes a call of the filter `i`: a phrase in any case, for which the store
#: makes each text of a block small. It takes as long as an expression of so many parts.
_ANY_CASE = re.compile(r"(?:^|[^A-Za-z0-9_])i$", re.IGNORECASE | re.ASCII)
_ANY_CASE_PARTS = 8

_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")


def check_expressions(tokens: Sequence[Token], pipe: str = "") -> int:
    """
    Check every text that the store may read as a regular expression, and return their parts.

    Parameters
    ----------
    tokens : sequence of Token
        Those of the filter, or of a pipe.
    pipe : str, default ""
        The pipe's name in lower case; empty for the filter.

    Raises
    ------
    InvalidQueryError
        If an expression stands without quotes.
    GuardRailError
        If one is too large.

    """
    shown = [token for token in tokens if token.kind != "space"]
    expressions = set(_expressions(shown))
    if pipe in _REGEX_PIPES:
        expressions.add(_argument(shown, pipe))
    for place in expressions:
        if place >= len(shown) or shown[place].kind != "quoted":
            _refuse(tokens)
    parts = 0
    for i, token in enumerate(shown):
        name = pipe if pipe in _REGEX_PIPES else "query"
        if token.kind == "quoted" and (i in expressions or pipe in _REGEX_PIPES):
            parts += check_regex(token.value, name)
        elif token.kind == "quoted":
            check_repetitions(token.value, name)  # elsewhere, too, a text may be an expression
        elif token.text == "{":
            _check_selector(shown[i + 1 : i + 2], tokens)
        elif token.text == "(" and i and _ANY_CASE.search(shown[i - 1].text):
            parts += _ANY_CASE_PARTS
    return parts


def _expressions(shown: Sequence[Token]) -> Iterator[int]:
    """Yield the places behind operators and in calls, where an expression has to stand."""
    for i, token in enumerate(shown):
        if token.kind == "word" and "~" in token.text:
            # One in the middle of a word is an operator, and the rest is its expression.
            yield i + 1 if token.text.index("~") == len(token.text) - 1 else i
        elif token.text == "(" and i and _is_call(shown[i - 1]):
            yield i + 1


def _is_call(before: Token) -> bool:
    return before.kind == "word" and _CALL.search(before.text) is not None


def _argument(shown: Sequence[Token], pipe: str) -> int:
    """Return the place of the expression that a pipe takes."""
    texts = [token.text for token in shown]
    if texts[0].lower() != pipe:
        return 0  # the name and its argument are one word
    place = 1
    if texts[1:2] and texts[1].lower() == "if":
        place, depth = 3, 1
        while depth and place < len(texts):
            depth += (texts[place] in _OPENING) - (texts[place] in _CLOSING)
            place += 1
    # `replace_regexp` has its arguments in brackets.
    return place + 1 if texts[place : place + 1] == ["("] else place


def _check_selector(inside: Sequence[Token], tokens: Sequence[Token]) -> None:
    """Check that a brace opens a selector of streams: ``x{1,1000}`` is a repetition."""
    first = "".join(token.text for token in inside)
    if first != "}" and not re.match(r"""["'`A-Za-z_]""", first):
        _refuse(tokens)


def _refuse(tokens: Sequence[Token]) -> None:
    written = "".join(token.text for token in tokens).strip()
    raise InvalidQueryError(
        '`query`: a regular expression must stand in quotes, as in _msg:~"a.*b", and so must a '
        f"`~` or a brace of a text, was {show(written)}",
    )
