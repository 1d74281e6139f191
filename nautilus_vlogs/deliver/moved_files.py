"""Files of a journal that have other numbers or paths now: they were mounted anew, or moved."""

import os
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.file_table import begins_as
from nautilus_vlogs.capture.file_table import head_of
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.places import SESSION_PREFIX
from nautilus_vlogs.regular_files import real_path


def take_along(state: JournalState, directory: Path) -> None:
    """
    Have the files of a spool that was moved as a whole beside their journal, where they are now.

    A file's name and that of its session are all that is believed of its path: whatever a journal
    says, this leads to a file of a session below the same spool directory.

    Parameters
    ----------
    state : JournalState
        The state of the journal.
    directory : Path
        The directory of the journal's session.

    """
    if not state.session.owned or not directory.name.startswith(SESSION_PREFIX):
        return
    root = real_path(directory.parent)
    moved: dict[Path, bool] = {}
    for file in list(state.files):
        path = Path(file.path)
        parent = path.parent
        if parent not in moved:
            moved[parent] = (
                parent.name.startswith(SESSION_PREFIX)
                and real_path(parent.parent) != root
                # Another session may have stayed where it was: what is left there is not lost.
                and (parent.name == directory.name or _is_directory(root / parent.name))
            )
        if moved[parent]:
            state.moved_from[file.index] = file.path
            state.files[file.index] = replace(file, path=str(root / parent.name / path.name))


def _is_directory(path: Path) -> bool:
    """Return whether a directory is there, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def original_of(state: JournalState) -> Path | None:
    """Return the directory of which a session is a copy, ``None`` if its files are nowhere else."""
    for index, path in state.moved_from.items():
        parent = Path(path).parent
        with suppress(OSError):
            # One volume may be mounted in two places: its locks are the same in both.
            is_same = file_id(parent.stat()) == file_id(Path(state.files[index].path).parent.stat())
            if not is_same and os.path.lexists(path):
                return parent
    return None


def find_again(state: JournalState) -> None:
    """
    Give the files of a journal the numbers that they have now.

    A volume may have another device number whenever it is mounted, and the files of a copy have
    other inodes. A file in its place is the same one if it begins as it did. Where that was not
    recorded its inode tells, if no other log has its name, or that others or all have moved.

    Parameters
    ----------
    state : JournalState
        The state of the journal, before anything is read.

    """
    last = {file.path: file.index for file in state.files}
    unread: list[tuple[LogFile, FileId]] = []
    has_moved = bool(state.moved_from)
    for file in list(state.files):
        found = _in_place_of(file)
        if found is None:
            continue
        (identity, beginning), head = found, state.heads.get(file.index, "")
        has_own_name = state.session.owned or bool(instance_in(Path(file.path).name))
        if head:
            is_same = begins_as(beginning, head)
        else:
            is_same = has_own_name and identity.inode == file.inode
        if is_same:
            _move(state, file, identity)
            has_moved = True
        elif not head and file.index == last[file.path]:
            unread.append((file, identity))
    if has_moved:
        for file, identity in unread:
            _move(state, file, identity)


def _in_place_of(file: LogFile) -> tuple[FileId, bytes] | None:
    """Return the identity and the beginning of another file in a file's place."""
    path = Path(file.path)
    with suppress(OSError):
        if file_id(path.lstat()) != file.id:
            return head_of(path)
    return None


def _move(state: JournalState, file: LogFile, identity: FileId) -> None:
    device, inode = identity
    state.files[file.index] = replace(file, device=device, inode=inode)
