"""The command vlogs-nt: a module for each subcommand, imported only when it is the one typed."""

import importlib
import os
import sys
from collections.abc import Sequence

from nautilus_vlogs.commands.catalogue import make_parser


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command and return its exit code.

    Parameters
    ----------
    argv : Sequence[str], optional
        The arguments without the program's name; by default those of this process.

    """
    _replace_closed_streams()
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments[:1] == ["__complete"]:  # what the scripts of `vlogs-nt completion` call
        completion = importlib.import_module("nautilus_vlogs.commands.completion")
        return int(completion.print_candidates(arguments[1:]))
    if arguments[:1] == ["help"]:
        arguments = [*arguments[1:2], "--help"]
    elif arguments == ["version"]:
        arguments = ["--version"]
    elif not arguments:
        make_parser(None)[0].print_help(sys.stderr)
        sys.exit(2)
    # No option before the command takes a value, so the first other word is the command.
    typed = next((word for word in arguments if not word.startswith("-")), None)
    parser, command = make_parser(typed)
    if command is not None:
        command.refuse_empty_values(arguments)
        arguments = command.join_dashed_values(arguments)
    options = parser.parse_args(arguments)
    return int(options.handler(options))


def _replace_closed_streams() -> None:
    """Have what is printed go nowhere where the caller has closed a stream, as `>&-` does."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
