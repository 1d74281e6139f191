"""What is lost and what is doubled when something breaks."""

import time
from collections.abc import Callable

from peers_measure import Way

from nautilus_vlogs.operate.local_store import LocalServer

_RATE = 2_000
_SECS = 8
_BEFORE_SECS = 2.0
_OUTAGE_SECS = 3.0

#: A killed store loses what it has acknowledged and not yet written down. Ours looks that up after
#: its durability window of 15 s, and all others are given as long.
_LIMIT_SECS = 60.0
_PATIENCE_SECS = 22.0

_BURST_RATE = 20_000
#: How often our actor has Nautilus write its buffer out (`flush_interval_ms`).
_FLUSH_INTERVAL_SECS = 0.05


def _outage(way: Way, server: LocalServer) -> dict[str, float]:
    """Log while the store is stopped in good order, and away for some seconds."""

    def break_it() -> None:
        time.sleep(_BEFORE_SECS)
        server.stop()
        time.sleep(_OUTAGE_SECS)
        server.start()

    return _under_load(way, break_it)


def _store_killed(way: Way, server: LocalServer) -> dict[str, float]:
    """Log while the store is killed and started again at once."""

    def break_it() -> None:
        time.sleep(_BEFORE_SECS)
        server.kill()
        server.start()

    return _under_load(way, break_it)


def _client_killed(way: Way, _server: LocalServer) -> dict[str, float]:
    """Kill the node right behind its last record; agents live on, ours has a successor."""
    found = way.run(records=_BURST_RATE, rate=_BURST_RATE, is_crash=True)
    return found | {"interval_records": _BURST_RATE * _FLUSH_INTERVAL_SECS}


def _under_load(way: Way, break_it: Callable[[], None]) -> dict[str, float]:
    return way.run(
        records=_RATE * _SECS,
        rate=_RATE,
        meanwhile=break_it,
        limit_secs=_LIMIT_SECS,
        patience_secs=_PATIENCE_SECS,
    )


FAULTS: dict[str, Callable[[Way, LocalServer], dict[str, float]]] = {
    "outage": _outage,
    "store killed": _store_killed,
    "client killed": _client_killed,
}
