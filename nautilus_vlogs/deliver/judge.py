"""What follows from a look-up: the one place that decides whether rows are sent again."""

from enum import Enum

import msgspec

#: Rows that the store has acknowledged and not kept so often are put aside.
MAX_RESENDS = 3


#: Seconds until what a single node has taken shows in a look-up.
SETTLE_SECS = 2.0


class Policy(msgspec.Struct, frozen=True):
    """
    What a verdict has to wait for.

    Parameters
    ----------
    window_secs : float
        Seconds until acknowledged rows are durable.
    defer_secs : float
        For so long after an answer that failed, was partial, or said that a relay holds rows,
        nothing is taken for missing: what a cluster or a relay has buffered arrives later.
    missing_secs : float, default 0.0
        Seconds since the acknowledgement before rows are taken for missing, if that is longer than
        the window: for so long an insert node of a cluster may hold them back.
    settle_secs : float, default 2.0
        Seconds after a request without a clear answer until what it brought shows.
    max_resends : int, default 3
        How often acknowledged rows are sent again; 1 behind a relay.

    """

    window_secs: float
    defer_secs: float
    missing_secs: float = 0.0
    settle_secs: float = SETTLE_SECS
    max_resends: int = MAX_RESENDS


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """
    What is known of some rows once the store was asked for them; times are monotonic seconds.

    Parameters
    ----------
    records : int
        How many rows there should be.
    present : int, optional
        How many there are; ``None`` if the answer failed or was partial.
    asked_at : float
        When the store was asked.
    acknowledged_at : float, optional
        When the store acknowledged the rows; ``None`` if it never did.
    settled_at : float, default 0.0
        From when on no request that may hold some of the rows should be on its way.
    doubtful_at : float, default -inf
        When an answer last failed, was partial, or said that a relay holds rows.
    is_late : bool, default False
        A request gave no answer in time: it may still be on its way after `settled_at`.
    seen : int, default -1
        How many rows there were at an earlier look, -1 if there was none.
    seen_at : float, default 0.0
        Since when there were so many.
    resends : int, default 0
        How often rows were sent again already.
    is_given_up : bool, default False
        What is missing was put aside before.

    """

    records: int
    present: int | None
    asked_at: float
    acknowledged_at: float | None
    settled_at: float = 0.0
    doubtful_at: float = float("-inf")
    is_late: bool = False
    seen: int = -1
    seen_at: float = 0.0
    resends: int = 0
    is_given_up: bool = False


class Verdict(Enum):
    """What is to be done about some rows."""

    WAIT = "wait"  # ask again later
    STORED = "stored"  # all there, but maybe not on disk yet: ask again after the window
    VERIFIED = "verified"
    RESEND = "resend"  # send what is missing
    PUT_ASIDE = "put aside"  # keep what is missing as dead letters


def judge(observation: Observation, policy: Policy) -> Verdict:
    """
    Return what follows from a look-up.

    Rows are missing only if a whole answer says so, if nothing that may hold them is on its way,
    and if no answer was in doubt for a while. Waiting costs nothing, a copy stays for ever.
    """
    if observation.present is None:
        return Verdict.WAIT
    is_durable = _is_acknowledged_for(observation, policy.window_secs)
    if observation.present >= observation.records:
        return Verdict.VERIFIED if is_durable else Verdict.STORED
    if not _is_knowledge(observation, policy):
        return Verdict.WAIT
    if observation.is_given_up:  # it is the stubs that are missing
        return Verdict.VERIFIED if is_durable else Verdict.RESEND
    if observation.resends >= policy.max_resends:
        return Verdict.PUT_ASIDE
    return Verdict.RESEND


def _is_acknowledged_for(observation: Observation, secs: float) -> bool:
    since = observation.acknowledged_at
    return since is not None and observation.asked_at >= since + secs


def _is_knowledge(observation: Observation, policy: Policy) -> bool:
    """Return whether rows that were not found are missing, and not merely on their way."""
    asked_at = observation.asked_at
    secs = max(policy.window_secs, policy.missing_secs)
    if observation.acknowledged_at is not None and not _is_acknowledged_for(observation, secs):
        return False
    if asked_at < observation.settled_at:
        return False
    if asked_at < observation.doubtful_at + policy.defer_secs:
        return False
    if observation.seen >= 0 and observation.present != observation.seen:
        return False  # they are arriving
    if observation.is_late:
        return observation.seen >= 0 and asked_at >= observation.seen_at + policy.window_secs
    return True
