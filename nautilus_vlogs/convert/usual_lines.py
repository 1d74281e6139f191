"""
The fast way for usual lines: what strategies and Nautilus log nearly all the time.

A line of the usual keys, of a known name and with nothing to mask becomes its row by writing it
down, beginning with what all rows of the name have in common. For any other line there is no answer
here, and the plain way has to take it. `bench/convert.py` measures what this saves.
"""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import msgspec

from nautilus_vlogs.convert.escapes import has_escapes
from nautilus_vlogs.convert.fields import MAX_FIELDS
from nautilus_vlogs.convert.fields import lift
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.convert.values import ungrouped

#: A message of this length can't become a row over `MAX_ROW_BYTES`: as JSON it takes four times
#: as much at most, and lifting doubles it.
_MAX_CHARS = 25_000

_FRACTION = re.compile(r"[0-9]{9}Z")
_BETWEEN_LINES = b'"}\n{"timestamp":"'
# Most pairs are plain. Where each `=` of a text is part of one, this finds what `lift` does.
_PLAIN_PAIR = re.compile(
    r" ([A-Za-z][\w.]{0,63}+)=([\w.+\-:/%]{1,1024}+)(?<!\.)(?:;|,(?! [0-9+\-]))?+(?![^ ])",
    re.ASCII,
)
_MEANS_NOTHING = frozenset({"None", "null", "nan", "NaN"})

_encode = msgspec.json.Encoder().encode


class UsualLine(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """What NautilusTrader writes, without any field of the user's."""

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
        Tells which strategy a text names.
    extract_fields : bool
        Lift fields out of message texts.
    reserved : Set[str]
        Names that are not to be lifted.
    good_seconds : Set[str]
        Beginnings of times that the store takes.

    """

    def __init__(
        self,
        identities: Identities,
        *,
        extract_fields: bool,
        reserved: AbstractSet[str],
        good_seconds: AbstractSet[str],
    ) -> None:
        self._identities = identities
        self._extract = extract_fields
        self._reserved = reserved
        self._good_seconds = good_seconds
        self._templates: dict[tuple[str, str], _Template] = {}
        # Of the present lines: no message is written with a backslash, nor is any to be masked.
        self._is_plain = self._is_clean = False

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
        Return for each line what it says, ``None`` where it has not the usual keys.

        Parameters
        ----------
        data : bytes
            The lines in one piece, each ended by a newline.
        lines : list[bytes]
            The same lines one by one, without their newlines.
        redactor : Redactor
            Tells whether there may be something to mask in a text.

        """
        self._is_plain = b"\\" not in data
        self._is_clean = False
        try:
            records = _decoder.decode_lines(data)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return [_decoded(line) for line in lines]
        if len(records) != len(lines) or data.count(_BETWEEN_LINES) + 1 != len(lines):
            return [_decoded(line) for line in lines]  # two on a line, or one on two
        # What can be asked of all of them at once costs a third.
        messages = [record.message for record in records]
        self._is_clean = self._is_plain and data.isascii() and not redactor.may_change_any(messages)
        return [*records]

    def row(
        self, line: UsualLine, seq: int, redactor: Redactor
    ) -> tuple[str, tuple[str, ...]] | None:
        """
        Return the row of a line as JSON up to its constants, and the names of its lifted fields.

        ``None`` if there is something unusual about the line.
        """
        at, message = line.timestamp, line.message
        template = self._templates.get((line.level, line.component))
        if (
            template is None
            or at[:20] not in self._good_seconds
            or _FRACTION.fullmatch(at, 20) is None
            or not message
            or len(message) > _MAX_CHARS
            or message.isspace()
            or (template.may_be_exception and "\n" in message)
            or (not self._is_clean and (redactor.may_change(message) or has_escapes(message)))
        ):
            return None
        more = ""
        names: tuple[str, ...] = ()
        if self._extract and "=" in message:
            fields = plain_pairs(message, self._reserved) if template.has_pairs else None
            if fields is None:
                fields = lift(message, pairs=template.has_pairs, reserved=self._reserved)
            if fields:
                more = f",{_encode(fields)[1:-1].decode()}"
                names = tuple(fields)
        if not template.has_strategy:
            strategy_id = self._identities.named_in(message)
            if strategy_id is not None:
                more = f'{more},"strategy_id":{_encode(strategy_id).decode()}'
        shown = f'"{message}"' if self._is_plain else _encode(message).decode()
        return f'{template.start}{at}","_msg":{shown},"seq":{seq}{more}', names


def _decoded(line: bytes) -> UsualLine | None:
    try:
        return _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def plain_pairs(text: str, reserved: AbstractSet[str]) -> dict[str, str] | None:
    """Return what `fields.lift` finds in a strategy's text, ``None`` unless all pairs are plain."""
    fields = dict(_PLAIN_PAIR.findall(f" {text}"))
    values = fields.values()
    if (
        text.count("=") != len(fields)
        or len(fields) > MAX_FIELDS
        or text.endswith(")")
        or not _MEANS_NOTHING.isdisjoint(values)
        or not reserved.isdisjoint(fields)
    ):
        return None
    if "_" in "".join(values):
        return {key: ungrouped(value) for key, value in fields.items()}
    return fields
