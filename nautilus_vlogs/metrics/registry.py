"""The logs whose delivery one process has in hand, for its metrics."""

import threading
from collections.abc import Callable
from contextlib import suppress

from msgspec.structs import replace

from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.metrics.exposition import Labels
from nautilus_vlogs.metrics.exposition import exposition

#: The last figures of so many logs that ended are kept, for scrapes to see them.
MAX_ENDED = 100

_Key = tuple[str, str]


class MetricsRegistry:
    """
    Hold the accounting of logs, those at work and the newest that ended.

    A log that begins again, as when a left one is tried once more, takes the place of its earlier
    figures: its counters are reset, as after a restart of a process. An instance may have several
    logs, as when what one run of it has left is shipped beside the next run's: records are summed
    up, and what waits is what the logs at work have waiting, or the one that ended last.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[str, tuple[_Key, Callable[[], Stats | None]]] = {}
        self._ended: dict[str, tuple[_Key, Stats]] = {}

    def begin(
        self,
        log: str,
        trader_id: str,
        instance_id: str,
        stats: Callable[[], Stats | None],
    ) -> None:
        """
        Include a log.

        Parameters
        ----------
        log : str
            What it is known by in this process, such as the path of its journal.
        trader_id, instance_id : str
            Its labels.
        stats : callable
            Returns its accounting from any thread, ``None`` while there is none.

        """
        with self._lock:
            self._ended.pop(log, None)
            self._running[log] = (trader_id, instance_id), stats

    def end(self, log: str, stats: Stats) -> None:
        """Keep the last figures of a log, in place of the oldest of others that ended."""
        with self._lock:
            key, _ = self._running.pop(log)
            self._ended[log] = key, stats
            while len(self._ended) > MAX_ENDED:
                del self._ended[next(iter(self._ended))]

    def render(self) -> str:
        """Return the metrics in Prometheus's text format."""
        with self._lock:
            ended = list(self._ended.values())
            running = list(self._running.values())
        found: dict[_Key, list[Stats]] = {}
        for key, ask in running:
            with suppress(Exception):  # one log's trouble is not the others'
                stats = ask()
                if stats is not None:
                    found.setdefault(key, []).append(stats)
        for key, stats in reversed(ended):
            logs = found.setdefault(key, [])
            logs.append(_at_rest(stats) if logs else stats)
        return exposition((_labels(key), _sum(found[key])) for key in sorted(found))


def _at_rest(stats: Stats) -> Stats:
    """Return figures without what waited at the moment: that may have been shipped elsewhere."""
    return replace(
        stats,
        backlog_bytes=0,
        backlog_records=0,
        lag_records=0,
        lag_secs=0.0,
        state=State.STARTING,
    )


def _sum(logs: list[Stats]) -> Stats:
    """Return the figures of an instance's logs as those of one, with the worst of their states."""
    first, *others = logs
    if not others:
        return first
    counts = {
        name: sum(getattr(one, name) for one in logs)
        for name in Stats.__struct_fields__
        if isinstance(getattr(first, name), int)
    }
    lag_secs = max(one.lag_secs for one in logs)
    state = max((one.state for one in logs), key=list(State).index)
    return replace(first, **counts, lag_secs=lag_secs, state=state)


def _labels(key: _Key) -> Labels:
    return {"trader_id": key[0], "instance_id": key[1]}
