"""The rows around a row."""

from nautilus_vlogs.query.bounds import MAX_CONTEXT
from nautilus_vlogs.query.bounds import whole_number
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.paging import read_page
from nautilus_vlogs.query.paging import turned_position
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.time_range import TimeRange


def read_context(reader: Reader, row: LogRow, before: int, after: int) -> Rows:
    """
    Return the rows around a row, and the row itself.

    Parameters
    ----------
    reader : Reader
        Sends the queries.
    row : LogRow
        The row: with an `instance_id` and a `seq` its neighbours are those of its node by number,
        else those in time.
    before, after : int
        Number of rows of each side, 250 at most.

    """
    whole_number("before", before, 0, MAX_CONTEXT)
    whole_number("after", after, 0, MAX_CONTEXT)
    half = reader.max_range_ns // 2
    around = TimeRange(max(0, row.time_ns - half), row.time_ns + half)
    if row.instance_id and row.seq is not None:
        numbers = f'"seq":range[{max(0, row.seq - before)},{row.seq + after}]'
        where = f"{exact('instance_id', row.instance_id)} {numbers}"
        rows = read_page(reader, where, around, before + after + 1)
        turned = turned_position(reader, where, rows, None)
        rows.sort(key=lambda one: one.seq or 0)
        return Rows(rows, window=around, turned=turned)
    past = TimeRange(around.start_ns, row.time_ns + 1)
    earlier = read_page(reader, "*", past, min(before + 1, reader.max_entries))
    others = [one for one in earlier if one.identity != row.identity][:before]
    later: list[LogRow] = []
    if after:
        future = TimeRange(row.time_ns + 1, around.end_ns)
        later = read_page(reader, "*", future, min(after, reader.max_entries), direction="newer")
    return Rows([*others[::-1], row, *later], window=around)
