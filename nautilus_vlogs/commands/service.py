"""Notifications of a service manager: systemd's protocol."""

import os
import socket
import time
from contextlib import suppress


class ServiceManager:
    """
    Tell systemd that the service is ready, alive and stopping, where it is asked for.

    Without ``NOTIFY_SOCKET`` in the environment nothing is sent. With ``WATCHDOG_USEC`` (a unit's
    ``WatchdogSec=``) `notify_alive` sends twice in that time, however often it is called.
    """

    def __init__(self) -> None:
        self._address = os.environ.get("NOTIFY_SOCKET", "")
        self._interval_secs = _watchdog_secs() / 2
        self._sent_at = float("-inf")

    def notify_ready(self) -> None:
        """Send that the service is ready."""
        self._send("READY=1")

    def notify_alive(self) -> None:
        """Send that the service is alive, when that is due."""
        now = time.monotonic()
        if self._interval_secs > 0 and now >= self._sent_at + self._interval_secs:
            self._sent_at = now
            self._send("WATCHDOG=1")

    def notify_stopping(self) -> None:
        """Send that the service is stopping."""
        self._send("STOPPING=1")

    def _send(self, state: str) -> None:
        if self._address.startswith(("/", "@")):
            address = self._address.replace("@", "\0", 1)
            with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
                channel.settimeout(1.0)
                channel.sendto(state.encode(), address)


def _watchdog_secs() -> float:
    """Return within how many seconds the watchdog wants a sign of life, 0 without one."""
    try:
        is_ours = int(os.environ.get("WATCHDOG_PID", os.getpid())) == os.getpid()
        return int(os.environ.get("WATCHDOG_USEC", "0")) / 1e6 if is_ours else 0.0
    except ValueError:
        return 0.0
