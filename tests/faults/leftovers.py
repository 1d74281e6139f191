"""Spools as crashed nodes leave them, made by hand."""

import json
import os
import time
import uuid
from pathlib import Path

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.checkpoint import LOCK_SUFFIX
from nautilus_vlogs.deliver.checkpoint import SUFFIX
from nautilus_vlogs.deliver.checkpoint import Checkpoint
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
    What a crashed node has left: files, a lock that nobody holds, and a checkpoint.

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

    """

    def __init__(self, directory: Path, numbers: int, *, files=2, age_secs=600.0, tail=b"") -> None:
        self.directory = directory
        self.numbers = numbers
        self.instance_id = str(uuid.uuid4())
        self.began_ns = time.time_ns() - int(age_secs * 1e9)
        self.paths = []
        each = -(-numbers // files)
        for index in range(files):
            stamp = time.strftime("%Y-%m-%d_%H%M%S", time.gmtime(self.began_ns / 1e9))
            path = directory / f"{TRADER}_{stamp}:{index:03}_{self.instance_id}.json"
            first, last = index * each, min(numbers, (index + 1) * each)
            path.write_bytes(
                b"".join(line(n, self.began_ns + n * 1_000) for n in range(first, last))
            )
            self.paths.append(path)
        with self.paths[-1].open("ab") as file:
            file.write(tail)
        for path in self.paths:
            os.utime(path, ns=(self.began_ns, self.began_ns))
        self.lock = directory / f"{self.instance_id}{LOCK_SUFFIX}"
        self.lock.touch(mode=0o600)
        self.path = directory / f"{self.instance_id}{SUFFIX}"

    def checkpoint(self, proven: int = 0) -> Checkpoint:
        """Return a checkpoint that says that so many lines of the first file are proven."""
        lines = self.paths[0].read_bytes().splitlines(keepends=True)[:proven]
        return Checkpoint(
            instance_id=self.instance_id,
            since=rfc3339(self.began_ns),
            directory=str(self.directory),
            base=TRADER,
            rest=f"_{self.instance_id}.json",
            stamped=True,
            owned=True,
            files=[LogFile(0, str(self.paths[0]))],
            position=Position(0, len(b"".join(lines))) if proven else Position(),
            seq=proven,
            constants={"trader_id": TRADER, "environment": "live", "host": "h", "app": "left"},
        )

    def save(self, proven: int = 0) -> "Leftover":
        """Write the checkpoint."""
        self.checkpoint(proven).save(self.path)
        return self
