"""The five pictures of a study: what the library's analyses found, drawn for a page. No statistics of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.dashboard.boardroom.effects import in_unit
from culture_sim.dashboard.charts import (
    BASELINE,
    INK,
    OTHERS,
    PLAN,
    Drawing,
    Line,
    frame,
    line_table,
    lines,
    year_names,
)
from culture_sim.dashboard.laboratory.filtered_study import MOST_LEVELS, FilteredStudy, in_short
from culture_sim.dashboard.laboratory.heat import heat_option
from culture_sim.errors import InputError
from culture_sim.findings.numbers import change, number
from culture_sim.settings.nhs_trust.outcomes import outcome
from culture_sim.study.analysis import outcome_matrix

if TYPE_CHECKING:
    import pandas

MOST_LINES = 5
_NAMES = 150
"""Pixels that the names at the ends of lines take."""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see of a study.

    Attributes:
        picture: one of `PartOfStudy.pictures()`.
        key: outcome.
        plan: one of the study's scenarios.
        year: of the programme.
        difference: against the baseline of the same luck.
        across: factor of a map's columns, or whose values make the lines.
        upwards: factor of a map's rows.
        beyond: threshold of a box; the middle of what is there if absent.
        sign: "<" or ">", what a box looks for.
    """

    picture: str
    key: str
    plan: str
    year: int
    difference: bool = True
    across: str = ""
    upwards: str = ""
    beyond: float | None = None
    sign: str = ">"


@dataclass(frozen=True)
class Seen:
    """A picture, and what the analysis says in sentences."""

    drawing: Drawing
    words: tuple[str, ...] = ()
    height: int = 400


def in_words(name: str) -> str:
    """A factor's or a scenario's name as words."""
    return name.replace("_", " ")


def about(study: FilteredStudy) -> tuple[str, ...]:
    """What it takes to live the numbers again: put before downloaded data."""
    manifest = study.manifest
    part = "all" if study.is_whole else f"{len(study.chosen)} of {study.of_points}"
    seeds = manifest["seeds"]
    said = (
        f"Study {manifest['name']} ({manifest['essence']}), {part} design points; model {manifest['model']};"
        f" parameters {manifest['parameters_hash']}; seeds {seeds['first']} to {seeds['first'] + seeds['number'] - 1}"
    )
    return (said,)


def compared(study: FilteredStudy, asked: Asked) -> bool:
    """Whether numbers are differences from the baseline."""
    return asked.difference and study.has_baseline


def heat_map(study: FilteredStudy, asked: Asked) -> Seen:
    """Two factors against each other: the mean over seeds in every cell."""
    if asked.across == asked.upwards:
        raise InputError("Choose two different factors.")
    against = compared(study, asked)
    given = outcome_matrix(study, asked.key, scenario=asked.plan, year=asked.year, difference=against)
    for name in (asked.across, asked.upwards):
        if name not in given.points.columns:
            raise InputError(f"'{in_words(name)}' takes one value only here.")
    table = given.points.assign(value=given.means)
    levels = study.levels()
    across, upwards = levels[asked.across], levels[asked.upwards]
    cells = table.pivot_table(index=asked.across, columns=asked.upwards, values="value", observed=True)
    field = cells.reindex(index=across, columns=upwards).to_numpy(float)
    what = outcome(asked.key)
    words = change if against else number
    titles = (in_words(asked.across).capitalize(), in_words(asked.upwards).capitalize())
    names = [in_short(each) for each in across], [in_short(each) for each in upwards]
    best = np.nanargmax(field if what.better == "higher" else -field)
    column, row = np.unravel_index(best, field.shape)
    others = [in_words(name) for name in given.points.columns if name not in (asked.across, asked.upwards)]
    title = (
        f"{what.title}: best, {words(float(field[column, row]), what.decimals)}, where"
        f" {titles[0].lower()} is {names[0][column]} and {titles[1].lower()} is {names[1][row]}"
    )
    less = ", less the baseline under the same luck" if against else ""
    note = f"Year {asked.year}, {in_unit(what.unit)}{less}; mean"
    note += f" over {len(given.seeds)} seeds{' and over ' + ', '.join(others) if others else ''}"
    rows = [
        [names[1][place], *(words(float(field[each, place]), what.decimals) for each in range(len(across)))]
        for place in reversed(range(len(upwards)))
    ]
    left = min(40 + 7 * max(map(len, names[1])), 130)
    option = heat_option(*names, field, titles, what.better, what.decimals, against, left)
    return Seen(
        Drawing(title, option, [f"{titles[1]} \\ {titles[0]}", *names[0]], rows, f"Heat map. {title}.",
                f"{note}; blue is better, orange is worse", "study_heat_map", about(study)),
        height=120 + 52 * len(upwards),
    )  # fmt: skip


def trajectories(study: FilteredStudy, asked: Asked) -> Seen:
    """Year by year: a line for every plan, or for every value of a factor, and the baseline."""
    by_plan = asked.across == "scenario"
    listed = asked.across in study.listed()
    label = "scenario" if by_plan else f'CAST("{asked.across}" AS VARCHAR)' if listed else "'all points'"
    order = "scenario" if by_plan else f'"{asked.across}"' if listed else "1"
    plan = "scenario <> 'baseline'" if by_plan else "scenario = $plan"
    table = _by_year(study, asked, label, order, plan)
    found = list(dict.fromkeys(table["line"]))
    if len(found) > MOST_LINES:
        found = [found[place] for place in np.linspace(0, len(found) - 1, MOST_LINES).round().astype(int)]
    styles = zip((PLAN, *OTHERS), ("solid", "dotted", "solid", "dotted", "solid"), strict=True)
    drawn = [
        _line(table, line, in_words(_level(line)).capitalize(), colour, dash)
        for line, (colour, dash) in zip(found, styles, strict=False)
    ]
    if study.has_baseline:
        base = _by_year(study, asked, "'baseline'", "1", "scenario = 'baseline'", every_point=True)
        drawn.append(_line(base, "baseline", "Baseline", BASELINE, "dashed"))
    what = outcome(asked.key)
    names = year_names(study.years)
    option = lines(frame(names, decimals=what.decimals, right=_NAMES), drawn, height=300)
    for series in option["series"]:
        if series.get("name"):
            series["endLabel"] |= {"width": _NAMES - 10, "overflow": "truncate"}
    ends = "; ".join(f"{each.name} {number(float(each.values[-1]), what.decimals)}" for each in drawn)
    columns, rows = line_table(names, drawn, what.decimals)
    by = "plan" if by_plan else in_words(asked.across) if listed else "nothing: all points together"
    runs, unit = int(table["runs"].max()), in_unit(what.unit)
    return Seen(
        Drawing(f"{what.title} in year {study.years}: {ends}", option, columns, rows, f"Line chart. {ends}.",
                f"{unit[:1].upper()}{unit[1:]}; lines by {by}; mean and 8 in 10 of {runs} runs a line",
                "study_trajectories", about(study)),
        height=380,
    )  # fmt: skip


def _by_year(
    study: FilteredStudy, asked: Asked, label: str, order: str, plan: str, every_point: bool = False
) -> pandas.DataFrame:
    points = "true" if every_point else study.where
    values = {"plan": asked.plan} if "$plan" in plan else {}
    found = study.query(
        f"SELECT {label} AS line, min({order}) AS place, year, avg({asked.key}) AS mean, count(*) AS runs,"
        f" quantile_cont({asked.key}, 0.1) AS low, quantile_cont({asked.key}, 0.9) AS high"
        f" FROM yearly WHERE draw = 0 AND {plan} AND {points} GROUP BY 1, year ORDER BY place, line, year",
        **values,
    )
    if found.empty:
        raise InputError("No run of this part has finished yet.")
    return found


def _line(table: pandas.DataFrame, line: str, name: str, colour: str, dash: str) -> Line:
    part = table[table["line"] == line].sort_values("year")
    mean, low, high = (part[each].to_numpy(float) for each in ("mean", "low", "high"))
    return Line(name, mean, low, high, colour, dash)


def _level(line: str) -> str:
    try:
        return in_short(float(line))
    except ValueError:
        return line


def dots(
    points: list[tuple[float, float, str]], colours: list[str], axes: tuple[str, str], decimals: int
) -> dict[str, Any]:
    """A cloud of points, each with what it says on hover; axes begin where the points do."""
    axis = {"type": "value", "scale": True, "splitLine": {"lineStyle": {"color": "#d8dde0"}}}
    words = {"fontSize": 13, "color": INK}
    return {
        "animation": False,
        "aria": {"enabled": False},
        "decimals": decimals,
        "grid": {"left": 64, "right": 24, "top": 40, "bottom": 56},
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        "xAxis": {**axis, "name": axes[0], "nameLocation": "middle", "nameGap": 34,
                  "nameTextStyle": {**words, "fontWeight": "bold"}, "axisLabel": {**words, "hideOverlap": True}},
        "yAxis": {**axis, "name": axes[1], "nameLocation": "end", "axisLabel": words,
                  "nameTextStyle": {**words, "fontWeight": "bold", "align": "left", "padding": [0, 0, 0, -58]}},
        "series": [
            {
                "type": "scatter",
                "symbolSize": 11,
                "data": [
                    {"value": [across, upwards], "name": name,
                     "itemStyle": {"color": colour, "borderColor": INK, "borderWidth": 0.5, "opacity": 1}}
                    for (across, upwards, name), colour in zip(points, colours, strict=True)
                ],
                "emphasis": {"disabled": True},
                "z": 3,
            }
        ],
    }  # fmt: skip


__all__ = ["MOST_LEVELS", "Asked", "Seen", "dots", "heat_map", "trajectories"]
