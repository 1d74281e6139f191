"""The journal of a session whose process has ended, as whoever ships the rest of it goes on."""

from collections.abc import Callable
from pathlib import Path

from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import JournaledBatch
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.logged_names import LoggedNames


class AdoptedJournal(Journal):
    """
    The journal of a left session, whose losses are recorded where they are found.

    Parameters
    ----------
    path, state, report
        See `Journal`.
    names : LoggedNames or None
        Those that are learned from the log: they are recorded before the rows that they are for.

    """

    def __init__(
        self,
        path: Path,
        state: JournalState,
        report: Callable[[str, str], None],
        names: LoggedNames | None,
    ) -> None:
        self._names = names
        self._recorded_version = None if names is None else names.version()
        super().__init__(path, state, report)

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch before it is sent, preceded by the names of its lines."""
        if self._names is not None and self._names.version() != self._recorded_version:
            self._recorded_version = self._names.version()
            self.record(self._names.record())
        super().record_batch(batch)

    def record_loss(self, records: int | None) -> None:
        """Record that an unknown number of records was lost, if that is not known yet."""
        if records is None and not self.state.is_loss_unknown:
            super().record_loss(None)
