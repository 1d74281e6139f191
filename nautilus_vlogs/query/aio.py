"""The client for asyncio: the same names, awaited."""

import asyncio
from collections.abc import AsyncIterator
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from typing import ParamSpec
from typing import Self
from typing import TypeVar
from typing import Unpack

from nautilus_vlogs.query.answers import Answer
from nautilus_vlogs.query.answers import Counts
from nautilus_vlogs.query.answers import Histogram
from nautilus_vlogs.query.answers import Records
from nautilus_vlogs.query.answers import StrategySummary
from nautilus_vlogs.query.audit import InstanceAudit
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.orders import OrderLife
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.runs import Run
from nautilus_vlogs.store.health import Health

_P = ParamSpec("_P")
_T = TypeVar("_T")


class AsyncVictoriaLogsClient:
    """
    Query a VictoriaLogs from asyncio; the arguments of each method are `VictoriaLogsClient`'s.

    Queries run on threads of the client's own, so the event loop is never held up.

    Parameters
    ----------
    url : str, default "http://localhost:9428"
        The base URL.
    max_concurrent : int, default 2
        Number of queries that run at once; further ones wait.
    **settings
        As for `VictoriaLogsClient`.

    """

    def __init__(
        self,
        url: str = "http://localhost:9428",
        *,
        max_concurrent: int = 2,
        **settings: Any,
    ) -> None:
        self._client = VictoriaLogsClient(url, max_concurrent=max_concurrent, **settings)
        self._pool = ThreadPoolExecutor(max_concurrent, thread_name_prefix="vlogs-nt-query")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections, behind the queries that are under way."""
        await asyncio.to_thread(self._pool.shutdown, wait=True, cancel_futures=True)
        self._client.close()

    async def search(self, **arguments: Any) -> Rows:
        """Return the rows that meet all filters; see `VictoriaLogsClient.search`."""
        return await self._run(self._client.search, **arguments)

    async def query(self, logsql: str, **arguments: Any) -> Records:
        """Return the answer to a query in LogsQL; see `VictoriaLogsClient.query`."""
        return await self._run(self._client.query, logsql, **arguments)

    async def context(self, row: LogRow, before: int = 10, after: int = 10) -> Rows:
        """Return the rows around a row; see `VictoriaLogsClient.context`."""
        return await self._run(self._client.context, row, before, after)

    async def count_by(self, field: str, **arguments: Any) -> Counts:
        """Return the number of rows by value; see `VictoriaLogsClient.count_by`."""
        return await self._run(self._client.count_by, field, **arguments)

    async def facets(self, names: Sequence[str], **arguments: Any) -> dict[str, Counts]:
        """Return the most frequent values of fields; see `VictoriaLogsClient.facets`."""
        return await self._run(self._client.facets, names, **arguments)

    async def histogram(self, step: Any = "1m", **arguments: Any) -> Histogram:
        """Return the number of rows by time; see `VictoriaLogsClient.histogram`."""
        return await self._run(self._client.histogram, step, **arguments)

    async def strategies(self, **arguments: Any) -> Answer[StrategySummary]:
        """Return the strategies that have rows; see `VictoriaLogsClient.strategies`."""
        return await self._run(self._client.strategies, **arguments)

    async def newest_errors(self, **arguments: Any) -> dict[str, LogRow]:
        """Return the newest error of each strategy; see `VictoriaLogsClient.newest_errors`."""
        return await self._run(self._client.newest_errors, **arguments)

    async def runs(self, **arguments: Any) -> Answer[Run]:
        """Return the instances with rows; see `VictoriaLogsClient.runs`."""
        return await self._run(self._client.runs, **arguments)

    async def audit(self, **arguments: Any) -> Answer[InstanceAudit]:
        """Return the numbers that the store lacks; see `VictoriaLogsClient.audit`."""
        return await self._run(self._client.audit, **arguments)

    async def order(self, client_order_id: str, **arguments: Any) -> OrderLife:
        """Return the life of an order; see `VictoriaLogsClient.order`."""
        return await self._run(self._client.order, client_order_id, **arguments)

    async def health(self) -> Health:
        """Return whether the store answers; see `VictoriaLogsClient.health`."""
        return await self._run(self._client.health)

    async def pages(self, **arguments: Any) -> AsyncIterator[Rows]:
        """Yield all rows page by page; see `VictoriaLogsClient.pages`."""
        pages = self._client.pages(**arguments)
        while (page := await self._run(_next, pages)) is not None:
            yield page

    async def rows(self, **arguments: Any) -> AsyncIterator[LogRow]:
        """Yield all rows one by one; see `VictoriaLogsClient.rows`."""
        async for page in self.pages(**arguments):
            for row in page:
                yield row

    async def tail(
        self,
        *,
        backfill: Any = None,
        after: Any = None,
        interval_secs: float = 1.0,
        **filters: Unpack[FilterArguments],
    ) -> AsyncIterator[LogRow]:
        """Yield rows as they come; a store that fails raises. See `VictoriaLogsClient.tail`."""
        tail = self._client.open_tail(
            backfill=backfill, after=after, interval_secs=interval_secs, **filters
        )
        while True:
            portions = tail.poll()
            while (rows := await self._run(_next, portions)) is not None:
                for row in rows:
                    yield row
            await asyncio.sleep(interval_secs)

    async def _run(
        self, function: Callable[_P, _T], /, *arguments: _P.args, **named: _P.kwargs
    ) -> _T:
        call = asyncio.get_running_loop().run_in_executor
        return await call(self._pool, lambda: function(*arguments, **named))


def _next(items: Iterator[_T]) -> _T | None:
    return next(items, None)
