"""
A proxy that misbehaves, in front of a store that does not.

It speaks as much HTTP as it needs in order to cut an exchange at a chosen point. The mode can be
changed at any moment: it holds for the exchanges to come, and frees those that hang.
"""

import http.client
import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from nautilus_vlogs.operate import local_store

_RST = struct.pack("ii", 1, 0)  # SO_LINGER of 0 s: closing sends a reset
_GARBAGE = b"\x00\xff\x16\x03 this is no HTTP \r\n\r\n\x00"
_DROPPED = frozenset({"connection", "transfer-encoding", "content-length", "host", "keep-alive"})

#: Every mode but `pass` and `hide metrics`; `status` needs one, `slow` takes a delay.
FAULTS = (
    "refuse",
    "black hole",
    "stop reading",
    "reset in the body",
    "reset before the answer",
    "swallow",
    "status",
    "garbage",
    "drip",
    "slow",
    "page",
    "trickle",
)

#: A body that trickles takes so many seconds, and this many pieces.
_TRICKLE_SECS, _TRICKLE_PIECES = 12.0, 48
_PAGE = b"<!DOCTYPE html><html><title>Log in</title></html>"


@dataclass(frozen=True)
class Mode:
    """What is done to an exchange."""

    name: str = "pass"
    status: int = 200
    retry_after: str = ""
    delay_secs: float = 1.0
    inserts_only: bool = False


@dataclass
class Request:
    """What a client has sent."""

    method: str
    target: str
    headers: dict[str, str]
    rest: bytes  # of the body, as far as it came with the head

    @property
    def size(self) -> int:
        """How long the body is to be."""
        return int(self.headers.get("content-length", "0"))


class Proxy:
    """
    Listen on a port of its own and forward to a store, or not.

    Parameters
    ----------
    port : int
        Of the store, on this machine. It may be changed.
    own_port : int, default 0
        Where to listen; 0 takes a free one that no outgoing connection takes in a refusal.

    Attributes
    ----------
    hits : dict[str, int]
        How many exchanges each mode was done to.
    times : dict[str, list[float]]
        When each of these exchanges began, by the monotonic clock.
    passes : callable
        Called with the target and what is passed on of the body of each request.

    """

    def __init__(self, port: int, own_port: int = 0) -> None:
        self.upstream_port = port
        self.hits: dict[str, int] = {}
        self.times: dict[str, list[float]] = {}
        self.passes: Callable[[str, bytes], None] = lambda *_: None
        self._mode = Mode()
        self._changed = threading.Event()  # replaced by each change of mode
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = own_port or local_store._free_port()
        self._listen()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL that clients are given."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def mode(self) -> Mode:
        """What is done at the moment."""
        return self._mode

    def set(self, name: str, **settings) -> None:
        """Change the mode."""
        self._mode = Mode(name, **settings)
        if name == "refuse":
            self._close_listener()
            self.cut()
        elif self._listener is None:
            self._listen()
        changed, self._changed = self._changed, threading.Event()
        changed.set()

    def heal(self) -> None:
        """Forward again, and cut what hangs."""
        self.set("pass")

    def cut(self) -> None:
        """Cut the connections that are open."""
        for connection in list(self._open):
            with suppress(OSError):  # closing alone would not wake the thread that reads
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop."""
        self._closing.set()
        self._changed.set()
        self._close_listener()
        self.cut()
        self._thread.join()

    # -- Private -----------------------------------------------------------------------------

    def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Small, and inherited by what is accepted: a body does not vanish in buffers.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        _bind(listener, self.port)
        listener.listen(64)
        listener.settimeout(0.05)
        self._listener = listener

    def _close_listener(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            listener = self._listener
            if listener is None:
                time.sleep(0.01)
                continue
            with suppress(OSError):  # a timeout is one, and so is what closing it raises
                connection, _ = listener.accept()
                if self._mode.name == "refuse":
                    _reset(connection)
                    continue
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(60)
        self._open.add(connection)
        try:
            with suppress(OSError, ValueError, http.client.HTTPException):
                while (request := _read_head(connection)) and self._exchange(connection, request):
                    pass
        finally:
            self._open.discard(connection)
            with suppress(OSError):
                connection.close()

    def _exchange(self, connection: socket.socket, request: Request) -> bool:
        """Deal with a request; return whether the connection may bring another."""
        mode = self._mode
        changed = self._changed
        if mode.inserts_only and not request.target.startswith("/insert/"):
            mode = Mode()
        self.hits[mode.name] = self.hits.get(mode.name, 0) + 1
        self.times.setdefault(mode.name, []).append(time.monotonic())
        if mode.name == "refuse":
            _reset(connection)
        elif mode.name == "black hole":
            _read_body(connection, request)
            changed.wait(60)
        elif mode.name == "stop reading":
            changed.wait(60)
        elif mode.name == "reset in the body":
            self._forward_part(_read_some(connection, request), request)
            _reset(connection)
        elif mode.name == "reset before the answer":
            self._forward(_read_body(connection, request), request)
            _reset(connection)
        elif mode.name == "garbage":
            _read_body(connection, request)
            connection.sendall(_GARBAGE)
        elif mode.name == "drip":
            self._drip(connection, changed)
        else:
            return self._answer(connection, request, mode, changed)
        return False

    def _answer(self, connection, request, mode, changed) -> bool:
        body = _read_body(connection, request)
        if mode.name == "swallow" and request.target.startswith("/insert/"):
            connection.sendall(_answer(200))
        elif mode.name == "page":
            connection.sendall(_answer(200, _PAGE, {"Content-Type": "text/html"}))
        elif mode.name == "hide metrics" and request.target == "/metrics":
            connection.sendall(_answer(404))
        elif mode.name == "status":
            headers = {"Retry-After": mode.retry_after} if mode.retry_after else {}
            connection.sendall(_answer(mode.status, b"so the proxy says", headers))
        else:
            if mode.name == "slow":
                changed.wait(mode.delay_secs)
            connection.sendall(self._forward(body, request, trickles=mode.name == "trickle"))
        return True

    def _forward(self, body: bytes, request: Request, *, trickles: bool = False) -> bytes:
        """Return the store's answer; an error of ours where it gives none."""
        self.passes(request.target, body)
        upstream = http.client.HTTPConnection("127.0.0.1", self.upstream_port, timeout=60)
        headers = {k: v for k, v in request.headers.items() if k not in _DROPPED}
        headers["Content-Length"] = str(request.size)
        try:
            pieces = _trickled(body) if trickles else body
            upstream.request(request.method, request.target, pieces, headers)
            answer = upstream.getresponse()
            return _answer(answer.status, answer.read(), dict(answer.getheaders()))
        finally:
            upstream.close()

    def _forward_part(self, part: bytes, request: Request) -> None:
        """Forward the beginning of a body and reset."""
        self.passes(request.target, part)
        with suppress(OSError):
            upstream = socket.create_connection(("127.0.0.1", self.upstream_port), timeout=5)
            lines = [f"{request.method} {request.target} HTTP/1.1", "Host: store"]
            lines += [f"{k}: {v}" for k, v in request.headers.items() if k != "host"]
            upstream.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + part)
            time.sleep(0.05)  # or the reset overtakes what it is to cut
            _reset(upstream)

    def _drip(self, connection: socket.socket, changed: threading.Event) -> None:
        """Take a byte a second, and give one."""
        for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n":
            if changed.wait(1.0):
                return
            connection.recv(1)
            connection.sendall(bytes([byte]))


def _bind(listener: socket.socket, port: int) -> None:
    # A listener that was closed keeps its port until the thread that accepts has noticed.
    deadline = time.monotonic() + 5
    while True:
        try:
            return listener.bind(("127.0.0.1", port))
        except OSError:
            if time.monotonic() > deadline:
                listener.close()
                raise
            time.sleep(0.01)


def _read_head(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(4_096)
        if not more:
            return None
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    pairs = (line.split(":", 1) for line in lines)
    return Request(method, target, {k.lower(): v.strip() for k, v in pairs}, rest)


def _read_body(connection: socket.socket, request: Request, size: int | None = None) -> bytes:
    body = bytearray(request.rest)
    size = request.size if size is None else size
    while len(body) < size:
        more = connection.recv(65_536)
        if not more:
            raise ConnectionError
        body += more
    return bytes(body)


def _read_some(connection: socket.socket, request: Request) -> bytes:
    """Return a random part of the body, not the whole of it."""
    size = random.randrange(max(1, request.size))
    return _read_body(connection, request, size)[:size]


def _trickled(body: bytes) -> Iterator[bytes]:
    """Yield a body slowly: it is buffered here, and goes on though its client gave up."""
    size = -(-len(body) // _TRICKLE_PIECES) or 1
    for start in range(0, len(body), size):
        time.sleep(_TRICKLE_SECS / _TRICKLE_PIECES)
        yield body[start : start + size]


def _answer(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{k}: {v}" for k, v in (headers or {}).items() if k.lower() not in _DROPPED]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def _reset(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RST)
        connection.close()
