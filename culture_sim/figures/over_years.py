"""An outcome over the years of a programme: the baseline and plans, as lines with their 80 % intervals."""

from __future__ import annotations

from collections.abc import Sequence

from culture_sim.ensemble.intervals import Interval, Numbers
from culture_sim.figures.figure import Axis, Line, Panel, line_table
from culture_sim.figures.style import look
from culture_sim.findings.amounts import with_caution
from culture_sim.findings.numbers import number
from culture_sim.outcomes import Outcome


def year_names(years: int) -> tuple[str, ...]:
    """Names of the years on an axis: the year before the programme, and its years."""
    return ("Before", *(str(year) for year in range(1, years + 1)))


def outcome_line(
    name: str,
    found: Interval[Numbers],
    place: int | None,
    decimals: int,
    has_band: bool,
    has_dots: bool = True,
) -> Line:
    """A scenario's line, named with its last value; `place` is its place among the plans, None for the baseline."""
    colour, dashes = look(place)
    low, high = (found.low, found.high) if has_band else (None, None)
    end = number(float(found.mean[-1]), decimals)
    return Line(name, found.mean, low, high, end=end, colour=colour, dashes=dashes, has_dots=has_dots)


def outcome_panel(
    what: Outcome,
    title: str,
    lines: Sequence[Line],
    names: Sequence[str],
    *,
    every: int = 1,
    across: str = "",
    note: str = "",
    description: str = "",
    about: tuple[str, ...] = (),
    unit: str = "",
    decimals: int | None = None,
    height: int = 280,
    file: str = "",
) -> Panel:
    """One outcome, a line for each scenario; all but net savings begin at nothing.

    The baseline comes first, the plan that is spoken of last, so that it lies on top.
    """
    places = what.decimals if decimals is None else decimals
    columns, rows = line_table("Year", names, lines[::-1], places)
    may_be_negative = what.key == "net_saving_gbp"
    return Panel(
        title,
        Axis(across, names=tuple(names), every=every),
        Axis(unit or what.unit, low=None if may_be_negative else 0.0),
        tuple(lines),
        note=with_caution(what, note),
        description=description or f"Line chart of {what.title.lower()}. {title}.",
        columns=columns,
        rows=rows,
        file=file or what.key,
        about=about,
        decimals=places,
        height=height,
    )
