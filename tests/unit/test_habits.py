"""What holds for every test: a sentence that says what it shows, and no limit of time."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
FILES = {path.relative_to(TESTS).as_posix(): path for path in sorted(TESTS.rglob("*.py"))}
CLOCKS = (
    "monotonic",
    "perf_counter",
    "monotonic_ns",
    "perf_counter_ns",
    "process_time",
    "thread_time",
)

#: Names of what was measured by a clock, and the seconds that no hiccup of a machine takes.
MEASURED = {"disposed_in", "stopped_in", "lags", "longest", "longer", "took"}
WIDE_SECS = 4


@cache
def nodes_of(name):
    """Return all nodes of a file's syntax tree."""
    return [*ast.walk(ast.parse(FILES[name].read_text()))]


def asks_a_clock(node):
    """Return whether an expression calls one of the clocks."""
    calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    return any(getattr(f, "attr", getattr(f, "id", "")) in CLOCKS for f in calls)


def was_measured(node):
    """Return whether an expression has the name, or the key, of what was measured by a clock."""
    found = [getattr(n, "id", getattr(n, "value", None)) for n in ast.walk(node)]
    return any(isinstance(one, str) and one in MEASURED for one in found)


def is_wide(node):
    """Return whether an expression is a number of seconds that is enough for any machine."""
    return isinstance(getattr(node, "value", None), int | float) and node.value >= WIDE_SECS


def limits_time(node):
    """Return whether an assertion bounds what a clock says from above, other than to wait."""
    if not isinstance(node, ast.Assert):
        return False
    names = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
    for compared in (n for n in ast.walk(node.test) if isinstance(n, ast.Compare)):
        bound, larger = compared.left, compared.comparators[0]
        if isinstance(compared.ops[0], ast.Lt | ast.LtE):
            bound, larger = larger, bound
        if "deadline" not in names and asks_a_clock(larger):
            return True
        if was_measured(larger) and not is_wide(bound):
            return True
    return False


@pytest.mark.parametrize("name", FILES)
def test_every_test_says_what_it_shows(name):
    """A test's docstring is what holds when it passes."""
    functions = [n for n in nodes_of(name) if is_test(n)]
    assert [n.name for n in functions if not ast.get_docstring(n)] == []


def is_test(node):
    """Return whether a node is a test function."""
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


@pytest.mark.parametrize("name", FILES)
def test_no_assertion_limits_time(name):
    """A shared machine may be slow for any time, which no test may fail for."""
    found = [n.lineno for n in nodes_of(name) if limits_time(n)]
    assert not found


def test_files_of_tests_have_names_of_their_own():
    """Pytest imports those of a folder that is no package by their names alone."""
    loose = [path for path in FILES.values() if not (path.parent / "__init__.py").exists()]
    names = [path.name for path in loose if path.name.startswith("test_")]
    assert sorted(names) == sorted(set(names))


def test_unit_tests_wait_for_nothing():
    """The unit tests neither sleep nor start a store."""
    units = {name: path.read_text() for name, path in FILES.items() if name.startswith("unit/")}
    own = "unit/" + Path(__file__).name
    waiting = {n for n, text in units.items() if "time.sleep(" in text or "LocalServer(" in text}
    assert waiting - {own} == set()
