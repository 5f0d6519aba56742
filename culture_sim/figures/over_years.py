"""An outcome over the years of a programme: the baseline and plans, as lines with their 80 % intervals."""

from __future__ import annotations

from collections.abc import Sequence

from culture_sim.figures.figure import Axis, Line, Panel, line_table
from culture_sim.outcomes import Outcome


def year_names(years: int) -> tuple[str, ...]:
    """Names of the years on an axis: the year before the programme, and its years."""
    return ("Before", *(str(year) for year in range(1, years + 1)))


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
    """One outcome, a line for each scenario; rates and states begin at nothing, an index ends at 1.

    Args:
        what: the outcome.
        title: the finding.
        lines: the baseline first, the plan that is spoken of last, so that it lies on top.
        names: of the points in time.
        every: every how many-th of them is written.
        across: what they are.
        note: what the lines and bands are.
        description: a sentence for those who cannot see it.
        about: what is needed to reproduce it.
        unit: of the values, if it is not the outcome's.
        decimals: of the numbers in the table, if not the outcome's.
        height: in pixels of a page.
        file: name of the file to take away.
    """
    places = what.decimals if decimals is None else decimals
    columns, rows = line_table("Year", names, lines[::-1], places)
    may_be_negative = what.key == "net_saving_gbp"
    return Panel(
        title,
        Axis(across, names=tuple(names), every=every),
        Axis(unit or what.unit, low=None if may_be_negative else 0.0),
        tuple(lines),
        note=note,
        description=description or f"Line chart of {what.title.lower()}. {title}.",
        columns=columns,
        rows=rows,
        file=file or what.key,
        about=about,
        decimals=places,
        height=height,
    )
