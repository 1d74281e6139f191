"""Wait for the log file that NautilusTrader's logging thread opens."""

import time
from collections.abc import Callable

from nautilus_vlogs.capture.bridge import Bridge
from nautilus_vlogs.capture.log_files import LogTarget
from nautilus_vlogs.capture.log_files import find_written
from nautilus_vlogs.capture.open_files import OpenFile

#: The logging thread opens its file when it starts, which may be a moment after the kernel did.
_SINK_WAIT_SECS = 5.0

#: After so long without the file the log calls are captured until it is there.
_BRIDGE_AFTER_SECS = 0.2

_LOOK_SECS = 0.02


class LogSearch:
    """
    Wait for the log file; capture in process if it does not come, as on a full disk.

    Parameters
    ----------
    target : LogTarget
        The configuration of the log.
    make_bridge : callable, optional
        Returns a bridge that is not installed; without it nothing is captured.
    report : callable
        Called with a level and a text.

    Attributes
    ----------
    bridge : Bridge or None
        The bridge that captures since the file did not come.

    """

    def __init__(
        self,
        target: LogTarget,
        make_bridge: Callable[[], Bridge] | None,
        report: Callable[[str, str], None],
    ) -> None:
        self._target = target
        self._make_bridge = make_bridge
        self._report = report
        self.bridge: Bridge | None = None

    def is_there(self) -> bool:
        """Return whether this process is seen to write a JSON log file."""
        try:
            return find_written(self._target) is not None
        except OSError:
            return False

    def find(self) -> OpenFile | None:
        """
        Return the log file, ``None`` if there is none.

        Raises
        ------
        OSError
            If it can't be seen for a reason that passes; the search may be made again.

        """
        started = time.monotonic()
        while (found := find_written(self._target)) is None:
            waited = time.monotonic() - started
            if self.bridge is None and waited > _BRIDGE_AFTER_SECS and self._make_bridge:
                self.bridge = self._make_bridge()
                self.bridge.install()
            if waited > _SINK_WAIT_SECS:
                self._report_none()
                return None
            time.sleep(_LOOK_SECS)
        return found

    def end(self) -> None:
        """Capture no more."""
        if self.bridge is not None:
            self.bridge.close()

    def _report_none(self) -> None:
        if self.bridge is None:
            effect = "nothing is shipped"
        else:
            self.bridge.unknown_losses += 1
            effect = "its log calls are shipped, and what was logged before is missing"
        self._report(
            "warning",
            f"This process writes no JSON log file, so {effect}: configure the node with "
            "logging=SpoolLoggingConfig(), and see that its `log_directory` can be written to, and "
            "that `trader_id` can be part of a file's name",
        )
