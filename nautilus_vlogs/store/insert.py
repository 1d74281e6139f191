"""The shipper's side of HTTP: rows go out, and the proof is looked up."""

import codecs
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from typing import Any
from urllib.parse import urlencode

import httpx
import msgspec

from nautilus_vlogs.gil import rest
from nautilus_vlogs.store.credentials import authorization
from nautilus_vlogs.store.credentials import masked
from nautilus_vlogs.store.credentials import tls_context

# Connecting looks it up, which imports a module. Should the process fork while a thread of ours is
# in the middle of that, the child could never connect.
codecs.lookup("idna")

#: VictoriaLogs closes connections that were idle for 60 s: drop them before.
_KEEPALIVE_SECS = 50.0

#: Bodies go out in pieces of this size, so that none of them holds the GIL for long.
_PIECE_BYTES = 256 * 1024

#: As much of an answer is read as an error text needs, of metrics, and of rows found.
_MAX_ANSWER_BYTES = 16 * 1024
_MAX_METRICS_BYTES = 1024 * 1024
_MAX_FOUND_BYTES = 64 * 1024 * 1024

#: A timeout is for a single read or write. An exchange that goes on by drops is cut after so many.
_MAX_TIMEOUTS = 3

#: What the argument `extra_fields` can hold: a comma would end a value, and a server on the way may
#: refuse long addresses.
_FIT = re.compile(r"[\w.\-]{1,128}=[\w.:/@+\-]{1,512}", re.ASCII)
_MAX_EXTRA_CHARS = 2_048

_NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

_rows_decoder = msgspec.json.Decoder(dict[str, str])

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Outcome(Enum):
    """What an attempt to insert rows came to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # the body as it is will never do
    DENIED = "denied"  # the credentials will not do
    BUSY = "busy"  # not now: overload, read-only disk, server error
    UNREACHABLE = "unreachable"  # nothing was sent
    UNCLEAR = "unclear"  # sent, and no answer

    @property
    def is_nothing_stored(self) -> bool:
        """Whether it is certain that not one of the rows was stored."""
        return self in (Outcome.DENIED, Outcome.UNREACHABLE)


class InsertResult(msgspec.Struct, frozen=True):
    """
    The answer to one insert.

    Parameters
    ----------
    outcome : Outcome
        What it came to.
    reason : str
        For people, in one line.
    retry_after_secs : float, optional
        What the server asked for.
    is_timeout : bool
        The server did not say anything in time: it may still be at work on it.

    """

    outcome: Outcome
    reason: str = ""
    retry_after_secs: float | None = None
    is_timeout: bool = False


class Found(msgspec.Struct, frozen=True):
    """
    The answer to one query.

    Parameters
    ----------
    outcome : Outcome
        ``ACCEPTED`` if it was answered in full; ``DENIED`` if this server answers no queries.
    rows : list[dict[str, str]]
        What was found.
    reason : str
        For people, in one line.
    is_timeout : bool
        The server did not say anything in time.

    """

    outcome: Outcome
    rows: list[dict[str, str]] = []
    reason: str = ""
    is_timeout: bool = False


class StoreClient:
    """
    Insert rows, and look up what became of them.

    For the shipper: whoever reads the log uses `nautilus_vlogs.VictoriaLogsClient`.

    The credentials come from the environment: ``VICTORIALOGS_TOKEN``, or
    ``VICTORIALOGS_USERNAME`` and ``VICTORIALOGS_PASSWORD``.

    Parameters
    ----------
    url : str
        The base URL.
    query_url : str, optional
        The base URL for queries, where it is another one.
    stream_fields : sequence of str
        The fields that make up a log stream.
    account_id, project_id : int
        The tenant.
    timeout_secs : float
        For connecting, and for each read and write.
    compression : str
        ``gzip``, ``none``, or ``auto``: none to a store on this machine, gzip to others.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.

    """

    def __init__(  # noqa: PLR0913  # one a setting
        self,
        url: str,
        *,
        query_url: str | None = None,
        stream_fields: Sequence[str] = (),
        account_id: int = 0,
        project_id: int = 0,
        timeout_secs: float = 10.0,
        compression: str = "auto",
        ca_file: str | None = None,
        client_cert_file: str | None = None,
        client_key_file: str | None = None,
    ) -> None:
        base = httpx.URL(url.rstrip("/"))
        is_local = base.host in _LOOPBACK
        self._gzip = compression == "gzip" or (compression == "auto" and not is_local)
        args = {"_stream_fields": ",".join(stream_fields), "_time_field": "_time"}
        args["_msg_field"] = "_msg"
        path = base.path.rstrip("/")
        self._insert_url = base.copy_with(
            path=f"{path}/insert/jsonline", query=urlencode(args).encode()
        )
        self._metrics_url = base.copy_with(path=f"{path}/metrics")
        select = httpx.URL((query_url or url).rstrip("/"))
        self._select_url = select.copy_with(path=f"{select.path.rstrip('/')}/select/logsql/query")
        # A form's or multipart content type gets a 200 and nothing is stored.
        self._headers = {
            "Host": base.netloc.decode(),
            "Content-Type": "application/stream+json",
            "AccountID": str(account_id),
            "ProjectID": str(project_id),
            "User-Agent": "vlogs-nt",
        }
        if self._gzip:
            self._headers["Content-Encoding"] = "gzip"
        self._timeout_secs = timeout_secs
        self._timeout = httpx.Timeout(timeout_secs).as_dict()
        self._exchanges: dict[int, _Exchange] = {}  # by thread
        # The transport alone: a whole httpx.Client would log a line of Python's logging per
        # request, which a handler that ships those would ship in turn.
        self._transport = httpx.HTTPTransport(
            verify=tls_context(ca_file, client_cert_file, client_key_file)
            if "https" in (base.scheme, select.scheme)
            else True,
            limits=httpx.Limits(max_connections=4, keepalive_expiry=_KEEPALIVE_SECS),
        )

    def insert(self, rows: Sequence[bytes], extra_fields: str = "") -> InsertResult:
        """
        Insert JSON lines; never raises for what the network or the server does.

        Parameters
        ----------
        rows : sequence of bytes
            Pieces of the body, in order.
        extra_fields : str, default ""
            Fields for all of them, from `as_extra_fields`.

        """
        body = list(_compressed(rows)) if self._gzip else rows
        headers = {**self._headers, "Content-Length": str(sum(map(len, body))), **authorization()}
        # In the address, as the stream fields are: a proxy may drop a header that it doesn't know.
        url = self._insert_url
        if extra_fields:
            url = url.copy_add_param("extra_fields", extra_fields)
        try:
            request = httpx.Request("POST", url, headers=headers, stream=_Pieces(body))
            response, content = self._exchange(request, _MAX_ANSWER_BYTES)
        except _NOT_CONNECTED as e:
            return InsertResult(Outcome.UNREACHABLE, _describe(e))
        except (httpx.LocalProtocolError, UnicodeEncodeError):  # their texts show the secret
            return InsertResult(Outcome.DENIED, "VICTORIALOGS_TOKEN is not fit for a header")
        except httpx.HTTPError as e:
            is_timeout = isinstance(e, httpx.TimeoutException)
            return InsertResult(Outcome.UNCLEAR, _describe(e), is_timeout=is_timeout)
        return _judge(response, content.decode(errors="replace"))

    def select(self, query: str) -> Found:
        """
        Run a query of our own making; never raises for what the network or the server does.

        Parameters
        ----------
        query : str
            LogsQL.

        """
        body = urlencode({"query": query, "timeout": f"{self._timeout_secs:.0f}s"}).encode()
        headers = {
            **self._headers,
            "Host": self._select_url.netloc.decode(),
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
        }
        headers.pop("Content-Encoding", None)
        try:
            headers |= authorization()
            request = httpx.Request("POST", self._select_url, headers=headers, content=body)
            response, content = self._exchange(request, _MAX_FOUND_BYTES)
        except _NOT_CONNECTED as e:
            return Found(Outcome.UNREACHABLE, reason=_describe(e))
        except httpx.HTTPError as e:
            is_timeout = isinstance(e, httpx.TimeoutException)
            return Found(Outcome.UNCLEAR, reason=_describe(e), is_timeout=is_timeout)
        except UnicodeEncodeError:  # its text shows the secret
            return Found(Outcome.UNCLEAR, reason="VICTORIALOGS_TOKEN is not fit for a header")
        if response.status_code != 200:
            judged = _judge(response, content[:1_000].decode(errors="replace"))
            is_denied = response.status_code in (401, 403, 404, 405) or (
                response.status_code == 400 and b"unsupported path" in content  # vlagent
            )
            return Found(Outcome.DENIED if is_denied else Outcome.UNCLEAR, reason=judged.reason)
        try:
            return Found(Outcome.ACCEPTED, _rows_decoder.decode_lines(content))
        except msgspec.DecodeError as e:
            return Found(Outcome.UNCLEAR, reason=f"the answer can't be read: {e}")

    def retention_secs(self) -> float | None:
        """Return how long the store keeps rows, ``None`` if it does not say."""
        try:
            headers = {**self._headers, **authorization()}
            headers.pop("Content-Encoding", None)
            request = httpx.Request("GET", self._metrics_url, headers=headers)
            response, content = self._exchange(request, _MAX_METRICS_BYTES)
        except httpx.HTTPError:
            return None
        if response.status_code != 200:
            return None
        for line in content.decode(errors="replace").splitlines():
            if line.startswith('flag{name="retentionPeriod"'):
                return _duration_secs(line.partition('value="')[2].partition('"')[0])
        return None

    def cut_endless(self) -> None:
        """Cut the exchanges that have gone on for too long; to be called now and then."""
        for exchange in list(self._exchanges.values()):
            if time.monotonic() - exchange.since > _MAX_TIMEOUTS * self._timeout_secs:
                exchange.cut()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _exchange(self, request: httpx.Request, max_bytes: int) -> tuple[httpx.Response, bytes]:
        exchange = self._exchanges.setdefault(threading.get_ident(), _Exchange())
        request.extensions = {"timeout": self._timeout, "trace": exchange.trace}
        exchange.since = time.monotonic()
        try:
            response = self._transport.handle_request(request)
            try:
                content = bytearray()
                for piece in response.iter_raw():
                    content += piece
                    if len(content) > max_bytes:
                        break
            finally:
                response.close()
        finally:
            exchange.since = float("inf")
        return response, bytes(content)


class _Exchange:
    """A thread's request and answer under way, which another thread may cut."""

    def __init__(self) -> None:
        self.since = float("inf")
        self._sockets: list[socket.socket] = []

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take note of the connection; before both bodies others get the GIL."""
        if event.endswith("body.started"):
            rest()
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")
            self._sockets = [one for one in self._sockets if one.fileno() >= 0] + [found]

    def cut(self) -> None:
        """Make the thread's reads and writes fail."""
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Pieces(httpx.SyncByteStream):
    """A body in pieces, each sent with the GIL released."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        gathered: list[bytes] = []
        size = 0
        for piece in self._pieces:
            gathered.append(piece)
            size += len(piece)
            if size >= _PIECE_BYTES:
                yield b"".join(gathered)
                gathered.clear()
                size = 0
        if gathered:
            yield b"".join(gathered)


def as_extra_fields(constants: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """
    Return fields as a request tells them once for all of its rows, and which ones those are.

    The others have a name or value that the argument can't hold, and belong on each row.
    """
    fit = {key: value for key, value in constants.items() if _FIT.fullmatch(f"{key}={value}")}
    while len(told := ",".join(map("=".join, fit.items()))) > _MAX_EXTRA_CHARS:
        fit.popitem()
    return told, frozenset(fit)


def _compressed(pieces: Sequence[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(level=1, wbits=31)
    for piece in pieces:
        if out := compressor.compress(piece):
            yield out
    yield compressor.flush()


def _judge(response: httpx.Response, text: str) -> InsertResult:
    status = response.status_code
    reason = f"HTTP {status} {' '.join(masked(text).split())[:200]}".strip()
    if status in (200, 204):
        return InsertResult(Outcome.ACCEPTED)
    if status in (401, 403):
        return InsertResult(Outcome.DENIED, reason)
    if status in (400, 413):
        return InsertResult(Outcome.REFUSED, reason)
    return InsertResult(Outcome.BUSY, reason, _retry_after(response))


def _retry_after(response: httpx.Response) -> float | None:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None


def _describe(error: httpx.HTTPError) -> str:
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _duration_secs(text: str) -> float | None:
    """Return the seconds of a duration as VictoriaMetrics writes it (`14d`, `1y`, `2` months)."""
    units = {"h": 3_600, "d": 86_400, "w": 604_800, "y": 365 * 86_400, "": 31 * 86_400}
    number, unit = text.rstrip("hdwy"), text.lstrip("0123456789.")
    try:
        return float(number) * units[unit]
    except (ValueError, KeyError):
        return None
