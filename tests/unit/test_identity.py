"""Who logged it: the cases in which a logger's name is not the strategy's id."""

import pytest

from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SOME_STRATEGY
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import IdentityTable

START = "2026-11-23T17:00:00.000000000Z"
FIRST = "2026-11-23T17:00:01.000000000Z"
BETWEEN = "2026-11-23T17:00:01.500000000Z"
SECOND = "2026-11-23T17:00:02.000000000Z"
LATER = "2026-11-23T18:00:00.000000000Z"


def add(table, strategy_id, name, at, *, class_name=None, is_renamed=True):
    table.add_strategy(
        strategy_id,
        name=name,
        class_name=class_name or name,
        at=at,
        is_renamed=is_renamed,
    )


@pytest.fixture
def table():
    return IdentityTable("TRADER-001")


def owner(table, name, at):
    identity, _ = table.find(name, at)
    assert identity is None or identity.source == "strategy"
    return identity and identity.strategy_id


def test_two_strategies_of_a_class(table):
    """Both log as their class until each is registered, and under their ids from then on."""
    add(table, "EMACross-001", "EMACross", FIRST)
    add(table, "EMACross-002", "EMACross", SECOND)
    assert owner(table, "EMACross", START) == "EMACross-001"
    assert owner(table, "EMACross", BETWEEN) == "EMACross-002"
    assert table.find("EMACross", LATER) == (None, False)
    assert table.is_class("EMACross")
    for at in (START, LATER):
        assert table.find("EMACross-001", at) == (Identity("strategy", "EMACross-001"), True)
        assert table.find("EMACross-002", at) == (Identity("strategy", "EMACross-002"), True)


def test_the_moment_of_registration_is_the_next_ones(table):
    """A claim ends just before its strategy's registration."""
    add(table, "EMACross-001", "EMACross", FIRST)
    add(table, "EMACross-002", "EMACross", SECOND)
    assert owner(table, "EMACross", FIRST[:-2] + "0Z") == "EMACross-002"
    assert owner(table, "EMACross", "2026-11-23T17:00:00.999999999Z") == "EMACross-001"


def test_strategy_id_without_a_tag(table):
    """`strategy_id="ORB-001"` without a tag logs as ORB-001, while its id is ORB-000."""
    add(table, "ORB-000", "ORB-001", FIRST, class_name="Breakout")
    assert owner(table, "ORB-001", START) == "ORB-000"
    assert owner(table, "Breakout", START) == "ORB-000"
    assert owner(table, "ORB-000", LATER) == "ORB-000"
    assert table.is_class("Breakout")
    assert not table.is_class("ORB-001")


@pytest.mark.parametrize("order", [1, -1])
def test_a_name_that_is_the_id_of_another(table, order):
    """The name ORB-001 is first that of ORB-000, then the id of another strategy."""
    adding = [
        lambda: add(table, "ORB-000", "ORB-001", FIRST, class_name="Breakout"),
        lambda: add(table, "ORB-001", "ORB", SECOND, class_name="Other"),
    ]
    for each in adding[::order]:
        each()
    assert owner(table, "ORB-001", START) == "ORB-000"
    assert owner(table, "ORB-001", LATER) == "ORB-001"
    assert owner(table, "ORB", START) == "ORB-001"


def test_a_name_that_stays(table):
    """Where the logger keeps its name, that is the strategy's at all times."""
    add(table, "EMACross-001", "EMACross", FIRST, is_renamed=False)
    for at in (START, LATER):
        assert table.find("EMACross", at) == (Identity("strategy", "EMACross-001"), True)


def test_a_name_that_stays_with_two(table):
    """Of two strategies that keep one name it can't be told which one logs."""
    add(table, "EMACross-001", "EMACross", FIRST, is_renamed=False)
    add(table, "EMACross-002", "EMACross", SECOND, is_renamed=False)
    assert table.find("EMACross", LATER) == (SOME_STRATEGY, False)


def test_a_strategy_whose_name_is_its_id(table):
    """Nothing is to be renamed where name and id are the same."""
    add(table, "ORB-001", "ORB-001", FIRST, class_name="Breakout", is_renamed=False)
    assert table.find("ORB-001", LATER) == (Identity("strategy", "ORB-001"), True)
    assert owner(table, "Breakout", START) == "ORB-001"
    assert table.find("Breakout", LATER) == (None, False)


def test_a_strategy_added_while_running(table):
    """What was looked up before is stale once a strategy was added."""
    add(table, "EMACross-001", "EMACross", FIRST)
    assert table.find("Late-003", LATER) == (None, False)
    version = table.version
    add(table, "Late-003", "Late", SECOND)
    assert table.version != version
    assert owner(table, "Late", BETWEEN) == "Late-003"
    assert owner(table, "Late-003", LATER) == "Late-003"


@pytest.mark.parametrize("is_renamed", [True, False])
def test_a_strategy_added_again_under_its_id(table, is_renamed):
    """Both lives are one strategy's, under the class's name as under the id."""
    for at in (FIRST, SECOND):
        add(table, "EMACross-001", "EMACross", at, is_renamed=is_renamed)
    assert owner(table, "EMACross", START) == "EMACross-001"
    assert owner(table, "EMACross", BETWEEN) == "EMACross-001"
    assert owner(table, "EMACross-001" if is_renamed else "EMACross", LATER) == "EMACross-001"
    assert table.named_in("Registered Strategy EMACross-001") == "EMACross-001"


def test_many_strategies_of_a_class_each_have_their_construction(table):
    """Between two registrations the class's name belongs to the later one."""
    times = [f"2026-11-23T17:00:{second:02}.000000000Z" for second in range(40)]
    for number, at in enumerate(times[1:], 1):
        add(table, f"EMACross-{number:03}", "EMACross", at)
    for number, at in enumerate(times[:-1], 1):
        assert owner(table, "EMACross", at) == f"EMACross-{number:03}"
    assert owner(table, "EMACross", times[-1]) is None


def test_actors_and_the_system(table):
    """Other names are what they were recorded as, for good."""
    version = table.version
    table.add("Watcher", ACTOR)
    table.add("ExecEngine", SYSTEM)
    assert table.version != version
    assert table.find("Watcher", START) == (Identity("actor"), True)
    assert table.find("ExecEngine", LATER) == (Identity("system"), True)
    assert table.find("Nobody", LATER) == (None, False)


def test_a_strategy_takes_a_name_that_was_thought_the_systems(table):
    """A claim beats what a name was recorded as before, which is forgotten for good."""
    for name in ("Late", "Momentum"):
        table.add(name, SYSTEM)
    add(table, "Late-001", "Late", FIRST, class_name="Momentum")
    assert owner(table, "Late", START) == "Late-001"
    for name in ("Late", "Momentum"):
        assert table.find(name, LATER) == (None, False)


def test_a_name_is_taken_for_the_systems_until_an_actor_has_it(table):
    """Whoever logs while being constructed is known once it is added, and stays known."""
    assert table.introduce("Watcher", SYSTEM) == SYSTEM
    assert table.find("Watcher", START) == (SYSTEM, True)
    version = table.version
    table.add("Watcher", ACTOR)
    assert table.version != version
    assert table.introduce("Watcher", SYSTEM) == ACTOR
    assert table.find("Watcher", START) == (ACTOR, True)


def test_an_introduction_that_comes_late_takes_no_name_from_a_strategy(table):
    """The shipper's thread may have asked for a name right before a strategy was added."""
    add(table, "Late-001", "Late", FIRST)
    table.introduce("Late", SYSTEM)
    assert owner(table, "Late", START) == "Late-001"
    assert table.find("Late", LATER) == (None, False)


def test_an_actor_keeps_a_name_that_a_strategys_class_has_as_well(table):
    """Only what was taken for the system is forgotten."""
    table.add("Momentum", ACTOR)
    add(table, "Late-001", "Late", FIRST, class_name="Momentum")
    assert table.find("Momentum", LATER) == (ACTOR, True)


def test_another_engines_actors_are_included(table):
    """An actor that was taken for the system is known with its engine's strategies."""
    other = IdentityTable("TRADER-001")
    other.add("Watcher", ACTOR)
    other.add("ExecEngine", SYSTEM)
    table.introduce("Watcher", SYSTEM)
    table.include(other.dump())
    assert table.find("Watcher", START) == (ACTOR, True)
    assert table.find("ExecEngine", START) == (None, False)


def test_a_version_never_comes_twice(table):
    """Two threads that write at a time leave no reader with a stale answer."""
    seen = {table.version}
    for number in range(5):
        table.add(f"Watcher-{number}", ACTOR)
        seen.add(table.version)
        add(table, f"ORB-{number:03}", "ORB", FIRST)
        seen.add(table.version)
    assert len(seen) == 11


def test_a_strategy_may_be_added_while_the_table_is_dumped(table):
    """The node's thread adds strategies at any moment; the dump is of the one or the other."""

    class Adding(tuple):
        __slots__ = ()

        def __iter__(self):
            add(table, "New-001", "New", SECOND)
            return super().__iter__()

    add(table, "ORB-001", "ORB", FIRST)
    table._claims["ORB"] = Adding(table._claims["ORB"])
    dumped = table.dump()
    assert [claim.strategy_id for claim in dumped["claims"]["ORB"]] == ["ORB-001"]


# -- Who is named in a text ------------------------------------------------------------------


@pytest.fixture
def named(table):
    ids = ("ORB-001", "EMACross-002", "EMACross-0021", "orb_15min_call_1-003", "Élan-004")
    for strategy_id in ids:
        add(table, strategy_id, strategy_id.partition("-")[0], FIRST)
    return table.named_in


@pytest.mark.parametrize(
    ("text", "strategy_id"),
    [
        ("Registered OMS.NETTING for Strategy EMACross-002", "EMACross-002"),
        ("OrderFilled(strategy_id=ORB-001, instrument_id=AUD/USD.SIM)", "ORB-001"),
        ("events.order.ORB-001", "ORB-001"),
        ("ORB-001: ORB-001, 'ORB-001'", "ORB-001"),
        ("position AUD/USD.SIM-EMACross-0021 opened", "EMACross-0021"),
        ("(orb_15min_call_1-003)", "orb_15min_call_1-003"),
        ("Élan-004.", "Élan-004"),
        ("cancelled O-20261123-170102-001-002-17", "EMACross-002"),
        ("O-20261123-170102-001-001-1 of ORB-001", "ORB-001"),
        ("client_order_id=O-20261123-170102-001-0021-1,", "EMACross-0021"),
        ("", None),
        ("nobody", None),
        ("ORB-001 and EMACross-002", None),
        ("EMACross-002 and EMACross-0021", None),
        ("O-20261123-170102-001-001-1 of EMACross-002", None),
        ("O-20261123-170102-001-001-1 O-20261123-170102-001-002-1", None),
        ("XORB-001", None),
        ("ORB-0017", None),
        ("EMACross-00212", None),
        ("FOO-20261123-170102-001-001-1", None),
        ("O-20261123-170102-002-001-1", None),
        ("O-20261123-170102-001-099-1", None),
        ("O-20261123-170102-001-", None),
        ("orb-001", None),
    ],
)
def test_the_strategy_that_a_text_names(named, text, strategy_id):
    """It counts if exactly one is named, by its id or by an order id of its own."""
    assert named(text) == strategy_id


def test_a_text_that_names_a_longer_id_only(table):
    """An id within a longer id is not meant."""
    for strategy_id in ("A-1", "AA-1", "A-11", "X-A-1"):
        add(table, strategy_id, strategy_id, FIRST)
    for strategy_id in ("A-1", "AA-1", "A-11", "X-A-1"):
        assert table.named_in(f"for {strategy_id}!") == strategy_id
    assert table.named_in("X-A-1 beside A-1") is None


@pytest.mark.parametrize("trader_id", ["TRADER-001", "A-B-001", "T.*-001"])
def test_order_ids_hold_the_traders_tag(trader_id):
    """What follows the trader's last hyphen is in the order ids."""
    table = IdentityTable(trader_id)
    add(table, "ORB-007", "ORB", FIRST)
    assert table.named_in("O-20261123-170102-001-007-1") == "ORB-007"
    assert table.named_in("O-20261123-170102-002-007-1") is None


def test_nobody_is_named_where_nobody_is():
    """Without strategies no text names one."""
    assert IdentityTable("TRADER-001").named_in("O-20261123-170102-001-001-1 ORB-001") is None
