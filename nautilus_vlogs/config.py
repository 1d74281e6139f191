"""Configuration: what a user may say, checked where it is said."""

import os
import re
import tempfile
from pathlib import Path

import httpx
import msgspec
from nautilus_trader.common.config import ActorConfig
from nautilus_trader.common.config import LoggingConfig
from nautilus_trader.common.config import NonNegativeInt
from nautilus_trader.common.config import PositiveInt

from nautilus_vlogs.nautilus import HAS_SYNC_ON_FLUSH
from nautilus_vlogs.nautilus import LEVELS
from nautilus_vlogs.record import TAGS

CAPTURES = ("auto", "spool", "bridge")
COMPRESSIONS = ("auto", "gzip", "none")

#: Fields with too many values to be stream fields: VictoriaLogs keeps an index entry a stream.
HIGH_CARDINALITY_FIELDS = frozenset(
    {
        "_msg",
        "_time",
        "account_id",
        "client_order_id",
        "error_traceback",
        "event_id",
        "instance_id",
        "instrument_id",
        "message",
        "msg",
        "order_id",
        "order_list_id",
        "parent_order_id",
        "position_id",
        "price",
        "quantity",
        "request_id",
        "run_id",
        "seq",
        "sim_time",
        "span_id",
        "time",
        "timestamp",
        "trace_id",
        "trade_id",
        "ts_event",
        "ts_init",
        "uuid",
        "venue_order_id",
    },
)

#: A spool has this many files of equal size, one of which is being written.
_SPOOL_FILES = 8
_MAX_SPOOL_BYTES = 512 * 1024 * 1024
_MIN_FILE_BYTES = 1024 * 1024

#: Every row carries them, and a row must stay short.
_MAX_EXTRA_FIELDS = 16

_FIELD_NAME = re.compile(r"[A-Za-z][\w.\-]{0,127}")


class VictoriaLogsActorConfig(ActorConfig, frozen=True, kw_only=True):
    """
    Configuration for ``VictoriaLogsActor`` instances.

    User names, passwords and tokens are taken from the environment only
    (``VICTORIALOGS_USERNAME``, ``VICTORIALOGS_PASSWORD``, ``VICTORIALOGS_TOKEN``), because
    NautilusTrader logs and publishes an actor's configuration.

    Parameters
    ----------
    url : str, default "http://localhost:9428"
        The base URL of VictoriaLogs.
    account_id, project_id : int, default 0
        The tenant.
    stream_fields : tuple[str, ...], default ("strategy_id", "source", "level")
        The fields that make up a log stream; fields of many values are refused.
    extra_fields : dict[str, str], default {"app": "nautilus-trader"}
        Constants that every row carries.
    capture : str { 'auto', 'spool', 'bridge' }, default 'auto'
        Where the lines come from: ``spool``, the JSON log file that this process writes;
        ``bridge``, the log calls themselves, which sees less; ``auto``, the file if there is one.
    bridge_level : str { 'TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR' }, default 'INFO'
        The lowest level that the bridge takes down.
    queue_max_records : int, default 50,000
        How many records the bridge keeps while VictoriaLogs takes none; then the oldest go.
    spool_dir : str, optional
        Where what belongs to the log files is kept: the records that VictoriaLogs would not
        store. If ``None`` then beside the log files.
    flush_interval_ms : int, default 50
        How often Nautilus is made to write out its lines, while lines come.
    batch_interval_ms : int, default 200
        How often rows are sent.
    batch_max_bytes : int, default 1,048,576
        How large a request grows, before compression.
    request_timeout_secs : float, default 10
        For connecting, and for each read and write; less than the 60 s after which an overloaded
        VictoriaLogs answers 200 and stores nothing.
    shutdown_timeout_secs : float, default 5
        For how long disposing and the process's exit wait for the last rows, together.
    extract_fields : bool, default True
        Lift ``key=value`` pairs, events and commands out of the messages.
    compression : str { 'auto', 'gzip', 'none' }, default 'auto'
        ``auto``: none to this machine, gzip to others.
    ca_file, client_cert_file, client_key_file : str, optional
        PEM files for TLS: a private authority, a client's certificate and its key.

    Raises
    ------
    ValueError
        If a field's value makes no sense; the text names the field, the value and the remedy.

    """

    url: str = "http://localhost:9428"
    account_id: int = 0
    project_id: int = 0
    stream_fields: tuple[str, ...] = ("strategy_id", "source", "level")
    extra_fields: dict[str, str] = msgspec.field(
        default_factory=lambda: {"app": "nautilus-trader"},
    )
    capture: str = "auto"
    bridge_level: str = "INFO"
    queue_max_records: int = 50_000
    spool_dir: str | None = None
    flush_interval_ms: int = 50
    batch_interval_ms: int = 200
    batch_max_bytes: int = 1024 * 1024
    request_timeout_secs: float = 10.0
    shutdown_timeout_secs: float = 5.0
    extract_fields: bool = True
    compression: str = "auto"
    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None

    def __post_init__(self) -> None:
        _check_url(self.url)
        _check_choice("capture", self.capture, CAPTURES)
        _check_choice("bridge_level", self.bridge_level, LEVELS[1:])
        _check_range("queue_max_records", self.queue_max_records, 100, 10_000_000)
        _check_choice("compression", self.compression, COMPRESSIONS)
        _check_stream_fields(self.stream_fields)
        _check_extra_fields(self.extra_fields)
        _check_tenant("account_id", self.account_id)
        _check_tenant("project_id", self.project_id)
        _check_range("flush_interval_ms", self.flush_interval_ms, 1, 60_000)
        _check_range("batch_interval_ms", self.batch_interval_ms, 1, 60_000)
        _check_range("batch_max_bytes", self.batch_max_bytes, 16 * 1024, 32 * 1024 * 1024)
        _check_range("request_timeout_secs", self.request_timeout_secs, 0.1, 55)
        _check_range("shutdown_timeout_secs", self.shutdown_timeout_secs, 0, 600)
        for field in ("ca_file", "client_cert_file", "client_key_file"):
            _check_file(field, getattr(self, field))
        if self.client_key_file is not None and self.client_cert_file is None:
            raise ValueError(
                "`client_key_file` needs the certificate that it belongs to: set "
                f"`client_cert_file` too, `client_key_file` was {self.client_key_file!r}",
            )
        if self.spool_dir is not None:
            _make_private_directory("spool_dir", self.spool_dir)


def default_spool_directory() -> str:
    """Return where spools are kept: in memory where the system has such a place."""
    memory = Path("/dev/shm")  # noqa: S108  # a directory of ours in it, private and checked
    parent = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    return str(parent / "nautilus-vlogs")


def default_file_bytes(directory: str) -> int:
    """Return the size of a spool's files such that all of them leave half of the place free."""
    place = Path(directory)
    while not place.exists():
        place = place.parent
    status = os.statvfs(place)
    budget = min(_MAX_SPOOL_BYTES, status.f_blocks * status.f_frsize // 2)
    return max(_MIN_FILE_BYTES, budget // _SPOOL_FILES)


_SPOOL_DIRECTORY = default_spool_directory()


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
        for it to outlive the machine.
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
        If the directory can't be made or written to, belongs to somebody else, or the format is
        not JSON.

    """

    log_level_file: str | None = "DEBUG"
    log_directory: str | None = _SPOOL_DIRECTORY
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
        if not self.bypass_logging:
            _make_private_directory("log_directory", self.log_directory)
        if self.log_file_max_size is None:  # a spool without bounds could fill the memory
            size = default_file_bytes(self.log_directory)
            msgspec.structs.force_setattr(self, "log_file_max_size", size)


def _check_url(url: str) -> None:
    shown = _without_secrets(url)
    remedy = f"expected something like 'http://localhost:9428', was {shown!r}"
    if "@" in str(url):
        raise ValueError(
            "`url` must not hold a user name or password, which would be logged: put them into "
            f"VICTORIALOGS_USERNAME and VICTORIALOGS_PASSWORD, was {shown!r}",
        )
    try:
        parsed = httpx.URL(url)
        port = parsed.port
    except (httpx.InvalidURL, TypeError, ValueError):
        raise ValueError(f"`url` can't be read: {remedy}") from None
    if parsed.scheme not in ("http", "https"):
        raise ValueError(f"`url` needs the scheme http or https: {remedy}")
    if not parsed.host or (port is not None and not 0 < port < 65_536):
        raise ValueError(f"`url` needs a host, and a port below 65536 if any: {remedy}")
    if parsed.query or parsed.fragment or "?" in url or "#" in url:
        raise ValueError(f"`url` is the base URL, without a query or fragment: {remedy}")
    if re.search(r"\s", url):
        raise ValueError(f"`url` must not hold white space: {remedy}")
    if re.search(r"/(insert|select|health|metrics|internal)(/|$)|//", parsed.path):
        raise ValueError(f"`url` is the base URL, without the path of an endpoint: {remedy}")


def _without_secrets(url: str) -> str:
    """Return a URL without user info and query, wherever in it they were put by mistake."""
    url = re.sub(r"^(\w+://)?.*@", r"\1", str(url), flags=re.DOTALL)
    return re.sub(r"[?#].+", "?…", url, flags=re.DOTALL)


def _check_choice(field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ValueError(f"`{field}` must be one of {', '.join(choices)}, was {value!r}")


def _check_range(field: str, value: float, low: float, high: float) -> None:
    if not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"`{field}` must be a number from {low:,} to {high:,}, was {value!r}")


def _check_tenant(field: str, value: int) -> None:
    if not isinstance(value, int):
        raise ValueError(f"`{field}` must be a whole number, was {value!r}")  # noqa: TRY004  # one kind of error for a wrong setting
    _check_range(field, value, 0, 2**32 - 1)


def _check_stream_fields(fields: tuple[str, ...]) -> None:
    if not isinstance(fields, tuple | list):
        raise ValueError(  # noqa: TRY004  # one kind of error for a wrong setting
            f"`stream_fields` takes several names, such as ('strategy_id', 'level'), "
            f"was {fields!r}",
        )
    for field in fields:
        _check_field_name("stream_fields", field)
        if field in HIGH_CARDINALITY_FIELDS:
            raise ValueError(
                f"`stream_fields` must be of few values, and there is no end to those of "
                f"{field!r}: leave it out (it can be searched all the same), was {fields!r}",
            )
    if len(set(fields)) < len(fields):
        raise ValueError(f"`stream_fields` must differ from each other, was {fields!r}")


def _check_extra_fields(fields: dict[str, str]) -> None:
    if not isinstance(fields, dict) or len(fields) > _MAX_EXTRA_FIELDS:
        raise ValueError(
            f"`extra_fields` takes up to {_MAX_EXTRA_FIELDS} names with their values, such as "
            f"{{'app': 'nautilus-trader'}}, was {fields!r}",
        )
    for name, value in fields.items():
        if name in TAGS:
            raise ValueError(
                f"`extra_fields` must not shadow a tag that every row carries: rename {name!r}, "
                f"was {fields!r}",
            )
        _check_field_name("extra_fields", name)
        if not isinstance(value, str) or not value or len(value) > 1_024:
            raise ValueError(
                f"`extra_fields` takes texts of 1 to 1,024 characters, was {name!r}: {value!r}",
            )


def _check_field_name(field: str, name: str) -> None:
    # `_msg` and its like come to a clearer error than their underscore does.
    if name not in HIGH_CARDINALITY_FIELDS and not _FIELD_NAME.fullmatch(str(name)):
        raise ValueError(
            f"`{field}` takes names of letters, digits, '_', '.' and '-' that begin with a "
            f"letter, was {name!r}",
        )


def _check_file(field: str, path: str | None) -> None:
    if path is None:
        return
    try:
        with Path(path).open("rb"):
            pass
    except OSError as e:
        raise ValueError(f"`{field}` can't be read ({e.strerror}): was {path!r}") from None


def _make_private_directory(field: str, directory: str) -> None:
    """Make a directory that only its owner may look into; raise `ValueError` if it can't be."""
    path = Path(directory)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as e:
        raise ValueError(
            f"`{field}` can't be written to ({e.strerror}): name another directory, "
            f"was {directory!r}",
        ) from None
    if directory == _SPOOL_DIRECTORY:
        # The default lies where everybody may write: make sure that it is ours, and ours alone.
        status = path.lstat()
        if path.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise ValueError(
                f"`{field}` must be a directory of this user's with mode 0700: remove it or name "
                f"another, was {directory!r}",
            )
