"""What the commands share: the options of the store, its client, output, errors, exit codes."""

import argparse
import errno
import os
import re
import signal
import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING
from typing import TextIO

from nautilus_vlogs.commands.profiles import DEFAULT_URL
from nautilus_vlogs.commands.profiles import apply_profile
from nautilus_vlogs.commands.selection import VALUE_OPTIONS
from nautilus_vlogs.commands.selection import moment
from nautilus_vlogs.commands.selection import zone_of
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import QueryRefusedError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.printable import escaped_lines
from nautilus_vlogs.query.time_range import parse_time

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

OK = 0
FAILED = 1
BAD_USAGE = 2

#: The option of each argument of the client that an error may name.
_OPTIONS = {
    "start": "--since",
    "end": "--until",
    "limit": "--tail",
    "text": "--grep",
    "level": "--level",
    "fields": "--field",
    "where": "--field",
    "interval_secs": "--interval",
    "durability_window_secs": "--window",
    "account_id": "--account-id",
    "project_id": "--project-id",
    "cors_origins": "--cors-origin",
    "ca_file": "--ca-file",
    "client_cert_file": "--client-cert-file",
    "client_key_file": "--client-key-file",
    **{field: f"--{name}" for name, field in VALUE_OPTIONS.items()},
}
#: Errors of the device that the answer is written to.
_UNWRITABLE = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG)

_ARGUMENT = re.compile(r"`([a-z_]+)`")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z")


class AnswerError(Exception):
    """
    The answer can't be written; no `OSError`, for which a command would blame its files.

    Parameters
    ----------
    reason : OSError
        Why.

    """

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def add_store_arguments(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add the options that say where the store is, and return their group."""
    group = parser.add_argument_group(
        "the store",
        "Credentials are read from VICTORIALOGS_TOKEN, or VICTORIALOGS_USERNAME and "
        "VICTORIALOGS_PASSWORD; other settings also from VICTORIALOGS_URL, …_ACCOUNT_ID, "
        "…_PROJECT_ID, …_CA_FILE, …_CLIENT_CERT_FILE, …_CLIENT_KEY_FILE, or from a profile in "
        "~/.config/vlogs-nt/config.toml.",
    )
    group.add_argument("--profile", metavar="NAME", help="settings of this name in that file")
    group.add_argument("--url", help=f"default: {DEFAULT_URL}")
    group.add_argument("--account-id", type=int, metavar="N", help="the tenant's account")
    group.add_argument("--project-id", type=int, metavar="N", help="the tenant's project")
    group.add_argument("--ca-file", metavar="PEM", help="a private authority, for https")
    group.add_argument("--client-cert-file", metavar="PEM", help="a client's certificate")
    group.add_argument("--client-key-file", metavar="PEM", help="the certificate's key")
    return group


def url_of(options: argparse.Namespace) -> str:
    """Return the URL of the store, as the options, a profile or the environment name it."""
    return str(options.url or DEFAULT_URL)


def client_of(
    options: argparse.Namespace,
    scope: Mapping[str, str] | None = None,
    timeout_secs: float = 10.0,
) -> "VictoriaLogsClient":
    """Return a client for the store that the options name."""
    # Here and not above: the transport takes 0.1 s to import, which no command's --help should.
    from nautilus_vlogs.query.client import VictoriaLogsClient  # noqa: PLC0415
    from nautilus_vlogs.store.credentials import clear_text_warning  # noqa: PLC0415

    try:
        client = VictoriaLogsClient(
            url_of(options),
            account_id=options.account_id,
            project_id=options.project_id,
            scope=scope,
            timeout_secs=timeout_secs,
            zone=zone_of(options),
            ca_file=options.ca_file,
            client_cert_file=options.client_cert_file,
            client_key_file=options.client_key_file,
        )
    except OSError as e:  # names the file's argument
        raise InvalidQueryError(str(e)) from e
    if (warning := clear_text_warning(client.url)) is not None:
        say(f"warning: {warning}")
    return client


def guarded(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Return a command's function with each error printed in one line, by its exit code."""

    def guard(options: argparse.Namespace) -> int:
        code = OK
        try:
            if hasattr(options, "profile"):
                apply_profile(options)
            with _sigterm_as_interrupt():
                code = run(options)
                sys.stdout.flush()
                return code
        except (InvalidQueryError, QueryRefusedError) as e:
            say(in_own_words(str(e), options))
            return BAD_USAGE
        except VictoriaLogsError as e:
            say(in_own_words(str(e), options))
            return FAILED
        except AnswerError as e:
            return max(code, give_up_answer(e.reason))
        except OSError as e:
            if not isinstance(e, BrokenPipeError) and e.errno not in _UNWRITABLE:
                raise
            return max(code, give_up_answer(e))
        except KeyboardInterrupt:
            return 130  # as a shell has it

    return guard


def give_up_answer(error: OSError) -> int:
    """Have the rest of the answer go nowhere, and return the exit code that this makes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return OK  # the reader has seen enough, as `head` does
    say(f"the answer can't be written: {error.strerror}")
    return FAILED


def port(text: str) -> int:
    """Return the TCP port that an option was given; 0 stands for any that is free."""
    number = int(text) if text.isascii() and text.isdecimal() else -1
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError(f"must be a number from 0 to 65535, was {text[:100]!r}")
    return number


def in_own_words(text: str, options: argparse.Namespace) -> str:
    """Return an error of the client with options for arguments and times of the command's zone."""
    zone = None
    with suppress(InvalidQueryError):  # which may be the error at hand
        zone = zone_of(options)
    text = _ARGUMENT.sub(lambda match: f"`{_OPTIONS.get(match[1], match[1])}`", text)
    return _STAMP.sub(lambda match: moment(parse_time(match[0]), zone), text)


def say(text: str) -> None:
    """Print a remark that is no part of the answer, to stderr."""
    _write(sys.stderr, f"vlogs-nt: {escaped_lines(text)}")
    sys.stderr.flush()


def write(text: str) -> None:
    """Print a line of the answer, or several, with unsafe characters escaped."""
    with _answering():
        _write(sys.stdout, escaped_lines(text))


def write_styled(text: str) -> None:
    """Print a line that has colours, whose parts from elsewhere were escaped before."""
    with _answering():
        _write(sys.stdout, text)


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def flush() -> None:
    """Have what was written so far shown."""
    with _answering():
        sys.stdout.flush()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except OSError as e:
        raise AnswerError(e) from e


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
        name, _, value = pair.partition("=")
        if not (name and value):
            raise InvalidQueryError(f"`{option}` takes NAME=VALUE, was {pair[:100]!a}")
        if fields.setdefault(name, value) != value:
            raise InvalidQueryError(f"`{option}` names a field once, was {pair[:100]!a}")
    return fields
