import signal
import threading
import time

import pytest
from command_kit import run
from command_kit import vlogs_nt
from conftest import Store
from conftest import eventually
from fake_store import FakeStore
from fake_store import answer

from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339


def read(stream, lines):
    """Collect lines on a thread of its own."""
    thread = threading.Thread(target=lambda: lines.extend(iter(stream.readline, "")), daemon=True)
    thread.start()
    return thread


def insert(store, message, secs_ago=0.0, level="INFO", test="tail"):
    at = rfc3339(time.time_ns() - int(secs_ago * 1e9))
    store.insert({"_time": at, "_msg": message, "level": level, "test": test})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_tail_follows_through_a_restart_until_a_signal(victoria_logs, tmp_path, number):
    """Backfill, new, late and missed rows come once each; the signal ends it with exit 0."""
    out, err = [], []
    with LocalServer(victoria_logs.binary, tmp_path) as server:
        store = Store(server.url)
        insert(store, "before", 30)
        insert(store, "not asked for", 30, level="DEBUG")
        options = ["--url", server.url, "--interval", 0.1, "--field", "test=tail"]
        with vlogs_nt("tail", *options, "--level", "INFO", "--backfill", "5m") as process:
            threads = [read(process.stdout, out), read(process.stderr, err)]

            def shows(message):
                return lambda: any(line.endswith(f"{message}\n") for line in out)

            eventually(shows("before"))
            insert(store, "new")
            eventually(shows("new"))
            insert(store, "late", 60)
            eventually(shows("late"))
            server.stop()
            eventually(lambda: any("waiting" in line for line in err))
            server.start()
            insert(store, "after")
            eventually(shows("after"))
            process.send_signal(number)
            assert process.wait(60) == 0
            for thread in threads:
                thread.join()
        store.close()
    assert [line.split()[-1] for line in out] == ["before", "new", "late", "after"]
    assert not any("Traceback" in line for line in err)
    assert "answers again" in err[-1]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["tail", "--since", "4d"], ["80", "50", "26", "2", "a", "b", "c", "new"]),
        (["logs", "-f", "--since", "60h"], ["50", "26", "2", "a", "b", "c", "new"]),
        (["tail", "--since", "4d", "-n", "6"], ["50", "26", "2", "a", "b", "c", "new"]),
        (["tail", "--since", "4d", "-n", "100"], ["80", "50", "26", "2", "a", "b", "c", "new"]),
        (["tail", "--since", "4d", "-n", "2"], ["b", "c", "new"]),
    ],
)
def test_tail_begins_as_long_ago_as_it_is_told(victoria_logs, store, arguments, wanted):
    """Also days ago, with each row once, and with no more rows than `--tail` says."""
    for hours in (80, 50, 26, 2):
        insert(store, str(hours), hours * 3_600, test=store.id)
    at = rfc3339(time.time_ns() - 60 * 1_000_000_000)
    store.insert(*({"_time": at, "_msg": name, "test": store.id} for name in "abc"))
    store.wait_for(f"test:={store.id}", 7)
    options = ["--url", victoria_logs.url, "--interval", 0.1, "--field", f"test={store.id}"]
    out = []
    with vlogs_nt(*arguments, *options, "-o", "template={message}") as process:
        thread = read(process.stdout, out)
        eventually(lambda: "c\n" in out)
        insert(store, "new", test=store.id)
        eventually(lambda: "new\n" in out)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        thread.join()
        assert process.stderr.read() == ""
    assert out == [f"{message}\n" for message in wanted]


def test_tail_waits_for_a_store_that_is_not_there_yet():
    """It says so once, and Ctrl-C still ends it."""
    with vlogs_nt("tail", "--url", "http://127.0.0.1:1", "--interval", 0.1) as process:
        assert "waiting: " in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert process.stderr.read() == ""


def test_tail_gives_up_where_it_is_not_let_in(capsys):
    """Wrong credentials do not mend themselves: exit 1."""
    store = FakeStore()
    store.otherwise = answer(401)
    code, out, err = run(capsys, "tail", "--url", store.url)
    store.close()
    assert (code, out) == (1, "")
    assert "refuses the credentials" in err


@pytest.mark.parametrize(
    "arguments",
    [["--backfill", "x"], ["--interval", "0"], ["--query", "* | limit 1"]],
)
def test_tail_refuses_bad_usage(arguments, capsys):
    """Exit 2, before anything is asked."""
    code, out, err = run(capsys, "tail", "--url", "http://127.0.0.1:1", *arguments)
    assert (code, out) == (2, "")
    assert "was " in err
