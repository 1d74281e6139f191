"""
A node that logs, in a process of its own, by Nautilus's loggers or by a peer's handler.

Called with a `Job`. When all is logged it writes down when, and goes on running until the one who
called it has seen enough: then it writes down what it has used, and ends.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from nautilus_trader.common.component import flush_logger
from node import JSON_FILE
from node import build_node
from process import cpu_secs
from process import percentiles
from process import rss_mb
from process import thread_cpu_secs
from process import timer_cost_ns
from records import MARK
from records import SINGLE
from records import messages
from records import sized_messages
from workloads import Bursts
from workloads import Ticker
from workloads import until

_QUIET_SECS = 0.25
_GIVE_UP_SECS = 300.0
#: How many records a strategy of the flood logs before the event loop has its turn.
_CHUNK = 500


class Job(msgspec.Struct, kw_only=True):
    """
    What to do.

    Parameters
    ----------
    variant, handler : str
        Which node; the name of a peer's handler that its strategies log by, "" for Nautilus's own.
    url, directory, instance_id : str
        The store; where the log files go; the node's id.
    word : str
        What all texts begin with, and no others.
    scratch : str
        Where to write down what was measured.
    records, rate : int
        How many to log, and how many a second; a rate of 0 is as fast as it goes.
    strategies : int
        How many strategies take turns.
    message_bytes : int
        How long the messages are; 0 is a strategy's usual length.
    single_every : int
        Every so many records one has the word `SINGLE` in it; 0 is none.
    is_crash : bool
        The process kills itself behind the last record.

    """

    variant: str
    handler: str = ""
    url: str
    directory: str
    instance_id: str
    word: str
    scratch: str
    records: int
    rate: int = 0
    strategies: int = 1
    message_bytes: int = 0
    single_every: int = 0
    is_crash: bool = False


async def _measure(job: Job, node: Any, infos: list[Callable[[str], None]]) -> dict[str, float]:
    running = asyncio.create_task(node.run_async())
    try:
        await until(lambda: all(strategy.is_running for strategy in node.trader.strategies()))
        return await _log(job, infos)
    finally:
        await node.stop_async()
        await asyncio.wait([running], timeout=5.0)


async def _log(job: Job, infos: list[Callable[[str], None]]) -> dict[str, float]:
    make = sized_messages if job.message_bytes else messages
    texts = make(job.records, *([job.message_bytes] if job.message_bytes else []))
    texts = [text.replace(MARK, job.word, 1) for text in texts]
    if job.single_every:
        texts[:: job.single_every] = [f"{text} {SINGLE}" for text in texts[:: job.single_every]]
    timer = timer_cost_ns()
    await _quiet()
    before, process_before = thread_cpu_secs(), cpu_secs()
    ticker, began = Ticker(), time.time()
    _write(Path(job.scratch, "began"), {"began": began})
    peak = rss_mb()
    if job.rate:
        bursts = Bursts(infos, texts, job.rate)
        while not bursts.done.done():
            await asyncio.wait([bursts.done], timeout=0.25)
            peak = max(peak, rss_mb())
        costs = bursts.costs
    else:
        costs = await _flood(infos, texts)
    if job.is_crash:
        os.kill(os.getpid(), signal.SIGKILL)
    logged = {"began": began, "logged": time.time()}
    if job.variant == JSON_FILE:
        flush_logger()  # nobody does that for an agent: without it, it would miss up to 8 KiB
    late = percentiles(ticker.take())
    ticker.stop()
    _write(Path(job.scratch, "logged"), logged)
    finish, deadline = Path(job.scratch, "finish"), time.monotonic() + _GIVE_UP_SECS
    while not finish.exists() and time.monotonic() < deadline:  # noqa: ASYNC240  # tmpfs
        await asyncio.sleep(0.05)
        peak = max(peak, rss_mb())
    used = {name: secs - before.get(name, 0.0) for name, secs in thread_cpu_secs().items()}
    process = cpu_secs() - process_before
    found = {f"log_{name}_ns": ns for name, ns in percentiles(costs, minus=timer).items()}
    found |= {f"late_{name}_us": us for name, us in late.items()}
    return (
        found
        | logged
        | {
            "process_cpu_secs": process,
            # Nautilus's own threads are these two; all others are there to ship.
            "shipper_cpu_secs": process - used.get("main", 0.0) - used.get("logging", 0.0),
            "rss_peak_mb": peak,
        }
    )


async def _flood(infos: list[Callable[[str], None]], texts: list[str]) -> list[int]:
    now, costs = time.perf_counter_ns, []
    for start in range(0, len(texts), _CHUNK):
        for i in range(start, min(start + _CHUNK, len(texts))):
            text, info = texts[i], infos[i % len(infos)]
            before = now()
            info(text)
            costs.append(now() - before)
        await asyncio.sleep(0)
    return costs


async def _quiet() -> None:
    """Wait until the process has done what its start brought along."""
    before = -1.0
    while cpu_secs() - before > 0.1 * _QUIET_SECS:
        before = cpu_secs()
        await asyncio.sleep(_QUIET_SECS)


def _write(path: Path, found: dict[str, float]) -> None:
    draft = path.with_suffix(".draft")
    draft.write_bytes(msgspec.json.encode(found))
    draft.replace(path)


def _close_nothing(_timeout_secs: float) -> bool:
    """Do what closing takes where there is no handler."""
    return True


def main() -> None:
    """Build the node, log, and dispose of it."""
    job = msgspec.json.decode(sys.argv[1], type=Job)
    node = build_node(
        job.variant,
        instance_id=job.instance_id,
        url=job.url,
        directory=job.directory,
        strategies=job.strategies,
    )
    close = _close_nothing
    if job.handler:
        from handlers import HANDLERS  # noqa: PLC0415  # peers are there in their own environment

        logger, close = HANDLERS[job.handler](job.url, {"instance_id": job.instance_id})
        names = [f"BENCH-{number + 1:03}" for number in range(job.strategies)]
        infos = [logger.getChild(name).info for name in names] if names[1:] else [logger.info]
    else:
        infos = [strategy.log.info for strategy in node.trader.strategies()]
    found = node.get_event_loop().run_until_complete(_measure(job, node, infos))
    close(1.0)
    node.dispose()
    _write(Path(job.scratch, "result"), found)
    if job.handler:
        os._exit(0)  # a peer's thread that waits for a store which is down would keep the process


if __name__ == "__main__":
    main()
