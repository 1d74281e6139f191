"""What a VictoriaLogs tells of itself."""

import re
from email.utils import parsedate_to_datetime

import msgspec

from nautilus_vlogs.store.insert import _duration_secs

_SAMPLE = re.compile(r"(?P<name>\w+)(?:\{(?P<labels>.*)\})? (?P<value>\S+)")


class Metrics(msgspec.Struct, frozen=True):
    """
    What `/metrics` says that matters here.

    Parameters
    ----------
    version : str
        The version of VictoriaLogs.
    retention_secs : float, optional
        How long it keeps rows.
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

    """

    version: str = ""
    retention_secs: float | None = None
    is_read_only: bool = False
    free_disk_bytes: int = 0
    dropped: dict[str, int] = {}
    streams_created: int = 0
    max_concurrent_queries: int = 0


class Health(msgspec.Struct, frozen=True):
    """
    Whether a store can be read from.

    Parameters
    ----------
    ok : bool
        It answers queries.
    trouble : str
        Why not, and what to do, if it does not.
    latency_ms : float
        How long a query took.
    clock_ahead_secs : float, optional
        How far its clock is ahead of this machine's, to the second.
    metrics : Metrics, optional
        What it tells of itself, where it may be asked.

    """

    ok: bool
    trouble: str = ""
    latency_ms: float = 0.0
    clock_ahead_secs: float | None = None
    metrics: Metrics | None = None


def parse_metrics(text: str) -> Metrics:
    """Return what `/metrics` says."""
    samples = [
        (match["name"], match["labels"] or "", _number(match["value"]))
        for line in text.splitlines()
        if (match := _SAMPLE.fullmatch(line))
    ]
    flags = {_label(labels, "name"): labels for name, labels, _ in samples if name == "flag"}
    versions = [labels for name, labels, _ in samples if name == "vm_app_version"]
    plain = {name: value for name, _, value in samples}
    dropped = {
        _label(labels, "reason"): int(value)
        for name, labels, value in samples
        if name == "vl_rows_dropped_total"
    }
    dropped.pop("debug", None)
    dropped["too_long_line"] = int(plain.get("vl_too_long_lines_skipped_total", 0))
    dropped["bad_request"] = sum(
        int(value)
        for name, labels, value in samples
        if name == "vl_http_errors_total" and "/insert/jsonline" in labels
    )
    return Metrics(
        version=next((_label(labels, "short_version") for labels in versions), ""),
        retention_secs=_duration_secs(_label(flags.get("retentionPeriod", ""), "value")),
        is_read_only=any(v > 0 for name, _, v in samples if name == "vl_storage_is_read_only"),
        free_disk_bytes=int(plain.get("vl_free_disk_space_bytes", 0)),
        dropped=dropped,
        streams_created=int(plain.get("vl_streams_created_total", 0)),
        max_concurrent_queries=int(plain.get("vl_concurrent_select_capacity", 0)),
    )


def clock_ahead_secs(date: str | None, around_secs: float) -> float | None:
    """
    Return how far the clock of an answer's ``Date`` is ahead.

    Parameters
    ----------
    date : str, optional
        The header, which is in whole seconds, rounded down.
    around_secs : float
        The UNIX time of ours in the middle of the exchange.

    """
    try:
        then = parsedate_to_datetime(date or "").timestamp()
    except ValueError:
        return None
    return round(then + 0.5 - around_secs, 1)


def _label(labels: str, name: str) -> str:
    match = re.search(rf'\b{name}="([^"]*)"', labels)
    return match[1] if match else ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
