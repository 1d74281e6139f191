"""The life of an order: each line that names it, and the states it went through."""

import re
from collections.abc import Iterable
from collections.abc import Mapping

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
from nautilus_vlogs.query.time_range import parse_time

_EVENT = re.compile(r"Order([A-Z][A-Za-z]+)")

#: What tells events of one name apart of which an order may have several, for strategy, engine and
#: venue report the same one. Of others the first report counts.
_APART = {
    "filled": ("trade_id",),
    "updated": ("ts_event", "quantity", "price", "trigger_price"),
    "pending_update": ("ts_event",),
    "pending_cancel": ("ts_event",),
    "modify_rejected": ("ts_event",),
    "cancel_rejected": ("ts_event",),
}

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


class OrderOwner(msgspec.Struct, frozen=True):
    """
    A trader, or a backtest of it, that has an order of some id.

    Parameters
    ----------
    trader_id, run_id : str
        Its tags; `run_id` is a backtest's, else empty.
    last_ns : int
        Time of its last row of the order in UNIX nanoseconds.

    """

    trader_id: str
    run_id: str
    last_ns: int


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
        Its states in order of time, each fill and each amendment one of its own.
    rows : Rows
        The rows that name it, in order of time: the newest ones.
    others : tuple of OrderOwner
        Other traders and backtests with an order of that id, which is left out: the newest first.
    is_partial : bool
        Of its events the oldest and the newest were read, and states between them are left out.

    """

    client_order_id: str
    venue_order_ids: tuple[str, ...]
    states: tuple[OrderState, ...]
    rows: Rows
    others: tuple[OrderOwner, ...] = ()
    is_partial: bool = False

    @property
    def other_runs(self) -> int:
        """How many other traders or backtests had an order of that id."""
        return len(self.others)


def read_order(
    reader: Reader,
    client_order_id: str,
    window: TimeRange,
    *,
    trader_id: str | None = None,
    run_id: str | None = None,
) -> OrderLife:
    """
    Return the life of an order.

    Parameters
    ----------
    reader : Reader
        Sends up to five queries: rows may name only an id of the venue, and be too many.
    client_order_id : str
        The exact id; one of the venue's stands for the order that has it.
    window : TimeRange
        The range, of any length.
    trader_id, run_id : str, optional
        Whose order it is, empty for none, where several have one of this id: else the newest.

    """
    check_value("client_order_id", client_order_id)
    client_order_id = _client_id(reader, client_order_id, window)
    owners = _owners(reader, client_order_id, window)
    owner = next((one for one in owners if _is(one, trader_id, run_id)), None)
    if owner is None and (trader_id is not None or run_id is not None):
        return OrderLife(client_order_id, (), (), Rows(window=window), tuple(owners))
    own = f"{_rows_of(owner)} " if owner else ""
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
    events, is_partial = list(rows), False
    if rows.has_more:
        first = read_page(
            reader,
            f'{own}{exact("client_order_id", client_order_id)} "event":="Order"*',
            window,
            reader.max_entries,
            direction="newer",
        )
        events = [*first, *rows]
        is_partial = first.has_more and first[-1].order < rows[0].order
    states = _states(events, client_order_id)
    others = tuple(one for one in owners if one is not owner)
    return OrderLife(client_order_id, venue_ids, states, rows, others, is_partial)


def _owners(reader: Reader, client_order_id: str, window: TimeRange) -> list[OrderOwner]:
    """
    Return each trader and backtest that has an order of this id, the newest first.

    A backtest that is run again has the same ids; the traders of two machines may have them.
    """
    found = reader.ask(
        exact("client_order_id", client_order_id),
        window,
        f"stats by (trader_id, run_id) max(_time) t | sort by (t desc) limit {_MAX_OWNERS}",
    )
    owners = [
        OrderOwner(one.get("trader_id", ""), one.get("run_id", ""), parse_time(one["t"]))
        for one in found
    ]
    # Rows of a script name neither, and stand among those of each owner.
    return [one for one in owners if one.trader_id or one.run_id] or owners


def _is(owner: OrderOwner, trader_id: str | None, run_id: str | None) -> bool:
    return trader_id in (None, owner.trader_id) and run_id in (None, owner.run_id)


def _rows_of(owner: OrderOwner) -> str:
    """Return the filter for rows of an owner, and of scripts, which name none."""
    none = {"trader_id": "", "run_id": ""}
    its = {"trader_id": owner.trader_id, "run_id": owner.run_id}
    return f"({_having(none)} or {_having(its)})"


def _having(values: Mapping[str, str]) -> str:
    return f"({' '.join(_having_exactly(name, value) for name, value in values.items())})"


def _having_exactly(field: str, value: str) -> str:
    return exact(field, value) if value else f'{field_name(field)}:=""'


def _having_or_without(field: str, value: str) -> str:
    """Return the filter for rows with a value in a field, or without the field, as of scripts."""
    return f"({_having_exactly(field, '')} or {_having_exactly(field, value)})"


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


def _states(rows: Iterable[LogRow], client_order_id: str) -> tuple[OrderState, ...]:
    states: dict[tuple[str, ...], OrderState] = {}
    for row in rows:
        match = _EVENT.fullmatch(row.fields.get("event", ""))
        if match is None or row.fields.get("client_order_id") != client_order_id:
            continue
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", match[1]).lower()
        key = (name, *(row.fields.get(field, "") for field in _APART.get(name, ())))
        states.setdefault(key, OrderState(name, row))
    return tuple(states.values())
