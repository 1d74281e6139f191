"""The life of an order: each line that names it, and the states it went through."""

import re

import msgspec

from nautilus_vlogs.query.logsql import check_value
from nautilus_vlogs.query.logsql import escape_regex
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.query.logsql import field_name
from nautilus_vlogs.query.logsql import quote
from nautilus_vlogs.query.paging import read_page
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.time_range import TimeRange

_EVENT = re.compile(r"Order([A-Z][A-Za-z]+)")

#: Traders and backtests with an order of one id that are counted.
_MAX_OWNERS = 500

#: Venue ids of one order: an amended order may have several.
_MAX_VENUE_IDS = 4


class OrderState(msgspec.Struct, frozen=True):
    """
    A state that an order reached.

    Parameters
    ----------
    state : str
        Its name in lower case, such as ``submitted`` or ``filled``.
    row : LogRow
        The first row that reports it.

    """

    state: str
    row: LogRow


class OrderLife(msgspec.Struct, frozen=True):
    """
    The rows of an order, and its states.

    Parameters
    ----------
    client_order_id : str
        Its id.
    venue_order_ids : tuple of str
        Its ids at the venue, from its own rows.
    states : tuple of OrderState
        Its states in order of time, a partial fill each.
    rows : Rows
        The rows that name it, in order of time.
    other_runs : int, default 0
        How many other traders or backtests had an order of that id; it is left out.

    """

    client_order_id: str
    venue_order_ids: tuple[str, ...]
    states: tuple[OrderState, ...]
    rows: Rows
    other_runs: int = 0


def read_order(reader: Reader, client_order_id: str, window: TimeRange) -> OrderLife:
    """
    Return the life of an order.

    Parameters
    ----------
    reader : Reader
        Sends up to four queries: rows may name only an id of the venue.
    client_order_id : str
        The exact id; one of the venue's stands for the order that has it.
    window : TimeRange
        The range, of any length.

    """
    check_value("client_order_id", client_order_id)
    client_order_id = _client_id(reader, client_order_id, window)
    owners = _owners(reader, client_order_id, window)
    own = f"{owners[0]} " if owners else ""
    by_client = _naming("client_order_id", client_order_id)
    rows = read_page(reader, own + by_client, window, reader.max_entries)
    venue_ids = tuple(
        dict.fromkeys(
            row.fields["venue_order_id"]
            for row in rows
            if row.fields.get("client_order_id") == client_order_id
            and row.fields.get("venue_order_id")
        ),
    )[:_MAX_VENUE_IDS]
    if venue_ids:
        # Venues count from one in each run, and ids of positions look like theirs: a row that
        # names another order is that one's.
        by_venue = " or ".join(_naming("venue_order_id", one) for one in venue_ids)
        unnamed = f"({by_venue}) {_having_or_without('client_order_id', client_order_id)}"
        where = f"{own}({by_client} or ({unnamed}))"
        rows = read_page(reader, where, window, reader.max_entries)
    rows.sort(key=lambda row: row.order)
    states = _states(rows, client_order_id)
    return OrderLife(client_order_id, venue_ids, states, rows, max(0, len(owners) - 1))


def _owners(reader: Reader, client_order_id: str, window: TimeRange) -> list[str]:
    """
    Return a filter for each trader and backtest that has an order of this id, the newest first.

    A backtest that is run again has the same ids; the traders of two machines may have them.
    """
    found = reader.ask(
        exact("client_order_id", client_order_id),
        window,
        f"stats by (trader_id, run_id) max(_time) t | sort by (t desc) limit {_MAX_OWNERS}",
    )
    return [
        " ".join(_having_or_without(name, one.get(name, "")) for name in ("trader_id", "run_id"))
        for one in found
    ]


def _having_or_without(field: str, value: str) -> str:
    """Return the filter for rows with a value in a field, or without the field, as of scripts."""
    none = f'{field_name(field)}:=""'
    return f"({none} or {exact(field, value)})" if value else none


def _client_id(reader: Reader, order_id: str, window: TimeRange) -> str:
    """Return the client's id of the one order that has this id at the venue, else the id itself."""
    found = reader.ask(
        f'{exact("venue_order_id", order_id)} "client_order_id":*',
        window,
        'uniq by ("client_order_id") limit 2',
    )
    return found[0]["client_order_id"] if len(found) == 1 else order_id


def _naming(field: str, value: str) -> str:
    """Return the filter for rows that hold an id as a field or within the message."""
    pattern = f"(^|[^0-9A-Za-z_-]){escape_regex(value)}($|[^0-9A-Za-z_-])"
    return f'({exact(field, value)} or "_msg":~{quote(pattern)})'


def _states(rows: Rows, client_order_id: str) -> tuple[OrderState, ...]:
    states: dict[tuple[str, str], OrderState] = {}
    for row in rows:
        match = _EVENT.fullmatch(row.fields.get("event", ""))
        if match is None or row.fields.get("client_order_id") != client_order_id:
            continue
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", match[1]).lower()
        # Strategy, engine and venue report the same event; each fill is one of its own.
        key = (name, row.fields.get("trade_id", "") if name == "filled" else "")
        states.setdefault(key, OrderState(name, row))
    return tuple(states.values())
