"""A parser whose errors help: the usage of the command that was typed, and a suggestion."""

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

from nautilus_vlogs.printable import escaped

_MAX_SHOWN_CHARS = 100

#: An option that would bring a secret; its value is not repeated.
_REVEALING = r"(?:token|passw|pwd|secret|credential|auth|key|bearer|user)"
_SECRET = re.compile(rf"--?(?:(?!{_REVEALING})[\w-])*+{_REVEALING}[\w-]*+", re.IGNORECASE)
# What argparse says around a value, which may be long and say the same.
_INVALID_CHOICE, _CHOICES = "invalid choice: '", "' (choose from "


class Parser(argparse.ArgumentParser):
    """
    A parser that suggests the option or the command next to an unknown one.

    Parameters
    ----------
    **options
        As for `argparse.ArgumentParser`.

    """

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        # `--token SECRET` would be taken for `--token-file`, and a name of today for one of then.
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)  # type: ignore[arg-type]  # handed on as they come

    def parse_known_args(  # type: ignore[override]  # its overloads have one implementation
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse arguments; exit with a suggestion if one of them is not known."""
        options, unknown = super().parse_known_args(args, namespace)
        if unknown:  # here the usage is the subcommand's
            if secret := next(filter(None, map(_SECRET.match, unknown)), None):
                self.error(
                    f"{secret[0]} is no option, for every user of this machine sees what programs "
                    "are started with: secrets are read from the environment, or from a file"
                )
            self.error(f"unrecognized arguments: {' '.join(unknown)}{self._suggestion(unknown[0])}")
        return options, unknown

    def error(self, message: str) -> NoReturn:
        """Print the usage and an error, and exit with status 2."""
        start, _, shown = message.partition(_INVALID_CHOICE)
        value, is_choice, listed = shown.rpartition(_CHOICES)
        if is_choice:
            choices = re.findall(r"[^\s,']+", listed.rstrip(")"))
            close = get_close_matches(value, choices, 1)
            message = start + (
                f"unknown: {escaped(value, _MAX_SHOWN_CHARS)!r}"
                + (f"; did you mean {close[0]}?" if close else f"; known are {', '.join(choices)}")
            )
        super().error(escaped(message, 1_000))

    def actions_by_option(self) -> dict[str, argparse.Action]:
        """Return what each option does."""
        return {option: action for action in self._actions for option in action.option_strings}

    def positional_choices(self) -> list[str]:
        """Return the values that an argument without an option may have."""
        return [
            str(choice)
            for action in self._actions
            if not action.option_strings
            for choice in action.choices or ()
        ]

    def refuse_empty_values(self, arguments: Sequence[str]) -> None:
        """
        Exit with an error if an argument is empty, as `--url "$UNSET"` is.

        What would be taken in its place, such as a default, is not what was meant.
        """
        actions = self.actions_by_option()
        option = ""  # whose value comes next
        for word in arguments:
            name, equals, value = word.partition("=")
            if not word or (equals and not value and name in actions):
                named = name or option or self._positional_name()
                self.error(f"`{named}` must not be empty: give a value, or leave it out")
            if word == "--":
                actions = {}
            takes_value = not option and word in actions and actions[word].nargs != 0
            option = word if takes_value else ""

    def join_dashed_values(self, arguments: Sequence[str]) -> list[str]:
        """
        Return arguments in which values that begin with a dash are joined to their options.

        Without that `--since -15m` and `--grep --flag` are options without a value to argparse.
        """
        actions = self.actions_by_option()
        joined: list[str] = []
        words = iter(arguments)
        for word in words:
            joined.append(word)
            if word == "--":
                break
            action = actions.get(word)
            if action is None or action.nargs is not None:  # flags have a number of values, 0
                continue
            value = next(words, None)
            if value is None:
                break
            if value.startswith("-") and value.partition("=")[0] not in actions:
                joined[-1] = f"{word}={value}" if word.startswith("--") else f"{word}{value}"
            else:
                joined.append(value)
        return [*joined, *words]

    def _positional_name(self) -> str:
        names = [str(one.metavar or one.dest) for one in self._actions if not one.option_strings]
        return names[0] if names else "an argument"

    def _suggestion(self, unknown: str) -> str:
        name = unknown.partition("=")[0]
        known = [
            option
            for action in self._actions
            if action.help != argparse.SUPPRESS
            for option in action.option_strings
        ]
        close = get_close_matches(name, known, 1) if name.startswith("-") else []
        return f"; did you mean {close[0]}?" if close else f"; see {self.prog} --help"


class OneSetting(argparse.Action):
    """Set what several options can set; exit with an error if two of them differ."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - of the interface
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002 - as above
    ) -> None:
        """Set the value; the same option again overrides itself, as an alias of a shell wants."""
        value = self.const if self.nargs == 0 else values
        name = "/".join(self.option_strings)
        given: dict[str, object] = vars(namespace).setdefault(f"{self.dest}_given", {})
        given[name] = value
        for other, before in given.items():
            if before != value:
                raise argparse.ArgumentError(
                    self,
                    f"not allowed with argument {other}, which says "
                    f"{escaped(str(before), _MAX_SHOWN_CHARS)}: leave one of them out",
                )
        setattr(namespace, self.dest, value)
