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


@cache
def nodes_of(name):
    """Return all nodes of a file's syntax tree."""
    return [*ast.walk(ast.parse(FILES[name].read_text()))]


def asks_a_clock(node):
    """Return whether an expression calls one of the clocks."""
    calls = [n.func for n in ast.walk(node) if isinstance(n, ast.Call)]
    return any(getattr(f, "attr", getattr(f, "id", "")) in CLOCKS for f in calls)


def limits_time(node):
    """Return whether an assertion bounds what a clock says from above, other than to wait."""
    if not isinstance(node, ast.Assert):
        return False
    names = {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}
    for compared in (n for n in ast.walk(node.test) if isinstance(n, ast.Compare)):
        is_less = isinstance(compared.ops[0], ast.Lt | ast.LtE)
        larger = compared.comparators[0] if not is_less else compared.left
        if "deadline" not in names and asks_a_clock(larger):
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
