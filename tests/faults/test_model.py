"""Crashed logs, shipping and faults in orders that nobody thought of: see the README beside it."""

import json
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import run_state_machine_as_test

from faults.harness import Account
from faults.harness import flushed_numbers
from faults.harness import spool_files
from faults.harness import start_ship
from faults.leftovers import Leftover
from faults.proxy import FAULTS

#: What `vlogs-nt ship` may take for a few thousand lines once the store is there.
SHIP_SECS = 90


class Machine(RuleBasedStateMachine):
    """A spool directory, a store behind a proxy, and at most one process that ships."""

    def __init__(self, url, proxy):
        super().__init__()
        self.url = url
        self.proxy = proxy
        self.proxy.heal()
        self.scratch = tempfile.TemporaryDirectory()
        self.directory = Path(self.scratch.name)
        self.whole = {}  # how many numbers each log holds
        self.fresh = []  # logs that nobody has begun to ship
        self.process = None
        self.is_lost = False

    @rule(
        numbers=st.integers(10, 1_500),
        files=st.integers(1, 4),
        age_secs=st.integers(10, 1_000),
        is_torn=st.booleans(),
        has_journal=st.booleans(),
    )
    def crash(self, numbers, files, age_secs, *, is_torn, has_journal):
        """Leave what a node does that crashed after some rotations, perhaps within a line."""
        tail = b'{"timestamp":"2026-' if is_torn else b""
        left = Leftover(self.directory, numbers, files=files, age_secs=age_secs, tail=tail)
        if has_journal:
            left.save()
        self.whole[left.instance_id] = numbers
        if self.process is None:  # or it may have begun with this one already
            self.fresh.append(left)

    @precondition(lambda self: self.fresh and self.process is None)
    @rule(share=st.floats(0.5, 1.0))
    def truncate(self, share):
        """Cut off the end of a log's newest file."""
        left = self.fresh[-1]
        path = left.paths[-1]
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.truncate(int(size * share))
        self.whole[left.instance_id] = len(flushed_numbers(self.directory, left.instance_id))

    @rule(fault=st.sampled_from(FAULTS))
    def lose_the_store(self, fault):
        """Put a fault before the store."""
        self.proxy.set(fault, status=503)
        self.is_lost = True

    @precondition(lambda self: self.is_lost)
    @rule()
    def bring_it_back(self):
        """Heal it."""
        self.proxy.heal()
        self.is_lost = False

    @precondition(lambda self: self.process is None and self.whole)
    @rule()
    def begin_to_ship(self):
        """Ship what is left."""
        self.fresh.clear()
        self.process = start_ship(self.proxy.url, self.directory)

    @precondition(lambda self: self.process is not None)
    @rule(after_secs=st.floats(0.0, 4.0))
    def kill_the_shipping(self, after_secs):
        """Kill it, at whatever it is."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(after_secs)
        self._end()

    @precondition(lambda self: self.process is not None and not self.is_lost)
    @rule()
    def wait_for_the_shipping(self):
        """Let it end; its accounts add up."""
        self._finish()

    def teardown(self):
        """Ship what is left; each number of each log is stored once, and nothing remains."""
        try:
            self.proxy.heal()
            if self.process is not None:
                self._finish()
            self.process = start_ship(self.proxy.url, self.directory)
            self._finish()
            for instance_id, numbers in self.whole.items():
                Account(self.url, instance_id).check_whole(numbers)
            left = [path.name for path in spool_files(self.directory)]
            assert [name for name in left if "dead-letter" not in name] == []
        finally:
            if self.process is not None:
                self._end()
            self.scratch.cleanup()

    def _finish(self):
        out, errors = self.process.communicate(timeout=SHIP_SECS)
        assert self.process.returncode == 0, out + errors
        for one in map(json.loads, out.splitlines()):
            assert one["read"] == one["stored"] + one["put_aside"] + one["lost"], one
            assert (one["complete"], one["lost"]) == (True, 0), one
        self.process = None

    def _end(self):
        self.process.kill()
        self.process.communicate()
        self.process = None


def run(url, proxy, *, examples, steps, **more):
    """Run the machine so many times."""
    found = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(lambda: Machine(url, proxy), settings=found)


def test_any_order(victoria_logs, proxy):
    """A few orders, the same in each run."""
    run(victoria_logs.url, proxy, examples=5, steps=8, derandomize=True)


@pytest.mark.soak
def test_many_orders(victoria_logs, proxy):
    """Many orders, others in each run."""
    run(victoria_logs.url, proxy, examples=20, steps=20, print_blob=True)
