"""Reading log files: whatever is written, rotated, truncated or deleted, each line comes once."""

import errno
import os
import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest
from spool_kit import Log
from spool_kit import blank
from spool_kit import descriptors
from spool_kit import left
from spool_kit import line
from spool_kit import lines
from spool_kit import read_all

from nautilus_vlogs.capture import file_table
from nautilus_vlogs.capture import followed_files
from nautilus_vlogs.capture import log_files
from nautilus_vlogs.capture import spool_reader as spool
from nautilus_vlogs.capture.file_table import digest_of
from nautilus_vlogs.capture.followed_files import FollowedLogFiles
from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.left_files import LeftLogFiles
from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.space import Space
from nautilus_vlogs.capture.spool_reader import SpoolReader


class Writer:
    """A logging thread that writes no mark."""

    def request_flush(self):
        """Do nothing."""

    def write_mark(self):
        """Return a mark that is never written."""
        return b"never"


@pytest.fixture
def log(tmp_path):
    """Return a log that this process writes, one file being open."""
    log = Log(tmp_path)
    log.rotate()
    yield log
    log.close()


@pytest.fixture
def make_reader():
    """Return a function that makes readers of a log, which are closed in the end."""
    readers = []

    def make_reader(log, *, owned=True, start=None, max_bytes=10**9, **settings):
        files = log.find(owned=owned, **settings)
        readers.append(SpoolReader(files, start=start, writer=Writer(), max_bytes=max_bytes))
        return readers[-1]

    yield make_reader
    for reader in readers:
        reader.close()


# -- Reading ---------------------------------------------------------------------------------


def test_lines_come_again_until_they_are_taken(log, make_reader):
    """What was not consumed is returned again, and the position stays in front of it."""
    log.write(line(1), line(2), line(3))
    reader = make_reader(log)
    assert reader.position == Position()
    assert reader.peek() == reader.peek() == lines(1, 2, 3)
    assert reader.position == Position(0, 0)
    reader.take(len(line(1)))
    assert reader.peek() == lines(2, 3)
    assert reader.position == Position(0, len(line(1)))
    reader.take(len(lines(2, 3)))
    assert reader.peek() == b""
    assert reader.position == Position(0, 3 * len(line(1)))


def test_the_backlog_is_told_in_bytes_and_about_in_records(log, make_reader):
    """What waits is counted by the mean length of what was read; nothing read, nothing known."""
    reader = make_reader(log)
    log.write(*[line(number) for number in range(10, 90)])
    assert reader.peek()
    assert (reader.backlog().size > 0, reader.backlog().records) == (True, 0)
    reader.take(20 * len(line(10)))
    assert reader.backlog() == (60 * len(line(10)), 60)


def test_a_partial_line_waits_for_its_end(log, make_reader):
    """Half a line is not returned, a line that grows byte by byte comes once and whole."""
    reader = make_reader(log)
    log.write(line(1))
    for byte in line(2)[:-1]:
        log.write(bytes([byte]))
        assert reader.peek() == line(1)
    reader.take(len(line(1)))
    assert reader.peek() == b""
    log.write(b"\n", line(3)[:7])
    assert read_all(reader) == line(2)
    log.write(line(3)[7:])
    assert read_all(reader) == line(3)


@pytest.mark.parametrize("size", [SLICE_BYTES - 1, SLICE_BYTES, SLICE_BYTES + 1, 1_000_000])
def test_lines_around_and_beyond_a_slice(log, make_reader, size):
    """A line longer than a slice comes whole, between its neighbours."""
    data = line(1) + line(2, size) + line(3) + line(4, size) + line(5)
    log.write(data)
    assert read_all(make_reader(log)) == data


def test_slices_are_small(log, make_reader):
    """Of short lines no more than a slice is returned at a time."""
    data = lines(*range(1_000))
    log.write(data)
    reader, found = make_reader(log), b""
    while piece := reader.peek():
        assert len(piece) < SLICE_BYTES + len(line(999))
        reader.take(len(piece))
        found += piece
    assert found == data


def test_a_line_without_an_end_is_given_up_in_pieces(log, make_reader, monkeypatch):
    """What grows beyond all bounds does not pile up in memory; what follows it is read."""
    monkeypatch.setattr(spool, "_MAX_LINE_BYTES", 4 * SLICE_BYTES)
    length = 12 * SLICE_BYTES
    log.write(b"y" * length + b"\n", line(1))
    reader, pieces = make_reader(log), []
    while piece := reader.peek():
        assert len(piece) <= 16 * SLICE_BYTES
        reader.take(len(piece))
        pieces.append(piece)
    assert len(pieces) > 1
    found = b"".join(pieces)
    assert found.count(b"y") == length
    assert found.endswith(b"\n" + line(1))


def test_carriage_returns_and_zero_bytes_are_bytes(log, make_reader):
    """Lines end in a newline, nothing else."""
    data = b"a\rb\r\n\x0b\x0c\x00\xff\xe2\x80\xa8\n\n"
    log.write(data)
    assert read_all(make_reader(log)) == data


# -- Rotation --------------------------------------------------------------------------------


def test_several_rotations_while_not_reading(log, make_reader):
    """Files that came and filled up in the meantime are read one after the other."""
    reader = make_reader(log)
    log.write(line(0))
    assert read_all(reader) == line(0)
    for number in range(1, 6):
        log.rotate()
        log.write(*(line(10 * number + i) for i in range(10)))
    reader.watch()
    expected = lines(*range(10, 60))
    assert reader.backlog().size == len(expected)
    assert read_all(reader) == expected
    assert (reader.backlog().size, reader.lost) == (0, 0)


def test_the_clock_is_set_back_between_rotations(log, make_reader):
    """The order is that of opening: names and times that sort before the others change nothing."""
    reader = make_reader(log)
    for number, minute in enumerate((50, 3, 40, 1, 2)):
        log.rotate(minute)
        log.write(line(100 - number))
        assert read_all(reader) == line(100 - number)
    reader.release(reader.position)
    assert left(log.directory) == [log.path(2).name]


def test_a_file_is_read_to_its_end_before_the_next_one(log, make_reader, monkeypatch):
    """Lines written between the last look at a file and the rotation are not missed."""
    log.write(line(1))
    reader = make_reader(log)
    assert read_all(reader) == line(1)
    look = reader._table.look

    def rotate_meanwhile():
        if log.number == 1:
            log.write(line(2))
            log.rotate()
            log.write(line(3))
        look()

    monkeypatch.setattr(reader._table, "look", rotate_meanwhile)
    assert read_all(reader) == lines(2, 3)


def test_a_line_that_rotation_cut_off_ends_there(log, make_reader):
    """A file's last line without an end is not glued to the next file's first one."""
    log.write(line(1), b"cut")
    reader = make_reader(log)
    assert read_all(reader) == line(1)
    log.rotate()
    log.write(line(2))
    assert reader.peek() == b"cut\n"
    assert reader.position == Position(0, len(line(1)))
    assert read_all(reader) == b"cut\n" + line(2)
    assert reader.position == Position(1, len(line(2)))
    again = b"".join(reader.read_again(Position(0, len(line(1))), Position(1, 0)))
    assert again == b"cut\n"


def test_empty_files_are_passed_over(log, make_reader):
    """Rotations without a line between them hold nothing up."""
    reader = make_reader(log)
    for _ in range(4):
        log.rotate()
    log.write(line(1))
    assert read_all(reader) == line(1)


def test_a_complete_file_that_is_found_late_is_read_before_the_rest(log, make_reader):
    """The file being written is left for it at the end of a line, and gone on with after it."""
    log.write(line(1), line(2)[:20])
    reader = make_reader(log)
    assert read_all(reader) == line(1)
    log.path(0).write_bytes(line(3))
    reader.watch()
    assert read_all(reader) == line(3)
    log.write(line(2)[20:], line(4))
    assert read_all(reader) == lines(2, 4)
    start, end = Position(0, 0), reader.position
    assert b"".join(reader.read_again(start, end)) == lines(1, 3, 2, 4)


# -- Truncation ------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [0, 1, 2, 500])
def test_a_truncated_file_is_read_from_its_beginning(log, make_reader, after):
    """However much it has grown again, its new content comes, and positions go on growing."""
    log.write(*map(line, range(100)))
    reader = make_reader(log)
    before = read_all(reader)
    last = reader.position
    os.truncate(log.paths[0], 0)
    log.write(*map(line, range(200, 200 + after)))
    assert read_all(reader) == lines(*range(200, 200 + after))
    assert before == lines(*range(100))
    assert reader.unknown_losses == 1
    assert reader.position > last or not after
    assert b"".join(reader.read_again(Position(0, 0), last)) == b""


def test_what_was_read_before_a_truncation_cant_be_read_again(log, make_reader):
    """Lines that are held while their file is truncated come nevertheless, once."""
    log.write(*map(line, range(10)))
    reader = make_reader(log)
    assert reader.peek() == lines(*range(10))
    assert reader.is_rereadable
    reader.take(len(lines(0, 1)))
    os.truncate(log.paths[0], 0)
    log.write(line(99))
    assert read_all(reader) == lines(*range(2, 10), 99)
    assert reader.is_rereadable


# -- Deletion --------------------------------------------------------------------------------


def test_the_file_being_read_is_deleted(log, make_reader):
    """What was open is read to its end, and the next file after it."""
    data = lines(*range(200))
    log.write(data)
    reader = make_reader(log)
    start = reader.peek()
    log.paths[0].unlink()
    log.rotate()
    log.write(line(1_000))
    assert reader.peek() == start
    assert read_all(reader) == data + line(1_000)
    assert reader.lost == 0


def test_files_that_wait_and_are_deleted_are_read_as_long_as_there_is_room(log, make_reader):
    """A cleaner that deletes all of them, the one being written too, costs no line."""
    log.write(line(0))
    reader = make_reader(log)
    assert reader.peek() == line(0)
    for number in (1, 2, 3):
        log.rotate()
        log.write(line(number))
        reader.watch()
    shutil.rmtree(log.directory)
    log.write(line(4))
    reader.watch()
    assert read_all(reader) == lines(*range(5))
    log.rotate()
    log.write(line(5))
    assert read_all(reader) == line(5)
    assert reader.lost == 0


def test_files_are_given_up_when_they_are_deleted_and_there_is_no_room(log, make_reader):
    """Of what is deleted beyond the bound each record is counted, blank ones are none."""
    log.write(line(1))
    reader = make_reader(log, max_bytes=1_000)
    assert reader.peek() == line(1)
    for number in (2, 3, 4):
        log.rotate()
        log.write(*map(line, range(10 * number, 10 * number + number)))
        if number == 3:
            log.write(blank(5), blank(6))
        reader.watch()
    for number in (1, 2):
        log.paths[number].unlink()
    reader.watch()
    assert reader.lost == 2 + 3
    assert read_all(reader) == lines(1, 40, 41, 42, 43)
    assert reader.lost == 2 + 3


@pytest.mark.parametrize("shift", range(0, 400, 7))
def test_a_loss_is_counted_exactly_wherever_lines_stand(log, make_reader, shift):
    """No line is counted for two where the blocks that are counted end, a blank one for none."""
    reader = make_reader(log, max_bytes=1)
    log.write(line(0))
    assert read_all(reader) == line(0)
    log.rotate()
    log.write(line(1, 500 + shift))
    for number in range(2, 400):
        log.write(line(number), blank(number), line(number, 800))
    log.rotate()
    reader.watch()
    log.paths[1].unlink()
    reader.watch()
    assert reader.lost == 1 + 398 * 2


def test_deleted_files_are_let_go(log, make_reader):
    """No descriptor keeps a deleted file's space taken once it is released or given up."""
    reader = make_reader(log, max_bytes=1)
    before = descriptors()
    for number in range(3):
        log.write(line(number))
        log.rotate()
        reader.watch()
    assert reader.peek() == line(0)
    for path in log.paths:
        path.unlink()
    reader.watch()
    # The one that is being read and the one that is being written are still there.
    assert descriptors() == before + 1
    reader.close()
    assert descriptors() == before - 1


def test_a_symbolic_link_is_not_followed(log, make_reader, tmp_path_factory):
    """Who can write to the directory can't make the node ship another file."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_bytes(b"secret\n")
    reader = make_reader(log)
    log.path(5).symlink_to(secret)
    os.mkfifo(log.path(6))
    log.path(7).mkdir()
    log.write(line(1))
    log.rotate(8)
    log.write(line(2))
    assert read_all(reader) == lines(1, 2)


# -- Release ---------------------------------------------------------------------------------


def test_release_deletes_what_stands_before(log, make_reader):
    """Files before the position go; the one that it is in stays, however much of it was read."""
    reader = make_reader(log)
    for number in range(4):
        if number:
            log.rotate()
        log.write(line(number))
    read_all(reader)
    names = [path.name for path in log.paths]
    reader.release(Position(0, 10))
    assert left(log.directory) == names
    reader.release(Position(2, 0))
    assert left(log.directory) == names[2:]
    reader.release(Position(1, 5))
    assert left(log.directory) == names[2:]
    reader.remove()
    assert left(log.directory) == []


def test_release_and_remove_spare_what_is_not_ours(log, make_reader):
    """A log file that the user configured is followed and never deleted."""
    reader = make_reader(log, owned=False)
    for number in range(3):
        log.rotate()
        log.write(line(number))
    read_all(reader)
    reader.release(Position(3, 0))
    reader.remove()
    assert left(log.directory) == sorted(path.name for path in log.paths)


def test_a_spool_is_private(log, make_reader):
    """A spool's files are for this user alone, a log file of the user's keeps its mode."""
    log.paths[0].chmod(0o644)
    make_reader(log, owned=False)
    assert log.paths[0].stat().st_mode & 0o777 == 0o644
    make_reader(log)
    assert log.paths[0].stat().st_mode & 0o777 == 0o600


def test_what_has_another_name_now_is_not_deleted(log, make_reader):
    """A file that took a spool file's name is nobody's business."""
    reader = make_reader(log)
    log.write(line(1))
    assert read_all(reader) == line(1)
    log.rotate()
    log.write(line(2))
    log.paths[0].unlink()
    log.paths[0].write_bytes(b"another file\n")
    assert read_all(reader)[-len(line(2)) :] == line(2)
    reader.release(Position(1, 0))
    assert log.paths[0].exists()


# -- What a process has left -----------------------------------------------------------------


def test_the_files_that_a_process_has_left(tmp_path):
    """The table says what is read, in which order, and from where; an unended line ends."""
    paths = [tmp_path / f"{number}.json" for number in (3, 1, 2)]
    for number, path in enumerate(paths):
        path.write_bytes(line(2 * number) + line(2 * number + 1))
    with paths[-1].open("ab") as file:
        file.write(b"cut")
    files = LogFiles(owned=True)
    for path in paths:
        files.add(path)
    reader = SpoolReader(files, start=Position(1, len(line(2))))
    assert reader.backlog().size == len(lines(3, 4, 5)) + 3
    again = SpoolReader(LogFiles(files.files, first=1), start=Position(1, len(line(2))))
    assert read_all(again) == lines(3, 4, 5) + b"cut\n"
    assert again.peek() == b""
    reader.remove()
    assert left(tmp_path) == []
    again.close()


def test_a_file_is_shorter_than_it_was(tmp_path):
    """After a power cut reading goes on at the file's end, never at its beginning."""
    path = tmp_path / "1.json"
    path.write_bytes(lines(1, 2))
    files = LogFiles()
    files.add(path)
    reader = SpoolReader(files, start=Position(0, 10_000))
    assert read_all(reader) == b""
    reader.close()


def test_files_that_are_gone(tmp_path):
    """What is missing, or has been replaced by another file, is listed and passed over."""
    paths = [tmp_path / f"{number}.json" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_bytes(line(number))
    files = LogFiles()
    for path in paths:
        files.add(path)
    files.close()
    paths[0].unlink()
    kept = paths[2].open("rb")  # so that its inode is not given to the next file
    paths[2].unlink()
    paths[2].write_bytes(line(99))
    kept.close()
    reader = SpoolReader(left_files := LogFiles(files.files))
    assert read_all(reader) == lines(1, 3)
    assert [file.index for file in left_files.missing()] == [0, 2]
    reader.close()


def test_a_child_holds_no_file(log, make_reader):
    """A forked child that outlives the process keeps no deleted file's space."""
    reader = make_reader(log)
    held = {
        fd
        for fd in (int(path.name) for path in Path("/proc/self/fd").iterdir())
        if _is_readable_log(fd, log.directory)
    }
    assert held
    pid = os.fork()
    if not pid:
        os._exit(sum(_is_readable_log(fd, log.directory) for fd in held))
    assert os.waitpid(pid, 0)[1] == 0
    log.write(line(1))
    assert read_all(reader) == line(1)


def _is_readable_log(fd, directory):
    try:
        info = Path(f"/proc/self/fdinfo/{fd}").read_text()
        path = Path(f"/proc/self/fd/{fd}").readlink()
    except OSError:
        return False
    is_read = not int(info.split("flags:")[1].split()[0], 8) & os.O_APPEND
    return path.parent == directory and path.suffix == ".json" and is_read


# -- Files that are closed for a while, or can't be opened for a moment ----------------------


@pytest.fixture
def few(monkeypatch):
    """Have few descriptors for each log."""
    monkeypatch.setattr(file_table, "_MAX_DESCRIPTORS", 3)


def write_files(log, reader, count):
    """Write files of a line each, while the reader only watches."""
    log.write(line(0))
    for number in range(1, count):
        log.rotate()
        log.write(line(number))
        reader.watch()


def test_files_beyond_the_descriptors_are_read_in_their_turn(log, make_reader, few):
    """They are closed meanwhile."""
    reader = make_reader(log)
    write_files(log, reader, 8)
    assert read_all(reader) == lines(*range(8))
    assert (reader.lost, reader.unknown_losses) == (0, 0)


def test_a_file_that_is_deleted_while_it_is_closed_is_a_loss(log, make_reader, few):
    """How many lines it had is not known; those of the others come."""
    reader = make_reader(log)
    write_files(log, reader, 8)
    log.paths[4].unlink()
    assert read_all(reader) == lines(0, 1, 2, 3, 5, 6, 7)
    assert (reader.lost, reader.unknown_losses) == (0, 1)


@pytest.mark.parametrize("list_again_secs", [0.1, 1e-6])
def test_a_file_that_cannot_be_opened_for_a_moment_is_waited_for(
    log, make_reader, few, monkeypatch, list_again_secs
):
    """A process without descriptors reads nothing out of turn, and passes no file over."""
    monkeypatch.setattr(log_files, "_LIST_AGAIN_SECS", list_again_secs)
    reader = make_reader(log)
    write_files(log, reader, 8)

    def refuse(*_, **__):
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr(file_table, "open_regular", refuse)
        log.rotate()
        log.write(line(8))
        read = read_all(reader)
    assert lines(*range(9)).startswith(read)
    assert read + read_all(reader) == lines(*range(9))
    assert (reader.lost, reader.unknown_losses) == (0, 0)


# -- A full file system ----------------------------------------------------------------------

MIB = 1024 * 1024
ROOM = Space(size=100 * MIB, free=90 * MIB)
LITTLE = Space(size=100 * MIB, free=8 * MIB)
NONE = Space(size=100 * MIB, free=0)


def test_each_time_without_room_is_one_loss_of_unknown_size(log):
    """It is told once, and lasts until there is room enough again."""
    spaces, told = [], []
    files = log.find()
    reader = SpoolReader(
        files,
        writer=Writer(),
        report=lambda *what: told.append(what),
        look_at_space=lambda: spaces.pop(0),
    )
    seen = []
    for space in (ROOM, LITTLE, NONE, NONE, LITTLE, None, ROOM, NONE):
        spaces.append(space)
        reader.watch()
        seen.append((reader.is_full, reader.unknown_losses))
    full = [(False, 0)] * 2 + [(True, 1)] * 3
    assert seen[:5] == full
    assert seen[-2:] == [(False, 1), (True, 2)]
    assert [level for level, _ in told] == ["warning", "info", "warning"]
    assert "file system is full" in told[0][1]
    reader.close()


def test_what_is_written_no_more_loses_nothing_on_a_full_file_system(log):
    """Its lines are all there."""
    log.write(line(0))
    status = log.paths[0].stat()
    file = LogFile(0, str(log.paths[0]), status.st_dev, status.st_ino)
    left = LeftLogFiles([file], first=0, owned=False)
    reader = LeftFiles(left, start=Position(), look_at_space=lambda: NONE)
    reader.watch()
    assert (reader.is_full, reader.unknown_losses) == (False, 0)
    reader.close()


@pytest.mark.parametrize("is_truncated", [True, False])
def test_what_stands_in_a_left_file_that_was_truncated_is_not_read(log, is_truncated):
    """It is another session's; how the file began says so, and that it was is a loss."""
    log.write(line(0), line(1))
    status = log.paths[0].stat()
    file = LogFile(0, str(log.paths[0]), status.st_dev, status.st_ino)
    head = digest_of(line(0)[:64])
    if is_truncated:
        log.paths[0].write_bytes(lines(5, 6, 7))
    left = LeftLogFiles([file], first=0, owned=False, heads={0: head})
    reader = LeftFiles(left, start=Position(0, len(line(0))))
    assert read_all(reader) == (b"" if is_truncated else line(1))
    assert reader.unknown_losses == is_truncated
    assert list(reader.read_again(Position(0, 0), Position(0, len(line(0))))) == (
        [] if is_truncated else [line(0)]
    )
    reader.close()


@pytest.mark.parametrize("is_open", [True, False])
def test_a_writer_is_searched_for_where_there_is_one(tmp_path, monkeypatch, is_open):
    """All descriptors of a machine take seconds to look through, which each dead log would cost."""
    path = tmp_path / "node.jsonl"
    path.write_bytes(line(0))
    searched = []
    real = followed_files.writers_of
    monkeypatch.setattr(
        followed_files, "writers_of", lambda files: searched.append(files) or real(files)
    )
    with path.open("ab") if is_open else nullcontext():
        table = FollowedLogFiles(tmp_path, ".*")
        assert len(searched) == is_open
        assert table.is_written(table.files[0])  # the newest one may be, for some seconds
        table.close()


def test_a_followed_log_is_live_while_it_is_written(log, tmp_path, monkeypatch):
    """It has a writer, or was written to until some seconds ago."""
    log.write(line(0))
    old = log.paths[0].stat().st_mtime_ns - 60 * 10**9
    os.utime(log.paths[0], ns=(old, old))
    assert FollowedLogFiles(tmp_path, ".*").is_live
    monkeypatch.setattr(followed_files, "writers_of", lambda _: set())
    assert not FollowedLogFiles(tmp_path, ".*").is_live
    log.write(line(1))
    assert FollowedLogFiles(tmp_path, ".*").is_live
