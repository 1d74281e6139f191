"""What the console shows under the bridge, beside what it shows without the actor."""

import os
import re
import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

# The same program twice: with the actor, and with one of its name and configuration that does
# nothing. So NautilusTrader has the same to say about both.
PROGRAM = """
    import sys

    class Idle(Actor):
        def on_start(self):
            pass

        def on_stop(self):
            pass

        def on_dispose(self):
            pass

    Idle.__name__ = Idle.__qualname__ = "VictoriaLogsActor"
    kind = Idle if sys.argv[1] == "stock" else VictoriaLogsActor
    use_pyo3 = sys.argv[2] == "pyo3"

    node = make_node(
        LoggingConfig(
            log_level="DEBUG",
            use_pyo3=use_pyo3,
            # A strategy's name that stands here is left as it is.
            log_component_levels={"Quiet": "ERROR", "Silent": "OFF", "Probe": "DEBUG"},
        ),
        actors=[],
    )
    console = Logger("Console")
    console.info("begin")
    print("begin", file=sys.stderr, flush=True)
    node.trader.add_actor(kind(VictoriaLogsActorConfig(url=URL, capture="bridge")))
    node.trader.add_strategy(Probe(StrategyConfig(order_id_tag="001")))
"""

LOG = """
    from nautilus_trader.common.enums import LogColor

    for logger in (console, Logger("Quiet"), Logger("Silent"), Logger("naïve €𝄞")):
        for color in LogColor:
            text = f"in color={color} €𝄞 \\n\\t 'quote' \\"double\\" {{}} %s \\x1b[31mred\\x1b[0m"
            for level in (logger.debug, logger.info, logger.warning, logger.error):
                level(text, color)
        logger.info("")
        logger.info(" ")
        logger.info("x" * 20_000)
        try:
            1 / 0
        except ZeroDivisionError as e:
            logger.exception("caught", e)
"""

THREADS = """
    def talk(name):
        log = Logger(f"Thread{name}")
        for i in range(2_000):
            (log.error if i % 10 == 0 else log.info)(f"thread={name} number={i} " + "y" * (i % 300))

    threads = [threading.Thread(target=talk, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""

END = """
    run(node)
    console.info("end")
"""

VARIABLE = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z"  # a line's time
    rb"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # an id
    rb"|(?<=ts_init=)\d{19}|\b0x[0-9a-f]{8,16}\b"  # an event's time; an object's address
)


@pytest.fixture
def consoles(store, tmp_path):
    """Return a function that runs a program with and without the actor and returns its output."""

    def run(variant, script, mode):
        done = subprocess.run(
            [sys.executable, "-c", "from node_kit import *\n" + script, variant, mode],
            check=False,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path]),
                "TEST_URL": store.url,
                "TEST_DIRECTORY": str(tmp_path),
            },
            capture_output=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr.decode()[-3_000:]
        outputs = []
        for output in (done.stdout, done.stderr):
            lines = VARIABLE.sub(b"(varies)", output).split(b"\n")
            begin = next(i for i, line in enumerate(lines) if b"begin" in line)
            kept = lines[begin:]
            if variant != "stock":
                said = [line for line in kept if b"Shipping logs to" in line]
                assert len(said) == (output is done.stdout)
                kept = [line for line in kept if line not in said]
            outputs.append(kept)
        return outputs

    def run_both(*parts, mode):
        script = "".join(map(textwrap.dedent, parts))
        return run("stock", script, mode), run("bridge", script, mode)

    return run_both


@pytest.mark.parametrize("mode", ["cython", "pyo3"])
def test_the_console_is_byte_for_byte_what_it_is_without_the_actor(consoles, mode):
    """Text, level, colour, order and stream: nothing but the times and the ids differ."""
    stock, bridged = consoles(PROGRAM, LOG, END, mode=mode)
    assert len(stock[0]) > 100
    assert len(stock[1]) > 50
    assert bridged[0] == stock[0]
    assert bridged[1] == stock[1]


@pytest.mark.parametrize("mode", ["cython", "pyo3"])
def test_the_console_is_the_same_with_many_threads(consoles, mode):
    """Each line is there once and whole, and the lines of each thread are in its order."""
    stock, bridged = consoles(PROGRAM, THREADS, END, mode=mode)
    for ours, theirs in zip(bridged, stock, strict=True):
        assert Counter(ours) == Counter(theirs)
        for name in range(6):
            mine = f"thread={name} ".encode()
            assert [line for line in ours if mine in line] == [
                line for line in theirs if mine in line
            ]
    assert sum(b"thread=" in line for line in stock[0]) == 6 * 1_800
    assert sum(b"thread=" in line for line in stock[1]) == 6 * 200
