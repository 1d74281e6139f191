"""Lines without a journal are found in the store, wherever a look-up's borders are."""

import json
import re
import time
from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.captured import Span
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.matching import Unjournaled
from nautilus_vlogs.deliver.matching import UnstoredLines
from nautilus_vlogs.deliver.matching import are_numbered
from nautilus_vlogs.times import rfc3339

BASE_NS = 1_795_456_800_000_000_000

#: Seconds, and how far into them: numbers with and without zeros at their ends, whole seconds too.
TIMES = st.builds(
    lambda second, digits, zeros: BASE_NS + second * 10**9 + digits * 10**zeros % 10**9,
    st.integers(0, 1),
    st.integers(0, 130),
    st.integers(0, 9),
)


def line_of(at: int, component: str, text: str) -> bytes:
    """Return a line as NautilusTrader writes it."""
    entry = {
        "timestamp": rfc3339(at),
        "trader_id": "TESTER-001",
        "level": "INFO",
        "color": "NORMAL",
        "component": component,
        "message": text,
    }
    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


class Lines:
    """A source of some lines, of which each look returns a few."""

    def __init__(
        self, lines: list[bytes], at_a_time: int, captured: Captured | None = None
    ) -> None:
        self._lines = lines
        self._at_a_time = at_a_time
        self.captured = captured

    def peek(self, _size: int) -> bytes:
        """Return the next lines."""
        return b"".join(self._lines[: self._at_a_time])

    def take(self, size: int) -> None:
        """Consume whole lines."""
        while size > 0:
            size -= len(self._lines.pop(0))
        assert size == 0


class Stored:
    """The rows of a store, which leaves out the zeros at the end of a time, and compares times."""

    asked = 0

    def __init__(self, lines: list[bytes]) -> None:
        self._rows = []
        for seq, line in enumerate(lines):
            entry = msgspec.json.decode(line)
            at = entry["timestamp"].removesuffix("Z")
            row = {
                "_time": at.rstrip("0").removesuffix(".") + "Z",
                "component": entry["component"],
                "_msg": entry["message"],
                "instance_id": "i",
                "seq": str(seq),
            }
            self._rows.append((_comparable(at), row))

    def rows(self, earliest: str, latest: str, _fields, **_filters) -> list[dict[str, str]]:
        """Return the rows between two times, both included."""
        self.asked += 1
        first, last = _comparable(earliest), _comparable(latest)
        return [row for at, row in self._rows if first <= at <= last]


def _comparable(at: str) -> str:
    second, _, fraction = at.removesuffix("Z").partition(".")
    return f"{second}.{fraction.ljust(9, '0')}"


def make_converter() -> RowConverter:
    """Return a converter that knows no strategy."""
    return RowConverter(
        IdentityTable("TESTER-001"),
        {"instance_id": "i"},
        lambda _: ACTOR,
        extract_fields=False,
        put_aside=lambda *_: None,
    )


def unstored(
    lines: list[bytes],
    stored: list[bytes],
    at_a_time: int,
    captured: Captured | None = None,
    unjournaled: Unjournaled | None = None,
) -> list[bytes]:
    """Return the lines that are not found in a store."""
    found = UnstoredLines(
        Lines(list(lines), at_a_time, captured),
        make_converter(),
        Stored(stored),
        unjournaled=unjournaled,
    )
    passed: list[bytes] = []
    while lines := found.peek():
        passed += lines.splitlines(keepends=True)
        found.take(len(lines))
    return passed


@given(
    st.lists(st.tuples(TIMES, st.sampled_from("AB"), st.sampled_from("xy")), max_size=40),
    st.lists(st.booleans(), min_size=40, max_size=40),
    st.integers(1, 7),
    st.booleans(),
)
def test_each_line_is_found_once_wherever_a_look_up_ends(entries, are_stored, at_a_time, is_sorted):
    """Bursts of equal times, times out of order, and those that end in zeros: all at any border."""
    entries = sorted(entries) if is_sorted else entries
    lines = [line_of(*entry) for entry in entries]
    assert unstored(lines, lines, at_a_time) == []
    held = [line for line, is_stored in zip(lines, are_stored, strict=False) if is_stored]
    missing = Counter(lines) - Counter(held)
    assert Counter(unstored(lines, held, at_a_time)) == missing


def test_a_time_that_ends_in_zeros_is_no_later_than_those_after_it():
    """The last time of a look-up is compared as a time: as texts, `.03504Z` is after `.035041Z`."""
    ends = (41_000, 41_421, 41_821)
    lines = [line_of(BASE_NS + 35_000_000 + end, "Noisy", f"tick id={end}") for end in ends]
    assert unstored(lines, lines, 3) == []


def test_a_row_with_a_line_s_text_stands_for_it_only_where_calls_were_captured():
    """A heartbeat says the same each second: the row of one is none of the next one."""
    first, second = (line_of(BASE_NS + secs * 10**9, "A", "alive") for secs in (0, 1))
    assert unstored([second], [first], 1) == [second]
    earlier = Captured((Span(rfc3339(BASE_NS + 1), rfc3339(BASE_NS + 2)),))
    assert unstored([second], [first], 1, earlier) == [second]
    meanwhile = Captured((Span(rfc3339(BASE_NS), rfc3339(BASE_NS + 2)),))
    assert unstored([second], [first], 1, meanwhile) == []


def test_a_row_that_no_journal_knows_stands_for_a_line_with_its_text():
    """A journal that had no room knows of no captured call: those of its own run are searched."""
    call, line = (line_of(BASE_NS + at, "A", "alive") for at in (0, 4_000))
    for instance_id, first, missing in (("i", 0, []), ("i", 1, [line]), ("another", 0, [line])):
        known = Unjournaled(instance_id, first, end=1, next_seq=1)
        assert unstored([line], [call], 1, None, known) == missing


@pytest.mark.parametrize("has_bridge", [False, True])
def test_a_row_that_was_sent_since_stands_for_no_later_line(has_bridge):
    """A heartbeat that was just sent and stored is not the next one's captured call."""
    first, second = (line_of(BASE_NS + secs * 10**9, "A", "alive") for secs in (0, 1))
    captured = Captured((Span(rfc3339(BASE_NS), ""),)) if has_bridge else None
    for next_seq in (0, 1):  # of this process, or of one before that looked for the lines as well
        known = Unjournaled("i", 0, end=0, next_seq=next_seq)
        assert unstored([second], [first], 1, captured, known) == [second]
    assert unstored([first], [first], 1, captured, known) == []


class Written(Lines):
    """Lines of a log that is still written, in one file."""

    is_rereadable = True
    watched = 0

    def __init__(self, lines: list[bytes]) -> None:
        super().__init__(lines, 1)
        self.position = Position(0, 0)

    def take(self, size: int) -> None:
        """Consume whole lines."""
        super().take(size)
        self.position = Position(0, self.position.offset + size)

    def watch(self) -> None:
        """Note that files are looked for."""
        self.watched += 1


def test_of_a_live_log_only_what_was_written_before_is_looked_for():
    """Later lines need no look-up, and can be read again; late ones of before do need it."""
    old, late = (line_of(BASE_NS + number, "A", f"old {number}") for number in range(2))
    new = line_of(time.time_ns() + 10**12, "A", "new")
    source, store = Written([old, new, late, new]), Stored([old, late])
    found = UnstoredLines(source, make_converter(), store, until=Position(0, len(old)))
    found.watch()
    assert source.watched == 1  # files that are deleted unread meanwhile are counted
    passed = []
    while lines := found.peek():
        passed.append(lines)
        found.take(len(lines))
        assert found.is_rereadable
    assert (passed, store.asked) == ([new, new], 2)


class Numbered:
    """A store that holds rows with numbers."""

    def __init__(self, rows: dict[int, str]) -> None:
        self._rows = rows

    def rows(self, _earliest, _latest, _fields, *, where) -> list[dict[str, str]]:
        """Return the rows of the numbers that are asked for."""
        first, end = map(int, re.fullmatch(r"seq:>=(\d+) seq:<(\d+)", where).groups())
        wanted = [seq for seq in self._rows if first <= seq < end]
        return [{"seq": str(seq), "component": "C", "_msg": self._rows[seq]} for seq in wanted]


@given(
    lines=st.lists(st.text("ab", min_size=1, max_size=1), max_size=6),
    others=st.lists(st.text("ab", min_size=1, max_size=1), max_size=6),
    at_a_time=st.integers(1, 3),
)
def test_lines_have_their_numbers_where_they_are_all_that_is_numbered(lines, others, at_a_time):
    """Numbers behind those of the lines are those of captured calls: no line may get them again."""
    converter = make_converter()
    converter.next_seq = 580
    left = [line_of(BASE_NS + place, "C", text) for place, text in enumerate(lines)]
    pieces = [b"".join(left[at : at + at_a_time]) for at in range(0, len(left), at_a_time)]
    stored = Numbered(dict(enumerate(others, 580)))
    agrees = are_numbered(pieces, converter, stored, until=580 + len(others), since="")
    assert agrees == (lines[: len(others)] == others)
