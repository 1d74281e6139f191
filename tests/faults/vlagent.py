"""Obtain vlagent, the relay of VictoriaLogs, in the version of the VictoriaLogs that tests run."""

from pathlib import Path

from nautilus_vlogs.operate.build import install
from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.build import version_of


def obtain_vlagent() -> Path:
    """
    Return the vlagent of the same version, built into the cache where there is none.

    Raises
    ------
    ServerError
        If it can't be built; the text says why.

    """
    return install(version_of(obtain_binary()), "vlagent")
