"""
Install the project for several Pythons and run the tests on each.

The two ends of what is supported are tested whole: the default Python with the oldest VictoriaLogs,
and the newest Python that can be found, which gets the newest NautilusTrader, with the newest
VictoriaLogs. A Python between the two runs what depends most on the interpreter: nodes, the
handler, ends of processes and companions. On CI, where `CI` is set, the two ends share all other
tests that take seconds: each runs every other one. Needs nothing but the standard library.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
OLDEST = (3, 11)
# The tests mostly wait, for stores to flush and nodes to stop (those of tests/faults take an eighth
# of a CPU): several wait side by side. Each worker begins with a row of neighbours, for what files
# set up, and one that is done takes over half of what another one has left.
IN_PARALLEL = ["-n", "6", "--dist", "worksteal"]
#: The exit code of pytest when tests failed.
FAILED = 1
NEWER = ("3.14", "3.13", "3.12")
#: A property is tried with many examples once: how many it takes depends on no version.
FEW_EXAMPLES = ["--hypothesis-profile", "fast"]
#: What runs with the lowest versions of the dependencies, and what it needs beside them.
LOWEST_TESTS = [*FEW_EXAMPLES, "tests/unit", "tests/integration/test_handler.py"]
LOWEST_TOOLS = ["hypothesis", "import-linter", "prometheus-client", "pytest", "pytest-xdist"]
#: What a Python between the two ends runs, and both ends on CI.
BETWEEN = [
    "tests/faults/test_ends.py",
    "tests/faults/test_companion.py",
    "tests/integration/test_node.py",
    "tests/integration/test_handler.py",
]


def half(which: str) -> list[str]:
    """Return how an end is told its half of the tests that both share on CI."""
    return ["--half", which] if os.environ.get("CI") else []


def version_of(python: str) -> tuple[int, int] | None:
    """Return an interpreter's version, None if it can't be run."""
    code = "import sys, venv, ensurepip; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = done.stdout.split()
    return int(major), int(minor)


def find_newer(default: tuple[int, int]) -> list[str]:
    """Return the interpreters that are newer than the default one, the newest first."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = []
    for version in NEWER:
        wanted = tuple(map(int, version.split(".")))
        if wanted <= default:
            break
        pattern = re.compile(re.escape(version) + r"\.\d+")
        installed = [path for path in home.glob("*") if pattern.fullmatch(path.name)]
        candidates = [str(path / "bin" / "python") for path in sorted(installed, reverse=True)]
        on_path = shutil.which(f"python{version}")
        candidates += [on_path] if on_path else []
        found += [one for one in candidates if version_of(one) == wanted][:1]
    return found


def lowest() -> list[str]:
    """Return the lowest versions of the dependencies that the project says it works with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    bounds = [re.match(r"([\w.-]+)>=([\d.]+)", text) for text in project["dependencies"]]
    return [f"{bound[1]}=={bound[2]}" for bound in bounds if bound is not None]


def install(python: str, venv: Path, extras: str, *more: str) -> Path:
    """Make a virtual environment with the project in it; return its interpreter."""
    version = version_of(python)
    if version is None or version < OLDEST:
        sys.exit(f"{python} is {version}: Python 3.11 or newer is needed, with its venv module")
    inner = venv / "bin" / "python"
    if version_of(str(inner)) != version:
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run([python, "-m", "venv", venv], check=True)
    print(f"Installing into {venv} (some 150 MB the first time) ...", flush=True)
    command = [inner, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # For the two ends of the range: what is newest for this Python, not what was there.
    command += ["--upgrade", "--upgrade-strategy", "only-if-needed", "--editable", f".[{extras}]"]
    command += more
    subprocess.run(command, check=True, cwd=ROOT)
    return inner


def test(python: Path, store: str, pytest_args: list[str]) -> int:
    """
    Run the tests with an interpreter and a VictoriaLogs.

    `store` names a constant of `nautilus_vlogs.operate.build`; a program that VICTORIALOGS_BINARY
    names goes before it.
    """
    code = (
        "import platform, sys; from importlib.metadata import version; "
        "from nautilus_vlogs.operate import build; "
        "named = build.os.environ.get('VICTORIALOGS_BINARY'); "
        "binary = build.find_binary() if named else build.install(getattr(build, sys.argv[1])); "
        "print('--- Python', platform.python_version(), 'with nautilus_trader', "
        "version('nautilus_trader'), 'and VictoriaLogs', build.version_of(binary)); print(binary)"
    )
    told = subprocess.run(
        [python, "-c", code, store], stdout=subprocess.PIPE, text=True, check=True
    )
    title, binary = told.stdout.splitlines()
    print(title, flush=True)
    command = [python, "-m", "pytest", *pytest_args]
    environment = {**os.environ, "VICTORIALOGS_BINARY": binary}
    code = subprocess.run(
        [*command, *IN_PARALLEL], check=False, cwd=ROOT, env=environment
    ).returncode
    if code == FAILED:
        # Nodes, stores and browsers side by side can starve each other on a small machine: what
        # failed among them has to hold when it runs alone.
        print("--- What failed is run again, alone", flush=True)
        again = [*command, "--last-failed", "-n", "0"]
        code = subprocess.run(again, check=False, cwd=ROOT, env=environment).returncode
    return code


def main() -> int:
    """Install, or install and test."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["install", "test"])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv")
    parser.add_argument("--extras", default="dev,demo")
    args, pytest_args = parser.parse_known_args()

    default = install(args.python, args.venv, args.extras)
    if args.command == "install":
        return 0
    failed = test(default, "OLDEST_VERSION", pytest_args or half("first"))
    if not pytest_args:
        print("--- With the lowest versions of the dependencies:", *lowest(), flush=True)
        place = args.venv.with_name(f"{args.venv.name}-lowest")
        inner = install(args.python, place, "api", *lowest(), *LOWEST_TOOLS)
        failed = test(inner, "OLDEST_VERSION", LOWEST_TESTS) or failed
    newer = find_newer(version_of(str(default)) or OLDEST)
    if not newer:
        print("--- No newer Python (3.12 to 3.14) was found: tested on the default one only")
        return failed
    for place, python in enumerate(newer):
        is_newest = place == 0
        major, minor = version_of(python) or OLDEST
        name = f"{args.venv.name}-{'newer' if is_newest else f'{major}.{minor}'}"
        inner = install(python, args.venv.with_name(name), args.extras)
        wanted = pytest_args or ([*FEW_EXAMPLES, *half("second")] if is_newest else BETWEEN)
        failed = test(inner, "VICTORIALOGS_VERSION", wanted) or failed
    return failed


if __name__ == "__main__":
    sys.exit(main())
