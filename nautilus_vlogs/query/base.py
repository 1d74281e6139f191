"""Settings, connections and health of a client."""

import time
from collections.abc import Mapping
from datetime import UTC
from datetime import timedelta
from datetime import tzinfo
from typing import Self
from typing import TypedDict

import msgspec

from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.query.bounds import DEFAULT_RANGE
from nautilus_vlogs.query.bounds import MAX_ENTRIES
from nautilus_vlogs.query.bounds import MAX_RANGE
from nautilus_vlogs.query.bounds import MAX_TIMEOUT_SECS
from nautilus_vlogs.query.bounds import check_number
from nautilus_vlogs.query.bounds import nanoseconds
from nautilus_vlogs.query.bounds import whole_number
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.rows import parse_lines
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import When
from nautilus_vlogs.store.endpoint import Endpoint
from nautilus_vlogs.store.health import Health
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.health import clock_ahead_secs
from nautilus_vlogs.store.health import parse_metrics


class ClientSettings(TypedDict, total=False):
    """Settings of `VictoriaLogsClient`, which describes each, for classes that pass them on."""

    account_id: int
    project_id: int
    max_entries: int
    max_range: timedelta
    default_range: timedelta
    timeout_secs: float
    scope: Mapping[str, str] | None
    zone: tzinfo | None
    ca_file: str | None
    client_cert_file: str | None
    client_key_file: str | None


class BoundedClient:
    """
    Hold the connections to a VictoriaLogs and the bounds of queries.

    Parameters, errors and credentials are described at `VictoriaLogsClient`.

    """

    def __init__(  # noqa: PLR0913 - all keyword-only but the first, each with a default
        self,
        url: str = "http://localhost:9428",
        *,
        account_id: int = 0,
        project_id: int = 0,
        max_entries: int = MAX_ENTRIES,
        max_range: timedelta = MAX_RANGE,
        default_range: timedelta = DEFAULT_RANGE,
        timeout_secs: float = MAX_TIMEOUT_SECS,
        max_concurrent: int = 2,
        scope: Mapping[str, str] | None = None,
        zone: tzinfo | None = UTC,
        ca_file: str | None = None,
        client_cert_file: str | None = None,
        client_key_file: str | None = None,
    ) -> None:
        self.max_entries = whole_number("max_entries", max_entries, 1, MAX_ENTRIES)
        max_range_ns = nanoseconds("max_range", max_range, MAX_RANGE)
        default_range_ns = nanoseconds("default_range", default_range, MAX_RANGE)
        check_number("timeout_secs", timeout_secs, 0.001, MAX_TIMEOUT_SECS)
        self._endpoint = Endpoint(
            url,
            account_id=whole_number("account_id", account_id, 0, 2**32 - 1),
            project_id=whole_number("project_id", project_id, 0, 2**32 - 1),
            timeout_secs=timeout_secs,
            max_connections=whole_number("max_concurrent", max_concurrent, 1, 16),
            ca_file=ca_file,
            client_cert_file=client_cert_file,
            client_key_file=client_key_file,
        )
        self._reader = Reader(
            self._endpoint,
            max_entries=self.max_entries,
            max_range_ns=max_range_ns,
            default_range_ns=min(default_range_ns, max_range_ns),
            timeout_secs=timeout_secs,
            scope=[exact(name, value) for name, value in (scope or {}).items()],
            zone=zone,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The base URL."""
        return self._endpoint.url

    @property
    def max_range(self) -> timedelta:
        """Longest range of one query."""
        return self._reader.max_range

    @property
    def timeout_secs(self) -> float:
        """Seconds for a query from beginning to end."""
        return self._reader.timeout_secs

    def close(self) -> None:
        """Close the connections."""
        self._endpoint.close()

    def window(self, start: When | None = None, end: When | None = None) -> TimeRange:
        """Return the range of a query with these times; raise as it would."""
        return self._reader.window(start, end)

    def health(self) -> Health:
        """Return whether the store answers queries, and its own report; never raises."""
        now = time.time_ns()
        window = TimeRange(now - 60 * NANOSECONDS, now)
        try:
            answer = self._reader.exchange("*", window, "stats count()")
            list(parse_lines(answer.body))
        except VictoriaLogsError as e:
            return Health(ok=False, trouble=str(e))
        middle = time.time() - answer.secs / 2
        try:
            metrics: Metrics | None = self.metrics()
        except VictoriaLogsError:
            metrics = None  # a proxy before it need not give everybody access to them
        return Health(
            ok=True,
            latency_ms=round(answer.secs * 1_000, 1),
            clock_ahead_secs=clock_ahead_secs(answer.headers.get("date"), middle),
            metrics=metrics,
        )

    def insert_probe(self, row: Mapping[str, str]) -> None:
        """Store one row; raise `StoreError` if the store does not take it."""
        arguments = {"_stream_fields": "source,level", "_msg_field": "_msg"}
        self._endpoint.insert(msgspec.json.encode(row) + b"\n", arguments)

    def metrics(self) -> Metrics:
        """Return the store's own report; raise `StoreError` if it refuses."""
        return parse_metrics(self._endpoint.metrics())
