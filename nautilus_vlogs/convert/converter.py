"""
A line in, a row out: tags, levels, tracebacks, fields and limits.

What comes out is fit for VictoriaLogs, which answers 200 to lines that it then drops: everything
that it would drop is found here and becomes a short row that says why.
"""

import copy
import time
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Sequence
from typing import Any
from typing import Self

import msgspec
from msgspec.structs import replace

from nautilus_vlogs.convert.armour import Armour
from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.convert.escapes import without_escapes
from nautilus_vlogs.convert.field_names import FieldNames
from nautilus_vlogs.convert.fields import lift
from nautilus_vlogs.convert.identity import SOME_STRATEGY
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.redaction import MAX_LINE_BYTES
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.convert.rejects import Outcome
from nautilus_vlogs.convert.rejects import Reject
from nautilus_vlogs.convert.rejects import Unconverted
from nautilus_vlogs.convert.time_bounds import TimeBounds
from nautilus_vlogs.convert.time_bounds import is_time
from nautilus_vlogs.convert.tracebacks import split_exception
from nautilus_vlogs.convert.usual_lines import UsualLine
from nautilus_vlogs.convert.usual_lines import UsualLines
from nautilus_vlogs.schema import LEVEL_ALIASES
from nautilus_vlogs.schema import LEVELS
from nautilus_vlogs.schema import LINE_KEYS
from nautilus_vlogs.schema import MAX_FIELD_CHARS
from nautilus_vlogs.schema import MAX_FIELD_NAMES
from nautilus_vlogs.schema import MAX_KEY_BYTES
from nautilus_vlogs.schema import MAX_NAME_CHARS
from nautilus_vlogs.schema import MAX_ROW_BYTES
from nautilus_vlogs.schema import OWN_COMPONENT
from nautilus_vlogs.schema import TAGS
from nautilus_vlogs.times import rfc3339

#: Nanoseconds for which a line of an unknown name waits: a strategy logs a line or two before the
#: message that announces it, some microseconds later.
_INTRODUCTION_NS = 250_000_000

#: Nanoseconds after its node's disposal for which a line is held back.
_LINGER_NS = 1_000_000_000

#: Compares as later than every RFC 3339 time.
_NO_LIMIT = "~"

#: The text of a record that has fields only: without one the store takes no row.
_NO_TEXT = "-"

#: Fields of a row before lifting, which adds up to 64: `MAX_ROW_FIELDS` is far.
_MAX_OWN_FIELDS = 500

_TOO_MANY_FIELD_NAMES = (
    f"More than {MAX_FIELD_NAMES} different field names: VictoriaLogs would drop rows, so further "
    "ones are not lifted, and stay in the text or in `more_fields`; log fewer different keys"
)

_LEVELS = {level: level for level in LEVELS} | LEVEL_ALIASES
_KEPT_TAGS = ("_time", "level", "source", "strategy_id", "component")
#: The tags that hold parts of a line's text.
_TEXT_TAGS = frozenset(
    ("_msg", "component", "error_type", "error_traceback", "put_aside", "more_fields")
)
#: Redacted where they are looked up, which is once for each that there is.
_LOOKED_UP = ("component", "level")
_OWN_TAGS = {"level": "WARNING", "source": "actor", "component": OWN_COMPONENT}

_decoder = msgspec.json.Decoder(dict[str, Any])
_encoder = msgspec.json.Encoder()


class RowConverter:
    """
    Convert lines of Nautilus's JSON log file to rows.

    Parameters
    ----------
    identities : Identities
        The identities behind loggers' names.
    constants : dict[str, str]
        Fields that are the same on every row.
    introduce : callable
        Called with a name that is still unknown after its grace; returns whose it is.
    extract_fields : bool
        Lift fields out of message texts.
    put_aside : callable
        Called with a reason and the original of every record that can't be stored.
    by_request : collection of str, default ()
        The names of those constants that each request brings along, so that no row has to.
    extra_tags : collection of str, default ()
        Tags that lines may bring along as fields of their own.
    redactor : Redactor, optional
        Takes secrets out of the lines, before anything else is done with them.
    report : callable, optional
        Called with a level (``info``, ``warning``) and a text.

    Attributes
    ----------
    put_aside : int
        How many records were put aside.
    bounds : TimeBounds
        Times that the store accepts, once they are known.
    run_id : str
        A backtest's run that the next line belongs to; "" for a live node.

    """

    run_id = ""

    def __init__(
        self,
        identities: Identities,
        constants: dict[str, str],
        introduce: Callable[[str], Identity],
        *,
        extract_fields: bool,
        put_aside: Callable[[str, bytes], None],
        by_request: Collection[str] = (),
        extra_tags: Collection[str] = (),
        redactor: Redactor | None = None,
        report: Callable[[str, str], None] = lambda *_: None,
    ) -> None:
        self._redactor = redactor or Redactor(defaults=False)
        self._identities = identities
        self._introduce = introduce
        self._extract = extract_fields
        self._put_aside = put_aside
        self.put_aside = 0
        self.bounds = TimeBounds()
        self._limit = _NO_LIMIT
        self._is_lingering = False
        self._reserved = TAGS | constants.keys()
        self._not_extra = self._reserved - set(extra_tags)
        on_rows = {key: value for key, value in constants.items() if key not in by_request}
        # No raw newline is inside a JSON text, so each `}` before one ends a row.
        self._row_end = "," + _encoder.encode(on_rows)[1:].decode() if on_rows else "}"
        self._names = FieldNames(
            self._reserved, on_full=lambda: report("warning", _TOO_MANY_FIELD_NAMES)
        )
        self._patience_ns = _INTRODUCTION_NS
        self._seq = 0
        self._stamp_ns, self._stamped_seq = 0, 0
        self._bounds_at = 0.0  # since the epoch, 0 for now
        self._begin_afresh()

    def _begin_afresh(self) -> None:
        self._tags: dict[str, dict[str, str]] = {}
        self._tags_version = -1
        self._times: list[str] = []
        self._usual = UsualLines(
            self._identities,
            extract_fields=self._extract,
            reserved=self._reserved,
            bounds=self.bounds,
            row_end=self._row_end,
            field_names=self._names,
        )
        self._armour = Armour()

    @property
    def next_seq(self) -> int:
        """The number that the next record gets."""
        return self._seq

    @next_seq.setter
    def next_seq(self, seq: int) -> None:
        self._seq = seq

    def convert(self, lines: bytes) -> Converted:
        """
        Convert lines, as far as their names are known.

        Parameters
        ----------
        lines : bytes
            Whole lines, each ended by a newline. Anything may stand in them.

        """
        self._begin_slice()
        before = self.put_aside
        # On newlines only: `bytes.splitlines` would split at a carriage return, too.
        starts = lines.split(b"\n")[:-1]
        usual = self._usual_lines(lines, starts)
        rows: list[str] = []
        done = 0
        while done < len(starts):
            if usual[done] is not None and not self._armour.is_open:
                found = self._usual.rows(usual, done, self._seq)
                self._times += [line.timestamp for line in usual[done : done + len(found)] if line]
            else:
                found = []
            if found:
                rows += found
                self._seq += len(found)
                done += len(found)
            else:
                row = self._convert_line(starts[done] + b"\n")
                if row is Unconverted.WAITS:
                    break
                done += 1
                if isinstance(row, str):
                    rows.append(row)
        consumed = len(lines) if done == len(starts) else sum(map(len, starts[:done])) + done
        return self._converted("".join(rows), len(rows), consumed, self.put_aside - before)

    def snapshot(self, put_aside: Callable[[str, bytes], None] = lambda *_: None) -> Self:
        """
        Return a copy that converts the lines to come exactly as this converter will.

        Parameters
        ----------
        put_aside : callable, optional
            Takes the originals that can't be stored; they are in the dead-letter file already.

        """
        again = copy.copy(self)
        again._forget(self)  # noqa: SLF001  # it is one of this class
        again._put_aside = put_aside  # noqa: SLF001  # the same
        return again

    def go_on_behind(self, other: Self) -> None:
        """Convert the lines to come as those behind the ones that a copy has converted."""
        self._armour = other._armour.copy()

    @property
    def is_masking(self) -> bool:
        """Whether a private key is being logged, line by line."""
        return self._armour.is_open

    def stamp(self, time_ns: int) -> None:
        """
        Give the rows to come this time, where their lines have none that a store takes.

        Rows made again then have the times that they had: with others a look-up would not find
        those that are stored already, and they would be stored twice.

        Parameters
        ----------
        time_ns : int
            UNIX nanoseconds; each row is one later than the row before it.

        """
        self._stamp_ns, self._stamped_seq = time_ns, self._seq

    def _forget(self, original: "RowConverter") -> None:
        self.bounds = original.bounds.copy()
        # What was fit for the store stays so: no dead letters are made of what is made again.
        self._bounds_at = self._bounds_at or time.time()
        self._names = original._names.copy()  # noqa: SLF001  # it is one of this class
        self._begin_afresh()
        self._armour = original._armour.copy()  # noqa: SLF001  # it is one of this class
        if self._is_lingering:  # what this one takes was not held back
            self._limit, self._is_lingering = _NO_LIMIT, False

    def linger(self) -> None:
        """
        Hold lines back for a moment from now on, for they may be the next node's.

        A process has one log. What follows a node's disposal belongs to it until another node is
        made, and that one's actor comes some lines later.
        """
        self._is_lingering = True

    def end(self, at: str | None = None) -> None:
        """Convert the lines held back, up to the time (RFC 3339) of the next node's first line."""
        self._is_lingering = False
        self._limit = at or _NO_LIMIT

    def notice(self, message: str, **fields: str) -> Converted:
        """Return a row of our own, numbered like any other."""
        self._times.clear()
        at = rfc3339(self.bounds.now_ns())
        return self._converted(self._notice(message, _time=at, **fields), 1, 0)

    def refusal(self, reason: str, row: bytes) -> bytes:
        """Return the row that takes the place of one which the store won't keep."""
        refused = _decoder.decode(row)
        kept = {key: refused[key] for key in ("seq", *_KEPT_TAGS) if key in refused}
        text = Reject(reason, refused["_msg"]).text(row)
        return self._encode({**kept, "_msg": text, "put_aside": reason}).encode()

    def masked(self, rows: bytes) -> bytes:
        """Return rows that another converter made without the secrets that this one masks."""
        return b"".join(map(self._masked_row, rows.split(b"\n")[:-1]))

    # -- Private -----------------------------------------------------------------------------

    def _masked_row(self, line: bytes) -> bytes:
        try:
            row: dict[str, Any] = msgspec.json.decode(line, type=dict)
        except msgspec.DecodeError:
            return self._redactor.line(line + b"\n")
        texts = {
            name: value
            for name, value in row.items()
            if name in _TEXT_TAGS or name not in self._reserved
        }
        found = self._redactor.record(texts)
        if found == texts:
            return line + b"\n"
        kept = {name: value for name, value in row.items() if name not in texts}
        return _encoder.encode(kept | found) + b"\n"

    def _begin_slice(self) -> None:
        if self._tags_version != self._identities.version:
            self._tags_version = self._identities.version
            self._tags.clear()
            self._usual.forget()
        self.bounds.refresh(self._bounds_at or time.time())
        if self._is_lingering:
            self._limit = rfc3339(time.time_ns() - _LINGER_NS)
        self._times.clear()

    def _converted(self, rows: str, records: int, consumed: int, put_aside: int = 0) -> Converted:
        if not records:
            return Converted(b"", records, consumed)
        return Converted(
            rows.encode(),
            records,
            consumed,
            min(self._times),
            max(self._times),
            put_aside,
        )

    def _convert_line(self, line: bytes) -> str | Unconverted:
        """Return the row of one line that is not taken for a usual one, or that there is none."""
        armour = self._armour.copy()
        outcome: Outcome | str
        try:
            outcome = self._outcome(line)
            if isinstance(outcome, dict):
                outcome = self._fit(outcome, line)
        except Exception as e:  # noqa: BLE001  # one line, whatever is in it, stops nothing
            outcome = Reject(self._redactor.text(f"unexpected {e!r}"))
        if outcome is Unconverted.WAITS:
            self._armour = armour
        return self._stub(outcome, line) if isinstance(outcome, Reject) else outcome

    def _usual_lines(self, data: bytes, lines: list[bytes]) -> Sequence[UsualLine | None]:
        """Return for each usual line its decoded form, ``None`` for any other."""
        if self._limit != _NO_LIMIT:
            return [None] * len(lines)
        return self._usual.decode(data, lines, self._redactor)

    def _own_time(self) -> str:
        """Return the time of the next row, for one whose line has none that a store takes."""
        return rfc3339(self._own_ns())

    def _own_ns(self) -> int:
        if not self._stamp_ns:
            return self.bounds.now_ns()
        return self._stamp_ns + self._seq - self._stamped_seq

    def _note(self, at: str) -> None:
        """Assign the next number to a finished row, and note its time."""
        self._seq += 1
        self._times.append(at)

    def _fit(self, row: dict[str, Any], line: bytes) -> str | Reject:
        """Return a row as JSON if it is short enough."""
        encoded = self._encode(row)
        if len(encoded.encode()) >= MAX_ROW_BYTES:
            tags = {key: row[key] for key in _KEPT_TAGS if key in row}
            return Reject(f"too long ({len(line)} bytes)", row["_msg"], tags)
        self._note(row["_time"])
        return encoded

    def _stub(self, reject: Reject, line: bytes) -> str:
        """Return the row in the place of a record that can't be stored, and put that one aside."""
        original = reject.original or self._redactor.line(line)
        self._put_aside(reject.reason, original)
        self.put_aside += 1
        return self._notice(reject.text(original), put_aside=reject.reason, **reject.tags)

    def _notice(self, message: str, **fields: str) -> str:
        row: dict[str, Any] = {**_OWN_TAGS, "_time": self._own_time(), **fields}
        row |= {"_msg": message, "seq": self._seq}
        self._note(row["_time"])
        return self._encode(row)

    def _outcome(self, line: bytes) -> Outcome:
        """Return the outcome of a line, decoded in full."""
        if line.isspace():
            return Unconverted.SAYS_NOTHING
        if len(line) > MAX_LINE_BYTES:
            return Reject(f"too long ({len(line)} bytes)")
        try:
            record = _decoder.decode(line.decode())
        except UnicodeDecodeError:
            return Reject("not UTF-8")
        except msgspec.DecodeError:
            return Reject("not a JSON object")
        record = self._redactor.record(record, keep=_LOOKED_UP)
        for key in ("timestamp", "message", "level", "component"):
            if key not in record:
                return Reject(f"no {key!r} in it")
        return self._masked({key: _text(value) for key, value in record.items()})

    def _masked(self, record: dict[str, str]) -> Outcome:
        """Return the outcome of a record, without what it holds of a private key in some lines."""
        text = without_escapes(record["message"])
        masked = self._armour.masked(record["component"], text)
        if masked == text:
            return self._row(record)
        record = {**record, "message": masked}
        outcome = self._row(record)
        if isinstance(outcome, Reject):  # the line alone does not tell what is in it
            return replace(outcome, original=_encoder.encode(record) + b"\n")
        return outcome

    def _row(self, record: dict[str, str]) -> Outcome:
        """Return the outcome of a record."""
        at = record["timestamp"]
        if at >= self._limit and is_time(at):  # what is no time may compare as later than all
            return Unconverted.WAITS if self._is_lingering else Unconverted.SAYS_NOTHING
        return self._make_row(record, at)

    def _make_row(self, record: dict[str, str], at: str) -> Outcome:
        """Return the row of a record at a time."""
        message = without_escapes(record["message"])
        is_blank = not message or message.isspace()
        has_fields = not record.keys() <= LINE_KEYS
        if is_blank and not has_fields:
            return Unconverted.SAYS_NOTHING
        if (problem := self.bounds.problem(at)) is not None:
            return Reject(problem, message)
        tags = self._tags_of(record["level"], record["component"], at, message)
        if not isinstance(tags, dict):
            return tags
        message = _NO_TEXT if is_blank else message
        row: dict[str, Any] = {**tags, "_time": at, "_msg": message, "seq": self._seq}
        if record["level"] == "ERROR" and "\n" in message:
            row |= split_exception(message)
        if "strategy_id" not in row:
            strategy_id = self._identities.named_in(message)
            if strategy_id is not None:
                row["strategy_id"] = strategy_id
        if has_fields:
            problem = self._add_extras(row, record)
            if problem is not None:
                return Reject(problem, record["message"])
        if self._extract and "=" in message:
            pairs = row["source"] != "system"
            fields: dict[str, Any] = lift(row["_msg"], pairs=pairs, reserved=self._reserved)
            # One that is turned away stays in the text.
            row = {key: value for key, value in fields.items() if self._names.admit(key)} | row
        return row

    def _add_extras(self, row: dict[str, Any], record: dict[str, str]) -> str | None:
        """
        Add the fields that stand beside the usual ones; return why the store won't have one.

        Those that can't be fields of the row are together in one.
        """
        more: dict[str, str] = {}
        for key, value in record.items():
            if key in LINE_KEYS:
                continue
            is_ours = key in self._not_extra or key[:1] in ("", "_")
            if is_ours or len(key.encode()) > MAX_KEY_BYTES or len(row) >= _MAX_OWN_FIELDS:
                more[key] = value
            elif len(value) > MAX_FIELD_CHARS and key not in TAGS:
                return f"its field {key!r} is too long"
            else:
                (row if self._names.admit(key) else more)[key] = value
        if more:
            row["more_fields"] = _text(more)
        return None

    def _tags_of(self, level: str, component: str, at: str, message: str) -> Outcome:
        """Return the tags that rows of a level and a component have in common."""
        tags = self._tags.get(component) or self._look_up(component, at, message)
        if not isinstance(tags, dict):
            return tags
        if (known := _LEVELS.get(level)) is None:
            if not 0 < len(level) <= MAX_NAME_CHARS:
                shown = self._redactor.text(level)[:40]
                return Reject(f"its level is no level: {shown!r}", message)
            return {"level": self._redactor.text(level), **tags}
        tags = {"level": known, **tags}
        if component in self._tags:
            self._usual.learn(level, component, tags)
        return tags

    def _look_up(self, component: str, at: str, message: str) -> Outcome:
        """Return the tags of a component, that it is not known yet, or that it has no fit name."""
        if len(component) > MAX_NAME_CHARS:
            return Reject("its component's name is too long", self._redactor.text(component))
        identity, is_final = self._identities.find(component, at)
        if identity is None:
            named = self._identities.named_in(message)
            is_class = self._identities.is_class(component)
            now = time.time_ns()
            # Not for longer than that where the clock was set back, or the line's time is wrong.
            is_new = rfc3339(now - self._patience_ns) < at < rfc3339(now + self._patience_ns)
            if is_new and not (is_class and named):
                return Unconverted.WAITS
            if is_class:
                identity = Identity("strategy", named) if named else SOME_STRATEGY
            else:
                identity, is_final = self._introduce(component), True
        tags = {"source": identity.source, "component": self._redactor.text(component)}
        if identity.strategy_id is not None:
            tags["strategy_id"] = identity.strategy_id
        if is_final:
            self._tags[component] = tags
        return tags

    def _encode(self, row: dict[str, Any]) -> str:
        return f"{_encoder.encode(row)[:-1].decode()}{self._row_end}\n"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _encoder.encode(value).decode()
