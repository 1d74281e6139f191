"""
The log calls that a bridge has captured, whose lines the log file may hold as well.

A bridge captures calls while the file system of the spool is full, and the calls go on to the log
file. Where there is still some room, or there is again before the writer gives up what it buffers,
the file holds their lines, too, however late they are written. A line is passed over that was
written for a captured call: by the process itself, and by the one that goes on after a crash, for
the journal knows these calls up to the last one that got a number.
"""

from collections import deque
from hashlib import blake2b

import msgspec

from nautilus_vlogs.capture.lines import split_lines
from nautilus_vlogs.capture.lines import time_of
from nautilus_vlogs.times import ns_of
from nautilus_vlogs.times import rfc3339

#: A call's line has a later time than the call: its thread may have been interrupted in between.
INTERRUPTED_NS = 5_000_000_000

#: As many calls may be between their capture and the time that their line gets: one a thread.
_MAX_INTERRUPTED = 16


class Call(msgspec.Struct, frozen=True, array_like=True):
    """
    A captured call.

    Parameters
    ----------
    at : str
        When it was captured (RFC 3339, nanoseconds).
    digest : str
        Stands for its component and its message.

    """

    at: str
    digest: str


class Span(msgspec.Struct, frozen=True, array_like=True):
    """The times of the first and the last call of a bridge that got a number (RFC 3339)."""

    begin: str
    last: str


class Captured(msgspec.Struct, frozen=True):
    """
    The captured calls whose lines the file may still hold, as a journal knows them.

    Parameters
    ----------
    spans : tuple of Span
        Lines of these times are those of captured calls.
    calls : tuple of Call
        The last calls; their lines may be of later times.

    """

    spans: tuple[Span, ...] = ()
    calls: tuple[Call, ...] = ()


class CapturedCalls:
    """
    Tell the lines of captured calls.

    Parameters
    ----------
    known : Captured, optional
        The calls that an earlier process has captured.

    """

    def __init__(self, known: Captured | None = None) -> None:
        known = known or Captured()
        self._spans = list(known.spans)
        self._calls = deque(known.calls, maxlen=_MAX_INTERRUPTED)
        self._is_new = True

    def __bool__(self) -> bool:
        return bool(self._spans)

    def snapshot(self) -> Captured | None:
        """Return the calls for a journal, ``None`` if there are none."""
        return Captured(tuple(self._spans), tuple(self._calls)) if self._spans else None

    def begin(self) -> None:
        """Note that a new bridge captures calls from now on."""
        self._is_new = True

    def note(self, lines: bytes) -> None:
        """Note calls of the bridge, which are about to get their numbers."""
        calls = split_lines(lines)
        last = time_of(calls[-1])
        if last is None:
            return
        if self._is_new:
            first = time_of(calls[0]) or last
            self._spans.append(Span(first.decode(), last.decode()))
            self._is_new = False
        else:
            self._spans[-1] = Span(self._spans[-1].begin, last.decode())
        for line in calls[-_MAX_INTERRUPTED:]:
            at = time_of(line)
            if at is not None:
                self._calls.append(Call(at.decode(), _digest(line)))

    def split(self, lines: bytes) -> tuple[bytes, bytes]:
        """
        Return the first lines, those that are of captured calls and those that are not.

        One of the two is empty, where there are lines at all. Those of captured calls have to be
        passed over before others are looked at, as many as `pass_over` is called with.
        """
        if not self._spans:
            return b"", lines
        size = 0
        for line in split_lines(lines):
            if self.covers(line):
                return (b"", lines[:size]) if size else (line, b"")
            size += len(line)
        return b"", lines

    def pass_over(self, line: bytes) -> None:
        """Note that a line is passed over: no other line is of the same call."""
        call = self._call_of(line)
        if call is not None:
            self._calls.remove(call)

    def forget(self, lines: bytes) -> None:
        """Forget the bridges that the file has passed with these lines: its lines come in order."""
        at = time_of(lines)
        if at is None or not self._spans:
            return
        since = rfc3339(ns_of(at.decode()) - INTERRUPTED_NS)
        self._spans = [span for span in self._spans if since <= span.last]

    def covers(self, line: bytes) -> bool:
        """Return whether a line is that of a captured call which has its number."""
        at = time_of(line)
        if at is None:
            return False
        text = at.decode()
        is_of_span = any(span.begin <= text <= span.last for span in self._spans)
        return is_of_span or self._call_of(line) is not None

    def _call_of(self, line: bytes) -> Call | None:
        """Return the last captured call before a line that has its component and message."""
        at = time_of(line)
        if at is None or not self._calls:
            return None
        since = rfc3339(ns_of(at.decode()) - INTERRUPTED_NS)
        near = [call for call in self._calls if since <= call.at <= at.decode()]
        digest = _digest(line) if near else ""
        return next((call for call in reversed(near) if call.digest == digest), None)


class _Line(msgspec.Struct):
    component: str = ""
    message: str = ""


_decoder = msgspec.json.Decoder(_Line)


def _digest(line: bytes) -> str:
    """Return what stands for a line's component and message; the journal holds no text of it."""
    try:
        said = _decoder.decode(line)
        text = f"{said.component}\0{said.message}".encode()
    except (msgspec.DecodeError, UnicodeError):
        text = line
    return blake2b(text, digest_size=8).hexdigest()
