"""How soon a record can be found: from the call that logs it to a query that shows it."""

import json
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import httpx
from peers_measure import Way
from process import percentile
from records import SINGLE
from stores import Store

_LOOK_SECS = 0.01
_PATIENCE_SECS = 8.0
_EVERY = 300  # records is one looked for


def freshness(way: Way, url: str, samples: int, rate: int) -> dict[str, float]:
    """Return how old records are when they turn up, while a node logs at a rate."""

    def watch(word: str, is_logging: Callable[[], bool]) -> dict[str, float]:
        found: dict[str, float] = {}
        deadline = time.monotonic() + _PATIENCE_SECS
        with Store(url) as store:
            while len(found) < samples and time.monotonic() < deadline:
                if is_logging():
                    deadline = time.monotonic() + _PATIENCE_SECS
                with suppress(httpx.HTTPError):
                    _note(store, word, found)
                time.sleep(_LOOK_SECS)
        return _summary(list(found.values()), samples)

    return way.run(records=samples * _EVERY, rate=rate, single_every=_EVERY, watch=watch)


def freshness_floor(url: str, samples: int) -> dict[str, float]:
    """Return the same for rows that are posted at once, one by one: the store's own share."""
    found = []
    with Store(url) as store:
        for number in range(samples):
            time.sleep(0.01 * (number % 10))  # at odd moments
            instance_id, posted = str(uuid.uuid4()), time.time()
            row = {"_time": f"{posted:.9f}", "_msg": "floor", "instance_id": instance_id}
            store.insert(json.dumps(row).encode() + b"\n")
            while not store.count(instance_id, "_time:10s"):
                time.sleep(_LOOK_SECS / 2)
            found.append(time.time() - posted)
    return _summary(found, samples)


def _note(store: Store, word: str, found: dict[str, float]) -> None:
    rows = store.query(f'_time:15s "{word}" {SINGLE} | fields _msg, _time')
    now = time.time()
    for row in map(json.loads, rows.splitlines()):
        at = datetime.fromisoformat(row["_time"]).timestamp()
        found.setdefault(row["_msg"], now - at)


def _summary(secs: list[float], samples: int) -> dict[str, float]:
    if not secs:
        return {"fresh_seen_share": 0.0}
    ordered = sorted(secs)
    return {
        "fresh_p50_secs": percentile(ordered, 50),
        "fresh_p99_secs": percentile(ordered, 99),
        "fresh_seen_share": len(secs) / samples,
    }
