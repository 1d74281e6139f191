"""
The fast way for usual lines: what strategies and Nautilus log nearly all the time.

A line of the usual keys, of a known name and with nothing to mask becomes its row by writing it
down, beginning with what all rows of the name have in common. For any other line there is no answer
here, and the plain way has to take it. `bench/convert.py` measures what this saves.
"""

import re
from collections.abc import Mapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from nautilus_vlogs.convert.escapes import has_escapes
from nautilus_vlogs.convert.field_names import FieldNames
from nautilus_vlogs.convert.fields import lift
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.plain_pairs import KeySequences
from nautilus_vlogs.convert.plain_pairs import plain_pairs
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.convert.time_bounds import TimeBounds

#: A message of this length can't become a row over `MAX_ROW_BYTES`: as JSON it takes four times
#: as much at most, and lifting doubles it.
_MAX_CHARS = 25_000

#: A longer line has a longer message, as a character takes six bytes at most.
_MAX_LINE_BYTES = 256_000

#: Characters of a time, and of its beginning up to the full stop.
_TIME_CHARS, _SECOND_CHARS = 30, 20
_FRACTIONS = re.compile(rf"(?s:(?:.{{{_SECOND_CHARS}}}[0-9]{{9}}Z)*+)")
_BETWEEN_LINES = b'"}\n{"timestamp":"'

#: As many combinations of names are remembered: whether they are admitted is soon known anyway.
_MAX_REMEMBERED = 1_000

_encode = msgspec.json.Encoder().encode


class UsualLine(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A line as NautilusTrader writes it, without user fields."""

    timestamp: str
    trader_id: str
    level: str
    color: str
    component: str
    message: str


_decoder = msgspec.json.Decoder(UsualLine)


class _Template(msgspec.Struct, frozen=True, gc=False):
    start: str
    has_pairs: bool
    has_strategy: bool
    may_be_exception: bool


class UsualLines:
    """
    Convert usual lines.

    Parameters
    ----------
    identities : Identities
        Finds the strategy that a text names.
    extract_fields : bool
        Lift fields out of message texts.
    reserved : Set[str]
        Names that are not to be lifted.
    bounds : TimeBounds
        Checks times against the store's.
    row_end : str
        The end of all rows, up to the newline.
    field_names : FieldNames
        Admits the names of lifted fields.

    """

    def __init__(
        self,
        identities: Identities,
        *,
        extract_fields: bool,
        reserved: AbstractSet[str],
        bounds: TimeBounds,
        row_end: str,
        field_names: FieldNames,
    ) -> None:
        self._identities = identities
        self._extract = extract_fields
        self._reserved = reserved
        self._bounds = bounds
        self._row_end = f"{row_end}\n"
        self._field_names = field_names
        self._admitted: set[tuple[str, ...]] = set()
        self._templates: dict[tuple[str, str], _Template] = {}
        self._sequences = KeySequences()
        self._is_plain = False  # no message of the present lines is written with a backslash

    def learn(self, level: str, component: str, tags: Mapping[str, str]) -> None:
        """Remember the tags that all rows of a level and a component have in common."""
        self._templates[level, component] = _Template(
            f'{_encode(tags)[:-1].decode()},"_time":"',
            tags["source"] != "system",
            "strategy_id" in tags,
            tags["level"] == "ERROR",
        )

    def forget(self) -> None:
        """Forget all tags: names may have changed hands."""
        self._templates.clear()

    def decode(self, data: bytes, lines: list[bytes], redactor: Redactor) -> list[UsualLine | None]:
        """
        Return for each line what it says, ``None`` where there is something unusual about it.

        Parameters
        ----------
        data : bytes
            The lines in one piece, each ended by a newline.
        lines : list[bytes]
            The same lines one by one, without their newlines.
        redactor : Redactor
            Finds texts that may hold something to mask.

        """
        self._is_plain = b"\\" not in data
        is_bounded = len(data) <= _MAX_LINE_BYTES or max(map(len, lines)) <= _MAX_LINE_BYTES
        try:
            records = _decoder.decode_lines(data) if is_bounded else []
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            records = []
        # There may be two on a line, or one on two.
        if len(records) == len(lines) == data.count(_BETWEEN_LINES) + 1:
            unusual = self._unusual(records, redactor)
            return [*records] if not unusual else _without(records, unusual)
        found = [_decoded(line) for line in lines]
        usual = [record for record in found if record is not None]
        left = iter(_without(usual, self._unusual(usual, redactor)))
        return [None if record is None else next(left) for record in found]

    def rows(self, lines: Sequence[UsualLine | None], start: int, seq: int) -> list[str]:
        """
        Return the rows of lines, up to the first one that has to take the plain way.

        Parameters
        ----------
        lines : sequence of UsualLine or None
            The lines that `decode` returned.
        start : int
            The index of the first line.
        seq : int
            The number of its row.

        """
        rows: list[str] = []
        templates, is_plain, extracts = self._templates, self._is_plain, self._extract
        row_end = self._row_end
        before: tuple[str, ...] = ()
        for at in range(start, len(lines)):
            line = lines[at]
            if line is None or (template := templates.get((line.level, line.component))) is None:
                break
            message = line.message
            if is_plain:
                shown = f'"{message}"'
            elif template.may_be_exception and "\n" in message:
                break
            else:
                shown = _encode(message).decode()
            more, keys = "", before
            if (extracts and "=" in message) or not template.has_strategy:
                more, keys = self._members(message, template)
            if keys is not before:
                if not self._admit(keys):
                    break
                before = keys
            rows.append(
                f'{template.start}{line.timestamp}","_msg":{shown},"seq":{seq}{more}{row_end}'
            )
            seq += 1
        return rows

    def _admit(self, keys: tuple[str, ...]) -> bool:
        """Return whether a row may have fields of these names."""
        if keys in self._admitted:
            return True
        if not self._field_names.admit_all(keys):
            return False
        if len(self._admitted) < _MAX_REMEMBERED:
            self._admitted.add(keys)
        return True

    def _members(self, message: str, template: _Template) -> tuple[str, tuple[str, ...]]:
        """Return the members of JSON that a message adds to its row, and its fields' names."""
        found = self._lifted(message, template) if self._extract and "=" in message else ("", ())
        if template.has_strategy:
            return found
        strategy_id = self._identities.named_in(message)
        if strategy_id is None:
            return found
        members, names = found
        return f'{members},"strategy_id":{_encode(strategy_id).decode()}', names

    def _lifted(self, message: str, template: _Template) -> tuple[str, tuple[str, ...]]:
        """Return a message's fields as members of a JSON object, and their names."""
        fields = None
        if template.has_pairs:
            known = self._sequences.find(message)
            if known is not None:
                sequence, values = known
                return sequence.members % values, sequence.keys
            fields = plain_pairs(message, self._reserved)
            if fields is not None:
                self._sequences.learn(tuple(fields))
        if fields is None:
            fields = lift(message, pairs=template.has_pairs, reserved=self._reserved)
        return (f",{_encode(fields)[1:-1].decode()}", tuple(fields)) if fields else ("", ())

    def _unusual(self, records: list[UsualLine], redactor: Redactor) -> set[int]:
        """
        Return the indices of records whose texts or times have to be looked at closely.

        A check of all of them at once costs a third of one check each.
        """
        if not records:
            return set()
        messages = [record.message for record in records]
        unusual = {*redactor.changeable(messages)}
        if not (self._is_plain and all(map(str.isascii, messages))):
            unusual.update(at for at, text in enumerate(messages) if has_escapes(text))
        lengths = [*map(len, messages)]
        if not min(lengths) or max(lengths) > _MAX_CHARS or any(map(str.isspace, messages)):
            unusual.update(
                at
                for at, text in enumerate(messages)
                if not text or text.isspace() or len(text) > _MAX_CHARS
            )
        times = [record.timestamp for record in records]
        if not self._are_good(times):
            problem = self._bounds.problem
            unusual.update(at for at, time in enumerate(times) if problem(time) is not None)
        return unusual

    def _are_good(self, times: list[str]) -> bool:
        """Return whether all of some times are known to be good."""
        if {*map(len, times)} != {_TIME_CHARS}:
            return False
        if not _FRACTIONS.fullmatch("".join(times)):
            return False
        earliest, latest = min(times), max(times)
        is_one = earliest[:_SECOND_CHARS] == latest[:_SECOND_CHARS]
        # Those between two of one second are of that second.
        seconds = {at[:_SECOND_CHARS] for at in ((earliest,) if is_one else times)}
        return seconds <= self._bounds.good_seconds


def _without(records: list[UsualLine], places: set[int]) -> list[UsualLine | None]:
    return [None if at in places else record for at, record in enumerate(records)]


def _decoded(line: bytes) -> UsualLine | None:
    if len(line) > _MAX_LINE_BYTES:
        return None
    try:
        return _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
