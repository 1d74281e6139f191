"""
Compare shipping by threads of the node with shipping by a companion, interleaved.

Run as ``python bench/companion.py [--rounds N]``. The store is on the same machine, or stands as if
on another one (`far.py`). The medians go to ``docs/bench/companion.md``, each run's figures to the
standard error.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import far  # noqa: E402
from conftest import Store  # noqa: E402
from faults.harness import Account  # noqa: E402
from faults.harness import Node  # noqa: E402
from faults.harness import spool_files  # noqa: E402

from nautilus_vlogs.operate.build import obtain_binary  # noqa: E402
from nautilus_vlogs.operate.build import version_of  # noqa: E402
from nautilus_vlogs.operate.local_store import LocalServer  # noqa: E402

REPORT = ROOT / "docs" / "bench" / "companion.md"
RATES = (2_000, 20_000)
SHIPPERS = ("thread", "companion")
PLACES = ("here", "elsewhere")
RUN_SECS = 8.0
WANTED_SECS = 2.0
_START_SECS = 5.0
_FOUND_SECS = 10.0
_TAIL_BYTES = 64 * 1024
_TICK = re.compile(rb"tick number=(\d+)\"\}\n")
_TICKS_SECS = os.sysconf("SC_CLK_TCK")


def companion_of(directory: Path) -> int | None:
    """Return the process that follows a spool directory, if there is one."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--until" in arguments and str(directory).encode() in arguments:
            return int(process.name)
    return None


def cpu_secs(pid: int) -> float:
    """Return the CPU time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_SECS


def size_mb(pid: int) -> float:
    """Return the resident size of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1_000


def measure(store: Store, url: str, rate: int, shipper: str) -> dict[str, float | None]:
    """Return the figures of one run, whose node reaches the store at a URL, and is killed."""
    directory = Path(tempfile.mkdtemp(prefix="vlogs-nt-bench-"))
    node = Node()
    node.start(url, directory, rate=rate, shipper=shipper)
    try:
        time.sleep(_START_SECS)  # until the companion is at work
        helper = companion_of(directory)
        assert (helper is not None) == (shipper == "companion")
        pids = [node.process.pid, *([helper] if helper else [])]
        node.phase("calm")
        before, logged = [cpu_secs(pid) for pid in pids], node.logged
        time.sleep(RUN_SECS)
        spent = [cpu_secs(pid) - earlier for pid, earlier in zip(pids, before, strict=True)]
        rows = node.logged - logged
        sizes = [size_mb(pid) for pid in pids]
        node.phase("healed")
        node.exec(
            "import json; open(os.environ['TEST_DIRECTORY'] + '/late', 'w')"
            ".write(json.dumps(talker.summary()['calm']))"
        )
        late = json.loads((directory / "late").read_text())
        killed = time.monotonic()
        node.kill()
        return {
            "node_cpu": spent[0] / rows * 1e6,
            "companion_cpu": sum(spent[1:]) / rows * 1e6,
            "node_mb": sizes[0],
            "companion_mb": sum(sizes[1:]),
            **{name: late[name] for name in ("p50", "p99", "p999")},
            "found": secs_until_found(store, node.instance_id, last_written(directory), killed),
        }
    finally:
        node.close()
        shutil.rmtree(directory, ignore_errors=True)  # a companion ends with its session


def last_written(directory: Path) -> int:
    """Return the last number of a whole line in a killed node's files, from their ends alone."""
    numbers = [-1]
    for path in spool_files(directory):
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
            numbers += map(int, _TICK.findall(file.read()))
    return max(numbers)


def secs_until_found(store: Store, instance_id: str, number: int, began: float) -> float | None:
    """Return after how long the last line of a killed node is found by a plain query."""
    query = f'_time:1m instance_id:="{instance_id}" _msg:="tick number={number}"'
    while (waited := time.monotonic() - began) < _FOUND_SECS:
        if store.query(query):
            account = Account(store.url, instance_id)
            account.check_gapless()
            assert account.numbers["high"] == account.numbers["n"] - 1 == number, account.numbers
            return waited
        time.sleep(0.05)
    return None


def table(found: dict[tuple[str, int, str], list[dict[str, float | None]]], title: str) -> str:
    """Return the medians as a table in Markdown."""
    heads = (
        "store",
        "lines/s",
        "shipper",
        "lateness p50",
        "p99",
        "p99.9",
        "CPU a row",
        "memory",
        "found after a kill",
    )
    lines = ["<!-- made by bench/companion.py -->", title, "", "| " + " | ".join(heads) + " |"]
    lines.append("|---" * len(heads) + "|")
    for (place, rate, shipper), runs in sorted(found.items(), key=_order):

        def middle(name: str, runs: list[dict[str, float | None]] = runs) -> float:
            return statistics.median(run[name] or 0.0 for run in runs)

        waits = [run["found"] for run in runs]
        met = [one for one in waits if one is not None]
        last = "not until the next start"
        if len(met) == len(waits):
            last = f"{statistics.median(met):.1f} s, at most {max(met):.1f} s"
            last += "" if max(met) <= WANTED_SECS else " (**missed**)"
        cpu, memory = f"{middle('node_cpu'):.1f}", f"{middle('node_mb'):.0f}"
        if shipper == "companion":
            cpu += f" + {middle('companion_cpu'):.1f}"
            memory += f" + {middle('companion_mb'):.0f}"
        cells = [
            place,
            f"{rate:,}",
            shipper,
            *(f"{middle(name):.2f} ms" for name in ("p50", "p99", "p999")),
            f"{cpu} µs",
            f"{memory} MB",
            last,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _order(item: tuple[tuple[str, int, str], object]) -> tuple[int, int, int]:
    place, rate, shipper = item[0]
    return PLACES.index(place), rate, SHIPPERS.index(shipper)


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (default: 3)")
    parser.add_argument("--rate", type=int, action="append", help="measure this one and write none")
    options = parser.parse_args()
    found: dict[tuple[str, int, str], list[dict[str, float | None]]] = {}
    binary = obtain_binary()
    all_cpus = os.sched_getaffinity(0)
    first, *others = sorted(all_cpus)
    assert others, "a store elsewhere has a CPU for itself: two are needed"
    cpus_of = {"here": (all_cpus, all_cpus), "elsewhere": ({first}, set(others))}
    with ExitStack() as stack:
        stores: dict[str, tuple[Store, str]] = {}
        for place in PLACES:
            data = stack.enter_context(tempfile.TemporaryDirectory())
            with far.cpus(cpus_of[place][1]):
                server = stack.enter_context(LocalServer(binary, Path(data)))
                url = server.url
                if place == "elsewhere":
                    url = stack.enter_context(far.network_to(urlsplit(url).port or 0))
            stores[place] = stack.enter_context(Store(server.url)), url
        for _ in range(options.rounds):
            for rate in options.rate or RATES:
                for place, (store, url) in stores.items():
                    for shipper in SHIPPERS:
                        with far.cpus(cpus_of[place][0]):
                            one = measure(store, url, rate, shipper)
                        print(place, rate, shipper, one, file=sys.stderr, flush=True)
                        found.setdefault((place, rate, shipper), []).append(one)
    title = (
        f"nautilus_trader {version('nautilus_trader')} and VictoriaLogs {version_of(binary)} on "
        f"one machine of {os.cpu_count()} CPUs, which had a load of {os.getloadavg()[2]:.1f}; "
        f"medians of {options.rounds} runs of {RUN_SECS:g} s each, interleaved. *Here*: node, "
        "companion and store share all CPUs. *Elsewhere*: node and companion have one CPU, the "
        f"store the others, behind a relay that delays each byte by {far.DELAY_SECS * 1e3:g} ms."
    )
    text = table(found, title)
    if not options.rate:
        REPORT.write_text(text)
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
