"""
Raw LogsQL: a query is split into its filter and its pipes, and checked against the guard rails.

Three rules hold whatever a query says: it may use the pipes and functions of `pipes`, its regular
expressions stand in quotes and have the bounds of `regex`, and its range is that of the request.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.buckets import check_buckets
from nautilus_vlogs.query.expressions import check_expressions
from nautilus_vlogs.query.growth import check_growth
from nautilus_vlogs.query.growth import check_values
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.lexer import tokens
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.pipes import COUNTING
from nautilus_vlogs.query.pipes import ORDERING
from nautilus_vlogs.query.pipes import SELECTING
from nautilus_vlogs.query.pipes import check_cuts
from nautilus_vlogs.query.pipes import check_pipe
from nautilus_vlogs.query.regex import check_all_parts
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import parse_time

MAX_QUERY_CHARS = 10_000
_MAX_PIPES = 16

#: Brackets that may close one; a range's two need not be of a kind: `[a,b)`, `(a,b]`.
_CLOSING = {"(": ")]", "[": "])", "{": "}"}

#: Refused where a bracket follows: what lifts bounds, and filters that try each combination of
#: capitals of each text, of which ten take gigabytes while the query is still being read.
_REFUSED_CALLS = ("options", "contains_common_case", "equals_common_case")

#: Filters that end VictoriaLogs where a pipe has them look at a time.
_BEFORE_PIPES = ("len_range", "eq_field", "le_field", "lt_field")

_FIRST_WORD = re.compile(r"\s*([A-Za-z_][A-Za-z_0-9]*)?")

#: What makes the next word a value of a field, or negates it.
_BINDING = ("!", "-", ":", "=", "<", ">", "~")

_TIME = re.compile(
    r"""(?<![\w".:])_time:\s*(?:
        (?P<ago> \d[\w.]* ) (?=[\s)]|$) (?!\s+offset\b)
      | [(\[] \s* (?P<start>[^,\s\])]+) \s*,\s* (?P<end>[^,\s\])]+) \s* (?P<close>[)\]])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ANY_TIME = re.compile(r"""(?<![\w.])"?_time"?\s*:""", re.IGNORECASE)
_OWN_TIME = re.compile(r"(?<![\w.])_time:[<>=!]*", re.IGNORECASE)
_NAME_OF_TIME, _OPERATOR = re.compile(r"_time", re.IGNORECASE), re.compile(r"[<>=!]+")
_WITHOUT_ZONE = re.compile(
    r"(?<![\w.:+-])\d{4}-\d\d(?:-\d\d(?:T\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)?)?(?![\w.:+-])",
    re.ASCII | re.IGNORECASE,
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)Z?", re.ASCII)
_DAY_NS = 86_400 * NANOSECONDS

#: Neither end of the range that is searched may cut what the filter itself lets through.
_MARGIN_NS = NANOSECONDS


class RawQuery(msgspec.Struct, frozen=True):
    """
    A query that passed the guard rails.

    Parameters
    ----------
    filter : str
        The part before the pipes.
    pipes : tuple of str
        The pipes, each without its bar.
    parts : int
        Parts of its regular expressions.

    """

    filter: str
    pipes: tuple[str, ...]
    parts: int

    @property
    def counts(self) -> bool:
        """Whether the answer has other rows than the log's."""
        return any(_name(pipe) in COUNTING for pipe in self.pipes)

    @property
    def orders(self) -> bool:
        """Whether the query defines the order of its answer."""
        return any(_name(pipe) in ORDERING for pipe in self.pipes)

    def limited(self, limit: int) -> str:
        """Return the query with its answer in order of time, newest first, and bounded."""
        newest = f"sort by (_time desc, seq desc) limit {limit}"
        pipes = list(self.pipes)
        if not self.counts and not self.orders:
            # Before what may drop the time, behind what leaves rows out.
            last = max((i + 1 for i, p in enumerate(pipes) if _name(p) in SELECTING), default=0)
            pipes.insert(last, newest)
        return " | ".join([f"({self.filter})", *pipes, f"limit {limit}"])


def parse_query(text: str) -> RawQuery:
    """
    Return a raw query if all that it uses is allowed.

    Raises
    ------
    PipeNotAllowedError
        If it uses a pipe, or something else, that could read or write more than is bounded.
    GuardRailError
        If a regular expression or a pipe in it is too large.
    InvalidQueryError
        If it is no query, or can't be read for sure.

    """
    if not isinstance(text, str) or not text.strip():
        raise InvalidQueryError(f"a query must be a text: `*` finds all rows, was {show(text)}")
    if len(text) > MAX_QUERY_CHARS:
        raise InvalidQueryError(
            f"a query has {MAX_QUERY_CHARS:,} characters at most, was {show(text)}",
        )
    _check_encodable(text)
    parts = list(_split(text))
    first, *pipes = map(_in_utc, parts)
    if not first.strip():
        raise InvalidQueryError(
            f"a query begins with a filter: `*` finds all rows, was {show(text)}",
        )
    if len(pipes) > _MAX_PIPES:
        raise InvalidQueryError(f"a query has {_MAX_PIPES} pipes at most, was {len(pipes)}")
    names = [*map(_name, pipes)]
    factors = [*map(check_pipe, names, parts[1:], pipes)]
    of_regexes = check_expressions(parts[0])
    for name, part in zip(names, parts[1:], strict=True):
        of_regexes += check_expressions(part, name)
        _check_calls(part, text)
    check_all_parts(of_regexes)
    check_growth(factors, text)
    check_values(names, parts[1:], text)
    check_cuts(names, text)
    check_buckets(names, parts[1:])
    return RawQuery(first.strip(), tuple(pipe.strip() for pipe in pipes), of_regexes)


def parse_filter(text: str) -> str:
    """Return a raw query that has no pipes, as `parse_query` does."""
    query = parse_query(text)
    if query.pipes:
        pipe = _name(query.pipes[0])
        raise PipeNotAllowedError(
            f"only a filter can stand here, and `| {pipe}` is a pipe: leave it out, was "
            f"{show(text)}",
            pipe,
        )
    return query.filter


def find_time_range(query: str, default_ns: int) -> tuple[int | None, int | None]:
    """
    Return the start and the end that the filter `_time` of a raw query stands for.

    The filter stays in the query: this is the range of the request. Without such a filter both are
    `None`, which is the default range.

    Raises
    ------
    InvalidTimeError
        If there is a filter of another form than ``_time:5m`` and ``_time:[from,to)``, or one that
        does not bound all that is found.

    """
    whole = parse_query(query).filter
    # Of a quoted text only that it is the field's name matters.
    first = "".join(
        ('"_time"' if token.value == "_time" else '""') if token.kind == "quoted" else token.text
        for token in tokens(whole)
    )
    if not _ANY_TIME.search(first):
        return None, None
    found = list(_TIME.finditer(first))
    if len(found) != 1 or len(_ANY_TIME.findall(first)) != 1 or not _bounds_all(whole):
        raise InvalidTimeError(
            "a filter `_time` must be one like `_time:5m` or `_time:[from,to)`, and hold for all "
            "that is found (no `!` or `-` before it, no `or` beside it, no brackets around it): "
            f"write it so, or give `start` and `end` beside the query, was {show(query)}",
        )
    (match,) = found
    if match["ago"]:
        start = parse_time(match["ago"])
        # A margin only where the default range would not cover it anyway.
        return (start if parse_time("now") - start > default_ns else None), None
    days = [_DAY.fullmatch(match[name]) for name in ("start", "end")]
    start, end = (
        parse_time(day[1] if day else match[name])
        for day, name in zip(days, ("start", "end"), strict=True)
    )
    if match["close"] == "]":
        # To the end of the day or second that the text names.
        end += _DAY_NS if days[1] else _MARGIN_NS
    return start, end


def _bounds_all(text: str) -> bool:
    """Whether the filter `_time` of a filter bounds all that is found, as a range does."""
    depth, before, is_bound = 0, "", False
    for token in tokens(text):
        if token.kind == "space":
            continue
        word = token.text.lower() if token.kind == "word" else ""
        if depth == 0 and word == "or":
            return False
        if depth == 0 and word.startswith("_time:"):
            is_bound = before != "not" and not before.endswith(_BINDING)
        if token.kind == "bracket":
            depth += 1 if token.text in _CLOSING else -1
        before = word
    return is_bound


def _in_utc(part: Sequence[Token]) -> str:
    """Return the text of tokens with UTC for times without a zone: the store would take its own."""
    texts = []
    name = ""  # what stands before a value
    is_range = False
    for token in part:
        text = token.text
        is_value = is_range or _value_of_time(name) == ""
        if token.kind == "bracket":
            is_range = text in "([" and is_value and not is_range
        elif token.kind == "word":
            # An operator may stand between spaces.
            is_more = text.startswith(":") or _OPERATOR.fullmatch(text)
            name = name + text if is_more else text
            value = text if is_value else _value_of_time(name) or ""
            text = text.removesuffix(value) + _WITHOUT_ZONE.sub(r"\g<0>Z", value)
        elif token.kind == "quoted":
            if is_value and _WITHOUT_ZONE.fullmatch(token.value):
                text = f'"{token.value}Z"'
            name = token.value if _NAME_OF_TIME.fullmatch(token.value) else ""
        texts.append(text)
    return "".join(texts)


def _value_of_time(word: str) -> str | None:
    """Return what a word has behind the field `_time` and an operator, ``None`` without these."""
    found = _OWN_TIME.search(word)
    return None if found is None else word[found.end() :]


def _check_encodable(text: str) -> None:
    """Raise `InvalidQueryError` if a text is no Unicode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidQueryError(
            f"a query must be Unicode without lone surrogates, was {show(text)}",
        ) from None


def _name(pipe: str) -> str:
    match = _FIRST_WORD.match(pipe)
    return (match[1] or "").lower() if match else ""


def _check_calls(part: Sequence[Token], text: str) -> None:
    """Check that no pipe has a filter of which VictoriaLogs panics if it looks at a time."""
    before = ""
    for token in part:
        word = next((name for name in _BEFORE_PIPES if before.lower().endswith(name)), None)
        if token.text == "(" and word is not None:
            raise PipeNotAllowedError(
                f"`{word}(…)` has to stand before the pipes: put it there, was {show(text)}",
                word,
            )
        if token.kind != "space":
            before = token.value


def _split(text: str) -> Iterator[list[Token]]:
    """Yield the tokens between the bars, having checked all brackets."""
    part: list[Token] = []
    before = ""
    closing: list[str] = []
    for token in tokens(text):
        if token.kind == "pipe":
            if closing:
                raise PipeNotAllowedError(
                    f"a query within a query is not allowed: ask for one after the other, was "
                    f"{show(text)}",
                    "subquery",
                )
            yield part
            part, before = [], ""
            continue
        if token.kind == "bracket":
            _check_bracket(text, token.text, closing, before)
        if token.kind != "space":
            before = token.text
        part.append(token)
    if closing:
        raise InvalidQueryError(f"brackets must come in pairs: close them, was {show(text)}")
    yield part


def _check_bracket(text: str, bracket: str, closing: list[str], before: str) -> None:
    """Check a bracket against those that are open, which `closing` keeps."""
    word = before.strip("\"'`").lower()
    refused = next((name for name in _REFUSED_CALLS if word.endswith(name)), None)
    if bracket == "(" and refused is not None:
        raise PipeNotAllowedError(
            f"`{refused}(…)` is not allowed: leave it out, was {show(text)}",
            refused,
        )
    if bracket in _CLOSING:
        closing.append(_CLOSING[bracket])
    elif not closing or bracket not in closing.pop():
        raise InvalidQueryError(
            f"brackets must come in pairs: check {bracket!r}, was {show(text)}",
        )
