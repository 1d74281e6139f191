"""The names that NautilusTrader gives to log files, and what they say."""

import re
from pathlib import Path

_SUFFIX = r"\.jsonl?"
#: An instance id, or a session's.
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_STAMP = r"(?:_\d{4}-\d{2}-\d{2}(?:_\d{6}[:-]\d{3})?)"
_DEFAULT_NAME = re.compile(rf"(?P<base>.+){_STAMP}_(?P<instance>{UUID}){_SUFFIX}")


def stem_of(path: Path) -> str:
    """Return a custom file name without its stamp and suffix."""
    return re.sub(rf"{_STAMP}?{_SUFFIX}$", "", path.name)


def custom_name(stem: str) -> re.Pattern[str]:
    """Return a pattern for the files of a log whose name was configured, without its suffix."""
    return re.compile(re.escape(stem) + _STAMP + "?" + _SUFFIX)


def default_name(name: str) -> re.Match[str] | None:
    """Match a file's name that NautilusTrader gave, in the groups `base` and `instance`."""
    return _DEFAULT_NAME.fullmatch(name)


def instance_in(name: str) -> str:
    """Return the instance in a file's name that NautilusTrader gave, "" in any other."""
    match = _DEFAULT_NAME.fullmatch(name)
    return match["instance"] if match is not None else ""


def instance_name(name: re.Match[str]) -> re.Pattern[str]:
    """Return a pattern for the files of one instance, by what `default_name` matched."""
    base, instance = re.escape(name["base"]), re.escape(name["instance"])
    return re.compile(rf"{base}{_STAMP}_{instance}{_SUFFIX}")
