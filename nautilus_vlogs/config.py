"""Configuration of the actor and of the spool, checked at construction."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from typing import ClassVar

import msgspec

from nautilus_vlogs.capture.bridge import LEVELS
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import new_session_directory
from nautilus_vlogs.deliver.sessions import own_session_directory
from nautilus_vlogs.metrics.address import check_names
from nautilus_vlogs.metrics.address import parse_address
from nautilus_vlogs.node.nautilus import HAS_SYNC_ON_FLUSH
from nautilus_vlogs.node.nautilus import ActorConfig
from nautilus_vlogs.node.nautilus import LoggingConfig
from nautilus_vlogs.node.nautilus import NonNegativeInt
from nautilus_vlogs.node.nautilus import PositiveInt
from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.places import default_spool_directory
from nautilus_vlogs.settings import FILE_SETTINGS
from nautilus_vlogs.settings import BridgeLevel
from nautilus_vlogs.settings import Capture
from nautilus_vlogs.settings import Compression
from nautilus_vlogs.settings import ShipperKind
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.settings import absolute
from nautilus_vlogs.settings import check_bool
from nautilus_vlogs.settings import check_choice
from nautilus_vlogs.settings import check_directory
from nautilus_vlogs.settings import check_whole

SHIPPERS = ("thread", "companion")
CAPTURES = ("auto", "spool", "bridge")
#: A spool has this many files of equal size, one of which is being written.
_SPOOL_FILES = 8
_MAX_SPOOL_BYTES = 512 * 1024 * 1024
_MIN_FILE_BYTES = 1024 * 1024

#: What is smaller was meant in another unit, such as MiB: there would be a file for each few lines,
#: most of which would be deleted unread.
_LEAST_FILE_BYTES = 4 * 1024
_MOST_BACKUPS = 1_000_000
_MAX_HOST_CHARS = 253


class VictoriaLogsActorConfig(ActorConfig, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    Configuration for ``VictoriaLogsActor`` instances.

    User names, passwords and tokens are taken from the environment only
    (``VICTORIALOGS_USERNAME``, ``VICTORIALOGS_PASSWORD``, ``VICTORIALOGS_TOKEN``), because
    NautilusTrader logs and publishes an actor's configuration.

    Parameters
    ----------
    url : str, default "http://localhost:9428"
        The base URL of VictoriaLogs.
    query_url : str, optional
        The base URL for the look-ups that verify delivery, where it is another one than `url`: a
        cluster's select node, or the store behind a relay.
    account_id, project_id : int, default 0
        The tenant.
    stream_fields : tuple[str, ...], default ("strategy_id", "source", "level")
        The fields that make up a log stream; fields of many values are refused.
    extra_fields : dict[str, str], default {"app": "nautilus-trader"}
        Constants that every row carries.
    host : str, optional
        The field ``host`` of every row, in place of the machine's name: a container's is random.
    capture : str { 'auto', 'spool', 'bridge' }, default 'auto'
        The origin of the lines: ``spool``, the JSON log file that this process writes;
        ``bridge``, the log calls themselves, which sees less; ``auto``, the file if there is one.
    shipper : str { 'thread', 'companion' }, default 'thread'
        ``thread``: threads of the node's process ship its log. ``companion``: a process of its own
        does, `vlogs-nt follow`; the actor starts and watches it, or finds the one that runs as a
        service, and goes over to threads if there can be none. It needs a JSON log file, such as
        the spool; backtests are shipped by threads.
    bridge_level : str { 'TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR' }, default 'INFO'
        The lowest level that the bridge records.
    queue_max_records : int, default 50,000
        The number of records that the bridge keeps while VictoriaLogs takes none; beyond it the
        oldest are dropped.
    spool_dir : str, optional
        Where the locks and journals of log files of the user's own are kept, and the dead letters:
        records that VictoriaLogs would not store. If ``None`` then locks and journals are in the
        default spool directory; dead letters in ``dead-letters`` below a `log_directory` that is
        named, else below ``~/.local/state/nautilus-vlogs``.
    flush_interval_ms : int, default 50
        The interval at which NautilusTrader is asked to flush its log file, while lines come.
    batch_interval_ms : int, default 200
        The interval at which rows are sent.
    batch_max_bytes : int, default 1,048,576
        The size of a request, before compression.
    request_timeout_secs : float, default 10
        The deadline of an exchange; less than the 60 s after which an overloaded VictoriaLogs
        answers 200 and stores nothing.
    shutdown_timeout_secs : float, default 5
        The time that disposal and the process's exit wait for the last rows, together.
    verify_delivery : bool, default True
        Look up the rows that VictoriaLogs answered 200 to, and send again those that it does not
        hold. Otherwise a 200 is taken for stored, which it is not.
    durability_window_secs : float, default 15
        The time after which rows that were sent are looked up: twice the store's
        ``-inmemoryDataFlushInterval`` (5 s by default) and some more, for until then a killed
        store forgets them.
    extract_fields : bool, default True
        Lift ``key=value`` pairs, events and commands out of the messages.
    redact : tuple[str, ...], default ()
        Patterns, in RE2's syntax, whose matches are replaced by ``***`` in messages, tracebacks
        and fields before anything leaves the process, and in the dead-letter file. They are
        matched against a message's text as it was logged, and against ``key=value`` of a further
        field. NautilusTrader logs the configuration: name what secrets look like, not the secrets.
    redact_defaults : bool, default True
        Replace what looks like a password, key, token or bearer header, too.
    ship_backtests : bool, default False
        Ship the logs of backtests too; without it the actor does nothing in one.
    compression : str { 'auto', 'gzip', 'none' }, default 'auto'
        ``auto``: none to this machine, gzip to others.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.
    metrics_address : str, optional
        Serve the figures of `stats()` in Prometheus's format at this ``HOST:PORT``, such as
        ``127.0.0.1:9464``, under ``/metrics``, on a thread of its own. ``0.0.0.0:9464`` lets other
        machines read them. While the port can't be had, one warning is logged and it is tried
        again. A companion that the actor starts serves them in its place.
    metrics_hosts : tuple[str, ...], default ()
        Names with a dot by which Prometheus asks for the metrics, beside ``localhost``. On another
        address than the loopback's, IP addresses and names without a dot are admitted, too.

    Raises
    ------
    ValueError
        If a value is wrong; the text names the field, the value and the remedy.

    """

    url: str = "http://localhost:9428"
    query_url: str | None = None
    account_id: int = 0
    project_id: int = 0
    stream_fields: tuple[str, ...] = ("strategy_id", "source", "level")
    extra_fields: dict[str, str] = msgspec.field(
        default_factory=lambda: {"app": "nautilus-trader"},
    )
    host: str | None = None
    capture: Capture = "auto"
    shipper: ShipperKind = "thread"
    bridge_level: BridgeLevel = "INFO"
    queue_max_records: int = 50_000
    spool_dir: str | None = None
    flush_interval_ms: int = 50
    batch_interval_ms: int = 200
    batch_max_bytes: int = 1024 * 1024
    request_timeout_secs: float = 10.0
    shutdown_timeout_secs: float = 5.0
    verify_delivery: bool = True
    durability_window_secs: float = 15.0
    extract_fields: bool = True
    redact: tuple[str, ...] = ()
    redact_defaults: bool = True
    ship_backtests: bool = False
    compression: Compression = "auto"
    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None
    metrics_address: str | None = None
    metrics_hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shipping = self.shipping()
        for field in FILE_SETTINGS:
            msgspec.structs.force_setattr(self, field, getattr(shipping, field))
        check_bool("ship_backtests", self.ship_backtests)
        if self.metrics_address is not None:
            parse_address("metrics_address", self.metrics_address)
        check_names("metrics_hosts", self.metrics_hosts)
        if self.host is not None:
            _check_host(self.host)
        check_choice("capture", self.capture, CAPTURES)
        check_choice("shipper", self.shipper, SHIPPERS)
        if self.shipper == "companion" and self.capture == "bridge":
            raise ValueError(
                "`shipper` can't be 'companion' where `capture` is 'bridge', for a companion reads "
                "the log file: leave `capture` out, was 'companion'",
            )
        check_choice("bridge_level", self.bridge_level, LEVELS[1:])
        if self.spool_dir is not None:
            check_directory("spool_dir", self.spool_dir)
            msgspec.structs.force_setattr(self, "spool_dir", absolute(self.spool_dir))

    def shipping(self) -> ShippingSettings:
        """Return the settings of the way from the record to the store, checked."""
        names = ShippingSettings.__struct_fields__
        return ShippingSettings(**{name: getattr(self, name) for name in names})


def _check_host(host: str) -> None:
    is_name = isinstance(host, str) and host.isprintable() and host == host.strip()
    if not is_name or not 0 < len(host) <= _MAX_HOST_CHARS:
        raise ValueError(
            f"`host` takes the name of a machine, of 1 to {_MAX_HOST_CHARS} printable characters "
            f"without spaces around it: correct it, or leave it out, was {host!r:.200}",
        )


def _check_file_size(size: int) -> None:
    is_whole = isinstance(size, int) and not isinstance(size, bool)
    if not is_whole or size < _LEAST_FILE_BYTES:
        raise ValueError(
            f"`log_file_max_size` must be a whole number of bytes, at least {_LEAST_FILE_BYTES:,}: "
            f"64 MiB are 64 * 1024 * 1024, was {size!r}",
        )


def default_file_bytes(directory: str) -> int:
    """
    Return the size in bytes of a spool's files, such that all of them leave room for others.

    All files of all sessions below the spool directory take up half of its file system at most,
    and those of a new one half of what is free.
    """
    place = Path(directory)
    try:
        while not place.exists():
            place = place.parent
        status = os.statvfs(place)
    except OSError:
        return _MAX_SPOOL_BYTES // _SPOOL_FILES
    sessions = 1
    with suppress(OSError):
        sessions += sum(each.name.startswith(SESSION_PREFIX) for each in place.iterdir())
    whole, free = status.f_blocks * status.f_frsize, status.f_bavail * status.f_frsize
    budget = min(_MAX_SPOOL_BYTES, whole // 2 // sessions, free // 2)
    return max(_MIN_FILE_BYTES, budget // _SPOOL_FILES)


class SpoolLoggingConfig(LoggingConfig, frozen=True, kw_only=True):
    """
    A ``LoggingConfig`` whose log file is the spool that the actor ships from.

    Only defaults differ, so every argument of ``LoggingConfig`` works. What the log file holds is
    what VictoriaLogs gets, whatever the console shows.

    Parameters
    ----------
    log_level_file : str, default "DEBUG"
        The lowest level that is shipped.
    log_directory : str, optional
        The spool's directory. By default in memory (``/dev/shm/nautilus-vlogs``, else the
        system's temporary directory), so that it outlives the process; name a directory on disk
        for it to outlive the machine. The files are in a directory of this configuration's own
        below it, ``session-…``, and each process that has the configuration (by a fork, a pickle
        or a dump) has another one. Where the directory can't be used, since another user owns it
        or can write to it, another private one is taken, with a warning when the node is built.
    log_file_max_size : int, optional
        The size of a spool's file in bytes. If ``None`` then 64 MiB, or less where the directory's
        file system is small (a container's ``/dev/shm`` often is): all files of a spool take up
        no more than half of it.
    log_file_max_backup_count : int, default 7
        How many files are kept beside the one being written: when VictoriaLogs is down for
        longer than those last, the oldest go.

    Raises
    ------
    ValueError
        If the directory is no path, no level is named, the format is not JSON, or a file's size is
        none: below 4 KiB another unit was meant.

    """

    is_spool: ClassVar[bool] = True  # for those that are not to import this module

    log_level_file: str | None = "DEBUG"
    log_directory: str | None = msgspec.field(default_factory=default_spool_directory)
    log_file_format: str | None = "json"
    log_file_max_size: PositiveInt | None = None
    log_file_max_backup_count: NonNegativeInt = _SPOOL_FILES - 1
    if HAS_SYNC_ON_FLUSH:
        fileout_sync_on_flush: bool = False

    def __post_init__(self) -> None:
        if (self.log_file_format or "").lower() != "json":
            raise ValueError(
                "`log_file_format` of a spool is 'json'; for a text file use LoggingConfig, "
                f"was {self.log_file_format!r}",
            )
        if self.log_level_file is None:
            raise ValueError(
                "`log_level_file` says what is shipped: name a level such as 'DEBUG', was None",
            )
        if self.log_directory is None:
            raise ValueError(
                "`log_directory` is where the spool is kept: name a directory, or leave it out, "
                "was None",
            )
        check_directory("log_directory", self.log_directory)
        if self.log_file_max_size is not None:
            _check_file_size(self.log_file_max_size)
        check_whole("log_file_max_backup_count", self.log_file_max_backup_count, 0, _MOST_BACKUPS)
        directory = new_session_directory(self.log_directory)
        msgspec.structs.force_setattr(self, "log_directory", directory)
        if self.log_file_max_size is None:  # a spool without bounds could fill the memory
            size = default_file_bytes(self.log_directory)
            msgspec.structs.force_setattr(self, "log_file_max_size", size)

    def __getattribute__(self, name: str) -> Any:
        # What is stored names the session of the process that made the configuration.
        value = super().__getattribute__(name)
        if name == "log_directory" and isinstance(value, str) and is_session(Path(value)):
            return own_session_directory(value)
        return value
