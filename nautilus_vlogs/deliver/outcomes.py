"""What comes of the logs that processes have left, or still write: the outcome for each."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

import msgspec

from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.stats import Stats

#: Why a log is left whose numbers begin behind those of another one.
EARLIER_FIRST = "an earlier run of the same instance is shipped first"

#: Why a log is left whose numbers only the store can tell.
OTHER_AT_WORK = "another run of the same instance is being shipped"

#: Why a log is left in whose files another run's lines may be.
OTHER_WRITES = "another process writes to files of its name and has not said where its lines begin"

#: Why a log is left whose journal does not say which lines of its files are its own.
OTHERS_FIRST = "its journal can't be read, so the other logs in its files are shipped first"

#: Why a copy of a log can't be shipped: the other one may be written, or shipped, meanwhile.
IS_A_COPY = "it is a copy of what is still in {}: ship that, or move it away"

#: Why a log is held.
HELD = (
    "it has records that can't be stored, nor kept as dead letters: look through those and clear "
    "them with `vlogs-nt dead-letters`"
)


class Result(Enum):
    """The outcome for a session that was left."""

    STORED = "stored"
    LEFT = "left"
    HELD = "held"
    BUSY = "busy"
    IN_USE = "in use"
    FAILED = "failed"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """
    The outcome for one instance's log.

    Parameters
    ----------
    result : Result
        ``STORED``: the store was seen to hold all of it; ``LEFT``: not yet, it stays for the next
        time; ``HELD``: it stays until somebody clears the dead letters, trying again changes
        nothing; ``BUSY``: another process is at work on it; ``IN_USE``: its own process lives;
        ``FAILED``: it can't be shipped, see `reason`.
    instance_id : str
        Whose it is; "" if that is not known.
    directory : str
        The session's directory.
    url : str, default ""
        Where it is sent to.
    instead_of : str, default ""
        Where its process sent it to, if that is another place.
    read, stored, put_aside, lost : int
        Records; see `Stats`.
    is_loss_unknown : bool, default False
        More records were lost than `lost` says.
    reason : str, default ""
        Why it is left, or can't be shipped.

    """

    result: Result
    directory: str
    instance_id: str = ""
    url: str = ""
    instead_of: str = ""
    read: int = 0
    stored: int = 0
    put_aside: int = 0
    lost: int = 0
    is_loss_unknown: bool = False
    reason: str = ""


class Observer(Protocol):
    """Receives the accounting of each log while it is shipped, as a registry of metrics does."""

    def begin(self, log: str, trader_id: str, instance_id: str, stats: Callable[[], Stats]) -> None:
        """Note that a log of an instance is being shipped."""

    def end(self, log: str, stats: Stats) -> None:
        """Note what came of a log."""


def outcome_of(
    session: SessionDirectory,
    state: JournalState,
    result: Result,
    *,
    url: str = "",
    meant: str = "",
    stats: Stats | None = None,
    is_loss_unknown: bool = False,
    reason: str = "",
) -> Outcome:
    """
    Return the outcome for an instance's log.

    Parameters
    ----------
    session : SessionDirectory
        The session.
    state : JournalState
        The state of the log's journal.
    result, url, is_loss_unknown, reason
        See `Outcome`.
    meant : str, optional
        Where its process sent it to, by default what the journal says.
    stats : Stats, optional
        The accounting of what was shipped, if anything was.

    """
    meant = meant or state.session.destination.url
    return Outcome(
        result=result,
        directory=str(session.path),
        instance_id=state.session.instance_id,
        url=url or meant,
        instead_of=meant if url and url != meant else "",
        read=0 if stats is None else stats.read,
        stored=0 if stats is None else stats.verified,
        put_aside=0 if stats is None else stats.put_aside,
        lost=0 if stats is None else stats.lost,
        is_loss_unknown=is_loss_unknown,
        reason=reason,
    )
