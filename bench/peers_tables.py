"""The figures of the comparison: medians over the rounds, goals, and where ours is not the best."""

import statistics
from collections.abc import Callable
from collections.abc import Iterator

import msgspec
from peers_results import FED
from peers_results import OURS
from peers_results import PLAIN
from peers_results import RAW
from peers_results import Results
from peers_results import Run

STOCK = "stock"
#: They are there to tell what limits the others.
_FLOORS = (STOCK, "stock + file", FED, RAW, "floor")
_FAST = 20_000
_STORES = ("up", "down", "mute")


class Measure(msgspec.Struct, frozen=True):
    """
    A row of the table.

    Parameters
    ----------
    title : str
        What is measured, in which unit.
    scenario : str
        Where.
    pick : callable
        Returns the figure of a run, given the stock node's run of the same kind; None if it has
        none.
    is_more_better : bool, default False
        Whether the highest is the best.
    store, rate
        Which of the scenario's runs.
    ours : str, default "vlogs-nt"
        Which way is ours: with `PLAIN` it does no more than the others.

    """

    title: str
    scenario: str
    pick: Callable[[Run, Run | None], float | None]
    is_more_better: bool = False
    store: str = "up"
    rate: int | None = None
    ours: str = OURS


class Cell(msgspec.Struct, frozen=True):
    """A median, with the lowest and highest of the rounds."""

    median: float
    low: float
    high: float


class Goal(msgspec.Struct, frozen=True):
    """What was asked for beside what was measured."""

    title: str
    limit: float
    measured: float
    is_met: bool
    is_at_least: bool = False


def _value(name: str) -> Callable[[Run, Run | None], float | None]:
    return lambda run, _stock: run.values.get(name)


def _added_per_million(run: Run, stock: Run | None) -> float | None:
    if stock is None:
        return None
    own = run.values["process_cpu_secs"] / run.values["logged"]
    return 1e6 * (own - stock.values["process_cpu_secs"] / stock.values["logged"])


def _memory(run: Run, stock: Run | None) -> float | None:
    if stock is None or stock.values["logged"] != run.values["logged"]:
        return None  # the texts themselves take memory
    node = run.values["rss_peak_mb"] - stock.values["rss_peak_mb"]
    return node + run.values.get("agents_peak_mb", 0.0)


def _calls() -> Iterator[Measure]:
    yield Measure("log call, p50, ns", "paced", _value("log_p50_ns"), rate=_FAST)
    for store in _STORES:
        yield Measure(
            f"log call, p99.9, store {store}, ns",
            "paced",
            _value("log_p99.9_ns"),
            store=store,
            rate=_FAST,
        )
    for store in _STORES:
        yield Measure(
            f"event loop lateness, p99.9, store {store}, us",
            "paced",
            _value("late_p99.9_us"),
            store=store,
            rate=_FAST,
        )


MEASURES: tuple[Measure, ...] = (
    *_calls(),
    Measure("rows/s of a burst", "flood", _value("stored_per_sec"), is_more_better=True),
    Measure("rows/s of a finished log", "backlog", _value("stored_per_sec"), is_more_better=True),
    Measure(
        "rows/s of a finished log, no fields lifted",
        "backlog",
        _value("stored_per_sec"),
        is_more_better=True,
        ours=PLAIN,
    ),
    Measure("CPU s per million rows, burst (everything beyond stock)", "flood", _added_per_million),
    Measure("CPU s per million rows, finished log", "backlog", _value("shipper_cpu_secs")),
    Measure(
        "CPU s per million rows, finished log, no fields lifted",
        "backlog",
        _value("shipper_cpu_secs"),
        ours=PLAIN,
    ),
    Measure(
        "share stored of a finished log", "backlog", _value("stored_share"), is_more_better=True
    ),
    Measure("memory added at 20,000/s, MB", "paced", _memory, rate=_FAST),
    Measure("memory added in a burst, MB", "flood", _memory),
    Measure("searchable after, p50, s", "freshness", _value("fresh_p50_secs")),
    Measure("searchable after, p99, s", "freshness", _value("fresh_p99_secs")),
    Measure("lost: store away for 3 s", "outage", _value("lost")),
    Measure("lost: store killed", "store killed", _value("lost")),
    Measure("lost: client killed", "client killed", _value("lost")),
    Measure("duplicates: store away for 3 s", "outage", _value("doubled")),
    Measure("duplicates: store killed", "store killed", _value("doubled")),
    Measure("duplicates: client killed", "client killed", _value("doubled")),
)


def cells(results: Results, measure: Measure) -> dict[str, Cell]:
    """Return a measure's figures, by the name of the way."""
    found: dict[str, list[float]] = {}
    for run in _runs(results, measure):
        if run.variant in _FLOORS or (run.variant in (OURS, PLAIN) and run.variant != measure.ours):
            continue
        if (figure := measure.pick(run, _stock_of(results, run))) is not None:
            name = OURS if run.variant == PLAIN else run.variant
            found.setdefault(name, []).append(figure)
    return {name: _cell(values) for name, values in found.items()}


def median(results: Results, scenario: str, variant: str, value: str, **more: object) -> float:
    """Return the median of a value over the rounds."""
    found = [
        run.values[value]
        for run in results.runs
        if (run.scenario, run.variant) == (scenario, variant)
        and value in run.values
        and all(getattr(run, name) == wanted for name, wanted in more.items())
    ]
    return statistics.median(found)


def growth(results: Results, scenario: str, by: str, value: str) -> dict[str, dict[int, float]]:
    """Return how a value grows with something, by the name of the way; the floors are there too."""
    found: dict[str, dict[int, list[float]]] = {}
    for run in results.runs:
        if run.scenario == scenario:
            points = found.setdefault(run.variant, {})
            points.setdefault(getattr(run, by), []).append(run.values[value])
    return {
        name: {at: statistics.median(values) for at, values in points.items()}
        for name, points in found.items()
    }


def best(figures: dict[str, Cell], measure: Measure) -> list[str]:
    """Return who has the best median, and after it those whose median lies within its spread."""
    pick = max if measure.is_more_better else min
    first = pick(figures, key=lambda name: figures[name].median)
    winner = figures[first]
    level = [
        name
        for name, cell in figures.items()
        if name != first and winner.low <= cell.median <= winner.high
    ]
    return [first, *level]


def goals(results: Results) -> Iterator[Goal]:
    """Yield what was asked for, as far as it was measured."""
    for make in _GOALS:
        try:
            yield from make(results)
        except (statistics.StatisticsError, KeyError):  # a run of some scenarios only
            continue


def _stock_ratio(results: Results, value: str, store: str) -> float:
    ours = {
        run.round: run.values[value]
        for run in results.runs
        if (run.scenario, run.variant, run.store, run.rate) == ("paced", OURS, store, _FAST)
    }
    stock = {
        run.round: run.values[value]
        for run in results.runs
        if (run.scenario, run.variant, run.rate) == ("paced", STOCK, _FAST)
    }
    return statistics.median(ours[number] / stock[number] for number in ours.keys() & stock.keys())


def _at_most(title: str, limit: float, measured: float) -> Goal:
    return Goal(title, limit, measured, is_met=measured <= limit)


def _trading_goals(results: Results) -> Iterator[Goal]:
    for store in _STORES:
        p50, tail = (_stock_ratio(results, f"log_{q}_ns", store) for q in ("p50", "p99.9"))
        late = _stock_ratio(results, "late_p99.9_us", store)
        # Two runs of the same node differ by some hundredths.
        yield _at_most(f"log call p50, store {store}, to stock", 1.05, p50)
        yield _at_most(f"log call p99.9, store {store}, to stock", 1.1, tail)
        yield _at_most(f"event loop p99.9, store {store}, to stock", 1.2, late)


def _shipping_goals(results: Results) -> Iterator[Goal]:
    rate = median(results, "backlog", OURS, "stored_per_sec")
    raw = rate / median(results, "backlog", RAW, "stored_per_sec")
    yield Goal("rows/s, to ready-made rows", 0.6, raw, raw >= 0.6, is_at_least=True)
    for ours, note in ((OURS, ""), (PLAIN, ", no fields lifted")):
        rate = median(results, "backlog", ours, "stored_per_sec")
        for peer in ("rsyslog", "syslog-ng"):
            if any((run.scenario, run.variant) == ("backlog", peer) for run in results.runs):
                ratio = rate / median(results, "backlog", peer, "stored_per_sec")
                title = f"rows/s, to {peer}'s{note}"
                yield Goal(title, 1.0, ratio, ratio >= 1.0, is_at_least=True)
        cpu = median(results, "backlog", ours, "shipper_cpu_secs")
        yield _at_most(f"shipper's CPU s per million rows{note}", 2.3, cpu)


def _freshness_goal(results: Results) -> Iterator[Goal]:
    floor = median(results, "freshness", "floor", "fresh_p99_secs")
    ours = median(results, "freshness", OURS, "fresh_p99_secs")
    yield _at_most("searchable after, p99, beyond the store's floor, s", 0.3, ours - floor)


def _memory_goal(results: Results) -> Iterator[Goal]:
    measure = next(one for one in MEASURES if one.pick is _memory)
    yield _at_most("memory added, MB", 25.0, cells(results, measure)[OURS].median)


def _loss_goals(results: Results) -> Iterator[Goal]:
    for scenario in ("outage", "store killed"):
        yield _at_most(f"lost, {scenario}", 0, median(results, scenario, OURS, "lost"))
    interval = median(results, "client killed", OURS, "interval_records")
    lost = median(results, "client killed", OURS, "lost")
    yield _at_most("lost, client killed (one flush interval)", interval, lost)
    doubled = sum(
        median(results, scenario, OURS, "doubled")
        for scenario in ("outage", "store killed", "client killed")
    )
    yield _at_most("duplicates, in all three", 0, doubled)


_GOALS = (_trading_goals, _shipping_goals, _freshness_goal, _memory_goal, _loss_goals)


def _runs(results: Results, measure: Measure) -> Iterator[Run]:
    for run in results.runs:
        if (run.scenario, run.store) == (measure.scenario, measure.store) and measure.rate in (
            None,
            run.rate,
        ):
            yield run


def _stock_of(results: Results, run: Run) -> Run | None:
    same = (run.round, run.scenario, run.rate, run.strategies, run.message_bytes)
    for other in results.runs:
        theirs = (other.round, other.scenario, other.rate, other.strategies, other.message_bytes)
        if other.variant == STOCK and theirs == same:
            return other
    return None


def _cell(values: list[float]) -> Cell:
    return Cell(statistics.median(values), min(values), max(values))
