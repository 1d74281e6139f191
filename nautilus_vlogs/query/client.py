"""The client of the reading side: every query passes its guard rails."""

import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import timedelta
from typing import Unpack

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query import aggregates
from nautilus_vlogs.query import orders
from nautilus_vlogs.query import runs
from nautilus_vlogs.query.answers import Answer
from nautilus_vlogs.query.answers import Counts
from nautilus_vlogs.query.answers import Histogram
from nautilus_vlogs.query.answers import Records
from nautilus_vlogs.query.answers import StrategySummary
from nautilus_vlogs.query.audit import InstanceAudit
from nautilus_vlogs.query.audit import read_audit
from nautilus_vlogs.query.base import BoundedClient
from nautilus_vlogs.query.bounds import check_number
from nautilus_vlogs.query.context import read_context
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.filters import Filters
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.paging import read_page
from nautilus_vlogs.query.paging import read_pages
from nautilus_vlogs.query.paging import turned_position
from nautilus_vlogs.query.positions import Direction
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.regex import check_all_parts
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.tail import Tail
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import When
from nautilus_vlogs.query.time_range import parse_duration

#: Longer than any retention: the range of what is found by an exact id.
_WHOLE_LOG = timedelta(days=3_650)


class VictoriaLogsClient(BoundedClient):
    """
    Query a VictoriaLogs within bounds that no argument can widen.

    The credentials come from the environment: ``VICTORIALOGS_TOKEN``, or
    ``VICTORIALOGS_USERNAME`` and ``VICTORIALOGS_PASSWORD``. Threads may share a client.

    Parameters
    ----------
    url : str, default "http://localhost:9428"
        The base URL.
    account_id, project_id : int, default 0
        The tenant.
    max_entries : int, default 500
        Highest number of rows, or values, of one answer; 500 at most.
    max_range : timedelta, default 24 hours
        Longest range of one query; 24 hours at most.
    default_range : timedelta, default 1 hour
        Range of a query that names no time.
    timeout_secs : float, default 10.0
        Seconds for a query from beginning to end; 10 at most.
    max_concurrent : int, default 2
        Number of queries of this client that run at once; further ones wait.
    scope : mapping of str to str, optional
        Fields with their values that all rows found must have, whatever the query says.
    zone : tzinfo, optional
        Zone of times that name none, UTC by default; ``None`` for that of this machine.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.

    Raises
    ------
    InvalidQueryError
        If a setting makes no sense.
    GuardRailError
        If a setting is out of bounds.

    """

    def search(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int | None = None,
        newest_first: bool = False,
        before: Position | str | None = None,
        after: Position | str | None = None,
        **filters: Unpack[FilterArguments],
    ) -> Rows:
        """
        Return the rows that meet all filters; of more than `limit` the newest.

        A row that the store holds more than once is returned once.

        Parameters
        ----------
        start, end : str, int, float, datetime or timedelta, optional
            The range, as `parse_time` reads it, `end` excluded; by default the last hour.
        limit : int, optional
            Highest number of rows; as many as one answer may have by default.
        newest_first : bool, default False
            The order of the answer: by default its first row is the oldest.
        before : Position or str, optional
            Where the previous page ended: only rows older than it are returned.
        after : Position or str, optional
            The same towards newer rows: of more than `limit` the oldest are returned.
        **filters
            As `Filters` describes them: ``strategy_id``, ``source``, ``component``, ``level`` (and
            above), ``levels``, ``text``, ``exclude``, ``is_regex``, ``fields``, ``query``, ….

        Raises
        ------
        InvalidQueryError
            If an argument makes no sense, or is out of bounds.
        StoreError
            If there is no complete answer.

        """
        count = self._reader.limit(limit)
        where = Filters(**filters).to_logsql()
        window = self._reader.window(start, end, filters.get("query"))
        if before is not None and after is not None:
            raise GuardRailError("`before` and `after` exclude each other: give one of them")
        direction: Direction = "older" if after is None else "newer"
        position = _position("before", before) or _position("after", after)
        rows = read_page(self._reader, where, window, count, direction=direction, position=position)
        rows.turned = turned_position(self._reader, where, rows, position)
        if newest_first == (after is not None):
            rows.reverse()
        return rows

    def pages(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        page_size: int | None = None,
        newest_first: bool = False,
        **filters: Unpack[FilterArguments],
    ) -> Iterator[Rows]:
        """
        Yield all rows that meet the filters, page by page, from the oldest on.

        The range may be of any length: it is read in parts of `max_range`, and each page is a query
        of its own within all guard rails. Each row is yielded once.

        Parameters
        ----------
        start, end : str, int, float, datetime or timedelta, optional
            The range, as for `search`.
        page_size : int, optional
            Number of rows of a page; as many as one answer may have by default.
        newest_first : bool, default False
            Begin with the newest row.
        **filters
            As for `search`.

        Raises
        ------
        InvalidQueryError, StoreError
            As for `search`.

        """
        size = self._reader.limit(page_size)
        where = Filters(**filters).to_logsql()
        window = self._whole_window(start, end, filters.get("query"))
        direction: Direction = "older" if newest_first else "newer"
        return read_pages(self._reader, where, window, size, direction=direction)

    def rows(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        newest_first: bool = False,
        **filters: Unpack[FilterArguments],
    ) -> Iterator[LogRow]:
        """Yield all rows that meet the filters one by one; the arguments are those of `pages`."""
        for page in self.pages(start=start, end=end, newest_first=newest_first, **filters):
            yield from page

    def query(
        self,
        logsql: str,
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int | None = None,
        any_range: bool = False,
        **filters: Unpack[FilterArguments],
    ) -> Records:
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
            Highest number of rows.
        any_range : bool, default False
            Let the range be longer than `max_range`: for a store of one's own, which is asked once
            and has `timeout_secs` all the same.
        **filters
            As for `search`; they hold beside the query's own.

        Raises
        ------
        PipeNotAllowedError
            If it uses a pipe or a function that is not allowed.
        InvalidQueryError, StoreError
            As `search`.

        """
        parsed = parse_query(logsql)
        count = self._reader.limit(limit)
        if any_range:
            window = self._whole_window(start, end, logsql)
        else:
            window = self._reader.window(start, end, logsql)
        beside = Filters(**filters)
        where = f"{beside.to_logsql()} {parsed.limited(count + 1)}"
        check_all_parts(beside.regex_parts + parsed.parts)
        found = self._reader.ask(where, window)
        answer = found[:count]
        if not parsed.counts and not parsed.orders:
            answer.reverse()
        return Records(answer, window=window, has_more=len(found) > count)

    def context(self, row: LogRow, before: int = 10, after: int = 10) -> Rows:
        """
        Return the rows around a row, and the row itself.

        With the row's `instance_id` and `seq` these are the lines of its node in the order in which
        they were written, else all rows in order of time.

        Parameters
        ----------
        row : LogRow
            A row that a search returned.
        before, after : int, default 10
            Number of rows of each side.

        """
        return read_context(self._reader, row, before, after)

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
        Return the number of rows by the value of a field, most first.

        Parameters
        ----------
        field : str
            The field's name.
        start, end, limit, **filters
            As for `search`; `limit` counts values.

        """
        count = self._reader.limit(limit)
        where = Filters(**filters).to_logsql()
        window = self._reader.window(start, end, filters.get("query"))
        return aggregates.count_by(self._reader, field, where, window, count=count)

    def facets(
        self,
        names: Sequence[str],
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int = 10,
        **filters: Unpack[FilterArguments],
    ) -> dict[str, Counts]:
        """
        Return the most frequent values of several fields, with one query or two.

        A field with more than 20,000 values, or one of more than 1,024 bytes, has none here and
        `has_more`: `count_by` counts them.

        Parameters
        ----------
        names : sequence of str
            The fields' names, 16 at most.
        start, end, **filters
            As for `search`.
        limit : int, default 10
            Highest number of values of a field; 50 at most.

        """
        where = Filters(**filters).to_logsql()
        window = self._reader.window(start, end, filters.get("query"))
        return aggregates.facets(self._reader, names, where, window, count=limit)

    def histogram(
        self,
        step: str | float | timedelta = "1m",
        *,
        by: str | None = None,
        start: When | None = None,
        end: When | None = None,
        **filters: Unpack[FilterArguments],
    ) -> Histogram:
        """
        Return the number of rows in each step of time, steps without rows included.

        Parameters
        ----------
        step : str, float or timedelta, default "1m"
            Length of a step; a number means seconds.
        by : str, optional
            A field of few values, such as ``level``, by which each step is divided.
        start, end, **filters
            As for `search`.

        """
        where = Filters(**filters).to_logsql()
        window = self._reader.window(start, end, filters.get("query"))
        return aggregates.histogram(self._reader, step, where, window, by=by)

    def strategies(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        steps: int | None = None,
        by_trader: bool = False,
        **filters: Unpack[FilterArguments],
    ) -> Answer[StrategySummary]:
        """
        Return the strategies that have rows, by name.

        Parameters
        ----------
        start, end, **filters
            As for `search`.
        steps : int, optional
            Number of steps of the range for which errors and warnings are counted.
        by_trader : bool, default False
            Return the strategies of each trader, and of each environment, on their own: those of a
            backtest have the ids of the node's.

        """
        window = self._reader.window(start, end, filters.get("query"))
        where = Filters(**filters).to_logsql()
        return aggregates.strategies(
            self._reader, window, where=where, steps=steps, by_trader=by_trader
        )

    def newest_errors(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        **filters: Unpack[FilterArguments],
    ) -> dict[str, LogRow]:
        """Return the newest row of `ERROR` or `CRITICAL` of each strategy; see `search`."""
        window = self._reader.window(start, end, filters.get("query"))
        where = Filters(**filters).to_logsql()
        return aggregates.newest_errors(self._reader, window, where)

    def runs(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        limit: int | None = 100,
        by: runs.RunsBy = "instance",
        current_first: bool = False,
        trader_id: str | Sequence[str] | None = None,
        instance_id: str | Sequence[str] | None = None,
        host: str | Sequence[str] | None = None,
        run_id: str | Sequence[str] | None = None,
    ) -> Answer[runs.Run]:
        """
        Return the instances with rows in a range and whether their rows are complete.

        Parameters
        ----------
        start, end
            As for `pages`: a range of any length.
        limit : int, optional
            Highest number of runs, those with the newest rows first; ``None`` for all.
        by : "instance", "run" or "backtest"
            Return each instance; or nodes, and each backtest of an instance with several on its
            own; or backtests alone, each on its own.
        current_first : bool, default False
            Return nodes that no restart has replaced before all others, the most silent first, so
            that the limit leaves none of these out while it can.
        trader_id, instance_id, host : str or sequence of str, optional
            Tags of the runs. No filter by anything else: it would cut the runs.
        run_id : str or sequence of str, optional
            Backtests, each on its own.

        """
        window = self._whole_window(start, end, None)
        where = Filters(trader_id=trader_id, instance_id=instance_id, host=host, run_id=run_id)
        return runs.read_runs(
            self._reader,
            window,
            where.to_logsql(),
            None if limit is None else self._reader.limit(limit),
            by=by if run_id is None else "backtest",
            current_first=current_first,
        )

    def audit(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        trader_id: str | Sequence[str] | None = None,
        instance_id: str | Sequence[str] | None = None,
        host: str | Sequence[str] | None = None,
    ) -> Answer[InstanceAudit]:
        """
        Return the numbers that the store lacks of each instance, in order of time.

        Parameters
        ----------
        start, end, trader_id, instance_id, host
            As for `runs`.

        """
        window = self._whole_window(start, end, None)
        where = Filters(trader_id=trader_id, instance_id=instance_id, host=host).to_logsql()
        found = read_audit(self._reader, window, where, names_doubled=True)
        return Answer(found, window=window)

    def order(
        self,
        client_order_id: str,
        *,
        start: When | None = None,
        end: When | None = None,
        trader_id: str | None = None,
        run_id: str | None = None,
    ) -> orders.OrderLife:
        """
        Return the states of an order and each row that names it, from the whole log.

        Parameters
        ----------
        client_order_id : str
            Its exact id; an identifier of NautilusTrader is taken, too.
        start, end
            The range; by default all that the store holds.
        trader_id, run_id : str, optional
            Whose order it is, where several traders or backtests (see `others`) have one of this
            id: by default the newest; an empty `run_id` is that of a node.

        """
        inner = getattr(client_order_id, "value", client_order_id)
        window = self._whole_window(_WHOLE_LOG if start is None else start, end, None)
        return orders.read_order(self._reader, inner, window, trader_id=trader_id, run_id=run_id)

    def tail(
        self,
        *,
        backfill: str | float | timedelta | None = None,
        after: Position | str | None = None,
        interval_secs: float = 1.0,
        on_trouble: Callable[[StoreError | None], None] | None = None,
        wait: Callable[[float], object] = time.sleep,
        **filters: Unpack[FilterArguments],
    ) -> Iterator[LogRow]:
        """
        Yield rows as they come, without end.

        Rows that reach the store late, up to ten minutes, are yielded when they do. While the
        store does not answer the query is repeated, and the rows of that time come afterwards.

        Parameters
        ----------
        backfill : str, float or timedelta, optional
            Age of the oldest row; new rows only by default.
        after : Position or str, optional
            Where an earlier tail ended, however long ago.
        interval_secs : float, default 1.0
            Seconds between two queries; 0.1 at least.
        on_trouble : callable, optional
            Is called with the first error of a series, and with `None` when the store answers
            again.
        wait : callable, default time.sleep
            Waits between two queries; may raise to end the tail.
        **filters
            As for `search`.

        """
        tail = self.open_tail(
            backfill=backfill, after=after, interval_secs=interval_secs, **filters
        )
        return tail.run(on_trouble=on_trouble, wait=wait)

    def open_tail(
        self,
        *,
        backfill: str | float | timedelta | None = None,
        after: Position | str | None = None,
        interval_secs: float = 1.0,
        **filters: Unpack[FilterArguments],
    ) -> Tail:
        """Return the `Tail` behind `tail`: each call of its `poll` queries for new rows."""
        check_number("interval_secs", interval_secs, 0.1, 3_600)
        backfill_ns = 0 if backfill is None else parse_duration(backfill, name="backfill")
        if backfill_ns > self._reader.max_range_ns:
            raise GuardRailError(
                f"`backfill` may be {self.max_range} at most, was {show(backfill)}"
            )
        return Tail(
            self._reader,
            Filters(**filters).to_logsql(),
            backfill_ns=backfill_ns,
            after=_position("after", after),
            interval_secs=interval_secs,
        )

    def _whole_window(
        self,
        start: When | None,
        end: When | None,
        query: str | None,
    ) -> TimeRange:
        """Return a range of any length, which is read in parts."""
        return self._reader.window(start, end, query, max_ns=2**63)


def _position(name: str, value: Position | str | None) -> Position | None:
    if value is None or isinstance(value, Position):
        return value
    return Position.parse(value, name=name)
