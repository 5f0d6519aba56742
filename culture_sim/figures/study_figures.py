"""Any figure of a study folder by its name, with sensible defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from culture_sim.errors import InputError, did_you_mean
from culture_sim.figures.studies import box_of, frontier_of, heat_map, tornado, trajectories
from culture_sim.settings.nhs_trust.outcomes import outcome
from culture_sim.study.analysis import (
    Question,
    discover,
    frontier_of_study,
    outcome_matrix,
    sensitivity_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from culture_sim.study import Study

KINDS = ("tornado", "heat-map", "trajectories", "frontier", "box")
MOST_LINES = 5
MOST_NAMES = 12


def figure_of(
    study: Study,
    kind: str,
    key: str,
    *,
    scenario: str | None = None,
    year: int | None = None,
    across: str | None = None,
    up: str | None = None,
    by: str | None = None,
    budget: float | None = None,
    when: str | None = None,
    difference: bool | None = None,
    title: str | None = None,
) -> Figure:
    """Draw a study.

    Args:
        study: a study folder that was opened.
        kind: tornado, heat-map, trajectories, frontier or box.
        key: outcome.
        scenario: one plan; where a figure can show several, all if absent.
        year: the last if absent.
        across: factor along the bottom of a heat map; the first if absent.
        up: factor along its side; the second if absent.
        by: factor that makes the lines of trajectories; the first if absent.
        budget: upright line of a frontier, GBP over all years.
        when: question of a box, for example "practice < 0.2".
        difference: whether a heat map or a box is of the difference from the baseline; so where there is one.
        title: the finding.

    Raises:
        InputError: the figure and the study do not go together.
    """
    name = outcome(key).title
    draw: dict[str, Callable[[], Figure]] = {
        "tornado": lambda: tornado(
            sensitivity_of(study, key, scenario=scenario, year=year),
            title or f"{name}: which factors move it",
        ),
        "heat-map": lambda: _heat_map(study, key, scenario, year, across, up, difference, title),
        "trajectories": lambda: _trajectories(study, key, scenario, by, title),
        "frontier": lambda: _frontier(study, key, by, budget, title),
        "box": lambda: _box(study, when, scenario, year, difference, title),
    }
    if kind not in draw:
        raise InputError(f"'{kind}' is not a figure.{did_you_mean(kind, KINDS)}")
    return draw[kind]()


def _heat_map(
    study: Study,
    key: str,
    scenario: str | None,
    year: int | None,
    across: str | None,
    up: str | None,
    difference: bool | None,
    title: str | None,
) -> Figure:
    import pandas

    names = [str(factor["name"]) for factor in study.factors]
    bottom, side = across or names[0], up or (names[1] if len(names) > 1 else "")
    for each in (bottom, side):
        if each not in names:
            raise InputError(f"A heat map needs two factors; '{each}' is not one.{did_you_mean(each, names)}")
    plans = [scenario] if scenario else study.scenarios
    parts = []
    for plan in plans:
        given = outcome_matrix(study, key, scenario=plan, year=year, difference=difference)
        parts.append(given.points.assign(value=given.means, scenario=plan))
    table = pandas.concat(parts)
    cells = table.groupby(["scenario", side, bottom], sort=False)["value"].mean().reset_index()
    what = outcome(key)
    against = ", less the baseline of the same luck" if study.has_baseline and difference is not False else ""
    return heat_map(
        cells.rename(columns={"value": key}),
        bottom,
        side,
        key,
        title or what.title,
        panel="scenario" if len(plans) > 1 else None,
        unit=what.unit,
        decimals=min(what.decimals, 2),
        note=f"Mean of {given.values.shape[1]} seeds{against}.",
    )


def _trajectories(study: Study, key: str, scenario: str | None, by: str | None, title: str | None) -> Figure:
    frame = study.yearly()
    frame = frame[frame["draw"] == 0]
    plan = scenario or study.scenarios[0]
    names = [str(factor["name"]) for factor in study.factors]
    column = by or (
        "scenario" if len(study.scenarios) > 1 and scenario is None else names[0] if names else "scenario"
    )
    if column not in frame.columns:
        raise InputError(f"'{column}' was not varied.{did_you_mean(column, names)}")
    part = frame if column == "scenario" else frame[frame["scenario"] == plan]
    levels = [each for each in dict.fromkeys(part[column]) if each != "baseline"]
    if len(levels) > MOST_LINES:
        places = np.unique(np.linspace(0, len(levels) - 1, MOST_LINES).round().astype(int))
        levels = [sorted(levels)[place] for place in places]
    lines = {str(each): _runs(part[part[column] == each], key) for each in levels}
    base = frame[frame["scenario"] == "baseline"]
    if len(base):
        lines = {"baseline": _runs(base, key), **lines}
    return trajectories(
        lines, title or outcome(key).title, baseline="baseline", unit=outcome(key).unit,
        note=f"Lines: {column.replace('_', ' ')}.",
    )  # fmt: skip


def _runs(frame: object, key: str) -> np.ndarray:
    """(runs, years + 1)."""
    table = frame.pivot_table(index=["point", "seed"], columns="year", values=key)  # type: ignore[attr-defined]
    return np.asarray(table.to_numpy(float))


def _frontier(study: Study, key: str, by: str | None, budget: float | None, title: str | None) -> Figure:
    found = frontier_of_study(study, key, budget=budget)
    table = found.frontier.table
    named = [name for name in found.factors if table[name].dtype.kind not in "fiu"]
    group = by or next((name for name in named if table[name].nunique() <= MOST_LINES), None)
    what = outcome(key)
    sign = "sum over the years" if what.per == "money" else "mean of the years, less the baseline"
    return frontier_of(
        found.frontier,
        title or f"{what.title}: what money buys",
        group=group,
        names=named[0] if named and len(table) <= MOST_NAMES else None,
        cost=f"spent over {study.years} years (GBP)",
        value=f"{what.title} ({sign})",
    )


def _box(
    study: Study,
    when: str | None,
    scenario: str | None,
    year: int | None,
    difference: bool | None,
    title: str | None,
) -> Figure:
    if when is None:
        raise InputError('A box needs a question: --when "practice < 0.2".')
    question = Question.read(when)
    given = outcome_matrix(
        study, question.outcome, scenario=scenario, year=year, difference=difference, draw=None
    )
    found = discover(given, question)
    happens = np.nanmean(question.happens(given.values), axis=1)
    return box_of(found, given.points, happens, title or f"Where {when}")
