"""Files and directories in places that users share: private, and nobody else's."""

import os
import pickle
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from command_kit import run

from nautilus_vlogs import SpoolLoggingConfig
from nautilus_vlogs import VictoriaLogsActorConfig
from nautilus_vlogs import private_files
from nautilus_vlogs.deliver import dead_letters
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.dead_letters import dead_letter_files
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import relocation_of
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.places import default_spool_directory
from nautilus_vlogs.places import make_root
from nautilus_vlogs.private_files import UnsafePathError
from nautilus_vlogs.private_files import check_private
from nautilus_vlogs.private_files import make_private
from nautilus_vlogs.private_files import open_private
from nautilus_vlogs.private_files import unusable
from nautilus_vlogs.regular_files import real_path

NOBODY = 65_534
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can act as another user")


@pytest.fixture
def shared(tmp_path):
    """Return a directory in which everybody may write, as in /tmp and /dev/shm."""
    tmp_path.chmod(0o1777)
    return tmp_path


def mode_of(path):
    """Return the permissions of a file or directory."""
    return stat.S_IMODE(path.stat().st_mode)


# -- Directories -----------------------------------------------------------------------------


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_directories_are_made_private(tmp_path, umask):
    """Each one that is missing has mode 0700, whatever the umask."""
    before = os.umask(umask)
    try:
        make_private(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert (mode_of(tmp_path / "a"), mode_of(tmp_path / "a" / "b")) == (0o700, 0o700)


@pytest.mark.parametrize("mode", [0o755, 0o777, 0o2775, 0o500, 0o1777])
def test_a_wrong_mode_of_ones_own_directory_is_mended(tmp_path, mode):
    """A rotation after the directory was deleted leaves 0755: no reason to refuse it."""
    path = tmp_path / "session"
    path.mkdir()
    path.chmod(mode)
    check_private(path)
    assert mode_of(path) == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o2775, 0o770])
def test_a_directory_below_one_that_others_can_write_to_is_refused(tmp_path, mode):
    """Its name could lead to another directory a moment later, unless the place is sticky."""
    (tmp_path / "open" / "session").mkdir(parents=True)
    (tmp_path / "open").chmod(mode)
    with pytest.raises(UnsafePathError, match="can be written to by others"):
        check_private(tmp_path / "open" / "session")
    (tmp_path / "open").chmod(mode | stat.S_ISVTX)
    check_private(tmp_path / "open" / "session")


@as_root
@pytest.mark.parametrize("whose", ["open", "open/session"])
def test_a_directory_of_another_user_is_refused(shared, whose):
    """Be it the directory or one above it."""
    (shared / "open" / "session").mkdir(parents=True)
    os.chown(shared / whose, NOBODY, NOBODY)
    with pytest.raises(UnsafePathError, match="belongs to another user"):
        check_private(shared / "open" / "session")


@as_root
def test_a_link_of_another_user_is_not_followed(shared):
    """In a place where everybody can write a link may lead anywhere at any moment."""
    (shared / "theirs" / "session").mkdir(parents=True)
    (shared / "spool").symlink_to(shared / "theirs")
    os.chown(shared / "spool", NOBODY, NOBODY, follow_symlinks=False)
    with pytest.raises(UnsafePathError, match="belongs to another user"):
        check_private(shared / "spool" / "session")


def test_a_spool_directory_that_holds_other_things_only_loses_the_right_to_write(tmp_path):
    """A home or a directory of logs stays readable; one of sessions alone becomes private."""
    logs, spool = tmp_path / "logs", tmp_path / "spool"
    for path in (logs, spool):
        path.mkdir()
        path.chmod(0o775)
    (logs / "app.log").touch()
    (spool / "session-x").mkdir()
    make_root(logs)
    make_root(spool)
    assert (mode_of(logs), mode_of(spool)) == (0o755, 0o700)


def test_a_shared_place_stays_as_it_is(shared):
    """Who names /tmp itself for a spool does not close it to others."""
    make_root(shared)
    assert mode_of(shared) == 0o1777


# -- Files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "directory", "second name"])
def test_only_a_plain_file_is_opened(tmp_path, kind):
    """What was put in the file's place is not followed, waited for, or written to."""
    path, target = tmp_path / "letters", tmp_path / "target"
    if kind in ("link", "second name"):
        target.write_text("theirs")
    if "link" in kind:
        path.symlink_to(target)
    elif kind == "second name":
        path.hardlink_to(target)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    with pytest.raises(OSError, match="letters"):
        open_private(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    assert (target.read_text() if target.exists() else "theirs") == "theirs"


@as_root
def test_a_file_of_another_user_is_not_opened(tmp_path):
    """Neither read nor written to."""
    path = tmp_path / "letters"
    path.touch()
    os.chown(path, NOBODY, NOBODY)
    with pytest.raises(UnsafePathError, match="belongs to another user"):
        open_private(path, os.O_RDWR)


def test_a_file_that_is_too_large_is_not_opened(tmp_path):
    """Its reader would have to hold it."""
    path = tmp_path / "journal"
    path.write_bytes(bytes(11))
    with pytest.raises(UnsafePathError, match="11 bytes, more than 10"):
        open_private(path, os.O_RDONLY, max_bytes=10)


# -- Dead letters ----------------------------------------------------------------------------


def test_dead_letters_are_private(tmp_path):
    """Directory and file are for their owner only."""
    letters = DeadLetterFile(tmp_path / "new" / "a.dead-letter.jsonl")
    letters.write("reason", b"original")
    letters.write("reason", b"\xff")
    assert (mode_of(letters.path), mode_of(letters.path.parent)) == (0o600, 0o700)
    assert len(letters.path.read_text().splitlines()) == 2
    assert [one.reason for one in dead_letters.read_letters(letters.path)] == ["reason"] * 2


def test_dead_letters_are_bounded_in_total(tmp_path, monkeypatch):
    """What can't be kept is an error, so that the spool stays; nothing is dropped in silence."""
    monkeypatch.setattr(dead_letters, "MAX_BYTES", 1_000)
    monkeypatch.setattr(dead_letters, "_CHECK_EVERY", 1)  # as after a hundred letters
    first = DeadLetterFile(tmp_path / "a.dead-letter.jsonl")
    second = DeadLetterFile(tmp_path / "b.dead-letter.jsonl")
    first.write("reason", b"x" * 400)
    second.write("reason", b"x" * 400)
    with pytest.raises(OSError, match="vlogs-nt dead-letters"):
        first.write("reason", b"x" * 400)
    second.path.unlink()
    first.write("reason", b"x" * 400)


def test_dead_letters_are_bounded_in_age(tmp_path, monkeypatch):
    """Files to which nothing was added for a month go, the oldest first, where room is needed."""
    monkeypatch.setattr(dead_letters, "MAX_BYTES", 1_000)
    month_ago = time.time() - dead_letters.MAX_AGE_SECS - 60
    old = [DeadLetterFile(tmp_path / f"{n}.dead-letter.jsonl") for n in range(2)]
    for n, one in enumerate(old):
        one.write("reason", b"x" * 300)
        os.utime(one.path, (month_ago + n, month_ago + n))
    new = DeadLetterFile(tmp_path / "new.dead-letter.jsonl")
    new.write("reason", b"original")
    assert dead_letter_files(tmp_path) == [*(one.path for one in old), new.path]
    new = DeadLetterFile(new.path)
    new.write("reason", b"x" * 300)
    assert dead_letter_files(tmp_path) == [old[1].path, new.path]


def test_a_bad_file_of_dead_letters_hides_no_other(tmp_path, capsys):
    """A pipe or a directory among them is told; the others are shown, and cleared."""
    directory = tmp_path / "dead-letters"
    letters = DeadLetterFile(directory / "b.dead-letter.jsonl")
    letters.write("reason", b"original")
    os.mkfifo(directory / "a.dead-letter.jsonl")
    (directory / "c.dead-letter.jsonl").mkdir()
    for options in ([], ["--show"], ["--json"]):
        code, out, err = run(capsys, "dead-letters", "--spool-dir", tmp_path, *options)
        assert (code, len(out.splitlines())) == (1, 2 if options == [] else 1), out
        assert "reason" in out
        assert err.count("can't be used") == 2
    code, _, err = run(capsys, "dead-letters", "--spool-dir", tmp_path, "--clear")
    assert (code, [path.name for path in directory.iterdir()]) == (1, ["c.dead-letter.jsonl"])
    assert "2 files deleted" in err


# -- Configuration ---------------------------------------------------------------------------


@pytest.mark.parametrize("make", [
    lambda path: SpoolLoggingConfig(log_directory=str(path)),
    lambda path: VictoriaLogsActorConfig(spool_dir=str(path)),
])  # fmt: skip
def test_a_configuration_touches_no_file(tmp_path, make):
    """Directories are made when the actor registers."""
    make(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_spool_has_a_directory_of_its_own(tmp_path):
    """Each configuration has another one; one that the process reads back keeps its own."""
    one, other = (SpoolLoggingConfig(log_directory=str(tmp_path)) for _ in range(2))
    assert one.log_directory != other.log_directory
    assert is_session(Path(one.log_directory))
    assert Path(one.log_directory).parent == tmp_path
    again = SpoolLoggingConfig.parse(one.json())
    assert again.log_directory == one.log_directory


READ_BACK = """
import pickle, sys
from nautilus_vlogs import SpoolLoggingConfig
data = sys.stdin.buffer.read()
way = sys.argv[1]
config = pickle.loads(data) if way == "pickled" else SpoolLoggingConfig.parse(data)
print(config.log_directory, SpoolLoggingConfig.parse(config.json()).log_directory)
"""


@pytest.mark.parametrize("way", ["pickled", "dumped"])
def test_a_configuration_of_another_process_has_its_own_directory(tmp_path, way):
    """That one may be alive, or have left its log there."""
    config = SpoolLoggingConfig(log_directory=str(tmp_path))
    data = pickle.dumps(config) if way == "pickled" else config.json()
    child = subprocess.run(
        [sys.executable, "-c", READ_BACK, way], input=data, capture_output=True, check=True
    )
    one, again = child.stdout.decode().split()
    assert one == again != config.log_directory
    assert is_session(Path(one))
    assert Path(one).parent == tmp_path
    assert pickle.loads(pickle.dumps(config)).log_directory == config.log_directory


def test_a_fork_has_a_directory_of_its_own(tmp_path):
    """A configuration that was there before it names the parent's one, which stays the parent's."""
    config = SpoolLoggingConfig(log_directory=str(tmp_path))
    before = config.log_directory
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, f"{config.log_directory} {config.log_directory}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        one, again = pipe.read().split()
    assert one == again != before
    assert is_session(Path(one))
    assert Path(one).parent == tmp_path
    assert config.log_directory == before


@pytest.mark.parametrize("kind", ["open", "a file", "missing rights"])
def test_a_directory_that_can_t_be_used_is_replaced(tmp_path, monkeypatch, kind):
    """The state of a machine is no wrong value: another private place is taken, with its reason."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    path = tmp_path / "place" / "spool"
    path.parent.mkdir()
    if kind == "open":
        path.parent.chmod(0o777)
    elif kind == "a file":
        path.write_text("")
    else:
        access = os.access
        monkeypatch.setattr(
            os, "access", lambda at, how: "place" not in str(at) and access(at, how)
        )
    assert unusable(path)
    config = SpoolLoggingConfig(log_directory=str(path))
    assert Path(config.log_directory).parent != path
    assert str(path) in relocation_of(Path(config.log_directory))


def test_a_linked_directory_in_a_place_of_ones_own(tmp_path):
    """Where only its owner may write, a link is the owner's own."""
    (tmp_path / "disk").mkdir()
    (tmp_path / "spool").symlink_to(tmp_path / "disk")
    config = SpoolLoggingConfig(log_directory=str(tmp_path / "spool"))
    assert Path(config.log_directory).parent == tmp_path / "spool"


@pytest.mark.parametrize("below", ["", "/session-x"])
def test_links_that_go_round_in_a_circle_are_no_place(shared, monkeypatch, below):
    """Anybody may put such a link into a shared place: another place is taken."""
    loop = shared / "nautilus-vlogs"
    loop.symlink_to("nautilus-vlogs")
    place = Path(f"{loop}{below}")
    assert unusable(place)
    for make in (make_private, make_root, check_private):
        with pytest.raises(OSError, match=r"circle|no directory|symbolic links|Not a directory"):
            make(place)
    monkeypatch.setattr("nautilus_vlogs.places._memory", lambda: shared)
    assert default_spool_directory() == str(shared / f"nautilus-vlogs-{os.getuid()}")
    config = SpoolLoggingConfig(log_directory=str(place))
    assert Path(config.log_directory).parent == shared / f"nautilus-vlogs-{os.getuid()}"


def test_a_session_in_a_circle_of_links_is_none(shared):
    """What reads or removes spools passes it over."""
    loop = shared / "loop"
    loop.symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"):
        sessions_in(loop)
    assert real_path(loop / "x") == loop / "x"


def test_a_machine_without_a_directory_that_can_be_written_to(monkeypatch):
    """Nothing is refused until something has to be written."""

    def refuse():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", refuse)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert default_spool_directory() == "/tmp/nautilus-vlogs"
    assert SpoolLoggingConfig().log_directory.startswith("/tmp/nautilus-vlogs/session-")


@as_root
def test_two_users_on_one_machine():
    """Each user's spools have a place of their own, also where both default names are taken."""
    # All is imported before: another user may not be able to read this Python.
    script = """
        import os, sys, tempfile
        from pathlib import Path
        from nautilus_vlogs import places, private_files

        os.setuid(int(sys.argv[1]))
        os.environ["XDG_RUNTIME_DIR"] = sys.argv[3]
        shared = Path(sys.argv[2])
        places.runtime_directories.__globals__["_memory"] = lambda: shared
        private_files.make_private(Path(places.default_spool_directory()))
        print(places.default_spool_directory())
    """

    def spool_of(uid, shared, runtime):
        command = [sys.executable, "-c", textwrap.dedent(script), str(uid), shared, runtime]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.strip())

    with tempfile.TemporaryDirectory(dir="/tmp") as shared:
        Path(shared).chmod(0o1777)
        runtime = Path(shared, "runtime")
        runtime.mkdir(mode=0o700)
        os.chown(runtime, NOBODY, NOBODY)
        first, second = (spool_of(uid, shared, str(runtime)) for uid in (0, NOBODY))
        assert (first, second) == (Path(shared, "nautilus-vlogs"), Path(f"{first}-{NOBODY}"))
        os.chown(second, 1, 1)
        assert spool_of(NOBODY, shared, str(runtime)) == runtime / "nautilus-vlogs"


def test_the_default_directory_of_a_second_user(shared, monkeypatch):
    """The name with the user's number is taken where the other one is another user's."""
    monkeypatch.setattr("nautilus_vlogs.places._memory", lambda: shared)
    own = str(shared / "nautilus-vlogs")
    assert default_spool_directory() == own
    make_private(shared / "nautilus-vlogs")
    assert default_spool_directory() == own
    if os.getuid() == 0:
        os.chown(own, NOBODY, NOBODY)
        assert default_spool_directory() == f"{own}-0"


@as_root
def test_a_user_who_finds_every_place_taken_has_one_of_an_unknown_name(shared, monkeypatch):
    """Whoever has taken the others would read the log, and could plant what is shipped."""
    taken = [shared / "nautilus-vlogs", shared / "nautilus-vlogs-0", shared / "runtime"]
    for path in taken:
        path.mkdir()
        os.chown(path, NOBODY, NOBODY)
    (shared / "home").write_text("no directory")
    monkeypatch.setattr("nautilus_vlogs.places._memory", lambda: shared)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared / "runtime"))
    monkeypatch.setenv("XDG_STATE_HOME", str(shared / "home"))
    place = Path(default_spool_directory())
    assert place == Path(default_spool_directory())
    assert place.name.startswith("nautilus-vlogs-0-")
    assert unusable(place) == ""
    # The default is the place already, which was chosen without a word.
    for named, meant in ((taken[0], taken[0]), (place, taken[1])):
        config = SpoolLoggingConfig(log_directory=str(named))
        assert Path(config.log_directory).parent == place
        told = relocation_of(Path(config.log_directory))
        assert told.startswith(f"{meant} can't be used (")
        assert told.endswith(f", so the spool is in {place}")


@pytest.mark.parametrize(("bytes_free", "inodes_free"), [(0, 1_000), (10**9, 2)])
def test_a_directory_on_a_full_file_system_is_not_chosen(
    tmp_path, monkeypatch, bytes_free, inodes_free
):
    """NautilusTrader ends the process where it can't make the directory of its log file."""
    status = os.statvfs(tmp_path)
    full = SimpleNamespace(f_bavail=bytes_free, f_files=1_000_000, f_favail=inodes_free)
    monkeypatch.setattr(
        private_files.os,
        "statvfs",
        lambda path: full if Path(path) == tmp_path else status,
    )
    reason = private_files.unusable(tmp_path / "session-x")
    assert reason == f"the file system of {tmp_path} is full"
