"""
The command `vlogs-nt demo`: a real node, a real store, and what the store then holds.

A node in the sandbox environment replays real market data for some seconds, with four strategies
and the actor. It runs in a process of its own, so that its very last lines are in the store too
when the report is made.
"""

from nautilus_vlogs.demo.command import add_arguments
from nautilus_vlogs.demo.command import run

__all__ = ["add_arguments", "run"]
