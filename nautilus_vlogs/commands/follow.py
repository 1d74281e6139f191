"""`vlogs-nt follow`: the logs of other processes, shipped while they are written."""

import argparse
from pathlib import Path

from nautilus_vlogs.commands import common

_EPILOG = """\
In a directory of JSON log files (NautilusTrader 1.x with log_file_format="json", 2.0 with
FileWriterConfig(file_format="json"), a container's volume) the files are read as they grow, over
rotations and restarts, and never changed; how far each was read is kept below --state. In a spool
directory the logs of ended nodes are shipped, as `vlogs-nt ship` does, and those of nodes whose
actor is configured with shipper="companion", each to the store and the tenant that its node named,
or all of them to those of --url (or of a --profile with a url). Logs that an actor in their node
ships are left to it.

examples:
  vlogs-nt follow                              the spool directory: as `vlogs-nt ship --watch`
  vlogs-nt follow /var/log/nautilus            a node without our actor
  vlogs-nt follow logs/ --url http://logs:9428 --metrics 127.0.0.1:9464

exit status: 0 stopped, and what is left is for the next start, 1 failure, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "directories",
        nargs="*",
        type=Path,
        metavar="DIR",
        help="directories to look into (default: the spool directory)",
    )
    add_shipping_arguments(parser)


def add_shipping_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that `vlogs-nt ship` has as well."""
    parser.add_argument(
        "--spool-dir",
        type=Path,
        metavar="DIR",
        help="the spool directory (default: that of SpoolLoggingConfig)",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="DIR",
        help="where the progress in logs of other processes is kept (default: on disk, in the "
        "user's state directory)",
    )
    parser.add_argument(
        "--until",
        default="",
        metavar="SESSION",
        help="end once this session of the spool directory is stored",
    )
    parser.add_argument(
        "--metrics",
        metavar="HOST:PORT",
        help="serve Prometheus metrics under /metrics at this address, as long as it stays",
    )
    parser.add_argument(
        "--metrics-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name with a dot by which Prometheus asks for them; may be repeated",
    )
    parser.add_argument(
        "--window",
        type=float,
        default=15.0,
        metavar="SECS",
        help="the store's durability window (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a log")
    common.add_store_arguments(parser).add_argument(
        "--query-url",
        help="base URL for look-ups, where it is another one",
    )


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    # Here, since delivery takes 0.2 s to import, which no --help should.
    from nautilus_vlogs.commands.shipping import follow  # noqa: PLC0415
    from nautilus_vlogs.places import default_spool_directory  # noqa: PLC0415

    spool = options.spool_dir or Path(default_spool_directory())
    return follow(options, options.directories or [spool])
