import fcntl
import json
import os
import signal
import uuid

import pytest
from command_kit import run
from command_kit import vlogs_nt
from conftest import Store
from fake_store import answer
from fake_store import of_request

from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.store.health import clock_ahead_secs
from nautilus_vlogs.store.health import parse_metrics

METRICS = b"""\
flag{name="retentionPeriod", value="12h", is_set="true"} 1
vm_app_version{version="victoria-logs-v1.20.0", short_version="v1.20.0"} 1
vl_storage_is_read_only{path="x"} 1
vl_free_disk_space_bytes{path="x"} 1000
vl_rows_dropped_total{reason="too_small_timestamp"} 12
vl_rows_dropped_total{reason="debug"} 3
vl_too_long_lines_skipped_total 2
vl_http_errors_total{path="/insert/jsonline"} 1
"""


@pytest.fixture(scope="module")
def healthy(victoria_logs, tmp_path_factory):
    """Return a store that never dropped a row, which the run's own may have for other tests."""
    directory = tmp_path_factory.mktemp("healthy")
    with LocalServer(victoria_logs.binary, directory) as server, Store(server.url) as store:
        yield store


@pytest.fixture(autouse=True)
def no_dead_letters(tmp_path, monkeypatch):
    """Give each test a state directory of its own: others' tests leave dead letters."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def doctor(capsys, url, *arguments):
    code, out, err = run(capsys, "doctor", "--url", url, "--json", *arguments)
    assert err == ""
    found = json.loads(out)
    return code, {one["check"]: one for one in found["checks"]}


def test_doctor_of_a_healthy_store(healthy, tmp_path, capsys):
    """Every check is ok, and a probe row was stored and found."""
    code, checks = doctor(capsys, healthy.url, "--spool-dir", tmp_path / "none")
    assert code == 0
    assert {one["status"] for one in checks.values()} == {"ok"}
    assert list(checks) == [
        "store",
        "auth",
        "version",
        "retention",
        "disk",
        "drops",
        "probe",
        "clock",
        "streams",
        "spool",
    ]
    assert healthy.wait_for('component:="vlogs-nt doctor" _msg:probe')


def test_doctor_in_words(healthy, tmp_path, capsys):
    """A line a check; without the probe nothing is stored."""
    arguments = ("--no-probe", "--spool-dir", tmp_path)
    code, out, _ = run(capsys, "doctor", "--url", healthy.url, *arguments)
    assert code == 0
    assert all(line.startswith("ok    ") for line in out.splitlines())
    assert "probe" not in out


def test_doctor_without_a_store(tmp_path, capsys):
    """One failure with its remedy, and the spool is still looked at."""
    code, checks = doctor(capsys, "http://127.0.0.1:1", "--spool-dir", tmp_path)
    assert code == 1
    assert list(checks) == ["store", "spool"]
    assert checks["store"]["status"] == "fail"
    assert "vlogs-nt server" in checks["store"]["remedy"]


def test_doctor_that_is_not_let_in(fake, tmp_path, capsys):
    """The variables to set are named."""
    fake.otherwise = answer(401)
    code, checks = doctor(capsys, fake.url, "--spool-dir", tmp_path)
    assert code == 1
    assert "VICTORIALOGS_TOKEN" in checks["auth"]["remedy"]


def test_doctor_of_a_store_in_trouble(fake, tmp_path, capsys, monkeypatch):
    """Each trouble is a line with a remedy of its own."""

    @of_request
    def reply(request):
        if request.target.startswith("/metrics"):
            return answer(200, METRICS, Date="Mon, 23 Nov 2020 00:00:00 GMT")
        if request.target.startswith("/insert"):
            return answer(429, b"read-only mode")
        body = b'{"n":"5000"}\n'
        return answer(200, body, Date="Mon, 23 Nov 2020 00:00:00 GMT")

    fake.otherwise = reply
    code, checks = doctor(capsys, fake.url, "--spool-dir", tmp_path)
    assert code == 1
    statuses = {name: one["status"] for name, one in checks.items()}
    assert statuses == {
        "store": "ok",
        "auth": "ok",
        "version": "warn",
        "retention": "warn",
        "disk": "fail",
        "drops": "warn",
        "probe": "fail",
        "clock": "fail",
        "streams": "warn",
        "spool": "ok",
    }
    assert all(one["remedy"] for one in checks.values() if one["status"] != "ok")


def test_doctor_of_a_store_whose_metrics_are_not_for_everybody(fake, tmp_path, capsys):
    """A warning, no failure."""

    @of_request
    def reply(request):
        return answer(403) if request.target == "/metrics" else answer(200, b'{"n":"1"}\n')

    fake.otherwise = reply
    code, checks = doctor(capsys, fake.url, "--no-probe", "--spool-dir", tmp_path)
    assert code == 0
    assert checks["metrics"]["status"] == "warn"


def test_doctor_of_a_spool(store, tmp_path, capsys):
    """Files that no process has open, and dead letters, are told; a file in use is not."""
    (tmp_path / "T-001_2026-11-23_aaa.jsonl").write_text("x")
    (tmp_path / "T-001_bbb.dead-letter.jsonl").write_text("x")
    with (tmp_path / "T-001_2026-11-23_ccc.jsonl").open("a"):
        _, out, _ = run(capsys, "doctor", "--url", store.url, "--no-probe", "--spool-dir", tmp_path)
    assert "2 files, 0.0 MiB" in out
    assert "1 files seem to be of nodes that have ended: T-001_2026-11-23_aaa.jsonl" in out
    assert "T-001_bbb.dead-letter.jsonl" in out


def test_doctor_of_a_spool_that_others_have_been_at(store, tmp_path, capsys):
    """Nothing in it is waited for or followed, and what is not safe is told."""
    pipe = session(tmp_path, 1)
    (journal,) = pipe.glob("*.journal")
    journal.unlink()
    os.mkfifo(journal)
    elsewhere = session(tmp_path, 2).rename(tmp_path / "elsewhere")
    (tmp_path / "session-00000000-0000-4000-8000-000000000002").symlink_to(elsewhere)
    arguments = ("--url", store.url, "--no-probe", "--spool-dir", tmp_path)
    _, out, _ = run(capsys, "doctor", *arguments)
    assert f"1 sessions were left by processes that have ended: {pipe.name}" in out
    assert "1 sessions there are not this user's: session-00000000-0000-4000-8000-00000" in out
    assert "is not safe" not in out
    tmp_path.parent.chmod(0o777)
    try:
        _, out, _ = run(capsys, "doctor", *arguments)
    finally:
        tmp_path.parent.chmod(0o700)
    assert f"{tmp_path} is not safe, so nodes and `vlogs-nt ship` leave it alone" in out


def session(directory, number, *, journal=b"", lock=True):
    """Make a session's directory with a log and a journal in it."""
    path = directory / f"session-00000000-0000-4000-8000-00000000000{number}"
    path.mkdir(mode=0o700)
    (path / "T-001_2026-11-23_aaa.jsonl").write_text("x\n")
    (path / f"{uuid.uuid4()}.journal").write_bytes(journal)
    if lock:
        (path / "lock").touch()
    return path


def test_doctor_of_sessions(store, tmp_path, capsys, monkeypatch):
    """One in use and one that was stopped in order are fine; one that was left is shipped."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    end = b'{"record":"end","position":{"file":0,"offset":2}}\n'
    left = session(tmp_path, 1)
    session(tmp_path, 2, journal=end)
    used = session(tmp_path, 3)
    writing = session(tmp_path, 4, lock=False)
    read = session(tmp_path, 5, lock=False)
    arguments = ("--no-probe", "--spool-dir", tmp_path)
    with (
        (used / "lock").open("rb") as lock,
        next(writing.glob("*.jsonl")).open("a"),
        next(read.glob("*.jsonl")).open("r"),
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, out, _ = run(capsys, "doctor", "--url", store.url, *arguments)
    assert code == 0
    assert "5 files, 0.0 MiB; the last rows of 1 stopped sessions are verified at the next" in out
    assert f"2 sessions were left by processes that have ended: {left.name}" in out
    assert "dead letters" not in out


def test_metrics_are_read():
    """As VictoriaLogs writes them; what is not there is left out."""
    metrics = parse_metrics(METRICS.decode())
    assert metrics.version == "v1.20.0"
    assert metrics.retention_secs == 43_200
    assert metrics.is_read_only
    assert metrics.dropped == {"too_small_timestamp": 12, "too_long_line": 2, "bad_request": 1}
    assert parse_metrics("nonsense {\n\n# x").retention_secs is None


def test_the_clock_is_compared_to_the_second():
    """The header has whole seconds."""
    assert clock_ahead_secs("Thu, 01 Jan 1970 00:01:00 GMT", 50.5) == 10.0
    assert clock_ahead_secs("nonsense", 0) is None
    assert clock_ahead_secs(None, 0) is None


def test_doctor_watches_until_a_signal(healthy, tmp_path):
    """A round of checks again and again; the exit code is that of the last one."""
    options = ["--url", healthy.url, "--spool-dir", tmp_path, "--no-probe", "--json"]
    with vlogs_nt("doctor", *options, "--watch", 1) as process:
        assert json.loads(process.stdout.readline())["ok"]
        assert json.loads(process.stdout.readline())["ok"]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_doctor_shows_no_control_characters(fake, tmp_path, capsys):
    """Whatever a server answers."""
    fake.otherwise = answer(500, b"\x1b[2Joops\x07\xe2\x80\xae")
    code, out, err = run(capsys, "doctor", "--url", fake.url, "--spool-dir", tmp_path)
    assert code == 1
    assert all(char.isprintable() or char == "\n" for char in out + err)
