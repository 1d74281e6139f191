"""Times as NautilusTrader writes them, and the time at which this process began."""

import os
import time
from datetime import UTC
from datetime import datetime
from functools import lru_cache
from pathlib import Path

#: The last second, since the epoch, of a year of four digits.
LAST_SECS = 253_402_300_799

#: Without /proc: the log may be some moments older than this module.
_SLACK_NS = 10_000_000_000
_LOADED_NS = time.time_ns() - _SLACK_NS


def rfc3339(ns: int) -> str:
    """Return a time in UNIX nanoseconds in RFC 3339, to the nanosecond and with ``Z``."""
    seconds, rest = divmod(ns, 1_000_000_000)
    return f"{_second(seconds)}.{rest:09d}Z"


def ns_of(text: str) -> int:
    """Return the UNIX nanoseconds of a time as `rfc3339` writes it."""
    seconds = datetime.fromisoformat(f"{text[:19]}+00:00").timestamp()
    return int(seconds) * 1_000_000_000 + int(text[20:29])


@lru_cache(maxsize=8)
def _second(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}"


def process_start_ns() -> int:
    """Return when this process began, in UNIX nanoseconds by the clock as it is now."""
    try:
        # The name of the program, in parentheses, may hold spaces.
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        began_secs = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return _boot_ns() + int(began_secs * 1e9)
    except (OSError, ValueError, IndexError, AttributeError):
        return _LOADED_NS


def _boot_ns() -> int:
    """Return when the system was started, in UNIX nanoseconds by the clock as it is now."""
    found = []
    for _ in range(5):  # another process may have its turn between two looks at the clocks
        before = time.time_ns()
        since_boot = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
        found.append((time.time_ns() - before, before - since_boot))
    return min(found)[1]
