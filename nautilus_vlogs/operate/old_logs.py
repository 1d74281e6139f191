"""Records of log files, as NautilusTrader and Python's logging write them, in order of time."""

import gzip
import heapq
import io
import json
import os
import re
import zlib
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo
from itertools import chain
from itertools import islice
from pathlib import Path
from typing import IO
from typing import Protocol

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.regular_files import open_regular
from nautilus_vlogs.schema import LEVEL_ALIASES
from nautilus_vlogs.schema import LEVELS

#: Lines of a file by which its format is recognised.
_SAMPLE_LINES = 200

#: Longest message that is compared, in characters: more follow lines are left out.
_MAX_MESSAGE_CHARS = 1_000_000

#: Longest line that is read at once, in characters.
_MAX_LINE_CHARS = 16_000_000

#: Sources of rows that are lines of NautilusTrader's log.
_NAUTILUS_SOURCES = frozenset({"strategy", "actor", "system"})

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_FRACTION = re.compile(r"[.,](\d{1,9})")
_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_LEVEL_NAMES = {level: level for level in LEVELS} | LEVEL_ALIASES

_TIME = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?"
_NAUTILUS_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z"
_LEVEL = "|".join(_LEVEL_NAMES)

#: What the placeholders of a format of Python's logging stand for.
_PLACEHOLDERS = {
    "asctime": rf"(?P<time>{_TIME})",
    "levelname": rf"(?P<level>{_LEVEL}) *",
    "name": r"(?P<component>\S*?)",
    "message": r"(?P<message>.*)",
}
_PLACEHOLDER = re.compile(r"%\((\w+)\)(?:-?\d*(?:\.\d+)?)[a-z]")


class OldLine(msgspec.Struct, frozen=True):
    """
    A record of a log file.

    Parameters
    ----------
    time_ns : int
        Its time in UNIX nanoseconds.
    level : str
        Its level, as rows have it.
    message : str
        Its text, with the lines that follow it without a time of their own.
    component : str, optional
        Its logger, where the format names it.
    trader_id : str, default ""
        The trader, where the format names it.
    place : str, default ""
        The file and the line.

    """

    time_ns: int
    level: str
    message: str
    component: str | None = None
    trader_id: str = ""
    place: str = ""


class LogFormat(Protocol):
    """A form of log lines."""

    @property
    def name(self) -> str:
        """The name that people give to it."""

    @property
    def is_nautilus(self) -> bool:
        """Whether NautilusTrader writes it."""

    def parse(self, line: str, zone: tzinfo | None) -> OldLine | None:
        """Return the record that a line begins, ``None`` if it continues the one before."""


class _Json:
    name = "json"
    is_nautilus = True

    def parse(self, line: str, zone: tzinfo | None) -> OldLine | None:
        if not line.startswith("{"):
            return None
        try:
            record = json.loads(line)
            return OldLine(
                time_ns=_time_ns(record["timestamp"], zone),
                level=_level(record["level"]),
                message=record["message"],
                component=record["component"],
                trader_id=str(record.get("trader_id", "")),
            )
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None


class _Text:
    """
    A text format.

    Parameters
    ----------
    name : str
        Its name.
    pattern : str
        A regular expression with groups ``time``, ``level``, ``message`` and perhaps ``component``
        and ``trader``.

    """

    def __init__(self, name: str, pattern: str) -> None:
        self.name = name
        self.is_nautilus = name == "nautilus"
        self._pattern = re.compile(pattern, re.DOTALL)

    def parse(self, line: str, zone: tzinfo | None) -> OldLine | None:
        match = self._pattern.fullmatch(_COLOURS.sub("", line))
        if match is None:
            return None
        found = match.groupdict()
        try:
            time_ns = _time_ns(found["time"], zone)
        except (ValueError, OverflowError):
            return None
        return OldLine(
            time_ns=time_ns,
            level=_level(found["level"]),
            message=found["message"],
            component=found.get("component"),
            trader_id=found.get("trader") or "",
        )


def format_of(text: str) -> LogFormat:
    """
    Return the format that a user named: ``json``, ``nautilus`` or one of Python's logging.

    Raises
    ------
    InvalidQueryError
        If it lacks the time, the level or the message.

    """
    if text == "json":
        return _Json()
    if text == "nautilus":
        pattern = rf"(?P<time>{_NAUTILUS_TIME}) \[(?P<level>{_LEVEL})\] (?P<trader>[^\s.]*)\."
        return _Text("nautilus", rf"{pattern}(?P<component>.*?): ?(?P<message>.*)")
    names = _PLACEHOLDER.findall(text)
    if not {"asctime", "levelname", "message"} <= set(names) or len(set(names)) < len(names):
        raise InvalidQueryError(
            "`--format` must be json, nautilus, or a format of Python's logging with asctime, "
            f"levelname and message, such as '%(asctime)s %(levelname)s %(name)s: %(message)s', "
            f"was {text[:200]!a}",
        )
    parts = _PLACEHOLDER.split(text)
    pattern = "".join(
        _PLACEHOLDERS.get(part, r".*?") if at % 2 else re.escape(part)
        for at, part in enumerate(parts)
    )
    return _Text(text, pattern)


#: Formats that are tried, the more specific first.
_KNOWN = (
    "json",
    "nautilus",
    "%(asctime)s - %(name)s - %(levelname)s - %(message)s",
    "%(asctime)s - %(levelname)s - %(name)s - %(message)s",
    "%(asctime)s - %(levelname)s - %(message)s",
    "%(asctime)s [%(levelname)s] %(name)s: %(message)s",
    "%(asctime)s %(levelname)s %(name)s: %(message)s",
    "%(asctime)s:%(levelname)s:%(name)s:%(message)s",
    "%(asctime)s [%(levelname)s] %(message)s",
    "%(asctime)s %(levelname)s %(message)s",
)


class OldLog:
    """
    The records of log files, in order of time.

    Parameters
    ----------
    paths : sequence of Path
        The files, in any order; those that end in ``.gz`` are unpacked.
    format_name : str, optional
        Their format; by default each file's is recognised.
    zone : tzinfo, optional
        The zone of times without one; ``None`` for that of this machine.

    Attributes
    ----------
    trader_ids : set of str
        The traders that the files' first records name.
    sources : set of str
        The sources of the rows that the files' records became.
    first_ns : int or None
        The time of the first record, ``None`` if there is none.

    Raises
    ------
    InvalidQueryError
        If a file can't be read, or its format is not known.

    """

    def __init__(
        self,
        paths: Sequence[Path],
        format_name: str | None,
        zone: tzinfo | None,
    ) -> None:
        self._zone = zone
        chosen = None if format_name is None else format_of(format_name)
        self._files: list[tuple[int, Path, LogFormat]] = []
        self.trader_ids: set[str] = set()
        self.sources: set[str] = set()
        for path in paths:
            with _reading(path):
                found = self._look_at(path, chosen)
            if found is not None:
                form, first = found
                self._files.append((first.time_ns, path, form))
                self.sources |= _NAUTILUS_SOURCES if form.is_nautilus else {"python"}
                if first.trader_id:
                    self.trader_ids.add(first.trader_id)
        self._files.sort(key=lambda one: one[0])
        self.first_ns = self._files[0][0] if self._files else None

    def lines(self) -> Iterator[OldLine]:
        """
        Yield the records, a file being opened when its first one is due.

        Raises
        ------
        InvalidQueryError
            If a file can't be read.

        """
        waiting = list(reversed(self._files))
        heads: list[tuple[int, int, OldLine, Iterator[OldLine]]] = []
        number = 0
        while heads or waiting:
            while waiting and (not heads or waiting[-1][0] <= heads[0][0]):
                _, path, form = waiting.pop()
                lines = self._read(path, form)
                if (line := next(lines, None)) is not None:
                    number += 1
                    heapq.heappush(heads, (line.time_ns, number, line, lines))
            if not heads:
                return
            _, order, line, lines = heads[0]
            yield line
            following = next(lines, None)
            if following is None:
                heapq.heappop(heads)
            else:
                heapq.heapreplace(heads, (following.time_ns, order, following, lines))

    def _look_at(self, path: Path, chosen: LogFormat | None) -> tuple[LogFormat, OldLine] | None:
        """Return a file's format and its first record; ``None`` if it is empty."""
        with _open(path) as file:
            sample = [line for line in islice(_raw_lines(file), _SAMPLE_LINES) if line.strip()]
        if not sample:
            return None
        best: tuple[int, LogFormat, OldLine] | None = None
        for form in [chosen] if chosen is not None else map(format_of, _KNOWN):
            records = [one for line in sample if (one := form.parse(line, self._zone)) is not None]
            if records and (best is None or len(records) > best[0]):
                best = len(records), form, records[0]
        if best is None:
            raise InvalidQueryError(
                f"`LOG` has no line in {'this' if chosen else 'a known'} format: say with "
                "`--format` how its lines are made, such as "
                f"'%(asctime)s %(levelname)s %(name)s: %(message)s', was {str(path)[:200]!a}",
            )
        return best[1], best[2]

    def _read(self, path: Path, form: LogFormat) -> Iterator[OldLine]:
        with _reading(path), _open(path) as file:
            current: OldLine | None = None
            more: list[str] = []
            chars = 0
            for number, text in enumerate(_raw_lines(file), 1):
                line = form.parse(text, self._zone)
                if line is None:
                    if chars < _MAX_MESSAGE_CHARS:
                        more.append(text)
                        chars += len(text)
                    continue
                if current is not None:
                    yield _joined(current, more)
                current = msgspec.structs.replace(line, place=f"{path.name}:{number}")
                more, chars = [], 0
            if current is not None:
                yield _joined(current, more)


def _joined(line: OldLine, more: list[str]) -> OldLine:
    if not more:
        return line
    return msgspec.structs.replace(line, message="\n".join(chain([line.message], more)))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as e:
        reason = getattr(e, "strerror", None) or str(e)
        raise InvalidQueryError(
            f"`LOG` can't be read ({reason}): check its path and mode, was {str(path)[:200]!a}",
        ) from None


@contextmanager
def _open(path: Path) -> Iterator[IO[str]]:
    file: IO[bytes]
    with os.fdopen(open_regular(path), "rb") as file:
        content = gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file
        # Newlines only: a message may hold a carriage return.
        yield io.TextIOWrapper(content, encoding="utf-8", errors="replace", newline="\n")


def _raw_lines(file: IO[str]) -> Iterator[str]:
    while line := file.readline(_MAX_LINE_CHARS):
        yield line.removesuffix("\n").removesuffix("\r")


def _time_ns(text: str, zone: tzinfo | None) -> int:
    match = _FRACTION.search(text)
    fraction = match[1] if match else ""
    at = datetime.fromisoformat(text.replace(match[0], "", 1) if match else text)
    if at.tzinfo is None:
        at = at.astimezone() if zone is None else at.replace(tzinfo=zone)
    return (at - _EPOCH) // _SECOND * NANOSECONDS + int(fraction.ljust(9, "0"))


def _level(name: str) -> str:
    return _LEVEL_NAMES.get(name, name)
