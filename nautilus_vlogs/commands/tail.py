"""`vlogs-nt tail`: rows as they come."""

import argparse

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands.lines import Lines
from nautilus_vlogs.commands.lines import add_line_arguments
from nautilus_vlogs.errors import StoreError

_EPILOG = """\
Rows that reach the store late are shown when they do, with the time they have. While the store is
down it waits, and then shows what came meanwhile.

examples:
  vlogs-nt tail                                  everything, from a minute ago
  vlogs-nt tail --strategy EMACross-001          one strategy
  vlogs-nt tail --level WARNING --backfill 1h    trouble, with the last hour's
  vlogs-nt tail --json | jq -r ._msg

exit status: 0 ended by Ctrl-C, 1 the store refuses to answer, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--backfill",
        default="1m",
        metavar="DURATION",
        help="how far back to begin (default: %(default)s)",
    )
    parser.add_argument(
        "--interval",
        type=float,
        default=1.0,
        metavar="SECS",
        help="how often the store is asked (default: %(default)g)",
    )
    parser.add_argument("--utc", action="store_true", help="times are UTC, not local")
    common.add_filter_arguments(parser)
    add_line_arguments(parser)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    lines = Lines(options)
    with common.client_of(options) as client:
        rows = client.tail(
            backfill=options.backfill,
            interval_secs=options.interval,
            on_trouble=_tell,
            **common.filters_of(options),
        )
        try:
            for row in rows:
                common.write(lines.row(row))
                common.flush()
        except KeyboardInterrupt:
            return common.OK
    return common.OK


def _tell(error: StoreError | None) -> None:
    common.say("the store answers again" if error is None else f"waiting: {error}")
