"""Threads that the system may refuse."""

from collections.abc import Callable


def start_threads(report: Callable[[str, str], None], *starts: Callable[[], None]) -> bool:
    """
    Start the threads that ship a log.

    Parameters
    ----------
    report : callable
        Called with a level and a text where the system has no more threads. There are none while
        the interpreter ends, either, but that is nobody's trouble.
    starts : callables
        Each starts some of them.

    Returns
    -------
    bool
        False if there are no more.

    """
    try:
        for start in starts:
            start()
    except RuntimeError as e:
        if "can't start new thread" in str(e):
            report(
                "warning",
                f"The system has no more threads ({e}), so nothing is shipped before the end of "
                "the process: raise its limit (`ulimit -u`, or `pids.max` of its container)",
            )
        return False
    return True
