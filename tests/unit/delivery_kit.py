"""A clock that is set by hand, a model of a store, and the verifier between them."""

import json

from nautilus_vlogs.convert.converted import Converted
from nautilus_vlogs.deliver.batch import Batch
from nautilus_vlogs.deliver.batch import BatchState
from nautilus_vlogs.deliver.judge import Policy
from nautilus_vlogs.deliver.verification import Actions
from nautilus_vlogs.deliver.verifier import Verifier
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Count
from nautilus_vlogs.store.select import Found

WINDOW_SECS = 15.0

UNCLEAR = InsertResult(Outcome.UNCLEAR, "reset")
TURNED_AWAY = InsertResult(Outcome.BUSY, "HTTP 503 the relay is full", is_turned_away=True)
TIMEOUT = InsertResult(Outcome.UNCLEAR, "timed out", is_timeout=True)


class Clock:
    """A monotonic clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def row(seq: int, text: str = "") -> bytes:
    """Return a row as the converter makes it."""
    at = "2026-01-01T00:00:00.000000000Z"
    return json.dumps({"_time": at, "_msg": text or f"m{seq}", "seq": seq}).encode() + b"\n"


def seq_of(line: bytes) -> int:
    """Return the number of a row."""
    return json.loads(line)["seq"]


class ModelStore:
    """What a store holds, by number; what it answers to queries can be set."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []
        self.failure = Found(Outcome.ACCEPTED)
        self.is_answering = True
        self.asked = 0

    def count(self, rows) -> Count | None:
        """Count rows as the real store would."""
        found = self._seqs(rows)
        return None if found is None else Count(len(found), len(set(found)))

    def present(self, rows) -> set[int] | None:
        """Return the numbers that are there."""
        found = self._seqs(rows)
        return None if found is None else set(found)

    def fail(self, outcome: Outcome) -> None:
        """Fail queries from now on."""
        self.is_answering, self.failure = False, Found(outcome, reason=f"fails: {outcome.value}")

    def heal(self) -> None:
        """Answer queries again."""
        self.is_answering = True

    def numbers(self) -> list[int]:
        """Return all that it holds."""
        return sorted(map(seq_of, self.rows))

    def _seqs(self, rows) -> list[int] | None:
        self.asked += 1
        if not self.is_answering:
            return None
        return [seq for line in self.rows if rows.first <= (seq := seq_of(line)) <= rows.last]


class Bench:
    """A verifier, driven by hand: the test is the sender, the store and the passing of time."""

    def __init__(self, *, is_rereadable=True, looks=True, **policy) -> None:
        self.clock = Clock()
        self.store = ModelStore()
        self.is_rereadable = is_rereadable
        self.is_up = True
        self.is_in_doubt = False
        self.swallowed: set[int] = set()
        self.next_seq = 0
        self.concluded: list[Batch] = []
        self.queue: list[Batch] = []
        self.sent = 0
        self.copies = 0
        self.letters: list[int] = []
        self.told: list[tuple[str, str]] = []
        self.verifier = Verifier(
            self.store if looks else None,
            policy=Policy(**{"window_secs": WINDOW_SECS, "defer_secs": WINDOW_SECS, **policy}),
            box=self,
            actions=Actions(
                is_up=lambda: self.is_up,
                reread=self._reread,
                stub=lambda reason, line: row(seq_of(line), reason),
                put_aside=lambda _batch, _reason, line: self.letters.append(seq_of(line)),
                concluded=self.concluded.append,
                is_in_doubt=lambda: self.is_in_doubt,
                report=lambda level, text: self.told.append((level, text)),
            ),
            clock=self.clock,
        )

    # -- The box -------------------------------------------------------------------------------

    def submit(self, batch: Batch) -> None:
        """Take a batch whose missing rows are to be sent."""
        batch.to(BatchState.WAITING)
        self.queue.append(batch)

    def count(self, batch: Batch) -> None:
        """Count a batch that is in the store, once."""
        if not batch.is_counted:
            batch.is_counted = True
            self.sent += batch.records

    def note_stored(self, batch: Batch) -> None:
        """Count a batch that was never acknowledged, and is stored."""
        self.count(batch)

    def note_possible_copies(self, batch: Batch) -> None:
        """Count what may be there twice."""
        self.copies += batch.records

    # -- The sender ----------------------------------------------------------------------------

    def make(self, records: int) -> Batch:
        """Return a new batch, which waits."""
        batch = Batch(first=self.next_seq, since=self.clock())
        batch.is_kept = not self.is_rereadable
        rows = b"".join(row(seq) for seq in range(self.next_seq, self.next_seq + records))
        batch.add(Converted(rows, records, 0, "a", "a"), batch.end)
        self.next_seq += records
        self.verifier.expect(batch)
        batch.to(BatchState.WAITING)
        return batch

    def send(self, batch: Batch, result=None, *, keeps=None) -> None:
        """Send a batch: the store keeps some of it or all, and answers 200 or otherwise."""
        batch.to(BatchState.IN_FLIGHT)
        for line in b"".join(batch.body()).splitlines(keepends=True):
            is_stub = b"VictoriaLogs" in line
            if (keeps is None or seq_of(line) in keeps) and (
                is_stub or seq_of(line) not in self.swallowed
            ):
                self.store.rows.append(line)
        if result is None:
            batch.acknowledged_at = self.clock()
            batch.to(BatchState.ACKNOWLEDGED)
            batch.missing = {}
            self.count(batch)
            self.verifier.note_acknowledged(batch)
        else:
            batch.to(BatchState.UNCLEAR)
            self.verifier.note_unclear(batch, result)

    def pump(self, *, keeps=None) -> None:
        """Send what the verifier wants to have sent."""
        queue, self.queue = self.queue, []
        for batch in queue:
            self.send(batch, keeps=keeps)

    def pass_secs(self, secs: float, *, pumps=True) -> None:
        """Let time pass, in steps in which the verifier works."""
        end = self.clock.now + secs
        while True:
            for _ in range(50):
                if self.verifier.step() != 0.0:
                    break
            if pumps:
                self.pump()
            if self.clock.now >= end:
                return
            self.clock.now = min(end, self.clock.now + 0.5)

    def check_accounts(self) -> None:
        """Check that every record of a concluded batch is accounted for."""
        total = self.verifier.total
        final = sum(batch.records for batch in self.concluded)
        assert total.verified + total.lost + total.put_aside <= self.next_seq
        if all(batch.state is not BatchState.UNVERIFIABLE for batch in self.concluded):
            gone = total.lost + total.put_aside
            assert total.verified + gone >= final - gone

    def _reread(self, batch: Batch) -> dict[int, bytes] | None:
        if not self.is_rereadable:
            return None
        return {seq: row(seq) for seq in range(batch.first, batch.last + 1)}
