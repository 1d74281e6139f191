"""The journal: what is replayed after any crash, and what the file is worth."""

import errno
import os
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from nautilus_vlogs.capture.captured import Call
from nautilus_vlogs.capture.captured import Captured
from nautilus_vlogs.capture.captured import Span
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.followed_journal import FollowedJournal
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import VERSION
from nautilus_vlogs.deliver.journal_records import AcknowledgedRecord
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import HeadRecord
from nautilus_vlogs.deliver.journal_records import HeldRecord
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import LossRecord
from nautilus_vlogs.deliver.journal_records import PutAsideRecord
from nautilus_vlogs.deliver.journal_records import SentAgainRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import SettledRecord
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_records import UnjournaledRecord
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_records import VolatileRecord
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import PassingJournalError
from nautilus_vlogs.deliver.journal_state import replay
from nautilus_vlogs.node.session_journal import LiveJournal
from nautilus_vlogs.settings import ShippingSettings

SESSION = Session(
    instance_id="b2c8e5a4-8f57-4a0e-9c0b-0d3f1b6f7f11",
    destination=Destination(url="http://localhost:9428"),
)


CAPTURED = st.sampled_from(
    [None, Captured((Span("2026-11-25T", "2026-11-26T"),), (Call("2026-11-26T", "5a"),))]
)

KINDS = ["batch", "batch", "acknowledged", "verified", "loss", "notice", "file"]


def batch(first, records, **more):
    """Return the record of a batch whose lines have ten bytes each."""
    return BatchRecord(
        first=first,
        records=records,
        start=Position(0, first * 10),
        end=Position(0, (first + records) * 10),
        earliest=f"2026-11-25T00:00:{first:05d}Z",
        latest=f"2026-11-25T00:00:{first + records:05d}Z",
        **more,
    )


def encoded(*records):
    """Return the lines of a journal."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


def summary(state):
    """Return all that a state says."""
    rows = [
        (seq, one.is_acknowledged, bool(one.rows))
        for one in state.batches
        # Verified rows may stand in a joined batch, which is looked up whole.
        for seq in range(max(one.first, state.verified_seq), one.next_seq)
    ]
    return (
        state.session,
        state.files,
        state.heads,
        None if state.is_whole else state.unjournaled,
        state.identities,
        rows,
        state.position,
        state.verified,
        state.verified_seq,
        state.next_seq,
        state.captured,
        state.lost,
        state.is_loss_unknown,
        state.put_aside,
        state.end,
    )


@st.composite
def histories(draw):
    """Return the records of a session, in an order in which delivery may write them."""
    records, numbered, verified, unreported = [SESSION], 0, 0, 0
    sent = []
    for _ in range(draw(st.integers(0, 30))):
        kind = draw(st.sampled_from(KINDS))
        if kind == "batch":
            count = draw(st.integers(1, 5))
            records.append(batch(numbered, count, captured=draw(CAPTURED)))
            sent.append(records[-1])
            numbered += count
        elif kind == "acknowledged" and sent:
            records.append(AcknowledgedRecord(draw(st.sampled_from(sent)).first))
        elif kind == "verified" and sent:
            until = draw(st.sampled_from(sent))
            if until.next_seq > verified:
                verified = until.next_seq
                records.append(VerifiedRecord(verified, until.end))
                sent = [one for one in sent if one.next_seq > verified]
        elif kind == "loss":
            lost = draw(st.integers(1, 9))
            unreported += lost
            records.append(LossRecord(lost))
        elif kind == "notice" and unreported:
            records.append(batch(numbered, 1, rows='{"_msg":"lost"}\n', lost=unreported))
            sent.append(records[-1])
            numbered, unreported = numbered + 1, 0
        elif kind == "file":
            index = sum(isinstance(one, FileRecord) for one in records)
            records.append(FileRecord(LogFile(index, f"file-{index}", 1, index)))
            records.append(HeadRecord(index, "6-0123456789abcdef"))
            records.append(UnjournaledRecord(Position(0, draw(st.integers(0, 900))), 0, numbered))
    return records


@given(histories(), st.floats(0, 1))
def test_a_crash_at_any_byte_gives_no_number_twice_and_resends_nothing_verified(history, share):
    """Whatever was written before the crash is known; what was not had not been acted upon."""
    data = encoded(*history)
    beginning = len(encoded(SESSION))
    cut = beginning + int((len(data) - beginning) * share)
    state = replay(data[:cut])
    *whole, last = data[:cut].split(b"\n")
    with suppress(msgspec.DecodeError):  # all but its newline was written, or less
        msgspec.json.decode(last)
        whole.append(last)
    whole = [msgspec.json.decode(line) for line in whole]
    given_away = [one["first"] + one["records"] for one in whole if one["record"] == "batch"]
    assert state.next_seq == max(given_away, default=0)
    verified = max([one["seq"] for one in whole if one["record"] == "verified"], default=0)
    assert state.verified_seq == verified
    # What is not verified is known range by range, without a gap and without an overlap.
    expected = [
        seq
        for one in whole
        if one["record"] == "batch" and one["first"] + one["records"] > verified
        for seq in range(one["first"], one["first"] + one["records"])
    ]
    assert [s for one in state.batches for s in range(one.first, one.next_seq)] == expected


@given(histories(), st.binary(max_size=30))
def test_a_torn_line_hides_no_other(history, garbage):
    """Half a line of a full disk, and what comes after it on a line of its own."""
    garbage = garbage.replace(b"\n", b" ")
    assert summary(replay(encoded(*history) + garbage)) == summary(replay(encoded(*history)))
    with_middle = encoded(SESSION) + b'{"record":"batch","fir\n' + encoded(*history[1:])
    assert summary(replay(with_middle)) == summary(replay(encoded(*history)))


@given(histories(), st.data())
def test_a_lost_page_hides_no_number(history, data):
    """After a power cut zeros may stand in the middle: what they hid is in doubt, not verified."""
    lines = encoded(*history).splitlines(keepends=True)
    lost = data.draw(st.sets(st.integers(1, max(1, len(lines) - 1))))
    kept = [line if index not in lost else b"\0" * len(line) for index, line in enumerate(lines)]
    state = replay(b"".join(kept))
    for one in (state, replay(encoded(*state.records()))):
        in_doubt = {n for batch in one.batches for n in range(batch.first, batch.next_seq)}
        assert in_doubt >= set(range(one.verified_seq, one.next_seq))


def test_what_was_settled_is_not_in_doubt_again():
    """Compaction leaves the numbers of a settled batch out, and no gap is seen there."""
    state = replay(encoded(SESSION, batch(0, 5), batch(5, 5), batch(10, 5), SettledRecord(5)))
    again = replay(encoded(*state.records()))
    assert [one.first for one in again.batches] == [0, 10]
    state.apply(SettledRecord(10, kept=2))
    again = replay(encoded(*state.records()))
    assert [(one.first, one.records) for one in again.batches] == [(0, 5), (10, 2)]
    assert again.next_seq == 15


@given(histories())
def test_a_compacted_journal_comes_to_the_same(history):
    """Its records replayed give the same state, and never more of them."""
    state = replay(encoded(*history))
    again = replay(encoded(*state.records()))
    assert summary(again) == summary(state)


@settings(max_examples=10)  # each one syncs its file
@given(histories(), st.data())
def test_the_file_comes_to_what_was_recorded(tmp_path_factory, history, data):
    """Whether it was compacted, could not be written for a while, or neither."""
    directory = tmp_path_factory.mktemp("journal")
    path = directory / "a.journal"
    journal = Journal(path, JournalState(SESSION))
    plain = JournalState(SESSION)
    for record in history[1:]:
        if data.draw(st.integers(0, 9)) == 0:
            journal._compact_at = 0  # as after many records
        journal.record(record)
        plain.apply(record)
    assert summary(load(path)) == summary(plain)
    journal.remove()
    assert list(directory.iterdir()) == []


def test_a_record_that_gives_a_number_again_is_ignored():
    """A journal that contradicts itself doubles nothing."""
    state = replay(encoded(SESSION, batch(0, 10), batch(5, 10), batch(10, 2)))
    assert [(one.first, one.records) for one in state.batches] == [(0, 10), (10, 2)]
    assert state.next_seq == 12


def test_a_batch_of_which_rows_are_sent_again_is_in_doubt(tmp_path):
    """So are those that a compacted journal holds together with it, until they are verified."""
    path = tmp_path / "a.journal"
    journal = Journal(path, JournalState(SESSION))
    for first in (0, 10, 20):
        journal.record(batch(first, 10), AcknowledgedRecord(first))
        if first == 10:
            journal = Journal(path, load(path))  # which joins the two
    journal.record(SentAgainRecord(10, 19), AcknowledgedRecord(10), AcknowledgedRecord(0))
    for _ in range(2):
        batches = load(path).batches
        assert [(one.first, one.is_acknowledged) for one in batches] == [(0, False), (20, True)]
        journal = Journal(path, load(path))


def test_a_journal_of_acknowledged_batches_stays_small(tmp_path):
    """While only queries fail batches pile up: neighbours become one record."""
    journal = Journal(tmp_path / "a.journal", JournalState(SESSION))
    for number in range(3_000):
        journal.record(batch(number * 10, 10), AcknowledgedRecord(number * 10))
    assert len(journal.state.batches) < 1_500
    assert journal.path.stat().st_size < 600_000
    assert load(journal.path).next_seq == 30_000


def test_what_can_t_be_written_is_written_later(tmp_path, monkeypatch):
    """A full disk is reported once; what was recorded meanwhile is there as soon as it can be."""
    reports = []
    journal = Journal(
        tmp_path / "a.journal", JournalState(SESSION), lambda *one: reports.append(one)
    )
    journal.record(batch(0, 10))
    with monkeypatch.context() as patch:

        def fail(fd, data):
            raise OSError(28, "No space left on device")

        patch.setattr(os, "write", fail)
        patch.setattr("nautilus_vlogs.deliver.journal._RETRY_SECS", 0.0)
        journal.record(batch(10, 10))
        journal.record(batch(20, 10))
    assert [level for level, _ in reports] == ["warning"]
    assert load(journal.path).next_seq == 10
    journal.record(VerifiedRecord(10, Position(0, 100)))
    state = load(journal.path)
    assert (state.next_seq, state.verified_seq) == (30, 10)
    assert list(tmp_path.iterdir()) == [journal.path]


def test_where_no_file_can_be_made_the_journal_goes_on(tmp_path, monkeypatch):
    """Without a free inode, or room for a copy, it is appended to and compacted later."""
    reports = []
    journal = Journal(
        tmp_path / "a.journal", JournalState(SESSION), lambda *one: reports.append(one)
    )
    with monkeypatch.context() as patch:

        def fail(*_, **__):
            raise OSError(28, "No space left on device")

        patch.setattr("nautilus_vlogs.deliver.journal.open_private", fail)
        patch.setattr("nautilus_vlogs.deliver.journal._COMPACT_AFTER_BYTES", 1_000)
        journal._compact_at = 0
        for number in range(100):
            journal.record(batch(number, 1))
    assert load(journal.path).next_seq == 100
    assert reports == []
    journal._compact_at = 0
    journal.record(VerifiedRecord(100, Position(0, 1_000)))
    assert journal.path.stat().st_size < 2_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no beginning"),
        (b"\x00" * 100, "no beginning"),
        (b"[1, 2]\n", "no beginning"),
        (encoded(batch(0, 1)), "no beginning"),
        (encoded(msgspec.structs.replace(SESSION, version=VERSION + 1)), "newer vlogs-nt.*upgrade"),
        (b'{"record":"session","version":99,"whose":{}}\n{"record":"rows"}\n', "newer vlogs-nt"),
        (b'{"record":"session","version":"x"}\n', "no beginning"),
        (encoded(SESSION, IdentitiesRecord({"claims": [1]})), "identities"),
        (b'{"record":"session","constants":' + b"[" * 100_000 + b"\n", "no beginning"),
    ],
)
def test_what_is_no_journal_is_refused(tmp_path, content, reason):
    """The error names the file and says why."""
    path = tmp_path / "a.journal"
    path.write_bytes(content)
    with pytest.raises(JournalError, match=f"a.journal can't be used: .*{reason}"):
        load(path)


def test_a_journal_that_is_no_plain_file_is_refused(tmp_path):
    """A link, a pipe, a second name: refused at once, without waiting for anything."""
    plain = tmp_path / "plain"
    plain.write_bytes(encoded(SESSION))
    (tmp_path / "link").symlink_to(plain)
    os.mkfifo(tmp_path / "pipe")
    for name, reason in (("link", "link"), ("pipe", "regular"), ("missing", "No such file")):
        with pytest.raises(JournalError, match=reason):
            load(tmp_path / name)
    (tmp_path / "second").hardlink_to(plain)
    with pytest.raises(JournalError, match="second name"):
        load(plain)


def test_shipping_later_never_masks_less():
    """The patterns of both are applied, and the defaults if either wants them."""
    then = Shaping(redact=("a+",), redact_defaults=True, stream_fields=("level",))
    now = ShippingSettings(redact=("b+", "a+"), redact_defaults=False, extra_fields={"app": "x"})
    both = then.applied_to(now)
    assert both.redact == ("a+", "b+")
    assert both.redact_defaults
    assert both.stream_fields == ("level",)
    assert both.extra_fields == {}


def test_the_end_and_what_was_put_aside_are_known():
    """An orderly end tells where another instance's lines begin."""
    state = replay(
        encoded(SESSION, PutAsideRecord(2), PutAsideRecord(1), EndRecord(Position(1, 5)))
    )
    assert (state.put_aside, state.end) == (3, Position(1, 5))


def test_a_log_is_done_once_it_has_ended_and_all_of_it_is_stored(tmp_path):
    """As long as a line has no number, or a row may be missing, its files are needed."""
    journal = Journal(tmp_path / "a.journal", JournalState(SESSION))
    journal.record(batch(0, 10), VolatileRecord(is_volatile=True))
    position = batch(0, 10).end
    journal.record(EndRecord(Position(position.file, position.offset + 1)))
    assert not load(journal.path).is_read
    journal.record(EndRecord(position))
    assert load(journal.path).is_read
    journal.record_verified(position, 10)
    assert not load(journal.path).is_done  # lines in memory may be lost
    journal.record_end(position, 10)
    assert load(journal.path).is_done
    journal.record_loss(1)
    assert not load(journal.path).is_done


@pytest.mark.parametrize("owned", [True, False])
def test_a_followed_log_has_an_end_only_if_it_is_a_spool(tmp_path, owned):
    """Another one may be written again, and its journal stays."""
    session = msgspec.structs.replace(SESSION, owned=owned)
    journal = FollowedJournal(
        tmp_path / "a.journal", JournalState(session), lambda *_: None, live=None
    )
    journal.record_end(Position(0, 5), 1)
    assert load(journal.path).is_done is owned


def test_a_loss_of_an_unknown_number_is_reported_once():
    """It stands until a row says so."""
    state = replay(encoded(SESSION, LossRecord(None), LossRecord(4)))
    assert (state.lost, state.is_loss_unknown, state.is_complete) == (4, True, False)
    state.apply(batch(0, 1, rows="{}\n", lost=4, is_loss_unknown=True))
    state.apply(VerifiedRecord(1))
    assert (state.lost, state.is_loss_unknown, state.is_complete) == (0, False, True)


def test_what_could_not_be_kept_is_known_until_its_lines_may_go():
    """A later process tries again to keep it; verified rows before it don't change that."""
    state = JournalState(SESSION)
    for record in (batch(0, 10), batch(10, 10), HeldRecord(12, "too old"), VerifiedRecord(10)):
        state.apply(record)
    assert replay(encoded(*state.records())).held == {12: "too old"}
    state.apply(VerifiedRecord(20))
    assert replay(encoded(*state.records())).held == {}


@pytest.mark.parametrize("end", ["close", "remove"])
def test_a_journal_that_was_given_up_is_never_written_again(tmp_path, end):
    """A thread that hangs in a request records its outcome when another process goes on."""
    path = tmp_path / "one.journal"
    journal = Journal(path, JournalState(SESSION))
    getattr(journal, end)()
    path.write_bytes(b"another's")
    journal.record(LossRecord(1))
    assert path.read_bytes() == b"another's"
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_journal_that_cannot_be_read_for_the_moment_says_nothing(tmp_path, monkeypatch):
    """Nobody may conclude from it that there is none."""
    path = tmp_path / "a.journal"
    Journal(path, JournalState(SESSION)).close()

    def refuse(*_, **__):
        raise OSError(errno.EMFILE, "Too many open files")

    with monkeypatch.context() as patch:
        patch.setattr("nautilus_vlogs.deliver.journal.open_private", refuse)
        with pytest.raises(PassingJournalError, match="Too many open files"):
            load(path)
    assert load(path).session == SESSION


def test_identities_that_could_not_be_recorded_are_recorded_later(tmp_path):
    """A batch is never behind names that a successor would lack."""
    names = {"claims": {}, "others": {}, "classes": ["ORB"], "strategy_ids": ["ORB-001"]}
    failures = [RuntimeError("dictionary changed size during iteration")]

    def identities():
        if failures:
            raise failures.pop()
        return IdentitiesRecord(names)

    path = tmp_path / "journal"
    journal = LiveJournal(
        path, JournalState(SESSION), lambda *_: None, identities=identities, version=lambda: 1
    )
    made = Batch(first=0)
    made.add(Converted(b"{}\n", 1, 0, "a", "b"), Position(0, 10))
    with pytest.raises(RuntimeError, match="changed size"):
        journal.record_batch(made)
    journal.record_batch(made)
    journal.close()
    state = load(path)
    assert state.identities.table["classes"] == ["ORB"]
    assert [one.first for one in state.batches] == [0]
