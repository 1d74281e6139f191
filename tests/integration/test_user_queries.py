"""The queries of docs/finding-lines.md, on what the demo logs, against what its rows say."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from command_kit import COMMAND
from command_kit import run

from nautilus_vlogs import VictoriaLogsClient

PAGE = (Path(__file__).parents[2] / "docs" / "finding-lines.md").read_text()
QUERIES = [
    match.replace("\\|", "|") for match in re.findall(r"^\| .* \| `(.*)` \|$", PAGE, re.MULTILINE)
]


def has(name, text):
    """Return what tells whether a field matches an expression."""
    return lambda row: re.search(text, row.get(name, "")) is not None


def number(row, name):
    try:
        return float(row.get(name, "nan"))
    except ValueError:
        return float("nan")


# What each filter is to find, in Python.
FILTERS = {
    "_time:5m": lambda _: True,
    "source:strategy": has("source", "^strategy$"),
    "strategy_id:orb_60min_call_1": has("strategy_id", "^orb_60min_call_1-003$"),
    'strategy_id:="orb_60min_call_1-003"': has("strategy_id", "^orb_60min_call_1-003$"),
    "level:ERROR": has("level", "^ERROR$"),
    "level:in(ERROR,CRITICAL)": has("level", "^(ERROR|CRITICAL)$"),
    "strategy_id:* level:ERROR": lambda row: row["level"] == "ERROR" and "strategy_id" in row,
    "trigger": has("_msg", r"\btrigger\b"),
    '"exit trigger"': has("_msg", r"\bexit trigger\b"),
    '_msg:~"order.*filled"': has("_msg", "(?s)order.*filled"),
    '_msg:~"(?i)order.*filled"': has("_msg", "(?is)order.*filled"),
    '_msg:~"(order|fill|position)" source:strategy': lambda row: (
        row["source"] == "strategy" and has("_msg", "(order|fill|position)")(row)
    ),
    'source:strategy -"trigger" -level:DEBUG': lambda row: (
        row["source"] == "strategy"
        and row["level"] != "DEBUG"
        and not has("_msg", r"\btrigger\b")(row)
    ),
    "price:>1.05": lambda row: number(row, "price") > 1.05,
    "action:=entry side:=call": lambda row: (
        (row.get("action"), row.get("side")) == ("entry", "call")
    ),
    "_time:[A, B) level:WARNING": lambda row: row["level"] == "WARNING",
    "level:ERROR error_traceback:*": lambda row: (
        row["level"] == "ERROR" and "error_traceback" in row
    ),
    "client_order_id:*": lambda row: "client_order_id" in row,
}
COUNTS = {
    "* | stats by (level) count() n": ("level",),
    "strategy_id:* | stats by (strategy_id, level) count() n | sort by (n desc)": (
        "strategy_id",
        "level",
    ),
}
#: NautilusTrader itself writes OrderFilled.
LOWER_CASE = '_msg:~"order.*filled"'
NEWEST = "source:strategy | sort by (_time desc) | limit 5 | fields _time, strategy_id, _msg"


@pytest.fixture(scope="module")
def demo(victoria_logs):
    """Run the demo; return the filter for its rows, and all of them."""
    command = [sys.executable, "-W", "error", "-c", COMMAND, "demo"]
    done = subprocess.run(
        [*command, "--seconds", "5", "--json", "--url", victoria_logs.url],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["instance_id"]


@pytest.fixture(scope="module")
def rows(demo, victoria_logs):
    with VictoriaLogsClient(victoria_logs.url, scope={"instance_id": demo}) as client:
        count = int(client.query("* | stats max(seq) n")[0]["n"]) + 1
        found = []
        for low in range(0, count, 500):
            found += client.query(f"seq:range[{low},{low + 499}]")
    assert len(found) == count
    return found


def spell(query, rows):
    """Write the demo's own time into the query of an absolute range."""
    ends = min(row["_time"] for row in rows), max(row["_time"] for row in rows)
    span = f"_time:[{ends[0][:23]}Z, {ends[1][:17]}59Z) "
    return re.sub(r"^_time:\[.*\) ", lambda _: span, query)


def plain(query):
    return re.sub(r"^_time:\[.*\) ", "_time:[A, B) ", query)


def test_every_query_of_the_page_is_tested():
    """And the page holds every query that is tested."""
    assert sorted(map(plain, QUERIES)) == sorted([*FILTERS, *COUNTS, NEWEST])


@pytest.mark.parametrize("query", [q for q in QUERIES if plain(q) in FILTERS])
def test_a_filter_finds_the_right_rows(query, rows, store, capsys):
    """In the store itself, through the client, and through the command."""
    wanted = {row["seq"] for row in rows if FILTERS[plain(query)](row)}
    # What the demo never logs is no proof that it would be found: see the last test for that.
    assert wanted or query == LOWER_CASE
    query, demo = spell(query, rows), rows[0]["instance_id"]
    found = store.query(f'{query} instance_id:="{demo}" | fields seq')
    assert {row["seq"] for row in found} == wanted
    with VictoriaLogsClient(store.url, scope={"instance_id": demo}) as client:
        rows_found = client.query(query)
        assert [row["seq"] for row in rows_found] == sorted(wanted, key=int)[-500:]
        assert len(client.search(query=query)) == min(500, len(wanted))
    arguments = ["--field", f"instance_id={demo}", "--query", query, "--limit", 500, "--json"]
    code, out, _ = run(capsys, "logs", "--url", store.url, *arguments)
    assert code == 0
    assert {json.loads(line)["seq"] for line in out.splitlines()} <= wanted


@pytest.mark.parametrize("query", [q for q in QUERIES if q in COUNTS])
def test_a_count_is_right(query, demo, rows, store):
    """As counted by hand."""
    names = COUNTS[query]
    wanted = Counter(
        tuple(row.get(name, "") for name in names)
        for row in rows
        if "strategy_id" in row or names == ("level",)
    )
    with VictoriaLogsClient(store.url, scope={"instance_id": demo}) as client:
        found = client.query(query)
    assert {tuple(row[name] for name in names): int(row["n"]) for row in found} == dict(wanted)
    assert "sort" not in query or [int(row["n"]) for row in found] == sorted(
        wanted.values(), reverse=True
    )


def test_the_newest_lines_with_chosen_fields(demo, rows, store):
    """Five, newest first, with those fields and no others."""
    with VictoriaLogsClient(store.url, scope={"instance_id": demo}) as client:
        found = client.query(NEWEST)
    mine = sorted((row["_time"] for row in rows if row["source"] == "strategy"), reverse=True)
    assert [row["_time"] for row in found] == mine[:5]
    assert {name for row in found for name in row} == {"_time", "strategy_id", "_msg"}


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("spx_price:>5900", ["5900.5", "6000"]),
        ("strategy_id:orb_15min_call_1", ["5900.5"]),
        (LOWER_CASE, ["5900"]),
    ],
)
def test_prices_and_ids_of_other_strategies(query, wanted, store):
    """What the demo has no rows of: numbers of another size, an id of another class."""
    base = {"_time": "0", "test": store.id}
    prices = ["5900", "5900.5", "6000", "n/a", "$6,000"]
    texts = ["an order was filled", "entry", "filled an order", "Order filled", "disorder"]
    store.insert(
        *(
            {**base, "_msg": text, "spx_price": price, "strategy_id": f"orb_{i}5min_call_1-00{i}"}
            for i, (text, price) in enumerate(zip(texts, prices, strict=True))
        )
    )
    store.wait_for(f"test:={store.id}", 5)
    with VictoriaLogsClient(store.url, scope={"test": store.id}) as client:
        assert sorted(row["spx_price"] for row in client.query(query)) == wanted
