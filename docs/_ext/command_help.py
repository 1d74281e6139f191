"""The directive ``command-help``: the ``--help`` of ``vlogs-nt`` and of each of its commands."""

import os
import subprocess
import sys

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nautilus_vlogs.commands.catalogue import COMMANDS

_PROGRAM = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"


class CommandHelp(SphinxDirective):
    """Show the help of ``vlogs-nt``, and in a section each that of its subcommands."""

    def run(self) -> list[nodes.Node]:
        """Return the blocks and sections."""
        found: list[nodes.Node] = [_help()]
        for name in COMMANDS:
            section = nodes.section(ids=[name], names=[name])
            section += [nodes.title(text=name), _help(name)]
            self.state.document.note_explicit_target(section)
            found.append(section)
        return found


def _help(*arguments: str) -> nodes.literal_block:
    text = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments, "--help"],
        capture_output=True,
        text=True,
        check=True,
        # The same text on every machine: its width, its colours, the directories it names.
        env=os.environ | {"COLUMNS": "90", "NO_COLOR": "1", "HOME": "/home/you"},
    ).stdout
    return nodes.literal_block(text, text, language="text")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
