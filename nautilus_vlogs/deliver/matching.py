"""Lines missing from the store, matched by time, component and text."""

import json
import time
from collections import Counter
from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from itertools import islice
from itertools import takewhile
from typing import NamedTuple

import msgspec

from nautilus_vlogs.capture.captured import INTERRUPTED_NS
from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.lines import time_of
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Unbuffered
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.deliver.left_backtests import LeftBacktest
from nautilus_vlogs.store.select import Lookup
from nautilus_vlogs.times import ns_of
from nautilus_vlogs.times import rfc3339


class _Row(msgspec.Struct):
    time: str = msgspec.field(name="_time", default="")
    text: str = msgspec.field(name="_msg", default="")
    component: str = ""
    sim_time: str = ""
    run_id: str = ""
    instance_id: str = ""
    seq: str | int = ""  # a row of ours that was not sent has a number

    @property
    def key(self) -> "_Key":
        """What the store's row and the line's have in common: a real time is of one run alone."""
        run_id = self.run_id if self.sim_time else ""
        return _Key(self.sim_time or _whole(self.time), self.component, self.text, run_id)

    @property
    def timeless_key(self) -> "_Key":
        """The same for a line that has no time."""
        return _Key("", self.component, self.text, self.run_id)


class _Key(NamedTuple):
    time: str
    component: str
    text: str
    run_id: str


#: Rows of one component and text, the last one first.
_ByText = dict[tuple[str, str], list[_Key]]


class Unjournaled(NamedTuple):
    """
    The rows of an instance of which its journal does not know.

    Parameters
    ----------
    instance_id : str
        The instance.
    first, end : int
        Their numbers: from `first` on and before `end`.
    next_seq : int
        Those from here on are of lines that are sent now.

    """

    instance_id: str
    first: int
    end: int
    next_seq: int

    def number_of(self, row: _Row) -> int:
        """Return the number of a row, -1 if it is another instance's."""
        seq = str(row.seq)
        return int(seq) if row.instance_id == self.instance_id and seq.isdecimal() else -1


class _Kept(NamedTuple):
    """A line to be sent."""

    line: bytes
    consumed: int  # what it ends in the source, in bytes
    run_id: str
    before: RowConverter | None = None  # as behind the lines left out, which began a private key


_decoder = msgspec.json.Decoder(_Row)
_FIELDS = ("_time", "component", "_msg", "sim_time", "run_id", "instance_id", "seq")

#: The time of a backtest's lines before the first datum: their rows have the time of sending alone.
_ZERO = rfc3339(0).encode()

#: The clock of the process that sent the rows may have been so far ahead.
_AHEAD_NS = 60_000_000_000


class UnstoredLines(Unbuffered):
    """
    Pass on the lines of a source that the store does not hold.

    It serves where no journal says which numbers the lines got. While the store can't be asked,
    reading fails, so that nothing is sent on a guess. Rows of captured calls are earlier than the
    lines of these, and found by their texts: those since a bridge began that the journal knows, and
    those that the journal had no room for. Of a log that is still written, what is written from now
    on is passed on as it is.

    Parameters
    ----------
    source : LeftFiles
        The lines.
    converter : RowConverter
        Makes rows of lines; a copy of it is used.
    lookup : Lookup
        Asks the store for rows of the instance.
    trader_id : str, default ""
        Rows of all instances of this trader are looked at: one process may have had several.
    backtest : LeftBacktest, optional
        The log is a backtest's, whose rows have the time of sending.
    unjournaled : Unjournaled, optional
        The rows that the journal had no room for.
    until : Position, optional
        Later lines are new if their times are; by default none is.

    """

    def __init__(
        self,
        source: LeftFiles,
        converter: RowConverter,
        lookup: Lookup,
        *,
        trader_id: str = "",
        backtest: LeftBacktest | None = None,
        unjournaled: Unjournaled | None = None,
        until: Position | None = None,
    ) -> None:
        self._source = source
        self._unjournaled = unjournaled
        self._trader_id = trader_id
        self._backtest = backtest
        self._run_id = converter.run_id  # of the next line that was not looked at
        self._used: Counter[_Key] = Counter()  # rows that were found for earlier lines
        self._converter = converter
        self._lookup = lookup
        self._until = until
        self._since = rfc3339(time.time_ns()).encode()
        self._is_new = False  # the lines that were returned last
        self._captured_since = _begin_of(source.captured)
        self._kept: deque[_Kept] = deque()
        self._looked_at: RowConverter | None = None  # as behind the last line that was looked at
        self._is_apart = self._is_in_key = False  # lines were left out last, some inside of a key

    @property
    def lost(self) -> int:
        """See `Source`."""
        return self._source.lost

    @property
    def unknown_losses(self) -> int:
        """See `Source`."""
        return self._source.unknown_losses

    @property
    def is_full(self) -> bool:
        """See `Source`."""
        return self._source.is_full

    @property
    def is_rereadable(self) -> bool:
        """Whether what is read again holds no lines that were left out here."""
        return self._is_new and self._source.is_rereadable

    @property
    def files(self) -> list[LogFile]:
        """See `Source`."""
        return self._source.files

    @property
    def position(self) -> Position:
        """Position of the first line not passed to `take`."""
        return self._source.position

    @property
    def captured(self) -> Captured | None:
        """See `Source`."""
        return self._source.captured

    @property
    def written(self) -> Position:
        """See `Source`."""
        return self._source.written

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """
        Return the next lines that the store does not hold.

        Raises
        ------
        OSError
            If the store can't be asked now.

        """
        while not self._kept:
            lines = self._source.peek(size)
            self._is_new = bool(lines) and self._are_new(lines)
            if self._is_new or not lines:
                return lines
            self._keep_unstored(lines)
        first = self._kept[0]
        if self._backtest is not None:
            self._converter.run_id = first.run_id  # the line that says it may be left out
        if first.before is not None:
            self._converter.go_on_behind(first.before)
        following = takewhile(
            lambda kept: kept.run_id == first.run_id and kept.before is None,
            islice(self._kept, 1, None),
        )
        return b"".join(kept.line for kept in (first, *following))

    def take(self, size: int) -> None:
        """Consume `size` bytes that `peek` returned."""
        if self._is_new:
            self._source.take(size)
            return
        while size > 0 and self._kept:
            line, consumed, run_id, _ = self._kept.popleft()
            if len(line) > size:  # never in the middle of a line, but for one given up in pieces
                self._kept.appendleft(_Kept(line[size:], consumed - size, run_id))
                consumed = size
            size -= len(line)
            self._source.take(consumed)

    def watch(self) -> None:
        """Look for new files and lost records, also while the store can't be asked."""
        self._source.watch()

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the lines between two positions, those that the store holds included."""
        return self._source.read_again(start, end)

    def release(self, position: Position) -> None:
        """Delete the files before a position."""
        self._source.release(position)

    def backlog(self) -> Backlog:
        """Return what waits to be read."""
        return self._source.backlog()

    def close(self) -> None:
        """Close the files."""
        self._source.close()

    def remove(self) -> None:
        """Delete the files."""
        self._source.remove()

    def _are_new(self, lines: bytes) -> bool:
        """Return whether lines were written since: an older file may be found late."""
        if self._until is None or self._source.position < self._until:
            return False
        at = time_of(lines)
        return at is not None and at >= self._since

    def _keep_unstored(self, lines: bytes) -> None:
        scratch = self._converter.snapshot()
        scratch.run_id = self._run_id
        scratch.end()  # no line waits for a name here
        if self._looked_at is not None:
            scratch.go_on_behind(self._looked_at)
        pieces = [line + b"\n" for line in lines[:-1].split(b"\n")]
        keys: list[_Key | None] = []
        run_ids: list[str] = []
        states: list[RowConverter] = []  # before each line
        is_masking = True
        for line in pieces:
            if scratch.is_masking or is_masking:
                states.append(scratch.snapshot())
            else:
                states.append(states[-1])
            is_masking = scratch.is_masking
            converted = scratch.convert(line)
            row = _decoder.decode(converted.rows) if converted.records else None
            has_no_time = self._backtest is not None and time_of(line) == _ZERO
            key = None if row is None else row.timeless_key if has_no_time else row.key
            keys.append(key)
            run_ids.append(scratch.run_id)
        wanted = [self._candidates(key) for key in keys if key is not None]
        stored, captured = self._stored(list(chain(*wanted)))
        consumed = 0
        for line, key, run_id, state in zip(pieces, keys, run_ids, states, strict=True):
            consumed += len(line)
            candidates = [] if key is None else self._candidates(key) + _before(key, captured)
            match = next((one for one in candidates if stored[one] > 0), None)
            if match is not None:
                stored[match] -= 1
                self._used[match] += 1
                self._is_apart, self._is_in_key = True, self._is_in_key or state.is_masking
                continue
            is_other = self._is_apart and (self._is_in_key or state.is_masking)
            self._kept.append(_Kept(line, consumed, run_id, state if is_other else None))
            self._is_apart = self._is_in_key = False
            consumed = 0
        if consumed and self._kept:
            last = self._kept.pop()
            self._kept.append(last._replace(consumed=last.consumed + consumed))
        elif consumed:
            self._source.take(consumed)
        self._run_id, self._looked_at = scratch.run_id, scratch

    def _candidates(self, key: _Key) -> list[_Key]:
        """Return how a line may be in the store: the lines before a run's begin are of it, too."""
        runs = [] if self._backtest is None else self._backtest.run_ids
        if key.run_id not in runs[:-1]:
            return [key]
        following = runs[runs.index(key.run_id) + 1]
        return [key, key._replace(run_id=following)]

    def _by_text(self, rows: list[_Row]) -> _ByText:
        """Return the rows that may be of captured calls; no others: two lines may say the same."""
        found: _ByText = {}
        for key in sorted({row.key for row in rows if self._may_be_captured(row)}, reverse=True):
            found.setdefault((key.component, key.text), []).append(key)
        return found

    def _may_be_captured(self, row: _Row) -> bool:
        if not self._matches_texts:
            return False
        since, unjournaled = self._captured_since, self._unjournaled
        is_since = bool(since) and row.key.time >= since
        if unjournaled is None:
            return is_since
        number = unjournaled.number_of(row)
        return number < unjournaled.end and (is_since or number >= unjournaled.first)

    @property
    def _matches_texts(self) -> bool:
        known = self._unjournaled
        is_captured = bool(self._captured_since) or (known is not None and known.first < known.end)
        return is_captured and self._backtest is None

    def _stored(self, keys: list[_Key]) -> tuple[Counter[_Key], _ByText]:
        """
        Return which of some rows the store holds that were not found before, and how often.

        With them, those that may be of captured calls; see `_by_text`.
        """
        if not keys:
            return Counter(), {}
        if self._backtest is None:
            since = min(key.time for key in keys)
            # A row is that of one line, and lines are not strictly in order of their times.
            recent = _earlier(since)
            self._used = Counter({key: n for key, n in self._used.items() if key.time >= recent})
            if self._matches_texts:
                since = recent
            latest = max(key.time for key in keys)
            others = f"trader_id:={json.dumps(self._trader_id)}" if self._trader_id else ""
            found = self._lookup.rows(since, latest, _FIELDS, or_where=others)
        else:
            runs = _any_of("run_id", {key.run_id for key in keys if key.run_id})
            simulated = _any_of("sim_time", {key.time for key in keys if key.run_id})
            found = self._lookup.rows(
                self._backtest.since,
                rfc3339(time.time_ns() + _AHEAD_NS),
                _FIELDS,
                where=f"({runs} {simulated} or !sim_time:*)" if runs else "!sim_time:*",
                or_where="environment:=backtest",
            )
        if found is None:
            reason = self._lookup.failure.reason
            raise OSError(f"the store can't say which lines it holds: {reason}")
        rows = [msgspec.convert(row, _Row) for row in found]
        if (known := self._unjournaled) is not None:
            rows = [row for row in rows if known.number_of(row) < known.next_seq]
        stored = Counter(row.key for row in rows)
        stored.update(row.timeless_key for row in rows if not row.sim_time)
        if self._backtest is not None:  # lines of one time may be looked at in parts
            self._used = Counter({key: n for key, n in self._used.items() if key in stored})
        return stored - self._used, self._by_text(rows)


def _begin_of(captured: Captured | None) -> str:
    """Return when the last bridge began that a journal knows, "" if it knows none."""
    return captured.spans[-1].begin if captured is not None and captured.spans else ""


def _before(key: _Key, by_text: _ByText) -> list[_Key]:
    """Return the rows of a call whose line is later than it, for a bridge has captured it."""
    same = by_text.get((key.component, key.text), [])
    since = _earlier(key.time) if same else ""
    return [one for one in same if since <= one.time < key.time]


def _earlier(time: str) -> str:
    """Return since when a call may have been captured whose line has a time."""
    return rfc3339(max(0, ns_of(time) - INTERRUPTED_NS))


def are_numbered(
    pieces: Iterable[bytes], converter: RowConverter, lookup: Lookup, *, until: int, since: str
) -> bool | None:
    """
    Return whether the lines that no journal knows have the numbers that they would get now.

    Parameters
    ----------
    pieces : iterable of bytes
        The lines, some at a time.
    converter : RowConverter
        Makes rows of the lines; a copy of it is used.
    lookup : Lookup
        Asks the store for rows of the instance.
    until : int
        The number behind the last one in the store.
    since : str
        No row is older (RFC 3339); "" if that is not known.

    Returns
    -------
    bool or None
        False if a number stands for another line there, as when a file is gone between them, or for
        none of them, as that of a captured call; ``None`` if the store can't be asked now.

    """
    scratch = converter.snapshot()
    scratch.end()
    for lines in pieces:
        first = scratch.next_seq
        if first >= until:
            break
        converted = scratch.convert(lines)
        if not converted.records:
            continue
        found = lookup.rows(
            since or converted.earliest,
            rfc3339(time.time_ns() + _AHEAD_NS),
            ("seq", "component", "_msg", "put_aside"),
            where=f"seq:>={first} seq:<{scratch.next_seq}",
        )
        if found is None:
            return None
        ours = [_decoder.decode(row) for row in converted.rows.split(b"\n")[:-1]]
        for row in found:
            own = ours[int(row["seq"]) - first]
            theirs = row.get("component", ""), row.get("_msg", "")
            if not row.get("put_aside") and theirs != (own.component, own.text):
                return False
    return scratch.next_seq >= until


def _any_of(field: str, values: Iterable[str]) -> str:
    """Return a filter for any of some values of a field, "" if there are none."""
    listed = ", ".join(json.dumps(value) for value in sorted(values))
    return f"{field}:in({listed})" if listed else ""


def _whole(time: str) -> str:
    """Return a time to the nanosecond: without its last zeros another one compares as earlier."""
    second, _, fraction = time.removesuffix("Z").partition(".")
    return f"{second}.{fraction:0<9}Z" if second else ""
