"""One measurement of one way to get a node's records into the store, ours or a peer's."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import msgspec
from agents import AGENTS
from agents import Job as AgentJob
from handlers import HANDLERS
from measure import pieces_of
from measure import settle
from node import ACTOR
from node import JSON_FILE
from node import STOCK
from node import STRATEGY_ID
from peers_child import Job
from peers_results import OURS
from peers_results import PLAIN
from stores import Store

from nautilus_vlogs.deliver.journal import SUFFIX
from nautilus_vlogs.deliver.journal import Journal
from nautilus_vlogs.deliver.journal_records import Destination
from nautilus_vlogs.deliver.journal_records import IdentitiesRecord
from nautilus_vlogs.deliver.journal_records import Session
from nautilus_vlogs.deliver.journal_records import Shaping
from nautilus_vlogs.deliver.journal_state import JournalState
from nautilus_vlogs.operate.local_store import LocalServer
from nautilus_vlogs.places import default_spool_directory

#: What stands in ready-made lines for a run's own word.
WORD = "benchwordbenchword"

_HERE = Path(__file__).parent
_LOOK_SECS = 0.05
_LOGGING_SECS = 100.0
_END_SECS = 30.0
_IDENTITIES = {
    "others": {STRATEGY_ID: {"source": "strategy", "strategy_id": STRATEGY_ID}},
    "strategy_ids": [STRATEGY_ID],
}
_INGESTED = re.compile(r"^vl_rows_ingested_total\S* (\d+)$", re.MULTILINE)
_TICKS = os.sysconf("SC_CLK_TCK")


class Watch(msgspec.Struct):
    """What was seen in the store: how many rows, how many different ones, and how fast."""

    rows: int = 0
    distinct: int = 0
    per_sec: float = 0.0


def nothing() -> None:
    """Do nothing."""


class Way:
    """
    A way for records to the store.

    Parameters
    ----------
    name : str
        Stock Nautilus's, ours, or a peer's.
    server : LocalServer
        The real store.

    """

    def __init__(self, name: str, server: LocalServer) -> None:
        self.name = name
        self._server = server
        self.is_agent = name in AGENTS
        self.delivers = name not in (STOCK, JSON_FILE)

    def run(
        self,
        *,
        url: str = "",
        limit_secs: float = 60.0,
        patience_secs: float = 8.0,
        meanwhile: Callable[[], None] = nothing,
        watch: Callable[[str, Callable[[], bool]], dict[str, float]] | None = None,
        **plan: Any,
    ) -> dict[str, float]:
        """
        Have a node log, and return what that took.

        Parameters
        ----------
        url : str, default ""
            A dead end in the place of the store: then nobody waits for rows.
        limit_secs, patience_secs : float
            Wait so long for all rows to be stored; for the next row to come.
        meanwhile : callable
            Called on a thread of its own once the node has begun to log.
        watch : callable, optional
            Called in the place of waiting, with the run's word and what tells whether the node
            is still logging.
        **plan : Any
            More of the `Job`.

        """
        settle()
        with self._started(url or self._server.url, plan) as trial:
            trial.until_written("logged", meanwhile=meanwhile, watch=watch)
            if plan.get("is_crash"):
                return self._after_crash(trial, plan["records"])
            seen = Watch()
            if self.delivers and not url and watch is None:
                seen = trial.until_stored(limit_secs, patience_secs)
            return trial.finish() | _of(seen, plan["records"])

    def backlog(
        self, lines: bytes, records: int, *, start_cpu_secs: float = 0.0
    ) -> dict[str, float]:
        """Ship a log file that is there, and return how fast that was and what it took."""
        settle()
        with _scratch() as scratch:
            instance_id, directory = str(uuid.uuid4()), scratch / f"session-{uuid.uuid4()}"
            directory.mkdir()
            base, rest = "TRADER-001", f"_{instance_id}.json"
            path = directory / f"{base}_2026-01-01_000000:000{rest}"
            word = new_word()
            path.write_bytes(lines.replace(WORD.encode(), word.encode()))
            os.utime(path, (time.time() - 60, time.time() - 60))  # its process is long gone
            counter = Counter(self._server.url)
            if self.name in (OURS, PLAIN):
                session = Session(
                    instance_id=instance_id,
                    trader_id=base,
                    environment="sandbox",
                    destination=Destination(url=self._server.url),
                    shaping=Shaping(extract_fields=self.name == OURS),
                    constants={"trader_id": base, "environment": "sandbox", "host": "bench"},
                )
                state = JournalState(session)
                state.apply(IdentitiesRecord(_IDENTITIES))
                Journal(directory / f"{instance_id}{SUFFIX}", state).close()
                (directory / "lock").touch(mode=0o600)
                directory.chmod(0o700)
                processes = [_ship(directory, self._server.url)]
            else:
                processes = self._start_agent(directory, self._server.url, instance_id, scratch)
            store_cpu = _cpu_secs(self._server.pid)
            try:
                counter.follow(records, 120.0, 20.0)
                store_cpu = _cpu_secs(self._server.pid) - store_cpu
                used = sum(_cpu_secs(process.pid) for process in processes)
                peak = sum(_peak_mb(process.pid) for process in processes)
                seen = until_found(self._server.url, word, records, 5.0)
            finally:
                _end(processes)
                counter.close()
        million = records / 1e6
        return {
            "stored_per_sec": counter.per_sec(records),
            "stored_share": seen.distinct / records,
            "shipper_cpu_secs": (used - start_cpu_secs) / million,
            "store_cpu_secs": store_cpu / million,
            "rss_peak_mb": peak,
        }

    @contextmanager
    def _started(self, url: str, plan: dict[str, Any]) -> Iterator["_Trial"]:
        with _scratch() as scratch:
            directory = scratch / "log"
            directory.mkdir()
            instance_id = str(uuid.uuid4())
            is_handler = self.name in HANDLERS
            job = Job(
                variant=JSON_FILE
                if self.is_agent
                else ACTOR
                if self.name == OURS
                else STOCK
                if is_handler
                else self.name,
                handler=self.name if is_handler else "",
                url=url,
                directory=str(directory),
                instance_id=instance_id,
                word=new_word(),
                scratch=str(scratch),
                **plan,
            )
            agents = []
            if self.is_agent:
                agents = self._start_agent(directory, url, instance_id, scratch)
            trial = _Trial(job, agents, self._server)
            try:
                yield trial
            finally:
                _end([trial.process, *agents])

    def _start_agent(
        self, logs: Path, url: str, instance_id: str, scratch: Path
    ) -> list[subprocess.Popen]:
        """Start an agent; a backlog is there from the first, otherwise it is waited for."""
        job = AgentJob(
            venv=Path(sys.prefix), logs=logs, url=url, instance_id=instance_id, scratch=scratch
        )
        agent = AGENTS[self.name]
        processes = agent.start(job)
        deadline = time.monotonic() + 10.0
        while not agent.is_ready(job, processes) and time.monotonic() < deadline:
            time.sleep(_LOOK_SECS / 10)
        return processes

    def _after_crash(self, trial: "_Trial", records: int) -> dict[str, float]:
        trial.process.wait()
        if self.name == OURS:  # what the next node would do
            ship = _ship(Path(trial.job.directory), self._server.url)
            ship.wait(120)
        return _of(until_found(self._server.url, trial.job.word, records, 10.0), records)


class Counter:
    """
    The store's own count of the rows that it has taken, which costs it nothing to tell.

    Parameters
    ----------
    url : str
        The store.

    """

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=5.0)
        self._before = self._total()
        self._seen: list[tuple[float, int]] = []

    def follow(self, records: int, limit_secs: float, patience_secs: float) -> None:
        """Look until there are so many, or no more come."""
        deadline = moved = time.monotonic()
        deadline += limit_secs
        while time.monotonic() < min(deadline, moved + patience_secs):
            rows = self._total() - self._before
            if rows != (self._seen[-1][1] if self._seen else 0):
                self._seen.append((time.time(), rows))
                moved = time.monotonic()
            if rows >= records:
                return
            time.sleep(_LOOK_SECS)

    def per_sec(self, records: int, began: float | None = None) -> float:
        """
        Return how many rows a second came until nearly all were there.

        The last hundredth does not count: some hold their last records back for seconds.

        Parameters
        ----------
        records : int
            How many there should be.
        began : float, optional
            Since when to count, otherwise since the first that were seen.

        """
        enough = [(at, rows) for at, rows in self._seen if rows >= 0.99 * records]
        if not self._seen:
            return 0.0
        at, rows = enough[0] if enough else self._seen[-1]
        first_at, first_rows = self._seen[0] if began is None else (began, 0)
        return (rows - first_rows) / (at - first_at) if at > first_at else 0.0

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _total(self) -> int:
        text = self._http.get("/metrics").text
        return sum(map(int, _INGESTED.findall(text)))


class _Trial:
    """A node's process, and the agents beside it."""

    def __init__(self, job: Job, agents: list[subprocess.Popen], server: LocalServer) -> None:
        self.job = job
        self._agents = agents
        self._server = server
        self._scratch = Path(job.scratch)
        self.logged = (0.0, 0.0)
        self._agents_cpu = [_cpu_secs(agent.pid) for agent in agents]
        self._agents_used = 0.0
        self._agents_peak = 0.0
        self._store_used = 0.0
        self._is_disturbed = False
        self.seen: dict[str, float] = {}
        self._store_cpu = 0.0
        self._counter = Counter(server.url)
        command = [sys.executable, str(_HERE / "peers_child.py"), msgspec.json.encode(job).decode()]
        with (self._scratch / "stderr").open("wb") as stderr:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)

    def until_written(
        self,
        name: str,
        *,
        meanwhile: Callable[[], None] = nothing,
        watch: Callable[[str, Callable[[], bool]], dict[str, float]] | None = None,
    ) -> None:
        """Wait until the node has logged all."""
        began = self._scratch / "began"

        def break_it() -> None:
            while not began.exists() and self.process.poll() is None:
                time.sleep(0.01)
            meanwhile()

        self._is_disturbed = meanwhile is not nothing
        helper = threading.Thread(target=break_it, daemon=True)
        helper.start()
        self._store_cpu = _cpu_secs(self._server.pid) if self._server.running else 0.0
        path = self._scratch / name
        deadline = time.monotonic() + _LOGGING_SECS

        def is_logging() -> bool:
            return not path.exists() and self.process.poll() is None

        self.seen = watch(self.job.word, is_logging) if watch else {}
        while is_logging():
            if time.monotonic() > deadline:
                raise TimeoutError(f"it had not logged all after {_LOGGING_SECS:g} s")
            self.note_agents()
            time.sleep(0.02)
        helper.join()
        if path.exists():
            found = json.loads(path.read_bytes())
            self.logged = (found["began"], found["logged"])
        elif not self.job.is_crash:
            raise RuntimeError(f"{self.job} failed:\n{self._errors()}")

    def until_stored(self, limit_secs: float, patience_secs: float) -> Watch:
        """Wait until all is stored, or no more comes."""
        records, url = self.job.records, self._server.url
        if self._is_disturbed:  # the store forgets its count when it ends
            return until_found(url, self.job.word, records, patience_secs)
        self._counter.follow(records, limit_secs, patience_secs)
        self.note_agents()
        self._store_used = _cpu_secs(self._server.pid) - self._store_cpu
        seen = until_found(url, self.job.word, records, 3.0)
        seen.per_sec = self._counter.per_sec(records, self.logged[0])
        return seen

    def note_agents(self) -> None:
        """Look what the agents have used so far."""
        used = zip(self._agents, self._agents_cpu, strict=True)
        self._agents_used = sum(_cpu_secs(agent.pid) - before for agent, before in used)
        peak = sum(_peak_mb(agent.pid) for agent in self._agents)
        self._agents_peak = max(self._agents_peak, peak)

    def finish(self) -> dict[str, float]:
        """Have the node end, and return what it and the agents have used."""
        self._counter.close()
        (self._scratch / "finish").touch()
        try:
            self.process.wait(_END_SECS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        result = self._scratch / "result"
        if not result.exists():
            raise RuntimeError(f"{self.job} failed:\n{self._errors()}")
        found: dict[str, float] = json.loads(result.read_bytes())
        found["shipper_cpu_secs"] += self._agents_used
        found["process_cpu_secs"] += self._agents_used
        found["agents_peak_mb"] = self._agents_peak
        found["store_cpu_secs"] = self._store_used
        return found | self.seen

    def _errors(self) -> str:
        return (self._scratch / "stderr").read_text()[-4_000:]


def new_word() -> str:
    """Return a word that nobody has logged."""
    return "bench" + uuid.uuid4().hex[: len(WORD) - 5]


def until_found(url: str, word: str, records: int, patience_secs: float) -> Watch:
    """Look into the store until all is there, or no more comes."""
    seen, moved = Watch(), time.monotonic()
    while seen.distinct < records and time.monotonic() - moved < patience_secs:
        rows, distinct = count(url, word)
        if rows != seen.rows:
            seen.rows, seen.distinct = rows, distinct
            moved = time.monotonic()
        time.sleep(5 * _LOOK_SECS)
    return seen


def count(url: str, word: str) -> tuple[int, int]:
    """Return how many of our rows there are, and how many different ones; 0 if nobody answers."""
    with suppress(httpx.HTTPError, KeyError, ValueError), Store(url) as store:
        found = json.loads(store.query(f'_time:1h "{word}" | stats count() n, count_uniq(_msg) u'))
        return int(found["n"]), int(found["u"])
    return 0, 0


def raw_limit(url: str, body: bytes, records: int) -> dict[str, float]:
    """Return how fast the store takes ready-made rows, and what that takes of the client."""
    word = new_word()
    pieces = list(pieces_of(body.replace(WORD.encode(), word.encode())))
    settle()
    cpu, began = time.process_time(), time.time()
    # Over two connections, as ours sends: over one, half of the store would have nothing to do.
    with Store(url) as one, Store(url) as other, ThreadPoolExecutor(2) as pool:
        list(pool.map(_insert_all, (one, other), (pieces[::2], pieces[1::2])))
        cpu = time.process_time() - cpu
        secs = time.time() - began
    if until_found(url, word, records, 10.0).distinct < records:
        raise RuntimeError("the store does not find what was posted")
    return {
        "stored_per_sec": records / secs,
        "shipper_cpu_secs": cpu * 1e6 / records,
    }


def _insert_all(store: Store, pieces: list[bytes]) -> None:
    for piece in pieces:
        store.insert(piece)


def startup_cpu_secs(url: str) -> float:
    """Return what `vlogs-nt ship` takes where nothing is left."""
    before = os.times().children_user + os.times().children_system
    with _scratch() as scratch:
        _ship(scratch, url).wait(60)
    return os.times().children_user + os.times().children_system - before


def _of(seen: Watch, records: int) -> dict[str, float]:
    return {
        "logged": records,
        "lost": records - seen.distinct,
        "doubled": seen.rows - seen.distinct,
        "stored_share": seen.distinct / records,
        "stored_per_sec": seen.per_sec,
    }


def _ship(directory: Path, url: str) -> subprocess.Popen:
    code = "import sys; from nautilus_vlogs.commands.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "ship", "--spool-dir", str(directory), "--url", url]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


@contextmanager
def _scratch() -> Iterator[Path]:
    memory = Path(default_spool_directory()).parent
    with tempfile.TemporaryDirectory(prefix="vlogs-bench-", dir=memory) as scratch:
        try:
            yield Path(scratch)
        finally:
            shutil.rmtree(Path(scratch, "log"), ignore_errors=True)


def _end(processes: list[subprocess.Popen]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _family(pid: int) -> Iterator[int]:
    """Yield a process and those that it has started."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _cpu_secs(pid: int) -> float:
    total = 0.0
    for one in _family(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total


def _peak_mb(pid: int) -> float:
    total = 0.0
    for one in _family(pid):
        with suppress(OSError):
            for line in Path(f"/proc/{one}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    total += int(line.split()[1]) / 1024
    return total
