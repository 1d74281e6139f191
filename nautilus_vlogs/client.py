"""The only module that speaks HTTP to VictoriaLogs."""

import base64
import os
import ssl
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from enum import Enum
from urllib.parse import urlencode

import httpx
import msgspec

#: VictoriaLogs closes connections that were idle for 60 s: drop them before.
_KEEPALIVE_SECS = 50.0

#: Bodies go out in pieces of this size, so that none of them holds the GIL for long.
_PIECE_BYTES = 256 * 1024

#: As much of an answer is read as an error text needs.
_MAX_ANSWER_BYTES = 16 * 1024

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Outcome(Enum):
    """What an attempt to insert rows came to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # the body as it is will never do
    DENIED = "denied"  # the credentials will not do
    BUSY = "busy"  # not now: overload, read-only disk, server error
    UNREACHABLE = "unreachable"  # nothing was sent
    UNCLEAR = "unclear"  # sent, and no answer


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

    """

    outcome: Outcome
    reason: str = ""
    retry_after_secs: float | None = None


class VictoriaLogsClient:
    """
    Speak to a VictoriaLogs.

    The credentials come from the environment: ``VICTORIALOGS_TOKEN``, or
    ``VICTORIALOGS_USERNAME`` and ``VICTORIALOGS_PASSWORD``.

    Parameters
    ----------
    url : str
        The base URL.
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

    def __init__(
        self,
        url: str,
        *,
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
        self._timeout = httpx.Timeout(timeout_secs).as_dict()
        # The transport alone: a whole httpx.Client would log a line of Python's logging per
        # request, which a handler that ships those would ship in turn.
        self._transport = httpx.HTTPTransport(
            verify=_tls(ca_file, client_cert_file, client_key_file)
            if base.scheme == "https"
            else True,
            limits=httpx.Limits(max_connections=2, keepalive_expiry=_KEEPALIVE_SECS),
        )

    def insert(self, rows: Sequence[bytes]) -> InsertResult:
        """
        Insert JSON lines; never raises for what the network or the server does.

        Parameters
        ----------
        rows : sequence of bytes
            Pieces of the body, in order.

        """
        body = list(_compressed(rows)) if self._gzip else rows
        headers = {**self._headers, "Content-Length": str(sum(map(len, body))), **_authorization()}
        try:
            response, text = self._exchange("POST", self._insert_url, headers, body)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as e:
            return InsertResult(Outcome.UNREACHABLE, _describe(e))
        except (httpx.LocalProtocolError, UnicodeEncodeError):  # their texts show the secret
            return InsertResult(Outcome.DENIED, "VICTORIALOGS_TOKEN is not fit for a header")
        except httpx.HTTPError as e:
            return InsertResult(Outcome.UNCLEAR, _describe(e))
        return _judge(response, text)

    def retention_secs(self) -> float | None:
        """Return how long the store keeps rows, ``None`` if it does not say."""
        try:
            headers = {**self._headers, **_authorization()}
            headers.pop("Content-Encoding", None)
            response, text = self._exchange("GET", self._metrics_url, headers, ())
        except httpx.HTTPError:
            return None
        if response.status_code != 200:
            return None
        for line in text.splitlines():
            if line.startswith('flag{name="retentionPeriod"'):
                return _duration_secs(line.partition('value="')[2].partition('"')[0])
        return None

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _exchange(
        self,
        method: str,
        url: httpx.URL,
        headers: Mapping[str, str],
        body: Sequence[bytes],
    ) -> tuple[httpx.Response, str]:
        request = httpx.Request(
            method,
            url,
            headers=headers,
            stream=_Pieces(body),
            extensions={"timeout": self._timeout},
        )
        response = self._transport.handle_request(request)
        try:
            content = b""
            limit = _MAX_ANSWER_BYTES if method == "POST" else 64 * _MAX_ANSWER_BYTES
            for piece in response.iter_raw():
                content += piece
                if len(content) > limit:
                    break
        finally:
            response.close()
        return response, content.decode(errors="replace")


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


def _compressed(pieces: Sequence[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(level=1, wbits=31)
    for piece in pieces:
        if out := compressor.compress(piece):
            yield out
    yield compressor.flush()


def _judge(response: httpx.Response, text: str) -> InsertResult:
    status = response.status_code
    reason = f"HTTP {status} {' '.join(text.split())[:200]}".strip()
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


def _authorization() -> dict[str, str]:
    """Return the header for the credentials that the environment holds now."""
    # Secrets that were read from files tend to end in a newline, which no header can hold.
    token = os.environ.get("VICTORIALOGS_TOKEN", "").strip()
    if token:
        return {"Authorization": f"Bearer {token}"}
    username = os.environ.get("VICTORIALOGS_USERNAME", "").strip()
    if username:
        password = os.environ.get("VICTORIALOGS_PASSWORD", "").strip("\r\n")
        credentials = base64.b64encode(f"{username}:{password}".encode()).decode()
        return {"Authorization": f"Basic {credentials}"}
    return {}


def _tls(ca_file: str | None, cert_file: str | None, key_file: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=ca_file)
    if cert_file is not None:
        context.load_cert_chain(cert_file, key_file)
    return context


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
