"""The journal of a session whose process has ended, as whoever ships the rest of it goes on."""

from collections.abc import Callable
from pathlib import Path

from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.logged_names import LoggedNames
from nautilus_vlogs.deliver.naming_journal import NamingJournal


class AdoptedJournal(NamingJournal):
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
        known = None if names is None else names.version()
        super().__init__(path, state, report, names, recorded=known)

    def record_loss(self, records: int | None) -> None:
        """Record that an unknown number of records was lost, if that is not known yet."""
        if records is None and not self.state.is_loss_unknown:
            super().record_loss(None)
