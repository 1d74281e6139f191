"""The writing side's store: rows go in, and look-ups show which of them it holds."""

import time
from collections.abc import Sequence

import msgspec

from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.credentials import clear_text_warning
from nautilus_vlogs.store.credentials import is_loopback
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.health import clock_ahead_secs
from nautilus_vlogs.store.health import parse_metrics
from nautilus_vlogs.store.insert import Inserter
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.recognition import MAX_METRICS_BYTES
from nautilus_vlogs.store.recognition import Recogniser
from nautilus_vlogs.store.recognition import are_metrics
from nautilus_vlogs.store.select import Found
from nautilus_vlogs.store.select import Lookup
from nautilus_vlogs.store.select import Selector

#: A whole exchange may take so many timeouts; each of its waits may take one.
_MAX_TIMEOUTS = 3


#: A query that costs a store nothing.
_PROBE = "_time:1s | limit 1"


class StoreClient:
    """
    Insert rows, and look up which of them the store holds.

    For the shipper; to read the log use `nautilus_vlogs.VictoriaLogsClient`.

    The credentials come from the environment: ``VICTORIALOGS_TOKEN``, or
    ``VICTORIALOGS_USERNAME`` and ``VICTORIALOGS_PASSWORD``. May be used by several threads.

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
        For connecting, and for each read and write; a whole exchange is cut after three times as
        long.
    compression : str
        ``gzip``, ``none``, or ``auto``: none to a store on this machine, gzip to others.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.
    is_verifying : bool, default True
        Whether the rows are looked up; see `Recogniser`.

    Raises
    ------
    InvalidQueryError
        If a URL is no base URL.
    OSError
        If a PEM file can't be read.

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
        is_verifying: bool = True,
    ) -> None:
        def connect(to: str) -> Connection:
            return Connection(
                to,
                account_id=account_id,
                project_id=project_id,
                timeout_secs=timeout_secs,
                deadline_secs=_MAX_TIMEOUTS * timeout_secs,
                ca_file=ca_file,
                client_cert_file=client_cert_file,
                client_key_file=client_key_file,
            )

        self._insert = connect(url)
        self._select = self._insert if query_url is None else connect(query_url)
        self.url = self._insert.url
        self.query_url = self._select.url
        compress = compression == "gzip" or (
            compression == "auto" and not is_loopback(self._insert.host)
        )
        recogniser = Recogniser(self._insert, is_looked_up=is_verifying)
        self._inserter = Inserter(
            self._insert,
            recogniser,
            stream_fields=stream_fields,
            compress=compress,
        )
        self._selector = Selector(
            self._select,
            recogniser if query_url is None else Recogniser(self._select),
            timeout_secs=timeout_secs,
        )

    @property
    def warning(self) -> str | None:
        """A warning to report once, of credentials that go unencrypted to another machine."""
        return clear_text_warning(self.url) or clear_text_warning(self.query_url)

    def insert(self, rows: Sequence[bytes], extra_fields: str = "") -> InsertResult:
        """Insert JSON lines; see `Inserter.insert`."""
        return self._inserter.insert(rows, extra_fields)

    def select(self, query: str) -> Found:
        """Run a query of our own making; never raise for what the network or the server does."""
        return self._selector.select(query)

    def lookup(self, instance_id: str) -> Lookup:
        """Return the look-up of an instance's rows."""
        return Lookup(
            self._selector,
            instance_id,
            storage=self.storage_metrics,
            answers_no_queries=self.answers_no_queries,
        )

    def takes_rows_only(self) -> bool:
        """
        Return whether the server takes rows, and is known for VictoriaLogs or its relay.

        To be asked where queries are denied: wrong credentials deny everything, and a program of
        another kind may answer anything. Only a relay, or a user who may only write, takes rows
        and answers no queries.
        """
        return self._inserter.takes_rows()

    def answers_no_queries(self) -> bool:
        """
        Return whether the server takes rows and refuses queries, to be asked where it refused one.

        The refusal may have been that of another program, in whose place the store is back now; so
        the server that takes rows is asked once more.
        """
        return self.takes_rows_only() and self.select(_PROBE).outcome is Outcome.DENIED

    def metrics(self) -> Metrics | None:
        """Return the metrics of the server that takes the rows, ``None`` while it is silent."""
        return _metrics(self._insert)

    def storage_metrics(self) -> Metrics | None:
        """Return the metrics of the server that keeps the rows, ``None`` if neither URL's is it."""
        for connection in dict.fromkeys((self._select, self._insert)):
            metrics = _metrics(connection)
            if metrics is not None and metrics.retention_secs is not None:
                return metrics
        return None

    def abort(self) -> None:
        """End all exchanges at once; each comes to an unclear or unreachable outcome."""
        self._insert.abort()
        self._select.abort()

    def close(self) -> None:
        """Close the connections."""
        self._insert.close()
        self._select.close()


def _metrics(connection: Connection) -> Metrics | None:
    around = time.time()
    try:
        answer = connection.exchange(
            "GET", "/metrics", max_bytes=MAX_METRICS_BYTES, is_repeatable=True
        )
    except ExchangeError:
        return None
    if not are_metrics(answer):
        # A proxy before it may not pass them on, nor show them to everybody. What may be over in a
        # moment says nothing.
        is_hidden = answer.status < 500 and answer.status != 429
        return Metrics(is_hidden=True) if is_hidden else None
    ahead = clock_ahead_secs(answer.headers.get("date"), (around + time.time()) / 2)
    return msgspec.structs.replace(
        parse_metrics(answer.body.decode(errors="replace")), clock_ahead_secs=ahead or 0.0
    )
