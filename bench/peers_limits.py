"""What limits our figures, by what was measured in the same rounds."""

import statistics

from node import JSON_FILE
from peers_results import FED
from peers_results import OURS
from peers_results import PLAIN
from peers_results import RAW
from peers_results import Limit
from peers_results import Run

_FLUSH_AND_BATCH_SECS = 0.05 + 0.2  # the actor's defaults


def limits(runs: list[Run]) -> list[Limit]:
    """Return those that the runs there are tell of."""
    found = []

    def add(  # a table's columns
        figure: str, limited_by: str, unit: str, how: str, limit: float | None, ours: float | None
    ) -> None:
        if limit and ours:
            found.append(Limit(figure, limited_by, unit, how, limit, ours, ours / limit))

    rate = _median(runs, "backlog", OURS, "stored_per_sec")
    cpu = _median(runs, "backlog", OURS, "shipper_cpu_secs")
    add(
        "rows/s of a backlog",
        "the store and the machine's CPUs",
        "rows/s",
        "ready-made rows, posted over two connections by a client that does nothing else",
        _median(runs, "backlog", RAW, "stored_per_sec"),
        rate,
    )
    add(
        "rows/s of a backlog",
        "the GIL: one thread makes the rows",
        "rows/s",
        "1 / (the shipper's CPU time a row)",
        1e6 / cpu if cpu else None,
        rate,
    )
    for figure, value, unit in (
        ("rows/s of a backlog", "stored_per_sec", "rows/s"),
        ("CPU s per million rows of a backlog", "shipper_cpu_secs", "s"),
    ):
        add(
            figure,
            "fields lifted out of the text, which cost shipper and store",
            unit,
            "ours with extract_fields=False: the text as it is, as agents ship it",
            _median(runs, "backlog", PLAIN, value),
            _median(runs, "backlog", OURS, value),
        )
    add(
        "rows/s of a burst",
        "CPU: node, writer, shipper and store share it",
        "rows/s",
        "1 / (CPU time a row of node, shipper and store, over two CPUs)",
        _shared_rate(runs),
        _median(runs, "flood", OURS, "stored_per_sec"),
    )
    add(
        "a log call, ns (p50 at 20,000/s)",
        "Nautilus's own call",
        "ns",
        "the same node without the actor, with a log file",
        _median(runs, "paced", JSON_FILE, "log_p50_ns", 20_000),
        _median(runs, "paced", OURS, "log_p50_ns", 20_000),
    )
    add(
        "event loop late, us (p99.9 at 20,000/s)",
        "the store's work on the same CPUs",
        "us",
        "a stock node beside a store that another process feeds as many rows",
        _median(runs, "paced", FED, "late_p99.9_us", 20_000),
        _median(runs, "paced", OURS, "late_p99.9_us", 20_000),
    )
    floor = _median(runs, "freshness", "floor", "fresh_p99_secs")
    add(
        "freshness, s (p99)",
        "the store's own delay, the flush interval and the batch interval",
        "s",
        "one row posted directly, and 50 ms + 200 ms",
        floor + _FLUSH_AND_BATCH_SECS if floor else None,
        _median(runs, "freshness", OURS, "fresh_p99_secs"),
    )
    return found


def _shared_rate(runs: list[Run]) -> float | None:
    rates = [
        2 * run.values["logged"] / (run.values["process_cpu_secs"] + run.values["store_cpu_secs"])
        for run in runs
        if run.scenario == "flood" and run.variant == OURS
    ]
    return statistics.median(rates) if rates else None


def _median(
    runs: list[Run], scenario: str, variant: str, value: str, rate: int | None = None
) -> float | None:
    values = [
        run.values[value]
        for run in runs
        if (run.scenario, run.variant, run.store) == (scenario, variant, "up")
        and value in run.values
        and rate in (None, run.rate)
    ]
    return statistics.median(values) if values else None
