"""In which order a node ships what earlier ones have left."""

import os
import uuid

from conftest import eventually

from nautilus_vlogs.deliver import adoption
from nautilus_vlogs.settings import ShippingSettings


def test_the_log_that_was_written_last_comes_first(tmp_path, monkeypatch):
    """It is missed most, and must not wait for stores that are gone for good."""
    tmp_path.chmod(0o700)
    by_age = []
    for place in range(5):
        session = tmp_path / f"session-{uuid.uuid4()}"
        session.mkdir(mode=0o700)
        log = session / "T_2026-11-30.json"
        log.write_text("{}\n")
        os.utime(log, (1_000 - place, 1_000 - place))
        by_age.append(session)
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
    adopter.start()
    try:
        eventually(lambda: len(shipped) == 5)
    finally:
        adopter.stop(10)
    assert shipped == by_age
