"""The default spool directory of the machine: that of its user's nodes, which no test touches."""

from collections.abc import Iterable
from pathlib import Path

from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.places import runtime_directories

#: Exit code of pytest where a test touched it: none of its own, so that no second run forgives it.
TOUCHED = 20


def default_places() -> list[Path]:
    """Return where nodes have their spools by default, in memory."""
    return runtime_directories()[:2]


class MachineSpool:
    """Notice that somebody has made or removed a session there since this was made."""

    def __init__(self, places: Iterable[Path]) -> None:
        self._before = {place: _state(place) for place in places}
        # A node that is there already comes and goes as it likes.
        self._is_in_use = any(any(one.glob(f"{SESSION_PREFIX}*")) for one in self._before)

    def touched(self) -> list[Path]:
        """Return the places that have changed, none where another's node was there before."""
        if self._is_in_use:
            return []
        return [place for place, before in self._before.items() if _state(place) != before]


def _state(place: Path) -> int | None:
    """Return what changes with every session that is made or removed, ``None`` without any."""
    try:
        return place.stat().st_mtime_ns
    except OSError:
        return None
