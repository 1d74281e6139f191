"""`vlogs-nt dead-letters`: the records that VictoriaLogs would not store."""

import argparse
import json
from datetime import UTC
from datetime import datetime
from pathlib import Path

import msgspec

from nautilus_vlogs.commands import common
from nautilus_vlogs.deliver.dead_letters import dead_letter_files
from nautilus_vlogs.deliver.dead_letters import dead_letters_directory
from nautilus_vlogs.deliver.dead_letters import read_letters
from nautilus_vlogs.private_files import check_private

_EPILOG = """\
A record that can't be stored (too long, out of the store's retention, no JSON) is a short row in
VictoriaLogs that says why; the original is kept here: 64 MiB at most, where those of 30
days ago make room for new ones.

examples:
  vlogs-nt dead-letters                      the files, and why their records are there
  vlogs-nt dead-letters --show               the records themselves, as JSON lines
  vlogs-nt dead-letters --clear              delete them

exit status: 0 success, 1 they can't be read or deleted, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--spool-dir",
        type=Path,
        metavar="DIR",
        help="a node's `spool_dir`, or the directory of its spool, if it has one",
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--show", action="store_true", help="print the records as JSON lines")
    group.add_argument("--clear", action="store_true", help="delete them")
    parser.add_argument("--json", action="store_true", help="print one JSON object a file")


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    directory = dead_letters_directory(options.spool_dir)
    try:
        return _run(directory, options)
    except OSError as e:
        common.say(f"the dead letters in {directory} can't be used: {e}")
        return common.FAILED


def _run(directory: Path, options: argparse.Namespace) -> int:
    paths = []
    if directory.exists():
        check_private(directory)
        paths = dead_letter_files(directory)
    if not paths and not options.json:
        common.say(f"no dead letters in {directory}")
    troubles = 0
    for path in paths:
        try:
            _handle(path, options)
        except OSError as e:  # one file's trouble is not the others'
            troubles += 1
            common.say(f"{path} can't be used: {e}")
    if options.clear and troubles < len(paths):
        common.say(f"{len(paths) - troubles} files deleted from {directory}")
    return common.FAILED if troubles else common.OK


def _handle(path: Path, options: argparse.Namespace) -> None:
    if options.clear:
        path.unlink()
    elif options.show:
        for letter in read_letters(path):
            common.write(json.dumps(msgspec.to_builtins(letter)))
    else:
        _list(path, as_json=options.json)


def _list(path: Path, *, as_json: bool) -> None:
    reasons: dict[str, int] = {}
    for letter in read_letters(path):
        reasons[letter.reason] = reasons.get(letter.reason, 0) + 1
    status = path.stat()
    changed = datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="seconds")
    if as_json:
        found = {"file": str(path), "bytes": status.st_size, "changed": changed, "reasons": reasons}
        common.write(json.dumps(found))
        return
    common.write(f"{path}  {status.st_size:,} bytes, last added to at {changed}")
    for reason, count in sorted(reasons.items(), key=lambda item: -item[1]):
        common.write(f"  {count:,} {reason}")
