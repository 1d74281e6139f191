"""Backtests whose journals can't be read, recognised by their logs, with the runs in them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from nautilus_vlogs.capture.file_names import UUID
from nautilus_vlogs.capture.lines import time_of
from nautilus_vlogs.convert.backtest import RUN_BEGINS
from nautilus_vlogs.deliver.session_files import changed_ns
from nautilus_vlogs.gil import rest
from nautilus_vlogs.times import rfc3339

_ENGINE = b'"component":"BacktestEngine"'
_RUN = re.compile(f'"message":"{RUN_BEGINS}({UUID})"'.encode())

_CHUNK_BYTES = 64 * 1024

#: The first lines of a log have the time of the engine's making. Where those are gone, it was made
#: no longer before the last line.
_LONGEST_NS = 10 * 24 * 3_600 * 1_000_000_000


class LeftBacktest(NamedTuple):
    """
    A backtest's log.

    Parameters
    ----------
    since : str
        Since when rows of it may have been sent (RFC 3339); older times in it are simulated.
    run_ids : list[str]
        Its runs that have begun, in their order.

    """

    since: str
    run_ids: list[str]


def backtest_in(files: list[Path]) -> LeftBacktest | None:
    """Return what the files of a log say of a backtest, the oldest first; ``None`` if of none."""
    run_ids: list[str] = []
    is_backtest = False
    for data in _pieces(files):
        is_backtest = is_backtest or _ENGINE in data
        run_ids += [match[1].decode() for match in _RUN.finditer(data)]
    if not (is_backtest or run_ids):
        return None
    longest = rfc3339(max(0, min(map(changed_ns, files)) - _LONGEST_NS))
    return LeftBacktest(max(longest, _first_time(files[0])), run_ids)


def _pieces(files: list[Path]) -> Iterator[bytes]:
    """Yield the whole lines of files, some at a time."""
    for path in files:
        try:
            with path.open("rb") as file:
                while lines := file.readlines(_CHUNK_BYTES):
                    yield b"".join(lines)
                    rest()
        except OSError:
            continue


def _first_time(path: Path) -> str:
    try:
        with path.open("rb") as file:
            at = time_of(file.readline(_CHUNK_BYTES))
    except OSError:
        return ""
    return "" if at is None else at.decode()
