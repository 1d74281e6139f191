"""The client for asyncio: the same names, awaited."""

import asyncio
from collections.abc import AsyncIterator
from collections.abc import Callable
from collections.abc import Coroutine
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import wraps
from typing import Any
from typing import Concatenate
from typing import ParamSpec
from typing import Self
from typing import TypeVar
from typing import Unpack

from nautilus_vlogs.query.base import ClientSettings
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import When

_P = ParamSpec("_P")
_T = TypeVar("_T")

_Method = Callable[Concatenate[VictoriaLogsClient, _P], _T]


def _awaited(
    method: _Method[_P, _T],
) -> Callable[Concatenate["AsyncVictoriaLogsClient", _P], Coroutine[Any, Any, _T]]:
    """Return a method of the client, with its arguments and docstring, that is to be awaited."""

    @wraps(method)
    async def awaited(
        self: "AsyncVictoriaLogsClient", /, *arguments: _P.args, **named: _P.kwargs
    ) -> _T:
        return await self._run(method, self._client, *arguments, **named)

    return awaited


def _iterated(
    method: _Method[_P, Iterator[_T]],
) -> Callable[Concatenate["AsyncVictoriaLogsClient", _P], AsyncIterator[_T]]:
    """Return a method of the client that yields, for `async for`: an entry is a call of its own."""

    @wraps(method)
    async def iterated(
        self: "AsyncVictoriaLogsClient", /, *arguments: _P.args, **named: _P.kwargs
    ) -> AsyncIterator[_T]:
        entries = method(self._client, *arguments, **named)
        while (entry := await self._run(_next, entries)) is not None:
            yield entry

    return iterated


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
        **settings: Unpack[ClientSettings],
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

    search = _awaited(VictoriaLogsClient.search)
    query = _awaited(VictoriaLogsClient.query)
    context = _awaited(VictoriaLogsClient.context)
    count_by = _awaited(VictoriaLogsClient.count_by)
    facets = _awaited(VictoriaLogsClient.facets)
    histogram = _awaited(VictoriaLogsClient.histogram)
    strategies = _awaited(VictoriaLogsClient.strategies)
    newest_errors = _awaited(VictoriaLogsClient.newest_errors)
    runs = _awaited(VictoriaLogsClient.runs)
    audit = _awaited(VictoriaLogsClient.audit)
    order = _awaited(VictoriaLogsClient.order)
    health = _awaited(VictoriaLogsClient.health)
    pages = _iterated(VictoriaLogsClient.pages)

    async def rows(
        self,
        *,
        start: When | None = None,
        end: When | None = None,
        newest_first: bool = False,
        **filters: Unpack[FilterArguments],
    ) -> AsyncIterator[LogRow]:
        """Yield all rows one by one; the arguments are those of `pages`."""
        async for page in self.pages(start=start, end=end, newest_first=newest_first, **filters):
            for row in page:
                yield row

    async def tail(
        self,
        *,
        backfill: str | float | timedelta | None = None,
        after: Position | str | None = None,
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
