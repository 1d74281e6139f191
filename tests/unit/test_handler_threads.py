"""Records that arise on the handler's own threads, which run whatever finalizer is due."""

import logging
import threading

import pytest

from nautilus_vlogs import VictoriaLogsHandler
from nautilus_vlogs import handler as handler_module


@pytest.fixture
def handler():
    """Return a handler that waits for an actor, so that it starts no threads."""
    handler = VictoriaLogsHandler(url="http://127.0.0.1:9", share_actor=True)
    yield handler
    handler._queue.items.clear()
    handler.close()


def messages(handler):
    return [record.message for record in handler._queue.items]


def log(handler, name, message):
    """Log on this thread, past pytest's own handlers."""
    logger = logging.Logger(name)  # noqa: LOG001  # no root
    logger.addHandler(handler)
    logger.error(message)


@pytest.mark.parametrize("name", ["asyncio", "mine", "httpx"])
def test_what_a_finalizer_logs_on_a_thread_of_ours_is_shipped(handler, name):
    """A task's exception that was never retrieved is told of on whichever thread collects it."""
    for thread_name in sorted(handler._own_threads):
        thread = threading.Thread(target=log, args=(handler, name, thread_name), name=thread_name)
        thread.start()
        thread.join()
    assert messages(handler) == sorted(handler._own_threads) != []


def test_what_is_logged_on_a_thread_that_closes_a_handler_is_shipped(handler, monkeypatch):
    """Another handler that is being closed costs no record but the HTTP library's."""
    monkeypatch.setattr(handler_module, "_closing", {threading.get_ident()})
    log(handler, "asyncio", "kept")
    log(handler, "httpcore.connection", "ours")
    assert messages(handler) == ["kept"]


def test_what_the_http_library_logs_on_a_thread_of_ours_is_not_shipped(handler):
    """It would beget a request, which would beget further records."""
    for thread_name in sorted(handler._own_threads):
        thread = threading.Thread(
            target=log, args=(handler, "httpcore.http11", "sent"), name=thread_name
        )
        thread.start()
        thread.join()
    assert messages(handler) == []
