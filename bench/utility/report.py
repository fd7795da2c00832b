"""The table and the picture."""

from collections.abc import Iterator
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from demand import Network
from errors import Error
from networks import GOALS, GOALS_AT, PART_OF, Goal
from results import Part, Result

FIGURES = ("streams", "top country", "country with 5 %", "region with 20 %", "pixels of a rung with 10 %")
WINDOWS = ("1 h", "4 h", "24 h", "week")


def text(results: list[Result], parts: list[Part], node_days: int, seconds: float) -> str:
    """All tables, as Markdown."""
    sections = [f"{node_days:,} days of a node, in {seconds:.0f} s. Errors are in percent, 1 sd.", _goals(results)]
    for mode in dict.fromkeys(result.mode for result in results):
        sections += [f"### Mode `{mode}`", _errors([result for result in results if result.mode == mode])]
    sections += ["### Pixels by rung, 24 h", _rungs(results)]
    sections += [f"### Where not all of {PART_OF:,} nodes take part, `{results[0].mode}`, 24 h", _parts(parts)]
    return "\n\n".join(sections)


def missed(results: list[Result]) -> bool:
    """Whether a goal is."""
    return any(error.total > goal.most for goal, error, _ in _judged(results))


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 else f"{value:.0f}"


def _judged(results: list[Result]) -> Iterator[tuple[Goal, Error, Network]]:
    """Each goal with the errors that it is about."""
    for goal in GOALS:
        for nodes, window in GOALS_AT:
            for result in results:
                error = _find(result.errors, goal.name, window)
                if error and result.mode == "stream-hour" and result.run.network.nodes == nodes:
                    yield goal, error, result.run.network


def _find(errors: list[Error], name: str, window: str) -> Error | None:
    return next((error for error in errors if (error.name, error.window) == (name, window)), None)


def _goals(results: list[Result]) -> str:
    rows = []
    for goal, error, network in _judged(results):
        met = "yes" if error.total <= goal.most else "MISSED"
        rows.append([goal.name, _size(network), error.window, f"{goal.most:g}", f"{error.total:.1f}", met])
    return _table(["goal, `stream-hour`", "nodes / streams", "window", "at most", "expected, with bias", "met"], rows)


def _size(network: Network) -> str:
    return f"{network.nodes:,} / {network.streams:,}"


def _errors(results: list[Result]) -> str:
    rows = []
    for result in results:
        for window in WINDOWS:
            cells = [_cell(_find(result.errors, name, window)) for name in FIGURES]
            if any(cells):
                rows.append([_size(result.run.network), window, *cells])
    return _table(["nodes / streams", "window", *FIGURES], rows)


def _cell(error: Error | None) -> str:
    if not error:
        return ""
    return f"{_number(error.published)} → {_number(error.consistent)} ({_number(error.expected)})"


def _rungs(results: list[Result]) -> str:
    chosen = [result for result in results if result.run.network.nodes in (100, PART_OF)]
    biased = [result for result in chosen if result.mode == "stream-hour"]
    rows = []
    for i, (rung, share, _) in enumerate(chosen[0].rungs):
        cells = [result.rungs[i][2] for result in chosen]
        rows.append([rung, f"{100 * share:.1f} %",
                     *(f"{_number(cell.published)} ({_number(cell.expected)})" for cell in cells),
                     *(_bias(result.rungs[i][2]) for result in biased)])
    heads = [*map(_title, chosen), *(f"bias, {_title(result)}" for result in biased)]
    return _table(["rung", "share of pixels", *heads], rows)


def _title(result: Result) -> str:
    return f"{result.run.network.nodes:,} nodes, `{result.mode}`"


def _bias(error: Error) -> str:
    return f"{error.bias:+.1f} ± {_number(error.expected / error.samples**0.5)}"


def _parts(parts: list[Part]) -> str:
    rows = [[f"{100 * part.share:.0f} %", f"{100 * part.streams:.0f} %",
             *(_cell(_find(part.errors, name, "24 h")) for name in FIGURES)] for part in parts]
    return _table(["nodes that take part", "their streams, of all", *FIGURES], rows)


def plot(results: list[Result], path: Path) -> None:
    """Errors against the size of the network, and against the window."""
    figure, (by_size, by_window) = pyplot.subplots(1, 2, figsize=(11, 4.6), sharey=True)
    for i, name in enumerate(FIGURES):
        for mode, style in (("stream-hour", "-o"), ("stream-day", ":s")):
            found = [(result.run.network.nodes, error) for result in results if result.mode == mode
                     for error in [_find(result.errors, name, "24 h")] if error and result.run.network.nodes > 10]
            by_size.loglog([nodes for nodes, _ in found], [error.total for _, error in found], style, color=f"C{i}",
                           markersize=4, label=name if mode == "stream-hour" else None)
        errors = [_find(result.errors, name, window) for result in results
                  if result.mode == "stream-hour" and result.run.network.nodes == 100 for window in WINDOWS]
        by_window.semilogy([WINDOWS.index(error.window) for error in errors if error],
                           [error.total for error in errors if error], "-o", color=f"C{i}", markersize=4)
    for goal in GOALS:
        for axes in (by_size, by_window):
            axes.axhline(goal.most, color=f"C{FIGURES.index(goal.name)}", linewidth=0.6, alpha=0.5)
    by_size.set(xlabel="nodes, of some 12 streams each", ylabel="error in percent, 1 sd", 
               title="a day; dotted: stream-day; thin: goals")
    by_window.set_xticks(range(len(WINDOWS)), WINDOWS)
    by_window.set(xlabel="window", title="100 nodes, 1,200 streams, stream-hour")
    by_size.legend(fontsize=8)
    for axes in (by_size, by_window):
        axes.grid(True, which="major", linewidth=0.3)
        axes.yaxis.set_major_formatter(matplotlib.ticker.FormatStrFormatter("%g"))
    figure.tight_layout()
    figure.savefig(path, dpi=90)
