"""What an attempt to ship a log leaves behind, whatever ends it: nothing."""

import threading
import types

import pytest

from nautilus_vlogs.deliver import recovery
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.settings import ShippingSettings

INSTANCE = "e14c1582-71ee-44cb-bee7-c6cf3a543017"


class Claim:
    """A claim on a file that another process may have."""

    def __init__(self, is_taken):
        self.is_taken = is_taken
        self.calls = []

    def __call__(self, *_):
        """Return itself, as the one that is made."""
        return self

    def take(self):
        """Return whether it could be taken."""
        self.calls.append("take")
        return self.is_taken

    def release(self):
        """Note that it was released."""
        self.calls.append("release")


class Pipeline:
    """A pipeline that ships nothing."""

    def __init__(self):
        self.calls = []
        self.shipper = types.SimpleNamespace(
            journal=None,
            start=lambda: self.calls.append("start"),
            stats=lambda: None,
            is_complete=False,
            is_held=False,
            is_loss_unknown=False,
        )

    def close(self, *_, **__):
        """Note that it was closed."""
        self.calls.append("close")


class NoDescriptors:
    """A log whose node can't be looked at, for there are no descriptors."""

    is_new = False

    def is_running(self):
        """Fail."""
        raise OSError(24, "Too many open files")


@pytest.fixture
def ship(tmp_path, monkeypatch):
    """Return a function that ships a live log with a claim, and returns the outcome."""
    pipeline = Pipeline()
    monkeypatch.setattr(Recovery, "_pipeline", lambda *_: pipeline)
    monkeypatch.setattr(recovery, "Patience", lambda *_: None)
    state = JournalState(
        Session(instance_id=INSTANCE, destination=Destination(url="http://localhost:9"))
    )
    log = recovery._Log(
        SessionDirectory(tmp_path),
        tmp_path / f"{INSTANCE}.journal",
        state,
        is_known=True,
        is_alone=True,
        live=NoDescriptors(),
    )

    def ship(claim):
        monkeypatch.setattr(recovery, "LogClaim", claim)
        monkeypatch.setattr(recovery._Log, "open_journal", lambda *_: journal)
        return Recovery(ShippingSettings(), print, threading.Event())._ship_log(log)

    journal = types.SimpleNamespace(close=lambda: pipeline.calls.append("journal closed"))
    ship.pipeline = pipeline
    return ship


def test_a_claim_that_cannot_be_taken_is_released(ship):
    """It may have marked files by then, a descriptor each, and is tried again and again."""
    claim = Claim(is_taken=False)
    assert ship(claim).result is Result.LEFT
    assert claim.calls == ["take", "release"]


def test_an_error_while_a_log_is_shipped_ends_its_threads(ship):
    """They would go on beside those of the next attempt, and send each row a second time."""
    claim = Claim(is_taken=True)
    outcome = ship(claim)
    assert outcome.result is Result.LEFT
    assert "Too many open files" in outcome.reason
    assert ship.pipeline.calls == ["start", "close", "journal closed"]
    assert claim.calls == ["take", "release"]
