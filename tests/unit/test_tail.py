"""What a tail does where two answers of the store do not agree."""

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
