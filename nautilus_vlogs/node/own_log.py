"""A process's part of a JSON log whose name earlier runs may have had, handed to a companion."""

import os
import time
from typing import NamedTuple

from msgspec.structs import replace

from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.file_table import open_log
from nautilus_vlogs.capture.lines import start_of_run
from nautilus_vlogs.capture.lines import trader_of
from nautilus_vlogs.capture.listing import named_entries
from nautilus_vlogs.capture.other_logs import OtherLog
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal_records import Delivery
from nautilus_vlogs.deliver.journal_records import FileRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.times import process_start_ns
from nautilus_vlogs.times import rfc3339

#: Bytes in which a line names its trader.
_HEAD_BYTES = 4_096

#: The system says when a process began to so many nanoseconds, rounded down; its first line comes
#: later than that, and the last one of a run before it may have come at that time.
_TICK_NS = 10_000_000

#: A line may be later than the clock was when it was looked at.
_SLACK_NS = 1_000_000_000


class OwnLog(NamedTuple):
    """
    The part of a log that is this process's.

    Parameters
    ----------
    instance_id, trader_id : str
        The instance, see `OtherLog`, and the trader of the first line.
    pattern : str
        A regular expression for the names of the log's files.
    created : str
        When the process began (RFC 3339): no line of its is earlier.
    first : LogFile
        Where the first line stands.
    runs_again : bool
        Earlier runs have had the instance, or a later one will.

    """

    instance_id: str
    trader_id: str
    pattern: str
    created: str
    first: LogFile
    runs_again: bool


def handed_state(own: OwnLog, settings: ShippingSettings, spool_dir: str | None) -> JournalState:
    """Return the state of the journal in which a process hands its log over to a companion."""
    session = replace(
        Session.of_users_log(own.instance_id, own.trader_id, settings),
        created=own.created,
        is_unnumbered=True,  # the user may have set the instance's id, which nothing tells
        is_instance_fixed=own.runs_again,
        delivery=Delivery.of(settings),
        pattern=own.pattern,
        is_named_in_log=True,
        spool_dir=spool_dir,
    )
    state = JournalState(session)
    state.apply(FileRecord(own.first))
    return state


def own_part_of(log: OtherLog) -> OwnLog | None:
    """
    Return this process's part of a log that it writes; ``None`` as long as it has no lines there.

    Raises
    ------
    OSError
        If the log can't be read.

    """
    since_ns = process_start_ns() + _TICK_NS
    files = sorted(named_entries(log.directory, log.pattern))
    own = [one for one in files if one.changed_ns >= since_ns]
    if not own:
        return None
    first = own[0]
    created = rfc3339(since_ns)
    fd = open_log(first.path)
    if fd is None:
        return None
    try:
        start = start_of_run(fd, created.encode(), rfc3339(time.time_ns() + _SLACK_NS).encode())
        trader_id = trader_of(os.pread(fd, _HEAD_BYTES, start))
    finally:
        os.close(fd)
    if trader_id is None:
        return None
    return OwnLog(
        log.instance_id,
        trader_id,
        log.pattern,
        created,
        LogFile(0, str(first.path), *first.id, start),
        runs_again=not instance_in(first.path.name) or len(own) < len(files) or start > 0,
    )
