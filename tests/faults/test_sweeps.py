"""Sweeps of backtests in one process that is killed: each run's rows are there once, as its own."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections import Counter

import pytest
from backtest_kit import SETUP

from faults.harness import TESTS
from faults.harness import ship
from nautilus_vlogs.deliver.journal import SUFFIX

RUNS, TICKS, LINES = 4, 40, 20

#: No store answers there.
NOWHERE = "http://127.0.0.1:9"

#: The script kills itself in the middle of its last run, when what it logged is in its file.
SWEEP = f"""
    import os
    from nautilus_trader.common.component import flush_logger

    RUNS, TICKS, LINES = {RUNS}, {TICKS}, {LINES}
    settings = dict(ship_backtests=True, durability_window_secs=2, spool_dir=DIRECTORY)

    def is_written(text):
        files = Path(DIRECTORY).rglob("*.json*")
        try:
            return any(text.encode() in path.read_bytes() for path in files)
        except OSError:  # what was shipped is deleted meanwhile
            return False

    class Numbered(Talker):
        run = ticks = 0

        def on_quote_tick(self, tick):
            Numbered.ticks += 1
            for line in range(LINES):
                self.log.info(f"line run={{self.run}} n={{Numbered.ticks * LINES + line}}")
            if self.run == RUNS - 1 and Numbered.ticks == TICKS // 2:
                flush_logger()
                while not is_written(f"line run={{self.run}} n={{Numbered.ticks * LINES + line}}"):
                    time.sleep(0.02)
                time.sleep(2.0)  # its journal is begun, without which nobody knows of an own file
                os.kill(os.getpid(), 9)

    Talker = Numbered

    def make(logging):
        return engine_of(actor(**settings), logging, ticks=TICKS)

    def go(engine, run):
        Numbered.run, Numbered.ticks = run, 0
        engine.run()
        note(engine)
"""

ONE_AFTER_THE_OTHER = """
    for run in range(RUNS):
        engine = make(LOGGING)
        go(engine, run)
        if DISPOSES:
            engine.dispose()
"""

MADE_AT_FIRST = """
    engines = [make(LOGGING) for _ in range(RUNS)]
    for run, engine in enumerate(engines):
        go(engine, run)
        engine.dispose()
"""

ONE_ENGINE = """
    engine = make(LOGGING)
    for run in range(RUNS):
        go(engine, run)
        engine.reset()
        engine.clear_strategies()
        engine.add_strategy(Talker(StrategyConfig(order_id_tag="001")))
"""

SHAPES = {
    "disposed": ONE_AFTER_THE_OTHER.replace("DISPOSES", "True"),
    "kept": ONE_AFTER_THE_OTHER.replace("DISPOSES", "False"),
    "made at first": MADE_AT_FIRST,
    "one engine": ONE_ENGINE,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("is_up", "logging"),
    [(True, "own(log_file_name='bot')"), (False, "spool()")],
    ids=["store up, own file", "store away, spool"],
)
def test_a_killed_sweep(store, tmp_path, is_up, logging, shape):
    """Each line of each run is there once, with the run's one `run_id` and its strategy."""
    began = kill_sweep(store.url if is_up else NOWHERE, tmp_path, logging, shape)
    shipped, _ = ship(store.url, tmp_path)
    rows = rows_of({one["instance_id"] for one in shipped} | instances_of(tmp_path), store, began)
    lines = check_lines(rows)
    assert {row["strategy_id"] for row in lines} == {"Numbered-001"}
    assert len({(row["run_id"], row["run"]) for row in lines}) == RUNS


@pytest.mark.parametrize(
    ("is_up", "shape", "damage"),
    [
        (True, "made at first", lambda journals: journals),
        (False, "kept", lambda journals: journals),
        (False, "disposed", lambda journals: journals[1:2]),
    ],
    ids=["store up", "store away", "store away, one of several"],
)
def test_a_killed_sweep_whose_journal_cannot_be_read(store, tmp_path, is_up, shape, damage):
    """It is no live log: what the store lacks is sent once, in the runs that the log tells."""
    began = kill_sweep(store.url if is_up else NOWHERE, tmp_path, "spool()", shape)
    journals = sorted(tmp_path.rglob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for path in damage(journals):
        path.write_bytes(bytes(100))
    shipped, _ = ship(store.url, tmp_path)
    assert [(one["complete"], one["lost"], one["put_aside"]) for one in shipped] == [
        (True, 0, 0) for _ in shipped
    ]
    instances = {path.stem for path in journals} | instances_of(tmp_path)
    rows = rows_of(instances, store, began)
    check_lines(rows)
    assert {row["sim_time"][:10] for row in rows if "line run=" in row["_msg"]} == {"2020-01-01"}
    texts = Counter((row.get("sim_time") or row["_time"], row["_msg"]) for row in rows)
    once = [text for text in texts if "Registered Strategy" in text[1]]
    assert len(once) == RUNS
    assert {texts[text] for text in once} == {1}


def kill_sweep(url, directory, logging, shape):
    """Run a sweep that kills itself; return a time before its rows."""
    script = SETUP + SWEEP + SHAPES[shape].replace("LOGGING", logging)
    process = subprocess.run(
        [sys.executable, "-c", "from node_kit import *\n" + textwrap.dedent(script)],
        env={
            **os.environ,
            "PYTHONPATH": str(TESTS),
            "TEST_URL": url,
            "TEST_DIRECTORY": str(directory),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(directory.stat().st_ctime - 120))


def rows_of(instances, store, began):
    """Return the rows of some instances since a time."""
    store.flush()
    return [
        row
        for instance_id in instances
        for row in store.query(f'_time:>{began} instance_id:="{instance_id}"')
    ]


def check_lines(rows):
    """Check that each line of each run is there once, as the run's; return those."""
    lines = [row for row in rows if row["_msg"].startswith("line run=")]
    for row in lines:  # nothing is lifted where the strategies are not known
        row["run"], row["n"] = (part.partition("=")[2] for part in row["_msg"].split()[1:])
    assert set(Counter((row["run"], row["n"]) for row in lines).values()) == {1}
    each = TICKS * LINES
    whole = {str(run): each for run in range(RUNS - 1)}
    assert Counter(row["run"] for row in lines) == {**whole, str(RUNS - 1): each // 2}
    of_runs = {(row["run"], row["run_id"]) for row in lines}
    assert len(of_runs) == len({run_id for _, run_id in of_runs}) == RUNS
    assert [row for row in rows if not row.get("run_id")] == []
    numbers = Counter((row["instance_id"], row["seq"]) for row in rows)
    assert set(numbers.values()) == {1}
    return lines


def instances_of(directory):
    """Return the instances that a script has reported."""
    lines = (directory / "reports").read_text().splitlines()
    return {json.loads(line)["instance_id"] for line in lines}
