"""`vlogs-nt tail`: rows as they come."""

import argparse

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import formats
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.tailing import add_interval_argument
from nautilus_vlogs.commands.tailing import follow

_EPILOG = """\
Rows that reach the store late are shown when they do, with the time they have. While the store is
down the command waits, and then shows what came meanwhile.

examples:
  vlogs-nt tail                                  everything, from a minute ago
  vlogs-nt tail EMACross-001 -n 20               one strategy, from its newest 20 rows on
  vlogs-nt tail --level WARNING --since 1h       trouble, with the last hour's
  vlogs-nt tail --json | jq -r ._msg

exit status: 0 ended by Ctrl-C, 1 the store refuses to answer, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_names_argument(parser)
    parser.add_argument(
        "-S",
        "--since",
        "--backfill",
        metavar="TIME",
        help="where to begin (default: a minute ago)",
    )
    parser.add_argument(
        "-n",
        "--tail",
        "--limit",
        dest="limit",
        type=int,
        metavar="N",
        help="begin with the newest N rows, 0 for new ones only",
    )
    parser.add_argument("-f", "--follow", action="store_true", help="what the command does anyway")
    add_interval_argument(parser)
    selection.add_zone_arguments(parser)
    selection.add_filter_arguments(parser)
    formats.add_format_arguments(parser)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    with common.client_of(options) as client:
        return follow(client, options)
