"""
A line in, a row out: tags, levels, tracebacks, fields and limits.

What comes out is fit for VictoriaLogs, which answers 200 to lines that it then drops: everything
that it would drop is found here and becomes a short row that says why.
"""

import copy
import re
import time
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from typing import Self

import msgspec

from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.convert.fields import lift
from nautilus_vlogs.convert.identity import SOME_STRATEGY
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.pairs import PlainPairs
from nautilus_vlogs.convert.pairs import Shape
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.convert.tracebacks import split_exception
from nautilus_vlogs.schema import LEVEL_ALIASES
from nautilus_vlogs.schema import LEVELS
from nautilus_vlogs.schema import LINE_KEYS
from nautilus_vlogs.schema import MAX_FIELD_CHARS
from nautilus_vlogs.schema import MAX_KEY_BYTES
from nautilus_vlogs.schema import MAX_NAME_CHARS
from nautilus_vlogs.schema import MAX_ROW_BYTES
from nautilus_vlogs.schema import TAGS
from nautilus_vlogs.times import rfc3339

#: A line up to this size can't become a row over `MAX_ROW_BYTES`: lifting at most doubles it.
_SURELY_SHORT_BYTES = 100_000

#: How long a name that nobody is known to have is given to introduce itself: a strategy logs a
#: line or two before the message that announces it, some microseconds later.
_INTRODUCTION_NS = 250_000_000

#: How long VictoriaLogs keeps rows (its default).
_DEFAULT_RETENTION_SECS = 7 * 86_400.0

#: VictoriaLogs drops rows further in the future than this (its default).
_MAX_FUTURE_SECS = 2 * 86_400 - 3_600

#: How long after its node's disposal a line is held back.
_LINGER_NS = 1_000_000_000

#: Compares as later than every RFC 3339 time.
_NO_LIMIT = "~"

#: Fields of a row before lifting, which adds up to 64: `MAX_ROW_FIELDS` is far.
_MAX_ROW_FIELDS = 500

#: How much of a record that was put aside its row still shows.
_EXCERPT_CHARS = 500

_LEVELS = {level: level for level in LEVELS} | LEVEL_ALIASES
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.")
_FRACTION = re.compile(r"[0-9]{9}Z")
_BETWEEN_LINES = b'"}\n{"timestamp":"'
_FRACTIONS = re.compile(r"(?:[0-9]{9}Z)*+")
_KEPT_TAGS = ("_time", "level", "source", "strategy_id", "component")
#: Redacted where they are looked up, which is once for each that there is.
_LOOKED_UP = ("component", "level")

_OWN_TAGS = {"level": "WARNING", "source": "actor", "component": "VictoriaLogsActor"}


class _Line(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """What Nautilus writes, without anything that Rust code put beside it."""

    timestamp: str
    trader_id: str
    level: str
    color: str
    component: str
    message: str


class _Row(msgspec.Struct, omit_defaults=True, gc=False):
    """The row of such a line, if nothing is lifted out of it; each has all but the strategy."""

    level: str = ""
    source: str = ""
    component: str = ""
    strategy_id: str = ""
    at: str = msgspec.field(name="_time", default="")
    message: str = msgspec.field(name="_msg", default="")
    seq: int = -1


class _Template:
    """What is the same on all rows of a level and a component."""

    def __init__(self, tags: dict[str, Any]) -> None:
        self.tags = tags
        self.has_pairs = tags["source"] != "system"
        self.has_strategy = "strategy_id" in tags
        self.may_be_exception = tags["level"] == "ERROR"
        self.values: tuple[str, str, str, str] = (
            tags["level"],
            tags["source"],
            tags["component"],
            tags.get("strategy_id", ""),
        )
        self.row = partial(_Row, *self.values)


_usual_decoder = msgspec.json.Decoder(_Line)
_decoder = msgspec.json.Decoder(dict[str, str])
_lenient_decoder = msgspec.json.Decoder(dict[str, Any])
_encoder = msgspec.json.Encoder()


class RowConverter:
    """
    Convert lines of Nautilus's JSON log file to rows.

    Parameters
    ----------
    identities : Identities
        Who logs under which name.
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

    Attributes
    ----------
    put_aside : int
        How many records were put aside.
    retention_secs : float
        How old a row may be for the store to keep it; to be set once the store has told.

    """

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
    ) -> None:
        self._redactor = redactor or Redactor(defaults=False)
        self._identities = identities
        self._introduce = introduce
        self._extract = extract_fields
        self._put_aside = put_aside
        self.put_aside = 0
        self._limit = _NO_LIMIT
        self._is_lingering = False
        self.retention_secs = _DEFAULT_RETENTION_SECS
        self._reserved = TAGS | constants.keys()
        self._not_extra = self._reserved - set(extra_tags)
        on_rows = {key: value for key, value in constants.items() if key not in by_request}
        # No raw newline is inside a JSON text, so each `}` before one ends a row.
        self._row_end = b"," + _encoder.encode(on_rows)[1:] + b"\n" if on_rows else b""
        self._patience_ns = _INTRODUCTION_NS
        self._tags: dict[str, dict[str, str]] = {}
        self._templates: dict[tuple[str, str], _Template] = {}
        self._pairs = PlainPairs(_Row)
        self._tags_version = -1
        self._good_seconds: set[str] = set()
        self._bounds_at = 0.0
        self._bounds = ("", "")
        self._seq = 0
        self._times: list[str] = []
        self._names: set[str] = set()
        self._shapes: set[Shape] = set()

    @property
    def next_seq(self) -> int:
        """The number that the next record gets."""
        return self._seq

    @next_seq.setter
    def next_seq(self, seq: int) -> None:
        self._seq = seq

    def convert(self, lines: bytes) -> Converted:
        """
        Convert lines.

        Parameters
        ----------
        lines : bytes
            Whole lines, each ended by a newline. Anything may stand in them.

        """
        if self._tags_version != self._identities.version:
            self._tags_version = self._identities.version
            self._tags.clear()
            self._templates.clear()
        self._refresh_bounds()
        if self._is_lingering:
            self._limit = rfc3339(time.time_ns() - _LINGER_NS)
        first = self._seq
        self._times.clear()
        self._names.clear()
        self._shapes.clear()
        if len(lines) <= _SURELY_SHORT_BYTES:
            if self._limit == _NO_LIMIT and (usual := self._convert_usual(lines)) is not None:
                return usual
            try:
                records = _decoder.decode_lines(lines)
                if len(records) != lines.count(b"\n"):  # two on a line, or one on two
                    return self._convert_singly(lines)
                self._redactor.records(records)
                rows = [row for row in map(self._row, records) if row]
            except Exception:  # noqa: BLE001  # whatever it is, line by line it will show
                self._seq = first
                self._times.clear()
            else:
                return self._converted(self._encode(rows), len(rows), len(lines))
        return self._convert_singly(lines)

    def _convert_usual(self, lines: bytes) -> Converted | None:
        """
        Convert lines if there is nothing unusual about any of them; return ``None`` otherwise.

        What becomes of them is what `_row` would make of each, in a third of the time: what can be
        asked of all of them at once is.
        """
        try:
            records = _usual_decoder.decode_lines(lines)
            if len(records) != lines.count(_BETWEEN_LINES) + 1:  # two on a line, or one on two
                return None
            messages = [record.message for record in records]
            text = "\n".join(messages)
            if "\x1b" in text or self._redactor.may_change(text):
                return None
            if not all(messages) or any(map(str.isspace, messages)):
                return None
            earliest, latest = self._check_times([record.timestamp for record in records])
            rows = [self._usual_row(record, seq) for seq, record in enumerate(records, self._seq)]
            encoded = self._encode(rows)
        except Exception:  # noqa: BLE001  # whatever it is, it is unusual
            return None
        self._seq += len(rows)
        return Converted(
            encoded, len(rows), len(lines), earliest, latest, names=self._lifted_names()
        )

    def _check_times(self, times: list[str]) -> tuple[str, str]:
        """Return the earliest and the latest; raise `_Unfit` unless the store takes all."""
        earliest, latest = min(times), max(times)
        if not _FRACTIONS.fullmatch("".join([at[20:] for at in times])):
            raise _Unfit("a time can't be read")
        # Those between two of one second are of that second.
        is_one = earliest[:20] == latest[:20]
        for at in (earliest,) if is_one else times:
            if at[:20] not in self._good_seconds:
                self._check_time(at, "")
        return earliest, latest

    def _usual_row(self, record: _Line, seq: int) -> _Row | dict[str, Any]:
        """Return the row of a line; raise if `_row` has to look at it."""
        message = record.message
        template = self._templates[record.level, record.component]
        if template.may_be_exception and "\n" in message:
            raise _UnusualError
        lifts = self._extract and "=" in message
        if template.has_strategy and not lifts:
            return template.row(record.timestamp, message, seq)
        if lifts:
            return self._lifted_row(template, record.timestamp, message, seq)
        strategy_id = self._identities.named_in(message) or ""
        return _Row(*template.values[:3], strategy_id, record.timestamp, message, seq)

    def _lifted_row(
        self, template: _Template, at: str, message: str, seq: int
    ) -> _Row | dict[str, Any]:
        is_strategys = template.has_pairs and template.has_strategy
        found = self._pairs.find(message) if is_strategys else None
        if found is not None:
            shape, values = found
            self._shapes.add(shape)
            row: _Row = shape.row(*template.values, at, message, seq, *values)
            return row
        fields: dict[str, Any] = lift(message, pairs=template.has_pairs, reserved=self._reserved)
        if is_strategys and "event" not in fields:
            self._pairs.learn(message, fields)
        self._names.update(fields)
        fields.update(template.tags)
        fields["_time"], fields["_msg"], fields["seq"] = at, message, seq
        if not template.has_strategy:
            self._add_named_strategy(fields, message)
        return fields

    def snapshot(self) -> Self:
        """Return a converter that makes of the lines to come what this one will make of them."""
        again = copy.copy(self)
        again._forget()  # noqa: SLF001  # it is one of this class
        return again

    def _forget(self) -> None:
        self._tags, self._templates, self._times = {}, {}, []
        self._names, self._shapes = set(), set()
        self._limit, self._is_lingering = _NO_LIMIT, False
        self._put_aside = lambda *_: None  # they are in the dead-letter file already

    def linger(self) -> None:
        """
        Hold lines back for a moment from now on, for they may be the next node's.

        A process has one log. What follows a node's disposal belongs to it until another node is
        made, and that one's actor comes some lines later.
        """
        self._is_lingering = True

    def end(self, at: str | None = None) -> None:
        """Convert what is left up to a time (RFC 3339), where the next node's lines begin."""
        self._is_lingering = False
        self._limit = at or _NO_LIMIT

    def notice(self, message: str, **fields: str) -> Converted:
        """Return a row of our own, numbered like any other."""
        self._times.clear()
        return self._converted(self._notice(message, **fields), 1, 0)

    def _notice(self, message: str, **fields: str) -> bytes:
        row: dict[str, Any] = {**_OWN_TAGS, "_time": rfc3339(time.time_ns()), **fields}
        row |= {"_msg": message, "seq": self._seq}
        self._seq += 1
        self._times.append(row["_time"])
        return self._encode([row])

    def refusal(self, reason: str, row: bytes) -> bytes:
        """Return the row that takes the place of one which the store won't keep."""
        refused = _lenient_decoder.decode(row)
        kept = {key: refused[key] for key in ("seq", *_KEPT_TAGS) if key in refused}
        text = _Unfit(reason, refused["_msg"]).text(row)
        return self._encode([{**kept, "_msg": text, "put_aside": reason}])

    def _convert_singly(self, lines: bytes) -> Converted:
        """Convert line by line, for one of them is unusual."""
        out: list[bytes] = []
        consumed = 0
        before = self.put_aside
        for line in _split(lines):
            seq = self._seq
            try:
                row = self._fit_row(line)
            except _NotYet:
                break
            except Exception as e:  # noqa: BLE001  # one line, whatever is in it, stops nothing
                unfit = (
                    e if isinstance(e, _Unfit) else _Unfit(self._redactor.text(f"unexpected {e!r}"))
                )
                original = self._redactor.line(line)
                self._seq = seq
                self._put_aside(unfit.reason, original)
                text = unfit.text(original)
                row = self._notice(text, put_aside=unfit.reason, **unfit.tags)
                self.put_aside += 1
            if row:
                out.append(row)
            consumed += len(line)
        put_aside = self.put_aside - before
        return self._converted(b"".join(out), len(out), consumed, put_aside)

    def _converted(self, rows: bytes, records: int, consumed: int, put_aside: int = 0) -> Converted:
        if not records:
            return Converted(rows, records, consumed)
        earliest, latest = min(self._times), max(self._times)
        return Converted(rows, records, consumed, earliest, latest, put_aside, self._lifted_names())

    def _lifted_names(self) -> frozenset[str]:
        return frozenset(self._names.union(*(shape.keys for shape in self._shapes)))

    def _fit_row(self, line: bytes) -> bytes:
        """Return the row of one line, nothing for a blank one; raise `_Unfit` with the reason."""
        if line.isspace():
            return b""
        try:
            record = _lenient_decoder.decode(line.decode())
        except UnicodeDecodeError:
            raise _Unfit("not UTF-8") from None
        except msgspec.DecodeError:
            raise _Unfit("not a JSON object") from None
        record = self._redactor.record(record, keep=_LOOKED_UP)
        try:
            row = self._row({key: _text(value) for key, value in record.items()})
        except KeyError as e:
            raise _Unfit(f"no {e} in it") from None
        if row is None:
            return b""
        encoded = self._encode([row])
        if len(encoded) >= MAX_ROW_BYTES:
            tags = {key: row[key] for key in _KEPT_TAGS if key in row}
            raise _Unfit(f"too long ({len(line)} bytes)", row["_msg"], tags)
        return encoded

    def _row(self, record: dict[str, str]) -> dict[str, Any] | None:
        """Return the row of a record, or ``None`` if it says nothing."""
        at = record["timestamp"]
        if at >= self._limit and _is_time(at):  # what is no time may compare as later than all
            self._hold_back()
            return None
        return self._make_row(record, at)

    def _make_row(self, record: dict[str, str], at: str) -> dict[str, Any] | None:
        message = record["message"]
        if "\x1b" in message:
            message = _ANSI.sub("", message)
        if not message or message.isspace():
            return None
        if at[:20] not in self._good_seconds or not _FRACTION.fullmatch(at, 20):
            self._check_time(at, message)
        level, component = record["level"], record["component"]
        template = self._templates.get((level, component))
        row = template.tags.copy() if template else self._template(level, component, at, message)
        row["_time"], row["_msg"], row["seq"] = at, message, self._seq
        if level == "ERROR" and "\n" in message:
            row |= split_exception(message)
        if "strategy_id" not in row:
            self._add_named_strategy(row, message)
        if len(record) > len(LINE_KEYS):
            self._add_extras(row, record)
            self._names.update(row)
        if self._extract and "=" in message:
            pairs = row["source"] != "system"
            fields: dict[str, Any] = lift(row["_msg"], pairs=pairs, reserved=self._reserved)
            self._names.update(fields)
            fields.update(row)
            row = fields
        self._seq += 1
        self._times.append(at)
        return row

    def _template(self, level: str, component: str, at: str, message: str) -> dict[str, Any]:
        """Return what is the same on all rows of a level and a component."""
        tags = self._tags.get(component) or self._look_up(component, at, message)
        known = _LEVELS.get(level)
        template = {"level": known or _other_level(self._redactor.text(level), message), **tags}
        if known and component in self._tags:
            self._templates[level, component] = _Template(template.copy())
        return template

    def _hold_back(self) -> None:
        """Keep a line for later while it can't be told whether it is this node's."""
        if self._is_lingering:
            raise _NotYet

    def _add_named_strategy(self, row: dict[str, Any], message: str) -> None:
        strategy_id = self._identities.named_in(message)
        if strategy_id is not None:
            row["strategy_id"] = strategy_id

    def _add_extras(self, row: dict[str, Any], record: dict[str, str]) -> None:
        """Add the fields that Rust code put beside the usual ones."""
        for key, value in record.items():
            is_ours = key in LINE_KEYS or key in self._not_extra or key[:1] in ("", "_")
            # The store folds a row with a longer key into one text, and drops one of 1,000 fields.
            if not is_ours and len(key.encode()) <= MAX_KEY_BYTES and len(row) < _MAX_ROW_FIELDS:
                if len(value) > MAX_FIELD_CHARS and key not in TAGS:
                    raise _Unfit(f"its field {key!r} is too long", record["message"])
                row[key] = value

    def _look_up(self, component: str, at: str, message: str) -> dict[str, str]:
        if len(component) > MAX_NAME_CHARS:
            raise _Unfit("its component's name is too long", self._redactor.text(component))
        identity, is_final = self._identities.find(component, at)
        if identity is None:
            named = self._identities.named_in(message)
            is_class = self._identities.is_class(component)
            now = time.time_ns()
            # Not for longer than that where the clock was set back, or the line's time is wrong.
            is_new = rfc3339(now - self._patience_ns) < at < rfc3339(now + self._patience_ns)
            if is_new and not (is_class and named):
                raise _NotYet
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

    def _check_time(self, at: str, message: str) -> None:
        """Raise `_Unfit` unless the store takes that time."""
        if not _is_time(at):
            raise _Unfit(f"its time can't be read: {at[:40]!r}", message)
        oldest, newest = self._bounds
        if not oldest <= at <= newest:
            raise _Unfit(f"its time {at} is outside the store's retention", message)
        if len(self._good_seconds) > 1_000:
            self._good_seconds.clear()
        self._good_seconds.add(at[:20])

    def _refresh_bounds(self) -> None:
        now = time.time()
        if abs(now - self._bounds_at) > 60:
            self._bounds_at = now
            oldest = max(0.0, now - self.retention_secs)
            self._bounds = (
                rfc3339(int(oldest * 1e9)),
                rfc3339(int((now + _MAX_FUTURE_SECS) * 1e9)),
            )
            self._good_seconds.clear()

    def _encode(self, rows: Sequence[_Row | dict[str, Any]]) -> bytes:
        encoded = _encoder.encode_lines(rows)
        return encoded.replace(b"}\n", self._row_end) if self._row_end else encoded


class _UnusualError(Exception):
    """A line has to be looked at more closely."""


class _NotYet(Exception):  # noqa: N818  # no error: the line's owner is not known yet
    pass


class _Unfit(Exception):  # noqa: N818  # no error of ours: the line can't be stored
    def __init__(
        self,
        reason: str,
        message: str | None = None,
        tags: dict[str, str] | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.tags = tags or {}
        self._message = message

    def text(self, original: bytes) -> str:
        """Return what the record's row says: the reason and how the message, if any, begins."""
        excerpt = self._message
        if excerpt is None:
            excerpt = original[: 4 * _EXCERPT_CHARS].decode(errors="replace")
        excerpt = _ANSI.sub("", excerpt).strip()[:_EXCERPT_CHARS]
        return f"Record put aside, {self.reason}. It begins: {excerpt}"


def _other_level(level: str, message: str) -> str:
    if not 0 < len(level) <= MAX_NAME_CHARS:
        raise _Unfit(f"its level is no level: {level[:40]!r}", message)
    return level


def _is_time(at: str) -> bool:
    if not _SECOND.match(at) or not _FRACTION.fullmatch(at, 20):
        return False
    try:
        datetime.fromisoformat(at[:19])
    except ValueError:
        return False
    return True


def _split(lines: bytes) -> list[bytes]:
    """Split on newlines only (`bytes.splitlines` would take a carriage return for one)."""
    return [line + b"\n" for line in lines[:-1].split(b"\n")]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _encoder.encode(value).decode()
