"""Where a handler finds the sender of the actor in its process."""

import os
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


def offer(sender: Sender, constants: dict[str, str]) -> None:
    """Share a sender, with the handlers that wait for one and those that will ask."""
    global _offer  # noqa: PLW0603  # a process has one
    _offer = Offer(sender, constants)
    while _seekers:
        with suppress(Exception):  # a handler's trouble is not the node's
            _seekers.pop()()


def find(seeker: Callable[[], None]) -> Offer | None:
    """
    Return what is shared; if there is nothing, have the seeker called once there is.

    Without a lock, for this runs within a log call: a signal handler may log, too. The seeker is
    known before the look, so that no offer in between is missed; at worst it is called for nothing.
    """
    if seeker not in _seekers:
        _seekers.append(seeker)
    if _offer is None or _offer.sender.is_stopped:
        return None
    with suppress(ValueError):
        _seekers.remove(seeker)
    return _offer


def _begin_anew() -> None:
    """Forget, in a fork, what only its parent's threads can do."""
    global _offer  # noqa: PLW0603  # as above
    _offer = None
    _seekers.clear()


os.register_at_fork(after_in_child=_begin_anew)
