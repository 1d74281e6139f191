"""
For how long a session's log that was left waits for its store, while others want its place.

Few are shipped at a time, so a store that is away, or answers no look-ups, must not keep those that
go elsewhere waiting: a log is given up for the moment when its store fails for a while, and from
then on logs for that store are tried one at a time until it answers.
"""

import threading
import time
from collections.abc import Callable
from math import inf

import msgspec

from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.insert import Outcome

#: A store that takes no rows for so long makes room for the next log.
_DOWN_SECS = 5.0

#: So does one whose look-ups fail for so long: a failed one is repeated once within it.
_UNANSWERED_SECS = 7.0

#: No row of a log comes to anything for so long, beyond all waits of the verdicts.
_STALLED_SECS = 60.0

#: Seconds until a destination that was given up is tried again.
_REST_SECS = 5.0


class Patience:
    """
    Tell when a log is to make room for the next one.

    Parameters
    ----------
    pipeline : Pipeline
        What ships it.
    settings : ShippingSettings
        How it is shipped.
    clock : callable, default time.monotonic
        Returns the time in seconds.

    """

    def __init__(
        self,
        pipeline: Pipeline,
        settings: ShippingSettings,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pipeline = pipeline
        self._settings = settings
        self._clock = clock
        self._down_since = inf
        self._progress: tuple[object, ...] = ()
        self._progress_at = clock()

    def trouble(self) -> str:
        """Return why the log is given up for the moment, "" if it is not."""
        now = self._clock()
        outbox = self._pipeline.outbox
        self._down_since = inf if outbox.is_up else min(self._down_since, now)
        if now - self._down_since > _DOWN_SECS:
            return f"{self._settings.url} takes no rows: {outbox.last_error}"
        if reason := self._unanswered(now):
            url = self._settings.query_url or self._settings.url
            return f"{url} answers no look-ups: {reason}"
        progress = _progress_of(self._pipeline.shipper.position, self._pipeline.shipper.stats())
        if progress != self._progress:
            self._progress, self._progress_at = progress, now
        if now - self._progress_at > _longest_secs(self._pipeline.verifier.policy, self._settings):
            return "the store was not seen to hold all of it, and nothing changes"
        return ""

    @property
    def is_answered(self) -> bool:
        """Whether the store takes rows and answers look-ups, as far as it was asked."""
        is_failing = any(lookup.failed_since < inf for lookup in self._pipeline.lookups)
        return self._has_begun and self._pipeline.outbox.is_up and not is_failing

    @property
    def _has_begun(self) -> bool:
        """Whether the store has said what it holds, so that there is something to be sent."""
        return self._pipeline.shipper.resume_facts is not None

    def _unanswered(self, now: float) -> str:
        for lookup in self._pipeline.lookups:
            # One that only takes rows is for the verifier to judge, which takes its time for it.
            is_denied = lookup.failure.outcome is Outcome.DENIED and self._has_begun
            if now - lookup.failed_since > _UNANSWERED_SECS and not is_denied:
                return lookup.failure.reason
        return ""


class Destinations:
    """The stores to which logs go that were left, and which of them do not answer."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._troubled: dict[Destination, _Trouble] = {}

    def enter(self, destination: Destination) -> str:
        """Begin to ship to a store; return why that is not now, "" if it is."""
        with self._lock:
            trouble = self._troubled.get(destination)
            if trouble is None:
                return ""
            if trouble.is_tried or self._clock() < trouble.until:
                return trouble.reason
            trouble.is_tried = True
            return ""

    def note_answered(self, destination: Destination) -> None:
        """Take note that a store answers."""
        with self._lock:
            self._troubled.pop(destination, None)

    def note_trouble(self, destination: Destination, reason: str) -> None:
        """Take note that a log was given up for a store."""
        with self._lock:
            is_tried = destination in self._troubled and self._troubled[destination].is_tried
            until = self._clock() + _REST_SECS
            self._troubled[destination] = _Trouble(reason, until, is_tried)

    def leave(self, destination: Destination) -> None:
        """End shipping a log to a store."""
        with self._lock:
            if (trouble := self._troubled.get(destination)) is not None:
                trouble.is_tried = False


class _Trouble(msgspec.Struct):
    """Why a store was given up, until when, and whether a log tries it again."""

    reason: str
    until: float
    is_tried: bool = False


def _progress_of(position: object, stats: Stats) -> tuple[object, ...]:
    counts = (stats.verified, stats.put_aside, stats.lost, stats.sent, stats.resent)
    return (position, *counts, stats.possibly_duplicated)


def _longest_secs(policy: Policy, settings: ShippingSettings) -> float:
    """Return for how long the rows of a log may be as they are while all goes well."""
    windows = policy.window_secs * (1 << policy.max_resends)
    waits = policy.missing_secs + policy.settle_secs + policy.defer_secs + policy.denied_secs
    return _STALLED_SECS + 2 * (windows + waits + settings.request_timeout_secs)
