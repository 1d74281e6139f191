"""`vlogs-nt logs`: the rows that fit."""

import argparse
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import formats
from nautilus_vlogs.commands import selection
from nautilus_vlogs.commands import terminal
from nautilus_vlogs.commands.hints import no_rows
from nautilus_vlogs.commands.tables import answer_table
from nautilus_vlogs.commands.tailing import MAX_ROWS
from nautilus_vlogs.commands.tailing import add_interval_argument
from nautilus_vlogs.commands.tailing import follow
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.raw import parse_query
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.times import rfc3339

if TYPE_CHECKING:
    from nautilus_vlogs.query.client import VictoriaLogsClient

_EPILOG = f"""\
{selection.TIMES}
Of more rows than --tail the newest are shown, oldest first; --all shows all there are.

examples:
  vlogs-nt logs                                          everything of the last hour, newest 100
  vlogs-nt logs -f 'EMACross-*'                          rows of some strategies as they come
  vlogs-nt logs --strategy EMACross-001 --level WARNING  what went wrong with a strategy
  vlogs-nt logs --level ERROR --since today --context 5  each error with what happened around it
  vlogs-nt logs --grep OrderFilled --exclude EUR/USD     a text, and not another
  vlogs-nt logs --field action=entry --field 'price>1.1' --fields price,side
  vlogs-nt logs --query 'spx_price:>5900'                LogsQL
  vlogs-nt logs --query '* | stats by (level) count() n' and with pipes
  vlogs-nt logs --since 7d --all -o csv > week.csv       any number of rows
  vlogs-nt logs --since 09:30 --until 10:00 --json | jq .

exit status: 0 answered, 1 the store did not answer, 2 bad usage
"""

_DEFAULT_ROWS = 100
_MAX_MATCHES_WITH_CONTEXT = 50
_MAX_CONTEXT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_names_argument(parser)
    selection.add_range_arguments(parser, since=None)
    parser.add_argument(
        "-n",
        "--tail",
        "--limit",
        dest="limit",
        type=int,
        metavar="N",
        help=f"how many rows, the newest (default: {_DEFAULT_ROWS})",
    )
    parser.add_argument("--all", action="store_true", help="all rows, however many there are")
    parser.add_argument("-r", "--reverse", action="store_true", help="the newest row first")
    parser.add_argument("-f", "--follow", action="store_true", help="then show rows as they come")
    add_interval_argument(parser)
    parser.add_argument(
        "--context",
        type=int,
        default=0,
        metavar="N",
        help="also what its node logged before and after each row, N rows of either",
    )
    parser.add_argument("--no-pager", action="store_true", help="print long answers at once")
    selection.add_filter_arguments(parser)
    formats.add_format_arguments(parser)
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    _check(options)
    with common.client_of(options) as client:
        if options.follow:
            return follow(client, options)
        if options.query is not None and parse_query(options.query).pipes:
            _show_answer(client, options)
        elif options.all:
            _show_all(client, options)
        else:
            _show_newest(client, options)
    return common.OK


def _check(options: argparse.Namespace) -> None:
    least = 0 if options.follow else 1
    if options.limit is not None and not least <= options.limit <= MAX_ROWS:
        raise GuardRailError(
            f"`limit` must be from {least} to {MAX_ROWS:,} (--all shows more), was {options.limit}",
        )
    if options.all and options.limit is not None:
        raise InvalidQueryError("`--all` shows all rows: leave it or `--tail` out")
    if options.all and options.follow and options.since is None:
        raise InvalidQueryError("`--all` with `--follow` needs a begin: give `--since`")
    if options.context and (options.all or options.follow):
        raise InvalidQueryError("`--context` goes with some rows: leave out `--all` and `--follow`")
    if options.context:
        if not 0 < options.context <= _MAX_CONTEXT:
            raise GuardRailError(
                f"`--context` must be from 1 to {_MAX_CONTEXT}, was {options.context}",
            )
        if (options.limit or 0) > _MAX_MATCHES_WITH_CONTEXT:
            raise GuardRailError(
                f"`limit` may be {_MAX_MATCHES_WITH_CONTEXT} with `--context`, was {options.limit}",
            )


def _show_newest(client: "VictoriaLogsClient", options: argparse.Namespace) -> None:
    zone = selection.zone_of(options)
    limit = options.limit or (_MAX_MATCHES_WITH_CONTEXT if options.context else _DEFAULT_ROWS)
    rows = newest(client, options, limit)
    form = formats.make_format(options, zone)
    form.adapt(rows)
    absent = formats.named_fields(options)
    for row in rows:
        absent -= row.fields.keys()
    if options.context:
        lines = list(_with_context(client, rows, options, form))
    else:
        lines = [form.row(row) for row in (reversed(rows) if options.reverse else rows)]
    head = form.head()
    terminal.page([head, *lines] if head else lines, use_pager=not options.no_pager)
    if not rows:
        common.say(no_rows(client, options, rows.window, zone))
    elif rows.has_more:
        common.say(
            # To the nanosecond, for a row of the same second would be left out.
            f"there are older rows that fit: raise --tail, say --all, or give --until "
            f"{rfc3339(rows[0].time_ns + 1)}",
        )
    if rows:
        _say_absent(absent)


def newest(client: "VictoriaLogsClient", options: argparse.Namespace, limit: int) -> Rows:
    """Return the newest rows that fit, oldest first, from a range of any length."""
    filters = selection.filters_of(options)
    window = selection.window_of(options)
    has_own_range = options.query is not None and options.since is None and options.until is None
    # The client reads the time of a query once more, a moment later; of others it cuts the grace.
    is_short = window.secs <= client.max_range.total_seconds() + (0 if has_own_range else 10)
    if limit <= client.max_entries and is_short:
        rows = client.search(start=options.since, end=options.until, limit=limit, **filters)
        if len({row.identity for row in rows}) == len(rows):
            return rows
        window = rows.window  # some are there twice: read as many others instead
    found = client.rows(start=window.start, end=window.end, newest_first=True, **filters)
    some = list(islice(found, limit + 1))
    return Rows(some[:limit][::-1], window=window, has_more=len(some) > limit)


def _show_all(client: "VictoriaLogsClient", options: argparse.Namespace) -> None:
    zone = selection.zone_of(options)
    window = selection.window_of(options)
    form = formats.make_format(options, zone)
    if head := form.head():
        common.write_styled(head)
    found = False
    absent = formats.named_fields(options)
    for page in client.pages(
        start=window.start,
        end=window.end,
        newest_first=options.reverse,
        **selection.filters_of(options),
    ):
        form.adapt(page)
        for row in page:
            found = True
            absent -= row.fields.keys()
            common.write_styled(form.row(row))
    if found:
        _say_absent(absent)
    else:
        common.say(no_rows(client, options, window, zone))


def _say_absent(names: set[str]) -> None:
    """Tell of fields that were named, and that no row has: of a slip, for example."""
    if names:
        common.say(
            f"no row here has a field {', '.join(sorted(names))[:200]}: `--json` shows which "
            "there are",
        )


def _show_answer(client: "VictoriaLogsClient", options: argparse.Namespace) -> None:
    if options.context:
        raise InvalidQueryError("`--context` goes with rows: leave it out, or the query's pipes")
    answer = client.query(
        options.query,
        start=options.since,
        end=options.until,
        limit=options.limit,
        any_range=True,
        **selection.filters_of(options, with_query=False),
    )
    raw = parse_query(options.query)
    if raw.counts and not raw.orders:  # the store's order is none
        answer.sort(key=lambda fields: [_natural(value) for value in fields.values()])
    lines = list(_answer_lines(answer, options))
    terminal.page(lines, use_pager=not options.no_pager)
    if not answer:
        window = selection.window_of(options)
        common.say(no_rows(client, options, window, selection.zone_of(options)))
    elif answer.has_more:
        remedy = "raise --tail"
        if len(answer) >= client.max_entries:
            remedy = f"an answer has {client.max_entries} rows at most, so ask for a shorter range"
        common.say(f"there is more than is shown: {remedy}, or have the query count or sort")


def _natural(value: str) -> tuple[int, float, str]:
    """Return what sorts numbers by size, before texts."""
    try:
        return 0, float(value), ""
    except ValueError:
        return 1, 0.0, value


def _answer_lines(answer: list[dict[str, str]], options: argparse.Namespace) -> Iterator[str]:
    if options.output == "json":
        yield from (formats.as_json(fields, options.fields) for fields in answer)
    elif options.output == "csv":
        names = options.fields or list(dict.fromkeys(name for fields in answer for name in fields))
        yield formats.as_csv(names)
        yield from (formats.as_csv(fields.get(name, "") for name in names) for fields in answer)
    elif answer and all("_time" in fields and "_msg" in fields for fields in answer):
        form = formats.make_format(options, selection.zone_of(options))
        rows = [parse_row(fields) for fields in answer]
        form.adapt(rows)
        yield from map(form.row, rows)
    elif answer:
        yield from answer_table(answer, options.fields)


def _with_context(
    client: "VictoriaLogsClient",
    rows: Rows,
    options: argparse.Namespace,
    form: formats.RowFormat,
) -> Iterator[str]:
    wanted = {row.identity for row in rows}
    shown: set[tuple[object, ...]] = set()
    is_text = options.output == "short"
    for row in rows:
        if row.identity in shown:
            continue
        around = client.context(row, options.context, options.context)
        form.adapt(around)
        if shown and is_text:
            yield "--"
        for one in around:
            if one.identity not in shown:
                yield form.row(one, _mark(one, wanted) if is_text else "")
        shown.update(one.identity for one in around)


def _mark(row: LogRow, wanted: set[tuple[object, ...]]) -> str:
    return "> " if row.identity in wanted else "  "
