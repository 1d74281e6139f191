"""Log files of the user's own that several nodes write to, at a time or one after the other."""

import os
import uuid
from collections import Counter

import pytest
from conftest import eventually

from faults.harness import Account
from faults.harness import flushed_numbers
from faults.harness import ship
from faults.harness import spool_files
from faults.harness import told

NAMED = {"log_file_name": "bot"}
ROTATING = {"log_file_max_size": 30_000, "log_file_max_backup_count": 100}


@pytest.fixture
def start(make_node, store, tmp_path):
    """Return a function that starts a node which logs to the test's directory."""

    def start(name, own=NAMED, **actor):
        return make_node(store.url, tmp_path, own=own, progress=name, **actor)

    return start


def log_on(node, lines=1_000):
    """Wait until a node has logged so many lines more."""
    logged = node.logged
    eventually(lambda: node.logged > logged + lines)


def check_once(store, wanted, *nodes, is_gapless=True):
    """Check that each of the numbers is stored once, by whichever of the nodes."""
    store.flush()
    found = []
    for node in nodes:
        rows = store.query(f'instance_id:="{node.instance_id}" _msg:"tick number=" | fields _msg')
        found += [int(row["_msg"].rpartition("=")[2]) for row in rows]
        if is_gapless:
            Account(store.url, node.instance_id).check_gapless()
    assert (Counter(found) - Counter(wanted)).total() == 0, "doubled"
    assert (Counter(wanted) - Counter(found)).total() == 0, "missing"


def test_two_processes_of_a_trader_write_one_file(start, store, tmp_path):
    """One of them ships the lines of both; the other one says so, and goes on when that ends."""
    one, two = start("one"), start("two")
    log_on(two)
    one.stop()
    log_on(two)
    two.stop()
    ship(store.url, tmp_path)
    check_once(store, flushed_numbers(tmp_path), one, two)
    assert len(told(store, one, "Another process of trader")) == 1


def test_one_of_two_processes_is_killed(start, store, tmp_path):
    """The other one goes on where the killed one's journal ends."""
    one, two = start("one"), start("two")
    log_on(two)
    one.kill()
    log_on(two)
    two.stop()
    ship(store.url, tmp_path)
    check_once(store, flushed_numbers(tmp_path), one, two)


@pytest.mark.parametrize("own", [{**NAMED, **ROTATING}, ROTATING], ids=["named", "by default"])
def test_two_processes_rotate_beside_each_other(start, store, tmp_path, own):
    """Each ships its own files; one of a name they share that comes and goes is either's."""
    one, two = start("one", own), start("two", own)
    log_on(two)
    one.stop()
    log_on(two)
    two.stop()
    ship(store.url, tmp_path)  # what a slow machine had no time for
    logged = [number for node in (one, two) for number in range(node.report["logged"])]
    check_once(store, logged, one, two)
    if own is ROTATING:  # the names tell the instance
        for node in (one, two):
            Account(store.url, node.instance_id).check_whole(node.report["logged"])


def test_two_traders_write_one_file(start, store, tmp_path):
    """Each ships its own lines, which bear its name."""
    one, two = start("one", trader_id="ALFA-001"), start("two", trader_id="BETA-001")
    log_on(two)
    one.stop()
    log_on(two)
    two.stop()
    ship(store.url, tmp_path)  # what a slow machine had no time for
    for node in (one, two):
        Account(store.url, node.instance_id).check_whole(node.report["logged"])


@pytest.mark.parametrize("is_fixed", [False, True], ids=["", "one instance"])
@pytest.mark.parametrize("own", [NAMED, {}], ids=["named", "by default"])
def test_killed_nodes_write_one_file_in_turn(start, store, tmp_path, own, is_fixed):
    """What each has left is its own, shipped by the next one or by the command, once."""
    nodes = []
    instance_id = str(uuid.uuid4()) if is_fixed else None
    for name in ("one", "two", "three"):
        nodes.append(start(name, own, instance_id=instance_id))
        log_on(nodes[-1])
        if name != "three":
            nodes[-1].kill()
        if name == "two":
            ship(store.url, tmp_path)
    nodes[-1].stop()
    ship(store.url, tmp_path)
    check_once(
        store, flushed_numbers(tmp_path), *{node.instance_id: node for node in nodes}.values()
    )


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "stopped"])
def test_a_file_that_is_truncated_between_two_runs(start, store, tmp_path, is_killed):
    """The lines of the next run are its own, all of them and once, wherever they stand."""
    one = start("one")
    log_on(one)
    if is_killed:
        one.kill()
    else:
        one.stop()
    (path,) = spool_files(tmp_path)
    size = path.stat().st_size
    os.truncate(path, 0)
    two = start("two", rate=5_000)
    eventually(lambda: path.stat().st_size > 2 * size, timeout=60)
    two.stop()
    ship(store.url, tmp_path)
    Account(store.url, two.instance_id).check_whole(two.report["logged"])
    times = [
        [row["_time"] for row in store.query(f'instance_id:="{node.instance_id}" "tick number"')]
        for node in (one, two)
    ]
    assert max(times[0]) < min(times[1])
    account = Account(store.url, one.instance_id)
    assert account.rows["n"] == account.rows["u"]


@pytest.fixture
def start_of_one(make_node, store, tmp_path):
    """Return a function that starts nodes of one `SpoolLoggingConfig`, as forks and pickles are."""
    directory = tmp_path / f"session-{uuid.uuid4()}"

    def start(name, spool=ROTATING, **actor):
        spool = {"log_directory": str(directory), **spool}
        return make_node(store.url, tmp_path, spool=spool, progress=name, **actor)

    return start


def left_in(directory):
    """Return what is left in a directory beside the nodes' counts of lines."""
    return sorted(path.name for path in directory.iterdir() if path.name not in ("one", "two"))


SPOOLS_OF_ONE_NAME = {
    "named": ({**NAMED, **ROTATING}, False),
    "named, one file": (NAMED, False),
    "one instance": (ROTATING, True),
    "one instance, one file": ({}, True),
}


@pytest.fixture
def start_of_dump(start, tmp_path):
    """
    Return a function that starts nodes of one `TradingNodeConfig` that was dumped and read again.

    Its field is a `LoggingConfig`, so all of them write to the session's directory that it names.
    """
    directory = tmp_path / f"session-{uuid.uuid4()}"

    def start_of_dump(name, spool=ROTATING, **actor):
        own = {"log_directory": str(directory), "log_level_file": "DEBUG", **spool}
        return start(name, own, **actor)

    return start_of_dump


@pytest.mark.parametrize("earlier", [0, 1])
@pytest.mark.parametrize("shipper", ["thread", "companion"])
@pytest.mark.parametrize("kind", SPOOLS_OF_ONE_NAME)
def test_two_processes_of_a_spool_whose_names_say_nothing(
    start_of_one, store, tmp_path, earlier, shipper, kind
):
    """The lines of both are stored once, whichever ships them, and no file is left or missed."""
    spool, is_fixed = SPOOLS_OF_ONE_NAME[kind]
    case = str(uuid.uuid4())
    actor = {"extra_fields": {"case": case}, "shipper": shipper}
    actor |= {"instance_id": case} if is_fixed else {}
    nodes = [start_of_one(name, spool, **actor) for name in ("one", "two")]
    log_on(nodes[1])
    nodes[earlier].stop()
    log_on(nodes[1 - earlier])
    nodes[1 - earlier].stop()
    ship(store.url, tmp_path)  # what a slow machine had no time for
    store.flush()
    rows = store.query(f'case:="{case}"')
    found = Counter(row["_msg"] for row in rows if "tick number=" in row["_msg"])
    logged = [number for node in nodes for number in range(node.report["logged"])]
    wanted = Counter(f"tick number={number}" for number in logged)
    assert (found - wanted).total() == 0, "doubled"
    assert (wanted - found).total() == 0, "missing"
    numbers = Counter((row["instance_id"], row["seq"]) for row in rows)
    assert max(numbers.values()) == 1
    assert not [name for name in left_in(tmp_path) if name.startswith("session")]


@pytest.mark.parametrize("earlier", [0, 1])
def test_two_processes_of_one_spool_configuration(start_of_one, store, tmp_path, earlier):
    """Each ships its own lines and deletes its own files, whichever ends first."""
    nodes = [start_of_one("one"), start_of_one("two")]
    log_on(nodes[1])
    nodes[earlier].stop()
    log_on(nodes[1 - earlier])
    nodes[1 - earlier].stop()
    ship(store.url, tmp_path)  # what a slow machine had no time for
    for node in nodes:
        Account(store.url, node.instance_id).check_whole(node.report["logged"])
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("killed", [0, 1])
def test_one_of_two_processes_of_one_spool_configuration_is_killed(
    start_of_one, store, tmp_path, killed
):
    """What it has left is shipped as its own, beside the other one or after it."""
    nodes = [start_of_one("one"), start_of_one("two")]
    log_on(nodes[1])
    dead, other = nodes[killed], nodes[1 - killed]
    dead.kill()
    flushed = flushed_numbers(tmp_path, dead.instance_id)
    log_on(other)
    other.stop()
    ship(store.url, tmp_path)
    Account(store.url, dead.instance_id).check_whole(max(flushed) + 1)
    Account(store.url, other.instance_id).check_whole(other.report["logged"])
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("shipper", ["thread", "companion"])
@pytest.mark.parametrize("is_fixed", [False, True], ids=["", "one instance"])
def test_a_spool_configuration_that_a_killed_node_had(
    start_of_one, store, tmp_path, is_fixed, shipper
):
    """What that one has left is shipped beside the next node of it, which takes none of it."""
    actor = {"instance_id": str(uuid.uuid4()) if is_fixed else None, "shipper": shipper}
    one = start_of_one("one", {}, **actor)
    log_on(one)
    one.kill()
    flushed = flushed_numbers(tmp_path, one.instance_id)
    (left,) = tmp_path.glob("session-*")
    two = start_of_one("two", {}, **actor)
    eventually(lambda: not left.exists(), timeout=60)
    log_on(two)
    two.stop()
    ship(store.url, tmp_path)
    nodes = {node.instance_id: node for node in (one, two)}.values()
    wanted = [*flushed, *range(two.report["logged"])]
    # A number is left for what might have to be told of a run of the same instance.
    check_once(store, wanted, *nodes, is_gapless=not is_fixed)
    assert not [name for name in left_in(tmp_path) if name.startswith("session")]


@pytest.mark.parametrize(
    ("kind", "shipper"),
    [
        ("named", "thread"),
        ("named, one file", "companion"),
        ("one instance", "companion"),
        ("one instance, one file", "thread"),
    ],
)
def test_a_dump_that_names_what_a_killed_node_had(start_of_dump, store, tmp_path, kind, shipper):
    """What that one left is shipped while the next node writes to its directory."""
    spool, is_fixed = SPOOLS_OF_ONE_NAME[kind]
    case = str(uuid.uuid4())
    actor = {"extra_fields": {"case": case}, "shipper": shipper}
    actor |= {"instance_id": case} if is_fixed else {}
    one = start_of_dump("one", spool, **actor)
    log_on(one)
    one.kill()
    flushed = flushed_numbers(tmp_path)
    two = start_of_dump("two", spool, **actor)

    def found():
        rows = store.query(f'case:="{case}"')
        ticks = [row["_msg"] for row in rows if "tick number=" in row["_msg"]]
        numbers = Counter((row["instance_id"], row["seq"]) for row in rows)
        assert max(numbers.values(), default=0) <= 1
        return Counter(int(tick.rpartition("=")[2]) for tick in ticks)

    eventually(lambda: not Counter(flushed) - found(), timeout=30)
    log_on(two)
    two.stop()
    ship(store.url, tmp_path)  # what a slow machine had no time for
    store.flush()
    wanted = Counter(flushed) + Counter(range(two.report["logged"]))
    assert (found() - wanted).total() == 0, "doubled"
    assert (wanted - found()).total() == 0, "missing"
    assert not [name for name in left_in(tmp_path) if name.startswith("session")]


@pytest.mark.parametrize("is_third", [False, True], ids=["", "after a killed one"])
@pytest.mark.parametrize("kind", ["named", "one instance"])
def test_two_live_nodes_of_a_dump(start_of_dump, store, tmp_path, kind, is_third):
    """Neither ships what is the other's, whichever of them has the directory that it names."""
    spool, is_fixed = SPOOLS_OF_ONE_NAME[kind]
    case = str(uuid.uuid4())
    actor = {"extra_fields": {"case": case}, "shipper": "companion"}
    actor |= {"instance_id": case} if is_fixed else {}
    wanted = Counter()
    if is_third:
        killed = start_of_dump("killed", spool, **actor)
        log_on(killed)
        killed.kill()
        wanted.update(flushed_numbers(tmp_path))
    nodes = [start_of_dump(name, spool, **actor) for name in ("one", "two")]
    log_on(nodes[1])
    nodes[0].stop()
    log_on(nodes[1])
    nodes[1].stop()
    ship(store.url, tmp_path)  # what a slow machine had no time for
    store.flush()
    rows = store.query(f'case:="{case}"')
    ticks = [row["_msg"] for row in rows if "tick number=" in row["_msg"]]
    found = Counter(int(tick.rpartition("=")[2]) for tick in ticks)
    for node in nodes:
        wanted.update(range(node.report["logged"]))
    assert (found - wanted).total() == 0, "doubled"
    assert (wanted - found).total() == 0, "missing"
    assert max(Counter((row["instance_id"], row["seq"]) for row in rows).values()) == 1
    assert not [name for name in left_in(tmp_path) if name.startswith("session")]
