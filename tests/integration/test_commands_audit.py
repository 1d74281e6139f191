import json
import time

import pytest
from command_kit import run

from nautilus_vlogs.times import rfc3339

SECOND = 1_000_000_000


@pytest.fixture
def insert(store):
    """Insert rows with these numbers, of an instance of this test."""

    def insert(numbers, name="", secs_ago=3_600, spacing=SECOND // 1_000):
        base = time.time_ns() - secs_ago * SECOND
        rows = [
            {
                "_time": rfc3339(base + i * spacing),
                "_msg": "x",
                "instance_id": store.id + name,
                "trader_id": "T-001",
                "seq": str(i),
            }
            for i in numbers
        ]
        for at in range(0, len(rows), 10_000):
            store.insert(*rows[at : at + 10_000])
        store.wait_for(
            f'instance_id:="{store.id}{name}" | stats count() n',
            lambda found: found and int(found[0]["n"]) >= len(rows),
        )

    return insert


def audit(capsys, store, *arguments, name=""):
    code, out, err = run(
        capsys, "audit", "--url", store.url, "--instance", store.id + name, "--json", *arguments
    )
    found = json.loads(out)
    return code, found["instances"][0] if found["instances"] else None, err


def test_audit_of_a_complete_run(store, insert, capsys):
    """Nothing is missing: exit 0."""
    insert(range(1_234))
    code, found, _ = audit(capsys, store)
    assert code == 0
    assert (found["first_seq"], found["last_seq"], found["records"]) == (0, 1_233, 1_234)
    assert (found["missing"], found["duplicates"], found["gaps"]) == (0, 0, [])
    assert found["trader_id"] == "T-001"


def test_audit_finds_each_gap_and_duplicate(store, insert, capsys):
    """To the number, in a run of many rows."""
    numbers = set(range(30_000)) - {
        0,
        1,
        777,
        *range(9_998, 10_503),
        *range(20_000, 20_002),
        29_000,
    }
    insert([*sorted(numbers), 5, 5, 6])
    code, found, _ = audit(capsys, store)
    assert code == 1
    assert found["gaps"] == [
        [0, 1],
        [777, 777],
        [9_998, 10_502],
        [20_000, 20_001],
        [29_000, 29_000],
    ]
    assert found["missing"] == 2 + 1 + 505 + 2 + 1
    assert found["duplicates"] == 3
    assert found["doubled"] == [[5, 6]]


def test_audit_of_a_run_with_very_many_gaps_is_bounded(store, insert, capsys):
    """The number of missing records is exact, the list of gaps has an end."""
    insert(range(0, 4_000, 2))
    code, found, _ = audit(capsys, store)
    assert (code, found["missing"], len(found["gaps"])) == (1, 1_999, 50)
    assert found["gaps"][:2] == [[1, 1], [3, 3]]


@pytest.mark.parametrize("copies", [range(700, 1_100), [3], [3, 5, 7], [4, 4, 4, 4]])
def test_audit_tells_what_came_twice(store, insert, capsys, copies):
    """Nothing is missing, and what is there twice is a finding, number by number."""
    insert([*range(1_234), *copies])
    store.flush()
    code, found, _ = audit(capsys, store)
    assert (code, found["missing"], found["duplicates"]) == (1, 0, len(copies))
    told = {number for low, high in found["doubled"] for number in range(low, high + 1)}
    assert told == set(copies)
    code, out, _ = run(capsys, "audit", "--url", store.url, "--instance", store.id)
    assert code == 1
    assert f"{len(copies):,} duplicates" in out
    assert f"  more than once: {copies[0]:,}" in out


@pytest.mark.parametrize(
    ("first_day", "second_day", "gaps", "doubled"),
    [
        (range(10), [4, *range(11, 20)], [[10, 10]], [[4, 4]]),
        (range(0, 3_000, 2), range(1, 3_000, 2), [], []),
        ([*range(500), 501], [500, *range(502, 1_000)], [], []),
        (range(2_000), range(1_000, 3_000), [], [[1_000, 1_999]]),
        ([n for n in range(2_000) if n != 77], range(2_001, 4_000), [[77, 77], [2_000, 2_000]], []),
        ([*range(50), *range(60, 90)], [*range(40, 55), 80, 95], [[55, 59], [90, 94]], None),
    ],
    ids=["a copy", "every other", "over midnight", "many copies", "apart", "mixed"],
)
def test_audit_counts_a_number_of_two_days_once(
    store, insert, capsys, first_day, second_day, gaps, doubled
):
    """A copy of another day hides no gap, and rows out of order are no copies."""
    insert(first_day, secs_ago=30 * 3_600, spacing=1_000)
    insert(second_day, secs_ago=3_600, spacing=1_000)
    store.flush()
    code, found, _ = audit(capsys, store, "--since", "2d")
    both = set(first_day) & set(second_day)
    assert found["gaps"] == gaps
    assert found["missing"] == sum(high - low + 1 for low, high in gaps)
    assert found["records"] == len({*first_day, *second_day})
    assert found["duplicates"] == len(both)
    assert found["doubled"] == doubled or doubled is None
    assert code == bool(gaps or both)


def test_audit_of_days_and_of_a_run_that_began_before(store, insert, capsys):
    """A run over midnight is one run; one that began earlier is judged from the range on."""
    insert(range(100), secs_ago=30 * 3_600, spacing=1_000 * SECOND)
    code, found, _ = audit(capsys, store, "--since", "2d")
    assert (code, found["first_seq"], found["last_seq"]) == (0, 0, 99)
    code, found, _ = audit(capsys, store, "--since", "24h")
    assert (code, found["missing"], found["begins_inside"]) == (0, 0, False)
    assert found["first_seq"] > 0


def test_audit_waits_for_rows_on_their_way(store, insert, capsys, monkeypatch):
    """A gap behind which the node logs just now may be about to be filled."""
    insert([0, 1, 3], secs_ago=1, spacing=1)
    late = [2]
    real = time.sleep

    def sleep(secs):
        if late:
            insert([late.pop()], secs_ago=1, spacing=1)
        real(secs)

    monkeypatch.setattr("nautilus_vlogs.commands.audit.time.sleep", sleep)
    code, found, _ = audit(capsys, store, "--settle", 20)
    assert (code, found["missing"]) == (0, 0)


def test_audit_in_words(store, insert, capsys):
    """Instances of all kinds, each with its numbers."""
    insert([0, 1, 2, 5, 6, 8], name="-a")
    code, out, _ = run(capsys, "audit", "--url", store.url, "--instance", f"{store.id}-a")
    assert code == 1
    assert "seq 0 to 8" in out
    assert "6 records, 3 missing, 0 duplicates" in out
    assert "  missing: 3 to 4\n  missing: 7\n" in out
    code, out, _ = run(capsys, "audit", "--url", store.url)
    assert code == 1
    assert f"{store.id}-a" in out


def test_audit_of_nothing(store, capsys):
    """No rows at all is told and a finding, of a run that was asked for or of any."""
    code, found, _ = audit(capsys, store, name="-none")
    assert (code, found) == (1, None)
    wanted = ("--url", store.url, "--instance", f"{store.id}-none", "--json")
    code, out, _ = run(capsys, "audit", *wanted)
    assert (code, json.loads(out)["ok"]) == (1, False)
    code, out, err = run(capsys, "audit", "--url", store.url, "--since", "10d", "--until", "9d")
    assert (code, out) == (1, "")
    assert "no numbered rows" in err
    code, out, _ = run(
        capsys, "audit", "--url", store.url, "--since", "10d", "--until", "9d", "--json"
    )
    assert (code, json.loads(out)["ok"]) == (1, False)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--since", "100d"], 2),
        (["--settle", "-1"], 2),
        (["--settle", "nan"], 2),
        (["--instance", "x" * 5_000], 2),
        (["--url", "http://127.0.0.1:1"], 1),
    ],
)
def test_audit_exit_codes(arguments, wanted, store, capsys):
    """2 for bad usage, 1 where there is no answer."""
    code, out, err = run(capsys, "audit", "--url", store.url, *arguments)
    assert (code, out) == (wanted, "")
    assert err.startswith("vlogs-nt: ")


@pytest.mark.parametrize(
    ("numbers", "lost", "totals"),
    [
        (range(5), ["7"], (7, 0)),
        (range(5), ["7", "13"], (20, 0)),
        (range(5), ["unknown"], (0, 1)),
        (range(5), ["unknown", "3"], (3, 1)),
        ([], ["4"], (4, 0)),
    ],
)
def test_audit_of_losses_that_rows_report(store, capsys, numbers, lost, totals):
    """Exit 1, be the rows numbered or written by a successor, and the number known or not."""
    row = {"_msg": "x", "instance_id": store.id, "trader_id": "T-001"}
    times = iter(range(time.time_ns() - 3_600 * SECOND, time.time_ns()))
    rows = [{**row, "_time": rfc3339(next(times)), "seq": str(i)} for i in numbers]
    rows += [{**row, "_time": rfc3339(next(times)), "lost": one} for one in lost]
    store.insert(*rows)
    store.wait_for(f'instance_id:="{store.id}"', len(rows))
    code, found, _ = audit(capsys, store)
    assert code == 1
    assert (found["lost"], found["unknown_losses"]) == totals
    assert (found["records"], found["missing"], found["duplicates"]) == (len(numbers), 0, 0)
    code, out, _ = run(capsys, "audit", "--url", store.url, "--instance", store.id)
    assert code == 1
    assert "lost before they could be read, as rows report" in out


def test_audit_counts_what_was_put_aside(store, capsys):
    """A record that could not be stored is neither missing nor hidden."""
    row = {"_msg": "x", "instance_id": store.id, "_time": rfc3339(time.time_ns() - SECOND)}
    store.insert({**row, "seq": "0"}, {**row, "seq": "1", "put_aside": "too long"})
    store.wait_for(f'instance_id:="{store.id}"', 2)
    code, found, _ = audit(capsys, store)
    assert (code, found["put_aside"], found["missing"]) == (0, 1, 0)


def test_audit_of_more_instances_than_an_answer_holds(store, capsys):
    """Each is there: they are asked for by pages."""
    at = rfc3339(time.time_ns() - SECOND)
    names = [f"{store.id}-{i:04}" for i in range(900)]
    store.insert(*({"_time": at, "_msg": "x", "instance_id": name, "seq": "0"} for name in names))
    store.wait_for(f'instance_id:"{store.id}"*', 900)
    _, out, _ = run(capsys, "audit", "--url", store.url, "--since", "1h", "--json")
    found = {one["instance_id"] for one in json.loads(out)["instances"]}
    assert set(names) <= found


def test_audit_shows_no_control_characters(store, insert, capsys):
    """Ids are texts of whoever wrote the rows."""
    name = "\x1b[2J\u202e"
    insert([0, 2], name=name)
    code, out, err = run(capsys, "audit", "--url", store.url, "--instance", store.id + name)
    assert code == 1
    assert all(char.isprintable() or char == "\n" for char in out + err)
