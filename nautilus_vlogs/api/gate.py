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
    Run queries on threads of their own, no more than so many at once.

    A query is over before its answer is sent, so whoever reads slowly holds up nobody.

    Parameters
    ----------
    max_concurrent : int
        How many run at once.
    queue_secs : float
        How long a request waits for its turn before it is told to come again.

    """

    def __init__(self, max_concurrent: int, queue_secs: float) -> None:
        self._size = max_concurrent
        self._queue_secs = queue_secs
        self._turns: anyio.Semaphore | None = None
        self._threads: anyio.CapacityLimiter | None = None

    async def run(self, ask: Callable[[], _T]) -> _T:
        """
        Return what a function returns that asks the store.

        Raises
        ------
        HTTPException
            For each error of the function's, without what is nobody's business.

        """
        try:
            return await self.attempt(ask)
        except (InvalidQueryError, QueryRefusedError) as e:
            raise HTTPException(400, str(e)) from None
        except StoreError as e:
            raise HTTPException(
                504 if isinstance(e, QueryTimeoutError) else 502, describe(e)
            ) from None

    async def attempt(self, ask: Callable[[], _T]) -> _T:
        """Return what a function returns that asks the store, and raise what it raises."""
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
        try:
            return await anyio.to_thread.run_sync(ask, limiter=self._threads)
        finally:
            self._turns.release()


def describe(error: StoreError) -> str:
    """Return what a client of the API may know: neither the store's address nor its credentials."""
    if isinstance(error, QueryTimeoutError):
        return "the log store gave no answer in time: ask for a shorter range, or come again"
    if isinstance(error, StoreUnreachableError):
        return "the log store can't be reached: come again"
    if isinstance(error, AccessDeniedError):
        return "the log store does not let this API in: its operator must set the credentials"
    return "the log store gave no complete answer: come again"
