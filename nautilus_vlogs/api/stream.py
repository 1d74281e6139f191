"""Server-sent events: rows as they come."""

import time
from collections.abc import AsyncIterator
from collections.abc import Callable
from collections.abc import Iterator

import anyio
import msgspec
from fastapi import HTTPException

from nautilus_vlogs.api.gate import Gate
from nautilus_vlogs.api.gate import describe
from nautilus_vlogs.api.models import make_row
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.tail import Follower

#: Proxies close connections on which nothing comes for a minute.
_HEARTBEAT_SECS = 15.0

_RETRY_SECS = 5.0

#: How long the end of the server may go unnoticed.
_LOOK_SECS = 0.5


async def events(
    follower: Follower,
    gate: Gate,
    is_closing: Callable[[], bool],
) -> AsyncIterator[bytes]:
    """Yield rows as events, trouble as an event of its own kind, and a comment now and then."""
    yield b"retry: 5000\n\n"
    is_in_trouble = False
    told = time.monotonic()
    while not is_closing():
        pause = follower.interval_secs
        portions = follower.poll()
        try:
            # A turn for each portion: while it is sent, other requests have theirs.
            while (rows := await gate.attempt(lambda p=portions: _next(p))) is not None:  # type: ignore[misc]
                if is_in_trouble:
                    is_in_trouble = False
                    yield _event("recovered", {})
                for row in rows:
                    yield _event("row", make_row(row).model_dump(), str(row.time_ns))
                    told = time.monotonic()
        except (StoreError, HTTPException) as e:
            pause = max(pause, _RETRY_SECS)
            if not is_in_trouble:
                is_in_trouble = True
                text = describe(e) if isinstance(e, StoreError) else e.detail
                yield _event("trouble", {"detail": text})
        if time.monotonic() - told > _HEARTBEAT_SECS:
            told = time.monotonic()
            yield b": nothing new\n\n"
        until = time.monotonic() + pause
        while time.monotonic() < until and not is_closing():  # noqa: ASYNC110 - set by a signal
            await anyio.sleep(min(_LOOK_SECS, pause))


def _next(portions: Iterator[list[LogRow]]) -> list[LogRow] | None:
    return next(portions, None)


def _event(kind: str, data: object, name: str = "") -> bytes:
    head = f"event: {kind}\n" + (f"id: {name}\n" if name else "")
    # JSON escapes every end of line, so the data are one line.
    return head.encode() + b"data: " + msgspec.json.encode(data) + b"\n\n"
