"""Rows of the log, as the store returns them."""

import math
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from nautilus_vlogs.errors import IncompleteAnswerError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.query import frames
from nautilus_vlogs.query.answers import Answer
from nautilus_vlogs.query.answers import as_datetime
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.schema import CONTAINER_NAMES
from nautilus_vlogs.times import rfc3339

#: Columns of a frame of rows that come first.
_COLUMNS = ("_time", "level", "source", "component", "strategy_id", "_msg")

#: Fields of the store's own that say nothing more in a frame.
_LEFT_OUT = frozenset(("_stream", "_stream_id"))

_decoder = msgspec.json.Decoder(dict[str, str])


class LogRow(msgspec.Struct, frozen=True):
    """
    A row of the log.

    Parameters
    ----------
    time_ns : int
        Its time in UNIX nanoseconds.
    message : str
        The message.
    level, source, component, trader_id, instance_id, host : str
        Its tags, empty where it has none; a container is the component of its lines.
    strategy_id, error_type, error_traceback : str, optional
        The strategy, and the exception, if there is one.
    seq : int, optional
        Its number among the rows of its instance.
    fields : dict of str to str
        All fields in the order of their names, as they are stored.

    """

    time_ns: int
    message: str
    level: str = ""
    source: str = ""
    component: str = ""
    strategy_id: str | None = None
    trader_id: str = ""
    instance_id: str = ""
    host: str = ""
    seq: int | None = None
    error_type: str | None = None
    error_traceback: str | None = None
    fields: dict[str, str] = {}

    @property
    def time(self) -> datetime:
        """Its time in UTC, to the microsecond."""
        return as_datetime(self.time_ns)

    def __getitem__(self, name: str) -> str:
        return self.fields[name]

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return a field, or the default if the row has none of that name."""
        return self.fields.get(name, default)

    def number(self, name: str) -> float | None:
        """Return a field as a number, ``None`` if the row has none of that name that is one."""
        try:
            value = float(self.fields.get(name, ""))
        except ValueError:
            return None
        return value if math.isfinite(value) else None

    @property
    def order(self) -> tuple[int, int, str]:
        """The key that rows are sorted by."""
        return self.time_ns, -1 if self.seq is None else self.seq, self.instance_id

    @property
    def identity(self) -> tuple[object, ...]:
        """The key of the row, the same for each copy of it that the store holds."""
        if self.instance_id and self.seq is not None:
            return self.instance_id, self.seq
        return self.time_ns, self.message, tuple(sorted(self.fields.items()))


class Rows(Answer[LogRow]):
    """
    Rows in order of time, each once.

    Parameters
    ----------
    rows : iterable of LogRow
        The rows.
    window : TimeRange
        The range that was searched.
    has_more : bool
        The limit left rows of the range out.
    position : Position, optional
        Where the next page begins, in the direction of reading; ``None`` if there is none.
    turned : Position, optional
        Where the page of the other direction begins; ``None`` without rows.

    """

    def __init__(
        self,
        rows: Iterable[LogRow] = (),
        *,
        window: TimeRange,
        has_more: bool = False,
        position: Position | None = None,
        turned: Position | None = None,
    ) -> None:
        super().__init__(rows, window=window, has_more=has_more)
        self.position = position
        self.turned = turned

    def records(self) -> list[dict[str, Any]]:
        """Return the rows with typed columns, the well-known ones first."""
        columns = dict.fromkeys(_COLUMNS)
        records = (
            {
                **columns,
                **{name: value for name, value in row.fields.items() if name not in _LEFT_OUT},
                "_time": row.fields.get("_time", rfc3339(row.time_ns)),
                "_msg": row.message,
            }
            for row in self
        )
        return frames.typed(records, own={"_time": "time_ns", "_msg": "message"})

    def _times(self) -> Collection[str]:
        return ("time_ns",)


def parse_lines(body: bytes) -> Iterator[dict[str, str]]:
    """
    Yield the objects of an answer.

    Raises
    ------
    IncompleteAnswerError
        If one of the lines is none, or the last one is cut.

    """
    # On this byte only: rows may hold U+2028 and other ends of lines.
    *lines, last = body.split(b"\n")
    if last:
        raise IncompleteAnswerError("the answer of VictoriaLogs was cut off: ask again")
    for line in lines:
        if not line:
            continue
        try:
            yield _decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield _decode_loosely(line)


def parse_row(fields: dict[str, str]) -> LogRow:
    """Return a typed row; raise `IncompleteAnswerError` if it has no time."""
    try:
        time_ns = parse_time(fields["_time"])
    except (KeyError, InvalidTimeError):
        raise IncompleteAnswerError(
            "the answer of VictoriaLogs holds a row without its time: a query must not drop "
            f"`_time`, was {sorted(fields)[:20]}",
        ) from None
    seq = fields.get("seq", "")
    message = fields.get("_msg", "")
    component = fields.get("component", "")
    if fields.get("source") == "container":
        # The container logged it; vlagent leaves the end of the line in the message.
        component = component or next(filter(None, map(fields.get, CONTAINER_NAMES)), "")
        message = message.removesuffix("\n")
    return LogRow(
        time_ns=time_ns,
        message=message,
        level=fields.get("level", ""),
        source=fields.get("source", ""),
        component=component,
        strategy_id=fields.get("strategy_id") or None,
        trader_id=fields.get("trader_id", ""),
        instance_id=fields.get("instance_id", ""),
        host=fields.get("host", ""),
        seq=int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 20 else None,
        error_type=fields.get("error_type") or None,
        error_traceback=fields.get("error_traceback") or None,
        fields=dict(sorted(fields.items())),  # the store's order differs from one block to another
    )


def _decode_loosely(line: bytes) -> dict[str, str]:
    """Decode a line that holds bytes which are no UTF-8, as a row may."""
    try:
        return _decoder.decode(line.decode(errors="replace"))
    except msgspec.DecodeError as e:
        raise IncompleteAnswerError(
            f"the answer of VictoriaLogs holds a line that can't be read ({e}): ask again",
        ) from None
