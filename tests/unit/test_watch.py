"""Which logs in a directory `vlogs-nt follow` ships, told without a store and without waiting."""

import json
import threading
import uuid

import pytest

from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.deliver import watch
from nautilus_vlogs.settings import ShippingSettings

LINE = {
    "timestamp": "2026-11-25T10:00:00.000000000Z",
    "trader_id": "TRADER-001",
    "level": "INFO",
    "color": "NORMAL",
    "component": "TradingNode",
    "message": "starting",
}


def watch_of(directories, spool, state, **options):
    """Return what watches some directories, and ships nothing."""
    return watch.Watch(
        directories,
        spool=spool,
        state=state,
        settings=ShippingSettings(),
        recovery=None,
        report=options.get("report", lambda *_: None),
        conclude=lambda _: None,
        stop=threading.Event(),
    )


@pytest.fixture
def now(monkeypatch):
    """Return the time, in a list, which the test sets."""
    now = [1_000.0]
    monkeypatch.setattr(watch.time, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("is_in_spool", [True, False])
def test_a_log_without_a_session_is_left_to_an_actor_that_is_late(tmp_path, now, is_in_spool):
    """In the spool directory a log that grows is its node's; elsewhere it is shipped soon."""
    spool = tmp_path if is_in_spool else tmp_path / "spool"
    watched = watch_of([tmp_path], spool, tmp_path / "state")
    path = tmp_path / "TRADER-001_2026-11-25_6a8b1c1e-8f7e-4b6a-9d3c-0123456789ab.json"
    for _ in range(20):  # a start that takes a minute
        with path.open("a") as file:
            file.write(json.dumps(LINE, separators=(",", ":")) + "\n")
        (log,) = other_logs_in(tmp_path)
        is_due = watched._is_due(log)
        now[0] += 3.0
    assert is_due != is_in_spool
    assert not watched._is_due(log) or not is_in_spool
    now[0] += 60.0
    assert watched._is_due(log)


def test_a_session_in_a_shared_directory_keeps_no_log_from_being_followed(
    tmp_path, now, monkeypatch
):
    """Whoever may write to it could make one: logs there are only read."""
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "node.json").write_text(json.dumps(LINE, separators=(",", ":")) + "\n")
    (logs / f"session-{uuid.uuid4()}").mkdir(mode=0o700)
    logs.chmod(0o2775)
    said, begun = [], []
    watched = watch_of(
        [logs], tmp_path / "spool", tmp_path / "state", report=lambda _, text: said.append(text)
    )
    monkeypatch.setattr(watched, "_begin", lambda _, __, log, *___: begun.append(log))
    for _ in range(2):
        watched.look()
        now[0] += 60.0
    assert [log.name for log in begun] == ["node"]
    (text,) = said
    assert text.startswith(f"no session in {logs} is shipped: {logs} can be written to by others")
