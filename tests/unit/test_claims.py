"""Which process ships a file that several write to, and from where on."""

import errno
import os
from pathlib import Path

import pytest

from nautilus_vlogs import locks
from nautilus_vlogs.capture import claims
from nautilus_vlogs.capture.claims import Claims
from nautilus_vlogs.capture.open_files import file_id


@pytest.fixture
def log(tmp_path):
    """Return a log file."""
    path = tmp_path / "bot.json"
    path.write_bytes(b"x" * 1_000)
    return path


@pytest.fixture
def make(tmp_path):
    """Return a function that makes claims as of another process each."""
    made = []

    def make(session, numbered=0, **settings):
        made.append(
            Claims(
                tmp_path / "claims",
                settings.pop("trader_id", "T-001"),
                session=session,
                journal=tmp_path / f"{session}.journal",
                numbered=lambda *_: numbered,
                is_adoption=True,  # with locks of its own
            )
        )
        return made[-1]

    yield make
    locks.close_all()


def test_one_at_a_time_has_a_file(make, log):
    """The second begins where the first has ended, or at its own first line if that is later."""
    one, two, three = make("one"), make("two"), make("three")
    identity = file_id(log.stat())
    assert one.take(identity, log, 10) == 10
    assert two.take(identity, log, 20) is None
    one.end(identity, 300)
    assert two.take(identity, log, 20) is None
    one.release(identity)
    assert two.take(identity, log, 20) == 300
    two.end(identity, 400)
    two.release(identity)
    assert three.take(identity, log, 900) == 900
    assert (one.limit(identity), two.limit(identity), three.limit(identity)) == (300, 900, None)


def test_behind_a_killed_holder_its_numbered_lines_are_its_own(make, log):
    """Where no end was noted, its journal says up to where it has come."""
    one, two = make("one"), make("two", numbered=700)
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    one.release(identity)
    assert two.take(identity, log, 20) == 700
    assert one.limit(identity) == 700
    assert not one.reopen(identity)


def test_the_rest_of_a_killed_holder_is_claimed_while_it_is_shipped(make, log):
    """Nobody goes on behind it before it has its end."""
    one, adopter, two = make("one"), make("one"), make("two")
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    one.release(identity)
    assert adopter.reopen(identity)
    assert two.take(identity, log, 20) is None
    adopter.end(identity, 800)
    adopter.release(identity)
    assert two.take(identity, log, 20) == 800


def test_other_traders_and_other_files_have_claims_of_their_own(make, log, tmp_path):
    """Their lines are told apart."""
    identity = file_id(log.stat())
    other = tmp_path / "other.json"
    other.touch()
    assert make("one").take(identity, log, 0) == 0
    assert make("two", trader_id="T-002").take(identity, log, 0) == 0
    assert make("three").take(file_id(other.stat()), other, 0) == 0


def test_claims_on_files_that_are_gone_are_removed(make, log, tmp_path):
    """As soon as another file is claimed."""
    one = make("one")
    one.take(file_id(log.stat()), log, 0)
    one.release(file_id(log.stat()))
    log.unlink()
    other = tmp_path / "other.json"
    other.touch()
    make("two").take(file_id(other.stat()), other, 0)
    found = [path.read_text() for path in (tmp_path / "claims").iterdir()]
    assert len(found) == 1
    assert str(other) in found[0]


@pytest.mark.parametrize("is_renamed", [False, True])
def test_a_new_file_with_the_inode_of_a_deleted_one_is_nobodys(make, log, is_renamed):
    """It is read from its beginning, and not passed over for a claim on the deleted one."""
    one, two = make("one"), make("two")
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    one.end(identity, 900)
    one.release(identity)
    assert two.is_known(identity, log)
    new = log.rename(log.with_name("bot_new.json")) if is_renamed else log
    if not is_renamed:
        log.write_bytes(b"y" * 950)
    assert not two.is_known(identity, new)
    assert two.take(identity, new, 0) == 0


@pytest.mark.parametrize("is_killed", [True, False])
@pytest.mark.parametrize("size", [100, 950, 5_000])
def test_in_a_file_that_was_truncated_the_lines_of_earlier_holders_are_gone(
    make, log, is_killed, size
):
    """However much was written since: the next one begins at its own, and nobody reads those."""
    one, two = make("one"), make("two", numbered=900)
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    if not is_killed:
        one.end(identity, 900)
    one.release(identity)
    assert not one.is_gone(identity)
    log.write_bytes(b"y" * size)
    assert one.is_gone(identity)
    assert two.take(identity, log, 20) == 20
    two.end(identity, size)
    two.release(identity)
    assert one.is_gone(identity)
    assert not two.is_gone(identity)
    assert make("three").take(identity, log, 20) == size


def test_a_file_that_was_claimed_while_it_was_empty_and_truncated(make, tmp_path):
    """How it began is not known: that a holder's lines reach beyond it says so."""
    log = tmp_path / "new.json"
    log.touch()
    one, two = make("one"), make("two", numbered=900)
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    one.release(identity)
    log.write_bytes(b"y" * 100)
    assert two.take(identity, log, 0) == 0
    assert one.is_gone(identity)


def test_a_file_that_a_power_cut_has_shortened(make, log):
    """It begins as it did, so what is there is the holder's as far as it goes."""
    one, two = make("one"), make("two", numbered=900)
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    one.release(identity)
    os.truncate(log, 300)
    assert two.take(identity, log, 0) == 300
    assert one.limit(identity) == 300
    assert not one.is_gone(identity)


def test_a_holder_that_sees_its_file_truncated_goes_on_from_its_beginning(make, log):
    """Its own lines are there; those of the ones before are not."""
    one, two = make("one"), make("two")
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    one.end(identity, 500)
    one.release(identity)
    two.take(identity, log, 0)
    log.write_bytes(b"y" * 200)
    two.begin_again(identity)
    two.release(identity)
    assert (one.is_gone(identity), two.is_gone(identity)) == (True, False)
    assert make("three", numbered=150).take(identity, log, 0) == 150


def test_without_descriptors_no_file_is_taken_for_unclaimed(make, log, monkeypatch):
    """It is asked again: another process may ship it."""
    one, two = make("one"), make("two")
    identity = file_id(log.stat())
    one.take(identity, log, 0)

    def refuse(*_):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    for name in ("take_lock", "is_locked"):
        monkeypatch.setattr(claims, name, refuse)
    assert two.take(identity, log, 0) is None
    assert not two.reopen(identity)
    assert two.is_taken(identity)


def test_where_no_claim_can_be_made_the_file_is_shipped(make, log, tmp_path):
    """As if no other process wrote to it."""
    Path(tmp_path / "claims").touch()
    assert make("one").take(file_id(log.stat()), log, 17) == 17


def test_however_many_have_had_a_file_each_ends_where_the_next_begins(make, log, tmp_path):
    """As long as the first of them has left lines: a node may crash in a loop with no store."""
    identity = file_id(log.stat())
    crashed = [make(f"run-{number}", numbered=number) for number in range(150)]
    for number, one in enumerate(crashed):
        (tmp_path / f"run-{number}.journal").touch()
        assert one.take(identity, log, 0) == number
        one.release(identity)
    assert [one.limit(identity) for one in crashed] == [*range(1, 150), None]
    for number in range(20):  # they are stored
        (tmp_path / f"run-{number}.journal").unlink()
    make("last", numbered=500).take(identity, log, 0)
    assert crashed[19].limit(identity) is None
    assert crashed[20].limit(identity) == 21


def test_a_claim_that_is_being_written_is_read_again(make, log, monkeypatch):
    """Else its file would be taken for one without a holder."""
    one, two = make("one"), make("two")
    identity = file_id(log.stat())
    one.take(identity, log, 10)
    path = one._path_of(identity)
    whole = path.read_bytes()
    path.write_bytes(whole[:20])
    monkeypatch.setattr(claims.time, "sleep", lambda _: path.write_bytes(whole))
    assert two.is_known(identity, log)


def test_the_claim_on_a_file_of_a_spool_goes_with_it(make, log, tmp_path):
    """Only that of the session that has it; the directory goes with the last one."""
    one, two = make("one"), make("two")
    identity = file_id(log.stat())
    one.take(identity, log, 0)
    assert two.is_taken(identity)
    log.unlink()
    two.remove(identity)
    assert (tmp_path / "claims").is_dir()
    one.remove(identity)
    assert not (tmp_path / "claims").exists()
    assert not two.is_taken(identity)


def test_claims_of_the_dead_go_once_their_files_are_gone(make, log, tmp_path):
    """As what a killed process has left in a spool is shipped, and deleted."""
    one, adopter = make("one"), make("one")
    one.take(file_id(log.stat()), log, 0)
    one.release(file_id(log.stat()))
    adopter.tidy_up()
    assert len(list((tmp_path / "claims").iterdir())) == 1
    log.unlink()
    adopter.tidy_up()
    assert not (tmp_path / "claims").exists()
