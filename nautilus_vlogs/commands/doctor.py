"""`vlogs-nt doctor`: one check a line, each with its remedy."""

import argparse
import json
import time
from pathlib import Path

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands.terminal import RESET
from nautilus_vlogs.commands.terminal import add_colour_arguments
from nautilus_vlogs.commands.terminal import is_coloured
from nautilus_vlogs.errors import GuardRailError
from nautilus_vlogs.operate.diagnosis import STATUSES
from nautilus_vlogs.operate.diagnosis import Finding
from nautilus_vlogs.operate.diagnosis import diagnose
from nautilus_vlogs.places import default_spool_directory
from nautilus_vlogs.printable import escaped

_EPILOG = """\
A probe row is stored and read back, unless --no-probe is given; `vlogs-nt logs` shows such rows
with --component "vlogs-nt doctor" only.

examples:
  vlogs-nt doctor
  vlogs-nt doctor --url https://logs.example.org --ca-file ca.pem
  vlogs-nt doctor --json | jq '.checks[] | select(.status != "ok")'

exit status: 0 no check failed, 1 one did (with --watch: the last time), 2 bad usage
"""

_COLOURS = {"ok": "\x1b[32m", "warn": "\x1b[33m", "fail": "\x1b[31m"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--spool-dir",
        type=Path,
        default=Path(default_spool_directory()),
        metavar="DIR",
        help="where nodes of this machine keep their spools (default: %(default)s)",
    )
    parser.add_argument("--no-probe", action="store_true", help="store nothing")
    parser.add_argument(
        "--watch",
        type=float,
        nargs="?",
        const=10.0,
        metavar="SECS",
        help="check again every SECS seconds, until Ctrl-C (10 unless given)",
    )
    add_colour_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if options.watch is not None and not 1 <= options.watch <= 3_600:
        raise GuardRailError(f"`--watch` must be from 1 to 3600, was {options.watch}")
    code = common.OK
    try:
        while True:
            code = _check(options)
            if options.watch is None:
                return code
            time.sleep(options.watch)
            if not options.json:
                common.write("")
    except KeyboardInterrupt:
        if options.watch is None:
            raise
        return code


def _check(options: argparse.Namespace) -> int:
    """Run all checks once, print what they find, and return the exit code."""
    findings: list[Finding] = []
    with common.client_of(options) as client:
        for finding in diagnose(client, options.spool_dir, probe=not options.no_probe):
            findings.append(finding)
            if not options.json:
                common.write_styled(_as_text(finding, options))
                common.flush()
    worst = max((STATUSES.index(finding.status) for finding in findings), default=0)
    if options.json:
        checks = [
            {"check": one.check, "status": one.status, "text": one.text, "remedy": one.remedy}
            for one in findings
        ]
        ok = STATUSES[worst] != "fail"
        common.write(json.dumps({"ok": ok, "url": common.url_of(options), "checks": checks}))
        common.flush()
    return common.FAILED if STATUSES[worst] == "fail" else common.OK


def _as_text(finding: Finding, options: argparse.Namespace) -> str:
    status = f"{finding.status:<4}"
    if is_coloured(options.color):
        status = f"{_COLOURS[finding.status]}{status}{RESET}"
    text, remedy = (
        escaped(common.in_own_words(part, options)) for part in (finding.text, finding.remedy)
    )
    return f"{status}  {finding.check:<12}  {text}" + (f"\n      → {remedy}" if remedy else "")
