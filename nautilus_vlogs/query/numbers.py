"""
Which numbers an instance's rows have: counted by the store, in ranges that are split where needed.

A range of time is asked about in parts, and a number may be in several of them: a row that came
twice, on either side of midnight or a day apart. So the counts of parts add up only where no number
can be in two of them.
"""

from collections.abc import Iterable
from collections.abc import Iterator

import msgspec

from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.time_range import TimeRange

#: How many ranges of numbers are listed one by one.
MAX_LISTED = 50

#: So many ranges are counted by one query: an answer has 500 rows at most.
_RANGES = 400

#: Ranges that are split only since several parts have rows of them. More are as good as never
#: needed: numbers come in the order of time, but for copies, of which whole ranges are.
_MAX_SPLITS = 200


class _Count(msgspec.Struct, frozen=True):
    """What a part of the range of time has of a range of numbers: rows, and different numbers."""

    rows: int
    distinct: int


class _Range(msgspec.Struct, frozen=True):
    """A range of numbers, and what each part that has any of it has."""

    first: int
    last: int
    parts: list[_Count]

    @property
    def width(self) -> int:
        """How many numbers it is."""
        return self.last - self.first + 1

    @property
    def is_full(self) -> bool:
        """Whether a part has all of the numbers."""
        return any(one.distinct == self.width for one in self.parts)

    @property
    def most(self) -> int:
        """How many of the numbers there can be at most."""
        return min(self.width, sum(one.distinct for one in self.parts))


class Numbers:
    """
    Count the numbers of an instance's rows.

    Parameters
    ----------
    reader : Reader
        Sends the queries.
    instance_id : str
        The instance.
    parts : dict of TimeRange to tuple of int
        The parts of the range of time with numbered rows, and the lowest and the highest number
        that each has.

    """

    def __init__(
        self,
        reader: Reader,
        instance_id: str,
        parts: dict[TimeRange, tuple[int, int]],
    ) -> None:
        self._reader = reader
        self._instance = exact("instance_id", instance_id)
        self._parts = parts
        self._splits = 0

    def repeated(self) -> int:
        """Return how often a number is in one more part."""
        self._splits = 0
        return sum(self._repeated(first, last) for first, last in _overlaps(self._parts.values()))

    def gaps(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return the ranges that are missing of a range, up to 50, while there is time."""
        self._splits = 0
        return _merged(self._gaps(first, last))

    def doubled(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return those with more than one row a number, up to 50, while there is time."""
        self._splits = 0
        return _merged(self._doubled(first, last))

    def _repeated(self, first: int, last: int) -> int:
        total = 0
        for one in self._split(first, last):
            if len(one.parts) < 2:
                continue
            if all(part.distinct == one.width for part in one.parts):
                total += one.width * (len(one.parts) - 1)
            elif self._may_split():
                total += self._repeated(one.first, one.last)
            else:
                total += sum(part.distinct for part in one.parts) - one.most
        return total

    def _gaps(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        if self._reader.is_short:
            return
        for one in self._split(first, last):
            if one.is_full:
                continue
            if not one.parts:
                yield one.first, one.last
            elif one.most < one.width or self._may_split():
                yield from self._gaps(one.first, one.last)

    def _doubled(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        if self._reader.is_short:
            return
        for one in self._split(first, last):
            rows = sum(part.rows for part in one.parts)
            if len(one.parts) < 2 and rows == sum(part.distinct for part in one.parts):
                continue
            if self._is_doubled(one):
                yield one.first, one.last
            elif rows > one.most or self._may_split():
                yield from self._doubled(one.first, one.last)

    def _is_doubled(self, one: _Range) -> bool:
        """Return whether each number of a range is known to have more than one row."""
        whole = [part for part in one.parts if part.distinct == one.width]
        if len(whole) > 1 or one.width == 1:
            return True
        # As many rows may be more than two of some numbers, and one of others.
        if not any(part.rows >= 2 * one.width for part in whole):
            return False
        where = f'{self._instance} "seq":range[{one.first},{one.last}]'
        counted = "stats by (seq) count() n | filter n:>1 | stats count() doubled"
        return any(
            int(found["doubled"]) == one.width
            for part, (lowest, highest) in self._parts.items()
            if lowest <= one.first and one.last <= highest
            for found in self._reader.ask(where, part, counted)
        )

    def _may_split(self) -> bool:
        self._splits += 1
        return self._splits <= _MAX_SPLITS

    def _split(self, low: int, high: int) -> Iterator[_Range]:
        """Yield a range in smaller ones, each with what the parts have of it."""
        size = -(-(high - low + 1) // _RANGES)
        counts: dict[int, list[_Count]] = {}
        where = f'{self._instance} "seq":range[{low},{high}]'
        for part, (lowest, highest) in self._parts.items():
            if lowest > high or highest < low:
                continue
            # Ranges of a size are counted from a multiple of it on.
            counted = f'stats by ("seq":{size}) count() n, count_uniq(seq) uniq'
            for found in self._reader.ask(where, part, counted):
                count = _Count(int(found["n"]), int(found["uniq"]))
                counts.setdefault(int(found["seq"]), []).append(count)
        for start in range(low // size * size, high + 1, size):
            yield _Range(max(start, low), min(start + size - 1, high), counts.get(start, []))


def _overlaps(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the ranges that are in more than one of several."""
    found: list[tuple[int, int]] = []
    reach = -1
    for first, last in sorted(spans):
        if first <= reach:
            end = min(last, reach)
            if found and first <= found[-1][1] + 1:
                found[-1] = (found[-1][0], max(found[-1][1], end))
            else:
                found.append((first, end))
        reach = max(reach, last)
    return found


def _merged(ranges: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges of which no two are neighbours; no more are asked for than are listed."""
    merged: list[tuple[int, int]] = []
    for first, last in ranges:
        if merged and merged[-1][1] + 1 == first:
            merged[-1] = (merged[-1][0], last)
        elif len(merged) == MAX_LISTED:
            break
        else:
            merged.append((first, last))
    return merged
