"""Tables of text: aligned columns, numbers to the right, no wider than the terminal."""

import re
import sys
from collections.abc import Sequence

from nautilus_vlogs.commands.terminal import width
from nautilus_vlogs.printable import escaped

_MAX_CELL_CHARS = 120
_MIN_CELL_CHARS = 8
_GAP = 2
_TIME = re.compile(r"\d{4}-\d\d-\d\d[ T]")


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    max_width: int | None = None,
) -> list[str]:
    """
    Return the lines of a table.

    Parameters
    ----------
    heads : sequence of str
        The names of the columns.
    rows : sequence of sequence of str
        The cells; columns that hold only numbers are aligned to the right.
    max_width : int, optional
        Cut texts for the lines to have so many characters: free texts first, then times. The
        first column and numbers stay whole, however narrow that is.

    """
    cells = [[escaped(cell, _MAX_CELL_CHARS) for cell in row] for row in [heads, *rows]]
    is_right = [bool(rows) and all(_is_number(row[i]) for row in rows) for i in range(len(heads))]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    if max_width is not None:
        is_time = [bool(rows) and all(_TIME.match(r[i]) for r in rows) for i in range(len(heads))]
        texts = [i for i in range(1, len(heads)) if not is_right[i]]
        for columns in ([i for i in texts if not is_time[i]], [i for i in texts if is_time[i]]):
            _shrink(widths, columns, max_width)
    return [
        (" " * _GAP)
        .join(
            _cut(cell, size).rjust(size) if right else _cut(cell, size).ljust(size)
            for cell, size, right in zip(row, widths, is_right, strict=True)
        )
        .rstrip()
        for row in cells
    ]


def fitting_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table that is cut to the terminal, if it is shown on one."""
    return table(heads, rows, width() if sys.stdout.isatty() else None)


def answer_table(answer: Sequence[dict[str, str]], names: Sequence[str] | None) -> list[str]:
    """Return the objects of a query's answer as a table; the columns are all fields, or `names`."""
    if names is None:
        names = list(dict.fromkeys(name for fields in answer for name in fields))
    rows = [[fields.get(name, "") for name in names] for fields in answer]
    return fitting_table(list(names), rows)


def _shrink(widths: list[int], columns: list[int], max_width: int) -> None:
    """Narrow columns, the widest first, until all of them fit or these are at their least."""
    excess = sum(widths) + _GAP * (len(widths) - 1) - max_width
    while excess > 0 and columns:
        widest = max(columns, key=lambda column: widths[column])
        if widths[widest] <= _MIN_CELL_CHARS:
            return
        widths[widest] -= 1
        excess -= 1


def _cut(cell: str, size: int) -> str:
    return cell if len(cell) <= size else f"{cell[: size - 1]}…"


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "").removesuffix("%") or "0")
    except ValueError:
        return cell == "-"
    return True
