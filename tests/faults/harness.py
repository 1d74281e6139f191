"""Run nodes under faults and account for every number that they logged."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from conftest import Store

TESTS = Path(__file__).parent.parent

#: What a node and its interpreter need to stop when nothing is in the way but other processes.
STOP_SLACK_SECS = 30.0

#: What a node has to have everything verified in the end; it ends sooner where all is.
SHUTDOWN_SECS = 20.0

#: The store is queried a moment after the last insert.
WINDOW_SECS = 2

#: LocalServer has -inmemoryDataFlushInterval=1s: what it took is on disk within 3.5 s.
DURABLE_SECS = 4


#: The processes that the current test has started beside nodes.
started: list[subprocess.Popen] = []


def noted(process: subprocess.Popen) -> subprocess.Popen:
    """Have a process ended with the test, whatever becomes of that."""
    started.append(process)
    return process


class Node:
    """
    A node in a process of its own: see `node.py`.

    It is warm from its making on (what takes long is imported) and begins with `start`.
    """

    def __init__(self, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", str(Path(__file__).with_name("node.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": f"{TESTS.parent}:{TESTS}", **environment},
            bufsize=0,
        )
        self._said: queue.Queue[dict] = queue.Queue()
        self.output: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.instance_id = ""
        self.directory = Path()
        self._progress = Path()
        self.report: dict = {}
        self.stop_timeout_secs = SHUTDOWN_SECS

    def start(
        self,
        url: str,
        directory: Path,
        *,
        rate=500,
        spool=None,
        own=None,
        before="",
        progress="progress",
        **actor,
    ):
        """
        Have it build the node and log so many lines a second.

        `own` are settings of a `LoggingConfig` as users have it, in the place of a spool; `before`
        is code that is executed in its process before there is a node;
        `progress` names the file that counts the lines, where several nodes share a directory.
        """
        directory.mkdir(exist_ok=True, parents=True)
        self.directory = directory
        self._progress = directory / progress
        actor = {
            "durability_window_secs": WINDOW_SECS,
            "shutdown_timeout_secs": SHUTDOWN_SECS,
            **actor,
        }
        self.stop_timeout_secs = actor["shutdown_timeout_secs"]
        self._tell(
            url=url,
            directory=str(directory),
            progress=str(self._progress),
            rate=rate,
            spool=spool or {},
            own=own,
            before=before,
            actor=actor,
        )
        self.instance_id = self._heard("instance_id")
        self._heard("running")
        return self

    @property
    def logged(self) -> int:
        """How many numbers were logged so far, also after its death."""
        return int.from_bytes(self._progress.read_bytes(), "little")

    @property
    def text(self) -> str:
        """What it printed."""
        return "\n".join(self.output)

    def stats(self) -> dict:
        """Return the actor's accounts, whose identity is checked."""
        self._tell(do="stats")
        stats = self._heard("stats")
        check_identity(stats)
        return stats

    def phase(self, name: str) -> None:
        """Measure the event loop under another name from now on."""
        self._tell(do="phase", name=name)

    def exec(self, code: str) -> None:
        """Execute code in its process."""
        self._tell(do="exec", code=code)
        self._heard("done")

    def wait_for(self, predicate, timeout: float = 60.0) -> dict:
        """Return the accounts as soon as they are as wanted."""
        deadline = time.monotonic() + timeout
        while not predicate(stats := self.stats()):
            assert time.monotonic() < deadline, f"not within {timeout} s: {stats}\n{self.text}"
            time.sleep(0.05)
        return stats

    def stop(self) -> dict:
        """Stop it in order; return its report, with the accounts at its very end."""
        self._tell(do="stop")
        return self.wait()

    def signal(self, number: int) -> dict:
        """Send a signal that it handles; return its report."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> dict:
        """Wait for its end, which has to come in time."""
        began = time.monotonic()
        code = self.process.wait(self.stop_timeout_secs + STOP_SLACK_SECS)
        self._reader.join(5)
        assert code == 0, self.text
        self.report = {**self._heard("report"), "stopped_in": time.monotonic() - began}
        check_identity(self.report["stats"])
        return self.report

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """See to it that it is gone."""
        if self.process.poll() is None:
            with suppress(OSError):
                self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()
        self.process.stdin.close()
        self._reader.join(5)
        self.process.stdout.close()

    def _tell(self, **command) -> None:
        self.process.stdin.write(json.dumps(command).encode() + b"\n")

    def _heard(self, key: str):
        while True:
            try:
                # Its imports take a minute where many processes share the CPUs.
                said = self._said.get(timeout=120.0)
            except queue.Empty:
                raise AssertionError(f"the node said no {key}: {self.text}") from None
            if key in said:
                return said[key]

    def _read(self) -> None:
        for line in self.process.stdout:
            if line.startswith(b"@"):
                self._said.put(json.loads(line[1:]))
            elif line.strip():
                self.output.append(line.decode(errors="replace").rstrip())


def check_identity(stats: dict) -> None:
    """Check that every record is accounted for; a node with a companion has no accounts."""
    if not stats:
        return
    accounted = stats["verified"] + stats["unverified"] + stats["put_aside"] + stats["lost"]
    assert stats["read"] == accounted, stats
    assert min(stats[key] for key in ("verified", "unverified", "put_aside", "lost")) >= 0, stats


class Account:
    """What a store holds of an instance."""

    def __init__(self, url: str, instance_id: str) -> None:
        with Store(url) as store:
            store.flush()
            of_instance = f'instance_id:="{instance_id}"'
            # Of the text, for where nobody knows who logged it nothing is lifted.
            ticks = f'{of_instance} _msg:"tick number=" | extract "tick number=<tick>" from _msg'
            numbers = "count() n, count_uniq(tick) u, min(tick) low, max(tick) high"
            found = store.query(f"{ticks} | stats {numbers}")[0]
            rows = "count() n, count_uniq(seq) u, min(seq) low, max(seq) high, sum(lost) lost"
            all_found = store.query(f"{of_instance} | stats {rows}")[0]
        self.numbers = _integers(found)
        self.rows = _integers(all_found)
        self.lost = self.rows.pop("lost")

    def check_whole(self, logged: int | None = None) -> None:
        """Check that no number is missing or doubled, nor any number of a row."""
        for found in (self.numbers, self.rows):
            assert found["n"] == found["u"], f"doubled: {found}"
            assert found["low"] == 0, f"missing at the beginning: {found}"
            assert found["high"] == found["n"] - 1, f"missing: {found}"
        if logged is not None:
            assert self.numbers["n"] == logged, f"logged {logged}: {self.numbers}"

    def check_gapless(self) -> None:
        """Check that every row's number is there once, whatever was lost before it got one."""
        assert self.rows["n"] == self.rows["u"] == self.rows["high"] + 1, self.rows


def check_lost(store: Store, node: Node, report: dict, *, others: int = 100) -> dict:
    """Check that what is missing was lost, and that the loss is counted to the record."""
    stats = report["stats"]
    account = Account(store.url, node.instance_id)
    account.check_gapless()
    assert account.numbers["n"] == account.numbers["u"]
    assert account.lost == stats["lost"]
    assert account.rows["n"] == stats["read"] - stats["lost"]
    missing = report["logged"] - account.numbers["n"]
    # Nautilus's own lines may be among the lost, so the lost numbers are no more than counted.
    assert 0 <= missing <= stats["lost"] <= missing + others, (missing, stats)
    return stats


def told(store: Store, node: Node, text: str) -> list[str]:
    """Return what the actor told of in its node's log, as far as it holds a text."""
    found = store.query(f'instance_id:="{node.instance_id}" component:=VictoriaLogsActor')
    return [row["_msg"] for row in found if text in row["_msg"]]


def _integers(found: dict[str, str]) -> dict[str, int]:
    return {key: _integer(value) for key, value in found.items()}


def _integer(text: str) -> int:
    try:
        return int(float(text))
    except ValueError:  # of no rows, or not a number for a sum of none
        return 0


def spool_files(directory: Path) -> list[Path]:
    """Return the log files that are left."""
    return sorted(path for path in directory.rglob("*") if path.suffix in (".json", ".jsonl"))


def flushed_numbers(directory: Path, instance_id: str = "") -> list[int]:
    """Return the numbers that stand in whole lines of what is left, of all instances or one."""
    numbers = []
    for path in spool_files(directory):
        if "dead-letter" in path.name or instance_id not in path.name:
            continue
        for line in path.read_bytes().split(b"\n")[:-1]:
            with suppress(ValueError):
                _, is_tick, number = json.loads(line)["message"].partition("tick number=")
                numbers += [int(number)] if is_tick else []
    return numbers


def start_ship(
    url: str,
    directory: Path,
    *,
    window=WINDOW_SECS,
    query_url=None,
    timeout=300,
    watches=False,
    is_json=True,
    out=None,
) -> subprocess.Popen[str]:
    """Start `vlogs-nt ship`."""
    command = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
    arguments = ["--url", url, "--spool-dir", str(directory), "--window", str(window)]
    arguments += ["--json"] if is_json else []
    arguments += ["--query-url", query_url] if query_url else []
    arguments += ["--watch"] if watches else ["--timeout", str(timeout)]
    return noted(
        subprocess.Popen(
            [sys.executable, "-c", command, "ship", *arguments],
            env={**os.environ, "PYTHONPATH": str(TESTS.parent)},
            stdout=subprocess.PIPE if out is None else out,
            stderr=subprocess.PIPE if out is None else out,
            text=True,
        )
    )


def ship(
    url: str,
    directory: Path,
    *,
    window=WINDOW_SECS,
    query_url=None,
    code=0,
    timeout=300,
    ends_within=300,
) -> tuple[list[dict], str]:
    """Run `vlogs-nt ship`; return what it printed, an object a log, and its warnings."""
    process = start_ship(url, directory, window=window, query_url=query_url, timeout=timeout)
    try:
        out, errors = process.communicate(timeout=ends_within)
    finally:
        process.kill()
    assert process.returncode == code, out + errors
    return [json.loads(line) for line in out.splitlines()], errors
