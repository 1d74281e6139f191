"""The built web UI: files that `nautilus_vlogs.api` serves, made from `ui/` at the top."""

from pathlib import Path

#: The page and its assets, whose names hold a hash of what is in them.
STATIC_DIRECTORY = Path(__file__).parent / "static"
