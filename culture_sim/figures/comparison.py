"""The figure of a comparison: plans against the baseline, with bands."""

from typing import TYPE_CHECKING

from culture_sim.ensemble import Comparison
from culture_sim.figures.page import four_panels
from culture_sim.figures.panel import Line, Panel, draw_panel, over_the_year
from culture_sim.figures.style import BASELINE, BASELINE_DASHES, DASHES, PLANS
from culture_sim.findings.numbers import listed
from culture_sim.findings.sentences import TOOL, figure_title, headline, trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_comparison(comparison: Comparison) -> "Figure":
    """Four panels, each with the mean of all runs and the band in which eight runs in ten fall."""
    plans = by_effect(comparison)

    def draw(axes: "Axes", panel: Panel) -> None:
        lines = [_line(comparison, panel, name, plans) for name in (comparison.baseline, *reversed(plans))]
        title = figure_title(comparison, panel.key, plans[0]) if plans else panel.outcome.title
        draw_panel(axes, panel, title, lines)

    heading, _, below = headline(comparison).partition(": ")
    shaded = listed([comparison.scenarios[name].title for name in _shaded(comparison, plans)])
    bands = f"; shaded: where 8 runs in 10 of {shaded} fall (chance alone)" if comparison.runs > 1 else ""
    drawn = f"mean of {comparison.runs} runs" if comparison.runs > 1 else "the one run"
    lines = f"Each point covers the year before it. Lines: {drawn}{bands}."
    small_print = f"{lines} {TOOL} {trace(comparison)}"
    return four_panels(heading, below, small_print, draw)


def by_effect(comparison: Comparison) -> list[str]:
    """Plans, the one that changes practice most first: it gets the first colour, the band and the titles."""
    return sorted(
        comparison.plans, key=lambda name: -abs(comparison.difference_in(-1, name, "practice").mean)
    )


def _shaded(comparison: Comparison, plans: list[str]) -> list[str]:
    """Bands of the baseline and of the plan that does most: more of them could not be told apart."""
    return [comparison.baseline, *plans[:1]]


def _line(comparison: Comparison, panel: Panel, name: str, plans: list[str]) -> Line:
    weeks = comparison.weeks(name, panel.column), comparison.weeks(name, "headcount")
    values = over_the_year(panel, *weeks)
    place = None if name == comparison.baseline else plans.index(name) % len(PLANS)
    colour, dashes = (BASELINE, BASELINE_DASHES) if place is None else (PLANS[place], DASHES[place])
    return Line(comparison.scenarios[name].title, values, colour, dashes, name in _shaded(comparison, plans))
