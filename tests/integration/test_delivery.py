"""Batches go out in order, once, and through every kind of trouble."""

import json
import random
import threading
import time

import pytest
from conftest import Store
from conftest import ends
from conftest import eventually
from fake_store import OK
from fake_store import FakeStore
from fake_store import answer
from fake_store import of_request

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.deliver import breaker as breaker_module
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.breaker import Breaker
from nautilus_vlogs.deliver.outbox import MAX_BATCHES
from nautilus_vlogs.deliver.outbox import Outbox
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.store.client import StoreClient
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.times import rfc3339


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch):
    """Keep the environment's own credentials out."""
    for name in ("TOKEN", "USERNAME", "PASSWORD"):
        monkeypatch.delenv(f"VICTORIALOGS_{name}", raising=False)


@pytest.fixture
def impatient(monkeypatch):
    """Make the pauses between attempts short."""
    monkeypatch.setattr(breaker_module, "FIRST_BACKOFF_SECS", 0.01)
    monkeypatch.setattr(breaker_module, "MAX_BACKOFF_SECS", 0.05)
    monkeypatch.setattr(breaker_module, "DENIED_BACKOFF_SECS", 0.02)


def row(number, **more):
    entry = {"_time": rfc3339(time.time_ns()), "_msg": f"m{number}", "seq": number, **more}
    return json.dumps(entry).encode() + b"\n"


def converted(*rows):
    return Converted(b"".join(rows), len(rows), 0)


def batch(*numbers, **more):
    """Return a batch of rows in two pieces."""
    made = Batch(first=numbers[0])
    rows = [row(number, **more) for number in numbers]
    half = len(rows) // 2
    for piece in (rows[:half], rows[half:]):
        if piece:
            made.add(converted(*piece), Position(0, numbers[-1]))
    return made


class Deliverer:
    """A delivery, and what it called."""

    def __init__(self, client):
        self.client = client
        self.connected = 0
        self.delivered = []
        self.refused = []
        self.told = []
        self.sender = Sender(client, lambda level, text: self.told.append((level, text)))
        self.delivery = Outbox(
            self.sender,
            connected=self._connect,
            acknowledged=self.delivered.append,
            stub=self._stub,
            put_aside=self._put_aside,
        )
        self.delivery.start()

    def _connect(self):
        self.connected += 1

    def _put_aside(self, _, reason, original):
        self.refused.append((reason, json.loads(original)["seq"]))

    def _stub(self, reason, original):
        return row(json.loads(original)["seq"], put_aside=reason)

    @property
    def progress(self):
        """What has become of the batches."""
        return self.delivery.progress

    def submit(self, *batches):
        """Hand batches over, waiting for room as the shipper does."""
        for each in batches:
            eventually(self.delivery.has_room)
            self.delivery.submit(each)

    def finish(self):
        """Wait until everything is delivered."""
        eventually(lambda: self.delivery.waiting_since() is None)

    def levels(self):
        """Return the levels of what was told."""
        return [level for level, _ in self.told]


@pytest.fixture
def make_deliverer():
    """Return a function that makes deliveries, which are stopped in the end."""
    made = []

    def make_deliverer(client, **settings):
        if isinstance(client, str):
            client = StoreClient(client, **settings)
        made.append(Deliverer(client))
        return made[-1]

    yield make_deliverer
    for deliverer in made:
        deliverer.delivery.stop(timeout_secs=10)
        assert not any(t.is_alive() for t in deliverer.sender.threads)
        if isinstance(deliverer.client, StoreClient):
            deliverer.client.close()


def seqs(fake):
    """Return the numbers of the rows that the store has taken, in order."""
    return [json.loads(text)["seq"] for text in fake.rows()]


# -- All is well -----------------------------------------------------------------------------


def test_batches_arrive_once_and_in_order(fake, make_deliverer):
    """Every row is sent once, and accounted for."""
    deliverer = make_deliverer(fake.url)
    batches = [batch(*range(10 * i, 10 * i + 10)) for i in range(20)]
    deliverer.submit(*batches)
    deliverer.finish()
    assert seqs(fake) == list(range(200))
    assert deliverer.delivered == batches
    assert deliverer.connected == 1
    assert deliverer.told == []
    progress = deliverer.progress
    assert (progress.sent, progress.requests, progress.retries) == (200, 20, 0)
    assert (deliverer.delivery.state, deliverer.delivery.last_error) == ("up", "")


def test_rows_are_in_the_real_store(store, make_deliverer):
    """What was delivered is stored, each row once."""
    deliverer = make_deliverer(store.url)
    deliverer.submit(*(batch(*range(i, i + 50), test=store.id) for i in range(0, 500, 50)))
    deliverer.finish()
    found = store.wait_for(f"test:={store.id}", 500)
    assert sorted(int(each["seq"]) for each in found) == list(range(500))


def test_a_batch_knows_what_it_holds():
    """Rows, sizes and the place behind the last one add up."""
    made = Batch()
    before = time.monotonic()
    made.add(converted(b"a\n", b"b\n"), Position(0, 4))
    made.add(converted(b"c\n"), Position(1, 2))
    assert (made.rows, made.records, made.size) == ([b"a\nb\n", b"c\n"], 3, 6)
    assert made.end == Position(1, 2)
    assert made.since <= before


class Gate:
    """A client that answers when it is told to."""

    url = "http://gate"
    warning = None

    def __init__(self):
        self.open = threading.Event()
        self.calls = 0
        self.result = InsertResult(Outcome.ACCEPTED)

    def insert(self, _rows, _extra_fields):
        """Answer."""
        self.calls += 1
        assert self.open.wait(20)
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def test_no_more_batches_than_there_is_room_for(make_deliverer):
    """What is under way counts, too; room comes back with each batch that is taken."""
    gate = Gate()
    deliverer = make_deliverer(gate)
    for i in range(MAX_BATCHES):
        assert deliverer.delivery.has_room()
        deliverer.delivery.submit(batch(i))
    eventually(lambda: gate.calls == 1)
    assert not deliverer.delivery.has_room()
    gate.open.set()
    eventually(deliverer.delivery.has_room)


def test_since_when_rows_wait(make_deliverer):
    """The oldest batch that is not delivered tells, until there is none."""
    gate = Gate()
    deliverer = make_deliverer(gate)
    assert deliverer.delivery.waiting_since() is None
    first, second = batch(1), batch(2)
    deliverer.submit(first, second)
    assert deliverer.delivery.waiting_since() == first.since < second.since
    gate.open.set()
    deliverer.finish()


def test_waiting_until_all_is_delivered(make_deliverer):
    """Waiting ends with the last batch, or at the deadline."""
    gate = Gate()
    deliverer = make_deliverer(gate)
    assert deliverer.delivery.wait_until_idle(time.monotonic() + 10)
    deliverer.submit(batch(1))
    assert not deliverer.delivery.wait_until_idle(time.monotonic() + 0.1)
    threading.Timer(0.05, gate.open.set).start()
    assert deliverer.delivery.wait_until_idle(time.monotonic() + 10)
    assert deliverer.progress.sent == 1


# -- Trouble ---------------------------------------------------------------------------------


TROUBLE = {
    "429": (answer(429, b"read-only mode"), "busy", "does not take rows"),
    "429 with Retry-After": (answer(429, Retry_After="0"), "busy", "does not take rows"),
    "500": (answer(500), "busy", "does not take rows"),
    "503": (answer(503, Retry_After="0.02"), "busy", "does not take rows"),
    "401": (answer(401), "denied", "refuses the credentials (VICTORIALOGS_USERNAME"),
    "403": (answer(403), "denied", "refuses the credentials"),
    "400": (answer(400, b"no good"), "refused", "refuses every row"),
    "hangs up": (FakeStore.hang_up, "unclear", "does not answer"),
    "reset": (FakeStore.reset, "unclear", "does not answer"),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_and_recovery(fake, make_deliverer, impatient, name):
    """Rows wait and then arrive, trouble and its end are told of once, and never as an error."""
    what, state, text = TROUBLE[name]
    fake.otherwise = what.__get__(fake) if callable(what) else what
    deliverer = make_deliverer(fake.url)
    last = 3 + MAX_BATCHES
    deliverer.submit(batch(1, 2), batch(3, 4, 5), *(batch(seq) for seq in range(6, last + 1)))
    eventually(lambda: deliverer.progress.retries >= 5)
    assert deliverer.delivery.state == state
    assert not deliverer.delivery.is_up
    assert not deliverer.delivery.has_room()
    ((level, told),) = deliverer.told
    assert level == "warning"
    assert told.startswith(f"VictoriaLogs {text}")
    assert ", records wait: " in told
    assert deliverer.delivery.last_error
    assert seqs(fake) == []
    assert (deliverer.progress.sent, deliverer.delivered, deliverer.refused) == (0, [], [])
    fake.otherwise = OK
    deliverer.finish()
    assert seqs(fake) == list(range(1, last + 1))
    assert deliverer.progress.sent == last
    assert deliverer.connected == 1
    assert deliverer.delivery.is_up
    assert deliverer.levels() == ["warning", "info", "info"]
    assert deliverer.told[1][1].startswith("VictoriaLogs takes rows again after ")
    assert deliverer.told[2][1] == f"{last} records that waited are delivered"
    deliverer.submit(batch(last + 1))
    deliverer.finish()
    assert len(deliverer.told) == 3
    assert len(deliverer.delivered) == MAX_BATCHES + 1


def test_each_change_of_state_is_told_of_once(fake, make_deliverer, impatient):
    """From unavailable to busy to denied to up: one line each, however many attempts."""
    busy, denied = answer(503), answer(401)
    fake.script.extend([busy] * 4 + [denied] * 3 + [busy] * 2 + [OK])
    deliverer = make_deliverer(fake.url)
    deliverer.submit(batch(1))
    deliverer.finish()
    assert deliverer.levels() == ["warning", "warning", "warning", "info", "info"]
    assert deliverer.progress.retries == 9
    assert deliverer.progress.requests == 10


def test_a_store_that_comes_later(tmp_path, make_deliverer, impatient):
    """What was logged while nobody listened is in the real store once that is there."""
    server = LocalServer(obtain_binary(), tmp_path)
    with server:
        server.stop()
        deliverer = make_deliverer(server.url, timeout_secs=2)
        deliverer.submit(batch(1, 2, 3), batch(4))
        eventually(lambda: deliverer.progress.retries >= 3)
        assert deliverer.delivery.state == "unreachable"
        server.start()
        deliverer.finish()
        with Store(server.url) as view:
            found = view.wait_for("_msg:m*", 4)
    assert sorted(int(each["seq"]) for each in found) == [1, 2, 3, 4]
    assert deliverer.levels() == ["warning", "info", "info"]


def test_a_black_hole_holds_nothing_up(fake, make_deliverer, impatient):
    """While a request hangs, the callers' threads don't wait for it; it is repeated later."""
    fake.script.append(fake.hang)
    deliverer = make_deliverer(fake.url, timeout_secs=1.0)
    deliverer.submit(*(batch(seq) for seq in range(MAX_BATCHES)))
    assert deliverer.delivery.waiting_since() is not None
    assert not deliverer.delivery.has_room()
    assert deliverer.progress.retries == 0  # the request hangs still
    deliverer.finish()
    assert seqs(fake) == list(range(MAX_BATCHES))
    assert "does not answer" in deliverer.told[0][1]


@pytest.mark.parametrize("error", [RuntimeError("own"), ValueError(), OSError(5, "x")])
def test_an_error_of_our_own_does_not_end_the_thread(make_deliverer, impatient, error):
    """Whatever is raised, the rows are tried again."""
    gate = Gate()
    gate.result = error
    gate.open.set()
    deliverer = make_deliverer(gate)
    deliverer.submit(batch(1))
    eventually(lambda: deliverer.progress.retries >= 3)
    assert deliverer.delivery.state == "unclear"
    assert type(error).__name__ in deliverer.delivery.last_error
    gate.result = InsertResult(Outcome.ACCEPTED)
    deliverer.finish()


def test_waiting_ends_at_once_when_the_store_is_down(fake, make_deliverer):
    """Nobody waits for a store that can't be reached, up to the deadline or not."""
    fake.otherwise = answer(503)
    deliverer = make_deliverer(fake.url)
    deliverer.submit(batch(1))
    waited = ends(lambda: deliverer.delivery.wait_until_idle(time.monotonic() + 600))
    assert not waited


def test_stopping_during_a_pause(fake, make_deliverer):
    """A pause between attempts, however long, ends with the stop."""
    fake.otherwise = answer(503, Retry_After="60")
    deliverer = make_deliverer(fake.url)
    deliverer.submit(batch(1))
    eventually(lambda: deliverer.progress.retries == 1)
    ends(lambda: deliverer.delivery.stop(timeout_secs=600))
    assert not any(t.is_alive() for t in deliverer.sender.threads)


def test_stopping_during_a_request(fake, make_deliverer):
    """A request that hangs is left behind when the time is up."""
    fake.otherwise = fake.hang
    deliverer = make_deliverer(fake.url, timeout_secs=1.0)
    deliverer.submit(batch(1))
    eventually(lambda: len(fake.requests) == 1)
    deliverer.delivery.stop(timeout_secs=0.1)
    assert any(t.is_alive() for t in deliverer.sender.threads)
    assert all(t.daemon for t in deliverer.sender.threads)


def test_stopping_while_idle(make_deliverer):
    """A thread that has nothing to do ends at once."""
    deliverer = make_deliverer(Gate())
    ends(lambda: deliverer.delivery.stop(timeout_secs=600))
    assert not any(t.is_alive() for t in deliverer.sender.threads)


# -- Pauses ----------------------------------------------------------------------------------


def pauses(attempt, count=500, **result):
    result = InsertResult(**{"outcome": Outcome.BUSY, **result})
    return [Breaker().backoff_secs(attempt, result) for _ in range(count)]


def test_pauses_grow_and_are_jittered():
    """Each attempt waits twice as long up to a limit, and no two nodes wait alike."""
    random.seed(1)
    for attempt, limit in ((0, 0.2), (1, 0.4), (2, 0.8), (3, 1.6), (5, 5), (10, 5), (10**9, 5)):
        found = pauses(attempt)
        assert limit / 2 <= min(found) < 0.6 * limit
        assert 0.9 * limit < max(found) <= limit
        assert len(set(found)) > 400


def test_wrong_credentials_are_tried_slowly():
    """A store that denies is not asked as often as one that is busy."""
    assert (
        5 <= min(pauses(0, outcome=Outcome.DENIED)) <= max(pauses(9, outcome=Outcome.DENIED)) <= 10
    )


@pytest.mark.parametrize(("asked", "least", "most"), [(30, 30, 30), (60, 60, 60), (1e9, 60, 60)])
def test_what_the_server_asks_for(asked, least, most):
    """Retry-After is honoured, within reason."""
    found = pauses(0, retry_after_secs=asked)
    assert least == min(found)
    assert most == max(found)


@pytest.mark.parametrize("asked", [0.0, 0.001])
def test_a_server_that_asks_for_no_pause_gets_one(asked):
    """`Retry-After: 0` does not make us ask as fast as we can."""
    assert min(pauses(0, retry_after_secs=asked)) >= 0.1
    assert max(pauses(9, retry_after_secs=asked)) > 3


# -- Rows that are refused -------------------------------------------------------------------


def refusing(*bad):
    """Return an answer: 400 to bodies with one of these rows as it was."""

    @of_request
    def judge(request):
        rows = [json.loads(text) for text in request.body.splitlines()]
        is_bad = any(each["seq"] in bad and "put_aside" not in each for each in rows)
        return answer(400, b"bad row") if is_bad else OK

    return judge


@pytest.mark.parametrize("bad", [(0,), (63,), (31, 32), (5, 6, 7, 40), tuple(range(1, 64, 9))])
def test_bad_rows_are_found_among_good_ones(fake, make_deliverer, bad):
    """Good rows arrive once; in place of each bad one comes one that says why; order is kept."""
    fake.otherwise = refusing(*bad)
    deliverer = make_deliverer(fake.url)
    deliverer.submit(batch(*range(64)), batch(64))
    deliverer.finish()
    stored = [json.loads(text) for text in fake.rows()]
    good = [each["seq"] for each in stored if "put_aside" not in each]
    assert good == [number for number in range(65) if number not in bad]
    aside = {each["seq"]: each["put_aside"] for each in stored if "put_aside" in each}
    assert aside == dict.fromkeys(bad, "HTTP 400 bad row")
    assert deliverer.refused == [("HTTP 400 bad row", number) for number in bad]
    assert deliverer.progress.sent == 65
    assert deliverer.progress.requests == len(fake.requests) <= 3 + 14 * len(bad)
    assert deliverer.told == []


def test_a_body_that_is_too_large_is_halved(fake, make_deliverer):
    """A proxy that takes small bodies only gets small ones, and no row is put aside."""

    @of_request
    def judge(request):
        return OK if len(request.body) <= 2_000 else answer(413, b"too large")

    fake.otherwise = judge
    deliverer = make_deliverer(fake.url)
    deliverer.submit(batch(*range(200)))
    deliverer.finish()
    assert seqs(fake) == list(range(200))
    assert deliverer.refused == []


def test_where_every_row_is_refused_none_is_put_aside(fake, make_deliverer, impatient):
    """A wrong path or proxy is no matter of the rows: they wait, and few requests are made."""
    fake.otherwise = answer(400, b"unknown path")
    deliverer = make_deliverer(fake.url)
    deliverer.submit(batch(*range(1_000)))
    eventually(lambda: deliverer.progress.retries >= 3)
    assert deliverer.refused == []
    assert deliverer.delivery.state == "refused"
    assert deliverer.progress.requests <= 4 * 40
    fake.otherwise = OK
    deliverer.finish()
    assert seqs(fake) == list(range(1_000))


def test_rows_with_line_separators_are_not_cut(fake, make_deliverer):
    """Rows are told apart by newlines only, whatever else ends a line elsewhere."""
    made = Batch()
    texts = ["a\u2028b", "a\x85b", "a\rb", "a\x0cb", "bad"]
    for number, text in enumerate(texts):
        entry = json.dumps({"_msg": text, "seq": number}, ensure_ascii=False)
        made.add(converted(entry.encode() + b"\n"), Position())
    fake.otherwise = refusing(4)
    deliverer = make_deliverer(fake.url)
    deliverer.submit(made)
    deliverer.finish()
    assert [json.loads(text)["seq"] for text in fake.rows()] == [0, 1, 2, 3, 4]
    assert [number for _, number in deliverer.refused] == [4]


# -- Several share a sender ------------------------------------------------------------------


def test_who_leaves_takes_only_its_own_along(fake, make_deliverer, impatient):
    """Another's batches arrive all the same, and the threads stop with the last one."""
    stays = make_deliverer(fake.url)
    arrived = []
    leaves = Outbox(
        stays.sender,
        connected=lambda: arrived.append("connected"),
        acknowledged=arrived.append,
        stub=lambda _, row: row,
        put_aside=lambda *_: None,
    )
    leaves.start()
    first = batch(0)
    leaves.submit(first)
    eventually(lambda: arrived == ["connected", first])
    fake.otherwise = answer(429, b"not now")
    stays.submit(batch(1), batch(2))
    eventually(lambda: stays.delivery.state == "busy")
    leaves.submit(batch(100))
    leaves.stop(timeout_secs=0.1)
    assert leaves.waiting_since() is None
    fake.otherwise = OK
    stays.finish()
    assert seqs(fake) == [0, 1, 2]
    assert all(thread.is_alive() for thread in stays.sender.threads)
    assert (stays.progress.sent, leaves.progress.sent) == (2, 1)
