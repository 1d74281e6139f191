"""
Send 2,000 records through each peer to a real store, and account for every one of them.

Run as `.venv-peers/bin/python bench/peers_check.py`. Its exit code is 1 if a peer that is
installed delivered nothing.
"""

import json
import subprocess
import sys
import tempfile
import time
import traceback
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from agents import AGENTS
from agents import Job
from handlers import HANDLERS
from peers_env import installed
from records import messages
from stores import Store

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

_COUNT = 2_000
_GIVE_UP_SECS = 60.0
# Rows that come twice come late: a look that stops at the first 2,000 would not see them.
_SETTLE_SECS = 2.0
# A record is made this long before it is handed over, in the handlers' case by a clock set back:
# what bears the time of its ingestion is then told from what bears its own.
_AGE = timedelta(hours=1)


@dataclass(frozen=True)
class Verdict:
    """What became of the records of a peer."""

    found: int
    doubled: int
    altered: int
    own_time: int
    off_by_us: float
    secs: float

    def __str__(self) -> str:
        times = "of ingestion"
        if self.own_time:
            times = f"its own on {self.own_time}, off by up to {self.off_by_us:.3f} us"
        return (
            f"found {self.found:5}  doubled {self.doubled:3}  altered {self.altered:3}  "
            f"in {self.secs:5.2f} s  _time: {times}"
        )


def main() -> None:
    """Check each peer and print what became of its records."""
    venv = Path(sys.prefix)
    versions, missing = installed(venv)
    chosen = sys.argv[1:]
    failed = False
    with tempfile.TemporaryDirectory(prefix="vlogs-peers-") as name:
        scratch = Path(name)
        with LocalServer(obtain_binary(), scratch / "store") as server:
            for peer, version in versions.items():
                if chosen and peer not in chosen:
                    continue
                check = _check_handler if peer in HANDLERS else _check_agent
                try:
                    verdict = check(peer, venv, server.url, scratch)
                except Exception:  # noqa: BLE001 - the others are to be checked all the same
                    traceback.print_exc()
                    verdict = None
                failed |= verdict is None or verdict.found == 0
                print(f"{peer:22} {version:16} {verdict}", flush=True)
    for peer, reason in missing.items():
        print(f"{peer:22} missing: {reason}")
    sys.exit(failed)


def _check_handler(peer: str, _venv: Path, url: str, _scratch: Path) -> Verdict:
    instance_id = str(uuid.uuid4())
    logger, flush_and_close = HANDLERS[peer](url, {"instance_id": instance_id})
    times = {}
    began = time.monotonic()
    for text in _texts():
        record = logger.makeRecord(logger.name, 20, __file__, 1, text, (), None)
        record.created -= _AGE.total_seconds()
        times[text] = int(record.created * 1e6) * 1_000
        logger.handle(record)
    if not flush_and_close(_GIVE_UP_SECS):
        print(f"{peer} was still sending after {_GIVE_UP_SECS:g} s")
    return _account(url, instance_id, times, began)


def _check_agent(peer: str, venv: Path, url: str, scratch: Path) -> Verdict:
    job = Job(
        venv=venv,
        logs=scratch / f"{peer}-logs",
        url=url,
        instance_id=str(uuid.uuid4()),
        scratch=scratch / peer,
    )
    job.logs.mkdir()
    job.scratch.mkdir()
    texts = _texts()
    # What is there before the agent is, what is appended under its eyes, a file that comes later.
    parts = [texts[: _COUNT // 4], texts[_COUNT // 4 : _COUNT // 2], texts[_COUNT // 2 :]]
    times: dict[str, int] = {}
    _append(job.logs / "first.json", parts[0], times)
    began = time.monotonic()
    with _running(peer, job):
        _append(job.logs / "first.json", parts[1], times)
        _append(job.logs / "second.jsonl", parts[2], times)
        return _account(url, job.instance_id, times, began)


def _texts() -> list[str]:
    """Return texts as a strategy's, the last ones being of the awkward kind."""
    awkward = (
        'he said "stop" \\ and {"a": 1}, %s %(x)d $MSG %msg%',
        "two\nlines\r\nor three\tand a tab",
        "\u20ac \u65e5\u672c \U0001f4c8 \x7f",
        "\x1b[1;31mred\x1b[0m",
        "long " + "x" * 100_000,
    )
    return messages(_COUNT - len(awkward)) + list(awkward)


def _append(path: Path, texts: list[str], times: dict[str, int]) -> None:
    """Write records as Nautilus does."""
    base = datetime.now(UTC) - _AGE
    with path.open("a") as file:
        for text in texts:
            nanos = len(times)  # which no time of ingestion has
            at = base.replace(microsecond=0)
            times[text] = int(at.timestamp()) * 10**9 + nanos
            record = {
                "timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.{nanos:09}Z",
                "trader_id": "TRADER-001",
                "level": "INFO",
                "color": "NORMAL",
                "component": "Strategy",
                "message": text,
            }
            file.write(json.dumps(record, separators=(",", ":")) + "\n")


@contextmanager
def _running(peer: str, job: Job):
    agent = AGENTS[peer]
    processes = agent.start(job)
    try:
        _until(lambda: agent.is_ready(job, processes))
        yield
    finally:
        for process in processes:
            process.terminate()
            try:
                process.wait(timeout=20.0)
            except subprocess.TimeoutExpired:
                print(f"{peer} did not end on SIGTERM")
                process.kill()
                process.wait()


def _account(url: str, instance_id: str, times: dict[str, int], began: float) -> Verdict:
    with Store(url) as store:
        found = _until(lambda: (n := store.count(instance_id)) >= _COUNT and n)
        secs = time.monotonic() - began
        time.sleep(_SETTLE_SECS)
        rows = [
            json.loads(line) for line in store.query(f'instance_id:="{instance_id}"').splitlines()
        ]
    texts = [row["_msg"] for row in rows]
    distinct = set(texts)
    offs = [abs(_nanos(row["_time"]) - times[row["_msg"]]) for row in rows if row["_msg"] in times]
    own = [off for off in offs if off < _AGE.total_seconds() * 1e9 / 2]
    return Verdict(
        found=len(distinct & set(times)) if found or rows else 0,
        doubled=len(texts) - len(distinct),
        altered=len(distinct - set(times)),
        own_time=len(own),
        off_by_us=max(own, default=0) / 1_000,
        secs=secs,
    )


def _nanos(text: str) -> int:
    whole, _, fraction = text.removesuffix("Z").partition(".")
    at = datetime.fromisoformat(f"{whole}+00:00")
    return int(at.timestamp()) * 10**9 + int(fraction.ljust(9, "0") or 0)


def _until(predicate: Callable[[], object]) -> object:
    """Return what a predicate comes to be, or what it is in the end."""
    deadline = time.monotonic() + _GIVE_UP_SECS
    while not (value := predicate()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return value


if __name__ == "__main__":
    main()
