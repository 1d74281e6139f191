"""
Run a VictoriaLogs on this machine, or check the one that runs.

`find_url` names a store that runs already, `LocalServer` runs one of our own. Each trouble is one
`ServerError` with its cause and remedy.
"""

import atexit
import base64
import json
import os
import secrets
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from typing import Self

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.operate.build import ServerError
from nautilus_vlogs.operate.build import user_dir
from nautilus_vlogs.private_files import make_own
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.recognition import Recogniser

UI_PATH = "/select/vmui/"

DEFAULT_RETENTION = "14d"

#: The environment variable with the key of the store's internal paths; a random one if unset.
INTERNAL_KEY_VARIABLE = "VLOGS_NT_INTERNAL_KEY"

_MAX_LOG_BYTES = 10_000_000

#: VictoriaLogs reads its flags from variables with this prefix: secrets among its arguments could
#: be seen by every user of the machine.
_FLAG_PREFIX = "VLOGS_NT_STORE_"

#: Paths that change or show what no page and no client of a log needs.
_INTERNAL_KEYS = (
    "partitionManageAuthKey",
    "forceFlushAuthKey",
    "forceMergeAuthKey",
    "flagsAuthKey",
    "pprofAuthKey",
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
        Its name in an error.

    Raises
    ------
    ServerError
        If it is no base URL, or no healthy VictoriaLogs answers there.

    """
    try:
        connection = Connection(value, timeout_secs=5.0)
    except InvalidQueryError as e:
        raise ServerError(str(e).replace("`url`", name, 1)) from e
    try:
        answer = _health(connection)
        doubt = Recogniser(connection).doubt(answer, is_query=True)
    except ExchangeError as e:
        raise ServerError(
            f"{name}: no VictoriaLogs answers at {connection.url} ({e}): start it"
        ) from e
    finally:
        connection.close()
    if answer.status != 200:
        raise ServerError(
            f"{name}: {connection.url}/health answered {answer.status}: is this a VictoriaLogs?"
        )
    if doubt is not None:
        raise ServerError(f"{name}: {connection.url} is not VictoriaLogs ({doubt}): correct it")
    return connection.url


def _health(connection: Connection) -> Answer:
    return connection.exchange("GET", "/health", max_bytes=16_384, is_repeatable=True)


def default_data_dir() -> Path:
    """Return the default data directory of a local server."""
    return user_dir("XDG_DATA_HOME", ".local/share")


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
        More flags, which win over the usual ones (`-retentionPeriod -inmemoryDataFlushInterval=1s
        -http.disableCORS`).
    retention : str, default "14d"
        How long it keeps rows.
    credentials : tuple of str, optional
        The user name and the password that it asks for.
    ready_timeout_secs : float, default 30.0
        How long a start may take.

    Attributes
    ----------
    internal_key : str
        The key (`authKey`) of its internal paths, such as ``/internal/force_flush``: that of the
        environment variable ``VLOGS_NT_INTERNAL_KEY``, else a random one.

    """

    def __init__(
        self,
        binary: Path,
        data_dir: Path,
        port: int = 0,
        *,
        flags: Sequence[str] = (),
        retention: str = DEFAULT_RETENTION,
        credentials: tuple[str, str] | None = None,
        ready_timeout_secs: float = 30.0,
    ) -> None:
        self.binary = binary
        self.data_dir = data_dir.absolute()
        self.port = port
        self.flags = tuple(flags)
        self.retention = retention
        self.internal_key = os.environ.get(INTERNAL_KEY_VARIABLE) or secrets.token_urlsafe(24)
        self._credentials = credentials
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
            elif not is_port_free(self.port):
                raise PortTakenError(self.port)
            try:
                self._spawn()
                self._wait_until_ready()
            except PortTakenError:  # another process took it meanwhile
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
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            make_own(self.data_dir)  # rows are for the user that the nodes run as
            if self.log_path.exists() and self.log_path.stat().st_size > _MAX_LOG_BYTES:
                self.log_path.replace(self.log_path.with_suffix(".log.1"))
            self._open_log().close()
        except OSError as e:
            raise ServerError(
                f"data directory {self.data_dir} cannot be written to ({e.strerror or e}): "
                "choose another (`--data-dir`)"
            ) from e

    def _open_log(self) -> BinaryIO:
        """Open the log for appending, and note where it ends."""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        log = os.fdopen(open_private(self.log_path, flags), "ab")
        self._log_start = log.tell()
        return log

    def _spawn(self) -> None:
        command = [
            str(self.binary),
            f"-httpListenAddr=127.0.0.1:{self.port}",
            f"-storageDataPath={self.data_dir}",
            f"-retentionPeriod={self.retention}",
            "-inmemoryDataFlushInterval=1s",
            "-http.disableCORS",  # or any web page could read the log
            "-envflag.enable",
            f"-envflag.prefix={_FLAG_PREFIX}",
            *self.flags,
        ]
        with self._open_log() as log:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - the binary is the user's choice
                    command,
                    env={**os.environ, **self._secret_flags()},
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

    def _secret_flags(self) -> dict[str, str]:
        flags = dict.fromkeys(_INTERNAL_KEYS, self.internal_key)
        if self._credentials is not None:
            # Dots of a flag are underscores in the name of its variable.
            flags["httpAuth_username"], flags["httpAuth_password"] = self._credentials
        return {f"{_FLAG_PREFIX}{name}": value for name, value in flags.items()}

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + self.ready_timeout_secs
        connection = Connection(self.url, timeout_secs=1.0)
        try:
            while time.monotonic() < deadline:
                try:
                    is_ready = _health(connection).status == 200 and self._answers(connection)
                except ExchangeError:
                    is_ready = False
                if not self.running:
                    raise self._exit_error()
                if is_ready:
                    return
                time.sleep(0.02)
        finally:
            connection.close()
        raise ServerError(
            f"VictoriaLogs was not ready within {self.ready_timeout_secs:g} s; its last output in "
            f"{self.log_path}:\n{self.output_tail()}"
        )

    def _answers(self, connection: Connection) -> bool:
        """Return whether it is this server that answers, and not another on the same port."""
        headers = {}
        if self._credentials is not None:
            secret = base64.b64encode(":".join(self._credentials).encode()).decode()
            headers["Authorization"] = f"Basic {secret}"
        answer = connection.exchange("GET", "/metrics", headers=headers, max_bytes=4 * 1024**2)
        directory = str(self.data_dir)
        if answer.status != 200 or not (directory.isascii() and directory.isprintable()):
            return True  # its metrics can't show which store it is
        return f'name="storageDataPath", value={json.dumps(directory)}'.encode() in answer.body

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


def is_port_free(port: int) -> bool:
    """Return whether a server could listen on a port of the loopback."""
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
        if is_port_free(port):
            return port
    raise ServerError("no free port on 127.0.0.1 among 100 tried between 20000 and 32000")
