"""Start measurements, and account for every record of theirs."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from feeder import fed
from node import ACTOR
from node import STRATEGY_ID
from process import machine_busy
from records import MARK
from stores import Store
from workloads import Plan

from nautilus_vlogs.places import default_spool_directory

_HERE = Path(__file__).parent
_TIMEOUT_SECS = 300.0
_SETTLE_SECS = 20.0
_PIECE_BYTES = 1_500_000
_FED_BYTES = 40_000_000


class Bench:
    """
    Run measurements against one store.

    Parameters
    ----------
    url : str
        The real store.

    Attributes
    ----------
    mistakes : list[str]
        Records that were lost, doubled or invented.
    checked : int
        Records that were accounted for.

    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.mistakes: list[str] = []
        self.checked = 0
        self._ready_made = b""

    def run(
        self,
        workload: str,
        variant: str,
        *,
        at: str | None = None,
        fed_per_sec: int = 0,
        **plan: Any,
    ) -> dict[str, Any]:
        """
        Run one measurement in a fresh process and return what it measured.

        Parameters
        ----------
        workload, variant : str
            As in `Plan`.
        at : str, optional
            A dead end to send the rows to, instead of to the store.
        fed_per_sec : int, default 0
            Have another process post so many rows a second meanwhile, those of `raw_rate`.
        **plan : Any
            More of the `Plan`.

        """
        settle()
        with (
            fed(self.url, self._ready_made, fed_per_sec) if fed_per_sec else nullcontext(),
            self._started(workload, variant, at, plan) as (_, _, result),
        ):
            return result()

    def freshness(self, samples: int) -> dict[str, list[float]]:
        """Return how long single lines take to be found, and what of that is the store's own."""
        settle()
        with self._started("single", ACTOR, None, {"records": samples}) as (
            plan,
            process,
            result,
        ):
            logged = self._watch(plan.instance_id, samples, lambda: process.poll() is None)
            result()
        return {"logged": logged, "posted": self._post_singly(samples)}

    def raw_rate(self, instance_id: str, count: int) -> dict[str, float]:
        """Return how fast the store takes the very rows that the actor sent, ready-made."""
        new_id = str(uuid.uuid4())
        with Store(self.url) as store:
            body = store.query(
                f'instance_id:="{instance_id}" {MARK} | sort by (_time)'
                " | delete _stream, _stream_id"
            ).replace(instance_id.encode(), new_id.encode())
            self._ready_made = body[: body.find(b"\n", _FED_BYTES) + 1 or None]
            pieces = list(pieces_of(body))
            settle()
            began = time.monotonic()
            for piece in pieces:
                store.insert(piece)
            accepted = time.monotonic()
            while store.count(new_id, MARK) < count:
                if time.monotonic() - began > _TIMEOUT_SECS:
                    raise TimeoutError("the store does not find what was posted")
                time.sleep(0.01)
            return {
                "accepted_per_sec": count / (accepted - began),
                "stored_per_sec": count / (time.monotonic() - began),
                "row_bytes": len(body) / count,
            }

    @contextmanager
    def _started(
        self, workload: str, variant: str, at: str | None, options: dict
    ) -> Iterator[tuple]:
        memory = Path(default_spool_directory()).parent
        with tempfile.TemporaryDirectory(prefix="vlogs-bench-", dir=memory) as scratch:
            plan = Plan(
                workload=workload,
                variant=variant,
                url=at or self.url,
                is_store_up=at is None,
                directory=f"{scratch}/spool",
                instance_id=str(uuid.uuid4()),
                **options,
            )
            result, errors = Path(scratch, "result"), Path(scratch, "stderr")
            command = [
                sys.executable,
                str(_HERE / "child.py"),
                msgspec.json.encode(plan).decode(),
                str(result),
            ]
            with errors.open("wb") as stderr:
                # The console of all variants leads to /dev/null.
                process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)

            def finish() -> dict:
                process.wait(_TIMEOUT_SECS)
                if process.returncode != 0 or not result.exists():
                    raise RuntimeError(f"{command} failed:\n{errors.read_text()[-4_000:]}")
                measured = json.loads(result.read_bytes())
                measured["instance_id"] = plan.instance_id
                if variant == ACTOR:
                    self._account(plan, measured["stats"])
                return measured

            try:
                yield plan, process, finish
            finally:
                process.kill()
                process.wait()
                shutil.rmtree(plan.directory, ignore_errors=True)

    def _account(self, plan: Plan, stats: dict) -> None:
        """Find every record, in the store or, where that is down, in the spool."""
        self.checked += plan.records
        if plan.is_store_up:
            trouble = self._trouble_in_store(plan, stats)
        else:
            kept = _kept_in_spool(plan.directory)
            trouble = "" if kept == plan.records else f"{kept} records are kept in the spool"
        if stats["lost"] or stats["put_aside"]:
            trouble += f" stats say lost={stats['lost']} put_aside={stats['put_aside']}"
        if trouble:
            self.mistakes.append(f"{plan.workload}: {plan.records} logged, {trouble}")

    def _trouble_in_store(self, plan: Plan, stats: dict) -> str:
        deadline = time.monotonic() + 10.0
        with Store(self.url) as store:
            while True:
                ours = store.count(plan.instance_id, f'strategy_id:="{STRATEGY_ID}" {MARK}')
                total, different, highest = store.seqs(plan.instance_id)
                is_whole = total == different == highest + 1 and total >= stats["read"]
                if ours == plan.records and is_whole:
                    return ""
                if time.monotonic() > deadline:
                    return (
                        f"{ours} stored; of the node's {total} rows {different} differ, the "
                        f"highest seq is {highest}, the actor had read {stats['read']}"
                    )
                time.sleep(0.2)

    def _watch(self, instance_id: str, samples: int, is_alive: Any) -> list[float]:
        """Return for each single line, as it turns up, how old it is then."""
        found: dict[str, float] = {}
        with Store(self.url) as store:
            while len(found) < samples and is_alive():
                rows = store.query(
                    f'_time:10s instance_id:="{instance_id}" {MARK} single | fields _msg, _time'
                )
                now = time.time()
                for row in map(json.loads, rows.splitlines()):
                    at = datetime.fromisoformat(row["_time"])
                    found.setdefault(row["_msg"], now - at.timestamp())
                time.sleep(0.005)
        return list(found.values())

    def _post_singly(self, samples: int) -> list[float]:
        """Do as `_watch` does for rows that are posted at once, one by one."""
        found = []
        with Store(self.url) as store:
            for number in range(samples):
                time.sleep(0.01 * (number % 10))  # at odd moments, as the lines are logged
                instance_id, posted = str(uuid.uuid4()), time.time()
                row = {"_time": f"{posted:.9f}", "_msg": f"{MARK} {number} single"}
                row |= {"instance_id": instance_id, "source": "strategy"}
                store.insert(json.dumps(row).encode() + b"\n")
                while not store.count(instance_id, f"_time:10s {MARK}"):
                    time.sleep(0.005)
                found.append(time.time() - posted)
        return found


def settle() -> None:
    """Wait until the machine has next to nothing else to do, but not forever."""
    deadline = time.monotonic() + _SETTLE_SECS
    while machine_busy() > 0.1 and time.monotonic() < deadline:
        pass


def pieces_of(body: bytes) -> Iterator[bytes]:
    """Yield the lines of a body in requests of the usual size."""
    start = 0
    while start < len(body):
        end = body.find(b"\n", start + _PIECE_BYTES) + 1 or len(body)
        yield body[start:end]
        start = end


def _kept_in_spool(directory: str) -> int:
    ours = f'"message":"{MARK} '.encode()
    return sum(path.read_bytes().count(ours) for path in Path(directory).rglob("*.json*"))
