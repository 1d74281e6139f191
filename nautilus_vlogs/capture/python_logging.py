"""Records of Python's own logging: their content at the time of the call, as lines."""

import logging
import re
import time
import traceback
from collections.abc import Collection
from typing import Any

import msgspec

from nautilus_vlogs.schema import EXTRA_TAGS
from nautilus_vlogs.schema import LINE_KEYS
from nautilus_vlogs.schema import TAGS
from nautilus_vlogs.times import rfc3339

#: What a record has whatever was passed as `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

#: The store hides rows whose stream fields are long.
_MAX_ID_CHARS = 1_000

#: Four times what a row can hold: enough for the dead-letter file.
_MAX_CHARS = 1_000_000

_HEADER = "Traceback (most recent call last):"
_TRACEBACK = re.compile(
    r"^(?:  \+ Exception Group )?Traceback \(most recent call last\):\n", re.MULTILINE
)
_ERROR_LINE = re.compile(r"(?:  \| )?([A-Za-z_][\w.]*+)(?:$|:)")

#: The last error's name stands near the end of a traceback: no more characters are looked at.
_MAX_SCANNED_CHARS = 64 * 1024

_LEVELS = (
    (logging.CRITICAL, "CRITICAL"),
    (logging.ERROR, "ERROR"),
    (logging.WARNING, "WARNING"),
    (logging.INFO, "INFO"),
    (logging.DEBUG, "DEBUG"),
)


class Snapshot(msgspec.Struct, frozen=True, gc=False):
    """
    The content of a record at the time of the call; its arguments may change later.

    Parameters
    ----------
    created, levelno : Any
        As the record had them, which may be nonsense in a record made by hand.
    name, message : str
        The logger's name, and the text.
    fields : dict[str, str]
        The fields: what was passed as `extra`, and the exception.
    chars : int
        The size in characters.

    """

    created: Any
    levelno: Any
    name: str
    message: str
    fields: dict[str, str]
    chars: int


class RecordReader:
    """
    Take snapshots of records; nothing that is wrong with one raises.

    Parameters
    ----------
    reserved : collection of str
        The names of constants that every row carries, besides its tags.

    """

    def __init__(self, reserved: Collection[str]) -> None:
        self._reserved = (TAGS | LINE_KEYS | set(reserved)) - set(EXTRA_TAGS)

    def snapshot(self, record: logging.LogRecord) -> Snapshot:
        """Return the content of a record."""
        message, error = _message(record)
        fields: dict[str, str] = {}
        attributes = vars(record)
        for key in attributes.keys() - _USUAL:
            self._add(fields, _text(key), attributes[key])
        if record.exc_info:
            fields |= _exception(record.exc_info)
        elif record.exc_text:
            fields |= _split_error(_text(record.exc_text))[1]
        elif error is not None and not fields.keys() & {"error_type", "error_traceback"}:
            fields |= _exception((type(error), error, error.__traceback__))
        if record.stack_info:
            fields["stack_info"] = _text(record.stack_info)
        chars = len(message) + sum(map(len, fields.values())) if fields else len(message)
        return Snapshot(
            record.created,
            record.levelno,
            _text(record.name) if record.name else "root",
            message,
            fields,
            chars,
        )

    def _add(self, fields: dict[str, str], key: str, value: object) -> None:
        """Add a field, under a name of its own where the store or a row uses the name."""
        if key in EXTRA_TAGS and value is None:
            return
        text = _text(value)
        is_used = key in self._reserved or key[:1] in ("", "_")
        if is_used or (key == "strategy_id" and len(text) > _MAX_ID_CHARS):
            key = f"extra_{key}"
        while key in fields:
            key = f"extra_{key}"
        fields[key] = text


def to_line(snapshot: Snapshot) -> dict[str, str]:
    """Return the keys and values of a line of NautilusTrader's log file."""
    message, fields = snapshot.message, snapshot.fields
    if f"{_HEADER}\n" in message:
        # A `QueueHandler` puts the exception into the message, and others do so themselves.
        if "error_traceback" not in fields:
            message, found = _split_error(message)
            fields = {**fields, **found}
        elif message.rstrip().endswith(shown := fields["error_traceback"].strip()):
            message = message.rstrip().removesuffix(shown).rstrip()
    if not message or message.isspace():
        message = fields.get("error_type") or message
    return {
        **fields,
        "timestamp": _timestamp(snapshot.created),
        "trader_id": "",
        "level": _level(snapshot.levelno),
        "color": "",
        "component": snapshot.name,
        "message": message,
    }


def _message(record: logging.LogRecord) -> tuple[str, BaseException | None]:
    """Return a record's text, and the exception among arguments that the text has no place for."""
    try:
        message = record.getMessage()
    except Exception as e:  # noqa: BLE001  # an argument's own code may raise anything
        args = record.args if isinstance(record.args, tuple) else (record.args,)
        shown = ", ".join(_shown(arg) for arg in args)
        text = f"{_text(record.msg)} (arguments don't fit, {type(e).__name__}: {shown})"
        return text, next((arg for arg in args if isinstance(arg, BaseException)), None)
    return _text(message), None


def _shown(value: object) -> str:
    try:
        return repr(value)
    except Exception as e:  # noqa: BLE001  # its own code may raise anything
        return f"({type(value).__name__} can't be shown: {type(e).__name__})"


def _text(value: object) -> str:
    try:
        # A subclass of `str`, as numpy has one, is no text for the encoder.
        text = value if type(value) is str else str.__str__(str(value))
    except Exception as e:  # noqa: BLE001  # its own code may raise anything
        return f"({type(value).__name__} can't be shown: {type(e).__name__})"
    if len(text) > _MAX_CHARS:
        return f"{text[:_MAX_CHARS]}… and {len(text) - _MAX_CHARS} characters more"
    return text


def _exception(exc_info: Any) -> dict[str, str]:
    try:
        kind, error, trace = exc_info
        if kind is None:
            return {}
        lines = traceback.format_exception(kind, error, trace)
        return {"error_type": kind.__name__, "error_traceback": _text("".join(lines).rstrip())}
    except Exception:  # noqa: BLE001  # anything may be passed as exc_info
        return {"error_traceback": f"({_text(exc_info)} is no exception)"}


def _split_error(text: str) -> tuple[str, dict[str, str]]:
    """Return what stands before a traceback, and the fields of the exception."""
    begin = _TRACEBACK.search(text)
    if begin is None:
        return text, {}
    found = {"error_traceback": text[begin.start() :].rstrip()}
    name = _last_error(found["error_traceback"])
    if name:
        found["error_type"] = name.rpartition(".")[2]
    return text[: begin.start()].rstrip("\n"), found


def _last_error(text: str) -> str:
    """Return the name of the last error in a traceback, "" if there is none; in one pass."""
    name, is_open = "", len(text) > _MAX_SCANNED_CHARS
    for line in text[-_MAX_SCANNED_CHARS:].split("\n"):
        if line.endswith(_HEADER):
            is_open = True
        elif is_open and (match := _ERROR_LINE.match(line)):
            name, is_open = match[1], False
        elif not line.startswith(" "):
            is_open = False
    return name


def _timestamp(created: Any) -> str:
    try:
        return rfc3339(round(created * 1e6) * 1_000)
    except (TypeError, ValueError, OverflowError, OSError):
        return rfc3339(time.time_ns())


def _level(levelno: Any) -> str:
    """Return the name of the level, the next lower one for a level of the user's own."""
    if not isinstance(levelno, int | float):
        return "INFO"
    for lowest, name in _LEVELS:
        if levelno >= lowest:
            return name
    return "TRACE"
