"""The end of a node's shipper: what comes in its last moments is shipped, or left to be shipped."""

import pytest
from spool_kit import INSTANCE
from spool_kit import TRADER
from spool_kit import Log
from spool_kit import line
from unit.delivery_kit import Clock
from unit.follow_kit import URL
from unit.follow_kit import Store

from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.journal import NullJournal
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.sender import Sender
from nautilus_vlogs.settings import ShippingSettings


class Journal(NullJournal):
    """Remember the files that are recorded."""

    def __init__(self):
        self.files = []

    def record_file(self, file):
        """Record a file."""
        self.files.append(file.path)


@pytest.mark.parametrize("is_rotated", [False, True])
def test_a_file_that_is_found_in_the_last_moment_is_left_to_be_shipped(tmp_path, is_rotated):
    """It is in the journal, and that one stays, with the spool."""
    log = Log(tmp_path)
    log.write(line(0))
    pipeline = Pipeline(
        ShippingSettings(url=URL, verify_delivery=False),
        constants={"trader_id": TRADER, "instance_id": INSTANCE},
        identities=IdentityTable(TRADER),
        introduce=lambda _: SYSTEM,
        open_source=lambda: SpoolReader(log.find(owned=True)),
        dead_letters=tmp_path / "letters",
        report=lambda *_: None,
        sender=Sender(Store(Clock()), lambda *_: None),
    )
    shipper = pipeline.shipper
    shipper.journal = journal = Journal()
    shipper._is_threadless = True
    stop = pipeline.outbox.stop

    def end(timeout_secs):
        if is_rotated:
            log.rotate()
            log.write(line(1))
        stop(timeout_secs=timeout_secs)

    pipeline.outbox.stop = end
    shipper.close(5.0, is_last=True)
    assert shipper.stats().sent == 1
    assert shipper.is_complete is not is_rotated
    assert [path.exists() for path in log.paths] == ([True] * 2 if is_rotated else [False])
    assert journal.files == [str(path) for path in log.paths]
    log.close()
