"""The reading side's store: whole answers in time, or an error with its cause and remedy."""

from collections.abc import Mapping
from urllib.parse import urlencode

from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import IncompleteAnswerError
from nautilus_vlogs.errors import NotVictoriaLogsError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.errors import StoreBusyError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.errors import StoreUnreachableError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.connection import Trouble
from nautilus_vlogs.store.connection import wants_https
from nautilus_vlogs.store.credentials import clear_text_warning
from nautilus_vlogs.store.insert import PATH as INSERT_PATH
from nautilus_vlogs.store.recognition import MAX_METRICS_BYTES
from nautilus_vlogs.store.recognition import Recogniser
from nautilus_vlogs.store.recognition import are_metrics
from nautilus_vlogs.store.recognition import describe_foreign
from nautilus_vlogs.store.select import describe_failure

#: 500 of the longest rows there may be have twice that: no reader wants as many.
_MAX_ANSWER_BYTES = 64 * 1024 * 1024

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Endpoint:
    """
    Exchange requests for whole answers, or raise.

    Parameters
    ----------
    url : str
        The base URL, without user name or password.
    account_id, project_id : int
        The tenant.
    timeout_secs : float
        For a request from its first to its last byte.
    max_connections : int
        As many requests run at once; others wait for their turn, at most `timeout_secs`. A query
        that was given up keeps its turn for as long as the store may work on it.
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
        self._timeout_secs = timeout_secs
        self._connection = Connection(
            url,
            account_id=account_id,
            project_id=project_id,
            timeout_secs=timeout_secs,
            max_connections=max_connections,
            keeps_turns=True,
            ca_file=ca_file,
            client_cert_file=client_cert_file,
            client_key_file=client_key_file,
        )
        self._recogniser = Recogniser(self._connection)
        self.url = self._connection.url

    @property
    def warning(self) -> str | None:
        """A warning to report once, of credentials that go unencrypted to another machine."""
        return clear_text_warning(self.url)

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def metrics(self) -> str:
        """
        Return the server's metrics.

        Raises
        ------
        StoreError
            If it does not show them.

        """
        answer = self._exchange("GET", "/metrics", max_bytes=MAX_METRICS_BYTES, is_repeatable=True)
        if not are_metrics(answer):
            raise self._error(answer) or NotVictoriaLogsError(
                self._foreign(describe_foreign(answer))
            )
        return answer.body.decode(errors="replace")

    def post(
        self,
        path: str,
        arguments: Mapping[str, str],
        *,
        timeout_secs: float | None = None,
    ) -> Answer:
        """
        Return the answer to a query.

        The query is made once: one that ends the store's process must not end the next one too.

        Parameters
        ----------
        path : str
            The path below the base URL.
        arguments : mapping of str to str
            Those of the query.
        timeout_secs : float, optional
            Less time than other requests have.

        Raises
        ------
        StoreError
            If there is no whole answer in time.
        QueryRefusedError
            If the store can't read the query.

        """
        # A node of a cluster that is away is an error, whatever the cluster's flags say.
        body = urlencode({**arguments, "allow_partial_response": "0"}).encode()
        answer = self._exchange(
            "POST",
            path,
            headers=_FORM,
            body=body,
            max_bytes=_MAX_ANSWER_BYTES,
            timeout_secs=timeout_secs,
        )
        return self._checked(answer, is_query=True)

    def insert(self, line: bytes, arguments: Mapping[str, str]) -> None:
        """Insert a JSON line; raise `StoreError` if it is not accepted."""
        headers = {"Content-Type": "application/stream+json"}
        answer = self._exchange(
            "POST",
            INSERT_PATH,
            arguments=arguments,
            headers=headers,
            body=line,
            max_bytes=_MAX_ANSWER_BYTES,
        )
        self._checked(answer, is_query=False)

    def _exchange(
        self,
        method: str,
        path: str,
        *,
        arguments: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        max_bytes: int,
        is_repeatable: bool = False,
        timeout_secs: float | None = None,
    ) -> Answer:
        secs = self._timeout_secs if timeout_secs is None else timeout_secs
        try:
            answer = self._connection.exchange(
                method,
                path,
                arguments=arguments,
                headers=headers,
                body=[body],
                max_bytes=max_bytes,
                is_repeatable=is_repeatable,
                deadline_secs=secs,
            )
        except ExchangeError as e:
            raise self._no_answer(e, secs) from None
        if answer.is_cut_short:
            raise IncompleteAnswerError(
                f"the answer is larger than {max_bytes // 1024**2} MiB: ask for fewer rows",
            )
        return answer

    def _checked(self, answer: Answer, *, is_query: bool) -> Answer:
        if (doubt := self._recogniser.doubt(answer, is_query=is_query)) is not None:
            raise NotVictoriaLogsError(self._foreign(doubt))
        if (error := self._error(answer)) is not None:
            raise error
        return answer

    def _foreign(self, doubt: str) -> str:
        return f"{self.url} is not VictoriaLogs ({doubt}): correct the URL"

    def _no_answer(self, error: ExchangeError, secs: float) -> StoreError:
        at = f"VictoriaLogs at {self.url}"
        match error.trouble:
            case Trouble.UNFIT_CREDENTIALS:
                return AccessDeniedError(error.reason)
            case Trouble.ALL_IN_USE:
                return StoreBusyError(
                    f"other queries took up all of {secs:.3g} s: ask again, or less often",
                )
            case Trouble.NOT_CONNECTED:
                return StoreUnreachableError(
                    f"{at} can't be reached ({error.reason}): start it, or correct the URL",
                )
            case Trouble.TIMEOUT:
                return QueryTimeoutError(
                    f"{at} gave no complete answer within {secs:.3g} s: ask for a "
                    "shorter range, or for less",
                )
            case Trouble.CUT:
                return IncompleteAnswerError(
                    f"{at} closed the connection within its answer ({error.reason}): it was "
                    "restarted, or the query took too long; ask again, or for less",
                )

    def _error(self, answer: Answer) -> VictoriaLogsError | None:
        if answer.status in (200, 204):
            return None
        if wants_https(answer):
            return NotVictoriaLogsError(self._foreign(describe_foreign(answer)))
        return _refusal(answer) or StoreBusyError(
            f"VictoriaLogs can't answer now ({describe_failure(answer)}): ask again",
        )


def _refusal(answer: Answer) -> VictoriaLogsError | None:
    """Return the error that a status stands for, ``None`` if the request is not its cause."""
    status, text = answer.status, answer.text
    if status in (401, 403):
        return AccessDeniedError(
            f"VictoriaLogs refuses the credentials (HTTP {status}): set VICTORIALOGS_TOKEN, or "
            "VICTORIALOGS_USERNAME and VICTORIALOGS_PASSWORD",
        )
    if status == 503 and ("couldn't be executed" in text or "couldn't start" in text):
        return QueryTimeoutError(f"VictoriaLogs gave up on the query ({text}): ask for less")
    if status in (400, 413, 414, 422):
        return QueryRefusedError(f"VictoriaLogs can't read the query: {text}")
    if status == 404:
        return QueryRefusedError(
            f"there is no VictoriaLogs query API at this URL (HTTP 404): correct it, was {text!r}",
        )
    return None
