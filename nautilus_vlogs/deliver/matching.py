"""Lines missing from the store, matched by time, component and text."""

from collections import Counter
from collections import deque
from collections.abc import Iterator

import msgspec

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Backlog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Unbuffered
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.store.select import Lookup


class _Row(msgspec.Struct):
    time: str = msgspec.field(name="_time", default="")
    text: str = msgspec.field(name="_msg", default="")
    component: str = ""


_decoder = msgspec.json.Decoder(_Row)

_Key = tuple[str, str, str]


class UnstoredLines(Unbuffered):
    """
    Pass on the lines of a source that the store does not hold.

    It serves where no journal says which numbers the lines got. While the store can't be asked,
    reading fails, so that nothing is sent on a guess.

    Parameters
    ----------
    source : LeftFiles
        The lines.
    converter : RowConverter
        Makes rows of lines; a copy of it is used.
    lookup : Lookup
        Asks the store for rows of the instance.

    """

    # What is read again holds the lines that are left out here.
    is_rereadable = False
    is_full = False

    def __init__(self, source: LeftFiles, converter: RowConverter, lookup: Lookup) -> None:
        self._source = source
        self._converter = converter
        self._lookup = lookup
        self._kept: deque[tuple[bytes, int]] = deque()  # a line, and what it ends in the source

    @property
    def lost(self) -> int:
        """See `Source`."""
        return self._source.lost

    @property
    def unknown_losses(self) -> int:
        """See `Source`."""
        return self._source.unknown_losses

    @property
    def files(self) -> list[LogFile]:
        """See `Source`."""
        return self._source.files

    @property
    def position(self) -> Position:
        """Position of the first line not passed to `take`."""
        return self._source.position

    @property
    def captured(self) -> Captured | None:
        """See `Source`."""
        return self._source.captured

    @property
    def written(self) -> Position:
        """See `Source`."""
        return self._source.written

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """
        Return the next lines that the store does not hold.

        Raises
        ------
        OSError
            If the store can't be asked now.

        """
        while not self._kept:
            lines = self._source.peek(size)
            if not lines:
                return b""
            self._keep_unstored(lines)
        return b"".join(line for line, _ in self._kept)

    def take(self, size: int) -> None:
        """Consume `size` bytes that `peek` returned."""
        while size > 0 and self._kept:
            line, consumed = self._kept.popleft()
            if len(line) > size:  # never in the middle of a line, but for one given up in pieces
                self._kept.appendleft((line[size:], consumed - size))
                consumed = size
            size -= len(line)
            self._source.take(consumed)

    def watch(self) -> None:
        """Do nothing: nothing is written any more."""

    def read_again(self, start: Position, end: Position) -> Iterator[bytes]:
        """Yield the lines between two positions, those that the store holds included."""
        return self._source.read_again(start, end)

    def release(self, position: Position) -> None:
        """Delete the files before a position."""
        self._source.release(position)

    def backlog(self) -> Backlog:
        """Return what waits to be read."""
        return self._source.backlog()

    def close(self) -> None:
        """Close the files."""
        self._source.close()

    def remove(self) -> None:
        """Delete the files."""
        self._source.remove()

    def _keep_unstored(self, lines: bytes) -> None:
        scratch = self._converter.snapshot()
        scratch.end()  # no line waits for a name here
        pieces = [line + b"\n" for line in lines[:-1].split(b"\n")]
        keys: list[_Key | None] = []
        for line in pieces:
            converted = scratch.convert(line)
            keys.append(_key(converted.rows) if converted.records else None)
        stored = self._stored([key for key in keys if key is not None])
        consumed = 0
        for line, key in zip(pieces, keys, strict=True):
            consumed += len(line)
            if key is not None and stored[key] > 0:
                stored[key] -= 1
                continue
            self._kept.append((line, consumed))
            consumed = 0
        if consumed and self._kept:
            line, size = self._kept.pop()
            self._kept.append((line, size + consumed))
        elif consumed:
            self._source.take(consumed)

    def _stored(self, keys: list[_Key]) -> Counter[_Key]:
        """Return which of some rows the store holds, and how often."""
        if not keys:
            return Counter()
        times = [f"{time}Z" for time, _, _ in keys]
        found = self._lookup.rows(min(times), max(times), ("_time", "component", "_msg"))
        if found is None:
            reason = self._lookup.failure.reason
            raise OSError(f"the store can't say which lines it holds: {reason}")
        return Counter(
            (_normal(row.get("_time", "")), row.get("component", ""), row.get("_msg", ""))
            for row in found
        )


def _key(rows: bytes) -> _Key:
    row = _decoder.decode(rows)
    return _normal(row.time), row.component, row.text


def _normal(time: str) -> str:
    """Return a time without the zeros at its end, which the store leaves out."""
    return time.removesuffix("Z").rstrip("0").removesuffix(".") if "." in time else time[:-1]
