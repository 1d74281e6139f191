"""A handler that sends with the actor's connections, threads and settings."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

BEGIN = """
import logging, os, threading, time
from nautilus_vlogs import VictoriaLogsHandler

handler = VictoriaLogsHandler(
    url=os.environ["OTHER_URL"], extra_fields={"test": os.environ["TEST_ID"]}, share_actor=True,
)
logger = logging.getLogger("research")
logger.addHandler(handler)
logger.warning("number=0 before there is an actor")
"""


@pytest.fixture
def run(store, tmp_path):
    """Return a function that runs a script and returns what it printed last, as an object."""

    def run(script, *, other_url="http://127.0.0.1:1"):
        env = {"PYTHONPATH": str(Path(__file__).parents[1]), "TEST_URL": store.url}
        env |= {"TEST_ID": store.id, "TEST_DIRECTORY": str(tmp_path), "OTHER_URL": other_url}
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + textwrap.dedent(script)],
            env={**os.environ, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    return run


def test_a_handler_shares_the_actor_s_sender(run, store):
    """Records wait for the actor, go where it sends, and go on after its disposal."""
    told = run("""
        import json
        from node_kit import *

        node = make_node(shutdown_timeout_secs=10, durability_window_secs=2)
        names = []

        def talk():
            for n in range(1, 500):
                logger.warning(f"number={n}")
            names.extend(sorted(thread.name for thread in threading.enumerate()))

        run(node, talk)
        logger.warning("number=500 after the disposal")
        handler.flush()
        stats = handler.stats()
        print(json.dumps({"threads": names, "read": stats.read, "sent": stats.sent}))
        """)
    assert told["read"] == told["sent"] == 501
    senders = [name for name in told["threads"] if name.startswith("vlogs-delivery")]
    assert len(senders) == 2  # and not four
    rows = store.wait_for(f"test:={store.id}", 501)
    assert sorted(int(row["number"]) for row in rows) == list(range(501))
    assert sorted(int(row["seq"]) for row in rows) == list(range(501))
    tags = {(row["source"], row["trader_id"], row["environment"]) for row in rows}
    assert tags == {("python", "TESTER-001", "sandbox")}
    assert len({row["instance_id"] for row in rows}) == 1


def test_without_an_actor_its_own_settings_hold(run, store):
    """What waited is sent when the handler is flushed or closed."""
    told = run(
        """
        import json
        before = sorted(thread.name for thread in threading.enumerate())
        logger.warning("number=1")
        logging.shutdown()
        print(json.dumps({"threads": before, "sent": handler.stats().sent}))
        """,
        other_url=store.url,
    )
    assert told == {"threads": ["MainThread"], "sent": 2}
    rows = store.wait_for(f"test:={store.id}", 2)
    assert sorted(row["number"] for row in rows) == ["0", "1"]


def test_a_fork_is_on_its_own(run, store):
    """A child has none of the actor's threads: it sends with its own settings."""
    run(
        """
        import json, warnings
        from node_kit import *

        warnings.simplefilter("ignore")
        node = make_node()
        pid = os.fork()
        if pid == 0:
            logger.warning("number=1 from the child")
            handler.flush()
            os._exit(0 if handler.stats().sent == 1 else 1)
        assert os.waitpid(pid, 0)[1] == 0
        node.dispose()
        print("{}")
        """,
        other_url=store.url,
    )
    rows = store.wait_for(f"test:={store.id}", 2)
    assert sorted(row["number"] for row in rows) == ["0", "1"]
    assert {"trader_id" in row for row in rows} == {True, False}
