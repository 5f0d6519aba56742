"""Pictures of a study that rest on an analysis: what moves an outcome, what money buys, where something happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from culture_sim.dashboard.boardroom.effects import in_unit
from culture_sim.dashboard.charts import BASELINE, FONT, INK, OTHERS, PLAN, Drawing
from culture_sim.dashboard.laboratory.filtered_study import FilteredStudy, in_short
from culture_sim.dashboard.laboratory.study_figures import (
    Asked,
    Seen,
    about,
    compared,
    dots,
    heat_map,
    in_words,
    trajectories,
)
from culture_sim.errors import InputError
from culture_sim.findings.numbers import number
from culture_sim.settings.nhs_trust.outcomes import outcome
from culture_sim.study import Study
from culture_sim.study.analysis import Question, discover, frontier, outcome_matrix, sensitivity_of
from culture_sim.study.analysis.outcome_matrix import EVERY_SCENARIO
from culture_sim.study.analysis.sensitivity import WHAT_IT_IS
from culture_sim.study.analysis.whole_study import COST

MOST_BARS = 20
MOST_NAMES, MOST_RULES = 12, 3
_BAND = ("value", "value_low", "value_high")
PALE = "#c9ced1"
LADDER = ("#ffffff", "#C9D3E3", "#8FA3C4", "#4F6C9C", "#12436D")


def seen(study: FilteredStudy, asked: Asked) -> Seen:
    """The picture that is asked for.

    Raises:
        InputError: the study does not go with it.
    """
    pictures: dict[str, Callable[[FilteredStudy, Asked], Seen]] = {
        "heat map": heat_map,
        "trajectories": trajectories,
        "tornado": tornado,
        "frontier": money,
        "box": box,
    }
    if asked.picture not in pictures:
        raise InputError("There is no such picture.")
    return pictures[asked.picture](study, asked)


def tornado(study: FilteredStudy, asked: Asked) -> Seen:
    """Which factors move an outcome. Of the whole design: a part of it is no design."""
    found = sensitivity_of(Study(study.folder), asked.key, scenario=asked.plan, year=asked.year)
    what = outcome(asked.key)
    table = found.table.head(MOST_BARS).iloc[::-1]
    names = [in_words(str(each)) for each in table["factor"]]
    clear = [in_words(name) for name in found.clear]
    title = f"{what.title}: no factor moves it by more than luck does"
    if clear:
        title = f"{what.title} is moved most by {' and '.join(clear[:2])}"
    values, low, high, luck = (table[each].to_numpy(float) for each in ("value", "low", "high", "luck"))
    bars = [
        {"value": round(float(value), 6), "itemStyle": {"color": PLAN if told else PALE}}
        for value, told in zip(values, table["above_noise"], strict=True)
    ]
    spans = [
        {"coords": [[max(float(a), 0.0), place], [float(b), place]]}
        for place, (a, b) in enumerate(zip(low, high, strict=True))
    ]
    longest = float(f"{1.05 * max(float(np.nanmax(high)), float(np.nanmax(values))):.2g}")
    option: dict[str, Any] = {
        "animation": False,
        "aria": {"enabled": False},
        "textStyle": FONT,
        "decimals": 3,
        "grid": {"left": 152, "right": 24, "top": 12, "bottom": 30},
        "tooltip": {"trigger": "axis", "confine": True, "axisPointer": {"type": "shadow"}},
        "xAxis": {"type": "value", "min": 0, "max": longest, "axisLabel": {**FONT, "hideOverlap": True}},
        "yAxis": {
            "type": "category", "data": names, "axisTick": {"show": False},
            "axisLabel": {**FONT, "interval": 0, "width": 140, "overflow": "break", "lineHeight": 14},
        },
        "series": [
            {"type": "bar", "name": "Index", "data": bars, "barWidth": "60%", "emphasis": {"disabled": True}},
            *(
                {"type": "lines", "coordinateSystem": "cartesian2d", "data": spans, "silent": True, "z": 4,
                 "lineStyle": {"color": colour, "width": width, "opacity": 1, "curveness": 0}}
                for colour, width in (("#ffffff", 5), (INK, 2))
            ),
            {"type": "scatter", "name": "Luck alone", "symbol": "rect", "symbolSize": [4, 16], "z": 5,
             "itemStyle": {"color": BASELINE, "opacity": 1}, "silent": True,
             "data": [[round(float(value), 6), place] for place, value in enumerate(luck)]},
        ],
    }  # fmt: skip
    rows = [
        [in_words(str(row["factor"])), *(number(float(row[each]), 3) for each in ("value", "low", "high", "luck")),
         "yes" if row["above_noise"] else "no"]
        for row in found.table.to_dict("records")
    ]  # fmt: skip
    columns = ["Factor", "Index", "95 % from", "to", "Luck alone", "Told from luck"]
    note = (
        f"{WHAT_IT_IS[found.method].capitalize()}, year {asked.year}; line: 95 % interval; orange: what luck"
        " alone would show; pale: not told from luck. Always of the whole design, whatever the filter says"
    )
    drawing = Drawing(
        title, option, columns, rows, f"Bar chart. {title}.", note, "study_tornado", about(study)
    )
    return Seen(drawing, (_sentence(found.finding()),), 70 + 30 * len(names))


def money(study: FilteredStudy, asked: Asked) -> Seen:
    """What is spent against what it does; a line through the plans that no other beats."""
    plans = EVERY_SCENARIO if len(study.scenarios) > 1 else None
    what = outcome(asked.key)
    costs = outcome_matrix(study, COST, scenario=plans, over_years="sum", difference=False)
    values = outcome_matrix(
        study, asked.key, scenario=plans, over_years="sum" if what.per == "money" else "mean"
    )
    found = frontier(costs, values, what.better)
    table = found.table
    if float(table["cost"].max()) == float(table["cost"].min()):
        raise InputError("All points of this study cost the same: there is nothing to weigh.")
    factors = [str(each) for each in values.points.columns]
    said = [
        ", ".join(f"{in_words(name)} {in_short(row[name])}" for name in factors)
        for row in table.to_dict("records")
    ]
    points = [
        (round(float(cost) / 1000, 3), float(value),
         f"{words}: {number(float(value), what.decimals)} for £{float(cost):,.0f}")
        for cost, value, words in zip(table["cost"], table["value"], said, strict=True)
    ]  # fmt: skip
    colours = [PLAN if each else OTHERS[2] for each in table["on_frontier"]]
    per = "sum" if what.per == "money" else "mean"
    option = dots(points, colours, ("Spent over all years, £ thousand", what.title), what.decimals)
    if len(factors) == 1 and len(table) <= MOST_NAMES:
        option["grid"]["right"] = 96
        option["series"][0]["labelLayout"] = {"moveOverlap": "shiftY"}
        for each, row in zip(option["series"][0]["data"], table.to_dict("records"), strict=True):
            name = in_words(in_short(row[factors[0]]))
            side = "top" if row["on_frontier"] else "right"
            each["label"] = {
                "show": True,
                "position": side,
                "formatter": name,
                "color": INK,
                "fontSize": 13,
            }
    best = table[table["on_frontier"]].sort_values("cost")
    option["series"].append(
        {
            "type": "line", "step": "end", "symbol": "none", "silent": True, "z": 2,
            "lineStyle": {"color": PLAN, "width": 1.5}, "emphasis": {"disabled": True},
            "data": [[float(row["cost"]) / 1000, float(row["value"])] for row in best.to_dict("records")],
        }
    )  # fmt: skip
    rows = [
        [words, f"{row['cost']:,.0f}", *(number(float(row[each]), what.decimals) for each in _BAND),
         "yes" if row["on_frontier"] else "no", f"{row['how_often']:.0%}"]
        for words, row in sorted(zip(said, table.to_dict("records"), strict=True), key=lambda each: each[1]["cost"])
    ]  # fmt: skip
    columns = ["Plan", "Spent, £", what.title, "90 % from", "to", "On the frontier", "How often"]
    many = int(table["on_frontier"].sum())
    title = f"{what.title}: {many} of {len(table)} plans are beaten by no other for the money"
    note = (
        f"{per.capitalize()} of all years, less the baseline under the same luck, {in_unit(what.unit)}, over"
        f" {found.seeds} seeds; the line joins plans that no other beats. The prices are placeholders"
    )
    drawing = Drawing(title, option, columns, rows, f"Points. {title}.", note, "study_frontier", about(study))
    return Seen(drawing, height=420)


def box(study: FilteredStudy, asked: Asked) -> Seen:
    """Where something happens: each point by the share of its runs in which it does, and a box around it."""
    against = compared(study, asked)
    given = outcome_matrix(
        study, asked.key, scenario=asked.plan, year=asked.year, difference=against, draw=None
    )
    beyond = float(f"{np.nanmedian(given.means):.2g}") if asked.beyond is None else asked.beyond
    question = Question(asked.key, asked.sign, beyond)
    found = discover(given, question)
    limits = found.boxes[0].limits if found.boxes else ()
    numbers = study.scaled()
    chosen = [each.factor for each in sorted(limits, key=lambda each: each.quasi_p) if each.factor in numbers]
    across, upwards = [*chosen, *(name for name in numbers if name not in chosen)][:2]
    happens = np.nanmean(question.happens(given.values), axis=1)
    what = outcome(asked.key)
    asks = f"{what.title} {'below' if asked.sign == '<' else 'above'} {number(beyond, what.decimals)}"
    rows_of = given.points.assign(share=happens).to_dict("records")
    points = [
        (float(row[across]), float(row[upwards]),
         ", ".join(f"{in_words(name)} {in_short(row[name])}" for name in (across, upwards)) + f": {row['share']:.0%}")
        for row in rows_of
    ]  # fmt: skip
    colours = [LADDER[round(4 * float(each))] for each in happens]
    option = dots(points, colours, (in_words(across).capitalize(), in_words(upwards).capitalize()), 2)
    edges = {each.factor: each for each in limits}
    if across in edges or upwards in edges:
        corners = []
        for high in (False, True):
            corner = []
            for name in (across, upwards):
                limit = edges.get(name)
                value = None if limit is None else limit.high if high else limit.low
                column = given.points[name].astype(float)
                corner.append(float(value if value is not None else column.max() if high else column.min()))
            corners.append({"coord": corner})
        option["series"][0]["markArea"] = {
            "silent": True,
            "itemStyle": {"color": "transparent", "borderColor": BASELINE, "borderWidth": 2.5},
            "data": [corners],
        }
    title = f"{asks}: in {found.base_rate:.0%} of runs; no condition on the factors tells where"
    if found.boxes:
        title = (
            f"{asks}: in {found.base_rate:.0%} of runs, and in {found.boxes[0].density:.0%} inside the box"
        )
    columns = [*(in_words(str(name)) for name in given.points.columns), "Share of runs"]
    rows = [
        [*(in_short(row[name]) for name in given.points.columns), f"{row['share']:.0%}"] for row in rows_of
    ]
    less = ", less the baseline under the same luck" if against else ""
    note = f"Year {asked.year}{less}; each dot a design point, the darker, the more of its runs"
    often = [rule for rule in found.rules if rule.share > found.base_rate][:MOST_RULES]
    words = [
        found.finding(),
        *(f"In {rule.share:.0%} where {rule} ({rule.points} points)." for rule in often),
    ]
    drawing = Drawing(title, option, columns, rows, f"Points. {title}.", note, "study_box", about(study))
    return Seen(drawing, tuple(_sentence(each) for each in words), 420)


def _sentence(text: str) -> str:
    words = in_words(text)
    return words[:1].upper() + words[1:]
