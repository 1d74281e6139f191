"""vlagent, the relay of VictoriaLogs, in the version of the VictoriaLogs that tests run."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Self

import httpx
from conftest import eventually

from nautilus_vlogs.operate import local_store
from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.build import version_of


class Relay:
    """
    A vlagent before a store, built into the cache where there is none.

    Parameters
    ----------
    store_url : str
        The store.
    directory : Path
        For its buffer and its log.
    *flags : str
        More of its flags.

    Raises
    ------
    ServerError
        If it can't be built; the text says why.

    """

    def __init__(self, store_url: str, directory: Path, *flags: str) -> None:
        port = local_store._free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._log = directory / "relay.log"
        self._buffer = directory / "buffer"
        self._command = [
            install(version_of(obtain_binary()), "vlagent"),
            f"-httpListenAddr=127.0.0.1:{port}",
            f"-remoteWrite.url={store_url}/internal/insert",
            f"-tmpDataPath={self._buffer}",
            *flags,
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it takes rows."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        eventually(self._is_ready)

    def stop(self) -> None:
        """End it in order: it keeps on disk what it has not passed on."""
        self._process.terminate()
        self._process.wait(60)

    def kill(self) -> None:
        """End it as a crash would: what it had in memory is gone."""
        self._process.kill()
        self._process.wait()

    def drop_buffer(self) -> None:
        """Drop what it kept on disk; not while it runs."""
        shutil.rmtree(self._buffer)

    def _is_ready(self) -> bool:
        assert self._process.poll() is None, self._log.read_text()
        with suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/health", trust_env=False, timeout=60).is_success
        return False
