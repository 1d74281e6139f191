"""`vlogs-nt strategies`: what each strategy has logged."""

import argparse
import json
import time

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.nodes import duration
from nautilus_vlogs.commands.paging import parts
from nautilus_vlogs.commands.tables import fitting_table
from nautilus_vlogs.query.answers import StrategySummary
from nautilus_vlogs.query.answers import summed
from nautilus_vlogs.query.time_range import NANOSECONDS

_EPILOG = f"""\
{selection.TIMES}
Strategies of one id are told apart by trader and environment.

examples:
  vlogs-nt strategies --since today
  vlogs-nt strategies --json | jq -r .strategy_id | sort -u

exit status: 0 answered, 1 the store did not answer, 2 bad usage
"""

_HEADS = ("rows", "warnings", "errors", "first line", "last line", "age")
_OWNERS = {"trader": "trader_id", "environment": "environment"}
_COUNTS = ("rows", "warnings", "errors")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_range_arguments(parser, since="24h")
    parser.add_argument("--json", action="store_true", help="print a JSON object a strategy")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    zone = selection.zone_of(options)
    window = selection.window_of(options)
    found: dict[tuple[str, str, str], StrategySummary] = {}
    is_cut = False
    with common.client_of(options) as client:
        for part in parts(client, window):
            answer = client.strategies(start=part.start, end=part.end, by_trader=True)
            is_cut |= answer.has_more
            for one in answer:
                key = one.strategy_id, one.trader_id, one.environment
                found[key] = summed([found[key], one]) if key in found else one
    now_ns = time.time_ns()
    # Whose each is, where several have one of an id: two traders, or a node and its backtests.
    has_owners = len({one.strategy_id for one in found.values()}) < len(found)
    owners = _OWNERS if has_owners else {}
    cells: list[tuple[str, ...]] = []
    for _, one in sorted(found.items()):
        span = [selection.moment(at, zone) for at in (one.first_ns, one.last_ns)]
        if options.json:
            common.write(json.dumps(_as_dict(one, span)))
        age = duration((now_ns - one.last_ns) / NANOSECONDS)
        cells.append(
            (
                one.strategy_id,
                *(getattr(one, name) for name in owners.values()),
                *(f"{getattr(one, name):,}" for name in _COUNTS),
                *span,
                age,
            )
        )
    if not options.json and cells:
        for line in fitting_table(("strategy", *owners, *_HEADS), cells):
            common.write(line)
    if is_cut:
        common.say("there are more strategies, which are left out: a shorter range may have fewer")
    if not found:
        common.say(
            f"no strategy has logged {selection.span(window, zone)}: try an earlier --since, or "
            "`vlogs-nt nodes`",
        )
    return common.OK


def _as_dict(one: StrategySummary, span: list[str]) -> dict[str, object]:
    return {
        "strategy_id": one.strategy_id,
        "trader_id": one.trader_id,
        "environment": one.environment,
        **{name: getattr(one, name) for name in _COUNTS},
        "first": span[0],
        "last": span[1],
    }
