"""What a tail does where two answers of the store do not agree."""

import re
from collections import Counter

import pytest

from nautilus_vlogs.errors import QueryTimeoutError
from nautilus_vlogs.errors import StoreError
from nautilus_vlogs.query.positions import Position
from nautilus_vlogs.query.reader import Reader
from nautilus_vlogs.query.tail import Tail
from nautilus_vlogs.query.time_range import NANOSECONDS
from nautilus_vlogs.times import rfc3339

DAY_NS = 86_400 * NANOSECONDS


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

    def __init__(self, times_ns, *, has_seq=True, max_range_ns=DAY_NS):
        super().__init__(
            None,
            max_entries=100,
            max_range_ns=max_range_ns,
            default_range_ns=3_600 * NANOSECONDS,
            timeout_secs=1,
            scope=(),
            zone=None,
        )
        self.times_ns = times_ns
        self.has_seq = has_seq
        self.reads = 0
        self.failing_read = 0
        self.counted = []

    def ask(self, where, window, *pipes):  # noqa: ARG002 - of the base class
        """Count, or give a page."""
        assert window.end_ns - window.start_ns <= self.max_range_ns
        inside = [
            (seq, at)
            for seq, at in enumerate(self.times_ns)
            if window.start_ns <= at < window.end_ns
        ]
        if pipes[0].startswith("stats"):
            self.counted.append(window)
            step = int(re.search(r"_time:(\d+)s", pipes[0])[1]) * NANOSECONDS
            counts = Counter(at // step * step for _, at in inside)
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


@pytest.mark.parametrize("max_range_ns", [DAY_NS, 3_600 * NANOSECONDS, 60 * NANOSECONDS])
def test_a_tail_that_was_away_for_days_reads_all_of_them(open_tail, max_range_ns):
    """From where it ended, in ranges that a client may look in, and for little where nothing is."""
    begin_ns = NOW_NS - 5 * DAY_NS - 7
    times = [begin_ns, begin_ns + 3, NOW_NS - 3 * DAY_NS, *LONG_AGO, NOW_NS]
    log = LongLog(times, max_range_ns=max_range_ns)
    tail = open_tail(log, after=Position(begin_ns, 0, ("i",)))
    found = [row.seq for rows in tail.poll() for row in rows]
    assert found == [*range(1, len(times))]
    if max_range_ns == DAY_NS:
        assert len(log.counted) < 20
    assert not any(tail.poll())


def test_days_that_take_too_long_to_count_are_read_by_the_half_hour(open_tail, monkeypatch):
    """A tail that is behind gets through, also where the store is slow."""
    log = LongLog([NOW_NS - 3 * DAY_NS, NOW_NS])
    ask = log.ask

    def slow(where, window, *pipes):
        if window.end_ns - window.start_ns > 1_800 * NANOSECONDS:
            raise QueryTimeoutError
        return ask(where, window, *pipes)

    monkeypatch.setattr(log, "ask", slow)
    tail = open_tail(log, after=Position(NOW_NS - 4 * DAY_NS))
    assert [row.seq for rows in tail.poll() for row in rows] == [0, 1]


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
