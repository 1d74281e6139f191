"""What the commands share: where the store is, which rows, and how trouble is told."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING
from typing import TextIO

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.schema import LEVELS

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

OK = 0
FAILED = 1
BAD_USAGE = 2

DEFAULT_URL = "http://localhost:9428"

TIMES = """\
Times are ISO 8601 (2026-11-23T09:30:00+01:00), a time of today (09:30), a duration ago (15m, 2h),
now, today, yesterday, or seconds since 1970; without a zone they are local, with --utc in UTC.
"""


def add_store_arguments(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the options that say where the store is, and return their group."""
    group = parser.add_argument_group(
        "the store",
        "Credentials are read from VICTORIALOGS_TOKEN, or VICTORIALOGS_USERNAME and "
        "VICTORIALOGS_PASSWORD.",
    )
    group.add_argument("--url", help=f"default: VICTORIALOGS_URL, else {DEFAULT_URL}")
    group.add_argument(
        "--account-id", type=int, default=0, metavar="N", help="the tenant's account"
    )
    group.add_argument("--project-id", type=int, default=0, metavar="N", help="and its project")
    group.add_argument("--ca-file", metavar="PEM", help="a private authority, for https")
    group.add_argument("--client-cert-file", metavar="PEM", help="a client's certificate")
    group.add_argument("--client-key-file", metavar="PEM", help="and its key")
    return group


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which rows."""
    group = parser.add_argument_group("which rows")
    group.add_argument("--strategy", metavar="ID", help="of this strategy, such as EMACross-001")
    group.add_argument(
        "--level",
        metavar="LEVEL",
        help=f"of this level and above: {', '.join(LEVELS)}",
    )
    group.add_argument("--source", help="of this source: strategy, actor, system, python")
    group.add_argument("--component", metavar="NAME", help="of this logger")
    group.add_argument(
        "--grep",
        action="append",
        metavar="TEXT",
        help="whose message holds this text, in any case; may be repeated",
    )
    group.add_argument(
        "--exclude",
        action="append",
        metavar="TEXT",
        help="whose message does not hold it; may be repeated",
    )
    group.add_argument(
        "--regex",
        action="store_true",
        help="--grep and --exclude are regular expressions (RE2)",
    )
    group.add_argument(
        "--field",
        action="append",
        metavar="NAME=VALUE",
        help="in which a field has this value; may be repeated",
    )
    group.add_argument("--query", metavar="LOGSQL", help="that this LogsQL finds")


def add_range_arguments(parser: argparse.ArgumentParser, since: str | None = "1h") -> None:
    """Add the options that say of which time."""
    parser.add_argument("--since", metavar="TIME", default=since, help=f"default: {since or '1h'}")
    parser.add_argument("--until", metavar="TIME", help="not included; default: now")
    parser.add_argument("--utc", action="store_true", help="times are UTC, not local")


def filters_of(options: argparse.Namespace, *, with_query: bool = True) -> FilterArguments:
    """Return what `add_filter_arguments` was told."""
    return FilterArguments(
        strategy_id=options.strategy,
        source=options.source,
        component=options.component,
        level=options.level,
        text=options.grep,
        exclude=options.exclude,
        is_regex=options.regex,
        fields=fields_of(options.field or [], "--field"),
        query=options.query if with_query else None,
    )


def url_of(options: argparse.Namespace) -> str:
    """Return the URL that is meant."""
    return str(options.url or os.environ.get("VICTORIALOGS_URL") or DEFAULT_URL)


def client_of(
    options: argparse.Namespace,
    scope: Mapping[str, str] | None = None,
) -> "VictoriaLogsClient":
    """Return a client for the store that is meant."""
    # Here and not above: the transport takes 0.1 s to import, which no command's --help should.
    from nautilus_vlogs.query.client import VictoriaLogsClient  # noqa: PLC0415

    try:
        return VictoriaLogsClient(
            url_of(options),
            account_id=options.account_id,
            project_id=options.project_id,
            scope=scope,
            zone=UTC if getattr(options, "utc", False) else None,
            ca_file=options.ca_file,
            client_cert_file=options.client_cert_file,
            client_key_file=options.client_key_file,
        )
    except OSError as e:  # of the files
        raise InvalidQueryError(f"a file for TLS can't be used: {e}") from e


def guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command's function with each trouble told in one line, by its exit code."""

    def guard(options: argparse.Namespace) -> int:
        try:
            with _sigterm_as_interrupt():
                code = run(options)
                sys.stdout.flush()
                return code
        except (InvalidQueryError, QueryRefusedError) as e:
            say(str(e))
            return BAD_USAGE
        except VictoriaLogsError as e:
            say(str(e))
            return FAILED
        except BrokenPipeError:
            # Whoever read has seen enough, as `head` does; nothing more may be written.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        except KeyboardInterrupt:
            return 130  # as a shell has it

    return guard


def port(text: str) -> int:
    """Return the TCP port that an option was given; 0 stands for any that is free."""
    number = int(text) if text.isascii() and text.isdecimal() else -1
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 65535, was {text[:100]!r}")
    return number


def say(text: str) -> None:
    """Print a remark that is no part of the answer, to stderr."""
    _write(sys.stderr, f"vlogs-nt: {escaped_lines(text)}")
    sys.stderr.flush()


def write(text: str) -> None:
    """Print a line of the answer; what comes from rows in it was escaped before."""
    _write(sys.stdout, text)


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def flush() -> None:
    """Have what was written so far shown."""
    sys.stdout.flush()


@contextmanager
def _sigterm_as_interrupt() -> Iterator[None]:
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def fields_of(pairs: list[str], option: str) -> dict[str, str]:
    """Return the names and values that an option was given."""
    fields: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InvalidQueryError(f"`{option}` takes NAME=VALUE, was {pair[:100]!a}")
        if fields.setdefault(name, value) != value:
            raise InvalidQueryError(f"`{option}` names a field once, was {pair[:100]!a}")
    return fields
