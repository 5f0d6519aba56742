"""A comparison year by year: one outcome with the plan and without, or with several plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from culture_sim.ensemble.comparison import Comparison
from culture_sim.figures.figure import Figure, Line, Panel
from culture_sim.figures.over_years import outcome_panel, year_names
from culture_sim.figures.style import BASELINE, BASELINE_DASHES, look
from culture_sim.findings.numbers import number
from culture_sim.findings.titles import best_title, decimals_at, level_title, provenance
from culture_sim.outcomes import Outcome

THOUSANDS = 1e-3
BANDS = "Bands: 80 % interval of simulated organisations"


def plan_panel(comparison: Comparison, what: Outcome, plan: str = "") -> Panel:
    """One outcome by year: plan and baseline, each with its 80 % interval, and what else the plan is compared with.

    Args:
        comparison: the runs.
        what: the outcome.
        plan: name of the plan; the first if absent.
    """
    plan, last = plan or comparison.plan, comparison.years
    factor, unit = (THOUSANDS, "£ thousand a year") if what.per == "money" else (1.0, what.unit)
    shown = list(dict.fromkeys(name for name in (plan, comparison.rival, comparison.baseline) if name))
    ends = [(comparison.level(name, what.key), f"with {comparison.label(name).phrase}") for name in shown]
    decimals = decimals_at(what, factor * max(abs(value) for value, _ in ends))
    lines = []
    for name in shown[::-1]:
        colour, dashes = (
            (BASELINE, BASELINE_DASHES) if name == comparison.baseline else look(int(name != plan))
        )
        mean, low, high = (factor * each for each in comparison.interval(name, what.key))
        edges = (None, None) if name == comparison.rival else (low, high)
        end = number(float(mean[-1]), min(decimals, 2))
        lines.append(
            Line(comparison.label(name).short, mean, edges[0], edges[1], end=end, colour=colour, dashes=dashes,
                 has_dots=True)
        )  # fmt: skip
    title = level_title(what, last, ends)
    return outcome_panel(
        what, title, lines, year_names(last), note=BANDS, unit=unit, decimals=decimals,
        description=f"Line chart of {what.title.lower()}, {unit}. {title}.", about=provenance(comparison, plan),
    )  # fmt: skip


def headlines_figure(comparison: Comparison) -> Figure:
    """The headline outcomes beside each other; the lines are named in the last panel, and their ends in all."""
    panels = [plan_panel(comparison, what) for what in comparison.setting.headlines]
    shown = [
        replace(
            panel,
            title=what.title,
            height=210,
            marks=tuple(replace(line, name="") if panel is not panels[-1] else line for line in panel.lines),
        )
        for panel, what in zip(panels, comparison.setting.headlines, strict=True)
    ]
    return Figure(tuple(shown), "", columns=len(shown))


def plans_panel(comparison: Comparison, what: Outcome, titles: Mapping[str, str]) -> Panel:
    """One outcome by year, every plan a line of its own.

    Args:
        comparison: all plans, under the same random numbers.
        what: the outcome.
        titles: what each plan is called, by its name in the comparison.
    """
    lines = [
        _mean(
            comparison,
            what,
            comparison.baseline,
            comparison.label(comparison.baseline).short,
            (BASELINE, BASELINE_DASHES),
        )
    ]
    lines += [
        _mean(comparison, what, name, title, look(place))
        for place, (name, title) in enumerate(titles.items())
    ]
    best = (min if what.better == "lower" else max)(titles, key=lambda name: comparison.level(name, what.key))
    title = best_title(what, comparison.years, titles[best])
    return outcome_panel(
        what, title, lines, year_names(comparison.years), height=340, file=f"plans_{what.key}",
        note=f"Averages of {comparison.runs} simulations",
        description=f"Line chart comparing plans on {what.title.lower()}. {title}.",
        about=provenance(comparison, best),
    )  # fmt: skip


def _mean(
    comparison: Comparison, what: Outcome, name: str, title: str, drawn: tuple[str, Sequence[int]]
) -> Line:
    mean = comparison.interval(name, what.key).mean
    end = number(float(mean[-1]), min(what.decimals, 2))
    return Line(title, mean, end=end, colour=drawn[0], dashes=tuple(drawn[1]), has_dots=True)
