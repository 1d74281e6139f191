"""Sockets of which every wait ends with the exchange's deadline, whichever thread opened them."""

import codecs
import ipaddress
import os
import select
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from typing import Any

import httpcore

# Resolving a name looks this codec up, which imports a module. A process that forks while another
# thread is in the middle of that import would leave a child which can never connect.
codecs.lookup("idna")

_Address = tuple[Any, ...]


class Network(httpcore.NetworkBackend):
    """
    Connect by TCP, and keep each thread's exchange within its two limits.

    The limits belong to the thread that runs the exchange, not to the connection: a connection
    that another thread opened, and left in the pool, is cut by the same deadline.

    Parameters
    ----------
    timeout_secs : float
        For a single wait: to connect, for the peer to take some bytes or to send some.

    """

    def __init__(self, timeout_secs: float) -> None:
        self._timeout_secs = timeout_secs
        self._exchange = threading.local()
        self._names = _NameLookups()
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()

    @contextmanager
    def until(self, deadline: float) -> Iterator[None]:
        """
        Run this thread's exchange within a deadline.

        Parameters
        ----------
        deadline : float
            On the monotonic clock.

        """
        self._exchange.deadline = deadline
        self._exchange.has_connected = False
        try:
            yield
        finally:
            self._exchange.deadline = float("inf")

    @property
    def has_connected(self) -> bool:
        """Whether this thread's exchange opened its connection instead of reusing one."""
        return bool(self._exchange.has_connected)

    def wait_secs(self) -> float:
        """
        Return for how long a wait that begins now may last.

        Raises
        ------
        TimeoutError
            If the deadline has passed.

        """
        left = getattr(self._exchange, "deadline", float("inf")) - time.monotonic()
        if left <= 0:
            raise TimeoutError("no whole answer in time")
        return min(left, self._timeout_secs)

    def abort(self) -> None:
        """Make all waits of all threads fail at once."""
        for one in list(self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def connect_tcp(  # noqa: PLR0917 - the interface
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the interface; limits are per thread
        local_address: str | None = None,  # noqa: ARG002 - the interface; never used here
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - as local_address
    ) -> httpcore.NetworkStream:
        """Return a stream to a host, from the first of its addresses that can be connected to."""
        self._exchange.has_connected = True
        try:
            opened = self._connect(host, port)
        except TimeoutError as e:
            raise httpcore.ConnectTimeout(str(e)) from e
        except OSError as e:
            raise httpcore.ConnectError(str(e)) from e
        self._sockets.add(opened)
        return _Stream(opened, self)

    def _connect(self, host: str, port: int) -> socket.socket:
        addresses = self._names.addresses(host, port, self.wait_secs())
        error: OSError = OSError(f"{host} has no address")
        for place, (family, kind, protocol, address) in enumerate(addresses):
            sock = socket.socket(family, kind, protocol)
            try:
                # A share of the time for each, so that an address that swallows what is sent to it
                # leaves some for the next one.
                sock.settimeout(self.wait_secs() / (len(addresses) - place))
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as e:
                sock.close()
                error = e
            else:
                return sock
        raise error

    def adopt(self, sock: socket.socket) -> None:
        """Take note of a socket that `abort` is to reach too."""
        self._sockets.add(sock)


class _Stream(httpcore.NetworkStream):
    """A connection; each of its waits takes its limit from the thread that waits."""

    def __init__(self, sock: socket.socket, network: Network) -> None:
        self._sock = sock
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - interface
        try:
            self._sock.settimeout(self._network.wait_secs())
            return self._sock.recv(max_bytes)
        except TimeoutError as e:
            raise httpcore.ReadTimeout(str(e)) from e
        except OSError as e:
            raise httpcore.ReadError(str(e)) from e

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - interface
        try:
            while buffer:
                self._sock.settimeout(self._network.wait_secs())
                sent = self._sock.send(buffer)
                buffer = buffer[sent:]
        except TimeoutError as e:
            raise httpcore.WriteTimeout(str(e)) from e
        except OSError as e:
            raise httpcore.WriteError(str(e)) from e

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the interface; limits are per thread
    ) -> httpcore.NetworkStream:
        try:
            # The whole handshake is bounded by this, not each of its reads.
            self._sock.settimeout(self._network.wait_secs())
            wrapped = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname)
        except TimeoutError as e:
            self.close()
            raise httpcore.ConnectTimeout(str(e)) from e
        except OSError as e:
            self.close()
            raise httpcore.ConnectError(str(e)) from e
        self._network.adopt(wrapped)
        return _Stream(wrapped, self._network)

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":  # asked before a connection of the pool is used again
            return _is_readable(self._sock)
        if info == "socket":
            return self._sock
        return None


class _NameLookups:
    """
    Resolve host names within a time limit.

    The system's look-up can't be cut, so it runs on a thread of its own; while one hangs, all
    exchanges that need that name wait for the same one.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: dict[tuple[int, str, int], _NameLookup] = {}

    def addresses(self, host: str, port: int, secs: float) -> list[_Address]:
        """
        Return the arguments of `socket` for each address of a host.

        Raises
        ------
        OSError
            If the name can't be resolved; `TimeoutError` if not within `secs` seconds.

        """
        if _is_address(host):
            return _resolve(host, port)
        key = (os.getpid(), host, port)  # a forked child has no thread that could end it
        with self._lock:
            lookup = self._pending.get(key)
            is_here = False
            if lookup is None:
                lookup = _NameLookup(host, port, lambda: self._forget(key))
                if lookup.start():
                    self._pending[key] = lookup
                else:
                    is_here = True
        if is_here:  # nobody else waits for it, and its answer holds for this exchange alone
            lookup.run_here()
        return lookup.result(secs)

    def _forget(self, key: tuple[int, str, int]) -> None:
        with self._lock:
            self._pending.pop(key, None)


class _NameLookup:
    """One look-up of a name."""

    def __init__(self, host: str, port: int, done: Callable[[], None]) -> None:
        self._host = host
        self._port = port
        self._forget = done
        self._done = threading.Event()
        self._addresses: list[_Address] = []
        self._error: OSError | None = None

    def start(self) -> bool:
        """Begin; return false if the system has no thread for it, or the interpreter ends."""
        thread = threading.Thread(target=self._run, name="vlogs-name-lookup", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            return False
        return True

    def result(self, secs: float) -> list[_Address]:
        if not self._done.wait(secs):
            raise TimeoutError(f"the look-up of the name {self._host} takes too long")
        if self._error is not None:
            raise self._error
        return self._addresses

    def run_here(self) -> None:
        """Ask the system on the calling thread, for as long as that takes."""
        self._resolve()
        self._done.set()

    def _run(self) -> None:
        self._resolve()
        self._forget()
        self._done.set()

    def _resolve(self) -> None:
        try:
            self._addresses = _resolve(self._host, self._port)
        except OSError as e:
            self._error = e
        except UnicodeError as e:  # no such name can be
            self._error = OSError(f"{self._host} is no host name: {e}")


def _resolve(host: str, port: int) -> list[_Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, kind, protocol, address) for family, kind, protocol, _, address in found]


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_readable(sock: socket.socket) -> bool:
    """Return whether the peer has sent something, or its end; true for a closed socket too."""
    if sock.fileno() < 0:
        return True
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
