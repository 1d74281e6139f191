"""What a verdict waits for follows from what the store says of itself."""

import time

import msgspec
import pytest

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.judge import Observation
from nautilus_vlogs.deliver.judge import Verdict
from nautilus_vlogs.deliver.judge import judge
from nautilus_vlogs.deliver.store_facts import MIN_CLUSTER_SECS
from nautilus_vlogs.deliver.store_facts import StoreFacts
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.health import parse_metrics
from nautilus_vlogs.times import rfc3339

WINDOW_SECS = 2.0
SINGLE = Metrics(retention_secs=14 * 86_400.0, future_secs=2 * 86_400.0)
CLUSTER = Metrics(storage_nodes=("a", "b"))
RELAY = Metrics(relay_pending_bytes=0, relay_send_timeout_secs=30.0, started_at=1_000.0)
HIDDEN = Metrics(is_hidden=True)
SILENT = None

TWO_SERVERS = "http://another:9428"


class Client:
    """A store that says one thing of itself."""

    def __init__(self, metrics):
        self.said = metrics
        self.asked = 0

    def metrics(self):
        """Return what it says."""
        self.asked += 1
        return self.said

    def storage_metrics(self):
        """Return the same, if it keeps rows."""
        is_storage = self.said is not None and self.said.retention_secs is not None
        return self.said if is_storage else None


def facts_of(metrics, query_url=None):
    client, told = Client(metrics), []
    settings = ShippingSettings(
        url="http://store:9428", query_url=query_url, durability_window_secs=WINDOW_SECS
    )
    facts = StoreFacts(client, settings, lambda level, text: told.append((level, text)))
    facts.refresh()
    return facts, client, told


@pytest.mark.parametrize(
    ("metrics", "query_url", "secs"),
    [
        (SINGLE, None, WINDOW_SECS),
        (SINGLE, TWO_SERVERS, WINDOW_SECS),
        (CLUSTER, None, MIN_CLUSTER_SECS),
        (RELAY, None, MIN_CLUSTER_SECS + 30.0),
        (RELAY, TWO_SERVERS, MIN_CLUSTER_SECS + 30.0),
        # A cluster behind a proxy it may be, and with another URL for queries a relay.
        (HIDDEN, None, MIN_CLUSTER_SECS),
        (SILENT, None, MIN_CLUSTER_SECS),
        (HIDDEN, TWO_SERVERS, MIN_CLUSTER_SECS + 60.0),
        (SILENT, TWO_SERVERS, MIN_CLUSTER_SECS + 60.0),
    ],
)
@pytest.mark.parametrize("is_acknowledged", [True, False])
def test_rows_are_missing_once_nothing_on_the_way_can_hold_them(
    metrics, query_url, secs, is_acknowledged
):
    """Only a store that is known to be a single node holds nothing back."""
    facts, _, _ = facts_of(metrics, query_url)
    policy = facts.policy()

    def verdict(asked_at, **more):
        seen = Observation(
            records=9,
            present=0,
            seen=0,
            asked_at=asked_at,
            acknowledged_at=100.0 if is_acknowledged else None,
            unclear_at=100.0,
            **more,
        )
        return judge(seen, policy)

    assert verdict(100 + secs - 0.1) is Verdict.WAIT
    assert verdict(100 + secs) is Verdict.RESEND
    doubt = min(secs, 2.0) if metrics is SINGLE else secs
    assert verdict(300.0, doubtful_at=300.1 - doubt) is Verdict.WAIT
    assert verdict(300.0, doubtful_at=300.0 - doubt) is Verdict.RESEND


@pytest.mark.parametrize(
    "said",
    [
        msgspec.structs.replace(RELAY, relay_pending_bytes=7),
        # No gauge shows a block in the attempt that follows a failure, or a restart.
        msgspec.structs.replace(RELAY, relay_failures=1),
        msgspec.structs.replace(RELAY, started_at=2_000.0),
        HIDDEN,
        SILENT,
    ],
    ids=["holds rows", "has failed", "was restarted", "hides", "is silent"],
)
@pytest.mark.parametrize("query_url", [None, TWO_SERVERS])
def test_a_relay_may_hold_rows_unless_it_says_twice_that_it_does_not(said, query_url):
    """It has failed since, was restarted, or says nothing: an attempt may be under way."""
    facts, client, _ = facts_of(RELAY, query_url)
    assert not facts.is_in_doubt()
    client.said = said
    assert facts.is_in_doubt()
    client.said = RELAY
    facts.is_in_doubt()
    assert not facts.is_in_doubt()


@pytest.mark.parametrize("metrics", [SINGLE, CLUSTER, SILENT], ids=["single", "cluster", "unknown"])
def test_a_server_that_takes_rows_and_is_silent_may_hold_some(metrics):
    """It is stopped in its tracks, or a relay that is away, while another one answers queries."""
    facts, client, _ = facts_of(metrics, TWO_SERVERS)
    assert facts.is_in_doubt() == (metrics is SILENT)
    client.said = SILENT
    assert facts.is_in_doubt()
    client.said = SINGLE
    assert not facts.is_in_doubt()


@pytest.mark.parametrize("metrics", [SINGLE, HIDDEN], ids=["single", "hides"])
def test_a_server_that_answers_queries_itself_is_not_asked_beside_that(metrics):
    """Its answers show that it lives; a proxy would note each question that it refuses."""
    facts, client, _ = facts_of(metrics)
    asked = client.asked
    assert not facts.is_in_doubt()
    assert client.asked == asked


def test_a_relay_that_turns_up_later_is_waited_for():
    """What was unclear while nothing was known of the store is judged by what it is."""
    facts, client, _ = facts_of(SILENT, TWO_SERVERS)
    assert facts.is_in_doubt()
    client.said = RELAY
    assert not facts.is_in_doubt()
    assert facts.is_relay
    assert facts.policy().settle_secs == MIN_CLUSTER_SECS + 30.0


def test_a_window_that_is_short_for_a_cluster_is_said_once():
    """With the figure that it takes."""
    facts, _, told = facts_of(CLUSTER)
    facts.refresh()
    ((level, text),) = told
    assert level == "warning"
    assert "`durability_window_secs` to that or more, was 2" in text


@pytest.mark.parametrize(
    ("days", "clock_ahead_days", "reason"),
    [
        (-16, 0, "is before the store's retention"),
        (4, 0, "is further ahead than the store takes rows"),
        (0, 16, "is before the store's retention"),
        (0, -4, "is further ahead than the store takes rows"),
        (0, 0, "look at its retention, its clock and its log"),
    ],
)
def test_the_reason_for_what_the_store_never_keeps(days, clock_ahead_days, reason):
    """By its limits and its clock, as far as it tells them."""
    ahead = clock_ahead_days * 86_400.0
    facts, _, _ = facts_of(msgspec.structs.replace(SINGLE, clock_ahead_secs=ahead))
    batch = Batch()
    batch.earliest = batch.latest = rfc3339(time.time_ns() + days * 86_400 * 10**9)
    assert facts.explain(batch).endswith(reason)
    assert "look at its retention" in facts_of(SILENT)[0].explain(batch)


@pytest.mark.parametrize(
    ("value", "secs"), [("", 60.0), ("1m30s", 90.0), ("5s,2m", 120.0), ("nonsense", 60.0)]
)
def test_the_longest_attempt_of_a_relay_is_read_from_its_flag(value, secs):
    """One a URL, the default where none is set."""
    text = f'flag{{name="remoteWrite.sendTimeout", value="{value}", is_set="true"}} 1\n'
    metrics = parse_metrics(f"{text}process_start_time_seconds 1795617468\n")
    assert metrics.relay_send_timeout_secs == secs
    assert metrics.started_at == 1_795_617_468
