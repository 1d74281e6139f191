"""
Sizes of the buckets of `stats by (field:size)`, of which some end VictoriaLogs.

Of a field's numbers with a fraction it makes whole ones, and those of the size as well: the size
times a power of ten, cut to an integer. Of 100000000000 that is 0, by which it divides and panics.
"""

import math
import re
from collections.abc import Iterator
from collections.abc import Sequence

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.query.lexer import Token
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.pipes import ORDERING
from nautilus_vlogs.query.pipes import SELECTING

#: Up to here each size was tried.
_MAX_DECIMALS = 9
_MAX_POWER = 1e10

_FINE = re.compile(rf"\.\d{{{_MAX_DECIMALS + 1}}}", re.ASCII)

#: Durations count as nanoseconds.
_UNITS = {
    "": 1.0,
    "ns": 1.0,
    "µs": 1e3,
    "ms": 1e6,
    "s": 1e9,
    "m": 60e9,
    "h": 3_600e9,
    "d": 86_400e9,
    "w": 7 * 86_400e9,
    "y": 365 * 86_400e9,
    "B": 1.0,
    **{f"{name}{end}": 1_000.0**i for i, name in enumerate("KMGT", 1) for end in ("", "B")},
    **{f"{name}{end}": 1_024.0**i for i, name in enumerate("KMGT", 1) for end in ("i", "iB")},
}
_SIZE = re.compile(r"-?[\d.][\d.A-Za-zµ]*", re.ASCII)
_SIZE_PART = re.compile(r"([\d.]+)([A-Za-zµ]*)", re.ASCII)

#: The row's own time is no number with a fraction, whatever the size.
_OWN_TIME = re.compile(r"(?:^|(?<=,))_time:[^,:]+")


def check_buckets(names: Sequence[str], pipes: Sequence[Sequence[Token]]) -> None:
    """
    Check the sizes of all buckets of a query.

    Parameters
    ----------
    names : sequence of str
        The names of the pipes in lower case, in their order.
    pipes : sequence of sequence of Token
        Their tokens.

    Raises
    ------
    GuardRailError
        If there is one that may be rounded to 0.

    """
    has_own_time = True
    for name, tokens in zip(names, pipes, strict=True):
        if name in ("stats", "stats_by"):
            for size in _sizes(tokens, has_own_time=has_own_time):
                _check_size(size, tokens)
        has_own_time = has_own_time and name in SELECTING | ORDERING


def _sizes(tokens: Sequence[Token], *, has_own_time: bool) -> Iterator[str]:
    """Yield what may be the size of a bucket."""
    for token in tokens:
        if token.kind == "quoted":
            yield token.value
        elif token.kind == "word":
            text = _OWN_TIME.sub("", token.text) if has_own_time else token.text
            yield from re.split(r"[:,]", text)


def _check_size(size: str, tokens: Sequence[Token]) -> None:
    number = size.replace("_", "")
    if not _SIZE.fullmatch(number):
        return
    written = show("".join(token.text for token in tokens).strip())
    if _FINE.search(number):
        raise GuardRailError(
            f"a number may have {_MAX_DECIMALS} decimals: write fewer, was {written}",
        )
    value = _value(number)
    if _MAX_POWER < value < math.inf:
        power = 10.0 ** round(math.log10(value))
        # No other number is rounded to 0; near it one may be taken for it.
        if power > _MAX_POWER and math.isclose(value, power, rel_tol=1e-9):
            raise GuardRailError(
                "a bucket's size may be no power of ten above 10000000000, of which the store may "
                f"make 0: choose another, was {written}",
            )


def _value(number: str) -> float:
    """Return the value of a size without its sign, 0 if the store reads no number in it."""
    try:
        return sum(
            float(digits) * _UNITS[unit] for digits, unit in _SIZE_PART.findall(number.strip("-"))
        )
    except (ValueError, KeyError):
        return 0.0
