"""`vlogs-nt server`: run a VictoriaLogs on this machine."""

import argparse
import json
import os
import re
import signal
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common

if TYPE_CHECKING:
    from nautilus_vlogs.operate.local_store import LocalServer

_EPILOG = """\
VictoriaLogs is taken from VICTORIALOGS_BINARY, the PATH or the cache, or else built with Go, once.
With VICTORIALOGS_URL set nothing is started: that store is checked and its URL printed.

examples:
  vlogs-nt server
  vlogs-nt server --retention 90d
  vlogs-nt server --port 0 --data-dir ./logs
  vlogs-nt server --port 0 --json | head -1

exit status: 0 ended by Ctrl-C, 1 VictoriaLogs could not be run, 2 bad usage
"""

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    # Here and not above, as in the other commands: these take time to import.
    from nautilus_vlogs.operate import build  # noqa: PLC0415
    from nautilus_vlogs.operate import local_store  # noqa: PLC0415

    parser.epilog = _EPILOG
    parser.add_argument(
        "--port",
        type=common.port,
        default=build.DEFAULT_PORT,
        metavar="N",
        help="TCP port on 127.0.0.1, 0 for any that is free (default: %(default)s)",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=local_store.default_data_dir(),
        metavar="DIR",
        help="where the store keeps its data (default: %(default)s)",
    )
    parser.add_argument(
        "--retention",
        type=_retention,
        default=local_store.DEFAULT_RETENTION,
        metavar="TIME",
        help="how long rows are kept, such as 14d, 8w or 1y (default: %(default)s)",
    )
    parser.add_argument(
        "--auth",
        action="store_true",
        help="ask for the user name and the password in VICTORIALOGS_USERNAME and "
        "VICTORIALOGS_PASSWORD",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, then serve")


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    from nautilus_vlogs.operate import build  # noqa: PLC0415 - as above
    from nautilus_vlogs.operate import local_store  # noqa: PLC0415 - as above

    credentials = None
    if options.auth:
        credentials = _credentials()
        if credentials is None:
            common.say(
                "`--auth` needs a user name and a password: set VICTORIALOGS_USERNAME and "
                "VICTORIALOGS_PASSWORD",
            )
            return common.BAD_USAGE
    try:
        with _stop_signals_as(signal.default_int_handler):
            url = local_store.find_url()
            if url is not None:
                _announce(url, None, as_json=options.json)
                return common.OK
            program = build.obtain_binary()
        # From here on a signal only sets a mark, so that none leaves the server behind.
        stop: list[int] = []
        with (
            _stop_signals_as(lambda number, _: stop.append(number)),
            local_store.LocalServer(
                program,
                options.data_dir,
                port=options.port,
                retention=options.retention,
                credentials=credentials,
            ) as local,
        ):
            _announce(local.url, local, as_json=options.json)
            while local.running and not stop:
                time.sleep(0.1)
            if not stop:
                common.say(f"VictoriaLogs exited by itself:\n{local.output_tail()}")
                return common.FAILED
    except build.ServerError as e:
        common.say(str(e))
        return common.FAILED
    except KeyboardInterrupt:
        common.say("interrupted before VictoriaLogs was started")
        return common.FAILED
    return common.OK


def _announce(url: str, local: "LocalServer | None", *, as_json: bool) -> None:
    from nautilus_vlogs.operate.local_store import UI_PATH  # noqa: PLC0415 - as above

    if as_json:
        found = {
            "url": url,
            "ui": url + UI_PATH,
            "pid": local.pid if local else None,
            "data_dir": str(local.data_dir) if local else None,
            "retention": local.retention if local else None,
        }
        common.write(json.dumps(found))
    else:
        common.write(f"VictoriaLogs  {url}")
        common.write(f"web UI        {url}{UI_PATH}")
        if local:
            common.write(f"data          {local.data_dir}")
            common.write(f"retention     {local.retention} (--retention)")
            common.write("Ctrl-C stops it; the data stays.")
        else:
            common.write("It runs already (VICTORIALOGS_URL): nothing was started.")
    common.flush()


def _credentials() -> tuple[str, str] | None:
    name = os.environ.get("VICTORIALOGS_USERNAME", "").strip()
    password = os.environ.get("VICTORIALOGS_PASSWORD", "").strip("\r\n")
    return (name, password) if name and password else None


def _retention(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,4}[hdwy]", text, re.ASCII):
        raise argparse.ArgumentTypeError(
            f"must be a number of hours, days, weeks or years such as 14d, was {text[:100]!r}",
        )
    return text


@contextmanager
def _stop_signals_as(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    before = [signal.signal(number, handler) for number in _STOP_SIGNALS]
    try:
        yield
    finally:
        for number, previous in zip(_STOP_SIGNALS, before, strict=True):
            signal.signal(number, previous)
