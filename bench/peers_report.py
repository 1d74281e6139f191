"""
The comparison's tables, plots and section of the docs, made of its results file.

Run as ``python bench/peers_report.py [--check]``; ``--check`` writes nothing and returns 1 if
page or table do not say what the results say. Plots need matplotlib, which is among the peers.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
from peers_results import OURS
from peers_results import Results
from peers_tables import MEASURES
from peers_tables import Cell
from peers_tables import best
from peers_tables import cells
from peers_tables import goals
from peers_tables import growth

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "docs" / "bench" / "results.json"
_PLOTS = (
    "![What a log call costs its caller](bench/calls.svg)\n\n"
    "![Rows a second and CPU time](bench/rows.svg)\n\n"
    "![How the cost grows](bench/growth.svg)"
)
#: With spreads and ratios, for which one page is too narrow.
TABLE = "comparison.md"
_BOLD = (
    f"Bold: the best, and every median within its spread ([all spreads and ratios](bench/{TABLE}))."
)
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def main() -> int:
    """Write all, or check the page."""
    parser = argparse.ArgumentParser(prog="peers_report", description=__doc__.split("\n\n")[0])
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args()
    results = load(options.results)
    page = options.page.read_text()
    wanted = with_section(page, section(results))
    directory = options.results.parent
    if options.check:
        return int(page != wanted or (directory / TABLE).read_text() != table(results))
    from peers_plots import draw  # noqa: PLC0415  # needs matplotlib

    draw(results, directory)
    (directory / TABLE).write_text(table(results))
    options.page.write_text(wanted)
    print(section(results))
    return 0


def load(path: Path) -> Results:
    """Return what a results file holds."""
    return msgspec.json.decode(path.read_bytes(), type=Results)


def with_section(page: str, text: str) -> str:
    """Return a text with what is between the two marks replaced."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def section(results: Results) -> str:
    """Return the page's section, in Markdown."""
    return "\n".join(
        [
            *_conditions(results),
            "",
            _BOLD,
            "",
            *_comparison(results),
            "",
            "Where vlogs-nt is not the best:",
            "",
            *_not_the_best(results),
            "",
            "Goals:",
            "",
            *_goals(results),
            "",
            "Limits, by measurement:",
            "",
            *_limits(results),
            "",
            _PLOTS,
        ]
    )


def _conditions(results: Results) -> Iterator[str]:
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    machine = ", ".join(f"{name} {value}" for name, value in results.machine.items())
    rounds = sorted({len(_rounds(results, run.scenario)) for run in results.runs})
    yield (
        f"`make bench-peers` wrote this on {results.at[:10]}: {machine}; {versions}. Node, store "
        f"and agents share the CPUs. {_medians(rounds)}, "
        "each measurement in processes of its own."
    )
    yield ""
    for name, reason in results.missing.items():
        yield f"- Not compared: {name} ({reason.partition(' (')[0]})."
    for mistake in dict.fromkeys(results.mistakes):  # the same in each round
        yield f"- Failed: {mistake}."


def _medians(rounds: list[int]) -> str:
    """Return of how many rounds the medians are."""
    if rounds[-1] == 1:
        return "One round"
    return f"Medians of {rounds[0]} to {rounds[-1]} interleaved rounds"


def _rounds(results: Results, scenario: str) -> set[int]:
    return {run.round for run in results.runs if run.scenario == scenario}


def _comparison(results: Results) -> Iterator[str]:
    names = [OURS, *(name for name in results.versions if name != OURS)]
    yield "| | " + " | ".join(names) + " |"
    yield "|---|" + "---:|" * len(names)
    for measure in MEASURES:
        figures = cells(results, measure)
        if OURS not in figures:
            continue
        winners = best(figures, measure)
        row = [_shown(figures.get(name), is_best=name in winners) for name in names]
        yield f"| {measure.title} | " + " | ".join(row) + " |"


def table(results: Results) -> str:
    """Return all figures with their spreads and ratios to ours, in Markdown."""
    lines = ["# The comparison's figures", ""]
    lines += [
        *_conditions(results),
        "",
        "The spread is that of the rounds; x is the ratio to vlogs-nt.",
        "",
    ]
    for measure in MEASURES:
        figures = cells(results, measure)
        if OURS not in figures:
            continue
        lines += [f"## {measure.title}", "", "| | median | spread | x |", "|---|---:|---|---:|"]
        for name in sorted(figures, key=lambda name: (name != OURS, figures[name].median)):
            cell = figures[name]
            spread = f"[{_number(cell.low)} to {_number(cell.high)}]"
            ratio = _ratio(cell.median, figures[OURS].median)
            lines.append(f"| {name} | {_number(cell.median)} | {spread} | {ratio} |")
        lines.append("")
    for scenario, by, value, title in (
        ("strategies", "strategies", "log_p99_ns", "By number of strategies: log call, p99, ns"),
        ("message size", "message_bytes", "log_p50_ns", "By bytes a message: log call, p50, ns"),
    ):
        lines += _growth(results, scenario, by, value, title)
    return "\n".join(lines)


def _growth(results: Results, scenario: str, by: str, value: str, title: str) -> Iterator[str]:
    found = growth(results, scenario, by, value)
    if not found:
        return
    numbers = sorted({number for points in found.values() for number in points})
    yield from (f"## {title}", "")
    yield "| | " + " | ".join(f"{number:,}" for number in numbers) + " |"
    yield "|---|" + "---:|" * len(numbers)
    for name, points in found.items():
        row = [_number(points[number]) if number in points else "-" for number in numbers]
        yield f"| {name} | " + " | ".join(row) + " |"
    yield ""


def _ratio(theirs: float, ours: float) -> str:
    return f"{theirs / ours:.2f}" if ours else "1.00" if theirs == ours else "-"


def _not_the_best(results: Results) -> Iterator[str]:
    for measure in MEASURES:
        figures = cells(results, measure)
        if OURS in figures and OURS not in (winners := best(figures, measure)):
            name = winners[0]
            yield (
                f"- {measure.title}: {_number(figures[OURS].median)}, "
                f"{name} {_number(figures[name].median)}"
            )


def _goals(results: Results) -> Iterator[str]:
    yield "| goal | limit | measured | |"
    yield "|---|---:|---:|---|"
    for goal in goals(results):
        sign = ">=" if goal.is_at_least else "<="
        verdict = "met" if goal.is_met else "**missed**"
        measured = _number(goal.measured)
        yield f"| {goal.title} | {sign} {_number(goal.limit)} | {measured} | {verdict} |"


def _limits(results: Results) -> Iterator[str]:
    for limit in results.limits:
        yield (
            f"- {limit.figure}: {_number(limit.ours)}, {limit.share:.2f} of the limit of "
            f"{_number(limit.limit)} {limit.unit} ({limit.limited_by}; {limit.how})"
        )


def _shown(cell: Cell | None, *, is_best: bool) -> str:
    if cell is None:
        return "-"
    text = _number(cell.median)
    return f"**{text}**" if is_best else text


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
