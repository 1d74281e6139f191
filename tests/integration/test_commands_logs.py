import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_kit import COMMAND
from command_kit import run
from conftest import ended

from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000
BASE = time.time_ns() // SECOND * SECOND - 300 * SECOND


@pytest.fixture
def logs(store, monkeypatch, capsys):
    """Insert ten rows; return what runs the command on them alone."""
    monkeypatch.setenv("VICTORIALOGS_URL", store.url)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("VLOGS_NT_CONFIG", os.devnull)
    time.tzset()
    rows = [
        {
            "_time": rfc3339(BASE + i * SECOND),
            "_msg": f"entry number={i}",
            "level": ["INFO", "WARNING", "ERROR"][i % 3],
            "source": "strategy",
            "component": "EMACross-001",
            "strategy_id": f"EMACross-{i % 2:03}",
            "instance_id": store.id,
            "seq": str(i),
            "price": f"{i}.5",
            "test": store.id,
        }
        for i in range(10)
    ]
    rows[9]["_msg"] = "two\nlines \x1b[31mred\x07 é \u2028"
    rows[8]["error_traceback"] = "Traceback (most recent call last):\n  in f"
    store.insert(*rows)
    store.wait_for(f"test:={store.id}", 10)

    def call(*arguments):
        return run(capsys, "logs", "--field", f"test={store.id}", *arguments)

    return call


def test_logs_shows_rows_in_order_of_time(logs):
    """A line has time, level, strategy and message; a second line of a message is indented."""
    code, out, err = logs("--utc")
    assert (code, err) == (0, "")
    first, *_ = lines = out.split("\n")
    stamp = rfc3339(BASE).replace("T", " ")[:23]
    assert first == f"{stamp}Z  INFO      EMACross-000  entry number=0"
    assert lines[-3].endswith("EMACross-001  two")
    assert lines[-2] == "    lines \\x1b[31mred\\x07 é \\u2028"
    assert "    Traceback (most recent call last):\n      in f\n" in out


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--level", "WARNING"], [1, 2, 4, 5, 7, 8]),
        (["--strategy", "EMACross-001"], [1, 3, 5, 7, 9]),
        (["--grep", "NUMBER=3"], [3]),
        (["--grep", "number", "--exclude", "=3", "--exclude", "=4"], [0, 1, 2, 5, 6, 7, 8]),
        (["--regex", "--grep", "number=[12]"], [1, 2]),
        (["--query", "price:>7 level:INFO"], [9]),
        (["--component", "nobody"], []),
        (["--source", "strategy", "--limit", "2"], [8, 9]),
        (["--since", rfc3339(BASE + 3 * SECOND), "--until", rfc3339(BASE + 5 * SECOND)], [3, 4]),
    ],
)
def test_logs_finds_what_the_options_say(logs, arguments, wanted):
    """As JSON, one object a row."""
    code, out, err = logs("--json", *arguments)
    assert code == 0
    assert [int(json.loads(line)["seq"]) for line in out.splitlines()] == wanted
    assert ("no rows" in err) == (not wanted)
    assert ("older rows" in err) == ("--limit" in arguments)


def test_logs_shows_chosen_fields(logs):
    """In the order given; in JSON without those a row lacks."""
    code, out, _ = logs("--fields", "price,nope,_msg", "--limit", 2)
    assert code == 0
    assert out.split("\n")[0].endswith('price=8.5  nope=""  _msg="entry number=8"')
    _, out, _ = logs("--fields", "price,nope", "--json", "--limit", 1)
    assert json.loads(out) == {"price": "9.5"}


def test_logs_shows_the_context_of_rows(logs):
    """Rows that fit are marked, others around them are not, and none comes twice."""
    code, out, _ = logs("--grep", "number=2", "--grep", "number", "--context", 1)
    assert code == 0
    assert [line[:2] + line[-1] for line in out.splitlines()] == ["  1", "> 2", "  3"]
    _, out, _ = logs("--level", "ERROR", "--context", 1, "--limit", 2)
    text = [line[:2] + line.rpartition("number=")[2] for line in out.splitlines()]
    assert text[:3] == ["  4", "> 5", "  6"]
    assert text[3].startswith("--")
    _, out, _ = logs("--level", "ERROR", "--context", 5, "--json")
    assert [json.loads(line)["seq"] for line in out.splitlines()] == [str(i) for i in range(10)]


def test_logs_answers_queries_with_pipes(logs):
    """What a query counts is shown as it comes."""
    code, out, _ = logs("--query", "* | stats by (level) count() n")
    assert code == 0
    assert out.splitlines() == ["level    n", "ERROR    3", "INFO     4", "WARNING  3"]
    _, out, _ = logs("--query", "* | stats count() n", "--json")
    assert json.loads(out) == {"n": "10"}


def test_logs_in_colour_when_told_so(logs, monkeypatch):
    """Errors are red; piped it is plain."""
    _, out, _ = logs("--color", "always", "--grep", "number=2")
    assert "\x1b[31m" in out
    _, out, _ = logs("--grep", "number=2")
    assert "\x1b" not in out


def test_logs_shows_local_time(logs, monkeypatch):
    """Unless told otherwise, and reads times so."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        local = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(BASE // SECOND))
        _, out, _ = logs("--since", local, "--grep", "number=0")
        assert out.startswith(f"{local}.000  INFO")
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--limit", "0"], "`--tail`"),
        (["--limit", "-5"], "`--tail`"),
        (["--limit", "100001"], "--all shows more"),
        (["--limit", "x"], "--limit"),
        (["--context", "-1"], "`--context`"),
        (["--context", "101"], "`--context`"),
        (["--context", "1", "--limit", "51"], "`--tail` may be 50"),
        (["--all", "-n", "5"], "`--all`"),
        (["--all", "--context", "5"], "`--context`"),
        (["-f", "--until", "now"], "`--until`"),
        (["--timezone", "Mars/Base"], "`--timezone`"),
        (["--source", "stratgy"], "did you mean strategy?"),
        (["--field", "price>x"], "takes a number"),
        (["-o", "xml"], "must be short"),
        (["-o", "template={{.Message}}"], "single braces"),
        (["--levle", "x"], "did you mean --level?"),
        (["--profile", "prod"], "`--profile`"),
        (["--since", "soon"], "`--since`: a time can't be read"),
        (["--until", "25:00"], "`--until`: a time can't be read"),
        (["--until", "25:00"], "was '25:00'"),
        (["--since", "0"], "(9 digits or more)"),
        (["-f", "--since", "soon"], "`--since`: a time can't be read"),
        (["-f", "--all"], "give `--since`"),
        (["-o", "csv", "--json"], "argument --json: not allowed with argument -o/--output"),
        (["--color", "always", "--no-color"], "argument --no-color: not allowed with"),
        (["--url", ""], "`--url` must not be empty"),
        (["--url="], "`--url` must not be empty"),
        (["-n", ""], "`-n` must not be empty"),
        (["ORB-001", ""], "`STRATEGY` must not be empty"),
        (["--grep", "--url", "--level", ""], "`--level` must not be empty"),
        (["--since", "1h", "--until", "2h"], "exchange"),
        (["--level", "LOUD"], "`--level` must be one of"),
        (["--strategy", ""], "`--strategy` must not be empty"),
        (["--field", "nope"], "side!=BUY"),
        (["--field", "=x"], "field's name"),
        (["--query", "* | stream_context before 5"], "`stream_context` is not allowed"),
        (["--query", "(a"], "brackets"),
        (["--query", "a:nope("], "brackets"),
        (["--query", "* | stats nope(x)"], "of `stats` is not allowed"),
        (["--grep", "(", "--regex"], "can't read the query"),
        (["--grep", "x" * 5_000], "4,096"),
        (["--grep", "\udcff"], "surrogate"),
        (["--fields", "a,,b"], "names with commas"),
        (["--account-id", "-1"], "`--account-id`"),
        (["--url", "nonsense"], "base URL"),
        (["--url", "http://me:secret@localhost"], "VICTORIALOGS_USERNAME"),
        *(
            ([f"--{name}", file, *more, "--url", "https://localhost"], f"`--{name}` can't be used")
            for name, file, more in (
                ("ca-file", "/does/not/exist", ()),
                ("ca-file", __file__, ()),
                ("client-cert-file", "/does/not/exist", ()),
                ("client-cert-file", __file__, ()),
                ("client-key-file", "/does/not/exist", ("--client-cert-file", __file__)),
            )
        ),
        (["--client-key-file", "/dev/null", "--url", "https://localhost"], "no regular file"),
        (["--nope"], "usage"),
    ],
)
def test_logs_refuses_bad_usage(logs, arguments, told):
    """Exit 2, with one text that says what to change; no secret is repeated."""
    code, out, err = logs(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "secret" not in err.replace("VICTORIALOGS", "")
    assert "Traceback" not in err


def test_logs_without_a_store_exits_1(logs):
    """One line that names the URL."""
    code, out, err = logs("--url", "http://127.0.0.1:1")
    assert (code, out) == (1, "")
    (line,) = err.splitlines()
    assert "http://127.0.0.1:1 can't be reached" in line


def test_logs_ends_quietly_with_its_reader(store, logs):
    """As when piped into `head`."""
    command = [sys.executable, "-c", COMMAND, "logs", "--url", store.url, "--limit", "500"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with ended(process):
        process.stdout.close()
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


@pytest.mark.parametrize("command", ["logs", "nodes", "strategies", "export"])
def test_a_full_disk_is_one_line(store, logs, command):
    """What can't be written is told with the reason, without a traceback."""
    arguments = [sys.executable, "-c", COMMAND, command, "--url", store.url]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert len(done.stderr.splitlines()) == 1
