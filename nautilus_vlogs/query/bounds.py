"""Upper bounds of a query, and the checks of settings and arguments against them."""

from datetime import timedelta

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.logsql import show

MAX_ENTRIES = 500
MAX_RANGE = timedelta(hours=24)
MAX_TIMEOUT_SECS = 10.0
DEFAULT_RANGE = timedelta(hours=1)

#: Rows of context on each side of a row.
MAX_CONTEXT = 250


def whole_number(name: str, value: int, low: int, high: int) -> int:
    """
    Return a whole number within its bounds.

    Raises
    ------
    InvalidQueryError
        If `value` is no whole number.
    GuardRailError
        If `value` is out of bounds.

    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidQueryError(f"`{name}` must be a whole number, was {show(value)}")
    check_number(name, value, low, high)
    return value


def check_number(name: str, value: float, low: float, high: float) -> None:
    """Raise `GuardRailError` unless a number is within its bounds."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise GuardRailError(f"`{name}` must be from {low:,} to {high:,}, was {show(value)}")


def nanoseconds(name: str, value: timedelta, highest: timedelta) -> int:
    """Return a duration in nanoseconds; raise `GuardRailError` unless it is within its bounds."""
    if not isinstance(value, timedelta) or not timedelta(0) < value <= highest:
        raise GuardRailError(
            f"`{name}` must be a timedelta above zero, and {highest} at most, was {show(value)}",
        )
    return value // timedelta(microseconds=1) * 1_000
