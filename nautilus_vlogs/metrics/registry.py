"""The instances whose delivery one process has in hand, for its metrics."""

import threading
from collections.abc import Callable
from contextlib import suppress

from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.metrics.exposition import Labels
from nautilus_vlogs.metrics.exposition import exposition

#: The last figures of so many instances that ended are kept, for scrapes to see them.
MAX_ENDED = 100

_Key = tuple[str, str]


class MetricsRegistry:
    """
    Hold the accounting of instances, those at work and the newest that ended.

    An instance that begins again, as when a left log is tried once more, takes the place of its
    earlier figures: its counters are reset, as after a restart of a process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[_Key, Callable[[], Stats | None]] = {}
        self._ended: dict[_Key, Stats] = {}

    def begin(
        self,
        trader_id: str,
        instance_id: str,
        stats: Callable[[], Stats | None],
    ) -> None:
        """
        Include an instance.

        Parameters
        ----------
        trader_id, instance_id : str
            Its labels.
        stats : callable
            Returns its accounting from any thread, ``None`` while there is none.

        """
        with self._lock:
            self._ended.pop((trader_id, instance_id), None)
            self._running[trader_id, instance_id] = stats

    def end(self, trader_id: str, instance_id: str, stats: Stats) -> None:
        """Keep the last figures of an instance, in place of the oldest of others that ended."""
        with self._lock:
            self._running.pop((trader_id, instance_id), None)
            self._ended[trader_id, instance_id] = stats
            while len(self._ended) > MAX_ENDED:
                del self._ended[next(iter(self._ended))]

    def render(self) -> str:
        """Return the metrics in Prometheus's text format."""
        with self._lock:
            found: dict[_Key, Stats] = dict(self._ended)
            running = list(self._running.items())
        for key, ask in running:
            with suppress(Exception):  # one instance's trouble is not the others'
                stats = ask()
                if stats is not None:
                    found[key] = stats
        return exposition((_labels(key), stats) for key, stats in sorted(found.items(), key=_by_id))


def _labels(key: _Key) -> Labels:
    return {"trader_id": key[0], "instance_id": key[1]}


def _by_id(item: tuple[_Key, Stats]) -> _Key:
    return item[0]
