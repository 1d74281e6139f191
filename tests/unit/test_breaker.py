"""Whether the store takes rows, and when to try again."""

import pytest
from unit.delivery_kit import Clock

from nautilus_vlogs.deliver.breaker import DENIED_BACKOFF_SECS
from nautilus_vlogs.deliver.breaker import MAX_BACKOFF_SECS
from nautilus_vlogs.deliver.breaker import MAX_RETRY_AFTER_SECS
from nautilus_vlogs.deliver.breaker import Breaker
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

BUSY = InsertResult(Outcome.BUSY, "HTTP 503")


@pytest.fixture
def clock():
    """Return a clock that is set by hand."""
    return Clock()


@pytest.fixture
def breaker(clock):
    """Return a breaker that does not jitter."""
    return Breaker("http://store", clock=clock, jitter=lambda: 1.0)


def test_it_begins_closed(breaker):
    """Nothing keeps the first attempt from being made at once."""
    assert breaker.is_closed
    assert (breaker.state, breaker.retry_at) == (State.STARTING, 0.0)


def test_pauses_grow_up_to_a_limit_and_begin_anew(breaker, clock):
    """After a success the next trouble is tried again soon."""
    pauses = []
    for _ in range(8):
        breaker.note_failure(BUSY)
        pauses.append(round(breaker.retry_at - clock(), 3))
    assert pauses == [0.2, 0.4, 0.8, 1.6, 3.2, *[MAX_BACKOFF_SECS] * 3]
    breaker.note_success()
    breaker.note_failure(BUSY)
    assert breaker.retry_at - clock() == pytest.approx(0.2)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.ACCEPTED])
def test_each_trouble_is_a_state_and_is_said_once(breaker, clock, outcome):
    """Whatever an attempt comes to has a state of its own, and one line for each change."""
    result = InsertResult(outcome, "the reason")
    said = breaker.note_failure(result)
    assert said is not None
    assert "the reason" in said
    assert "records wait" in said
    assert breaker.note_failure(result) is None
    assert breaker.state is State[outcome.name]
    assert not breaker.is_closed
    clock.now += 7
    assert breaker.note_success() == "VictoriaLogs takes rows again after 7.0 s"
    assert breaker.note_success() is None
    assert breaker.state is State.UP


def test_the_server_says_when_to_come_again(breaker, clock):
    """Not earlier than it asks for, within reason; wrong credentials are tried rarely."""
    for asked, waited in ((2.0, 2.0), (0.0, 0.4), (1e9, MAX_RETRY_AFTER_SECS)):
        breaker.note_failure(InsertResult(Outcome.BUSY, "HTTP 503", retry_after_secs=asked))
        assert breaker.retry_at - clock() == pytest.approx(waited)
    breaker.note_failure(InsertResult(Outcome.DENIED, "HTTP 401"))
    assert breaker.retry_at - clock() == pytest.approx(DENIED_BACKOFF_SECS)
