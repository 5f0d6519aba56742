"""Figures of a study: tornado, heat map, trajectories, frontier, box. Each takes what an analysis found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.study_page import (
    EITHER_WAY,
    LADDER,
    blank_sheet,
    in_words,
    ladder,
    say_below,
    sheet_with_axes,
    tick_words,
)
from culture_sim.figures.study_plans import box_of, frontier_of
from culture_sim.figures.style import (
    BASELINE,
    BASELINE_DASHES,
    DASHES,
    INK,
    PALE,
    PLANS,
    SMALL,
    USUAL,
    EndLabel,
    label_ends,
)
from culture_sim.study.analysis.sensitivity import WHAT_IT_IS

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

    from culture_sim.study.analysis import Sensitivity


MOST_ACROSS = 14
"""Cells side by side that have room for their numbers; beyond, a scale of colours says what they are."""


def tornado(found: Sensitivity, title: str, *, most: int = 20) -> Figure:
    """One bar a factor, the strongest on top, with its 95 % interval and the level of luck."""
    table = found.table.head(most).iloc[::-1]
    figure, axes = sheet_with_axes(title, 0.34 * len(table) + 1.9, left=0.27)
    places = np.arange(len(table))
    clear = table["above_noise"].to_numpy(bool)
    values = table["value"].to_numpy(float)
    axes.barh(places, values, color=[PLANS[0] if each else PALE for each in clear], height=0.62)
    low = np.maximum(table["low"].to_numpy(float), 0)
    high = table["high"].to_numpy(float)
    axes.hlines(places, low, high, color="white", linewidth=3.4)  # so that a line shows on its bar
    axes.hlines(places, low, high, color=INK, linewidth=1.3)
    if "alone" in table:
        axes.plot(
            table["alone"], places, "o", color="white", markeredgecolor=INK, markersize=5, linestyle="none"
        )
    axes.set_yticks(places, [in_words(name) for name in table["factor"]])
    luck_of = table["noise"].to_numpy(float)
    if luck_of.any():
        axes.vlines(luck_of, places - 0.42, places + 0.42, color=BASELINE, linewidth=2.2)
    axes.set_xlim(left=0)
    axes.grid(visible=False, axis="y")
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.set_xlabel(f"{in_words(found.outcome)}: {WHAT_IT_IS[found.method]}", fontsize=SMALL, color=INK)
    luck = (
        "not known"
        if found.noise_share is None
        else f"{found.noise_share:.0%} of the variance between points"
    )
    dots = " White dot: effect of the factor alone." if "alone" in table else ""
    say_below(
        figure,
        f"Bars: index; lines: 95 % interval; orange: what luck alone would show. Pale: not told from luck "
        f"({luck}).{dots} "
        f"{found.points} points of {found.seeds} seeds.",
    )
    return figure


def heat_map(
    table: pandas.DataFrame,
    across: str,
    up: str,
    value: str,
    title: str,
    *,
    panel: str | None = None,
    unit: str = "",
    decimals: int = 2,
    note: str = "",
) -> Figure:
    """A field of cells, each with its number, or a scale of colours where they are many.

    Args:
        table: one row a cell (means over seeds).
        across: column along the bottom.
        up: column along the side.
        value: column that is drawn.
        title: the finding.
        panel: column that makes one panel for each of its values.
        unit: what the numbers are.
        decimals: of the numbers in the cells.
        note: what stands below.
    """
    names = [None] if panel is None else list(dict.fromkeys(table[panel]))
    rows, columns = list(dict.fromkeys(table[up])), list(dict.fromkeys(table[across]))
    crowded = len(columns) * len(names) > MOST_ACROSS
    figure = blank_sheet(title, 0.42 * len(rows) + 2.4)
    grid = figure.subplots(1, len(names), sharey=True, squeeze=False)[0]
    bottom = 1.15 / figure.get_figheight()
    figure.subplots_adjust(
        left=0.2,
        right=0.92 if crowded else 0.98,
        top=1 - 1.0 / figure.get_figheight(),
        bottom=bottom,
        wspace=0.06,
    )
    numbers = table[value].to_numpy(float)
    both = numbers.min() < 0 < numbers.max() and -numbers.min() > 0.1 * numbers.max()
    reach = float(np.abs(numbers).max())
    low, high = (-reach, reach) if both else (min(float(numbers.min()), 0.0), max(float(numbers.max()), 0.0))
    colours = ladder(EITHER_WAY if both else LADDER if high > 0 else LADDER[::-1])
    for axes, name in zip(grid, names, strict=True):
        part = table if name is None else table[table[panel] == name]
        cells = part.pivot_table(index=up, columns=across, values=value, sort=False).reindex(rows)[columns]
        field = cells.to_numpy(float)
        mesh = axes.pcolormesh(field, cmap=colours, vmin=low, vmax=high, edgecolors="white", linewidth=1.5)
        for row, column in np.ndindex(*field.shape):
            if np.isfinite(field[row, column]) and not crowded:
                shade = colours((field[row, column] - low) / max(high - low, 1e-12))
                dark = 0.3 * shade[0] + 0.59 * shade[1] + 0.11 * shade[2] < 0.55
                axes.text(
                    column + 0.5,
                    row + 0.5,
                    f"{round(float(field[row, column]), decimals) + 0.0:.{decimals}f}",
                    ha="center",
                    va="center",
                    fontsize=USUAL,
                    color="white" if dark else INK,
                )
        every = -(-len(columns) * len(names) // MOST_ACROSS)
        axes.set_xticks(
            np.arange(0, len(columns), every) + 0.5, [tick_words(each) for each in columns[::every]]
        )
        axes.set_yticks(np.arange(len(rows)) + 0.5, [tick_words(each) for each in rows])
        axes.set_xlabel(in_words(across), fontsize=USUAL, color=INK)
        axes.tick_params(colors=INK, labelsize=USUAL, length=0)
        for side in axes.spines.values():
            side.set_visible(False)
        if name is not None:
            axes.set_title(in_words(str(name)), loc="left", fontsize=USUAL + 1, color=INK)
    if crowded:
        scale = figure.colorbar(mesh, ax=list(grid), fraction=0.04, pad=0.02)
        scale.ax.tick_params(colors=INK, labelsize=USUAL, length=0)
        scale.outline.set_visible(False)
    grid[0].set_ylabel(in_words(up), fontsize=USUAL, color=INK)
    say_below(figure, f"{in_words(value)}{', ' + unit if unit else ''}. {note}")
    return figure


def trajectories(
    lines: Mapping[str, NDArray[np.float64]],
    title: str,
    *,
    baseline: str | None = None,
    unit: str = "",
    note: str = "",
) -> Figure:
    """Year by year: the mean of each line, and the band in which eight runs in ten fall.

    Args:
        lines: (runs, years + 1) for each name, year 0 first.
        title: the finding.
        baseline: the name of the line that the others are held against.
        unit: what the numbers are.
        note: what stands below.
    """
    figure, axes = sheet_with_axes(title, 5.0, left=0.08, right=0.74)
    labels = []
    for number, (name, runs) in enumerate(lines.items()):
        base = name == baseline
        colour = BASELINE if base else PLANS[number % len(PLANS)]
        years, mean = np.arange(runs.shape[1]), runs.mean(axis=0)
        low, high = np.percentile(runs, [10, 90], axis=0)
        axes.fill_between(years, low, high, color=colour, alpha=0.15, linewidth=0)
        dashes: Any = BASELINE_DASHES if base else DASHES[number % len(DASHES)]
        axes.plot(years, mean, color=colour, linestyle=dashes, linewidth=2.2)
        labels.append(EndLabel(float(mean[-1]), name, colour))
    last = next(iter(lines.values())).shape[1] - 1
    axes.set_xlim(0, last)
    axes.set_xlabel("year of the programme (0 is the year before)", fontsize=USUAL, color=INK)
    axes.text(0, 1.01, unit, transform=axes.transAxes, fontsize=SMALL, color=INK, va="bottom")
    label_ends(axes, float(last), labels)
    say_below(figure, f"Lines: mean; shaded: where 8 runs in 10 fall. {note}")
    return figure


__all__ = ["box_of", "frontier_of", "heat_map", "tornado", "trajectories"]
