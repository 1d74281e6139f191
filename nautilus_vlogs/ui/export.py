"""The strategy panel as an npm package, for a user's own application."""

import gzip
import io
import json
import tarfile
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path

from nautilus_vlogs.ui import PANEL_DIRECTORY

NAME = "vlogs-nt-panel"


def export_panel(directory: Path) -> Path:
    """
    Write the panel's package, which ``npm install ./FILE`` takes.

    The same release writes the same bytes.

    Parameters
    ----------
    directory : Path
        Where to write it; made if only it, and no directory above it, is missing.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OSError
        If it can't be written there.

    """
    directory.mkdir(exist_ok=True)
    release = _npm_version()
    target = directory / f"{NAME}-{release}.tgz"
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed,
        tarfile.open(mode="w", fileobj=packed, format=tarfile.USTAR_FORMAT) as archive,
    ):
        for path in sorted(PANEL_DIRECTORY.rglob("*")):
            if path.is_file():
                _add(archive, path, release)
    return target


def _add(archive: tarfile.TarFile, path: Path, release: str) -> None:
    content = path.read_bytes()
    if path.name == "package.json":
        package = json.loads(content)
        package["version"] = release
        content = json.dumps(package, indent=2).encode() + b"\n"
    entry = tarfile.TarInfo(f"package/{path.relative_to(PANEL_DIRECTORY).as_posix()}")
    entry.size = len(content)
    entry.mode = 0o644
    archive.addfile(entry, io.BytesIO(content))


def _npm_version() -> str:
    """Return this release's version in npm's form, which has three numbers."""
    try:
        found = version("vlogs-nt")
    except PackageNotFoundError:  # a checkout that was not installed
        return "0.0.0"
    public = found.split("+")[0]
    numbers = [part for part in public.split(".") if part.isdigit()][:3]
    return ".".join([*numbers, "0", "0", "0"][:3])
