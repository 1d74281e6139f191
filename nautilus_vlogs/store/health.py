"""A server's `/metrics`, and whether a store can be read from."""

import re
from email.utils import parsedate_to_datetime

import msgspec

from nautilus_vlogs.store.durations import duration_secs

_SAMPLE = re.compile(r"(?P<name>\w+)(?:\{(?P<labels>.*)\})? (?P<value>\S+)")

_RELAY_PREFIX = "vlagent_remotewrite_"

#: Seconds for which an attempt of a relay may last, unless it is set (`-remoteWrite.sendTimeout`).
RELAY_ATTEMPT_SECS = 60.0

#: Of thousands of lines, those that are looked at.
_PREFIXES = (
    'flag{name="retentionPeriod"',
    'flag{name="futureRetention"',
    'flag{name="storageNode"',
    'flag{name="search.maxQueryTimeRange"',
    "vm_app_version",
    "vl_rows_dropped_total",
    "vl_too_long_lines_skipped_total",
    "vl_http_errors_total",
    "vl_storage_is_read_only",
    "vl_free_disk_space_bytes",
    "vl_streams_created_total",
    "vl_concurrent_select_capacity",
    _RELAY_PREFIX,
    'flag{name="remoteWrite.sendTimeout"',
    "process_start_time_seconds",
)

#: vlagent gives up on blocks that were answered so, and keeps those answered otherwise.
_RELAY_DROPS = ("400", "404")


class Metrics(msgspec.Struct, frozen=True):
    """
    The figures of `/metrics` that matter here.

    Parameters
    ----------
    version : str
        The version of VictoriaLogs.
    retention_secs : float, optional
        How long the store keeps rows; ``None`` where a node of a cluster, or a relay, answers,
        which keep none.
    future_secs : float, optional
        How far ahead of its clock the store takes rows; ``None`` likewise.
    is_read_only : bool
        Whether it takes no rows for want of disk space.
    free_disk_bytes : int
        How much space its disk has left.
    dropped : dict of str to int
        How many rows it dropped, by reason, since it was started.
    streams_created : int
        How many log streams it has made since it was started.
    max_concurrent_queries : int
        How many queries it executes at once.
    max_query_range_secs : float, optional
        The longest range of time that a query may ask for; ``None`` if there is no limit.
    storage_nodes : tuple of str
        The addresses of a cluster's storage nodes, where its insert or select node answers.
    relay_pending_bytes : int, optional
        Bytes that a relay (vlagent) holds and has not passed on; ``None`` if it is no relay. A
        block that waits for another attempt counts as a byte, since its size is not known.
    relay_send_timeout_secs : float, default 60.0
        Seconds for which an attempt of a relay may last. The block of an attempt under way is in
        none of its figures.
    relay_failures : int, default 0
        How many attempts of a relay have failed since it was started.
    started_at : float, default 0.0
        UNIX time at which the process was started.
    clock_ahead_secs : float, default 0.0
        How far its clock is ahead of this machine's, to the second, where that is known.
    is_hidden : bool, default False
        The server answers, and shows no metrics.

    """

    version: str = ""
    retention_secs: float | None = None
    future_secs: float | None = None
    is_read_only: bool = False
    free_disk_bytes: int = 0
    dropped: dict[str, int] = {}
    streams_created: int = 0
    max_concurrent_queries: int = 0
    max_query_range_secs: float | None = None
    storage_nodes: tuple[str, ...] = ()
    relay_pending_bytes: int | None = None
    relay_send_timeout_secs: float = RELAY_ATTEMPT_SECS
    relay_failures: int = 0
    started_at: float = 0.0
    clock_ahead_secs: float = 0.0
    is_hidden: bool = False

    @property
    def is_cluster(self) -> bool:
        """Whether an insert or select node of a cluster answers."""
        return bool(self.storage_nodes)

    @property
    def is_relay(self) -> bool:
        """Whether vlagent answers."""
        return self.relay_pending_bytes is not None


class Health(msgspec.Struct, frozen=True):
    """
    Whether a store can be read from.

    Parameters
    ----------
    ok : bool
        It answers queries.
    trouble : str
        The cause and the remedy, if it does not.
    latency_ms : float
        How long a query took.
    clock_ahead_secs : float, optional
        How far its clock is ahead of this machine's, to the second.
    metrics : Metrics, optional
        Its metrics, where they may be asked for.

    """

    ok: bool
    trouble: str = ""
    latency_ms: float = 0.0
    clock_ahead_secs: float | None = None
    metrics: Metrics | None = None


class _Sample(msgspec.Struct, frozen=True):
    name: str
    labels: str
    value: float

    def label(self, name: str) -> str:
        match = re.search(rf'\b{name}="([^"]*)"', self.labels)
        return match[1] if match else ""


def parse_metrics(text: str) -> Metrics:
    """Parse the text of `/metrics`."""
    samples = [
        _Sample(match["name"], match["labels"] or "", _number(match["value"]))
        for line in text.splitlines()
        if line.startswith(_PREFIXES) and (match := _SAMPLE.fullmatch(line))
    ]
    flags = {one.label("name"): one.label("value") for one in samples if one.name == "flag"}
    plain = {one.name: one.value for one in samples}
    nodes = tuple(node for node in flags.get("storageNode", "").split(",") if node)
    failures = _relay_failures(samples)
    pending = _relay_pending_bytes(samples, failures)
    keeps_rows = not nodes and pending is None
    return Metrics(
        version=next((one.label("short_version") for one in _named(samples, "vm_app_version")), ""),
        # Other nodes have the flag too, with a default that nothing is kept by.
        retention_secs=duration_secs(flags.get("retentionPeriod", "")) if keeps_rows else None,
        future_secs=duration_secs(flags.get("futureRetention", "")) if keeps_rows else None,
        is_read_only=any(one.value > 0 for one in _named(samples, "vl_storage_is_read_only")),
        free_disk_bytes=int(plain.get("vl_free_disk_space_bytes", 0)),
        dropped=_dropped(samples),
        streams_created=int(plain.get("vl_streams_created_total", 0)),
        max_concurrent_queries=int(plain.get("vl_concurrent_select_capacity", 0)),
        max_query_range_secs=_limit_secs(flags.get("search.maxQueryTimeRange", "")),
        storage_nodes=nodes,
        relay_pending_bytes=pending,
        relay_send_timeout_secs=_longest_secs(flags.get("remoteWrite.sendTimeout", "")),
        relay_failures=int(failures),
        started_at=plain.get("process_start_time_seconds", 0.0),
    )


def clock_ahead_secs(date: str | None, around_secs: float) -> float | None:
    """
    Return how far the clock of an answer's ``Date`` is ahead.

    Parameters
    ----------
    date : str, optional
        The header, which is in whole seconds, rounded down.
    around_secs : float
        The UNIX time of this machine in the middle of the exchange.

    """
    try:
        then = parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return None
    return round(then + 0.5 - around_secs, 1)


def _dropped(samples: list[_Sample]) -> dict[str, int]:
    dropped = {
        one.label("reason"): int(one.value) for one in _named(samples, "vl_rows_dropped_total")
    }
    dropped.pop("debug", None)
    dropped["too_long_line"] = int(_sum(samples, "vl_too_long_lines_skipped_total"))
    dropped["bad_request"] = sum(
        int(one.value)
        for one in _named(samples, "vl_http_errors_total")
        if "/insert/jsonline" in one.labels
    )
    return dropped


def _relay_failures(samples: list[_Sample]) -> float:
    """Return how many attempts of a relay have failed, of which it makes each once more."""
    return _sum(samples, f"{_RELAY_PREFIX}errors_total") + sum(
        one.value
        for one in _named(samples, f"{_RELAY_PREFIX}requests_total")
        if one.label("status_code") not in ("2XX", *_RELAY_DROPS)
    )


def _relay_pending_bytes(samples: list[_Sample], failures: float) -> int | None:
    """
    Return the bytes that a relay holds, ``None`` if the metrics are no relay's.

    A block that a worker took from the queue and failed to send is in no gauge. But each failure
    is counted, and so is each attempt that follows one: their difference is the number of blocks
    that wait for their next attempt.
    """
    if not any(one.name.startswith(_RELAY_PREFIX) for one in samples):
        return None
    queued = _sum(samples, f"{_RELAY_PREFIX}pending_data_bytes")
    blocks = _sum(samples, f"{_RELAY_PREFIX}pending_inmemory_blocks")
    waiting = max(0.0, failures - _sum(samples, f"{_RELAY_PREFIX}retries_count_total"))
    return int(max(queued, blocks) + waiting)


def _limit_secs(flag: str) -> float | None:
    """Return a limit in seconds; zero is none."""
    secs = duration_secs(flag)
    return secs or None


def _longest_secs(flag: str) -> float:
    """Return the longest of a flag's timeouts, one a URL, in seconds; the default for none."""
    secs = max((duration_secs(text) or 0.0 for text in flag.split(",")), default=0.0)
    return secs or RELAY_ATTEMPT_SECS


def _named(samples: list[_Sample], name: str) -> list[_Sample]:
    return [one for one in samples if one.name == name]


def _sum(samples: list[_Sample], name: str) -> float:
    return sum(one.value for one in _named(samples, name))


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e18 else 0.0  # no NaN and no infinity either
