"""A record of Python's own logging, taken down when it is logged, and the line made of it."""

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

_TRACEBACK = re.compile(
    r"^(?:  \+ Exception Group )?Traceback \(most recent call last\):\n", re.MULTILINE
)
_ERROR = re.compile(
    r"^(?:  \+ Exception Group )?Traceback \(most recent call last\):\n"
    r"(?: .*+\n)*?(?:  \| )?([A-Za-z_][\w.]*+)(?=:|$)",
    re.MULTILINE,
)

_LEVELS = (
    (logging.CRITICAL, "CRITICAL"),
    (logging.ERROR, "ERROR"),
    (logging.WARNING, "WARNING"),
    (logging.INFO, "INFO"),
    (logging.DEBUG, "DEBUG"),
)


class Taken(msgspec.Struct, frozen=True, gc=False):
    """
    What a record said when it was logged; its arguments may change later.

    Parameters
    ----------
    created, levelno : Any
        As the record had them, which may be nonsense in a record made by hand.
    name, message : str
        The logger's name, and the text.
    fields : dict[str, str]
        What was passed as `extra`, and the exception.
    chars : int
        How large it is.

    """

    created: Any
    levelno: Any
    name: str
    message: str
    fields: dict[str, str]
    chars: int


class RecordReader:
    """
    Take down records; nothing that is wrong with one raises.

    Parameters
    ----------
    reserved : collection of str
        The names of constants that every row carries, besides its tags.

    """

    def __init__(self, reserved: Collection[str]) -> None:
        self._reserved = (TAGS | LINE_KEYS | set(reserved)) - set(EXTRA_TAGS)

    def take_down(self, record: logging.LogRecord) -> Taken:
        """Return what a record says now."""
        message = _message(record)
        fields: dict[str, str] = {}
        attributes = vars(record)
        for key in attributes.keys() - _USUAL:
            self._add(fields, _text(key), _text(attributes[key]))
        if record.exc_info:
            fields |= _exception(record.exc_info)
        elif record.exc_text:
            fields |= _split_error(_text(record.exc_text))[1]
        if record.stack_info:
            fields["stack_info"] = _text(record.stack_info)
        chars = len(message) + sum(map(len, fields.values())) if fields else len(message)
        return Taken(
            record.created,
            record.levelno,
            _text(record.name) if record.name else "root",
            message,
            fields,
            chars,
        )

    def _add(self, fields: dict[str, str], key: str, value: str) -> None:
        is_tag = key in self._reserved and not key.startswith("_")
        if is_tag or (key == "strategy_id" and len(value) > _MAX_ID_CHARS):
            key = f"extra_{key}"
        fields[key] = value


def to_line(taken: Taken) -> dict[str, str]:
    """Return what a line of Nautilus's log file would hold."""
    message, fields = taken.message, taken.fields
    if "Traceback (most recent call last):\n" in message and "error_traceback" not in fields:
        # A `QueueHandler` puts the exception into the message, and others do so themselves.
        message, found = _split_error(message)
        fields = {**fields, **found}
    if not message or message.isspace():
        message = fields.get("error_type") or message
    return {
        **fields,
        "timestamp": _timestamp(taken.created),
        "trader_id": "",
        "level": _level(taken.levelno),
        "color": "",
        "component": taken.name,
        "message": message,
    }


def _message(record: logging.LogRecord) -> str:
    try:
        message = record.getMessage()
    except Exception as e:  # noqa: BLE001  # an argument's own code may raise anything
        problem = f"(its arguments can't be formatted: {type(e).__name__})"
        return f"{_text(record.msg)} {problem}"
    return _text(message)


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
    names = _ERROR.findall(text, begin.start())
    if names:
        found["error_type"] = names[-1].rpartition(".")[2]
    return text[: begin.start()].rstrip("\n"), found


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
