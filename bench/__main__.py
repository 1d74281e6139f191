"""
What shipping logs to VictoriaLogs costs a node, each figure beside that of stock Nautilus.

Run as ``python bench [--quick] [--rounds N] [--json FILE]``. Each measurement has a process
of its own, with a real TradingNode in the sandbox environment and its console on /dev/null; the
variants take turns over several rounds. A record that is lost or doubled is an error (exit 1), a
slow machine is none.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from measure import Bench
from node import ACTOR
from node import FILE
from node import STOCK
from report import Figure
from report import Rounds
from report import Target
from report import conditions
from report import figure
from stores import DeadEnd

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.local_store import LocalServer

_DOWN = "actor, store down"
_MUTE = "actor, store mute"
_RAW = "ready-made rows"
_FED = "stock, store fed"
_RATE = 20_000


class Size(msgspec.Struct):
    """How much is measured."""

    rounds: int
    flood: int
    paced: int
    samples: int


_FULL = Size(rounds=3, flood=400_000, paced=200_000, samples=30)
_QUICK = Size(rounds=1, flood=100_000, paced=60_000, samples=6)


def main() -> int:
    """Run the benchmark; return 1 if a record could not be accounted for."""
    options = _options()
    size = _QUICK if options.quick else _FULL
    size.rounds = options.rounds or size.rounds
    began = time.monotonic()
    load = [os.getloadavg()[0]]
    with (
        tempfile.TemporaryDirectory(prefix="vlogs-bench-") as data_dir,
        LocalServer(obtain_binary(), Path(data_dir)) as server,
        DeadEnd(accepts=False) as down,
        DeadEnd(accepts=True) as mute,
    ):
        bench = Bench(server.url)
        dead_ends = {_DOWN: down.url, _MUTE: mute.url}
        floods, paced = [], []
        for number in range(size.rounds):
            _say(f"round {number + 1} of {size.rounds}")
            floods.append(_flood(bench, size, dead_ends, number))
            paced.append(_paced(bench, size, dead_ends, number))
            load.append(os.getloadavg()[0])
        _say("single lines")
        fresh = bench.freshness(size.samples)
    figures = _figures(floods, paced, size)
    targets = _targets(figures, fresh, paced)
    machine = conditions() | {"cpus": str(os.cpu_count()), "load": f"{min(load)} to {max(load)}"}
    mistakes = bench.mistakes
    _print(figures, targets, machine, fresh)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{bench.checked:,} records accounted for, {len(mistakes)} mistakes; {minutes:.1f} min")
    for mistake in mistakes:
        print(f"  {mistake}")
    if options.json:
        results = {
            "at": datetime.now(UTC).isoformat(),
            "machine": machine,
            "size": size,
            "targets": targets,
            "figures": figures,
            "freshness_secs": fresh,
            "mistakes": mistakes,
            "rounds": {"flood": floods, "paced": paced},
        }
        encoded = msgspec.json.format(msgspec.json.encode(results), indent=2)
        options.json.write_bytes(encoded + b"\n")
    return 1 if mistakes else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all results there too")
    parser.add_argument("--quick", action="store_true", help="one short round: does it work?")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often to measure everything")
    return parser.parse_args()


def _flood(bench: Bench, size: Size, dead_ends: dict[str, str], number: int) -> dict[str, Any]:
    """Measure all variants logging as fast as they can, and the store with ready-made rows."""
    measured = _each(bench, "flood", dead_ends, number, records=size.flood)
    measured[_RAW] = bench.raw_rate(measured[ACTOR]["instance_id"], size.flood)
    return measured


def _paced(bench: Bench, size: Size, dead_ends: dict[str, str], number: int) -> dict[str, Any]:
    """Measure all variants logging 20,000 records a second."""
    measured = _each(bench, "paced", dead_ends, number, records=size.paced, rate=_RATE)
    # The store takes its share of the machine's processors, whoever it is that feeds it.
    measured[_FED] = bench.run("paced", STOCK, fed_per_sec=_RATE, records=size.paced, rate=_RATE)
    return measured


def _each(
    bench: Bench, workload: str, dead_ends: dict[str, str], number: int, **plan: Any
) -> dict[str, Any]:
    variants = {STOCK: None, FILE: None, ACTOR: None, **dead_ends}
    order = list(variants)
    # Another one goes first each time, for what runs first may have it better.
    order = order[number % len(order) :] + order[: number % len(order)]
    measured = {
        variant: bench.run(
            workload, ACTOR if variant in dead_ends else variant, at=variants[variant], **plan
        )
        for variant in order
    }
    return {variant: measured[variant] for variant in variants}


def _figures(floods: Rounds, paced: Rounds, size: Size) -> dict[str, Figure]:
    rates = {
        "taken by Nautilus": "logged_per_sec",
        "accepted by the store": "accepted_per_sec",
        "found in the store": "stored_per_sec",
    }
    return {
        "tight": figure("log.info, tight loop, ns", floods, lambda run: run.get("log_ns")),
        "paced": figure("log.info, 20 a millisecond, ns", paced, lambda run: run.get("log_ns")),
        "idle_late": figure(
            "Lateness of the event loop at rest, us", paced, lambda run: run["idle_late_us"]
        ),
        "late": figure(
            "Lateness of the event loop at 20,000 records/s, us",
            paced,
            lambda run: run["late_us"],
        ),
        "rate": figure(
            "Records per second, from the first call on",
            floods,
            lambda run: {name: run[key] for name, key in rates.items() if key in run},
            base=_RAW,
        ),
        "cpu": figure(
            "CPU seconds per million records",
            floods,
            lambda run: _cpu_per_million(run, size),
        ),
        "memory": figure(
            "Resident memory at 20,000 records/s, MB",
            paced,
            lambda run: {
                "at rest": run["rss_idle_mb"],
                "highest": run["rss_peak_mb"],
                "after it": run["rss_mb"],
                "growth under load": run["rss_growth_mb"],
            },
        ),
        "idle_cpu": figure(
            "CPU at rest, percent of one",
            paced,
            lambda run: {"with the ticker": 100 * run["idle_cpu_share"]},
        ),
    }


def _cpu_per_million(run: dict[str, Any], size: Size) -> dict[str, float]:
    if "cpu_secs" not in run:
        return {}
    used = {"process": run["cpu_secs"]}
    for name in ("main", "logging", "vlogs-shipper", "vlogs-delivery"):
        if name in run["thread_cpu_secs"]:
            used[name] = run["thread_cpu_secs"][name]
    return {name: secs * 1e6 / size.flood for name, secs in used.items()}


def _targets(
    figures: dict[str, Figure], fresh: dict[str, list[float]], paced: Rounds
) -> list[Target]:
    to_fed = figure("", paced, lambda run: run["late_us"], base=_FED)

    def ratio(table: Figure, column: str) -> float:
        return (table.rows[ACTOR][column].ratio or (0.0,))[0]

    def median(name: str, variant: str, column: str) -> float:
        return figures[name].rows[variant][column].value[0]

    def at_most(name: str, limit: float, result: float, unit: str) -> Target:
        return Target(name, f"<= {limit:g} {unit}", result, result <= limit)

    memory = max(
        median("memory", variant, column) - median("memory", STOCK, column)
        for variant in (ACTOR, _DOWN, _MUTE)
        for column in ("at rest", "highest", "after it")
    )
    growth = max(median("memory", variant, "growth under load") for variant in (_DOWN, _MUTE))
    rate = median("rate", ACTOR, "accepted by the store")
    return [
        at_most("log.info p50, tight loop, to stock", 1.1, ratio(figures["tight"], "p50"), "x"),
        at_most(
            "log.info p50, 20 a millisecond, to stock", 1.1, ratio(figures["paced"], "p50"), "x"
        ),
        at_most("lateness p99 at 20,000/s, to stock", 1.15, ratio(figures["late"], "p99"), "x"),
        at_most("lateness p99.9 at 20,000/s, to stock", 1.5, ratio(figures["late"], "p99.9"), "x"),
        at_most("  p99, to stock beside a store fed as much", 1.15, ratio(to_fed, "p99"), "x"),
        at_most("  p99.9, to stock beside a store fed as much", 1.5, ratio(to_fed, "p99.9"), "x"),
        Target("records/s from logger to store", "> 100,000", rate, rate > 100_000),
        at_most("a line can be found after, worst", 1.5, max(fresh["logged"]), "s"),
        at_most("memory above stock, worst", 30, memory, "MB"),
        at_most("memory growth while the store is down", 2, growth, "MB"),
    ]


def _print(
    figures: dict[str, Figure],
    targets: list[Target],
    machine: dict[str, str],
    fresh: dict[str, list[float]],
) -> None:
    print(", ".join(f"{name} {value}" for name, value in machine.items()))
    print(
        "Median [lowest and highest of the rounds], and how it compares to stock in the same round."
    )
    for table in figures.values():
        print("\n".join(table.lines()))
    print("\nSeconds until a single line can be found")
    for what, secs in fresh.items():
        print(f"  {what:<20}median {statistics.median(secs):.3f}, worst {max(secs):.3f}")
    print(f"\n  {'Target':<52}{'':>10}{'measured':>12}")
    for target in targets:
        print(target.line())


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
