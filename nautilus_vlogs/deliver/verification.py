"""The verifier's collaborators: the look-up, the sender, the actions; and its totals."""

from collections.abc import Callable
from collections.abc import Mapping
from typing import Protocol

import msgspec

from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.store.select import Count
from nautilus_vlogs.store.select import Found
from nautilus_vlogs.store.select import Range


class Lookup(Protocol):
    """The questions to the store."""

    @property
    def failure(self) -> Found:
        """The last query that failed."""

    def count(self, rows: Range) -> Count | None:
        """Return how many rows of a range there are, ``None`` if that can't be known now."""

    def present(self, rows: Range) -> set[int] | None:
        """Return the numbers of the rows that are there, ``None`` if that can't be known now."""


class Box(Protocol):
    """The sender of rows."""

    def submit(self, batch: Batch) -> None:
        """Send the missing rows of a batch."""

    def count(self, batch: Batch) -> None:
        """Count a batch that is concluded, once, without its lost records."""

    def note_stored(self, batch: Batch) -> None:
        """Count a batch that was never acknowledged, and that the store was seen to hold."""

    def note_possible_copies(self, batch: Batch) -> None:
        """Count a batch that will be sent again though the store may hold it."""


class Totals(msgspec.Struct):
    """
    The results of the look-ups so far.

    Parameters
    ----------
    verified : int
        Records that the store was seen to hold.
    resent : int
        Records that the store had acknowledged and did not hold, and that were sent again.
    lost : int
        Records that it did not hold and that could not be read again.
    put_aside : int
        Records that it acknowledged and never kept.
    duplicates : int
        Rows that it holds more than once.

    """

    verified: int = 0
    resent: int = 0
    lost: int = 0
    put_aside: int = 0
    duplicates: int = 0


class Actions(msgspec.Struct, frozen=True):
    """
    The actions of a verifier; all are called on its thread.

    Parameters
    ----------
    is_up : callable
        Returns whether the store takes rows; one that does not is asked less often.
    reread : callable
        Called with a batch; returns its rows by number, ``None`` if the source has them no more.
    stub : callable
        Called with a reason and a row that the store won't keep; returns the row that takes its
        place.
    put_aside : callable
        Called with a batch, a reason, and such a row; keeps it as a dead letter.
    replaced : callable
        Called with the rows in the places of such, by number, before they are sent.
    sent_again : callable
        Called with a batch that was answered 200, before rows of it are sent again.
    concluded : callable
        Called with each batch that is in a final state, in the order of their numbers.
    explain : callable
        Called with a batch that the store never keeps; returns the reason, as far as it is known.
    lost : callable
        Called with a batch and the number of records that are missing and can't be read again.
    is_in_doubt : callable
        Returns whether the server that takes the rows may hold some, for all that it says now.
    is_write_only : callable
        Returns whether the server that denies queries takes rows: wrong credentials deny both.
    report : callable
        Called with a level and a text.

    """

    is_up: Callable[[], bool]
    reread: Callable[[Batch], dict[int, bytes] | None]
    stub: Callable[[str, bytes], bytes]
    put_aside: Callable[[Batch, str, bytes], None]
    concluded: Callable[[Batch], None]
    explain: Callable[[Batch], str] = lambda _: "VictoriaLogs acknowledges it and does not store it"
    sent_again: Callable[[Batch], None] = lambda _: None
    replaced: Callable[[Mapping[int, bytes]], None] = lambda _: None
    lost: Callable[[Batch, int], None] = lambda *_: None
    is_in_doubt: Callable[[], bool] = lambda: False
    is_write_only: Callable[[], bool] = lambda: True
    report: Callable[[str, str], None] = lambda *_: None
