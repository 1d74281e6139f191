"""How much the pipes of a query may make a row grow."""

import re
from collections.abc import Sequence

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.logsql import show

#: Factor by which all pipes of a query together may make a row grow.
MAX_GROWTH = 16

#: So many characters of a constant count as once more the row.
_ROW_CHARS = 256
#: So many characters of a name count so: every field of the row may be given it as a prefix.
_NAME_CHARS = 32

_PLACEHOLDER = re.compile(r"<[^<>]*>")
_NAMED_GROUP = re.compile(r"\(\?P?<[A-Za-z_]")


def growth(name: str, clauses: int, tokens: Sequence[Token]) -> int:
    """
    Return the factor by which a pipe may make a row grow, all of its fields together.

    Parameters
    ----------
    name : str
        The pipe's name in lower case.
    clauses : int
        The number of its clauses, such as the fields of `copy`.
    tokens : sequence of Token
        Its tokens, the name included.

    """
    quoted = [token.value for token in tokens if token.kind == "quoted"]
    longest = max(len(token.text) for token in tokens)
    is_wild = any("*" in token.text for token in tokens)
    factor = 1
    match name:
        case "copy" | "cp" if is_wild:
            # Each clause may take all fields, those included that the one before it has made.
            factor = 2**clauses * (1 + longest // _NAME_CHARS)
        case "copy" | "cp":
            factor = 1 + clauses
        case "mv" | "rename" if is_wild:
            factor = 1 + clauses * longest // _NAME_CHARS
        case "pack_json" | "pack_logfmt":
            factor = 3  # the fields, their text, and the escapes in it
        case "unpack_json" | "unpack_logfmt":
            factor = 2 + longest // _NAME_CHARS
        case "extract":
            factor = 2  # no two fields have a part of the text in common
        case "extract_regexp":
            factor = 1 + max(1, sum(len(_NAMED_GROUP.findall(value)) for value in quoted))
        case "format":
            placeholders = sum(len(_PLACEHOLDER.findall(value)) for value in quoted)
            factor = 1 + max(1, placeholders) + longest // _ROW_CHARS
        case "replace" | "replace_regexp":
            factor = _of_replacement(name, tokens)
    return factor


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


def _of_replacement(name: str, tokens: Sequence[Token]) -> int:
    """Return the factor by which a replacement may grow a text, at least 1."""
    shown = [token for token in tokens if token.kind != "space"]
    # Its two arguments stand in the last brackets: those of an `if` come before.
    start = max((i + 1 for i, token in enumerate(shown) if token.text == "("), default=0)
    arguments = shown[start : start + 3]
    old, new = "", max((token.text for token in shown[start:]), key=len, default="")
    if [token.kind for token in arguments] == ["quoted", "word", "quoted"]:
        old, new = arguments[0].value, arguments[2].value
    if name == "replace":
        return max(1, -(-len(new) // max(1, len(old))))
    # An expression may match nothing, which stands between any two characters.
    return 1 + len(new) + new.count("$")
