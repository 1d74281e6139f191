"""
A real node that logs numbers until it is told to stop; `harness.Node` is its other end.

It is told what to do by JSON lines on its standard input and answers by lines that begin with `@`
on its standard output. How late its event loop runs is measured all the while.
"""

import asyncio
import atexit
import json
import mmap
import os
import sys
import threading
import time
from pathlib import Path

PHASES = ("start", "calm", "fault", "healed")


class Talker:
    """Log numbers from a node's event loop, a tick of 1 ms at a time."""

    def __init__(self, node, rate, progress):
        self.logs = [strategy.log for strategy in node.trader.strategies()]
        self.loop = node.kernel.loop
        self.rate = rate
        self.number = 0
        self.phase = "start"
        self.lateness = {phase: [] for phase in PHASES}
        self.is_over = False
        with Path(progress).open("w+b") as file:
            file.write(bytes(8))
            file.flush()
            # Shared memory, so that what was written is seen after a `kill -9`.
            self.progress = mmap.mmap(file.fileno(), 8)

    async def run(self):
        """Log so many numbers a second, and take down by how much each tick is late."""
        began = time.monotonic()
        while not self.is_over:
            asked = time.monotonic()
            await asyncio.sleep(0.001)
            now = time.monotonic()
            self.lateness[self.phase].append(max(0.0, now - asked - 0.001))  # uvloop may be early
            due = min((now - began) * self.rate, self.number + self.rate / 10)
            while self.number < due:
                self.logs[self.number % len(self.logs)].info(f"tick number={self.number}")
                self.number += 1
            self.progress[:8] = self.number.to_bytes(8, "little")

    def summary(self):
        """Return the median and the 99th percentile of the lateness by phase, in ms."""
        return {phase: _quantiles(late) for phase, late in self.lateness.items() if late}


def _quantiles(values):
    ordered = sorted(values)
    shares = (0.5, 0.99, 0.999, 1.0)
    at = [ordered[int(share * (len(ordered) - 1))] * 1_000 for share in shares]
    names = ("p50", "p99", "p999", "max")
    return {**dict(zip(names, at, strict=True)), "ticks": len(ordered)}


def say(**what):
    """Tell the harness; unbuffered, and safe on any thread."""
    os.write(1, b"\n@" + json.dumps(what).encode() + b"\n")


def lines():
    """Yield the lines of standard input, read without a lock that an exit would wait for."""
    held = b""
    while data := os.read(0, 65_536):
        *whole, held = (held + data).split(b"\n")
        yield from whole


def obey(node, actor, talker, commands):
    """Do what the harness says, until it is gone."""
    space = {"node": node, "actor": actor, "talker": talker, "os": os, "time": time}
    for line in commands:
        command = json.loads(line)
        what = command["do"]
        if what == "stats":
            say(stats=stats_of(actor))
        elif what == "phase":
            talker.phase = command["name"]
        elif what == "exec":
            exec(command["code"], space)
            say(done=True)
        elif what == "stop":
            break
    talker.is_over = True
    node.kernel.loop.call_soon_threadsafe(node.stop)


def stats_of(actor):
    """Return an actor's accounts."""
    stats = actor.stats()
    if stats is None:  # a companion ships
        return {}
    return {field: getattr(stats, field) for field in stats.__struct_fields__}


def main():
    """Import what takes long, wait to be told what to do, and do it."""
    sys.executable = os.environ.get("TEST_EXECUTABLE", sys.executable)
    import nautilus_trader.live.node  # noqa: F401, PLC0415  # the wait is for the next line

    import nautilus_vlogs  # noqa: F401, PLC0415

    commands = lines()
    settings = json.loads(next(commands))
    os.environ |= {"TEST_URL": settings["url"], "TEST_DIRECTORY": settings["directory"]}
    import node_kit as kit  # noqa: PLC0415  # it reads the environment

    exec(settings["before"])

    report = {}
    # The actor's own exit handler is registered later, so it runs before this one.
    atexit.register(lambda: say(report=report | {"stats": stats_of(actor)}))
    own = settings["own"]
    node = kit.make_node(
        kit.spool(**settings["spool"]) if own is None else kit.own(**own),
        strategies=[kit.StrategyConfig(order_id_tag=tag) for tag in ("001", "002")],
        **settings["actor"],
    )
    actor = node.trader.actors()[0]
    talker = Talker(node, settings["rate"], settings["progress"])
    say(instance_id=node.kernel.instance_id.value)

    def begin():
        while not node.trader.is_running:
            time.sleep(0.005)
        asyncio.run_coroutine_threadsafe(talker.run(), node.kernel.loop)
        say(running=True)
        obey(node, actor, talker, commands)

    threading.Thread(target=begin, daemon=True).start()
    node.run()
    talker.is_over = True
    began = time.monotonic()
    node.dispose()
    report |= {
        "disposed_in": time.monotonic() - began,
        "logged": talker.number,
        "lateness": talker.summary(),
    }


if __name__ == "__main__":
    sys.exit(main())
