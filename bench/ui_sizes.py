"""What the web UI's files take on their way to a browser, and what they may take."""

import gzip
from pathlib import Path

from nautilus_vlogs.ui import PANEL_DIRECTORY
from nautilus_vlogs.ui import STATIC_DIRECTORY

#: KB of 1,024 bytes, packed by gzip.
SIZE_BUDGETS = {
    "initial JS, gz": 130,
    "everything, gz": 170,
    "CSS, gz": 15,
    "panel without React, gz": 40,
}


def sizes() -> dict[str, float]:
    """Return what each budget is about, in its unit."""

    def packed(paths: list[Path]) -> float:
        return sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in paths) / 1024

    assets = STATIC_DIRECTORY / "assets"
    return {
        "initial JS, gz": packed(list(assets.glob("*.js"))),
        "everything, gz": packed([*assets.iterdir(), STATIC_DIRECTORY / "index.html"]),
        "CSS, gz": packed(list(assets.glob("*.css"))),
        "panel without React, gz": packed([PANEL_DIRECTORY / "lib" / "index.js"]),
    }
