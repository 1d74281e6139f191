"""What the store holds after the demo: rows by strategy, newest lines, delivery accounting."""

import time
from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import Self
from urllib.parse import quote
from urllib.parse import urlencode

from nautilus_vlogs.demo.market_data import DemoError
from nautilus_vlogs.errors import VictoriaLogsError
from nautilus_vlogs.query.client import VictoriaLogsClient
from nautilus_vlogs.query.logsql import exact
from nautilus_vlogs.schema import LEVELS

_NEWEST = 6
_SETTLE_SECS = 10.0  # rows are searchable a second after they are stored
_WIDTH = 100


class Store:
    """
    The rows of one run in VictoriaLogs.

    Parameters
    ----------
    url : str
        The base URL.

    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = VictoriaLogsClient(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def query(self, query: str) -> list[dict[str, str]]:
        """
        Return the rows that a LogsQL query finds.

        Raises
        ------
        DemoError
            If the store does not answer it.

        """
        try:
            return self._client.query(query, start=self._client.max_range)
        except VictoriaLogsError as e:
            raise DemoError(f"the store at {self.url} does not answer a query: {e}") from e

    def count(self, instance_id: str) -> tuple[int, int]:
        """Return how many records of a run are stored, and how many were numbered."""
        pipe = "stats count_uniq(seq) stored, max(seq) newest"
        rows = self.query(f"{of_run(instance_id)} | {pipe}")
        found = rows[0] if rows else {}
        newest = found.get("newest")
        return int(found.get("stored", 0)), int(newest) + 1 if newest else 0

    def wait_for(self, instance_id: str, records: int) -> tuple[int, int]:
        """Return the result of `count` once so many records are stored, or it no longer grows."""
        counts = self.count(instance_id)
        deadline = time.monotonic() + _SETTLE_SECS
        while counts[0] < records and time.monotonic() < deadline:
            time.sleep(0.1)
            before, counts = counts, self.count(instance_id)
            if counts != before:
                deadline = time.monotonic() + _SETTLE_SECS
        return counts


@dataclass(frozen=True)
class Report:
    """
    The outcome of the demo.

    Parameters
    ----------
    url, instance_id : str
        The base URL of the store, and the run of the node.
    bars, fills : int
        Bars replayed and orders filled.
    strategies : dict[str, dict[str, int]]
        Rows by strategy and level, with an entry for every strategy that ran.
    others : dict[str, dict[str, int]]
        Rows by source and level of all that no strategy logged.
    sample_strategy : str
        The strategy that `newest` is of.
    newest : list[dict[str, str]]
        Its newest rows that hold an `action`, newest last.
    read, stored, lost : int
        Records that the actor read, that the store holds, and the difference.
    stats : dict
        The accounting of the actor at the end of its process.

    """

    url: str
    instance_id: str
    bars: int
    fills: int
    strategies: dict[str, dict[str, int]]
    others: dict[str, dict[str, int]]
    sample_strategy: str
    newest: list[dict[str, str]] = field(repr=False)
    read: int
    stored: int
    lost: int
    stats: dict[str, Any] = field(repr=False)

    @property
    def missing(self) -> list[str]:
        """The failures in words; empty if the demo succeeded."""
        found = [f"no rows of {name}" for name, rows in self.strategies.items() if not rows]
        if not self.strategies:
            found.append("no strategy ran")
        if self.lost:
            found.append(f"{self.lost} of {self.read} records are not in the store")
        if self.stats["backlog_bytes"]:
            found.append(f"{self.stats['backlog_bytes']} bytes of the log were not read")
        return found

    @property
    def ui_url(self) -> str:
        """The web UI with the sample strategy's query filled in."""
        parameters = {
            "query": f'{of_run(self.instance_id)} strategy_id:="{self.sample_strategy}"',
            "g0.range_input": "1h",
            "g0.relative_time": "last_1_hour",
        }
        # The part behind the # is the UI's own address, and it reads + as a plus.
        return f"{self.url}/select/vmui/#/?{urlencode(parameters, quote_via=quote)}"

    def as_dict(self) -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "ok": not self.missing,
            "missing": self.missing,
            "url": self.url,
            "ui": self.ui_url,
            "instance_id": self.instance_id,
            "bars": self.bars,
            "fills": self.fills,
            "strategies": self.strategies,
            "others": self.others,
            "newest": self.newest,
            "delivery": {"read": self.read, "stored": self.stored, "lost": self.lost},
            "stats": self.stats,
        }

    def as_text(self) -> str:
        """Return the report as text."""
        verdict = "missing: " + "; ".join(self.missing) if self.missing else "nothing is missing"
        lines = [
            *self._table(),
            "",
            f"newest rows of {self.sample_strategy} with an action",
            *(_line(row) for row in self.newest),
            "",
            "web UI with the rows of this strategy",
            self.ui_url,
            "",
            f"delivery: read {self.read:,}, stored {self.stored:,}, lost {self.lost:,}: {verdict}",
        ]
        return "\n".join(lines)

    def _table(self) -> list[str]:
        counts = [*self.strategies.items(), *((f"({k})", v) for k, v in self.others.items())]
        levels = [level for level in LEVELS if any(level in rows for _, rows in counts)]
        width = max(len(name) for name, _ in [("rows by strategy", {}), *counts])
        head = f"{'rows by strategy':{width}}" + "".join(f"{x:>9}" for x in [*levels, "all"])
        return [
            head,
            *(
                f"{name:{width}}"
                + "".join(f"{rows.get(level, 0) or '-':>9}" for level in levels)
                + f"{sum(rows.values()):>9}"
                for name, rows in counts
            ),
        ]


def make_report(
    store: Store,
    instance_id: str,
    strategy_ids: list[str],
    stats: dict[str, Any],
    *,
    bars: int,
    fills: int,
) -> Report:
    """
    Query the store about a run that is over.

    Parameters
    ----------
    store : Store
        The rows.
    instance_id : str
        The run of the node.
    strategy_ids : list[str]
        The strategies that ran.
    stats : dict
        The accounting of the actor.
    bars, fills : int
        Bars replayed and orders filled.

    """
    stored, numbered = store.wait_for(instance_id, stats["read"])
    read = max(stats["read"], numbered)
    strategies: dict[str, Counter[str]] = {name: Counter() for name in strategy_ids}
    others: dict[str, Counter[str]] = {}
    pipe = "stats by (strategy_id, source, level) count() found"
    for row in store.query(f"{of_run(instance_id)} | {pipe}"):
        source = row.get("source", "")
        is_strategy = source == "strategy"
        name = row.get("strategy_id", "") if is_strategy else source
        counts = (strategies if is_strategy else others).setdefault(name, Counter())
        counts[row.get("level", "")] += int(row["found"])
    sample = strategy_ids[-1] if strategy_ids else ""
    newest = store.query(
        f'{of_run(instance_id)} strategy_id:="{sample}" action:* '
        f"| sort by (_time desc, seq desc) | limit {_NEWEST}"
    )
    return Report(
        url=store.url,
        instance_id=instance_id,
        bars=bars,
        fills=fills,
        strategies={name: dict(counts) for name, counts in strategies.items()},
        others={name: dict(others[name]) for name in sorted(others)},
        sample_strategy=sample,
        newest=newest[::-1],
        read=read,
        stored=stored,
        # Losses that the actor counted are losses even where a row reports them.
        lost=max(read - stored, stats["lost"]),
        stats=stats,
    )


def of_run(instance_id: str) -> str:
    """Return the filter for the rows of one run of a node."""
    return exact("instance_id", instance_id)


def _line(row: dict[str, str]) -> str:
    text = f"{row['_time'][11:23]}  {row.get('level', ''):<7}  {row['_msg']}"
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
