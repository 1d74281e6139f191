"""A log file is shipped by one process, whatever places the others keep their state in."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nautilus_vlogs.capture.shipped_marks import ShippedMarks

HOLD = """
import sys
from pathlib import Path
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
marks = ShippedMarks("store", is_actor=sys.argv[1] == "actor")
print(marks.take([Path(sys.argv[2])]), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    """Return a log file that can only be read."""
    path = tmp_path / "node.json"
    path.touch(mode=0o400)
    return path


def actor(destination="store"):
    """Return the marks of an actor."""
    return ShippedMarks(destination, is_actor=True)


def follower(destination="store"):
    """Return the marks of a follower."""
    return ShippedMarks(destination)


@pytest.mark.parametrize(
    ("first", "second", "are_both"),
    [
        (follower(), follower(), False),
        (follower(), follower("other"), True),
        (actor(), follower(), False),
        (actor("other"), follower(), False),
        (follower(), actor(), False),
        (follower("other"), actor(), True),
        (actor(), actor(), True),
    ],
)
def test_the_second_one_leaves_a_file_alone_until_the_first_is_gone(path, first, second, are_both):
    """Actors share a file by their claims; followers of other stores do not disturb each other."""
    assert first.take([path])
    assert second.take([path]) == are_both
    assert first.take([path])
    first.release()
    assert second.take([path])
    second.release()


def test_a_log_is_left_whole(tmp_path, path):
    """Of a log of which one file is another's none is marked, and rotated files stay marked."""
    files = [tmp_path / f"{number}.json" for number in range(3)]
    for file in files:
        file.touch()
    first, second = follower(), follower()
    assert first.take(files[:1])
    assert not second.take([path, *files])
    assert first.take([path, *files])
    files[0].rename(tmp_path / "rotated.json")
    assert not second.take([tmp_path / "rotated.json"])
    first.release()
    assert second.take([path, *files])
    second.release()


@pytest.mark.parametrize("kind", ["actor", "follower"])
def test_the_system_takes_marks_away_with_a_killed_process(path, kind):
    """And writers are not disturbed: the mark is far behind all bytes of the file."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, kind, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "True\n"
    marks = follower()
    assert not marks.take([path])
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert marks.take([path])
    marks.release()


def test_a_fork_holds_no_mark(path):
    """A child that outlives the process would keep the log from being shipped."""
    first, second = follower(), follower()
    assert first.take([path])
    until, theirs = os.pipe()
    is_begun, begin = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(theirs)
        os.write(begin, b"b")
        os.read(until, 1)
        os._exit(0)
    try:
        assert os.read(is_begun, 1) == b"b"
        first.release()
        assert second.take([path])
    finally:
        os.close(theirs)
        os.waitpid(child, 0)
        for fd in (until, is_begun, begin):
            os.close(fd)
        second.release()


def open_files():
    """Return how many files this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_no_more_files_are_open_than_a_process_may_have(tmp_path):
    """Thousands of rotated files are written no more: the newest ones are marked."""
    files = [tmp_path / f"{number:04}.json" for number in range(1_000)]
    for file in files:
        file.touch()
    first, second = follower(), follower()
    before = open_files()
    for file in files[:900]:
        assert first.take([file])
    assert first.take(files)
    assert open_files() < before + 100
    assert not second.take(files)
    first.release()
    assert open_files() <= before
