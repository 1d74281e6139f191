"""What `vlogs-nt ship` says of its end."""

import os
import signal
import threading

import pytest

from nautilus_vlogs.commands import shipping
from nautilus_vlogs.commands.main import main


@pytest.mark.parametrize("is_signalled", [False, True])
def test_a_longer_timeout_is_advised_where_the_time_was_over(
    tmp_path, monkeypatch, capsys, is_signalled
):
    """Not where a signal ended the command before all was stored."""
    released = threading.Event()

    def hang(_):
        if is_signalled:
            os.kill(os.getpid(), signal.SIGTERM)
        released.wait(60)

    monkeypatch.setattr(shipping._Once, "run", hang)
    monkeypatch.setattr(shipping, "_GRACE_SECS", 0.05)
    timeout = "60" if is_signalled else "0.1"
    try:
        code = main(["ship", "--spool-dir", str(tmp_path), "--timeout", timeout])
    finally:
        released.set()
    said = capsys.readouterr().err
    assert code == 1
    assert "stays for the next time" in said
    assert ("--timeout" in said) is not is_signalled
