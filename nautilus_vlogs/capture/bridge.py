"""
In-process capture of what Python and Cython code logs, without a log file.

The bridge needs nothing but the actor and sees less than the spool: no line from before the actor,
none from Rust code, and nothing survives the process.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from nautilus_vlogs.capture.memory_queue import LARGE_CHARS
from nautilus_vlogs.capture.memory_queue import MemoryQueue
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.times import rfc3339

#: The names of the log levels, by their numbers in NautilusTrader.
LEVELS = ("OFF", "TRACE", "DEBUG", "INFO", "WARNING", "ERROR")

#: Log a message: level, colour, component, text.
LogFunction = Callable[[Any, Any, str, str], None]

#: Route every log call through the function that is made of the present one; return the undoing.
Divert = Callable[[Callable[[LogFunction], LogFunction]], Callable[[], None]]

#: Room of the queue beyond its limit in a backtest, where calls wait: for the threads that passed
#: the limit at once, and for those that make the room and must not wait for it.
_ROOM_BEYOND_LIMIT = 1_000

#: Between two looks of a waiting call for room in the queue, in a backtest.
_ROOM_INTERVAL_SECS = 0.001


class Bridge(MemoryQueue):
    """
    Record NautilusTrader's log calls on their way to the console.

    Parameters
    ----------
    max_records : int
        The number of records to keep at most.
    level : str
        The lowest level to record.
    divert : callable
        Routes the log calls through the bridge; see `Divert`.
    now : callable, default time.time_ns
        Returns the time of a call, in UNIX nanoseconds.
    may_wait : callable, optional
        In a backtest, returns whether a call may wait until there is room in the queue. Without
        it no call ever waits.

    """

    def __init__(
        self,
        max_records: int,
        level: str,
        divert: Divert,
        *,
        now: Callable[[], int] = time.time_ns,
        may_wait: Callable[[], bool] | None = None,
    ) -> None:
        room = max_records if may_wait is None else max_records + _ROOM_BEYOND_LIMIT
        super().__init__(room, _to_line)
        self._max_records = max_records
        self._divert = divert
        self._now = now
        self._may_wait = may_wait
        self._lowest = LEVELS.index(level)
        self._undo: Callable[[], None] | None = None
        self._first_at = ""

    @property
    def first_at(self) -> str:
        """The time of the first recorded call (RFC 3339); ``~``, behind every time, if none."""
        if not self._first_at:
            with suppress(IndexError):
                self._first_at = rfc3339(self.items[0][0])
        return self._first_at or "~"

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """Return the next lines; the same ones until `take` consumes them."""
        if not self._first_at and self.items:
            self._first_at = self.first_at  # before the first record is taken out
        return super().peek(size)

    def install(self) -> None:
        """Start to record log calls."""
        self._undo = self._divert(self._make_tap)

    def close(self, *, until_ns: int | None = None) -> None:
        """
        Restore the previous route of the log calls.

        Parameters
        ----------
        until_ns : int, optional
            Forget calls from this time on (UNIX nanoseconds), which came before the route was
            restored: their lines are read elsewhere.

        """
        if self._undo is not None:
            self._undo()
            self._undo = None
        if until_ns is not None:
            self.drop_newest(lambda record: record[0] >= until_ns)

    def _make_tap(self, forward: LogFunction) -> LogFunction:
        """Return the function to call in place of the log function, on the trading thread."""
        append, count, now, lowest = self.items.append, self.count, self._now, self._lowest

        def tap(level: Any, color: Any, component: str, message: str) -> None:
            try:
                value = level.value
                if value >= lowest:
                    if message and len(message) > LARGE_CHARS:
                        self.make_room(len(message))
                    append((now(), value, component, message))
                    count()
            except Exception:  # noqa: BLE001, S110  # the line reaches the console in any case
                pass
            forward(level, color, component, message)

        if self._may_wait is None:
            return tap
        items, may_wait, enough = self.items, self._may_wait, self._max_records

        def waiting_tap(level: Any, color: Any, component: str, message: str) -> None:
            while len(items) >= enough and may_wait():
                time.sleep(_ROOM_INTERVAL_SECS)
            tap(level, color, component, message)

        return waiting_tap


def _to_line(record: tuple[int, int, str, str | None]) -> dict[str, str]:
    at, level, component, message = record
    return {
        "timestamp": rfc3339(at),
        "trader_id": "",
        "level": LEVELS[level],
        "color": "",
        "component": component,
        "message": message or "",
    }
