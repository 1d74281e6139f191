"""Rows as lines of text, in colour on a terminal."""

import argparse
import json
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC
from datetime import tzinfo

from nautilus_vlogs.query.rows import LogRow

_RESET = "\x1b[0m"
_DIM = "\x1b[2m"
_COLOURS = {
    "TRACE": "\x1b[2m",
    "DEBUG": "\x1b[2m",
    "INFO": "",
    "WARNING": "\x1b[33m",
    "ERROR": "\x1b[31m",
    "CRITICAL": "\x1b[1;31m",
}
#: What a log line could do to a terminal, beside the two that only move on.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_MAX_FIELDS = 32


def add_line_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how rows are shown."""
    group = parser.add_argument_group("how they are shown")
    group.add_argument(
        "--fields",
        metavar="NAME,…",
        type=_names,
        help="show these fields in place of the message",
    )
    group.add_argument("--json", action="store_true", help="print each row as a JSON object")
    group.add_argument(
        "--color",
        choices=["auto", "always", "never"],
        default="auto",
        help="by level; auto: on a terminal, unless NO_COLOR is set (default: %(default)s)",
    )


class Lines:
    """
    Make lines of rows.

    Parameters
    ----------
    options : argparse.Namespace
        What `add_line_arguments` and `add_range_arguments` were told.

    """

    def __init__(self, options: argparse.Namespace) -> None:
        self._fields: list[str] | None = options.fields
        self.is_json: bool = options.json
        self._zone: tzinfo | None = UTC if options.utc else None
        is_terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        self._is_coloured = options.color == "always" or (options.color == "auto" and is_terminal)

    def row(self, row: LogRow, mark: str = "") -> str:
        """Return a row as a line, or several if its message has several."""
        if self.is_json:
            return self.json(row.fields)
        time = row.time.astimezone(self._zone)
        zone = "Z" if self._zone is UTC else ""
        stamp = f"{time:%Y-%m-%d %H:%M:%S}.{time.microsecond // 1_000:03d}{zone}"
        if self._fields is not None:
            return f"{mark}{stamp}  {self.pairs(row.fields)}"
        who = row.strategy_id or row.component or row.source or "-"
        colour = _COLOURS.get(row.level, "") if self._is_coloured else ""
        text = row.message + (f"\n{row.error_traceback}" if row.error_traceback else "")
        head = f"{mark}{self._dim(stamp)}  {colour}{_safe(row.level):<8}"
        reset = _RESET if colour else ""
        return f"{head}{reset}  {self._dim(_safe(who))}  {colour}{_indented(text)}{reset}"

    def pairs(self, fields: Mapping[str, str]) -> str:
        """Return fields as text: the chosen ones, else all."""
        if self.is_json:
            return self.json(fields)
        names = list(fields) if self._fields is None else self._fields
        shown = ((name, fields.get(name, "")) for name in names)
        return "  ".join(f"{_safe(name)}={_quoted(value)}" for name, value in shown)

    def json(self, fields: Mapping[str, str]) -> str:
        """Return fields as a JSON object: the chosen ones, else all."""
        if self._fields is not None:
            fields = {name: fields[name] for name in self._fields if name in fields}
        return json.dumps(fields)  # ASCII: fit for any terminal and any reader

    def _dim(self, text: str) -> str:
        return f"{_DIM}{text}{_RESET}" if self._is_coloured else text


def _safe(text: str) -> str:
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text).replace("\n", "\\n")


def _indented(text: str) -> str:
    return "\n    ".join(_safe(line) for line in text.rstrip("\n").split("\n"))


def _quoted(value: str) -> str:
    safe = _safe(value)
    return f'"{safe}"' if not safe or re.search(r'[\s"=]', safe) else safe


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not all(names) or len(names) > _MAX_FIELDS:
        raise argparse.ArgumentTypeError(
            f"takes up to {_MAX_FIELDS} names with commas between, was {text[:100]!a}",
        )
    return names
