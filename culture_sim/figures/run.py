"""The figure of one life: one organisation with its plan, and under the same luck without it."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble import Run
from culture_sim.figures.page import four_panels
from culture_sim.figures.panel import Line, Panel, draw_panel, over_the_year
from culture_sim.figures.style import BASELINE, BASELINE_DASHES, DASHES, PLANS
from culture_sim.findings.sentences import ONE_LIFE, TOOL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_life(lives: dict[str, Run], heading: str, below: str, trace: str) -> "Figure":
    """Four panels with a line for each life.

    Args:
        lives: by title; the one without a plan first.
        heading: what was lived.
        below: a line below the heading.
        trace: all it takes to live it again.
    """
    looks = [(BASELINE, BASELINE_DASHES), *zip(PLANS, DASHES, strict=True)]

    def draw(axes: "Axes", panel: Panel) -> None:
        lines = [
            Line(
                title,
                over_the_year(panel, _row(life, panel.column), _row(life, "headcount")),
                *look,
                shaded=False,
            )
            for (title, life), look in zip(lives.items(), looks, strict=False)
        ]
        draw_panel(axes, panel, panel.outcome.title, lines)

    return four_panels(
        heading, below, f"Each point covers the year before it. {ONE_LIFE} {TOOL} {trace}", draw
    )


def _row(life: Run, column: str) -> NDArray[np.float32]:
    return np.asarray(life.weekly[column], np.float32)[np.newaxis, :]
