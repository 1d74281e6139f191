"""
The number that an instance's next run begins with.

An instance whose id its user has set runs again and again, and no number may be given twice. A run
begins behind what the store holds, behind what earlier runs have left to be numbered, and behind
what was given on this machine: that is all there is to know where the store answers no queries.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import JournaledBatch
from nautilus_vlogs.deliver.journal import NullJournal
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.locks import LockDescriptor
from nautilus_vlogs.locks import take_lock
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.private_files import open_private

_NAME = "numbers"

_DRAFT_SUFFIX = ".new"

#: A file that remembers a number is no longer.
_MAX_BYTES = 32

#: For so long another process that remembers a number at the same time is waited for.
_TURN_SECS = 1.0
_LOOK_SECS = 0.01


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

    def __add__(self, other: "Floor") -> "Floor":
        """Return what both of two sets of runs leave."""
        return Floor(max(self.next_seq, other.next_seq), self.left_out + other.left_out)


def first_number(root: Path, instance_id: str, floor: Floor, stored: int) -> int:
    """
    Return the first number of an instance's next run.

    Parameters
    ----------
    root : Path
        The spool directory.
    instance_id : str
        The instance.
    floor : Floor
        What earlier runs leave that are not stored yet.
    stored : int
        The number behind those in the store, 0 where it answers no queries.

    """
    return max(floor.next_seq, stored, remembered(root, instance_id)) + floor.left_out


def remembered(root: Path, instance_id: str) -> int:
    """Return the number behind those that an instance's runs are known to have had here."""
    with suppress(OSError, ValueError):
        fd = open_private(_path_of(root, instance_id), os.O_RDONLY, max_bytes=_MAX_BYTES)
        with os.fdopen(fd) as file:
            return int(file.read())
    return 0


def remember(root: Path, state: JournalState, report: Callable[[str, str], None]) -> None:
    """
    Remember the numbers of a run whose journal is about to be removed.

    Parameters
    ----------
    root : Path
        The spool directory.
    state : JournalState
        What the journal comes to. An instance that runs once only is not remembered.
    report : callable
        Called with a level and a text.

    """
    session, instance_id = state.session, state.session.instance_id
    known = remembered(root, instance_id)
    runs_again = session.is_instance_fixed or session.is_unnumbered or known
    if not runs_again or state.next_seq <= known:
        return
    try:
        _raise_to(state.next_seq, root, instance_id)
    except OSError as e:
        report(
            "warning",
            f"It can't be written down where the numbers of {instance_id} end, so that its next "
            "run has to ask the store, and begins at 0 where that answers no queries; make room "
            f"or mend the directory: {e}",
        )


class GivenNumbers(NullJournal):
    """
    Record which numbers were given to lines that can't be read again.

    Parameters
    ----------
    journal : Journal
        The journal, in which nothing is left to be done.

    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def record_batch(self, batch: JournaledBatch) -> None:
        """Record the numbers of a batch that is about to be sent."""
        self._journal.record(VerifiedRecord(batch.first + batch.records))


def _path_of(root: Path, instance_id: str) -> Path:
    return root / _NAME / instance_id


def _raise_to(number: int, root: Path, instance_id: str) -> None:
    """Write a number down unless there is a higher one; the one before stays until it is there."""
    path = _path_of(root, instance_id)
    make_private(path.parent)
    draft = path.with_name(path.name + _DRAFT_SUFFIX)
    held = _turn(draft)
    try:
        if number <= remembered(root, instance_id):
            draft.unlink()
            return
        os.truncate(held.fd, 0)
        text = str(number).encode()
        if os.write(held.fd, text) < len(text):
            raise OSError(f"{draft} can't be written to its end")
        os.fsync(held.fd)
        draft.replace(path)
    finally:
        held.close()


def _turn(draft: Path) -> LockDescriptor:
    """Lock the draft: what another process remembers meanwhile must not be lowered."""
    deadline = time.monotonic() + _TURN_SECS
    while (held := take_lock(draft)) is None:
        if time.monotonic() >= deadline:
            raise TimeoutError(f"{draft} is locked by another process")
        time.sleep(_LOOK_SECS)
    return held
