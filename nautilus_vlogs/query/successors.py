"""Which run of a node took over from which: a node that is started again is one node still."""

from collections.abc import Iterable

import msgspec


class Span(msgspec.Struct, frozen=True):
    """
    From when to when an instance has logged.

    Parameters
    ----------
    instance_id : str
        The instance.
    node : tuple of str, optional
        Its trader, host and environment; ``None`` of a backtest, which nothing takes over from.
    first_ns, last_ns : int
        Times of its first and last row in UNIX nanoseconds.

    """

    instance_id: str
    node: tuple[str, str, str] | None
    first_ns: int
    last_ns: int


def successors(spans: Iterable[Span]) -> dict[str, str]:
    """
    Return the instance that took over from each one that was replaced.

    Two nodes may run side by side under the same names, so an instance takes over from one other
    alone: from the one of those that were silent when it began that had been so for the least time.
    """
    replaced: dict[str, str] = {}
    running: dict[tuple[str, str, str] | None, list[Span]] = {}
    for span in sorted(spans, key=lambda one: one.first_ns):
        siblings = running.setdefault(span.node, [])
        ended = [one for one in siblings if one.last_ns <= span.first_ns]
        if ended:
            before = max(ended, key=lambda one: one.last_ns)
            siblings.remove(before)
            replaced[before.instance_id] = span.instance_id
        siblings.append(span)
    return replaced
