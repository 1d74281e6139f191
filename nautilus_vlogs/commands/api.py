"""`vlogs-nt api`: the API on its own."""

import argparse
import errno
import importlib.util
import logging
import os
import stat
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.hosts import is_host

if TYPE_CHECKING:
    from socket import socket

    from uvicorn import Server

_EPILOG = """\
With a token, in VLOGS_NT_API_TOKEN or in a file (--token-file, VLOGS_NT_API_TOKEN_FILE), requests
have to carry it (Authorization: Bearer …); beyond this machine the API is served with a token only.
The tenant and the guard rails are those given here, whatever a request says. /docs describes the
API.

examples:
  vlogs-nt api
  curl 'http://127.0.0.1:8650/api/logs?level=ERROR&since=15m'
  curl -N http://127.0.0.1:8650/api/logs/stream
  vlogs-nt api --host 0.0.0.0 --token-file /run/secrets/token --only trader_id=TRADER-001

exit status: 0 ended by Ctrl-C, 1 it could not be run, 2 bad usage
"""

#: None that VictoriaMetrics, VictoriaLogs or their agents listen on by default.
DEFAULT_PORT = 8650
_MIN_TOKEN_CHARS = 16
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    parser.add_argument(
        "--port",
        type=common.port,
        default=DEFAULT_PORT,
        metavar="N",
        help="TCP port, 0 for any that is free (default: %(default)s)",
    )
    parser.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help="read the token from this file, not from VLOGS_NT_API_TOKEN",
    )
    parser.add_argument(
        "--only",
        action="append",
        metavar="NAME=VALUE",
        help="show only rows in which a field has this value; may be repeated",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="answer requests to this host name, as a proxy before it has it; may be repeated "
        "(default: localhost, and addresses if `--host` is beyond loopback)",
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
    return serve(options, lambda url: common.say(f"{url}/ until Ctrl-C (/docs describes the API)"))


def serve(options: argparse.Namespace, on_listening: Callable[[str], None]) -> int:
    """
    Serve the API and the UI until Ctrl-C, and return the exit code.

    Parameters
    ----------
    options : argparse.Namespace
        Options of `add_arguments`.
    on_listening : callable
        Called with the server's URL once it listens.

    """
    if not all(importlib.util.find_spec(name) for name in ("fastapi", "uvicorn")):
        common.say("the API needs more packages: pip install 'vlogs-nt[api]'")
        return common.FAILED
    import uvicorn  # noqa: PLC0415 - an extra that may be missing

    from nautilus_vlogs.api import create_app  # noqa: PLC0415 - as above
    from nautilus_vlogs.api.server import server_settings  # noqa: PLC0415 - as above

    warnings: list[str] = []
    token = _token(options, warnings)
    if token is None and options.host not in _LOOPBACK:
        raise InvalidQueryError(
            f"`--host` beyond this machine needs a token (all that reach {options.host} could read "
            "the log): set VLOGS_NT_API_TOKEN or `--token-file`",
        )
    for name in options.allow_host:
        # Any host is safe only where each request brings a token.
        if not is_host(name) and not (name == "*" and token is not None):
            raise InvalidQueryError(
                "`--allow-host` must be a host's name or address, or with a token * for any: "
                f"correct it, was {name[:200]!a}",
            )
    scope = common.fields_of(options.only or [], "--only")
    with common.client_of(options, scope=scope) as client:
        slots = 2
        with suppress(VictoriaLogsError):  # each request reports it
            # One less than the store has, for other clients.
            slots = max(1, min(slots, client.metrics().max_concurrent_queries - 1))
        servers: list[uvicorn.Server] = []
        app = create_app(
            client,
            token=token,
            max_concurrent=slots,
            cors_origins=options.cors_origin,
            hosts=[options.host, *options.allow_host],
            any_address=options.host not in _LOOPBACK,
            is_closing=lambda: any(server.should_exit for server in servers),
        )
        config = uvicorn.Config(
            app,
            host=options.host,
            port=options.port,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,  # streams have no end of their own
            **server_settings(),
        )

        def announce(url: str) -> None:
            on_listening(url)
            for warning in warnings:
                common.say(warning)

        server = _announcing(uvicorn.Server, announce)(config)
        servers.append(server)
        try:
            with _refusals() as refusals:
                server.run()
        except KeyboardInterrupt:
            return common.OK
        except SystemExit:  # uvicorn's way to say that it could not start
            for refusal in refusals:
                common.say(_no_listening(refusal, options.host, options.port))
            return common.FAILED
    return common.OK


def _token(options: argparse.Namespace, warnings: list[str]) -> str | None:
    """Return the token that requests have to carry, if there is one; add its warnings."""
    from nautilus_vlogs.api import access  # noqa: PLC0415 - of an extra that may be missing

    if options.token_file is None:
        token = access.read_token(os.environ)
    else:
        token, mode = access.read_token_file(options.token_file, "`--token-file`")
        if mode & stat.S_IROTH:  # as containers mount secrets, so it is not refused
            warnings.append(
                "warning: the file of `--token-file` can be read by every user of this machine: "
                "chmod 600 it",
            )
    if token is None:
        return None
    if len(token) < _MIN_TOKEN_CHARS:
        raise InvalidQueryError(
            f"the API's token must have {_MIN_TOKEN_CHARS} characters at least: take a longer one, "
            f"was one of {len(token)}",
        )
    return token


@contextmanager
def _refusals() -> Iterator[list[OSError]]:
    """Yield the list of the errors of the address, which uvicorn logs with neither name nor way."""
    found: list[OSError] = []

    def keep(record: logging.LogRecord) -> bool:
        if isinstance(record.msg, OSError):
            found.append(record.msg)
            return False
        return True

    log = logging.getLogger("uvicorn.error")
    log.addFilter(keep)
    try:
        yield found
    finally:
        log.removeFilter(keep)


def _no_listening(error: OSError, host: str, port: int) -> str:
    """Return what to say where the API can't listen."""
    if error.errno == errno.EADDRINUSE:
        return (
            f"`--port` {port} on {host} is in use by another process: stop it, choose another "
            "port, or use `--port 0` for any that is free"
        )
    if error.errno == errno.EACCES:
        return f"`--port` {port} is not for this user: choose one from 1024 on"
    return (
        f"`--host` {host} is no address of this machine that can be listened on "
        f"({error.strerror or error}): choose another, such as 127.0.0.1"
    )


def _announcing(kind: "type[Server]", on_listening: Callable[[str], None]) -> "type[Server]":
    """Return a server class that prints its URL once it listens."""

    class Announcing(kind):  # type: ignore[misc, valid-type]  # a class that is imported on use
        async def startup(self, sockets: "list[socket] | None" = None) -> None:
            """Listen, and print the URL."""
            await super().startup(sockets)
            if self.started:
                host, port = self.servers[0].sockets[0].getsockname()[:2]
                shown = f"[{host}]" if ":" in host else host
                on_listening(f"http://{shown}:{port}")

    return Announcing
