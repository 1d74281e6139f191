"""The one way to the store: few queries at a time, and errors as HTTP has them."""

import math
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread
from fastapi import HTTPException

from nautilus_vlogs.errors import AccessDeniedError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.errors import StoreUnreachableError

_T = TypeVar("_T")


class Gate:
    """
    Run queries on threads of their own, a bounded number at once.

    A query is over before its answer is sent, so a slow reader holds up no other request.

    Parameters
    ----------
    max_concurrent : int
        Number of queries that run at once.
    queue_secs : float
        Seconds that a request waits for its turn before it is answered with 503.

    """

    def __init__(self, max_concurrent: int, queue_secs: float) -> None:
        self._size = max_concurrent
        self._queue_secs = queue_secs
        self._turns: anyio.Semaphore | None = None
        self._threads: anyio.CapacityLimiter | None = None

    async def run(self, ask: Callable[[], _T]) -> _T:
        """
        Return the result of a function that queries the store.

        Raises
        ------
        HTTPException
            For each error of the function's, without the store's address or its own words.

        """
        try:
            return await self.attempt(ask)
        except (InvalidQueryError, QueryRefusedError) as e:
            raise HTTPException(400, str(e)) from None
        except StoreError as e:
            status = 504 if isinstance(e, QueryTimeoutError) else 502
            raise HTTPException(status, describe(e)) from None

    async def attempt(self, ask: Callable[[], _T]) -> _T:
        """Run a function that queries the store."""
        # Made here: they belong to the event loop.
        if self._turns is None or self._threads is None:
            self._turns = anyio.Semaphore(self._size)
            self._threads = anyio.CapacityLimiter(self._size)
        with anyio.move_on_after(self._queue_secs) as waiting:
            await self._turns.acquire()
        if waiting.cancelled_caught:
            raise HTTPException(
                503,
                "too many requests wait for the log store: come again",
                headers={"Retry-After": str(math.ceil(self._queue_secs))},
            )
        # A query without an answer keeps the client's own turn until the store gives up on it.
        try:
            return await anyio.to_thread.run_sync(ask, limiter=self._threads)
        finally:
            self._turns.release()


def describe(error: StoreError) -> str:
    """Return the part of an error that is for clients: no address, no words of the store's."""
    if isinstance(error, QueryTimeoutError):
        return "the log store gave no answer in time: ask for a shorter range, or come again"
    if isinstance(error, StoreUnreachableError):
        return "the log store can't be reached: come again"
    if isinstance(error, AccessDeniedError):
        return "the log store does not let this API in: its operator must set the credentials"
    return "the log store gave no complete answer: come again"
