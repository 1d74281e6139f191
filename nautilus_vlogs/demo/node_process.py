"""The node of the demo as a process of its own, and the reports that it writes on a pipe."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO
from typing import Any
from typing import Self


class NodeProcess:
    """
    The process of the node, and its reports so far.

    Parameters
    ----------
    url : str
        The base URL of the store.
    seconds : float
        How long the market data are replayed.
    spool : Path
        The directory of its spool.
    output : file
        Where the standard output and error of the process go.

    """

    def __init__(self, url: str, seconds: float, spool: Path, output: IO[bytes]) -> None:
        self.instance_id = ""
        self.strategy_ids: list[str] = []
        self.secs = 0.0
        self.bars = 0
        self.fills = 0
        self.stats: dict[str, Any] | None = None

        reading, writing = os.pipe()
        command = [
            sys.executable,
            "-P",  # no module of the current directory
            "-m",
            "nautilus_vlogs.demo.node",
            f"--url={url}",
            f"--seconds={seconds}",
            f"--spool={spool}",
            f"--report-fd={writing}",
        ]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of ours
                command,
                pass_fds=(writing,),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C ends the command, which stops the node in order
            )
        finally:
            os.close(writing)
        self._pipe = os.fdopen(reading)
        self._reader = threading.Thread(target=self._read, name="demo-report", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._reader.join()
        self._pipe.close()

    @property
    def exit_code(self) -> int:
        """The exit code, once the process has ended."""
        return self._process.wait()

    def wait(self, timeout_secs: float) -> bool:
        """Return whether the process has ended and all of its report is read."""
        try:
            self._process.wait(timeout_secs)
        except subprocess.TimeoutExpired:
            return False
        self._reader.join()
        return True

    def _read(self) -> None:
        for line in self._pipe:
            message = json.loads(line)
            for name in ("instance_id", "strategy_ids", "secs", "bars", "fills", "stats"):
                if name in message:
                    setattr(self, name, message[name])
