"""
One measurement in a process of its own, for Nautilus's logging is initialized once a process.

Called with the plan and the path of the file that the result goes to, both by the parent.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

import msgspec
from node import actor_of
from node import build_node
from node import strategy_of
from workloads import Plan
from workloads import run
from workloads import until


async def _measure(plan: Plan, node: Any) -> dict[str, Any]:
    running = asyncio.create_task(node.run_async())
    try:
        await until(lambda: strategy_of(node).is_running)
        return await run(plan, node)
    finally:
        await node.stop_async()
        await asyncio.wait([running], timeout=5.0)


def main() -> None:
    """Build the node, run the workload in its loop, and dispose of it."""
    plan = msgspec.json.decode(sys.argv[1], type=Plan)
    node = build_node(
        plan.variant,
        instance_id=plan.instance_id,
        url=plan.url,
        directory=plan.directory,
    )
    actor = actor_of(node)
    measured = node.get_event_loop().run_until_complete(_measure(plan, node))
    node.dispose()
    if actor is not None:
        measured["stats"] = msgspec.to_builtins(actor.stats())
    Path(sys.argv[2]).write_bytes(msgspec.json.encode(measured))


if __name__ == "__main__":
    main()
