"""Following a log: each line is stored once, whatever becomes of files, store and follower."""

import errno
import os
import shutil
import tempfile
import types
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from unit.follow_kit import TRADER
from unit.follow_kit import WINDOW_SECS
from unit.follow_kit import Follower
from unit.follow_kit import Killed
from unit.follow_kit import World
from unit.follow_kit import identity
from unit.follow_kit import instance

from nautilus_vlogs.capture import followed_files
from nautilus_vlogs.capture import other_logs
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

ACCEPTED = InsertResult(Outcome.ACCEPTED)
UNREACHABLE = InsertResult(Outcome.UNREACHABLE, "refused")
RESET = InsertResult(Outcome.UNCLEAR, "reset")


#: Where no writer can be seen, a line without an end is waited for so long.
PATIENCE_SECS = 9.0


class Following(RuleBasedStateMachine):
    """
    A log is written, rotated, truncated and deleted while it is followed.

    The follower is killed between any two steps, and between what it sends and what it writes down.
    A line may be missing only if its file was deleted or truncated before it was safely stored, or
    if it had no end for long and nobody was seen to write it.
    """

    def __init__(self):
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.monkeypatch = pytest.MonkeyPatch()
        self.world = World(self.place, self.monkeypatch)
        self.instance = instance()
        self.follower = None
        self.number = 0
        self.in_file: dict[Path, list[int]] = {}
        self.partial = b""
        self.partial_at = 0.0
        self.may_be_missing: set[int] = set()
        self.files = 0
        self.path = Path()

    @initialize(is_visible=st.booleans())
    def begin(self, is_visible):
        """Write a line: before it the file is no log."""
        self.world.is_visible = is_visible
        self.rotate()
        self.write_lines(1)

    @rule(count=st.integers(1, 60))
    @precondition(lambda self: not self.partial)
    def write_lines(self, count):
        """Write whole lines."""
        with self.path.open("ab") as file:
            for _ in range(count):
                file.write(self.world.line(self.number))
                self.in_file[self.path].append(self.number)
                self.number += 1
        self.world.touch(self.path)

    @rule(share=st.floats(0.1, 0.9))
    @precondition(lambda self: not self.partial)
    def write_part(self, share):
        """Write the beginning of a line."""
        whole = self.world.line(self.number)
        size = max(1, int(len(whole) * share))
        with self.path.open("ab") as file:
            file.write(whole[:size])
        self.partial, self.partial_at = whole[size:], self.world.clock.now
        self.world.touch(self.path)

    @rule()
    @precondition(lambda self: self.partial)
    def write_rest(self):
        """Write the rest of it."""
        with self.path.open("ab") as file:
            file.write(self.partial)
        self.in_file[self.path].append(self.number)
        if not self.world.is_visible and self.world.clock.now > self.partial_at + PATIENCE_SECS:
            self.may_be_missing.add(self.number)
        self.number += 1
        self.partial = b""
        self.world.touch(self.path)

    @rule()
    @precondition(lambda self: not self.partial)
    def rotate(self):
        """Open another file, as NautilusTrader does."""
        name = f"{TRADER}_2026-11-23_{self.files:06}-000_{self.instance}.jsonl"
        self.files += 1
        self.path = self.world.directory / name
        self.path.touch()
        self.in_file[self.path] = []
        self.world.touch(self.path)
        self.world.written = {identity(self.path)}
        self.world.clock.now += 0.01

    @rule()
    def truncate(self):
        """Cut the file to nothing once it was copied, as logrotate's copytruncate does."""
        self._give_up(self.path)
        self.partial = b""
        os.truncate(self.path, 0)
        self.world.touch(self.path)
        self.world.clock.now += 0.01

    @rule()
    @precondition(lambda self: len(self.in_file) > 1)
    def delete_oldest(self):
        """Delete the oldest file, as NautilusTrader does to keep their number."""
        oldest = min(path for path in self.in_file if path != self.path)
        self._give_up(oldest)
        del self.in_file[oldest]
        oldest.unlink()

    def _give_up(self, path):
        self.may_be_missing |= set(self.in_file[path]) - self.world.store.durable_numbers()
        self.in_file[path] = []

    # -- The follower --------------------------------------------------------------------------

    @rule()
    @precondition(lambda self: self.follower is None)
    def start(self):
        """Start a follower, which goes on where the last one stood."""
        if any(self.in_file.values()):
            self._try(lambda: None)

    @rule()
    @precondition(lambda self: self.follower is None)
    def mount_anew(self):
        """Mount the logs' volume anew: their files have other numbers."""
        self.world.mount_anew()

    @rule()
    @precondition(lambda self: self.follower is None)
    def lose_state(self):
        """Lose the journal of progress, and with it what the store does not keep over a crash."""
        shutil.rmtree(self.world.state)
        self.world.state.mkdir(mode=0o700)
        self.world.store.crash()

    @rule(what=st.sampled_from(["read", "send", "verify", "work"]))
    @precondition(lambda self: self.follower is not None)
    def step(self, what):
        """Let one of its threads work."""
        self._try(getattr(self.follower, what))

    @rule(when=st.sampled_from(["now", "before_insert", "after_insert"]))
    @precondition(lambda self: self.follower is not None)
    def kill(self, when):
        """Kill it now, or during its next request: before the store has taken it or after that."""
        if when == "now":
            self._drop()
            return

        def die():
            self.world.store.before_insert = self.world.store.after_insert = lambda: None
            raise Killed

        setattr(self.world.store, when, die)

    @rule(secs=st.sampled_from([0.3, 2.0, WINDOW_SECS + 1, 30.0]))
    def pass_secs(self, secs):
        """Let time pass."""
        end = self.world.clock.now + secs
        while self.world.clock.now < end:
            self.world.clock.now = min(end, self.world.clock.now + 0.5)
            if self.follower is not None:
                self._try(self.follower.work)

    def _try(self, work):
        try:
            if self.follower is None:
                self.follower = Follower(self.world)
            work()
        except Killed:
            self._drop()

    def _drop(self):
        if self.follower is not None:
            self.follower.drop()
            self.follower = None

    # -- The store -----------------------------------------------------------------------------

    @rule(
        result=st.sampled_from([ACCEPTED, ACCEPTED, UNREACHABLE, RESET]),
        share=st.sampled_from([0.0, 0.5, 1.0]),
        is_answering=st.booleans(),
        crashes=st.booleans(),
    )
    def the_store_changes(self, result, share, is_answering, crashes):
        """Answer otherwise from now on, and keep a part of what has no clear answer."""
        store = self.world.store
        store.result, store.share = result, share if result is RESET else 1.0
        store.is_answering = is_answering
        if crashes:
            store.crash()

    # -- The judgement -------------------------------------------------------------------------

    @invariant()
    def nothing_is_there_twice(self):
        """Check that no line has a copy."""
        numbers = self.world.store.numbers()
        assert len(numbers) == len(set(numbers)), numbers

    def teardown(self):
        """Let all be well: whatever may not be missing is there."""
        try:
            self.judge()
        finally:
            self._drop()
            self.monkeypatch.undo()
            shutil.rmtree(self.place)

    def judge(self):
        """Check every number."""
        store = self.world.store
        store.before_insert = store.after_insert = lambda: None
        store.is_answering, store.result, store.share = True, ACCEPTED, 1.0
        if self.partial:
            self.write_rest()
        if not any(self.in_file.values()):
            return
        if self.follower is None or self.follower.pipeline.shipper._source is None:
            self.follower = None
            self.start()
        self.pass_secs(60.0)
        missing = set(range(self.number)) - set(store.numbers())
        letters = "".join(path.read_text() for path in self.world.state.glob("*/letters"))
        assert missing <= self.may_be_missing, f"{sorted(missing)}, {self.follower.told}, {letters}"
        self.nothing_is_there_twice()
        assert self.follower.pipeline.verifier.is_done()


TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def test_a_line_that_is_begun_after_a_long_silence_is_waited_for(tmp_path, monkeypatch):
    """Though the last look at the file was before the line."""
    world = World(tmp_path, monkeypatch)
    world.is_visible = False
    path = world.directory / f"{TRADER}_2026-11-23_000000-000_{instance()}.jsonl"
    path.write_bytes(world.line(0))
    world.touch(path)
    world.clock.now += 60.0
    follower = Follower(world)
    follower.work()
    world.clock.now += 1.0
    follower.pipeline.shipper._source._table.look()
    line = world.line(1)
    with path.open("ab") as file:
        file.write(line[:99])
    world.touch(path)
    follower.work()
    with path.open("ab") as file:
        file.write(line[99:])
    for _ in range(3):
        world.clock.now += 1.0
        follower.work()
    assert (world.store.numbers(), follower.told) == ([0, 1], [])
    follower.drop()


def test_a_line_is_waited_for_while_its_directory_cannot_be_listed(tmp_path, monkeypatch):
    """As without the right to, for a while: its file is open, and grows."""
    world = World(tmp_path, monkeypatch)
    path = world.directory / f"{TRADER}_2026-11-23_000000-000_{instance()}.jsonl"
    path.write_bytes(world.line(0))
    world.touch(path)
    world.written = {identity(path)}
    follower = Follower(world)
    follower.work()
    line = world.line(1)
    with path.open("ab") as file:
        file.write(line[:99])
    world.touch(path)
    with monkeypatch.context() as patch:

        def refuse(*_):
            raise PermissionError(errno.EACCES, "Permission denied")

        for name in ("named_entries", "entry_of"):
            patch.setattr(followed_files, name, refuse)
        for _ in range(3):
            world.clock.now += 4.0
            follower.work()
        live = follower.pipeline.shipper._source._table.is_live
    with path.open("ab") as file:
        file.write(line[99:])
    for _ in range(3):
        world.clock.now += 1.0
        follower.work()
    assert (world.store.numbers(), follower.told, live) == ([0, 1], [], True)
    follower.drop()


def test_a_file_that_is_deleted_is_read_as_long_as_it_is_written(tmp_path, monkeypatch):
    """Its node knows nothing of it, be it a cleaner or the whole directory that is made anew."""
    world = World(tmp_path, monkeypatch)
    path = world.directory / f"{TRADER}_2026-11-23_000000-000_{instance()}.jsonl"
    with path.open("ab") as file:
        file.write(world.line(0))
        file.flush()
        world.touch(path)
        world.written = {identity(path)}
        follower = Follower(world)
        follower.work()
        table = follower.pipeline.shipper._source._table
        shutil.rmtree(world.directory)
        world.directory.mkdir()
        line = world.line(1)
        for part in (line[:99], line[99:]):
            world.clock.now += 60.0
            follower.work()
            assert table.is_live
            file.write(part)
            file.flush()
        for _ in range(3):
            world.clock.now += 1.0
            follower.work()
    assert (world.store.numbers(), follower.told) == ([0, 1], [])
    world.written = set()
    world.clock.now += 1.0
    follower.work()
    assert not table.is_live
    follower.drop()


def test_rows_that_can_not_be_found_yet_are_not_sent_again(tmp_path, monkeypatch):
    """Another process has sent them a moment ago, and its journal is not there, or gone."""
    world = World(tmp_path, monkeypatch)
    path = world.directory / f"{TRADER}_2026-11-23_000000-000_{instance()}.jsonl"
    path.write_bytes(b"".join(world.line(number) for number in range(5)))
    world.touch(path)
    world.written = {identity(path)}
    world.store.visible_secs = 1.0
    for _ in range(2):
        follower = Follower(world)
        follower.work()
        follower.drop()
        shutil.rmtree(world.state)
        world.state.mkdir(mode=0o700)
        assert world.store.numbers() == list(range(5))


def write(world, name, numbers):
    """Write lines to a file of the log, which a process has open from now on."""
    path = world.directory / name
    with path.open("ab") as file:
        file.writelines(world.line(number) for number in numbers)
    world.touch(path)
    world.written = {identity(path)}
    return path


def follow_for(world, secs):
    """Follow the log for so long, and be killed then; return what was reported."""
    follower = Follower(world)
    end = world.clock.now + secs
    while world.clock.now < end:
        follower.work()
        world.clock.now += 0.5
    follower.drop()
    return follower.told


def test_whoever_looks_for_lines_in_the_store_may_be_killed(tmp_path, monkeypatch):
    """The next one looks for them, too, from where that one stood."""
    world = World(tmp_path, monkeypatch)
    name = f"{TRADER}_2026-11-23_000000-000_{instance()}.jsonl"
    write(world, name, range(500))
    follow_for(world, 30.0)
    shutil.rmtree(world.state)
    world.state.mkdir(mode=0o700)
    for number in range(500, 503):
        Follower(world).drop()
        write(world, name, [number])
        follower = Follower(world)
        follower.read()
        follower.drop()
    assert follow_for(world, 30.0) == []
    assert world.store.numbers() == list(range(503))


def test_files_that_were_rotated_are_known_on_each_new_mount(tmp_path, monkeypatch):
    """Also those that were verified long before, and one that was seen when it was empty."""
    world = World(tmp_path, monkeypatch)
    names = [f"{TRADER}_2026-11-23_00000{n}-000_{own}.jsonl" for own in [instance()] for n in "012"]
    for number, name in enumerate(names):
        write(world, name, [number] if number < 2 else [])
    for _ in range(3):
        assert follow_for(world, 30.0) == []
        world.mount_anew()
    write(world, names[2], [2])
    assert follow_for(world, 30.0) == []
    assert world.store.numbers() == [0, 1, 2]


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_log_of_a_configured_name_is_looked_for_wherever_it_was_read(
    tmp_path, monkeypatch, is_moved
):
    """Without its state a container that is made again finds the rows of another host or path."""
    world = World(tmp_path, monkeypatch)
    write(world, "bot.json", range(50))
    follow_for(world, 30.0)
    shutil.rmtree(world.state)
    world.state.mkdir(mode=0o700)
    if is_moved:
        world.directory = world.directory.rename(tmp_path / "elsewhere")
    else:
        host = types.SimpleNamespace(nodename="f2a7c0de")
        monkeypatch.setattr(other_logs.os, "uname", lambda: host)
    write(world, "bot.json", range(50, 60))
    follow_for(world, 30.0)
    assert world.store.numbers() == list(range(60))


def test_files_that_come_and_go_while_the_store_is_away_are_read(tmp_path, monkeypatch):
    """Though lines are looked for in the store, which can't be asked."""
    world = World(tmp_path, monkeypatch)
    names = [f"{TRADER}_2026-11-23_00000{n}-000_{own}.jsonl" for own in [instance()] for n in "012"]
    write(world, names[0], [0])
    follow_for(world, 30.0)
    shutil.rmtree(world.state)
    world.state.mkdir(mode=0o700)
    follower = Follower(world)
    world.store.is_answering = False
    follower.work()
    for number in (1, 2):
        write(world, names[number], [number])
        world.clock.now += 6.0
        follower.work()
    (world.directory / names[1]).unlink()
    world.store.is_answering = True
    for _ in range(40):
        world.clock.now += 0.5
        follower.work()
    follower.drop()
    assert world.store.numbers() == [0, 1, 2]


def test_a_heartbeat_is_sent_each_time_though_a_file_was_missed(tmp_path, monkeypatch):
    """The row of the one before is that of another line, also where lines are looked for."""
    world = World(tmp_path, monkeypatch)
    names = [f"{TRADER}_2026-11-23_00000{n}-000_{own}.jsonl" for own in [instance()] for n in "01"]
    missed = write(world, names[0], [0])
    follow_for(world, 30.0)
    missed.unlink()
    write(world, names[1], [7])
    world.clock.now += 1.0
    write(world, names[1], [7])
    follower = Follower(world)
    for _ in range(4):
        for _ in range(4):
            follower.work()
            world.clock.now += 0.5
        write(world, names[1], [7])
    follower.drop()
    assert follow_for(world, 30.0) == []
    assert world.store.numbers() == [0, *[7] * 6]
