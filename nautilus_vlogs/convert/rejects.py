"""Outcomes of a line that gives no row: a reject with its reason, or a wait."""

import enum
from typing import Any

import msgspec

from nautilus_vlogs.convert.escapes import without_escapes

#: How much of a record that was put aside its row still shows, in characters.
_EXCERPT_CHARS = 500


class Reject(msgspec.Struct, frozen=True):
    """
    A record that can't be stored.

    Parameters
    ----------
    reason : str
        Why not.
    message : str, optional
        Its message, where it has one.
    tags : dict of str to str
        Tags that the row in its place carries.
    original : bytes, default b""
        What is kept of it, where more of it is masked than the line alone shows.

    """

    reason: str
    message: str | None = None
    tags: dict[str, str] = {}
    original: bytes = b""

    def text(self, original: bytes) -> str:
        """Return the message of the row in its place: the reason and how the record begins."""
        excerpt = self.message
        if excerpt is None:
            excerpt = original[: 4 * _EXCERPT_CHARS].decode(errors="replace")
        excerpt = without_escapes(excerpt).strip()[:_EXCERPT_CHARS]
        return f"Record put aside, {self.reason}. It begins: {excerpt}"


class Unconverted(enum.Enum):
    """
    A line that gives neither a row nor a reject.

    Attributes
    ----------
    WAITS
        Its identity is not known yet.
    SAYS_NOTHING
        It is blank, or another node's.

    """

    WAITS = enum.auto()
    SAYS_NOTHING = enum.auto()


#: What becomes of a line: the fields of its row, or why there is none.
Outcome = dict[str, Any] | Reject | Unconverted
