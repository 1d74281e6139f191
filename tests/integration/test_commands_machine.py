"""The command where the machine lacks what most have: a home, an open stdout, room."""

import os
import subprocess
import sys

import pytest
from command_kit import COMMAND

from nautilus_vlogs.deliver.dead_letters import SUFFIX
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory


def run_in(environment, *arguments, closed=""):
    """Run the command in an environment of its own, with a stream closed."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    if closed:
        command = ["sh", "-c", f'exec "$@" {closed}', "sh", *command]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


AS_NOBODY = ("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups")


@pytest.mark.skipif(os.getuid() != 0, reason="becomes another user")
@pytest.mark.parametrize("command", ["logs", "doctor"])
def test_a_user_whom_the_system_does_not_know_and_who_has_no_home(command, store):
    """A container's user has neither: there is no configuration then, and no error."""
    done = subprocess.run(
        [*AS_NOBODY, sys.executable, "-c", COMMAND, command],
        env={"VICTORIALOGS_URL": store.url, "PYTHONPATH": os.pathsep.join(sys.path)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stderr
    assert "home" not in done.stderr


@pytest.mark.parametrize("stream", [">&-", ">&- 2>&-"])
@pytest.mark.parametrize("command", ["logs", "doctor", "export"])
def test_a_closed_stream(command, stream, store, tmp_path):
    """What would be printed goes nowhere; the exit code is what it is without."""
    environment = {**os.environ, "VICTORIALOGS_URL": store.url, "XDG_STATE_HOME": str(tmp_path)}
    plain = run_in(environment, command)
    done = run_in(environment, command, closed=stream)
    assert "Traceback" not in done.stderr
    assert done.returncode == plain.returncode


@pytest.mark.parametrize("arguments", [["dead-letters", "--show"], ["dead-letters"], ["ship"]])
def test_no_file_that_was_read_is_blamed_for_the_output(arguments, tmp_path):
    """A reader that goes ends the command in silence, a full disk with one line that says so."""
    if arguments[0] == "dead-letters":
        for name in "ab":
            letters = DeadLetterFile(dead_letters_directory(tmp_path) / f"{name}{SUFFIX}")
            letters.write("too long", b"x" * 200_000)
    arguments = [*arguments, "--spool-dir", str(tmp_path)]
    reader, gone = os.pipe()
    os.close(reader)
    assert written_to(gone, *arguments) == (0, "")
    code, told = written_to(os.open("/dev/full", os.O_WRONLY), *arguments)
    assert code == 1
    assert told == "vlogs-nt: the answer can't be written: No space left on device\n"


def written_to(descriptor, *arguments):
    """Run the command with its output there; return its exit code and what it told beside."""
    command = [sys.executable, "-c", COMMAND, *arguments]
    with os.fdopen(descriptor, "wb") as output:
        done = subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, text=True, check=False, timeout=300
        )
    return done.returncode, done.stderr
