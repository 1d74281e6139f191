"""Paths that return counts: by value, by time, by strategy and by run."""

from typing import Annotated
from typing import Literal

from fastapi import APIRouter
from fastapi import HTTPException
from fastapi import Path
from fastapi import Query

from nautilus_vlogs.api import models
from nautilus_vlogs.api import parameters as given
from nautilus_vlogs.api.clamping import clamp_number
from nautilus_vlogs.api.clamping import clamp_range
from nautilus_vlogs.api.clamping import clamp_step
from nautilus_vlogs.api.common import checked
from nautilus_vlogs.api.common import counts_of
from nautilus_vlogs.api.common import filters_of
from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.problems import NOT_FOUND
from nautilus_vlogs.query.answers import StrategySummary
from nautilus_vlogs.query.answers import summed
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.query.runs import Run
from nautilus_vlogs.query.runs import Verdict
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.times import rfc3339

_NEWEST = 20

#: A strategy, and if they are told apart its trader and environment.
_Owned = tuple[str, str, str]

_NEWEST_ERRORS = (
    '"strategy_id":* level:in(ERROR,CRITICAL) | sort by (_time desc, seq desc) '
    'partition by ("strategy_id", "trader_id", "environment") limit 1 '
    # Of more than are listed those of the strategies that are.
    '| sort by ("strategy_id", "trader_id", "environment") | delete _stream'
)

_Verdict = Literal["complete", "gap", "settling", "unknown"]
_VERDICTS: dict[Verdict, _Verdict] = {
    Verdict.COMPLETE: "complete",
    Verdict.SETTLING: "settling",
    Verdict.UNKNOWN: "unknown",
}


def add_count_paths(router: APIRouter, client: VictoriaLogsClient, gate: Gate) -> None:
    """Add the paths to a router."""

    @router.get("/stats", summary="Rows by the values of a field", operation_id="stats")
    async def stats(parameters: Annotated[given.StatsParameters, Query()]) -> models.StatsAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        limit = clamp_number("limit", parameters.limit, client.max_entries, clamped)
        filters = filters_of(parameters)
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
            counts=counts_of(counts),
            has_more=counts.has_more,
        )

    @router.get(
        "/facets",
        summary="The most frequent values of several fields",
        operation_id="facets",
    )
    async def facets(
        parameters: Annotated[given.FacetsParameters, Query()],
    ) -> models.FacetsAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        filters = filters_of(parameters)
        found = await gate.run(
            lambda: client.facets(
                parameters.names,
                start=window.start,
                end=window.end,
                limit=parameters.limit,
                **filters,
            ),
        )
        return models.FacetsAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            facets=[
                models.Facet(field=name, counts=counts_of(counts), has_more=counts.has_more)
                for name, counts in found.items()
            ],
        )

    @router.get("/histogram", summary="Rows by time", operation_id="histogram")
    async def histogram(
        parameters: Annotated[given.HistogramParameters, Query()],
    ) -> models.HistogramAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        step = checked(lambda: clamp_step(client, parameters.step, window, clamped))
        filters = filters_of(parameters)
        buckets = await gate.run(
            lambda: client.histogram(
                step,
                by=parameters.by,
                start=window.start,
                end=window.end,
                **filters,
            ),
        )
        return models.HistogramAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            step_secs=step,
            by=parameters.by,
            steps=[
                models.Step(time=rfc3339(one.time_ns), count=one.count, by=one.counts)
                for one in buckets
            ],
        )

    @router.get(
        "/runs", summary="Nodes and backtests, and whether they are complete", operation_id="runs"
    )
    async def runs(parameters: Annotated[given.RunsParameters, Query()]) -> models.RunsAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        found = await gate.run(
            lambda: client.runs(
                start=window.start,
                end=window.end,
                limit=min(parameters.limit, client.max_entries),
                by="run",
                current_first=parameters.current_first,
                trader_id=parameters.trader_id or None,
                instance_id=parameters.instance_id or None,
                host=parameters.host or None,
                run_id=parameters.run_id or None,
            ),
        )
        return models.RunsAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            runs=[
                models.Run(
                    instance_id=run.instance_id,
                    trader_id=run.trader_id,
                    host=run.host,
                    environment=run.environment,
                    run_id=run.run_id,
                    first=rfc3339(run.first_ns),
                    last=rfc3339(run.last_ns),
                    first_sim_time=run.first_sim_time,
                    last_sim_time=run.last_sim_time,
                    # A backtest's own; of a node, those that its numbers count.
                    rows=run.rows if run.run_id else run.distinct + run.duplicates,
                    distinct=run.distinct,
                    first_seq=run.first_seq,
                    last_seq=run.last_seq,
                    lost=run.lost,
                    put_aside=run.put_aside,
                    missing=list(run.missing),
                    missing_records=run.missing_records,
                    partial=run.is_partial,
                    replaced_by=run.replaced_by,
                    verdict=_verdict(run),
                )
                for run in found
            ],
            has_more=found.has_more,
            partial=any(run.is_partial for run in found),
        )

    _add_strategies(router, client, gate)


def _verdict(run: Run) -> _Verdict:
    """Return the verdict of a run: what it lost is a gap, too, with `lost` beside it."""
    return _VERDICTS.get(run.verdict, "gap")


def _add_strategies(router: APIRouter, client: VictoriaLogsClient, gate: Gate) -> None:
    @router.get("/strategies", summary="The strategies with rows", operation_id="strategies")
    async def strategies(
        parameters: Annotated[given.StrategiesParameters, Query()],
    ) -> models.StrategiesAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        filters = filters_of(parameters)
        found = await gate.run(
            lambda: client.strategies(
                start=window.start,
                end=window.end,
                steps=parameters.steps,
                by_trader=parameters.by_trader,
                **filters,
            ),
        )
        errors: dict[_Owned, LogRow] = {}
        if any(one.errors for one in found):
            errors = await gate.run(
                lambda: _newest_errors(client, window, filters, by_trader=parameters.by_trader)
            )
        return models.StrategiesAnswer(
            start=window.start,
            end=window.end,
            clamped=clamped,
            strategies=[
                _strategy(one, errors.get((one.strategy_id, one.trader_id, one.environment)))
                for one in found
            ],
            has_more=found.has_more,
        )

    @router.get(
        "/strategies/{strategy_id:path}",
        summary="One strategy",
        responses=NOT_FOUND,
        operation_id="strategy",
    )
    async def strategy(
        strategy_id: Annotated[str, Path(min_length=1, max_length=1_000)],
        parameters: Annotated[given.StrategyParameters, Query()],
    ) -> models.StrategyAnswer:
        clamped: list[models.Clamped] = []
        window = checked(lambda: clamp_range(client, parameters, clamped))
        start, end = window.start, window.end
        filters = FilterArguments(**parameters.filters(), strategy_id=strategy_id)
        found = await gate.run(
            lambda: client.strategies(start=start, end=end, by_trader=True, **filters),
        )
        if not found:
            raise HTTPException(404, "this strategy has no rows in this range")
        whole = found
        if found.has_more:  # than are listed: what all of them log is no sum of these
            whole = await gate.run(lambda: client.strategies(start=start, end=end, **filters))
        levels = await gate.run(
            lambda: client.count_by("level", start=start, end=end, **filters),
        )
        most = min(_NEWEST, client.max_entries)
        newest = await gate.run(
            lambda: client.search(start=start, end=end, limit=most, **filters),
        )
        return models.StrategyAnswer(
            start=start,
            end=end,
            clamped=clamped,
            strategy=_strategy(summed(whole or found), None),
            owners=[_strategy(one, None) for one in found],
            levels=counts_of(levels),
            newest=[models.make_row(row) for row in newest],
        )


def _newest_errors(
    client: VictoriaLogsClient,
    window: TimeRange,
    filters: FilterArguments,
    *,
    by_trader: bool,
) -> dict[_Owned, LogRow]:
    """Return the newest error of each strategy, or of each trader's and environment's."""
    if not by_trader:
        newest = client.newest_errors(start=window.start, end=window.end, **filters)
        return {(name, "", ""): row for name, row in newest.items()}
    found = client.query(_NEWEST_ERRORS, start=window.start, end=window.end, **filters)
    rows = [parse_row(one) for one in found]
    return {
        (row.fields["strategy_id"], row.trader_id, row.fields.get("environment", "")): row
        for row in rows
    }


def _strategy(one: StrategySummary, newest_error: LogRow | None) -> models.Strategy:
    return models.Strategy(
        strategy_id=one.strategy_id,
        rows=one.rows,
        errors=one.errors,
        warnings=one.warnings,
        first=rfc3339(one.first_ns),
        last=rfc3339(one.last_ns),
        steps=[
            models.StrategyStep(
                time=rfc3339(step.time_ns), errors=step.errors, warnings=step.warnings
            )
            for step in one.steps
        ],
        newest_error=None if newest_error is None else models.make_row(newest_error),
        trader_id=one.trader_id,
        environment=one.environment,
    )
