"""`vlogs-nt ship`: what processes have left, shipped without starting a node."""

import argparse
import json
import signal
import threading
from pathlib import Path

from nautilus_vlogs.commands import common
from nautilus_vlogs.deliver.recovery import AbandonedLog
from nautilus_vlogs.deliver.recovery import find_abandoned
from nautilus_vlogs.deliver.recovery import ship_abandoned
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.settings import DEFAULT_SPOOL_DIRECTORY
from nautilus_vlogs.settings import ShippingSettings

_EPILOG = """\
What a node has left that crashed, or that ended before all of its log was proven to be stored, is
taken over under a lock and sent as far as VictoriaLogs lacks it. Logs of live processes are never
touched. The next node that uses the same spool directory does the same by itself.

examples:
  vlogs-nt ship
  vlogs-nt ship --url http://localhost:9428 --spool-dir /var/spool/nautilus

exit status: 0 all of it is stored, 1 something is left, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--spool-dir",
        type=Path,
        default=Path(DEFAULT_SPOOL_DIRECTORY),
        metavar="DIR",
        help="the spool directory (default: %(default)s)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=300.0,
        metavar="SECS",
        help="give up after so long; what is left then stays (default: %(default)s)",
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
    try:
        settings = ShippingSettings(
            url=common.url_of(options),
            query_url=options.query_url,
            account_id=options.account_id,
            project_id=options.project_id,
            durability_window_secs=options.window,
            ca_file=options.ca_file,
            client_cert_file=options.client_cert_file,
            client_key_file=options.client_key_file,
        )
    except ValueError as e:
        raise InvalidQueryError(str(e)) from e
    return _ship(options, settings)


def _ship(options: argparse.Namespace, settings: ShippingSettings) -> int:
    stop = threading.Event()
    timer = threading.Timer(options.timeout, stop.set)
    timer.daemon = True
    timer.start()
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        if not options.spool_dir.is_dir():
            _say(options, f"There is no {options.spool_dir}: nothing is left there.")
            return 0
        logs = find_abandoned(options.spool_dir.resolve(), _tell)
        if not logs:
            _say(options, f"Nothing is left in {options.spool_dir}.")
        outcomes = [_ship_one(log, options, settings, stop) for log in logs]
    finally:
        signal.signal(signal.SIGINT, before)
        timer.cancel()
    return 0 if all(outcomes) else 1


def _ship_one(
    log: AbandonedLog,
    options: argparse.Namespace,
    settings: ShippingSettings,
    stop: threading.Event,
) -> bool:
    """Ship a log and say what became of it; return whether all of it is stored."""
    if stop.is_set():
        return False
    instance_id = log.checkpoint.instance_id
    stats = ship_abandoned(log, settings, _tell, stop, is_background=False)
    if stats is None:
        _say(options, f"{instance_id}: somebody else is at it")
        return True
    is_complete = not stop.is_set()
    found = {
        "instance_id": instance_id,
        "complete": is_complete,
        "read": stats.read,
        "stored": stats.verified,
        "put_aside": stats.put_aside,
        "lost": stats.lost,
    }
    if options.json:
        common.write(json.dumps(found))
        common.flush()
    elif is_complete:
        _say(options, f"{instance_id}: {stats.read} records, all of them are in VictoriaLogs now")
    else:
        _say(options, f"{instance_id}: not all is stored yet, it stays for the next time")
    return is_complete


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.json:
        common.write(text)
        common.flush()


def _tell(level: str, text: str) -> None:
    if level == "warning":
        common.say(text)
