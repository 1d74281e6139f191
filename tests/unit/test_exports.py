"""The names that the package shows, and what importing them costs."""

import re
import subprocess
import sys
from importlib.metadata import version

import pytest

import nautilus_vlogs
from nautilus_vlogs import errors


def test_every_public_name_is_there():
    """Each name in `__all__` leads to an object of that name."""
    for name in nautilus_vlogs.__all__:
        found = getattr(nautilus_vlogs, name)
        assert name in ("__version__", getattr(found, "__name__", ""))
        assert name in dir(nautilus_vlogs)


def test_the_names_are_sorted_and_there_once():
    """The list reads like an index."""
    assert nautilus_vlogs.__all__ == sorted(set(nautilus_vlogs.__all__))


def test_every_error_is_public():
    """An error that can be raised can be caught by a name of the package."""
    raised = {
        name
        for name, found in vars(errors).items()
        if isinstance(found, type) and issubclass(found, errors.VictoriaLogsError)
    }
    assert raised <= set(nautilus_vlogs.__all__)


def test_a_name_that_is_none():
    """A misspelt name is said to be none."""
    with pytest.raises(AttributeError, match="no attribute 'VictoriaLogActor'"):
        nautilus_vlogs.VictoriaLogActor  # noqa: B018  # looking it up is the test


def test_the_version_is_that_of_the_distribution():
    """The version stands in one place."""
    assert nautilus_vlogs.__version__ == version("vlogs-nt")
    assert re.match(r"\d+\.\d+", nautilus_vlogs.__version__)


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_importing_the_package_loads_nothing():
    """The package itself imports neither NautilusTrader nor a client for HTTP."""
    done = run("import nautilus_vlogs, sys; print(*sys.modules)")
    loaded = done.stdout.split()
    assert not [name for name in loaded if name.split(".")[0] in ("nautilus_trader", "httpx")]


def test_a_node_starts_without_what_it_may_never_need():
    """The actor compiles no pattern for secrets, and loads no server of metrics."""
    code = """if True:
        import re, sys

        compiled = set()
        compile_now = re.compile
        re.compile = lambda pattern, flags=0: compiled.add(pattern) or compile_now(pattern, flags)
        import nautilus_vlogs.actor
        from nautilus_vlogs.convert.secret_patterns import RULES

        of_secrets = {rule.pattern.pattern for rule in RULES}
        print(len(RULES), len(compiled) > 0, len(compiled & of_secrets))
        print([name for name in sys.modules if name.startswith("nautilus_vlogs.metrics.")])
        """
    rules, *found = run(code).stdout.split(maxsplit=3)
    assert int(rules) > 100
    assert found == ["True", "0", "['nautilus_vlogs.metrics.address']\n"]


@pytest.mark.parametrize("name", ["VictoriaLogsActor", "SpoolLoggingConfig"])
@pytest.mark.parametrize("kind", ["another program", "not there"])
def test_a_version_of_nautilus_trader_that_is_none_of_ours(name, kind):
    """NautilusTrader 2 has another API: the error says so, and what to install."""
    code = f"""
        import sys, types

        class Finder:
            def find_spec(self, name, path=None, target=None):
                if name.startswith("nautilus_trader.common"):
                    raise ModuleNotFoundError(f"No module named {{name!r}}")

        sys.meta_path.insert(0, Finder())
        if {kind!r} == "not there":
            sys.modules["nautilus_trader"] = None
        from nautilus_vlogs import {name}
        """
    done = run(re.sub(r"^ {8}", "", code, flags=re.MULTILINE))
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: The actor needs NautilusTrader 1.221 or later, below 2")
    assert "pip install 'nautilus_trader>=1.221,<2', was " in last
