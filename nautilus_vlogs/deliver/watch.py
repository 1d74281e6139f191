"""
Ship whatever processes write or leave in some directories, until stopped.

Below a spool directory these are the sessions of nodes that have ended, and those of nodes whose
actor leaves shipping to a companion. In any directory these are the JSON logs of other nodes, whose
files are read only: the progress in each is kept in a session of its own below a state directory.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nautilus_vlogs.capture.other_logs import REFORMATTED
from nautilus_vlogs.capture.other_logs import FoundLog
from nautilus_vlogs.capture.other_logs import LogDirectory
from nautilus_vlogs.capture.other_logs import OtherLog
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.deliver.earlier_runs import EarlierRuns
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import NewerJournalError
from nautilus_vlogs.deliver.journal_state import PassingJournalError
from nautilus_vlogs.deliver.live_logs import FollowedLog
from nautilus_vlogs.deliver.live_logs import handed_log
from nautilus_vlogs.deliver.moved_files import find_again
from nautilus_vlogs.deliver.notices import NoticeWriter
from nautilus_vlogs.deliver.numbers import Floor
from nautilus_vlogs.deliver.numbers import first_number
from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.progress import forget_progress
from nautilus_vlogs.deliver.recovery import Live
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.recovery import Report
from nautilus_vlogs.deliver.session_files import claimed_files
from nautilus_vlogs.deliver.session_files import may_be_in_use
from nautilus_vlogs.deliver.session_files import own_spool
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.deliver.sessions import session_directory_for
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.leases import has_writer
from nautilus_vlogs.locks import keep_young
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.regular_files import real_path
from nautilus_vlogs.settings import ShippingSettings

if TYPE_CHECKING:
    from nautilus_vlogs.capture.listing import Signature

#: Seconds between two looks into the directories.
_WATCH_SECS = 0.5

#: Seconds until what could not be shipped is tried again.
_RETRY_SECS = 1.0

#: Seconds between two looks for progress in logs that are gone.
_FORGET_SECS = 3_600.0

#: So many texts are said once; then all may be said again.
_MAX_REPORTED = 1_000

#: So many sessions of ended nodes are shipped at a time.
_AT_A_TIME = 4

#: Few logs that no process writes are shipped at a time; where that can't be known, few of those
#: that were not written for so many seconds.
_OLD_SECS = 60.0
_OLD_AT_A_TIME = 8

#: Seconds for which a log that appears is left to an actor in its node, which takes it within them.
_GRACE_SECS = 2.0

#: Seconds without a line until a log in the spool directory is shipped that no actor took: its node
#: died before it had one. A loaded machine may take long from the first line to the actor.
_UNCLAIMED_SECS = 30.0

#: What is said of a log where it is not known which of its lines were sent.
_FIRST_LOOK = (
    "; no progress in it is kept, so what another process may have sent is waited for to show in "
    "the store, lest a line is sent twice: that may take half a minute"
)

#: A file that is beside the progress in a log says that an actor has shipped that.
_OF_ACTORS = "of-actors"

#: Seconds for the threads to end in.
_END_SECS = 3.0


class Watch:
    """
    Ship whatever processes write or leave in some directories.

    Parameters
    ----------
    directories : list[Path]
        Spool directories, sessions' directories, and directories with JSON logs.
    spool : Path
        The spool directory in which the actors of nodes that write their logs elsewhere keep their
        journals: such logs are theirs to ship.
    state : Path
        Where the progress in other nodes' logs is kept; a private directory.
    settings : ShippingSettings
        How to ship, and where to, for logs of which no journal says it.
    recovery : Recovery
        Ships them.
    report : callable
        Called with a level and a text.
    conclude : callable
        Called with each outcome, on one of several threads.
    stop : threading.Event
        Ends it at any moment; the rest is for the next time.
    until : str, default ""
        The name of a session: end once it is stored, and what dead nodes have left besides.

    """

    def __init__(
        self,
        directories: list[Path],
        *,
        spool: Path,
        state: Path,
        settings: ShippingSettings,
        recovery: Recovery,
        report: Report,
        conclude: Callable[[Outcome], None],
        stop: threading.Event,
        until: str = "",
    ) -> None:
        self._directories = directories
        self._spool = spool
        self._state = state
        self._settings = settings
        self._recovery = recovery
        self._report = report
        self._conclude = conclude
        self._stop = stop
        self._until = until
        self._jobs: dict[str, threading.Thread] = {}
        self._retry_at: dict[str, float] = {}
        self._seen_at: dict[str, tuple[Signature, float]] = {}
        self._done: dict[str, Signature] = {}
        #: Logs that an actor ships, or has shipped.
        self._of_actors: set[str] = set()
        self._met_actors: set[str] = set()
        #: Sessions of dead nodes that the store did not take yet.
        self._left: set[Path] = set()
        self._old: set[str] = set()
        self._unwritten: dict[str, Signature] = {}
        self._logs: dict[Path, LogDirectory] = {}
        self._reported: set[str] = set()
        #: Logs and sessions that there are, and the directories with logs, by the last look.
        self._present: set[str] = set()
        self._filled: set[Path] = set()
        self._forget_at = float("-inf")
        self._at_work: set[str] = set()  # sessions that were left

    def run(self) -> None:
        """Watch until stopped, or until the session is stored that it was started for."""
        while not self._stop.is_set() and not self._is_finished():
            self.look()
            keep_young()
            self._stop.wait(_WATCH_SECS)
        self._stop.set()
        deadline = time.monotonic() + _END_SECS
        for job in list(self._jobs.values()):
            job.join(max(0.0, deadline - time.monotonic()))

    def conclude_left(self) -> bool:
        """Conclude, once stopped, what nodes that ended have left; return whether anything is."""
        is_left = False
        for directory in self._directories:
            try:
                sessions, troubles = sessions_in(directory)
            except FileNotFoundError:
                continue
            except OSError:  # it was said while it was watched
                return True
            is_left = is_left or bool(troubles)
            for session in sessions:
                # Once stopped it ships nothing, and says what there is.
                for outcome in self._recovery.ship(session, sessions):
                    if outcome.result is not Result.IN_USE:
                        self._conclude(outcome)
                        is_left = is_left or outcome.result is not Result.STORED
        return is_left

    def look(self) -> None:
        """Look into the directories once, and begin to ship what is new there."""
        self._jobs = {key: job for key, job in self._jobs.items() if job.is_alive()}
        self._at_work &= self._jobs.keys()
        self._present, self._filled = set(), set()
        is_whole = True
        for directory in self._directories:
            try:
                self._look_into(directory)
            except FileNotFoundError:
                if not directory.exists():
                    self._report_once(f"There is no {directory} yet: it is waited for", "info")
            except OSError as e:
                is_whole = False
                self._report_once(f"{directory} can't be used: {e}")
            except Exception as e:  # noqa: BLE001  # one directory's trouble is not the others'
                is_whole = False
                self._report_once(f"{directory} can't be looked into: {e!r}")
        if is_whole:
            self._forget_gone()

    def _forget_gone(self) -> None:
        """Forget logs and sessions that are gone, however many come and go."""
        present = self._present | self._jobs.keys()
        for known in (self._done, self._seen_at, self._retry_at, self._unwritten):
            for key in known.keys() - present:
                del known[key]
        self._old &= self._jobs.keys()
        self._of_actors &= present
        self._met_actors &= present
        self._left -= {path for path in self._left if str(path) not in present}
        now = time.monotonic()
        if self._filled and now >= self._forget_at:
            self._forget_at = now + _FORGET_SECS
            forget_progress(self._state, logs=present, directories=self._filled)

    def _look_into(self, directory: Path) -> None:
        if is_session(directory) or any(map(is_session, directory.iterdir())):
            self._look_for_sessions(directory)
        # A companion that a node started ships what actors hand over or leave, as threads would.
        if not self._until and not is_session(directory):
            self._follow_those_in(self._logs.setdefault(directory, LogDirectory(directory)))

    def _follow_those_in(self, directory: LogDirectory) -> None:
        """Follow the logs that are due, those that were written last first."""
        logs = directory.look()
        self._present |= {found.log.key for found in logs}
        self._filled |= {found.log.directory for found in logs}
        unread = [found for found in reversed(logs) if self._is_unread(found)]
        if directory.unreadable is not None:
            self._report_once(
                f"A log in {directory.path} waits until it can be read: {directory.unreadable}"
            )
        for path in directory.reformatted:
            self._report_once(f"{path} is passed over: {REFORMATTED}")
        if not unread:
            return
        claimed = claimed_files(self._spool)
        oldest_ns = time.time_ns() - int(_OLD_SECS * 1e9)
        for found in unread:
            if found.has_any_of(claimed):
                self._leave_to_actors(found.log)
            if not self._is_due(found):
                continue
            is_old = self._is_old(found, oldest_ns)
            if is_old and len(self._old & self._jobs.keys()) >= _OLD_AT_A_TIME:
                continue
            self._begin(found.log.key, self._follow, found.log)
            (self._old.add if is_old else self._old.discard)(found.log.key)

    def _is_old(self, found: FoundLog, oldest_ns: int) -> bool:
        """
        Return whether no process writes a log, as far as that can be known.

        Logs that were copied or restored look new, and a node that lives may be quiet for long.
        """
        key = found.log.key
        if self._unwritten.get(key) == found.signature:
            return True  # whoever opens it again writes to it
        is_written = has_writer(found.newest)
        if is_written is False:
            self._unwritten[key] = found.signature
        return found.changed_ns < oldest_ns if is_written is None else not is_written

    def _look_for_sessions(self, directory: Path) -> None:
        try:
            sessions, troubles = sessions_in(directory)
        except UnsafePathError as e:  # other users may well write logs to it, which are only read
            self._report_once(f"no session in {directory} is shipped: {e}")
            return
        for trouble in troubles:
            self._report_once(trouble)
        self._present |= {str(session.path) for session in sessions}
        # Those that were tried longest ago go first: some may have a store that is away.
        for session in sorted(sessions, key=lambda one: self._retry_at.get(str(one.path), 0.0)):
            key = str(session.path)
            if not self._is_free(key):
                continue
            is_taken = session.lock.is_taken()  # its node lives, or it is being shipped
            is_handed = (is_taken or not session.has_lock()) and bool(session.node_journals())
            if is_taken or (is_handed and may_be_in_use(session)):  # a cleaner has deleted the lock
                if is_handed:
                    self._begin(key, self._ship_live, session)
            elif len(self._at_work) < _AT_A_TIME:
                self._at_work.add(key)
                self._begin(key, self._ship_left, session, sessions)

    def _is_finished(self) -> bool:
        """Return whether all is stored that the process stays for, or left to another companion."""
        if not self._until:
            return False
        if any(path.exists() for path in self._left):
            return self._is_relieved()
        is_at_work = any(job.is_alive() for job in self._jobs.values())
        return not is_at_work and not any(
            (root / self._until).exists() for root in self._directories
        )

    def _is_relieved(self) -> bool:
        """
        Return whether a live node's companion is there for what dead nodes have left.

        While the store is away each start of a node would leave a companion behind.
        """
        for root in self._directories:
            own = root / self._until
            if own.exists() and own not in self._left:
                return False  # its node lives, or it is being shipped
            with suppress(OSError):
                if any(session.has_companion() for session in sessions_in(root)[0]):
                    return True
        return False

    def _begin(self, key: str, work: Callable[..., bool], *args: object) -> None:
        """Do a piece of work on a thread of its own, unless it is being done."""
        if not self._is_free(key):
            return

        def run() -> None:
            try:
                is_done = work(*args)
            except Exception as e:  # noqa: BLE001  # one log's trouble is not the others'
                self._report_once(_failure_of(args[0], e))
                is_done = False
            if not is_done:
                self._retry_at[key] = time.monotonic() + _RETRY_SECS

        thread = threading.Thread(target=run, name="vlogs-watch", daemon=True)
        try:
            thread.start()
        except RuntimeError as e:  # there are too many
            self._retry_at[key] = time.monotonic() + _RETRY_SECS
            self._report_once(f"Some logs have to wait: {e}")
        else:
            self._jobs[key] = thread

    def _is_free(self, key: str) -> bool:
        """Return whether a piece of work is due, and nobody is at it."""
        return key not in self._jobs and time.monotonic() >= self._retry_at.get(key, 0.0)

    # -- Sessions of our own actors -------------------------------------------------------------

    def _ship_live(self, session: SessionDirectory) -> bool:
        # A companion that a node started has that node's credentials, and no other's.
        return self._until in ("", session.path.name) and self._follow_node(session)

    def _ship_left(self, session: SessionDirectory, others: list[SessionDirectory]) -> bool:
        outcomes = self._recovery.ship(session, others)
        for outcome in outcomes:
            if outcome.result is not Result.IN_USE:
                self._conclude(outcome)
        is_left = any(one.result in {Result.LEFT, Result.HELD} for one in outcomes)
        (self._left.add if is_left else self._left.discard)(session.path)
        return all(one.result is Result.STORED for one in outcomes)

    def _follow_node(self, session: SessionDirectory) -> bool:
        """Ship the log of a node that lives, as its companion, and what is left when it ends."""
        had_companion = session.had_companion()
        if not session.companion_lock.acquire():
            return False  # another companion has it
        is_stored = False
        notices: NoticeWriter | None = None
        try:
            if not (handed := session.node_journals()):
                return False  # the node ships by itself now
            node_journal = handed[0]
            path = session.path / f"{node_journal.name.removesuffix(NODE_SUFFIX)}{SUFFIX}"
            # One whose journal could not be written has sent rows, too.
            is_new = not (path.exists() or had_companion)
            node = load(node_journal).session
            shaping = node.shaping.applied_to(self._settings)
            notices = NoticeWriter(session.path, shaping, self._report)
            report = notices.report
            state, is_known = self._progress_in(path, JournalState(node), report)
            has_begun = state.has_begun
            floor = None if has_begun else self._floor_of(session, state)
            if floor is None and not has_begun:
                return False
            # The node of a spool says itself that there is no room for it.
            live = handed_log(
                session,
                node_journal,
                state,
                is_new=is_new and has_begun,
                report=report if node.is_named_in_log else self._report,
            )
            # Of what no companion ever began no line is numbered: that is known, too.
            is_known = is_known or is_new
            texts = "Shipping", f"the log of the node {state.session.instance_id}"
            is_stored = self._ship(
                session,
                path,
                state,
                live,
                is_known=is_known,
                texts=texts,
                floor=floor,
                report=report,
            )
        except Exception as e:
            if notices is not None:
                notices.note("warning", _failure_of(session, e))
            raise
        finally:
            if is_stored:
                session.remove(own_spool(state))
            else:
                if session.lock.is_held:  # the node has ended
                    self._left.add(session.path)
                session.companion_lock.release(remove=False)
                session.lock.release(remove=False)
        return is_stored

    def _floor_of(self, session: SessionDirectory, state: JournalState) -> Floor | None:
        """Return what earlier runs of an instance need, ``None`` if there is no time left."""

        def sessions() -> list[SessionDirectory]:
            return sessions_in(root_of(session.path))[0]

        settings = state.session.destination.applied_to(self._settings)
        return EarlierRuns(
            session, state, settings, sessions=sessions, is_over=self._stop.is_set
        ).floor()

    # -- Logs of other nodes --------------------------------------------------------------------

    def _is_due(self, found: FoundLog) -> bool:
        """Return whether a log has lines that are not shipped, and had time to be an actor's."""
        if not self._is_unread(found):
            return False
        log, signature = found.log, found.signature
        now = time.monotonic()
        is_in_spool = real_path(log.directory) == real_path(self._spool)
        seen, seen_at = self._seen_at.setdefault(log.key, (signature, now))
        if is_in_spool and seen != signature:
            seen_at = now
            self._seen_at[log.key] = (signature, now)
        return now >= seen_at + (_UNCLAIMED_SECS if is_in_spool else _GRACE_SECS)

    def _is_unread(self, found: FoundLog) -> bool:
        """Return whether a log has lines that nobody ships, as far as is known."""
        key = found.log.key
        is_others = key in self._jobs or key in self._of_actors
        return not is_others and self._done.get(key) != found.signature

    def _leave_to_actors(self, log: OtherLog) -> None:
        """
        Leave a log alone, also when the actor that ships it has ended.

        What that has masked as its node was told to, or passed over, would be sent as it is.
        """
        self._of_actors.add(log.key)
        try:
            (self._place_of(log) / _OF_ACTORS).touch(mode=0o600)
        except OSError as e:
            self._report_once(f"{self._state} can't be used: {e}")
        self._report_once(
            f"An actor ships the log {log.name} in {log.directory}, or has done so: it is left to "
            "actors; have nodes with an actor log to other directories"
        )

    def _place_of(self, log: OtherLog) -> Path:
        """Return the directory of the progress in a log, which is made."""
        place = session_directory_for(self._state, log.key)
        make_private(self._state)
        make_private(place)
        return place

    def _follow(self, log: OtherLog) -> bool:
        """Ship a log of another node while it is written."""
        place = self._place_of(log)
        if (place / _OF_ACTORS).exists():
            self._leave_to_actors(log)
            return True
        session = SessionDirectory(place)
        subject = f"the log {log.name} in {log.directory}"
        if not session.lock.acquire():
            self._report_left(subject)
            return False
        try:
            path = place / f"{log.instance_id}{SUFFIX}"
            if not path.exists():  # of a name that says no instance, on a host of another name
                path = next(iter(session.journals()), path)
            begun = Session.of_users_log(log.instance_id, log.trader_id, self._settings)
            state, is_known = self._progress_in(path, JournalState(begun), self._report)
            marks = ShippedMarks(Destination.of(self._settings).place)
            live = FollowedLog(log, state, marks, self._report)
            texts = "Following", subject
            is_stored = self._ship(session, path, state, live, is_known=is_known, texts=texts)
            if is_stored:
                self._done[log.key] = live.signature
            if marks.has_met_actor and log.key in self._met_actors:
                self._leave_to_actors(log)
            # An actor that begins at the same moment may leave the log to this process.
            (self._met_actors.add if marks.has_met_actor else self._met_actors.discard)(log.key)
        finally:
            session.lock.release(remove=False)
        return is_stored

    # -- Both ----------------------------------------------------------------------------------

    def _progress_in(
        self, path: Path, otherwise: JournalState, report: Report
    ) -> tuple[JournalState, bool]:
        """Return what a journal of progress comes to, and whether it could be read."""
        if not path.exists():
            return otherwise, False
        try:
            state = load(path)
        except (PassingJournalError, NewerJournalError):
            raise
        except JournalError as e:
            report("warning", f"{e}: the store is asked which of its rows it holds")
            return otherwise, False
        find_again(state)
        return state, True

    def _ship(
        self,
        session: SessionDirectory,
        path: Path,
        state: JournalState,
        live: Live,
        *,
        is_known: bool,
        texts: tuple[str, str],
        floor: Floor | None = None,
        report: Report | None = None,
    ) -> bool:
        """Ship a log until it has ended, if no process does; return whether all is stored."""
        verb, subject = texts
        if not live.take():
            self._report_left(subject)
            return False
        is_waiting = not (is_known or live.is_new)
        self._report("info", f"{verb} {subject}{_FIRST_LOOK if is_waiting else ''}")
        first = partial(first_number, root_of(session.path), state.session.instance_id)
        try:
            outcome = self._recovery.follow(
                session,
                path,
                state,
                live,
                is_known=is_known,
                floor=None if floor is None else partial(first, floor),
                report=report,
            )
        finally:
            live.release()
        is_stored = outcome.result is Result.STORED
        if is_stored or not self._stop.is_set():
            self._conclude(outcome)
        return is_stored

    def _report_left(self, subject: str) -> None:
        self._report_once(f"Another process ships {subject}: it is left to that one")

    def _report_once(self, text: str, level: str = "warning") -> None:
        if text not in self._reported:
            if len(self._reported) >= _MAX_REPORTED:
                self._reported.clear()
            self._reported.add(text)
            self._report(level, text)


def _failure_of(one: object, error: Exception) -> str:
    """Return the message about a log or a session that can't be shipped."""
    reason = error if isinstance(error, OSError) else repr(error)
    return f"{_name_of(one)} can't be shipped, it is tried again: {reason}"


def _name_of(one: object) -> str:
    """Return what people are told a log or a session is."""
    match one:
        case OtherLog():
            return f"The log {one.name} in {one.directory}"
        case SessionDirectory():
            return str(one.path)
    return str(one)
