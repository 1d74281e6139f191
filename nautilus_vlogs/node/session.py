"""A node's log: where it is captured, from when, and until when."""

import atexit
import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from msgspec.structs import replace

from nautilus_vlogs.capture.bridge import Bridge
from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.fallback import SpoolOrBridge
from nautilus_vlogs.capture.log_files import LiveLogFiles
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Source
from nautilus_vlogs.capture.space import LookAtSpace
from nautilus_vlogs.capture.space import space_of
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.convert.backtest import BacktestConverter
from nautilus_vlogs.convert.backtest import new_run_id
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.dead_letters import SUFFIX as DEAD_LETTERS
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.numbers import GivenNumbers
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.sharing import senders
from nautilus_vlogs.metrics.address import parse_address
from nautilus_vlogs.node import nautilus
from nautilus_vlogs.node.instance import InstanceLocks
from nautilus_vlogs.node.log_search import LogSearch
from nautilus_vlogs.node.nautilus import Node
from nautilus_vlogs.node.session_journal import SessionJournal
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.config import VictoriaLogsActorConfig
    from nautilus_vlogs.metrics.server import MetricsServer

#: What the exit still waits when the time to shut down was used up on disposal.
_LAST_TRY_SECS = 0.2

#: Seconds to wait until all is written that was logged before an engine that is not shipped.
_PASS_OVER_SECS = 1.0

#: The part of the time to shut down that disposal leaves for the exit, which stops the threads.
_EXIT_SHARE = 0.1

#: Between two attempts to open the log.
_OPEN_RETRY_SECS = 1.0

#: Between two questions to a store that does not say which numbers an instance has used.
_STORE_RETRY_SECS = 2.0


class NodeLog:
    """The log of one node, on its way to VictoriaLogs."""

    #: One process has one log, so one node at a time has it.
    _current: ClassVar["NodeLog | None"] = None

    def __init__(
        self,
        config: "VictoriaLogsActorConfig",
        node: Node,
        identities: IdentityTable,
        report: Callable[[str, str], None],
        *,
        clock_ns: Callable[[], int],
    ) -> None:
        self._config = config
        self._node = node
        self._identities = identities
        self._report = report
        self._clock_ns = clock_ns
        self._target = nautilus.log_target(node)
        self.is_backtest = node.environment == "backtest"
        spare = self._spare_bridge if self._may_fall_back else None
        self._search = LogSearch(self._target, spare, report)
        self._pid = os.getpid()
        self._patience_secs = config.shutdown_timeout_secs
        self._is_disposed = False
        self._is_passing_over = False
        self._is_ending = threading.Event()
        self._is_numbering = False  # the first number is asked for
        self.next_seq = 0  # behind the numbers given, those of an earlier actor of the node, too
        self._bridge: Bridge | None = None
        self._start: Position | None = None
        self._files: list[LogFile] = []
        self._log_files: LiveLogFiles | None = None
        self.reader: SpoolReader | None = None
        self._actors: set[str] = set()
        self._journal = SessionJournal(
            config.shipping(), config.spool_dir, report, self._is_ending.is_set
        )
        self._constants = {
            "trader_id": node.trader_id,
            "instance_id": node.instance_id,
            "host": config.host or node.host,
            "environment": node.environment,
            **config.extra_fields,
        }
        self._pipeline = Pipeline(
            config.shipping(),
            constants=self._constants,
            identities=identities,
            introduce=self._introduce,
            open_source=self._open_source,
            dead_letters=self._dead_letters_of(self._journal.dead_letters()),
            report=report,
            converter_type=BacktestConverter if self.is_backtest else RowConverter,
        )
        self.run_id = new_run_id() if self.is_backtest else ""
        converter = self._pipeline.converter
        if isinstance(converter, BacktestConverter):
            converter.since, converter.run_id = rfc3339(node.created_ns), self.run_id
        self.shipper = self._pipeline.shipper
        self._metrics: MetricsServer | None = None

    @classmethod
    def forget(cls) -> None:
        """Forget the log of the process that this one was forked from."""
        cls._current = None

    def take_over(self) -> bool:
        """Start, once an earlier node of this process has finished."""
        earlier = NodeLog._current
        if earlier is not None:
            if not earlier.is_over():
                self._report(
                    "warning",
                    "Another node of this process ships the process's log already, so this actor "
                    "does nothing: run one node a process, or dispose of the other one first",
                )
                return False
            earlier.finish(next_node=self._node)
            is_same_node = earlier.is_of(self._node)
            # The creation of a backtest is not dated, and that of the same node was before.
            if self.is_backtest or is_same_node:  # it begins where the other one ended
                self._start = earlier.shipper.end
                if earlier.reader is not None:
                    self._files = earlier.reader.files
            if is_same_node:  # the numbers go on, as of an instance that runs again
                self._node = replace(self._node, is_instance_fixed=True)
                self.next_seq = earlier.next_seq
        NodeLog._current = self
        if earlier is not None:
            earlier.note_strategies()
        atexit.register(self.finish)
        self._install_bridge()
        self.shipper.start()
        self._serve_metrics()
        theirs_too = {key: self._constants[key] for key in ("trader_id", "environment")}
        senders.publish(self._pipeline.sender, theirs_too)
        return True

    @classmethod
    def current(cls) -> "NodeLog | None":
        """Return the log of the node that ships this process's lines, if there is one."""
        return cls._current

    def pass_over(self, *, is_new: bool) -> None:
        """
        Ship nothing from now on: an engine logs that is not to be shipped.

        Parameters
        ----------
        is_new : bool
            The engine has just been made: this node's may run before it does.

        """
        if not self._is_passing_over and (self._is_disposed if is_new else self.is_over()):
            self._is_passing_over = True
            self._pipeline.converter.end()
            if self._bridge is not None:
                self._bridge.close()
            else:
                self.shipper.pass_over(_PASS_OVER_SECS, is_on=True)

    def go_on(self, *, is_gone: bool = False) -> None:
        """
        Ship again what is logged from now on.

        Parameters
        ----------
        is_gone : bool, default False
            The other engine is no longer in use. As long as it is, what follows its run is its own
            unless this node's engine is in use, too.

        """
        if not self._is_passing_over or (self._is_disposed and not is_gone):
            return
        self._is_passing_over = False
        if self._bridge is None:
            self.shipper.pass_over(_PASS_OVER_SECS, is_on=False)
        elif not self._is_disposed:
            self._bridge.install()

    def note_strategies(self) -> None:
        """
        Make this engine's strategies known to the log of another one, if that ships now.

        Engines that are all made before the first of them runs log by the log of the last one.
        """
        current = NodeLog._current
        if current is None or current is self or self._is_disposed or not self.is_backtest:
            return
        current.include(self._identities.dump(), self._actor_names())

    def include(self, identities: dict[str, Any], actors: set[str]) -> None:
        """Learn the names of another engine's strategies and actors."""
        self._actors |= actors
        self._identities.include(identities)

    def is_of(self, node: Node) -> bool:
        """Return whether it is the log of a node."""
        return node.kernel is not None and node.kernel is self._node.kernel

    def ships(self, node: Node) -> bool:
        """Return whether it is the log of a node, by an actor that was not disposed of."""
        return self.is_of(node) and not self._is_disposed

    def is_over(self) -> bool:
        """Return whether the node is no longer in use."""
        return self._is_disposed or not nautilus.is_running(self._node)

    def dispose(self) -> None:
        """Wait until all is delivered, no longer than the configured time."""
        if self._bridge is not None:
            self._bridge.close()
        self._drain_backtest()
        started = time.monotonic()
        is_complete = self.shipper.drain((1 - _EXIT_SHARE) * self._patience_secs)
        self._patience_secs -= time.monotonic() - started
        if not is_complete:  # it will not be complete a moment later either
            self._patience_secs = min(self._patience_secs, _LAST_TRY_SECS)
        self._is_disposed = True
        self._pipeline.converter.linger()

    def finish(self, next_node: Node | None = None) -> None:
        """Ship the rest, up to where the next node's lines begin, and stop."""
        atexit.unregister(self.finish)
        if os.getpid() != self._pid:  # a fork has no threads to stop, and no share in the spool
            return
        if self._bridge is not None:
            self._bridge.close()
        until = None
        is_dated = next_node is not None and next_node.environment != "backtest"
        if next_node is not None and is_dated and not self.is_of(next_node):
            until = rfc3339(next_node.created_ns)
        self._is_ending.set()
        self._pipeline.converter.end(until)
        self._drain_backtest()
        self._journal.stop_adopter()
        timeout_secs = max(self._patience_secs, _LAST_TRY_SECS)
        is_last = next_node is None
        # What an earlier node of this process has left unfinished is in the same files.
        may_remove = is_last and not self._journal.has_unfinished()
        self._pipeline.close(timeout_secs, is_last=may_remove)
        self.next_seq = self._pipeline.converter.next_seq
        self._end_claim()
        # What the bridge has captured is in no file that others go on with.
        is_apart = self._bridge is not None
        self._journal.end(
            is_complete=self.shipper.is_complete or is_apart,
            is_last=is_last or is_apart,
            position=self.shipper.end,
            until=until or "",
        )
        if self._metrics is not None:  # the next node of this process may use the port
            self._metrics.close()

    def _serve_metrics(self) -> None:
        """Serve the accounting to Prometheus, if an address is configured."""
        config = self._config
        if config.metrics_address is None:
            return
        from nautilus_vlogs.metrics.registry import MetricsRegistry  # noqa: PLC0415  # slow
        from nautilus_vlogs.metrics.server import MetricsServer  # noqa: PLC0415  # as above

        registry, node = MetricsRegistry(), self._node
        registry.begin(node.instance_id, node.trader_id, node.instance_id, self.shipper.stats)
        address = parse_address("metrics_address", config.metrics_address)
        self._metrics = MetricsServer(address, registry.render, self._report, config.metrics_hosts)
        self._metrics.start()

    def _end_claim(self) -> None:
        """Tell other processes that write to the same file where this session's lines end."""
        position = self.shipper.position
        if self._log_files is None or position is None or position.file < 0:
            return
        # Otherwise whoever goes on reads it to its end, and then those behind it.
        if self.shipper.is_complete or position.file == len(self._files) - 1:
            self._log_files.end_claim(self._files[position.file], position.offset)

    def _drain_backtest(self) -> None:
        """Take as long as it takes, as long as rows arrive: nobody trades in a backtest."""
        sent = -1
        while self.is_backtest and sent < (sent := self.shipper.stats().sent):
            self.shipper.drain(self._config.shutdown_timeout_secs)

    def _install_bridge(self) -> None:
        """Capture in process, if that was asked for or there is no log file to follow."""
        node, config = self._node, self._config
        has_file = nautilus.writes_json(node.logging) or self._search.is_there()
        if config.capture == "spool" or (config.capture == "auto" and has_file):
            return
        pipeline, reader, own_threads = self._pipeline, self.shipper.thread, self._pipeline.threads

        def may_wait() -> bool:
            # Not in a fork, where nobody makes room; and those who make it can't wait for it.
            is_own = threading.current_thread() in own_threads
            makes_room = pipeline.outbox.is_up and reader.is_alive() and not self._is_numbering
            return makes_room and not is_own

        self._bridge = Bridge(
            config.queue_max_records,
            config.bridge_level,
            nautilus.divert_log_calls,
            now=self._clock_ns if self.is_backtest else time.time_ns,
            may_wait=may_wait if self.is_backtest else None,
        )
        self._bridge.install()
        self._report(
            "info",
            f"Shipping logs to {config.url} from this process's log calls, {config.bridge_level} "
            "and above. Not seen: lines from before this actor and after its disposal, lines of "
            "Rust code, and the last moments before a crash. For all of it configure the node "
            "with logging=SpoolLoggingConfig()",
        )

    def _open_source(self) -> Source | None:
        """Find what to read, as often as that fails; called on the shipper's thread."""
        files, failure = self._files, ""
        while True:
            try:
                return self._find_source()
            except Exception as e:  # noqa: BLE001  # as with no descriptor left, which passes
                if self._log_files is not None:
                    self._log_files.close()
                self._files, self._log_files, self.reader = files, None, None
                if failure != (failure := repr(e)):
                    self._report(
                        "warning", f"The log can't be read yet, it is tried again: {failure}"
                    )
            if self._is_ending.wait(_OPEN_RETRY_SECS):
                self._search.end()
                return None

    def _find_source(self) -> Source | None:
        """Find the files to read, or the bridge in their place."""
        if self._bridge is not None:
            return self._numbered(self._bridge)
        node, config = self._node, self._config
        found, bridge = self._search.find(), self._search.bridge
        if found is None:
            self._bridge = bridge
            return None if bridge is None else self._numbered(bridge)
        directory = self._journal.dead_letters(found.path.parent)
        self._pipeline.dead_letters = DeadLetterFile(self._dead_letters_of(directory))
        is_spool = nautilus.is_spool(node.logging)
        what = "spool" if is_spool else "JSON log file"
        self._report(
            "info", f"Shipping logs to {config.url} from the {what} in {found.path.parent}"
        )
        is_exclusive = self._journal.take(found.path.parent)
        if self._journal.is_handed_over(found.path):
            self._report(
                "warning",
                f"Another process writes to {found.path}, too, and its companion ships these lines "
                "under its own instance_id: give each process a SpoolLoggingConfig of its own",
            )
            return None
        destination = Destination.of(config.shipping())
        files = LiveLogFiles(
            self._target,
            found,
            since=rfc3339(node.created_ns),
            is_exclusive=is_exclusive,
            is_simulated=self.is_backtest,
            claims=self._claims_on(found.path, is_spool=is_spool),
            marks=None if is_spool else ShippedMarks.of_process(destination.place),
            others=self._journal.found_files(),
            configured=InstanceLocks.configured(),
            now=nautilus.log_time_ns,
            files=self._files,
            first=0 if self._start is None else max(0, self._start.file),
            owned=is_spool,
        )
        files.spared = self._journal.unfinished_files()
        self._files, self._log_files = files.files, files
        if files.is_followed:
            self._report(
                "warning",
                f"Another process (`vlogs-nt follow`) ships the log in {found.path.parent}, so it "
                "is left to that one: have it follow other directories",
            )
        elif files.is_waiting:
            self._report(
                "warning",
                f"Another process of trader {node.trader_id} writes to {found.path} and ships "
                "these lines too, under its own instance_id; this one goes on when that one ends. "
                "Give each process a `log_file_name` of its own",
            )
        look = partial(space_of, files.directory)
        self.reader = reader = SpoolReader(
            files,
            start=self._start,
            writer=nautilus.LoggingThread(),
            max_bytes=nautilus.max_log_bytes(node.logging),
            report=self._report,
            look_at_space=(lambda: None) if self._may_fall_back else look,
        )
        if not self._open_journal(is_spool=is_spool, is_shared=files.is_shared):
            reader.close()
            return None
        return self._with_fallback(reader, look, bridge)

    def _claims_on(self, path: Path, *, is_spool: bool) -> Claims | None:
        """Return the claims on log files, unless their names say whose they are."""
        if is_spool and InstanceLocks.is_named_in(path):
            return None
        # Processes of one configuration write to one spool.
        return self._journal.claims(self._node.trader_id, self._node.instance_id)

    @property
    def _may_fall_back(self) -> bool:
        return not self.is_backtest and self._config.capture == "auto"

    def _spare_bridge(self) -> Bridge:
        """Return a bridge that takes the place of the log file."""
        return Bridge(
            self._config.queue_max_records,
            nautilus.file_level(self._node.logging),
            nautilus.divert_log_calls,
            now=nautilus.log_time_ns,
        )

    def _with_fallback(
        self, spool: SpoolReader, look: LookAtSpace, bridge: Bridge | None
    ) -> Source:
        """Return a source that goes over to the bridge while there is no room for the spool."""
        if not self._may_fall_back:
            return spool
        return SpoolOrBridge(
            spool,
            self._spare_bridge,
            look,
            self._report,
            bridge=bridge,
            now=nautilus.log_time_ns,
        )

    def _open_journal(self, *, is_spool: bool, is_shared: bool) -> bool:
        """
        See to it that another process can go on where this one ends, and go on for others.

        Returns
        -------
        bool
            False if no line can be numbered any more, so that the log is left to another process.

        """
        start = self._start
        if start is None and self._files:
            start = Position(0, self._files[0].start)
        first = self._journal.open(
            self._session(is_spool=is_spool, is_shared=is_shared),
            self._files,
            start,
            identities=self._identities_record,
            version=lambda: (self._identities.version, self._run_id()),
            store_next_seq=self._store_next_seq if self._node.is_instance_fixed else None,
            watch=self.reader.watch if self.reader is not None else lambda: None,
        )
        if first is None:
            return False
        self._pipeline.converter.next_seq = first
        if self._journal.journal is not None:
            self.shipper.journal = self._journal.journal
        if not self.is_backtest:
            self._journal.start_adopter()
        return True

    def _session(self, *, is_spool: bool, is_shared: bool = False) -> Session:
        """Return the first record of the journal."""
        node, shipping = self._node, self._config.shipping()
        return Session(
            id=self._journal.session_id,
            instance_id=node.instance_id,
            trader_id=node.trader_id,
            host=node.host,
            environment=node.environment,
            created=rfc3339(node.created_ns),
            owned=is_spool,
            is_shared=is_shared,
            destination=Destination.of(shipping),
            shaping=Shaping.of(shipping),
            constants=self._constants,
            is_instance_fixed=node.is_instance_fixed,
            spool_dir=self._config.spool_dir,
        )

    def _numbered(self, bridge: Bridge) -> Bridge | None:
        """
        Return a bridge once the number of its first row is known.

        Earlier runs may have had the same instance id. Calls wait in the bridge's queue meanwhile.
        """
        if not self._node.is_instance_fixed:
            return bridge
        self._is_numbering = True
        try:
            first = self._journal.open_apart(
                self._session(is_spool=False),
                self._target.path,
                identities=self._identities_record,
                store_next_seq=self._store_next_seq,
            )
        finally:
            self._is_numbering = False
        if first is None:
            self._report(
                "warning",
                f"{bridge.backlog().records} log calls are not shipped: until the end VictoriaLogs "
                f"at {self._config.url} did not say which numbers earlier runs of the instance "
                f"{self._node.instance_id} have had",
            )
            return None
        self._pipeline.converter.next_seq = first
        if self._journal.journal is not None:
            self.shipper.journal = GivenNumbers(self._journal.journal)
        return bridge

    def _store_next_seq(self) -> int | None:
        """
        Return the number behind the last one in the store.

        ``None`` if there is no time left.
        """
        lookup = self._pipeline.lookup
        while (found := lookup.next_seq()) is None:
            if lookup.is_denied():
                return self.next_seq
            if self._is_ending.wait(_STORE_RETRY_SECS):
                return None
        return max(found, self.next_seq)  # what was sent a moment ago is not found yet

    def _identities_record(self) -> IdentitiesRecord:
        return IdentitiesRecord(
            self._identities.dump(), sorted(self._actor_names()), self._run_id()
        )

    def _actor_names(self) -> set[str]:
        # Disposal clears the trader's list of its actors.
        self._actors |= nautilus.actor_names(self._node)
        return self._actors

    def _run_id(self) -> str:
        converter = self._pipeline.converter
        return converter.run_id if isinstance(converter, BacktestConverter) else ""

    def _dead_letters_of(self, directory: Path) -> Path:
        return directory / f"{self._node.instance_id}{DEAD_LETTERS}"

    def _introduce(self, name: str) -> Identity:
        identity = ACTOR if name in self._actor_names() else SYSTEM
        return self._identities.introduce(name, identity)


os.register_at_fork(after_in_child=NodeLog.forget)
