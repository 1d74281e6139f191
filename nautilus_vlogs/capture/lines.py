"""What the lines of NautilusTrader's JSON log files look like, as far as reading needs it."""

import os
import re

import msgspec

from nautilus_vlogs.gil import rest

#: The start of a line. The order of the keys is fixed, and nothing comes before the timestamp.
_START = re.compile(rb'^\{"timestamp":"([^"]{30})"', re.MULTILINE)
_TRADER = re.compile(rb'\{"timestamp":"[^"]{30}","trader_id":("(?:[^"\\]|\\.)*+")')

#: A line whose message is blank and that has no fields besides; it becomes no row.
_BLANK = re.compile(rb'^\{"timestamp":.*"message":"(?: |\\[nrt])*"\}', re.MULTILINE)

_CHUNK_BYTES = 64 * 1024


def split_lines(lines: bytes) -> list[bytes]:
    """Return lines one by one, each with its newline; nothing else ends a line."""
    return [line + b"\n" for line in lines.removesuffix(b"\n").split(b"\n")]


def time_of(line: bytes) -> bytes | None:
    """Return a line's time as it is written, ``None`` if it has none."""
    match = _START.match(line)
    return match[1] if match is not None else None


def trader_of(line: bytes) -> str | None:
    """Return the trader that a line names, ``None`` if it is no whole line of a log."""
    match = _TRADER.match(line)
    if match is None:
        return None
    try:
        return msgspec.json.decode(match[1], type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def count_records(fd: int, offset: int = 0, end: int | None = None) -> int:
    """
    Return how many records a part of a file holds; lines with a blank message are none.

    Parameters
    ----------
    fd : int
        The file.
    offset : int, default 0
        Where the part begins, in bytes.
    end : int, optional
        Where it ends; by default at the end of the file.

    """
    count, held = 0, b""
    while data := os.pread(fd, _size(offset, end), offset):
        offset += len(data)
        lines = held + data
        whole = lines.rfind(b"\n") + 1
        count += lines.count(b"\n") - sum(1 for _ in _BLANK.finditer(lines, 0, whole))
        held = lines[whole:]
        if len(held) > _CHUNK_BYTES:  # a long line: its end counts it
            held = held[:_CHUNK_BYTES]
        rest()
    return count


def start_of_run(fd: int, since: bytes, until: bytes) -> int:
    """
    Return the offset of the first line of the last run that wrote to a file.

    Parameters
    ----------
    fd : int
        The file.
    since, until : bytes
        The run's lines are of these times (RFC 3339, nanoseconds, ``Z``); a line of another time
        before them ends the run. An earlier run's lines may be later than this one's, where the
        clock was set back between them.

    Returns
    -------
    int
        The offset in bytes; the end of the file if no line of the run is there.

    """
    size = os.fstat(fd).st_size
    length = _CHUNK_BYTES
    while True:
        begin = max(0, size - length)
        data = os.pread(fd, size - begin, begin)
        start = None
        for match in reversed(list(_START.finditer(data))):
            if begin and not match.start():  # maybe the middle of a line
                break
            if not since <= match[1] <= until:
                return begin + start if start is not None else _next_line(data, match, begin)
            start = match.start()
        if not begin:
            return start if start is not None else size
        length *= 4


def first_of_run(fd: int, since: bytes, until: bytes) -> int:
    """
    Return the offset of the first line in a file that is of some times.

    Parameters
    ----------
    fd : int
        The file.
    since, until : bytes
        Between which times a line begins the run (RFC 3339, nanoseconds, ``Z``); the lines that
        follow may be of any, as those of a backtest are.

    Returns
    -------
    int
        The offset in bytes; the end of the file if no such line is there.

    """
    offset, held = 0, b""
    while data := os.pread(fd, _CHUNK_BYTES, offset + len(held)):
        held += data
        for match in _START.finditer(held):
            if since <= match[1] <= until:
                return offset + match.start()
        done = held.rfind(b"\n") + 1
        offset, held = offset + done, held[done:]
        rest()
    return offset + len(held)


def _next_line(data: bytes, match: re.Match[bytes], begin: int) -> int:
    """Return the offset behind the line that a match begins, or the end of the data."""
    end = data.find(b"\n", match.start())
    return begin + (end + 1 if end >= 0 else len(data))


def _size(offset: int, end: int | None) -> int:
    return _CHUNK_BYTES if end is None else max(0, min(_CHUNK_BYTES, end - offset))
