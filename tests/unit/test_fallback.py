"""The bridge in the place of a spool that has no room: no line twice, none missing."""

import re
import sys
from contextlib import contextmanager

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st
from spool_kit import TRADER
from spool_kit import Log
from spool_kit import read_all

from nautilus_vlogs.capture.bridge import LEVELS
from nautilus_vlogs.capture.bridge import Bridge
from nautilus_vlogs.capture.fallback import SpoolOrBridge
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.left_files import LeftLogFiles
from nautilus_vlogs.capture.lines import split_lines
from nautilus_vlogs.capture.lines import time_of
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.space import Space
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.times import rfc3339

MIB = 1024 * 1024
ROOM = Space(size=100 * MIB, free=90 * MIB, inodes=1_000)
SHORT = Space(size=100 * MIB, free=3 * MIB, inodes=1_000)
EXHAUSTED = Space(size=100 * MIB, free=0, inodes=1_000)


class Level:
    """A log level, as a log call has it."""

    value = LEVELS.index("INFO")


class Node:
    """A node that logs, with a clock, a file system of some size and a log file."""

    def __init__(self, directory):
        self.now = 1_795_456_800_000_000_000
        self.seconds = 0.0
        self.space = ROOM
        self.told = []
        self.number = 0
        self.numbers = {}
        self.buffer = None
        self.log = Log(directory)
        self.log.rotate()
        self.function = self._write
        self.spool = SpoolReader(self.log.find(owned=True), writer=self)
        self.source = SpoolOrBridge(
            self.spool,
            lambda: Bridge(1_000, "DEBUG", self._divert, now=self._tick),
            lambda: self.space,
            lambda level, text: self.told.append((level, text)),
            clock=lambda: self.seconds,
            now=self._tick,
        )

    def request_flush(self):
        """Do nothing: the log is not buffered."""

    def write_mark(self):
        """Return a mark that is never written."""
        return b"never"

    def _tick(self):
        self.now += 1_000
        return self.now

    def _write(self, _level, _color, component, message):
        if self.space.free > 0:
            line = (
                f'{{"timestamp":"{rfc3339(self._tick())}","trader_id":"{TRADER}","level":"INFO",'
                f'"color":"","component":"{component}","message":"{message}"}}\n'.encode()
            )
            if self.buffer is None:
                self.log.write(line)
            else:
                self.buffer.append(line)

    def write_some(self, count):
        """Write some of what was buffered."""
        self.log.write(*self.buffer[:count])
        self.buffer = self.buffer[count:]

    def flush(self):
        """Write what was buffered."""
        self.write_some(len(self.buffer))

    def _divert(self, make_tap):
        before = self.function
        self.function = make_tap(before)

        def undo():
            self.function = before

        return undo

    def say(self, count=1, text="number {}"):
        """Log some messages, which are numbered if they say it."""
        for _ in range(count):
            self.number += 1
            began = self.now
            self.function(Level, None, "X", text.format(self.number))
            for at in range(began + 1_000, self.now + 1, 1_000):
                self.numbers[rfc3339(at)] = self.number

    def numbers_of(self, lines):
        """Return the numbers of the messages that lines are of, by their times."""
        return [self.numbers[time_of(line).decode()] for line in split_lines(lines)]

    def read(self, seconds=1.0):
        """Return the numbers that are read, some time later."""
        found = []
        for _ in range(2):
            while lines := self.source.peek():
                self.source.take(len(lines))
                found += [int(number) for number in re.findall(rb"number (\d+)", lines)]
            self.seconds += seconds
        return found


@contextmanager
def node_in(directory):
    """Yield a node whose log is in a directory."""
    node = Node(directory)
    try:
        yield node
    finally:
        node.source.close()
        node.log.close()


@pytest.fixture
def node(tmp_path):
    with node_in(tmp_path) as node:
        yield node


def test_there_and_back(node):
    """While there is no room the bridge records; each line comes once, in the order of logging."""
    found = []
    for space in (SHORT, ROOM, SHORT, EXHAUSTED, SHORT, ROOM):
        node.say(5)
        node.source.watch()
        node.say(5)
        node.space = space
        node.say(5)
        node.source.watch()
        node.say(5)
        found += node.read()
    node.source.watch()
    found += node.read()
    node.say(5)
    found += node.read()
    assert found == list(range(1, node.number + 1))
    assert not node.source.is_full
    assert [level for level, _ in node.told] == ["warning", "info", "warning", "info"]


def test_lines_from_before_the_bridge_that_come_late(node):
    """The writer flushes late: what it had in its buffer is read before the bridge is."""
    node.say(5)
    node.space = SHORT
    node.source.watch()
    assert node.source.is_full
    node.say(5)
    assert not node.source.has_reached_mark()
    first = [int(n) for n in re.findall(rb"number (\d+)", node.source.peek())]
    assert first == [1, 2, 3, 4, 5]
    node.source.take(len(node.source.peek()))
    node.seconds += 1
    lines = node.source.peek()
    node.source.take(len(lines))
    assert [int(n) for n in re.findall(rb"number (\d+)", lines)] == [6, 7, 8, 9, 10]
    assert not node.source.is_rereadable
    assert node.source.has_reached_mark()


def test_lines_of_the_bridge_s_time_that_come_late(node):
    """However late the writer flushes: what the bridge had is not read from the file as well."""
    found = []
    node.buffer = []
    node.say(5)
    for _ in range(3):
        node.space = SHORT
        node.source.watch()
        node.say(5)
        found += node.read(seconds=5.0)
        node.space = ROOM
        node.source.watch()
        found += node.read(seconds=5.0)  # nothing came, so it is taken to be over
        node.say(5)
    node.flush()
    found += node.read(seconds=5.0)
    assert sorted(found) == list(range(1, node.number + 1))


def test_the_last_room_goes_before_the_writer_has_flushed(node):
    """What the writer still had from before the bridge may be lost, which is said once."""
    node.buffer = []
    node.say(5)
    node.space = SHORT
    node.source.watch()
    assert node.source.unknown_losses == 0
    node.space = EXHAUSTED
    node.source.watch()
    node.source.watch()
    assert node.source.unknown_losses == 1
    assert node.read() == []


def test_no_room_again_before_a_line_was_written(node):
    """The bridge is back at once, though the file never went on; nothing comes twice."""
    found = []
    node.say(5)
    for _ in range(3):
        node.space = EXHAUSTED
        node.source.watch()
        assert node.source.is_full
        node.say(5)
        found += node.read(seconds=0.1)
        found += node.read()
        node.space = ROOM
        node.source.watch()
        assert not node.source.is_full
        found += node.read(seconds=0.1)
    node.say(5)
    found += node.read()
    assert found == list(range(1, node.number + 1))


def test_what_may_be_missing_is_said(node):
    """Where a write may have failed before the bridge was there, the loss is of unknown number."""
    node.space = SHORT
    node.source.watch()
    assert (node.source.unknown_losses, node.source.lost) == (0, 0)
    node.space = ROOM
    node.source.watch()
    node.read()
    node.read()
    node.space = EXHAUSTED
    node.source.watch()
    assert node.source.unknown_losses == 1
    assert "unknown number" in node.told[-1][1]


ACTIONS = st.one_of(
    st.tuples(st.just("say"), st.integers(1, 60)),
    st.tuples(st.just("write"), st.integers(0, 60)),
    st.tuples(st.just("space"), st.sampled_from([ROOM, SHORT])),
    st.tuples(st.just("read"), st.integers(1, 5)),
    st.tuples(st.just("record"), st.none()),
)


@given(
    actions=st.lists(ACTIONS, max_size=60),
    text=st.sampled_from(["number {}", "nothing new"]),
    size=st.sampled_from([1, 40, SLICE_BYTES]),
)
@example(
    actions=[
        ("say", 3),
        ("write", 9),
        ("space", SHORT),
        ("say", 40),
        ("read", 2),
        ("write", 20),
        ("read", 3),
        ("record", None),
        ("write", 20),
    ],
    text="nothing new",
    size=SLICE_BYTES,
)
def test_a_kill_at_any_moment(tmp_path_factory, actions, text, size):
    """Each written line has one number, whatever the bridge had and the writer still has."""
    with node_in(tmp_path_factory.mktemp("log")) as node:
        node.buffer = []
        read, recorded = [], ([], node.source.position, None)
        for action, value in actions:
            match action:
                case "say":
                    node.say(value, text)
                case "write":
                    node.write_some(value)
                case "space":
                    node.space = value
                    node.source.watch()
                case "read":
                    for _ in range(value):
                        node.seconds += 0.3
                        lines = node.source.peek(size)
                        node.source.take(len(lines))
                        read += node.numbers_of(lines) if lines else []
                case "record":
                    recorded = list(read), node.source.position, node.source.captured
        numbers, position, captured = recorded
        left = LeftLogFiles(node.source.files, first=max(position.file, 0), owned=False)
        rest = read_all(LeftFiles(left, start=position, captured=captured))
        left.close()
        written = b"".join(path.read_bytes() for path in node.log.paths)
        numbers += node.numbers_of(rest) if rest else []
        assert len(numbers) == len(set(numbers))
        assert set(node.numbers_of(written) if written else []) <= set(numbers)


def test_the_bridge_is_bounded_and_its_losses_stay_counted(node):
    """What the bridge drops is counted, also after it is gone."""
    node.space = SHORT
    node.source.watch()
    node.say(1)
    node.source.watch()
    node.say(1_499)
    node.seconds += 10
    assert len(node.read()) == 1_000
    node.space = ROOM
    node.source.watch()
    node.read()
    assert node.source.lost == 500


@contextmanager
def after_steps(count, act):
    """Act between two steps of the interpreter, as another thread may."""
    left = count

    def trace(frame, event, _):
        nonlocal left
        frame.f_trace_opcodes = True
        if event == "opcode":
            left -= 1
            if not left:
                act()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def test_figures_are_to_be_had_at_any_moment(tmp_path):
    """The bridge may be forgotten while another thread, the trader's for one, asks for them."""
    for step in range(1, 60):
        with node_in(tmp_path / str(step)) as node:
            node.space = SHORT
            node.source.watch()
            node.say(1)
            node.source.watch()
            node.say(1_009)
            node.seconds += 10
            assert len(node.read()) == 1_000

            def forget(node=node):
                node.space = ROOM
                node.source.watch()
                node.read()

            with after_steps(step, forget):
                lost = node.source.lost
                node.source.backlog()
            assert (step, lost) == (step, 10)


def test_a_bridge_that_was_there_first(node):
    """Where the log file comes late, the bridge has the lines until then; none comes twice."""
    bridge = Bridge(1_000, "DEBUG", node._divert, now=node._tick)
    node.say(3)
    bridge.install()
    node.say(3)
    node.source = SpoolOrBridge(
        node.spool,
        lambda: None,
        lambda: node.space,
        bridge=bridge,
        clock=lambda: node.seconds,
        now=node._tick,
    )
    assert node.source.is_full
    node.say(3)
    node.source.watch()
    node.say(3)
    assert node.read() + node.read() == list(range(1, 13))
    assert not node.source.is_full


def test_files_that_wait_go_first(node):
    """As long as old files of the spool can be given up, the spool is read on."""
    for _ in range(4):
        node.say(5)
        node.log.rotate()
        node.source.watch()
    node.say(5)
    node.source.peek()
    node.space = SHORT
    node.source.watch()
    node.source.watch()
    assert not node.source.is_full
    assert node.source.lost == 10
    node.space = ROOM
    assert node.read() == [*range(1, 6), *range(16, 26)]


def test_a_process_that_ends_has_its_log_calls_back(node):
    """Closing restores the way of the log calls."""
    node.space = SHORT
    node.source.watch()
    before = node.function
    node.source.close()
    assert node.function != before


@pytest.mark.parametrize(
    ("space", "is_short", "is_exhausted", "has_room"),
    [
        (ROOM, False, False, True),
        (SHORT, True, False, False),
        (EXHAUSTED, True, True, False),
        (Space(100 * MIB, 9 * MIB), False, False, False),
        (Space(10**12, 17 * MIB), False, False, False),
        (Space(10**12, 10**11), False, False, True),
        (Space(8 * MIB, 3 * MIB), False, False, True),
        (Space(8 * MIB, MIB // 4), True, False, False),
        (Space(10**12, 10**11, inodes=1), True, True, False),
        (Space(0, 0), True, True, False),
    ],
)
def test_space(space, is_short, is_exhausted, has_room):
    """A share of the file system stays free, within bounds; inodes count, too."""
    assert (space.is_short, space.is_exhausted, space.has_room) == (
        is_short,
        is_exhausted,
        has_room,
    )
