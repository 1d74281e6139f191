"""The numbers that earlier runs of an instance need, before a later one gives its first."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import inf

import msgspec

from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.outcomes import EARLIER_FIRST
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.session_files import is_before
from nautilus_vlogs.deliver.session_files import journal_of
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.regular_files import open_regular
from nautilus_vlogs.settings import ShippingSettings

#: For so long a run waits for what an earlier one has left, if it is known what that needs at most.
_TAKE_OVER_SECS = 30.0

#: And no longer than this once its own process ends.
_END_SECS = 5.0

_LOOK_SECS = 0.05
_RETRY_SECS = 1.0

#: Of a log with such an outcome more may be stored later.
_UNSETTLED = {Result.LEFT, Result.BUSY}


class Floor(msgspec.Struct, frozen=True):
    """
    The numbers that earlier runs of an instance have, or may need.

    Parameters
    ----------
    next_seq : int, default 0
        The number behind those that they are known to have.
    left_out : int, default 0
        How many more they can need at most.

    """

    next_seq: int = 0
    left_out: int = 0

    def first(self, stored: int) -> int:
        """Return the first number of the next run, given the one behind those in the store."""
        return max(self.next_seq, stored) + self.left_out

    def __add__(self, other: "Floor") -> "Floor":
        """Return what both of two sets of runs leave."""
        return Floor(max(self.next_seq, other.next_seq), self.left_out + other.left_out)


class EarlierRuns:
    """
    Earlier runs of an instance whose id its user has set.

    Their backlog gets its numbers first. Where that takes long, as many are left out as it can need
    at most; as long as it may begin behind any number that the store turns out to hold, it is
    waited for.

    Parameters
    ----------
    session : SessionDirectory
        The directory of the next run.
    own : JournalState
        What its journal comes to.
    settings : ShippingSettings
        How the next run is shipped.
    sessions : callable
        Returns the sessions below the spool directory.
    is_over : callable
        Returns whether there is no time left.

    """

    def __init__(
        self,
        session: SessionDirectory,
        own: JournalState,
        settings: ShippingSettings,
        *,
        sessions: Callable[[], list[SessionDirectory]],
        is_over: Callable[[], bool],
    ) -> None:
        self._session = session
        self._own = own
        self._settings = settings
        self._sessions = sessions
        self._is_over = is_over

    def floor(self) -> Floor | None:
        """Ship their backlog until it is known which numbers it needs; ``None`` to stop."""
        floor = Floor()
        for session in self._others():
            if self._is_before(session):
                found = self._wait_for(session)
                if found is None:
                    return None
                floor += found
        return floor

    def _others(self) -> list[SessionDirectory]:
        return [one for one in self._sessions() if one.path.name != self._session.path.name]

    def _is_before(self, other: SessionDirectory) -> bool:
        """Return whether another run is not stored yet, and gets its numbers first."""
        journal = journal_of(other, self._own.session.instance_id)
        if journal is None:
            return False
        try:
            return is_before(other, load(journal), self._session, self._own)
        except JournalError:
            return True  # its rows are those that the store turns out to hold

    def _wait_for(self, left: SessionDirectory) -> Floor | None:
        is_known = threading.Event()
        recovery = Recovery(self._settings, lambda *_: None, threading.Event())
        thread = threading.Thread(
            target=self._ship_in_turn,
            args=(recovery, left, is_known),
            name="vlogs-adoption",
            daemon=True,
        )
        with suppress(RuntimeError):  # the interpreter ends, and starts no threads any more
            thread.start()
        began_at = over_at = inf
        look_at = 0.0
        try:
            while recovery.next_seq is None:
                now, is_left = time.monotonic(), not thread.is_alive()
                if is_left or now >= look_at:
                    look_at = now + _RETRY_SECS
                    if not self._is_before(left):
                        return Floor()
                    most = self._most_of(left, is_left=is_left)
                    began_at = inf if most is None else min(began_at, now)
                    if most is not None and (is_left or now > began_at + _TAKE_OVER_SECS):
                        return most
                    over_at = min(over_at, now) if self._is_over() else inf
                    if now > over_at + _END_SECS:
                        return None
                time.sleep(_LOOK_SECS)
        finally:
            is_known.set()
        return Floor(recovery.next_seq)

    def _ship_in_turn(
        self, recovery: Recovery, left: SessionDirectory, is_known: threading.Event
    ) -> None:
        """Ship a session's backlog, after those of earlier runs of its instances."""
        while not is_known.is_set():
            outcomes = recovery.ship(left, self._others())
            if not any(one.result in _UNSETTLED for one in outcomes):
                return
            is_next = all(one.reason == EARLIER_FIRST for one in outcomes)
            is_known.wait(_LOOK_SECS if is_next else _RETRY_SECS)

    def _most_of(self, left: SessionDirectory, *, is_left: bool) -> Floor | None:
        """Return what an earlier run can need at most, ``None`` if it may begin anywhere yet."""
        journal = journal_of(left, self._own.session.instance_id)
        paths = {str(path) for path in left.log_files()}
        next_seq, has_begun = 0, False
        with suppress(JournalError):
            state = load(journal or left.path)
            is_elsewhere = state.session.destination != Destination.of(self._settings)
            has_begun = state.has_begun or is_elsewhere
            next_seq = state.next_seq
            paths |= {file.path for file in state.files}
        if not is_left and not has_begun:
            return None
        lines = sum(map(_most_lines_in, paths))
        return Floor(next_seq, lines + 2 if lines else 0)


def _most_lines_in(path: str) -> int:
    """Return how many lines a log file may have, the one included that is being written."""
    with suppress(OSError), os.fdopen(open_regular(path), "rb") as file:
        return sum(part.count(b"\n") for part in iter(lambda: file.read(1024 * 1024), b"")) + 1
    return 0
