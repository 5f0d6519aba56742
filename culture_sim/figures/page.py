"""A page of four panels with a heading above and small print below."""

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from culture_sim.figures.panel import PANELS, Panel
from culture_sim.figures.style import INK, SMALL, USUAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT = 0.045
WIDEST_HEADING, WIDEST_SMALL_PRINT = 95, 178


def four_panels(
    heading: str, below: str, small_print: str, draw: "Callable[[Axes, Panel], None]"
) -> "Figure":
    """Turnover, complaints, grievances and psychological safety, each drawn by `draw`."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 7.8), facecolor="white")
    lines = textwrap.wrap(small_print, WIDEST_SMALL_PRINT)
    bottom = 0.085 + 0.019 * len(lines)
    figure.subplots_adjust(left=LEFT, right=0.845, top=0.85, bottom=bottom, hspace=0.45, wspace=0.6)
    for place, panel in enumerate(PANELS):
        draw(figure.add_subplot(2, 2, place + 1), panel)
    heading = textwrap.shorten(heading, WIDEST_HEADING, placeholder=" …")
    figure.text(LEFT, 0.96, heading, fontsize=14, fontweight="bold", color=INK)
    figure.text(LEFT, 0.932, below, fontsize=USUAL, color=INK)
    figure.text(LEFT, 0.015, "\n".join(lines), fontsize=SMALL - 0.5, color=INK, va="bottom", linespacing=1.4)
    return figure
