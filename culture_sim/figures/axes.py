"""Where axes begin, end and have ticks: worked out once, so that both pens draw the same."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from culture_sim.figures.figure import Bars, Line, Panel, Points, Rule, Segments, Values, finite

ABOUT_STEPS = 5


class Scale(NamedTuple):
    """An axis of numbers from `low` to `high`, with a tick at every `step` from `low` on."""

    low: float
    high: float
    step: float


def scale(panel: Panel, which: Literal["x", "y"]) -> Scale:
    """The axis of numbers that holds all marks, with round ends unless the axis declares its own."""
    axis = panel.x if which == "x" else panel.y
    known = [float(end) for values in _along(panel, which) for end in _ends(values)]
    low = axis.low if axis.low is not None else min(known, default=0.0)
    high = axis.high if axis.high is not None else max(known, default=1.0)
    if not high > low:
        high = low + (abs(low) * 0.1 or 1.0)
    step = axis.step or round_step((high - low) / ABOUT_STEPS)
    if axis.low is None:
        low = step * math.floor(low / step + 1e-9)
    if axis.high is None:
        high = low + step * math.ceil((high - low) / step - 1e-9)
    return Scale(low, high, step)


def round_step(about: float) -> float:
    """A step of 1, 2 or 5 times a power of ten, at least as long as `about`."""
    size = 10.0 ** math.floor(math.log10(about))
    return next(
        float(f"{times * size:.12g}") for times in (1, 2, 5, 10, 20) if times * size >= about * (1 - 1e-9)
    )


def _ends(values: Values) -> tuple[float, ...]:
    known = finite(values)
    return (float(known.min()), float(known.max())) if len(known) else ()


def _along(panel: Panel, which: str) -> Iterable[Values]:
    """All places that marks take along an axis."""
    across = which == "x"
    for mark in panel.marks:
        match mark:
            case Line() if across:
                yield np.arange(len(mark.values), dtype=float) if mark.at is None else mark.at
            case Line():
                yield from (each for each in (mark.values, mark.low, mark.high) if each is not None)
            case Points():
                yield mark.x if across else mark.y
            case Segments():
                yield from (mark.x0, mark.x1) if across else (mark.y0, mark.y1)
            case Bars() if across:
                yield [0.0, *mark.values]
            case Rule() if mark.is_level is not across:
                yield [mark.at]
            case _:
                pass
