"""A comparison year by year: one outcome with the plan and without, or with several plans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Interval
from culture_sim.figures.figure import Figure, Panel
from culture_sim.figures.over_years import outcome_line, outcome_panel, year_names
from culture_sim.findings.amounts import is_money
from culture_sim.findings.titles import MOST_DECIMALS, best_title, decimals_at, level_title, provenance
from culture_sim.outcomes import Outcome

THOUSANDS = 1e-3
BANDS = "Bands: 80 % interval of simulated organisations"


def plan_panel(comparison: Comparison, what: Outcome, plan: str = "") -> Panel:
    """One outcome by year: a plan (the first if absent) and the baseline with their 80 % intervals, and the rival."""
    plan, last = plan or comparison.plan, comparison.years
    factor, unit = (THOUSANDS, "£ thousand a year") if is_money(what) else (1.0, what.unit)
    shown = list(dict.fromkeys(name for name in (plan, comparison.rival, comparison.baseline) if name))
    ends = [(comparison.level(name, what.key), f"with {comparison.label(name).phrase}") for name in shown]
    decimals = decimals_at(what, factor * max(abs(value) for value, _ in ends))
    lines = [
        outcome_line(
            comparison.label(name).short,
            Interval(*(factor * each for each in comparison.interval(name, what.key))),
            None if name == comparison.baseline else int(name != plan),
            min(decimals, MOST_DECIMALS),
            has_band=name != comparison.rival,
        )
        for name in shown[::-1]
    ]
    title = level_title(what, last, ends)
    return outcome_panel(
        what, title, lines, year_names(last), note=BANDS, unit=unit, decimals=decimals,
        description=f"Line chart of {what.title.lower()}, {unit}. {title}.", about=provenance(comparison, plan),
    )  # fmt: skip


IN_A_ROW = 4
"""Panels that stand beside each other; more of them make two rows."""


def headlines_figure(comparison: Comparison) -> Figure:
    """The headline outcomes beside each other; the lines are named in the last panel, and their ends in all."""
    panels = [plan_panel(comparison, what) for what in comparison.setting.headlines]
    shown = [
        replace(
            panel,
            title=what.title,
            height=210 if len(panels) <= IN_A_ROW else 150,
            marks=tuple(replace(line, name="") if panel is not panels[-1] else line for line in panel.lines),
        )
        for panel, what in zip(panels, comparison.setting.headlines, strict=True)
    ]
    return Figure(tuple(shown), "", columns=len(shown) if len(panels) <= IN_A_ROW else (len(shown) + 1) // 2)


def plans_panel(comparison: Comparison, what: Outcome, titles: Mapping[str, str]) -> Panel:
    """One outcome by year, every plan a line of its own; `titles` are by name of the plan in the comparison."""
    base = comparison.baseline
    drawn = [
        (None, base, comparison.label(base).short),
        *((place, *each) for place, each in enumerate(titles.items())),
    ]
    lines = [
        outcome_line(
            title,
            comparison.interval(name, what.key),
            place,
            min(what.decimals, MOST_DECIMALS),
            has_band=False,
        )
        for place, name, title in drawn
    ]
    best = (min if what.better == "lower" else max)(titles, key=lambda name: comparison.level(name, what.key))
    title = best_title(what, comparison.years, titles[best])
    return outcome_panel(
        what, title, lines, year_names(comparison.years), height=340, file=f"plans_{what.key}",
        note=f"Averages of {comparison.runs} simulations",
        description=f"Line chart comparing plans on {what.title.lower()}. {title}.",
        about=provenance(comparison, best),
    )  # fmt: skip
