"""Answers as tables: of Arrow, pandas and Polars, and as HTML for notebooks."""

import html
import importlib
import math
import re
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING
from typing import Any

from nautilus_vlogs.errors import MissingExtraError
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

#: Rows of a table in a notebook.
_HTML_ROWS = 50
_HTML_CHARS = 300

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_NUMBER = re.compile(
    r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII
)

#: The column that is made of a field of the store's own, where an answer says no more.
_RAW = {"_time": "time_ns"}

#: Ids that may consist of digits; they are names, no quantities.
_TEXTS = frozenset(["message", "_msg", "level", "source", "component", "host"])


def typed(
    records: Iterable[Mapping[str, Any]], own: Mapping[str, str] = _RAW
) -> list[dict[str, Any]]:
    """
    Return records of texts with typed columns.

    A column becomes one of numbers if all of its values are; ids keep their texts.

    Parameters
    ----------
    records : iterable of mapping
        The records.
    own : mapping of str to str
        The columns of an answer's own, by the fields they are made of. No other field can take
        the place of one: `message` becomes `field_message`.

    """
    from nautilus_vlogs.query.time_range import parse_time  # noqa: PLC0415 - only for raw rows

    rows = [dict(record) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    taken = {column for name, column in own.items() if name in names}
    # The name of the column of times once it is one of a frame.
    taken |= {column.removesuffix("_ns") for column in taken}
    columns: dict[str, list[Any]] = {}
    for name in names:
        values = [row.get(name) for row in rows]
        column = own.get(name) or free_name(name, taken)
        taken.add(column)
        if name == "_time":
            columns[column] = [None if v is None else parse_time(v) for v in values]
        else:
            columns[column] = _typed_column(column, values)
    return [{name: columns[name][i] for name in columns} for i in range(len(rows))]


def free_name(name: str, taken: Collection[str]) -> str:
    """Return a name for the column of a field that no other column has."""
    while name in taken:
        name = f"field_{name}"
    return name


def to_arrow(records: Sequence[Mapping[str, Any]], times: Collection[str]) -> "pa.Table":
    """Return a table of Arrow; `times` are the columns of UNIX nanoseconds."""
    pa = _extra("pyarrow", "arrow")
    columns = _columns(records)
    arrays = {}
    for name, values in columns.items():
        if name in times:
            arrays[name.removesuffix("_ns")] = pa.array(values, pa.timestamp("ns", tz="UTC"))
        else:
            arrays[name] = pa.array(values)
    return pa.table(arrays)


def to_pandas(records: Sequence[Mapping[str, Any]], times: Collection[str]) -> "pd.DataFrame":
    """Return a frame of pandas; see `to_arrow`."""
    pandas = _extra("pandas", "pandas")
    frame = pandas.DataFrame(
        {
            name: pandas.array(v, "Int64") if _has_gaps(v) else v
            for name, v in _columns(records).items()
        },
    )
    found = [name for name in times if name in frame.columns]
    moments = {
        name.removesuffix("_ns"): pandas.to_datetime(frame.pop(name), unit="ns", utc=True)
        for name in found
    }
    for place, (name, column) in enumerate(moments.items()):
        frame.insert(place, name, column)
    return frame


def to_polars(records: Sequence[Mapping[str, Any]], times: Collection[str]) -> "pl.DataFrame":
    """Return a frame of Polars; see `to_arrow`."""
    polars = _extra("polars", "polars")
    frame: pl.DataFrame = polars.DataFrame(_columns(records), infer_schema_length=None)
    return frame.select(
        polars.col(name)
        .cast(polars.Datetime("ns"))
        .dt.replace_time_zone("UTC")
        .alias(name.removesuffix("_ns"))
        if name in times
        else polars.col(name)
        for name in frame.columns
    )


def to_html(records: Sequence[Mapping[str, Any]], times: Collection[str], *, is_whole: bool) -> str:
    """Return a table in HTML of the first rows, every text escaped."""
    shown = _columns(records[:_HTML_ROWS])
    names = [name.removesuffix("_ns") if name in times else name for name in shown]
    head = "".join(f"<th>{_escaped(name)}</th>" for name in names)
    body = "".join(
        f"<tr>{''.join(_cell(v, is_time=n in times) for n, v in zip(shown, row, strict=True))}</tr>"
        for row in zip(*shown.values(), strict=True)
    )
    more = "" if is_whole else ", and the store has more"
    caption = f"{min(len(records), _HTML_ROWS):,} of {len(records):,} rows{more}"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{caption}</p>"


def _columns(records: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for record in records for name in record)
    return {name: [record.get(name) for record in records] for name in names}


def _typed_column(name: str, values: list[Any]) -> list[Any]:
    texts = [value for value in values if isinstance(value, str)]
    if name in _TEXTS or name.endswith("_id") or not texts:
        return values
    if all(_INTEGER.fullmatch(text) for text in texts):
        return [int(value) if isinstance(value, str) else value for value in values]
    if all(_NUMBER.fullmatch(text) and math.isfinite(float(text)) for text in texts):
        return [float(value) if isinstance(value, str) else value for value in values]
    return values


def _has_gaps(values: list[Any]) -> bool:
    """Whether a column of whole numbers lacks some: NumPy would make floats of it."""
    return {int, type(None)} == {type(value) for value in values}


def _cell(value: object, *, is_time: bool) -> str:
    if value is None:
        return "<td></td>"
    text = rfc3339(value) if is_time and isinstance(value, int) else str(value)
    if len(text) > _HTML_CHARS:
        text = f"{text[:_HTML_CHARS]}…"
    return f"<td>{_escaped(text)}</td>"


def _escaped(text: str) -> str:
    return html.escape(escaped_lines(text))


def _extra(module: str, extra: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise MissingExtraError(
            f"{module} is not installed: pip install 'vlogs-nt[{extra}]'",
        ) from None
