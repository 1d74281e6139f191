"""Settings that the actor and the handler share, checked at construction."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypedDict
from urllib.parse import SplitResult
from urllib.parse import urlsplit

import msgspec

from nautilus_vlogs.convert.redaction import check_patterns
from nautilus_vlogs.regular_files import open_regular
from nautilus_vlogs.schema import HIGH_CARDINALITY_FIELDS
from nautilus_vlogs.schema import TAGS

COMPRESSIONS = ("auto", "gzip", "none")

# For type checkers and editors only: at run time a wrong value is refused with an error that names
# the field and the remedy, also where a configuration is decoded.
if TYPE_CHECKING:
    Compression = Literal["auto", "gzip", "none"]
    Capture = Literal["auto", "spool", "bridge"]
    ShipperKind = Literal["thread", "companion"]
    BridgeLevel = Literal["TRACE", "DEBUG", "INFO", "WARNING", "ERROR"]
else:
    Compression = Capture = BridgeLevel = ShipperKind = str

#: The settings that are the paths of files.
FILE_SETTINGS = ("ca_file", "client_cert_file", "client_key_file")

#: Every row carries them, and a row must stay short.
_MAX_EXTRA_FIELDS = 16

_FIELD_NAME = re.compile(r"[A-Za-z][\w.\-]{0,127}", re.ASCII)


class ShippingSettings(msgspec.Struct, frozen=True, kw_only=True):
    """
    The way of records to VictoriaLogs; `VictoriaLogsActorConfig` describes each setting.

    Raises
    ------
    ValueError
        If a value is wrong; the text names the setting, the value and the remedy.

    """

    url: str = "http://localhost:9428"
    query_url: str | None = None
    account_id: int = 0
    project_id: int = 0
    stream_fields: tuple[str, ...] = ("strategy_id", "source", "level")
    extra_fields: dict[str, str] = msgspec.field(
        default_factory=lambda: {"app": "nautilus-trader"},
    )
    queue_max_records: int = 50_000
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
    compression: Compression = "auto"
    ca_file: str | None = None
    client_cert_file: str | None = None
    client_key_file: str | None = None

    def __post_init__(self) -> None:
        _check_url("url", self.url)
        if self.query_url is not None:
            _check_url("query_url", self.query_url)
        check_whole("account_id", self.account_id, 0, 2**32 - 1)
        check_whole("project_id", self.project_id, 0, 2**32 - 1)
        _check_stream_fields(self.stream_fields)
        _check_extra_fields(self.extra_fields)
        check_whole("queue_max_records", self.queue_max_records, 100, 10_000_000)
        check_whole("flush_interval_ms", self.flush_interval_ms, 1, 60_000)
        check_whole("batch_interval_ms", self.batch_interval_ms, 1, 60_000)
        check_whole("batch_max_bytes", self.batch_max_bytes, 16 * 1024, 32 * 1024 * 1024)
        check_range("request_timeout_secs", self.request_timeout_secs, 0.1, 55)
        check_range("shutdown_timeout_secs", self.shutdown_timeout_secs, 0, 600)
        check_range("durability_window_secs", self.durability_window_secs, 2, 600)
        for field in ("verify_delivery", "extract_fields", "redact_defaults"):
            check_bool(field, getattr(self, field))
        check_patterns(self.redact)
        check_choice("compression", self.compression, COMPRESSIONS)
        for field in FILE_SETTINGS:
            if (path := getattr(self, field)) is not None:
                _check_file(field, path)
                msgspec.structs.force_setattr(self, field, absolute(path))
        if self.client_key_file is not None and self.client_cert_file is None:
            raise ValueError(
                "`client_key_file` needs the certificate that it belongs to: set "
                f"`client_cert_file` too, `client_key_file` was {self.client_key_file!r}",
            )


class HandlerSettings(TypedDict, total=False):
    """Settings of `VictoriaLogsHandler`; `VictoriaLogsActorConfig` describes each of these."""

    query_url: str | None
    account_id: int
    project_id: int
    queue_max_records: int
    batch_interval_ms: int
    batch_max_bytes: int
    request_timeout_secs: float
    shutdown_timeout_secs: float
    verify_delivery: bool
    durability_window_secs: float
    extract_fields: bool
    redact: tuple[str, ...]
    redact_defaults: bool
    compression: Compression
    ca_file: str | None
    client_cert_file: str | None
    client_key_file: str | None


#: A path has 4,096 bytes at most on Linux: below a directory there are others, and a file's name.
_MAX_DIRECTORY_BYTES = 3_700


def check_directory(field: str, directory: str) -> None:
    """Raise `ValueError` unless a text can name a directory, usable or not."""
    if not isinstance(directory, str) or not directory.strip() or "\0" in directory:
        raise ValueError(f"`{field}` must be the path of a directory, was {directory!r}")
    if directory.startswith("~"):
        raise ValueError(
            f"`{field}` must be the whole path of a directory, for only a shell knows what '~' "
            f"stands for: write os.path.expanduser({directory!r}), was {directory!r}",
        )
    length = len(directory.encode(errors="replace"))
    if length > _MAX_DIRECTORY_BYTES:
        raise ValueError(
            f"`{field}` must be a path of {_MAX_DIRECTORY_BYTES:,} bytes at most, so that files "
            f"have a place below it, was one of {length:,}: {directory[:60]!r}…",
        )


def _check_url(field: str, url: str) -> None:
    shown = _without_secrets(url)
    remedy = f"expected something like 'http://localhost:9428', was {shown!r}"
    if "@" in str(url):
        raise ValueError(
            f"`{field}` must not hold a user name or password, which would be logged: put them "
            f"into VICTORIALOGS_USERNAME and VICTORIALOGS_PASSWORD, was {shown!r}",
        )
    parsed = _split(url)
    if parsed is None:
        raise ValueError(f"`{field}` can't be read: {remedy}")
    if parsed.scheme not in ("http", "https"):
        raise ValueError(f"`{field}` needs the scheme http or https: {remedy}")
    if re.search(r"\s", url):
        raise ValueError(f"`{field}` must not hold white space: {remedy}")
    if not parsed.hostname or not _has_good_port(parsed):
        raise ValueError(f"`{field}` needs a host, and a port below 65536 if any: {remedy}")
    if parsed.query or parsed.fragment or "?" in url or "#" in url:
        raise ValueError(f"`{field}` is the base URL, without a query or fragment: {remedy}")
    if re.search(r"/(insert|select|health|metrics|internal)(/|$)|//", parsed.path):
        raise ValueError(f"`{field}` is the base URL, without the path of an endpoint: {remedy}")


def _split(url: str) -> SplitResult | None:
    """Return a URL in its parts, ``None`` if it can't be read."""
    try:
        if re.search(r"[\x00-\x1f\x7f\\]", url):
            return None
        parsed = urlsplit(url)
        (parsed.hostname or "").encode("idna")
        port = parsed.netloc.rpartition("]")[2].rpartition(":")[2]
        if ":" in parsed.netloc.rpartition("]")[2] and not re.fullmatch(r"-?\d*\s*", port):
            return None
    except (AttributeError, TypeError, ValueError):
        return None
    return parsed


def _has_good_port(url: SplitResult) -> bool:
    try:
        return url.port is None or url.port > 0
    except ValueError:
        return False


def _without_secrets(url: str) -> str:
    """Return a URL without user info and query, wherever in it they were put by mistake."""
    url = re.sub(r"^(\w+://)?.*@", r"\1", str(url), flags=re.DOTALL)
    return re.sub(r"[?#].+", "?…", url, flags=re.DOTALL)


def check_choice(field: str, value: str, choices: tuple[str, ...]) -> None:
    """Raise `ValueError` unless a setting is one of the choices."""
    if value not in choices:
        raise ValueError(f"`{field}` must be one of {', '.join(choices)}, was {value!r}")


def check_bool(field: str, value: bool) -> None:  # noqa: FBT001  # the value that is checked
    """Raise `ValueError` unless a setting is true or false: other values count as either."""
    if not isinstance(value, bool):
        raise ValueError(f"`{field}` must be True or False, was {value!r}")  # noqa: TRY004  # one kind of error for a wrong setting


def check_range(field: str, value: float, low: float, high: float) -> None:
    """Raise `ValueError` unless a setting is a number within bounds."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise ValueError(f"`{field}` must be a number from {low:,} to {high:,}, was {value!r}")


def check_whole(field: str, value: int, low: int, high: int) -> None:
    """Raise `ValueError` unless a setting is a whole number within bounds: ``1e5`` is none."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not low <= value <= high:
        raise ValueError(
            f"`{field}` must be a whole number from {low:,} to {high:,}, was {value!r}"
        )


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
        is_text = isinstance(value, str) and value.isprintable()
        if not is_text or not 0 < len(value) <= 1_024:
            raise ValueError(
                f"`extra_fields` takes printable texts of 1 to 1,024 characters, "
                f"was {name!r}: {value!r}",
            )


def _check_field_name(field: str, name: str) -> None:
    # `_msg` and its like come to a clearer error than their underscore does.
    is_name = isinstance(name, str) and _FIELD_NAME.fullmatch(name)
    if name not in HIGH_CARDINALITY_FIELDS and not is_name:
        raise ValueError(
            f"`{field}` takes names of letters, digits, '_', '.' and '-' that begin with a "
            f"letter, was {name!r}",
        )


def absolute(path: str) -> str:
    """
    Return a path that names the same place for a process with another working directory.

    Companions and whoever ships what was left have one of their own. Where this one's is gone, the
    path is returned as it is, and finds nothing.
    """
    try:
        return str(Path(path).absolute())
    except FileNotFoundError:
        return path


def _check_file(field: str, path: str) -> None:
    try:
        os.close(open_regular(path))
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise ValueError(f"`{field}` can't be read ({reason}): was {path!r}") from None
