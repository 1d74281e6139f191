"""HTTP to the reading side of a VictoriaLogs: a whole answer in time, or an error that says why."""

import re
import threading
import time
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from urllib.parse import urlencode

import httpx
import msgspec

from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import IncompleteAnswerError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.errors import StoreBusyError
from nautilus_vlogs.errors import StoreUnreachableError
from nautilus_vlogs.store.credentials import authorization
from nautilus_vlogs.store.credentials import masked
from nautilus_vlogs.store.credentials import tls_context

#: VictoriaLogs closes connections that were idle for 60 s: drop them before.
_KEEPALIVE_SECS = 50.0

#: 500 of the longest rows there may be have twice that; nobody reads them.
_MAX_ANSWER_BYTES = 64 * 1024 * 1024

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Answer(msgspec.Struct, frozen=True):
    """A complete answer: its body, its headers in lower case, and how long it took."""

    body: bytes
    headers: dict[str, str]
    secs: float


class Endpoint:
    """
    Exchange requests for complete answers.

    Parameters
    ----------
    url : str
        The base URL, without user name or password.
    account_id, project_id : int
        The tenant.
    timeout_secs : float
        For a request from its first to its last byte.
    max_connections : int
        As many requests run at once; others wait for their turn, at most `timeout_secs`.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS.

    """

    def __init__(
        self,
        url: str,
        *,
        account_id: int,
        project_id: int,
        timeout_secs: float,
        max_connections: int,
        ca_file: str | None,
        client_cert_file: str | None,
        client_key_file: str | None,
    ) -> None:
        self.url = _base_url(url)
        base = httpx.URL(self.url)
        self._timeout_secs = timeout_secs
        self._headers = {
            "Host": base.netloc.decode(),
            "AccountID": str(account_id),
            "ProjectID": str(project_id),
            "User-Agent": "vlogs-nt",
        }
        # No more requests at a time than the store can take beside others': it has a slot each.
        self._slots = threading.BoundedSemaphore(max_connections)
        # The transport alone: a whole httpx.Client would log each request, to be shipped in turn.
        self._transport = httpx.HTTPTransport(
            verify=tls_context(ca_file, client_cert_file, client_key_file)
            if base.scheme == "https"
            else True,
            limits=httpx.Limits(max_connections=max_connections, keepalive_expiry=_KEEPALIVE_SECS),
        )

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def get(self, path: str) -> Answer:
        """Return the answer to a GET."""
        return self._exchange("GET", path, {}, b"")

    def post(self, path: str, arguments: Mapping[str, str]) -> Answer:
        """
        Return the answer to a query.

        Raises
        ------
        StoreError
            If there is no complete one in time.
        QueryRefusedError
            If the store can't read the query.

        """
        return self._exchange("POST", path, _FORM, urlencode(arguments).encode())

    def insert(self, path: str, line: bytes) -> Answer:
        """Return the answer to the insertion of a JSON line."""
        return self._exchange("POST", path, {"Content-Type": "application/stream+json"}, line)

    def _exchange(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        started = time.monotonic()
        deadline = started + self._timeout_secs
        if not self._slots.acquire(timeout=self._timeout_secs):
            raise StoreBusyError(
                f"other queries took up all of {self._timeout_secs:g} s: ask again, or less often",
            )
        try:
            with self._judged():
                request = httpx.Request(
                    method,
                    self.url + path,
                    headers={**self._headers, **headers, **authorization()},
                    content=body or None,
                )
                response, content = self._attempt(request, deadline)
        finally:
            self._slots.release()
        _check_status(response.status_code, content)
        lowered = {key.lower(): value for key, value in response.headers.items()}
        return Answer(content, lowered, time.monotonic() - started)

    @contextmanager
    def _judged(self) -> Iterator[None]:
        """Turn what the network does into one of our errors."""
        at = f"VictoriaLogs at {self.url}"
        try:
            yield
        except (httpx.LocalProtocolError, UnicodeEncodeError):  # their texts show the secret
            raise AccessDeniedError(
                "VICTORIALOGS_TOKEN is not fit for a header: set it anew",
            ) from None
        except (httpx.ConnectError, httpx.ConnectTimeout) as e:
            raise StoreUnreachableError(
                f"{at} can't be reached ({_describe(e)}): start it, or correct the URL",
            ) from None
        except httpx.TimeoutException:
            raise _timed_out(at, self._timeout_secs) from None
        except httpx.HTTPError as e:
            raise IncompleteAnswerError(
                f"{at} closed the connection within its answer ({_describe(e)}): it was restarted, "
                "or the query took too long; ask again, or for less",
            ) from None

    def _attempt(self, request: httpx.Request, deadline: float) -> tuple[httpx.Response, bytes]:
        try:
            response = self._send(request, deadline)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            # A kept connection that the store has closed meanwhile: once more, on a new one.
            response = self._send(request, deadline)
        content = bytearray()
        try:
            for piece in response.iter_raw():
                content += piece
                if len(content) > _MAX_ANSWER_BYTES:
                    raise IncompleteAnswerError(
                        f"the answer is larger than {_MAX_ANSWER_BYTES // 1024**2} MiB: ask for "
                        "fewer rows",
                    )
                if time.monotonic() > deadline:
                    raise _timed_out(f"VictoriaLogs at {self.url}", self._timeout_secs)
        finally:
            response.close()
        return response, bytes(content)

    def _send(self, request: httpx.Request, deadline: float) -> httpx.Response:
        left = max(0.001, deadline - time.monotonic())
        request.extensions = {"timeout": httpx.Timeout(left).as_dict()}
        return self._transport.handle_request(request)


def _check_status(status: int, content: bytes) -> None:
    if status == 200:
        return
    text = " ".join(masked(content[:2_000].decode(errors="replace")).split())[:500]
    if status in (401, 403):
        raise AccessDeniedError(
            f"VictoriaLogs refuses the credentials (HTTP {status}): set VICTORIALOGS_TOKEN, or "
            "VICTORIALOGS_USERNAME and VICTORIALOGS_PASSWORD",
        )
    if status == 503 and ("couldn't be executed" in text or "couldn't start" in text):
        raise QueryTimeoutError(f"VictoriaLogs gave up on the query ({text}): ask for less")
    if status in (400, 413, 414, 422):
        raise QueryRefusedError(f"VictoriaLogs can't read the query: {text}")
    if status == 404:
        raise QueryRefusedError(
            f"there is no VictoriaLogs query API at this URL (HTTP 404): correct it, was {text!r}",
        )
    raise StoreBusyError(f"VictoriaLogs can't answer now (HTTP {status} {text}): ask again")


def _timed_out(at: str, secs: float) -> QueryTimeoutError:
    return QueryTimeoutError(
        f"{at} gave no complete answer within {secs:g} s: ask for a shorter range, or for less",
    )


def _base_url(value: str) -> str:
    """Return a base URL without a final slash; raise `InvalidQueryError` if it is none."""
    if not isinstance(value, str) or "@" in value:  # not repeated: it may be a secret
        raise InvalidQueryError(
            "`url` must be a text without user or password: set VICTORIALOGS_USERNAME and "
            "VICTORIALOGS_PASSWORD instead",
        )
    try:
        url = httpx.URL(value)
        is_base = url.scheme in ("http", "https") and url.host and not re.search(r"[\s?#]", value)
        is_base = is_base and (url.port is None or 0 < url.port < 65_536)
    except (httpx.InvalidURL, ValueError):
        is_base = False
    if not is_base:
        raise InvalidQueryError(
            f"`url` must be a base URL such as http://localhost:9428, was {value[:200]!a}",
        )
    return value.rstrip("/")


def _describe(error: Exception) -> str:
    return str(error) or type(error).__name__
