"""
Compare shipping by threads of the node with shipping by a companion, interleaved.

The store is on the same machine. Printed as a table in Markdown, for docs/companion.md.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from faults.harness import Account  # noqa: E402
from faults.harness import Node  # noqa: E402
from faults.harness import flushed_numbers  # noqa: E402

from nautilus_vlogs.operate.build import obtain_binary  # noqa: E402
from nautilus_vlogs.operate.local_store import LocalServer  # noqa: E402

RATES = (2_000, 20_000)
SHIPPERS = ("thread", "companion")
ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
RUN_SECS = 8.0
TICKS_SECS = os.sysconf("SC_CLK_TCK")


def companion_of(directory):
    """Return the process that follows a spool directory, if there is one."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--until" in arguments and str(directory).encode() in arguments:
            return int(process.name)
    return None


def cpu_secs(pid):
    """Return the CPU time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_SECS


def size_mb(pid):
    """Return the resident size of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1_000


def measure(url, rate, shipper):
    """Return the figures of one run, whose node is killed in the end."""
    directory = Path(tempfile.mkdtemp(prefix="vlogs-nt-bench-"))
    node = Node()
    node.start(url, directory, rate=rate, shipper=shipper)
    try:
        time.sleep(5.0)  # until the companion is at work
        helper = companion_of(directory)
        assert (helper is not None) == (shipper == "companion")
        pids = [node.process.pid, *([helper] if helper else [])]
        node.phase("calm")
        before, logged = sum(map(cpu_secs, pids)), node.logged
        time.sleep(RUN_SECS)
        cpu = (sum(map(cpu_secs, pids)) - before) / (node.logged - logged) * 1e6
        sizes = [size_mb(pid) for pid in pids]
        node.phase("healed")
        figures = {"cpu": cpu, "node_mb": sizes[0], "companion_mb": sum(sizes[1:])}
        node.exec(
            "import json; open(os.environ['TEST_DIRECTORY'] + '/late', 'w')"
            ".write(json.dumps(talker.summary()['calm']))"
        )
        late = json.loads((directory / "late").read_text())
        figures |= {name: late[name] for name in ("p50", "p99", "p999")}
        node.kill()
        killed = time.monotonic()
        flushed = last_flushed(directory)
        found = None
        while time.monotonic() < killed + 20:
            if Account(url, node.instance_id).numbers.get("high", -1) >= flushed:
                found = time.monotonic() - killed
                break
            time.sleep(0.05)
        figures["found"] = found
    finally:
        node.close()
    return figures


def last_flushed(directory):
    """Return the last number that is in a killed node's files."""
    return max(flushed_numbers(directory), default=-1)


def main():
    """Measure, and print the table."""
    found = {}
    with tempfile.TemporaryDirectory() as data, LocalServer(obtain_binary(), Path(data)) as server:
        for _ in range(ROUNDS):
            for rate in RATES:
                for shipper in SHIPPERS:
                    one = measure(server.url, rate, shipper)
                    print(rate, shipper, one, file=sys.stderr, flush=True)
                    found.setdefault((rate, shipper), []).append(one)
    heads = ("lines/s", "shipper", "lateness p50", "p99", "p99.9", "CPU a row", "memory", "found")
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    for (rate, shipper), runs in found.items():

        def middle(name, runs=runs):
            values = [run[name] for run in runs if run[name] is not None]
            return statistics.median(values) if len(values) == len(runs) else None

        last = middle("found")
        memory = f"{middle('node_mb'):.0f} MB"
        if shipper == "companion":
            memory += f" + {middle('companion_mb'):.0f} MB"
        cells = [
            f"{rate:,}",
            shipper,
            *(f"{middle(name):.2f} ms" for name in ("p50", "p99", "p999")),
            f"{middle('cpu'):.1f} µs",
            memory,
            "not until the next start" if last is None else f"{last:.1f} s",
        ]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
