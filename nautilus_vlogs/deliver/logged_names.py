"""Whose the loggers' names in a log are, by the lines in which NautilusTrader registers them."""

import os
from collections.abc import Callable

from nautilus_vlogs.capture.left_files import LeftFiles
from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.other_logs import registrations_in
from nautilus_vlogs.capture.source import SLICE_BYTES
from nautilus_vlogs.capture.source import Position
from nautilus_vlogs.capture.space import LookAtSpace
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import Identity
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord

#: Bytes at the beginning of a log in which registrations are looked for before it is read: a
#: strategy logs some lines before the one that names it.
_PRESCAN_BYTES = 4 * 1024 * 1024


class LoggedNames:
    """
    Whose the loggers' names in a log are, as its own lines tell.

    In 2.0 loggers have the strategies' names. In 1.x they have those of classes, which stand for
    the strategy as long as it is the only one of its class.

    Parameters
    ----------
    trader_id : str
        The trader.
    record : IdentitiesRecord
        What was learned before.

    Attributes
    ----------
    identities : IdentityTable
        The names of strategies and actors.

    """

    def __init__(self, trader_id: str, record: IdentitiesRecord) -> None:
        self.identities = IdentityTable.restored(trader_id, record.table)
        self._actors = set(record.actors)
        self._known: set[tuple[str, bool]] = set()

    def version(self) -> object:
        """Return what changes with the names."""
        return self.identities.version, len(self._actors)

    def record(self) -> IdentitiesRecord:
        """Return the names for the journal."""
        return IdentitiesRecord(self.identities.dump(), sorted(self._actors))

    def introduce(self, name: str) -> Identity:
        """Return whose a name is that no strategy has."""
        return ACTOR if name in self._actors else SYSTEM

    def learn(self, lines: bytes) -> None:
        """Take in the registrations that are among some lines."""
        for at, name, is_strategy in registrations_in(lines):
            if (name, is_strategy) in self._known:
                continue
            self._known.add((name, is_strategy))
            if is_strategy:
                class_name = name.rpartition("-")[0] or name
                for logger in dict.fromkeys((class_name, name)):
                    self.identities.add_strategy(
                        name, name=logger, class_name=logger, at=at, is_renamed=False
                    )
            else:
                self._actors.add(name)
                self.identities.add(name, ACTOR)

    def open_files(
        self,
        table: LogFiles,
        *,
        start: Position,
        at_end: Callable[[LeftFiles], None],
        report: Callable[[str, str], None] = lambda *_: None,
        look_at_space: LookAtSpace = lambda: None,
    ) -> LeftFiles:
        """Return what reads some files, and learns from their lines; see `LeftFiles`."""
        for file in table.files[:1]:
            fd = table.duplicate(file)
            if fd is not None:
                with os.fdopen(fd, "rb") as head:
                    head.seek(file.start)
                    self.learn(head.read(_PRESCAN_BYTES))
        return _LearningFiles(
            table,
            start=start,
            at_end=at_end,
            learn=self.learn,
            report=report,
            look_at_space=look_at_space,
        )


class _LearningFiles(LeftFiles):
    """
    The files of a log, whose lines are shown to a function before they are passed on.

    Parameters
    ----------
    files, start, at_end
        See `LeftFiles`.
    learn : callable
        Called with the lines.
    report, look_at_space
        See `LeftFiles`.

    """

    def __init__(
        self,
        files: LogFiles,
        *,
        start: Position,
        at_end: Callable[[LeftFiles], None],
        learn: Callable[[bytes], None],
        report: Callable[[str, str], None],
        look_at_space: LookAtSpace,
    ) -> None:
        super().__init__(
            files, start=start, at_end=at_end, report=report, look_at_space=look_at_space
        )
        self._learn = learn
        self._learned = (-1, -1, -1)

    def peek(self, size: int = SLICE_BYTES) -> bytes:
        """Return the next lines, the same ones until `take` consumes them."""
        lines = super().peek(size)
        place = (self.position.file, self.position.offset, len(lines))
        if place != self._learned:
            self._learned = place
            self._learn(lines)
        return lines
