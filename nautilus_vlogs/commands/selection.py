"""Options that say which rows: filters and a range of time, and what they mean to a query."""

import argparse
from datetime import UTC
from datetime import datetime
from datetime import tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.query.conditions import Condition
from nautilus_vlogs.query.conditions import parse_condition
from nautilus_vlogs.query.filters import FilterArguments
from nautilus_vlogs.query.logsql import levels_from
from nautilus_vlogs.query.logsql import show
from nautilus_vlogs.query.raw import find_time_range
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import resolve_range
from nautilus_vlogs.schema import LEVELS
from nautilus_vlogs.schema import SOURCES

TIMES = """\
Times are ISO 8601 (2026-11-23T09:30:00+01:00), a time of today (09:30), a duration ago (15m, 7d,
"1 hour ago"), now, today, yesterday, or seconds since 1970 (of 9 digits or more); without a zone
they are local, with --utc in UTC, with --timezone in that zone.
"""

#: The component of the rows that `vlogs-nt doctor` stores to see whether it can.
PROBE_COMPONENT = "vlogs-nt doctor"

#: The field of each option that takes exact values, several of them, and wildcards.
VALUE_OPTIONS = {
    "strategy": "strategy_id",
    "component": "component",
    "source": "source",
    "trader": "trader_id",
    "instance": "instance_id",
    "host": "host",
    "run": "run_id",
}

_DAY_NS = 86_400 * NANOSECONDS
_MAX_RANGE_NS = 10 * 366 * _DAY_NS


def add_filter_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which rows."""
    group = parser.add_argument_group(
        "which rows",
        "Options with several values take them separated by commas or repeated, and * and ? as "
        "wildcards: --strategy 'Mean*,ORB-001'.",
    )
    helps = {
        "strategy": "of this strategy, such as EMACross-001",
        "component": "of this logger",
        "source": f"of this source: {', '.join(SOURCES)}",
        "trader": "of this trader",
        "instance": "of the run of a node with this instance_id",
        "host": "of this host",
        "run": "of the backtest with this run_id",
    }
    for name, text in helps.items():
        group.add_argument(
            f"--{name}",
            action="append",
            metavar="NAME" if name == "component" else name.upper() if name == "source" else "ID",
            help=text,
        )
    group.add_argument(
        "-p",
        "--level",
        action="append",
        metavar="LEVEL",
        help=f"of this level and above, or of exactly these levels: {', '.join(LEVELS)}",
    )
    group.add_argument(
        "-g",
        "--grep",
        action="append",
        metavar="TEXT",
        help="whose message holds this text, in any case; may be repeated",
    )
    group.add_argument(
        "--exclude",
        action="append",
        metavar="TEXT",
        help="whose message does not hold it; may be repeated",
    )
    group.add_argument(
        "--regex",
        action="store_true",
        help="--grep and --exclude are regular expressions (RE2)",
    )
    group.add_argument(
        "--field",
        action="append",
        metavar="CONDITION",
        help="in which a field fulfils a condition: side=BUY, side!=BUY, price>1.1, note=~'^a'; "
        "may be repeated: = of one field means one of the values",
    )
    group.add_argument("--query", metavar="LOGSQL", help="that this LogsQL finds")


def add_names_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names strategies without an option, as `kubectl logs NAME` does."""
    parser.add_argument(
        "names", nargs="*", metavar="STRATEGY", help="the same as --strategy STRATEGY"
    )


def add_range_arguments(parser: argparse.ArgumentParser, since: str | None = "1h") -> None:
    """Add the options that say of which time."""
    parser.add_argument(
        "-S", "--since", metavar="TIME", default=since, help=f"default: {since or '1h'}"
    )
    parser.add_argument("-U", "--until", metavar="TIME", help="not included; default: now")
    add_zone_arguments(parser)


def add_zone_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options that say in which zone times are read and shown."""
    zone = parser.add_mutually_exclusive_group()
    zone.add_argument("--utc", action="store_true", help="times are UTC, not local")
    zone.add_argument("--timezone", metavar="ZONE", help="or of this zone, such as Europe/Berlin")


def zone_of(options: argparse.Namespace) -> tzinfo | None:
    """Return the zone of times; `None` for that of this machine."""
    if getattr(options, "utc", False):
        return UTC
    name = getattr(options, "timezone", None)
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise InvalidQueryError(
            f"`--timezone` must be a zone such as Europe/Berlin or UTC, was {show(name)}",
        ) from None


def moment(time_ns: int, zone: tzinfo | None) -> str:
    """Return a time in a zone, to the second, with its offset."""
    at = datetime.fromtimestamp(time_ns // NANOSECONDS, UTC).astimezone(zone)
    return at.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")


def span(window: TimeRange, zone: tzinfo | None) -> str:
    """Return a range in a zone: `from … to …`."""
    return f"from {moment(window.start_ns, zone)} to {moment(window.end_ns, zone)}"


def window_of(
    options: argparse.Namespace,
    *,
    default_ns: int = 3_600 * NANOSECONDS,
    max_ns: int = _MAX_RANGE_NS,
) -> TimeRange:
    """Return the range of times that `add_range_arguments` was given, or that of `--query`."""
    start: str | int | None = options.since
    end: str | int | None = options.until
    query = getattr(options, "query", None)
    if query is not None and start is None and end is None:
        start, end = find_time_range(query, default_ns)
    return resolve_range(
        start,
        end,
        default_ns=default_ns,
        max_ns=max_ns,
        zone=zone_of(options),
    )


def filters_of(
    options: argparse.Namespace,
    *,
    with_query: bool = True,
    with_probes: bool = False,
    without: str | None = None,
) -> FilterArguments:
    """
    Return what `add_filter_arguments` was given.

    Parameters
    ----------
    options : argparse.Namespace
        The parsed options.
    with_query : bool, default True
        Take `--query` as a filter.
    with_probes : bool, default False
        Include the probe rows of `vlogs-nt doctor`, which otherwise `--component` alone finds.
    without : str, optional
        The name of an option to leave out.

    """
    conditions = [
        Condition(field, "=", values, has_wildcards=True)
        for name, field in VALUE_OPTIONS.items()
        if name != without and (values := values_of(options, name))
    ]
    level = None
    if without != "level" and (levels := _levels(options)):
        level = levels[0] if len(levels) == 1 else None
        if level is None:
            exact_levels = tuple(levels_from(name)[0] for name in levels)
            conditions.append(Condition("level", "=", exact_levels))
    if without != "field":
        conditions += _field_conditions(options.field or [])
    component = " ".join(values_of(options, "component"))
    if not with_probes and PROBE_COMPONENT not in component:
        conditions.append(Condition("component", "!=", (PROBE_COMPONENT,)))
    return FilterArguments(
        level=level,
        text=None if without == "grep" else options.grep,
        exclude=None if without == "exclude" else options.exclude,
        is_regex=options.regex,
        where=conditions,
        query=options.query if with_query and without != "query" else None,
    )


def values_of(options: argparse.Namespace, name: str) -> tuple[str, ...]:
    """
    Return the values that an option was given, repeated or with commas between.

    Raises
    ------
    InvalidQueryError
        If one of them is a source that no row has.

    """
    given: list[str] = list(getattr(options, name, None) or [])
    if name == "strategy":
        given += getattr(options, "names", None) or []
    values = tuple(value.strip() for text in given for value in text.split(","))
    if name == "source":
        for value in values:
            if value not in SOURCES and not set(value) & set("*?"):
                close = get_close_matches(value.lower(), SOURCES, 1)
                hint = f"did you mean {close[0]}?" if close else f"one of {', '.join(SOURCES)}"
                raise InvalidQueryError(f"`--source` is unknown: {hint}, was {show(value)}")
    return values


def is_filtered(options: argparse.Namespace) -> bool:
    """Return whether any filter was given."""
    return bool(given_filters(options))


def given_filters(options: argparse.Namespace) -> list[str]:
    """Return the names of the filters that were given, without their dashes."""
    others = ("level", "grep", "exclude", "field", "query")
    return [
        *(name for name in VALUE_OPTIONS if values_of(options, name)),
        *(name for name in others if getattr(options, name, None)),
    ]


def _levels(options: argparse.Namespace) -> list[str]:
    return [level.strip() for text in options.level or [] for level in text.split(",")]


def _field_conditions(texts: list[str]) -> list[Condition]:
    """Return conditions, those for the equality of one field joined: one of its values."""
    joined: dict[str, Condition] = {}
    others: list[Condition] = []
    for text in texts:
        condition = parse_condition(text)
        if condition.operator != "=":
            others.append(condition)
            continue
        before = joined.get(condition.name)
        values = (*before.values, *condition.values) if before else condition.values
        joined[condition.name] = Condition(condition.name, "=", values, has_wildcards=True)
    return [*joined.values(), *others]
