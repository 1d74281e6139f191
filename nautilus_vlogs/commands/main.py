"""The command vlogs-nt: one function a subcommand, imported only when it is the one typed."""

import argparse
import importlib
import json
import signal
import sys
import time
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nautilus_vlogs.operate.local_store import LocalServer

OK = 0
FAILED = 1  # 2, bad usage, is argparse's own

_Run = Callable[[argparse.Namespace], int]
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_EPILOG = """\
examples:
  vlogs-nt server              run VictoriaLogs on http://127.0.0.1:9428
  vlogs-nt demo                watch a node's log lines arrive in one
  vlogs-nt logs --level ERROR  the errors of the last hour
  vlogs-nt tail                follow the log
  vlogs-nt doctor              find out what is wrong
  vlogs-nt ship                ship what a crashed node has left
  vlogs-nt COMMAND --help      everything about one command

exit status: 0 success, 1 failure or a negative finding, 2 bad usage
"""

_SERVER_EPILOG = """\
VictoriaLogs is taken from VICTORIALOGS_BINARY, the PATH or the cache, or else built with Go, once.
With VICTORIALOGS_URL set nothing is started: that store is checked and its URL printed.

examples:
  vlogs-nt server
  vlogs-nt server --port 0 --data-dir ./logs
  vlogs-nt server --port 0 --json | head -1
"""


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command and return its exit code.

    Parameters
    ----------
    argv : Sequence[str], optional
        The arguments without the program's name; by default those of this process.

    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    parser = argparse.ArgumentParser(
        prog="vlogs-nt",
        description="NautilusTrader's logs in VictoriaLogs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    # No option before the command takes a value, so the first other word is the command.
    typed = next((word for word in arguments if not word.startswith("-")), None)
    for name, (summary, configure) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=summary,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == typed:
            command.set_defaults(run=configure(command))
    options = parser.parse_args(arguments)
    run: _Run = options.run
    return run(options)


def _server(parser: argparse.ArgumentParser) -> _Run:
    # Here and not above: httpx takes 0.1 s to import, which no other command's --help should.
    from nautilus_vlogs.operate import build as binary  # noqa: PLC0415
    from nautilus_vlogs.operate import local_store as server  # noqa: PLC0415

    parser.epilog = _SERVER_EPILOG
    parser.add_argument(
        "--port",
        type=_port,
        default=binary.DEFAULT_PORT,
        metavar="N",
        help="TCP port on 127.0.0.1, 0 for any that is free (default: %(default)s)",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=server.default_data_dir(),
        metavar="DIR",
        help="where the store keeps its data (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, then serve")

    def run(options: argparse.Namespace) -> int:
        try:
            with _stop_signals_as(signal.default_int_handler):
                url = server.find_url()
                if url is not None:
                    _announce(url, None, as_json=options.json)
                    return OK
                program = binary.obtain_binary()
            # From here on a signal only sets a mark, so that none leaves the server behind.
            stop: list[int] = []
            with (
                _stop_signals_as(lambda number, _: stop.append(number)),
                server.LocalServer(program, options.data_dir, port=options.port) as local,
            ):
                _announce(local.url, local, as_json=options.json)
                while local.running and not stop:
                    time.sleep(0.1)
                if not stop:
                    return _fail(f"VictoriaLogs exited by itself:\n{local.output_tail()}")
        except binary.ServerError as e:
            return _fail(str(e))
        except KeyboardInterrupt:
            return _fail("interrupted before VictoriaLogs was started")
        return OK

    return run


def _demo(parser: argparse.ArgumentParser) -> _Run:
    demo = importlib.import_module("nautilus_vlogs.demo")
    demo.add_arguments(parser)
    run: _Run = demo.run
    return run


def _module(name: str) -> Callable[[argparse.ArgumentParser], _Run]:
    """Return what a command's module does, imported when it is the one that was typed."""

    def configure(parser: argparse.ArgumentParser) -> _Run:
        command = importlib.import_module(f"nautilus_vlogs.commands.{name}")
        command.add_arguments(parser)
        run: _Run = command.run
        return run

    return configure


# What each one does, and the function that takes its parser, adds its options to it and returns
# what runs it. To add a subcommand, write that function and name it here.
_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], _Run]]] = {
    "server": ("Run a VictoriaLogs on this machine until Ctrl-C.", _server),
    "demo": ("Run a real node for some seconds and show its log lines in VictoriaLogs.", _demo),
    "logs": ("Show the log lines that fit.", _module("logs")),
    "tail": ("Show log lines as they come, until Ctrl-C.", _module("tail")),
    "doctor": (
        "Check the store and the way to it, with remedies.",
        _module("doctor"),
    ),
    "audit": ("Check that no record of a node is missing from the store.", _module("audit")),
    "api": ("Serve the log to dashboards, over HTTP, until Ctrl-C.", _module("api")),
    "link": ("Print a link to the web UI with the query filled in.", _module("link")),
    "ship": ("Ship what crashed nodes have left.", _module("ship")),
}


def _announce(url: str, local: "LocalServer | None", *, as_json: bool) -> None:
    from nautilus_vlogs.operate.local_store import UI_PATH  # noqa: PLC0415 - loaded by now, see _server

    if as_json:
        found = {
            "url": url,
            "ui": url + UI_PATH,
            "pid": local.pid if local else None,
            "data_dir": str(local.data_dir) if local else None,
        }
        print(json.dumps(found), flush=True)  # noqa: T201 - the command's output
        return
    lines = [f"VictoriaLogs  {url}", f"web UI        {url}{UI_PATH}"]
    if local:
        lines += [f"data          {local.data_dir}", "Ctrl-C stops it; the data stays."]
    else:
        lines += ["It runs already (VICTORIALOGS_URL): nothing was started."]
    print("\n".join(lines), flush=True)  # noqa: T201 - the command's output


@contextmanager
def _stop_signals_as(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    before = [signal.signal(number, handler) for number in _STOP_SIGNALS]
    try:
        yield
    finally:
        for number, previous in zip(_STOP_SIGNALS, before, strict=True):
            signal.signal(number, previous)


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 65535, was {text!r}")
    return port


def _fail(text: str) -> int:
    sys.stderr.write(f"vlogs-nt: {text}\n")
    return FAILED


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and exit."""
        metadata = importlib.import_module("importlib.metadata")
        sys.stdout.write(f"vlogs-nt {metadata.version('vlogs-nt')}\n")
        parser.exit()
