"""
Whether the store holds every record that a node numbered.

Records are numbered 0, 1, 2 … per instance, without gaps. So the count of distinct numbers, against
the lowest and the highest, shows what is missing: counted by the store, in ranges that are split
where they are not full. Records that were never numbered, since they were gone before they could be
read, are counted by the rows that report the loss.
"""

from collections.abc import Iterator

import msgspec

from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.time_range import TimeRange

#: How many gaps of an instance are listed one by one.
MAX_GAPS = 50

#: So many ranges are counted by one query, and so many instances: an answer has 500 rows at most.
_RANGES = 400
_INSTANCES = 400


class InstanceAudit(msgspec.Struct, frozen=True):
    """
    What the store holds of one instance.

    Parameters
    ----------
    instance_id, trader_id : str
        The instance and its trader.
    first, last : int
        The lowest and the highest number; 0 and -1 if there is none.
    rows : int
        How many numbered rows there are.
    records : int
        How many different numbers they have.
    missing : int
        How many numbers between the first and the last are not there.
    lost : int
        How many records rows report as lost, which have no number.
    unknown_losses : int
        How many rows report a loss of an unknown number of records.
    put_aside : int
        How many rows stand for a record that could not be stored.
    gaps : list of tuple of int
        The first and the last number of each run of missing ones, up to 50 runs.
    first_time, last_time : str
        When the first and the last row were logged.
    begins_inside : bool
        The range that was looked at holds the instance's first row, or should.

    """

    instance_id: str
    trader_id: str
    first: int
    last: int
    rows: int
    records: int
    missing: int
    lost: int
    unknown_losses: int
    put_aside: int
    gaps: list[tuple[int, int]]
    first_time: str
    last_time: str
    begins_inside: bool

    @property
    def duplicates(self) -> int:
        """Number of rows stored more than once."""
        return self.rows - self.records

    @property
    def is_complete(self) -> bool:
        """Whether no record is missing and no row reports a loss."""
        return not (self.missing or self.lost or self.unknown_losses)


def audit(
    client: VictoriaLogsClient,
    window: TimeRange,
    instance_id: str | None = None,
) -> list[InstanceAudit]:
    """
    Return what the store holds of each instance with rows in a range, in order of time.

    Parameters
    ----------
    client : VictoriaLogsClient
        Asks the store, about a day at a time.
    window : TimeRange
        The range.
    instance_id : str, optional
        Of this instance only.

    """
    days = list(_days(window, client.max_range.total_seconds()))
    totals: dict[str, dict[str, str]] = {}
    which = '"instance_id":*' if instance_id is None else exact("instance_id", instance_id)
    for day in days:
        for found in _totals(client, which, day):
            name = found["instance_id"]
            totals[name] = _sum(totals[name], found) if name in totals else found
    audits = [_judge(client, days, found) for found in totals.values()]
    return sorted(audits, key=lambda one: one.first_time)


_NO_ROWS = {"n": "0", "uniq": "0", "low": "", "high": "", "aside": "0"}
_NO_LOSSES = {"lost": "0", "reports": "0", "known": "0"}

_COMMON = "min(_time) t0, max(_time) t1, max(trader_id) trader"
_NUMBERED = (
    f"count(seq) n, count_uniq(seq) uniq, min(seq) low, max(seq) high, count(put_aside) aside, "
    f"{_COMMON}"
)
_REPORTED = f'sum(lost) lost, count() reports, count() if ("lost":range[0,inf)) known, {_COMMON}'


def _totals(client: VictoriaLogsClient, which: str, day: TimeRange) -> Iterator[dict[str, str]]:
    """Yield the store's counts of each instance in a range, of rows and of losses."""
    # Two queries: in one that finds either, a store counts rows of a large block wrongly.
    for found in _pages(client, f'{which} "seq":range[0,inf)', _NUMBERED, day):
        yield {**_NO_LOSSES, **found}
    for found in _pages(client, f'{which} "lost":*', _REPORTED, day):
        yield {**_NO_ROWS, **found}


def _pages(
    client: VictoriaLogsClient, where: str, counts: str, day: TimeRange
) -> Iterator[dict[str, str]]:
    pipe = f'stats by ("instance_id") {counts} | sort by ("instance_id")'
    offset = 0
    while True:
        page = f"offset {offset} limit {_INSTANCES}"
        found = _ask(client, f"{where} | {pipe} {page}", day)
        yield from found
        if len(found) < _INSTANCES:
            return
        offset += _INSTANCES


def _judge(
    client: VictoriaLogsClient,
    days: list[TimeRange],
    found: dict[str, str],
) -> InstanceAudit:
    name = found["instance_id"]
    records = int(found["uniq"])
    first, last = (int(found["low"]), int(found["high"])) if records else (0, -1)
    # A run that began before the range has its first numbers there.
    begins_inside = first == 0 or not _began_before(client, name, days[0])
    lowest = 0 if begins_inside else first
    missing = max(0, last - lowest + 1 - records)
    gaps: list[tuple[int, int]] = []
    if missing > 0:
        gaps = _merged(_gaps(client, days, name, (lowest, last)))
    return InstanceAudit(
        instance_id=name,
        trader_id=found.get("trader", ""),
        first=first,
        last=last,
        rows=int(found["n"]),
        records=records,
        missing=missing,
        lost=_number(found["lost"]),
        unknown_losses=int(found["reports"]) - int(found["known"]),
        put_aside=int(found["aside"]),
        gaps=gaps,
        first_time=found["t0"],
        last_time=found["t1"],
        begins_inside=begins_inside,
    )


def _began_before(client: VictoriaLogsClient, instance_id: str, day: TimeRange) -> bool:
    length = day.end_ns - day.start_ns
    before = TimeRange(max(0, day.start_ns - length), day.start_ns)
    return bool(_ask(client, f"{exact('instance_id', instance_id)} | fields seq", before, 1))


def _gaps(
    client: VictoriaLogsClient,
    days: list[TimeRange],
    instance_id: str,
    span: tuple[int, int],
) -> Iterator[tuple[int, int]]:
    """Yield runs of numbers that are missing, one range after the other."""
    low, high = span
    size = -(-(high - low + 1) // _RANGES)
    counts: dict[int, int] = {}
    for day in days:
        where = f'{exact("instance_id", instance_id)} "seq":range[{low},{high}]'
        # Ranges of a size are counted from a multiple of it on.
        pipe = f'stats by ("seq":{size}) count_uniq(seq) n'
        for found in _ask(client, f"{where} | {pipe}", day):
            start = int(found["seq"])
            counts[start] = counts.get(start, 0) + int(found["n"])
    listed = 0
    for start in range(low // size * size, high + 1, size):
        first, last = max(start, low), min(start + size - 1, high)
        there = counts.get(start, 0)
        if there == last - first + 1:
            continue
        if not there:
            found_gaps: Iterator[tuple[int, int]] = iter([(first, last)])
        else:
            found_gaps = _gaps(client, days, instance_id, (first, last))
        for gap in found_gaps:
            yield gap
            listed += 1
            if listed > 2 * MAX_GAPS:  # neighbours may be merged
                return


def _merged(gaps: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in gaps:
        if merged and merged[-1][1] + 1 == first:
            merged[-1] = (merged[-1][0], last)
        elif len(merged) < MAX_GAPS:
            merged.append((first, last))
    return merged


def _ask(
    client: VictoriaLogsClient,
    query: str,
    window: TimeRange,
    limit: int | None = None,
) -> list[dict[str, str]]:
    return client.query(query, start=window.start, end=window.end, limit=limit)


def _sum(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Return the totals of two ranges of time; no record is in both, for its time is its own."""
    counts = ("n", "uniq", "lost", "reports", "known", "aside")
    numbered = [found for found in (one, other) if int(found["uniq"])] or [one]
    return {
        **one,
        **{name: str(_number(one[name]) + _number(other[name])) for name in counts},
        "low": min((found["low"] for found in numbered), key=_number),
        "high": max((found["high"] for found in numbered), key=_number),
        "t0": min(one["t0"], other["t0"]),
        "t1": max(one["t1"], other["t1"]),
    }


def _number(text: str) -> int:
    """Return a count; the sum or the lowest of a field that no row has is no number."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return 0


def _days(window: TimeRange, secs: float) -> Iterator[TimeRange]:
    step = int(secs) * 1_000_000_000
    start = window.start_ns
    while start < window.end_ns:
        stop = min(window.end_ns, start + step)
        yield TimeRange(start, stop)
        start = stop
