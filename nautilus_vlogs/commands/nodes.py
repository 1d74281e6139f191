"""`vlogs-nt nodes`: which nodes have logged, from when to when, and whether anything is missing."""

import argparse
import json
import time
from typing import TYPE_CHECKING

import msgspec

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands.tables import fitting_table
from nautilus_vlogs.query.time_range import NANOSECONDS

if TYPE_CHECKING:
    from nautilus_vlogs.query.runs import Run

_EPILOG = f"""\
{selection.TIMES}
A node is logging while its last line is younger than a minute. Its delivery is complete, has a gap
(see `vlogs-nt audit`), has lost what rows report, is settling (the newest rows may be on their
way), or unknown (it began before --since).

examples:
  vlogs-nt nodes
  vlogs-nt nodes --since 30d --json | jq -r .instance_id
  vlogs-nt logs --instance "$(vlogs-nt nodes --json | tail -1 | jq -r .instance_id)"

exit status: 0 answered, 1 the store did not answer, 2 bad usage
"""

_HEADS = (
    "instance_id",
    "trader",
    "host",
    "kind",
    "first line",
    "last line",
    "rows",
    "state",
    "delivery",
)
_ALIVE_SECS = 60


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_range_arguments(parser, since="7d")
    parser.add_argument("--json", action="store_true", help="print a JSON object a node")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    zone = selection.zone_of(options)
    window = selection.window_of(options)
    with common.client_of(options) as client:
        runs = client.runs(start=window.start, end=window.end, limit=None)[::-1]
    now_ns = time.time_ns()
    cells = []
    for found in runs:
        age_secs = (now_ns - found.last_ns) / NANOSECONDS
        state = "logging" if age_secs < _ALIVE_SECS else f"silent for {duration(age_secs)}"
        if options.json:
            common.write(json.dumps({**as_dict(found), "state": state}))
        verdict = str(found.verdict)
        if found.missing_records or found.lost:
            verdict += f" ({found.missing_records:,} missing, {found.lost:,} lost)"
        cells.append(
            (
                found.instance_id,
                found.trader_id,
                found.host,
                found.environment,
                selection.moment(found.first_ns, zone),
                selection.moment(found.last_ns, zone),
                f"{found.rows:,}",
                state,
                verdict,
            )
        )
    if not options.json and cells:
        for line in fitting_table(_HEADS, cells):
            common.write(line)
    if not runs:
        common.say(
            f"no node has logged {selection.span(window, zone)}: try an earlier --since, or "
            "`vlogs-nt doctor`",
        )
    return common.OK


def as_dict(run: "Run") -> dict[str, object]:
    """Return what `--json` prints of a run: how many records are missing, and the gaps."""
    return {
        **msgspec.to_builtins(run),
        "missing": run.missing_records,
        "gaps": [list(gap) for gap in run.missing],
    }


def duration(secs: float) -> str:
    """Return a duration in its largest unit: `90 s`, `12 min`, `5 h`, `3 d`."""
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if secs >= 2 * size:
            return f"{secs / size:.0f} {unit}"
    return f"{max(0.0, secs):.0f} s"
