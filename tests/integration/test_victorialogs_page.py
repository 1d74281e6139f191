"""`docs/victorialogs.md`: each command, executed with a real store of either end of the range."""

import os
import re
import subprocess
import sys
import time
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
from conftest import Store
from conftest import eventually

from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339

PAGE = (Path(__file__).parents[2] / "docs" / "victorialogs.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
DAY_NS = 86_400 * 10**9

#: What stands for the service manager: the program runs with the arguments of its last start.
SYSTEMCTL = """#!/bin/sh
set -eu
pid=$(cat "$STATE/pid")
case "$1" in
stop) kill "$pid"; while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done;;
start) . "$STATE/environment"; eval "victoria-logs $(cat "$STATE/arguments")";;
esac
"""
#: What stands for the program: it runs in the background, on the test's port.
PROGRAM = """#!/bin/sh
set -eu
export -p > "$STATE/environment"
printf "'%s' " "$@" > "$STATE/arguments"
setsid "$STATE/program" "$@" -httpListenAddr="127.0.0.1:$PORT" > "$STATE/log" 2>&1 &
echo $! > "$STATE/pid"
until curl -s -o /dev/null "$URL/health"; do kill -0 "$(cat "$STATE/pid")"; sleep 0.1; done
"""


def block(mark):
    """Return the one block that holds a text."""
    (found,) = [one for one in BLOCKS if mark in one]
    return found


class Shell:
    """Blocks of the page, run as an operator of a store would."""

    def __init__(self, directory, binary, port):
        for name in ("bin", "backup", "state"):
            (directory / name).mkdir()
        self.data = directory / "data"
        self.backup = directory / "backup"
        self.state = directory / "state"
        self.url = f"http://127.0.0.1:{port}"
        (self.state / "program").symlink_to(binary)
        (self.state / "store.curl").write_text(
            'user = "nodes:a-password"\ndata = "authKey=the-key-of-the-test"\n',
        )
        command = Path(sys.executable).with_name("vlogs-nt")
        scripts = {
            "victoria-logs": PROGRAM,
            "systemctl": SYSTEMCTL,
            "vlogs-nt": f'#!/bin/sh\nexec "{command}" "$@"\n',
        }
        self._programs = directory / "bin"
        for name, text in scripts.items():
            self.script(name, text)
        self.environment = {
            **os.environ,
            "PATH": f"{directory / 'bin'}:{os.environ['PATH']}",
            "URL": self.url,
            "PORT": str(port),
            "DATA": str(self.data),
            "BACKUP": str(self.backup),
            "STATE": str(self.state),
            "KEY": "the-key-of-the-test",
            "PASSWORD": "a-password",
            "VICTORIALOGS_USERNAME": "nodes",
            "VICTORIALOGS_PASSWORD": "a-password",
        }

    def run(self, text, **variables):
        """Run a block and return what it printed."""
        # The last address that is named holds; the test's is named behind the page's.
        text = re.sub(r" -httpListenAddr=\S+", "", text)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            env={**self.environment, **variables},
            cwd=self.state,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run_on(self, text):
        """Run a block as it is pasted, on after a line that fails; return what it printed."""
        done = subprocess.run(
            ["sh", "-c", text],
            env=self.environment,
            cwd=self.state,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return done.stdout

    def script(self, name, text):
        """Put a program before those of the machine; return its path."""
        path = self._programs / name
        path.write_text(text)
        path.chmod(0o755)
        return path

    def stop(self):
        """Stop the store, if it runs."""
        if (self.state / "pid").exists():
            self.run("systemctl stop victorialogs 2>/dev/null || true")


@pytest.fixture(params=[OLDEST_VERSION, VICTORIALOGS_VERSION])
def shell(request, tmp_path):
    """Return a shell for the blocks, with a store of each end of the range."""
    with LocalServer(install(request.param), tmp_path / "scratch") as server:
        port = server.port  # which is free once this one has stopped
    shell = Shell(tmp_path, server.binary, port)
    yield shell
    shell.stop()


class AuthorizedStore(Store):
    """A store that asks for a user name and a password."""

    def __init__(self, url):
        super().__init__(url)
        self._http.auth = ("nodes", "a-password")


def fill(store):
    """Insert complete runs of yesterday and of today."""
    for age, name in ((DAY_NS, "yesterday"), (5 * 10**9, "today")):
        at = time.time_ns() - age
        store.insert(
            *(
                {
                    "_time": rfc3339(at + i),
                    "_msg": f"line {i}",
                    "instance_id": name,
                    "seq": str(i),
                    "strategy_id": "S-1",
                }
                for i in range(100)
            ),
        )
        store.wait_for(f"instance_id:={name} _time:3d", 100)


def count(store, name):
    """Return how many rows of a run are found."""
    return len(store.query(f"instance_id:={name} _time:3d"))


def test_each_block_of_the_page_is_run_below():
    """What is added to the page has to be run, too."""
    marks = ("URL=http", "-envflag", "doctor", "/metrics", "snapshot/create", '"/20', "attach")
    marks += ("vlogs-nt audit", "cp -al")
    assert [block(mark) for mark in marks] == BLOCKS


def test_a_store_is_run_backed_up_restored_and_upgraded(shell):
    """After each step of the page every row is there, and none without the password."""
    shell.run(block("-envflag"))
    with AuthorizedStore(shell.url) as store, Store(shell.url) as stranger:
        assert stranger._http.get("/select/logsql/query?query=*").status_code == 401
        for path in ("/internal/partition/list", "/internal/force_flush"):
            assert store._http.get(path).status_code == 401
        assert shell.run(block("doctor")).startswith("{")
        fill(store)
        assert "vl_data_size_bytes" in shell.run(block("/metrics"))

        shell.run(block("snapshot/create"))
        days = sorted(path.name for path in shell.backup.iterdir())
        assert len(days) >= 2
        assert all(re.fullmatch(r"20\d{6}", day) for day in days)
        assert not list(shell.data.glob("partitions/*/snapshots/*"))
        shell.run(block("snapshot/create"))  # over what an earlier one has left

        # All is gone.
        shell.run("systemctl stop victorialogs; rm -rf $DATA; systemctl start victorialogs")
        assert count(store, "today") == count(store, "yesterday") == 0
        shell.run(block('"/20'))
        assert count(store, "today") == count(store, "yesterday") == 100

        # One day becomes what it was.
        day = f"{datetime.fromtimestamp(time.time() - 86_400, UTC):%Y%m%d}"
        at = rfc3339(time.time_ns() - DAY_NS)
        store.insert({"_time": at, "_msg": "too much", "instance_id": "yesterday", "seq": "100"})
        eventually(lambda: count(store, "yesterday") == 101)
        shell.run(block("attach").replace("DAY=20261123", f"DAY={day}"))
        eventually(lambda: count(store, "yesterday") == 100)
        assert count(store, "today") == 100
        assert "100 records, 0 missing" in shell.run(block("vlogs-nt audit"))

        shell.run(block("cp -al"))
        assert count(store, "today") == count(store, "yesterday") == 100


def test_a_step_that_fails_takes_no_rows_away(shell):
    """Neither those in the store nor those of the last backup, in a shell that goes on after it."""
    shell.run(block("-envflag"))
    with AuthorizedStore(shell.url) as store:
        fill(store)
        shell.run(block("snapshot/create"))
        days = {path.name: len(list(path.rglob("*"))) for path in shell.backup.iterdir()}
        failing = shell.script("cp", "#!/bin/sh\nexit 1\n")
        assert "the one before stays" in shell.run_on(block("snapshot/create"))
        failing.unlink()
        found = {path.name: len(list(path.rglob("*"))) for path in shell.backup.iterdir()}
        assert found == days

        shell.run_on(block("attach"))  # of a day that no backup has
        assert count(store, "today") == count(store, "yesterday") == 100


def test_the_newest_version_reads_the_files_of_the_oldest(tmp_path):
    """An upgrade keeps every row."""
    data = tmp_path / "data"
    with LocalServer(install(OLDEST_VERSION), data) as server, Store(server.url) as store:
        fill(store)
    with LocalServer(install(VICTORIALOGS_VERSION), data) as server, Store(server.url) as store:
        assert count(store, "today") == count(store, "yesterday") == 100
