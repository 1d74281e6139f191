"""Queries with guard rails: everything that is asked of the store passes through here."""

import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import UTC
from datetime import timedelta
from datetime import tzinfo
from typing import Self
from typing import Unpack

import msgspec

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.filters import Filters
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.logsql import field_name
from nautilus_vlogs.query.logsql import in_range
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.rawtime import find_time_range
from nautilus_vlogs.query.rows import Bucket
from nautilus_vlogs.query.rows import Counts
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.rows import StrategySummary
from nautilus_vlogs.query.rows import parse_lines
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.query.tail import Follower
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import When
from nautilus_vlogs.query.time_range import parse_duration
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.query.time_range import resolve_range
from nautilus_vlogs.store.endpoint import Endpoint
from nautilus_vlogs.store.health import Health
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.health import clock_ahead_secs
from nautilus_vlogs.store.health import parse_metrics

MAX_ENTRIES = 500
MAX_RANGE = timedelta(hours=24)
MAX_TIMEOUT_SECS = 10.0
DEFAULT_RANGE = timedelta(hours=1)

_MAX_CONTEXT = 250
_QUERY_PATH = "/select/logsql/query"


class VictoriaLogsClient:
    """
    Query a VictoriaLogs within bounds that no argument can widen.

    The credentials come from the environment: ``VICTORIALOGS_TOKEN``, or
    ``VICTORIALOGS_USERNAME`` and ``VICTORIALOGS_PASSWORD``. A client may be used by several
    threads.

    Parameters
    ----------
    url : str, default "http://localhost:9428"
        The base URL.
    account_id, project_id : int, default 0
        The tenant.
    max_entries : int, default 500
        How many rows, or values, one answer may have; 500 at most.
    max_range : timedelta, default 24 hours
        How long a range of times may be; 24 hours at most.
    default_range : timedelta, default 1 hour
        The range of a query that names no time.
    timeout_secs : float, default 10.0
        How long a query may take from beginning to end; 10 seconds at most.
    max_concurrent : int, default 2
        How many queries of this client run at once; further ones wait.
    scope : mapping of str to str, optional
        Fields with their values that all rows found must have, whatever the query says.
    zone : tzinfo, optional
        The zone of times that name none, UTC by default; ``None`` for that of this machine.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.

    Raises
    ------
    InvalidQueryError
        If a setting makes no sense.
    GuardRailError
        If it is beyond the bounds.

    """

    def __init__(  # noqa: PLR0913 - all keyword-only but the first, each with a default
        self,
        url: str = "http://localhost:9428",
        *,
        account_id: int = 0,
        project_id: int = 0,
        max_entries: int = MAX_ENTRIES,
        max_range: timedelta = MAX_RANGE,
        default_range: timedelta = DEFAULT_RANGE,
        timeout_secs: float = MAX_TIMEOUT_SECS,
        max_concurrent: int = 2,
        scope: Mapping[str, str] | None = None,
        zone: tzinfo | None = UTC,
        ca_file: str | None = None,
        client_cert_file: str | None = None,
        client_key_file: str | None = None,
    ) -> None:
        self.max_entries = _whole("max_entries", max_entries, 1, MAX_ENTRIES)
        self._max_range_ns = _range_setting("max_range", max_range, MAX_RANGE)
        self._default_range_ns = min(
            _range_setting("default_range", default_range, MAX_RANGE),
            self._max_range_ns,
        )
        _bounded("timeout_secs", timeout_secs, 0.001, MAX_TIMEOUT_SECS)
        self._timeout_secs = timeout_secs
        self._zone = zone
        self._scope = [exact(name, value) for name, value in (scope or {}).items()]
        self._endpoint = Endpoint(
            url,
            account_id=_whole("account_id", account_id, 0, 2**32 - 1),
            project_id=_whole("project_id", project_id, 0, 2**32 - 1),
            timeout_secs=timeout_secs,
            max_connections=_whole("max_concurrent", max_concurrent, 1, 16),
            ca_file=ca_file,
            client_cert_file=client_cert_file,
            client_key_file=client_key_file,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The base URL."""
        return self._endpoint.url

    @property
    def max_range(self) -> timedelta:
        """How long a range of times may be."""
        return timedelta(microseconds=self._max_range_ns // 1_000)

    def close(self) -> None:
        """Close the connections."""
        self._endpoint.close()

    def search(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int | None = None,
        newest_first: bool = False,
        **filters: Unpack[FilterArguments],
    ) -> Rows:
        """
        Return the rows that fit all filters; of more than `limit` the newest.

        Parameters
        ----------
        start, end : str, int, float, datetime or timedelta, optional
            The range, as `parse_time` reads it, `end` excluded; by default the last hour.
        limit : int, optional
            How many rows at most; as many as one answer may have by default.
        newest_first : bool, default False
            The order of the answer: by default its first row is the oldest.
        **filters
            As `Filters` describes them: ``strategy_id``, ``source``, ``component``, ``level`` (and
            above), ``text``, ``exclude``, ``is_regex``, ``fields``, ``query``.

        Raises
        ------
        InvalidQueryError
            If an argument makes no sense, or is beyond the bounds.
        StoreError
            If there is no complete answer.

        """
        count = self._limit(limit)
        window = self._window(start, end, filters.get("query"))
        where = Filters(**filters).to_logsql()
        rows, has_more = self._newest(where, window, count)
        return Rows(rows if newest_first else rows[::-1], window=window, has_more=has_more)

    def query(
        self,
        logsql: str,
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int | None = None,
        **filters: Unpack[FilterArguments],
    ) -> list[dict[str, str]]:
        """
        Return the answer to a query in LogsQL, of whose pipes only some are allowed.

        Rows of the log are the newest, in order of time; what the query sorts or counts itself
        comes in the order of the store.

        Parameters
        ----------
        logsql : str
            The query. A filter `_time` in it gives the range if `start` and `end` do not.
        start, end : str, int, float, datetime or timedelta, optional
            The range.
        limit : int, optional
            How many rows at most.
        **filters
            As for `search`; they hold beside the query's own.

        Raises
        ------
        PipeNotAllowedError
            If it uses a pipe that is not allowed.
        InvalidQueryError, StoreError
            As `search`.

        """
        parsed = parse_query(logsql)
        window = self._window(start, end, logsql)
        where = f"{in_range(window)} {Filters(**filters).to_logsql()}"
        answer = self._ask(f"{where} {parsed.limited(self._limit(limit))}", window)
        if parsed.counts or parsed.orders:
            return answer
        return answer[::-1]

    def context(self, row: LogRow, before: int = 10, after: int = 10) -> Rows:
        """
        Return what was logged around a row, and the row itself.

        With the row's `instance_id` and `seq` these are the lines of its node in the order in which
        they were written, else all rows in order of time.

        Parameters
        ----------
        row : LogRow
            A row that a search returned.
        before, after : int, default 10
            How many rows of each side.

        """
        _whole("before", before, 0, _MAX_CONTEXT)
        _whole("after", after, 0, _MAX_CONTEXT)
        half = self._max_range_ns // 2
        around = TimeRange(max(0, row.time_ns - half), row.time_ns + half)
        if row.instance_id and row.seq is not None:
            numbers = f'"seq":range[{max(0, row.seq - before)},{row.seq + after}]'
            where = f"{exact('instance_id', row.instance_id)} {numbers}"
            # Twice as many: a row that was stored twice is one row all the same.
            found, _ = self._newest(where, around, min(2 * (before + after) + 2, MAX_ENTRIES))
            unique = {one.identity: one for one in found if one.seq is not None}
            return Rows(sorted(unique.values(), key=lambda one: one.seq or 0), window=around)
        earlier, _ = self._newest("*", TimeRange(around.start_ns, row.time_ns + 1), before + 1)
        others = [one for one in earlier if one.identity != row.identity][:before]
        later = self._oldest("*", TimeRange(row.time_ns + 1, around.end_ns), after)
        return Rows([*others[::-1], row, *later], window=around)

    def count_by(
        self,
        field: str,
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int | None = None,
        **filters: Unpack[FilterArguments],
    ) -> Counts:
        """
        Return how many rows there are by the value of a field, most first.

        Parameters
        ----------
        field : str
            The field's name.
        start, end, limit, **filters
            As for `search`; `limit` counts values.

        """
        count = self._limit(limit)
        window = self._window(start, end, filters.get("query"))
        where, name = Filters(**filters).to_logsql(), field_name(field)
        pipes = f"stats by ({name}) count() vlogs_nt_rows"
        order = f"sort by (vlogs_nt_rows desc, {name}) limit {count + 1}"
        found = self._ask(f"{in_range(window)} {where} | {pipes} | {order}", window)
        counts = {one.get(field, ""): int(one["vlogs_nt_rows"]) for one in found[:count]}
        return Counts(counts, window=window, has_more=len(found) > count)

    def histogram(
        self,
        step: str | float | timedelta = "1m",
        *,
        start: When | None = None,
        end: When | None = None,
        **filters: Unpack[FilterArguments],
    ) -> list[Bucket]:
        """
        Return how many rows there are in each step of time, steps without rows included.

        Parameters
        ----------
        step : str, float or timedelta, default "1m"
            How long a step is; a number means seconds.
        start, end, **filters
            As for `search`.

        """
        step_ns = parse_duration(step, name="step")
        window = self._window(start, end, filters.get("query"))
        first = window.start_ns // step_ns * step_ns
        steps = -((first - window.end_ns) // step_ns)
        if steps > self.max_entries:
            raise GuardRailError(
                f"`step` must be so long that there are {self.max_entries} of them at most: make "
                f"it longer or the range shorter, was {show(step)} for {window.secs:g} s",
            )
        where = Filters(**filters).to_logsql()
        pipe = f"stats by (_time:{step_ns}ns) count() vlogs_nt_rows"
        found = self._ask(f"{in_range(window)} {where} | {pipe}", window)
        counts = {parse_time(one["_time"]): int(one["vlogs_nt_rows"]) for one in found}
        times = [first + i * step_ns for i in range(steps)]
        return [Bucket(time_ns, counts.get(time_ns, 0)) for time_ns in times]

    def strategies(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        strategy_id: str | None = None,
    ) -> list[StrategySummary]:
        """
        Return the strategies that have rows, by name.

        Parameters
        ----------
        start, end
            As for `search`.
        strategy_id : str, optional
            Only this one.

        """
        window = self._window(start, end)
        which = '"strategy_id":*' if strategy_id is None else exact("strategy_id", strategy_id)
        pipe = (
            'stats by ("strategy_id") count() n, min(_time) first, max(_time) last, '
            "count() if (level:in(ERROR,CRITICAL)) errors, "
            "count() if (level:=WARNING) warnings"
        )
        order = f'sort by ("strategy_id") limit {self.max_entries + 1}'
        found = self._ask(f"{in_range(window)} {which} | {pipe} | {order}", window)
        if len(found) > self.max_entries:
            raise GuardRailError(
                f"there are more than {self.max_entries} strategies: ask for a shorter range, was "
                f"{window.start} to {window.end}",
            )
        return [
            StrategySummary(
                strategy_id=one["strategy_id"],
                rows=int(one["n"]),
                errors=int(one["errors"]),
                warnings=int(one["warnings"]),
                first=one["first"],
                last=one["last"],
            )
            for one in found
        ]

    def tail(
        self,
        *,
        backfill: str | float | timedelta | None = None,
        interval_secs: float = 1.0,
        on_trouble: Callable[[StoreError | None], None] | None = None,
        wait: Callable[[float], object] = time.sleep,
        **filters: Unpack[FilterArguments],
    ) -> Iterator[LogRow]:
        """
        Yield rows as they come, for ever.

        Rows that reach the store late, up to ten minutes, are yielded when they do. While the
        store does not answer it is asked again and again, and what came meanwhile follows.

        Parameters
        ----------
        backfill : str, float or timedelta, optional
            How far back it begins; now by default.
        interval_secs : float, default 1.0
            How often the store is asked; 0.1 at least.
        on_trouble : callable, optional
            Is told of the first error of a series, and with `None` when the store answers again.
        wait : callable, default time.sleep
            Waits between two questions; may raise to end it.
        **filters
            As for `search`.

        """
        follower = self.follow(backfill=backfill, interval_secs=interval_secs, **filters)
        return follower.run(on_trouble=on_trouble, wait=wait)

    def follow(
        self,
        *,
        backfill: str | float | timedelta | None = None,
        interval_secs: float = 1.0,
        **filters: Unpack[FilterArguments],
    ) -> Follower:
        """Return what `tail` is made of: it asks for new rows whenever its `poll` is called."""
        _bounded("interval_secs", interval_secs, 0.1, 3_600)
        backfill_ns = 0 if backfill is None else parse_duration(backfill, name="backfill")
        if backfill_ns > self._max_range_ns:
            raise GuardRailError(f"`backfill` may be {self.max_range} at most, was {backfill!r}")
        return Follower(
            Filters(**filters).to_logsql(),
            self._ask,
            backfill_ns=backfill_ns,
            max_range_ns=self._max_range_ns,
            max_entries=self.max_entries,
            interval_secs=interval_secs,
        )

    def window(self, start: When | None = None, end: When | None = None) -> TimeRange:
        """Return the range that a query with these times would look in; raise as it would."""
        return self._window(start, end)

    def health(self) -> Health:
        """Return whether the store answers queries, and what it tells of itself; never raises."""
        now = time.time_ns()
        window = TimeRange(now - 60 * NANOSECONDS, now)
        try:
            answer = self._endpoint.post(_QUERY_PATH, self._arguments("* | stats count()", window))
            list(parse_lines(answer.body))
        except VictoriaLogsError as e:
            return Health(ok=False, trouble=str(e))
        middle = time.time() - answer.secs / 2
        try:
            metrics: Metrics | None = self.metrics()
        except VictoriaLogsError:
            metrics = None  # a proxy before it need not let everybody see them
        return Health(
            ok=True,
            latency_ms=round(answer.secs * 1_000, 1),
            clock_ahead_secs=clock_ahead_secs(answer.headers.get("date"), middle),
            metrics=metrics,
        )

    def insert_probe(self, row: Mapping[str, str]) -> None:
        """Store one row, to see whether it can be; raise `StoreError` if it can't."""
        arguments = {"_stream_fields": "source,level", "_msg_field": "_msg"}
        self._endpoint.insert(msgspec.json.encode(row) + b"\n", arguments)

    def metrics(self) -> Metrics:
        """Return what the store tells of itself; raise `StoreError` if it may not be asked."""
        return parse_metrics(self._endpoint.metrics())

    def _limit(self, limit: int | None) -> int:
        if limit is None:
            return self.max_entries
        return _whole("limit", limit, 1, self.max_entries)

    def _window(
        self,
        start: When | None,
        end: When | None,
        query: str | None = None,
    ) -> TimeRange:
        if query is not None and start is None and end is None:
            start, end = find_time_range(query, self._default_range_ns)
        return resolve_range(
            start,
            end,
            default_ns=self._default_range_ns,
            max_ns=self._max_range_ns,
            zone=self._zone,
        )

    def _newest(self, where: str, window: TimeRange, count: int) -> tuple[list[LogRow], bool]:
        """Return the newest rows, newest first, and whether there are more."""
        order = f"sort by (_time desc, seq desc) limit {count + 1}"
        found = self._ask(f"{in_range(window)} {where} | {order}", window)
        rows = sorted(map(parse_row, found), key=lambda row: row.order, reverse=True)
        return rows[:count], len(rows) > count

    def _oldest(self, where: str, window: TimeRange, count: int) -> list[LogRow]:
        if not count:
            return []
        found = self._ask(
            f"{in_range(window)} {where} | sort by (_time, seq) limit {count}",
            window,
        )
        return sorted(map(parse_row, found), key=lambda row: row.order)

    def _ask(self, logsql: str, window: TimeRange) -> list[dict[str, str]]:
        answer = self._endpoint.post(_QUERY_PATH, self._arguments(logsql, window))
        return list(parse_lines(answer.body))

    def _arguments(self, logsql: str, window: TimeRange) -> dict[str, str]:
        # The range twice: no part of a query can get round these two.
        arguments = {
            "query": logsql,
            "start": window.start,
            "end": window.end,
            "timeout": f"{self._timeout_secs:g}s",
        }
        if self._scope:
            arguments["extra_filters"] = " ".join(self._scope)
        return arguments


def _whole(name: str, value: int, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidQueryError(f"`{name}` must be a whole number, was {show(value)}")
    _bounded(name, value, low, high)
    return value


def _bounded(name: str, value: float, low: float, high: float) -> None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise GuardRailError(f"`{name}` must be from {low:,} to {high:,}, was {show(value)}")


def _range_setting(name: str, value: timedelta, highest: timedelta) -> int:
    if not isinstance(value, timedelta) or not timedelta(0) < value <= highest:
        raise GuardRailError(
            f"`{name}` must be a timedelta above zero, and {highest} at most, was {show(value)}",
        )
    return value // timedelta(microseconds=1) * 1_000
