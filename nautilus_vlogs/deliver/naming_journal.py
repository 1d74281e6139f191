"""A journal that has the names of loggers before the rows that they are for."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

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


class NamingJournal(Journal):
    """
    A journal of a log whose names are learned while it is shipped.

    Parameters
    ----------
    path, state, report
        See `Journal`.
    names : Naming or None
        The names, if any are learned.
    recorded : object, default None
        The version of the names that the journal has.

    """

    def __init__(
        self,
        path: Path,
        state: JournalState,
        report: Callable[[str, str], None],
        names: Naming | None,
        *,
        recorded: object = None,
    ) -> None:
        self._names = names
        self._recorded_version = recorded
        super().__init__(path, state, report)

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record a batch before it is sent, preceded by the names that its lines need."""
        version = None if self._names is None else self._names.version()
        if self._names is not None and version != self._recorded_version:
            self.record(self._names.record())
            self._recorded_version = version  # a failure before it is tried again
        super().record_batch(batch)
