"""The figures: medians over the rounds, their spread, and how they compare to stock Nautilus."""

import platform
import statistics
from collections.abc import Callable
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import msgspec
from node import STOCK

from nautilus_vlogs.operate.build import obtain_binary
from nautilus_vlogs.operate.build import version_of

#: What each round measured, by the name of the variant.
Rounds = list[dict[str, dict[str, Any]]]


class Value(msgspec.Struct):
    """A median, the lowest and the highest of the rounds; and the same of the ratio to stock."""

    value: tuple[float, float, float]
    ratio: tuple[float, float, float] | None = None


class Figure(msgspec.Struct):
    """A table: a row for each variant, a column for each statistic."""

    title: str
    rows: dict[str, dict[str, Value]]

    def lines(self) -> Iterator[str]:
        """Yield the table as text."""
        columns = dict.fromkeys(column for values in self.rows.values() for column in values)
        yield ""
        yield self.title
        yield " " * 20 + "".join(f"{column:>34}" for column in columns)
        for variant, values in self.rows.items():
            cells = (_cell(values[column]) if column in values else "" for column in columns)
            yield f"  {variant:<18}" + "".join(f"{cell:>34}" for cell in cells)


class Target(msgspec.Struct):
    """What was promised beside what was measured."""

    name: str
    target: str
    result: float
    is_met: bool

    def line(self) -> str:
        """Return it as text."""
        verdict = "met" if self.is_met else "MISSED"
        return f"  {self.name:<52}{self.target:>10}{_short(self.result):>12}  {verdict}"


def figure(
    title: str,
    rounds: Rounds,
    pick: Callable[[dict[str, Any]], dict[str, float]],
    *,
    base: str = STOCK,
) -> Figure:
    """Return the table of what `pick` finds in a measurement, with the ratios to the base."""
    rows: dict[str, dict[str, Value]] = {}
    for variant in rounds[0]:
        picked = [pick(measured[variant]) for measured in rounds]
        bases = [pick(measured[base]) for measured in rounds]
        if picked[0]:
            rows[variant] = {
                column: _value(column, picked, bases if variant != base else None)
                for column in picked[0]
            }
    return Figure(title, rows)


def conditions() -> dict[str, str]:
    """Return what ran on what."""
    return {
        "python": platform.python_version(),
        "nautilus_trader": version("nautilus_trader"),
        "VictoriaLogs": version_of(obtain_binary()),
        "machine": f"{platform.machine()}, {platform.system()} {platform.release()}",
    }


def _value(column: str, picked: list, bases: list | None) -> Value:
    value = _spread([found[column] for found in picked])
    if bases is None or any(not base.get(column) for base in bases):
        return Value(value)
    # Within a round, for what else the machine does changes from round to round.
    ratios = [found[column] / base[column] for found, base in zip(picked, bases, strict=True)]
    return Value(value, _spread(ratios))


def _spread(values: list[float]) -> tuple[float, float, float]:
    return statistics.median(values), min(values), max(values)


def _cell(value: Value) -> str:
    middle, low, high = map(_short, value.value)
    text = middle if low == high else f"{middle} [{low} {high}]"
    return f"{text} {value.ratio[0]:.2f}x" if value.ratio is not None else f"{text}      "


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
