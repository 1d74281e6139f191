"""Look-ups of the writing side: which rows of an instance the store holds."""

import json
import re
import time
from collections.abc import Callable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from math import inf
from urllib.parse import urlencode

import msgspec

from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.connection import Trouble
from nautilus_vlogs.store.durations import duration_secs
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.recognition import Recogniser
from nautilus_vlogs.store.texts import describe_body
from nautilus_vlogs.store.texts import harmless
from nautilus_vlogs.times import LAST_SECS
from nautilus_vlogs.times import rfc3339

PATH = "/select/logsql/query"

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}

#: An answer is decoded in one go, by whom the GIL is held meanwhile.
_MAX_ANSWER_BYTES = 8 * 1024 * 1024

#: How far back rows may be, and how far ahead, where the store does not say which it keeps.
_USUAL_RETENTION_SECS = 31 * 86_400.0
_USUAL_FUTURE_SECS = 2 * 86_400.0
_DAY_SECS = 86_400.0

#: How a store refuses a range that is longer than its flag allows.
_RANGE_LIMIT = re.compile(rb"-search\.maxQueryTimeRange=(\w[\w.]{0,30})")
_SHORTEST_RANGE_NS = 1_000_000

#: In a cluster's errors: the node that failed, and from where on the text is about it.
_NODE = re.compile(r'"https?://([^/"\s]{1,200})/internal/')

#: The address behind the name of the query, which may be long.
_ECHO = re.compile(r"cannot execute query \[.{0,4000}?\]: ", re.DOTALL)

_decoder = msgspec.json.Decoder(dict[str, str])


class Found(msgspec.Struct, frozen=True):
    """
    The answer to a query.

    Parameters
    ----------
    outcome : Outcome
        ``ACCEPTED`` if it was answered in full; ``DENIED`` if this server answers no queries.
    rows : list[dict[str, str]]
        The rows found.
    reason : str
        Why there is no whole answer, in one harmless line.
    is_timeout : bool
        The server did not say anything in time.
    max_range_secs : float, optional
        The longest range of time that the server allows, where the query asked for a longer one.
    is_too_large : bool
        The answer has more bytes than are taken.

    """

    outcome: Outcome
    rows: list[dict[str, str]] = []
    reason: str = ""
    is_timeout: bool = False
    max_range_secs: float | None = None
    is_too_large: bool = False


class Range(msgspec.Struct, frozen=True):
    """
    Rows of one instance that follow each other.

    Parameters
    ----------
    first, last : int
        Their numbers.
    earliest, latest : str
        The times between which they are, in RFC 3339 with ``Z``, both included.

    """

    first: int
    last: int
    earliest: str
    latest: str


class Count(msgspec.Struct, frozen=True):
    """
    How much of a range the store holds.

    Parameters
    ----------
    rows : int
        Rows, those included that are there twice.
    distinct : int
        Different numbers.

    """

    rows: int
    distinct: int


class Selector:
    """
    Query by one connection.

    Parameters
    ----------
    connection : Connection
        The server.
    recogniser : Recogniser
        Judges its answers.
    timeout_secs : float
        For how long the server is to work on a query.

    """

    def __init__(
        self, connection: Connection, recogniser: Recogniser, *, timeout_secs: float
    ) -> None:
        self._connection = connection
        self._recogniser = recogniser
        self._timeout_secs = timeout_secs

    def select(self, query: str) -> Found:
        """
        Run a query of our own making; never raise for what the network or the server does.

        Parameters
        ----------
        query : str
            LogsQL.

        """
        arguments = {
            "query": query,
            "timeout": f"{self._timeout_secs:g}s",
            # A node of a cluster that is away is an error, whatever the cluster's flags say.
            "allow_partial_response": "0",
        }
        try:
            answer = self._connection.exchange(
                "POST",
                PATH,
                headers=_FORM,
                body=[urlencode(arguments).encode()],
                max_bytes=_MAX_ANSWER_BYTES,
                is_repeatable=True,
            )
        except ExchangeError as e:
            return _failure(e)
        if (doubt := self._recogniser.doubt(answer, is_query=True)) is not None:
            # A relay behind a proxy: it is for the insertions to say whether this is one.
            is_denied = answer.status in (404, 405)
            return Found(Outcome.DENIED if is_denied else Outcome.FOREIGN, reason=doubt)
        return _judge(answer)


class Lookup:
    """
    Ask the store for rows of one instance.

    Every query names a range of time, and a range that is longer than the store allows, or has too
    many rows, is asked for in parts.

    Parameters
    ----------
    selector : Selector
        The store.
    instance_id : str
        The instance.
    storage : callable, optional
        Returns the metrics of the server that keeps the rows, ``None`` if it does not show them.
    answers_no_queries : callable, optional
        Returns whether the server takes rows, refuses queries, and is known to be no other program.

    Attributes
    ----------
    failure : Found
        The last query that failed.
    failed_since : float
        Since when queries fail, on the monotonic clock; inf if the last one was answered.

    """

    def __init__(
        self,
        selector: Selector,
        instance_id: str,
        *,
        storage: Callable[[], Metrics | None] = lambda: None,
        answers_no_queries: Callable[[], bool] = lambda: False,
    ) -> None:
        self._selector = selector
        self._storage = storage
        self._answers_no_queries = answers_no_queries
        self._instance = f"instance_id:={json.dumps(instance_id)}"
        self._max_range_ns: int | None = None
        self.failure = Found(Outcome.ACCEPTED)
        self.failed_since = inf

    def is_denied(self) -> bool:
        """Return whether the last failure was that of a server that answers no queries at all."""
        return self.failure.outcome is Outcome.DENIED and self._answers_no_queries()

    def count(self, rows: Range) -> Count | None:
        """Return how many rows of a range there are, ``None`` if that can't be known now."""
        found = self._select(rows, "| stats count() n, count_uniq(seq) distinct")
        if found is None:
            return None
        try:
            # A row's copies have its time, so that no number is in two parts of the range.
            return Count(
                sum(int(one["n"]) for one in found),
                sum(int(one["distinct"]) for one in found),
            )
        except (KeyError, ValueError):
            self._note_nonsense(found)
            return None

    def present(self, rows: Range) -> set[int] | None:
        """Return the numbers of the rows that are there, ``None`` if that can't be known now."""
        found = self._select(rows, "| uniq by (seq)")
        if found is None:
            return None
        try:
            return {int(row["seq"]) for row in found}
        except (KeyError, ValueError):
            self._note_nonsense(found)
            return None

    def next_seq(self, *, below: int | None = None) -> int | None:
        """
        Return the number behind the last one that is there.

        An answer without any is asked for twice: lines that are taken for new get numbers anew.

        Parameters
        ----------
        below : int, optional
            Only numbers below this one count.

        Returns
        -------
        int or None
            0 if there is none, ``None`` if that can't be known now.

        """
        numbers = "seq:*" if below is None else f"seq:<{below}"
        found = self._next_seq(numbers)
        return self._next_seq(numbers) if found == 0 else found

    def _next_seq(self, numbers: str) -> int | None:
        storage = self._storage() or Metrics()
        now = time.time() + storage.clock_ahead_secs
        # It keeps whole days.
        back_secs = (storage.retention_secs or _USUAL_RETENTION_SECS) + _DAY_SECS
        ahead_secs = (storage.future_secs or _USUAL_FUTURE_SECS) + _DAY_SECS
        earliest = max(0.0, now - back_secs)
        latest = min(now + ahead_secs, LAST_SECS)
        found = self._ask(
            rfc3339(int(earliest) * 1_000_000_000),
            rfc3339(int(latest) * 1_000_000_000),
            f"{numbers} | stats max(seq) last",
        )
        if found is None:
            return None
        try:
            return max((int(one["last"]) + 1 for one in found if one["last"]), default=0)
        except (KeyError, ValueError):
            self._note_nonsense(found)
            return None

    def rows(
        self,
        earliest: str,
        latest: str,
        fields: tuple[str, ...],
        *,
        where: str = "",
        or_where: str = "",
    ) -> list[dict[str, str]] | None:
        """
        Return fields of all rows in a range of time, ``None`` if they can't be had now.

        An answer without any is asked for twice, since all that is not in it is sent.

        Parameters
        ----------
        earliest, latest : str
            In RFC 3339 with ``Z``, both included.
        fields : tuple of str
            Which.
        where : str, default ""
            A filter that the rows pass, in LogsQL.
        or_where : str, default ""
            A filter whose rows are wanted as well, though they are another instance's.

        """
        names = ", ".join(json.dumps(name) for name in fields)
        rest = f"{where} | fields {names}"
        found = self._ask(earliest, latest, rest, or_where)
        return self._ask(earliest, latest, rest, or_where) if found == [] else found

    def _select(self, rows: Range, pipe: str) -> list[dict[str, str]] | None:
        where = f"seq:>={rows.first} seq:<={rows.last}"
        return self._ask(rows.earliest, rows.latest, f"{where} {pipe}")

    def _ask(
        self, earliest: str, latest: str, rest: str, or_where: str = ""
    ) -> list[dict[str, str]] | None:
        rows_of = f"({self._instance} or {or_where})" if or_where else self._instance
        windows = [(_ns(earliest), _ns(latest))]
        rows: list[dict[str, str]] = []
        while windows:
            start, end = windows.pop()
            if self._max_range_ns is not None and end - start > self._max_range_ns:
                windows += _parts(start, end, self._max_range_ns)
                continue
            found = self._selector.select(
                f"_time:[{rfc3339(start)}, {rfc3339(end)}] {rows_of} {rest}"
            )
            if found.max_range_secs is not None and end - start > _SHORTEST_RANGE_NS:
                # Halved, should the store go on refusing a range as long as it names.
                allowed = min(int(found.max_range_secs * 1e9), (end - start) // 2)
                self._max_range_ns = max(allowed, _SHORTEST_RANGE_NS)
                windows.append((start, end))
                continue
            if found.is_too_large and end > start:
                windows += _parts(start, end, (end - start) // 2)
                continue
            if found.outcome is not Outcome.ACCEPTED:
                self._note_failure(found)
                return None
            rows += found.rows
        self.failed_since = inf
        return rows

    def _note_failure(self, failure: Found) -> None:
        self.failure = failure
        self.failed_since = min(self.failed_since, time.monotonic())

    def _note_nonsense(self, found: list[dict[str, str]]) -> None:
        reason = f"the answer can't be understood: {str(found[:1])[:200]}"
        self._note_failure(Found(Outcome.UNCLEAR, reason=reason))


def describe_failure(answer: Answer) -> str:
    """Return an error's text; that of a cluster names the node that failed."""
    said = describe_body(answer.body, answer.headers.get("content-type", ""))
    text = answer.body[:8_000].decode(errors="replace")
    if node := _NODE.search(text):
        about = describe_body(_ECHO.sub("", text, count=1).encode(), "")
        return f"HTTP {answer.status} storage node {harmless(node[1], 100)} failed: {about}"
    return f"HTTP {answer.status} {said}".strip()


def range_limit_secs(answer: Answer) -> float | None:
    """Return the longest range that a store allows, ``None`` if it did not refuse for that."""
    if answer.status == 400 and (match := _RANGE_LIMIT.search(answer.body[:8_000])):
        return duration_secs(match[1].decode()) or 3_600.0
    return None


def _judge(answer: Answer) -> Found:
    if answer.status == 200:
        if answer.is_cut_short:
            return Found(Outcome.UNCLEAR, reason="the answer is too large", is_too_large=True)
        try:
            return Found(Outcome.ACCEPTED, _decoder.decode_lines(answer.body))
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            return Found(Outcome.UNCLEAR, reason=f"the answer can't be read: {e}")
    is_denied = answer.status in (401, 403, 404, 405) or (
        answer.status == 400 and b"unsupported path" in answer.body  # vlagent
    )
    return Found(
        Outcome.DENIED if is_denied else Outcome.UNCLEAR,
        reason=describe_failure(answer),
        max_range_secs=range_limit_secs(answer),
    )


def _failure(error: ExchangeError) -> Found:
    match error.trouble:
        case Trouble.NOT_CONNECTED | Trouble.ALL_IN_USE:
            return Found(Outcome.UNREACHABLE, reason=error.reason)
        case Trouble.TIMEOUT:
            return Found(Outcome.UNCLEAR, reason=error.reason, is_timeout=True)
        case Trouble.UNFIT_CREDENTIALS | Trouble.CUT:
            return Found(Outcome.UNCLEAR, reason=error.reason)


def _parts(start: int, end: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield a range in parts of at most `size` nanoseconds, the last one first."""
    starts = range(start, end + 1, size + 1)
    for one in reversed(starts):
        yield one, min(one + size, end)


def _ns(time_text: str) -> int:
    """Return the UNIX nanoseconds of a time in RFC 3339 with ``Z``."""
    second, _, fraction = time_text.removesuffix("Z").partition(".")
    at = datetime.fromisoformat(second).replace(tzinfo=UTC)
    return int(at.timestamp()) * 1_000_000_000 + int(fraction.ljust(9, "0")[:9] or 0)
