"""Whose the files of one name are that two processes of a trader write, in any order of events."""

import re
from collections import Counter
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from spool_kit import TRADER
from spool_kit import Log
from spool_kit import line
from spool_kit import read_all
from spool_kit import stamp

from nautilus_vlogs.capture import log_files
from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.log_files import LiveLogFiles
from nautilus_vlogs.capture.log_files import find_written
from nautilus_vlogs.capture.open_files import OpenFile
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.spool_reader import SpoolReader


class Writer:
    """The logging thread, which flushes each line and writes no mark."""

    def request_flush(self):
        """Do nothing."""

    def write_mark(self):
        """Return a mark that is never written."""
        return b"never"


class Process:
    """A process that writes a log of a name that another one has as well, and ships it."""

    def __init__(self, world, name):
        self.world, self.name = world, name
        self.log = Log(world.directory, "bot")
        self.since = stamp(world.number)
        self.files = self.reader = None
        self.listed = None  # how many files its journal names; no journal once all is stored
        self.is_over = False
        self.claims = Claims(
            world.directory / "claims",
            TRADER,
            session=name,
            journal=world.directory / name,
            numbered=world.numbered,
            is_adoption=True,  # with locks of its own
        )
        self.log.rotate(world.file())

    def do(self, what):
        """Do what a process does in one go, as far as it still lives."""
        if not self.is_over:
            with self.world.being(self):
                getattr(self, what)()

    def write(self):
        """Log a line."""
        self.log.write(line(self.world.number))
        self.world.number += 1

    def rotate(self):
        """Begin another file."""
        self.log.rotate(self.world.file())

    def come_and_go(self):
        """Write a file between two looks."""
        self.rotate()
        self.write()
        self.rotate()

    def look(self):
        """Look at the files, for the first time or again."""
        if self.files is None:
            found = find_written(self.log.target)
            self.files = LiveLogFiles(self.log.target, found, since=self.since, claims=self.claims)
            self.reader = SpoolReader(self.files, writer=Writer())
        self.files._ask_at = float("-inf")
        self.files._changed_at = float("inf")
        self.files.look()

    def ship(self):
        """Have everything stored that is written, as far as it was seen, and let go of it."""
        if self.files is not None:
            self.world.take(self)
            self.listed = len(self.files.files)
            self.reader.release(self.reader.position)

    def stop(self):
        """End in order: no file is shipped that is not seen in time."""
        self.look()
        self.ship()
        self.end(is_complete=self.reader.written.file <= self.reader.position.file)

    def end(self, *, is_complete):
        """Leave claims and journal as `NodeLog` does."""
        position = self.reader.position
        self.listed = None if is_complete else len(self.files.files)
        if is_complete or position.file == len(self.files.files) - 1 >= 0:
            self.files.end_claim(self.files.files[position.file], position.offset)
        self.die()

    def kill(self):
        """End without a word; what the journal does not name is not known to be this one's."""
        if self.files is not None and self.listed is not None:
            self.die()

    def die(self):
        """Let the system close the files and release the locks."""
        self.is_over = True
        if self.log.file is not None:
            self.log.file.close()
        self.log.file = None
        for claim in list(self.claims._held):
            self.claims._release(claim)

    def leave(self):
        """Have the rest shipped by whoever goes on, which is what the journal names."""
        if self.listed is not None:
            while len(self.files.files) > self.listed:
                self.files.give_up(self.files.files.pop())
            self.files.look = lambda: None
            self.files._open_now = {}
            self.world.take(self)


class World:
    """Two processes and the directory of their logs."""

    def __init__(self, directory, monkeypatch):
        self.directory = directory
        self.number = 0
        self.stamp = 0
        self.stored = []
        self.middle = []
        self.now = None
        monkeypatch.setattr(log_files, "appended_by_this_process", self.opened)
        monkeypatch.setattr(log_files, "is_written_by_others", self.is_written_by_others)
        self.processes = [Process(self, "one")]
        for _ in range(3):
            self.processes[0].write()

    def begin_second(self):
        """Start the other process."""
        self.processes.append(Process(self, "two"))

    @contextmanager
    def being(self, process):
        """Run code as a process."""
        before, self.now = self.now, process
        try:
            yield
        finally:
            self.now = before

    def file(self):
        """Return the number of a new file."""
        self.stamp += 1
        return self.stamp

    def opened(self):
        """Return what the process at hand has open."""
        self.interrupt()
        file = self.now.log.file
        path = self.now.log.paths[-1]
        return [OpenFile(file.fileno(), file_id(path.stat()), path)]

    def is_written_by_others(self, path):
        """Return whether the other process has a file open."""
        self.interrupt()
        others = [one for one in self.processes if one is not self.now and one.log.file]
        return any(one.log.paths[-1] == path for one in others)

    def interrupt(self):
        """Have something happen in the middle of a look."""
        if self.middle:
            self.middle.pop()()

    def take(self, process):
        """Store what a process reads."""
        found = re.findall(rb"number (\d+) ", read_all(process.reader))
        self.stored += map(int, found)

    def numbered(self, holder, identity):
        """Return how far a dead process's lines are its own, as its journal says."""
        process = next(one for one in self.processes if one.name == holder.session)
        if process.listed is not None:
            listed = process.files.files[: process.listed]
            for file in listed:
                if (file.device, file.inode) == identity:
                    return (self.directory / file.path).stat().st_size
        return holder.start

    def check(self):
        """Check that each line is stored once, when all have ended."""
        for process in self.processes:
            process.do("stop")
        for process in self.processes:
            process.leave()
        wanted = Counter(range(self.number))
        assert Counter(self.stored) - wanted == Counter(), "doubled"
        assert wanted - Counter(self.stored) == Counter(), "missing"

    def close(self):
        """Close all files."""
        for process in self.processes:
            process.die()
            if process.files is not None:
                process.files.close()


STEPS = ["write", "rotate", "come_and_go", "look", "ship", "stop"]
STEP = st.tuples(st.sampled_from([0, 1]), st.sampled_from(STEPS))
EVENTS = st.lists(st.tuples(STEP, st.none() | STEP), max_size=12)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(events=EVENTS, second_at=st.integers(0, 6))
# The second one finds a file that the first one began before, and has not looked at.
@example(events=[((0, "write"), None), ((0, "rotate"), None), ((1, "look"), None)], second_at=0)
# The one that ends takes a file of the other's in the last moment.
@example(
    events=[((0, "look"), None), ((1, "look"), None), ((0, "stop"), (1, "come_and_go"))],
    second_at=0,
)
def test_every_line_is_stored_once_in_any_order_of_events(tmp_path_factory, events, second_at):
    """Whichever of the two processes ships a file that comes and goes, one does."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        world = World(tmp_path_factory.mktemp("logs"), monkeypatch)
        try:
            for number, ((who, what), within) in enumerate(events):
                if number == second_at:
                    world.begin_second()
                if within is not None and within[1] != "stop":
                    world.middle = [lambda within=within: step(world, *within)]
                step(world, who, what)
                world.middle = []
            world.check()
        finally:
            world.close()


def step(world, who, what):
    """Have a process do something, once it is there."""
    for process in world.processes[who : who + 1]:
        if process is not world.now:  # a process is at one thing at a time
            process.do(what)
