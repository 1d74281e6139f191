"""Runs: the nodes, sandboxes and backtests with rows in a range, and whether those are complete."""

import time
from datetime import datetime
from typing import Literal

import msgspec

from nautilus_vlogs.query.answers import Answer
from nautilus_vlogs.query.answers import as_datetime
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

Verdict = Literal["complete", "gap", "settling", "unknown"]

#: Missing numbers of a run that are listed one range by one.
MAX_GAPS = 20

#: The default durability window of a node; younger rows may still be sent again.
SETTLING_SECS = 20.0

#: Ranges of numbers that one query counts.
_RANGES = 256

_STATS = (
    'stats by ("instance_id") count() n, count_uniq(seq) uniq, min(seq) low, max(seq) high, '
    "min(_time) t0, max(_time) t1, max(trader_id) trader, max(host) host, "
    "max(environment) environment, max(run_id) run, sum(lost) lost, "
    'count() if ("put_aside":*) aside'
)


class Run(msgspec.Struct, frozen=True):
    """
    Rows of one instance within a range.

    Parameters
    ----------
    instance_id, trader_id, host, environment, run_id : str
        Its tags; `run_id` is that of a backtest.
    first_ns, last_ns : int
        Times of its first and last row in UNIX nanoseconds.
    rows, distinct : int
        Number of rows, and of different `seq`; the rest are held more than once.
    first_seq, last_seq : int
        The lowest and the highest `seq`.
    lost, put_aside : int
        Records that the node counted as lost, or put aside as unfit for the store.
    missing : tuple of (int, int)
        First and last number of each gap, up to 20 gaps.
    verdict : str
        ``complete``: each number is there; ``gap``: `missing` ones are not; ``settling``: rows are
        younger than the durability window; ``unknown``: the range cuts the run.

    """

    instance_id: str
    trader_id: str
    host: str
    environment: str
    run_id: str
    first_ns: int
    last_ns: int
    rows: int
    distinct: int
    first_seq: int
    last_seq: int
    lost: int
    put_aside: int
    missing: tuple[tuple[int, int], ...]
    verdict: Verdict

    @property
    def first(self) -> datetime:
        """Time of its first row in UTC."""
        return as_datetime(self.first_ns)

    @property
    def last(self) -> datetime:
        """Time of its last row in UTC."""
        return as_datetime(self.last_ns)


def runs(reader: Reader, window: TimeRange, where: str, count: int) -> Answer[Run]:
    """
    Return the runs with rows in a range, the one with the newest row first.

    Parameters
    ----------
    reader : Reader
        Sends the queries: one, and some for each of the first runs with a gap.
    window : TimeRange
        The range.
    where : str
        Filters by tags of runs, in LogsQL.
    count : int
        Highest number of runs.

    """
    found = reader.ask(
        f'{where} "instance_id":* "seq":~"^[0-9]{{1,18}}$"',
        window,
        _STATS,
        f"sort by (t1 desc) limit {count + 1}",
    )
    answer = [_run(reader, window, one) for one in found[:count]]
    return Answer(answer, window=window, has_more=len(found) > count)


def _run(reader: Reader, window: TimeRange, found: dict[str, str]) -> Run:
    low, high, distinct = int(found["low"]), int(found["high"]), int(found["uniq"])
    last_ns = parse_time(found["t1"])
    is_settling = last_ns > time.time_ns() - int(SETTLING_SECS * NANOSECONDS)
    missing: tuple[tuple[int, int], ...] = ()
    lost = _count(found.get("lost", ""))
    verdict: Verdict
    if distinct < high - low + 1:
        verdict = "settling" if is_settling else "gap"
        missing = _missing(reader, window, found["instance_id"], (low, high))
    elif low > 0:
        # The first numbers lie before the range, or nowhere.
        began_before = _has_earlier(reader, window, found["instance_id"], low)
        verdict = "unknown" if began_before else "settling" if is_settling else "gap"
        missing = () if began_before else ((0, low - 1),)
    else:
        verdict = "settling" if is_settling else "gap" if lost else "complete"
    return Run(
        instance_id=found["instance_id"],
        trader_id=found.get("trader", ""),
        host=found.get("host", ""),
        environment=found.get("environment", ""),
        run_id=found.get("run", ""),
        first_ns=parse_time(found["t0"]),
        last_ns=last_ns,
        rows=int(found["n"]),
        distinct=distinct,
        first_seq=low,
        last_seq=high,
        lost=lost,
        put_aside=_count(found.get("aside", "")),
        missing=missing,
        verdict=verdict,
    )


def _count(text: str) -> int:
    """Return a sum of the store's, 0 if a foreign row made it no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _has_earlier(reader: Reader, window: TimeRange, instance_id: str, low: int) -> bool:
    """Whether the store holds lower numbers of an instance from before the range."""
    before = TimeRange(max(0, window.start_ns - reader.max_range_ns), window.start_ns)
    if before.start_ns >= before.end_ns:
        return False
    where = f'{exact("instance_id", instance_id)} "seq":range[0,{low})'
    return bool(reader.ask(where, before, "fields seq", "limit 1"))


def _missing(
    reader: Reader,
    window: TimeRange,
    instance_id: str,
    span: tuple[int, int],
) -> tuple[tuple[int, int], ...]:
    """Return the gaps between two numbers: ranges are counted, and those with gaps are halved."""
    gaps: list[tuple[int, int]] = []
    todo = [span]
    while todo and len(gaps) < 2 * MAX_GAPS:
        first, last = todo.pop(0)
        size = -(-(last - first + 1) // _RANGES)
        where = f'{exact("instance_id", instance_id)} "seq":range[{first},{last}]'
        found = reader.ask(where, window, f'stats by ("seq":{size}) count_uniq(seq) n')
        counts = {int(one["seq"]): int(one["n"]) for one in found}
        parts = []
        for start in range(first // size * size, last + 1, size):
            part = (max(start, first), min(start + size - 1, last))
            there = counts.get(start, 0)
            if there == 0:
                gaps.append(part)
            elif there < part[1] - part[0] + 1:
                parts.append(part)
        todo[:0] = parts
    return tuple(_joined(sorted(gaps))[:MAX_GAPS])


def _joined(gaps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return sorted gaps with neighbours joined."""
    joined: list[tuple[int, int]] = []
    for first, last in gaps:
        if joined and joined[-1][1] + 1 == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
