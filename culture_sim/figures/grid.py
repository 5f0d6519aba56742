"""A field of cells over two factors or two levers, each with its number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from culture_sim.errors import InputError
from culture_sim.figures.figure import Axis, Cells, Panel
from culture_sim.figures.style import SEQUENTIAL, WORSE_TO_BETTER
from culture_sim.findings.amounts import with_caution
from culture_sim.findings.numbers import change, number
from culture_sim.outcomes import Outcome

MOST_ACROSS = 14
"""Cells side by side that have room for their numbers; beyond, a scale of colours says what they are."""


def grid_panel(
    title: str,
    what: Outcome,
    field: NDArray[np.float64],
    names: tuple[Sequence[str], Sequence[str]],
    is_change: bool,
    *,
    titles: tuple[str, str],
    note: str,
    file: str,
    about: tuple[str, ...] = (),
    every: Sequence[NDArray[np.float64]] = (),
    is_first: bool = True,
) -> Panel:
    """The panel of one field.

    Args:
        title: the finding.
        what: the outcome in the cells.
        field: (columns, rows) of the outcome in its unit; NaN where nothing is known.
        names: of the columns, and of the rows, the lowest first.
        is_change: whether the numbers are differences: then blue is better, orange is worse, white none.
        titles: of the axis across and of the axis upwards.
        note: what the numbers are.
        file: name of the file to take away.
        about: what is needed to reproduce it.
        every: all fields that stand beside this one and share its colours.
        is_first: whether it stands left of the others, and so has the names of the rows.

    Raises:
        InputError: nothing is known.
    """
    panels = every or [field]
    known = np.concatenate([each[np.isfinite(each)] for each in panels])
    if not len(known):
        raise InputError("There is no run yet of which a heat map could be drawn.")
    decimals, words = min(what.decimals, 3), change if is_change else number
    colours, low, high = SEQUENTIAL, float(known.min()), float(known.max())
    if is_change:
        high = float(np.abs(known).max()) or 1.0
        low, colours = -high, WORSE_TO_BETTER if what.better == "higher" else WORSE_TO_BETTER[::-1]
    across, up = names
    is_crowded = len(across) * len(panels) > MOST_ACROSS
    cells = tuple(tuple(words(float(value), decimals) for value in column) for column in field)
    return Panel(
        title,
        Axis(titles[0], names=tuple(across), every=-(-len(across) * len(panels) // MOST_ACROSS)),
        Axis(titles[1] if is_first else "", names=tuple(up), is_shown=is_first),
        (Cells(field, cells, low, high, colours, has_numbers=not is_crowded),),
        note=with_caution(what, f"{what.unit[:1].upper()}{what.unit[1:]}; {note[:1].lower()}{note[1:]}"),
        description=f"Heat map. {title}.",
        columns=(f"{titles[1]} \\ {titles[0]}", *across),
        rows=tuple((up[row], *(column[row] for column in cells)) for row in reversed(range(len(up)))),
        file=file,
        about=about,
        decimals=decimals,
        height=120 + 52 * len(up) if len(up) <= 12 else 760,
        scale=what.unit if is_crowded else "",
    )
