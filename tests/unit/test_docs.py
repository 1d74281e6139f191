"""What the README and the docs say of the project, without executing it."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nautilus_vlogs
from nautilus_vlogs import errors
from nautilus_vlogs.config import VictoriaLogsActorConfig
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION

ROOT = Path(__file__).parents[2]
FORGE = "https://github.com/vlogs-nt/vlogs-nt/blob/main/"
README = (ROOT / "README.md").read_text()
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")),
    ROOT / "CODE_OF_CONDUCT.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_to_the_repository_lead_to_files(path):
    """A link into the repository names a file that exists; what leaves `docs/` is absolute."""
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text()):
        if target.startswith(FORGE):
            assert (ROOT / target.removeprefix(FORGE)).exists(), target
        elif not target.startswith(("http", "#")):
            assert path.parent.name == "docs", f"{target} does not work on a package index"
            assert (path.parent / target.partition("#")[0]).exists(), target


def test_the_readme_is_short_and_has_the_disclaimer():
    """A newcomer reads it to its end; NautilusTrader's naming policy asks for the disclaimer."""
    assert len(README.splitlines()) <= 130
    assert "not affiliated with, endorsed by or supported by" in " ".join(README.split())


def test_the_readme_names_the_versions_that_are_tested():
    """The store that is built is one of those that the README names."""
    assert VICTORIALOGS_VERSION in README


def test_every_setting_is_described():
    """The configuration's page is made of the docstring, which names every setting."""
    described = set(re.findall(r"(\w+)(?=[\w, ]* : )", VictoriaLogsActorConfig.__doc__))
    assert set(VictoriaLogsActorConfig.__annotations__) <= described


def test_every_public_name_is_described():
    """Each name of `__all__` is in the reference: a class, or an error of the module of errors."""
    pages = "".join(path.read_text() for path in (ROOT / "docs").glob("*.md"))
    described = set(re.findall(r"auto(?:class|function):: [\w.]+\.(\w+)", pages))
    assert "automodule:: nautilus_vlogs.errors" in pages
    described |= set(vars(errors))
    assert set(nautilus_vlogs.__all__) - described == {"__version__"}


def test_the_messages_of_troubleshooting_are_logged():
    """What a user looks up by the words of the log is in those words there."""
    page = (ROOT / "docs" / "troubleshooting.md").read_text()
    messages = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    trees = [ast.parse(path.read_text()) for path in (ROOT / "nautilus_vlogs").rglob("*.py")]
    texts = "\n".join(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    parts = [part.strip() for message in messages for part in message.split("…")]
    assert len(messages) > 5
    assert [part for part in parts if part not in texts] == []


def test_help_lists_every_target():
    """`make help` names each target that the Makefile declares."""
    declared = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[
        1
    ].split()
    # Called below another make, it would also name the directory it enters.
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == declared


def test_the_benchmarks_page_is_the_generators():
    """The comparison's section is what the results say."""
    command = [sys.executable, "bench/peers_report.py", "--check"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_every_variable_of_the_environment_is_described():
    """A variable that the code reads is in the table of the configuration's page."""
    sources = "".join(path.read_text() for path in (ROOT / "nautilus_vlogs").rglob("*.py"))
    page = (ROOT / "docs" / "configuration.md").read_text()
    names = set(re.findall(r'"((?:VLOGS_NT|VICTORIALOGS)_[A-Z_]+[A-Z])"', sources))
    assert {name for name in names if f"`{name}`" not in page} == set()
