"""Following log files: whatever is written, rotated or deleted, each byte is read once."""

import json
import os
import shutil
import tempfile
import time
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from nautilus_trader.common.config import LoggingConfig

from nautilus_vlogs.capture import spool_reader as spool
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.spool_reader import SLICE_BYTES
from nautilus_vlogs.capture.spool_reader import Sink
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.capture.spool_reader import find_sink
from nautilus_vlogs.node import nautilus
from nautilus_vlogs.node.nautilus import Node

BASE_NS = 1_795_456_800_000_000_000
INSTANCE = "e14c1582-71ee-44cb-bee7-c6cf3a543017"
REST = f"_{INSTANCE}.json"
LONG_AGO = "2000-01-01T00:00:00.000000000Z"


def stamp(number):
    """Return a time, to the nanosecond, that grows with the number."""
    at = datetime.fromtimestamp((BASE_NS + number * 1_000_000) // 1_000_000_000, UTC)
    rest = (BASE_NS + number * 1_000_000) % 1_000_000_000
    return f"{at:%Y-%m-%dT%H:%M:%S}.{rest:09d}Z"


def line(number, size=0):
    """Return a line as Nautilus writes it, with a message that names it and fills it up."""
    start = f'{{"timestamp":"{stamp(number)}","trader_id":"T-001","level":"INFO","color":"NORMAL"'
    text = f'{start},"component":"X","message":"number {number} '
    return (text + "x" * (size - len(text) - 3) + '"}\n').encode()


def name(number, rest=REST):
    """Return the name of a file that a rotation by size makes; they sort by their numbers."""
    return f"T-001_2026-11-23_18{number // 60:02}{number % 60:02}:978{rest}"


@pytest.fixture
def sink(tmp_path):
    return Sink(tmp_path, "T-001", REST, stamped=True)


@pytest.fixture
def make_reader():
    """Return a function that makes readers, which are closed in the end."""
    readers = []

    def make_reader(sink, *, since=LONG_AGO, owned=True):
        readers.append(SpoolReader(sink, since=since, owned=owned))
        return readers[-1]

    yield make_reader
    for reader in readers:
        reader.close()


def write(path, *lines):
    with path.open("ab") as file:
        file.write(b"".join(lines))


def read_all(reader):
    """Read and take until nothing is left."""
    pieces = []
    while piece := reader.peek():
        assert piece.endswith(b"\n")
        reader.take(len(piece))
        pieces.append(piece)
    return b"".join(pieces)


# -- Reading ---------------------------------------------------------------------------------


def test_lines_come_again_until_they_are_taken(sink, make_reader):
    """What was not taken is returned again, and the position stays in front of it."""
    write(sink.directory / name(1), line(1), line(2), line(3))
    reader = make_reader(sink)
    assert reader.peek() == reader.peek() == line(1) + line(2) + line(3)
    assert reader.position == Position(0, 0)
    reader.take(len(line(1)))
    assert reader.peek() == line(2) + line(3)
    assert reader.position == Position(0, len(line(1)))
    reader.take(len(line(2) + line(3)))
    assert reader.peek() == b""
    assert reader.position == Position(0, 3 * len(line(1)))


def test_the_backlog_is_told_in_bytes_and_about_in_records(sink, make_reader):
    """What waits is counted by the mean length of what was read; nothing read, nothing known."""
    reader = make_reader(sink)
    write(sink.directory / name(1), *[line(number) for number in range(10, 90)])
    assert reader.peek()
    assert (reader.backlog().size > 0, reader.backlog().records) == (True, 0)
    reader.take(20 * len(line(10)))
    assert reader.backlog() == (60 * len(line(10)), 60)


def test_nothing_there(sink, make_reader):
    """A directory without files, or no directory at all, is nothing to read and no error."""
    reader = make_reader(sink)
    assert reader.peek() == b""
    sink.directory.rmdir()
    assert reader.peek() == b""
    reader.watch()
    assert (reader.backlog(), reader.lost) == ((0, 0), 0)
    sink.directory.mkdir()
    write(sink.directory / name(1), line(1))
    assert read_all(reader) == line(1)


def test_a_partial_line_waits_for_its_end(sink, make_reader):
    """Half a line is not returned, a line that grows byte by byte comes once and whole."""
    path = sink.directory / name(1)
    reader = make_reader(sink)
    write(path, line(1))
    for byte in line(2)[:-1]:
        write(path, bytes([byte]))
        assert reader.peek() == line(1)
    reader.take(len(line(1)))
    assert reader.peek() == b""
    write(path, b"\n", line(3)[:7])
    assert read_all(reader) == line(2)
    write(path, line(3)[7:])
    assert read_all(reader) == line(3)


@pytest.mark.parametrize("size", [SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1, 1_000_000])
def test_lines_around_and_beyond_a_slice(sink, make_reader, size):
    """A line longer than a slice comes whole, between its neighbours."""
    data = line(1) + line(2, size) + line(3) + line(4, size) + line(5)
    write(sink.directory / name(1), data)
    assert read_all(make_reader(sink)) == data


def test_slices_are_small(sink, make_reader):
    """Of short lines no more than a slice is returned at a time."""
    data = b"".join(line(number) for number in range(1_000))
    write(sink.directory / name(1), data)
    reader, found = make_reader(sink), b""
    while piece := reader.peek():
        assert len(piece) < SLICE_BYTES + len(line(999))
        reader.take(len(piece))
        found += piece
    assert found == data


def test_a_line_without_an_end_is_given_up_in_pieces(sink, make_reader, monkeypatch):
    """What grows beyond all bounds does not pile up in memory; what follows it is read."""
    monkeypatch.setattr(spool, "_MAX_LINE_BYTES", 4 * SLICE_BYTES)
    length = 12 * SLICE_BYTES
    write(sink.directory / name(1), b"y" * length + b"\n", line(1))
    reader, pieces = make_reader(sink), []
    while piece := reader.peek():
        assert len(piece) <= 16 * SLICE_BYTES
        reader.take(len(piece))
        pieces.append(piece)
    assert len(pieces) > 1
    found = b"".join(pieces)
    assert found.count(b"y") == length
    assert found.endswith(b"\n" + line(1))


def test_carriage_returns_and_zero_bytes_are_bytes(sink, make_reader):
    """Lines end in a newline, nothing else."""
    data = b"a\rb\r\n\x0b\x0c\x00\xff\xe2\x80\xa8\n\n"
    write(sink.directory / name(1), data)
    assert read_all(make_reader(sink)) == data


# -- Rotation --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (("T-001", REST, True), [f"T-001_2026-11-23_18{i:04}:978{REST}" for i in range(3)]),
        (("T-001", f"{REST}l", True), [f"T-001_2026-11-23_18{i:04}-819{REST}l" for i in range(3)]),
        (("T-001", REST, True), [f"T-001_2026-11-{i}{REST}" for i in (23, 24, 25)]),
        (("T-001", REST, True), [f"T-001_{y}{REST}" for y in ("2026-12-31", "2027-01-01")]),
        (
            ("T-001", REST, True),
            [f"T-001_2026-11-23_180918:{i}{REST}" for i in ("001", "010", "100")],
        ),
        (("mine", ".json", True), [f"mine_2026-11-23_18000{i}:978.json" for i in range(3)]),
        (("mine", ".jsonl", True), [f"mine_2026-11-2{i}.jsonl" for i in range(3)]),
        (("mine", ".json", False), ["mine.json"]),
        (("my log (1) [x].*", ".jsonl", False), ["my log (1) [x].*.jsonl"]),
        (("éTrader", ".jsonl", True), [f"éTrader_2026-11-2{i}.jsonl" for i in range(3)]),
    ],
)
def test_files_are_read_in_the_order_of_their_stamps(tmp_path, make_reader, kind, names):
    """Every kind of name is followed over rotations, and files beside it are left alone."""
    sink = Sink(tmp_path, *kind)
    reader = make_reader(sink)
    others = ["other.json", "mine2.json", f"T-002_2026-11-23{REST}", "T-001_2026-11-23_x.json"]
    others += [f"{names[0]}.gz", f"x{names[0]}", "T-001_e14c1582.dead-letter.jsonl", "mine_x.json"]
    for other in others:
        (tmp_path / other).write_bytes(line(99))
    for number, each in enumerate(names):
        write(tmp_path / each, line(number))
        assert read_all(reader) == line(number)
    assert sink.files() == names
    reader.close()
    again = make_reader(sink)
    assert read_all(again) == b"".join(map(line, range(len(names))))
    again.remove()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)


def test_several_rotations_while_not_reading(sink, make_reader):
    """Files that came and filled up in the meantime are read one after the other."""
    reader = make_reader(sink)
    write(sink.directory / name(0), line(0))
    assert read_all(reader) == line(0)
    for number in range(1, 6):
        write(sink.directory / name(number), *(line(10 * number + i) for i in range(10)))
    expected = b"".join(line(number) for number in range(10, 60))
    assert reader.backlog().size == len(expected)
    assert read_all(reader) == expected
    assert (reader.backlog().size, reader.lost) == (0, 0)


def test_a_file_is_read_to_its_end_before_the_next_one(sink, make_reader, monkeypatch):
    """Lines written between the last look at a file and the rotation are not missed."""
    first, second = sink.directory / name(1), sink.directory / name(2)
    write(first, line(1))
    reader = make_reader(sink)
    assert read_all(reader) == line(1)
    watch = reader.watch

    def rotate_meanwhile():
        if not second.exists():
            write(first, line(2))
            write(second, line(3))
        watch()

    monkeypatch.setattr(reader, "watch", rotate_meanwhile)
    assert read_all(reader) == line(2) + line(3)


def test_a_line_that_rotation_cut_off_ends_there(sink, make_reader):
    """A file's last line without an end is not glued to the next file's first one."""
    write(sink.directory / name(1), line(1), b"cut")
    reader = make_reader(sink)
    assert read_all(reader) == line(1)
    write(sink.directory / name(2), line(2))
    assert read_all(reader) == b"cut\n" + line(2)
    assert reader.position == Position(1, len(line(2)))


def test_empty_files_are_passed_over(sink, make_reader):
    """Rotations without a line between them hold nothing up."""
    for number in range(4):
        (sink.directory / name(number)).touch()
    write(sink.directory / name(4), line(1))
    assert read_all(make_reader(sink)) == line(1)


# -- Deletion --------------------------------------------------------------------------------


def test_the_file_being_read_is_deleted(sink, make_reader):
    """What was open is read to its end, and the next file after it."""
    path = sink.directory / name(1)
    data = b"".join(line(number) for number in range(200))
    write(path, data)
    reader = make_reader(sink)
    start = reader.peek()
    path.unlink()
    write(sink.directory / name(2), line(1_000))
    assert reader.peek() == start
    assert read_all(reader) == data + line(1_000)
    assert reader.lost == 0


def test_files_that_wait_are_counted_when_they_are_deleted(sink, make_reader):
    """Of what Nautilus deletes unread each record is counted, blank ones are none."""
    write(sink.directory / name(1), line(1))
    reader = make_reader(sink)
    assert reader.peek() == line(1)
    blank = line(5).replace(b'"number 5 "', b'""')
    assert b'"message":""' in blank
    for number in (2, 3, 4):
        write(sink.directory / name(number), *map(line, range(10 * number, 10 * number + number)))
    write(sink.directory / name(3), blank, blank)
    reader.watch()
    for number in (2, 3):
        (sink.directory / name(number)).unlink()
    reader.watch()
    assert reader.lost == 2 + 3
    assert read_all(reader) == b"".join(map(line, (1, 40, 41, 42, 43)))
    assert reader.lost == 2 + 3


def test_deleted_files_are_let_go(sink, make_reader):
    """No descriptor keeps a deleted file's space taken, but that of the one being read."""
    reader = make_reader(sink)
    for number in range(3):
        write(sink.directory / name(number), line(number))
    assert reader.peek() == line(0)
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    for number in range(3):
        (sink.directory / name(number)).unlink()
    reader.watch()
    assert len(list(Path("/proc/self/fd").iterdir())) == open_before - 2
    reader.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == open_before - 3


def test_the_directory_is_deleted(sink, make_reader):
    """What can still be read is, and the rest is no error; a new directory is followed."""
    write(sink.directory / name(1), line(1), line(2))
    reader = make_reader(sink)
    assert reader.peek() == line(1) + line(2)
    shutil.rmtree(sink.directory)
    assert read_all(reader) == line(1) + line(2)
    reader.release(Position(0))
    reader.remove()
    sink.directory.mkdir()
    write(sink.directory / name(2), line(3))
    assert read_all(reader) == line(3)


def test_a_symbolic_link_is_not_followed(sink, make_reader, tmp_path_factory):
    """Who can write to the directory can't make the node ship another file."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_bytes(b"secret\n")
    (sink.directory / name(1)).symlink_to(secret)
    with pytest.raises(OSError, match="symbolic links"):
        make_reader(sink).peek()


# -- Release ---------------------------------------------------------------------------------


def left(sink):
    return [path.name for path in sorted(sink.directory.iterdir())]


def test_release_deletes_what_stands_before(sink, make_reader):
    """Files before the position go; the one that it is in stays, however much of it was read."""
    for number in range(4):
        write(sink.directory / name(number), line(number))
    reader = make_reader(sink)
    read_all(reader)
    reader.release(Position(0, 10))
    assert left(sink) == [name(0), name(1), name(2), name(3)]
    reader.release(Position(2, 0))
    assert left(sink) == [name(2), name(3)]
    reader.release(Position(1, 5))
    assert left(sink) == [name(2), name(3)]
    reader.remove()
    assert left(sink) == []


def test_release_and_remove_spare_what_is_not_ours(sink, make_reader):
    """A log file that the user configured is followed and never deleted."""
    for number in range(3):
        write(sink.directory / name(number), line(number))
    reader = make_reader(sink, owned=False)
    read_all(reader)
    reader.release(Position(2, 0))
    reader.remove()
    assert left(sink) == [name(0), name(1), name(2)]


def test_release_spares_earlier_runs(tmp_path, make_reader):
    """Files of earlier runs under the same name are passed over, in reading and in cleaning."""
    sink = Sink(tmp_path, "mine", ".json", stamped=True)
    names = [f"mine_2026-11-23_18000{number}:978.json" for number in range(5)]
    for number, each in enumerate(names):
        write(tmp_path / each, line(10 * number), line(10 * number + 1))
    reader = make_reader(sink, since=stamp(20))
    assert read_all(reader) == b"".join(map(line, (20, 21, 30, 31, 40, 41)))
    reader.release(Position(2, 0))
    assert left(sink) == [names[0], names[1], names[4]]
    reader.remove()
    assert left(sink) == names[:2]


def test_remove_of_a_file_that_was_empty_when_it_was_opened(sink, make_reader):
    """The first file often has no line yet when it is found; it goes with the others."""
    (sink.directory / name(1)).touch()
    reader = make_reader(sink)
    assert reader.peek() == b""
    write(sink.directory / name(1), line(1))
    assert read_all(reader) == line(1)
    write(sink.directory / name(2), line(2))
    assert read_all(reader) == line(2)
    reader.release(reader.position)
    assert left(sink) == [name(2)]
    reader.remove()
    assert left(sink) == []


def test_remove_before_anything_was_read(sink, make_reader):
    """Nothing is deleted that was never looked into."""
    write(sink.directory / name(1), line(1))
    make_reader(sink).remove()
    assert left(sink) == [name(1)]


# -- Where this run begins -------------------------------------------------------------------


@settings(deadline=None, max_examples=150)
@given(
    sizes=st.lists(st.sampled_from([0, 150, 151, 3_000, 9_000, 20_000]), min_size=1, max_size=40),
    split=st.integers(0, 40),
    garbage=st.sets(st.integers(0, 40)),
    between=st.booleans(),
)
def test_earlier_runs_in_the_file_are_passed_over(sizes, split, garbage, between):
    """Wherever in an existing file this run's lines begin, it is read from there on."""
    split = min(split, len(sizes))
    lines = [line(2 * number, size) for number, size in enumerate(sizes)]
    for number in garbage:
        if number < split - 1:  # of earlier runs; this one's would be read, too
            lines[number] += b'garbage {"timestamp":"9"\n'
    since = stamp(2 * split - between)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "mine.json")
        path.write_bytes(b"".join(lines))
        reader = SpoolReader(
            Sink(path.parent, "mine", ".json", stamped=False), since=since, owned=True
        )
        assert read_all(reader) == b"".join(lines[split:])
        write(path, line(1_000))
        assert read_all(reader) == line(1_000)
        reader.close()


def test_a_large_file_of_earlier_runs_is_skipped_quickly(tmp_path, make_reader, monkeypatch):
    """Finding this run's lines takes a few reads, not the whole file."""
    count = 0
    pread = os.pread

    def counted(*arguments):
        nonlocal count
        count += 1
        return pread(*arguments)

    write(tmp_path / "mine.json", b"".join(line(number) for number in range(100_000)))
    monkeypatch.setattr(spool.os, "pread", counted)
    sink = Sink(tmp_path, "mine", ".json", stamped=False)
    reader = make_reader(sink, since=stamp(99_999))
    assert reader.peek() == line(99_999)
    assert count < 150


# -- Which files there are -------------------------------------------------------------------


def node(**logging):
    logging = {"log_file_format": "json", **logging}
    described = Node(
        trader_id="T-001",
        instance_id=INSTANCE,
        host="here",
        environment="live",
        created_ns=time.time_ns(),
        logging=LoggingConfig(**logging),
    )
    return nautilus.log_target(described)


NAMES = [
    (f"T-001_2026-11-23{REST}", None, ("T-001", REST, True)),
    (f"T-001_2026-11-23_180918:978{REST}", None, ("T-001", REST, True)),
    (f"T-001_2026-11-23_180920-819{REST}l", None, ("T-001", f"{REST}l", True)),
    (f"T_2026-01-01-001_2026-11-23{REST}", None, ("T_2026-01-01-001", REST, True)),
    ("mine.json", "mine", ("mine", ".json", False)),
    ("mine.jsonl", "mine", ("mine", ".jsonl", False)),
    ("mine_2026-11-23.json", "mine", ("mine", ".json", True)),
    ("mine_2026-11-23_180920-819.jsonl", "mine", ("mine", ".jsonl", True)),
    ("other.json", "mine", None),
    ("mine.json", None, None),
    ("mine.log", "mine", None),
    (f"T-001_2026-11-23_{INSTANCE}.log", None, None),
]


@pytest.mark.parametrize("has_proc", [True, False])
@pytest.mark.parametrize("named", NAMES)
def test_the_sink_that_is_open(tmp_path, monkeypatch, named, has_proc):
    """The file that the logging thread appends to is found by its name, with its siblings."""
    file, custom, parts = named
    if not has_proc:
        monkeypatch.setattr(spool, "_open_files", lambda: None)
    described = node(log_directory=str(tmp_path), log_file_name=custom)
    assert find_sink(described) is None
    with (tmp_path / file).open("ab"):
        found = find_sink(described)
    assert found == (parts and Sink(tmp_path, *parts))


def test_a_file_that_is_only_read_is_no_sink(tmp_path):
    """Another process's log that happens to be open here is not shipped."""
    path = tmp_path / f"T-001_2026-11-23{REST}"
    path.write_bytes(line(1))
    with path.open("rb"):
        assert find_sink(node(log_directory=str(tmp_path))) is None


def test_a_text_log_is_no_sink(tmp_path):
    """A custom name alone does not make a file JSON."""
    with (tmp_path / "mine.json").open("ab"):
        described = node(log_directory=str(tmp_path), log_file_name="mine", log_file_format=None)
        assert find_sink(described) is None


# -- Any sequence of events ------------------------------------------------------------------


class Following(RuleBasedStateMachine):
    """Write, rotate, read and release in any order; what is read is what was written."""

    def __init__(self):
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.sink = Sink(self.directory, "T-001", REST, stamped=True)
        self.reader = SpoolReader(self.sink, since=LONG_AGO, owned=True)
        self.written = bytearray()
        self.files = 1
        self.number = 0
        self.partial = b""
        self.read = bytearray()
        self.path.touch()

    @property
    def path(self):
        """Return the file that is being written."""
        return self.directory / name(self.files)

    @rule(count=st.integers(1, 60), size=st.sampled_from([0, 500, 8_191, 30_000]))
    @precondition(lambda self: not self.partial)
    def write_lines(self, count, size):
        """Write whole lines."""
        for _ in range(count if size < 8_000 else 2):
            self.number += 1
            write(self.path, line(self.number, size))
            self.written += line(self.number, size)

    @rule(share=st.floats(0.1, 0.9))
    @precondition(lambda self: not self.partial)
    def write_part(self, share):
        """Write the start of a line."""
        self.number += 1
        whole = line(self.number, 9_000)
        size = int(len(whole) * share)
        write(self.path, whole[:size])
        self.written += whole[:size]
        self.partial = whole[size:]

    @rule()
    @precondition(lambda self: self.partial)
    def write_rest(self):
        """Write the rest of it."""
        write(self.path, self.partial)
        self.written += self.partial
        self.partial = b""

    @rule()
    def rotate(self):
        """Begin another file."""
        if self.partial:  # as after a crash; the reader ends the line
            self.written += b"\n"
            self.partial = b""
        self.files += 1
        self.path.touch()

    @rule(share=st.floats(0, 1))
    def read_some(self, share):
        """Look at lines twice, and take some."""
        lines = self.reader.peek()
        assert self.reader.peek() == lines
        size = lines.rfind(b"\n", 0, int(len(lines) * share) + 1) + 1
        self.reader.take(size)
        self.read += lines[:size]

    @rule()
    def read_everything(self):
        """Read to the end: every whole line is there."""
        self.read += read_all(self.reader)
        complete = self.written.rfind(b"\n") + 1
        assert self.read == self.written[:complete]

    @rule()
    def release(self):
        """Give up what was read; only files that never held anything may stay."""
        position = self.reader.position
        self.reader.release(position)
        files = self.reader.files
        name = Path(files[position.file].path).name if position.file >= 0 else ""
        before = [each for each in self.sink.files() if each < name]
        assert all((self.directory / each).stat().st_size == 0 for each in before)

    @rule()
    def watch(self):
        """Take hold of the files that wait."""
        self.reader.watch()

    @invariant()
    def what_was_read_was_written(self):
        """Compare what was read with the start of what was written."""
        assert self.written.startswith(self.read)
        assert self.reader.lost == 0

    @invariant()
    def the_position_is_in_the_file(self):
        """See that the position never points outside of its file."""
        position = self.reader.position
        if position.file >= 0:
            size = Path(self.reader.files[position.file].path).stat().st_size
            assert 0 <= position.offset <= size

    def teardown(self):
        """Read and remove all that is left."""
        if self.partial:
            self.write_rest()
        self.read_everything()
        assert self.read == self.written
        for text in self.read.split(b"\n"):
            if text.endswith(b"}"):
                json.loads(text)
        assert self.reader.backlog().size == 0
        self.reader.close()
        self.reader.remove()
        if self.read:
            remaining = [self.directory / each for each in self.sink.files()]
            assert all(path.stat().st_size == 0 for path in remaining)
        shutil.rmtree(self.directory)


TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    deadline=None,
    max_examples=150,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow],
)
