from datetime import UTC
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.errors import InvalidTimeError
from nautilus_vlogs.query.time_range import parse_duration
from nautilus_vlogs.query.time_range import parse_time
from nautilus_vlogs.query.time_range import resolve_range
from nautilus_vlogs.query.time_range import show_duration

NOW = 1_795_477_168_123_456_789  # 2026-11-23T23:39:28.123456789Z
HOUR = 3_600_000_000_000
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-11-23T23:39:28.123456789Z", NOW),
        ("2026-11-23T23:39:28,123456789z", NOW),
        ("2026-11-24T00:39:28.123456789+01:00", NOW),
        ("2026-11-23 23:39:28", NOW - 123_456_789),
        ("20261123T233928Z", NOW - 123_456_789),
        ("2026-11-23", 1_795_392_000_000_000_000),
        ("1795477168", NOW - 123_456_789),
        ("1795477168.5", 1_795_477_168_500_000_000),
        ("1795477168123", 1_795_477_168_123_000_000),
        ("1795477168123456", 1_795_477_168_123_456_000),
        ("1795477168123456789", NOW),
        (1_795_477_168, NOW - 123_456_789),
        (1_795_477_168.5, 1_795_477_168_500_000_000),
        ("now", NOW),
        (" NOW ", NOW),
        ("15m", NOW - HOUR // 4),
        ("2h", NOW - 2 * HOUR),
        ("now-2h", NOW - 2 * HOUR),
        ("@1795477168", NOW - 123_456_789),
        ("1h30m", NOW - 3 * HOUR // 2),
        ("1.5h", NOW - 3 * HOUR // 2),
        ("500ms", NOW - 500_000_000),
        ("-15m", NOW - HOUR // 4),
        ("10min", NOW - HOUR // 6),
        ("1 hour ago", NOW - HOUR),
        ("2 Hours 30 mins ago", NOW - 5 * HOUR // 2),
        ("7d", NOW - 7 * 24 * HOUR),
        ("yesterday 09:30", 1_795_392_000_000_000_000 + 19 * HOUR // 2 - 24 * HOUR),
        ("today 9:30", 1_795_392_000_000_000_000 + 19 * HOUR // 2),
        ("today", 1_795_392_000_000_000_000),
        ("yesterday", 1_795_392_000_000_000_000 - 24 * HOUR),
        ("09:30", 1_795_392_000_000_000_000 + 19 * HOUR // 2),
        ("9:30:15", 1_795_392_000_000_000_000 + 19 * HOUR // 2 + 15_000_000_000),
        (timedelta(minutes=15), NOW - HOUR // 4),
        (datetime(2026, 11, 23, 23, 39, 28), NOW - 123_456_789),  # noqa: DTZ001 - UTC, as said
        (datetime(2026, 11, 24, 0, 39, 28, tzinfo=BERLIN), NOW - 123_456_789),
    ],
)
def test_a_time_is_read_to_the_nanosecond(text, wanted):
    """Every form of a time is taken for what it says."""
    assert parse_time(text, now_ns=NOW) == wanted


def test_a_zone_is_that_of_times_that_name_none():
    """`today` and a time without zone are the zone's, one with a zone keeps its own."""
    assert parse_time("2026-11-24 00:39:28", zone=BERLIN) == NOW - 123_456_789
    named_none = datetime(2026, 11, 24, 0, 39, 28)  # noqa: DTZ001 - the zone is the one given
    assert parse_time(named_none, zone=BERLIN) == NOW - 123_456_789
    assert parse_time(named_none.replace(tzinfo=UTC), zone=BERLIN) == NOW - 123_456_789 + HOUR
    assert parse_time("2026-11-23T23:39:28Z", zone=BERLIN) == NOW - 123_456_789
    # It is the 24th in Berlin by now.
    assert parse_time("today", now_ns=NOW, zone=BERLIN) == 1_795_392_000_000_000_000 + 23 * HOUR
    # Clocks went back on October 25th: that day began at 22:00 UTC of the day before.
    noon = parse_time("2026-10-25T12:00:00+01:00")
    assert parse_time("today", now_ns=noon, zone=BERLIN) == noon - 13 * HOUR


def test_the_zone_of_this_machine(monkeypatch):
    """`None` stands for the local zone."""
    local = datetime(2026, 7, 1, 12).astimezone().astimezone(UTC)
    assert parse_time("2026-07-01T12:00", zone=None) == parse_time(local)
    assert parse_time(local.astimezone().replace(tzinfo=None), zone=None) == parse_time(local)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "1M",
        "-15 M ago",
        "@",
        "now+1h",
        "5",
        "12345",
        "1e9",
        "nan",
        "inf",
        "2026-13-01",
        "2026-11-23T25:00",
        "2026-11-23T23:39:28.1234567891Z",
        "24:00",
        "1969-12-31",
        "0001-01-01",
        "9999-12-31",
        "9999-12-31T23:59:59-12:00",
        "99999999999999999999",
        "9999999999999999999",
        "99999999w",
        "15m' OR *",
        "2026-11-23\n",
        "\u0661\u0665m",
        "\x00",
        "\ud800",
        "x" * 1_000_000,
        "1" * 1_000_000,
        "1h" * 500_000,
        True,
        None,
        [],
        float("nan"),
        float("inf"),
        -1,
        1e30,
        timedelta(days=-1),
        timedelta(days=100_000),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    ],
)
def test_what_is_no_time_is_refused(text):
    """The error is of one kind, short, on one line, and says what was given."""
    if text == "2026-11-23\n":
        assert parse_time(text) == parse_time("2026-11-23")  # white space around is harmless
        return
    with pytest.raises(InvalidTimeError) as caught:
        parse_time(text, now_ns=NOW)
    assert "was " in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 500


@given(st.text())
def test_no_text_does_anything_but_be_read_or_refused(text):
    """Whatever comes in, it is a time within bounds or the one kind of error."""
    try:
        value = parse_time(text)
    except InvalidTimeError:
        return
    assert 0 <= value < 2**63


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("90s", 90), ("1h30m", 5_400), (2, 2), (0.5, 0.5), (timedelta(minutes=1), 60)],
)
def test_a_duration(value, wanted):
    """A duration is a text, a number of seconds or a timedelta."""
    assert parse_duration(value) == wanted * 1_000_000_000


@pytest.mark.parametrize(
    "value",
    [
        "",
        "0s",
        "-5m",
        "5",
        "m",
        0,
        -1,
        float("nan"),
        float("inf"),
        True,
        timedelta(0),
        "9" * 99,
    ],
)
def test_what_is_no_duration_is_refused(value):
    """The error names what it was for."""
    with pytest.raises(InvalidTimeError, match="`step` must be"):
        parse_duration(value, name="step")


def resolve(start, end):
    return resolve_range(start, end, default_ns=HOUR, max_ns=24 * HOUR, now_ns=NOW)


def test_ranges():
    """What is left out is filled in: up to now, and the default range."""
    grace = 10_000_000_000
    assert (resolve(None, None).start_ns, resolve(None, None).end_ns) == (NOW - HOUR, NOW + grace)
    assert resolve("2h", None).start_ns == NOW - 2 * HOUR
    assert resolve("2h", "1h").end_ns == NOW - HOUR
    assert resolve(None, "1h").start_ns == NOW - 2 * HOUR
    assert resolve("24h", None).secs == 24 * 3_600
    assert resolve("23h", None).secs == 23 * 3_600 + 10
    assert resolve("today", None).start == "2026-11-23T00:00:00.000000000Z"
    assert resolve("today", "2026-11-23T01:00:00Z").end == "2026-11-23T01:00:00.000000000Z"


@pytest.mark.parametrize(
    ("start", "end", "error", "text"),
    [
        ("1h", "2h", InvalidTimeError, "exchange them"),
        ("1h", "1h", InvalidTimeError, "before"),
        ("2026-11-24T12:00:00Z", None, InvalidTimeError, "future"),
        ("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", InvalidTimeError, "future"),
        ("25h", None, GuardRailError, "24 h"),
        ("yesterday", None, GuardRailError, "24 h"),
        ("1970-01-01", "now", GuardRailError, "24 h"),
        ("now", "2200-01-01", GuardRailError, "24 h"),
    ],
)
def test_a_range_that_can_not_be_is_refused(start, end, error, text):
    """Reversed, future and long ranges are errors that say so."""
    with pytest.raises(error, match=text):
        resolve(start, end)


def test_durations_are_shown_in_their_largest_unit():
    """As people say them."""
    shown = [show_duration(int(secs * 1e9)) for secs in (86_400, 172_800, 900, 90, 0.25)]
    assert shown == ["24 h", "2 d", "15 m", "90 s", "250 ms"]
