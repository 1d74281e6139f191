"""Files of a journal that have other numbers now: their volume was mounted anew, or copied."""

from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from nautilus_vlogs.capture.file_table import begins_as
from nautilus_vlogs.capture.file_table import head_of
from nautilus_vlogs.capture.log_files import instance_in
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal_state import JournalState


def find_again(state: JournalState) -> None:
    """
    Give the files of a journal the numbers that they have now.

    A volume may have another device number whenever it is mounted, and the files of a copy have
    other inodes. A file in its place is the same one if it begins as it did. Where that was not
    recorded its inode tells, if no other log has its name, or that others have moved.

    Parameters
    ----------
    state : JournalState
        The state of the journal, before anything is read.

    """
    last = {file.path: file.index for file in state.files}
    unread: list[tuple[LogFile, FileId]] = []
    has_moved = False
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
