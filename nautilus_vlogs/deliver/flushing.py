"""Have what was logged written, and seen: nobody does that once its process ends."""

import time
from collections.abc import Callable

from nautilus_vlogs.capture.source import Source

#: How many looks a flush may take, and how many without a change mean that all is written, where no
#: mark shows it.
_LOOKS = 30
_QUIET_LOOKS = 10

_LOOK_SECS = 0.01


def wait_until_written(source: Source, watch: Callable[[Source], None]) -> None:
    """
    Wait until all that was logged so far is written, 0.3 s at most.

    Parameters
    ----------
    source : Source
        The log, which was marked.
    watch : callable
        Called with the source: looks for new files.

    """
    size, quiet = -1, 0
    for _ in range(_LOOKS):
        if quiet >= _QUIET_LOOKS or source.has_written_mark():
            return
        source.request_flush()
        time.sleep(_LOOK_SECS)
        watch(source)
        before, size = size, source.backlog().size
        quiet = quiet + 1 if size == before else 0


def can_look(source: Source) -> bool:
    """Look for new files; return false if none can be seen, as with no descriptor left."""
    try:
        source.watch()
    except OSError:
        return False
    return True
