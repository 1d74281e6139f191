"""Parameters of requests, with the bounds that the API's description names."""

import re
from typing import Annotated
from typing import Literal
from typing import Self

import msgspec
from pydantic import BaseModel
from pydantic import ConfigDict
from pydantic import Field
from pydantic import StringConstraints
from pydantic import model_validator

from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.conditions import parse_condition
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.logsql import MAX_NAME_CHARS
from nautilus_vlogs.query.logsql import MAX_VALUE_CHARS
from nautilus_vlogs.query.positions import MAX_POSITION_CHARS
from nautilus_vlogs.query.raw import MAX_QUERY_CHARS

MAX_EXPORT_ROWS = 10_000

_EQUALS = re.compile(r"[^=!<>~]+=(?!~)")

Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_VALUE_CHARS)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME_CHARS)]
Time = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Cursor = Annotated[str, StringConstraints(min_length=1, max_length=MAX_POSITION_CHARS)]
Several = Annotated[list[Text], Field(max_length=32)]

FACETS = ("strategy_id", "source", "component", "event", "instrument_id", "trader_id", "host")


class RangeParameters(BaseModel):
    """A range of times."""

    model_config = ConfigDict(extra="forbid")

    since: Time | None = Field(
        None,
        description="ISO 8601, an epoch, an age, `today`; by default an hour before `until`",
        examples=["15m", "2026-11-23T09:30:00Z", "today"],
    )
    until: Time | None = Field(None, description="excluded; now by default", examples=["now"])
    start: Time | None = Field(None, deprecated=True, description="the former name of `since`")
    end: Time | None = Field(None, deprecated=True, description="the former name of `until`")

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        """Refuse a time that is given by both of its names."""
        names = self.model_fields_set
        for name, former in (("since", "start"), ("until", "end")):
            if name in names and former in names:
                raise ValueError(f"`{former}` is the former name of `{name}`: give one of them")
        return self

    @property
    def times(self) -> tuple[str | None, str | None]:
        """The times of the range, by whichever name they were given."""
        former = self.__dict__  # no warning: these names are still accepted
        return self.since or former["start"], self.until or former["end"]

    @property
    def start_name(self) -> str:
        """The name by which the begin of the range was given."""
        return "start" if "start" in self.model_fields_set else "since"

    @property
    def end_name(self) -> str:
        """The name by which the end of the range was given."""
        return "end" if "end" in self.model_fields_set else "until"


class FilterParameters(RangeParameters):
    """Filters of rows; of several values of a parameter one fits."""

    strategy_id: Several = Field([], examples=[["EMACross-001"]])
    not_strategy_id: Several = Field([], description="left out")
    source: Several = Field([], examples=[["strategy"]])
    not_source: Several = Field([], description="left out")
    component: Several = Field([], examples=[["ExecEngine"]])
    not_component: Several = Field([], description="left out")
    trader_id: Several = Field([], examples=[["TRADER-001"]])
    instance_id: Several = []
    host: Several = []
    run_id: Several = Field([], description="a backtest's")
    level: Text | None = Field(None, description="this level and above", examples=["WARNING"])
    levels: Several = Field([], description="just these levels", examples=[["WARNING", "ERROR"]])
    not_levels: Several = Field([], description="left out")
    text: Several = Field([], description="held by the message, each of them, in any case")
    exclude: Several = Field([], description="not held by the message")
    regex: bool = Field(
        default=False,
        description="`text` and `exclude` are regular expressions (RE2) of 256 characters at most",
    )
    field: Several = Field(
        [],
        description="NAME=VALUE, or with one of != > >= < <= =~ !~; all of them hold",
        examples=[["action=entry", "spx_price>5900"]],
    )
    not_field: Several = Field([], description="NAME=VALUE: left out")
    query: str | None = Field(
        None,
        min_length=1,
        max_length=MAX_QUERY_CHARS,
        description="a filter in LogsQL, without pipes",
        examples=["spx_price:>5900"],
    )

    def filters(self) -> FilterArguments:
        """Return the filters for the client; raise `ValueError` for a field that is no pair."""
        pairs = [text.partition("=") for text in self.not_field]
        if not all(equals for _, equals, _ in pairs):
            raise ValueError("`not_field` takes NAME=VALUE: write `=` between the two")
        equal = [text.partition("=")[0] for text in self.field if _EQUALS.match(text)]
        if len(set(equal)) < len(equal):
            raise ValueError("`field` names a field once with `=`: no row has two values of it")
        left_out: dict[str, list[str]] = {}
        for name, _, value in pairs:
            left_out.setdefault(name, []).append(value)
        return FilterArguments(
            strategy_id=self.strategy_id or None,
            not_strategy_id=self.not_strategy_id or None,
            source=self.source or None,
            not_source=self.not_source or None,
            component=self.component or None,
            not_component=self.not_component or None,
            trader_id=self.trader_id or None,
            instance_id=self.instance_id or None,
            host=self.host or None,
            run_id=self.run_id or None,
            level=self.level,
            levels=self.levels or None,
            not_levels=self.not_levels or None,
            text=self.text or None,
            exclude=self.exclude or None,
            is_regex=self.regex,
            not_fields=dict(left_out),
            where=[_exact(text) for text in self.field] or None,
            query=self.query,
        )


def _exact(text: str) -> Condition:
    """Return a condition on the literal value."""
    return msgspec.structs.replace(parse_condition(text), has_wildcards=False)


class SearchParameters(FilterParameters):
    """Filters of rows, and the page of them."""

    limit: int = Field(100, ge=1, description="number of rows; of more the newest")
    newest_first: bool = False
    before: Cursor | None = Field(
        None,
        description="`older` of an answer, or TIME,SEQ: rows older than that",
        examples=["2026-11-23T09:30:00.123456789Z,17"],
    )
    after: Cursor | None = Field(
        None,
        description="`newer` of an answer, or TIME,SEQ: rows newer than that, the oldest first",
    )


class HistogramParameters(FilterParameters):
    """Filters of rows, and the steps of time."""

    step: Time | None = Field(
        None,
        description="length of a step; by default a sixtieth of the range",
        examples=["1m"],
    )
    by: Literal["level", "source"] | None = Field(
        None, description="divide each step by the values of this field"
    )


class StatsParameters(FilterParameters):
    """Filters of rows, and the field to count by."""

    by: Name = Field(
        "level",
        description="the field whose values are counted",
        examples=["level", "strategy_id"],
    )
    limit: int = Field(100, ge=1, description="number of values; of more the most frequent")


class FacetsParameters(FilterParameters):
    """Filters of rows, and the fields to count by."""

    fields: list[Name] = Field(
        list(FACETS),
        min_length=1,
        max_length=16,
        description="the fields, each a parameter of its own or separated by commas",
        examples=[["strategy_id", "source"]],
    )
    limit: int = Field(10, ge=1, le=50, description="number of values of each field")

    @property
    def names(self) -> list[str]:
        """The names of the fields, each once."""
        names = [name.strip() for text in self.fields for name in text.split(",")]
        return list(dict.fromkeys(name for name in names if name))


class ExportParameters(FilterParameters):
    """Filters of rows, and the form of the file."""

    format: Literal["jsonl", "csv"] = "jsonl"
    columns: Several = Field(
        [],
        description="the columns of a CSV file, `fields.NAME` for other fields of a row",
        examples=[["time", "level", "message", "fields.price"]],
    )
    limit: int = Field(MAX_EXPORT_ROWS, ge=1, description="number of rows; of more the newest")


class ContextParameters(BaseModel):
    """A row, and the number of rows around it."""

    model_config = ConfigDict(extra="forbid")

    instance_id: Text = Field(examples=["8a6c2f0e-6c3b-4f0a-9d57-0f4f0a1c9e11"])
    seq: int = Field(ge=0, lt=2**63, examples=[1234])
    time: Time | None = Field(None, description="the row's time; without it, the last 24 hours")
    before: int = Field(10, ge=0)
    after: int = Field(10, ge=0)


class StrategiesParameters(FilterParameters):
    """Filters of rows, and the steps in which errors and warnings are counted."""

    steps: int | None = Field(None, ge=1, le=120, description="errors and warnings in these steps")
    by_trader: bool = Field(
        default=False, description="those of each trader and environment on their own"
    )


class StrategyParameters(RangeParameters):
    """A range, and whose strategy it is where several have one of an id."""

    trader_id: Several = Field([], examples=[["TRADER-001"]])
    environment: Several = Field([], examples=[["live"]])

    def filters(self) -> FilterArguments:
        """Return the filters for the client."""
        return FilterArguments(
            trader_id=self.trader_id or None,
            fields={"environment": self.environment} if self.environment else None,
        )


class RunsParameters(RangeParameters):
    """A range, and the tags of runs."""

    trader_id: Several = []
    instance_id: Several = []
    host: Several = []
    run_id: Annotated[Several, Field(description="backtests, each on its own")] = []
    current_first: bool = Field(
        default=False,
        description="nodes that no restart has replaced before all others, the most silent first",
    )
    limit: int = Field(50, ge=1, le=200, description="number of runs, the newest first")


class StreamParameters(FilterParameters):
    """Filters of rows, and the begin of the stream."""

    since: None = Field(None, description="not for a stream: use `backfill`")
    until: None = Field(None, description="not for a stream, which has no end")
    start: None = Field(None, deprecated=True, description="not for a stream")
    end: None = Field(None, deprecated=True, description="not for a stream")
    backfill: Time | None = Field(None, description="age of the oldest row", examples=["5m"])
    interval: float = Field(2.0, ge=1, le=60, description="seconds between two polls")
    last_event_id: Cursor | None = Field(
        None, description="resume behind this event, as the header Last-Event-ID does"
    )
    ticket: Text | None = Field(
        None, description="in place of the token, from /stream/ticket: EventSource has no headers"
    )
