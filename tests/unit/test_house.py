"""The rules of the house that no linter has: private names, NautilusTrader's internals, sizes."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

PACKAGE = Path(__file__).parents[2] / "nautilus_vlogs"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
#: Modules of NautilusTrader that are no public interface.
INTERNALS = ("nautilus_trader.core", "nautilus_trader.common.component")
MAX_LINES = 600


@cache
def imports(path):
    """Return the module and the name of each import in a file."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            found += [(node.module, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
    return found


def is_private(name):
    """Return whether a name is its module's own."""
    return name.startswith("_") and not name.startswith("__")


@pytest.mark.parametrize("name", MODULES)
def test_no_module_reaches_into_anothers_private_names(name):
    """What a module imports of another has a public name."""
    reached = [
        (module, imported)
        for module, imported in imports(MODULES[name])
        if is_private(imported) or any(is_private(part) for part in module.split("."))
    ]
    assert reached == []


@pytest.mark.parametrize("name", MODULES)
def test_nautilus_internals_are_the_nodes_alone(name):
    """Whatever a version of NautilusTrader changes inside is mended in one folder."""
    inside = {
        f"{module}.{imported}"
        for module, imported in imports(MODULES[name])
        if f"{module}.{imported}".startswith(INTERNALS)
    }
    assert not inside or name.startswith("node/")


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_short(name):
    """A module holds one concept, which never takes more than 600 lines."""
    assert len(MODULES[name].read_text().splitlines()) <= MAX_LINES


def test_what_needs_no_platform_loads_none():
    """A notebook, the command line or `ship` does not pay for NautilusTrader."""
    rooms = ("query", "store", "capture", "convert", "deliver", "commands")
    names = [name for name in MODULES if name.startswith(tuple(f"{room}/" for room in rooms))]
    modules = [name.removesuffix(".py").replace("/", ".") for name in names]
    code = f"""
        import importlib, sys
        for name in {modules}:
            importlib.import_module(f"nautilus_vlogs.{{name}}")
            if "nautilus_trader" in sys.modules:
                sys.exit(f"{{name}} loads it")
        """
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
