"""
Positions in the log: where a page, an export or a stream of events resumes.

A time alone is no position: many rows may share it. The rows of one time are distinguished by their
`seq`; those without one (of other shippers) by how many of them came before.
"""

import re
from typing import Literal
from typing import Protocol
from typing import Self
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote

import msgspec

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.query.logsql import quote
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.times import rfc3339

Direction = Literal["older", "newer"]

MAX_POSITION_CHARS = 8_192
_HAS_SEQ = '"seq":~"^[0-9]{1,19}$"'
_FORM = re.compile(
    r"(?P<time>[^,]+)(?:,(?:(?P<seq>\d{1,19})(?P<instances>(?:,[^,]+)*)|~(?P<skip>\d{1,9})))?",
    re.ASCII,
)


class Placed(Protocol):
    """A row, by which a position can move on."""

    @property
    def time_ns(self) -> int:
        """Its time in UNIX nanoseconds."""

    @property
    def seq(self) -> int | None:
        """Its number among the rows of its instance, if it has one."""

    @property
    def instance_id(self) -> str:
        """The instance, empty if it has none."""


class Position(msgspec.Struct, frozen=True):
    """
    A place between two rows.

    Parameters
    ----------
    time_ns : int
        Time of the last row passed, in UNIX nanoseconds.
    seq : int, optional
        Its number, if it has one.
    instances : tuple of str
        Instances whose rows of this time and number were passed.
    skip : int, optional
        Number of rows of this time without `seq` that were passed. Without `seq` and `skip` all
        rows of this time were.

    """

    time_ns: int
    seq: int | None = None
    instances: tuple[str, ...] = ()
    skip: int | None = None

    def __str__(self) -> str:
        parts = [rfc3339(self.time_ns)]
        if self.seq is not None:
            parts += [str(self.seq), *(percent_encoded(one, safe="") for one in self.instances)]
        elif self.skip is not None:
            parts.append(f"~{self.skip}")
        return ",".join(parts)

    @classmethod
    def parse(cls, text: str, *, name: str = "before") -> Self:
        """
        Return the position that a text stands for: ``TIME``, ``TIME,SEQ`` or what `str` gave.

        What follows a semicolon, as in the id of an event, is left out.

        Raises
        ------
        InvalidQueryError
            If it is none; `name` is the parameter's.

        """
        stripped = text.partition(";")[0]
        match = _FORM.fullmatch(stripped) if len(text) <= MAX_POSITION_CHARS else None
        if match is None:
            raise InvalidQueryError(
                f"`{name}` must be a cursor of an earlier answer, or TIME,SEQ, was {show(text)}",
            )
        try:
            time_ns = parse_time(match["time"])
        except InvalidTimeError as e:
            raise InvalidTimeError(f"`{name}`: {e}") from None
        instances = tuple(unquote(one) for one in (match["instances"] or "").split(",")[1:])
        return cls(
            time_ns,
            None if match["seq"] is None else int(match["seq"]),
            instances,
            None if match["skip"] is None else int(match["skip"]),
        )

    def passed(self, row: Placed) -> Self:
        """Return the position behind the next row."""
        is_same_time = row.time_ns == self.time_ns
        if row.seq is None:
            skip = (self.skip or 0) + 1 if is_same_time and self.seq is None else 1
            return type(self)(row.time_ns, skip=skip)
        instances: tuple[str, ...] = ()
        if is_same_time and row.seq == self.seq:
            instances = self.instances
        if row.instance_id not in instances:
            instances = (*instances, row.instance_id)
        return type(self)(row.time_ns, row.seq, instances)

    def remaining(self, direction: Direction) -> str:
        """
        Return the filter for the rows of `time_ns` that were not passed, and of all other times.

        Rows without `seq` come last in the direction "older" and first in "newer".
        """
        same_time = f"_time:[{rfc3339(self.time_ns)},{rfc3339(self.time_ns + 1)})"
        if self.seq is not None:
            beyond = "<" if direction == "older" else ">"
            rest = f'({_HAS_SEQ} "seq":{beyond}{self.seq})'
            if self.instances:
                names = ",".join(quote(one) if one else '""' for one in self.instances)
                rest += f' or ("seq":range[{self.seq},{self.seq}] !"instance_id":in({names}))'
            if direction == "older":
                rest += f" or !{_HAS_SEQ}"
            return f"(!{same_time} or {rest})"
        if self.skip is None:
            return f"!{same_time}"
        return f"(!{same_time} or !{_HAS_SEQ})" if direction == "older" else "*"

    @property
    def peers(self) -> str:
        """The filter for the rows of `time_ns` with its number, or for those without one."""
        return f"!{_HAS_SEQ}" if self.seq is None else f'"seq":range[{self.seq},{self.seq}]'

    @property
    def offset(self) -> int:
        """Number of rows to pass over that the filter can't exclude."""
        return 0 if self.seq is not None else self.skip or 0
