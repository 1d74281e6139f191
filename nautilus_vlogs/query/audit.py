"""
Whether the store holds every record that a node numbered.

Records are numbered 0, 1, 2 … per instance, without gaps. So the count of distinct numbers, against
the lowest and the highest, shows what is missing: counted by the store, in ranges that are split
where they are not full. Records that were never numbered, since they were gone before they could be
read, are counted by the rows that report the loss.
"""

from collections.abc import Iterator

import msgspec

from nautilus_vlogs.query.answers import Spanned
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.paging import slices
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

#: How many gaps of an instance are listed one by one.
MAX_GAPS = 50

#: So many ranges are counted by one query, and so many groups: an answer has 500 rows at most.
_RANGES = 400
_GROUPS = 400

#: Ranges of one query, before the one that is asked about, in which lower numbers are looked for.
_LOOK_BACK = 7


class InstanceAudit(Spanned, msgspec.Struct, frozen=True):
    """
    The rows of one instance that the store holds, and those that it lacks.

    Parameters
    ----------
    instance_id, trader_id : str
        The instance and its trader.
    first_seq, last_seq : int
        The lowest and the highest `seq`; 0 and -1 if there is none.
    rows : int
        Number of rows with a `seq`.
    records : int
        Number of different `seq` that they have.
    missing : int
        Number of `seq` between the first and the last that are not there.
    lost : int
        Number of records that rows report as lost, which have no `seq`.
    unknown_losses : int
        Number of rows that report a loss of an unknown number of records.
    put_aside : int
        Number of rows in place of a record that could not be stored.
    gaps : list of tuple of int
        First and last `seq` of each gap, up to 50 gaps.
    first_ns, last_ns : int
        Times of its first and last row in UNIX nanoseconds.
    begins_inside : bool
        The range that was looked at holds the instance's first row, or should.

    """

    instance_id: str
    trader_id: str
    first_seq: int
    last_seq: int
    rows: int
    records: int
    missing: int
    lost: int
    unknown_losses: int
    put_aside: int
    gaps: list[tuple[int, int]]
    first_ns: int
    last_ns: int
    begins_inside: bool

    @property
    def duplicates(self) -> int:
        """Number of rows stored more than once."""
        return self.rows - self.records

    @property
    def is_complete(self) -> bool:
        """Whether no record is missing and no row reports a loss."""
        return not (self.missing or self.lost or self.unknown_losses)


def read_audit(reader: Reader, window: TimeRange, where: str) -> list[InstanceAudit]:
    """
    Return what the store holds of each instance with rows in a range, in order of time.

    Parameters
    ----------
    reader : Reader
        Sends the queries, each about a part of the range that one may look in.
    window : TimeRange
        The range, of any length.
    where : str
        The instances, by their tags in LogsQL.

    """
    parts = list(slices(window, reader.max_range_ns, "newer"))
    totals: dict[str, dict[str, str]] = {}
    which = f'{where} "instance_id":*'
    for part in parts:
        for found in _totals(reader, which, part):
            name = found["instance_id"]
            totals[name] = _sum(totals[name], found) if name in totals else found
    audits = [_judge(reader, parts, found) for found in totals.values()]
    return sorted(audits, key=lambda one: one.first_ns)


_NO_ROWS = {"n": "0", "uniq": "0", "low": "", "high": "", "aside": "0"}
_NO_LOSSES = {"lost": "0", "reports": "0", "known": "0"}

_COMMON = "min(_time) t0, max(_time) t1, max(trader_id) trader"
_NUMBERED = (
    f"count(seq) n, count_uniq(seq) uniq, min(seq) low, max(seq) high, count(put_aside) aside, "
    f"{_COMMON}"
)
_REPORTED = f'sum(lost) lost, count() reports, count() if ("lost":range[0,inf)) known, {_COMMON}'


def _totals(reader: Reader, which: str, part: TimeRange) -> Iterator[dict[str, str]]:
    """Yield the store's counts of each instance in a range, of rows and of losses."""
    # Two queries: in one that finds either, a store counts rows of a large block wrongly.
    for found in read_groups(reader, f'{which} "seq":range[0,inf)', _NUMBERED, part):
        yield {**_NO_LOSSES, **found}
    for found in read_groups(reader, f'{which} "lost":*', _REPORTED, part):
        yield {**_NO_ROWS, **found}


def read_groups(
    reader: Reader,
    where: str,
    counts: str,
    part: TimeRange,
    *,
    by: str = '"instance_id"',
) -> Iterator[dict[str, str]]:
    """Yield the counts of each group of rows in a range, however many groups there are."""
    offset = 0
    while True:
        page = f"sort by ({by}) offset {offset} limit {_GROUPS}"
        found = reader.ask(where, part, f"stats by ({by}) {counts}", page)
        yield from found
        if len(found) < _GROUPS:
            return
        offset += _GROUPS


def _judge(
    reader: Reader,
    parts: list[TimeRange],
    found: dict[str, str],
) -> InstanceAudit:
    name = found["instance_id"]
    records = int(found["uniq"])
    first, last = (int(found["low"]), int(found["high"])) if records else (0, -1)
    # A run that began before the range has its first numbers there.
    begins_inside = first == 0 or not _began_before(reader, name, parts[0].start_ns, first)
    lowest = 0 if begins_inside else first
    missing = max(0, last - lowest + 1 - records)
    gaps: list[tuple[int, int]] = []
    if missing > 0:
        gaps = _merged(_gaps(reader, parts, name, (lowest, last)))
    return InstanceAudit(
        instance_id=name,
        trader_id=found.get("trader", ""),
        first_seq=first,
        last_seq=last,
        rows=int(found["n"]),
        records=records,
        missing=missing,
        lost=_number(found["lost"]),
        unknown_losses=int(found["reports"]) - int(found["known"]),
        put_aside=int(found["aside"]),
        gaps=gaps,
        first_ns=parse_time(found["t0"]),
        last_ns=parse_time(found["t1"]),
        begins_inside=begins_inside,
    )


def _began_before(reader: Reader, instance_id: str, start_ns: int, first: int) -> bool:
    """Return whether the store holds lower numbers of an instance from before a time."""
    where = f'{exact("instance_id", instance_id)} "seq":range[0,{first})'
    before = TimeRange(max(0, start_ns - _LOOK_BACK * reader.max_range_ns), start_ns)
    return any(
        reader.ask(where, part, "fields seq", "limit 1")
        for part in slices(before, reader.max_range_ns, "older")
    )


def _gaps(
    reader: Reader,
    parts: list[TimeRange],
    instance_id: str,
    span: tuple[int, int],
) -> Iterator[tuple[int, int]]:
    """Yield runs of numbers that are missing, one range after the other."""
    low, high = span
    size = -(-(high - low + 1) // _RANGES)
    counts: dict[int, int] = {}
    for part in parts:
        where = f'{exact("instance_id", instance_id)} "seq":range[{low},{high}]'
        # Ranges of a size are counted from a multiple of it on.
        for found in reader.ask(where, part, f'stats by ("seq":{size}) count_uniq(seq) n'):
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
            found_gaps = _gaps(reader, parts, instance_id, (first, last))
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


def _sum(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Return the totals of two ranges of time; no record is in both, for its time is its own."""
    counts = ("n", "uniq", "lost", "reports", "known", "aside")
    numbered = [found for found in (one, other) if int(found["uniq"])] or [one]
    return {
        **one,
        **{name: str(_number(one[name]) + _number(other[name])) for name in counts},
        "low": min((found["low"] for found in numbered), key=_number),
        "high": max((found["high"] for found in numbered), key=_number),
        # As times: the store leaves zeros at the end of a fraction out, so texts do not compare.
        "t0": min(one["t0"], other["t0"], key=parse_time),
        "t1": max(one["t1"], other["t1"], key=parse_time),
    }


def _number(text: str) -> int:
    """Return a count; the sum or the lowest of a field that no row has is no number."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return 0
