"""Pipes of LogsQL that raw queries may use, and bounds on those that make rows grow."""

import re
from collections.abc import Sequence

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.lexer import unquoted
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.regex import check_regex

#: Pipes that make a row of a row.
MAPPING = frozenset(
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
SELECTING = frozenset(("filter", "where"))
#: Pipes that define the order of the answer.
ORDERING = frozenset(["first", "head", "last", "limit", "offset", "order", "skip", "sort"])
#: Pipes whose answer has other rows than the log's.
COUNTING = frozenset(["field_names", "field_values", "stats", "stats_by", "top", "uniq"])

ALLOWED_PIPES = MAPPING | SELECTING | ORDERING | COUNTING

#: Functions of `stats` whose result does not grow with the number of rows.
ALLOWED_STATS = frozenset(
    [
        "avg",
        "count",
        "count_empty",
        "count_uniq",
        "count_uniq_hash",
        "max",
        "median",
        "min",
        "quantile",
        "rate",
        "rate_sum",
        "row_any",
        "row_max",
        "row_min",
        "stddev",
        "sum",
        "sum_len",
    ],
)
#: Words of `stats` that a bracket may follow and that are no functions.
_STATS_WORDS = frozenset(["by", "if", "stats", "stats_by"])

#: Factor by which all pipes of a query together may make a row grow.
MAX_GROWTH = 16

#: Clauses of one pipe, such as the fields of `copy`.
_MAX_CLAUSES = 32

_REGEX_PIPES = frozenset(["extract_regexp", "replace_regexp"])
_PACKING = frozenset(["pack_json", "pack_logfmt", "unpack_json", "unpack_logfmt"])
_PLACEHOLDER = re.compile(r"<[^<>]*>")


def check_pipe(name: str, tokens: Sequence[Token], text: str) -> int:
    """
    Check a pipe and return the factor by which it may make a row grow.

    Parameters
    ----------
    name : str
        The pipe's name in lower case.
    tokens : sequence of Token
        Its tokens, the name included.
    text : str
        The pipe as it is written, for errors.

    Raises
    ------
    PipeNotAllowedError
        If the pipe, or a function in it, is not allowed.
    GuardRailError
        If it has too many clauses, or a regular expression that is too large.

    """
    if name not in ALLOWED_PIPES:
        written = name or text.strip()[:20]
        raise PipeNotAllowedError(
            f"the pipe `{show(written)[1:-1]}` is not allowed: use one of "
            f"{', '.join(sorted(ALLOWED_PIPES))}, was {show(text.strip())}",
            written,
        )
    clauses = sum(token.text.count(",") for token in tokens if token.kind == "word")
    if clauses >= _MAX_CLAUSES:
        raise GuardRailError(
            f"a pipe may have {_MAX_CLAUSES} clauses: leave some out, was {show(text.strip())}",
        )
    if name in ("stats", "stats_by"):
        _check_stats(tokens, text)
    quoted = [unquoted(token.text) for token in tokens if token.kind == "quoted"]
    if name in _REGEX_PIPES:
        for value in quoted:
            check_regex(value, name)
    if name in _PACKING:
        return 2
    if name == "format":
        return max(1, sum(len(_PLACEHOLDER.findall(value)) for value in quoted))
    if name in ("replace", "replace_regexp"):
        return _replacement_growth(quoted, tokens)
    return 1


def check_growth(factors: Sequence[int], text: str) -> None:
    """Raise `GuardRailError` if the pipes of a query together make rows grow too much."""
    product = 1
    for factor in factors:
        product *= factor
    if product > MAX_GROWTH:
        raise GuardRailError(
            f"the pipes of a query may make a row {MAX_GROWTH} times as long: leave out some of "
            f"`format`, `replace`, `pack_…` and `unpack_…`, was {show(text)}",
        )


def _check_stats(tokens: Sequence[Token], text: str) -> None:
    depth, before = 0, ""
    for token in tokens:
        if token.kind == "space":
            continue
        if token.kind == "bracket":
            opens = token.text in "([{"
            word = re.split(r"[,=:]", before.strip("\"'`"))[-1].lower()
            if depth == 0 and token.text == "(" and word and word not in _STATS_WORDS:
                _check_function(word, text)
            depth += 1 if opens else -1
        before = token.text


def _check_function(word: str, text: str) -> None:
    if word not in ALLOWED_STATS:
        raise PipeNotAllowedError(
            f"the function `{show(word)[1:-1]}` of `stats` is not allowed: use one of "
            f"{', '.join(sorted(ALLOWED_STATS))}, was {show(text.strip())}",
            word,
        )


def _replacement_growth(quoted: Sequence[str], tokens: Sequence[Token]) -> int:
    """Return the factor by which the longest replacement grows a text, at least 1."""
    words = [t.text for t in tokens if t.kind == "word"]
    longest = max([len(value) for value in quoted] + [len(word) for word in words[1:]], default=1)
    references = max((value.count("$") for value in quoted), default=0)
    shortest = min((len(value) for value in quoted[:1] if value), default=1)
    return max(1, -(-longest // shortest), references)
