"""The log files of a session that has ended: read to their ends, or to where another one begins."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.captured import CapturedCalls
from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.space import LookAtSpace
from nautilus_vlogs.capture.spool_reader import SpoolReader


class LeftLogFiles(LogFiles):
    """
    The files of a session that has ended.

    Parameters
    ----------
    files, first, owned, heads, trader_id
        See `LogFiles`.
    last : Position, optional
        Where the session's lines end; later ones are another's.

    """

    def __init__(
        self,
        files: Sequence[LogFile],
        *,
        first: int,
        owned: bool,
        heads: Mapping[int, str] | None = None,
        trader_id: str = "",
        last: Position | None = None,
    ) -> None:
        self._last = last
        super().__init__(files, first=first, owned=owned, heads=heads, trader_id=trader_id)

    def restart(self, file: LogFile, start: int = 0) -> LogFile:  # noqa: ARG002  # see FileTable
        """Give a file up that was truncated: what stands there now is another session's."""
        self.give_up(file)
        return file

    def end(self, file: LogFile) -> int | None:
        """Return where the part of a file ends, in bytes; ``None`` for its own end."""
        end = super().end(file)
        if self._last is None or file.index != self._last.file:
            return end
        return self._last.offset if end is None else min(end, self._last.offset)

    def following(self, index: int) -> LogFile | None:
        """Return the next file that can be read, if there is one."""
        found = super().following(index)
        if found is not None and self._last is not None and found.index > self._last.file >= 0:
            return None
        return found


class LeftFiles(SpoolReader):
    """
    Read what a session has left that has ended.

    Parameters
    ----------
    files : LogFiles
        The files.
    start : Position
        Where to begin.
    at_end : callable
        Called once when all is read that there is; after it the losses are known.
    captured : Captured, optional
        The calls that were captured in memory and sent: their lines are passed over.
    report, look_at_space
        See `SpoolReader`.

    """

    def __init__(
        self,
        files: LogFiles,
        *,
        start: Position,
        at_end: Callable[["LeftFiles"], None] = lambda _: None,
        captured: Captured | None = None,
        report: Callable[[str, str], None] = lambda *_: None,
        look_at_space: LookAtSpace = lambda: None,
    ) -> None:
        super().__init__(files, start=start, report=report, look_at_space=look_at_space)
        self._captured = CapturedCalls(captured)
        self._at_end: Callable[[LeftFiles], None] | None = at_end
        self._unknown_losses = 0

    @property
    def captured(self) -> Captured | None:
        """The captured calls whose lines may still come."""
        return self._captured.snapshot()

    @property
    def is_rereadable(self) -> bool:
        """Whether what is read now can be read again, and no others with it."""
        return not self._captured and super().is_rereadable

    @property
    def unknown_losses(self) -> int:
        """How often records were lost whose number can't be known."""
        return super().unknown_losses + self._unknown_losses

    @property
    def has_missing_files(self) -> bool:
        """Whether files that are still to be read are gone."""
        return bool(self._table.missing())

    def add_losses(self, records: int, *, is_unknown: bool) -> None:
        """Add what was lost before the files were read."""
        self.lost += records
        self._unknown_losses += is_unknown

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """Return the next lines, the same ones until `take` consumes them."""
        while lines := super().peek(size):
            captured, own = self._captured.split(lines)
            if own:
                return own
            self._captured.pass_over(captured)
            self.take(len(captured))
        if self._at_end is not None:
            at_end, self._at_end = self._at_end, None
            at_end(self)
        return b""
