"""
The demonstration's parts: a real node in a process of its own, market data, and the report.

A node in the sandbox environment replays real market data for some seconds, with four strategies
and the actor. It runs in a process of its own, so that its very last lines are in the store too
when the report is made.
"""
