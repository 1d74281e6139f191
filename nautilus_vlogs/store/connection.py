"""The one HTTP transport: a request goes out, and a whole answer is back before the deadline."""

import re
import time
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from urllib.parse import SplitResult
from urllib.parse import urlencode
from urllib.parse import urlsplit

import httpcore
import msgspec

from nautilus_vlogs.gil import rest
from nautilus_vlogs.store.credentials import UnfitCredentialsError
from nautilus_vlogs.store.credentials import authorization
from nautilus_vlogs.store.credentials import tls_context
from nautilus_vlogs.store.network import Network
from nautilus_vlogs.store.texts import harmless
from nautilus_vlogs.store.turns import Turns
from nautilus_vlogs.store.urls import base_url

#: VictoriaLogs closes connections that were idle for 60 s: drop them before.
_KEEPALIVE_SECS = 50.0

#: Bodies go out in pieces of this size, so that none of them holds the GIL for long.
_PIECE_BYTES = 256 * 1024

#: Answers of servers that want https to plain http: Go's and nginx's words, and a TLS alert.
_WANTS_HTTPS = re.compile(rb"HTTP request (?:to an|was sent to) HTTPS|\\x15\\x03", re.IGNORECASE)

#: A server refuses the client's certificate, or the lack of one, before it reads any request; in
#: TLS 1.3 that shows only once the request was written.
_REFUSES_CERTIFICATE = re.compile(
    "ALERT_(?:NO_|BAD_|UNSUPPORTED_)?CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_(?:DECRYPT_ERROR|"
    "HANDSHAKE_FAILURE)"
)

#: How OpenSSL names an answer in plain http; the words differ by its version.
_SPEAKS_HTTP = re.compile("WRONG_VERSION_NUMBER|HTTP_REQUEST|RECORD_LAYER_FAILURE|PACKET_LENGTH")


class Trouble(Enum):
    """Why there is no whole answer."""

    NOT_CONNECTED = "not connected"  # nothing was sent
    UNFIT_CREDENTIALS = "unfit credentials"  # nothing was sent
    ALL_IN_USE = "all in use"  # nothing was sent: other exchanges took up all of the time
    TIMEOUT = "timeout"
    CUT = "cut"


class ExchangeError(Exception):
    """
    No whole answer came.

    Parameters
    ----------
    trouble : Trouble
        The kind of trouble.
    reason : str
        The cause, in one harmless line.

    """

    def __init__(self, trouble: Trouble, reason: str) -> None:
        super().__init__(reason)
        self.trouble = trouble
        self.reason = reason


class Answer(msgspec.Struct, frozen=True):
    """
    A whole answer.

    Parameters
    ----------
    status : int
        The HTTP status.
    headers : dict of str to str
        Their names in lower case.
    body : bytes
        The body, as far as it was wanted.
    secs : float
        How long the exchange took.
    is_cut_short : bool
        The body is longer than was wanted.

    """

    status: int
    headers: dict[str, str]
    body: bytes
    secs: float = 0.0
    is_cut_short: bool = False

    @property
    def text(self) -> str:
        """The beginning of the body, harmless and in one line."""
        return harmless(self.body[:2_000].decode(errors="replace"), 500)


class Connection:
    """
    Exchange requests for whole answers with one server.

    May be used by several threads. Knows no proxies of the environment, follows no redirects, and
    leaves no records in Python's logging: a handler that ships those would ship them in turn.

    Parameters
    ----------
    url : str
        The base URL, without user name or password.
    account_id, project_id : int
        The tenant.
    timeout_secs : float
        For a single wait: to connect, for the server to take or to send some bytes.
    deadline_secs : float, optional
        For a whole exchange, from looking up the host's name to the last byte of the answer; by
        default `timeout_secs`.
    max_connections : int
        As many exchanges run at once; others wait for their turn.
    keeps_turns : bool, default False
        Keep the turn of an exchange that timed out until `deadline_secs` after it was sent: the
        server goes on with an abandoned query until then.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.

    Raises
    ------
    InvalidQueryError
        If `url` is no base URL.
    OSError
        If a PEM file can't be read, or holds no PEM.

    """

    def __init__(  # noqa: PLR0913 - all keyword-only but the first, each with a default
        self,
        url: str,
        *,
        account_id: int = 0,
        project_id: int = 0,
        timeout_secs: float = 10.0,
        deadline_secs: float | None = None,
        max_connections: int = 4,
        keeps_turns: bool = False,
        ca_file: str | None = None,
        client_cert_file: str | None = None,
        client_key_file: str | None = None,
    ) -> None:
        self.url = base_url(url)
        self._address = urlsplit(self.url)
        self.host = self._address.hostname or ""
        self._deadline_secs = deadline_secs or timeout_secs
        self._headers = {
            "Host": _host(self._address),
            "AccountID": str(account_id),
            "ProjectID": str(project_id),
            "User-Agent": "vlogs-nt",
        }
        self._turns = Turns(max_connections)
        self._keeps_turns = keeps_turns
        self._network = Network(timeout_secs)
        is_secure = self._address.scheme == "https"
        self._pool = httpcore.ConnectionPool(
            # Not for plain http: it would read the files that the environment names.
            ssl_context=tls_context(ca_file, client_cert_file, client_key_file)
            if is_secure
            else None,
            max_connections=max_connections,
            keepalive_expiry=_KEEPALIVE_SECS,
            network_backend=self._network,
        )

    def close(self) -> None:
        """Close the connections."""
        with suppress(RuntimeError):  # exchanges are under way: they close their own
            self._pool.close()

    def abort(self) -> None:
        """End all exchanges at once, each with an `ExchangeError`."""
        self._network.abort()

    def exchange(
        self,
        method: str,
        path: str,
        *,
        arguments: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: Sequence[bytes] = (),
        max_bytes: int,
        is_repeatable: bool = False,
        deadline_secs: float | None = None,
    ) -> Answer:
        """
        Return the answer to a request.

        Parameters
        ----------
        method, path : str
            The method, and the path below the base URL.
        arguments : mapping of str to str, optional
            Those of the address.
        headers : mapping of str to str, optional
            More headers.
        body : sequence of bytes, default ()
            Pieces of the body, in order.
        max_bytes : int
            The most bytes of the answer's body to read.
        is_repeatable : bool, default False
            Whether the request may be made a second time, where a connection of the pool turns out
            to have been closed meanwhile.
        deadline_secs : float, optional
            Another time for the exchange than the connection's.

        Raises
        ------
        ExchangeError
            If there is no whole answer in time.

        """
        started = time.monotonic()
        deadline_secs = deadline_secs or self._deadline_secs
        deadline = started + deadline_secs
        target = f"{self._address.path}{path}"
        if arguments:
            target += f"?{urlencode(arguments)}"
        request = self._request(method, target, headers or {}, body)
        if not self._turns.take(deadline):
            raise self._all_in_use(deadline_secs)
        sent_at = time.monotonic()
        busy_until = sent_at
        try:
            answer = self._attempt(request, deadline, max_bytes, is_repeatable=is_repeatable)
        except httpcore.ConnectTimeout as e:
            if sent_at - started > deadline_secs / 2:
                raise self._all_in_use(deadline_secs) from None
            raise ExchangeError(Trouble.NOT_CONNECTED, self._describe(e)) from None
        except httpcore.PoolTimeout:
            raise self._all_in_use(deadline_secs) from None
        except httpcore.TimeoutException as e:
            if self._keeps_turns:
                busy_until = sent_at + deadline_secs
            raise ExchangeError(Trouble.TIMEOUT, self._describe(e)) from None
        except httpcore.ConnectError as e:
            raise ExchangeError(Trouble.NOT_CONNECTED, self._describe(e)) from None
        except (httpcore.NetworkError, httpcore.ProtocolError) as e:
            is_refused = _REFUSES_CERTIFICATE.search(str(e).upper().replace(" ", "_")) is not None
            trouble = Trouble.NOT_CONNECTED if is_refused else Trouble.CUT
            raise ExchangeError(trouble, self._describe(e)) from None
        finally:
            self._turns.give_back(busy_until)
        return msgspec.structs.replace(answer, secs=time.monotonic() - started)

    def _all_in_use(self, secs: float) -> ExchangeError:
        return ExchangeError(
            Trouble.ALL_IN_USE,
            f"other requests took up all of {secs:.3g} s",
        )

    def _request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        body: Sequence[bytes],
    ) -> httpcore.Request:
        try:
            all_headers = {**self._headers, **authorization(), **headers}
        except UnfitCredentialsError as e:
            raise ExchangeError(Trouble.UNFIT_CREDENTIALS, str(e)) from None
        if method != "GET":
            all_headers["Content-Length"] = str(sum(map(len, body)))
        host = self.host.encode("idna")
        return httpcore.Request(
            method,
            httpcore.URL(
                scheme=self._address.scheme.encode(),
                host=host,
                port=self._address.port,
                target=target.encode(),
            ),
            headers=[(name.encode(), value.encode()) for name, value in all_headers.items()],
            content=_Pieces(body) if method != "GET" else None,
            # There is a connection for each turn; should one be slow to come free, not for ever.
            extensions={"timeout": {"pool": self._deadline_secs}},
        )

    def _attempt(
        self,
        request: httpcore.Request,
        deadline: float,
        max_bytes: int,
        *,
        is_repeatable: bool,
    ) -> Answer:
        try:
            return self._send(request, deadline, max_bytes)
        except (httpcore.ReadError, httpcore.WriteError, httpcore.RemoteProtocolError):
            if not is_repeatable or self._network.has_connected:
                raise
        return self._send(request, deadline, max_bytes)

    def _send(self, request: httpcore.Request, deadline: float, max_bytes: int) -> Answer:
        with self._network.until(deadline):
            response = self._pool.handle_request(request)
            try:
                rest()
                body = bytearray()
                for piece in response.iter_stream():
                    body += piece
                    if len(body) > max_bytes:
                        break
            finally:
                response.close()
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        return Answer(response.status, headers, bytes(body), is_cut_short=len(body) > max_bytes)

    def _describe(self, error: Exception) -> str:
        text = str(error)
        if self._address.scheme == "https" and _SPEAKS_HTTP.search(text.upper().replace(" ", "_")):
            return "the server speaks plain http: write http:// in the URL"
        if self._address.scheme == "http" and _WANTS_HTTPS.search(text.encode()):
            return WANTS_HTTPS
        name = type(error).__name__
        return f"{name}: {harmless(text, 300)}" if text else name


#: The reason for whatever a server that wants https does with plain http.
WANTS_HTTPS = "the server speaks https: write https:// in the URL"


def wants_https(answer: Answer) -> bool:
    """Return whether a server complains that it was spoken to in plain http."""
    return answer.status == 400 and _WANTS_HTTPS.search(answer.body[:2_000]) is not None


class _Pieces:
    """A body in pieces, each sent with the GIL released; may be iterated again."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        rest()
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


def _host(address: SplitResult) -> str:
    """Return the header that names the server."""
    host = (address.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    return host if address.port is None else f"{host}:{address.port}"
