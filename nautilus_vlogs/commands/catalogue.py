"""The commands of vlogs-nt, and the parser of the one that was typed."""

import argparse
import importlib
import sys

from nautilus_vlogs.commands.parsing import Parser

_EPILOG = """\
examples:
  vlogs-nt server              run VictoriaLogs on http://127.0.0.1:9428
  vlogs-nt demo                watch a node's log lines arrive in one
  vlogs-nt logs --level ERROR  the errors of the last hour
  vlogs-nt logs -f             rows as they come, as `vlogs-nt tail` shows them
  vlogs-nt ui                  the log in a browser
  vlogs-nt nodes               which nodes have logged, and whether anything is missing
  vlogs-nt doctor              check the store and the way to it
  vlogs-nt COMMAND --help      everything about one command

exit status: 0 success, 1 failure or a negative finding, 2 bad usage
"""

#: The module of each command below `nautilus_vlogs`, and what it does. A module has the functions
#: `add_arguments`, which adds the command's options to a parser, and `run`, which takes what was
#: parsed and returns the exit code.
COMMANDS: dict[str, tuple[str, str]] = {
    "logs": ("commands.logs", "Show log lines."),
    "tail": ("commands.tail", "Show log lines as they come, until Ctrl-C."),
    "export": ("commands.export", "Save log lines as JSON lines, CSV or Parquet."),
    "nodes": ("commands.nodes", "List the nodes that have logged, and what of it is complete."),
    "strategies": ("commands.strategies", "List the strategies that have logged."),
    "orders": ("commands.orders", "Show the life of an order, or list orders."),
    "runs": ("commands.runs", "List backtests."),
    "diff": ("commands.diff", "Compare two backtests by simulated time."),
    "watch": ("commands.watch", "Show rates and errors of each strategy, until Ctrl-C."),
    "server": ("commands.server", "Run a VictoriaLogs on this machine until Ctrl-C."),
    "demo": (
        "commands.demo",
        "Run a real node for some seconds and show its log lines in VictoriaLogs.",
    ),
    "doctor": ("commands.doctor", "Check the store and the way to it, with remedies."),
    "audit": ("commands.audit", "Check that no record of a node is missing from the store."),
    "compare": ("commands.compare", "Compare old log files with the rows, level by level."),
    "ship": ("commands.ship", "Ship what crashed nodes have left."),
    "follow": ("commands.follow", "Ship the logs of other processes while they are written."),
    "dead-letters": ("commands.dead_letters", "List or clear the records that can't be stored."),
    "api": ("commands.api", "Serve the log to dashboards, over HTTP, until Ctrl-C."),
    "completion": ("commands.completion", "Print a script that completes commands in a shell."),
    "ui": ("commands.ui", "Open the log viewer in a browser, with a store if none runs."),
    "link": ("commands.link", "Print a link to the web UI with the query filled in."),
}


def make_parser(typed: str | None) -> tuple[Parser, Parser | None]:
    """Return the parser, and that of a command with its options if it is the one typed."""
    parser = Parser(prog="vlogs-nt", description="NautilusTrader's logs in VictoriaLogs.")
    parser.epilog = _EPILOG
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    found = None
    for name, (module_name, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if name == typed:
            module = importlib.import_module(f"nautilus_vlogs.{module_name}")
            module.add_arguments(command)
            command.set_defaults(handler=module.run)
            found = command
    return parser, found


class _Version(argparse.Action):
    """Print the version, which is looked up by then only."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and exit."""
        metadata = importlib.import_module("importlib.metadata")
        sys.stdout.write(f"vlogs-nt {metadata.version('vlogs-nt')}\n")
        parser.exit()
