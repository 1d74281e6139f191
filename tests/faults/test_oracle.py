"""A live node, and those before it that were killed, under random faults: see the README."""

import os
import time

import pytest

from faults.oracle import Run

KINDS = ("single", "cluster", "relay")

#: The choices of the short run, the same in each; of the long ones, others in each.
SEED = 1


def check(kind, seed, seconds, directory, make_node):
    """Let things go wrong; each number that was flushed is there once, or told of."""
    print(f"VLOGS_NT_SOAK_SEED={seed}")
    run = Run(kind, seed, directory, make_node)
    findings = run.execute(seconds)
    print(*findings, sep="\n")
    print(f"{len(run.happened)} troubles, {len(findings)} nodes: {run.happened}")
    assert [one for one in findings if one.is_broken] == [], run.happened
    assert sum(run.flushed.values()) > 0


def test_a_short_run(make_node, tmp_path):
    """Every number is there once after some troubles."""
    check("single", SEED, 20.0, tmp_path, make_node)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_long_run(kind, make_node, tmp_path):
    """Every number is there once after many troubles, whatever kind of store there is."""
    seconds = float(os.environ.get("VLOGS_NT_SOAK_SECS", "600"))
    seed = int(os.environ.get("VLOGS_NT_SOAK_SEED", str(time.time_ns() % 2**32)))
    check(kind, seed, seconds, tmp_path, make_node)
