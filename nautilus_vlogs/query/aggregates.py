"""Counts by value, by time and by strategy."""

from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import timedelta

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.answers import Answer
from nautilus_vlogs.query.answers import Bucket
from nautilus_vlogs.query.answers import Counts
from nautilus_vlogs.query.answers import Histogram
from nautilus_vlogs.query.answers import StrategyStep
from nautilus_vlogs.query.answers import StrategySummary
from nautilus_vlogs.query.bounds import whole_number
from nautilus_vlogs.query.logsql import field_name
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_duration
from nautilus_vlogs.query.time_range import parse_time

MAX_FACETS = 16
MAX_FACET_VALUES = 50

#: Steps of a strategy's errors and warnings.
MAX_STEPS = 120

#: A field with more distinct values than this has no facet; the store counts each in memory.
_MAX_DISTINCT = 20_000

#: Values of the field of a histogram; it needs a field of few values, such as the level.
_MAX_SERIES = 16

#: What names a strategy, and what else tells those of one id apart: a node and a backtest of it
#: have the same, and so may two traders.
_STRATEGY = ("strategy_id",)
_STRATEGY_OF_TRADER = ("strategy_id", "trader_id", "environment")

_ERRORS = "level:in(ERROR,CRITICAL)"
_WARNINGS = "level:=WARNING"


def count_by(
    reader: Reader,
    field: str,
    where: str,
    window: TimeRange,
    *,
    count: int,
) -> Counts:
    """Return the number of rows by the value of a field, most first."""
    name = field_name(field)
    found = reader.ask(
        where,
        window,
        f"stats by ({name}) count() vlogs_nt_rows",
        f"sort by (vlogs_nt_rows desc, {name}) limit {count + 1}",
    )
    counts = {one.get(field, ""): int(one["vlogs_nt_rows"]) for one in found[:count]}
    return Counts(counts, field=field, window=window, has_more=len(found) > count)


def histogram(
    reader: Reader,
    step: str | float | timedelta,
    where: str,
    window: TimeRange,
    *,
    by: str | None = None,
) -> Histogram:
    """Return the number of rows in each step of time, by the value of a field if one is named."""
    step_ns = parse_duration(step, name="step")
    first = window.start_ns // step_ns * step_ns
    steps = -((first - window.end_ns) // step_ns)
    if steps > reader.max_entries:
        raise GuardRailError(
            f"`step` must be so long that there are {reader.max_entries} of them at most: make "
            f"it longer or the range shorter, was {show(step)} for {window.secs:g} s",
        )
    group = f"_time:{step_ns}ns" if by is None else f"_time:{step_ns}ns, {field_name(by)}"
    found = reader.ask(
        where,
        window,
        f"stats by ({group}) count() vlogs_nt_rows",
        f"limit {reader.max_entries * _MAX_SERIES}",
    )
    counts: dict[int, dict[str, int]] = {}
    for one in found:
        at = counts.setdefault(parse_time(one["_time"]), {})
        at[one.get(by, "") if by else ""] = int(one["vlogs_nt_rows"])
    if len(found) == reader.max_entries * _MAX_SERIES:
        raise GuardRailError(
            f"`by` needs a field of few values, such as level or source, was {show(by)}",
        )
    times = [first + i * step_ns for i in range(steps)]
    return Histogram(
        [
            Bucket(
                time_ns,
                sum(counts.get(time_ns, {}).values()),
                counts.get(time_ns, {}) if by else {},
            )
            for time_ns in times
        ],
        step_ns=step_ns,
        window=window,
    )


def facets(
    reader: Reader,
    fields: Sequence[str],
    where: str,
    window: TimeRange,
    *,
    count: int,
) -> dict[str, Counts]:
    """
    Return the most frequent values of several fields, with one query if all of them have some.

    Of a field with too many values to count, or a very long one, the store returns none: such a
    field has no values either, and is not whole.
    """
    if not 0 < len(fields) <= MAX_FACETS or isinstance(fields, str):
        raise InvalidQueryError(f"`fields` takes 1 to {MAX_FACETS} names, was {show(fields)}")
    whole_number("limit", count, 1, MAX_FACET_VALUES)
    names = ", ".join(field_name(name) for name in fields)
    found = reader.ask(
        where,
        window,
        f"fields {names}",
        f"facets {count + 1} max_values_per_field {_MAX_DISTINCT} max_value_len 1024"
        " keep_const_fields",
    )
    counts: dict[str, dict[str, int]] = {name: {} for name in fields}
    for one in found:
        if one.get("field_name") in counts:
            counts[one["field_name"]][one.get("field_value", "")] = int(one["hits"])
    left_out = _with_rows(reader, [name for name in counts if not counts[name]], where, window)
    answer = {}
    for name, values in counts.items():
        most = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
        has_more = len(most) > count or name in left_out
        answer[name] = Counts(dict(most[:count]), field=name, window=window, has_more=has_more)
    return answer


def _with_rows(
    reader: Reader, fields: Sequence[str], where: str, window: TimeRange
) -> Collection[str]:
    """Return those of several fields that some row has."""
    if not fields:
        return ()
    counted = ", ".join(f"count({field_name(name)}) n{i}" for i, name in enumerate(fields))
    found = reader.ask(where, window, f"stats {counted}")
    return {name for i, name in enumerate(fields) for one in found if int(one[f"n{i}"])}


def strategies(
    reader: Reader,
    window: TimeRange,
    *,
    where: str = "*",
    steps: int | None = None,
    by_trader: bool = False,
) -> Answer[StrategySummary]:
    """Return the strategies that have rows, by name, with their errors over time if asked for."""
    names = _STRATEGY_OF_TRADER if by_trader else _STRATEGY
    group = ", ".join(map(field_name, names))
    where = f'{where} "strategy_id":*'
    found = reader.ask(
        where,
        window,
        f"stats by ({group}) count() n, min(_time) first, max(_time) last, "
        f"count() if ({_ERRORS}) errors, count() if ({_WARNINGS}) warnings",
        f"sort by ({group}) limit {reader.max_entries + 1}",
    )
    over_time = _steps(reader, where, window, steps, names=names) if steps and found else {}
    summaries = [
        StrategySummary(
            strategy_id=one["strategy_id"],
            rows=int(one["n"]),
            errors=int(one["errors"]),
            warnings=int(one["warnings"]),
            first_ns=parse_time(one["first"]),
            last_ns=parse_time(one["last"]),
            steps=over_time.get(_key(one, names), over_time.get((), ())),
            trader_id=one.get("trader_id", ""),
            environment=one.get("environment", ""),
        )
        for one in found[: reader.max_entries]
    ]
    return Answer(summaries, window=window, has_more=len(found) > reader.max_entries)


def _steps(
    reader: Reader,
    where: str,
    window: TimeRange,
    steps: int,
    *,
    names: Sequence[str],
) -> dict[tuple[str, ...], tuple[StrategyStep, ...]]:
    """Return the steps of each strategy with errors or warnings; those of () are empty."""
    whole_number("steps", steps, 1, MAX_STEPS)
    step_ns = max(1, -(-(window.end_ns - window.start_ns) // steps))
    found = reader.ask(
        f"{where} level:in(WARNING,ERROR,CRITICAL)",
        window,
        f"stats by ({', '.join(map(field_name, names))}, "
        f"_time:{step_ns}ns offset {window.start_ns % step_ns}ns) "
        f"count() if ({_ERRORS}) errors, count() if ({_WARNINGS}) warnings",
        f"limit {reader.max_entries * MAX_STEPS}",
    )
    counts = {
        (_key(one, names), (parse_time(one["_time"]) - window.start_ns) // step_ns): (
            int(one["errors"]),
            int(one["warnings"]),
        )
        for one in found
    }
    keys = {key for key, _ in counts} | {()}
    return {
        key: tuple(
            StrategyStep(window.start_ns + i * step_ns, *counts.get((key, i), (0, 0)))
            for i in range(steps)
        )
        for key in keys
    }


def _key(found: Mapping[str, str], names: Sequence[str]) -> tuple[str, ...]:
    return tuple(found.get(name, "") for name in names)


def newest_errors(reader: Reader, window: TimeRange, where: str) -> dict[str, LogRow]:
    """Return the newest row of `ERROR` or `CRITICAL` of each strategy, the first ones by name."""
    found = reader.rows(
        f'{where} "strategy_id":* {_ERRORS}',
        window,
        'sort by (_time desc, seq desc) partition by ("strategy_id") limit 1',
        f'sort by ("strategy_id") limit {reader.max_entries}',
    )
    return {row.fields["strategy_id"]: row for row in found}
