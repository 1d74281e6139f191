"""Turns: the bound on exchanges that run at once."""

import threading
import time


class Turns:
    """
    Bound how many exchanges run at once; a turn may be kept beyond its exchange.

    Parameters
    ----------
    count : int
        How many.

    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._kept_until: list[float] = []
        self._changed = threading.Condition()

    def take(self, deadline: float) -> bool:
        """Wait for a turn; return false if there is none before the deadline."""
        with self._changed:
            while True:
                now = time.monotonic()
                over = [until for until in self._kept_until if until <= now]
                self._kept_until = [until for until in self._kept_until if until > now]
                self._free += len(over)
                if self._free > 0:
                    self._free -= 1
                    return True
                if now >= deadline:
                    return False
                self._changed.wait(min([deadline, *self._kept_until]) - now)

    def give_back(self, until: float) -> None:
        """Give a turn back, at a time on the monotonic clock; at once if that has passed."""
        with self._changed:
            self._kept_until.append(until)
            self._changed.notify()
