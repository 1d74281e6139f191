"""`vlogs-nt link`: the web UI with the query filled in."""

import argparse
import json
from urllib.parse import quote
from urllib.parse import urlencode

from nautilus_vlogs.commands import common
from nautilus_vlogs.commands import selection
from nautilus_vlogs.operate.local_store import UI_PATH
from nautilus_vlogs.query.filters import Filters
from nautilus_vlogs.query.raw import parse_query

_EPILOG = f"""\
{selection.TIMES}
examples:
  vlogs-nt link --strategy EMACross-001 --level ERROR
  vlogs-nt link --query '* | stats by (level) count() n' --since today
  xdg-open "$(vlogs-nt link --since 15m)"

exit status: 0 printed, 2 bad usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.epilog = _EPILOG
    selection.add_range_arguments(parser)
    selection.add_filter_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_store_arguments(parser)


@common.guarded
def run(options: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    query = Filters(**selection.filters_of(options, with_query=False, with_probes=True)).to_logsql()
    if options.query is not None:
        raw = parse_query(options.query)
        query = " | ".join(
            [f"({raw.filter})" if query == "*" else f"{query} ({raw.filter})", *raw.pipes]
        )
    with common.client_of(options) as client:
        window = selection.window_of(options)
        base = client.url
    # The UI's own parameters; it takes times of its user's zone, or with a Z.
    parameters = {
        "query": query,
        "g0.range_input": f"{max(1, round(window.secs))}s",
        "g0.end_input": window.end[:19] + "Z",
        "g0.relative_time": "none",
    }
    if options.account_id or options.project_id:
        parameters["accountID"] = str(options.account_id)
        parameters["projectID"] = str(options.project_id)
    # The part behind the # is the UI's own address, and it reads + as a plus.
    url = f"{base}{UI_PATH}#/?{urlencode(parameters, quote_via=quote)}"
    common.write(json.dumps({"url": url, "query": query}) if options.json else url)
    return common.OK
