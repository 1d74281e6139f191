"""Filters of a search, and their LogsQL."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Protocol
from typing import TypedDict
from typing import TypeVar

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.conditions import parse_condition
from nautilus_vlogs.query.logsql import check_value
from nautilus_vlogs.query.logsql import escape_regex
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.logsql import level_name
from nautilus_vlogs.query.logsql import levels_from
from nautilus_vlogs.query.logsql import one_of
from nautilus_vlogs.query.logsql import quote
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.raw import parse_filter
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.regex import check_all_parts
from nautilus_vlogs.query.regex import check_regex

T = TypeVar("T")

_MAX_FIELDS = 32
_MAX_VALUES = 64


class Identifier(Protocol):
    """An identifier of NautilusTrader, such as a `StrategyId`."""

    @property
    def value(self) -> str:
        """The text of the identifier."""
        ...


#: A value to compare with, or several of which one must fit.
Values = str | float | Identifier | Sequence[str | float | Identifier]


class FilterArguments(TypedDict, total=False):
    """The arguments of `Filters`, for methods that take them as their own."""

    strategy_id: Values | None
    not_strategy_id: Values | None
    source: Values | None
    not_source: Values | None
    component: Values | None
    not_component: Values | None
    trader_id: Values | None
    instance_id: Values | None
    host: Values | None
    run_id: Values | None
    level: str | None
    levels: Sequence[str] | None
    not_levels: Sequence[str] | None
    text: str | Sequence[str] | None
    exclude: str | Sequence[str] | None
    is_regex: bool
    fields: Mapping[str, Values] | None
    not_fields: Mapping[str, Values] | None
    where: Sequence[str | Condition] | None
    query: str | None


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """
    Conditions that the rows of a search meet; all of them are optional.

    Parameters
    ----------
    strategy_id, source, component, trader_id, instance_id, host, run_id : str or sequence, optional
        An exact value, or several of which one fits; identifiers of NautilusTrader are taken, too.
    not_strategy_id, not_source, not_component : str or sequence, optional
        Values to leave out; rows without the field stay.
    level : str, optional
        The lowest level: ``WARNING`` finds ``ERROR`` and ``CRITICAL``, too.
    levels, not_levels : sequence of str, optional
        The exact levels to find, and those to leave out.
    text : str or sequence of str
        Texts that the message holds, each of them anywhere in it, in upper or lower case.
    exclude : str or sequence of str
        Texts that the message does not hold.
    is_regex : bool
        `text` and `exclude` are case-sensitive regular expressions (RE2).
    fields, not_fields : mapping of str to str or sequence
        Exact values of other fields, and those to leave out; numbers are taken as they are written.
    where : sequence of str or Condition
        Further conditions such as ``price>1.1``, see `Condition`.
    query : str, optional
        A filter in LogsQL, without pipes.

    """

    strategy_id: Values | None = None
    not_strategy_id: Values | None = None
    source: Values | None = None
    not_source: Values | None = None
    component: Values | None = None
    not_component: Values | None = None
    trader_id: Values | None = None
    instance_id: Values | None = None
    host: Values | None = None
    run_id: Values | None = None
    level: str | None = None
    levels: Sequence[str] | None = None
    not_levels: Sequence[str] | None = None
    text: str | Sequence[str] | None = None
    exclude: str | Sequence[str] | None = None
    is_regex: bool = False
    fields: Mapping[str, Values] | None = None
    not_fields: Mapping[str, Values] | None = None
    where: Sequence[str | Condition] | None = None
    query: str | None = None

    def to_logsql(self) -> str:
        """
        Return the filters as LogsQL; ``*`` if there are none.

        Raises
        ------
        InvalidQueryError
            If a value or a name can't be one.
        GuardRailError
            If the regular expressions are too large.

        """
        text = " ".join(self._parts()) or "*"
        check_all_parts(self.regex_parts)
        return text

    @property
    def regex_parts(self) -> int:
        """Parts of all regular expressions."""
        texts = [*_several("text", self.text), *_several("exclude", self.exclude)]
        parts = sum(map(check_regex, texts)) if self.is_regex else 0
        parts += sum(_parsed(one).regex_parts for one in _several("where", self.where))
        return parts + (0 if self.query is None else parse_query(self.query).parts)

    def _parts(self) -> Iterable[str]:
        for name in _TAGS:
            yield from _exactly(name, getattr(self, name))
        for name in _TAGS_LEFT_OUT:
            yield from _left_out(name, getattr(self, f"not_{name}"))
        yield from self._of_levels()
        yield from (self._matching("text", text) for text in _several("text", self.text))
        yield from (
            f"!{self._matching('exclude', one)}" for one in _several("exclude", self.exclude)
        )
        for name, value in _pairs("fields", self.fields):
            yield from _exactly(name, value)
        for name, value in _pairs("not_fields", self.not_fields):
            yield from _left_out(name, value)
        for condition in _several("where", self.where):
            yield _parsed(condition).to_logsql()
        if self.query is not None:
            yield f"({parse_filter(self.query)})"

    def _of_levels(self) -> Iterable[str]:
        if self.level is not None:
            yield one_of("level", levels_from(self.level))
        if self.levels is not None:
            yield one_of("level", _levels("levels", self.levels))
        if self.not_levels is not None:
            yield f"!{one_of('level', _levels('not_levels', self.not_levels))}"

    def _matching(self, name: str, text: str) -> str:
        check_value(name, text)
        if self.is_regex:
            check_regex(text, name)
        # The phrase filter of LogsQL finds whole words only.
        pattern = text if self.is_regex else f"(?i){escape_regex(text)}"
        return f'"_msg":~{quote(pattern)}'


_TAGS = ("strategy_id", "source", "component", "trader_id", "instance_id", "host", "run_id")
_TAGS_LEFT_OUT = ("strategy_id", "source", "component")


def _parsed(condition: str | Condition) -> Condition:
    return condition if isinstance(condition, Condition) else parse_condition(condition)


def _exactly(name: str, value: Values | None) -> Iterable[str]:
    if value is not None:
        found = _values(name, value)
        yield exact(name, found[0]) if len(found) == 1 else one_of(name, found)


def _left_out(name: str, value: Values | None) -> Iterable[str]:
    for found in _exactly(name, value):
        yield f"!{found}"


def _values(name: str, value: Values) -> list[str]:
    is_several = isinstance(value, list | tuple | set | frozenset)
    found = [_text(name, one) for one in value] if is_several else [_text(name, value)]  # type: ignore[union-attr]
    if not 0 < len(found) <= _MAX_VALUES:
        raise InvalidQueryError(f"`{name}` takes 1 to {_MAX_VALUES} values, was {len(found):,}")
    return found


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        inner = getattr(value, "value", None)
        value = inner if isinstance(inner, str) else value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidQueryError(f"`{name}` takes a text or a number, was {show(value)}")
    text = str(value)
    check_value(name, text)
    return text


def _levels(name: str, levels: Sequence[str]) -> list[str]:
    names = [levels] if isinstance(levels, str) else list(levels)
    if not names:
        raise InvalidQueryError(f"`{name}` must name a level: leave it out for all of them")
    return [level_name(name, one) for one in names]


def _pairs(name: str, fields: Mapping[str, Values] | None) -> Iterable[tuple[str, Values]]:
    fields = fields or {}
    if not isinstance(fields, Mapping) or len(fields) > _MAX_FIELDS:
        raise InvalidQueryError(
            f"`{name}` takes up to {_MAX_FIELDS} names with their values, was {show(fields)}",
        )
    if any(value is None for value in fields.values()):
        raise InvalidQueryError(f"`{name}` takes a value for each name, was {show(dict(fields))}")
    return fields.items()


def _several(name: str, value: str | Condition | Sequence[T] | None) -> Sequence[T]:
    if value is None:
        return ()
    texts: list[T] = [value] if isinstance(value, str | Condition) else list(value)  # type: ignore[list-item]
    if len(texts) > _MAX_FIELDS:
        raise InvalidQueryError(f"`{name}` takes up to {_MAX_FIELDS} of them, was {len(texts):,}")
    return texts
