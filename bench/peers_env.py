"""
Get what this package is compared with, into a virtual environment, and change nothing else.

The Python handlers come from PyPI. Debian's programs are unpacked into the environment and not
installed: a second syslog daemon is no guest that anybody wants. vlagent is built as the
store is. A program that is on the PATH already is the one that is used. Run it as
`python bench/peers_env.py --venv .venv-peers`; the second time it only looks.
"""

import argparse
import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent
ROOT = _HERE.parent
_REQUIREMENTS = _HERE / "requirements-peers.txt"
_TIMEOUT_SECS = 600.0

SYSLOG_NG = "syslog-ng"
RSYSLOG = "rsyslog"
VLAGENT = "syslog-ng + vlagent"
VECTOR = "vector"
FLUENT_BIT = "fluent-bit"

#: Each Python handler's distribution on PyPI, which is also what its users call it.
DISTRIBUTIONS = {
    "victorialogs-handler": "victorialogs-handler",
    "logvictorialogs": "logvictorialogs",
    "python-logging-loki": "python-logging-loki",
    "opentelemetry": "opentelemetry-sdk",
}
#: Each agent's programs, the first being the one that reads the files.
PROGRAMS = {
    SYSLOG_NG: ("syslog-ng",),
    RSYSLOG: ("rsyslogd",),
    VLAGENT: ("syslog-ng", "vlagent"),
    VECTOR: ("vector",),
    FLUENT_BIT: ("fluent-bit",),
}
# rsyslog's omhttp, the plainer way to VictoriaLogs, is in none of Debian 12's packages.
_DEBIAN = {
    "syslog-ng": ("syslog-ng-core", "syslog-ng-mod-http"),
    "rsyslogd": ("rsyslog", "rsyslog-elasticsearch"),
}
# What a program from elsewhere must have beside it to be of use here, below some lib directory.
_MODULES = {"syslog-ng": "libhttp.so", "rsyslogd": "omelasticsearch.so"}
_NOT_PACKAGED = (
    "is in neither PyPI, crates.io, the Go proxy, npm, Maven nor Debian 12 "
    "(what bears its name there is another project): put its {0} on the PATH to have it compared"
)
_VLAGENT_CODE = """
from nautilus_vlogs.operate.build import install, obtain_binary, version_of
install(version_of(obtain_binary()), "vlagent")
"""


@dataclass(frozen=True)
class Program:
    """
    A program that can be run.

    Parameters
    ----------
    path : Path
        Where it is.
    root : Path, optional
        Where Debian's packages were unpacked; None for a program of the system's own.

    """

    path: Path
    root: Path | None = None

    def environment(self) -> dict[str, str]:
        """Return the environment to run it in: with its libraries, and without any proxy."""
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        if self.root is not None:
            kept["LD_LIBRARY_PATH"] = os.pathsep.join(map(str, self._lib_dirs()))
        return kept

    def module_dirs(self, module: str) -> list[Path]:
        """Return the directories of a loadable module that was unpacked with it."""
        return sorted({path.parent for path in (self.root or Path(os.devnull)).rglob(module)})

    def version(self) -> str:
        """Return the version that it tells, or raise RuntimeError with why it does not run."""
        flag = "-v" if self.path.name == "rsyslogd" else "--version"
        done = _run([self.path, flag], env=self.environment())
        found = re.search(r"\d+\.\d+(?:\.\d+)*", done.stdout)
        if done.returncode != 0 or found is None:
            raise RuntimeError(f"{self.path} does not run: {_last_words(done)}")
        return found[0]

    def _lib_dirs(self) -> list[Path]:
        below = ("usr/lib/*-linux-gnu", "lib/*-linux-gnu", "usr/lib/syslog-ng", "usr/lib", "lib")
        return [path for glob in below for path in self.root.glob(glob) if path.is_dir()]


def find_program(venv: Path, name: str) -> Program | None:
    """Return a program that is on the PATH, was unpacked into the environment, or was built."""
    # Daemons live where an ordinary user's PATH does not lead.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
    on_path = shutil.which(name, path=path) or shutil.which(f"{name}-prod", path=path)
    if on_path and _has_module(Path(on_path), name):
        return Program(Path(on_path))
    if name == "vlagent":
        built = _built_vlagent()
        return Program(built) if os.access(built, os.X_OK) else None
    unpacked = venv.absolute() / "debian"
    for path in (unpacked / "usr" / "sbin" / name, unpacked / "usr" / "bin" / name):
        if os.access(path, os.X_OK):
            return Program(path, root=unpacked)
    return None


def installed(venv: Path) -> tuple[dict[str, str], dict[str, str]]:
    """
    Look what is there.

    Returns
    -------
    tuple[dict[str, str], dict[str, str]]
        The version of each peer that can be run, and of each other one why it can't.

    """
    versions, missing = _installed_handlers(venv)
    for peer, names in PROGRAMS.items():
        try:
            versions[peer] = _version_of(venv, names)
        except RuntimeError as e:
            missing[peer] = str(e)
    return versions, missing


def main() -> None:
    """Install what is missing and tell what there is."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--venv", type=Path, default=Path(".venv-peers"), help="where it all goes")
    venv = parser.parse_args().venv.absolute()
    _install_python(venv)
    (venv / "debian").mkdir(exist_ok=True)
    for name, packages in _DEBIAN.items():
        if find_program(venv, name) is None:
            _try(name, lambda: _unpack(packages, venv / "debian"), venv)  # noqa: B023 - run at once
    if find_program(venv, "vlagent") is None:
        _try("vlagent", lambda: _build_vlagent(venv), venv)
    versions, missing = installed(venv)
    for peer, version in versions.items():
        print(f"{peer:22} {version}")
    for peer, reason in missing.items():
        print(f"{peer:22} missing: {reason}")


def _installed_handlers(venv: Path) -> tuple[dict[str, str], dict[str, str]]:
    versions, missing = {}, {}
    sites = [str(path) for path in venv.glob("lib/python3*/site-packages")]
    for peer, distribution in DISTRIBUTIONS.items():
        found = next(
            iter(importlib.metadata.distributions(name=distribution, path=sites)),
            None,
        )
        if found is None:
            missing[peer] = f"{distribution} is not installed in {venv}"
        else:
            versions[peer] = found.version
    return versions, missing


def _version_of(venv: Path, names: Sequence[str]) -> str:
    versions = []
    for name in names:
        program = find_program(venv, name)
        if program is None:
            raise RuntimeError(_why_missing(venv, name))
        # A vlagent that was not built by its makers does not know its version.
        built = name == "vlagent" and program.path == _built_vlagent()
        versions.append(program.path.name.partition("-v")[2] if built else program.version())
    return " + ".join(versions)


def _why_missing(venv: Path, name: str) -> str:
    noted = venv / f"missing-{name}.txt"
    if noted.exists():
        return noted.read_text()
    if name in {"vector", "fluent-bit"}:
        return f"{name} {_NOT_PACKAGED.format(f'release binary `{name}`')}"
    return f"{name} was not found: run {Path(__file__).name} first"


def _try(name: str, install, venv: Path) -> None:
    """Install a program; should that fail, note the reason for whoever asks later."""
    noted = venv / f"missing-{name}.txt"
    try:
        print(f"Getting {name} ...", flush=True)
        install()
    except (RuntimeError, OSError, subprocess.SubprocessError) as e:
        noted.write_text(f"{name}: {e}")
    else:
        noted.unlink(missing_ok=True)


def _install_python(venv: Path) -> None:
    """Make the environment, with the project and the handlers in it, unless nothing is new."""
    wanted = hashlib.sha256()
    for file in (_REQUIREMENTS, ROOT / "pyproject.toml"):
        wanted.update(file.read_bytes())
    stamp = venv / "peers-installed"
    if stamp.exists() and stamp.read_text() == wanted.hexdigest():
        return
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    print(f"Installing into {venv} (some 250 MB the first time) ...", flush=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--editable", str(ROOT), "--requirement", str(_REQUIREMENTS)]
    subprocess.run(command, check=True)
    stamp.write_text(wanted.hexdigest())


def _unpack(packages: Sequence[str], root: Path) -> None:
    """Unpack Debian's packages, and those that they need and the system lacks."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise RuntimeError(f"no apt-get and dpkg-deb here to get {packages[0]} with")
    with tempfile.TemporaryDirectory(prefix="debs-", dir=root) as scratch:
        # The system's own lists of packages may be absent, as in a container, or out of date:
        # then by lists of our own.
        try:
            _download(packages, Path(scratch), [])
        except RuntimeError:
            _download(packages, Path(scratch), _own_lists(Path(scratch)))
        for deb in sorted(Path(scratch).glob("*.deb")):
            _checked(_run(["dpkg-deb", "-x", deb, root]))


def _download(packages: Sequence[str], directory: Path, options: Sequence[str]) -> None:
    apt = ["apt-get", "-q", "-o", "Debug::NoLocking=true", *options]
    planned = _checked(_run([*apt, "-s", "--no-install-recommends", "install", *packages]))
    wanted = re.findall(r"^Inst (\S+) (?:\[\S+\] )?\((\S+)", planned, re.MULTILINE)
    names = [f"{name}={version}" for name, version in wanted] or list(packages)
    _checked(_run([*apt, "download", *names], cwd=directory))


def _own_lists(scratch: Path) -> list[str]:
    options = []
    for setting, name in (("Dir::State::lists", "lists"), ("Dir::Cache", "cache")):
        (scratch / name / "partial").mkdir(parents=True, exist_ok=True)
        options += ["-o", f"{setting}={scratch / name}"]
    _checked(_run(["apt-get", "-q", "-o", "Debug::NoLocking=true", *options, "update"]))
    return options


def _build_vlagent(venv: Path) -> None:
    """Have the project build it, in the store's version, with the interpreter that has it."""
    _checked(_run([venv / "bin" / "python", "-c", _VLAGENT_CODE]))


def _built_vlagent() -> Path:
    """Return where the project puts what it builds."""
    # Asked by interpreters that may not have the project: it is in this checkout, and what is
    # imported of it needs nothing but the standard library.
    sys.path.insert(0, str(ROOT))
    try:
        from nautilus_vlogs.operate import build as binary  # noqa: PLC0415 - see above
    finally:
        sys.path.remove(str(ROOT))
    cache = binary.user_dir("XDG_CACHE_HOME", ".cache")
    store = binary.find_binary()
    version = binary.version_of(store) if store else binary.VICTORIALOGS_VERSION
    return cache / f"vlagent-{version}"


def _has_module(program: Path, name: str) -> bool:
    """Return whether a program on the PATH has the module that sends to VictoriaLogs."""
    module = _MODULES.get(name)
    if module is None:
        return True
    prefix = program.resolve().parent.parent
    places = (*prefix.glob("lib*/*/*/"), *prefix.glob("lib*/*/"), *prefix.glob("lib*/*/*/*/"))
    return any((place / module).exists() for place in places)


def _run(command: Sequence[str | Path], **settings) -> subprocess.CompletedProcess:
    return subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=_TIMEOUT_SECS,
        **settings,
    )


def _checked(done: subprocess.CompletedProcess) -> str:
    if done.returncode != 0:
        program = Path(done.args[0]).name
        raise RuntimeError(f"{program} failed with {done.returncode}: {_last_words(done)}")
    return done.stdout


def _last_words(done: subprocess.CompletedProcess) -> str:
    lines = done.stdout.strip().splitlines() or ["it said nothing"]
    return lines[-1].strip()[:300]


if __name__ == "__main__":
    main()
