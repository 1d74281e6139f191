"""Which files of a log were deleted before a look at its directory could open them."""

from collections.abc import Collection
from collections.abc import Iterable
from pathlib import Path

from nautilus_vlogs.capture.file_table import FileTable
from nautilus_vlogs.capture.file_table import is_unreadable_now
from nautilus_vlogs.capture.listing import id_of
from nautilus_vlogs.capture.open_files import FileId

#: A file in a directory: a deleted one's inode may be a new one's.
Place = tuple[FileId, Path]

#: One new file says nothing: where rotation keeps none beside it, each rotation looks like that.
_MIN_NEW_FILES = 2


class MissedFiles:
    """
    Compares each look at a log's directory with the one before.

    Rotation deletes the oldest files. So where those are gone that were written at the look before,
    any number of files may have come and gone since.
    """

    def __init__(self) -> None:
        self._listed: set[Place] = set()
        self._written: set[Place] = set()
        self._unread: set[Place] = set()  # for a reason that passes
        self._told: set[Place] = set()

    def note(
        self,
        table: FileTable,
        listing: Collection[Place],
        written: Collection[Place],
        unread: Iterable[Place],
    ) -> bool:
        """
        Return whether files were missed since the look before, or may have been.

        Parameters
        ----------
        table : FileTable
            The log's files as far as they are known.
        listing : collection of tuple
            Those that stand in the directory.
        written : collection of tuple
            Those of them that are written, or were written last.
        unread : iterable of tuple
            Files of the log that are not in the table.

        """
        unread, stands = set(unread), set(listing)
        gone = {one for one in unread | self._unread if _is_gone(table, one)} - self._told
        is_missed = bool(gone) or self._has_passed(table, stands)
        self._told |= gone
        self._unread = {one for one in unread if is_unreadable_now(one[1])}
        self._listed, self._written = stands, set(written)
        return is_missed

    def _has_passed(self, table: FileTable, stands: set[Place]) -> bool:
        """Return whether all that was written at the look before was rotated away."""
        before = self._written
        if not before or before & stands or len(stands - self._listed) < _MIN_NEW_FILES:
            return False
        # What is read of a spool is deleted by its reader.
        return not table.owned or any((one.id, Path(one.path)) in before for one in table.kept())


def _is_gone(table: FileTable, place: Place) -> bool:
    """Return whether a file was deleted, and nothing can be read of it."""
    identity, path = place
    return not table.knows(identity, path) and id_of(path) != identity
