"""What the comparison's report makes of its results."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from peers_env import ROOT
from peers_report import RESULTS
from peers_report import TABLE
from peers_report import load
from peers_report import section
from peers_report import table
from peers_report import with_section
from peers_results import Results
from peers_results import Run
from peers_tables import goals

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def made(runs, **more):
    """Return results of some runs."""
    versions = {"syslog-ng": "3.38.1", "rsyslog": "8.2302"}
    machine = {"cpus": "2"}
    return Results("2026-01-02T03:04:05", machine, versions, {}, 3, {}, runs, **more)


def backlog(number, variant, rate):
    """Return a run of a finished log."""
    return Run(number, "backlog", variant, {"stored_per_sec": rate, "shipper_cpu_secs": 2.0})


RUNS = [
    *(backlog(number, "vlogs-nt", rate) for number, rate in enumerate((50, 70, 60))),
    *(backlog(number, "syslog-ng", 120) for number in range(3)),
    *(backlog(number, "raw (preloaded)", 200) for number in range(3)),
]


def test_the_median_is_shown_and_the_best_is_bold():
    """The table has the median of the rounds; who is faster is bold, who is level is, too."""
    lines = section(made(RUNS)).splitlines()
    (row,) = [line for line in lines if line.startswith("| rows/s of a finished log")]
    assert row == "| rows/s of a finished log | 60 | **120** | - |"
    (cpu,) = [line for line in lines if line.startswith("| CPU s per million rows, finished log")]
    assert cpu.count("**2**") == 2


def test_who_is_within_the_spread_of_the_best_is_level():
    """A median that lies between the rounds of the best is bold too, and one below it is not."""
    theirs = [backlog(number, "rsyslog", rate) for number, rate in enumerate((59, 62, 64))]
    runs = [run for run in RUNS if run.variant != "syslog-ng"] + theirs
    (row,) = [line for line in section(made(runs)).splitlines() if "finished log |" in line][:1]
    assert row == "| rows/s of a finished log | **60** | - | **62** |"
    runs.append(backlog(3, "syslog-ng", 58))
    (row,) = [line for line in section(made(runs)).splitlines() if "finished log |" in line][:1]
    assert row == "| rows/s of a finished log | **60** | 58 | **62** |"


def test_ours_is_compared_at_the_same_work_too():
    """With nothing lifted ours does what agents do: those runs have rows and goals of their own."""
    runs = [*RUNS, backlog(0, "vlogs-nt, nothing lifted", 130)]
    lines = section(made(runs)).splitlines()
    assert "| rows/s of a finished log | 60 | **120** | - |" in lines
    assert "| rows/s of a finished log, no fields lifted | **130** | 120 | - |" in lines
    found = {goal.title: goal.is_met for goal in goals(made(runs))}
    assert not found["rows/s, to syslog-ng's"]
    assert found["rows/s, to syslog-ng's, no fields lifted"]


def test_the_table_has_spreads_and_ratios():
    """Beside each median stand the lowest and the highest round and the ratio to ours."""
    text = table(made(RUNS))
    assert (
        "| vlogs-nt | 60 | [50 to 70] | 1.00 |\n| syslog-ng | 120 | [120 to 120] | 2.00 |" in text
    )


def test_the_table_tells_how_the_cost_grows():
    """What was measured for several numbers of strategies stands in one line, dashes included."""
    grown = [
        Run(0, "strategies", name, {"log_p99_ns": 10.0 * number}, strategies=number)
        for name, number in (("stock", 1), ("vlogs-nt", 1), ("vlogs-nt", 50))
    ]
    lines = table(made([*RUNS, *grown])).splitlines()
    first = lines.index("## By number of strategies: log call, p99, ns")
    assert lines[first + 2] == "| | 1 | 50 |"
    assert lines[first + 4 : first + 6] == ["| stock | 10 | - |", "| vlogs-nt | 10 | 500 |"]


def test_where_ours_is_not_the_best_is_said():
    """What somebody else does better is listed with both figures, and nothing else is."""
    text = section(made(RUNS))
    listed = text.partition("Where vlogs-nt is not the best:")[2].partition("Goals:")[0]
    assert listed.strip() == "- rows/s of a finished log: 60, syslog-ng 120"


def test_goals_are_met_or_missed_by_what_was_measured():
    """A goal's verdict follows from the runs; what was not measured has none."""
    found = {goal.title: (goal.measured, goal.is_met) for goal in goals(made(RUNS))}
    assert found["rows/s, to ready-made rows"] == (0.3, False)
    assert found["rows/s, to syslog-ng's"] == (0.5, False)
    assert found["shipper's CPU s per million rows"] == (2.0, True)
    assert "duplicates, in all three" not in found


def test_who_is_missing_is_named():
    """A peer that could not be had stands there with the reason."""
    results = made(RUNS)
    results.missing["vector"] = "in no registry (but another is): put it on the PATH"
    assert "Not compared: vector (in no registry)." in section(results)


def test_only_the_section_is_replaced():
    """What stands before and behind the marks stays, and a second time changes nothing."""
    page = "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n"
    once = with_section(page, "new")
    assert once == "before\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nafter\n"
    assert with_section(once, "new") == once


@pytest.mark.skipif(not RESULTS.exists(), reason="nothing was measured yet")
def test_the_page_says_what_the_results_say():
    """No figure of the comparison is typed in by hand."""
    page = PAGE.read_text()
    assert with_section(page, section(load(RESULTS))) == page
    assert (RESULTS.parent / TABLE).read_text() == table(load(RESULTS))


def test_the_environment_of_the_peers_has_the_project_in_it():
    """It is made in the folder that is this repository's root."""
    assert (ROOT / "pyproject.toml").exists()
