"""Whether any process writes a file, also one that ``/proc`` does not show."""

import errno
import os
import signal
import subprocess
import sys
import time
import uuid

import pytest

from nautilus_vlogs import leases
from nautilus_vlogs.capture import open_files
from nautilus_vlogs.capture.open_files import is_written_by_others
from nautilus_vlogs.capture.open_files import written_among
from nautilus_vlogs.deliver import session_files
from nautilus_vlogs.deliver.session_files import foreign_files
from nautilus_vlogs.deliver.session_files import may_be_in_use
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.leases import has_writer
from nautilus_vlogs.operate.spool import SessionState
from nautilus_vlogs.operate.spool import look_into

#: A process that sees no other one, as in another container that has the same volume.
ALONE = ["unshare", "--pid", "--fork", "--mount-proc"]

has_namespaces = pytest.mark.skipif(
    sys.platform != "linux" or subprocess.run([*ALONE, "true"], check=False).returncode,
    reason="this user can make no process that sees no other one",
)


@pytest.fixture
def session(tmp_path):
    """Return a session's directory with a log, into which no actor has looked."""
    tmp_path.chmod(0o700)
    path = tmp_path / f"session-{uuid.uuid4()}"
    path.mkdir(mode=0o700)
    (path / "T.json").write_bytes(b"{}\n")
    return SessionDirectory(path)


@pytest.fixture
def write_elsewhere():
    """Return a function that has another process open a file for appending."""
    made = []

    def write(path):
        code = "import sys; file = open(sys.argv[1], 'ab'); print(flush=True); sys.stdin.read()"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        made.append(subprocess.Popen([sys.executable, "-c", code, str(path)], **pipes))
        assert made[-1].stdout.readline() == b"\n"
        return made[-1]

    yield write
    for process in made:
        process.communicate()


def test_a_file_has_a_writer_while_a_process_has_it_open_for_writing(tmp_path, write_elsewhere):
    """Be it this process or another one; a reader is none, and one that is gone tells nothing."""
    path = tmp_path / "a.json"
    with path.open("ab"):
        assert has_writer(path) is True
        assert not is_written_by_others(path)
    with path.open("rb"):
        assert has_writer(path) is False
    process = write_elsewhere(path)
    assert has_writer(path) is True
    assert is_written_by_others(path)
    process.communicate()
    assert has_writer(path) is False
    path.unlink()
    assert has_writer(path) is None
    assert written_among([path]) == set()


@has_namespaces
def test_a_session_is_in_use_that_a_process_of_another_container_writes(session, write_elsewhere):
    """A follower there must not take over a node's log before its actor has the lock."""
    code = f"""if True:
        import sys
        from pathlib import Path
        from nautilus_vlogs.capture.open_files import is_written_by_others
        from nautilus_vlogs.deliver.session_files import foreign_files, may_be_in_use
        from nautilus_vlogs.deliver.sessions import SessionDirectory
        session = SessionDirectory(Path({str(session.path)!r}))
        (file,) = session.log_files()
        assert not list(Path("/proc").glob("{os.getpid()}/fd"))
        print(may_be_in_use(session), len(foreign_files(session, [])), is_written_by_others(file))
    """
    command = [*ALONE, sys.executable, "-c", code]

    def told():
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    process = write_elsewhere(*session.log_files())
    assert told() == ["True", "1", "True"]
    process.communicate()
    assert told() == ["False", "0", "False"]


def test_an_operator_is_told_that_a_session_without_an_actor_is_in_use(session, write_elsewhere):
    """By what the kernel says, too."""
    process = write_elsewhere(*session.log_files())
    assert look_into(session.path.parent).sessions == {session.path.name: SessionState.IN_USE}
    process.communicate()
    assert look_into(session.path.parent).sessions == {session.path.name: SessionState.LEFT}


def test_a_writer_that_comes_while_it_is_asked_ends_nobody(tmp_path):
    """The signal that it has sent here is ignored, and it does not wait for long."""
    path = tmp_path / "a.json"
    path.touch()
    code = f"""if True:
        import fcntl, subprocess, sys, time
        from pathlib import Path
        from nautilus_vlogs import leases

        class Slow:
            def __getattr__(self, name):
                return getattr(fcntl, name)

            def fcntl(self, fd, command, argument=0):
                if (command, argument) == (fcntl.F_SETLEASE, fcntl.F_UNLCK):
                    opening = "open(__import__('sys').argv[1], 'ab')"
                    writers.append(subprocess.Popen([sys.executable, "-c", opening, {str(path)!r}]))
                    while fcntl.fcntl(fd, fcntl.F_GETLEASE) == fcntl.F_RDLCK:
                        time.sleep(0.01)
                return fcntl.fcntl(fd, command, argument)

        writers = []
        leases.fcntl = Slow()
        assert leases.has_writer(Path({str(path)!r})) is False
        assert writers[0].wait(timeout=30) == 0
    """
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    assert done.returncode == 0, signal.Signals(-done.returncode)


def test_a_file_system_that_gives_no_leases_tells_nothing(session, monkeypatch, write_elsewhere):
    """One of a network refuses them as if there were a writer: then `/proc` is asked."""

    def refuse(*_):
        raise BlockingIOError(errno.EAGAIN, "no lease")

    (path,) = session.log_files()
    monkeypatch.setattr(leases, "_leasing", set())
    monkeypatch.setattr(leases.fcntl, "fcntl", refuse)
    assert has_writer(path) is None
    assert written_among([path]) == set()
    write_elsewhere(path)
    assert len(written_among([path])) == 1
    assert is_written_by_others(path)


@pytest.mark.parametrize(("age", "is_in_use"), [(5, True), (60, False)])
def test_where_nobody_can_tell_a_log_is_left_alone_for_a_while(
    session, monkeypatch, age, is_in_use
):
    """Its process may be one of another container, whose actor is just being started."""
    for module in (open_files, session_files):
        monkeypatch.setattr(module, "has_writer", lambda _: None)
    (path,) = session.log_files()
    os.utime(path, (time.time() - age,) * 2)
    assert may_be_in_use(session) == is_in_use
    assert foreign_files(session, []) == set()


def test_a_log_that_is_rotated_while_it_is_asked_is_in_use(session, monkeypatch):
    """The file that was there is closed by then, and the one that is written was not there."""
    asked = session_files.written_among

    def rotate(paths):
        found = asked(paths)
        (session.path / "T_1.json").touch()
        return found

    monkeypatch.setattr(session_files, "written_among", rotate)
    assert may_be_in_use(session)
