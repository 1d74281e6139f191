"""Paths that return rows: searches, the context of a row, the life of an order, exports."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import HTTPException
from fastapi import Path
from fastapi import Query
from fastapi.responses import StreamingResponse

from nautilus_vlogs.api import models
from nautilus_vlogs.api import parameters as given
from nautilus_vlogs.api.clamping import clamp_number
from nautilus_vlogs.api.clamping import clamp_range
from nautilus_vlogs.api.common import checked
from nautilus_vlogs.api.common import filters_of
from nautilus_vlogs.api.export import export
from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.problems import NOT_FOUND
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.times import rfc3339

_MAX_CONTEXT = 100
_HALF_DAY_NS = 12 * 3_600 * 1_000_000_000


def add_row_paths(router: APIRouter, client: VictoriaLogsClient, gate: Gate) -> None:
    """Add the paths to a router."""

    @router.get("", summary="Rows that meet the filters", operation_id="search")
    async def search(
        parameters: Annotated[given.SearchParameters, Query()],
    ) -> models.SearchAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        limit = clamp_number("limit", parameters.limit, client.max_entries, clamped)
        filters = filters_of(parameters)
        rows = await gate.run(
            lambda: client.search(
                start=window.start,
                end=window.end,
                limit=limit,
                newest_first=parameters.newest_first,
                before=parameters.before,
                after=parameters.after,
                **filters,
            ),
        )
        return _answer(window, clamped, rows, is_forward=parameters.after is not None)

    @router.get(
        "/context",
        summary="Rows around a row",
        responses=NOT_FOUND,
        operation_id="context",
    )
    async def context(
        parameters: Annotated[given.ContextParameters, Query()],
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
        return _answer(rows.window, clamped, rows)

    @router.get(
        "/orders/{client_order_id:path}",
        summary="The life of an order, from the whole log",
        responses=NOT_FOUND,
        operation_id="order",
    )
    async def order(
        client_order_id: Annotated[str, Path(min_length=1, max_length=500)],
        *,
        since: given.Time | None = None,
        until: given.Time | None = None,
        trader_id: Annotated[str | None, Query(max_length=1_000)] = None,
        run_id: Annotated[
            str | None,
            Query(
                max_length=1_000,
                description="with `trader_id`, whose order it is where several have one of this "
                "id, empty for a node's; by default the newest",
            ),
        ] = None,
    ) -> models.OrderAnswer:
        life = await gate.run(
            lambda: client.order(
                client_order_id,
                start=since,
                end=until,
                trader_id=trader_id,
                run_id=run_id,
            ),
        )
        if not life.rows and life.others:
            raise HTTPException(404, "no order of this id is of that trader and run")
        if not life.rows:
            raise HTTPException(404, "no row names this order: check the id, or the retention")
        return models.OrderAnswer(
            start=life.rows.window.start,
            end=life.rows.window.end,
            client_order_id=life.client_order_id,
            venue_order_ids=list(life.venue_order_ids),
            states=[
                models.OrderState(
                    state=one.state,
                    time=rfc3339(one.row.time_ns),
                    row=models.make_row(one.row),
                )
                for one in life.states
            ],
            rows=[models.make_row(row) for row in life.rows],
            has_more=life.rows.has_more,
            partial=life.is_partial,
            other_runs=[
                models.OrderOwner(
                    trader_id=one.trader_id,
                    run_id=one.run_id,
                    last=rfc3339(one.last_ns),
                )
                for one in life.others
            ],
        )

    @router.get(
        "/export",
        summary="Rows as a file of JSON lines or CSV",
        response_class=StreamingResponse,
        operation_id="export",
        responses={
            200: {
                "description": "Rows, the oldest first. `X-Rows` and `X-Rows-Left-Out` say how "
                "many there are and how many the limit left out; a file that breaks off is not "
                "whole.",
                "content": {
                    "application/x-ndjson": {"schema": {"type": "string"}},
                    "text/csv": {"schema": {"type": "string"}},
                },
            },
        },
    )
    async def export_rows(
        parameters: Annotated[given.ExportParameters, Query()],
    ) -> StreamingResponse:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        filters = filters_of(parameters)
        limit = min(parameters.limit, given.MAX_EXPORT_ROWS)
        return await export(
            client,
            gate,
            window,
            filters,
            limit=limit,
            form=parameters.format,
            columns=parameters.columns,
        )


def _answer(
    window: TimeRange,
    clamped: list[models.Clamped],
    rows: Rows,
    *,
    is_forward: bool = False,
) -> models.SearchAnswer:
    older, newer = rows.position, rows.turned
    if is_forward:
        older, newer = newer, older
    return models.SearchAnswer(
        start=window.start,
        end=window.end,
        clamped=clamped,
        rows=[models.make_row(row) for row in rows],
        has_more=rows.has_more,
        older=None if older is None else str(older),
        newer=None if newer is None else str(newer),
    )


def _around(moment: str | None) -> tuple[str | int, str | int | None]:
    if moment is None:
        return "24h", None
    time_ns = checked(lambda: parse_time(moment))
    return max(0, time_ns - _HALF_DAY_NS), time_ns + _HALF_DAY_NS
