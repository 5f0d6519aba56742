"""The figures of a comparison and of a single run: scenarios over the years, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble import Comparison, Run
from culture_sim.ensemble.intervals import interval
from culture_sim.figures.figure import Figure, Line, Panel
from culture_sim.figures.over_years import outcome_line, outcome_panel
from culture_sim.findings.cautions import cautions
from culture_sim.findings.numbers import listed
from culture_sim.findings.sentences import ONE_RUN, TOOL, figure_title, headline, trace
from culture_sim.findings.titles import MOST_DECIMALS
from culture_sim.outcomes import Outcome
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.outcomes.rolling import rolling_year
from culture_sim.settings import Setting

PANEL_HEIGHT = 272
MOST_YEARS_NAMED = 10


def comparison_figure(comparison: Comparison) -> Figure:
    """Four panels, each with the mean of all runs and the 80 % interval of the baseline and of the first plan."""
    plans = by_effect(comparison)
    order = [comparison.baseline, *reversed(plans)]
    shaded = [comparison.baseline, *plans[:1]] if comparison.runs > 1 else []
    panels = []
    for what in shown_first(comparison.setting):
        lines = [
            outcome_line(
                comparison.title(name),
                interval(rolling_year(what, partial(comparison.weeks, name))),
                plans.index(name) if name in plans else None,
                min(what.decimals, MOST_DECIMALS),
                has_band=name in shaded,
                has_dots=False,
            )
            for name in order
        ]
        title = figure_title(comparison, what.key, plans[0]) if plans else what.title
        panels.append(_panel(what, title, lines))
    heading, _, below = headline(comparison).partition(": ")
    titles = listed([comparison.title(name) for name in shaded])
    bands = f"; shaded: 80 % interval of the runs of {titles} (chance alone)" if shaded else ""
    drawn = f"mean of {comparison.runs} runs" if comparison.runs > 1 else "the one run"
    warned = " ".join(cautions(comparison))
    text = f"{warned} Each point covers the year before it. Lines: {drawn}{bands}. {TOOL} {trace(comparison)}"
    return Figure(tuple(panels), heading, below, text.strip(), columns=2)


def run_figure(setting: Setting, runs: Mapping[str, Run], heading: str, below: str, trace: str) -> Figure:
    """Four panels with a line for each run, by title of its scenario, the one without a plan first."""
    panels = []
    for what in shown_first(setting):
        lines = [
            outcome_line(
                title,
                interval(rolling_year(what, partial(_row, run))),
                place - 1 if place else None,
                min(what.decimals, MOST_DECIMALS),
                has_band=False,
                has_dots=False,
            )
            for place, (title, run) in enumerate(runs.items())
        ]
        panels.append(_panel(what, what.title, lines))
    warned = "".join(f"{each} " for each in setting.cautions)
    text = f"{warned}Each point covers the year before it. {ONE_RUN} {TOOL} {trace}"
    return Figure(tuple(panels), heading, below, text, columns=2)


def shown_first(setting: Setting) -> tuple[Outcome, ...]:
    """The outcomes of a setting that have a panel: its headlines, and the first of its states."""
    return (*setting.headlines, *[each for each in setting.outcomes if each.chart == "states"][:1])


def by_effect(comparison: Comparison) -> list[str]:
    """Plans, the one that changes practice most first: it gets the first colour, the band and the titles."""
    return sorted(
        comparison.plans, key=lambda name: -abs(comparison.difference_in(-1, name, "practice").mean)
    )


def _row(run: Run, column: str) -> NDArray[np.float32]:
    return np.asarray(run.weekly[column], np.float32)[np.newaxis, :]


def _panel(what: Outcome, title: str, lines: Sequence[Line]) -> Panel:
    weeks = len(np.asarray(lines[0].values))
    years = (weeks - 1) // WEEKS_A_YEAR
    names = [
        str(week // WEEKS_A_YEAR) if week % WEEKS_A_YEAR == 0 else f"{week / WEEKS_A_YEAR:.2f}"
        for week in range(weeks)
    ]
    every = WEEKS_A_YEAR * max(1, -(-years // MOST_YEARS_NAMED))
    return outcome_panel(
        what, title, lines, names, every=every, across="years since the start", height=PANEL_HEIGHT
    )
