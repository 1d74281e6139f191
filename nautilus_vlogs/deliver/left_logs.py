"""The logs in a left session's directory: what their journals come to, or their files say."""

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import UUID
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_records import is_uuid
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import PassingJournalError
from nautilus_vlogs.deliver.left_backtests import LeftBacktest
from nautilus_vlogs.deliver.left_backtests import backtest_in
from nautilus_vlogs.deliver.session_files import handed_over
from nautilus_vlogs.deliver.session_files import trader_in
from nautilus_vlogs.deliver.session_files import unlisted
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.settings import ShippingSettings

_UUID = re.compile(UUID)


class LeftLog(NamedTuple):
    """
    One instance's log in a left session's directory.

    Parameters
    ----------
    path : Path
        Its journal.
    state : JournalState
        What that comes to.
    backtest : LeftBacktest or None
        What the log says of itself, where the journal can't be read and it is a backtest's.
    is_known : bool
        The journal says which lines were numbered.
    is_made_up : bool
        The journal can't be read: all lines of the session's files are looked for in the store.

    """

    path: Path
    state: JournalState
    backtest: LeftBacktest | None = None
    is_known: bool = True
    is_made_up: bool = False


def left_logs(
    session: SessionDirectory,
    foreign: set[tuple[int, int]],
    settings: ShippingSettings,
    report: Callable[[str, str], None],
) -> list[LeftLog]:
    """
    Return the logs of a left session, in the order in which they are to be shipped.

    Parameters
    ----------
    session : SessionDirectory
        Its directory.
    foreign : set
        Device and inode of the files in it that are others'.
    settings : ShippingSettings
        How a log is shipped whose journal can't be read.
    report : callable
        Called with a level and a text.

    """
    logs = _of_journals(session, foreign, settings, report)
    listed = [file for log in logs for file in log.state.files]
    # Rotations that were never seen open are the last instance's.
    for path in unlisted(session, listed, foreign) if logs else ():
        status = path.stat()
        files = logs[-1].state.files
        files.append(LogFile(len(files), str(path), status.st_dev, status.st_ino))
    return logs


def _of_journals(
    session: SessionDirectory,
    foreign: set[tuple[int, int]],
    settings: ShippingSettings,
    report: Callable[[str, str], None],
) -> list[LeftLog]:
    journals = session.journals()
    handed = handed_over(session, report)
    if not journals and handed:
        # The companion never began: nothing was numbered.
        return [
            LeftLog(
                session.path / f"{instance_id}{SUFFIX}",
                state,
                is_known=not state.session.is_unnumbered,
            )
            for instance_id, state in handed.items()
        ]
    logs: list[LeftLog] = []
    names: list[str] = []  # of journals that can't be read
    for path in journals:
        try:
            state = load(path)
        except PassingJournalError:
            raise
        except JournalError as e:
            report("warning", f"{e}: the store is asked which of its rows it holds")
            if path.stem in handed:  # a companion's; that of the node says where its rows go
                logs.append(LeftLog(path, handed[path.stem], is_known=False))
            else:
                names.append(path.stem)
            continue
        if path.stem in handed:  # it knows names that no batch was recorded for yet
            state.apply(handed[path.stem].identities)
        logs.append(LeftLog(path, state, is_known=not state.session.is_unnumbered))
    if not journals and unlisted(session, [], foreign):
        names.append(session.path.name.removeprefix("session-"))
    if names:
        # One for all of them, for nothing says where the lines of each begin.
        logs.append(_made_up(session, names[-1], [log.state for log in logs], settings))
    return logs


def _made_up(
    session: SessionDirectory,
    name: str,
    others: list[JournalState],
    settings: ShippingSettings,
) -> LeftLog:
    """Return the log of a session whose journal says nothing."""
    files = session.log_files()
    found = next((_UUID.search(path.name) for path in files if _UUID.search(path.name)), None)
    instance_id = found[0] if found is not None else name
    instance_id = instance_id if is_uuid(instance_id) else name
    trader_id = next(filter(None, map(trader_in, files)), "")
    backtest = backtest_in(files) if files else None
    environment = {} if backtest is None else {"environment": "backtest"}
    state = JournalState(
        Session(
            instance_id=instance_id,
            trader_id=trader_id,
            host=socket.gethostname(),
            environment="live" if backtest is None else "backtest",
            created="" if backtest is None else backtest.since,
            destination=Destination.of(settings),
            shaping=Shaping.of(settings),
            constants={
                **settings.extra_fields,
                **environment,
                "trader_id": trader_id,
                "instance_id": instance_id,
                "host": socket.gethostname(),
            },
        ),
    )
    if backtest is not None and backtest.run_ids:
        state.identities = IdentitiesRecord({}, run_id=backtest.run_ids[0])
    # The other logs' files hold its lines as well, and keep their places for those.
    for other in others:
        if len(other.files) > len(state.files):
            state.files = list(other.files)
    return LeftLog(
        session.path / f"{name}{SUFFIX}", state, backtest, is_known=False, is_made_up=True
    )
