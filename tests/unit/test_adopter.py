"""In which order a node ships what earlier ones have left."""

import os
import uuid

import pytest
from conftest import eventually

from nautilus_vlogs.deliver import adoption
from nautilus_vlogs.settings import ShippingSettings


@pytest.fixture
def make_session(tmp_path):
    """Return a function that makes what a process left: an instance's log of a given age."""
    tmp_path.chmod(0o700)

    def make(instance_id, age):
        session = tmp_path / f"session-{uuid.uuid4()}"
        session.mkdir(mode=0o700)
        (session / f"{instance_id}.journal").touch(mode=0o600)
        log = session / "T_2026-11-30.json"
        log.write_text("{}\n")
        os.utime(log, (10_000 - age, 10_000 - age))
        return session

    return make


@pytest.fixture
def adopted(tmp_path, monkeypatch):
    """Return a function that returns in which order an adopter takes so many sessions."""
    shipped = []

    class Recorder:
        """Ship nothing, and note what was asked for."""

        def __init__(self, *_, **__):
            pass

        def ship(self, session, _):
            """Note the session."""
            shipped.append(session.path)
            return []

    monkeypatch.setattr(adoption, "Recovery", Recorder)
    adopter = adoption.Adopter(tmp_path, ShippingSettings(), lambda *_: None)

    def look(number):
        adopter.start()
        try:
            eventually(lambda: len(shipped) == number)
        finally:
            adopter.stop(10)
        return shipped

    return look


def test_the_log_that_was_written_last_comes_first(make_session, adopted):
    """It is missed most, and must not wait for stores that are gone for good."""
    by_age = [make_session(uuid.uuid4(), age) for age in range(5)]
    assert adopted(5) == by_age


def test_the_runs_of_an_instance_come_in_turn(make_session, adopted):
    """The numbers of a run may begin behind those of the one before, which has to be first."""
    restarted, other = uuid.uuid4(), uuid.uuid4()
    third, second, first = (make_session(restarted, age) for age in (1, 30, 90))
    before, after = make_session(other, 60), make_session(uuid.uuid4(), 0)
    assert adopted(5) == [after, first, second, third, before]
