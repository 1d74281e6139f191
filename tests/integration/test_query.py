import threading
import time
import uuid
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from itertools import pairwise

import pytest
from conftest import Store
from conftest import eventually
from fake_store import answer

import nautilus_vlogs
from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import IncompleteAnswerError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import NotVictoriaLogsError
from nautilus_vlogs.errors import PipeNotAllowedError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.errors import StoreBusyError
from nautilus_vlogs.errors import StoreUnreachableError
from nautilus_vlogs.operate.build import version_of
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.store import endpoint
from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000
NASTY = "quote \" back \\ pipe | nl \n nul \x00 esc \x1b apos ' tick ` \u2028 é 😀 ) or (*"


class Run:
    """Rows of one imagined node, a second apart, and what is known about them."""

    def __init__(self, server: LocalServer) -> None:
        self.store = Store(server.url)
        self.id = uuid.uuid4().hex
        self.base = time.time_ns() // SECOND * SECOND - 600 * SECOND
        levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
        self.rows = [
            {
                "_time": rfc3339(self.base + i * SECOND),
                "_msg": f"order number={i} was Filled",
                "level": levels[i % 5],
                "source": "strategy" if i % 2 else "system",
                "component": "Engine",
                "instance_id": self.id,
                "seq": str(i),
                "price": str(100 + i),
                **({"strategy_id": f"S-{self.id}-{i % 3}"} if i % 2 else {}),
            }
            for i in range(40)
        ]
        self.rows.append({**self.rows[-1], "_msg": NASTY, "seq": "40", 'odd\n|"name': NASTY})
        self.store.insert(*self.rows)
        self.store.wait_for(f'instance_id:="{self.id}"', 41)

    @property
    def only(self) -> dict[str, str]:
        """The filter for these rows."""
        return {"instance_id": self.id}


@pytest.fixture(scope="module")
def node(victoria_logs):
    """Insert the rows once."""
    run = Run(victoria_logs)
    yield run
    run.store.close()


@pytest.fixture
def client(victoria_logs):
    with VictoriaLogsClient(victoria_logs.url) as client:
        yield client


def seqs(rows):
    return [row.seq for row in rows]


def test_the_client_is_a_public_name():
    """`from nautilus_vlogs import VictoriaLogsClient` is the query side."""
    assert "VictoriaLogsClient" in nautilus_vlogs.__all__
    assert hasattr(VictoriaLogsClient, "search")


# -- Searching -------------------------------------------------------------------------------------


def test_rows_are_typed_and_in_order_of_time(client, node):
    """All of a row's tags are there by name, its other fields by key, its time to the ns."""
    rows = client.search(fields=node.only)
    assert seqs(rows) == list(range(41))
    row = rows[7]
    assert row.time_ns == node.base + 7 * SECOND
    assert row.time == datetime.fromtimestamp(row.time_ns / SECOND, UTC)
    assert (row.level, row.source, row.component) == ("WARNING", "strategy", "Engine")
    assert (row.strategy_id, row.instance_id) == (f"S-{node.id}-1", node.id)
    assert (row["price"], row.get("nope"), row.get("nope", "x")) == ("107", None, "x")
    assert rows[0].strategy_id is None
    assert not rows.has_more
    assert seqs(client.search(fields=node.only, newest_first=True)) == list(range(41))[::-1]


def test_of_more_rows_than_the_limit_the_newest_are_kept(client, node):
    """The answer says that there are more."""
    rows = client.search(fields=node.only, limit=3)
    assert (seqs(rows), rows.has_more) == ([38, 39, 40], True)
    assert seqs(client.search(fields=node.only, limit=3, newest_first=True)) == [40, 39, 38]
    assert not client.search(fields=node.only, limit=41).has_more


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"level": "ERROR"}, lambda i: i % 5 >= 3 or i == 40),
        ({"level": "warn"}, lambda i: i % 5 >= 2 or i == 40),
        ({"source": "strategy"}, lambda i: i % 2 or i == 40),
        ({"component": "Engine"}, lambda _: True),
        ({"component": "Eng"}, lambda _: False),
        ({"text": "NUMBER=1"}, lambda i: str(i).startswith("1")),
        ({"text": ["order", "=12 "]}, lambda i: i == 12),
        ({"exclude": ["filled", "x\n"]}, lambda i: i == 40),
        ({"text": "number=1. was F", "is_regex": True}, lambda i: 10 <= i < 20),
        ({"fields": {"price": 105}}, lambda i: i == 5),
        ({"fields": {"nosuch": "x"}}, lambda _: False),
        ({"query": "price:>135 level:INFO"}, lambda i: i == 36),
        ({"query": "seq:1 or seq:2"}, lambda i: i in (1, 2)),
    ],
)
def test_filters_find_what_they_say(client, node, filters, wanted):
    """Each filter finds the rows that fit it and no others."""
    filters = {**filters, "fields": {**node.only, **filters.get("fields", {})}}
    rows = client.search(**filters)
    assert seqs(rows) == [i for i in range(41) if wanted(i)]


def test_a_strategy_is_found_by_its_id(client, node):
    """Only the rows of that very strategy."""
    rows = client.search(strategy_id=f"S-{node.id}-1")
    assert seqs(rows) == [i for i in range(40) if i % 2 and i % 3 == 1]


@pytest.mark.parametrize(
    ("span", "wanted"),
    [((5, 8), [5, 6, 7]), ((5, None), [*range(5, 41)]), ((38, 39), [38]), ((50, 60), [])],
)
def test_a_range_holds_its_start_and_not_its_end(client, node, span, wanted):
    """`[start, end)`, to the nanosecond."""
    times = [None if i is None else rfc3339(node.base + i * SECOND) for i in span]
    assert seqs(client.search(start=times[0], end=times[1], fields=node.only)) == wanted


def test_values_come_back_as_they_went_in(client, node):
    """Quotes, pipes, newlines, NUL and others: found by value, by text and by field name."""
    for filters in (
        {"fields": {'odd\n|"name': NASTY, **node.only}},
        {"text": NASTY, "fields": node.only},
        {"text": NASTY[5:-5].upper(), "fields": node.only},
    ):
        (row,) = client.search(**filters)
        assert row.message == row['odd\n|"name'] == NASTY


INJECTIONS = [
    '" or "1":"1',
    '") or (*) or ("',
    '"} or {x="',
    "x\n or *",
    'x" | stream_context before 100 | filter _msg:"',
    "* | union (*)",
    'x" #',
    "x) or (*",
    "\\",
    '\\" or * or "',
    "\x00",
    "x\r\n*",
    "`) or * or (`",
    "' or * or '",
    "*",
    "in(*)",
    "~.*",
    "_time:0",
]


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_value_escapes_its_filter(client, node, value):
    """As any filter's value, or a field's name, it finds nothing, and nothing gets out."""
    for filters in (
        {"strategy_id": value},
        {"source": value},
        {"component": value},
        {"fields": {**node.only, "level": value}},
        {"fields": {**node.only, value: "x"}},
    ):
        assert client.search(**filters) == []
    assert seqs(client.search(text=value, fields=node.only)) in ([], [40])
    counts = client.count_by(value, fields=node.only)
    assert counts == {"": 41}


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_raw_query_leaves_the_scope(victoria_logs, node, value):
    """Whatever a raw query says, rows outside of the scope, or of the range, stay unseen."""
    scope = {"instance_id": node.id, "level": "ERROR"}
    with VictoriaLogsClient(victoria_logs.url, scope=scope) as confined:
        for query in (value, f"x {value}", f'x:"{value}"', f"* or {value}", f"(* or {value})"):
            try:
                rows = confined.query(query)
            except (InvalidQueryError, QueryRefusedError):
                continue
            assert {(row["instance_id"], row["level"]) for row in rows} <= {(node.id, "ERROR")}
            early = confined.query(query, start="2h", end="1h")
            assert early == []
        assert len(confined.search()) in (8, 9)


def test_a_raw_query_is_answered_in_order_of_time_and_bounded(client, node):
    """Rows are the newest, oldest first; what a query sorts or counts comes as it says."""
    mine = f'instance_id:="{node.id}"'
    assert [row["seq"] for row in client.query(f"{mine} | fields seq", limit=2)] == ["39", "40"]
    assert [r["seq"] for r in client.query(f"{mine} | sort by (seq) | fields seq", limit=2)] == [
        "0",
        "1",
    ]
    (count,) = client.query(f"{mine} | stats count() n")
    assert count == {"n": "41"}
    early = client.query(f"{mine} | fields seq", end=rfc3339(node.base + 2 * SECOND))
    assert [row["seq"] for row in early] == ["0", "1"]


def test_a_raw_query_looks_where_its_own_time_says(client, store):
    """A range beyond the last hour in the query itself is looked into, not silently missed."""
    old = time.time_ns() // SECOND * SECOND - 5 * 3_600 * SECOND
    store.insert({"_time": rfc3339(old), "_msg": "old", "test": store.id})
    store.wait_for(f"test:={store.id}")
    assert client.query(f"test:={store.id}") == []
    for when in (
        "_time:6h",
        f"_time:[{rfc3339(old)}, {rfc3339(old + 1)})",
        f"_time:[{rfc3339(old - SECOND)}, {rfc3339(old)}]",
    ):
        assert len(client.query(f"test:={store.id} {when}")) == 1
        assert len(client.search(query=f"test:={store.id} {when}")) == 1
    with pytest.raises(GuardRailError):
        client.query(f"test:={store.id} _time:30h")


@pytest.mark.parametrize(
    "query",
    ['_msg:~"("', "a:(", "level:in(", "foo bar:", "* | stats nonsense(x)", "* | sort by"],
)
def test_a_query_that_the_store_can_not_read_is_an_error(client, query):
    """Never an empty answer."""
    with pytest.raises((QueryRefusedError, InvalidQueryError)):
        client.query(query)


def test_a_pipe_that_is_not_allowed_is_named(client):
    """And what is allowed is listed."""
    with pytest.raises(PipeNotAllowedError, match="`stream_context` is not allowed: use one of"):
        client.query("* | stream_context before 5")


# -- Context, counts, strategies -------------------------------------------------------------------


def test_context_is_what_the_node_logged_around_a_row(client, node):
    """So many lines before and after, in the order in which they were written."""
    (row,) = client.search(fields={**node.only, "seq": 20})
    assert seqs(client.context(row, 3, 2)) == [17, 18, 19, 20, 21, 22]
    assert seqs(client.context(row, 0, 0)) == [20]
    (first,) = client.search(fields={**node.only, "seq": 0})
    assert seqs(client.context(first, 5, 1)) == [0, 1]


def test_context_of_rows_that_are_stored_twice_or_have_no_number(client, store):
    """A row that was stored twice is there once; without numbers it goes by time."""
    base = time.time_ns() // SECOND * SECOND - 60 * SECOND
    rows = [
        {"_time": rfc3339(base + i * SECOND), "_msg": f"n{i}", "test": store.id} for i in range(5)
    ]
    numbered = [{**row, "instance_id": store.id, "seq": str(i)} for i, row in enumerate(rows)]
    store.insert(*numbered, *numbered[1:4])
    other = VictoriaLogsClient(store.url, scope={"plain": store.id})
    store.insert(*({**row, "plain": store.id} for row in rows))
    store.wait_for(f"test:={store.id}", 13)
    row = client.search(fields={"instance_id": store.id, "seq": 2})[0]
    assert seqs(client.context(row, 1, 1)) == [1, 2, 3]
    (row,) = other.search(text="n2")
    assert [one.message for one in other.context(row, 1, 2)] == ["n1", "n2", "n3", "n4"]
    assert [one.message for one in other.context(row, 9, 0)] == ["n0", "n1", "n2"]
    other.close()


def test_counts_by_a_field(client, node):
    """Most first; rows without the field count under the empty value."""
    counts = client.count_by("level", fields=node.only)
    assert counts == {"DEBUG": 8, "INFO": 8, "WARNING": 8, "ERROR": 8, "CRITICAL": 9}
    assert next(iter(counts)) == "CRITICAL"
    assert client.count_by("strategy_id", fields=node.only)[""] == 20
    few = client.count_by("seq", fields=node.only, limit=5)
    assert (len(few), few.has_more) == (5, True)


def test_a_histogram_has_its_empty_steps_too(client, node):
    """Each step of the range is there, and together they hold all rows."""
    buckets = client.histogram(
        "10s",
        start=rfc3339(node.base - 20 * SECOND),
        end=rfc3339(node.base + 60 * SECOND),
        fields=node.only,
    )
    starts = {bucket.time_ns % (10 * SECOND) for bucket in buckets}
    assert starts == {0}
    assert sum(bucket.count for bucket in buckets) == 41
    assert any(bucket.count == 0 for bucket in buckets)
    gaps = {b.time_ns - a.time_ns for a, b in pairwise(buckets)}
    assert gaps == {10 * SECOND}
    assert buckets[0].time.tzinfo is UTC


def test_strategies(client, node):
    """Each with its rows, errors and warnings."""
    found = {s.strategy_id: s for s in client.strategies() if node.id in s.strategy_id}
    assert list(found) == [f"S-{node.id}-{i}" for i in range(3)]
    one = found[f"S-{node.id}-1"]
    mine = [r for r in node.rows if r.get("strategy_id") == one.strategy_id]
    assert one.rows == len(mine)
    assert one.errors == sum(r["level"] in ("ERROR", "CRITICAL") for r in mine)
    assert one.warnings == sum(r["level"] == "WARNING" for r in mine)


# -- Guard rails -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "settings",
    [
        {"max_entries": 501},
        {"max_entries": 0},
        {"max_range": timedelta(hours=25)},
        {"max_range": timedelta(0)},
        {"max_range": 5},
        {"timeout_secs": 11},
        {"timeout_secs": 0},
        {"timeout_secs": float("nan")},
        {"timeout_secs": "5"},
        {"max_concurrent": 17},
        {"account_id": -1},
        {"project_id": 2**32},
        {"account_id": "0"},
        {"default_range": timedelta(days=2)},
        {"scope": {"a": ""}},
        {"url": "http://user:secret@localhost"},
        {"url": "ftp://localhost"},
        {"url": "localhost:9428"},
        {"url": "http://localhost:99999"},
        {"url": "http://localhost/?a=b"},
        {"url": None},
    ],
)
def test_guard_rails_can_only_be_narrowed(settings):
    """A setting beyond them is refused, and no secret is repeated."""
    with pytest.raises(InvalidQueryError) as caught:
        VictoriaLogsClient(**settings)
    assert "secret" not in str(caught.value)


def test_narrower_guard_rails_hold(victoria_logs, node):
    """What is beyond the narrower ones is refused, too."""
    with VictoriaLogsClient(
        victoria_logs.url, max_entries=5, max_range=timedelta(minutes=30)
    ) as narrow:
        assert len(narrow.search(fields=node.only)) == 5
        with pytest.raises(GuardRailError):
            narrow.search(limit=6)
        with pytest.raises(GuardRailError, match="30 m"):
            narrow.search(start="1h")


@pytest.mark.parametrize("limit", [0, -1, 501, 10**30, 1.5, "5", True, float("nan")])
def test_limits_that_make_no_sense_are_refused(client, limit):
    """For rows, values and context alike."""
    for ask in (
        lambda: client.search(limit=limit),
        lambda: client.query("*", limit=limit),
        lambda: client.count_by("level", limit=limit),
        lambda: client.context(LogRow(0, ""), -1 if limit == 0 else limit),
    ):
        with pytest.raises(InvalidQueryError):
            ask()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("1h", "2h"),
        ("25h", None),
        ("2200-01-01", None),
        ("now", "1h"),
        ("\ud800", None),
        ("x" * 10**6, None),
    ],
)
def test_ranges_that_make_no_sense_are_refused(client, start, end):
    """Nothing is sent."""
    for ask in (client.search, client.histogram, client.strategies):
        with pytest.raises(InvalidQueryError):
            ask(start=start, end=end)


@pytest.mark.parametrize("step", ["0s", "-1m", "1ms", "x", 0, -5, float("inf"), "1m\n| x"])
def test_steps_that_make_no_sense_are_refused(client, step):
    """Also those that would give more steps than an answer may have."""
    with pytest.raises(InvalidQueryError):
        client.histogram(step)


def test_unknown_arguments_are_refused(client):
    """As Python does it."""
    with pytest.raises(TypeError):
        client.search(strategy="x")


# -- The store's misbehaviour ----------------------------------------------------------------------


ROW = b'{"_time":"2026-11-23T00:00:00Z","_msg":"x"}\n'


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (answer(200, ROW + ROW[:20]), IncompleteAnswerError),
        (answer(200, ROW + b"not json\n"), IncompleteAnswerError),
        (answer(200, ROW + b'["a"]\n'), IncompleteAnswerError),
        (answer(200, b"<html>a proxy's page</html>"), NotVictoriaLogsError),
        (answer(200, b'{"_msg":"no time"}\n'), IncompleteAnswerError),
        (answer(200, b'{"_time":"nonsense","_msg":"x"}\n'), IncompleteAnswerError),
        (answer(400, b"cannot parse query"), QueryRefusedError),
        (answer(404, b"nothing here"), QueryRefusedError),
        (answer(401), AccessDeniedError),
        (answer(403), AccessDeniedError),
        (answer(429), StoreBusyError),
        (answer(502), StoreBusyError),
        (answer(302, Location="http://evil"), StoreBusyError),
        (answer(503, b"couldn't start executing the request in 2 seconds"), QueryTimeoutError),
    ],
)
def test_an_answer_that_is_not_whole_is_an_error(fake, script, error):
    """It says so and what to do, and there is never a shorter result."""
    fake.otherwise = script
    with VictoriaLogsClient(fake.url) as client, pytest.raises(error) as caught:
        client.search()
    assert ":" in str(caught.value)


def test_a_body_that_is_cut_is_an_error(fake):
    """Chunked or with its length given, an end before the end is told."""
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (len(ROW), ROW)
    for data in (chunked, answer(200, ROW).replace(b": 44", b": 88")):
        fake.otherwise = fake.cut(data)
        with VictoriaLogsClient(fake.url) as client, pytest.raises(IncompleteAnswerError):
            client.search()


def test_the_timeout_is_for_the_whole_answer(fake):
    """Also of a store that sends a byte now and then."""

    def drip(connection, request):
        fake._read(connection, request)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(1_000):
            connection.sendall(b"{")
            if fake._closing.wait(0.02):
                return

    for script in (drip, fake.hang):
        fake.otherwise = script
        with (
            VictoriaLogsClient(fake.url, timeout_secs=0.4) as client,
            pytest.raises(QueryTimeoutError, match="shorter range"),
        ):
            client.search()


def test_an_answer_that_is_too_large_is_an_error(fake, monkeypatch):
    """Memory is bounded."""
    monkeypatch.setattr(endpoint, "_MAX_ANSWER_BYTES", 1_000)
    fake.otherwise = answer(200, ROW * 100)
    with VictoriaLogsClient(fake.url) as client, pytest.raises(IncompleteAnswerError):
        client.search()


def test_nobody_there_is_an_error_that_names_the_url(client):
    """At once."""
    with VictoriaLogsClient("http://127.0.0.1:1") as nobody:
        with pytest.raises(StoreUnreachableError, match=r"127\.0\.0\.1:1"):
            nobody.search()
        health = nobody.health()
    assert not health.ok
    assert "start it" in health.trouble


def test_a_connection_that_the_store_closed_is_opened_anew(fake):
    """A restart between two queries is not noticed."""
    with VictoriaLogsClient(fake.url) as client:
        assert client.search() == []
        fake.disconnect()
        assert client.search() == []


def test_rows_with_bytes_that_are_no_text_are_read(fake):
    """And so are rows with other kinds of line ends in them."""
    fake.otherwise = answer(200, ROW.replace(b'"x"', b'"a\xff\xe2\x80\xa8b"'))
    with VictoriaLogsClient(fake.url) as client:
        assert client.search()[0].message == "a\ufffd\u2028b"


def test_credentials_come_from_the_environment_and_are_never_shown(fake, monkeypatch):
    """Token first, else user and password; a token that fits no header is not repeated."""
    with VictoriaLogsClient(fake.url, account_id=3, project_id=7) as client:
        monkeypatch.setenv("VICTORIALOGS_USERNAME", "me")
        monkeypatch.setenv("VICTORIALOGS_PASSWORD", "secret")
        client.search()
        monkeypatch.setenv("VICTORIALOGS_TOKEN", "secret\n")
        client.search()
        monkeypatch.setenv("VICTORIALOGS_TOKEN", "sec\nret")
        with pytest.raises(AccessDeniedError) as caught:
            client.search()
    assert "ret" not in str(caught.value).replace("secret", "")
    basic, bearer = (request.headers for request in fake.requests)
    assert basic["Authorization"] == "Basic bWU6c2VjcmV0"
    assert bearer["Authorization"] == "Bearer secret"
    assert (basic["AccountID"], basic["ProjectID"]) == ("3", "7")


def test_no_more_queries_at_once_than_agreed(fake):
    """Others wait, and give up with an error that says so."""
    fake.otherwise = fake.hang
    client = VictoriaLogsClient(fake.url, max_concurrent=2, timeout_secs=0.5)
    errors = []

    def ask():
        try:
            client.search()
        except (StoreBusyError, QueryTimeoutError) as e:
            errors.append(e)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    eventually(lambda: len(fake.requests) >= 2)
    assert fake.connections <= 2
    for thread in threads:
        thread.join()
    client.close()
    assert len(errors) == 8


def test_health(client, victoria_logs):
    """Version, retention, clock and what the store dropped."""
    health = client.health()
    assert (health.ok, health.trouble) == (True, "")
    assert abs(health.clock_ahead_secs) < 2
    assert health.metrics.version == version_of(victoria_logs.binary)
    assert health.metrics.retention_secs == 14 * 86_400
    assert not health.metrics.is_read_only
    assert "too_small_timestamp" in health.metrics.dropped


# -- Following -------------------------------------------------------------------------------------


class Ended(Exception):  # noqa: N818 - no error: the end of a test
    pass


def collect(client, found, troubles, stop, **arguments):
    """Follow on a thread of its own until told to stop."""

    def wait(secs):
        if stop.wait(min(secs, 0.3)):
            raise Ended

    def run():
        try:
            for row in client.tail(
                interval_secs=0.1, wait=wait, on_trouble=troubles.append, **arguments
            ):
                found.append(row.message)
        except Ended:
            pass

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_following_shows_backfill_new_and_late_rows_through_a_restart(victoria_logs, tmp_path):
    """Each row once, whatever its time says, also those from while the store was down."""
    found, troubles, stop = [], [], threading.Event()
    with LocalServer(victoria_logs.binary, tmp_path) as server:
        store = Store(server.url)
        now = time.time_ns()

        def insert(name, ago):
            at = rfc3339(time.time_ns() - ago * SECOND)
            store.insert({"_time": at, "_msg": name, "test": "x"})

        store.insert({"_time": rfc3339(now - 120 * SECOND), "_msg": "old", "test": "x"})
        store.insert({"_time": rfc3339(now - 30 * SECOND), "_msg": "backfilled", "test": "x"})
        client = VictoriaLogsClient(server.url, timeout_secs=2)
        thread = collect(client, found, troubles, stop, backfill="60s", fields={"test": "x"})
        try:
            eventually(lambda: found == ["backfilled"])
            insert("new", 0)
            eventually(lambda: found == ["backfilled", "new"])
            insert("late", 20)
            eventually(lambda: "late" in found)
            server.stop()
            # On a slow machine a query may have taken too long before: a trouble that passed.
            eventually(lambda: [one for one in troubles[-1:] if one is not None])
            server.start()
            insert("after", 0)
            insert("meanwhile", 5)
            eventually(lambda: {"after", "meanwhile"} <= set(found))
            assert troubles[-1] is None
        finally:
            stop.set()
            thread.join()
            client.close()
            store.close()
    assert sorted(found) == ["after", "backfilled", "late", "meanwhile", "new"]


def insert_new_stream(store):
    """Insert a row of a stream of its own; return its id as soon as the store counts it."""
    name = uuid.uuid4().hex
    row = {"_time": "0", "_msg": name, "instance_id": name, "seq": "0", "test": store.id}
    store.insert(row, stream_fields="instance_id")
    wanted = f"instance_id:={name} | fields seq"
    eventually(lambda: store.query(wanted))
    return name


def test_rows_of_a_new_stream_are_found_as_soon_as_they_are_counted(client, store):
    """Although for a second the store passes over them where it is asked for the stream's name."""
    names = [insert_new_stream(store) for _ in range(3)]
    assert [row.message for row in client.search(instance_id=names[-1])] == names[-1:]
    names.append(insert_new_stream(store))
    pages = client.pages(start="5m", page_size=10, fields={"test": store.id})
    assert sorted(row.message for page in pages for row in page) == sorted(names)


def test_following_misses_no_row_of_new_streams(client, store):
    """As where a node starts, or at midnight, from when on all streams are new to the store."""
    follower = client.open_tail(backfill="1m", fields={"test": store.id})
    found, names = [], []
    for _ in range(5):
        names.append(insert_new_stream(store))
        found += [row.message for portion in follower.poll() for row in portion]
        assert found == names


def test_following_a_burst_misses_nothing(client, store):
    """More rows in a second than one answer may have come all, each once."""
    at = time.time_ns() // SECOND * SECOND - 5 * SECOND
    rows = [
        {"_time": rfc3339(at), "_msg": str(i), "instance_id": store.id, "seq": str(i)}
        for i in range(1_200)
    ]
    store.insert(*rows)
    store.wait_for(f"instance_id:={store.id}", 1_200)
    follower = client.open_tail(backfill="1m", fields={"instance_id": store.id})
    found = [row.message for portion in follower.poll() for row in portion]
    assert sorted(map(int, found)) == list(range(1_200))
    assert [row for portion in follower.poll() for row in portion] == []


@pytest.mark.parametrize(
    "arguments",
    [
        {"backfill": "25h"},
        {"backfill": "x"},
        {"interval_secs": 0},
        {"level": "x"},
        {"query": "a | b"},
    ],
)
def test_following_refuses_what_makes_no_sense(client, arguments):
    """At once, not at the first row."""
    with pytest.raises(InvalidQueryError):
        client.tail(**arguments)
