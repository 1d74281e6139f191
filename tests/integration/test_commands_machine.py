"""The command where the machine lacks what most have: a home, an open stdout, room."""

import os
import subprocess
import sys

import pytest
from command_kit import COMMAND


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
