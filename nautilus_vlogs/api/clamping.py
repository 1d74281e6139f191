"""Guard rails for dashboards: a parameter beyond one is clamped, and the answer reports it."""

import time
from datetime import timedelta

from nautilus_vlogs.api.models import Clamped
from nautilus_vlogs.api.parameters import RangeParameters
from nautilus_vlogs.query.bounds import DEFAULT_RANGE
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.raw import find_time_range
from nautilus_vlogs.query.time_range import CLOCK_GRACE_NS
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_duration
from nautilus_vlogs.query.time_range import resolve_range

_ENDLESS_NS = 2**62


def _nanoseconds(duration: timedelta) -> int:
    return duration // timedelta(microseconds=1) * 1_000


def clamp_range(
    client: VictoriaLogsClient,
    parameters: RangeParameters,
    clamped: list[Clamped],
) -> TimeRange:
    """Return the range of the parameters, its last part up to now if it is too long."""
    max_ns = _nanoseconds(client.max_range)
    default_ns = min(_nanoseconds(DEFAULT_RANGE), max_ns)
    start: str | int | None
    end: str | int | None
    start, end = parameters.times
    query = getattr(parameters, "query", None)
    if query is not None and start is None and end is None:
        start, end = find_time_range(query, default_ns)
    asked = resolve_range(start, end, default_ns=default_ns, max_ns=_ENDLESS_NS)
    if asked.end_ns - asked.start_ns <= max_ns:
        return asked
    # What lies in the future goes first: there are no rows but those of clocks that are ahead.
    latest_ns = max(time.time_ns() + CLOCK_GRACE_NS, asked.start_ns + max_ns)
    end_ns = min(asked.end_ns, latest_ns)
    used = TimeRange(max(asked.start_ns, end_ns - max_ns), end_ns)
    for name, before, after in (
        (parameters.start_name, asked.start, used.start),
        (parameters.end_name, asked.end, used.end),
    ):
        if before != after:
            clamped.append(Clamped(parameter=name, asked=before, used=after))
    return used


def clamp_number(name: str, value: int, highest: int, clamped: list[Clamped]) -> int:
    """Return a number, clamped to the highest that is allowed."""
    if value > highest:
        clamped.append(Clamped(parameter=name, asked=_shown(value), used=str(highest)))
    return min(value, highest)


def clamp_step(
    client: VictoriaLogsClient,
    step: str | None,
    window: TimeRange,
    clamped: list[Clamped],
) -> float:
    """Return the seconds of a step, at least those of the shortest that is allowed."""
    # The first and the last step may stick out of the range.
    shortest = -(-(window.end_ns - window.start_ns) // max(1, client.max_entries - 2)) / 1e9
    if step is None:
        return max(1.0, float(round(window.secs / 60)), shortest)
    secs = parse_duration(step, name="step") / 1e9
    if secs < shortest:
        clamped.append(Clamped(parameter="step", asked=step, used=f"{shortest:g}s"))
    return max(secs, shortest)


def _shown(value: int) -> str:
    # A number of thousands of digits can't even be written by Python.
    return str(value) if value < 10**30 else "more than 10^30"
