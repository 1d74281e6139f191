"""Whether the store takes rows, and when to try again if it does not."""

import random
import time
from collections.abc import Callable

from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome

FIRST_BACKOFF_SECS = 0.2
MAX_BACKOFF_SECS = 5.0
DENIED_BACKOFF_SECS = 10.0
MAX_RETRY_AFTER_SECS = 60.0

_TROUBLE = {
    Outcome.BUSY: "does not take rows",
    Outcome.DENIED: "refuses the credentials (VICTORIALOGS_USERNAME, _PASSWORD, _TOKEN)",
    Outcome.REFUSED: "refuses every row",
    Outcome.UNCLEAR: "does not answer",
    Outcome.UNREACHABLE: "can't be reached",
}


class Breaker:
    """
    Close the way to a store that is in trouble, but for one attempt now and then.

    ::

                     failed                       failed: wait longer
        STARTING ──────────────┐                     ┌───┐
           │                   ▼                     │   ▼
           │ accepted     UNREACHABLE, UNCLEAR, BUSY, DENIED, REFUSED, FOREIGN
           ▼                   │          ▲
           UP ◄────────────────┘          │
           └──────────────────────────────┘
                 accepted            failed

    Not safe for threads: its owner, the sender, calls it under a lock of its own.

    Parameters
    ----------
    url : str, default "the URL"
        The store's, for messages.
    clock : callable, default time.monotonic
        Returns the time in seconds.
    jitter : callable, optional
        Returns a factor for each pause, so that nodes don't line up.

    Attributes
    ----------
    state : State
        The store's state: it takes rows, or the trouble with it.
    last_error : str
        The last trouble, in one line.
    retry_at : float
        When the next attempt may be made.
    down_since : float
        When the trouble began; 0.0 if there is none.

    """

    def __init__(
        self,
        url: str = "the URL",
        *,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = lambda: random.uniform(0.5, 1.0),  # noqa: S311  # no secret
    ) -> None:
        self._url = url
        self._clock = clock
        self._jitter = jitter
        self._failures = 0
        self.state = State.STARTING
        self.last_error = ""
        self.retry_at = 0.0
        self.down_since = 0.0

    @property
    def is_closed(self) -> bool:
        """Whether the last attempt succeeded, or none was made yet."""
        return self.state in (State.STARTING, State.UP)

    def note_success(self) -> str | None:
        """Close the breaker; return a message if the store was down."""
        since, self.down_since = self.down_since, 0.0
        was_closed = self.is_closed
        self.state, self.retry_at, self._failures = State.UP, 0.0, 0
        if was_closed:
            return None
        return f"VictoriaLogs takes rows again after {self._clock() - since:.1f} s"

    def note_failure(self, result: InsertResult) -> str | None:
        """Open the breaker for a while; return a message if the trouble is new."""
        now = self._clock()
        before, self.state = self.state, State[result.outcome.name]
        self.down_since = self.down_since or now
        self.last_error = result.reason
        self.retry_at = now + self.backoff_secs(self._failures, result)
        self._failures += 1
        if self.state is before:
            return None
        if result.outcome is Outcome.FOREIGN:
            return f"{self._url} is not VictoriaLogs ({result.reason}): records wait"
        return f"VictoriaLogs {_TROUBLE[result.outcome]}, records wait: {result.reason}"

    def backoff_secs(self, failures: int, result: InsertResult) -> float:
        """Return how long to wait after so many failures before, in seconds."""
        if result.outcome is Outcome.DENIED:
            secs = DENIED_BACKOFF_SECS
        else:
            secs = min(FIRST_BACKOFF_SECS * 2 ** min(failures, 10), MAX_BACKOFF_SECS)
        # Not at once, even where the server asks for that.
        return max(secs * self._jitter(), min(result.retry_after_secs or 0.0, MAX_RETRY_AFTER_SECS))
