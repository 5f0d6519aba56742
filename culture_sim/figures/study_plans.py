"""Two figures of a study about plans: which are best for the money, and where they fail."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.study_page import (
    LADDER,
    in_words,
    ladder,
    mark_above,
    say_below,
    sheet_with_axes,
)
from culture_sim.figures.style import (
    BASELINE,
    BASELINE_DASHES,
    IN_WORDS,
    INK,
    PALE,
    PLANS,
    SMALL,
    USUAL,
)

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

    from culture_sim.study.analysis import Discovery, Frontier


def frontier_of(
    found: Frontier,
    title: str,
    *,
    group: str | None = None,
    names: str | None = None,
    cost: str = "",
    value: str = "",
    note: str = "",
) -> Figure:
    """Spend against effect: every plan, those that none beats joined by a line, the budget upright.

    Args:
        found: the frontier.
        title: the finding.
        group: factor whose levels get a colour and a shape.
        names: factor whose levels are written at the points, where there are few.
        cost: words for the axis of spend.
        value: words for the axis of effect.
        note: what stands below.
    """
    figure, axes = sheet_with_axes(title, 5.4, left=0.09, right=0.78)
    table = found.table
    levels = [""] if group is None else list(dict.fromkeys(table[group]))
    labels = []
    for number, level in enumerate(levels):
        part = table if group is None else table[table[group] == level]
        colour = PLANS[number % len(PLANS)]
        axes.vlines(
            part["cost"], part["value_low"], part["value_high"], color=colour, linewidth=0.8, alpha=0.5
        )
        axes.plot(
            part["cost"],
            part["value"],
            "osD^v"[number % 5],
            color=colour,
            markersize=5,
            linestyle="none",
            markeredgecolor="white",
            markeredgewidth=0.5,
        )
        labels.append((str(level), colour, "osD^v"[number % 5]))
    for each in table.to_dict("records") if names is not None else []:
        axes.annotate(
            str(each[names]),
            (each["cost"], each["value"]),
            xytext=(6, 5),
            textcoords="offset points",
            fontsize=SMALL,
            color=INK,
        )
    front = table[table["on_frontier"]].sort_values("cost")
    axes.plot(front["cost"], front["value"], color=INK, linewidth=1.2, drawstyle="steps-post", zorder=1)
    if found.budget is not None:
        axes.axvline(found.budget, color=BASELINE, linestyle=BASELINE_DASHES, linewidth=1.4)
        mark_above(axes, found.budget, "budget", BASELINE)
    if found.best is not None:
        row = table.loc[found.best]
        axes.plot(
            row["cost"],
            row["value"],
            "o",
            markersize=13,
            markerfacecolor="none",
            markeredgecolor=BASELINE,
            markeredgewidth=2,
            linestyle="none",
        )
    for number, (name, colour, shape) in enumerate(labels if group is not None else []):
        height = 0.97 - 0.075 * number
        axes.plot(1.03, height, shape, color=colour, transform=axes.transAxes, clip_on=False, markersize=7)
        axes.text(
            1.055,
            height,
            textwrap.fill(name, 26),
            transform=axes.transAxes,
            fontsize=USUAL,
            va="center",
            color=IN_WORDS.get(colour, colour),
        )
    axes.set_xlabel(cost or in_words(found.cost), fontsize=USUAL, color=INK)
    axes.text(
        0,
        1.01,
        value or in_words(found.value),
        transform=axes.transAxes,
        fontsize=SMALL,
        color=INK,
        va="bottom",
    )
    axes.xaxis.set_major_formatter(lambda number, _: f"{number:,.0f}")
    say_below(
        figure,
        f"Points: mean over {found.seeds} seeds, with its 90 % interval; line: no other beats these; "
        f"ring: the best within the budget. {note}",
    )
    return figure


def box_of(
    found: Discovery, points: pandas.DataFrame, happens: NDArray[np.float64], title: str, *, note: str = ""
) -> Figure:
    """Where it happens, over the two factors that limit the box most; the box is outlined."""
    box = found.boxes[0] if found.boxes else None
    scaled = [limit for limit in box.limits if limit.names is None] if box is not None else []
    names = [limit.factor for limit in sorted(scaled, key=lambda limit: limit.quasi_p)]
    others = [str(name) for name in points.columns if name not in names and points[name].dtype.kind in "fiu"]
    across, up = [*names, *others][:2]
    figure, axes = sheet_with_axes(title, 5.4, left=0.1, right=0.97)
    shown = axes.scatter(
        points[across],
        points[up],
        c=happens,
        cmap=ladder((*LADDER[1:], "#0A2740")),
        vmin=0,
        vmax=1,
        s=34,
        edgecolors=INK,
        linewidths=0.5,
    )
    if box is not None:
        edges = {limit.factor: limit for limit in box.limits}
        corner, size = [], []
        for name in (across, up):
            least, most = float(points[name].min()), float(points[name].max())
            pad = 0.02 * (most - least)
            limit = edges.get(name)
            low = least - pad if limit is None or limit.low is None else limit.low
            high = most + pad if limit is None or limit.high is None else limit.high
            corner.append(low)
            size.append(high - low)
        from matplotlib.patches import Rectangle

        axes.add_patch(
            Rectangle((corner[0], corner[1]), size[0], size[1], fill=False, edgecolor=BASELINE, linewidth=2.4)
        )
    bar = figure.colorbar(shown, ax=axes, fraction=0.035, pad=0.02)
    bar.set_label(f"share of seeds with {found.question}", fontsize=SMALL, color=INK)
    axes.set_xlabel(in_words(across), fontsize=USUAL, color=INK)
    axes.text(0, 1.01, in_words(up), transform=axes.transAxes, fontsize=SMALL, color=INK, va="bottom")
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    said = (
        f"Box: {box}; {box.density:.0%} inside, {found.base_rate:.0%} overall."
        if box is not None
        else "No box was found."
    )
    say_below(figure, f"{said} {note}")
    return figure
