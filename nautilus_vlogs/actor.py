"""The actor that ships a node's log lines to VictoriaLogs."""

import atexit
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from typing import ClassVar

from nautilus_trader.common.actor import Actor

from nautilus_vlogs import nautilus
from nautilus_vlogs.client import VictoriaLogsClient
from nautilus_vlogs.config import SpoolLoggingConfig
from nautilus_vlogs.config import VictoriaLogsActorConfig
from nautilus_vlogs.deadletter import DeadLetterFile
from nautilus_vlogs.delivery import Batch
from nautilus_vlogs.delivery import Delivery
from nautilus_vlogs.identity import ACTOR
from nautilus_vlogs.identity import SYSTEM
from nautilus_vlogs.identity import Identity
from nautilus_vlogs.identity import IdentityTable
from nautilus_vlogs.nautilus import Node
from nautilus_vlogs.record import RowConverter
from nautilus_vlogs.record import rfc3339
from nautilus_vlogs.shipper import Shipper
from nautilus_vlogs.shipper import Stats
from nautilus_vlogs.spool import SpoolReader
from nautilus_vlogs.spool import find_sink

#: The logging thread opens its file when it starts, which may be a moment after the kernel did.
_SINK_WAIT_SECS = 5.0

#: What the exit still waits when the time to shut down was used up on disposal.
_LAST_TRY_SECS = 0.2


class VictoriaLogsActor(Actor):  # type: ignore[misc]  # Cython, without types
    """
    Ship every log line of a node to VictoriaLogs, tagged with its strategy.

    Strategies stay as they are. The actor works from its registration on, before the node
    connects to anything; stopping changes nothing; disposing waits for the last rows. The lines
    that come after that are shipped until the process exits.

    Nothing here runs when a strategy logs, and nothing that happens to VictoriaLogs can raise
    into the node.

    Parameters
    ----------
    config : VictoriaLogsActorConfig, optional
        The configuration.

    """

    def __init__(self, config: VictoriaLogsActorConfig | None = None) -> None:
        config = config or VictoriaLogsActorConfig()
        super().__init__(config)
        self._settings = config
        self._pipeline: _Pipeline | None = None

    def stats(self) -> Stats | None:
        """Return what has become of the records so far; ``None`` if nothing is shipped."""
        return None if self._pipeline is None else self._pipeline.shipper.stats()

    # -- Called by Nautilus ------------------------------------------------------------------

    def register_base(self, portfolio: Any, msgbus: Any, cache: Any, clock: Any) -> None:
        """Begin to ship; strategies that are registered later are seen being registered."""
        super().register_base(portfolio=portfolio, msgbus=msgbus, cache=cache, clock=clock)
        try:
            self._begin()
        except Exception as e:  # noqa: BLE001  # logging must not keep a node from being built
            self.log.warning(f"Logs are not shipped to VictoriaLogs: {e!r}")

    def on_start(self) -> None:
        """Do nothing: the actor has been at work since its registration."""

    def on_stop(self) -> None:
        """Do nothing: the node goes on logging."""

    def on_dispose(self) -> None:
        """Wait for the last rows; what is logged from now on is shipped until the process exits."""
        if self._pipeline is not None:
            self._pipeline.dispose()

    # -- Private -----------------------------------------------------------------------------

    def _begin(self) -> None:
        if not nautilus.is_logging():
            return
        node = nautilus.find_node(self.trader_id.value, self.msgbus)
        if node.environment == "backtest":
            return
        self._identities = IdentityTable(node.trader_id)
        self._own_level_filters = nautilus.names_in_level_filters(node.logging)
        self._note_strategies()
        nautilus.after_each_strategy(node, self._on_strategy)
        pipeline = _Pipeline(self._settings, node, self._identities, self._tell)
        if pipeline.take_over():
            self._pipeline = pipeline

    def _on_strategy(self) -> None:
        try:
            self._note_strategies()
        except Exception as e:  # noqa: BLE001  # called from within the strategy's addition
            self.log.warning(f"A strategy's log lines may lack its strategy_id: {e!r}")

    def _note_strategies(self) -> None:
        """Take down the strategies that are new, and name their loggers after their ids."""
        for strategy in nautilus.strategies(self.msgbus):
            strategy_id = strategy.id.value
            if self._identities.has_strategy(strategy_id):
                continue
            # Two strategies of a class share a name otherwise. A name that the user's own level
            # filters go by stays.
            name = strategy.log.name
            is_renamed = name not in self._own_level_filters and name != strategy_id
            at = rfc3339(self.clock.timestamp_ns())
            if is_renamed:
                nautilus.rename_logger(strategy, strategy_id)
            self._identities.add_strategy(
                strategy_id,
                name=name,
                class_name=type(strategy).__name__,
                at=at,
                is_renamed=is_renamed,
            )

    def _tell(self, level: str, text: str) -> None:
        getattr(self.log, level)(text)


class _Pipeline:
    """All that runs between the log files and VictoriaLogs, put together."""

    #: One process has one log, so one pipeline at a time reads it.
    _current: ClassVar["_Pipeline | None"] = None

    def __init__(
        self,
        config: VictoriaLogsActorConfig,
        node: Node,
        identities: IdentityTable,
        tell: Callable[[str, str], None],
    ) -> None:
        self._config = config
        self._node = node
        self._identities = identities
        self._tell = tell
        self._pid = os.getpid()
        self._patience_secs = config.shutdown_timeout_secs
        self._is_disposed = False
        self._warned: set[str] = set()
        self._dead_letters: DeadLetterFile | None = None
        self._client = VictoriaLogsClient(
            config.url,
            stream_fields=config.stream_fields,
            account_id=config.account_id,
            project_id=config.project_id,
            timeout_secs=config.request_timeout_secs,
            compression=config.compression,
            ca_file=config.ca_file,
            client_cert_file=config.client_cert_file,
            client_key_file=config.client_key_file,
        )
        self._converter = RowConverter(
            identities,
            {
                "trader_id": node.trader_id,
                "instance_id": node.instance_id,
                "host": node.host,
                "environment": node.environment,
                **config.extra_fields,
            },
            self._introduce,
            extract_fields=config.extract_fields,
            put_aside=self._put_aside,
        )
        self._delivery = Delivery(
            self._client,
            connected=self._on_connected,
            delivered=self._on_delivered,
            refused=self._converter.refusal,
            tell=tell,
        )
        self.shipper = Shipper(
            self._converter,
            self._delivery,
            self._open_reader,
            tell,
            flush_interval_secs=config.flush_interval_ms / 1_000,
            batch_interval_secs=config.batch_interval_ms / 1_000,
            batch_max_bytes=config.batch_max_bytes,
        )

    def take_over(self) -> bool:
        """Start, once the pipeline of an earlier node of this process has finished."""
        earlier = _Pipeline._current
        if earlier is not None:
            if not earlier.is_over():
                self._tell(
                    "warning",
                    "Another node of this process ships the process's log already, so this actor "
                    "does nothing: run one node a process, or dispose of the other one first",
                )
                return False
            earlier.finish(next_node=self._node)
        _Pipeline._current = self
        atexit.register(self.finish)
        self.shipper.start()
        return True

    def is_over(self) -> bool:
        """Return whether the node is no longer in use."""
        kernel = self._node.kernel
        return self._is_disposed or kernel is None or not kernel.is_running()

    def dispose(self) -> None:
        """Wait until all is delivered, no longer than the configured time."""
        started = time.monotonic()
        is_complete = self.shipper.drain(self._patience_secs)
        self._patience_secs -= time.monotonic() - started
        if not is_complete:  # it will not be complete a moment later either
            self._patience_secs = min(self._patience_secs, _LAST_TRY_SECS)
        self._is_disposed = True
        self._converter.linger()

    def finish(self, next_node: Node | None = None) -> None:
        """Ship what is left, up to where the next node's lines begin, and stop."""
        atexit.unregister(self.finish)
        if os.getpid() != self._pid:  # a fork has no threads to stop, and no share in the spool
            return
        self._converter.end(rfc3339(next_node.created_ns) if next_node is not None else None)
        self.shipper.close(max(self._patience_secs, _LAST_TRY_SECS), is_last=next_node is None)
        self._client.close()

    def _open_reader(self) -> SpoolReader | None:
        """Find the files to follow; called on the shipper's thread."""
        node, config = self._node, self._config
        deadline = time.monotonic() + _SINK_WAIT_SECS
        while (sink := find_sink(node)) is None:
            if time.monotonic() > deadline:
                self._tell(
                    "warning",
                    "Logs are not shipped to VictoriaLogs, for this process writes no JSON log "
                    "file: configure the node with logging=SpoolLoggingConfig()",
                )
                return None
            time.sleep(0.02)
        directory = Path(config.spool_dir or sink.directory)
        name = f"{node.trader_id}_{node.instance_id}.dead-letter.jsonl"
        self._dead_letters = DeadLetterFile(directory / name)
        is_spool = isinstance(node.logging, SpoolLoggingConfig)
        what = "spool" if is_spool else "JSON log file"
        self._tell("info", f"Shipping logs to {config.url} from the {what} in {sink.directory}")
        return SpoolReader(sink, since=rfc3339(node.created_ns), owned=is_spool)

    def _introduce(self, name: str) -> Identity:
        identity = ACTOR if name in nautilus.actor_names(self._node) else SYSTEM
        self._identities.add(name, identity)
        return identity

    def _put_aside(self, reason: str, original: bytes) -> None:
        if self._dead_letters is None:
            return
        try:
            self._dead_letters.write(reason, original)
        except OSError as e:
            self._warn_once(f"Records that can't be stored can't be kept either: {e}")
        else:
            self._warn_once(f"Records that can't be stored are kept in {self._dead_letters.path}")

    def _warn_once(self, text: str) -> None:
        if text not in self._warned:
            self._warned.add(text)
            self._tell("warning", text)

    def _on_connected(self) -> None:
        retention_secs = self._client.retention_secs()
        if retention_secs is not None:
            self._converter.retention_secs = retention_secs

    def _on_delivered(self, batch: Batch) -> None:
        self.shipper.release(batch)
