"""The forms in which rows are printed: lines, messages alone, JSON, CSV, a template."""

import argparse
import csv
import io
import json
import re
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import tzinfo
from typing import Protocol

from nautilus_vlogs.commands.lines import LineFormat
from nautilus_vlogs.commands.parsing import OneSetting
from nautilus_vlogs.commands.terminal import add_colour_arguments
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.printable import spreadsheet_cell
from nautilus_vlogs.query.rows import LogRow

#: The columns of a table of rows, unless `--fields` names others.
COLUMNS = (
    "_time",
    "level",
    "source",
    "strategy_id",
    "component",
    "trader_id",
    "instance_id",
    "host",
    "seq",
    "_msg",
)

_FORMS = ("short", "raw", "json", "csv")
_MAX_FIELDS = 32
_TEMPLATE_PREFIX = "template="
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}|\\([nt\\])")
_CHARACTERS = {"n": "\n", "t": "\t", "\\": "\\"}
_TIME = "time"
_ALIASES = {"message": "_msg", "strategy": "strategy_id", "trader": "trader_id"}


class RowFormat(Protocol):
    """A form of rows as text."""

    def adapt(self, rows: Iterable[LogRow]) -> None:
        """Fit the form to rows that will be shown."""

    def head(self) -> str | None:
        """Return what stands above all rows, if anything."""

    def row(self, row: LogRow, mark: str = "") -> str:
        """Return a row as text."""


def add_format_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how rows are shown."""
    group = parser.add_argument_group("how they are shown")
    group.add_argument(
        "-o",
        "--output",
        action=OneSetting,
        metavar="FORM",
        type=_form,
        default="short",
        help="short, raw (the message alone), json (an object a row), csv, or template=TEXT, in "
        "which {NAME} stands for a field and {time} for the time (default: %(default)s)",
    )
    group.add_argument(
        "--json",
        action=OneSetting,
        nargs=0,
        const="json",
        dest="output",
        help="the same as -o json",
    )
    add_fields_argument(group)
    group.add_argument(
        "--highlight",
        action="append",
        metavar="TEXT",
        help="mark this text in messages, where there are colours, as --grep is; may be repeated",
    )
    group.add_argument(
        "--cut", action="store_true", help="cut lines at the edge of the terminal, do not wrap them"
    )
    add_colour_arguments(group)


def add_fields_argument(group: argparse._ArgumentGroup | argparse.ArgumentParser) -> None:
    """Add the option that says which fields of a row."""
    group.add_argument(
        "--fields",
        metavar="NAME,…",
        type=_names,
        help="these fields, in place of the message or of the usual columns",
    )


def make_format(options: argparse.Namespace, zone: tzinfo | None) -> RowFormat:
    """Return the form that `add_format_arguments` was given."""
    form: str = options.output
    if form == "short":
        return LineFormat(options, zone)
    if form == "json":
        return _Json(options.fields)
    if form == "csv":
        return _Csv(options.fields or COLUMNS)
    if form == "raw":
        names = options.fields or ["_msg"]
        return _Template("\t".join(f"{{{name}}}" for name in names), LineFormat(options, zone))
    return _Template(form.removeprefix(_TEMPLATE_PREFIX), LineFormat(options, zone))


def named_fields(options: argparse.Namespace) -> set[str]:
    """Return the fields of rows that the template or `--fields` names."""
    form: str = options.output
    if not form.startswith(_TEMPLATE_PREFIX):
        return set(options.fields or ())
    found = _PLACEHOLDER.findall(form.removeprefix(_TEMPLATE_PREFIX))
    return {_ALIASES.get(name, name) for name, _ in found if name} - {_TIME}


def as_json(fields: Mapping[str, str], names: Iterable[str] | None) -> str:
    """Return fields as a JSON object in ASCII: all, or those of these names that there are."""
    if names is not None:
        fields = {name: fields[name] for name in names if name in fields}
    return json.dumps(fields)


def as_csv(cells: Iterable[str]) -> str:
    """Return a line of CSV in which no cell is a formula to a spreadsheet."""
    line = io.StringIO()
    safe = (spreadsheet_cell(escaped_lines(cell)) for cell in cells)
    csv.writer(line, lineterminator="").writerow(safe)
    return line.getvalue()


class _Json:
    """A JSON object a row."""

    def __init__(self, names: list[str] | None) -> None:
        self._names = names

    def adapt(self, rows: Iterable[LogRow]) -> None:
        """Do nothing: each row stands for itself."""

    def head(self) -> str | None:
        """Return nothing."""
        return None

    def row(self, row: LogRow, mark: str = "") -> str:  # noqa: ARG002 - of the protocol
        """Return a row as a JSON object."""
        return as_json(row.fields, self._names)


class _Csv:
    """A line of comma-separated values a row, below one of the columns' names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)

    def adapt(self, rows: Iterable[LogRow]) -> None:
        """Do nothing: the columns are fixed."""

    def head(self) -> str | None:
        """Return the names of the columns."""
        return as_csv(self._names)

    def row(self, row: LogRow, mark: str = "") -> str:  # noqa: ARG002 - of the protocol
        """Return the values of a row."""
        return as_csv(row.fields.get(name, "") for name in self._names)


class _Template:
    """A text a row, in which fields are filled in."""

    def __init__(self, template: str, lines: LineFormat) -> None:
        self._template = template
        self._lines = lines

    def adapt(self, rows: Iterable[LogRow]) -> None:
        """Do nothing: each row stands for itself."""

    def head(self) -> str | None:
        """Return nothing."""
        return None

    def row(self, row: LogRow, mark: str = "") -> str:  # noqa: ARG002 - of the protocol
        """Return the template with the row's fields in their places."""

        def value(match: re.Match[str]) -> str:
            if match[2] is not None:
                return _CHARACTERS[match[2]]
            name = _ALIASES.get(match[1], match[1])
            text = self._lines.time(row) if name == _TIME else row.fields.get(name, "")
            return escaped_lines(text)

        return _PLACEHOLDER.sub(value, self._template)


def _form(text: str) -> str:
    if text.startswith(_TEMPLATE_PREFIX) and "{{" in text:
        raise argparse.ArgumentTypeError(
            f"a template names a field in single braces, such as {{message}}, was {text[:100]!a}",
        )
    if text in _FORMS or text.startswith(_TEMPLATE_PREFIX):
        return text
    raise argparse.ArgumentTypeError(
        f"must be {', '.join(_FORMS)} or {_TEMPLATE_PREFIX}TEXT, was {text[:100]!a}",
    )


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not all(names) or len(names) > _MAX_FIELDS:
        raise argparse.ArgumentTypeError(
            f"takes up to {_MAX_FIELDS} names with commas between, was {text[:100]!a}",
        )
    return names
