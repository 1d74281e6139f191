"""The progress in other nodes' logs, forgotten once the logs are gone."""

import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.session_files import changed_ns
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.places import SESSION_PREFIX

#: For so many seconds it is kept after its last change: the log may come again.
_KEPT_SECS = 86_400.0


def forget_progress(state: Path, *, logs: Collection[str], directories: Collection[Path]) -> None:
    """
    Remove the progress in logs that are gone.

    Parameters
    ----------
    state : Path
        The directory below which it is kept, also by other processes.
    logs : collection of str
        The keys of the logs that there are.
    directories : collection of Path
        Where those are. Of another one the files may be away for a while, as where it is mounted.

    """
    with suppress(OSError):
        for session in sessions_in(state)[0]:
            if session.path.name.removeprefix(SESSION_PREFIX) in logs:
                continue
            with suppress(OSError, JournalError):
                if _is_gone(session, directories) and session.lock.acquire():
                    session.remove()


def _is_gone(session: SessionDirectory, directories: Collection[Path]) -> bool:
    """Return whether none of a log's files is there any more, in directories that hold others."""
    journals = session.journals()
    changed = max(map(changed_ns, [session.path, *journals])) / 1e9
    is_a_nodes = session.log_files() or session.node_journals()
    if is_a_nodes or time.time() - changed < _KEPT_SECS:
        return False
    files = [Path(file.path) for path in journals for file in load(path).files]
    return not any(path.parent not in directories or path.exists() for path in files)
