"""Answers of the API."""

from typing import Literal

from pydantic import BaseModel
from pydantic import Field

from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.times import rfc3339

#: Raised when an answer loses a member or changes its meaning; `ui/src/api/version.ts` has it too.
API_VERSION = 1


class Problem(BaseModel):
    """An error; every error of the API has this shape."""

    code: str = Field(examples=["invalid_parameter"])
    detail: str = Field(examples=["`level` must be one of TRACE, DEBUG, …, was 'LOUD'"])
    parameter: str | None = Field(None, description="the parameter at fault, if it is one")


class Clamped(BaseModel):
    """A parameter beyond a guard rail, and the value used in its place."""

    parameter: str = Field(examples=["limit"])
    asked: str = Field(examples=["100000"])
    used: str = Field(examples=["500"])


class Row(BaseModel):
    """A row of the log; `fields` holds all of its fields."""

    time: str = Field(examples=["2026-11-23T09:30:00.123456789Z"])
    message: str = Field(examples=["entry trigger action=entry spx_price=5890.50"])
    level: str = Field(examples=["INFO"])
    source: str = Field(examples=["strategy"])
    component: str = Field(examples=["EMACross-001"])
    strategy_id: str | None = Field(None, examples=["EMACross-001"])
    trader_id: str = Field("", examples=["TRADER-001"])
    instance_id: str = Field(examples=["8a6c2f0e-6c3b-4f0a-9d57-0f4f0a1c9e11"])
    host: str = Field("", examples=["trading-1"])
    seq: int | None = Field(None, examples=[1234])
    error_type: str | None = None
    error_traceback: str | None = None
    fields: dict[str, str] = Field(examples=[{"action": "entry", "spx_price": "5890.50"}])


class RangeAnswer(BaseModel):
    """The range that was searched, and the parameters that were clamped."""

    start: str = Field(examples=["2026-11-23T09:30:00.000000000Z"])
    end: str = Field(examples=["2026-11-23T10:30:00.000000000Z"])
    clamped: list[Clamped] = []


class SearchAnswer(RangeAnswer):
    """Rows in order of time."""

    rows: list[Row]
    has_more: bool = Field(description="the limit left rows of the range out")
    older: str | None = Field(None, description="`before` of the next page; none if it is the last")
    newer: str | None = Field(None, description="`after` of the next page towards newer rows")


class Count(BaseModel):
    """Number of rows with a value; the empty value is that of rows without the field."""

    value: str = Field(examples=["ERROR"])
    count: int = Field(examples=[7])


class StatsAnswer(RangeAnswer):
    """Rows by value, most first."""

    by: str
    counts: list[Count]
    has_more: bool


class Facet(BaseModel):
    """The most frequent values of a field; rows without it are not counted."""

    field: str = Field(examples=["strategy_id"])
    counts: list[Count]
    has_more: bool = Field(
        description="the field has further values; without `counts` too many or too long ones to "
        "count: `/stats` counts them"
    )


class FacetsAnswer(RangeAnswer):
    """Facets in the order in which their fields were named."""

    facets: list[Facet]


class Step(BaseModel):
    """Number of rows from a time on, and the same by value if the histogram has a field."""

    time: str
    count: int
    by: dict[str, int] = Field({}, examples=[{"INFO": 12, "ERROR": 1}])


class HistogramAnswer(RangeAnswer):
    """Rows by time."""

    step_secs: float
    by: str | None = None
    steps: list[Step]


class StrategyStep(BaseModel):
    """Errors and warnings of a strategy from a time on."""

    time: str
    errors: int
    warnings: int


class Strategy(BaseModel):
    """Log of a strategy within the range."""

    strategy_id: str = Field(examples=["EMACross-001"])
    rows: int
    errors: int
    warnings: int
    first: str
    last: str
    steps: list[StrategyStep] = []
    newest_error: Row | None = None
    trader_id: str = Field("", description="with `by_trader`")
    environment: str = Field("", description="with `by_trader`", examples=["live"])


class StrategiesAnswer(RangeAnswer):
    """The strategies with rows, by name."""

    strategies: list[Strategy]
    has_more: bool = False


class StrategyAnswer(RangeAnswer):
    """One strategy: its rows by level, and its newest ones."""

    strategy: Strategy = Field(description="the sum of all `owners`")
    owners: list[Strategy] = Field(
        [],
        description="the strategies of this id, one for each trader and environment: 500 at most",
    )
    levels: list[Count]
    newest: list[Row]


class Run(BaseModel):
    """
    A node's instance or a backtest, and whether the rows of its instance are complete.

    Backtests of one engine share its instance: numbers, losses and verdict are those of all.
    """

    instance_id: str
    trader_id: str
    host: str
    environment: str = Field(examples=["live", "sandbox", "backtest"])
    run_id: str = Field(description="a backtest's")
    first: str
    last: str
    first_sim_time: str = Field(description="of a backtest, by its own clock; else empty")
    last_sim_time: str
    rows: int = Field(description="of a backtest its own")
    distinct: int = Field(description="different numbers; the other rows are held more than once")
    first_seq: int
    last_seq: int
    lost: int = Field(description="records that the node counted as lost")
    put_aside: int = Field(description="records that were unfit for the store")
    missing: list[tuple[int, int]] = Field(description="first and last number of each gap")
    missing_records: int = Field(0, description="number of records in all gaps")
    partial: bool = Field(
        default=False,
        description="there was no time to list all of its gaps, to see how old they are, or to "
        "look before the range: `missing_records` counts what it lacks from its first row on",
    )
    replaced_by: str = Field(
        "", description="the instance that took over when its node was started again"
    )
    verdict: Literal["complete", "gap", "settling", "unknown"]


class RunsAnswer(RangeAnswer):
    """Runs with rows in the range."""

    runs: list[Run]
    has_more: bool
    partial: bool = Field(
        default=False, description="one of these runs is `partial`: a shorter range takes less"
    )


class OrderState(BaseModel):
    """A state that an order reached, with the row that reports it first."""

    state: str = Field(examples=["submitted"])
    time: str
    row: Row


class OrderOwner(BaseModel):
    """A trader, or a backtest of it, that has an order of some id."""

    trader_id: str
    run_id: str = Field(description="a backtest's, else empty")
    last: str = Field(description="time of its last row of the order")


class OrderAnswer(RangeAnswer):
    """States of an order, and the rows that name it."""

    client_order_id: str
    venue_order_ids: list[str]
    states: list[OrderState]
    rows: list[Row]
    has_more: bool = Field(description="older rows name it, too")
    partial: bool = Field(
        default=False,
        description="it has so many events that states between the oldest and the newest are left "
        "out",
    )
    other_runs: list[OrderOwner] = Field(
        [], description="others that have an order of this id, which is left out"
    )


class HealthAnswer(BaseModel):
    """Whether the store answers."""

    ok: bool
    api: int = Field(
        default=API_VERSION, description="version of this API: a page made for another one says so"
    )
    trouble: str = ""
    latency_ms: float | None = None
    clock_ahead_secs: float | None = Field(
        default=None, description="the store's clock, against the API's"
    )
    version: str = Field(default="", examples=["v1.43.1"])
    read_only: bool = False


class TicketAnswer(BaseModel):
    """A ticket in place of the token, for one page's event streams."""

    ticket: str
    expires_in_secs: int


def make_row(row: LogRow) -> Row:
    """Return a row as the API has it."""
    return Row(
        time=rfc3339(row.time_ns),
        message=row.message,
        level=row.level,
        source=row.source,
        component=row.component,
        strategy_id=row.strategy_id,
        trader_id=row.trader_id,
        instance_id=row.instance_id,
        host=row.host,
        seq=row.seq,
        error_type=row.error_type,
        error_traceback=row.error_traceback,
        fields=row.fields,
    )
