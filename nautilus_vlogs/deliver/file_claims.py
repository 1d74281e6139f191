"""The claims of sessions below a spool directory on log files of the user's own."""

from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.claims import Holder
from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.file_table import GONE
from nautilus_vlogs.capture.file_table import begins_as_before
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.moved_files import find_again

_NAME = "claims"


def claims_below(
    root: Path,
    trader_id: str,
    *,
    session: str,
    journal: Path,
    is_adoption: bool = False,
) -> Claims:
    """
    Return a session's claims.

    Parameters
    ----------
    root : Path
        The spool directory.
    trader_id, session, journal, is_adoption
        See `Claims`.

    """
    return Claims(
        root / _NAME,
        trader_id,
        session=session,
        journal=journal,
        numbered=_numbered,
        is_adoption=is_adoption,
    )


class LogClaim:
    """
    The claim of an ended session on its last file, which other processes may go on writing to.

    Parameters
    ----------
    root : Path
        The spool directory.
    journal : Path
        The session's journal.
    state : JournalState
        Its state; its end is set.

    """

    def __init__(self, root: Path, journal: Path, state: JournalState) -> None:
        session = state.session
        self._state = state
        self._claims = claims_below(
            root, session.trader_id, session=session.id, journal=journal, is_adoption=True
        )
        last = state.files[-1] if session.id and state.files else None
        is_named = last is not None and bool(instance_in(Path(last.path).name))
        if last is not None and session.owned and is_named and not self._claims.is_holder(last.id):
            last = None  # the name says whose it is, so that nobody claims it
        self._file = last
        self._marks = ShippedMarks(session.destination.place, is_actor=True)
        file = self._file or LogFile(0, "")
        self._id = file.id

    def take(self) -> bool:
        """
        End the log where that of the next process begins.

        Returns
        -------
        bool
            False while another process ships the file and has not said from where on.

        """
        if self._file is None:
            return True
        if not self._marks.take([Path(file.path) for file in self._state.files]):
            return False
        if self._claims.is_gone(self._id):
            self._state.heads[self._file.index] = GONE
            return True
        is_held = self._claims.reopen(self._id)
        limit = self._claims.limit(self._id)
        if limit is None:
            return is_held
        self._claims.release(self._id)
        end = Position(self._file.index, max(limit, self._file.start))
        self._state.end = end if self._state.end is None else min(self._state.end, end)
        return True

    def end(self, position: Position | None) -> None:
        """Note for the next process where this log ends."""
        if self._file is not None and position is not None and position.file == self._file.index:
            self._claims.end(self._id, position.offset)

    def release(self) -> None:
        """Leave the file to other processes."""
        self._marks.release()
        if self._file is None:
            return
        self._claims.release(self._id)
        if self._state.session.owned:
            self._claims.tidy_up()


def _numbered(holder: Holder, identity: FileId) -> int | None:
    """Return the offset up to which a killed holder has numbered a file's lines, see `Numbered`."""
    try:
        state = load(Path(holder.journal))
    except JournalError:
        return holder.start
    find_again(state)
    position = state.position
    if state.session.id != holder.session:
        return holder.start
    for last in state.files[-1:]:
        is_read = position.file in (-1, last.index)  # up to there, or not at all
        if is_read and last.id == identity:
            is_same = begins_as_before(Path(last.path), state.heads.get(last.index, ""))
            return max(position.offset, holder.start) if is_same else None
    # There are others behind it, so whoever goes on for the holder reads this one to its end.
    for one in state.files:
        if one.id == identity:
            with suppress(OSError):
                return Path(one.path).stat().st_size
    return holder.start
