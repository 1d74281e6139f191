"""Serving the API in this process."""

import socket
import threading
from contextlib import contextmanager

import pytest
from conftest import eventually

uvicorn = pytest.importorskip("uvicorn")  # an extra that not everybody has
server_module = pytest.importorskip("nautilus_vlogs.api.server")


@contextmanager
def served(app, **settings):
    """Serve an app on a free port, within the bounds of the command's server."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=1,
            **{**server_module.server_settings(), **settings},
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            eventually(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
