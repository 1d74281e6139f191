"""Exports: rows as a file, page by page, so that no export is held in memory."""

import csv
import io
import itertools
from collections.abc import AsyncIterator
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Literal

import msgspec
from fastapi import HTTPException
from fastapi.responses import StreamingResponse

from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.models import make_row
from nautilus_vlogs.printable import spreadsheet_cell
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

_COLUMNS = (
    "time",
    "level",
    "source",
    "strategy_id",
    "component",
    "message",
    "trader_id",
    "instance_id",
    "host",
    "seq",
    "error_type",
    "error_traceback",
)
#: Of rows with a number, how many there are and how many different ones. A filter, since
#: VictoriaLogs counts none where such a condition stands behind `if`.
_NUMBERED = (
    '"instance_id":* "seq":range[0,inf) '
    "| stats count() numbered, count_uniq(instance_id, seq) different"
)

#: Where rows are held many times over, a cut is looked for at most this often, each time twice as
#: far back: what the store keeps in memory for it is bounded.
_MAX_CUTS = 5

_MEDIA_TYPES = {"jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}


async def export(
    client: VictoriaLogsClient,
    gate: Gate,
    window: TimeRange,
    filters: FilterArguments,
    *,
    limit: int,
    form: Literal["jsonl", "csv"],
    columns: Sequence[str],
) -> StreamingResponse:
    """Return the newest rows of a range as a file, the oldest of them first."""
    total = await gate.run(lambda: _count(client, window, filters))
    left_out = max(0, total - limit)
    part, before = window, left_out
    if left_out:
        part, before = await gate.run(
            lambda: _cut(client, window, filters, limit=limit, total=total)
        )
    pages = client.pages(start=part.start, end=part.end, **filters)
    # The first page before the answer begins: an error is a status of its own.
    first = await gate.run(lambda: next(pages, None))
    every = itertools.chain([first], pages) if first is not None else iter(())
    return StreamingResponse(
        _file(gate, every, before, form=form, columns=columns),
        media_type=_MEDIA_TYPES[form],
        headers={
            "Content-Disposition": f'attachment; filename="log.{form}"',
            "X-Rows": str(total - left_out),
            "X-Rows-Left-Out": str(left_out),
        },
    )


def _count(client: VictoriaLogsClient, window: TimeRange, filters: FilterArguments) -> int:
    """Return the number of rows, those that the store holds twice counted once."""

    def ask(query: str) -> dict[str, int]:
        found = client.query(query, start=window.start, end=window.end, **filters)
        return {name: int(value) for name, value in found[0].items()} if found else {}

    total = ask("* | stats count() n").get("n", 0)
    numbered = ask(_NUMBERED)
    return total - numbered.get("numbered", 0) + numbered.get("different", 0)


def _cut(
    client: VictoriaLogsClient,
    window: TimeRange,
    filters: FilterArguments,
    *,
    limit: int,
    total: int,
) -> tuple[TimeRange, int]:
    """
    Return the end of a range that holds its newest rows, and how many of its rows are older ones.

    Read from the oldest row on, a range of millions would be read to deliver ten thousand.
    """
    count = limit
    for _ in range(_MAX_CUTS):
        query = f"* | fields _time | sort by (_time desc) offset {count - 1} limit 1"
        found = client.query(query, start=window.start, end=window.end, **filters)
        if not found:
            break
        part = TimeRange(parse_time(found[0]["_time"]), window.end_ns)
        held = _count(client, part, filters)
        if held >= limit:
            return part, held - limit
        count *= 2  # some are held twice
    return window, total - limit


async def _file(
    gate: Gate,
    pages: Iterator[Rows | None],
    before: int,
    *,
    form: Literal["jsonl", "csv"],
    columns: Sequence[str],
) -> AsyncIterator[bytes]:
    names = list(columns or _COLUMNS)
    if form == "csv":
        yield _line(names)
    while True:
        # An error ends the connection within the answer: a file that is not whole breaks off.
        page = await _next(gate, pages)
        if page is None:
            return
        rows = page[before:]
        before = max(0, before - len(page))
        if form == "csv":
            yield b"".join(_line([_cell(row, name) for name in names]) for row in rows)
        else:
            yield b"".join(msgspec.json.encode(make_row(r).model_dump()) + b"\n" for r in rows)


async def _next(gate: Gate, pages: Iterator[Rows | None]) -> Rows | None:
    try:
        return await gate.run(lambda: next(pages, None))
    except HTTPException as e:
        raise ConnectionAbortedError(e.detail) from None


def _cell(row: LogRow, name: str) -> str:
    made = make_row(row)
    if name.startswith("fields."):
        return row.fields.get(name.removeprefix("fields."), "")
    value = getattr(made, name, None) if name in _COLUMNS else row.fields.get(name)
    return "" if value is None else str(value)


def _line(cells: Sequence[str]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(
        [spreadsheet_cell(cell.replace("\x00", "")) for cell in cells]
    )
    return file.getvalue().encode()
