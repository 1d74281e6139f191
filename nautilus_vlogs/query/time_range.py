"""Times as people write them, and ranges of them: any zone in, UNIX nanoseconds inside."""

import math
import re
import time
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import tzinfo

import msgspec

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.times import rfc3339

#: Anything that says when.
When = str | int | float | datetime | timedelta

NANOSECONDS = 1_000_000_000

#: How far the clock of a node may be ahead of ours for its newest rows to be found.
CLOCK_GRACE_NS = 10 * NANOSECONDS

_MAX_CHARS = 64
_UNITS_NS = {
    "ms": 1_000_000,
    "s": NANOSECONDS,
    "m": 60 * NANOSECONDS,
    "h": 3_600 * NANOSECONDS,
    "d": 86_400 * NANOSECONDS,
    "w": 7 * 86_400 * NANOSECONDS,
}
_DURATION = re.compile(r"(?:\d{1,9}(?:\.\d{1,9})?(?:ms|[smhdw]))+", re.ASCII)
_DURATION_PART = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|[smhdw])", re.ASCII)
#: What people write in the place of a unit: `10min`, `2 hours`, `1 day`.
_WORDS = {
    "ms": ("ms", "msec", "msecs", "millisecond", "milliseconds"),
    "s": ("sec", "secs", "second", "seconds"),
    "m": ("min", "mins", "minute", "minutes"),
    "h": ("hr", "hrs", "hour", "hours"),
    "d": ("day", "days"),
    "w": ("week", "weeks"),
}
_UNIT_OF_WORD = {word: unit for unit, words in _WORDS.items() for word in words}
_NUMBER_AND_WORD = re.compile(r"(\d)\s*([a-z]+)", re.ASCII)
#: By its number of digits: seconds, milliseconds, microseconds or nanoseconds.
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13}|\d{15,16}|\d{18,19})(?:\.(\d{1,9}))?", re.ASCII)
_MONTHS = re.compile(r"-?\s*\d{1,9}\s*M\s*(?:ago)?", re.ASCII)
_DAY_AND_CLOCK = re.compile(r"(?:(today|yesterday) +)?(\d{1,2}:\d{2}(?::\d{2})?)", re.ASCII)
_FRACTION = re.compile(r"(?<=\d)[.,](\d{1,9})(?=$|[Zz+\-])", re.ASCII)

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(2262, 1, 1, tzinfo=UTC)  # UNIX nanoseconds end in its April

_EXPECTED = (
    "expected ISO 8601 such as 2026-11-23T09:30:00Z, seconds since 1970 (9 digits or more), a "
    "duration ago such as 15m or 2 hours ago, a time of today such as 09:30, now, today or "
    "yesterday"
)


class TimeRange(msgspec.Struct, frozen=True):
    """
    From a time to another, the latter excluded.

    Parameters
    ----------
    start_ns, end_ns : int
        UNIX nanoseconds.

    """

    start_ns: int
    end_ns: int

    @property
    def start(self) -> str:
        """The first time that belongs to it, in RFC 3339."""
        return rfc3339(self.start_ns)

    @property
    def end(self) -> str:
        """The first time behind it, in RFC 3339."""
        return rfc3339(self.end_ns)

    @property
    def secs(self) -> float:
        """Length of the range."""
        return (self.end_ns - self.start_ns) / NANOSECONDS


def parse_time(value: When, *, now_ns: int | None = None, zone: tzinfo | None = UTC) -> int:
    """
    Return a time in UNIX nanoseconds.

    Parameters
    ----------
    value : str, int, float, datetime or timedelta
        ISO 8601, an epoch (its length distinguishes seconds, milli-, micro- and nanoseconds), a
        duration or `timedelta` ago (``15m``, ``-15m``, ``now-15m``, ``1 hour ago``), ``now``,
        ``today``, ``yesterday``, or a time of today.
    now_ns : int, optional
        The present time in UNIX nanoseconds; the clock's by default.
    zone : tzinfo, optional
        The zone of a time that names none; ``None`` for that of this machine.

    Raises
    ------
    InvalidTimeError
        If it is none of these.

    """
    now_ns = time.time_ns() if now_ns is None else now_ns
    if isinstance(value, datetime):
        return _nanoseconds(value if value.tzinfo else _in_zone(value, zone), value)
    if isinstance(value, timedelta):
        return _ago(value // timedelta(microseconds=1) * 1_000, value, now_ns)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise InvalidTimeError(f"a time can't be of this type: {_EXPECTED}, was {value!r}")
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidTimeError(f"a time must be finite: {_EXPECTED}, was {value!r}")
        value = f"{value:.6f}"
    return _parse_text(str(value).strip(), now_ns, zone)


def parse_named_time(
    name: str,
    value: When,
    *,
    now_ns: int | None = None,
    zone: tzinfo | None = UTC,
) -> int:
    """Return what `parse_time` does; an error says which argument it is about."""
    try:
        return parse_time(value, now_ns=now_ns, zone=zone)
    except InvalidTimeError as e:
        raise InvalidTimeError(f"`{name}`: {e}") from None


def parse_duration(value: str | float | timedelta, *, name: str = "duration") -> int:
    """
    Return a duration in nanoseconds.

    Parameters
    ----------
    value : str, float or timedelta
        Such as ``90s`` or ``1h30m``; a number means seconds.
    name : str, default "duration"
        Its name in an error.

    Raises
    ------
    InvalidTimeError
        If it is no duration, or not above zero.

    """
    duration = -1
    if isinstance(value, timedelta):
        duration = value // timedelta(microseconds=1) * 1_000
    elif isinstance(value, str):
        duration = _duration(_plain_duration(value.strip().lower()))
    elif not isinstance(value, bool) and math.isfinite(value):
        duration = int(value * NANOSECONDS)
    if not 0 < duration < _UNITS_NS["w"] * 10_000:
        raise InvalidTimeError(
            f"`{name}` must be a duration above zero such as 90s, 15m or 1h30m, was {_show(value)}",
        )
    return duration


def resolve_range(
    start: When | None,
    end: When | None,
    *,
    default_ns: int,
    max_ns: int,
    now_ns: int | None = None,
    zone: tzinfo | None = UTC,
) -> TimeRange:
    """
    Return the range between two times, of which either may be left out.

    Raises
    ------
    InvalidTimeError
        If it ends before it starts, or lies in the future.
    GuardRailError
        If it is too long.

    """
    now_ns = time.time_ns() if now_ns is None else now_ns
    end_ns = now_ns if end is None else parse_named_time("end", end, now_ns=now_ns, zone=zone)
    start_ns = end_ns - default_ns
    if start is not None:
        start_ns = parse_named_time("start", start, now_ns=now_ns, zone=zone)
    if start_ns > now_ns + CLOCK_GRACE_NS:
        raise InvalidTimeError(
            f"`start` lies in the future (it is {rfc3339(now_ns)} now): give an earlier one, "
            f"was {_show(start)}",
        )
    if end is None:
        end_ns = max(end_ns, start_ns + 1)
    if start_ns >= end_ns:
        raise InvalidTimeError(
            f"`start` must be before `end`: exchange them, was {rfc3339(start_ns)} to "
            f"{rfc3339(end_ns)}",
        )
    if end_ns - start_ns > max_ns:
        raise GuardRailError(
            f"a range may be {show_duration(max_ns)} long at most: move `start` or `end`, was "
            f"{rfc3339(start_ns)} to {rfc3339(end_ns)}",
        )
    if end is None:
        # Rows of a clock that is a little ahead belong to it as well, but never to a longer range
        # than is allowed: a store may have a limit of the same length.
        end_ns = min(end_ns + CLOCK_GRACE_NS, start_ns + max_ns)
    return TimeRange(start_ns, end_ns)


def show_duration(duration_ns: int) -> str:
    """Return a duration in the largest unit that divides it."""
    # A day is shown in hours: the guard rail is called "24 h".
    units = ("h", "m", "s", "ms") if duration_ns == _UNITS_NS["d"] else ("d", "h", "m", "s", "ms")
    for unit in units:
        if duration_ns % _UNITS_NS[unit] == 0:
            return f"{duration_ns // _UNITS_NS[unit]} {unit}"
    return f"{duration_ns / NANOSECONDS:g} s"


def _parse_text(text: str, now_ns: int, zone: tzinfo | None) -> int:
    if len(text) > _MAX_CHARS:
        raise InvalidTimeError(f"a time is shorter: {_EXPECTED}, was {_show(text)}")
    today = _local(now_ns, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    word = text.lower()
    if word == "now":
        return now_ns
    if word in ("today", "yesterday"):
        day = today.date() - timedelta(days=word == "yesterday")
        # By the calendar: a day of a change to summer time has no 24 hours.
        return _nanoseconds(_in_zone(datetime.combine(day, datetime.min.time()), zone), text)
    if _MONTHS.fullmatch(text):
        raise InvalidTimeError(
            f"`M` may be minutes or months: write `min`, or days such as 30d, was {_show(text)}",
        )
    ago = _plain_duration(word.removeprefix("now").removeprefix("-").removesuffix("ago"))
    if _DURATION.fullmatch(ago):
        return _ago(_duration(ago), text, now_ns)
    if match := _EPOCH.fullmatch(text.removeprefix("@")):
        return _epoch(match[1], match[2] or "", text)
    if match := _DAY_AND_CLOCK.fullmatch(word):
        day = today.date() - timedelta(days=match[1] == "yesterday")
        clock = f"{match[2]:0>{5 if match[2].count(':') == 1 else 8}}"
        return _iso(f"{day}T{clock}", zone, text)
    return _iso(text, zone, text)


def _iso(text: str, zone: tzinfo | None, typed: str) -> int:
    fraction = _FRACTION.search(text)
    rest = text[: fraction.start()] + text[fraction.end() :] if fraction else text
    try:
        moment = datetime.fromisoformat(rest.upper())
        if re.search(r"[.,]", rest):  # which it would cut off at the microsecond
            raise ValueError  # noqa: TRY301 - becomes the error below
    except ValueError:
        raise InvalidTimeError(f"a time can't be read: {_EXPECTED}, was {_show(typed)}") from None
    if moment.tzinfo is None:
        moment = _in_zone(moment, zone)
    return _nanoseconds(moment, typed) + (int(fraction[1].ljust(9, "0")) if fraction else 0)


def _epoch(digits: str, fraction: str, text: str) -> int:
    unit = (1_000_000_000, 1_000_000, 1_000, 1)[(len(digits) - 9) // 3]
    value: int = int(digits + fraction) * unit // 10 ** len(fraction)
    if not 0 <= value < int(_LATEST.timestamp()) * NANOSECONDS:
        raise InvalidTimeError(f"a time must lie between 1970 and 2261, was {_show(text)}")
    return value


def _plain_duration(text: str) -> str:
    """Return `1 hour 30 min` as `1h30m`; any other text without the spaces around it."""
    if len(text) > _MAX_CHARS or not re.fullmatch(r"\s*(?:[\d.]+\s*[a-z]+\s*)+", text):
        return text.strip()
    plain = _NUMBER_AND_WORD.sub(lambda m: m[1] + _UNIT_OF_WORD.get(m[2], m[2]), text)
    return "".join(plain.split())


def _duration(text: str) -> int:
    """Return a duration in nanoseconds, -1 if it is none."""
    if len(text) > _MAX_CHARS or not _DURATION.fullmatch(text):
        return -1
    return sum(
        int(float(number) * _UNITS_NS[unit]) if "." in number else int(number) * _UNITS_NS[unit]
        for number, unit in _DURATION_PART.findall(text)
    )


def _ago(duration_ns: int, value: object, now_ns: int) -> int:
    if not 0 <= duration_ns <= now_ns:
        raise InvalidTimeError(f"a duration ago must reach back to 1970 at most, was {value!r}")
    return now_ns - duration_ns


def _local(now_ns: int, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(now_ns // NANOSECONDS, UTC).astimezone(zone)


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    # `astimezone` takes a time without a zone as this machine's, of that day.
    if zone is not None:
        return moment.replace(tzinfo=zone)
    try:
        return moment.astimezone()
    except (OverflowError, ValueError):  # at the ends of the calendar, which are out of range
        return moment.replace(tzinfo=UTC)


def _nanoseconds(moment: datetime, value: object) -> int:
    try:
        in_bounds = _EARLIEST <= moment < _LATEST
    except OverflowError:
        in_bounds = False
    if not in_bounds:
        raise InvalidTimeError(f"a time must lie between 1970 and 2261, was {_show(value)}")
    since = moment - _EARLIEST
    return (since.days * 86_400 + since.seconds) * NANOSECONDS + since.microseconds * 1_000


def _show(value: object) -> str:
    text = ascii(value) if isinstance(value, str) else repr(value)
    return text if len(text) <= 2 * _MAX_CHARS else f"{text[:_MAX_CHARS]}… ({len(text)} characters)"
