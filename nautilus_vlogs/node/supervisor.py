"""The companion of a session, found or started, and started again when it ends."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress

from nautilus_vlogs.deliver.notices import NoticeReader
from nautilus_vlogs.deliver.sessions import SessionDirectory
from nautilus_vlogs.locks import keep_young
from nautilus_vlogs.regular_files import is_passing

#: Seconds for which a companion that runs as a service is waited for before one is started.
_SERVICE_SECS = 1.5

#: Seconds in which a companion that was started takes the log.
_START_SECS = 20.0

#: Companions that end, or don't take the log, are started so often before that is given up.
_MAX_STARTS = 3

#: Seconds between two starts of a companion that had worked: this, doubled each time, up to that.
_BACKOFF_SECS = 1.0
_MAX_BACKOFF_SECS = 60.0

#: Seconds between two looks at the companion.
_LOOK_SECS = 0.5

#: What a service manager tells the node alone: a companion's notifications would count as its own.
_OF_THE_NODE = {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"}


class Supervisor:
    """
    See to it that a companion ships a session; one is at work if it holds the companion's lock.

    What it tells of its work is reported in its place.

    Parameters
    ----------
    directory : SessionDirectory
        The session, whose node's lock this process holds.
    report : callable
        Called with a level and a text.
    options : sequence of str, default ()
        Further options of `vlogs-nt follow`.

    """

    def __init__(
        self,
        directory: SessionDirectory,
        report: Callable[[str, str], None],
        options: Sequence[str] = (),
    ) -> None:
        self._directory = directory
        self._report = report
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._started_at = 0.0
        self._has_worked = False
        self._has_failed = False
        self._look_at = time.monotonic() + _SERVICE_SECS
        self._again_at = 0.0
        self._reason = ""
        self._notices = NoticeReader(directory.path)

    def look(self, now: float) -> str:
        """Start a companion if none is at work; return why there can be none."""
        if now < self._look_at:
            return ""
        self._look_at = now + _LOOK_SECS
        keep_young()
        for notice in self._notices.read(now):
            self._report(*notice)
        directory = self._directory
        if directory.companion_lock.is_taken():
            self._note_work()
            return ""
        if self._is_starting():
            if now < self._started_at + _START_SECS:
                return ""
            self.end()
        self._note_begun()
        if not self._has_worked and self._starts >= _MAX_STARTS:
            return f"a companion was started {_MAX_STARTS} times, and did not take the log"
        return self._start(now)

    def look_again(self, now: float) -> None:
        """Look, where nothing but a companion can ship: what keeps one away may pass."""
        if now < self._again_at:
            return
        try:
            reason = self.look(now)
        except Exception as e:  # noqa: BLE001  # as with no memory left, which passes
            reason = repr(e)
        else:
            if reason:
                self.end()
                self._starts, self._again_at = 0, now + _MAX_BACKOFF_SECS
        if reason and reason != self._reason:
            self._reason = reason
            self._report(
                "warning",
                "Logs are not shipped to VictoriaLogs for the moment, which is tried again and "
                f"again, nothing is lost while the log's files stay: {reason}",
            )

    def _note_begun(self) -> None:
        """Note whether a companion has numbered lines: from then on nobody else may."""
        if not self._has_worked:
            try:
                self._has_worked = bool(self._directory.journals())
            except OSError:  # nothing is known, so it may have
                self._has_worked = True

    def _is_starting(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _note_work(self) -> None:
        if not self._has_worked:
            which = "A companion that runs already" if not self._starts else "The companion"
            self._report("info", f"{which} ships this node's log")
        self._has_worked = True

    def _start(self, now: float) -> str:
        """Start a companion; return why there can be none, which is tried again if there was."""
        is_again = self._has_worked and self._starts > 0
        if is_again:
            backoff = min(_BACKOFF_SECS * 2 ** min(self._starts - 1, 10), _MAX_BACKOFF_SECS)
            if now < self._started_at + backoff:
                return ""
        self._starts += 1
        self._started_at = now
        try:
            self._process = self._spawn()
        except OSError as e:
            if not self._has_worked:
                return f"it can't be started: {e}"
            if not self._has_failed:
                self._report(
                    "warning",
                    "The companion that shipped this node's log has ended, and none can be "
                    "started, which is tried again and again: see that Python can start processes "
                    f"here, nothing is lost while the log's files stay: {e}",
                )
            self._has_failed = True
            return ""
        self._has_failed = False
        if is_again:
            self._report(
                "warning",
                "The companion that shipped this node's log has ended, and is started again: see "
                "why it ended, nothing is lost meanwhile",
            )
        return ""

    def give_up(self) -> bool:
        """
        Keep companions from the log until `end`; return false if one has begun with it.

        What it has numbered nobody else may number.
        """
        try:
            if not self._directory.companion_lock.acquire():
                return False
        except OSError as e:
            if is_passing(e):
                return False
            # It can't be made here, so no companion can take it either.
        self._note_begun()
        if self._has_worked:
            self._directory.companion_lock.release(remove=False)
        return not self._has_worked

    def leave(self) -> None:
        """See to it that a companion is at work when this process ends."""
        if not self._is_starting() and not self._directory.companion_lock.is_taken():
            with suppress(OSError):  # the next node ships it
                self._process = self._spawn()

    def end(self) -> None:
        """End the companion that was started, if any, and leave the log to others."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._directory.companion_lock.release(remove=False)

    def _spawn(self) -> "subprocess.Popen[bytes]":
        if not sys.executable or getattr(sys, "frozen", False):
            # A frozen program's executable is that program: it would trade a second time.
            raise FileNotFoundError("this program is frozen, or embeds Python: there is no Python")
        path = self._directory.path
        # What this process can import, and nothing else: it may have changed its path since.
        imports = [os.path.abspath(entry) for entry in sys.path]  # noqa: PTH100  # "" is here
        code = (
            f"import sys; sys.path[:] = {imports!r}; "
            "from nautilus_vlogs.commands.main import main; sys.exit(main())"
        )
        arguments = ["follow", path.parent, "--spool-dir", path.parent, "--until", path.name]
        # Credentials go by the environment. In a session of its own no Ctrl-C of the node's
        # terminal ends it.
        return subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-c", code, *map(str, arguments), *self._options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={name: text for name, text in os.environ.items() if name not in _OF_THE_NODE},
            cwd="/",
            start_new_session=True,
            close_fds=True,
        )
