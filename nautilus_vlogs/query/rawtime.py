"""The range that a raw query gives by itself, with a filter `_time`."""

import re

from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import parse_time

_TIME = re.compile(
    r"""(?<![\w".:])_time:\s*(?:
        (?P<ago> \d[\w.]* ) (?=[\s)]|$) (?!\s+offset\b)
      | [(\[] \s* (?P<start>[^,\s\])]+) \s*,\s* (?P<end>[^,\s\])]+) \s* (?P<close>[)\]])
    )""",
    re.VERBOSE,
)
_ANY_TIME = re.compile(r"""(?<![\w.])["'`]?_time["'`]?\s*:""")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"(?!\s*:)', re.DOTALL)
_DAY_NS = 86_400 * NANOSECONDS

#: Neither end of the range that is looked in may cut what the filter itself lets through.
_MARGIN_NS = NANOSECONDS


def find_time_range(query: str, default_ns: int) -> tuple[int | None, int | None]:
    """
    Return the start and the end that the filter `_time` of a raw query stands for.

    The filter stays in the query: this is only where to look. Without such a filter both are
    `None`, which is the default range.

    Raises
    ------
    InvalidTimeError
        If there is a filter of another form than ``_time:5m`` and ``_time:[from,to)``.

    """
    first = _QUOTED.sub('""', parse_query(query).filter)
    if not _ANY_TIME.search(first):
        return None, None
    found = list(_TIME.finditer(first))
    if len(found) != 1 or len(_ANY_TIME.findall(first)) != 1:
        raise InvalidTimeError(
            "a filter `_time` must be one like `_time:5m` or `_time:[from,to)`: write it so, or "
            f"give `start` and `end` beside the query, was {show(query)}",
        )
    (match,) = found
    if match["ago"]:
        start = parse_time(match["ago"])
        # A margin only where the default range would not cover it anyway.
        return (start if parse_time("now") - start > default_ns else None), None
    start, end = parse_time(match["start"]), parse_time(match["end"])
    if match["close"] == "]":
        # To the end of what was named: of the day, or of the second at most.
        end += _DAY_NS if re.fullmatch(r"\d{4}-\d\d-\d\d", match["end"]) else _MARGIN_NS
    return start, end
