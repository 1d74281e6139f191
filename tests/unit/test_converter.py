"""Lines in, rows out: every rule of a row, and everything that may stand in a line."""

import asyncio
import json
import re
import time
from datetime import UTC
from datetime import datetime
from types import SimpleNamespace

import pytest
from converter_kit import CONSTANTS
from converter_kit import LONG
from converter_kit import SECOND
from converter_kit import UNFIT
from converter_kit import Converter
from converter_kit import ago
from converter_kit import checked
from converter_kit import line
from converter_kit import logged
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.convert import converter as record_module
from nautilus_vlogs.convert.backtest import BacktestConverter
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.escapes import without_escapes
from nautilus_vlogs.convert.field_names import FieldNames
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.schema import MAX_ROW_BYTES
from nautilus_vlogs.times import rfc3339


@pytest.fixture
def clock(monkeypatch):
    """Let a test set the converter's time."""
    clock = SimpleNamespace(ns=time.time_ns())
    namespace = SimpleNamespace(time=lambda: clock.ns / SECOND, time_ns=lambda: clock.ns)
    monkeypatch.setattr(record_module, "time", namespace)
    return clock


# -- The fields of a row ---------------------------------------------------------------------


def test_a_row_is_the_record_and_the_constants():
    """A plain line becomes exactly the fields of the contract."""
    at = ago(5)
    assert Converter().row("hello", at=at) == {
        "_time": at,
        "_msg": "hello",
        "level": "INFO",
        "seq": 0,
        "source": "strategy",
        "strategy_id": "ORB-001",
        "component": "ORB-001",
        **CONSTANTS,
    }


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("TRACE", "TRACE"),
        ("DEBUG", "DEBUG"),
        ("INFO", "INFO"),
        ("WARN", "WARNING"),
        ("WARNING", "WARNING"),
        ("ERROR", "ERROR"),
        ("CRITICAL", "CRITICAL"),
    ],
)
def test_levels(written, stored):
    """Nautilus's WARN is stored as WARNING, every other level as it is."""
    assert Converter().row(level=written)["level"] == stored


@pytest.mark.parametrize(
    ("component", "tags"),
    [
        ("ORB-001", {"source": "strategy", "strategy_id": "ORB-001"}),
        ("Watcher", {"source": "actor"}),
        ("ExecEngine", {"source": "system"}),
    ],
)
def test_source_and_strategy_follow_the_logger(component, tags):
    """A strategy's lines carry its id, an actor's and the system's carry none."""
    row = Converter().row(component=component)
    assert row["component"] == component
    assert {key: row[key] for key in ("source", "strategy_id") if key in row} == tags


def test_engine_line_about_one_strategy_carries_its_id():
    """A line of the system that names exactly one strategy belongs to it, of two to none."""
    converter = Converter()
    one, two = converter.rows(
        line("Registered OMS for Strategy EMACross-002", component="ExecEngine"),
        line("ORB-001 and EMACross-002", component="ExecEngine"),
    )
    assert (one["strategy_id"], one["source"]) == ("EMACross-002", "system")
    assert "strategy_id" not in two


def test_order_manager_lines_belong_to_the_strategy_that_they_name():
    """What is logged under a class's name belongs to a strategy, named or not."""
    named, unnamed = Converter().rows(
        line("Cancelled for ORB-001", component="Breakout"),
        line("Something", component="Breakout"),
    )
    assert (named["source"], named["strategy_id"]) == ("strategy", "ORB-001")
    assert unnamed["source"] == "strategy"
    assert "strategy_id" not in unnamed


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[1;38;5;200mbold\x1b[m and \x1b[2Kplain", "bold and plain"),
        ("\x1b]odd\x1bMend", "oddend"),
        ("\x1b]0;title\x07a \x1b]8;;http://x\x1b\\link", "a link"),
        ("\x1bPq#0\x1b\\b \x9b31mc\x9d0;t\x9cd", "b cd"),
        ("no code [31m", "no code [31m"),
        ("one \x1b[0m= two\x1b[0m", "one = two"),
    ],
)
def test_ansi_codes_go(written, stored):
    """Colour codes are taken out, the text between them stays."""
    assert Converter().row(written)["_msg"] == stored


@pytest.mark.parametrize(
    "message", ["", " ", "\n", "\t\r\n ", "\x1b[0m", " \x1b[1m\x1b[0m\n", "　"]
)
def test_a_blank_message_takes_no_seq(message):
    """Records that say nothing are left out, and the numbers around them have no gap."""
    converter = Converter()
    rows = converter.rows(line("before"), line(message), line("after"))
    assert [(row["seq"], row["_msg"]) for row in rows] == [(0, "before"), (1, "after")]
    assert converter.dead_letters == []


@pytest.mark.parametrize("blank", [b"\n", b" \t \n", b"\r\n", b"\n\n\n", b"\x0b\x0c\n"])
def test_blank_lines_are_passed_over(blank):
    """Lines of white space are no records, not even bad ones."""
    converter = Converter()
    rows = converter.rows(blank, line("a"), blank, line("b"), blank)
    assert [row["_msg"] for row in rows] == ["a", "b"]
    assert converter.put_aside == 0


@pytest.mark.parametrize(
    "message", ["é 😀 \u2028 \x85", 'tab\t"quoted" \\ back', "a\nb\r\nc", "}\n"]
)
def test_any_text_is_stored_as_it_is(message):
    """A message's characters survive, line ends of all kinds included."""
    assert Converter().row(message)["_msg"] == message


def test_seq_runs_on_over_everything():
    """Rows, notices and rows for what was put aside are numbered in one sequence, without gaps."""
    converter = Converter()
    seqs = [row["seq"] for row in converter.rows(line(), b"bad\n", line(""), line())]
    seqs += [row["seq"] for row in checked(converter.notice("5 records lost", lost="5").rows)]
    seqs += [row["seq"] for row in converter.rows(b"\xff\n", line())]
    assert seqs == [0, 1, 2, 3, 4, 5]
    assert converter.next_seq == 6


def test_fields_of_rust_records_are_kept():
    """Keys that Rust code adds become fields; a value that is no text is stored as JSON."""
    row = Converter().row(venue="BINANCE", latency_ms=12, nested={"a": [1, None]}, flag=True)
    assert row["venue"] == "BINANCE"
    assert row["latency_ms"] == "12"
    assert json.loads(row["nested"]) == {"a": [1, None]}
    assert row["flag"] == "true"
    assert "color" not in row


def test_nothing_in_a_line_overrides_a_tag():
    """Neither Rust's keys nor a message's pairs can take a tag's or a constant's name."""
    hostile = {
        "_time": "1999-01-01T00:00:00Z",
        "_msg": "other",
        "_stream": "{}",
        "_stream_id": "0",
        "_anything": "x",
        "": "empty",
        "seq": "99",
        "source": "python",
        "strategy_id": "EVIL-666",
        "instance_id": "forged",
        "host": "elsewhere",
        "environment": "backtest",
        "app": "another",
        "put_aside": "no",
        "error_type": "Nothing",
        "lost": "7",
    }
    pairs = " ".join(f"{key}={value}" for key, value in hostile.items())
    at = ago(5)
    tags = Converter().row("hello", at=at)
    assert Converter().row(pairs, at=at) == {**tags, "_msg": pairs}
    row = Converter().row(at=at, **hostile)
    assert json.loads(row.pop("more_fields")) == hostile
    assert row == tags


def test_fields_that_can_t_stand_in_a_row_are_kept_in_one():
    """Names that are too long, a tag's or reserved, and those beyond 500, are in `more_fields`."""
    unfit = {"k" * 129: "long", "host": "mine", "_id": "7", "lost": "3", "": "empty"}
    fit = {f"x{number}": str(number) for number in range(300)}
    row = Converter().row("text", **fit, **unfit)
    assert {key: row[key] for key in fit} == fit
    assert json.loads(row["more_fields"]) == unfit
    many = {f"client_{number}": str(number) for number in range(600)}
    converter = Converter()
    converter._names = FieldNames(limit=1_000)
    row = converter.row("text", **many)
    kept = json.loads(row["more_fields"])
    assert {key: row.get(key) or kept[key] for key in many} == many
    assert len(row) <= 500 + 1 + len(CONSTANTS)


def test_fields_of_a_line_that_lacks_usual_keys_are_kept():
    """A line without a colour and a trader, as other writers have it, loses none of its own."""
    entry = json.loads(line("text", venue="X"))
    del entry["color"], entry["trader_id"]
    (row,) = Converter().rows(json.dumps(entry).encode() + b"\n")
    assert row["venue"] == "X"


@pytest.mark.parametrize("message", ["", " ", "\n", "\x1b[0m"])
def test_a_record_of_fields_alone_is_a_row(message):
    """An empty message with fields beside it says something: a dash stands for its text."""
    converter = Converter()
    rows = converter.rows(line(message, order_id="O-1"), line(message), line("next"))
    assert [(row["seq"], row["_msg"], row.get("order_id")) for row in rows] == [
        (0, "-", "O-1"),
        (1, "next", None),
    ]


def test_an_extra_field_of_the_user_keeps_its_value():
    """A constant that has the name of something lifted stays, and comes once."""
    converter = Converter({**CONSTANTS, "event": "mine", "action": "constant"})
    assert converter.row("OrderFilled(action=1)")["event"] == "mine"
    row = converter.row("action=lifted event=other", action="rust")
    assert (row["event"], row["action"]) == ("mine", "constant")
    assert json.loads(row["more_fields"]) == {"action": "rust"}


def test_pairs_are_lifted_from_what_strategies_say_only():
    """A strategy's pairs become fields, the system's only those of events and commands."""
    text = "entry trigger action=entry spx_price=5890.50"
    strategy, system, event = Converter().rows(
        line(text),
        line(text, component="ExecEngine"),
        line("<--[EVT] OrderFilled(last_px=1_000.50, side=BUY)", component="ExecEngine"),
    )
    assert (strategy["action"], strategy["spx_price"], strategy["_msg"]) == (
        "entry",
        "5890.50",
        text,
    )
    assert "action" not in system
    assert (event["event"], event["last_px"], event["side"]) == ("OrderFilled", "1000.50", "BUY")


def test_lifting_can_be_turned_off():
    """Without `extract_fields` the rows hold tags and constants only."""
    row = Converter(extract_fields=False).row("OrderFilled(a=1)")
    assert row.keys() == Converter().row("hello").keys()


def test_what_rust_wrote_beats_what_was_lifted():
    """A key beside the message is meant as a field, a pair within it only looks like one."""
    assert Converter().row("action=text", action="key")["action"] == "key"


# -- Exceptions ------------------------------------------------------------------------------


class RiskBreach(Exception):  # noqa: N818  # a name that does not tell
    pass


class Überlauf(Exception):  # noqa: N818, PLC2401  # as above, and not ASCII
    pass


def raise_(error):
    raise error


def raise_from(error, cause):
    try:
        raise_(cause)
    except Exception as e:
        raise error from e


def raise_while_handling(error, other):
    try:
        raise_(other)
    except Exception:  # noqa: BLE001  # any will do
        raise_(error)


def raise_with_note():
    error = ValueError("noted")
    error.add_note("a note\nof two lines")
    raise error


def raise_recursion():
    raise_recursion()


RAISERS = {
    "plain": lambda: 1 // 0,
    "no text": [].pop,
    "empty text": lambda: raise_(RuntimeError()),
    "several lines": lambda: raise_(ValueError("one\ntwo (a=1)\n\nfour")),
    "looks like another": lambda: raise_(ValueError("bad\nOther(thing)")),
    "parentheses": lambda: raise_(KeyError("(((")),
    "another name": lambda: raise_(RiskBreach("limit=5")),
    "not ASCII": lambda: raise_(Überlauf("zu viel")),
    "chained": lambda: raise_from(RuntimeError("outer"), ValueError("inner")),
    "context": lambda: raise_while_handling(RuntimeError("outer"), ValueError("inner\n2")),
    "syntax": lambda: compile("a b", "config.py", "exec"),
    "note": raise_with_note,
    "recursion": raise_recursion,
    "cancelled": lambda: raise_(asyncio.CancelledError()),
    "interrupt": lambda: raise_(KeyboardInterrupt("x")),
    "exit": lambda: raise_(SystemExit(3)),
    "group": lambda: raise_(ExceptionGroup("two", [ValueError(1), TypeError("x\ny")])),
    "chained group": lambda: raise_from(RuntimeError("outer"), ExceptionGroup("g", [OSError(5)])),
    "base group": lambda: raise_(BaseExceptionGroup("two", [KeyboardInterrupt()])),
}


@pytest.mark.parametrize("message", ["caught", "several\nlines\n", "with key=1 (and more)", "é: "])
@pytest.mark.parametrize("name", RAISERS)
def test_a_traceback_is_split_off(name, message):
    """Of `log.exception` the message keeps the exception's text, its type and traceback go."""
    try:
        RAISERS[name]()
    except BaseException as e:  # noqa: BLE001  # all kinds are tried
        text, kind = logged(message, e), type(e).__name__
        head = f"{message}\n{kind}({e})"
    row = Converter().row(text, level="ERROR")
    assert row["_msg"] == head
    assert row["error_type"] == kind
    assert row["error_traceback"] == text[len(head) + 1 :].rstrip()
    assert "Traceback (most recent call last):" in row["error_traceback"]


def test_a_chain_is_whole():
    """The traceback of a chain holds both exceptions and what joins them."""
    try:
        raise_from(RuntimeError("outer"), ValueError("inner"))
    except RuntimeError as e:
        found = Converter().row(logged("m", e), level="ERROR")["error_traceback"]
    assert found.count("Traceback (most recent call last):") == 2
    assert "ValueError: inner" in found
    assert "direct cause" in found


@pytest.mark.parametrize("cause", [ValueError("inner: x"), ValueError(), KeyError("k")])
def test_a_cause_that_was_never_raised_is_part_of_the_traceback(cause):
    """A cause without a traceback of its own stands in the stored traceback, not in the message."""
    try:
        raise RuntimeError("outer") from cause  # noqa: TRY301  # the shortest way to one
    except RuntimeError as e:
        row = Converter().row(logged("m", e), level="ERROR")
    assert row["_msg"] == "m\nRuntimeError(outer)"
    assert row["error_type"] == "RuntimeError"
    assert row["error_traceback"].startswith(type(cause).__name__)


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError(), RiskBreach("a\nb"), OSError(2, "y")]
)
def test_an_exception_outside_of_a_handler_has_a_type_only(error):
    """Logged where nothing is being handled, an exception comes without a traceback."""
    row = Converter().row(logged("late", error), level="ERROR")
    assert row["error_type"] == type(error).__name__
    assert row["_msg"] == f"late\n{type(error).__name__}({error})"
    assert "error_traceback" not in row


@pytest.mark.parametrize(
    "message",
    [
        "one line",
        "two\nlines",
        "ends like one)\n",
        "call(x)\n",
        'traceback by hand\nTraceback (most recent call last):\n  File "x", line 1, in y\nE: z',
    ],
)
def test_another_error_text_stays_whole(message):
    """A text in which no exception can be told is stored as it was logged."""
    row = Converter().row(message, level="ERROR")
    assert row["_msg"] == message
    assert "error_type" not in row
    assert "error_traceback" not in row


def test_only_errors_are_searched_for_exceptions():
    """The form of an exception in an INFO line means nothing."""
    text = logged("m", ValueError("x"))
    assert Converter().row(text)["_msg"] == text


def test_pairs_of_the_message_beside_a_traceback_are_lifted():
    """Fields come from the message, not from the source lines in the traceback."""
    try:
        raise_(ValueError("x"))
    except ValueError as e:
        row = Converter().row(logged("failed order_side=BUY", e), level="ERROR")
    assert row["order_side"] == "BUY"
    assert not row.keys() & {"raise_", "error", "tb"}


# -- Who is not known yet --------------------------------------------------------------------


def test_a_new_name_waits_to_be_introduced(clock):
    """A line of a name that nobody has is held back, and belongs to whom it turns out to be."""
    converter = Converter()
    lines = [line("known"), line("new", component="Late", at=rfc3339(clock.ns)), line("behind")]
    held = converter.convert(b"".join(lines))
    assert (held.records, held.consumed) == (1, len(lines[0]))
    rest = b"".join(lines)[held.consumed :]
    clock.ns += 200_000_000
    assert converter.convert(rest) == record_module.Converted(b"", 0, 0)
    converter.identities.add_strategy(
        "Late-007", name="Late", class_name="Late", at=rfc3339(clock.ns), is_renamed=True
    )
    rows = converter.rows(*lines[1:])
    assert [(row["_msg"], row["strategy_id"]) for row in rows] == [
        ("new", "Late-007"),
        ("behind", "ORB-001"),
    ]
    assert converter.introduced == []


def test_a_new_name_does_not_wait_for_long(clock):
    """After a quarter of a second the name is asked for once, and all its lines go on."""
    converter = Converter()
    data = line("new", component="Engine", at=rfc3339(clock.ns))
    assert converter.convert(data).consumed == 0
    clock.ns += 260_000_000
    assert converter.rows(data)[0]["source"] == "system"
    converter.rows(data, line(component="Engine", at=rfc3339(clock.ns)))
    assert converter.introduced == ["Engine"]


@pytest.mark.parametrize("ahead_secs", [1, 3_600, 86_400])
def test_a_line_from_the_future_holds_nothing_up(clock, ahead_secs):
    """A clock that was set back, or a wrong time, does not keep a line of a new name waiting."""
    at = rfc3339(clock.ns + ahead_secs * SECOND)
    rows = Converter().rows(line("new", component="Late", at=at), line("next"))
    assert [row["_msg"] for row in rows] == ["new", "next"]


def test_lines_after_disposal_wait_for_the_next_node(clock):
    """While lingering the last second is held back; what is older goes on."""
    converter = Converter()
    converter.linger()
    old = line("old", at=rfc3339(clock.ns - 2 * SECOND))
    new = line("new", at=rfc3339(clock.ns - SECOND // 2))
    held = converter.convert(old + new)
    assert (held.records, held.consumed) == (1, len(old))
    clock.ns += SECOND
    assert [row["_msg"] for row in converter.rows(new)] == ["new"]


def test_the_end_leaves_the_next_nodes_lines(clock):
    """Lines from the end on are the next node's: no rows, no numbers."""
    converter = Converter()
    converter.linger()
    border = rfc3339(clock.ns - SECOND)
    converter.end(border)
    mine = line("mine", at=rfc3339(clock.ns - SECOND - 1))
    theirs = line("theirs", at=border)
    assert [row["_msg"] for row in converter.rows(mine, theirs)] == ["mine"]
    converter.end()
    assert [row["_msg"] for row in converter.rows(theirs)] == ["theirs"]


# -- Lines that can't be stored --------------------------------------------------------------


@pytest.mark.parametrize("name", UNFIT)
def test_a_line_that_cannot_be_stored_becomes_a_row_that_says_why(name):
    """It keeps its place and number, its original is put aside, and its neighbours are whole."""
    bad, reason = UNFIT[name]
    converter = Converter()
    before, unfit, after = converter.rows(line("before"), bad, line("after"))
    assert (before["_msg"], after["_msg"]) == ("before", "after")
    assert reason in unfit["put_aside"]
    assert unfit["put_aside"] in unfit["_msg"]
    assert len(unfit["_msg"]) < 1_000
    assert converter.dead_letters == [(unfit["put_aside"], bad)]
    assert converter.put_aside == 1


@pytest.mark.parametrize(
    "at",
    [
        "é",
        "~",
        "\U0010ffff",
        "",
        "now",
        "0",
        "1790000000000000000",
        "2026-11-23",
        "2026-11-23T17:01:02",
        "2026-11-23T17:01:02Z",
        "2026-11-23T17:01:02.681Z",
        "2026-11-23T17:01:02.6815252971Z",
        "2026-11-23t17:01:02.681525297z",
        "2026-11-23 17:01:02.681525297Z",
        "2026-11-23T17:01:02.681525297",
        "2026-11-23T17:01:02.681525297+00:00",
        "2026-11-23T17:01:02.681525297Z ",
        "2026-11-23T17:01:02.681525297Z\n",
        "2026-11-23T17:01:02,681525297Z",
        "2026-13-01T00:00:00.000000000Z",
        "2026-02-30T00:00:00.000000000Z",
        "2026-11-23T24:00:01.000000000Z",
        "2026-11-23T23:59:60.000000000Z",
        "+026-11-23T17:01:02.681525297Z",
        "٢٠٢٦-11-23T17:01:02.681525297Z",  # digits that are no ASCII
        None,
        1790000000,
    ],
)
@pytest.mark.parametrize("lingering", [False, True])
def test_a_time_that_cannot_be_read(at, lingering):
    """A time in another form is never sent on, nor is its line taken for the next node's."""
    converter = Converter()
    if lingering:
        converter.linger()
    bad = line("odd", timestamp=at)
    before, unfit, after = converter.rows(line("before"), bad, line("after"))
    assert "time can't be read" in unfit["put_aside"]
    assert unfit["_msg"].endswith("It begins: odd")
    assert converter.dead_letters == [(unfit["put_aside"], bad)]
    assert (before["seq"], after["_msg"]) == (0, "after")


@pytest.mark.parametrize(
    "days", [-365_000, -10_000, -8.01, 3.01, 365, 2_900_000], ids=lambda days: f"{days} days"
)
def test_a_time_outside_of_retention(days):
    """What the store would drop without a word for its age is told of in a row of now."""
    at = "0001-01-01T00:00:00.000000000Z"
    if days > -100_000:
        at = ago(-days * 86_400)
    converter = Converter()
    _, unfit, _ = converter.rows(line(), line("too old", at=at), line())
    where = "before the store's retention", "further ahead than the store takes rows"
    assert unfit["put_aside"] == f"its time {at} is {where[days > 0]}"
    assert unfit["_msg"].endswith("too old")


@pytest.mark.parametrize("clock_ahead_days", [-3, 16])
def test_what_the_store_takes_depends_on_its_own_clock(clock_ahead_days):
    """Where this machine's is wrong, lines of now are put aside, in rows of the store's time."""
    converter = Converter()
    converter.bounds.limit(7 * 86_400, 2 * 86_400, clock_ahead_days * 86_400)
    lines = line() + line(at=ago(-clock_ahead_days * 86_400))
    unfit, good = map(json.loads, converter.convert(lines).rows.splitlines())
    assert "put_aside" in unfit
    assert "put_aside" not in good
    ahead = datetime.fromisoformat(unfit["_time"]) - datetime.now(UTC)
    assert round(ahead.total_seconds() / 86_400) == clock_ahead_days


@pytest.mark.parametrize("days", [-16, 16])
def test_what_is_known_of_the_stores_clock_is_void_once_this_one_is_set(days, monkeypatch):
    """It was far ahead or behind by a clock that was wrong: no good line pays for that."""
    converter, real = Converter(), time.time
    monkeypatch.setattr(time, "time", lambda: real() + days * 86_400)
    converter.bounds.limit(7 * 86_400, 2 * 86_400, -days * 86_400)
    assert not converter.bounds.is_outdated
    monkeypatch.setattr(time, "time", real)
    assert converter.bounds.is_outdated
    assert "put_aside" not in converter.row()
    converter.bounds.limit(7 * 86_400, 2 * 86_400, 0.0)
    assert "put_aside" not in converter.row()
    assert "put_aside" in converter.row(at=ago(days * 86_400))


@pytest.mark.parametrize("days", [-7, -1, 0, 2])
def test_a_time_inside_of_retention(days):
    """Times that the store takes are kept to the nanosecond."""
    at = ago(-days * 86_400)[:-4] + "123Z"
    assert Converter().row(at=at)["_time"] == at


def test_retention_as_the_store_tells_it():
    """A store that keeps rows for longer gets older ones."""
    converter = Converter()
    converter.bounds.limit(40 * 86_400, None, 0.0)
    at = ago(39 * 86_400)
    converted = converter.convert(line("old", at=at) + line("older", at=ago(41.01 * 86_400)))
    old, older = map(json.loads, converted.rows.splitlines())
    assert old["_time"] == at
    assert "retention" in older["put_aside"]


def test_a_message_that_is_too_long_keeps_its_tags():
    """Where a record is sound but long, its row still says whose it is and when it was."""
    at = ago(5)
    row = Converter().row(f"begin {LONG}", at=at, level="ERROR", component="EMACross-002")
    assert row["_msg"].startswith("Record put aside, too long (1048")
    assert "It begins: begin xxx" in row["_msg"]
    del row["_msg"], row["put_aside"]
    assert row == {
        "_time": at,
        "level": "ERROR",
        "seq": 0,
        "source": "strategy",
        "strategy_id": "EMACross-002",
        "component": "EMACross-002",
        **CONSTANTS,
    }


@pytest.mark.parametrize("character", ["x", "é", '"', "\x01", "😀"])
def test_the_limit_of_a_rows_length(character):
    """Up to the limit a row is whole, from there on it is put aside; none is longer."""
    converter = Converter()
    bare = len(converter.convert(line("a")).rows)
    size = len(json.dumps(character, ensure_ascii=False).encode()) - 2
    fits = (MAX_ROW_BYTES - bare) // size
    whole, tiny = converter.rows(line(character * (fits - 10)), line(character * (fits + 10)))
    assert whole["_msg"] == character * (fits - 10)
    assert tiny["put_aside"].startswith("too long")


def test_lines_are_not_longer_as_rows_than_allowed_in_any_slice():
    """Slices around the size up to which rows are not measured one by one are no exception."""
    pairs = " ".join(f"k{i}={'v' * 240}" for i in range(64))
    for size in range(99_000, 101_000, 250):
        message = pairs + "y" * (size - len(pairs))
        (row,) = Converter({**CONSTANTS, "extra": "é" * 1_000}).rows(line(message))
        assert row["_msg"] == message


def test_duplicate_keys_come_once():
    """Of a key that comes twice, one value is kept: the store mistreats duplicates."""
    bad = line("a", end=b"")[:-1] + b',"level":"WARN","x":"1","x":"2","message":"b"}\n'
    (row,) = Converter().rows(bad)
    assert (row["_msg"], row["x"], row["level"]) == ("b", "2", "WARNING")


def test_more_extra_keys_than_a_row_can_have():
    """Of thousands of keys some hundred are kept, and the record itself is."""
    (row,) = Converter().rows(line("still here", **{f"key{i}": str(i) for i in range(5_000)}))
    assert row["_msg"] == "still here"
    assert row["key0"] == "0"
    assert 100 < len(row) < 1_000


def test_a_key_that_is_too_long_costs_no_more_than_itself():
    """The store would fold the whole row for one long key, so that key is left out."""
    longest = "k" * 128
    row = Converter().row(**{longest: "1", "k" * 129: "2", "é" * 65: "3"}, other="4")
    assert (row[longest], row["other"]) == ("1", "4")
    assert "k" * 129 not in row


def test_a_lifted_key_is_measured_in_bytes():
    """A short key of wide characters can be too long for the store as well."""
    row = Converter().row("a" + "価" * 60 + "=1 b=2")
    assert row["b"] == "2"
    assert len(row) == len(Converter().row("hello")) + 1


@pytest.mark.parametrize(
    ("sound", "message"),
    [
        (line("crlf", end=b"\r\n"), "crlf"),
        (b"  \t" + line("indented"), "indented"),
        (line("zero \0 byte"), "zero \0 byte"),
        (line({"an": "object"}), '{"an":"object"}'),
        (line(5), "5"),
        (line("text").replace(b'"color"', b'"\\u0063olor"'), "text"),
        (line("nested", x=[[[[[1]]]]]), "nested"),
    ],
)
def test_an_odd_line_that_can_be_stored_is(sound, message):
    """What can be stored is not put aside for its looks."""
    converter = Converter()
    rows = converter.rows(line("before"), sound, line("after"))
    assert [row["_msg"] for row in rows] == ["before", message, "after"]
    assert converter.put_aside == 0


def test_a_record_over_two_lines_is_not_taken_for_one():
    """JSON allows a newline between its parts, a file of lines does not."""
    first, second = line("a").split(b",", 1)
    rows = Converter().rows(first + b",\n", second, line("b"))
    assert [row["_msg"] for row in rows if "put_aside" not in row] == ["b"]
    assert len(rows) == 3


def test_many_bad_lines_in_a_row():
    """Every line of a broken file becomes a row of its own."""
    converter = Converter()
    rows = converter.rows(*(f"broken {i}\n".encode() for i in range(500)))
    assert [row["_msg"].rpartition(" ")[2] for row in rows] == [str(i) for i in range(500)]
    assert converter.put_aside == len(converter.dead_letters) == 500


def test_an_error_of_our_own_costs_one_line_no_more(monkeypatch):
    """Whatever goes wrong within, the line is told of and the next one goes on."""
    converter = Converter()
    monkeypatch.setattr(converter, "_add_extras", lambda *_: 1 // 0)
    rows = converter.rows(line("a"), line("b", more="x"), line("c"))
    assert [row["_msg"] for row in rows if "put_aside" not in row] == ["a", "c"]
    assert "ZeroDivisionError" in rows[1]["put_aside"]


def test_a_row_that_the_store_refused():
    """In its place comes a row of the same number, time and tags."""
    converter = Converter()
    row = converter.row("an ordinary one")
    original = converter.convert(line("a strange one x=1")).rows
    (refusal,) = checked(converter.refusal("HTTP 400 no", original))
    assert refusal["put_aside"] == "HTTP 400 no"
    assert "a strange one" in refusal["_msg"]
    assert refusal["seq"] == 1
    for key in ("level", "source", "strategy_id", "component", *CONSTANTS):
        assert refusal[key] == row[key]
    assert (converter.next_seq, converter.dead_letters) == (2, [])


# -- Anything at all -------------------------------------------------------------------------

fragments = st.sampled_from(
    [
        "\x1b[31m",
        "\x1b",
        "a=b",
        " price=1_234.50 ",
        "_time=0",
        "level=x",
        "seq=9",
        "OrderFilled(",
        ")",
        '"',
        "'",
        "\n",
        "\nValueError(x)",
        "\nTraceback (most recent call last):\n",
        "ORB-001",
        "EMACross-002",
        "O-20261123-170102-001-002-1",
        "}\n{",
        "\x00\x7f\u2028",
    ],
)
texts = st.lists(st.one_of(fragments, st.text(max_size=20)), max_size=12).map("".join)
storable = texts.map(lambda text: text.encode(errors="replace").decode())
keys = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["_time", "_msg", "seq", "level", "host", "event", "k" * 200, "color"]),
)
values = st.one_of(storable, st.integers(), st.none(), st.lists(st.floats(allow_nan=False)))
names = st.sampled_from(["ORB-001", "EMACross-002", "Breakout", "Watcher", "Engine", "", "é"])
levels = st.sampled_from(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "", "NOTICE"])
seconds_ago = st.integers(1, 8 * 86_400)


@st.composite
def sound_lines(draw):
    """Draw a line that Nautilus could have written, almost."""
    extra = draw(st.dictionaries(keys, values, max_size=4))
    extra = {key.encode(errors="replace").decode(): value for key, value in extra.items()}
    wanted = {"component": draw(names), "level": draw(levels)}
    return line(**{**extra, "message": draw(storable), **wanted, "at": ago(draw(seconds_ago))})


@st.composite
def mutated_lines(draw):
    """Draw a line to which something happened."""
    data = bytearray(draw(sound_lines())[:-1])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        what = draw(st.sampled_from(["cut", "insert", "drop", "repeat"]))
        if what == "cut":
            del data[at:]
        elif what == "drop":
            del data[at : at + draw(st.integers(1, 20))]
        elif what == "repeat":
            data[at:at] = data[at : at + draw(st.integers(1, 40))]
        else:
            data[at:at] = draw(st.binary(max_size=6))
    return bytes(data).replace(b"\n", b"?") + b"\n"


any_bytes = st.binary(max_size=60).map(lambda data: data.replace(b"\n", b"?") + b"\n")
any_lines = st.lists(st.one_of(sound_lines(), mutated_lines(), any_bytes), max_size=12)


def says_nothing(data: bytes) -> bool:
    """Judge in another way than the converter whether a line is no record."""
    if not data.strip():
        return True
    try:
        message = json.loads(data)["message"]
    except (ValueError, KeyError, TypeError):
        return False
    return (
        isinstance(message, str) and not re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|.)", "", message).strip()
    )


@given(any_lines)
def test_every_line_is_accounted_for(lines):
    """Whatever the lines, each becomes one fit row, unless it says nothing; nothing is raised."""
    converter = Converter()
    for data in lines:
        rows = converter.rows(data)
        assert len(rows) == 1 or says_nothing(data)
    assert converter.put_aside == len(converter.dead_letters)


class ThoroughConverter(Converter):
    """A converter that takes no line for a usual one."""

    def _usual_lines(self, _, lines):
        """Return nothing, whatever the lines."""
        return [None] * len(lines)


pairs = st.builds(
    "{}={}{}".format,
    st.sampled_from(["a", "b", "order", "x.y", "level", "event", "1"]),
    st.sampled_from(["1", "-2.5", "x_y", "1_000", "1,234", "None", "nan", "now", "é", "1.", "(c)"]),
    st.sampled_from(["", "", "", ",", ";", ".", " and"]),
)
usual_lines = st.builds(
    line,
    st.one_of(
        storable,
        st.lists(pairs, max_size=3).map(" ".join),
        st.lists(pairs, max_size=3).map(lambda found: f"said {' '.join(found)}"),
        st.sampled_from(["a=1", "OrderX(a=1)", "b=2 a", "of ORB-001", "seq=4", "order=a b=2"]),
        st.sampled_from(
            ["password=hunter22 a=1", "\x1b[31ma=1", 'a "b"', "a=1\nb=2", " ", "\x9b1ma"]
        ),
    ),
    level=st.sampled_from(["INFO", "WARN", "ERROR"]),
    component=st.sampled_from(["ORB-001", "EMACross-002", "Watcher", "Engine"]),
    at=st.integers(1, 3_600).map(ago),
)


@given(st.lists(st.lists(st.one_of(usual_lines, sound_lines()), max_size=6), max_size=3))
def test_usual_lines_become_what_they_become_when_looked_at_closely(slices):
    """The fast way for usual lines makes the same rows as the thorough one."""
    fast, thorough = Converter(), ThoroughConverter()
    for converter in (fast, thorough):
        converter._redactor = Redactor()
    for lines in slices:
        rows, expected = fast.rows(*lines), thorough.rows(*lines)
        for row in (*rows, *expected):
            if row["component"] == "VictoriaLogsActor":  # these carry the time of their making
                del row["_time"]
        assert rows == expected
    assert fast.dead_letters == thorough.dead_letters


def test_usual_lines_take_the_fast_way():
    """Once their names are known, usual lines are not looked at closely."""
    converter = Converter()
    converter.row("first", component="ORB-001")
    converter._outcome = None  # the plain way
    rows = converter.rows(*map(line, ("a=1 b=2", "plain words", "OrderX(a=b c)", 'a "b"\n=5')))
    assert [row["seq"] for row in rows] == [1, 2, 3, 4]


def test_only_unusual_lines_are_looked_at_closely(monkeypatch):
    """A line with a secret, or of an unknown level, slows none beside it."""
    converter = Converter()
    converter._redactor = Redactor()
    converter.row("first", component="ORB-001")
    plain = converter._outcome
    closely = []

    def outcome(data):
        closely.append(json.loads(data)["message"])
        return plain(data)

    monkeypatch.setattr(converter, "_outcome", outcome)
    secret, broken = "password=hunter22", line("broken")[:-2] + b"\n"
    texts = ["a=1", "b=2", secret, "a=3", "\x1b[31mred", "", "a=4", "c=5"]
    rows = converter.rows(*map(line, texts), line("odd", level="ODD"), line("a=6"))
    assert closely == [secret, "\x1b[31mred", "", "odd"]
    assert [row["seq"] for row in rows] == list(range(1, 10))
    assert [row["_msg"] for row in rows] == [
        "a=1", "b=2", "password=***", "a=3", "red", "a=4", "c=5", "odd", "a=6",
    ]  # fmt: skip
    closely.clear()
    monkeypatch.setattr(converter, "_outcome", lambda data: closely.append(data) or plain(data))
    converter.rows(*map(line, texts), broken, line("a=7"))
    assert len(closely) == 4


@given(any_lines)
def test_lines_together_become_what_they_become_alone(lines):
    """How lines are cut into slices makes no difference to the rows."""
    together, alone = Converter(), Converter()
    rows = together.rows(*lines)
    singly = [row for data in lines for row in alone.rows(data)]
    for row in (*rows, *singly):
        if row["component"] == "VictoriaLogsActor":  # these carry the time of their making
            del row["_time"]
    assert rows == singly
    assert together.dead_letters == alone.dead_letters


@given(storable, levels.filter(bool))
def test_no_text_is_lost(message, level):
    """Message and traceback together are the text that was logged, whatever it is."""
    converter = Converter()
    rows = converter.rows(line(message, level=level))
    for row in rows:
        stored = row["_msg"]
        if "error_traceback" in row:
            stored += "\n" + row["error_traceback"]
        assert stored.rstrip() == without_escapes(message).rstrip()


def test_a_name_given_to_another_later_changes_its_lines():
    """What was looked up once is looked up again when strategies were added."""
    converter = Converter()
    assert converter.row(component="Watcher")["source"] == "actor"
    converter.identities.add("Watcher", Identity("system"))
    assert converter.row(component="Watcher")["source"] == "system"


def test_an_actor_that_logged_before_it_was_added_is_known_once_it_is():
    """Its pairs are lifted from then on; nothing waits for it a second time."""
    converter = Converter()
    converter._introduce = lambda name: converter.identities.introduce(name, SYSTEM)
    early = converter.row("constructed a=1", component="Late")
    assert (early["source"], early.get("a")) == ("system", None)
    converter.identities.add("Late", ACTOR)
    added = converter.row("started a=2", component="Late", at=ago(0))
    assert (added["source"], added["a"]) == ("actor", "2")


def test_a_name_is_introduced_once_whatever_else_comes():
    """Names of the system do not wait again when others are added."""
    converter = Converter()
    asked = []

    def introduce(name):
        asked.append(name)
        return converter.identities.introduce(name, SYSTEM)

    converter._introduce = introduce
    converter.row(component="ExecEngine")
    converter.identities.add("Other", ACTOR)
    assert converter.row(component="ExecEngine", at=ago(0))["source"] == "system"
    assert asked == ["ExecEngine"]


@pytest.mark.parametrize("converter_type", [RowConverter, BacktestConverter])
def test_rows_made_again_have_the_times_that_they_had(converter_type):
    """Stamped rows, of backtests and in the places of others, are the same a moment later."""
    converter = converter_type(
        IdentityTable("TRADER-001"),
        CONSTANTS,
        lambda _: SYSTEM,
        extract_fields=True,
        put_aside=lambda *_: None,
    )
    if isinstance(converter, BacktestConverter):
        converter.since = ago(0)
    converter.stamp(time.time_ns() - SECOND)
    again = converter.snapshot()
    lines = (
        line("usual") + b"no JSON\n" + line("a time of old", at="1999-01-01T00:00:00.000000000Z")
    )
    made = converter.convert(lines).rows
    assert made.count(b"\n") == 3
    assert again.convert(lines).rows == made
