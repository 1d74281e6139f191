"""A writer of log files as NautilusTrader has one, for tests of reading them."""

from datetime import UTC
from datetime import datetime
from pathlib import Path

from nautilus_vlogs.capture.log_files import LiveLogFiles
from nautilus_vlogs.capture.log_files import LogTarget
from nautilus_vlogs.capture.log_files import find_written

BASE_NS = 1_795_456_800_000_000_000
INSTANCE = "e14c1582-71ee-44cb-bee7-c6cf3a543017"
TRADER = "T-001"


def stamp(number):
    """Return a time, to the nanosecond, that grows with the number."""
    ns = BASE_NS + number * 1_000_000
    at = datetime.fromtimestamp(ns // 1_000_000_000, UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{ns % 1_000_000_000:09d}Z"


def line(number, size=0, trader=TRADER):
    """Return a line as Nautilus writes it, with a message that names it and fills it up."""
    start = f'{{"timestamp":"{stamp(number)}","trader_id":"{trader}","level":"INFO"'
    text = f'{start},"color":"NORMAL","component":"X","message":"number {number} '
    return (text + "x" * (size - len(text) - 3) + '"}\n').encode()


def blank(number, size=0):
    """Return a line whose message is blank: no record."""
    whole = line(number, size)
    begin = whole.index(b'"message":"') + len(b'"message":"')
    return whole[:begin] + b" " * (len(whole) - begin - 3) + b'"}\n'


class Log:
    """
    A log that this process writes, into one file after the other.

    Parameters
    ----------
    directory : Path
        Where.
    name : str, optional
        What stands before the stamp and the suffix; by default the trader's and the instance's.

    """

    def __init__(self, directory, name=None, *, is_stamped=True, suffix=".json"):
        self.directory, self.name, self.suffix = directory, name, suffix
        self.is_stamped = is_stamped
        self.number = 0
        self.paths = []
        self.found = []
        self.file = None
        self.target = LogTarget(
            INSTANCE, trader_id=TRADER, directory=str(directory), file_name=name
        )

    def path(self, number):
        """Return the path of the file of a number; the names sort by the numbers."""
        stamp = f"_2026-11-23_18{number // 60:02}{number % 60:02}:978" if self.is_stamped else ""
        rest = f"_{INSTANCE}" if self.name is None else ""
        return self.directory / f"{self.name or TRADER}{stamp}{rest}{self.suffix}"

    def rotate(self, number=None):
        """Open another file and close the one before, as the logging thread does."""
        self.number = self.number + 1 if number is None else number
        before, path = self.file, self.path(self.number)
        path.parent.mkdir(exist_ok=True)
        self.file = path.open("ab", buffering=0)
        self.paths.append(path)
        if before is not None:
            before.close()
        return path

    def write(self, *lines):
        """Append lines to the file that is open."""
        if self.file is None:
            self.rotate()
        self.file.write(b"".join(lines))

    def find(self, **settings):
        """Return the files as the process finds them when it begins to ship."""
        self.found.append(LiveLogFiles(self.target, find_written(self.target), **settings))
        return self.found[-1]

    def close(self):
        """Close the file, and those that were found."""
        for files in self.found:
            files.close()
        if self.file is not None:
            self.file.close()
        self.file = None


def read_all(reader):
    """Read and consume until nothing is left."""
    pieces = []
    while piece := reader.peek():
        assert piece.endswith(b"\n")
        reader.take(len(piece))
        pieces.append(piece)
    return b"".join(pieces)


def lines(*numbers):
    """Return the lines of some numbers."""
    return b"".join(map(line, numbers))


def left(directory):
    """Return the names of the files in a directory."""
    return sorted(path.name for path in Path(directory).iterdir())


def descriptors():
    """Return how many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))
