"""Tables of text: aligned columns, numbers to the right."""

from collections.abc import Sequence

from nautilus_vlogs.printable import escaped

_MAX_CELL_CHARS = 120


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """
    Return the lines of a table.

    Parameters
    ----------
    heads : sequence of str
        The names of the columns.
    rows : sequence of sequence of str
        The cells; columns that hold only numbers are aligned to the right.

    """
    cells = [[escaped(cell, _MAX_CELL_CHARS) for cell in row] for row in [heads, *rows]]
    widths = [max(len(row[i]) for row in cells) for i in range(len(heads))]
    is_right = [bool(rows) and all(_is_number(row[i]) for row in rows) for i in range(len(heads))]
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_right, strict=True)
        ).rstrip()
        for row in cells
    ]


def answer_table(answer: Sequence[dict[str, str]], names: Sequence[str] | None) -> list[str]:
    """Return the objects of a query's answer as a table; the columns are all fields, or `names`."""
    if names is None:
        names = list(dict.fromkeys(name for fields in answer for name in fields))
    return table(list(names), [[fields.get(name, "") for name in names] for fields in answer])


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "").removesuffix("%") or "0")
    except ValueError:
        return cell == "-"
    return True
