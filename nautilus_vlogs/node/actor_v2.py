"""
The actor for nodes of NautilusTrader 2.0, which is another program with another API.

A companion ships the node's JSON log file; in the node's process one thread sees to it that there
is one. Loggers have the strategies' ids there, and the log itself says which they are. Tracebacks,
which 2.0 does not log, and Python's own logging are not captured.
"""

import atexit
import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from typing import ClassVar
from typing import Self

from nautilus_trader.common import DataActor  # type: ignore[attr-defined]  # 2.0 has it
from nautilus_trader.common import DataActorConfig  # type: ignore[attr-defined]  # 2.0 has it
from nautilus_trader.common import Logger  # type: ignore[attr-defined]  # 2.0 has it
from nautilus_trader.common import logger_flush  # type: ignore[attr-defined]  # 2.0 has it

from nautilus_vlogs.capture.open_files import appended_by_this_process
from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.capture.other_logs import pattern_for
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import root_for
from nautilus_vlogs.deliver.sessions import session_directory
from nautilus_vlogs.node.own_log import OwnLog
from nautilus_vlogs.node.own_log import handed_state
from nautilus_vlogs.node.own_log import own_part_of
from nautilus_vlogs.node.supervisor import Supervisor
from nautilus_vlogs.places import make_root
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.settings import absolute
from nautilus_vlogs.settings import check_directory
from nautilus_vlogs.threads import start_threads

_SINK_WAIT_SECS = 5.0
_END_SECS = 1.0


class VictoriaLogsActorConfig(DataActorConfig):  # type: ignore[misc]  # PyO3, without types
    """
    Configuration of the actor for NautilusTrader 2.0.

    Parameters
    ----------
    actor_id : optional
        See `DataActorConfig`.
    spool_dir : str, optional
        Where the session is kept: journals and dead letters. By default the spool directory.
    settings
        Those of 1.x's `VictoriaLogsActorConfig` that concern the way to the store: `url`,
        `query_url`, `stream_fields`, `extra_fields`, `redact` and so on.

    Raises
    ------
    ValueError
        If a value is wrong or a name unknown; the text names the field, the value and the remedy.

    """

    def __new__(cls, actor_id: Any = None, **_: Any) -> Self:
        """Return the part that NautilusTrader reads."""
        made: Self = super().__new__(cls, actor_id=actor_id)
        return made

    def __init__(
        self,
        actor_id: Any = None,  # noqa: ARG002  # see __new__
        *,
        spool_dir: str | None = None,
        shipper: str = "companion",
        **settings: Any,
    ) -> None:
        if shipper != "companion":
            raise ValueError(
                "`shipper` must be 'companion' with NautilusTrader 2.0: leave it out, "
                f"was {shipper!r}"
            )
        unknown = settings.keys() - set(ShippingSettings.__struct_fields__)
        if unknown:
            raise ValueError(
                f"`{min(unknown)}` is no setting with NautilusTrader 2.0: leave it out, "
                f"was {settings[min(unknown)]!r}"
            )
        if spool_dir is not None:
            check_directory("spool_dir", spool_dir)
            spool_dir = absolute(spool_dir)
        self.spool_dir = spool_dir
        self.shipping = ShippingSettings(**settings)


class VictoriaLogsActor(DataActor):  # type: ignore[misc]  # PyO3, without types
    """
    Have a companion ship every line of a NautilusTrader 2.0 node's JSON log file.

    The node needs ``LoggerConfig(file_config=FileWriterConfig(file_format="json"))`` and a
    `fileout_level`. Nothing that happens to VictoriaLogs can raise into the node.

    Parameters
    ----------
    config : VictoriaLogsActorConfig, optional
        The configuration.

    """

    def __new__(cls, config: VictoriaLogsActorConfig | None = None) -> Self:
        """Return the part that NautilusTrader runs."""
        made: Self = super().__new__(cls, config or VictoriaLogsActorConfig())
        return made

    #: The process whose log was handed to a companion: it has one, whatever nodes it runs.
    _handed_by: ClassVar[int] = 0

    def __init__(self, config: VictoriaLogsActorConfig | None = None) -> None:
        self._settings = config or VictoriaLogsActorConfig()
        self._stop = threading.Event()
        self._supervisor: Supervisor | None = None
        self._thread: threading.Thread | None = None
        if VictoriaLogsActor._handed_by == os.getpid():
            _report(
                "warning",
                "Another actor of this process has handed the process's log to a companion, so "
                "this one does nothing: run one node a process, with one VictoriaLogsActor",
            )
            return
        VictoriaLogsActor._handed_by = os.getpid()
        thread = threading.Thread(target=self._run, name="vlogs-companion", daemon=True)
        if start_threads(_report, thread.start):
            self._thread = thread
            atexit.register(self._finish)

    def on_dispose(self) -> None:
        """Flush; what is logged from now on is handed over until the process exits."""
        logger_flush()

    def _finish(self) -> None:
        atexit.unregister(self._finish)
        if os.getpid() != VictoriaLogsActor._handed_by:  # a fork has no share in the log
            return
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_END_SECS)
        logger_flush()
        if self._supervisor is not None:
            self._supervisor.leave()

    def _run(self) -> None:
        try:
            reason = self._hand_over()
        except Exception as e:  # noqa: BLE001  # whatever it is, it is not the node's trouble
            reason = repr(e)
        if reason or self._supervisor is None:
            VictoriaLogsActor._handed_by = 0
            _report("warning", f"Logs are not shipped to VictoriaLogs: {reason}")
            return
        interval_secs = self._settings.shipping.flush_interval_ms / 1_000
        while not self._stop.is_set():
            logger_flush()
            self._supervisor.look_again(time.monotonic())
            self._stop.wait(interval_secs)

    def _hand_over(self) -> str:
        """Lock a session and begin the node's journal; return why that can't be done."""
        own = _find_log(self._stop)
        if own is None:
            return (
                "this process writes no JSON log file, configure one with "
                'FileWriterConfig(file_format="json")'
            )
        root, _ = root_for(None, self._settings.spool_dir)
        make_root(root)
        directory = SessionDirectory(Path(session_directory(str(root))))
        make_private(directory.path)
        if not directory.lock.acquire():
            return f"{directory.path} is locked by another process"
        state = handed_state(own, self._settings.shipping, self._settings.spool_dir)
        self._journal = Journal(directory.path / f"{own.instance_id}{NODE_SUFFIX}", state, _report)
        self._supervisor = Supervisor(directory, _report)
        return ""


def _find_log(stop: threading.Event) -> OwnLog | None:
    """Wait for a JSON log file that this process writes and that has lines of its own."""
    deadline = time.monotonic() + _SINK_WAIT_SECS
    while time.monotonic() < deadline and not stop.is_set():
        logger_flush()
        with suppress(OSError):
            for file in appended_by_this_process() or []:
                for log in other_logs_in(file.path.parent):
                    if log.pattern == pattern_for(file.path) and (own := own_part_of(log)):
                        return own
        stop.wait(0.05)
    return None


def _report(level: str, text: str) -> None:
    """Log under the actor's name; from any thread."""
    getattr(Logger("VictoriaLogsActor"), level)(text)
