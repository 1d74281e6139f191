"""Real nodes, each in a process of its own, against a real VictoriaLogs."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections import Counter
from pathlib import Path

import pytest
from conftest import Store
from conftest import eventually

from nautilus_vlogs.operate import local_store
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer


class Outcome:
    """What a script left behind."""

    def __init__(self, process, directory):
        self.code = process.returncode
        self.output = process.stdout + process.stderr
        lines = (directory / "reports").read_text().splitlines()
        self.reports = [json.loads(line) for line in lines]
        self.instance_id = self.reports[-1]["instance_id"]
        self.stats = self.reports[-1]["stats"]
        self.spool_files = sorted(p.name for p in directory.rglob("*.json*"))


@pytest.fixture
def run_script(store, tmp_path):
    """Return a function that runs a script made of the kit's parts."""

    def run_script(script, *, url=store.url, check=True, timeout=300, **env):
        process = subprocess.run(
            [sys.executable, "-c", "from node_kit import *\n" + textwrap.dedent(script)],
            check=False,
            env={
                **os.environ,
                "PYTHONPATH": str(Path(__file__).parents[1]),
                "TEST_URL": url,
                "TEST_DIRECTORY": str(tmp_path),
                **env,
            },
            capture_output=True,
            text=True,
            timeout=timeout,
        )
        if check:
            assert process.returncode == 0, process.stdout + process.stderr
        return Outcome(process, tmp_path)

    return run_script


def rows_of(store: Store, instance_id: str, at_least: int = 1) -> list[dict[str, str]]:
    """Return all rows of an instance, in order, once they don't get more."""
    query = f'instance_id:="{instance_id}"'
    seen = -1
    deadline = time.monotonic() + 20
    while True:
        count = int(store.query(f"{query} | stats count() n")[0]["n"])
        if count == seen >= at_least:
            break
        assert time.monotonic() < deadline, f"{count} rows, wanted {at_least}"
        seen = count
        time.sleep(1.1)
    return sorted(store.query(query), key=lambda row: int(row["seq"]))


def check_complete(rows, stats):
    """Check that every record that was read is stored once, numbered without a gap."""
    assert [int(row["seq"]) for row in rows] == list(range(stats["read"]))


def check_no_line_is_twice(all_rows):
    """Check that no line is among the rows of one instance and another, or twice among one's."""
    doubled = Counter((row["_time"], row["_msg"]) for rows in all_rows for row in rows)
    assert max(doubled.values()) == 1


def test_a_node_s_whole_log_is_stored_tagged(run_script, store):
    """From the kernel's banner to the last line after disposal, each line is a row."""
    outcome = run_script(
        """
        node = make_node(
            spool(log_level="INFO", log_colors=False),
            strategies=[StrategyConfig(order_id_tag="001")],
            durability_window_secs=2,
        )
        run(node)
        """,
    )
    rows = rows_of(store, outcome.instance_id, at_least=outcome.stats["read"] + 1)
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    assert "====" in rows[0]["_msg"]
    assert (rows[-1]["component"], rows[-1]["_msg"]) == ("TradingNode", "DISPOSED")
    assert {row["level"] for row in rows} <= {"DEBUG", "INFO", "WARNING", "ERROR"}
    for row in rows:
        assert row["trader_id"] == "TESTER-001"
        assert row["environment"] == "sandbox"
        assert row["host"] == socket.gethostname()
        assert row["app"] == "nautilus-trader"
        assert row["_stream"].count("=") in (2, 3)
    # Every line that the console showed is there, in the same order.
    shown = [line.split(": ", 1)[1] for line in outcome.output.splitlines() if "[INFO]" in line]
    stored = iter(row["_msg"] for row in rows)
    assert len(shown) > 50
    assert all(any(text == message for message in stored) for text in shown if text.strip())
    assert outcome.spool_files == []


@pytest.mark.parametrize("instance", ["", "instance_id=str(uuid.uuid4())"])
def test_a_node_that_begins_without_descriptors_ships_once_there_are_some(
    run_script, store, instance
):
    """The log is opened when that is possible, and its lines are shipped from the first one on."""
    outcome = run_script(
        f"""
        import os
        import uuid

        said = []

        class Listening(VictoriaLogsActor):
            def _report(self, level, text):
                said.append(text)
                super()._report(level, text)

        node = make_node(spool(log_level="INFO"), actors=[], {instance})
        held = []
        try:
            while True:
                held.append(os.dup(0))
        except OSError:
            pass
        config = VictoriaLogsActorConfig(
            url=URL, spool_dir=DIRECTORY, durability_window_secs=2, shutdown_timeout_secs=60
        )
        node.trader.add_actor(Listening(config))
        node.trader.add_strategy(Probe(StrategyConfig(order_id_tag="007")))
        while not said:
            time.sleep(0.01)
        assert "tried again" in said[0], said
        for fd in held:
            os.close(fd)
        run(node)
        assert sum("tried again" in text for text in said) == 1, said
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"] + 1)
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    assert "====" in rows[0]["_msg"]
    assert rows[-1]["_msg"] == "DISPOSED"
    assert {row["_msg"] for row in rows} >= {"constructed as=Probe-007", "stopped as=Probe-007"}
    assert not [row for row in rows if "lost" in row]
    assert outcome.spool_files == []


def test_an_actor_can_be_added_to_the_trader(run_script, store):
    """`node.trader.add_actor` does as well as the configuration, in both capture modes."""
    outcome = run_script(
        """
        node = make_node(actors=[])
        config = VictoriaLogsActorConfig(url=URL, capture="spool")
        node.trader.add_actor(VictoriaLogsActor(config))
        node.trader.add_strategy(Probe(StrategyConfig(order_id_tag="007")))
        run(node)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    ours = [row["_msg"] for row in rows if row.get("strategy_id") == "Probe-007"]
    assert "started as=Probe-007 price=1_234.50" in ours


def test_each_line_has_the_strategy_that_logged_it(run_script, store):
    """Two strategies of one class, one without a tag, and one added while running."""
    outcome = run_script(
        """
        class Watcher(Actor):
            def on_start(self):
                self.log.info("watching")

        configs = [
            StrategyConfig(strategy_id="ORB-001"),
            StrategyConfig(order_id_tag="001"),
            StrategyConfig(order_id_tag="002"),
            StrategyConfig(strategy_id="ORB", order_id_tag="003"),
        ]
        node = make_node(strategies=configs)
        node.trader.add_actor(Watcher(ActorConfig(component_id="Watcher-1")))
        node.trader._has_controller = True  # as with a controller, which may add strategies

        def add_later():
            late = Probe(StrategyConfig(order_id_tag="009"))
            node.trader.add_strategy(late)
            late.start()

        run(node, lambda: node.kernel.loop.call_soon_threadsafe(add_later) and time.sleep(0.3))
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    ids = ["ORB-000", "Probe-001", "Probe-002", "ORB-003", "Probe-009"]
    for strategy_id in ids:
        ours = [row for row in rows if row.get("as") and row.get("strategy_id") == strategy_id]
        said = [row["_msg"].split()[0] for row in ours]
        assert said == ["constructed", "started", "stopped"], strategy_id
        states = [
            row["_msg"]
            for row in rows
            if row["source"] == "strategy" and row.get("strategy_id") == strategy_id
        ]
        assert [text for text in states if text in ("READY", "RUNNING", "STOPPED")] == [
            "READY",
            "RUNNING",
            "STOPPED",
        ], strategy_id
        registered = [row for row in rows if row["_msg"] == f"Registered Strategy {strategy_id}"]
        assert [row.get("strategy_id") for row in registered] == [strategy_id]
    # No strategy's line lacks its strategy.
    assert [row for row in rows if row["source"] == "strategy" and "strategy_id" not in row] == []
    started = [row for row in rows if row["_msg"].startswith("started")]
    assert {row["price"] for row in started} == {"1234.50"}
    watching = [row for row in rows if row["_msg"] == "watching"]
    assert [(row["source"], row["component"]) for row in watching] == [("actor", "Watcher-1")]
    assert {row["source"] for row in rows if row["component"] == "DataEngine"} == {"system"}


def test_who_logs_long_before_being_added_is_known_afterwards(run_script, store):
    """Actors and algorithms that take long to be constructed are not the system's for good."""
    outcome = run_script(
        """
        from nautilus_trader.execution.algorithm import ExecAlgorithm
        from nautilus_trader.execution.config import ExecAlgorithmConfig

        class Slow:
            def __init__(self, config):
                super().__init__(config)
                self.log.info("constructed n=1")
                time.sleep(1.0)  # for longer than a line of an unknown name waits

            def on_start(self):
                self.log.info("started n=2")

        class Watcher(Slow, Actor):
            pass

        class Slicer(Slow, ExecAlgorithm):
            pass

        node = make_node()
        node.trader.add_actor(Watcher(ActorConfig(component_id="Watcher-1")))
        node.trader.add_exec_algorithm(Slicer(ExecAlgorithmConfig()))
        run(node)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    said = [row for row in rows if " n=" in row["_msg"]]
    assert {row["component"] for row in said} == {"Watcher-1", "Slicer"}
    for name in ("Watcher-1", "Slicer"):
        early, late = (row for row in said if row["component"] == name)
        assert (early["source"], early.get("n")) == ("system", None)
        assert (late["source"], late["n"]) == ("actor", "2")


def test_a_strategy_that_was_removed_and_added_again_keeps_its_id(run_script, store):
    """A Controller may replace a strategy under its id; each line of both has it."""
    outcome = run_script(
        """
        node = make_node(strategies=[StrategyConfig(order_id_tag="001")])
        node.trader._has_controller = True  # as with a controller, which may add strategies

        def replace():
            (first,) = node.trader.strategies()
            first.stop()
            node.trader.remove_strategy(first.id)
            again = Probe(StrategyConfig(order_id_tag="001"))
            node.trader.add_strategy(again)
            again.start()

        run(node, lambda: node.kernel.loop.call_soon_threadsafe(replace) and time.sleep(0.3))
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    said = [(row["_msg"].split()[0], row.get("strategy_id")) for row in rows if row.get("as")]
    lives = ["constructed", "started", "stopped"] * 2
    assert said == [(word, "Probe-001") for word in lives]
    assert [row for row in rows if row["source"] == "strategy" and "strategy_id" not in row] == []


@pytest.mark.parametrize(
    ("filtered", "is_shown"),
    [("Probe", False), ("Probe-001", True)],
    ids=["the logger's own name", "the name that it would get"],
)
def test_a_logger_that_the_user_s_filters_name_keeps_its_name(
    run_script, store, filtered, is_shown
):
    """The user's level filters mean what they mean without the actor; the tag is right anyway."""
    outcome = run_script(
        f"""
        node = make_node(
            spool(log_component_levels={{"{filtered}": "WARNING"}}),
            strategies=[StrategyConfig(order_id_tag="001")],
        )

        def warn():
            strategy = node.trader.strategies()[0]
            strategy.log.info("as information")
            strategy.log.warning("let through")

        run(node, warn)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    ours = [row for row in rows if row["component"] == "Probe"]
    assert ("as information" in {row["_msg"] for row in ours}) == is_shown
    assert [row["strategy_id"] for row in ours if row["_msg"] == "let through"] == ["Probe-001"]


def test_exceptions_are_split_off(run_script, store):
    """`log.exception` gives the error's type and traceback, the message keeps its text."""
    outcome = run_script(
        """
        node = make_node(strategies=[StrategyConfig(order_id_tag="001")])

        def fail():
            try:
                {}["missing"]
            except KeyError as e:
                node.trader.strategies()[0].log.exception("lookup failed", e)

        run(node, fail)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    (row,) = [row for row in rows if "error_type" in row]
    assert row["_msg"] == "lookup failed\nKeyError('missing')"
    assert (row["level"], row["error_type"]) == ("ERROR", "KeyError")
    assert row["error_traceback"].startswith("Traceback (most recent call last):\n")
    assert "in fail" in row["error_traceback"]


@pytest.mark.parametrize(
    "logging",
    [
        "own()",
        'own(log_file_name="mine", log_file_format="JSON")',
        'own(log_file_name="mine", log_file_max_size=20_000, log_file_max_backup_count=500)',
        "spool(log_file_max_size=20_000, log_file_max_backup_count=500)",
        "spool(use_pyo3=True)",
    ],
    ids=["daily", "custom name", "custom name rotated", "spool rotated", "use_pyo3"],
)
def test_every_kind_of_log_file_is_followed(run_script, store, logging):
    """Files of the user's stay, ours go; rotation loses nothing."""
    outcome = run_script(
        f"""
        node = make_node(
            {logging}, strategies=[StrategyConfig(order_id_tag="001")], durability_window_secs=2
        )

        def talk():
            log = node.trader.strategies()[0].log
            for i in range(2_000):
                log.info(f"line number={{i}} {{'x' * 50}}")
                if i % 200 == 0:
                    time.sleep(0.02)

        run(node, talk)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    numbers = [int(row["number"]) for row in rows if "number" in row]
    assert numbers == list(range(2_000))
    if logging.startswith("spool"):
        assert outcome.spool_files == []
    else:
        assert outcome.spool_files != []


def test_what_earlier_runs_wrote_to_the_same_file_is_passed_over(run_script, store):
    """A custom file name is appended to by each run; only this run's lines are this run's."""
    script = """
        node = make_node(
            own(log_file_name="same"),
        )
        run(node)
        """
    first, second = run_script(script), run_script(script)
    for outcome in (first, second):
        rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
        assert [row["_msg"] for row in rows].count("DISPOSED") == len(
            {row["component"] for row in rows if row["_msg"] == "DISPOSED"},
        )


@pytest.mark.parametrize(
    "logging", ["None", "spool()", "spool(log_file_name='bot')", "own(log_file_name='bot')"]
)
def test_two_nodes_of_one_process_are_told_apart(run_script, store, logging):
    """The second node's rows have its own instance id and begin at 0, none is in both."""
    outcome = run_script(
        f"""
        import asyncio

        logging = {logging}  # one for both: what it names is where both log
        for i in (1, 2):
            asyncio.set_event_loop(asyncio.new_event_loop())  # disposal closed the last one
            strategies = [StrategyConfig(strategy_id="Nth", order_id_tag=f"{{i}}")]
            run(make_node(logging, strategies=strategies))
        """,
    )
    assert len(outcome.reports) == 2
    all_rows = [rows_of(store, report["instance_id"]) for report in outcome.reports]
    for rows in all_rows:
        assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
        assert rows[0]["component"] == "TradingNode"
        assert (rows[-1]["component"], rows[-1]["_msg"]) == ("TradingNode", "DISPOSED")
    check_no_line_is_twice(all_rows)


def test_the_clock_is_set_back_between_two_nodes_of_a_process(
    run_script, clock_library, store, tmp_path
):
    """The times of lines do not go back with it: each line is a row, of its own strategy."""
    clock = tmp_path / "clock"
    clock.write_bytes(bytes(8))
    outcome = run_script(
        f"""
        import asyncio
        from pathlib import Path

        import node_kit

        class Quiet(Probe):
            def __init__(self, config):
                super().__init__(config)
                self.log.info("made")

        node_kit.Probe = Quiet
        for i in (1, 2):
            asyncio.set_event_loop(asyncio.new_event_loop())  # disposal closed the last one
            strategies = [StrategyConfig(order_id_tag=f"{{i}}{{j}}") for j in (1, 2)]
            run(make_node(strategies=strategies))
            with Path({str(clock)!r}).open("r+b", buffering=0) as file:
                file.write((-3_600).to_bytes(8, "little", signed=True))
        """,
        LD_PRELOAD=str(clock_library),
        CLOCK_OFFSET_FILE=str(clock),
    )
    all_rows = [rows_of(store, report["instance_id"]) for report in outcome.reports]
    for number, rows in enumerate(all_rows, start=1):
        assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
        assert "Building system kernel" in {row["_msg"] for row in rows}
        assert (rows[-1]["component"], rows[-1]["_msg"]) == ("TradingNode", "DISPOSED")
        made = [row.get("strategy_id") for row in rows if row["_msg"] == "made"]
        assert made == [f"Quiet-{number}1", f"Quiet-{number}2"]
    check_no_line_is_twice(all_rows)


def test_the_clock_is_set_back_before_the_node_of_a_companion(
    run_script, clock_library, store, tmp_path
):
    """An earlier node of its process had no actor: the companion ships all lines of this one."""
    clock = tmp_path / "clock"
    clock.write_bytes(bytes(8))
    outcome = run_script(
        f"""
        import asyncio
        from pathlib import Path

        run(make_node(actors=[]))
        with Path({str(clock)!r}).open("r+b", buffering=0) as file:
            file.write((-3_600).to_bytes(8, "little", signed=True))
        asyncio.set_event_loop(asyncio.new_event_loop())  # disposal closed the last one
        run(make_node(shipper="companion", durability_window_secs=2))
        """,
        LD_PRELOAD=str(clock_library),
        CLOCK_OFFSET_FILE=str(clock),
    )
    ends = f'instance_id:="{outcome.instance_id}" component:=TradingNode _msg:=DISPOSED'
    eventually(lambda: store.query(ends), timeout=60)
    rows = rows_of(store, outcome.instance_id)
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    assert [row["_msg"] for row in rows].count("Building system kernel") == 1


def test_a_second_actor_beside_a_running_one_does_nothing(run_script, store):
    """One process has one log: a second actor says so and leaves it to the first."""
    outcome = run_script(
        """
        node = make_node()

        def add():
            node.trader._has_controller = True
            config = VictoriaLogsActorConfig(url=URL, component_id="Second")
            second = VictoriaLogsActor(config)
            node.trader.add_actor(second)
            assert second.stats() is None

        run(node, add)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    check_complete(rows[: outcome.stats["read"]], outcome.stats)
    (warning,) = [row for row in rows if "does nothing" in row["_msg"]]
    assert (warning["level"], warning["component"]) == ("WARNING", "Second")


@pytest.mark.parametrize(
    ("first", "second"),
    [("thread", "thread"), ("companion", "thread"), ("thread", "companion")],
)
def test_a_second_actor_of_a_node_does_nothing(run_script, store, first, second):
    """Before the node runs, too, and whichever way they ship: each number is given once."""
    outcome = run_script(
        f"""
        def actor(name, shipper):
            return ImportableActorConfig(
                actor_path="nautilus_vlogs:VictoriaLogsActor",
                config_path="nautilus_vlogs:VictoriaLogsActorConfig",
                config={{
                    "url": URL, "spool_dir": DIRECTORY, "component_id": name, "shipper": shipper,
                    "durability_window_secs": 2,
                }},
            )

        run(make_node(actors=[actor("First", {first!r}), actor("Second", {second!r})]))
        """,
    )
    ends = f'instance_id:="{outcome.instance_id}" component:=TradingNode _msg:=DISPOSED'
    eventually(lambda: store.query(ends), timeout=60)
    rows = rows_of(store, outcome.instance_id)
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    assert (rows[-1]["component"], rows[-1]["_msg"]) == ("TradingNode", "DISPOSED")
    (warning,) = [row for row in rows if "does nothing" in row["_msg"]]
    assert (warning["level"], warning["component"]) == ("WARNING", "Second")


def test_a_process_that_ends_without_disposal_ships_its_last_lines(run_script, store):
    """Whoever forgets `dispose`, or fails before, has the log all the same."""
    outcome = run_script(
        """
        strategy = StrategyConfig(order_id_tag="001")
        node = make_node(strategies=[strategy], durability_window_secs=2)
        report(node)
        Logger("Main").error("all is lost")
        raise SystemExit(3)
        """,
        check=False,
    )
    assert outcome.code == 3
    rows = rows_of(store, outcome.instance_id)
    assert [row["_msg"] for row in rows if row["component"] == "Main"] == ["all is lost"]
    assert outcome.spool_files == []


def test_without_a_store_a_node_runs_and_stops_as_always(run_script):
    """Nothing is raised, nothing waits, the warning comes once, and the spool is left."""
    url = f"http://127.0.0.1:{local_store._free_port()}"
    outcome = run_script(
        """
        node = make_node(spool(log_level="WARNING"), strategies=[StrategyConfig(order_id_tag="1")])

        def wait_for_trouble():
            deadline = time.monotonic() + 60
            while node.trader.actors()[0].stats().retries < 3 and time.monotonic() < deadline:
                time.sleep(0.01)

        run(node, wait_for_trouble)
        """,
        url=url,
    )
    report = outcome.reports[-1]
    assert report["stats"]["state"] == "unreachable"
    assert report["stats"]["retries"] >= 3
    assert report["disposed_in"] < 4
    assert outcome.output.count("can't be reached") == 1
    assert "[ERROR]" not in outcome.output
    assert len(outcome.spool_files) == 1


def test_a_store_that_never_answers_delays_disposal_no_longer_than_said(run_script):
    """A black hole holds the node up for the configured time and no longer."""
    with socket.create_server(("127.0.0.1", 0)) as black_hole:
        outcome = run_script(
            """
            node = make_node(shutdown_timeout_secs=2.0)
            run(node)
            """,
            url=f"http://127.0.0.1:{black_hole.getsockname()[1]}",
        )
    assert outcome.reports[-1]["disposed_in"] < 20


def test_rows_arrive_when_the_store_comes_back(run_script, tmp_path):
    """What was logged while VictoriaLogs was down is there once it is up, once each."""
    with LocalServer(obtain_binary(), tmp_path / "data") as server:
        url, binary = server.url, obtain_binary()
        server.stop()
        outcome = run_script(
            f"""
            from nautilus_vlogs.operate.local_store import LocalServer

            node = make_node(strategies=[StrategyConfig(order_id_tag="1")])

            def outage():
                log = node.trader.strategies()[0].log
                for i in range(20_000):
                    log.info(f"during the outage number={{i}}")
                stats = node.trader.actors()[0].stats
                while stats().retries < 2:
                    time.sleep(0.01)
                port = int(URL.rpartition(":")[2])
                with LocalServer(Path({str(binary)!r}), Path({str(tmp_path / "data")!r}), port):
                    deadline = time.monotonic() + 30
                    while stats().backlog_bytes or stats().sent < stats().read:
                        assert time.monotonic() < deadline, stats()
                        time.sleep(0.05)

            run(node, outage)
            """,
            url=url,
        )
        server.restart()
        with Store(server.url) as store:
            rows = rows_of(store, outcome.instance_id, 20_000)
    numbers = Counter(int(row["number"]) for row in rows if "number" in row)
    assert sorted(numbers) == list(range(20_000))
    assert set(numbers.values()) == {1}
    assert [row["_msg"] for row in rows if "takes rows again" in row["_msg"]] != []


def test_a_line_that_can_t_be_stored_is_put_aside_and_said(run_script, store):
    """Garbage between lines stops nothing; a row says why, the original is kept."""
    outcome = run_script(
        """
        node = make_node(
            own(log_file_name="mine"),
            strategies=[StrategyConfig(order_id_tag="1")],
        )

        def spoil():
            log = node.trader.strategies()[0].log
            log.info("before")
            log.info("long " + "x" * 1_000_000)
            time.sleep(0.2)
            with next(Path(DIRECTORY).glob("mine.json*")).open("ab") as file:
                file.write(b'{"timestamp": cut\\n')
            log.info("after")

        run(node, spoil)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    reasons = [row["put_aside"] for row in rows if "put_aside" in row]
    assert len(reasons) == outcome.stats["put_aside"] == 2
    assert reasons[0].startswith("too long (1000")
    assert reasons[1] == "not a JSON object"
    long = next(row for row in rows if row.get("put_aside", "").startswith("too long"))
    assert (long["strategy_id"], long["level"]) == ("Probe-1", "INFO")
    messages = [row["_msg"] for row in rows]
    assert {"before", "after"} <= set(messages)
    (letters,) = [name for name in outcome.spool_files if "dead-letter" in name]
    assert letters.startswith(outcome.instance_id)


def test_a_spool_that_is_asked_for_and_not_there_is_missed(run_script):
    """With `capture="spool"` and no log file: one warning with the remedy, and a node that runs."""
    outcome = run_script(
        """
        node = make_node(LoggingConfig(log_level="WARNING"), capture="spool")
        run(node, lambda: time.sleep(6))
        """,
    )
    assert outcome.output.count("SpoolLoggingConfig()") == 1


def test_a_log_file_that_cant_be_made_is_replaced_by_the_bridge(run_script, store, tmp_path):
    """Where the log file can't be opened, all inodes being taken, log calls are shipped."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m,nr_inodes=1", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("mounting a small tmpfs needs root")
    try:
        outcome = run_script(
            f"""
            node = make_node(
                own(log_directory={str(disk)!r}), strategies=[StrategyConfig(order_id_tag="1")]
            )

            def talk():
                for i in range(700):
                    node.trader.strategies()[0].log.info(f"number={{i}}")
                    time.sleep(0.01)

            run(node, talk)
            """,
        )
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
    rows = rows_of(store, outcome.instance_id, 500)
    numbers = [int(row["number"]) for row in rows if "number" in row]
    assert numbers[-500:] == list(range(200, 700))
    assert any("its log calls are shipped" in row["_msg"] for row in rows)


def test_a_node_that_bypasses_logging_is_left_alone(run_script):
    """With logging bypassed there is nothing to ship: no thread, no file."""
    outcome = run_script(
        """
        node = make_node(spool(bypass_logging=True))
        assert node.trader.actors()[0].stats() is None
        assert not [t for t in threading.enumerate() if t.name.startswith("vlogs")]
        run(node)
        """,
    )
    assert outcome.stats == {}


def test_a_forked_child_neither_ships_nor_hangs(run_script, store):
    """A child made by fork shares the descriptors, not the work: no row comes twice."""
    outcome = run_script(
        """
        import os
        import warnings

        warnings.simplefilter("ignore")
        node = make_node(strategies=[StrategyConfig(order_id_tag="1")])

        def fork():
            pid = os.fork()
            if pid == 0:
                import atexit
                atexit._run_exitfuncs()
                os._exit(0)
            assert os.waitpid(pid, 0)[1] == 0

        run(node, fork)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))


def test_secrets_from_the_environment_are_seen_nowhere(run_script, store):
    """User name, password and token are in no row, no console line and no file."""
    secrets = {
        "VICTORIALOGS_USERNAME": "user-8d1f",
        "VICTORIALOGS_PASSWORD": "word-77ac",
        "VICTORIALOGS_TOKEN": "token-03be",
    }
    outcome = run_script(
        """
        node = make_node(spool(log_level="DEBUG"))
        print(node.trader.actors()[0].config, node.trader.actors()[0])
        run(node)
        """,
        **secrets,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    for secret in secrets.values():
        assert secret not in json.dumps(rows)
        assert secret not in outcome.output


def test_what_the_spool_could_not_hold_is_counted_and_said(run_script, tmp_path):
    """In an outage longer than the spool, each record is stored or counted as lost."""
    binary = obtain_binary()
    with LocalServer(binary, tmp_path / "data") as server:
        url = server.url
        server.stop()
        outcome = run_script(
            f"""
            from nautilus_vlogs.operate.local_store import LocalServer

            node = make_node(
                spool(log_file_max_size=200_000, log_file_max_backup_count=3),
                strategies=[StrategyConfig(order_id_tag="1")],
                batch_max_bytes=20_000,
            )

            def outage():
                log = node.trader.strategies()[0].log
                stats = node.trader.actors()[0].stats
                for i in range(20_000):
                    log.info(f"during the outage number={{i}}")
                    if i % 100 == 0:
                        time.sleep(0.005)
                assert stats().lost > 0
                port = int(URL.rpartition(":")[2])
                with LocalServer(Path({str(binary)!r}), Path({str(tmp_path / "data")!r}), port):
                    deadline = time.monotonic() + 30
                    while stats().backlog_bytes or stats().sent < stats().read - stats().lost:
                        assert time.monotonic() < deadline, stats()
                        time.sleep(0.05)

            run(node, outage)
            """,
            url=url,
        )
        server.restart()
        with Store(server.url) as store:
            rows = rows_of(store, outcome.instance_id)
    stats = outcome.stats
    assert (
        stats["read"]
        == stats["verified"] + stats["unverified"] + stats["put_aside"] + stats["lost"]
    )
    assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
    notices = [int(row["lost"]) for row in rows if "lost" in row]
    assert sum(notices) == stats["lost"]
    numbers = [int(row["number"]) for row in rows if "number" in row]
    assert len(numbers) == len(set(numbers))
    # Nautilus's own lines may be among the lost, so the lost numbers are no more than counted.
    missing = 20_000 - len(numbers)
    assert 0 < missing <= stats["lost"] <= missing + 100


def test_strategies_that_came_before_the_actor_are_not_mixed_up(run_script, store):
    """Of two with one name, older lines have no strategy rather than a wrong one."""
    outcome = run_script(
        """
        configs = [StrategyConfig(order_id_tag=tag) for tag in ("001", "002")]
        node = make_node(actors=[], strategies=configs)
        node.trader.add_actor(VictoriaLogsActor(VictoriaLogsActorConfig(url=URL)))
        run(node)
        """,
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    for row in rows:
        if "as" in row:
            assert row.get("strategy_id", row["as"]) == row["as"]
    started = [row["strategy_id"] for row in rows if row["_msg"].startswith("started")]
    assert started == ["Probe-001", "Probe-002"]
    ready = [row for row in rows if row["component"] == "Probe" and row["_msg"] == "READY"]
    assert [(row["source"], row.get("strategy_id")) for row in ready] == [("strategy", None)] * 2


BRIDGED = "LoggingConfig(log_level='INFO', log_colors=False, use_pyo3=USE_PYO3)"


@pytest.mark.parametrize("use_pyo3", [False, True], ids=["cython", "pyo3"])
def test_with_the_actor_alone_the_bridge_captures(run_script, store, use_pyo3):
    """Without a log file each call from the actor's registration on is a row, tagged as ever."""
    outcome = run_script(
        """
        configs = [StrategyConfig(order_id_tag=tag) for tag in ("001", "002")]
        node = make_node(LOGGING, strategies=configs)

        def talk():
            first, second = node.trader.strategies()
            first.log.debug("below the bridge's level")
            threads = [
                threading.Thread(
                    target=lambda log=strategy.log: [log.info(f"n={i} €") for i in range(2_000)],
                )
                for strategy in (first, second)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        run(node, talk)
        """.replace("LOGGING", BRIDGED.replace("USE_PYO3", str(use_pyo3))),
    )
    rows = rows_of(store, outcome.instance_id, outcome.stats["read"])
    check_complete(rows, outcome.stats)
    for strategy_id in ("Probe-001", "Probe-002"):
        ours = [row for row in rows if row.get("strategy_id") == strategy_id]
        assert [int(row["n"]) for row in ours if "n" in row] == list(range(2_000))
        assert [row["_msg"].split()[0] for row in ours if "as" in row] == [
            "constructed",
            "started",
            "stopped",
        ]
    assert not [row for row in rows if row["level"] == "DEBUG"]
    (said,) = [row for row in rows if "Not seen: lines from before this actor" in row["_msg"]]
    assert (said["level"], said["component"]) == ("INFO", "VictoriaLogsActor")
    # The console shows what it would have shown, each line once.
    assert outcome.output.count("n=1999 €") == 2
    assert outcome.output.count("DISPOSED") > 5
    stored = [row["_msg"] for row in rows]
    shown = [
        line.split(": ", 1)[1]
        for line in outcome.output.splitlines()
        if "] TESTER-001.Probe" in line
    ]
    assert sorted(text for text in shown if text.startswith("n=")) == sorted(
        text for text in stored if text.startswith("n=")
    )


def test_the_bridge_is_gone_after_disposal_and_a_second_node_has_its_own(run_script, store):
    """Disposal restores the log function; the next node's bridge captures the next node."""
    outcome = run_script(
        """
        import asyncio

        from nautilus_trader.common.component import is_logging_pyo3
        from nautilus_trader.core import nautilus_pyo3

        original = nautilus_pyo3.logger_log
        for tag in ("1", "2"):
            asyncio.set_event_loop(asyncio.new_event_loop())
            node = make_node(LoggingConfig(), strategies=[StrategyConfig(order_id_tag=tag)])
            assert nautilus_pyo3.logger_log is not original
            run(node)
            assert nautilus_pyo3.logger_log is original
            assert not is_logging_pyo3()
        """,
    )
    for tag, report in zip(("1", "2"), outcome.reports, strict=True):
        rows = rows_of(store, report["instance_id"])
        assert {row["strategy_id"] for row in rows if row["source"] == "strategy"} == {
            f"Probe-{tag}"
        }


def test_a_crash_loses_what_is_in_the_bridge_s_queue_and_nothing_before_it(run_script, store):
    """Of 1,000 records a second a killed process loses less than a second's, and the last ones."""
    outcome = run_script(
        """
        import os
        import signal

        node = make_node(LoggingConfig(log_level="ERROR"), capture="bridge")

        def crash():
            log, due = Logger("Crash"), time.monotonic()
            for i in range(3_000):
                log.info(f"number={i} line")
                due += 0.001
                time.sleep(max(0, due - time.monotonic()))
            report(node)
            os.kill(os.getpid(), signal.SIGKILL)

        run(node, crash)
        """,
        check=False,
    )
    assert outcome.code == -signal.SIGKILL
    rows = rows_of(store, outcome.instance_id, at_least=2_000)
    numbers = [
        int(row["_msg"].split("=")[1].split()[0]) for row in rows if "number=" in row["_msg"]
    ]
    assert len(numbers) >= 2_000
    assert numbers == list(range(len(numbers)))


def test_a_full_queue_drops_the_oldest_and_says_how_many(run_script, store):
    """In an outage longer than the queue, each record is stored or counted as lost."""
    outcome = run_script(
        """
        node = make_node(
            LoggingConfig(log_level="ERROR"),
            capture="bridge",
            queue_max_records=500,
            strategies=[StrategyConfig(order_id_tag="1")],
        )
        import sys

        def flood():
            sys.setswitchinterval(10)  # so that the shipper does not get to read meanwhile
            log = node.trader.strategies()[0].log
            for i in range(20_000):
                log.info(f"number={i}")
            sys.setswitchinterval(0.005)
            stats = node.trader.actors()[0].stats
            deadline = time.monotonic() + 20
            while not stats().lost and time.monotonic() < deadline:
                time.sleep(0.01)

        run(node, flood)
        """,
    )
    rows = rows_of(store, outcome.instance_id)
    stats = outcome.stats
    numbers = [int(row["number"]) for row in rows if "number" in row]
    assert numbers[-1] == 19_999
    assert 0 < 20_000 - len(numbers) <= stats["lost"]
    assert sum(int(row["lost"]) for row in rows if "lost" in row) == stats["lost"]
    assert len(rows) == stats["read"] - stats["lost"]
