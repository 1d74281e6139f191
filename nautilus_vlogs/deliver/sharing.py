"""The hand-over of a node's sender to the handlers in its process, and from node to node."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress

import msgspec

from nautilus_vlogs.deliver.sender import Sender


class SharedSender(msgspec.Struct, frozen=True):
    """
    The parts of a node that handlers in its process share.

    Parameters
    ----------
    sender : Sender
        Sends their batches too.
    constants : dict[str, str]
        Fields of the node's rows that hold for the handlers' rows as well.

    """

    sender: Sender
    constants: dict[str, str]


class SenderRegistry:
    """
    Hold the sender that the nodes of a process share, one after the other.

    ::

                    publish                    publish (the next node)
        EMPTY ───────────────────► SHARED ◄───────────────┐
          ▲   the waiting handlers   │                    │
          │   are called once        │ the sender stops   │
          │                          ▼                    │
          └────── fork ─────────  STOPPED ────────────────┘

    A handler that finds nothing to share, in ``EMPTY`` or ``STOPPED``, waits for the next
    publication. A forked child begins in ``EMPTY``: it has none of its parent's threads.
    """

    def __init__(self) -> None:
        self._shared: SharedSender | None = None
        self._waiting: list[Callable[[], None]] = []
        # Re-entrant: a signal handler or a finalizer may log while the thread that it stops asks.
        self._lock = threading.RLock()

    def publish(self, sender: Sender, constants: dict[str, str]) -> None:
        """Share a sender, with the handlers that wait for one and with later ones."""
        with self._lock:
            self._shared = SharedSender(sender, constants)
            waiting, self._waiting = self._waiting, []
        for notify in waiting:
            with suppress(Exception):  # a handler's trouble is not the node's
                notify()

    def find(self, notify: Callable[[], None]) -> SharedSender | None:
        """
        Return what is shared.

        Parameters
        ----------
        notify : callable
            Called once, at the next publication, if nothing is shared now.

        """
        with self._lock:
            if self._shared is not None and not self._shared.sender.is_stopped:
                return self._shared
            if notify not in self._waiting:
                self._waiting.append(notify)
            return None

    def reset(self) -> None:
        """Begin anew in a forked child, where no thread holds the lock any more."""
        self._shared, self._waiting, self._lock = None, [], threading.RLock()


#: A process has one log, so its nodes share one sender at a time.
senders = SenderRegistry()

os.register_at_fork(after_in_child=senders.reset)
