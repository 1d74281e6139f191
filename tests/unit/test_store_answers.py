"""What answers of a server are taken for: whose they are, and what they say."""

import json
import unicodedata
from datetime import datetime
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.store.connection import Answer
from nautilus_vlogs.store.connection import ExchangeError
from nautilus_vlogs.store.connection import Trouble
from nautilus_vlogs.store.credentials import clear_text_warning
from nautilus_vlogs.store.health import parse_metrics
from nautilus_vlogs.store.insert import Inserter
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.recognition import Recogniser
from nautilus_vlogs.store.select import Lookup
from nautilus_vlogs.store.select import Range
from nautilus_vlogs.store.select import Selector
from nautilus_vlogs.store.texts import harmless
from nautilus_vlogs.times import rfc3339

HOSTNAME = {"x-server-hostname": "vm"}
HTML = {"content-type": "text/html; charset=utf-8"}
PAGE = b"<!DOCTYPE html><html><head><title>Welcome to nginx!</title></head></html>"
METRICS = b'vl_rows_ingested_total{type="jsonline"} 5\n'


class Server:
    """A connection whose answers are laid out by path."""

    def __init__(self, metrics=None, **answers):
        self.answers = {"/metrics": metrics or Answer(404, {}, b""), **answers}
        self.asked = []

    def exchange(self, _, path, *, body=(), **__):
        """Return the answer for a path, or raise it."""
        self.asked.append((path, b"".join(body)))
        answer = self.answers[path]
        if isinstance(answer, Exception):
            raise answer
        return answer(b"".join(body)) if callable(answer) else answer


def insert(answer, metrics=None, before=(), *, is_looked_up=True):
    """Return what an insertion comes to with a server that answers so."""
    server = Server(metrics)
    recogniser = Recogniser(server, is_looked_up=is_looked_up)
    inserter = Inserter(server, recogniser, stream_fields=(), compress=False)
    for one in (*before, answer):
        server.answers["/insert/jsonline"] = one
        result = inserter.insert([b"{}\n"])
    return result, recogniser


# -- Whose answer it is ----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 204])
def test_an_answer_with_the_servers_name_is_believed(status):
    """VictoriaLogs, vlagent and vmauth name their host in every answer."""
    result, recogniser = insert(Answer(status, HOSTNAME, b""))
    assert result.outcome is Outcome.ACCEPTED
    assert recogniser.is_recognised


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(200, HTML, PAGE), "it answers with a page titled 'Welcome to nginx!'"),
        (Answer(200, {}, PAGE), "a page titled 'Welcome to nginx!'"),
        (Answer(200, HTML, b"hello"), "a page without a title"),
        (Answer(200, {**HTML, **HOSTNAME}, PAGE), "a page titled"),
        (Answer(200, {"content-type": "application/json"}, b'{"ok":true}'), '{"ok":true}'),
        (Answer(200, {}, b"\xff\xfe\x1b[2J"), "it answers"),
        (Answer(301, {"location": "https://a.example/"}, b""), "redirects to https://a.example/"),
        (Answer(404, HTML, PAGE), "HTTP 404 with a page titled"),
        (Answer(405, {}, b""), "HTTP 405"),
        (Answer(501, HTML, b"<html><title>Error response</title>"), "HTTP 501 with a page"),
        (Answer(400, {}, b"no such thing"), "HTTP 400"),
        (Answer(400, HOSTNAME, b'unsupported path requested: "/insert/jsonline"'), "unsupported"),
    ],
)
def test_another_program_is_told_from_a_store(answer, words):
    """Its 200 is not believed, its refusals put no row aside, and it is said what it answers."""
    result, recogniser = insert(answer)
    assert result.outcome is Outcome.FOREIGN
    assert words in result.reason
    assert "\x1b" not in result.reason
    assert not result.outcome.is_nothing_stored
    if "x-server-hostname" not in answer.headers:
        assert not recogniser.is_recognised


@pytest.mark.parametrize("status", [401, 403, 413, 429, 500, 502, 503])
def test_a_proxys_troubles_are_not_taken_for_another_program(status):
    """A store behind a proxy may be down, full, or want credentials."""
    result, _ = insert(Answer(status, HTML, b"<html><title>Bad Gateway</title>"))
    expected = {401: Outcome.DENIED, 403: Outcome.DENIED, 413: Outcome.REFUSED}
    assert result.outcome is expected.get(status, Outcome.BUSY)
    assert result.reason == f"HTTP {status} a page titled 'Bad Gateway'"


def test_an_empty_200_without_a_sign_is_provisional():
    """The rows may be there: that is for a look-up to show, and a relay it is not."""
    result, recogniser = insert(Answer(200, {}, b""))
    assert result.outcome is Outcome.ACCEPTED
    assert not recogniser.is_recognised


@pytest.mark.parametrize("status", [200, 204])
def test_an_empty_answer_without_a_sign_is_not_believed_where_nothing_is_looked_up(status):
    """It is all that there will ever be, and any program may give it."""
    result, _ = insert(Answer(status, {}, b""), is_looked_up=False)
    assert result.outcome is Outcome.FOREIGN
    assert "bear no sign" in result.reason
    result, _ = insert(Answer(status, {}, b""), Answer(200, {}, METRICS), is_looked_up=False)
    assert result.outcome is Outcome.ACCEPTED


def test_the_metrics_are_asked_where_a_proxy_takes_the_name_away():
    """They are as good a sign; and they are not asked for each answer."""
    result, recogniser = insert(
        Answer(200, {}, b""), Answer(200, {}, METRICS), before=[Answer(200, {}, b"")] * 5
    )
    assert result.outcome is Outcome.ACCEPTED
    assert recogniser.is_recognised


def test_another_program_on_the_port_of_a_stopped_store():
    """A 200 without the name that the answers before it had is not believed."""
    result, _ = insert(Answer(200, {}, b""), before=[Answer(200, HOSTNAME, b"")])
    assert result.outcome is Outcome.FOREIGN


def test_an_empty_answer_to_a_query_needs_a_sign():
    """No rows is an answer that has consequences."""
    server = Server(**{"/select/logsql/query": Answer(200, {}, b"")})
    found = Selector(server, Recogniser(server), timeout_secs=1).select("*")
    assert found.outcome is Outcome.FOREIGN
    marked = Answer(200, {"content-type": "application/stream+json"}, b"")
    server.answers["/select/logsql/query"] = marked
    found = Selector(server, Recogniser(server), timeout_secs=1).select("*")
    assert found.outcome is Outcome.ACCEPTED


# -- What it says ----------------------------------------------------------------------------------


@given(st.text(), st.integers(2, 50))
def test_a_servers_text_is_harmless(text, limit):
    """Whatever it is, it is one line of bounded length that a terminal can show."""
    shown = harmless(text, limit)
    assert len(shown) <= limit
    assert not {unicodedata.category(one) for one in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_credentials_in_a_servers_text_are_masked(monkeypatch):
    """A proxy that repeats the request's headers gives nothing away."""
    monkeypatch.setenv("VICTORIALOGS_TOKEN", "hunter2hunter2")
    assert harmless("you sent hunter2hunter2\x07", 100) == "you sent ***\\x07"


@pytest.mark.parametrize(
    ("url", "is_warned"),
    [
        ("http://logs.example:9428", True),
        ("http://10.0.0.5:9428", True),
        ("https://logs.example", False),
        ("http://localhost:9428", False),
        ("http://127.0.0.1:9428", False),
        ("http://[::1]:9428", False),
    ],
)
def test_credentials_in_the_clear_are_warned_of(monkeypatch, url, is_warned):
    """Only where they leave this machine, and only where there are any."""
    for name in ("VICTORIALOGS_TOKEN", "VICTORIALOGS_USERNAME", "VICTORIALOGS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    assert clear_text_warning(url) is None
    monkeypatch.setenv("VICTORIALOGS_TOKEN", "secret")
    warning = clear_text_warning(url)
    assert (warning is not None) is is_warned
    assert "secret" not in (warning or "")


# -- Metrics ---------------------------------------------------------------------------------------

RELAY = """\
vlagent_remotewrite_pending_data_bytes{path="a", url="1"} 1000
vlagent_remotewrite_pending_inmemory_blocks{path="a", url="1"} 2
vlagent_remotewrite_pending_data_bytes{path="b", url="2"} 500
vlagent_remotewrite_errors_total{url="1"} %d
vlagent_remotewrite_requests_total{url="1", status_code="2XX"} 70
vlagent_remotewrite_requests_total{url="1", status_code="503"} 3
vlagent_remotewrite_requests_total{url="1", status_code="400"} 9
vlagent_remotewrite_retries_count_total{url="1"} 7
flag{name="retentionPeriod", value="7d", is_set="false"} 1
"""


def test_a_relay_is_recognised_and_says_what_it_holds():
    """Blocks that wait for another attempt are in no gauge, and counted nevertheless."""
    idle = parse_metrics(RELAY % 4)
    assert (idle.is_relay, idle.relay_pending_bytes, idle.retention_secs) == (True, 1_500, None)
    assert parse_metrics(RELAY % 6).relay_pending_bytes == 1_502
    assert (idle.relay_failures, parse_metrics(RELAY % 6).relay_failures) == (7, 9)
    none = parse_metrics('vlagent_remotewrite_pending_data_bytes{path="a"} 0\n')
    assert none.relay_pending_bytes == 0
    assert parse_metrics(METRICS.decode()).relay_pending_bytes is None


def test_a_clusters_node_is_recognised_and_keeps_no_rows():
    """Its retention is a flag's default, by which nothing is kept."""
    flags = 'flag{name="retentionPeriod", value="7d", is_set="false"} 1\n'
    nodes = 'flag{name="storageNode", value="a:9428,b:9428", is_set="true"} 1\n'
    ahead = 'flag{name="futureRetention", value="3d", is_set="true"} 1\n'
    single = parse_metrics(flags + ahead)
    assert (single.retention_secs, single.future_secs) == (7 * 86_400, 3 * 86_400)
    assert parse_metrics(flags + ahead + nodes).future_secs is None
    assert not parse_metrics(flags).is_cluster
    found = parse_metrics(flags + nodes)
    assert (found.storage_nodes, found.is_cluster) == (("a:9428", "b:9428"), True)
    assert found.retention_secs is None


@given(st.text(max_size=300))
def test_any_text_can_be_read_as_metrics(text):
    """Another program's are no error."""
    parse_metrics(text)
    parse_metrics(f"vl_rows_dropped_total{text}\nvm_app_version{{{text}}} {text}")


# -- Look-ups --------------------------------------------------------------------------------------

DAY = 86_400 * 10**9


def store_with_a_limit(limit_ns, rows, most=1_000):
    """Return a server that refuses ranges beyond a limit, as -search.maxQueryTimeRange does."""

    def answer(body):
        arguments = parse_qs(body.decode())
        assert arguments["allow_partial_response"] == ["0"]
        query = arguments["query"][0]
        start, end = query[len("_time:[") : query.index("]")].split(", ")
        found = [row for row in rows if start <= row["_time"] <= end]
        if nanoseconds(end) - nanoseconds(start) > limit_ns:
            text = (
                b"cannot parse query: too big time range selected: it cannot exceed "
                b"-search.maxQueryTimeRange=1d; see https://docs"
            )
            return Answer(400, HOSTNAME, text)
        if "count()" in query:
            numbers = {row["seq"] for row in found}
            found = [{"n": str(len(found)), "distinct": str(len(numbers))}]
        elif "max(seq)" in query:
            last = max((int(row["seq"]) for row in found), default="")
            found = [{"last": str(last)}]
        body = b"".join(json.dumps(row).encode() + b"\n" for row in found[:most])
        return Answer(200, HOSTNAME, body, is_cut_short=len(found) > most)

    return Server(**{"/select/logsql/query": answer})


def nanoseconds(text):
    second = datetime.fromisoformat(text[:19] + "+00:00").timestamp()
    return int(second) * 10**9 + int(text[20:29])


@given(
    st.lists(st.integers(0, 20 * DAY), max_size=20),
    st.integers(1, 20 * DAY),
    st.sampled_from([DAY, DAY // 2, 100 * DAY]),
)
def test_look_ups_respect_the_longest_range_that_a_store_allows(offsets, length, limit_ns):
    """Asked for in parts, each row is counted once, and none is left out."""
    rows = [
        {"_time": rfc3339(offset), "seq": str(i), "instance_id": "x"}
        for i, offset in enumerate(offsets)
    ]
    server = store_with_a_limit(limit_ns, rows)
    lookup = Lookup(Selector(server, Recogniser(server), timeout_secs=1), "x")
    start, end = rfc3339(DAY), rfc3339(DAY + length)
    inside = {i for i, offset in enumerate(offsets) if DAY <= offset <= DAY + length}
    asked = Range(0, 100, start, end)
    assert lookup.present(asked) == inside
    count = lookup.count(asked)
    assert (count.rows, count.distinct) == (len(inside), len(inside))
    assert len(lookup.rows(start, end, ("seq",))) == len(inside)


@given(st.sets(st.integers(0, DAY), max_size=20), st.integers(1, 5), st.integers(1, 5))
def test_a_range_of_too_many_rows_is_asked_for_in_parts(offsets, most, doubled):
    """Unless one time alone has too many, which is said and not asked for ever."""
    rows = [{"_time": rfc3339(offset), "seq": str(i)} for i, offset in enumerate(offsets)]
    server = store_with_a_limit(100 * DAY, rows, most)
    lookup = Lookup(Selector(server, Recogniser(server), timeout_secs=1), "x")
    start, end = rfc3339(0), rfc3339(DAY)
    assert sorted(int(row["seq"]) for row in lookup.rows(start, end, ("seq",))) == [
        *range(len(rows))
    ]
    rows += rows[:1] * doubled
    found = lookup.rows(start, end, ("seq",))
    if rows and doubled >= most:
        assert found is None
        assert "too large" in lookup.failure.reason
    else:
        assert len(found) == len(rows)


@pytest.mark.parametrize(
    ("answer", "outcome", "words"),
    [
        (Answer(401, HOSTNAME, b"no"), Outcome.DENIED, "HTTP 401 no"),
        (
            Answer(400, HOSTNAME, b'unsupported path requested: "/select/logsql/query"'),
            Outcome.DENIED,
            "unsupported path",
        ),
        (
            Answer(
                502,
                HOSTNAME,
                b"cannot execute query [* | stats count(*) as n]: cannot connect to storage node "
                b'at "http://10.1.2.3:9428/internal/select/query": Post: connection refused',
            ),
            Outcome.UNCLEAR,
            "storage node 10.1.2.3:9428 failed: cannot connect",
        ),
        (
            Answer(502, HOSTNAME, 'at "http://a\x1b[2J\u202e\x07:1/internal/x": no'.encode()),
            Outcome.UNCLEAR,
            "storage node a\\x1b[2J\\u202e\\x07:1 failed: ",
        ),
        (ExchangeError(Trouble.TIMEOUT, "too slow"), Outcome.UNCLEAR, "too slow"),
        (ExchangeError(Trouble.NOT_CONNECTED, "nobody"), Outcome.UNREACHABLE, "nobody"),
        (Answer(200, HOSTNAME, b'{"n":"1"}\n', is_cut_short=True), Outcome.UNCLEAR, "too large"),
        (Answer(200, HOSTNAME, b'{"n":1}\n'), Outcome.UNCLEAR, "can't be read"),
        (Answer(200, HOSTNAME, b'{"n":"1'), Outcome.UNCLEAR, "can't be read"),
    ],
)
def test_a_look_up_that_fails_knows_nothing(answer, outcome, words):
    """Neither a count nor numbers, and the reason names the node of a cluster that failed."""
    server = Server(**{"/select/logsql/query": answer})
    lookup = Lookup(Selector(server, Recogniser(server), timeout_secs=1), "x")
    asked = Range(0, 9, rfc3339(0), rfc3339(9))
    assert lookup.count(asked) is None
    assert lookup.present(asked) is None
    assert lookup.failure.outcome is outcome
    assert words in lookup.failure.reason
    assert lookup.failure.reason.isprintable()


def test_an_empty_answer_is_asked_for_twice():
    """Whatever is not in it would be sent, and numbered, anew."""
    empty = Answer(200, HOSTNAME, b"")
    rows = Answer(200, HOSTNAME, b'{"_msg":"x","last":"41"}\n')
    for second, number in ((rows, 42), (empty, 0)):
        answers = [empty, second]
        server = Server()
        server.exchange = lambda *_, **__: answers.pop(0)  # noqa: B023  # asked at once
        lookup = Lookup(Selector(server, Recogniser(server), timeout_secs=1), "x")
        assert lookup.next_seq() == number
        answers += [empty, second]
        assert lookup.rows(rfc3339(0), rfc3339(9), ("_msg",)) == (
            [{"_msg": "x", "last": "41"}] if number else []
        )
        assert answers == []
