"""The places of sessions, dead letters and progress, where a user names none."""

import os
import secrets
import stat
import tempfile
from pathlib import Path

from nautilus_vlogs.private_files import PRIVATE_MODE
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.private_files import check_ancestors
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.private_files import unusable

#: What the names of sessions' directories begin with.
SESSION_PREFIX = "session-"

_NAME = "nautilus-vlogs"

#: Part of a name in a place that all users share.
_UNKNOWN_NAME = secrets.token_hex(8)


def runtime_directories() -> list[Path]:
    """
    Return where a spool may be by default, the best place first.

    In memory where the system has such a place; the names with the user's number, in the runtime
    directory and at home are for a user who finds the ones before taken by another. The last one is
    of this process alone, and of a name that nobody could take before.
    """
    parent = _memory()
    own = f"{_NAME}-{os.getuid()}"
    places = [parent / _NAME, parent / own]
    if runtime := os.environ.get("XDG_RUNTIME_DIR"):
        places.append(Path(runtime) / _NAME)
    return [*places, state_directory() / "spool", parent / f"{own}-{_UNKNOWN_NAME}"]


def default_spool_directory() -> str:
    """Return where spools are kept: the first place that can be used, in memory if there is one."""
    places = runtime_directories()
    return str(next((place for place in places if not unusable(place)), places[0]))


def usable_directory(preferred: Path) -> tuple[Path, str]:
    """
    Return a directory that can be used, and why it is not the preferred one ("" if it is).

    Nothing is made or changed. Where no place can be used the preferred one is returned, with the
    reason.
    """
    reason = unusable(preferred)
    if not reason:
        return preferred, ""
    for place in runtime_directories():
        if not unusable(place):
            return place, reason
    return preferred, reason


def make_root(directory: Path) -> None:
    """
    Make a directory below which sessions have theirs, or mend the mode of one that is there.

    One that holds nothing but sessions gets mode 0700, another one (a directory of logs, a home)
    only loses the right of others to write; a sticky one, such as ``/tmp``, stays as it is.

    Raises
    ------
    UnsafePathError
        If it, or a directory above it, could be replaced or written to by another user.
    OSError
        If it can't be made.

    """
    if not os.path.lexists(directory):
        make_private(directory)
        return
    check_ancestors(directory)
    status = directory.stat()
    if status.st_uid not in (0, os.getuid()):
        raise UnsafePathError(f"{directory} belongs to another user (uid {status.st_uid})")
    if status.st_mode & stat.S_ISVTX:
        return
    mode = stat.S_IMODE(status.st_mode)
    is_ours_alone = all(each.name.startswith(SESSION_PREFIX) for each in directory.iterdir())
    wanted = PRIVATE_MODE if is_ours_alone else mode & ~(stat.S_IWGRP | stat.S_IWOTH)
    if status.st_uid == os.getuid() and mode != wanted:
        directory.chmod(wanted)
    check_ancestors(directory / SESSION_PREFIX)


def state_directory() -> Path:
    """Return where files that outlive the machine's next start are kept."""
    return in_home(os.environ.get("XDG_STATE_HOME") or "~/.local/state") / _NAME


def in_home(path: str) -> Path:
    """Return a path that may begin with ``~``; a user without a home has the root for one."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # no HOME, and a user whom the system does not know: in a container
        return Path("/") / path.removeprefix("~").lstrip("/")


def default_progress_directory() -> Path:
    """Return where the progress in logs of other processes is kept."""
    return state_directory() / "follow"


def _memory() -> Path:
    # Directories of ours in these, private and checked.
    memory, temporary = Path("/dev/shm"), Path("/tmp")  # noqa: S108
    if os.access(memory, os.W_OK):
        return memory
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:  # no directory can be written to: what needs one says so
        return temporary
