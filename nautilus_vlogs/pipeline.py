"""All that runs between a node's log and VictoriaLogs, put together."""

import atexit
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from nautilus_vlogs import nautilus
from nautilus_vlogs.bridge import Bridge
from nautilus_vlogs.client import VictoriaLogsClient
from nautilus_vlogs.config import SpoolLoggingConfig
from nautilus_vlogs.config import VictoriaLogsActorConfig
from nautilus_vlogs.config import default_spool_directory
from nautilus_vlogs.deadletter import DeadLetterFile
from nautilus_vlogs.delivery import Batch
from nautilus_vlogs.delivery import Delivery
from nautilus_vlogs.identity import ACTOR
from nautilus_vlogs.identity import SYSTEM
from nautilus_vlogs.identity import Identity
from nautilus_vlogs.identity import IdentityTable
from nautilus_vlogs.nautilus import Node
from nautilus_vlogs.record import RowConverter
from nautilus_vlogs.shipper import Shipper
from nautilus_vlogs.source import Source
from nautilus_vlogs.spool import SpoolReader
from nautilus_vlogs.spool import find_sink
from nautilus_vlogs.times import rfc3339

#: The logging thread opens its file when it starts, which may be a moment after the kernel did.
_SINK_WAIT_SECS = 5.0

#: What the exit still waits when the time to shut down was used up on disposal.
_LAST_TRY_SECS = 0.2


class Pipeline:
    """All that runs between the log files and VictoriaLogs, put together."""

    #: One process has one log, so one pipeline at a time reads it.
    _current: ClassVar["Pipeline | None"] = None

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
        self._bridge: Bridge | None = None
        self._warned: set[str] = set()
        self._dead_letters = self._dead_letters_in(default_spool_directory())
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
            self._open_source,
            tell,
            flush_interval_secs=config.flush_interval_ms / 1_000,
            batch_interval_secs=config.batch_interval_ms / 1_000,
            batch_max_bytes=config.batch_max_bytes,
        )

    def take_over(self) -> bool:
        """Start, once the pipeline of an earlier node of this process has finished."""
        earlier = Pipeline._current
        if earlier is not None:
            if not earlier.is_over():
                self._tell(
                    "warning",
                    "Another node of this process ships the process's log already, so this actor "
                    "does nothing: run one node a process, or dispose of the other one first",
                )
                return False
            earlier.finish(next_node=self._node)
        Pipeline._current = self
        atexit.register(self.finish)
        self._install_bridge()
        self.shipper.start()
        return True

    def is_over(self) -> bool:
        """Return whether the node is no longer in use."""
        kernel = self._node.kernel
        return self._is_disposed or kernel is None or not kernel.is_running()

    def dispose(self) -> None:
        """Wait until all is delivered, no longer than the configured time."""
        if self._bridge is not None:
            self._bridge.close()
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
        if self._bridge is not None:
            self._bridge.close()
        self._converter.end(rfc3339(next_node.created_ns) if next_node is not None else None)
        self.shipper.close(max(self._patience_secs, _LAST_TRY_SECS), is_last=next_node is None)
        self._client.close()

    def _install_bridge(self) -> None:
        """Capture in process, if that was asked for or there is no log file to follow."""
        node, config = self._node, self._config
        has_file = nautilus.writes_json(node.logging) or find_sink(node) is not None
        if config.capture == "spool" or (config.capture == "auto" and has_file):
            return
        self._bridge = Bridge(config.queue_max_records, config.bridge_level)
        self._bridge.install()
        self._tell(
            "info",
            f"Shipping logs to {config.url} from this process's log calls, {config.bridge_level} "
            "and above. Not seen: lines from before this actor and after its disposal, lines of "
            "Rust code, and the last moments before a crash. For all of it configure the node "
            "with logging=SpoolLoggingConfig()",
        )

    def _open_source(self) -> Source | None:
        """Find what to read; called on the shipper's thread."""
        if self._bridge is not None:
            return self._bridge
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
        self._dead_letters = self._dead_letters_in(sink.directory)
        is_spool = isinstance(node.logging, SpoolLoggingConfig)
        what = "spool" if is_spool else "JSON log file"
        self._tell("info", f"Shipping logs to {config.url} from the {what} in {sink.directory}")
        return SpoolReader(sink, since=rfc3339(node.created_ns), owned=is_spool)

    def _dead_letters_in(self, directory: str | Path) -> DeadLetterFile:
        name = f"{self._node.trader_id}_{self._node.instance_id}.dead-letter.jsonl"
        return DeadLetterFile(Path(self._config.spool_dir or directory) / name)

    def _introduce(self, name: str) -> Identity:
        identity = ACTOR if name in nautilus.actor_names(self._node) else SYSTEM
        self._identities.add(name, identity)
        return identity

    def _put_aside(self, reason: str, original: bytes) -> None:
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
