"""Python's own logging, with no node anywhere, against a real VictoriaLogs."""

import json
import logging
import os
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter

import pytest
from conftest import Store

from nautilus_vlogs import VictoriaLogsHandler


@pytest.fixture
def logger(store):
    """Return a logger of this test's own with the handler on it."""
    handler = VictoriaLogsHandler(url=store.url, extra_fields={"test": store.id})
    logger = logging.Logger(f"app.{store.id}")  # noqa: LOG001  # unknown to pytest and its handlers
    logger.addHandler(handler)
    yield logger
    handler.close()
    handler._pipeline.dead_letters.path.unlink(missing_ok=True)


def run(script, url, timeout=60, **env):
    """Run a script in a process of its own and return it finished."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        env={**os.environ, "TEST_URL": url, **env},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def rows_of(store: Store, at_least: int) -> list[dict[str, str]]:
    """Return this test's rows in order."""
    rows = store.wait_for(f"test:={store.id}", at_least)
    return sorted(rows, key=lambda row: (row["instance_id"], int(row["seq"])))


class Unspeakable:
    """What can't be shown."""

    def __str__(self):
        raise RuntimeError("no")

    __repr__ = __str__


def test_records_become_rows_with_tags_and_fields(logger, store):
    """Level, logger's name, extra fields and pairs in the message are fields of the row."""
    logger.info("filled qty=3", extra={"strategy_id": "EMACross-001", "order_id": 77})
    logger.critical("the end")
    logger.log(25, "between INFO and WARNING")
    first, second, third = rows_of(store, 3)
    assert (first["_msg"], first["level"], first["source"]) == ("filled qty=3", "INFO", "python")
    assert (first["strategy_id"], first["order_id"], first["qty"]) == ("EMACross-001", "77", "3")
    assert (first["component"], first["host"]) == (logger.name, socket.gethostname())
    assert 'strategy_id="EMACross-001"' in first["_stream"]
    assert (second["level"], third["level"]) == ("CRITICAL", "INFO")
    assert [row["seq"] for row in (first, second, third)] == ["0", "1", "2"]


def test_exceptions_are_split_off(logger, store):
    """`logger.exception` gives the type and the traceback, and leaves the message as it is."""
    try:
        {}["missing"]
    except KeyError:
        logger.exception("lookup failed")
    logger.error("an error without one", exc_info=False)
    row, plain = rows_of(store, 2)
    assert (row["_msg"], row["error_type"]) == ("lookup failed", "KeyError")
    assert row["error_traceback"].endswith("KeyError: 'missing'")
    assert "error_type" not in plain


def test_emit_raises_for_nothing(logger, store, monkeypatch):
    """Arguments that can't be formatted, or shown, cost the record nothing but them."""
    monkeypatch.setattr(logging, "raiseExceptions", True)
    logger.info("value %s", Unspeakable())
    logger.info(*("too %s few %s", 1))
    logger.info("shown", extra={"thing": Unspeakable(), "_time": "0", "level": "x", "": "y"})
    logger.info("surrogate \udc80 and NUL \0")
    logger.info("x" * 1_000_000)
    rows = rows_of(store, 5)
    assert [row["_msg"].split()[0] for row in rows[:4]] == ["value", "too", "shown", "surrogate"]
    assert rows[2]["thing"] == "(Unspeakable can't be shown: RuntimeError)"
    assert (rows[2]["level"], rows[2]["_time"][:2]) == ("INFO", "20")
    assert rows[4]["put_aside"].startswith("too long")


def test_threads_lose_and_double_nothing(logger, store):
    """Records of eight threads at once are each there once, in each thread's order."""

    def talk(name):
        for i in range(1_000):
            logger.info(f"thread={name} number={i}")

    threads = [threading.Thread(target=talk, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = rows_of(store, 8_000)
    assert len(rows) == 8_000
    for name in range(8):
        numbers = [int(row["number"]) for row in rows if row["thread"] == str(name)]
        assert numbers == list(range(1_000))


def test_without_a_store_calls_return_at_once_and_the_end_does_not_wait(store):
    """With nothing listening, logging goes on, one line says so, and the exit is prompt."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        began = time.monotonic()
        done = run(
            """
            import logging, os, time
            from nautilus_vlogs import VictoriaLogsHandler

            handler = VictoriaLogsHandler(url=os.environ["TEST_URL"], queue_max_records=1_000)
            logging.basicConfig(level="DEBUG", handlers=[handler])
            for i in range(10_000):
                logging.info("number=%d", i)
            while handler.stats().retries < 3:
                time.sleep(0.01)
            """,
            url,
        )
    assert time.monotonic() - began < 10.0
    assert done.stderr.count("can't be reached") == 1
    assert "Traceback" not in done.stderr


def test_it_works_by_dict_config_to_the_interpreter_s_end_with_httpx_logging(store):
    """A plain script: configured by a dictionary, root at DEBUG, no farewell, no feedback."""
    script = """
        import atexit, logging, logging.config, os, sys

        atexit.register(lambda: logging.info("last words"))
        logging.config.dictConfig({
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"store": {
                "class": "nautilus_vlogs.VictoriaLogsHandler",
                "url": os.environ["TEST_URL"],
                "level": "DEBUG",
                "stream_fields": ["source", "level"],
                "extra_fields": {"test": os.environ["TEST_ID"]},
            }},
            "root": {"level": "DEBUG", "handlers": ["store"]},
        })
        for i in range(500):
            logging.getLogger("script").debug("number=%d", i)
        logging.getLogger("httpx").info("a line of httpx's own user")
        assert "nautilus_trader" not in sys.modules
        """
    run(script, store.url, TEST_ID=store.id)
    rows = rows_of(store, 502)
    messages = Counter(row["_msg"] for row in rows)
    assert len(rows) == 502, [row for row in rows if row["component"] not in ("script", "root")]
    assert set(messages.values()) == {1}
    assert {"last words", "a line of httpx's own user", "number=499"} <= set(messages)


def test_a_forked_child_ships_its_own_records_and_none_of_its_parent_s(store):
    """After a fork parent and child each ship what they log, as instances of their own."""
    script = """
        import logging, os, warnings
        from nautilus_vlogs import VictoriaLogsHandler

        warnings.simplefilter("ignore")
        handler = VictoriaLogsHandler(
            url=os.environ["TEST_URL"], extra_fields={"test": os.environ["TEST_ID"]},
        )
        logging.basicConfig(level="INFO", handlers=[handler])
        logging.info("before the fork")
        pid = os.fork()
        if pid == 0:
            logging.info("from the child")
            logging.shutdown()
            os._exit(0)
        logging.info("from the parent")
        assert os.waitpid(pid, 0)[1] == 0
        """
    run(script, store.url, TEST_ID=store.id)
    rows = rows_of(store, 3)
    by_message = {row["_msg"]: row["instance_id"] for row in rows}
    assert len(rows) == len(by_message) == 3
    assert by_message["before the fork"] == by_message["from the parent"]
    assert by_message["from the child"] != by_message["from the parent"]


def test_flush_waits_until_all_is_delivered(logger, store):
    """After `flush` everything logged before it has been accepted."""
    for i in range(100):
        logger.info(f"number={i}")
    (handler,) = logger.handlers
    handler.flush()
    stats = handler.stats()
    assert (stats.read, stats.sent, stats.state) == (100, 100, "up")
    assert stats.read == stats.proven + stats.unproven + stats.put_aside + stats.lost


def test_a_wrong_setting_is_one_clear_error():
    """A bad value names the setting, an unknown one is refused; no handler is left behind."""
    before = threading.active_count()
    with pytest.raises(ValueError, match="`url` needs the scheme"):
        VictoriaLogsHandler(url="localhost:9428")
    with pytest.raises(ValueError, match=r"`stream_fields` must be of few values.*'seq'"):
        VictoriaLogsHandler(stream_fields=["seq"])
    with pytest.raises(TypeError, match="no_such_setting"):
        VictoriaLogsHandler(no_such_setting=1)
    assert threading.active_count() == before


def test_no_secret_shows(monkeypatch, store, logger):
    """Credentials from the environment are in no row and no representation."""
    monkeypatch.setenv("VICTORIALOGS_PASSWORD", "word-77ac")
    monkeypatch.setenv("VICTORIALOGS_USERNAME", "user-8d1f")
    logger.info("said with credentials")
    rows = rows_of(store, 1)
    shown = json.dumps(rows) + repr(logger.handlers) + repr(vars(logger.handlers[0]))
    assert "word-77ac" not in shown
    assert "user-8d1f" not in shown
