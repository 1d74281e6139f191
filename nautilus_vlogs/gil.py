"""
Yield the GIL to the host process: the event loop first of all.

A thread that waits for the GIL gets it when its holder blocks, or after the interpreter's 5 ms.
Reading and sending release it too, but take it back before another thread has woken up.
"""

import time

#: Long enough for another thread to wake up.
REST_SECS = 0.00005


def rest() -> None:
    """Let a thread that waits for the GIL have it."""
    time.sleep(REST_SECS)
