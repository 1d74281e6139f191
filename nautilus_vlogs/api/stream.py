"""Server-sent events: rows as they come, each with the position at which a stream resumes."""

import secrets
import time
from collections.abc import AsyncIterator
from collections.abc import Callable
from collections.abc import Iterator
from typing import Annotated
from typing import Any

import anyio
import msgspec
from fastapi import APIRouter
from fastapi import Header
from fastapi import HTTPException
from fastapi import Query
from fastapi.responses import StreamingResponse
from starlette.types import Receive
from starlette.types import Scope
from starlette.types import Send

from nautilus_vlogs.api import parameters as given
from nautilus_vlogs.api.common import checked
from nautilus_vlogs.api.common import filters_of
from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.gate import describe
from nautilus_vlogs.api.models import make_row
from nautilus_vlogs.api.problems import NO_STORE
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.tail import Tail

#: The operation that tickets open.
OPERATION = "stream"

MAX_STREAMS = 64

#: Proxies close connections that carry nothing for a minute.
_HEARTBEAT_SECS = 15.0

_RETRY_SECS = 5.0

#: Streams that ended, and the seconds for which each can be resumed with its late rows.
_MAX_ENDED = 16
_KEEP_SECS = 120.0

#: Longest time until a stream ends with its server.
_LOOK_SECS = 0.5


class Places:
    """
    Places of open streams, reserved before a stream begins.

    Parameters
    ----------
    size : int
        Number of streams that may be open at once.

    """

    def __init__(self, size: int) -> None:
        self._left = size

    def reserve(self) -> None:
        """Take a place; raise a 503 if none is left."""
        if self._left <= 0:
            raise HTTPException(
                503, "too many streams are open: close some", headers={"Retry-After": "30"}
            )
        self._left -= 1

    def free(self) -> None:
        """Give a place back."""
        self._left += 1


class EndedStreams:
    """
    Tails of streams that have ended, for clients that come again within two minutes.

    A position is a place in order of time; rows that reach the store late lie before it. The tail
    knows which of them it has returned, so the stream goes on with each row once.
    """

    def __init__(self) -> None:
        self._tails: dict[str, tuple[float, FilterArguments, Tail]] = {}

    def keep(self, name: str, filters: FilterArguments, tail: Tail) -> None:
        """Keep a tail, in place of the oldest where there are many."""
        self._drop_old()
        self._tails[name] = time.monotonic() + _KEEP_SECS, filters, tail
        while len(self._tails) > _MAX_ENDED:
            del self._tails[next(iter(self._tails))]

    def resume(self, event_id: str, filters: FilterArguments) -> tuple[str, Tail] | None:
        """Return the name and the tail of the stream that an event was of, rewound to it."""
        self._drop_old()
        position, _, place = event_id.partition(";")
        name, _, number = place.partition(".")
        found = self._tails.get(name)
        if found is None or found[1] != filters or not (number.isascii() and number.isdigit()):
            return None
        del self._tails[name]
        tail = found[2]
        is_rewound = len(number) < 19 and tail.rewind(int(number), Position.parse(position))
        return (name, tail) if is_rewound else None

    def _drop_old(self) -> None:
        self._tails = {k: v for k, v in self._tails.items() if v[0] > time.monotonic()}


class _Stream(StreamingResponse):
    """A stream that cleans up however it ends, even before its first byte."""

    def __init__(self, *args: Any, ended: Callable[[], None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ended = ended

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._ended()


def add_stream_path(
    router: APIRouter,
    client: VictoriaLogsClient,
    gate: Gate,
    is_closing: Callable[[], bool],
) -> None:
    """Add the path to a router."""
    places = Places(MAX_STREAMS)
    ended_streams = EndedStreams()

    @router.get(
        "/stream",
        summary="Rows as they come, as server-sent events",
        operation_id=OPERATION,
        response_class=StreamingResponse,
        responses={
            200: {
                "description": "Events `row`, `trouble` and `recovered`, without end unless the "
                "store comes to refuse the query; the id of an event is the position behind it",
                "content": {"text/event-stream": {"schema": {"type": "string"}}},
            },
        },
    )
    async def stream(
        parameters: Annotated[given.StreamParameters, Query()],
        last_event_id: Annotated[str | None, Header(include_in_schema=False)] = None,
    ) -> StreamingResponse:
        filters = filters_of(parameters)
        # The header is newer: a browser that reconnects by itself asks for the same address.
        after = last_event_id or parameters.last_event_id
        new_tail = checked(
            lambda: client.open_tail(
                backfill=parameters.backfill if after is None else None,
                after=after,
                interval_secs=parameters.interval,
                **filters,
            ),
        )
        places.reserve()
        resumed = None if after is None else ended_streams.resume(after, filters)
        name, tail = resumed or (secrets.token_urlsafe(12), new_tail)
        found = events(tail, gate, is_closing, name)
        try:
            # A query that the store refuses is a 400: no answer has begun yet.
            first = await anext(found, b"")
        except (InvalidQueryError, QueryRefusedError) as e:
            places.free()
            raise HTTPException(400, str(e)) from None
        except BaseException:
            places.free()
            raise

        async def all_events() -> AsyncIterator[bytes]:
            yield first
            async for event in found:
                yield event

        def end() -> None:
            places.free()
            ended_streams.keep(name, filters, tail)

        return _Stream(
            all_events(),
            ended=end,
            media_type="text/event-stream",
            headers={**NO_STORE, "X-Accel-Buffering": "no"},
        )


async def events(
    tail: Tail,
    gate: Gate,
    is_closing: Callable[[], bool],
    name: str,
) -> AsyncIterator[bytes]:
    """
    Yield rows as events, trouble as an event of its own kind, and a comment now and then.

    The id of a row's event is the position behind it, and its number in the stream of this name.
    The first thing is yielded when the store has said something, or is in trouble.

    Raises
    ------
    InvalidQueryError, QueryRefusedError
        If the query can't be answered, before anything was yielded; afterwards that is trouble with
        which the stream ends.

    """
    last_sent = time.monotonic()
    async for event in _events(tail, gate, is_closing, name):
        if event or time.monotonic() - last_sent > _HEARTBEAT_SECS:
            last_sent = time.monotonic()
            yield event or b": nothing new\n\n"


async def _events(
    tail: Tail,
    gate: Gate,
    is_closing: Callable[[], bool],
    name: str,
) -> AsyncIterator[bytes]:
    """Yield events, and nothing at least once a portion and a poll; see `events`."""
    before_rows = b"retry: 5000\n\n"
    is_in_trouble = False
    while not is_closing():
        pause = tail.interval_secs
        portions = tail.poll()
        try:
            # A turn for each portion: while it is sent, other requests have theirs.
            while (rows := await gate.attempt(lambda p=portions: _next(p))) is not None:  # type: ignore[misc]
                if before_rows:
                    yield before_rows
                before_rows, is_in_trouble = b"", False
                for row in rows:
                    position = tail.advance(row)
                    event_id = f"{position};{name}.{tail.passed_on}"
                    yield _event("row", make_row(row).model_dump(), event_id)
                yield b""
                if is_closing():
                    return
        except (InvalidQueryError, QueryRefusedError) as e:
            if before_rows and not is_in_trouble:
                raise
            yield _event("trouble", {"detail": str(e)})
            return
        except (StoreError, HTTPException) as e:
            pause = max(pause, _RETRY_SECS)
            if not is_in_trouble:
                is_in_trouble = True
                yield before_rows + _event("trouble", {"detail": _detail(e)})
                before_rows = _event("recovered", {})
        yield b""
        await _wait(pause, is_closing)


async def _wait(secs: float, is_closing: Callable[[], bool]) -> None:
    until = time.monotonic() + secs
    while time.monotonic() < until and not is_closing():  # noqa: ASYNC110 - set by a signal
        await anyio.sleep(min(_LOOK_SECS, secs))


def _next(portions: Iterator[list[LogRow]]) -> list[LogRow] | None:
    return next(portions, None)


def _detail(error: StoreError | HTTPException) -> str:
    return describe(error) if isinstance(error, StoreError) else error.detail


def _event(kind: str, data: object, name: str = "") -> bytes:
    head = f"event: {kind}\n" + (f"id: {name}\n" if name else "")
    # JSON escapes every end of line, so the data are one line.
    return head.encode() + b"data: " + msgspec.json.encode(data) + b"\n\n"
