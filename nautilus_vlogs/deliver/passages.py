"""Parts of a log that are not to be shipped, for another engine of the process logged them."""

from collections.abc import Sequence

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal_records import PassageRecord


class Passages:
    """
    Which parts of a log are passed over, the last one maybe without an end yet.

    Parameters
    ----------
    known : sequence of PassageRecord, default ()
        Those that a journal has, in their order.

    """

    def __init__(self, known: Sequence[PassageRecord] = ()) -> None:
        self._known = list(known)

    def change(self, at: Position, *, is_on: bool) -> list[PassageRecord]:
        """Pass over what stands behind a position, or no more; return what a journal is to know."""
        is_open = bool(self._known) and self._known[-1].end is None
        if is_on is is_open:
            return []
        new = PassageRecord(at) if is_on else PassageRecord(self._known.pop().begin, at)
        self._known.append(new)
        return [new]

    def split(self, at: Position, lines: bytes) -> tuple[bytes, bool]:
        """
        Return the first of some lines, all of one kind.

        Parameters
        ----------
        at : Position
            Where the lines begin; all are in one file.
        lines : bytes
            Whole lines.

        Returns
        -------
        tuple of bytes and bool
            The lines, and whether they are passed over.

        """
        for one in self._known:
            if at < one.begin:
                return _before(one.begin, at, lines), False
            if one.end is None or at < one.end:
                return _before(one.end, at, lines), True
        return lines, False


def _before(end: Position | None, at: Position, lines: bytes) -> bytes:
    """Return the part of lines that stands before a position."""
    return lines if end is None or end.file != at.file else lines[: end.offset - at.offset]
