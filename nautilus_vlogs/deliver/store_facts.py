"""Properties of the store, and how long verdicts wait because of them."""

import time
from collections.abc import Callable

from nautilus_vlogs.convert.time_bounds import TimeBounds
from nautilus_vlogs.convert.time_bounds import is_time
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.judge import DENIED_GRACE_SECS
from nautilus_vlogs.deliver.judge import MAX_RESENDS
from nautilus_vlogs.deliver.judge import SETTLE_SECS
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.health import RELAY_ATTEMPT_SECS
from nautilus_vlogs.store.health import Metrics

#: Seconds for which an insert node of a cluster shuns a storage node that failed, and buffers what
#: it takes meanwhile, and a bit: rows that look missing before are on their way. A relay holds what
#: it takes for a second, and what is behind it, or behind a proxy, may be a cluster.
MIN_CLUSTER_SECS = 15.0

#: Seconds after which the store is asked again; if its kind is unknown.
_REFRESH_SECS = 600.0
UNKNOWN_SECS = 10.0


_NOT_KEPT = "VictoriaLogs acknowledges it and does not store it"


class StoreFacts:
    """
    Ask a store for its kind and its limits.

    Parameters
    ----------
    client : StoreClient
        The store.
    settings : ShippingSettings
        The window that the user wants, and whether another server answers queries.
    report : callable
        Called with a level and a text.

    Attributes
    ----------
    bounds : TimeBounds
        Which times of rows it takes, as far as it says so.
    is_cluster, is_relay : bool
        Whether an insert node of a cluster takes the rows, or a relay.

    """

    def __init__(
        self,
        client: StoreClient,
        settings: ShippingSettings,
        report: Callable[[str, str], None],
    ) -> None:
        self._client = client
        self._window_secs = settings.durability_window_secs
        #: What takes the rows may be away, or stand still, while queries are answered.
        self._has_two_servers = settings.query_url is not None
        self._report = report
        self._is_known = self._is_hidden = False
        self._asked_at = float("-inf")
        self.bounds = TimeBounds()
        self.is_cluster = False
        self.is_relay = False
        self._relay_history: tuple[float, int] | None = None
        self._attempt_secs = RELAY_ATTEMPT_SECS

    def refresh(self) -> None:
        """Query the store's properties; keep the known value of any it does not report."""
        self._asked_at = time.monotonic()
        storage = self._client.storage_metrics()
        if storage is not None:
            self.bounds.limit(storage.retention_secs, storage.future_secs, storage.clock_ahead_secs)
        metrics = self._client.metrics()
        self._is_hidden = metrics is not None and metrics.is_hidden
        if metrics is None or metrics.is_hidden:
            return
        was_cluster = self.is_cluster
        self._note_kind(metrics)
        if self.is_cluster and not was_cluster and self._window_secs < MIN_CLUSTER_SECS:
            self._report(
                "warning",
                "This VictoriaLogs is a cluster, which holds rows back for 10 s when a storage "
                f"node fails: rows are not taken for missing before {MIN_CLUSTER_SECS:g} s; set "
                f"`durability_window_secs` to that or more, was {self._window_secs:g}",
            )

    @property
    def is_stale(self) -> bool:
        """Whether the store was not asked for long."""
        is_settled = self._is_known and not self.bounds.is_outdated
        return self.is_older_than(_REFRESH_SECS if is_settled else UNKNOWN_SECS)

    def is_older_than(self, secs: float) -> bool:
        """Return whether the store was not asked for so many seconds."""
        return time.monotonic() - self._asked_at >= secs

    def policy(self) -> Policy:
        """Return how long verdicts wait."""
        window = self._window_secs
        # A server that the user names for queries answers them, maybe not yet.
        denied_secs = DENIED_GRACE_SECS if self._has_two_servers else 0.0
        if self._is_single:
            return Policy(
                window_secs=window,
                defer_secs=min(window, SETTLE_SECS),
                denied_secs=denied_secs,
            )
        secs = max(window, MIN_CLUSTER_SECS)
        if self.is_relay or (self._has_two_servers and not self._is_known):
            secs += self._attempt_secs  # whose rows are in none of a relay's figures
        return Policy(
            window_secs=window,
            defer_secs=secs,
            missing_secs=secs,
            settle_secs=secs,
            max_resends=1 if self.is_relay else MAX_RESENDS,
            denied_secs=denied_secs,
            is_buffered=True,
        )

    def is_in_doubt(self) -> bool:
        """
        Return whether rows may be held back, for all that the server that takes them says now.

        One that is silent may be a relay that is down with its buffer, or a node that is stopped in
        its tracks: it passes on what it has when it is back. A store of one server is silent to
        queries as well.
        """
        is_told = self._is_single if self._is_known else self._is_hidden
        if is_told and not self._has_two_servers:
            return False
        metrics = self._client.metrics()
        if metrics is None:
            return True
        if metrics.is_hidden:
            return self.is_relay
        self._note_kind(metrics)
        if not self.is_relay:
            return False
        # A relay that has failed since, or was restarted, is making another attempt, maybe. Before
        # the first look it may have, too, but rows are not missing for longer than that can take.
        history = metrics.started_at, metrics.relay_failures
        before, self._relay_history = self._relay_history, history
        return metrics.relay_pending_bytes != 0 or before not in (None, history)

    @property
    def _is_single(self) -> bool:
        """Whether one node takes the rows, keeps them, and holds none back."""
        return self._is_known and not (self.is_cluster or self.is_relay)

    def _note_kind(self, metrics: Metrics) -> None:
        self._is_known = True
        self.is_cluster, self.is_relay = metrics.is_cluster, metrics.is_relay
        self._attempt_secs = metrics.relay_send_timeout_secs

    def explain(self, batch: Batch) -> str:
        """Return why the store keeps none of some rows, as far as that is known."""
        bounds = self.bounds.copy()
        bounds.refresh(time.time())
        for at in filter(is_time, (batch.earliest, batch.latest)):
            if (problem := bounds.problem(at)) is not None:
                return f"{_NOT_KEPT}: {problem}"
        return f"{_NOT_KEPT}: look at its retention, its clock and its log"
