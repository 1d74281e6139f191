"""
Send no more different field names at a time than VictoriaLogs stores.

It gathers the rows of all requests for about a second, and ignores those of a block with over 2,000
different field names, having answered 200 to them.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import msgspec

#: What is lifted has to stay below the limit together with the tags, and constants.
MAX_FIELD_NAMES = 1_800

#: Requests that began so many seconds apart are not in one block, though the first took long.
_BLOCK_SECS = 3.0


class NamesPace:
    """
    Say when rows with some field names may be sent; safe for threads.

    Parameters
    ----------
    clock : callable, default time.monotonic
        Returns the time in seconds.

    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._recent: deque[tuple[float, AbstractSet[str]]] = deque()

    def wait_secs(self, names: AbstractSet[str]) -> float:
        """Return 0.0 and take note of the names if they may be sent now; else for how long not."""
        with self._lock:
            now = self._clock()
            while self._recent and self._recent[0][0] + _BLOCK_SECS <= now:
                self._recent.popleft()
            known: set[str] = set().union(*(recent for _, recent in self._recent))
            if self._recent and len(known | names) > MAX_FIELD_NAMES:
                return self._recent[0][0] + _BLOCK_SECS - now
            self._recent.append((now, frozenset(names)))
            return 0.0


def parts_by_names(rows: Mapping[int, bytes]) -> list[tuple[list[int], set[str]]]:
    """Return the numbers of rows in parts of few enough different field names, and those."""
    parts: list[tuple[list[int], set[str]]] = [([], set())]
    for seq, row in rows.items():
        keys = msgspec.json.decode(row, type=dict[str, msgspec.Raw]).keys()
        numbers, names = parts[-1]
        if numbers and len(names | keys) > MAX_FIELD_NAMES:
            numbers, names = [], set()
            parts.append((numbers, names))
        numbers.append(seq)
        names.update(keys)
    return parts
