"""`vlogs-nt doctor`: one check a line, each with its remedy."""

import argparse
import json
import sys
from pathlib import Path

from nautilus_vlogs.commands import common
from nautilus_vlogs.operate.diagnosis import STATUSES
from nautilus_vlogs.operate.diagnosis import Finding
from nautilus_vlogs.operate.diagnosis import diagnose
from nautilus_vlogs.settings import default_spool_directory

_EPILOG = """\
A probe row (component "vlogs-nt doctor") is stored and read back; --no-probe leaves that out.

examples:
  vlogs-nt doctor
  vlogs-nt doctor --url https://logs.example.org --ca-file ca.pem
  vlogs-nt doctor --json | jq '.checks[] | select(.status != "ok")'

exit status: 0 no check failed, 1 one did, 2 bad usage
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
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    findings: list[Finding] = []
    with common.client_of(options) as client:
        for finding in diagnose(client, options.spool_dir, probe=not options.no_probe):
            findings.append(finding)
            if not options.json:
                common.write(_as_text(finding))
                common.flush()
    worst = max((STATUSES.index(finding.status) for finding in findings), default=0)
    if options.json:
        checks = [
            {"check": one.check, "status": one.status, "text": one.text, "remedy": one.remedy}
            for one in findings
        ]
        ok = STATUSES[worst] != "fail"
        common.write(json.dumps({"ok": ok, "url": common.url_of(options), "checks": checks}))
    return common.FAILED if STATUSES[worst] == "fail" else common.OK


def _as_text(finding: Finding) -> str:
    status = f"{finding.status:<4}"
    if sys.stdout.isatty():
        status = f"{_COLOURS[finding.status]}{status}\x1b[0m"
    remedy = f"\n      → {finding.remedy}" if finding.remedy else ""
    return f"{status}  {finding.check:<12}  {finding.text}{remedy}"
