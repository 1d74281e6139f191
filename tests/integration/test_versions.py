"""What differs between the oldest and the newest VictoriaLogs, and must not matter to anybody."""

import json
import logging
import time
from contextlib import suppress

import httpx
import pytest
from conftest import Store
from conftest import eventually

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.operate.build import OLDEST_VERSION
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.build import version_of
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.times import rfc3339


@pytest.fixture(params=[OLDEST_VERSION, VICTORIALOGS_VERSION])
def server(request, tmp_path):
    """Return a running store of each end of the range."""
    with LocalServer(install(request.param), tmp_path / "data") as server:
        yield server


def test_a_binary_names_its_version(server):
    """The version is asked of the program and of its metrics, never assumed."""
    with VictoriaLogsClient(server.url) as client:
        assert client.metrics().version == version_of(server.binary)


def test_a_duplicate_stream_key_ends_the_newest(server):
    """The fact for which rows and requests never hold a key twice."""
    row = f'{{"_time":"{rfc3339(time.time_ns())}","_msg":"x","level":"a","level":"b"}}\n'
    with suppress(httpx.HTTPError):
        httpx.post(
            f"{server.url}/insert/jsonline?_stream_fields=level",
            content=row,
            headers={"Content-Type": "application/stream+json"},
            trust_env=False,
        )
    if version_of(server.binary) == OLDEST_VERSION:
        with VictoriaLogsClient(server.url) as client:
            assert client.health().ok
        assert server.running
    else:
        eventually(lambda: not server.running)


def test_a_condition_of_numbers_behind_if_counts_nothing(server):
    """The fact for which rows with a number are counted by a filter or a range."""
    with Store(server.url) as store:
        at = rfc3339(time.time_ns())
        store.insert(*({"_time": at, "_msg": f"x {i}", "n": str(i)} for i in range(50)))
        store.wait_for("n:*", 50)
        wrong, ranged, counted = "count() if (n:*)", "count() if (n:range[0,inf))", "count(n)"
        (found,) = store.query(f"* | stats {wrong} a, {ranged} b, {counted} c")
        (filtered,) = store.query("n:* | stats count() d")
    assert found == {"a": "0", "b": "50", "c": "50"}
    assert filtered == {"d": "50"}


#: Values by the type of column that the store makes of them.
BUCKETED = {
    "float": lambda i: f"{i}.{i + 25}",
    "fine": lambda i: f"{i}.00000000{i + 1}",
    "large": lambda i: f"{i}00000000000.5",
    "whole": str,
    "wide": lambda i: str(10**18 + i * 10**11),
    "negative": lambda i: f"-{i}.5" if i % 2 else f"-{i}",
    "ipv4": lambda i: f"10.0.{i}.255",
    "time": lambda i: f"2026-11-23T09:00:{i:02}.5{i:02}Z",
    "duration": lambda i: f"{i}m{i}.5s",
    "bytes": lambda i: f"{i}.5KB",
    "any": lambda i: [f"{i}.5", str(i), f"10.0.0.{i}", f"{i}h", f"{i}GB", "x", ""][i % 7],
    "few": lambda i: f"{i % 3}.5",
    "one": lambda _: "1.5",
}


@pytest.fixture
def bucketed(server):
    """Return the store with rows of each type."""
    with Store(server.url) as store:
        at = time.time_ns() - 100 * 10**9
        names = BUCKETED.items()
        store.insert(
            *(
                {"_time": rfc3339(at + i * 10**9), "_msg": "x", **{k: of(i) for k, of in names}}
                for i in range(60)
            )
        )
        store.wait_for("_msg:x | fields _msg", 60)
    return server


def test_every_bucket_that_passes_leaves_the_store_alive(bucketed):
    """Sizes of all forms and magnitudes, of fields of all types, with an offset or without."""
    sizes = [f"1{'0' * i}" for i in range(11)] + [f"0.{'0' * i}1" for i in range(9)]
    sizes += ["200000000000", "99999000000", "100000101000", "12345678900000000", "9.999999999"]
    sizes += ["10000000000.000001", "0.000000009", "99999.999999999", "18446744073709551615"]
    sizes += ["99ms", "10s", "101s", "5m", "1h30m", "1d", "1w", "1y", "week", "day", "year"]
    sizes += ["10GB", "11GB", "2TB", "1KiB", "1TiB", "/24", "/0"]
    with VictoriaLogsClient(bucketed.url) as client:
        for plain, moved in zip(sizes, sizes[1:] + sizes[:1], strict=True):
            fields = [f"{name}:{plain}, {name}:{moved} offset 0.5" for name in BUCKETED]
            fields += [f"_time:{plain}", f"_time:{moved} offset 1s"]
            client.query(f"* | stats by ({', '.join(fields)}) count() n")
        client.query("* | copy _time as t | stats by (t:1d, t:0.5, t:1y offset 1s) count() n")
        for size in ("100s", "1000s", "100GB", "100000000000"):
            assert client.query(f"* | stats by (_time:{size}) count() n")
        assert client.health().ok
    assert bucketed.running


@pytest.mark.parametrize("size", ["100000000000", "100s", "0.00000000001"])
def test_a_bucket_that_is_rounded_to_0_ends_the_store(bucketed, size):
    """The fact for which sizes of buckets are bounded."""
    with suppress(httpx.HTTPError):
        httpx.post(
            f"{bucketed.url}/select/logsql/query",
            data={"query": f"* | stats by (float:{size}) count() n"},
            trust_env=False,
        )
    eventually(lambda: not bucketed.running)


HOSTILE_EXTRAS = [
    {"level": "mine", "source": "mine", "trader_id": "mine", "strategy_id": "mine"},
    {"level.a": "1", "source.b": "2", "strategy_id.c": "3", "host.d": "4"},
    {"host": "other", "instance_id": "other", "seq": "9", "_stream": "{}", "_stream_id": "0"},
    {"Level": "mine", "LEVEL": "mine", " level": "mine", "level ": "mine"},
    {"environment": "x", "component": "y", "desk": "z", "_time": "2020-01-01T00:00:00Z"},
    {"a": {"b": "1"}, "a.b": "2"},
    {"level": {"a": "1"}, "source": ["x", {"y": 1}]},
]


def test_no_record_makes_a_duplicate_key(server):
    """Names of a record's own that are also those of tags, flat and nested, end no store."""
    with Store(server.url) as store:
        handler = VictoriaLogsHandler(
            url=server.url,
            extra_fields={"test": store.id, "desk": "fx"},
            stream_fields=("source", "level", "strategy_id", "host", "desk"),
        )
        logger = logging.Logger(f"app.{store.id}")  # noqa: LOG001  # unknown to pytest
        logger.addHandler(handler)
        for i, extra in enumerate(HOSTILE_EXTRAS):
            pairs = " ".join(f"{key}={json.dumps(value)}" for key, value in extra.items())
            with suppress(KeyError):  # `logging` itself refuses some names
                logger.info("record %d %s level=x level=y host=a", i, pairs, extra=extra)
        handler.close()
        rows = store.wait_for(f'test:="{store.id}"', len(HOSTILE_EXTRAS))
    assert server.running
    assert {row["desk"] for row in rows} == {"fx"}
    assert {row["level"] for row in rows} == {"INFO"}


def test_a_query_that_makes_no_sense_is_an_error(server):
    """Never an answer without rows, as the oldest gives to pipes that it does not know."""
    with VictoriaLogsClient(server.url) as client:
        for query in ('"unclosed', "* | no_such_pipe", "* | stats count(", "level:in("):
            with pytest.raises((InvalidQueryError, QueryRefusedError)):
                client.query(query)


def test_data_of_the_oldest_is_read_by_the_newest_and_back(tmp_path):
    """A store can be upgraded, and the upgrade undone, without losing a row."""
    versions = (OLDEST_VERSION, VICTORIALOGS_VERSION, OLDEST_VERSION)
    for number, version in enumerate(versions):
        with LocalServer(install(version), tmp_path) as server, Store(server.url) as store:
            store.insert({"_msg": f"of start {number}", "level": "INFO"})
            store.wait_for('_msg:"of start"', number + 1)
