"""Running the command in this process, and as one of its own."""

import subprocess
import sys
from contextlib import contextmanager

from nautilus_vlogs.commands.main import main

COMMAND = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"


def run(capsys, *arguments):
    """Run the command; return its exit code, its answer and what it told beside."""
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as e:
        code = e.code
    out, err = capsys.readouterr()
    return code, out, err


@contextmanager
def vlogs_nt(*arguments, **options):
    """Run the command as a process of its own, which must have ended by itself."""
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
