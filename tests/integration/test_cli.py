import json
import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from command_kit import vlogs_nt
from conftest import Store
from conftest import eventually

from nautilus_vlogs.commands.main import main


@pytest.fixture(autouse=True)
def this_binary(monkeypatch, victoria_logs):
    """Run the binary of this test run, whatever the developer's environment names."""
    monkeypatch.delenv("VICTORIALOGS_URL", raising=False)
    monkeypatch.setenv("VICTORIALOGS_BINARY", str(victoria_logs.binary))


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # Killed, but not every container's first process collects the orphans.
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_server_runs_until_a_signal(tmp_path, number):
    """A row goes in and comes back; then the signal ends command and server with exit 0."""
    with vlogs_nt("server", "--port", 0, "--data-dir", tmp_path, "--json") as process:
        said = json.loads(process.stdout.readline())
        assert said["ui"] == said["url"] + "/select/vmui/"
        assert said["data_dir"] == str(tmp_path)
        with Store(said["url"]) as store:
            store.insert({"_msg": "hello", "id": store.id})
            assert store.wait_for(f"id:={store.id}")[0]["_msg"] == "hello"
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")
    assert gone(said["pid"])


def test_server_tells_urls_in_words(tmp_path):
    """Without --json the URL of the store and of its web UI are there to read and click."""
    with vlogs_nt("server", "--port", 0, "--data-dir", tmp_path) as process:
        first, second = process.stdout.readline().split(), process.stdout.readline().split()
        rest = process.stdout.readline() + process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert second[-1] == first[-1] + "/select/vmui/"
    assert "retention     14d" in rest
    assert process.returncode == 0


def test_server_that_dies_ends_the_command(tmp_path):
    """When VictoriaLogs is killed from outside, the command says so and exits 1."""
    with vlogs_nt("server", "--port", 0, "--data-dir", tmp_path, "--json") as process:
        os.kill(json.loads(process.stdout.readline())["pid"], signal.SIGKILL)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "exited by itself" in err


def test_interrupted_build_exits_1(monkeypatch, tmp_path):
    """Ctrl-C while VictoriaLogs is being built ends the command without a traceback."""
    mark = tmp_path / "building"
    go = tmp_path / "bin" / "go"
    go.parent.mkdir()
    go.write_text(f"#!/bin/sh\necho $$ > {mark}\nexec /bin/sleep 60\n")
    go.chmod(0o755)
    monkeypatch.delenv("VICTORIALOGS_BINARY")
    monkeypatch.setenv("PATH", str(go.parent))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with vlogs_nt("server", "--port", 0, "--data-dir", tmp_path / "data") as process:
        eventually(lambda: mark.exists() and mark.read_text().strip())
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "vlogs-nt: interrupted before VictoriaLogs was started" in err.splitlines()
    assert "KeyboardInterrupt" not in err
    eventually(lambda: gone(int(mark.read_text())))


def test_taken_port_exits_1_and_names_port_0(tmp_path, capsys):
    """A port in use is a failure whose text holds the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["server", "--port", str(port), "--data-dir", str(tmp_path)]) == 1
    assert "--port 0" in capsys.readouterr().err


def test_locked_data_directory_exits_1(victoria_logs, capsys):
    """The data directory of a running server is refused."""
    assert main(["server", "--port", "0", "--data-dir", str(victoria_logs.data_dir)]) == 1
    assert "in use by another VictoriaLogs" in capsys.readouterr().err


def test_nothing_to_run_exits_1_with_three_lines(monkeypatch, tmp_path, capsys):
    """On a machine without VictoriaLogs and Go stderr is the cause and three remedies."""
    monkeypatch.delenv("VICTORIALOGS_BINARY")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert main(["server"]) == 1
    assert len(capsys.readouterr().err.strip().split("\n")) == 4


def test_url_in_environment_starts_nothing(monkeypatch, victoria_logs, capsys):
    """With VICTORIALOGS_URL the command checks that store, prints it and exits 0."""
    monkeypatch.setenv("VICTORIALOGS_URL", victoria_logs.url)
    monkeypatch.setenv("VICTORIALOGS_BINARY", "/does/not/exist")
    assert main(["server", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["url"], said["pid"]) == (victoria_logs.url, None)
    assert main(["server"]) == 0
    assert "nothing was started" in capsys.readouterr().out


def test_dead_url_in_environment_exits_1(monkeypatch, capsys):
    """A VICTORIALOGS_URL where nothing answers is a failure that names it."""
    monkeypatch.setenv("VICTORIALOGS_URL", "http://127.0.0.1:1")
    assert main(["server"]) == 1
    assert "VICTORIALOGS_URL" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["--nonsense"],
        ["server", "--port", "x"],
        ["server", "--port", "65536"],
        ["server", "--retention", "x"],
    ],
)
def test_bad_usage_exits_2(arguments, capsys):
    """A wrong command line is told on stderr and exits 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: vlogs-nt")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [(["--version"], "vlogs-nt 0."), (["--help"], "examples:"), (["server", "--help"], "9428")],
)
def test_version_and_help_exit_0(arguments, wanted, capsys):
    """Version and help are answers, on stdout."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 0
    assert wanted in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [("--help", ["nautilus_trader", "httpx"]), ("server --help", ["nautilus_trader"])],
)
def test_command_imports_only_what_it_needs(arguments, heavy):
    """The help is there at once, and `server` does without nautilus_trader."""
    script = (
        "import sys; from nautilus_vlogs.commands.main import main\n"
        f"try: main({arguments.split()!r})\n"
        f"except SystemExit: print([name for name in {heavy!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=300
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_demo_brings_its_own_options(monkeypatch):
    """The module of the demo defines the options, and its exit code is the command's."""

    def add_arguments(parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=int, default=20)

    stub = SimpleNamespace(add_arguments=add_arguments, run=lambda options: options.seconds)
    monkeypatch.setitem(sys.modules, "nautilus_vlogs.commands.demo", stub)
    assert main(["demo", "--seconds", "7"]) == 7
