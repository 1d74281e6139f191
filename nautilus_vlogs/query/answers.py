"""
One family of answers: each says which range it covers and whether it is whole.

Times are `time_ns`, UNIX nanoseconds, beside a property with the same in UTC, to the microsecond.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

import msgspec

from nautilus_vlogs.query import frames
from nautilus_vlogs.query.time_range import TimeRange

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

T = TypeVar("T")


def as_datetime(time_ns: int) -> datetime:
    """Return a time in UNIX nanoseconds in UTC, to the microsecond."""
    seconds, rest = divmod(time_ns, 1_000_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1_000)


class Framed:
    """Conversions that every answer has."""

    window: TimeRange
    has_more: bool

    def records(self) -> list[dict[str, Any]]:
        """Return the answer as records with a common set of columns; times are `time_ns`."""
        raise NotImplementedError

    def _times(self) -> Collection[str]:
        """Return which columns of the records are times."""
        return ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the range was left out because of the limit."""
        return not self.has_more

    def to_arrow(self) -> "pa.Table":
        """
        Return a table of Apache Arrow; needs the extra ``vlogs-nt[arrow]``.

        Columns of numbers are numbers, times have nanoseconds and the zone UTC.
        """
        return frames.to_arrow(self.records(), self._times())

    def to_pandas(self) -> "pd.DataFrame":
        """Return a frame of pandas, typed as `to_arrow` does; needs ``vlogs-nt[pandas]``."""
        return frames.to_pandas(self.records(), self._times())

    def to_polars(self) -> "pl.DataFrame":
        """Return a frame of Polars, typed as `to_arrow` does; needs ``vlogs-nt[polars]``."""
        return frames.to_polars(self.records(), self._times())

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        return frames.to_html(self.records(), self._times(), is_whole=self.is_whole)


class Answer(list[T], Framed):
    """
    Entries of an answer.

    Parameters
    ----------
    entries : iterable
        The entries.
    window : TimeRange
        The range that was searched.
    has_more : bool
        The limit left entries out.

    """

    def __init__(
        self,
        entries: Iterable[T] = (),
        *,
        window: TimeRange,
        has_more: bool = False,
    ) -> None:
        super().__init__(entries)
        self.window = window
        self.has_more = has_more

    def records(self) -> list[dict[str, Any]]:
        """Return the entries as records; times are `time_ns`."""
        return [_record(entry) for entry in self]

    def _times(self) -> Collection[str]:
        # By the entries' own fields: what rows hold may have such a name, too.
        names = getattr(self[0], "__struct_fields__", ()) if self else ()
        return [name for name in ("time_ns", "first_ns", "last_ns") if name in names]


def _record(entry: object) -> dict[str, Any]:
    if isinstance(entry, Mapping):
        return dict(entry)
    if isinstance(entry, msgspec.Struct):
        return dict(_flat(entry))
    return {"value": entry}


def _flat(entry: msgspec.Struct) -> Iterator[tuple[str, object]]:
    names = entry.__struct_fields__
    taken = {*names, *(name.removesuffix("_ns") for name in names)}
    for name in names:
        value = getattr(entry, name)
        if isinstance(value, Mapping):
            yield from ((frames.free_name(str(key), taken), one) for key, one in value.items())
        elif not isinstance(value, msgspec.Struct | list | tuple):
            yield name, value


class Records(Answer[dict[str, str]]):
    """Objects of the answer to a raw query, their values as the store gave them."""

    def records(self) -> list[dict[str, Any]]:
        """Return the objects with numbers as numbers and `_time` as `time_ns`."""
        return frames.typed(self)

    def _times(self) -> Collection[str]:
        return ("time_ns",) if any("_time" in one for one in self) else ()


class Counts(dict[str, int], Framed):
    """
    Rows by value, most first.

    Parameters
    ----------
    counts : mapping of str to int
        Number of rows with each value; the empty one stands for rows without the field.
    field : str
        The field's name.
    window : TimeRange
        The range that was searched.
    has_more : bool
        The limit left values out: these are the most frequent.

    """

    def __init__(
        self,
        counts: Mapping[str, int],
        *,
        field: str = "value",
        window: TimeRange,
        has_more: bool = False,
    ) -> None:
        super().__init__(counts)
        self.field = field
        self.window = window
        self.has_more = has_more

    def records(self) -> list[dict[str, Any]]:
        """Return a record for each value."""
        name = frames.free_name(self.field, ("count",))
        return [{name: value, "count": count} for value, count in self.items()]


class Bucket(msgspec.Struct, frozen=True):
    """
    Rows of a step of time.

    Parameters
    ----------
    time_ns : int
        Its begin in UNIX nanoseconds.
    count : int
        Number of rows up to the next bucket.
    counts : dict of str to int
        The same by value, where the histogram has a field.

    """

    time_ns: int
    count: int
    counts: dict[str, int] = {}

    @property
    def time(self) -> datetime:
        """Its begin in UTC."""
        return as_datetime(self.time_ns)


class Histogram(Answer[Bucket]):
    """
    Rows by time.

    Parameters
    ----------
    buckets : iterable of Bucket
        All steps of the range, those without rows included.
    step_ns : int
        Length of a step in nanoseconds.
    window : TimeRange
        The range that was searched.

    """

    def __init__(self, buckets: Iterable[Bucket], *, step_ns: int, window: TimeRange) -> None:
        super().__init__(buckets, window=window)
        self.step_ns = step_ns


class StrategyStep(msgspec.Struct, frozen=True):
    """
    Errors and warnings of a strategy in a step of time.

    Parameters
    ----------
    time_ns : int
        Its begin in UNIX nanoseconds.
    errors, warnings : int
        Numbers of rows up to the next step; errors are those of `ERROR` and `CRITICAL`.

    """

    time_ns: int
    errors: int
    warnings: int


class Spanned:
    """Times of the first and the last row, for entries with both as UNIX nanoseconds."""

    __slots__ = ()

    first_ns: int
    last_ns: int

    @property
    def first(self) -> datetime:
        """Time of its first row in UTC."""
        return as_datetime(self.first_ns)

    @property
    def last(self) -> datetime:
        """Time of its last row in UTC."""
        return as_datetime(self.last_ns)


class StrategySummary(Spanned, msgspec.Struct, frozen=True):
    """
    Log of a strategy within a range.

    Parameters
    ----------
    strategy_id : str
        Its id.
    rows, errors, warnings : int
        Numbers of rows; errors are those of `ERROR` and `CRITICAL`.
    first_ns, last_ns : int
        Times of its first and last row in UNIX nanoseconds.
    steps : tuple of StrategyStep
        Errors and warnings over time, if steps were asked for.
    trader_id, environment : str
        Whose it is, if each trader's were asked for on its own.

    """

    strategy_id: str
    rows: int
    errors: int
    warnings: int
    first_ns: int
    last_ns: int
    steps: tuple[StrategyStep, ...] = ()
    trader_id: str = ""
    environment: str = ""


def summed(summaries: Sequence[StrategySummary]) -> StrategySummary:
    """Return the sum of what several log of a strategy, whose it is only where all are one's."""
    one = summaries[0]
    is_of_one = len({(other.trader_id, other.environment) for other in summaries}) == 1
    return StrategySummary(
        strategy_id=one.strategy_id,
        rows=sum(other.rows for other in summaries),
        errors=sum(other.errors for other in summaries),
        warnings=sum(other.warnings for other in summaries),
        first_ns=min(other.first_ns for other in summaries),
        last_ns=max(other.last_ns for other in summaries),
        trader_id=one.trader_id if is_of_one else "",
        environment=one.environment if is_of_one else "",
    )
