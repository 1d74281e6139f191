"""
Raw LogsQL, taken apart as far as needed to see what it does.

It is read by a lexer that refuses what it can't tell for sure: so what this module takes for the
filter is what VictoriaLogs takes for it.
"""

import re
from collections.abc import Iterator

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.logsql import show

MAX_QUERY_CHARS = 10_000
_MAX_PIPES = 16

#: Pipes that make a row of a row.
_MAPPING = frozenset(
    [
        "copy",
        "cp",
        "decolorize",
        "del",
        "delete",
        "drop",
        "drop_empty_fields",
        "eval",
        "extract",
        "extract_regexp",
        "fields",
        "format",
        "keep",
        "len",
        "math",
        "mv",
        "pack_json",
        "pack_logfmt",
        "rename",
        "replace",
        "replace_regexp",
        "rm",
        "unpack_json",
        "unpack_logfmt",
    ],
)
#: Pipes that leave rows out.
_SELECTING = frozenset(("filter", "where"))
#: Pipes after which the order is theirs to say.
_ORDERING = frozenset(["first", "head", "last", "limit", "offset", "order", "skip", "sort"])
#: Pipes that make something else of the rows.
_COUNTING = frozenset(["field_names", "field_values", "stats", "stats_by", "top", "uniq"])

ALLOWED_PIPES = _MAPPING | _SELECTING | _ORDERING | _COUNTING

#: What may close a bracket; a range's two need not be of a kind: `[a,b)`, `(a,b]`.
_CLOSING = {"(": ")]", "[": "])", "{": "}"}

_TOKEN = re.compile(
    r"""
    (?P<quoted> "(?:[^"\\\n\r\x00] | \\[^\n\r\x00])*"
              | '(?:[^'\\\n\r\x00] | \\[^\n\r\x00])*'
              | `[^`\n\r\x00]*` )
  | (?P<space> [ \t\r\n]+ )
  | (?P<bracket> [()\[\]{}] )
  | (?P<pipe> \| )
  | (?P<word> [^\s"'`()\[\]{}|\\\x00-\x1f\x7f\#]+ )
    """,
    re.VERBOSE,
)
_FIRST_WORD = re.compile(r"\s*([A-Za-z_][A-Za-z_0-9]*)?")


class RawQuery(msgspec.Struct, frozen=True):
    """
    A query that may be sent.

    Parameters
    ----------
    filter : str
        What comes before the pipes.
    pipes : tuple of str
        The pipes, each without its bar.

    """

    filter: str
    pipes: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether the answer's rows are other than the log's."""
        return any(_name(pipe) in _COUNTING for pipe in self.pipes)

    @property
    def orders(self) -> bool:
        """Whether the query says in which order its answer comes."""
        return any(_name(pipe) in _ORDERING for pipe in self.pipes)

    def limited(self, limit: int) -> str:
        """Return the query with its answer in order of time, newest first, and bounded."""
        newest = f"sort by (_time desc, seq desc) limit {limit}"
        pipes = list(self.pipes)
        if not self.counts and not self.orders:
            # Before what may drop the time, behind what leaves rows out.
            last = max((i + 1 for i, p in enumerate(pipes) if _name(p) in _SELECTING), default=0)
            pipes.insert(last, newest)
        return " | ".join([f"({self.filter})", *pipes, f"limit {limit}"])


def parse_query(text: str) -> RawQuery:
    """
    Return a raw query if all that it uses is allowed.

    Raises
    ------
    PipeNotAllowedError
        If it uses a pipe, or something else, that could read more than it is meant to.
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
    first, *pipes = _split(text)
    if not first.strip():
        raise InvalidQueryError(
            f"a query begins with a filter: `*` finds all rows, was {show(text)}",
        )
    if len(pipes) > _MAX_PIPES:
        raise InvalidQueryError(f"a query has {_MAX_PIPES} pipes at most, was {len(pipes)}")
    for pipe in pipes:
        _check_pipe(pipe)
    return RawQuery(first.strip(), tuple(pipe.strip() for pipe in pipes))


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


def _check_pipe(pipe: str) -> None:
    name = _name(pipe)
    if name not in ALLOWED_PIPES:
        written = name or pipe.strip()[:20]
        raise PipeNotAllowedError(
            f"the pipe `{show(written)[1:-1]}` is not allowed: use one of "
            f"{', '.join(sorted(ALLOWED_PIPES))}, was {show(pipe.strip())}",
            written,
        )


def _split(text: str) -> Iterator[str]:
    """Yield what stands between the bars, having checked all of it."""
    part, before = "", ""
    closing: list[str] = []
    for kind, lexeme in _tokens(text):
        if kind == "pipe":
            if closing:
                raise PipeNotAllowedError(
                    f"a query within a query is not allowed: ask for one after the other, was "
                    f"{show(text)}",
                    "subquery",
                )
            yield part
            part, before = "", ""
            continue
        if kind == "bracket":
            _check_bracket(text, lexeme, closing, before)
        if kind != "space":
            before = lexeme
        part += lexeme
    if closing:
        raise InvalidQueryError(f"brackets must come in pairs: close them, was {show(text)}")
    yield part


def _check_bracket(text: str, bracket: str, closing: list[str], before: str) -> None:
    """Keep what must close next in `closing`."""
    if bracket == "(" and before.strip("\"'`").lower().endswith("options"):
        raise PipeNotAllowedError(
            f"`options(…)` is not allowed: leave it out, was {show(text)}",
            "options",
        )
    if bracket in _CLOSING:
        closing.append(_CLOSING[bracket])
    elif not closing or bracket not in closing.pop():
        raise InvalidQueryError(
            f"brackets must come in pairs: check {bracket!r}, was {show(text)}",
        )


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            char = text[position]
            if char == "#":
                raise PipeNotAllowedError(
                    f"comments are not allowed: leave them out, or put `#` into quotes, was "
                    f"{show(text)}",
                    "#",
                )
            raise InvalidQueryError(
                f"a query can't hold {char!a} there (character {position + 1}): close the quotes, "
                f"or put the text into quotes, was {show(text)}",
            )
        yield match.lastgroup or "", match[0]
        position = match.end()
