"""The verdict on a look-up: the one place that decides whether rows are sent again."""

from enum import Enum

import msgspec

#: Rows that the store has acknowledged and not kept so often are put aside.
MAX_RESENDS = 3


#: Denied for so long, a server that answers queries answers none any more.
DENIED_GRACE_SECS = 30.0

#: Seconds until a look-up finds the rows that a single node has taken.
SETTLE_SECS = 2.0


class Policy(msgspec.Struct, frozen=True):
    """
    The waits of a verdict.

    Parameters
    ----------
    window_secs : float
        Seconds until acknowledged rows are durable.
    defer_secs : float
        Seconds for which nothing is taken for missing after an answer that was in doubt: what a
        cluster or a relay has buffered arrives later.
    missing_secs : float, default 0.0
        Seconds since the acknowledgement before rows are taken for missing, if that is longer than
        the window: for so long an insert node of a cluster, or a relay, may hold them back.
    settle_secs : float, default 2.0
        Seconds after a request without a clear answer before its rows are taken for missing.
    max_resends : int, default 3
        How often acknowledged rows are sent again before they are put aside; 1 behind a relay.
    denied_secs : float, default 0.0
        Seconds for which queries are denied before a server that never answered one is taken for
        one that answers none.
    is_buffered : bool, default False
        Nodes of a cluster, or a relay, may hold acknowledged rows back: after a doubtful answer the
        window begins when rows are first seen, since they were in no store before.

    """

    window_secs: float
    defer_secs: float
    missing_secs: float = 0.0
    settle_secs: float = SETTLE_SECS
    max_resends: int = MAX_RESENDS
    denied_secs: float = 0.0
    is_buffered: bool = False


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """
    The knowledge of some rows once the store was asked for them; times are monotonic seconds.

    Parameters
    ----------
    records : int
        How many rows there should be.
    present : int, optional
        How many there are; ``None`` if the answer failed or was partial.
    asked_at : float
        When the store was asked.
    acknowledged_at : float, optional
        When the store acknowledged the rows; ``None`` if it did not since they were last sent.
    unclear_at : float, default 0.0
        When the last request for the rows ended, if it had no clear answer.
    doubtful_at : float, default -inf
        When an answer last failed or was partial, or the server that takes the rows may have held
        some, for all that it said.
    is_late : bool, default False
        A request gave no answer in time: it may be on its way for longer than others.
    seen : int, default -1
        How many rows there were at an earlier look, -1 if there was none.
    seen_at : float, default 0.0
        Since when there were so many.
    resends : int, default 0
        How often rows were sent again already.
    is_given_up : bool, default False
        The missing rows were put aside before.

    """

    records: int
    present: int | None
    asked_at: float
    acknowledged_at: float | None
    unclear_at: float = 0.0
    doubtful_at: float = float("-inf")
    is_late: bool = False
    seen: int = -1
    seen_at: float = 0.0
    resends: int = 0
    is_given_up: bool = False


class Verdict(Enum):
    """The next step for some rows."""

    WAIT = "wait"  # ask again later
    STORED = "stored"  # all there, but maybe not on disk yet: ask again after the window
    VERIFIED = "verified"
    RESEND = "resend"  # send the missing rows
    PUT_ASIDE = "put aside"  # keep the missing rows as dead letters


def judge(observation: Observation, policy: Policy) -> Verdict:
    """
    Return the verdict on a look-up.

    Rows are missing only if two whole answers in a row say so, if nothing that may hold them is on
    its way, and if no answer was in doubt for a while. Waiting costs nothing, a copy stays for
    ever.
    """
    if observation.present is None:
        return Verdict.WAIT
    is_durable = _is_durable(observation, policy)
    if observation.present >= observation.records:
        return Verdict.VERIFIED if is_durable else Verdict.STORED
    if not _is_knowledge(observation, policy):
        return Verdict.WAIT
    if observation.is_given_up:  # it is the stubs that are missing
        return Verdict.VERIFIED if is_durable else Verdict.RESEND
    # What nothing has acknowledged may yet be taken, however often it was turned away.
    if observation.acknowledged_at is not None and observation.resends >= policy.max_resends:
        return Verdict.PUT_ASIDE
    return Verdict.RESEND


def _is_durable(observation: Observation, policy: Policy) -> bool:
    """Return whether the rows found have been in the store for the durability window."""
    since = observation.acknowledged_at
    if since is None:
        return False
    is_doubtful = observation.seen >= 0 or since <= observation.doubtful_at + policy.defer_secs
    if policy.is_buffered and is_doubtful:
        if observation.present != observation.seen:
            return False
        since = max(since, observation.seen_at)
    return observation.asked_at >= since + policy.window_secs


def _is_knowledge(observation: Observation, policy: Policy) -> bool:
    """Return whether rows that were not found are missing, and not merely on their way."""
    asked_at = observation.asked_at
    if not _has_arrived(observation, policy):
        return False
    if observation.present != observation.seen:
        return False  # they are arriving, or one of two answers is wrong
    return not observation.is_late or asked_at >= observation.seen_at + policy.window_secs


def _has_arrived(observation: Observation, policy: Policy) -> bool:
    """Return whether nodes and relays between here and the store should have passed all on."""
    taken_at = observation.acknowledged_at
    if taken_at is None:
        arrives_at = observation.unclear_at + policy.settle_secs
    else:
        arrives_at = taken_at + max(policy.window_secs, policy.missing_secs)
    return observation.asked_at >= max(arrives_at, observation.doubtful_at + policy.defer_secs)
