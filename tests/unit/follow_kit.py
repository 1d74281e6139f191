"""A follower of a log that is driven by hand: its threads' work is done a step at a time."""

import json
import os
import shutil
import uuid
from pathlib import Path
from types import SimpleNamespace

from unit.delivery_kit import Clock

from nautilus_vlogs.capture import followed_files
from nautilus_vlogs.capture.open_files import FileId
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.other_logs import other_logs_in
from nautilus_vlogs.capture.shipped_marks import ShippedMarks
from nautilus_vlogs.deliver import matching
from nautilus_vlogs.deliver import resumption
from nautilus_vlogs.deliver import shipper
from nautilus_vlogs.deliver.followed_journal import FollowedJournal
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.live_logs import FollowedLog
from nautilus_vlogs.deliver.moved_files import find_again
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.resumption import Resumer
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.store.health import Metrics
from nautilus_vlogs.store.insert import InsertResult
from nautilus_vlogs.store.insert import Outcome
from nautilus_vlogs.store.select import Count
from nautilus_vlogs.store.select import Found
from nautilus_vlogs.times import rfc3339

URL = "http://model"
TRADER = "TESTER-001"
WINDOW_SECS = 4.0

#: Seconds after which the model of a store keeps a row over a crash of its own.
DURABLE_SECS = 3.0

_BASE_NS = 1_795_456_800_000_000_000


class Killed(BaseException):
    """The follower was killed at this very moment."""


class Store:
    """What a store holds; how it answers is set."""

    url = query_url = URL
    warning = None

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.instance_id = ""
        self.kept: list[tuple[float, dict]] = []
        self.result = InsertResult(Outcome.ACCEPTED)
        self.share = 1.0
        self.visible_secs = 0.0  # after so long a query finds a row
        self.is_answering = True
        self.failure = Found(Outcome.ACCEPTED)
        self.before_insert = self.after_insert = lambda: None

    # -- The client's side ---------------------------------------------------------------------

    def answers_no_queries(self) -> bool:
        """Answer queries, when it answers."""
        return False

    def insert(self, rows, _extra_fields="") -> InsertResult:
        """Take a body, or a part of it, and answer as is set."""
        self.before_insert()
        lines = [json.loads(line) for line in b"".join(rows).split(b"\n") if line]
        if self.result.outcome in (Outcome.ACCEPTED, Outcome.UNCLEAR):
            kept = lines[: round(len(lines) * self.share)]
            own = {"instance_id": self.instance_id}
            self.kept += [(self.clock(), line | own) for line in kept]
        self.after_insert()
        return self.result

    def lookup(self, instance_id: str) -> "Store":
        """Return the look-up of an instance's rows: there is one at a time."""
        self.instance_id = instance_id
        return self

    def metrics(self) -> Metrics:
        """Return those of a single store."""
        return Metrics(version="v1", retention_secs=None)

    def storage_metrics(self) -> Metrics:
        """Return the same: it is the storage, too."""
        return self.metrics()

    def retention_secs(self) -> None:
        """Return nothing: it is not known."""

    def takes_rows_only(self) -> bool:
        """Return false: it answers queries."""
        return False

    def close(self) -> None:
        """Do nothing."""

    # -- The look-up's side --------------------------------------------------------------------

    def is_denied(self) -> bool:
        """Return false: it answers queries."""
        return False

    def next_seq(self) -> int | None:
        """Return the number behind the last one."""
        own = [row for row in self._visible() if row["instance_id"] == self.instance_id]
        return self._if_up(max((row["seq"] + 1 for row in own), default=0))

    def count(self, rows) -> Count | None:
        """Count rows."""
        found = self._between(rows)
        return self._if_up(Count(len(found), len(set(found))))

    def present(self, rows) -> set[int] | None:
        """Return the numbers that are there."""
        return self._if_up(set(self._between(rows)))

    def rows(self, earliest: str, latest: str, _fields, **_filters) -> list[dict[str, str]] | None:
        """Return the rows of a time, those of the trader's other instances included."""
        return self._if_up([one for one in self._visible() if earliest <= one["_time"] <= latest])

    def crash(self) -> None:
        """Lose what is not on disk yet."""
        oldest = self.clock() - DURABLE_SECS
        self.kept = [(at, row) for at, row in self.kept if at < oldest]

    def numbers(self) -> list[int]:
        """Return the numbers of the lines that it holds."""
        texts = [row["_msg"] for _, row in self.kept]
        return sorted(int(text[12:]) for text in texts if text.startswith("tick number="))

    def durable_numbers(self) -> set[int]:
        """Return the numbers of the lines that a crash of it leaves."""
        oldest = self.clock() - DURABLE_SECS
        old = [row["_msg"] for at, row in self.kept if at < oldest]
        return {int(text[12:]) for text in old if text.startswith("tick number=")}

    def _visible(self) -> list[dict]:
        newest = self.clock() - self.visible_secs
        return [row for at, row in self.kept if at <= newest]

    def _between(self, rows) -> list[int]:
        return [
            row["seq"]
            for _, row in self.kept
            if rows.first <= row["seq"] <= rows.last and row["instance_id"] == self.instance_id
        ]

    def _if_up(self, answer):
        if self.is_answering:
            return answer
        self.failure = Found(Outcome.UNCLEAR, reason="down")
        return None


class World:
    """Directories, a clock for all, and the processes that have files of the log open."""

    def __init__(self, place: Path, monkeypatch) -> None:
        self.directory = place / "logs"
        self.state = place / "state"
        for path in (self.directory, self.state):
            path.mkdir(parents=True, mode=0o700)
        self.clock = Clock()
        self.store = Store(self.clock)
        self.written: set[FileId] = set()
        self.is_visible = True
        fake = SimpleNamespace(monotonic=self.clock, time=lambda: self.wall_ns() / 1e9)
        monkeypatch.setattr(followed_files, "time", fake)
        monkeypatch.setattr(followed_files, "has_writer", lambda _: None)
        monkeypatch.setattr(followed_files, "writers_of", self._writers)
        monkeypatch.setattr(followed_files, "written_by", lambda _: set(self.written))
        slept = SimpleNamespace(monotonic=self.clock, time_ns=self.wall_ns, sleep=lambda _: None)
        monkeypatch.setattr(shipper, "time", slept)
        monkeypatch.setattr(resumption, "time", slept)
        monkeypatch.setattr(matching, "time", slept)

    def wall_ns(self) -> int:
        """Return the time of day."""
        return _BASE_NS + int(self.clock() * 1e9)

    def line(self, number: int) -> bytes:
        """Return a line as NautilusTrader writes it now."""
        entry = {
            "timestamp": rfc3339(self.wall_ns()),
            "trader_id": TRADER,
            "level": "INFO",
            "color": "NORMAL",
            "component": "Model-001",
            "message": f"tick number={number}",
        }
        return json.dumps(entry, separators=(",", ":")).encode() + b"\n"

    def mount_anew(self) -> None:
        """Give all files other numbers, as a volume that was copied has them."""
        for path in list(self.directory.iterdir()):
            copy = path.with_name(f"{path.name}.copy")
            shutil.copy2(path, copy)
            before = identity(path)
            copy.replace(path)
            if before in self.written:
                self.written = {identity(path)}

    def touch(self, path: Path) -> None:
        """Give a file the time of now."""
        os.utime(path, ns=(self.wall_ns(), self.wall_ns()))

    def _writers(self, files: set[FileId]) -> set[int]:
        return {1} if self.is_visible and self.written & files else set()


class Follower:
    """One run of `vlogs-nt follow` on a log."""

    def __init__(self, world: World) -> None:
        self._world = world
        (log,) = other_logs_in(world.directory)
        place = world.state / f"session-{log.key}"
        place.mkdir(mode=0o700, exist_ok=True)
        path = place / f"{log.instance_id}{SUFFIX}"
        session = Session(
            instance_id=log.instance_id,
            trader_id=log.trader_id,
            owned=False,
            destination=Destination(url=URL),
            constants={"instance_id": log.instance_id, "trader_id": log.trader_id},
        )
        self.told: list[str] = []
        is_known = path.exists()
        state = load(path) if is_known else JournalState(session)
        find_again(state)
        live = FollowedLog(log, state, ShippedMarks(URL), lambda *_: None)
        self.pipeline = Pipeline(
            ShippingSettings(url=URL, durability_window_secs=WINDOW_SECS),
            constants={"instance_id": log.instance_id, "trader_id": log.trader_id},
            identities=live.identities,
            introduce=live.introduce,
            open_source=lambda: Resumer(
                self.pipeline,
                state,
                self,
                is_known=is_known,
                is_alone=True,
                is_background=False,
                open_source=live.open_source,
            ).open(),
            dead_letters=place / "letters",
            report=lambda _, text: self.told.append(text),
            sender=Sender(world.store, lambda *_: None, clock=world.clock),
            clock=world.clock,
        )
        self.journal = FollowedJournal(path, state, lambda *_: None, live=live)
        self.pipeline.shipper.journal = self.journal
        self.pipeline.shipper.open()

    def wait(self, secs: float) -> bool:
        """Wait as the event that stops the follower does: the other threads work meanwhile."""
        self._world.clock.now += secs
        self.send()
        self.verify()
        return not self._world.store.is_answering  # it is stopped meanwhile

    def is_set(self) -> bool:
        """Return that nothing has stopped it yet, as the event does."""
        return False

    def read(self) -> None:
        """Do the shipper's work of a moment."""
        self.pipeline.shipper.carry_out(self.pipeline.shipper.next_command(0.0))

    def send(self) -> None:
        """Do the sender's work of a moment."""
        self.pipeline.sender.step()

    def verify(self) -> None:
        """Do the verifier's work of a moment."""
        self.pipeline.verifier.step()

    def work(self) -> None:
        """Do all that can be done now."""
        for _ in range(200):
            self.read()
            if not self.pipeline.sender.step() and self.pipeline.verifier.step() != 0.0:
                return

    def drop(self) -> None:
        """Close the descriptors, as the system does; nothing is written any more."""
        source = self.pipeline.shipper._source
        if source is not None:
            source.close()
        self.journal.close()


def instance() -> str:
    """Return a new instance's id."""
    return str(uuid.uuid4())


def identity(path: Path) -> FileId:
    """Return a file's identity."""
    return file_id(path.stat())
