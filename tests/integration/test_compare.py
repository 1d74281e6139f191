"""`vlogs-nt compare`: real logs beside the rows of a real store; a lost line is found."""

import json
import logging
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from command_kit import run
from conftest import eventually

from nautilus_vlogs import VictoriaLogsHandler

NODE = """
from node_kit import *
import os
node = make_node(
    own(log_file_format=os.environ["TEST_FORMAT"] or None, log_level_file="DEBUG"),
    strategies=[StrategyConfig(order_id_tag="001")],
    capture=os.environ["TEST_CAPTURE"],
    bridge_level="DEBUG",
)

def talk():
    report(node)
    log = node.trader.strategies()[0].log
    for n in range(300):
        log.info(f"line number={n} token=abcdefghijkl{n}")
        log.warning("two\\nlines")
        log.debug("READY")
        log.info("")
    try:
        1 / 0
    except ZeroDivisionError as e:
        log.exception("failed", e)
    log.info("the end")

run(node, talk)
"""


def start_node(store, directory, form, capture):
    """Start a node that keeps a log of its user's, and return it once it has said all."""
    env = {
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "TEST_URL": store.url,
        "TEST_DIRECTORY": str(directory),
        "TEST_FORMAT": form,
        "TEST_CAPTURE": capture,
    }
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(NODE)],
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(params=[("json", "spool"), ("", "bridge")], ids=["json", "text"])
def log(request, store, tmp_path):
    """Return a finished node's own log file, whose rows are stored, and its instance."""
    process = start_node(store, tmp_path, *request.param)
    try:
        eventually((tmp_path / "reports").exists, timeout=90)
        reports = tmp_path / "reports"
        eventually(lambda: reports.read_text().endswith("\n"))
        instance_id = json.loads(reports.read_text())["instance_id"]
        query = f'instance_id:="{instance_id}"'
        store.wait_for(f'{query} "the end"', timeout=90)
        process.wait(90)
    finally:
        process.kill()
        process.wait()
    store.flush()
    (path,) = [p for p in tmp_path.iterdir() if instance_id in p.name and "letter" not in p.name]
    return path, instance_id


def compare(capsys, store, *arguments):
    """Return the command's exit code and what it says as an object."""
    code, out, err = run(capsys, "compare", *arguments, "--json", "--url", store.url)
    assert code in (0, 1), err
    return code, json.loads(out)


def time_of(path, text):
    """Return the time of the first line that holds a text."""
    line = next(one for one in path.read_text().splitlines() if text in one)
    return line.partition("Z")[0].removeprefix('{"timestamp":"') + "Z"


def test_a_log_that_was_shipped_is_equal(store, log, capsys):
    """Every line of the old way is a row of the new one: colours, secrets, tracebacks and all."""
    path, _ = log
    # From a strategy's line on: a bridge does not see what is before its actor.
    window = "--since", time_of(path, "number=0 "), "--until", time_of(path, "the end")
    code, found = compare(capsys, store, path, *window)
    assert (code, found["missing"], found["added"]) == (0, [], [])
    assert found["levels"]["INFO"]["log"] >= 300
    assert found["levels"]["WARNING"]["log"] == 300
    assert found["levels"]["ERROR"]["log"] == 1
    assert found["blank"] == 300
    levels = found["levels"].values()
    assert [one["log"] for one in levels] == [one["store"] for one in levels]


@pytest.mark.parametrize("stamp", ["2026-11-30", "2026-11-30_005918:400", "2026-11-30_005918-400"])
def test_a_file_that_is_named_after_its_instance(store, log, stamp, tmp_path, capsys):
    """Rows of another node of its trader are no difference, rotated by size or not."""
    path, instance_id = log
    window = "--since", time_of(path, "number=7 "), "--until", time_of(path, "number=250 ")
    (row,) = store.query(f'instance_id:="{instance_id}" _msg:"number=99 " | limit 1')
    added = {key: value for key, value in row.items() if not key.startswith("_stream")}
    store.insert({**added, "instance_id": store.id, "_msg": "of another node"})
    store.wait_for(f'instance_id:="{store.id}"', 1)
    named = tmp_path / f"{row['trader_id']}_{stamp}_{instance_id}.json"
    named.write_bytes(path.read_bytes())
    code, found = compare(capsys, store, named, *window)
    assert (code, found["added"]) == (0, [])


def test_one_lost_line_is_found_and_named(store, log, tmp_path, capsys):
    """A line that the store has not is shown with its file and its number, and no other one."""
    path, instance_id = log
    window = "--since", time_of(path, "number=7 "), "--until", time_of(path, "number=250 ")
    lines = path.read_text().split("\n")
    at = next(n for n, line in enumerate(lines) if "number=7 " in line)
    lines.insert(at + 1, lines[at].replace("number=7 ", "number=7777 "))
    changed = tmp_path / "changed.log"
    changed.write_text("\n".join(lines))
    code, found = compare(capsys, store, changed, "--instance", instance_id, *window)
    (missing,) = found["missing"]
    assert code == 1
    assert "number=7777 " in missing["message"]
    assert missing["place"] == f"changed.log:{at + 2}"
    assert found["levels"]["INFO"]["missing"] == 1
    assert found["added"] == []

    del lines[at + 1]  # and the other way round
    gone = next(n for n, line in enumerate(lines) if "number=99 " in line)
    del lines[gone]
    changed.write_text("\n".join(lines))
    code, found = compare(capsys, store, changed, "--instance", instance_id, *window)
    (added,) = found["added"]
    assert code == 1
    assert "number=99 " in added["message"]
    assert found["missing"] == []


def test_one_row_that_was_left_out_is_found(store, tmp_path, capsys):
    """Of a copy of the rows that lacks one, that one's line is the only difference."""
    path = tmp_path / "app.log"
    file = logging.FileHandler(path)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler = VictoriaLogsHandler(store.url)
    logger = logging.getLogger(f"app.{store.id}")
    logger.setLevel("DEBUG")
    logger.propagate = False
    logger.addHandler(file)
    logger.addHandler(handler)
    for number in range(1_200):
        logger.log(logging.INFO if number % 3 else logging.ERROR, "number=%s", number)
    try:
        int("inner")
    except ValueError:
        logger.exception("failed")
    logger.critical("where", stack_info=True)
    logger.warning("several\n  lines\twith password=hunter2")
    handler.close()
    file.close()
    rows = store.wait_for(f'component:="app.{store.id}"', 1_203)
    (host,) = {row["host"] for row in rows}
    code, found = compare(capsys, store, path, "--until", "now", "--host", host)
    assert (code, found["equal"]) == (0, True)

    copies = [{k: v for k, v in row.items() if not k.startswith("_stream")} for row in rows]
    copies = [{**row, "host": f"copy-{store.id}"} for row in copies if row.get("number") != "601"]
    store.insert(*copies)
    store.wait_for(f'host:="copy-{store.id}"', 1_202)
    arguments = (path, "--until", "now", "--host", f"copy-{store.id}")
    code, found = compare(capsys, store, *arguments)
    assert code == 1
    assert [one["message"] for one in found["missing"]] == ["number=601"]
    assert found["levels"]["INFO"] == {"log": 800, "store": 799, "missing": 1, "added": 0}
    code, out, _ = run(capsys, "compare", *arguments, "--url", store.url)
    assert code == 1
    assert "not in the store:" in out
    assert f"app.{store.id}  number=601  (app.log:602)" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "arguments are required: LOG"),
        (["/nonexistent.log"], "`LOG` can't be read (No such file or directory)"),
        ([__file__], "`LOG` has no line in a known format"),
        ([__file__, "--format", "xml"], "`--format` must be json, nautilus"),
        ([__file__, "--tolerance", "61"], "`--tolerance` must be from 0 to 60"),
        ([__file__, "--show", "-1"], "`--show` must be from 0 to 10,000"),
    ],
)
def test_bad_usage_is_one_line_and_status_2(capsys, arguments, message):
    """The error names the option and the remedy, and no store is asked."""
    code, _, err = run(capsys, "compare", *arguments, "--url", "http://127.0.0.1:1")
    assert code == 2
    assert message in err
