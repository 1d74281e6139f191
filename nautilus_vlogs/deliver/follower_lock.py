"""The lock that keeps two processes from following the same logs to the same store."""

import uuid
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.sessions import SessionLock
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.settings import DEFAULT_SPOOL_DIRECTORY

_NAME = "followers"


class FollowerLock:
    """
    The lock of a directory of logs, for one destination; the system releases it with the process.

    Progress is kept below a state directory, of which two processes may have one each: a service,
    and somebody who looks at what it does. The lock is where all of a user's processes find it. If
    it can't be made there, each follows.

    Parameters
    ----------
    directory : Path
        The directory, in which nothing is written.
    destination : Destination
        Where its logs go to.

    """

    def __init__(self, directory: Path, destination: Destination) -> None:
        key = f"{directory.resolve()} {destination.url}"
        key += f" {destination.account_id}:{destination.project_id}"
        self._place = Path(DEFAULT_SPOOL_DIRECTORY) / _NAME
        self._lock = SessionLock(self._place, f"{uuid.uuid5(uuid.NAMESPACE_URL, key)}.lock")

    def acquire(self) -> bool:
        """Take the lock, unless it is held here; return false if another process has it."""
        if self._lock.is_held:
            return True
        with suppress(OSError):
            make_private(self._place)
            return self._lock.acquire()
        return True

    def release(self) -> None:
        """Give the lock up."""
        self._lock.release(remove=True)
