"""The options of `vlogs-nt demo`, the node's process, and the progress that is shown meanwhile."""

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import IO
from typing import Any
from typing import Self

from nautilus_vlogs.demo.market_data import DemoError
from nautilus_vlogs.demo.market_data import find_market_data
from nautilus_vlogs.demo.report import Report
from nautilus_vlogs.demo.report import Store
from nautilus_vlogs.demo.report import make_report
from nautilus_vlogs.operate import local_store as server
from nautilus_vlogs.operate.build import ServerError
from nautilus_vlogs.operate.build import obtain_binary

_EPILOG = """\
The market data are real: the EURUSD hourly bars of April 2017 to February 2018 that the PyPI
package backtesting ships, two days a second. The orders are real too, and filled by
NautilusTrader's sandbox. Nothing leaves this machine, unless --url or VICTORIALOGS_URL says so.

examples:
  vlogs-nt demo
  vlogs-nt demo --seconds 60 --url http://localhost:9428
  vlogs-nt demo --json | python -m json.tool

exit status: 0 every strategy has rows and nothing was lost, 1 something is missing, 2 bad usage
"""

_MAX_SECONDS = 3_600
_OVERHEAD_SECS = 120.0  # what the node may take beside the replay
_TERMINAL_TICK_SECS = 0.5
_PIPE_TICK_SECS = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=20.0,
        metavar="N",
        help="how long the market data are replayed (default: %(default)g)",
    )
    parser.add_argument(
        "--url",
        help="a VictoriaLogs that runs already (default: VICTORIALOGS_URL, else one is started)",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=server.default_data_dir().with_name("vlogs-nt-demo"),
        metavar="DIR",
        help="where the store that is started keeps its data (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    try:
        # Ended from outside, it stops the node and the store as it does after Ctrl-C.
        with _as_interrupts(signal.SIGTERM, signal.SIGHUP):
            return _run(args)
    except (DemoError, ServerError) as e:
        _say(f"vlogs-nt: {e}")
    except KeyboardInterrupt:
        _say("vlogs-nt: interrupted")
    return 1


def _run(args: argparse.Namespace) -> int:
    find_market_data()
    with _store(args) as (url, local), Store(url) as store:
        _say(f"VictoriaLogs at {url}; starting a node with four strategies")
        report = _demonstrate(store, args.seconds)
        print(json.dumps(report.as_dict()) if args.json else f"\n{report.as_text()}")  # noqa: T201 - the command's output
        sys.stdout.flush()
        if local is not None and not args.json and sys.stdin.isatty() and sys.stdout.isatty():
            _say("\nThe store stays up until you press Enter.")
            with suppress(EOFError, KeyboardInterrupt):
                input()
    if local is not None:
        again = ["vlogs-nt", "server", f"--port={local.port}", f"--data-dir={local.data_dir}"]
        _say(f"The store is stopped; the data stay. To open the link: {shlex.join(again)}")
    return 1 if report.missing else 0


@contextmanager
def _store(args: argparse.Namespace) -> Iterator[tuple[str, server.LocalServer | None]]:
    """Yield the URL of a store, and its server if it is ours."""
    url = server.check_url(args.url, name="--url") if args.url else server.find_url()
    if url is not None:
        yield url, None
        return
    with server.LocalServer(obtain_binary(), args.data_dir) as local:
        yield local.url, local


def _demonstrate(store: Store, seconds: float) -> Report:
    with tempfile.TemporaryFile("w+b") as output, _Node(store.url, seconds, output) as node:
        with _Progress(seconds) as progress:
            deadline = time.monotonic() + seconds + _OVERHEAD_SECS
            while not node.wait(progress.interval):
                if time.monotonic() > deadline:
                    raise DemoError(f"the node did not end in time; it said last:\n{_tail(output)}")
                if node.instance_id:
                    progress.show(node, _rows_so_far(store, node.instance_id))
        if node.exit_code != 0 or node.stats is None:
            trouble = f"the node ended with code {node.exit_code}"
            if node.exit_code == 0:
                trouble = "the actor shipped nothing"
            raise DemoError(f"{trouble}; it said last:\n{_tail(output)}")
    return make_report(
        store,
        node.instance_id,
        node.strategy_ids,
        node.stats,
        bars=node.bars,
        fills=node.fills,
    )


class _Node:
    """The process of the node, and what it has reported so far."""

    def __init__(self, url: str, seconds: float, output: IO[bytes]) -> None:
        self.instance_id = ""
        self.strategy_ids: list[str] = []
        self.secs = 0.0
        self.bars = 0
        self.fills = 0
        self.stats: dict[str, Any] | None = None

        reading, writing = os.pipe()
        command = [
            sys.executable,
            "-P",  # whatever lies in the current directory is none of the node's
            "-m",
            "nautilus_vlogs.demo.node",
            f"--url={url}",
            f"--seconds={seconds}",
            f"--report-fd={writing}",
        ]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of ours
                command,
                pass_fds=(writing,),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for us; we stop the node in order
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
        """How the process ended."""
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


class _Progress:
    """How far the node is, on stderr: a line that changes on a terminal, else one now and then."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._is_terminal = sys.stderr.isatty()
        self._is_shown = False
        self.interval = _TERMINAL_TICK_SECS if self._is_terminal else _PIPE_TICK_SECS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_terminal and self._is_shown:
            _say("")  # leave the line

    def show(self, node: _Node, rows: int) -> None:
        """Show it."""
        text = (
            f"{node.secs:.0f} of {self._seconds:g} s   {node.bars:,} bars replayed   "
            f"{node.fills:,} orders filled   {rows:,} rows stored"
        )
        sys.stderr.write(f"\r{text}\x1b[K" if self._is_terminal else f"{text}\n")
        self._is_shown = True
        sys.stderr.flush()


def _rows_so_far(store: Store, instance_id: str) -> int:
    try:
        return store.count(instance_id)[0]
    except DemoError:  # the report will say it, if it lasts
        return 0


def _tail(output: IO[bytes], lines: int = 20) -> str:
    output.seek(0)
    return "\n".join(output.read().decode(errors="replace").splitlines()[-lines:])


@contextmanager
def _as_interrupts(*numbers: signal.Signals) -> Iterator[None]:
    before = [signal.signal(number, signal.default_int_handler) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 1 <= value <= _MAX_SECONDS:
        raise argparse.ArgumentTypeError(f"must be from 1 to {_MAX_SECONDS}, was {text!r}")
    return value


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
