"""HTTP connections bounded in time: half-sent requests and readers that stall are cut off."""

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds for a request to arrive from its first to its last byte.
REQUEST_SECS = 10.0

#: Seconds that a reader may take nothing while an answer is under way.
STALL_SECS = 30.0

#: Seconds after which a client is gone that acknowledges nothing.
GONE_SECS = 60.0

#: The kernel's option for that, in milliseconds, on systems that have it.
_GONE_OPTION: int | None = getattr(socket, "TCP_USER_TIMEOUT", None)

#: Connections at once; beyond, uvicorn answers 503.
MAX_CONNECTIONS = 256

_NO_LINGER = struct.pack("ii", 1, 0)


class BoundedProtocol(H11Protocol):
    """
    A connection that is closed when its client does not send or read in time.

    Uvicorn itself waits without end for the rest of a request, and for a client that reads no
    further: each such connection would hold a descriptor and its buffers for good.
    """

    request_secs = REQUEST_SECS
    stall_secs = STALL_SECS
    _deadline: asyncio.TimerHandle | None = None
    _stall: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and (option := _GONE_OPTION) is not None:
            # A machine that is gone without a word would keep an event stream's place for as long
            # as the kernel sends again what nobody takes. Later than the cut of a stalled reader,
            # which is to notice it.
            with suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, option, int(GONE_SECS * 1_000))
        self._expect_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop("_deadline")
        self._stop("_stall")
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a request, or for its answer."""
        if self._deadline is None and self._is_idle():
            self._expect_request()  # the next one of a connection that is kept
        super().data_received(data)
        if not self._is_idle():
            self._stop("_deadline")

    def pause_writing(self) -> None:
        """Wait for the client to read on."""
        super().pause_writing()
        self._stop("_stall")
        self._stall = self.loop.call_later(self.stall_secs, self._abort)

    def resume_writing(self) -> None:
        """Stop waiting for the client to read on."""
        self._stop("_stall")
        super().resume_writing()

    def on_response_complete(self) -> None:
        """Wait for the client to take the rest of the answer."""
        super().on_response_complete()
        if self.transport.get_write_buffer_size():
            self._stop("_stall")
            self._stall = self.loop.call_later(self.stall_secs, self._abort_unread)

    def _is_idle(self) -> bool:
        """Whether no complete head of a request has come that is still to be answered."""
        return self.cycle is None or self.cycle.response_complete

    def _expect_request(self) -> None:
        self._stop("_deadline")
        self._deadline = self.loop.call_later(self.request_secs, self._abort)

    def _abort(self) -> None:
        connection = self.transport.get_extra_info("socket")
        if connection is not None:
            # The kernel would keep the unread part of the answer for minutes.
            with suppress(OSError):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.transport.abort()

    def _abort_unread(self) -> None:
        if self.transport.get_write_buffer_size():
            self._abort()

    def _stop(self, name: str) -> None:
        handle: asyncio.TimerHandle | None = getattr(self, name)
        if handle is not None:
            handle.cancel()
            setattr(self, name, None)


def server_settings() -> dict[str, Any]:
    """Return the settings of uvicorn that bound the connections of an app."""
    return {
        "http": BoundedProtocol,
        "ws": "none",
        "limit_concurrency": MAX_CONNECTIONS,
        "timeout_keep_alive": 5,
        "proxy_headers": False,  # a page that was rebound could send them
        "server_header": False,
    }
