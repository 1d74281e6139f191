"""Which files a log is in: those that this process writes, whatever they are called."""

import errno
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nautilus_trader.common.config import LoggingConfig
from spool_kit import INSTANCE
from spool_kit import TRADER
from spool_kit import Log
from spool_kit import line
from spool_kit import lines
from spool_kit import read_all
from spool_kit import stamp

from nautilus_vlogs import locks
from nautilus_vlogs.capture import file_table
from nautilus_vlogs.capture import log_files
from nautilus_vlogs.capture import open_files
from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.file_table import FileTable
from nautilus_vlogs.capture.followed_files import FollowedLogFiles
from nautilus_vlogs.capture.lines import count_records
from nautilus_vlogs.capture.lines import start_of_run
from nautilus_vlogs.capture.log_files import LiveLogFiles
from nautilus_vlogs.capture.log_files import find_written
from nautilus_vlogs.capture.log_files import is_session_directory
from nautilus_vlogs.capture.log_files import log_files_in
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.node import nautilus
from nautilus_vlogs.node.nautilus import Node

REST = f"_{INSTANCE}.json"
SESSION = f"session-{INSTANCE}"


def target(**logging):
    """Return where a node writes whose logging is configured like that."""
    node = Node(
        trader_id="T-001",
        instance_id=INSTANCE,
        host="here",
        environment="live",
        created_ns=time.time_ns(),
        logging=LoggingConfig(**{"log_file_format": "json", **logging}),
    )
    return nautilus.log_target(node)


@pytest.fixture
def logs():
    """Return a function that makes logs, which are closed in the end."""
    made = []

    def make(*arguments, **settings):
        made.append(Log(*arguments, **settings))
        return made[-1]

    yield make
    for log in made:
        log.close()


@pytest.fixture(params=["the system shows open files", "it does not"])
def system(request, monkeypatch):
    """Have the system show the process's open files, or not."""
    if request.param == "it does not":
        monkeypatch.setattr(log_files, "appended_by_this_process", lambda: None)
    return request.param


def files_of(files):
    """Return the names of the files in a table, with where they begin."""
    return [(Path(file.path).name, file.start) for file in files.files]


# -- The file that this process writes -------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "custom", "is_found"),
    [
        (f"T-001_2026-11-23{REST}", None, True),
        (f"T-001_2026-11-23_180918:978{REST}", None, True),
        (f"T-001_2026-11-23_180920-819{REST}l", None, True),
        (f"T_2026-01-01-001_2026-11-23{REST}", None, True),
        ("mine.json", "mine", True),
        ("mine.json", "mine.json", True),
        ("mine.jsonl", "mine", True),
        ("mine_2026-11-23.json", "mine", True),
        ("mine_2026-11-23_180920-819.jsonl", "mine", True),
        ("my log (1) [x]*.jsonl", "my log (1) [x]*", True),
        ("mine_trades.json", "mine", False),
        ("other.json", "mine", False),
        ("mine.json", None, False),
        ("mine.log", "mine", False),
        (f"T-001_2026-11-23_{INSTANCE}.log", None, False),
    ],
)
def test_the_file_that_is_being_written(tmp_path, system, file, custom, is_found):
    """The file that the logging thread appends to is found, and no other one."""
    described = target(log_directory=str(tmp_path), log_file_name=custom)
    assert find_written(described) is None
    with (tmp_path / file).open("ab"):
        found = find_written(described)
    assert (found is not None and found.path) == (is_found and tmp_path / file)


def test_any_name_will_do_in_a_sessions_directory(tmp_path):
    """A directory of the session's own holds no file but its own."""
    directory = tmp_path / SESSION
    directory.mkdir()
    assert is_session_directory(directory)
    assert not is_session_directory(tmp_path)
    with (directory / "bot.jsonl").open("ab"):
        assert find_written(target(log_directory=str(directory))).path == directory / "bot.jsonl"


def test_a_file_that_is_only_read_is_not_written(tmp_path):
    """Another process's log that happens to be open here is not shipped."""
    path = tmp_path / f"T-001_2026-11-23{REST}"
    path.write_bytes(line(1))
    with path.open("rb"):
        assert find_written(target(log_directory=str(tmp_path))) is None


def test_a_text_log_is_none(tmp_path):
    """A custom name alone does not make a file JSON."""
    with (tmp_path / "mine.json").open("ab"):
        described = target(log_directory=str(tmp_path), log_file_name="mine", log_file_format=None)
        assert find_written(described) is None


def test_a_file_that_is_deleted_before_it_is_found(tmp_path, logs):
    """What was deleted while it was being written is not found: nothing can be read of it."""
    log = logs(tmp_path)
    path = log.rotate()
    path.unlink()
    found = find_written(log.target)
    assert found.path == path
    assert files_of(LiveLogFiles(log.target, found)) == []


@pytest.fixture
def in_the_middle(monkeypatch):
    """Return a function that has something happen once, in the middle of the next look."""
    waiting = []

    def interrupted(observe):
        def observed(*arguments):
            found = observe(*arguments)
            if isinstance(found, Iterator):  # which has observed nothing yet
                found = [*found]
            if waiting:
                waiting.pop()()
            return found

        return observed

    for name in ("appended_by_this_process", "log_entries"):
        monkeypatch.setattr(log_files, name, interrupted(getattr(log_files, name)))
    return waiting.append


@pytest.mark.parametrize("is_written", [True, False])
def test_a_file_that_comes_in_the_middle_of_a_look(tmp_path, logs, in_the_middle, is_written):
    """It is open or listed when the look ends, and is rotated away before the next one."""
    log = logs(tmp_path, "mine")
    log.write(line(0))
    files = log.find()

    def rotate():
        log.rotate()
        if is_written:
            log.write(line(1))

    in_the_middle(rotate)
    files.look()
    assert len(log.paths) == 2
    log.write(line(2))
    log.rotate()
    log.write(line(3))
    files.look()
    assert [name for name, _ in files_of(files)] == [path.name for path in log.paths]
    wanted = [line(number) for number in range(4) if number != 1 or is_written]
    assert read_all(SpoolReader(files)) == b"".join(wanted)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("times", [1, 2, 5, 30])
@pytest.mark.parametrize("each", [1, 2, 3])
def test_rotation_that_goes_on_in_the_middle_of_looks(
    tmp_path, logs, in_the_middle, times, each, is_first
):
    """However many files come and are closed between two glances, they are read in their order."""
    log = logs(tmp_path, "mine")
    log.write(line(0))
    files = None if is_first else log.find()

    def rotate():
        for _ in range(each):
            log.rotate()
            log.write(line(len(log.paths) - 1))
        if len(log.paths) <= each * times:
            in_the_middle(rotate)

    in_the_middle(rotate)
    files = files or log.find(since=stamp(0))
    while len(log.paths) <= each * times:
        files.look()
    files.look()
    assert read_all(SpoolReader(files)) == b"".join(map(line, range(len(log.paths))))


def test_a_file_that_comes_in_the_middle_of_the_first_look(tmp_path, logs, in_the_middle):
    """Neither it nor those before it, back to the one that was found, are an earlier run's."""
    log = logs(tmp_path, "mine")
    log.write(line(0))
    in_the_middle(log.rotate)
    found = find_written(log.target)
    assert len(log.paths) == 2
    log.write(line(1))
    in_the_middle(log.rotate)
    files = LiveLogFiles(log.target, found)
    log.found.append(files)
    assert len(log.paths) == 3
    log.write(line(2))
    log.rotate()
    log.write(line(3))
    files.look()
    wanted = b"".join(line(number) for number in range(4))
    assert read_all(SpoolReader(files)) == wanted


@pytest.mark.parametrize("is_rotated", [True, False])
def test_an_instance_that_runs_again_has_files_of_earlier_runs_beside_its_own(
    tmp_path, logs, is_rotated
):
    """Its name is in all of them; lines before its own time are another run's."""
    log = logs(tmp_path)
    log.write(line(0), line(1))
    if is_rotated:
        log.rotate()
    log.write(line(2))
    files = log.find(since=stamp(2), configured={INSTANCE})
    log.rotate()
    log.write(line(3))
    files.look()
    assert read_all(SpoolReader(files)) == line(2) + line(3)


def test_a_file_that_is_opened_again_when_it_is_looked_at(tmp_path, logs, monkeypatch):
    """Two rotations in one millisecond have one name: this process is none of the others."""
    log = logs(tmp_path, "mine")
    log.write(line(0))
    files = log.find()
    log.rotate(7)
    log.write(line(1))
    log.rotate(8)
    writers = open_files.writers_of

    def open_again(files):
        with log.path(7).open("ab"):
            return writers(files)

    monkeypatch.setattr(open_files, "writers_of", open_again)
    log.write(line(2))
    files.look()
    assert read_all(SpoolReader(files)) == line(0) + line(1) + line(2)


def test_a_descriptor_that_the_next_file_gets_in_the_middle_of_a_look(tmp_path, logs, monkeypatch):
    """No file is taken for another one that had the descriptor a moment before."""
    log = logs(tmp_path, "mine")
    log.write(line(0))
    flags = open_files._flags

    def rotate(info):
        if info.name == str(log.file.fileno()):
            with log.path(31).open("ab") as following:
                os.dup2(following.fileno(), log.file.fileno())
        return flags(info)

    monkeypatch.setattr(open_files, "_flags", rotate)
    found = open_files.appended_by_this_process()
    assert [file for file in found if file.path.parent == tmp_path] == []
    monkeypatch.undo()
    assert [file.path for file in open_files.appended_by_this_process()][-1] == log.path(31)


def test_a_log_that_is_followed_is_left_to_the_follower(tmp_path, logs, system):
    """Its lines are stored already; also the files to come are the follower's."""
    log = logs(tmp_path, "mine")
    log.write(line(0))
    follower = ShippedMarks("store")
    assert follower.take(log.paths)
    files = log.find(marks=ShippedMarks("store", is_actor=True))
    follower.release()
    log.rotate(31)
    log.write(line(1))
    files.look()
    assert files.is_followed
    assert files.files == []


# -- The files of a log ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [None, "mine"])
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_rotations_are_seen_and_other_files_are_left_alone(tmp_path, logs, system, name, suffix):
    """Every kind of name is followed over rotations; what stands beside it is not touched."""
    log = logs(tmp_path, name, suffix=suffix)
    log.rotate(30)
    others = ["other.json", "mine2.json", f"T-002_2026-11-23{REST}", "T-001_2026-11-23_x.json"]
    others += ["x.json.gz", "mine_x.json", "T-001_e14c1582.dead-letter.jsonl"]
    for other in others:
        (tmp_path / other).write_bytes(line(99))
    log.write(line(0))
    files = log.find(owned=True)
    reader = SpoolReader(files, writer=None)
    assert read_all(reader) == line(0)
    for number in (31, 32, 33):
        log.rotate(number)
        log.write(line(number))
        assert read_all(reader) == line(number)
    reader.remove()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(others)


def test_rotations_that_nobody_saw(tmp_path, logs):
    """Files that came and were full between two looks come in the order of their writing."""
    log = logs(tmp_path)
    log.rotate(30)
    files = log.find()
    for number in (20, 40, 10):
        log.rotate(number)
        log.write(line(number))
        os.utime(log.path(number), ns=(1, 10**18 - number))  # the last one is still open
    os.utime(log.path(20), ns=(1, 10**18))
    os.utime(log.path(40), ns=(1, 10**18 + 1))
    files.look()
    assert files_of(files) == [(log.path(number).name, 0) for number in (30, 20, 40, 10)]
    assert [files.is_written(file) for file in files.files] == [False, False, False, True]


class Rotating:
    """A log that keeps so many files beside the open one, as NautilusTrader's rotation does."""

    def __init__(self, log, kept):
        self.log, self.kept = log, kept

    def rotate(self, times=1):
        """Rotate at once; each file has a line."""
        for _ in range(times):
            self.log.rotate()
            self.log.write(line(self.log.number))
            for path in self.log.paths[: -self.kept - 1]:
                path.unlink(missing_ok=True)
        for age, path in enumerate(reversed(self.log.paths)):
            if path.exists():  # as written at different times, whatever the clock's grain is
                os.utime(path, ns=(1, 10**18 + 1_000 * (self.log.number - age)))


def follow(log, **settings):
    """Return the files as another process finds them."""
    log.found.append(FollowedLogFiles(log.directory, r".+\.jsonl?", **settings))
    return log.found[-1]


def look(files):
    """Look for new files now."""
    files._looked_at = float("-inf")
    files.look()


KINDS = {
    "live": Log.find,
    "live, a spool": lambda log: log.find(owned=True),
    "followed": follow,
    "followed, a spool": lambda log: follow(log, owned=True),
}


@pytest.mark.parametrize("find", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("name", [None, "mine"])
@pytest.mark.parametrize("kept", [1, 2, 7])
def test_files_that_come_and_go_between_two_looks_are_a_loss(tmp_path, logs, find, name, kept):
    """Each look behind which lines are gone has one loss noted, and no ordinary rotation has."""
    log = logs(tmp_path, name)
    rotating = Rotating(log, kept)
    rotating.rotate()
    files = find(log)
    reader = SpoolReader(files)
    read, losses = read_all(reader), []
    for times in [1, kept, 0, kept + 2, 1, 0, kept, 3 * kept + 3, 1]:
        rotating.rotate(times)
        before = reader.unknown_losses
        look(files)
        losses.append(reader.unknown_losses - before)
        read += read_all(reader)
        reader.release(reader.position)
    assert losses == [0, 0, 0, 1, 0, 0, 0, 1, 0]
    missing = [n for n in range(1, log.number + 1) if line(n) not in read]
    assert len(missing) == 1 + 2 * kept + 2
    assert read == b"".join(line(n) for n in range(1, log.number + 1) if n not in missing)


@pytest.mark.parametrize("find", KINDS.values(), ids=KINDS)
def test_where_rotation_keeps_no_other_file_nothing_is_said(tmp_path, logs, find):
    """Each rotation deletes all files there were: whether there were more, nobody knows."""
    log = logs(tmp_path)
    rotating = Rotating(log, 0)
    rotating.rotate()
    files = find(log)
    for times in (1, 1, 3):
        rotating.rotate(times)
        look(files)
    assert files.vanished == 0


@pytest.mark.parametrize("is_owned", [True, False])
@pytest.mark.parametrize(("times", "losses"), [(0, 0), (1, 0), (2, 0), (4, 1), (9, 1)])
def test_files_that_come_and_go_before_the_end_of_the_log(tmp_path, logs, is_owned, times, losses):
    """The node has ended when the other process looks again; no deletion after it is a loss."""
    log = logs(tmp_path)
    rotating = Rotating(log, 2)
    rotating.rotate(3)
    files = follow(log, owned=is_owned)
    reader = SpoolReader(files)
    read = read_all(reader)
    rotating.rotate(times)
    files.end_here()
    read += read_all(reader)
    assert files.vanished == losses
    assert bool(losses) == (read != lines(*range(1, log.number + 1)))
    for path in log.paths:
        path.unlink(missing_ok=True)
        look(files)
    assert files.vanished == losses


@pytest.mark.parametrize("find", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("is_old", [True, False])
def test_files_that_a_user_deletes_are_no_sign_of_more(tmp_path, logs, find, is_old):
    """All that was read already, the open one too or not, whatever is rotated after it."""
    log = logs(tmp_path)
    rotating = Rotating(log, 3)
    rotating.rotate(4)
    files = find(log)
    reader = SpoolReader(files)
    read = read_all(reader)
    for path in log.paths[:-1] if is_old else log.paths:
        path.unlink(missing_ok=True)
    look(files)
    for times in (1, 2, 1, 3):
        rotating.rotate(times)
        look(files)
        read += read_all(reader)
    assert read == lines(*range(1, log.number + 1))
    assert reader.unknown_losses == 0


@pytest.mark.parametrize("find", KINDS.values(), ids=KINDS)
def test_files_of_earlier_runs_stay(tmp_path, logs, find):
    """Rotation deletes none of them, so they tell nothing of what came and went."""
    log = logs(tmp_path, "mine")
    for number in (50, 51, 52):
        log.path(number).write_bytes(line(0))
        os.utime(log.path(number), ns=(1, number))
    rotating = Rotating(log, 2)
    rotating.rotate(3)
    files = find(log)
    for times, losses in [(1, 0), (2, 0), (4, 1), (1, 1)]:
        rotating.rotate(times)
        look(files)
        assert files.vanished == losses


@pytest.mark.parametrize("times", [1, 2, 4, 9])
def test_files_that_come_and_go_in_the_middle_of_a_look(tmp_path, logs, in_the_middle, times):
    """What was listed is deleted before it is opened; each line that is gone is behind a loss."""
    log = logs(tmp_path)
    rotating = Rotating(log, 2)
    rotating.rotate(3)
    files = log.find()
    reader = SpoolReader(files)
    read = read_all(reader)
    for _ in range(4):
        before, missed = reader.unknown_losses, log.number
        in_the_middle(lambda: rotating.rotate(times))
        look(files)
        in_the_middle(lambda: rotating.rotate(times))
        look(files)
        look(files)
        read += read_all(reader)
        gone = [n for n in range(missed + 1, log.number + 1) if line(n) not in read]
        assert bool(gone) <= (reader.unknown_losses > before)
        assert times > 2 or reader.unknown_losses == before


@pytest.mark.parametrize("find", [Log.find, follow])
def test_a_file_that_could_not_be_opened_before_it_was_deleted(tmp_path, logs, find, monkeypatch):
    """The process has no descriptor left meanwhile; the loss is noted once."""
    log = logs(tmp_path)
    rotating = Rotating(log, 1)
    rotating.rotate(2)
    files = find(log)
    rotating.rotate()
    with monkeypatch.context() as patch:
        for module in (file_table, log_files):
            patch.setattr(module, "open_regular", no_descriptor)
        look(files)
    assert files.vanished == 0
    rotating.rotate(2)
    for _ in range(3):
        look(files)
    assert files.vanished == 1


def no_descriptor(*_, **__):
    """Fail as where the process has as many files open as it may."""
    raise OSError(errno.EMFILE, "Too many open files")


def test_the_first_file_is_deleted_before_it_is_opened(tmp_path, logs):
    """Of a log that is rotated away between being found and being read, a loss is noted."""
    log = logs(tmp_path)
    rotating = Rotating(log, 1)
    rotating.rotate()
    found = find_written(log.target)
    rotating.rotate(5)
    files = LiveLogFiles(log.target, found)
    log.found.append(files)
    look(files)
    assert files.vanished == 1
    assert read_all(SpoolReader(files)) == lines(5, 6)


def test_what_was_rotated_before_the_first_look(tmp_path, logs):
    """Of the log of this process nothing is missed, whenever shipping begins."""
    log = logs(tmp_path)
    for number in (3, 1, 2):
        log.rotate(number)
        log.write(line(number))
        os.utime(log.path(number), ns=(1, 10**18 + len(log.paths)))
    assert [name for name, _ in files_of(log.find())] == [log.path(n).name for n in (3, 1, 2)]


def test_two_logs_of_one_name_in_a_directory(tmp_path, logs):
    """Another trader's rotations, and those that another process writes, are not this log's."""
    log, other = logs(tmp_path, "bot"), logs(tmp_path, "bot")
    log.rotate(1)
    log.write(line(1))
    files = log.find()
    (tmp_path / "bot_2026-11-23_180050:001.json").write_bytes(line(2, trader="T-002"))
    (tmp_path / "bot_2026-11-23_180050:002.json").write_bytes(line(3))
    (tmp_path / "bot_2026-11-23_180050:003.json").write_bytes(b"no line of a log\n")
    log.rotate(4)
    log.write(line(4))
    files.look()
    assert [name for name, _ in files_of(files)] == [
        log.path(1).name,
        "bot_2026-11-23_180050:002.json",
        log.path(4).name,
    ]
    assert other.file is None


def test_what_stood_there_before_is_not_this_logs(tmp_path, logs):
    """Files of earlier runs under the same name are passed over, however they are named."""
    (tmp_path / "bot_2026-11-23_180050:001.json").write_bytes(line(1))
    log = logs(tmp_path, "bot")
    log.rotate(2)
    log.write(line(2))
    files = log.find(since=stamp(2))
    log.rotate(3)
    files.look()
    assert files_of(files) == [(log.path(2).name, 0), (log.path(3).name, 0)]


def test_lines_of_another_trader_in_the_same_file(tmp_path, logs):
    """Two traders that write one file: the lines of the other one are passed over."""
    log = logs(tmp_path, "bot", is_stamped=False)
    theirs = line(50, trader="T-002")
    log.write(theirs, theirs, line(1), theirs, line(2), line(3), b"no line\n", theirs)
    files = log.find()
    assert files.is_shared
    reader = SpoolReader(files)
    assert reader.peek() == line(1)
    assert read_all(reader) == lines(1, 2, 3) + b"no line\n"
    log.write(theirs * 500, line(4), theirs * 500)
    assert read_all(reader) == line(4)
    start = reader.files[0].start
    again = reader.read_again(type(reader.position)(0, start), reader.position)
    assert b"".join(again) == lines(1, 2, 3) + b"no line\n" + line(4)


def test_a_sessions_directory_is_its_own(tmp_path, logs):
    """Every log file in it is the session's, and none is looked into for its trader."""
    directory = tmp_path / SESSION
    directory.mkdir()
    log = logs(directory, "bot")
    log.rotate(1)
    files = log.find(is_exclusive=True)
    (directory / "bot_2026-11-23.json").write_bytes(b"anything\n")
    files.look()
    assert not files.is_shared
    assert [name for name, _ in files_of(files)] == [log.path(1).name, "bot_2026-11-23.json"]


def test_files_of_another_process_of_the_same_configuration(tmp_path, logs):
    """What carries another instance is not this one's, be it there before or new."""
    directory = tmp_path / SESSION
    directory.mkdir()
    other = f"T-001_2026-11-23_18005{{}}:978_{uuid.uuid4()}.json"
    (directory / other.format(0)).write_bytes(line(0))
    log = logs(directory)
    log.write(line(1))
    files = log.find(is_exclusive=True, owned=True)
    (directory / other.format(1)).write_bytes(line(2))
    log.rotate(30)
    log.rotate(31)
    files.look()
    assert {name for name, _ in files_of(files)} == {path.name for path in log.paths}


@contextmanager
def written_elsewhere(path):
    """Have another process write a file."""
    code = "import sys; file = open(sys.argv[1], 'ab'); print(flush=True); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code, str(path)], **pipes) as process:
        process.stdout.readline()
        yield
        process.stdin.close()


@pytest.mark.parametrize("name", ["bot", None], ids=["named", "one instance"])
def test_a_file_of_another_process_of_the_same_configuration(tmp_path, logs, name):
    """Where the name says nothing, as with an instance that both have, its writer tells."""
    directory = tmp_path / SESSION
    directory.mkdir()
    log = logs(directory, name)
    log.write(line(1))
    files = log.find(is_exclusive=True, configured={INSTANCE})
    with written_elsewhere(log.path(50)):
        files.look()
    assert [name for name, _ in files_of(files)] == [log.paths[0].name]


def claims_of(directory, session):
    """Return the claims of a session as of a process of its own."""
    return Claims(
        directory / "claims",
        TRADER,
        session=session,
        journal=directory / session,
        numbered=lambda *_: 0,
        is_adoption=True,  # with locks of its own
    )


def test_a_companion_leaves_alone_what_another_process_writes(tmp_path, logs):
    """Two processes write files of one name to a spool; its node's are the companion's."""
    log = logs(tmp_path, "bot")
    first = log.rotate(1)
    log.rotate(2)  # before the companion looks
    begins = LogFile(0, str(first), *file_id(first.stat()))
    locks.take_lock(tmp_path / "lock")
    other = claims_of(tmp_path, "other")
    log.path(6).write_bytes(line(6))
    other.take(file_id(log.path(6).stat()), log.path(6), 0)
    with written_elsewhere(log.path(3)):
        files = FollowedLogFiles(
            tmp_path,
            r".+\.jsonl?",
            owned=True,
            begins=begins,
            lock=tmp_path / "lock",
            claims=claims_of(tmp_path, "own"),
        )
        with written_elsewhere(log.path(4)):
            files._looked_at = float("-inf")
            files.look()
    log.rotate(5)
    files._looked_at = float("-inf")
    files.look()
    assert [name for name, _ in files_of(files)] == [path.name for path in log.paths]
    files.close()
    locks.close_all()


@pytest.mark.parametrize("is_claimed", [True, False])
def test_of_two_processes_with_one_instance_each_has_its_files(tmp_path, logs, is_claimed):
    """What the other one has claimed is awaited, not read beside it, be it there before or new."""
    log = logs(tmp_path)
    log.rotate(40)
    log.write(line(40))
    paths = log.path(1), log.path(50)
    own, other = claims_of(tmp_path, "own"), claims_of(tmp_path, "other")
    files = None
    for path in paths:
        path.write_bytes(line(45))
        if is_claimed:
            other.take(file_id(path.stat()), path, 0)
        if files is None:
            files = log.find(since=stamp(39), configured={INSTANCE}, claims=own)
    files.look()
    names = {name for name, _ in files_of(files)}
    assert names - {log.paths[0].name} == (set() if is_claimed else {path.name for path in paths})
    locks.close_all()


@pytest.mark.parametrize("is_shared", [True, False])
def test_a_spools_file_that_another_process_writes(tmp_path, logs, is_shared):
    """It is left to that one; where the name says whose it is a child has it open at most."""
    log = logs(tmp_path, "bot")
    log.write(line(1))
    files = log.find(is_exclusive=True, owned=True)
    files.spares_written = is_shared
    with written_elsewhere(log.paths[0]):
        files.remove()
    assert log.paths[0].exists() == is_shared


def test_files_of_a_dead_process_that_had_the_directory_before(tmp_path, logs):
    """Its journal has them, though they carry the same instance, as one that is configured."""
    directory = tmp_path / SESSION
    directory.mkdir()
    log = logs(directory)
    log.path(1).write_bytes(line(1))
    status = log.path(1).stat()
    before = LogFile(0, str(log.path(1)), status.st_dev, status.st_ino)
    log.rotate(2)
    files = log.find(is_exclusive=True, others=[before])
    assert [name for name, _ in files_of(files)] == [log.path(2).name]


def test_a_forked_child_does_not_write_its_parents_log(tmp_path, logs):
    """It has the file open, but no logging thread that would write it."""
    log = logs(tmp_path)
    log.write(line(1))
    assert find_written(log.target) is not None
    child = os.fork()
    if child == 0:
        os._exit(find_written(log.target) is not None)
    _, status = os.waitpid(child, 0)
    assert status == 0


def test_an_inode_that_is_given_to_a_new_file(tmp_path, logs, monkeypatch):
    """A released file's number says nothing about a new file of another name."""
    log = logs(tmp_path)
    log.rotate(1)
    files = log.find(owned=True)
    log.rotate(2)
    files.look()
    files.release(1)
    former = files.files[0]
    assert not files.knows((former.device, former.inode), log.path(7))


def test_looking_at_many_files_costs_little(tmp_path, logs, monkeypatch):
    """A directory of thousands of files is not listed while nothing in it changes."""
    for number in range(300):
        (tmp_path / f"old_{number}.json").touch()
    log = logs(tmp_path, "bot")
    log.rotate()
    files = log.find()
    now = time.monotonic()
    monkeypatch.setattr(log_files.time, "monotonic", lambda: now + 1)
    files.look()
    listed = []
    listing = log_files.os.scandir
    monkeypatch.setattr(log_files.os, "scandir", lambda path: listed.append(path) or listing(path))
    for _ in range(100):
        files.look()
    assert tmp_path not in listed
    log.rotate()
    files.look()
    assert listed.count(tmp_path) == 2  # once more, for files that came meanwhile


def test_log_files_in_a_directory(tmp_path):
    """They come in the order of their writing; what is no log file, or not there, is none."""
    for number, each in enumerate(["b.json", "a.jsonl", "c.log"]):
        (tmp_path / each).write_bytes(b"x\n")
        os.utime(tmp_path / each, ns=(1, 10**18 + number))
    assert [path.name for path in log_files_in(tmp_path)] == ["b.json", "a.jsonl"]
    assert log_files_in(tmp_path / "none") == []


# -- Where this run's lines begin ------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 3_000, 20_000, 70_000])
@pytest.mark.parametrize("before", [0, 1, 2, 30])
@pytest.mark.parametrize("own", [0, 1, 2, 30])
def test_earlier_runs_in_the_file_are_passed_over(tmp_path, size, before, own):
    """Wherever this run's lines begin, they are found, also behind lines of the future."""
    earlier = [line(number, size) for number in range(before)]
    if before > 1:  # the clock was set back after that run
        earlier[-1] = line(100_000, size) + b'garbage {"timestamp":"9"\n'
    run = [line(1_000 + number, size) for number in range(own)]
    path = tmp_path / "bot.json"
    path.write_bytes(b"".join(earlier + run))
    with path.open("rb") as file:
        found = start_of_run(file.fileno(), stamp(1_000).encode(), stamp(5_000).encode())
    data = path.read_bytes()[found:]
    assert data == b"".join(run) or (not own and b"timestamp" not in data.partition(b"\n")[2])


def test_a_named_file_that_an_earlier_run_wrote(tmp_path, logs):
    """Reading begins where this run began, and the table says so."""
    log = logs(tmp_path, "bot", is_stamped=False)
    log.write(*map(line, range(50)))
    files = log.find(since=stamp(40))
    assert files_of(files) == [("bot.json", len(lines(*range(40))))]
    reader = SpoolReader(files)
    assert read_all(reader) == lines(*range(40, 50))


def test_nothing_of_this_run_yet(tmp_path, logs):
    """A file that holds earlier runs' lines only is read from its end on."""
    log = logs(tmp_path, "bot", is_stamped=False)
    log.write(*map(line, range(50)))
    reader = SpoolReader(log.find(since=stamp(1_000)))
    assert read_all(reader) == b""
    log.write(line(1_000))
    assert read_all(reader) == line(1_000)


@pytest.mark.parametrize(
    ("configured", "written"),
    [
        ("bot", "bot"),
        ("bot.json", "bot"),
        ("bot.log", "bot"),
        ("bot v1.2", "bot v1"),
        (".hidden", ".hidden"),
        ("größe ü", "größe ü"),
    ],
)
@pytest.mark.parametrize("rest", [".json", ".jsonl", "_2026-11-30_014049:815.json"])
def test_a_configured_name_loses_what_stands_behind_its_last_dot(
    configured, written, rest, tmp_path
):
    """As NautilusTrader writes it; another name is another log."""
    names = target(log_directory=str(tmp_path), log_file_name=configured)
    assert names.has_configured(tmp_path / f"{written}{rest}")
    assert not names.has_configured(tmp_path / f"x{written}{rest}")


def test_sizes_can_be_asked_for_while_they_are_asked_for(tmp_path):
    """A signal handler may ask for them in the middle of that: neither call waits for the other."""
    path = tmp_path / "a.json"
    path.write_bytes(b"12345")
    table = FileTable()
    file = table.add(path)
    found = []

    def ask():
        with table._lock:  # as if a signal had come now
            found.append(table.size(file))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(20)
    assert found == [5]
    table.close()


def test_a_blank_message_with_fields_beside_it_is_a_record(tmp_path):
    """It becomes a row, so that it counts where it is lost; a blank one without is none."""
    path = tmp_path / "a.json"
    start = b'{"timestamp":"2026-11-25T10:00:00.000000000Z","trader_id":"T-001","level":"INFO",'
    rest = b'"color":"NORMAL","component":"X","message":"  "'
    path.write_bytes(start + rest + b"}\n" + start + rest + b',"order_id":"O-1"}\n')
    fd = os.open(path, os.O_RDONLY)
    try:
        assert count_records(fd) == 1
    finally:
        os.close(fd)
