"""
The node's side of a companion: a process that ships the node's log in place of threads here.

In the node's process one thread asks NautilusTrader to flush, hands identities over in the node's
journal, and sees to it that a companion is at work: one that runs as a service below the same
spool directory, or one that it starts. Whether one is at work is what the companion's lock says.
"""

import atexit
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import ClassVar

from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.log_files import LiveLogFiles
from nautilus_vlogs.capture.log_files import find_written
from nautilus_vlogs.capture.open_files import OpenFile
from nautilus_vlogs.capture.other_logs import pattern_for
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.space import SpaceWatch
from nautilus_vlogs.capture.space import space_of
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Delivery
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.node import nautilus
from nautilus_vlogs.node.instance import InstanceLocks
from nautilus_vlogs.node.nautilus import Node
from nautilus_vlogs.node.session_journal import SessionJournal
from nautilus_vlogs.node.supervisor import Supervisor
from nautilus_vlogs.threads import start_threads
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.config import VictoriaLogsActorConfig

#: Seconds in which the logging thread opens its file.
_SINK_WAIT_SECS = 5.0

#: Seconds without growth of the log after which flushes are asked for less often, and how often.
_IDLE_AFTER_SECS = 1.0
_IDLE_SECS = 0.2

_END_SECS = 1.0

Report = Callable[[str, str], None]


class CompanionLog:
    """
    The log of one node that a companion ships.

    Parameters
    ----------
    config : VictoriaLogsActorConfig
        The configuration.
    node : Node
        The node.
    identities : IdentityTable
        The strategies, as the actor records them.
    report : callable
        Called with a level and a text.
    fall_back : callable
        Called on this object's thread if no companion can be had: ships by threads of the process.

    """

    #: One process has one log, so one node at a time has it.
    _current: ClassVar["CompanionLog | None"] = None

    def __init__(
        self,
        config: "VictoriaLogsActorConfig",
        node: Node,
        identities: IdentityTable,
        report: Report,
        *,
        fall_back: Callable[[], None],
    ) -> None:
        self._config = config
        self._node = node
        self._identities = identities
        self._report = report
        self._fall_back = fall_back
        self._actors: set[str] = set()
        self._pid = os.getpid()
        self._stop = threading.Event()
        self._session = SessionJournal(config.shipping(), config.spool_dir, report)
        self._directory: SessionDirectory | None = None
        self._journal: Journal | None = None
        self._recorded: object = None
        self._companion: Supervisor | None = None
        self._logging_thread = nautilus.LoggingThread()
        self._thread = threading.Thread(target=self._run, name="vlogs-companion", daemon=True)

    @classmethod
    def forget(cls) -> None:
        """Forget the log of the process that this one was forked from."""
        cls._current = None

    @classmethod
    def has_log(cls) -> bool:
        """Return whether this process's log was handed to a companion, which ships all of it."""
        return cls._current is not None

    def start(self) -> None:
        """Begin."""
        CompanionLog._current = self
        atexit.register(self.finish)
        start_threads(self._report, self._thread.start)

    def dispose(self) -> None:
        """Flush; what is logged from now on is handed over until the process exits."""
        self._logging_thread.request_flush()

    def finish(self) -> None:
        """Hand over the last identities and flush; the companion goes on when this process ends."""
        atexit.unregister(self.finish)
        if os.getpid() != self._pid:  # a fork has no share in the log
            return
        self._stop.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(_END_SECS)
        self._logging_thread.request_flush()
        if self._companion is not None and self._journal is not None:
            self._companion.leave()

    # -- The thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            reason = self._hand_over()
        except Exception as e:  # noqa: BLE001  # whatever it is, it is not the node's trouble
            reason = repr(e)
        while True:
            reason = reason or self._keep_company()
            if not reason or self._stop.is_set():
                return
            if self._companion is None or self._companion.give_up():
                self._give_up(reason)
                return
            reason = ""

    def _hand_over(self) -> str:
        """Lock the session and begin the node's journal; return why that can't be done."""
        found = self._find_file()
        if found is None:
            return "this process writes no JSON log file"
        is_exclusive = self._session.take(found.path.parent)
        self._directory = self._session.directory
        if self._directory is None:
            return "there is no directory for its session"
        node, shipping = self._node, self._config.shipping()
        is_spool = nautilus.is_spool(node.logging)
        # Beside those of another process, files are this one's by the instance in their names.
        has_own = InstanceLocks.is_named_in(found.path)
        is_beside = root_of(self._directory.path) == root_of(found.path.parent)
        is_own = is_exclusive and nautilus.is_own_spool(node.logging)
        if is_spool and is_beside and not (has_own or is_own):
            return f"other processes may have their spool in {found.path.parent}, with such names"
        is_spool = is_spool and (is_exclusive or is_beside)
        files = LiveLogFiles(
            nautilus.log_target(node),
            found,
            since=rfc3339(node.created_ns),
            is_exclusive=is_exclusive,
            others=self._session.found_files(),
            configured=InstanceLocks.configured(),
            now=nautilus.log_time_ns,
            marks=None if is_spool else ShippedMarks.of_process(Destination.of(shipping).place),
        )
        if files.is_followed:
            return f"another process follows the log in {found.path.parent}"
        session = Session(
            instance_id=node.instance_id,
            trader_id=node.trader_id,
            host=node.host,
            environment=node.environment,
            created=rfc3339(node.created_ns),
            owned=is_spool,
            is_shared=files.is_shared,
            destination=Destination.of(shipping),
            shaping=Shaping.of(shipping),
            constants={
                "trader_id": node.trader_id,
                "instance_id": node.instance_id,
                "host": self._config.host or node.host,
                "environment": node.environment,
                **self._config.extra_fields,
            },
            is_unnumbered=node.is_instance_fixed,
            is_instance_fixed=node.is_instance_fixed,
            delivery=Delivery.of(shipping),
            pattern=_pattern_of(found.path, is_exclusive=is_exclusive),
            spool_dir=self._config.spool_dir,
        )
        state = JournalState(session)
        for file in files.files[:1]:
            state.apply(FileRecord(file))
        files.close()
        state.apply(self._names())
        path = self._directory.path / f"{node.instance_id}{NODE_SUFFIX}"
        self._recorded = self._version()
        self._journal = Journal(path, state, self._report)
        if not path.exists():
            return f"{path} can't be written"
        self._log_file = found
        self._space = SpaceWatch(partial(space_of, found.path.parent), self._report)
        options = []
        if self._config.metrics_address is not None:
            options = ["--metrics", self._config.metrics_address]
            options += [f"--metrics-host={name}" for name in self._config.metrics_hosts]
        self._companion = Supervisor(self._directory, self._report, options)
        return ""

    def _find_file(self) -> OpenFile | None:
        target = nautilus.log_target(self._node)
        deadline = time.monotonic() + _SINK_WAIT_SECS
        while (found := find_written(target)) is None and time.monotonic() < deadline:
            if self._stop.wait(0.02):
                return None
        return found

    def _keep_company(self) -> str:
        """Flush, hand over identities and watch the companion; return why it has to end."""
        interval = self._config.flush_interval_ms / 1_000
        size, grown_at, has_failed = -1, 0.0, False
        while True:
            now = time.monotonic()
            if size != (size := self._size()) or size < 0:
                grown_at = now
            try:
                if reason := self._look(now):
                    return reason
            except Exception as e:  # noqa: BLE001  # as with no descriptor left, which passes
                if not has_failed:
                    self._report("warning", f"The companion is not watched, for the moment: {e!r}")
                has_failed = True
            is_active = now < grown_at + _IDLE_AFTER_SECS
            if self._stop.wait(interval if is_active else max(interval, _IDLE_SECS)):
                self._record_names()
                return ""

    def _look(self, now: float) -> str:
        """Do what is due; return why there can be no companion."""
        self._logging_thread.request_flush()
        self._space.look(is_live=True)  # the companion counts, and nobody reads what it says
        self._record_names()
        return "" if self._companion is None else self._companion.look(now)

    def _give_up(self, reason: str) -> None:
        """Have threads of this process ship the log."""
        companion, self._companion = self._companion, None
        if self._journal is not None:
            self._journal.remove()
        if companion is not None:
            companion.end()
        CompanionLog._current = None
        atexit.unregister(self.finish)
        self._report(
            "warning",
            f"No companion can ship this node's log ({reason}), so threads of this process do: "
            "see that Python can start processes here and that the spool directory can be "
            'written to, or configure `shipper="thread"`',
        )
        try:
            self._fall_back()
        except Exception as e:  # noqa: BLE001  # logging must not keep a node from running
            self._report("warning", f"Logs are not shipped to VictoriaLogs: {e!r}")

    def _size(self) -> int:
        """Return the size of the log file in bytes, -1 once another one is written."""
        try:
            return os.fstat(self._log_file.fd).st_size
        except OSError:
            return -1

    def _version(self) -> object:
        return self._identities.version, len(self._actors | nautilus.actor_names(self._node))

    def _names(self) -> IdentitiesRecord:
        # Disposal clears the trader's list of its actors.
        self._actors |= nautilus.actor_names(self._node)
        return IdentitiesRecord(self._identities.dump(), sorted(self._actors))

    def _record_names(self) -> None:
        version = self._version()
        if version != self._recorded and self._journal is not None:
            self._journal.record(self._names())
            self._recorded = version


os.register_at_fork(after_in_child=CompanionLog.forget)


def _pattern_of(path: Path, *, is_exclusive: bool) -> str:
    """Return a regular expression for the names of the files of the log that one of them is of."""
    is_any = is_exclusive and not instance_in(path.name)
    return r".+\.jsonl?" if is_any else pattern_for(path)
