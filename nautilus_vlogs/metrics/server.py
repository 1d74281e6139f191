"""The HTTP server that Prometheus scrapes."""

import os
import socket
import threading
import time
import weakref
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from socketserver import ThreadingMixIn
from typing import Any

from nautilus_vlogs.hosts import LOOPBACK_HOSTS
from nautilus_vlogs.hosts import Hosts
from nautilus_vlogs.metrics.exposition import CONTENT_TYPE
from nautilus_vlogs.regular_files import is_passing

#: Seconds from the connection to the end of the answer.
EXCHANGE_SECS = 5.0

#: Connections at once; those beyond are closed.
MAX_CONNECTIONS = 8

#: Seconds between two attempts at a port that another process has.
_RETRY_SECS = 10.0

#: Seconds between two looks for connections that take too long.
_POLL_SECS = 0.5

_PATH = "/metrics"


class MetricsServer:
    """
    Serve metrics over HTTP on threads of its own, for as long as the process lives.

    A port that can't be had is reported once and tried again, for metrics never keep a process
    from its work. Requests must name the server by a loopback name, one of `hosts`, or, where the
    address is not the loopback's, an IP address or a name without a dot.

    Parameters
    ----------
    address : tuple of str and int
        Host and port to listen on.
    render : callable
        Returns the metrics, on one of the server's threads.
    report : callable
        Called with a level (``info``, ``warning``) and a text, on the server's thread.
    hosts : sequence of str, default ()
        Further names by which the server is known; ``*`` admits every name.

    """

    def __init__(
        self,
        address: tuple[str, int],
        render: Callable[[], str],
        report: Callable[[str, str], None],
        hosts: Sequence[str] = (),
    ) -> None:
        self._address = address
        self._render = render
        self._report = report
        is_local = address[0] in LOOPBACK_HOSTS
        self._hosts = Hosts(hosts, any_address=not is_local, single_label=not is_local)
        self._is_closing = threading.Event()
        self._server: _Server | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="vlogs-metrics", daemon=True)

    @property
    def port(self) -> int | None:
        """The port that is listened on, ``None`` while it can't be had."""
        server = self._server
        return None if server is None else int(server.server_address[1])

    def start(self) -> None:
        """Begin to listen, unless the interpreter ends."""
        with suppress(RuntimeError):
            self._thread.start()
        _servers.add(self)

    def close(self) -> None:
        """Stop listening; the port is free when this returns, unless an exchange hangs."""
        self._is_closing.set()
        with self._lock:
            server = self._server
        if server is not None:
            server.stop()
        if self._thread.is_alive():
            self._thread.join(2 * _POLL_SECS)

    def abandon(self) -> None:
        """Close the socket in a forked child, whose parent goes on to listen."""
        if self._server is not None:
            self._server.socket.close()

    def _run(self) -> None:
        server = self._bind()
        if server is None:
            return
        with self._lock:
            self._server = server
        host = f"[{self._address[0]}]" if ":" in self._address[0] else self._address[0]
        self._report("info", f"Serving metrics at http://{host}:{self.port}{_PATH}")
        try:
            while not self._is_closing.is_set():
                server.handle_request()
                server.cut_off_overdue()
        finally:
            self._server = None
            server.server_close()

    def _bind(self) -> "_Server | None":
        """Return a server that listens, ``None`` if it is closed before it could."""
        is_reported = False
        while not self._is_closing.is_set():
            try:
                return _Server(self._address, self._render, self._hosts)
            except (OSError, UnicodeError) as e:
                if not is_reported:
                    is_reported = True
                    self._report(
                        "warning",
                        f"Metrics can't be served at {self._address[0]}:{self._address[1]} yet: "
                        f"{e}; free the port or name another one",
                    )
            self._is_closing.wait(_RETRY_SECS)
        return None


class _Server(ThreadingMixIn, TCPServer):
    """Listen, and answer a bounded number of requests at once, each within its time."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    timeout = _POLL_SECS
    request_queue_size = 2 * MAX_CONNECTIONS

    def __init__(self, address: tuple[str, int], render: Callable[[], str], hosts: Hosts) -> None:
        self.render = render
        self.hosts = hosts
        self._deadlines: dict[Any, float] = {}
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, _Exchange)

    def get_request(self) -> Any:
        """Accept a connection; one that can't be accepted stays, and would be tried at once."""
        try:
            return super().get_request()
        except OSError as e:
            if is_passing(e):  # no descriptor is left: the host process needs the GIL meanwhile
                time.sleep(_POLL_SECS)
            raise

    def stop(self) -> None:
        """Have the wait for a connection end at once."""
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def verify_request(self, request: Any, _client: Any) -> bool:
        """Return whether there is room for one more connection."""
        if len(self._deadlines) >= MAX_CONNECTIONS:
            return False
        self._deadlines[request] = time.monotonic() + EXCHANGE_SECS
        return True

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        self._deadlines.pop(request, None)
        super().shutdown_request(request)

    def cut_off_overdue(self) -> None:
        """Cut off the connections whose time is over."""
        now = time.monotonic()
        for request, deadline in list(self._deadlines.items()):
            if now > deadline:
                with suppress(OSError):
                    request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, _request: Any, _client: Any) -> None:
        """Say nothing: a client that goes away is no trouble of this process."""


class _Exchange(BaseHTTPRequestHandler):
    """One request and its answer; the connection is closed behind it."""

    server: _Server
    server_version = "vlogs-nt"
    sys_version = ""
    timeout = EXCHANGE_SECS

    def do_GET(self) -> None:
        """Answer a scrape."""
        names = self.headers.get_all("Host") or []
        path = self.path.partition("?")[0]
        if len(names) != 1 or not self.server.hosts.admits(names[0]):
            self._answer(
                HTTPStatus.FORBIDDEN,
                "The Host of this request is no name of this server: ask it by its address, or "
                "add the name to its metrics hosts.\n",
            )
        elif path == _PATH:
            self._answer(HTTPStatus.OK, self.server.render(), CONTENT_TYPE)
        elif path == "/":
            self._answer(HTTPStatus.OK, f"The metrics are at {_PATH}\n")
        else:
            self._answer(HTTPStatus.NOT_FOUND, f"Not found: the metrics are at {_PATH}\n")

    do_HEAD = do_GET  # noqa: N815  # the base class calls it so

    def _answer(self, status: HTTPStatus, text: str, kind: str = "text/plain") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Log nothing: a scrape every few seconds is no news."""


#: The servers of this process, whose sockets a forked child must not hold.
_servers: weakref.WeakSet[MetricsServer] = weakref.WeakSet()


def _abandon_all() -> None:
    for server in list(_servers):
        server.abandon()


os.register_at_fork(after_in_child=_abandon_all)
