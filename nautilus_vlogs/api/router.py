"""The API's paths."""

import secrets
import time
from collections.abc import AsyncIterator
from collections.abc import Callable
from typing import Annotated
from typing import Any
from typing import TypeVar

import msgspec
from fastapi import APIRouter
from fastapi import Depends
from fastapi import Header
from fastapi import HTTPException
from fastapi import Path
from fastapi import Query
from fastapi import Response
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials
from fastapi.security import HTTPBearer

from nautilus_vlogs.api import models
from nautilus_vlogs.api.clamping import clamp_number
from nautilus_vlogs.api.clamping import clamp_range
from nautilus_vlogs.api.clamping import clamp_step
from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.stream import events
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.times import rfc3339

_MAX_CONTEXT = 100
_MAX_STREAMS = 64
_NEWEST = 20
_HALF_DAY_NS = 12 * 3_600 * 1_000_000_000

_T = TypeVar("_T")

_BEARER = HTTPBearer(auto_error=False)

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": models.Problem, "description": "A parameter makes no sense"},
    401: {"model": models.Problem, "description": "No token, or a wrong one"},
    422: {
        "model": models.Problem,
        "description": "A parameter is unknown, missing or wrong",
    },
    502: {"model": models.Problem, "description": "The log store failed"},
    503: {"model": models.Problem, "description": "Too many requests; see Retry-After"},
    504: {"model": models.Problem, "description": "The log store gave no answer in time"},
}
_NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {"model": models.Problem, "description": "There is no such thing in this range"},
}


def create_router(
    client: VictoriaLogsClient,
    *,
    token: str | None = None,
    max_concurrent: int = 2,
    queue_secs: float = 5.0,
    prefix: str = "/api/logs",
    is_closing: Callable[[], bool] = lambda: False,
) -> APIRouter:
    """
    Return a router to mount in an app: ``app.include_router(create_router(client))``.

    Parameters
    ----------
    client : VictoriaLogsClient
        Asks the store; its tenant, scope and guard rails are those of every request.
    token : str, optional
        What requests must bring as ``Authorization: Bearer …``.
    max_concurrent : int, default 2
        How many queries run at once; fewer than the store has slots for.
    queue_secs : float, default 5.0
        How long a request waits for its turn.
    prefix : str, default "/api/logs"
        What the paths begin with.
    is_closing : callable, optional
        Returns whether the server is about to end: streams, which have no end, then do.

    """
    if token is not None and not token.strip():
        raise InvalidQueryError("`token` must not be empty: leave it out for none")
    gate = Gate(max_concurrent, queue_secs)
    router = APIRouter(
        prefix=prefix,
        tags=["logs"],
        responses=_PROBLEMS,
        dependencies=[Depends(_check_of(token))] if token is not None else [],
    )
    _add_rows(router, client, gate)
    _add_counts(router, client, gate)
    _add_strategies(router, client, gate)
    _add_stream(router, client, gate, is_closing)

    @router.get("/health", summary="Whether the store answers")
    async def health(response: Response) -> models.HealthAnswer:
        found = await gate.run(client.health)
        if not found.ok:
            response.status_code = 502
            return models.HealthAnswer(ok=False, trouble="the log store does not answer queries")
        return models.HealthAnswer(
            ok=True,
            latency_ms=found.latency_ms,
            version=found.metrics.version if found.metrics else "",
            read_only=found.metrics.is_read_only if found.metrics else False,
        )

    return router


def _add_rows(router: APIRouter, client: VictoriaLogsClient, gate: Gate) -> None:
    @router.get("", summary="Rows that fit")
    async def search(
        parameters: Annotated[models.SearchParameters, Query()],
    ) -> models.SearchAnswer:
        clamped: list[models.Clamped] = []
        window = _sane(lambda: clamp_range(client, parameters, clamped))
        limit = clamp_number("limit", parameters.limit, client.max_entries, clamped)
        filters = _filters(parameters)
        rows = await gate.run(
            lambda: client.search(
                start=window.start,
                end=window.end,
                limit=limit,
                newest_first=parameters.newest_first,
                **filters,
            ),
        )
        return models.SearchAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            rows=[models.make_row(row) for row in rows],
            has_more=rows.has_more,
        )

    @router.get("/context", summary="What was logged around a row", responses=_NOT_FOUND)
    async def context(
        parameters: Annotated[models.ContextParameters, Query()],
    ) -> models.SearchAnswer:
        clamped: list[models.Clamped] = []
        before = clamp_number("before", parameters.before, _MAX_CONTEXT, clamped)
        after = clamp_number("after", parameters.after, _MAX_CONTEXT, clamped)
        start, end = _around(parameters.time)
        fields = {"instance_id": parameters.instance_id, "seq": str(parameters.seq)}
        found = await gate.run(
            lambda: client.search(start=start, end=end, limit=1, fields=fields),
        )
        if not found:
            raise HTTPException(404, "there is no such row in this range: give its `time`")
        rows = await gate.run(lambda: client.context(found[0], before, after))
        return models.SearchAnswer(
            start=rows.window.start,
            end=rows.window.end,
            clamped=clamped,
            rows=[models.make_row(row) for row in rows],
            has_more=False,
        )


def _add_counts(router: APIRouter, client: VictoriaLogsClient, gate: Gate) -> None:
    @router.get("/stats", summary="Rows by the values of a field")
    async def stats(parameters: Annotated[models.StatsParameters, Query()]) -> models.StatsAnswer:
        clamped: list[models.Clamped] = []
        window = _sane(lambda: clamp_range(client, parameters, clamped))
        limit = clamp_number("limit", parameters.limit, client.max_entries, clamped)
        filters = _filters(parameters)
        counts = await gate.run(
            lambda: client.count_by(
                parameters.by,
                start=window.start,
                end=window.end,
                limit=limit,
                **filters,
            ),
        )
        return models.StatsAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            by=parameters.by,
            counts=[models.Count(value=value, count=count) for value, count in counts.items()],
            has_more=counts.has_more,
        )

    @router.get("/histogram", summary="Rows by time")
    async def histogram(
        parameters: Annotated[models.HistogramParameters, Query()],
    ) -> models.HistogramAnswer:
        clamped: list[models.Clamped] = []
        window = _sane(lambda: clamp_range(client, parameters, clamped))
        step = _sane(lambda: clamp_step(client, parameters.step, window, clamped))
        filters = _filters(parameters)
        buckets = await gate.run(
            lambda: client.histogram(step, start=window.start, end=window.end, **filters),
        )
        return models.HistogramAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            step_secs=step,
            steps=[models.Step(time=rfc3339(b.time_ns), count=b.count) for b in buckets],
        )


def _add_strategies(router: APIRouter, client: VictoriaLogsClient, gate: Gate) -> None:
    @router.get("/strategies", summary="The strategies that have rows")
    async def strategies(
        parameters: Annotated[models.RangeParameters, Query()],
    ) -> models.StrategiesAnswer:
        clamped: list[models.Clamped] = []
        window = _sane(lambda: clamp_range(client, parameters, clamped))
        found = await gate.run(lambda: client.strategies(start=window.start, end=window.end))
        return models.StrategiesAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            strategies=[models.Strategy(**msgspec.to_builtins(one)) for one in found],
        )

    @router.get("/strategies/{strategy_id}", summary="One strategy", responses=_NOT_FOUND)
    async def strategy(
        strategy_id: Annotated[str, Path(min_length=1, max_length=1_000)],
        parameters: Annotated[models.RangeParameters, Query()],
    ) -> models.StrategyAnswer:
        clamped: list[models.Clamped] = []
        window = _sane(lambda: clamp_range(client, parameters, clamped))
        start, end = window.start, window.end
        found = await gate.run(
            lambda: client.strategies(start=start, end=end, strategy_id=strategy_id),
        )
        if not found:
            raise HTTPException(404, "this strategy has no rows in this range")
        levels = await gate.run(
            lambda: client.count_by("level", start=start, end=end, strategy_id=strategy_id),
        )
        newest = await gate.run(
            lambda: client.search(start=start, end=end, limit=_NEWEST, strategy_id=strategy_id),
        )
        return models.StrategyAnswer(
            start=start,
            end=end,
            clamped=clamped,
            strategy=models.Strategy(**msgspec.to_builtins(found[0])),
            levels=[models.Count(value=value, count=count) for value, count in levels.items()],
            newest=[models.make_row(row) for row in newest],
        )


def _add_stream(
    router: APIRouter,
    client: VictoriaLogsClient,
    gate: Gate,
    is_closing: Callable[[], bool],
) -> None:
    open_streams: set[object] = set()

    @router.get(
        "/stream",
        summary="Rows as they come, as server-sent events",
        response_class=StreamingResponse,
        responses={
            200: {
                "description": "Events `row`, `trouble` and `recovered`, without end",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
        },
    )
    async def stream(
        parameters: Annotated[models.StreamParameters, Query()],
        last_event_id: Annotated[str | None, Header(include_in_schema=False)] = None,
    ) -> StreamingResponse:
        filters = _filters(parameters)
        backfill = _backfill(parameters.backfill, last_event_id)
        follower = _sane(
            lambda: client.follow(
                backfill=backfill,
                interval_secs=parameters.interval,
                **filters,
            ),
        )
        if len(open_streams) >= _MAX_STREAMS:
            raise HTTPException(503, "too many streams are open", headers={"Retry-After": "30"})

        async def body() -> AsyncIterator[bytes]:
            mark = object()
            open_streams.add(mark)
            try:
                async for event in events(follower, gate, is_closing):
                    yield event
            finally:
                open_streams.discard(mark)

        return StreamingResponse(
            body(),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )


def _check_of(token: str) -> Callable[..., None]:
    """Return what refuses a request without the token."""
    wanted = token.strip().encode()

    def check(
        given: Annotated[
            HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))
        ],
    ) -> None:
        got = given.credentials.encode(errors="surrogateescape") if given is not None else b""
        # In the same time for every wrong one.
        if not secrets.compare_digest(got, wanted):
            raise HTTPException(
                401,
                "a token is needed: `Authorization: Bearer …`",
                headers={"WWW-Authenticate": "Bearer"},
            )

    return check


def _sane(make: Callable[[], _T]) -> _T:
    """Return what a function makes of parameters, which may make no sense."""
    try:
        return make()
    except InvalidQueryError as e:
        raise HTTPException(400, str(e)) from None


def _filters(parameters: models.FilterParameters) -> FilterArguments:
    try:
        return parameters.filters()
    except ValueError as e:
        raise HTTPException(400, str(e)) from None


def _around(moment: str | None) -> tuple[str | int, str | int | None]:
    if moment is None:
        return "24h", None
    time_ns = _sane(lambda: parse_time(moment))
    return max(0, time_ns - _HALF_DAY_NS), time_ns + _HALF_DAY_NS


def _backfill(backfill: str | None, last_event_id: str | None) -> str | float | None:
    """Return where a stream begins: a browser that connects again says what it has seen."""
    if last_event_id is not None and last_event_id.isascii() and last_event_id.isdigit():
        secs = (time.time_ns() - int(last_event_id[:19])) / 1e9
        return min(max(secs, 0.001), 86_000.0)
    return backfill
