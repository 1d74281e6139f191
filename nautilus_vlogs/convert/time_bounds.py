"""Which times a row may have: those that can be read, and that the store is known to keep."""

import re
from datetime import datetime

from nautilus_vlogs.times import rfc3339

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{9}Z")

#: Seconds after which the bounds, which move with the clock, are computed again.
_REFRESH_SECS = 60.0
#: Seconds that were found good and are remembered; lines come in order, so few are in use.
_MAX_GOOD_SECONDS = 1_000


class TimeBounds:
    """
    Check times of rows.

    As long as the store has not told how long it keeps rows, any time that can be read is good.

    Attributes
    ----------
    retention_secs : float, optional
        How old a row may be for the store to keep it; ``None`` if that is not known.
    future_secs : float, optional
        How far in the future a row may be; ``None`` if that is not known.
    good_seconds : set of str
        Beginnings of times, up to the full stop, that are within bounds.

    """

    def __init__(self) -> None:
        self.retention_secs: float | None = None
        self.future_secs: float | None = None
        self.good_seconds: set[str] = set()
        self._computed_for: tuple[float | None, float | None, float] = (None, None, 0.0)
        self._oldest, self._newest = "", "~"

    def copy(self) -> "TimeBounds":
        """Return bounds that are the same now, for another thread."""
        again = TimeBounds()
        again.retention_secs, again.future_secs = self.retention_secs, self.future_secs
        return again

    def refresh(self, now: float) -> None:
        """Move the bounds with the clock, in seconds since the epoch."""
        *told, at = self._computed_for
        if told == [self.retention_secs, self.future_secs] and abs(now - at) <= _REFRESH_SECS:
            return
        self._computed_for = (self.retention_secs, self.future_secs, now)
        self._oldest, self._newest = "", "~"
        if self.retention_secs is not None:
            self._oldest = rfc3339(int(max(0.0, now - self.retention_secs)) * 1_000_000_000)
        if self.future_secs is not None:
            self._newest = rfc3339(int(now + self.future_secs) * 1_000_000_000)
        self.good_seconds.clear()

    def problem(self, at: str) -> str | None:
        """Return why the store would not take a time, ``None`` if nothing speaks against it."""
        if not is_time(at):
            return f"its time can't be read: {at[:40]!r}"
        if not self._oldest <= at <= self._newest:
            return f"its time {at} is outside the store's retention"
        if len(self.good_seconds) > _MAX_GOOD_SECONDS:
            self.good_seconds.clear()
        self.good_seconds.add(at[:20])
        return None


def is_time(at: str) -> bool:
    """Return whether a text is a time as NautilusTrader writes it, and one that there is."""
    if _TIME.fullmatch(at) is None:
        return False
    try:
        datetime.fromisoformat(at[:19])
    except ValueError:
        return False
    return True
