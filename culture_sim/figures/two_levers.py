"""Two levers against each other: a field of cells over their strengths."""

from __future__ import annotations

from culture_sim.ensemble.two_factor import TwoFactorResult
from culture_sim.figures.figure import Panel
from culture_sim.figures.grid import grid_panel
from culture_sim.findings.sensitivity import strength
from culture_sim.findings.study import colours_are
from culture_sim.findings.titles import two_lever_title


def two_lever_panel(found: TwoFactorResult, about: str = "") -> Panel:
    """Columns and rows are strengths; blue is better than nothing done, orange worse; numbers say it too.

    Args:
        found: the grid so far.
        about: what is needed to reproduce it.
    """
    design, mean = found.design, found.mean
    levers = [design.lever(path) for path in (design.across, design.upwards)]
    across, upwards = ([strength(lever, each) for each in design.amounts(lever.path)] for lever in levers)
    titles = (levers[0].title, levers[1].title)
    one, other, both = (float(mean[place]) for place in ((-1, 0), (0, -1), (-1, -1)))
    return grid_panel(
        two_lever_title(design.outcome, titles, one, other, both),
        design.outcome,
        mean,
        (across, upwards),
        is_change=True,
        titles=titles,
        file="two_levers",
        about=(about,) if about else (),
        note=f"Change in year {design.year} compared with nothing done; {colours_are(design.outcome)}",
    )
