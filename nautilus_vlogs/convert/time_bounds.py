"""Which times a row may have: those that can be read, and that the store is known to keep."""

import re
import time
from datetime import datetime

from nautilus_vlogs.times import LAST_SECS
from nautilus_vlogs.times import rfc3339

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{9}Z")

#: Seconds after which the bounds, which move with the clock, are computed again.
_REFRESH_SECS = 60.0
_DAY_SECS = 86_400.0
#: Clocks that differ by less go alike.
_SAME_CLOCK_SECS = 60.0

#: Seconds that were found good and are remembered; lines come in order, so few are in use.
_MAX_GOOD_SECONDS = 1_000


class TimeBounds:
    """
    Check times of rows.

    A store keeps whole days (UTC), and a day before and behind the present one at least. As long
    as that number is not known, any time that can be read is good.

    Attributes
    ----------
    retention_secs : float, optional
        How old a row may be for the store to keep it; ``None`` if that is not known.
    future_secs : float, optional
        How far in the future a row may be; ``None`` if that is not known.
    clock_ahead_secs : float
        How far the store's clock is ahead of this machine's; 0 where that is less than a minute.
    clock_offset : float
        This machine's clock less the monotonic one when the limits were learned, in seconds.
    good_seconds : set of str
        Beginnings of times, up to the full stop, that are within bounds.

    """

    def __init__(self) -> None:
        self.retention_secs: float | None = None
        self.future_secs: float | None = None
        self.clock_ahead_secs = 0.0
        self.good_seconds: set[str] = set()
        self.clock_offset = _clock_offset()
        self._computed_for: tuple[tuple[float | None, ...], float] = ((), 0.0)
        self._oldest, self._newest = "", "~"

    def copy(self) -> "TimeBounds":
        """Return bounds that are the same now, for another thread."""
        again = TimeBounds()
        again.follow(self)
        return again

    def follow(self, other: "TimeBounds") -> None:
        """Take over the limits of other bounds."""
        self.limit(other.retention_secs, other.future_secs, other.clock_ahead_secs)
        self.clock_offset = other.clock_offset

    def limit(
        self, retention_secs: float | None, future_secs: float | None, clock_ahead_secs: float
    ) -> None:
        """Set how far back the store keeps rows and how far ahead it takes them, by its clock."""
        self.retention_secs, self.future_secs = retention_secs, future_secs
        is_other = abs(clock_ahead_secs) >= _SAME_CLOCK_SECS
        self.clock_ahead_secs = clock_ahead_secs if is_other else 0.0
        self.clock_offset = _clock_offset()

    @property
    def is_outdated(self) -> bool:
        """Whether this machine's clock was set since: nothing is known until the next limits."""
        return abs(_clock_offset() - self.clock_offset) >= _SAME_CLOCK_SECS

    def now_ns(self) -> int:
        """Return the time by the store's clock, which takes rows of that time at least."""
        return time.time_ns() + int(self.clock_ahead_secs * 1e9)

    def refresh(self, now: float) -> None:
        """Move the bounds with this machine's clock, in seconds since the epoch."""
        limits = (self.retention_secs, self.future_secs, self.clock_ahead_secs)
        if self.is_outdated:
            limits = (None, None, 0.0)
        before, at = self._computed_for
        if limits == before and abs(now - at) <= _REFRESH_SECS:
            return
        self._computed_for = (limits, now)
        retention, future, ahead = limits
        now += ahead
        self._oldest, self._newest = "", "~"
        if retention is not None:
            self._oldest = _day(now - max(retention, _DAY_SECS))
        if future is not None:
            self._newest = _day(now + max(future, _DAY_SECS)) + "~"
        self.good_seconds.clear()

    def problem(self, at: str) -> str | None:
        """Return why the store would not take a time, ``None`` if nothing speaks against it."""
        if not is_time(at):
            return f"its time can't be read: {at[:40]!r}"
        if at < self._oldest:
            return f"its time {at} is before the store's retention"
        if at > self._newest:
            return f"its time {at} is further ahead than the store takes rows"
        if len(self.good_seconds) > _MAX_GOOD_SECONDS:
            self.good_seconds.clear()
        self.good_seconds.add(at[:20])
        return None


def _clock_offset() -> float:
    """Return what changes only when the clock is set, or stood still, in seconds."""
    return time.time() - time.monotonic()


def _day(secs: float) -> str:
    """Return a day as the times in it begin, the first or last one where it is out of range."""
    return rfc3339(int(min(max(secs, 0.0), LAST_SECS)) * 1_000_000_000)[:10]


def is_time(at: str) -> bool:
    """Return whether a text is a time as NautilusTrader writes it, and one that there is."""
    if _TIME.fullmatch(at) is None:
        return False
    try:
        datetime.fromisoformat(at[:19])
    except ValueError:
        return False
    return True
