"""Frames of what rows and values may be called."""

import pytest

from nautilus_vlogs.query.answers import Bucket
from nautilus_vlogs.query.answers import Counts
from nautilus_vlogs.query.answers import Histogram
from nautilus_vlogs.query.answers import Records
from nautilus_vlogs.query.rows import Rows
from nautilus_vlogs.query.rows import parse_row
from nautilus_vlogs.query.time_range import TimeRange

WINDOW = TimeRange(0, 10)
AT = "2026-11-23T09:30:00.000000001Z"
#: Fields of a row that have the names of columns.
FIELDS = {
    "first_ns": "abc",
    "last_ns": "5",
    "first": "6",
    "last": "9",
    "time": "7",
    "time_ns": "8",
    "message": "10",
    "field_message": "11",
}


def values(answer):
    """Return the first value of each column of a frame, the same in all kinds of frames."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    pytest.importorskip("polars")
    frame = answer.to_pandas()
    found = {name: frame[name].iloc[0] for name in frame.columns}
    arrow, polars = answer.to_arrow(), answer.to_polars()
    assert set(arrow.column_names) == set(polars.columns) == set(found)
    times = [name for name in found if str(arrow.schema.field(name).type).startswith("timestamp")]
    assert times == [name for name, one in found.items() if isinstance(one, pandas.Timestamp)]
    for name in set(found) - set(times):
        assert arrow[name][0].as_py() == polars[name][0] == found[name]
    assert answer._repr_html_().count("<th>") == len(found)
    return found, times


def test_fields_of_rows_take_no_place_of_columns():
    """Whatever they are called, each is a column, and a time is what the store calls so."""
    row = parse_row({"_time": AT, "_msg": "text", **FIELDS})
    found, times = values(Rows([row], window=WINDOW))
    assert times == ["time"]
    assert found.pop("time").isoformat() == "2026-11-23T09:30:00.000000001+00:00"
    assert found["message"] == "text"
    assert found["first_ns"] == "abc"
    assert (found["last_ns"], found["first"], found["last"]) == (5, 6, 9)
    assert (found["field_time"], found["field_time_ns"]) == (7, 8)
    assert {10, 11} <= set(found.values())


def test_columns_of_a_raw_query_are_as_it_names_them():
    """Those that take the place of the time have another name."""
    found, times = values(Records([FIELDS], window=WINDOW))
    assert (times, found["time_ns"], found["time"], found["last_ns"]) == ([], 8, 7, 5)
    found, times = values(Records([{"_time": AT, **FIELDS}], window=WINDOW))
    assert (times, found["field_time"], found["field_time_ns"]) == (["time"], 7, 8)


def test_values_that_are_called_as_columns_are_columns_of_their_own():
    """Of a histogram and of counts."""
    bucket = Bucket(5, 3, {"time": 1, "time_ns": 2, "count": 3, "first_ns": 4})
    found, times = values(Histogram([bucket], step_ns=1, window=WINDOW))
    assert times == ["time"]
    assert (found["count"], found["field_count"], found["first_ns"]) == (3, 3, 4)
    for field in ("count", "time_ns", "last_ns"):
        found, times = values(Counts({"x": 2}, field=field, window=WINDOW))
        assert (sorted(map(str, found.values())), times) == (["2", "x"], [])
