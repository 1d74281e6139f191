"""Completion: what is offered, and that real shells take it."""

import os
import shutil
import subprocess
import sys
import time

import pytest
from command_kit import COMMAND
from command_kit import run

from nautilus_vlogs.commands.catalogue import COMMANDS
from nautilus_vlogs.times import rfc3339


@pytest.fixture
def complete(store, monkeypatch, capsys):
    """Return what completes words, with a store that holds two strategies of this test."""
    monkeypatch.setenv("VICTORIALOGS_URL", store.url)
    monkeypatch.setenv("VLOGS_NT_CONFIG", os.devnull)
    at = rfc3339(time.time_ns() - 10**9)
    for name in ("001", "002"):
        store.insert({"_time": at, "_msg": "x", "strategy_id": f"{store.id}-{name}"})
    store.wait_for(f'strategy_id:~"^{store.id}"', 2)

    def call(*words):
        code, out, err = run(capsys, "__complete", *words)
        assert (code, err) == (0, "")
        return out.splitlines()

    return call


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_candidates_that_nobody_takes_are_no_traceback(unbuffered):
    """A full disk is told in one line, which the scripts leave out."""
    with open("/dev/full", "w") as full:  # noqa: PTH123  # a device
        ended = subprocess.run(
            [sys.executable, "-c", COMMAND, "__complete", ""],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    assert ended.returncode == 0
    assert len(ended.stderr.splitlines()) == 1


def test_commands_options_and_values_are_completed(complete):
    """Whatever the parser knows, lists with commas as well."""
    assert complete("") == list(COMMANDS)
    assert complete("st") == ["strategies"]
    assert "--since" in complete("logs", "--s")
    assert complete("logs", "--level", "E") == ["ERROR"]
    assert complete("logs", "--level", "INFO,W") == ["INFO,WARNING"]
    assert complete("logs", "--level=E") == ["--level=ERROR"]
    assert complete("logs", "--color", "") == ["auto", "always", "never"]
    assert complete("tail", "--source", "str") == ["strategy"]
    assert complete("logs", "-o", "js") == ["json"]
    assert complete("completion", "f") == ["fish"]
    assert complete("nonsense", "") == []
    assert complete("compare", "") == []  # files, which the shell completes
    assert complete("logs", "--grep", "") == []


def test_ids_come_from_the_store(complete, store):
    """Of a store that answers; of one that is away there are none, and no error."""
    both = [f"{store.id}-001", f"{store.id}-002"]
    assert sorted(complete("logs", "--strategy", store.id)) == both
    assert complete("logs", "--strategy", f"x,{both[0]}") == [f"x,{both[0]}"]
    assert complete("logs", "--url", "http://127.0.0.1:1", "--strategy", store.id) == []


def test_no_value_of_a_row_becomes_a_command_of_the_shell(complete, store):
    """Values that a shell would not take literally are not offered: some shells insert them raw."""
    at = rfc3339(time.time_ns() - 10**9)
    names = ["$(id)", "`id`", "a;id", "a b", "a|b", "a&b", "*", "~", "a'b", 'a"b', "a\\b", "(a)"]
    names += ["!x", "a>b", "{a,b}", "#a", "-x", "=x", "a\nb", "a?b", "[a]", "\x1b[2J", "a\u202eb"]
    wanted = ["a.b-c:1", "Zürich/1", "x_y+z%@1=2,3"]
    store.insert(*({"_time": at, "_msg": "x", "host": f"{n}", "seq": "1"} for n in names + wanted))
    store.wait_for(" or ".join(f'host:="{name}"' for name in wanted), len(wanted))
    found = complete("logs", "--host", "")
    assert set(wanted) <= set(found)
    assert not {
        one for one in found if one in names or any(char in "$`;|&<>*?'\\\"" for char in one)
    }


SCRIPTS = {
    "bash": """
        eval "$(vlogs-nt completion bash)"
        COMP_LINE="vlogs-nt logs --strategy {word}" COMP_POINT=1000
        _vlogs_nt; printf '%s\\n' "${{COMPREPLY[@]}}"
        COMP_LINE="vlogs-nt logs --level=E"; _vlogs_nt; printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "zsh": """
        compadd() {{ shift 4; print -l -- "$@"; }}
        eval "$(vlogs-nt completion zsh)"
        words=(vlogs-nt logs --strategy {word}) CURRENT=4
        _vlogs_nt
        words=(vlogs-nt logs --level E) CURRENT=4
        _vlogs_nt
    """,
    "fish": """
        vlogs-nt completion fish | source
        complete -C "vlogs-nt logs --strategy {word}"
        complete -C "vlogs-nt logs --level E"
    """,
}


@pytest.mark.parametrize("shell", list(SCRIPTS))
def test_a_real_shell_completes_strategy_ids(complete, store, shell, tmp_path):
    """The script that the command prints, in the shell that it is for."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here: tests/shells.sh installs it")
    program = tmp_path / "vlogs-nt"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{COMMAND}" "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    done = subprocess.run(
        [shell, "-c", SCRIPTS[shell].format(word=store.id[:20])],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=environment,
    )
    found = done.stdout.split()
    assert {f"{store.id}-001", f"{store.id}-002", "ERROR"} <= set(found), done.stderr


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_loads_neither_nautilus_trader_nor_a_client(command):
    """So it is there at once, and so is completion: few modules, none of the large ones."""
    script = (
        "import sys; from nautilus_vlogs.commands.main import main\n"
        f"try: main({[command] * bool(command)!r} + ['--help'])\n"
        "except SystemExit: pass\n"
        "print(len(sys.modules), *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=300
    )
    count, *names = done.stdout.splitlines()[-1].split()
    assert not {"nautilus_trader", "httpx", "asyncio", "numpy", "pyarrow", "fastapi"} & set(names)
    assert int(count) < 350
