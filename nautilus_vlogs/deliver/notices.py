"""
What a companion tells the node whose log it ships, in a file of the session's directory.

The process that holds the companion's lock writes it, and the node's reads it. It has one size from
its beginning on and is written over in place, so that a full file system keeps nothing from it.
"""

import os
import uuid
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec

from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.deliver.sessions import NOTICES_NAME
from nautilus_vlogs.printable import escaped
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.settings import ShippingSettings

#: The size of the file in bytes; the oldest notices go first.
_SIZE = 32 * 1024

#: The most characters of a text.
_MAX_LENGTH = 2_000

#: Seconds in which a text is told once, unless things got better meanwhile.
_REPEAT_SECS = 600.0

#: So many texts are known; then all may be told again.
_MAX_TOLD = 1_000

Level = Literal["info", "warning"]


class _Notice(msgspec.Struct, frozen=True, array_like=True):
    """A text, and its number among its writer's."""

    number: int
    level: Level
    text: str


class _Notices(msgspec.Struct, frozen=True):
    """The file's contents."""

    writer: str
    notices: list[_Notice]


_DECODER = msgspec.json.Decoder(_Notices)


class NoticeWriter:
    """
    Write notices for a session's node; nothing is raised, and what can't be written comes later.

    Parameters
    ----------
    directory : Path
        The session's directory, whose companion's lock this process holds.
    settings : ShippingSettings
        How secrets are masked.
    report : callable
        Called with the level and the text of each warning, too.

    """

    def __init__(
        self, directory: Path, settings: ShippingSettings, report: Callable[[str, str], None]
    ) -> None:
        self._path = directory / NOTICES_NAME
        self._redactor = Redactor(settings.redact, defaults=settings.redact_defaults)
        self._report = report
        self._writer = uuid.uuid4().hex
        self._notices: deque[_Notice] = deque()
        self._count = 0
        self._lock = Lock()
        self._write()

    def report(self, level: str, text: str) -> None:
        """Write a notice, and report a warning."""
        self.note(level, text)
        if level == "warning":
            self._report(level, text)

    def note(self, level: str, text: str) -> None:
        """Write a notice."""
        kind: Level = "warning" if level == "warning" else "info"
        text = escaped(self._redactor.text(text), _MAX_LENGTH)
        with self._lock:
            self._count += 1
            self._notices.append(_Notice(self._count, kind, text))
            self._write()

    def _write(self) -> None:
        while len(data := self._encoded()) > _SIZE:
            self._notices.popleft()
        with suppress(OSError):  # of no room, or the session is gone
            fd = open_private(self._path, os.O_WRONLY | os.O_CREAT)
            try:
                os.pwrite(fd, data.ljust(_SIZE), 0)
            finally:
                os.close(fd)

    def _encoded(self) -> bytes:
        return msgspec.json.encode(_Notices(self._writer, list(self._notices)))


class NoticeReader:
    """
    Read what companions tell a session's node; what was there before is not told.

    Parameters
    ----------
    directory : Path
        The session's directory.

    """

    def __init__(self, directory: Path) -> None:
        self._path = directory / NOTICES_NAME
        self._data = b""
        self._writer = ""
        self._number = 0
        self._told: dict[str, float] = {}
        self._take()

    def read(self, now: float) -> list[tuple[Level, str]]:
        """
        Return the levels and texts that are new at a time of the monotonic clock.

        Another companion, or another attempt, has the same trouble: that is told seldom.
        """
        found: list[tuple[Level, str]] = []
        for notice in self._take():
            level, text = notice.level, escaped(notice.text, _MAX_LENGTH)
            if level == "info":
                self._told.clear()
            elif now < self._told.get(text, float("-inf")) + _REPEAT_SECS:
                continue
            else:
                if len(self._told) >= _MAX_TOLD:
                    self._told.clear()
                self._told[text] = now
            found.append((level, text))
        return found

    def _take(self) -> list[_Notice]:
        """Return the notices that were not there before; none of a file that can't be used."""
        try:
            fd = open_private(self._path, os.O_RDONLY, max_bytes=_SIZE)
            try:
                data = os.read(fd, _SIZE)
            finally:
                os.close(fd)
            if data == self._data:
                return []
            contents = _DECODER.decode(data)
        except Exception:  # noqa: BLE001  # missing, half written, or not ours: it says nothing
            return []
        self._data = data
        if contents.writer != self._writer:
            self._writer, self._number = contents.writer, 0
        found = [one for one in contents.notices if one.number > self._number]
        self._number = max([self._number, *(one.number for one in found)])
        return found
