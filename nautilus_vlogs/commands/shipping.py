"""Ship logs beside or without a node: the work of `vlogs-nt ship` and `vlogs-nt follow`."""

import argparse
import json
import signal
import threading
import time
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Protocol
from typing import TypeVar

import msgspec

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands.service import ServiceManager
from nautilus_vlogs.deliver.journal_state import JournalError
from nautilus_vlogs.deliver.live_logs import settings_of_node
from nautilus_vlogs.deliver.outcomes import EARLIER_FIRST
from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import is_session
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.deliver.watch import Watch
from nautilus_vlogs.errors import InvalidQueryError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.metrics.address import check_names
from nautilus_vlogs.metrics.address import parse_address
from nautilus_vlogs.places import default_progress_directory
from nautilus_vlogs.places import default_spool_directory
from nautilus_vlogs.settings import ShippingSettings

if TYPE_CHECKING:
    from nautilus_vlogs.metrics.server import MetricsServer

#: Seconds between two attempts, and between two looks at the thread that works.
_LOOK_SECS = 0.2
_RETRY_SECS = 1.0

#: So many logs are shipped at a time.
_AT_A_TIME = 4

#: For so long a log is waited for that another process is at work on.
_BUSY_SECS = 20.0

#: The threads end within so much of the end of the time.
_GRACE_SECS = 3.0

_TEXTS = {
    Result.HELD: "held: {reason}",
    Result.LEFT: "not all is stored yet, it stays for the next time: {reason}",
    Result.BUSY: "another process is at work on it; skipped",
    Result.FAILED: "it can't be shipped: {reason}",
}


def ship(options: argparse.Namespace) -> int:
    """Ship what the options of `vlogs-nt ship` say, and return the exit code."""
    root: Path = options.spool_dir or Path(default_spool_directory())
    if options.watch:
        return follow(options, [root], is_left_failure=True)
    if options.spool_dir is not None and not root.is_dir():
        raise InvalidQueryError(
            f"`--spool-dir` has to be a spool directory: there is no directory {root}"
        )
    return _run(options, lambda one: _Once(options, root, one), timeout_secs=options.timeout)


def follow(
    options: argparse.Namespace, directories: list[Path], *, is_left_failure: bool = False
) -> int:
    """
    Ship what processes write or leave in some directories, and return the exit code.

    Parameters
    ----------
    options : argparse.Namespace
        The options.
    directories : list[Path]
        The directories.
    is_left_failure : bool, default False
        It is a failure to stop while something is left of a node that has ended.

    """
    places = [("a directory to follow", one) for one in directories]
    places += [("`--state`", options.state), ("`--spool-dir`", options.spool_dir)]
    for name, place in places:
        if place is not None and place.exists() and not place.is_dir():
            raise InvalidQueryError(f"{name} has to be a directory: {place} is none")
    if options.until and not is_session(Path(options.until)):
        raise InvalidQueryError(
            f"`--until` has to be the name of a session of the spool directory, session-… with a "
            f"UUID, was {options.until[:100]!r}"
        )
    return _run(
        options,
        lambda one: _Following(options, directories, one, is_left_failure=is_left_failure),
        timeout_secs=None,
        nodes=[root / options.until for root in directories if options.until],
    )


_Item = TypeVar("_Item")
_Found = TypeVar("_Found")


class Task(Protocol):
    """The work of a command, on a thread of its own."""

    def run(self) -> None:
        """Do it, until it is done or stopped."""

    def exit_code(self, *, has_ended: bool) -> int:
        """Return the exit code."""


class _Tools(msgspec.Struct, frozen=True):
    """Collaborators that the commands share; `is_late` is set where the time is over."""

    settings: ShippingSettings
    stop: threading.Event
    recovery: Recovery
    notes: "_Notes"
    is_late: threading.Event


def _run(
    options: argparse.Namespace,
    make_task: Callable[[_Tools], Task],
    *,
    timeout_secs: float | None,
    nodes: Sequence[Path] = (),
) -> int:
    """
    Run a command's task and return the exit code.

    Parameters
    ----------
    options : argparse.Namespace
        The command's options.
    make_task : callable
        Returns the task.
    timeout_secs : float, optional
        How long it may take.
    nodes : sequence of Path, default ()
        Sessions whose node has started the command, which ships as that node is configured to.

    """
    overrides_url = "url" in options.given
    try:
        settings = ShippingSettings(
            url=common.url_of(options),
            query_url=options.query_url,
            account_id=options.account_id,
            project_id=options.project_id,
            durability_window_secs=options.window,
            ca_file=options.ca_file,
            client_cert_file=options.client_cert_file,
            client_key_file=options.client_key_file,
        )
        for path in nodes:
            settings = settings_of_node(SessionDirectory(path), settings, keeps_url=overrides_url)
        metrics = _metrics_of(options)
    except JournalError as e:
        raise VictoriaLogsError(str(e)) from e
    except ValueError as e:
        raise InvalidQueryError(str(e)) from e
    stop = threading.Event()
    notes = _Notes(is_json=options.json)
    recovery = Recovery(
        settings,
        notes.report,
        stop,
        overrides_url=overrides_url,
        is_background=False,
        observer=None if metrics is None else metrics.registry,
    )
    is_late = threading.Event()
    task = make_task(_Tools(settings, stop, recovery, notes, is_late))

    def end() -> None:
        is_late.set()
        stop.set()

    timer = threading.Timer(timeout_secs or 0.0, end)
    timer.daemon = True
    if timeout_secs is not None:
        timer.start()
    before = {
        number: signal.signal(number, lambda *_: stop.set())
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    service = ServiceManager()
    try:
        if metrics is not None:
            metrics.serve(notes.say)
        # A store that hangs, or a file system, must not keep the command past its time.
        worker = _Worker(task)
        worker.start()
        service.notify_ready()
        while worker.is_alive() and not stop.is_set():
            service.notify_alive()
            worker.join(_LOOK_SECS)
        service.notify_stopping()
        worker.join(_GRACE_SECS)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        timer.cancel()
        if metrics is not None:
            metrics.close()
    code = task.exit_code(has_ended=not worker.is_alive())
    return common.FAILED if worker.is_failed else max(code, notes.code)


class _Worker(threading.Thread):
    """The thread of a command's work, which keeps nobody waiting for its end."""

    def __init__(self, task: Task) -> None:
        super().__init__(name="vlogs-ship", daemon=True)
        self._task = task
        self.is_failed = False

    def run(self) -> None:
        """Do the work; whatever ends it before its end makes the command fail."""
        try:
            self._task.run()
        except Exception as e:  # noqa: BLE001  # the command says it, and by its exit code
            self.is_failed = True
            common.say(f"shipping has ended: {str(e) or repr(e)}")


class _Notes:
    """
    Print what becomes of logs.

    Parameters
    ----------
    is_json : bool
        Print one JSON object an outcome, and nothing else, to the standard output.

    """

    def __init__(self, *, is_json: bool) -> None:
        #: The exit code that printing makes.
        self.code = common.OK
        #: Whether no outcome was printed.
        self.is_empty = True
        self._is_json = is_json
        self._printed: dict[tuple[str, str], Outcome] = {}  # of logs that are not stored yet
        self._lock = threading.Lock()

    def conclude(self, outcome: Outcome) -> None:
        """Print an outcome that is another one than the last of the same log."""
        key = (outcome.directory, outcome.instance_id)
        with self._lock:
            last = self._printed.get(key)
            if last is not None and last.result is outcome.result:
                return  # one more attempt that came to the same
            self.is_empty = False
            if outcome.result is Result.STORED:
                self._printed.pop(key, None)  # nothing more comes of it
            else:
                self._printed[key] = outcome
            if self._is_json:
                self._print(json.dumps(_as_dict(outcome)))
            else:
                name = outcome.instance_id or Path(outcome.directory).name
                text = _text_of(outcome)
                if outcome.instead_of:
                    text += f" (sent to {outcome.url} instead of {outcome.instead_of})"
                self._print(f"{name}: {text}")

    def say(self, text: str) -> None:
        """Print a text, unless a program reads."""
        if not self._is_json:
            with self._lock:
                self._print(text)

    def report(self, level: str, text: str) -> None:
        """Print a warning to the standard error."""
        if level == "warning":
            common.say(text)

    def report_all(self, level: str, text: str) -> None:
        """Print a warning to the standard error, any other text as `say` does."""
        (common.say if level == "warning" else self.say)(text)

    def _print(self, text: str) -> None:
        """Print a text at once; shipping goes on where nobody reads it any more."""
        try:
            common.write(text)
            common.flush()
        except common.AnswerError as e:
            self.code = max(self.code, common.give_up_answer(e.reason))


class _Following:
    """
    Ship what processes write or leave in some directories.

    Parameters
    ----------
    options : argparse.Namespace
        The options.
    directories : list[Path]
        The directories.
    tools : _Tools
        The collaborators that the commands share.
    is_left_failure : bool
        See `follow`.

    """

    def __init__(
        self,
        options: argparse.Namespace,
        directories: list[Path],
        tools: _Tools,
        *,
        is_left_failure: bool,
    ) -> None:
        self._notes = tools.notes
        self._is_left_failure = is_left_failure
        self._is_left = False
        self._state = options.state or default_progress_directory()
        names = ", ".join(map(str, directories))
        self._start = f"Shipping to {tools.settings.url} what is logged in {names}"
        self._watch = Watch(
            [directory.absolute() for directory in directories],
            spool=options.spool_dir or Path(default_spool_directory()),
            state=self._state.absolute(),
            settings=tools.settings,
            recovery=tools.recovery,
            report=tools.notes.report_all,
            conclude=tools.notes.conclude,
            stop=tools.stop,
            until=options.until,
        )

    def run(self) -> None:
        """Ship until stopped, or until the session is stored that `--until` names."""
        self._notes.say(self._start)
        self._watch.run()
        if self._is_left_failure:
            self._is_left = self._watch.conclude_left()

    def exit_code(self, *, has_ended: bool) -> int:
        """Return the exit code; a service is told of no failure by what the next start ships."""
        is_left = self._is_left or not has_ended
        return common.FAILED if self._is_left_failure and is_left else common.OK


class _Once:
    """
    Ship what is left, and say what became of each log.

    Parameters
    ----------
    options : argparse.Namespace
        The options.
    root : Path
        The spool directory.
    tools : _Tools
        The collaborators that the commands share.

    """

    def __init__(self, options: argparse.Namespace, root: Path, tools: _Tools) -> None:
        self._root = root
        self._stop = tools.stop
        self._notes = tools.notes
        self._recovery = tools.recovery
        self._is_late = tools.is_late
        self._outcomes: dict[str, list[Outcome]] = {}
        self._troubles: set[str] = set()
        self._is_failed = False
        # Programs read one object a log; people see each event at once.
        self._is_final_only = bool(options.json)

    def run(self) -> None:
        """Ship until all is stored, or the time is over."""
        try:
            self._run()
        except OSError as e:
            self._is_failed = True
            common.say(f"{self._root} can't be used: {e}")

    def exit_code(self, *, has_ended: bool) -> int:
        """Return the exit code."""
        found = [one for outcomes in list(self._outcomes.values()) for one in outcomes]
        for one in found if self._is_final_only else ():
            self._notes.conclude(one)
        if not has_ended:
            is_late = self._is_late.is_set()
            common.say(
                f"{'No time is left' if is_late else 'Stopped'}: what {self._root} holds and is "
                f"not stored stays for the next time{'. Give it a longer --timeout' * is_late}"
            )
        is_stored = all(one.result is Result.STORED for one in found)
        is_fine = is_stored and has_ended and not self._is_failed and not self._troubles
        return common.OK if is_fine else common.FAILED

    def _run(self) -> None:
        root = self._root
        if not root.is_dir():
            self._notes.say(f"There is no {root}: nothing is left there.")
            return
        busy_until = time.monotonic() + _BUSY_SECS
        while not self._stop.is_set():
            sessions = self._look(root)
            results, reasons = self._ship_all(sessions)
            if self._notes.is_empty and not (self._outcomes or self._troubles):
                self._notes.say(f"Nothing is left in {root}.")
            may_wait = Result.BUSY in results and time.monotonic() < busy_until
            # A log waits for an earlier one in vain if nothing becomes of that one.
            is_left = bool(reasons - {EARLIER_FIRST} or (reasons and Result.STORED in results))
            if not is_left and not may_wait:
                return
            self._stop.wait(_RETRY_SECS)

    def _ship_all(self, sessions: list[SessionDirectory]) -> tuple[set[Result], set[str]]:
        """Ship sessions, some at a time; return what came of them, and why some are left."""
        results: set[Result] = set()
        reasons: set[str] = set()
        # Each waits for the durability window, so one at a time would take long.
        found = _in_parallel(lambda one: self._ship(one, sessions), sessions)
        for session, outcomes in zip(sessions, found, strict=True):
            self._outcomes.pop(str(session.path), None)
            if any(one.result is not Result.STORED for one in outcomes):
                self._outcomes[str(session.path)] = outcomes
            for one in outcomes:
                results.add(one.result)
                reasons |= {one.reason} if one.result is Result.LEFT else set()
                if one.result is Result.STORED or not self._is_final_only:
                    self._notes.conclude(one)
        # A session that is gone was stored by another process.
        names = {str(session.path) for session in sessions}
        self._outcomes = {name: it for name, it in self._outcomes.items() if name in names}
        return results, reasons

    def _look(self, root: Path) -> list[SessionDirectory]:
        sessions, troubles = sessions_in(root)
        for trouble in set(troubles) - self._troubles:
            common.say(trouble)
        self._troubles = set(troubles)
        return sessions

    def _ship(self, session: SessionDirectory, sessions: list[SessionDirectory]) -> list[Outcome]:
        before = self._outcomes.get(str(session.path), [])
        # What is held stays so until somebody looks through the dead letters.
        is_held = bool(before) and all(one.result is Result.HELD for one in before)
        if self._stop.is_set() or is_held:
            return before
        outcomes = self._recovery.ship(session, sessions)
        for one in outcomes:
            if one.result is Result.HELD and not self._is_final_only:
                self._notes.conclude(one)  # somebody has to see to it, so the others' turn can wait
        return [one for one in outcomes if one.result is not Result.IN_USE]


def _in_parallel(work: Callable[[_Item], _Found], items: list[_Item]) -> list[_Found]:
    """
    Return what comes of each item, some at a time.

    The threads are daemons, so that a file system that hangs keeps no process from ending.
    """
    waiting = iter(list(enumerate(items)))
    found: dict[int, _Found] = {}
    lock = threading.Lock()
    errors: list[Exception] = []

    def go() -> None:
        try:
            while not errors:
                with lock:
                    index, item = next(waiting)
                found[index] = work(item)
        except StopIteration:
            return
        except Exception as e:  # noqa: BLE001  # raised below, by the one who asked
            errors.append(e)

    threads = [
        threading.Thread(target=go, name="vlogs-ship", daemon=True) for _ in items[1:_AT_A_TIME]
    ]
    started = []
    for thread in threads:
        with suppress(RuntimeError):  # there may be no more threads: this one does it all then
            thread.start()
            started.append(thread)
    go()
    for thread in started:
        thread.join()
    if errors:
        raise errors[0]
    return [found[index] for index in range(len(items))]


class _Metrics:
    """
    The metrics of what is shipped.

    Parameters
    ----------
    address : tuple of str and int
        Host and port to serve them at.
    hosts : list of str
        Further names by which the server is known.

    """

    def __init__(self, address: tuple[str, int], hosts: list[str]) -> None:
        # Only here: they look up the version that is installed, which takes long.
        from nautilus_vlogs.metrics.registry import MetricsRegistry  # noqa: PLC0415

        self.registry = MetricsRegistry()
        self._address = address
        self._hosts = hosts
        self._server: MetricsServer | None = None

    def serve(self, announce: Callable[[str], None]) -> None:
        """Begin to serve."""
        from nautilus_vlogs.metrics.server import MetricsServer  # noqa: PLC0415  # as above

        def report(level: str, text: str) -> None:
            (common.say if level == "warning" else announce)(text)

        self._server = MetricsServer(self._address, self.registry.render, report, self._hosts)
        self._server.start()

    def close(self) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.close()


def _metrics_of(options: argparse.Namespace) -> _Metrics | None:
    """
    Return the metrics that the options ask for.

    Raises
    ------
    ValueError
        If they do not say where, or for how long.

    """
    if options.metrics is None:
        return None
    if not getattr(options, "watch", True):
        raise ValueError(f"`--metrics` needs `--watch`, was {options.metrics!r}")
    check_names("--metrics-host", options.metrics_host)
    return _Metrics(parse_address("--metrics", options.metrics), options.metrics_host)


def _text_of(outcome: Outcome) -> str:
    """Return the message about an outcome."""
    if outcome.result is not Result.STORED:
        return _TEXTS[outcome.result].format(reason=outcome.reason)
    others = []
    if outcome.lost or outcome.is_loss_unknown:
        number = str(outcome.lost) if outcome.lost else "an unknown number of"
        more = " and more" if outcome.lost and outcome.is_loss_unknown else ""
        others.append(f"{number}{more} were lost before they could be stored")
    if outcome.put_aside:
        others.append(f"{outcome.put_aside} can't be stored, see `vlogs-nt dead-letters`")
    if not others:
        return f"{outcome.read} records, all of them are in VictoriaLogs now"
    stored = f"{outcome.stored} records are in VictoriaLogs now"
    return ", ".join([stored, *others])


def _as_dict(outcome: Outcome) -> dict[str, object]:
    return {
        "instance_id": outcome.instance_id,
        "directory": outcome.directory,
        "result": outcome.result.value,
        "complete": outcome.result is Result.STORED,
        "url": outcome.url,
        "instead_of": outcome.instead_of,
        "read": outcome.read,
        "stored": outcome.stored,
        "put_aside": outcome.put_aside,
        "lost": outcome.lost,
        "is_loss_unknown": outcome.is_loss_unknown,
        "reason": outcome.reason,
    }
