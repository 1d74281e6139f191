"""
Bound the different field names of a process's rows.

VictoriaLogs stores up to 2,000 different field names in a block of a log stream
(`maxColumnsPerBlock` in its sources) and drops the block's further rows, with a line in its own
log. It makes blocks of up to 4 MiB of a stream's rows, and makes them anew whenever it merges
parts: minutes and days after a look-up has found the rows. So it does not help to send rows apart
from each other: only rows of few enough names are safe.
"""

from collections.abc import Callable
from collections.abc import Iterable

from nautilus_vlogs.schema import EVENT_FIELDS
from nautilus_vlogs.schema import MAX_FIELD_NAMES


class FieldNames:
    """
    Admit the first names that come, up to a limit.

    Parameters
    ----------
    always : iterable of str, default ()
        Names that are admitted whatever came before, beside those of Nautilus's events.
    limit : int, default MAX_FIELD_NAMES
        The most other names to admit.
    on_full : callable, optional
        Called when a name is turned away for the first time.

    """

    def __init__(
        self,
        always: Iterable[str] = (),
        *,
        limit: int = MAX_FIELD_NAMES,
        on_full: Callable[[], None] = lambda: None,
    ) -> None:
        # Replaced rather than changed, so that copies of one state share it.
        self._admitted = EVENT_FIELDS.union(always)
        self._left = limit
        self._on_full: Callable[[], None] | None = on_full

    def copy(self) -> "FieldNames":
        """Return one that goes on from here by itself, and calls nothing."""
        again = FieldNames()
        again._admitted, again._left, again._on_full = self._admitted, self._left, None
        return again

    def admit(self, name: str) -> bool:
        """Return whether a row may have a field of this name."""
        if self.admit_all((name,)):
            return True
        on_full, self._on_full = self._on_full, None
        if on_full is not None:
            on_full()
        return False

    def admit_all(self, names: Iterable[str]) -> bool:
        """Return whether a row may have fields of all of these names; admit none if not."""
        new = self._admitted.union(names)
        added = len(new) - len(self._admitted)
        if added > self._left:
            return False
        if added:
            self._admitted = new
            self._left -= added
        return True
