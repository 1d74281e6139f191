import inspect
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from typing import Self
from typing import TypeVar

import httpx
import pytest
from fake_store import FakeStore
from hypothesis import settings
from machine_spool import TOUCHED
from machine_spool import MachineSpool
from machine_spool import default_places
from matrix import BETWEEN

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import INTERNAL_KEY_VARIABLE
from nautilus_vlogs.operate.local_store import LocalServer

#: The argument that opens the internal paths of the stores that tests start.
INTERNAL_KEY = {"authKey": "of-the-tests"}
os.environ[INTERNAL_KEY_VARIABLE] = INTERNAL_KEY["authKey"]

# What the project keeps below the user's home, such as dead letters and the demo's spool, is this
# run's own.
_home = tempfile.TemporaryDirectory(prefix="vlogs-nt-home-", ignore_cleanup_errors=True)
os.environ["XDG_STATE_HOME"] = f"{_home.name}/state"
os.environ["XDG_DATA_HOME"] = f"{_home.name}/data"

# Nodes of tests have spools of their own, never where this machine's nodes have theirs.
_machine_spool = MachineSpool(default_places())

# httpx gives up after 5 s unless told otherwise, and an answer of this machine may take longer.
_deadlines = inspect.signature(httpx.get).parameters["timeout"].default
_deadlines.connect = _deadlines.read = _deadlines.write = _deadlines.pool = 60.0

# What hypothesis tries: on a whole run, and in `make test-fast`.
settings.register_profile("whole", settings(), max_examples=200, deadline=None)
settings.register_profile("fast", settings(), max_examples=20, deadline=None)
settings.load_profile("whole")

Result = TypeVar("Result")

# A shell has what runs in its background ignore SIGINT, and our children would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what `tests/matrix.py` asks for on CI."""
    parser.addoption(
        "--half",
        choices=["first", "second"],
        help="run every other test, but all of tests/unit and what depends most on the versions",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that are the other half's."""
    half = config.getoption("--half")
    if half is None:
        return
    whole = ("tests/unit/", *BETWEEN)
    shared = [item for item in items if not item.nodeid.startswith(whole)]
    left_out = set(shared[1 if half == "first" else 0 :: 2])
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run, once for all of its workers, if a test has touched the machine's spools."""
    if not hasattr(session.config, "workerinput") and (places := _machine_spool.touched()):
        session.exitstatus = TOUCHED
        sys.stderr.write(f"\nA test has used {', '.join(map(str, places))}: give it a spool\n")


def eventually(predicate: Callable[[], object], timeout: float = 60.0) -> None:
    """Return as soon as the predicate holds, fail when it does not within the timeout."""
    deadline = time.monotonic() + timeout
    while not predicate():
        assert time.monotonic() < deadline, f"not within {timeout} s"
        time.sleep(0.02)


@contextmanager
def ended(process: subprocess.Popen[Any]) -> Iterator[subprocess.Popen[Any]]:
    """End a process with the block: leaving `Popen` itself waits, also for one that never ends."""
    with process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def ends(function: Callable[[], Result], timeout: float = 60.0) -> Result:
    """Return what a function returns, which would go on for ever if it were wrong."""
    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.append(function()), daemon=True)
    thread.start()
    thread.join(timeout)
    assert not thread.is_alive(), f"not ended after {timeout} s"
    (result,) = results
    return result


class Store:
    """A real VictoriaLogs, and a name of this test's own to tell its rows from others'."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.id = uuid.uuid4().hex
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def is_up(self) -> bool:
        """Return whether it answers."""
        try:
            return self._http.get("/health").status_code == 200
        except httpx.TransportError:
            return False

    def insert(self, *rows: dict[str, object], stream_fields: str = "") -> None:
        """Insert rows as they are, into the streams of these fields."""
        body = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        answer = self._http.post(
            "/insert/jsonline",
            params={"_stream_fields": stream_fields} if stream_fields else {},
            content=body,
            headers={"Content-Type": "application/stream+json"},
        )
        answer.raise_for_status()

    def query(self, logsql: str) -> list[dict[str, str]]:
        """Return the rows that a query finds, in no order unless it sorts."""
        answer = self._http.post("/select/logsql/query", data={"query": logsql})
        answer.raise_for_status()
        # On this byte only: str.splitlines would split inside rows that hold U+2028.
        return [json.loads(line) for line in answer.content.split(b"\n") if line]

    def wait_for(
        self,
        logsql: str,
        wanted: int | Callable[[list[dict[str, str]]], object] = 1,
        timeout: float = 60.0,
    ) -> list[dict[str, str]]:
        """Query until there are at least so many rows, or until the predicate likes them."""
        deadline = time.monotonic() + timeout
        while True:
            rows = self.query(logsql)
            if len(rows) >= wanted if isinstance(wanted, int) else wanted(rows):
                return rows
            assert time.monotonic() < deadline, (
                f"{logsql!r} not as wanted ({wanted}) within {timeout} s; "
                f"{len(rows)} rows, the last: {rows[-3:]}"
            )
            time.sleep(0.05)

    def flush(self) -> None:
        """Make what was inserted searchable now; it is no more durable for it."""
        self._http.get("/internal/force_flush", params=INTERNAL_KEY).raise_for_status()


@pytest.fixture(scope="session")
def clock_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library that shifts the wall clock, and nothing else, of a process."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler to shift the clock of Nautilus's Rust code as well")
    library = tmp_path_factory.mktemp("clock") / "clock.so"
    source = Path(__file__).with_name("faults") / "clock.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, source], check=True)
    return library


@pytest.fixture(scope="session")
def step() -> int:
    """Return how many tries of a long list make one: all count, in `make test-fast` every 8th."""
    return 8 if settings.default.max_examples < 100 else 1


@pytest.fixture
def fake() -> Iterator[FakeStore]:
    """Return a store that can misbehave."""
    with closing(FakeStore()) as store:
        yield store


@pytest.fixture(scope="session")
def victoria_logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """One VictoriaLogs for the whole run, built if this machine has none."""
    data_dir = tmp_path_factory.mktemp("victoria-logs")
    with LocalServer(obtain_binary(), data_dir) as server:
        yield server


@pytest.fixture
def store(victoria_logs: LocalServer) -> Iterator[Store]:
    """Give a test its own view of the run's VictoriaLogs."""
    with Store(victoria_logs.url) as view:
        yield view
