"""What a successor needs in order to go on where a process ended: written down beside the spool."""

import fcntl
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any
from typing import Self

import msgspec

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.settings import ShippingSettings

#: Raised whenever an older release could misread what a newer one has written.
VERSION = 1

SUFFIX = ".checkpoint"
LOCK_SUFFIX = ".lock"
_DRAFT_SUFFIX = ".new"


_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_STAMP = r"_\d{4}-\d{2}-\d{2}(?:_\d{6}[:-]\d{3})?"
_DEFAULT_NAME = re.compile(rf"(?P<base>.+)(?P<stamp>{_STAMP})(?P<rest>_{_UUID}\.jsonl?)")
_CUSTOM_NAME = re.compile(rf"(?P<base>.+?)(?P<stamp>{_STAMP})?(?P<rest>\.jsonl?)")


class Sink(msgspec.Struct, frozen=True):
    """The files that a process's log is in, told by their names."""

    directory: Path
    base: str
    rest: str
    stamped: bool

    def files(self) -> list[str]:
        """Return the names of the files there are, oldest first."""
        stamp = _STAMP if self.stamped else ""
        pattern = re.compile(re.escape(self.base) + stamp + re.escape(self.rest))
        names = (path.name for path in self.directory.iterdir())
        return sorted(filter(pattern.fullmatch, names))


def sink_of(path: Path, *, is_custom: bool = False) -> Sink | None:
    """Return the files that one belongs to, if it has the name that Nautilus gives by default."""
    match = _DEFAULT_NAME.fullmatch(path.name)
    if match is None and is_custom:
        match = _CUSTOM_NAME.fullmatch(path.name)
    if match is None:
        return None
    return Sink(path.parent, match["base"], match["rest"], match["stamp"] is not None)


class CheckpointError(Exception):
    """A checkpoint can't be used; the text says why."""


class Shaping(msgspec.Struct, frozen=True):
    """The settings on which it depends what a row looks like; see `VictoriaLogsActorConfig`."""

    account_id: int = 0
    project_id: int = 0
    stream_fields: tuple[str, ...] = ("strategy_id", "source", "level")
    extract_fields: bool = True
    redact: tuple[str, ...] = ()
    redact_defaults: bool = True

    @classmethod
    def of(cls, settings: ShippingSettings) -> Self:
        """Return those settings among all of them."""
        return cls(*(getattr(settings, name) for name in cls.__struct_fields__))

    def applied_to(self, settings: ShippingSettings) -> ShippingSettings:
        """Return settings with these in place of theirs; the constants are a log's own."""
        return msgspec.structs.replace(settings, extra_fields={}, **msgspec.structs.asdict(self))


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """
    How far a log is proven to be stored, and how its rows are made.

    Parameters
    ----------
    version : int
        Of this format.
    instance_id : str
        Whose log.
    since : str
        When the instance began; its files may hold other instances' lines, too.
    directory, base, rest, stamped
        Which files; see `Sink`.
    owned : bool
        The files are a spool: they are deleted once all of it is stored.
    files : list[LogFile]
        The file table.
    position : Position
        Where the first line begins that is not proven.
    seq : int
        The number of its row.
    shaping : Shaping
        How its rows are made.
    constants : dict[str, str]
        Fields that are the same on every row.
    run_id : str
        A backtest's run.
    actors : list[str]
        The actors' logger names.
    identities : dict
        Whose the other names are; see `IdentityTable.dump`.

    """

    version: int = VERSION
    instance_id: str
    since: str
    directory: str
    base: str
    rest: str
    stamped: bool
    owned: bool
    files: list[LogFile] = []
    position: Position = Position()
    seq: int = 0
    shaping: Shaping = Shaping()
    constants: dict[str, str] = {}
    run_id: str = ""
    actors: list[str] = []
    identities: dict[str, Any] = {}

    @classmethod
    def load(cls, path: Path) -> Self:
        """
        Read a checkpoint.

        Raises
        ------
        CheckpointError
            If it is torn, empty, of a later version, or no checkpoint at all.

        """
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with os.fdopen(fd, "rb") as file:
                found = msgspec.json.decode(file.read(), type=cls)
            IdentityTable.restored("", found.identities)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as e:
            raise CheckpointError(f"{path} can't be read: {e}") from None
        if found.version > VERSION:
            raise CheckpointError(f"{path} is of a later release (version {found.version})")
        return found

    def save(self, path: Path) -> None:
        """Write the checkpoint such that there is a whole one at all times."""
        draft = path.with_name(path.name + _DRAFT_SUFFIX)
        with suppress(FileNotFoundError):
            draft.unlink()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(draft, flags, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(msgspec.json.encode(self))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


class SpoolLock:
    """
    Says that a process looks after a log; the system releases it when the process ends.

    Parameters
    ----------
    path : Path
        The lock file.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = -1

    def acquire(self) -> bool:
        """Take the lock; return false if somebody has it."""
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(self._path, flags, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A lock on a file that was removed meanwhile locks nothing.
            is_held = os.path.samestat(os.fstat(fd), self._path.stat())
        except (BlockingIOError, FileNotFoundError):
            is_held = False
        if not is_held:
            os.close(fd)
            return False
        self._fd = fd
        # A child that outlives this process must not hold the lock for it.
        os.register_at_fork(after_in_child=self._forget)
        return True

    def release(self, *, remove: bool) -> None:
        """Give the lock up."""
        if self._fd >= 0:
            if remove:
                self._path.unlink(missing_ok=True)
            self._forget()

    def _forget(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
