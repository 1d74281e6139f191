"""What a verdict waits for follows from what the store says of itself."""

from math import inf

import pytest

from nautilus_vlogs.deliver.judge import Observation
from nautilus_vlogs.deliver.judge import Verdict
from nautilus_vlogs.deliver.judge import judge
from nautilus_vlogs.deliver.store_facts import MIN_CLUSTER_SECS
from nautilus_vlogs.deliver.store_facts import StoreFacts
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.health import parse_metrics

WINDOW_SECS = 2.0
SINGLE = Metrics(retention_secs=86_400.0)
CLUSTER = Metrics(storage_nodes=("a", "b"))
RELAY = Metrics(relay_pending_bytes=0, relay_send_timeout_secs=60.0, started_at=1_000.0)


class Client:
    """A store that says one thing of itself."""

    def __init__(self, metrics):
        self.said = metrics

    def metrics(self):
        """Return what it says."""
        return self.said

    def retention_secs(self):
        """Return how long it keeps rows, as far as it says so."""
        return None if self.said is None else self.said.retention_secs


def facts_of(metrics):
    client, told = Client(metrics), []
    settings = ShippingSettings(url="http://store:9428", durability_window_secs=WINDOW_SECS)
    facts = StoreFacts(client, settings, lambda level, text: told.append((level, text)))
    facts.refresh()
    return facts, client, told


@pytest.mark.parametrize(
    ("metrics", "secs"),
    [(SINGLE, WINDOW_SECS), (CLUSTER, MIN_CLUSTER_SECS), (RELAY, 75.0), (None, MIN_CLUSTER_SECS)],
    ids=["single", "cluster", "relay", "unknown"],
)
def test_rows_are_missing_once_nothing_on_the_way_can_hold_them(metrics, secs):
    """Only a store that is known to be a single node holds nothing back."""
    facts, _, _ = facts_of(metrics)
    policy = facts.policy()

    def verdict(asked_at, **more):
        seen = Observation(
            records=9,
            present=0,
            seen=0,
            asked_at=asked_at,
            acknowledged_at=100.0,
            settled_at=100.0,
            **more,
        )
        return judge(seen, policy)

    assert verdict(100 + secs - 0.1) is Verdict.WAIT
    assert verdict(100 + secs) is Verdict.RESEND
    doubt = min(secs, 2.0) if metrics is SINGLE else secs
    assert verdict(300.0, doubtful_at=300.1 - doubt) is Verdict.WAIT
    assert verdict(300.0, doubtful_at=300.0 - doubt) is Verdict.RESEND


def test_what_a_relay_held_when_it_was_restarted_is_missing_sooner():
    """Its attempts under way ended with it; what it kept on its disk it says it holds."""
    facts, client, _ = facts_of(RELAY)
    assert facts.restarted_at == -inf
    client.said = Metrics(relay_pending_bytes=7, started_at=2_000.0)
    assert facts.is_relay_holding()
    since = facts.restarted_at
    assert since > -inf

    def verdict(asked_at, taken_at, doubtful_at=-inf):
        seen = Observation(
            records=9,
            present=0,
            seen=0,
            asked_at=asked_at,
            acknowledged_at=taken_at,
            doubtful_at=doubtful_at,
            restarted_at=since,
        )
        return judge(seen, facts.policy())

    assert verdict(since + 14.9, since - 1) is Verdict.WAIT
    assert verdict(since + 15, since - 1) is Verdict.RESEND
    assert verdict(since + 15, since - 1, since + 1) is Verdict.WAIT
    assert verdict(since + 15, since + 1) is Verdict.WAIT
    assert verdict(since + 76, since + 1) is Verdict.RESEND


def test_a_relay_that_says_nothing_may_hold_rows():
    """A node of another kind holds none."""
    facts, client, _ = facts_of(RELAY)
    assert not facts.is_relay_holding()
    client.said = None
    assert facts.is_relay_holding()
    assert not facts_of(SINGLE)[0].is_relay_holding()


def test_a_window_that_is_short_for_a_cluster_is_said_once():
    """With the figure that it takes."""
    facts, _, told = facts_of(CLUSTER)
    facts.refresh()
    ((level, text),) = told
    assert level == "warning"
    assert "`durability_window_secs` to that or more, was 2" in text


@pytest.mark.parametrize(
    ("value", "secs"), [("", 60.0), ("1m30s", 90.0), ("5s,2m", 120.0), ("nonsense", 60.0)]
)
def test_the_longest_attempt_of_a_relay_is_read_from_its_flag(value, secs):
    """One a URL, the default where none is set."""
    text = f'flag{{name="remoteWrite.sendTimeout", value="{value}", is_set="true"}} 1\n'
    metrics = parse_metrics(f"{text}process_start_time_seconds 1795617468\n")
    assert metrics.relay_send_timeout_secs == secs
    assert metrics.started_at == 1_795_617_468
