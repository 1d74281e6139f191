"""Sessions that were left in whatever state: nothing is lost in silence, and nothing goes twice."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid

import pytest
from conftest import eventually
from fake_store import answer
from msgspec.structs import replace

from faults.harness import TESTS
from faults.harness import Account
from faults.harness import noted
from faults.harness import ship
from faults.harness import start_ship
from faults.leftovers import Leftover
from faults.leftovers import line
from nautilus_vlogs.capture.file_table import digest_of
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import AcknowledgedRecord
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import HeadRecord
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import NumberedRecord
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.sessions import SessionLock
from nautilus_vlogs.times import rfc3339

#: Nothing listens there.
NOBODY = "http://127.0.0.1:1"


def command(*arguments, url=None, **options):
    """Start `vlogs-nt`, with this address of a store in the environment, or without one."""
    code = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent), **options}
    environment.pop("VICTORIALOGS_URL", None)
    environment |= {"VICTORIALOGS_URL": url} if url else {}
    return noted(
        subprocess.Popen(
            [sys.executable, "-c", code, *map(str, arguments)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )


def numbered(left, first, records, **more):
    """Return the record of a batch of a session's first file."""
    lines = left.paths[0].read_bytes().splitlines(keepends=True)
    times = [left.began_ns + number * 1_000 for number in (first, first + records - 1)]
    return BatchRecord(
        first=first,
        records=records,
        start=Position(0, len(b"".join(lines[:first]))),
        end=Position(0, len(b"".join(lines[: first + records]))),
        earliest=rfc3339(times[0]),
        latest=rfc3339(times[1]),
        **more,
    )


def test_a_log_that_names_no_store_is_not_tied_to_one_that_took_nothing(store, tmp_path):
    """It goes to where the next one who ships it says; a command that had no time says so."""
    left = Leftover(tmp_path, 500)
    for timeout in (1, 4, 15):
        process = command(
            "ship", "--spool-dir", tmp_path, "--window", 2, "--timeout", timeout, url=NOBODY
        )
        out, errors = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "not all is stored" in out or "No time is left" in errors, out + errors
    assert not left.path.exists()
    process = command("ship", "--spool-dir", tmp_path, "--window", 2, url=store.url)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, out + errors
    Account(store.url, left.instance_id).check_whole(500)


def test_a_session_is_shipped_to_where_it_was_going(store, tmp_path):
    """Neither the default address nor that of the process that ships it counts."""
    left = Leftover(tmp_path, 500, url=store.url).save()
    process = command("ship", "--spool-dir", tmp_path, "--window", 2, "--json")
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert json.loads(out)["url"] == store.url
    Account(store.url, left.instance_id).check_whole(500)


def test_a_node_ships_another_one_s_log_to_that_one_s_store(make_node, store, tmp_path):
    """Where it can't be reached the log stays, and nothing of it is in the node's own store."""
    left = Leftover(tmp_path, 500, url="http://127.0.0.1:9").save()
    node = make_node(store.url, tmp_path)
    node.wait_for(lambda stats: stats["verified"] > 500)
    node.stop()
    assert left.path.exists()
    assert store.query(f'instance_id:="{left.instance_id}"') == []


def test_the_rest_of_a_log_goes_where_a_ship_that_was_killed_had_begun_to_send_it(store, tmp_path):
    """One that took nothing of it ties no log, as one that is away."""
    left = Leftover(tmp_path, 20_000, files=4).save()
    process = command("ship", "--spool-dir", tmp_path, "--url", NOBODY, "--timeout", 8)
    assert process.wait(60) == 1
    assert load(left.path).session.destination.url == left.url
    process = start_ship(store.url, tmp_path)
    eventually(lambda: store.query(f'instance_id:="{left.instance_id}" | limit 1'))
    process.kill()
    process.communicate()
    process = command("ship", "--spool-dir", tmp_path, "--window", 2)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, out + errors
    Account(store.url, left.instance_id).check_whole(20_000)


def test_the_lines_of_two_nodes_of_a_process_stay_apart(store, tmp_path):
    """The store of the second one is away: the first one's lines are sent once, under its id."""
    left = Leftover(tmp_path, 900, files=3)
    half = Position(1, left.paths[1].read_bytes().index(b"tick number=450"))
    half = Position(1, left.paths[1].read_bytes().rfind(b"\n", 0, half.offset) + 1)
    state = left.state()
    for index, path in enumerate(left.paths[1:2], 1):
        state.apply(FileRecord(LogFile(index, str(path), path.stat().st_dev, path.stat().st_ino)))
    state.apply(EndRecord(half))
    state.session = replace(state.session, destination=Destination(url=store.url))
    Journal(left.path, state).close()
    second = JournalState(
        replace(state.session, instance_id=str(uuid.uuid4()), destination=Destination(url=NOBODY))
    )
    second.apply(FileRecord(replace(state.files[1], index=0, start=half.offset)))
    second.apply(VerifiedRecord(0, Position(0, half.offset)))
    Journal(left.directory / f"{second.session.instance_id}{SUFFIX}", second).close()
    for _ in range(2):
        process = command("ship", "--spool-dir", tmp_path, "--window", 2, "--timeout", 15)
        assert process.wait(60) == 1
        assert all(path.exists() for path in left.paths)
    assert Account(store.url, left.instance_id).numbers["u"] == 450
    ship(store.url, tmp_path)
    assert not left.directory.exists()
    for instance_id in (left.instance_id, second.session.instance_id):
        numbers = Account(store.url, instance_id).numbers
        assert (numbers["n"], numbers["u"]) == (450, 450)


def test_originals_that_the_store_s_retention_has_passed_by_are_kept(store, tmp_path):
    """They were numbered while it was away: their rows say where they are."""
    left = Leftover(tmp_path, 60, files=1, age_secs=30 * 86_400.0)
    state = left.state()
    for first in (0, 20):
        state.apply(numbered(left, first, 20, stamped_ns=left.began_ns))
    Journal(left.path, state).close()
    ((shipped,), _) = ship(store.url, tmp_path)
    assert (shipped["complete"], shipped["put_aside"], shipped["stored"]) == (True, 60, 0)
    (letters,) = (tmp_path / "dead-letters").iterdir()
    originals = [json.loads(text)["original"] for text in letters.read_text().splitlines()]
    texts = [json.loads(original)["message"] for original in originals]
    assert sorted(texts) == sorted(f"tick number={number}" for number in range(60))
    rows = store.query(f'instance_id:="{left.instance_id}" put_aside:* | fields seq')
    assert sorted(int(row["seq"]) for row in rows) == list(range(60))


def test_what_was_verified_and_what_was_sent_is_not_sent_again(store, tmp_path):
    """Batches that the journal knows are looked up: those in the store stay single."""
    left = Leftover(tmp_path, 900, files=1).save()
    ship(store.url, tmp_path)
    left.restore()
    state = left.state()
    for first in (0, 300, 600):
        state.apply(numbered(left, first, 300))
    state.apply(AcknowledgedRecord(0))
    Journal(left.path, state).close()
    ship(store.url, tmp_path)
    Account(store.url, left.instance_id).check_whole(900)


def test_a_file_that_is_shorter_than_the_journal_says(store, tmp_path):
    """A power cut: what is there is sent, what was cut off is looked up, and told."""
    left = Leftover(tmp_path, 900, files=1)
    state = left.state()
    for first in (0, 300, 600):
        state.apply(numbered(left, first, 300))
    Journal(left.path, state).close()
    size = numbered(left, 600, 100).end.offset
    os.truncate(left.paths[0], size)
    ((shipped,), _) = ship(store.url, tmp_path)
    assert (shipped["complete"], shipped["lost"]) == (True, 200)
    account = Account(store.url, left.instance_id)
    assert account.numbers["n"] == account.numbers["u"] == 700
    (row,) = store.query(f'instance_id:="{left.instance_id}" lost:*')
    assert (row["lost"], row["seq"]) == ("200", "900")


def test_a_file_that_was_truncated_and_is_written_by_another(store, tmp_path):
    """What stands there now is not this session's: a row tells that its lines are gone."""
    left = Leftover(tmp_path, 900, files=1)
    state = left.state()
    state.apply(HeadRecord(0, digest_of(left.paths[0].read_bytes()[:64])))
    for first in (0, 300):
        state.apply(numbered(left, first, 300))
    Journal(left.path, state).close()
    others = [line(n, left.began_ns + n * 1_000_000) for n in range(5_000, 7_000)]
    left.paths[0].write_bytes(b"".join(others))
    ((shipped,), _) = ship(store.url, tmp_path)
    assert (shipped["complete"], shipped["lost"]) == (True, 600)
    account = Account(store.url, left.instance_id)
    assert account.numbers["n"] == 0
    rows = store.query(f'instance_id:="{left.instance_id}"')
    assert sorted(row["lost"] for row in rows) == ["600", "unknown"]


def test_a_file_is_gone_that_the_journal_has_not_heard_of(store, tmp_path):
    """Its lines have numbers in the store that those of the next file would get: none is lost."""
    left = Leftover(tmp_path, 900, files=3)
    Journal(left.path, left.state()).close()
    ship(store.url, tmp_path)
    left.restore()
    Journal(left.path, left.state()).close()
    left.paths[1].unlink()
    with left.paths[2].open("ab") as file:
        file.write(b"".join(line(n, left.began_ns + n * 1_000) for n in range(900, 1_100)))
    ship(store.url, tmp_path)
    account = Account(store.url, left.instance_id)
    account.check_whole(1_100)


def test_a_counted_loss_is_told_by_the_next_process(store, tmp_path):
    """Counted at an orderly end without a store, or before a kill: a row says so, once."""
    left = Leftover(tmp_path, 100)
    state = left.state()
    state.apply(LossRecord(12_989))
    Journal(left.path, state).close()
    ((shipped,), _) = ship(store.url, tmp_path)
    assert (shipped["read"], shipped["lost"]) == (13_090, 12_989)
    (row,) = store.query(f'instance_id:="{left.instance_id}" lost:*')
    assert row["lost"] == "12989"
    process = command("audit", "--url", store.url, "--instance", left.instance_id, "--since", "2h")
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 1, out + errors


def test_a_file_that_is_gone_unread_is_told(store, tmp_path):
    """A cleaner took it: nobody knows how many records were in it, and a row says just that."""
    left = Leftover(tmp_path, 300, files=3)
    state = left.state()
    for index, path in enumerate(left.paths[1:], 1):
        status = path.stat()
        state.apply(FileRecord(LogFile(index, str(path), status.st_dev, status.st_ino)))
    Journal(left.path, state).close()
    left.paths[1].unlink()
    ((shipped,), _) = ship(store.url, tmp_path)
    assert shipped["complete"]
    (row,) = store.query(f'instance_id:="{left.instance_id}" lost:*')
    assert row["lost"] == "unknown"
    assert Account(store.url, left.instance_id).numbers["u"] == 200


def test_adopters_that_crash_one_after_the_other(store, tmp_path):
    """Each goes on where the last one was killed: nothing is doubled."""
    left = Leftover(tmp_path, 20_000, files=4).save()
    for _ in range(3):
        process = start_ship(store.url, tmp_path)
        eventually(lambda: store.query(f'instance_id:="{left.instance_id}" | limit 1'))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    ship(store.url, tmp_path)
    Account(store.url, left.instance_id).check_whole(20_000)


def test_a_run_without_a_number_whose_adopter_crashes(store, tmp_path):
    """It goes on with its numbers, and those before them are not taken for lost."""
    earlier = Leftover(tmp_path, 500, age_secs=6_000).save()
    ship(store.url, tmp_path)
    left = Leftover(tmp_path, 20_000, files=4)
    left.instance_id = earlier.instance_id
    left.path = left.directory / f"{earlier.instance_id}{SUFFIX}"
    state = left.state()
    state.session = replace(state.session, is_unnumbered=True)
    Journal(left.path, state).close()
    of_instance = f'instance_id:="{left.instance_id}"'
    for _ in range(2):
        process = start_ship(store.url, tmp_path)
        eventually(lambda: store.query(f"{of_instance} seq:>=500 | limit 1"))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    ((shipped,), _) = ship(store.url, tmp_path)
    assert shipped["lost"] == 0
    rows = store.query(f"{of_instance} | fields seq")
    assert sorted(int(row["seq"]) for row in rows) == list(range(20_500))


def test_a_file_that_somebody_reads_is_shipped(store, tmp_path):
    """A `tail -f`, or a child that has it open for reading, keeps no session alive."""
    left = Leftover(tmp_path, 200, files=1).save()
    with left.paths[0].open("rb"):
        ((shipped,), _) = ship(store.url, tmp_path)
    assert shipped["complete"]


def test_a_session_without_an_actor_whose_process_writes_is_left_alone(store, tmp_path):
    """Without a lock an open file tells that its process lives, until it does not."""
    left = Leftover(tmp_path, 200, files=1)
    left.lock.unlink()
    with left.paths[0].open("ab"):
        assert ship(store.url, tmp_path) == ([], "")
    ((shipped,), _) = ship(store.url, tmp_path)
    assert shipped["complete"]
    Account(store.url, left.instance_id).check_whole(200)


def test_a_session_that_another_process_ships_is_not_said_to_be_stored(tmp_path):
    """The exit code is 1, and the object says that it is busy."""
    left = Leftover(tmp_path, 200).save()
    first = command("ship", "--spool-dir", tmp_path, "--url", "http://127.0.0.1:9")
    try:
        eventually(lambda: left.lock.read_bytes() == b"adopted")
        second = command("ship", "--spool-dir", tmp_path, "--json", "--timeout", 1)
        out, errors = second.communicate(timeout=60)
        assert (second.returncode, json.loads(out)["result"]) == (1, "busy"), errors
    finally:
        first.kill()
        first.communicate()


def test_one_bad_session_stops_no_other(store, tmp_path):
    """A pipe for a journal, a store that is away: each is that session's own trouble."""
    good = Leftover(tmp_path, 100, url=store.url, age_secs=100).save()
    pipe = Leftover(tmp_path, 100, url=store.url, age_secs=300)
    os.mkfifo(pipe.path)
    away = Leftover(tmp_path, 100, age_secs=400).save()
    process = command("ship", "--spool-dir", tmp_path, "--window", 2, "--json", "--timeout", 15)
    out, errors = process.communicate(timeout=60)
    found = {json.loads(text)["instance_id"]: json.loads(text) for text in out.splitlines()}
    assert process.returncode == 1
    assert found[good.instance_id]["result"] == "stored"
    assert found[away.instance_id]["result"] == "left"
    assert str(pipe.path) in errors
    Account(store.url, good.instance_id).check_whole(100)


def test_rows_in_a_journal_are_masked_by_the_settings_of_then_and_now(store, tmp_path):
    """Also those that were made without any: they were not sent, or may be sent again."""
    left = Leftover(tmp_path, 10, url=store.url)
    state = left.state()
    state.session = replace(state.session, shaping=Shaping(redact_defaults=False))
    row = {"_time": rfc3339(left.began_ns), "_msg": "password=hunter2hunter2", "seq": 0}
    state.apply(
        BatchRecord(
            first=0,
            records=1,
            start=Position(0, 0),
            end=Position(0, 0),
            earliest=row["_time"],
            latest=row["_time"],
            rows=json.dumps({**row, "instance_id": left.instance_id}) + "\n",
        )
    )
    Journal(left.path, state).close()
    ship(store.url, tmp_path)
    rows = store.wait_for(f'instance_id:="{left.instance_id}"', 11)
    assert sorted(int(one["seq"]) for one in rows) == list(range(11))
    (found,) = [one["_msg"] for one in rows if one["seq"] == "0"]
    assert found == "password=***"


@pytest.mark.parametrize("offset", [0, 7])
def test_a_position_in_a_file_that_a_journal_does_not_describe(store, tmp_path, offset):
    """A loss is told where something of it was read, and nothing fails for good."""
    left = Leftover(tmp_path, 10, files=1, url=store.url)
    state = left.state(verified=10)
    state.apply(NumberedRecord(10, Position(1, offset)))
    Journal(left.path, state).close()
    (outcome,), _ = ship(store.url, tmp_path)
    assert outcome["result"] == "stored"
    assert outcome["is_loss_unknown"] == bool(offset)


#: Bytes in the place of a journal: pipes where there are none.
_BAD_JOURNALS = {
    "a pipe": None,
    "nothing": b"",
    "no journal": b"\xff\n" * 10,
    "too deep": b'{"record":"identities","table":{"a":' + b"[" * 100_000 + b"\n",
}


@pytest.mark.parametrize("suffix", [".journal", ".journal.node"])
@pytest.mark.parametrize("kind", _BAD_JOURNALS)
def test_a_bad_journal_is_its_own_sessions_trouble(store, tmp_path, suffix, kind):
    """Be it the shipper's or the one that a node hands to a companion, alone or beside it."""
    good = Leftover(tmp_path, 20, url=store.url, age_secs=300).save()
    alone = Leftover(tmp_path, 20, url=store.url, age_secs=200)
    beside = Leftover(tmp_path, 20, url=store.url, age_secs=100).save()
    for left in (alone, beside) if suffix.endswith(".node") else (alone,):
        path = left.path.with_suffix(suffix)
        if (content := _BAD_JOURNALS[kind]) is None:
            os.mkfifo(path)
        else:
            path.write_bytes(content)
    options = ["--window", 2, "--json", "--timeout", 30, "--url", store.url]
    process = command("ship", "--spool-dir", tmp_path, *options)
    out, errors = process.communicate(timeout=90)
    found = {json.loads(text)["instance_id"]: json.loads(text) for text in out.splitlines()}
    assert process.returncode == 0, out + errors
    for left in (good, alone, beside):
        assert found[left.instance_id]["result"] == "stored", errors
        Account(store.url, left.instance_id).check_whole(20)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can act as another user")
def test_a_link_of_another_user_to_a_spool_is_not_followed(store, tmp_path):
    """It leads to a directory of this user's own, which was not meant; a link of one's own may."""
    shared, spool = tmp_path / "shared", tmp_path / "spool"
    shared.mkdir()
    shared.chmod(0o1777)
    spool.mkdir(mode=0o700)
    left = Leftover(spool, 10, url=store.url).save()
    link = shared / "nautilus-vlogs"
    link.symlink_to(spool)
    os.chown(link, 65_534, 65_534, follow_symlinks=False)
    _, errors = ship(store.url, link, code=1)
    assert f"{link} belongs to another user" in errors
    assert left.path.exists()
    os.chown(link, 0, 0, follow_symlinks=False)
    ship(store.url, link)
    Account(store.url, left.instance_id).check_whole(10)


@pytest.mark.parametrize("kind", ["open", "elsewhere", "instance"])
def test_a_planted_journal_sends_and_deletes_nothing(store, tmp_path, kind):
    """Neither from a directory that others can write to, nor from outside of the spool."""
    secret = tmp_path / "secret.json"
    word = f"planted{uuid.uuid4().hex}"
    secret.write_bytes(line(1, time.time_ns()).replace(b"tick number=1", word.encode()))
    root = tmp_path / "spool"
    root.mkdir(mode=0o700)
    left = Leftover(root, 10, url=store.url)
    state = left.state()
    if kind == "elsewhere":
        state.files[0] = LogFile(0, str(secret))
    elif kind == "instance":
        state.session = type(state.session)(
            **{
                **{name: getattr(state.session, name) for name in state.session.__struct_fields__},
                "instance_id": "../../zzz",
            },
        )
    Journal(left.path, state).close()
    if kind == "open":
        left.directory.parent.chmod(0o777)
    options = ["--window", 2, "--json", "--timeout", 60 if kind == "instance" else 20]
    process = command("ship", "--spool-dir", root, "--url", store.url, *options)
    out, errors = process.communicate(timeout=120)
    assert secret.exists()
    assert not list(tmp_path.rglob("*zzz*"))
    store.flush()
    assert store.query(f'"{word}"') == []
    if kind == "instance":
        assert "no UUID" in errors  # it is shipped as a session without a journal
        assert process.returncode == 0, out + errors
        assert Account(store.url, left.instance_id).numbers["n"] == 10
    else:
        assert process.returncode == 1, out + errors
        assert all(path.exists() for path in left.paths)


def test_watching_ships_what_a_crash_leaves(store, tmp_path):
    """It stays, takes over within a moment what appears, tidies up, and ends when told to."""
    process = command("ship", "--spool-dir", tmp_path, "--watch", "--window", 2, "--json")
    try:
        for _ in range(2):
            left = Leftover(tmp_path, 300, url=store.url).save()
            eventually(lambda path=left.directory: not path.exists(), timeout=60)
            Account(store.url, left.instance_id).check_whole(300)
    finally:
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert [json.loads(text)["result"] for text in out.splitlines()] == ["stored", "stored"]


@pytest.mark.parametrize("name", ["ship", "follow"])
def test_a_stop_tells_what_is_left(tmp_path, name):
    """By the exit code and the objects of `ship --watch`; `follow` leaves it to its next start."""
    is_ship = name == "ship"
    left = [Leftover(tmp_path, 5).save() for _ in range(6)]  # more than are shipped at a time
    live = SessionLock(Leftover(tmp_path, 5).save().directory)
    assert live.acquire()
    process = command(name, "--spool-dir", tmp_path, "--json", *["--watch"] * is_ship)
    try:
        eventually(lambda: any(SessionLock(one.directory).is_adopted() for one in left), timeout=60)
    finally:
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=60)
        live.release(remove=True)
    assert process.returncode == int(is_ship), out + errors
    found = {one["instance_id"]: one["result"] for one in map(json.loads, out.splitlines())}
    assert set(found.values()) == {"left"}
    assert not is_ship or set(found) == {one.instance_id for one in left}


@pytest.mark.parametrize("mode", [(), ("--watch",)], ids=["once", "watch"])
@pytest.mark.parametrize("kind", ["fails", "hangs"])
def test_a_store_that_answers_nothing_keeps_no_log_from_another_one(
    store, fake, tmp_path, mode, kind
):
    """More logs are left for it than are shipped at a time, and they come first."""
    fake.otherwise = answer(500) if kind == "fails" else fake.hang
    silent = [Leftover(tmp_path, 50, url=fake.url, age_secs=900).save() for _ in range(6)]
    left = Leftover(tmp_path, 50, url=store.url).save()
    process = command("ship", "--spool-dir", tmp_path, "--window", 2, *mode)
    try:
        eventually(lambda: not left.directory.exists(), timeout=90)
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate()
    Account(store.url, left.instance_id).check_whole(50)
    ship(store.url, tmp_path)  # nothing of the others is gone
    for one in silent:
        Account(store.url, one.instance_id).check_whole(50)
