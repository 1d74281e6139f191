"""Backtests: the actor does nothing, unless it is told to ship them."""

from collections import Counter

import pytest
from backtest_kit import SETUP
from test_adoption import ship
from test_node import rows_of
from test_node import run_script  # noqa: F401  # a fixture

LONG = """
    import os
    import resource

    Talker.lines = {lines}
    actors = actor(ship_backtests=True, {settings}) if os.environ.get("SHIPPED", "1") else []
    engine = engine_of(actors, {logging}, ticks=1_000)
    actors = engine.trader.actors()
    engine.run()
    engine.dispose()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    note(engine, actors, peak_mb=peak_mb)
"""

#: What shipping may add to a process: 50,000 records in the bridge's queue at some 500 bytes
#: (25 MB), four batches of 1 MiB as rows, as text and gathered for the request (12 MB), the HTTP
#: library (15 MB), and as much again for what the allocators keep. A million lines are 250 MB.
MAX_GROWTH_MB = 100


@pytest.mark.parametrize(
    ("logging", "config"),
    [("spool(bypass_logging=True)", "ship_backtests=True"), ("spool()", ""), ("None", "")],
    ids=["bypassed", "not told to", "not told to, no spool"],
)
def test_the_actor_is_inert_unless_told_to_ship(run_script, logging, config):  # noqa: F811
    """No thread, socket, file or hook comes of it, and the run's results are the same."""
    outcome = run_script(
        SETUP
        + f"""
    import atexit
    import logging as pythons_logging
    import os
    import sys
    from collections import Counter
    from nautilus_trader.common.component import is_logging_pyo3
    from nautilus_trader.core import nautilus_pyo3

    seen = Counter()

    def watch(event, args):
        if event.startswith(("socket.", "subprocess.", "_thread.start", "os.mkdir", "os.fork")):
            seen[event] += 1
        elif event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR):
            seen[event, str(args[0])] += 1

    sys.addaudithook(watch)
    original = nautilus_pyo3.logger_log
    add_strategy = type(engine_of([], {logging}).trader).add_strategy
    runs = []
    for actors in ([], [], actor({config})):  # the first one does what is done once a process
        config = {logging}
        seen.clear()
        engine = engine_of(actors, config)
        engine.run()
        result = engine.get_result()
        hooks = (
            nautilus_pyo3.logger_log is original,
            is_logging_pyo3(),
            engine.trader.add_strategy.__func__ is add_strategy,
            atexit._ncallbacks(),
            pythons_logging.root.handlers,
        )
        results = (result.total_events, result.iterations, result.stats_pnls)
        threads = sorted(t.name for t in threading.enumerate())
        names = [s.log.name for s in engine.trader.strategies()]
        runs.append(str((results, hooks, threads, names, len(os.listdir("/proc/self/fd")))))
        found = engine.trader.actors()
        engine.dispose()
        runs[-1] += str(sorted(map(str, seen.items())))
        note(engine, found)
    assert runs[1] == runs[2], "\\n".join(runs)
    assert "vlogs" not in runs[2]
    """,
    )
    assert outcome.stats == {}


@pytest.mark.parametrize("logging", ["spool()", "LoggingConfig(log_level='WARNING')"])
def test_several_runs_are_told_apart_by_run_id(run_script, store, logging):  # noqa: F811
    """Rows carry the run, the simulated time and the wall clock's; each line is there once."""
    outcome = run_script(
        SETUP
        + f"""
    for _ in range(2):
        engine = engine_of(actor(ship_backtests=True), {logging})
        actors = engine.trader.actors()
        for _ in range(2):
            engine.run()
            engine.reset()
        engine.dispose()
        note(engine, actors)
    """,
    )
    instances = [report["instance_id"] for report in outcome.reports]
    assert len(set(instances)) == 2
    runs = Counter()
    for instance_id in instances:
        rows = rows_of(store, instance_id)
        assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
        assert {row["environment"] for row in rows} == {"backtest"}
        for row in rows:
            if "tick" in row:
                runs[row["run_id"]] += 1
                assert row["sim_time"].startswith("2020-01-01T00:00:0")
                assert row["_time"][:2] == "20"
                assert row["_time"] > "2021"
                assert (row["strategy_id"], row["source"]) == ("Talker-001", "strategy")
    assert sorted(runs.values()) == [30] * 4


@pytest.mark.parametrize("logging", ["spool()", "LoggingConfig(log_level='WARNING')"])
def test_a_sweep_of_strategies_under_one_id(run_script, store, logging):  # noqa: F811
    """Each run of a sweep has one `run_id` from its first line on, and its strategy's id."""
    outcome = run_script(
        SETUP
        + f"""
    engine = engine_of(actor(ship_backtests=True), {logging})
    actors = engine.trader.actors()
    for _ in range(3):
        engine.run()
        engine.reset()
        engine.clear_strategies()
        engine.add_strategy(Talker(StrategyConfig(order_id_tag="001")))
    engine.dispose()
    note(engine, actors)
    """,
    )
    rows = rows_of(store, outcome.instance_id)
    ticks = [row for row in rows if "tick" in row]
    assert {row.get("strategy_id") for row in ticks} == {"Talker-001"}
    assert {row["source"] for row in ticks} == {"strategy"}
    assert sorted(Counter(row["run_id"] for row in ticks).values()) == [30] * 3
    assert [row for row in rows if "run_id" not in row] == []
    assert len({row["run_id"] for row in rows}) == 3


@pytest.mark.parametrize("logging", ["spool()", "LoggingConfig(log_level='WARNING')"])
def test_an_actor_in_the_place_of_one_that_was_cleared(run_script, store, logging):  # noqa: F811
    """The engine's instance is the same, so its numbers go on behind those of the first actor."""
    outcome = run_script(
        SETUP
        + f"""
    engine = engine_of(actor(ship_backtests=True, spool_dir=DIRECTORY), {logging})
    for run in range(3):
        actors = engine.trader.actors()
        engine.run()
        engine.reset()
        if run < 2:
            engine.clear_actors()
            config = VictoriaLogsActorConfig(
                url=URL, ship_backtests=True, spool_dir=DIRECTORY
            )
            engine.add_actor(VictoriaLogsActor(config))
    engine.dispose()
    note(engine, actors)
    """,
    )
    rows = rows_of(store, outcome.instance_id)
    assert max(Counter(row["seq"] for row in rows).values()) == 1
    runs = Counter(row["run_id"] for row in rows if "tick" in row)
    assert sorted(runs.values()) == [30] * 3


@pytest.mark.parametrize("logging", ["spool()", "own(log_file_name='bot')"])
def test_engines_that_are_all_made_before_the_first_runs(run_script, store, logging):  # noqa: F811
    """Each run's lines have its own `run_id` and strategy, whenever the strategy was added."""
    outcome = run_script(
        SETUP
        + f"""
    settled = lambda: actor(ship_backtests=True, spool_dir=DIRECTORY)
    made = {{}}
    for tag in ("001", "002", "003"):
        made[tag] = engine_of(settled(), {logging}, tags=[tag])
    made["004"] = engine_of(settled(), {logging}, tags=[])
    made["005"] = engine_of(settled(), {logging}, tags=["005"])
    made["004"].add_strategy(Talker(StrategyConfig(order_id_tag="004")))
    actors = [engine.trader.actors() for engine in made.values()]
    for engine in made.values():
        engine.run()
        engine.dispose()
    for engine, own in zip(made.values(), actors):
        note(engine, own)
    """,
    )
    instances = {report["instance_id"] for report in outcome.reports}
    rows = [row for instance_id in instances for row in rows_of(store, instance_id)]
    ticks = Counter((row["run_id"], row["strategy_id"]) for row in rows if "tick" in row)
    assert sorted(ticks.values()) == [30] * 5
    assert {strategy_id for _, strategy_id in ticks} == {f"Talker-00{n}" for n in range(1, 6)}
    assert len({run_id for run_id, _ in ticks}) == 5


def test_runs_without_a_store_are_shipped_later_each_row_once(run_script, store, tmp_path):  # noqa: F811
    """Each engine's lines are rows of its own instance and run, whose times stay what they are."""
    outcome = run_script(
        SETUP
        + """
    Talker.lines = 300
    for _ in range(3):
        engine = engine_of(actor(ship_backtests=True), spool())
        actors = engine.trader.actors()
        engine.run()
        engine.dispose()
        note(engine, actors)
    """,
        url="http://127.0.0.1:9",
    )
    assert {one["result"] for one in ship(store.url, tmp_path)} == {"stored"}
    for report in outcome.reports:
        rows = rows_of(store, report["instance_id"])
        assert [int(row["seq"]) for row in rows] == list(range(len(rows)))
        ticks = [(row["tick"], row["line"]) for row in rows if "tick" in row]
        assert len(ticks) == len(set(ticks)) == 3_000
        assert len({row["run_id"] for row in rows}) == 1


@pytest.mark.parametrize(
    "logging", ["spool(log_level='ERROR')", "LoggingConfig(log_level='ERROR')"]
)
def test_a_long_run_loses_nothing(run_script, store, logging):  # noqa: F811
    """What a backtest logs faster than it can be shipped is waited for, not dropped."""
    settings = "queue_max_records=5_000"
    outcome = run_script(SETUP + LONG.format(logging=logging, lines=100, settings=settings))
    assert_all_stored(store, outcome, 100_000)


def test_what_the_actor_itself_says_never_waits_for_room(run_script, store):  # noqa: F811
    """A warning of the threads that make room in a full queue does not stop them for good."""
    outcome = run_script(
        SETUP
        + """
    Talker.lines = 100
    note_tick = Talker.on_quote_tick

    def on_quote_tick(self, tick):
        self.log.info("too long " + "x" * 300_000)  # to be put aside, which is a warning
        note_tick(self, tick)

    Talker.on_quote_tick = on_quote_tick
    config = {"queue_max_records": 100, "batch_max_bytes": 16 * 1024}
    engine = engine_of(actor(ship_backtests=True, **config), LoggingConfig(log_level="ERROR"))
    actors = engine.trader.actors()
    engine.run()
    engine.dispose()
    note(engine, actors)
    """,
    )
    assert (outcome.stats["put_aside"], outcome.stats["lost"]) == (10, 0)
    query = f'instance_id:="{outcome.instance_id}" line:* | stats count() n'
    store.wait_for(query, lambda rows: rows[0]["n"] == "1000")


def test_a_fork_in_a_backtest_does_not_wait_for_room(run_script, store):  # noqa: F811
    """In a child nobody takes what it logs: its queue drops the oldest, and no call waits."""
    outcome = run_script(
        SETUP
        + """
    import os
    import warnings

    warnings.simplefilter("ignore")
    config = {"queue_max_records": 100}
    engine = engine_of(actor(ship_backtests=True, **config), LoggingConfig(log_level="ERROR"))
    actors = engine.trader.actors()
    engine.run()
    pid = os.fork()
    if pid == 0:
        for i in range(1_000):
            Logger("Child").info(f"number={i}")
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
    engine.dispose()
    note(engine, actors)
    """,
    )
    assert outcome.stats["lost"] == 0


@pytest.mark.soak
@pytest.mark.parametrize(
    "logging", ["spool(log_level='ERROR')", "LoggingConfig(log_level='ERROR')"]
)
def test_a_million_lines_are_stored_in_bounded_memory(run_script, store, logging):  # noqa: F811
    """Each line is stored exactly once, and the process is little larger than without shipping."""
    script = SETUP + LONG.format(logging=logging, lines=1_000, settings="")
    alone = run_script(script, timeout=300, SHIPPED="")
    shipped = run_script(script, timeout=300)
    assert_all_stored(store, shipped, 1_000_000)
    growth = shipped.reports[-1]["peak_mb"] - alone.reports[-1]["peak_mb"]
    assert growth < MAX_GROWTH_MB, growth


def assert_all_stored(store, outcome, count):
    """Check that each line of a long run is stored once, by its own id and by `seq`."""
    query = (
        f'instance_id:="{outcome.instance_id}" line:* '
        "| stats count() n, count_uniq(tick, line) u, count_uniq(seq) s"
    )
    store.wait_for(query, lambda rows: rows[0]["n"] == str(count))
    assert store.query(query) == [{"n": str(count), "u": str(count), "s": str(count)}]
    assert (outcome.stats["lost"], outcome.stats["put_aside"]) == (0, 0)


@pytest.mark.parametrize("logging", ["spool()", "own(log_file_name='bot')"])
def test_what_is_not_to_be_shipped_is_no_part_of_another_run(run_script, store, logging):  # noqa: F811
    """Whether its engine was made before or after those that are, runs before or after them."""
    outcome = run_script(
        SETUP
        + f"""
    made, actors = {{}}, {{}}

    def make(tag, is_shipped):
        settled = actor(ship_backtests=is_shipped, spool_dir=DIRECTORY)
        made[tag] = engine_of(settled, {logging}, tags=[tag])
        actors[tag] = made[tag].trader.actors()

    def run(tag):
        made[tag].run()
        made[tag].dispose()

    make("001", True), make("002", False)
    run("002"), run("001")
    make("003", False), run("003")
    make("004", True), make("005", False)
    run("004"), run("005")
    make("006", True), run("006")
    make("007", False), run("007")
    for tag in ("001", "004", "006"):
        note(made[tag], actors[tag])
    """,
    )
    found = Counter(
        (row["instance_id"], row["strategy_id"])
        for report in outcome.reports
        for row in rows_of(store, report["instance_id"])
        if "tick" in row
    )
    instances = [report["instance_id"] for report in outcome.reports]
    shipped = ["Talker-001", "Talker-004", "Talker-006"]
    assert found == dict.fromkeys(zip(instances, shipped, strict=True), 30)


def test_what_is_not_to_be_shipped_is_no_part_of_a_run_that_is_shipped_later(
    run_script,  # noqa: F811
    store,
    tmp_path,
):
    """Its lines come after the other one's, or before and between them."""
    outcome = run_script(
        SETUP
        + """
    Talker.lines = 300
    made = {}

    def make(number):
        own = actor(ship_backtests=number % 2 == 0)
        made[number] = engine_of(own, spool(), tags=[f"{number}"])
        return made[number].trader.actors()

    def run(number, actors):
        made[number].run()
        made[number].dispose()
        note(made[number], actors)

    for numbers in ((0,), (1,), (2, 3)):
        actors = [make(number) for number in numbers]
        for number, own in reversed([*zip(numbers, actors)]):
            run(number, own)
    """,
        url="http://127.0.0.1:9",
    )
    assert {one["result"] for one in ship(store.url, tmp_path)} == {"stored"}
    found = [
        store.query(
            f'instance_id:="{report["instance_id"]}" tick:* | stats by (strategy_id) count() rows'
        )
        for report in outcome.reports
    ]
    wanted = [[{"strategy_id": f"Talker-{n}", "rows": "3000"}] for n in (0, 2)]
    assert found == [wanted[0], [], [], wanted[1]]


@pytest.mark.parametrize("logging", ["spool()", "LoggingConfig(log_level='WARNING')"])
@pytest.mark.parametrize("year", [2040, 2199])
def test_times_to_come_are_simulated_too(run_script, store, logging, year):  # noqa: F811
    """A backtest of generated data may play at any time: its rows are stored now."""
    outcome = run_script(
        SETUP
        + f"""
    engine = engine_of(actor(ship_backtests=True), {logging}, year={year})
    actors = engine.trader.actors()
    engine.run()
    engine.dispose()
    note(engine, actors)
    """,
    )
    rows = rows_of(store, outcome.instance_id)
    ticks = [row for row in rows if "tick" in row]
    assert len(ticks) == 30
    assert {row["sim_time"][:4] for row in ticks} == {str(year)}
    assert {row["strategy_id"] for row in ticks} == {"Talker-001"}
    assert [row for row in rows if "put_aside" in row] == []
