"""
The agents that people would have tail Nautilus's log files, each set as its own manual advises.

Each sends the lines as they are, to the endpoint of VictoriaLogs that suits it, and names there
what is message and time. Each reads files from their beginning and waits for a store that is
down; none is told to drop anything. They listen on the loopback or not at all, and keep
everything below one directory.

syslog-ng (administration guide, "Managing incoming and outgoing messages with flow-control" and
"http: Posting messages over HTTP"): `flags(flow-control)` makes a file's position move only with
what the store has taken, which leaves the queueing to the files. A reliable disk-buffer would
write each line a second time and protect no more, so there is none. Several workers post batches;
the window of each file (`log-iw-size` divided by `max-files`) is larger than a batch, as the
guide asks. `log-msg-size` admits the longest line that VictoriaLogs stores.

rsyslog (manual of imfile, "omelasticsearch", "Understanding rsyslog Queues"): a disk-assisted
queue of the action's own, saved on shutdown and bounded by disk space, retried for ever; imfile is
held up when the queue is full. A queue on disk alone took three times as long, and lost the same
when stopped while the store was down: the batch in hand. Debian has no omhttp, so it is
omelasticsearch in bulk mode, to VictoriaLogs's endpoint for that. That module knows no arguments
of its own for a URL: they are behind its `timeout`, which it copies into the URL of a bulk
request. Parsing the JSON (mmjsonparse) to rename fields in a template would only cost it more.

vlagent (docs.victoriametrics.com/victorialogs/vlagent) of this version tails files in Kubernetes
only, so syslog-ng tails them for it, set as above, and vlagent buffers on disk, without a limit.

Vector (vector.dev: file source, http sink, "Buffering model", "End-to-end acknowledgements", and
VictoriaLogs's "Vector setup"): the line itself as the text of a newline-delimited body, a disk
buffer that blocks when full, acknowledgements. Not run where it was written: nobody had it.

Fluent Bit (docs.fluentbit.io: tail, http, "Buffering and storage", and VictoriaLogs's "Fluentbit
setup"): buffers on the file system, a database of positions, retries without a limit. Not run
where it was written: nobody had it.
"""

import socket
import subprocess
import textwrap
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.parse import urlsplit

from peers_env import FLUENT_BIT
from peers_env import RSYSLOG
from peers_env import SYSLOG_NG
from peers_env import VECTOR
from peers_env import VLAGENT
from peers_env import Program
from peers_env import find_program

_PATTERNS = ("*.json", "*.jsonl")
_MAX_LINE_BYTES = 262_144  # -insert.maxLineSizeBytes
_READY_TIMEOUT_SECS = 1.0


@dataclass(frozen=True)
class Job:
    """
    What an agent is to do.

    Parameters
    ----------
    venv : Path
        The environment that peers_env.py made.
    logs : Path
        The directory of Nautilus's log files.
    url : str
        The store.
    instance_id : str
        What each row is to bear as `instance_id`.
    scratch : Path
        An existing directory for its configuration, its state, its queue and what it prints. A
        second start with the same one goes on where the first one stopped.

    """

    venv: Path
    logs: Path
    url: str
    instance_id: str
    scratch: Path

    def program(self, name: str) -> Program:
        """Return a program of the agent's."""
        program = find_program(self.venv, name)
        if program is None:
            raise RuntimeError(f"{name} is not there: run peers_env.py")
        return program

    def write(self, name: str, text: str) -> Path:
        """Write a file of the agent's configuration."""
        path = self.scratch / name
        path.write_text(textwrap.dedent(text).lstrip())
        return path

    def directory(self, name: str) -> Path:
        """Return a directory of the agent's, made if missing."""
        path = self.scratch / name
        path.mkdir(exist_ok=True)
        return path

    def arguments(self) -> str:
        """Return how VictoriaLogs is to take Nautilus's lines, for a URL."""
        return urlencode(
            {
                "_msg_field": "message",
                "_time_field": "timestamp",
                "_stream_fields": "component,level",
                "extra_fields": f"instance_id={self.instance_id}",
            }
        )


@dataclass(frozen=True)
class Agent:
    """
    A program, or two, that send what is appended to log files.

    Parameters
    ----------
    name : str
        By the name that peers_env.py gives it.
    commands : Callable[[Job], list[tuple[Program, list]]]
        Writes the configuration and returns each process's program and arguments, in order.
    is_up : Callable[[Job], bool]
        Whether it works by now.

    """

    name: str
    commands: Callable[[Job], list[tuple[Program, list[str | Path]]]]
    is_up: Callable[[Job], bool]

    def start(self, job: Job) -> list[subprocess.Popen]:
        """Write the configuration and start the processes; end them with SIGTERM, in order."""
        processes = []
        for number, (program, arguments) in enumerate(self.commands(job)):
            with (job.scratch / f"output-{number}.txt").open("ab") as output:
                process = subprocess.Popen(
                    [program.path, *arguments],
                    env=program.environment(),
                    cwd=job.scratch,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
            processes.append(process)
        return processes

    def is_ready(self, job: Job, processes: list[subprocess.Popen]) -> bool:
        """Return whether it runs; raise RuntimeError if a process of it has ended."""
        for number, process in enumerate(processes):
            if process.poll() is not None:
                said = (job.scratch / f"output-{number}.txt").read_text(errors="replace")
                raise RuntimeError(f"{self.name} ended with {process.returncode}: {said[-2000:]}")
        return self.is_up(job)


def _syslog_ng(job: Job) -> list[tuple[Program, list[str | Path]]]:
    return [_syslog_ng_to(job, job.url)]


def _syslog_ng_to(job: Job, url: str) -> tuple[Program, list[str | Path]]:
    program = job.program("syslog-ng")
    config = job.write(
        "syslog-ng.conf",
        f"""
        @version: 3.38
        options {{
            threaded(yes); use-dns(no); dns-cache(no); stats-freq(0);
            log-msg-size({_MAX_LINE_BYTES});
        }};
        source s_files {{
            wildcard-file(
                base-dir("{job.logs}") filename-pattern("*.json*") recursive(no)
                max-files(16) log-iw-size(320000) log-fetch-limit(5000) follow-freq(0.1)
                flags(no-parse)
            );
        }};
        destination d_store {{
            http(
                url("{url}/insert/jsonline?{job.arguments()}")
                method("POST") headers("Content-Type: application/stream+json")
                body("${{MSG}}") delimiter("\\n")
                workers(4) batch-lines(5000) batch-bytes(4Mb) batch-timeout(200)
                log-fifo-size(1000000) timeout(60) retries(1000000) time-reopen(1)
            );
        }};
        log {{ source(s_files); destination(d_store); flags(flow-control); }};
        """,
    )
    arguments: list[str | Path] = [
        *("--foreground", "--no-caps", f"--cfgfile={config}"),
        f"--persist-file={job.scratch / 'syslog-ng.persist'}",
        f"--pidfile={job.scratch / 'syslog-ng.pid'}",
        f"--control={job.scratch / 'syslog-ng.ctl'}",
    ]
    modules = program.module_dirs("libhttp.so")
    if modules:
        arguments.append(f"--module-path={':'.join(map(str, modules))}")
    return program, arguments


def _is_syslog_ng_up(job: Job) -> bool:
    return (job.scratch / "syslog-ng.ctl").is_socket()


def _rsyslog(job: Job) -> list[tuple[Program, list[str | Path]]]:
    program = job.program("rsyslogd")
    inputs = "\n".join(
        f'input(type="imfile" file="{job.logs / pattern}" tag="nautilus" ruleset="store"'
        ' freshStartTail="off" addMetadata="off" persistStateInterval="5000"'
        ' escapeLF="off")'
        for pattern in _PATTERNS
    )
    config = job.write(
        "rsyslog.conf",
        f"""
        global(
            workDirectory="{job.directory("rsyslog")}" maxMessageSize="{_MAX_LINE_BYTES}"
            parser.escapeControlCharactersOnReceive="off"
        )
        module(load="imfile" mode="inotify")
        module(load="omelasticsearch")
        template(name="line" type="string" string="%msg%")
        ruleset(name="store") {{
            action(
                type="omelasticsearch" template="line" bulkmode="on" maxbytes="4m"
                server="{job.url}/insert/elasticsearch"
                timeout="1m&{job.arguments()}" indexTimeout="60000"
                action.resumeRetryCount="-1" action.resumeInterval="1"
                action.resumeIntervalMax="5"
                queue.type="LinkedList" queue.filename="store" queue.size="200000"
                queue.dequeueBatchSize="5000" queue.workerThreads="2"
                queue.workerThreadMinimumMessages="20000" queue.maxDiskSpace="4g"
                queue.saveOnShutdown="on" queue.timeoutEnqueue="-1"
            )
        }}
        """,
    )
    config.write_text(f"{config.read_text()}{inputs}\n")
    arguments: list[str | Path] = ["-n", "-f", config, "-i", job.scratch / "rsyslog.pid"]
    modules = program.module_dirs("omelasticsearch.so")
    if modules:
        arguments += ["-M", ":".join(map(str, modules))]
    return [(program, arguments)]


def _is_rsyslog_up(job: Job) -> bool:
    return (job.scratch / "rsyslog.pid").exists()


def _vlagent(job: Job) -> list[tuple[Program, list[str | Path]]]:
    port_file = job.scratch / "vlagent.port"
    port_file.write_text(str(_free_port()))
    relay = f"127.0.0.1:{port_file.read_text()}"
    vlagent = [
        f"-httpListenAddr={relay}",
        f"-remoteWrite.url={job.url}/insert/native",
        f"-remoteWrite.tmpDataPath={job.directory('vlagent')}",
        f"-tmpDataPath={job.directory('vlagent')}",
    ]
    # The tail comes first, to be the first to be ended.
    return [_syslog_ng_to(job, f"http://{relay}"), (job.program("vlagent"), [*vlagent])]


def _is_vlagent_up(job: Job) -> bool:
    url = f"http://127.0.0.1:{(job.scratch / 'vlagent.port').read_text()}/health"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=_READY_TIMEOUT_SECS):
            return _is_syslog_ng_up(job)
    except OSError:
        return False


def _vector(job: Job) -> list[tuple[Program, list[str | Path]]]:
    config = job.write(
        "vector.yaml",
        f"""
        data_dir: "{job.directory("vector")}"
        sources:
          logs:
            type: file
            include: ["{job.logs / "*.json"}", "{job.logs / "*.jsonl"}"]
            read_from: beginning
            max_line_bytes: {_MAX_LINE_BYTES}
            glob_minimum_cooldown_ms: 200
        sinks:
          store:
            type: http
            inputs: [logs]
            uri: "{job.url}/insert/jsonline?{job.arguments()}"
            encoding: {{codec: text}}
            framing: {{method: newline_delimited}}
            healthcheck: {{enabled: false}}
            acknowledgements: {{enabled: true}}
            buffer: {{type: disk, max_size: 4294967296, when_full: block}}
            batch: {{max_bytes: 4194304, timeout_secs: 0.5}}
            request: {{headers: {{Content-Type: application/stream+json}}}}
        """,
    )
    return [(job.program("vector"), ["--config", config])]


def _fluent_bit(job: Job) -> list[tuple[Program, list[str | Path]]]:
    address = urlsplit(job.url)
    job.directory("fluent-bit")
    config = job.write(
        "fluent-bit.yaml",
        f"""
        service:
          flush: 0.5
          grace: 10
          storage.path: "{job.scratch / "fluent-bit"}"
          storage.sync: normal
        parsers:
          - name: line
            format: json
        pipeline:
          inputs:
            - name: tail
              path: "{job.logs / "*.json"},{job.logs / "*.jsonl"}"
              db: "{job.scratch / "fluent-bit.db"}"
              parser: line
              read_from_head: true
              refresh_interval: 1
              buffer_chunk_size: 512k
              buffer_max_size: 1M
              storage.type: filesystem
          outputs:
            - name: http
              match: "*"
              host: {address.hostname}
              port: {address.port}
              uri: "/insert/jsonline?{job.arguments()}"
              format: json_lines
              json_date_key: false
              workers: 2
              retry_limit: no_limits
        """,
    )
    return [(job.program("fluent-bit"), ["--config", config])]


def _is_up_when_running(_job: Job) -> bool:
    return True  # no more can be seen from outside, and their files wait


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


#: By the name that peers_env.py gives them.
AGENTS: dict[str, Agent] = {
    agent.name: agent
    for agent in (
        Agent(SYSLOG_NG, _syslog_ng, _is_syslog_ng_up),
        Agent(RSYSLOG, _rsyslog, _is_rsyslog_up),
        Agent(VLAGENT, _vlagent, _is_vlagent_up),
        Agent(VECTOR, _vector, _is_up_when_running),
        Agent(FLUENT_BIT, _fluent_bit, _is_up_when_running),
    )
}
