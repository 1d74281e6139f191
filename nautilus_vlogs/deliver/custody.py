"""Keep the checkpoint of a log up to date while a process looks after it."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.checkpoint import LOCK_SUFFIX
from nautilus_vlogs.deliver.checkpoint import SUFFIX
from nautilus_vlogs.deliver.checkpoint import Checkpoint
from nautilus_vlogs.deliver.checkpoint import SpoolLock

#: Between two checkpoints; what is proven since the last one is looked up again after a crash.
_INTERVAL_SECS = 1.0


class Custody:
    """
    Hold the lock of a log and write its checkpoints.

    Parameters
    ----------
    directory : Path
        Where lock and checkpoint are.
    first : Checkpoint
        The first one.
    refresh : callable
        Called with the last checkpoint; returns it with whatever has changed but the position.
    version : callable
        Returns what changes with that; a change is written at once.
    tell : callable
        Called with a level and a text.

    """

    def __init__(
        self,
        directory: Path,
        first: Checkpoint,
        *,
        refresh: Callable[[Checkpoint], Checkpoint] = lambda last: last,
        version: Callable[[], int] = lambda: 0,
        tell: Callable[[str, str], None],
    ) -> None:
        stem = directory / first.instance_id
        self._path = stem.with_name(stem.name + SUFFIX)
        self._lock = SpoolLock(stem.with_name(stem.name + LOCK_SUFFIX))
        self._last = first
        self._refresh = refresh
        self._version = version
        self._tell = tell
        self._saved_version: int | None = None
        self._saved_at = 0.0
        self._is_failing = False

    def take(self) -> bool:
        """Take the lock; return false if somebody has it."""
        return self._lock.acquire()

    def note(self, position: Position, seq: int, *, now: bool = False) -> bool:
        """
        Write down how far the log is proven, if that is due.

        Parameters
        ----------
        position : Position
            Where the first line begins that is not proven.
        seq : int
            The number of its row.
        now : bool, default False
            Write, however recent the last checkpoint is.

        Returns
        -------
        bool
            Whether what is before the position may be deleted: a successor won't look for it.

        """
        version = self._version()
        has_changed = version != self._saved_version
        # Not by position alone, which goes back where a file was truncated.
        last = self._last
        is_elsewhere = position.file >= 0 and position != last.position
        has_moved = seq > last.seq or (seq == last.seq and is_elsewhere)
        is_due = now or time.monotonic() - self._saved_at >= _INTERVAL_SECS
        if not has_changed and not (has_moved and is_due):
            return False
        self._last = self._refresh(self._last)
        if has_moved:
            self._last = msgspec.structs.replace(self._last, position=position, seq=seq)
        try:
            self._last.save(self._path)
        except OSError as e:
            self._note_failure(e)
            return False
        self._saved_version, self._saved_at, self._is_failing = version, time.monotonic(), False
        return True

    def end(self, *, is_complete: bool) -> None:
        """Give the log up: there is nothing left of it, or a successor has to go on."""
        if is_complete:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._lock.release(remove=is_complete)

    def _note_failure(self, error: OSError) -> None:
        self._saved_at = time.monotonic()
        if not self._is_failing:
            self._is_failing = True
            self._tell(
                "warning",
                f"The checkpoint can't be written, so the spool is kept and a restart looks up "
                f"more than it has to: {error}",
            )
