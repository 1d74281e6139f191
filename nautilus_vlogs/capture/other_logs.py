"""The JSON logs in a directory that other processes write, distinguished by their names."""

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from nautilus_vlogs.capture.file_names import custom_name
from nautilus_vlogs.capture.file_names import default_name
from nautilus_vlogs.capture.file_names import instance_name
from nautilus_vlogs.capture.file_names import stem_of
from nautilus_vlogs.capture.lines import trader_of
from nautilus_vlogs.capture.listing import LogEntry
from nautilus_vlogs.capture.listing import Signature
from nautilus_vlogs.capture.listing import log_entries
from nautilus_vlogs.capture.listing import signature_of
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.regular_files import is_passing
from nautilus_vlogs.regular_files import open_regular

#: How a file begins that has a log's keys in another form; a line that is being written is none.
_REFORMATTED = re.compile(
    rb'\s*[\[{](?=[^\n]*\n)(?=.*"timestamp"\s*:)(?=.*"trader_id"\s*:).', re.DOTALL
)

#: What is said of such a file.
REFORMATTED = (
    "it has the keys of a log of NautilusTrader, but its lines are not as that writes them (no "
    "spaces behind colons and commas, the timestamp first); follow the file that the node writes"
)

#: Bytes at the beginning of a file in which its first line says that it is a log.
_HEAD_BYTES = 4_096


class OtherLog(msgspec.Struct, frozen=True):
    """
    A log that other processes write to a directory: one node's, or one of a configured name.

    Parameters
    ----------
    directory : Path
        Where its files are.
    name : str
        The common part of its files' names.
    instance_id : str
        The instance of NautilusTrader that wrote them. A log of a configured name does not say it,
        and may be that of several runs: it gets an id that its place stands for.
    trader_id : str
        The trader of its first line.
    pattern : str
        A regular expression for the names of its files.

    """

    directory: Path
    name: str
    instance_id: str
    trader_id: str
    pattern: str

    @property
    def key(self) -> str:
        """A UUID that stands for the log's place on this machine."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.directory}/{self.name}"))


class FoundLog(NamedTuple):
    """A log, what changes whenever it is written, when that was (in UNIX ns), and in which file."""

    log: OtherLog
    signature: Signature
    changed_ns: int
    newest: Path

    def has_any_of(self, files: set[tuple[int, int]]) -> bool:
        """Return whether any of some files, by device and inode, is one of the log's."""
        inodes = {inode for _, inode in files}
        names = [name for name, inode, _ in self.signature if inode in inodes]
        with suppress(OSError):
            return any(file_id((self.log.directory / name).lstat()) in files for name in names)
        return False


class LogDirectory:
    """
    A directory of other processes' logs, which is looked into again and again.

    Files whose first line is not a whole line of such a log are left out: empty ones for now,
    others until they change, and those that this process may not or can't open until it can.

    Parameters
    ----------
    path : Path
        The directory.

    Attributes
    ----------
    unreadable : OSError or None
        Why the first file that may be a log could not be opened at the last look.
    reformatted : list[Path]
        Files that the last look found to be left out though they name a trader: their lines were
        written anew by another program, with spaces or other keys in front.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, tuple[int, OtherLog]] = {}  # by name, with the inode that told it
        self._others: dict[str, tuple[int, int]] = {}  # no logs, with what they were
        self._names: dict[str, str] = {}  # of the logs, by those of their files
        self.unreadable: OSError | None = None
        self.reformatted: list[Path] = []

    def look(self) -> list[FoundLog]:
        """
        Return the JSON logs of NautilusTrader, the one that was written last at the end.

        Raises
        ------
        OSError
            If the directory can't be read.

        """
        files: dict[str, list[LogEntry]] = {}
        names: dict[str, str] = {}
        for entry in sorted(log_entries(self.path, _is_text)):
            known = self._names.get(entry.path.name)
            name = names[entry.path.name] = known or _name_of(entry.path)[0]
            files[name] = [*files.pop(name, []), entry]
        self._names = names
        self._known = {name: one for name, one in self._known.items() if name in files}
        self._others = {name: one for name, one in self._others.items() if name in names}
        found = []
        self.unreadable, self.reformatted = None, []
        for name, entries in files.items():
            log = self._log_of(name, entries)
            if log is not None:
                last = entries[-1]
                found.append(FoundLog(log, signature_of(entries), last.changed_ns, last.path))
        return found

    def _log_of(self, name: str, entries: list[LogEntry]) -> OtherLog | None:
        inode, known = self._known.get(name, (0, None))
        if known is not None and any(inode == entry.id.inode for entry in entries):
            return known
        for entry in entries:
            if self._others.get(entry.path.name) == (entry.id.inode, entry.size):
                continue
            try:
                head = _head_of(entry.path)
            except OSError as e:
                if is_passing(e) or isinstance(e, PermissionError):
                    self.unreadable = self.unreadable or e
                    continue
                head = b""
            log = _log_of(entry.path, head)
            if log is not None:
                self._known[name] = entry.id.inode, log
                return log
            if _REFORMATTED.match(head):
                self.reformatted.append(entry.path)
            self._others[entry.path.name] = entry.id.inode, entry.size
        return None


def other_logs_in(directory: Path) -> list[OtherLog]:
    """Return the JSON logs of NautilusTrader in a directory; see `LogDirectory.look`."""
    return [found.log for found in LogDirectory(directory).look()]


def pattern_for(path: Path) -> str:
    """Return a regular expression for the names of the files of one log, by one of them."""
    return _name_of(path)[1]


class Registration(NamedTuple):
    """A strategy or an actor that a log says was registered, and when (RFC 3339)."""

    at: str
    name: str
    is_strategy: bool


def registrations_in(lines: bytes) -> Iterator[Registration]:
    """Yield the registrations of strategies and actors that are among some lines."""
    if b'"Registered ' in lines:
        for match in _REGISTRATION.finditer(lines):
            with suppress(UnicodeDecodeError):
                is_strategy = match[2].lower().endswith(b"strategy")
                yield Registration(match[1].decode(), match[3].decode(), is_strategy)


#: NautilusTrader 1.x: `Registered Strategy EMACross-001`, `Registered Component MyActor`; 2.0:
#: `Registered Python strategy EMACross-001 with trader TRADER-001`, `Registered Python actor X`.
_REGISTRATION = re.compile(
    rb'^\{"timestamp":"([^"]{30})"[^\n]*"message":"Registered '
    rb"(Strategy|Component|Python strategy|Python actor) "
    rb'([^\s"\\]{1,200})(?: with trader [^"]*)?"',
    re.MULTILINE,
)


def _is_text(name: str) -> bool:
    """Return whether a name is text, which a journal can hold."""
    return name.isprintable()


def _name_of(path: Path) -> tuple[str, str, str]:
    """Return what the names of a log's files have in common, a pattern for them, an instance id."""
    match = default_name(path.name)
    if match is not None:
        name = f"{match['base']}_{match['instance']}"
        return name, instance_name(match).pattern, match["instance"]
    stem = stem_of(path)
    place = f"{os.uname().nodename}:{path.parent}/{stem}"
    return stem, custom_name(stem).pattern, str(uuid.uuid5(uuid.NAMESPACE_URL, place))


def _head_of(path: Path) -> bytes:
    fd = open_regular(path, follows_link=False)
    try:
        return os.pread(fd, _HEAD_BYTES, 0)
    finally:
        os.close(fd)


def _log_of(path: Path, head: bytes) -> OtherLog | None:
    name, pattern, instance_id = _name_of(path)
    trader_id = trader_of(head)
    if trader_id is None:
        return None
    return OtherLog(path.parent, name, instance_id, trader_id, pattern)
