"""What a companion tells its node: each trouble once, and nothing of a file that is odd."""

import os
import stat
import threading
import uuid

import pytest

from nautilus_vlogs.deliver import notices
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.notices import NoticeReader
from nautilus_vlogs.deliver.notices import NoticeWriter
from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.sessions import NODE_SUFFIX
from nautilus_vlogs.deliver.sessions import NOTICES_NAME
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.watch import Watch
from nautilus_vlogs.node.supervisor import Supervisor
from nautilus_vlogs.operate.spool import look_into
from nautilus_vlogs.settings import ShippingSettings

DOWN = "VictoriaLogs is unreachable, records wait: Connection refused"
UP = "VictoriaLogs takes rows again after 2.0 s"


@pytest.fixture
def session(tmp_path):
    """Return a session's directory."""
    path = tmp_path / f"session-{uuid.uuid4()}"
    path.mkdir(mode=0o700)
    return SessionDirectory(path)


def writer_in(session):
    """Return what writes notices into a session."""
    return NoticeWriter(session.path, ShippingSettings(), lambda *_: None)


def test_the_supervisor_reports_what_the_companion_tells(session):
    """In the companion's words and order, each once, however often it looks."""
    assert session.companion_lock.acquire()
    reported = []
    supervisor = Supervisor(session, lambda *said: reported.append(said))
    writer = writer_in(session)
    for said in (("warning", DOWN), ("info", UP), ("warning", DOWN)):
        writer.note(*said)
    for turn in range(3):
        assert supervisor.look(1e9 + 100.0 * turn) == ""
    ship, *told = sorted(reported, key=lambda said: "ships this node's log" not in said[1])
    assert ship[0] == "info"
    assert told == [("warning", DOWN), ("info", UP), ("warning", DOWN)]
    session.companion_lock.release(remove=True)


def test_the_trouble_of_companions_that_follow_each_other_is_told_once(session):
    """Each has it anew; after long it is told again, and at once after it was over."""
    reader = NoticeReader(session.path)
    told = []
    for turn in range(20):
        writer = writer_in(session)
        writer.note("warning", DOWN)
        writer.note("warning", "other")
        told += reader.read(100.0 * turn)
    assert told == [("warning", DOWN), ("warning", "other")] * 4
    writer.note("info", UP)
    writer.note("warning", DOWN)
    assert reader.read(2_000.0) == [("info", UP), ("warning", DOWN)]


def test_what_an_earlier_node_was_told_is_not_told_again(session):
    """Two nodes of one process have one session and one companion."""
    writer = writer_in(session)
    writer.note("warning", "old")
    reader = NoticeReader(session.path)
    assert reader.read(0.0) == []
    writer.note("warning", "new")
    assert reader.read(0.0) == [("warning", "new")]


def test_the_file_is_private_and_of_one_size(session):
    """Whatever is told, and how long it is; the newest stay. A secret is masked in it."""
    writer = writer_in(session)
    path = session.path / NOTICES_NAME
    size = path.stat().st_size
    for number in range(100):
        writer.note("warning", f"{number} " + "\u20ac\x00" * 5_000)
    writer.note("warning", "the password=hunter2-of-mine is refused\nby \x1b[31m it")
    assert path.stat().st_size == size == 32 * 1024
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    data = path.read_text()
    assert "hunter2" not in data
    assert "99 " in data
    assert list(session.path.iterdir()) == [path]


def test_a_text_is_told_on_one_line(session):
    """What a server says is part of it: no line break, and no escape for a terminal."""
    reader = NoticeReader(session.path)
    writer_in(session).note("warning", "answered\n\x1b[31mred" + "x" * 10_000)
    ((_, text),) = reader.read(0.0)
    assert text.startswith("answered\\n\\x1b[31mred")
    assert text.isprintable()
    assert len(text) <= 2_000 + 10


def test_a_full_disk_keeps_nothing_from_it(session, monkeypatch):
    """Its room was taken at the beginning: it is written over, and no other file is made."""
    reader = NoticeReader(session.path)
    writer = writer_in(session)
    inode = (session.path / NOTICES_NAME).stat().st_ino
    writer.note("warning", "full")
    assert (session.path / NOTICES_NAME).stat().st_ino == inode
    assert reader.read(0.0) == [("warning", "full")]
    with monkeypatch.context() as patch:

        def refuse(*_):
            raise OSError(28, "No space left on device")

        patch.setattr(notices.os, "pwrite", refuse)
        writer.note("warning", "fuller")
        assert reader.read(0.0) == []
    writer.note("info", "room")
    assert reader.read(0.0) == [("warning", "fuller"), ("info", "room")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        b"[" * 30_000,
        b"\xff\xfe",
        b'{"writer": "a"}',
        b'{"writer": "a", "notices": [[1, "fatal", "x"]]}',
        b'{"writer": "a", "notices": [["1", "warning", null]]}',
        b'{"writer": "a", "notices": [[1, "warning", "x"]]}' + b" " * 40_000,
    ],
)
def test_an_odd_file_says_nothing(session, data):
    """Nothing is raised, and what a companion tells later is heard."""
    (session.path / NOTICES_NAME).write_bytes(data)
    reader = NoticeReader(session.path)
    assert reader.read(0.0) == []
    (session.path / NOTICES_NAME).unlink()
    writer_in(session).note("warning", DOWN)
    assert reader.read(1.0) == [("warning", DOWN)]


@pytest.mark.parametrize("kind", ["link", "pipe", "directory", "none"])
def test_what_is_no_file_says_nothing(session, tmp_path, kind):
    """Neither end waits for it, follows it or raises."""
    path = session.path / NOTICES_NAME
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("untouched")
    match kind:
        case "link":
            path.symlink_to(elsewhere)
        case "pipe":
            os.mkfifo(path)
        case "directory":
            path.mkdir()
    reader = NoticeReader(session.path)
    if kind == "none":
        session.path.rmdir()
    writer_in(session).note("warning", DOWN)
    assert reader.read(0.0) == []
    assert elsewhere.read_text() == "untouched"
    assert session.path.exists() is (kind != "none")


def test_the_file_is_neither_a_log_nor_a_rest(session):
    """It keeps no session from being stored and removed, and doctor counts it for no log."""
    writer_in(session).note("warning", DOWN)
    assert session.log_files() == []
    assert session.journals() == session.node_journals() == []
    found = look_into(session.path.parent)
    assert (found.files, found.sessions) == (0, {})
    session.remove()
    assert not session.path.exists()


class TroubledRecovery:
    """Ship nothing, and have trouble of two kinds."""

    def follow(self, session, _path, _state, _live, *, report, **_):
        """Tell of a store that refuses credentials, and then fail."""
        report("warning", "refused: our-own-secret-4711")
        report("info", UP)
        if session.lock.is_taken():
            raise ValueError("no shipping today")
        return Outcome(result=Result.LEFT, directory="")


@pytest.mark.parametrize("is_service", [False, True])
def test_whoever_ships_a_nodes_log_tells_the_node(session, tmp_path, is_service):
    """What shipping reports and what ends it, masked by the patterns of the node."""
    node = SessionDirectory(session.path)
    assert node.lock.acquire()
    instance_id = str(uuid.uuid4())
    state = JournalState(
        Session(
            instance_id=instance_id,
            destination=Destination(url="http://localhost:9"),
            shaping=Shaping(redact=("our-own-secret-[0-9]+",)),
        )
    )
    Journal(session.path / f"{instance_id}{NODE_SUFFIX}", state).close()
    said = []
    watch = Watch(
        [tmp_path],
        spool=tmp_path,
        state=tmp_path / "state",
        settings=ShippingSettings(),
        recovery=TroubledRecovery(),
        report=lambda *one: said.append(one),
        conclude=lambda _: None,
        stop=threading.Event(),
        until="" if is_service else session.path.name,
    )
    reader = NoticeReader(session.path)
    watch.look()
    for job in list(watch._jobs.values()):
        job.join()
    failure = f"{session.path} can't be shipped, it is tried again: ValueError('no shipping today')"
    (masked, refused), *others = reader.read(0.0)
    assert masked == "warning"
    assert refused.startswith("refused: ")
    assert "4711" not in refused
    assert others == [("info", UP), ("warning", failure)]
    assert [text for level, text in said if level == "warning"] == [
        "refused: our-own-secret-4711",
        failure,
    ]
    assert not node.companion_lock.is_taken()
    node.lock.release(remove=True)
