"""Properties of the store, and how long verdicts wait because of them."""

import time
from collections.abc import Callable

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.judge import MAX_RESENDS
from nautilus_vlogs.deliver.judge import SETTLE_SECS
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.times import rfc3339

#: Seconds for which an insert node of a cluster shuns a storage node that failed, and buffers what
#: it takes meanwhile, and a bit: rows that look missing before are on their way. A relay holds what
#: it takes for a second, and what is behind it, or behind a proxy, may be a cluster.
MIN_CLUSTER_SECS = 15.0

#: Seconds after which the store is asked again; if its kind is unknown.
_REFRESH_SECS = 600.0
_UNKNOWN_SECS = 10.0


class StoreFacts:
    """
    Ask a store for its kind and its limits.

    Parameters
    ----------
    client : StoreClient
        The store.
    settings : ShippingSettings
        The window that the user wants.
    report : callable
        Called with a level and a text.

    Attributes
    ----------
    retention_secs : float, optional
        How long it keeps rows; ``None`` while that is not known.
    is_cluster, is_relay : bool
        Whether an insert node of a cluster takes the rows, or a relay.
    restarted_at : float
        When a relay was last seen to have been restarted, on the monotonic clock.

    """

    def __init__(
        self,
        client: StoreClient,
        settings: ShippingSettings,
        report: Callable[[str, str], None],
    ) -> None:
        self._client = client
        self._window_secs = settings.durability_window_secs
        self._report = report
        self._is_known = False
        self._asked_at = float("-inf")
        self.retention_secs: float | None = None
        self.is_cluster = False
        self.is_relay = False
        self._relay_started_at = 0.0
        self._attempt_secs = 0.0
        self.restarted_at = float("-inf")

    def refresh(self) -> None:
        """Query the store's properties; keep the known value of any it does not report."""
        self._asked_at = time.monotonic()
        retention_secs = self._client.retention_secs()
        if retention_secs is not None:
            self.retention_secs = retention_secs
        metrics = self._client.metrics()
        if metrics is None:
            return
        self._note_relay(metrics)
        was_cluster, self.is_cluster = self.is_cluster, metrics.is_cluster
        self._is_known = True
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
        secs = _REFRESH_SECS if self._is_known else _UNKNOWN_SECS
        return time.monotonic() - self._asked_at >= secs

    def policy(self) -> Policy:
        """Return how long verdicts wait."""
        window = self._window_secs
        if self._is_known and not (self.is_cluster or self.is_relay):
            return Policy(window_secs=window, defer_secs=min(window, SETTLE_SECS))
        doubt_secs = max(window, MIN_CLUSTER_SECS)
        # The rows of an attempt of the relay's are in none of its figures.
        missing_secs = doubt_secs + self._attempt_secs if self.is_relay else doubt_secs
        return Policy(
            window_secs=window,
            defer_secs=missing_secs,
            missing_secs=missing_secs,
            restart_secs=doubt_secs,
            settle_secs=missing_secs if self._is_known else SETTLE_SECS,
            max_resends=1 if self.is_relay else MAX_RESENDS,
            is_buffered=True,
        )

    def is_relay_holding(self) -> bool:
        """Return whether a relay holds rows, or does not say so."""
        if not self.is_relay:
            return False
        metrics = self._client.metrics()
        if metrics is None:
            return True
        self._note_relay(metrics)
        return metrics.relay_pending_bytes != 0

    def _note_relay(self, metrics: Metrics) -> None:
        self.is_relay = metrics.is_relay
        self._attempt_secs = metrics.relay_send_timeout_secs
        before, self._relay_started_at = self._relay_started_at, metrics.started_at
        if self.is_relay and before and metrics.started_at != before:
            self.restarted_at = time.monotonic()

    def explain(self, batch: Batch) -> str:
        """Return why the store keeps none of some rows, as far as that is known."""
        if self.retention_secs is not None:
            oldest = rfc3339(int((time.time() - self.retention_secs) * 1e9))
            if batch.earliest < oldest:
                days = self.retention_secs / 86_400
                return f"VictoriaLogs keeps rows for {days:g} days, and this one is older"
        return (
            "VictoriaLogs acknowledges it and does not store it: look at its retention, its clock "
            "and its log"
        )
