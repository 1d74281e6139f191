"""
The spool, and the bridge in its place while there is no room for the spool.

::

    SPOOL ── space is short, and nothing is left to give up ──► BRIDGE
      ▲                                                            │
      │ the file is read up to where the bridge ended              │ there is room again
      └──────────────────────── RETURN ◄──────────────────────────┘

No line comes twice, and none is missed: the file's lines are shipped up to the time of the first
call that the bridge recorded, and from the time on at which it ended. The file's lines between the
two are passed over. After a crash the next process passes over those alone whose calls were sent;
see `captured`.
"""

import time
from collections.abc import Callable
from collections.abc import Iterator
from enum import Enum

from nautilus_vlogs.capture.bridge import Bridge
from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.captured import CapturedCalls
from nautilus_vlogs.capture.lines import split_lines
from nautilus_vlogs.capture.lines import time_of
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.space import LookAtSpace
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.times import rfc3339

#: After so long without a further line of the file, the file holds no line from before the bridge.
_SETTLE_SECS = 0.5

#: Sorts behind every time.
_NEVER = b"~"


class State(Enum):
    """Where the lines come from."""

    SPOOL = "spool"
    BRIDGE = "bridge"
    RETURN = "return"


class SpoolOrBridge:
    """
    Read the spool, or the bridge while the spool's file system is full.

    Parameters
    ----------
    spool : SpoolReader
        The spool.
    make_bridge : callable
        Returns a bridge that is not installed.
    look_at_space : callable
        Returns the space of the spool's file system.
    report : callable
        Called with a level and a text.
    bridge : Bridge, optional
        A bridge that was installed already, for the log file was not there.
    clock : callable, default time.monotonic
        Returns the time in seconds.
    now : callable, default time.time_ns
        Returns the time of a line that is logged now, in UNIX nanoseconds, as for the bridge.

    Attributes
    ----------
    unknown_losses : int
        How often an unknown number of records was lost.

    """

    def __init__(
        self,
        spool: SpoolReader,
        make_bridge: Callable[[], Bridge],
        look_at_space: LookAtSpace,
        report: Callable[[str, str], None] = lambda *_: None,
        *,
        bridge: Bridge | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], int] = time.time_ns,
    ) -> None:
        self._spool = spool
        self._make_bridge = make_bridge
        self._look_at_space = look_at_space
        self._report = report
        self._clock = clock
        self._now = now
        self._state = State.SPOOL if bridge is None else State.BRIDGE
        self._bridge = bridge
        # The bridge that may lose, and what those before it have lost; in one, for other threads
        # read it.
        self._losses: tuple[Bridge | None, int] = (bridge, 0)
        self._unknown_losses = 0
        self._was_exhausted = False
        self._is_loss_noted = False  # of the present bridge's time
        self._begin = self._end = _NEVER  # the time of the bridge
        # Those of bridges before it whose lines may still be written to the file, however late.
        self._earlier: list[tuple[bytes, bytes]] = []
        self._captured = CapturedCalls()
        self._settled_at = clock() + _SETTLE_SECS
        self._last: SpoolReader | Bridge = spool  # what returned lines last

    @property
    def is_full(self) -> bool:
        """Whether there is no room for the spool."""
        return self._state is State.BRIDGE

    @property
    def lost(self) -> int:
        """How many records were dropped before they could be read."""
        bridge, before = self._losses
        return self._spool.lost + before + (0 if bridge is None else bridge.lost)

    @property
    def unknown_losses(self) -> int:
        """How often an unknown number of records was lost."""
        return self._spool.unknown_losses + self._unknown_losses

    @property
    def files(self) -> list[LogFile]:
        """The file table, to which a position refers; it only grows."""
        return self._spool.files

    @property
    def is_rereadable(self) -> bool:
        """Whether the lines that were returned last can be read again, and no others with them."""
        is_spool = self._state is State.SPOOL and self._last is self._spool
        return is_spool and not self._earlier and self._spool.is_rereadable

    @property
    def position(self) -> Position:
        """Where the next line of the file begins that was not consumed."""
        return self._spool.position

    @property
    def captured(self) -> Captured | None:
        """The consumed calls of the bridge whose lines may still come in the file."""
        return self._captured.snapshot()

    @property
    def written(self) -> Position:
        """Where the last whole line of the files ends."""
        return self._spool.written

    def request_flush(self) -> None:
        """Ask the writer to flush its buffer, unless there is no room for it."""
        if self._state is not State.BRIDGE or not self._is_settled:
            self._spool.request_flush()

    def mark(self) -> None:
        """Have a mark written behind what was logged so far."""
        if self._state is not State.BRIDGE:
            self._spool.mark()

    def has_reached_mark(self) -> bool:
        """Return whether all that was logged before the mark can be seen to be read."""
        if self._state is State.SPOOL:
            return self._spool.has_reached_mark()
        is_marked = self._state is State.BRIDGE or self._spool.has_reached_mark()
        return is_marked and self._is_settled

    def has_written_mark(self) -> bool:
        """Return whether all that was logged before the mark can be seen to be written."""
        return self._state is not State.SPOOL or self._spool.has_written_mark()

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """Return the next whole lines; the same ones until `take` consumes them."""
        bridge = self._bridge
        if bridge is not None and self._last is bridge and bridge.is_holding:
            return bridge.peek(size)
        self._last = self._spool
        if self._state is State.SPOOL:
            return self._lines_of_file(size) if self._earlier else self._spool.peek(size)
        lines = self._lines_of_file(size)
        if not lines and self._is_settled:
            lines = self._lines_of_bridge(size)
        return lines

    def take(self, size: int) -> None:
        """Consume `size` bytes of the lines that `peek` returned."""
        if self._last is self._bridge:
            self._captured.note(self._bridge.peek()[:size])
        self._last.take(size)

    def watch(self) -> None:
        """Look for new files, and go over to the bridge or back as the space demands it."""
        self._spool.watch()
        if self._bridge is not None:
            self._bridge.watch()
            self._begin = min(self._begin, self._bridge.first_at.encode())
        space = self._look_at_space()
        if space is None:
            return
        self._was_exhausted = self._was_exhausted or space.is_exhausted
        if self._state is State.SPOOL or (self._state is State.RETURN and self._bridge is None):
            if space.is_short and not self._spool.give_up_oldest():
                self._go_to_bridge()
            else:
                self._was_exhausted = False
        elif self._state is State.BRIDGE and space.has_room:
            self._return()
        elif space.is_exhausted and not (self._is_settled or self._is_loss_noted):
            # Lines from before the bridge were still on their way to the file.
            self._is_loss_noted = True
            self._unknown_losses += 1

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the spool's lines between two positions, as far as they are still there."""
        return self._spool.read_again(start, end)

    def release(self, position: Position) -> None:
        """Let go of everything before a position: it is stored."""
        self._spool.release(position)

    def backlog(self) -> Backlog:
        """Return what waits to be read."""
        backlog = self._spool.backlog()
        bridge = self._bridge  # which the shipper's thread forgets at any moment
        if bridge is None:
            return backlog
        return Backlog(backlog.size, backlog.records + bridge.backlog().records)

    def close(self) -> None:
        """Stop reading; log calls go their old way again."""
        if self._bridge is not None:
            self._bridge.close()
        self._spool.close()

    def remove(self) -> None:
        """Delete the spool: all of it is stored."""
        self._spool.remove()

    @property
    def _is_settled(self) -> bool:
        """Whether the file holds no further line from before the bridge."""
        return self._clock() >= self._settled_at

    def _go_to_bridge(self) -> None:
        self._forget_bridge()
        self._note_earlier()
        self._captured.begin()
        self._bridge = self._make_bridge()
        self._losses = self._bridge, self._losses[1]
        self._bridge.install()
        self._state, self._begin, self._end = State.BRIDGE, _NEVER, _NEVER
        self._settled_at = self._clock() + _SETTLE_SECS
        loss = ""
        self._is_loss_noted = self._was_exhausted
        if self._was_exhausted:
            self._unknown_losses += 1
            loss = "; an unknown number of lines is missing"
        self._report(
            "warning",
            "The spool's file system is full: log calls are captured in process until there is "
            f"room again, and don't survive a crash{loss}. Free space there, or name another "
            "`log_directory`",
        )

    def _return(self) -> None:
        # Before the calls go their old way, so that none is in neither place.
        end_ns = self._now()
        self._end = rfc3339(end_ns).encode()
        if self._bridge is not None:
            self._bridge.close(until_ns=end_ns)
        self._state, self._was_exhausted = State.RETURN, False
        self._report("info", "There is room for the spool again: lines are read from it")

    def _lines_of_file(self, size: int) -> bytes:
        """Return lines of the file that the bridge has not; pass over those that it has."""
        while lines := self._spool.peek(size):
            # Looked at after the lines: a call is recorded before its line is written.
            if self._bridge is not None:
                self._begin = min(self._begin, self._bridge.first_at.encode())
            part, lines = self._first_part(lines)
            if part is _Part.BEFORE:
                self._forget_earlier(lines)
                self._captured.forget(lines)
                self._settled_at = max(self._settled_at, self._clock() + _SETTLE_SECS)
                return lines
            if part is _Part.AFTER and self._bridge is not None:
                return b""  # the bridge is read first
            if part is _Part.AFTER:
                lines, own = self._captured.split(lines)
                if own:
                    self._state = State.SPOOL
                    self._begin = self._end = _NEVER
                    self._earlier.clear()
                    self._captured.forget(own)
                    return own
            for line in split_lines(lines):
                if self._is_waiting(line):
                    return b""
                self._captured.pass_over(line)
                self._spool.take(len(line))
        return b""

    def _is_waiting(self, line: bytes) -> bool:
        """Return whether the call of a line in the bridge's time is still to be read."""
        at = time_of(line)
        if self._bridge is None or at is None or self._is_of_earlier(at):
            return False
        return not self._captured.covers(line)

    def _is_of_earlier(self, at: bytes) -> bool:
        """Return whether a time is that of a bridge before this one."""
        return any(begin <= at < end for begin, end in self._earlier)

    def _lines_of_bridge(self, size: int) -> bytes:
        """Return lines of the bridge; forget it when it was closed and all of it is read."""
        if self._bridge is None:
            self._note_earlier()
            self._state = State.SPOOL
            return b""
        if lines := self._bridge.peek(size):
            self._last = self._bridge
            return lines
        if self._state is State.RETURN:
            self._forget_bridge()
            self._settled_at = self._clock() + _SETTLE_SECS
            return self._lines_of_file(size)
        return b""

    def _first_part(self, lines: bytes) -> tuple["_Part", bytes]:
        """Return to which part the first lines belong, and those."""
        first, size = _Part.BEFORE, 0
        for line in split_lines(lines):
            part = self._part_of(line)
            if size and part is not first:
                break
            first, size = part, size + len(line)
        return first, lines[:size]

    def _part_of(self, line: bytes) -> "_Part":
        at = time_of(line)
        if at is None:  # torn by a full file system, or put aside later
            is_near = self._begin != _NEVER or self._earlier
            return _Part.BRIDGE if is_near else _Part.BEFORE
        if self._is_of_earlier(at):
            return _Part.BRIDGE
        if at >= self._end:
            return _Part.AFTER
        return _Part.BEFORE if at < self._begin else _Part.BRIDGE

    def _note_earlier(self) -> None:
        """Remember the time of a bridge that is over."""
        if _NEVER not in (self._begin, self._end):
            self._earlier.append((self._begin, self._end))
        self._begin = self._end = _NEVER

    def _forget_earlier(self, lines: bytes) -> None:
        """Forget the times of bridges that the file has passed, for its lines come in order."""
        at = time_of(lines)
        if at is not None:
            self._earlier = [(begin, end) for begin, end in self._earlier if at < end]

    def _forget_bridge(self) -> None:
        if self._bridge is not None:
            self._bridge.close()
            self._bridge.count_lost()
            self._losses = None, self._losses[1] + self._bridge.lost
            self._bridge = None


class _Part(Enum):
    """The parts of the file: before, during and after the time of the bridge."""

    BEFORE = "before"
    BRIDGE = "bridge"
    AFTER = "after"
