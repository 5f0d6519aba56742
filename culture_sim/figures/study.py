"""Figures of a study: tornado, heat map, trajectories, cost-effectiveness frontier, box."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.intervals import Interval
from culture_sim.errors import InputError, did_you_mean
from culture_sim.figures.figure import (
    Axis,
    Bars,
    Box,
    Figure,
    Line,
    Mark,
    Panel,
    Points,
    Rule,
    Segments,
    line_table,
    sheet,
)
from culture_sim.figures.grid import grid_panel
from culture_sim.figures.over_years import outcome_line, year_names
from culture_sim.figures.style import BASELINE, BASELINE_DASHES, INK, PALE, PLANS, SEQUENTIAL, look, shade
from culture_sim.findings import study as said
from culture_sim.findings.amounts import with_caution
from culture_sim.findings.numbers import number
from culture_sim.findings.study import in_short, in_words
from culture_sim.outcomes import Outcome

if TYPE_CHECKING:
    import pandas

    from culture_sim.study import Study
    from culture_sim.study.analysis import Discovery, Frontier, Sensitivity

MIDDLE = re.compile(r"\s*([a-z_0-9]+)\s*[<>]\s*")
GRIDS = ("grid", "list")
MOST_BARS, MOST_GROUPS, MOST_NAMES, MOST_LEVELS = 20, 5, 12, 40
SHAPES = ("circle", "square", "diamond", "triangle", "circle")


@dataclass(frozen=True)
class FigureRequest:
    """A figure of a study, and of what.

    Attributes:
        kind: tornado, heat-map, trajectories, frontier or box.
        key: outcome.
        scenario: one plan; where a figure can show several, all if absent.
        year: the last if absent.
        difference: whether a heat map or a box is of the difference from the baseline; so where there is one.
        across: factor along the bottom of a heat map; the first if absent.
        up: factor along its side; the second if absent.
        by: factor that makes the lines of trajectories; "nothing" for one line; the plans or the first if absent.
        budget: upright line of a frontier, GBP over all years.
        when: question of a box, for example "practice < 0.2"; without a number, the middle of what is there.
        title: the finding, instead of the usual words.
    """

    kind: str
    key: str
    scenario: str | None = None
    year: int | None = None
    difference: bool | None = None
    across: str | None = None
    up: str | None = None
    by: str | None = None
    budget: float | None = None
    when: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class StudyFigure:
    """A figure, and what the analysis says in sentences."""

    figure: Figure
    sentences: tuple[str, ...] = ()


def study_figure(study: Study, request: FigureRequest) -> StudyFigure:
    """Declare a figure of a study.

    Raises:
        InputError: the figure and the study do not go together.
    """
    if request.kind not in KINDS:
        raise InputError(f"'{request.kind}' is not a figure.{did_you_mean(request.kind, KINDS)}")
    made = KINDS[request.kind](study, request)
    if request.title is None:
        return made
    figure = replace(made.figure, heading=request.title)
    if len(made.figure.panels) == 1:
        figure = sheet(replace(made.figure.panels[0], title=request.title))
    return replace(made, figure=figure)


def _year(study: Study, request: FigureRequest) -> int:
    return study.years if request.year is None else request.year


def _is_change(study: Study, request: FigureRequest) -> bool:
    return study.has_baseline and request.difference is not False


def _tornado(study: Study, request: FigureRequest) -> StudyFigure:
    """Of the whole design, whatever part of it is looked at: a part of a design is none."""
    from culture_sim.study import Study as Whole
    from culture_sim.study.analysis import sensitivity_of

    found = sensitivity_of(Whole(study.folder), request.key, scenario=request.scenario, year=request.year)
    panel = tornado(
        study.setting.outcome(request.key), found, _year(study, request), (said.reproduce(study),)
    )
    return StudyFigure(sheet(panel), (said.capital(in_words(found.finding())),))


def tornado(what: Outcome, found: Sensitivity, year: int, about: tuple[str, ...] = ()) -> Panel:
    """One bar a factor, the strongest on top, with its 95 % interval and what chance alone would show."""
    table = found.table.head(MOST_BARS).iloc[::-1]
    places = np.arange(len(table), dtype=float)
    values, high, chance = (table[each].to_numpy(float) for each in ("value", "high", "noise"))
    low = np.maximum(table["low"].to_numpy(float), 0.0)
    clear = table["above_noise"].to_numpy(bool)
    marks: list[Mark] = [
        Bars("Index", values, tuple(PLANS[0] if each else PALE for each in clear)),
        Segments(low, places, high, places, "#FFFFFF", (3.4,)),  # so that an interval shows on its bar
        Segments(low, places, high, places),
    ]
    has_alone = "alone" in table
    if has_alone:
        marks.append(Points(table["alone"].to_numpy(float), places, ("#FFFFFF",), (5.0,), edge_widths=(1.0,)))
    if chance.any():
        marks.append(Points(chance, places, (BASELINE,), (16.0,), edge_widths=(2.2,), shape="bar"))
    columns = ("Factor", "Index", "95 % from", "to", "Chance alone", "Distinguished from chance")
    numbers = ("value", "low", "high", "noise")
    title = said.sensitivity_title(what, found)
    return Panel(
        title,
        Axis(low=0.0),
        Axis(names=tuple(in_words(str(each)) for each in table["factor"])),
        tuple(marks),
        note=with_caution(what, said.sensitivity_note(found, year, has_alone)),
        description=f"Bar chart. {title}.",
        columns=columns,
        rows=tuple(
            (
                in_words(str(row["factor"])),
                *(number(float(row[each]), 3) for each in numbers),
                "yes" if row["above_noise"] else "no",
            )
            for row in found.table.to_dict("records")
        ),
        file="study_tornado",
        about=about,
        decimals=3,
        height=90 + 30 * len(table),
    )


def _heat_map(study: Study, request: FigureRequest) -> StudyFigure:
    """Two factors against each other: the mean over seeds in every cell, a panel for each plan."""
    import pandas

    from culture_sim.study.analysis import outcome_matrix

    names = [str(factor["name"]) for factor in study.factors]
    across = request.across or next(iter(names), "")
    up = request.up or next((name for name in names if name != across), "")
    for each in (across, up):
        if each not in names:
            raise InputError(f"A heat map needs two factors; '{each}' is not one.{did_you_mean(each, names)}")
    if across == up:
        raise InputError("A heat map needs two different factors.")
    if study.design not in GRIDS:
        raise InputError(
            f"A heat map needs a design of kind 'grid': the points of this one ('{study.design}') form no grid."
            " Ask for a tornado, a box or trajectories."
        )
    is_change, year = _is_change(study, request), _year(study, request)
    what = study.setting.outcome(request.key)
    plans = [request.scenario] if request.scenario else study.scenarios
    given = {
        plan: outcome_matrix(study, request.key, scenario=plan, year=year, difference=is_change)
        for plan in plans
    }
    tables = {plan: each.points.assign(**{"value of cell": each.means}) for plan, each in given.items()}
    first = next(iter(given.values()))
    for name in (across, up):
        if name not in first.points.columns:
            raise InputError(f"'{in_words(name)}' takes one value only here.")
    levels = {name: _levels(pandas.concat(tables.values())[name]) for name in (across, up)}
    fields = {
        plan: table.pivot_table(index=across, columns=up, values="value of cell", observed=True)
        .reindex(index=levels[across], columns=levels[up])
        .to_numpy(float)
        for plan, table in tables.items()
    }
    known = sum(int(np.isfinite(field).sum()) for field in fields.values())
    cells = len(fields) * len(levels[across]) * len(levels[up])
    if max(len(levels[across]), len(levels[up])) > MOST_LEVELS or 2 * known <= cells:
        raise InputError(
            f"The points form no grid of '{across}' and '{up}': {known:,} of {cells:,} combinations were run."
            " A heat map needs (nearly) all of them."
        )
    shown = [in_short(each) for each in levels[across]], [in_short(each) for each in levels[up]]
    sign = 1.0 if what.better == "higher" else -1.0
    best = max(fields, key=lambda plan: float(np.nanmax(sign * fields[plan])))
    column, row = np.unravel_index(int(np.nanargmax(sign * fields[best])), fields[best].shape)
    where = [(across, shown[0][column]), (up, shown[1][row])]
    several = len(plans) > 1
    title = said.grid_title(what, float(fields[best][column, row]), is_change, where, best if several else "")
    others = [str(name) for name in first.points.columns if name not in (across, up)]
    note = said.grid_note(what, year, is_change, len(first.seeds), others)
    panels = tuple(
        grid_panel(
            said.capital(in_words(plan)) if several else title, what, fields[plan], shown, is_change,
            titles=(said.capital(in_words(across)), said.capital(in_words(up))), note=note, file="study_heat_map",
            about=(said.reproduce(study),), every=list(fields.values()), is_first=place == 0,
        )
        for place, plan in enumerate(plans)
    )  # fmt: skip
    if not several:
        return StudyFigure(sheet(panels[0]))
    return StudyFigure(
        Figure(panels, title, small_print=f"{note}. {said.reproduce(study)}", columns=len(panels))
    )


def _levels(column: pandas.Series[Any]) -> list[object]:
    values = list(dict.fromkeys(column))
    return sorted(values) if column.dtype.kind in "fiu" else values


def _trajectories(study: Study, request: FigureRequest) -> StudyFigure:
    """Year by year: a line for every plan, or for every value of a factor, and the baseline."""
    from culture_sim.study.analysis.by_year import BY_SCENARIO, trajectories_of

    names = [str(factor["name"]) for factor in study.factors]
    by = request.by or (
        BY_SCENARIO
        if len(study.scenarios) > 1 and request.scenario is None
        else next(iter(names), BY_SCENARIO)
    )
    grouped = None if by == "nothing" else by
    found, baseline = trajectories_of(
        study, request.key, by=grouped, scenario=request.scenario, most=MOST_GROUPS
    )
    what = study.setting.outcome(request.key)
    named = [(said.capital(in_words(line.level)) if grouped else "All points", line) for line in found]
    places: list[int | None] = list(range(len(named)))
    if baseline is not None:
        named.append(("Baseline", baseline))
        places.append(None)
    lines = tuple(
        outcome_line(name, Interval(line.mean, line.low, line.high), place, what.decimals, has_band=True)
        for (name, line), place in zip(named, places, strict=True)
    )
    years = year_names(study.years)
    columns, rows = line_table("Year", years, lines, what.decimals)
    title = said.trajectories_title(what, named, study.years)
    panel = Panel(
        title,
        Axis("Year of the programme", names=years),
        Axis(what.unit),
        lines[::-1],
        note=with_caution(what, said.trajectories_note(grouped, max(line.runs for line in found))),
        description=f"Line chart. {title}.",
        columns=columns,
        rows=rows,
        file="study_trajectories",
        about=(said.reproduce(study),),
        decimals=what.decimals,
        height=380,
    )
    return StudyFigure(sheet(panel))


def _frontier(study: Study, request: FigureRequest) -> StudyFigure:
    from culture_sim.study.analysis import frontier_of_study

    found = frontier_of_study(study, request.key, budget=request.budget)
    table = found.frontier.table
    if float(table["cost"].max()) == float(table["cost"].min()):
        raise InputError("All points of this study cost the same: there is nothing to weigh.")
    what = study.setting.outcome(request.key)
    panel = frontier_panel(what, found.frontier, found.factors, request.by, (said.reproduce(study),))
    return StudyFigure(sheet(panel), (found.frontier.finding(found.factors),))


def frontier_panel(
    what: Outcome,
    found: Frontier,
    factors: tuple[str, ...],
    by: str | None = None,
    about: tuple[str, ...] = (),
) -> Panel:
    """Spend against effect: every plan, those that no other beats joined by a line, the budget upright.

    The levels of the factor `by` get a colour and a shape each; those of the first factor of few names if absent.
    """
    table = found.table.reset_index(drop=True)
    words = [", ".join(f"{in_words(name)} {in_short(row[name])}" for name in factors)
             for row in table.to_dict("records")]  # fmt: skip
    costs, values = table["cost"].to_numpy(float) / 1000, table["value"].to_numpy(float)
    low, high = (table[each].to_numpy(float) for each in ("value_low", "value_high"))
    named = [name for name in factors if table[name].dtype.kind not in "fiu"]
    group = by or next((name for name in named if 1 < table[name].nunique() <= MOST_GROUPS), None)
    levels = [None] if group is None else list(dict.fromkeys(table[group]))
    front = table[table["on_frontier"]].sort_values("cost")
    marks: list[Mark] = [
        Line("Frontier", front["value"].to_numpy(float), at=front["cost"].to_numpy(float) / 1000, colour=INK,
             width=1.2, is_stepped=True, is_named=False),
    ]  # fmt: skip
    label = named[0] if len(named) == 1 and len(table) <= MOST_NAMES and group != named[0] else None
    for place, level in enumerate(levels):
        part = np.arange(len(table)) if level is None else np.flatnonzero((table[group] == level).to_numpy())
        colour = look(place)[0]
        marks += [
            Segments(costs[part], low[part], costs[part], high[part], colour, (0.9,), 0.5),
            Points(
                costs[part], values[part], (colour,), (7.0,), ("#FFFFFF",),
                shape=SHAPES[place % len(SHAPES)],  # type: ignore[arg-type]
                hover=tuple(f"{words[at]}: {number(values[at], what.decimals)} for £{1000 * costs[at]:,.0f}"
                            for at in part),
                labels=tuple(in_words(str(table[label][at])) for at in part) if label else (),
                name="" if level is None else in_words(in_short(level)),
            ),
        ]  # fmt: skip
    if found.budget is not None:
        marks.append(Rule(found.budget / 1000, "budget", colour=BASELINE, dashes=BASELINE_DASHES, width=1.4))
    if found.best is not None:
        at = int(np.flatnonzero(found.table.index == found.best)[0])
        marks.append(Points(costs[[at]], values[[at]], (BASELINE,), (13.0,), (BASELINE,), (2.0,),
                            is_hollow=True))  # fmt: skip
    order = np.argsort(costs, kind="stable")
    rows = tuple(
        (words[at], f"{1000 * costs[at]:,.0f}", *(number(each[at], what.decimals) for each in (values, low, high)),
         "yes" if table["on_frontier"][at] else "no", f"{table['how_often'][at]:.0%}")
        for at in order
    )  # fmt: skip
    title = said.frontier_title(what, found)
    return Panel(
        title,
        Axis("Spent over all years, £ thousand"),
        Axis(f"{what.title}, {what.unit}"),
        tuple(marks),
        note=with_caution(what, said.frontier_note(what, found)),
        description=f"Points. {title}.",
        columns=("Plan", "Spent, £", what.title, "90 % from", "to", "On the frontier", "How often"),
        rows=rows,
        file="study_frontier",
        about=about,
        decimals=what.decimals,
        height=420,
    )


def _box(study: Study, request: FigureRequest) -> StudyFigure:
    from culture_sim.study.analysis import Question, discover, outcome_matrix

    if request.when is None:
        raise InputError('A box needs a question: --when "practice < 0.2".')
    is_open = MIDDLE.fullmatch(request.when)
    key = is_open[1] if is_open else Question.read(request.when).outcome
    is_change = _is_change(study, request)
    given = outcome_matrix(
        study, key, scenario=request.scenario, year=request.year, difference=is_change, draw=None
    )
    middle = f" {np.nanmedian(given.means):.2g}" if is_open else ""
    question = Question.read(f"{request.when}{middle}")
    found = discover(given, question)
    happens = np.nanmean(question.happens(given.values), axis=1)
    note = said.box_note(_year(study, request), is_change)
    panel = box_panel(
        study.setting.outcome(key), found, given.points, happens, note, (said.reproduce(study),)
    )
    return StudyFigure(sheet(panel), tuple(said.box_sentences(found)))


def box_panel(
    what: Outcome,
    found: Discovery,
    points: pandas.DataFrame,
    happens: NDArray[np.float64],
    note: str,
    about: tuple[str, ...] = (),
) -> Panel:
    """Where it happens, over the two factors that limit the box most; the box is outlined.

    Args:
        what: the outcome that the question is about.
        found: what was discovered.
        points: a row for each design point, a column for each factor.
        happens: (points,) share of the runs of a point in which it happens.
        note: year, and what the numbers are compared with.
        about: what is needed to reproduce it.

    Raises:
        InputError: fewer than two factors are numbers.
    """
    limits = found.boxes[0].limits if found.boxes else ()
    numeric = [str(name) for name in points.columns if points[name].dtype.kind in "fiu"]
    chosen = [each.factor for each in sorted(limits, key=lambda each: each.quasi_p) if each.factor in numeric]
    axes = [*chosen, *(name for name in numeric if name not in chosen)][:2]
    if len(axes) < 2:
        raise InputError("A figure of a box needs two factors that are numbers.")
    x, y = (points[name].to_numpy(float) for name in axes)
    colours = (*SEQUENTIAL[1:], "#0A2740")
    marks: list[Mark] = [
        Points(
            x, y, tuple(shade(float(each), colours) for each in happens), (7.5,),
            hover=tuple(
                f"{in_words(axes[0])} {in_short(float(a))}, {in_words(axes[1])} {in_short(float(b))}: {share:.0%}"
                for a, b, share in zip(x, y, happens, strict=True)
            ),
        )
    ]  # fmt: skip
    edges = {each.factor: (each.low, each.high) for each in limits}
    if any(name in edges for name in axes):
        (left, right), (low, high) = (
            [
                float(whole) if limit is None else limit
                for limit, whole in zip(
                    edges.get(name, (None, None)), (values.min(), values.max()), strict=True
                )
            ]
            for name, values in zip(axes, (x, y), strict=True)
        )
        marks.append(Box(left, low, right, high, BASELINE))
    title = said.box_title(what, found)
    rows = tuple(
        (*(in_short(row[str(name)]) for name in points.columns), f"{share:.0%}")
        for row, share in zip(points.to_dict("records"), happens, strict=True)
    )
    return Panel(
        title,
        Axis(said.capital(in_words(axes[0]))),
        Axis(said.capital(in_words(axes[1]))),
        tuple(marks),
        note=with_caution(what, note),
        description=f"Points. {title}.",
        columns=(*(in_words(str(name)) for name in points.columns), "Share of runs"),
        rows=rows,
        file="study_box",
        about=about,
        decimals=2,
        height=420,
    )


KINDS: dict[str, Callable[[Study, FigureRequest], StudyFigure]] = {
    "tornado": _tornado,
    "heat-map": _heat_map,
    "trajectories": _trajectories,
    "frontier": _frontier,
    "box": _box,
}
