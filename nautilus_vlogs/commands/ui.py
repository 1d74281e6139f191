"""`vlogs-nt ui`: store, API and log viewer in one."""

import argparse
import webbrowser
from contextlib import ExitStack
from pathlib import Path

from nautilus_vlogs.commands import api
from nautilus_vlogs.commands import common

_EPILOG = """\
A store that runs already, at --url or on its usual port, is used; otherwise one is started here and
ends with the command. --export writes the strategy panel as a package for an application of your
own: npm install ./FILE.

examples:
  vlogs-nt ui
  vlogs-nt ui --url http://logs:9428 --no-browser
  vlogs-nt ui --data-dir ~/vlogs-data
  vlogs-nt ui --export .

exit status: 0 ended by Ctrl-C, 1 it could not be run, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    api.add_arguments(parser)
    parser.epilog = _EPILOG
    parser.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="start a store on this directory, whatever runs already (a demo's, for example)",
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument(
        "--export",
        type=Path,
        metavar="DIR",
        help="write the strategy panel's package there, which is made if it is missing, and exit",
    )


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if options.export is not None:
        return _export(options.export)
    from nautilus_vlogs.operate import build  # noqa: PLC0415 - takes 0.1 s to import
    from nautilus_vlogs.operate import local_store  # noqa: PLC0415 - as above

    def show(url: str) -> None:
        common.say(f"{url}/ui/ until Ctrl-C")
        if not options.no_browser:
            webbrowser.open(f"{url}/ui/")

    if options.data_dir is not None and options.url is not None:
        common.say("`--data-dir` starts a store, `--url` names one that runs: give one of them")
        return common.BAD_USAGE
    with ExitStack() as stack:
        try:
            if options.data_dir is not None or not _runs(options):
                directory = options.data_dir or local_store.default_data_dir()
                port = 0 if options.data_dir is not None else build.DEFAULT_PORT
                started = local_store.LocalServer(build.obtain_binary(), directory, port=port)
                options.url = stack.enter_context(started).url
        except build.ServerError as e:
            common.say(str(e))
            return common.FAILED
        return api.serve(options, show)


def _runs(options: argparse.Namespace) -> bool:
    """Whether a store runs at the usual URL; raise a `ServerError` if none does at `--url`."""
    from nautilus_vlogs.operate import build  # noqa: PLC0415 - as above
    from nautilus_vlogs.operate import local_store  # noqa: PLC0415 - as above

    try:
        local_store.check_url(common.url_of(options), name="--url")
    except build.ServerError:
        if options.url is not None:
            raise
        return False
    return True


def _export(directory: Path) -> int:
    from nautilus_vlogs.ui.export import export_panel  # noqa: PLC0415 - only asked for here

    try:
        path = export_panel(directory)
    except OSError as e:
        common.say(f"`--export` can't be written to ({e.strerror}): name another directory")
        return common.FAILED
    common.write(str(path))
    common.say(f"npm install {path} adds it to a project")
    return common.OK
