"""A store that misbehaves in ways which a real VictoriaLogs can't be made to."""

import json
import socket
import struct
import threading
from collections import deque
from contextlib import suppress


class Request:
    """What came in."""

    def __init__(self, head: bytes) -> None:
        first, *rest = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = first.split(" ")
        self.headers = dict(line.split(": ", 1) for line in rest if line)
        self.body = b""

    @property
    def size(self) -> int:
        """How long the body is to be."""
        lengths = [v for k, v in self.headers.items() if k.lower() == "content-length"]
        return int(lengths[0]) if lengths else 0


def answer(status, body=b"", **headers):
    """Return the bytes of an HTTP answer; header names take `_` for `-`."""
    lines = [
        f"HTTP/1.1 {status} Whatever",
        f"Content-Length: {len(body)}",
        "X-Server-Hostname: fake",  # every answer of VictoriaLogs has it
    ]
    lines += [f"{key.replace('_', '-')}: {value}" for key, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


OK = answer(200)


class FakeStore:
    """
    Listen on a free port and answer each request as the script says.

    An answer is bytes, a function that makes bytes of the request, or one of the methods below;
    when the script is at its end every request gets a 200.
    """

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.script = deque()
        self.otherwise = OK
        self.requests = []
        self.connections = 0
        self._listener = socket.create_server((host, 0))
        self._listener.settimeout(0.02)
        self.host, self.port = self._listener.getsockname()
        self.url = f"http://{host}:{self.port}"
        self._open = []
        self._closing = threading.Event()
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def close(self):
        """Stop listening and close every connection."""
        self._closing.set()
        self._threads[0].join()
        self.disconnect()
        for thread in self._threads[1:]:
            thread.join()
        self._listener.close()

    def disconnect(self):
        """Close the connections that are open."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def rows(self):
        """Return the lines of all bodies that were answered 200."""
        return b"".join(r.body for r in self.requests if r.accepted).splitlines()

    def numbers(self):
        """Return the numbers of the rows that were answered 200, one that came again once."""
        rows = [json.loads(row) for row in self.rows() if b'"seq"' in row]
        return sorted(number for number, _ in {(int(row["seq"]), row["_time"]) for row in rows})

    # -- Answers -----------------------------------------------------------------------------

    def hang(self, connection, request):
        """Never answer."""
        self._read(connection, request)
        self._closing.wait()

    def hang_up(self, connection, request):
        """Take the request and close the connection."""
        self._read(connection, request)

    def reset(self, connection, request):
        """Cut the connection while the body is under way."""
        request.body += connection.recv(1_000)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def early(self, data):
        """Return an answer that comes before the body was read."""

        def early(connection, request):
            connection.sendall(data)
            self._read(connection, request)

        return early

    def cut(self, data):
        """Return an answer that ends in the middle."""

        def cut(connection, request):
            self._read(connection, request)
            connection.sendall(data)

        return cut

    # -- Private -----------------------------------------------------------------------------

    def _listen(self):
        while not self._closing.is_set():
            with suppress(TimeoutError):
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.append(connection)
                self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
                self._threads[-1].start()

    def _serve(self, connection):
        with suppress(OSError), connection:
            connection.settimeout(20)
            while self._serve_one(connection):
                pass

    def _serve_one(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(1)
            if not more:
                return False
            head += more
        request = Request(head[:-4])
        request.accepted = False
        self.requests.append(request)
        what = self.script.popleft() if self.script else self.otherwise
        if isinstance(what, bytes) or getattr(what, "of_request", False):
            self._read(connection, request)
            data = what if isinstance(what, bytes) else what(request)
            request.accepted = data.startswith(b"HTTP/1.1 20")
            connection.sendall(data)
            return True
        what(connection, request)
        return False

    def _read(self, connection, request):
        while len(request.body) < request.size:
            more = connection.recv(65_536)
            if not more:
                raise ConnectionError
            request.body += more


def of_request(function):
    """Mark a function as one that makes an answer of a request."""
    function.of_request = True
    return function


@of_request
def takes_rows_only(request):
    """Answer as a relay does, or to a user who may only write."""
    return answer(404) if "/select/" in request.target else OK
