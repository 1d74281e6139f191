"""`vlogs-nt export`: any number of rows as JSON lines, CSV or Parquet."""

import argparse
import csv
import io
import json
import os
import sys
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from typing import TYPE_CHECKING
from typing import Any
from typing import Protocol

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.formats import COLUMNS
from nautilus_vlogs.commands.formats import add_fields_argument
from nautilus_vlogs.commands.hints import no_rows
from nautilus_vlogs.commands.paging import count
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.printable import spreadsheet_cell
from nautilus_vlogs.query.time_range import NANOSECONDS

if TYPE_CHECKING:
    from nautilus_vlogs.query.rows import LogRow

_EPILOG = f"""\
{selection.TIMES}
JSON lines hold each row as it is stored; CSV and Parquet have the columns of --fields (default:
{", ".join(COLUMNS)}). In Parquet _time is a timestamp in
nanoseconds, seq a number, and the other fields of a row are a map in the column `fields`. A file is
complete or not there: it is written beside its name and renamed at the end.

examples:
  vlogs-nt export --since 7d week.jsonl
  vlogs-nt export --since 30d --strategy 'EMA*' --fields _time,price,side fills.csv
  vlogs-nt export --since yesterday --until today day.parquet
  vlogs-nt export --since 7d | zstd > week.jsonl.zst

exit status: 0 exported, 1 the store did not answer or the file can't be written, 2 bad usage
"""

_DEFAULT_RANGE_NS = 24 * 3_600 * NANOSECONDS
_FORMS = ("jsonl", "csv", "parquet")
_ENDINGS = {"json": "jsonl", "ndjson": "jsonl", "pq": "parquet"}


class _Writer(Protocol):
    def write(self, rows: "list[LogRow]") -> None:
        """Write rows."""

    def close(self) -> None:
        """Write what ends the file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "file",
        nargs="?",
        type=_path,
        metavar="FILE",
        help="where to (default, or -: standard output)",
    )
    parser.add_argument(
        "-o", "--output", choices=_FORMS, help="default: what the file's name ends in, else jsonl"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that exists")
    parser.add_argument("--no-progress", action="store_true", help="say nothing meanwhile")
    add_fields_argument(parser)
    selection.add_range_arguments(parser, since="24h")
    parser.set_defaults(since=None)  # for a filter `_time` of --query to be the range
    selection.add_filter_arguments(parser)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    form = _form_of(options)
    filters = selection.filters_of(options)
    window = selection.window_of(options, default_ns=_DEFAULT_RANGE_NS)
    with common.client_of(options) as client:
        total = count(client, window, **filters)
        done = 0
        try:
            with _open(options) as file:
                writer = _make_writer(form, file, options.fields)
                for page in client.pages(start=window.start, end=window.end, **filters):
                    writer.write(page)
                    done += len(page)
                    _show_progress(options, done, total)
                writer.close()
        except OSError as e:
            if isinstance(e, BrokenPipeError):
                raise
            _end_progress(options)
            place = "the answer" if options.file is None else options.file
            common.say(f"{place} can't be written ({e.strerror}): name another file")
            return common.FAILED
        _end_progress(options)
        if not done:
            common.say(no_rows(client, options, window, selection.zone_of(options)))
        elif options.file is not None:
            common.say(f"{done:,} rows in {options.file}")
    return common.OK


def _path(text: str) -> Path | None:
    return None if text == "-" else Path(text)


def _form_of(options: argparse.Namespace) -> str:
    path: Path | None = options.file
    ending = path.suffix.lower().removeprefix(".") if path else ""
    form = options.output or _ENDINGS.get(ending, ending) or "jsonl"
    if form not in _FORMS:
        raise InvalidQueryError(
            f"`FILE` must end in .jsonl, .csv or .parquet unless `--output` says which it is, was "
            f"{str(path)[:200]!a}",
        )
    if form == "parquet" and path is None:
        raise InvalidQueryError("`FILE` must be named for Parquet: it is no text")
    if path is not None and path.exists() and not options.force:
        raise InvalidQueryError(f"`FILE` exists: --force replaces it, was {str(path)[:200]!a}")
    return form


@contextmanager
def _open(options: argparse.Namespace) -> Iterator[IO[bytes]]:
    path: Path | None = options.file
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _make_writer(form: str, file: IO[bytes], names: list[str] | None) -> _Writer:
    if form == "csv":
        return _Csv(file, names or list(COLUMNS))
    if form == "parquet":
        return _Parquet(file, names)
    return _JsonLines(file, names)


class _JsonLines:
    def __init__(self, file: IO[bytes], names: list[str] | None) -> None:
        self._file = file
        self._names = names

    def write(self, rows: "list[LogRow]") -> None:
        """Write an object a row."""
        for row in rows:
            fields = row.fields
            if self._names is not None:
                fields = {name: fields[name] for name in self._names if name in fields}
            self._file.write(json.dumps(fields).encode() + b"\n")

    def close(self) -> None:
        """Do nothing: each line stands for itself."""


class _Csv:
    def __init__(self, file: IO[bytes], names: list[str]) -> None:
        self._names = names
        # A file keeps each value as it is; a terminal would do what is in it.
        self._shown: Callable[[str], str] = escaped_lines if file.isatty() else str
        self._text = io.TextIOWrapper(
            file, encoding="utf-8", errors="backslashreplace", newline="", write_through=True
        )
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(map(self._shown, names))

    def write(self, rows: "list[LogRow]") -> None:
        """Write a line a row."""
        for row in rows:
            values = (self._shown(row.fields.get(name, "")) for name in self._names)
            self._writer.writerow(spreadsheet_cell(value) for value in values)

    def close(self) -> None:
        """Flush; the file stays open."""
        self._text.detach()


class _Parquet:
    """A file of row groups, one a page of some thousand rows."""

    _GROUP_ROWS = 20_000

    def __init__(self, file: IO[bytes], names: list[str] | None) -> None:
        try:
            import pyarrow as pa  # noqa: PLC0415 - 0.1 s, and only here
            import pyarrow.parquet as pq  # noqa: PLC0415 - as above
        except ImportError:
            raise InvalidQueryError(
                "`--output parquet` needs another package: pip install 'vlogs-nt[arrow]'",
            ) from None
        self._pa: Any = pa
        self._names = list(names or COLUMNS)
        types = {"_time": pa.timestamp("ns", tz="UTC"), "seq": pa.int64()}
        columns = [(name, types.get(name, pa.string())) for name in self._names]
        if names is None:
            columns.append(("fields", pa.map_(pa.string(), pa.string())))
        self._schema = pa.schema(columns)
        self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[LogRow] = []

    def write(self, rows: "list[LogRow]") -> None:
        """Collect rows, and write them when there are enough for a group."""
        self._rows += rows
        if len(self._rows) >= self._GROUP_ROWS:
            self._write_group()

    def close(self) -> None:
        """Write the rest, and the footer that makes the file readable."""
        if self._rows:
            self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        columns = [self._pa.array(self._column(f.name), f.type) for f in self._schema]
        self._writer.write_table(self._pa.Table.from_arrays(columns, schema=self._schema))
        self._rows = []

    def _column(self, name: str) -> list[object]:
        if name == "_time":
            return [row.time_ns for row in self._rows]
        if name == "seq":
            return [row.seq for row in self._rows]
        if name == "fields":
            known = set(self._names) | {"_stream", "_stream_id"}
            return [
                [(key, value) for key, value in row.fields.items() if key not in known]
                for row in self._rows
            ]
        return [row.fields.get(name) for row in self._rows]


def _show_progress(options: argparse.Namespace, done: int, total: int) -> None:
    if sys.stderr.isatty() and not options.no_progress and options.file is not None:
        share = f"{min(1.0, done / total):.0%}" if total else ""
        sys.stderr.write(f"\r{done:,} of {total:,} rows  {share}\x1b[K")
        sys.stderr.flush()


def _end_progress(options: argparse.Namespace) -> None:
    if sys.stderr.isatty() and not options.no_progress and options.file is not None:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
