"""`vlogs-nt strategies`: what each strategy has logged."""

import argparse
import json
import time

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.nodes import duration
from nautilus_vlogs.commands.paging import parts
from nautilus_vlogs.commands.tables import fitting_table
from nautilus_vlogs.query.time_range import NANOSECONDS

_EPILOG = f"""\
{selection.TIMES}
examples:
  vlogs-nt strategies --since today
  vlogs-nt strategies --json | jq -r .strategy_id

exit status: 0 answered, 1 the store did not answer, 2 bad usage
"""

_HEADS = ("strategy", "rows", "warnings", "errors", "first line", "last line", "age")
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
    # Of each strategy: its counts, and the times of its first and last row.
    found: dict[str, dict[str, int]] = {}
    with common.client_of(options) as client:
        for part in parts(client, window):
            for one in client.strategies(start=part.start, end=part.end):
                total = found.setdefault(
                    one.strategy_id,
                    {**dict.fromkeys(_COUNTS, 0), "first": one.first_ns, "last": one.last_ns},
                )
                for name in _COUNTS:
                    total[name] += getattr(one, name)
                total["first"] = min(total["first"], one.first_ns)
                total["last"] = max(total["last"], one.last_ns)
    now_ns = time.time_ns()
    cells: list[tuple[str, ...]] = []
    for name, total in sorted(found.items()):
        span = [selection.moment(total[key], zone) for key in ("first", "last")]
        if options.json:
            counts = {key: total[key] for key in _COUNTS}
            common.write(
                json.dumps({"strategy_id": name, **counts, "first": span[0], "last": span[1]})
            )
        age = duration((now_ns - total["last"]) / NANOSECONDS)
        cells.append((name, *(f"{total[key]:,}" for key in _COUNTS), *span, age))
    if not options.json and cells:
        for line in fitting_table(_HEADS, cells):
            common.write(line)
    if not found:
        common.say(
            f"no strategy has logged {selection.span(window, zone)}: try an earlier --since, or "
            "`vlogs-nt nodes`",
        )
    return common.OK
