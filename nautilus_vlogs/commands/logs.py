"""`vlogs-nt logs`: the rows that fit."""

import argparse

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands.lines import Lines
from nautilus_vlogs.commands.lines import add_line_arguments
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows

_EPILOG = f"""\
{common.TIMES}
Of more rows than --limit the newest are shown, oldest first. One answer has 500 rows and reaches
24 hours at most.

examples:
  vlogs-nt logs                                          everything of the last hour, newest 100
  vlogs-nt logs --strategy EMACross-001 --level WARNING  what went wrong with a strategy
  vlogs-nt logs --level ERROR --since today --context 5  each error with what happened around it
  vlogs-nt logs --grep OrderFilled --exclude EUR/USD     a text, and not another
  vlogs-nt logs --field action=entry --fields price,side chosen fields only
  vlogs-nt logs --query 'spx_price:>5900'                LogsQL
  vlogs-nt logs --query '* | stats by (level) count() n' and with pipes
  vlogs-nt logs --since 09:30 --until 10:00 --json | jq .

exit status: 0 answered, 1 the store did not answer, 2 bad usage
"""

_MAX_MATCHES_WITH_CONTEXT = 50
_MAX_CONTEXT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    common.add_range_arguments(parser, since=None)
    parser.add_argument("--limit", type=int, metavar="N", help="how many rows (default: 100)")
    parser.add_argument(
        "--context",
        type=int,
        default=0,
        metavar="N",
        help="also what its node logged before and after each row, N rows of either",
    )
    common.add_filter_arguments(parser)
    add_line_arguments(parser)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    lines = Lines(options)
    with common.client_of(options) as client:
        if options.query is not None and parse_query(options.query).pipes:
            _show_answer(client, options, lines)
            return common.OK
        limit = 100 if options.limit is None else options.limit
        if options.context:
            _check_context(options)
            limit = min(limit, _MAX_MATCHES_WITH_CONTEXT) if options.limit is None else limit
        rows = client.search(
            start=options.since,
            end=options.until,
            limit=limit,
            **common.filters_of(options),
        )
        if options.context:
            _show_with_context(client, rows, options.context, lines)
        else:
            for row in rows:
                common.write(lines.row(row))
    _tell(rows)
    return common.OK


def _show_answer(client: VictoriaLogsClient, options: argparse.Namespace, lines: Lines) -> None:
    if options.context:
        raise InvalidQueryError("`--context` goes with rows: leave it out, or the query's pipes")
    answer = client.query(
        options.query,
        start=options.since,
        end=options.until,
        limit=options.limit,
        **common.filters_of(options, with_query=False),
    )
    for fields in answer:
        common.write(lines.pairs(fields))
    if not answer:
        common.say("nothing was found")


def _check_context(options: argparse.Namespace) -> None:
    if not 0 < options.context <= _MAX_CONTEXT:
        raise GuardRailError(
            f"`--context` must be from 1 to {_MAX_CONTEXT}, was {options.context}",
        )
    if (options.limit or 0) > _MAX_MATCHES_WITH_CONTEXT:
        raise GuardRailError(
            f"`--limit` may be {_MAX_MATCHES_WITH_CONTEXT} with `--context`, was {options.limit}",
        )


def _show_with_context(client: VictoriaLogsClient, rows: Rows, size: int, lines: Lines) -> None:
    wanted = {row.identity for row in rows}
    shown: set[tuple[object, ...]] = set()
    for row in rows:
        if row.identity in shown:
            continue
        around = [one for one in client.context(row, size, size) if one.identity not in shown]
        if shown and not lines.is_json:
            common.write("--")
        for one in around:
            common.write(lines.row(one, _mark(one, wanted)))
        shown.update(one.identity for one in around)


def _mark(row: LogRow, wanted: set[tuple[object, ...]]) -> str:
    return "> " if row.identity in wanted else "  "


def _tell(rows: Rows) -> None:
    if not rows:
        common.say(
            f"no rows from {rows.window.start} to {rows.window.end}: try --since, or fewer filters",
        )
    elif rows.has_more:
        common.say(
            f"there are older rows that fit: raise --limit, or give --until {rows[0]['_time']}",
        )
