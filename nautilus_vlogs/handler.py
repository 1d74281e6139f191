"""A handler that ships what Python's own logging logs."""

import logging
import multiprocessing
import os
import socket
import sys
import threading
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from typing import Unpack

import msgspec

from nautilus_vlogs.capture.memory_queue import LARGE_CHARS
from nautilus_vlogs.capture.memory_queue import MemoryQueue
from nautilus_vlogs.capture.python_logging import RecordReader
from nautilus_vlogs.capture.python_logging import to_line
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import OneIdentity
from nautilus_vlogs.deliver.dead_letters import SUFFIX as DEAD_LETTERS
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.sharing import SharedSender
from nautilus_vlogs.deliver.sharing import senders
from nautilus_vlogs.deliver.shipper import Shipper
from nautilus_vlogs.deliver.stats import State
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.schema import EXTRA_TAGS
from nautilus_vlogs.settings import HandlerSettings
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.settings import check_bool

_PYTHON = OneIdentity(Identity("python"))

#: What `close` still waits right after a `flush` that ran out of time, as at the process's exit.
_LAST_TRY_SECS = 0.2

#: In these states of the store no request is on its way that could still be accepted.
_TAKES_NOTHING = frozenset({State.UNREACHABLE, State.DENIED, State.REFUSED, State.FOREIGN})

#: The handlers that still have something to do, even where nobody else holds them any more.
_open: set["VictoriaLogsHandler"] = set()

#: The threads that close a handler: what the HTTP library logs on them then is of our making.
_closing: set[int | None] = set()

#: What the HTTP library's loggers are called. Nothing else that is logged on our threads is of our
#: making: finalizers log on whichever thread happens to run them, as asyncio's do.
_HTTP_LOGGERS = "httpcore"


class VictoriaLogsHandler(logging.Handler):
    """
    Ship records of Python's own `logging` to VictoriaLogs.

    A call appends to a bounded queue, which drops its oldest records when it is full, and never
    waits or raises. Threads of the handler's own, started with the first record, send the queue's
    content. A row's `component` is the logger's name, its `source` is ``python``, and the names
    passed as `extra` become fields (``extra_level`` and the like where a row's own tag has that
    name or VictoriaLogs reserves it). Formatters are not used. Records logged after `close` are
    lost, and counted.

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
    share_actor : bool, default False
        Send with the connections, threads and credentials of this process's `VictoriaLogsActor`,
        to where it sends, its `trader_id` and `environment` on the rows. Records wait in the queue
        until there is an actor; should there be none when they are flushed, as at the process's
        end, the handler's own settings hold.
    **settings : HandlerSettings
        Other settings, as in `VictoriaLogsActorConfig`: ``query_url``, ``account_id``,
        ``project_id``, ``queue_max_records``, ``batch_interval_ms``, ``batch_max_bytes``,
        ``request_timeout_secs``, ``shutdown_timeout_secs``, ``verify_delivery``,
        ``durability_window_secs``, ``extract_fields``, ``redact``, ``redact_defaults``,
        ``compression``, ``ca_file``, ``client_cert_file``, ``client_key_file``.

    Raises
    ------
    ValueError
        If a value is wrong; the text names the setting, the value and the remedy.
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
        stream_fields: Sequence[str] = ("strategy_id", "source", "level"),
        extra_fields: dict[str, str] | None = None,
        share_actor: bool = False,
        **settings: Unpack[HandlerSettings],
    ) -> None:
        check_bool("share_actor", share_actor)
        # A text is a sequence of texts, too, and is refused with the other wrong values.
        names: Any = stream_fields if isinstance(stream_fields, str) else tuple(stream_fields)
        self._settings = ShippingSettings(
            url=url,
            stream_fields=names,
            extra_fields={} if extra_fields is None else extra_fields,
            **settings,
        )
        self._reader = RecordReader(self._settings.extra_fields)
        self._is_closed = self._is_started = False
        self._may_share = share_actor
        self._gave_up_at = float("-inf")
        self._reported: set[str] = set()
        self._begin()
        self._pipeline: Pipeline | None = self._make_pipeline()
        self._own_threads = frozenset(thread.name for thread in self._pipeline.threads)
        _ask_loggers_of_http()
        super().__init__(level)  # last: what is registered for the process's exit is whole
        _open.add(self)

    def handle(self, record: logging.LogRecord) -> Any:
        """
        Filter and emit a record, without the handler's lock, which the queue does not need.

        `logging.shutdown` holds that lock while it waits for the last records to be sent; and
        what the HTTP library logs while it sends them is not to be sent in turn: neither by this
        handler nor by another one of ours, nor when a `QueueListener` brings it on its thread.
        """
        thread = record.threadName or threading.current_thread().name
        is_ours = thread in self._own_threads or record.thread in _closing
        if is_ours and str(record.name).startswith(_HTTP_LOGGERS):
            return False
        passed = self.filter(record)
        if passed:
            self.emit(passed if isinstance(passed, logging.LogRecord) else record)
        return passed

    def emit(self, record: logging.LogRecord) -> None:
        """Queue a record; whatever is wrong with it, nothing is raised."""
        try:
            snapshot = self._reader.snapshot(record)
            queue = self._queue
            if snapshot.chars > LARGE_CHARS:
                queue.make_room(snapshot.chars)
            queue.items.append(snapshot)
            queue.count()
            if not self._is_started:
                self._start()
        except Exception:  # noqa: BLE001  # as logging reports it, which may raise too
            with suppress(Exception):
                self.handleError(record)

    def flush(self) -> None:
        """Wait until all is delivered, for `shutdown_timeout_secs` at most."""
        if self._has_begun() and not self._is_closed:
            _ask_loggers_of_http()
            is_complete = self._shipper.drain(self._settings.shutdown_timeout_secs)
            self._gave_up_at = float("-inf") if is_complete else time.monotonic()

    def close(self) -> None:
        """Deliver what is left, within `shutdown_timeout_secs`, and stop."""
        if not self._is_closed:
            has_begun = self._has_begun()
            self._is_closed = True
            _open.discard(self)
            if has_begun and self._pipeline is not None:
                _ask_loggers_of_http()
                has_just_waited = time.monotonic() - self._gave_up_at < 1.0
                timeout_secs = self._settings.shutdown_timeout_secs
                thread = threading.get_ident()
                _closing.add(thread)
                self._pipeline.close(
                    _LAST_TRY_SECS if has_just_waited else timeout_secs, is_last=True
                )
                _closing.discard(thread)
                self._is_started = False
            self._report_rest()
        super().close()

    def stats(self) -> Stats:
        """Return what has become of the records so far."""
        stats = self._shipper.stats()
        if self._is_closed:  # what is still in the queue stays there
            left = len(self._queue.items)
            stats = msgspec.structs.replace(stats, read=stats.read + left, lost=stats.lost + left)
        return stats

    @property
    def _shipper(self) -> Shipper:
        if self._pipeline is None:
            self._pipeline = self._make_pipeline()
        return self._pipeline.shipper

    def _begin(self) -> None:
        """Begin with nothing, as a fork does: it has no right to what waits in the queue."""
        self._is_started = False
        self._starting = threading.Lock()
        self._queue = MemoryQueue(self._settings.queue_max_records, to_line)
        self._pipeline = None

    def _begin_anew(self) -> None:
        """Begin with nothing and alone, for a fork has none of its parent's threads."""
        self._may_share = False
        self._begin()

    def _make_pipeline(self, shared: SharedSender | None = None) -> Pipeline:
        instance_id = str(uuid.uuid4())
        constants = {} if shared is None else shared.constants
        return Pipeline(
            self._settings,
            constants={**constants, "instance_id": instance_id, "host": socket.gethostname()},
            identities=_PYTHON,
            introduce=lambda _: Identity("python"),
            open_source=lambda: self._queue,
            dead_letters=dead_letters_directory() / f"{instance_id}{DEAD_LETTERS}",
            report=_report,
            extra_tags=EXTRA_TAGS,
            sender=None if shared is None else shared.sender,
        )

    def _has_begun(self) -> bool:
        """Return whether there are threads; start them if only an actor is still missing."""
        if not self._is_started and self._may_share and self._queue.items:
            self._may_share, self._pipeline = False, None
            self._start()
        return self._is_started

    def _start(self) -> None:
        """Start the threads with the first record, and drain where nothing else would do it."""
        if self._is_closed:
            self._report_once("what is logged after the handler was closed is lost")
        elif self._starting.acquire(blocking=False):  # or another call is at it
            try:
                if self._is_started or (self._may_share and not self._find_actor()):
                    return
                self._shipper.start()
                self._is_started = True
                util = sys.modules.get("multiprocessing.util")
                if util is not None and multiprocessing.parent_process() is not None:
                    # A worker's end calls neither `atexit` nor `logging.shutdown`.
                    util.Finalize(None, self.flush, exitpriority=0)
            finally:
                self._starting.release()

    def _find_actor(self) -> bool:
        """Have the actor's sender send, if there is an actor."""
        shared = senders.find(self._on_actor)
        if shared is not None:
            self._pipeline = self._make_pipeline(shared)
        return shared is not None

    def _on_actor(self) -> None:
        if not self._is_closed and self._queue.items:
            self._start()

    def _report_rest(self) -> None:
        self._queue.count_lost()
        left = self._queue.lost + len(self._queue.items)
        if self._pipeline is not None:
            stats = self._shipper.stats()
            left = stats.read - stats.sent + len(self._queue.items)
            if left > 0 and stats.state not in _TAKES_NOTHING:
                # A request that has no answer yet may still arrive.
                self._report_once(
                    f"{left} records were not acknowledged in time: those that VictoriaLogs did "
                    "not receive are lost; raise `shutdown_timeout_secs` to wait for longer",
                )
                return
        if left > 0:
            self._report_once(f"{left} records are lost, VictoriaLogs took none of them in time")

    def _report_once(self, text: str) -> None:
        if text not in self._reported:
            self._reported.add(text)
            _report("warning", text)


def _begin_anew() -> None:
    for handler in list(_open):
        handler._begin_anew()  # noqa: SLF001  # a method, but for there being one hook for all


os.register_at_fork(after_in_child=_begin_anew)


def _ask_loggers_of_http() -> None:
    """
    Ask the HTTP library's loggers what the thread that sends asks of them: whether they log.

    They remember the answer, and to find it they need a lock of `logging`'s own, which `dictConfig`
    holds while it waits for the old handlers to be closed: sending would wait for it in turn.
    """
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(_HTTP_LOGGERS):
            logging.getLogger(name).isEnabledFor(logging.DEBUG)


def _report(level: str, text: str) -> None:
    """Write a warning past the logging, which might ship it in turn."""
    if level == "warning":
        with suppress(Exception):  # there may be no standard error, or a closed one
            sys.stderr.write(f"VictoriaLogsHandler: {text}\n")
