"""What runs in the node's event loop, and what it measures there."""

import asyncio
import random
import time
from array import array
from collections.abc import Callable
from typing import Any

import msgspec
from node import ACTOR
from node import actor_of
from node import strategy_of
from process import cpu_secs
from process import percentiles
from process import rss_mb
from process import thread_cpu_secs
from process import timer_cost_ns
from records import MARK
from records import messages
from stores import Store

_TICK_SECS = 0.001
_GIVE_UP_SECS = 120.0


class Plan(msgspec.Struct, kw_only=True):
    """
    One measurement, as its process is told.

    Parameters
    ----------
    workload, variant : str
        What is logged; by which node.
    url, directory, instance_id : str
        The store; where the spool goes; how the node's rows can be told from others'.
    is_store_up : bool
        Whether rows can arrive.
    records : int
        How many records to log.
    rate : int
        For `paced`: how many a second.
    idle_secs : float
        For `paced`: how long to look at the node at rest.

    """

    workload: str
    variant: str
    url: str = ""
    directory: str
    instance_id: str
    is_store_up: bool = True
    records: int
    rate: int = 20_000
    idle_secs: float = 3.0


async def run(plan: Plan, node: Any) -> dict[str, Any]:
    """Run a workload and return what was measured."""
    return await {"flood": _flood, "paced": _paced, "single": _single}[plan.workload](plan, node)


async def _flood(plan: Plan, node: Any) -> dict[str, Any]:
    """Log as fast as Nautilus takes it, and wait until all of it is stored."""
    texts = messages(plan.records)
    timer = timer_cost_ns()
    costs = array("q", bytes(8 * len(texts)))
    info = strategy_of(node).log.info
    now = time.perf_counter_ns
    await _quiet(node, plan)
    sent = _sent(node)
    cpu, threads = cpu_secs(), thread_cpu_secs()
    began = time.monotonic()
    for i, text in enumerate(texts):
        before = now()
        info(text)
        costs[i] = now() - before
    logged = time.monotonic()
    if _delivers(plan):
        await until(lambda: _sent(node) - sent >= len(texts))
    else:
        await _quiet(node, plan)
    ended, cpu = time.monotonic(), cpu_secs() - cpu
    measured: dict[str, Any] = {
        "log_ns": percentiles(costs, minus=timer),
        "logged_per_sec": len(texts) / (logged - began),
        "cpu_secs": cpu,
        "thread_cpu_secs": {
            name: used - threads.get(name, 0.0) for name, used in thread_cpu_secs().items()
        },
    }
    if _delivers(plan):
        with Store(plan.url) as store:
            await until(lambda: store.count(plan.instance_id, MARK) >= len(texts))
        measured["accepted_per_sec"] = len(texts) / (ended - began)
        measured["stored_per_sec"] = len(texts) / (time.monotonic() - began)
    measured["rss_mb"] = rss_mb()
    return measured


async def _paced(plan: Plan, node: Any) -> dict[str, Any]:
    """Log at a steady rate, in a burst each millisecond, and look how late the loop is."""
    texts = messages(plan.records)
    timer = timer_cost_ns()
    await _quiet(node, plan)
    ticker = Ticker()
    cpu = cpu_secs()
    await asyncio.sleep(plan.idle_secs)
    measured: dict[str, Any] = {
        "idle_cpu_share": (cpu_secs() - cpu) / plan.idle_secs,
        "idle_late_us": percentiles(ticker.take()),
        "rss_idle_mb": rss_mb(),
    }
    bursts = Bursts([strategy_of(node).log.info], texts, plan.rate)
    resident = []
    while not bursts.done.done():
        await asyncio.wait([bursts.done], timeout=0.25)
        resident.append(rss_mb())
    measured["late_us"] = percentiles(ticker.take())
    ticker.stop()
    measured["log_ns"] = percentiles(bursts.costs, minus=timer)
    # From where the load has set in to its end: flat means about nothing.
    measured["rss_growth_mb"] = resident[-1] - resident[min(8, len(resident) // 3)]
    measured["rss_peak_mb"] = max(resident)
    await _quiet(node, plan)
    measured["rss_mb"] = rss_mb()
    return measured


async def _single(plan: Plan, node: Any) -> dict[str, Any]:
    """Log single lines at odd moments, for somebody else to look when they can be found."""
    rng = random.Random(plan.records)
    await _quiet(node, plan)
    for number in range(plan.records):
        await asyncio.sleep(rng.uniform(0.5, 1.3))
        strategy_of(node).log.info(f"{MARK} {number} single")
    await asyncio.sleep(3.0)
    return {}


class Ticker:
    """Call itself every millisecond, and note by how much later than that it was called."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._late = array("d")
        self._is_stopped = False
        self._again()

    def take(self) -> array:
        """Return what was noted since the last time, in microseconds."""
        late, self._late = self._late, array("d")
        return late

    def stop(self) -> None:
        """Call itself no more."""
        self._is_stopped = True

    def _tick(self) -> None:
        self._late.append((time.perf_counter() - self._due) * 1e6)
        if not self._is_stopped:
            self._again()

    def _again(self) -> None:
        self._due = time.perf_counter() + _TICK_SECS
        self._loop.call_later(_TICK_SECS, self._tick)


class Bursts:
    """Log texts at a rate: every millisecond as many as are due."""

    def __init__(self, infos: list[Callable[[str], None]], texts: list[str], rate: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._infos = infos  # which take turns
        self._texts = texts
        self._rate = rate
        self._began = time.perf_counter()
        self._logged = 0
        self.costs = array("q", bytes(8 * len(texts)))
        self.done = self._loop.create_future()
        self._burst()

    def _burst(self) -> None:
        infos, now, texts, costs = self._infos, time.perf_counter_ns, self._texts, self.costs
        due = int((time.perf_counter() - self._began) * self._rate)
        for i in range(self._logged, min(due, len(texts))):
            text, info = texts[i], infos[i % len(infos)]
            before = now()
            info(text)
            costs[i] = now() - before
        self._logged = max(self._logged, due)
        if self._logged >= len(texts):
            self.done.set_result(None)
        else:
            self._loop.call_later(_TICK_SECS, self._burst)


def _delivers(plan: Plan) -> bool:
    return plan.variant == ACTOR and plan.is_store_up


def _sent(node: Any) -> int:
    actor = actor_of(node)
    stats = actor and actor.stats()
    return stats.sent if stats else 0


async def _quiet(node: Any, plan: Plan) -> None:
    """Wait until the process has caught up with what was logged."""
    if _delivers(plan):
        await until(lambda: _is_caught_up(node))
    before = -1.0
    while cpu_secs() - before > 0.02:  # of 0.25 s; the logging thread works through its queue
        before = cpu_secs()
        await asyncio.sleep(0.25)


def _is_caught_up(node: Any) -> bool:
    stats = actor_of(node).stats()
    if stats is None:
        raise RuntimeError("the actor ships nothing")
    return stats.read > 0 and stats.sent >= stats.read - stats.put_aside - stats.lost


async def until(predicate: Callable[[], object]) -> None:
    """Return as soon as the predicate holds."""
    deadline = time.monotonic() + _GIVE_UP_SECS
    while not predicate():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {_GIVE_UP_SECS:g} s")
        await asyncio.sleep(0.01)
