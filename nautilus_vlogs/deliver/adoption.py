"""Ship the backlog of ended sessions beside a running node."""

import threading
from contextlib import suppress
from pathlib import Path

from nautilus_vlogs.deliver.outcomes import Outcome
from nautilus_vlogs.deliver.outcomes import Result
from nautilus_vlogs.deliver.recovery import Recovery
from nautilus_vlogs.deliver.recovery import Report
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.deliver.sessions import sessions_in
from nautilus_vlogs.locks import keep_young
from nautilus_vlogs.settings import ShippingSettings

#: Seconds between two looks for the backlog of ended sessions.
_ADOPT_INTERVAL_SECS = 10.0

_UNSTORED = {Result.LEFT, Result.HELD, Result.FAILED}


class Adopter:
    """
    Ship what other processes have left, on a thread of its own, for as long as this one lives.

    Parameters
    ----------
    root : Path
        The spool directory to look in.
    settings : ShippingSettings
        How to ship.
    report : callable
        Called with a level and a text.
    dead_letters : Path, optional
        The directory of dead letters.

    """

    def __init__(
        self,
        root: Path,
        settings: ShippingSettings,
        report: Report,
        dead_letters: Path | None = None,
    ) -> None:
        self._root = root
        self._report = report
        self._reported: set[str] = set()
        self._stop = threading.Event()
        self._recovery = Recovery(
            settings, self._report_trouble, self._stop, dead_letters=dead_letters
        )
        self._thread = threading.Thread(target=self._run, name="vlogs-adoption", daemon=True)

    def start(self) -> None:
        """Start the thread, unless the interpreter ends: then it is for the next process."""
        with suppress(RuntimeError):
            self._thread.start()

    def stop(self, timeout_secs: float) -> None:
        """Stop; what is left then is for the next process."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout_secs)

    def _run(self) -> None:
        while not self._stop.is_set():
            keep_young()
            try:
                self._adopt()
            except Exception as e:  # noqa: BLE001  # whatever it is, it is not the node's trouble
                self._report_once(f"What earlier runs have left can't be shipped: {e!r}")
            self._stop.wait(_ADOPT_INTERVAL_SECS)

    def _adopt(self) -> None:
        sessions, troubles = sessions_in(self._root)
        for trouble in troubles:
            self._report_once(trouble)
        for session in _by_urgency(sessions):
            if self._stop.is_set():
                return
            for outcome in self._recovery.ship(session, sessions):
                self._report_outcome(outcome)

    def _report_outcome(self, outcome: Outcome) -> None:
        if outcome.result is Result.STORED and outcome.read:
            self._report(
                "info",
                f"An earlier run ({outcome.instance_id}) had left {outcome.read} records whose "
                f"delivery was not verified: VictoriaLogs at {outcome.url} holds them now",
            )
        elif outcome.result in _UNSTORED and not self._stop.is_set():
            self._report_once(
                f"What an earlier run ({outcome.instance_id or outcome.directory}) has left is not "
                f"stored yet, it is tried again: {outcome.reason}",
            )

    def _report_trouble(self, level: str, text: str) -> None:
        """Pass warnings on, but for those of the left sessions' own delivery."""
        if level == "warning" and "journal" in text:
            self._report_once(text)

    def _report_once(self, text: str) -> None:
        if text not in self._reported:
            self._reported.add(text)
            self._report("warning", text)


def _by_urgency(sessions: list[SessionDirectory]) -> list[SessionDirectory]:
    """
    Return sessions, the instance that logged last first, the runs of each in turn.

    What has just crashed is missed most; it must not wait for stores that are gone for good. But a
    run's numbers may begin behind those of the runs before it.
    """
    runs: dict[str, list[SessionDirectory]] = {}
    for session in sessions:
        instance = next((path.name for path in session.journals()), str(session.path))
        runs.setdefault(instance, []).append(session)
    latest = sorted(runs.values(), key=lambda own: max(map(_last_logged, own)), reverse=True)
    return [session for own in latest for session in own]


def _last_logged(session: SessionDirectory) -> float:
    """Return when a session's log was last written, in seconds since the epoch; 0 if elsewhere."""
    with suppress(IndexError, OSError):
        return session.log_files()[-1].stat().st_mtime
    return 0.0
