"""Logs in a directory that other processes write, told apart by their names and first lines."""

import json
import uuid

import pytest

from nautilus_vlogs.capture.other_logs import LogDirectory
from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.capture.other_logs import registrations_in

AT = "2026-11-25T15:00:00.000000001Z"


def line(message, component="Some", trader_id="TRADER-001"):
    """Return a line of NautilusTrader's JSON log."""
    keys = {"timestamp": AT, "trader_id": trader_id, "level": "INFO", "color": "NORMAL"}
    entry = {**keys, "component": component, "message": message}
    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


def test_files_of_one_instance_are_one_log(tmp_path):
    """Rotation keeps the instance in the name; another instance is another log."""
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    for instance, stamp in ((first, "120000-001"), (first, "120001:002"), (second, "120000-001")):
        name = f"TRADER-001_2026-11-25_{stamp}_{instance}.jsonl"
        (tmp_path / name).write_bytes(line("x"))
    found = {log.instance_id: log.trader_id for log in other_logs_in(tmp_path)}
    assert found == {first: "TRADER-001", second: "TRADER-001"}


def test_a_configured_name_stands_for_one_log_at_one_place(tmp_path):
    """Its id is the same at each look, over rotations, and another in another directory."""
    other = tmp_path / "other"
    other.mkdir()
    for path in (tmp_path / "bot.json", tmp_path / "bot_2026-11-25.json", other / "bot.json"):
        path.write_bytes(line("x"))
    (here,) = other_logs_in(tmp_path)
    (again,) = other_logs_in(tmp_path)
    (there,) = other_logs_in(other)
    assert here.instance_id == again.instance_id != there.instance_id
    assert here.key == again.key != there.key


@pytest.mark.parametrize("content", [b"", b"{}\n", b"[1]\n", b'{"name":"x"}\n', b"\xff\xfe", b"{"])
def test_other_files_are_no_logs(tmp_path, content):
    """A file whose first line is not NautilusTrader's is left alone."""
    (tmp_path / "package.json").write_bytes(content)
    assert other_logs_in(tmp_path) == []


def test_a_log_that_another_program_wrote_anew_is_told_from_other_files(tmp_path):
    """Once, until it changes; neither a line that is being written nor other JSON is one."""
    entry = json.loads(line("x"))
    texts = {
        "spaces.json": json.dumps(entry) + "\n",
        "sorted.json": json.dumps(entry, sort_keys=True) + "\n",
        "indented.json": json.dumps([entry], indent=2) + "\n",
        "being-written.json": json.dumps(entry)[:-1],
        "package.json": '{"name": "x", "timestamp": 1}\n',
        "empty.json": "",
        "log.json": line("x").decode(),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    directory = LogDirectory(tmp_path)
    assert [found.log.name for found in directory.look()] == ["log"]
    names = {path.name for path in directory.reformatted}
    assert names == {"spaces.json", "sorted.json", "indented.json"}
    directory.look()
    assert directory.reformatted == []


def test_registrations_are_read_from_the_lines_of_each_version():
    """Strategies and actors; what others say of registrations is no such line."""
    lines = b"".join(
        map(
            line,
            (
                "Registered Strategy EMACross-001",
                "Registered Python strategy Momentum-007 with trader TRADER-001",
                "Registered Python actor Watcher",
                "Registered OMS.NETTING for Strategy EMACross-001",
                "I said: Registered Strategy Fake-001",
            ),
        )
    )
    found = [(one.name, one.is_strategy) for one in registrations_in(lines)]
    assert found == [("EMACross-001", True), ("Momentum-007", True), ("Watcher", False)]
