"""Where a handler finds the sender of the actor in its process."""

import os
import threading
from collections.abc import Callable
from contextlib import suppress

import msgspec

from nautilus_vlogs.deliver.sender import Sender


class Offer(msgspec.Struct, frozen=True):
    """
    What an actor shares with handlers in its process.

    Parameters
    ----------
    sender : Sender
        Sends their batches too.
    constants : dict[str, str]
        Fields of the actor's rows that are true of theirs.

    """

    sender: Sender
    constants: dict[str, str]


_offer: Offer | None = None
_seekers: list[Callable[[], None]] = []
_lock = threading.Lock()


def offer(sender: Sender, constants: dict[str, str]) -> None:
    """Share a sender, with those who wait for one and those who will ask."""
    global _offer  # noqa: PLW0603  # a process has one
    with _lock:
        _offer = Offer(sender, constants)
        waiting = list(_seekers)
        _seekers.clear()
    for seeker in waiting:
        with suppress(Exception):  # a handler's trouble is not the node's
            seeker()


def find(seeker: Callable[[], None]) -> Offer | None:
    """Return what is shared; have the seeker called once there is something, if there is not."""
    with _lock:
        if _offer is not None and not _offer.sender.is_stopped:
            return _offer
        if seeker not in _seekers:
            _seekers.append(seeker)
        return None


def _begin_anew() -> None:
    """Forget, in a fork, what only its parent's threads can do."""
    global _offer, _lock  # as above; whoever held the lock is not here
    _offer, _lock = None, threading.Lock()
    _seekers.clear()


os.register_at_fork(after_in_child=_begin_anew)
