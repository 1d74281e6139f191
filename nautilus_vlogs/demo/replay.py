"""
A live data client that replays real market data at a quickened pace.

The data are the EURUSD hourly bars of April 2017 to February 2018 that the PyPI package
`backtesting` ships. They pass through the node as a venue's would: subscribed to, requested as
history, received bar by bar.
"""

import asyncio
import csv
from datetime import UTC
from datetime import datetime
from typing import Any

from nautilus_trader.common.providers import InstrumentProvider
from nautilus_trader.config import PositiveFloat
from nautilus_trader.config import PositiveInt
from nautilus_trader.live.config import LiveDataClientConfig
from nautilus_trader.live.data_client import LiveMarketDataClient
from nautilus_trader.live.factories import LiveDataClientFactory
from nautilus_trader.model.currencies import EUR
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import Bar
from nautilus_trader.model.data import BarType
from nautilus_trader.model.data import QuoteTick
from nautilus_trader.model.identifiers import ClientId
from nautilus_trader.model.identifiers import InstrumentId
from nautilus_trader.model.identifiers import Symbol
from nautilus_trader.model.identifiers import Venue
from nautilus_trader.model.instruments import CurrencyPair
from nautilus_trader.model.objects import Price
from nautilus_trader.model.objects import Quantity

from nautilus_vlogs.demo.market_data import find_market_data

VENUE = "SIM"
INSTRUMENT_ID = InstrumentId.from_str(f"EUR/USD.{VENUE}")
BAR_TYPE = BarType.from_str(f"{INSTRUMENT_ID}-1-HOUR-MID-EXTERNAL")

_HOUR_NS = 3_600_000_000_000
_PRICE_DIGITS = 5
_HALF_SPREAD = 0.00003  # the data hold no quotes: a typical spread of six tenths of a pip


def load_bars() -> list[Bar]:
    """Return the market data as bars of `BAR_TYPE`, received as they closed, oldest first."""
    with find_market_data().open(newline="") as file:
        return [_bar(row) for row in csv.DictReader(file)]


def make_instrument() -> CurrencyPair:
    """Return the instrument that the bars belong to."""
    return CurrencyPair(
        instrument_id=INSTRUMENT_ID,
        raw_symbol=Symbol("EURUSD"),
        base_currency=EUR,
        quote_currency=USD,
        price_precision=_PRICE_DIGITS,
        size_precision=0,
        price_increment=Price.from_str("0.00001"),
        size_increment=Quantity.from_int(1),
        ts_event=0,
        ts_init=0,
    )


class ReplayDataClientConfig(LiveDataClientConfig, frozen=True, kw_only=True):
    """
    Configuration for ``ReplayDataClient`` instances.

    Parameters
    ----------
    bars_per_second : float
        The pace. Every bar is an hour of the market.
    history_bars : int, default 100
        How many bars are history when the replay begins; a request for bars gets these.

    """

    bars_per_second: PositiveFloat
    history_bars: PositiveInt = 100


class ReplayDataClient(LiveMarketDataClient):
    """
    Replays the market data from the first subscription on.

    Bars keep the time of their close as `ts_event`; they are received now (`ts_init`).
    """

    def __init__(
        self,
        *,
        loop: asyncio.AbstractEventLoop,
        msgbus: Any,
        cache: Any,
        clock: Any,
        config: ReplayDataClientConfig,
    ) -> None:
        super().__init__(
            loop=loop,
            client_id=ClientId(VENUE),
            venue=Venue(VENUE),
            msgbus=msgbus,
            cache=cache,
            clock=clock,
            instrument_provider=InstrumentProvider(),
            config=config,
        )
        self._instrument_provider.add(make_instrument())
        bars = load_bars()
        self._history = bars[: config.history_bars]
        self._bars = bars[config.history_bars :]
        self._interval = 1 / config.bars_per_second
        self._replaying: asyncio.Task[None] | None = None
        self._is_over = False

    async def _connect(self) -> None:
        for instrument in self._instrument_provider.list_all():
            self._handle_data(instrument)

    async def _disconnect(self) -> None:
        self._is_over = True  # not by cancelling the task, which Nautilus warns of

    async def _subscribe_bars(self, command: Any) -> None:
        if command.bar_type != BAR_TYPE:
            self._log.error(f"No such bars in the replay: {command.bar_type}")
        elif self._replaying is None:
            self._replaying = self.create_task(self._replay())

    async def _unsubscribe_bars(self, command: Any) -> None:  # noqa: ARG002 - Nautilus's signature
        self._is_over = True  # no subscriber is left

    async def _request_bars(self, request: Any) -> None:
        now = self._clock.timestamp_ns()
        self._handle_bars(
            request.bar_type,
            [_received(bar, now) for bar in self._history if bar.bar_type == request.bar_type],
            request.id,
            request.start,
            request.end,
            request.params,
        )

    async def _replay(self) -> None:
        start = self._loop.time()
        for number, bar in enumerate(self._bars):
            # Each bar has its time from the start, so that delays do not add up.
            await asyncio.sleep(start + number * self._interval - self._loop.time())
            if self._is_over:
                return
            now = self._clock.timestamp_ns()
            # The quote first: an order that the bar leads to is filled at the bar's close.
            self._handle_data(_quote(bar, now))
            self._handle_data(_received(bar, now))


class ReplayDataClientFactory(LiveDataClientFactory):
    """Makes the node's ``ReplayDataClient``."""

    @staticmethod
    def create(  # noqa: PLR0917 - Nautilus's signature
        loop: asyncio.AbstractEventLoop,
        name: str,  # noqa: ARG004 - as above
        config: Any,
        msgbus: Any,
        cache: Any,
        clock: Any,
    ) -> ReplayDataClient:
        """Return a new client; see ``LiveDataClientFactory``."""
        return ReplayDataClient(loop=loop, msgbus=msgbus, cache=cache, clock=clock, config=config)


def _bar(row: dict[str, str]) -> Bar:
    # The first column has no name: the time of the open. No zone is given; taken as UTC.
    opened = datetime.fromisoformat(row[""]).replace(tzinfo=UTC)
    closed_ns = int(opened.timestamp()) * 1_000_000_000 + _HOUR_NS
    return Bar(
        bar_type=BAR_TYPE,
        open=_price(float(row["Open"])),
        high=_price(float(row["High"])),
        low=_price(float(row["Low"])),
        close=_price(float(row["Close"])),
        volume=Quantity.from_str(row["Volume"]),
        ts_event=closed_ns,
        ts_init=closed_ns,
    )


def _received(bar: Bar, now: int) -> Bar:
    return Bar(bar.bar_type, bar.open, bar.high, bar.low, bar.close, bar.volume, bar.ts_event, now)


def _quote(bar: Bar, now: int) -> QuoteTick:
    """Return the market as the bar closed; the sandbox venue fills orders at it."""
    mid = bar.close.as_double()
    size = Quantity.from_int(10_000_000)
    return QuoteTick(
        instrument_id=INSTRUMENT_ID,
        bid_price=_price(mid - _HALF_SPREAD),
        ask_price=_price(mid + _HALF_SPREAD),
        bid_size=size,
        ask_size=size,
        ts_event=bar.ts_event,
        ts_init=now,
    )


def _price(value: float) -> Price:
    return Price(value, _PRICE_DIGITS)
