"""Rows as they come out of the store."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime

import msgspec

from nautilus_vlogs.errors import IncompleteAnswerError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

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
        Its tags, empty where it has none.
    strategy_id, error_type, error_traceback : str, optional
        The strategy, and the exception, if there is one.
    seq : int, optional
        Its number among the rows of its instance.
    fields : dict of str to str
        All fields by name, as they are stored.

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
        seconds, rest = divmod(self.time_ns, 1_000_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1_000)

    def __getitem__(self, name: str) -> str:
        return self.fields[name]

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return a field, or the default if the row has none of that name."""
        return self.fields.get(name, default)

    @property
    def order(self) -> tuple[int, str, int]:
        """What rows are sorted by."""
        return self.time_ns, self.instance_id, -1 if self.seq is None else self.seq

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells the row from others, and is the same if it was stored twice."""
        if self.instance_id and self.seq is not None:
            return self.instance_id, self.seq
        return self.time_ns, self.message, tuple(sorted(self.fields.items()))


class Rows(list[LogRow]):
    """
    Rows in order of time.

    Parameters
    ----------
    rows : iterable of LogRow
        The rows.
    window : TimeRange
        The range in which they were looked for.
    has_more : bool
        There are older rows in that range: these are the newest, as many as `limit` allows.

    """

    def __init__(
        self,
        rows: Iterable[LogRow] = (),
        *,
        window: TimeRange,
        has_more: bool = False,
    ) -> None:
        super().__init__(rows)
        self.window = window
        self.has_more = has_more


class Counts(dict[str, int]):
    """
    Rows by value, most first.

    Parameters
    ----------
    counts : dict of str to int
        How many rows have each value; the empty one stands for rows without the field.
    window : TimeRange
        The range in which they were counted.
    has_more : bool
        There are more values: these are the most frequent.

    """

    def __init__(
        self,
        counts: dict[str, int],
        *,
        window: TimeRange,
        has_more: bool = False,
    ) -> None:
        super().__init__(counts)
        self.window = window
        self.has_more = has_more


class Bucket(msgspec.Struct, frozen=True):
    """How many rows there are from a time on, up to the next bucket's."""

    time_ns: int
    count: int

    @property
    def time(self) -> datetime:
        """Where it begins, in UTC."""
        return datetime.fromtimestamp(self.time_ns / 1_000_000_000, UTC)


class StrategySummary(msgspec.Struct, frozen=True):
    """What the log of a time holds of a strategy; the times are of its first and last row."""

    strategy_id: str
    rows: int
    errors: int
    warnings: int
    first: str
    last: str


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
    return LogRow(
        time_ns=time_ns,
        message=fields.get("_msg", ""),
        level=fields.get("level", ""),
        source=fields.get("source", ""),
        component=fields.get("component", ""),
        strategy_id=fields.get("strategy_id") or None,
        trader_id=fields.get("trader_id", ""),
        instance_id=fields.get("instance_id", ""),
        host=fields.get("host", ""),
        seq=int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 20 else None,
        error_type=fields.get("error_type") or None,
        error_traceback=fields.get("error_traceback") or None,
        fields=fields,
    )


def _decode_loosely(line: bytes) -> dict[str, str]:
    """Decode a line that holds bytes which are no UTF-8, as a row may."""
    try:
        return _decoder.decode(line.decode(errors="replace"))
    except msgspec.DecodeError as e:
        raise IncompleteAnswerError(
            f"the answer of VictoriaLogs holds a line that can't be read ({e}): ask again",
        ) from None
