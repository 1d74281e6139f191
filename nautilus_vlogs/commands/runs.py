"""`vlogs-nt runs`: the backtests whose log was shipped."""

import argparse
import json

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.nodes import as_dict
from nautilus_vlogs.commands.tables import fitting_table

_EPILOG = f"""\
{selection.TIMES}
examples:
  vlogs-nt runs
  vlogs-nt logs --run 8a6… --all
  vlogs-nt diff $(vlogs-nt runs --json | tail -2 | jq -r .run_id)

exit status: 0 answered, 1 the store did not answer, 2 bad usage
"""

_HEADS = (
    "run_id",
    "trader",
    "host",
    "run at",
    "simulated from",
    "to",
    "rows",
    "warnings",
    "errors",
    "delivery",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_range_arguments(parser, since="7d")
    parser.add_argument("--json", action="store_true", help="print a JSON object a run")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    zone = selection.zone_of(options)
    window = selection.window_of(options)
    with common.client_of(options) as client:
        found = client.runs(start=window.start, end=window.end, limit=None, by="backtest")
    runs = sorted(found, key=lambda one: (one.first_ns, one.run_id))
    if options.json:
        for one in runs:
            common.write(json.dumps(as_dict(one)))
    elif runs:
        cells = [
            (
                one.run_id,
                one.trader_id,
                one.host,
                selection.moment(one.first_ns, zone),
                one.first_sim_time[:19],
                one.last_sim_time[:19],
                f"{one.rows:,}",
                f"{one.warnings:,}",
                f"{one.errors:,}",
                str(one.verdict),
            )
            for one in runs
        ]
        for line in fitting_table(_HEADS, cells):
            common.write(line)
    if not runs:
        common.say(
            f"no backtest was shipped {selection.span(window, zone)}: ship_backtests=True ships "
            "them; `vlogs-nt nodes` shows live nodes",
        )
    return common.OK
