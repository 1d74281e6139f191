"""How much the pipes of a query may make a row grow: in bytes, and in values beside it."""

import re
from collections import Counter
from collections.abc import Sequence

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.logsql import show

#: Factor by which all pipes of a query together may make a row grow.
MAX_GROWTH = 16

#: Values that all pipes of a query together may make of a row: each operand and each operator of
#: `math`, each placeholder of `extract`. The store holds those of all rows of a block at once, and
#: one of short rows has 50,000: 9,000 values took 5 GB, whatever memory the store is allowed.
MAX_VALUES = 128

#: So many bytes of a constant count as once more the row.
_ROW_BYTES = 256
#: So many bytes of a name count so: every field of the row may be given it as a prefix.
_NAME_BYTES = 32

#: A byte's escape in JSON is ``\u001b``.
_ESCAPE_BYTES = 6
#: Bytes that an option of `format` makes of one; any other may make an escape of it.
_OPTION_BYTES = {
    "": 1,
    "urlencode": 3,
    **dict.fromkeys(("base64encode", "hexencode", "lc", "uc"), 2),
    **dict.fromkeys(("base64decode", "hexdecode", "hexnumdecode", "urldecode"), 1),
}

_NAMED_GROUP = re.compile(r"\(\?P?<[A-Za-z_]")

_OPERAND = re.compile(r"[-+*/^%&]|[^-+*/^%&,]+")


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
    longest = max(_size(token.text) for token in tokens)
    is_wild = any("*" in token.value for token in tokens)
    factor = 1
    match name:
        case "copy" | "cp" if is_wild:
            # Each clause may take all fields, those included that the one before it has made.
            factor = 2**clauses * (1 + longest // _NAME_BYTES)
        case "copy" | "cp":
            factor = 1 + clauses
        case "mv" | "rename" if is_wild:
            factor = 1 + clauses * longest // _NAME_BYTES
        case "pack_json" | "pack_logfmt":
            factor = 1 + _ESCAPE_BYTES
        case "unpack_json" | "unpack_logfmt":
            factor = 2 + longest // _NAME_BYTES
        case "extract":
            factor = 2  # no two fields have a part of the text in common
        case "extract_regexp":
            factor = 1 + max(1, sum(len(_NAMED_GROUP.findall(value)) for value in quoted))
        case "format":
            factor = 1 + _of_format(quoted) + longest // _ROW_BYTES
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


def check_values(names: Sequence[str], pipes: Sequence[Sequence[Token]], text: str) -> None:
    """
    Check how many values the pipes of a query together make of a row.

    Parameters
    ----------
    names : sequence of str
        The names of the pipes in lower case, in their order.
    pipes : sequence of sequence of Token
        Their tokens.
    text : str
        The query, for errors.

    Raises
    ------
    GuardRailError
        If they are too many.

    """
    count = sum(map(_values, names, pipes))
    if count > MAX_VALUES:
        raise GuardRailError(
            f"the pipes of a query may make {MAX_VALUES} values of a row, for `math` an operand or "
            f"an operator each, for `extract` a placeholder: leave some out, was {count:,} in "
            f"{show(text)}",
        )


def _values(name: str, tokens: Sequence[Token]) -> int:
    """Return how many values a pipe makes of a row, or more."""
    if name in ("eval", "math"):
        words = [token.text for token in tokens if token.kind == "word"]
        found = [piece.lower() for word in words for piece in _OPERAND.findall(word)]
        quoted = sum(token.kind == "quoted" for token in tokens)
        return len(found) - found.count("as") + quoted - 1  # the pipe's own name
    if name == "extract":
        return sum(token.value.count("<") for token in tokens)
    return 0


def _size(text: str) -> int:
    """Return the bytes of a text."""
    return len(text.encode(errors="replace"))


def _of_format(texts: Sequence[str]) -> int:
    """Return how often a format may write the bytes of any one field, at least once."""
    written = Counter({"": 1})
    for text in texts:
        for piece in text.split(">")[:-1]:
            _, opening, placeholder = piece.partition("<")
            option, colon, field = placeholder.partition(":")
            if not colon:
                option, field = "", option
            if opening:
                written[field.strip()] += _OPTION_BYTES.get(option.strip(), _ESCAPE_BYTES)
    return max(written.values())


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
        # A character of the old text may be one byte, such as `\xff`.
        return max(1, -(-_size(new) // max(1, len(old))))
    # An expression may match nothing, which stands between any two characters.
    return 1 + _size(new) + new.count("$")
