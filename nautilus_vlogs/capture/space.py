"""Watch the free space of the file system that a spool is on."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

#: A spool may not take the last of a file system's space: so much of it, within bounds, stays free
#: for what NautilusTrader writes between two looks.
_MARGIN_SHARE = 16
_MIN_MARGIN_BYTES = 512 * 1024
_MAX_MARGIN_BYTES = 16 * 1024 * 1024

#: There is room again when so many times the margin is free: no to and fro.
_ROOM_MARGINS = 2

#: Less free space or fewer free inodes than that, and a write may have failed already.
_EXHAUSTED_BYTES = 64 * 1024
_EXHAUSTED_INODES = 2

#: The number of Linux's capability CAP_SYS_RESOURCE.
_SYS_RESOURCE = 24


class Space(msgspec.Struct, frozen=True):
    """
    The space of a file system.

    Parameters
    ----------
    size, free : int
        In bytes, as far as this user may take it up.
    inodes : int, optional
        How many files can be made; ``None`` where the file system has no such bound.

    """

    size: int
    free: int
    inodes: int | None = None

    @property
    def margin(self) -> int:
        """How many bytes are to stay free."""
        share = self.size // _MARGIN_SHARE
        return min(max(share, _MIN_MARGIN_BYTES), _MAX_MARGIN_BYTES, max(self.size // 4, 1))

    @property
    def is_short(self) -> bool:
        """Whether less is free than is to stay free."""
        return self.free < self.margin or self._lacks_inodes

    @property
    def is_exhausted(self) -> bool:
        """Whether a write may have failed."""
        return self.free < _EXHAUSTED_BYTES or self._lacks_inodes

    @property
    def has_room(self) -> bool:
        """Whether there is room again."""
        return self.free >= _ROOM_MARGINS * self.margin and not self._lacks_inodes

    @property
    def _lacks_inodes(self) -> bool:
        return self.inodes is not None and self.inodes < _EXHAUSTED_INODES


def space_of(directory: Path) -> Space | None:
    """Return the space of the file system of a directory; ``None`` if that can't be seen."""
    try:
        status = os.statvfs(directory)
    except OSError:
        return None
    if not status.f_blocks:  # it does not tell
        return None
    has_reserve = _has_reserve()
    free = status.f_bfree if has_reserve else status.f_bavail
    inodes = status.f_ffree if has_reserve else status.f_favail
    return Space(
        size=status.f_blocks * status.f_frsize,
        free=free * status.f_frsize,
        inodes=inodes if status.f_files else None,
    )


@cache
def _has_reserve() -> bool:
    """Return whether this process may use what is kept back on a file system, as root may."""
    with suppress(OSError, LookupError, ValueError):
        capabilities = Path("/proc/self/status").read_text().split("CapEff:")[1].split()[0]
        return bool(int(capabilities, base=16) >> _SYS_RESOURCE & 1)
    return False


#: Return the space now; handed in, so that tests need no full file system.
LookAtSpace = Callable[[], Space | None]


class SpaceWatch:
    """
    Notice that a log can't be written any more, where nothing takes its lines in its place.

    Parameters
    ----------
    look_at_space : callable
        Returns the space of the log's file system.
    report : callable
        Called with a level and a text.

    Attributes
    ----------
    is_full : bool
        Whether there is no room for the log.
    losses : int
        How often an unknown number of records was lost by that.

    """

    def __init__(self, look_at_space: LookAtSpace, report: Callable[[str, str], None]) -> None:
        self._look_at_space = look_at_space
        self._report = report
        self.is_full = False
        self.losses = 0

    def look(self, *, is_live: bool) -> None:
        """
        Look at the space.

        Parameters
        ----------
        is_live : bool
            A process writes the log, so that lines of its are missing while there is no room.

        """
        if not is_live:  # what is written no more can't lose anything
            self.is_full = False
            return
        space = self._look_at_space()
        if space is None:
            return
        if not self.is_full and space.is_exhausted:
            self.is_full = True
            self.losses += 1
            self._report(
                "warning",
                "The log's file system is full, so its lines can't be written and nothing captures "
                "them: an unknown number of lines is missing. Free space there, or have logs "
                "written to another file system",
            )
        elif self.is_full and space.has_room:
            self.is_full = False
            self._report("info", "There is room for the log again")
