"""The logs in a left session's directory: what their journals come to, or their files say."""

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nautilus_vlogs.capture.file_names import UUID
from nautilus_vlogs.capture.file_names import instance_in
from nautilus_vlogs.capture.source import LogFile
from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import load
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_records import is_uuid
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.deliver.journal_state import NewerJournalError
from nautilus_vlogs.deliver.journal_state import PassingJournalError
from nautilus_vlogs.deliver.left_backtests import LeftBacktest
from nautilus_vlogs.deliver.left_backtests import backtest_in
from nautilus_vlogs.deliver.moved_files import find_again
from nautilus_vlogs.deliver.session_files import complete
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
    is_bounded : bool
        No other process writes to its files, or it is known where the lines of that begin.

    """

    path: Path
    state: JournalState
    backtest: LeftBacktest | None = None
    is_known: bool = True
    is_made_up: bool = False
    is_bounded: bool = True


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

    Raises
    ------
    JournalError
        If a journal can't be read for the moment, or is of a later release.

    """
    logs = _of_journals(session, foreign, settings, report)
    # The last node's at the end: whoever ships a part of one writes to its journal, too.
    logs.sort(key=lambda one: one.state.end is None)
    logs = list(map(_looked_for, logs))
    listed = [file for log in logs for file in log.state.files]
    # Rotations that were never seen open.
    paths = unlisted(session, listed, foreign)
    for path in paths:
        instance = instance_in(path.name)
        log = _log_of(instance, logs)
        if log is None:  # of a process that began no journal
            own = [one for one in paths if instance_in(one.name) == instance]
            name = instance or session.path.name.removeprefix("session-")
            log = _made_up(session, name, own, settings)
            logs.append(log)
        files = log.state.files
        with suppress(FileNotFoundError):
            status = path.stat()
            files.append(LogFile(len(files), str(path), status.st_dev, status.st_ino))
    return logs


def _looked_for(log: LeftLog) -> LeftLog:
    """Return a log as one whose lines are looked for, where whoever looked for them was killed."""
    if log.state.is_whole:
        return log
    is_backtest = log.state.session.environment == "backtest"
    files = [Path(file.path) for file in log.state.files]
    return log._replace(is_known=False, backtest=backtest_in(files) if is_backtest else None)


def _log_of(instance: str, logs: list[LeftLog]) -> LeftLog | None:
    """Return the last of the logs whose process named its files after an instance."""
    for log in reversed(logs):
        names = {instance_in(Path(file.path).name) for file in log.state.files}
        if not instance or instance in names | {log.state.session.instance_id}:
            return log
    return None


def _of_journals(
    session: SessionDirectory,
    foreign: set[tuple[int, int]],
    settings: ShippingSettings,
    report: Callable[[str, str], None],
) -> list[LeftLog]:
    journals = session.journals()
    handed = handed_over(session, report)
    for state in handed.values():
        find_again(state)
    if not journals and handed:
        # The companion never began: nothing was numbered.
        return [
            LeftLog(
                session.path / f"{instance_id}{SUFFIX}",
                state,
                is_known=not state.session.is_unnumbered,
                is_bounded=complete(session, state, None),
            )
            for instance_id, state in handed.items()
        ]
    logs: list[LeftLog] = []
    names: list[str] = []  # of journals that can't be read
    for path in journals:
        try:
            state = load(path)
        except (PassingJournalError, NewerJournalError):
            raise
        except JournalError as e:
            report("warning", f"{e}: the store is asked which of its rows it holds")
            if path.stem in handed:  # a companion's; that of the node says where its rows go
                state = handed[path.stem]
                is_bounded = complete(session, state, None)
                logs.append(LeftLog(path, state, is_known=False, is_bounded=is_bounded))
            else:
                names.append(path.stem)
            continue
        find_again(state)
        node = handed.get(path.stem)
        if node is not None and not state.session.is_named_in_log:
            state.apply(node.identities)  # with names that no batch was recorded for yet
        is_bounded = complete(session, state, node)
        is_known = not state.session.is_unnumbered
        logs.append(LeftLog(path, state, is_known=is_known, is_bounded=is_bounded))
    if names:
        # One for all of them, for nothing says where the lines of each begin.
        files = unlisted(session, [], foreign)
        made_up = _made_up(session, names[-1], files, settings)
        # The other logs' files hold its lines as well, and keep their places for those.
        longest = max((log.state.files for log in logs), key=len, default=[])
        made_up.state.files = list(longest)
        logs.append(made_up)
    return logs


def _made_up(
    session: SessionDirectory,
    name: str,
    files: list[Path],
    settings: ShippingSettings,
) -> LeftLog:
    """Return the log of a session whose journal says nothing, and whose files are these."""
    found = [match[0] for match in map(_UUID.search, (path.name for path in files)) if match]
    instance_id = name if name in found or not found else found[0]
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
    return LeftLog(
        session.path / f"{name}{SUFFIX}", state, backtest, is_known=False, is_made_up=True
    )
