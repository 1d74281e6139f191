"""Look up which rows of an instance VictoriaLogs holds, and whether it answers queries at all."""

import time

from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Count
from nautilus_vlogs.store.select import Found
from nautilus_vlogs.store.select import Range
from nautilus_vlogs.times import rfc3339

#: How far back rows of an instance may be where the store does not say how long it keeps them.
_USUAL_RETENTION_SECS = 31 * 86_400.0


class Lookup:
    """
    Ask the store for rows of one instance.

    Parameters
    ----------
    client : StoreClient
        The store.
    instance_id : str
        The instance.

    Attributes
    ----------
    is_denied : bool
        This server takes rows and answers no queries, so that nothing can be verified.

    """

    def __init__(self, client: StoreClient, instance_id: str) -> None:
        self._client = client
        self._rows = client.lookup(instance_id)
        self.is_denied = False

    @property
    def failure(self) -> Found:
        """What the last query came to that failed."""
        return self._rows.failure

    def count(self, rows: Range) -> Count | None:
        """Return how many rows of a range there are, ``None`` if that can't be known now."""
        found = self._rows.count(rows)
        self._note(is_failed=found is None)
        return found

    def present(self, rows: Range) -> set[int] | None:
        """Return the numbers of the rows that are there, ``None`` if that can't be known now."""
        found = self._rows.present(rows)
        self._note(is_failed=found is None)
        return found

    def next_seq(self) -> int | None:
        """Return the number behind the last one that is there, ``None`` if that can't be known."""
        now = time.time()
        kept = self._client.retention_secs() or _USUAL_RETENTION_SECS
        found = self._rows.next_seq(_time(now - kept), _time(now + 2 * 86_400))
        self._note(is_failed=found is None)
        return found

    def rows(self, earliest: str, latest: str) -> list[dict[str, str]] | None:
        """Return time, component and text of the rows in a range, ``None`` if it can't be known."""
        found = self._rows.rows(earliest, latest, ("_time", "component", "_msg"))
        self._note(is_failed=found is None)
        return found

    def _note(self, *, is_failed: bool) -> None:
        if is_failed and self.failure.outcome is Outcome.DENIED:
            self.is_denied = self._client.takes_rows_only()


def _time(secs: float) -> str:
    return rfc3339(int(max(0.0, secs)) * 1_000_000_000)
