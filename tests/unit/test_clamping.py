"""The range that the API searches in place of one that is too long."""

import pytest

from nautilus_vlogs import VictoriaLogsClient
from nautilus_vlogs.query.time_range import CLOCK_GRACE_NS
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.times import rfc3339

clamping = pytest.importorskip("nautilus_vlogs.api.clamping")
parameters = pytest.importorskip("nautilus_vlogs.api.parameters")

HOUR_NS = 3_600 * NANOSECONDS
NOW_NS = 1_764_000_000 * NANOSECONDS


@pytest.mark.parametrize(
    ("since", "until", "start", "end", "names"),
    [
        (-1, 10, -1, 10, []),
        (-1, 48, -1, 23, ["until"]),
        (-72, 48, -24, 0, ["since", "until"]),
        (-72, 0, -24, 0, ["since"]),
        (-72, -12, -36, -12, ["since"]),
    ],
)
def test_a_range_that_is_too_long_is_cut_to_its_last_day_until_now(
    monkeypatch, since, until, start, end, names
):
    """Not to a day to come, in which there is nothing; what was cut is told, by either name."""
    monkeypatch.setattr("time.time_ns", lambda: NOW_NS)
    grace_ns = CLOCK_GRACE_NS if names == ["since", "until"] else 0
    times = [rfc3339(NOW_NS + hours * HOUR_NS) for hours in (since, until)]
    with VictoriaLogsClient() as client:
        for first, last in (("since", "until"), ("start", "end")):
            clamped = []
            asked = parameters.RangeParameters(**{first: times[0], last: times[1]})
            used = clamping.clamp_range(client, asked, clamped)
            assert used.start_ns == NOW_NS + start * HOUR_NS + grace_ns
            assert used.end_ns == NOW_NS + end * HOUR_NS + grace_ns
            renamed = {"since": first, "until": last}
            assert [one.parameter for one in clamped] == [renamed[name] for name in names]
