"""
The matches of the user's own patterns, replaced in texts of any length.

The patterns are matched by RE2 (which NautilusTrader brings along with pyarrow), for Python's `re`
can take exponential time and holds the GIL for all of it. What is guaranteed: RE2 never backtracks,
so one match takes linear time whatever the pattern; it runs without the GIL; and as it sees a
piece of a text at a time, replacing every match of the worst pattern in the worst text takes
some 0.5 s a piece, a usual one some microseconds. What it can't do, look around and refer back,
is refused at construction. A longer text is cut into pieces where no match stands.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from nautilus_vlogs.convert.secret_patterns import MASK

if TYPE_CHECKING:
    import pyarrow as pa

_PIECE_CHARS = 16_384

#: How far around a border between pieces a match is looked for that the border would change.
_BORDER_CHARS = 1_024
#: How far behind a piece a match may reach that begins in it.
_AHEAD_CHARS = 4_096

#: Places for a border that are tried; so far apart are those that no match names.
_MAX_PLACES = 32
_STEP_CHARS = 512

#: Stand around matches while they are looked for; others of them in a text are no matter.
_MARKS = "\ue000\ue001"
_NO_MARKS = dict.fromkeys(map(ord, _MARKS), "?")


class Replacer:
    """
    Replace the matches of patterns in texts.

    Parameters
    ----------
    patterns : sequence of str
        The patterns, in RE2's syntax.

    """

    def __init__(self, patterns: Sequence[str]) -> None:
        # Here and not above: without patterns nobody needs it, and it takes 0.3 s where no node
        # runs.
        import pyarrow as pa  # noqa: PLC0415
        import pyarrow.compute as pc  # noqa: PLC0415

        self._pa, self._replace = pa, pc.replace_substring_regex
        self._patterns = tuple(patterns)

    def __call__(self, texts: Sequence[str]) -> list[str]:
        """
        Return texts in which ``***`` stands for each match.

        Raises
        ------
        ValueError
            If a pattern is none of RE2's.

        """
        cut = [list(self._pieces(one)) if len(one) > _PIECE_CHARS else [one] for one in texts]
        done = iter(self._replaced([piece for pieces in cut for piece in pieces]))
        return ["".join(next(done) for _ in pieces) for pieces in cut]

    def _array(self, texts: list[str]) -> "pa.Array":
        try:
            return self._pa.array(texts, self._pa.string())
        except UnicodeEncodeError:  # what was no UTF-8 in a line that will not be a row
            return self._pa.array([text.encode(errors="replace").decode() for text in texts])

    def _replaced(self, texts: list[str]) -> list[str]:
        array = self._array(texts)
        for pattern in self._patterns:
            array = self._replace(array, pattern, MASK)
        done: list[str] = array.to_pylist()
        return done

    def _pieces(self, text: str) -> Iterator[str]:
        start = 0
        while start < len(text):
            end = start + _PIECE_CHARS
            if end < len(text):
                tried = islice(self._places(text, start), _MAX_PLACES)
                end = next((place for place in tried if self._may_cut(text, place)), end)
            yield text[start:end]
            start = end

    def _places(self, text: str, start: int) -> Iterator[int]:
        """Yield where a piece might end: outside of matches, in front of some, anywhere."""
        last, first = start + _PIECE_CHARS, start + _PIECE_CHARS // 2
        found = sorted(self._spans(text, start, last + _AHEAD_CHARS), reverse=True)
        latest = min((begin for begin, end in found if first < begin < last < end), default=last)
        yield latest
        yield from islice((at for at, _ in found if first < at < latest), _MAX_PLACES // 2)
        yield from range(latest - 1, first, -_STEP_CHARS)

    def _spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the begin and the end of each match in a part of a text."""
        array = self._array([text[start:end].translate(_NO_MARKS)])
        for pattern in self._patterns:
            marked = self._replace(array, pattern, f"{_MARKS[0]}\\0{_MARKS[1]}")
            at = start
            for part in marked[0].as_py().split(_MARKS[1])[:-1]:
                before, _, match = part.rpartition(_MARKS[0])
                at += len(before)
                yield at, at + len(match)
                at += len(match)

    def _may_cut(self, text: str, at: int) -> bool:
        """Return whether the patterns find the same in both parts as in the whole."""
        left, right = text[max(0, at - _BORDER_CHARS) : at], text[at : at + _BORDER_CHARS]
        whole, *apart = self._replaced([left + right, left, right])
        return whole == "".join(apart)
