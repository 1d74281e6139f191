"""What users of kubectl logs, stern, journalctl and logcli type."""

import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import threading
import time

import pytest
from command_kit import COMMAND
from command_kit import run
from command_kit import vlogs_nt
from conftest import ended
from conftest import eventually

from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000


@pytest.fixture
def logs(store, monkeypatch, capsys):
    """Insert rows of two traders over two days; return what runs the command on them alone."""
    monkeypatch.setenv("VICTORIALOGS_URL", store.url)
    monkeypatch.setenv("VLOGS_NT_CONFIG", os.devnull)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    base = time.time_ns() - 60 * SECOND
    rows = [
        {
            "_time": rfc3339(base - (30 * 3_600 * SECOND if i < 2 else 0) + i * SECOND),
            "_msg": f"entry number={i}",
            "level": ["INFO", "WARNING", "ERROR"][i % 3],
            "source": "strategy",
            "component": "c",
            "strategy_id": ["MeanRev-001", "ORB-001", "MeanRevert-12"][i % 3],
            "trader_id": f"TRADER-{i % 2}",
            "instance_id": store.id,
            "host": "here",
            "seq": str(i),
            "price": f"{i}.50",
            "test": store.id,
        }
        for i in range(9)
    ]
    store.insert(*rows)
    store.insert(rows[8])  # held twice
    store.insert({**rows[8], "component": "vlogs-nt doctor", "seq": "9", "_msg": "probe"})
    store.wait_for(f"test:={store.id}", 11)

    def call(*arguments, command="logs"):
        return run(capsys, command, "--field", f"test={store.id}", *arguments)

    return call


def numbers(out):
    return [int(json.loads(line)["seq"]) for line in out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["-n", "2"], [7, 8]),
        (["--tail", "3", "--reverse"], [8, 7, 6]),
        (["--since", "-2m"], [2, 3, 4, 5, 6, 7, 8]),
        (["--since", "10min"], [2, 3, 4, 5, 6, 7, 8]),
        (["--since", "1 hour ago", "--level", "ERROR"], [2, 5, 8]),
        (["--since", "3d"], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (["--since", "7d", "-n", "8"], [1, 2, 3, 4, 5, 6, 7, 8]),
        (["--since", "3d", "--all"], [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (["--since", "3d", "--all", "--reverse"], [8, 7, 6, 5, 4, 3, 2, 1, 0]),
        (["--strategy", "MeanRev-001", "--strategy", "ORB-001"], [3, 4, 6, 7]),
        (["--strategy", "MeanRev-001,ORB-001"], [3, 4, 6, 7]),
        (["--strategy", "Mean*"], [2, 3, 5, 6, 8]),
        (["Mean*", "ORB-001", "-n", "3"], [6, 7, 8]),
        (["--strategy", "Mean*", "--trader", "TRADER-1"], [3, 5]),
        (["--instance", "nope,*", "--host", "her?"], [2, 3, 4, 5, 6, 7, 8]),
        (["--field", "trader_id!=TRADER-1"], [2, 4, 6, 8]),
        (["--field", "price>3.5", "--field", "price<=6.5"], [4, 5, 6]),
        (["--field", "seq=3", "--field", "seq=5"], [3, 5]),
        (["--level", "INFO,ERROR"], [2, 3, 5, 6, 8]),
        (["-p", "err", "-S", "1h", "-g", "entry"], [2, 5, 8]),
        (["-S", "3d", "-U", "1h"], [0, 1]),
        (["--grep", "number=4"], [4]),
        (["--grep", "-number"], []),
        (["--component", "vlogs-nt doctor"], [9]),
        (["--source", "strategy"], [2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_habits_find_what_they_find_elsewhere(logs, arguments, wanted):
    """Each row once, probes of doctor only by their component."""
    code, out, _ = logs("--json", *arguments)
    assert code == 0
    assert numbers(out) == wanted


def test_forms_of_the_answer(logs):
    """The message alone, CSV with a head, a template; a formula is no formula."""
    assert logs("-o", "raw", "-n", 1)[1] == "entry number=8\n"
    _, out, _ = logs("-o", "csv", "-n", 2, "--fields", "seq,price,_msg")
    assert list(csv.reader(io.StringIO(out))) == [
        ["seq", "price", "_msg"],
        ["7", "7.50", "entry number=7"],
        ["8", "8.50", "entry number=8"],
    ]
    _, out, _ = logs("-o", r"template={strategy}:\t{message} {nope}!", "-n", 1)
    assert out == "MeanRevert-12:\tentry number=8 !\n"


def test_columns_say_which_where_there_are_several(logs):
    """Traders differ, hosts do not; names are padded to one width."""
    _, out, _ = logs("-n", 3)
    assert [line[25:] for line in out.splitlines()] == [
        "INFO      TRADER-0  MeanRev-001    entry number=6",
        "WARNING   TRADER-1  ORB-001        entry number=7",
        "ERROR     TRADER-0  MeanRevert-12  entry number=8",
    ]
    _, out, _ = logs("-n", 3, "--trader", "TRADER-0", "--strategy", "MeanRev-001")
    assert "TRADER-0" not in out


def test_colours_can_be_had_and_left_out(logs, monkeypatch):
    """Strategies and levels have theirs, what was searched for is marked."""
    _, out, _ = logs("--color", "always", "-n", 3, "--grep", "NUMBER", "--highlight", "entry")
    assert "\x1b[31m" in out
    assert "\x1b[7mnumber\x1b[27m" in out
    assert "\x1b[7mentry\x1b[27m" in out
    _, out, _ = logs("--color", "always", "--color", "never")
    assert "entry" in out
    assert "\x1b" not in out


def test_older_rows_are_found_with_the_time_that_is_told(store, capsys):
    """Also where many rows share a second: what is told leaves none of them out."""
    base = (time.time_ns() // SECOND - 5) * SECOND
    row = {"_msg": "x", "test": store.id, "instance_id": store.id}
    store.insert(*({**row, "_time": rfc3339(base + i), "seq": str(i)} for i in range(9)))
    store.wait_for(f"test:={store.id}", 9)
    found, until = [], []
    for _ in range(9):
        arguments = ["logs", "--url", store.url, "--json", "-n", "3", *until]
        _, out, err = run(capsys, *arguments, "--field", f"test={store.id}")
        found += numbers(out)
        if "--until " not in err:
            break
        until = ["--until", err.split("--until ")[1].strip()]
    assert set(found) == set(range(9))


def test_counts_are_of_a_range_of_any_length(logs):
    """The store of one's own is asked once, for a week as for an hour."""
    query = "* | stats by (strategy_id) count_uniq(seq) n"
    _, out, _ = logs("--query", query, "--since", "7d", "--json")
    assert sum(int(json.loads(line)["n"]) for line in out.splitlines()) == 9
    _, out, _ = logs("--query", query, "--since", "1h", "--json")
    assert sum(int(json.loads(line)["n"]) for line in out.splitlines()) == 7


def test_a_time_in_the_query_is_a_range_of_any_length(logs, tmp_path):
    """As `--since` is: of a day, whose end is a moment later when it is asked for, and of more."""
    for query, wanted in [("_time:1d", 7), ("_time:2d", 9), ("_time:23h59m55s", 7)]:
        for more in ([], ["--all"], ["-n", "100000"]):
            code, out, err = logs("--query", query, "--json", *more)
            assert (code, err) == (0, "")
            assert len(out.splitlines()) == wanted
        assert len(logs("--query", query, command="export")[1].splitlines()) == wanted


def test_an_export_to_a_dash_is_to_standard_output(logs, tmp_path, monkeypatch):
    """As other programs have it; a form that is no text is refused there."""
    monkeypatch.chdir(tmp_path)
    assert logs("-", command="export") == logs(command="export")
    assert logs("-", "-o", "csv", command="export")[1].startswith("_time,")
    assert logs("-", "-o", "parquet", command="export")[0] == 2
    assert not list(tmp_path.iterdir())


def test_a_field_that_no_row_has_is_told_once(logs):
    """Of a slip in a template or in `--fields`; those that some rows have are none."""
    for arguments in (
        ["-o", "template={typo}"],
        ["--fields", "typo,price"],
        ["--all", "--fields", "typo"],
    ):
        code, _, err = logs(*arguments)
        assert code == 0
        assert err.count("typo") == 1
        assert "price" not in err
    assert logs("-o", "template={time} {message} {strategy} {price}")[2] == ""


def test_options_that_say_the_same_are_no_contradiction(logs):
    """The same option again overrides itself, as one behind a shell's alias does."""
    wanted = logs("--json")
    assert wanted[0] == 0
    for arguments in (
        ["-o", "json", "--json"],
        ["--json", "--output=json"],
        ["-o", "csv", "--output", "json", "--json"],
        ["--json", "--no-color", "--color", "never"],
    ):
        assert logs(*arguments) == wanted


@pytest.mark.parametrize(
    ("arguments", "code", "wanted"),
    [
        ([], 2, "vlogs-nt COMMAND --help"),
        (["help"], 0, "commands:"),
        (["help", "logs"], 0, "--strategy ID"),
        (["version"], 0, "vlogs-nt "),
    ],
)
def test_help_is_there_however_it_is_asked_for(capsys, arguments, code, wanted):
    """As an option, as a command, and where nothing was typed."""
    found, out, err = run(capsys, *arguments)
    assert found == code
    assert wanted in out + err


def test_no_rows_is_never_the_whole_answer(logs):
    """Near misses, the filter that keeps all away, the newest row there is, the range."""
    for arguments, wanted in [
        (["orb-001"], "did you mean --strategy ORB-001?"),
        (["--query", "nope | stats by (level) count() n"], "no rows from 2"),
        (["--strategy", "orb-001"], "did you mean --strategy ORB-001?"),
        (["--strategy", "MeanRev-01"], "did you mean --strategy MeanRev-001?"),
        (["two words"], "--grep 'two words' looks for a text"),
        (["--component", "zzz"], "no --component zzz there, but "),
        (["--grep", "zzz", "--level", "ERROR"], "without --grep there are"),
        (["--since", "15s"], "the newest row that fits is of "),
    ]:
        code, out, err = logs(*arguments)
        assert (code, out) == (0, "")
        assert wanted in err
        assert "no rows from 2" in err
    _, _, err = logs("--until", "2020-01-01", "--since", "2019-12-31", "--timezone", "Asia/Tokyo")
    assert "no rows from 2019-12-31 00:00:00+09:00 to 2020-01-01 00:00:00+09:00" in err


def test_pages_hold_each_row_once(store, capsys):
    """Thousands of rows of one time, and none of a time; forwards and backwards."""
    at, earlier = rfc3339(time.time_ns() - 60 * SECOND), rfc3339(time.time_ns() - 5_000 * SECOND)
    for start in range(0, 6_000, 2_000):
        store.insert(
            *(
                {"_time": at if i % 2 else earlier, "_msg": f"m{i}", "test": store.id}
                for i in range(start, start + 2_000)
            )
        )
    store.wait_for(f"test:={store.id} | stats count() n", lambda found: int(found[0]["n"]) == 6_000)
    options = ["--url", store.url, "--field", f"test={store.id}", "--since", "2h", "-o", "raw"]
    for more in (["--all"], ["--all", "--reverse"], ["-n", "7000"]):
        code, out, _ = run(capsys, "logs", *options, *more)
        assert code == 0
        assert len(out.splitlines()) == 6_000
        assert set(out.splitlines()) == {f"m{i}" for i in range(6_000)}


@pytest.mark.parametrize("command", [["logs", "-f"], ["tail"]])
def test_following_begins_with_the_newest_rows(store, command):
    """As many as --tail says, then new ones; a second trader gets its column when it comes."""

    def insert(message, trader, secs_ago=0):
        at = rfc3339(time.time_ns() - secs_ago * SECOND)
        row = {"_time": at, "_msg": message, "trader_id": trader, "test": store.id}
        store.insert({**row, "instance_id": store.id, "seq": message})

    for i in range(5):
        insert(str(i), "A-1", secs_ago=600 - i)
    store.wait_for(f"test:={store.id}", 5)
    out = []
    options = ["--url", store.url, "--field", f"test={store.id}", "--interval", 0.1]
    with vlogs_nt(*command, "-n", 2, *options) as process:
        thread = threading.Thread(
            target=lambda: out.extend(iter(process.stdout.readline, "")), daemon=True
        )
        thread.start()
        eventually(lambda: len(out) == 2)
        insert("5", "B-2")
        eventually(lambda: len(out) == 3)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        thread.join()
    assert [line.split()[-1] for line in out] == ["3", "4", "5"]
    assert ["A-1" in line or "B-2" in line for line in out] == [False, False, True]


@pytest.mark.parametrize(("tail", "first"), [(0, []), (700, list(range(700)))])
def test_following_begins_with_none_or_with_many(store, tail, first):
    """Of more rows than an answer of the store holds, or with new ones only."""
    base = time.time_ns() - 60 * SECOND
    row = {"_msg": "x", "test": store.id, "instance_id": store.id}
    store.insert(*({**row, "_time": rfc3339(base + i), "seq": str(i)} for i in range(700)))
    store.wait_for(f"test:={store.id} | fields seq", 700)
    out = []
    options = ["--url", store.url, "--field", f"test={store.id}", "--interval", 0.1, "--json"]
    with vlogs_nt("logs", "-f", "-n", tail, *options) as process:
        thread = threading.Thread(
            target=lambda: out.extend(iter(process.stdout.readline, "")), daemon=True
        )
        thread.start()
        eventually(lambda: len(out) == len(first))
        last = [700]
        while not first and not out:  # it may not listen yet
            store.insert({**row, "_time": rfc3339(time.time_ns()), "seq": str(last[0])})
            last[0] += 1
            assert process.poll() is None
            time.sleep(0.1)
        if first:
            store.insert({**row, "_time": rfc3339(time.time_ns()), "seq": "700"})
        eventually(lambda: len(out) > len(first))
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        thread.join()
    found = numbers("".join(out))
    assert found[: len(first)] == first
    assert all(seq >= 700 for seq in found[len(first) :])


def test_a_pager_shows_long_answers_on_a_terminal(store, tmp_path):
    """With the colours it was given; a short answer needs none."""
    at = time.time_ns() - 60 * SECOND
    store.insert(
        *({"_time": rfc3339(at + i), "_msg": f"m{i}", "test": store.id} for i in range(80))
    )
    store.wait_for(f"test:={store.id}", 80)
    paged = tmp_path / "paged"
    environment = {**os.environ, "PAGER": f"tee {paged}", "TERM": "xterm"}
    options = ["logs", "--url", store.url, "--field", f"test={store.id}"]
    for more, is_paged in ((["-n", "5"], False), (["--no-pager"], False), ([], True)):
        master, slave = pty.openpty()
        command = [sys.executable, "-c", COMMAND, *options, *more]
        with ended(subprocess.Popen(command, stdout=slave, env=environment)) as process:
            os.close(slave)
            shown = b""
            while chunk := _read(master):
                shown += chunk
            assert process.wait(60) == 0
        os.close(master)
        assert b"\x1b[" in shown
        assert paged.exists() == is_paged
    assert paged.read_bytes().count(b"\n") == 80


def _read(descriptor):
    assert select.select([descriptor], [], [], 120)[0], "nothing is shown, and no end of it"
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the other end was closed
        return b""


def test_profiles_name_stores(store, tmp_path, monkeypatch, capsys):
    """An option before a profile, a named one before the environment, that before the default."""
    config = tmp_path / "config.toml"
    config.write_text(
        f'profile = "dev"\n[profiles.dev]\nurl = "{store.url}"\ntimezone = "Asia/Tokyo"\n'
        '[profiles.prod]\nurl = "http://127.0.0.1:1"\naccount_id = 7\n'
    )
    monkeypatch.setenv("VLOGS_NT_CONFIG", str(config))
    monkeypatch.delenv("VICTORIALOGS_URL", raising=False)
    code, _, err = run(capsys, "logs", "--grep", store.id)
    assert code == 0
    assert "+09:00" in err
    assert "127.0.0.1:1 " in run(capsys, "logs", "--profile", "prod")[2]
    assert run(capsys, "logs", "--profile", "prod", "--url", store.url)[0] == 0
    monkeypatch.setenv("VICTORIALOGS_URL", "http://127.0.0.1:2")
    assert "127.0.0.1:2 " in run(capsys, "logs")[2]
    assert "127.0.0.1:1 " in run(capsys, "logs", "--profile", "prod")[2]
    code, _, err = run(capsys, "logs", "--profile", "prd")
    assert code == 2
    assert "`--profile` must name" in err
    assert "did you mean prod?, was 'prd'" in err
    monkeypatch.setenv("VLOGS_NT_PROFILE", "nosuch")
    assert "VLOGS_NT_PROFILE must name a profile" in run(capsys, "logs")[2]
    assert "known are dev, prod, was 'nosuch'" in run(capsys, "logs")[2]
    monkeypatch.setenv("VLOGS_NT_PROFILE", "")  # as unset
    assert "127.0.0.1:2 " in run(capsys, "logs")[2]


def test_a_configuration_file_that_is_named_is_there(tmp_path, monkeypatch, capsys):
    """Without its settings the commands would read another store; no name is as none given."""
    monkeypatch.setenv("VICTORIALOGS_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("VLOGS_NT_CONFIG", str(tmp_path / "nosuch.toml"))
    for command in ("logs", "nodes", "export", "doctor"):
        code, out, err = run(capsys, command)
        assert (code, out) == (2, "")
        assert "VLOGS_NT_CONFIG" in err
        assert "nosuch.toml" in err
    monkeypatch.setenv("VLOGS_NT_CONFIG", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert "127.0.0.1:1 " in run(capsys, "logs")[2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nonsense", "can't be read"),
        ("[profiles.a]\ntoken = 'secret-value'\n", "set it in the environment"),
        ("[profiles.a]\nurll = 'x'\n", "unknown setting"),
        ("profiles = 3\n", "[profiles.NAME]"),
        ("profile = 'nope'\n", "`profile` of"),
        ("profile = ''\n", "there is none in it, was ''"),
        ("profile = 'a'\n[profiles.a]\nurl = ''\n", "`url` of a profile must not be empty"),
        ("profile = 'a'\n[profiles.a]\naccount_id = 'x'\n", "whole number"),
        ("profile = 'a'\n[profiles.a]\nurl = 3\n", "must be a text"),
        ("profile = 3\n", "name of a profile"),
    ],
)
def test_a_configuration_file_that_is_wrong_is_told(text, told, tmp_path, monkeypatch, capsys):
    """Exit 2 with what to correct; no secret is repeated."""
    (tmp_path / "config.toml").write_text(text)
    monkeypatch.setenv("VLOGS_NT_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.delenv("VICTORIALOGS_URL", raising=False)
    code, out, err = run(capsys, "logs")
    assert (code, out) == (2, "")
    assert told in err
    assert "secret-value" not in err
