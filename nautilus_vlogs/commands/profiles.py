"""
Which store the commands speak to: options, a configuration file with profiles, the environment.

The first of these that names a setting is taken: the option; the profile that `--profile` or
VLOGS_NT_PROFILE names; the environment; the file's default profile; the built-in default.
"""

import argparse
import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.places import in_home
from nautilus_vlogs.printable import escaped

DEFAULT_URL = "http://localhost:9428"

#: The variable of each setting.
_VARIABLES = {
    "url": "VICTORIALOGS_URL",
    "account_id": "VICTORIALOGS_ACCOUNT_ID",
    "project_id": "VICTORIALOGS_PROJECT_ID",
    "ca_file": "VICTORIALOGS_CA_FILE",
    "client_cert_file": "VICTORIALOGS_CLIENT_CERT_FILE",
    "client_key_file": "VICTORIALOGS_CLIENT_KEY_FILE",
    "timezone": "VLOGS_NT_TIMEZONE",
}
_DEFAULTS: dict[str, str | int] = {"url": DEFAULT_URL, "account_id": 0, "project_id": 0}
_WHOLE_NUMBERS = ("account_id", "project_id")
_MAX_FILE_BYTES = 256 * 1024


def config_file() -> Path:
    """Return the path of the configuration file, whether there is one or not."""
    if named := os.environ.get("VLOGS_NT_CONFIG"):
        return in_home(named)
    home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return in_home(home) / "vlogs-nt" / "config.toml"


def profile_names() -> list[str]:
    """Return the names of the profiles in the configuration file."""
    return list(_read_file().get("profiles", {}))


def apply_profile(options: argparse.Namespace) -> None:
    """
    Fill in the settings of the store that the options leave open.

    Raises
    ------
    InvalidQueryError
        If the file, a profile or a setting can't be used.

    """
    file = _read_file()
    profiles: dict[str, dict[str, object]] = file.get("profiles", {})
    named = os.environ.get("VLOGS_NT_PROFILE") or None
    chosen = options.profile or named
    default: str | None = file.get("profile")
    by_option = "`--profile`" if options.profile else "VLOGS_NT_PROFILE"
    for name, setting in ((chosen, by_option), (default, f"`profile` of {config_file()}")):
        if name is not None and name not in profiles:
            raise InvalidQueryError(_unknown_profile(setting, str(name), list(profiles)))
    # A profile that is named overrides the environment, a default one does not.
    options.given = {name for name in _VARIABLES if getattr(options, name, None) is not None}
    if options.profile:
        options.given |= set(profiles[options.profile])
    for name, variable in _VARIABLES.items():
        if getattr(options, name, None) is not None or not hasattr(options, name):
            continue
        found: object = profiles[chosen].get(name) if chosen else None
        if found is None:
            found = os.environ.get(variable) or None
        if found is None and default is not None and not chosen:
            found = profiles[default].get(name)
        if found is None:
            found = _DEFAULTS.get(name)
        setattr(options, name, _checked(name, found, variable))


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def _read_file() -> dict[str, Any]:
    path = config_file()
    try:
        # A pipe without a writer would keep the reader waiting.
        with open(path, "rb", opener=_without_waiting) as file:
            text = file.read(_MAX_FILE_BYTES + 1).decode()
        if len(text) > _MAX_FILE_BYTES:
            raise ValueError("it is too long")  # noqa: TRY301 - reported below
        found = tomllib.loads(text)
    except FileNotFoundError:
        if os.environ.get("VLOGS_NT_CONFIG"):
            # Its settings would have named a store; the default one is another.
            raise InvalidQueryError(
                f"VLOGS_NT_CONFIG names a file that is missing: correct or unset it, was "
                f"{escaped(str(path), 300)!r}",
            ) from None
        return {}
    except (OSError, ValueError) as e:
        raise InvalidQueryError(f"{path} can't be read: correct it ({escaped(str(e), 300)})") from e
    profiles = found.get("profiles", {})
    if not isinstance(profiles, dict) or not all(
        isinstance(one, dict) for one in profiles.values()
    ):
        raise InvalidQueryError(
            f"{path} must hold a table [profiles.NAME] for each profile: correct it",
        )
    for name, profile in profiles.items():
        for key in profile:
            if key not in _VARIABLES:
                secret = any(word in key.lower() for word in ("token", "password", "secret"))
                remedy = "set it in the environment" if secret else f"use {', '.join(_VARIABLES)}"
                raise InvalidQueryError(
                    f"{path} names an unknown setting in [profiles.{escaped(name, 64)}]: {remedy}, "
                    f"was {escaped(key, 64)!r}",
                )
    if not isinstance(found.get("profile", ""), str):
        raise InvalidQueryError(f"`profile` in {path} must be the name of a profile: correct it")
    return found


def _unknown_profile(setting: str, name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, 1)
    if close:
        hint = f"did you mean {close[0]}?"
    else:
        hint = f"known are {', '.join(known)}" if known else "there is none in it"
    return (
        f"{setting} must name a profile of {config_file()}: {escaped(hint, 300)}, was "
        f"{escaped(name, 64)!r}"
    )


def _checked(name: str, value: object, variable: str) -> object:
    if value is None or name not in _WHOLE_NUMBERS:
        if value is not None and not isinstance(value, str):
            raise InvalidQueryError(f"`{name}` of a profile must be a text, was {value!r}")
        if value == "":
            raise InvalidQueryError(f"`{name}` of a profile must not be empty: leave it out")
        return value
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()):
        raise InvalidQueryError(
            f"`{name}` of a profile, or {variable}, must be a whole number, was "
            f"{escaped(text, 64)!r}",
        )
    return int(text)
