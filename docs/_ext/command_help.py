"""The directive ``command-help``: what a subcommand's ``--help`` prints, taken from the command."""

import os
import subprocess
import sys

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_PROGRAM = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"


class CommandHelp(SphinxDirective):
    """Show the help of ``vlogs-nt`` or of the subcommand that is the argument."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Run the command and return its output as a block."""
        text = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *self.arguments, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"COLUMNS": "90", "NO_COLOR": "1", "HOME": "/home/you"},
        ).stdout
        return [nodes.literal_block(text, text, language="text")]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("command-help", CommandHelp)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
