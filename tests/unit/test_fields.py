"""Fields out of texts: what people write, what Nautilus prints, and what neither would."""

import re
import time
import timeit
from contextlib import suppress
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from itertools import permutations
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nautilus_trader.core.message import Command
from nautilus_trader.core.message import Event
from nautilus_trader.core.uuid import UUID4
from nautilus_trader.execution.messages import CancelAllOrders
from nautilus_trader.execution.messages import ModifyOrder
from nautilus_trader.model.enums import OrderSide
from nautilus_trader.model.events import OrderRejected
from nautilus_trader.model.identifiers import PositionId
from nautilus_trader.model.identifiers import TraderId
from nautilus_trader.model.identifiers import VenueOrderId
from nautilus_trader.model.objects import Money
from nautilus_trader.model.objects import Price
from nautilus_trader.model.objects import Quantity
from nautilus_trader.model.position import Position
from nautilus_trader.test_kit.providers import TestInstrumentProvider
from nautilus_trader.test_kit.stubs.commands import TestCommandStubs
from nautilus_trader.test_kit.stubs.events import TestEventStubs
from nautilus_trader.test_kit.stubs.execution import TestExecStubs
from nautilus_trader.test_kit.stubs.identifiers import TestIdStubs

from nautilus_vlogs.convert.fields import MAX_FIELDS
from nautilus_vlogs.convert.fields import MAX_KEY_BYTES
from nautilus_vlogs.convert.fields import MAX_SCANNED_CHARS
from nautilus_vlogs.convert.fields import MAX_VALUE_CHARS
from nautilus_vlogs.convert.fields import lift
from nautilus_vlogs.convert.values import unwrapped
from nautilus_vlogs.schema import TAGS


def said(text):
    return lift(text, pairs=True, reserved=TAGS)


def printed(text):
    return lift(text, pairs=False, reserved=TAGS)


# -- What people write -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "entry trigger action=entry spx_price=5890.50",
            {"action": "entry", "spx_price": "5890.50"},
        ),
        ("a=1", {"a": "1"}),
        ("nothing here", {}),
        ("", {}),
        ("a=1, b=2; c=3", {"a": "1", "b": "2", "c": "3"}),
        ("(a=1) [b=2] {c=3}", {"a": "1", "b": "2", "c": "3"}),
        ("first|a=1|b=2", {"a": "1", "b": "2"}),
        ("comma,y=5", {"y": "5"}),
        ("a=1,b=2", {"a": "1", "b": "2"}),
        ("price is px=1.5.", {"px": "1.5"}),
        ("done px=1.5, next", {"px": "1.5"}),
        ("qty=100_000 notional=1_234.50", {"qty": "100000", "notional": "1234.50"}),
        ("notional=1,234.50 qty=1,000,000", {"notional": "1234.50", "qty": "1000000"}),
        ("delta=-1_000 gain=+2,000", {"delta": "-1000", "gain": "+2000"}),
        ("name=a_b id=1_2", {"name": "a_b", "id": "1_2"}),
        ("text='two words' other=\"a, b=c\"", {"text": "two words", "other": "a, b=c"}),
        ("text='' gone=\"\" left=1", {"left": "1"}),
        ("a=None b=null c=nan d=0 e=False", {"d": "0", "e": "False"}),
        ("a=1 a=2", {"a": "1"}),
        ("a= 1 b =2 c=3", {"c": "3"}),
        ("if a==1 then b=2", {"b": "2"}),
        ("a!=1 b<=2 c>=3 d=4", {"d": "4"}),
        ("url=http://h:1/p?a=b&c=d t=10:30", {"url": "http://h:1/p?a=b&c=d", "t": "10:30"}),
        ("legs=SPX_C_5900/SPX_P_5800", {"legs": "SPX_C_5900/SPX_P_5800"}),
        ("dotted.key=1 k2=x%", {"dotted.key": "1", "k2": "x%"}),
        ("größe=5 prix_é=6", {"größe": "5", "prix_é": "6"}),
        ("2nd=5 -x=6 _private=7 $y=8", {}),
        ("line\nbreak=1\ttab=2", {"break": "1", "tab": "2"}),
        ("emoji=😀 ok=✓", {"emoji": "😀", "ok": "✓"}),
        ("entry (signal=(nested=1)) end=2", {"signal": "(nested=1)", "end": "2"}),
        ("a=[1, 2] b={'y=3': 2}, c=3", {"a": "[1, 2]", "b": "{'y=3': 2}", "c": "3"}),
        ("within=[0, 5) z=1", {"within": "[0, 5)", "z": "1"}),
        (
            "details=IBContract(secType='STK', x=1) b=2",
            {"details": "IBContract(secType='STK', x=1)", "b": "2"},
        ),
        (
            "reason='{'code': -1, 'msg': 'x, y=1'}' a=1",
            {"reason": "{'code': -1, 'msg': 'x, y=1'}", "a": "1"},
        ),
        ("rejected: reason='price=3, qty=2' a=1", {"reason": "price=3, qty=2", "a": "1"}),
        ("why=\"it's 5 o'clock\" a=1", {"why": "it's 5 o'clock", "a": "1"}),
        ("why='Can't do' a=1", {"why": "Can't do", "a": "1"}),
        ("why=Can't a=1", {"why": "Can't", "a": "1"}),
        ("raw=b'abc' a=1", {"raw": "abc", "a": "1"}),
        ("flags=GTC|IOC legs=A,B,C side=BUY", {"flags": "GTC|IOC", "legs": "A,B,C", "side": "BUY"}),
        ("strikes=100,105,110 qty=1,050,300", {"strikes": "100,105,110", "qty": "1050300"}),
        ("strikes=95,100 prices=1.5,2.5", {"strikes": "95,100", "prices": "1.5,2.5"}),
        ("strikes=100, 105, 110 side=BUY", {"side": "BUY"}),
        ("obj=<Foo object at 0x7f> q=1", {"obj": "<Foo object at 0x7f>", "q": "1"}),
        ("latency=<5ms q=1", {"latency": "<5ms", "q": "1"}),
        ("px=5.2(+3%) y=1", {"px": "5.2", "y": "1"}),
        ("at=2026-01-02 03:04:05.678+00:00 a=1", {"at": "2026-01-02 03:04:05.678+00:00", "a": "1"}),
        ("day=2026-01-02 a=1", {"day": "2026-01-02", "a": "1"}),
        (
            "held=1 day, 0:05:00, left=-1 days +23:59:59.",
            {"held": "1 day, 0:05:00", "left": "-1 days +23:59:59"},
        ),
        ("held=2 days a=1", {"held": "2", "a": "1"}),
        # Where a value ends can't be told: it is left, and so is what follows.
        ("a=1 why='the traders' price' b=2", {"a": "1"}),
        ("a=1 height=5'10\" b=2", {"a": "1"}),
        ("a=1 why='never closed b=2", {"a": "1"}),
        ("a=1 f=g(b=2 c=3", {"a": "1"}),
        ("a=1 state='Changed(config={'size': Decimal('10')}, id=3, x=2)' b=2", {"a": "1"}),
        ("a=1 box='Box(name='x y, c=3', d=[1])' b=2", {"a": "1"}),
        ("a=1 why='price (roughly' b=2", {"a": "1"}),
    ],
)
def test_pairs(text, found):
    """A key stands at a word's start, its value ends with the word; numbers can be compared."""
    assert said(text) == found


@pytest.mark.parametrize("text", ["entry action=entry px=1.5", "(a=1) b=2", "px='x'"])
def test_pairs_are_left_where_they_are_not_asked_for(text):
    """The system's texts hold events and commands, no pairs."""
    assert printed(text) == {}


# -- What Nautilus prints --------------------------------------------------------------------

INSTRUMENT = TestInstrumentProvider.default_fx_ccy("AUD/USD")
ORDER = TestExecStubs.limit_order(
    instrument=INSTRUMENT,
    quantity=Quantity.from_int(100_000),
    price=Price.from_str("1.00000"),
)
FILL = TestEventStubs.order_filled(
    ORDER,
    INSTRUMENT,
    venue_order_id=VenueOrderId("V-1"),
    position_id=PositionId("P-1"),
)
POSITION = Position(INSTRUMENT, FILL)
ORDER_FIELDS = {
    "instrument_id": "AUD/USD.SIM",
    "client_order_id": ORDER.client_order_id.value,
}
CANCEL_ALL = CancelAllOrders(
    trader_id=TestIdStubs.trader_id(),
    strategy_id=TestIdStubs.strategy_id(),
    instrument_id=INSTRUMENT.id,
    order_side=OrderSide.BUY,
    command_id=UUID4(),
    ts_init=0,
)
MODIFY = ModifyOrder(
    trader_id=TraderId("TESTER-000"),
    strategy_id=TestIdStubs.strategy_id(),
    instrument_id=INSTRUMENT.id,
    client_order_id=ORDER.client_order_id,
    venue_order_id=VenueOrderId("V-1"),
    quantity=Quantity.from_int(50_000),
    price=Price.from_str("1.10000"),
    trigger_price=None,
    command_id=UUID4(),
    ts_init=0,
)
PRINTED = [
    (
        FILL,
        {
            **ORDER_FIELDS,
            "venue_order_id": "V-1",
            "trade_id": FILL.trade_id.value,
            "account_id": "SIM-000",
            "order_side": "BUY",
            "last_qty": "100000",
            "last_px": "1.00000 USD",
        },
    ),
    (TestEventStubs.order_submitted(ORDER), {**ORDER_FIELDS, "account_id": "SIM-000"}),
    (TestEventStubs.order_accepted(ORDER), {**ORDER_FIELDS, "venue_order_id": "1"}),
    (TestEventStubs.order_rejected(ORDER), {**ORDER_FIELDS, "reason": "ORDER_REJECTED"}),
    (TestEventStubs.order_canceled(ORDER), ORDER_FIELDS),
    (TestEventStubs.order_expired(ORDER), ORDER_FIELDS),
    (TestEventStubs.order_triggered(ORDER), ORDER_FIELDS),
    (TestEventStubs.order_pending_cancel(ORDER), ORDER_FIELDS),
    (TestEventStubs.order_pending_update(ORDER), ORDER_FIELDS),
    (TestEventStubs.order_updated(ORDER), {**ORDER_FIELDS, "quantity": "100000"}),
    (TestEventStubs.position_opened(POSITION), {"position_id": POSITION.id.value, "entry": "BUY"}),
    (TestEventStubs.position_changed(POSITION), {"position_id": POSITION.id.value}),
    (TestEventStubs.cash_account_state(), {"account_type": "CASH", "base_currency": "USD"}),
    (TestEventStubs.margin_account_state(), {"account_type": "MARGIN", "is_reported": "True"}),
    (TestEventStubs.component_state_changed(), {"state": "RUNNING", "component_id": "MyActor-001"}),
    (TestEventStubs.trading_state_changed(), {"state": "HALTED"}),
    (TestCommandStubs.submit_order_command(ORDER), ORDER_FIELDS),
    (CANCEL_ALL, {"instrument_id": "AUD/USD.SIM", "order_side": "BUY"}),
    (MODIFY, {**ORDER_FIELDS, "venue_order_id": "V-1", "price": "1.10000"}),
]


@pytest.mark.parametrize(
    "form", ["{}", "[CMD]--> {}", "<--[EVT] {}", "--> [EVT] {}.", "Applying {}"]
)
@pytest.mark.parametrize("show", [repr, str])
@pytest.mark.parametrize(("thing", "wanted"), PRINTED, ids=lambda x: type(x).__name__)
def test_events_and_commands(thing, wanted, show, form):
    """Ids, sides, prices and quantities are lifted from what Nautilus prints, with its name."""
    text = form.format(show(thing))
    found = printed(text)
    assert found.pop("event") == type(thing).__name__
    if show is str:  # the short form leaves some out
        wanted = {key: value for key, value in wanted.items() if f"{key}=" in text}
    assert {key: found.get(key) for key in wanted} == wanted
    assert not found.keys() & TAGS
    for value in found.values():
        assert value in text.replace("_", "") or value in text
    assert said(text) == {**found, "event": type(thing).__name__}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("OrderX(a=1, b=x y, c='d, e')", {"event": "OrderX", "a": "1", "b": "x y", "c": "d, e"}),
        ("MyOwnSignal(px=1_000.5)", {"event": "MyOwnSignal", "px": "1000.5"}),
        ("<--[EVT] OrderX(a=1, nested=B(c=2, d=[E(f=3)]), g=4)",
         {"event": "OrderX", "a": "1", "nested": "B(c=2, d=[E(f=3)])", "g": "4"}),
        ("OrderX(a=x, y, b=100,105)", {"event": "OrderX", "a": "x, y", "b": "100,105"}),
        ("OrderX(a=1, reason='{'code': -1, 'msg': 'x, y=3'}', z=4)",
         {"event": "OrderX", "a": "1", "reason": "{'code': -1, 'msg': 'x, y=3'}", "z": "4"}),
        ("OrderX(reason='Can't, x=3 (too low', z=4)",
         {"event": "OrderX", "reason": "Can't, x=3 (too low", "z": "4"}),
        ("OrderX(reason='NOTIONAL(max=1 USD, is=2)')",
         {"event": "OrderX", "reason": "NOTIONAL(max=1 USD, is=2)"}),
        ("OrderX(a=1, reason='x', price=3', z=4)", {"event": "OrderX", "a": "1"}),
        ("OrderX(a=1, reason='x', b=3', ts_init=4)",
         {"event": "OrderX", "a": "1", "reason": "x', b=3", "ts_init": "4"}),
        ("OrderX(a=1, reason='x', price='3', z=4)", {"event": "OrderX", "a": "1"}),
        ("OrderX(a=1, reason=x, b=c, d=None)", {"event": "OrderX", "a": "1"}),
        ("OrderX(a=1, b=X/Y.SIM, [Z(b=2), Z(b=3)], c=4)", {"event": "OrderX", "a": "1"}),
        ("OrderX(a=1) and (b=2)", {}),
        ("OrderX(a=1, a=2, b=None, c=)", {"event": "OrderX", "a": "1"}),
        ("OrderX(strategy_id=S-1, level=x, _time=0, a=1)", {"event": "OrderX", "a": "1"}),
        ("OrderX(b=2, reason='unbalanced, a=1)", {"event": "OrderX", "b": "2"}),
        ("OrderX(a = 1)", {}),
        ("lower(a=1)", {}),
        ("OrderX(a=1", {}),
        ("OrderX()", {}),
    ],
)  # fmt: skip
def test_what_looks_like_an_event(text, found):
    """What prints itself like an event is read like one, as far as that goes."""
    assert printed(text) == found


REJECTED = {
    "trader_id": TraderId("T-001"),
    "strategy_id": TestIdStubs.strategy_id(),
    "instrument_id": INSTRUMENT.id,
    "client_order_id": ORDER.client_order_id,
    "account_id": TestIdStubs.account_id(),
    "event_id": UUID4(),
    "ts_event": 0,
    "ts_init": 0,
}


@pytest.mark.parametrize("show", [repr, str])
@pytest.mark.parametrize(
    "reason",
    [
        "{'code': -1013, 'msg': 'Filter failure: LOT_SIZE, x=3'}",
        '{"code":-2010,"msg":"Account has insufficient balance, price=3."}',
        "Can't trade now, price=3 (limit (too) low",
        "NOTIONAL_EXCEEDS_FREE_BALANCE(free=1 USD, notional=2 USD)",
        "rejected: status=400, message='x', side=BUY!",
    ],
)
def test_a_venues_reason_is_one_value(reason, show):
    """Pairs, quotes and brackets in the words of a venue are no fields of the event."""
    found = printed(show(OrderRejected(**REJECTED, reason=reason)))
    assert found["reason"] == reason
    assert found.keys() <= {*REJECTED, "event", "reason", "due_post_only"}


def things():
    """Yield what the test kit makes of itself, and of an order: events, commands, orders, ids."""
    for kit in (TestEventStubs, TestCommandStubs, TestExecStubs, TestIdStubs):
        for name in dir(kit):
            for arguments in ((), (ORDER,)):
                with suppress(Exception):  # others need more
                    if not name.startswith("_"):
                        yield getattr(kit, name)(*arguments)


VALUES = [
    {"code": -1, "msg": "Can't do, x=1"},
    {"a": {"b": [1, "c=d", (2, 'say "hi"')]}},
    [100, 105, 110],
    datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    timedelta(days=1, minutes=5),
    Decimal("1.10"),
    SimpleNamespace(x="a, b=c", y={"z": 1}),
    ValueError("bad x=1"),
]


def test_values_of_any_kind_are_lifted_whole_or_not_at_all():
    """Whatever stands beside them; nothing inside of one is a pair of its own."""
    pairs = "alpha={0!r}", "beta='{0}'", 'gamma="{0!r}"', "delta=5"
    orders = [f"so: {' '.join(order)}" for order in permutations(pairs)]
    for thing in [*things(), *VALUES]:
        whole = {
            "alpha": {unwrapped(repr(thing)), repr(thing)},
            "beta": {str(thing)},
            "gamma": {repr(thing)},
            "delta": {"5"},
        }
        for order in orders:
            for key, value in said(order.format(thing)).items():
                assert value in whole.get(key, ()), (order, thing)


@pytest.mark.parametrize("show", [repr, str])
def test_what_nautilus_prints_is_lifted_whole_or_not_at_all(show):
    """The values are those of the event or command itself."""
    seen = 0
    for thing in things():
        if not isinstance(thing, Event | Command):
            continue
        found = printed(show(thing))
        for key, value in type(thing).to_dict(thing).items():
            if key in found:
                own = getattr(thing, key, value)
                whole = {f"{it}".replace("_", "") for it in (value, own)} | {repr(value)}
                assert found[key].replace("_", "") in whole, (thing, key)
                seen += 1
    assert seen > 50


def test_reprs_of_nautilus_objects_are_unwrapped():
    """What `{name=}` shows of prices, ids and sides is lifted as their `str` is."""
    price, money = Price.from_str("1.10"), Money.from_str("1_000.00 USD")
    instrument_id, side = INSTRUMENT.id, OrderSide.BUY
    order_id, quantity = ORDER.client_order_id, Quantity.from_int(100_000)
    assert said(f"{instrument_id=} {price=} {quantity=} {side=}, {money=}; {order_id=}") == {
        "instrument_id": "AUD/USD.SIM",
        "price": "1.10",
        "quantity": "100000",
        "side": "BUY",
        "money": "1000.00 USD",
        "order_id": ORDER.client_order_id.value,
    }


def test_a_reserved_event_is_not_lifted():
    """Where `event` is a constant of the user's, only the parts of an event are lifted."""
    assert lift("OrderX(a=1)", pairs=True, reserved={"event"}) == {"a": "1"}


# -- What neither would ----------------------------------------------------------------------

HOSTILE = {
    "nested parentheses": "OrderX(a=" + "(" * 8_000 + ")" * 8_000 + ")",
    "opening parentheses": "(" * 200_000,
    "brackets": "OrderX(a=" + "[{(" * 20_000,
    "unbalanced quote": "a='" + "x" * 200_000,
    "quotes": "a=\"b='" * 30_000,
    "many open quotes": "a=' " + 'b=" ' * 30_000,
    "pairs": "a=b " * 50_000,
    "pairs without a space": "a=b" * 70_000,
    "equals": "=" * 200_000,
    "a = =": "a = = " * 40_000,
    "different keys": " ".join(f"k{i}={i}" for i in range(30_000)),
    "a long key": "k" * 200_000 + "=1",
    "a long value": "k=" + "v" * 200_000,
    "digits": "k=" + "1_000" * 40_000,
    "grouped": "k=1" + ",000" * 50_000,
    "spaces": " " * 200_000,
    "arrows": "<- " * 60_000 + "OrderX(a=1)",
    "capitals": "OrderX" * 30_000 + "(a=1)",
    "names": "Order" + "OrderX " * 20_000 + "(a=1)",
    "event of many": "OrderX(" + ", ".join(f"k{i}={i}" for i in range(20_000)) + ")",
    "event of equals": "OrderX(a=" + "b=" * 90_000 + ")",
    "dots": "a" + "." * 100_000 + "=1",
    "commas": "a=1" + "," * 100_000 + "b=2",
    "wide": "é=é " * 40_000,
    "zero bytes": "a=\0 " * 40_000,
}


def assert_sound(found, reserved=TAGS):
    assert len(found) <= MAX_FIELDS
    for key, value in found.items():
        assert re.fullmatch(r"[A-Za-z][\w.]*", key)
        assert len(key.encode()) <= MAX_KEY_BYTES
        assert key not in reserved
        assert 0 < len(value) <= MAX_VALUE_CHARS


@pytest.mark.parametrize("pairs", [True, False])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts(name, pairs):
    """Whatever the text, what is lifted can be stored and there is not much of it."""
    assert_sound(lift(HOSTILE[name], pairs=pairs, reserved=TAGS))


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name):
    """Four times the text takes nowhere near sixteen times as long, and there is an end to it."""

    def cost(size):
        text = HOSTILE[name][: size - 1] + ")"
        work = timeit.repeat(lambda: said(text), timer=time.thread_time, number=1, repeat=9)
        return min(work)

    size = MAX_SCANNED_CHARS
    assert cost(size) < 10 * cost(size // 4) + 1e-4
    assert cost(200_000) < 4 * cost(size) + 1e-3


@pytest.mark.parametrize("name", sorted(TAGS))
def test_no_tag_is_lifted(name):
    """A tag's name in a text is only text."""
    assert said(f"a=1 {name}=evil {name}='evil' b=2") == {"a": "1", "b": "2"}
    assert printed(f"OrderX(a=1, {name}=evil, b=2)") == {"event": "OrderX", "a": "1", "b": "2"}


def test_limits():
    """Values, keys and their number end where the constants say."""
    assert said(f"k={'v' * MAX_VALUE_CHARS}") == {"k": "v" * MAX_VALUE_CHARS}
    assert said(f"k={'v' * (MAX_VALUE_CHARS + 1)} l=1") == {"l": "1"}
    assert said(f"{'k' * MAX_KEY_BYTES}=1") == {"k" * MAX_KEY_BYTES: "1"}
    assert said(f"{'k' * (MAX_KEY_BYTES + 1)}=1 l=1") == {"l": "1"}
    assert said(f"k{'é' * (MAX_KEY_BYTES // 2)}=1 l=1") == {"l": "1"}
    many = " ".join(f"k{i}=v{i}" for i in range(2 * MAX_FIELDS))
    assert said(many) == {f"k{i}": f"v{i}" for i in range(MAX_FIELDS)}
    beyond = " " * MAX_SCANNED_CHARS + "a=1"
    assert said(beyond) == {}


# -- Anything at all -------------------------------------------------------------------------

pieces = st.sampled_from(
    [*" =,;.()[]{}|'\"\n", "a", "key", "1_000", "2,000.5", "None", "OrderX(", "_time", "é", "a=b"],
)
texts = st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=30).map("".join)


@given(texts, st.booleans())
def test_what_is_lifted_can_be_stored(text, pairs):
    """Nothing raises, no reserved name comes out, keys are valid, and no value is empty."""
    reserved = {"key", *TAGS}
    found = lift(text, pairs=pairs, reserved=reserved)
    assert_sound(found, reserved)
    for key, value in found.items():
        plain = text.replace("_", "").replace(",", "")
        assert value in text or value in plain
        assert key == "event" or f"{key}=" in text
