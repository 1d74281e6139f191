"""An old log beside rows: formats of lines, and each line that has no row."""

import gzip
import json
import logging
from collections import Counter
from datetime import UTC
from datetime import timedelta
from datetime import timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.operate.comparison import Comparison
from nautilus_vlogs.operate.comparison import essence
from nautilus_vlogs.operate.old_logs import OldLine
from nautilus_vlogs.operate.old_logs import OldLog
from nautilus_vlogs.operate.old_logs import format_of
from nautilus_vlogs.query.rows import LogRow
from nautilus_vlogs.query.time_range import TimeRange
from nautilus_vlogs.query.time_range import parse_time

SECOND = 1_000_000_000
TOLERANCE = 2 * SECOND
START = parse_time("2026-11-25T12:00:00Z")
WHOLE = TimeRange(START - 3600 * SECOND, START + 3600 * SECOND)


def line(at, message="text", level="INFO", component="ORB-001", **more):
    """Return a record, `at` seconds after the start."""
    return OldLine(START + round(at * SECOND), level, message, component, **more)


def row(at, message="text", level="INFO", component="ORB-001", traceback=None, **fields):
    """Return a row, `at` seconds after the start."""
    return LogRow(
        START + round(at * SECOND),
        message,
        level=level,
        component=component,
        error_traceback=traceback,
        fields=fields,
    )


def compare(lines, rows, window=WHOLE, max_shown=1_000):
    """Return the comparison of lines with rows."""
    found = Comparison(window, tolerance_ns=TOLERANCE, max_shown=max_shown)
    found.run(lines, rows)
    return found


# -- The comparison ------------------------------------------------------------------------------

RECORDS = st.lists(
    st.tuples(
        st.floats(0, 1.5),  # seconds since the one before
        st.sampled_from(["DEBUG", "INFO", "ERROR"]),
        st.sampled_from(["ORB-001", "Cache"]),
        st.sampled_from(["READY", "a=1", "a=2", "key=***"]),
        st.sampled_from(["both", "both", "both", "log", "store"]),
    ),
)


@given(RECORDS)
def test_exactly_the_lines_without_a_row_are_missing(records):
    """Whatever is lost among lines that are alike, each loss is found and nothing else."""
    lines, rows, at = [], [], 0.0
    for gap, level, component, message, where in records:
        at += gap
        if where in ("both", "log"):
            lines.append(line(at, message, level, component))
        if where == "both":
            rows.append(row(at, message, level, component))
        if where == "store":  # of another text: else it would stand for a line that is lost
            rows.append(row(at, f"only {message}", level, component))
    found = compare(lines, rows)
    kept = Counter((one.time_ns, one.level, one.component, one.message) for one in rows)
    lost = Counter((one.time_ns, one.level, one.component, one.message) for one in lines) - kept
    shown = [(one.time_ns, one.level, one.component, one.message) for one in found.missing_shown]
    assert Counter(shown) == lost
    assert sum(found.missing.values()) == lost.total()
    assert sum(found.lines.values()) == len(lines)


@given(RECORDS, st.lists(st.floats(-0.9, 0.9), min_size=1))
def test_times_may_differ_within_the_tolerance(records, shifts):
    """Rows that were stamped by another clock are the lines' all the same, in any order."""
    lines, rows, at = [], [], 0.0
    for number, (gap, level, component, text, _) in enumerate(records):
        at += gap
        message = f"{text} {number}"
        lines.append(line(at, message, level, component))
        rows.append(row(at + shifts[number % len(shifts)], message, level, component))
    found = compare(lines, sorted(rows, key=lambda one: one.time_ns))
    assert found.is_equal


def test_a_row_that_comes_too_late_is_none_of_a_line():
    """Beyond the tolerance the same text is another record."""
    found = compare([line(0), line(9)], [row(5), row(9)])
    assert [one.time_ns for one in found.missing_shown] == [START]
    assert [one.time_ns for one in found.added_shown] == [START + 5 * SECOND]


def test_what_is_kept_in_memory_is_what_is_younger_than_the_tolerance():
    """A log of any length is read with the memory of a few seconds of it."""
    found = Comparison(WHOLE, tolerance_ns=TOLERANCE, max_shown=3)
    most = 0

    def rows():
        nonlocal most
        for number in range(20_000):
            most = max(most, len(found._lines._in_time) + len(found._rows._in_time))
            if number % 2:
                yield row(number / 100, f"number {number}")

    found.run((line(number / 100, f"number {number}") for number in range(20_000)), rows())
    assert found.missing == {"INFO": 10_000}
    assert len(found.missing_shown) == 3
    assert most <= 2 * 2 * 2 * 100 + 10


def test_a_line_without_text_makes_no_row():
    """It is counted, and is no difference."""
    found = compare([line(0, ""), line(1, "  \x1b[0m ")], [])
    assert found.is_equal
    assert found.blank == 2


def test_levels_that_the_log_does_not_have_are_not_compared():
    """A spool holds DEBUG where the old log began at INFO; an ERROR that it lacks is shown."""
    lines = [line(0), line(9)]
    rows = [row(0), row(1, level="DEBUG"), row(2, "boom", level="ERROR"), row(9)]
    found = compare(lines, rows)
    assert found.added == {"ERROR": 1}
    assert found.levels() == ["INFO", "ERROR"]


def test_rows_from_outside_the_log_are_not_compared():
    """The store holds what other runs logged before and after."""
    assert compare([line(0), line(9)], [row(-9), row(0), row(9), row(10), row(99)]).is_equal


def test_a_range_leaves_out_what_is_outside_of_it():
    """Lines and rows around the edges are partners only."""
    window = TimeRange(START, START + 10 * SECOND)
    lines = [line(-1), line(-0.001, "edge"), line(5), line(10), line(11, "lost")]
    rows = [row(0.001, "edge"), row(5), row(10), row(12, "other")]
    found = compare(lines, rows, window)
    assert found.is_equal
    assert found.lines == {"INFO": 1}


def test_what_is_far_behind_the_range_is_not_read():
    """A short range of a long log takes the time of its part up to there."""

    def lines():
        yield line(1)
        yield line(700)
        raise AssertionError("read on")

    found = compare(lines(), [row(1)], TimeRange(START, START + 10 * SECOND))
    assert found.is_equal
    assert found.lines == {"INFO": 1}


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("token=abc", "token=***"),
        ("token=abc", "***"),
        ("a abc b def c", "a *** b *** c"),
        ("token=***", "token=***"),
        ("\x1b[31mred\x1b[0m  text\n", "red text"),
        ("two\r\nlines", "two\nlines"),
    ],
)
def test_what_was_masked_or_cleaned_is_no_difference(text, stored):
    """A row shows `***` for a secret, and no escape sequences."""
    assert compare([line(0, text)], [row(0, stored)]).is_equal
    assert compare([line(0, text)], [row(0.1, stored)]).is_equal
    assert compare([line(0.1, text)], [row(0, stored)]).is_equal


def test_a_mask_does_not_hide_a_loss():
    """Each masked row stands for one line, of its level and logger."""
    lines = [line(0, "token=abc"), line(0.5, "token=def"), line(0.6, "tok=e")]
    found = compare(lines, [row(0.5, "token=***"), row(0.6, "tok=***", level="ERROR")])
    assert sorted(one.message for one in found.missing_shown) == ["tok=e", "token=abc"]


def test_an_exception_is_one_record():
    """The row has its traceback in a field of its own."""
    traceback = 'Traceback (most recent call last):\n  File "x.py", line 1\nValueError: bad'
    whole = f"failed\nValueError(bad)\n{traceback}\n"
    assert compare(
        [line(0, whole, "ERROR")],
        [row(0, "failed\nValueError(bad)", "ERROR", traceback=traceback)],
    ).is_equal


def test_a_record_that_was_put_aside_is_named_with_its_reason():
    """Its text is not in the store, and the row in its place says why."""
    long = "x" * 300_000
    stub = f"Record put aside, too long (300070 bytes). It begins: {long[:500]}"
    found = compare([line(0, long)], [row(0, stub, put_aside="too long (300070 bytes)")])
    assert [one.reason for one in found.missing_shown] == ["too long (300070 bytes)"]
    assert not found.added


def test_the_report_of_a_loss_is_no_line():
    """A row that only says how many records are lost is not one too many."""
    rows = [row(0), row(1, "7 records were lost", lost="7"), row(9)]
    assert compare([line(0), line(9)], rows).is_equal


def test_a_logger_that_differs_is_a_difference():
    """The same words of another component are another record."""
    found = compare([line(0, component="A"), line(9)], [row(0, component="B"), row(9)])
    assert found.missing.total() == found.added.total() == 1


def test_a_format_without_a_logger_is_compared_by_the_rest():
    """The row's component is nothing that the line could have."""
    assert compare([line(0, component=None)], [row(0, component="B")]).is_equal


@given(st.text(max_size=50))
def test_the_essence_is_stable(text):
    """It is the same of a text that was cleaned before."""
    assert essence(essence(text)) == essence(text)


# -- The formats ---------------------------------------------------------------------------------

STAMP = "2026-11-25T12:00:00.123456789Z"
STAMP_NS = parse_time(STAMP)


def read(path, text, format_name=None, zone=UTC):
    """Return the records of a file with a text."""
    path.write_text(text)
    return list(OldLog([path], format_name, zone).lines())


def test_nautilus_text_is_read(tmp_path):
    """Each record has its trader, logger and the lines that belong to it, coloured or not."""
    text = (
        f"{STAMP} [INFO] TESTER-001.My.Thing: hello: a=1\n"
        f"\x1b[1m{STAMP}\x1b[0m \x1b[33m[WARN] TESTER-001.ORB-001: two\nlines\x1b[0m\n"
        f"{STAMP} [INFO] TESTER-001.X: \n"
    )
    found = read(tmp_path / "a.log", text)
    assert [(one.level, one.trader_id, one.component) for one in found] == [
        ("INFO", "TESTER-001", "My.Thing"),
        ("WARNING", "TESTER-001", "ORB-001"),
        ("INFO", "TESTER-001", "X"),
    ]
    assert [essence(one.message) for one in found] == ["hello: a=1", "two lines", ""]
    assert {one.time_ns for one in found} == {STAMP_NS}
    assert [one.place for one in found] == ["a.log:1", "a.log:2", "a.log:4"]


def test_nautilus_json_is_read(tmp_path):
    """A line is a record, and one that is cut belongs to the record before."""
    record = {
        "timestamp": STAMP,
        "trader_id": "TESTER-001",
        "level": "WARN",
        "color": "NORMAL",
        "component": "ORB-001",
        "message": "two\nlines",
    }
    (found,) = read(tmp_path / "a.json", json.dumps(record) + '\n{"timestamp":"2026')
    assert (found.level, found.component, found.trader_id) == ("WARNING", "ORB-001", "TESTER-001")
    assert found.time_ns == STAMP_NS


@pytest.mark.parametrize(
    "form",
    [
        "%(asctime)s - %(name)s - %(levelname)s - %(message)s",
        "%(asctime)s - %(levelname)s - %(name)s - %(message)s",
        "%(asctime)s - %(levelname)s - %(message)s",
        "%(asctime)s [%(levelname)s] %(name)s: %(message)s",
        "%(asctime)s %(levelname)s %(name)s: %(message)s",
        "%(asctime)s %(levelname)-8s %(name)s: %(message)s",
        "%(asctime)s:%(levelname)s:%(name)s:%(message)s",
        "%(asctime)s [%(levelname)s] %(message)s",
        "%(asctime)s %(levelname)s %(message)s",
    ],
)
def test_common_formats_of_python_are_recognised(tmp_path, form):
    """What Python's logging writes in a usual format is read back without being told which."""
    formatter = logging.Formatter(form)
    levels = [logging.INFO, logging.WARNING, logging.CRITICAL]
    records = [
        logging.LogRecord("app.orders", level, __file__, 1, f"message {level}: x - y", (), None)
        for level in levels
    ]
    text = "".join(f"{formatter.format(record)}\n" for record in records)
    found = read(tmp_path / "a.log", text, zone=None)
    assert [one.level for one in found] == ["INFO", "WARNING", "CRITICAL"]
    assert [one.message for one in found] == [record.getMessage() for record in records]
    wanted = "app.orders" if "name)s" in form.replace("levelname", "") else None
    assert {one.component for one in found} == {wanted}
    differences = [a.time_ns / 1e9 - b.created for a, b in zip(found, records, strict=True)]
    assert max(map(abs, differences)) < 0.002


def test_a_format_of_ones_own_is_read(tmp_path):
    """Placeholders that are not compared are passed over."""
    form = "%(levelname)s|%(process)d|%(asctime)s|%(name)s|%(message)s"
    (found,) = read(tmp_path / "a", "INFO|17|2026-11-25 12:00:00,5|app|hello", form)
    assert (found.component, found.message) == ("app", "hello")
    assert found.time_ns == START + SECOND // 2


@pytest.mark.parametrize("form", ["xml", "%(message)s", "%(asctime)s %(levelname)s", ""])
def test_a_format_that_lacks_something_is_refused(form):
    """The error says what a format needs."""
    with pytest.raises(InvalidQueryError, match="`--format` must be json, nautilus"):
        format_of(form)


def test_times_without_a_zone_are_of_the_zone_that_is_given(tmp_path):
    """An offset in the line wins."""
    zone = timezone(timedelta(hours=2))
    naive = "2026-11-25 14:00:00,000 INFO app: x\n"
    assert read(tmp_path / "a", naive, zone=zone)[0].time_ns == START
    exact = "2026-11-25 13:00:00.000+01:00 INFO app: x\n"
    assert read(tmp_path / "b", exact, zone=zone)[0].time_ns == START


def test_rotated_files_are_one_log(tmp_path):
    """Files in any order, packed ones and those of two nodes are read in order of time."""
    numbers = {"new": (4, 5), "old": (0, 1), "mid": (2, 3), "other": (1, 4)}
    for name, found in numbers.items():
        text = "".join(f"2026-11-25T12:00:0{n}Z [INFO] T-1.X: {name} {n}\n" for n in found)
        (tmp_path / name).write_text(text)
    packed = tmp_path / "old.gz"
    packed.write_bytes(gzip.compress((tmp_path / "old").read_bytes()))
    paths = [tmp_path / "new", packed, tmp_path / "other", tmp_path / "mid"]
    log = OldLog(paths, None, UTC)
    times = [one.time_ns for one in log.lines()]
    assert times == sorted(times)
    assert len(times) == 8
    assert log.first_ns == START


def test_a_file_that_is_no_log_is_refused(tmp_path):
    """The error names the file, and the option that helps."""
    path = tmp_path / "notes.txt"
    path.write_text("some words\n")
    with pytest.raises(InvalidQueryError, match=r"`LOG` has no line.*--format.*notes\.txt"):
        OldLog([path], None, UTC)
    with pytest.raises(InvalidQueryError, match=r"`LOG` can't be read \(No such file"):
        OldLog([tmp_path / "absent"], None, UTC)
    with pytest.raises(InvalidQueryError, match="`LOG` can't be read"):
        OldLog([tmp_path], None, UTC)


def test_an_empty_log_has_no_lines(tmp_path):
    """It is no error: the node has not logged."""
    (tmp_path / "a").write_text("")
    assert list(OldLog([tmp_path / "a"], None, UTC).lines()) == []


@given(st.binary(max_size=300))
def test_no_file_is_too_odd_to_be_refused(tmp_path_factory, data):
    """Bytes of any kind are read or refused with the one error."""
    path = tmp_path_factory.getbasetemp() / "odd.log"
    path.write_bytes(b"2026-11-25T12:00:00Z [INFO] T-1.X: y\n" + data)
    assert len(list(OldLog([path], None, UTC).lines())) >= 1


@pytest.mark.parametrize("is_cut", [True, False])
def test_a_packed_log_that_is_damaged_is_refused(tmp_path, is_cut):
    """Whatever is wrong with it, from its first record on or behind some."""
    records = [f"2026-11-25T12:00:00.{n:09d}Z [INFO] T-001.A: {n * 7919}\n" for n in range(9_999)]
    packed = bytearray(gzip.compress("".join(records).encode()))
    half = len(packed) // 2
    for number, damaged in enumerate(
        [packed[:half]] if is_cut else [packed[:40] + b"\xff" * 20 + packed[60:], packed[:half] * 2]
    ):
        path = tmp_path / f"{number}.log.gz"
        path.write_bytes(damaged)
        with pytest.raises(InvalidQueryError, match="can't be read"):
            [*OldLog([path], "nautilus", UTC).lines()]
