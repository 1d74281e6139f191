"""`vlogs-nt runs`: the backtests whose log was shipped."""

import argparse
import json

import msgspec

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.tables import table

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
    from nautilus_vlogs.operate.runs import find_runs  # noqa: PLC0415 - loads httpx

    zone = selection.zone_of(options)
    window = selection.window_of(options)
    with common.client_of(options) as client:
        runs = find_runs(client, window, by_run_id=True)
    if options.json:
        for found in runs:
            common.write(json.dumps(msgspec.to_builtins(found)))
    elif runs:
        cells = [
            (
                found.run_id,
                found.trader_id,
                found.host,
                selection.moment(found.first_ns, zone),
                found.first_sim_time[:19],
                found.last_sim_time[:19],
                f"{found.rows:,}",
                f"{found.warnings:,}",
                f"{found.errors:,}",
                str(found.verdict),
            )
            for found in runs
        ]
        for line in table(_HEADS, cells):
            common.write(line)
    if not runs:
        common.say(
            f"no backtest was shipped {selection.span(window, zone)}: ship_backtests=True ships "
            "them; `vlogs-nt nodes` shows live nodes",
        )
    return common.OK
