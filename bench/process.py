"""What the operating system knows about this process, and a summary of many small times."""

import resource
import threading
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

_TASKS = Path("/proc/self/task")


def cpu_secs() -> float:
    """Return the CPU time that all threads of this process have used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def thread_cpu_secs() -> dict[str, float]:
    """Return the CPU time of each thread that is of interest, by name."""
    names = {
        thread.native_id: thread.name
        for thread in threading.enumerate()
        if thread.name.startswith("vlogs-")
    }
    names[threading.main_thread().native_id] = "main"
    used: dict[str, float] = {}
    for task in _TASKS.iterdir():
        native = (task / "comm").read_text().strip()
        name = names.get(int(task.name), native if native == "logging" else "others")
        # In nanoseconds, unlike /proc/*/stat, which counts in hundredths of a second.
        on_cpu = int((task / "schedstat").read_text().split()[0])
        used[name] = used.get(name, 0.0) + on_cpu / 1e9
    return used


def rss_mb() -> float:
    """Return the memory that this process has resident."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("/proc/self/status has no VmRSS")


def machine_busy(over_secs: float = 0.5) -> float:
    """Return how many of the machine's CPUs are in use, by whomsoever."""
    before, began = _busy_ticks(), time.monotonic()
    time.sleep(over_secs)
    return (_busy_ticks() - before) / 100 / (time.monotonic() - began)


def _busy_ticks() -> int:
    user, nice, system, _idle, _iowait, irq, softirq, *_ = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return user + nice + system + irq + softirq


def timer_cost_ns() -> float:
    """Return what two readings of the clock around nothing take."""
    now = time.perf_counter_ns
    costs = array("q", bytes(8 * 20_000))
    for i in range(len(costs)):
        before = now()
        costs[i] = now() - before
    return percentile(sorted(costs), 50)


def percentiles(values: Sequence[float], minus: float = 0.0) -> dict[str, float]:
    """Return the median and the tail of times, less what measuring them took."""
    ordered = sorted(values)
    return {f"p{q:g}": percentile(ordered, q) - minus for q in (50, 99, 99.9)}


def percentile(ordered: Sequence[float], q: float) -> float:
    """Return the value that a share of sorted values does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * q / 100))]
