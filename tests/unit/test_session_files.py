"""The files that a journal names are those of a session, whatever it says."""

import os
import uuid

import pytest

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.session_files import check_files
from nautilus_vlogs.private_files import UnsafePathError


@pytest.fixture
def session(tmp_path):
    """Return the directory of a session below a spool directory."""
    path = tmp_path / "spool" / f"session-{uuid.uuid4()}"
    path.mkdir(parents=True, mode=0o700)
    return path


def state_of(*paths, owned=True):
    """Return the state of a journal that names some files."""
    where = Destination(url="http://127.0.0.1:9")
    state = JournalState(
        Session(instance_id=str(uuid.uuid4()), owned=owned, destination=where),
    )
    for index, path in enumerate(paths):
        state.apply(FileRecord(LogFile(index, str(path))))
    return state


def test_files_of_sessions_of_the_same_spool_are_admitted(session):
    """Also where the session that had them is gone, and by a link to the spool directory."""
    other = session.parent / f"session-{uuid.uuid4()}"
    check_files(session, state_of(session / "a.json", other / "b.json"))
    link = session.parent.parent / "link"
    link.symlink_to(session.parent)
    check_files(link / session.name, state_of(session / "a.json"))
    check_files(session, state_of(link / session.name / "a.json"))


@pytest.mark.parametrize(
    "place",
    [
        "{root}/a.json",
        "{root}/../a.json",
        "{session}/../a.json",
        "{session}/../../a.json",
        "{session}/below/a.json",
        "{root}/session-x/a.json",
        "{root}/other/session-00000000-0000-4000-8000-000000000001/a.json",
        "/etc/shadow.json",
        "a.json",
        ".json",
    ],
)
def test_a_spools_journal_that_names_files_elsewhere_is_refused(session, place):
    """They would be read, sent and deleted; a log of the user's own may be anywhere."""
    path = place.format(root=session.parent, session=session)
    with pytest.raises(UnsafePathError, match="in no spool below"):
        check_files(session, state_of(session / "a.json", path))
    check_files(session, state_of(path, owned=False))


def test_a_link_that_looks_like_a_session_is_refused(session):
    """Its files are elsewhere."""
    elsewhere = session.parent.parent / "elsewhere"
    elsewhere.mkdir()
    link = session.parent / f"session-{uuid.uuid4()}"
    link.symlink_to(elsewhere)
    with pytest.raises(UnsafePathError, match="is no directory"):
        check_files(session, state_of(link / "a.json"))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can act as another user")
def test_a_session_of_another_user_is_refused(session):
    """A journal could name what that user has put there."""
    other = session.parent / f"session-{uuid.uuid4()}"
    other.mkdir()
    os.chown(other, 65_534, 65_534)
    with pytest.raises(UnsafePathError, match="belongs to another user"):
        check_files(session, state_of(other / "a.json"))


@pytest.mark.parametrize("path", ["/root/.ssh/id_ed25519", "/etc/passwd", "a.json/", "", "json"])
@pytest.mark.parametrize("owned", [True, False])
def test_a_journal_that_names_what_is_no_log_is_refused(session, path, owned):
    """No process writes a log of another name, so another hand has written the journal."""
    with pytest.raises(UnsafePathError, match="which is no JSON log"):
        check_files(session, state_of(session / "a.json", path, owned=owned))
