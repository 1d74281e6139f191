"""No command prints a character of a row that could move a cursor, hide text or turn it around."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
import tty
from contextlib import suppress

import pytest
from command_kit import COMMAND
from command_kit import run
from command_kit import vlogs_nt
from conftest import Store

from nautilus_vlogs.deliver.dead_letters import SUFFIX
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339

HOSTILE = "\x1b]0;x\x07\x9b2J\u202e\u2066\u200b\u2028\x85\r\x00b"

COMMANDS = [
    ["logs"],
    ["logs", "--all"],
    ["logs", "-o", "raw"],
    ["logs", "-o", "csv"],
    ["logs", "-o", "json"],
    ["logs", "-o", "template={strategy_id} {_msg}"],
    ["logs", "--fields", "strategy_id,_msg"],
    ["logs", "--context", "1"],
    ["logs", "--cut", "--highlight", HOSTILE[:3]],
    ["logs", "--strategy", "h"],
    ["logs", "--query", "* | stats by (strategy_id) count() n"],
    ["logs", "--query", "* | fields strategy_id, host"],
    ["nodes"],
    ["strategies"],
    ["orders"],
    ["orders", f"o{HOSTILE}"],
    ["orders", f"none{HOSTILE}"],
    ["runs"],
    ["diff", "r", f"r{HOSTILE}"],
    ["watch", "--count", "1"],
    ["audit", "--settle", "0"],
    ["doctor", "--no-probe"],
]


@pytest.fixture(scope="module")
def hostile(victoria_logs, tmp_path_factory):
    """Return the URL of a store whose rows hold hostile texts in every field."""
    directory = tmp_path_factory.mktemp("hostile")
    with LocalServer(victoria_logs.binary, directory) as server, Store(server.url) as store:
        names = ("strategy_id", "component", "host", "trader_id", "instance_id", "environment")
        more = {"client_order_id": f"o{HOSTILE}", "run_id": f"r{HOSTILE}", "event": "OrderX"}
        row = {
            "_time": rfc3339(time.time_ns() - 10**9),
            "_msg": f"m{HOSTILE}\nn{HOSTILE}",
            "level": f"ERROR{HOSTILE}",
            "error_traceback": f"tb{HOSTILE}",
            "source": "strategy",
            "sim_time": f"s{HOSTILE}",
            "seq": "0",
            **dict.fromkeys(names, f"h{HOSTILE}"),
            **more,
        }
        store.insert(row, {**row, "seq": "1", "trader_id": "t", "host": "other", "level": "ERROR"})
        store.wait_for("*", 2)
        yield server.url


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_hostile_character_reaches_a_terminal(hostile, command, tmp_path, capsys):
    """Whatever is printed, in the answer or beside it."""
    more = ["--spool-dir", tmp_path] if command[0] == "doctor" else []
    _, out, err = run(capsys, *command, "--url", hostile, *more)
    assert out or err
    assert {char for char in out + err if not char.isprintable()} <= {"\n"}


def assert_harmless(text):
    assert {char for char in text if not char.isprintable()} <= {"\n"}


@pytest.mark.parametrize("form", [[], ["-o", "raw"], ["--json"], ["-o", "csv"]])
def test_no_hostile_character_comes_with_rows_that_are_followed(hostile, form):
    """Of `tail`, in each form."""
    with vlogs_nt("tail", "--since", "1h", "--url", hostile, *form) as process:
        shown = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "".join(shown)
    assert_harmless("".join(shown) + out + err)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_export_is_harmless_on_a_terminal_and_whole_elsewhere(hostile, form):
    """A terminal would do what is in a value; a file keeps it as it is."""
    command = ["export", "-o", form, "--since", "1h", "--url", hostile]
    main, side = pty.openpty()
    tty.setraw(side)
    with subprocess.Popen([sys.executable, "-c", COMMAND, *command], stdout=side) as process:
        os.close(side)
        shown = b""
        with suppress(OSError):  # the end of a terminal that nobody holds
            while data := os.read(main, 65_536):
                shown += data
        assert process.wait(60) == 0
    os.close(main)
    assert_harmless(shown.decode())
    with vlogs_nt(*command) as process:
        out, _ = process.communicate(timeout=60)
    values = out if form == "csv" else "".join(json.loads(out.splitlines()[0]).values())
    assert f"m{HOSTILE[:10]}" in values


def test_no_hostile_character_comes_with_a_log_file(hostile, tmp_path, capsys):
    """Of `compare`: from the file, from the rows, and from the file's name."""
    log = tmp_path / f"node{HOSTILE.replace(chr(0), '')}.json"
    line = {"timestamp": rfc3339(time.time_ns() - 10**11), "trader_id": f"t{HOSTILE}"}
    line |= {"level": "INFO", "component": f"c{HOSTILE}", "message": f"m{HOSTILE}\nn"}
    log.write_text(json.dumps(line) + "\n")
    for more in ([], ["--json"], ["--trader", "t"]):
        code, out, err = run(capsys, "compare", log, "--until", "now", "--url", hostile, *more)
        assert code == 1
        assert_harmless(out + err)


def test_no_hostile_character_comes_with_a_record_that_was_put_aside(tmp_path, capsys):
    """Of `dead-letters`; what it shows as JSON is JSON."""
    letters = DeadLetterFile(dead_letters_directory(str(tmp_path)) / f"x{SUFFIX}")
    letters.write(f"not JSON {HOSTILE}", f"{{{HOSTILE}\ud800".encode(errors="surrogatepass"))
    letters.write(f"not JSON {HOSTILE}", f"{{{HOSTILE}\U000e0041".encode())
    for more in ([], ["--show"], ["--json"]):
        code, out, err = run(capsys, "dead-letters", "--spool-dir", tmp_path, *more)
        assert (code, err) == (0, "")
        assert_harmless(out)
        if more:
            shown = [json.loads(line) for line in out.splitlines()]
            assert HOSTILE in str(shown[0].get("reason") or next(iter(shown[0]["reasons"])))


@pytest.mark.parametrize(
    "arguments",
    [
        [HOSTILE],
        ["logs", f"--{HOSTILE}"],
        ["logs", "--level", HOSTILE],
        ["logs", "--tail", HOSTILE],
        ["logs", "--since", HOSTILE],
        ["logs", "--field", HOSTILE],
        ["logs", "--query", f"| {HOSTILE}"],
        ["logs", "--tz", HOSTILE],
        ["logs", "--url", f"http://{HOSTILE}"],
        ["logs", "--ca-file", HOSTILE],
        ["logs", "--profile", HOSTILE],
        ["logs", "-o", HOSTILE],
        ["compare", HOSTILE.replace("\0", "")],
        ["completion", HOSTILE],
        ["follow", "--metrics", HOSTILE],
        ["follow", "--until", HOSTILE, HOSTILE],
        ["ship", "--spool-dir", HOSTILE.replace("\0", "")],
        ["ship", "--timeout", HOSTILE],
        ["dead-letters", "--spool-dir", HOSTILE.replace("\0", "")],
        ["link", "--query", HOSTILE],
        ["api", "--host", HOSTILE],
        ["export", HOSTILE.replace("\0", "")],
    ],
    ids=lambda arguments: " ".join(arguments[:2]).encode("ascii", "replace").decode(),
)
def test_no_hostile_character_of_an_argument_is_repeated(arguments, capsys, monkeypatch, tmp_path):
    """By the parser, by a command, or by what either calls."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VICTORIALOGS_URL", "http://127.0.0.1:1")
    _, out, err = run(capsys, *arguments)
    assert out or err
    assert_harmless(out + err)


@pytest.mark.parametrize("place", ["--ca-file", "--client-cert-file", "profiles", "compare"])
@pytest.mark.parametrize("kind", ["pipe", "endless"])
def test_no_command_waits_for_what_is_no_file(place, kind, tmp_path, monkeypatch):
    """A pipe or a device in the place of a file is refused at once, with exit 2."""
    path = "/dev/zero"
    if kind == "pipe":
        path = str(tmp_path / "pipe")
        os.mkfifo(path)
    command, options = "logs", ["--url", "https://127.0.0.1:1"]
    if place == "compare":
        command, options = "compare", [path]
    elif place == "profiles":
        monkeypatch.setenv("VLOGS_NT_CONFIG", path)
        options += ["--profile", "home"]
    else:
        options += [place, path]
    with vlogs_nt(command, *options) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err


@pytest.mark.parametrize(
    "option", ["--token", "--api-token=", "--password", "--httpAuth.password="]
)
@pytest.mark.parametrize("command", ["api", "logs", "server", "ship"])
def test_no_option_brings_a_secret(command, option, capsys):
    """The list of processes shows it; so it is refused, and not repeated."""
    secret = "hunter2-Zq9-hunter2"
    given = [f"{option}{secret}"] if option.endswith("=") else [option, secret]
    code, out, err = run(capsys, command, *given)
    assert (code, out) == (2, "")
    assert "secrets are read from the environment" in err
    assert "hunter2" not in err
