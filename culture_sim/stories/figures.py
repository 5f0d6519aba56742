"""Figures of the stories: lines of the lesson, a person's trust around a harm, and the map of teams."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from culture_sim.figures.figure import Axis, Line, Panel, Points, Rule, Segments, line_table
from culture_sim.figures.over_years import year_names
from culture_sim.figures.style import BASELINE, ink_on, look, shade
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.stories.lesson_runs import Chart
from culture_sim.stories.team_map import TeamDot, TeamMap

EVERY = 4
"""Lines are drawn at every fourth week; what is left out cannot be seen."""

MOST_BANDS = 3
"""Lines up to which each has its band."""

PRACTICE_COLOURS = ("#DEE9F3", "#12436D")
FULL_PRACTICE = 0.3
"""Practice from which a circle is as dark as it gets."""

TIES = "#9AA5AD"


def lesson_panel(chart: Chart, provenance: str, file: str) -> Panel:
    """A chart of the lesson: the plan solid, nothing done dashed, with 80 % intervals where lines are few."""
    by_year = chart.by == "year"
    points = np.arange(0, len(chart.lines[0].mean), 1 if by_year else EVERY)
    names = year_names(len(points) - 1) if by_year else tuple(_week(int(week)) for week in points)
    has_bands = len(chart.lines) <= MOST_BANDS
    others = iter(range(1, len(chart.lines) + 1))
    lines = []
    for each in chart.lines:
        place = next(others) if each.role == "other" else {"plan": 0, "baseline": None}[each.role]
        colour, dashes = look(place)
        low, high = (each.low[points], each.high[points]) if has_bands else (None, None)
        width = 3.0 if each.role == "plan" else 2.0
        lines.append(
            Line(each.name, each.mean[points], low, high, colour=colour, dashes=dashes, width=width,
                 has_dots=by_year)
        )  # fmt: skip
    columns, rows = line_table("When", names, lines, 1)
    rules = tuple(Rule(week // EVERY, words) for week, words in chart.marks)
    return Panel(
        chart.title,
        Axis(names=names, every=1 if by_year else WEEKS_A_YEAR // EVERY),
        Axis(chart.unit, low=chart.low),
        (*lines[::-1], *rules),
        note="Band: 80 % interval" if has_bands else "",
        description=chart.said,
        columns=columns,
        rows=rows,
        file=file,
        about=(provenance,),
        height=320,
        grows=True,
    )


def map_panel(
    team_map: TeamMap,
    dots: Sequence[TeamDot],
    title: str,
    description: str,
    chosen: int,
    provenance: str,
    file: str,
) -> Panel:
    """Teams as circles: size is people, darkness is restorative practice, the number says it too."""
    places = team_map.places[[dot.team for dot in dots]]
    colours = tuple(shade(dot.practice / FULL_PRACTICE, PRACTICE_COLOURS) for dot in dots)
    ends = np.array([[*team_map.places[one], *team_map.places[other]] for one, other, _ in team_map.ties])
    x0, y0, x1, y1 = ends.T if len(ends) else np.zeros((4, 0))
    circles = Points(
        places[:, 0],
        places[:, 1],
        colours,
        tuple(7 + 4.3 * float(np.sqrt(max(dot.people, 0))) for dot in dots),
        edges=tuple(BASELINE if dot.team == chosen else "#51626F" for dot in dots),
        edge_widths=tuple(4.0 if dot.team == chosen else 1.0 for dot in dots),
        hover=tuple(f"{dot.title}: practice {100 * dot.practice:.0f}, {dot.people} people" for dot in dots),
        labels=tuple(f"{100 * dot.practice:.0f}" for dot in dots),
        label_colours=tuple(ink_on(colour) for colour in colours),
        side="inside",
        ids=tuple(str(dot.team) for dot in dots),
    )
    widths = tuple(round(0.3 + number / 6.5, 2) for _, _, number in team_map.ties) or (1.0,)
    rows = tuple(
        (
            dot.title,
            str(dot.people),
            *(f"{100 * value:.0f}" for value in (dot.practice, dot.safety, dot.burnout)),
        )
        for dot in dots
    )
    hidden = Axis(low=-0.06, high=1.06, is_shown=False)
    return Panel(
        title,
        hidden,
        hidden,
        (Segments(x0, y0, x1, y1, TIES, widths, 0.7), circles),
        description=f"Map of teams. {description}",
        columns=("Team", "People", "Practice", "Safe to speak up", "Exhaustion"),
        rows=rows,
        file=file,
        about=(provenance,),
        height=330,
    )


def _week(week: int) -> str:
    return f"Year {week // WEEKS_A_YEAR + 1}" if week % WEEKS_A_YEAR == 0 else f"Week {week}"
