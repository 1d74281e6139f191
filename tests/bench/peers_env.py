"""
Install the peers in an environment of their own, and say what could not be had.

Run as ``python tests/bench/peers_env.py``. The handlers come from PyPI, the agents from Debian,
unpacked beside them and not installed on the system, and vlagent is built with Go. What is on the
PATH already is used.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
VENV = ROOT / ".venv-peers"

_PACKAGES = {
    "victorialogs-handler": "victorialogs-handler",
    "logvictorialogs": "logvictorialogs",
    "python-logging-loki": "python-logging-loki",
    "OpenTelemetry": "opentelemetry-sdk",
}
_DEBIAN = ["syslog-ng-core", "syslog-ng-mod-http", "rsyslog", "rsyslog-elasticsearch"]
_NOT_PACKAGED = "not on the PATH, and not on PyPI, crates.io, npm, Go's proxy, Maven or Debian 12"


def main() -> int:
    """Install what is missing."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    requirements = Path(__file__).with_name("requirements-peers.txt")
    pip = [python, "-m", "pip", "install", "--quiet", "-e", ROOT, "-r", requirements]
    subprocess.run(pip, check=True)
    _unpack_debian(VENV / "debian")
    _build_vlagent(VENV / "debian" / "usr" / "sbin" / "vlagent")
    return 0


def installed() -> tuple[dict[str, str], dict[str, str]]:
    """Return the versions of the peers that are here, and why the others are not."""
    from agents import AGENTS  # noqa: PLC0415  # has dependencies, which `main` installs

    versions: dict[str, str] = {}
    missing: dict[str, str] = {}
    for name, package in _PACKAGES.items():
        try:
            versions[name] = version(package)
        except PackageNotFoundError:
            missing[name] = f"{package} is not installed: run tests/bench/peers_env.py"
    for name, agent in AGENTS.items():
        if (path := agent.path()) is not None:
            versions[name] = _version_of(path)
        elif name in ("Vector", "Fluent Bit"):
            missing[name] = _NOT_PACKAGED
        else:
            missing[name] = "could not be installed (Debian's packages, or Go, are needed)"
    return versions, missing


def _unpack_debian(target: Path) -> None:
    """Unpack packages and those of what they need that the system does not have."""
    wanted = [package for package in _DEBIAN if not (target / ".unpacked" / package).exists()]
    if not wanted or not shutil.which("apt-get"):
        return
    (target / ".unpacked").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        for package in [*_missing_dependencies(wanted), *wanted]:
            done = subprocess.run(
                ["apt-get", "download", "-qq", package],
                cwd=scratch,
                capture_output=True,
                check=False,
            )
            found = list(Path(scratch).glob(f"{package}_*.deb"))
            if done.returncode or not found:
                print(f"{package}: {done.stderr.decode()[-200:]}", file=sys.stderr)
                continue
            subprocess.run(["dpkg-deb", "-x", found[0], target], check=True)
            (target / ".unpacked" / package).touch()


def _missing_dependencies(packages: list[str]) -> list[str]:
    found = subprocess.run(
        ["apt-cache", "depends", "--no-recommends", "--no-suggests", *packages],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    names = {line.split()[-1] for line in found.splitlines() if " Depends: " in line}
    real = {name for name in names if not name.startswith("<")} - set(packages)
    return sorted(name for name in real if not _has(name))


def _has(package: str) -> bool:
    done = subprocess.run(["dpkg", "-s", package], capture_output=True, check=False)
    return done.returncode == 0


def _build_vlagent(target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    code = "from vlagent import obtain_vlagent; print(obtain_vlagent())"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests" / "faults")}
    done = subprocess.run(
        [VENV / "bin" / "python", "-c", code],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    if done.returncode:
        print(f"vlagent: {done.stderr.splitlines()[-1]}", file=sys.stderr)
    else:
        target.symlink_to(done.stdout.strip())


def _version_of(path: str) -> str:
    if Path(path).name == "vlagent":
        return "v" + Path(path).resolve().name.rpartition("-v")[2]
    from agents import environment  # noqa: PLC0415  # as above

    flag = "-v" if path.endswith("rsyslogd") else "--version"
    done = subprocess.run(
        [path, flag], capture_output=True, text=True, env=environment(), check=True
    )
    found = re.search(r"\d+\.\d[\w.\-]*", done.stdout)
    return found[0] if found else "?"


if __name__ == "__main__":
    sys.exit(main())
