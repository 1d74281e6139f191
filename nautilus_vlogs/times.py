"""Times as NautilusTrader writes them."""

from datetime import UTC
from datetime import datetime
from functools import lru_cache


def rfc3339(ns: int) -> str:
    """Return a time in UNIX nanoseconds in RFC 3339, to the nanosecond and with ``Z``."""
    seconds, rest = divmod(ns, 1_000_000_000)
    return f"{_second(seconds)}.{rest:09d}Z"


@lru_cache(maxsize=8)
def _second(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}"
