"""`vlogs-nt ship`: what processes have left, shipped without starting a node."""

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from nautilus_vlogs.adoption import AbandonedLog
from nautilus_vlogs.adoption import find_abandoned
from nautilus_vlogs.adoption import ship_abandoned
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


def configure(parser: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """Add the command's options to its parser and return what runs it."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--url",
        default=os.environ.get("VICTORIALOGS_URL") or "http://localhost:9428",
        help="base URL of VictoriaLogs (default: VICTORIALOGS_URL, else http://localhost:9428)",
    )
    parser.add_argument("--query-url", help="base URL for look-ups, where it is another one")
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

    def run(options: argparse.Namespace) -> int:
        try:
            settings = ShippingSettings(
                url=options.url,
                query_url=options.query_url,
                durability_window_secs=options.window,
            )
        except ValueError as e:
            parser.error(str(e))
        return _ship(options, settings)

    return run


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
    stats = ship_abandoned(log, settings, _tell, stop)
    if stats is None:
        _say(options, f"{instance_id}: somebody else is at it")
        return True
    is_complete = not stop.is_set()
    found = {
        "instance_id": instance_id,
        "complete": is_complete,
        "read": stats.read,
        "stored": stats.proven,
        "put_aside": stats.put_aside,
        "lost": stats.lost,
    }
    if options.json:
        print(json.dumps(found), flush=True)  # noqa: T201 - the command's output
    elif is_complete:
        _say(options, f"{instance_id}: {stats.read} records, all of them are in VictoriaLogs now")
    else:
        _say(options, f"{instance_id}: not all is stored yet, it stays for the next time")
    return is_complete


def _say(options: argparse.Namespace, text: str) -> None:
    if not options.json:
        print(text, flush=True)  # noqa: T201 - the command's output


def _tell(level: str, text: str) -> None:
    if level == "warning":
        sys.stderr.write(f"vlogs-nt: {text}\n")
