import pytest

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.conditions import parse_condition

ROWS = [
    {"name": "MeanRev-001", "price": "1.0500", "side": "BUY"},
    {"name": "MeanRev-002", "price": "1.2", "side": "SELL"},
    {"name": "Mean", "price": "-3"},
    {"name": 'a "b" (c) or * | x', "price": "9000000"},
    {"name": "two\nlines.x", "price": "n/a"},
]


@pytest.fixture(scope="module")
def found(victoria_logs):
    """Return what finds the numbers of the rows that fulfil conditions."""
    from conftest import Store  # noqa: PLC0415 - the fixture of that name is not for modules

    with Store(victoria_logs.url) as store, VictoriaLogsClient(victoria_logs.url) as client:
        store.insert(
            *(
                {"_time": "0", "_msg": "x", "test": store.id, "n": str(i), **row}
                for i, row in enumerate(ROWS)
            )
        )
        store.wait_for(f"test:={store.id}", len(ROWS))

        def call(*conditions):
            rows = client.search(fields={"test": store.id}, where=conditions)
            return sorted(int(row["n"]) for row in rows)

        yield call


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("side=BUY", [0]),
        ("side!=BUY", [1, 2, 3, 4]),
        ("side=*", [0, 1]),
        ("side!=*", [2, 3, 4]),
        ("price>1.1", [1, 3]),
        ("price>=1.05", [0, 1, 3]),
        ("price<0", [2]),
        ("price<= 1.05", [0, 2]),
        ("price=1.2", [1]),
        ("name=Mean*", [0, 1, 2]),
        ("name=Mean?*", [0, 1]),
        ("name=*-00?", [0, 1]),
        ("name!=Mean*", [3, 4]),
        ("name=two*.x", [4]),
        ("name=two*lines?x", [4]),
        ('name=a "b" (c) or * | x', [3]),
        ("name=~^Mean.*1$", [0]),
        ("name!~Mean", [3, 4]),
    ],
)
def test_conditions_find_what_they_say(found, text, wanted):
    """By the real store, whatever the values hold."""
    assert found(parse_condition(text)) == wanted


def test_several_values_and_conditions(found):
    """One of the values, all of the conditions; a negated one holds for none of its values."""
    either = Condition("name", "=", ("MeanRev-00*", "Mean"), has_wildcards=True)
    assert found(either) == [0, 1, 2]
    assert found(either, parse_condition("side!=BUY")) == [1, 2]
    assert found(Condition("name", "!=", ("Mean", "MeanRev-001"))) == [1, 3, 4]
    assert found(Condition("name", "=", ("Mean*",))) == []  # without wildcards a star is a star


@pytest.mark.parametrize(
    "text", ["", "side", "=x", "side=", "price>", "price>x", "price>nan", "price<1 or a:b", ">1"]
)
def test_conditions_that_make_no_sense_are_refused(text):
    """One error names what was wrong."""
    with pytest.raises(InvalidQueryError, match="was "):
        parse_condition(text).to_logsql()


def test_conditions_with_too_many_values_are_refused():
    """So long queries are not sent."""
    with pytest.raises(InvalidQueryError, match="64"):
        Condition("a", "=", tuple(map(str, range(65)))).to_logsql()
    with pytest.raises(InvalidQueryError, match="operator"):
        Condition("a", ":", ("x",)).to_logsql()
