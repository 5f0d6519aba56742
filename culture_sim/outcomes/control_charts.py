"""XmR control charts: one organisation's own series, its natural limits, and the points that signal a change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

WEEKS_A_PERIOD = 4
PERIODS_BEFORE = 52 // WEEKS_A_PERIOD
"""Periods of four weeks in the year before the programme, from which the limits are set."""

LIMIT = 2.66
"""Mean moving range to natural process limit (Wheeler, Understanding Variation, 1993)."""

STRETCH = 8
"""Points in a row on one side of the mean that signal a change."""


@dataclass(frozen=True)
class ControlChart:
    """A series, its mean and natural limits in the periods before, and the places of points that signal a change."""

    values: Numbers
    mean: float
    low: float
    high: float
    signals: tuple[int, ...]

    def first_signal(self, start: int = PERIODS_BEFORE) -> int | None:
        """Place of the first signal at or after `start`, None if there is none."""
        return next((place for place in self.signals if place >= start), None)

    def reason(self, place: int) -> str:
        """Why the point at a place is a signal, "" if it is none."""
        if place not in self.signals:
            return ""
        value = self.values[place]
        if value > self.high:
            return "above the upper limit"
        if value < self.low:
            return "below the lower limit"
        side = "above" if value > self.mean else "below"
        return f"one of {STRETCH} or more in a row {side} the centre"


def control_chart(values: Numbers, before: int = PERIODS_BEFORE) -> ControlChart:
    """An XmR chart with limits from the first `before` points.

    Args:
        values: one count a period, (periods,).
        before: periods that set the mean and the limits.

    Returns:
        The chart; a signal is a point outside the limits, or one of eight in a row on one side of the mean.
    """
    first = values[:before]
    mean = float(first.mean())
    reach = LIMIT * float(np.abs(np.diff(first)).mean())
    low, high = max(mean - reach, 0.0), mean + reach
    found = {int(place) for place in np.flatnonzero((values > high) | (values < low))}
    side = np.sign(values - mean)
    for end in range(STRETCH, len(values) + 1):
        stretch = side[end - STRETCH : end]
        if stretch[0] != 0 and np.all(stretch == stretch[0]):
            found |= set(range(end - STRETCH, end))
    return ControlChart(values, mean, low, high, tuple(sorted(found)))


def four_week_counts(weeks: NDArray[np.float32]) -> Numbers:
    """Weekly counts, (weeks,), as counts of whole periods of four weeks, (periods,)."""
    whole = len(weeks) // WEEKS_A_PERIOD * WEEKS_A_PERIOD
    periods = np.asarray(weeks[:whole], np.float64).reshape(-1, WEEKS_A_PERIOD)
    return np.asarray(periods.sum(axis=1), np.float64)
