"""
In-process capture: what Python and Cython code logs, without a log file.

It needs nothing but the actor, and sees less than the spool: no line from before the actor, none
from Rust code, and nothing survives the process.
"""

import time
from collections.abc import Callable
from typing import Any

from nautilus_vlogs.capture.memory_queue import LARGE_CHARS
from nautilus_vlogs.capture.memory_queue import MemoryQueue
from nautilus_vlogs.node.nautilus import LEVELS
from nautilus_vlogs.node.nautilus import divert_log_calls
from nautilus_vlogs.times import rfc3339

#: Room in a queue that is waited for: for threads that were let through at once, and for those
#: that make the room and can't wait for it.
_NOT_WAITING = 1_000


class Bridge(MemoryQueue):
    """
    Take down NautilusTrader's log calls on their way to the console.

    Parameters
    ----------
    max_records : int
        How many records are kept at most.
    level : str
        The lowest level that is taken down.
    now : callable, default time.time_ns
        Returns the time of a call, in nanoseconds.
    may_wait : callable, optional
        In a backtest, returns whether a call may wait until there is room in the queue. Without
        it no call ever waits.

    """

    def __init__(
        self,
        max_records: int,
        level: str,
        *,
        now: Callable[[], int] = time.time_ns,
        may_wait: Callable[[], bool] | None = None,
    ) -> None:
        room = max_records if may_wait is None else max_records + _NOT_WAITING
        super().__init__(room, _to_line)
        self._max_records = max_records
        self._now = now
        self._may_wait = may_wait
        self._lowest = LEVELS.index(level)
        self._undo: Callable[[], None] | None = None

    def install(self) -> None:
        """Begin to take down log calls."""
        self._undo = divert_log_calls(self._make_tap)

    def close(self) -> None:
        """Let log calls go their old way again."""
        if self._undo is not None:
            self._undo()
            self._undo = None

    def _make_tap(self, forward: Callable[[Any, Any, str, str], None]) -> Callable[..., None]:
        """Return what stands in for the log function; it runs on the trading thread."""
        append, count, now, lowest = self.items.append, self.count, self._now, self._lowest

        def tap(level: Any, color: Any, component: str, message: str) -> None:
            try:
                value = level.value
                if value >= lowest:
                    if message and len(message) > LARGE_CHARS:
                        self.make_room(len(message))
                    append((now(), value, component, message))
                    count()
            except Exception:  # noqa: BLE001, S110  # the caller wants to log, whatever becomes of us
                pass
            forward(level, color, component, message)

        if self._may_wait is None:
            return tap
        items, may_wait, enough = self.items, self._may_wait, self._max_records

        def waiting_tap(level: Any, color: Any, component: str, message: str) -> None:
            while len(items) >= enough and may_wait():
                time.sleep(0.001)
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
