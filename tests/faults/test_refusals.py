"""Rows that a store acknowledges and never keeps: put aside once, with the reason, and an end."""

import re
from contextlib import contextmanager

import pytest
from conftest import Store
from conftest import eventually

from faults.harness import ship
from faults.harness import start_ship
from faults.leftovers import Leftover
from nautilus_vlogs.deliver import dead_letters
from nautilus_vlogs.deliver.dead_letters import dead_letter_files
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory
from nautilus_vlogs.deliver.dead_letters import read_letters
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

DAY = 86_400.0


@contextmanager
def store_of(directory, *flags, retention="14d"):
    """Start a store of the test's own."""
    with LocalServer(obtain_binary(), directory, flags=flags, retention=retention) as server:
        yield server


def letters_of(left, spool):
    """Return what was kept of an instance's records: the originals."""
    files = dead_letter_files(dead_letters_directory(None, spool))
    return [one for path in files if left.instance_id in path.name for one in read_letters(path)]


def kept_of(left, spool):
    """Return the numbers of the records that are dead letters, in any order of batches."""
    ticks = (re.search(r"tick number=(\d+)", one.original) for one in letters_of(left, spool))
    return sorted(int(tick[1]) for tick in ticks)


def found_of(url, left):
    """Return an instance's rows in the store, by number; none may be there twice."""
    with Store(url) as store:
        store.flush()
        rows = store.query(f'instance_id:="{left.instance_id}"')
    by_number = {int(row["seq"]): row for row in rows}
    assert len(by_number) == len(rows)
    return by_number


@pytest.mark.parametrize("hides_retention", [False, True], ids=["told", "unknown"])
@pytest.mark.parametrize("days", [-3, 16], ids=["three days ahead", "sixteen days behind"])
def test_a_log_that_the_store_keeps_nothing_of(make_proxy, tmp_path, days, hides_retention):
    """Whether the store says how long it keeps rows or not, the shipping comes to an end."""
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    with store_of(tmp_path / "data") as server:
        proxy = make_proxy(server.port)
        if hides_retention:
            proxy.set("hide metrics")
        left = Leftover(spool, 50, age_secs=days * DAY)
        (shipped,), errors = ship(proxy.url, spool)
        assert shipped["read"] == shipped["put_aside"] == 50, errors
        assert shipped["complete"]
        assert not left.directory.exists()
        rows = found_of(server.url, left)
        assert rows.keys() == set(range(50))
        assert all(row["put_aside"] for row in rows.values())
        assert kept_of(left, spool) == list(range(50))


def test_what_was_put_aside_is_so_once_though_its_shipping_is_killed(make_proxy, tmp_path):
    """The rows in its place have a time of their own, by which a successor finds them."""
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    with store_of(tmp_path / "data") as server, Store(server.url) as store:
        proxy = make_proxy(server.port)
        proxy.set("hide metrics")
        left = Leftover(spool, 50, age_secs=16 * DAY)
        shipping = start_ship(proxy.url, spool, window=5)
        stubs = f'instance_id:="{left.instance_id}" put_aside:*'
        try:
            eventually(lambda: store.flush() or len(store.query(stubs)) == 50, 200)
        finally:
            shipping.kill()
            shipping.communicate()
        assert left.path.exists()  # before the store was seen to hold them
        (shipped,), errors = ship(proxy.url, spool)
        assert (shipped["read"], shipped["put_aside"]) == (50, 50), errors
        assert shipped["complete"]
        rows = found_of(server.url, left)
        assert rows.keys() == set(range(50))
        assert kept_of(left, spool) == list(range(50))


def test_only_what_is_too_old_of_a_log_is_put_aside(tmp_path):
    """The rest is stored as it is, and numbers follow each other."""
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    with store_of(tmp_path / "data", retention="7d") as server:
        old = Leftover(spool, 30, age_secs=9 * DAY)
        new = Leftover(spool, 30, age_secs=2 * DAY)
        ship(server.url, spool)
        assert all("put_aside" in row for row in found_of(server.url, old).values())
        assert all("put_aside" not in row for row in found_of(server.url, new).values())
        assert len(letters_of(old, spool)) == 30
        assert letters_of(new, spool) == []


@pytest.mark.parametrize("hides_retention", [False, True], ids=["told", "unknown"])
def test_a_store_that_keeps_longer_gets_the_rows_as_they_are(make_proxy, tmp_path, hides_retention):
    """Nothing is replaced on the guess that it were too old."""
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    with store_of(tmp_path / "data", retention="100y") as server:
        proxy = make_proxy(server.port)
        if hides_retention:
            proxy.set("hide metrics")
        left = Leftover(spool, 200, age_secs=400 * DAY)
        ship(proxy.url, spool)
        rows = found_of(server.url, left)
        assert [rows[n]["_msg"] for n in range(200)] == [f"tick number={n}" for n in range(200)]
        assert letters_of(left, spool) == []


@pytest.mark.parametrize("has_journal", [True, False])
def test_what_cannot_be_kept_as_a_dead_letter_keeps_its_spool(tmp_path, has_journal):
    """Where the dead letters are full nothing is deleted, and the command says so."""
    spool = tmp_path / "spool"
    spool.mkdir(mode=0o700)
    directory = dead_letters_directory(None, spool)
    directory.mkdir(mode=0o700)
    full = directory / f"another{dead_letters.SUFFIX}"
    full.touch(mode=0o600)
    with full.open("r+b") as file:
        file.truncate(dead_letters.MAX_BYTES)
    with store_of(tmp_path / "data") as server:
        left = Leftover(spool, 20, age_secs=16 * DAY)
        if has_journal:
            left.save()
        # It ends by itself: trying again changes nothing.
        (shipped,), errors = ship(server.url, spool, code=1, timeout=120)
        assert (shipped["result"], shipped["complete"]) == ("held", False)
        assert shipped["put_aside"] == 20
        assert left.paths[0].exists()
        assert "can't be kept either" in errors
        full.unlink()
        (shipped,), _ = ship(server.url, spool)
        assert shipped["complete"]
        assert len(letters_of(left, spool)) == 20
        assert found_of(server.url, left).keys() == set(range(20))
