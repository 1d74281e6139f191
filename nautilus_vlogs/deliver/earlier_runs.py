"""The numbers that earlier runs of an instance need, before a later one gives its first."""

import os
import sys
import threading
import time
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from math import inf
from pathlib import Path

from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.numbers import Floor
from nautilus_vlogs.deliver.outcomes import EARLIER_FIRST
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.session_files import complete
from nautilus_vlogs.deliver.session_files import handed_over
from nautilus_vlogs.deliver.session_files import is_before
from nautilus_vlogs.deliver.session_files import is_same_run
from nautilus_vlogs.deliver.session_files import journals_of
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.regular_files import open_regular
from nautilus_vlogs.settings import ShippingSettings

#: For so long a run waits for what an earlier one has left, if it is known what that needs at most.
_TAKE_OVER_SECS = 30.0

#: And no longer than this once its own process ends.
_END_SECS = 5.0

#: Rows in which a run may tell of losses, a counted one and one of an unknown number.
_LOSSES = 2

_PIECE_BYTES = 1024 * 1024

_LOOK_SECS = 0.05
_RETRY_SECS = 1.0

#: Of a log with such an outcome more may be stored later.
_UNSETTLED = {Result.LEFT, Result.BUSY}


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
    beside : sequence of SessionDirectory, default ()
        Those of the same process: what earlier nodes have left there waits for its end.
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
        beside: Sequence[SessionDirectory] = (),
        is_over: Callable[[], bool],
    ) -> None:
        self._session = session
        self._own = own
        self._settings = settings
        self._sessions = sessions
        self._beside = beside
        self._is_over = is_over

    def floor(self) -> Floor | None:
        """Ship their backlog until it is known which numbers it needs; ``None`` to stop."""
        floor = self._floor_beside()
        for session in self._others():
            if self._is_before(session):
                found = self._wait_for(session)
                if found is None:
                    return None
                floor += found
        return floor

    def _floor_beside(self) -> Floor:
        """
        Return what earlier nodes of the same process can need at most.

        One that has given no number gets its first behind those of the runs that have.
        """
        floor = Floor()
        for session in self._beside:
            for path in journals_of(session, self._instance):
                with suppress(JournalError):
                    state = load(path)
                    if state.has_begun and not is_same_run(state.session, self._own.session):
                        floor += _needs(state)
        return floor

    @property
    def _instance(self) -> str:
        return self._own.session.instance_id

    def _others(self) -> list[SessionDirectory]:
        return [one for one in self._sessions() if one.path.name != self._session.path.name]

    def _is_before(self, other: SessionDirectory) -> bool:
        """Return whether another session has runs that are not stored, and numbered first."""
        return any(map(partial(self._is_run_before, other), journals_of(other, self._instance)))

    def _is_run_before(self, other: SessionDirectory, journal: Path) -> bool:
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
            while (next_seq := recovery.next_seq(self._instance)) is None:
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
        return Floor(next_seq)

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
        paths = {str(path) for path in left.log_files()}
        next_seq, has_begun = 0, False
        with suppress(JournalError):
            states = list(map(load, journals_of(left, self._instance)))
            handed = handed_over(left, lambda *_: None).get(self._instance)
            for one in states:
                complete(left, one, handed)
            here = Destination.of(self._settings)
            has_begun = bool(states) and all(
                one.has_begun or one.session.destination != here for one in states
            )
            next_seq = max((one.next_seq for one in states), default=0)
            paths |= {file.path for one in states for file in one.files}
        if not is_left and not has_begun:
            return None
        lines = sum(map(_lines_in, paths))
        return Floor(next_seq, lines + _LOSSES if lines else 0)


def _needs(state: JournalState) -> Floor:
    """Return what an ended run that has begun can need at most."""
    end = state.end or Position(len(state.files), 0)
    lines = 0
    for file in state.files[max(state.position.file, 0) : end.file + 1]:
        start = state.position.offset if file.index == state.position.file else file.start
        lines += _lines_in(file.path, start, end.offset if file.index == end.file else sys.maxsize)
    is_over = state.is_complete and not lines
    return Floor(state.next_seq, 0 if is_over else lines + _LOSSES)


def _lines_in(path: str, start: int = 0, end: int = sys.maxsize) -> int:
    """Return how many lines a part of a log file has, one without an end included."""
    count, last = 0, b"\n"
    with suppress(OSError), os.fdopen(open_regular(path), "rb") as file:
        file.seek(start)
        while data := file.read(max(0, min(end - file.tell(), _PIECE_BYTES))):
            count, last = count + data.count(b"\n"), data
    return count + (not last.endswith(b"\n"))
