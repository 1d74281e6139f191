"""Runs: the nodes, sandboxes and backtests with rows in a range, and whether those are complete."""

import time
from collections.abc import Iterable
from collections.abc import Mapping
from enum import StrEnum
from functools import reduce
from typing import Literal
from typing import get_args

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.answers import Answer
from nautilus_vlogs.query.answers import Spanned
from nautilus_vlogs.query.audit import InstanceAudit
from nautilus_vlogs.query.audit import read_audit
from nautilus_vlogs.query.audit import read_groups
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.logsql import one_of
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.paging import slices
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.successors import Span
from nautilus_vlogs.query.successors import successors
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

#: Seconds for which rows may be on their way: durability window and flush, with a margin.
SETTLING_SECS = 30.0

#: Instances that one query names.
_NAMED = 50

#: What is listed as a run: an instance; a node's instance or a backtest; a backtest alone.
RunsBy = Literal["instance", "run", "backtest"]

#: An instance, and a backtest of it if it has any.
_Key = tuple[str, str]

# A run's first lines have no simulated time, and the store's min() takes a missing value for the
# lowest.
_STATS = (
    "count() n, min(_time) t0, max(_time) t1, max(trader_id) trader, max(host) host, "
    "max(environment) environment, min(sim_time) if (sim_time:*) sim0, "
    "max(sim_time) sim1, "
    "count() if (level:in(ERROR,CRITICAL)) errors, count() if (level:=WARNING) warnings"
)


class Verdict(StrEnum):
    """Whether the store holds all of a run."""

    COMPLETE = "complete"
    GAP = "gap"
    LOST = "lost"
    SETTLING = "settling"
    UNKNOWN = "unknown"


class Run(Spanned, msgspec.Struct, frozen=True, kw_only=True):
    """
    Rows of one instance within a range, or of one backtest of it.

    Parameters
    ----------
    instance_id, trader_id, host, environment, run_id : str
        Its tags; `run_id` is that of a backtest, of an instance with several the newest one's.
    first_ns, last_ns : int
        Times of its first and last row in UNIX nanoseconds.
    first_sim_time, last_sim_time : str
        Those of a backtest's simulated clock, in RFC 3339.
    rows, warnings, errors : int
        Number of rows, and of those of `WARNING`, and of `ERROR` or `CRITICAL`.
    distinct, duplicates : int
        Number of different `seq` of the instance, and of rows that are held once more.
    first_seq, last_seq : int
        The lowest and the highest `seq` of the instance.
    lost, put_aside : int
        Records that the instance reports as lost, or put aside as unfit for the store.
    missing : tuple of (int, int)
        First and last number of each gap of the instance, up to 50 gaps.
    missing_records : int
        Number of records in all gaps.
    is_partial : bool
        There was no time to look for all gaps, how old they are, or for rows before the range.
    replaced_by : str
        The instance that took over when its node was started again, else empty.
    verdict : Verdict
        ``gap``: numbers are missing; ``lost``: a row reports a loss; ``settling``: the newest rows
        may be on their way, and what is missing among them; ``unknown``: the range cuts the run, or
        there was no time to see how old a gap is; else ``complete``.

    """

    instance_id: str
    trader_id: str
    host: str
    environment: str
    run_id: str
    first_ns: int
    last_ns: int
    first_sim_time: str
    last_sim_time: str
    rows: int
    warnings: int
    errors: int
    distinct: int
    duplicates: int
    first_seq: int
    last_seq: int
    lost: int
    put_aside: int
    missing: tuple[tuple[int, int], ...]
    missing_records: int
    replaced_by: str
    verdict: Verdict
    is_partial: bool = False


def read_runs(
    reader: Reader,
    window: TimeRange,
    where: str,
    count: int | None,
    *,
    by: RunsBy = "instance",
    current_first: bool = False,
) -> Answer[Run]:
    """
    Return the runs with rows in a range, the one with the newest row first.

    Parameters
    ----------
    reader : Reader
        Sends the queries, each about a part of the range that one may look in.
    window : TimeRange
        The range, of any length.
    where : str
        Filters by tags of runs, in LogsQL.
    count : int, optional
        Highest number of runs; ``None`` for all.
    by : "instance", "run" or "backtest"
        Return each instance; or nodes, and each backtest of an instance with several on its own;
        or backtests alone, each on its own.
    current_first : bool, default False
        Return nodes that no restart has replaced before all others, the most silent first.

    """
    if by not in get_args(RunsBy):
        raise InvalidQueryError(
            f"`by` must be one of {', '.join(get_args(RunsBy))}, was {show(by)}"
        )
    totals: dict[_Key, dict[str, str]] = {}
    for part in slices(window, reader.max_range_ns, "newer"):
        for found in _totals(reader, where, part, by):
            key = found.get("instance_id", ""), found.get("run_id", "")
            totals[key] = _sum(totals[key], found) if key in totals else found
    if by != "backtest":
        totals = _by_instance(totals, each_backtest=by == "run")
    spans = {key: _span(key, found) for key, found in totals.items()}
    replaced = successors(span for span in spans.values() if span.node is not None)
    ordered = sorted(spans, key=lambda key: spans[key].last_ns, reverse=True)
    if current_first:
        current = [key for key in ordered if spans[key].node and key[0] not in replaced]
        ordered = list(dict.fromkeys([*reversed(current), *ordered]))
    keys = ordered[:count]
    instances = list(dict.fromkeys(key[0] for key in keys))
    audits = _audits(reader, window, instances)
    overdue = {
        name: _is_overdue(reader, window, audits[name]) for name in instances if name in audits
    }
    runs = []
    for key in keys:
        checked, is_overdue = audits.get(key[0]), overdue.get(key[0], False)
        verdict = _verdict(spans[key].last_ns, checked, is_overdue=is_overdue)
        runs.append(
            _run(
                totals[key],
                key,
                checked,
                replaced_by=replaced.get(key[0], ""),
                verdict=verdict,
                is_partial=is_overdue is None or (checked is not None and checked.is_partial),
            ),
        )
    return Answer(runs, window=window, has_more=len(keys) < len(ordered))


def judge(
    *,
    missing: int,
    lost: int,
    is_whole: bool,
    is_recent: bool,
    is_overdue: bool | None = False,
) -> Verdict:
    """
    Return a run's verdict from its counts.

    Of a run that goes on, `is_overdue` says that a missing number has long had rows behind it;
    ``None`` where there was no time to look.
    """
    if is_recent and not is_overdue:
        return Verdict.UNKNOWN if missing and is_overdue is None else Verdict.SETTLING
    if missing:
        return Verdict.GAP
    if lost:
        return Verdict.LOST
    return Verdict.COMPLETE if is_whole else Verdict.UNKNOWN


def _totals(
    reader: Reader,
    where: str,
    part: TimeRange,
    by: RunsBy,
) -> Iterable[dict[str, str]]:
    where = f'{where} "run_id":*' if by == "backtest" else f'{where} "instance_id":*'
    return read_groups(reader, where, _STATS, part, by='"instance_id", "run_id"')


def _by_instance(
    totals: Mapping[_Key, dict[str, str]],
    *,
    each_backtest: bool,
) -> dict[_Key, dict[str, str]]:
    """Return the totals of each instance, or of each backtest of one that has several."""
    instances: dict[str, dict[str, dict[str, str]]] = {}
    for (name, run_id), found in totals.items():
        instances.setdefault(name, {})[run_id] = found
    summed = {}
    for name, parts in instances.items():
        backtests = [run_id for run_id in parts if run_id]
        if each_backtest and len(backtests) > 1:
            # Rows without a run, such as the report of a loss, are the engine's: its verdict is
            # each backtest's.
            summed.update({(name, run_id): parts[run_id] for run_id in backtests})
        else:
            newest = max(backtests, key=lambda one: parse_time(parts[one]["t1"]), default="")
            summed[name, newest] = reduce(_sum, parts.values())
    return summed


def _audits(
    reader: Reader,
    window: TimeRange,
    instances: Iterable[str],
) -> dict[str, InstanceAudit]:
    names = [name for name in instances if name]
    audits = {}
    for at in range(0, len(names), _NAMED):
        where = one_of("instance_id", names[at : at + _NAMED])
        audits.update({one.instance_id: one for one in read_audit(reader, window, where)})
    return audits


def _is_overdue(reader: Reader, window: TimeRange, checked: InstanceAudit) -> bool | None:
    """Return whether a run goes on, but a row behind its first gap is too old to be settling."""
    if not checked.missing or not _is_recent(checked.last_ns):
        return False
    if reader.is_short or not checked.gaps:
        return None
    after = f'{exact("instance_id", checked.instance_id)} "seq":range({checked.gaps[0][0]},inf)'
    settled_ns = time.time_ns() - int(SETTLING_SECS * NANOSECONDS)
    settled = TimeRange(window.start_ns, min(window.end_ns, settled_ns))
    return any(
        reader.ask(after, part, "fields seq", "limit 1")
        for part in slices(settled, reader.max_range_ns, "older")
    )


def _is_recent(last_ns: int) -> bool:
    return time.time_ns() - last_ns < SETTLING_SECS * NANOSECONDS


def _span(key: _Key, found: dict[str, str]) -> Span:
    environment = found.get("environment", "")
    is_backtest = key[1] or environment == "backtest"
    node = (found.get("trader", ""), found.get("host", ""), environment)
    return Span(
        key[0],
        None if is_backtest else node,
        parse_time(found["t0"]),
        parse_time(found["t1"]),
    )


def _verdict(last_ns: int, checked: InstanceAudit | None, *, is_overdue: bool | None) -> Verdict:
    missing = checked.missing if checked else 0
    if checked and missing:  # which may be a row of a later backtest, on its way
        last_ns = max(last_ns, checked.last_ns)
    return judge(
        missing=missing,
        lost=checked.lost + checked.unknown_losses if checked else 0,
        is_whole=checked is not None and checked.records > 0 and checked.begins_inside,
        is_recent=_is_recent(last_ns),
        is_overdue=is_overdue,
    )


def _run(
    found: dict[str, str],
    key: _Key,
    checked: InstanceAudit | None,
    *,
    replaced_by: str,
    verdict: Verdict,
    is_partial: bool,
) -> Run:
    return Run(
        instance_id=key[0],
        trader_id=found.get("trader", ""),
        host=found.get("host", ""),
        environment=found.get("environment", ""),
        run_id=key[1],
        first_ns=parse_time(found["t0"]),
        last_ns=parse_time(found["t1"]),
        first_sim_time=found.get("sim0", ""),
        last_sim_time=found.get("sim1", ""),
        rows=int(found["n"]),
        warnings=int(found["warnings"]),
        errors=int(found["errors"]),
        distinct=checked.records if checked else 0,
        duplicates=checked.duplicates if checked else 0,
        first_seq=checked.first_seq if checked else 0,
        last_seq=checked.last_seq if checked else -1,
        lost=checked.lost if checked else 0,
        put_aside=checked.put_aside if checked else 0,
        missing=tuple(checked.gaps) if checked else (),
        missing_records=checked.missing if checked else 0,
        replaced_by=replaced_by,
        verdict=verdict,
        is_partial=is_partial,
    )


def _sum(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    """Return the totals of two ranges of time."""
    counts = {name: str(int(one[name]) + int(other[name])) for name in ("n", "errors", "warnings")}
    lowest = {"sim0": min(filter(None, (one.get("sim0"), other.get("sim0"))), default="")}
    highest = {
        name: max(one.get(name) or "", other.get(name) or "")
        for name in ("sim1", "trader", "host", "environment")
    }
    # As times: the store leaves zeros at the end of a fraction out, so texts do not compare.
    span = {
        "t0": min(one["t0"], other["t0"], key=parse_time),
        "t1": max(one["t1"], other["t1"], key=parse_time),
    }
    return {**one, **counts, **lowest, **highest, **span}
