"""Drawings of the classroom: lines of the lesson, the bad week, and the map of teams."""

from __future__ import annotations

from typing import Any

import numpy as np

from culture_sim.dashboard.charts import (
    BASELINE,
    OTHERS,
    PLAN,
    Drawing,
    Line,
    frame,
    line_table,
    lines,
    year_names,
)
from culture_sim.stories import Aftermath, Chart, TeamDot, TeamMap
from culture_sim.stories.event_sentences import WEEKS_A_YEAR

_EVERY = 4
"""Lines are drawn at every fourth week; what is left out cannot be seen."""

_NAMES = 126
"""Pixels that the names at the ends of lines take."""

_ROW = 20
"""Pixels between names at the ends of lines, so that they stand apart at either size of letters."""

_WIDE, _USUAL, _LARGE, _LARGE_NAMES = 780, 13, 17, 160
"""Width of a plot from which its letters are made for the back of a room, their sizes, and room for names."""

PALE, DARK = (222, 233, 243), (18, 67, 109)
FULL_PRACTICE = 0.6
"""Practice from which a circle is as dark as it gets."""


def lesson_drawing(chart: Chart, provenance: str, file: str) -> Drawing:
    """A chart of the lesson: plan solid, nothing done dashed, bands where eight in ten lives lie."""
    by_year = chart.by == "year"
    points = np.arange(0, len(chart.lines[0].mean), 1 if by_year else _EVERY)
    names = year_names(len(points) - 1) if by_year else [_year(int(week)) for week in points]
    others = iter(zip(OTHERS, ("dotted", "solid", "dashed", "dotted"), strict=True))
    crowded = len(chart.lines) > 3
    drawn = []
    for each in chart.lines:
        colour, dash = {"plan": (PLAN, "solid"), "baseline": (BASELINE, "dashed")}.get(each.role) or next(
            others
        )
        band = not crowded
        drawn.append(
            Line(
                each.name,
                each.mean[points].tolist(),
                each.low[points].tolist() if band else None,
                each.high[points].tolist() if band else None,
                colour,
                dash,
                3.0 if each.role == "plan" else 2.0,
            )
        )
    option = lines(
        frame(names, decimals=1, zero=True, right=_NAMES), drawn, dots=by_year, height=262, line_height=_ROW
    )
    _widen_names(option)
    if not by_year:
        option["xAxis"]["axisLabel"] |= {"interval": WEEKS_A_YEAR // _EVERY - 1}
    _mark(option, chart.marks)
    _for_a_projector(option)
    columns, rows = line_table(names, drawn, 1)
    columns[0] = "When"
    band_words = "" if crowded else "; the band holds 8 in 10 lives"
    return Drawing(
        chart.title, option, columns, rows, chart.said, f"{chart.unit}{band_words}", file, (provenance,)
    )


def bad_week_drawing(told: Aftermath, provenance: str) -> Drawing:
    """The person's trust before and after, in both hospitals."""
    weeks = range(-told.before, len(told.without.trust) - told.before)
    names = [_around(week) for week in weeks]
    drawn = [
        Line(told.with_plan.title, [100 * each for each in told.with_plan.trust], colour=PLAN),
        Line(told.without.title, [100 * each for each in told.without.trust], colour=BASELINE, dash="dashed"),
    ]
    option = lines(frame(names, decimals=0, zero=True, right=_NAMES), drawn, dots=False)
    _widen_names(option)
    option["grid"]["left"] = 52
    option["xAxis"]["axisLabel"] |= {"interval": 12, "hideOverlap": True}
    option["yAxis"] |= {"max": 100, "interval": 25}
    _mark(option, ((told.before * _EVERY, "the incident"),))
    _for_a_projector(option)
    columns, rows = line_table(names, drawn, 0)
    columns[0] = "When"
    at = told.before
    title = f"{told.name}'s trust: blame breaks it in a week, and half a year does not mend it"
    if told.recovered() > 0.75:
        title = f"{told.name}'s trust, before and after the incident"
    said = "; ".join(
        f"{each.title}: {100 * each.trust[at]:.0f} before, {100 * each.trust[at + 1]:.0f} the week after, "
        f"{100 * each.trust[-1]:.0f} at the end"
        for each in (told.with_plan, told.without)
    )
    return Drawing(
        title,
        option,
        columns,
        rows,
        f"Line chart of {told.name}'s trust out of 100. {said}.",
        "Trust in a fair answer, out of 100",
        "bad_week",
        (provenance,),
    )


def map_drawing(
    team_map: TeamMap, of_dots: list[TeamDot], title: str, said: str, chosen: int, provenance: str, file: str
) -> Drawing:
    """Teams as circles: size is people, darkness is restorative practice, the number says it too."""
    circles: list[dict[str, Any]] = []
    for dot in of_dots:
        share = min(dot.practice / FULL_PRACTICE, 1.0)
        ring = (
            {"borderColor": BASELINE, "borderWidth": 4} if dot.team == chosen else {"borderColor": "#51626f"}
        )
        circles.append(
            {
                "id": str(dot.team),
                "name": f"{dot.title}: practice {100 * dot.practice:.0f}, {dot.people} people",
                "value": _place(team_map, dot.team),
                "symbolSize": round(10 + 6 * float(np.sqrt(max(dot.people, 0))), 1),
                "itemStyle": {"color": _shade(share), "borderWidth": 1, **ring, "opacity": 1},
                "label": {
                    "show": True, "position": "inside", "formatter": f"{100 * dot.practice:.0f}",
                    "color": "#ffffff" if share > 0.45 else "#0b0c0c", "fontSize": 13, "fontWeight": "bold",
                },
            }
        )  # fmt: skip
    ties = [
        {
            "coords": [_place(team_map, one), _place(team_map, other)],
            "lineStyle": {"width": round(0.4 + number / 5, 1)},
        }
        for one, other, number in team_map.ties
    ]
    axis = {"type": "value", "show": False, "min": -0.06, "max": 1.06}
    still = {"emphasis": {"disabled": True}}
    option: dict[str, Any] = {
        "animation": False,
        "aria": {"enabled": False},
        "grid": {"left": 16, "right": 16, "top": 14, "bottom": 14},
        "xAxis": axis,
        "yAxis": axis,
        "tooltip": {"trigger": "item", "formatter": "{b}", "confine": True},
        "series": [
            {
                "type": "lines", "coordinateSystem": "cartesian2d", "silent": True, "data": ties, "z": 1,
                "lineStyle": {"color": "#9aa5ad", "opacity": 0.7, "curveness": 0}, **still,
            },
            {"type": "scatter", "data": circles, "cursor": "pointer", "z": 2, **still},
        ],
    }  # fmt: skip
    rows = [
        [
            dot.title,
            str(dot.people),
            *(f"{100 * value:.0f}" for value in (dot.practice, dot.safety, dot.burnout)),
        ]
        for dot in of_dots
    ]
    columns = ["Team", "People", "Practice", "Safe to speak up", "Exhaustion"]
    return Drawing(title, option, columns, rows, f"Map of teams. {said}", "", file, (provenance,))


def _mark(option: dict[str, Any], marks: tuple[tuple[int, str], ...]) -> None:
    if not marks:
        return
    last = option["series"][-1]
    last["markLine"] = {
        "symbol": "none",
        "silent": True,
        "lineStyle": {"color": "#3D3D3D", "type": "solid", "width": 1},
        "label": {"color": "#3D3D3D", "fontSize": 14, "position": "end"},
        "data": [{"xAxis": week // _EVERY, "label": {"formatter": words}} for week, words in marks],
    }


def _widen_names(option: dict[str, Any]) -> None:
    """Names keep to one line, so that none covers another."""
    for series in option["series"]:
        if series.get("name"):
            series["endLabel"] |= {"width": _NAMES - 10, "overflow": "truncate"}


def _for_a_projector(option: dict[str, Any]) -> None:
    """Letters grow where the plot is wide, and shrink again where it is not."""

    def at(size: int, left: int, right: int) -> dict[str, Any]:
        names: list[dict[str, Any]] = [
            {"endLabel": {"fontSize": size, "width": right - 10}} if "endLabel" in series else {}
            for series in option["series"]
        ]
        axis = {"axisLabel": {"fontSize": size}}
        return {"grid": {"left": left, "right": right}, "xAxis": axis, "yAxis": axis, "series": names}

    usual = at(_USUAL, option["grid"]["left"], option["grid"]["right"])
    large = at(_LARGE, option["grid"]["left"] + 12, _LARGE_NAMES)
    option["media"] = [{"query": {"minWidth": _WIDE}, "option": large}, {"option": usual}]


def _place(team_map: TeamMap, team: int) -> list[float]:
    return [round(float(each), 4) for each in team_map.places[team]]


def _shade(share: float) -> str:
    mixed = (round(pale + (dark - pale) * share) for pale, dark in zip(PALE, DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _year(week: int) -> str:
    return f"Year {week // WEEKS_A_YEAR + 1}" if week % WEEKS_A_YEAR == 0 else f"Week {week}"


def _around(week: int) -> str:
    if week == 0:
        return "Just before"
    return f"{-week} weeks before" if week < 0 else f"Week {week}"
