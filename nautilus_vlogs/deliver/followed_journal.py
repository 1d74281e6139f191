"""The journal of progress in a log that another process writes."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import JournaledBatch
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_state import JournalState


class Naming(Protocol):
    """Whose the loggers' names in a log are, as far as that is known by now."""

    def version(self) -> object:
        """Return what changes with the names."""

    def record(self) -> IdentitiesRecord:
        """Return the names for the journal."""

    def head_of(self, index: int) -> str:
        """Return how a file of the table begins, "" while that is not known."""


class FollowedJournal(Journal):
    """
    Record progress in a log that another process writes.

    Parameters
    ----------
    path, state, report
        See `Journal`.
    live : Naming
        The names, recorded before the first batch that needs them.

    """

    def __init__(
        self,
        path: Path,
        state: JournalState,
        report: Callable[[str, str], None],
        *,
        live: Naming,
    ) -> None:
        self._live = live
        self._recorded_version: object = None
        #: Losses that the journal has, and that the source is told of: they come back once.
        self._carried = state.lost
        super().__init__(path, state, report)

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch before it is sent, preceded by the names that its lines need."""
        version = self._live.version()
        if version != self._recorded_version:
            self.record(self._live.record())
            self._recorded_version = version  # a failure before it is tried again
        super().record_batch(batch)

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
