"""Rows that go out in one request, and the state of their delivery."""

import time
from collections.abc import Iterable
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

import msgspec

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.convert.converter import RowConverter

if TYPE_CHECKING:
    from nautilus_vlogs.capture.captured import Captured


class BatchState(Enum):
    """
    Where a batch stands; each transition belongs to one owner.

    ::

        FILLING ──► WAITING ──► IN_FLIGHT ──► ACKNOWLEDGED ──► VERIFIED
           │           ▲ ▲        │   │             │  ▲  │
           │           │ └────────┘   ▼             │  │  ├──► UNVERIFIABLE
           │           │           UNCLEAR ─────────│──┘  │
           │           │            ▲ │  │          │     └──► LOST ◄─┐
           └───────────│────────────┘ │  └──────────│─────────────────┘
                       └──────────────┴─────────────┘

    - the shipper: ``FILLING`` to ``WAITING``, or to ``UNCLEAR`` if an earlier process may have
      sent the rows;
    - the sender: ``WAITING`` to ``IN_FLIGHT`` and from there on by the answer;
    - the verifier: everything from ``UNCLEAR`` and ``ACKNOWLEDGED``; back to ``WAITING`` with the
      rows that the store lacks.
    """

    FILLING = "filling"
    WAITING = "waiting"
    IN_FLIGHT = "in flight"
    UNCLEAR = "unclear"  # the store may hold all of its rows, some, or none
    ACKNOWLEDGED = "acknowledged"  # answered 200, which verifies nothing
    VERIFIED = "verified"  # the store was seen to hold it after the durability window
    UNVERIFIABLE = "unverifiable"  # acknowledged by a server that answers no queries
    LOST = "lost"  # rows of it are missing and can't be read again

    @property
    def is_final(self) -> bool:
        """Whether nothing happens to such a batch any more."""
        return not _NEXT[self]


_NEXT = {
    BatchState.FILLING: (BatchState.WAITING, BatchState.UNCLEAR),
    BatchState.WAITING: (BatchState.IN_FLIGHT,),
    BatchState.IN_FLIGHT: (BatchState.WAITING, BatchState.UNCLEAR, BatchState.ACKNOWLEDGED),
    BatchState.UNCLEAR: (BatchState.WAITING, BatchState.ACKNOWLEDGED, BatchState.LOST),
    BatchState.ACKNOWLEDGED: (
        BatchState.WAITING,
        BatchState.VERIFIED,
        BatchState.UNVERIFIABLE,
        BatchState.LOST,
    ),
    BatchState.VERIFIED: (),
    BatchState.UNVERIFIABLE: (),
    BatchState.LOST: (),
}


class Batch:
    """
    Rows that go out in one request; their numbers follow each other.

    Parameters
    ----------
    first : int, default 0
        The number of the first row.
    start : Position, optional
        Where in the source the first line begins.
    again : RowConverter, optional
        Makes the same rows of the same lines once more.

    Attributes
    ----------
    state : BatchState
        Where it stands.
    stamped_ns : int
        The time of the rows whose lines have none that a store takes; see `RowConverter.stamp`.
    rows : list[bytes]
        JSON lines, in pieces; dropped once they are sent if the source can be read again.
    missing : dict[int, bytes]
        The rows that are still to be sent, by number, where that is not all of them.
    stubs : dict[int, bytes]
        The rows that took the places of those that can't be stored, by number.
    records, size : int
        How many rows; how many bytes.
    end : Position
        Where in the source the line behind the last one begins.
    captured : Captured or None
        Numbered lines that may stand behind `end` as well.
    earliest, latest : str
        Between which times the rows are, in RFC 3339.
    put_aside : int
        How many of the rows stand for records that could not be stored.
    lost : int
        How many lost records the rows report.
    is_loss_unknown : bool
        They report the loss of an unknown number of records.
    gone : int
        How many of the records are lost themselves: missing, and not to be read again.
    is_kept : bool
        The rows can't be read again: they are kept until they are verified.
    is_held : bool
        A record of it could not be kept as a dead letter: the spool has to keep it.
    is_counted : bool
        It was counted as sent.
    is_given_up : bool
        The rows that the store never kept were put aside.
    is_late : bool
        Some of it may be on its way to the store for long, which gave no answer in time.
    may_be_held : bool
        What was sent last had no clear answer, and was not turned away: a relay may hold it.
    was_acknowledged : bool
        An earlier process had a 200 for it, and none of it was sent again since.
    is_behind_passage : bool
        Lines before it were passed over, which are not to be read again with it.
    since : float
        When the first row was added, on the monotonic clock.
    unclear_at : float
        When the last request for it ended without a clear answer, on the monotonic clock.
    acknowledged_at : float
        When the store answered 200, on the monotonic clock.
    seen, seen_at : int, float
        How many of its rows the last look-up found, and when; -1 before the first one.
    look_at : float
        Not to be looked up before, on the monotonic clock.
    resends : int
        How often rows of it were sent again since the store did not hold them.

    """

    def __init__(
        self,
        *,
        first: int = 0,
        start: Position | None = None,
        again: RowConverter | None = None,
        stamped_ns: int = 0,
        since: float | None = None,
    ) -> None:
        self.state = BatchState.FILLING
        self.rows: list[bytes] = []
        self.missing: dict[int, bytes] = {}
        self.stubs: dict[int, bytes] = {}
        self.records = 0
        self.size = 0
        self.first = first
        self.again = again
        self.stamped_ns = stamped_ns
        self.start = start or Position()
        self.end = self.start
        self.captured: Captured | None = None
        self.earliest = ""
        self.latest = ""
        self.put_aside = 0
        self.lost = 0
        self.is_loss_unknown = False
        self.gone = 0
        self.is_kept = False
        self.is_held = False
        self.is_counted = False
        self.is_given_up = False
        self.is_late = False
        self.may_be_held = False
        self.was_acknowledged = False
        self.is_behind_passage = False
        self.since = time.monotonic() if since is None else since
        self.unclear_at = 0.0
        self.acknowledged_at = 0.0
        self.seen = -1
        self.seen_at = 0.0
        self.look_at = 0.0
        self.resends = 0

    @property
    def is_seen(self) -> bool:
        """Whether the last look-up found all of its rows."""
        return self.seen >= self.records

    @property
    def run_id(self) -> str:
        """The backtest's run that the first row belongs to; "" for a live node."""
        return "" if self.again is None else self.again.run_id

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + self.records - 1

    def to(self, state: BatchState) -> None:
        """
        Change the state.

        Raises
        ------
        RuntimeError
            If no such transition exists.

        """
        if state not in _NEXT[self.state]:
            raise RuntimeError(f"a batch does not go from {self.state.value} to {state.value}")
        self.state = state

    def add(self, converted: Converted, end: Position) -> None:
        """Append converted lines, which came from the source up to a position."""
        self.end = end
        self.rows.append(converted.rows)
        self.size += len(converted.rows)
        self.records += converted.records
        self.put_aside += converted.put_aside
        self.earliest = min(self.earliest or converted.earliest, converted.earliest)
        self.latest = max(self.latest, converted.latest)

    def absorb(self, other: "Batch") -> None:
        """Take in the batch that follows; both are acknowledged, and no rows of them are here."""
        is_seen = self.is_seen and other.is_seen
        self.seen = self.seen + other.seen if is_seen else -1
        self.seen_at = max(self.seen_at, other.seen_at)
        self.records += other.records
        self.size += other.size
        self.end = other.end
        self.earliest = min(self.earliest, other.earliest)
        self.latest = max(self.latest, other.latest)
        self.put_aside += other.put_aside
        self.lost += other.lost
        self.is_loss_unknown = self.is_loss_unknown or other.is_loss_unknown
        self.stubs |= other.stubs
        self.is_kept = self.is_kept or other.is_kept
        self.is_held = self.is_held or other.is_held
        self.acknowledged_at = max(self.acknowledged_at, other.acknowledged_at)

    def body(self) -> list[bytes]:
        """Return the rows to send, in pieces."""
        return list(self.missing.values()) if self.missing else self.rows

    def numbered(self) -> dict[int, bytes]:
        """Return the rows that are to be sent, by their numbers."""
        return dict(self.missing) if self.missing else by_number(self.rows, self.first)

    def replace(self, stubs: Mapping[int, bytes]) -> None:
        """Put rows in the places of those that can't be stored."""
        self.stubs.update(stubs)
        self.put_aside += len(stubs)

    def give_up(self, stubs: Mapping[int, bytes], put_aside: int) -> None:
        """Replace rows that were never kept, so many of them no stubs, by such of other times."""
        self.stubs.update(stubs)
        self.put_aside += put_aside
        times = [msgspec.json.decode(stub, type=_Timed).at for stub in stubs.values()]
        self.earliest = min([self.earliest, *times])  # rows of a clock ahead are later
        self.latest = max([self.latest, *times])
        self.is_given_up = True


def is_stub(row: bytes) -> bool:
    """Return whether a row stands for a record that is a dead letter already."""
    return "put_aside" in msgspec.json.decode(row)


class _Timed(msgspec.Struct):
    at: str = msgspec.field(name="_time", default="")


def by_number(rows: Iterable[bytes], first: int) -> dict[int, bytes]:
    """Return rows by their numbers, the first of which is given."""
    # On newlines only: `bytes.splitlines` would split at a carriage return, too.
    lines = b"".join(rows).split(b"\n")[:-1]
    return {first + index: line + b"\n" for index, line in enumerate(lines)}
