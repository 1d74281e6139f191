"""
An old log beside the rows of the store, level by level.

Both are read in order of time and each line takes the row of its level, component and text that is
nearest in time. A line or a row without a partner within the tolerance is a difference.
Memory holds the lines and rows of twice the tolerance, however long the log is.
"""

import re
from collections import Counter
from collections import deque
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice

import msgspec

from nautilus_vlogs.operate.old_logs import OldLine
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.schema import LEVELS

#: The mark in a row in the place of a secret.
_MASK = "***"

#: Candidates that a line or a row is tried against.
_MAX_TRIED = 1_000

#: Nanoseconds behind the range, after which no line of it is looked for any more.
_DISORDER_NS = 600_000_000_000

_MAX_PUT_ASIDE = 10_000

_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]|\x1b[ -/]*+[0-~]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_EXCERPT = re.compile(r"Record put aside, .{1,400}?\. It begins: (.*)", re.DOTALL)


class Difference(msgspec.Struct, frozen=True):
    """
    A line without a row, or a row without a line.

    Parameters
    ----------
    time_ns : int
        Its time in UNIX nanoseconds.
    level, component, message : str
        The rest of it.
    place : str, default ""
        The file and the line, for a line.
    reason : str, default ""
        Why the store has it not, where a row says so.

    """

    time_ns: int
    level: str
    component: str
    message: str
    place: str = ""
    reason: str = ""


class Comparison:
    """
    Compare records of an old log with rows, both in order of time.

    Parameters
    ----------
    window : TimeRange
        The range to compare; records and rows outside of it are partners only.
    tolerance_ns : int
        Nanoseconds by which the times of a line and of its row may differ.
    max_shown : int
        Number of differences of each kind that are kept to be shown.

    Attributes
    ----------
    lines, missing, added : Counter
        By level: records in the log, those without a row, rows without a record.
    blank : int
        Records without a text, which make no row.
    missing_shown, added_shown : list of Difference
        The first ones of each kind.

    """

    def __init__(self, window: TimeRange, *, tolerance_ns: int, max_shown: int) -> None:
        self._window = window
        self._tolerance_ns = tolerance_ns
        self._max_shown = max_shown
        self._lines = _Pending()
        self._rows = _Pending()
        self._put_aside: deque[tuple[int, str, str]] = deque(maxlen=_MAX_PUT_ASIDE)
        self._first_ns: int | None = None
        self._last_ns = 0
        self._reported: dict[str, list[Difference]] = {}
        self.lines: Counter[str] = Counter()
        self.missing: Counter[str] = Counter()
        self.added: Counter[str] = Counter()
        self.blank = 0
        self.missing_shown: list[Difference] = []

    @property
    def is_equal(self) -> bool:
        """Whether each line has its row and, at the levels of the log, each row its line."""
        return not self.missing and not self.added

    @property
    def added_shown(self) -> list[Difference]:
        """The first rows without a line."""
        found = [one for level in self.added for one in self._reported.get(level, [])]
        return sorted(found, key=lambda one: one.time_ns)[: self._max_shown]

    def run(self, lines: Iterable[OldLine], rows: Iterable[LogRow]) -> None:
        """Read both to their ends; the rows no further than the lines go."""
        lines, rows = iter(lines), iter(rows)
        line, row = next(lines, None), next(rows, None)
        while line is not None and line.time_ns < self._window.end_ns + _DISORDER_NS:
            if row is not None and row.time_ns < line.time_ns:
                self._add_row(row)
                row = next(rows, None)
            else:
                self._add_line(line)
                line = next(lines, None)
        while row is not None and row.time_ns <= self._last_ns + self._tolerance_ns:
            self._add_row(row)
            row = next(rows, None)
        self._expire(None)
        self._drop_levels_of_rows_only()

    def levels(self) -> list[str]:
        """Return the levels that were seen, in order of severity."""
        seen = set(self.lines) | set(self.added)
        known = [level for level in LEVELS if level in seen]
        return known + sorted(seen - set(known))

    # -- Private -----------------------------------------------------------------------------

    def _add_line(self, line: OldLine) -> None:
        window, margin = self._window, self._tolerance_ns
        if not window.start_ns - margin <= line.time_ns < window.end_ns + margin:
            return
        self._first_ns = line.time_ns if self._first_ns is None else self._first_ns
        self._last_ns = max(self._last_ns, line.time_ns)
        self._expire(line.time_ns)
        text = essence(line.message)
        is_inside = self._is_inside(line.time_ns)
        if not text:
            self.blank += is_inside
            return
        if is_inside:
            self.lines[line.level] += 1
        one = _Entry(line.time_ns, line.level, line.component, text, line.message, line.place)
        if not self._rows.take_partner(one, self._tolerance_ns):
            self._lines.add(one)

    def _add_row(self, row: LogRow) -> None:
        self._expire(row.time_ns)
        if "lost" in row.fields:  # the report of a loss, which no line is
            return
        if reason := row.fields.get("put_aside"):
            if match := _EXCERPT.match(row.message):
                self._put_aside.append((row.time_ns, essence(match[1]), reason))
            return
        # As a formatter puts them below the message.
        parts = row.message, row.error_traceback, row.fields.get("stack_info")
        message = "\n".join(filter(None, parts))
        text = essence(message)
        one = _Entry(row.time_ns, row.level, row.component, text, message)
        if text and not self._lines.take_partner(one, self._tolerance_ns):
            self._rows.add(one)

    def _is_inside(self, time_ns: int) -> bool:
        return self._window.start_ns <= time_ns < self._window.end_ns

    def _expire(self, now_ns: int | None) -> None:
        """Report what no partner can come for any more; all of it at the end."""
        # Twice the tolerance: the lines of several threads are not quite in order of time.
        before = None if now_ns is None else now_ns - 2 * self._tolerance_ns
        for line in self._lines.expired(before):
            if not self._is_inside(line.time_ns):
                continue
            self.missing[line.level] += 1
            if len(self.missing_shown) < self._max_shown:
                self.missing_shown.append(_as_difference(line, self._reason_for(line)))
        for row in self._rows.expired(before):
            # Rows from before the log began, or after its end, are not for it to have.
            is_covered = self._first_ns is not None and self._first_ns <= row.time_ns
            if is_covered and row.time_ns <= self._last_ns and self._is_inside(row.time_ns):
                self.added[row.level] += 1
                shown = self._reported.setdefault(row.level, [])
                if len(shown) < self._max_shown:
                    shown.append(_as_difference(row))

    def _reason_for(self, line: "_Entry") -> str:
        """Return why a line was put aside, if a row around its time says that it was."""
        for _, excerpt, reason in self._put_aside:
            if excerpt and line.text.startswith(excerpt):
                return reason
        return ""

    def _drop_levels_of_rows_only(self) -> None:
        """Forget the rows below the lowest level of the log, which was not to have them."""
        ranks = {level: at for at, level in enumerate(LEVELS)}
        lowest = min((ranks.get(level, 0) for level in self.lines), default=len(LEVELS))
        for level in [one for one in self.added if ranks.get(one, lowest) < lowest]:
            del self.added[level]


class _Entry(msgspec.Struct, eq=False):
    time_ns: int
    level: str
    component: str | None
    text: str
    message: str
    place: str = ""
    is_waiting: bool = True

    @property
    def key(self) -> tuple[str, str]:
        return self.level, self.text


class _Pending:
    """Lines or rows that wait for their partner, by their level and text and in order of time."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], deque[_Entry]] = {}
        self._masked: deque[_Entry] = deque(maxlen=_MAX_TRIED)
        self._in_time: deque[_Entry] = deque()

    def add(self, one: _Entry) -> None:
        """Have a line or a row wait."""
        self._by_key.setdefault(one.key, deque()).append(one)
        self._in_time.append(one)
        if _MASK in one.text:
            self._masked.append(one)

    def take_partner(self, one: _Entry, tolerance_ns: int) -> bool:
        """Remove the partner of a line or a row; return whether there is one."""
        for candidates in (self._by_key.get(one.key, ()), self._alike(one)):
            first: _Entry | None = None
            for other in islice(candidates, _MAX_TRIED):
                if not _fits(one, other, tolerance_ns):
                    continue
                first = first or other
                if other.time_ns == one.time_ns:
                    first = other
                    break
            if first is not None:
                self._remove(first)
                return True
        return False

    def expired(self, before_ns: int | None) -> Iterator[_Entry]:
        """Remove and yield what is older than a time, or all."""
        while self._in_time and (before_ns is None or self._in_time[0].time_ns < before_ns):
            one = self._in_time.popleft()
            if one.is_waiting:
                self._remove(one)
                yield one

    def _alike(self, one: _Entry) -> Iterator[_Entry]:
        """Yield what differs in nothing but what was masked in one of the two."""
        while self._masked and not self._masked[0].is_waiting:
            self._masked.popleft()
        if _MASK in one.text:
            parts = one.text.split(_MASK)
            for other in islice(reversed(self._in_time), _MAX_TRIED):
                if other.is_waiting and other.level == one.level and _has(other.text, parts):
                    yield other
        else:
            for other in self._masked:
                is_candidate = other.is_waiting and other.level == one.level
                if is_candidate and _has(one.text, other.text.split(_MASK)):
                    yield other

    def _remove(self, one: _Entry) -> None:
        """Let an entry wait no more; in order of time it stays until it is due."""
        one.is_waiting = False
        entries = self._by_key[one.key]
        if entries[0] is one:
            entries.popleft()
        else:
            entries.remove(one)
        if not entries:
            del self._by_key[one.key]


def essence(message: str) -> str:
    """Return what a line and its row have in common: a text without escapes and white space."""
    return " ".join(_CONTROLS.sub("", _ESCAPES.sub("", message)).split())


def _fits(one: _Entry, other: _Entry, tolerance_ns: int) -> bool:
    if abs(one.time_ns - other.time_ns) > tolerance_ns:
        return False
    return one.component is None or other.component is None or one.component == other.component


def _has(text: str, parts: list[str]) -> bool:
    """Return whether a text consists of parts, in their order, with anything between them."""
    first, *middle, last = parts
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True


def _as_difference(one: _Entry, reason: str = "") -> Difference:
    return Difference(
        time_ns=one.time_ns,
        level=one.level,
        component=one.component or "",
        message=one.message,
        place=one.place,
        reason=reason,
    )
