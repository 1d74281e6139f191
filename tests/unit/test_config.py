"""Settings: sensible ones are taken, each other one is told of in a single clear error."""

import inspect
import json
import os
import re
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from nautilus_trader.common.actor import Actor
from nautilus_trader.common.config import ActorFactory
from nautilus_trader.common.config import ImportableActorConfig
from nautilus_trader.common.config import LoggingConfig
from nautilus_trader.config import TradingNodeConfig

from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import VictoriaLogsActorConfig
from nautilus_vlogs import config as config_module
from nautilus_vlogs import settings as settings_module
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
        ("account_id", (-1, 2**32, 1.5, "1", None)),
        ("project_id", (-1, 2**32, 1.5, "1", None)),
        ("flush_interval_ms", (-1, 0, 60_001, "50", None, float("nan"))),
        ("batch_interval_ms", (-1, 0, 60_001, "200", None, float("inf"))),
        ("batch_max_bytes", (-1, 0, 16 * 1024 - 1, 33 * MIB, "1", None)),
        ("request_timeout_secs", (-1, 0, 0.01, 56, "10", None, float("nan"))),
        ("shutdown_timeout_secs", (-0.1, 601, "5", None, float("nan"))),
        ("queue_max_records", (-1, 0, 99, "1000", None)),
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
    for path, why in ((tmp_path / "none.pem", "No such file"), (tmp_path, "Is a directory")):
        text = error_of(**{field: str(path)})
        assert text.startswith(f"`{field}` can't be read ({why}")
        assert text.endswith(f"was {str(path)!r}")
    assert getattr(VictoriaLogsActorConfig(**{field: KEY_FILE}), field) == KEY_FILE


def test_a_key_without_its_certificate():
    """A client's key is of no use alone."""
    text = error_of(client_key_file=KEY_FILE)
    assert text.startswith("`client_key_file` needs the certificate")
    assert "set `client_cert_file` too" in text
    VictoriaLogsActorConfig(client_key_file=KEY_FILE, client_cert_file=KEY_FILE)


UNWRITABLE = ["/dev/null/spool", "/proc/nautilus-vlogs", __file__, f"{__file__}/below"]


@pytest.mark.parametrize("path", UNWRITABLE)
def test_a_spool_directory_that_cannot_be_written(path):
    """It is told of at construction, with the reason."""
    text = error_of(spool_dir=path)
    assert text.startswith("`spool_dir` can't be written to (")
    assert text.endswith(f"name another directory, was {path!r}")


def test_a_spool_directory_is_made(tmp_path):
    """A directory that is not there yet is made, for its owner only."""
    path = tmp_path / "a" / "b"
    VictoriaLogsActorConfig(spool_dir=str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert list(path.iterdir()) == []


@pytest.mark.parametrize("first", ["url", "extra_fields", "stream_fields", "batch_interval_ms"])
def test_one_error_at_a_time(first):
    """Of several wrong settings one is told of, with no other error behind it."""
    wrong = {"url": "x", "extra_fields": {"": ""}, "stream_fields": "x", "batch_interval_ms": -1}
    with pytest.raises(ValueError, match=first) as info:
        VictoriaLogsActorConfig(**{first: wrong[first]}, capture="nothing")
    assert info.value.__cause__ is None
    assert info.value.__suppress_context__ or info.value.__context__ is None


SETTINGS = {
    "url": "https://logs.example.com/vl",
    "account_id": 3,
    "project_id": 4,
    "stream_fields": ["strategy_id", "level"],
    "extra_fields": {"app": "mine", "desk": "fx"},
    "capture": "spool",
    "flush_interval_ms": 20,
    "batch_interval_ms": 100,
    "batch_max_bytes": 65_536,
    "request_timeout_secs": 3,
    "shutdown_timeout_secs": 1.5,
    "extract_fields": False,
    "compression": "gzip",
    "component_id": "LOGS",
}


def importable(settings):
    return ImportableActorConfig(
        actor_path="nautilus_vlogs:VictoriaLogsActor",
        config_path="nautilus_vlogs:VictoriaLogsActorConfig",
        config=settings,
    )


def test_importable_round_trip():
    """What an importable configuration names is what the actor is given, and can be written."""
    config = VictoriaLogsActorConfig.parse(json.dumps(SETTINGS))
    assert config.stream_fields == ("strategy_id", "level")
    for field in SETTINGS.keys() - {"stream_fields", "component_id"}:
        assert getattr(config, field) == SETTINGS[field]
    assert VictoriaLogsActorConfig.parse(config.json()) == config
    node = TradingNodeConfig(trader_id="T-001", actors=[importable(SETTINGS)])
    assert TradingNodeConfig.parse(node.json()).actors[0].config == SETTINGS


def test_importable_configuration_makes_the_actor():
    """Nautilus's factory finds both names at the paths that the contract gives."""
    actor = ActorFactory.create(importable(SETTINGS))
    assert isinstance(actor, Actor)
    assert type(actor).__name__ == "VictoriaLogsActor"
    assert actor.config.url == SETTINGS["url"]


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"url": "localhost:9428"}, "needs the scheme"),
        ({"url": 5}, "str"),
        ({"batch_interval_ms": "fast"}, "int"),
        ({"batch_interval_ms": -5}, "batch_interval_ms"),
        ({"extra_fields": {"x": 5}}, "extra_fields"),
        ({"stream_fields": ["seq"]}, "stream_fields"),
        ({"intervall": 5}, "intervall"),
    ],
)
def test_wrong_importable_configuration(settings, says):
    """By way of JSON the errors are as clear, misspelt names included."""
    with pytest.raises(ValueError, match=says):
        VictoriaLogsActorConfig.parse(json.dumps(settings))


def test_a_misspelt_setting():
    """A name that there is not is refused, not ignored."""
    with pytest.raises(TypeError, match="intervall"):
        VictoriaLogsActorConfig(intervall=5)


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
    assert {field: getattr(config, field) for field in values} == values
    assert SpoolLoggingConfig.parse(config.json()) == config


def test_spool_directory_is_private(tmp_path):
    """The directory is made with mode 0700, whatever the umask, with nothing left in it."""
    path = tmp_path / "new" / "spool"
    before = os.umask(0)
    try:
        SpoolLoggingConfig(log_directory=str(path))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert list(path.iterdir()) == []


def test_spool_directory_that_is_there_is_left_as_it_is(tmp_path):
    """A directory that the user named keeps its mode."""
    tmp_path.chmod(0o755)
    SpoolLoggingConfig(log_directory=str(tmp_path))
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.fixture
def default_directory(tmp_path, monkeypatch):
    """Put the default directory, which is the machine's, into the test's own place."""
    tmp_path.chmod(0o1777)
    path = tmp_path / "nautilus-vlogs"
    monkeypatch.setattr(settings_module, "DEFAULT_SPOOL_DIRECTORY", str(path))
    return path


def test_default_directory_of_ours(default_directory):
    """It is made private, and taken again the next time."""
    for _ in range(2):
        SpoolLoggingConfig(log_directory=str(default_directory))
        assert stat.S_IMODE(default_directory.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", ["open to others", "link", "another user's"])
def test_default_directory_of_somebody_else(default_directory, tmp_path, monkeypatch, kind):
    """Where everybody may write, somebody may have been there first: that is refused."""
    if kind == "link":
        (tmp_path / "theirs").mkdir(mode=0o700)
        default_directory.symlink_to(tmp_path / "theirs")
    else:
        default_directory.mkdir(mode=0o700)
    if kind == "open to others":
        default_directory.chmod(0o755)
    if kind == "another user's":
        monkeypatch.setattr(settings_module.os, "getuid", lambda: 12_345)
    with pytest.raises(ValueError, match="this user's with mode 0700: remove it or name another"):
        SpoolLoggingConfig(log_directory=str(default_directory))


def test_default_directory_is_in_memory_where_there_is_such_a_place(monkeypatch, tmp_path):
    """Without a writable /dev/shm the system's temporary directory has to do."""
    assert settings_module.default_spool_directory().endswith("/nautilus-vlogs")
    monkeypatch.setattr(settings_module.os, "access", lambda *_: False)
    monkeypatch.setattr(settings_module.tempfile, "gettempdir", lambda: str(tmp_path))
    assert settings_module.default_spool_directory() == str(tmp_path / "nautilus-vlogs")


@pytest.mark.parametrize("path", UNWRITABLE)
def test_a_log_directory_that_cannot_be_written(path):
    """The spool's directory is tried at construction."""
    with pytest.raises(ValueError, match=r"`log_directory` can't be written to \(") as info:
        SpoolLoggingConfig(log_directory=path)
    assert str(info.value).endswith(f"was {path!r}")


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
        return SimpleNamespace(f_blocks=place_bytes // 4_096, f_frsize=4_096)

    monkeypatch.setattr(config_module.os, "statvfs", statvfs)
    directory = tmp_path / "not" / "there" / "yet"
    assert default_file_bytes(str(directory)) == file_bytes
    assert seen == [tmp_path]
    config = SpoolLoggingConfig(log_directory=str(directory))
    assert config.log_file_max_size == file_bytes
    assert seen[-1] == directory
    explicit = SpoolLoggingConfig(log_directory=str(directory), log_file_max_size=99 * MIB)
    assert explicit.log_file_max_size == 99 * MIB


def test_nautilus_takes_the_spool_for_a_logging_config(tmp_path):
    """A node's configuration can hold it, and write it out."""
    logging = SpoolLoggingConfig(log_directory=str(tmp_path))
    config = TradingNodeConfig(trader_id="T-001", logging=logging)
    assert config.logging is logging
    written = json.loads(config.json())["logging"]
    assert written["log_directory"] == str(tmp_path)
    assert written["log_file_max_size"] == logging.log_file_max_size
