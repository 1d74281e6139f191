"""What crashed nodes have left, in every state: nothing of it is lost, and it goes in turn."""

import json
import time
import uuid

import msgspec
import pytest
from conftest import eventually

from faults.harness import Account
from faults.harness import ship
from faults.harness import spool_files
from faults.harness import start_ship
from faults.leftovers import Leftover
from faults.leftovers import line
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord


def check_empty(directory):
    """Check that nothing is left but what the tests put there."""
    names = {path.name for path in directory.iterdir()}
    assert names <= {"progress", "dead-letters"}, names


def test_unreadable_journals_cost_no_data(store, tmp_path):
    """Torn, empty, foreign: the store is asked which lines it holds."""
    whole = {}
    for kind in ("torn", "empty", "foreign", "nonsense", "none"):
        left = whole[kind] = Leftover(tmp_path, 1_000)
        if kind == "torn":
            left.save(100)
            left.path.write_bytes(left.path.read_bytes()[:200])
        elif kind == "nonsense":
            state = left.state(100)
            state.apply(IdentitiesRecord({"claims": [1]}))
            Journal(left.path, state).close()
        elif kind != "none":
            left.path.write_text({"empty": "", "foreign": "[1, 2]"}[kind])
    shipped, errors = ship(store.url, tmp_path)
    assert {one["instance_id"] for one in shipped} == {left.instance_id for left in whole.values()}
    for kind, left in whole.items():
        account = Account(store.url, left.instance_id)
        account.check_whole(left.numbers)
        assert (str(left.path) in errors) == (kind != "none"), (kind, errors)
    assert spool_files(tmp_path) == []


@pytest.mark.parametrize("is_alike", [True, False])
def test_what_a_later_release_has_left_is_left_alone(store, tmp_path, is_alike):
    """Only its journal says where its lines go: nothing of it is sent or deleted, which is said."""
    newer, own = Leftover(tmp_path, 100), Leftover(tmp_path, 100)
    own.save()
    head = {"record": "session", "version": 99, "more": {}}
    if is_alike:
        newer.save()
        first, _, rest = newer.path.read_text().partition("\n")
        newer.path.write_text(json.dumps({**json.loads(first), **head}) + "\n" + rest)
    else:
        newer.path.write_text(json.dumps(head))
    before = {path: path.read_bytes() for path in [*newer.paths, newer.path]}
    shipped, errors = ship(store.url, tmp_path, code=1)
    assert [one["instance_id"] for one in shipped if one["complete"]] == [own.instance_id]
    (reason,) = [one["reason"] for one in shipped if not one["complete"]]
    assert reason.startswith(f"{newer.path} can't be used: a newer vlogs-nt has written it")
    assert "upgrade" in reason
    assert errors.count(str(newer.path)) <= 1
    assert store.query(f'instance_id:="{newer.instance_id}"') == []
    Account(store.url, own.instance_id).check_whole(100)
    assert {path: path.read_bytes() for path in before} == before


def test_without_a_journal_only_what_the_store_lacks_is_sent(store, tmp_path):
    """Half of the log was stored already: each line is there once, and so is each number."""
    left = Leftover(tmp_path, 1_000, files=1)
    lines = left.paths[0].read_bytes()
    left.paths[0].write_bytes(b"".join(lines.splitlines(keepends=True)[:600]))
    left.save()
    ship(store.url, tmp_path)
    left.directory.mkdir(mode=0o700)
    left.paths[0].write_bytes(lines)  # as if it had crashed before it could tidy up
    left.lock.touch()
    left.path.write_bytes(b'{"record":"session","version":1,"instance_')
    _, errors = ship(store.url, tmp_path)
    assert str(left.path) in errors
    Account(store.url, left.instance_id).check_whole(left.numbers)


def test_runs_of_one_instance_without_journals_share_no_number(store, tmp_path):
    """Nor with one whose journal can be read, though all of them are shipped at once."""
    instance_id = str(uuid.uuid4())
    for run in range(4):
        age_secs = 600.0 - 100 * run  # no line is another run's
        left = Leftover(tmp_path, 500, first=500 * run, instance_id=instance_id, age_secs=age_secs)
    left.url = store.url
    left.save(100)
    ship(store.url, tmp_path)
    account = Account(store.url, instance_id)
    assert account.numbers == {"n": 1_900, "u": 1_900, "low": 0, "high": 1_999}
    assert account.rows == {"n": 1_900, "u": 1_900, "low": 100, "high": 1_999}  # 100 were stored
    assert spool_files(tmp_path) == []


def test_what_a_journal_says_is_verified_is_not_sent_again(store, tmp_path):
    """It goes on at the line and the number that are written down."""
    left = Leftover(tmp_path, 1_000).save(verified=400)
    ((shipped,), errors) = ship(store.url, tmp_path)
    assert (shipped["read"], shipped["stored"], errors) == (600, 600, "")
    account = Account(store.url, left.instance_id)
    assert (account.numbers["low"], account.numbers["high"], account.numbers["u"]) == (
        400,
        999,
        600,
    )
    assert (account.rows["low"], account.rows["high"]) == (400, 999)
    check_empty(tmp_path)


def test_a_spool_on_a_volume_that_was_mounted_anew_is_the_same(store, tmp_path):
    """Its device has another number: nothing is called lost, and nothing verified is sent again."""
    left = Leftover(tmp_path, 1_000)
    state = left.state(verified=400)
    (file,) = state.files
    state.files = [msgspec.structs.replace(file, device=file.device + 7)]
    Journal(left.path, state).close()
    ((shipped,), errors) = ship(store.url, tmp_path)
    assert (shipped["read"], shipped["stored"], shipped["lost"], errors) == (600, 600, 0, "")
    account = Account(store.url, left.instance_id)
    assert account.numbers == {"n": 600, "u": 600, "low": 400, "high": 999}
    assert account.rows == account.numbers
    check_empty(tmp_path)


def test_what_is_in_the_store_already_is_not_sent_again(store, tmp_path):
    """A crash between an insert and its verification doubles nothing: the store is asked first."""
    left = Leftover(tmp_path, 1_000, files=1).save()
    ship(store.url, tmp_path)
    # The same log once more and some lines behind it, as if nothing had been verified.
    lines = [line(number, left.began_ns + number * 1_000) for number in range(1_200)]
    left.directory.mkdir(mode=0o700)
    left.paths[0].write_bytes(b"".join(lines))
    left.lock.touch()
    left.save()
    ship(store.url, tmp_path)
    Account(store.url, left.instance_id).check_whole(1_200)


def test_nobody_has_to_read_what_the_command_says(store, tmp_path):
    """As `vlogs-nt ship | head -1`: all is shipped, and the exit code is that of shipping."""
    whole = [Leftover(tmp_path, 100).save() for _ in range(3)]
    process = start_ship(store.url, tmp_path)
    process.stdout.close()
    try:
        _, errors = process.communicate(timeout=300)
    finally:
        process.kill()
    assert (process.returncode, errors) == (0, "")
    for left in whole:
        Account(store.url, left.instance_id).check_whole(left.numbers)


def test_a_line_that_was_being_written_is_put_aside(store, tmp_path):
    """The torn last line of a crash becomes a row that says so, and its own file."""
    left = Leftover(tmp_path, 100, tail=b'{"timestamp":"2026-').save()
    ((shipped,), errors) = ship(store.url, tmp_path)
    assert (shipped["read"], shipped["put_aside"]) == (101, 1)
    account = Account(store.url, left.instance_id)
    assert account.numbers["u"] == 100
    assert account.rows["u"] == account.rows["n"] == 101
    assert "dead-letter" in errors
    (dead,) = spool_files(tmp_path)
    assert "2026-" in dead.read_text()


def test_ten_crashed_spools_are_shipped_oldest_first(store, tmp_path):
    """In order of age, whatever their names, and removed."""
    ages = [500, 100, 900, 300, 700, 200, 1_000, 400, 800, 600]
    left = [Leftover(tmp_path, 200, age_secs=age).save() for age in ages]
    shipped, _ = ship(store.url, tmp_path)
    by_age = sorted(left, key=lambda each: each.began_ns)
    assert [one["instance_id"] for one in shipped] == [each.instance_id for each in by_age]
    for each in left:
        Account(store.url, each.instance_id).check_whole(200)
    check_empty(tmp_path)


def test_ten_crashed_spools_don_t_delay_live_records(make_node, store, tmp_path):
    """A node that adopts them goes on to send its own lines meanwhile."""
    ages = range(100, 1_100, 100)
    left = [Leftover(tmp_path, 10_000, age_secs=age, url=store.url).save() for age in ages]
    node = make_node(store.url, tmp_path, rate=500)
    node.wait_for(lambda stats: stats["sent"])
    node.phase("fault")
    looks = []

    def are_adopted():
        looks.append((node.logged, node.stats()["sent"]))
        return not any(each.path.exists() for each in left)

    eventually(are_adopted, timeout=400)
    (logged, sent), *_, (logged_by_then, sent_by_then), _ = looks  # the last one is behind it all
    # Behind the leftovers they would be none.
    assert sent_by_then - sent > 0.2 * (logged_by_then - logged)
    node.phase("healed")
    time.sleep(0.5)
    report = node.stop()
    Account(store.url, node.instance_id).check_whole(report["logged"])
    for each in left:
        Account(store.url, each.instance_id).check_whole(each.numbers)
    check_empty(tmp_path)


def test_two_processes_adopt_at_the_same_time(store, tmp_path):
    """Each log is shipped by one of them, once."""
    left = [Leftover(tmp_path, 2_000, age_secs=age).save() for age in (300, 200, 100)]
    both = [start_ship(store.url, tmp_path) for _ in range(2)]
    outputs = [process.communicate(timeout=120) for process in both]
    found = [[json.loads(text) for text in out.splitlines()] for out, _ in outputs]
    for process, said, output in zip(both, found, outputs, strict=True):
        # Where the other one takes long, it is not waited for without end.
        assert process.returncode == any(one["result"] == "busy" for one in said), output
    stored = [one for said in found for one in said if one["result"] == "stored" and one["read"]]
    assert sorted(one["instance_id"] for one in stored) == sorted(
        each.instance_id for each in left
    ), outputs
    for each in left:
        Account(store.url, each.instance_id).check_whole(each.numbers)
    check_empty(tmp_path)


@pytest.mark.parametrize("fault", ["swallow", "refuse"])
def test_adopting_through_a_fault(proxy, store, tmp_path, fault):
    """`vlogs-nt ship` waits for a store that is away, and sees through one that forgets."""
    left = Leftover(tmp_path, 2_000).save()
    proxy.set(fault)
    process = start_ship(proxy.url, tmp_path)
    if fault == "swallow":
        eventually(lambda: proxy.hits.get("swallow", 0) > 1)
    else:
        time.sleep(1.5)
    proxy.heal()
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert json.loads(out)["complete"]
    Account(store.url, left.instance_id).check_whole(left.numbers)
    check_empty(tmp_path)
