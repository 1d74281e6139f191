"""Commands that other threads put into the shipper's queue."""

import threading


class Drain:
    """
    The command to deliver all that was logged so far.

    Parameters
    ----------
    deadline : float
        When to give up, on the monotonic clock.

    Attributes
    ----------
    done : threading.Event
        Set when the command was carried out or given up.
    is_complete : bool
        Whether all is delivered.

    """

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.done = threading.Event()
        self.is_complete = False


class PassOver:
    """
    The command to pass over what is logged from now on, or no more of it.

    Parameters
    ----------
    is_on : bool
        Whether it is passed over.

    Attributes
    ----------
    done : threading.Event
        Set when the command was carried out or given up.

    """

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self.done = threading.Event()


class Stop:
    """The command to end the thread."""


class Wake:
    """The command to look again: there is room for another batch, or a loss to be told."""


Command = Drain | PassOver | Stop | Wake
