"""The file in which records wait that VictoriaLogs would not store."""

import base64
import os
import stat
from pathlib import Path

import msgspec

from nautilus_vlogs.settings import is_foreign

#: Enough to look into what went wrong; what comes after is counted, not kept.
MAX_BYTES = 16 * 1024 * 1024


class DeadLetterFile:
    """
    Keep originals that could not be stored, one JSON object a line: ``reason`` and ``original``.

    Parameters
    ----------
    path : Path
        The file; it is made when the first record comes, readable by its owner only. What is there
        already must be a file of this user's, in a directory that nobody else could have put there.

    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, reason: str, original: bytes) -> None:
        """
        Append a record; what is not UTF-8 is kept as ``original_base64``.

        Raises
        ------
        OSError
            If it can't be written, or what is there is not ours.

        """
        try:
            entry = {"reason": reason, "original": original.decode()}
        except UnicodeDecodeError:
            entry = {"reason": reason, "original_base64": base64.b64encode(original).decode()}
        line = msgspec.json.encode(entry) + b"\n"
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_foreign(self.path.parent):
            raise PermissionError(f"{self.path.parent} is not a directory of this user's")
        # A pipe without a reader would keep the opener waiting.
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
        fd = os.open(self.path, flags | os.O_CLOEXEC, 0o600)
        try:
            status = os.fstat(fd)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid():
                raise PermissionError(f"{self.path} is not a file of this user's")
            if status.st_size + len(line) <= MAX_BYTES:
                os.write(fd, line)
        finally:
            os.close(fd)
