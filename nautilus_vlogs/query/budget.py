"""The bounds on all queries of one task together, such as a request of the API."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from nautilus_vlogs.errors import QueryTimeoutError

#: A query that has less is not begun.
_LEAST_SECS = 0.05


class Budget:
    """
    The time and the number of queries that a task may take.

    Parameters
    ----------
    secs : float
        Seconds from the begin of its first query to the end of its last one.
    queries : int
        Highest number of queries.

    """

    def __init__(self, secs: float, queries: int) -> None:
        self._secs = secs
        self._queries = queries
        self._end: float | None = None
        self._asked = 0

    @property
    def is_short(self) -> bool:
        """Whether half of it is spent: what an answer can do without is left out from now on."""
        return self._left_secs < self._secs / 2 or self._asked > self._queries / 2

    def spend(self, timeout_secs: float) -> float:
        """
        Return for how many seconds the next query may run, at most as long as it would otherwise.

        Raises
        ------
        QueryTimeoutError
            If nothing is left.

        """
        if self._end is None:
            self._end = time.monotonic() + self._secs
        left_secs = self._left_secs
        if left_secs < _LEAST_SECS:
            raise QueryTimeoutError(f"the queries took up all of {self._secs:g} s: ask for less")
        if self._asked >= self._queries:
            raise QueryTimeoutError(f"it takes more than {self._queries} queries: ask for less")
        self._asked += 1
        return min(timeout_secs, left_secs)

    @property
    def _left_secs(self) -> float:
        return self._secs if self._end is None else self._end - time.monotonic()


# Of the context, as it goes along to threads: a query that knows of no bounds has them, too.
_current: ContextVar[Budget | None] = ContextVar("vlogs_nt_budget", default=None)


def current_budget() -> Budget | None:
    """Return the budget of the task at hand, if it has one."""
    return _current.get()


@contextmanager
def bounded(secs: float, queries: int) -> Iterator[None]:
    """Bound all queries within together."""
    token = _current.set(Budget(secs, queries))
    try:
        yield
    finally:
        _current.reset(token)
