"""
Whether the store holds every record that a node numbered.

Records are numbered 0, 1, 2 … per instance, without gaps. So the count of distinct numbers, against
the lowest and the highest, shows what is missing, and the count of rows against it what came twice.
Records that were never numbered, since they were gone before they could be read, are counted by the
rows that report the loss.
"""

from collections.abc import Iterator

import msgspec

from nautilus_vlogs.query.answers import Spanned
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.numbers import MAX_LISTED
from nautilus_vlogs.query.numbers import Numbers
from nautilus_vlogs.query.paging import slices
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

#: So many groups are counted by one query: an answer has 500 rows at most.
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
    doubled : list of tuple of int
        First and last `seq` of each range of which there is more than one row a number, up to 50;
        of an `audit` alone.
    first_ns, last_ns : int
        Times of its first and last row in UNIX nanoseconds.
    begins_inside : bool
        The range that was looked at holds the instance's first row, or should.
    is_partial : bool
        There was no time to look for all gaps, or for rows before the range.

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
    doubled: list[tuple[int, int]]
    first_ns: int
    last_ns: int
    begins_inside: bool
    is_partial: bool = False

    @property
    def duplicates(self) -> int:
        """Number of rows stored more than once."""
        return self.rows - self.records

    @property
    def is_complete(self) -> bool:
        """Whether no record is missing and no row reports a loss."""
        return not (self.missing or self.lost or self.unknown_losses)


def read_audit(
    reader: Reader,
    window: TimeRange,
    where: str,
    *,
    names_doubled: bool = False,
) -> list[InstanceAudit]:
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
    names_doubled : bool, default False
        Say which numbers there is more than one row of, which takes further queries.

    """
    parts = list(slices(window, reader.max_range_ns, "newer"))
    totals: dict[str, dict[str, str]] = {}
    spans: dict[str, dict[TimeRange, tuple[int, int]]] = {}
    which = f'{where} "instance_id":*'
    for part in parts:
        for found in _totals(reader, which, part):
            name = found["instance_id"]
            totals[name] = _sum(totals[name], found) if name in totals else found
            if int(found["uniq"]):
                spans.setdefault(name, {})[part] = int(found["low"]), int(found["high"])
    audits = [
        _judge(
            reader,
            window.start_ns,
            found,
            Numbers(reader, name, spans.get(name, {})),
            names_doubled=names_doubled,
        )
        for name, found in totals.items()
    ]
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
    start_ns: int,
    found: dict[str, str],
    numbers: Numbers,
    *,
    names_doubled: bool,
) -> InstanceAudit:
    name = found["instance_id"]
    rows = int(found["n"])
    records = int(found["uniq"]) - numbers.repeated()
    first, last = (int(found["low"]), int(found["high"])) if records else (0, -1)
    # A run that began before the range has its first numbers there.
    is_partial = reader.is_short and first > 0
    begins_inside = first == 0 or not (is_partial or _began_before(reader, name, start_ns, first))
    lowest = 0 if begins_inside else first
    missing = max(0, last - lowest + 1 - records)
    gaps = numbers.gaps(lowest, last) if missing else []
    doubled = numbers.doubled(first, last) if names_doubled and rows > records else []
    if reader.is_short and len(gaps) < MAX_LISTED:
        is_partial |= sum(high - low + 1 for low, high in gaps) < missing
    return InstanceAudit(
        instance_id=name,
        trader_id=found.get("trader", ""),
        first_seq=first,
        last_seq=last,
        rows=rows,
        records=records,
        missing=missing,
        lost=_number(found["lost"]),
        unknown_losses=int(found["reports"]) - int(found["known"]),
        put_aside=int(found["aside"]),
        gaps=gaps,
        doubled=doubled,
        first_ns=parse_time(found["t0"]),
        last_ns=parse_time(found["t1"]),
        begins_inside=begins_inside,
        is_partial=is_partial,
    )


def _began_before(reader: Reader, instance_id: str, start_ns: int, first: int) -> bool:
    """Return whether the store holds lower numbers of an instance from before a time."""
    where = f'{exact("instance_id", instance_id)} "seq":range[0,{first})'
    before = TimeRange(max(0, start_ns - _LOOK_BACK * reader.max_range_ns), start_ns)
    return any(
        reader.ask(where, part, "fields seq", "limit 1")
        for part in slices(before, reader.max_range_ns, "older")
    )


def _sum(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Return the totals of two ranges of time; different numbers as if none were in both."""
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
