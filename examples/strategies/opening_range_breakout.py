"""
An opening-range breakout, long or short, that logs the way a real strategy does.

The idea is as old as trading floors. The first minutes of a session set a range. A close above it
is bought (``side="call"``), a close below it is sold (``side="put"``), once a session. The position
ends at a target, at the other end of the range, or with the session.

This is an illustration, not advice, and nothing here has an edge. A desk that names its strategies
``orb_15min_call_1`` and ``orb_15min_put_1`` would buy options; this example trades the instrument
itself, so that it runs on any instrument with bars.

What it shows about logging: everything goes through ``self.log``, as in any NautilusTrader
strategy, and what somebody may want to search for later is written as ``key=value``. There is
nothing about a log store in it, and nothing is needed.

Two instances, named by ``strategy_id``; the tags make the ids ``orb_15min_call_1-C01`` and
``orb_15min_put_1-P01``::

    call = OpeningRangeBreakoutConfig(
        strategy_id="orb_15min_call_1", order_id_tag="C01", side="call",
        instrument_id=instrument_id, bar_type=bar_type, trade_size=Decimal(10_000),
    )
    put = OpeningRangeBreakoutConfig(
        strategy_id="orb_15min_put_1", order_id_tag="P01", side="put",
        instrument_id=instrument_id, bar_type=bar_type, trade_size=Decimal(10_000),
    )
"""

from datetime import datetime
from datetime import time
from datetime import timedelta
from decimal import Decimal
from typing import Literal

from nautilus_trader.config import NonNegativeFloat
from nautilus_trader.config import PositiveFloat
from nautilus_trader.config import PositiveInt
from nautilus_trader.config import StrategyConfig
from nautilus_trader.core.datetime import unix_nanos_to_dt
from nautilus_trader.model.data import Bar
from nautilus_trader.model.data import BarType
from nautilus_trader.model.enums import OrderSide
from nautilus_trader.model.events import OrderFilled
from nautilus_trader.model.events import OrderRejected
from nautilus_trader.model.events import PositionClosed
from nautilus_trader.model.identifiers import InstrumentId
from nautilus_trader.trading.strategy import Strategy

TRADING_DAYS_A_YEAR = 252


class OpeningRangeBreakoutConfig(StrategyConfig, frozen=True):
    """
    Configuration for ``OpeningRangeBreakout`` instances.

    Parameters
    ----------
    instrument_id : InstrumentId
        The instrument to trade.
    bar_type : BarType
        The bars to watch; no longer than the opening range.
    trade_size : Decimal
        The quantity of an entry.
    side : {"call", "put"}
        Which breakout to trade: upwards and long, or downwards and short.
    session_open : str, default "13:30"
        When the session opens, UTC. The default is New York's cash open in summer.
    opening_range_minutes : int, default 15
        How long the range forms.
    session_minutes : int, default 390
        How long the session lasts; what is open then is closed.
    min_range : float, default 0.0
        A range narrower than this, in price, is not traded.
    reward_ratio : float, default 1.5
        The distance of the target from the entry, in widths of the range.
    implied_volatility : str, optional
        Yearly volatility in percent, as a vendor's feed writes it (``"14.2"``). With it, the target
        is one day's expected move instead. Not a number: logged, and done without.

    """

    instrument_id: InstrumentId
    bar_type: BarType
    trade_size: Decimal
    side: Literal["call", "put"] = "call"
    session_open: str = "13:30"
    opening_range_minutes: PositiveInt = 15
    session_minutes: PositiveInt = 390
    min_range: NonNegativeFloat = 0.0
    reward_ratio: PositiveFloat = 1.5
    implied_volatility: str | None = None


class OpeningRangeBreakout(Strategy):
    """
    Trades the first breakout of a session's opening range, in one direction.

    Parameters
    ----------
    config : OpeningRangeBreakoutConfig
        The configuration for the instance.

    Raises
    ------
    ValueError
        If ``config.session_open`` is not a time such as ``"13:30"``.

    """

    def __init__(self, config: OpeningRangeBreakoutConfig) -> None:
        super().__init__(config)
        self._is_call = config.side == "call"
        self._opening_time = _time_of_day("session_open", config.session_open)
        self._opening_range = timedelta(minutes=config.opening_range_minutes)
        self._session = timedelta(minutes=config.session_minutes)
        self._volatility: float | None = None

        self._opened: datetime | None = None  # the session we are in
        self._high = 0.0
        self._low = 0.0
        self._range_complete = False
        self._traded = False
        self._exiting = False
        self._stop_price = 0.0
        self._target_price = 0.0

        self.trades = 0
        self.wins = 0

    # -- Life cycle --------------------------------------------------------------------------------

    def on_start(self) -> None:
        """Check what is needed and subscribe to the bars."""
        if self.cache.instrument(self.config.instrument_id) is None:
            self.log.error(f"instrument not found instrument_id={self.config.instrument_id}")
            self.stop()
            return
        self._volatility = self._read_volatility()
        self.subscribe_bars(self.config.bar_type)
        self.log.info(
            f"started side={self.config.side} session_open={self.config.session_open} "
            f"range_minutes={self.config.opening_range_minutes}",
        )

    def on_stop(self) -> None:
        """Leave the market and say how it went."""
        self.close_all_positions(self.config.instrument_id)
        self.unsubscribe_bars(self.config.bar_type)
        self.log.info(f"stopped action=stop trades={self.trades} wins={self.wins}")

    def on_reset(self) -> None:
        """Forget the session and the counts."""
        self._opened = None
        self.trades = 0
        self.wins = 0

    # -- The market --------------------------------------------------------------------------------

    def on_bar(self, bar: Bar) -> None:
        """Form the range, then look for the entry or the exit."""
        price = bar.close.as_double()
        closed_at = unix_nanos_to_dt(bar.ts_event)  # a bar carries the time of its close
        opened = closed_at.replace(
            hour=self._opening_time.hour,
            minute=self._opening_time.minute,
            second=0,
            microsecond=0,
        )
        age = closed_at - opened

        if not timedelta(0) < age <= self._session:
            self._leave("session_end", price)
            return
        if opened != self._opened:
            self._open_session(opened, price)
        if age <= self._opening_range:
            self._high = max(self._high, bar.high.as_double())
            self._low = min(self._low, bar.low.as_double())
            self.log.debug(f"range forming high={self._high:.5f} low={self._low:.5f}")
            return
        if not self._range_complete:
            self._complete_range()
        self.log.debug(f"bar close={price:.5f} high={self._high:.5f} low={self._low:.5f}")

        if age == self._session:
            self._leave("session_end", price)
        elif self._in_market():
            self._watch_exit(price)
        elif not self._traded:
            self._watch_entry(price)

    def _open_session(self, opened: datetime, price: float) -> None:
        self._leave("new_session", price)  # after a hole in the data
        self._opened = opened
        self._high = float("-inf")
        self._low = float("inf")
        self._range_complete = False
        self._traded = False
        self.log.debug(f"session open session={opened:%Y-%m-%d}")

    def _complete_range(self) -> None:
        self._range_complete = True
        width = self._high - self._low
        if width < 0:  # no bar fell into the opening: data began late
            self.log.warning("no bars in the opening range action=skip")
            self._traded = True
        elif width < self.config.min_range:
            self.log.warning(
                f"range too narrow action=skip width={width:.5f} min_range={self.config.min_range}",
            )
            self._traded = True
        else:
            self.log.info(
                f"range complete action=range high={self._high:.5f} low={self._low:.5f} "
                f"width={width:.5f}",
            )

    def _watch_entry(self, price: float) -> None:
        broken = price > self._high if self._is_call else price < self._low
        if not broken:
            return
        self._traded = True
        self._exiting = False
        direction = 1 if self._is_call else -1
        self._stop_price = self._low if self._is_call else self._high
        self._target_price = price + direction * self._reward(price)
        self.log.info(
            f"entry trigger action=entry side={self.config.side} price={price:.5f} "
            f"stop={self._stop_price:.5f} target={self._target_price:.5f}",
        )
        order = self.order_factory.market(
            instrument_id=self.config.instrument_id,
            order_side=OrderSide.BUY if self._is_call else OrderSide.SELL,
            quantity=self.cache.instrument(self.config.instrument_id).make_qty(
                self.config.trade_size,
            ),
        )
        self.submit_order(order)

    def _watch_exit(self, price: float) -> None:
        direction = 1 if self._is_call else -1
        if direction * (price - self._target_price) >= 0:
            self._leave("target", price)
        elif direction * (price - self._stop_price) <= 0:
            self._leave("stop", price)

    def _leave(self, reason: str, price: float) -> None:
        if self._exiting or not self._in_market():
            return
        self._exiting = True  # one exit order, however many bars come before it is filled
        self.log.info(f"exit trigger action=exit reason={reason} price={price:.5f}")
        self.close_all_positions(self.config.instrument_id)

    def _in_market(self) -> bool:
        # Not portfolio.is_flat(): that nets the positions of all strategies.
        return bool(
            self.cache.positions_open(
                instrument_id=self.config.instrument_id,
                strategy_id=self.id,
            ),
        )

    # -- Events ------------------------------------------------------------------------------------

    def on_order_filled(self, event: OrderFilled) -> None:
        """Log the fill."""
        self.log.info(
            f"filled action=fill order_side={event.order_side.name} quantity={event.last_qty} "
            f"fill_price={event.last_px} client_order_id={event.client_order_id}",
        )

    def on_order_rejected(self, event: OrderRejected) -> None:
        """Log the rejection; an exit may be tried again."""
        self._exiting = False
        self.log.error(
            f"order rejected client_order_id={event.client_order_id} reason={event.reason!r}",
        )

    def on_position_closed(self, event: PositionClosed) -> None:
        """Count the trade and log its result."""
        self.trades += 1
        self.wins += event.realized_pnl.as_double() > 0
        self.log.info(
            f"trade closed action=closed pnl={event.realized_pnl.as_double():.2f} "
            f"currency={event.realized_pnl.currency.code} trades={self.trades} wins={self.wins}",
        )

    # -- Settings ----------------------------------------------------------------------------------

    def _read_volatility(self) -> float | None:
        text = self.config.implied_volatility
        if text is None:
            return None
        try:
            return _positive(text)
        except ValueError as e:
            # Nautilus's logger takes the exception and logs its traceback. Trading goes on.
            self.log.exception(f"volatility unusable, using reward_ratio value={text}", e)  # noqa: TRY401
            return None

    def _reward(self, price: float) -> float:
        if self._volatility is None:
            return self.config.reward_ratio * (self._high - self._low)
        return price * self._volatility / 100 / TRADING_DAYS_A_YEAR**0.5


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise ValueError(f"not a positive number: {text!r}")
    return value


def _time_of_day(name: str, text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError as e:
        raise ValueError(f"{name} must be a time such as '13:30', was {text!r}") from e
