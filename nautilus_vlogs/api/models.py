"""What comes in and goes out, for the API's description, too."""

from typing import Annotated
from typing import Any

from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import StringConstraints

from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.logsql import MAX_VALUE_CHARS
from nautilus_vlogs.query.raw import MAX_QUERY_CHARS
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.times import rfc3339

_Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_VALUE_CHARS)]
_Time = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class RangeParameters(BaseModel):
    """Of which time."""

    model_config = ConfigDict(extra="forbid")

    start: _Time | None = Field(
        None,
        description="ISO 8601, an epoch, a duration ago, `today`; by default an hour before `end`",
        examples=["15m", "2026-11-23T09:30:00Z", "today"],
    )
    end: _Time | None = Field(None, description="not included; now by default", examples=["now"])


class FilterParameters(RangeParameters):
    """Which rows."""

    strategy_id: _Text | None = Field(None, examples=["EMACross-001"])
    source: _Text | None = Field(None, examples=["strategy"])
    component: _Text | None = Field(None, examples=["ExecEngine"])
    level: _Text | None = Field(None, description="this level and above", examples=["WARNING"])
    text: list[_Text] = Field([], max_length=32, description="held by the message, in any case")
    exclude: list[_Text] = Field([], max_length=32, description="not held by the message")
    regex: bool = Field(
        default=False, description="`text` and `exclude` are regular expressions (RE2)"
    )
    field: list[_Text] = Field(
        [],
        max_length=32,
        description="NAME=VALUE: a field has just this value",
        examples=[["action=entry"]],
    )
    query: str | None = Field(
        None,
        min_length=1,
        max_length=MAX_QUERY_CHARS,
        description="a filter in LogsQL, without pipes",
        examples=["spx_price:>5900"],
    )

    def filters(self) -> FilterArguments:
        """Return them for the client; raise `ValueError` for a field that is no pair."""
        pairs = [text.partition("=") for text in self.field]
        if not all(equals for _, equals, _ in pairs):
            raise ValueError("`field` takes NAME=VALUE")
        if len({name for name, _, _ in pairs}) < len(pairs):
            raise ValueError("`field` names a field once")
        return FilterArguments(
            strategy_id=self.strategy_id,
            source=self.source,
            component=self.component,
            level=self.level,
            text=self.text or None,
            exclude=self.exclude or None,
            is_regex=self.regex,
            fields={name: value for name, _, value in pairs},
            query=self.query,
        )


class SearchParameters(FilterParameters):
    """Which rows, and how many."""

    limit: int = Field(100, ge=1, description="how many rows; of more the newest")
    newest_first: bool = False


class HistogramParameters(FilterParameters):
    """Which rows, in which steps."""

    step: _Time | None = Field(
        None,
        description="how long a step is; by default a sixtieth of the range",
        examples=["1m"],
    )


class StatsParameters(FilterParameters):
    """Which rows, by what."""

    by: Annotated[str, StringConstraints(min_length=1, max_length=128)] = Field(
        "level",
        description="the field whose values are counted",
        examples=["level", "strategy_id"],
    )
    limit: int = Field(100, ge=1, description="how many values; of more the most frequent")


class ContextParameters(BaseModel):
    """Which row, and how much around it."""

    model_config = ConfigDict(extra="forbid")

    instance_id: _Text = Field(examples=["8a6c2f0e-6c3b-4f0a-9d57-0f4f0a1c9e11"])
    seq: int = Field(ge=0, lt=2**63, examples=[1234])
    time: _Time | None = Field(None, description="the row's time; without it, the last 24 hours")
    before: int = Field(10, ge=0)
    after: int = Field(10, ge=0)


class StreamParameters(FilterParameters):
    """Which rows, from when on, how often."""

    start: None = Field(None, description="not for a stream: use `backfill`")
    end: None = Field(None, description="not for a stream, which has no end")
    backfill: _Time | None = Field(None, description="how far back to begin", examples=["5m"])
    interval: float = Field(2.0, ge=1, le=60, description="seconds between two looks")


class Clamped(BaseModel):
    """A parameter that went beyond a guard rail, and what was used in its place."""

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
    instance_id: str = Field(examples=["8a6c2f0e-6c3b-4f0a-9d57-0f4f0a1c9e11"])
    seq: int | None = Field(None, examples=[1234])
    error_type: str | None = None
    error_traceback: str | None = None
    fields: dict[str, str] = Field(examples=[{"action": "entry", "spx_price": "5890.50"}])


class RangeAnswer(BaseModel):
    """What was looked at."""

    start: str = Field(examples=["2026-11-23T09:30:00.000000000Z"])
    end: str = Field(examples=["2026-11-23T10:30:00.000000000Z"])
    clamped: list[Clamped] = []


class SearchAnswer(RangeAnswer):
    """Rows in order of time."""

    rows: list[Row]
    has_more: bool = Field(description="older rows fit, too")


class Count(BaseModel):
    """How many rows have a value; the empty value is that of rows without the field."""

    value: str = Field(examples=["ERROR"])
    count: int = Field(examples=[7])


class StatsAnswer(RangeAnswer):
    """Rows by value, most first."""

    by: str
    counts: list[Count]
    has_more: bool


class Step(BaseModel):
    """How many rows there are from a time on."""

    time: str
    count: int


class HistogramAnswer(RangeAnswer):
    """Rows by time."""

    step_secs: float
    steps: list[Step]


class Strategy(BaseModel):
    """What the log of a range holds of a strategy."""

    strategy_id: str = Field(examples=["EMACross-001"])
    rows: int
    errors: int
    warnings: int
    first: str
    last: str


class StrategiesAnswer(RangeAnswer):
    """The strategies with rows, by name."""

    strategies: list[Strategy]


class StrategyAnswer(RangeAnswer):
    """One strategy: its rows by level, and its newest ones."""

    strategy: Strategy
    levels: list[Count]
    newest: list[Row]


class HealthAnswer(BaseModel):
    """Whether the store answers."""

    ok: bool
    trouble: str = ""
    latency_ms: float = 0.0
    version: str = ""
    read_only: bool = False


class Problem(BaseModel):
    """Why not, and what to do."""

    detail: str | list[Any] = Field(examples=["`level` must be one of …, was 'LOUD'"])


def make_row(row: LogRow) -> Row:
    """Return a row as the API has it."""
    return Row(
        time=rfc3339(row.time_ns),
        message=row.message,
        level=row.level,
        source=row.source,
        component=row.component,
        strategy_id=row.strategy_id,
        instance_id=row.instance_id,
        seq=row.seq,
        error_type=row.error_type,
        error_traceback=row.error_traceback,
        fields=row.fields,
    )
