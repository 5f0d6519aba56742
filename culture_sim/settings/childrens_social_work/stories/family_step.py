"""Step 1: one family's year in two services, as two diaries, their numbers, and figures of the same numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.figure import Axis, Line, Panel, Points, line_table
from culture_sim.figures.style import look
from culture_sim.settings.childrens_social_work.stories.family import (
    FOLLOWED_WEEKS,
    QUARTER,
    Chosen,
    FamilyYear,
    chosen_family,
    family_name,
    judgements,
    year_of,
)
from culture_sim.settings.childrens_social_work.stories.family_words import (
    ending_of,
    moments_of,
    numbers_of,
    totals,
)
from culture_sim.stories.diary import Moment
from culture_sim.stories.event_sentences import counted, when
from culture_sim.stories.names import out_of_hundred
from culture_sim.stories.reveal import Reveal, SideBySide
from culture_sim.stories.two_worlds import TwoWorlds

MUCH, LITTLE = 0.20, 0.03
"""Differences in trust from which it is much more, and from which it is more at all."""
KNOWN_ALIKE = 0.05
"""Difference in the share of risk that is known below which two diaries hardly differ, if all else is alike."""


def family_diary(worlds: TwoWorlds) -> Reveal | None:
    """The step's reveal; None where no family qualifies under this seed."""
    chosen = chosen_family(worlds)
    if chosen is None:
        return None
    histories = (worlds.without, worlds.with_plan)
    years = [year_of(each, chosen.person, chosen.week) for each in histories]
    moments = []
    for place, pair in enumerate(zip(*map(moments_of, histories, years), strict=True)):
        (title, one), (_, other) = pair
        moments.append(Moment(QUARTER * place, title, one, other))
    last = FOLLOWED_WEEKS
    moments.append(
        Moment(last, "How it ended", ending_of(histories[0], years[0]), ending_of(histories[1], years[1]))
    )
    moments.append(Moment(last + 1, "The year in numbers", numbers_of(years[0]), numbers_of(years[1])))
    name = family_name(worlds, chosen.person)
    trust = mean_trust(years)
    more = trust[1] - trust[0]
    titles = (histories[0].scenario.title, histories[1].scenario.title)
    return Reveal(
        0 if more >= MUCH else 1 if more >= LITTLE else 2,
        _finding(name, years, trust),
        (),
        (),
        "What is not told is read as risk, and trust decides what is told: how strongly is assumed, and nobody has"
        " measured it. Indices out of 100 are the model's own.",
        SideBySide(_scene(worlds, chosen, name), titles, tuple(moments)),
        (
            trust_panel(name, years, titles, worlds.provenance),
            risk_panel(name, years, titles, worlds.provenance),
        ),
        (("How it was picked.", _picked(chosen)), ("And the others?", totals(worlds, chosen))),
    )


def mean_trust(years: list[FamilyYear]) -> tuple[float, float]:
    """Trust in its worker in both services, mean over the weeks in which the case is open in both."""
    both = np.isfinite(years[0].trust) & np.isfinite(years[1].trust)
    one, other = (float(each.trust[both].mean()) for each in years)
    return one, other


def hardly_differ(years: list[FamilyYear]) -> bool:
    """Whether the two diaries hardly differ: trust, what is known, what was kept, who came, and how it ended."""
    one, other = years
    trust = mean_trust(years)
    known = [float(np.nanmean(each.known)) for each in years]
    alike = all(
        one.number(*what) == other.number(*what)
        for what in (("promise", "broken"), ("child_harmed",), ("came_into_care",))
    )
    return (
        abs(trust[1] - trust[0]) < LITTLE
        and abs(known[1] - known[0]) < KNOWN_ALIKE
        and alike
        and (one.workers, one.ending) == (other.workers, other.ending)
    )


def _finding(name: str, years: list[FamilyYear], trust: tuple[float, float]) -> str:
    one, other = map(out_of_hundred, trust)
    said = (
        f"Trust of {name} in its worker, mean of the year: {one} in the first service, {other} in the second."
    )
    return f"{said} The two diaries hardly differ." if hardly_differ(years) else said


def _scene(worlds: TwoWorlds, chosen: Chosen, name: str) -> str:
    history = worlds.without
    row = history.served[(history.served.person == chosen.person)].iloc[0]
    children = counted(int(row.children), "child", "children")
    return (
        f"{when(chosen.week)}. Somebody is worried about {name}, with {children}, and refers it to the service. The"
        " same family, the same week, the same need and the same risk at home, in both services. Risk and trust are"
        " out of 100."
    )


def _picked(chosen: Chosen) -> str:
    return (
        f"The family was picked by a rule, not by taste. {chosen.of} families were first referred in year 3, to both"
        " services in the same week, and had their case open for at least half a year in both. This is the one for"
        " whom the second service made a middling difference to trust in its worker: for as many it made a larger one"
        " as a smaller one."
    )


def trust_panel(name: str, years: list[FamilyYear], titles: tuple[str, str], where: str) -> Panel:
    """Trust in its worker, week by week."""
    lines = [
        _line(title, 100 * each.trust, place)
        for title, each, place in zip(titles, years, (None, 0), strict=True)
    ]
    ends = [f"{title}: {_first(100 * each.trust):.0f} at first, {_last(100 * each.trust):.0f} at the end"
            for title, each in zip(titles, years, strict=True)]  # fmt: skip
    return _panel(
        f"How far {name} trusts its worker",
        "Trust in its worker, out of 100",
        lines,
        (),
        "; ".join(ends),
        "trust",
        where,
    )


def risk_panel(name: str, years: list[FamilyYear], titles: tuple[str, str], where: str) -> Panel:
    """What was true, and what the service thought at each review."""
    lines, points, said = [], [], []
    columns: list[tuple[str, tuple[str, ...]]] = []
    for title, each, place in zip(titles, years, (None, 0), strict=True):
        colour, _ = look(place)
        lines.append(_line(title, 100 * each.risk, place))
        weeks, seen = judgements(each)
        words = tuple(f"{title}, week {int(week) + 1}: seen {100 * value:.0f}"
                      for week, value in zip(weeks, seen, strict=True))  # fmt: skip
        shape: Literal["diamond", "circle"] = "diamond" if place is None else "circle"
        points.append(Points(weeks, 100 * seen, (colour,), (9.0,), shape=shape, hover=words))
        at = {int(week): out_of_hundred(value) for week, value in zip(weeks, seen, strict=True)}
        columns.append(
            (f"{title}: seen at a review", tuple(at.get(week, "–") for week in range(FOLLOWED_WEEKS)))
        )
        said.append(
            f"{title}: {_first(100 * each.risk):.0f} at first, {_last(100 * each.risk):.0f} at the end; seen at"
            f" reviews: {', '.join(at.values())}"
        )
    title = f"Risk in {name}: what was true, and what the service saw"
    drawn = _panel(title, "Risk to a child, out of 100", lines, tuple(points), "; ".join(said), "risk", where)
    rows = tuple((*row, *(values[place] for _, values in columns)) for place, row in enumerate(drawn.rows))
    headings = (*drawn.columns, *(heading for heading, _ in columns))
    note = "Lines: what was true. Diamonds and circles: what each service saw at a review"
    return replace(drawn, columns=headings, rows=rows, note=note)


def _line(title: str, values: NDArray[np.float64], place: int | None) -> Line:
    colour, dashes = look(place)
    return Line(title, values, colour=colour, dashes=dashes)


def _panel(
    title: str, unit: str, lines: list[Line], points: tuple[Points, ...], said: str, file: str, where: str
) -> Panel:
    names = tuple(f"Week {week + 1}" for week in range(FOLLOWED_WEEKS))
    columns, rows = line_table("When", names, lines[::-1], 0)
    return Panel(
        title,
        Axis(names=names, every=QUARTER),
        Axis(unit, low=0.0, high=100.0, step=25.0),
        (*lines, *points),
        description=f"Line chart. {title}. {said}.",
        columns=columns,
        rows=rows,
        file=file,
        about=(where,),
        decimals=0,
        grows=True,
    )


def _first(values: NDArray[np.float64]) -> float:
    return float(values[np.isfinite(values)][0])


def _last(values: NDArray[np.float64]) -> float:
    return float(values[np.isfinite(values)][-1])
