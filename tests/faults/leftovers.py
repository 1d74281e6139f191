"""Spools as crashed nodes leave them, made by hand."""

import json
import os
import time
import uuid
from pathlib import Path

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import LOCK_NAME
from nautilus_vlogs.times import rfc3339

TRADER = "TESTER-001"


def line(number: int, at_ns: int) -> bytes:
    """Return a line as Nautilus writes it."""
    entry = {
        "timestamp": rfc3339(at_ns),
        "trader_id": TRADER,
        "level": "INFO",
        "color": "NORMAL",
        "component": "Left-001",
        "message": f"tick number={number}",
    }
    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


class Leftover:
    """
    What a crashed node has left: a session's directory with files, lock, and journal.

    Parameters
    ----------
    directory : Path
        The spool directory.
    numbers : int
        How many lines it logged.
    files : int, default 2
        Over how many files.
    age_secs : float, default 600
        How long ago it began.
    tail : bytes, default b""
        The beginning of a line that was never ended.
    url : str, default "http://127.0.0.1:9"
        Where the node sent its rows to.
    first : int, default 0
        The number in its first line.
    instance_id : str, optional
        The node's, a new one by default.

    """

    def __init__(
        self,
        directory: Path,
        numbers: int,
        *,
        files=2,
        age_secs=600.0,
        tail=b"",
        url="http://127.0.0.1:9",
        first=0,
        instance_id=None,
    ) -> None:
        self.url = url
        self.directory = directory / f"session-{uuid.uuid4()}"
        self.directory.mkdir(mode=0o700)
        self.numbers = numbers
        self.instance_id = instance_id or str(uuid.uuid4())
        self.began_ns = time.time_ns() - int(age_secs * 1e9)
        self.paths = []
        each = -(-numbers // files)
        for index in range(files):
            stamp = time.strftime("%Y-%m-%d_%H%M%S", time.gmtime(self.began_ns / 1e9))
            path = self.directory / f"{TRADER}_{stamp}:{index:03}_{self.instance_id}.json"
            part = range(index * each, min(numbers, (index + 1) * each))
            path.write_bytes(b"".join(line(first + n, self.began_ns + n * 1_000) for n in part))
            self.paths.append(path)
        with self.paths[-1].open("ab") as file:
            file.write(tail)
        self._contents = [path.read_bytes() for path in self.paths]
        for path in self.paths:
            os.utime(path, ns=(self.began_ns, self.began_ns))
        self.lock = self.directory / LOCK_NAME
        self.lock.touch(mode=0o600)
        self.path = self.directory / f"{self.instance_id}{SUFFIX}"

    def restore(self) -> None:
        """Leave the same files once more, without a journal."""
        self.directory.mkdir(mode=0o700, exist_ok=True)
        for path, content in zip(self.paths, self._contents, strict=True):
            path.write_bytes(content)
            os.utime(path, ns=(self.began_ns, self.began_ns))
        self.lock.touch(mode=0o600)

    def state(self, verified: int = 0) -> JournalState:
        """Return what a journal says in which so many lines of the first file are verified."""
        lines = self.paths[0].read_bytes().splitlines(keepends=True)[:verified]
        state = JournalState(
            Session(
                instance_id=self.instance_id,
                trader_id=TRADER,
                created=rfc3339(self.began_ns),
                destination=Destination(url=self.url),
                constants={"trader_id": TRADER, "environment": "live", "host": "h", "app": "left"},
            ),
        )
        status = self.paths[0].stat()
        state.apply(FileRecord(LogFile(0, str(self.paths[0]), status.st_dev, status.st_ino)))
        state.apply(VerifiedRecord(verified, Position(0, len(b"".join(lines)))))
        return state

    def save(self, verified: int = 0) -> "Leftover":
        """Write the journal."""
        Journal(self.path, self.state(verified)).close()
        return self
