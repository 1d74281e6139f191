"""A model of a file system: whatever happens to the files, every line is accounted for."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from spool_kit import Log
from spool_kit import line

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.spool_reader import SpoolReader

_NUMBER = re.compile(rb'"message":"number (\d+) [x]*"\}\n')


class Writer:
    """A logging thread that writes no mark."""

    def request_flush(self):
        """Do nothing."""

    def write_mark(self):
        """Return a mark that is never written."""
        return b"never"


class FileSystem(RuleBasedStateMachine):
    """
    A log is written, rotated, truncated and deleted while it is read.

    Each line bears a number. In the end each number was read once, or counted as lost, or was
    unread in a file when that was truncated.
    """

    max_bytes = 10**9

    def __init__(self):
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.log = Log(self.directory)
        self.log.rotate(3_599)
        self.reader = SpoolReader(
            self.log.find(owned=True), writer=Writer(), max_bytes=self.max_bytes
        )
        self.number = 0
        self.partial = b""
        self.written = []
        self.read = []
        self.is_cut = False
        self.truncated = set()  # numbers that may have been unread then
        self.taken = []  # what was read: from, to, which numbers
        self.used = {3_599}

    def note(self, lines, start):
        """Note which numbers were read, each line being whole."""
        numbers = [int(number) for number in _NUMBER.findall(lines)]
        self.read += numbers
        self.taken.append((start, self.reader.position, numbers))

    @rule(count=st.integers(1, 40), size=st.sampled_from([0, 500, 8_191, 30_000]))
    @precondition(lambda self: not self.partial)
    def write_lines(self, count, size):
        """Write whole lines."""
        for _ in range(count if size < 8_000 else 2):
            self.number += 1
            self.log.write(line(self.number, size))
            self.written.append(self.number)

    @rule(share=st.floats(0.1, 0.9))
    @precondition(lambda self: not self.partial)
    def write_part(self, share):
        """Write the start of a line."""
        self.number += 1
        whole = line(self.number, 9_000)
        size = int(len(whole) * share)
        self.log.write(whole[:size])
        self.partial = whole[size:]

    @rule()
    @precondition(lambda self: self.partial)
    def write_rest(self):
        """Write the rest of it."""
        self.log.write(self.partial)
        self.written.append(self.number)
        self.partial = b""

    @rule(number=st.integers(0, 3_599))
    def rotate(self, number):
        """Open another file, whose name may sort before all others: the clock was set back."""
        if number not in self.used:
            self.partial = b""  # as after a crash; what was written of it is no line
            self.used.add(number)
            self.log.rotate(number)

    @rule()
    def truncate(self):
        """Cut the file that is being written to nothing."""
        self.is_cut = True
        self.truncated |= set(self.written) - set(self.read)
        self.partial = b""
        os.ftruncate(self.log.file.fileno(), 0)

    @rule(count=st.integers(1, 3))
    def delete_oldest(self, count):
        """Delete the oldest files but the one that is being written."""
        self.reader.watch()
        for path in self.log.paths[:-1][:count]:
            path.unlink(missing_ok=True)

    @rule()
    def delete_all(self):
        """Delete the directory with all in it."""
        self.reader.watch()
        shutil.rmtree(self.directory)
        self.directory.mkdir()

    @rule(share=st.floats(0, 1))
    def read_some(self, share):
        """Look at lines twice, and consume some."""
        lines = self.reader.peek()
        assert self.reader.peek() == lines
        start = self.reader.position
        size = lines.rfind(b"\n", 0, int(len(lines) * share) + 1) + 1
        if size:
            self.reader.take(size)
            self.note(lines[:size], start)

    @rule()
    def read_everything(self):
        """Read to the end."""
        while lines := self.reader.peek():
            start = self.reader.position
            self.reader.take(len(lines))
            self.note(lines, start)

    @rule()
    def release(self):
        """Let go of what was read."""
        self.reader.release(self.reader.position)
        self.taken.clear()

    @rule()
    def watch(self):
        """Look for new files."""
        self.reader.watch()

    @rule(data=st.data())
    @precondition(lambda self: self.taken)
    def read_again(self, data):
        """Read a part again: what is there of it is what was read then."""
        start, end, numbers = data.draw(st.sampled_from(self.taken))
        lines = b"".join(self.reader.read_again(start, end))
        again = [int(number) for number in _NUMBER.findall(lines)]
        assert set(again) <= set(numbers)
        assert again == sorted(again)

    @invariant()
    def nothing_comes_twice(self):
        """Compare what was read with itself."""
        assert len(set(self.read)) == len(self.read)

    @invariant()
    def the_order_is_that_of_writing(self):
        """See that the numbers grow, as long as nobody has cut a file under its reader."""
        assert self.is_cut or self.read == sorted(self.read)

    def teardown(self):
        """Read and remove all that is left: every number is accounted for."""
        try:
            self.account()
        finally:
            self.log.close()
            shutil.rmtree(self.directory)

    def account(self):
        """Judge every number."""
        if self.partial:
            self.write_rest()
        self.read_everything()
        missing = set(self.written) - set(self.read) - self.truncated
        assert len(missing) <= self.reader.lost
        if not self.truncated:
            assert len(missing) == self.reader.lost
        assert self.reader.backlog().size == 0
        assert self.reader.position >= Position()
        self.reader.remove()
        assert [path for path in self.directory.iterdir() if path.stat().st_size] == []


class SmallFileSystem(FileSystem):
    """There is no room for what was deleted unread: it is counted exactly."""

    max_bytes = 1


TestFileSystem = FileSystem.TestCase
TestSmallFileSystem = SmallFileSystem.TestCase
TestFileSystem.settings = TestSmallFileSystem.settings = settings(
    stateful_step_count=25,
    suppress_health_check=[HealthCheck.too_slow],
)
