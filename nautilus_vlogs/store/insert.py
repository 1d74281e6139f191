"""Insert rows: one attempt, and its outcome."""

import re
import time
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from enum import Enum

import msgspec

from nautilus_vlogs.store.connection import WANTS_HTTPS
from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.connection import Trouble
from nautilus_vlogs.store.recognition import Recogniser
from nautilus_vlogs.store.recognition import describe_foreign
from nautilus_vlogs.store.texts import describe_body

PATH = "/insert/jsonline"

#: As much of an answer is read as an error text needs.
_MAX_ANSWER_BYTES = 16 * 1024

#: Fields that the argument `extra_fields` can hold: a comma ends a value, and a server on the way
#: may refuse long addresses.
_FIT = re.compile(r"[\w.\-]{1,128}=[\w.:/@+\-]{1,512}", re.ASCII)
_MAX_EXTRA_CHARS = 2_048


class Outcome(Enum):
    """The outcome of an attempt to insert rows."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # the body as it is will never do
    DENIED = "denied"  # the credentials will not do
    BUSY = "busy"  # not now: overload, read-only disk, server error
    UNREACHABLE = "unreachable"  # nothing was sent
    UNCLEAR = "unclear"  # sent, and no answer
    FOREIGN = "foreign"  # another program answers

    @property
    def is_nothing_stored(self) -> bool:
        """Whether it is certain that not one of the rows was stored."""
        return self in (Outcome.DENIED, Outcome.UNREACHABLE)


class InsertResult(msgspec.Struct, frozen=True):
    """
    The answer to one insertion.

    Parameters
    ----------
    outcome : Outcome
        The outcome.
    reason : str
        The cause, in one harmless line.
    retry_after_secs : float, optional
        For how long the server asks to wait.
    is_timeout : bool
        The server, or the one behind a proxy, did not say anything in time: it may still be at work
        on it.
    is_turned_away : bool
        The server said that it has no room: it holds nothing of it.

    """

    outcome: Outcome
    reason: str = ""
    retry_after_secs: float | None = None
    is_timeout: bool = False
    is_turned_away: bool = False


class Inserter:
    """
    Insert JSON lines by one connection.

    Parameters
    ----------
    connection : Connection
        The server.
    recogniser : Recogniser
        Judges its answers.
    stream_fields : sequence of str
        The fields that make up a log stream.
    compress : bool
        Whether bodies are sent with gzip.

    """

    def __init__(
        self,
        connection: Connection,
        recogniser: Recogniser,
        *,
        stream_fields: Sequence[str],
        compress: bool,
    ) -> None:
        self._connection = connection
        self._recogniser = recogniser
        self._compress = compress
        # In the address, as `extra_fields` is: a proxy may drop a header that it doesn't know.
        self._arguments = {
            "_stream_fields": ",".join(stream_fields),
            "_time_field": "_time",
            "_msg_field": "_msg",
        }
        # A form's or multipart content type gets a 200 and nothing is stored.
        self._headers = {"Content-Type": "application/stream+json"}
        if compress:
            self._headers["Content-Encoding"] = "gzip"

    def insert(self, rows: Sequence[bytes], extra_fields: str = "") -> InsertResult:
        """
        Insert JSON lines; never raise for what the network or the server does.

        Parameters
        ----------
        rows : sequence of bytes
            Pieces of the body, in order.
        extra_fields : str, default ""
            Fields for all of them, from `as_extra_fields`.

        """
        try:
            return self._result(self._exchange(rows, extra_fields))
        except ExchangeError as e:
            return _failure(e)

    def takes_rows(self) -> bool:
        """Return whether the server takes rows now and is VictoriaLogs or its relay, seen anew."""
        try:
            answer = self._exchange((), "")
        except ExchangeError:
            return False
        is_accepted = self._result(answer).outcome is Outcome.ACCEPTED
        return is_accepted and self._recogniser.vouches_for(answer)

    def _exchange(self, rows: Sequence[bytes], extra_fields: str) -> Answer:
        arguments = self._arguments
        if extra_fields:
            arguments = {**arguments, "extra_fields": extra_fields}
        return self._connection.exchange(
            "POST",
            PATH,
            arguments=arguments,
            headers=self._headers,
            body=list(_compressed(rows)) if self._compress else rows,
            max_bytes=_MAX_ANSWER_BYTES,
        )

    def _result(self, answer: Answer) -> InsertResult:
        if (doubt := self._recogniser.doubt(answer)) is not None:
            # A server that reads no plain http has passed nothing on.
            outcome = Outcome.UNREACHABLE if doubt == WANTS_HTTPS else Outcome.FOREIGN
            return InsertResult(outcome, doubt)
        return _judge(answer)


def as_extra_fields(constants: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """
    Return fields as a request names them once for all of its rows, and their names.

    The others have a name or value that the argument can't hold, and belong on each row.
    """
    fit = {key: value for key, value in constants.items() if _FIT.fullmatch(f"{key}={value}")}
    while len(argument := ",".join(map("=".join, fit.items()))) > _MAX_EXTRA_CHARS:
        fit.popitem()
    return argument, frozenset(fit)


def _compressed(pieces: Sequence[bytes]) -> Iterator[bytes]:
    compressor = zlib.compressobj(level=1, wbits=31)
    for piece in pieces:
        if out := compressor.compress(piece):
            yield out
    yield compressor.flush()


def _failure(error: ExchangeError) -> InsertResult:
    if error.reason == WANTS_HTTPS:
        return InsertResult(Outcome.UNREACHABLE, error.reason)
    match error.trouble:
        case Trouble.UNFIT_CREDENTIALS:
            return InsertResult(Outcome.DENIED, error.reason)
        case Trouble.NOT_CONNECTED | Trouble.ALL_IN_USE:
            return InsertResult(Outcome.UNREACHABLE, error.reason)
        case Trouble.TIMEOUT:
            return InsertResult(Outcome.UNCLEAR, error.reason, is_timeout=True)
        case Trouble.CUT:
            return InsertResult(Outcome.UNCLEAR, error.reason)


def _judge(answer: Answer) -> InsertResult:
    status = answer.status
    if status in (200, 204):
        return InsertResult(Outcome.ACCEPTED)
    said = describe_body(answer.body, answer.headers.get("content-type", ""))
    reason = f"HTTP {status} {said}".strip()
    if status in (401, 403):
        return InsertResult(Outcome.DENIED, reason)
    if status == 400 and b"unsupported path requested" in answer.body:
        return InsertResult(Outcome.FOREIGN, describe_foreign(answer))
    if status in (400, 413):
        return InsertResult(Outcome.REFUSED, reason)
    return InsertResult(
        Outcome.BUSY,
        reason,
        _retry_after(answer),
        is_timeout=status in (502, 504),
        is_turned_away=status in (429, 503),
    )


def _retry_after(answer: Answer) -> float | None:
    """Return the seconds to wait that a server asks for, in seconds or as an HTTP date."""
    value = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value):
        return float(value)
    at = _http_date(value)
    if at is None:
        return None
    # By the server's own clock where it sends its time: this machine's may differ.
    now = _http_date(answer.headers.get("date", ""))
    return max(0.0, at - (time.time() if now is None else now))


def _http_date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None
