"""The runs of nodes in a range of time: whose, when, how much they logged, whether complete."""

import time
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from nautilus_vlogs.operate.audit import audit
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

#: Rows younger than this may still be on their way: durability window and flush, with a margin.
SETTLE_SECS = 30.0

_STATS = (
    "count() n, min(_time) t0, max(_time) t1, max(trader_id) trader, max(host) host, "
    "max(environment) environment, max(strategy_id) strategy, "
    "min(sim_time) sim0, max(sim_time) sim1, "
    "count() if (level:in(ERROR,CRITICAL)) errors, count() if (level:=WARNING) warnings, "
    "sum(lost) lost, count() if (put_aside:*) aside"
)


class Verdict(StrEnum):
    """Whether the store holds all of a run."""

    COMPLETE = "complete"
    GAP = "gap"
    LOST = "lost"
    SETTLING = "settling"
    UNKNOWN = "unknown"


class Run(msgspec.Struct, frozen=True):
    """
    A run of a node, or one backtest of it.

    Parameters
    ----------
    instance_id, run_id, trader_id, host, environment : str
        Which, whose, where and of what kind; `run_id` is empty but for backtests.
    first_ns, last_ns : int
        The times of its first and its last row, in UNIX nanoseconds.
    first_sim_time, last_sim_time : str
        Those of a backtest's simulated clock, in RFC 3339.
    rows, warnings, errors : int
        How many rows there are, and of which levels.
    missing, lost, put_aside : int
        Records of the instance that the store lacks, that rows report as lost, and that could not
        be stored.
    verdict : Verdict
        ``gap`` if records are missing, ``lost`` if a row reports a loss, ``settling`` while the
        newest may be on their way, ``unknown`` if the run began before the range, else
        ``complete``.

    """

    instance_id: str
    run_id: str
    trader_id: str
    host: str
    environment: str
    first_ns: int
    last_ns: int
    first_sim_time: str
    last_sim_time: str
    rows: int
    warnings: int
    errors: int
    missing: int
    lost: int
    put_aside: int
    verdict: Verdict


def find_runs(
    client: VictoriaLogsClient,
    window: TimeRange,
    *,
    by_run_id: bool = False,
) -> list[Run]:
    """
    Return the runs with rows in a range, in order of their first row.

    Parameters
    ----------
    client : VictoriaLogsClient
        Asks the store, about parts that one query may cover.
    window : TimeRange
        The range.
    by_run_id : bool, default False
        Return backtests alone, each on its own.

    """
    by = "instance_id, run_id" if by_run_id else "instance_id"
    where = '"run_id":*' if by_run_id else '"instance_id":*'
    totals: dict[tuple[str, str], dict[str, str]] = {}
    for part in _parts(window, int(client.max_range.total_seconds())):
        answer = client.query(f"{where} | stats by ({by}) {_STATS}", start=part.start, end=part.end)
        for found in answer:
            key = found.get("instance_id", ""), found.get("run_id", "")
            totals[key] = _sum(totals[key], found) if key in totals else found
    audits = {one.instance_id: one for one in audit(client, window)} if totals else {}
    now_ns = time.time_ns()
    runs = []
    for (instance_id, run_id), found in totals.items():
        checked = audits.get(instance_id)
        missing = checked.missing if checked else 0
        last_ns = parse_time(found["t1"])
        lost = _number(found.get("lost"))
        runs.append(
            Run(
                instance_id=instance_id,
                run_id=run_id,
                trader_id=found.get("trader", ""),
                host=found.get("host", ""),
                environment=found.get("environment", ""),
                first_ns=parse_time(found["t0"]),
                last_ns=last_ns,
                first_sim_time=found.get("sim0", ""),
                last_sim_time=found.get("sim1", ""),
                rows=int(found["n"]),
                warnings=int(found["warnings"]),
                errors=int(found["errors"]),
                missing=missing,
                lost=lost,
                put_aside=int(found["aside"]),
                verdict=judge(
                    missing=missing,
                    lost=lost + (checked.unknown_losses if checked else 0),
                    is_whole=checked is not None and checked.begins_inside,
                    is_recent=now_ns - last_ns < SETTLE_SECS * NANOSECONDS,
                ),
            )
        )
    return sorted(runs, key=lambda run: (run.first_ns, run.run_id))


def judge(*, missing: int, lost: int, is_whole: bool, is_recent: bool) -> Verdict:
    """Return a run's verdict from its counts."""
    if is_recent:
        return Verdict.SETTLING
    if missing:
        return Verdict.GAP
    if lost:
        return Verdict.LOST
    return Verdict.COMPLETE if is_whole else Verdict.UNKNOWN


def _parts(window: TimeRange, secs: int) -> Iterator[TimeRange]:
    start = window.start_ns
    while start < window.end_ns:
        stop = min(window.end_ns, start + secs * NANOSECONDS)
        yield TimeRange(start, stop)
        start = stop


def _number(text: str | None) -> int:
    """Return a count; the sum of a field that no row has is no number."""
    return int(text) if text and text.isdecimal() else 0


def _sum(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Return the totals of two ranges of time."""
    summed = {
        name: str(_number(one.get(name)) + _number(other.get(name)))
        for name in ("n", "errors", "warnings", "lost", "aside")
    }
    lowest = {
        name: min(filter(None, (one.get(name), other.get(name))), default="")
        for name in ("t0", "sim0")
    }
    highest = {
        name: max(one.get(name) or "", other.get(name) or "")
        for name in ("t1", "sim1", "trader", "host", "environment", "strategy")
    }
    return {**one, **summed, **lowest, **highest}
