"""Figures of a single run week by week, while it goes on: one organisation under one seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from culture_sim.figures.figure import Axis, Line, Panel, line_table
from culture_sim.figures.style import look
from culture_sim.findings.numbers import number
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.outcomes.rolling import recent_rate

EVERY = 4
USUAL_WEEKS = 260
"""Length of the axis, so that nothing jumps while the run goes on."""


def weeks_panel(
    weekly: Mapping[str, NDArray[np.float64]],
    shown: Sequence[tuple[str, str]],
    title: str,
    unit: str,
    about: tuple[str, ...],
    *,
    is_rate: bool,
    file: str,
) -> Panel:
    """Some weekly columns of a run, at every fourth week.

    Args:
        weekly: columns by name, (weeks,) each, from the year before the programme on.
        shown: names of columns, and what they are called.
        title: what they are.
        unit: of the numbers.
        about: what is needed to reproduce them.
        is_rate: whether they are counts, shown for 1,000 staff a year, or states, shown out of 100.
        file: name of the file to take away.
    """
    length = len(weekly["headcount"])
    every = np.arange(0, length, EVERY)
    names = [_week(int(week) - WEEKS_A_YEAR) for week in every]
    looks = map(look, (0, None, 1, 2))
    lines = []
    for (column, words), (colour, dashes) in zip(shown, looks, strict=False):
        values = recent_rate(weekly[column], weekly["headcount"]) if is_rate else 100 * weekly[column]
        if column == "commitment":
            values[:WEEKS_A_YEAR] = np.nan  # there is no sponsor before the programme
        if np.isfinite(values[every]).any():
            end = number(float(values[every][-1]))
            lines.append(Line(words, values[every], end=end, colour=colour, dashes=dashes))
    columns, rows = line_table("When", names, lines, 0)
    more = [_week(week) for week in range(EVERY * len(every) - WEEKS_A_YEAR, USUAL_WEEKS, EVERY)]
    last = "; ".join(f"{line.name} {line.end}" for line in lines)
    return Panel(
        title,
        Axis(names=(*names, *more), every=WEEKS_A_YEAR // EVERY),
        Axis(unit, low=0.0),
        tuple(lines),
        description=f"Line chart by week. {title} in week {length - WEEKS_A_YEAR}: {last}.",
        columns=columns,
        rows=rows,
        file=f"single_run_{file}",
        about=about,
        decimals=0,
        height=280,
    )


def _week(week: int) -> str:
    if week % WEEKS_A_YEAR == 0:
        return f"Year {week // WEEKS_A_YEAR + 1}" if week >= 0 else "Year before"
    return f"Week {week}"
