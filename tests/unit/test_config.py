"""Settings: sensible ones are taken, each other one is told of in a single clear error."""

import inspect
import json
import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from nautilus_trader.common.config import LoggingConfig
from nautilus_trader.config import TradingNodeConfig

from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import VictoriaLogsActorConfig
from nautilus_vlogs import config as config_module
from nautilus_vlogs.config import default_file_bytes
from nautilus_vlogs.schema import HIGH_CARDINALITY_FIELDS
from nautilus_vlogs.schema import TAGS
from nautilus_vlogs.settings import ShippingSettings

MIB = 1024 * 1024
KEY_FILE = __file__  # any file that can be read


def error_of(**settings):
    """Return the one error's text, which has a line, the field, the value and a remedy."""
    with pytest.raises(ValueError, match=r"\S") as info:
        VictoriaLogsActorConfig(**settings)
    text = str(info.value)
    assert type(info.value) is ValueError
    assert "\n" not in text
    assert len(text) < 1_000
    return text


# -- The actor's -----------------------------------------------------------------------------


def test_defaults_are_those_of_the_contract():
    """Without a word from the user the configuration is complete."""
    config = VictoriaLogsActorConfig()
    wanted = {
        "url": "http://localhost:9428",
        "account_id": 0,
        "project_id": 0,
        "stream_fields": ("strategy_id", "source", "level"),
        "extra_fields": {"app": "nautilus-trader"},
        "capture": "auto",
        "spool_dir": None,
        "flush_interval_ms": 50,
        "batch_interval_ms": 200,
        "batch_max_bytes": MIB,
        "request_timeout_secs": 10.0,
        "shutdown_timeout_secs": 5.0,
        "extract_fields": True,
        "redact": (),
        "redact_defaults": True,
        "compression": "auto",
        "ca_file": None,
        "client_cert_file": None,
        "client_key_file": None,
    }
    assert {field: getattr(config, field) for field in wanted} == wanted


def test_the_actors_defaults_are_those_of_shipping():
    """What the actor and the handler share has one default, and is passed on as it is."""
    assert VictoriaLogsActorConfig().shipping() == ShippingSettings()
    changed = VictoriaLogsActorConfig(url="http://other:1", batch_interval_ms=7)
    assert changed.shipping() == ShippingSettings(url="http://other:1", batch_interval_ms=7)


def test_every_setting_is_described():
    """The docstring names each setting, with its default."""
    text = inspect.getdoc(VictoriaLogsActorConfig)
    own = set(VictoriaLogsActorConfig.__struct_fields__)
    inherited = set(VictoriaLogsActorConfig.__mro__[1].__struct_fields__)
    for field in own - inherited:
        assert re.search(rf"^(\w+, )*{field}(, \w+)* : ", text, re.MULTILINE), field


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:9428",
        "http://localhost:9428/",
        "https://logs.example.com",
        "https://logs.example.com/prefix/vlogs/",
        "http://127.0.0.1:1",
        "http://[::1]:9428",
        "HTTP://HOST:65535",
    ],
)
def test_urls(url):
    """A base URL may have a port and a path prefix."""
    assert VictoriaLogsActorConfig(url=url).url == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("localhost:9428", "needs the scheme http or https"),
        ("localhost", "needs the scheme http or https"),
        ("//localhost:9428", "needs the scheme http or https"),
        ("", "needs the scheme http or https"),
        ("ftp://localhost", "needs the scheme http or https"),
        ("file:///dev/null", "needs the scheme http or https"),
        ("http://", "needs a host"),
        ("http://:9428", "needs a host"),
        ("http:///path", "needs a host"),
        ("http://localhost:0", "a port below 65536"),
        ("http://localhost:65536", "a port below 65536"),
        ("http://localhost:-1", "a port below 65536"),
        ("http://localhost:port", "can't be read"),
        ("http://localhost:9428/insert/jsonline", "without the path of an endpoint"),
        ("http://localhost:9428/select/vmui/", "without the path of an endpoint"),
        ("http://localhost:9428/prefix/insert", "without the path of an endpoint"),
        ("http://localhost:9428/health", "without the path of an endpoint"),
        ("http://localhost:9428//", "without the path of an endpoint"),
        ("http://http://localhost:9428", "without the path of an endpoint"),
        ("http://localhost:9428?", "without a query or fragment"),
        ("http://localhost:9428/?_stream_fields=a", "without a query or fragment"),
        ("http://localhost:9428/#top", "without a query or fragment"),
        ("http://localhost:9428 ", "white space"),
        (" http://localhost:9428", "white space|needs the scheme"),
        ("http://local host:9428", "white space"),
        ("http://localhost:9428/a b", "white space"),
        ("http://localhost:9428\n", "can't be read"),
        (None, "can't be read"),
        (9428, "can't be read"),
    ],
)
def test_urls_that_make_no_sense(url, says):
    """The error names the setting, what is wrong with it, what it was, and an example."""
    text = error_of(url=url)
    assert text.startswith("`url` ")
    assert re.search(says, text)
    assert "'http://localhost:9428'" in text
    if "?" not in str(url) and "#" not in str(url):
        assert text.endswith(f"was {str(url)!r}")


SECRET = "hunter2"


@pytest.mark.parametrize(
    "url",
    [
        "http://user:{}@localhost:9428",
        "http://{}@localhost:9428",
        "http://user:{}/x@localhost:9428",
        "http://user:a/{}@localhost:9428",
        "http://user:a#{}@localhost:9428",
        "http://user:a?{}@localhost:9428",
        "http://user:a@{}@localhost:9428",
        "http://user:a:{}@localhost:9428",
        "http://user:{}\n@localhost:9428",
        "user:{}@localhost:9428",
        "//user:{}@localhost:9428",
        "ftp://user:{}@localhost",
        " http://user:{}@localhost",
        "http://user:{}@",
        "http://user:{}@localhost:port",
        "http://user:{}@localhost/insert/jsonline",
        "http://localhost:9428/?token={}",
        "http://localhost:9428?password={}&x=y",
        "http://localhost:9428/#{}",
        "localhost:9428?token={}",
    ],
)
def test_no_secret_in_an_error(url):
    """Whatever is wrong with a URL, the error shows neither password nor token."""
    text = error_of(url=url.format(SECRET))
    assert SECRET not in text
    assert text.startswith("`url` ")
    if "@" in url:
        assert "VICTORIALOGS_USERNAME and VICTORIALOGS_PASSWORD" in text


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("account_id", (-1, 2**32, 1.5, "1", None, True)),
        ("project_id", (-1, 2**32, 1.5, "1", None, False)),
        ("flush_interval_ms", (-1, 0, 60_001, "50", None, float("nan"), 50.0, True)),
        ("batch_interval_ms", (-1, 0, 60_001, "200", None, float("inf"), 2e2)),
        ("batch_max_bytes", (-1, 0, 16 * 1024 - 1, 33 * MIB, "1", None, 1e6)),
        ("request_timeout_secs", (-1, 0, 0.01, 56, "10", None, float("nan"), True)),
        ("shutdown_timeout_secs", (-0.1, 601, "5", None, float("nan"), False)),
        ("queue_max_records", (-1, 0, 99, "1000", None, 1e5)),
        ("verify_delivery", (None, "0", "false", 0, 1)),
        ("extract_fields", (None, "no", 1)),
        ("redact_defaults", (None, "", 0)),
        ("ship_backtests", (None, "False", 1)),
        ("capture", ("file", "", None, "AUTO", 1)),
        ("compression", ("zstd", "", None, "GZIP", True)),
        ("bridge_level", ("WARN", "", None, "info", "OFF")),
    ],
)
def test_values_out_of_bounds(field, values):
    """The error names the setting, what it may be, and what it was."""
    for value in values:
        text = error_of(**{field: value})
        assert text.startswith(f"`{field}` must be ")
        assert text.endswith(f", was {value!r}")


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("account_id", (0, 2**32 - 1)),
        ("flush_interval_ms", (1, 60_000)),
        ("batch_interval_ms", (1, 60_000)),
        ("batch_max_bytes", (16 * 1024, 32 * MIB)),
        ("request_timeout_secs", (0.1, 5, 55)),
        ("shutdown_timeout_secs", (0, 0.5, 600)),
        ("capture", ("auto", "spool", "bridge")),
        ("compression", ("auto", "gzip", "none")),
        ("stream_fields", ((), ("level",), ["level", "app"], ("strategy_id", "host", "my.own-1"))),
        ("extra_fields", ({}, {"desk": "é 😀 a,b=c"}, {"k" * 128: "v" * 1_024})),
    ],
)
def test_values_within_bounds(field, values):
    """The bounds themselves are allowed."""
    for value in values:
        assert getattr(VictoriaLogsActorConfig(**{field: value}), field) == value


@pytest.mark.parametrize("name", sorted(HIGH_CARDINALITY_FIELDS))
def test_stream_fields_of_high_cardinality(name):
    """A field of endless values is refused as a stream field, with the reason."""
    text = error_of(stream_fields=("level", name))
    assert text.startswith("`stream_fields` must be of few values")
    assert repr(name) in text
    assert "leave it out" in text


def test_the_contracts_names_of_high_cardinality():
    """Orders, trades, instruments, traces, times, messages and numbers are known."""
    orders = {"order_id", "client_order_id", "venue_order_id", "trade_id", "position_id"}
    times = {"_time", "time", "timestamp", "ts_event", "ts_init"}
    others = {"instrument_id", "trace_id", "span_id", "seq", "_msg", "message"}
    assert orders | times | others <= HIGH_CARDINALITY_FIELDS


@pytest.mark.parametrize(
    "fields",
    [
        "level",
        None,
        5,
        {"level"},
        (5,),
        ("",),
        ("a,b",),
        ("a b",),
        ("_x",),
        ("1",),
        ("é",),
        (None,),
    ],
)
def test_stream_fields_that_are_none(fields):
    """Stream fields are several names of plain letters."""
    text = error_of(stream_fields=fields)
    assert text.startswith("`stream_fields` takes ")
    assert repr(fields if not isinstance(fields, tuple) else fields[0]) in text


def test_stream_fields_twice():
    """A stream field that is named twice is a mistake."""
    text = error_of(stream_fields=("level", "source", "level"))
    assert text.startswith("`stream_fields` must differ")
    assert "('level', 'source', 'level')" in text


@pytest.mark.parametrize("name", sorted(TAGS))
def test_extra_fields_that_shadow_a_tag(name):
    """A constant can't take the name of something that every row says of itself."""
    text = error_of(extra_fields={"app": "x", name: "mine"})
    assert text.startswith("`extra_fields` must not shadow a tag")
    assert f"rename {name!r}" in text


@pytest.mark.parametrize(
    "fields",
    [
        None,
        "app",
        ["app"],
        {"x": 5},
        {"x": None},
        {"x": ""},
        {"x": "v" * 1_025},
        {"x": "two\nlines"},
        {"x": "\ud800"},
        {5: "x"},
        {None: "x"},
        {"": "x"},
        {"_x": "x"},
        {"a b": "x"},
        {"a=b": "x"},
        {"é": "x"},
        {"aé": "x"},
        {"k" * 129: "x"},
        {f"k{number}": "v" for number in range(17)},
    ],
    ids=lambda fields: repr(fields)[:20],
)
def test_extra_fields_that_are_none(fields):
    """Constants are a few short texts with plain names."""
    text = error_of(extra_fields=fields) if len(repr(fields)) < 500 else None
    if text is None:  # the error shows what it was, which is long here
        with pytest.raises(ValueError, match="1 to 1,024 characters"):
            VictoriaLogsActorConfig(extra_fields=fields)
    else:
        assert text.startswith("`extra_fields` takes ")


@pytest.mark.parametrize("field", ["ca_file", "client_cert_file"])
def test_files_that_cannot_be_read(field, tmp_path):
    """A certificate that is not there is told of at once, not at the first request."""
    pipe = tmp_path / "pipe.pem"  # whose reader would wait for ever
    os.mkfifo(pipe)
    for path, why in (
        (tmp_path / "none.pem", "No such file"),
        (tmp_path, "Is a directory"),
        (pipe, "no regular file"),
        (Path("/dev/zero"), "no regular file"),
    ):
        text = error_of(**{field: str(path)})
        assert text.startswith(f"`{field}` can't be read ({why}")
        assert text.endswith(f"was {str(path)!r}")
    assert error_of(**{field: "a\0b"}).startswith(f"`{field}` can't be read (")
    assert getattr(VictoriaLogsActorConfig(**{field: KEY_FILE}), field) == KEY_FILE


def test_a_key_without_its_certificate():
    """A client's key is of no use alone."""
    text = error_of(client_key_file=KEY_FILE)
    assert text.startswith("`client_key_file` needs the certificate")
    assert "set `client_cert_file` too" in text
    VictoriaLogsActorConfig(client_key_file=KEY_FILE, client_cert_file=KEY_FILE)


@pytest.mark.parametrize("host", ["", " ", " node", "a\nb", "n" * 254, 7])
def test_hosts_that_are_no_names(host):
    """A name of a machine that is empty, unprintable or too long is refused."""
    with pytest.raises(ValueError, match="`host` takes the name of a machine"):
        VictoriaLogsActorConfig(host=host)
    assert VictoriaLogsActorConfig(host="node-1").host == "node-1"


@pytest.mark.parametrize("path", ["", "  ", "a\0b"])
def test_a_directory_that_no_path_names(path):
    """It is told of at construction; whether a directory can be used is seen when a node starts."""
    text = error_of(spool_dir=path)
    assert text == f"`spool_dir` must be the path of a directory, was {path!r}"
    with pytest.raises(ValueError, match="`log_directory` must be the path of a directory, was"):
        SpoolLoggingConfig(log_directory=path)


def test_paths_name_the_same_place_for_a_companion(tmp_path, monkeypatch):
    """It works in another directory than the node, and so does whoever ships what is left."""
    (tmp_path / "own.pem").touch()
    monkeypatch.chdir(tmp_path)
    files = dict.fromkeys(("ca_file", "client_cert_file", "client_key_file"), "own.pem")
    config = VictoriaLogsActorConfig(spool_dir="spool", **files)
    monkeypatch.chdir("/")
    assert config.spool_dir == str(tmp_path / "spool")
    assert {getattr(config, name) for name in files} == {str(tmp_path / "own.pem")}
    assert {getattr(config.shipping(), name) for name in files} == {str(tmp_path / "own.pem")}


@pytest.mark.parametrize("path", ["~", "~/spool", "~bob/spool"])
def test_a_directory_that_only_a_shell_finds(path):
    """It would be one called `~` below the working directory; the error says what to write."""
    text = error_of(spool_dir=path)
    assert text.startswith("`spool_dir` must be the whole path of a directory, ")
    assert text.endswith(f"write os.path.expanduser({path!r}), was {path!r}")
    with pytest.raises(ValueError, match="`log_directory` must be the whole path of a directory"):
        SpoolLoggingConfig(log_directory=path)


def test_a_directory_below_which_no_file_has_a_place():
    """NautilusTrader's logging thread would abort the process."""
    path = "/" + "d" * 199
    assert error_of(spool_dir=19 * path).startswith("`spool_dir` must be a path of 3,700 bytes")
    with pytest.raises(ValueError, match="`log_directory` must be a path of 3,700 bytes at most"):
        SpoolLoggingConfig(log_directory=19 * path)
    VictoriaLogsActorConfig(spool_dir=18 * path)


# -- The spool's -----------------------------------------------------------------------------


def test_spool_defaults(tmp_path):
    """The spool is a JSON file of everything from DEBUG on, of bounded size."""
    config = SpoolLoggingConfig(log_directory=str(tmp_path))
    assert isinstance(config, LoggingConfig)
    assert config.log_level_file == "DEBUG"
    assert config.log_file_format == "json"
    assert config.log_file_max_backup_count == 7
    assert config.log_file_max_size == default_file_bytes(str(tmp_path)) <= 64 * MIB
    assert getattr(config, "fileout_sync_on_flush", False) is False
    stock = LoggingConfig()
    changed = {
        field
        for field in LoggingConfig.__struct_fields__
        if getattr(config, field) != getattr(stock, field)
    }
    assert changed == {
        "log_level_file",
        "log_file_format",
        "log_directory",
        "log_file_max_size",
        "log_file_max_backup_count",
    } | {field for field in LoggingConfig.__struct_fields__ if field == "fileout_sync_on_flush"}


def test_spool_takes_every_argument_of_logging_config(tmp_path):
    """No argument of LoggingConfig is lost or changed, in whatever version."""
    values = {
        "log_level": "WARNING",
        "log_level_file": "INFO",
        "log_directory": str(tmp_path),
        "log_file_name": "mine",
        "log_file_format": "JSON",
        "log_file_max_size": 12_345_678,
        "log_file_max_backup_count": 3,
        "log_component_levels": {"RiskEngine": "ERROR"},
        "log_components_only": True,
        "log_colors": False,
        "bypass_logging": True,
        "print_config": True,
        "use_pyo3": True,
        "use_tracing": True,
        "clear_log_file": True,
        "fileout_sync_on_flush": True,
    }
    values = {key: values[key] for key in values.keys() & set(LoggingConfig.__struct_fields__)}
    rest = {
        field: getattr(LoggingConfig(), field)
        for field in LoggingConfig.__struct_fields__
        if field not in values
    }
    config = SpoolLoggingConfig(**values, **rest)
    values["log_directory"] = config.log_directory
    assert Path(config.log_directory).parent == tmp_path
    assert {field: getattr(config, field) for field in values} == values
    assert SpoolLoggingConfig.parse(config.json()) == config


def test_bypassed_logging_makes_no_directory(tmp_path):
    """Where nothing will be logged nothing is made."""
    path = tmp_path / "none"
    SpoolLoggingConfig(log_directory=str(path), bypass_logging=True)
    assert not path.exists()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"log_file_format": None}, "`log_file_format` of a spool is 'json'.*was None"),
        ({"log_file_format": "text"}, "`log_file_format` of a spool is 'json'.*was 'text'"),
        ({"log_level_file": None}, "`log_level_file` says what is shipped.*was None"),
        ({"log_directory": None}, "`log_directory` is where the spool is kept.*was None"),
        ({"log_file_max_size": 64}, "`log_file_max_size` must be .*64 MiB are 64 .*was 64$"),
        ({"log_file_max_size": 4_095}, "`log_file_max_size` must be .* at least 4,096.*was 4095$"),
        ({"log_file_max_size": 1e9}, "`log_file_max_size` must be a whole number of bytes"),
        ({"log_file_max_size": True}, "`log_file_max_size` must be .*was True$"),
        ({"log_file_max_backup_count": 2.5}, "`log_file_max_backup_count` must be .*was 2.5$"),
        ({"log_file_max_backup_count": -1}, "`log_file_max_backup_count` must be .*was -1$"),
    ],
)
def test_what_makes_no_spool(tmp_path, settings, says):
    """A spool is JSON, has a level and a place."""
    with pytest.raises(ValueError, match=says):
        SpoolLoggingConfig(**{"log_directory": str(tmp_path), **settings})


@pytest.mark.parametrize(
    ("place_bytes", "file_bytes"),
    [
        (10**12, 64 * MIB),
        (1024 * MIB, 64 * MIB),
        (512 * MIB, 32 * MIB),
        (64 * MIB, 4 * MIB),
        (16 * MIB, 1 * MIB),
        (4 * MIB, 1 * MIB),
        (0, 1 * MIB),
    ],
)
def test_size_of_files_on_small_file_systems(tmp_path, monkeypatch, place_bytes, file_bytes):
    """All files together take up half of the place at most, be it a container's small one."""
    seen = []

    def statvfs(path):
        seen.append(Path(path))
        blocks = place_bytes // 4_096
        return SimpleNamespace(f_blocks=blocks, f_bavail=blocks, f_frsize=4_096, f_files=0)

    monkeypatch.setattr(config_module.os, "statvfs", statvfs)
    directory = tmp_path / "not" / "there" / "yet"
    assert default_file_bytes(str(directory)) == file_bytes
    assert seen == [tmp_path]
    config = SpoolLoggingConfig(log_directory=str(directory))
    assert config.log_file_max_size == file_bytes
    explicit = SpoolLoggingConfig(log_directory=str(directory), log_file_max_size=99 * MIB)
    assert explicit.log_file_max_size == 99 * MIB


def test_a_file_system_that_cant_be_looked_at(tmp_path, monkeypatch):
    """The state of the machine keeps no configuration from being made."""

    def statvfs(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(config_module.os, "statvfs", statvfs)
    assert SpoolLoggingConfig(log_directory=str(tmp_path)).log_file_max_size == 64 * MIB


def test_sessions_of_a_small_file_system_share_it(tmp_path, monkeypatch):
    """What other sessions have there is left to them, and what is not free is not counted on."""
    free = 64 * MIB
    monkeypatch.setattr(
        config_module.os,
        "statvfs",
        lambda _: SimpleNamespace(f_blocks=64 * MIB, f_bavail=free, f_frsize=1, f_files=0),
    )
    assert default_file_bytes(str(tmp_path)) == 4 * MIB
    (tmp_path / "session-a").mkdir()
    assert default_file_bytes(str(tmp_path)) == 2 * MIB
    free = 8 * MIB
    assert default_file_bytes(str(tmp_path)) == 1 * MIB


def test_nautilus_takes_the_spool_for_a_logging_config(tmp_path):
    """A node's configuration can hold it, and write it out."""
    logging = SpoolLoggingConfig(log_directory=str(tmp_path))
    config = TradingNodeConfig(trader_id="T-001", logging=logging)
    assert config.logging is logging
    written = json.loads(config.json())["logging"]
    assert written["log_directory"] == logging.log_directory
    assert written["log_file_max_size"] == logging.log_file_max_size
