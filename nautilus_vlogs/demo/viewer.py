"""The log viewer beside the demo: the API as a process, and the address of a node in it."""

import http.client
import importlib.util
import socket
import subprocess
import sys
import time
from typing import Self
from urllib.parse import urlencode

from nautilus_vlogs.demo.market_data import DemoError
from nautilus_vlogs.operate.local_store import is_port_free

_COMMAND = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
_START_SECS = 30.0
_STOP_SECS = 10.0


def is_installed() -> bool:
    """Whether the packages of the extra `api` are there."""
    return all(importlib.util.find_spec(name) for name in ("fastapi", "uvicorn"))


def node_url(base: str, instance_id: str) -> str:
    """Return the address of the page at a server's URL, with a node selected."""
    return f"{base}/ui/?{urlencode({'since': '24h', 'is': f'instance_id={instance_id}'})}"


class Viewer:
    """
    ``vlogs-nt api`` as a process that ends with its context.

    Parameters
    ----------
    store_url : str
        The base URL of the store.
    port : int
        The port to listen on; any free one if it is taken.

    Raises
    ------
    DemoError
        On entering, if it does not answer.

    """

    def __init__(self, store_url: str, port: int) -> None:
        self._store_url = store_url
        self._port = port if is_port_free(port) else _any_port()
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        options = ["--port", str(self._port), "--url", self._store_url]
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter
            [sys.executable, "-c", _COMMAND, "api", *options],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + _START_SECS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.__exit__()
                raise DemoError(
                    f"the log viewer does not start: try vlogs-nt api {' '.join(options)}"
                )
            time.sleep(0.1)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        # Not httpx, which `--help` would have to import.
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5.0)
        try:
            connection.request("GET", "/ui/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
