"""`vlogs-nt ship`: what processes have left, shipped without starting a node."""

import argparse

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands.follow import add_shipping_arguments

_EPILOG = """\
What a node has left that crashed, or that ended before all of its log was verified, is taken over
under a lock and sent, as far as VictoriaLogs lacks it, to the store and the tenant of the node, or
to those of --url (or of a --profile with a url), if one is given. Logs of live processes are never
touched. The next node that uses the same spool directory does the same.
With --watch it is `vlogs-nt follow` of the spool directory.

examples:
  vlogs-nt ship
  vlogs-nt ship --watch                       stay, and ship within a second what a crash leaves
  vlogs-nt ship --watch --metrics 127.0.0.1:9464
  vlogs-nt ship --spool-dir /var/spool/nautilus --url http://localhost:9428

exit status: 0 all of it is stored (with --watch: when it was stopped), 1 something is left, or
another process is at work on it, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--watch",
        action="store_true",
        help="stay until interrupted, and ship what is left as soon as it is",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=300.0,
        metavar="SECS",
        help="give up after so long, without --watch; what is left stays (default: %(default)s)",
    )
    add_shipping_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    # Here, since delivery takes 0.2 s to import, which no --help should.
    from nautilus_vlogs.commands.shipping import ship  # noqa: PLC0415

    return ship(options)
