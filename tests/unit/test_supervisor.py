"""How a node starts its companion, and what it does when there can be none."""

import itertools
import os
import resource
import subprocess
import sys
import uuid
from contextlib import contextmanager

import pytest

from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.node import supervisor
from nautilus_vlogs.node.supervisor import Supervisor


@pytest.fixture
def session(tmp_path):
    """Return a session's directory."""
    path = tmp_path / "session-6a8b1c1e-8f7e-4b6a-9d3c-0123456789ab"
    path.mkdir(mode=0o700)
    return SessionDirectory(path)


@pytest.fixture
def started(monkeypatch):
    """Return the commands that are started, of which none runs."""
    commands = []

    class Process:
        def __init__(self, command, **settings):
            commands.append((command, settings))

        def poll(self):
            return 1

    monkeypatch.setattr(supervisor.subprocess, "Popen", Process)
    return commands


def test_secrets_stand_in_no_command_line(session, started, monkeypatch):
    """Every user of the machine can read those; the environment is the process's own."""
    monkeypatch.setenv("VICTORIALOGS_TOKEN", "hunter2")
    monkeypatch.setenv("VICTORIALOGS_PASSWORD", "hunter22")
    Supervisor(session, lambda *_: None).look(float("inf"))
    ((command, settings),) = started
    assert not any("hunter" in argument for argument in command)
    assert settings["env"]["VICTORIALOGS_TOKEN"] == "hunter2"  # it has the node's own


def test_a_service_manager_hears_nothing_of_it(session, started, monkeypatch):
    """Its "ready", "alive" and "stopping" would count as the node's."""
    for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.setenv(name, "1")
    Supervisor(session, lambda *_: None).look(float("inf"))
    ((_, settings),) = started
    names = set(settings["env"])
    assert not {name for name in names if name.startswith(("NOTIFY", "WATCHDOG"))}
    assert "PATH" in names


def test_it_imports_what_the_node_imports(session, started, monkeypatch, tmp_path):
    """Wherever that comes from by now, and with no module of the directory it works in."""
    (tmp_path / "typing.py").write_text("raise SystemExit('the wrong module')\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path, ""])
    Supervisor(session, lambda *_: None).look(float("inf"))
    ((command, _),) = started
    monkeypatch.undo()
    done = subprocess.run(
        [command[0], "-S", *command[1:3], "--version"],
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        cwd="/",
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("vlogs-nt ")


def test_without_the_right_to_start_processes_there_is_none(session, monkeypatch, tmp_path):
    """The reason is for the warning; nothing is tried again."""
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o600)
    monkeypatch.setattr(sys, "executable", str(program))
    reason = Supervisor(session, lambda *_: None).look(float("inf"))
    assert reason.startswith("it can't be started: ")
    assert "Permission denied" in reason


@pytest.mark.parametrize(("executable", "is_frozen"), [("app", True), ("", False), (None, False)])
def test_a_program_that_is_no_python_is_not_started(
    session, started, monkeypatch, executable, is_frozen
):
    """The executable of a frozen node is the node: a second one would trade beside it."""
    monkeypatch.setattr(sys, "executable", executable)
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    one = Supervisor(session, lambda *_: None)
    assert "there is no Python" in one.look(float("inf"))
    one.leave()
    assert started == []
    assert one.give_up()


@contextmanager
def no_descriptors():
    """Let this process open no file."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def test_one_that_has_worked_is_never_given_up(session, started, monkeypatch):
    """Its numbers would be given again: what keeps the next one from starting may pass."""
    (session.path / f"{uuid.uuid4()}.journal").touch()
    reported = []
    one = Supervisor(session, lambda *said: reported.append(said))
    with monkeypatch.context() as patch:

        def refuse(*_, **__):
            raise BlockingIOError("Resource temporarily unavailable")

        patch.setattr(supervisor.subprocess, "Popen", refuse)
        assert [one.look(1e9 + 100.0 * turn) for turn in range(5)] == [""] * 5
    assert not one.give_up()
    ((level, text),) = reported
    assert level == "warning"
    assert "none can be started" in text
    assert one.look(2e9) == ""
    assert len(started) == 1


def test_without_descriptors_nothing_is_known_of_a_companion(session, started):
    """One that is at work is taken neither for dead nor for one that has never numbered a line."""
    assert session.companion_lock.acquire()
    one = Supervisor(session, lambda *_: None)
    with no_descriptors():
        assert one.look(1e9) == ""
    assert started == []
    session.companion_lock.release(remove=True)
    other = SessionDirectory(session.path)
    with no_descriptors():
        assert not Supervisor(other, lambda *_: None).give_up()
        with pytest.raises(OSError, match="Too many open files"):
            session.journals()


def test_while_the_log_is_taken_back_no_companion_begins_with_it(session, started):
    """One that runs as a service may be about to: one of the two ships, and numbers."""
    one = Supervisor(session, lambda *_: None)
    service = SessionDirectory(session.path)
    assert service.companion_lock.acquire()
    assert not one.give_up()
    service.companion_lock.release(remove=False)
    assert one.give_up()
    assert not service.companion_lock.acquire()
    one.end()
    assert service.companion_lock.acquire()
    service.companion_lock.release(remove=True)


def test_one_that_ends_at_once_is_started_a_few_times(session, started):
    """A Python without what is needed: threads of the node's process ship then."""
    one = Supervisor(session, lambda *_: None)
    reasons = [one.look(1e9 + 100.0 * turn) for turn in range(4)]
    assert reasons[:3] == [""] * 3
    assert "was started 3 times" in reasons[3]
    assert len(started) == 3


def test_where_nothing_else_ships_it_is_tried_again(session, started, monkeypatch):
    """As with NautilusTrader 2.0: a machine without processes or memory may have some later."""
    reported = []
    one = Supervisor(session, lambda *said: reported.append(said))
    times = itertools.count(1e9, 100.0)
    for trouble in (BlockingIOError("no process"), MemoryError("no memory")):
        with monkeypatch.context() as patch:

            def refuse(*_, trouble=trouble, **__):
                raise trouble

            patch.setattr(supervisor.subprocess, "Popen", refuse)
            for _ in range(2):
                one.look_again(next(times))
    assert [level for level, _ in reported] == ["warning"] * 2
    assert "no process" in reported[0][1]
    assert "no memory" in reported[1][1]
    for _ in range(10):
        one.look_again(next(times))
    assert len(started) > 6
    (_, text) = reported.pop()
    assert "was started 3 times" in text
    assert len(reported) == 2


def test_where_a_service_is_at_work_none_is_started(session, started):
    """Its lock says so."""
    reported = []
    assert session.companion_lock.acquire()
    assert Supervisor(session, lambda _, text: reported.append(text)).look(float("inf")) == ""
    assert started == []
    assert reported == ["A companion that runs already ships this node's log"]
    session.companion_lock.release(remove=True)


def test_a_forked_child_holds_no_lock(session):
    """The node's death frees the session, whatever children it has."""
    assert session.lock.acquire()
    to_child, to_parent = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.write(to_parent[1], b"x")
        os.read(to_child[0], 1)
        os._exit(0)
    os.read(to_parent[0], 1)
    session.lock.release(remove=False)
    is_taken = session.lock.is_taken()
    os.write(to_child[1], b"x")
    os.waitpid(child, 0)
    for end in (*to_child, *to_parent):
        os.close(end)
    assert not is_taken
