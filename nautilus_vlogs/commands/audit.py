"""`vlogs-nt audit`: whether every record that was numbered is in the store."""

import argparse
import json
import time
from datetime import tzinfo
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.query.audit import InstanceAudit
    from nautilus_vlogs.query.client import VictoriaLogsClient

_EPILOG = f"""\
Each node numbers its records 0, 1, 2 … (seq); the command finds the numbers that the store lacks,
and those of which it has more than one row.
A run that began before --since is judged from its first row in the range on. While a gap is found
and the node has logged within the last minute, the query is repeated, for --settle seconds: rows
may be on their way. A range has 60 days at most.

{selection.TIMES}
examples:
  vlogs-nt audit                      the runs of the last 24 hours
  vlogs-nt audit --since 7d           those of a week
  vlogs-nt audit --instance 8a6…      one run
  vlogs-nt audit --json

exit status: 0 each record is there once, 1 records are missing, lost or there more than once, no
rows were found, or the store did not answer, 2 bad usage
"""

_MAX_DAYS = 60
_RECENT_SECS = 60.0
_PAUSE_SECS = 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_range_arguments(parser, since="24h")
    parser.add_argument("--instance", metavar="ID", help="only the run with this instance_id")
    parser.add_argument(
        "--settle",
        type=float,
        default=10.0,
        metavar="SECS",
        help="seconds to wait for rows on their way (default: %(default)g)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if not 0 <= options.settle <= 600:
        raise GuardRailError(f"`--settle` must be from 0 to 600, was {options.settle}")
    window = selection.window_of(
        options,
        default_ns=86_400 * NANOSECONDS,
        max_ns=_MAX_DAYS * 86_400 * NANOSECONDS,
    )
    with common.client_of(options) as client:
        deadline = time.monotonic() + options.settle
        found = _audit(client, window, options)
        while any(map(_is_on_its_way, found)) and time.monotonic() < deadline:
            time.sleep(_PAUSE_SECS)
            found = _audit(client, window, options)
    # Where there is nothing, nothing shows that all is there.
    is_whole = bool(found) and all(one.is_complete and not one.duplicates for one in found)
    if options.json:
        common.write(json.dumps({"ok": is_whole, **_as_dict(window, found)}))
    elif not found:
        span = selection.span(window, selection.zone_of(options))
        common.say(f"no numbered rows {span}: try an earlier --since")
    else:
        for one in found:
            common.write(_as_text(one, selection.zone_of(options)))
    return common.OK if is_whole else common.FAILED


def _audit(
    client: "VictoriaLogsClient",
    window: TimeRange,
    options: argparse.Namespace,
) -> list["InstanceAudit"]:
    return client.audit(start=window.start, end=window.end, instance_id=options.instance)


def _is_on_its_way(one: "InstanceAudit") -> bool:
    is_recent = time.time_ns() - one.last_ns < _RECENT_SECS * NANOSECONDS
    return one.missing > 0 and is_recent


def _as_dict(window: TimeRange, found: list["InstanceAudit"]) -> dict[str, object]:
    return {
        "start": window.start,
        "end": window.end,
        "instances": [
            {
                "instance_id": one.instance_id,
                "trader_id": one.trader_id,
                "first_seq": one.first_seq,
                "last_seq": one.last_seq,
                "first_time": rfc3339(one.first_ns),
                "last_time": rfc3339(one.last_ns),
                "rows": one.rows,
                "records": one.records,
                "duplicates": one.duplicates,
                "missing": one.missing,
                "lost": one.lost,
                "unknown_losses": one.unknown_losses,
                "put_aside": one.put_aside,
                "gaps": [list(gap) for gap in one.gaps],
                "doubled": [list(span) for span in one.doubled],
                "begins_inside": one.begins_inside,
            }
            for one in found
        ],
    }


def _as_text(one: "InstanceAudit", zone: tzinfo | None) -> str:
    first, last = (selection.moment(at, zone) for at in (one.first_ns, one.last_ns))
    lines = [
        f"{one.instance_id}  {one.trader_id}",
        f"  seq {one.first_seq:,} to {one.last_seq:,}, {first} to {last}",
        f"  {one.records:,} records, {one.missing:,} missing, {one.duplicates:,} duplicates",
    ]
    if one.lost or one.unknown_losses:
        unknown = f", and {one.unknown_losses:,} times an unknown number" * bool(one.unknown_losses)
        lines.append(f"  {one.lost:,} lost before they could be read, as rows report{unknown}")
    if one.put_aside:
        lines.append(f"  {one.put_aside:,} could not be stored: a row each says why")
    if not one.begins_inside:
        lines.append("  it began before --since")
    lines += [f"  missing: {_numbers(*gap)}" for gap in one.gaps]
    lines += [f"  more than once: {_numbers(*span)}" for span in one.doubled]
    return "\n".join(lines)


def _numbers(low: int, high: int) -> str:
    return f"{low:,} to {high:,}" if high > low else f"{low:,}"
