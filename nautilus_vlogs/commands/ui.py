"""`vlogs-nt ui`: the web UI on this machine, or its strategy panel as an npm package."""

import argparse
from pathlib import Path

from nautilus_vlogs.commands import api
from nautilus_vlogs.commands import common
from nautilus_vlogs.ui.export import export_panel

_EPILOG = """\
The UI is a page of the API: `vlogs-nt ui` is `vlogs-nt api`, whose options it takes. The panel is a
React component and a web component, <vlogs-strategy-panel>, for a page of your own.

examples:
  vlogs-nt ui
  vlogs-nt ui --url https://logs.example.org --only trader_id=TRADER-001
  vlogs-nt ui --export ./vendor

exit status: 0 ended by Ctrl-C or exported, 1 it could not be run or written, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    api.add_arguments(parser)
    parser.epilog = _EPILOG
    parser.add_argument(
        "--export",
        type=Path,
        metavar="DIR",
        help="write the panel's npm package into this directory, and serve nothing",
    )


def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if options.export is None:
        return api.run(options)
    try:
        path = export_panel(options.export)
    except OSError as e:
        common.say(f"{options.export} can't be written ({e.strerror}): name another directory")
        return common.FAILED
    common.write(str(path))
    common.say(f"npm install {path} adds it to a project")
    return common.OK
