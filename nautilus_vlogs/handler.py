"""A handler that ships what Python's own logging logs."""

import logging
import os
import socket
import sys
import threading
import traceback
import uuid
import weakref
from pathlib import Path
from typing import Any

from nautilus_vlogs.identity import Identity
from nautilus_vlogs.identity import OneIdentity
from nautilus_vlogs.memory import MemoryQueue
from nautilus_vlogs.pipeline import Pipeline
from nautilus_vlogs.settings import DEFAULT_SPOOL_DIRECTORY
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.shipper import Stats
from nautilus_vlogs.times import rfc3339

_PYTHON = OneIdentity(Identity("python"))

#: What a record has whatever was passed as `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

#: Tags that `extra` and `exc_info` may set.
_TAGS = ("strategy_id", "error_type", "error_traceback")

_Record = tuple[float, int, str, str, dict[str, str]]


class VictoriaLogsHandler(logging.Handler):
    """
    Ship records of Python's own `logging` to VictoriaLogs.

    A call appends to a bounded queue, which drops its oldest records when it is full, and never
    waits or raises. Threads of the handler's own send what is in it. A row's `component` is the
    logger's name, its `source` is ``python``, what was passed as `extra` becomes fields. Formatters
    are not used.

    Parameters
    ----------
    url : str, default "http://localhost:9428"
        The base URL of VictoriaLogs.
    level : int or str, default logging.NOTSET
        The lowest level that is handled.
    stream_fields : sequence of str, default ("strategy_id", "source", "level")
        The fields that make up a log stream.
    extra_fields : dict[str, str], optional
        Constants that every row carries.
    **settings : Any
        Others of `VictoriaLogsActorConfig`: ``account_id``, ``project_id``,
        ``queue_max_records``, ``batch_interval_ms``, ``batch_max_bytes``,
        ``request_timeout_secs``, ``shutdown_timeout_secs``, ``extract_fields``, ``redact``,
        ``redact_defaults``, ``compression``, ``ca_file``, ``client_cert_file``,
        ``client_key_file``.

    Raises
    ------
    ValueError
        If a setting makes no sense; the text names the setting, the value and the remedy.
    TypeError
        If there is no such setting.

    Examples
    --------
    >>> logging.getLogger().addHandler(VictoriaLogsHandler(url="http://localhost:9428"))

    """

    def __init__(
        self,
        url: str = "http://localhost:9428",
        *,
        level: int | str = logging.NOTSET,
        stream_fields: Any = ("strategy_id", "source", "level"),
        extra_fields: dict[str, str] | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(level)
        if not isinstance(stream_fields, str):
            stream_fields = tuple(stream_fields)
        self._settings = ShippingSettings(
            url=url,
            stream_fields=stream_fields,
            extra_fields={} if extra_fields is None else extra_fields,
            **settings,
        )
        self._is_closed = False
        self._begin()
        # A fork has neither the threads nor a right to what waits in the queue.
        handler = weakref.ref(self)
        os.register_at_fork(after_in_child=lambda: _begin_anew(handler))

    def handle(self, record: logging.LogRecord) -> Any:
        """
        Filter and emit a record, without the handler's lock, which the queue does not need.

        `logging.shutdown` holds that lock while it waits for the last records to be sent; and
        what the HTTP library logs while it sends them is not to be sent in turn.
        """
        if threading.current_thread() in self._own_threads:
            return False
        passed = self.filter(record)
        if passed:
            self.emit(passed if isinstance(passed, logging.LogRecord) else record)
        return passed

    def emit(self, record: logging.LogRecord) -> None:
        """Queue a record; whatever is wrong with it, nothing is raised."""
        try:
            self._queue.items.append((self._queue.number(), _take_down(record)))
        except Exception:  # noqa: BLE001  # logging's own way to tell of it
            self.handleError(record)

    def flush(self) -> None:
        """Wait until all is delivered, for `shutdown_timeout_secs` at most."""
        if not self._is_closed:
            self._pipeline.shipper.drain(self._settings.shutdown_timeout_secs)

    def close(self) -> None:
        """Deliver what is left, within `shutdown_timeout_secs`, and stop."""
        if not self._is_closed:
            self._is_closed = True
            self._pipeline.close(self._settings.shutdown_timeout_secs, is_last=True)
        super().close()

    def stats(self) -> Stats:
        """Return what has become of the records so far."""
        return self._pipeline.shipper.stats()

    def _begin(self) -> None:
        instance_id = str(uuid.uuid4())
        self._queue = MemoryQueue(self._settings.queue_max_records, _to_line)
        self._pipeline = Pipeline(
            self._settings,
            constants={"instance_id": instance_id, "host": socket.gethostname()},
            identities=_PYTHON,
            introduce=lambda _: Identity("python"),
            open_source=lambda: self._queue,
            dead_letters=Path(DEFAULT_SPOOL_DIRECTORY) / f"{instance_id}.dead-letter.jsonl",
            tell=_tell,
            extra_tags=_TAGS,
        )
        self._own_threads = self._pipeline.threads
        self._pipeline.shipper.start()


def _begin_anew(handler: "weakref.ref[VictoriaLogsHandler]") -> None:
    found = handler()
    if found is not None and not found._is_closed:  # noqa: SLF001  # a method, but for the reference
        found._begin()  # noqa: SLF001  # as above


def _tell(level: str, text: str) -> None:
    """Tell people of trouble, past the logging that might ship it in turn."""
    if level == "warning":
        sys.stderr.write(f"VictoriaLogsHandler: {text}\n")


def _take_down(record: logging.LogRecord) -> _Record:
    """Return what a record says now; its arguments may change later."""
    try:
        message = record.getMessage()
    except Exception as e:  # noqa: BLE001  # an argument's own code may raise anything
        message = f"{record.msg!s} (its arguments can't be formatted: {type(e).__name__})"
    fields = {key: _text(value) for key, value in vars(record).items() if key not in _USUAL}
    if record.exc_info and record.exc_info[0] is not None:
        fields["error_type"] = record.exc_info[0].__name__
        fields["error_traceback"] = "".join(traceback.format_exception(*record.exc_info)).rstrip()
    elif record.exc_text:
        fields["error_traceback"] = record.exc_text
    if record.stack_info:
        fields["stack_info"] = record.stack_info
    return record.created, record.levelno, record.name, message, fields


def _text(value: object) -> str:
    try:
        return value if isinstance(value, str) else str(value)
    except Exception as e:  # noqa: BLE001  # its own code may raise anything
        return f"({type(value).__name__} can't be shown: {type(e).__name__})"


def _to_line(record: _Record) -> dict[str, str]:
    created, levelno, name, message, fields = record
    line = {
        "timestamp": rfc3339(round(created * 1e6) * 1_000),
        "trader_id": "",
        "level": _level(levelno),
        "color": "",
        "component": name,
        "message": message,
    }
    return {**fields, **line}


def _level(levelno: int) -> str:
    """Return the name of the level, the next lower one for a level of the user's own."""
    for lowest, name in (
        (logging.CRITICAL, "CRITICAL"),
        (logging.ERROR, "ERROR"),
        (logging.WARNING, "WARNING"),
        (logging.INFO, "INFO"),
        (logging.DEBUG, "DEBUG"),
    ):
        if levelno >= lowest:
            return name
    return "TRACE"
