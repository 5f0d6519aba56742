"""One panel of a figure: lines over years, a finding for a title, names at the ends of the lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.style import INK, SMALL, USUAL, EndLabel, label_ends, look_plain
from culture_sim.findings.numbers import number
from culture_sim.outcomes import Outcome
from culture_sim.settings.nhs_trust.outcomes import outcome

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WEEKS_A_YEAR = 52
BAND = (10, 90)
LONGEST_NAME = 24


class Panel(NamedTuple):
    """What a panel shows.

    `column` is the weekly column that the outcome is made of, counted for every `each` staff; None for
    a state.
    """

    key: str
    column: str
    each: float | None

    @property
    def outcome(self) -> Outcome:
        """Title and unit."""
        return outcome(self.key)


class Line(NamedTuple):
    """One scenario in a panel: `values` is (runs, weeks + 1)."""

    name: str
    values: NDArray[np.float64]
    colour: str
    dashes: object
    shaded: bool


PANELS = (
    Panel("turnover_percent", "leavers", 100.0),
    Panel("complaints_per_1000_staff", "complaints", 1000.0),
    Panel("grievances_per_1000_staff", "grievances", 1000.0),
    Panel("psychological_safety", "psychological_safety", None),
)


def over_the_year(
    panel: Panel, column: NDArray[np.float32], people: NDArray[np.float32]
) -> NDArray[np.float64]:
    """(runs, weeks - 51) an outcome over the year up to each week, from weekly values (runs, weeks).

    At whole years these are the values of the yearly table.
    """
    total = _summed(column)
    return total / WEEKS_A_YEAR if panel.each is None else panel.each * total * WEEKS_A_YEAR / _summed(people)


def _summed(values: NDArray[np.float32]) -> NDArray[np.float64]:
    running = np.cumsum(values, axis=1, dtype=np.float64)
    running = np.concatenate([np.zeros((len(values), 1)), running], axis=1)
    summed: NDArray[np.float64] = running[:, WEEKS_A_YEAR:] - running[:, :-WEEKS_A_YEAR]
    return summed


def draw_panel(axes: "Axes", panel: Panel, title: str, lines: Sequence[Line]) -> None:
    """Draw the lines in order, so that the last lies on top; heights of rates begin at zero."""
    labels, top = [], 0.0
    end = (lines[0].values.shape[1] - 1) / WEEKS_A_YEAR
    for line in lines:
        years = np.arange(line.values.shape[1]) / WEEKS_A_YEAR
        mean = line.values.mean(axis=0)
        low, high = np.percentile(line.values, BAND, axis=0)
        if line.shaded:
            axes.fill_between(years, low, high, color=line.colour, alpha=0.18, linewidth=0)
        axes.plot(years, mean, color=line.colour, linestyle=line.dashes, linewidth=2.2)
        last = float(mean[-1])
        labels.append(
            EndLabel(last, f"{_short(line.name)} {number(last, 1 if panel.each else 2)}", line.colour)
        )
        top = max(top, float(high.max() if line.shaded else mean.max()))
    axes.set_xlim(0, end)
    axes.set_ylim(0, 1 if panel.each is None else top * 1.08 or 1)
    axes.set_xticks(range(0, round(end) + 1, max(1, -(-round(end) // 10))))
    axes.set_xlabel("years since the start", fontsize=USUAL, color=INK)
    look_plain(axes, title)
    axes.text(0, 1.02, panel.outcome.unit, transform=axes.transAxes, fontsize=SMALL, color=INK, va="bottom")
    label_ends(axes, end, labels)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
