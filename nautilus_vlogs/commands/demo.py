"""`vlogs-nt demo`: its options, a store, a node, the progress meanwhile, and the report."""

import argparse
import json
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import IO
from typing import Self

from nautilus_vlogs.commands import api
from nautilus_vlogs.commands import common
from nautilus_vlogs.demo import viewer
from nautilus_vlogs.demo.market_data import DemoError
from nautilus_vlogs.demo.market_data import find_market_data
from nautilus_vlogs.demo.node_process import NodeProcess
from nautilus_vlogs.demo.report import Report
from nautilus_vlogs.demo.report import Store
from nautilus_vlogs.demo.report import make_report
from nautilus_vlogs.operate import local_store as server
from nautilus_vlogs.operate.build import ServerError
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.private_files import unusable
from nautilus_vlogs.regular_files import real_path

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
        help="where the node keeps its spool, and the store that is started its data "
        "(default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")


def run(args: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    try:
        # Signals stop the node and the store in order, as Ctrl-C does.
        with _as_interrupts(signal.SIGTERM, signal.SIGHUP):
            return _run(args)
    except (DemoError, ServerError) as e:
        common.say(str(e))
    except KeyboardInterrupt:
        common.say("interrupted")
    return 1


def _run(args: argparse.Namespace) -> int:
    find_market_data()
    with _store(args) as (url, local), Store(url) as store:
        _say(f"VictoriaLogs at {url}; starting a node with four strategies")
        with _spool(args.data_dir) as spool:
            report = _demonstrate(store, args.seconds, spool)
        common.write(json.dumps(report.as_dict()) if args.json else f"\n{report.as_text()}")
        common.flush()
        is_watched = not args.json and sys.stdin.isatty() and sys.stdout.isatty()
        if is_watched and viewer.is_installed():
            with viewer.Viewer(url, api.DEFAULT_PORT) as shown:
                _wait(viewer.node_url(shown.url, report.instance_id))
        elif is_watched and local is not None:
            _wait(report.ui_url)
    _say_again(report, url, local)
    return common.FAILED if report.missing else common.OK


def _wait(address: str) -> None:
    _say(f"\nThe log viewer with this node, until you press Enter:\n{address}")
    with suppress(EOFError, KeyboardInterrupt):
        input()


def _say_again(report: Report, url: str, local: server.LocalServer | None) -> None:
    """Print the command that shows the node again, and the address that it then has."""
    if local is not None:
        _say("The store is stopped; the data stay.")
    if not viewer.is_installed():
        if local is not None:
            again = [_program(), "server", f"--port={local.port}", f"--data-dir={local.data_dir}"]
            _say(f"This opens the link again:\n{shlex.join(again)}")
        return
    store = f"--url={url}" if local is None else f"--data-dir={local.data_dir}"
    _say("This shows the node in the log viewer, at the address below it:")
    _say(shlex.join([_program(), "ui", "--no-browser", store]))
    _say(viewer.node_url(f"http://127.0.0.1:{api.DEFAULT_PORT}", report.instance_id))


def _program() -> str:
    """Return the command as it can be pasted: by its path where the PATH does not lead to it."""
    typed = Path(sys.argv[0])
    found = shutil.which("vlogs-nt")
    is_found = found is not None and real_path(Path(found)) == real_path(typed)
    return "vlogs-nt" if is_found or typed.name != "vlogs-nt" else str(typed)


@contextmanager
def _store(args: argparse.Namespace) -> Iterator[tuple[str, server.LocalServer | None]]:
    """Yield the URL of a store, and its server if it was started here."""
    url = server.check_url(args.url, name="--url") if args.url else server.find_url()
    if url is not None:
        yield url, None
        return
    with server.LocalServer(obtain_binary(), args.data_dir) as local:
        yield local.url, local


@contextmanager
def _spool(data_dir: Path) -> Iterator[Path]:
    """
    Yield the directory of the demo's spool, not the one in which the user's nodes have theirs.

    What a demo that was killed has left is there for the next one.
    """
    spool = data_dir.absolute() / "spool"
    if unusable(spool):
        with tempfile.TemporaryDirectory(prefix="vlogs-nt-demo-") as other:
            yield Path(other)
        return
    yield spool
    with suppress(OSError):  # something is left in it
        spool.rmdir()


def _demonstrate(store: Store, seconds: float, spool: Path) -> Report:
    with (
        tempfile.TemporaryFile("w+b") as output,
        NodeProcess(store.url, seconds, spool, output) as node,
    ):
        with _Progress(seconds) as progress:
            deadline = time.monotonic() + seconds + _OVERHEAD_SECS
            while not node.wait(progress.interval):
                if time.monotonic() > deadline:
                    raise DemoError(
                        f"the node did not end in time; its last output:\n{_tail(output)}"
                    )
                if node.instance_id:
                    progress.show(node, _rows_so_far(store, node.instance_id))
        if node.exit_code != 0 or node.stats is None:
            trouble = f"the node ended with code {node.exit_code}"
            if node.exit_code == 0:
                trouble = "the actor shipped nothing"
            raise DemoError(f"{trouble}; its last output:\n{_tail(output)}")
    return make_report(
        store,
        node.instance_id,
        node.strategy_ids,
        node.stats,
        bars=node.bars,
        fills=node.fills,
    )


class _Progress:
    """The progress of the node on stderr: one line that changes on a terminal, else several."""

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

    def show(self, node: NodeProcess, rows: int) -> None:
        """Show the progress of a node, and the number of its rows in the store."""
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
    except DemoError:  # an outage that lasts is an error of the report
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
    sys.stderr.write(f"{escaped_lines(text)}\n")
    sys.stderr.flush()
