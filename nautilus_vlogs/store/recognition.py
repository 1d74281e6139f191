"""
Decide whether an answer comes from VictoriaLogs, or from vlagent, its relay.

A 200 by itself says nothing: a web server's page, a login portal and a program that took the port
of a stopped store answer 200 as well. Each answer is judged by the evidence that it bears:

====================================  ===========================================================
``X-Server-Hostname``                 every answer of VictoriaLogs, vlagent and vmauth, unless
                                      ``-http.header.disableServerHostname`` is set; proxies pass
                                      it on
``VL-Request-Duration-Seconds``       answers to queries
``application/stream+json``           answers to queries
``unsupported path requested``,       error texts of theirs
``cannot process jsonline request``
``/metrics``                          asked only where an answer bears none of these: where the
                                      header is switched off, or a proxy takes it away
====================================  ===========================================================

An insertion that is answered 200 without any evidence is provisional: the rows are believed to be
stored once a look-up finds them, and not before; never, where nothing is looked up. Where such an
answer is all there will ever be, or where a query is answered, what the server was a moment ago
does not count: another program may have taken its place, so the metrics are asked anew.
"""

import re
import time
from enum import Enum

from nautilus_vlogs.store.connection import WANTS_HTTPS
from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.connection import Connection
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.connection import wants_https
from nautilus_vlogs.store.texts import describe_body
from nautilus_vlogs.store.texts import is_page

#: Of `/metrics` as much is read; a store with thousands of streams has some 100 KB.
MAX_METRICS_BYTES = 4 * 1024 * 1024

_METRICS_INTERVAL_SECS = 10.0

#: Statuses of programs that are no store to an insertion or a query; the other statuses may be
#: those of a proxy whose store is down, full, or wants other credentials.
_NOT_OF_A_STORE = (301, 302, 303, 307, 308, 400, 404, 405, 501)

_HOSTNAME = "x-server-hostname"
_DURATION = "vl-request-duration-seconds"

_ERROR_TEXTS = re.compile(
    rb"unsupported path requested: |cannot process jsonline request|requestURI: /(?:insert|select)/"
)

#: Names of metrics that only these programs have.
_METRICS = re.compile(
    rb'^(?:vl_\w+|vlagent_\w+|vm_app_version\{version="(?:victoria-logs|vl))', re.MULTILINE
)


class Evidence(Enum):
    """Evidence in an answer for the program that gave it."""

    POSITIVE = "positive"
    NONE = "none"
    NEGATIVE = "negative"


def evidence(answer: Answer) -> Evidence:
    """
    Return the evidence in an answer to an insertion or a query.

    Parameters
    ----------
    answer : Answer
        The answer; of whichever status.

    """
    content_type = answer.headers.get("content-type", "")
    is_success = answer.status < 300
    beginning = answer.body[:2_000].decode(errors="replace")
    if is_success and is_page(beginning, content_type):
        return Evidence.NEGATIVE
    if _HOSTNAME in answer.headers or _DURATION in answer.headers:
        return Evidence.POSITIVE
    if is_success and content_type.startswith("application/stream+json"):
        return Evidence.POSITIVE
    if answer.status == 400 and _ERROR_TEXTS.search(answer.body[:2_000]):
        return Evidence.POSITIVE
    return Evidence.NONE


def are_metrics(answer: Answer) -> bool:
    """Return whether an answer to ``GET /metrics`` is that of VictoriaLogs or vlagent."""
    return answer.status == 200 and _METRICS.search(answer.body) is not None


def describe_foreign(answer: Answer) -> str:
    """Return why an answer is not believed, to follow the word "VictoriaLogs"."""
    if wants_https(answer):
        return WANTS_HTTPS
    if 300 <= answer.status < 400:
        target = describe_body(answer.headers.get("location", "").encode(), "")
        return f"it redirects to {target or 'nowhere'}, which is not followed"
    said = describe_body(answer.body, answer.headers.get("content-type", ""))
    if answer.status < 300:
        return (
            f"it answers with {said}"
            if said.startswith("a page")
            else (f"it answers {said!r}" if said else "its answers bear no sign of it")
        )
    return f"it answers HTTP {answer.status}{f' with {said}' if said else ''}"


class Recogniser:
    """
    Judge the answers of one server.

    Parameters
    ----------
    connection : Connection
        The server, which is asked for its metrics where an answer bears no evidence.
    is_looked_up : bool, default True
        Rows are looked up after their insertion. If they are not, no answer is provisional.

    """

    def __init__(self, connection: Connection, *, is_looked_up: bool = True) -> None:
        self._connection = connection
        self._is_looked_up = is_looked_up
        self._bears_hostname = False
        self._has_metrics = False
        self._metrics_asked_at = float("-inf")
        self.is_recognised = False

    def doubt(self, answer: Answer, *, is_query: bool = False) -> str | None:
        """
        Return why an answer is not to be believed, ``None`` if it is.

        Parameters
        ----------
        answer : Answer
            To a query or an insertion.
        is_query : bool, default False
            An answer to a query is only believed with positive evidence; an empty one to an
            insertion is provisional.

        """
        found = evidence(answer)
        if found is Evidence.POSITIVE:
            self.is_recognised = True
            self._bears_hostname = self._bears_hostname or _HOSTNAME in answer.headers
            return None
        if found is Evidence.NEGATIVE:
            return describe_foreign(answer)
        if answer.status >= 300 and (self.is_recognised or answer.status not in _NOT_OF_A_STORE):
            return None  # of a proxy before it, it may be: its status says enough
        if self._is_known_by_metrics(is_anew=is_query):
            self.is_recognised = True
            return None
        is_empty = answer.status < 300 and not answer.body.strip()
        is_provisional = self._is_looked_up and not (is_query or self._bears_hostname)
        if is_empty and is_provisional:
            return None
        return describe_foreign(answer)

    def vouches_for(self, answer: Answer) -> bool:
        """Return whether the server of an answer without doubt is VictoriaLogs, or its relay."""
        return evidence(answer) is Evidence.POSITIVE or self._is_known_by_metrics(is_anew=True)

    def _is_known_by_metrics(self, *, is_anew: bool) -> bool:
        now = time.monotonic()
        if is_anew or now - self._metrics_asked_at >= _METRICS_INTERVAL_SECS:
            self._metrics_asked_at = now
            try:
                answer = self._connection.exchange(
                    "GET", "/metrics", max_bytes=MAX_METRICS_BYTES, is_repeatable=True
                )
            except ExchangeError:
                self._has_metrics = False
            else:
                self._has_metrics = are_metrics(answer)
        return self._has_metrics
