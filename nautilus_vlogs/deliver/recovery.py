"""
Ship what processes have left that did not end well, or before all of theirs was proven.

A log is left when nobody holds its lock and no process has its files open. It is taken over under
the lock, its rows are made as they were the first time, and those that the store lacks are sent.
"""

import socket
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import suppress
from math import inf
from pathlib import Path

import msgspec

from nautilus_vlogs.capture.log_files import LogFiles
from nautilus_vlogs.capture.open_files import file_id
from nautilus_vlogs.capture.spool_reader import SpoolReader
from nautilus_vlogs.convert.backtest import BacktestConverter
from nautilus_vlogs.convert.converter import RowConverter
from nautilus_vlogs.convert.identity import ACTOR
from nautilus_vlogs.convert.identity import SYSTEM
from nautilus_vlogs.convert.identity import IdentityTable
from nautilus_vlogs.deliver.checkpoint import LOCK_SUFFIX
from nautilus_vlogs.deliver.checkpoint import SUFFIX
from nautilus_vlogs.deliver.checkpoint import Checkpoint
from nautilus_vlogs.deliver.checkpoint import CheckpointError
from nautilus_vlogs.deliver.checkpoint import Sink
from nautilus_vlogs.deliver.checkpoint import sink_of
from nautilus_vlogs.deliver.custody import Custody
from nautilus_vlogs.deliver.pipeline import Pipeline
from nautilus_vlogs.deliver.shipper import Resumption
from nautilus_vlogs.deliver.stats import Stats
from nautilus_vlogs.settings import DEFAULT_SPOOL_DIRECTORY
from nautilus_vlogs.settings import ShippingSettings
from nautilus_vlogs.times import rfc3339

#: What a process sent just before it ended may take so long to show in the store.
_SETTLE_SECS = 3.0

_LOOK_SECS = 0.2
_CLOSE_SECS = 2.0


class AbandonedLog(msgspec.Struct, frozen=True):
    """
    A log that an earlier process has left.

    Parameters
    ----------
    directory : Path
        Where its lock and checkpoint are.
    checkpoint : Checkpoint
        How far it got; a made-up one, from the beginning, where there is none that can be read.
    is_made_up : bool
        How far it got is not known, so numbers say nothing.
    until : str, optional
        Later lines in the same file are another instance's.
    is_shared : bool
        Another log in the same files is left as well, so they stay for the moment.

    """

    directory: Path
    checkpoint: Checkpoint
    is_made_up: bool = False
    until: str | None = None
    is_shared: bool = False

    @property
    def sink(self) -> Sink:
        """The files."""
        found = self.checkpoint
        return Sink(Path(found.directory), found.base, found.rest, stamped=found.stamped)


def find_abandoned(directory: Path, tell: Callable[[str, str], None]) -> list[AbandonedLog]:
    """
    Return the logs in a directory that nobody looks after, oldest first.

    Parameters
    ----------
    directory : Path
        A spool directory.
    tell : callable
        Called with a level and a text for each checkpoint that can't be read.

    """
    in_use = _files_in_use()
    checkpoints: list[Checkpoint] = []
    for path in sorted(directory.glob(f"*{SUFFIX}")):
        try:
            checkpoints.append(Checkpoint.load(path))
        except CheckpointError as e:
            tell("warning", f"{e}: its log is shipped from the beginning, some of it twice maybe")
    known = {found.instance_id for found in checkpoints}
    made_up = [found for found in _without_checkpoint(directory) if found.instance_id not in known]
    checkpoints.sort(key=lambda found: found.since)
    logs = [_log(directory, found, checkpoints) for found in checkpoints]
    logs += [AbandonedLog(directory, found, is_made_up=True) for found in made_up]
    return [log for log in sorted(logs, key=_age) if not _is_in_use(log.sink, in_use)]


def ship_abandoned(
    log: AbandonedLog,
    settings: ShippingSettings,
    tell: Callable[[str, str], None],
    stop: threading.Event,
    *,
    is_background: bool = True,
) -> Stats | None:
    """
    Ship a log and delete it once the store is seen to hold it.

    Parameters
    ----------
    log : AbandonedLog
        From `find_abandoned`.
    settings : ShippingSettings
        Where to, and how.
    tell : callable
        Called with a level and a text.
    stop : threading.Event
        Ends it at any moment; the rest is for the next one.
    is_background : bool, default True
        Take the time that others leave, for this process trades.

    Returns
    -------
    Stats or None
        What became of its records; ``None`` if somebody else looks after it.

    """
    custody = Custody(log.directory, log.checkpoint, tell=tell)
    if not custody.take():
        return None
    _wait_until_settled(log.sink, stop)
    pipeline = _pipeline(log, settings, tell)
    first_free = _first_free_seq(pipeline, stop)
    if log.is_made_up:
        pipeline.converter.next_seq = int(first_free or 0)
    pipeline.shipper.resumption = Resumption(
        first_free=0 if log.is_made_up else inf if first_free is None else first_free,
        oldest=_oldest(log),
        is_background=is_background,
    )
    pipeline.shipper.custody = custody
    pipeline.shipper.start()
    while not stop.wait(_LOOK_SECS):
        if pipeline.shipper.stats().backlog_bytes:
            continue  # a drain would not leave the GIL to those who trade
        deadline = (
            time.monotonic() + settings.durability_window_secs + settings.request_timeout_secs
        )
        if pipeline.shipper.drain(_LOOK_SECS) and pipeline.verifier.finish(deadline):
            break
    pipeline.close(_CLOSE_SECS, is_last=True)
    return pipeline.shipper.stats()


class Adopter:
    """
    Ship what earlier processes have left, one log after the other, on a thread of its own.

    Parameters
    ----------
    directory : Path
        Where to look.
    settings : ShippingSettings
        Where to ship to, and how.
    tell : callable
        Called with a level and a text.

    """

    def __init__(
        self,
        directory: Path,
        settings: ShippingSettings,
        tell: Callable[[str, str], None],
    ) -> None:
        self._directory = directory
        self._settings = settings
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="vlogs-adoption", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self, timeout_secs: float) -> None:
        """Stop; what is left then is for the next process."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout_secs)

    def _run(self) -> None:
        try:
            logs = find_abandoned(self._directory, self._tell)
        except Exception as e:  # noqa: BLE001  # whatever it is, it is not the node's trouble
            self._tell("warning", f"What earlier runs have left can't be shipped: {e!r}")
            return
        for log in logs:
            if not self._stop.is_set():
                self._ship(log)

    def _ship(self, log: AbandonedLog) -> None:
        try:
            stats = ship_abandoned(log, self._settings, lambda *_: None, self._stop)
        except Exception as e:  # noqa: BLE001  # one log's trouble is not the others'
            left = log.checkpoint.instance_id
            self._tell("warning", f"What an earlier run ({left}) has left can't be shipped: {e!r}")
            return
        if stats is not None and stats.read and not self._stop.is_set():
            self._tell(
                "info",
                f"An earlier run ({log.checkpoint.instance_id}) had left {stats.read} records "
                "whose delivery was not proven: VictoriaLogs holds them now",
            )


def _pipeline(
    log: AbandonedLog,
    settings: ShippingSettings,
    tell: Callable[[str, str], None],
) -> Pipeline:
    found = log.checkpoint
    is_backtest = _is_backtest(log)
    identities = IdentityTable.restored(found.constants.get("trader_id", ""), found.identities)

    def open_source() -> SpoolReader:
        position = found.position
        files = LogFiles(
            found.files[: max(0, position.file)],
            owned=found.owned and not log.is_shared,
            first=max(0, position.file),
        )
        for file in found.files[max(0, position.file) :]:
            files.add(Path(file.path), file.start)
        for path in _paths(log.sink):
            if not files.knows(file_id(path.stat()), path):
                files.add(path)
        return SpoolReader(files, start=position, tell=tell)

    pipeline = Pipeline(
        found.shaping.applied_to(settings),
        constants={"instance_id": found.instance_id, **found.constants},
        identities=identities,
        introduce=lambda name: ACTOR if name in found.actors else SYSTEM,
        open_source=open_source,
        dead_letters=log.directory / f"{found.instance_id}.dead-letter.jsonl",
        tell=tell,
        converter_type=BacktestConverter if is_backtest else RowConverter,
    )
    converter = pipeline.converter
    converter.next_seq = found.seq
    converter.end(log.until)
    if isinstance(converter, BacktestConverter):
        converter.since, converter.run_id = found.since, found.run_id
    return pipeline


def _is_backtest(log: AbandonedLog) -> bool:
    return log.checkpoint.constants.get("environment") == "backtest"


def _oldest(log: AbandonedLog) -> str:
    """Return since when rows of a backtest may be stored, which get the time of their sending."""
    if not _is_backtest(log):
        return ""
    return rfc3339(min((path.stat().st_mtime_ns for path in _paths(log.sink)), default=0))


def _first_free_seq(pipeline: Pipeline, stop: threading.Event) -> int | None:
    """Return the number behind those that the store knows of an instance, None if it won't tell."""
    while (found := pipeline.lookup.next_seq()) is None:
        if pipeline.lookup.is_denied or stop.wait(_LOOK_SECS * 10):
            return None
    return found


def _log(directory: Path, found: Checkpoint, checkpoints: list[Checkpoint]) -> AbandonedLog:
    """Return a log, told from others in the same files."""
    others = [
        other
        for other in checkpoints
        if other.instance_id != found.instance_id
        and (other.directory, other.base, other.rest) == (found.directory, found.base, found.rest)
    ]
    later = [other.since for other in others if other.since > found.since]
    # Files that were rotated away unread took an unknown number of lines with them.
    is_gone = found.position.file >= 0 and not Path(found.files[found.position.file].path).exists()
    return AbandonedLog(
        directory,
        found,
        is_made_up=is_gone,
        until=min(later, default=None),
        is_shared=bool(others),
    )


def _without_checkpoint(directory: Path) -> Iterator[Checkpoint]:
    """Make up a checkpoint for each spool that has none: its process ended within moments."""
    is_ours = str(directory) == DEFAULT_SPOOL_DIRECTORY
    for sink in {sink_of(path) for path in directory.iterdir()}:
        if sink is None:
            continue
        instance_id = sink.rest[1:].partition(".")[0]
        # A log file of the user's has the same kind of name: it is none of our business.
        if is_ours or (directory / f"{instance_id}{LOCK_SUFFIX}").exists():
            yield Checkpoint(
                instance_id=instance_id,
                since="",
                directory=str(sink.directory),
                base=sink.base,
                rest=sink.rest,
                stamped=sink.stamped,
                owned=True,
                constants={
                    "trader_id": sink.base,
                    "instance_id": instance_id,
                    "host": socket.gethostname(),
                },
            )


def _paths(sink: Sink) -> list[Path]:
    with suppress(OSError):
        return [sink.directory / name for name in sink.files()]
    return []


def _age(log: AbandonedLog) -> float:
    times = []
    for path in _paths(log.sink):
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return min(times, default=0.0)


def _wait_until_settled(sink: Sink, stop: threading.Event) -> None:
    latest = max((path.stat().st_mtime for path in _paths(sink)), default=0.0)
    age = time.time() - latest
    if 0 <= age < _SETTLE_SECS:
        stop.wait(_SETTLE_SECS - age)


def _is_in_use(sink: Sink, in_use: set[str]) -> bool:
    return any(str(path.resolve()) in in_use for path in _paths(sink))


def _files_in_use() -> set[str]:
    """Return the log files that processes have open, as far as the system tells."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            path = str(link.readlink())
            if path.endswith((".json", ".jsonl")):
                found.add(path)
    return found
