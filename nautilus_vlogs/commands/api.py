"""`vlogs-nt api`: the API on its own."""

import argparse
import importlib.util
import os
from contextlib import suppress

from nautilus_vlogs.commands import common
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import VictoriaLogsError

_EPILOG = """\
With VLOGS_NT_API_TOKEN set, requests must bring it (Authorization: Bearer …). The tenant and the
guard rails are those given here, whatever a request says. /docs describes the API.

examples:
  vlogs-nt api
  curl 'http://127.0.0.1:8428/api/logs?level=ERROR&start=15m'
  curl -N http://127.0.0.1:8428/api/logs/stream
  VLOGS_NT_API_TOKEN=… vlogs-nt api --host 0.0.0.0 --only trader_id=TRADER-001

exit status: 0 ended by Ctrl-C, 1 it could not be run, 2 bad usage
"""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    parser.add_argument("--port", type=int, default=8428, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME=VALUE",
        help="show only rows in which a field has this value; may be repeated",
    )
    parser.add_argument(
        "--cors-origin",
        action="append",
        default=[],
        metavar="URL",
        help="let pages of this origin call it; may be repeated (default: none)",
    )
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if not all(importlib.util.find_spec(name) for name in ("fastapi", "uvicorn")):
        common.say("the API needs more packages: pip install 'vlogs-nt[api]'")
        return common.FAILED
    if not 0 < options.port < 65_536:
        raise InvalidQueryError(f"`--port` must be from 1 to 65535, was {options.port}")
    import uvicorn  # noqa: PLC0415 - an extra that may be missing

    from nautilus_vlogs.api import create_app  # noqa: PLC0415 - as above

    token = os.environ.get("VLOGS_NT_API_TOKEN", "").strip() or None
    if token is None and options.host not in _LOOPBACK:
        common.say(f"everybody who reaches {options.host} can read the log: VLOGS_NT_API_TOKEN")
    scope = common.fields_of(options.only or [], "--only")
    with common.client_of(options, scope=scope) as client:
        slots = 2
        with suppress(VictoriaLogsError):  # which is told to whoever asks then
            # One less than there are, so that others can ask, too.
            slots = max(1, min(slots, client.metrics().max_concurrent_queries - 1))
        servers: list[uvicorn.Server] = []
        app = create_app(
            client,
            token=token,
            max_concurrent=slots,
            cors_origins=options.cors_origin,
            is_closing=lambda: any(server.should_exit for server in servers),
        )
        config = uvicorn.Config(
            app,
            host=options.host,
            port=options.port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,  # streams have no end of their own
            server_header=False,
        )
        server = uvicorn.Server(config)
        servers.append(server)
        common.say(f"http://{options.host}:{options.port}/docs, until Ctrl-C")
        try:
            server.run()
        except KeyboardInterrupt:
            return common.OK
        except SystemExit:  # uvicorn's way to say that it could not start
            return common.FAILED
    return common.OK
