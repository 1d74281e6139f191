"""The comparison's plots, as SVG."""

from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from peers_results import OURS
from peers_results import Results
from peers_tables import MEASURES
from peers_tables import cells
from peers_tables import growth

# The same results give the same file; grey can be read on dark and on light.
mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "vlogs-nt", "svg.fonttype": "none", "font.size": 8})
for _part in ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"):
    mpl.rcParams[_part] = "#808080"
_OURS, _THEIRS = "#d9622b", "#7a93ac"


def draw(results: Results, directory: Path) -> None:
    """Write all plots."""
    _bars(results, directory / "calls.svg", ("log call", "event loop late"))
    _bars(results, directory / "rows.svg", ("rows/s", "CPU s"))
    _growth(results, directory / "growth.svg")


def _bars(results: Results, path: Path, titles: tuple[str, ...]) -> None:
    chosen = [
        (measure, figures)
        for measure in MEASURES
        if measure.title.startswith(titles) and (figures := cells(results, measure))
    ]
    figure, axes = plt.subplots(
        len(chosen), 1, figsize=(7, 1.6 * len(chosen)), layout="constrained", squeeze=False
    )
    for axis, (measure, figures) in zip(axes.flat, chosen, strict=True):
        names = list(reversed(figures))
        values = [figures[name].median for name in names]
        spreads = [
            [figures[name].median - figures[name].low for name in names],
            [figures[name].high - figures[name].median for name in names],
        ]
        colors = [_OURS if name == OURS else _THEIRS for name in names]
        axis.barh(names, values, color=colors, xerr=spreads, ecolor="#808080")
        axis.set_title(measure.title, loc="left", fontsize=8)
        axis.set_xscale("log")
    _save(figure, path)


def _growth(results: Results, path: Path) -> None:
    figure, axes = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
    _lines(axes[0], results, "strategies", "strategies", "log_p99_ns", "log call, p99, ns")
    _lines(axes[1], results, "message size", "message_bytes", "log_p50_ns", "log call, p50, ns")
    axes[0].set_xlabel("strategies")
    axes[1].set_xlabel("bytes a message")
    axes[1].legend(fontsize=6)
    _save(figure, path)


def _lines(axis: Axes, results: Results, scenario: str, by: str, value: str, title: str) -> None:
    for name, found in growth(results, scenario, by, value).items():
        width = 2 if name == OURS else 1
        axis.plot(list(found), list(found.values()), marker="o", label=name, linewidth=width)
    axis.set_xscale("log")
    axis.set_yscale("log")
    axis.set_title(title, loc="left", fontsize=8)


def _save(figure: plt.Figure, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None}, transparent=True)
    plt.close(figure)
