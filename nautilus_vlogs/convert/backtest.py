"""
Rows of backtests.

In a backtest a line's time is the simulated one, which lies outside of what a store keeps: so a row
has the time at which it is shipped, and the simulated time beside it.
"""

import uuid
from collections.abc import Sequence

from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.rejects import Outcome
from nautilus_vlogs.convert.usual_lines import UsualLine
from nautilus_vlogs.times import rfc3339

#: What the actor logs when a run begins, which separates the lines before and after it.
RUN_BEGINS = "Backtest run begins: "

_ZERO = rfc3339(0)

#: A line may be logged so much later than the first one of its batch, whose time its row has.
_BATCH_NS = 60 * 1_000_000_000


def new_run_id() -> str:
    """Return an id for a run."""
    return str(uuid.uuid4())


class BacktestConverter(RowConverter):
    """
    Convert lines of a backtest's log.

    Attributes
    ----------
    run_id : str
        The run that the next line belongs to.
    since : str
        When the engine was made: older times are simulated, and so are those to come.

    """

    since = ""

    def _usual_lines(self, data: bytes, lines: list[bytes]) -> Sequence[UsualLine | None]:
        """Return none: a backtest's rows have two times."""
        del data
        return [None] * len(lines)

    def _row(self, record: dict[str, str]) -> Outcome:
        """Return the outcome of a record."""
        if record["message"].startswith(RUN_BEGINS):
            self.run_id = record["message"].removeprefix(RUN_BEGINS)
        at, now_ns = record["timestamp"], self._own_ns()
        if self.since <= at <= rfc3339(now_ns + _BATCH_NS):
            row = super()._row(record)
        else:
            # Nobody comes to be known later in a backtest's time, so there is nothing to wait for.
            self._patience_ns = 0
            row = self._make_row(record, rfc3339(now_ns))
            if isinstance(row, dict) and at != _ZERO:
                row["sim_time"] = at
        if isinstance(row, dict):
            row["run_id"] = self.run_id
        return row
