"""Parts of a log that are not to be shipped, for another engine of the process logged them."""

from nautilus_vlogs.capture.source import Position


class Passages:
    """Which parts of a log are passed over, the last one maybe without an end yet."""

    def __init__(self) -> None:
        self._begins: list[Position] = []
        self._ends: list[Position] = []

    @property
    def open_from(self) -> Position | None:
        """Where the part begins that has no end yet; ``None`` if there is none."""
        return self._begins[-1] if len(self._begins) > len(self._ends) else None

    def begin(self, at: Position) -> None:
        """Pass over what stands behind a position, unless that is so already."""
        if self.open_from is None:
            self._begins.append(at)

    def end(self, at: Position) -> None:
        """Pass over nothing behind a position."""
        if self.open_from is not None:
            self._ends.append(at)

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
        for begin, end in zip(self._begins, [*self._ends, None], strict=False):
            if at < begin:
                return _before(begin, at, lines), False
            if end is None or at < end:
                return _before(end, at, lines), True
        return lines, False


def _before(end: Position | None, at: Position, lines: bytes) -> bytes:
    """Return the part of lines that stands before a position."""
    return lines if end is None or end.file != at.file else lines[: end.offset - at.offset]
