"""Files and directories in places that users share: private, and nobody else's."""

import os
import stat
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import VictoriaLogsActorConfig
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.settings import default_spool_directory

NOBODY = 65_534
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can act as another user")


@pytest.fixture
def shared(tmp_path):
    """Return a directory in which everybody may write, as in /tmp and /dev/shm."""
    tmp_path.chmod(0o1777)
    return tmp_path


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_dead_letters_are_private(tmp_path, umask):
    """Directory and file are for their owner only, whatever the umask."""
    letters = DeadLetterFile(tmp_path / "new" / "letters")
    before = os.umask(umask)
    try:
        letters.write("reason", b"original")
        letters.write("reason", b"another")
    finally:
        os.umask(before)
    assert stat.S_IMODE(letters.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(letters.path.parent.stat().st_mode) == 0o700
    assert len(letters.path.read_text().splitlines()) == 2


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "directory"])
def test_dead_letters_go_into_a_file_only(tmp_path, kind):
    """What was put in the file's place is not followed, waited for, or written to."""
    path, target = tmp_path / "letters", tmp_path / "target"
    if kind == "link":
        target.write_text("theirs")
    if "link" in kind:
        path.symlink_to(target)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(OSError, match="letters"):
        DeadLetterFile(path).write("reason", b"original")
    assert (target.read_text() if target.exists() else "theirs") == "theirs"


def test_dead_letters_into_a_linked_directory(shared):
    """A link in a shared place may lead anywhere: what it leads to stays empty."""
    (shared / "theirs").mkdir()
    (shared / "spool").symlink_to(shared / "theirs")
    with pytest.raises(PermissionError, match="not a directory of this user's"):
        DeadLetterFile(shared / "spool" / "letters").write("reason", b"original")
    assert list((shared / "theirs").iterdir()) == []


@as_root
@pytest.mark.parametrize("what", ["spool", "spool/letters"])
def test_dead_letters_of_another_user(shared, what):
    """Neither another user's directory nor another user's file is written to."""
    path = shared / "spool" / "letters"
    path.parent.mkdir()
    path.touch()
    os.chown(shared / what, NOBODY, NOBODY)
    with pytest.raises(PermissionError, match="of this user's"):
        DeadLetterFile(path).write("reason", b"original")
    assert path.read_bytes() == b""


@pytest.mark.parametrize("kind", ["link", "another user's"])
@pytest.mark.parametrize("make", [
    lambda path: SpoolLoggingConfig(log_directory=str(path)),
    lambda path: VictoriaLogsActorConfig(spool_dir=str(path)),
])  # fmt: skip
def test_a_named_directory_in_a_shared_place(shared, monkeypatch, kind, make):
    """A directory that a user names is looked at as well, where others may write."""
    path = shared / "spool"
    if kind == "link":
        (shared / "theirs").mkdir()
        path.symlink_to(shared / "theirs")
    else:
        path.mkdir()
        monkeypatch.setattr(os, "getuid", lambda: 12_345)
    with pytest.raises(ValueError, match="must be a directory of this user's") as info:
        make(path)
    assert str(info.value).endswith(f"was {str(path)!r}")
    assert not (shared / "theirs").exists() or list((shared / "theirs").iterdir()) == []


def test_a_linked_directory_in_a_place_of_ones_own(tmp_path):
    """Where only its owner may write, a link is the owner's own."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "spool").symlink_to(tmp_path / "disk")
    SpoolLoggingConfig(log_directory=str(tmp_path / "spool"))


def test_the_default_directory_of_a_second_user(shared, monkeypatch):
    """Who finds the name taken by another user gets a directory with the own number."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(shared))
    own = str(shared / "nautilus-vlogs")
    assert default_spool_directory() == own
    (shared / "nautilus-vlogs").mkdir()
    assert default_spool_directory() == own
    monkeypatch.setattr(os, "getuid", lambda: 12_345)
    assert default_spool_directory() == f"{own}-12345"


@as_root
def test_two_users_on_one_machine():
    """Each user's node gets a private spool of its own in the same shared place."""
    # All is imported before: another user may not be able to read this Python.
    script = """
        import os, sys, tempfile
        from nautilus_vlogs import config, settings

        os.setuid(int(sys.argv[1]))
        tempfile.tempdir = sys.argv[2]
        os.access = lambda *_: False
        directory = settings.DEFAULT_SPOOL_DIRECTORY = settings.default_spool_directory()
        print(config.SpoolLoggingConfig(log_directory=directory).log_directory)
    """

    def spool_of(uid, shared):
        command = [sys.executable, "-c", textwrap.dedent(script), str(uid), shared]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.strip())

    with tempfile.TemporaryDirectory(dir="/tmp") as shared:
        Path(shared).chmod(0o1777)
        first, second = spool_of(0, shared), spool_of(NOBODY, shared)
        assert (first, second) == (Path(shared, "nautilus-vlogs"), Path(f"{first}-{NOBODY}"))
        for path, uid in ((first, 0), (second, NOBODY)):
            status = path.stat()
            assert (status.st_uid, stat.S_IMODE(status.st_mode)) == (uid, 0o700)
        assert spool_of(NOBODY, shared) == second
