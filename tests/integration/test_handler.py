"""Python's own logging, with no node anywhere, against a real VictoriaLogs."""

import json
import logging
import logging.handlers
import os
import queue
import signal
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


def run(script, url, timeout=300, code=0, **env):
    """Run a script in a process of its own and return it finished."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
        env={**os.environ, "TEST_URL": url, **env},
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def rows_of(store: Store, at_least: int) -> list[dict[str, str]]:
    """Return this test's rows in order."""
    store.flush()
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
    assert done.stderr.count("can't be reached") == 1
    # With the rows that say how many the queue had no room for: one, or more on a slow machine.
    told = done.stderr.count("records lost:")
    assert told
    assert done.stderr.count(f"{10_000 + told} records are lost") == 1
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
    assert stats.read == stats.verified + stats.unverified + stats.put_aside + stats.lost


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


def test_records_made_by_hand_cost_no_other_record_anything(logger, store):
    """Whatever stands in a record, it becomes a row, and so do its neighbours."""

    class Text(str):
        """As numpy has one."""

        __slots__ = ()

    odd = [
        {},
        {"levelno": None},
        {"levelno": "INFO"},
        {"created": "yesterday"},
        {"created": float("nan")},
        {"created": 1e300},
        {"created": None},
        {"exc_info": True},
        {"exc_info": ("a", "b", "c")},
        {"exc_info": (ValueError, None, None)},
        {"exc_info": (None, None, None)},
        {"name": 7},
        {"symbol": Text("EURUSD")},
        {1: "a number for a name", None: "none for one"},
        {"msg": Unspeakable()},
        {"msg": Unspeakable(), "args": (1,)},
        {"msg": Text("made by hand")},
        {"args": ({"a": Unspeakable()},), "msg": "%(a)s"},
        {"stack_info": 3},
        {"exc_text": 4},
        {"threadName": None, "thread": None},
    ]
    (handler,) = logger.handlers
    for attributes in odd:
        record = {"msg": "made by hand", "levelno": logging.INFO, **attributes}
        handler.handle(logging.makeLogRecord(record))
    logger.info("the last one")
    rows = rows_of(store, len(odd) + 1)
    assert len(rows) == len(odd) + 1
    assert rows[-1]["_msg"] == "the last one"
    assert rows[12]["symbol"] == "EURUSD"
    assert rows[9]["error_type"] == "ValueError"
    assert rows[14]["_msg"].startswith("(Unspeakable can't be shown")
    assert handler.stats().lost == 0


def test_extra_names_that_a_row_has_itself_are_kept_beside_them(logger, store):
    """What was passed as `extra` never replaces a tag, and is not lost either."""
    tags = ["level", "source", "seq", "host", "component", "instance_id", "timestamp", "color"]
    logger.warning("said", extra={tag: f"my {tag}" for tag in tags} | {"test": "mine"})
    logger.info("named", extra={"strategy_id": "S" * 70_000})
    row, put_aside = rows_of(store, 2)
    assert {tag: row[f"extra_{tag}"] for tag in tags} == {tag: f"my {tag}" for tag in tags}
    assert (row["level"], row["source"], row["seq"]) == ("WARNING", "python", "0")
    assert (row["test"], row["extra_test"]) == (store.id, "mine")
    assert put_aside["put_aside"] == "its field 'extra_strategy_id' is too long"


def test_behind_a_queue_and_a_memory_handler_nothing_is_missing(store):
    """By `QueueHandler`, `QueueListener` and `MemoryHandler`, exceptions are split off, too."""
    handler = VictoriaLogsHandler(url=store.url, extra_fields={"test": store.id})
    buffer = logging.handlers.MemoryHandler(10, target=handler)
    listener = logging.handlers.QueueListener(queue.SimpleQueue(), handler)
    logger = logging.Logger("behind")  # noqa: LOG001  # unknown to pytest and its handlers
    listener.start()
    for through in (logging.handlers.QueueHandler(listener.queue), buffer):
        logger.handlers = [through]
        try:
            int("x\n" * 3)
        except ValueError:
            logger.exception("not a number by=%s", type(through).__name__)
            logger.warning("twice", exc_info=True, stack_info=True)
    listener.stop()
    buffer.close()
    handler.close()
    rows = rows_of(store, 4)
    assert sorted(row["_msg"] for row in rows) == [
        "not a number by=MemoryHandler",
        "not a number by=QueueHandler",
        "twice",
        "twice",
    ]
    assert {row["error_type"] for row in rows} == {"ValueError"}
    for row in rows:
        assert row["error_traceback"].startswith("Traceback (most recent call last):\n")


def test_an_exception_without_a_message_is_a_row(logger, store):
    """An empty message is none, but its exception is worth one."""
    logger.error("", exc_info=ExceptionGroup("two", [ValueError("one"), KeyError("other")]))
    logger.error("", exc_info=KeyError("never raised"))
    group, never_raised = rows_of(store, 2)
    assert (group["_msg"], group["error_type"]) == ("ExceptionGroup", "ExceptionGroup")
    assert "KeyError: 'other'" in group["error_traceback"]
    assert never_raised["error_type"] == "KeyError"


def test_what_the_http_library_logs_while_it_sends_is_not_sent(store):
    """Two handlers, one behind a queue, all loggers at DEBUG: no row begets another."""
    script = """
        import logging, logging.handlers, os, queue, time
        import httpx
        from nautilus_vlogs import VictoriaLogsHandler

        def handler(name):
            return VictoriaLogsHandler(
                url=os.environ["TEST_URL"],
                extra_fields={"test": os.environ["TEST_ID"], "by": name},
            )

        listener = logging.handlers.QueueListener(queue.SimpleQueue(), handler("queue"))
        listener.start()
        direct, queued = handler("direct"), logging.handlers.QueueHandler(listener.queue)
        logging.root.setLevel("DEBUG")
        logging.root.addHandler(direct)
        logging.root.addHandler(queued)
        httpx.get(os.environ["TEST_URL"] + "/health", trust_env=False)
        for i in range(5):  # more than one request, or there would be nothing to be seen
            logging.info("number=%d", i)
            direct.flush()
            listener.handlers[0].flush()
        listener.stop()
        print(direct.stats().requests)
        """
    done = run(script, store.url, TEST_ID=store.id)
    assert int(done.stdout) >= 5
    assert done.stderr == ""
    rows = rows_of(store, 20)
    for by in ("direct", "queue"):
        ours = [row for row in rows if row["by"] == by]
        assert sum("number" in row for row in ours) == 5
        # The user's own request is there, with what httpcore says of it, and nothing of ours.
        of_httpx = [row for row in ours if row["component"] == "httpx"]
        assert sum("HTTP Request" in row["_msg"] for row in of_httpx) == 1
        assert sum("send_request_headers.started" in row["_msg"] for row in ours) == 1
        assert "POST" not in json.dumps(ours)


def test_what_is_logged_after_closing_is_counted_as_lost_and_told_once(store, capsys):
    """Closing twice does nothing the second time; a late record raises nothing."""
    handler = VictoriaLogsHandler(url=store.url, extra_fields={"test": store.id})
    logger = logging.Logger("late")  # noqa: LOG001  # unknown to pytest and its handlers
    logger.addHandler(handler)
    logger.info("in time")
    handler.close()
    handler.close()
    for _ in range(3):
        logger.info("too late")
    handler.flush()
    assert capsys.readouterr().err.count("after the handler was closed is lost") == 1
    stats = handler.stats()
    assert (stats.read, stats.lost, stats.sent) == (4, 3, 1)
    assert stats.read == stats.verified + stats.unverified + stats.put_aside + stats.lost
    assert len(rows_of(store, 1)) == 1


@pytest.mark.parametrize("way", ["handler", "bridge"])
def test_log_calls_within_log_calls_neither_hang_nor_get_lost(store, way):
    """A signal handler that logs large texts interrupts log calls of large texts, anywhere."""
    script = """
        import logging, os, signal
        from types import SimpleNamespace
        from nautilus_vlogs import VictoriaLogsHandler
        from nautilus_vlogs.capture.bridge import Bridge

        counts = {"call": 0, "signal": 0}
        way = os.environ["TEST_WAY"]
        if way == "handler":
            handler = VictoriaLogsHandler(
                url=os.environ["TEST_URL"],
                extra_fields={"test": os.environ["TEST_ID"]},
                shutdown_timeout_secs=50,
            )
            logging.basicConfig(level="INFO", handlers=[handler])
            log = logging.info
        else:
            taps = []
            bridge = Bridge(
                1_000_000, "INFO", lambda make: taps.append(make(lambda *_: None)) or taps.pop,
            )
            bridge.install()
            log = lambda text: taps[0](SimpleNamespace(value=3), None, "X", text)

        def say(kind):
            counts[kind] += 1
            log(f"kind={kind} number={counts[kind]} {'x' * 2_500}")

        signal.signal(signal.SIGALRM, lambda *_: say("signal"))
        signal.setitimer(signal.ITIMER_REAL, 0.0002, 0.0002)
        while counts["call"] < 1_000 or counts["signal"] < 200:
            say("call")
        signal.setitimer(signal.ITIMER_REAL, 0, 0)
        total = sum(counts.values())
        if way == "bridge":
            found = 0
            while lines := bridge.peek():
                bridge.take(len(lines))
                found += lines.count(b"\\n")
            bridge.count_lost()
            assert found + bridge.lost == total, (found, bridge.lost, total)
        else:
            handler.flush()
            stats = handler.stats()
            assert stats.read == total, (stats, total)
        """
    done = run(script, store.url, TEST_ID=store.id, TEST_WAY=way)
    assert done.stderr == ""


def test_a_handler_that_was_never_used_has_no_threads(store):
    """Threads come with the first record, so that a handler made before a fork costs nothing."""
    before = threading.active_count()
    handler = VictoriaLogsHandler(url=store.url)
    assert threading.active_count() == before
    handler.flush()
    handler.close()
    assert handler.stats().read == 0


def test_a_reconfiguration_loses_nothing(store):
    """By `dictConfig` again and again, incrementally too, and with warnings captured."""
    script = """
        import logging, logging.config, os, warnings

        def configure(name, **more):
            logging.config.dictConfig({
                "version": 1,
                "handlers": {
                    "store": {
                        "()": "nautilus_vlogs.VictoriaLogsHandler",
                        "url": os.environ["TEST_URL"],
                        "extra_fields": {"test": os.environ["TEST_ID"], "by": name},
                    },
                    "buffer": {
                        "class": "logging.handlers.MemoryHandler",
                        "capacity": 1000,
                        "target": "store",
                    },
                },
                "root": {"level": "INFO", "handlers": ["buffer"]},
                **more,
            })

        logging.captureWarnings(True)
        for name in ("one", "two", "three"):
            configure(name, disable_existing_loggers=name == "two")
            for i in range(100):
                logging.info("number=%d", i)
            warnings.warn(f"a warning of {name}")
        logging.config.dictConfig({
            "version": 1, "incremental": True, "handlers": {"store": {"level": "ERROR"}},
        })
        logging.error("high enough")
        """
    done = run(script, store.url, TEST_ID=store.id)
    assert done.stderr == ""
    rows = rows_of(store, 302)
    assert Counter(row["by"] for row in rows if "number" in row) == dict.fromkeys(
        ("one", "two", "three"), 100
    )
    assert "py.warnings" in {row["component"] for row in rows}
    assert [row["_msg"] for row in rows if row["level"] == "ERROR"] == ["high enough"]


def test_forks_while_threads_log_lose_and_double_nothing(store):
    """Children made by fork and by multiprocessing deliver what they log, to their last line."""
    script = """
        import logging, multiprocessing, os, sys, threading, warnings
        from nautilus_vlogs import VictoriaLogsHandler

        warnings.simplefilter("ignore")

        def work(name):
            for i in range(50):
                logging.info("child=%s number=%d", name, i)

        if __name__ == "__main__":
            handler = VictoriaLogsHandler(
                url=os.environ["TEST_URL"], extra_fields={"test": os.environ["TEST_ID"]},
            )
            logging.basicConfig(level="INFO", handlers=[handler])
            done = threading.Event()
            counts = []

            def talk(name):
                i = 0
                while not done.is_set():
                    logging.info("thread=%d number=%d", name, i)
                    i += 1
                    done.wait(0.0005)
                counts.append(i)

            threads = [threading.Thread(target=talk, args=(n,)) for n in range(4)]
            for thread in threads:
                thread.start()
            context = multiprocessing.get_context("fork")
            children = [context.Process(target=work, args=(f"mp{n}",)) for n in range(3)]
            for child in children:
                child.start()
            for n in range(5):
                pid = os.fork()
                if pid == 0:
                    work(f"fork{n}")
                    logging.shutdown()
                    os._exit(0)
                assert os.waitpid(pid, 0)[1] == 0
            for child in children:
                child.join()
                assert child.exitcode == 0
            done.set()
            for thread in threads:
                thread.join()
            print(sum(counts))
        """
    total = int(run(script, store.url, TEST_ID=store.id).stdout)
    rows = rows_of(store, total + 8 * 50)
    assert len(rows) == total + 8 * 50
    by_child = Counter(row["child"] for row in rows if "child" in row)
    assert set(by_child.values()) == {50}
    assert len(by_child) == 8
    assert len({row["instance_id"] for row in rows}) == 9
    said = {(row.get("thread"), row.get("child"), row["number"]) for row in rows}
    assert len(said) == len(rows)


def test_the_handler_s_threads_import_nothing(store):
    """A fork in the middle of an import leaves a lock that its child waits for in vain."""
    script = """
        import logging, os, sys
        from nautilus_vlogs import VictoriaLogsHandler

        handler = VictoriaLogsHandler(
            url=os.environ["TEST_URL"], compression="gzip", durability_window_secs=2,
        )
        logger = logging.getLogger("app")
        logger.addHandler(handler)
        before = set(sys.modules)
        try:
            raise ValueError("token=abc")
        except ValueError:
            logger.exception("number=1 password=abc")
        handler.close()
        assert handler.stats().verified == 1, handler.stats()
        print(sorted(set(sys.modules) - before))
        """
    assert run(script, store.url).stdout == "[]\n"


def test_logging_out_of_str_del_and_the_interpreter_s_end_is_harmless(store):
    """Recursion, finalizers, a closed standard error and late calls raise and hang nowhere."""
    script = """
        import atexit, gc, logging, os, sys

        atexit.register(lambda: logging.info("after the end"))  # runs after logging's own

        from nautilus_vlogs import VictoriaLogsHandler

        class Talkative:
            def __str__(self):
                logging.info("asked for %d", id(self))
                return "shown"

            def __del__(self):
                logging.info("finalized")

        class Endless:
            def __str__(self):
                logging.info("%s", self)
                return "never"

        handler = VictoriaLogsHandler(
            url=os.environ["TEST_URL"], extra_fields={"test": os.environ["TEST_ID"]},
        )
        logging.basicConfig(level="INFO", handlers=[handler])
        logging.info("%s", Talkative())
        cycle = Talkative()
        cycle.itself = cycle
        del cycle
        gc.collect()
        logging.info("%s", Endless())
        logging.info("after the recursion")
        kept = Talkative()
        sys.stderr.close()
        sys.stderr = None
        """
    done = run(script, store.url, TEST_ID=store.id)
    assert done.stdout == ""
    rows = rows_of(store, 4)
    messages = [row["_msg"] for row in rows]
    assert messages[1] == "shown"
    assert messages.count("finalized") >= 2
    assert "after the recursion" in messages


def test_the_end_waits_once_for_a_store_that_does_not_answer(store):
    """Flush and close at exit share the time to shut down; no record is called lost too early."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        script = """
            import logging, os
            from nautilus_vlogs import VictoriaLogsHandler

            handler = VictoriaLogsHandler(url=os.environ["TEST_URL"], shutdown_timeout_secs=SECS)
            logging.basicConfig(level="INFO", handlers=[handler])
            for i in range(10):
                logging.info("number=%d", i)
            """
        took = []
        for secs in ("1", "21"):
            began = time.monotonic()
            done = run(script.replace("SECS", secs), f"http://127.0.0.1:{mute.getsockname()[1]}")
            took.append(time.monotonic() - began)
    longer = took[1] - took[0]
    assert longer < 30  # 40 if both waited
    assert "10 records were not acknowledged in time" in done.stderr


def test_large_records_are_bounded_in_memory(store):
    """While nobody takes them, 800 MB in large records take up 64 MiB and what is being read."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        done = run(
            """
            import logging, os, resource
            from nautilus_vlogs import VictoriaLogsHandler

            handler = VictoriaLogsHandler(url=os.environ["TEST_URL"], shutdown_timeout_secs=0.1)
            logging.basicConfig(level="INFO", handlers=[handler])
            logging.info("small")
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            for i in range(400):
                logging.info("%s", str(i % 10) * 1_000_000, extra={"more": "x" * 2_000_000})
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print((after - before) // 1024)
            """,
            f"http://127.0.0.1:{unused.getsockname()[1]}",
        )
    assert int(done.stdout) < 64 + 200


def test_a_crash_loses_what_is_in_the_queue_and_nothing_before_it(store):
    """Of 1,000 records a second a killed process loses less than a second's, and the last ones."""
    script = """
        import logging, os, signal, time
        from nautilus_vlogs import VictoriaLogsHandler

        handler = VictoriaLogsHandler(
            url=os.environ["TEST_URL"], extra_fields={"test": os.environ["TEST_ID"]},
        )
        logging.basicConfig(level="INFO", handlers=[handler])
        due = time.monotonic()
        for i in range(3_000):
            logging.info("number=%d", i)
            due += 0.001
            time.sleep(max(0, due - time.monotonic()))
        os.kill(os.getpid(), signal.SIGKILL)
        """
    run(script, store.url, code=-signal.SIGKILL, TEST_ID=store.id)
    numbers = [int(row["number"]) for row in rows_of(store, 2_000)]
    assert numbers == list(range(len(numbers)))
