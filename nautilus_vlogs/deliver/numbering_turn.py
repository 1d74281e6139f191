"""The turns in which left runs of one instance get their numbers, which the store has to tell."""

import hashlib
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.locks import LockDescriptor
from nautilus_vlogs.locks import take_lock
from nautilus_vlogs.private_files import make_private

_NAME = "turns"

_ATTEMPTS = 3


class NumberingTurn:
    """
    The turn of a left run whose numbers are not known.

    Nothing says in which order such runs were made where their journals can't be read, but two that
    ask the store at a time would get the same numbers. The system ends a turn with its process.

    Parameters
    ----------
    root : Path
        The spool directory.
    instance_id : str
        The instance.
    destination : Destination
        The store that is asked.

    """

    def __init__(self, root: Path, instance_id: str, destination: Destination) -> None:
        place = hashlib.sha256(destination.place.encode()).hexdigest()[:16]
        self._path = root / _NAME / f"{instance_id}-{place}"
        self._held: LockDescriptor | None = None

    def take(self) -> bool:
        """Return false as long as another run has its turn."""
        for _ in range(_ATTEMPTS):
            try:
                make_private(self._path.parent)
                self._held = take_lock(self._path)
            except FileNotFoundError:
                continue  # the directory went with the turn before
            except OSError:  # on a full disk: as if there were one run
                return True
            return self._held is not None
        return False

    def release(self) -> None:
        """Let the next run have its turn."""
        if self._held is not None:
            self._path.unlink(missing_ok=True)
            self._held.close()
            with suppress(OSError):
                self._path.parent.rmdir()
