"""Rows as lines of text: padded columns, in colour on a terminal."""

import argparse
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC
from datetime import tzinfo

from nautilus_vlogs.commands.terminal import DIM
from nautilus_vlogs.commands.terminal import LEVEL_COLOURS
from nautilus_vlogs.commands.terminal import RESET
from nautilus_vlogs.commands.terminal import is_coloured
from nautilus_vlogs.commands.terminal import marked
from nautilus_vlogs.commands.terminal import name_colour
from nautilus_vlogs.commands.terminal import width
from nautilus_vlogs.printable import escaped
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.query.rows import LogRow

_LEVEL_WIDTH = 8
_MAX_NAME_WIDTH = 28
_MIN_MESSAGE_WIDTH = 20
_TABS = 4
_TINTED = ("WARNING", "ERROR", "CRITICAL")


class LineFormat:
    """
    Make lines of rows: time, level, trader and host where there are several, strategy, message.

    Parameters
    ----------
    options : argparse.Namespace
        The options of `formats.add_format_arguments`.
    zone : tzinfo, optional
        The zone of the times shown; ``None`` for that of this machine.

    """

    def __init__(self, options: argparse.Namespace, zone: tzinfo | None) -> None:
        self._zone = zone
        self._fields: list[str] | None = options.fields
        self._is_coloured = is_coloured(options.color)
        self._cut_at = width() if options.cut else None
        # The pattern of a regular expression could match otherwise than the store did.
        terms = [*(options.highlight or ()), *(() if options.regex else options.grep or ())]
        self._highlight = _pattern_of(terms) if self._is_coloured else None
        self._origins: dict[str, set[str]] = {"trader_id": set(), "host": set()}
        self._widths: dict[str, int] = {}

    def adapt(self, rows: Iterable[LogRow]) -> None:
        """Fit the columns to rows that will be shown; columns only grow."""
        for row in rows:
            for name, seen in self._origins.items():
                if value := row.fields.get(name):
                    seen.add(value)
            cells = {
                "name": _name(row),
                **{name: row.fields.get(name, "") for name in self._origins},
            }
            for column, cell in cells.items():
                size = min(_MAX_NAME_WIDTH, len(escaped(cell)))
                self._widths[column] = max(self._widths.get(column, 0), size)

    def head(self) -> str | None:
        """Return the line above all rows: none."""
        return None

    def row(self, row: LogRow, mark: str = "") -> str:
        """Return a row as a line, or several if its message has several."""
        stamp = self.time(row)
        if self._fields is not None:
            return f"{mark}{self._painted(stamp, DIM)}  {pairs(row.fields, self._fields)}"
        plain, shown = [stamp], [self._painted(stamp, DIM)]
        level = escaped(row.level).ljust(_LEVEL_WIDTH)
        plain.append(level)
        shown.append(self._painted(level, LEVEL_COLOURS.get(row.level, "")))
        for name, seen in self._origins.items():
            if len(seen) > 1:
                cell = escaped(row.fields.get(name, "-")).ljust(self._widths[name])
                plain.append(cell)
                shown.append(self._painted(cell, DIM))
        name = escaped(_name(row)).ljust(self._widths.get("name", 0))
        plain.append(name)
        shown.append(self._painted(name, name_colour(_name(row))))
        text = row.message + (f"\n{row.error_traceback}" if row.error_traceback else "")
        indent = len(mark) + sum(len(cell) + 2 for cell in plain)
        colour = LEVEL_COLOURS[row.level] if row.level in _TINTED else ""
        return mark + "  ".join([*shown, self._message(text, indent, colour)])

    def time(self, row: LogRow) -> str:
        """Return the time of a row, to the millisecond."""
        moment = row.time.astimezone(self._zone)
        zone = "Z" if self._zone is UTC else ""
        return f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1_000:03d}{zone}"

    def _message(self, text: str, indent: int, colour: str) -> str:
        first, *others = escaped_lines(text.rstrip("\n")).split("\n")
        lines = [self._cut(first, indent), *(self._cut(f"    {line}", 0) for line in others)]
        if self._highlight is not None:
            lines = [self._highlight.sub(lambda match: marked(match[0]), line) for line in lines]
        return "\n".join(self._painted(line, colour) for line in lines)

    def _cut(self, line: str, indent: int) -> str:
        if self._cut_at is None:
            return line
        room = max(_MIN_MESSAGE_WIDTH, self._cut_at - indent)
        line = line.expandtabs(_TABS)
        if display_width(line) <= room:
            return line
        while display_width(line) >= room:
            line = line[: max(1, min(len(line) - 1, room - 1))]
            if len(line) == 1:
                break
        return f"{line}…"

    def _painted(self, text: str, colour: str) -> str:
        return f"{colour}{text}{RESET}" if self._is_coloured and colour and text else text


def pairs(fields: dict[str, str], names: Iterable[str]) -> str:
    """Return fields as `name=value` texts on one line."""
    return "  ".join(f"{escaped(name)}={_quoted(fields.get(name, ''))}" for name in names)


def display_width(text: str) -> int:
    """Return the number of columns that a text takes up."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _name(row: LogRow) -> str:
    return row.strategy_id or row.component or row.source or "-"


def _quoted(value: str) -> str:
    safe = escaped(value)
    return f'"{safe}"' if not safe or re.search(r'[\s"=]', safe) else safe


def _pattern_of(terms: Iterable[str]) -> re.Pattern[str] | None:
    # As the terms look once they are escaped; the longest first, so that it wins.
    found = sorted({escaped(term) for term in terms if term}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, found)), re.IGNORECASE) if found else None
