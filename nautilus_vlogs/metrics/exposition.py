"""Figures of delivery as Prometheus's text exposition format 0.0.4 has them."""

import platform
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version

import msgspec

from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.deliver.stats import Stats

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})

Labels = Mapping[str, str]


class Metric(msgspec.Struct, frozen=True):
    """
    One figure of an instance's delivery.

    Parameters
    ----------
    name : str
        Its name.
    kind : str
        ``counter`` or ``gauge``.
    text : str
        Its description, in a sentence.
    value : callable
        Returns it from an accounting.

    """

    name: str
    kind: str
    text: str
    value: Callable[[Stats], float]


def _counter(name: str, text: str, value: Callable[[Stats], float]) -> Metric:
    return Metric(f"vlogs_nt_{name}_total", "counter", text, value)


def _gauge(name: str, text: str, value: Callable[[Stats], float]) -> Metric:
    return Metric(f"vlogs_nt_{name}", "gauge", text, value)


METRICS = (
    _counter(
        "records_read",
        "Records read, or known to be missing.",
        lambda stats: stats.read,
    ),
    _counter(
        "records_acknowledged",
        "Records that VictoriaLogs answered 200 to.",
        lambda stats: stats.sent,
    ),
    _counter(
        "records_verified",
        "Records that VictoriaLogs was seen to hold after the durability window.",
        lambda stats: stats.verified,
    ),
    _counter(
        "records_put_aside",
        "Records that could not be stored; each is a dead letter.",
        lambda stats: stats.put_aside,
    ),
    _counter(
        "records_lost",
        "Records that were deleted before they could be read, or can't be sent again.",
        lambda stats: stats.lost,
    ),
    _counter(
        "records_resent",
        "Records that were acknowledged, were missing after the window, and were sent again.",
        lambda stats: stats.resent,
    ),
    _counter(
        "records_possibly_duplicated",
        "Records that were sent again without a look-up, and may be in the store twice.",
        lambda stats: stats.possibly_duplicated,
    ),
    _counter(
        "records_duplicated",
        "Rows that VictoriaLogs was seen to hold more than once.",
        lambda stats: stats.duplicates,
    ),
    _counter("requests", "Insert requests made.", lambda stats: stats.requests),
    _counter("retries", "Attempts that failed and were made again.", lambda stats: stats.retries),
    _gauge(
        "records_unverified",
        "Records read and not yet seen in the store.",
        lambda stats: stats.unverified,
    ),
    _gauge(
        "backlog_bytes",
        "Bytes in log files that wait to be read.",
        lambda stats: stats.backlog_bytes,
    ),
    _gauge(
        "backlog_records",
        "Records that wait to be read; in log files an estimate.",
        lambda stats: stats.backlog_records,
    ),
    _gauge(
        "lag_records",
        "Records that wait to be acknowledged, the backlog included.",
        lambda stats: stats.lag_records,
    ),
    _gauge(
        "lag_seconds",
        "Seconds since the oldest record that waits to be acknowledged was read.",
        lambda stats: stats.lag_secs,
    ),
)


def exposition(instances: Iterable[tuple[Labels, Stats]]) -> str:
    """
    Return the figures of instances as Prometheus reads them.

    Parameters
    ----------
    instances : iterable of tuple
        The labels of each instance, which differ, with its accounting.

    """
    return "\n".join(_lines(list(instances))) + "\n"


def _lines(instances: list[tuple[Labels, Stats]]) -> Iterator[str]:
    yield from _head("vlogs_nt_build_info", "gauge", "Versions of this process; always 1.")
    yield _sample("vlogs_nt_build_info", _BUILD, 1)
    if not instances:
        return
    for metric in METRICS:
        yield from _head(metric.name, metric.kind, metric.text)
        for labels, stats in instances:
            yield _sample(metric.name, labels, metric.value(stats))
    text = "Whether the store takes rows, or what keeps it from that: 1 for the state at hand."
    yield from _head("vlogs_nt_state", "gauge", text)
    for labels, stats in instances:
        for state in State:
            named = {**labels, "state": state.value.replace(" ", "_")}
            yield _sample("vlogs_nt_state", named, int(stats.state is state))


def _head(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} {kind}"


def _sample(name: str, labels: Labels, value: float) -> str:
    pairs = ",".join(f'{key}="{text.translate(_ESCAPES)}"' for key, text in labels.items())
    return f"{name}{{{pairs}}} {value}"


def _version() -> str:
    try:
        return version("vlogs-nt")
    except PackageNotFoundError:  # from a tree that was never installed
        return "unknown"


_BUILD = {"version": _version(), "python": platform.python_version()}
