"""The journal of progress in a log that another process writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.naming_journal import Naming
from nautilus_vlogs.deliver.naming_journal import NamingJournal


class Followed(Naming, Protocol):
    """What is known of a log as its reader goes on."""

    def head_of(self, index: int) -> str:
        """Return how a file of the table begins, "" while that is not known."""


class FollowedJournal(NamingJournal):
    """
    Record progress in a log that another process writes.

    Parameters
    ----------
    path, state, report
        See `Journal`.
    live : Followed
        The names, recorded before the first batch that needs them, and how the files begin.

    """

    def __init__(
        self,
        path: Path,
        state: JournalState,
        report: Callable[[str, str], None],
        *,
        live: Followed,
    ) -> None:
        self._live = live
        #: Losses that the journal has, and that the source is told of: they come back once.
        self._carried = state.lost
        super().__init__(path, state, report, live)

    def record_loss(self, records: int | None) -> None:
        """Record losses that the journal does not have yet."""
        if records is None:
            if not self.state.is_loss_unknown:
                super().record_loss(None)
            return
        known = min(records, self._carried)
        self._carried -= known
        super().record_loss(records - known)

    def record_end(self, position: Position, seq: int) -> None:
        """Record that all is stored of a spool; another log may be written again."""
        if self.state.session.owned:
            super().record_end(position, seq)

    def _head_of(self, index: int) -> str:
        """Return how a file began when it was read: it may have been truncated since."""
        return self._live.head_of(index)
