"""Pipes and functions of LogsQL that raw queries may use, and the bounds of their arguments."""

import re
from collections.abc import Sequence

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.query.growth import growth
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.logsql import show

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
#: Those that look at no value.
_NAMING = frozenset(
    ["copy", "cp", "del", "delete", "drop", "fields", "keep", "mv", "rename", "rm"],
)
#: Pipes that leave rows out.
SELECTING = frozenset(("filter", "where"))
#: Pipes that define the order of the answer.
ORDERING = frozenset(["first", "head", "last", "limit", "offset", "order", "skip", "sort"])
#: Those that cut blocks of rows as they come, without making new ones.
_CUTTING = frozenset(["head", "limit", "offset", "skip"])
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

#: Clauses of one pipe, such as the fields of `copy`.
_MAX_CLAUSES = 32

_NUMBER = re.compile(r"[+\-.]?\d")
#: VictoriaLogs adds an offset to a limit, and panics where the sum is beyond 64 bits.
_ROWS = re.compile(r"\d{1,7}", re.ASCII)


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
        If it has too many clauses, or one of its numbers is out of bounds.

    """
    if name not in ALLOWED_PIPES:
        written = name or text.strip()[:20]
        raise PipeNotAllowedError(
            f"the pipe `{show(written)[1:-1]}` is not allowed: use one of "
            f"{', '.join(sorted(ALLOWED_PIPES))}, was {show(text.strip())}",
            written,
        )
    clauses = 1 + sum(token.text.count(",") for token in tokens if token.kind == "word")
    if clauses > _MAX_CLAUSES:
        raise GuardRailError(
            f"a pipe may have {_MAX_CLAUSES} clauses: leave some out, was {show(text.strip())}",
        )
    if name in ("stats", "stats_by"):
        _check_stats(tokens, text)
    if name in ORDERING:
        _check_numbers(tokens, text)
    if name in ("eval", "math") and any(map(_is_remainder, tokens)):
        raise GuardRailError(
            f"`%` is not allowed, a remainder of 0 ends a store of v1.43: leave it out, was "
            f"{show(text.strip())}",
        )
    return growth(name, clauses, tokens)


def check_cuts(names: Sequence[str], text: str) -> None:
    """
    Check that no block of rows is cut between two pipes that read it.

    VictoriaLogs keeps the values that it read of a field that a block lacks, and does not cut them:
    it panics where the second of ``extract … from x | limit 9 | extract … from x`` finds too many.

    Parameters
    ----------
    names : sequence of str
        The names of the pipes in lower case, in their order.
    text : str
        The query, for errors.

    Raises
    ------
    PipeNotAllowedError
        If there is such a cut.

    """
    is_read, cut = False, ""
    for name in names:
        if name in _CUTTING:
            cut = name if is_read else cut
        elif name in ORDERING or name in COUNTING:
            is_read, cut = False, ""  # of here on there are new blocks
        elif name in MAPPING and name not in _NAMING:
            if cut:
                raise PipeNotAllowedError(
                    f"`{cut}` can't stand between `{name}` and a pipe like it: put it behind both, "
                    f"was {show(text)}",
                    cut,
                )
            is_read = True


def _is_remainder(token: Token) -> bool:
    """Return whether a token of `math` is a `%`, which VictoriaLogs takes for one in quotes too."""
    return token.value == "%" or (token.kind == "word" and "%" in token.text)


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


def _check_numbers(tokens: Sequence[Token], text: str) -> None:
    """Check the numbers of rows that a pipe takes: those outside of brackets."""
    depth = 0
    for token in tokens:
        if token.kind == "bracket":
            depth += 1 if token.text in "([{" else -1
        value = token.value
        if not depth and _NUMBER.match(value) and not _ROWS.fullmatch(value):
            raise GuardRailError(
                f"a pipe takes numbers of rows of up to 7 digits, was {show(text.strip())}",
            )
