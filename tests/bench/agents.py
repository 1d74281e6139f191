"""
The peers that tail the JSON file which Nautilus writes, set up as their own documentation says.

Each gets the rows to look as ours do, as far as it can: Nautilus's own JSON line is the row.

syslog-ng
    ``wildcard-file`` and ``http`` with batches, workers, flow control and a reliable disk buffer,
    as the chapters on both in its administration guide have it. The line is sent as it is.
rsyslog
    ``imfile``, ``mmjsonparse`` and ``omelasticsearch`` in bulk mode with a disk-assisted queue and
    endless retries. Debian ships no ``omhttp``; VictoriaLogs' docs have rsyslog send syslog over
    TCP, which nobody acknowledges, and whose rows hold the JSON as a text.
syslog-ng + vlagent
    vlagent tails nothing but Kubernetes' containers: it stands between syslog-ng and the store,
    with its buffer on disk, as its docs draw it.
Vector, Fluent Bit
    Are used where they are on the PATH: no registry of packages has them for this benchmark to
    install. The settings are those of VictoriaLogs' docs.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec

_ARGUMENTS = "_msg_field=message&_time_field=timestamp&_stream_fields=component,level"
_JSON_LINES = "application/stream+json"

#: Where `peers_env.py` unpacks Debian's packages, beside the interpreter that runs this.
DEBIAN = Path(sys.prefix) / "debian"
_LIBRARIES = DEBIAN / "usr" / "lib" / "x86_64-linux-gnu"


class Task(msgspec.Struct, frozen=True):
    """
    What an agent is to do.

    Parameters
    ----------
    logs, scratch : Path
        Whose ``*.json`` and ``*.jsonl`` it tails; where it may keep what it likes.
    url : str
        The store.

    """

    logs: Path
    scratch: Path
    url: str


class Agent(msgspec.Struct, frozen=True):
    """
    An agent.

    Parameters
    ----------
    program : str
        What has to be there.
    launch : callable
        Starts it for a task; returns its processes.

    """

    program: str
    launch: Callable[[Task], list[subprocess.Popen]]

    def path(self) -> str | None:
        """Return where its program is, ``None`` if there is none."""
        return find(self.program)


def find(program: str) -> str | None:
    """Return where a program is: Debian's, which was unpacked here, or the system's."""
    unpacked = DEBIAN / "usr" / "sbin" / program
    return str(unpacked) if unpacked.exists() else shutil.which(program)


def _syslog_ng(task: Task) -> list[subprocess.Popen]:
    pattern = "\n".join(
        f"""  wildcard-file(base-dir("{task.logs}") filename-pattern("*.{suffix}") recursive(no)
    follow-freq(0.1) flags(no-parse) log-fetch-limit(5000) log-iw-size(500000)
    log-msg-size(1048576));"""
        for suffix in ("json", "jsonl")
    )
    config = f"""@version: 3.38
options {{ stats-level(0); flush-lines(1000); time-reap(600); keep-hostname(yes); }};
source s_nautilus {{
{pattern}
}};
destination d_store {{
  http(url("{task.url}/insert/jsonline?{_ARGUMENTS}") method("POST")
    headers("Content-Type: {_JSON_LINES}") body("${{MESSAGE}}") delimiter("\\n") body-suffix("\\n")
    batch-lines(5000) batch-bytes(2000Kb) batch-timeout(200) workers(2) timeout(10) time-reopen(1)
    retries(1000000)
    disk-buffer(reliable(yes) disk-buf-size(1073741824) mem-buf-size(33554432)
      dir("{task.scratch}")));
}};
log {{ source(s_nautilus); destination(d_store); flags(flow-control); }};
"""
    path = task.scratch / "syslog-ng.conf"
    path.write_text(config)
    modules = next((DEBIAN / "usr" / "lib" / "syslog-ng").glob("[0-9]*"), None)
    options = [
        f"--cfgfile={path}",
        f"--persist-file={task.scratch}/syslog-ng.persist",
        f"--control={task.scratch}/syslog-ng.ctl",
        f"--pidfile={task.scratch}/syslog-ng.pid",
        "--foreground",
        "--no-caps",
        *([f"--module-path={modules}"] if modules else []),
    ]
    return [_start([_found("syslog-ng"), *options], task)]


def _rsyslog(task: Task) -> list[subprocess.Popen]:
    modules = _LIBRARIES / "rsyslog"
    config = f"""global(workDirectory="{task.scratch}" maxMessageSize="1m")
module(load="imfile" mode="inotify")
module(load="mmjsonparse")
module(load="omelasticsearch")
template(name="row" type="list" option.jsonf="on") {{
  property(name="$!timestamp" outname="_time" format="jsonf")
  property(name="$!message" outname="_msg" format="jsonf")
  property(name="$!level" outname="level" format="jsonf")
  property(name="$!component" outname="component" format="jsonf")
  property(name="$!trader_id" outname="trader_id" format="jsonf")
}}
input(type="imfile" File="{task.logs}/*.json" Tag="nautilus:" ruleset="ship")
input(type="imfile" File="{task.logs}/*.jsonl" Tag="nautilus:" ruleset="ship")
ruleset(name="ship" queue.type="LinkedList" queue.size="100000" queue.dequeueBatchSize="4096"
    queue.workerThreads="2" queue.filename="ship" queue.maxDiskSpace="1g"
    queue.saveOnShutdown="on" queue.timeoutEnqueue="100000") {{
  action(type="mmjsonparse" cookie="")
  action(type="omelasticsearch" server="{task.url}/insert/elasticsearch" template="row"
    bulkmode="on" maxbytes="2m" searchIndex="nautilus" searchType=""
    action.resumeRetryCount="-1" action.resumeInterval="1")
}}
"""
    path = task.scratch / "rsyslog.conf"
    path.write_text(config)
    options = ["-n", "-f", str(path), "-i", f"{task.scratch}/rsyslog.pid"]
    if modules.exists():
        options += ["-M", f"{modules}:/usr/lib/x86_64-linux-gnu/rsyslog"]
    return [_start([_found("rsyslogd"), *options], task)]


def _with_vlagent(task: Task) -> list[subprocess.Popen]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    agent = _start(
        [
            _found("vlagent"),
            f"-httpListenAddr=127.0.0.1:{port}",
            f"-remoteWrite.url={task.url}/internal/insert",
            f"-remoteWrite.tmpDataPath={task.scratch}/vlagent",
        ],
        task,
    )
    url = f"http://127.0.0.1:{port}"
    _wait_for(url)
    return [*_syslog_ng(Task(task.logs, task.scratch, url)), agent]


def _vector(task: Task) -> list[subprocess.Popen]:
    config = {
        "data_dir": str(task.scratch),
        "sources": {
            "nautilus": {
                "type": "file",
                "include": [f"{task.logs}/*.json", f"{task.logs}/*.jsonl"],
                "read_from": "beginning",
            }
        },
        "transforms": {
            "rows": {"type": "remap", "inputs": ["nautilus"], "source": ". = parse_json!(.message)"}
        },
        "sinks": {
            "store": {
                "type": "http",
                "inputs": ["rows"],
                "uri": f"{task.url}/insert/jsonline?{_ARGUMENTS}",
                "encoding": {"codec": "json"},
                "framing": {"method": "newline_delimited"},
                "compression": "none",
                "healthcheck": {"enabled": False},
                "buffer": {"type": "disk", "max_size": 1_073_741_824},
            }
        },
    }
    path = task.scratch / "vector.json"
    path.write_bytes(msgspec.json.encode(config))
    return [_start([_found("vector"), "--config", str(path)], task)]


def _fluent_bit(task: Task) -> list[subprocess.Popen]:
    host, _, port = task.url.removeprefix("http://").partition(":")
    config = f"""[SERVICE]
    Flush 0.2
    storage.path {task.scratch}/buffer
    Parsers_File {task.scratch}/parsers.conf
[INPUT]
    Name tail
    Path {task.logs}/*.json,{task.logs}/*.jsonl
    Parser json
    Read_from_Head true
    DB {task.scratch}/tail.db
    storage.type filesystem
[OUTPUT]
    Name http
    Match *
    Host {host}
    Port {port}
    URI /insert/jsonline?{_ARGUMENTS}
    Format json_lines
    Json_date_format iso8601
    Retry_Limit no_limits
"""
    (task.scratch / "parsers.conf").write_text("[PARSER]\n    Name json\n    Format json\n")
    path = task.scratch / "fluent-bit.conf"
    path.write_text(config)
    return [_start([_found("fluent-bit"), "-c", str(path)], task)]


AGENTS: dict[str, Agent] = {
    "syslog-ng": Agent("syslog-ng", _syslog_ng),
    "rsyslog": Agent("rsyslogd", _rsyslog),
    "syslog-ng + vlagent": Agent("vlagent", _with_vlagent),
    "Vector": Agent("vector", _vector),
    "Fluent Bit": Agent("fluent-bit", _fluent_bit),
}


def environment() -> dict[str, str]:
    """Return the environment in which an unpacked program finds its libraries."""
    paths = [str(DEBIAN / "usr" / "lib" / "syslog-ng"), str(_LIBRARIES)]
    paths.append(str(DEBIAN / "lib" / "x86_64-linux-gnu"))
    return {**os.environ, "LD_LIBRARY_PATH": ":".join(paths)}


def _found(program: str) -> str:
    path = find(program)
    if path is None:
        raise FileNotFoundError(program)
    return path


def _start(command: list[str], task: Task) -> subprocess.Popen:
    with (task.scratch / f"{Path(command[0]).name}.log").open("ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment()
        )


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 10.0
    while time.monotonic() < deadline:
        try:
            httpx.get(f"{url}/health", trust_env=False, timeout=1.0)
        except httpx.HTTPError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"{url} does not answer")
