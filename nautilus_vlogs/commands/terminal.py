"""Colours, the width of the terminal, a pager."""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterable
from collections.abc import Sequence

from nautilus_vlogs.commands.parsing import OneSetting

RESET = "\x1b[0m"
DIM = "\x1b[2m"
LEVEL_COLOURS = {
    "TRACE": "\x1b[2m",
    "DEBUG": "\x1b[2m",
    "INFO": "\x1b[32m",
    "WARNING": "\x1b[33m",
    "ERROR": "\x1b[31m",
    "CRITICAL": "\x1b[1;31m",
}
#: Red and yellow are those of levels.
_NAME_COLOURS = tuple(f"\x1b[{code}m" for code in (36, 35, 34, 32, 96, 95, 94, 92))
_MARKED, _UNMARKED = "\x1b[7m", "\x1b[27m"
_DEFAULT_PAGER = "less"


def add_colour_arguments(group: argparse._ArgumentGroup | argparse.ArgumentParser) -> None:
    """Add the options that say whether there are colours."""
    group.add_argument(
        "--color",
        action=OneSetting,
        choices=["auto", "always", "never"],
        default="auto",
        help="auto: on a terminal, unless NO_COLOR is set (default: %(default)s)",
    )
    group.add_argument(
        "--no-color",
        action=OneSetting,
        nargs=0,
        const="never",
        dest="color",
        help="the same as --color never",
    )


def is_coloured(choice: str) -> bool:
    """Return whether output is coloured, given the value of `--color`."""
    if choice == "auto":
        return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return choice == "always"


def name_colour(name: str) -> str:
    """Return the colour of a name: the same in every run, different for most names."""
    return _NAME_COLOURS[zlib.crc32(name.encode(errors="replace")) % len(_NAME_COLOURS)]


def marked(text: str) -> str:
    """Return a text in reverse video, whatever its colour."""
    return f"{_MARKED}{text}{_UNMARKED}"


def width() -> int:
    """Return the number of columns of the terminal."""
    return shutil.get_terminal_size().columns


def page(lines: Iterable[str], *, use_pager: bool) -> None:
    """
    Print lines, by a pager if they are more than the terminal shows at once.

    The pager is PAGER, else `less` with options that keep colours and end where nothing scrolls.
    """
    text = "".join(f"{line}\n" for line in lines)
    command = _pager_command() if use_pager and sys.stdout.isatty() else []
    if command and text.count("\n") >= shutil.get_terminal_size().lines:
        try:
            subprocess.run(  # noqa: S603 - the user's own pager
                command,
                input=text.encode(errors="backslashreplace"),
                env=os.environ | {"LESS": os.environ.get("LESS", "FRX")},
                check=False,
            )
        except OSError:
            pass  # not there after all: print without it
        else:
            return
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def page_top(lines: Sequence[str]) -> None:
    """Print lines from the top of the terminal on, in the place of what it shows, as they fit."""
    size = shutil.get_terminal_size()
    shown = [line[: size.columns] for line in lines[: max(1, size.lines - 1)]]
    sys.stdout.write("\x1b[H" + "".join(f"{line}\x1b[K\n" for line in shown) + "\x1b[J")


def _pager_command() -> list[str]:
    named = os.environ.get("PAGER")
    if named is None:
        return [_DEFAULT_PAGER] if shutil.which(_DEFAULT_PAGER) else []
    try:
        return shlex.split(named)
    except ValueError:
        return []
