"""The built web UI: files that are made from `ui/` at the top, and committed."""

from pathlib import Path

#: The page and its assets, whose names hold a hash of what is in them.
STATIC_DIRECTORY = Path(__file__).parent / "static"

#: The strategy panel as an npm package.
PANEL_DIRECTORY = Path(__file__).parent / "panel"
