"""
Ship what processes have left that did not end well, or before all of theirs was verified.

A session is left when its lock can be taken. Its journal says which lines became which rows, where
they went and what was verified, so its rows are made as they were the first time, those that the
store lacks are sent to the destination that they had, and what was never numbered goes on from
there. A session without a journal that can be used is matched with the store row by row.
"""

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.source import Source
from nautilus_vlogs.convert.backtest import BacktestConverter
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identities
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.adopted_journal import AdoptedJournal
from nautilus_vlogs.deliver.dead_letters import SUFFIX as DEAD_LETTERS
from nautilus_vlogs.deliver.dead_letters import letters_of
from nautilus_vlogs.deliver.file_claims import LogClaim
from nautilus_vlogs.deliver.followed_journal import Followed
from nautilus_vlogs.deliver.followed_journal import FollowedJournal
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import UnjournaledRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.left_backtests import LeftBacktest
from nautilus_vlogs.deliver.left_logs import LeftLog
from nautilus_vlogs.deliver.left_logs import left_logs
from nautilus_vlogs.deliver.logged_names import LoggedNames
from nautilus_vlogs.deliver.moved_files import original_of
from nautilus_vlogs.deliver.numbering_turn import NumberingTurn
from nautilus_vlogs.deliver.numbers import remember
from nautilus_vlogs.deliver.numbers import remembered
from nautilus_vlogs.deliver.outcomes import EARLIER_FIRST
from nautilus_vlogs.deliver.outcomes import HELD
from nautilus_vlogs.deliver.outcomes import IS_A_COPY
from nautilus_vlogs.deliver.outcomes import OTHER_AT_WORK
from nautilus_vlogs.deliver.outcomes import OTHER_WRITES
from nautilus_vlogs.deliver.outcomes import OTHERS_FIRST
from nautilus_vlogs.deliver.outcomes import Observer
from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.outcomes import outcome_of
from nautilus_vlogs.deliver.patience import Destinations
from nautilus_vlogs.deliver.patience import Patience
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.resumption import Resumer
from nautilus_vlogs.deliver.session_files import changed_ns
from nautilus_vlogs.deliver.session_files import check_files
from nautilus_vlogs.deliver.session_files import foreign_files
from nautilus_vlogs.deliver.session_files import is_behind
from nautilus_vlogs.deliver.session_files import may_be_in_use
from nautilus_vlogs.deliver.session_files import next_first
from nautilus_vlogs.deliver.session_files import own_spool
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import root_of
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.times import rfc3339

#: What a process sent just before it ended may take so long to show in the store.
_SETTLE_SECS = 3.0

_LOOK_SECS = 0.2
_CLOSE_SECS = 2.0

#: Seconds until threads are asked for again where there were none.
_THREADLESS_SECS = 10.0

_NOT_SEEN = "the store was not seen to hold all of it"

Report = Callable[[str, str], None]


class Live(Followed, Protocol):
    """
    Facts about a log that another process is writing.

    Attributes
    ----------
    identities : Identities
        Whose the loggers' names are.
    is_new : bool
        Nothing of the log was ever sent.

    """

    identities: Identities
    is_new: bool

    @property
    def last(self) -> Position | None:
        """Where the log ends, once it is known that no process writes to it any more."""

    def take(self) -> bool:
        """Say to other processes that this one ships the log; return false if another one does."""

    def release(self) -> None:
        """Leave the log to other processes."""

    def introduce(self, name: str) -> Identity:
        """Return whose a name is that no strategy has."""

    def open_source(
        self, files: list[LogFile], start: Position, at_end: Callable[[LeftFiles], None]
    ) -> LeftFiles:
        """Return what to read; see `Resumer`."""

    def is_running(self) -> bool:
        """Return whether the log may still be written."""


class Recovery:
    """
    Ship sessions that were left.

    Parameters
    ----------
    settings : ShippingSettings
        How to ship; where to, for sessions whose journal does not say it.
    report : callable
        Called with a level and a text.
    stop : threading.Event
        Ends it at any moment; the rest is for the next time.
    overrides_url : bool, default False
        Ship to the destination of `settings`, whatever the journals say.
    is_background : bool, default True
        Leave the GIL to the threads of a node in this process.
    dead_letters : Path, optional
        The directory of dead letters.
    observer : Observer, optional
        Receives the accounting of each log.

    """

    def __init__(
        self,
        settings: ShippingSettings,
        report: Report,
        stop: threading.Event,
        *,
        overrides_url: bool = False,
        is_background: bool = True,
        dead_letters: Path | None = None,
        observer: Observer | None = None,
    ) -> None:
        self._settings = settings
        self._report = report
        self._stop = stop
        self._observer = observer
        self._overrides_url = overrides_url
        self._is_background = is_background
        self._dead_letters = dead_letters
        self._destinations = Destinations()
        # By instance: logs that are not read to their ends, and the number behind those that are.
        self._unread: dict[str, set[Path]] = {}
        self._next_seqs: dict[str, int] = {}
        # By journal: where its process sent its rows to.
        self._meant: dict[Path, str] = {}

    def next_seq(self, instance_id: str) -> int | None:
        """Return the number behind an instance's lines, ``None`` until all its logs were read."""
        is_read = not self._unread.get(instance_id)
        return self._next_seqs.get(instance_id) if is_read else None

    def ship(self, session: SessionDirectory, others: list[SessionDirectory]) -> list[Outcome]:
        """
        Ship what is left in a session's directory, and remove it once all of it is stored.

        Parameters
        ----------
        session : SessionDirectory
            The session.
        others : list[SessionDirectory]
            The sessions below the same spool directory, whose files are not this one's.

        Returns
        -------
        list[Outcome]
            One for each instance that logged there, but for those whose logs were stored before.

        """
        directory = str(session.path)
        try:
            if not session.has_lock() and may_be_in_use(session):
                return [Outcome(result=Result.IN_USE, directory=directory)]
            if not session.lock.acquire(is_adoption=True):
                is_busy = session.lock.is_adopted()
                result = Result.BUSY if is_busy else Result.IN_USE
                return [Outcome(result=result, directory=directory)]
            if session.node_journals() and not session.companion_lock.acquire():
                session.lock.release(remove=False)
                return [Outcome(result=Result.BUSY, directory=directory)]
        except FileNotFoundError:
            return []  # another process has finished with it just now
        except OSError as e:
            return [Outcome(result=Result.FAILED, directory=directory, reason=str(e))]
        outcomes: list[Outcome] = []
        logs: list[LeftLog] = []
        files: list[LogFile] = []
        try:
            foreign = foreign_files(session, others)
            logs = left_logs(session, foreign, self._settings, self._report)
            outcomes = self._ship_journals(session, logs)
            files = [file for log in logs for file in own_spool(log.state)]
        except Exception as e:  # noqa: BLE001  # one session's trouble is not the others'
            outcomes = [
                Outcome(result=Result.FAILED, directory=directory, reason=str(e) or repr(e))
            ]
        finally:
            is_stored = all(one.result is Result.STORED for one in outcomes)
            if is_stored and (logs or not session.log_files()):
                session.remove(files)
            else:
                session.companion_lock.release(remove=False)
                # A directory in which only others have files goes with the last of those.
                session.lock.release(remove=not outcomes)
        return outcomes

    def follow(
        self,
        session: SessionDirectory,
        path: Path,
        state: JournalState,
        live: Live,
        *,
        is_known: bool,
        floor: Callable[[int], int] | None = None,
        report: Report | None = None,
    ) -> Outcome:
        """
        Ship a log while another process writes it, and what is left once that has ended.

        Parameters
        ----------
        session : SessionDirectory
            Where its journal is, locked by the caller.
        path : Path
            The journal.
        state : JournalState
            The state of the journal.
        live : Live
            Facts about the log while it is written.
        is_known : bool
            The journal says which lines were numbered; otherwise the store is asked.
        floor : callable, optional
            For a run of an instance that ran before: returns its first number, given the one behind
            those in the store.
        report : callable, optional
            Called in place of the one for all logs.

        """
        return self._ship_log(
            _Log(
                session,
                path,
                state,
                is_known=is_known,
                is_alone=True,
                live=live,
                floor=floor,
                report=report or self._report,
            )
        )

    def _ship_journals(
        self,
        session: SessionDirectory,
        logs: list[LeftLog],
    ) -> list[Outcome]:
        self._unread, self._next_seqs = {}, {}
        unfinished = [left for left in logs if not self._is_done(session, left)]
        for left in unfinished:
            self._unread.setdefault(left.state.session.instance_id, set()).add(left.path)
        outcomes: list[Outcome] = []
        for path, state, backtest, is_known, is_made_up, is_bounded in unfinished:
            if self._stop.is_set():
                outcomes.append(outcome_of(session, state, Result.LEFT, reason="no time left"))
                continue
            if not is_bounded:
                outcomes.append(outcome_of(session, state, Result.LEFT, reason=OTHER_WRITES))
                continue
            if is_behind(session, state, is_one_store=self._overrides_url, is_made_up=is_made_up):
                outcomes.append(outcome_of(session, state, Result.LEFT, reason=EARLIER_FIRST))
                continue
            before = {one.result for one in outcomes} - {Result.STORED}
            if is_made_up and before:
                # Their lines are in the same files, and would be taken for this one's.
                result = Result.HELD if before == {Result.HELD} else Result.LEFT
                outcomes.append(outcome_of(session, state, result, reason=OTHERS_FIRST))
                continue
            one = _Log(
                session,
                path,
                state,
                is_known=is_known,
                is_alone=len(unfinished) == 1,
                backtest=backtest,
                is_made_up=is_made_up,
                names=_names_in(state),
                report=self._report,
            )
            try:
                outcomes.append(self._ship_log(one))
            except Exception as e:  # noqa: BLE001  # one log's trouble is not the others'
                outcomes.append(outcome_of(session, state, Result.FAILED, reason=repr(e)))
        return outcomes

    def _is_done(self, session: SessionDirectory, left: LeftLog) -> bool:
        """
        Return whether all of a log is stored already.

        Its journal says so, for its files are gone then, or are there for others in them.
        """
        state = left.state
        if state.is_done:
            check_files(session.path, state)
            self._unread.setdefault(state.session.instance_id, set())
            self._note_read(left.path, state.session.instance_id, state.next_seq)
            remember(root_of(session.path), state, self._report)
        return state.is_done

    def _ship_log(self, log: "_Log") -> Outcome:
        """Ship one instance's log under the lock of its session."""
        state = log.state
        check_files(log.session.path, state)
        if (original := original_of(state)) is not None:
            reason = IS_A_COPY.format(original)
            return outcome_of(log.session, state, Result.FAILED, reason=reason)
        settings = self._settings_of(state.session)
        if log.live is not None:  # its lines are read while they are there, whatever the store does
            return self._ship_to(settings, log)
        destination = Destination.of(settings)
        if trouble := self._destinations.enter(destination):
            return outcome_of(log.session, state, Result.LEFT, url=settings.url, reason=trouble)
        root = root_of(log.session.path)
        turn = NumberingTurn(root, state.session.instance_id, destination)
        try:
            if log.is_left_unnumbered and not turn.take():
                return outcome_of(log.session, state, Result.LEFT, reason=OTHER_AT_WORK)
            return self._ship_to(settings, log)
        finally:
            turn.release()
            self._destinations.leave(destination)

    def _ship_to(self, settings: ShippingSettings, log: "_Log") -> Outcome:
        state = log.state
        if log.live is None:
            _wait_until_settled(log, self._stop)
        claim = LogClaim(root_of(log.session.path), log.path, state)
        try:
            if not claim.take():
                reason = "another process is taking over its file"
                return outcome_of(log.session, state, Result.LEFT, reason=reason)
            return self._ship_claimed(log, settings, claim)
        finally:
            claim.release()

    def _ship_claimed(
        self,
        log: "_Log",
        settings: ShippingSettings,
        claim: LogClaim,
    ) -> Outcome:
        state = log.state
        destination = state.session.destination
        meant = self._meant.setdefault(log.path, destination.url)
        is_over = threading.Event()
        pipeline = self._pipeline(log, settings, is_over)
        shipper = pipeline.shipper
        is_first = not log.path.exists()
        journal = log.open_journal()
        shipper.journal = journal
        shipper.start()
        if self._observer is not None:
            ids = state.session.trader_id, state.session.instance_id
            self._observer.begin(str(log.path), *ids, shipper.stats)
        patience = Patience(pipeline, settings)
        try:
            reason = self._wait(pipeline, patience, settings, log)
        except Exception as e:  # noqa: BLE001  # its threads would go on beside the next try's
            reason = str(e) or repr(e)
        is_over.set()
        pipeline.close(_CLOSE_SECS, is_last=log.is_alone)
        stats = shipper.stats()
        if self._observer is not None:
            self._observer.end(str(log.path), stats)
        is_stored = shipper.is_complete  # also where a stop came between: its files may be gone
        is_held = not reason and shipper.is_held
        if is_stored:
            next_seq = pipeline.converter.next_seq
            self._meant.pop(log.path, None)
            self._note_read(log.path, state.session.instance_id, next_seq)
            remember(root_of(log.session.path), state, log.report)
            journal.record(UnjournaledRecord(Position()))  # none is to be looked for any more
            if not log.keeps_journal:
                claim.end(shipper.position)
                # It goes with the session: until then it says whose its files are.
                journal.record_end(shipper.position or Position(), next_seq)
            elif shipper.position is not None:
                # With lines that the store turned out to hold: they are not looked for again.
                journal.record_verified(shipper.position, next_seq)
        elif is_first and log.is_made_up and not pipeline.outbox.progress.has_reached:
            # It would name this destination, of a log that named none, to whoever comes next.
            journal.remove()
        elif state.session.destination != destination and not (
            pipeline.outbox.progress.has_reached or stats.verified
        ):
            journal.record(replace(state.session, destination=destination))  # the same
        if log.keeps_journal and log.live is not None and log.live.last is not None:
            journal.record(EndRecord(log.live.last))  # another run may write to the file
        journal.close()
        return outcome_of(
            log.session,
            state,
            Result.STORED if is_stored else Result.HELD if is_held else Result.LEFT,
            url=settings.url,
            meant=meant,
            stats=stats,
            is_loss_unknown=shipper.is_loss_unknown,
            reason="" if is_stored else reason or (HELD if is_held else _NOT_SEEN),
        )

    def _settings_of(self, session: Session) -> ShippingSettings:
        """Return how a session is shipped: as its node would have, to where it would have."""
        settings = session.shaping.applied_to(self._settings)
        if session.delivery is not None:
            settings = session.delivery.applied_to(settings)
        if not self._overrides_url:
            settings = session.destination.applied_to(settings)
        return settings

    def _wait(
        self, pipeline: Pipeline, patience: Patience, settings: ShippingSettings, log: "_Log"
    ) -> str:
        """Wait until all is verified; return why it is given up before."""
        shipper, destination = pipeline.shipper, Destination.of(settings)
        while not self._stop.wait(_LOOK_SECS):
            if shipper.thread.ident is None:
                self._stop.wait(_THREADLESS_SECS)  # a moment later there are none either
                return "the machine has no threads left to ship it with"
            if not shipper.thread.is_alive():  # of a live log, too: nobody would read it any more
                return "its files can't be read"
            if log.live is not None and log.live.is_running():
                continue
            if trouble := patience.trouble():
                self._destinations.note_trouble(destination, trouble)
                return trouble
            if patience.is_answered:
                self._destinations.note_answered(destination)
            if shipper.stats().backlog_bytes:
                continue  # a drain would not leave the GIL to a node's threads
            takes_secs = settings.durability_window_secs + settings.request_timeout_secs
            deadline = time.monotonic() + takes_secs
            if shipper.drain(_LOOK_SECS):
                next_seq = pipeline.converter.next_seq
                self._note_read(log.path, log.state.session.instance_id, next_seq)
                if pipeline.verifier.finish(deadline):
                    return ""
        return "no time left"

    def _note_read(self, journal: Path, instance_id: str, next_seq: int) -> None:
        """Note that an instance's log, which was left, was read to its end."""
        if (unread := self._unread.get(instance_id)) is not None:
            self._next_seqs[instance_id] = max(next_seq, self._next_seqs.get(instance_id, 0))
            unread.discard(journal)

    def _pipeline(
        self, log: "_Log", settings: ShippingSettings, is_over: threading.Event
    ) -> Pipeline:
        state = log.state
        session = state.session
        is_backtest = session.environment == "backtest"
        actors = state.identities.actors
        live = log.live
        names = log.names if live is None else live

        def open_source() -> Source | None:
            resumer = Resumer(
                pipeline,
                state,
                is_over,
                is_known=log.is_known,
                is_alone=log.is_alone,
                is_background=self._is_background,
                oldest=log.oldest() if is_backtest else "",
                open_source=None if live is None else live.open_source,
                is_new=live is not None and live.is_new,
            )
            resumer.ceiling = partial(next_first, log.session, state)
            resumer.backtest, resumer.floor = log.backtest, log.floor
            resumer.destination = Destination.of(settings)
            resumer.names = log.names
            resumer.remembered = partial(remembered, root_of(log.session.path), session.instance_id)
            return resumer.open()

        directory = letters_of(session, root_of(log.session.path), self._dead_letters)
        pipeline = Pipeline(
            settings,
            constants={"instance_id": session.instance_id, **session.constants},
            identities=(
                IdentityTable.restored(session.trader_id, state.identities.table)
                if names is None
                else names.identities
            ),
            introduce=(
                (lambda name: ACTOR if name in actors else SYSTEM)
                if names is None
                else names.introduce
            ),
            open_source=open_source,
            dead_letters=directory / f"{session.instance_id}{DEAD_LETTERS}",
            report=log.report,
            converter_type=BacktestConverter if is_backtest else RowConverter,
        )
        converter = pipeline.converter
        if state.until:
            converter.end(state.until)
        converter.next_seq = state.verified_seq
        if isinstance(converter, BacktestConverter):
            converter.since, converter.run_id = session.created, state.identities.run_id
        return pipeline


class _Log(msgspec.Struct, frozen=True):
    """One instance's log in a session's directory."""

    session: SessionDirectory
    path: Path
    state: JournalState
    is_known: bool
    is_alone: bool
    report: Report
    live: Live | None = None
    backtest: LeftBacktest | None = None
    is_made_up: bool = False
    floor: Callable[[int], int] | None = None
    names: LoggedNames | None = None

    @property
    def is_left_unnumbered(self) -> bool:
        """Whether the store is asked for the numbers of a log that was left."""
        return self.live is None and not self.is_known

    @property
    def keeps_journal(self) -> bool:
        """Whether the journal outlives the log, as one that is not ours to delete."""
        return self.live is not None and not self.state.session.owned

    def open_journal(self) -> Journal:
        """Return the journal, open for appending."""
        if self.live is None:
            return AdoptedJournal(self.path, self.state, self.report, self.names)
        return FollowedJournal(self.path, self.state, self.report, live=self.live)

    def oldest(self) -> str:
        """Return since when rows of a backtest may be stored, which have the time of sending."""
        times = [changed_ns(Path(file.path)) for file in self.state.files]
        changed = rfc3339(min(times, default=0))
        return min(self.state.session.created or changed, changed)


def _names_in(state: JournalState) -> LoggedNames | None:
    """Return what is known of the names in a log that tells them itself."""
    if not state.session.is_named_in_log:
        return None
    return LoggedNames(state.session.trader_id, state.identities)


def _wait_until_settled(log: _Log, stop: threading.Event) -> None:
    paths = [log.path, *(Path(file.path) for file in log.state.files)]
    age = time.time() - max(map(changed_ns, paths), default=0) / 1e9
    if 0 <= age < _SETTLE_SECS:
        stop.wait(_SETTLE_SECS - age)
