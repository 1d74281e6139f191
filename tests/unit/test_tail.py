"""What a tail does where two answers of the store do not agree."""

import re
from collections import Counter

import pytest

from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.tail import Tail
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.times import rfc3339


class Store(Reader):
    """A store that counts rows, and that gives those which it finds when it is asked for them."""

    def __init__(self, at_ns):
        super().__init__(
            None,
            max_entries=100,
            max_range_ns=86_400 * NANOSECONDS,
            default_range_ns=3_600 * NANOSECONDS,
            timeout_secs=1,
            scope=(),
            zone=None,
        )
        self.at = rfc3339(at_ns)
        self.counted = []
        self.found = []
        self.reads = 0

    def ask(self, where, window, *pipes):  # noqa: ARG002 - of the base class
        """Count, or give what is found."""
        if pipes[0].startswith("stats"):
            return [{"_time": self.at, "vlogs_nt_rows": str(len(self.counted))}]
        self.reads += 1
        return [
            {"_time": self.at, "_msg": name, "instance_id": "i", "seq": str(i)}
            for i, name in enumerate(self.counted)
            if name in self.found
        ]


def test_rows_that_are_counted_before_they_are_found_are_read_later(monkeypatch):
    """Each once, and when all are found the second is not read again."""
    now_ns = 1_764_000_000 * NANOSECONDS
    monkeypatch.setattr("time.time_ns", lambda: now_ns)
    store = Store(now_ns - NANOSECONDS)
    tail = Tail(store, "*", backfill_ns=60 * NANOSECONDS, after=None, interval_secs=1)
    shown = []
    for counted, found in (("ab", ""), ("ab", "b"), ("abc", "b"), ("abc", "abc"), ("abc", "abc")):
        store.counted, store.found = list(counted), list(found)
        shown.append([row.message for rows in tail.poll() for row in rows])
    assert shown == [[], ["b"], [], ["a", "c"], []]
    assert store.reads == 4


class LongLog(Reader):
    """A store whose rows are at these times, and which may fail."""

    def __init__(self, times_ns, *, has_seq=True):
        super().__init__(
            None,
            max_entries=100,
            max_range_ns=86_400 * NANOSECONDS,
            default_range_ns=3_600 * NANOSECONDS,
            timeout_secs=1,
            scope=(),
            zone=None,
        )
        self.times_ns = times_ns
        self.has_seq = has_seq
        self.reads = 0
        self.failing_read = 0

    def ask(self, where, window, *pipes):  # noqa: ARG002 - of the base class
        """Count, or give a page."""
        inside = [
            (seq, at)
            for seq, at in enumerate(self.times_ns)
            if window.start_ns <= at < window.end_ns
        ]
        if pipes[0].startswith("stats"):
            counts = Counter(at // NANOSECONDS * NANOSECONDS for _, at in inside)
            return [{"_time": rfc3339(at), "vlogs_nt_rows": str(n)} for at, n in counts.items()]
        self.reads += 1
        if self.reads == self.failing_read:
            raise StoreError
        offset, limit = map(int, re.search(r"offset (\d+) limit (\d+)", pipes[0]).groups())
        tags = {"instance_id": "i"} if self.has_seq else {}
        rows = [
            {"_time": rfc3339(at), **tags, **({"seq": str(seq)} if self.has_seq else {})}
            for seq, at in inside
        ]
        return rows[offset : offset + limit]


NOW_NS = 1_764_000_000 * NANOSECONDS
#: A row a second from three hours ago to one hour ago.
LONG_AGO = [NOW_NS - (10_800 - i) * NANOSECONDS + 5 for i in range(7_200)]


@pytest.fixture
def open_tail(monkeypatch):
    """Return a function that opens the tail of a log, at a fixed time."""
    monkeypatch.setattr("time.time_ns", lambda: NOW_NS)

    def opened(log, *, after=None):
        backfill_ns = 12_600 * NANOSECONDS
        return Tail(log, "*", backfill_ns=backfill_ns, after=after, interval_secs=1)

    return opened


def test_a_long_backfill_remembers_few_of_its_rows(open_tail):
    """What is too old for late rows is forgotten while the rest is read; each row comes once."""
    tail = open_tail(LongLog(LONG_AGO))
    found, remembered = [], []
    for rows in tail.poll():
        found += [row.seq for row in rows]
        remembered.append(tail._seen_size + len(tail._counts) + len(tail._seen))
    assert found == [*range(7_200)]
    assert max(remembered) < 500
    assert not any(tail.poll())


def test_a_backfill_that_breaks_off_goes_on_where_it_was(open_tail):
    """The rows before the error are not read again, and none behind it is left out."""
    log = LongLog(LONG_AGO)
    log.failing_read = 31
    tail, found = open_tail(log), []
    with pytest.raises(StoreError):
        found.extend(row.seq for rows in tail.poll() for row in rows)
    assert found == [*range(3_000)]
    found += [row.seq for rows in tail.poll() for row in rows]
    assert found == [*range(7_200)]
    assert log.reads == 73


def test_a_backfill_is_rewound_to_what_has_arrived(open_tail):
    """Also within a second of which rows were forgotten already."""
    times = LONG_AGO[:2_600]
    for arrived in (1_500, 1_899, 1_950, 1_999, 2_000):
        tail, found, places = open_tail(LongLog(times)), [], []
        for rows in tail.poll():
            for row in rows:
                position = tail.advance(row)
                places.append((tail.passed_on, position))
                found.append(row.seq)
            if len(found) == 2_000:
                break
        if tail.rewind(*places[arrived - 1]):
            resumed = tail
        else:
            resumed = open_tail(LongLog(times), after=places[arrived - 1][1])
        rest = [row.seq for rows in resumed.poll() for row in rows]
        assert found[:arrived] + rest == [*range(2_600)]


@pytest.mark.parametrize("has_seq", [True, False])
def test_a_second_of_many_rows_comes_page_by_page(open_tail, has_seq):
    """No portion is longer than an answer, equal rows are several, and an error loses none."""
    at = NOW_NS - 60 * NANOSECONDS
    log = LongLog([at] * 1_050, has_seq=has_seq)
    log.failing_read = 4
    tail = open_tail(log)
    portions = []
    with pytest.raises(StoreError):
        portions.extend(tail.poll())
    portions += tail.poll()
    assert max(map(len, portions)) == 100
    assert sum(map(len, portions)) == 1_050
    if has_seq:
        assert [row.seq for rows in portions for row in rows] == [*range(1_050)]
    assert not any(tail.poll())


@pytest.mark.parametrize("passed", [250, 1_050])
def test_a_tail_resumes_behind_rows_of_several_pages(open_tail, passed):
    """Those without numbers are counted over all pages, even if reading them fails in between."""
    at = NOW_NS - 60 * NANOSECONDS
    log = LongLog([at] * 1_050, has_seq=False)
    log.failing_read = 2
    tail = open_tail(log, after=Position(at, skip=passed))
    portions = []
    with pytest.raises(StoreError):
        portions.extend(tail.poll())
    portions += tail.poll()
    assert sum(map(len, portions)) == 1_050 - passed
