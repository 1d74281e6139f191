"""The files of a log that another process writes, as they are opened and rotated."""

import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.log_files import listed
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.open_files import writers_of
from nautilus_vlogs.capture.open_files import written_by
from nautilus_vlogs.capture.source import LogFile

#: Seconds between two looks at what the known writer has open, and at which process writes at all.
_LOOK_SECS = 0.1
_SEARCH_SECS = 1.0

#: Where the writer can't be seen (another user's, another container's): a file that was not written
#: for so long is taken for complete once there is a newer one.
_QUIET_SECS = 1.0


class FollowedLogFiles(LogFiles):
    """
    The files of a log that another process writes, or has written.

    A file belongs to the log if its name matches. Which of them are being written is read from
    ``/proc``; where the writer can't be seen there, the newest file is taken for the one.

    Parameters
    ----------
    directory : Path
        Where the files are.
    pattern : str
        A regular expression for their names.
    files, first, owned, trader_id
        See `LogFiles`.
    begins : tuple of Path and int, optional
        The file in which the log begins, and the offset of its first line there in bytes; older
        files of the name are another run's. By default all files are the log's.

    """

    def __init__(
        self,
        directory: Path,
        pattern: str,
        files: Sequence[LogFile] = (),
        *,
        first: int = 0,
        owned: bool = False,
        trader_id: str = "",
        begins: tuple[Path, int] | None = None,
    ) -> None:
        super().__init__(files, first=first, owned=owned, trader_id=trader_id)
        self._directory = directory
        self._name = re.compile(pattern)
        self._written: set[FileId] = set()
        self._writers: set[int] = set()
        self._newest: FileId | None = None
        self._changed_at = 0.0
        self._looked_at = self._searched_at = float("-inf")
        self._since_ns = 0
        if begins is not None:
            path, start = begins
            self.add(path, start)
            with suppress(OSError):
                self._since_ns = path.stat().st_ctime_ns if start else 0
        self.look()

    @property
    def has_writer(self) -> bool:
        """Whether a process is seen to have a file of the log open for writing."""
        return bool(self._written)

    def look(self) -> None:
        """Add the files that are new, the one that was written to last at the end."""
        now = time.monotonic()
        if now < self._looked_at + _LOOK_SECS:
            return
        self._looked_at = now
        found: dict[FileId, tuple[int, Path]] = {}
        with suppress(OSError):
            for changed_ns, path in listed(self._directory, self._is_member):
                with suppress(OSError):
                    found[file_id(path.lstat())] = changed_ns, path
        self._find_written(now, set(found))
        # What is written now comes last: its time may be of before a rotation that is going on.
        order = sorted(found.items(), key=lambda item: (item[0] in self._written, item[1]))
        for identity, (_, path) in order:
            if self.knows(identity, path):
                self.resume(identity)
            elif found[identity][0] >= self._since_ns:
                self.add(path)
        if order:
            self._newest = order[-1][0]
            self._changed_at = order[-1][1][0] / 1e9

    def is_written(self, file: LogFile) -> bool:
        """Return whether a process writes a file, as far as that can be known."""
        identity = FileId(file.device, file.inode)
        if self._written:
            return identity in self._written
        return identity == self._newest or self.age(file) < _QUIET_SECS

    def age(self, file: LogFile) -> float:
        """Return the seconds since a file was last written to."""
        with suppress(OSError):
            return max(0.0, time.time() - Path(file.path).lstat().st_mtime)
        return float("inf")

    def quiet_secs(self) -> float:
        """Return the seconds since any of the files was written to."""
        return max(0.0, time.time() - self._changed_at)

    def _is_member(self, name: str) -> bool:
        return self._name.fullmatch(name) is not None

    def _find_written(self, now: float, files: set[FileId]) -> None:
        """Find out which of the files are open for writing, and by whom."""
        if self._writers:
            self._written = written_by(self._writers) & files
        if not self._written and now >= self._searched_at + _SEARCH_SECS:
            self._searched_at = now
            self._writers = writers_of(files)
            self._written = written_by(self._writers) & files
