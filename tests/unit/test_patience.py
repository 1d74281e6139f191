"""For how long a log that was left waits for its store, told without a store or waiting."""

from math import inf
from types import SimpleNamespace

import pytest

from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.patience import Destinations
from nautilus_vlogs.deliver.patience import Patience
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Found
from nautilus_vlogs.store.select import Lookup
from nautilus_vlogs.store.select import Range

ONE, TWO = Destination(url="http://one:9428"), Destination(url="http://two:9428")


@pytest.fixture
def now(monkeypatch):
    """Return the time, in a list, which the test sets."""
    now = [1_000.0]
    monkeypatch.setattr("nautilus_vlogs.store.select.time.monotonic", lambda: now[0])
    return now


class Store:
    """Answers queries as it is told to."""

    def __init__(self):
        self.found = Found(Outcome.ACCEPTED, [{"n": "1", "distinct": "1"}])

    def select(self, query):  # noqa: ARG002  # see Selector
        """Return the answer."""
        return self.found


def stats_of(**counts):
    """Return accounts, all zero but for those that are given."""
    zeros = dict.fromkeys(Stats.__struct_fields__, 0)
    return Stats(**{**zeros, "state": State.UP, "last_error": "", **counts})


@pytest.fixture
def pipeline():
    """Return what ships a log, whose parts a test sets."""
    store = Store()
    lookups = tuple(Lookup(store, "i") for _ in range(2))
    return SimpleNamespace(
        store=store,
        lookups=lookups,
        outbox=SimpleNamespace(is_up=True, last_error=""),
        shipper=SimpleNamespace(position=None, stats=stats_of, resumption=None),
        verifier=SimpleNamespace(policy=Policy(window_secs=2.0, defer_secs=2.0)),
    )


def ask(lookup):
    lookup.count(Range(0, 0, "2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z"))


def troubles(pipeline, now, secs, begun=None):
    """Return when a log is given up whose look-ups come every two seconds, and why."""
    pipeline.shipper.resume_facts = begun
    patience = Patience(pipeline, ShippingSettings(), lambda: now[0])
    for passed in range(0, secs, 2):
        ask(pipeline.lookups[passed % 4 // 2])
        if trouble := patience.trouble():
            return passed, trouble
        now[0] += 2.0
    return None


@pytest.mark.parametrize("outcome", [Outcome.UNCLEAR, Outcome.UNREACHABLE, Outcome.FOREIGN])
@pytest.mark.parametrize("begun", [None, "begun"])
def test_a_store_that_answers_no_lookups_is_given_up_soon(pipeline, now, outcome, begun):
    """Before anything is sent as well as behind it."""
    pipeline.store.found = Found(outcome, reason="no answer")
    passed, trouble = troubles(pipeline, now, 60, begun)
    assert passed < 12
    assert trouble.endswith("answers no look-ups: no answer")


def test_a_store_that_only_takes_rows_is_left_to_the_verifier(pipeline, now):
    """It takes a 200 for stored in the end."""
    pipeline.store.found = Found(Outcome.DENIED, reason="HTTP 401")
    assert troubles(pipeline, now, 60, "begun") is None
    assert troubles(pipeline, now, 60)[1].endswith("HTTP 401")


def test_a_log_of_which_nothing_becomes_is_given_up_in_the_end(pipeline, now):
    """A relay that holds all it has makes room, whatever it answers; progress keeps the place."""
    passed, trouble = troubles(pipeline, now, 1_000, "begun")
    assert 60 < passed < 300
    assert "nothing changes" in trouble
    counts = iter(range(1_000))
    pipeline.shipper.stats = lambda: stats_of(verified=next(counts))
    assert troubles(pipeline, now, 1_000, "begun") is None


def test_a_lookup_that_is_answered_again_has_not_failed(pipeline, now):
    """Failures count from the first one behind the last answer."""
    (lookup, _), store = pipeline.lookups, pipeline.store
    answered, failed = store.found, Found(Outcome.UNCLEAR, reason="down")
    since = []
    for store.found in (failed, failed, answered, failed):
        ask(lookup)
        since.append(lookup.failed_since)
        now[0] += 1.0
    assert since == [1_000.0, 1_000.0, inf, 1_003.0]


def test_a_store_that_was_given_up_takes_one_place_until_it_answers(now):
    """Logs for it that have no turn say why, and those for other stores never wait."""
    destinations = Destinations(lambda: now[0])
    assert [destinations.enter(ONE) for _ in range(4)] == [""] * 4
    for _ in range(4):
        destinations.note_trouble(ONE, "down")
        destinations.leave(ONE)
    assert destinations.enter(ONE) == "down"
    now[0] += 60.0
    assert [destinations.enter(ONE), destinations.enter(ONE)] == ["", "down"]
    assert destinations.enter(TWO) == ""
    destinations.note_trouble(ONE, "still down")
    assert destinations.enter(ONE) == "still down"
    destinations.leave(ONE)
    now[0] += 60.0
    assert [destinations.enter(ONE), destinations.enter(ONE)] == ["", "still down"]
    destinations.note_answered(ONE)
    assert destinations.enter(ONE) == ""
