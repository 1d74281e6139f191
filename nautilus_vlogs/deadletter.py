"""The file in which records wait that VictoriaLogs would not store."""

import base64
import os
from pathlib import Path

import msgspec

#: Enough to look into what went wrong; what comes after is counted, not kept.
MAX_BYTES = 16 * 1024 * 1024


class DeadLetterFile:
    """
    Keep originals that could not be stored, one JSON object a line: ``reason`` and ``original``.

    Parameters
    ----------
    path : Path
        The file; it is made when the first record comes, readable by its owner only.

    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, reason: str, original: bytes) -> None:
        """Append a record; what is not UTF-8 is kept as ``original_base64``."""
        try:
            entry = {"reason": reason, "original": original.decode()}
        except UnicodeDecodeError:
            entry = {"reason": reason, "original_base64": base64.b64encode(original).decode()}
        line = msgspec.json.encode(entry) + b"\n"
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        fd = os.open(self.path, flags, 0o600)
        try:
            if os.fstat(fd).st_size + len(line) <= MAX_BYTES:
                os.write(fd, line)
        finally:
            os.close(fd)
