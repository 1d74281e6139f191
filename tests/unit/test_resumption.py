"""What an adopter makes of a journal: the rows as they were, originals kept, secrets masked."""

import base64
import json
import os
import time
from types import SimpleNamespace

import pytest
from spool_kit import INSTANCE
from spool_kit import TRADER
from unit.delivery_kit import Clock
from unit.follow_kit import URL
from unit.follow_kit import Store

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.convert.redaction import Redactor
from nautilus_vlogs.deliver import resumption
from nautilus_vlogs.deliver.dead_letters import DeadLetterFile
from nautilus_vlogs.deliver.dead_letters import read_letters
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import AcknowledgedRecord
from nautilus_vlogs.deliver.journal_records import BatchRecord
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import EndRecord
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import VerifiedRecord
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.resumption import Resumer
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.times import rfc3339

_DAY_NS = 86_400 * 10**9


def line(number, message, *, age_days=0.0):
    """Return a line, one microsecond later than the one before it."""
    entry = {
        "timestamp": rfc3339(_BEGAN_NS - int(age_days * _DAY_NS) + number * 1_000),
        "trader_id": TRADER,
        "level": "INFO",
        "color": "NORMAL",
        "component": "Vault",
        "message": message,
    }
    return json.dumps(entry, separators=(",", ":")).encode() + b"\n"


_BEGAN_NS = time.time_ns() - 3_600 * 10**9


class Stop:
    """What ends an adopter: set once the store does not answer; time passes while it waits."""

    def __init__(self, store):
        self._store = store

    def is_set(self):
        """Return whether it is set."""
        return not self._store.is_answering

    def wait(self, secs):
        """Let time pass."""
        self._store.clock.now += secs
        return self.is_set()


class Left:
    """
    A log that a killed node has left, in one file or more, and what its journal says.

    Parameters
    ----------
    directory : Path
        Where.
    files : lists of bytes
        The lines of each file.

    """

    def __init__(self, directory, *files):
        self.directory = directory
        self.path = directory / f"{INSTANCE}.journal"
        self.store = Store(Clock())
        self.store.storage_metrics = lambda: Metrics(
            version="v1", retention_secs=7 * 86_400.0, future_secs=2 * 86_400.0
        )
        self.state = JournalState(
            Session(instance_id=INSTANCE, trader_id=TRADER, destination=Destination(url=URL))
        )
        self.ends = []
        self.letters = directory / "letters" / "a.dead-letter.jsonl"
        for index, lines in enumerate(files):
            path = directory / f"{index}.json"
            path.write_bytes(b"".join(lines))
            status = path.stat()
            file = LogFile(index, str(path), status.st_dev, status.st_ino)
            self.state.apply(FileRecord(file))
            sizes = [len(b"".join(lines[: count + 1])) for count in range(len(lines))]
            self.ends += [Position(index, size) for size in sizes]

    def verify(self, count):
        """Note that the first lines are stored."""
        self.state.apply(VerifiedRecord(count, self.ends[count - 1] if count else Position(0)))

    def number(self, count, *, stamped_ns=0, put_aside=0):
        """Note that the lines behind those that are numbered are those of a batch."""
        first = self.state.next_seq
        start = self.ends[first - 1] if first else Position(0)
        self.state.apply(
            BatchRecord(
                first=first,
                records=count,
                start=start,
                end=self.ends[first + count - 1],
                earliest=rfc3339(_BEGAN_NS - 60 * _DAY_NS),
                latest=rfc3339(_BEGAN_NS + _DAY_NS),
                stamped_ns=stamped_ns or _BEGAN_NS,
                put_aside=put_aside,
            )
        )

    def hold(self, seq, time_ns, text, **fields):
        """Have the store hold a row."""
        row = {"instance_id": INSTANCE, "seq": seq, "_time": rfc3339(time_ns), "_msg": text}
        self.store.kept.append((0.0, row | fields))

    def adopt(self, *, is_known=True, destination=None):
        """Ship what can be shipped; return the pipeline."""
        pipeline = Pipeline(
            ShippingSettings(url=URL, durability_window_secs=2.0),
            constants={"trader_id": TRADER, "instance_id": INSTANCE},
            identities=IdentityTable(TRADER),
            introduce=lambda _: SYSTEM,
            open_source=lambda: resumer.open(),  # noqa: PLW0108  # made later
            dead_letters=self.letters,
            report=lambda *_: None,
            sender=Sender(self.store, lambda *_: None, clock=self.store.clock),
            clock=self.store.clock,
        )
        pipeline.converter._redactor = Redactor()
        resumer = Resumer(
            pipeline,
            self.state,
            Stop(self.store),
            is_known=is_known,
            is_alone=True,
            is_background=False,
        )
        resumer.destination = destination
        pipeline.shipper.journal = Journal(self.path, self.state)
        if self.state.until:
            pipeline.converter.end(self.state.until)
        pipeline.shipper.open()
        for _ in range(300):
            pipeline.shipper.carry_out(pipeline.shipper.next_command(0.0))
            pipeline.sender.step()
            pipeline.verifier.step()
            self.store.clock.now += 0.2
            stats = pipeline.shipper.stats()
            if not (stats.unverified or stats.backlog_bytes) and pipeline.verifier.is_done():
                break
        return pipeline

    def rows(self):
        """Return the rows in the store, by their numbers, each of which is there once."""
        rows = [row for _, row in self.store.kept]
        assert len(rows) == len({row["seq"] for row in rows})
        return {row["seq"]: row for row in rows}

    def originals(self):
        """Return the texts of the dead letters."""
        if not self.letters.exists():
            return []
        return [json.loads(letter.original)["message"] for letter in read_letters(self.letters)]

    def again(self):
        """Have another adopter begin where this one was killed."""
        self.state = load(self.path)


@pytest.fixture
def make_left(tmp_path, monkeypatch):
    """Return a function that makes a left log; waits of the adopter let the store's time pass."""
    made = []

    def make(*files):
        left = Left(tmp_path, *files)
        passing = SimpleNamespace(monotonic=left.store.clock, sleep=lambda _: None)
        monkeypatch.setattr(resumption, "time", passing)
        made.append(left)
        return left

    return make


# -- Retention ---------------------------------------------------------------------------------


def test_originals_that_the_store_does_not_take_any_more_are_kept(make_left):
    """They were numbered while it was away: rows in their places say so, and are of now."""
    texts = [f"order {number}" for number in range(6)]
    left = make_left([line(number, text, age_days=30) for number, text in enumerate(texts)])
    left.number(3, stamped_ns=_BEGAN_NS - 30 * _DAY_NS)
    left.number(3, stamped_ns=_BEGAN_NS - 30 * _DAY_NS)
    pipeline = left.adopt()
    assert sorted(left.originals()) == texts
    rows = left.rows()
    assert sorted(rows) == list(range(6))
    oldest = rfc3339(_BEGAN_NS - 6 * _DAY_NS)
    assert all("retention" in row["put_aside"] and row["_time"] > oldest for row in rows.values())
    stats = pipeline.shipper.stats()
    assert (stats.put_aside, stats.verified, stats.unverified) == (6, 0, 0)


def test_a_dead_letter_is_made_once_however_often_the_adopter_is_killed(make_left):
    """The journal says for which lines."""
    left = make_left([line(number, f"order {number}", age_days=30) for number in range(3)])
    left.number(3)
    left.store.result = InsertResult(Outcome.UNREACHABLE)
    left.adopt()
    left.again()
    left.store.result = InsertResult(Outcome.ACCEPTED)
    left.adopt()
    assert len(left.originals()) == 3
    assert sorted(left.rows()) == [0, 1, 2]


def test_what_the_store_holds_is_not_put_aside(make_left):
    """However old it is by now."""
    left = make_left([line(number, f"order {number}", age_days=30) for number in range(3)])
    left.number(3)
    for seq in range(2):
        left.hold(seq, _BEGAN_NS - 30 * _DAY_NS, f"order {seq}")
    pipeline = left.adopt()
    assert left.originals() == ["order 2"]
    assert [seq for seq, row in left.rows().items() if "put_aside" in row] == [2]
    assert pipeline.shipper.stats().verified == 2


def test_what_was_put_aside_when_it_was_numbered_is_kept_once(make_left):
    """The process that numbered it has made the dead letter."""
    left = make_left([line(0, "one"), b"no line\n", line(1, "two")])
    left.number(3, put_aside=1)
    pipeline = left.adopt()
    assert left.originals() == []
    assert pipeline.shipper.stats().put_aside == 1


def test_originals_that_cannot_be_kept_hold_the_log(make_left, monkeypatch):
    """Their lines are nowhere else; they are kept as soon as there is room."""
    left = make_left([line(number, f"order {number}", age_days=30) for number in range(3)])
    left.number(3)

    def refuse(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(DeadLetterFile, "write", refuse)
        pipeline = left.adopt()
    assert pipeline.shipper.is_held
    left.again()
    pipeline = left.adopt()
    assert len(left.originals()) == 3
    assert not pipeline.shipper.is_held


def test_a_line_that_grows_too_old_while_it_waits_is_made_again_as_it_was(make_left, monkeypatch):
    """The row that the store does not keep is put aside whole, as no dead letter of it is made."""
    left = make_left([line(0, "order 0", age_days=6)])
    converter = left.adopt().converter
    again = converter.snapshot()
    first = converter.convert(line(1, "order 1", age_days=6))
    later = SimpleNamespace(time=lambda: time.time() + 5 * 86_400, time_ns=time.time_ns)
    monkeypatch.setattr("nautilus_vlogs.convert.converter.time", later)
    assert again.convert(line(1, "order 1", age_days=6)) == first
    assert converter.convert(line(2, "order 2", age_days=6)).put_aside == 1


def test_what_a_file_that_was_cut_off_still_holds_is_kept(make_left):
    """Of the lines of a batch that are too old by now, and those behind them are counted."""
    lines = [line(number, f"order {number}", age_days=30) for number in range(4)]
    left = make_left(lines)
    left.number(4)
    os.truncate(left.directory / "0.json", len(b"".join(lines[:2])))
    pipeline = left.adopt()
    assert sorted(left.originals()) == ["order 0", "order 1"]
    stats = pipeline.shipper.stats()
    assert (stats.put_aside, stats.lost, stats.unverified) == (2, 2, 0)


# -- Rows that are sent again ------------------------------------------------------------------


@pytest.mark.parametrize("keeps_nothing", [False, True])
def test_a_200_says_nothing_of_rows_that_are_sent_again(make_left, keeps_nothing):
    """After a kill they may be on their way, or nowhere: whoever comes next is not to go by it."""
    left = make_left([line(number, f"order {number}") for number in range(2)])
    left.number(2)
    left.state.apply(AcknowledgedRecord(0))
    left.store.share = 0.0 if keeps_nothing else 1.0
    known = []
    left.store.before_insert = lambda: known.append(load(left.path).batches[0].is_acknowledged)
    left.adopt()
    assert len(known) > 1 if keeps_nothing else len(known) == 1
    assert not any(known)


# -- Keys that are logged line by line ---------------------------------------------------------

SECRETS = [base64.b64encode(bytes([number]) * 48).decode() for number in range(6)]
KEY = ["-----BEGIN PRIVATE KEY-----", *SECRETS, "-----END PRIVATE KEY-----", "key loaded"]
MASKED = [KEY[0], *["***"] * 6, "***-----END PRIVATE KEY-----", "key loaded"]


@pytest.mark.parametrize("verified", [0, 3, 6])
@pytest.mark.parametrize("numbered", [0, 1, 3])
@pytest.mark.parametrize("files", [1, 2])
def test_a_key_that_is_logged_line_by_line_stays_masked(make_left, verified, numbered, files):
    """Wherever the adopter begins: behind a batch, a file, or what the journal knows."""
    lines = [line(number, text) for number, text in enumerate(KEY)]
    part = 4 if files == 2 else len(lines)
    left = make_left(lines[:part], *([lines[part:]] if files == 2 else []))
    left.verify(verified)
    for seq in range(verified):
        left.hold(seq, _BEGAN_NS, "***")
    for _ in range(numbered):
        if left.state.next_seq + 1 < len(lines):
            left.number(1)
    left.adopt()
    texts = [row["_msg"] for _, row in sorted(left.rows().items())]
    assert len(texts) == len(KEY)
    assert (
        texts[verified:]
        == [KEY[0], *["***"] * 6, "***-----END PRIVATE KEY-----", KEY[-1]][verified:]
    )


def test_a_key_that_is_too_old_for_the_store_is_masked_in_dead_letters_too(make_left):
    """They are told to be a key's by the lines before them, not by their own text."""
    left = make_left([line(number, text, age_days=30) for number, text in enumerate(KEY)])
    left.number(3)
    left.adopt()
    assert sorted(left.originals()) == sorted(MASKED)
    texts = "".join(row["_msg"] for row in left.rows().values())
    assert len(left.rows()) == len(KEY)
    assert not any(secret in texts for secret in SECRETS)


@pytest.mark.parametrize("stored", [{0}, {0, 1, 2}, {1, 3}, {0, 6, 7}])
def test_a_key_of_which_the_store_holds_a_part_stays_masked(make_left, stored):
    """Without a journal each line is looked for, and those that are found are not sent."""
    masked = [*MASKED, SECRETS[0]]
    left = make_left([line(number, text) for number, text in enumerate([*KEY, SECRETS[0]])])
    for seq in stored:
        left.store.kept.append(
            (
                0.0,
                {
                    "seq": seq,
                    "_time": json.loads(line(seq, ""))["timestamp"],
                    "_msg": masked[seq],
                    "component": "Vault",
                    "instance_id": INSTANCE,
                },
            )
        )
    left.adopt(is_known=False)
    assert sorted(row["_msg"] for row in left.rows().values()) == sorted(masked)


# -- The end of a log --------------------------------------------------------------------------


def test_rows_before_the_next_node_s_lines_are_made_as_they_were(make_left):
    """Lines of the next node are among those of the batch, and were passed over."""
    lines = [line(number, f"order {number}") for number in range(6)]
    until = json.loads(lines[4])["timestamp"]
    left = make_left(lines)
    left.state.apply(
        BatchRecord(
            first=0,
            records=4,
            start=Position(0),
            end=left.ends[5],
            earliest=json.loads(lines[0])["timestamp"],
            latest=json.loads(lines[3])["timestamp"],
            stamped_ns=_BEGAN_NS,
        )
    )
    left.state.apply(EndRecord(left.ends[5], until))
    pipeline = left.adopt()
    assert [row["_msg"] for row in left.rows().values()] == [f"order {n}" for n in range(4)]
    assert pipeline.shipper.stats().lost == 0


@pytest.mark.parametrize("numbered", [4, 5])
def test_a_file_that_is_gone_behind_the_end_of_a_log_is_no_loss(make_left, numbered):
    """All its lines were numbered; where some were not, nobody knows how many."""
    left = make_left([line(number, f"order {number}") for number in range(5)])
    left.verify(numbered)
    left.state.apply(EndRecord(left.ends[4]))
    (left.directory / "0.json").unlink()
    pipeline = left.adopt()
    assert pipeline.shipper.is_loss_unknown == (numbered < 5)


# -- Another destination -----------------------------------------------------------------------


def test_where_the_rows_go_is_recorded_once_the_store_has_answered(make_left):
    """Whoever goes on sends the rest there; a store that does not answer ties nothing."""
    left = make_left([line(0, "order 0")])
    left.verify(0)
    there = Destination(url="http://other:9428")
    left.store.is_answering = False
    left.adopt(destination=there)
    assert load(left.path).session.destination == Destination(url=URL)
    left.again()
    left.store.is_answering = True
    left.adopt(destination=there)
    assert load(left.path).session.destination == there
