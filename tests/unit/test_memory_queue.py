"""The bounded queue in memory, and the bridge that fills it."""

import json
import threading
from types import SimpleNamespace

import pytest

from nautilus_vlogs.capture import memory_queue
from nautilus_vlogs.capture.bridge import LEVELS
from nautilus_vlogs.capture.bridge import Bridge
from nautilus_vlogs.capture.memory_queue import LARGE_CHARS
from nautilus_vlogs.capture.memory_queue import MemoryQueue


class Logger:
    """Log calls as NautilusTrader's go: through one function, which can be replaced."""

    def __init__(self):
        self.shown = []
        self.function = self._show

    def _show(self, _level, _color, _component, message):
        self.shown.append(message)

    def divert(self, make_tap):
        """Route the calls through another function; return the undoing."""
        before = self.function
        self.function = make_tap(before)

        def undo():
            self.function = before

        return undo

    def info(self, message):
        """Log a message."""
        self.function(SimpleNamespace(value=LEVELS.index("INFO")), None, "X", message)


@pytest.fixture
def logger():
    return Logger()


def texts(source):
    """Return the messages that wait, and consume them."""
    found = []
    while lines := source.peek():
        found += [json.loads(line)["message"] for line in lines.splitlines()]
        source.take(len(lines))
    return found


def test_calls_are_recorded_and_shown(logger):
    """The console shows what it showed before, and the bridge has it too, until it is closed."""
    bridge = Bridge(100, "INFO", logger.divert)
    bridge.install()
    logger.info("one")
    logger.info(None)
    bridge.close()
    logger.info("two")
    assert logger.shown == ["one", None, "two"]
    assert texts(bridge) == ["one", ""]


@pytest.mark.parametrize("size", [10, LARGE_CHARS + 1])
def test_a_log_call_within_a_log_call_neither_hangs_nor_loses(logger, size, monkeypatch):
    """A signal handler or a finalizer may log anywhere in a call: at its queue, at its lock."""
    bridge = Bridge(1_000, "INFO", logger.divert)
    bridge.install()
    drop_large = bridge._drop_large
    depth = 0

    def interrupted():
        nonlocal depth
        depth += 1
        if depth < 5:
            logger.info("i" * size)  # the lock is held now
        drop_large()

    monkeypatch.setattr(bridge, "_drop_large", interrupted)

    def log():
        for _ in range(3):
            logger.info("o" * size)

    thread = threading.Thread(target=log, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    found = texts(bridge)
    assert len(found) == len(logger.shown)
    assert sum(text[0] == "o" for text in found) == 3
    assert bridge.lost == 0


def test_the_lock_is_never_waited_for():
    """Whoever holds the lock, a log call goes on: the reader and other threads hold it too."""
    queue = MemoryQueue(100, dict)
    assert queue._look.acquire(blocking=False)
    queue.make_room(LARGE_CHARS + 1)
    queue.count_lost()
    queue._look.release()
    queue.make_room(LARGE_CHARS + 1)
    assert not queue._announced


def test_large_records_are_bounded_in_sum(monkeypatch, logger):
    """The oldest go when the large ones take up too much; each is counted."""
    monkeypatch.setattr(memory_queue, "_MAX_LARGE_CHARS", 10 * LARGE_CHARS)
    bridge = Bridge(1_000, "INFO", logger.divert)
    bridge.install()
    for number in range(30):
        logger.info(f"small {number}")
        logger.info(f"large {number} {'x' * (LARGE_CHARS + 100)}")
    found = texts(bridge)
    bridge.count_lost()
    assert bridge.lost + len(found) == 60
    assert found[-1].startswith("large 29")
    assert sum(map(len, found)) < 11 * (LARGE_CHARS + 200)


def test_a_full_queue_drops_the_oldest_and_counts_them(logger):
    """What was dropped is counted exactly once the reader looks."""
    bridge = Bridge(100, "INFO", logger.divert)
    bridge.install()
    for number in range(250):
        logger.info(f"{number}")
    assert texts(bridge) == [str(number) for number in range(150, 250)]
    bridge.count_lost()
    assert bridge.lost == 150
