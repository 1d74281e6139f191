"""What a search can be narrowed down by."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import TypedDict

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.logsql import check_value
from nautilus_vlogs.query.logsql import escape_regex
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.logsql import levels_from
from nautilus_vlogs.query.logsql import quote
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.raw import parse_filter

_MAX_FIELDS = 32


class FilterArguments(TypedDict, total=False):
    """The arguments of `Filters`, for methods that take them as their own."""

    strategy_id: str | None
    source: str | None
    component: str | None
    level: str | None
    text: str | Sequence[str] | None
    exclude: str | Sequence[str] | None
    is_regex: bool
    fields: Mapping[str, str | float] | None
    where: Sequence[Condition] | None
    query: str | None


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """
    What the rows of a search have in common; all optional.

    Parameters
    ----------
    strategy_id, source, component : str, optional
        Exact values.
    level : str, optional
        The lowest level: ``WARNING`` finds ``ERROR`` and ``CRITICAL``, too.
    text : str or sequence of str
        What the message holds: each of them, anywhere in it, in upper or lower case.
    exclude : str or sequence of str
        What it does not hold: none of them.
    is_regex : bool
        `text` and `exclude` are regular expressions (RE2) that tell upper from lower case.
    fields : mapping of str to str
        Exact values of any other fields; numbers are taken as they are written.
    where : sequence of Condition
        What the values of any fields must be: each of them.
    query : str, optional
        A filter in LogsQL, without pipes.

    """

    strategy_id: str | None = None
    source: str | None = None
    component: str | None = None
    level: str | None = None
    text: str | Sequence[str] | None = None
    exclude: str | Sequence[str] | None = None
    is_regex: bool = False
    fields: Mapping[str, str | float] | None = None
    where: Sequence[Condition] | None = None
    query: str | None = None

    def to_logsql(self) -> str:
        """
        Return them as LogsQL; ``*`` if there are none.

        Raises
        ------
        InvalidQueryError
            If a value or a name can't be one.

        """
        parts = [
            exact(name, value)
            for name in ("strategy_id", "source", "component")
            if (value := getattr(self, name)) is not None
        ]
        if self.level is not None:
            names = ",".join(quote(name) for name in levels_from(self.level))
            parts.append(f'"level":in({names})')
        parts += [self._matching("text", text) for text in _several("text", self.text)]
        parts += [
            f"!{self._matching('exclude', text)}" for text in _several("exclude", self.exclude)
        ]
        fields = self.fields or {}
        if not isinstance(fields, Mapping) or len(fields) > _MAX_FIELDS:
            raise InvalidQueryError(
                f"`fields` takes up to {_MAX_FIELDS} names with their values, was {show(fields)}",
            )
        parts += [exact(name, value) for name, value in fields.items()]
        where = self.where or ()
        if len(where) > _MAX_FIELDS:
            raise InvalidQueryError(
                f"`where` takes up to {_MAX_FIELDS} conditions, was {len(where):,}",
            )
        parts += [condition.to_logsql() for condition in where]
        if self.query is not None:
            parts.append(f"({parse_filter(self.query)})")
        return " ".join(parts) or "*"

    def _matching(self, name: str, text: str) -> str:
        check_value(name, text)
        # The phrase filter of LogsQL finds whole words only.
        pattern = text if self.is_regex else f"(?i){escape_regex(text)}"
        return f'"_msg":~{quote(pattern)}'


def _several(name: str, value: str | Sequence[str] | None) -> Sequence[str]:
    if value is None:
        return ()
    texts = [value] if isinstance(value, str) else list(value)
    if len(texts) > _MAX_FIELDS:
        raise InvalidQueryError(f"`{name}` takes up to {_MAX_FIELDS} texts, was {len(texts):,}")
    return texts
